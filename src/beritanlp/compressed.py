"""Files that may be compressed: ``.gz`` and ``.zst`` by their suffix, all others plain; and zips.

What unpacks to far more than files of text do is refused while it is read: see `limits`.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from beritanlp.limits import MAX_RATIO, MAX_SMALL_PACKED_BYTES

__all__ = [
    "READ_ERRORS",
    "ZIP_ERRORS",
    "cleared",
    "open_binary",
    "open_plain",
    "open_zip",
    "plain_name",
    "replacing",
]

# what reading a missing, cut off, damaged or overlarge file raises, compressed or not
READ_ERRORS = (OSError, EOFError, zlib.error)
# and a zip: NotImplementedError is of packings that Python does not know, RuntimeError of passwords
ZIP_ERRORS = (*READ_ERRORS, zipfile.BadZipFile, NotImplementedError, RuntimeError)

_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_BUFFER = 1 << 18  # bytes unpacked at a time
_GZIP_LEVEL = 6  # zlib's own default; level 9 is three times slower for 1 % on JSON Lines


def plain_name(path: str | Path) -> str:
    """The file name of *path* in lower case, without ``.gz`` or ``.zst``."""
    name = Path(path).name.lower()
    return name.removesuffix(".gz").removesuffix(".zst")


def open_binary(path: str | Path) -> BinaryIO:
    """*path* open for reading its decompressed bytes.

    A file that is cut off, or unpacks to more than `limits` allows, raises one of READ_ERRORS.
    """
    name = Path(path).name.lower()
    file = Path(path).open("rb")  # noqa: SIM115 - closed with what is returned
    if name.endswith(".gz"):
        return _gzip_reader(file)
    if name.endswith(".zst"):
        return _zstd_reader(file)
    return file


def open_plain(stream: io.BufferedReader) -> BinaryIO:
    """*stream* decompressed, if its first bytes say that it is gzip or Zstandard."""
    head = stream.peek(4)[:4]
    if head.startswith(_GZIP_MAGIC):
        return _gzip_reader(stream)
    if head.startswith(_ZSTD_MAGIC):
        return _zstd_reader(stream)
    return cast(BinaryIO, stream)


@contextmanager
def open_zip(file: str | Path | BinaryIO, limit: int) -> Iterator[zipfile.ZipFile]:
    """The zip *file*, of which no more than *limit* bytes can be read; else one of ZIP_ERRORS.

    What an entry says of its size holds: zipfile reads no further.
    """
    with zipfile.ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > limit:
            raise OSError(f"unpacks to more than the {limit:,} bytes that are read")
        yield archive


def cleared(path: Path) -> Path:
    """*path*, with no file there: of a link, the link is removed and not what it leads to.

    So a folder of results that came from elsewhere cannot have other files overwritten.
    """
    path.unlink(missing_ok=True)
    return path


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
    with cleared(part).open("wb") as raw:
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


def _gzip_reader(raw: io.BufferedReader) -> BinaryIO:
    packed = _Counted(raw)
    unpacked = gzip.GzipFile(fileobj=cast(BinaryIO, packed), mode="rb")
    return cast(BinaryIO, io.BufferedReader(_Unpacked(cast(BinaryIO, unpacked), packed), _BUFFER))


def _zstd_reader(raw: io.BufferedReader) -> BinaryIO:
    # pyarrow's reader, since zstandard's stream_reader ends a cut off file without an error
    import pyarrow as pa

    packed = _Counted(raw)
    unpacked = pa.CompressedInputStream(pa.PythonFile(packed, "r"), "zstd")
    return cast(BinaryIO, io.BufferedReader(_Unpacked(unpacked, packed), _BUFFER))


class _Counted(io.RawIOBase):
    """A file that counts the bytes that were read of it."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = self._file.readinto(buffer)
        self.taken += count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class _Unpacked(io.RawIOBase):
    """A stream of decompressed bytes that ends with an error where it is made to fill memory."""

    def __init__(self, stream: BinaryIO, packed: _Counted) -> None:
        self._stream = stream
        self._packed = packed
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > max(MAX_SMALL_PACKED_BYTES, MAX_RATIO * self._packed.taken):
            raise OSError(
                f"unpacks to more than {MAX_RATIO} times its size; if that is right, "
                "unpack it first"
            )
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._packed.close()
        super().close()
