"""Who speaks in a page or could, and what finds one of them without a look at each.

A page of news has some dozen entities, a page that is made to be slow 100,000: whatever is asked
for every quote is answered from an index here, or from a bounded number of the nearest.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from beritanlp.domain import SpeakerKind
from beritanlp.rules.phrases import Range

__all__ = ["Entities", "Entity"]

# holders of one office that are looked at on each side of a word; the page of the shared news with
# the most persons has 60
_HOLDERS = 40
# bearers of one name, on a page of so many persons that not all are compared
_NAMESAKES = 10


@dataclass(slots=True)
class Entity:
    """Somebody or something that speaks or could: a person, an organisation, a group."""

    kind: SpeakerKind
    name: str
    words: tuple[str, ...] = ()  # lower-case words of the fullest name
    named: Range = (0, 0)  # where the fullest name stands
    role: Range | None = None
    affiliation: Range | None = None
    former: bool = False
    institution: int | None = None
    mentions: list[Range] = field(default_factory=list)  # in order
    subject_at: list[int] = field(default_factory=list)  # words where it is a sentence's subject
    role_keys: set[str] = field(default_factory=set)
    former_keys: set[str] = field(default_factory=set)
    plural: bool = False
    institution_id: str | None = None
    pair: tuple[int, int] | None = None  # the two persons that this is of
    elsewhere: str | None = None  # the fullest name where it does not stand in the text
    registered: bool = False  # whether that is of the table of office holders
    # where the mentions of each number of words begin, in order
    starts: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for start, end in self.mentions:
            self.starts.setdefault(end - start, []).append(start)

    def note(self, mention: Range) -> bool:
        """Add a mention; whether it was not known."""
        at = bisect_left(self.mentions, mention)
        if self.mentions[at : at + 1] == [mention]:
            return False
        self.mentions.insert(at, mention)
        insort(self.starts.setdefault(mention[1] - mention[0], []), mention[0])
        return True

    def last_before(self, at: int) -> int:
        """The first word of the last mention that begins before word *at*; -1 if none does."""
        k = bisect_left(self.mentions, (at,))
        return self.mentions[k - 1][0] if k else -1

    def is_named_by(self, size: int, since: int, until: int) -> bool:
        """Whether a mention of *size* words begins from word *since* to word *until*."""
        starts = self.starts.get(size, [])
        return bisect_left(starts, since) < bisect_left(starts, until + 1)

    def first_from(self, at: int) -> int | None:
        """The first word of the first mention that begins at word *at* or behind; None if none."""
        k = bisect_left(self.mentions, (at,))
        return self.mentions[k][0] if k < len(self.mentions) else None

    @property
    def full(self) -> Range:
        """The first mention by the fullest name; of an unnamed person or group the longest."""
        if self.words:
            named = [m for m in self.mentions if m[1] - m[0] >= len(self.words)]
            if self.named in named:
                return self.named
            if named:
                return named[0]
        elif self.named[1]:
            return self.named
        return max(self.mentions, key=lambda m: (m[1] - m[0], -m[0]))


class Entities:
    """The entities of one page in the order in which they were made, by index."""

    def __init__(self) -> None:
        self.all: list[Entity] = []
        self._at: dict[int, list[int]] = defaultdict(list)  # persons by a mention's first word
        self._firsts: list[tuple[int, int]] = []  # the first mention of each person, and its index
        self._alike: dict[str, list[tuple[int, int]]] = defaultdict(list)  # by a word of the name
        self._by_words: dict[tuple[str, ...], int] = {}
        self._by_name: dict[str, int] = {}
        self._nameless: dict[str, int] = {}  # persons without a name, by their office
        self._pairs: dict[tuple[int, int], int] = {}
        # where an office was said of somebody, and of whom: by its first word, and by each of them
        self._offices: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._former: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._office_words: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._subjects: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, n: int) -> Entity:
        return self.all[n]

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.all)

    def add(self, entity: Entity) -> int:
        """Take in an entity; its index."""
        n = len(self.all)
        self.all.append(entity)
        self._by_name.setdefault(entity.name.lower(), n)
        if entity.pair is not None:
            self._pairs[entity.pair] = n
        if entity.words:
            self._by_words.setdefault(entity.words, n)
            for word in set(entity.words):
                insort(self._alike[word], (entity.named[0], n))
        if entity.kind is SpeakerKind.PERSON and entity.mentions:
            insort(self._firsts, (entity.mentions[0][0], n))
            for start, _ in entity.mentions:
                self._at[start].append(n)
        return n

    def note(self, n: int, mention: Range) -> None:
        """Add a mention of entity *n*, if it is not known."""
        entity = self.all[n]
        first = entity.mentions[0][0] if entity.mentions else None
        if not entity.note(mention) or entity.kind is not SpeakerKind.PERSON:
            return
        self._at[mention[0]].append(n)
        if first is None or mention[0] < first:
            if first is not None:
                del self._firsts[bisect_left(self._firsts, (first, n))]
            insort(self._firsts, (mention[0], n))

    def rename(self, n: int, words: tuple[str, ...], name: str) -> None:
        """Give entity *n* another name."""
        entity = self.all[n]
        if self._by_name.get(entity.name.lower()) == n:
            del self._by_name[entity.name.lower()]
        added = set(words) - set(entity.words)
        entity.words, entity.name = words, name
        self._by_name.setdefault(name.lower(), n)
        self._by_words.setdefault(words, n)
        for word in added:
            insort(self._alike[word], (entity.named[0], n))

    def gain(self, n: int, office: str, at: int, *, former: bool = False) -> None:
        """Say of entity *n* that it holds *office*, or held it; word *at* says so."""
        entity = self.all[n]
        keys = entity.former_keys if former else entity.role_keys
        if office in keys:
            return
        keys.add(office)
        words = office.split()
        insort((self._former if former else self._offices)[words[0] if words else ""], (at, n))
        if former:
            return
        for word in set(words):
            insort(self._office_words[word], (at, n))
        if not entity.words and entity.kind is SpeakerKind.PERSON:
            self._nameless[office] = min(n, self._nameless.get(office, n))

    def settle_subjects(self) -> None:
        """Take in where the persons are subjects, when all of that is known."""
        for entity in self.all:
            entity.subject_at.sort()
        self._subjects = sorted((at, n) for n, e in enumerate(self.all) for at in e.subject_at)

    def subjects_before(self, at: int, most: int) -> Iterator[tuple[int, int]]:
        """The last subjects before word *at* and whose they are, from the last on."""
        last = bisect_left(self._subjects, (at,))
        return reversed(self._subjects[max(0, last - most) : last])

    def called(self, name: str) -> int | None:
        """The first entity of the *name*, in any case; None if there is none."""
        return self._by_name.get(name.lower())

    def of_words(self, words: tuple[str, ...]) -> int | None:
        """The person of exactly these words of a name; None if there is none."""
        return self._by_words.get(words)

    def sharing(self, words: tuple[str, ...], at: int) -> set[int]:
        """The persons nearest to word *at* whose names have one of *words*."""
        return {
            n for word in words if word in self._alike
            for _, n in _nearest(self._alike[word], at, _NAMESAKES)
        }  # fmt: skip

    def pair_of(self, first: int, second: int) -> int | None:
        """The entity of the two together; None if there is none yet."""
        return self._pairs.get((first, second))

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return len(self._pairs)

    def nameless(self, office: str) -> int | None:
        """The person without a name who is known by *office* alone; None if nobody is."""
        return self._nameless.get(office)

    def in_office(self, first: str, at: int, *, former: bool = False) -> list[int]:
        """Who holds, or held, an office that begins with the word *first*: the nearest to *at*."""
        offices = self._former if former else self._offices
        places = _nearest(offices[first], at, _HOLDERS) if first in offices else []
        return sorted({n for _, n in places})

    def by_office_words(self, words: set[str], at: int) -> list[int]:
        """Who holds an office with one of *words*: the nearest to word *at*."""
        known = self._office_words
        return sorted({
            n for word in words & known.keys() for _, n in _nearest(known[word], at, _HOLDERS)
        })  # fmt: skip

    def named_first_before(self, at: int) -> list[int]:
        """The first person whom the page names before word *at*, and the second; or fewer."""
        return [n for start, n in self._firsts[:2] if start < at]

    def mentioned_between(self, i: int, j: int) -> list[int]:
        """The persons with a mention that begins in words [i, j), the first first."""
        found: dict[int, None] = {}
        for start in range(i, j):
            if start in self._at:
                found.update(dict.fromkeys(sorted(self._at[start])))
        return list(found)


def _nearest(places: list[tuple[int, int]], at: int, most: int) -> list[tuple[int, int]]:
    """Those of *places* that stand nearest to word *at*: at *most* so many before and behind it."""
    k = bisect_left(places, (at,))
    return places[max(0, k - most) : k + most]
