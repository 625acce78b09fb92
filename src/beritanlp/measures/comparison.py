"""Which terms mark out one group of articles against another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal

from beritanlp.measures.words import Part, runs_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from beritanlp.corpus import Corpus
    from beritanlp.counts import Per

__all__ = ["keyness", "log_likelihood", "log_odds"]

Method = Literal["log_likelihood", "log_odds"]
_SCORES: Final[dict[Method, str]] = {"log_likelihood": "log_likelihood", "log_odds": "z"}
_PER = 1_000_000  # terms, to which frequencies are set
_ABSENT = 0.5  # occurrences that stand for none in a ratio (Hardie, 2014)
_PRIOR = 500.0  # terms; about what an article has, so that the prior weighs as one article


def log_likelihood(
    group: np.ndarray, reference: np.ndarray, n_group: float, n_reference: float
) -> np.ndarray:
    """Dunning's G2 of each term, negative where it is rarer in the group.

    Args:
        group: how often each term stands in the group.
        reference: how often in the reference.
        n_group: all terms of the group.
        n_reference: all terms of the reference.
    """
    import numpy as np
    from scipy.special import xlogy

    seen = np.array([group, reference, n_group - group, n_reference - reference], float)
    rows = np.array([n_group, n_reference, n_group, n_reference], float)[:, None]
    columns = np.array([seen[0] + seen[1]] * 2 + [seen[2] + seen[3]] * 2)
    expected = rows * columns / (n_group + n_reference)
    ratio = np.divide(seen, expected, out=np.ones_like(seen), where=expected > 0)
    g2 = np.maximum(0.0, 2 * xlogy(seen, ratio).sum(axis=0))
    signed: np.ndarray = np.where(seen[0] * n_reference >= seen[1] * n_group, g2, -g2)
    return signed


def log_odds(
    group: np.ndarray, reference: np.ndarray, n_group: float, n_reference: float,
    prior: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Log-odds ratio of each term with a Dirichlet prior, and its z (Monroe et al., 2008).

    Args:
        group: how often each term stands in the group.
        reference: how often in the reference.
        n_group: all terms of the group.
        n_reference: all terms of the reference.
        prior: pseudo-counts of each term, above 0.
    """
    import numpy as np

    whole = prior.sum()
    first, second = group + prior, reference + prior
    ratio = np.log(first / (n_group + whole - first))
    ratio -= np.log(second / (n_reference + whole - second))
    return ratio, ratio / np.sqrt(1 / first + 1 / second)


def keyness(
    group: Corpus | Iterable[str],
    reference: Corpus | Iterable[str],
    method: Method = "log_likelihood",
    *,
    part: Part = "articles",
    per: Per = "article",
    min_count: int = 5,
    prior: float = _PRIOR,
) -> pd.DataFrame:
    """Which terms are oftener in *group* than in *reference*, and by how much.

    Args:
        group: a Corpus, such as ``corpus.filter(outlet="Kabar Kita")``, or texts.
        reference: another; the two must have no article in common.
        method: by what the rows are ordered.
        part: of corpora: headline and body of the ``articles``, or the words of their ``quotes``.
        per: of corpora: ``story`` counts the copies of a story once.
        min_count: leave out terms that are rarer in both together.
        prior: pseudo-counts of the log-odds, shared out as both together use the terms.

    Returns:
        One row a term, the most typical of *group* first and of *reference* last: ``term``,
        ``n_group``, ``n_reference``, ``articles_group``, ``articles_reference`` (that have it),
        ``per_million_group``, ``per_million_reference``, ``log_ratio`` (log2 of the two; 0.5 stands
        for no occurrence), ``log_likelihood`` (G2, negative where rarer in *group*), ``p`` (chi2,
        1 degree of freedom), ``q`` (Benjamini and Hochberg), ``log_odds`` and its ``z``.

    Raises:
        ValueError: an unknown *method*, *part* or *per*, or a *prior* that is not above 0.
    """
    import numpy as np
    import pandas as pd

    if method not in _SCORES:
        raise ValueError(f"method must be one of {', '.join(_SCORES)}; got {method!r}")
    if prior <= 0:
        raise ValueError(f"prior must be above 0; got {prior!r}")
    (here, here_in), (there, there_in) = (_count(x, part, per) for x in (group, reference))
    terms = sorted(here.keys() | there.keys())
    n_here, n_there = (np.array([c[term] for term in terms], "int64") for c in (here, there))
    sizes = float(n_here.sum()), float(n_there.sum())
    both = n_here + n_there
    ratio, z = log_odds(n_here, n_there, *sizes, prior * both / max(1, both.sum()))
    table = pd.DataFrame(
        {
            "term": pd.Series(terms, dtype="string"),
            "n_group": n_here,
            "n_reference": n_there,
            "articles_group": np.array([here_in[term] for term in terms], "int64"),
            "articles_reference": np.array([there_in[term] for term in terms], "int64"),
            "per_million_group": _PER * n_here / max(1.0, sizes[0]),
            "per_million_reference": _PER * n_there / max(1.0, sizes[1]),
            "log_ratio": _log_ratio(n_here, n_there, *sizes),
            "log_likelihood": log_likelihood(n_here, n_there, *sizes),
            "p": np.nan,
            "q": np.nan,
            "log_odds": ratio,
            "z": z,
        }
    )
    table = table[both >= min_count].copy()
    table["p"], table["q"] = _chances(np.abs(table["log_likelihood"].to_numpy()))
    ordered: pd.DataFrame = table.sort_values(
        [_SCORES[method], "term"], ascending=[False, True], ignore_index=True
    )
    return ordered


def _count(
    source: Corpus | Iterable[str], part: Part, per: Per
) -> tuple[Counter[str], Counter[str]]:
    """How often each term of *source* stands there, and in how many articles."""
    counts: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for run in runs_of(source, part, per):
        terms = [term for term in run if term is not None]
        counts.update(terms)
        articles.update(set(terms))
    return counts, articles


def _log_ratio(
    group: np.ndarray, reference: np.ndarray, n_group: float, n_reference: float
) -> np.ndarray:
    import numpy as np

    here = np.where(group > 0, group, _ABSENT) / max(1.0, n_group)
    there = np.where(reference > 0, reference, _ABSENT) / max(1.0, n_reference)
    ratio: np.ndarray = np.log2(here / there)
    return ratio


def _chances(g2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """p of each G2, and the same with control of the false discovery rate."""
    from scipy.stats import chi2, false_discovery_control

    p = chi2.sf(g2, df=1)
    return p, false_discovery_control(p) if len(p) else p
