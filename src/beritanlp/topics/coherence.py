"""How good the topics of a model are, by figures: coherence, exclusivity, stability, `choose_k`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from beritanlp.errors import SettingsError
from beritanlp.topics.counting import TermTable, count_terms
from beritanlp.topics.model import TopicModel

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.corpus import Corpus

__all__ = ["choose_k", "cv_coherence", "exclusivity", "npmi_coherence", "topic_stability"]

_WINDOW = 110  # terms of a window of C_v, as in Röder et al. (2015)
_EPSILON = 1e-12
_FEWEST = 10  # articles that can be split for learning and scoring


def npmi_coherence(tops: Iterable[Sequence[str]], table: TermTable) -> list[float]:
    """Normalised pointwise mutual information of each topic's terms, -1 to 1, higher is better.

    The mean over all pairs of its terms of how much oftener both stand in one article of *table*
    than by chance (Bouma, 2009; Lau et al., 2014). A pair that never does counts -1. None of the
    terms, or a single one, gives nan.

    Args:
        tops: for each topic its heaviest terms, as ``terms`` of *table* has them.
        table: articles that the topics were not learnt from, ideally.
    """
    tops = [list(dict.fromkeys(terms)) for terms in tops]
    found = _Occurrences(tops, table)
    return [_mean(found.npmi(a, b) for a, b in combinations(terms, 2)) for terms in tops]


def cv_coherence(
    tops: Iterable[Sequence[str]], table: TermTable, *, window: int = _WINDOW
) -> list[float]:
    """The measure C_v of Röder et al. (2015) for each topic, 0 to 1, higher is better.

    Of all they tried it agreed best with readers: NPMI of pairs in windows of 110 terms; each term
    stands for its row of NPMI with all terms of the topic, and is compared by the cosine with the
    sum of the rows. No terms give nan.

    Args:
        tops: for each topic its heaviest terms, as ``terms`` of *table* has them.
        table: articles that the topics were not learnt from, ideally.
        window: terms of a sliding window; shorter articles are one window.
    """
    tops = [list(dict.fromkeys(terms)) for terms in tops]
    found = _Occurrences(tops, table, window)
    values = []
    for terms in tops:
        rows = np.array([[found.npmi(a, b, smooth=True) for b in terms] for a in terms])
        if not len(terms):
            values.append(math.nan)
            continue
        whole = rows.sum(axis=0)
        norms = np.linalg.norm(rows, axis=1) * np.linalg.norm(whole)
        values.append(float(np.mean(rows @ whole / np.maximum(norms, _EPSILON))))
    return values


class _Occurrences:
    """In how many articles, or windows, terms and pairs of terms of *tops* stand."""

    def __init__(
        self, tops: Iterable[Sequence[str]], table: TermTable, window: int | None = None
    ) -> None:
        wanted = {term for terms in tops for term in terms}
        self.place = {term: n for n, term in enumerate(sorted(wanted))}
        column = np.full(len(table.terms), -1)
        for term, n in self.place.items():
            if term in table.places:
                column[table.places[term]] = n
        size = len(self.place)
        self.pairs = np.zeros((size, size))
        self.total = 0
        for terms in table.articles:
            columns = column[terms]
            at = np.flatnonzero(columns >= 0)
            here = np.unique(columns[at])
            if window is None:
                self.total += 1
                self.pairs[np.ix_(here, here)] += 1
                continue
            windows = max(1, len(terms) - window + 1)
            self.total += windows
            inside = np.zeros((len(here), windows), np.float32)
            for position, term in zip(at, np.searchsorted(here, columns[at]), strict=True):
                inside[term, max(0, position - window + 1) : position + 1] = 1
            self.pairs[np.ix_(here, here)] += inside @ inside.T

    def npmi(self, a: str, b: str, *, smooth: bool = False) -> float:
        i, j = self.place[a], self.place[b]
        both = self.pairs[i, j] / max(self.total, 1)
        one, other = self.pairs[i, i] / max(self.total, 1), self.pairs[j, j] / max(self.total, 1)
        if smooth:
            chance = one * other
            if not chance:
                return 0.0
            return math.log((both + _EPSILON) / chance) / -math.log(both + _EPSILON)
        if not both:
            return -1.0
        return math.log(both / (one * other)) / -math.log(both) if both < 1 else 1.0


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return float(np.mean(found)) if found else math.nan


def exclusivity(model: TopicModel, n: int = 10) -> list[float]:
    """How much each topic's *n* heaviest terms are its own, 0 to 1.

    The mean over the terms of the topic's part of their weight in all topics (as the exclusivity of
    Bischof and Airoldi, 2012).
    """
    rows = model.components_
    part = rows / np.maximum(rows.sum(axis=0), _EPSILON)
    tops = np.argsort(-rows, axis=1, kind="stable")[:, :n]
    return [float(part[topic, terms].mean()) for topic, terms in enumerate(tops)]


def topic_stability(runs: Sequence[Sequence[Sequence[str]]]) -> float:
    """How alike the topics of several runs are, 0 to 1; nan for a single run.

    The topics of each two runs are matched one to one as well as can be (Greene et al., 2014); the
    mean over runs and topics of the terms that both share among all terms of both (Jaccard).

    Args:
        runs: for each run, for each topic, its heaviest terms.
    """
    return _mean(_agreement(one, other) for one, other in combinations(runs, 2))


def _agreement(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> float:
    shared = np.array(
        [[len(set(a) & set(b)) / max(len(set(a) | set(b)), 1) for b in other] for a in one]
    )
    rows, columns = linear_sum_assignment(-shared)
    return float(shared[rows, columns].sum() / max(len(one), len(other)))


def choose_k(
    X: Iterable[str] | Corpus | TermTable,
    ks: Iterable[int] = (5, 10, 15, 20, 25, 30),
    *,
    seeds: Iterable[int] = range(5),
    held_out: float = 0.2,
    n_terms: int = 10,
    model: TopicModel | None = None,
    n_jobs: int = 1,
) -> pd.DataFrame:
    """Figures for several numbers of topics, so that the number need not be chosen by eye.

    Every seed draws its own articles to learn from; coherence is measured on those left out, so
    that ``stability`` tells how far the topics hang on single articles.

    Args:
        X: texts, a Corpus, or ``count_terms`` of them.
        ks: numbers of topics.
        seeds: one model for each, of each number of topics.
        held_out: share of the articles that a model does not learn from.
        n_terms: terms of a topic that are looked at.
        model: a model with the other settings, not fitted; None for the defaults.
        n_jobs: processes that read texts.

    Returns:
        One row a number of topics: ``k``; means over the seeds of ``npmi``, ``c_v`` (both on
        articles left out) and ``exclusivity``, each with its standard deviation over the seeds
        (``npmi_sd`` …); ``stability`` over the seeds.

    Raises:
        SettingsError: there are too few articles, or *ks* or *seeds* is empty.
    """
    import pandas as pd

    base = model if model is not None else TopicModel()
    table = count_terms(X, phrases=base.phrases, n_jobs=n_jobs)
    ks, seeds = list(ks), list(seeds)
    if not ks or not seeds:
        raise SettingsError("ks and seeds must not be empty")
    if not 0 < held_out < 1:
        raise SettingsError(f"held_out must be above 0 and below 1; got {held_out!r}")
    if len(table) < _FEWEST:
        raise SettingsError(f"{len(table)} texts are too few to leave some out; give {_FEWEST}")
    out = round(held_out * len(table)) or 1
    splits = []
    for seed in seeds:
        order = np.random.default_rng(seed).permutation(len(table))
        splits.append((seed, table.take(sorted(order[out:])), table.take(sorted(order[:out]))))
    rows = []
    for k in ks:
        scores, tops = [], []
        for seed, learnt, tested in splits:
            settings = base.get_params() | {"n_topics": k, "random_state": seed}
            fitted = TopicModel(**settings).fit(learnt)
            top = fitted.top_keys(n_terms)
            tops.append(top)
            scores.append(
                [
                    np.nanmean(npmi_coherence(top, tested)),
                    np.nanmean(cv_coherence(top, tested)),
                    np.mean(exclusivity(fitted, n_terms)),
                ]
            )
        means, spread = np.mean(scores, axis=0), np.std(scores, axis=0)
        row: dict[str, float] = {"k": k}
        for name, mean, sd in zip(("npmi", "c_v", "exclusivity"), means, spread, strict=True):
            row |= {name: float(mean), f"{name}_sd": float(sd)}
        rows.append(row | {"stability": topic_stability(tops)})
    return pd.DataFrame(rows)
