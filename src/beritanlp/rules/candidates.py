"""What the quote rules hand on: a quote in words of the page, before its speaker is known."""

from __future__ import annotations

from dataclasses import dataclass

from beritanlp.domain import QuoteKind
from beritanlp.rules.cues import Cue
from beritanlp.rules.sources import Source
from beritanlp.text.page import Page

__all__ = ["QuoteCandidate", "trim_content"]


@dataclass(slots=True)
class QuoteCandidate:
    """A quote whose ranges are words [start, end) of the page.

    ``source`` is the phrase beside the quote; with ``cue.clitic`` it is None and -nya is the
    mention. ``continues`` is True for speech with no cue of its own.
    """

    kind: QuoteKind
    content: list[tuple[int, int]]
    cue: tuple[int, int] | None
    clitic: bool
    source: Source | None
    rule: str
    continues: bool = False

    @property
    def start(self) -> int:
        """First word of the content."""
        return self.content[0][0]

    @property
    def reach(self) -> int:
        """First word behind the content and its attribution."""
        ends = [self.content[-1][1]]
        if self.cue:
            ends.append(self.cue[1])
        if self.source:
            ends.append(self.source.end)
        return max(ends)

    @property
    def anchor(self) -> int:
        """The word from which pronouns look back: the source, else the cue, else the content."""
        if self.source:
            return self.source.start
        return self.cue[0] if self.cue else self.start


def cue_range(cue: Cue) -> tuple[int, int]:
    """The words of *cue*."""
    return cue.start, cue.end


def trim_content(page: Page, i: int, j: int) -> tuple[int, int]:
    """[i, j) without the comma or full stop at its end, and without commas at its start."""
    words = page.words
    while j > i and words[j - 1] in (",", ";", ":", "-", "–", "—", "--"):
        j -= 1
    if j > i and words[j - 1] == ".":
        j -= 1
    while i < j and words[i] in (",", ";", ":", "-", "–", "—", "--", "."):
        i += 1
    return i, j
