"""Measure how often quotes found each way are right, and whether that holds on other articles.

``python tests/gold/calibrate.py`` prints the reliability table of the held articles: the quotes in
bins of their confidence, the mean confidence of each bin, and the share that is right. ``--write``
first counts the development articles anew into ``lexicons/confidence.csv``.

A quote is right where it is matched at 0.8 overlap and has the labelled speaker, or rightly none.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import beritanlp
from beritanlp.assemble import analyze_article
from beritanlp.domain import Quote
from beritanlp.evaluation.gold import read_gold
from beritanlp.evaluation.matching import MIN_OVERLAP, is_same_speaker, match_quotes
from beritanlp.rules.confidence import NO_SPEAKER

HERE = Path(__file__).parent
TABLE = Path(beritanlp.__file__).parent / "lexicons" / "confidence.csv"
DEVELOPMENT = tuple(f"dev{n}.jsonl" for n in ("", "-2", "-3", "-4", "-5", "-6"))
HELD = ("held.jsonl", "held-2.jsonl")
BINS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


def judged(*names: str) -> Iterator[tuple[Quote, bool]]:
    """Every quote found in the articles of the given gold files, and whether it is right."""
    for name in names:
        for item in read_gold(HERE / name):
            labelled = item.quotes or ()
            found = analyze_article(item.article).quotes
            partner = {j: i for i, j in match_quotes(labelled, found, MIN_OVERLAP)}
            for j, quote in enumerate(found):
                right = j in partner and is_same_speaker(labelled[partner[j]], quote.speaker)
                yield quote, right


def write(names: list[str]) -> None:
    """Count the quotes of the given gold files into the table."""
    right: Counter[tuple[str, str]] = Counter()
    n: Counter[tuple[str, str]] = Counter()
    for quote, is_right in judged(*names):
        way = quote.speaker.resolved_by.value if quote.speaker else NO_SPEAKER
        for key in (("all", "all"), ("rule", quote.rule), ("resolved_by", way)):
            n[key] += 1
            right[key] += is_right
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["factor", "value", "right", "n", "source"])
        table.writerows([*key, right[key], n[key], "made-2026"] for key in sorted(n))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="count the development articles anew")
    call = parser.parse_args()
    if call.write:
        write(list(DEVELOPMENT))
    quotes = list(judged(*HELD))
    print(f"{len(quotes)} quotes of the held articles")
    print("confidence     n   mean  right")
    error = 0.0
    for low, high in pairwise(BINS):
        inside = [(q.confidence, right) for q, right in quotes if low <= q.confidence < high]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            error += len(inside) * abs(mean - share) / len(quotes)
            print(f"{low:.2f}–{min(high, 1):.2f}  {len(inside):4}  {mean:.3f}  {share:.3f}")
    brier = sum((q.confidence - right) ** 2 for q, right in quotes) / len(quotes)
    print(f"expected calibration error {error:.3f}, Brier score {brier:.3f}")


if __name__ == "__main__":
    main()
