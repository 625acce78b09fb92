"""Read the words that name a source: office, organisation, title and name, pronoun, description.

*Kepala Dinas Kesehatan Kota Bogor, dr. Sari Wulandari, M.Kes.* is one phrase with a role, an
affiliation and a name; *ia*, *pihaknya*, *politikus PDI-P itu* and *seorang warga* are phrases too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from typing import Literal

from beritanlp.domain import InstitutionKind
from beritanlp.lexicons.gazetteer import fold_words, office_acronyms
from beritanlp.lexicons.places import match_place, match_region
from beritanlp.lexicons.rows import Abbreviation, CueVerb, Office, Title
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words
from beritanlp.rules.institutions import (
    FoundInstitution,
    given_names,
    is_common_word,
    rank_words,
)
from beritanlp.text.page import Page
from beritanlp.text.stem import stem_word
from beritanlp.text.tokenize import TokenKind

__all__ = ["Source", "SourceReader", "match_phrase", "office_forms"]

Range = tuple[int, int]
SourceKind = Literal["named", "pronoun", "clitic", "institution", "role", "description"]

# words; "Gubernur Daerah Istimewa Yogyakarta Sri Sultan Hamengku Buwono X" has the longest shape
_MAX_NAME = 8
# words of a role noun, and of an office written as one name, in the tables
_LONGEST_OFFICE, _LONGEST_OFFICE_NAME = 4, 14
_NUMBERED = re.compile(r"[A-Za-z]+-\d+|U\d{1,2}")  # "Penanganan Covid-19", "timnas U17"
_TIGHT = frozenset("+&/-–—") | {"--"}  # marks without spaces inside names of bodies
_MAX_PHRASE = 45  # words of one source phrase with its appositions
_MAX_SECOND_ROLE = 12  # words from "dan" to the end of a second role
_MAX_NAME_OF_BODY = 9  # words of a firm that no list knows, from "dari" on
_MAX_RELATIVE = 9  # words of a relative clause before a name
_MAX_ADDRESS, _MAX_ADDRESS_PART = 5, 8  # parts of an address before a name, words of one
_MAX_BODY_STEP = 3  # words between two that end names of bodies
_LINK_WITH_PLACE = 3  # words: "di", the kind of place, its name


@dataclass(frozen=True, slots=True)
class Source:
    """A phrase that names a source; all ranges are words [start, end) of the page."""

    start: int
    end: int
    mention: Range
    kind: SourceKind
    name: Range | None = None
    role: Range | None = None
    affiliation: Range | None = None
    former: bool = False
    plural: bool = False
    institution: int | None = None  # index into the page's institutions
    demonstrative: bool = False  # "... itu", "... ini"


@cache
def office_forms() -> dict[tuple[str, ...], Office]:
    """Role nouns by their words, lower case."""
    return {tuple(r.form.lower().split()): r for r in read_table("offices.csv", Office)}


@cache
def _office_firsts() -> frozenset[str]:
    return frozenset(form[0] for form in office_forms())


@cache
def _office_acronym_words() -> dict[tuple[str, ...], str]:
    return {tuple(key.split()): key for key in office_acronyms()}


@cache
def _titles(position: str) -> frozenset[str]:
    """Folded first words and whole forms of titles, full stops left out."""
    rows = read_table("titles.csv", Title)
    return frozenset(row.form.lower().replace(".", "") for row in rows if row.position == position)


@cache
def _body_nouns() -> dict[str, tuple[InstitutionKind, ...]]:
    """What a common noun for an organisation named before can be: *perseroan*, *pemkab*."""
    company = (InstitutionKind.COMPANY, InstitutionKind.SOE)
    local = (InstitutionKind.LOCAL_GOVERNMENT,)
    return {
        **dict.fromkeys(reference_words("company_noun", "issuer"), company),
        **dict.fromkeys(reference_words("local_noun"), local),
    }


@cache
def _abbreviations() -> frozenset[str]:
    """Short forms that a full stop ends: *PT.*, *No.*; lower case, without it.

    Not those of addresses: *Lt.* stands before a number, *LT. Handoko* is a name.
    """
    rows = read_table("abbreviations.csv", Abbreviation)
    return frozenset(row.form.lower().rstrip(".") for row in rows if row.kind != "address")


@cache
def match_phrase_table(*kinds: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Multiword forms of reference_words.csv by first word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for form in reference_words(*kinds):
        words = tuple(form.split())
        table.setdefault(words[0], []).append(words)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in table.items()}


def match_phrase(lower: Sequence[str], at: int, *kinds: str) -> int:
    """How many words at *at* are a form of one of the kinds; 0 if none."""
    if at >= len(lower):
        return 0
    for words in match_phrase_table(*kinds).get(lower[at], ()):
        if tuple(lower[at : at + len(words)]) == words:
            return len(words)
    return 0


class SourceReader:
    """Reads source phrases of one page, knowing its organisations."""

    def __init__(
        self,
        page: Page,
        institutions: Sequence[FoundInstitution],
        persons: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.page = page
        self.institution_at: dict[int, tuple[int, int]] = {}  # start -> (end, index)
        for n, found in enumerate(institutions):
            for start, end in found.spans:
                if start not in self.institution_at or self.institution_at[start][0] < end:
                    self.institution_at[start] = (end, n)
        self.institutions = institutions
        self.near_cues = _names_near_cues(page, self.institution_at) | _words_of(page, persons)

    # -- parts of a phrase ------------------------------------------------------------------

    def office_at(self, i: int) -> int:
        """How many words at *i* are a role noun: *Kepala*, *Ketua Umum*, *Menpan-RB*; 0 if none."""
        lower = self.page.lower
        best = 0
        if lower[i] in _office_firsts():
            forms = office_forms()
            for n in range(min(_LONGEST_OFFICE, len(lower) - i), 0, -1):
                if tuple(lower[i : i + n]) in forms and not self._holds_body(i, n):
                    best = n
                    break
        acronyms = _office_acronym_words()
        if self.page.words[i][0].isupper():
            folded: list[str] = []
            for n in range(1, min(_LONGEST_OFFICE_NAME, len(lower) - i) + 1):
                folded += fold_words(lower[i + n - 1]).split()
                if n >= best and tuple(folded) in acronyms:
                    inner = self.institution_at.get(i + best) if best else None
                    if inner and inner[0] == i + n and lower[i] not in reference_words("fusing"):
                        break  # "Presiden PKS": office and organisation
                    best = n
        if not best and lower[i].startswith("sub") and lower[i][3:] in _office_firsts():
            return 1
        return best

    def _english_office(self, i: int, limit: int) -> int:
        """Length of an English office with its field at *i*: *Finance Division Head*."""
        page = self.page
        for k in range(i, min(i + 4, limit)):
            if page.kinds[k] is not TokenKind.WORD or not page.words[k][0].isupper():
                return 0
            n = self.office_at(k) if k > i else 0
            if not n and is_common_word(page.words[k]):
                return 0  # "Menurut General Manager"
            if n and page.lower[k + n - 1] in reference_words("english_office"):
                return k + n - i
        return 0

    def _office_row(self, i: int, j: int) -> Office | None:
        """The table's row of words [i, j); None if they are no role noun of it."""
        return office_forms().get(tuple(self.page.lower[i:j]))

    def _holds_body(self, i: int, n: int) -> bool:
        """Whether an organisation begins in *n* words at *i*: *Presiden PKS*, *Ketua Satgas X*."""
        return any(self.institution_at.get(k, (0, 0))[0] >= i + n for k in range(i + 1, i + n))

    def is_title(self, i: int) -> bool:
        """Whether word *i* is a title or rank that stands before a name."""
        word = self.page.lower[i].replace(".", "")
        if word in reference_words("capital_particle") or self.page.lower[i] in self.near_cues:
            return False
        return word in _titles("before") and (
            self.page.words[i][0].isupper() or self.page.words[i].endswith(".")
            or word in reference_words("lower_title")
        )  # fmt: skip

    def is_name_word(self, i: int) -> bool:
        """Whether word *i* is a known given name, or stands beside a cue somewhere in the page."""
        return self.page.lower[i] in given_names() or self.page.lower[i] in self.near_cues

    def _rank_at(self, i: int, limit: int) -> int:
        """How many words at *i* are a rank of several words: *Inspektur Satu*; 0 if none."""
        lower = self.page.lower
        if self.page.words[i][0].isupper():
            for n in (4, 3, 2):
                if i + n <= limit and " ".join(lower[i : i + n]) in _titles("before"):
                    return n
        return 0

    def _titles_from(self, i: int, limit: int) -> int:
        lower = self.page.lower
        while i < limit:
            rank = self._rank_at(i, limit)
            if rank:
                i += rank
            elif self.is_title(i):
                i += 1
                if i < limit and lower[i] == "." and self.page.starts[i] == self.page.ends[i - 1]:
                    i += 1
            elif (
                lower[i] == "(" and i + 2 < limit and lower[i + 2] == ")"
                and lower[i + 1].replace(".", "") in reference_words("rank_bracket")
            ):  # fmt: skip
                i += 3
            elif (
                lower[i].rstrip(".") in reference_words("rank_corps") and i and self.is_title(i - 1)
            ):
                i += 1
            else:
                break
        return i

    def can_start_name(self, i: int, *, sure: bool = False) -> bool:
        """Whether word *i* can begin a name; *sure* where a title or comma stands before it."""
        page = self.page
        word, lower = page.words[i], page.lower[i]
        if page.kinds[i] is not TokenKind.WORD or not word[0].isupper():
            return False
        if any(c.isdigit() for c in word):
            return False  # Auto2000
        if len(lower) > 12 and lower.startswith(tuple(reference_words("published"))):
            return False  # "DilansirdetikFinance"
        if len(word) <= 4 and not word.strip("IVX"):
            # Kelas I, Subdit V; but I Wayan
            follows = page.lower[i + 1] if i + 1 < len(page.lower) else ""
            return word == "I" and follows in reference_words("balinese")
        if lower.strip(".") in reference_words("company_tail"):
            return False
        if (
            lower in reference_words("organisation_word", "region_level")
            and lower not in self.near_cues
        ):
            return False
        if i in self.institution_at or lower in reference_words("day"):
            return False
        if lower in reference_words("month"):
            return self._is_month_name(i)
        if (
            i
            and page.lower[i - 1] in reference_words("place_head")
            and lower not in self.near_cues
            and not self._is_region_head(i)
        ):
            return False  # Stasiun Juanda, Jalan Sudirman; but Wali Kota Rudi
        if (
            lower in reference_words("capital_particle")
            and i + 1 < len(page.words)
            and page.words[i + 1][0].isupper()
            and not (
                lower in reference_words("connective")
                and (
                    page.opens_sentence(i)
                    or (is_common_word(page.words[i + 1]) and not self.is_name_word(i + 1))
                )
            )
        ):
            return True
        if lower in reference_words(
            "singular", "plural", "polite", "institution", "past", "adjunct", "connective",
            "negation", "modal", "indefinite", "relative", "government", "addressee",
        ):  # fmt: skip
            return False
        if self._is_initials(i) or self._is_initial(i) or self._is_bare_initials(i):
            return True
        if word.isupper() and len(word) > 1:
            if lower in self.near_cues or (sure and "." not in word and len(word) > 3):
                return True
            capital = i + 1 < len(page.words) and page.words[i + 1][0].isupper()
            return capital and len(word) <= 3 and not page.words[i + 1].isupper() and sure
        if lower in given_names() or lower in self.near_cues:
            return not (match_place(page.words, i) > 1)
        if sure:
            return not self.office_at(i)
        if match_place(page.words, i) or self.office_at(i):
            return False
        return not is_common_word(word)

    def _is_month_name(self, i: int) -> bool:
        """Whether a month begins a name: *Juli Budi Hartanta*, not *2 Juli Budi*."""
        page = self.page
        return (
            i + 1 < len(page)
            and page.lower[i + 1] in given_names()
            and page.words[i + 1][0].isupper()
            and not (i and page.kinds[i - 1] is TokenKind.NUMBER)
        )

    def _is_initial(self, i: int) -> bool:
        """Whether word *i* is one letter with a full stop before a name: *M. Rudi Hartanta*."""
        words = self.page.words
        return (
            len(words[i]) == 2
            and words[i].endswith(".")
            and i + 1 < len(words)
            and words[i + 1][0].isupper()
            and words[i + 1][1:].islower()
            and (self.is_name_word(i + 1) or not is_common_word(words[i + 1]))
            and not match_place(words, i + 1)
            and f"{words[i][0]}{words[i + 1]}".lower().rstrip(".") not in _titles("after")
        )

    def _is_bare_initials(self, i: int) -> bool:
        """Whether two letters without full stops begin a name behind a body: *PT X Tbk FX Rudi*."""
        words = self.page.words
        return (
            len(words[i]) == 2
            and words[i].isupper()
            and words[i].isalpha()
            and words[i].strip("IVX") != ""
            and i > 0
            and (
                i - 1 in self._body_ends
                or self.page.lower[i - 1] in reference_words("company_tail")
            )
            and i + 1 < len(words)
            and words[i + 1][0].isupper()
            and words[i + 1][1:].islower()
            and (self.is_name_word(i + 1) or not is_common_word(words[i + 1]))
        )

    @cached_property
    def _body_ends(self) -> frozenset[int]:
        """The last word of each organisation of the page."""
        return frozenset(end - 1 for end, _ in self.institution_at.values())

    def _is_initials(self, i: int) -> bool:
        """Whether initials written together begin a name at word *i*: *LT. Handoko*."""
        words = self.page.words
        return (
            i + 2 < len(words)
            and words[i + 1] == "."
            and self.page.ends[i] == self.page.starts[i + 1]
            and 2 <= len(words[i]) <= 3
            and words[i].isalpha()
            and words[i].isupper()
            and words[i].lower() not in _titles("before")
            and words[i].lower() not in _abbreviations()
            and words[i + 2][0].isupper()
            and words[i + 2][1:].islower()
            and not is_common_word(words[i + 2])
            and not match_place(words, i + 2)
            and self.page.sentence_of(i) == self.page.sentence_of(i + 2)
        )

    def read_name(self, i: int, limit: int) -> int:
        """End of the name that begins at *i*."""
        page = self.page
        words, lower = page.words, page.lower
        j = i + 2 if self._is_initials(i) else i + 1
        while j < limit and j - i < _MAX_NAME:
            word = words[j]
            if page.kinds[j] is TokenKind.WORD and word[0].isupper():
                if j in self.institution_at and lower[j] not in given_names():
                    break
                if lower[j] in reference_words("region_level"):
                    break
                if lower[j] in reference_words(
                    "day", "month", "singular", "plural", "polite", "institution"
                ) and not self._is_month_in_name(j, limit):
                    break
                if lower[j] not in given_names() and (
                    self._rank_at(j, limit)
                    or (self.is_title(j) and lower[j].replace(".", "") in rank_words())
                ):
                    break
                if lower[j] not in given_names() and self._is_capital_office(j):
                    break
                if lower[j].replace(".", "") in _titles("after") and not (word[1:].islower()):
                    break
                if j - i >= 2 and lower[j] not in given_names() and match_region(words, j):
                    after = j + 1
                    if after < limit and words[after][0].isupper():
                        break  # "Juliari P Batubara" ends in a region, "Budi Karya Bogor Raya" not
                j += 1
                continue
            if page.kinds[j] is TokenKind.MARK and j + 2 < limit and words[j + 1][0].isupper():
                # a nickname in marks inside the name: Munir 'Cak' Hartanta
                close = j + 2 if page.kinds[j + 2] is TokenKind.MARK else j + 3
                if (
                    close + 1 < limit
                    and page.kinds[close] is TokenKind.MARK
                    and words[close + 1][0].isupper()
                    and page.sentence_of(close + 1) == page.sentence_of(i)
                ):
                    j = close + 2
                    continue
            if (
                lower[j] in reference_words("name_particle") and j + 1 < limit
                and words[j + 1][0].isupper()
            ):  # fmt: skip
                j += 2
                continue
            break
        return j

    def _is_month_in_name(self, j: int, limit: int) -> bool:
        """Whether a month stands between words of a name: *Putu Juli Ardika*."""
        page = self.page
        return (
            page.lower[j] in reference_words("month")
            and j + 1 < limit
            and page.kinds[j + 1] is TokenKind.WORD
            and page.words[j + 1][0].isupper()
            and page.lower[j + 1] not in reference_words("month", "day")
        )

    def _is_capital_office(self, i: int) -> bool:
        """Whether a role noun at *i* starts an apposition rather than a part of the name."""
        n = self.office_at(i)
        if not n or self.page.lower[i] in self.near_cues:
            return False
        # "Fahmi Hakim, …": a role noun that nothing follows is the end of the name
        return n > 1 or (i + 1 < len(self.page) and self.page.words[i + 1][0].isupper())

    def _degrees(self, i: int, limit: int) -> int:
        """End of the degrees that follow a name: *, S.H., M.Si.*"""
        lower = self.page.lower
        after = _titles("after")
        j = i
        while j < limit:
            k = j + 1 if lower[j] in (",", ".") else j
            if k + 1 < limit and (lower[k] + lower[k + 1]).replace(".", "") in after and (
                len(lower[k]) == 2  # "M. Ag"
            ):  # fmt: skip
                k += 1
                j = k + 1
                continue
            if k < limit and lower[k].replace(".", "") in after:
                j = k + 1
                if j < limit and lower[j] == "." and self.page.starts[j] == self.page.ends[j - 1]:
                    j += 1
                continue
            break
        return j

    def alias_behind(self, name: Range) -> Range | None:
        """A second name right behind one, or None: *Rudi Hartanta (RH)*, *…, akrab disapa Adi*."""
        page = self.page
        words, lower = page.words, page.lower
        limit = page.sentence_range(name[0])[1]
        i = self._degrees(name[1], limit)
        if i + 2 < limit and words[i] == "(" and words[i + 2] == ")":
            word = words[i + 1]
            known = (i + 1) in self.institution_at or self.office_at(i + 1) or not word.isalpha()
            return None if known or not word[0].isupper() else (i + 1, i + 2)
        for j in range(i, min(limit - 1, i + 6)):
            if lower[j] in reference_words("naming"):
                k = j + 1
                while k < limit - 1 and k - j < 4 and words[k][0].islower():
                    k += 1
                if not self.can_start_name(k, sure=True) or k in self.institution_at:
                    return None
                return k, min(self.read_name(k, limit), k + 2)
            if words[j] != "," and not words[j][0].islower():
                return None
        return None

    def _brackets(self, i: int, limit: int) -> int:
        """End of a short bracket at *i* (age, party, nickname, acronym), else *i*."""
        words = self.page.words
        if i < limit and words[i] == "(":
            for j in range(i + 1, min(limit, i + 9)):
                if words[j] == ")":
                    return j + 1
        return i

    def _complement(
        self, i: int, limit: int, *, named: bool = False, fused: bool = False, body: bool = False
    ) -> tuple[int, Range | None, int | None]:
        """What follows a role noun up to the name: end, affiliation, institution index.

        With *named* the name stands before already, so that no capital is taken for one; with
        *fused* the role noun says itself whose it is (*Kapolri*), so that a name comes next; with
        *body* capitalised words behind it name the body (*Humas Gereja Katedral Jakarta*).
        """
        page = self.page
        words, lower = page.words, page.lower
        affiliation: Range | None = None
        index: int | None = None
        proper: int | None = None  # start of a run that no list knows
        placed: Range | None = None  # the place just passed
        settled = fused  # whether the office needs no more to say whose it is
        j = i
        around = self._body_around(i)
        if around and around <= limit:
            affiliation, j = (i, around), around  # "Kepala Divisi Humas" | "Polri"
        while j < limit:
            if j in self.institution_at and not (
                lower[j] in self.near_cues
                and self.institutions[self.institution_at[j][1]].id is None
            ):
                end, n = self.institution_at[j]
                if j == i and end in self.institution_at and self._is_field_office(i):
                    j = end  # "Dirjen Bea dan Cukai" | "Kemenkeu"
                    continue
                if affiliation is None:
                    affiliation, index = (self._with_organ(i, j, n), end), n
                elif page.words[affiliation[1] : j] in ([], [","]) or (
                    words[affiliation[1]] == "(" and words[j - 1] == ")"
                ):
                    affiliation = (affiliation[0], end)
                j = end
                bracket = self._brackets(j, limit)
                j = bracket
                region = match_region(words, j) if j < limit else None
                if region and bracket > end and not self._starts_person(j):
                    affiliation = (affiliation[0], j + region.length)
                    j += region.length
                elif bracket > end and j < limit and match_place(words, j) and not (
                    self._starts_person(j)
                ):  # fmt: skip
                    j += match_place(words, j)  # "Departemen Perlindungan Lingkungan (DEP) New York"
                    affiliation = (affiliation[0], j)
                elif bracket > end and j < limit and self._branch_at(j, limit):
                    j += self._branch_at(j, limit)
                    affiliation = (affiliation[0], j)
                continue
            bracket = self._brackets(j, limit)
            if bracket > j:
                j = bracket
                continue
            if affiliation is not None and lower[j].strip(".") in reference_words("company_tail"):
                if affiliation[1] == j:
                    affiliation = (affiliation[0], j + 1)
                j += 1  # "PT Bank Sukamulya (Persero)" | "Tbk." | "Rudi Hartanta"
                continue
            if self._is_branch_name(affiliation, j, limit):
                assert affiliation is not None
                affiliation = (affiliation[0], j + 1)
                j += 1  # "Ketua HMI | Sumbagsel | , Rudi Hartanta,"
                continue
            rank = self._rank_at(j, limit)
            if rank and (j > i or (
                j + rank < limit and self.can_start_name(j + rank, sure=True)
                and j + rank not in self.institution_at
            )):  # fmt: skip
                break
            if affiliation is not None and affiliation[1] == j and self._branch_at(j, limit):
                j += self._branch_at(j, limit)
                affiliation = (affiliation[0], j)
                continue
            if affiliation is None and proper is None:
                n = self.office_at(j)
                if n:
                    j += n
                    continue
            region = match_region(words, j)
            if region and not (region.length == 1 and lower[j] in self.near_cues):
                if proper is not None and affiliation is None:
                    affiliation = (proper, j + region.length)
                elif affiliation is not None and affiliation[1] == j:
                    affiliation = (affiliation[0], j + region.length)
                placed = (j, j + region.length)
                j += region.length
                settled = True
                if j < limit and words[j] == "," and match_region(words, j + 1):
                    after = match_region(words, j + 1)
                    assert after is not None
                    if j + 1 + after.length >= limit or words[j + 1 + after.length] == ",":
                        j += 1 + after.length
                continue
            if self.is_title(j) and not (
                j > i and j + 1 < limit and lower[j + 1] in reference_words("office_link")
            ):  # "Kabid Penyelenggara Haji dan Umrah"
                break
            place = match_place(words, j)
            if place and lower[j] not in self.near_cues:
                if affiliation is not None and affiliation[1] == j:
                    affiliation = (affiliation[0], j + place)
                placed = (j, j + place)
                j += place
                settled = True
                continue
            word = words[j]
            if named and affiliation is not None and lower[j] in given_names() and (
                self.can_start_name(j) and affiliation[1] <= j
            ):  # fmt: skip
                break  # "Sari, Ketua Umum Gapki | Rudi Hartanta": the office is the next one's
            if word in _TIGHT and j > i and page.ends[j - 1] == page.starts[j]:
                j += 1  # "IM57+ Institute", "KSO Wika--Jaya"
                before = words[j - 2]
                if word == "/" and j < limit and (before.isdigit() or not before.strip("IVX")):
                    j += 1  # "Pangdam V/Brawijaya Rudi Hartanta"
                continue
            if page.kinds[j] is TokenKind.WORD and word[0].isupper():
                if not named and (
                    self.can_start_name(j)
                    or ((settled or affiliation is not None) and self._is_odd_name(j))
                ):
                    begin = self._name_in_run(j, limit, settled or affiliation is not None)
                    if (
                        begin + 2 < limit
                        and words[begin + 1] == "&"
                        and words[begin + 2][0].isupper()
                    ):
                        j = begin + 2  # "Direktur Distribution & Retail Funding BTN"
                        continue
                    if begin == j:
                        break
                    # a client stays in the role, "kuasa hukum Sari, Rudi Hartanta,", and so does a
                    # division before its body, "Direktur Retail Banking BNI Rudi Hartanta"
                    if (
                        affiliation is None
                        and not fused
                        and lower[j] not in given_names()
                        and begin not in self.institution_at
                        and not (begin < limit and page.kinds[begin] is TokenKind.NUMBER)
                        and not self._is_locality_head(j)
                    ):
                        affiliation = (proper if proper is not None else j, begin)
                        if body:
                            affiliation = self._body_in(i, begin) or affiliation
                        if placed and placed[1] == j:
                            affiliation = (placed[0], begin)  # "Analis Asia Sukamulya Futures"
                    j = begin
                    if (
                        j < limit
                        and words[j] not in (",", "(")
                        and j not in self.institution_at
                        and page.kinds[j] is not TokenKind.NUMBER
                        and not match_region(words, j)
                    ):
                        break
                    continue
                tailed = None if affiliation or fused else self._body_by_tail(i, j, limit)
                if tailed:
                    affiliation, j = tailed, tailed[1]
                    continue
                if named and proper is None and affiliation is None and (
                    body or not is_common_word(word)
                ):  # fmt: skip
                    proper = j
                if (
                    ((word.isupper() and len(word) > 2) or any(c.isdigit() for c in word))
                    and not _NUMBERED.fullmatch(word)
                    and proper is None
                    and affiliation is None
                    and lower[j] not in reference_words("unit_noun")
                    and not (is_common_word(word) and words[j - 1].isupper())
                ):
                    proper = j
                j += 1
                continue
            if page.kinds[j] is TokenKind.NUMBER and len(word) <= 4:
                j += 1
                continue
            if lower[j] in reference_words("office_link") and j + 1 < limit:
                link = self._link_at(j, limit)
                if (
                    not link
                    and named
                    and affiliation is None
                    and lower[j] in reference_words("place_link")
                    and words[j + 1][0].isupper()
                    and not match_place(words, j + 1)
                    and not is_common_word(words[j + 1])
                ):
                    link = 1  # "Rudi Hartanta, analis di Wanasari Blair,"
                if not link:
                    break
                j += link
                settled = settled or link == _LINK_WITH_PLACE
                continue
            if word == "," and self._role_goes_on(j, limit):
                j += 1
                continue
            plain = word[0].islower() and page.kinds[j] is TokenKind.WORD
            if plain and self._lower_complement(j, limit):
                j += 1  # "pengamat kebijakan publik Universitas X", "warga Desa Y"
                continue
            break
        if affiliation is None and proper is not None and proper < j:
            affiliation = (proper, j)
        if affiliation is None and body:
            affiliation = self._body_in(i, j)
        return j, self._without_field(affiliation, i, index), index

    def _is_branch_name(self, body: Range | None, j: int, limit: int) -> bool:
        """Whether one word between *body* and a comma before a name says which branch it is."""
        words = self.page.words
        return (
            body is not None
            and body[1] == j
            and j + 2 < limit
            and words[j + 1] == ","
            and words[j][0].isupper()
            and self.page.kinds[j] is TokenKind.WORD
            and not self.is_name_word(j)
            and not self.is_title(j)
            and not self.office_at(j)
            and self.can_start_name(self._titles_from(j + 2, limit), sure=True)
            and not match_place(words, j + 2)
        )

    def _body_around(self, i: int) -> int:
        """The end of an organisation that begins in the office before word *i*; 0 if none does."""
        for start in range(max(i - _LONGEST_OFFICE, 0), i):
            end = self.institution_at.get(start, (0, 0))[0]
            if end > i:
                return end
        return 0

    def _body_by_tail(self, i: int, j: int, limit: int) -> Range | None:
        """*Head of* | *Wanasari Institute*: capitals up to a word that ends such names; or None."""
        page = self.page
        if page.lower[j] not in reference_words("organisation_word"):
            return None
        run = j
        while run > i and page.words[run - 1][0].isupper() and (
            page.kinds[run - 1] is TokenKind.WORD
        ):  # fmt: skip
            run -= 1
        if (
            run == j
            or page.words[run - 1] == "&"
            or page.lower[run] in reference_words("state_form")
        ):
            return None
        return run, self._last_organisation_word(j, limit) + 1

    def _last_organisation_word(self, j: int, limit: int) -> int:
        """The last of the capitals from *j* on that ends names of bodies: *Energi … Indonesia*."""
        last = j
        while j < limit and self.page.words[j][0].isupper() and j - last < _MAX_BODY_STEP:
            if self.page.lower[j] in reference_words("organisation_word"):
                last = j
            elif self.page.lower[j] in given_names():
                break
            j += 1
        return last

    def _link_at(self, j: int, limit: int) -> int:
        """How many words at *j* link an office to what it is of, and are passed over; 0 if none."""
        words, lower = self.page.words, self.page.lower
        if lower[j] == "setempat":
            return 1
        if lower[j] == "ke" and self.is_name_word(j + 1) and j + 1 not in self.institution_at:
            return 0  # "jawab perawat ke Rudi": to whom
        capital = words[j + 1][0].isupper()
        place = lower[j] in reference_words("place_link") and (j + 1) not in self.institution_at
        if not place and (capital or self.office_at(j + 1)):
            return int(not (lower[j] == "dan" and self._starts_person(j + 1)))
        if place and self._is_own_body(j + 1, limit):
            return 1  # "peneliti pada Organisasi HAM Sukamulya, Rudi Hartanta,"
        if place and lower[j + 1] in reference_words("faculty"):
            return 1  # "Guru Besar di Fakultas Hukum Universitas Sukamulya"
        if lower[j] == "dari" and lower[j + 1] == "fraksi":
            return 2  # "Wakil Ketua Komisi II DPR dari Fraksi Partai Golkar"
        head = capital and j + 2 < limit and lower[j + 1] in reference_words("place_head")
        if lower[j] == "di" and head:
            return _LINK_WITH_PLACE  # "Kepala Urusan di Desa Sukamulya Rudi Hartanta"
        return 0

    def _without_field(self, body: Range | None, i: int, index: int | None) -> Range | None:
        """*body*, which an office before word *i* is of, without what is part of the office.

        None where all of it is: *Jubir* with *Penanganan Covid-19*, what the office is for.
        """
        if body is None:
            return None
        start, end = body
        if index is None:
            about = self.page.lower[max(i, start - 1) : start + 1]
            return None if reference_words("field_head").intersection(about) else body
        if self._is_committee(start, end):
            return start + 2, end
        organ = match_phrase(self.page.lower, start, "house_organ")
        if organ and start + organ < end:
            return start + organ, end  # "Anggota Baleg" | "DPR RI"
        return body

    def _is_committee(self, i: int, end: int) -> bool:
        """Whether a numbered committee of a house begins at *i*: *Komisi II DPR RI*.

        It belongs to the role: its members are members of the house.
        """
        lower = self.page.lower
        numbered = i + 2 < end and not lower[i + 1].strip("ivx")
        return numbered and lower[i] in reference_words("committee")

    def _branch_at(self, j: int, limit: int) -> int:
        """How many words at *j* name the branch of the body before: *Cabang Pembantu Kalianda*.

        0 if none do. A direction behind the place just passed counts too: *Pekalongan* | *Selatan*.
        """
        words, lower = self.page.words, self.page.lower
        if lower[j] in reference_words("direction") and words[j][0].isupper():
            return int(bool(match_place(words, j - 1)) and not self._starts_person(j))
        n = match_phrase(lower, j, "branch")
        if not n or not words[j][0].isupper() or j + n >= limit:
            return 0
        region = match_region(words, j + n)
        place = region.length if region else match_place(words, j + n)
        if place:
            return n + place
        return n + 1 if self.page.kinds[j + n] is TokenKind.NUMBER else 0

    def _keeps_complement(self, i: int) -> bool:
        """Whether names behind the office at *i* are part of it, and no body that it belongs to.

        Whom one speaks for (*kuasa hukum Suci*), the seat (*Patriark Yerusalem*), where
        one lives (*warga Klaster Melati*).
        """
        row = self._office_row(i, i + self.office_at(i))
        return self.page.lower[i] in reference_words("client_office", "seat_office") or (
            row is not None and row.kind == "description"
        )

    def _is_field_office(self, i: int) -> bool:
        """Whether the office that ends before word *i* takes its field along: *Dirjen Pajak*."""
        lower = self.page.lower
        return any(match_phrase(lower, k, "field_office") == i - k for k in range(max(i - 3, 0), i))

    def _with_organ(self, i: int, j: int, index: int) -> int:
        """Where the body at word *j* begins with the organ or place before it, from *i* on.

        *Ketua* | *DPC PDI-P*; *analis* | *Asia Trade Points Futures*, which no list knows.
        """
        lower = self.page.lower
        before_it = j
        if j - 2 > i and lower[j - 1] == ")" and lower[j - 3] == "(":
            before_it = j - 3  # "Kantor Wilayah (Kanwil) Ditjen Imigrasi"
        for k in range(max(i, before_it - 3), before_it):
            if match_phrase(lower, k, "party_organ") == before_it - k:
                return k
        if self.institutions[index].kind is InstitutionKind.EDUCATION:
            for k in range(i, j):
                if lower[k] in reference_words("faculty") and all(
                    self.page.words[m][0].isupper() or lower[m] in reference_words("name_link")
                    for m in range(k, j)
                ):
                    return k  # "dosen" | "Fakultas Hukum Universitas Sukamulya"
        close = j - 1 == i and i > 0 and lower[i - 1] not in reference_words("leader")
        joined = j - 2 >= i and lower[j - 2] in reference_words("office_link")  # "… dan HAM"
        before = self.page.words[j - 1] if j > i and not (close or joined) else ""
        if len(before) > 2 and before.isupper() and before.isalpha() and not self.office_at(j - 1):
            return j - 1  # "Kepala Pusat Informasi" | "LPPM UNS"
        for k in range(max(i, j - 3), j):
            if self.institutions[index].id is None and match_place(self.page.words, k) == j - k:
                return k
        return j

    def _body_in(self, i: int, j: int) -> Range | None:
        """The body that a leading office names in words [i, j), from the first capital on."""
        page = self.page
        while i < j and not (page.words[i][0].isupper() and page.kinds[i] is TokenKind.WORD):
            i += 1
        while i < j and self.office_at(i):
            row = self._office_row(i, i + self.office_at(i))
            if row is not None and row.kind != "office":
                break  # "Ketua" | "Relawan Wanasari"
            i += self.office_at(i)
        while j > i and page.words[j - 1] in ",(":
            j -= 1
        places = i < j and i + match_place(page.words, i) >= j
        return (i, j) if i < j and not places else None

    def _name_in_run(self, j: int, limit: int, settled: bool) -> int:
        """Where the name begins in the capitalised words from *j*; their end if none is in them.

        *Ekonom Indef Bhima Yudhistira*: an organisation that no list knows stands between office
        and name. Where the office is settled the name begins at once. Else it begins at the first
        word that is a known given name or stands beside a cue elsewhere in the page; a run before a
        comma and another name is the organisation as a whole.
        """
        page = self.page
        words, lower = page.words, page.lower
        end = self.read_name(j, limit)
        for k in range(j + 1, end):
            if self._rank_at(k, limit):
                return k  # "Kepala Divisi Humas Polri | Inspektur Jenderal Rudi Hartanta"
        if end < limit and lower[end] in reference_words("other_one"):
            end += 1  # "Pengacara Sari lainnya, Rudi Hartanta"
        if end < limit and (self.is_title(end) or self._rank_at(end, limit)):
            return end  # "Kapolsek Wanasari AKP Rudi Hartanta"
        if end < limit and words[end] == "," and self._titles_from(end + 1, limit) > end + 1:
            return end  # "CEO Sinar FC, Irjen Pol Rudi Hartanta"
        if end < limit and words[end] == ",":
            # "Ketua Badko Sumbagsel, Rudi Hartanta, menilai": the name stands behind the comma
            after = end + 1
            if (
                after < limit
                and self.can_start_name(after, sure=True)
                and not self._is_place_alone(after, limit)
            ):
                stop = self.read_name(after, limit)
                unnamed = not any(self.is_name_word(k) for k in range(j, end))
                if (stop - after >= 2 or (unnamed and not is_common_word(words[after]))) and (
                    stop >= limit or words[stop] in (",", ".") or lower[stop] in _reporting_forms()
                ):
                    return end
        personal = any(self.is_name_word(k) for k in range(j, end))
        numbered = end < limit and page.kinds[end] is TokenKind.NUMBER
        if not personal and end + numbered in self.institution_at:
            return end  # "Direktur Retail Banking BNI Rudi Hartanta"
        if not personal and numbered and end + 1 < limit and words[end + 1][0].isupper():
            return end  # "Senior Manager Representative Office 1 JMTO Rudi Hartanta"
        if (
            not personal
            and end + 2 < limit and words[end] == "(" and words[end + 2] == ")"
            and words[end + 1].isupper() and len(words[end + 1]) > 1
            and (
                words[end + 1][0] == words[j][0]
                or words[end + 1].endswith("".join(word[0] for word in words[j:end]))
            )
        ):  # fmt: skip
            return end  # "Ketua Save Wanasari Island (SWI) Rudi Hartanta"
        parts = [k for k in range(j, end) if lower[k] in reference_words("organisation_word")]
        if parts and parts[-1] + 1 < end:
            return parts[-1] + 1  # "Direktur Wanasari Institute Rudi Hartanta"
        if end - j == 1:
            within = end + 1 < limit and words[end] == "," and (end + 1) in self.institution_at
            within = within or (
                end + 1 < limit
                and self._is_locality_head(j)
                and bool(
                    match_region(words, end) or (words[end] == "," and match_place(words, end + 1))
                )
            )
            return end if within and not self.is_name_word(j) else j
        local = self._is_locality_head(j) and not self.is_name_word(j)
        if local and (not settled or self.is_name_word(j + 1)):
            return j + 1  # "Kepala Desa Sukamulya Rudi Hartanta"
        plain = not (words[j].isupper() and len(words[j]) > 2) and not is_common_word(words[j])
        if settled or (end - j == 2 and (plain or self._is_region_head(j))):
            return j
        for k in range(j, end):
            if self.is_name_word(k):
                while k > j and (self._stand_together(k) or len(words[k - 1].rstrip(".")) == 1):
                    k -= 1  # "Menteri Ketenagakerjaan (Menaker) M. Rudi Hartanta"
                return k
        if end < limit and words[end] == ",":
            after = self._titles_from(end + 1, limit)
            if after < limit and (
                after > end + 1
                or (self.can_start_name(after) and self._looks_like_name(after, limit))
            ):
                return end
        return j

    def _can_be_body(self, j: int, end: int) -> bool:
        """Whether words before a name that no office introduces can be a body: *Indef Bhima*.

        *Fabio Capello* is a name as a whole, though only *Capello* stands beside a cue.
        """
        words = self.page.words
        return any(words[k].isupper() or is_common_word(words[k]) for k in range(j, end))

    def _is_next_name(self, j: int, limit: int) -> bool:
        """Whether a comma leads to a name: *Senada dengan Rudi, Ketua DPRD, Sari Wulandari, …*"""
        words, lower = self.page.words, self.page.lower
        if j + 2 >= limit or words[j] != ",":
            return False
        at = self._titles_from(j + 1, limit)
        if at >= limit or not self.can_start_name(at, sure=True) or match_place(words, at):
            return False
        end = self.read_name(at, limit)
        known = any(self.is_name_word(k) for k in range(at, end))
        return known and end - at > 1 and end < limit and (
            words[end] == "," or lower[end] in _reporting_forms()
        )  # fmt: skip

    def _is_subject_matter(self, j: int, limit: int) -> bool:
        """Whether ordinary words stand behind a title: *Doktor Ilmu Politik* is a degree."""
        lower = self.page.lower
        if j >= limit or not self.can_start_name(j, sure=True):
            return False
        words = lower[j : self.read_name(j, limit)]
        return len(words) > 1 and all(
            is_common_word(word) and word not in given_names() and word not in self.near_cues
            for word in words
        )

    def _is_place_alone(self, j: int, limit: int) -> bool:
        """Whether the capitalised words from *j* are a place and no more; *Bima Arya* is none."""
        place = match_place(self.page.words, j)
        return place > 0 and (
            j + place >= limit or not self.can_start_name(j + place) or self.is_title(j + place)
        )

    def _is_odd_name(self, j: int) -> bool:
        """Whether an ordinary word begins a name: *Bupati Lampung Timur Ela Siti Nuryamah*."""
        lower = self.page.lower
        if stem_word(lower[j]) != lower[j] or not self.can_start_name(j, sure=True):
            return False
        if j and lower[j - 1] in reference_words("office_link"):
            return False  # "Menteri Pendayagunaan Aparatur Negara dan | Reformasi Birokrasi"
        end = self.read_name(j, len(lower))
        if end - j < 2 or end - j > 5 or not self.page.words[j + 1].strip("IVX"):
            return False
        return (
            any(lower[k] in given_names() for k in range(j + 1, end))
            or end >= len(lower)
            or not self.page.words[end][0].isalnum()
            or lower[end] in _reporting_forms()
            or match_phrase(lower, end, "adverb", "adjunct") > 0
        )

    def _is_region_head(self, j: int) -> bool:
        """Whether the head of a region or state stands right before word *j*: *Bupati*."""
        lower = self.page.lower
        return any(match_phrase(lower, j - n, "region_head") == n for n in (1, 2, 3) if j >= n)

    def _is_locality_head(self, j: int) -> bool:
        """Whether the words before *j* are an office that takes the name of its place."""
        lower = self.page.lower
        heads = reference_words("locality_head")
        k = j - 1
        if k >= 0 and self.page.words[k] == ")":
            while k > 0 and self.page.words[k] != "(":
                k -= 1
            k -= 1
        if k < 0:
            return False
        return lower[k] in heads or (k > 0 and f"{lower[k - 1]} {lower[k]}" in heads)

    def _stand_together(self, k: int) -> bool:
        """Whether words k-1 and k stand side by side elsewhere in the page too: one name."""
        lower = self.page.lower
        return self._pairs[lower[k - 1], lower[k]] > 1

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        """How often each two words stand side by side in the page."""
        return Counter(pairwise(self.page.lower))

    def _lower_complement(self, j: int, limit: int) -> bool:
        """Whether a lower-case word belongs to the role noun: a noun, not an adverb or verb."""
        lower = self.page.lower[j]
        if match_phrase(
            self.page.lower, j, "adverb", "adjunct", "connective", "complementizer", "relative",
            "demonstrative", "negation", "modal", "conjunction", "day",
        ):  # fmt: skip
            return False
        if lower in _reporting_forms():
            return False
        if (
            lower.startswith(("me", "di", "ber", "ter"))
            and len(lower) > 5
            and is_common_word(lower)
        ):
            return False
        # "karena", "bahwa" and the like are adjuncts; what is left must lead to a capital soon
        return any(self.page.words[k][0].isupper() for k in range(j + 1, min(limit, j + 8)))

    def _role_goes_on(self, j: int, limit: int) -> bool:
        """A comma in an office's name: *Menteri Hukum, HAM, dan …*, *Koperasi, Usaha Kecil, dan*"""
        words, lower = self.page.words, self.page.lower
        k = j + 1
        seen = 0
        if k + 1 < limit and lower[k] in ("dan", "serta"):
            return words[k + 1][0].isupper() and lower[k + 1] not in given_names()
        while k < limit and words[k][0].isupper() and seen < 6 and k not in self.institution_at:
            if not is_common_word(words[k]) and not words[k].isupper():
                return False
            if self.office_at(k):
                return False
            k += 1
            seen += 1
            if k < limit and words[k] == ",":
                k += 1
            if k + 1 < limit and lower[k] in ("dan", "serta") and seen:
                return words[k + 1][0].isupper() and is_common_word(words[k + 1])
        return False

    def _starts_person(self, j: int) -> bool:
        return j < len(self.page) and (
            self.is_title(j) or (self.can_start_name(j) and not match_region(self.page.words, j))
        )

    # -- whole phrases ----------------------------------------------------------------------

    def read(self, i: int, limit: int) -> Source | None:
        """The source phrase that begins at word *i* and ends before *limit*; None if none does."""
        page = self.page
        words, lower = page.words, page.lower
        limit = min(limit, len(words), i + _MAX_PHRASE)
        if i >= limit:
            return None
        if words[i].startswith("@") and len(words[i]) > 1:
            return Source(i, i + 1, (i, i + 1), "named", name=(i, i + 1))
        pronoun = match_phrase(lower, i, "singular", "plural", "polite", "institution")
        if pronoun:
            plural = match_phrase(lower, i, "plural") > 0
            return Source(i, i + pronoun, (i, i + pronoun), "pronoun", plural=plural)
        start = i
        determiner = match_phrase(lower, i, "indefinite")
        plural = determiner > 0 and lower[i] in reference_words("plural_determiner")
        i += determiner
        former = False
        if i < limit and lower[i] in reference_words("past"):
            former = True
            i += 1
        if i >= limit:
            return None
        role_start = i
        acting = match_phrase(lower, i, "acting")
        i += acting
        if acting:
            i = self._brackets(i, limit)  # "Pelaksana tugas (Plt) Direktur Utama"
        if i >= limit:
            return None
        if i in self.institution_at and not (acting or former):
            return self._read_institution(start, i, limit)
        office = self.office_at(i) or self._english_office(i, limit)
        if office and not (
            office == 1 and words[i][0].isupper() and lower[i] in given_names()
            and i + 1 < limit and self.can_start_name(i + 1, sure=True)
        ):  # fmt: skip
            return self._read_office(
                start, role_start, i + office, limit, determiner, former, plural
            )
        at = self._titles_from(i, limit)
        if at > i and self._is_subject_matter(at, limit):
            pointed = self._to_demonstrative(at, limit)
            if not pointed:
                return None
            return Source(i, pointed, (i, pointed), "role", demonstrative=True)
        if at < limit and self.can_start_name(at, sure=at > i):
            end = self.read_name(at, limit)
            if at == i and end - i > 1 and lower[end - 1] in reference_words(
                "organisation_word", "company_tail"
            ):  # fmt: skip
                return Source(start, end, (start, end), "description")  # "Wanasari Sekuritas"
            begin = at if at > i else self._name_in_run(at, limit, at > i)
            if (
                begin > at
                and begin < limit
                and self.can_start_name(begin)
                and begin - at <= 6
                and (not self.is_name_word(at))
                and self._can_be_body(at, begin)
            ):
                return self._read_person(start, begin, limit, (at, begin), None, former, None)
            return self._read_person(start, at, limit, None, None, former, None)
        if former or determiner:
            return self._read_description(start, i, limit, plural)
        if lower[i] in reference_words("government"):
            end = i + 1
            end += end < limit and lower[end] in reference_words("government_level")
            if end == limit or not words[end][0].isupper():
                return Source(start, end, (start, end), "description")  # "Pemerintah daerah"
        return self._read_head_word(i, limit)

    def behind_pair(self, source: Source, limit: int) -> int:
        """The word behind a named source and the one joined to it: *Rudi Hartanta dan Sari | …*"""
        i = source.end
        if source.kind == "named" and i + 1 < limit and (
            self.page.lower[i] in reference_words("pair_link")
        ):  # fmt: skip
            second = self.read(i + 1, limit)
            if second is not None and second.kind == "named":
                return second.end
        return i

    def _read_head_word(self, i: int, limit: int) -> Source | None:
        """*Otoritas*, *Kementerian itu*: an organisation by the first word of its name, or None.

        Of several the last one named before.
        """
        page = self.page
        k = i + 1
        pointed = k < limit and page.lower[k] in reference_words("demonstrative")
        kinds = _body_nouns().get(page.lower[i])
        if kinds and (pointed or page.lower[i] not in reference_words("company_noun")):
            if k < limit and page.words[k][0].isupper() and page.kinds[k] is TokenKind.WORD:
                return None
            said = [
                (start, n)
                for start, (_, n) in self.institution_at.items()
                if start < i
                and self.institutions[n].kind in kinds
                and (
                    page.lower[i] not in reference_words("local_noun")
                    or page.lower[start] in {page.lower[i], *reference_words("government")}
                )
            ]
            if said:
                return Source(i, k + pointed, (i, k + pointed), "institution",
                              institution=max(said)[1])  # fmt: skip
        if not (page.words[i][0].isupper() or pointed):
            return None
        if k < limit and page.words[k][0].isupper() and page.kinds[k] is TokenKind.WORD:
            return None
        before = [n for start, n in self._heads.get(page.lower[i], ()) if start < i]
        if not before:
            return None
        return Source(i, k + pointed, (i, k + pointed), "institution", institution=before[-1])

    @cached_property
    def _heads(self) -> dict[str, list[tuple[int, int]]]:
        """Where names of several words begin with each ordinary word, and whose they are."""
        heads: dict[str, list[tuple[int, int]]] = {}
        for start, (end, n) in sorted(self.institution_at.items()):
            if end - start > 1 and is_common_word(self.page.words[start]):
                heads.setdefault(self.page.lower[start], []).append((start, n))
        return heads

    def _read_institution(self, start: int, i: int, limit: int) -> Source:
        end, n = self.institution_at[i]
        # "Bank Indonesia (BI)", "KPU RI"
        stop = self._brackets(end, limit)
        if stop < limit and self.page.words[stop] == "RI":
            stop += 1
        if stop < limit:
            # "Badan Meteorologi (BMKG) Jember", "Bulog Cabang Jember (Jbr)"
            place = match_region(self.page.words, stop)
            branch = self._branch_at(stop, limit) or (place.length if place else 0)
            if branch:
                end = stop + branch
                stop = self._brackets(end, limit)
        # a person right behind an organisation: "PKS Budi Santoso" is not read as one
        return Source(start, stop, (i, end), "institution", institution=n)

    def _read_office(
        self, start: int, role_start: int, i: int, limit: int,
        determiner: int, former: bool, plural: bool,
    ) -> Source | None:  # fmt: skip
        page = self.page
        words, lower = page.words, page.lower
        first = role_start + 1
        head = self._office_row(role_start, first)
        leads = head and (head.fused == "body" or lower[role_start] in reference_words("leader"))
        if i > first and leads and words[first][0].isupper() and self._is_own_body(first, limit):
            i = first  # "Pemilik | Warung Sukamulya Jaya, Rudi Hartanta,"
        row = self._office_row(role_start, i)
        english = not self.office_at(role_start)  # "Aftersales Director"
        fused = (row is None and not english) or (row is not None and row.fused == "yes")
        body = english or (row is not None and row.fused == "body")
        if row is not None and row.fused == "no" and lower[i - 1] in reference_words("leader"):
            body = self._is_own_body(i, limit)
        besides = self._besides(i, limit, fused)
        if besides:
            second = self.read(besides + 1, limit)
            if second is not None and second.name is not None:
                j, affiliation, index = self._complement(i, besides, fused=fused, body=body)
                role_end = self._trim_role(role_start, affiliation[0] if affiliation else j)
                return replace(second, start=start, role=(role_start, role_end), former=former,
                               affiliation=affiliation, institution=index)  # fmt: skip
        j, affiliation, index = self._complement(i, limit, fused=fused, body=body)
        if affiliation is not None:
            # "Ketua" | "Dewan Pimpinan Pusat PDI-P"
            for k in range(role_start + 1, affiliation[0]):
                if match_phrase(lower, k, "party_organ") == affiliation[0] - k:
                    affiliation = (k, affiliation[1])
                    break
        if affiliation is not None and index is None and not reference_words(
            "neighbourhood"
        ).isdisjoint(lower[i - 1 : i + 1]):
            affiliation = None  # "Ketua RW 12 Perumahan Griya Sukamulya"
        if affiliation is not None and lower[role_start] in reference_words("client_office") and (
            lower[affiliation[0] - 1] in reference_words("pair_link")
        ):  # fmt: skip
            affiliation, index = None, None  # "kuasa hukum Sari dan Yayasan Wanasari"
        # "Kuasa Hukum mantan pegawai Sukakata": the client's firm is not his
        client = affiliation is not None and affiliation[0] > i and words[i][0].islower()
        if (index is None or client) and self._keeps_complement(role_start):
            affiliation, index = None, None
        pointed = self._to_demonstrative(i, limit)
        if (
            pointed
            and not determiner
            and (j >= pointed - 1 or not self._starts_person(j) or not (self.is_name_word(j)))
        ):
            role_end = self._trim_role(role_start, min(affiliation[0] if affiliation else j, j))
            if lower[role_start] in reference_words("mere_person"):
                role_end = role_start  # "Pria asli Jember itu"
            said = pointed - 2 if words[pointed - 2] == "," else pointed
            return Source(
                start, pointed, (start, said), "role", former=former,
                role=(role_start, role_end) if role_end > role_start else None,
                affiliation=affiliation, institution=index, demonstrative=True,
            )  # fmt: skip
        if row is not None and row.kind == "relation" and not determiner:
            return self._read_relation(start, i, limit)
        role_end = affiliation[0] if affiliation else j
        role_end = self._trim_role(role_start, role_end)
        role = (role_start, role_end) if role_end > role_start else None
        if role and " ".join(lower[slice(*role)]) in reference_words("mere_person"):
            role = None  # "seorang wanita, Sari": what anybody is
        named = j + match_phrase(lower, j, "introducer", "naming_link") if j < limit else j
        at = self._titles_from(named, limit)
        if at < limit and (
            self.can_start_name(at, sure=at > j) or (fused and self._is_odd_name(at))
        ) and (named == j or self._is_introduced_name(at, limit)):  # fmt: skip
            return self._read_person(start, at, limit, role, affiliation, former, index)
        seat = match_place(words, at + 1) if at + 1 < limit else 0
        beyond = at + 1 + seat
        if seat and lower[at] in reference_words("place_link") and beyond < limit and (
            words[beyond][0].isupper() and self.can_start_name(beyond, sure=True)
        ):  # fmt: skip
            # "Ekonom Utama untuk Bank Dunia di Indonesia Rudi Hartanta"
            return self._read_person(start, beyond, limit, role, affiliation, former, index)
        at = self._behind_place(at, limit)
        joined = at > i and lower[at - 1] in reference_words("second_role")
        second = self._second_role(at - joined, limit)
        if second:
            at, affiliation = second[0], affiliation or second[1]
        if at + 2 < limit and words[at] == "," and (at + 1) in self.institution_at:
            stop, n = self.institution_at[at + 1]
            name_at = self._titles_from(self._brackets(stop, limit), limit)
            if affiliation is None and name_at < limit and self.can_start_name(name_at):
                return self._read_person(
                    start, name_at, limit, role, (at + 1, stop), former, n
                )  # "Kepala Pusat Data, Kementerian Desa Rudi Hartanta"
            if affiliation is None and stop + 1 < limit and words[stop] == "," and (
                self.can_start_name(stop + 1, sure=True)
            ):  # fmt: skip
                affiliation, index, at = (at + 1, stop), n, stop  # "Kabid X, Dinas Y, Rudi,"
        origin = self._firm_of_origin(at, limit)
        if origin:
            at, affiliation = origin[1], affiliation or origin
        at = self._behind_address(self._behind_relative(at, limit), limit)
        # a name after a comma: "Juru Bicara KPK, Budi Prasetyo,"
        if at < limit and words[at] == "," and at + 1 < limit:
            k = self._titles_from(at + 1, limit)
            if (
                k < limit and self.can_start_name(k, sure=True)
                and not self._is_place_alone(k, limit)
                and (k > at + 1 or self._looks_like_name(k, limit))
            ):  # fmt: skip
                return self._read_person(start, k, limit, role, affiliation, former, index)
        # "anggota DPR dari PDI-P Budi": handled in the complement; here nobody is named
        end = j
        demonstrative = False
        if end < limit and lower[end] in reference_words("other_one") and determiner:
            end += 1
        if end < limit and lower[end] in reference_words("demonstrative"):
            end += 1
            demonstrative = True
        form = self._office_row(i - 1, i)
        opens = page.opens_sentence(role_start) and form is not None and form.kind == "description"
        if form is not None and form.kind == "description" and end + 1 < limit and (
            lower[end] in reference_words("place_link") and words[end + 1][0].islower()
        ):  # fmt: skip
            end += 2  # "sumber di kepolisian"
        plain = (
            (words[role_start][0].islower() or opens) and not demonstrative and affiliation is None
        )
        if determiner or (plain and not former and (form is None or form.kind != "office")):
            return Source(start, end, (start, end), "description", role=role,
                          affiliation=affiliation, plural=plural, institution=index)  # fmt: skip
        return Source(start, end, (start, end), "role", role=role, affiliation=affiliation,
                      former=former, institution=index, demonstrative=demonstrative)  # fmt: skip

    def _besides(self, i: int, limit: int, fused: bool) -> int:
        """Where *sekaligus* joins an office of another body, or a past one, to a whole one; else 0.

        *Menteri Kebudayaan | sekaligus Ketua Dewan X*, *aktivis | sekaligus mantan Ketua Y*; but
        *Ketua sekaligus pendiri Z* is one role.
        """
        words, lower = self.page.words, self.page.lower
        for k in range(i, min(limit - 1, i + _MAX_SECOND_ROLE)):
            if words[k] == ",":
                return 0
            if lower[k] in reference_words("besides"):
                past = lower[k + 1] in reference_words("past")
                return k if past or (fused and self.office_at(k + 1)) else 0
        return 0

    def _behind_place(self, at: int, limit: int) -> int:
        """The comma behind a place: *Seorang warga di Jember | , Sari Wulandari*; else *at*."""
        page = self.page
        if at + 1 < limit and page.lower[at] in reference_words("place_link", "origin"):
            comma = at + 1 + match_place(page.words, at + 1)
            if at + 1 < comma < limit and page.words[comma] == ",":
                return comma
        return at

    def _second_role(self, link: int, limit: int) -> tuple[int, Range | None] | None:
        """The end of a second role and its body: *Guru Besar ITB | dan pakar bahan bakar | , Rudi*

        None where word *link* joins none.
        """
        words, lower = self.page.words, self.page.lower
        if link + 2 >= limit or lower[link] not in reference_words("second_role"):
            return None
        begin = link + 1 + (lower[link + 1] in reference_words("past"))
        office = self.office_at(begin)
        if begin in self.institution_at or not (office or words[begin][0].islower()):
            return None
        stop, affiliation, _ = self._complement(begin + office, limit)
        while stop < limit and words[stop][0].islower() and stop - link < _MAX_SECOND_ROLE and (
            lower[stop] not in _reporting_forms()
        ):  # fmt: skip
            stop += 1
        if office or (stop < limit and words[stop] == ","):
            return stop, affiliation
        return None

    def _firm_of_origin(self, at: int, limit: int) -> Range | None:
        """*Praktisi hukum dari | Firma Sukamulya & Partners | , Rudi Hartanta, SH,*; else None."""
        words, lower = self.page.words, self.page.lower
        if (
            at + 2 >= limit
            or lower[at] not in reference_words("origin")
            or not words[at + 1][0].isupper()
        ):
            return None
        comma = at + 1
        while comma < limit and comma - at < _MAX_NAME_OF_BODY and (
            words[comma][0].isupper() or words[comma] == "&"
        ):  # fmt: skip
            comma += 1
        named = (
            comma + 1 < limit
            and words[comma] == ","
            and self.can_start_name(comma + 1)
            and not match_place(words, comma + 1)
        )
        return (at + 1, comma) if named else None

    def _behind_relative(self, at: int, limit: int) -> int:
        """The comma behind a relative clause before a name, else where it begins, else *at*.

        *Ketua KPU Jember yang baru dilantik | , Rudi Hartanta, mengajak …*; *psikolog pendidikan
        yang berpraktik mandiri | , Sari Wulandari,*
        """
        words, lower = self.page.words, self.page.lower
        begin = at
        while begin < min(at + 2, limit) and words[begin].islower() and words[begin].isalpha() and (
            lower[begin] not in reference_words("relative")
        ):  # fmt: skip
            begin += 1
        if begin >= limit or lower[begin] not in reference_words("relative"):
            return at
        last = min(limit, begin + _MAX_RELATIVE)
        comma = next((k for k in range(begin + 1, last) if words[k] == ","), begin)
        k = comma + 1
        if begin < comma and k < limit and self.can_start_name(k) and (
            self._looks_like_name(k, limit)
        ):  # fmt: skip
            stop = self.read_name(k, limit)
            if stop >= limit or words[stop] in (",", ".") or lower[stop] in _reporting_forms():
                return comma
        return begin

    def _behind_address(self, at: int, limit: int) -> int:
        """The last comma of *Ketua RT 4, RW 2, Kecamatan Ambulu | , Rudi Hartanta,*; else *at*."""
        words, lower = self.page.words, self.page.lower
        for _ in range(_MAX_ADDRESS):
            if not (at + 1 < limit and words[at] == "," and (
                lower[at + 1] in reference_words("region_level")
                or self._is_place_alone(at + 1, limit)
            )):  # fmt: skip
                break
            last = min(limit, at + _MAX_ADDRESS_PART)
            comma = next((k for k in range(at + 2, last) if words[k] == ","), at)
            if comma == at:
                break
            at = comma
        return at

    def _is_own_body(self, i: int, limit: int) -> bool:
        """Whether capitals before a comma and a name are a body: *Ketua | Relawan Sari, Rudi,*"""
        words, lower = self.page.words, self.page.lower
        if i >= limit or not words[i][0].isupper() or lower[i] in reference_words("unit_noun"):
            return False
        end = i
        while end < limit and words[end][0].isupper() and self.page.kinds[end] is TokenKind.WORD:
            row = self._office_row(end, end + self.office_at(end))
            if row is not None and row.kind == "office" and end == i:
                return False
            end += 1
        fields = words[i - 1].lower() in reference_words("field_leader") and all(
            is_common_word(word) for word in words[i:end]
        )
        return (
            end - i >= 2
            and not fields
            and end + 1 < limit
            and words[end] == ","
            and self.can_start_name(end + 1, sure=True)
            and not match_place(words, end + 1)
        )

    def _is_introduced_name(self, i: int, limit: int) -> bool:
        """Whether what *yakni* or *bernama* leads to is a person: *yakni Rudi*."""
        end = self.read_name(i, limit)
        if self.page.lower[end - 1] in reference_words("organisation_word"):
            return False
        return self.is_name_word(i) or end - i > 1

    def _read_relation(self, start: int, i: int, limit: int) -> Source | None:
        """*istri Rudi*, *anak Rudi Hartanta, Sari*: somebody named by way of another."""
        page = self.page
        words, lower = page.words, page.lower
        j = i
        while j < limit and j - i < 8 and page.kinds[j] is TokenKind.WORD:
            if lower[j] in _reporting_forms() or match_phrase(
                lower,
                j,
                "adjunct",
                "adverb",
                "relative",
                "complementizer",
                "day",
                "modal",
                "negation",
            ):
                break
            j += 1
        if j < limit and words[j] == ",":
            k = self._titles_from(j + 1, limit)
            if k < limit and self.can_start_name(k, sure=True) and not match_place(words, k):
                role_end = self._trim_role(start, j)
                other = lower[i - 1].endswith("nya") or any(
                    words[m][0].isupper() for m in range(start + 1, role_end)
                )  # "Putra sulung Rudi Hartanta, Adi": who he is to another, no role
                role = None if other else (start, role_end)
                return self._read_person(start, k, limit, role, None, False, None)
        if j == i and words[start][0].islower():
            return None if i >= limit else Source(start, j, (start, j), "description")
        return Source(start, j, (start, j), "description")

    def _to_demonstrative(self, i: int, limit: int) -> int:
        """End of a phrase that a demonstrative closes: *pemain kelahiran Funchal, 5 Februari itu*.

        0 where there is none within reach. Behind it stands the end, a mark, an adverbial or a cue.
        """
        page = self.page
        lower, words = page.lower, page.words
        relative = False
        for j in range(i, min(limit, i + 16)):
            if words[j] in (".", ";", ":", "(") or page.kinds[j] is TokenKind.MARK:
                return 0
            if words[j] == "," and j + 1 < limit and page.kinds[j + 1] is TokenKind.WORD and (
                words[j + 1][0].islower()
            ):  # fmt: skip
                return 0  # "Sekda, langkah hari ini": a new clause
            if lower[j] in _reporting_forms() or lower[j] in reference_words("clause_opener"):
                return 0
            if lower[j] in reference_words("relative"):
                relative = True
            elif not relative and words[j - 1][0].isupper() and self._is_verb(j):
                return 0  # "Kapolres Wanasari AKBP Rudi Hartanta meninjau lokasi tersebut."
            if lower[j] in reference_words("demonstrative"):
                end = j + 1
                closed = (
                    end >= limit
                    or not page.words[end][0].isalnum()
                    or bool(match_phrase(lower, end, "adjunct", "adverb", "day", "complementizer"))
                    or lower[end] in _reporting_forms()
                )
                return end if closed else 0
        return 0

    def _is_verb(self, i: int) -> bool:
        """Whether word *i*, lower case, has a verb's prefix: *meninjau*, *dibuka*."""
        word = self.page.words[i]
        return (
            word.islower()
            and len(word) > 5
            and word.startswith(("me", "di"))
            and stem_word(word) != word
        )

    def _trim_role(self, start: int, end: int) -> int:
        """End of the role without a bracket or link word at its end."""
        words, lower = self.page.words, self.page.lower
        while end > start:
            if words[end - 1] == ")":
                k = end - 1
                while k > start and words[k] != "(":
                    k -= 1
                end = k
            elif words[end - 1] == "," or lower[end - 1] in reference_words("role_tail"):
                end -= 1
            elif "asal" in lower[start:end]:
                end = start + lower[start:end].index("asal")
            else:
                break
        return end

    def _looks_like_name(self, i: int, limit: int) -> bool:
        """Two capitalised words, a known given name, or one that stands beside cues elsewhere."""
        page = self.page
        if self.is_name_word(i):
            return True
        return (
            i + 1 < limit and page.words[i + 1][0].isupper() and (i + 1) not in self.institution_at
        ) or not is_common_word(page.words[i])

    def _read_person(
        self, start: int, at: int, limit: int, role: Range | None,
        affiliation: Range | None, former: bool, index: int | None,
    ) -> Source:  # fmt: skip
        page = self.page
        words, lower = page.words, page.lower
        end = self.read_name(at, limit)
        name = (at, end)
        stop = self._degrees(end, limit)
        after = self._brackets(stop, limit)
        if after > stop and role is None and affiliation is None:
            inside = self.institution_at.get(stop + 1)
            if inside and inside[0] == after - 1:
                affiliation, index = (stop + 1, inside[0]), inside[1]
        stop = after
        if affiliation is None and stop + 1 < limit and lower[stop] in reference_words("origin"):
            origin = self._body_at(stop + 1, limit)
            if origin:  # "Rudi Hartanta dari Wanasari Research"
                affiliation, index = (stop + 1, origin[0]), origin[1]
                stop = origin[0]
        # an apposition: ", Kepala Dinas X,", "selaku Ketua Y", "yang juga Ketua Z"
        k = stop
        bare = False  # "Sukaidi (47) warga Desa Sukamulya": an apposition without a comma
        if k < limit and words[k] == ",":
            k += 1
        else:
            k += match_phrase(lower, k, "apposer")
            bare = k == stop and k < limit and words[k][0].islower() and self._is_plain_role(k)
        if (k > stop or bare) and k < limit:
            was = k
            past = lower[k] in reference_words("past")
            k += past
            determiner = match_phrase(lower, k, "indefinite") if k < limit else 0
            k += determiner
            was += determiner
            k += match_phrase(lower, k, "acting") if k < limit else 0
            office = self.office_at(k) if k < limit else 0
            row = self._office_row(k, k + office)
            if row is not None and row.kind == "relation":
                office = 0  # "Sari, ibu korban": who she is to another, not her office
            follows = k + office
            if office and row is None and follows < limit and words[follows][0].isupper() and (
                self.is_name_word(follows) and follows not in self.institution_at
            ):  # fmt: skip
                office = 0  # "…, Rudi Hartanta, Menteri Sosial Sari Wulandari, …": the next one's
            if office and k not in self.institution_at:
                body = row is not None and row.fused == "body"
                j, other, n = self._complement(k + office, limit, named=True, body=body)
                if n is None and self._keeps_complement(k):
                    other = None
                if n is None and other is None and row is not None:
                    j = self._to_close(j, limit)
                if j < limit and lower[j] in reference_words("other_one"):
                    j += 1
                body_at = self.institution_at.get(j + 1) if j < limit and words[j] == "," else None
                if other is None and body_at and body_at[0] < limit and (
                    words[body_at[0]] in (",", ".")
                ):  # fmt: skip
                    other, n, j = (j + 1, body_at[0]), body_at[1], body_at[0]
                level = j + 1 < limit and lower[j + 1] in reference_words("region_level")
                region = match_region(words, j + 1) if level and words[j] == "," else None
                if region and row is not None and row.kind == "description":
                    j += 1 + region.length  # "warga Sukamulya, Kabupaten Jember"
                closed = (
                    j >= limit
                    or words[j] in (",", ".")
                    or bool(match_phrase(lower, j, "adjunct", "adverb", "relative"))
                    or lower[j] in _reporting_forms()
                    or lower[j] in reference_words("place_link", "office_link")
                )
                if closed and not self._is_next_name(j, limit):
                    if role is None:
                        r_end = self._trim_role(k, other[0] if other else j)
                        role = (was + past, r_end) if r_end > was + past else None
                        affiliation, index = other, n
                        former = former or past
                    stop = j
        return Source(start, stop, name, "named", name=name, role=role, affiliation=affiliation,
                      former=former, institution=index)  # fmt: skip

    def _to_close(self, j: int, limit: int) -> int:
        """Where a few nouns from *j* on end at a comma or full stop: *pedagang | batagor keliling.*

        *j* itself where other words stand between.
        """
        page = self.page
        for k in range(j, min(limit, j + 5)):
            if page.words[k] in (",", ".") or (k > j and match_phrase(page.lower, k, "adjunct")):
                return k
            if (
                page.kinds[k] is not TokenKind.WORD
                or not page.words[k].islower()
                or page.lower[k] in reference_words("pair_link", "past")
                or self._is_verb(k)
                or page.lower[k] in _reporting_forms()
                or match_phrase(page.lower, k, "adjunct", "adverb", "relative", "complementizer")
            ):
                return j
        return limit if limit - j < 5 and limit == len(page) else j

    def _body_at(self, i: int, limit: int) -> tuple[int, int | None] | None:
        """End and index of an organisation at word *i*, listed or by its last word; else None."""
        page = self.page
        if i in self.institution_at:
            end, n = self.institution_at[i]
            while end < limit and page.words[end][0].isupper() and (
                page.kinds[end] is TokenKind.WORD
            ):  # fmt: skip
                end += 1  # "GPIB" | "Maranatha"
            return (end, n) if end <= limit else None
        end = i
        while end < limit and page.words[end][0].isupper() and page.kinds[end] is TokenKind.WORD:
            end += 1
        tail = end - 1 > i and (
            page.lower[end - 1] in reference_words("organisation_word")
            or any(end == stop for k in range(i + 1, end) for stop, _ in [
                self.institution_at.get(k, (0, 0))
            ])  # "Planetary Defense Coordination Office NASA"
        )
        return (end, None) if tail else None

    def _is_plain_role(self, i: int) -> bool:
        """Whether what somebody is, no office, stands at word *i*: *warga*, *pendiri*."""
        row = self._office_row(i, i + self.office_at(i))
        return row is not None and row.kind in ("membership", "profession", "description")

    def _read_description(self, start: int, i: int, limit: int, plural: bool) -> Source | None:
        """*sejumlah pedagang Pasar Baru*, *pihak keluarga*: nouns up to a verb or a stop."""
        page = self.page
        j, _, index = self._complement(i, limit)
        j = max(j, i)
        while j < limit and j - start < 8 and page.kinds[j] is TokenKind.WORD:
            if page.lower[j] in _reporting_forms() or self._is_verb(j) or match_phrase(
                page.lower, j, "adverb", "adjunct", "connective", "complementizer", "relative",
                "negation", "modal",
            ):  # fmt: skip
                break
            j += 1
        if j < limit and page.lower[j] in reference_words("other_one"):
            j += 1
        if j in (i, start):
            return None
        return Source(start, j, (start, j), "description", plural=plural, institution=index)


