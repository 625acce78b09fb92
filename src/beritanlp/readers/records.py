"""Tables and lists of articles, record by record: CSV, JSON Lines, JSON, Parquet."""

from __future__ import annotations

import codecs
import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from beritanlp.compressed import open_binary, plain_name
from beritanlp.errors import ArticleError
from beritanlp.limits import (
    MAX_ARTICLE_BYTES,
    MAX_JSON_BYTES,
    MAX_PARQUET_BYTES,
    MAX_PARQUET_MEGABYTES,
    MAX_ROW_CHARACTERS,
)
from beritanlp.memory_limit import each_within
from beritanlp.readers.encoding import decode_bytes, find_encoding

__all__ = [
    "Record",
    "csv_records",
    "json_line_records",
    "json_records",
    "open_csv",
    "open_parquet",
    "parquet_records",
    "read_bounded",
]

_DELIMITERS = ",;\t|"
_HEADER_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Record:
    """One record and its place (``news.csv:7``); ``values`` is None where it cannot be used."""

    where: str
    values: Mapping[str, Any] | None
    problem: str = ""


def read_bounded(file: BinaryIO, limit: int, advice: str) -> bytes:
    """All bytes of *file*; ArticleError with *advice* if there are more than *limit*."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise ArticleError(f"larger than {limit >> 20} MB; {advice}")
    return data


# CSV


@contextmanager
def open_csv(
    path: Path,
    delimiter: str | None,
    encoding: str | None,
    is_header: Callable[[Sequence[str]], bool],
) -> Iterator[tuple[list[str], Iterator[tuple[int, list[str] | csv.Error]]]]:
    """The header of a CSV file, and its rows with the number of the line where each begins.

    Where no *delimiter* is given, it is that of ``, ; tab |`` which makes *is_header* true, else
    the one with the most columns. A row that cannot be parsed is its error.
    """
    if delimiter is not None and len(delimiter) != 1:
        raise ArticleError(f"delimiter must be one character; got {delimiter!r}")
    with open_binary(path) as file:
        codec, errors = find_encoding(file, encoding)
    # module-wide in csv, so it is only ever raised
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ARTICLE_BYTES))
    with (
        open_binary(path) as raw,
        io.TextIOWrapper(raw, encoding=codec, errors=errors, newline="") as text,
    ):
        if delimiter is None:
            tabs = plain_name(path).endswith(".tsv")
            with open_binary(path) as file:
                head = file.read(_HEADER_BYTES).decode(codec, "ignore")
            delimiter = "\t" if tabs else _find_delimiter(head, is_header)
        # strict: otherwise a row that begins “"Kami siap," kata Budi” loses its quotation marks
        lines = _RowLines(text)
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            header = next(rows, None)
        except csv.Error as error:
            raise ArticleError(
                f"the first line, which must name the columns, is no row of CSV ({error})"
            ) from None
        if not header:
            raise ArticleError("empty; the first line must name the columns")
        yield [name.strip() for name in header], _numbered(rows, lines)


def _find_delimiter(head: str, is_header: Callable[[Sequence[str]], bool]) -> str:
    def columns(delimiter: str) -> list[str]:
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        return [name.strip() for name in next(rows, [])]

    found = {delimiter: columns(delimiter) for delimiter in _DELIMITERS}
    return max(found, key=lambda d: (is_header(found[d]), len(found[d])))


class _RowLines:
    """The lines of *text*; ArticleError where those of one row are too long together."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.begin_row()

    def begin_row(self) -> None:
        """Count from here: the lines before were of other rows."""
        self._left = MAX_ROW_CHARACTERS

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise ArticleError(
                f"a row is longer than {MAX_ROW_CHARACTERS:,} characters; "
                "is a quotation mark never closed?"
            )
        return line


def _numbered(rows: Any, lines: _RowLines) -> Iterator[tuple[int, list[str] | csv.Error]]:
    while True:
        lines.begin_row()
        number = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, error
            continue
        if row:
            yield number, row


def csv_records(
    name: str, header: Sequence[str], rows: Iterator[tuple[int, list[str] | csv.Error]]
) -> Iterator[Record]:
    """The records of *rows*; one with more or fewer fields than *header* is a problem."""
    for number, row in rows:
        where = f"{name}:{number}"
        if isinstance(row, csv.Error):
            yield Record(where, None, f"not a row of CSV ({row})")
        elif len(row) != len(header):
            problem = f"{len(row)} fields for {len(header)} columns; texts need quotation marks"
            yield Record(where, None, problem)
        else:
            yield Record(where, dict(zip(header, row, strict=True)))


