"""Who said it: from the words beside a quote to one speaker of the article, or to nobody.

Persons are gathered from the whole page first, so that a headline's *Menpan* or a surname finds the
full name that stands further down. Pronouns, *-nya* and *mantan Bupati … ini* look back to the last
source or subject before them.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache

from beritanlp.domain import InstitutionKind, QuoteKind, ResolvedBy, SpeakerKind
from beritanlp.lexicons.gazetteer import (
    family_id,
    fold_words,
    ids_of_name,
    institution_by_id,
    institution_heads,
    listed_at,
    match_family,
    office_acronyms,
)
from beritanlp.lexicons.holders import (
    held_offices,
    holder_on,
    offices_named,
    region_office,
    split_acting,
)
from beritanlp.lexicons.places import match_place, match_region, names_country
from beritanlp.lexicons.rows import Nickname, OfficeHolder, OfficeShortForm
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words
from beritanlp.rules.candidates import QuoteCandidate
from beritanlp.rules.cues import cue_at, is_passive_verb
from beritanlp.rules.entities import Entities, Entity
from beritanlp.rules.institutions import FoundInstitution, given_names, is_common_word
from beritanlp.rules.phrases import (
    Range,
    match_phrase,
    match_phrase_before,
    office_firsts,
    office_forms,
    titles_at,
)
from beritanlp.rules.sources import Source, SourceReader, company_nouns
from beritanlp.text.page import Page
from beritanlp.text.remember import Remembered
from beritanlp.text.tokenize import TokenKind

__all__ = ["Entity", "Resolution", "office_holder", "resolve_speakers"]

# similarity of two spellings of one name word: Machfudz/Mahfudz 0.93, Budi/Rudi 0.75
_SAME_WORD = 0.82
# sentences over which a subject that did not speak is looked back to; 1 or 2 in the dev articles
_SUBJECT_REACH = 3
# words of a name that is looked for without its first, too
_LONG_NAME = 2
# letters of a name that may be initials only
_INITIALS = 3
# words of adverbials that open a sentence
_MAX_ADVERBIAL = 40
# ids of offices that every state has under one name
_HEADS_OF_STATE = frozenset({"presiden", "wapres"})
# words of what somebody is called
_MAX_NAMING = 3
# similarity of a name word to one that it is a slip of: Nanato/Nonato 0.83; letters at least
_SLIP, _SLIP_LETTERS = 0.8, 5
# letters of the end of a name that somebody is called by: Prapto for Suprapto
_TAIL_LETTERS = 4
# letters that another name may have more: Indra, Indradi
_ENDING = 2
# words of the name of a body that says by itself which one it is
_BODY_WORDS = 3
# how surely an office is of a person's body, and how like an office is to the person's
_OTHER_BODY, _ANY_BODY, _LIKE_BODY, _SAME_BODY = range(4)
_OTHER_OFFICE, _SLIP_OF_PEN, _SAME_OFFICE = range(3)
_SLIP_IN_OFFICE = 0.85  # ratio of SequenceMatcher: "menteri x dan y" with a letter lost
_NUMERAL = re.compile(r"\d+|[ivx]+")
# words of what brings in a person: "hadir", "ada juga", "lain halnya dengan"
_EXISTENTIALS = (1, 2, 3)
# entities up to which a new name is compared with each; the most persons in the shared news are 60
_MAX_COMPARED = 100
# entities, and subjects before a quote, that are looked through; so time stays in line with length
_MAX_SEARCHED = 300
# sources before a quote that a pronoun may mean; no article of the shared news has over 43 quotes
_MAX_SOURCES = 200

# pairs of persons who speak as one; a page of news has a few
_MAX_PAIRS = 100

# the word and the entity of each source so far
History = deque[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The speaker of one quote: index into the entities, and how it was found."""

    entity: int | None
    by: ResolvedBy | None
    mention: Range | None


@cache
def _office_ids() -> dict[str, str]:
    """Organisations by the full name of the office that heads them, lower case."""
    return {
        office.role.lower(): office.institution_id
        for office in office_acronyms().values()
        if office.institution_id
    }


@cache
def _nicknames() -> dict[str, tuple[str, ...]]:
    """Lower-case words of the full name by each nickname, lower case."""
    return {
        row.form.lower(): tuple(row.name.lower().split())
        for row in read_table("nicknames.csv", Nickname)
    }


@cache
def _kinds_of_noun() -> dict[str, tuple[InstitutionKind, ...]]:
    """What an organisation is that a common noun points back to: *kampus*, *perusahaan*."""
    return {
        **company_nouns(),
        **dict.fromkeys(reference_words("education_noun"), (InstitutionKind.EDUCATION,)),
        **dict.fromkeys(reference_words("health_noun"), (InstitutionKind.HEALTH,)),
        **dict.fromkeys(reference_words("party_noun"), (InstitutionKind.PARTY,)),
    }


@cache
def _short_offices() -> dict[str, OfficeShortForm]:
    return {row.form: row for row in read_table("office_short_forms.csv", OfficeShortForm)}


def _short_keys(office: str, body: Sequence[str]) -> set[str]:
    """Short offices that mean *office* of *body*: *kapolda* for *kepala* of *Polda Metro Jaya*."""
    said = " ".join(fold_words(word) for word in body)
    return {
        row.full for row in _short_offices().values()
        if row.body and row.full.startswith(f"{office} ") and said.startswith(
            (row.body, row.full.partition(" ")[2])
        )
    }  # fmt: skip


@lru_cache(maxsize=5_000)
def role_key(text: str) -> str:
    """An office in one form: short forms written out, also of regions, level kept, case folded."""
    words = re.sub(r"\([^()]*\)", " ", text)
    words = re.sub(r"[^\w\s'-]", " ", words).strip()
    parts = _with_full_regions(words.split())
    folded = " ".join(fold_words(part) for part in parts)
    acronyms = office_acronyms()
    for n in range(len(folded.split()), 0, -1):
        head = " ".join(folded.split()[:n])
        if head in acronyms:
            row = acronyms[head]
            rest = " ".join(folded.split()[n:])
            return f"{row.role.lower()} {rest}".strip()
    for n in (2, 1):
        row2 = _short_offices().get(" ".join(parts[:n]))
        if row2:
            return " ".join([row2.full, *parts[n:]])
    return " ".join(parts)


def _with_full_regions(words: list[str]) -> list[str]:
    """*words* in lower case, with the whole names of regions: *gubernur jawa timur* for *Jatim*."""
    found: list[str] = []
    i = 0
    while i < len(words):
        region = match_region(words, i)
        if region is not None and region.level is None and len(region.regions) == 1:
            found += region.regions[0].name.lower().split()
            i += region.length
        else:
            found.append(words[i].lower())
            i += 1
    return found


def resolve_speakers(
    page: Page,
    reader: SourceReader,
    institutions: Sequence[FoundInstitution],
    quotes: Sequence[QuoteCandidate],
    date: dt.date | None = None,
) -> tuple[list[Entity], list[Resolution]]:
    """The page's entities and, for every quote, which of them speaks (or None).

    With the *date* of the page an office whose holder the page does not name is looked up.
    """
    return _Resolver(page, reader, institutions, quotes, date).run()


