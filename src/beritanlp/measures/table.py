"""Quotes with all that they can be grouped by, read from a corpus in one query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from beritanlp.counts import BODIES_JOIN, PEOPLE_JOIN, Per, per_condition
from beritanlp.measures.kinds import KIND_COLUMNS, kinds_of_rows
from beritanlp.measures.stances import form_of_cue, stance_of_cue

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.corpus import Corpus

__all__ = ["DIMENSIONS", "Unit", "columns_of", "names_of", "quote_table"]

Unit = Literal["quotes", "words", "articles"]

DIMENSIONS: Final[dict[str, tuple[str, ...]]] = {
    "speaker": ("speaker",),
    "person": ("person_id", "person"),
    "institution": ("institution_id", "institution"),
    "source_kind": ("source_kind",),
    "speaker_kind": ("speaker_kind",),
    "kind": ("kind",),
    "cue": ("cue_form",),
    "stance": ("stance",),
    "topic": ("topic_code", "topic"),
    "main_topic": ("main_topic_code", "main_topic"),
    "quote_topic": ("quote_topic",),
    "outlet": ("outlet",),
    "place": ("place",),
    "month": ("month",),
    "year": ("year",),
}
"""What quotes can be grouped by, and the columns that each makes."""

_QUOTES = """
SELECT t.article_id, t.quote, t.kind, {content}t.start, t.cue, t.speaker_id, {speaker},
    t.topics AS quote_topics, article.n_characters, article.outlet, article.place,
    strftime(article.published, '%Y-%m') AS month, year(article.published) AS year{more}
FROM quotes AS t
LEFT JOIN (
    SELECT article_id, min(n_characters) AS n_characters, min(outlet) AS outlet,
        min(place) AS place, min(published) AS published
    FROM articles GROUP BY article_id
) AS article ON article.article_id = t.article_id{joins}
WHERE {condition}
ORDER BY t.article_id, t.quote"""
_PERSON = (", person.person_id, person.person", PEOPLE_JOIN)
_INSTITUTION = (", body.name AS institution", BODIES_JOIN)
# a subtopic's code is that of a topic of the same article with two digits behind it
_MAJOR_TOPICS = """
SELECT article_id, code AS topic_code, min(label) AS topic, max(weight) AS weight
FROM topics AS t WHERE NOT EXISTS (
    SELECT 1 FROM topics AS major WHERE major.article_id = t.article_id
    AND major.code = left(t.code, -2)
)
GROUP BY ALL ORDER BY article_id, weight DESC, topic_code"""


def names_of(by: str | Sequence[str], name: str = "by") -> list[str]:
    """The dimensions that *by* names.

    Raises:
        ValueError: an unknown one; *name* is what the argument is called.
    """
    names = [by] if isinstance(by, str) else list(by)
    for wanted in names:
        if wanted not in DIMENSIONS:
            raise ValueError(f"{name} must be of {', '.join(DIMENSIONS)}; got {wanted!r}")
    return list(dict.fromkeys(names))


def columns_of(names: Sequence[str]) -> list[str]:
    """The columns of the dimensions *names*, in order."""
    return [column for name in names for column in DIMENSIONS[name]]


def quote_table(
    corpus: Corpus, names: Sequence[str], per: Per = "article", *, words: bool = False
) -> pd.DataFrame:
    """The quotes of *corpus* with the columns of the dimensions *names*.

    One row a quote; of a quote with several topics one for each, where *names* ask for topics.
    Null is what is not known. ``row`` numbers the quotes; ``words`` counts the words of each, if
    asked for, and only then is ``content`` there. Per ``story`` the quotes of copies are left out.

    Raises:
        ValueError: *per* is neither.
    """
    added = [_PERSON] if "person" in names else []
    added += [_INSTITUTION] if "institution" in names else []
    table = corpus.sql(
        _QUOTES.format(
            speaker=", ".join(f"t.{column}" for column in KIND_COLUMNS),
            more="".join(more for more, _ in added),
            content="t.content, " if words else "",
            joins="".join(join for _, join in added),
            condition=per_condition(per),
        )
    )
    table["row"] = range(len(table))
    if words:
        table["words"] = _numbers_of_words(table["content"])
    if "source_kind" in names:
        table["source_kind"] = kinds_of_rows(table)
    if "stance" in names:
        table["stance"] = table["cue"].map(stance_of_cue, na_action="ignore").astype("string")
    if "cue" in names:
        table["cue_form"] = table["cue"].map(form_of_cue, na_action="ignore").astype("string")
    return _with_topics(corpus, table, names)


def _numbers_of_words(contents: pd.Series[str]) -> list[int]:
    from beritanlp.text.tokenize import TokenKind, tokenize

    return [sum(kind is TokenKind.WORD for _, _, kind in tokenize(content)) for content in contents]


def _with_topics(corpus: Corpus, table: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """*table* with the topics of its articles and quotes that *names* ask for."""
    if "topic" in names or "main_topic" in names:
        topics = corpus.sql(_MAJOR_TOPICS).drop(columns="weight")
        if "main_topic" in names:
            main = topics.drop_duplicates("article_id")
            main = main.rename(columns={"topic_code": "main_topic_code", "topic": "main_topic"})
            table = table.merge(main, on="article_id", how="left")
        if "topic" in names:
            table = table.merge(topics, on="article_id", how="left")
    if "quote_topic" in names:
        table["quote_topic"] = table["quote_topics"].str.split("; ")
        table = table.explode("quote_topic", ignore_index=True)
        table["quote_topic"] = table["quote_topic"].astype("string")
    return table
