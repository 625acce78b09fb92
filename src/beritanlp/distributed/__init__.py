"""The same analysis on a cluster: `dask` for Dask, `frames` for any engine that has pandas frames.

``beritanlp.distributed.dask.analyze(frame)`` and ``beritanlp.distributed.frames.analyze_frames``
load with their packages when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beritanlp.lazy import lazy_names

if TYPE_CHECKING:
    from beritanlp.distributed import dask as dask
    from beritanlp.distributed import frames as frames

__all__ = ["dask", "frames"]


__getattr__, __dir__ = lazy_names(__name__, {}, __all__)
