"""Tables for other programs: CSV, JSON Lines, Stata and SQLite.

All but Stata are written as the rows come, so that a table need not fit into memory. Everything is
written under another name first, and takes its own when all is there.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from beritanlp.compressed import cleared
from beritanlp.errors import ResultError
from beritanlp.frames import TABLES, to_pandas
from beritanlp.spreadsheets import formula_free

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "Format", "export"]

Format = Literal["csv", "jsonl", "stata", "sqlite"]
Batches = Callable[[str], Iterable[Any]]
"""Gives the rows of the table of that name as Arrow record batches, at least one of them."""

_SUFFIXES = {"csv": ".csv", "jsonl": ".jsonl", "stata": ".dta", "sqlite": ".sqlite"}
_EXTRAS = ("people", "copies")

# Stata holds a table in memory, and pandas needs it there several times over while it writes:
# about 4 GB for a million quotes
_MOST_STATA_ROWS = 1_000_000
_STATA_VERSION: Final = 118  # Stata 14 and newer: UTF-8, and texts of any length
_STATA_DAY = dt.datetime(1960, 1, 1)  # of every file, so that equal tables make equal ones
_LONGEST_FIXED = 2045  # bytes; longer texts must be strL
_LONGEST_LABEL = 80  # characters of a label of a Stata variable
_LONG_TEXTS = ("text", "content", "content_spans")
_STATA_NAMES = {"start": "span_start", "end": "span_end"}  # "end" is a word of Stata's own

_ID = "id of the article"
_OFFSET = "offset in the article's text, in code points"
COLUMNS: dict[str, str] = {
    "article_id": _ID,
    "title": "title, as given with the article or read from the page",
    "published": "day of publication",
    "outlet": "outlet, as given with the article or read from the page",
    "url": "address of the article",
    "place": "place in the dateline",
    "dateline_outlet": "outlet in the dateline",
    "title_start": f"start of the title: {_OFFSET}",
    "title_end": f"end of the title: {_OFFSET}",
    "dateline_start": f"start of the dateline: {_OFFSET}",
    "dateline_end": f"end of the dateline: {_OFFSET}",
    "byline_start": f"start of the byline: {_OFFSET}",
    "byline_end": f"end of the byline: {_OFFSET}",
    "n_characters": "code points of the article's text",
    "n_words": "words of the article",
    "n_sentences": "sentences of the article",
    "n_quotes": "quotes of the article, or of the speaker in it",
    "n_speakers": "speakers of the article",
    "n_institutions": "institutions that the article names",
    "beritanlp": "version of beritanlp that read the article",
    "lexicons": "digest of the tables that it read with",
    "text": "the article's text as it was given",
    "quote": "number of the quote in its article, from 0",
    "kind": "kind: of a quote direct, indirect or mixed; of an institution its type",
    "content": "what was said",
    "start": f"start: {_OFFSET}",
    "end": f"end: {_OFFSET}",
    "n_spans": "stretches of text that the quote is made of",
    "content_spans": "start and end of each stretch, as JSON",
    "cue": "word that reports the quote",
    "cue_start": f"start of the cue: {_OFFSET}",
    "cue_end": f"end of the cue: {_OFFSET}",
    "mention": "words that name the source or the institution at this place",
    "mention_start": f"start of the mention: {_OFFSET}",
    "mention_end": f"end of the mention: {_OFFSET}",
    "speaker_id": "id of the speaker in this article",
    "speaker": "the speaker's fullest name in the article; empty if unknown",
    "speaker_kind": "person, institution, group or anonymous",
    "role": "the speaker's office or role, in the article's words",
    "affiliation": "whom the speaker belongs to, in the article's words",
    "former": "whether the role is a past one",
    "institution_id": "id of the institution",
    "resolved_by": "how the words beside the quote led to its speaker",
    "rule": "rule that found the quote",
    "confidence": "share of quotes found the same way that were right, 0 to 1",
    "topics": "codes of the quote's topics",
    "institution": "number of the institution in its article, from 0",
    "name": "official name of the institution",
    "acronym": "short form of the institution's name",
    "parent_id": "id of the institution above it",
    "code": "code of the topic",
    "label": "name of the topic",
    "weight": "weight of the topic or term in the article, 0 to 1",
    "terms": "words of the article that earned the topic",
    "term": "key term",
    "count": "times that the term stands in the article",
    "stage": "where the analysis failed",
    "error": "type of the error",
    "message": "what went wrong",
    "person_id": "id of the person over all articles",
    "person": "the person's fullest name",
    "evidence": "why the speaker is taken for this person",
    "office": "office that this rests on",
    "story_id": "id of the story that the article tells",
    "copy_kind": "how the article is a copy",
    "similarity": "likeness to the story, 0 to 1",
    "n_copies": "articles of the story",
    "origin_by": "how the story's origin was told",
}
"""What each column of an export holds."""


def export(
    batches: Batches,
    path: Path,
    format: Format,
    tables: Sequence[str] | None = None,
    *,
    spreadsheet_safe: bool = True,
) -> list[Path]:
    """Write *tables* (all of `TABLES` if None) to *path*; the files written.

    `beritanlp.Corpus.export` says what the formats are. *batches* gives the rows of a table.

    Raises:
        ValueError: an unknown format or table, or one file for several tables.
        ResultError: a table too large for Stata, or ids that SQLite's keys forbid.
    """
    if format not in _SUFFIXES:
        raise ValueError(f"format must be one of {', '.join(get_args(Format))}; got {format!r}")
    names = list(TABLES if tables is None else dict.fromkeys(tables))
    for name in names:
        if name not in TABLES and name not in _EXTRAS:
            known = ", ".join([*TABLES, *_EXTRAS])
            raise ValueError(f"tables must be of {known}; got {name!r}")
    if format == "sqlite":
        return _write_sqlite(batches, path, names)
    files = _files(path, names, _SUFFIXES[format])
    for name, file in files.items():
        part = cleared(_part(file))
        if format == "csv":
            _write_csv(batches(name), part, spreadsheet_safe)
        elif format == "jsonl":
            _write_jsonl(batches(name), part)
        else:
            _write_stata(batches(name), part, name)
    for file in files.values():
        _part(file).replace(file)
    return list(files.values())


def _files(path: Path, names: Sequence[str], suffix: str) -> dict[str, Path]:
    """The file of each table; their folder is made."""
    if path.suffix.lower() == suffix:
        if len(names) != 1:
            raise ValueError(
                f"{path}: one file for {len(names)} tables; name a folder, or one table"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        return {names[0]: path}
    path.mkdir(parents=True, exist_ok=True)
    return {name: path / f"{name}{suffix}" for name in names}


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


# --------------------------------------------------------------------------- csv and jsonl


def _write_csv(batches: Iterable[Any], path: Path, spreadsheet_safe: bool) -> None:
    """One header, one line a row; null is an empty cell, and truth TRUE or FALSE as in R."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, batch in enumerate(batches):
            if number == 0:
                writer.writerow(batch.schema.names)
            for row in _rows(batch):
                writer.writerow([_cell(value, spreadsheet_safe) for value in row])


