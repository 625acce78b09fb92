"""Quotes as annotation tools have them: regions of a text, and links between regions.

A quote is the region of its first span; its further spans, its cue and the words that name its
source are regions that it is linked to. Tools count offsets in UTF-16 units, where a character
beyond the basic plane (an emoji) counts twice; `Utf16` turns them into code points and back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from beritanlp.domain import TextSpan
from beritanlp.validation.sheet import CodedQuote, Marks

__all__ = [
    "LINKS",
    "PARTS",
    "Link",
    "Region",
    "Utf16",
    "marks_of",
    "number_of",
    "regions_of",
    "with_marks",
    "words_of",
]

PARTS = ("quote", "more", "cue", "mention")
LINKS = {"more": "more", "cue": "cue", "mention": "speaker"}
"""What links a quote to each part of it."""

_LAST = 0xFFFF  # of the basic plane


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A marked stretch of a text; ``part`` is one of `PARTS`."""

    id: str
    part: str
    span: TextSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """From the region of a quote to that of a part of it."""

    source: str
    target: str
    label: str


def regions_of(quote: CodedQuote, added: int) -> tuple[list[Region], list[Link]]:
    """The regions of *quote*, its own first, as coded; *added* numbers a quote that was missed."""
    marks = quote.marked or quote.extracted_marks
    own = f"a{added}" if quote.quote is None else f"q{quote.quote}"
    if not marks.content:
        return [], []
    regions = [Region(id=own, part="quote", span=marks.content[0])]
    for n, more in enumerate(marks.content[1:], 2):
        regions.append(Region(id=f"{own}.{n}", part="more", span=more))
    for part, span in (("cue", marks.cue), ("mention", marks.mention)):
        if span is not None:
            regions.append(Region(id=f"{own}.{part}", part=part, span=span))
    links = [Link(source=own, target=r.id, label=LINKS[r.part]) for r in regions[1:]]
    return regions, links


def number_of(region_id: str) -> int | None:
    """The number of the quote that `regions_of` gave *region_id*; None of any other."""
    number = region_id.removeprefix("q")
    known = number != region_id and number.isascii() and number.isdigit()
    return int(number) if known else None


def marks_of(regions: Mapping[str, Region], links: Iterable[Link]) -> dict[str, Marks]:
    """The marks of each quote by the id of its region, in the order of *regions*.

    Links count in either direction; what links no quote to a part is passed over.
    """
    parts: dict[str, dict[str, list[TextSpan]]] = {
        id: {} for id, region in regions.items() if region.part == "quote"
    }
    for link in links:
        for source, target in ((link.source, link.target), (link.target, link.source)):
            if source in parts and target in regions:
                region = regions[target]
                parts[source].setdefault(region.part, []).append(region.span)
    return {
        id: Marks(
            content=_in_order([regions[id].span, *found.get("more", [])]),
            cue=_first(found.get("cue", [])),
            mention=_first(found.get("mention", [])),
        )
        for id, found in parts.items()
    }


def with_marks(quote: CodedQuote, marked: Marks) -> CodedQuote:
    """*quote* as a coder has marked it."""
    return replace(quote, marked=None if marked == quote.extracted_marks else marked)


def words_of(text: str, marked: Marks) -> str:
    """The words of a quote that a coder has marked."""
    return " ".join(text[span.start : span.end] for span in marked.content)


def _in_order(spans: list[TextSpan]) -> tuple[TextSpan, ...]:
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _first(spans: list[TextSpan]) -> TextSpan | None:
    return _in_order(spans)[0] if spans else None


class Utf16:
    """Offsets of *text* in code points and in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, character in enumerate(text) if ord(character) > _LAST]
        self._wide_units = [at + n for n, at in enumerate(self._wide)]

    def units(self, at: int) -> int:
        """The offset in UTF-16 units of the offset *at* in code points."""
        return at + bisect_left(self._wide, at)

    def points(self, at: int) -> int:
        """The offset in code points; inside a character that of its beginning."""
        return at - bisect_left(self._wide_units, at)
