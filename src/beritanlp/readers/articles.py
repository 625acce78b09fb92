"""`read_articles`: whatever holds news, as articles."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from beritanlp.compressed import READ_ERRORS, open_binary, open_plain, plain_name
from beritanlp.domain import Article, Failure
from beritanlp.errors import ArticleError
from beritanlp.readers.dates import DateOrder, guess_date_order, parse_date
from beritanlp.readers.encoding import decode_bytes, decode_html
from beritanlp.readers.records import (
    MAX_ARTICLE_BYTES,
    Record,
    csv_records,
    json_line_records,
    json_records,
    open_csv,
    open_parquet,
    parquet_records,
    read_bounded,
)

__all__ = ["content_id", "read_articles"]

# bytes; the largest saved page in the shared data has 287 kB, and parsing takes a second per 5 MB
_MAX_HTML_BYTES = 16 << 20
# records looked through for the names of columns and for the order of day and month
_SAMPLE_RECORDS = 200
# columns that an error message lists
_MAX_LISTED = 20
_SURROGATE = re.compile("[\ud800-\udfff]")
_HTML_START = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype|html|head|body|\?xml)", re.I | re.S)

# names of columns in the order of preference, lower case, with _ for spaces and hyphens
_COLUMN_NAMES: Final = {
    "text": ("text", "content", "isi", "body", "artikel", "article", "konten", "berita")
    + ("isi_berita", "isi_artikel", "teks"),
    "id": ("id", "_id", "article_id", "doc_id", "no"),
    "title": ("title", "judul", "headline", "judul_berita"),
    "published": ("published", "date", "tanggal", "pubdate", "published_at", "datetime")
    + ("pub_date", "publish_date", "published_date", "tanggal_terbit"),
    "outlet": ("outlet", "source", "media", "sumber"),
    "url": ("url", "link"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What `read_articles` was asked; ``columns`` holds the names that the caller gave."""

    columns: dict[str, str]
    delimiter: str | None
    encoding: str | None


