"""Find the words that report: forms of ``cue_verbs.csv``, with -nya split off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from beritanlp.lexicons.rows import CueVerb
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words
from beritanlp.text.stem import stem_word

__all__ = ["Cue", "cue_at", "cues_at", "is_passive_verb", "may_be_cue", "unlisted_cue"]

_CLITIC = "nya"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at words [start, end); ``clitic`` where -nya on it stands for the speaker."""

    start: int
    end: int
    row: CueVerb
    clitic: bool = False

    @property
    def frame(self) -> str:
        """How the cue stands to its speaker: post, active, passive, preposition, stance, noun."""
        return self.row.frame


@cache
def _table() -> dict[str, tuple[tuple[tuple[str, ...], CueVerb], ...]]:
    """Rows by first word, longest form first."""
    table: dict[str, list[tuple[tuple[str, ...], CueVerb]]] = {}
    for row in read_table("cue_verbs.csv", CueVerb):
        words = tuple(row.form.split())
        table.setdefault(words[0], []).append((words, row))
    return {k: tuple(sorted(v, key=lambda item: -len(item[0]))) for k, v in table.items()}


def may_be_cue(word: str) -> bool:
    """Whether a cue can begin with the lower-case *word*."""
    return word in _table() or word.endswith(_CLITIC)


def cue_at(lower: Sequence[str], i: int, *frames: str) -> Cue | None:
    """The first cue that begins at word *i*, of one of *frames* if any are given; else None."""
    return next(iter(cues_at(lower, i, *frames)), None)


def cues_at(lower: Sequence[str], i: int, *frames: str) -> Iterator[Cue]:
    """Every reading of word *i* as a cue: *yakin* may stand behind speech or be a stance.

    A word is taken whole first; then *-nya* is split off forms that can carry their speaker.
    """
    word = lower[i]
    if word == "lanjut" and i and lower[i - 1] == "lebih":
        return  # "Lebih lanjut Rudi mengatakan": a connective
    for words, row in _table().get(word, ()):
        # "Sebut", "Minta" report in headlines only; elsewhere they are nouns or passives
        wanted = row.frame in frames if frames else row.frame != "headline"
        if wanted and tuple(lower[i : i + len(words)]) == words:
            yield Cue(i, i + len(words), row)
    if word.endswith(_CLITIC) and len(word) > 5:
        for words, row in _table().get(word[: -len(_CLITIC)].rstrip("-"), ()):
            if (
                len(words) == 1
                and row.frame in ("post", "passive", "preposition")
                and (not frames or row.frame in frames)
            ):
                yield Cue(i, i + 1, row, clitic=True)
            elif (
                len(words) == 1
                and row.frame == "active"
                and (not frames or row.frame in frames)
                and i + 1 < len(lower)
                and lower[i + 1] in reference_words("purpose")
            ):
                yield Cue(i, i + 1, row)  # "menyarankannya agar": -nya is whom it goes to
    for words, row in _table().get(word, ()):
        # "angkat bicaranya" does not occur; "lebih lanjut dikatakannya" is the passive above
        last = words[-1] + _CLITIC
        if len(words) > 1 and tuple(lower[i : i + len(words)]) == (*words[:-1], last):
            yield Cue(i, i + len(words), row, clitic=True)


def unlisted_cue(start: int, end: int) -> Cue:
    """A cue of words [start, end) that no row has; it stands to its speaker as *kata* does."""
    return Cue(start, end, next(row for _, row in _table()["kata"] if row.frame == "post"))


def is_passive_verb(word: str) -> bool:
    """Whether a lower-case *word* looks like a passive: *dibacakan*, not *dia* or *dinas*."""
    return word.startswith("di") and len(word) > 4 and stem_word(word) != word
