"""What a run was set up with, so that two setups never mix in one folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

from beritanlp.batch.store import sync_folder
from beritanlp.compressed import cleared
from beritanlp.lexicons.tables import lexicon_digest
from beritanlp.parts import JOURNAL, MANIFEST, UNREADABLE, PartRecord
from beritanlp.settings import Settings
from beritanlp.version import SCHEMA, __version__

__all__ = [
    "Journal",
    "Manifest",
    "Setup",
    "differences",
    "make_setup",
    "read_manifest",
    "write_manifest",
]

# packages whose version may change what is found in a text, or the bytes of a file
_PACKAGES = ("PySastrawi", "dateparser", "ftfy", "pyarrow", "spacy", "trafilatura")


class Setup(msgspec.Struct, frozen=True):
    """All that decides what a run makes of its input; two runs of one setup give the same bytes.

    ``lexicons``, ``model`` and ``codebook`` are sha256 digests (the last two null where the run had
    none), ``reading`` is how the input is read where the user said so: columns, delimiter,
    encoding.
    """

    schema: int
    beritanlp: str
    packages: dict[str, str]
    lexicons: str
    model: str | None
    codebook: str | None
    settings: dict[str, Any]
    reading: dict[str, str]
    format: str
    part_size: int

    def digest(self) -> str:
        """The sha256 of the setup in hexadecimal digits."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()


class Manifest(msgspec.Struct, frozen=True):
    """``manifest.json``: the setup, and once the run is complete what came of it.

    ``input`` and ``results`` are sha256 digests over all articles as they were read, and over the
    bytes of all files of results.
    """

    setup: Setup
    source: str | None
    complete: bool = False
    articles: int | None = None
    failures: int | None = None
    parts: int | None = None
    input: str | None = None
    results: str | None = None


def make_setup(
    settings: Settings, format: str, part_size: int, reading: dict[str, str] | None = None
) -> Setup:
    """The setup of a run with *settings* by what is installed here.

    Raises:
        ModelNotFoundError: there is no model of the name in *settings*.
        OSError: the codebook cannot be read.
    """
    given = msgspec.to_builtins(settings)
    model, codebook = given.pop("model"), given.pop("codebook")
    return Setup(
        schema=SCHEMA,
        beritanlp=__version__,
        packages={name: _version(name) for name in _PACKAGES},
        lexicons=lexicon_digest(),
        model=_model_digest(model) if model else None,
        codebook=hashlib.sha256(Path(codebook).read_bytes()).hexdigest() if codebook else None,
        settings=given,
        reading=reading or {},
        format=format,
        part_size=part_size,
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def _model_digest(name: str) -> str:
    """The sha256 over the files of the model *name*, by their paths."""
    from beritanlp.pipeline import model_folder

    folder = model_folder(name)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def differences(old: Setup, new: Setup) -> list[str]:
    """What has changed from *old* to *new*: ``lexicons 0a1b… is now 2c3d…``."""
    before, after = msgspec.to_builtins(old), msgspec.to_builtins(new)
    found = []
    for name in before:
        if before[name] == after[name]:
            continue
        if not isinstance(before[name], dict):
            found.append(f"{name} {_short(before[name])} is now {_short(after[name])}")
            continue
        for key in sorted({*before[name], *after[name]}):
            was, now = before[name].get(key), after[name].get(key)
            if was != now:
                found.append(f"{name}.{key} {_short(was)} is now {_short(now)}")
    return found


def _short(value: object) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= 24 else f"{text[:12]}…"


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of *folder*; None where it is missing or broken."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, IsADirectoryError, *UNREADABLE):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write *manifest* to *folder* in one step, safe on disk."""
    path = folder / MANIFEST
    part = path.with_suffix(".json.part")
    with cleared(part).open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(folder)


class Journal:
    """``parts.jsonl``, to which a line is added for each part that is whole.

    What an interrupted run left behind the whole lines is cut off when the journal is opened.
    """

    def __init__(self, folder: Path, records: Iterable[PartRecord]) -> None:
        whole = b"".join(map(_line, records))
        path = folder / JOURNAL
        path.touch()
        os.truncate(path, len(whole))
        self._file = path.open("ab")

    def append(self, record: PartRecord) -> None:
        """Add *record*, safe on disk."""
        self._file.write(_line(record))
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(OSError):  # a full disk refuses what the buffer holds
            self._file.close()


def _line(record: PartRecord) -> bytes:
    return msgspec.json.encode(record) + b"\n"
