"""Repair what scraping broke, and know where every character came from.

Mojibake (*â€œ* for “), character references (*&quot;*), combining marks, invisible characters and
control characters are mended; the map back to the original offsets is kept, so that all that is
found in the clean text can be cut out of the original.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from html.entities import html5

__all__ = ["CleanText", "clean"]

# runs that UTF-8 read as a one-byte encoding leaves behind: a lead byte, then continuation bytes
_MOJIBAKE = re.compile(r"[Â-ôâ][\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]{1,3}")
# ” loses its last byte where control characters were dropped
_CUT_MARKS = {"â€": "”"}
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# soft hyphen, zero-width and directional marks, byte order mark, C0/C1 controls except tab and
# line ends
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_COMBINING = re.compile(r"\w[\u0300-\u036f]{1,8}")
_SUSPECT = re.compile(
    "[&\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeffÂ-ô"
    "\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class CleanText:
    """A repaired text and, where it differs from the original, the way back.

    ``text[clean_starts[k]:]`` runs beside ``original[original_starts[k]:]`` until the next entry;
    both are empty where nothing was repaired. ``fixed`` marks entries whose stretch is one repaired
    unit, which maps as a whole to its original, up to ``original_ends[k]``.
    """

    text: str
    clean_starts: tuple[int, ...] = ()
    original_starts: tuple[int, ...] = ()
    fixed: tuple[bool, ...] = ()
    original_ends: tuple[int, ...] = ()

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the clean text's [start, end)."""
        if not self.clean_starts:
            return start, end
        return self._start(start), self._end(end)

    def from_original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the clean text of the original's [start, end), at unit borders."""
        if not self.clean_starts:
            return start, end
        return self._forward(start), max(self._forward(end), self._forward(start))

    def _forward(self, at: int) -> int:
        k = bisect_right(self.original_starts, at) - 1
        limit = self.clean_starts[k + 1] if k + 1 < len(self.clean_starts) else len(self.text)
        if self.fixed[k]:
            return self.clean_starts[k] if at == self.original_starts[k] else limit
        return min(self.clean_starts[k] + at - self.original_starts[k], limit)

    def _start(self, at: int) -> int:
        k = bisect_right(self.clean_starts, at) - 1
        if self.fixed[k]:
            return self.original_starts[k]
        return self.original_starts[k] + at - self.clean_starts[k]

    def _end(self, at: int) -> int:
        if at == 0:
            return 0
        k = bisect_right(self.clean_starts, at - 1) - 1
        if self.fixed[k]:
            return self.original_ends[k]
        return self.original_starts[k] + at - self.clean_starts[k]


def _repairs(text: str) -> list[tuple[int, int, str]]:
    """Non-overlapping replacements (start, end, new), in order."""
    found: list[tuple[int, int, str]] = []
    for match in _REFERENCE.finditer(text):
        name = match.group()[1:]
        new = html.unescape(match.group()) if name[0] == "#" or name in html5 else match.group()
        if new != match.group():
            found.append((match.start(), match.end(), new))
    mojibake = list(_MOJIBAKE.finditer(text))
    if mojibake:
        from ftfy import fix_encoding

        for match in mojibake:
            new = _CUT_MARKS.get(match.group()) or fix_encoding(match.group())
            if new != match.group() and len(new) < len(match.group()):
                found.append((match.start(), match.end(), new))
    for match in _INVISIBLE.finditer(text):
        found.append((match.start(), match.end(), ""))
    for match in _COMBINING.finditer(text):
        new = unicodedata.normalize("NFC", match.group())
        if new != match.group():
            found.append((match.start(), match.end(), new))
    found.sort()
    kept: list[tuple[int, int, str]] = []
    for start, end, new in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, new))
    return kept


def clean(text: str) -> CleanText:
    """*text* repaired; the same string, with no map, where there is nothing to repair."""
    if text.isascii() and "&" not in text and text.isprintable():
        return CleanText(text)
    if not _SUSPECT.search(text):
        return CleanText(text)
    repairs = _repairs(text)
    if not repairs:
        return CleanText(text)
    parts: list[str] = []
    clean_starts: list[int] = []
    original_starts: list[int] = []
    fixed: list[bool] = []
    original_ends: list[int] = []
    at = length = 0
    for start, end, new in [*repairs, (len(text), len(text), "")]:
        if at < start:
            clean_starts.append(length)
            original_starts.append(at)
            fixed.append(False)
            original_ends.append(start)
            parts.append(text[at:start])
            length += start - at
        if new:
            clean_starts.append(length)
            original_starts.append(start)
            fixed.append(True)
            original_ends.append(end)
            parts.append(new)
            length += len(new)
        at = end
    if not clean_starts:
        return CleanText("")
    return CleanText(
        "".join(parts),
        tuple(clean_starts),
        tuple(original_starts),
        tuple(fixed),
        tuple(original_ends),
    )
