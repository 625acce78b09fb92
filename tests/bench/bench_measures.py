"""What measures of some 50,000 quotes cost, and how often their intervals hold the truth.

    beritanlp batch $BERITANLP_DATA/news --out /tmp/news
    python tests/bench/bench_measures.py /tmp/news
    python tests/bench/bench_measures.py --only coverage

``coverage`` makes samples of articles whose sources are known: 20 sources, the k-th of weight 1/k,
mixed anew in each article (Dirichlet, concentration 4), with 1 + Poisson(6) quotes.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from bench_corpus import measure, repeat
from scipy.sparse import csr_matrix

from beritanlp import Corpus, measures
from beritanlp.measures.resample import Intervals, drawn_sums

_SOURCES, _CONCENTRATION, _QUOTES = 20, 4.0, 6
_SAMPLES, _DRAWS = 300, 300


def speed(results: Path, times: int) -> None:
    """CPU and wall seconds of each measure; words are read from the results as they are."""
    with tempfile.TemporaryDirectory() as folder:
        repeat(results, Path(folder), times)
        corpus = Corpus.read(folder)
        print(f"{len(corpus.quotes):,} quotes of {len(corpus):,} articles")
        measure("share of kinds", lambda: measures.share_of_voice(corpus, "source_kind"))
        measure(
            "share of kinds, words",
            lambda: measures.share_of_voice(corpus, "source_kind", unit="words"),
        )
        measure(
            "share of speakers by month",
            lambda: measures.share_of_voice(corpus, "speaker", within="month"),
        )
        measure("directness", lambda: measures.directness(corpus))
        measure("reporting verbs", lambda: measures.reporting_verbs(corpus, of="cue"))
        measure("position", lambda: measures.position(corpus))
        measure("diversity by outlet", lambda: measures.diversity(corpus, "speaker", "outlet"))
        measure("co-quotation", lambda: measures.co_quotation(corpus, "speaker"))
    single = Corpus.read(results)
    print(f"{len(single):,} articles")
    group, rest = (
        single.filter(published=("2025-01-01", None)),
        single.filter(published=(None, "2024-12-31")),
    )
    measure("keyness", lambda: measures.keyness(group, rest))
    measure("collocations", lambda: measures.collocations(single))
    measure("concordance", lambda: measures.concordance(single, "beras"))


def coverage(n_articles: int) -> dict[str, float]:
    """How often 95 % intervals hold the true share of the first source, and the true diversity."""
    chance = np.random.default_rng(1)
    weights = 1 / np.arange(1, _SOURCES + 1)
    weights /= weights.sum()
    truth = -(weights * np.log(weights)).sum()
    held: Counter[str] = Counter()
    for sample in range(_SAMPLES):
        mixed = chance.dirichlet(_CONCENTRATION * weights, size=n_articles)
        sizes = 1 + chance.poisson(_QUOTES, size=n_articles)
        counts = np.array(
            [chance.multinomial(n, m) for n, m in zip(sizes, mixed, strict=True)], float
        ).T
        intervals = Intervals(_DRAWS, 0.95, sample)
        drawn = drawn_sums(csr_matrix(counts), intervals)
        shares = drawn / drawn.sum(axis=0)
        logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
        figure = measures.diversity_of_counts(counts.sum(axis=1))["shannon"]
        low, high = intervals.quantiles(np.array([shares[0], -(shares * logs).sum(axis=0)]))
        held["share"] += low[0] <= weights[0] <= high[0]
        held["shannon, percentile"] += low[1] <= truth <= high[1]
        held["shannon, reflected"] += 2 * figure - high[1] <= truth <= 2 * figure - low[1]
    return {name: round(float(count) / _SAMPLES, 2) for name, count in held.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("results", type=Path, nargs="?", help="folder of a batch; for speed")
    parser.add_argument("--times", type=int, default=8, help="how often the articles are repeated")
    parser.add_argument("--only", choices=["speed", "coverage"])
    options = parser.parse_args()
    if options.only != "coverage":
        if options.results is None:
            parser.error("speed needs a folder of results")
        speed(options.results, options.times)
    if options.only != "speed":
        for n_articles in (20, 50, 200):
            print(n_articles, "articles", coverage(n_articles))


if __name__ == "__main__":
    main()
