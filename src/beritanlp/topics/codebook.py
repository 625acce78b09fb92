"""Policy topics from a codebook: terms found, weighed, and shown with the words that earned them.

The shipped codebook follows the 21 major topics of the Comparative Agendas Project; its format is
described in ``lexicons/README.md``, and a user's own file of that format can stand in its place.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from beritanlp.domain import Topic
from beritanlp.errors import LexiconError
from beritanlp.lexicons.gazetteer import fold_words
from beritanlp.lexicons.tables import read_toml
from beritanlp.text.tokenize import TokenKind, tokenize

__all__ = ["Codebook", "Hit", "default_codebook"]

# evidence of one occurrence: a strong term shows its topic, a weak one only beside others
_STRONG, _WEAK = 1.0, 0.3
# a headline's word counts as this many in the text
_TITLE_BOOST = 3.0
# distinct weak terms that together stand for a strong one
_WEAK_ALONE = 4


class _TopicRow(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    key: str
    label: str
    label_en: str = ""
    source: str = ""
    terms: list[str] = []
    weak: list[str] = []
    subtopic: list[_TopicRow] = []


class _File(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    topic: list[_TopicRow]


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of the codebook at words [start, end)."""

    start: int
    end: int
    code: str
    term: str
    strength: float


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    surface: str
    exact: bool
    code: str
    strength: float


