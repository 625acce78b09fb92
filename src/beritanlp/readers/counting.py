"""How many articles a source holds, where that is quicker to find out than to read them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from beritanlp.compressed import READ_ERRORS, open_binary, plain_name
from beritanlp.errors import ArticleError
from beritanlp.readers.articles import find_files
from beritanlp.readers.records import open_parquet

__all__ = ["count_articles"]

_ONE_ARTICLE = (".txt", ".html", ".htm")
_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")


def count_articles(source: str | os.PathLike[str]) -> int | None:
    """How many articles `read_articles` is about to give, for a progress bar.

    None where only reading tells: standard input, JSON, WARC, files that cannot be read.
    """
    path = Path(source)
    try:
        counts = [_count(file) for file in (find_files(path) if path.is_dir() else [path])]
    except (*READ_ERRORS, ArticleError):
        return None
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) else None


def _count(path: Path) -> int | None:
    suffix = Path(plain_name(path)).suffix
    if suffix in _ONE_ARTICLE:
        return 1
    if suffix == ".parquet":
        with open_parquet(path) as table:
            rows: int = table.metadata.num_rows
        return rows
    if suffix not in _LINES + _TABLES or not path.is_file():
        return None
    with open_binary(path) as file:
        if suffix in _LINES:
            return sum(1 for line in file if line.strip())
        return max(_count_rows(file) - 1, 0)


def _count_rows(lines: Iterable[bytes]) -> int:
    """Rows of CSV: a line ends one unless a quotation mark is open, whatever the delimiter."""
    rows = 0
    inside = False
    for line in lines:
        inside ^= line.count(b'"') % 2 == 1
        rows += not inside and bool(line.strip())
    return rows
