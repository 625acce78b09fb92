"""Results as tidy tables: which columns there are, and the rows that results make in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from beritanlp.domain import Analysis, Failure, Institution, Quote, Speaker, TextSpan
from beritanlp.version import SCHEMA

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "SCHEMA_KEY",
    "TABLES",
    "arrow_schema",
    "arrow_table",
    "arrow_tables",
    "storable",
    "to_pandas",
]

_SPAN = {"start": "int", "end": "int"}

TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "articles": {
        "article_id": "string",
        "title": "string",
        "published": "date",
        "outlet": "string",
        "url": "string",
        "place": "string",
        "dateline_outlet": "string",
        "title_start": "int",
        "title_end": "int",
        "dateline_start": "int",
        "dateline_end": "int",
        "byline_start": "int",
        "byline_end": "int",
        "n_characters": "int",
        "n_words": "int",
        "n_sentences": "int",
        "n_quotes": "int",
        "n_speakers": "int",
        "n_institutions": "int",
        "beritanlp": "string",
        "lexicons": "string",
        "text": "string",
    },
    "quotes": {
        "article_id": "string",
        "quote": "int",
        "kind": "string",
        "content": "string",
        **_SPAN,
        "n_spans": "int",
        "content_spans": "string",
        "cue": "string",
        "cue_start": "int",
        "cue_end": "int",
        "mention": "string",
        "mention_start": "int",
        "mention_end": "int",
        "speaker_id": "string",
        "speaker": "string",
        "speaker_kind": "string",
        "role": "string",
        "affiliation": "string",
        "former": "bool",
        "institution_id": "string",
        "resolved_by": "string",
        "rule": "string",
        "confidence": "float",
        "topics": "string",
    },
    "speakers": {
        "article_id": "string",
        "speaker_id": "string",
        "speaker": "string",
        "speaker_kind": "string",
        "role": "string",
        "affiliation": "string",
        "former": "bool",
        "institution_id": "string",
        "resolved_by": "string",
        "n_quotes": "int",
        "mention": "string",
        **_SPAN,
    },
    "institutions": {
        "article_id": "string",
        "institution": "int",
        "institution_id": "string",
        "name": "string",
        "acronym": "string",
        "kind": "string",
        "parent_id": "string",
        "mention": "string",
        **_SPAN,
    },
    "topics": {
        "article_id": "string",
        "code": "string",
        "label": "string",
        "weight": "float",
        "terms": "string",
    },
    "key_terms": {"article_id": "string", "term": "string", "weight": "float", "count": "int"},
    "failures": {
        "article_id": "string",
        "stage": "string",
        "error": "string",
        "message": "string",
    },
}
"""Columns of each tidy table and their types: string, int, float, bool, date (any may be null)."""

SCHEMA_KEY = b"beritanlp.schema"  # of the metadata of an Arrow or Parquet schema
_SURROGATE = re.compile("[\ud800-\udfff]")

Row = dict[str, Any]


def arrow_schema(columns: Mapping[str, str]) -> Any:
    """The Arrow schema of *columns* (name to type, as in `TABLES`), with our schema version."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema(
        [(name, types[kind]) for name, kind in columns.items()],
        metadata={SCHEMA_KEY: str(SCHEMA)},
    )


