"""Who has how much of the voice, where in the article, in which form, behind which verbs.

All are shares or means with intervals from a bootstrap by article; the README of this folder has
their formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from beritanlp.measures.resample import STANDARD, Intervals, ratio_intervals, sums_by_article
from beritanlp.measures.table import Unit, columns_of, names_of, quote_table

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from beritanlp.corpus import Corpus
    from beritanlp.counts import Per

__all__ = ["directness", "position", "quoted_words", "reporting_verbs", "share_of_voice"]

By = str | Sequence[str]
_UNITS: tuple[Unit, ...] = ("quotes", "words", "articles")
_FIGURES = {"n": "int64", "articles": "int64", "total": "int64"}


def share_of_voice(
    corpus: Corpus,
    by: By = "speaker",
    *,
    within: By = (),
    unit: Unit = "quotes",
    per: Per = "article",
    keep_unknown: bool = False,
    min_articles: int = 1,
    intervals: Intervals = STANDARD,
) -> pd.DataFrame:
    """How much of what is quoted comes from each speaker, kind of source, outlet and so on.

    Args:
        corpus: analysed articles, filtered or whole.
        by: one or several of `DIMENSIONS`: ``speaker``, ``person``, ``institution`` (of the
            speaker), ``source_kind``, ``speaker_kind``, ``kind`` (direct, indirect, mixed),
            ``cue``, ``stance``, ``topic`` (major topics of the article; a quote counts for each),
            ``main_topic``, ``quote_topic``, ``outlet``, ``place``, ``month``, ``year``.
        within: dimensions in which the shares are taken; ``within="month"`` gives the shares of
            each month. All quotes together if empty.
        unit: what is counted: ``quotes``, their ``words``, or ``articles`` that have such quotes.
        per: ``story`` counts the copies of a story once.
        keep_unknown: count quotes for which a dimension is unknown, in rows with null there; else
            they are left out, of the totals too.
        min_articles: leave out rows with fewer articles; the totals stay.
        intervals: draws of the bootstrap, level and seed.

    Returns:
        The columns of *within* and *by*, ``n`` (in *unit*), ``articles`` that have such quotes,
        ``total`` (n of all that the share is taken of; of ``articles`` those with any counted
        quote), ``share`` (n / total, 0 to 1), ``low`` and ``high``. Largest first in each *within*.
        Where an article or quote has several topics, or *unit* is ``articles``, shares add to more
        than 1.

    Raises:
        ValueError: an unknown dimension, unit or *per*; an impossible number.
    """
    if unit not in _UNITS:
        raise ValueError(f"unit must be one of {', '.join(_UNITS)}; got {unit!r}")
    names, outer = names_of(by), names_of(within, "within")
    table = quote_table(corpus, [*outer, *names], per, words=unit == "words")
    table["value"] = table["words"] if unit == "words" else 1
    return _shares(table, names, outer, unit, keep_unknown, min_articles, intervals)


def _shares(
    table: pd.DataFrame, names: Sequence[str], outer: Sequence[str], unit: Unit,
    keep_unknown: bool, min_articles: int, intervals: Intervals,
) -> pd.DataFrame:  # fmt: skip
    """The shares of the column ``value`` of a `quote_table`."""
    outer = [name for name in outer if name not in names]
    keys = columns_of([*outer, *names])
    if not keep_unknown:
        table = table.dropna(subset=keys)
    cells = _Cells(table, columns_of(outer))
    groups, numbers = cells.groups(keys)
    parts = cells.sums(numbers, len(groups), once=unit == "articles")
    wholes = cells.wholes(once=unit == "articles")
    of = groups.pop("cell").to_numpy()
    low, high = ratio_intervals(parts, wholes, of, intervals)
    groups["n"] = _row_sums(parts)
    groups["articles"] = _row_sums(cells.sums(numbers, len(groups), once=True))
    groups["total"] = _row_sums(wholes)[of]
    groups["share"] = groups["n"] / groups["total"]
    groups["low"], groups["high"] = low, high
    groups = groups[groups["articles"] >= min_articles].astype(_FIGURES)
    order = [*columns_of(outer), "n", *columns_of(names)]
    return groups.sort_values(
        order, ascending=[column != "n" for column in order], ignore_index=True
    )


class _Cells:
    """The rows of a table as sums over articles, in all and in the cells of *columns*."""

    def __init__(self, table: pd.DataFrame, columns: Sequence[str]) -> None:
        import pandas as pd

        self._table = table.reset_index(drop=True)
        self._articles, known = pd.factorize(self._table["article_id"])
        self._n_articles = len(known)
        self._cell = self._numbers(columns)

    def _numbers(self, columns: Sequence[str]) -> np.ndarray:
        """The number of the group of each row, by first appearance; one group of no columns."""
        import numpy as np

        if not columns:
            return np.zeros(len(self._table), int)
        return (
            self._table.groupby(list(columns), dropna=False, sort=False, observed=True)
            .ngroup()
            .to_numpy()
        )

    def groups(self, columns: Sequence[str]) -> tuple[pd.DataFrame, np.ndarray]:
        """Each combination of *columns* with its ``cell``, and the number of each row's."""
        numbers = self._numbers(columns)
        found = self._table[list(columns)].assign(cell=self._cell, number=numbers)
        found = found.drop_duplicates("number").sort_values("number", ignore_index=True)
        return found.drop(columns="number"), numbers

    def sums(
        self, numbers: np.ndarray, size: int, column: str = "value", *, once: bool = False
    ) -> Any:
        """The sum of *column* for each group and article; *once*: 1 if there is any."""
        values = self._table[column].to_numpy(float)
        found = sums_by_article(numbers, self._articles, values, (size, self._n_articles))
        if once:
            found.data[:] = 1
        return found

    def wholes(self, *, once: bool) -> Any:
        """As `sums` of ``value``, for each cell; a quote with several topics counts once."""
        import numpy as np

        again = self._table[["row"]].assign(cell=self._cell).duplicated().to_numpy()
        values = np.where(again, 0.0, self._table["value"].to_numpy(float))
        size = int(self._cell.max()) + 1 if len(self._cell) else 0
        shape = (size, self._n_articles)
        found = sums_by_article(self._cell, self._articles, values, shape)
        if once:
            found.data[:] = 1
        return found


