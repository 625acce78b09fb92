"""Many articles as a stream of results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from beritanlp.batch.chunks import (
    Entry,
    Item,
    Result,
    analyze_chunk,
    analyze_entry,
    as_entry,
    split,
)
from beritanlp.batch.workers import map_chunks
from beritanlp.codec import decode
from beritanlp.domain import Article
from beritanlp.settings import Settings

__all__ = ["analyze_many", "check_count", "entries_of"]


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
    entries = entries_of(articles)
    check_count("workers", workers)
    check_count("chunk_size", chunk_size)
    if workers == 1:
        return _analyze_here(entries, settings)
    return _analyze_in_workers(entries, workers, chunk_size, settings)


def entries_of(articles: Iterable[object]) -> Iterator[Entry]:
    """Each of *articles* as an Article, or as the Failure of what can be none.

    Raises:
        TypeError: *articles* is a single text or article, or a frame.
    """
    if isinstance(articles, str | bytes | Article) or hasattr(articles, "iterrows"):
        raise TypeError(
            f"articles must be an iterable of articles or texts; got {type(articles).__name__}; "
            "pass a list, or use analyze for one article and read_articles for files"
        )
    return (as_entry(item, number) for number, item in enumerate(articles, 1))


def check_count(name: str, value: object) -> None:
    """Raise ValueError unless *value*, the argument *name*, is a whole number above 0."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name} must be a whole number above 0; got {value!r}")


def _analyze_here(entries: Iterator[Entry], settings: Settings | None) -> Iterator[Result]:
    from beritanlp.pipeline import RenewedPipeline

    pipeline = RenewedPipeline(settings)
    for entry in entries:
        yield analyze_entry(pipeline, entry, settings)


def _analyze_in_workers(
    entries: Iterator[Entry], workers: int, chunk_size: int, settings: Settings | None
) -> Iterator[Result]:
    for lines in map_chunks(analyze_chunk, split(entries, chunk_size), settings, workers):
        yield from map(decode, lines)