def storable(text: str) -> str:
    """*text* as tables hold it: halves of surrogate pairs, which UTF-8 lacks, become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def arrow_table(rows: list[Row], columns: Mapping[str, str]) -> Any:
    """The Arrow table of *rows*, their texts `storable`."""
    import pyarrow as pa

    schema = arrow_schema(columns)
    try:
        return pa.Table.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:
        clean = [
            {k: storable(v) if isinstance(v, str) else v for k, v in row.items()} for row in rows
        ]
        return pa.Table.from_pylist(clean, schema=schema)


def arrow_tables(results: Iterable[Analysis | Failure]) -> dict[str, Any]:
    """The Arrow table of each of `TABLES` for *results*."""
    return {name: arrow_table(rows, TABLES[name]) for name, rows in _rows(results).items()}


def to_pandas(table: Any) -> pd.DataFrame:
    """The Arrow *table* as a frame of nullable pandas types; dates are ``datetime64[s]``."""
    import pandas as pd
    import pyarrow as pa

    dtypes = {
        pa.string(): pd.StringDtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = table.to_pandas(
        types_mapper=dtypes.get, date_as_object=False, ignore_metadata=True
    )
    for field in table.schema:
        if pa.types.is_date(field.type):
            # one unit in every pandas; nanoseconds would end in 2262 and start in 1677
            frame[field.name] = frame[field.name].astype("datetime64[s]")
    return frame


def _rows(results: Iterable[Analysis | Failure]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for result in results:
        if isinstance(result, Failure):
            rows["failures"].append(
                {
                    "article_id": result.article_id,
                    "stage": result.stage,
                    "error": result.error,
                    "message": result.message,
                }
            )
            continue
        rows["articles"].append(_article_row(result))
        rows["quotes"].extend(_quote_row(result, n, q) for n, q in enumerate(result.quotes))
        for speaker in result.speakers:
            rows["speakers"].extend(_speaker_rows(result, speaker))
        for n, institution in enumerate(result.institutions):
            rows["institutions"].extend(_institution_rows(result, n, institution))
        rows["topics"].extend(
            {
                "article_id": result.article.id,
                "code": topic.code,
                "label": topic.label,
                "weight": topic.weight,
                "terms": "; ".join(topic.terms),
            }
            for topic in result.topics
        )
        rows["key_terms"].extend(
            {
                "article_id": result.article.id,
                "term": term.text,
                "weight": term.weight,
                "count": term.count,
            }
            for term in result.key_terms
        )
    return rows


def _article_row(analysis: Analysis) -> Row:
    article, layout = analysis.article, analysis.layout
    title = article.title
    if title is None and layout.title is not None:
        title = analysis.words(layout.title)
    return {
        "article_id": article.id,
        "title": title,
        "published": article.published or layout.published,
        "outlet": article.outlet if article.outlet is not None else layout.outlet,
        "url": article.url,
        "place": layout.place,
        "dateline_outlet": layout.outlet,
        **_span_columns("title_", layout.title),
        **_span_columns("dateline_", layout.dateline),
        **_span_columns("byline_", layout.byline),
        "n_characters": len(article.text),
        "n_words": sum(token.is_word for token in analysis.tokens),
        "n_sentences": len(analysis.sentences),
        "n_quotes": len(analysis.quotes),
        "n_speakers": len(analysis.speakers),
        "n_institutions": len(analysis.institutions),
        "beritanlp": analysis.made_with.beritanlp,
        "lexicons": analysis.made_with.lexicons,
        "text": article.text,
    }


def _quote_row(analysis: Analysis, number: int, quote: Quote) -> Row:
    spans = [[span.start, span.end] for span in quote.content]
    return {
        "article_id": analysis.article.id,
        "quote": number,
        "kind": quote.kind.value,
        "content": analysis.content_of(quote),
        "start": spans[0][0],
        "end": spans[-1][1],
        "n_spans": len(spans),
        "content_spans": json.dumps(spans),
        "cue": analysis.words(quote.cue) if quote.cue else None,
        **_span_columns("cue_", quote.cue),
        "mention": analysis.words(quote.mention) if quote.mention else None,
        **_span_columns("mention_", quote.mention),
        **_speaker_columns(quote.speaker),
        "rule": quote.rule,
        "confidence": quote.confidence,
        "topics": "; ".join(topic.code for topic in quote.topics) or None,
    }


def _speaker_rows(analysis: Analysis, speaker: Speaker) -> Iterator[Row]:
    same = [q for q in analysis.quotes if q.speaker and q.speaker.id == speaker.id]
    columns = {
        "article_id": analysis.article.id,
        **_speaker_columns(speaker),
        "n_quotes": len(same),
    }
    yield from _mention_rows(analysis, columns, speaker.mentions)


def _institution_rows(analysis: Analysis, number: int, institution: Institution) -> Iterator[Row]:
    columns = {
        "article_id": analysis.article.id,
        "institution": number,
        "institution_id": institution.id,
        "name": institution.name,
        "acronym": institution.acronym,
        "kind": institution.kind.value,
        "parent_id": institution.parent_id,
    }
    yield from _mention_rows(analysis, columns, institution.mentions)


def _mention_rows(
    analysis: Analysis, columns: Row, mentions: tuple[TextSpan, ...]
) -> Iterator[Row]:
    for span in mentions:
        yield {**columns, "mention": analysis.words(span), **_span_columns("", span)}
    if not mentions:
        yield {**columns, "mention": None, **_span_columns("", None)}


def _span_columns(prefix: str, span: TextSpan | None) -> Row:
    return {
        f"{prefix}start": span.start if span else None,
        f"{prefix}end": span.end if span else None,
    }


def _speaker_columns(speaker: Speaker | None) -> Row:
    if speaker is None:
        names = ("speaker_id", "speaker", "speaker_kind", "role", "affiliation", "former")
        return dict.fromkeys((*names, "institution_id", "resolved_by"))
    return {
        "speaker_id": speaker.id,
        "speaker": speaker.name,
        "speaker_kind": speaker.kind.value,
        "role": speaker.role,
        "affiliation": speaker.affiliation,
        "former": speaker.former,
        "institution_id": speaker.institution_id,
        "resolved_by": speaker.resolved_by.value,
    }
