"""What the notes below figures say: of how many, how many are shown, which intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from beritanlp.plots.sheet import Sheet
from beritanlp.plots.wording import Wording

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axis import Axis

__all__ = ["intervals_note", "named", "number_axis", "range_note", "shown_note"]

_TICKS = 5  # steps; as many as fit on one column of a journal
_STEPS = (1, 2, 2.5, 5, 10)  # by which people count


def shown_note(phrase: str, shown: int, of: int, words: Wording) -> str:
    """How many are shown, if not all."""
    return words.say(phrase, shown=shown, all=of) if shown < of else ""


def intervals_note(sheet: Sheet, lows: Iterable[float], phrase: str = "intervals") -> str:
    """What the lines or bands are, if there are any."""
    known = any(not math.isnan(low) for low in lows)
    words = sheet.wording
    return words.say(phrase, level=words.percent(sheet.level)) if known else ""


def range_note(phrase: str, totals: pd.Series[int], words: Wording, **values: object) -> str:
    """The least and most of *totals*."""
    return words.say(phrase, least=int(totals.min()), most=int(totals.max()), **values)


def named(dimensions: Sequence[str], words: Wording) -> str:
    """The names of *dimensions* in a sentence."""
    return ", ".join(map(words.dimension, dimensions))


def number_axis(scale: Axis, words: Wording, *, percent: bool = False) -> None:
    """Ticks of *scale* as people write numbers, or as percentages of shares."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    def shown(value: float, _: int | None) -> str:
        return f"{words.brief(100 * value)}%" if percent else words.brief(value)

    scale.set_major_locator(MaxNLocator(_TICKS, steps=_STEPS))
    scale.set_major_formatter(FuncFormatter(shown))
