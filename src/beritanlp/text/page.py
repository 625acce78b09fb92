"""A page read once: layout, words with offsets, quotations, sentences. What the rules work on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache

from beritanlp.lexicons.rows import ReferenceWord
from beritanlp.lexicons.tables import read_table
from beritanlp.text.layout import PageLayout, read_layout, sentence_openers
from beritanlp.text.marks import Quotation, pair_marks
from beritanlp.text.tokenize import TokenKind, iter_tokens

__all__ = ["Page", "read_page", "reference_words"]

# words; the longest sentence of the shared news has 164, what is longer is no running text. The cap
# keeps every rule that works within a sentence linear in the length of the page
_MAX_SENTENCE = 400
_CLOSERS = frozenset(")]}")
_TERMINALS = frozenset(".!?…")


@cache
def reference_words(*kinds: str) -> frozenset[str]:
    """The forms of ``reference_words.csv`` of the given kinds."""
    rows = read_table("reference_words.csv", ReferenceWord)
    return frozenset(row.form for row in rows if row.kind in kinds)


@dataclass(slots=True)
class Page:
    """The words of a page outside its chrome, as parallel lists; offsets count *text*.

    ``sentence_starts`` holds the index of each sentence's first word (ascending, first is 0).
    ``quotation_at`` gives for each word the quotation it stands in or is a mark of, else -1.
    """

    text: str
    layout: PageLayout
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: list[TokenKind] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    lonely_marks: list[int] = field(default_factory=list)
    quotation_at: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)
    title_end: int = 0  # words [0, title_end) are the headline

    def __len__(self) -> int:
        return len(self.words)

    def sentence_of(self, i: int) -> int:
        """Index of the sentence that word *i* stands in."""
        return bisect_right(self.sentence_starts, i) - 1

    def opens_sentence(self, i: int) -> bool:
        """Whether word *i* is the first of its sentence."""
        return self.sentence_starts[self.sentence_of(i)] == i

    def sentence_range(self, i: int) -> tuple[int, int]:
        """First word and end (excluded) of the sentence that word *i* stands in."""
        s = self.sentence_of(i)
        last = s + 1 < len(self.sentence_starts)
        return self.sentence_starts[s], self.sentence_starts[s + 1] if last else len(self.words)

    def slice(self, i: int, j: int) -> str:
        """The text from word *i* to word *j*, excluded."""
        return self.text[self.starts[i] : self.ends[j - 1]] if i < j else ""

    def index_at(self, offset: int) -> int:
        """Index of the first word that ends after *offset*."""
        return bisect_right(self.ends, offset)

    def pieces(self, i: int, j: int) -> tuple[tuple[int, int], ...]:
        """Offsets of words [i, j), cut where the site's chrome stands between them."""
        found: list[tuple[int, int]] = []
        start = self.starts[i]
        chrome = self.layout.boilerplate
        k = bisect_left(chrome, (start, start))
        while k < len(chrome) and chrome[k][0] < self.ends[j - 1]:
            low, high = chrome[k]
            before = bisect_left(self.starts, low) - 1
            after = bisect_left(self.starts, high)
            if i <= before and after < j and self.ends[before] > start:
                found.append((start, self.ends[before]))
                start = self.starts[after]
            k += 1
        found.append((start, self.ends[j - 1]))
        return tuple(found)


def _split_sentences(page: Page) -> None:
    """Fill ``sentence_starts``: paragraphs end sentences, so do full stops outside short forms.

    A quotation whose sentence goes on behind it (*“A. B,” kata X.*) is not split inside.
    """
    words, lower = page.words, page.lower
    size = len(words)
    starts = page.sentence_starts
    if not size:
        return
    starts.append(0)
    whole = _unsplit(page)
    openers = sentence_openers()
    i = 0
    while i < size - 1:
        nxt = i + 1
        if i - starts[-1] >= _MAX_SENTENCE:
            starts.append(nxt)
            i = nxt
            continue
        if page.paragraphs[nxt] != page.paragraphs[i] and not whole[i]:
            starts.append(nxt)
            i = nxt
            continue
        word = words[i]
        if word == "." and page.kinds[i - 1] is TokenKind.NUMBER and i - 1 == starts[-1]:
            i = nxt  # "1. Buka pintu": the number of a list
            continue
        if word[0] in _TERMINALS and not whole[i]:
            # closing marks and brackets belong to the sentence that they close
            end = nxt
            while (
                end < size
                and page.paragraphs[end] == page.paragraphs[i]
                and (
                    words[end] in _CLOSERS
                    or (page.kinds[end] is TokenKind.MARK and _closes(page, end))
                    or words[end][0] in _TERMINALS
                )
            ):
                end += 1
            if end < size and page.paragraphs[end] == page.paragraphs[i] and not whole[end - 1]:
                if _starts_sentence(page, end):
                    starts.append(end)
                i = end
                continue
        elif (
            word[-1] == "." and len(word) > 1 and words[nxt] in openers
            and page.kinds[i] is TokenKind.WORD and lower[nxt] not in ("dan", "di", "de")
            and not whole[i]
        ):  # fmt: skip
            starts.append(nxt)
        i = nxt


def _closes(page: Page, i: int) -> bool:
    q = page.quotation_at[i]
    if q >= 0:
        return page.quotations[q].closing == i
    before, after = page.text[page.starts[i] - 1], page.text[page.ends[i] : page.ends[i] + 1]
    return not before.isspace() and (not after or after.isspace())


def _starts_sentence(page: Page, i: int) -> bool:
    word = page.words[i]
    if word[0].isupper() or word[0].isdigit() or page.kinds[i] is TokenKind.MARK:
        return True
    return (not word[0].isalnum() and word[0] not in ",;:)") or page.kinds[i] is TokenKind.NUMBER


def _unsplit(page: Page) -> list[bool]:
    """For each word whether a sentence must not end behind it: inside speech that goes on."""
    whole = [False] * len(page.words)
    for q in page.quotations:
        if q.closing is None or q.opening is None:
            continue
        after = q.closing + 1
        if after >= len(page.words) or page.paragraphs[after] != page.paragraphs[q.closing]:
            continue
        word = page.words[after]
        last = page.words[q.last][0]
        if word[0].islower() or word == "," or (last not in _TERMINALS and word[0] != "."):
            for i in range(q.opening, q.closing + 1):
                whole[i] = True
    return whole


def read_page(text: str, title: str | None = None) -> Page:
    """*text* read into layout, words, quotations and sentences."""
    page = Page(text, read_layout(text, title))
    layout = page.layout
    regions = ([layout.title] if layout.title else []) + layout.body
    regions.sort()
    words, lower, starts, ends = page.words, page.lower, page.starts, page.ends
    for number, (low, high) in enumerate(regions):
        for start, end, kind in iter_tokens(text[low:high]):
            if kind is TokenKind.SPACE:
                continue
            word = text[low + start : low + end]
            words.append(word)
            lower.append(word.lower())
            starts.append(low + start)
            ends.append(low + end)
            page.kinds.append(kind)
            page.paragraphs.append(number)
        if (low, high) == layout.title:
            page.title_end = len(words)
    is_mark = [kind is TokenKind.MARK for kind in page.kinds]
    page.quotations, page.lonely_marks = pair_marks(text, starts, ends, is_mark, page.paragraphs)
    page.quotation_at = [-1] * len(words)
    for n, q in enumerate(page.quotations):
        first = q.opening if q.opening is not None else q.first
        last = q.closing if q.closing is not None else q.last
        for i in range(first, last + 1):
            page.quotation_at[i] = n
    _split_sentences(page)
    return page
