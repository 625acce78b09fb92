"""Score tokens, sentences, clitics and terms.

``python tests/gold/score_words.py [--misses] [--update-floors]`` reads ``ud/*.conllu`` and the news
from ``BERITANLP_DATA``.

Tokens, sentences and clitics are measured on UD treebanks: the raw text is put together from all
sentences, one space between them unless ``SpaceAfter=No``; multiword tokens count whole. A token is
right where its span is, a sentence where both its ends are; ``sentence ends`` counts its end alone.
A word's clitics are the parts of a multiword token behind its first.

Terms are measured on ``terms-dev.csv`` and ``terms-held.csv``: 500 affixed words and names each,
sampled from the shared news and judged by reading; those of the held file by two persons, and its
``terms`` are the answers that both allow. Case does not count. Sastrawi's stem is scored beside.

``floors-words.json`` holds the figures that later versions must not fall below;
``--update-floors`` raises it, and never lowers a figure.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from beritanlp.evaluation.gold import data_folder
from beritanlp.rules.reading import Reading, read
from beritanlp.text.clean import CleanText, clean
from beritanlp.text.sentences import SentenceSplitter
from beritanlp.text.stem import stem_word
from beritanlp.text.terms import clitics_of
from beritanlp.text.tokenize import TokenKind, tokenize

HERE = Path(__file__).parent
DATA = data_folder()
FLOORS = HERE / "floors-words.json"
TREEBANKS = {
    "CSUI train": "id_csui-ud-train",
    "PUD": "id_pud-ud-test",
    "GSD dev": "id_gsd-ud-dev",
}
Span = tuple[int, int]


class Treebank:
    """A treebank as raw text, with the spans of its tokens and sentences."""

    def __init__(self, path: Path) -> None:
        parts: list[str] = []
        self.tokens: list[Span] = []
        self.sentences: list[Span] = []
        self.clitics: list[tuple[str, tuple[str, ...]]] = []  # each word and its clitics
        at = 0
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            first = at
            for form, clitics, space in _words(block):
                self.tokens.append((at, at + len(form)))
                self.clitics.append((form, clitics))
                at += len(form)
                end = at
                parts.append(form)
                if space:
                    parts.append(" ")
                    at += 1
            self.sentences.append((first, end))
            if not parts[-1].endswith(" "):
                parts.append(" ")
                at += 1
        self.text = "".join(parts)


def _words(block: str) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Each word of a sentence, its clitics, and whether a space follows."""
    rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
    last = 0  # the last part of the multiword token before
    for n, row in enumerate(rows):
        if "." in row[0]:
            continue
        clitics: tuple[str, ...] = ()
        if "-" in row[0]:
            begin, last = map(int, row[0].split("-"))
            clitics = tuple(r[1].lower().strip("-") for r in rows[n + 2 : n + 2 + last - begin])
        elif int(row[0]) <= last:
            continue
        yield row[1], clitics, "SpaceAfter=No" not in row[9]


def f1(gold: set[Span], found: set[Span]) -> float:
    """F1 in per cent."""
    return 200 * len(gold & found) / max(len(gold) + len(found), 1)


def score_treebank(bank: Treebank) -> dict[str, float]:
    """The figures of one treebank, in per cent."""
    tokens = {(s, e) for s, e, kind in tokenize(bank.text) if kind is not TokenKind.SPACE}
    sentences = set(SentenceSplitter().span_tokenize(bank.text))
    right = wrong = missed = 0
    for form, gold in bank.clitics:
        found = clitics_of(form).enclitics
        right += bool(gold) and found == gold
        wrong += bool(found) and found != gold
        missed += bool(gold) and found != gold
    return {
        "tokens": f1(set(bank.tokens), tokens),
        "sentences": f1(set(bank.sentences), sentences),
        "sentence ends": f1({(e, e) for _, e in bank.sentences}, {(e, e) for _, e in sentences}),
        "clitics": 200 * right / (2 * right + wrong + missed),
    }


def judged_terms(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """Each judged word of *path* and the term that the library gives it."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    pages: dict[tuple[str, str], tuple[CleanText, Reading]] = {}
    for origin in sorted({row["origin"] for row in rows}):
        wanted = {row["id"] for row in rows if row["origin"] == origin}
        with (DATA / origin).open(encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if article["id"] in wanted:
                    text = clean(article["text"])
                    pages[origin, article["id"]] = text, read(text.text, article["title"] or None)
    for row in rows:
        text, reading = pages[row["origin"], row["id"]]
        page = reading.page
        start = int(row["start"])
        found = ""
        for i in range(len(page)):
            if text.to_original(page.starts[i], page.ends[i])[0] == start:
                found = reading.terms[i]
                break
        yield row, found


def score_terms(path: Path, misses: bool = False) -> dict[str, float]:
    """How many in a hundred terms are right, and of Sastrawi's stems."""
    counts: Counter[str] = Counter()
    for row, found in judged_terms(path):
        allowed = {term.casefold() for term in row["terms"].split("|")}
        right = found.casefold() in allowed
        counts["n"] += 1
        counts["terms"] += right
        counts["Sastrawi"] += stem_word(row["form"]) in allowed
        if misses and not right:
            print(f"  {row['id']} {row['form']}: {found}, judged {row['terms']}")
    return {name: 100 * counts[name] / counts["n"] for name in ("terms", "Sastrawi")}


def figures() -> dict[str, float]:
    """Every figure by name, in per cent."""
    found: dict[str, float] = {}
    for name, file in TREEBANKS.items():
        bank = Treebank(DATA / "ud" / f"{file}.conllu")
        found |= {f"{task}, {name}": value for task, value in score_treebank(bank).items()}
    for part in ("dev", "held"):
        scores = score_terms(HERE / f"terms-{part}.csv")
        found |= {f"{what}, {part}": value for what, value in scores.items()}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--misses", action="store_true", help="show the terms of dev that miss")
    parser.add_argument("--update-floors", action="store_true")
    call = parser.parse_args()
    found = figures()
    floors: dict[str, float] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    for name, value in found.items():
        floor = f"  floor {floors[name]:.2f}" if name in floors else ""
        print(f"{name:28} {value:6.2f}{floor}")
    if call.misses:
        score_terms(HERE / "terms-dev.csv", misses=True)
    if call.update_floors:
        raised = {
            name: max(int(value * 100) / 100, floors.get(name, 0.0))
            for name, value in found.items()
            if not name.startswith("Sastrawi")
        }
        FLOORS.write_text(json.dumps(raised, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