@cache
def _reporting_forms() -> frozenset[str]:
    """All forms of the cue table, so that a source phrase ends before its cue."""
    return frozenset(row.form for row in read_table("cue_verbs.csv", CueVerb))


@cache
def _cues_beside_names() -> tuple[frozenset[str], frozenset[str]]:
    """Cues that a name stands right behind, and strong ones that it stands right before."""
    rows = read_table("cue_verbs.csv", CueVerb)
    return (
        frozenset(r.form for r in rows if r.frame in ("post", "preposition")),
        frozenset(r.form for r in rows if r.frame == "active" and r.strength == "strong"),
    )


def _names_near_cues(page: Page, institution_at: dict[int, tuple[int, int]]) -> frozenset[str]:
    """Lower-case capitalised words right behind *kata*, *ujar* … or right before *mengatakan* …

    They are parts of names in this page, whatever else they mean: *kata Agung*, *Cahaya menilai*.
    """
    post, active = _cues_beside_names()
    words, lower = page.words, page.lower
    found: set[str] = set()
    # short forms that the page defines are no names: "Konvensi Senjata Kimia (KSK)"
    bracketed = {
        words[i] for i in range(1, len(words) - 1)
        if words[i - 1] == "(" and words[i + 1] == ")" and words[i].isupper()
        and not _is_alias(page, i)
    }  # fmt: skip
    # a title alone where it stands before names elsewhere: "Bunda berharap", "kata Bunda Eva"
    titles = {
        lower[i] for i in range(len(words) - 1)
        if words[i][0].isupper() and lower[i].replace(".", "") in _titles("before")
        and words[i + 1][0].isupper() and page.kinds[i + 1] is TokenKind.WORD
        and not is_common_word(words[i + 1])
    } - given_names()  # fmt: skip
    offices = _office_firsts()
    skip = reference_words(
        "singular",
        "plural",
        "polite",
        "institution",
        "indefinite",
        "past",
        "acting",
        "day",
        "month",
        "inanimate",
        "no_person_noun",
        "government",
        "addressee",
    )
    for i, word in enumerate(lower):
        if word in post and i + 1 < len(words):
            j = i + 1
        elif word in active and i > 0:
            j = i - 1
            while j > 0 and match_phrase(lower, j, "adverb") == 1:
                j -= 1
            if (
                page.opens_sentence(j)
                and lower[j] not in given_names()
                and is_common_word(words[j])
            ):
                continue  # "Otoritas menilai": an ordinary word that begins its sentence
            if j > 0 and words[j - 1][0].isupper() and page.kinds[j - 1] is TokenKind.WORD:
                continue  # the end of a longer phrase says nothing of where the name begins
        else:
            continue
        candidate = words[j]
        if (
            candidate[0].isupper()
            and page.kinds[j] is TokenKind.WORD
            and not (candidate.isupper() and len(candidate) > 3)
            and j not in institution_at
            and candidate not in bracketed
            and lower[j] not in offices
            and lower[j] not in skip
            and lower[j] not in titles
            and not (match_place(words, j) and lower[j] not in given_names())
            and not (
                lower[j].replace(".", "") in _titles("before")
                and j + 1 < len(words)
                and words[j + 1][0].isupper()
            )
            and tuple(fold_words(lower[j]).split()) not in _office_acronym_words()
        ):
            found.add(lower[j])
    # "Agus Harimurti Yudhoyono (AHY)"
    found |= {lower[i] for i in range(3, len(words) - 1) if _is_alias(page, i)}
    return frozenset(found | _names_before_ages(page, institution_at))


