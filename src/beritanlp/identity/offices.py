"""What a role and an affiliation say of who somebody is, and whether two may be one person's."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from functools import cache, lru_cache

from beritanlp.domain import InstitutionKind
from beritanlp.lexicons.gazetteer import institution_by_id
from beritanlp.lexicons.holders import held_offices, offices_named, region_office, split_acting
from beritanlp.lexicons.person_names import fold_name, fold_words
from beritanlp.lexicons.places import match_region
from beritanlp.lexicons.rows import OfficeHolder, OfficeShortForm
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words
from beritanlp.rules.phrases import match_phrase, office_forms

__all__ = [
    "NEAR_DAYS",
    "POSTS",
    "Days",
    "Office",
    "Relation",
    "Strength",
    "are_near",
    "days_between",
    "held_by",
    "likeness",
    "read_office",
    "relate",
]

Days = tuple[dt.date, dt.date] | None  # the first and last on which it was said; None if unknown

_CACHE_SIZE = 200_000  # offices; the shared news has some 900
# words of a role that name a post well enough without the same body: *Senior Manager Representative
# Office 1* of Jasamarga Metropolitan Tollroad, and of JMTO
_TELLING_ROLE = 4
_LIKE_BODIES = 0.85  # likeness of two forms of one name: *Asia Tradepoint*, *Asia Trade Points*

NEAR_DAYS = 30  # how long one event stays in the news; longer ones name people by their office

_BRACKETS = re.compile(r"\([^()]*\)")

_BRANCHES = {
    InstitutionKind.PARTY: "party",
    InstitutionKind.MINISTRY: "state",
    InstitutionKind.AGENCY: "state",
    InstitutionKind.STATE_BODY: "state",
    InstitutionKind.LOCAL_GOVERNMENT: "state",
    InstitutionKind.POLICE: "service",
    InstitutionKind.MILITARY: "service",
    InstitutionKind.PROSECUTION: "service",
    InstitutionKind.COURT: "service",
}
_NO_POST = ("relation", "description")  # kinds of role nouns that tell two persons not apart
POSTS = ("office", "membership")


@dataclass(frozen=True, slots=True)
class Office:
    """A role and an affiliation as they are compared; all empty where the article gives neither."""

    role: str = ""  # folded, with short forms written out
    body: str = ""  # id of the institution, or the affiliation folded
    listed: frozenset[str] = frozenset()  # ids in the table of office holders, with the region
    regions: frozenset[str] = frozenset()  # codes of the region that role or body names
    kind: str = ""  # of the role noun: office, profession, membership, relation, description
    branch: str = ""  # of the body: party, state or service

    @property
    def is_telling(self) -> bool:
        """Whether it tells a person from others of the name, whenever it was said."""
        return bool(self.body or self.listed) or (
            self.kind not in _NO_POST and len(self.role.split()) > 1
        )

    @property
    def tells_nothing(self) -> bool:
        """Whether there is neither a post nor a body that could tell two persons apart."""
        return not self.body and not self.listed and (not self.role or self.kind in _NO_POST)


class Strength(IntEnum):
    """How two offices go together; the lowest is the best evidence for one person."""

    SAME_OFFICE = 0
    REGISTRY = 1  # the table of office holders says that one person held both
    SAME_BODY = 2
    SAME_ROLE = 3
    TOGETHER = 4  # offices that one person may well hold together, or one after the other
    OPEN = 8  # nothing shows that it is one person, or two
    APART = 9  # two persons


@dataclass(frozen=True, slots=True)
class Relation:
    """What two offices under one name say of whether they are one person's, and why."""

    strength: Strength
    why: str


@lru_cache(maxsize=_CACHE_SIZE)
def read_office(role: str | None, affiliation: str | None, institution_id: str | None) -> Office:
    """The office that a speaker's columns name."""
    words = _post(role or "")
    listed = _listed(words, institution_id)
    body = institution_id or (fold_words(affiliation) if affiliation else "")
    return Office(
        role=_whole_role(" ".join(words)) if words else "",
        body=body,
        listed=listed,
        regions=_regions(words, affiliation, institution_id),
        kind=_kind(words),
        branch=_branch(words, institution_id, listed),
    )


def _post(role: str) -> list[str]:
    """The words of *role* without brackets, levels of regions, and *Plt* before it."""
    words = _BRACKETS.sub(" ", role).split()
    # "Bupati Kabupaten X" is "Bupati X"
    words = [word for word in words if word.lower() not in reference_words("office_level")]
    acting = match_phrase([word.lower() for word in words], 0, "acting")
    return split_acting(words[acting:])[0]


def _listed(words: list[str], institution_id: str | None) -> frozenset[str]:
    place = region_office(words) if words else None
    if place:
        return frozenset({":".join(place)})
    if not words:
        return frozenset()
    found = offices_named(words)
    if not found and institution_id:
        found = held_offices(" ".join(words), institution_id)
    return found


@cache
def _short_forms() -> dict[tuple[str, ...], str]:
    rows = read_table("office_short_forms.csv", OfficeShortForm)
    return {tuple(row.form.lower().split()): row.full.lower() for row in rows}


def _whole_role(role: str) -> str:
    """*role* folded, with the short form at its beginning written out: *kabid humas*."""
    role = fold_words(role)
    words = tuple(role.split())
    for n in range(len(words), 0, -1):
        if words[:n] in _short_forms():
            return " ".join((_short_forms()[words[:n]], *words[n:]))
    return role


def _regions(words: list[str], affiliation: str | None, body: str | None) -> frozenset[str]:
    """Codes of the region that an office is of; several where a name is that of several."""
    named = _region_in(words)
    code = (body or "").partition(":")[2]
    if not named and code:
        return frozenset({code})
    return named or _region_in((affiliation or "").split())


