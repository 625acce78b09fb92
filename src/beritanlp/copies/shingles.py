"""What an article is known by among copies: hashes of its runs of words, its numbers and names.

Hashes are stable: the same words give the same hashes in every process and on every machine. Of
the shingles all are kept for the exact comparison of a pair (`Fingerprint.shingles`), and those
that fall into a fixed eighth of the hash values as the sample by which pairs are looked for
(Broder 1997; FracMinHash, Irber et al. 2022): unlike a MinHash of fixed length, it finds half an
article in the whole one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from beritanlp.text.clean import clean

__all__ = ["SAMPLE_SHARE", "SHINGLE_WORDS", "Fingerprint", "Fingerprinter", "Hashes"]

Hashes: TypeAlias = NDArray[np.uint32]

# words; of three or four, unlike articles of one event share too many standing phrases
SHINGLE_WORDS = 5
_SAMPLE_BITS = 3
SAMPLE_SHARE = 1 / 2**_SAMPLE_BITS  # of all shingles
_LEAST_SAMPLE = 24  # shingles, the lowest ones: what the eighth leaves of a short notice is too few
_MAX_WORDS_KNOWN = 500_000  # words, about 60 MB; then their hashes are made anew
_WORD = re.compile(r"\w+")
# of two digits or more: single ones number the points of a list
_NUMBER = re.compile(r"\d(?:[.,:/]*\d)+")
# capitals that do not stand at the beginning of a sentence
_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+(?: [A-Z]\w+)*")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hashes of one text: shingles in their order, the others sorted, each once."""

    shingles: Hashes
    numbers: Hashes
    names: Hashes
    sample: Hashes  # of the shingles
    digest: int  # of the text's words in order, 64 bits


class _WordHashes(dict[str, int]):
    """The 64-bit hash of each word, made when it is first asked for."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MAX_WORDS_KNOWN:
            self.clear()
        value = self[word] = _hash(word)
        return value


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _odd_multipliers() -> NDArray[np.uint64]:
    """One for each place in a shingle, so that the order of its words counts."""
    return np.array([_hash(f"place {n}") | 1 for n in range(SHINGLE_WORDS)], np.uint64)


class Fingerprinter:
    """Makes fingerprints; remembers the hashes of words from one text to the next."""

    def __init__(self) -> None:
        self._words = _WordHashes()
        self._multipliers = _odd_multipliers()

    def read(self, text: str) -> Fingerprint:
        """The fingerprint of *text*; case, marks and spaces make no difference to its shingles."""
        mended = clean(text).text
        words = _WORD.findall(mended.lower())
        shingles = self._shingles(words)
        return Fingerprint(
            shingles=shingles.astype(np.uint32),
            numbers=self._fold(_NUMBER.findall(mended)),
            names=self._fold(" ".join(_NAME.findall(mended)).lower().split()),
            sample=_sample(shingles),
            digest=_hash(" ".join(words)),
        )

    def _hashes(self, words: list[str]) -> NDArray[np.uint64]:
        return np.fromiter(map(self._words.__getitem__, words), np.uint64, len(words))

    def _fold(self, words: list[str]) -> Hashes:
        return np.unique(self._hashes(words).astype(np.uint32))

    def _shingles(self, words: list[str]) -> NDArray[np.uint64]:
        count = len(words) - SHINGLE_WORDS + 1
        if count < 1:
            return np.zeros(0, np.uint64)
        hashes = self._hashes(words)
        total = np.zeros(count, np.uint64)
        for place, multiplier in enumerate(self._multipliers):
            total += hashes[place : place + count] * multiplier
        return _mix(total)


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread sums over all 64 bits (the finalizer of SplitMix64; Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _sample(shingles: NDArray[np.uint64]) -> Hashes:
    """Those of the lowest eighth of hash values, or the lowest few of a short text."""
    low = shingles[shingles < np.uint64(2 ** (64 - _SAMPLE_BITS))]
    if len(low) < _LEAST_SAMPLE:
        low = np.unique(shingles)[:_LEAST_SAMPLE]
    return np.unique(low.astype(np.uint32))
