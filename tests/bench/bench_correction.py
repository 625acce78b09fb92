"""Do the intervals of corrected shares cover? Samples drawn again and again from made corpora.

    python tests/bench/bench_correction.py [--samples 1000] [--size 200] [--seed 0]

Each regime is a corpus of 20,000 quotes whose true labels are known, and an extractor that errs in
its own way. What is counted is how often the 95 % interval of a sample holds the true share of the
corpus. ``noise``: errs as often in either direction. ``biased``: misses a third of the category
and hardly ever invents it. ``rare``: a category of 3 %. ``strata``: the biased one, two strata
drawn with unequal probability. ``articles``: the biased one, articles of some five quotes drawn
whole, whose quotes share sources and errors.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from beritanlp.validation.correction import CodedLabel, Method, corrected_share

QUOTES = 20_000
CATEGORY, OTHER = "government", "other"
ARTICLE = 5  # quotes
MAIN_STRATUM = 0.8  # of the quotes


@dataclass(frozen=True)
class Regime:
    """How common the category is, how often it is found, and how often invented."""

    share: float
    found: float
    invented: float
    design: str = "quotes"


REGIMES = {
    "noise": Regime(share=0.4, found=0.88, invented=0.08),
    "biased": Regime(share=0.4, found=0.67, invented=0.02),
    "rare": Regime(share=0.03, found=0.75, invented=0.01),
    "strata": Regime(share=0.4, found=0.67, invented=0.02, design="strata"),
    "articles": Regime(share=0.4, found=0.67, invented=0.02, design="articles"),
}


@dataclass(frozen=True)
class Made:
    """A corpus: its labels in order, in units that are drawn, and its true share."""

    labels: list[CodedLabel]
    counts: Counter[str]
    truth: float


def make(regime: Regime, chance: np.random.Generator) -> Made:
    """A corpus of *regime*."""
    if regime.design == "articles":
        # the quotes of an article lean to one side, and to error
        lean = np.repeat(chance.beta(1, 1.5, QUOTES // ARTICLE), ARTICLE)
        true = chance.random(QUOTES) < lean
        slip = np.repeat(chance.beta(1, 2, QUOTES // ARTICLE), ARTICLE)
        miss, invent = chance.random(QUOTES) < slip, chance.random(QUOTES) < 0.06 * slip
    else:
        true = chance.random(QUOTES) < regime.share
        miss = chance.random(QUOTES) >= regime.found
        invent = chance.random(QUOTES) < regime.invented
    seen = np.where(true, ~miss, invent)
    stratum = np.where(np.arange(QUOTES) < MAIN_STRATUM * QUOTES, "main", "small")
    labels = [
        CodedLabel(
            extracted=CATEGORY if seen[n] else OTHER,
            coded=CATEGORY if true[n] else OTHER,
            stratum=str(stratum[n]) if regime.design == "strata" else "",
            cluster=str(n // ARTICLE) if regime.design == "articles" else "",
        )
        for n in range(QUOTES)
    ]
    counts = Counter(label.extracted for label in labels)
    return Made(labels, counts, float(true.mean()))


def draw(made: Made, regime: Regime, size: int, chance: np.random.Generator) -> list[CodedLabel]:
    """A sample of some *size* quotes by the design of *regime*."""
    if regime.design == "strata":
        edge = int(MAIN_STRATUM * QUOTES)
        parts = ((0, edge), (edge, QUOTES))
        return [
            replace(made.labels[n], probability=(size // 2) / (end - start))
            for start, end in parts
            for n in start + chance.choice(end - start, size // 2, replace=False)
        ]
    if regime.design == "articles":
        drawn = chance.choice(QUOTES // ARTICLE, size // ARTICLE, replace=False)
        return [
            replace(made.labels[ARTICLE * a + n], probability=size / QUOTES)
            for a in drawn
            for n in range(ARTICLE)
        ]
    chosen = chance.choice(QUOTES, size, replace=False)
    return [replace(made.labels[n], probability=size / QUOTES) for n in chosen]


def coverage(
    regime: Regime, methods: Sequence[Method], samples: int, size: int, seed: int
) -> Iterator[tuple[Method, float, float, float]]:
    """Of each method how many intervals cover, their mean width and the mean error."""
    chance = np.random.default_rng(seed)
    made = make(regime, chance)
    covered: dict[Method, list[bool]] = {method: [] for method in methods}
    widths: dict[Method, list[float]] = {method: [] for method in methods}
    errors: dict[Method, list[float]] = {method: [] for method in methods}
    for _ in range(samples):
        sample = draw(made, regime, size, chance)
        for method in methods:
            share = corrected_share(CATEGORY, made.counts, sample, method)
            covered[method].append(share.low <= made.truth <= share.high)
            widths[method].append(share.high - share.low)
            errors[method].append(share.value - made.truth)
    for method in methods:
        yield (
            method,
            float(np.mean(covered[method])),
            float(np.mean(widths[method])),
            float(np.mean(errors[method])),
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    print(f"{'regime':9} {'method':11} covered  width  mean error")
    for name, regime in REGIMES.items():
        rows = coverage(regime, get_args(Method), args.samples, args.size, args.seed)
        for method, covered, width, error in rows:
            print(f"{name:9} {method:11} {100 * covered:5.1f} %  {width:.3f}  {error:+.4f}")


if __name__ == "__main__":
    main()
