"""The network of who is quoted beside whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from beritanlp.errors import MissingExtraError, SettingsError
from beritanlp.labels import Language
from beritanlp.plots.groups import expect
from beritanlp.plots.labels import place_labels
from beritanlp.plots.notes import range_note, shown_note
from beritanlp.plots.sheet import TOLD, WIDTH, Sheet, wrapped
from beritanlp.plots.style import COLOURS, DIM, FAINT, LABEL, SMALL
from beritanlp.plots.wording import Wording

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["network"]

_TOP: Final = 30  # nodes whose names can be read on a page
Places = dict[str, tuple[float, float]]
Weight = Literal["articles", "jaccard"]
_WEIGHTS: tuple[Weight, ...] = ("articles", "jaccard")
_COLUMNS = (
    "source", "target", "source_label", "target_label", "articles", "source_articles",
    "target_articles", "total", "jaccard",
)  # fmt: skip
_HEIGHT = 0.6  # of the width, at least
_AREA = 330.0  # square mm that a source and its name take
_LARGEST, _SMALLEST = 20.0, 4.0  # points, of circles across
_THICKEST, _THINNEST = 5.0, 0.6  # points, of lines
_PAIR = 2  # sources that make a network
_SEED = 0  # of the layout: the same frame is drawn the same
_ROUNDS = 500  # of the layout
_GRAVITY, _REPULSION = 0.5, 4.0  # of the layout; tried on networks of 5 to 30 sources
_DIGITS = 2  # of a Jaccard index
_NAME = 0.3  # of the width, for a line of a name


def network(
    frame: pd.DataFrame, ax: Axes | None = None, *, weight: Weight = "articles", top: int = _TOP,
    width: float = WIDTH, language: Language = "en",
) -> Axes:  # fmt: skip
    """The network of `bn.measures.co_quotation`: circles are sources, lines who is quoted together.

    The area of a circle is the number of articles that quote the source, the width of a line the
    number that quote both, or their Jaccard index. Where circles stand means nothing but that
    joined ones are near. Names never overlap; those that find no room are left out, and counted.
    They are set for the size of the figure as it is: of several axes draw this one last.

    Args:
        frame: what the measure returns.
        ax: where to draw; a new figure if None.
        weight: what lines show: ``articles`` or ``jaccard``.
        top: sources to draw, 2 or more, those of the strongest pairs; below stands of how many.
        width: of a new figure in mm.
        language: of the words in the figure.

    Raises:
        MissingExtraError: matplotlib or networkx is not installed.
        SettingsError: the frame lacks a column, another *weight*, or less than two sources.
    """
    expect(frame, _COLUMNS, "network", "bn.measures.co_quotation")
    if weight not in _WEIGHTS:
        raise SettingsError(f"weight must be one of {', '.join(_WEIGHTS)}; got {weight!r}")
    if top < _PAIR:
        raise SettingsError(f"top must be {_PAIR} or more; got {top!r}")
    sheet = Sheet(ax, width, language, top)
    words = sheet.wording
    title = words.say("network")
    if frame.empty:
        return sheet.finish_empty(title)
    nodes, edges = _chosen(frame, top)
    kind = words.dimension_of_values(set(nodes["id"])) or ""
    nodes["label"] = [words.value(kind, label) for label in nodes["label"]]
    places = _layout(nodes, edges)
    ax = sheet.open(max(_HEIGHT * sheet.width, _AREA * len(nodes) / sheet.width))
    radii = _draw(ax, nodes, edges, places, weight)
    notes = [
        words.say("nodes_whole", total=int(frame["total"].iloc[0])),
        range_note("nodes", nodes["articles"], words),
        _widths_note(edges[weight], words),
        shown_note("nodes_shown", len(nodes), len({*frame["source"], *frame["target"]}), words),
    ]
    sheet.finish(title, "", notes, _strongest(nodes, edges, words))
    _write_names(sheet, nodes, places, radii)
    return ax


def _strongest(nodes: pd.DataFrame, edges: pd.DataFrame, words: Wording) -> list[str]:
    """The first pairs in words."""
    label = dict(zip(nodes["id"], nodes["label"], strict=True))
    pairs = edges[["source", "target", "articles"]].head(TOLD)
    return [
        f"{label[source]} – {label[target]} {words.number(n)}"
        for source, target, n in pairs.itertuples(index=False, name=None)
    ]


def _write_names(sheet: Sheet, nodes: pd.DataFrame, places: Places, radii: Sequence[float]) -> None:
    """Write the names that find room, and of how many there was none."""
    n_letters = sheet.letters(_NAME, LABEL)
    names = [wrapped(label, n_letters) for label in nodes["label"]]
    missing = place_labels(sheet.ax, [places[id_] for id_ in nodes["id"]], radii, names)
    if missing:
        sheet.ax.text(
            1, 0, sheet.wording.say("unlabelled", n=missing), transform=sheet.ax.transAxes,
            ha="right", va="bottom", fontsize=SMALL, color=DIM,
        )  # fmt: skip


def _widths_note(weights: pd.Series[float], words: Wording) -> str:
    """What the width of a line is, from the least to the most of *weights*."""
    least, most = (words.brief(round(end, _DIGITS)) for end in (weights.min(), weights.max()))
    return words.say(f"lines_{weights.name}", least=least, most=most)


def _chosen(frame: pd.DataFrame, top: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The *top* sources of the first pairs, with label and articles, and all edges between them.

    Sources come in order of their articles.
    """
    import pandas as pd

    chosen: dict[str, None] = {}
    for pair in frame[["source", "target"]].itertuples(index=False, name=None):
        new = [end for end in pair if end not in chosen]
        if len(chosen) + len(new) <= top:
            chosen.update(dict.fromkeys(new))
    ends = [
        frame[[end, f"{end}_label", f"{end}_articles"]].set_axis(
            ["id", "label", "articles"], axis=1
        )
        for end in ("source", "target")
    ]
    every = pd.concat(ends).drop_duplicates("id")
    nodes = every[every["id"].isin(list(chosen))]
    nodes = nodes.sort_values(["articles", "id"], ascending=[False, True], ignore_index=True)
    inside = frame["source"].isin(nodes["id"]) & frame["target"].isin(nodes["id"])
    return nodes, frame[inside]


