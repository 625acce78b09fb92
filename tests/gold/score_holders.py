"""Score the table of office holders against articles that name office and holder.

``python tests/gold/score_holders.py [--all] [--misses] [--number 300] [--year 2025]`` reads the
shared news with a full date in ``BERITANLP_DATA``, in an order shuffled with a fixed seed. Wherever
an article names a person with an office (*Kapolri Listyo Sigit Prabowo*; no *mantan*, no *calon*),
the office alone, each written form once an article, is looked up in the table at the article's
date. It is right where the article's name is the table's name, a part of it or a misspelling.
``--all`` reads every article of every year.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from beritanlp.domain import Article, SpeakerKind
from beritanlp.evaluation.gold import data_folder
from beritanlp.lexicons.rows import OfficeHolder
from beritanlp.readers import read_articles
from beritanlp.rules.reading import read
from beritanlp.rules.sources import SourceReader
from beritanlp.rules.speakers import office_holder


def named_offices(article: Article) -> Iterator[tuple[str, str, OfficeHolder | None]]:
    """Each office of *article* with the name beside it, and whom the table gives for it."""
    reading = read(article.text, article.title, article.published)
    page = reading.page
    reader = SourceReader(page, reading.institutions)
    persons = {
        mention: entity.name
        for entity in reading.speakers[0]
        if entity.kind is SpeakerKind.PERSON and entity.words
        for mention in entity.mentions
    }
    seen = set()
    i = 0
    while i < len(page):
        source = reader.read(i, page.sentence_range(i)[1])
        if source is None or source.name not in persons or not source.role:
            i += 1
            continue
        i = source.end
        said = page.slice(*source.role)
        if source.affiliation:
            said += " | " + page.slice(*source.affiliation)
        if said not in seen and not source.former:
            seen.add(said)
            alone = replace(source, kind="role", name=None, mention=source.role)
            holder = office_holder(page, reading.institutions, alone, article.published)
            yield said, persons[source.name], holder


def is_same(name: str, holder: OfficeHolder) -> bool:
    """Whether the article's *name* is the table's, its short form, or a part of it."""
    said = name.lower().replace(".", " ").replace("’", "'").split()
    return any(
        set(said) <= set(full) or set(full) <= set(said) or is_misspelt(said, full)
        for full in (
            holder.name.lower().split(),
            (holder.short_name or holder.name).lower().split(),
        )
    )


def is_misspelt(said: list[str], full: list[str]) -> bool:
    """Whether every word of a name is one of the other's, or nearly: *Prabwo* for *Prabowo*."""
    return all(any(SequenceMatcher(None, a, b).ratio() >= 0.85 for b in full) for a in said)


def main() -> None:
    """Print how many offices were looked up, found and right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--year", type=int, default=2025)
    options = parser.parse_args()
    articles = [
        article
        for path in sorted((data_folder() / "news").glob("*.jsonl"))
        for article in read_articles(path)
        if isinstance(article, Article)
        and article.published
        and (options.all or article.published.year == options.year)
    ]
    random.Random(2025).shuffle(articles)
    counts: Counter[str] = Counter()
    for article in articles:
        counts["articles"] += 1
        for office, name, holder in named_offices(article):
            counts["offices with a name"] += 1
            if holder is None:
                continue
            counts["found in the table"] += 1
            right = is_same(name, holder)
            counts["right"] += right
            if options.misses and not right:
                print(article.id, article.published, office, "|", name, "|", holder.name, sep="  ")
            if counts["found in the table"] == options.number and not options.all:
                break
        if counts["found in the table"] == options.number and not options.all:
            break
    for what, number in counts.items():
        print(f"{what:22} {number:6}")
    print(f"{'right of those found':22} {counts['right'] / counts['found in the table']:6.3f}")


if __name__ == "__main__":
    main()
