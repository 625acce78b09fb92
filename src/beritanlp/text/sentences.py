"""Where sentences end in Indonesian news, and the columns of words that say so.

A full stop ends no sentence behind a title, a degree, an initial or another short form, in a number
or at the head of a list; quoted speech of several sentences stays whole where its sentence goes on
behind it (*“A. B,” kata X.*).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import compress, pairwise

from beritanlp.lexicons.rows import (
    Abbreviation,
    CueVerb,
    GivenName,
    Office,
    Title,
)
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words
from beritanlp.text.layout import sentence_openers
from beritanlp.text.marks import Quotation, pair_marks
from beritanlp.text.stem import is_root_word
from beritanlp.text.tokenize import TokenKind, Tokens, tokenize

__all__ = ["SentenceSplitter", "Words", "read_words"]

# words; the longest sentence of the shared news has 164, what is longer is no running text. The cap
# keeps every rule that works within a sentence linear in the length of the page
_MAX_SENTENCE = 400
_SPEECH = 3  # words; what is shorter in marks may be a name
_CLOSERS = frozenset(")]}")
_TERMINALS = frozenset(".!?…")


@dataclass(slots=True)
class Words:
    """The words of stretches of *text*, as parallel lists; offsets count *text*.

    ``paragraphs`` numbers the stretch each word stands in. ``quotation_at`` gives for each word the
    quotation it stands in or is a mark of, else -1; ``lonely_marks`` are marks without a partner.
    ``capitals`` says of each whether it is a word (`TokenKind.WORD`) with a capital in front.
    ``sentence_starts`` holds the index of each sentence's first word (ascending, first is 0).
    """

    text: str
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: list[TokenKind] = field(default_factory=list)
    capitals: list[bool] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    lonely_marks: list[int] = field(default_factory=list)
    quotation_at: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)

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


def read_words(table: Words, regions: Iterable[tuple[int, int]], tokens: Tokens) -> None:
    """Fill *table* with the words, quotations and sentences of *regions* of its text.

    *tokens* are those of the whole text.
    """
    text = table.text
    words, starts, ends = table.words, table.starts, table.ends
    for number, (low, high) in enumerate(regions):
        if _ends_pieces(text, low, high):
            found = tokens.between(low, high)
        else:
            found = tokenize(text[low:high]).moved(low)
        shown = [kind is not TokenKind.SPACE for kind in found.kinds]
        words += compress(found.words, shown)
        starts += compress(found.starts, shown)
        ends += compress(found.ends, shown)
        table.kinds += compress(found.kinds, shown)
        table.paragraphs += [number] * (len(words) - len(table.paragraphs))
    table.lower = [word.lower() for word in words]
    table.capitals = [
        kind is TokenKind.WORD and word[0].isupper()
        for word, kind in zip(words, table.kinds, strict=True)
    ]
    is_mark = [kind is TokenKind.MARK for kind in table.kinds]
    table.quotations, table.lonely_marks = pair_marks(text, starts, ends, is_mark, table.paragraphs)
    table.quotation_at = [-1] * len(words)
    for n, q in enumerate(table.quotations):
        first = q.opening if q.opening is not None else q.first
        last = q.closing if q.closing is not None else q.last
        for i in range(first, last + 1):
            table.quotation_at[i] = n
    _split_sentences(table)


def _ends_pieces(text: str, low: int, high: int) -> bool:
    """Whether [low, high) has the same tokens alone as in *text*: no piece goes on beyond it.

    Behind a single space it might: *H. Budi* is read otherwise than *H.*
    """
    begins = low == 0 or text[low - 1].isspace() or text[low : low + 1].isspace()
    after = text[high : high + 1]
    return begins and (not after or (after.isspace() and after != " "))


def _split_sentences(page: Words) -> None:
    """Fill ``sentence_starts``: paragraphs end sentences, so do full stops outside short forms.

    A quotation whose sentence goes on behind it (*“A. B,” kata X.*) is not split inside.
    """
    size = len(page)
    starts = page.sentence_starts
    if not size:
        return
    starts.append(0)
    whole = _unsplit(page)
    words, paragraphs = page.words, page.paragraphs
    i = 0
    while i < size - 1:
        nxt = i + 1
        if i - starts[-1] >= _MAX_SENTENCE or not (whole[i] or paragraphs[i] == paragraphs[nxt]):
            starts.append(nxt)
        elif whole[i]:
            pass
        elif (
            words[i][0] in _TERMINALS
            and not _is_in_number(page, i, starts[-1])
            and not _is_in_code(page, i)
        ):
            end = _behind_closers(page, nxt)
            if end < size and _same_paragraph(page, i, end) and not whole[end - 1]:
                if _starts_sentence(page, end):
                    starts.append(end)
                nxt = end
            else:
                nxt = max(nxt, end - 1)  # to the last of the closers; their border is seen there
        elif _ends_unmarked(page, i):
            starts.append(nxt)
        i = nxt


def _same_paragraph(page: Words, i: int, j: int) -> bool:
    return page.paragraphs[i] == page.paragraphs[j]


def _is_in_number(page: Words, i: int, start: int) -> bool:
    """Whether the full stop at word *i* follows a list's number (*1. Buka*) or a part of a number.

    *Rp 344. 320. 772*: three digits behind a full stop and a space.
    """
    if page.words[i] != "." or page.kinds[i - 1] is not TokenKind.NUMBER:
        return False
    if i - 1 == start:
        return True
    after = page.words[i + 1] if i + 1 < len(page.words) else ""
    before = page.words[i - 1].rpartition(".")[2]
    return len(after) == 3 and after.isdigit() and len(before) <= 3 and before.isdigit()


def _is_in_code(page: Words, i: int) -> bool:
    """Whether the full stop at word *i* stands within a code: *B.1.1.7*."""
    return (
        page.words[i] == "."
        and 0 < i < len(page.words) - 1
        and page.ends[i - 1] == page.starts[i]
        and page.ends[i] == page.starts[i + 1]
        and page.kinds[i + 1] is TokenKind.NUMBER
        and (len(page.words[i - 1]) == 1 or page.kinds[i - 1] is TokenKind.NUMBER)
    )


def _behind_closers(page: Words, i: int) -> int:
    """The first word from *i* on that is no closing mark, bracket or full stop of its paragraph.

    Those belong to the sentence that they close.
    """
    end = i
    while (
        end < len(page)
        and _same_paragraph(page, i - 1, end)
        and (
            page.words[end] in _CLOSERS
            or (page.kinds[end] is TokenKind.MARK and _closes(page, end))
            or page.words[end][0] in _TERMINALS
        )
    ):
        end += 1
    return end


def _ends_unmarked(page: Words, i: int) -> bool:
    """Whether a sentence ends with word *i* though it is no full stop."""
    word = page.words[i]
    if word[-1] == "." and len(word) > 1 and _opens_behind_form(page, i):
        return True
    after = page.words[i + 1]
    if after[0].isupper() and (after in sentence_openers() or page.lower[i + 1] in _cues()) and (
        _lacks_full_stop(page, i)
    ):  # fmt: skip
        return True
    return page.quotation_at[i + 1] >= 0 and _speech_opens(page, i)


def _opens_behind_form(page: Words, i: int) -> bool:
    """Whether a sentence begins behind the short form at word *i*, whose full stop is its own."""
    j = i + 1
    if page.kinds[i] is not TokenKind.WORD:
        return False
    if len(page.words[i]) == 2 and page.lower[j] in _office_words() and page.words[j].istitle():
        return True  # "Annex V. Direktur Jenderal …": no initial, nobody is named so
    if i and len(page.words[i]) == 2 and page.lower[i - 1] in reference_words("lettered"):
        return page.words[j].istitle()  # "siswa kelas X. Alasannya, …"
    goes_on = j + 1 < len(page.words) and page.words[j + 1] == page.lower[j + 1]
    if page.ends[i] == page.starts[j] and page.words[i] in _company_forms():
        return page.words[j][0].isupper()  # "PT Sukakata Tbk.Menurut dia": the space was lost
    if page.words[j] in sentence_openers():
        # "H. Amat Antono": behind a title a function word in capitals may be a name
        return goes_on or not (
            page.lower[j] in reference_words("titled_particle") or page.words[i] in _titles()
        )
    if page.lower[i] in _list_ends():
        return goes_on and page.words[j].istitle()  # "Rudi Hartanta cs. Juru taktik itu …"
    # a company's name ends and a common noun follows: … Nippon Steel Corp. Rencana akuisisi itu …
    return (
        goes_on
        and page.words[i] in _company_forms()
        and page.words[j].istitle()
        and is_root_word(page.lower[j])
    )


@cache
def _office_words() -> frozenset[str]:
    """First words of offices that are no part of names: *direktur*, *kepala*, *menteri*."""
    names = {row.form.lower() for row in read_table("given_names.csv", GivenName)}
    offices = read_table("offices.csv", Office)
    return frozenset(row.form.split()[0] for row in offices if row.kind == "office") - names


@cache
def _list_ends() -> frozenset[str]:
    """Short forms that close a list: *cs.*, *dll.*"""
    rows = read_table("abbreviations.csv", Abbreviation)
    return frozenset(row.form for row in rows if row.kind == "list_end")


@cache
def _company_forms() -> frozenset[str]:
    """Short forms at the end of companies' names: *Tbk.*, *Corp.*"""
    rows = read_table("abbreviations.csv", Abbreviation)
    return frozenset(row.form for row in rows if row.kind == "company_tail")


