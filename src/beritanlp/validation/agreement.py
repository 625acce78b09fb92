"""How far coders agree, by Krippendorff's alpha: of values, and of spans.

1 is agreement throughout, 0 what chance gives; Krippendorff asks for 0.8, and for 0.667 where no
more than tentative conclusions are drawn.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

from beritanlp.domain import TextSpan

__all__ = ["alpha_interval", "alpha_nominal", "alpha_unitizing"]

_RESAMPLES = 1_000


def alpha_nominal(units: Iterable[Sequence[str | None]]) -> float | None:
    """Krippendorff's alpha for values without order.

    Args:
        units: of each thing that was coded the values that the coders gave it; None of a coder who
            gave none.

    Returns:
        At most 1; None if no two coders have coded the same, or if all values are one and the same.

    Source: Krippendorff, Content Analysis (2004), 11.3.
    """
    totals: Counter[str] = Counter()
    agreeing = 0.0
    for unit in units:
        values, own = _pairs_of(unit)
        totals.update(values)
        agreeing += own
    if len(totals) < 2:
        return None
    n = totals.total()
    expected = n * n - sum(total * total for total in totals.values())
    return 1 - (n - 1) * (n - agreeing) / expected


def alpha_interval(
    units: Sequence[Sequence[str | None]], clusters: Sequence[str], *, seed: int = 0
) -> tuple[float, float] | None:
    """The ends of the 95 % bootstrap interval of `alpha_nominal`; None where that is None.

    Args:
        units: as of `alpha_nominal`.
        clusters: what each unit belongs to, such as its article; they are resampled whole.
        seed: the same one gives the same interval.
    """
    import numpy as np

    if alpha_nominal(units) is None:
        return None
    values = {value for unit in units for value in unit if value is not None}
    column = {value: n for n, value in enumerate(sorted(values))}
    row = {cluster: n for n, cluster in enumerate(dict.fromkeys(clusters))}
    counts = np.zeros((len(row), len(column)))
    agreeing = np.zeros(len(row))
    for unit, cluster in zip(units, clusters, strict=True):
        totals, own = _pairs_of(unit)
        agreeing[row[cluster]] += own
        for value, n in totals.items():
            counts[row[cluster], column[value]] += n
    chance = np.random.default_rng(seed)
    times = chance.multinomial(len(row), [1 / len(row)] * len(row), _RESAMPLES)
    drawn = times @ counts
    size = drawn.sum(axis=1)
    expected = size**2 - (drawn**2).sum(axis=1)
    mixed = expected > 0  # where all values are the same there is no alpha
    alphas = 1 - (size - 1)[mixed] * (size - times @ agreeing)[mixed] / expected[mixed]
    low, high = np.quantile(alphas, (0.025, 0.975))
    return float(low), float(high)


def _pairs_of(unit: Sequence[str | None]) -> tuple[Counter[str], float]:
    """How often each value is paired with another's in *unit*, and how much of that agrees."""
    counts = Counter(value for value in unit if value is not None)
    n = counts.total()
    if n < 2:
        return Counter(), 0.0
    return counts, sum(count * (count - 1) for count in counts.values()) / (n - 1)


def alpha_unitizing(
    coders: Sequence[Mapping[str, Iterable[TextSpan]]], length: int
) -> float | None:
    """Krippendorff's alpha for spans that coders mark in a text: the alpha_U of 1995.

    Args:
        coders: of each coder the spans by category; those of one category must not overlap.
        length: that of the text, in code points; it must hold all spans.

    Returns:
        At most 1; None if there are fewer than two coders, or nobody has marked anything.

    Raises:
        ValueError: spans of a coder that overlap, or end after the text.

    Sources: Krippendorff, Sociological Methodology 25 (1995), 47-76; Content Analysis (2004), 11.6.
    """
    if len(coders) < 2:
        return None
    observed = expected = 0.0
    for category in sorted({category for coder in coders for category in coder}):
        sections = [_sections(coder.get(category, ()), length) for coder in coders]
        observed += _observed(sections, length)
        expected += _expected(sections, length)
    return 1 - observed / expected if expected else None


_Section = tuple[int, int, bool]  # start, length, whether it is marked


def _sections(spans: Iterable[TextSpan], length: int) -> list[_Section]:
    """The whole text cut into what is marked and the gaps between."""
    sections: list[_Section] = []
    at = 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start < at or span.end > length:
            raise ValueError(f"spans must not overlap or end after {length}; got {span}")
        if span.start > at:
            sections.append((at, span.start - at, False))
        sections.append((span.start, span.end - span.start, True))
        at = span.end
    if at < length:
        sections.append((at, length - at, False))
    return sections


def _difference(first: _Section, second: _Section) -> int:
    """The squared difference of two sections; 0 if they share nothing."""
    (start, length, marked), (other_start, other_length, other_marked) = first, second
    end, other_end = start + length, other_start + other_length
    if start >= other_end or other_start >= end:
        return 0
    if marked and other_marked:
        return (start - other_start) ** 2 + (end - other_end) ** 2
    if marked and other_start <= start and end <= other_end:
        return length**2
    if other_marked and start <= other_start and other_end <= end:
        return other_length**2
    return 0


def _observed(coders: Sequence[list[_Section]], length: int) -> float:
    m = len(coders)
    total = sum(
        _difference(first, second)
        for own, other in permutations(coders, 2)
        for first, second in _overlapping(own, other)
    )
    return total / (m * (m - 1) * length**2)


def _overlapping(own: list[_Section], other: list[_Section]) -> Iterable[tuple[_Section, _Section]]:
    """The pairs of sections that share text; both lists cover the text in order."""
    i = j = 0
    while i < len(own) and j < len(other):
        yield own[i], other[j]
        end, other_end = own[i][0] + own[i][1], other[j][0] + other[j][1]
        i += end <= other_end
        j += other_end <= end


def _expected(coders: Sequence[list[_Section]], length: int) -> float:
    """The difference that the same sections give if they fall anywhere."""
    m = len(coders)
    marked = [size for sections in coders for _, size, is_marked in sections if is_marked]
    gaps = [size for sections in coders for _, size, is_marked in sections if not is_marked]
    if not marked:
        return 0.0
    total = 0.0
    for size in marked:
        total += (len(marked) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        total += size**2 * math.fsum(gap - size + 1 for gap in gaps if gap >= size)
    pairs = m * length * (m * length - 1) - sum(size * (size - 1) for size in marked)
    return 2 / length * total / pairs