class _Resolver:
    def __init__(
        self,
        page: Page,
        reader: SourceReader,
        institutions: Sequence[FoundInstitution],
        quotes: Sequence[QuoteCandidate],
        date: dt.date | None,
    ) -> None:
        self.page = page
        self.date = date
        self.reader = reader
        self.institutions = institutions
        self.quotes = quotes
        self.entities = Entities()
        self.by_institution: dict[int, int] = {}
        self.by_mention: dict[Range, int] = {}
        # persons that words of a name fit, and how many entities were looked at for that
        self._fitting: dict[tuple[str, ...], tuple[int, list[int]]] = {}
        self._found_first: dict[tuple[str, tuple[str, ...]], tuple[int, int | None]] = {}
        self._keys: dict[int, set[str]] = defaultdict(set)  # roles beside each person's names
        self._capital: dict[str, bool] = {}
        self._titled: list[int] = []  # the persons of the headline, of the entities looked at
        self._title_checked = 0
        self._named: list[Range] = []  # the names of the page that are persons', in order
        self._full_spans: dict[int, Range] = {}  # the fullest name of each organisation
        self._span_sets: dict[int, frozenset[Range]] = {}
        self._by_start: dict[int, Source] = {}  # the named sources of the page
        self._by_end: dict[int, Source] = {}

    def run(self) -> tuple[list[Entity], list[Resolution]]:
        self._gather_persons()
        resolutions: list[Resolution | None] = [None] * len(self.quotes)
        order = sorted(range(len(self.quotes)), key=lambda n: self.quotes[n].anchor)
        body = [n for n in order if self.quotes[n].start >= self.page.title_end]
        head = [n for n in order if self.quotes[n].start < self.page.title_end]
        history: History = deque(maxlen=_MAX_SOURCES)
        for n in body:
            resolutions[n] = self._resolve(self.quotes[n], history)
            self._note(self.quotes[n], resolutions[n], history)
        for n in head:
            resolutions[n] = self._resolve(self.quotes[n], deque())
        for entity in self.entities:
            self._settle(entity)
        return self.entities.all, [
            replace(r, by=ResolvedBy.REGISTRY)
            if r.entity is not None and self.entities[r.entity].registered
            else r
            for r in (r or Resolution(None, None, None) for r in resolutions)
        ]

    def _settle(self, entity: Entity) -> None:
        """Sort mentions; give the affiliation its fullest form, and its institution's id."""
        entity.mentions = sorted(set(entity.mentions))
        if entity.kind is SpeakerKind.INSTITUTION:
            pointing = reference_words("demonstrative")  # "Komisi itu" is no name
            names = [m for m in entity.mentions if self.page.lower[m[1] - 1] not in pointing]
            entity.named = max(names, key=lambda m: (m[1] - m[0], -m[0]), default=(0, 0))
        self._prefer_usual_spelling(entity)
        self._settle_body_meant(entity)
        if entity.kind is SpeakerKind.PERSON and entity.role and entity.affiliation is None:
            entity.institution = self._body_of_office(entity)
            if entity.institution is not None:
                entity.affiliation = self._fullest(entity.institution)
        elif entity.affiliation and entity.institution is None:
            entity.institution = self._company_named(entity.affiliation)
            if entity.institution is not None:
                entity.affiliation = self._fullest(entity.institution)
        elif entity.affiliation and entity.institution is not None:
            longest = self._fullest(entity.institution)
            if entity.affiliation in self._spans_of(entity.institution):
                entity.affiliation = longest
        if entity.institution is not None:
            entity.institution_id = self.institutions[entity.institution].id
            if entity.affiliation and entity.affiliation not in (
                self._spans_of(entity.institution)
            ):  # "Ketua Komisi II" | "DPR RI": the house, not its committee
                ids = ids_of_name(self.page.words[slice(*entity.affiliation)])
                if len(ids) == 1:
                    (entity.institution_id,) = ids
        elif entity.role and not entity.former:
            entity.institution_id = self._listed_office(entity)

    def _settle_body_meant(self, entity: Entity) -> None:
        """Cut off a role what points back to a body: *direktur utama* | *rumah sakit tersebut*."""
        lower = self.page.lower
        if entity.role is None or entity.affiliation is not None:
            return
        i, j = entity.role
        if j < len(lower) and lower[j] in reference_words("demonstrative"):
            j += 1
        if lower[j - 1] not in reference_words("demonstrative"):
            return
        for k in (j - 3, j - 2):
            kinds = _kinds_of_noun().get(" ".join(lower[k : j - 1])) if k > i else None
            if kinds:
                body = self._last_of_kinds(kinds, i)
                if body is not None:
                    entity.institution = body
                    entity.affiliation = self._fullest(body)
                entity.role = (i, k)
                return

    def _last_of_kinds(self, kinds: tuple[InstitutionKind, ...], at: int) -> int | None:
        """The organisation of one of *kinds* that is named last before word *at*."""
        before: list[tuple[int, int]] = []
        for kind in kinds:
            places = self._places_of_kind.get(kind, [])
            k = bisect_left(places, (at,))
            before += places[max(0, k - 1) : k]
        return max(before)[1] if before else None

    @cached_property
    def _places_of_bodies(self) -> list[tuple[int, int]]:
        """Where organisations are named, in order, and which."""
        return sorted(place for places in self._places_of_kind.values() for place in places)

    @cached_property
    def _places_of_kind(self) -> dict[InstitutionKind, list[tuple[int, int]]]:
        """Where the organisations of each kind are named, in order, and which."""
        places: dict[InstitutionKind, list[tuple[int, int]]] = defaultdict(list)
        for n, found in enumerate(self.institutions):
            places[found.kind] += [(start, n) for start, _ in found.spans]
        return {kind: sorted(found) for kind, found in places.items()}

    def _company_named(self, said: Range) -> int | None:
        """The page's company whose name without *PT* and *Tbk* the words are; None if none is."""
        return self._bare_companies.get(tuple(self.page.lower[slice(*said)]))

    @cached_property
    def _bare_companies(self) -> dict[tuple[str, ...], int]:
        """The page's companies by the words of their names without *PT* and *Tbk*."""
        legal = reference_words("company_tail", "company_head")
        found: dict[tuple[str, ...], int] = {}
        for n, body in enumerate(self.institutions):
            if body.kind in (InstitutionKind.COMPANY, InstitutionKind.SOE):
                for span in body.spans:
                    words = self.page.lower[slice(*span)]
                    found.setdefault(tuple(
                        word for word in words
                        if word.strip(".()") and word.strip(".") not in legal
                    ), n)  # fmt: skip
        return found

    def _prefer_usual_spelling(self, entity: Entity) -> None:
        """Of several spellings of the whole name take the one that the page uses most."""
        lower = self.page.lower
        whole = [
            (i, j)
            for i, j in entity.mentions
            if j - i == len(entity.words)
            and all(
                _same_word(lower[i + k].strip("."), word, exact=True)
                for k, word in enumerate(entity.words)
            )
        ]
        if len(whole) > 1 and entity.named in whole:
            spellings = Counter(self.page.slice(*m).lower() for m in whole)
            usual, count = spellings.most_common(1)[0]
            if count > spellings[self.page.slice(*entity.named).lower()]:
                entity.named = next(m for m in whole if self.page.slice(*m).lower() == usual)
                entity.name = self.page.slice(*entity.named)

    def _fullest(self, index: int) -> Range:
        if index not in self._full_spans:
            said = self.page.slice
            self._full_spans[index] = max(
                self.institutions[index].spans,
                key=lambda m: (m[1] - m[0], said(*m)[0].isupper(), len(said(*m)), -m[0]),
            )
        return self._full_spans[index]

    def _spans_of(self, index: int) -> frozenset[Range]:
        """Where an organisation is named."""
        if index not in self._span_sets:
            self._span_sets[index] = frozenset(self.institutions[index].spans)
        return self._span_sets[index]

    def _listed_office(self, entity: Entity) -> str | None:
        """The id of the organisation that the list gives for any name of the person's office."""
        assert entity.role is not None
        words = self.page.words[slice(*entity.role)]
        row = office_acronyms().get(" ".join(fold_words(w) for w in words))
        if row and row.institution_id:
            return row.institution_id
        ids = _office_ids()
        keys = sorted(entity.role_keys | {role_key(" ".join(words))})
        return next((ids[key] for key in keys if key in ids), None)

    def _body_of_office(self, entity: Entity) -> int | None:
        """The page's organisation that a fused office heads: *Menpan-RB*, *Kapolres Kampar*."""
        assert entity.role is not None
        words = self.page.words[slice(*entity.role)]
        wanted_id = self._listed_office(entity)
        short = _short_offices().get(words[0].lower()) or _short_offices().get(
            " ".join(w.lower() for w in words[:2])
        )
        body = None
        if short and short.body:
            body = " ".join([short.body, *(fold_words(w) for w in words[1:])])
        ids: set[str] = {wanted_id} if wanted_id else set()
        if short and short.body:
            said = [*short.body.title().split(), *words[1:]]
            listed = listed_at(said, 0)
            family = match_family(said, 0)
            if listed and listed[0] == len(said):
                ids.update(listed[1])
            if family and family.region:
                ids.update(family_id(family.row, r) for r in family.region.regions)
        fitting = [self._by_id[id_] for id_ in ids if id_ in self._by_id]
        if body in self._by_folded_name:
            fitting.append(self._by_folded_name[body])
        return min(fitting) if fitting else self._only_precinct(words)

    @cached_property
    def _by_id(self) -> dict[str, int]:
        """The page's organisations by their ids."""
        return {found.id: n for n, found in enumerate(self.institutions) if found.id}

    @cached_property
    def _by_folded_name(self) -> dict[str | None, int]:
        """The page's organisations by each of their names there, folded."""
        names: dict[str | None, int] = {}
        for n, found in enumerate(self.institutions):
            for span in found.spans:
                words = self.page.words[slice(*span)]
                names.setdefault(" ".join(fold_words(word) for word in words), n)
        return names

    def _only_precinct(self, office: Sequence[str]) -> int | None:
        """The one Polres of the page, for heads of its units: *Kasat Reskrim*; None in doubt."""
        if office[0].lower() not in reference_words("precinct_office"):
            return None
        return self._precincts[0] if len(self._precincts) == 1 else None

    @cached_property
    def _precincts(self) -> list[int]:
        """The Polres of the page."""
        return [
            n for n, body in enumerate(self.institutions)
            if body.kind is InstitutionKind.POLICE
            and body.name.lower().startswith(tuple(reference_words("precinct_name")))
        ]  # fmt: skip

    def _note(self, quote: QuoteCandidate, found: Resolution | None, history: History) -> None:
        if found and found.entity is not None:
            history.append((quote.anchor, found.entity))
            if found.mention:
                self.entities.note(found.entity, found.mention)

    def _first_that(
        self, what: str, name: tuple[str, ...], fits: Callable[[Entity], bool]
    ) -> int | None:
        """The first entity that *fits* a *name*, of those that are searched; each is asked once."""
        checked, found = self._found_first.get((what, name), (0, None))
        while found is None and checked < min(len(self.entities), _MAX_SEARCHED):
            found = checked if fits(self.entities[checked]) else None
            checked += 1
        self._found_first[what, name] = checked, found
        return found

    # -- persons of the page ---------------------------------------------------------------

    def _gather_persons(self) -> None:
        """Every named person of the page, names of one person put together."""
        found: list[Source] = []
        waiting: list[Source] = []  # single words that may turn out to be parts of a full name
        pointing: list[Source] = []  # "Aktor itu": a role of the last subject
        at_quote = {q.source.start: q.source for q in self.quotes if q.source}
        page = self.page
        starts = set(page.sentence_starts)
        # who acts within reported speech is no subject of the article's own
        reported = {
            k for q in self.quotes if q.start >= page.title_end
            for i, j in q.content for k in range(i, j)
        }  # fmt: skip
        end = reopened = 0
        subject_open = True
        subjects: set[int] = set()
        for i, may_start in enumerate(self._sources_may_start()):
            if i < end:
                continue
            if i in starts:
                subject_open = True
                reopened = self._behind_adverbial(i)
            elif i == reopened:
                subject_open = True
            source = at_quote.get(i)
            if source is None and may_start:
                source = self._until_next(self.reader.read(i, page.sentence_range(i)[1]), at_quote)
            if source is None:
                if subject_open and not (
                    match_phrase(page.lower, i, "connective") or page.words[i] == ","
                    or page.kinds[i] is TokenKind.MARK
                ):  # fmt: skip
                    subject_open = False
                continue
            if (
                page.quotation_at[i] < 0
                and i not in reported
                and (subject_open or self._is_agent(source) or self._is_introduced(source))
            ):
                subjects.add(source.start)
            subject_open = False
            if source.kind == "named":
                if source.start in at_quote or self._is_person(source):
                    found.append(source)
                else:
                    waiting.append(source)
            elif source.kind == "role" and source.demonstrative and source.role and i in starts:
                pointing.append(source)
            end = source.end
        parts = {
            page.lower[k]
            for source in found
            if source.name and source.name[1] - source.name[0] > 1
            for k in range(*source.name)
        }
        single = {
            page.lower[source.name[0]]
            for source in found
            if source.name and source.name[1] - source.name[0] == 1
        }
        by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(single):
            if len(by_letter[word[0]]) < _MAX_COMPARED:
                by_letter[word[0]].append(word)
        # who is quoted by one word only may have the whole name elsewhere: "… Nimas Hartanta turut"
        quoted = single - parts
        whole = [
            source for source in waiting
            if source.name and source.name[1] - source.name[0] > 1
            and not quoted.isdisjoint(page.lower[slice(*source.name)])
        ]  # fmt: skip
        found += whole
        known = {source.start for source in whole}
        waiting = [source for source in waiting if source.start not in known]
        found += [
            source for source in waiting
            if source.name and (
                all(page.lower[k] in parts for k in range(*source.name))
                # "Ketua KPU Affifuddin … ujar Afifuddin"
                or (source.role and source.name[1] - source.name[0] == 1 and any(
                    _same_word(page.lower[source.name[0]], word, exact=True)
                    for word in by_letter.get(page.lower[source.name[0]][0], ())
                ))
            )
        ]  # fmt: skip
        self._cluster(found, subjects)
        self._by_start = {source.start: source for source in found}
        self._by_end = {source.end: source for source in found}
        for source in pointing:
            self._point_back(source)

    @cached_property
    def _quoted_from(self) -> set[int]:
        """Where the sources of the quotes begin."""
        return {q.source.start for q in self.quotes if q.source}

    def _point_back(self, source: Source) -> None:
        """*Pendiri Yayasan Wanasari ini juga …*: a role of the last subject that has none."""
        if source.start in self._quoted_from:
            return
        n = self._look_back(source.start, deque(), persons_only=True)
        if n is not None and self.entities[n].role is None:
            self._add_role(n, source)

    def _behind_adverbial(self, i: int) -> int:
        """The word behind the comma of what opens a sentence: *Kini, menjelang laga, | Rudi …*

        -1 where no adverbials do.
        """
        page = self.page
        end = min(page.sentence_range(i)[1], i + _MAX_ADVERBIAL)
        behind = -1
        while i < end:
            if behind >= 0 and match_phrase(page.lower, i, "day") == 0 and not match_phrase(
                page.lower, i, "adjunct", "adverb"
            ):  # fmt: skip
                return behind
            if not match_phrase(
                page.lower, i, "adjunct", "adverb", "day", "fixed_ending", "connective"
            ):
                return -1
            comma = next((k for k in range(i + 1, end) if page.words[k] == ","), end)
            if comma == end or any(page.quotation_at[k] >= 0 for k in range(i, comma)):
                return behind
            i = behind = comma + 1
        return behind

    @staticmethod
    def _until_next(source: Source | None, at_quote: dict[int, Source]) -> Source | None:
        """*source* without an apposition that is the source of a quote itself.

        *… yang diracuni Haryanto, Kasatreskrim menerangkan …*: the office is somebody else's.
        """
        if source is None or source.name is None:
            return source
        for k in range(source.name[1], source.end):
            if k in at_quote:
                role, body = source.role, source.affiliation
                return replace(
                    source, end=k,
                    role=role if role and role[1] <= k else None,
                    affiliation=body if body and body[1] <= k else None,
                    institution=source.institution if body and body[1] <= k else None,
                )  # fmt: skip
        return source

    def _is_introduced(self, source: Source) -> bool:
        """Whether a nominal sentence names the person: *Warga yang mendukung adalah Sudi.*"""
        lower = self.page.lower
        i = source.start
        if source.kind != "named" or i == 0:
            return False
        if lower[i - 1] == ",":
            i -= 1  # "Salah satunya, Rudi Hartanta (40), …"
            return match_phrase(lower, max(i - 2, 0), "existential") == 2
        if lower[i - 1] == "dari" and lower[i - 2] in reference_words("coming"):
            return True  # "Dukungan datang dari Rudi Hartanta."
        return lower[i - 1] in reference_words("introducer") or any(
            match_phrase(lower, max(i - n, 0), "existential") == n for n in _EXISTENTIALS
        )

    def _is_agent(self, source: Source) -> bool:
        """Whether the person is the agent of a passive: *Hal senada disampaikan (oleh) Rudi.*

        Not within a relative clause: *misa yang dipimpin (oleh) Rudi*.
        """
        lower = self.page.lower
        i = source.start - 1
        if i > 0 and lower[i] == "oleh":
            i -= 1
            if lower[i].endswith("nya") and not lower[i].startswith("di"):
                i -= 1  # "dirasakan manfaatnya oleh Rudi"
        if i < 0 or lower[i] in reference_words("company_verb"):
            return False
        if i > 0 and lower[i - 1] in reference_words("relative"):
            return False
        if cue_at(lower, i, "passive") is not None:
            return True
        accidental = lower[i].startswith(tuple(reference_words("accidental_passive")))
        return accidental or is_passive_verb(lower[i])

    def _feels_or_says(self, source: Source) -> bool:
        """Whether the passive before an agent is of saying or feeling: *dialami Rudi*."""
        lower = self.page.lower
        i = source.start - 1 - (lower[source.start - 1] == "oleh")
        return cue_at(lower, i, "passive") is not None or lower[i] in reference_words("undergone")

    def _sources_may_start(self) -> list[bool]:
        """Whether a source may begin with each word of the page: few words, all are asked."""
        page = self.page
        return [
            (
                is_capital
                or (
                    may_introduce
                    and page.kinds[i] is TokenKind.WORD
                    and (
                        page.lower[i] in reference_words("past")
                        or self.reader.office_at(i) > 0
                        or self.reader.is_title(i)
                    )
                )
            )
            and i not in self.reader.institution_at
            for i, (is_capital, may_introduce) in enumerate(
                zip(page.capitals, _may_introduce.of(page.lower), strict=True)
            )
        ]

    def _is_person(self, source: Source) -> bool:
        """Whether a name away from any cue is a person's beyond doubt."""
        assert source.name is not None
        i, j = source.name
        page = self.page
        if page.lower[i] in self.reader.near_cues:
            return True
        if (source.role or i > source.start) and (j - i >= 2 or self.reader.is_title(i - 1)):
            return True
        if source.role and source.role[0] > j and not match_place(page.words, i):
            return True  # "Adi, seorang warga Sukamulya, setuju"
        after = page.lower[j] if j < len(page) else "."
        if (
            source.role
            and not is_common_word(page.words[i])
            and not match_place(page.words, i)
            and (j >= len(page) or page.words[j] == after)
            and after not in reference_words("name_link")
        ):
            return True  # "Sekretaris Daerah Kabupaten Jember Sapril memimpin upacara"
        known = sum(page.lower[k] in given_names() for k in range(i, j))
        return known >= 1 and (j - i >= 2 or not page.opens_sentence(i))

    def _cluster(self, found: list[Source], subjects: set[int]) -> None:
        page = self.page
        named: list[tuple[Source, tuple[str, ...]]] = []
        for source in found:
            assert source.name is not None
            named.append((source, self._words_of(source.name)))
        self._named = sorted(source.name for source in found if source.name)
        aliases: dict[tuple[str, ...], int] = {}  # "Rudi Hartanta (RH)"
        # the fullest names first: they make the persons, shorter ones and nicknames join them
        for source, words in sorted(
            named, key=lambda item: (item[1] in self._nicknamed, -len(item[1]), item[0].start)
        ):
            assert source.name is not None
            n = aliases.get(words)
            if n is None:
                n = self._same_person(words, source)
            if n is None and words in self._nicknamed:
                n = self._whose_nickname(words)
            if n is None:
                n = self._add_person(words, source.name)
            self.entities.note(n, source.name)
            if source.role:
                self._keys[n].add(role_key(page.slice(*source.role)))
            self.by_mention[source.name] = n
            alias = self.reader.alias_behind(source.name)
            if alias:
                aliases.setdefault(tuple(page.lower[slice(*alias)]), n)
            if source.start in subjects:
                self.entities[n].subject_at.append(source.start)
        for source, _ in sorted(named, key=lambda item: item[0].start):
            assert source.name is not None
            self._add_role(self.by_mention[source.name], source)
        for n, entity in enumerate(self.entities):
            if len(entity.words) == 1:
                self._expand(n)
        self.entities.settle_subjects()
        self._fitting.clear()  # names have become longer
        self._found_first.clear()

    @cached_property
    def _nicknamed(self) -> dict[tuple[str, ...], tuple[int, tuple[str, ...]]]:
        """What people are called, by the page: where it says so, and the name that stands there.

        *Perempuan yang disapa Adi ini*, *Adi, sapaan akrab Rudi Hartanta*, *Adi sapaan akrabnya*.
        """
        page, reader = self.page, self.reader
        found: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {}
        nouns, verbs = reference_words("naming_noun"), reference_words("naming")
        for k, word in enumerate(page.lower):
            noun = word in nouns
            if not noun and word not in verbs:
                continue
            low, limit = page.sentence_range(k)
            j = k + 1
            while j < limit and page.lower[j] in reference_words("naming_filler"):
                j += 1
            starts = j < limit and reader.can_start_name(j, sure=True)
            name = self._words_of((j, reader.read_name(j, limit))) if starts else ()
            if noun:
                end = k - (page.words[k - 1] == ",")
                i = end
                while i > max(low, end - _MAX_NAMING) and page.words[i - 1][0].isupper():
                    i -= 1
                found.setdefault(self._words_of((i, end)), (k, name))
            else:
                found.setdefault(name, (k, ()))
        found.pop((), None)
        return found

    def _whose_nickname(self, words: tuple[str, ...]) -> int | None:
        """The person that the page says is called so: named there, or the last one before."""
        at, name = self._nicknamed[words]
        if name:
            return self._first_that("part", name, lambda entity: _is_part(name, entity.words))
        k = bisect_left(self._named, (at,))
        before = reversed(self._named[max(0, k - _MAX_SEARCHED) : k])
        return next((self.by_mention[name] for name in before if name in self.by_mention), None)

    def _words_of(self, name: Range) -> tuple[str, ...]:
        """The words of a name as they are compared: lower case, without full stops."""
        words = (word.strip(".") for word in self.page.lower[slice(*name)])
        return tuple(word for word in words if word)

    def _add_person(self, words: tuple[str, ...], name: Range) -> int:
        """A new entity of that name; its index."""
        return self.entities.add(Entity(SpeakerKind.PERSON, self.page.slice(*name), words, name))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word of the page stands."""
        places: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.page.lower):
            places[word].append(i)
        return places

    def _expand(self, n: int) -> None:
        """Find the full name of one known by one word: *… asuhan Ruben Amorim* for *Amorim*."""
        page, entity = self.page, self.entities[n]
        known = set(entity.mentions)
        for i in self._places[entity.words[0]]:
            word = page.lower[i]
            if i == 0 or page.quotation_at[i] >= 0:
                continue
            j = i - 1
            if entity.role and entity.role[0] <= j < entity.role[1]:
                continue  # "Kuwu Wanasari Rudi": what the office is of
            if (i, i + 1) in known and not self._is_only_a_name(j):
                continue  # the reader saw that the name begins here
            if (
                page.kinds[j] is TokenKind.WORD
                and page.words[j][0].isupper()
                and not page.words[j].isupper()
                and page.sentence_of(j) == page.sentence_of(i)
                and not (page.opens_sentence(j) and is_common_word(page.words[j]))
                and (self.reader.can_start_name(j) or self._is_only_a_name(j))
                and not self.reader.is_title(j)
                and page.lower[j] not in reference_words("organisation_word")
                and i not in self.reader.institution_at
            ):
                entity.named = (j, i + 1)
                self.entities.rename(n, (page.lower[j], word), page.slice(j, i + 1))
                self.entities.note(n, (j, i + 1))
                return
        full = self._in_headline(entity.words[0])
        if full:
            entity.elsewhere = " ".join(full)
            self.entities.rename(n, tuple(word.lower() for word in full), entity.elsewhere)

    def _is_only_a_name(self, j: int) -> bool:
        """Whether an ordinary word has a capital wherever the page has it: *Elon Musk*."""
        page = self.page
        word = page.lower[j]
        return (
            j > page.title_end
            and page.words[j][0].isupper()
            and len(word) >= _TAIL_LETTERS
            and page.lower[j - 1 : j] != ["("]
            and not page.words[j - 1][0].isupper()
            and not self.reader.office_at(j)
            and not match_place(page.words, j)
            and (page.words[j],) not in institution_heads()
            and word not in reference_words("unit_noun", "organisation_word", "region_level")
            and self._always_capital(word)
        )

    def _always_capital(self, word: str) -> bool:
        """Whether the lower-case *word* has a capital wherever the page has it."""
        if word not in self._capital:
            self._capital[word] = all(self.page.words[k][0].isupper() for k in self._places[word])
        return self._capital[word]

    def _in_headline(self, word: str) -> tuple[str, str] | None:
        """The two words of a headline outside the text that name one known by *word*; None if none.

        Headlines capitalise every word, so the other word must be a known given name, or no
        ordinary word, place or office: *Ahmad Luthfi Sebut …* for *Luthfi*, not *Suci Laporkan*.
        """
        line = list(self.page.headline)
        for i in self._headline_places.get(word, ()):
            said = line[i]
            if not said[0].isupper():
                continue
            if i and line[i - 1][0].isupper() and line[i - 1].lower() in given_names():
                return line[i - 1], said
            if i + 1 < len(line) and _is_surname(line, i + 1) and word in given_names():
                return said, line[i + 1]
        return None

    @cached_property
    def _headline_places(self) -> dict[str, list[int]]:
        """Where each word, lower case, stands in a headline outside the text."""
        places: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.page.headline):
            places[word.lower()].append(i)
        return places

    def _who_fits(self, words: tuple[str, ...], at: int) -> list[int]:
        """The persons whose names *words* of a name at word *at* can be a part of."""
        if len(self.entities) > _MAX_COMPARED:
            # a page of that many names is a list: the nearest that share a word are compared
            near = self.entities.sharing(words, at)
            whole = self.entities.of_words(words)
            if whole is not None:
                near.add(whole)
            return sorted(n for n in near if _is_part(words, self.entities[n].words))
        checked, fitting = self._fitting.get(words, (0, []))
        fitting += [
            n for n in range(checked, len(self.entities)) if _is_part(words, self.entities[n].words)
        ]
        self._fitting[words] = len(self.entities), fitting
        return fitting

    def _same_person(self, words: tuple[str, ...], source: Source) -> int | None:
        """The person that a name belongs to; of several, the one last named before it."""
        at = source.start
        fitting = self._who_fits(words, at)
        if not fitting and len(words) > _LONG_NAME:
            # a slip in a title before the name: "Mendikbu Rudi Hartanta"
            fitting = self._who_fits(words[1:], at)
        if not fitting:
            n = self._by_nickname(words, source)
            return self._by_likeness(words) if n is None else n
        if len(fitting) == 1:
            return fitting[0]

        size = source.name[1] - source.name[0] if source.name else 0
        key = role_key(self.page.slice(*source.role)) if source.role else None

        # since when there are several: "Agus" is Agus Hartanta until Agus Wibowo comes in
        known = sorted(
            self.entities[n].mentions[0][0] for n in fitting
            if self.entities[n].last_before(at + 1) >= 0
        )  # fmt: skip
        since = known[1] if len(known) > 1 and known[1] <= at else 0

        def distance(n: int) -> tuple[bool, bool, bool, int, int]:
            entity = self.entities[n]
            spelt = not set(words).issubset(entity.words)  # Arman is no Amran where both are
            other = key is not None and key not in self._keys[n]
            alike = entity.is_named_by(size, since, at)
            before, after = entity.last_before(at + 1), entity.first_from(at + 1)
            if before >= 0:
                return spelt, other, not alike, 0, at - before
            assert after is not None
            return spelt, other, not alike, 1, after - at

        return min(fitting, key=distance)

    def _by_likeness(self, words: tuple[str, ...]) -> int | None:
        """The one person whose name has a word like this single one: *Nanato*, *Prapto*; or None.

        A slip of the pen in a word that is no given name itself, or the end of a longer word.
        """
        if len(words) != 1 or len(self.entities) > _MAX_COMPARED:
            return None
        (word,) = words
        slip = len(word) >= _SLIP_LETTERS and word not in given_names()
        fitting = {
            n for n, entity in enumerate(self.entities) for part in entity.words
            if (slip and part[0] == word[0] and abs(len(part) - len(word)) <= 1
                and _alike(word, part, _SLIP))
            or (len(word) >= _TAIL_LETTERS and len(part) > len(word) + 1 and part.endswith(word))
        }  # fmt: skip
        return fitting.pop() if len(fitting) == 1 else None

    def _by_nickname(self, words: tuple[str, ...], source: Source) -> int | None:
        """The person of the page whom the press calls so: *Jokowi*, *Cak Imin*; None if nobody."""
        said = " ".join(words)
        before = self.page.lower[source.name[0] - 1] if source.name and source.name[0] else ""
        full = _nicknames().get(said) or _nicknames().get(f"{before} {said}")
        if full is None:
            return None
        return self._first_that(
            "nickname", full, lambda entity: len(entity.words) > 1 and (
                _is_part(entity.words, full) or _is_part(full, entity.words)
            ),
        )  # fmt: skip

    def _add_role(self, n: int, source: Source) -> None:
        page, entity, gain = self.page, self.entities[n], self.entities.gain
        if not source.role and not source.affiliation:
            return
        if source.role:
            key = role_key(page.slice(*source.role))
            if source.affiliation and not source.former:
                for short in sorted(_short_keys(key, page.words[slice(*source.affiliation)])):
                    gain(n, short, source.start)
            gain(n, key, source.start, former=source.former)
            bracket = self._bracket_key(source)
            if bracket:
                gain(n, bracket, source.start)
        better = (
            entity.role is None
            or (
                entity.former
                and not source.former
                and source.role is not None
                and self._is_office(source.role)
            )
            or (
                entity.affiliation is None
                and source.affiliation is not None
                and entity.former == source.former
                and source.role is not None
                and not self._outranks(entity.role, source.role)
            )
        )
        if better and (source.role or entity.role is None):
            entity.role = source.role or entity.role
            entity.affiliation = source.affiliation or entity.affiliation
            entity.former = source.former
            if source.institution is not None:
                entity.institution = source.institution

    def _is_office(self, role: Range) -> bool:
        """Whether a role is an office, not what somebody is besides: *Legenda*, *warga*."""
        size = self.reader.office_at(role[0])
        row = office_forms().get(tuple(self.page.lower[role[0] : role[0] + size]))
        return row is None or row.kind == "office"

    def _outranks(self, first: Range, other: Range) -> bool:
        """Whether the role that the page gives first is an office beside another: it stays.

        *Gubernur NTT*, later *Ketua DPD Partai X itu*; but *pengamat*, later *Direktur Indef*, and
        *Kepala*, later *Kepala Dinas X*.
        """
        lower = self.page.lower
        return self._is_office(first) and lower[first[0]] != lower[other[0]]

    def _bracket_key(self, source: Source) -> str | None:
        """*Wakil Gubernur (Wagub) Lampung*: the short form in brackets is a key too."""
        page = self.page
        limit = source.name[0] if source.name else source.end
        for k in range(source.start, limit - 2):
            if page.words[k] == "(" and page.words[k + 2] == ")":
                return role_key(page.words[k + 1])
        return None

    # -- one quote -----------------------------------------------------------------------------

    def _resolve(self, quote: QuoteCandidate, history: History) -> Resolution:
        page = self.page
        if quote.clitic:
            assert quote.cue is not None
            n = self._look_back(
                quote.cue[0], history, persons_only=False,
                direct=quote.kind is QuoteKind.DIRECT,
            )  # fmt: skip
            return Resolution(n, ResolvedBy.CLITIC if n is not None else None, None)
        source = quote.source
        if source is None:
            if quote.continues and history:
                return Resolution(history[-1][1], ResolvedBy.CONTINUATION, None)
            if quote.cue and page.lower[quote.cue[1] : quote.cue[1] + 1] and (
                page.lower[quote.cue[1]] in reference_words("nameless_link")
            ):  # fmt: skip
                # "“…,” kata dalam konferensi pers itu": the name was lost
                n = self._look_back(quote.cue[0], history, persons_only=True)
                return Resolution(n, ResolvedBy.CONTINUATION if n is not None else None, None)
            return Resolution(None, None, None)
        mention = source.mention
        if source.kind == "pronoun":
            n = self._pronoun(source, history)
            return Resolution(n, ResolvedBy.PRONOUN if n is not None else None, mention)
        if source.kind == "named":
            assert source.name is not None
            n = self.by_mention.get(source.name)
            if n is None:
                words = self._words_of(source.name)
                n = self._same_person(words, source)
                if n is None:
                    n = self._add_person(words, source.name)
                self.entities.note(n, source.name)
                self._add_role(n, source)
            pair = self._pair_at(source, n)
            if pair:
                return Resolution(pair[0], ResolvedBy.NAMED, pair[1])
            full = len(self.entities[n].words) <= source.name[1] - source.name[0]
            return Resolution(n, ResolvedBy.NAMED if full else ResolvedBy.SURNAME, mention)
        if source.kind == "institution":
            assert source.institution is not None
            return Resolution(
                self._institution(source.institution), ResolvedBy.INSTITUTION, mention
            )
        if source.kind == "role":
            return self._role(source, history)
        said = page.words[slice(*mention)]
        if all(word[0].isupper() for word in said):
            n = self._same_person(self._words_of(mention), source)
            if n is not None:
                return Resolution(n, ResolvedBy.SURNAME, mention)
        first = page.lower[source.start]
        body = self._body_meant(source)
        if body is not None:
            return Resolution(self._institution(body), ResolvedBy.DESCRIPTION, mention)
        if self._points_back(source):
            n = self._called_so(source)
            if n is None:
                n = self._look_back(source.start, history, persons_only=True)
            if n is not None:
                return Resolution(n, ResolvedBy.DESCRIPTION, mention)
        if source.demonstrative and self.reader.is_title(source.start):
            n = self._look_back(source.start, history, persons_only=True)
            if n is not None:
                return Resolution(n, ResolvedBy.DESCRIPTION, mention)  # "Doktor Ilmu Politik ini"
        row = office_forms().get((first,))
        if source.mention[1] - source.mention[0] == 1 and not source.plural and (
            row is not None and row.kind in ("office", "profession")
        ):  # fmt: skip
            holders = [
                n for n in self.entities.in_office(first, source.start)
                if self.entities[n].last_before(source.start) >= 0
            ]  # fmt: skip
            if len(holders) == 1:
                return Resolution(holders[0], ResolvedBy.DESCRIPTION, mention)  # "lanjut jaksa"
        if first in reference_words("teller"):
            described = set(page.lower[source.start + 1 : source.end])
            n = self._by_role_words(described, source.start)
            if n is None:
                n = self._look_back(source.start, history, persons_only=True)
            if n is not None:
                return Resolution(n, ResolvedBy.DESCRIPTION, mention)
        return Resolution(self._description(source), ResolvedBy.DESCRIPTION, mention)

    def _points_back(self, source: Source) -> bool:
        """Whether a description is of somebody named before: *jebolan akademi itu*, *pria yang …*

        One that a demonstrative closes, of a person; or one with a name that the person goes by.
        """
        lower = self.page.lower
        i, j = source.mention
        if source.plural or lower[i] in reference_words("no_person_noun"):
            return False
        if match_phrase(lower, i, "indefinite"):
            return False
        pointed = any(lower[k] in reference_words("demonstrative") for k in range(i + 1, j))
        if j - i == 1 and lower[i] in reference_words("mere_person") and j < len(lower) and (
            lower[j] in reference_words("relative", "descriptive")
        ):  # fmt: skip
            return True  # "kata perempuan yang membuka warung itu", "ujar pria asal Jember"
        return pointed or self._called_so(source) is not None

    def _body_meant(self, source: Source) -> int | None:
        """The organisation named last before *pihak kampus*, *perusahaan … ini*; None if none."""
        lower = self.page.lower
        i, j = source.mention
        aside = lower[i] in reference_words("side_noun")
        pointed = lower[j - 1] in reference_words("demonstrative")
        kinds = _kinds_of_noun().get(" ".join(lower[i + aside : j]) if aside else lower[i])
        if not kinds or not (aside or pointed):
            return None
        return self._last_of_kinds(kinds, i)

    def _called_so(self, source: Source) -> int | None:
        """The person whom *pria yang akrab disapa Adi* names; None where nobody is named so."""
        page = self.page
        limit = page.sentence_range(source.start)[1]
        for k in range(source.end, min(limit - 1, source.end + 5)):
            if page.lower[k] in reference_words("naming"):
                at = k + 1
                end = self.reader.read_name(at, limit)
                words = self._words_of((at, end))
                n = self._same_person(words, source)
                return n if n is not None else self._same_person(words[-1:], source)
        return None

    def _pair_at(self, source: Source, n: int) -> tuple[int, Range] | None:
        """The pair that speaks as one, and its words: *Rudi Hartanta dan Sari mengatakan …*"""
        assert source.name is not None
        lower = self.page.lower
        i, j = source.start, source.end
        if i > 1 and lower[i - 1] in reference_words("pair_link"):
            first = self._by_end.get(i - 1)
            if first and first.name and self._may_pair(first):
                other = self.by_mention.get(first.name)
                pair = self._pair(other, n) if other is not None and other != n else None
                if pair is not None:
                    return pair, (first.name[0], source.name[1])
        cue_before = i > 0 and cue_at(lower, i - 1, "post", "preposition", "passive")
        if cue_before and j + 1 < len(lower) and lower[j] in reference_words("pair_link"):
            second = self._by_start.get(j + 1)
            if second and second.name:
                other = self.by_mention.get(second.name)
                pair = self._pair(n, other) if other is not None and other != n else None
                if pair is not None:
                    return pair, (source.name[0], second.name[1])
        return None

    def _last_two(self, at: int) -> int | None:
        """The two persons whom alone the sentences right before word *at* name; None if more."""
        page = self.page
        for back in (0, 1):
            s = page.sentence_of(at) - back
            if s < 0:
                return None
            named = self.entities.mentioned_between(page.sentence_starts[s], at)
            if len(named) == 2:
                return self._pair(*named)
            if named:
                return None
        return None

    def _last_two_bodies(self, at: int) -> int | None:
        """The two organisations whom alone the sentence before word *at* names; None if more."""
        s = self.page.sentence_of(at)
        start = self.page.sentence_starts[s - 1] if s else 0
        places = self._places_of_bodies
        before = places[bisect_left(places, (start,)) : bisect_left(places, (at,))]
        named = list(dict.fromkeys(n for _, n in before))
        return self._pair(*map(self._institution, named)) if len(named) == 2 else None

    def _may_pair(self, first: Source) -> bool:
        """Whether a source can be the first of two subjects: no preposition stands before it."""
        page = self.page
        i = first.start
        return (
            page.opens_sentence(i)
            or not page.words[i - 1][0].isalnum()
            or match_phrase_before(page.lower, i, "connective") > 0
        )

    def _pair(self, first: int, second: int) -> int | None:
        """The entity of two persons or bodies together; None where the page has too many pairs.

        It has the mentions of both, so that many pairs of few persons would fill memory.
        """
        known = self.entities.pair_of(first, second)
        if known is not None or self.entities.pairs == _MAX_PAIRS:
            return known
        one, two = self.entities[first], self.entities[second]
        name = f"{one.name} dan {two.name}"
        return self.entities.add(
            Entity(
                SpeakerKind.GROUP, name, plural=True, elsewhere=name, pair=(first, second),
                mentions=sorted({*one.mentions[:_MAX_SEARCHED], *two.mentions[:_MAX_SEARCHED]}),
            )
        )  # fmt: skip

    def _by_role_words(self, words: set[str], at: int) -> int | None:
        """The last person before *at* whose office has one of *words*: *sang patriark*."""
        best: tuple[int, int] | None = None
        for n in self.entities.by_office_words(words, at):
            before = self.entities[n].last_before(at)
            if before >= 0 and (best is None or before > best[0]):
                best = (before, n)
        return best[1] if best else None

    def _pronoun(self, source: Source, history: History) -> int | None:
        if self.page.lower[source.start] == "pihaknya":
            n = self._look_back(source.start, history, persons_only=False)
            if n is not None and self.entities[n].institution is not None:
                institution = self.entities[n].institution
                assert institution is not None
                return self._institution(institution)
            return n
        if source.plural and source.end - source.start > 1:
            return self._last_two_bodies(source.start)
        if source.plural:
            for _, n in reversed(history):
                entity = self.entities[n]
                if entity.plural or entity.kind is SpeakerKind.GROUP:
                    return n
            if self.page.lower[source.start] in reference_words("both"):
                return self._last_two(source.start)
            if history and self.entities[history[-1][1]].kind is SpeakerKind.INSTITUTION:
                return history[-1][1]
            return None
        return self._look_back(source.start, history, persons_only=True)

    def _look_back(
        self, at: int, history: History, *, persons_only: bool, direct: bool = False
    ) -> int | None:
        """The last source or sentence subject before word *at*.

        Behind a *direct* quote whom the page only talks of is passed over, if somebody spoke.
        """
        best: tuple[int, int] | None = None
        spoke = any(self.entities[n].kind is SpeakerKind.PERSON for _, n in history)
        for position, n in reversed(history):
            entity = self.entities[n]
            if position >= at or (persons_only and entity.kind is SpeakerKind.INSTITUTION):
                continue
            last = position == history[-1][0]
            one = entity.kind is SpeakerKind.PERSON or (
                last and (entity.kind is SpeakerKind.ANONYMOUS or entity.pair is not None)
            )
            if spoke and not one:
                continue  # ia, dia, -nya are one person; a group or body spoke in passing
            best = (position, n)
            break
        for position, n in self.entities.subjects_before(at, _MAX_SEARCHED):
            if best is not None and position <= best[0]:
                break
            if spoke and self._sentences_between(position, at) > _SUBJECT_REACH:
                break  # who spoke last is nearer in mind than who acted long before
            name = self.entities[n].name
            if name.isupper() and len(name) <= _INITIALS:
                continue  # "tersangka BS" is talked of
            if spoke and direct and self._is_talked_of(n, position, at):
                continue
            best = (position, n)
            break
        if best is None:
            # nobody spoke or acted yet: the only person named so far, or of the headline, or who
            # speaks in the page at all
            named = self.entities.named_first_before(at) or self._in_title() or self._speaking
            return next(iter(named)) if len(named) == 1 else None
        return best[1]

    def _in_title(self) -> list[int]:
        """The persons whose full names the headline has."""
        while self._title_checked < len(self.entities):
            words = self.entities[self._title_checked].words
            if len(words) > 1 and self._title_words.issuperset(words):
                self._titled.append(self._title_checked)
            self._title_checked += 1
        return self._titled

    @cached_property
    def _title_words(self) -> set[str]:
        words = {word.lower() for word in self.page.headline}
        return words.union(self.page.lower[: self.page.title_end])

    @cached_property
    def _speaking(self) -> set[int]:
        """The persons who stand beside a quote by name."""
        named = {q.source.name for q in self.quotes if q.source and q.source.name}
        return {n for name, n in self.by_mention.items() if name in named}

    def _is_talked_of(self, n: int, at: int, quote_at: int) -> bool:
        """Whether person *n*, subject at word *at*, is one whom the page only tells of.

        *… Rudi kemudian mengangkat tubuh korban. "…," ujarnya*: the officer who spoke before. Not
        who is named for the first time there, who speaks elsewhere, who is said to speak.
        """
        page = self.page
        source = self._by_start.get(at)
        entity = self.entities[n]
        if source is None or n in self._speaking or entity.mentions[0][0] >= at:
            return False
        if "\n" not in page.text[page.starts[at] : page.starts[quote_at]]:
            return False  # in one paragraph who acts speaks on
        if self._is_introduced(source) or (
            self._is_agent(source) and self._feels_or_says(source)
        ):  # fmt: skip
            return False
        verb = source.end
        limit = page.sentence_range(at)[1]
        while verb < limit:
            adverb = match_phrase(page.lower, verb, "adverb")
            if not adverb and page.words[verb] != ",":
                break
            verb += max(adverb, 1)
        acts = verb < limit and page.kinds[verb] is TokenKind.WORD
        return acts and cue_at(page.lower, verb, "active", "stance") is None

    def _sentences_between(self, i: int, j: int) -> int:
        return self.page.sentence_of(j) - self.page.sentence_of(i)

    def _institution(self, index: int) -> int:
        if index not in self.by_institution:
            found = self.institutions[index]
            surfaces = [self.page.slice(*span) for span in found.spans]
            self.by_institution[index] = self.entities.add(
                Entity(
                    SpeakerKind.INSTITUTION, max(surfaces, key=len), institution=index,
                    mentions=sorted(found.spans),
                )
            )  # fmt: skip
        return self.by_institution[index]

    def _role(self, source: Source, history: History) -> Resolution:
        """*Sekda*, *Presiden*, *mantan Bupati Banyuwangi ini*"""
        page = self.page
        mention = source.mention
        words = page.slice(*source.role) if source.role else page.slice(*mention)
        key = role_key(words)
        n = self._holder(key, source)
        if n is not None and self._speaks_of_any(source, n):
            n = None  # "Analis menilai …", before the page names one
        if n is not None and source.demonstrative:
            near = self._look_back(source.start, history, persons_only=True)
            if near is not None and near != n and self._is_newcomer(near, n, source.start):
                n = near
                self._add_role(n, source)
        told = self._told_of(source, history) if n is None and source.demonstrative else None
        if told is not None:
            self.entities[told].elsewhere = (
                self.entities[told].elsewhere or self.entities[told].name
            )
            return Resolution(told, ResolvedBy.DESCRIPTION, mention)
        if n is None and source.demonstrative:
            n = self._look_back(source.start, history, persons_only=True)
            if n is not None:
                self._add_role(n, source)  # "Legislator PKB ini"
        if n is not None:
            return Resolution(n, ResolvedBy.ROLE, mention)
        alone = self._alone_without_office(source) if not source.demonstrative else None
        if alone is not None:
            self._add_role(alone, source)
            return Resolution(alone, ResolvedBy.ROLE, mention)
        holder = office_holder(
            self.page, self.institutions, source, self.date, lambda: self._names_country
        )
        if source.demonstrative and not holder:
            return Resolution(None, None, mention)
        nameless = self.entities.nameless(key)
        if nameless is not None:
            self.entities.note(nameless, mention)
            return Resolution(nameless, ResolvedBy.ROLE, mention)
        role = source.role
        form = office_forms().get(tuple(page.lower[slice(*role)])) if role else None
        plain = mention[1] - mention[0] == 1 and page.words[mention[0]][0].islower()
        if role == mention and form and (form.kind != "office" or plain):
            role = None  # "polisi": who it is, not an office
        entity = Entity(
            SpeakerKind.PERSON, page.slice(*mention), role=role,
            affiliation=source.affiliation, former=source.former,
            institution=source.institution, mentions=[mention],
        )  # fmt: skip
        if holder:
            known = self._called_like(holder)
            if known is not None:
                self._add_role(known, source)
                return Resolution(known, ResolvedBy.REGISTRY, mention)
            entity.elsewhere, entity.registered = holder.name, True
            entity.role = source.role or mention
        n = self.entities.add(entity)
        self.entities.gain(n, key, source.start)
        return Resolution(n, ResolvedBy.ROLE, mention)

    @cached_property
    def _names_country(self) -> bool:
        return names_country(self.page.words)

    def _alone_without_office(self, source: Source) -> int | None:
        """The only person who speaks in the page under one word, without any office.

        *Bupati Jember meminta … jelas Rudi … ujar Bupati*: who is called by one word alone was
        introduced in what the page lacks, so the office is theirs.
        """
        if source.role is None or not self._is_office(source.role) or source.former:
            return None
        bare: list[int] = []  # those who got an office are not asked again
        while self._without_office and len(bare) < 2:
            n = self._without_office.pop()
            entity = self.entities[n]
            if entity.role is None and not entity.role_keys and not entity.former:
                bare.append(n)
        self._without_office.extend(bare)
        if len(bare) != 1:
            return None
        # beside others who speak only if the office stands before the name
        first = self.entities[bare[0]].mentions[0][0]
        return bare[0] if len(self._speaking) == 1 or source.start < first else None

    @cached_property
    def _without_office(self) -> list[int]:
        """Who speaks in the page under one word; who has an office is taken out in time."""
        return [n for n in self._speaking if len(self.entities[n].words) == 1]

    def _speaks_of_any(self, source: Source, n: int) -> bool:
        """Whether one lower or opening noun is no office and its holder *n* is not named yet."""
        i, j = source.mention
        row = office_forms().get((self.page.lower[i],)) if j == i + 1 else None
        return row is not None and row.kind != "office" and self.entities[n].last_before(i + 1) < 0

    def _is_newcomer(self, near: int, n: int, at: int) -> bool:
        """Whether *near*, of no role, was named behind *n*, both before word *at*."""

        first, other = self.entities[near], self.entities[n]
        return first.role is None and first.last_before(at) > other.last_before(at)

    def _told_of(self, source: Source, history: History) -> int | None:
        """The nameless source of the same noun that spoke last: *perawat tersebut*; else None."""
        noun = self.page.lower[source.mention[0]]
        for position, n in reversed(history):
            entity = self.entities[n]
            if position < source.start and not entity.words and not entity.plural and (
                entity.kind is not SpeakerKind.INSTITUTION
                and noun in entity.name.lower().split()[:2]
            ):  # fmt: skip
                return n
            if entity.words and entity.kind is SpeakerKind.PERSON and noun in {
                word for key in entity.role_keys for word in key.split()
            }:  # fmt: skip
                return None
        return None

    def _called_like(self, holder: OfficeHolder) -> int | None:
        """The person of the page whose name is the holder's or a part of it; None if nobody is."""
        full = tuple(holder.name.lower().split())
        return self._first_that(
            "holder", full,
            lambda entity: entity.kind is SpeakerKind.PERSON and _is_part(entity.words, full),
        )  # fmt: skip

    def _holder(self, key: str, source: Source) -> int | None:
        """The person of the page who holds the office *key*, the last named of several.

        Those of the body that is named with the office come first.
        """
        fitting: list[tuple[int, bool, int, int]] = []
        wanted = key.split()
        first = wanted[0] if wanted else ""
        for n in self.entities.in_office(first, source.start, former=source.former):
            entity = self.entities[n]
            if entity.kind is not SpeakerKind.PERSON or not entity.words:
                continue
            keys = entity.former_keys if source.former else entity.role_keys
            same_body = self._same_body(source, entity)
            if same_body == _OTHER_BODY:
                continue
            likeness = max(_same_office(wanted, own.split()) for own in keys)
            before = entity.last_before(source.start + 1)
            # "Warga Sukamulya ini" points back
            if likeness and (before >= 0 or not source.demonstrative):
                fitting.append((same_body, likeness > _SLIP_OF_PEN, before, n))
        if not fitting:
            return None
        return max(fitting)[3]

    def _same_body(self, source: Source, entity: Entity) -> int:
        """How surely an office without a name is of the person's body: *Ketua KPU*, *Ketua DPRD*.

        The same body by its id; one of whose names the other has the words, or that is above it;
        one that may be the same, or is not named; another. Two that no list knows are others by
        names of several words only.
        """
        if source.affiliation is None or entity.affiliation is None:
            return _ANY_BODY
        if source.institution is not None and source.institution == entity.institution:
            return _SAME_BODY
        said = self.page.lower[slice(*source.affiliation)]
        own = self.page.lower[slice(*entity.affiliation)]
        if _holds(said, own) or _holds(own, said):
            return _LIKE_BODY
        if source.institution is not None and entity.institution is not None:
            one = self.institutions[source.institution].id
            other = self.institutions[entity.institution].id
            if one is not None and other is not None:
                like = other in _with_parents(one) or one in _with_parents(other)
                return _LIKE_BODY if like else _OTHER_BODY
        return _OTHER_BODY if min(len(said), len(own)) >= _BODY_WORDS else _ANY_BODY

    def _description(self, source: Source) -> int:
        page = self.page
        name = page.slice(*source.mention)
        known = self.entities.called(name)
        if known is not None:
            self.entities.note(known, source.mention)
            return known
        group = source.plural or not _is_single(page, source)
        return self.entities.add(
            Entity(
                SpeakerKind.GROUP if group else SpeakerKind.ANONYMOUS, name,
                institution=source.institution, mentions=[source.mention], plural=source.plural,
            )
        )  # fmt: skip


