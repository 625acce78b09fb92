"""How much memory one article, or one reading of a file, may take: none takes the machine's."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

__all__ = ["each_within", "memory_limit"]

_Item = TypeVar("_Item")

_STATM = Path("/proc/self/statm")
_DATA = 5  # its field of the pages that the process may write to


@contextmanager
def memory_limit(megabytes: float) -> Iterator[None]:
    """Give the block so many *megabytes* beyond what this process has; MemoryError is raised there.

    The limit is one of the whole process, so that it is set in its main thread only, as that of
    `time_limit` is; and only Linux counts such memory: elsewhere there is no limit.
    """
    if not _STATM.exists() or threading.current_thread() is not threading.main_thread():
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _bytes_now() + int(megabytes * (1 << 20))
    known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([most, *known]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def each_within(items: Iterable[_Item], megabytes: float) -> Iterator[_Item]:
    """*items*, each of which may take so many *megabytes* to get; see `memory_limit`."""
    left = iter(items)
    while True:
        with memory_limit(megabytes):
            found = list(islice(left, 1))
        if not found:
            return
        yield found[0]


def _bytes_now() -> int:
    """The memory that this process may write to, as Linux counts it for the limit."""
    import resource

    return int(_STATM.read_text().split()[_DATA]) * resource.getpagesize()
