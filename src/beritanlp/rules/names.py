"""Which words of a page are parts of names of people, places and organisations.

For terms: a name keeps its letters, whatever Sastrawi makes of it. Offices (*Wakil Ketua*), days,
and words that only begin a sentence or a headline are no names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import compress
from typing import NamedTuple

from beritanlp.lexicons.places import match_place
from beritanlp.lexicons.rows import Title
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words
from beritanlp.rules.institutions import FoundInstitution, given_names, is_common_word
from beritanlp.rules.phrases import office_forms
from beritanlp.text.layout import sentence_openers
from beritanlp.text.page import Page
from beritanlp.text.stem import is_root_word
from beritanlp.text.terms import name_term, token_terms
from beritanlp.text.tokenize import TokenKind

__all__ = ["Name", "NameKind", "find_names", "name_terms", "terms_of"]

_INSIDE = frozenset(",()/&.")  # marks that stand inside sentences; behind others a list may begin
_LONGEST_RUN = 4  # words behind a known one that still belong to the name
_MAX_BEARERS = 200  # longer names that one name may be a part of; in news a few


class NameKind(StrEnum):
    """What a name names, as far as it matters for terms."""

    ORGANISATION = "organisation"
    PERSON = "person"
    PLACE = "place"
    OTHER = "other"  # an acronym, a word that no list of words knows


class Name(NamedTuple):
    """Words [start, end) of a page that make up one name."""

    start: int
    end: int
    kind: NameKind


def find_names(
    page: Page,
    organisations: Iterable[tuple[int, int]] = (),
    persons: Iterable[tuple[int, int]] = (),
) -> list[Name]:
    """The names of *page*, in order; none overlaps another.

    *organisations* and *persons* are stretches of words that are names beyond doubt; where they
    overlap, the longer one counts.
    """
    finder = _Finder(page)
    known = [Name(i, j, NameKind.ORGANISATION) for i, j in organisations]
    known += [Name(i, j, NameKind.PERSON) for i, j in persons]
    for name in sorted(known, key=lambda name: (name.start - name.end, name.start)):
        finder.add(name.start, name.end, name.kind)
    finder.run()
    return sorted(finder.found)


def terms_of(page: Page, names: Iterable[Name]) -> list[str]:
    """The term of each word of *page*; small words inside names are no names (*dan*, *bin*)."""
    terms = token_terms(page.words)
    for name in names:
        for i in range(name.start, name.end):
            if page.words[i][0].isupper():
                terms[i] = name_term(page.words[i])
    return terms


def name_terms(
    page: Page, names: Sequence[Name], institutions: Iterable[FoundInstitution]
) -> list[str]:
    """For each of *names* the term under which all mentions of the named count.

    Of an organisation its acronym, else its official name; of a person the longest of the page's
    names that this one is the only possible part of (*Anas*: *Abdullah Azwar Anas*); of other names
    their words.
    """
    organisations = {
        span[0]: found.acronym or found.name for found in institutions for span in found.spans
    }
    words = [tuple(name_term(page.words[i]) for i in range(name.start, name.end)) for name in names]
    persons = {
        name for name, found in zip(words, names, strict=True) if found.kind is NameKind.PERSON
    }
    full: dict[str, set[tuple[str, ...]]] = {}  # one word of a name: the longer names that have it
    for person in persons:
        if len(person) > 1:
            for word in person:
                full.setdefault(word, set()).add(person)
    fullest = {person: _fullest(person, full) for person in persons}
    found_terms: list[str] = []
    for parts, name in zip(words, names, strict=True):
        if name.kind is NameKind.ORGANISATION and name.start in organisations:
            found_terms.append(organisations[name.start])
        elif name.kind is NameKind.PERSON:
            found_terms.append(" ".join(fullest[parts]))
        else:
            found_terms.append(" ".join(parts))
    return found_terms


def _fullest(parts: tuple[str, ...], full: Mapping[str, set[tuple[str, ...]]]) -> tuple[str, ...]:
    """The longest of the names that have all of *parts*, if it has all words of the others."""
    # whatever has all parts stands under each of them: the shortest list is enough
    candidates = min((full.get(part, set()) for part in parts), key=len)
    if len(candidates) > _MAX_BEARERS:
        return parts
    fits = [other for other in candidates if len(other) > len(parts) and set(parts) <= set(other)]
    longest = max(fits, key=lambda other: (len(other), other), default=parts)
    return longest if all(set(other) <= set(longest) for other in fits) else parts


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[Name] = []
        self.taken = [False] * len(page)

    def add(self, start: int, end: int, kind: NameKind) -> None:
        """Note words [start, end) as a name, if none of them belongs to one."""
        if start < end and not any(self.taken[start:end]):
            self.found.append(Name(start, end, kind))
            self.taken[start:end] = [True] * (end - start)

    def run(self) -> None:
        page = self.page
        end = 0
        for i in compress(range(len(page)), page.capitals):
            if i < end or self.taken[i]:
                continue
            start = i
            end = self._place(i)
            kind = NameKind.PLACE
            if not end and page.lower[i] in given_names():
                end = self._person(i)
                start = self._left(i) if end else i
                kind = NameKind.PERSON
            if not end:
                kind = NameKind.OTHER
                if _is_acronym(page.words[i]):
                    end = i + 1
                elif not self._is_word(i):
                    start, end = self._left(i), self._run(i)
            if end:
                self.add(start, end, kind)

    def _is_capital(self, i: int) -> bool:
        capitals = self.page.capitals
        return i < len(capitals) and capitals[i]

    def _place(self, i: int) -> int:
        """End of the place that begins at *i*: *Kota Bekasi*, *Jalan Merdeka*; 0 if none does."""
        page = self.page
        length = match_place(page.words, i)
        if length > 1:
            return i + length
        head = page.lower[i] in reference_words("place_head", "region_level")
        if head and self._is_capital(i + 1) and not self._begins_clause(i + 1):
            return self._run(i + 1)
        if length and not (self._opens(i) and is_root_word(page.lower[i])):
            return i + 1  # Bekasi, but not Batu at the start of a sentence
        return 0

    def _person(self, i: int) -> int:
        """End of the name that begins with the given name at *i*; 0 if none does."""
        page = self.page
        if is_root_word(page.lower[i]) and self._opens(i) and not self._is_capital(i + 1):
            return 0  # "Cahaya itu terang."
        return self._run(i)

    def _left(self, i: int) -> int:
        """Where the name around *i* begins: *Perwira Steel*, *Terawan Agus*.

        Not behind an office, whose own words stand there: *Menteri Keuangan Purbaya*.
        """
        k = i
        while (
            k > 0
            and i - k < _LONGEST_RUN
            and self._is_capital(k - 1)
            and not self.taken[k - 1]
            and not self._opens(k)
            and not self._opens(k - 1)
        ):
            k -= 1
            if self._is_word(k, beside_name=True):
                return i
        return k

    def _run(self, i: int) -> int:
        """End of the capitalised words from *i* on that can be one name."""
        j = i + 1
        while (
            j - i < _LONGEST_RUN
            and self._is_capital(j)
            and not self.taken[j]
            and not self._opens(j)
            and not self._is_word(j, beside_name=True)
        ):
            j += 1
        return j

    def _opens(self, i: int) -> bool:
        """Whether a capital at *i* says nothing: the first of a sentence or speech, a headline."""
        page = self.page
        if i < page.title_end or page.opens_sentence(i):
            return True
        kind, before = page.kinds[i - 1], page.words[i - 1]
        return kind is TokenKind.MARK or (kind is TokenKind.PUNCT and before not in _INSIDE)

    def _begins_clause(self, i: int) -> bool:
        return self.page.words[i] in sentence_openers()

    def _is_word(self, i: int, *, beside_name: bool = False) -> bool:
        """Whether the capitalised word *i* is an ordinary one."""
        page = self.page
        lower = page.lower[i]
        if page.words[i] in sentence_openers() or lower in _plain_words():
            return True
        if beside_name:
            return _is_acronym(page.words[i])
        return is_common_word(lower)


@cache
def _plain_words() -> frozenset[str]:
    """Lower-case words that a capital does not make a name: offices, days, months."""
    offices = {form[0] for form in office_forms()} | {form[-1] for form in office_forms()}
    titles = {row.form.lower() for row in read_table("titles.csv", Title)}
    return frozenset((offices | titles) - given_names()) | reference_words(
        "day", "month", "polite", "singular", "plural", "institution", "connective", "modal"
    )


def _is_acronym(word: str) -> bool:
    """Whether *word* has two capitals: *KPK*, *MoU*, *Menpan-RB*."""
    return sum(c.isupper() for c in word) > 1
