"""Pair the quotation marks of a page, whatever their shape, and get over lost ones.

News as scraped opens and closes with ”, mixes “ with ", forgets the closing mark, and re-opens the
mark at every paragraph of a long speech. Pairing goes by what stands beside a mark and by
alternation, never by the glyph alone. An unpaired mark never breaks the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Quotation", "pair_marks"]

# words; the longest quotation of the shared news (972 articles) has under 160. Marks further apart
# than this are no pair: others between them were lost
_MAX_QUOTATION = 300
_DOUBLE = frozenset('"“”„‟″«»') | {"''", "’’", "‘‘", "‘’", "’‘", "``", ",,"}
_SINGLE = frozenset("'‘’‚‛`´")
_OPEN_GLYPHS = frozenset("“„«‘‚") | {"‘‘", ",,", "``"}
_CLOSE_GLYPHS = frozenset("»’") | {"’’"}  # not ”: Kompas opens with it too


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: tokens [first, last] inside the marks, and how they were paired.

    ``opening`` and ``closing`` are the tokens of the marks themselves, None where lost.
    ``continues`` is True where a paragraph re-opens the speech of the one before.
    """

    first: int
    last: int
    opening: int | None
    closing: int | None
    single: bool = False
    continues: bool = False


def _lean(before: str, after: str) -> int:
    """1 where a mark looks like an opening one, -1 closing, 0 either, by its two neighbours."""
    free_before = not before or before.isspace() or before in "([{—–-/:>"
    free_after = not after or after.isspace() or after in ")]}.,;:!?—–-/<"
    if free_before and not free_after:
        return 1
    if free_after and not free_before:
        return -1
    return 0


def pair_marks(
    text: str,
    starts: list[int],
    ends: list[int],
    is_mark: list[bool],
    paragraphs: list[int],
) -> tuple[list[Quotation], list[int]]:
    """The quotations of a page in order, and the tokens of double marks left without a partner.

    Args:
        text: the page.
        starts: start of each token in *text*.
        ends: end of each token in *text*.
        is_mark: whether each token is a quotation mark.
        paragraphs: the paragraph of each token.
    """
    found: list[Quotation] = []
    lonely: list[int] = []
    opening: int | None = None
    opened_in = -1
    continues = False
    nested = 0
    marks = [i for i, mark in enumerate(is_mark) if mark]
    for position, i in enumerate(marks):
        glyph = text[starts[i] : ends[i]]
        if glyph not in _DOUBLE:
            continue
        lean = _lean(text[starts[i] - 1 : starts[i]], text[ends[i] : ends[i] + 1])
        at_paragraph_start = i == 0 or paragraphs[i - 1] != paragraphs[i]
        if opening is not None and paragraphs[i] != opened_in:
            if at_paragraph_start and lean >= 0 and paragraphs[i] == opened_in + 1:
                # the speech goes on: close what stands open at its paragraph's end
                last = i - 1
                if last > opening:
                    found.append(Quotation(opening + 1, last, opening, None, False, continues))
                opening, opened_in, continues = i, paragraphs[i], True
                continue
            if lean > 0 or paragraphs[i] > opened_in + 3:
                lonely.append(opening)
                opening, continues = None, False
        if opening is None:
            if lean < 0 or (lean == 0 and glyph in _CLOSE_GLYPHS):
                lonely.append(i)
                continue
            opening, opened_in, nested = i, paragraphs[i], 0
            continue
        if lean > 0 and (glyph in _OPEN_GLYPHS or glyph in ('"', "”")):
            # A second opening mark: nested if two closing ones follow, else the first was lost.
            if _closers_follow(text, starts, ends, marks, position, paragraphs):
                nested += 1
                continue
            lonely.append(opening)
            opening, opened_in, continues = i, paragraphs[i], False
            continue
        if nested:
            nested -= 1
            continue
        if not _can_close(text[starts[opening] : ends[opening]], glyph, i - opening):
            lonely += (opening, i)
            opening, continues = None, False
            continue
        if i > opening + 1:
            found.append(Quotation(opening + 1, i - 1, opening, i, False, continues))
        opening, continues = None, False
    if opening is not None:
        lonely.append(opening)
    _pair_singles(text, starts, ends, marks, paragraphs, found)
    found.sort(key=lambda q: q.first)
    return found, lonely


def _can_close(opening: str, closing: str, distance: int) -> bool:
    """Whether two marks, *distance* words apart, make a pair: not `` with ”, nor pages apart."""
    if opening == "``" and closing in ("”", "»"):
        return False
    return distance <= _MAX_QUOTATION


def _closers_follow(
    text: str,
    starts: list[int],
    ends: list[int],
    marks: list[int],
    position: int,
    paragraphs: list[int],
) -> bool:
    """Whether the next two double marks of the paragraph both look like closing ones."""
    closers = 0
    here = paragraphs[marks[position]]
    for i in marks[position + 1 : position + 5]:
        glyph = text[starts[i] : ends[i]]
        if glyph not in _DOUBLE:
            continue
        if paragraphs[i] != here:
            return False
        if _lean(text[starts[i] - 1 : starts[i]], text[ends[i] : ends[i] + 1]) >= 0:
            return False
        closers += 1
        if closers == 2:
            return True
    return False


def _pair_singles(
    text: str,
    starts: list[int],
    ends: list[int],
    marks: list[int],
    paragraphs: list[int],
    found: list[Quotation],
) -> None:
    """Add words in single marks that stand outside the double ones, within one paragraph."""
    covered = [(q.first, q.last) for q in found]
    opening: int | None = None
    k = 0
    extra: list[Quotation] = []
    for i in marks:
        glyph = text[starts[i] : ends[i]]
        if glyph not in _SINGLE:
            continue
        while k < len(covered) and covered[k][1] < i:
            k += 1
        if k < len(covered) and covered[k][0] <= i:
            continue
        lean = _lean(text[starts[i] - 1 : starts[i]], text[ends[i] : ends[i] + 1])
        if opening is not None and paragraphs[opening] != paragraphs[i]:
            opening = None
        if lean > 0:
            opening = i
        elif lean < 0 and opening is not None:
            if i > opening + 1 and not any(a <= opening <= b for a, b in covered[k - 1 : k]):
                extra.append(Quotation(opening + 1, i - 1, opening, i, True))
            opening = None
    found.extend(extra)
