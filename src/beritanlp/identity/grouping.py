"""Which speakers of different articles are one person: groups of them, made with care.

Speakers with one full name and one office are one `Profile`. Profiles with one name are joined by
what their offices say (`offices.relate`), the best evidence first, and never where any two of the
persons so made are known to be apart. Then come those with a name and no office, and last those
whose name is a shorter form of another's who holds the same office.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations, permutations

from beritanlp.identity.offices import (
    NEAR_DAYS,
    POSTS,
    Days,
    Office,
    Relation,
    Strength,
    are_near,
    days_between,
    held_by,
    relate,
)
from beritanlp.lexicons.person_names import fold_name, fold_words
from beritanlp.lexicons.rows import Nickname, OfficeHolder
from beritanlp.lexicons.tables import read_table
from beritanlp.rules.institutions import given_names

__all__ = ["Person", "Profile", "compare_name", "group", "why_apart"]

_Seen = tuple[int, str, dt.date | None]  # a speaker's row, its article, and the day of that

_CACHE_SIZE = 200_000  # names
_LONG_NAME = 3  # words of a name that two persons in the news hardly share
# names of one office that are compared with each other; an office with more is none of one person
_MOST_HOLDERS = 100
_INITIAL = 1  # letters
_YEAR = 366  # days

_DISTINCT = "same name, which few share"
# how long a name of given names alone, such as many have, stays one person's: days of one story
_STORY_DAYS = 3
_ONE_WORD = "one word of a name, and not both office and institution"


@lru_cache(maxsize=_CACHE_SIZE)
def compare_name(name: str) -> str:
    """*name* without titles, case and nickname in marks; a known nickname as the full name."""
    known = _nicknames().get(fold_words(name))  # "Gus X" is one; X without the title may be anybody
    return known or re.sub(r"(?<= )'[\w-]+' ", "", fold_name(name))


@cache
def _known_names() -> frozenset[str]:
    """Full names that the tables have of public figures."""
    holders = read_table("office_holders.csv", OfficeHolder)
    return frozenset(fold_name(row.name) for row in holders) | frozenset(_nicknames().values())


def _is_distinct(name: str) -> bool:
    """Whether two persons in the news hardly share a *name*: a long one, or a public figure's."""
    return name in _known_names() or (len(name.split()) >= _LONG_NAME and not _is_common(name))


def _is_common(name: str) -> bool:
    """Whether *name* is of given names alone: *muhammad rizki pratama* is borne by many."""
    return all(word in given_names() for word in name.split())


def _within(name: str) -> int:
    """Days within which the name alone makes one person of two."""
    return _STORY_DAYS if _is_common(name) else NEAR_DAYS


@cache
def _nicknames() -> dict[str, str]:
    """Full names by nicknames, and by short names of two words, of one person in the tables."""
    table: dict[str, set[str]] = defaultdict(set)
    for row in read_table("nicknames.csv", Nickname):
        table[fold_words(row.form)].add(fold_name(row.name))
    for holder in read_table("office_holders.csv", OfficeHolder):
        if holder.short_name and " " in fold_name(holder.short_name):
            table[fold_words(holder.short_name)].add(fold_name(holder.name))
    return {form: next(iter(names)) for form, names in table.items() if len(names) == 1}


@dataclass(slots=True, eq=False)
class Profile:
    """The speakers of one name and one office, by the numbers of their rows."""

    name: str
    office: Office
    rows: list[int] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    days: Days = None
    evidence: str = ""  # why it is one person's with others; empty where nothing was joined

    def add(self, row: int, article_id: str, day: dt.date | None) -> None:
        """Take in the speaker of *row*."""
        self.rows.append(row)
        self.articles.add(article_id)
        if day is not None:
            first, last = self.days or (day, day)
            self.days = (min(first, day), max(last, day))


@dataclass(slots=True, eq=False)
class Person:
    """Profiles that are one person's."""

    profiles: list[Profile]

    @property
    def size(self) -> int:
        """Mentions: speakers of articles."""
        return sum(len(profile.rows) for profile in self.profiles)

    @property
    def name(self) -> str:
        """The fullest name; of equals the more frequent."""
        counts: dict[str, int] = defaultdict(int)
        for profile in self.profiles:
            counts[profile.name] += len(profile.rows)
        return max(counts, key=lambda name: (len(name.split()), counts[name], name))

    @property
    def names(self) -> set[str]:
        """All names, as compared."""
        return {profile.name for profile in self.profiles}

    @property
    def main(self) -> Profile:
        """The profile with the most articles among those that have an office."""
        return max(
            self.profiles,
            key=lambda p: (not p.office.tells_nothing, len(p.articles), p.office.body, p.name),
        )