def _region_in(words: list[str]) -> frozenset[str]:
    """Codes of the first region that *words* name."""
    for at in range(len(words)):
        match = match_region(words, at)
        if match:
            return frozenset(region.code for region in match.regions)
    return frozenset()


def _kind(words: list[str]) -> str:
    lower = [word.lower() for word in words]
    for n in range(len(lower), 0, -1):
        row = office_forms().get(tuple(lower[:n]))
        if row:
            return row.kind
    return "office" if words and offices_named(words) else ("profession" if words else "")


def _branch(words: list[str], institution_id: str | None, listed: frozenset[str]) -> str:
    body = institution_by_id(institution_id) if institution_id else None
    if body and body.kind in _BRANCHES:
        return _BRANCHES[body.kind]
    return "state" if not body and (listed or (words and region_office(words))) else ""


@cache
def _terms_by_name() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for row in read_table("office_holders.csv", OfficeHolder):
        office = f"{row.office_id}:{row.region_code}" if row.region_code else row.office_id
        for name in (row.name, row.short_name):
            if name:
                table[fold_name(name)].add(office)
    return {name: frozenset(offices) for name, offices in table.items()}


def held_by(name: str) -> frozenset[str]:
    """Ids of the offices that the table knows the folded *name* to have held."""
    return _terms_by_name().get(name, frozenset())


def relate(
    one: Office, other: Office, days: tuple[Days, Days], held: frozenset[str] = frozenset()
) -> Relation:
    """What two offices of people with one full name say of whether they are one person's.

    Args:
        one: an office.
        other: another.
        days: on which each was said.
        held: the offices that the table of office holders has under the name.
    """
    if one.listed & other.listed:
        return Relation(Strength.SAME_OFFICE, "same office")
    if one.listed & held and other.listed & held:
        return Relation(Strength.REGISTRY, "held both offices by the table of office holders")
    if _same_body(one.body, other.body):
        return Relation(Strength.SAME_BODY, "same institution")
    if _are_apart(one.regions, other.regions):
        if one.branch == other.branch == "service" and _follow(*days):
            return Relation(Strength.TOGETHER, "offices of one service, one after the other")
        return Relation(Strength.APART, "offices in different places")
    near = are_near(*days)
    if _same_role(one, other, near) and (
        near or _is_telling(one, other) or (one.listed | other.listed) & held
    ):
        return Relation(Strength.SAME_ROLE, "same role")
    if _is_above(one.body, other.body) or _is_above(other.body, one.body):
        return Relation(Strength.TOGETHER, "an institution and the one above it")
    kinds = {one.kind, other.kind}
    if {one.branch, other.branch} == {"party", "state"} and kinds <= set(POSTS):
        return Relation(Strength.TOGETHER, "party and public office")
    if near and kinds == {"profession"} and not (one.body and other.body):
        return Relation(Strength.TOGETHER, f"trades, within {NEAR_DAYS} days")
    if one.role and one.role == other.role:
        return Relation(Strength.APART, "same role at different institutions")
    if kinds & {"profession", *_NO_POST} and kinds & set(POSTS):
        return Relation(Strength.APART, "roles of different kinds")
    return Relation(Strength.OPEN, "different offices, and nothing that shows one person")


def _same_body(one: str, other: str) -> bool:
    """Whether both are one institution, perhaps once by its initials: *PT HPM*."""
    if not one or not other:
        return False
    short, long = sorted((one.split(), other.split()), key=len)
    return one == other or _abbreviates(short, long)


def _is_above(one: str, other: str) -> bool:
    """Whether *one* is the institution above *other*."""
    body = institution_by_id(other)
    return body is not None and body.parent_id is not None and body.parent_id == one


def _are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both are known and no region of one lies in one of the other."""
    return bool(one and other) and not any(
        a.startswith(b) or b.startswith(a) for a in one for b in other
    )


def _follow(one: Days, other: Days) -> bool:
    """Whether the days of one lie wholly before those of the other."""
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def days_between(one: Days, other: Days) -> int | None:
    """Days from the end of one to the start of the other; 0 if they meet, None if unknown."""
    if one is None or other is None:
        return None
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def are_near(one: Days, other: Days, within: int = NEAR_DAYS) -> bool:
    """Whether both are known and so near that news may still be of one event."""
    gap = days_between(one, other)
    return gap is not None and gap <= within


def _is_telling(one: Office, other: Office) -> bool:
    """Whether the role that both have is more than a word that many have: *petani*, *ketua*."""
    return min(len(one.role.split()), len(other.role.split())) > 1


def _same_role(one: Office, other: Office, near: bool) -> bool:
    """Whether both name one post, one of them perhaps without its body or its field."""
    if not one.role or not other.role or one.kind in _NO_POST or other.kind in _NO_POST:
        return False
    short, long = sorted((one.role.split(), other.role.split()), key=len)
    if long[: len(short)] == short or _abbreviates(short, long):
        return not one.body or not other.body or _like_bodies(one, other)
    return near and long[0] == short[0] and not one.body and not other.body


def _like_bodies(one: Office, other: Office) -> bool:
    """Whether two bodies of one role may be one, at least one of them being in no list."""
    if institution_by_id(one.body) and institution_by_id(other.body):
        return False
    words = min(len(one.role.split()), len(other.role.split()))
    return words >= _TELLING_ROLE or likeness(one.body, other.body) >= _LIKE_BODIES


def likeness(one: str, other: str) -> float:
    """How like two names are, 0 to 1, the same in both directions."""
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second).ratio()


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """*presiden as* and *presiden amerika serikat*: the last word has the initials of the rest."""
    at = len(short) - 1
    initials = "".join(word[0] for word in long[at:])
    return short[:at] == long[:at] and len(initials) > 1 and short[at] == initials
