"""Which words are places: regions of Indonesia with their codes, countries, cities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from beritanlp.lexicons.rows import PlaceName, Region, RegionName
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words
from beritanlp.text.remember import Remembered

__all__ = [
    "RegionMatch",
    "is_place",
    "match_country",
    "match_place",
    "match_region",
    "names_country",
    "names_of_region",
    "region_by_code",
]

# words; the longest names of regions and of other places in the tables
_LONGEST_REGION, _LONGEST_PLACE = 5, 4
_CACHE_SIZE = 50_000  # words; the shared news has about 25,000 capitalised ones
_LEVEL_WORDS = {
    "provinsi": "provinsi",
    "prov.": "provinsi",
    "kabupaten": "kabupaten",
    "kab.": "kabupaten",
    "kab": "kabupaten",
    "kota": "kota",
    "daerah istimewa": "provinsi",
}


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A region named in running words: how many words, and which region or regions it may be."""

    length: int  # words taken
    level: str | None  # the level word that was said, if any
    regions: tuple[Region, ...]


@cache
def region_by_code() -> dict[str, Region]:
    """Every region by its official code."""
    return {row.code: row for row in read_table("regions.csv", Region)}


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for row in read_table("region_names.csv", RegionName):
        table.setdefault(row.code, []).append(row.surface)
    return {code: tuple(names) for code, names in table.items()}


def names_of_region(code: str) -> tuple[str, ...]:
    """The short and other forms of a region's name: *Sumut* and *Sumatra Utara* for 12."""
    return _short_names().get(code, ())


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.lower()).strip()


@lru_cache(maxsize=_CACHE_SIZE)
def _pieces(word: str) -> tuple[str, ...]:
    """The folded words of one word as written: *Nusa-Dua* has two."""
    return tuple(_fold(word).split())


@cache
def _longest_from() -> dict[str, int]:
    """How many words the longest name of a place has, by its first word, all folded."""
    longest: dict[str, int] = {}
    for words in (*_regions_by_words(), *_places()):
        if words:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def _keys(words: list[str], start: int, longest: int) -> list[tuple[str, ...]]:
    """The folded words of the first one, two … *longest* words from *start* on.

    Empty where no name of a place begins so; none is longer than such names are.
    """
    first = _pieces(words[start])
    most = _longest_from().get(first[0], 0) if first else 0
    if not most:
        return []
    keys = [first]
    for word in words[start + 1 : start + longest]:
        key = keys[-1] + _pieces(word)
        if len(key) > most:
            break
        keys.append(key)
    return keys


@cache
def _regions_by_words() -> dict[tuple[str, ...], tuple[Region, ...]]:
    """Regions by the words of their name, folded; *Bandar Lampung* also as *Bandarlampung*."""
    table: dict[tuple[str, ...], list[Region]] = {}
    by_code = region_by_code()

    def add(name: str, region: Region) -> None:
        words = tuple(_fold(name).split())
        forms = {words, ("".join(words),)} if len(words) == 2 else {words}
        for form in forms:
            regions = table.setdefault(form, [])
            if region not in regions:
                regions.append(region)

    for region in by_code.values():
        add(region.name, region)
    for row in read_table("region_names.csv", RegionName):
        if row.code in by_code:
            add(row.surface, by_code[row.code])
    return {words: tuple(regions) for words, regions in table.items()}


@cache
def _places() -> dict[tuple[str, ...], str]:
    """Other places by their folded words."""
    rows = read_table("place_names.csv", PlaceName)
    return {tuple(_fold(row.form).split()): row.kind for row in rows if _fold(row.form)}


def is_place(name: str) -> bool:
    """Whether *name* is a known place, with or without *Kabupaten*, *Kota* or *Provinsi*."""
    words = tuple(_fold(name).split())
    if words in _regions_by_words() or words in _places():
        return True
    if words and words[0] in ("kabupaten", "kota", "provinsi", "kab"):
        words = words[1:]
    return words in _regions_by_words() or words in _places()


def match_region(words: list[str], at: int) -> RegionMatch | None:
    """The longest region name that begins at word *at*; None if none does.

    *words* are the words as written; the first letter of a name must be a capital. A level word
    (*Kabupaten*, *Kota*, *Provinsi*) is taken along and narrows the choice.
    """
    level = None
    taken = 0
    if at < len(words):
        said = words[at].lower()
        if said in _LEVEL_WORDS and at + 1 < len(words):
            level, taken = _LEVEL_WORDS[said], 1
    table = _regions_by_words()
    start = at + taken
    if start >= len(words) or not words[start][:1].isupper():
        return None
    keys = _keys(words, start, _LONGEST_REGION)
    for length in range(len(keys), 0, -1):
        regions = table.get(keys[length - 1])
        if regions and all(
            w[:1].isupper() or w in ("dan", "di") for w in words[start : start + length]
        ):
            if level:
                regions = tuple(r for r in regions if r.level.startswith(level)) or regions
            return RegionMatch(taken + length, level, regions)
    return None


def match_country(words: list[str], at: int) -> int:
    """How many words at *at* name a country other than Indonesia; 0 if none."""
    if not words[at][:1].isupper():
        return 0
    keys = _keys(words, at, _LONGEST_PLACE)
    for length in range(len(keys), 0, -1):
        key = keys[length - 1]
        whole = words[at + length - 1][:1].isupper()
        if (
            whole
            and _places().get(key) == "country"
            and " ".join(key) not in reference_words("home_country")
        ):
            return length
    return 0


def names_country(words: list[str]) -> bool:
    """Whether *words* name a country other than Indonesia."""
    return any(match_country(words, at) for at in range(len(words)))


def _may_be_first(word: str) -> bool:
    """Whether the name of a region or another place, or its level, may begin with *word*."""
    if word.lower() in _LEVEL_WORDS:
        return True
    pieces = _pieces(word) if word[:1].isupper() else ()
    return bool(pieces) and pieces[0] in _longest_from()


_first_words = Remembered(_may_be_first)


def match_place(words: list[str], at: int) -> int:
    """How many words at *at* name a region or another place; 0 if none."""
    if at < len(words) and not _first_words[words[at]]:
        return 0
    region = match_region(words, at)
    best = region.length if region else 0
    places = _places()
    if at < len(words) and words[at][:1].isupper():
        keys = _keys(words, at, _LONGEST_PLACE)
        for length in range(len(keys), best, -1):
            if keys[length - 1] in places and words[at + length - 1][:1].isupper():
                return length
    return best
