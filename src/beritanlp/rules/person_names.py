"""Read names of persons, and the offices, ranks and titles that stand before them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property

from beritanlp.domain import InstitutionKind
from beritanlp.lexicons.gazetteer import fold_words, institution_heads
from beritanlp.lexicons.places import match_place, match_region
from beritanlp.lexicons.rows import CueVerb, Office
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words
from beritanlp.rules.institutions import FoundInstitution, given_names, is_common_word, rank_words
from beritanlp.rules.phrases import (
    LONGEST_OFFICE,
    Range,
    abbreviations,
    longest_acronyms,
    match_phrase,
    office_acronym_words,
    office_firsts,
    office_forms,
    rank_firsts,
    reporting_forms,
    titles_at,
)
from beritanlp.text.page import Page
from beritanlp.text.stem import stem_word
from beritanlp.text.tokenize import TokenKind

__all__ = ["NameReader"]

_WITH_INSPECTORS = frozenset({InstitutionKind.MINISTRY, InstitutionKind.AGENCY})
# words; "Gubernur Daerah Istimewa Yogyakarta Sri Sultan Hamengku Buwono X" has the longest shape
_MAX_NAME = 8
_LONGEST_OFFICE_NAME = 14  # words of an office written as one name, in the table


class NameReader:
    """Reads names and offices of one page, knowing its organisations."""

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
        # by word; rules ask of the same words again and again
        self._offices: dict[int, int] = {}
        self._starts: dict[tuple[int, bool], bool] = {}

    def office_at(self, i: int) -> int:
        """How many words at *i* are a role noun: *Kepala*, *Ketua Umum*, *Menpan-RB*; 0 if none."""
        found = self._offices.get(i)
        if found is None:
            found = self._offices[i] = self._find_office(i)
        return found

    def _find_office(self, i: int) -> int:
        lower = self.page.lower
        best = 0
        if lower[i] in office_firsts():
            forms = office_forms()
            for n in range(min(LONGEST_OFFICE, len(lower) - i), 0, -1):
                if tuple(lower[i : i + n]) in forms and not self._holds_body(i, n):
                    best = n
                    break
        longest = 0
        if self.page.words[i][0].isupper():
            longest = longest_acronyms().get(fold_words(lower[i]).partition(" ")[0], 0)
        if longest:
            folded: list[str] = []
            for n in range(1, min(_LONGEST_OFFICE_NAME, len(lower) - i) + 1):
                folded += fold_words(lower[i + n - 1]).split()
                if len(folded) > longest:
                    break
                if n >= best and tuple(folded) in office_acronym_words():
                    inner = [self.institution_at.get(k, (0, 0))[0] for k in range(i + 1, i + n)]
                    if best and i + n in inner and lower[i] not in reference_words("fusing"):
                        break  # "Presiden PKS": office and organisation
                    best = n
        if not best and lower[i].startswith("sub") and lower[i][3:] in office_firsts():
            return 1
        return best

    def english_office(self, i: int, limit: int) -> int:
        """Length of an English office with its field at *i*: *Finance Division Head*."""
        page = self.page
        for k in range(i, min(i + 4, limit)):
            if page.kinds[k] is not TokenKind.WORD or not page.words[k][0].isupper():
                return 0
            n = self.office_at(k) if k > i else 0
            if not n and is_common_word(page.words[k]) and (
                page.lower[k] not in reference_words("english_modifier")
            ):  # fmt: skip
                return 0  # "Menurut General Manager"
            if n and page.lower[k + n - 1] in reference_words("english_office"):
                return k + n - i
        return 0

    def office_row(self, i: int, j: int) -> Office | None:
        """The table's row of words [i, j); None if they are no role noun of it."""
        return office_forms().get(tuple(self.page.lower[i:j]))

    def _holds_body(self, i: int, n: int) -> bool:
        """Whether an organisation begins in *n* words at *i*: *Presiden PKS*, *Ketua Satgas X*."""
        return any(self.institution_at.get(k, (0, 0))[0] >= i + n for k in range(i + 1, i + n))

    def is_title(self, i: int) -> bool:
        """Whether word *i* is a title or rank that stands before a name."""
        word = self.page.lower[i].replace(".", "")
        if word not in titles_at("before"):
            return False
        if word in reference_words("capital_particle") or self.page.lower[i] in self.near_cues:
            return False
        return (
            self.page.words[i][0].isupper() or self.page.words[i].endswith(".")
            or word in reference_words("lower_title")
        )  # fmt: skip

    def is_name_word(self, i: int) -> bool:
        """Whether word *i* is a known given name, or stands beside a cue somewhere in the page."""
        return self.page.lower[i] in given_names() or self.page.lower[i] in self.near_cues

    def rank_at(self, i: int, limit: int) -> int:
        """How many words at *i* are a rank of several words: *Inspektur Satu*; 0 if none."""
        lower = self.page.lower
        if self.page.words[i][0].isupper() and lower[i] in rank_firsts():
            for n in (4, 3, 2):
                if i + n <= limit and " ".join(lower[i : i + n]) in titles_at("before"):
                    body = self.institution_at.get(i + n)
                    if body and self.institutions[body[1]].kind in _WITH_INSPECTORS:
                        return 0  # "Inspektur Jenderal Kementerian Sosial": no rank
                    return n
        return 0

    def titles_from(self, i: int, limit: int) -> int:
        """The word behind the titles and ranks that begin at word *i*; *i* where none do."""
        lower = self.page.lower
        start = i
        while i < limit:
            rank = self.rank_at(i, limit)
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
                lower[i].rstrip(".") in reference_words("rank_corps")
                and i
                and (self.is_title(i - 1) or i > start)
            ):
                i += 1
            elif i > start and match_phrase(lower, i, "medical_title"):
                i += match_phrase(lower, i, "medical_title")  # "Mayor Jenderal TNI dokter Rudi"
            else:
                break
        return i

    def can_start_name(self, i: int, *, sure: bool = False) -> bool:
        """Whether word *i* can begin a name; *sure* where a title or comma stands before it."""
        found = self._starts.get((i, sure))
        if found is None:
            found = self._starts[i, sure] = self._starts_name(i, sure)
        return found

    def _starts_name(self, i: int, sure: bool) -> bool:
        page = self.page
        word, lower = page.words[i], page.lower[i]
        if not page.capitals[i]:
            return False
        if not word.isalpha() and any(c.isdigit() for c in word):
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
            lower in reference_words("organisation_word", "region_level", "unit_head")
            and lower not in self.near_cues
        ):
            return False
        if i in self.institution_at or lower in reference_words("day"):
            return False
        if lower in reference_words("month"):
            return self.is_month_name(i)
        if (
            i
            and page.lower[i - 1] in reference_words("place_head")
            and lower not in self.near_cues
            and not self.is_region_head(i)
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
        if self._is_initials(i) or self._is_initial(i) or self.is_bare_initials(i):
            return True
        if self._is_lone_initial(i):
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

    def is_month_name(self, i: int) -> bool:
        """Whether a month begins a name: *Juli Budi Hartanta*, not *2 Juli Budi*."""
        page = self.page
        return (
            page.lower[i] in reference_words("month")
            and i + 1 < len(page)
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
            and f"{words[i][0]}{words[i + 1]}".lower().rstrip(".") not in titles_at("after")
        )

    def _is_lone_initial(self, i: int) -> bool:
        """Whether one letter without a full stop begins a name: *pakar transportasi R Sony*.

        Behind a body, a bracket or an office; not *Blok M*.
        """
        page = self.page
        return (
            len(page.words[i]) == 1
            and page.words[i] not in "IVX"
            and i > 0
            and i + 1 < len(page.words)
            and page.words[i + 1][0].isupper()
            and self.is_name_word(i + 1)
            and (i - 1 in self._body_ends or page.words[i - 1] == ")" or self.office_at(i - 1) > 0)
        )

    def is_bare_initials(self, i: int) -> bool:
        """Whether two letters without full stops begin a name behind a body: *PT X Tbk FX Rudi*."""
        words = self.page.words
        return (
            len(words[i]) == 2
            and words[i].isupper()
            and words[i].isalpha()
            and words[i].strip("IVX") != ""
            and (
                i == 0
                or i - 1 in self._body_ends
                or self.page.lower[i - 1] in reference_words("company_tail")
                # "sejarawan JJ Rudi", "JJ Rudi berpendapat"
                or (
                    i not in self.institution_at
                    and (
                        self.page.opens_sentence(i)
                        or (self.page.words[i - 1].islower() and self.office_at(i - 1) > 0)
                    )
                )
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
            and words[i].lower() not in titles_at("before")
            and words[i].lower() not in abbreviations()
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
            if page.kinds[j] is TokenKind.WORD and (word[0].isupper() or _has_prefix(word)):
                if j in self.institution_at and lower[j] not in given_names():
                    break
                if lower[j] in reference_words("region_level"):
                    break
                if lower[j] in reference_words("own_country") and lower[i] in given_names():
                    break  # "Menurut Prabowo Indonesia tidak punya pilihan"
                if lower[j] in reference_words(
                    "day", "month", "singular", "plural", "polite", "institution"
                ) and not self._is_month_in_name(j, limit):
                    break
                if lower[j] not in given_names() and (
                    self.rank_at(j, limit)
                    or (self.is_title(j) and lower[j].replace(".", "") in rank_words())
                ):
                    break
                if lower[j] not in given_names() and self._is_capital_office(j):
                    break
                if lower[j].replace(".", "") in titles_at("after") and not (word[1:].islower()):
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

    def degrees(self, i: int, limit: int) -> int:
        """End of the degrees that follow a name: *, S.H., M.Si.*"""
        lower = self.page.lower
        after = titles_at("after")
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
        i = self.degrees(name[1], limit)
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

    def brackets(self, i: int, limit: int) -> int:
        """End of a short bracket at *i* (age, party, nickname, acronym), else *i*."""
        words = self.page.words
        if i < limit and words[i] == "(":
            for j in range(i + 1, min(limit, i + 9)):
                if words[j] == ")":
                    return j + 1
        return i

    def is_place_alone(self, j: int, limit: int) -> bool:
        """Whether the capitalised words from *j* are a place and no more; *Bima Arya* is none."""
        place = match_place(self.page.words, j)
        return place > 0 and (
            j + place >= limit or not self.can_start_name(j + place) or self.is_title(j + place)
        )

    def is_odd_name(self, j: int) -> bool:
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
            or lower[end] in reporting_forms()
            or match_phrase(lower, end, "adverb", "adjunct") > 0
        )

    def is_region_head(self, j: int) -> bool:
        """Whether the head of a region or state stands right before word *j*: *Bupati*."""
        lower = self.page.lower
        return any(match_phrase(lower, j - n, "region_head") == n for n in (1, 2, 3) if j >= n)

    def is_locality_head(self, j: int) -> bool:
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

    def starts_person(self, j: int) -> bool:
        """Whether a name, or a title before one, begins at word *j*."""
        return j < len(self.page) and (
            self.is_title(j) or (self.can_start_name(j) and not match_region(self.page.words, j))
        )

    def looks_like_name(self, i: int, limit: int) -> bool:
        """Two capitalised words, a known given name, or one that stands beside cues elsewhere."""
        page = self.page
        if self.is_name_word(i):
            return True
        return (
            i + 1 < limit and page.words[i + 1][0].isupper() and (i + 1) not in self.institution_at
        ) or not is_common_word(page.words[i])


def _has_prefix(word: str) -> bool:
    """Whether an Arabic article is written together with a name: *al-Hartanta*."""
    prefix, hyphen, rest = word.partition("-")
    return hyphen != "" and prefix in reference_words("name_prefix") and rest[:1].isupper()


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
        if words[i][0].isupper() and lower[i].replace(".", "") in titles_at("before")
        and words[i + 1][0].isupper() and page.kinds[i + 1] is TokenKind.WORD
        and not is_common_word(words[i + 1])
    } - given_names()  # fmt: skip
    offices = office_firsts()
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
                lower[j].replace(".", "") in titles_at("before")
                and j + 1 < len(words)
                and words[j + 1][0].isupper()
            )
            and tuple(fold_words(lower[j]).split()) not in office_acronym_words()
            and not ((candidate,) in institution_heads() and lower[j] not in given_names())
        ):
            found.add(lower[j])
    found |= _names_behind_ranks(page, institution_at, skip)
    # "Agus Harimurti Yudhoyono (AHY)"
    found |= {lower[i] for i in range(3, len(words) - 1) if _is_alias(page, i)}
    return frozenset(found | _names_before_ages(page, institution_at))


def _names_behind_ranks(
    page: Page, institution_at: dict[int, tuple[int, int]], skip: frozenset[str]
) -> set[str]:
    """Ordinary words that are names since a rank stands before them: *Mayjen Tugas Hartanta*."""
    words, lower = page.words, page.lower
    ranks = rank_words()
    return {
        lower[i + 1] for i in range(len(words) - 1)
        if words[i][0].isupper() and lower[i].rstrip(".") in ranks
        and words[i + 1].istitle()
        and not (i and words[i - 1][0].isupper())  # "Direktorat Jenderal Ketahanan Pangan"
        and page.kinds[i + 1] is TokenKind.WORD
        and i + 1 not in institution_at
        and is_common_word(words[i + 1])
        and lower[i + 1] not in office_firsts()
        and lower[i + 1] not in skip
        and lower[i + 1].rstrip(".") not in titles_at("before")
        and lower[i + 1].rstrip(".") not in reference_words("rank_corps", "police_rank")
    }  # fmt: skip


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
        and page.lower[k] not in office_firsts()
        and page.lower[k].rstrip(".") not in titles_at("before")
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
