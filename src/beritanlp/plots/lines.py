"""Figures over time: one line a group with the band of its intervals, or a panel each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from beritanlp.errors import SettingsError
from beritanlp.labels import Language
from beritanlp.measures.table import Unit
from beritanlp.plots.groups import (
    DIVERSITY,
    MONTH,
    REFLECTED,
    columns_of,
    completed,
    dimensions_of,
    expect,
    labels_of,
    numbers_of,
    outer_of,
)
from beritanlp.plots.notes import intervals_note, named, number_axis, range_note, shown_note
from beritanlp.plots.sheet import LEVEL, WIDTH, Sheet, shorten
from beritanlp.plots.style import COLOURS, DARK, GRID, LABEL, LINE, LINES, MARK, MARKERS, SMALL
from beritanlp.plots.wording import Wording

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["timeline"]

_TOP: Final = 12  # lines
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
_BOUNDS = {"share": ("low", "high"), "mean": ("low", "high")} | REFLECTED
_FIGURES = ("share", "n", "mean", *DIVERSITY)
_SHARES = ("share", "topic_share", "axis_position")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The figures of a group by month or year, from the first to the last; NaN is a gap."""

    label: str
    values: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def has_gap(self) -> bool:
        """Whether nothing is known of some month or year."""
        return any(map(math.isnan, self.values))


