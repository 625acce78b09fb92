"""Decide what of an analysis answers to what of the gold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from beritanlp.domain import Institution, Quote, ResolvedBy, Speaker, TextSpan
from beritanlp.evaluation.gold import GoldInstitution, GoldQuote
from beritanlp.lexicons.gazetteer import ids_of_name
from beritanlp.lexicons.person_names import fold_name, fold_words
from beritanlp.lexicons.words import reference_words

__all__ = [
    "MIN_OVERLAP",
    "find_resolution",
    "fold_institution",
    "fold_name",
    "fold_words",
    "group_by_mention",
    "is_same_body",
    "is_same_speaker",
    "is_same_value",
    "match_quotes",
]

MIN_OVERLAP = 0.8  # share of the longer content; the measure that the project's targets are set in


def _length(spans: Sequence[TextSpan]) -> int:
    """Code points in the union of *spans*."""
    total, reach = 0, 0
    for span in sorted(spans, key=lambda s: s.start):
        total += max(0, span.end - max(span.start, reach))
        reach = max(reach, span.end)
    return total


def _overlap(one: Sequence[TextSpan], other: Sequence[TextSpan]) -> float:
    """Code points that both unions hold, as a share of the longer one; 0–1."""
    both = _length(one) + _length(other) - _length([*one, *other])
    return both / max(_length(one), _length(other))


def match_quotes(
    gold: Sequence[GoldQuote], found: Sequence[Quote], least: float
) -> list[tuple[int, int]]:
    """Index pairs, one to one, best overlap first; ties go to the earlier quotes."""
    pairs = []
    for i, one in enumerate(gold):
        low, high = one.content[0].start, one.content[-1].end
        for j, other in enumerate(found):
            if other.content[0].start < high and low < other.content[-1].end:
                share = _overlap(one.content, other.content)
                if share >= least and share > 0:
                    pairs.append((-share, i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    matched = []
    for _, i, j in sorted(pairs):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            matched.append((i, j))
    return sorted(matched)


def fold_institution(name: str) -> str:
    """An official name as it is compared.

    *Republik Indonesia* at the end makes no difference, nor does a legal form: *PT X Tbk.*
    """
    folded = re.sub(r"^(pt|cv) | tbk$", "", fold_words(name).replace(".", ""))
    return _without_state(folded)


def find_resolution(quote: GoldQuote, text: str, institutions: frozenset[str]) -> ResolvedBy:
    """How a reader gets from the labelled mention to the labelled speaker."""
    if quote.mention is None:
        return ResolvedBy.CONTINUATION
    mention = text[quote.mention.start : quote.mention.end]
    if mention.casefold() == "nya":
        return ResolvedBy.CLITIC
    if mention.casefold() in reference_words("singular", "plural", "polite"):
        return ResolvedBy.PRONOUN
    mentioned, speaker = fold_name(mention), fold_name(quote.speaker or "")
    if fold_institution(mention) in institutions:
        return ResolvedBy.INSTITUTION
    if mentioned == speaker:
        return ResolvedBy.DESCRIPTION if mention[:1].islower() else ResolvedBy.NAMED
    if set(mentioned.split()) <= set(speaker.split()):
        return ResolvedBy.SURNAME
    return ResolvedBy.ROLE


def is_same_value(task: str, one: str | None, other: str | None, text: str) -> bool:
    """Whether a role or an affiliation (*task*) is the same in both; None is like none."""
    if one is None or other is None:
        return one is other
    if _without_state(fold_words(one)) == _without_state(fold_words(other)):
        return True
    return task == "affiliation" and is_same_body(one, other, text)


def _without_state(words: str) -> str:
    """*words* without *RI* at the end: *Presiden RI* is the office *Presiden*."""
    return re.sub(r" (ri|republik indonesia)$", "", words)


def is_same_body(one: str, other: str, text: str) -> bool:
    """Whether two forms name one organisation: *KPK*, *Komisi Pemberantasan Korupsi*.

    The list of institutions says so, or *text* itself, which has the short form in brackets behind
    the long one.
    """
    if fold_institution(one) == fold_institution(other):
        return True
    if _listed_ids(one) & _listed_ids(other):
        return True
    short, long = sorted((one, other), key=len)
    return re.search(rf"{re.escape(long)}\s*\({re.escape(short)}\)", text) is not None


@cache
def _listed_ids(name: str) -> frozenset[str]:
    """The ids of the organisations that the list has under *name* as a whole."""
    return ids_of_name(re.findall(r"[^\W_][\w'&/.-]*", re.sub(r"\([^()]*\)", " ", name)))


def is_same_speaker(gold: GoldQuote, speaker: Speaker | None) -> bool:
    """Whether both name the same source, or both none.

    The labels know only the article: whom the table of office holders names is the same source as
    the office that stands in the article.
    """
    if gold.speaker is None or speaker is None:
        return gold.speaker is None and speaker is None
    names = [speaker.name]
    if speaker.resolved_by is ResolvedBy.REGISTRY and speaker.role:
        names += [speaker.role, f"{speaker.role} {speaker.affiliation or ''}"]
    return fold_name(gold.speaker) in map(fold_name, names)


_Named = TypeVar("_Named", GoldInstitution, Institution)


def group_by_mention(institutions: Iterable[_Named]) -> dict[tuple[int, int], list[_Named]]:
    """The institutions at each place, (start, end), that names one; rarely more than one."""
    placed: dict[tuple[int, int], list[_Named]] = defaultdict(list)
    for item in institutions:
        for span in dict.fromkeys(item.mentions):
            placed[span.start, span.end].append(item)
    return placed
