"""From bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import contextlib
import re
from typing import BinaryIO

from beritanlp.errors import ArticleError

__all__ = ["decode_bytes", "decode_html", "find_encoding"]

_SAMPLE = 65_536  # bytes; enough text to tell encodings apart
_BLOCK = 1 << 20
# share of bytes; control characters beyond this are no text (the shared news has none)
_MAX_CONTROL = 0.01
# what else than Unicode Indonesian news is written in, the likelier one first; detectors that
# choose among 90 encodings find Big5 or EBCDIC in short texts
_ONE_BYTE = ("cp1252", "mac_roman")
_ASCII = bytes(range(128))
_MARKS = "“”‘’–—…•·\u00a0°®©™½€£"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\x0b\x0c\r\x1b")
# what a page may be written in has these characters where ASCII has them, or nobody could read the
# name of the encoding; and no meaning beside them, as in UTF-7 and Python's own escapes
_PROBE = bytes(range(32, 127)).replace(b"\\", b"") + rb"\u0041 +AEE-"
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*(?:[\"']\s*)?([\w.:-]{2,40})", re.IGNORECASE
)


def decode_bytes(data: bytes, encoding: str | None = None) -> str:
    """*data* as text, without a byte order mark; in *encoding* if given, else in the likeliest.

    UTF-8 and UTF-16 are recognised for certain. Text that is UTF-8 but for a few damaged bytes gets
    U+FFFD for those. All else is read as Windows-1252 or Mac Roman, whichever gives likelier text.

    Raises:
        ArticleError: the bytes are not text, or not text in the *encoding* given.
    """
    if encoding is None:
        encoding, errors = _guess(data)
        return data.decode(encoding, errors)
    name = _named(data, encoding)
    try:
        return data.decode(name)
    except UnicodeError as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise ArticleError(f"not {encoding}{at}; leave encoding out") from None


def decode_html(data: bytes, encoding: str | None = None) -> str:
    """*data* as the text of an HTML page: like `decode_bytes`, but a charset it states counts."""
    if encoding is None and not data.startswith(tuple(bom for bom, _ in _BOMS)):
        try:
            return data.decode("utf-8") if b"\0" not in data else decode_bytes(data)
        except UnicodeDecodeError:
            stated = _META_CHARSET.search(data[:4096])
        if stated:
            name = stated.group(1).decode("ascii").lower()
            # browsers read both as Windows-1252 (WHATWG Encoding Standard, 4.2)
            name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name
            with contextlib.suppress(LookupError, UnicodeError):
                if _PROBE.decode(name) == _PROBE.decode("ascii"):
                    return data.decode(name)
    return decode_bytes(data, encoding)


def find_encoding(file: BinaryIO, encoding: str | None = None) -> tuple[str, str]:
    """The encoding of all of *file* and the error mode to read it with; the file is read through.

    Raises:
        ArticleError: the bytes are not text, or *encoding* is unknown.
    """
    head = file.read(_BLOCK)
    if encoding is not None:
        return _named(head, encoding), "strict"
    decoder = codecs.getincrementaldecoder("utf-8")()
    block = head
    if not _marked(head):
        try:
            while block:
                decoder.decode(block)
                block = file.read(_BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _guess(block or head)
        # all of it is UTF-8; the block may end within a character
        return _guess(head.decode("utf-8", "ignore").encode())
    return _guess(head)


def _named(data: bytes, encoding: str) -> str:
    """Python's name for the *encoding* that *data* is said to have, by whether it has a mark.

    Raises:
        ArticleError: there is no such encoding of texts.
    """
    try:
        b"a".decode(encoding, "ignore")  # knows, unlike a look-up, that rot13 is none of texts
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise ArticleError(f"unknown encoding {encoding!r}") from None
    if name == "utf-8" and data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if name in ("utf-16", "utf-32") and not data.startswith(tuple(bom for bom, _ in _BOMS[1:])):
        return f"{name}-le"  # as Python reads bytes, though not files, without a mark
    return name


def _marked(data: bytes) -> bool:
    """Whether a mark or a NUL says that this is not plain UTF-8."""
    return b"\0" in data or any(data.startswith(bom) for bom, _ in _BOMS[1:])


def _guess(data: bytes) -> tuple[str, str]:
    """Encoding and error mode for *data*; ArticleError if it is not text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ArticleError(f"{what}, not text")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, "replace"
    if b"\0" in data:
        return _guess_utf16(data), "replace"
    control = len(data) - len(data.translate(None, _CONTROL))
    if control > _MAX_CONTROL * len(data):
        raise ArticleError(f"not text: {control:,} of its bytes are control characters")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", "strict"
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if sum(char > "\x7f" for char in text) - damaged > damaged:
        return "utf-8", "replace"
    return _guess_one_byte(data), "replace"


def _guess_utf16(data: bytes) -> str:
    """UTF-16 without a mark: Latin text has a NUL in every second place, and only there."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.7 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.02 * half:
        return "utf-16-be"
    raise ArticleError("not text: it holds NUL bytes")


def _guess_one_byte(data: bytes) -> str:
    """Windows-1252 or Mac Roman: where *data* has more of the marks that news is written with.

    What is “ in one is Ò or ì in the other, so that a few quotation marks decide.
    """

    def likelihood(encoding: str) -> int:
        rare = data.translate(None, _ASCII)[:_SAMPLE].decode(encoding, "replace")
        return sum(2 if c in _MARKS else 1 if c.islower() else -1 for c in rare)

    return max(_ONE_BYTE, key=likelihood)
