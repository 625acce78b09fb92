"""The network of who is quoted beside whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from beritanlp.errors import MissingExtraError, SettingsError
from beritanlp.plots.groups import expect
from beritanlp.plots.labels import place_labels
from beritanlp.plots.notes import range_note, shown_note
from beritanlp.plots.sheet import TOLD, WIDTH, Sheet, wrapped
from beritanlp.plots.style import COLOURS, DIM, FAINT, LABEL, SMALL
from beritanlp.plots.wording import Language, Wording

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["network"]

_TOP: Final = 30  # nodes whose names can be read on a page
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

    Args:
        frame: what the measure returns.
        ax: where to draw; a new figure if None.
        weight: what lines show: ``articles`` or ``jaccard``.
        top: sources to draw, those in most articles; below stands of how many.
        width: of a new figure in mm.
        language: of the words in the figure.

    Raises:
        MissingExtraError: matplotlib or networkx is not installed.
        SettingsError: the frame lacks a column, or another *weight*.
    """
    expect(frame, _COLUMNS, "network", "bn.measures.co_quotation")
    if weight not in _WEIGHTS:
        raise SettingsError(f"weight must be one of {', '.join(_WEIGHTS)}; got {weight!r}")
    sheet = Sheet(ax, width, language, top)
    words = sheet.wording
    title = words.say("network")
    if frame.empty:
        return sheet.finish_empty(title)
    nodes, edges = _chosen(frame, top)
    places = _layout(nodes, edges)
    ax = sheet.open(max(_HEIGHT * sheet.width, _AREA * len(nodes) / sheet.width))
    radii = _draw(ax, nodes, edges, places, weight)
    kind = words.dimension_of_values(set(nodes["id"])) or ""
    n_nodes = len({*frame["source"], *frame["target"]})
    notes = [
        words.say("nodes_whole", total=int(frame["total"].iloc[0])),
        range_note("nodes", nodes["articles"], words),
        _widths_note(edges[weight], words),
        shown_note("nodes_shown", len(nodes), n_nodes, words),
    ]
    kind = words.dimension_of_values(set(nodes["id"])) or ""
    told = [
        f"{words.value(kind, first)} – {words.value(kind, second)} {words.number(n)}"
        for first, second, n in zip(
            *(edges[name].head(TOLD) for name in ("source_label", "target_label", "articles")),
            strict=True,
        )
    ]
    sheet.finish(title, "", notes, told)
    n_letters = sheet.letters(_NAME, LABEL)
    names = [wrapped(words.value(kind, label), n_letters) for label in nodes["label"]]
    missing = place_labels(ax, [places[id_] for id_ in nodes["id"]], radii, names)
    if missing:
        ax.text(
            1, 0, words.say("unlabelled", n=missing), transform=ax.transAxes, ha="right",
            va="bottom", fontsize=SMALL, color=DIM,
        )  # fmt: skip
    return ax


def _widths_note(weights: pd.Series[float], words: Wording) -> str:
    """What the width of a line is, from the least to the most of *weights*."""
    if weights.empty:
        return ""
    least, most = (words.brief(round(end, _DIGITS)) for end in (weights.min(), weights.max()))
    return words.say(f"lines_{weights.name}", least=least, most=most)


def _chosen(frame: pd.DataFrame, top: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The *top* sources in most articles, with label and articles, and the edges between them."""
    import pandas as pd

    ends = [
        frame[[end, f"{end}_label", f"{end}_articles"]].set_axis(
            ["id", "label", "articles"], axis=1
        )
        for end in ("source", "target")
    ]
    every = pd.concat(ends).drop_duplicates("id")
    nodes = every.sort_values(["articles", "id"], ascending=[False, True]).head(top)
    inside = frame["source"].isin(nodes["id"]) & frame["target"].isin(nodes["id"])
    return nodes.reset_index(drop=True), frame[inside]


def _layout(nodes: pd.DataFrame, edges: pd.DataFrame) -> dict[str, tuple[float, float]]:
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
    places: dict[str, tuple[float, float]] = nx.forceatlas2_layout(
        graph, max_iter=_ROUNDS, strong_gravity=True, gravity=_GRAVITY,
        scaling_ratio=_REPULSION, weight=None, seed=_SEED,
    )  # fmt: skip
    return places


def _draw(
    ax: Axes, nodes: pd.DataFrame, edges: pd.DataFrame, places: dict[str, tuple[float, float]],
    weight: Weight,
) -> list[float]:  # fmt: skip
    """Draw lines and circles; the radii of the circles in points."""
    import numpy as np
    from matplotlib.collections import LineCollection

    thickest = edges[weight].max() if len(edges) else 1
    widths = np.maximum(_THINNEST, _THICKEST * edges[weight].to_numpy(float) / thickest)
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
