"""A corpus as one HTML file: overview, tables to search, topics over time, methods."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from beritanlp.labels import LANGUAGES, Language

if TYPE_CHECKING:
    from beritanlp.corpus import Corpus
    from beritanlp.counts import Per
    from beritanlp.measures import Intervals

__all__ = ["MOST_QUOTES", "write_report"]

MOST_QUOTES = 50_000
"""Quotes in the table; some 25 MB, which browsers read and search without a halt."""


def write_report(
    corpus: Corpus,
    path: str | Path,
    *,
    title: str | None = None,
    language: Language = "en",
    per: Per = "article",
    quotes: int = MOST_QUOTES,
    coded: Sequence[str | Path] = (),
    intervals: Intervals | None = None,
) -> int:
    """Write *corpus* as one HTML file that needs nothing else; the number of quotes in its table.

    Args:
        corpus: analysed articles, filtered or whole.
        path: the file, compressed if it ends in ``.gz``; it is there whole or not at all.
        title: of the page; None names the number of articles.
        language: of the page's own words at first, ``en`` or ``id``; readers can change it.
        per: ``story`` counts the copies of a story once.
        quotes: the most that the table holds. Of a larger corpus it holds those of articles drawn
            at random (by the seed of *intervals*); all counts are of the whole corpus all the same.
        coded: coding sheets of a sample of *corpus*: the page then says how many quotes they found
            right, and shares corrected for the errors.
        intervals: draws of the bootstrap, level and seed; None for 1,000 draws.

    Raises:
        ValueError: an unknown *language* or *per*, or a negative number of *quotes*.
        ArticleError: a coding sheet that cannot be read, or is not of *corpus*.
    """
    from beritanlp.compressed import replacing
    from beritanlp.measures.resample import STANDARD
    from beritanlp.report.corpus.coded import read_coded
    from beritanlp.report.corpus.findings import find
    from beritanlp.report.corpus.page import render_page
    from beritanlp.report.corpus.records import collect
    from beritanlp.report.corpus.words import Phrase

    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}; got {language!r}")
    if quotes < 0:
        raise ValueError(f"quotes must be 0 or more; got {quotes!r}")
    intervals = intervals or STANDARD
    findings = find(corpus, per, intervals)
    records = collect(corpus, per, quotes, intervals.seed)
    found = read_coded(coded, corpus) if coded else None
    heading = title if title is not None else Phrase("title", {"n": findings.counts["articles"]})
    page = render_page(findings, records, heading, language, found)
    with replacing(path) as file:
        file.write(page)
    return len(records.quotes)
