"""Names of persons as they are compared: without titles, degrees, brackets, marks and case."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from beritanlp.lexicons.rows import Title
from beritanlp.lexicons.tables import read_table

__all__ = ["fold_name", "fold_words"]

_CACHE_SIZE = 200_000  # names or roles; a million articles have some 300,000 speakers


@cache
def _titles() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]], int]:
    """Titles before and after a name as folded words, and the most words that one has."""
    before: set[tuple[str, ...]] = set()
    after: set[tuple[str, ...]] = set()
    for row in read_table("titles.csv", Title):
        words = _fold(row.form)
        if words:
            (before if row.position == "before" else after).add(words)
    return frozenset(before), frozenset(after), max(map(len, before | after), default=0)


def _fold(text: str) -> tuple[str, ...]:
    """The words of *text* without case, brackets with what they hold, full stops and marks."""
    text = re.sub(r"\([^()]*\)", " ", text.casefold())
    text = text.replace(".", "").replace("’", "'").replace("‘", "'")
    return tuple(re.findall(r"[\w'&/-]+", text))


@lru_cache(maxsize=_CACHE_SIZE)
def fold_name(name: str) -> str:
    """*name* as it is compared: no case, brackets, marks, titles before it or degrees after it."""
    words = _fold(name)
    before, after, longest = _titles()
    stripped = True
    while stripped:
        stripped = False
        for size in range(min(longest, len(words) - 1), 0, -1):
            if words[:size] in before:
                words, stripped = words[size:], True
                break
            if words[-size:] in after:
                words, stripped = words[:-size], True
                break
    return " ".join(words) or " ".join(name.casefold().split())


@lru_cache(maxsize=_CACHE_SIZE)
def fold_words(text: str) -> str:
    """*text* as roles and official names are compared: no case, brackets or spare white space."""
    return " ".join(_fold(text)) or " ".join(text.casefold().split())