class Codebook:
    """Topics with their terms, compiled for search.

    Args:
        content: the parsed TOML.
        where: the file's name, for error messages.
    """

    def __init__(self, content: dict[str, Any], where: str) -> None:
        try:
            file = msgspec.convert(content, _File)
        except msgspec.ValidationError as error:
            raise LexiconError(
                f"{where}: {error}; the format is described in lexicons/README.md"
            ) from None
        self.labels: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self._index: dict[str, list[_Term]] = {}
        for topic in file.topic:
            self._add(topic, None, where)
            for sub in topic.subtopic:
                self._add(sub, topic.code, where)
        for terms in self._index.values():
            terms.sort(key=lambda term: -len(term.words))

    @classmethod
    def read(cls, path: str | Path) -> Codebook:
        """The codebook of a TOML file; raise LexiconError with file and line if it is bad."""
        try:
            return cls(tomllib.loads(Path(path).read_text(encoding="utf-8")), str(path))
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(f"{path}: {error}") from None

    def _add(self, row: _TopicRow, parent: str | None, where: str) -> None:
        if row.code in self.labels:
            raise LexiconError(f"{where}: code {row.code!r} stands twice; codes must be unique")
        self.labels[row.code] = row.label
        self.keys[row.code] = row.key
        if parent:
            self.parents[row.code] = parent
        for surfaces, strength in ((row.terms, _STRONG), (row.weak, _WEAK)):
            for surface in surfaces:
                words = tuple(
                    piece
                    for start, end, kind in tokenize(surface)
                    if kind is not TokenKind.SPACE
                    for piece in fold_words(surface[start:end]).split()
                )
                if not words:
                    raise LexiconError(f"{where}: topic {row.code}: an empty term")
                letters = "".join(c for c in surface if c.isalpha())
                term = _Term(words, surface, letters.isupper(), row.code, strength)
                self._index.setdefault(words[0], []).append(term)

    def find_terms(self, words: Sequence[str]) -> list[Hit]:
        """Every term in *words*, longest at each place, in order; -nya at its end is allowed."""
        pieces: list[str] = []
        owner: list[int] = []
        for i, word in enumerate(words):
            for piece in fold_words(word).split():
                pieces.append(piece)
                owner.append(i)
        hits: list[Hit] = []
        at = 0
        while at < len(pieces):
            best = 0
            for term in self._terms_at(pieces[at]):
                size = len(term.words)
                if size < best:
                    break
                if not _matches(term, pieces, at):
                    continue
                start, end = owner[at], owner[at + size - 1] + 1
                if (at and owner[at - 1] == start) or (
                    at + size < len(owner) and owner[at + size] == end - 1
                ):
                    continue
                if term.exact and not any(word.isupper() for word in words[start:end]):
                    continue
                best = size
                hits.append(Hit(start, end, term.code, term.surface, term.strength))
            at += max(best, 1)
        return hits

    def _terms_at(self, piece: str) -> list[_Term]:
        found = self._index.get(piece, [])
        if piece.endswith("nya") and len(piece) > 5:
            found = found + self._index.get(piece[:-3], [])
        return found

    def weigh(
        self, hits: Iterable[tuple[str, str, float, bool]], max_topics: int, min_weight: float
    ) -> tuple[Topic, ...]:
        """Topics of one article, heaviest first.

        Args:
            hits: code, term as found, strength, and whether it stands in the headline.
            max_topics: how many major topics, and how many subtopics, at the most.
            min_weight: share of the evidence below which a topic is left out.

        Major topics carry the evidence of their subtopics; the weights of the major topics sum to
        at most 1. Each major topic is followed by its subtopics.
        """
        counts: dict[str, dict[str, float]] = {}
        strength_of: dict[tuple[str, str], float] = {}
        shown: dict[str, dict[str, str]] = {}
        for code, term, strength, in_title in hits:
            folded = term.lower()
            table = counts.setdefault(code, {})
            table[folded] = table.get(folded, 0.0) + (_TITLE_BOOST if in_title else 1.0)
            strength_of[code, folded] = strength
            shown.setdefault(code, {}).setdefault(folded, term)
        strong_majors = {
            self.parents.get(code, code)
            for (code, _), strength in strength_of.items()
            if strength >= _STRONG
        }
        scores: dict[str, float] = {}
        evidence: dict[str, list[tuple[float, str]]] = {}
        for code, table in counts.items():
            weak = sum(strength_of[code, term] < _STRONG for term in table)
            major = self.parents.get(code, code)
            for term, count in table.items():
                strength = strength_of[code, term]
                if strength < _STRONG and major not in strong_majors and weak < _WEAK_ALONE:
                    continue
                value = strength * math.log2(1 + count) * (1 + 0.25 * term.count(" "))
                scores[code] = scores.get(code, 0.0) + value
                evidence.setdefault(code, []).append((value, shown[code][term]))
        majors: dict[str, float] = {}
        for code, score in scores.items():
            major = self.parents.get(code, code)
            majors[major] = majors.get(major, 0.0) + score
        total = sum(majors.values())
        if not total:
            return ()
        topics: list[Topic] = []
        ranked = sorted(majors.items(), key=lambda item: (-item[1], item[0]))
        subs_left = max_topics
        for major, score in ranked[:max_topics]:
            if score / total < min_weight:
                continue
            own = evidence.get(major, [])
            subs = [c for c in scores if self.parents.get(c) == major]
            below = [pair for code in subs for pair in evidence[code]]
            topics.append(self._topic(major, score / total, own + below))
            for code in sorted(subs, key=lambda c: (-scores[c], c)):
                if subs_left and scores[code] / total >= min_weight:
                    topics.append(self._topic(code, scores[code] / total, evidence[code]))
                    subs_left -= 1
        return tuple(topics)

    def _topic(self, code: str, weight: float, evidence: list[tuple[float, str]]) -> Topic:
        terms = tuple(dict.fromkeys(term for _, term in sorted(evidence, key=lambda p: -p[0])))
        return Topic(code=code, label=self.labels[code], weight=round(weight, 4), terms=terms)


def _matches(term: _Term, pieces: list[str], at: int) -> bool:
    size = len(term.words)
    if at + size > len(pieces):
        return False
    last = pieces[at + size - 1]
    if tuple(pieces[at : at + size - 1]) != term.words[:-1]:
        return False
    return last == term.words[-1] or (last == term.words[-1] + "nya" and len(last) > 5)


@cache
def default_codebook() -> Codebook:
    """The codebook that the package brings."""
    return Codebook(read_toml("topics.toml"), "topics.toml")
