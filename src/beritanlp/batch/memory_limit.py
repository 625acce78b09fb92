"""How much memory one article may take, so that none takes the machine's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["memory_limit"]

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


def _bytes_now() -> int:
    """The memory that this process may write to, as Linux counts it for the limit."""
    import resource

    return int(_STATM.read_text().split()[_DATA]) * resource.getpagesize()
