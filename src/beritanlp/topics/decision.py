"""Which of the topics whose terms an article has is it about: learnt from coded articles.

``topic_counts.csv`` counts how many coded articles with a term had its topic;
``topic_decision.csv`` holds a logistic regression on what those terms say together. Both are made
by ``tests/gold/learn_topics.py``, which also shows how well they do on other articles.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from beritanlp.lexicons.rows import TopicCount, TopicDecision
from beritanlp.lexicons.tables import read_table

__all__ = [
    "FEATURES",
    "STRONG",
    "TITLE_BOOST",
    "TOPIC_SCALE",
    "Decision",
    "TopicHit",
    "default_decision",
    "describe",
]

STRONG = 1.0  # strength of a term that alone shows its topic
TITLE_BOOST = 3.0  # a headline's word counts as this many in the text
_PRIOR = 10.0  # articles; a count of so few weighs as much as that of all terms of one strength
_HIGHEST = 0.97  # no term is certain
TOPIC_SCALE = 0.7  # topics' own biases are drawn towards 0 more than the features' weights

FEATURES = (
    "evidence", "share", "to_heaviest", "strong_terms", "terms", "in_title", "paragraphs", "first"
)  # fmt: skip


class TopicHit(NamedTuple):
    """One term of the codebook in an article."""

    code: str
    term: str  # as the codebook has it
    text: str  # as the article has it
    strength: float
    in_title: bool
    paragraph: int  # -1: the headline
    position: float  # share of the article before it, 0-1


@dataclass(frozen=True, slots=True)
class Decision:
    """Reliability of terms, and the regression over what an article's terms say of a topic.

    Attributes:
        counts: by major topic and lower-case term: articles with the term that had the topic, and
            articles with the term.
        weights: by feature: weight, mean and spread.
        biases: by major topic, and for all together under an empty code.
        threshold: probability from which on a topic is given.
    """

    counts: Mapping[tuple[str, str], tuple[int, int]]
    strengths: Mapping[float, float]
    weights: Mapping[str, tuple[float, float, float]]
    biases: Mapping[str, float]
    threshold: float

    def reliability(self, major: str, term: str, strength: float) -> float:
        """The share, below 1, of articles with *term* that a reader gives the topic."""
        right, seen = self.counts.get((major, term.lower()), (0, 0))
        usual = self.strengths[STRONG if strength >= STRONG else 0.0]
        return min((right + _PRIOR * usual) / (seen + _PRIOR), _HIGHEST)

    def probability(self, major: str, features: Sequence[float]) -> float:
        """How probably a reader gives the topic to an article with these ``FEATURES``."""
        total = self.biases[""] + TOPIC_SCALE * self.biases.get(major, 0.0)
        for name, value in zip(FEATURES, features, strict=True):
            weight, mean, spread = self.weights[name]
            total += weight * (value - mean) / spread
        return 1 / (1 + math.exp(-total))


def describe(
    hits: Sequence[TopicHit], parents: Mapping[str, str], paragraphs: int, decision: Decision
) -> dict[str, list[float]]:
    """``FEATURES`` of each major topic that *hits* speak for, in an article of *paragraphs*.

    ``evidence`` adds up, over the terms, how reliable a term is (as log odds against its failing)
    times the logarithm of how often it stands there; the headline counts threefold. ``first`` is
    the place of the first term, 0-1.
    """
    counts: dict[str, dict[str, float]] = {}
    strength: dict[tuple[str, str], float] = {}
    places: dict[str, set[int]] = {}
    first: dict[str, float] = {}
    for hit in hits:
        major = parents.get(hit.code, hit.code)
        term = hit.term.lower()
        table = counts.setdefault(major, {})
        table[term] = table.get(term, 0.0) + (TITLE_BOOST if hit.in_title else 1.0)
        strength[major, term] = max(strength.get((major, term), 0.0), hit.strength)
        places.setdefault(major, set()).add(hit.paragraph)
        first[major] = min(first.get(major, 1.0), 0.0 if hit.in_title else hit.position)
    evidence = {
        major: sum(
            math.log2(1 + n) * -math.log(1 - decision.reliability(major, t, strength[major, t]))
            for t, n in table.items()
        )
        for major, table in counts.items()
    }
    total, heaviest = sum(evidence.values()), max(evidence.values(), default=0.0)
    return {
        major: [
            math.log1p(evidence[major]),
            evidence[major] / total,
            evidence[major] / heaviest,
            math.log1p(sum(strength[major, t] >= STRONG for t in table)),
            math.log1p(len(table)),
            float(-1 in places[major]),
            min(len(places[major] - {-1}) / max(paragraphs, 1), 1.0),
            first[major],
        ]
        for major, table in counts.items()
    }


@cache
def default_decision() -> Decision:
    """What was learnt for the codebook that the package brings."""
    weights, biases, strengths = {}, {}, {}
    threshold = 0.5
    for row in read_table("topic_decision.csv", TopicDecision):
        if row.kind == "feature":
            weights[row.name] = (row.weight, row.mean, row.spread)
        elif row.kind == "bias":
            biases["" if row.name == "all" else row.name] = row.weight
        elif row.kind == "strength":
            strengths[STRONG if row.name == "strong" else 0.0] = row.weight
        else:
            threshold = row.weight
    counts = {
        (row.code, row.term): (row.right, row.seen)
        for row in read_table("topic_counts.csv", TopicCount)
    }
    return Decision(counts, strengths, weights, biases, threshold)