def office_holder(
    page: Page,
    institutions: Sequence[FoundInstitution],
    source: Source,
    date: dt.date | None,
    foreign: Callable[[], bool] | None = None,
) -> OfficeHolder | None:
    """Who held the office of *source* on *date*, by the table of office holders.

    None without a date, for a former holder, for a bare *presiden* where a foreign country is
    named, and where the table knows nobody or several. *foreign* says whether the page names a
    foreign country, for whoever asks often; without it the page is looked through.
    """
    if date is None or source.former or source.plural:
        return None
    words = page.words[slice(*(source.role or source.mention))]
    said, acting = split_acting([word for word in words if word != ","])
    if not said:
        return None
    place = region_office(said)
    if place:
        return holder_on(frozenset({place[0]}), date, place[1], acting=acting)
    if source.institution is not None:
        body = institutions[source.institution].id
        offices = held_offices(role_key(" ".join(said)), body) if body else frozenset()
    elif source.affiliation is not None:
        return None
    else:
        offices = offices_named(said) or held_offices(role_key(" ".join(said)))
        spelt = said[0].lower() == "menteri" and not any(word.isupper() for word in said)
        bare = len(said) == 1 and bool(offices & _HEADS_OF_STATE)
        if (spelt or bare) and (foreign() if foreign else names_country(page.words)):
            return None  # whose president or minister, only a reader knows
    return holder_on(offices, date, acting=acting) if offices else None


