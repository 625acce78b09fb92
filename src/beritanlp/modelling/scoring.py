"""How good and how fast a model is: entities, tags, trees, lemmas, sentences, words per second.

Every text is cut into tokens by the model itself; what is right is told by character offsets.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc, Token

from beritanlp.modelling.corpora import ENTITIES, Sentence, Treebanks, doc_of, read_entities
from beritanlp.pipeline import load_model

__all__ = ["Measure", "model_report", "score_entities", "score_syntax", "show_report", "speeds"]

_RESAMPLES, _SEED = 1000, 0
_TOGETHER = 10  # sentences of a treebank in one text, so that their ends must be found
_NAMES = {
    "idner-news-2k-dev.txt": "idner-news-2k dev",
    "nergrit-valid_preprocess.txt": "NERGrit valid",
}
Counts = tuple[int, int, int]  # right, found, labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """F1 of one measure on one corpus, in per cent, with its 95 % bootstrap interval."""

    corpus: str
    measure: str
    f1: float
    low: float
    high: float
    right: int
    found: int
    labelled: int

    def to_dict(self) -> dict[str, object]:
        """Its fields."""
        return asdict(self)


def _measure(corpus: str, measure: str, counts: list[Counts]) -> Measure:
    """The F1 over all texts; the interval resamples texts."""
    table = np.array(counts, dtype=float).reshape(-1, 3)
    rng = np.random.default_rng(_SEED)
    picks = rng.integers(0, len(table), size=(_RESAMPLES, len(table)))
    resampled = table[picks].sum(axis=1)
    f1 = 200 * resampled[:, 0] / np.maximum(resampled[:, 1] + resampled[:, 2], 1)
    right, found, labelled = (int(n) for n in table.sum(axis=0))
    low, high = np.percentile(f1, [2.5, 97.5])
    return Measure(
        corpus=corpus, measure=measure, f1=200 * right / max(found + labelled, 1),
        low=float(low), high=float(high), right=right, found=found, labelled=labelled,
    )  # fmt: skip


def score_entities(nlp: Language, data: Path) -> Iterator[Measure]:
    """Exact entities with their label, on each corpus: all, then by label; by sentence."""
    for name, use in ENTITIES.items():
        if use != "test":
            continue
        gold = list(read_entities(nlp, data / "ner" / name))
        found = list(nlp.pipe([doc.text for doc in gold]))
        for label in ("", "PER", "ORG", "LOC"):
            counts = []
            for ours, theirs in zip(found, gold, strict=True):
                have = {(e.start_char, e.end_char, e.label_) for e in ours.ents}
                want = {(e.start_char, e.end_char, e.label_) for e in theirs.ents}
                if label:
                    have = {e for e in have if e[2] == label}
                    want = {e for e in want if e[2] == label}
                counts.append((len(have & want), len(have), len(want)))
            yield _measure(_NAMES[name], f"entities {label}".strip(), counts)


def score_syntax(nlp: Language, data: Path) -> Iterator[Measure]:
    """Tokens, tags, lemmas, trees and sentences on the treebanks' last sentences; by text."""
    for name, sentences in Treebanks(data).test.items():
        groups = [sentences[at : at + _TOGETHER] for at in range(0, len(sentences), _TOGETHER)]
        yield from _score_treebank(nlp, f"{name}, last {len(sentences)}", groups)


def _score_treebank(nlp: Language, corpus: str, groups: list[list[Sentence]]) -> Iterator[Measure]:
    gold = [doc_of(nlp.vocab, group) for group in groups]
    found = list(nlp.pipe([doc.text for doc in gold]))
    facts: dict[str, Callable[[Token], object]] = {
        "tokens": lambda token: None,
        "UPOS": lambda token: token.pos_,
        "tags": lambda token: token.tag_,
        "features": lambda token: str(token.morph),
        "lemma": lambda token: token.lemma_.lower(),
        "UAS": lambda token: token.head.idx,
        "LAS": lambda token: (token.head.idx, token.dep_),
    }
    for measure, fact in facts.items():
        counts = []
        for ours, theirs in zip(found, gold, strict=True):
            # as spaCy's scorer, trees leave punctuation out
            skipped = {t.idx for t in theirs if t.dep_ == "punct"} if "AS" in measure else set()
            have = {(t.idx, len(t), fact(t)) for t in _words(ours) if t.idx not in skipped}
            want = {(t.idx, len(t), fact(t)) for t in _words(theirs) if t.idx not in skipped}
            counts.append((len(have & want), len(have), len(want)))
        yield _measure(corpus, measure, counts)
    counts = []
    for ours, theirs in zip(found, gold, strict=True):
        ends = [{(s[0].idx, s[-1].idx) for s in doc.sents} for doc in (ours, theirs)]
        counts.append((len(ends[0] & ends[1]), len(ends[0]), len(ends[1])))
    yield _measure(corpus, "sentences", counts)


