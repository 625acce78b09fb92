"""The shared news, varied by a seeded generator so that no two articles are equal.

``python tests/bench/vary.py 100000 out.jsonl [--seed 1]``. Numbers get other digits and half of the
names other syllables, the same in all of one article: so names and words are as new to the caches
and the vocabulary as they are in a collection that grows.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from beritanlp.evaluation.gold import data_folder
from beritanlp.readers import read_articles

NAME = re.compile(r"(?<=[\w,] )[A-Z][a-z]{3,}\b")
DIGITS = re.compile(r"\d+")
SYLLABLES = re.findall("..", "badagakalamanaparasatawarinisitidiwisumunuruko")
KEPT = 0.5  # share of the names of an article that stay, so that offices and bodies are still met


def varied(count: int, seed: int = 1, start: int = 0) -> Iterator[dict[str, str]]:
    """Records *start* to *count* with ``id``, ``text``, ``title``, ``published`` and ``outlet``."""
    articles = [
        article
        for path in sorted((data_folder() / "news").glob("*.jsonl"))
        for article in read_articles(path)
        if hasattr(article, "text")
    ]
    if not articles:
        raise SystemExit("no news to vary: set BERITANLP_DATA to the shared data")
    for n in range(start, count):
        chance = random.Random(f"{seed}:{n}")
        article = articles[n % len(articles)]
        names: dict[str, str] = {}

        def name(match, names=names, chance=chance):
            word = match[0]
            if word not in names:
                new = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title()
                names[word] = word if chance.random() < KEPT else new
            return names[word]

        def digits(match: re.Match[str], chance: random.Random = chance) -> str:
            return match[0][0] + "".join(chance.choices("0123456789", k=len(match[0]) - 1))

        text = NAME.sub(name, DIGITS.sub(digits, article.text))
        record = {
            "id": f"v{n}",
            "text": f"{text}\n\n(Laporan ke-{n + 1})",
            "outlet": article.outlet,
        }
        record["published"] = article.published.isoformat() if article.published else None
        record["title"] = article.title and NAME.sub(name, article.title)
        yield {key: value for key, value in record.items() if value}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with arguments.out.open("w", encoding="utf-8") as file:
        for record in varied(arguments.count, arguments.seed):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