def _lacks_full_stop(page: Words, i: int) -> bool:
    """Whether a line ends with word *i* whose break was lost: *… digital marketing Selain itu, …*.

    The word behind has a capital and opens a sentence or reports.
    """
    j = i + 2
    if j >= len(page.words) or page.paragraphs[j] != page.paragraphs[i]:
        return False
    if page.kinds[i] is TokenKind.NUMBER:
        return page.words[j] == ","
    if not page.words[i].islower() or page.kinds[i] is not TokenKind.WORD:
        return False
    if page.lower[i + 1] == "menurut" and page.words[j][0].isupper():
        return page.quotation_at[i + 1] < 0  # "… dengan konsumen Menurut Ketua RT Rudi, …"
    if page.lower[i + 1] in _cues():
        return page.words[j] == ","
    if page.words[i].capitalize() in sentence_openers():
        return False  # sadarkah bahwa Ia yang …
    if page.quotation_at[i + 1] >= 0 or page.lower[i + 1] in (reference_words("capitalised")):
        return False
    return page.words[j] == "," or page.words[j][0].islower()


def _speech_opens(page: Words, i: int) -> bool:
    """Whether the quotation behind word *i* is speech with its cue behind it, and a sentence.

    That is no cue and no function word: the speech is a sentence, though no full stop is before it.
    """
    found = page.quotations[page.quotation_at[i + 1]]
    if found.opening != i + 1 or page.kinds[i] is not TokenKind.WORD:
        return False
    closing = found.closing
    if closing is None or closing + 1 >= len(page.words) or found.last - found.first < _SPEECH:
        return False
    return (
        page.words[found.last] == ","
        and page.words[found.first][0].isupper()
        and page.words[closing + 1][0].islower()
        and (
            page.words[i].capitalize() not in sentence_openers()
            or page.lower[i] in reference_words("demonstrative")
        )
        and (page.lower[i] not in _leading_cues() or _has_spoken(page, i))
    )