def _layout(nodes: pd.DataFrame, edges: pd.DataFrame) -> Places:
    """Where each source stands; the same for the same frame."""
    try:
        import networkx as nx
    except ImportError:
        raise MissingExtraError(
            'plots.network needs networkx; install it with: pip install "beritanlp[plots]"'
        ) from None
    graph = nx.Graph()
    graph.add_nodes_from(nodes["id"])
    graph.add_edges_from(zip(edges["source"], edges["target"], strict=True))
    # gravity that grows with distance keeps apart what nothing joins, but on the page
    places: Places = nx.forceatlas2_layout(
        graph, max_iter=_ROUNDS, strong_gravity=True, gravity=_GRAVITY,
        scaling_ratio=_REPULSION, weight=None, seed=_SEED,
    )  # fmt: skip
    return places


def _draw(
    ax: Axes, nodes: pd.DataFrame, edges: pd.DataFrame, places: Places,
    weight: Weight,
) -> list[float]:  # fmt: skip
    """Draw lines and circles; the radii of the circles in points."""
    import numpy as np
    from matplotlib.collections import LineCollection

    weights = edges[weight].to_numpy(float)
    widths = np.maximum(_THINNEST, _THICKEST * weights / weights.max())
    ends = [(places[a], places[b]) for a, b in zip(edges["source"], edges["target"], strict=True)]
    ax.add_collection(LineCollection(ends, linewidths=widths, colors=FAINT, zorder=1))
    across = _LARGEST * np.sqrt(nodes["articles"].to_numpy(float) / nodes["articles"].max())
    across = np.maximum(_SMALLEST, across)
    points = [places[id_] for id_ in nodes["id"]]
    x, y = zip(*points, strict=True)
    ax.scatter(x, y, s=across**2, color=COLOURS[0], edgecolors="white", linewidths=0.8, zorder=2)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.margins(0.12)
    return list(across / 2)
