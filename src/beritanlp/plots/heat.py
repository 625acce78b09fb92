"""Maps of shares: a row a topic or verb, a column a group, the darker the larger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beritanlp.errors import SettingsError
from beritanlp.labels import Language
from beritanlp.measures.table import Unit
from beritanlp.plots.groups import (
    MONTH,
    columns_of,
    completed,
    dimensions_of,
    expect,
    keys_of,
    labels_of,
    numbers_of,
    outer_of,
)
from beritanlp.plots.notes import named, shown_note
from beritanlp.plots.rows import broken_labels, open_rows
from beritanlp.plots.sheet import POINT, TOP, WIDTH, Sheet, shorten, width_of
from beritanlp.plots.style import HEAT, LABEL, SMALL
from beritanlp.plots.wording import Wording

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["cells_of_shares", "draw_map", "topic_map"]

_COLUMN = 7.5  # mm, in which a number of three digits can be read
_LETTERS = 26  # of the name of a column
_OVERHANG = 14.0  # mm by which the name of the last column goes beyond it
_SLANT = 45  # degrees, of the names of columns
_LIGHT = 0.71  # of the darkest, from which white is told from it better than black
_TOPICS = {"topic", "main_topic", "quote_topic"}
_WHOLE = 0.5  # sum of shares below which they are no parts of their column
_TIMES = (["month"], ["year"])
_MEASURES = "bn.topics.topic_shares, or bn.measures.share_of_voice by topic within a dimension,"


def topic_map(
    frame: pd.DataFrame, ax: Axes | None = None, *, by: str | None = None, unit: Unit = "quotes",
    top: int = TOP, width: float = WIDTH, language: Language = "en",
) -> Axes:  # fmt: skip
    """A map of topics by month, outlet, institution or kind of source, the darker the larger.

    A row a topic, the largest at the top; a column a group, months in order, others the largest
    first, as many as fit on the width. Each cell has its share in percent, each column of how many
    it is. Intervals are not drawn. Shares of anything else within a dimension are drawn likewise.

    Args:
        frame: what `bn.topics.topic_shares` returns, or `bn.measures.share_of_voice` by ``topic``,
            ``main_topic`` or ``quote_topic`` *within* another dimension.
        ax: where to draw; a new figure if None.
        by: what the groups of `topic_shares` are: ``outlet``, ``institution``; if None, months and
            kinds of speakers are told by themselves, others are called groups.
        unit: what was counted, as it was told to `share_of_voice`.
        top: topics to draw; below stands of how many.
        width: of a new figure in mm.
        language: of the words in the figure, and of the topics of the built-in codebook.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: the frame lacks a column, or its shares are not within a dimension.
    """
    sheet = Sheet(ax, width, language, top)
    words = sheet.wording
    if "n_articles" in columns_of(frame):
        expect(frame, ("group", "topic", "name", "share"), "topic_map", "bn.topics.topic_shares")
        kind = by or _kind_of_groups(frame, words)
        title = words.say("topic_map", by=words.dimension(kind))
        note = words.say("mean_column")
        return draw_map(sheet, _cells_of_topics(frame, kind, words), title, note)
    expect(frame, ("n", "total", "share"), "topic_map", _MEASURES)
    outer, inner = _within(frame)
    counted = words.unit(unit)
    title = words.say(
        "share_within", unit=counted, by=named(inner, words), within=named(outer, words)
    )
    if set(inner) <= _TOPICS:
        title = words.say("topic_map", by=named(outer, words))
    note = words.say("whole_column", unit=counted)
    return draw_map(sheet, cells_of_shares(frame, outer, inner, words), title, note)


def _within(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The dimensions in which shares are taken, and those whose shares they are.

    Raises:
        SettingsError: they are shares of all.
    """
    dimensions = dimensions_of(frame)
    outer = outer_of(frame, dimensions) or dimensions[:-1]
    sums = frame.groupby(keys_of(outer), dropna=False)["share"].sum() if outer else None
    if sums is None or (len(sums) > 1 and sums.lt(_WHOLE).all() and not frame.empty):
        raise SettingsError(
            f"plots.topic_map: the shares are not within a dimension; give what {_MEASURES} returns"
        )
    return outer, dimensions[len(outer) :]


def _kind_of_groups(frame: pd.DataFrame, words: Wording) -> str:
    groups = set(map(str, frame["group"]))
    if groups and all(map(MONTH.fullmatch, groups)):
        return "month"
    return words.dimension_of_values(groups) or "group"


