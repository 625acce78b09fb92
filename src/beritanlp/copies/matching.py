"""Whether two texts are one: what they must have in common, and how much that is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beritanlp.copies.shingles import SHINGLE_WORDS, Hashes
from beritanlp.copies.store import Stored

__all__ = ["LEAST_EXACT", "THRESHOLD", "are_copies", "shared_words"]

# share of the shorter text's words; chosen by reading, see tests/bench/bench_copies.py
THRESHOLD = 0.85
# shingles; a shorter body is a stub or a notice of the site, and the same words do not make it one
LEAST_EXACT = 20
# words that near copies have in common; two flashes about one event have fewer
_LEAST_WORDS = 45
# share of the longer text; an article that takes in the whole of a short one is another article
_LEAST_OF_LONGER = 0.4
# Reports of one template (prices, rates, weather, earthquakes) have the same sentences with other
# numbers and places: of those of the shorter text the longer must have this share
_LEAST_FACTS = 0.7
_FEW_FACTS = 4  # numbers, or names; fewer tell nothing


def shared_words(one: Hashes, other: Hashes) -> int:
    """How many words of the first text stand in runs of five or more that the other has too.

    Both are shingles in the order of the text. A word changed in a copy costs one word here, and
    five in a count of common shingles.
    """
    covered = np.zeros(len(one) + SHINGLE_WORDS - 1, bool)
    common = _among(one, other)
    for place in range(SHINGLE_WORDS):
        covered[place : place + len(one)] |= common
    return int(np.count_nonzero(covered))


def are_copies(one: Stored, other: Stored, threshold: float) -> bool:
    """Whether *threshold* of the words of the shorter text stand in the longer one.

    They must be a good part of the longer one too, and the same numbers and names.
    """
    if len(one.shingles) > len(other.shingles):
        one, other = other, one
    shared = shared_words(one.shingles, other.shingles)
    return (
        shared >= _LEAST_WORDS
        and shared >= threshold * (len(one.shingles) + SHINGLE_WORDS - 1)
        and shared >= _LEAST_OF_LONGER * (len(other.shingles) + SHINGLE_WORDS - 1)
        and _same_facts(one.numbers, other.numbers)
        and _same_facts(one.names, other.names)
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
    return len(facts) < _FEW_FACTS or common >= _LEAST_FACTS * len(facts)
