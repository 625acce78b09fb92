"""Files that may be compressed: ``.gz`` and ``.zst`` by their suffix, all others plain."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

__all__ = ["READ_ERRORS", "open_binary", "open_plain", "plain_name", "replacing"]

# what reading a missing, cut off or damaged file raises, compressed or not
READ_ERRORS = (OSError, EOFError, zlib.error)

_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_GZIP_LEVEL = 6  # zlib's own default; level 9 is three times slower for 1 % on JSON Lines


def plain_name(path: str | Path) -> str:
    """The file name of *path* in lower case, without ``.gz`` or ``.zst``."""
    name = Path(path).name.lower()
    return name.removesuffix(".gz").removesuffix(".zst")


def open_binary(path: str | Path) -> BinaryIO:
    """*path* open for reading its decompressed bytes; a file cut off raises one of READ_ERRORS."""
    name = Path(path).name.lower()
    if name.endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    if name.endswith(".zst"):
        return _zstd_reader(Path(path).open("rb"))
    return Path(path).open("rb")


def open_plain(stream: io.BufferedReader) -> BinaryIO:
    """*stream* decompressed, if its first bytes say that it is gzip or Zstandard."""
    head = stream.peek(4)[:4]
    if head.startswith(_GZIP_MAGIC):
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))
    if head.startswith(_ZSTD_MAGIC):
        return _zstd_reader(cast(BinaryIO, stream))
    return cast(BinaryIO, stream)


@contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """A new file, compressed by the suffix of *path*, which takes that name when all went well.

    Until then it is called ``<path>.part``, which is where an interrupted writer leaves what it
    has written so far.
    """
    path = Path(path)
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    name = path.name.lower()
    with part.open("wb") as raw:
        if name.endswith(".gz"):
            # no name and no time inside, so that equal results give equal files
            with gzip.GzipFile("", "wb", _GZIP_LEVEL, raw, mtime=0) as file:
                yield cast(BinaryIO, file)
        elif name.endswith(".zst"):
            import pyarrow as pa

            with pa.CompressedOutputStream(pa.PythonFile(raw, "w"), "zstd") as file:
                yield cast(BinaryIO, file)
        else:
            yield raw
    part.replace(path)


def _zstd_reader(raw: BinaryIO) -> BinaryIO:
    # pyarrow's reader, since zstandard's stream_reader ends a cut off file without an error
    import pyarrow as pa

    return cast(BinaryIO, io.BufferedReader(_Arrow(pa.CompressedInputStream(raw, "zstd"), raw)))


class _Arrow(io.RawIOBase):
    """A pyarrow stream as one of Python's own, so that lines can be read from it."""

    def __init__(self, stream: BinaryIO, raw: BinaryIO) -> None:
        self._stream = stream
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._raw.close()
        super().close()
