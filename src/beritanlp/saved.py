"""The tables of saved results, read batch by batch: Parquet files of a folder, or Arrow in memory.

`parts` says where the tables of a folder lie.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beritanlp.codec import COLUMNS, RESULTS, decode, readable_parquet
from beritanlp.compressed import cleared
from beritanlp.domain import Analysis, Article, Failure
from beritanlp.errors import ResultError
from beritanlp.frames import TABLES, arrow_schema, arrow_tables, to_pandas
from beritanlp.parts import table_files

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FolderTables",
    "MemoryTables",
    "SavedTables",
    "arrow_of_frame",
    "read_articles",
    "read_kept",
    "read_table",
    "write_kept",
]

Result = Analysis | Failure

_BATCH_ROWS = 65_536  # rows of a table; with some 400 bytes a quote about 25 MB
_RESULT_ROWS = 64  # whole results, of some 10 to 100 KB each
_CHUNK = 500  # results that are turned into rows at once
_DIGEST_KEY = b"beritanlp.made_of"  # of the metadata of what is kept beside results
_FOOTER_TAIL = 8  # bytes behind a Parquet footer: its length in four, then the magic word


class FolderTables:
    """The tables of a folder of Parquet files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def paths(self) -> dict[str, list[Path]]:
        """The files of each table when they were first asked for; none of a table that is missing.

        A batch that is still running adds others, which a corpus opened before does not have.
        """
        paths = {}
        for name in COLUMNS:
            try:
                paths[name] = table_files(self.folder, name)
            except ResultError:
                paths[name] = []
        return paths

    def files(self, name: str) -> list[Path]:
        """The files of the table *name*, checked, in the order of their rows.

        Raises:
            ResultError: there is none, or one is broken, lacks a column, or is of a newer schema.
        """
        files = self._files(name)
        for path in files:
            with readable_parquet(path, name, list(COLUMNS[name])):
                pass
        return files

    def _files(self, name: str) -> list[Path]:
        return self.paths[name] or table_files(self.folder, name)

    def batches(
        self, name: str, columns: list[str] | None = None, ids: Any = None
    ) -> Iterator[Any]:
        """The rows of a table in order, as Arrow record batches.

        Args:
            name: one of `TABLES`, or ``results``.
            columns: those wanted, in order; all if None.
            ids: an Arrow array of the ``article_id`` whose rows are wanted; all if None.
        """
        wanted = columns or list(COLUMNS[name])
        read = list(dict.fromkeys([*wanted, *([] if ids is None else ["article_id"])]))
        size = _RESULT_ROWS if name == RESULTS else _BATCH_ROWS
        for path in self._files(name):
            with readable_parquet(path, name, read) as file:
                groups = _groups_with(file, ids)
                for batch in file.iter_batches(size, row_groups=groups, columns=read):
                    yield _chosen(batch, ids).select(wanted)

    def results(self, ids: Any = None) -> Iterator[Result]:
        """Every result in order; where *ids* is an Arrow array, those of its articles alone.

        Raises:
            ResultError: a row that is no result.
        """
        for batch in self.batches(RESULTS, ["article_id", "result"], ids):
            for row in batch.to_pylist():
                try:
                    yield decode(row["result"] or "")
                except ResultError as error:
                    where = f"{self.folder / RESULTS}.parquet: article {row['article_id']!r}"
                    raise ResultError(f"{where}: {error}") from None

    def digest(self) -> str:
        """A digest of the quotes and articles that changes when they do.

        It is that of the footers of their files, which hold the numbers of rows and the sizes and
        statistics of all columns; the same in a copy of the folder.
        """
        digest = hashlib.sha256()
        for name in ("articles", "quotes"):
            for path in self.files(name):
                digest.update(_footer(path))
        return digest.hexdigest()