def timeline(
    frame: pd.DataFrame, ax: Axes | None = None, *, figure: str | None = None,
    unit: Unit = "quotes", top: int = _TOP, width: float = WIDTH, language: Language = "en",
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
        figure: the column to draw: ``share``, ``n``, ``mean`` or a figure of `diversity`; if None
            the first of ``share``, ``mean`` and ``shannon_corrected`` that is there.
        unit: what was counted, as it was told to the measure.
        top: groups to draw, those with most; below stands of how many.
        width: of a new figure in mm; 85 is one column of a journal.
        language: of the words in the figure.
        level: of the intervals, as it was told to the measure.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: the frame has no month or year, or no such *figure*.
    """
    sheet = Sheet(ax, width, language, top, level)
    words = sheet.wording
    cells = _cells_of(frame, figure, words)
    name, time = cells.figure_name(words, unit), words.dimension(cells.time)
    phrase = "timeline_of" if cells.by else "timeline"
    title = words.say(phrase, figure=words.capital(name), time=time, by=cells.by)
    if cells.table.empty:
        return sheet.finish_empty(title)
    scale = _scale_of(cells)
    lines = _lines_of(cells, scale, top)
    draw = _draw_panels if len(lines) > _TOGETHER else _draw_together
    draw(sheet, lines, scale)
    notes = [
        _size_note(cells, words, unit),
        shown_note("more_lines", len(lines), cells.table["group"].nunique(), words),
        intervals_note(sheet, [low for line in lines for low in line.low], cells.bands),
        words.say("gaps", time=time) if any(line.has_gap for line in lines) else "",
    ]
    return sheet.finish(title, name, notes, [_last_known(line, scale, words) for line in lines])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """The figures of a frame by ``time``, month or year, and group.

    ``table`` has the columns time, group, label, value, low, high, weight (by which groups are
    chosen) and total; ``figure`` is what its values are, ``note`` what is said of the totals.
    """

    table: pd.DataFrame
    time: str
    by: str
    figure: str
    note: str

    def figure_name(self, words: Wording, unit: Unit) -> str:
        """What the values are, in words."""
        if self.figure.startswith("axis_"):
            return words.say(self.figure)
        return words.figure(self.figure, unit)

    @property
    def bands(self) -> str:
        """What is said of the bands."""
        return "bands_reflected" if self.figure in REFLECTED else "bands"


def _cells_of(frame: pd.DataFrame, figure: str | None, words: Wording) -> _Cells:
    if "n_articles" in columns_of(frame):
        return _cells_of_topics(frame, words)
    dimensions = dimensions_of(frame)
    time = "year" if "year" in dimensions and "month" not in dimensions else "month"
    if figure is not None and figure not in _FIGURES:
        raise SettingsError(f"figure must be one of {', '.join(_FIGURES)}; got {figure!r}")
    drawn = figure or next((name for name in _BOUNDS if name in columns_of(frame)), "share")
    expect(frame, [time, drawn], "timeline", _MEASURES)
    others = [name for name in dimensions if name != time]
    outer = outer_of(frame, dimensions) if "total" in frame.columns else []
    full = frame.dropna(subset=[time])
    if time in outer and drawn in ("share", "n"):
        full = completed(full, outer, [name for name in dimensions if name not in outer])
    size, note = _size_of(full, outer, drawn)
    low, high = _BOUNDS.get(drawn, ("", ""))
    table = full.assign(
        time=full[time].astype(str),
        group=numbers_of(full, others),
        label=labels_of(full, others, words) if others else "",
        value=full[drawn],
        low=full.get(low, math.nan),
        high=full.get(high, math.nan),
        weight=full[size],
        total=full["total"] if "total" in full else full[size],
    )
    if drawn == "mean":
        drawn = "axis_words" if "words" in full else "axis_position"
    return _Cells(table=table, time=time, by=named(others, words), figure=drawn, note=note)


def _size_of(frame: pd.DataFrame, outer: Sequence[str], drawn: str) -> tuple[str, str]:
    """The column that says how much there is of a group, and what the note says of it."""
    if "total" in frame.columns and drawn == "n":
        return "n", "counted_time" if outer else "in_all"
    if "total" in frame.columns:
        return "n", "whole_time" if outer else "whole"
    counted = next((name for name in ("n", "quotes") if name in frame.columns), None)
    return (counted, "counted_time") if counted else ("articles", "mean_time")


def _cells_of_topics(frame: pd.DataFrame, words: Wording) -> _Cells:
    expect(frame, ("group", "topic", "name", "share", "low", "high"), "timeline", _MEASURES)
    if not all(map(MONTH.fullmatch, map(str, frame["group"]))):
        raise SettingsError(f"plots.timeline: the groups are no months; give {_MEASURES}")
    table = frame.assign(
        time=frame["group"],
        group=frame["topic"],
        label=frame["name"],
        value=frame["share"],
        weight=frame["share"] * frame["n_articles"],
        total=frame["n_articles"],
    )
    by = words.dimension("topic")
    return _Cells(table=table, time="month", by=by, figure="topic_share", note="mean_time")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """The numbers of all months or years from first to last, and how figures are written."""

    times: range
    is_monthly: bool
    is_share: bool

    def name(self, at: int, words: Wording) -> str:
        """A month or year in words."""
        if not self.is_monthly:
            return str(at)
        return f"{words.month_name(at % _YEAR + 1)} {at // _YEAR}"


def _scale_of(cells: _Cells) -> _Scale:
    numbers = [_number_of(text) for text in cells.table["time"].unique()]
    return _Scale(
        times=range(min(numbers), max(numbers) + 1),
        is_monthly=cells.time == "month",
        is_share=cells.figure in _SHARES,
    )


def _number_of(text: str) -> int:
    """The number of a month (2025-05) or year, so that neighbours differ by 1."""
    year, _, month = text.partition("-")
    return _YEAR * int(year) + int(month) - 1 if month else int(year)


def _lines_of(cells: _Cells, scale: _Scale, top: int) -> list[_Line]:
    """The lines of the *top* groups with most."""
    table = cells.table.assign(number=cells.table["time"].map(_number_of))
    weights = table.groupby("group", sort=False)["weight"].sum()
    lines = []
    for group in weights.sort_values(ascending=False, kind="stable").index[:top]:
        own = table[table["group"] == group].set_index("number")
        values = own[["value", "low", "high"]].reindex(scale.times)
        value, low, high = (values[name].to_numpy(float) for name in values)
        lines.append(_Line(label=own["label"].iloc[0], values=value, low=low, high=high))
    return lines


def _draw_together(sheet: Sheet, lines: Sequence[_Line], scale: _Scale) -> None:
    """Draw all lines in one drawing, with a legend."""
    ax = sheet.open(min(_HIGHEST, _HEIGHT * sheet.width))
    handles = [
        _draw_line(ax, line, scale, look)
        for line, *look in zip(lines, COLOURS, MARKERS, LINES, strict=False)
    ]
    _set_scales(sheet, ax, scale, sheet.letters(1, SMALL))
    if len(lines) > 1:
        sheet.legend(handles, [line.label for line in lines], mark=3.0)


def _draw_line(ax: Axes, line: _Line, scale: _Scale, look: Sequence[Any]) -> Any:
    """Draw one line with its band, which is a stroke where a month stands alone.

    *look* is a colour, a mark and a style of lines.
    """
    import numpy as np

    at = np.array(scale.times)
    colour, marker, style = look
    [drawn] = ax.plot(
        at, line.values, color=colour, marker=marker, linestyle=style, linewidth=LINE,
        markersize=MARK - 1, zorder=3, clip_on=False,
    )  # fmt: skip
    known = ~np.isnan(line.low) & ~np.isnan(line.high)
    ax.fill_between(
        at, line.low, line.high, where=known, color=colour, alpha=_BAND, linewidth=0, zorder=2
    )
    alone = known & ~(np.convolve(known, [1, 0, 1])[1:-1] > 0)
    ax.vlines(at[alone], line.low[alone], line.high[alone], color=colour, linewidth=LINE)
    return drawn


def _draw_panels(sheet: Sheet, lines: Sequence[_Line], scale: _Scale) -> None:
    """Draw a panel a line, all with the same scales, inside the axes of the sheet."""
    n_columns = max(2, int(sheet.width // _PANEL))
    n_rows = math.ceil(len(lines) / n_columns)
    host = sheet.open(n_rows * _PANEL_HEIGHT)
    host.set_xticks([])
    host.set_yticks([])
    host.xaxis.labelpad = _UNDER
    ends = [end for line in lines for end in (*line.values, *line.low, *line.high)]
    known = [end for end in ends if not math.isnan(end)]
    for n, line in enumerate(lines):
        row, column = divmod(n, n_columns)
        left, bottom = column / n_columns, 1 - (row + _DRAWN_ROW) / n_rows
        size = _DRAWN_COLUMN / n_columns, (_DRAWN_ROW - _HEAD) / n_rows
        panel = host.inset_axes((left, bottom, *size))
        _draw_line(panel, line, scale, (COLOURS[0], MARKERS[0], LINES[0]))
        _set_scales(sheet, panel, scale, sheet.letters(1 / n_columns, SMALL))
        panel.set_ylim(0 if scale.is_share else min(known), _ROOM * max(known) or 1)
        is_last = n + n_columns >= len(lines)
        panel.tick_params(labelbottom=is_last, labelleft=column == 0)
        name = shorten(line.label, sheet.letters(size[0], LABEL))
        panel.set_title(name, loc="left", fontsize=LABEL, color=DARK, pad=3, parse_math=False)


def _set_scales(sheet: Sheet, ax: Axes, scale: _Scale, n_letters: int) -> None:
    """Months or years below, as many as *n_letters* allow; figures at the left."""
    times = scale.times
    most = max(2, n_letters // _TICK_LETTERS)
    step = next((step for step in _STEPS if len(times) / step <= most), _STEPS[-1])
    ticks = [at for at in times if at % step == 0] or [times[0]]
    ax.set_xticks(ticks, _time_labels(ticks, scale, sheet.wording))
    ax.set_xlim(times[0] - 0.5, times[-1] + 0.5)
    if scale.is_share:
        ax.set_ylim(bottom=0)
    number_axis(ax.yaxis, sheet.wording, percent=scale.is_share)
    ax.tick_params(labelsize=SMALL, labelcolor=DARK, length=0)
    ax.grid(axis="y", color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.spines[:].set_visible(False)


def _time_labels(ticks: Sequence[int], scale: _Scale, words: Wording) -> list[str]:
    """Years as they are; of months the name, with the year under the first of each."""
    if not scale.is_monthly:
        return list(map(str, ticks))
    years = [at // _YEAR for at in ticks]
    return [
        words.month_name(at % _YEAR + 1) + ("" if year == before else f"\n{year}")
        for at, year, before in zip(ticks, years, [None, *years], strict=False)
    ]


def _size_note(cells: _Cells, words: Wording, unit: Unit) -> str:
    """Of how many the figures are."""
    totals, counted = cells.table["total"], words.unit(unit)
    if cells.note in ("whole", "in_all"):
        return words.say(cells.note, total=int(totals.iloc[0]), unit=counted)
    return range_note(cells.note, totals, words, time=words.dimension(cells.time), unit=counted)


def _last_known(line: _Line, scale: _Scale, words: Wording) -> str:
    """The last figure of a line in words."""
    known = [n for n, value in enumerate(line.values) if not math.isnan(value)]
    if not known:
        return line.label
    value = float(line.values[known[-1]])
    shown = words.percent(value) if scale.is_share else words.number(value, 2)
    return " ".join(filter(None, (line.label, shown, scale.name(scale.times[known[-1]], words))))