def _has_spoken(page: Words, i: int) -> bool:
    """Whether the cue that ends with *i* belongs to speech before it: *,” katanya menjelaskan*."""
    return any(page.kinds[k] is TokenKind.MARK for k in range(max(i - 3, 0), i))


@cache
def _cues() -> frozenset[str]:
    """Words that report speech, lower case, with and without *-nya*."""
    rows = read_table("cue_verbs.csv", CueVerb)
    forms = {row.form.lower() for row in rows if row.strength != "weak"}  # "bagi" opens many
    return frozenset(forms | {f"{form}nya" for form in forms})


@cache
def _leading_cues() -> frozenset[str]:
    """Reporting verbs that speech can follow at once: *mengatakan “…”*; not *kata*, *ujar*."""
    rows = read_table("cue_verbs.csv", CueVerb)
    return frozenset(row.form.lower() for row in rows if row.frame not in ("post", "headline"))


def _closes(page: Words, i: int) -> bool:
    q = page.quotation_at[i]
    if q >= 0:
        return page.quotations[q].closing == i
    before, after = page.text[page.starts[i] - 1], page.text[page.ends[i] : page.ends[i] + 1]
    return not before.isspace() and (not after or after.isspace())


def _starts_sentence(page: Words, i: int) -> bool:
    word = page.words[i]
    if page.words[i - 1] == "." and (_is_degree(page, i) or _is_loose_stop(page, i - 1)):
        return False
    if word[0].isupper() or word[0].isdigit() or page.kinds[i] is TokenKind.MARK:
        return True
    return (not word[0].isalnum() and word[0] not in ",;:)") or page.kinds[i] is TokenKind.NUMBER


