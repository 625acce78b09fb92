"""Read what follows a role noun up to a name: *Kepala* | *Dinas Kesehatan Bogor* | *, Sari*."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from beritanlp.domain import InstitutionKind
from beritanlp.lexicons.gazetteer import institution_heads
from beritanlp.lexicons.places import match_place, match_region
from beritanlp.lexicons.words import reference_words
from beritanlp.rules.institutions import given_names, is_common_word
from beritanlp.rules.person_names import NameReader
from beritanlp.rules.phrases import LONGEST_OFFICE, Range, match_phrase, reporting_forms
from beritanlp.text.tokenize import TokenKind

__all__ = ["ComplementReader"]

_NUMBERED = re.compile(r"[A-Za-z]+-\d+|U\d{1,2}")  # "Penanganan Covid-19", "timnas U17"
_TIGHT = frozenset("+&/-–—") | {"--"}  # marks without spaces inside names of bodies
_MAX_BODY_STEP = 3  # words between two that end names of bodies
_LINK_WITH_PLACE = 3  # words: "di", the kind of place, its name
_INITIALS = 3  # letters of a word that may be initials or a particle: "Al", "M.", "I"
_MAX_PLACES = 50  # places of a word that are looked at; in news it has few
_MAX_DIGITS = 4  # of a number within a role: "Ketua RT 12"


@dataclass(slots=True)
class _Behind:
    """How far the words behind a role noun are read, and what they said so far."""

    first: int  # the word behind the role noun
    limit: int
    named: bool
    fused: bool
    body: bool
    j: int  # the word at hand
    settled: bool  # whether the office needs no more to say whose it is
    affiliation: Range | None = None
    index: int | None = None
    proper: int | None = None  # start of a run that no list knows
    placed: Range | None = None  # the place just passed

    def grow(self, end: int) -> None:
        """Let the affiliation reach *end*, if it reaches the word at hand."""
        if self.affiliation is not None and self.affiliation[1] == self.j:
            self.affiliation = (self.affiliation[0], end)


class ComplementReader(NameReader):
    """Reads what offices are of."""

    def complement(
        self, i: int, limit: int, *, named: bool = False, fused: bool = False, body: bool = False
    ) -> tuple[int, Range | None, int | None]:
        """What follows a role noun up to the name: end, affiliation, institution index.

        With *named* the name stands before already, so that no capital is taken for one; with
        *fused* the role noun says itself whose it is (*Kapolri*), so that a name comes next; with
        *body* capitalised words behind it name the body (*Humas Gereja Katedral Jakarta*).
        """
        at = _Behind(i, limit, named, fused, body, j=i, settled=fused)
        around = self._body_around(i)
        if around and around <= limit:
            at.affiliation, at.j = (i, around), around  # "Kepala Divisi Humas" | "Polri"
        goes_on: bool | None = True
        while at.j < limit and goes_on:
            for step in _STEPS:
                goes_on = step(self, at)
                if goes_on is not None:
                    break
        if at.affiliation is None and at.proper is not None and at.proper < at.j:
            at.affiliation = (at.proper, at.j)
        if at.affiliation is None and body:
            at.affiliation = self._body_in(i, at.j)
        return at.j, self._without_field(at.affiliation, i, at.index), at.index

    # -- what may stand behind a role noun: each step passes words (True), ends there (False) or
    # -- leaves the word to the next step (None)

    def _pass_institution(self, at: _Behind) -> bool | None:
        words, j, limit = self.page.words, at.j, at.limit
        if j not in self.institution_at or (
            self.page.lower[j] in self.near_cues
            and self.institutions[self.institution_at[j][1]].id is None
        ):
            return None
        end, n = self.institution_at[j]
        if j == at.first and end in self.institution_at and self._is_field_office(j):
            at.j = end  # "Dirjen Bea dan Cukai" | "Kemenkeu"
            return True
        if at.affiliation is None:
            at.affiliation, at.index = (self._with_organ(at.first, j, n), end), n
        elif words[at.affiliation[1] : j] in ([], [","]) or (
            words[at.affiliation[1]] == "(" and words[j - 1] == ")"
        ):
            at.affiliation = (at.affiliation[0], end)
        at.j = j = self.brackets(end, limit)
        if j > end and j < limit:
            # a place behind the bracket: "Departemen Perlindungan Lingkungan (DEP) New York"
            region = match_region(words, j)
            place = region.length if region else match_place(words, j)
            if place and self.starts_person(j):
                place = 0
            place = place or self.branch_at(j, limit)
            if place:
                at.affiliation = (at.affiliation[0], j + place)
                at.j += place
        return True

    def _pass_bracket(self, at: _Behind) -> bool | None:
        bracket = self.brackets(at.j, at.limit)
        if bracket == at.j:
            return None
        at.j = bracket
        return True

    def _pass_legal_form(self, at: _Behind) -> bool | None:
        """*PT Bank Sukamulya (Persero)* | *Tbk.* | *Rudi Hartanta*"""
        if at.affiliation is None or (
            self.page.lower[at.j].strip(".") not in reference_words("company_tail")
        ):
            return None
        at.grow(at.j + 1)
        at.j += 1
        return True

    def _pass_branch_name(self, at: _Behind) -> bool | None:
        """*Ketua HMI* | *Sumbagsel* | *, Rudi Hartanta,*"""
        if not self._is_branch_name(at.affiliation, at.j, at.limit):
            return None
        at.grow(at.j + 1)
        at.j += 1
        return True

    def _stop_at_rank(self, at: _Behind) -> bool | None:
        rank = self.rank_at(at.j, at.limit)
        name = at.j + rank
        named = (
            name < at.limit
            and name not in self.institution_at
            and self.can_start_name(name, sure=True)
        )
        return False if rank and (at.j > at.first or named) else None

    def _pass_branch(self, at: _Behind) -> bool | None:
        if at.affiliation is None or at.affiliation[1] != at.j:
            return None
        branch = self.branch_at(at.j, at.limit)
        if not branch:
            return None
        at.grow(at.j + branch)
        at.j += branch
        return True

    def _pass_office(self, at: _Behind) -> bool | None:
        if at.affiliation is not None or at.proper is not None:
            return None
        office = self.office_at(at.j)
        at.j += office
        return True if office else None

    def _pass_region(self, at: _Behind) -> bool | None:
        words, j = self.page.words, at.j
        region = match_region(words, j)
        if not region or (region.length == 1 and self.page.lower[j] in self.near_cues):
            return None
        if region.length == 1 and self._is_given_behind_place(at):
            return None
        if at.proper is not None and at.affiliation is None:
            at.affiliation = (at.proper, j + region.length)
        at.grow(j + region.length)
        at.placed = (j, j + region.length)
        at.j += region.length
        at.settled = True
        after = match_region(words, at.j + 1) if at.j + 1 < at.limit else None
        if after and words[at.j] == ",":
            end = at.j + 1 + after.length
            if end >= at.limit or words[end] == ",":
                at.j = end
        return True

    def _pass_constituency(self, at: _Behind) -> bool | None:
        """*anggota DPR RI* | *Dapil Jawa Timur III* | *Rudi Hartanta*"""
        words, j = self.page.words, at.j
        n = match_phrase(self.page.lower, j, "constituency")
        if not n:
            return None
        j = self.brackets(j + n, at.limit)
        region = match_region(words, j) if j < at.limit else None
        place = region.length if region else match_place(words, j)
        if not place:
            return None
        j += place
        at.j = j + (j < at.limit and (words[j].isdigit() or not words[j].strip("IVX")))
        at.settled = True
        return True

    def _stop_at_title(self, at: _Behind) -> bool | None:
        """Not within *Kabid Penyelenggara Haji dan Umrah*, which a link shows."""
        j = at.j
        linked = j > at.first and j + 1 < at.limit and (
            self.page.lower[j + 1] in reference_words("office_link")
        )  # fmt: skip
        return False if self.is_title(j) and not linked else None

    def _is_given_behind_place(self, at: _Behind) -> bool:
        """Whether a given name that is a place too stands behind one: *Kota Bogor* | *Bima Arya*"""
        j = at.j
        return (
            at.placed is not None
            and at.placed[1] == j
            and self.page.lower[j] in given_names()
            and j + 1 < at.limit
            and self.page.words[j + 1][0].isupper()
        )

    def _pass_place(self, at: _Behind) -> bool | None:
        place = match_place(self.page.words, at.j)
        if not place or self.page.lower[at.j] in self.near_cues:
            return None
        if place == 1 and self._is_given_behind_place(at):
            return None
        at.grow(at.j + place)
        at.placed = (at.j, at.j + place)
        at.j += place
        at.settled = True
        return True

    def _stop_at_next_person(self, at: _Behind) -> bool | None:
        """*Sari, Ketua Umum Gapki* | *Rudi Hartanta*: the office is the next one's."""
        if at.named and at.affiliation is not None and at.affiliation[1] <= at.j and (
            self.page.lower[at.j] in given_names() and self.can_start_name(at.j)
        ):  # fmt: skip
            return False
        return None

    def _pass_tight_mark(self, at: _Behind) -> bool | None:
        """*IM57+ Institute*, *KSO Wika--Jaya*, *Pangdam V/Brawijaya Rudi Hartanta*"""
        page, j = self.page, at.j
        word = page.words[j]
        if word not in _TIGHT or j == at.first or page.ends[j - 1] != page.starts[j]:
            return None
        at.j += 1
        before = page.words[j - 1]
        if word == "/" and at.j < at.limit and (before.isdigit() or not before.strip("IVX")):
            at.j += 1
        return True

    def _pass_capital(self, at: _Behind) -> bool | None:
        page, j = self.page, at.j
        word = page.words[j]
        if page.kinds[j] is not TokenKind.WORD or not word[0].isupper():
            return None
        if page.lower[j] in reference_words("law_word"):
            at.j = self._behind_law(j, at.limit)  # "Anggota Panja RUU Cipta Kerja"
            return True
        lettered = len(word) == 1 and page.lower[j - 1] in reference_words("lettered")
        if lettered or page.lower[j] in reference_words("study_level"):
            at.j += 1  # "Kepala Peleton B", "mahasiswa S3"
            return True
        settled = at.settled or at.affiliation is not None
        field = self._end_of_field(at)
        if field:
            at.j = field
            return True
        if not at.named and (self.can_start_name(j) or (settled and self.is_odd_name(j))):
            return self._pass_name_or_body(at, settled)
        tailed = None if at.affiliation or at.fused else self._body_by_tail(at.first, j, at.limit)
        if tailed:
            at.affiliation, at.j = tailed, tailed[1]
            return True
        if at.proper is None and at.affiliation is None and (
            (at.named and (at.body or not is_common_word(word)) and len(word) > 1)
            or self._looks_like_body(j)
        ):  # fmt: skip
            named_by = j > at.first and (page.words[j - 1],) in institution_heads()
            at.proper = j - named_by  # "Ketua" | "Asosiasi UMKM"
        at.j += 1
        return True

    def _behind_law(self, j: int, limit: int) -> int:
        """The word behind a law's ordinary words: *RUU Cipta Kerja* | *Rudi Hartanta*."""
        words = self.page.words
        j += 1
        while j < limit and words[j][0].isupper() and is_common_word(words[j]) and not (
            self.is_name_word(j) or self.is_title(j)
        ):  # fmt: skip
            j += 1
        return j

    def _end_of_field(self, at: _Behind) -> int:
        """The word behind a field that looks like a name; 0 where none stands.

        *Kepala Pusat* | *Gempabumi dan Tsunami* | *BMKG*; *Kepala Bidang Pengelolaan dan*
        | *Keanekaragaman Hayati (PKH)*, which its short form spells.
        """
        page, j = self.page, at.j
        words = page.words
        if at.settled or at.affiliation is not None or at.named:
            return 0
        end = self.read_name(j, at.limit) if self.can_start_name(j) else j
        if end == j + 1 and end + 1 < at.limit and not self.is_name_word(j) and (
            page.lower[end] in reference_words("pair_link") and is_common_word(words[end + 1])
            and words[end + 1][0].isupper()
        ):  # fmt: skip
            return end
        if end > j and end + 2 < at.limit and words[end] == "(" and words[end + 2] == ")":
            said = [word[0] for word in words[at.first : end] if word[0].isupper()]
            if j > at.first and words[end + 1] == "".join(said):
                return end
        return 0

    def _looks_like_body(self, j: int) -> bool:
        """Whether a capitalised word is no ordinary one and no unit: *KAPI*, *IM57*, not *SMK*.

        Nor the number of one: *Ketua Komisi III*.
        """
        word = self.page.words[j]
        return (
            ((word.isupper() and len(word) > 2) or any(c.isdigit() for c in word))
            and word.strip("IVX") != ""
            and not _NUMBERED.fullmatch(word)
            and self.page.lower[j] not in reference_words("unit_noun")
            and not (is_common_word(word) and self.page.words[j - 1].isupper())
        )

    def _pass_name_or_body(self, at: _Behind, settled: bool) -> bool:
        """Capitals that may be the name; those before it are the body, or a part of the role.

        A client stays in the role, *kuasa hukum Sari, Rudi Hartanta,*, and so does a division
        before its body, *Direktur Retail Banking BNI Rudi Hartanta*.
        """
        page, j, limit = self.page, at.j, at.limit
        words = page.words
        begin = self.name_in_run(j, limit, settled)
        if begin + 2 < limit and words[begin + 1] == "&" and words[begin + 2][0].isupper():
            at.j = begin + 2  # "Direktur Distribution & Retail Funding BTN"
            return True
        if begin == j:
            return False
        numbered = begin < limit and page.kinds[begin] is TokenKind.NUMBER
        if (
            at.affiliation is None
            and not at.fused
            and page.lower[j] not in given_names()
            and begin not in self.institution_at
            and not numbered
            and not self.is_locality_head(j)
        ):
            at.affiliation = (at.proper if at.proper is not None else j, begin)
            if at.body:
                at.affiliation = self._body_in(at.first, begin) or at.affiliation
            if at.placed and at.placed[1] == j:
                at.affiliation = (at.placed[0], begin)  # "Analis Asia Sukamulya Futures"
        at.j = begin
        return (
            begin >= limit
            or words[begin] in (",", "(")
            or begin in self.institution_at
            or numbered
            or match_region(words, begin) is not None
        )

    def _pass_number(self, at: _Behind) -> bool | None:
        short = len(self.page.words[at.j]) <= _MAX_DIGITS
        if self.page.kinds[at.j] is not TokenKind.NUMBER or not short:
            return None
        at.j += 1
        return True

    def _pass_link(self, at: _Behind) -> bool | None:
        words, lower, j = self.page.words, self.page.lower, at.j
        if lower[j] not in reference_words("office_link") or j + 1 >= at.limit:
            return None
        if at.affiliation is not None and lower[j] in reference_words("pair_link") and (
            lower[j + 1] in reference_words("minister")
        ):  # fmt: skip
            return False  # "Panglima TNI | dan Menteri Perhubungan Rudi Hartanta": two people
        link = self._link_at(j, at.limit)
        if (
            not link
            and at.named
            and at.affiliation is None
            and lower[j] in reference_words("place_link")
            and words[j + 1][0].isupper()
            and not match_place(words, j + 1)
            and not is_common_word(words[j + 1])
        ):
            link = 1  # "Rudi Hartanta, analis di Wanasari Blair,"
        at.j += link
        at.settled = at.settled or link == _LINK_WITH_PLACE
        return bool(link)

    def _pass_comma(self, at: _Behind) -> bool | None:
        if self.page.words[at.j] != "," or not self._role_goes_on(at.j, at.limit):
            return None
        at.j += 1
        return True

    def _pass_small_word(self, at: _Behind) -> bool:
        """*pengamat kebijakan publik Universitas X*, *warga Desa Y*; all else ends the office."""
        page, j = self.page, at.j
        plain = page.words[j][0].islower() and page.kinds[j] is TokenKind.WORD
        if not plain or not self._lower_complement(j, at.limit):
            return False
        at.j += 1
        return True

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
            and self.can_start_name(self.titles_from(j + 2, limit), sure=True)
            and not match_place(words, j + 2)
        )

    def _body_around(self, i: int) -> int:
        """The end of an organisation that begins in the office before word *i*; 0 if none does."""
        for start in range(max(i - LONGEST_OFFICE, 0), i):
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
            page.kinds[run - 1] is TokenKind.WORD and not self.office_at(run - 1)
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
            return int(not (lower[j] == "dan" and self.starts_person(j + 1)))
        if place and self.is_own_body(j + 1, limit):
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

    def branch_at(self, j: int, limit: int) -> int:
        """How many words at *j* name the branch of the body before: *Cabang Pembantu Kalianda*.

        0 if none do. A direction behind the place just passed counts too: *Pekalongan* | *Selatan*.
        """
        words, lower = self.page.words, self.page.lower
        if lower[j] in reference_words("direction") and words[j][0].isupper():
            return int(bool(match_place(words, j - 1)) and not self.starts_person(j))
        n = match_phrase(lower, j, "branch")
        if not n or not words[j][0].isupper() or j + n >= limit:
            return 0
        region = match_region(words, j + n)
        place = region.length if region else match_place(words, j + n)
        if place:
            return n + place
        return n + 1 if self.page.kinds[j + n] is TokenKind.NUMBER else 0

    def keeps_complement(self, i: int) -> bool:
        """Whether names behind the office at *i* are part of it, and no body that it belongs to.

        Whom one speaks for (*kuasa hukum Suci*), the seat (*Patriark Yerusalem*), where
        one lives (*warga Klaster Melati*).
        """
        row = self.office_row(i, i + self.office_at(i))
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
        head = self.page.words[before_it - 1] if before_it > i else ""
        if self.institutions[index].kind is InstitutionKind.CIVIL_SOCIETY and (
            (head,) in institution_heads() and not self.office_at(before_it - 1)
        ):  # fmt: skip
            return before_it - 1  # "Ketua" | "Konfederasi Kongres Aliansi Wanasari"
        if self.institutions[index].kind is InstitutionKind.EDUCATION:
            for k in range(i, j):
                unit = lower[k] in reference_words("research_unit") and any(
                    word in reference_words("faculty") for word in lower[k + 1 : j]
                )
                if (unit or lower[k] in reference_words("faculty")) and all(
                    self.page.words[m][0].isupper() or lower[m] in reference_words("name_link")
                    for m in range(k, j)
                ):
                    return k  # "dosen" | "Fakultas Hukum Universitas Sukamulya"
        close = j - 1 == i and i > 0 and lower[i - 1] not in reference_words("leader")
        joined = j - 2 >= i and lower[j - 2] in reference_words("pair_link")  # "… dan HAM"
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
            row = self.office_row(i, i + self.office_at(i))
            if row is not None and row.kind != "office":
                break  # "Ketua" | "Relawan Wanasari"
            i += self.office_at(i)
        while j > i and page.words[j - 1] in ",(":
            j -= 1
        places = i < j and i + match_place(page.words, i) >= j
        return (i, j) if i < j and not places else None

    def name_in_run(self, j: int, limit: int, settled: bool) -> int:
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
            if self.rank_at(k, limit):
                return k  # "Kepala Divisi Humas Polri | Inspektur Jenderal Rudi Hartanta"
            if self._is_tail(j, k) and lower[end - 1] not in reference_words("organisation_word"):
                return k  # "Ketua LBH KAI | APB Jember | Rudi Hartanta"
        if end < limit and lower[end] in reference_words("other_one"):
            end += 1  # "Pengacara Sari lainnya, Rudi Hartanta"
        if end < limit and (self.is_title(end) or self.rank_at(end, limit)):
            return end  # "Kapolsek Wanasari AKP Rudi Hartanta"
        if end < limit and words[end] == "," and self.titles_from(end + 1, limit) > end + 1:
            return end  # "CEO Sinar FC, Irjen Pol Rudi Hartanta"
        if end < limit and words[end] == ",":
            # "Ketua Badko Sumbagsel, Rudi Hartanta, menilai": the name stands behind the comma
            after = end + 1
            if (
                after < limit
                and self.can_start_name(after, sure=True)
                and not self.is_place_alone(after, limit)
            ):
                stop = self.read_name(after, limit)
                unnamed = not any(self.is_name_word(k) for k in range(j, end))
                aged = stop + 1 < limit and words[stop] == "(" and words[stop + 1].isdigit()
                if (stop - after >= 2 or (unnamed and not is_common_word(words[after]))) and (
                    stop >= limit
                    or words[stop] in (",", ".")
                    or aged
                    or lower[stop] in reporting_forms()
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
                and self.is_locality_head(j)
                and bool(
                    match_region(words, end) or (words[end] == "," and match_place(words, end + 1))
                )
            )
            within = within or self._is_locality_elsewhere(j)
            return end if within and not self.is_name_word(j) else j
        local = self.is_locality_head(j) and not self.is_name_word(j)
        if local and (not settled or self.is_name_word(j + 1)):
            return j + 1  # "Kepala Desa Sukamulya Rudi Hartanta"
        plain = not (words[j].isupper() and len(words[j]) > 2) and not is_common_word(words[j])
        if settled or (end - j == 2 and (plain or self.is_region_head(j))):
            whole = all(len(words[k]) > _INITIALS and words[k].isalpha() for k in range(j, end))
            if not personal or not whole or self.is_name_word(j):
                return j
            # "Danone | Aqua | Intan Hartanta", who is called by that word elsewhere
            return next((k for k in range(j, end - 1) if lower[k] in self.near_cues), j)
        for k in range(j, end):
            if self.is_name_word(k):
                while k > j and (self._stand_together(k) or self._may_lead(k - 1)):
                    k -= 1  # "Menteri Ketenagakerjaan (Menaker) M. Rudi Hartanta"
                return k
        if end < limit and words[end] == ",":
            after = self.titles_from(end + 1, limit)
            if after < limit and (
                after > end + 1
                or (self.can_start_name(after) and self.looks_like_name(after, limit))
            ):
                return end
        return j

    def _is_locality_elsewhere(self, j: int) -> bool:
        """Whether the page shows that word *j* behind *camat* or *lurah* is a place, no name.

        It stands behind *Kecamatan* or *Desa*, too, or such an office and a name around it:
        *kata Camat | Ambulu*, of *Camat Ambulu Rudi Hartanta*.
        """
        if not self.is_locality_head(j):
            return False
        words, lower = self.page.words, self.page.lower
        return any(
            lower[m - 1] in reference_words("region_level")
            or (self.is_locality_head(m) and m + 1 < len(words) and words[m + 1][0].isupper())
            for m in self._places_of.get(lower[j], [])[:_MAX_PLACES]
            if m and m != j
        )

    def _is_tail(self, j: int, k: int) -> bool:
        """Whether words [j, k) stand behind the same word without what follows here, too.

        No part of a name: two words that no name begins with, or an acronym.
        """
        page = self.page
        lower, words = page.lower, page.words
        if not j or any(self.is_name_word(m) for m in range(j, k)) or not (
            k - j > 1 or (len(words[j]) > 2 and words[j].isupper())
        ):  # fmt: skip
            return False
        said = lower[j:k]
        known = k - j > 1 and self.is_name_word(k)  # "Founder | Menganyam Pesisir | Rudi Hartanta"
        return any(
            m != j
            and lower[m : m + k - j] == said
            and (known or lower[m - 1 - (words[m - 1] == ")")] == lower[j - 1])
            and lower[m + k - j : m + k - j + 1] != [lower[k]]
            for m in self._places_of.get(lower[j], [])[:_MAX_PLACES]
            if m
        )

    @cached_property
    def _places_of(self) -> dict[str, list[int]]:
        """Where each word of the page stands with a capital."""
        places: dict[str, list[int]] = {}
        for i, word in enumerate(self.page.words):
            if word[0].isupper():
                places.setdefault(self.page.lower[i], []).append(i)
        return places

    def _may_lead(self, k: int) -> bool:
        """Whether word *k* may lead to a given name: *M. Rudi*, *JJ Rudi*, *Juli Budi*."""
        if len(self.page.words[k].rstrip(".")) == 1:
            return True
        return self.is_month_name(k) or self.is_bare_initials(k)

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
        if lower in reporting_forms():
            return False
        if (
            lower.startswith(("me", "di", "ber", "ter"))
            and len(lower) > 5
            and is_common_word(lower)
            and lower not in reference_words("office_state")
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

    def is_own_body(self, i: int, limit: int) -> bool:
        """Whether capitals before a comma and a name are a body: *Ketua | Relawan Sari, Rudi,*"""
        words, lower = self.page.words, self.page.lower
        if i >= limit or not words[i][0].isupper() or lower[i] in reference_words("unit_noun"):
            return False
        end = i
        while end < limit and words[end][0].isupper() and self.page.kinds[end] is TokenKind.WORD:
            row = self.office_row(end, end + self.office_at(end))
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


_STEPS: tuple[Callable[[ComplementReader, _Behind], bool | None], ...] = (
    ComplementReader._pass_institution,
    ComplementReader._pass_bracket,
    ComplementReader._pass_legal_form,
    ComplementReader._pass_branch_name,
    ComplementReader._stop_at_rank,
    ComplementReader._pass_branch,
    ComplementReader._pass_office,
    ComplementReader._pass_region,
    ComplementReader._pass_constituency,
    ComplementReader._stop_at_title,
    ComplementReader._pass_place,
    ComplementReader._stop_at_next_person,
    ComplementReader._pass_tight_mark,
    ComplementReader._pass_capital,
    ComplementReader._pass_number,
    ComplementReader._pass_link,
    ComplementReader._pass_comma,
    ComplementReader._pass_small_word,
)
