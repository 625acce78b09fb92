"""A long batch: whether speed and memory stay as they are, and results do not depend on the rest.

``python tests/bench/soak.py [--articles 500000] [--workers 2] [--again 20]`` analyses the shared
news, varied by ``vary.py`` so that no two articles are equal, into a temporary folder. It prints,
for each tenth of the run, articles a second, the memory of all processes at its end and the open
files of this one; then the slope of the memory over the second half. At last it analyses *again*
parts, drawn at random, each by itself in a new process, and compares the digests of their files
with those of the long run; it fails where they differ or an article is missing.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from bench_batch import Watch
from vary import varied

from beritanlp.batch import Progress, analyze_into
from beritanlp.domain import Article
from beritanlp.parts import read_journal
from beritanlp.readers import parse_date

PART = 1000  # articles
TENTHS = 10


def article_of(record: dict[str, str]) -> Article:
    published = record.get("published")
    return Article(
        id=record["id"],
        text=record["text"],
        title=record.get("title"),
        outlet=record.get("outlet"),
        published=parse_date(published) if published else None,
    )


def digests(folder: Path) -> list[dict[str, str]]:
    """The digests of the files of each part, by table."""
    return [
        {table: file.sha256 for table, file in record.files.items()}
        for record in read_journal(folder)
    ]


class Tenths(Watch):
    """Prints a line after each tenth of *articles*."""

    def __init__(self, articles: int) -> None:
        super().__init__()
        self.articles = articles
        self.begun = self.since = time.monotonic()
        self.last = 0

    def add(self, news: Progress) -> None:
        super().add(news)
        if self.done * TENTHS // self.articles > self.last * TENTHS // self.articles:
            now = time.monotonic()
            line = {
                "articles": self.done,
                "articles_per_second": round((self.done - self.last) / (now - self.since), 1),
                "memory_mb": round(self.samples[-1][1]) if self.samples else None,
                "open_files": psutil.Process().num_fds(),
            }
            print(json.dumps(line), flush=True)
            self.last, self.since = self.done, now


def again(number: int, seed: int, folder: Path) -> list[dict[str, str]]:
    """The digests of part *number*, analysed alone in a new process."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import soak; "
        f"soak.analyse_part({number}, {seed}, {str(folder)!r})"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    return digests(folder)


def analyse_part(number: int, seed: int, folder: str) -> None:
    """Analyse the articles of part *number* alone."""
    own = varied((number + 1) * PART, seed, number * PART)
    analyze_into(map(article_of, own), folder, workers=1, part_size=PART)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=500_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--again", type=int, default=20, help="parts analysed once more")
    parser.add_argument("--seed", type=int, default=1)
    call = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        whole = Path(work, "whole")
        with Tenths(call.articles) as watch:
            articles = map(article_of, varied(call.articles, call.seed))
            summary = analyze_into(
                articles, whole, workers=call.workers, part_size=PART, progress=watch.add
            )
        seconds = time.monotonic() - watch.begun
        found = digests(whole)
        drawn = random.Random(call.seed).sample(range(len(found)), min(call.again, len(found)))
        different = [
            number
            for number in sorted(drawn)
            if again(number, call.seed, Path(work, f"part-{number}")) != [found[number]]
        ]
    print(
        json.dumps(
            {
                "articles": summary.articles,
                "failures": summary.failures,
                "hours": round(seconds / 3600, 2),
                "articles_per_second": round(summary.articles / seconds, 1),
                "peak_mb": round(watch.peak()),
                "slope_mb_per_10000": round(watch.slope(), 2),
                "parts_analysed_again": len(drawn),
                "of_them_different": different,
                "digest": summary.digest[:16],
            }
        )
    )
    return 0 if not different and summary.articles == call.articles else 1


if __name__ == "__main__":
    sys.exit(main())
