"""What is found of a word, remembered: words come again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

__all__ = ["Remembered"]

_T = TypeVar("_T")
_SIZE = 100_000  # words; the shared news (972 articles) has about 45,000 different ones
_LONGEST = 100  # characters; what is longer does not come again


class Remembered(dict[str, _T]):
    """``table[word]`` is what *find* says of any word; a full table is emptied.

    ``list(map(table.__getitem__, words))`` calls no Python function for a word that is known, which
    a cached function needs to keep long words out.
    """

    def __init__(self, find: Callable[[str], _T]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> _T:
        found = self._find(word)
        if len(word) <= _LONGEST:
            if len(self) >= _SIZE:
                self.clear()
            self[word] = found
        return found

    def of(self, words: Iterable[str]) -> list[_T]:
        """What is found of each of *words*."""
        return list(map(self.__getitem__, words))
