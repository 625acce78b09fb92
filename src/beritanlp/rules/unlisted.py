"""Organisations that no list knows and no head word begins: named by what stands beside them.

A common noun before the name (*maskapai Sukakata*), or the office of somebody who belongs to it
(*analis Sukakata Rudi Hartanta*), tells its kind; once told, the name is an organisation wherever
the page has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from beritanlp.domain import InstitutionKind
from beritanlp.lexicons.gazetteer import listed_at, match_family
from beritanlp.lexicons.places import match_place
from beritanlp.lexicons.rows import GivenName, InstitutionNoun, Title
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import function_words, reference_words
from beritanlp.text.page import Page
from beritanlp.text.stem import is_root_word
from beritanlp.text.tokenize import TokenKind

__all__ = ["covered_words", "kind_of_office", "name_at", "named_by_noun", "repeats"]

Words = tuple[int, int]
# words of a name, and lower-case words between noun and name: "perusahaan keamanan siber X"
_MAX_NAME, _MAX_BETWEEN = 5, 2


def covered_words(page: Page, spans: Iterable[Words]) -> list[bool]:
    """For every word of the page, whether one of *spans* holds it."""
    covered = [False] * len(page)
    for i, j in spans:
        covered[i:j] = [True] * (j - i)
    return covered


@cache
def _nouns() -> dict[str, tuple[InstitutionNoun, ...]]:
    """Nouns before a name by their first word, longest first."""
    table: dict[str, list[InstitutionNoun]] = {}
    for row in read_table("institution_nouns.csv", InstitutionNoun):
        if row.position != "office":
            table.setdefault(row.form.lower().split()[0], []).append(row)
    return {first: tuple(sorted(rows, key=lambda r: -len(r.form))) for first, rows in table.items()}


@cache
def _offices() -> dict[str, InstitutionKind]:
    rows = read_table("institution_nouns.csv", InstitutionNoun)
    return {row.form.lower(): row.kind for row in rows if row.position == "office"}


def kind_of_office(office: Sequence[str]) -> InstitutionKind | None:
    """What an organisation is whose *office* somebody holds: *pelatih* of a club.

    By the longest run of its first words that the table has; None if it has none.
    """
    for n in range(len(office), 0, -1):
        kind = _offices().get(" ".join(office[:n]).lower())
        if kind:
            return kind
    return None


@cache
def _personal() -> frozenset[str]:
    """Words that begin a person's name: given names and titles before it, lower case."""
    names = {row.form.lower() for row in read_table("given_names.csv", GivenName)}
    titles = {
        row.form.lower().rstrip(".")
        for row in read_table("titles.csv", Title)
        if row.position == "before" and " " not in row.form
    }
    return frozenset(names | titles)


def name_at(page: Page, i: int, limit: int) -> int:
    """End of the organisation's name that begins at word *i*; *i* where none does."""
    end = i
    while (
        end < limit and end - i < _MAX_NAME and page.kinds[end] is TokenKind.WORD
        and page.words[end][0].isupper() and page.quotation_at[end] == page.quotation_at[i]
        and page.lower[end] not in reference_words("day", "month")
    ):  # fmt: skip
        word = page.lower[end]
        if word in _personal() or listed_at(page.words, end) or match_family(page.words, end):
            return i
        if match_place(page.words, end):
            return end if end > i else i
        end += 1
    return end


def named_by_noun(
    page: Page, covered: Sequence[bool]
) -> Iterator[tuple[int, int, InstitutionKind]]:
    """Names with a noun before them that tells their kind: *maskapai Sukakata*.

    *covered* marks the words that already belong to an organisation.
    """
    lower, size = page.lower, len(page)
    for i in range(page.title_end, size):
        for row in _nouns().get(lower[i], ()):
            noun = row.form.lower().split()
            k = i + len(noun)
            if lower[i:k] != noun or not (
                page.words[i].islower() or page.opens_sentence(i)
            ):  # fmt: skip
                continue
            limit = page.sentence_range(i)[1]
            reach = k + (_MAX_BETWEEN if row.position == "apart" else 0)
            while (
                k < min(limit, reach) and page.words[k].islower()
                and page.kinds[k] is TokenKind.WORD and lower[k] not in function_words()
                and (is_root_word(lower[k]) or not lower[k].startswith(("me", "di", "ter", "ber")))
            ):  # fmt: skip
                k += 1
            if k < limit and not covered[k]:
                end = name_at(page, k, limit)
                name = page.slice(k, end).lower()
                if (
                    end > k
                    and not any(covered[k:end])
                    and name not in reference_words("body_class")
                ):
                    yield k, end, row.kind
            break


def repeats(
    page: Page, names: Iterable[Words], covered: Sequence[bool]
) -> Iterator[tuple[int, int, Words]]:
    """Other places of the same words, with the place that they repeat."""
    known: dict[tuple[str, ...], Words] = {}
    lengths: dict[str, set[int]] = {}  # of the names that begin with a word
    for span in names:
        words = tuple(page.words[slice(*span)])
        known.setdefault(words, span)
        lengths.setdefault(words[0], set()).add(len(words))
    if not known:
        return
    taken = list(covered)
    for i, word in enumerate(page.words):
        for length in sorted(lengths.get(word, ()), reverse=True):
            j = i + length
            first = known.get(tuple(page.words[i:j]))
            if first is not None and i != first[0] and not any(taken[i:j]):
                taken[i:j] = [True] * (j - i)
                yield i, j, first
                break
