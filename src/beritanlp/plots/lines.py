"""Figures over time: one line a group with the band of its intervals, or a panel each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from beritanlp.measures.table import Unit
from beritanlp.plots.groups import (
    completed,
    dimensions_of,
    expect,
    keys_of,
    labels_of,
    outer_of,
)  # fmt: skip
from beritanlp.plots.notes import intervals_note, named, number_axis, range_note, shown_note
from beritanlp.plots.sheet import LEVEL, WIDTH, Sheet, shorten
from beritanlp.plots.style import COLOURS, DARK, GRID, LABEL, LINE, LINES, MARK, MARKERS, SMALL
from beritanlp.plots.wording import Language, Wording

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["timeline"]

TOP: Final = 12  # lines
_TOGETHER = 4  # lines whose bands can be told apart in one drawing
_HEIGHT = 0.42  # of the width, at most _HIGHEST
_HIGHEST = 62.0  # mm
_PANEL = 50.0  # mm wide, at least
_PANEL_HEIGHT = 27.0  # mm
_DRAWN_ROW, _DRAWN_COLUMN = 0.86, 0.93  # of a panel; what is left stands between two
_UNDER = 24.0  # points below the panels, for months and years
_HEAD = 0.16  # of a panel, for its name
_ROOM = 1.04  # of the largest value, so that nothing touches the edge
_BAND = 0.15  # how much a band hides
_TICK_LETTERS = 6  # that a month takes
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months or years between two ticks
_YEAR = 12  # months
_MEASURES = "a measure by month or year, or bn.topics.topic_shares by month,"
_ENDS = {
    "share": "", "mean": "", "shannon_corrected": "shannon_", "shannon": "shannon_",
    "simpson_corrected": "simpson_", "simpson": "simpson_",
}  # fmt: skip  # what stands before low and high of a figure
_PERCENT = ("share", "topic_share", "lead_share")
_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The figures of a group by month or year, from the first to the last; NaN is a gap."""

    label: str
    values: np.ndarray
    low: np.ndarray
    high: np.ndarray


