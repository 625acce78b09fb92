"""Score organisations against the ORG labels of idner-news-2k (dev) and NERGrit (valid).

``python tests/gold/score_org.py [--misses]`` reads ``ner/`` in ``BERITANLP_DATA``. Each sentence is
read by itself, its tokens joined by single spaces. Found are the institutions of the library;
spaCy's ``blank("id")`` with the library's list as an EntityRuler stands beside it, for spaCy has no
Indonesian model of its own.

The schemes differ: both corpora label what the annotation guide leaves out (*pemerintah*, the
outlet of a dateline, a ministry inside *Menteri BUMN*, units and committees whole, stadiums and
events now and then), and do not label acronyms in brackets apart or schools and hospitals as one.
So four figures are given: exact spans; exact with a bracketed acronym taken into the name before
it, as idner-news-2k does; spans that overlap; and exact ones of names of two words or of capitals.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import spacy

from beritanlp.evaluation.gold import data_folder
from beritanlp.lexicons.gazetteer import all_institutions, surfaces_of
from beritanlp.rules.reading import read

FILES = {
    "idner-news-2k dev": ("idner-news-2k-dev.txt", "ORG"),
    "NERGrit valid": ("nergrit-valid_preprocess.txt", "ORGANISATION"),
}
Span = tuple[int, int]


def sentences(path: Path, label: str) -> Iterator[tuple[str, set[Span]]]:
    """Text and labelled spans, in code points, of each sentence."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        text, spans, start = "", set(), -1
        rows = [line.split() for line in block.split("\n") if len(line.split()) > 1]
        for n, row in enumerate(rows):
            tag = row[-1]
            text += " " if text else ""
            begin = len(text)
            text += row[0]
            inside = tag.endswith(f"-{label}")
            if inside and (tag.startswith("B") or start < 0):
                start = begin
            after = rows[n + 1][-1] if n + 1 < len(rows) else "O"
            if inside and not (after.startswith("I") and after.endswith(f"-{label}")):
                spans.add((start, len(text)))
                start = -1
        if text:
            yield text, spans


def found_by_library(text: str) -> set[Span]:
    """The outermost institutions that the library finds."""
    reading = read(text)
    page = reading.page
    spans = {
        (page.starts[i], page.ends[j - 1])
        for found in reading.organisations
        for i, j in found.spans
    }
    return {s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)}


def with_brackets(text: str, spans: set[Span]) -> set[Span]:
    """The spans as idner-news-2k labels them: a name and its acronym in brackets are one."""
    starts = {start: end for start, end in spans}
    out = set()
    inner = set()
    for start, end in spans:
        if text[end : end + 2] == " (" and end + 2 in starts:
            short = end + 2
            inner.add((short, starts[short]))
            end = starts[short] + (text[starts[short] : starts[short] + 1] == ")")
        out.add((start, end))
    return out - inner


def f1(right: int, found: int, gold: int) -> str:
    """Precision, recall and F1 in per cent."""
    precision, recall = 100 * right / max(found, 1), 100 * right / max(gold, 1)
    f = 200 * right / max(found + gold, 1)
    return f"P {precision:5.1f}  R {recall:5.1f}  F1 {f:5.1f}"


def is_plain(text: str, span: Span) -> bool:
    """Whether a name has two words or is of capitals alone."""
    name = text[slice(*span)]
    return " " in name or name.isupper()


def main() -> None:
    """Print the figures of both corpora."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    nlp = spacy.blank("id")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "ORG", "pattern": surface}
            for id_ in all_institutions()
            for surface in surfaces_of(id_)
        ]
    )
    for name, (file, label) in FILES.items():
        counts: Counter[str] = Counter()
        for text, gold in sentences(data_folder() / "ner" / file, label):
            ruled = {(ent.start_char, ent.end_char) for ent in nlp(text).ents}
            for who, found in (("library", found_by_library(text)), ("ruler", ruled)):
                counts[f"{who} found"] += len(found)
                counts[f"{who} right"] += len(found & gold)
                joined = with_brackets(text, found)
                counts[f"{who} joined"] += len(joined)
                counts[f"{who} joined right"] += len(joined & gold)
                counts[f"{who} touched"] += sum(any(_meet(g, s) for s in found) for g in gold)
                counts[f"{who} touching"] += sum(any(_meet(g, s) for g in gold) for s in found)
                plain = {s for s in found if is_plain(text, s)}
                counts[f"{who} plain"] += len(plain)
                counts[f"{who} plain right"] += len(plain & gold)
                if options.misses and who == "library":
                    for span in sorted(gold ^ found):
                        mark = "MISS " if span in gold else "EXTRA"
                        print(mark, text[slice(*span)], "|", text[max(0, span[0] - 30) :][:80])
            counts["gold"] += len(gold)
            counts["gold plain"] += sum(is_plain(text, s) for s in gold)
        print(f"{name}: {counts['gold']} ORG")
        for who in ("library", "ruler"):
            c = {key: counts[f"{who} {key}"] for key in ("found", "right", "touched", "touching")}
            precision = 100 * c["touching"] / max(c["found"], 1)
            recall = 100 * c["touched"] / max(counts["gold"], 1)
            plain = f1(counts[f"{who} plain right"], counts[f"{who} plain"], counts["gold plain"])
            print(f"  {who:8} exact   {f1(c['right'], c['found'], counts['gold'])}")
            joined = counts[f"{who} joined right"], counts[f"{who} joined"]
            print(f"  {who:8} joined  {f1(*joined, counts['gold'])}")
            print(f"  {who:8} overlap P {precision:5.1f}  R {recall:5.1f}")
            print(f"  {who:8} plain   {plain}")


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


if __name__ == "__main__":
    main()
