"""Shares from a stratified sample of quotes or of whole articles, with their intervals.

A share is a ratio of two totals, each estimated by weighting with the inverse of the probability of
being drawn. Its variance is that of the linearised ratio (Särndal, Swensson and Wretman 1992, 5.6):
within strata, between the units that were drawn; quotes of one drawn article count as one unit.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = [
    "Estimate",
    "Observation",
    "Z",
    "effective_size",
    "estimate_ratio",
    "variance_of_total",
    "wilson",
]

Z = 1.959964  # standard normal; 95 % lie within


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A share, 0–1, with the ends of its 95 % interval, and from how many quotes it stems."""

    value: float
    low: float
    high: float
    hits: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A unit that was drawn: of *total* quotes in it *hits* are right.

    ``probability`` is that of being drawn, None if not known: then all units count the same.
    """

    hits: int
    total: int
    stratum: str = ""
    probability: float | None = None

    @property
    def weight(self) -> float:
        """How many units of the corpus it stands for, or 1."""
        return 1 / self.probability if self.probability else 1.0


def estimate_ratio(observations: Sequence[Observation]) -> Estimate | None:
    """The share of hits in the corpus and its Wilson interval; None if there is no quote.

    The interval is Wilson's at the effective size, that of a simple random sample with the same
    variance. The units are taken as drawn from more than this corpus (no finite correction), since
    how good the extractor is holds for articles like these, too.
    """
    hits, n = sum(o.hits for o in observations), sum(o.total for o in observations)
    if n == 0:
        return None
    size = sum(o.weight * o.total for o in observations)
    value = sum(o.weight * o.hits for o in observations) / size
    residuals = [o.weight * (o.hits - value * o.total) / size for o in observations]
    variance = variance_of_total(
        (o.stratum, u, 0.0) for o, u in zip(observations, residuals, strict=True)
    )
    weights = [(o.weight * o.total, 0.0) for o in observations]
    low, high = wilson(value, effective_size(value, variance, weights))
    return Estimate(value=value, low=low, high=high, hits=hits, n=n)


def effective_size(share: float, variance: float, weights: Sequence[tuple[float, float]]) -> float:
    """The simple random sample that would know *share* as well.

    Where nothing varies in the sample it is Kish's size by *weights*, each with its sampling
    fraction: infinite if all there is was drawn.

    Source: Kish, Survey Sampling (1965), 8.2; 11.7.
    """
    spread = share * (1 - share)
    if variance > 0 and spread > 0:
        # the variance of a share in n units is estimated by spread / (n - 1)
        return spread / variance + 1
    size = math.fsum(weight for weight, _ in weights)
    squares = math.fsum(weight * weight * (1 - fraction) for weight, fraction in weights)
    if squares:
        return size**2 / squares
    return math.inf if size else 0.0


def variance_of_total(units: Iterable[tuple[str, float, float]]) -> float:
    """The variance of the sum of units, each with its stratum, value and sampling fraction.

    A stratum of one unit has no variance of its own; all such count together as one stratum.
    """
    strata: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for stratum, value, fraction in units:
        strata[stratum].append((value, fraction))
    alone = [members[0] for members in strata.values() if len(members) == 1]
    groups = [members for members in strata.values() if len(members) > 1]
    if len(alone) > 1:
        groups.append(alone)
    return math.fsum(_spread(members) for members in groups)


def _spread(members: list[tuple[float, float]]) -> float:
    n = len(members)
    mean = math.fsum(value for value, _ in members) / n
    squares = math.fsum((1 - fraction) * (value - mean) ** 2 for value, fraction in members)
    return n / (n - 1) * squares


def wilson(share: float, n: float, z: float = Z) -> tuple[float, float]:
    """Ends of the Wilson score interval of *share* among *n*, 0–1; (0, 1) for n = 0.

    Source: Wilson, JASA 22 (1927), 209-212.
    """
    if n <= 0:
        return 0.0, 1.0
    centre = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