def _cells_of_topics(frame: pd.DataFrame, kind: str, words: Wording) -> pd.DataFrame:
    """The rows of `topic_shares` as `cells_of_shares` gives them."""
    import pandas as pd

    return pd.DataFrame(
        {
            "row": frame["topic"],
            "row_label": frame["name"],
            "column": frame["group"],
            "column_label": [words.value(kind, group) for group in frame["group"]],
            "share": frame["share"],
            "weight": frame["share"] * frame["n_articles"],
            "size": frame["n_articles"],
            "in_time": [kind] in _TIMES,
        }
    )


def cells_of_shares(
    frame: pd.DataFrame, outer: Sequence[str], inner: Sequence[str], words: Wording
) -> pd.DataFrame:
    """The shares of the groups *inner* within *outer*, one row a cell of a map.

    Columns: ``row`` and ``column`` (keys), their labels, ``share`` (NaN where unknown), ``weight``
    (by which rows are put in order), ``size`` (of what the column's shares are) and ``in_time``.
    """
    import pandas as pd

    full = completed(frame, outer, inner)
    return pd.DataFrame(
        {
            "row": numbers_of(full, inner),
            "row_label": labels_of(full, inner, words),
            "column": numbers_of(full, outer),
            "column_label": labels_of(full, outer, words),
            "share": full["share"],
            "weight": full["n"].fillna(0),
            "size": full["total"],
            "in_time": outer[:1] in _TIMES,
        }
    )


def draw_map(sheet: Sheet, cells: pd.DataFrame, title: str, note: str) -> Axes:
    """Draw the first rows of `cells_of_shares` and as many columns as fit."""
    words = sheet.wording
    if cells.empty:
        return sheet.finish_empty(title)
    rows = cells.groupby("row")["weight"].sum().sort_values(ascending=False, kind="stable")
    columns = cells.groupby("column")["size"].first()
    names = cells.drop_duplicates("row").set_index("row")["row_label"]
    fit = _n_columns(sheet, [names[row] for row in rows.index[: sheet.top]])
    kept = columns.sort_values(ascending=False, kind="stable").index[:fit]
    if cells["in_time"].iloc[0]:
        kept = kept.sort_values()
    shares = cells.pivot(index="row", columns="column", values="share").loc[
        rows.index[: sheet.top], kept
    ]
    heads = cells.drop_duplicates("column").set_index("column")["column_label"]
    row_labels = [names[row] for row in shares.index]
    column_labels = [
        f"{shorten(heads[column], _LETTERS)} ({words.number(columns[column])})"
        for column in shares.columns
    ]
    _draw_cells(sheet, shares.to_numpy(float), row_labels, column_labels)
    notes = [
        note,
        shown_note("rows_shown", len(shares), len(rows), words),
        shown_note("columns_shown", len(kept), len(columns), words),
    ]
    known = shares.dropna(axis="columns", how="all")
    told = [
        f"{heads[column]}: {names[row]} {words.percent(share)}"
        for column, row, share in zip(known.columns, known.idxmax(), known.max(), strict=True)
    ]
    return sheet.finish(title, "", notes, told)


def _n_columns(sheet: Sheet, labels: Sequence[str]) -> int:
    """How many columns fit beside *labels*."""
    broken = broken_labels(sheet, labels)
    free = sheet.width - max(width_of(label, LABEL) for label in broken) * POINT - _OVERHANG
    return max(1, int(free / _COLUMN))


def _draw_cells(
    sheet: Sheet, shares: np.ndarray, rows: Sequence[str], columns: Sequence[str]
) -> None:
    """Draw the cells with their percentages; a dash for what is unknown."""
    import numpy as np

    ax = open_rows(sheet, rows, above=len(max(columns, key=len)))
    known = np.ma.masked_invalid(shares)
    darkest = float(known.max()) if known.count() and known.max() > 0 else 1.0
    ax.pcolormesh(
        np.arange(len(columns) + 1) - 0.5, np.arange(len(rows) + 1) - 0.5, known, cmap=HEAT,
        vmin=0, vmax=darkest, edgecolors="white", linewidth=1,
    )  # fmt: skip
    for (row, column), share in np.ndenumerate(shares):
        ax.text(
            column, row, "–" if np.isnan(share) else sheet.wording.number(100 * share),
            ha="center", va="center", fontsize=SMALL,
            color="white" if share > _LIGHT * darkest else "black",
        )  # fmt: skip
    ax.xaxis.tick_top()
    ax.set_xticks(
        range(len(columns)), columns, rotation=_SLANT, ha="left", rotation_mode="anchor",
        fontsize=LABEL, parse_math=False,
    )  # fmt: skip
