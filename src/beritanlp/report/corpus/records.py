"""The rows behind the report's searchable tables: quotes in context, sources, institutions.

They go into the page as JSON. Texts that repeat stand in lists once, and rows name their place.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from beritanlp.domain import QuoteKind
from beritanlp.lexicons.rows import SourceKind
from beritanlp.measures.table import quote_table
from beritanlp.report.corpus.rows import objects, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.corpus import Corpus
    from beritanlp.counts import Per

__all__ = ["NOT_KNOWN", "Records", "collect"]

NOT_KNOWN: Final = -1  # in place of a number
_AROUND = 160  # code points shown before and after a quote and its source
_LONGEST = 2000  # code points of a passage; what is longer is cut behind them
_LONGEST_WORD = 40  # code points; a cut passage begins with a whole word if none is longer
_MOST_SOURCES = 5000  # of the table of sources, beside those that are in the table of quotes
_MOST_INSTITUTIONS = 10_000  # of their table
_CONTENT, _CUE, _MENTION = range(3)  # kinds of mark in a passage

_DIMENSIONS = ("person", "source_kind", "cue", "main_topic")
_OF_SOURCES = [
    *("source", "person_id", "person", "speaker", "role", "affiliation", "source_kind"),
    "article_id",
]
_SOURCE_KINDS = [str(kind) for kind in SourceKind]
_QUOTE_KINDS = [str(kind) for kind in QuoteKind]

_ARTICLES = """
SELECT article_id, any_value(title) AS title, any_value(outlet) AS outlet, any_value(url) AS url,
    any_value(published) AS published
FROM articles WHERE article_id IN (SELECT unnest($ids)) GROUP BY article_id
ORDER BY published, article_id"""
# a quote with its source lies around it, but a lead may name the source far above
_PASSAGES = """
SELECT *, substr(text, first + 1, last - first) AS passage, last < length(text) AS goes_on
FROM (
    SELECT t.article_id, t.quote, t.content_spans, t.cue_start, t.cue_end, t.mention_start,
        t.mention_end, a.text,
        greatest(0, t.start - $around, least(
            t.start, coalesce(t.cue_start, t.start), coalesce(t.mention_start, t.start)
        ) - $around) AS first,
        least(length(a.text), first + $longest, greatest(
            t.end, coalesce(t.cue_end, t.end), coalesce(t.mention_end, t.end)
        ) + $around) AS last
    FROM quotes AS t JOIN (
        SELECT article_id, any_value(text) AS text FROM articles
        WHERE article_id IN (SELECT unnest($ids)) GROUP BY article_id
    ) AS a ON a.article_id = t.article_id
)
ORDER BY article_id, quote"""
_NAMED = """
SELECT coalesce(institution_id, name) AS key, any_value(institution_id) AS id,
    mode(name) AS name, mode(kind) AS kind, count(*) AS mentions,
    count(DISTINCT article_id) AS articles
FROM institutions GROUP BY key ORDER BY articles DESC, mentions DESC, key LIMIT {most}"""


class _Numbers:
    """The values that repeat, each with its place in the list."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[Hashable, int] = {}

    def of(self, key: Any, value: Any = None) -> int:
        """The place of *key*; `NOT_KNOWN` of null. *value* is listed for it, or *key* itself."""
        if key is None or key != key:
            return NOT_KNOWN
        if key not in self._places:
            self._places[key] = len(self.values)
            self.values.append(key if value is None else value)
        return self._places[key]

    def known(self, key: Any) -> int:
        """The place of *key*; `NOT_KNOWN` where it has none."""
        return self._places.get(key, NOT_KNOWN)