@cache
def _with_parents(id_: str) -> frozenset[str]:
    """The ids of a listed body and of those above it."""
    found: set[str] = set()
    above: str | None = id_
    while above is not None and above not in found:
        found.add(above)
        row = institution_by_id(above)
        above = row.parent_id if row else None
    return frozenset(found)


def _holds(words: list[str], part: list[str]) -> bool:
    """Whether *part* stands within *words*, in one piece."""
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


def _is_surname(words: list[str], i: int) -> bool:
    """Whether word *i* of a headline is a name, as far as a word by itself tells."""
    word = words[i]
    return (
        word[0].isupper()
        and word[1:].islower()
        and not is_common_word(word)
        and not match_place(words, i)
        and (word.lower(),) not in office_forms()
        and listed_at(words, i) is None
    )


def _is_single(page: Page, source: Source) -> bool:
    """Whether a description is of one person: *seorang warga*, *ayah korban*."""
    if match_phrase(page.lower, source.start, "single_determiner"):
        return True
    row = office_forms().get((page.lower[source.start],))
    return row is not None and row.kind == "relation"


def _can_introduce(word: str) -> bool:
    """Whether a source may begin with the lower-case *word*: an office, a title, *mantan*."""
    return (
        word in office_firsts()
        or word.startswith("sub")  # "subkoordinator"
        or word.replace(".", "") in titles_at("before")
        or word in reference_words("past")
    )


