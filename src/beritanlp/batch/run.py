"""A run: many articles into a folder of results, which goes on wherever it was stopped."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import chain, islice
from pathlib import Path
from typing import Literal, TypeVar

from beritanlp.batch.chunks import Chunk, Entry, Item, Records, grouped, split
from beritanlp.batch.manifest import (
    Journal,
    Manifest,
    Setup,
    differences,
    make_setup,
    read_manifest,
    write_manifest,
)
from beritanlp.batch.store import Store, make_store, sync_folder
from beritanlp.batch.stream import check_count, entries_of
from beritanlp.batch.workers import Engine, Work, map_chunks
from beritanlp.codec import RESULTS
from beritanlp.domain import Failure
from beritanlp.errors import ResultError
from beritanlp.parts import JOURNAL, MANIFEST, PartRecord, read_journal
from beritanlp.readers import unique_ids
from beritanlp.settings import Settings

__all__ = ["PART_SIZE", "Progress", "RunSummary", "analyze_into"]

# articles in one part: half a minute of work of two processes, which is what a kill costs, and a
# thousand files of a table for a million articles
PART_SIZE = 1000
# code points after which a part ends all the same, so that parts of long pages fit into memory
_PART_CHARACTERS = 20_000_000
# articles handed to a worker at a time; with their results some 2 MB
_CHUNK_SIZE = 25

Format = Literal["parquet", "jsonl"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """News of a run: so many articles more, the failures among them.

    ``reused`` says that an earlier run had done them; their failures are then only counted.
    """

    articles: int
    failed: int
    failures: tuple[Failure, ...] = ()
    reused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What a complete run made: how many articles and failures, in how many parts.

    ``reused`` counts the parts that an earlier run had finished. ``digest`` is a sha256 over the
    bytes of all results, the same for the same articles and setup however the run went.
    """

    articles: int
    failures: int
    parts: int
    reused: int
    digest: str


