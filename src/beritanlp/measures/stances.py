"""What reporting words say of what they report: the table ``cue_stances.csv``."""

from __future__ import annotations

from functools import cache, lru_cache

from beritanlp.lexicons.rows import CueStance, Stance
from beritanlp.lexicons.tables import read_table

__all__ = ["form_of_cue", "stance_of_cue"]

_CACHE_SIZE = 10_000  # written cues; the shared news (972 articles) has some 400
_POSSESSIVE = "nya"


@cache
def _stances() -> dict[str, Stance]:
    return {row.form: row.stance for row in read_table("cue_stances.csv", CueStance)}


@lru_cache(maxsize=_CACHE_SIZE)
def form_of_cue(cue: str) -> str:
    """*cue* in the form in which the tables have it: lower case, *katanya* as *kata*.

    One that no table has stays as it is, in lower case.
    """
    form = " ".join(cue.lower().split())
    base = form.removesuffix(_POSSESSIVE).rstrip("-")
    return base if form not in _stances() and base in _stances() else form


def stance_of_cue(cue: str) -> str | None:
    """The stance of a *cue* as written, one of `Stance`; None of one that is in no table."""
    stance = _stances().get(form_of_cue(cue))
    return None if stance is None else str(stance)
