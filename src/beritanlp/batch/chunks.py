"""What runs in a worker process: a chunk of articles in, small records out."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import parent_process
from typing import TYPE_CHECKING

from beritanlp.batch.time_limit import OutOfTime, time_limit
from beritanlp.codec import RESULTS, encode, encode_tables
from beritanlp.domain import Analysis, Article, Failure
from beritanlp.errors import ArticleError
from beritanlp.memory_limit import memory_limit
from beritanlp.readers import content_id
from beritanlp.settings import Settings

if TYPE_CHECKING:
    from beritanlp.pipeline import RenewedPipeline

__all__ = [
    "Chunk",
    "Entry",
    "Item",
    "Records",
    "Result",
    "analyze_chunk",
    "analyze_entries",
    "analyze_entry",
    "as_entry",
    "dedicated_process",
    "grouped",
    "record_chunk",
    "settle_memory",
    "split",
    "tabulate_chunk",
]

_MAX_MESSAGE = 500  # code points of a Failure's message; some errors print the whole text
# code points after which a chunk ends: as many as 25 articles of the shared news have twice over,
# so that a chunk of long pages takes no more memory and time than others
_CHUNK_CHARACTERS = 200_000

# objects after which each of the three generations is collected; Python's own are 700, 10, 10
_COLLECTED_AFTER = (50_000, 20, 100)
# has a bit of everything, so that reading it loads the tables
_SAMPLE = Article(
    id="contoh",
    text="JAKARTA, Kabar Kita - “Kami siap,” kata Menteri Kesehatan Sari Wulandari, Senin (3/5). "
    "Menurut dia, KPU Kota Bogor dan PT Sukamulya Tbk sudah setuju.",
)

Result = Analysis | Failure
Entry = Article | Failure  # what goes in
Item = Article | Failure | str | tuple[str, str]  # what a user may give
Chunk = list[Entry]

# a process works at one chunk at a time, also where an engine such as Dask runs several threads:
# the pipeline and its caches are not made for threads, which would gain nothing besides
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The results of ``count`` articles as bytes, by table; ``failures`` are those among them."""

    count: int
    failures: tuple[Failure, ...]
    data: dict[str, bytes]


def analyze_chunk(articles: Sequence[Entry], settings: Settings | None = None) -> list[bytes]:
    """The encoded result of each of *articles*, in order; see `beritanlp.codec.decode`.

    Picklable, and so are its arguments and what it returns: this is what runs in worker processes
    and clusters. The pipeline is loaded once per process; an error in loading it is raised, one in
    an article becomes its Failure.
    """
    return [encode(result) for result in analyze_entries(articles, settings)]


def record_chunk(articles: Sequence[Entry], settings: Settings | None = None) -> list[Records]:
    """`analyze_chunk` as Records of JSON Lines."""
    results = analyze_entries(articles, settings)
    lines = b"".join(encode(result) + b"\n" for result in results)
    return [Records(count=len(results), failures=_failures(results), data={RESULTS: lines})]


def tabulate_chunk(articles: Sequence[Entry], settings: Settings | None = None) -> list[Records]:
    """`analyze_chunk` as Records of Arrow tables, whole results and tidy ones, each as a stream."""
    results = analyze_entries(articles, settings)
    try:
        data = encode_tables(results)
    except Exception:
        results = [_tabular(result) for result in results]
        data = encode_tables(results)
    return [Records(count=len(results), failures=_failures(results), data=data)]


def analyze_entries(articles: Sequence[Entry], settings: Settings | None) -> list[Result]:
    """The result of each of *articles*, in order, by this process's pipeline."""
    with _one_at_a_time:
        pipeline = _pipeline(settings)
        return [analyze_entry(pipeline, article, settings) for article in articles]


@cache
def _pipeline(settings: Settings | None) -> RenewedPipeline:
    """The pipeline of this process; it is used by one thread at a time."""
    from beritanlp.assemble import analyze_article
    from beritanlp.pipeline import RenewedPipeline

    pipeline = RenewedPipeline(settings)
    if parent_process() is not None:  # a worker, that does nothing else
        # the tables are loaded here, so that no article's time is taken up by that
        analyze_article(_SAMPLE, settings, pipeline.next())
        settle_memory()
    return pipeline


