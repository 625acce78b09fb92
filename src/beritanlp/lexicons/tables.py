"""Read the tables of this folder: CSV to typed rows, errors with file and line."""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from beritanlp.errors import LexiconError

__all__ = [
    "known_sources",
    "lexicon_digest",
    "read_cells",
    "read_row",
    "read_table",
    "read_toml",
    "table_names",
]

Row = TypeVar("Row", bound=msgspec.Struct)
_FOLDER = files("beritanlp.lexicons")


def table_names() -> tuple[str, ...]:
    """The names of all data files of this folder, sorted."""
    return tuple(sorted(p.name for p in _FOLDER.iterdir() if p.name.endswith((".csv", ".toml"))))


@cache
def lexicon_digest() -> str:
    """First 16 hex digits of the sha256 over the names and bytes of all data files."""
    digest = hashlib.sha256()
    for name in table_names():
        digest.update(name.encode() + b"\0" + (_FOLDER / name).read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@cache
def read_toml(name: str) -> dict[str, Any]:
    """``lexicons/<name>`` as a dict; raise LexiconError naming the file and the line."""
    try:
        return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: {error}") from None


@cache
def known_sources() -> frozenset[str]:
    """The ids of the register ``sources.toml``."""
    return frozenset(item["id"] for item in read_toml("sources.toml")["source"])


def read_cells(name: str) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
    """The columns of a table, and its rows as they stand with their lines, unchecked.

    For large tables of which a process needs few rows: `read_row` checks them one by one.
    """
    with (
        (_FOLDER / name).open("rb") as binary,
        io.TextIOWrapper(binary, encoding="utf-8", newline="") as file,
    ):
        reader = csv.reader(file, strict=True)
        columns = tuple(next(reader, ()))
        found = [(reader.line_num, tuple(record)) for record in reader if record]
    for line, record in found:
        if len(record) > len(columns):
            extra = list(record[len(columns) :])
            raise LexiconError(f"{name}:{line}: more cells than columns: {extra}")
    return columns, found


def _record(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {key: value for key, value in zip(columns, cells, strict=False) if value}


def read_row(
    name: str, row_type: type[Row], columns: Sequence[str], line: int, cells: Sequence[str]
) -> Row:
    """One row of what `read_cells` gives; raise LexiconError naming file and line if wrong."""
    try:
        return msgspec.convert(_record(columns, cells), row_type, strict=False)
    except msgspec.ValidationError as error:
        raise LexiconError(
            f"{name}:{line}: {error}; columns are described in lexicons/README.md"
        ) from None


@cache
def read_table(name: str, row_type: type[Row]) -> tuple[Row, ...]:
    """The rows of ``lexicons/<name>`` in file order.

    Raises:
        LexiconError: naming file and line, for a bad value or a source that is not registered.
    """
    columns, found = read_cells(name)
    records = [_record(columns, record) for _, record in found]
    try:
        rows = msgspec.convert(records, tuple[row_type, ...], strict=False)  # type: ignore[valid-type]
    except msgspec.ValidationError:
        for line, record in found:  # which one is it
            read_row(name, row_type, columns, line, record)
        raise
    sources = known_sources()
    for row, (line, _) in zip(rows, found, strict=True):
        if row.source not in sources:  # type: ignore[attr-defined]
            raise LexiconError(f"{name}:{line}: source {row.source!r} is not in sources.toml")  # type: ignore[attr-defined]
    return rows