_may_introduce = Remembered(_can_introduce)


def _is_part(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether *words* can stand for the name *full*: in order, initials and spellings allowed."""
    if not full or len(words) > len(full):
        return False
    if full[-1] in reference_words("junior") and words[-1] not in reference_words("junior"):
        return False  # the son is somebody else
    if len(words) == 1 and len(full) >= 2 and _is_initials(words[0], full):
        return True
    if len(words) == 1 and len(words[0]) >= 3 and any(
        part.startswith(words[0]) and len(part) > len(words[0]) + _ENDING for part in full
    ):  # fmt: skip
        return True  # Enggar for Enggartiasto Lukita, but Indra is no Indradi
    at = 0
    for word in words:
        while at < len(full) and not _same_word(word, full[at], exact=len(words) == 1):
            at += 1
        if at == len(full):
            return False
        at += 1
    return any(len(word) > 1 for word in words)


def _is_initials(word: str, full: tuple[str, ...]) -> bool:
    """*HD* for Herman Deru, *KDM* for (Kang) Dedi Mulyadi, *HNW* for M Hidayat Nur Wahid."""
    initials = "".join(part[0] for name in full for part in name.split("-") if part)
    if not 2 <= len(word) <= 4:
        return False
    return word == initials or word[1:] == initials or (len(word) > 2 and word == initials[1:])


def _same_word(a: str, b: str, *, exact: bool) -> bool:
    if a == b:
        return True
    if exact:
        if len(a) == len(b) and len(a) >= 4 and a[0] == b[0] and sorted(a) == sorted(b):
            return True  # Jhon, John
        shortest = 6 if len(a) == len(b) else 5  # Herma, Herman; not Andri, Andre
        close = min(len(a), len(b)) >= shortest and a[0] == b[0]
        if a.startswith(b) or b.startswith(a):
            close = close and abs(len(a) - len(b)) < _ENDING  # Indra is no Indradi
        # Thoriq, Thoriz; Quartaro, Quartararo
        wanted = 0.83 if a[:4] == b[:4] else 0.9
        return close and _alike(a, b, wanted)
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if a[0] != b[0] or min(len(a), len(b)) < 5:
        return False
    return _alike(a, b, _SAME_WORD)


def _alike(a: str, b: str, least: float) -> bool:
    """Whether SequenceMatcher's ratio of two words is at least *least*.

    Most pairs have too few letters in common, which is quicker to tell.
    """
    shared = sum(min(a.count(letter), b.count(letter)) for letter in set(a))
    if 2 * shared / (len(a) + len(b)) < least:
        return False
    return SequenceMatcher(None, a, b).ratio() >= least


def _same_office(wanted: list[str], own: list[str]) -> int:
    """Whether the office that was said is the person's: its words stand at the head of theirs.

    Or else, in three words or more, whether it is theirs but for a slip in its spelling.
    """
    if not wanted or not own:
        return _OTHER_OFFICE
    if own[: len(wanted)] == wanted:
        return _SAME_OFFICE  # "kapolres" for "kapolres kampar"
    if len(wanted) >= 3 and len(own) >= 3 and wanted[0] == own[0]:
        # "ketua komisi ii" is no slip for "ketua komisi iii"
        one, other = ([w for w in words if _NUMERAL.fullmatch(w)] for words in (wanted, own))
        if one == other and (
            SequenceMatcher(None, " ".join(wanted), " ".join(own)).ratio() >= _SLIP_IN_OFFICE
        ):
            return _SLIP_OF_PEN
    return _OTHER_OFFICE
