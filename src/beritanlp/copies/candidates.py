"""Pairs that may be copies, by the sampled shingles that they have in common."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from beritanlp.copies.shingles import SAMPLE_SHARE, Hashes

__all__ = ["candidate_pairs"]

Numbers = NDArray[np.int64]

# texts with one shingle up to which all of them are paired. Above, it is a standing formula or a
# story with very many copies: each is paired with the next few only
_MAX_ALL_PAIRS = 32
_NEXT = 3  # texts; copies stand side by side by length, and hang together from one to the next
# of the shingles that a sample would have in common if the shorter text stood in the longer, so
# many are enough; words changed here and there may leave but half of them
_ENOUGH = 1 / 4
_TEXT_BITS = 32  # of a posting: the hash above, the number of the text below


def candidate_pairs(
    hashes: Hashes, owners: NDArray[np.int32], lengths: Numbers, threshold: float
) -> Numbers:
    """The pairs of texts worth an exact comparison, shape ``(n_pairs, 2)``, sorted.

    *hashes* are the samples of all texts, *owners* says which text each is of. Texts are numbered
    by falling length; *lengths* gives it, in shingles. The first of a pair has the lower number.
    """
    count = max(len(lengths), 1)
    codes = np.concatenate(list(_pair_codes(*_postings(hashes, owners), count)))
    codes, common = np.unique(codes, return_counts=True)
    pairs = np.stack(np.divmod(codes, count), axis=1)
    expected = threshold * SAMPLE_SHARE * lengths[pairs[:, 1]]
    found: Numbers = pairs[common >= np.maximum(1, np.floor(_ENOUGH * expected))]
    return found


def _postings(hashes: Hashes, owners: NDArray[np.int32]) -> tuple[Numbers, Numbers, Numbers]:
    """The texts of each hash that several have, one hash after the other, texts in order.

    Text of each posting, where the postings of its hash start, and how many they are.
    """
    postings = hashes.astype(np.uint64)
    postings <<= np.uint64(_TEXT_BITS)
    postings |= owners.view(np.uint32)
    postings.sort()
    keys = (postings >> np.uint64(_TEXT_BITS)).astype(np.uint32)
    again = keys[1:] == keys[:-1]
    shared = np.zeros(len(keys), bool)
    shared[1:] |= again
    shared[:-1] |= again
    _, counts = np.unique(keys[shared], return_counts=True)
    texts = (postings[shared] & np.uint64(2**_TEXT_BITS - 1)).astype(np.int64)
    return texts, np.repeat(np.cumsum(counts) - counts, counts), np.repeat(counts, counts)


def _pair_codes(texts: Numbers, starts: Numbers, sizes: Numbers, count: int) -> Iterator[Numbers]:
    """One number for each pair of texts and hash that they have in common, by distance."""
    yield np.zeros(0, np.int64)
    for gap in range(1, min(_MAX_ALL_PAIRS, int(sizes.max(initial=1)))):
        paired = starts[:-gap] == starts[gap:]
        if gap > _NEXT:
            paired &= sizes[gap:] <= _MAX_ALL_PAIRS
        yield texts[:-gap][paired] * count + texts[gap:][paired]