def settle_memory() -> None:
    """Fit Python's garbage collector to a process that does nothing but analyse.

    What is loaded by now, some 160,000 objects of the tables, is left out of its rounds, which come
    less often: that saves a sixth of the time (2026-11, chunks of 25 articles).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)


@contextmanager
def dedicated_process(settings: Settings | None) -> Iterator[None]:
    """`settle_memory` for as long as this process analyses with *settings*."""
    threshold = gc.get_threshold()
    analyze_entries([_SAMPLE], settings)
    settle_memory()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)


def analyze_entry(pipeline: RenewedPipeline, entry: Entry, settings: Settings | None) -> Result:
    """The Analysis of *entry*, or its Failure; a Failure stays what it is.

    One that takes longer than `Settings.max_seconds` is a Failure, where `time_limit` can tell, and
    so is one that takes more than `Settings.max_megabytes`, where `memory_limit` can.
    """
    from beritanlp.assemble import analyze_article

    if isinstance(entry, Failure):
        return entry
    settings = settings or Settings()
    try:
        with time_limit(settings.max_seconds), memory_limit(settings.max_megabytes):
            return analyze_article(entry, settings, pipeline.next())
    except OutOfTime:
        pipeline.renew()  # it was stopped in the middle of something
        return _failure(
            entry.id,
            "analyze",
            ArticleError(
                f"article {entry.id!r}: not done after {settings.max_seconds:g} s of processor "
                "time, the max_seconds; split it, or raise the setting"
            ),
        )
    except MemoryError:
        pipeline.renew()
        return _failure(
            entry.id,
            "analyze",
            ArticleError(
                f"article {entry.id!r}: no room in memory; {settings.max_megabytes:,} MB beyond "
                "what the process has are the max_megabytes; split it, or raise the setting"
            ),
        )
    except Exception as error:
        # a bug that one article in a million meets must not cost the others
        return _failure(entry.id, "analyze", error)


def _tabular(result: Result) -> Result:
    """*result*, or the Failure of an article whose results no table takes."""
    try:
        encode_tables([result])
    except Exception as error:
        id_ = result.article_id if isinstance(result, Failure) else result.article.id
        return _failure(id_, "write", error)
    return result


def _failure(id_: str, stage: str, error: Exception) -> Failure:
    message = " ".join(str(error).split())[:_MAX_MESSAGE]
    return Failure(article_id=id_, stage=stage, error=type(error).__name__, message=message)


def _failures(results: Iterable[Result]) -> tuple[Failure, ...]:
    return tuple(result for result in results if isinstance(result, Failure))


def as_entry(item: object, number: int) -> Entry:
    """*item*, the *number*-th, as an article; a Failure where it is nothing that can be one."""
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


def split(entries: Iterable[Entry], size: int) -> Iterator[Chunk]:
    """Chunks of *size* entries, or fewer where they are long; depends on *entries* alone.

    An error of the input is raised when the entries before it are out.
    """
    errors: list[Exception] = []
    yield from grouped(_until_error(entries, errors), size, _CHUNK_CHARACTERS)
    if errors:
        raise errors[0]


def grouped(entries: Iterable[Entry], size: int, characters: int) -> Iterator[list[Entry]]:
    """Lists of *size* entries, or fewer where these have more than so many *characters*.

    An error of the input comes at once.
    """
    group: list[Entry] = []
    total = 0
    for entry in entries:
        group.append(entry)
        total += len(entry.text) if isinstance(entry, Article) else 0
        if len(group) == size or total > characters:
            yield group
            group, total = [], 0
    if group:
        yield group


def _until_error(entries: Iterable[Entry], errors: list[Exception]) -> Iterator[Entry]:
    """*entries* before an error of their iterator, which goes to *errors*."""
    try:
        yield from entries
    except Exception as error:
        errors.append(error)