@dataclass(slots=True)
class Records:
    """What the tables hold: lists of names, and the quotes as rows of numbers and passages.

    A row of ``quotes`` is article, source, kind of source, kind, topic, cue, role, institution (all
    places in their lists, or -1), passage, and its marks: kind of mark, start, end, and so on, in
    UTF-16 units as JavaScript counts. ``n_quotes`` counts those of the corpus, of which ``quotes``
    are all or a sample.
    """

    n_quotes: int = 0
    articles: list[tuple[str, str | None, int, str | None]] = field(default_factory=list)
    sources: list[tuple[str, str, int, int, int, str | None, str | None]] = field(
        default_factory=list
    )
    institutions: list[tuple[str, str, int, int, int]] = field(default_factory=list)
    names: dict[str, list[Any]] = field(default_factory=dict)
    quotes: list[list[Any]] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)  # person_id to place in sources
    bodies: dict[str, int] = field(default_factory=dict)  # institution_id to its place


def collect(corpus: Corpus, per: Per, most_quotes: int, seed: int) -> Records:
    """The rows of *corpus*, with at most *most_quotes* quotes: those of articles drawn at random.

    Counts of sources and institutions are of the whole corpus all the same.
    """
    table = quote_table(corpus, _DIMENSIONS, per)
    table["source"] = table["person_id"].fillna(table["speaker"])
    ids = _drawn_articles(table, most_quotes, seed)
    chosen = table[table["article_id"].isin(set(ids))]
    records = Records(n_quotes=len(table))
    outlets = _Numbers()
    places = _Places(
        articles=_add_articles(records, corpus, ids, outlets),
        sources=_add_sources(records, corpus, table, set(chosen["source"].dropna())),
        bodies=_add_institutions(records, corpus, table),
    )
    limits = {"around": _AROUND, "longest": _LONGEST + 2 * _AROUND}
    passages = corpus.sql(_PASSAGES, {"ids": ids, **limits})
    found = chosen.merge(passages, on=["article_id", "quote"], sort=False)
    records.quotes = sorted(map(places.row_of, rows_of(found)), key=lambda row: row[0])
    records.names = {
        "source_kinds": _SOURCE_KINDS,
        "kinds": _QUOTE_KINDS,
        "outlets": outlets.values,
        "topics": places.topics.values,
        "cues": places.cues.values,
        "roles": places.roles.values,
    }
    return records


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where everything that a row of quotes names stands in its list."""

    articles: _Numbers
    sources: _Numbers
    bodies: _Numbers
    topics: _Numbers = field(default_factory=_Numbers)
    cues: _Numbers = field(default_factory=_Numbers)
    roles: _Numbers = field(default_factory=_Numbers)

    def row_of(self, row: Any) -> list[Any]:
        """The row of `Records` for a *row* of quotes with its passage."""
        return [
            self.articles.known(row.article_id),
            self.sources.known(row.source),
            _SOURCE_KINDS.index(row.source_kind) if row.source_kind else NOT_KNOWN,
            _QUOTE_KINDS.index(row.kind),
            self.topics.of(row.main_topic_code, row.main_topic),
            self.cues.of(row.cue_form),
            self.roles.of(_office(row.role, row.affiliation)),
            self.bodies.known(row.institution_id),
            *_marked_passage(row),
        ]


def _drawn_articles(table: pd.DataFrame, most_quotes: int, seed: int) -> list[str]:
    """The articles with quotes, or so many of them, drawn at random, as have *most_quotes*."""
    counts = Counter(table["article_id"])
    ids = list(counts)
    if len(table) <= most_quotes:
        return ids
    random.Random(seed).shuffle(ids)
    drawn, left = [], most_quotes
    for id_ in ids:
        if counts[id_] <= left:
            drawn.append(id_)
            left -= counts[id_]
    return drawn


def _add_articles(
    records: Records, corpus: Corpus, ids: Sequence[str], outlets: _Numbers
) -> _Numbers:
    places = _Numbers()
    rows = corpus.sql(_ARTICLES, {"ids": list(ids)})
    rows["day"] = rows["published"].dt.strftime("%Y-%m-%d")
    for row in rows_of(rows):
        places.of(row.article_id)
        title = " ".join((row.title or row.article_id).split())
        records.articles.append((title, row.day, outlets.of(row.outlet), _web_address(row.url)))
    return places


def _web_address(url: str | None) -> str | None:
    """*url* if a browser may go there; an address of another scheme could be a program."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _office(role: str | None, affiliation: str | None) -> str | None:
    return ", ".join(filter(None, (role, affiliation))) or None


