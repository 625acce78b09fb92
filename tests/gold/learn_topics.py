"""Learn from coded articles which topics an article is about, and show how well that does.

``python tests/gold/learn_topics.py`` prints precision, recall and F1 of each major topic on
``topics-held.jsonl``, which nothing was learnt from, the agreement of its two coders, and
cross-validated figures on the articles that are learnt from (``topics-train.jsonl``,
``topics-dev.jsonl``; their terms were chosen on the same articles, so these are too high).
``--write`` first makes ``lexicons/topic_counts.csv`` and ``topic_decision.csv`` anew.
"""

from __future__ import annotations

import argparse
import csv
from collections import ChainMap, Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from nltk.metrics.agreement import AnnotationTask
from sklearn.linear_model import LogisticRegression

import beritanlp
from beritanlp.assemble import topic_hits_of
from beritanlp.evaluation.gold import read_gold
from beritanlp.topics.codebook import default_codebook
from beritanlp.topics.decision import FEATURES, TOPIC_SCALE, Decision, TopicHit, describe

HERE = Path(__file__).parent
LEXICONS = Path(beritanlp.__file__).parent / "lexicons"
LEARNT = ("topics-train.jsonl", "topics-dev.jsonl")
HELD = "topics-held.jsonl"
STRENGTH = 0.3  # of the regression's weights; with the threshold best in cross-validation
THRESHOLD = 0.4
FOLDS = 5


class Coded(NamedTuple):
    """A coded article: its terms, its paragraphs, its topics."""

    hits: Sequence[TopicHit]
    paragraphs: int
    topics: frozenset[str]  # codes


@cache
def read(name: str) -> tuple[Coded, ...]:
    """The articles of a gold file."""
    codes = {key: code for code, key in default_codebook().keys.items()}
    found = []
    for item in read_gold(HERE / name):
        hits, paragraphs = topic_hits_of(item.article)
        found.append(Coded(hits, paragraphs, frozenset(codes[key] for key in item.topics or ())))
    return tuple(found)


def learn(articles: Sequence[Coded]) -> Decision:
    """Counts of the terms, and the regression, of *articles*."""
    parents = default_codebook().parents
    right: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    strength: dict[tuple[str, str], float] = {}
    terms_of = []
    for article in articles:
        terms = {}
        for hit in article.hits:
            key = (parents.get(hit.code, hit.code), hit.term.lower())
            terms[key] = max(terms.get(key, 0.0), hit.strength)
        terms_of.append(terms)
        strength |= terms
        seen.update(list(terms))
        right.update(key for key in terms if key[0] in article.topics)
    strengths = {}
    for level in (1.0, 0.0):
        keys = [key for key in seen if (strength[key] >= 1.0) == bool(level)]
        strengths[level] = sum(right[k] for k in keys) / sum(seen[k] for k in keys)
    counts = {key: (right[key], seen[key]) for key in seen}
    bare = Decision(counts, strengths, {}, {}, THRESHOLD)
    rows, answers, majors = [], [], []
    for article, terms in zip(articles, terms_of, strict=True):
        # without the article itself, or it would vouch for its own terms
        own = {
            key: (counts[key][0] - (key[0] in article.topics), counts[key][1] - 1) for key in terms
        }
        decision = replace(bare, counts=ChainMap(own, counts))
        described = describe(article.hits, parents, article.paragraphs, decision)
        for major, features in described.items():
            rows.append(features)
            answers.append(major in article.topics)
            majors.append(major)
    table = np.array(rows)
    mean, spread = table.mean(axis=0), table.std(axis=0)
    codes = sorted({code for code in default_codebook().labels if code not in parents})
    marks = TOPIC_SCALE * (np.array(majors)[:, None] == np.array(codes))
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(np.hstack([(table - mean) / spread, marks]), answers)
    weights = model.coef_[0]
    size = len(FEATURES)
    features = zip(FEATURES, weights[:size].tolist(), mean.tolist(), spread.tolist(), strict=True)
    biases = dict(zip(codes, weights[size:].tolist(), strict=True))
    return Decision(
        counts,
        strengths,
        {name: (weight, middle, width) for name, weight, middle, width in features},
        {"": float(model.intercept_[0])} | biases,
        THRESHOLD,
    )