def group(speakers: Iterable[tuple[str, Office, str, dt.date | None]]) -> list[Person]:
    """The persons among *speakers*: compared name, office, article, and day of each.

    Every speaker is in one profile of one person; their order changes nothing but the order.
    """
    by_name: dict[str, dict[Office, list[_Seen]]] = {}
    for row, (name, office, article_id, day) in enumerate(speakers):
        by_name.setdefault(name, {}).setdefault(office, []).append((row, article_id, day))
    persons: list[Person] = []
    for name, offices in by_name.items():
        persons += _join(name, _profiles(name, offices))
    return _join_short_names(persons)


def _profiles(name: str, offices: dict[Office, list[_Seen]]) -> Iterator[Profile]:
    """The profiles of one name; an office that tells little makes one for each event."""
    for office, seen in offices.items():
        if _is_same_post(office, office) if " " not in name else office.is_telling:
            yield _profile(name, office, seen)
        else:
            yield from _events(name, office, seen)


def _profile(name: str, office: Office, seen: Iterable[_Seen]) -> Profile:
    profile = Profile(name, office)
    for row, article_id, day in seen:
        profile.add(row, article_id, day)
    return profile


def _events(name: str, office: Office, seen: list[_Seen]) -> Iterator[Profile]:
    """Speakers whose office tells little, split where nothing but a common name joins them.

    A distinct name is one person's. Another of two words is while it stays in the news; one of one
    word, or in articles without a date, is never.
    """
    if _is_distinct(name):
        yield _profile(name, office, seen)
        return
    current: Profile | None = None
    reach = _within(name)
    for row, article_id, day in sorted(seen, key=lambda item: (item[2] or dt.date.min, item[1])):
        near = current is not None and day is not None and are_near(current.days, (day, day), reach)
        if current is None or " " not in name or not near:
            if current is not None:
                yield current
            current = Profile(name, office)
        else:
            current.evidence = f"same name within {reach} days"
        current.add(row, article_id, day)
    if current is not None:
        yield current


# --------------------------------------------------------------------------- one name


def _join(name: str, profiles: Iterable[Profile]) -> list[Person]:
    """The persons of one name: by their offices, then those that have none."""
    telling: list[Profile] = []
    others: list[Profile] = []
    alone: list[Profile] = []
    for profile in profiles:
        if _stands_alone(profile):
            alone.append(profile)
        elif profile.office.tells_nothing:
            others.append(profile)
        else:
            telling.append(profile)
    persons = _join_offices(name, telling)
    single = [Person([profile]) for profile in alone]
    bearers = [*persons, *(person for person in single if not person.main.office.tells_nothing)]
    loose: list[Person] = []
    for profile in sorted(others, key=_start):
        candidates = bearers if len(bearers) == 1 and _fits(profile, bearers[0]) else loose
        person = next((person for person in candidates if _fits(profile, person)), None)
        if person is None:
            loose.append(Person([profile]))
        else:
            profile.evidence = _fits(profile, person)
            person.profiles.append(profile)
    return [*persons, *single, *loose]


def _stands_alone(profile: Profile) -> bool:
    """Whether neither its name nor its office nor a date can join it to another profile."""
    if " " not in profile.name:
        return not _is_same_post(profile.office, profile.office)
    return profile.days is None and not profile.office.is_telling and not _is_distinct(profile.name)


def _start(profile: Profile) -> tuple[dt.date, str]:
    return (profile.days or (dt.date.min,))[0], min(profile.articles)


def _fits(profile: Profile, person: Person) -> str:
    """Why a profile without an office is that person's; empty if it may be another's."""
    if profile.office.role and person.main.office.kind in POSTS:
        return ""  # "warga": somebody else than the village head of the same name
    if _is_distinct(profile.name):
        return _DISTINCT
    reach = _within(profile.name)
    if any(are_near(profile.days, other.days, reach) for other in person.profiles):
        return f"same name within {reach} days"
    return ""


def _join_offices(name: str, profiles: Sequence[Profile]) -> list[Person]:
    """Join profiles with offices, best evidence first, unless two in them are apart."""
    held = held_by(name)
    person_of = {id(profile): Person([profile]) for profile in profiles}
    relations: dict[tuple[int, int], Relation] = {}
    pairs: list[tuple[Strength, int, Profile, Profile, str]] = []
    for one, other in combinations(sorted(profiles, key=_rank), 2):
        relation = _relation(one, other, held)
        relations[id(one), id(other)] = relations[id(other), id(one)] = relation
        if relation.strength < Strength.OPEN:
            pairs.append((relation.strength, len(pairs), one, other, relation.why))
    for _, _, one, other, why in sorted(pairs, key=lambda pair: pair[:2]):
        first, second = person_of[id(one)], person_of[id(other)]
        if first is second or any(
            relations[id(a), id(b)].strength is Strength.APART
            for a in first.profiles
            for b in second.profiles
        ):
            continue
        for profile in (one, other):
            profile.evidence = profile.evidence or why
        first.profiles += second.profiles
        for profile in second.profiles:
            person_of[id(profile)] = first
    return list({id(person): person for person in person_of.values()}.values())


