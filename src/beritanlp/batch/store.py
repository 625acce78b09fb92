"""The files that a part's results go to: whole or not there at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from beritanlp.batch.chunks import Records, record_chunk, tabulate_chunk
from beritanlp.batch.workers import Work
from beritanlp.codec import RESULTS, TABLES, decode_table, parquet_writer
from beritanlp.parts import FileRecord, PartRecord, part_path

__all__ = ["JsonLinesStore", "ParquetStore", "Part", "Store", "make_store", "sync_folder"]

# articles in one row group; with JSON of 70 kB an article it takes some 20 MB of memory
_ROW_GROUP = 250
_READ = 1 << 20  # bytes read at a time when a file is checked


class Part(Protocol):
    """One part that is being written."""

    def add(self, chunk: Iterable[Records]) -> None:
        """Write the records of the next chunk."""

    def commit(self) -> dict[str, FileRecord]:
        """Give the part its place, safe on disk; its files by table."""

    def discard(self) -> None:
        """Remove what was written of a part that was not committed."""


class Store(Protocol):
    """A folder's files in one format."""

    @property
    def work(self) -> Work[Records]:
        """What makes the records that the store's parts take."""

    def new_part(self, number: int) -> Part:
        """Begin part *number*, where all before it are whole."""

    def is_whole(self, record: PartRecord) -> bool:
        """Whether the files of *record* are there, byte for byte."""

    def finish(self) -> None:
        """Give the files their last names, when all parts are whole."""

    def remove(self) -> None:
        """Remove all files of the store."""


def make_store(folder: Path, format: str, records: Mapping[int, PartRecord]) -> Store:
    """The store of *format*, ``parquet`` or ``jsonl``; *records* are the parts already known."""
    if format == "jsonl":
        return JsonLinesStore(folder, records)
    return ParquetStore(folder)


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* safe on disk, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _file_record(path: Path) -> FileRecord:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return FileRecord(bytes=path.stat().st_size, sha256=digest.hexdigest())


class ParquetStore:
    """A folder for each table, a file in it for each part."""

    work = staticmethod(tabulate_chunk)
    tables = (RESULTS, *TABLES)

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new_part(self, number: int) -> ParquetPart:
        """Begin part *number*."""
        return ParquetPart({name: part_path(self.folder, name, number) for name in self.tables})

    def is_whole(self, record: PartRecord) -> bool:
        """Whether all tables of *record* are there, byte for byte."""
        if set(record.files) != set(self.tables):
            return False
        for name, wanted in record.files.items():
            path = part_path(self.folder, name, record.part)
            if not path.is_file() or path.stat().st_size != wanted.bytes:
                return False
            if _file_record(path) != wanted:
                return False
        return True

    def finish(self) -> None:
        """Nothing: parts stay files of their own."""

    def remove(self) -> None:
        """Remove all tables, those of one file too."""
        for name in self.tables:
            path = self.folder / f"{name}.parquet"
            if path.is_dir():
                for part in path.glob("part-*.parquet*"):
                    part.unlink()
                path.rmdir()
            else:
                path.unlink(missing_ok=True)


class ParquetPart:
    """A part's file in each table, under another name until it is committed."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths
        self._unfinished = {name: path.with_suffix(".parquet.part") for name, path in paths.items()}
        self._waiting: dict[str, list[Any]] = {name: [] for name in paths}
        self._stack = contextlib.ExitStack()
        for path in paths.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        self._writers = {
            name: self._stack.enter_context(parquet_writer(path, name))
            for name, path in self._unfinished.items()
        }

    def add(self, chunk: Iterable[Records]) -> None:
        """Write the tables of the next chunk, as soon as a row group is full."""
        for records in chunk:
            for name, data in records.data.items():
                self._waiting[name].append(decode_table(data))
        if sum(table.num_rows for table in self._waiting[RESULTS]) >= _ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        for name, tables in self._waiting.items():
            # one array a column: how it came in chunks must not show in the file
            table = pa.concat_tables(tables).combine_chunks() if tables else None
            if table is not None and table.num_rows:
                self._writers[name].write_table(table)
            tables.clear()

    def commit(self) -> dict[str, FileRecord]:
        """Give the part's files their names, safe on disk."""
        self._flush()
        self._stack.close()
        records = {}
        for name, path in self._unfinished.items():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
            records[name] = _file_record(path)
        for name, path in self._unfinished.items():
            path.replace(self._paths[name])
            sync_folder(path.parent)
        return records

    def discard(self) -> None:
        """Remove the part's unfinished files."""
        with contextlib.suppress(OSError):  # a full disk refuses the end of the file, too
            self._stack.close()
        for path in self._unfinished.values():
            path.unlink(missing_ok=True)


class JsonLinesStore:
    """One file ``results.jsonl`` in which part follows part; ``.part`` until all are there."""

    work = staticmethod(record_chunk)

    def __init__(self, folder: Path, records: Mapping[int, PartRecord]) -> None:
        self._final = folder / f"{RESULTS}.jsonl"
        self._unfinished = folder / f"{RESULTS}.jsonl.part"
        self._records = records  # heeded as it grows: part n begins where those before it end

    @property
    def _path(self) -> Path:
        return self._unfinished if self._unfinished.exists() else self._final

    def _start(self, number: int) -> int:
        return sum(self._records[n].files[RESULTS].bytes for n in range(number))

    def new_part(self, number: int) -> JsonLinesPart:
        """Begin part *number*, behind those before it."""
        if self._final.exists() and not self._unfinished.exists():
            self._final.replace(self._unfinished)  # a part of a finished run is missing
        self._unfinished.touch()
        file = self._unfinished.open("rb+")
        known = self._records.get(number)
        return JsonLinesPart(file, self._start(number), None if known else self._unfinished)

    def is_whole(self, record: PartRecord) -> bool:
        """Whether the lines of *record* are there, byte for byte."""
        wanted = record.files.get(RESULTS)
        if wanted is None or not self._path.is_file():
            return False
        digest = hashlib.sha256()
        left = wanted.bytes
        with self._path.open("rb") as file:
            file.seek(self._start(record.part))
            while left and (data := file.read(min(left, _READ))):
                digest.update(data)
                left -= len(data)
        return not left and digest.hexdigest() == wanted.sha256

    def finish(self) -> None:
        """Give the file its name, and cut off what does not belong behind its last part."""
        path = self._path
        path.touch()
        os.truncate(path, self._start(len(self._records)))
        path.replace(self._final)

    def remove(self) -> None:
        """Remove the file."""
        for path in (self._final, self._unfinished):
            path.unlink(missing_ok=True)


class JsonLinesPart:
    """A stretch of the file of JSON Lines."""

    def __init__(self, file: BinaryIO, start: int, cut: Path | None) -> None:
        self._file = file
        self._start = start
        self._bytes = 0
        self._digest = hashlib.sha256()
        if cut is not None:  # nothing whole follows: an interrupted run may have left half a part
            file.truncate(start)
        file.seek(start)

    def add(self, chunk: Iterable[Records]) -> None:
        """Write the lines of the next chunk."""
        for records in chunk:
            data = records.data[RESULTS]
            self._file.write(data)
            self._digest.update(data)
            self._bytes += len(data)

    def commit(self) -> dict[str, FileRecord]:
        """Make the lines safe on disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return {RESULTS: FileRecord(bytes=self._bytes, sha256=self._digest.hexdigest())}

    def discard(self) -> None:
        """Close the file; the next part begins where this one did."""
        with contextlib.suppress(OSError):  # what is in the buffer may not fit
            self._file.close()
