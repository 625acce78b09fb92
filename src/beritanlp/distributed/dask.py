"""The analysis on a Dask cluster: of a Dask frame, or as the engine behind ``beritanlp batch``."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from beritanlp.batch.chunks import Chunk
from beritanlp.batch.workers import Engine, Work, died_of
from beritanlp.distributed.frames import analyze_frame, empty_frame
from beritanlp.errors import MissingExtraError, PipelineError
from beritanlp.lexicons.tables import lexicon_digest
from beritanlp.settings import Settings
from beritanlp.version import __version__

try:
    from distributed import Client, KilledWorker
except ImportError:
    raise MissingExtraError(
        'clusters need Dask; install it with: pip install "beritanlp[dask]"'
    ) from None

if TYPE_CHECKING:
    from distributed import Future

__all__ = ["analyze", "connect", "engine"]

# chunks per worker that are handed out and not yet yielded, as in `beritanlp.batch.workers`
_CHUNKS_PER_WORKER = 3
_SECONDS_TO_CONNECT = 30

T = TypeVar("T")


def analyze(
    frame: Any,
    table: str = "quotes",
    settings: Settings | None = None,
    columns: dict[str, str] | None = None,
) -> Any:
    """The Dask frame of *table* for the articles of the Dask frame *frame*, one a row.

    Nothing is computed before the frame is. Each partition gives a partition, rows in the order of
    their articles; arguments are those of `beritanlp.distributed.frames.analyze_frame`.
    """
    return frame.map_partitions(analyze_frame, table, settings, columns, meta=empty_frame(table))


@contextmanager
def connect(address: str) -> Iterator[Engine]:
    """The cluster whose scheduler is at *address*, ``tcp://host:8786``, as an `engine`.

    Raises:
        PipelineError: nothing answers there, there are no workers, or they have another beritanlp.
    """
    try:
        client = Client(address, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError) as error:
        raise PipelineError(f"{address}: no Dask scheduler answers there ({error})") from None
    with client:
        yield engine(client)


def engine(client: Client) -> Engine:
    """What runs `beritanlp.batch.analyze_into` on the workers of *client*.

    Chunks of articles go out and small records come back, in order. A worker that dies costs
    nothing, for Dask gives its chunks to others; where several died of the same chunk, its
    articles are done one by one, and the deadly one is a Failure of stage ``worker``.

    Raises:
        PipelineError: there are no workers, or they have another beritanlp than this process.
    """
    _check_workers(client)

    def run(
        work: Work[T], chunks: Iterator[Chunk], settings: Settings | None, /
    ) -> Iterator[list[T]]:
        return _map_chunks(client, work, chunks, settings)

    return run


def _check_workers(client: Client) -> None:
    own = _fingerprint()
    try:
        found: dict[str, tuple[str, str]] = client.run(_fingerprint)
    except ModuleNotFoundError as error:
        raise PipelineError(
            f"the workers of the cluster lack a module ({error}); install beritanlp {__version__} "
            "on each"
        ) from None
    if not found:
        raise PipelineError("the cluster has no workers; start some with: dask worker ADDRESS")
    for worker, other in found.items():
        if other != own:
            raise PipelineError(
                f"worker {worker} has beritanlp {' with lexicons '.join(other)}, this process "
                f"{' with lexicons '.join(own)}; install the same on each"
            )


def _fingerprint() -> tuple[str, str]:
    return __version__, lexicon_digest()


def _map_chunks(
    client: Client, work: Work[T], chunks: Iterator[Chunk], settings: Settings | None
) -> Iterator[list[T]]:
    pending: deque[tuple[Chunk, Future]] = deque()
    exhausted = False
    try:
        while True:
            limit = _CHUNKS_PER_WORKER * max(1, len(client.scheduler_info(-1)["workers"]))
            while not exhausted and len(pending) < limit:
                chunk = next(chunks, None)
                if chunk is None:
                    exhausted = True
                else:
                    pending.append((chunk, _submit(client, work, chunk, settings)))
            if not pending:
                return
            chunk, future = pending.popleft()
            try:
                values: list[T] = future.result()
            except KilledWorker:
                values = _one_by_one(client, work, chunk, settings)
            future.release()
            yield values
    finally:
        client.cancel([future for _, future in pending])


def _submit(client: Client, work: Work[T], chunk: Chunk, settings: Settings | None) -> Future:
    return client.submit(work, chunk, settings, pure=False)


def _one_by_one(client: Client, work: Work[T], chunk: Chunk, settings: Settings | None) -> list[T]:
    values: list[T] = []
    for entry in chunk:
        try:
            values += _submit(client, work, [entry], settings).result()
        except KilledWorker as error:
            values += work([died_of(entry, type(error).__name__)], settings)
    return values
