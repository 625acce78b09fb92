"""The same analysis on a cluster: `dask` for Dask, `frames` for any engine that has pandas frames.

``beritanlp.distributed.dask.analyze(frame)`` and ``beritanlp.distributed.frames.analyze_frames``
load with their packages when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beritanlp.distributed import dask as dask
    from beritanlp.distributed import frames as frames

__all__ = ["dask", "frames"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return importlib.import_module(f"beritanlp.distributed.{name}")
    raise AttributeError(f"module 'beritanlp.distributed' has no attribute {name!r}")