def _words(doc: Doc) -> Iterable[Token]:
    return (token for token in doc if not token.is_space)


def speeds(nlp: Language, texts: list[str]) -> dict[str, float]:
    """Words per second of the tokenizer, of each component and of all of them, on this machine.

    Features that several components need are charged to the first of them.
    """
    from beritanlp.components import embedding
    from beritanlp.components.docs import forget

    list(nlp.pipe(texts[:4]))
    embedding.remembered.forget()
    forget()
    found: dict[str, float] = {}
    begun = start = time.perf_counter()
    docs = [nlp.make_doc(text) for text in texts]
    words = sum(not token.is_space for doc in docs for token in doc)
    found["tokenizer"] = words / (time.perf_counter() - start)
    for name, component in nlp.pipeline:
        start = time.perf_counter()
        if hasattr(component, "pipe"):
            docs = list(component.pipe(docs, batch_size=64))
        else:
            docs = [component(doc) for doc in docs]
        found[name] = words / (time.perf_counter() - start)
    found["all"] = words / (time.perf_counter() - begun)
    return found


def news_texts(data: Path, limit: int = 100) -> list[str]:
    """Some articles of the shared news, for speeds."""
    with (data / "news" / "detik2025_summ.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for _, line in zip(range(limit), lines, strict=False)]


def model_report(name: str, data: Path) -> dict[str, Any]:
    """All figures of a model: ``scores``, ``words_per_second``, ``load_seconds``, ``megabytes``.

    Raises:
        ModelNotFoundError: there is no such model.
    """
    nlp = load_model(name)
    scores = []
    if nlp.has_pipe("ner"):
        scores += [measure.to_dict() for measure in score_entities(nlp, data)]
    if nlp.has_pipe("parser"):
        scores += [measure.to_dict() for measure in score_syntax(nlp, data)]
    folder = Path(str(nlp.path))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "model": f"{nlp.lang}_{nlp.meta['name']} {nlp.meta['version']}",
        "scores": scores,
        "words_per_second": speeds(nlp, news_texts(data)),
        "load_seconds": _load_seconds(folder),
        "megabytes": size / 1e6,
    }


def _load_seconds(folder: Path) -> float:
    """Seconds that a new process takes to load the pipeline, spaCy's own import left out."""
    code = (
        "import sys, time, spacy; start = time.perf_counter(); spacy.load(sys.argv[1]); "
        "print(time.perf_counter() - start)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def show_report(report: dict[str, Any], console: Console) -> None:
    """Print the figures of `model_report` as tables."""
    scores = Table(title=report["model"], title_justify="left")
    scores.add_column("corpus", no_wrap=True)
    scores.add_column("measure", no_wrap=True)
    for column in ("F1", "95 %", "right/found/labelled"):
        scores.add_column(column, justify="right", no_wrap=True)
    for row in report["scores"]:
        scores.add_row(
            row["corpus"], row["measure"], f"{row['f1']:.1f}",
            f"{row['low']:.1f}–{row['high']:.1f}",
            f"{row['right']:,}/{row['found']:,}/{row['labelled']:,}",
        )  # fmt: skip
    console.print(scores)
    times = Table()
    times.add_column("component")
    times.add_column("words/s", justify="right")
    for name, speed in report["words_per_second"].items():
        times.add_row(name, f"{speed:,.0f}")
    console.print(times)
    console.print(
        f"loads in {report['load_seconds']:.2f} s; {report['megabytes']:.1f} MB on disk; intervals "
        "by bootstrap over sentences (entities) and texts of ten sentences (the rest)"
    )
