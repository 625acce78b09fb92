"""What coders found, as tables in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from beritanlp.validation import Agreement, Estimate, Share, Validation

__all__ = ["show_validation"]

_PARTS = {
    "content_right": "content",
    "cue_right": "cue, of these",
    "speaker_right": "speaker, of these",
}
_NO_VALUE = "–"
_COLUMNS = 6  # of a confusion table; more do not fit on a screen
_ROWS = 20  # of a table with as many rows as there are values; the JSON has all


def show_validation(
    found: Validation, shares: Mapping[str, Sequence[Share]], console: Console
) -> None:
    """Print *found*, and *shares* by column, to *console*; intervals are of 95 %."""
    console.print(_figures("precision", _totals(found)))
    left = {"not judged yet": found.open, "undecided between coders": found.undecided}
    for what, n in left.items():
        if n:
            console.print(f"{n} {what}")
    for column, estimates in found.groups.items():
        if len(estimates) > 1:
            ordered = sorted(estimates.items(), key=lambda item: -item[1].n)
            console.print(_figures(f"by {column}", dict(ordered)))
    for column, pairs in found.confusions.items():
        console.print(_confusion(column, pairs))
    if found.agreement:
        console.print(_agreements(found.agreement, len(found.coders)))
    for column, own in shares.items():
        console.print(_shares(column, own))


def _totals(found: Validation) -> dict[str, Estimate]:
    totals = {"right": found.precision} if found.precision else {}
    totals |= {_PARTS[name]: part for name, part in found.parts.items()}
    return totals | ({"recall": found.recall} if found.recall else {})


def _table(title: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(Text(f"\n{title}"), min_width=24, overflow="fold")
    for column in columns:
        table.add_column(Text(f"\n{column}"), justify="right", no_wrap=True)
    return table


def _figures(title: str, estimates: Mapping[str, Estimate]) -> Table:
    table = _table(title, "right", "of", "weighted", "interval")
    for name, estimate in estimates.items():
        interval = _interval(estimate.low, estimate.high)
        counts = (str(estimate.hits), str(estimate.n))
        table.add_row(Text(name), *counts, _share(estimate.value), interval)
    return table


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _interval(low: float, high: float) -> str:
    return f"{100 * low:.1f}–{100 * high:.1f}"


def _confusion(column: str, pairs: Mapping[tuple[str, str], int]) -> Table:
    coded = sorted({value for _, value in pairs})
    if len(coded) > _COLUMNS:
        return _differences(column, pairs)
    table = _table(f"{column}: extracted (rows), coded (columns)", *coded)
    for extracted in sorted({value for value, _ in pairs}):
        table.add_row(Text(extracted), *(str(pairs.get((extracted, value), 0)) for value in coded))
    return table


def _differences(column: str, pairs: Mapping[tuple[str, str], int]) -> Table:
    """The commonest differences, where all values would be too many for columns."""
    wrong = [(n, pair) for pair, n in pairs.items() if pair[0] != pair[1]]
    table = _table(f"{column}: extracted → coded, where they differ", "quotes")
    for n, (extracted, coded) in sorted(wrong, key=lambda item: (-item[0], item[1]))[:_ROWS]:
        table.add_row(Text(f"{extracted} → {coded}"), str(n))
    if not wrong:
        table.add_row("none", "0")
    return table


def _agreements(agreement: Iterable[Agreement], n_coders: int) -> Table:
    table = _table(f"agreement of {n_coders} coders (Krippendorff)", "alpha", "interval", "units")
    for item in agreement:
        alpha = _NO_VALUE if item.alpha is None else f"{item.alpha:.3f}"
        known = item.low is not None and item.high is not None
        interval = f"{item.low:.2f} to {item.high:.2f}" if known else _NO_VALUE
        table.add_row(item.what, alpha, interval, str(item.n))
    return table


def _shares(column: str, shares: Sequence[Share]) -> Table:
    table = _table(f"share of quotes by {column}", "extracted", "corrected", "interval", "coded")
    for share in shares[:_ROWS]:
        interval = _interval(share.low, share.high)
        row = (_share(share.naive), _share(share.value), interval, str(share.n))
        table.add_row(Text(share.category), *row)
    return table