def _rows(batch: Any) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _cell(value: Any, spreadsheet_safe: bool) -> Any:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str) and spreadsheet_safe:
        return formula_free(value)
    return value


def _write_jsonl(batches: Iterable[Any], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for batch in batches:
            for row in batch.to_pylist():
                file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


# --------------------------------------------------------------------------- Stata


def _write_stata(batches: Iterable[Any], path: Path, name: str) -> None:
    """A .dta file: long texts as strL, dates as %td, a label for each variable."""
    import pandas as pd
    import pyarrow as pa

    read: list[Any] = []
    for batch in batches:
        read.append(batch)
        if sum(part.num_rows for part in read) > _MOST_STATA_ROWS:
            raise ResultError(
                f"{name}: more than {_MOST_STATA_ROWS:,} rows, which a .dta file needs in memory; "
                "filter the corpus, or export csv"
            )
    frame = _stata_frame(to_pandas(pa.Table.from_batches(read)))
    labels = {
        _STATA_NAMES.get(column, column): COLUMNS[column][:_LONGEST_LABEL]
        for column in (read[0].schema.names)
    }
    long = [column for column in frame if _is_long(frame[column], str(column))]
    try:
        frame.to_stata(
            path,
            write_index=False,
            version=_STATA_VERSION,
            convert_dates={
                column: "td" for column in frame if pd.api.types.is_datetime64_dtype(frame[column])
            },
            convert_strl=long,
            variable_labels=labels,
            data_label=f"beritanlp: {name}",
            time_stamp=_STATA_DAY,
        )
    except pd.errors.OutOfBoundsDatetime as error:  # of pandas 2; pandas 3 writes any year
        raise ResultError(
            f"{name}: pandas {pd.__version__} writes no such date for Stata ({error}); install "
            "pandas 3, filter the corpus, or export csv"
        ) from None


def _stata_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """*frame* in types that Stata has: texts are never null, numbers may be missing."""
    import pandas as pd

    columns = {}
    for name, column in frame.items():
        if isinstance(column.dtype, pd.StringDtype):
            values = column.fillna("").str.replace("\0", "\ufffd").astype(object)
        elif isinstance(column.dtype, pd.BooleanDtype | pd.Int64Dtype):
            values = column.astype("float64") if column.isna().any() else column.astype("int64")
        elif pd.api.types.is_datetime64_dtype(column):
            values = column.astype("datetime64[s]")  # reaches beyond the year 2262
        else:
            values = column
        columns[_STATA_NAMES.get(str(name), str(name))] = values
    return pd.DataFrame(columns)


def _is_long(column: pd.Series[Any], name: str) -> bool:
    if column.dtype != object:
        return False
    longest = max((len(text.encode()) for text in column), default=0)
    return name in _LONG_TEXTS or longest > _LONGEST_FIXED


# --------------------------------------------------------------------------- SQLite

_SQLITE_TYPES = {"string": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER",
                 "date": "TEXT"}  # fmt: skip
_KEYS = {
    "articles": "PRIMARY KEY (article_id)",
    "quotes": "PRIMARY KEY (article_id, quote)",
    "people": "PRIMARY KEY (article_id, speaker_id)",
    "copies": "PRIMARY KEY (article_id)",
}
_INDEXED = {
    "articles": ("published", "outlet", "place"),
    "quotes": ("speaker", "institution_id"),
    "speakers": ("article_id", "speaker"),
    "institutions": ("article_id", "institution_id", "name"),
    "topics": ("article_id", "code"),
    "key_terms": ("article_id", "term"),
    "failures": ("article_id",),
    "people": ("person_id",),
    "copies": ("story_id",),
}
_WITHOUT_ARTICLE = ("articles", "failures")  # tables whose ids refer to no row of articles
_TABLE_NOTES = {
    "articles": "One row an analysed article.",
    "quotes": "One row a quote.",
    "speakers": "One row a mention of a speaker.",
    "institutions": "One row a mention of an institution.",
    "topics": "One row a topic of an article.",
    "key_terms": "One row a key term of an article.",
    "failures": "One row an article that could not be analysed.",
    "people": "One row a speaker of an article who is a person, with who that is.",
    "copies": "One row an article, with the story that it tells.",
}


def _write_sqlite(batches: Batches, path: Path, names: Sequence[str]) -> list[Path]:
    """A database with the tables, and ``metadata.json`` for Datasette beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = cleared(_part(path))
    # articles first, for the others refer to them
    ordered = sorted(names, key=lambda name: name != "articles")
    with contextlib.closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        # the file has another name until it is whole: it needs no protection while it is made
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        with connection:
            for name in ordered:
                _fill_table(connection, name, batches(name), "articles" in names)
            if "quotes" in names:
                _index_quotes(connection)
        columns = {name: _column_names(connection, name) for name in names}
    metadata = path.with_name("metadata.json")
    cleared(_part(metadata)).write_text(_metadata(path.stem, columns), encoding="utf-8")
    part.replace(path)
    _part(metadata).replace(metadata)
    return [path, metadata]


def _fill_table(
    connection: sqlite3.Connection, name: str, batches: Iterable[Any], with_articles: bool
) -> None:
    for number, batch in enumerate(batches):
        if number == 0:
            connection.execute(_create_table(name, batch.schema, with_articles))
        marks = ", ".join("?" * len(batch.schema))
        try:
            rows = (tuple(map(_value, row)) for row in _rows(batch))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        except sqlite3.IntegrityError as error:
            raise ResultError(
                f"{name}: {error}: SQLite's keys need an article_id of its own for each article; "
                "export csv, or analyse the articles with other ids"
            ) from None
    for column in _INDEXED[name]:
        connection.execute(f"CREATE INDEX {name}_{column} ON {name} ({column})")


def _create_table(name: str, schema: Any, with_articles: bool) -> str:
    parts = [f'"{field.name}" {_sqlite_type(name, field)}' for field in schema]
    if name in _KEYS:
        parts.append(_KEYS[name])
    if with_articles and name not in _WITHOUT_ARTICLE:
        parts.append("FOREIGN KEY (article_id) REFERENCES articles (article_id)")
    return f"CREATE TABLE {name} ({', '.join(parts)})"


def _sqlite_type(table: str, field: Any) -> str:
    import pyarrow as pa

    if table in TABLES:
        return _SQLITE_TYPES[TABLES[table][field.name]]
    if pa.types.is_floating(field.type):
        return "REAL"
    return "INTEGER" if pa.types.is_integer(field.type) else "TEXT"


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _index_quotes(connection: sqlite3.Connection) -> None:
    """Full-text search over quotes, as Datasette finds it."""
    connection.execute(
        "CREATE VIRTUAL TABLE quotes_fts USING fts5(content, speaker, content='quotes')"
    )
    connection.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')")


def _column_names(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [name for (name,) in rows]


def _metadata(database: str, columns: dict[str, list[str]]) -> str:
    """What Datasette tells about the tables and their columns."""
    tables = {
        name: {
            "description": _TABLE_NOTES[name],
            "columns": {column: COLUMNS[column] for column in names},
        }
        for name, names in columns.items()
    }
    content = {"databases": {database: {"source": "beritanlp", "tables": tables}}}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