def analyze_into(
    articles: Iterable[Item],
    folder: str | Path,
    *,
    format: Format = "parquet",
    workers: int = 1,
    settings: Settings | None = None,
    resume: bool = False,
    overwrite: bool = False,
    part_size: int = PART_SIZE,
    engine: Engine | None = None,
    source: str | None = None,
    reading: dict[str, str] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> RunSummary:
    """Analyse *articles* into *folder*, part by part, and go on where an earlier run stopped.

    Articles are what `analyze_many` takes; an id that comes again gets ``#2``. Results are written
    in parts of *part_size* articles, each of which is whole or not there, whatever stops the run: a
    kill, a full disk. ``parts.jsonl`` says which parts are whole, ``manifest.json`` what the run
    was set up with. A resumed run reads its input from the beginning, but analyses only what
    is missing or damaged; its files are the same, byte for byte, as those of a run that nobody
    stopped, with however many *workers*. `Corpus.read` reads the folder, also while the run goes
    on: then as far as its parts are whole.

    Args:
        articles: what to analyse.
        folder: where the results go; made if need be.
        format: ``parquet``, a folder for each table with a file a part; or ``jsonl``, one file
            ``results.jsonl``, which is called ``results.jsonl.part`` until it is complete.
        workers: number of processes; see `analyze_many`.
        settings: of the pipeline; the usual ones if None.
        resume: go on with the run that the folder holds, if it holds one.
        overwrite: remove the results that the folder holds, and begin anew.
        part_size: articles in a part.
        engine: runs the work elsewhere, such as `beritanlp.distributed.dask.engine`, and *workers*
            is not heeded; processes of this machine if None.
        source: what the articles come from, for the manifest; None if that is not known.
        reading: how they are read, part of the setup; None if in the usual way.
        progress: called with news after every few articles; None if nobody wants to know.

    Raises:
        ResultError: the folder holds results and neither *resume* nor *overwrite* is set; or those
            of another setup or of other articles; or a link; or another run is at work in it.
        TypeError: *articles* is a single text or article, or a frame.
        ValueError: *workers* or *part_size* is not a whole number above 0, or both *resume* and
            *overwrite* are set, or *format* is unknown.
        PipelineError: the workers cannot start.
        OSError: the results cannot be written; what is whole stays and can be gone on with.
    """
    if format not in ("parquet", "jsonl"):
        raise ValueError(f"format must be 'parquet' or 'jsonl'; got {format!r}")
    if resume and overwrite:
        raise ValueError("resume and overwrite exclude each other; give one")
    check_count("workers", workers)
    check_count("part_size", part_size)
    entries = unique_ids(entries_of(articles))
    settings = settings or Settings()
    setup = make_setup(settings, format, part_size, reading)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        _refuse_links(folder)
        if overwrite:
            _remove_results(folder)
        elif held := _held(folder):
            if not resume:
                raise ResultError(
                    f"{held}: the folder already holds results; go on with --resume, or replace "
                    "them with --overwrite"
                )
            if not (folder / JOURNAL).exists() and not (folder / MANIFEST).exists():
                raise ResultError(
                    f"{held}: these results are not of a run that could be resumed; use another "
                    "folder, or overwrite them"
                )
        run = _Run(folder, setup, source, progress or _ignore)
        run.go(entries, engine or _in_workers(workers), settings)
        return run.finish()


def _in_workers(workers: int) -> Engine:
    def engine(
        work: Work[T], chunks: Iterator[Chunk], settings: Settings | None, /
    ) -> Iterator[list[T]]:
        return map_chunks(work, chunks, settings, workers)

    return engine


def _ignore(_: Progress) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A part that is to be made: its number, articles, their digest, and in how many chunks."""

    number: int
    articles: int
    input: str
    chunks: int


class _Run:
    """One run in *folder*, from whatever an earlier one left."""

    def __init__(
        self, folder: Path, setup: Setup, source: str | None, progress: Callable[[Progress], None]
    ) -> None:
        self._folder = folder
        self._setup = setup
        self._progress = progress
        self._digest = setup.digest()
        old = read_manifest(folder)
        # by part; grows as parts are made
        self._records = {record.part: record for record in self._read_known(old)}
        self._known = len(self._records)
        self._store: Store = make_store(folder, setup.format, self._records)
        self._reused = 0
        self._source = old.source if old else source
        if old is None:
            write_manifest(folder, Manifest(setup=setup, source=source))

    def _read_known(self, old: Manifest | None) -> list[PartRecord]:
        """The parts of an earlier run; ResultError where it had another setup."""
        if old is not None and old.setup != self._setup:
            raise ResultError(
                f"{self._folder}: cannot resume: {'; '.join(differences(old.setup, self._setup))}; "
                "use the same setup, another folder, or overwrite the results"
            )
        records = read_journal(self._folder)
        # without a manifest, the journal itself says which setup its parts are of
        if any(record.setup != self._digest for record in records):
            raise ResultError(
                f"{self._folder}: cannot resume: {MANIFEST} is missing or broken, and {JOURNAL} is "
                "of another setup; use another folder, or overwrite the results"
            )
        return records

    def go(self, entries: Iterator[Entry], engine: Engine, settings: Settings) -> None:
        """Make all parts of *entries* that are not whole yet."""
        plans: deque[_Plan] = deque()
        results = engine(self._store.work, self._chunks(entries, plans), settings)
        with contextlib.closing(Journal(self._folder, self._records.values())) as journal:
            for first in results:
                plan = plans.popleft()
                chunks = chain([first], islice(results, plan.chunks - 1))
                self._make_part(plan, chunks, journal)

    def _chunks(self, entries: Iterator[Entry], plans: deque[_Plan]) -> Iterator[Chunk]:
        """The chunks of the parts that are not whole; the plan of each goes to *plans* before."""
        # an error of the input comes at once: no part is made of what only seems to be its end
        parts = grouped(entries, self._setup.part_size, _PART_CHARACTERS)
        number = 0
        # no articles at all are a part too, so that its tables are there
        for number, part in enumerate(chain([next(parts, [])], parts)):
            digest = _input_digest(part)
            if number < self._known and self._is_done(number, len(part), digest):
                continue
            chunks = list(split(part, _CHUNK_SIZE)) or [[]]
            plans.append(_Plan(number=number, articles=len(part), input=digest, chunks=len(chunks)))
            yield from chunks
        if number + 1 < self._known:
            raise self._changed(number + 1)

    def _is_done(self, number: int, articles: int, digest: str) -> bool:
        """Whether an earlier run made part *number* of the same articles, and it is whole."""
        record = self._records[number]
        if (record.articles, record.input) != (articles, digest):
            raise self._changed(number)
        if not self._store.is_whole(record):
            return False
        self._reused += 1
        self._progress(Progress(articles=articles, failed=record.failures, reused=True))
        return True

    def _changed(self, number: int) -> ResultError:
        first = sum(self._records[n].articles for n in range(number)) + 1
        last = first + self._records[number].articles - 1
        return ResultError(
            f"{self._folder}: cannot resume: articles {first:,} to {last:,} are not those that "
            "were analysed before; give the same input, or another folder"
        )

    def _make_part(self, plan: _Plan, chunks: Iterable[list[Records]], journal: Journal) -> None:
        part = self._store.new_part(plan.number)
        failed = 0
        try:
            for records in chunks:
                part.add(records)
                failures = tuple(failure for r in records for failure in r.failures)
                failed += len(failures)
                count = sum(r.count for r in records)
                self._progress(Progress(articles=count, failed=len(failures), failures=failures))
            files = part.commit()
        except BaseException:
            part.discard()
            raise
        record = PartRecord(
            part=plan.number,
            articles=plan.articles,
            failures=failed,
            setup=self._digest,
            input=plan.input,
            files=files,
        ).sealed()
        if plan.number >= self._known:
            journal.append(record)
            self._records[plan.number] = record
        elif record != self._records[plan.number]:
            raise ResultError(
                f"{self._folder}: part {plan.number} was damaged, and came out otherwise than "
                "before; overwrite the results, with fewer workers if memory is short"
            )

    def finish(self) -> RunSummary:
        """Give the results their last names and say in the manifest that they are complete."""
        self._store.finish()
        records = [self._records[number] for number in sorted(self._records)]
        digest = hashlib.sha256()
        for record in records:
            digest.update("".join(file.sha256 for file in record.files.values()).encode())
        summary = RunSummary(
            articles=sum(record.articles for record in records),
            failures=sum(record.failures for record in records),
            parts=len(records),
            reused=self._reused,
            digest=digest.hexdigest(),
        )
        manifest = Manifest(
            setup=self._setup,
            source=self._source,
            complete=True,
            articles=summary.articles,
            failures=summary.failures,
            parts=summary.parts,
            input=hashlib.sha256("".join(r.input for r in records).encode()).hexdigest(),
            results=summary.digest,
        )
        write_manifest(self._folder, manifest)
        return summary


def _input_digest(entries: Iterable[Entry]) -> str:
    """The sha256 over all fields of *entries*, each with its length before it."""
    digest = hashlib.sha256()
    for entry in entries:
        digest.update(type(entry).__name__.encode())
        for field in fields(entry):
            value = getattr(entry, field.name)
            data = b"" if value is None else str(value).encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % (-1 if value is None else len(data)) + data)
    return digest.hexdigest()


def _held(folder: Path) -> Path | None:
    """A file or folder of results in *folder*, if there is one."""
    names = (*sorted(folder.glob(f"{RESULTS}.*")), folder / JOURNAL, folder / MANIFEST)
    return next((path for path in names if path.exists()), None)


def _refuse_links(folder: Path) -> None:
    """A folder that came from elsewhere must not have files beside it written or removed."""
    for path in folder.rglob("*"):
        if path.is_symlink():
            raise ResultError(f"{path}: is a link; results are written to files of the folder only")


def _remove_results(folder: Path) -> None:
    """Remove all results in *folder*; the journal first, so that nothing half removed is read."""
    (folder / JOURNAL).unlink(missing_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    for format in ("parquet", "jsonl"):
        make_store(folder, format, {}).remove()
    for name in (f"{RESULTS}.jsonl.gz", f"{RESULTS}.jsonl.zst"):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other runs out of *folder*; a lock ends with its process, however that ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise ResultError(
            f"{folder}: another run is at work there; wait for it, or use another folder"
        ) from None
    try:
        yield
    finally:
        os.close(handle)
