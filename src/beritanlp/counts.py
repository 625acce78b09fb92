"""Counts of rows of the tables by any of their columns, written as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from beritanlp.frames import TABLES
from beritanlp.query import quoted_name

__all__ = [
    "BODIES_JOIN",
    "BODIES_QUERY",
    "INSTITUTIONS_QUERY",
    "PEOPLE_JOIN",
    "PER",
    "STORY_ORIGINS_QUERY",
    "Per",
    "bodies_of",
    "count_query",
    "per_condition",
    "speakers_query",
]

Per = Literal["article", "story"]
PER: tuple[Per, ...] = ("article", "story")

# columns that stand in no table: what they are computed of
_OF_ARTICLE = {
    "month": "strftime(article.published, '%Y-%m')",
    "year": "year(article.published)",
}
_OF_BODY = {
    "institution_name": "name",
    "institution_acronym": "acronym",
    "institution_kind": "kind",
    "institution_parent_id": "parent_id",
}
_OF_PERSON = ("person_id", "person")

# an id that two articles share must not double the rows that are joined to it
_ARTICLES = """
LEFT JOIN (
    SELECT article_id, {columns} FROM articles GROUP BY article_id
) AS article ON article.article_id = t.article_id"""
BODIES_JOIN = "\nLEFT JOIN bodies AS body ON body.institution_id = t.institution_id"
PEOPLE_JOIN = """
LEFT JOIN people AS person
ON person.article_id = t.article_id AND person.speaker_id = t.speaker_id"""

BODIES_QUERY = """
SELECT institution_id FROM quotes UNION SELECT institution_id FROM speakers
UNION SELECT institution_id FROM institutions"""
"""The ids of all institutions that the tables name; one may be null."""


STORY_ORIGINS_QUERY = """
SELECT article_id FROM articles LEFT JOIN copies USING (article_id)
QUALIFY row_number() OVER (
    PARTITION BY coalesce(story_id, chr(1) || article_id)
    ORDER BY article_id IS DISTINCT FROM story_id, published NULLS LAST, article_id
) = 1"""
"""The one article of each story that counts: its origin, or where it is not there the first."""


def bodies_of(institution_ids: Iterable[str | None]) -> Any:
    """What the list of institutions knows of these, as an Arrow table of strings."""
    import pyarrow as pa

    from beritanlp.lexicons.gazetteer import institution_by_id

    columns = ("institution_id", "name", "acronym", "kind", "parent_id")
    bodies = [body for id_ in institution_ids if id_ and (body := institution_by_id(id_))]
    rows = [(body.id, body.name, body.acronym, str(body.kind), body.parent_id) for body in bodies]
    schema = pa.schema([(name, pa.string()) for name in columns])
    return pa.Table.from_pylist([dict(zip(columns, row, strict=True)) for row in rows], schema)


def per_condition(per: Per) -> str:
    """The condition under which a row ``t`` counts: copies of a story count once per ``story``."""
    if per not in PER:
        raise ValueError(f"per must be one of {', '.join(PER)}; got {per!r}")
    return "true" if per == "article" else "t.article_id IN (SELECT article_id FROM story_origins)"


def count_query(table: str, by: Sequence[str], per: Per) -> str:
    """SQL for the numbers of rows of *table* for each combination of the columns *by*.

    Raises:
        ValueError: an unknown table, column or *per*.
    """
    if table not in TABLES:
        raise ValueError(f"table must be one of {', '.join(TABLES)}; got {table!r}")
    keys = {name: _expression(table, name) for name in by}
    selected = "".join(f"{sql} AS {quoted_name(name)}, " for name, sql in keys.items())
    order = "".join(f", {quoted_name(name)}" for name in keys)
    grouped = f"GROUP BY {', '.join(keys.values())}" if keys else ""
    return f"""
SELECT {selected}count(*) AS n, count(DISTINCT t.article_id) AS articles,
    count(*) / greatest(1, sum(count(*)) OVER ()) AS share
FROM {table} AS t{"".join(_joins(keys.values()))}
WHERE {per_condition(per)}
{grouped}
ORDER BY n DESC{order}"""


def _expression(table: str, name: str) -> str:
    """What the column *name* of a count of *table* is computed of."""
    columns = TABLES[table]
    if name in columns:
        return f"t.{quoted_name(name)}"
    if name in _OF_ARTICLE:
        return _OF_ARTICLE[name]
    if name in TABLES["articles"]:
        return f"article.{quoted_name(name)}"
    if name in _OF_BODY and "institution_id" in columns:
        return f"body.{quoted_name(_OF_BODY[name])}"
    if name in _OF_PERSON and "speaker_id" in columns:
        return f"person.{quoted_name(name)}"
    known = [*columns, *(_OF_BODY if "institution_id" in columns else ())]
    known += [*(_OF_PERSON if "speaker_id" in columns else ()), *_OF_ARTICLE]
    known += [column for column in TABLES["articles"] if column not in known]
    raise ValueError(f"by must name columns of {table}: {', '.join(known)}; got {name!r}")


def _joins(expressions: Iterable[str]) -> list[str]:
    used = " ".join(expressions)
    joins = []
    if "article." in used:
        columns = ", ".join(
            f"min({quoted_name(name)}) AS {quoted_name(name)}"
            for name in TABLES["articles"]
            if name == "published" or f"article.{quoted_name(name)}" in used
        )
        joins.append(_ARTICLES.format(columns=columns))
    if "body." in used:
        joins.append(BODIES_JOIN)
    if "person." in used:
        joins.append(PEOPLE_JOIN)
    return joins


def speakers_query(by: Literal["speaker", "person"], per: Per) -> str:
    """SQL for the quotes and articles of each speaker, with the share of all known speakers'.

    Raises:
        ValueError: *by* or *per* is none of those.
    """
    if by not in ("speaker", "person"):
        raise ValueError(f"by must be 'speaker' or 'person'; got {by!r}")
    keys = "t.speaker" if by == "speaker" else "person.person_id, person.person"
    return f"""
WITH counted AS (
    SELECT {keys}, count(*) AS quotes, count(DISTINCT t.article_id) AS articles,
        count(*) / greatest(1, sum(count(*)) OVER ()) AS share
    FROM quotes AS t{PEOPLE_JOIN if by == "person" else ""}
    WHERE t.speaker IS NOT NULL AND {per_condition(per)}
    GROUP BY ALL
)
SELECT * FROM counted WHERE {by} IS NOT NULL
ORDER BY quotes DESC, {by}{", person_id" if by == "person" else ""}"""


INSTITUTIONS_QUERY = """
WITH named AS (
    SELECT institution_id, name, coalesce(institution_id, chr(1) || name) AS body,
        count(t.start) AS mentions
    FROM institutions AS t WHERE {condition} GROUP BY ALL
), placed AS (
    SELECT coalesce(institution_id, chr(1) || name) AS body,
        count(DISTINCT article_id) AS articles
    FROM institutions AS t WHERE {condition} GROUP BY ALL
)
SELECT any_value(institution_id) AS institution_id,
    arg_max(name, (named.mentions, name)) AS name,
    sum(named.mentions) AS mentions,
    any_value(placed.articles) AS articles,
    any_value(placed.articles) / greatest(1, (
        SELECT count(*) FROM articles AS t WHERE {condition}
    )) AS share
FROM named JOIN placed USING (body) GROUP BY body
ORDER BY articles DESC, mentions DESC, name"""
"""SQL for the mentions and articles of each institution; ``{condition}`` is `per_condition`'s."""
