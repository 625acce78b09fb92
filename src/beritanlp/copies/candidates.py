"""Pairs that may be copies, by the sampled shingles that they have in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from beritanlp.copies.shingles import SAMPLE_SHARE, Hashes

__all__ = ["candidate_pairs"]

Numbers = NDArray[np.int64]

# texts with one shingle up to which all of them are paired. Above, it is a standing formula or a
# story with very many copies: each is paired with the longest only, and with the next few
_MAX_ALL_PAIRS = 32
_NEXT = 3  # texts; near copies have nearly the same length and stand side by side
# of the shingles that a sample would have in common if the shorter text stood in the longer, so
# many are enough; words changed here and there may leave but half of them
_ENOUGH = 1 / 4


def candidate_pairs(samples: Sequence[Hashes], lengths: Numbers, threshold: float) -> Numbers:
    """The pairs of texts worth an exact comparison, shape ``(n_pairs, 2)``, sorted.

    Texts are numbered by falling length; *lengths* gives it, in shingles. The first of a pair has
    the lower number.
    """
    owners, starts, sizes = _postings(samples)
    codes = np.concatenate(
        [
            *(
                owners[:-gap][near] * len(samples) + owners[gap:][near]
                for gap, near in _neighbours(starts, sizes)
            ),
            _with_longest(owners, starts, sizes, len(samples)),
        ]
    )
    codes, common = np.unique(codes, return_counts=True)
    pairs = np.stack(np.divmod(codes, max(len(samples), 1)), axis=1)
    expected = threshold * SAMPLE_SHARE * lengths[pairs[:, 1]]
    found: Numbers = pairs[common >= np.maximum(1, np.floor(_ENOUGH * expected))]
    return found


def _postings(samples: Sequence[Hashes]) -> tuple[Numbers, Numbers, Numbers]:
    """The texts of each hash that several have, one hash after the other.

    Owner of each posting, where the postings of its hash start, and how many they are.
    """
    keys = np.concatenate([np.zeros(0, np.uint32), *samples])
    owners = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    order = np.argsort(keys, kind="stable")
    _, counts = np.unique(keys, return_counts=True)
    sizes = np.repeat(counts, counts)
    shared = sizes > 1
    counts = counts[counts > 1]
    return owners[order][shared], np.repeat(np.cumsum(counts) - counts, counts), sizes[shared]


def _neighbours(starts: Numbers, sizes: Numbers) -> list[tuple[int, NDArray[np.bool_]]]:
    """Of each distance within the postings of one hash, which are paired with the one so far on."""
    found = []
    for gap in range(1, min(_MAX_ALL_PAIRS, int(sizes.max(initial=1)))):
        same = starts[:-gap] == starts[gap:]
        found.append((gap, same if gap <= _NEXT else same & (sizes[gap:] <= _MAX_ALL_PAIRS)))
    return found


def _with_longest(owners: Numbers, starts: Numbers, sizes: Numbers, base: int) -> Numbers:
    """Codes of the pairs with the longest text of each frequent hash, but those of neighbours."""
    far = (sizes > _MAX_ALL_PAIRS) & (np.arange(len(owners)) - starts > _NEXT)
    codes: Numbers = owners[starts[far]] * base + owners[far]
    return codes