def _rank(profile: Profile) -> tuple[int, str, str, str]:
    """The most frequent profile first; the order of articles makes no difference."""
    office = profile.office
    return -len(profile.articles), office.body, office.role, min(profile.articles)


def _relation(one: Profile, other: Profile, held: frozenset[str]) -> Relation:
    relation = relate(one.office, other.office, (one.days, other.days), held)
    if " " not in one.name and relation.strength < Strength.OPEN:
        return relation if _is_same_post(one.office, other.office) else _OPEN_WORD
    if relation.strength is Strength.OPEN and _is_distinct(one.name):
        return Relation(Strength.TOGETHER, _DISTINCT)
    return relation


_OPEN_WORD = Relation(Strength.OPEN, _ONE_WORD)


def _is_same_post(one: Office, other: Office) -> bool:
    """Whether both office and institution are the same, as a name of one word needs."""
    if one.listed & other.listed:
        return True
    if not one.role or one.role != other.role:
        return False
    return one.body == other.body if one.body and other.body else _names_body(one)


def _names_body(office: Office) -> bool:
    """Whether the role itself names where: *Kapolsek Sukamulya*, *Bupati Sukamulya Timur*."""
    return office.kind == "office" and bool(office.regions or len(office.role.split()) > _LONG_NAME)


# --------------------------------------------------------------------------- shorter names


def _join_short_names(persons: list[Person]) -> list[Person]:
    """Join persons whose names are a shorter and a longer form, in one post that one person has."""
    holders: dict[object, list[Person]] = defaultdict(list)
    for person in persons:
        for post in {post for profile in person.profiles for post in _posts(profile.office)}:
            holders[post].append(person)
    longer: dict[int, dict[int, Person]] = defaultdict(dict)
    for found in holders.values():
        if len(found) <= _MOST_HOLDERS:
            for short, long in permutations(found, 2):
                if is_shorter_form(short.name, long.name):
                    longer[id(short)][id(long)] = long
    joined: dict[int, Person] = {}  # whom a person was found to be
    for short in sorted(persons, key=lambda p: (-len(p.name.split()), -len(p.name))):
        wholes = {
            id(whole): whole for long in longer[id(short)].values()
            if (whole := joined.get(id(long), long)) is not short
        }  # fmt: skip
        if len(wholes) == 1:  # else it may be short for either of two of that office
            whole = next(iter(wholes.values()))
            if _may_be_one(short, whole):
                for profile in short.profiles:
                    profile.evidence = profile.evidence or "shorter form of the name, same office"
                whole.profiles += short.profiles
                joined[id(short)] = whole
    return [person for person in persons if id(person) not in joined]


def _posts(office: Office) -> Iterator[object]:
    """What names a post that one person has at a time."""
    if office.kind == "office":
        yield from office.listed
        if office.role and office.body:
            yield office.role, office.body
        if _names_body(office):
            yield office.role


def is_shorter_form(short: str, long: str) -> bool:
    """Whether *short* is *long* with words left out or as initials: *m tito*, *ade ary*."""
    rest = iter(long.split())
    return short != long and all(
        any(word == whole or _is_initial_of(word, whole) for whole in rest)
        for word in short.split()
    )


def _is_initial_of(word: str, whole: str) -> bool:
    return len(word) == _INITIAL and whole.startswith(word)


def _may_be_one(short: Person, long: Person) -> bool:
    """Whether nothing says that they are two: no article that has both, no offices apart.

    And, where dates are known, that both were named in one year: a later head of an office may
    have the first name of an earlier one.
    """
    gaps = [days_between(a.days, b.days) for a in short.profiles for b in long.profiles]
    known = [gap for gap in gaps if gap is not None]
    if known and min(known) > _YEAR:
        return False
    return not any(
        a.articles & b.articles
        or relate(a.office, b.office, (a.days, b.days)).strength is Strength.APART
        for a in short.profiles
        for b in long.profiles
    )


# --------------------------------------------------------------------------- those left apart


def why_apart(one: Person, other: Person) -> str:
    """Why two persons with the same or like names are not one."""
    first, second = one.main, other.main
    if first.name != second.name:
        same = relate(first.office, second.office, (first.days, second.days))
        return f"names differ; {same.why}"
    if " " not in first.name:
        return _ONE_WORD
    if first.office.tells_nothing or second.office.tells_nothing:
        gap = days_between(first.days, second.days)
        when = "dates unknown" if gap is None else f"days between: {gap}"
        return f"no office to tell by; {when}"
    return _relation(first, second, held_by(first.name)).why
