"""What the coders of a sample say about the whole corpus that it was drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from beritanlp.errors import ArticleError, SettingsError
from beritanlp.frames import TABLES
from beritanlp.measures.kinds import KIND_COLUMNS, SOURCE_KIND, kinds_of_rows
from beritanlp.query import quoted_name
from beritanlp.validation.coders import decide
from beritanlp.validation.correction import CodedLabel, Method, Share, corrected_share
from beritanlp.validation.sheet import CORRECTED, CodedQuote, Sheet

if TYPE_CHECKING:
    from beritanlp.corpus import Corpus

__all__ = ["check_ids", "corrected_shares"]


def check_ids(sheets: Iterable[Sheet], corpus: Corpus) -> None:
    """See that the quotes of *sheets* are in *corpus*.

    Raises:
        ArticleError: one is not; with file and row.
    """
    for sheet in sheets:
        ids = sorted({quote.article_id for quote in sheet.quotes})
        query = "SELECT article_id, quote FROM quotes WHERE article_id IN (SELECT unnest($ids))"
        known = set(corpus.sql(query, {"ids": ids}).itertuples(index=False, name=None))
        for number, quote in enumerate(sheet.quotes):
            if not quote.is_missed and (quote.article_id, quote.quote) not in known:
                raise ArticleError(
                    f"{sheet.place_of(number)}: quote {quote.quote} of article "
                    f"{quote.article_id!r} is not in the results; give those that were sampled"
                )


def corrected_shares(
    sheets: Sequence[Sheet],
    corpus: Corpus,
    column: str = "speaker_kind",
    *,
    coded_as: str | None = None,
    method: Method = "calibrated",
) -> list[Share]:
    """The share of each value of *column* among the quotes of *corpus*, corrected by the coders.

    Args:
        sheets: what coders made of a sample of the corpus.
        corpus: the results that were sampled.
        column: of ``quotes``: ``kind``, ``speaker``, ``role``, ``speaker_kind``; another one, or
            ``source_kind``, if it was the ``label`` of the sample.
        coded_as: ``label``, if *column* was that.
        method: as of `corrected_share`.

    Returns:
        A share a value, the commonest first; each is estimated apart, so that they need not add up
        to 1. Quotes that are none are in no category; quotes whose value no coder has told are
        left out. Quotes that the extractor missed are not counted.

    Raises:
        SettingsError: nothing of that column is coded.
    """
    name = coded_as or column
    if name not in CORRECTED:
        raise SettingsError(f"column must be of {', '.join(CORRECTED)}; got {name!r}")
    counts = _counts(corpus, column)
    decided, _ = decide(sheets)
    whole = decided.design == "articles"
    sample = [
        CodedLabel(
            extracted=getattr(quote, name),
            coded=coded,
            stratum=quote.stratum,
            probability=quote.probability,
            cluster=quote.article_id if whole else "",
        )
        for quote in decided.quotes
        if not quote.is_missed and (coded := _category(quote, name)) is not None
    ]
    if not sample:
        raise SettingsError(f"{name}: nothing coded yet; fill in speaker_right or true_{name}")
    values = {label.coded for label in sample if label.coded} | {v for v in counts if v}
    shares = [corrected_share(value, counts, sample, method) for value in values]
    return sorted(shares, key=lambda share: (-share.value, share.category))


def _counts(corpus: Corpus, column: str) -> dict[str, int]:
    """How many quotes of *corpus* have each value of *column*; those without one have ""."""
    if column not in (*TABLES["quotes"], SOURCE_KIND):
        raise SettingsError(f"column must be one of quotes or {SOURCE_KIND}; got {column!r}")
    if column == SOURCE_KIND:
        names = ", ".join(KIND_COLUMNS)
        rows = corpus.sql(f"SELECT {names}, count(*) AS n FROM quotes GROUP BY {names}")
        rows["value"] = kinds_of_rows(rows).fillna("")
    else:
        value = f"coalesce({quoted_name(column)}::VARCHAR, '')"
        rows = corpus.sql(f"SELECT {value} AS value, count(*) AS n FROM quotes GROUP BY 1")
    return {str(value): int(n) for value, n in rows.groupby("value")["n"].sum().items()}


def _category(quote: CodedQuote, name: str) -> str | None:
    return "" if quote.content_right is False and not quote.marked else quote.coded(name)
