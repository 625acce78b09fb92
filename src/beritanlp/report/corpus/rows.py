"""The rows of a frame as objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["objects", "rows_of"]


def objects(frame: pd.DataFrame) -> pd.DataFrame:
    """*frame* with Python's own values, None for null."""
    plain = frame.astype(object)
    return plain.where(plain.notna(), None)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of *frame*, with its columns as attributes; None for null."""
    yield from objects(frame).itertuples(index=False)
