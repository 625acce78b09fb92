"""Results as JSON and as tables, with a schema version, and back without loss.

One result is one JSON object: an Analysis is ``{"type": "analysis", "schema": 1, "article": {...},
"quotes": [...], ...}``, a Failure ``{"type": "failure", "schema": 1, "article_id": ..., ...}``. In
a folder of Parquet files, ``results.parquet`` holds these objects whole and is what `read_parquet`
reads; the tidy tables beside it (`TABLES`) are for everyone else.

JSON carries half a surrogate pair, which broken scrapers produce, as an escape (``\\ud83d``), so it
survives; two halves side by side, which an escape would join into one character, are written as
two U+FFFD, so that offsets stay. Parquet tables and frames have U+FFFD for every half.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from beritanlp.compressed import READ_ERRORS, cleared, open_binary, replacing
from beritanlp.domain import Analysis, Failure
from beritanlp.errors import ResultError
from beritanlp.frames import (
    SCHEMA_KEY,
    TABLES,
    arrow_schema,
    arrow_table,
    arrow_tables,
    to_pandas,
)
from beritanlp.limits import MAX_PARQUET_MEGABYTES, MAX_RESULT_BYTES
from beritanlp.memory_limit import each_within
from beritanlp.parts import JOURNAL, table_files
from beritanlp.version import SCHEMA

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "COLUMNS",
    "RESULTS",
    "SCHEMA",
    "TABLES",
    "decode",
    "decode_table",
    "encode",
    "encode_tables",
    "parquet_writer",
    "read_frame",
    "read_jsonl",
    "read_parquet",
    "readable_parquet",
    "table_frame",
    "to_builtins",
    "to_frames",
    "write_jsonl",
    "write_parquet",
]

RESULTS = "results"  # the table of whole results, one encoded object a row, in order
_RESULT_COLUMNS = {"article_id": "string", "type": "string", "result": "string"}
COLUMNS = {RESULTS: _RESULT_COLUMNS, **TABLES}
# columns that have a value in every row, whatever else may be null: what rows are known by
_NEVER_NULL = {
    "articles": ("article_id", "text"),
    "quotes": ("article_id", "quote", "content"),
    "speakers": ("article_id", "speaker_id", "speaker"),
    "institutions": ("article_id", "institution", "name"),
    "topics": ("article_id", "code"),
    "key_terms": ("article_id", "term"),
    "failures": ("article_id",),
}
# what one row group holds at most: results, and code points of their articles; JSON takes about
# 25 bytes a code point, and Arrow's strings of one column end at 2 GB
_BATCH = 500
_BATCH_CHARACTERS = 4_000_000
# half a surrogate pair where a name or one of a few words must stand: msgspec cannot look it up
_WRONG_VALUES = (msgspec.ValidationError, UnicodeEncodeError)
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")

Result = Analysis | Failure


class _Head(msgspec.Struct):
    """What every saved result starts with."""

    type: str
    schema: int


_TYPES: dict[str, Any] = {"analysis": Analysis, "failure": Failure}


@cache
def _decoder(type_: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(type_)


def encode(result: Result) -> bytes:
    """*result* as one line of JSON, UTF-8, without the line end."""
    kind = "analysis" if isinstance(result, Analysis) else "failure"
    head = b'{"type":"%s","schema":%d,' % (kind.encode(), SCHEMA)
    try:
        return head + msgspec.json.encode(result)[1:]
    except UnicodeEncodeError:
        return head + _encode_with_halves(_without_pairs(msgspec.to_builtins(result)))[1:]


def decode(line: bytes | str) -> Result:
    """The result that `encode` made *line* of.

    Raises:
        ResultError: no such JSON, a value of the wrong type (with its path, such as
            ``$.quotes[0].kind``), or a schema that is newer than this version reads.
    """
    try:
        return _typed(lambda type_: _decoder(type_).decode(line))
    except (msgspec.DecodeError, RecursionError) as error:
        # msgspec refuses the escape of half a surrogate pair, which `encode` writes; json reads it
        try:
            plain = json.loads(line)
        except (ValueError, RecursionError):
            raise ResultError(f"not a JSON object of one result: {error}") from None
    result = _typed(lambda type_: msgspec.convert(plain, type_))
    if isinstance(result, Analysis):
        _require_finite(result)
    return result


def _typed(read: Callable[[Any], Any]) -> Result:
    """The result that *read* finds, given the type to look for."""
    try:
        head: _Head = read(_Head)
    except _WRONG_VALUES as error:
        raise ResultError(f"not a result of beritanlp: {error}") from None
    type_ = _type_of(head)
    try:
        result: Result = read(type_)
    except _WRONG_VALUES as error:
        raise ResultError(f"{head.type}: {error}") from None
    return result


def _require_finite(analysis: Analysis) -> None:
    """Refuse numbers that no JSON has and msgspec refuses, but json reads: *NaN*, *1e999*."""
    for place, number in _numbers(analysis):
        if not math.isfinite(number):
            raise ResultError(f"analysis: Expected a finite number, got {number} - at `$.{place}`")


def _numbers(analysis: Analysis) -> Iterator[tuple[str, float]]:
    """The numbers that are no whole ones, each with its path."""
    for n, topic in enumerate(analysis.topics):
        yield f"topics[{n}].weight", topic.weight
    for n, term in enumerate(analysis.key_terms):
        yield f"key_terms[{n}].weight", term.weight
    for n, quote in enumerate(analysis.quotes):
        yield f"quotes[{n}].confidence", quote.confidence
        for k, topic in enumerate(quote.topics):
            yield f"quotes[{n}].topics[{k}].weight", topic.weight


def _type_of(head: _Head) -> Any:
    if head.schema > SCHEMA:
        raise ResultError(
            f"schema {head.schema} is newer than {SCHEMA} that this version reads; "
            "upgrade beritanlp"
        )
    try:
        return _TYPES[head.type]
    except KeyError:
        raise ResultError(f"type {head.type!r} is not one of {', '.join(_TYPES)}") from None


def _encode_with_halves(plain: Any) -> bytes:
    """JSON of values whose strings may hold halves of surrogate pairs, which are escaped."""
    try:
        return msgspec.json.encode(plain)
    except UnicodeEncodeError:
        line = json.dumps(plain, separators=(",", ":"), ensure_ascii=False)
        return line.encode("utf-8", "backslashreplace")


def _without_pairs(value: Any) -> Any:
    """*value* with U+FFFD for halves of surrogate pairs that stand side by side."""
    if isinstance(value, str):
        return _SURROGATE_PAIR.sub("\ufffd\ufffd", value)
    if isinstance(value, dict):
        return {key: _without_pairs(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_pairs(item) for item in value]
    return value


def to_builtins(result: Result) -> dict[str, Any]:
    """*result* as plain dicts, lists, strings and numbers, just as its JSON reads back."""
    plain: dict[str, Any] = json.loads(encode(result))
    return plain


def write_jsonl(results: Iterable[Result], path: str | Path) -> int:
    """Write one result a line; ``.gz`` and ``.zst`` are compressed. The number written.

    Until all is written the file is called ``<path>.part``; an interrupted run leaves it there.
    """
    count = 0
    with replacing(path) as file:
        for result in results:
            file.write(encode(result) + b"\n")
            count += 1
    return count


def read_jsonl(path: str | Path) -> Iterator[Result]:
    """The results in *path*, one at a time; ``.gz`` and ``.zst`` are decompressed.

    Raises:
        ResultError: at the first line that is no result, or where the file cannot be read on.
    """
    number = 0
    try:
        with open_binary(path) as file:
            lines = iter(partial(file.readline, MAX_RESULT_BYTES + 1), b"")
            for number, line in enumerate(lines, 1):
                if len(line) > MAX_RESULT_BYTES:
                    raise ResultError(f"{path}:{number}: larger than {MAX_RESULT_BYTES >> 20} MB")
                if line.strip():
                    yield _decode_at(f"{path}:{number}", line)
    except READ_ERRORS as error:
        raise ResultError(_unreadable(path, number, error)) from None


def _decode_at(where: str, line: bytes | str) -> Result:
    try:
        return decode(line)
    except ResultError as error:
        raise ResultError(f"{where}: {error}") from None


def _unreadable(path: str | Path, number: int, error: BaseException) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{path}: no such file"
    after = f" after line {number}" if number else ""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return f"{path}: cannot be read{after} ({reason}); write the results again"


def to_frames(results: Iterable[Result]) -> dict[str, pd.DataFrame]:
    """Tidy frames of *results* by name: `TABLES` lists them and their columns.

    Every frame is there with all its columns and types, also when it has no rows. ``start`` and
    ``end`` count code points of the article's text, end excluded; a quote's are those of its first
    and last span, and ``content_spans`` has all of them as JSON, ``[[start, end], ...]``. Speakers
    and institutions have one row a mention, with null offsets where nothing in the article names
    them. ``articles.title``, ``published`` and ``outlet`` are what was given with the article, else
    what the page itself says.
    """
    import pyarrow as pa

    parts: dict[str, list[Any]] = {name: [] for name in TABLES}
    for batch in _batches(results):
        for name, table in arrow_tables(batch).items():
            parts[name].append(table)
    frames = {}
    for name, tables in parts.items():
        schema = arrow_schema(TABLES[name])
        frames[name] = to_pandas(pa.concat_tables(tables) if tables else schema.empty_table())
    return frames


def _batches(results: Iterable[Result]) -> Iterator[list[Result]]:
    batch: list[Result] = []
    weight = 0
    for result in results:
        batch.append(result)
        weight += len(result.article.text) if isinstance(result, Analysis) else 0
        if len(batch) == _BATCH or weight > _BATCH_CHARACTERS:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def write_parquet(results: Iterable[Result], folder: str | Path) -> int:
    """Write *results* to *folder*, a table a file, as they come. The number written.

    Until all is written the files are called ``<name>.parquet.part``; an interrupted run leaves
    them there, whole up to the last few hundred results.

    Raises:
        ResultError: *folder* holds the results of `batch`, which only `batch` replaces.
    """
    folder = Path(folder)
    if (folder / JOURNAL).exists():
        raise ResultError(f"{folder}: holds the results of a batch; write to another folder")
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: cleared(folder / f"{name}.parquet.part") for name in COLUMNS}
    count = 0
    with contextlib.ExitStack() as stack:
        writers = {
            name: stack.enter_context(parquet_writer(part, name)) for name, part in parts.items()
        }
        for batch in _batches(results):
            for name, table in _result_tables(batch).items():
                if table.num_rows:
                    writers[name].write_table(table)
            count += len(batch)
    for part in parts.values():
        part.replace(part.with_suffix(""))
    return count


def parquet_writer(path: str | Path, name: str) -> Any:
    """A writer of the table *name* to the Parquet file *path*, for use in a ``with`` statement."""
    import pyarrow.parquet as pq

    return pq.ParquetWriter(
        path, arrow_schema(COLUMNS[name]), compression="zstd", write_page_checksum=True
    )


def encode_tables(results: Collection[Result]) -> dict[str, bytes]:
    """The tables of *results* by name, ``results`` first, each as a packed Arrow stream."""
    import pyarrow as pa

    options = pa.ipc.IpcWriteOptions(compression="lz4")
    streams = {}
    for name, table in _result_tables(results).items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
            stream.write_table(table)
        streams[name] = sink.getvalue().to_pybytes()
    return streams


def decode_table(data: bytes) -> Any:
    """The Arrow table of a stream that `encode_tables` made."""
    import pyarrow as pa

    with pa.ipc.open_stream(data) as stream:
        return stream.read_all()


def table_frame(results: Collection[Result], name: str) -> pd.DataFrame:
    """The table *name* of `COLUMNS` for *results*, with the types of `to_frames`."""
    return to_pandas(_result_tables(results)[name])


def _result_tables(results: Collection[Result]) -> dict[str, Any]:
    whole = arrow_table([_result_row(result) for result in results], _RESULT_COLUMNS)
    return {RESULTS: whole, **arrow_tables(results)}


def _result_row(result: Result) -> dict[str, str]:
    failed = isinstance(result, Failure)
    return {
        "article_id": result.article_id if isinstance(result, Failure) else result.article.id,
        "type": "failure" if failed else "analysis",
        "result": encode(result).decode(),
    }


def read_parquet(folder: str | Path) -> Iterator[Result]:
    """The results that `write_parquet` or `batch` put into *folder*, unchanged and in order.

    Raises:
        ResultError: ``results.parquet`` is missing, broken, not ours, or of a newer schema.
    """
    for path in table_files(Path(folder), RESULTS):
        with readable_parquet(path, RESULTS, ["result"]) as file:
            number = 0
            batches = file.iter_batches(batch_size=64, columns=["result"])
            for batch in each_within(batches, MAX_PARQUET_MEGABYTES):
                for line in batch.column(0).to_pylist():
                    number += 1
                    if line is None:
                        raise ResultError(f"{path}: row {number} is empty; write the results again")
                    yield _decode_at(f"{path}: row {number}", line)


def read_frame(folder: str | Path, name: str) -> pd.DataFrame:
    """The tidy table *name* (see `TABLES`) of *folder*, with the types of `to_frames`.

    Raises:
        ResultError: the file is missing, broken, lacks a column, or is of a newer schema.
    """
    import pyarrow as pa

    schema = arrow_schema(TABLES[name])
    tables = []
    for path in table_files(Path(folder), name):
        with readable_parquet(path, name, schema.names) as file:
            tables.append(file.read(columns=schema.names).select(schema.names).cast(schema))
    return to_pandas(pa.concat_tables(tables))


@contextlib.contextmanager
def readable_parquet(path: Path, table: str, columns: list[str]) -> Iterator[Any]:
    """The Parquet file *path* of one of `COLUMNS`: ours, with *columns* as they must be.

    Raises:
        ResultError: it is broken, not ours or of a newer schema; or a column is missing, of another
            type, or null where it never is.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        raise ResultError(f"{path}: no such file; a folder of results has {path.name}")
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            found = (file.schema_arrow.metadata or {}).get(SCHEMA_KEY)
            if found is None or not found.isdigit():
                raise ResultError(
                    f"{path}: not written by beritanlp; its schema version is missing"
                )
            if int(found) > SCHEMA:
                raise ResultError(
                    f"{path}: schema {int(found)} is newer than {SCHEMA} that this version reads; "
                    "upgrade beritanlp"
                )
            missing = [name for name in columns if name not in file.schema_arrow.names]
            if missing:
                raise ResultError(f"{path}: no column {', '.join(missing)}; write it again")
            _refuse_other_columns(path, file, table, columns)
            yield file
    except (pa.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())
        raise ResultError(
            f"{path}: not a readable Parquet file ({reason}); write the results again"
        ) from None


def _refuse_other_columns(path: Path, file: Any, table: str, columns: list[str]) -> None:
    for column in arrow_schema({name: COLUMNS[table][name] for name in columns}):
        found = file.schema_arrow.field(column.name).type
        if found != column.type:
            raise ResultError(
                f"{path}: column {column.name} is of type {found}, not {column.type}; "
                "write it again"
            )
    never = set(columns).intersection(_NEVER_NULL.get(table, ()))
    for n in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(n)
        for chunk in map(group.column, range(group.num_columns)):
            known = chunk.statistics
            if chunk.path_in_schema in never and known is not None and known.null_count:
                raise ResultError(
                    f"{path}: column {chunk.path_in_schema} lacks {known.null_count:,} values; "
                    "write it again"
                )
