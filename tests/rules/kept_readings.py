"""What the rules find in whole texts, kept so that a change shows what it moved.

- ``sentences.txt``: sentences written for the borders of the rules, each with all that is to be
  found in it. Its readings were read one by one and are right.
- ``kept_readings.txt``: invented articles, and examples of the tables. It says what *is* found, not
  what should be, and only guards against changes that nobody meant.

Whoever changes a rule runs ``python tests/rules/kept_readings.py --write`` and reads the diff of
both, what got worse first. A new sentence is a line of ``sentences.txt`` (``¶`` between
paragraphs); the same command writes its reading below it, which is then read.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from beritanlp.assemble import analyze_article
from beritanlp.domain import Analysis, Article, Quote, Speaker, TextSpan
from beritanlp.pipeline import load_pipeline

SENTENCES = Path(__file__).with_name("sentences.txt")
KEPT = Path(__file__).with_name("kept_readings.txt")

_ARTICLES = Path(__file__).parents[2] / "notebooks" / "articles" / "trans-arga.jsonl"
# tables with a kind for each row, and how many examples of a kind are read
_TABLES = {
    "cue_verbs.csv": ("frame", 12),
    "institution_heads.csv": ("kind", 5),
    "institution_nouns.csv": ("kind", 5),
    "institution_patterns.csv": ("kind", 6),
    "institution_tails.csv": ("kind", 5),
    "office_short_forms.csv": ("source", 12),
    "offices.csv": ("kind", 10),
    "reference_words.csv": ("kind", 3),
    "source_kinds.csv": ("kind", 3),
    "titles.csv": ("kind", 6),
}


def sentences() -> dict[str, Article]:
    """The texts of ``sentences.txt``, by themselves."""
    return {text: Article(id=text, text=text.replace("¶", "\n\n")) for text in read_kept(SENTENCES)}


def texts() -> dict[str, Article]:
    """The articles and examples, by what they are called in ``kept_readings.txt``."""
    found = {
        article.id: article
        for line in _ARTICLES.read_text(encoding="utf-8").splitlines()
        for article in [_article(json.loads(line))]
    }
    for table, (column, most) in _TABLES.items():
        of_kind: dict[str, int] = defaultdict(int)
        text = (files("beritanlp.lexicons") / table).read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            if of_kind[row[column]] < most and row["example"]:
                of_kind[row[column]] += 1
                key = f"{table.removesuffix('.csv')} {row[column]}: {row['example']}"
                found[key] = Article(id=key, text=row["example"])
    return found


def _article(row: dict[str, str]) -> Article:
    return Article(id=row["id"], text=row["text"], title=row["title"])


def reading_of(article: Article) -> list[str]:
    """A line for each quote, speaker and institution of *article*, and one for its names."""
    return list(_lines(analyze_article(load_pipeline(), article)))


def _lines(found: Analysis) -> Iterator[str]:
    for quote in found.quotes:
        yield f"quote {quote.kind} by {quote.rule}: {_said(found, quote)}"
    for speaker in found.speakers:
        yield f"speaker {_described(speaker)}: {_words(found, speaker.mentions)}"
    for body in found.institutions:
        known = ", ".join(filter(None, (body.id, body.kind, body.acronym, body.parent_id)))
        yield f"institution {body.name} ({known}): {_words(found, body.mentions)}"
    names = [token.term for token in found.tokens if token.is_name]
    if names:
        yield f"names {' '.join(names)}"


def _said(found: Analysis, quote: Quote) -> str:
    content = _words(found, quote.content)
    cue = found.words(quote.cue) if quote.cue else "-"
    mention = found.words(quote.mention) if quote.mention else "-"
    speaker = quote.speaker and f"{quote.speaker.name} ({quote.speaker.resolved_by})"
    return f"{content} || {cue} || {mention} || {speaker or '-'}"


def _described(speaker: Speaker) -> str:
    said = (speaker.kind, speaker.role, speaker.affiliation, speaker.institution_id)
    return f"{speaker.name} ({', '.join(filter(None, said))}{', former' * speaker.former})"


def _words(found: Analysis, spans: tuple[TextSpan, ...]) -> str:
    return " | ".join(" ".join(found.words(span).split()) for span in spans)


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


def main() -> None:
    """Write what is now found into both files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", required=True)
    parser.parse_args()
    for path, articles in ((SENTENCES, sentences()), (KEPT, texts())):
        blocks = ["\n  ".join([key, *reading_of(article)]) for key, article in articles.items()]
        path.write_text("\n".join(blocks) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