def timeline(
    frame: pd.DataFrame, ax: Axes | None = None, *, figure: str | None = None,
    unit: Unit = "quotes", top: int = TOP, width: float = WIDTH, language: Language = "en",
    level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Lines of a measure by month or year, with the bands of their intervals.

    Up to four groups share a drawing, each with its own colour, mark and stroke; more have a panel
    each, the ``child_axes`` of what is returned. Months of which nothing is known are gaps. A group
    that is not quoted in a month that has quotes is 0 there.

    Args:
        frame: what a measure returns by or ``within`` ``month`` or ``year``, or what
            `bn.topics.topic_shares` returns by month.
        ax: where to draw; a new figure if None.
        figure: the column to draw; if None ``share``, else ``mean``, else ``shannon_corrected``.
        unit: what was counted, as it was told to the measure.
        top: groups to draw, those with most; below stands of how many.
        width: of a new figure in mm; 85 is one column of a journal.
        language: of the words in the figure.
        level: of the intervals, as it was told to the measure.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: the frame has no month or year, or no column *figure*.
    """
    sheet = Sheet(ax, width, language)
    words = sheet.wording
    cells = _cells_of(frame, figure, words)
    drawn = cells.figure
    figure_name = words.figure(drawn).replace(words.unit("quotes"), words.unit(unit))
    time = words.dimension(cells.time)
    title = words.say("timeline", figure=words.capital(figure_name), time=time)
    if cells.by:
        title = words.say("timeline_of", figure=words.capital(figure_name), time=time, by=cells.by)
    if frame.empty:
        return sheet.finish_empty(title)
    lines, times = _lines_of(cells.table, cells.time, top)
    if len(lines) > _TOGETHER:
        _draw_panels(sheet, lines, times, cells.time, drawn in _PERCENT)
    else:
        _draw_together(sheet, lines, times, cells.time, drawn in _PERCENT)
    n_groups = cells.table["group"].nunique()
    notes = [
        _size_note(cells, words, unit),
        shown_note("more_lines", len(lines), n_groups, words),
        intervals_note([end for line in lines for end in line.low], words, level, "bands"),
        _gap_note(lines, time, words),
    ]
    told = [_last_known(line, times, cells.time, drawn in _PERCENT, words) for line in lines]
    return sheet.finish(title, figure_name, notes, told[:_TOLD])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """A frame with the columns time, group, label, value, low, high, weight and total."""

    table: pd.DataFrame
    time: str
    by: str
    figure: str
    note: str


def _cells_of(frame: pd.DataFrame, figure: str | None, words: Wording) -> _Cells:
    if "n_articles" in frame.columns:
        return _cells_of_topics(frame, words)
    dimensions = dimensions_of(frame)
    time = next((name for name in ("month", "year") if name in dimensions), None)
    drawn = figure or next((name for name in _ENDS if name in frame.columns), "share")
    expect(frame, [time or "month", drawn], "timeline", _MEASURES)
    assert time is not None
    others = [name for name in dimensions if name != time]
    outer = outer_of(frame, dimensions) if "total" in frame.columns else []
    full = frame
    if time in outer and drawn in ("share", "n"):
        full = completed(frame, outer, [name for name in dimensions if name not in outer])
    full = full.dropna(subset=[time])
    groups = full.groupby(keys_of(others), dropna=False).ngroup() if others else 0
    size, note = _size_of(frame, outer)
    prefix = _ENDS.get(drawn)
    ends = {end: f"{prefix}{end}" for end in ("low", "high")}
    table = full.assign(
        time=full[time],
        group=groups,
        label=labels_of(full, others, words) if others else "",
        value=full[drawn],
        weight=full[size] if size in full else full["total"],
        total=full["total"] if "total" in full else full[size],
        **{
            end: full[column] if prefix is not None and column in full else math.nan
            for end, column in ends.items()
        },
    )
    return _Cells(table=table, time=time, by=named(others, words), figure=drawn, note=note)


def _size_of(frame: pd.DataFrame, outer: Sequence[str]) -> tuple[str, str]:
    """The column that says how much there is of a group, and what the note says of it."""
    if "total" in frame.columns:
        return "n", "whole_time" if outer else "whole"
    return ("n", "counted_time") if "n" in frame.columns else ("articles", "mean_time")


def _cells_of_topics(frame: pd.DataFrame, words: Wording) -> _Cells:
    expect(frame, ("group", "topic", "name", "share", "low", "high"), "timeline", _MEASURES)
    table = frame.assign(
        time=frame["group"],
        group=frame["topic"],
        label=frame["name"],
        value=frame["share"],
        weight=frame["share"] * frame["n_articles"],
        total=frame["n_articles"],
    )
    return _Cells(
        table=table, time="month", by=words.dimension("topic"), figure="topic_share",
        note="mean_time",
    )  # fmt: skip


def _lines_of(table: pd.DataFrame, time: str, top: int) -> tuple[list[_Line], range]:
    """The lines of the *top* groups with most, and the months or years from first to last."""
    numbers = table["time"].map(lambda text: _number_of(str(text), time))
    table = table.assign(number=numbers)
    times = range(int(numbers.min()), int(numbers.max()) + 1)
    weights = table.groupby("group", sort=False)["weight"].sum()
    kept = weights.sort_values(ascending=False, kind="stable").index[:top]
    lines = []
    for group in kept:
        own = table[table["group"] == group].set_index("number").reindex(times)
        value, low, high = (own[name].to_numpy(float) for name in ("value", "low", "high"))
        label = str(own["label"].dropna().iloc[0])
        lines.append(_Line(label=label, values=value, low=low, high=high))
    return lines, times


def _number_of(text: str, time: str) -> int:
    """The number of a month or year, so that neighbours differ by 1."""
    if time == "year":
        return int(text)
    year, month = text.split("-")
    return _YEAR * int(year) + int(month) - 1


def _draw_together(
    sheet: Sheet, lines: Sequence[_Line], times: range, time: str, is_share: bool
) -> None:
    ax = sheet.open(min(_HIGHEST, _HEIGHT * sheet.width))
    handles = [
        _draw_line(ax, line, times, COLOURS[n], MARKERS[n], LINES[n])
        for n, line in enumerate(lines)
    ]
    _set_scales(sheet, ax, times, time, is_share, sheet.letters(1, SMALL))
    if len(lines) > 1:
        sheet.legend(handles, [line.label for line in lines], mark=3.0)


def _draw_line(ax: Axes, line: _Line, times: range, colour: str, marker: str, stroke: Any) -> Any:
    """Draw one line with its band, which is a stroke where a month stands alone."""
    import numpy as np

    at = np.array(times)
    [drawn] = ax.plot(
        at, line.values, color=colour, marker=marker, linestyle=stroke, linewidth=LINE,
        markersize=MARK - 1, zorder=3, clip_on=False,
    )  # fmt: skip
    known = ~np.isnan(line.low) & ~np.isnan(line.high)
    ax.fill_between(
        at, line.low, line.high, where=known, color=colour, alpha=_BAND, linewidth=0, zorder=2
    )
    beside = np.convolve(known, [1, 0, 1], mode="same") > 0
    alone = known & ~beside
    ax.vlines(at[alone], line.low[alone], line.high[alone], color=colour, linewidth=LINE)
    return drawn


def _draw_panels(
    sheet: Sheet, lines: Sequence[_Line], times: range, time: str, is_share: bool
) -> None:
    """Draw a panel a line, all with the same scales, inside the axes of the sheet."""
    import numpy as np

    n_columns = max(2, int(sheet.width // _PANEL))
    n_rows = math.ceil(len(lines) / n_columns)
    host = sheet.open(n_rows * _PANEL_HEIGHT)
    host.set_xticks([])
    host.set_yticks([])
    host.xaxis.labelpad = _UNDER
    ends = [end for line in lines for end in (*line.values, *line.high)]
    top = float(np.nanmax(ends)) if not np.isnan(ends).all() else 1.0
    for n, line in enumerate(lines):
        row, column = divmod(n, n_columns)
        panel = host.inset_axes(
            (
                column / n_columns, 1 - (row + _DRAWN_ROW) / n_rows,
                _DRAWN_COLUMN / n_columns, (_DRAWN_ROW - _HEAD) / n_rows,
            )
        )  # fmt: skip
        _draw_line(panel, line, times, COLOURS[0], MARKERS[0], LINES[0])
        _set_scales(sheet, panel, times, time, is_share, sheet.letters(1 / n_columns, SMALL))
        panel.set_ylim(0, top * _ROOM)
        below = n + n_columns < len(lines)
        panel.tick_params(labelbottom=not below, labelleft=column == 0)
        name = shorten(line.label, sheet.letters(_DRAWN_COLUMN / n_columns, LABEL))
        panel.set_title(name, loc="left", fontsize=LABEL, color=DARK, pad=3)


def _set_scales(
    sheet: Sheet, ax: Axes, times: range, time: str, is_share: bool, n_letters: int
) -> None:
    """Months or years below, as many as *n_letters* allow; figures at the left."""
    most = max(2, n_letters // _TICK_LETTERS)
    step = next((step for step in _STEPS if len(times) / step <= most), _STEPS[-1])
    ticks = [at for at in times if at % step == 0] or [times[0]]
    ax.set_xticks(ticks, _time_labels(ticks, time, sheet.wording), fontsize=SMALL)
    ax.set_xlim(times[0] - 0.5, times[-1] + 0.5)
    if is_share:
        ax.set_ylim(bottom=0)
    number_axis(ax.yaxis, sheet.wording, percent=is_share)
    ax.tick_params(labelsize=SMALL, labelcolor=DARK, length=0)
    ax.grid(axis="y", color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.spines[:].set_visible(False)
    ax.spines["bottom"].set_visible(True)
    ax.spines["bottom"].set_color(GRID)


def _time_labels(ticks: Sequence[int], time: str, words: Wording) -> list[str]:
    """Years as they are; of months the name, with the year under the first of each."""
    if time == "year":
        return [str(at) for at in ticks]
    labels, said = [], None
    for at in ticks:
        year, month = divmod(at, _YEAR)
        labels.append(words.month_name(month + 1) + (f"\n{year}" if year != said else ""))
        said = year
    return labels


def _size_note(cells: _Cells, words: Wording, unit: Unit) -> str:
    """Of how many the figures are."""
    totals, counted = cells.table["total"], words.unit(unit)
    if cells.note == "whole":
        return words.say("whole", total=int(totals.iloc[0]), unit=counted)
    return range_note(cells.note, totals, words, time=words.dimension(cells.time), unit=counted)


def _gap_note(lines: Sequence[_Line], time: str, words: Wording) -> str:
    import numpy as np

    has_gap = any(np.isnan(line.values).any() for line in lines)
    return words.say("gaps", time=time) if has_gap else ""


def _last_known(line: _Line, times: range, time: str, is_share: bool, words: Wording) -> str:
    """The last figure of a line in words."""
    import numpy as np

    known = np.flatnonzero(~np.isnan(line.values))
    if not len(known):
        return line.label
    at, value = times[int(known[-1])], float(line.values[known[-1]])
    when = str(at) if time == "year" else f"{words.month_name(at % _YEAR + 1)} {at // _YEAR}"
    shown = words.percent(value) if is_share else words.number(value, 2)
    return " ".join(filter(None, (line.label, shown, when)))