def _add_sources(
    records: Records, corpus: Corpus, table: pd.DataFrame, wanted: set[str]
) -> _Numbers:
    """The most quoted sources and those *wanted*, most quoted first."""
    places = _Numbers()
    counts = Counter(table["source"].dropna())
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    keys = [key for n, key in enumerate(ordered) if n < _MOST_SOURCES or key in wanted]
    days = corpus.sql("SELECT article_id, min(published) AS day FROM articles GROUP BY article_id")
    rows = table.loc[table["source"].isin(keys), _OF_SOURCES]
    rows = objects(rows.merge(days, on="article_id", how="left"))
    groups = rows.groupby("source", sort=False)
    for key in keys:
        group = groups.get_group(key)
        if group["person_id"].iloc[0]:
            records.people[key] = places.of(key)
        else:
            places.of(key)
        records.sources.append(_source_row(group))
    return places


def _source_row(rows: pd.DataFrame) -> tuple[str, str, int, int, int, str | None, str | None]:
    """Label, commonest office and kind, quotes, articles, first and last day of one source."""
    offices = Counter(filter(None, map(_office, rows["role"], rows["affiliation"])))
    days = sorted(str(day.date()) for day in rows["day"] if day)
    return (
        rows["person"].iloc[0] or rows["speaker"].iloc[0],
        offices.most_common(1)[0][0] if offices else "",
        _SOURCE_KINDS.index(Counter(rows["source_kind"]).most_common(1)[0][0]),
        len(rows),
        rows["article_id"].nunique(),
        days[0] if days else None,
        days[-1] if days else None,
    )


def _add_institutions(records: Records, corpus: Corpus, table: pd.DataFrame) -> _Numbers:
    """The institutions, those in most articles first: name, kind, articles, mentions, quotes."""
    quotes = Counter(table["institution_id"].dropna())
    places = _Numbers()
    for row in rows_of(corpus.sql(_NAMED.format(most=_MOST_INSTITUTIONS))):
        place = places.of(row.key)
        if row.id:
            records.bodies[row.id] = place
        records.institutions.append(
            (row.name, row.kind, int(row.articles), int(row.mentions), quotes[row.id])
        )
    return places


# --------------------------------------------------------------------------- passages


def _marked_passage(row: Any) -> tuple[str, list[int]]:
    """The passage of a quote, and its marks one after another: kind, start, end in UTF-16 units."""
    cut = _start_of_word(row.passage) if row.first else 0
    end = len(row.passage) - (_start_of_word(row.passage[::-1]) if row.goes_on else 0)
    passage = row.passage[cut:end]
    spans = [(_CONTENT, *span) for span in json.loads(row.content_spans)]
    spans += [(_CUE, row.cue_start, row.cue_end), (_MENTION, row.mention_start, row.mention_end)]
    marks = []
    for kind, first, last in spans:
        if first is not None:
            places = [_units(passage, place - row.first - cut) for place in (first, last)]
            marks += [kind, *places] if places[0] < places[1] else []
    return passage, marks


def _start_of_word(passage: str) -> int:
    """Where the first whole word of a passage begins that was cut out of a text."""
    space = passage.find(" ", 0, _LONGEST_WORD)
    return space + 1


def _units(passage: str, place: int) -> int:
    """How many UTF-16 units *passage* has before *place*, a number of code points."""
    before = passage[: max(0, place)]
    return len(before) + (0 if before.isascii() else sum(char > "\uffff" for char in before))
