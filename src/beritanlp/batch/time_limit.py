"""How long one article may take: processor time, so that a busy machine changes no result."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["OutOfTime", "time_limit"]

_AGAIN = 1.0  # seconds of processor time after which a signal that was lost comes again


class OutOfTime(BaseException):
    """An article took too long; no ``except Exception`` on the way takes it for its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the block after so many *seconds* of this process's processor time.

    Only the main thread of a process can be stopped so, and not on Windows: elsewhere there is no
    limit. Worker processes analyse in their main thread, those of Dask in others.
    """
    if not hasattr(signal, "setitimer") or (
        threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
