"""Read the words that name a source: office, organisation, title and name, pronoun, description.

*Kepala Dinas Kesehatan Kota Bogor, dr. Sari Wulandari, M.Kes.* is one phrase with a role, an
affiliation and a name; *ia*, *pihaknya*, *politikus PDI-P itu* and *seorang warga* are phrases too.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

from beritanlp.domain import InstitutionKind
from beritanlp.lexicons.gazetteer import institution_heads
from beritanlp.lexicons.places import match_place, match_region
from beritanlp.lexicons.words import function_words, reference_words
from beritanlp.rules.complements import ComplementReader
from beritanlp.rules.institutions import SEATED, given_names, is_common_word
from beritanlp.rules.phrases import Range, match_phrase, match_phrase_table, reporting_forms
from beritanlp.text.stem import stem_word
from beritanlp.text.tokenize import TokenKind

__all__ = ["Source", "SourceReader", "company_nouns"]

SourceKind = Literal["named", "pronoun", "clitic", "institution", "role", "description"]

_PRONOUNS = "singular", "plural", "polite", "institution"
_MAX_PHRASE = 45  # words of one source phrase with its appositions
_MAX_SECOND_ROLE = 12  # words from "dan" to the end of a second role
_MAX_NAME_OF_BODY = 9  # words of a firm that no list knows, from "dari" on
_NEAR, _FAR = 16, 26  # words to "itu" or "ini" behind a noun, and with a clause between
_MAX_RELATIVE = 9  # words of a relative clause before a name
_MAX_ADDRESS, _MAX_ADDRESS_PART = 5, 8  # parts of an address before a name, words of one


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


class SourceReader(ComplementReader):
    """Reads source phrases of one page, knowing its organisations."""

    def _can_be_body(self, j: int, end: int) -> bool:
        """Whether words before a name that no office introduces can be a body: *Indef Bhima*.

        *Fabio Capello* is a name as a whole, though only *Capello* stands beside a cue.
        """
        words = self.page.words
        return any(words[k].isupper() or is_common_word(words[k]) for k in range(j, end))

    def _is_next_name(self, j: int, limit: int) -> bool:
        """Whether a comma leads to a name: *Senada dengan Rudi, Ketua DPRD, Sari Wulandari, …*"""
        end = self._next_name(j, limit)
        words, lower = self.page.words, self.page.lower
        return 0 < end < limit and (words[end] == "," or lower[end] in reporting_forms())

    def _is_apposed_name(self, j: int, limit: int) -> bool:
        """Whether a comma leads to a name and no more: *direktur perusahaan itu, Rudi Hartanta.*"""
        end = self._next_name(j, limit)
        return end > 0 and (end >= limit or self.page.words[end] in (",", ".", "("))

    def _next_name(self, j: int, limit: int) -> int:
        """End of the known name of several words behind the comma at *j*; 0 if none is."""
        words = self.page.words
        if j + 2 >= limit or words[j] != ",":
            return 0
        at = self.titles_from(j + 1, limit)
        if at >= limit or not self.can_start_name(at, sure=True) or match_place(words, at):
            return 0
        end = self.read_name(at, limit)
        known = any(self.is_name_word(k) for k in range(at, end))
        return end if known and end - at > 1 else 0

    def is_both_bodies(self, i: int, limit: int) -> bool:
        """Whether two organisations are pointed back to at word *i*: *kedua lembaga itu*."""
        lower = self.page.lower
        return (
            i + 2 < limit
            and lower[i] in reference_words("both")
            and lower[i + 2] in reference_words("demonstrative")
            and (
                (lower[i + 1].capitalize(),) in institution_heads()
                or lower[i + 1] in reference_words("company_noun", "party_noun", "education_noun")
            )
        )

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

    def read(self, i: int, limit: int) -> Source | None:
        """The source phrase that begins at word *i* and ends before *limit*; None if none does."""
        page = self.page
        words, lower = page.words, page.lower
        limit = min(limit, len(words), i + _MAX_PHRASE)
        if i >= limit:
            return None
        at = i + (words[i] == "\\" and i + 1 < limit)  # Markdown's escape
        if words[at].startswith("@") and len(words[at]) > 1:
            return Source(i, at + 1, (i, at + 1), "named", name=(i, at + 1))
        start = role_start = i
        determiner = acting = 0
        plural = former = False
        if lower[i] in _leading_words():
            if self.is_both_bodies(i, limit):
                return Source(i, i + 3, (i, i + 3), "pronoun", plural=True)
            pronoun = match_phrase(lower, i, *_PRONOUNS)
            if pronoun:
                plural = match_phrase(lower, i, "plural") > 0
                return Source(i, i + pronoun, (i, i + pronoun), "pronoun", plural=plural)
            determiner = match_phrase(lower, i, "indefinite")
            plural = determiner > 0 and lower[i] in reference_words("plural_determiner")
            i += determiner
            if i < limit and lower[i] in reference_words("past"):
                former = True
                i += 1
            if i >= limit:
                return None
            role_start = i
            acting = match_phrase(lower, i, "acting")
            i += acting
            if acting:
                i = self.brackets(i, limit)  # "Pelaksana tugas (Plt) Direktur Utama"
            if i >= limit:
                return None
        if i in self.institution_at and not (acting or former):
            return self._read_institution(start, i, limit)
        rank = i + self.rank_at(i, limit)
        ranked = (
            i < rank < limit
            and self.can_start_name(rank, sure=True)
            and not match_place(words, rank)  # "Uskup Agung Jakarta"
        )
        office = 0 if ranked else self.office_at(i) or self.english_office(i, limit)
        if office and not (
            office == 1 and words[i][0].isupper() and lower[i] in given_names()
            and i + 1 < limit and self.can_start_name(i + 1, sure=True)
        ):  # fmt: skip
            return self._read_office(
                start, role_start, i + office, limit, determiner, former, plural
            )
        if (words[i],) in institution_heads() and lower[i] not in given_names():
            seat = self._read_head_word(i, limit)
            if seat is not None:
                return seat  # "Kodam" for "Kodam V/Brawijaya": else it looks like a name
        at = self.titles_from(i, limit)
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
            begin = at if at > i else self.name_in_run(at, limit, at > i)
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
        if page.opens_sentence(i) and lower[i] not in function_words() and self.is_odd_name(i):
            end = self.read_name(i, limit)
            if end + 1 < limit and (
                (words[end] == "," and self.office_at(end + 1))
                or (end - i > 2 and words[end] == "(" and words[end + 1].isdigit())
            ):  # fmt: skip
                # "Subur Hartanta, Kepala Seksi X": an ordinary word that is a name
                return self._read_person(start, i, limit, None, None, former, None)
        if lower[i] in reference_words("house_group") and i + 1 in self.institution_at:
            end = i + 1
            while end < limit and end in self.institution_at:
                end = self.institution_at[end][0]
            return Source(i, min(end, limit), (i, min(end, limit)), "description")
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
            n = self._last_body(kinds, i)
            if n is not None:
                return Source(i, k + pointed, (i, k + pointed), "institution",
                              institution=n)  # fmt: skip
        if not (page.words[i][0].isupper() or pointed):
            return None
        if k < limit and page.words[k][0].isupper() and page.kinds[k] is TokenKind.WORD:
            return None
        named = [self._heads, self._official_heads] if pointed else [self._heads]
        last = [
            heads[before - 1] for heads in (places.get(page.lower[i], []) for places in named)
            if (before := bisect_left(heads, (i,)))
        ]  # fmt: skip
        if not last:
            return None
        n = max(last)[1]
        return Source(i, k + pointed, (i, k + pointed), "institution", institution=n)

    def _last_body(self, kinds: tuple[InstitutionKind, ...], i: int) -> int | None:
        """The organisation of one of *kinds* last named before the noun *i*; None if none is.

        Of local ones, by that noun itself or as a government.
        """
        lower = self.page.lower
        firsts: frozenset[str] | set[str] = frozenset({""})
        if lower[i] in reference_words("local_noun"):
            firsts = {lower[i], *reference_words("government")}
        last: list[tuple[int, int]] = []
        for kind in kinds:
            for first in firsts:
                places = self._bodies.get((kind, first), [])
                k = bisect_left(places, (i,))
                last += places[max(0, k - 1) : k]
        return max(last)[1] if last else None

    @cached_property
    def _bodies(self) -> dict[tuple[InstitutionKind, str], list[tuple[int, int]]]:
        """Where organisations of each kind are named, by the first word there, too, and which."""
        places: dict[tuple[InstitutionKind, str], list[tuple[int, int]]] = {}
        for start, (_, n) in sorted(self.institution_at.items()):
            for first in ("", self.page.lower[start]):
                key = self.institutions[n].kind, first
                places.setdefault(key, []).append((start, n))
        return places

    @cached_property
    def _heads(self) -> dict[str, list[tuple[int, int]]]:
        """Where names of several words begin with each ordinary word, and whose they are."""
        heads: dict[str, list[tuple[int, int]]] = {}
        for start, (end, n) in sorted(self.institution_at.items()):
            if end - start > 1 and (
                is_common_word(self.page.words[start]) or self.institutions[n].kind in SEATED
            ):  # fmt: skip
                heads.setdefault(self.page.lower[start], []).append((start, n))
        return heads

    @cached_property
    def _official_heads(self) -> dict[str, list[tuple[int, int]]]:
        """Where bodies are named by a short form, by the first word of the whole name.

        *Komisi itu* for *KPK*, which is the *Komisi Pemberantasan Korupsi*.
        """
        heads: dict[str, list[tuple[int, int]]] = {}
        for start, (_, n) in sorted(self.institution_at.items()):
            first = self.institutions[n].name.partition(" ")[0]
            if self.page.lower[start] != first.lower() and is_common_word(first):
                heads.setdefault(first.lower(), []).append((start, n))
        return heads

    def _read_institution(self, start: int, i: int, limit: int) -> Source:
        end, n = self.institution_at[i]
        # "Bank Indonesia (BI)", "KPU RI"
        stop = self.brackets(end, limit)
        if stop < limit and self.page.words[stop] == "RI":
            stop += 1
        if stop < limit:
            # "Badan Meteorologi (BMKG) Jember", "Bulog Cabang Jember (Jbr)"
            place = match_region(self.page.words, stop)
            branch = self.branch_at(stop, limit) or (place.length if place else 0)
            if branch:
                end = stop + branch
                stop = self.brackets(end, limit)
        # a person right behind an organisation: "PKS Budi Santoso" is not read as one
        return Source(start, stop, (i, end), "institution", institution=n)

    def _read_office(
        self, start: int, role_start: int, i: int, limit: int,
        determiner: int, former: bool, plural: bool,
    ) -> Source | None:  # fmt: skip
        page = self.page
        words, lower = page.words, page.lower
        first = role_start + 1
        head = self.office_row(role_start, first)
        leads = head and (head.fused == "body" or lower[role_start] in reference_words("leader"))
        if i > first and leads and words[first][0].isupper() and self.is_own_body(first, limit):
            i = first  # "Pemilik | Warung Sukamulya Jaya, Rudi Hartanta,"
        row = self.office_row(role_start, i)
        english = not self.office_at(role_start)  # "Aftersales Director"
        fused = (row is None and not english) or (row is not None and row.fused == "yes")
        body = english or (row is not None and row.fused == "body")
        if row is not None and row.fused == "no" and lower[i - 1] in reference_words("leader"):
            body = self.is_own_body(i, limit)
        besides = self._besides(i, limit, fused)
        if besides:
            other = self.read(besides + 1, limit)
            if other is not None and other.name is not None:
                if other.role and any(
                    lower[k] in reference_words("ordinal") for k in range(i, besides)
                ):  # "Presiden Kelima RI sekaligus Ketua Partai X Sari": a past office
                    return replace(other, start=start)
                j, affiliation, index = self.complement(i, besides, fused=fused, body=body)
                role_end = self._trim_role(role_start, affiliation[0] if affiliation else j)
                return replace(other, start=start, role=(role_start, role_end), former=former,
                               affiliation=affiliation, institution=index)  # fmt: skip
        j, affiliation, index = self.complement(i, limit, fused=fused, body=body)
        if affiliation is not None:
            # "Ketua" | "Dewan Pimpinan Pusat PDI-P"
            for k in range(role_start + 1, affiliation[0]):
                if match_phrase(lower, k, "party_organ") == affiliation[0] - k:
                    affiliation = (k, affiliation[1])
                    break
        if (
            affiliation is not None
            and index is None
            and not reference_words("neighbourhood").isdisjoint(lower[i - 1 : i + 1])
        ):
            affiliation = None  # "Ketua RW 12 Perumahan Griya Sukamulya"
        if affiliation is not None and lower[role_start] in reference_words("client_office") and (
            lower[affiliation[0] - 1] in reference_words("pair_link")
        ):  # fmt: skip
            affiliation, index = None, None  # "kuasa hukum Sari dan Yayasan Wanasari"
        # "Kuasa Hukum mantan pegawai Sukakata": the client's firm is not his
        client = affiliation is not None and affiliation[0] > i and words[i][0].islower()
        if (index is None or client) and self.keeps_complement(role_start):
            affiliation, index = None, None
        pointed = self._to_demonstrative(i, limit)
        if (
            pointed
            and not determiner
            and (j >= pointed - 1 or not self.starts_person(j) or not (self.is_name_word(j)))
        ):
            role_end = self._trim_role(role_start, min(affiliation[0] if affiliation else j, j))
            if lower[role_start] in reference_words("mere_person"):
                role_end = role_start  # "Pria asli Jember itu"
            if self._is_apposed_name(pointed, limit):
                # "direktur perusahaan itu, Rudi Hartanta,"
                at = self.titles_from(pointed + 1, limit)
                role = (role_start, role_end) if role_end > role_start else None
                if index is None:
                    affiliation = None  # "ketua LSM itu": no name
                return self._read_person(start, at, limit, role, affiliation, former, index)
            said = pointed - 2 if words[pointed - 2] == "," else pointed
            return Source(
                start, pointed, (start, said), "role", former=former,
                role=(role_start, role_end) if role_end > role_start else None,
                affiliation=affiliation, institution=index, demonstrative=True,
            )  # fmt: skip
        if row is not None and row.kind == "relation" and (
            not determiner or lower[start] in reference_words("side_noun")
        ):  # fmt: skip
            return self._read_relation(start, i, limit)  # "istri Rudi", "pihak keluarga Rudi"
        role_end = affiliation[0] if affiliation else j
        role_end = self._trim_role(role_start, role_end)
        role = (role_start, role_end) if role_end > role_start else None
        if role and " ".join(lower[slice(*role)]) in reference_words("mere_person"):
            role = None  # "seorang wanita, Sari": what anybody is
        named = self._behind_introducer(j, limit)
        at = self.titles_from(named, limit)
        if at < limit and (
            self.can_start_name(at, sure=at > j)
            or ((fused or affiliation is not None or j > i) and self.is_odd_name(at))
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
            name_at = self.titles_from(at, limit)
            if name_at < limit and self.can_start_name(name_at, sure=name_at > at):
                return self._read_person(start, name_at, limit, role, affiliation, former, index)
        if at + 2 < limit and words[at] == "," and (at + 1) in self.institution_at:
            stop, n = self.institution_at[at + 1]
            name_at = self.titles_from(self.brackets(stop, limit), limit)
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
            k = self.titles_from(at + 1, limit)
            if (
                k < limit and self.can_start_name(k, sure=True)
                and not self.is_place_alone(k, limit)
                and (k > at + 1 or self.looks_like_name(k, limit))
                and not self._ends_adverbial(role_start, k, limit)
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
        form = self.office_row(i - 1, i)
        opens = page.opens_sentence(role_start) and form is not None and form.kind == "description"
        if words[end - 1].isdigit() and end - 1 > role_start and end < limit and (
            lower[end] in reference_words("age_unit")
        ):  # fmt: skip
            # "kata pelatih 51 tahun": the one named before
            return Source(start, end + 1, (start, end + 1), "role", role=(role_start, end - 1),
                          affiliation=affiliation, former=former, institution=index,
                          demonstrative=True)  # fmt: skip
        if form is not None and form.kind == "description" and end + 1 < limit and (
            lower[end] in reference_words("place_link") and words[end + 1][0].islower()
        ):  # fmt: skip
            end += 2  # "sumber di kepolisian"
            if end in self.institution_at and self.institution_at[end][0] <= limit:
                end = self.institution_at[end][0]  # "sumber di lingkungan | Kementerian Sosial"
        plain = (
            (words[role_start][0].islower() or opens) and not demonstrative and affiliation is None
        )
        if determiner and plural and end == j:
            end = self._to_close(end, limit)  # "para peserta | rapat"
        if determiner or (plain and not former and (form is None or form.kind != "office")):
            return Source(start, end, (start, end), "description", role=role,
                          affiliation=affiliation, plural=plural, institution=index)  # fmt: skip
        return Source(start, end, (start, end), "role", role=role, affiliation=affiliation,
                      former=former, institution=index, demonstrative=demonstrative)  # fmt: skip

    def _behind_introducer(self, j: int, limit: int) -> int:
        """The word behind what leads to a name: *korban | bernama | Rudi*; *j* if nothing does.

        *anggota KPU | lain, yakni | Rudi Hartanta*
        """
        lower = self.page.lower
        k = j + (j < limit and lower[j] in reference_words("other_one"))
        k += k < limit and self.page.words[k] == ","
        found = match_phrase(lower, k, "introducer", "naming_link") if k < limit else 0
        return k + found if found else j

    def _ends_adverbial(self, role_start: int, at: int, limit: int) -> bool:
        """Whether a noun at *role_start* ends what stands before the subject, a name at word *at*.

        *Soal jumlah penumpang, | Rudi menegaskan …*, but *Juru bicara KPK, | Rudi, menegaskan …*.
        """
        words, lower, before = self.page.words, self.page.lower, role_start - 1
        if not words[role_start].islower() or self.page.opens_sentence(role_start):
            return False
        verb = self.read_name(at, limit)
        while verb < limit and match_phrase(lower, verb, "adverb"):
            verb += match_phrase(lower, verb, "adverb")
        if verb >= limit or lower[verb] not in reporting_forms():
            return False
        return self.page.kinds[before] is TokenKind.NUMBER or (
            words[before].islower()
            and lower[before] not in function_words()
            and lower[before] not in reporting_forms()
        )

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
        # "Ketua Satgas X | yang juga Wakil Bupati Y | Rudi"
        linked = match_phrase(lower, link, "second_role")
        link += linked - 1
        if not linked or link + 2 >= limit:
            return None
        begin = link + 1 + (lower[link + 1] in reference_words("past"))
        office = self.office_at(begin)
        if lower[link] in reference_words("pair_link") and lower[begin] in (
            reference_words("minister")
        ):  # fmt: skip
            return None  # "Panglima TNI | dan Menteri Perhubungan Rudi Hartanta": two people
        if begin in self.institution_at or not (office or words[begin][0].islower()):
            return None
        stop, affiliation, _ = self.complement(begin + office, limit)
        while stop < limit and words[stop][0].islower() and stop - link < _MAX_SECOND_ROLE and (
            lower[stop] not in reporting_forms()
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
            self.looks_like_name(k, limit)
        ):  # fmt: skip
            stop = self.read_name(k, limit)
            if stop >= limit or words[stop] in (",", ".") or lower[stop] in reporting_forms():
                return comma
        return begin

    def _behind_address(self, at: int, limit: int) -> int:
        """The last comma of *Ketua RT 4, RW 2, Kecamatan Ambulu | , Rudi Hartanta,*; else *at*."""
        words, lower = self.page.words, self.page.lower
        for _ in range(_MAX_ADDRESS):
            if not (at + 1 < limit and words[at] == "," and (
                lower[at + 1] in reference_words("region_level")
                or self.is_place_alone(at + 1, limit)
            )):  # fmt: skip
                break
            last = min(limit, at + _MAX_ADDRESS_PART)
            comma = next((k for k in range(at + 2, last) if words[k] == ","), at)
            if comma == at:
                break
            at = comma
        return at

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
            if lower[j] in reporting_forms() or match_phrase(
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
            k = self.titles_from(j + 1, limit)
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
        reach = _FAR if i < limit and lower[i] in reference_words("relative") else _NEAR
        for j in range(i, min(limit, i + reach)):
            if words[j] in (".", ";", ":", "(") or page.kinds[j] is TokenKind.MARK:
                return 0
            if words[j] == "," and j + 1 < limit and self._ends_phrase(j + 1, listed=relative):
                return 0
            if lower[j] in reporting_forms() or lower[j] in reference_words("clause_opener"):
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
                    or lower[end] in reporting_forms()
                )
                return end if closed else 0
        return 0

    def _ends_phrase(self, i: int, *, listed: bool) -> bool:
        """Whether word *i* behind a comma begins a clause: *Sekda, | langkah hari ini*.

        Not *Ketua RT 2, Jember, | itu*, nor, where things may be *listed*, *yang mengurus A, B, |
        dan C itu*.
        """
        word = self.page.lower[i]
        if self.page.kinds[i] is not TokenKind.WORD or not self.page.words[i][0].islower():
            return False
        if word in reference_words("demonstrative"):
            return False
        return not listed or not (
            word in reference_words("pair_link")
            or (word not in function_words() and not self._is_verb(i))
        )

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
            elif lower[end - 2] in reference_words("origin") and (
                lower[end - 1] in reference_words("house_group")
            ):  # fmt: skip
                end -= 2  # "anggota Panja RUU Wanasari" | "dari Fraksi Partai Golkar"
            elif "asal" in lower[start:end]:
                end = start + lower[start:end].index("asal")
            else:
                break
        return end

    def _read_person(
        self, start: int, at: int, limit: int, role: Range | None,
        affiliation: Range | None, former: bool, index: int | None,
    ) -> Source:  # fmt: skip
        page = self.page
        words, lower = page.words, page.lower
        end = self.read_name(at, limit)
        name = (at, end)
        stop = self.degrees(end, limit)
        after = self.brackets(stop, limit)
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
            # "Rudi Hartanta, yang juga Ketua Yayasan Wanasari,"
            k += match_phrase(lower, k, "apposer") if k < limit else 0
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
            row = self.office_row(k, k + office)
            if row is not None and row.kind == "relation":
                office = 0  # "Sari, ibu korban": who she is to another, not her office
            follows = k + office
            if office and row is None and follows < limit and words[follows][0].isupper() and (
                self.is_name_word(follows) and follows not in self.institution_at
            ):  # fmt: skip
                office = 0  # "…, Rudi Hartanta, Menteri Sosial Sari Wulandari, …": the next one's
            if office and k not in self.institution_at:
                body = row is not None and row.fused == "body"
                j, other, n = self.complement(k + office, limit, named=True, body=body)
                if n is None and self.keeps_complement(k):
                    other = None
                if n is None and other is None and row is not None:
                    j = self._to_close(j, limit)
                if j < limit and lower[j] in reference_words("other_one"):
                    j += 1
                body_at = self.institution_at.get(j + 1) if j < limit and words[j] == "," else None
                if other is None and body_at and body_at[0] < limit and (
                    words[body_at[0]] in (",", ".") or lower[body_at[0]] in reporting_forms()
                ):  # fmt: skip
                    other, n, j = (j + 1, body_at[0]), body_at[1], body_at[0]
                level = j + 1 < limit and lower[j + 1] in reference_words("region_level")
                region = match_region(words, j + 1) if level and words[j] == "," else None
                if region and row is not None and row.kind == "description":
                    j += 1 + region.length  # "warga Sukamulya, Kabupaten Jember"
                alone = j == k + office and words[k - 1] == ","  # ", Presiden juga …": a subject
                closed = (
                    j >= limit
                    or words[j] in (",", ".")
                    or bool(match_phrase(lower, j, "adjunct", "relative"))
                    or (bool(match_phrase(lower, j, "adverb")) and not alone)
                    or lower[j] in reporting_forms()
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
            if page.words[k] in (",", ".") or (
                k > j and match_phrase(page.lower, k, "adjunct", "relative")
            ):
                return k
            if (
                page.kinds[k] is not TokenKind.WORD
                or not page.words[k].islower()
                or page.lower[k] in reference_words("pair_link", "past")
                or self._is_verb(k)
                or page.lower[k] in reporting_forms()
                or match_phrase(
                    page.lower, k, "adjunct", "adverb", "relative", "complementizer", "negation",
                    "modal",
                )
            ):  # fmt: skip
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
            or any(
                end == stop
                for k in range(i + 1, end)
                for stop, _ in [self.institution_at.get(k, (0, 0))]
            )  # "Planetary Defense Coordination Office NASA"
        )
        return (end, None) if tail else None

    def _is_plain_role(self, i: int) -> bool:
        """Whether what somebody is, no office, stands at word *i*: *warga*, *pendiri*."""
        row = self.office_row(i, i + self.office_at(i))
        return row is not None and row.kind in ("membership", "profession", "description")

    def _read_description(self, start: int, i: int, limit: int, plural: bool) -> Source | None:
        """*sejumlah pedagang Pasar Baru*, *pihak keluarga*: nouns up to a verb or a stop."""
        page = self.page
        j, _, index = self.complement(i, limit)
        j = max(j, i)
        while j < limit and j - start < 8 and page.kinds[j] is TokenKind.WORD:
            if page.lower[j] in reporting_forms() or self._is_verb(j) or match_phrase(
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
def company_nouns() -> dict[str, tuple[InstitutionKind, ...]]:
    """Common nouns that point back to a firm, with the kinds of body it can be."""
    firm = (InstitutionKind.COMPANY, InstitutionKind.SOE)
    return dict.fromkeys(reference_words("company_noun", "issuer"), firm)


@cache
def _leading_words() -> frozenset[str]:
    """First words of pronouns and of what leads to a role: *seorang*, *mantan*, *pelaksana*."""
    phrases = match_phrase_table(*_PRONOUNS, "both", "indefinite", "acting")
    return reference_words("past").union(phrases)


@cache
def _body_nouns() -> dict[str, tuple[InstitutionKind, ...]]:
    """What a common noun for an organisation named before can be: *perseroan*, *pemkab*."""
    local = (InstitutionKind.LOCAL_GOVERNMENT,)
    return {**company_nouns(), **dict.fromkeys(reference_words("local_noun"), local)}
