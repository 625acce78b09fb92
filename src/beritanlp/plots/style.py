"""What all figures look like: colours, marks, sizes of type."""

from __future__ import annotations

from typing import Final

__all__ = [
    "COLOURS", "DARK", "DIM", "FAINT", "GRID", "HEAT", "LABEL", "LINE", "LINES", "MARK", "MARKERS",
    "MIDDLE", "MM", "PARTS", "SMALL", "TITLE",
]  # fmt: skip

MM: Final = 1 / 25.4  # inches

# points; 7 is the least that journals ask for at printed size
TITLE: Final = 9.0
LABEL: Final = 7.5
SMALL: Final = 7.0

COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Told apart by colour-blind readers (Okabe and Ito, 2008, *Color Universal Design*)."""
MIDDLE: Final = "#e4e6ea"
PARTS: Final = ((COLOURS[0], ""), (MIDDLE, ""), (COLOURS[4], "////"))
"""Colour and hatch of three parts of a whole, from left to right."""
MARKERS: Final = ("o", "s", "^", "D", "v", "P")
LINES: Final = ("-", "--", "-.", ":", (0, (6, 1.5)), (0, (3, 1, 1, 1, 1, 1)))
LINE: Final = 1.2  # points, intervals
MARK: Final = 5.0  # points, the size of a dot
HEAT: Final = "Blues"  # one hue that darkens: the same order in grey and to any eye

DARK: Final = "#1c1e21"
DIM: Final = "#5b6169"
FAINT: Final = "#a2a9b3"
GRID: Final = "#dcdfe4"
