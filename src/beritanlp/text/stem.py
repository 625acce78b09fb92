"""Sastrawi's stems, word by word, remembered per process. The only import of Sastrawi."""

from __future__ import annotations

import re
import sys
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

__all__ = ["SastrawiStemmer", "is_root_word", "stem_word"]

if TYPE_CHECKING:
    from collections.abc import Iterable

# words; the shared news (972 articles) has about 40,000 types
_CACHE_SIZE = 200_000
# letters; PySastrawi makes a pattern of every candidate, which takes seconds for a word of 50,000.
# The longest word of the shared news that it changes has 22 (mengimplementasikannya)
_LONGEST_WORD = 100
_NORMAL = re.compile(r"[^a-z0-9 -]", re.IGNORECASE)


@cache
def _sastrawi() -> Any:
    """PySastrawi's own stemmer over its own word list, as its factory makes it, uncached."""
    from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
    from Sastrawi.Stemmer.Stemmer import Stemmer
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    words = StemmerFactory().get_words()
    return Stemmer(ArrayDictionary(words))


@cache
def _root_words() -> frozenset[str]:
    return frozenset(_sastrawi().dictionary.words)


def is_root_word(word: str) -> bool:
    """Whether *word*, lower case, is in Sastrawi's list of root words."""
    return word in _root_words()


@lru_cache(maxsize=_CACHE_SIZE)
def stem_word(word: str) -> str:
    """Sastrawi's stem of one word, lower case; other words come back normalised as it does."""
    if len(word) > _LONGEST_WORD:
        return word.lower()
    return str(_sastrawi().stem(word))


class SastrawiStemmer:
    """Sastrawi's stemmer under NLTK's ``StemmerI`` interface, with a per-process cache.

    >>> SastrawiStemmer().stem("berbelit-belit")
    'belit'
    """

    def __init__(self) -> None:
        # NLTK checks by type here and there; it is not loaded for that (two seconds)
        interface = getattr(sys.modules.get("nltk.stem.api"), "StemmerI", None)
        if interface is not None:
            interface.register(type(self))

    def stem(self, token: str) -> str:
        """The stem of *token*; of a text, its stems joined by spaces, as PySastrawi gives them."""
        if " " not in token and "\n" not in token:
            return stem_word(token)
        normal = _NORMAL.sub(" ", token.lower())
        return " ".join(stem_word(word) for word in normal.split())

    def stem_words(self, words: Iterable[str]) -> list[str]:
        """The stem of each of *words*, in order."""
        return [stem_word(word) for word in words]