def decide(article: Coded, decision: Decision) -> frozenset[str]:
    """The topics that *decision* gives *article*."""
    described = describe(article.hits, default_codebook().parents, article.paragraphs, decision)
    return frozenset(
        major for major, features in described.items()
        if decision.probability(major, features) >= decision.threshold
    )  # fmt: skip


def report(title: str, gold: Sequence[frozenset[str]], said: Sequence[frozenset[str]]) -> float:
    """Print a table of the topics; macro F1 over those that *gold* has."""
    keys = default_codebook().keys
    print(f"\n{title}: {len(gold)} articles\ntopic                   P     R     F1   n")
    scores, hits, given, total = [], 0, 0, 0
    for code in sorted({code for codes in [*gold, *said] for code in codes}, key=int):
        right = sum(code in g and code in s for g, s in zip(gold, said, strict=True))
        n, m = sum(code in g for g in gold), sum(code in s for s in said)
        f1 = 2 * right / (n + m)
        hits, given, total = hits + right, given + m, total + n
        if n:
            scores.append(f1)
        print(f"{keys[code]:22} {right / m if m else 0:.2f}  {right / n if n else 0:.2f}  "
              f"{f1:.2f} {n:3}")  # fmt: skip
    macro = sum(scores) / len(scores)
    print(f"macro F1 {macro:.3f}, micro F1 {2 * hits / (given + total):.3f}")
    return macro


def agreement() -> None:
    """Print how far the two coders of the held articles agree."""
    codes = {key: code for code, key in default_codebook().keys.items()}
    with (HERE / "topics-codings.csv").open(encoding="utf-8", newline="") as file:
        pairs = [
            [
                frozenset(codes[key] for key in row[coder].split())
                for coder in ("coder_a", "coder_b")
            ]
            for row in csv.DictReader(file)
        ]
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    report("coder B against coder A", one, other)
    print(f"the same topics in {sum(a == b for a, b in pairs)} of {len(pairs)} articles")
    print(f"Krippendorff's alpha over topics {alpha(one, other):.3f}")


def alpha(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> float:
    """Krippendorff's nominal alpha of yes and no, article by article and topic by topic."""
    codes = sorted({code for codes in [*one, *other] for code in codes})
    said = [
        (coder, (n, code), code in topics)
        for coder, codings in (("a", one), ("b", other))
        for n, topics in enumerate(codings)
        for code in codes
    ]
    return float(AnnotationTask(data=said).alpha())


def write(decision: Decision) -> None:
    """Make both tables anew."""
    with (LEXICONS / "topic_counts.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["code", "term", "right", "seen", "source"])
        table.writerows(
            [*key, *decision.counts[key], "made-2026"] for key in sorted(decision.counts)
        )
    with (LEXICONS / "topic_decision.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["kind", "name", "weight", "mean", "spread", "source"])
        rows = [("feature", name, *values) for name, values in decision.weights.items()]
        rows += [("bias", name or "all", w, 0.0, 1.0) for name, w in decision.biases.items()]
        rows += [("strength", name, decision.strengths[level], 0.0, 1.0)
                 for name, level in (("strong", 1.0), ("weak", 0.0))]  # fmt: skip
        rows.append(("threshold", "all", decision.threshold, 0.0, 1.0))
        table.writerows(
            [kind, name, *(f"{value:.6g}" for value in values), "made-2026"]
            for kind, name, *values in sorted(rows)
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="make both tables anew")
    call = parser.parse_args()
    learnt = [article for name in LEARNT for article in read(name)]
    folds = np.random.default_rng(0).integers(0, FOLDS, len(learnt))
    said: dict[int, frozenset[str]] = {}
    for fold in range(FOLDS):
        decision = learn([a for a, f in zip(learnt, folds, strict=True) if f != fold])
        said |= {n: decide(a, decision) for n, (a, f) in
                 enumerate(zip(learnt, folds, strict=True)) if f == fold}  # fmt: skip
    report("cross-validation (terms chosen on the same articles)",
           [a.topics for a in learnt], [said[n] for n in range(len(learnt))])  # fmt: skip
    decision = learn(learnt)
    if call.write:
        write(decision)
    agreement()
    held = read(HELD)
    report("held articles", [a.topics for a in held], [decide(a, decision) for a in held])


if __name__ == "__main__":
    main()