def read_articles(
    source: str | os.PathLike[str],
    *,
    text_column: str | None = None,
    id_column: str | None = None,
    title_column: str | None = None,
    published_column: str | None = None,
    outlet_column: str | None = None,
    url_column: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Iterator[Article | Failure]:
    """The articles of *source*, one at a time; a `Failure` stands for each that cannot be used.

    Reads ``.txt`` and ``.html`` (an article a file), ``.jsonl``, ``.json``, ``.csv``, ``.tsv`` and
    ``.parquet`` (an article a record), each also ``.gz`` or ``.zst``. In a folder, all such files
    are read in the order of their paths, hidden ones left out.

    An article's id is the one in its record, else the path of its file without the suffix, else
    made of its text (`content_id`). An id that comes again gets ``#2``; one warning at the end
    says how many did.

    Args:
        source: a file, a folder, or ``"-"`` for standard input, whose kind is seen from its
            beginning: JSON Lines, HTML, or plain text.
        text_column: the column or key of the text; guessed from its name (text, content, isi, …)
            where it is not given, like the others.
        id_column: of the id.
        title_column: of the headline.
        published_column: of the date; what `parse_date` does not understand is None.
        outlet_column: of the name of the medium.
        url_column: of the address.
        delimiter: of CSV; found among ``, ; tab |`` where it is not given.
        encoding: of the bytes; found where it is not given. Offsets count the decoded text.

    Raises:
        ArticleError: *source* cannot be used at all: it does not exist, is not text, has no column
            for the text. Inside a folder, such a file is a Failure.
    """
    if not isinstance(source, str | os.PathLike):
        raise TypeError(
            f"source must be a path or '-'; got {type(source).__name__}; "
            "articles in memory go straight to analyze_many"
        )
    given = {
        "text": text_column,
        "id": id_column,
        "title": title_column,
        "published": published_column,
        "outlet": outlet_column,
        "url": url_column,
    }
    options = _Options(
        columns={field: name for field, name in given.items() if name is not None},
        delimiter=delimiter,
        encoding=encoding,
    )
    if source == "-":
        return _unique(_located("standard input", _read_stdin(options)))
    path = Path(source)
    if not path.exists():
        raise ArticleError(f"{path}: no such file or folder")
    if path.is_dir():
        return _unique(_read_folder(path, options))
    name = plain_name(path)
    if Path(name).suffix and path.is_file() and Path(name).suffix not in _READERS:
        known = ", ".join(_READERS)
        raise ArticleError(f"{path}: unknown kind of file; known are {known}, each also .gz or .zst")
    return _unique(_located(str(path), _read_file(path, path.name, options)))


def content_id(text: str) -> str:
    """An id made of *text*: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _unique(results: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """*results* with ``#2`` and so on behind the id of an article that comes again."""
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for result in results:
        if isinstance(result, Article):
            id_ = result.id
            while id_ in seen:
                counts[result.id] = counts.get(result.id, 1) + 1
                id_ = f"{result.id}#{counts[result.id]}"
            if id_ != result.id:
                result = replace(result, id=id_)
            seen.add(id_)
        yield result
    if counts:
        n = sum(count - 1 for count in counts.values())
        example = next(iter(counts))
        warnings.warn(
            f"{n} articles had an id that came before, such as {example!r}; they got '#2' and so on",
            stacklevel=2,
        )


def _located(where: str, results: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """*results*, with *where* before the message of what goes wrong."""
    try:
        yield from results
    except ArticleError as error:
        raise ArticleError(f"{where}: {error}") from None
    except READ_ERRORS as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ArticleError(f"{where}: cannot be read ({reason})") from None


def _read_folder(folder: Path, options: _Options) -> Iterator[Article | Failure]:
    found = False
    for path in _find_files(folder):
        found = True
        name = path.relative_to(folder).as_posix()
        try:
            yield from _located(name, _read_file(path, name, options))
        except ArticleError as error:
            yield _failure(name, str(error))
    if not found:
        raise ArticleError(f"{folder}: no files of articles; known are {', '.join(_READERS)}")


def _find_files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(root, name)
            known = Path(plain_name(name)).suffix in _READERS
            if known and not name.startswith(".") and path.is_file():
                found.append(path)
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _read_file(path: Path, name: str, options: _Options) -> Iterator[Article | Failure]:
    suffix = Path(plain_name(path)).suffix
    if suffix in _READERS and not stat.S_ISFIFO(path.stat().st_mode):
        yield from _READERS[suffix](path, name, options)
        return
    # no suffix, or a pipe such as /dev/stdin: the kind is seen from the first bytes
    with path.open("rb") as file:
        yield from _read_stream(file, path.stem, options)


def _read_stdin(options: _Options) -> Iterator[Article | Failure]:
    yield from _read_stream(cast(io.BufferedReader, sys.stdin.buffer), "stdin", options)


def _read_stream(
    stream: io.BufferedReader, id_: str, options: _Options
) -> Iterator[Article | Failure]:
    file = open_plain(stream)
    first = file.readline(MAX_ARTICLE_BYTES + 1)
    while first and not first.strip() and len(first) <= MAX_ARTICLE_BYTES:
        first = file.readline(MAX_ARTICLE_BYTES + 1)
    start = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        rest = _Joined(first, file)
        yield from _from_records(id_, json_line_records(id_, rest, options.encoding), options)
        return
    rest = _Joined(first, file)
    if start.startswith(b"["):
        yield from _from_records(id_, json_records(id_, rest, options.encoding), options)
    elif _HTML_START.match(start):
        yield _from_html(read_bounded(rest, _MAX_HTML_BYTES, "is it one page?"), id_, options)
    else:
        data = read_bounded(rest, MAX_ARTICLE_BYTES, "is it one article?")
        yield _article(id_, text=decode_bytes(data, options.encoding))


class _Joined(io.RawIOBase, BinaryIO):  # type: ignore[misc]
    """A line that has been read already, and the file it comes from."""
