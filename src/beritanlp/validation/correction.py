"""The share of a category in a corpus, corrected for how often the extractor errs.

The extractor's label is known of every quote of the corpus, a coder's of those in the sample. What
the extractor counts (``naive``) is off by its errors, however large the corpus; what coders see in
the sample (``coders``) is not, but varies. All other methods join both:

``calibrated`` (the default)
    Of the quotes that the extractor puts into the category, and of those that it does not, the
    share that coders put there; weighted by how many of each the corpus has. This is Tenenbein's
    (1970) estimator for double sampling, and the same number as prediction-powered inference whose
    power is tuned for a binary label. Its interval joins Wilson's of the two shares (Zou and Donner
    2008), so that it holds for rare categories, too.
``ppi``
    Prediction-powered inference (Angelopoulos et al. 2023): the naive share, less the mean error in
    the sample. Normal interval.
``ppi++``
    The same with the power tuned on the sample (Angelopoulos, Duchi and Zrnic 2023). Normal
    interval. The package ppi-python has both for simple random samples; it is not used, for it
    brings numba and statsmodels along.
``matrix``
    The naive share, solved for the rates at which the extractor finds and invents the category
    (Rogan and Gladen 1978). Normal interval by the delta method.

Sources: Tenenbein, JASA 65 (1970), 1350-1361; Zou and Donner, Statistics in Medicine 27 (2008),
1693-1702; Angelopoulos et al., Science 382 (2023), 669-674; Angelopoulos, Duchi and Zrnic, arXiv
2311.01453; Rogan and Gladen, American Journal of Epidemiology 107 (1978), 71-76.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from beritanlp.errors import SettingsError
from beritanlp.validation.estimates import Z, effective_size, variance_of_total, wilson

__all__ = ["CodedLabel", "Method", "Share", "corrected_share"]

Method = Literal["calibrated", "ppi", "ppi++", "matrix", "coders", "naive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedLabel:
    """A quote of the sample: its category by the extractor and by a coder.

    ``probability`` is that of being drawn, None if not known: then all count the same. ``cluster``
    names what was drawn, if that is more than the quote: its article. ``coded`` is an empty text
    for what is no quote, which is in no category.
    """

    extracted: str
    coded: str
    stratum: str = ""
    probability: float | None = None
    cluster: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The share of ``category``, 0–1, corrected by ``method``, with its 95 % interval.

    ``naive`` is what the extractor's labels alone say, ``n`` the number of coded quotes.
    """

    category: str
    value: float
    low: float
    high: float
    naive: float
    n: int
    method: Method


def corrected_share(
    category: str,
    counts: Mapping[str, int],
    sample: Sequence[CodedLabel],
    method: Method = "calibrated",
) -> Share:
    """The share of *category* among all quotes that the extractor found in the corpus.

    Args:
        category: one of the labels.
        counts: how many quotes of the whole corpus the extractor gives each label.
        sample: quotes that coders have labelled, of a sample of that corpus by chance.
        method: how to correct; see above.

    Returns:
        The share of this corpus: there is no variation in what is not sampled. Quotes that are
        none count among all, in no category. Quotes of one ``cluster`` vary together.

    Raises:
        SettingsError: no quote is counted or coded, or another method.
    """
    if method not in get_args(Method):
        raise SettingsError(f"method must be one of {', '.join(get_args(Method))}; got {method!r}")
    total = sum(counts.values())
    if not total or not sample:
        raise SettingsError("a share needs quotes that are counted, and some of them coded")
    naive = counts.get(category, 0) / total
    value, low, high = _METHODS[method](naive, total, _Sample(category, sample))
    return Share(
        category=category,
        value=min(1.0, max(0.0, value)),
        low=min(1.0, max(0.0, low)),
        high=min(1.0, max(0.0, high)),
        naive=naive,
        n=len(sample),
        method=method,
    )