def _words_of(page: Page, persons: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Lower-case words of the names that a model found, offices and titles left out."""
    skip = reference_words("singular", "plural", "polite", "institution", "past", "acting")
    return frozenset(
        page.lower[k]
        for i, j in persons
        for k in range(i, j)
        if page.kinds[k] is TokenKind.WORD
        and page.words[k][0].isupper()
        and page.lower[k] not in skip
        and page.lower[k] not in _office_firsts()
        and page.lower[k].rstrip(".") not in _titles("before")
        and not is_common_word(page.words[k])
        and not match_place(page.words, k)
    )


def _names_before_ages(page: Page, institution_at: dict[int, tuple[int, int]]) -> set[str]:
    """Lower-case words of names that an age stands behind: *Amanah (40), warga setempat*."""
    words = page.words
    found: set[str] = set()
    for i in range(len(words) - 3):
        if (
            words[i + 1] == "("
            and words[i + 3] == ")"
            and words[i + 2].isdigit()
            and len(words[i + 2]) == 2
            and words[i][0].isupper()
            and i not in institution_at
        ):
            j = i
            while j > 0 and words[j - 1][0].isupper() and not is_common_word(words[j - 1]):
                j -= 1
            found.update(page.lower[j : i + 1])
    return found


def _is_alias(page: Page, i: int) -> bool:
    """Whether word *i* is the initials, in brackets, of the person named right before it."""
    words = page.words
    if not (words[i - 1] == "(" and words[i + 1] == ")" and words[i].isupper()):
        return False
    size = len(words[i])
    first = i - 1 - size
    return (
        2 <= size <= 4
        and first >= 0
        and words[i].isalpha()
        and "".join(word[0] for word in words[first : i - 1]) == words[i]
        and any(page.lower[k] in given_names() for k in range(first, i - 1))
    )
