"""SQL over the tables of saved results, by DuckDB: one safe connection, and views as the tables.

The connection is in memory. Once it knows which files it may read it has no other access to the
machine: no file, no network, no extension, no variable of the caller; and it cannot be told to
have any. What a query changes is undone.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beritanlp.errors import ResultError
from beritanlp.frames import TABLES, storable
from beritanlp.saved import FolderTables, SavedTables

if TYPE_CHECKING:
    import duckdb

__all__ = ["Database", "Parameters", "quoted_name"]

Parameters = Sequence[object] | Mapping[str, object] | None

_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",  # else a query sees the variables of the caller
}
_SCHEMA = "saved"  # where the whole tables are when the views show only chosen articles


class Database:
    """The tables of *saved* as views of DuckDB, of the articles in *ids* (all if None).

    *extras* are tables made on demand: a function for each, called when a query first names it.
    """

    def __init__(
        self,
        saved: SavedTables,
        ids: Any = None,
        extras: Mapping[str, Callable[[], Any]] | None = None,
    ) -> None:
        self._saved = saved
        self._ids = ids
        self._extras = extras or {}
        self._ready: set[str] = set()
        self._broken: dict[str, ResultError] = {}
        self._connection = _connect(_allowed_files(saved))
        if ids is not None:
            import pyarrow as pa

            chosen = pa.table({"article_id": ids})
            self._connection.register("chosen_ids", chosen)
            self._connection.execute("CREATE SCHEMA saved")
            self._connection.execute("CREATE TABLE chosen AS SELECT article_id FROM chosen_ids")

    def table(self, query: str, parameters: Parameters = None) -> Any:
        """The result of one reading statement as an Arrow table of our types.

        Whole numbers are int64, other numbers float64; texts string; dates date32.

        Raises:
            ResultError: DuckDB's complaint in one line; several statements; or one that would
                change something.
        """
        import duckdb

        for name in dict.fromkeys(re.findall(r"\w+", query.lower())):
            self._prepare(name)
        try:
            query.encode()  # half a surrogate pair, which DuckDB tells of as a TypeError
            statements = self._connection.extract_statements(query)
        except (duckdb.Error, UnicodeEncodeError) as error:
            raise ResultError(_complaint(query, error)) from None
        if [str(statement.type) for statement in statements] != ["StatementType.SELECT"]:
            raise ResultError(
                f"{_shown(query)}: must be one statement that reads (SELECT, WITH, FROM, DESCRIBE)"
            )
        return _our_types(self._run(query, parameters))

    def _run(self, query: str, parameters: Parameters) -> Any:
        import duckdb

        self._connection.begin()
        try:
            values = _as_stored(parameters)
            return self._connection.sql(query, params=values).to_arrow_table()
        except duckdb.Error as error:
            for name in self._broken:
                if name in str(error):
                    raise self._broken[name] from None
            raise ResultError(_complaint(query, error)) from None
        finally:
            self._connection.rollback()

    def _prepare(self, name: str) -> None:
        """Make the view of the table *name*, if it is one; a broken one is told when it is used."""
        if name in self._ready or (name not in TABLES and name not in self._extras):
            return
        if name in self._extras:
            self._connection.register(name, self._extras[name]())
        else:
            try:
                self._view(name)
            except ResultError as error:
                self._broken[name] = error
                return
        self._ready.add(name)

    def _view(self, name: str) -> None:
        whole = name if self._ids is None else f"{_SCHEMA}.{name}"
        if isinstance(self._saved, FolderTables):
            files = ", ".join(_quoted_text(str(path)) for path in self._saved.files(name))
            columns = ", ".join(quoted_name(column) for column in TABLES[name])
            source = f"SELECT {columns} FROM read_parquet([{files}])"
        else:
            self._connection.register(f"arrow_{name}", self._saved.tables[name])
            source = f"SELECT * FROM arrow_{name}"
        self._connection.execute(f"CREATE VIEW {whole} AS {source}")
        if self._ids is not None:
            self._connection.execute(
                f"CREATE VIEW {name} AS SELECT * FROM {whole} "
                "WHERE article_id IN (SELECT article_id FROM chosen)"
            )


def quoted_name(name: str) -> str:
    """*name* as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def _quoted_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _allowed_files(saved: SavedTables) -> list[Path]:
    """All files that the tables may be read from, be they broken or not."""
    if not isinstance(saved, FolderTables):
        return []
    return [path for name in TABLES for path in saved.paths[name]]


def _connect(files: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """A connection that reads *files* and nothing else."""
    import duckdb

    # spills of large joins go here and are removed; by default they would lie where the user works
    spill = Path(tempfile.gettempdir()) / f"beritanlp-{os.getpid()}"
    connection = duckdb.connect(":memory:", config={**_CONFIG, "temp_directory": str(spill)})
    allowed = ", ".join(_quoted_text(str(path)) for path in files)
    connection.execute(f"SET allowed_paths = [{allowed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _our_types(table: Any) -> Any:
    """*table* with int64 for whole numbers, float64 for others and plain strings."""
    import pyarrow as pa

    columns = []
    for field, column in zip(table.schema, table.columns, strict=True):
        kind = field.type
        if pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0):
            columns.append(_whole_numbers(column))
        elif pa.types.is_decimal(kind) or pa.types.is_floating(kind):
            columns.append(column.cast(pa.float64()))
        elif pa.types.is_dictionary(kind) or pa.types.is_null(kind) or _is_text(kind):
            columns.append(column.cast(pa.string()))
        else:
            columns.append(column)
    return pa.table(columns, names=_unique(table.column_names))


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _whole_numbers(column: Any) -> Any:
    import pyarrow as pa

    try:
        return column.cast(pa.int64())
    except pa.ArrowInvalid:  # sums beyond 64 bits
        return column.cast(pa.float64())


def _unique(names: Sequence[str]) -> list[str]:
    """*names* with a number behind those that were there before: ``n``, ``n_1``."""
    unique: list[str] = []
    for name in names:
        number, candidate = 0, name
        while candidate in unique:
            number += 1
            candidate = f"{name}_{number}"
        unique.append(candidate)
    return unique


def _as_stored(value: Any) -> Any:
    """*value*, its texts as the tables hold them."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {name: _as_stored(item) for name, item in value.items()}
    return [_as_stored(item) for item in value] if isinstance(value, list | tuple) else value


def _complaint(query: str, error: Exception) -> str:
    return f"{_shown(query)}: {' '.join(str(error).split())}"


def _shown(query: str) -> str:
    """The beginning of *query* in one line."""
    line = " ".join(query.split())
    longest = 60  # characters, so that the complaint behind it stays in sight
    return f"SQL {line[:longest] + '…' if len(line) > longest else line!r}"