def _row_sums(matrix: Any) -> np.ndarray:
    import numpy as np

    return np.asarray(matrix.sum(axis=1)).ravel()


def directness(
    corpus: Corpus, by: By = "source_kind", *, unit: Unit = "quotes", per: Per = "article",
    intervals: Intervals = STANDARD,
) -> pd.DataFrame:  # fmt: skip
    """How much of what each group says is quoted directly, indirectly, or mixed.

    Returns:
        As `share_of_voice` by ``kind`` within *by*: one row a group and kind that occurs.

    Raises:
        ValueError: an unknown dimension, unit or *per*.
    """
    return share_of_voice(corpus, "kind", within=by, unit=unit, per=per, intervals=intervals)


def reporting_verbs(
    corpus: Corpus, by: By = "source_kind", *, of: Literal["stance", "cue"] = "stance",
    per: Per = "article", intervals: Intervals = STANDARD,
) -> pd.DataFrame:  # fmt: skip
    """By which verbs each group is reported: neutral, endorsing or doubting ones.

    Args:
        corpus: analysed articles.
        by: what makes a group; see `share_of_voice`.
        of: ``stance``, or ``cue`` for each verb (``cue_form``: *mengklaim*; *katanya* is *kata*).
        per: ``story`` counts the copies of a story once.
        intervals: draws of the bootstrap, level and seed.

    Returns:
        As `share_of_voice` by *of* within *by*, of the quotes that have a cue (for stances one of
        ``cue_stances.csv``).

    Raises:
        ValueError: an unknown dimension, *of* or *per*.
    """
    if of not in ("stance", "cue"):
        raise ValueError(f"of must be 'stance' or 'cue'; got {of!r}")
    return share_of_voice(corpus, of, within=by, per=per, intervals=intervals)


def quoted_words(
    corpus: Corpus, by: By = "source_kind", *, per: Per = "article",
    intervals: Intervals = STANDARD,
) -> pd.DataFrame:  # fmt: skip
    """How many words of each group are quoted, in all and in one quote.

    Returns:
        The columns of *by*, ``quotes``, ``words``, ``articles``, ``mean`` (words / quotes), ``low``
        and ``high`` of the mean. Most words first.

    Raises:
        ValueError: an unknown dimension or *per*.
    """
    names = names_of(by)
    table = quote_table(corpus, names, per, words=True).dropna(subset=columns_of(names))
    found = _means(table, names, "words", intervals).astype({"words": "int64"})
    return found.sort_values(
        ["words", *columns_of(names)],
        ascending=[False, *(True for _ in columns_of(names))],
        ignore_index=True,
    )


def _means(
    table: pd.DataFrame, names: Sequence[str], column: str, intervals: Intervals,
    also: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """The mean of *column* over the rows of *table* in each group, and its sum; *also* sums."""
    import numpy as np

    keys = columns_of(names)
    cells = _Cells(table.assign(value=1), keys)
    groups, numbers = cells.groups(keys)
    size = len(groups)
    counts, sums = cells.sums(numbers, size), cells.sums(numbers, size, column)
    low, high = ratio_intervals(sums, counts, np.arange(size), intervals)
    groups = groups.drop(columns="cell")
    groups["quotes"] = _row_sums(counts).astype("int64")
    groups[column] = _row_sums(sums)
    groups["articles"] = _row_sums(cells.sums(numbers, size, once=True)).astype("int64")
    groups["mean"] = groups[column] / groups["quotes"]
    groups["low"], groups["high"] = low, high
    if also:
        groups[also] = _row_sums(cells.sums(numbers, size, also)).astype("int64")
    return groups


def position(
    corpus: Corpus, by: By = "source_kind", *, per: Per = "article",
    intervals: Intervals = STANDARD,
) -> pd.DataFrame:  # fmt: skip
    """How early in an article each group is first quoted, and how often it opens the quotes.

    Returns:
        The columns of *by*, ``articles`` that quote the group, ``mean`` (over these, of the first
        quote's start by the characters of the article, 0 at the top), ``low``, ``high``, ``leads``
        (articles whose first quote, of a known group, is the group's) and ``lead_share`` (of
        ``articles``). Earliest first.

    Raises:
        ValueError: an unknown dimension or *per*.
    """
    names = names_of(by)
    keys = columns_of(names)
    table = quote_table(corpus, names, per).dropna(subset=keys)
    table["place_in_text"] = (table["start"] / table["n_characters"]).astype(float)
    table["leads"] = (
        table["start"] == table.groupby("article_id")["start"].transform("min")
    ).astype("int64")
    firsts = table.sort_values(["start", "row"]).drop_duplicates(["article_id", *keys])
    found = _means(firsts.sort_values("row"), names, "place_in_text", intervals, also="leads")
    found["lead_share"] = found["leads"] / found["articles"]
    found = found.drop(columns=["quotes", "place_in_text"])
    return found.sort_values(["mean", *keys], ignore_index=True)
