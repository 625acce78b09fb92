"""Where the parts of a run's results lie, and which of them are whole.

A folder of results holds each table as one file ``NAME.parquet``, or, where `batch` wrote it, as a
folder of that name with a file for every part, ``part-00000.parquet`` and so on. ``parts.jsonl``
has a line for each part that is whole in all tables; files beyond these are of an interrupted run.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from beritanlp.errors import ResultError

__all__ = [
    "JOURNAL",
    "MANIFEST",
    "UNREADABLE",
    "FileRecord",
    "PartRecord",
    "is_unfinished",
    "part_path",
    "read_journal",
    "table_files",
]

JOURNAL = "parts.jsonl"
MANIFEST = "manifest.json"  # what the run was set up with, and whether it is complete
# what decoding JSON raises that is none, of other values, or nested without end
UNREADABLE = (msgspec.DecodeError, RecursionError)


class _Completeness(msgspec.Struct):
    complete: bool


class FileRecord(msgspec.Struct, frozen=True):
    """A file's size, and the sha256 of its bytes in hexadecimal digits."""

    bytes: int
    sha256: str


class PartRecord(msgspec.Struct, frozen=True):
    """A part that is whole: what went in and which files came out.

    ``setup`` and ``input`` are sha256 digests of the run's setup and of the part's articles as they
    were read. ``files`` is keyed by table. ``check`` is made of all else, so that a line which
    a failing disk has changed is not believed.
    """

    part: int
    articles: int
    failures: int
    setup: str
    input: str
    files: dict[str, FileRecord]
    check: str = ""

    def sealed(self) -> PartRecord:
        """The record with its ``check``."""
        plain = msgspec.structs.replace(self, check="")
        digest = hashlib.sha256(msgspec.json.encode(plain)).hexdigest()
        return msgspec.structs.replace(plain, check=digest[:16])


def part_path(folder: Path, table: str, number: int) -> Path:
    """The file of part *number* of *table* in *folder*."""
    return folder / f"{table}.parquet" / f"part-{number:05}.parquet"


def read_journal(folder: Path) -> list[PartRecord]:
    """The parts of *folder* that are whole, in order; none where there is no journal.

    A line that is torn or damaged, as a kill or a full disk leaves it, ends the list.
    """
    try:
        lines = (folder / JOURNAL).read_bytes().split(b"\n")
    except (FileNotFoundError, IsADirectoryError):
        return []
    records: list[PartRecord] = []
    for line in lines[:-1]:  # what follows the last line end is torn, or nothing
        try:
            record = msgspec.json.decode(line, type=PartRecord)
        except UNREADABLE:
            break
        if record.part != len(records) or record != record.sealed():
            break
        records.append(record)
    return records


def is_unfinished(folder: Path) -> bool:
    """Whether *folder* holds a run whose manifest says that it is not complete."""
    try:
        manifest = (folder / MANIFEST).read_bytes()
        return not msgspec.json.decode(manifest, type=_Completeness).complete
    except (FileNotFoundError, IsADirectoryError, *UNREADABLE):
        return False


def table_files(folder: Path, table: str) -> list[Path]:
    """The files of *table* in *folder*, in the order of their articles.

    Raises:
        ResultError: there are none.
    """
    path = folder / f"{table}.parquet"
    if path.is_file():
        return [path]
    if (folder / JOURNAL).is_file():
        files = [part_path(folder, table, record.part) for record in read_journal(folder)]
        if not files:
            raise ResultError(
                f"{folder}: no part of this batch is whole yet; go on with beritanlp batch --resume"
            )
    else:
        files = sorted(path.glob("part-*.parquet"))
    if not files:
        raise ResultError(f"{path}: no such file; a folder of results has {path.name}")
    return files
