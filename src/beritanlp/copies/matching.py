"""Whether two texts are one: what they must have in common, and how much that is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beritanlp.copies.shingles import SHINGLE_WORDS, Hashes
from beritanlp.copies.store import Stored

__all__ = ["LEAST_EXACT", "THRESHOLD", "are_copies", "shared_words"]

# share of the shorter text's words. Read in the shared texts (2026-11): all 22 stories above it
# that are not word for word the same were copies, three of them arguably; of the nine pairs of the
# news from 0.77 on that are kept apart, three or four were (rewritten), the rest follow-ups
THRESHOLD = 0.85
# shingles; a shorter body is a stub or a notice of the site, and the same words do not make it one
LEAST_EXACT = 20
# words that near copies have in common; two flashes about one event have fewer
_LEAST_WORDS = 40
# words; where fewer are common, a handful of others is a report of another event, and so few of the
# shorter text's may be missing
_FEW_WORDS = 100
_MAX_MISSING_OF_FEW = 0.07
# share of the longer text; an article that takes in the whole of a short one is another article
_LEAST_OF_LONGER = 0.4
# A cut copy lacks the end; a follow-up has a lead of its own and ends with the earlier article.
# Where less than this share of the longer text is common, half of its first fifth must be
_MOST_OF_LONGER = 0.7
_HEAD = 0.2
_LEAST_OF_HEAD = 0.5
# Reports of one template (prices, rates, weather, earthquakes) have the same sentences with other
# numbers and places: of those of the shorter text the longer must have this share, rounded down.
# Reports of gold prices in the shared news have up to 0.36 in common, copies 0.67 and more
_LEAST_FACTS = 0.6


def shared_words(one: Hashes, other: Hashes) -> NDArray[np.bool_]:
    """Which words of the first text stand in runs of five or more that the other has too.

    Both are shingles in the order of the text. A word changed in a copy costs one word here, and
    five in a count of common shingles.
    """
    shared = np.zeros(len(one) + SHINGLE_WORDS - 1, bool)
    common = _among(one, other)
    for place in range(SHINGLE_WORDS):
        shared[place : place + len(one)] |= common
    return shared


def are_copies(one: Stored, other: Stored, threshold: float) -> bool:
    """Whether *threshold* of the words of the shorter text stand in the longer one.

    They must be a good part of the longer one too, and the same numbers and names.
    """
    if len(one.shingles) > len(other.shingles):
        one, other = other, one
    return (
        _stands_in(shared_words(one.shingles, other.shingles), threshold)
        and _is_no_background(shared_words(other.shingles, one.shingles))
        and _same_facts(one.numbers, other.numbers)
        and _same_facts(one.names, other.names)
    )


def _stands_in(shared: NDArray[np.bool_], threshold: float) -> bool:
    count = int(np.count_nonzero(shared))
    if count < _FEW_WORDS:
        threshold = max(threshold, 1 - _MAX_MISSING_OF_FEW)
    return count >= _LEAST_WORDS and count >= threshold * len(shared)


def _is_no_background(shared: NDArray[np.bool_]) -> bool:
    """Whether what is common is the longer text itself, and not what a follow-up ends with."""
    share = np.mean(shared)
    head = shared[: max(1, round(_HEAD * len(shared)))]
    return bool(
        share >= _MOST_OF_LONGER or (share >= _LEAST_OF_LONGER and np.mean(head) >= _LEAST_OF_HEAD)
    )


def _among(hashes: Hashes, others: Hashes) -> NDArray[np.bool_]:
    if not len(others):
        return np.zeros(len(hashes), bool)
    others = np.sort(others)
    at = np.searchsorted(others, hashes)
    at[at == len(others)] = 0
    found: NDArray[np.bool_] = others[at] == hashes
    return found


def _same_facts(facts: Hashes, others: Hashes) -> bool:
    common = int(np.count_nonzero(_among(facts, others)))
    return common >= int(_LEAST_FACTS * len(facts))