def _is_degree(page: Words, i: int) -> bool:
    """Whether a degree stands at word *i*, behind a full stop for a comma: *Budi. S.Sos. M.Si.*"""
    word = page.words[i]
    if "." in word and i + 1 < len(page.words) and len(word) == 2:
        word += page.words[i + 1]  # M. Ag
    plain = word.replace(".", "")
    return plain in _degrees() and (plain != word or not plain.isupper())


def _is_loose_stop(page: Words, i: int) -> bool:
    """Whether the full stop at word *i* belongs to a title before it: *Ir . Daniel*, *Dr. (HC).*"""
    if i > 3 and page.words[i - 1] == ")" and page.words[i - 3] == "(":
        return page.words[i - 4] in _titles()
    loose = i > 0 and page.ends[i - 1] < page.starts[i]
    return loose and f"{page.words[i - 1]}." in _titles()


@cache
def _titles() -> frozenset[str]:
    """Titles before names, as written, with their full stop."""
    rows = read_table("titles.csv", Title)
    return frozenset(r.form for r in rows if r.position == "before" and r.form.endswith("."))


@cache
def _degrees() -> frozenset[str]:
    """Degrees behind names, without full stops: *SSos*, *MSi*, *Onk*."""
    rows = read_table("titles.csv", Title)
    return frozenset(row.form.replace(".", "") for row in rows if row.position == "after")


def _unsplit(page: Words) -> list[bool]:
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


class SentenceSplitter:
    """Sentences of plain text, with NLTK's ``TokenizerI`` methods.

    A line is a paragraph of its own: no sentence goes on behind a line break, but for quoted speech
    that does. Site chrome, bylines and datelines are not told apart here; ``analyze`` does that.

    Examples:
        >>> SentenceSplitter().tokenize("Hadir Dr. Ir. H. Rangga, M.Si. Ia tiba pukul 13.45 WIB.")
        ['Hadir Dr. Ir. H. Rangga, M.Si.', 'Ia tiba pukul 13.45 WIB.']
    """

    def tokenize(self, text: str) -> list[str]:
        """The sentences of *text*, without the white space between them."""
        return [text[start:end] for start, end in self.span_tokenize(text)]

    def span_tokenize(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end (excluded) of every sentence, in code points of *text*."""
        table = Words(text)
        lines: list[tuple[int, int]] = []
        at = 0
        for line in text.splitlines(keepends=True):
            lines.append((at, at + len(line)))
            at += len(line)
        read_words(table, lines, tokenize(text))
        for i, j in pairwise([*table.sentence_starts, len(table)]):
            yield table.starts[i], table.ends[j - 1]
