"""Figures of which parts what each group says is made of: forms of quotes, stances of verbs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from beritanlp.labels import Language
from beritanlp.measures.table import Unit
from beritanlp.plots.groups import (
    columns_of,
    completed,
    dimensions_of,
    expect,
    labels_of,
    numbers_of,
)
from beritanlp.plots.heat import cells_of_shares, draw_map
from beritanlp.plots.notes import intervals_note, named, number_axis, shown_note
from beritanlp.plots.rows import BAR, Row, draw_intervals, open_rows, write_asides
from beritanlp.plots.sheet import LEVEL, TOP, WIDTH, Sheet
from beritanlp.plots.style import DARK, MIDDLE, PARTS, SMALL

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["directness", "reporting_verbs"]

# the two outer parts begin at an edge, so that their intervals can be drawn; most is in the middle
_FORMS: Final = ("direct", "mixed", "indirect")
_STANCES: Final = ("endorsing", "neutral", "doubting")
_COLUMNS = ("n", "total", "share", "low", "high")
_LEAST = 0.07  # of the width; a narrower part has no room for its percentage


def directness(
    frame: pd.DataFrame, ax: Axes | None = None, *, unit: Unit = "quotes", top: int = TOP,
    width: float = WIDTH, language: Language = "en", level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Bars of `bn.measures.directness`: what part of a group's quotes is direct or indirect.

    The most directly quoted group is at the top, of the ``top`` with most quotes; at the right
    stands of how many. Lines are the intervals of the direct and of the indirect part. For the
    other arguments and errors see `share_of_voice`.
    """
    expect(frame, ("kind", *_COLUMNS), "directness", "bn.measures.directness")
    sheet = Sheet(ax, width, language, top, level)
    return _draw_parts(sheet, frame, "kind", _FORMS, "directness", unit)


def reporting_verbs(
    frame: pd.DataFrame, ax: Axes | None = None, *, top: int = TOP, width: float = WIDTH,
    language: Language = "en", level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Bars of `bn.measures.reporting_verbs`: how often verbs endorse, report or doubt each group.

    The most often endorsed group is at the top, of the ``top`` with most quotes; at the right
    stands of how many. Lines are the intervals of the endorsing and of the doubting part. Of a
    frame of verbs (``of="cue"``) a map of the ``top`` commonest, without intervals. For the other
    arguments and errors see `share_of_voice`.
    """
    is_of_verbs = "cue_form" in columns_of(frame)
    column = "cue_form" if is_of_verbs else "stance"
    expect(frame, (column, *_COLUMNS), "reporting_verbs", "bn.measures.reporting_verbs")
    sheet = Sheet(ax, width, language, top, level)
    if is_of_verbs:
        return _draw_verbs(sheet, frame)
    return _draw_parts(sheet, frame, "stance", _STANCES, "reporting_stances", "quotes")


def _draw_verbs(sheet: Sheet, frame: pd.DataFrame) -> Axes:
    words = sheet.wording
    by = [name for name in dimensions_of(frame) if name != "cue"]
    title = words.say("reporting_cues", by=named(by, words))
    note = words.say("whole_column", unit=words.unit("quotes"))
    return draw_map(sheet, cells_of_shares(frame, by, ["cue"], words), title, note)


def _draw_parts(
    sheet: Sheet, frame: pd.DataFrame, of: str, parts: Sequence[str], phrase: str, unit: Unit
) -> Axes:
    """Draw the shares of *parts*, from left to right, a row a group."""
    words, counted = sheet.wording, sheet.wording.unit(unit)
    by = [name for name in dimensions_of(frame) if name != of]
    title = words.say(phrase, by=named(by, words))
    if frame.empty:
        return sheet.finish_empty(title)
    full = completed(frame, by, [of]).assign(group=lambda cells: numbers_of(cells, by))
    found = {part: full[full[of] == part].set_index("group") for part in parts}
    groups = full.drop_duplicates("group").set_index("group")
    first = found[parts[0]]["share"].reindex(groups.index).fillna(0)
    largest = groups["total"].sort_values(ascending=False, kind="stable").index[: sheet.top]
    order = first[largest].sort_values(ascending=False, kind="stable").index
    labels = labels_of(groups.loc[order], by, words)
    rows = {part: _part_rows(own.reindex(order), labels) for part, own in found.items()}
    _draw_stack(sheet, rows, of)
    write_asides(sheet, list(map(words.number, groups["total"][order])), counted)
    notes = [
        words.say("whole_each", unit=counted),
        shown_note("shown", len(order), len(groups), words),
        intervals_note(sheet, [row.low for part in (parts[0], parts[-1]) for row in rows[part]]),
    ]
    told = [
        f"{cells[0].label}: "
        + ", ".join(
            f"{words.value(of, part)} {words.percent(row.value)}"
            for part, row in zip(parts, cells, strict=True)
        )
        for cells in zip(*rows.values(), strict=True)
    ]
    return sheet.finish(title, words.say("axis_share", unit=counted), notes, told)


def _part_rows(found: pd.DataFrame, labels: Sequence[str]) -> list[Row]:
    """The shares of one part; a part that does not occur is 0."""
    columns = (found[name].astype(float) for name in ("share", "low", "high"))
    return [
        Row(label=label, value=0.0 if math.isnan(share) else share, low=low, high=high)
        for label, share, low, high in zip(labels, *columns, strict=True)
    ]


def _draw_stack(sheet: Sheet, rows: dict[str, list[Row]], of: str) -> None:
    """Draw the parts of each row beside one another, with percentages where they have room."""
    words = sheet.wording
    labels = [row.label for row in next(iter(rows.values()))]
    ax = open_rows(sheet, labels)
    places = range(len(labels))
    left = [0.0] * len(labels)
    handles = []
    for (part, own), (colour, hatch) in zip(rows.items(), PARTS, strict=True):
        values = [row.value for row in own]
        handles.append(
            ax.barh(
                places, values, height=BAR, left=left, color=colour, hatch=hatch,
                edgecolor="white", linewidth=0.6, label=words.value(of, part),
            )
        )  # fmt: skip
        if colour == MIDDLE:
            _write_shares(sheet, left, values)
        left = [start + value for start, value in zip(left, values, strict=True)]
    first, *_, last = rows.values()
    draw_intervals(ax, places, first)
    ends = [
        Row(label=row.label, value=1 - row.value, low=1 - row.high, high=1 - row.low)
        for row in last
    ]
    draw_intervals(ax, places, ends)
    ax.set_xlim(0, 1)
    number_axis(sheet.ax.xaxis, words, percent=True)
    sheet.legend(handles, [words.value(of, part) for part in rows], mark=2.0)


def _write_shares(sheet: Sheet, left: Sequence[float], values: Sequence[float]) -> None:
    for place, (start, value) in enumerate(zip(left, values, strict=True)):
        if value >= _LEAST:
            sheet.ax.text(
                start + value / 2, place, sheet.wording.percent(value), ha="center", va="center",
                color=DARK, fontsize=SMALL,
            )  # fmt: skip