class MemoryTables:
    """The tables of results that are held in memory or read from JSON Lines."""

    def __init__(self, read: Callable[[], Iterable[Result]]) -> None:
        self._read = read

    @cached_property
    def tables(self) -> dict[str, Any]:
        """The Arrow table of each of `TABLES`."""
        import pyarrow as pa

        results = iter(self._read())
        parts: dict[str, list[Any]] = {name: [] for name in TABLES}
        while chunk := list(islice(results, _CHUNK)):
            for name, table in arrow_tables(chunk).items():
                parts[name].append(table)
        empty = arrow_tables([])
        return {name: pa.concat_tables([empty[name], *found]) for name, found in parts.items()}

    def batches(
        self, name: str, columns: list[str] | None = None, ids: Any = None
    ) -> Iterator[Any]:
        """The rows of a table in order, as Arrow record batches; see `FolderTables.batches`."""
        wanted = columns or list(TABLES[name])
        for batch in self.tables[name].to_batches(max_chunksize=_BATCH_ROWS):
            yield _chosen(batch, ids).select(wanted)

    def results(self, ids: Any = None) -> Iterator[Result]:
        """Every result in order; where *ids* is an Arrow array, those of its articles alone."""
        chosen = None if ids is None else set(ids.to_pylist())
        return (result for result in self._read() if chosen is None or _id_of(result) in chosen)


SavedTables = FolderTables | MemoryTables


def _id_of(result: Result) -> str:
    return result.article_id if isinstance(result, Failure) else result.article.id


def arrow_of_frame(frame: pd.DataFrame) -> Any:
    """The Arrow table of a pandas *frame*, without its index."""
    import pyarrow as pa

    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)


def read_articles(saved: SavedTables, ids: Any = None) -> Iterator[Article]:
    """The articles as they were given, from the table of them; those of *ids* if it is not None."""
    columns = ["article_id", "text", "title", "published", "outlet", "url"]
    for batch in saved.batches("articles", columns, ids):
        for row in batch.to_pylist():
            yield Article(id=row.pop("article_id"), **row)


def read_table(saved: SavedTables, name: str, ids: Any = None) -> Any:
    """The whole table *name* of `TABLES` as an Arrow table; the rows of *ids* if it is not None."""
    import pyarrow as pa

    schema = arrow_schema(TABLES[name])
    batches = list(saved.batches(name, ids=ids))
    return pa.Table.from_batches(batches, schema) if batches else schema.empty_table()


def write_kept(frame: pd.DataFrame, path: Path, digest: str) -> None:
    """Write *frame* to a Parquet file that knows by *digest* of which results it was made."""
    import pyarrow.parquet as pq

    table = arrow_of_frame(frame).replace_schema_metadata({_DIGEST_KEY: digest})
    part = path.with_name(f"{path.name}.part")
    pq.write_table(table, cleared(part), compression="zstd")
    part.replace(path)


def read_kept(path: Path, digest: str) -> pd.DataFrame | None:
    """The frame in *path*; None if there is none, or if it says that it is of other results."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError):
        return None
    made_of = (table.schema.metadata or {}).get(_DIGEST_KEY)
    return to_pandas(table) if made_of in (None, digest.encode()) else None


def _groups_with(file: Any, ids: Any) -> list[int]:
    """The row groups of a Parquet *file* that have an article in *ids*; all if that is None."""
    import pyarrow.compute as pc

    groups = range(file.num_row_groups)
    if ids is None:
        return list(groups)
    named = (file.read_row_group(n, columns=["article_id"])["article_id"] for n in groups)
    return [n for n, column in enumerate(named) if pc.any(pc.is_in(column, value_set=ids)).as_py()]


def _chosen(batch: Any, ids: Any) -> Any:
    """The rows of *batch* whose ``article_id`` is in *ids*; all if that is None."""
    import pyarrow.compute as pc

    return batch if ids is None else batch.filter(pc.is_in(batch["article_id"], value_set=ids))


def _footer(path: Path) -> bytes:
    """The footer of a Parquet file, with its length."""
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(0, size - _FOOTER_TAIL))
        tail = file.read(_FOOTER_TAIL)
        file.seek(max(0, size - _FOOTER_TAIL - int.from_bytes(tail[:4], "little")))
        return file.read()
