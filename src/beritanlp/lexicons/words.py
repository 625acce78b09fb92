"""Sets of words from the tables, for all layers above."""

from __future__ import annotations

from functools import cache

from beritanlp.lexicons.rows import ReferenceWord, StopWord
from beritanlp.lexicons.tables import read_table

__all__ = ["function_words", "reference_words"]


@cache
def reference_words(*kinds: str) -> frozenset[str]:
    """The forms of ``reference_words.csv`` of the given kinds, lower case."""
    rows = read_table("reference_words.csv", ReferenceWord)
    return frozenset(row.form for row in rows if row.kind in kinds)


@cache
def function_words() -> frozenset[str]:
    """Function words, lower case: *yang*, *terhadap*, *mereka*."""
    rows = read_table("stopwords.csv", StopWord)
    return frozenset(row.form for row in rows if row.kind == "function")
