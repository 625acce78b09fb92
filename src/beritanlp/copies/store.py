"""Fingerprints out of memory: of a million articles only their places in a file are kept."""

from __future__ import annotations

from array import array
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import NamedTuple

import numpy as np

from beritanlp.copies.shingles import Fingerprint, Hashes

__all__ = ["FingerprintStore", "Stored"]

_MEMORY = 32 << 20  # bytes; about 20,000 articles, then the file is one of the disk
_HASH = np.dtype(np.uint32)


class Stored(NamedTuple):
    """What of a fingerprint an exact comparison needs."""

    shingles: Hashes
    numbers: Hashes
    names: Hashes


class FingerprintStore:
    """Fingerprints by number, in the order in which they were added; close it, or use ``with``."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._starts = array("Q", [0])
        self._sizes = array("I")  # hashes of each part

    def __enter__(self) -> FingerprintStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, fingerprint: Fingerprint) -> None:
        """Keep *fingerprint* under the next number."""
        parts = Stored(fingerprint.shingles, fingerprint.numbers, fingerprint.names)
        self._sizes.extend(len(part) for part in parts)
        content = b"".join(part.tobytes() for part in parts)
        self._file.write(content)
        self._starts.append(self._starts[-1] + len(content))

    def read(self, number: int) -> Stored:
        """What was added under *number*; nothing may be added after the first call."""
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        hashes = np.frombuffer(self._file.read(end - start), _HASH)
        shingles, numbers, _ = self._sizes[3 * number : 3 * number + 3]
        return Stored(*np.split(hashes, (shingles, shingles + numbers)))

    def lengths(self) -> np.ndarray:
        """Shingles of each text, shape ``(n_texts,)``."""
        return np.array(self._sizes, np.int64)[::3]

    def length(self, number: int) -> int:
        """Shingles of the text under *number*."""
        return self._sizes[3 * number]
