"""Chunks through worker processes, in order, and none is lost when a worker dies."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import get_context, parent_process
from typing import Generic, Protocol, TypeVar

from beritanlp.batch.chunks import Chunk, Entry
from beritanlp.domain import Failure
from beritanlp.errors import PipelineError
from beritanlp.settings import Settings

__all__ = ["Engine", "Work", "died_of", "map_chunks"]

# chunks per worker that are handed out and not yet yielded: one at work, one waiting, so that a
# slow consumer does not let results pile up
_CHUNKS_PER_WORKER = 3

T = TypeVar("T")


class Work(Protocol[T]):
    """A function of `chunks`: picklable, and so is what it gives.

    The values of a chunk put together are those of its articles one by one.
    """

    def __call__(self, articles: Chunk, settings: Settings | None, /) -> list[T]:
        """The values of *articles*, in their order."""


class Engine(Protocol):
    """Runs a `Work` over chunks wherever it likes, and gives the values chunk by chunk in order."""

    def __call__(
        self, work: Work[T], chunks: Iterator[Chunk], settings: Settings | None, /
    ) -> Iterator[list[T]]:
        """The values of each of *chunks*; what a process dies of becomes a Failure."""


def died_of(entry: Entry, error: str) -> Failure:
    """The Failure of an *entry* that ends every process which gets it."""
    if isinstance(entry, Failure):
        return entry
    return Failure(
        article_id=entry.id,
        stage="worker",
        error=error,
        message="the worker process died of this article, maybe for want of memory",
    )


def map_chunks(
    work: Work[T], chunks: Iterator[Chunk], settings: Settings | None, workers: int
) -> Iterator[list[T]]:
    """The values of each of *chunks*, in order; with one worker, this process does the work.

    If a worker dies, the chunks that were out are done again article by article, and the one that
    it dies of is a Failure of stage ``worker``. An error of *chunks* is raised when the values of
    those before it are out.

    Raises:
        PipelineError: the workers cannot start.
    """
    if workers == 1:
        for chunk in chunks:
            yield work(chunk, settings)
        return
    first = next(chunks, None)
    if first is not None:
        yield from _in_processes(work, chain([first], chunks), settings, workers)


def _in_processes(
    work: Work[T], chunks: Iterator[Chunk], settings: Settings | None, workers: int
) -> Iterator[list[T]]:
    pending: deque[tuple[Chunk, Future[list[T]]]] = deque()
    exhausted = False
    input_error: Exception | None = None
    pool = _Pool(work, workers, settings)
    try:
        while True:
            while not exhausted and len(pending) < workers * _CHUNKS_PER_WORKER:
                try:
                    chunk = next(chunks)
                except StopIteration:
                    exhausted = True
                except Exception as error:
                    # raised when the results of what came before it are out
                    exhausted, input_error = True, error
                else:
                    pending.append((chunk, pool.submit(chunk)))
            if not pending:
                break
            chunk, future = pending.popleft()
            try:
                values = future.result()
            except BrokenProcessPool:
                # which chunk it died of is not known: all that were out are suspects
                suspects = [chunk, *(waiting for waiting, _ in pending)]
                pending.clear()
                pool.stop()
                yield from _one_by_one(work, suspects, settings)
                pool = _Pool(work, workers, settings)
            else:
                yield values
    finally:
        pool.stop()
    if input_error is not None:
        raise input_error


class _Pool(Generic[T]):
    """Worker processes that are known to start."""

    def __init__(self, work: Work[T], workers: int, settings: Settings | None) -> None:
        self._work = work
        self._settings = settings
        # spawn: a forked copy of a process with threads (OpenBLAS, Arrow, Jupyter) can hang
        self._executor = ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_start_worker
        )
        try:
            # an empty chunk for each loads the pipeline, so that its errors show at once
            for ready in [self.submit([]) for _ in range(workers)]:
                ready.result()
        except BaseException as error:
            self.stop()
            if isinstance(error, BrokenProcessPool):
                raise PipelineError(
                    "worker processes do not start; in a script, call beritanlp under "
                    "if __name__ == '__main__':, or use workers=1"
                ) from error
            raise

    def submit(self, chunk: Chunk) -> Future[list[T]]:
        """The values of *chunk*, in time; BrokenProcessPool where its worker is dead."""
        try:
            return self._executor.submit(self._work, chunk, self._settings)
        except BrokenProcessPool as error:
            future: Future[list[T]] = Future()
            future.set_exception(error)
            return future

    def stop(self) -> None:
        """End the workers; what they are at is finished, what waits is dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _start_worker() -> None:
    # Ctrl-C goes to all processes of a terminal; the one that reads the results decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent is gone: one killed outright tells its workers nothing."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _one_by_one(
    work: Work[T], chunks: Iterable[Chunk], settings: Settings | None
) -> Iterator[list[T]]:
    """The values of each of *chunks* by one worker; a Failure for what it dies of."""
    pool = _Pool(work, 1, settings)
    try:
        for chunk in chunks:
            values: list[T] = []
            for entry in chunk:
                try:
                    values += pool.submit([entry]).result()
                except BrokenProcessPool as error:
                    pool.stop()
                    pool = _Pool(work, 1, settings)
                    values += work([died_of(entry, type(error).__name__)], settings)
            yield values
    finally:
        pool.stop()
