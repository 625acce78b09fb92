"""What the report says of a corpus: counts, shares with intervals, versions and failures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from beritanlp.measures import (
    Intervals,
    directness,
    diversity,
    reporting_verbs,
    share_of_voice,
)

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.corpus import Corpus
    from beritanlp.counts import Per

__all__ = ["Findings", "find"]

_TOP = 15  # rows of the tables of persons, institutions and outlets
_MOST_MONTHS = 24  # columns of topics over time; longer times are told by year

_COUNTS = """
SELECT (SELECT count(*) FROM articles) AS articles,
    (SELECT count(*) FROM failures) AS failures,
    (SELECT count(*) FROM quotes AS t WHERE {condition}) AS quotes,
    (SELECT count(speaker) FROM quotes AS t WHERE {condition}) AS known,
    (SELECT count(DISTINCT coalesce(institution_id, name)) FROM institutions) AS bodies,
    (SELECT count(DISTINCT outlet) FROM articles) AS outlets,
    (SELECT count(*) FROM articles WHERE published IS NULL) AS undated,
    (SELECT min(published) FROM articles) AS first,
    (SELECT max(published) FROM articles) AS last"""
_VERSIONS = "SELECT DISTINCT beritanlp, lexicons FROM articles ORDER BY ALL"
_FAILURES = """
SELECT error, count(*) AS n, min(article_id) AS example, min(message) AS message
FROM failures GROUP BY error ORDER BY n DESC, error"""
_MONTHS = """
SELECT strftime(published, '%Y-%m') AS month, count(*) AS articles,
    sum(n_quotes)::BIGINT AS quotes
FROM articles WHERE published IS NOT NULL GROUP BY month ORDER BY month"""
_OUTLETS = """
SELECT outlet, count(*) AS articles, sum(n_quotes)::BIGINT AS quotes,
    min(published) AS first, max(published) AS last
FROM articles WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY articles DESC, outlet"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The figures of a corpus; frames are those of `beritanlp.measures`.

    ``topics`` are shares of the articles with quotes of each ``month``, or of each ``year`` where
    there are many months: ``period`` says which. ``copies`` is the number of articles that are a
    copy of another and not counted; None where all count.
    """

    counts: dict[str, int]
    first: str | None
    last: str | None
    copies: int | None
    source_kinds: pd.DataFrame
    people: pd.DataFrame
    institutions: pd.DataFrame
    kinds: pd.DataFrame
    stances: pd.DataFrame
    outlets: pd.DataFrame
    months: pd.DataFrame
    period: Literal["month", "year"]
    topics: pd.DataFrame
    failures: pd.DataFrame
    versions: tuple[tuple[str, str], ...]  # of beritanlp and of its lexicons
    intervals: Intervals


def find(corpus: Corpus, per: Per, intervals: Intervals) -> Findings:
    """The figures of *corpus*, of articles or of stories; the same again for the same intervals."""
    from beritanlp.counts import per_condition

    numbers = corpus.sql(_COUNTS.format(condition=per_condition(per))).iloc[0].to_dict()
    days = {end: _day(numbers.pop(end)) for end in ("first", "last")}
    months = corpus.sql(_MONTHS)
    period: Literal["month", "year"] = "month" if len(months) <= _MOST_MONTHS else "year"
    shared: dict[str, Any] = {"per": per, "intervals": intervals}
    people = share_of_voice(corpus, "person", **shared)
    counts = {str(name): int(number) for name, number in numbers.items()} | {"people": len(people)}
    return Findings(
        counts=counts,
        **days,
        copies=_number_of_copies(corpus) if per == "story" else None,
        source_kinds=share_of_voice(corpus, "source_kind", **shared),
        people=people.head(_TOP),
        institutions=share_of_voice(corpus, "institution", **shared).head(_TOP),
        kinds=directness(corpus, "source_kind", **shared),
        stances=reporting_verbs(corpus, "source_kind", **shared),
        outlets=_outlets(corpus, per),
        months=months,
        period=period,
        topics=share_of_voice(corpus, "topic", within=period, unit="articles", **shared),
        failures=corpus.sql(_FAILURES),
        versions=tuple(
            (str(version), str(lexicons))
            for version, lexicons in corpus.sql(_VERSIONS).itertuples(index=False, name=None)
        ),
        intervals=intervals,
    )


def _day(moment: Any) -> str | None:
    import pandas as pd

    return None if pd.isna(moment) else moment.date().isoformat()


def _number_of_copies(corpus: Corpus) -> int:
    query = "SELECT count(*) AS n FROM articles WHERE article_id NOT IN (FROM story_origins)"
    return int(corpus.sql(query)["n"].iloc[0])


def _outlets(corpus: Corpus, per: Per) -> pd.DataFrame:
    """The outlets with most articles, and how diverse the sources of each are."""
    various = diversity(corpus, "speaker", "outlet", per=per, intervals=Intervals(0))
    known = various[["outlet", "effective"]]
    return corpus.sql(_OUTLETS).head(_TOP).merge(known, on="outlet", how="left")