# JSON


def json_line_records(name: str, file: BinaryIO, encoding: str | None = None) -> Iterator[Record]:
    """One record a line; empty lines are skipped."""
    for number, line in _lines(file, encoding):
        if line is None:
            problem = f"the line is larger than {MAX_ARTICLE_BYTES >> 20} MB"
            yield Record(f"{name}:{number}", None, problem)
        elif line.strip():
            yield _json_record(f"{name}:{number}", line, encoding)


def _lines(file: BinaryIO, encoding: str | None) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines of UTF-8, or of another one-byte encoding; None for one that is too long."""
    number = 0
    first = file.readline(MAX_ARTICLE_BYTES + 1)
    if encoding is None and first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # a line end has two bytes: decode all before cutting lines
        rest = read_bounded(file, MAX_JSON_BYTES, "save it as UTF-8")
        file = io.BytesIO((first + rest).decode("utf-16", "replace").encode())
        first = file.readline(MAX_ARTICLE_BYTES + 1)
    line = first.removeprefix(codecs.BOM_UTF8)
    while line:
        number += 1
        if len(line) > MAX_ARTICLE_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_ARTICLE_BYTES)
            yield number, None
        else:
            yield number, line
        line = file.readline(MAX_ARTICLE_BYTES + 1)


def _json_record(where: str, line: bytes, encoding: str | None) -> Record:
    try:
        value = json.loads(decode_bytes(line, encoding).strip())
    except json.JSONDecodeError as error:
        return Record(where, None, f"not JSON: {error.msg} at column {error.colno}")
    except (ArticleError, ValueError, RecursionError) as error:
        return Record(where, None, f"not JSON: {error}")
    return _record(where, value)


def _record(where: str, value: Any) -> Record:
    if not isinstance(value, dict):
        return Record(where, None, f"a record must be an object; got {type(value).__name__}")
    return Record(where, value)


def json_records(name: str, file: BinaryIO, encoding: str | None = None) -> Iterator[Record]:
    """The records of a JSON file: an array, one object, or an object that holds one array.

    A file of JSON Lines under the wrong name is read as what it is.
    """
    data = read_bounded(file, MAX_JSON_BYTES, "save it as JSON Lines (.jsonl), one article a line")
    text = decode_bytes(data, encoding)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            yield from json_line_records(name, io.BytesIO(text.encode("utf-8", "surrogatepass")))
            return
        raise ArticleError(
            f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        ) from None
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"not JSON: {error}") from None
    del text, data
    if isinstance(value, dict):
        arrays = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        value = arrays[0] if len(arrays) == 1 else [value]
    if not isinstance(value, list):
        raise ArticleError(f"JSON must be an array of articles; got {type(value).__name__}")
    for number, item in enumerate(value, 1):
        yield _record(f"{name}: record {number}", item)


# Parquet


@contextmanager
def open_parquet(path: Path) -> Iterator[Any]:
    """*path* as a ``pyarrow.parquet.ParquetFile``; ArticleError where it is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if plain_name(path) == path.name.lower():
            with pq.ParquetFile(path) as file:
                yield file
            return
        with open_binary(path) as packed, tempfile.TemporaryFile() as plain:
            size = 0
            while block := packed.read(1 << 20):
                size += plain.write(block)
                if size > MAX_PARQUET_BYTES:
                    raise ArticleError(f"larger than {MAX_PARQUET_BYTES >> 30} GB; unpack it")
            plain.seek(0)
            with pq.ParquetFile(plain) as file:
                yield file
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, FileNotFoundError | PermissionError):
            raise
        reason = " ".join(str(error).split())
        raise ArticleError(f"not a readable Parquet file ({reason})") from None


def parquet_records(name: str, file: Any, columns: Sequence[str]) -> Iterator[Record]:
    """The records of an open Parquet file, with the values of *columns* alone."""
    number = 0
    batches = file.iter_batches(batch_size=256, columns=list(columns))
    for batch in each_within(batches, MAX_PARQUET_MEGABYTES):
        for values in batch.to_pylist():
            number += 1
            yield Record(f"{name}: row {number}", values)
