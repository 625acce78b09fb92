"""What the rules find in whole texts, kept so that a change shows what it moved.

- ``sentences.txt``: sentences written for the borders of the rules, with all that is found in
  them. Quotes, their speakers and institutions of nearly all were read, and sentences with wrong
  ones left out; lines of names and of people who say nothing were not.
- ``kept_readings.txt``: invented articles, the shapes of ``shapes.toml`` with all that can stand in
  them, and examples of the tables. It says what *is* found, not what should be, and only guards
  against changes that nobody meant.

- ``news_readings.json``: digests of the readings of the shared news that are labelled for
  development, since their texts are no part of the repository.

Whoever changes a rule runs ``python tests/rules/kept_readings.py --write`` and reads the diffs,
what got worse first; ``--news FILE`` writes the readings of the news, to be compared with those
that another commit writes. A new sentence is a line of ``sentences.txt`` (``¶`` between
paragraphs); the same command writes its reading below it, which is then read.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from beritanlp.domain import Article
from beritanlp.evaluation.gold import data_folder, read_gold
from beritanlp.rules.reading import Reading, read
from beritanlp.text.page import Page

SENTENCES = Path(__file__).with_name("sentences.txt")
KEPT = Path(__file__).with_name("kept_readings.txt")
NEWS = Path(__file__).with_name("news_readings.json")

_ARTICLES = Path(__file__).parents[2] / "notebooks" / "articles" / "trans-arga.jsonl"
_GOLD = Path(__file__).parents[1] / "gold"
_SHAPES = Path(__file__).with_name("shapes.toml")
# tables with a kind for each row, and how many examples of a kind are read
_TABLES = {
    "cue_verbs.csv": ("frame", 8),
    "institution_heads.csv": ("kind", 3),
    "institution_nouns.csv": ("kind", 3),
    "institution_patterns.csv": ("kind", 3),
    "institution_tails.csv": ("kind", 3),
    "office_short_forms.csv": ("source", 6),
    "offices.csv": ("kind", 6),
    "reference_words.csv": ("kind", 3),
    "source_kinds.csv": ("kind", 2),
    "titles.csv": ("kind", 4),
}


def sentences() -> dict[str, Article]:
    """The texts of ``sentences.txt``, by themselves."""
    return {text: Article(id=text, text=text.replace("¶", "\n\n")) for text in read_kept(SENTENCES)}


def texts() -> dict[str, Article]:
    """The articles, shapes and examples, by what they are called in ``kept_readings.txt``."""
    found = {
        article.id: article
        for line in _ARTICLES.read_text(encoding="utf-8").splitlines()
        for article in [_article(json.loads(line))]
    }
    for text in _shaped():
        found[text] = Article(id=text, text=text)
    for table, (column, most) in _TABLES.items():
        of_kind: dict[str, int] = defaultdict(int)
        text = (files("beritanlp.lexicons") / table).read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            if of_kind[row[column]] < most and row["example"]:
                of_kind[row[column]] += 1
                key = f"{table.removesuffix('.csv')} {row[column]}: {row['example']}"
                found[key] = Article(id=key, text=row["example"])
    return found


@cache
def news() -> dict[str, Article]:
    """The labelled articles of the development sets, by id; they need the shared texts."""
    return {
        item.article.id: item.article
        for path in sorted(_GOLD.glob("dev*.jsonl"))
        for item in read_gold(path)
    }


def digest_of(article: Article) -> str:
    """Eight letters that change when the reading of *article* does."""
    return hashlib.sha256("\n".join(reading_of(article)).encode()).hexdigest()[:8]


def _shaped() -> Iterator[str]:
    shapes = tomllib.loads(_SHAPES.read_text(encoding="utf-8"))["shape"]
    for shape in shapes:
        for sentence, filler in itertools.product(shape["sentences"], shape["fillers"]):
            text = sentence.format(filler)
            yield text[0].upper() + text[1:]


def _article(row: dict[str, str]) -> Article:
    return Article(id=row["id"], text=row["text"], title=row["title"])


def reading_of(article: Article) -> list[str]:
    """A line for each quote, entity, institution and name of *article*."""
    return list(_lines(read(article.text, article.title)))


def _lines(reading: Reading) -> Iterator[str]:
    page = reading.page
    entities, resolutions = reading.speakers
    for quote, found in zip(reading.quotes, resolutions, strict=True):
        cue = [quote.cue] if quote.cue else []
        said = " || ".join(_words(page, spans) for spans in (quote.content, cue))
        mention = _words(page, [found.mention] if found.mention else [])
        speaker = entities[found.entity].name if found.entity is not None else ""
        yield (
            f"quote {quote.kind} by {quote.rule}: {said}{' -nya' * quote.clitic} || {mention} || "
            f"{speaker} ({found.by or 'nobody'})"
        )
    for entity in entities:
        spans = (entity.role, entity.affiliation)
        said = "; ".join(_words(page, [span]) if span else "" for span in spans)
        known = f"{entity.institution_id or ''}{' former' * entity.former}"
        mentions = _words(page, entity.mentions)
        yield f"{entity.kind} {entity.name} ({said}; {known}): {mentions}"
    for body in reading.organisations:
        known = f"{body.id or ''}; {body.kind}; {body.acronym or ''}"
        yield f"institution {body.name} ({known}): {_words(page, body.spans)}"
    names = [
        f"{name.kind} {_words(page, [(name.start, name.end)])} = {' '.join(term.split())}"
        for name, term in zip(reading.names, reading.name_terms, strict=True)
    ]
    if names:
        yield f"names {', '.join(names)}"


def _words(page: Page, spans: Iterable[tuple[int, int]]) -> str:
    return " | ".join(" ".join(page.slice(*span).split()) for span in spans) or "-"


def read_kept(path: Path) -> dict[str, list[str]]:
    """The kept lines of each text of a file."""
    kept: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            lines.append(line.removeprefix("  "))
        else:
            lines = kept.setdefault(line, [])
    return kept


def _write(path: Path, articles: dict[str, Article]) -> None:
    blocks = ["\n  ".join([key, *reading_of(article)]) for key, article in articles.items()]
    path.write_text("\n".join(blocks) + "\n", encoding="utf-8")


def main() -> None:
    """Write what is now found into the kept files, or into one of your own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--news", type=Path, metavar="FILE")
    wanted = parser.parse_args()
    if wanted.news:
        _write(wanted.news, news())
    if wanted.write:
        _write(SENTENCES, sentences())
        _write(KEPT, texts())
        if data_folder().is_dir():
            digests = {id_: digest_of(article) for id_, article in news().items()}
            NEWS.write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
