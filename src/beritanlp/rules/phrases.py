"""Look up fixed phrases of the lexicons in the words of a page: offices, titles, small words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from beritanlp.lexicons.gazetteer import office_acronyms
from beritanlp.lexicons.rows import Abbreviation, CueVerb, Office, Title
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words

__all__ = [
    "LONGEST_OFFICE",
    "Range",
    "abbreviations",
    "longest_acronyms",
    "match_phrase",
    "match_phrase_before",
    "match_phrase_table",
    "office_acronym_words",
    "office_firsts",
    "office_forms",
    "rank_firsts",
    "reporting_forms",
    "titles_at",
]

Range = tuple[int, int]  # words [start, end) of a page

LONGEST_OFFICE = 4  # words of a role noun in the table


@cache
def office_forms() -> dict[tuple[str, ...], Office]:
    """Role nouns by their words, lower case."""
    return {tuple(r.form.lower().split()): r for r in read_table("offices.csv", Office)}


@cache
def office_firsts() -> frozenset[str]:
    """The first words of role nouns, lower case."""
    return frozenset(form[0] for form in office_forms())


@cache
def office_acronym_words() -> dict[tuple[str, ...], str]:
    """Short and long names of offices by their folded words: *Menpan-RB*, *Kapolri*."""
    return {tuple(key.split()): key for key in office_acronyms()}


@cache
def longest_acronyms() -> dict[str, int]:
    """How many folded words the longest of those names has, by their first folded word."""
    longest: dict[str, int] = {}
    for first, *rest in office_acronym_words():
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


@cache
def titles_at(position: str) -> frozenset[str]:
    """Folded first words and whole forms of titles, full stops left out."""
    rows = read_table("titles.csv", Title)
    return frozenset(row.form.lower().replace(".", "") for row in rows if row.position == position)


@cache
def rank_firsts() -> frozenset[str]:
    """First words of the ranks and titles of several words that stand before a name."""
    return frozenset(form.split()[0] for form in titles_at("before") if " " in form)


@cache
def abbreviations() -> frozenset[str]:
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


def match_phrase_before(lower: Sequence[str], at: int, *kinds: str) -> int:
    """How many words right before *at* are a form of one of the kinds; 0 if none."""
    for n in range(1, min(_longest_phrase(*kinds), at) + 1):
        if match_phrase(lower, at - n, *kinds) == n:
            return n
    return 0


@cache
def _longest_phrase(*kinds: str) -> int:
    return max(len(form.split()) for form in reference_words(*kinds))


@cache
def reporting_forms() -> frozenset[str]:
    """All forms of the cue table, so that a source phrase ends before its cue."""
    return frozenset(row.form for row in read_table("cue_verbs.csv", CueVerb))
