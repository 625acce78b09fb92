"""Policy topics from a codebook: terms found, weighed, and shown with the words that earned them.

The shipped codebook follows the 21 major topics of the Comparative Agendas Project; its format is
described in ``lexicons/README.md``, and a user's own file of that format can stand in its place.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from beritanlp.domain import Topic
from beritanlp.errors import LexiconError
from beritanlp.lexicons.gazetteer import fold_words
from beritanlp.lexicons.tables import read_toml
from beritanlp.limits import MAX_TOML_BYTES
from beritanlp.text.remember import Remembered
from beritanlp.text.tokenize import TokenKind, tokenize
from beritanlp.topics.decision import (
    STRONG,
    TITLE_BOOST,
    Decision,
    TopicHit,
    default_decision,
    describe,
)

__all__ = ["Codebook", "Hit", "codebook_of", "default_codebook"]

# evidence of one occurrence: a strong term shows its topic, a weak one only beside others
_STRONG, _WEAK = STRONG, 0.3
# distinct weak terms that together stand for a strong one
_WEAK_ALONE = 4
# how often a strong term shows its topic where nothing was learnt; a guess, as nothing is coded
_SURE = 0.9
# a quote is about a topic where its terms make that as probable as this; not measured, for no
# quotes are coded
_QUOTE_THRESHOLD = 0.6
_MAX_QUOTE_TOPICS = 3


_ROW_PATH = re.compile(r"\$\.topic\[(\d+)\](?:\.subtopic\[(\d+)\])?")


# the words that terms are compared with: *kepala-kepala* is two
_pieces: Remembered[tuple[str, ...]] = Remembered(lambda word: tuple(fold_words(word).split()))


def _at(where: str, line: int | None) -> str:
    return f"{where}:{line}" if line else where


def _lines_of_rows(text: str) -> dict[tuple[int, int] | None, int]:
    """The line on which each topic (n, -1) and subtopic (n, m) begins."""
    lines: dict[tuple[int, int] | None, int] = {}
    topic = sub = -1
    for number, line in enumerate(text.splitlines(), 1):
        head = "".join(line.partition("#")[0].split())
        if head == "[[topic]]":
            topic, sub = topic + 1, -1
            lines[topic, -1] = number
        elif head == "[[topic.subtopic]]":
            sub += 1
            lines[topic, sub] = number
    return lines


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


class _Term(msgspec.Struct, frozen=True, gc=False):
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
        decision: what was learnt of its terms from coded articles; None where nothing was.
        text: the TOML itself, for lines in error messages; None for messages without.
    """

    def __init__(
        self,
        content: dict[str, Any],
        where: str,
        decision: Decision | None = None,
        text: str | None = None,
    ) -> None:
        self.decision = decision
        lines = _lines_of_rows(text or "")
        try:
            file = msgspec.convert(content, _File)
        except msgspec.ValidationError as error:
            at = _ROW_PATH.search(str(error))
            row = (int(at[1]), -1 if at[2] is None else int(at[2])) if at else None
            raise LexiconError(
                f"{_at(where, lines.get(row))}: {error}; the format is described in "
                "lexicons/README.md"
            ) from None
        self.labels: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self._terms: list[_Term] = []
        for n, topic in enumerate(file.topic):
            self._add(topic, None, _at(where, lines.get((n, -1))))
            for m, sub in enumerate(topic.subtopic):
                self._add(sub, topic.code, _at(where, lines.get((n, m))))
        self._index = _index(self._terms)

    @classmethod
    def read(cls, path: str | Path) -> Codebook:
        """The codebook of a TOML file.

        Raises:
            LexiconError: the file is missing or bad; with file and line.
        """
        try:
            with Path(path).open("rb") as file:
                data = file.read(MAX_TOML_BYTES + 1)
            if len(data) > MAX_TOML_BYTES:
                raise LexiconError(f"{path}: larger than {MAX_TOML_BYTES >> 20} MB")
            text = data.decode()
            return cls(tomllib.loads(text), str(path), text=text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r" \(at line (\d+), column \d+\)", str(error))
            message = str(error).replace(at[0], "") if at else str(error)
            raise LexiconError(f"{_at(str(path), int(at[1]) if at else None)}: {message}") from None
        except RecursionError:
            raise LexiconError(f"{path}: lists in lists without end") from None
        except OSError as error:
            raise LexiconError(f"{path}: {error.strerror or error}") from None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise LexiconError(f"{path}:{line}: not UTF-8; save the file in UTF-8") from None
        except LexiconError:
            raise
        except ValueError as error:  # a number of more digits than Python converts
            raise LexiconError(f"{path}: not TOML: {error}") from None

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
                self._terms.append(term)

    def find_terms(self, words: Sequence[str]) -> list[Hit]:
        """Every term in *words*, longest at each place, in order; -nya at its end is allowed."""
        folded = _pieces.of(words)
        pieces = [piece for own in folded for piece in own]
        owner = [i for i, own in enumerate(folded) for _ in own]
        hits: list[Hit] = []
        behind = 0  # the last term
        for at in [n for n, piece in enumerate(pieces) if piece in self._index]:
            if at < behind:
                continue
            best = 0
            for term in self._terms_at(pieces, at):
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
            behind = at + best
        return hits

    def _terms_at(self, pieces: list[str], at: int) -> Sequence[_Term]:
        """Those whose first two words stand at *at*, then those of one word; longest first."""
        by_second = self._index[pieces[at]]
        alone = by_second.get("", [])
        longer = by_second.get(pieces[at + 1], []) if at + 1 < len(pieces) else []
        return longer + alone if longer else alone

    def _major(self, code: str) -> str:
        return self.parents.get(code, code)

    def weigh(
        self, hits: Sequence[TopicHit], paragraphs: int, max_topics: int, min_weight: float
    ) -> tuple[Topic, ...]:
        """Topics of one article, heaviest first.

        Args:
            hits: the terms found in it.
            paragraphs: how many its body has.
            max_topics: how many major topics, and how many subtopics, at the most.
            min_weight: share of the evidence below which a topic is left out.

        Major topics carry the evidence of their subtopics; the weights of the major topics sum to
        at most 1. Each major topic is followed by its subtopics. With what was learnt from coded
        articles, a major topic is given where a reader probably would; without, where it has a
        strong term or four weak ones.
        """
        told = self._choose(hits, paragraphs)
        counts: dict[str, dict[str, float]] = {}
        values: dict[tuple[str, str], float] = {}
        shown: dict[str, dict[str, str]] = {}
        for hit in hits:
            if self._major(hit.code) not in told:
                continue
            term = hit.term.lower()
            table = counts.setdefault(hit.code, {})
            table[term] = table.get(term, 0.0) + (TITLE_BOOST if hit.in_title else 1.0)
            values[hit.code, term] = self._value(hit)
            shown.setdefault(hit.code, {}).setdefault(term, hit.text)
        scores: dict[str, float] = {}
        evidence: dict[str, list[tuple[float, str]]] = {}
        for code, table in counts.items():
            for term, count in table.items():
                value = values[code, term] * math.log2(1 + count) * (1 + 0.25 * term.count(" "))
                scores[code] = scores.get(code, 0.0) + value
                evidence.setdefault(code, []).append((value, shown[code][term]))
        majors: dict[str, float] = {}
        for code, score in scores.items():
            major = self._major(code)
            majors[major] = majors.get(major, 0.0) + score
        total = sum(majors.values())
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

    def weigh_quote(self, hits: Sequence[TopicHit]) -> tuple[Topic, ...]:
        """Major topics of one quote by the terms in it, heaviest first, three at the most.

        ``weight`` is how probable its terms make the topic, as if each were a witness on its own.
        Without what was learnt from coded articles a strong term counts 0.9, a weak one 0.3.
        """
        doubt: dict[str, float] = {}
        evidence: dict[str, list[tuple[float, str]]] = {}
        seen: set[tuple[str, str]] = set()
        for hit in hits:
            major, term = self._major(hit.code), hit.term.lower()
            if (major, term) in seen:
                continue
            seen.add((major, term))
            sure = self._reliability(hit)
            doubt[major] = doubt.get(major, 1.0) * (1 - sure)
            evidence.setdefault(major, []).append((sure, hit.text))
        ranked = sorted(doubt.items(), key=lambda item: (item[1], item[0]))
        return tuple(
            self._topic(major, 1 - left, evidence[major])
            for major, left in ranked[:_MAX_QUOTE_TOPICS]
            if 1 - left >= _QUOTE_THRESHOLD
        )

    def _choose(self, hits: Sequence[TopicHit], paragraphs: int) -> set[str]:
        """The major topics that *hits* are enough for."""
        if self.decision is not None:
            features = describe(hits, self.parents, paragraphs, self.decision)
            return {
                major for major, values in features.items()
                if self.decision.probability(major, values) >= self.decision.threshold
            }  # fmt: skip
        strong: set[str] = set()
        weak: dict[str, set[str]] = {}
        for hit in hits:
            major = self._major(hit.code)
            if hit.strength >= _STRONG:
                strong.add(major)
            else:
                weak.setdefault(major, set()).add(hit.term.lower())
        return strong | {major for major, terms in weak.items() if len(terms) >= _WEAK_ALONE}

    def _reliability(self, hit: TopicHit) -> float:
        if self.decision is None:
            return _SURE if hit.strength >= _STRONG else _WEAK
        major = self._major(hit.code)
        return self.decision.reliability(major, hit.term, hit.strength)

    def _value(self, hit: TopicHit) -> float:
        """What one occurrence of a term counts."""
        return hit.strength if self.decision is None else -math.log(1 - self._reliability(hit))

    def _topic(self, code: str, weight: float, evidence: list[tuple[float, str]]) -> Topic:
        terms = tuple(dict.fromkeys(term for _, term in sorted(evidence, key=lambda p: -p[0])))
        return Topic(code=code, label=self.labels[code], weight=round(weight, 4), terms=terms)


def _index(terms: Sequence[_Term]) -> dict[str, dict[str, list[_Term]]]:
    """*terms* by first and second word, the latter empty for terms of one; longest first.

    Terms of one or two words are there with *-nya*, too, those of one behind the exact ones.
    """
    index: dict[str, dict[str, list[_Term]]] = {}

    def add(first: str, second: str, term: _Term) -> None:
        index.setdefault(first, {}).setdefault(second, []).append(term)

    for term in terms:
        first, second = (*term.words, "")[:2]
        add(first, second, term)
        if len(term.words) == 2:
            add(first, f"{second}nya", term)
    for term in terms:
        if len(term.words) == 1:
            add(f"{term.words[0]}nya", "", term)
    for by_second in index.values():
        for found in by_second.values():
            found.sort(key=lambda term: -len(term.words))
    return index


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
    return Codebook(read_toml("topics.toml"), "topics.toml", default_decision())


@cache
def codebook_of(path: str) -> Codebook:
    """The codebook in the file *path*, read once; the package's own for an empty path."""
    return Codebook.read(path) if path else default_codebook()
