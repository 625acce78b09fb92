"""How many different sources there are, and how evenly they are quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beritanlp.measures.resample import FEWEST, STANDARD, Intervals, drawn_sums, sums_by_article
from beritanlp.measures.shares import By
from beritanlp.measures.table import columns_of, names_of, quote_table

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from beritanlp.corpus import Corpus
    from beritanlp.counts import Per

__all__ = ["diversity", "diversity_of_counts"]

_COLUMNS = (
    "n", "kinds", "shannon", "shannon_corrected", "effective", "evenness", "simpson",
    "simpson_corrected", "inverse_simpson",
)  # fmt: skip


def diversity_of_counts(counts: np.ndarray) -> dict[str, float]:
    """The diversity of *counts*, how often each source is quoted; zeros do not matter.

    Returns:
        ``n`` and ``kinds`` (counts above 0); ``shannon`` in nats, ``shannon_corrected`` (Miller and
        Madow), ``effective`` (e to the Shannon index), ``evenness`` (Pielou; NaN of one kind),
        ``simpson`` (1 - sum of squared shares), ``simpson_corrected`` (unbiased; NaN of one quote),
        ``inverse_simpson``. All NaN where nothing is counted.
    """
    import numpy as np

    known = np.asarray(counts, float)
    known = known[known > 0]
    n, kinds = known.sum(), len(known)
    if not kinds:
        return {name: 0.0 if name in ("n", "kinds") else np.nan for name in _COLUMNS}
    shares = known / n
    shannon = max(0.0, float(-(shares * np.log(shares)).sum()))
    same = float((shares**2).sum())
    again = float((known * (known - 1)).sum() / (n * (n - 1))) if n > 1 else np.nan
    return {
        "n": float(n),
        "kinds": float(kinds),
        "shannon": shannon,
        "shannon_corrected": shannon + (kinds - 1) / (2 * float(n)),
        "effective": float(np.exp(shannon)),
        "evenness": shannon / float(np.log(kinds)) if kinds > 1 else np.nan,
        "simpson": 1 - same,
        "simpson_corrected": 1 - again,
        "inverse_simpson": 1 / same,
    }


def diversity(
    corpus: Corpus, of: By = "speaker", by: By = (), *, per: Per = "article",
    intervals: Intervals = STANDARD,
) -> pd.DataFrame:  # fmt: skip
    """How diverse the sources of the quotes are, in all or in each group.

    Args:
        corpus: analysed articles.
        of: what is diverse: ``speaker``, ``source_kind`` …; see `share_of_voice`.
        by: what makes a group: ``outlet``, ``month`` …; all quotes are one group if empty.
        per: ``story`` counts the copies of a story once.
        intervals: draws of the bootstrap by article, level and seed.

    Returns:
        The columns of *by*, ``articles`` (with such quotes), the figures of `diversity_of_counts`,
        and ``shannon_low``, ``shannon_high``, ``simpson_low``, ``simpson_high``: intervals of
        ``shannon`` and ``simpson``, reflected (2 x figure - quantile) since both figures are too
        low in a sample, and lower still in a draw from it. In the order of *by*.

    Raises:
        ValueError: an unknown dimension or *per*.
    """
    names, outer = names_of(of, "of"), names_of(by)
    keys, columns = columns_of(outer), columns_of(names)
    table = quote_table(corpus, [*outer, *names], per).dropna(subset=[*keys, *columns])
    groups = table.groupby(keys, sort=True) if keys else [((), table)] if len(table) else []
    rows = [
        dict(zip(keys, key, strict=True)) | _figures_of(group, columns, intervals)
        for key, group in groups
    ]
    return _frame(rows, keys)


def _frame(rows: list[dict[str, object]], keys: list[str]) -> pd.DataFrame:
    import pandas as pd

    ends = [f"{figure}_{end}" for figure in ("shannon", "simpson") for end in ("low", "high")]
    found = pd.DataFrame(rows, columns=[*keys, "articles", *_COLUMNS, *ends])
    whole = dict.fromkeys(("articles", "n", "kinds"), "int64")
    parts = dict.fromkeys((*_COLUMNS[2:], *ends), "float64")
    return found.astype(whole | parts)


def _figures_of(group: pd.DataFrame, columns: list[str], intervals: Intervals) -> dict[str, object]:
    """The figures of one group of quotes, with their intervals."""
    import numpy as np
    import pandas as pd

    kinds = group.groupby(columns, sort=False).ngroup().to_numpy()
    articles, known = pd.factorize(group["article_id"])
    size = int(kinds.max()) + 1
    counts = sums_by_article(kinds, articles, np.ones(len(group)), (size, len(known)))
    figures: dict[str, object] = {"articles": len(known)}
    figures |= diversity_of_counts(np.bincount(kinds))
    if len(known) < FEWEST:
        return figures
    drawn = drawn_sums(counts, intervals)
    shares = drawn / drawn.sum(axis=0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    most = {"shannon": np.inf, "simpson": 1.0}
    draws = {"shannon": -(shares * logs).sum(axis=0), "simpson": 1 - (shares**2).sum(axis=0)}
    for name, values in draws.items():
        low, high = intervals.quantiles(values[None, :])
        figure = float(figures[name])  # type: ignore[arg-type]
        figures[f"{name}_low"] = max(0.0, 2 * figure - high[0])
        figures[f"{name}_high"] = min(most[name], 2 * figure - low[0])
    return figures
