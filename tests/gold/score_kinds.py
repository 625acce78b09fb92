"""Score the kinds of source against speakers that a reader coded before seeing any output.

``python tests/gold/score_kinds.py [--misses]`` analyses the articles of ``source-kinds.csv`` anew
(150 speakers, drawn at random from all speakers of the shared news in ``BERITANLP_DATA``; a speaker
is told by the place of the first mention) and prints how many have the coded kind, with an interval
(Wilson), and what was taken for what. The reader saw name, role and body, and for those without
them the words around. The rules were written looking at the speakers of all other articles.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from beritanlp import analyze_many
from beritanlp.domain import Analysis, Speaker
from beritanlp.evaluation.gold import data_folder
from beritanlp.measures import Source, kind_of
from beritanlp.readers import read_articles

CODED = Path(__file__).with_name("source-kinds.csv")
_Z = 1.96  # of a 95 % interval


def coded_kinds() -> dict[tuple[str, int], str]:
    """The kind of each speaker, by article and first mention."""
    with CODED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["article_id"], int(row["start"])): row["kind"] for row in rows}


def found_kinds(ids: set[str]) -> Iterator[tuple[tuple[str, int], str, Speaker]]:
    """Every speaker of the articles *ids* of the shared news, with the kind that the rules give."""
    articles = [a for a in read_articles(data_folder() / "news") if a.id in ids]
    for analysis in analyze_many(articles):
        assert isinstance(analysis, Analysis), analysis
        for speaker in analysis.speakers:
            source = Source(
                speaker.name, speaker.kind, speaker.role, speaker.affiliation, speaker.former,
                speaker.institution_id,
            )  # fmt: skip
            start = min(span.start for span in speaker.mentions)
            yield (analysis.article.id, start), str(kind_of(source)), speaker


def wilson(right: int, n: int) -> tuple[float, float]:
    """The interval of a share."""
    middle = (right + _Z**2 / 2) / (n + _Z**2)
    half = _Z / (n + _Z**2) * (right * (n - right) / n + _Z**2 / 4) ** 0.5
    return middle - half, middle + half


def shown(right: int, n: int) -> str:
    low, high = wilson(right, n)
    return f"{right} of {n}: {right / n:.1%} [{low:.1%}-{high:.1%}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--misses", action="store_true", help="print every wrong one")
    misses = parser.parse_args().misses
    coded = coded_kinds()
    confusions: Counter[tuple[str, str]] = Counter()
    for key, kind, speaker in found_kinds({id_ for id_, _ in coded}):
        if key not in coded:
            continue
        confusions[coded[key], kind] += 1
        if misses and coded[key] != kind:
            print(f"{key[0]}: {coded[key]} -> {kind}: {speaker.name}, {speaker.role}")
    n = confusions.total()
    right = sum(count for (a, b), count in confusions.items() if a == b)
    told = sum(count for (_, b), count in confusions.items() if b != "unknown")
    print("coded speakers that the analysis still has", n)
    print("of the coded kind", shown(right, n))
    right_told = right - confusions["unknown", "unknown"]
    print("of those that are given a kind", shown(right_told, told))
    for (expected, found), count in confusions.most_common():
        if expected != found:
            print(f"{count:4} {expected} -> {found}")


if __name__ == "__main__":
    main()