class _Sample:
    """The coded quotes as zeros and ones: in the category by extractor and by coder."""

    def __init__(self, category: str, labels: Sequence[CodedLabel]) -> None:
        self.extracted = [float(label.extracted == category) for label in labels]
        self.coded = [float(label.coded == category) for label in labels]
        self.weights = [1 / label.probability if label.probability else 1.0 for label in labels]
        self._fractions = [label.probability or 0.0 for label in labels]
        self._labels = labels

    def mean(self, values: Sequence[float], among: Sequence[float] | None = None) -> float:
        """The weighted mean of *values*, of those alone that are 1 *among* others."""
        weights = self.weights if among is None else self.within(among)
        size = sum(weights)
        return sum(w * v for w, v in zip(weights, values, strict=True)) / size if size else math.nan

    def within(self, among: Sequence[float]) -> list[float]:
        """The weights, 0 where *among* is."""
        return [w * a for w, a in zip(self.weights, among, strict=True)]

    def size(self, share: float, variance: float, weights: Sequence[float]) -> float:
        """The simple random sample that knows *share* as well as this one."""
        return effective_size(share, variance, list(zip(weights, self._fractions, strict=True)))

    def variance(self, influence: Sequence[float]) -> float:
        """The variance of the sum of *influence*, over what was drawn."""
        units: dict[tuple[str, str | int], tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        for number, (label, value) in enumerate(zip(self._labels, influence, strict=True)):
            key = (label.stratum, label.cluster or number)
            units[key] = units[key][0] + value, self._fractions[number]
        return variance_of_total((key[0], *unit) for key, unit in units.items())

    def influence_of_mean(
        self, values: Sequence[float], among: Sequence[float] | None = None
    ) -> list[float]:
        """What each quote adds to the error of `mean`."""
        weights = self.weights if among is None else self.within(among)
        mean, size = self.mean(values, among), sum(weights)
        if not size:
            return [0.0] * len(weights)
        return [w * (v - mean) / size for w, v in zip(weights, values, strict=True)]


_Interval = tuple[float, float, float]


def _normal(value: float, variance: float) -> _Interval:
    spread = Z * math.sqrt(variance)
    return value, value - spread, value + spread


def _naive(share: float, total: int, sample: _Sample) -> _Interval:
    return (share, *wilson(share, total))


def _coders(share: float, total: int, sample: _Sample) -> _Interval:
    value = sample.mean(sample.coded)
    variance = sample.variance(sample.influence_of_mean(sample.coded))
    return (value, *wilson(value, sample.size(value, variance, sample.weights)))


def _powered(share: float, sample: _Sample, power: float) -> _Interval:
    rest = [y - power * f for y, f in zip(sample.coded, sample.extracted, strict=True)]
    variance = sample.variance(sample.influence_of_mean(rest))
    return _normal(power * share + sample.mean(rest), variance)


def _ppi(share: float, total: int, sample: _Sample) -> _Interval:
    return _powered(share, sample, 1.0)


def _ppi_tuned(share: float, total: int, sample: _Sample) -> _Interval:
    mean = sample.mean(sample.extracted)
    centred = [f - mean for f in sample.extracted]
    spread = sample.mean([f * f for f in centred])
    joint = sample.mean([y * f for y, f in zip(sample.coded, centred, strict=True)])
    power = min(1.0, max(0.0, joint / spread)) if spread else 0.0
    return _powered(share, sample, power)


def _matrix(share: float, total: int, sample: _Sample) -> _Interval:
    absent = [1 - y for y in sample.coded]
    found = sample.mean(sample.extracted, sample.coded)
    invented = sample.mean(sample.extracted, absent)
    power = found - invented
    if not power > 0:  # no better than chance, or one of the two was never seen
        return share, 0.0, 1.0
    value = (share - invented) / power
    hits = sample.influence_of_mean(sample.extracted, sample.coded)
    inventions = sample.influence_of_mean(sample.extracted, absent)
    influence = [
        -(value * hit + (1 - value) * invention) / power
        for hit, invention in zip(hits, inventions, strict=True)
    ]
    return _normal(value, sample.variance(influence))


def _calibrated(share: float, total: int, sample: _Sample) -> _Interval:
    others = [1 - f for f in sample.extracted]
    value = below = above = apart = 0.0
    influence = [0.0] * len(others)
    for part, among, guess in ((share, sample.extracted, 1.0), (1 - share, others, 0.0)):
        weights = sample.within(among)
        mean = sample.mean(sample.coded, among) if any(weights) else guess
        own = [part * u for u in sample.influence_of_mean(sample.coded, among)]
        variance = sample.variance(own)
        size = sample.size(mean, variance / part**2 if part else 0.0, weights)
        low, high = wilson(mean, size)
        value += part * mean
        below += (part * (mean - low)) ** 2
        above += (part * (high - mean)) ** 2
        apart += variance
        influence = [u + v for u, v in zip(influence, own, strict=True)]
    # the two shares vary together where quotes of one article do
    together = math.sqrt(sample.variance(influence) / apart) if apart else 1.0
    return value, value - together * math.sqrt(below), value + together * math.sqrt(above)


_METHODS: Mapping[Method, Callable[[float, int, _Sample], _Interval]] = {
    "calibrated": _calibrated,
    "ppi": _ppi,
    "ppi++": _ppi_tuned,
    "matrix": _matrix,
    "coders": _coders,
    "naive": _naive,
}
