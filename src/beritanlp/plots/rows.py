"""Figures with a row for each group: bars or dots, intervals, numbers at the right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from beritanlp.plots.notes import number_axis
from beritanlp.plots.sheet import Sheet, height_of, width_of, wrapped
from beritanlp.plots.style import COLOURS, DARK, DIM, GRID, LABEL, LINE, MARK, MARKERS, SMALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "BAR", "Row", "broken_labels", "draw_dodged", "draw_intervals", "draw_rows", "open_rows",
    "write_asides",
]  # fmt: skip

BAR: Final = 0.64  # of the height of a row
_LABELS = 0.4  # of the width, for labels at the left
_MOST_LETTERS = 42  # of a line of a label, however wide the figure
_STRETCH = 1.3  # by which labels are wider, lest a word be broken
_BETWEEN = 1.9  # mm between two rows of one line
_LEAST_BETWEEN = 0.9  # mm between the labels of two rows
_ASIDE_GAP = 5.0  # points to the numbers at the right
_RISE = 0.3  # lines by which a slanted letter climbs
_DODGED = 0.9  # lines of type that a mark needs
_ROOM = 1.04  # of the largest value, so that nothing touches the edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A group with its figure; ``low`` and ``high`` are NaN where no interval is known.

    ``aside`` is written at the right.
    """

    label: str
    value: float
    low: float = math.nan
    high: float = math.nan
    aside: str = ""


def open_rows(sheet: Sheet, labels: Sequence[str], per_row: float = 1, above: int = 0) -> Axes:
    """Axes with a line for each of *labels*, the first at the top.

    *per_row* lines of type fit on each; *above* the rows there is room for so many slanted letters.
    """
    broken = broken_labels(sheet, labels)
    n_lines = [label.count("\n") + 1 for label in broken]
    near = max((sum(two) / 2 for two in pairwise(n_lines)), default=n_lines[0])
    pitch = max(_BETWEEN + height_of(per_row, LABEL), _LEAST_BETWEEN + height_of(near, LABEL))
    ax = sheet.open(pitch * len(labels) + height_of(above * _RISE, LABEL))
    ax.set_yticks(range(len(labels)), broken, fontsize=LABEL, linespacing=1.0, parse_math=False)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    return ax


def broken_labels(sheet: Sheet, labels: Sequence[str]) -> list[str]:
    """*labels* on two lines at most, as wide as there is room at the left."""
    n_letters = min(_MOST_LETTERS, sheet.letters(_LABELS, LABEL))
    longest_word = max(len(word) for label in labels for word in label.split() or [""])
    n_letters = max(n_letters, min(longest_word, int(n_letters * _STRETCH)))
    # a dot between two words stays with the first
    return [wrapped(label.replace(" · ", "\N{NO-BREAK SPACE}· "), n_letters) for label in labels]


def draw_rows(
    sheet: Sheet, rows: Sequence[Row], form: Literal["bars", "dots"], header: str = ""
) -> Axes:
    """Draw each row's figure and its interval; *header* stands above the numbers at the right."""
    ax = open_rows(sheet, [row.label for row in rows])
    places, values = range(len(rows)), [row.value for row in rows]
    if form == "bars":
        ax.barh(places, values, height=BAR, color=COLOURS[0])
        ends = [end for row in rows for end in (row.value, row.high) if not math.isnan(end)]
        ax.set_xlim(0, _ROOM * max(ends) or 1)
        sheet.grid("x")
    else:
        ax.plot(
            values, places, linestyle="", marker="o", markersize=MARK, color=COLOURS[0], zorder=4
        )
        sheet.grid("both")
    number_axis(ax.xaxis, sheet.wording)
    draw_intervals(ax, places, rows)
    write_asides(sheet, [row.aside for row in rows], header)
    return ax


def draw_dodged(sheet: Sheet, series: Sequence[tuple[str, Sequence[Row]]]) -> Axes:
    """Dots of several series in the same rows, a little below each other, with a legend."""
    rows = series[0][1]
    ax = open_rows(sheet, [row.label for row in rows], per_row=_DODGED * len(series))
    handles = []
    for n, ((_, one), colour, marker) in enumerate(zip(series, COLOURS, MARKERS, strict=False)):
        places = [place + BAR * ((n + 0.5) / len(series) - 0.5) for place in range(len(rows))]
        values = [row.value for row in one]
        handles += ax.plot(
            values, places, linestyle="", marker=marker, markersize=MARK, color=colour, zorder=4
        )
        draw_intervals(ax, places, one, colour)
    sheet.grid("x")
    for place in range(1, len(rows)):
        ax.axhline(place - 0.5, color=GRID, linewidth=0.6, zorder=0.5)
    sheet.legend(handles, [label for label, _ in series])
    return ax


def draw_intervals(
    ax: Axes, places: Iterable[float], rows: Sequence[Row], colour: str = DARK
) -> None:
    """A line from ``low`` to ``high`` of each row that has both, with a white edge to be seen."""
    known = [
        (place, row.low, row.high)
        for place, row in zip(places, rows, strict=True)
        if not math.isnan(row.low) and not math.isnan(row.high)
    ]
    if known:
        at, low, high = zip(*known, strict=True)
        ax.hlines(at, low, high, color="white", linewidth=3 * LINE, zorder=2.5)
        ax.hlines(at, low, high, color=colour, linewidth=LINE, zorder=3, label="intervals")


def write_asides(sheet: Sheet, asides: Sequence[str], header: str) -> None:
    """Write *asides* at the right of the rows, under *header*, flush right."""
    if not any(asides):
        return
    ax = sheet.ax
    away = _ASIDE_GAP + max(width_of(text, SMALL) for text in (*asides, header))
    for place, aside in enumerate(asides):
        ax.annotate(
            aside, (1, place), (away, 0), xycoords=ax.get_yaxis_transform(),
            textcoords="offset points", ha="right", va="center", fontsize=SMALL, color=DIM,
        )  # fmt: skip
    if header:
        sheet.keep_lines(1)
    ax.annotate(
        header, (1, 1), (away, 2), xycoords="axes fraction", textcoords="offset points",
        ha="right", va="bottom", fontsize=SMALL, color=DIM,
    )  # fmt: skip
