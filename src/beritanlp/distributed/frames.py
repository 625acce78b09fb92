"""Frames of articles in, frames of results out: what Dask, Spark and others run on a partition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from beritanlp.batch.chunks import analyze_entries, split
from beritanlp.codec import COLUMNS, table_frame
from beritanlp.readers import articles_of
from beritanlp.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["analyze_frame", "analyze_frames", "empty_frame", "spark_schema"]

# articles whose results are in memory at a time
_CHUNK_SIZE = 100

_SPARK_TYPES: Final = {
    "string": "string",
    "int": "bigint",
    "float": "double",
    "bool": "boolean",
    "date": "date",
}


def analyze_frame(
    frame: pd.DataFrame,
    table: str = "quotes",
    settings: Settings | None = None,
    columns: dict[str, str] | None = None,
) -> pd.DataFrame:
    """The rows of *table* that the articles of *frame*, one a row, give.

    Args:
        frame: articles; the columns of text, id, title, published, outlet and url are guessed by
            their names, as `read_articles` does.
        table: ``articles``, ``quotes``, ``speakers``, ``institutions``, ``topics``, ``key_terms``,
            ``failures``; or ``results``, whose column ``result`` has an Analysis or Failure as JSON
            (`beritanlp.codec.decode`).
        settings: of the pipeline.
        columns: names of columns that are not guessed: ``{"text": "isi"}``.

    Raises:
        ArticleError: no column for the text, or a given one is missing.
        ValueError: there is no such table.
    """
    import pandas as pd

    names = _columns_of(table)
    entries = articles_of(_records(frame), columns or {}) if len(frame) else iter(())
    parts = [
        table_frame(analyze_entries(chunk, settings), table)
        for chunk in split(entries, _CHUNK_SIZE)
    ]
    found = pd.concat(parts, ignore_index=True) if parts else empty_frame(table)
    return found[list(names)]


def analyze_frames(
    frames: Iterable[pd.DataFrame],
    table: str = "quotes",
    settings: Settings | None = None,
    columns: dict[str, str] | None = None,
) -> Iterator[pd.DataFrame]:
    """`analyze_frame` of each of *frames*: what Spark's ``mapInPandas`` calls."""
    for frame in frames:
        yield analyze_frame(frame, table, settings, columns)


def empty_frame(table: str) -> pd.DataFrame:
    """*table* without rows, with its columns and types."""
    _columns_of(table)
    return table_frame([], table)


def spark_schema(table: str = "quotes") -> str:
    """The columns of *table* and their types as Spark's DDL: ``article_id string, …``."""
    columns = _columns_of(table)
    return ", ".join(f"`{name}` {_SPARK_TYPES[kind]}" for name, kind in columns.items())


def _columns_of(table: str) -> dict[str, str]:
    if table not in COLUMNS:
        raise ValueError(f"table must be one of {', '.join(COLUMNS)}; got {table!r}")
    return dict(COLUMNS[table])


def _records(frame: pd.DataFrame) -> Iterator[tuple[str, dict[str, object]]]:
    names = [str(name) for name in frame.columns]
    rows = frame.itertuples(name=None)
    for index, *values in rows:
        yield f"row {index}", dict(zip(names, values, strict=True))
