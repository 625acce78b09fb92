"""Many articles: in this process or in several, in order, and no bad one stops the others."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Any

from beritanlp.codec import decode, encode
from beritanlp.domain import Analysis, Article, Failure
from beritanlp.errors import PipelineError
from beritanlp.readers import content_id
from beritanlp.settings import Settings

__all__ = ["analyze_chunk", "analyze_many"]

# chunks per worker that are handed out and not yet yielded: one at work, one waiting, so that a
# slow consumer does not let results pile up
_CHUNKS_PER_WORKER = 3

_MAX_MESSAGE = 500  # code points of a Failure's message; some errors print the whole text

Result = Analysis | Failure
Item = Article | Failure | str | tuple[str, str]


def analyze_chunk(
    articles: Sequence[Article | Failure], settings: Settings | None = None
) -> list[bytes]:
    """The encoded result of each of *articles*, in order; see `beritanlp.codec.decode`.

    Picklable, and so are its arguments and what it returns: this is what runs in worker processes
    and clusters. The pipeline is loaded once per process; an error in loading it is raised, one in
    an article becomes its Failure.
    """
    from beritanlp.pipeline import load_pipeline

    nlp = load_pipeline(settings)
    return [encode(_analyze_one(nlp, article, settings)) for article in articles]


def analyze_many(
    articles: Iterable[Item],
    workers: int = 1,
    chunk_size: int = 16,
    settings: Settings | None = None,
) -> Iterator[Result]:
    """One Analysis or one Failure for each of *articles*, in their order, as they are ready.

    An item may be an Article, a text, a pair ``(id, text)``, or a Failure, which is passed on: so
    what `read_articles` yields can be given as it is. A text without an id gets one made of its
    words. Items are taken as they are needed, so endless iterables work.

    With more than one worker, processes are started that import beritanlp anew; a script must then
    call this under ``if __name__ == "__main__":``. If a worker dies, the articles it had are tried
    once more, one by one, and the one that it dies of is a Failure of stage ``worker``.

    Args:
        articles: what to analyse.
        workers: number of processes; with 1, this process does the work.
        chunk_size: articles handed to a worker at a time.
        settings: of the pipeline.

    Raises:
        TypeError: *articles* is a single text or article, or a frame.
        ValueError: *workers* or *chunk_size* is not a whole number above 0.
        PipelineError: the workers cannot start.
    """
    if isinstance(articles, str | bytes | Article) or hasattr(articles, "iterrows"):
        raise TypeError(
            f"articles must be an iterable of articles or texts; got {type(articles).__name__}; "
            "pass a list, or use analyze for one article and read_articles for files"
        )
    for name, value in (("workers", workers), ("chunk_size", chunk_size)):
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise ValueError(f"{name} must be a whole number above 0; got {value!r}")
    items = (_as_article(item, number) for number, item in enumerate(articles, 1))
    if workers == 1:
        return _analyze_here(items, settings)
    return _analyze_in_workers(items, workers, chunk_size, settings)


def _as_article(item: object, number: int) -> Article | Failure:
    """*item* as an article; a Failure where it is nothing that can be one."""
    if isinstance(item, Failure):
        return item
    id_: object = None
    text = item
    if isinstance(item, Article):
        id_, text = item.id, item.text
    elif isinstance(item, tuple) and len(item) == 2:
        id_, text = item
    if not isinstance(text, str) or not isinstance(id_, str | None):
        what = type(item).__name__
        if isinstance(item, Article | tuple):
            what += f" of {type(id_).__name__} and {type(text).__name__}"
        return Failure(
            article_id=id_ if isinstance(id_, str) else f"item {number}",
            stage="read",
            error="TypeError",
            message=f"item {number} must be an Article, a text, or a pair (id, text); got {what}",
        )
    if isinstance(item, Article):
        return item
    return Article(id=content_id(text) if id_ is None else id_, text=text)


def _analyze_here(
    items: Iterator[Article | Failure], settings: Settings | None
) -> Iterator[Result]:
    from beritanlp.pipeline import load_pipeline

    nlp = load_pipeline(settings)
    for item in items:
        yield _analyze_one(nlp, item, settings)


def _analyze_one(nlp: Any, item: Article | Failure, settings: Settings | None) -> Result:
    from beritanlp.assemble import analyze_article

    if isinstance(item, Failure):
        return item
    try:
        return analyze_article(nlp, item, settings or Settings())
    except Exception as error:
        # a bug that one article in a million meets must not cost the others
        message = " ".join(str(error).split())[:_MAX_MESSAGE]
        return _failure(item, "analyze", type(error).__name__, message)


def _failure(item: Article | Failure, stage: str, error: str, message: str) -> Failure:
    if isinstance(item, Failure):
        return item
    return Failure(article_id=item.id, stage=stage, error=error, message=message)


# worker processes


Chunk = list[Article | Failure]


def _analyze_in_workers(
    items: Iterator[Article | Failure], workers: int, chunk_size: int, settings: Settings | None
) -> Iterator[Result]:
    chunks = _chunks(items, chunk_size)
    pending: deque[tuple[Chunk, Future[list[bytes]]]] = deque()
    exhausted = False
    input_error: Exception | None = None
    pool = _Pool(workers, settings)
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
                lines = future.result()
            except BrokenProcessPool:
                # which chunk it died of is not known: all that were out are suspects
                suspects = [chunk, *(waiting for waiting, _ in pending)]
                pending.clear()
                pool.stop()
                yield from _analyze_one_by_one(suspects, settings)
                pool = _Pool(workers, settings)
            else:
                yield from map(decode, lines)
    finally:
        pool.stop()
    if input_error is not None:
        raise input_error


def _chunks(items: Iterator[Article | Failure], size: int) -> Iterator[Chunk]:
    """Lists of *size* items; an error of the input comes after the items before it."""
    error: Exception | None = None
    while error is None:
        chunk: Chunk = []
        try:
            for item in islice(items, size):
                chunk.append(item)
        except Exception as caught:
            error = caught
        if chunk:
            yield chunk
        elif error is None:
            return
    raise error


class _Pool:
    """Worker processes that are known to start."""

    def __init__(self, workers: int, settings: Settings | None) -> None:
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
                    "worker processes do not start; in a script, call analyze_many under "
                    "if __name__ == '__main__':, or use workers=1"
                ) from error
            raise

    def submit(self, chunk: Chunk) -> Future[list[bytes]]:
        """The encoded results of *chunk*, in time; BrokenProcessPool where its worker is dead."""
        try:
            return self._executor.submit(analyze_chunk, chunk, self._settings)
        except BrokenProcessPool as error:
            future: Future[list[bytes]] = Future()
            future.set_exception(error)
            return future

    def stop(self) -> None:
        """End the workers; what they are at is finished, what waits is dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _start_worker() -> None:
    # Ctrl-C goes to all processes of a terminal; the one that reads the results decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _analyze_one_by_one(chunks: Iterable[Chunk], settings: Settings | None) -> Iterator[Result]:
    """The results of *chunks* by one worker at a time; a Failure for what it dies of."""
    pool = _Pool(1, settings)
    try:
        for item in (item for chunk in chunks for item in chunk):
            try:
                yield from map(decode, pool.submit([item]).result())
            except BrokenProcessPool:
                yield _failure(
                    item,
                    "worker",
                    "BrokenProcessPool",
                    "the worker process died of this article, maybe for want of memory",
                )
                pool = _Pool(1, settings)
    finally:
        pool.stop()
