"""The HTML pages of a web archive, as crawlers write them (WARC, ISO 28500)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from beritanlp.compressed import open_plain
from beritanlp.errors import ArticleError, MissingExtraError

__all__ = ["WebPage", "warc_pages"]

_HTML_TYPES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A page of an archive: its address, its bytes, or why they cannot be used."""

    url: str
    data: bytes
    problem: str = ""


def warc_pages(file: io.BufferedReader, max_bytes: int) -> Iterator[WebPage]:
    """The HTML pages of the archive *file*, plain or gzipped, in order.

    Pictures, scripts, redirections and answers other than 200 are left out. A page of more than
    *max_bytes*, and a record that is damaged, is a problem.

    Raises:
        ArticleError: the file is no archive, or is cut off; pages before that are given.
        MissingExtraError: warcio is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise MissingExtraError(
            'reading WARC needs warcio; install it with: pip install "beritanlp[warc]"'
        ) from None
    try:
        for record in ArchiveIterator(open_plain(file)):
            if _is_page(record):
                yield _read_page(record, max_bytes)
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        raise ArticleError(f"not a readable WARC file ({' '.join(str(error).split())})") from None


def _is_page(record: Any) -> bool:
    if record.rec_type == "response":
        headers = record.http_headers
        if headers is None or headers.get_statuscode() != "200":
            return False
        kind = headers.get_header("Content-Type", "")
    elif record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type", "")
    else:
        return False
    return (kind or "").partition(";")[0].strip().lower() in _HTML_TYPES


def _read_page(record: Any, max_bytes: int) -> WebPage:
    url = record.rec_headers.get_header("WARC-Target-URI", "").strip("<>")
    try:
        data = record.content_stream().read(max_bytes + 1)
    except Exception as error:  # of whatever packing the server used
        return WebPage(url=url, data=b"", problem=f"its body cannot be unpacked ({error})")
    if len(data) > max_bytes:
        return WebPage(url=url, data=b"", problem=f"more than {max_bytes >> 20} MB")
    return WebPage(url=url, data=data)
