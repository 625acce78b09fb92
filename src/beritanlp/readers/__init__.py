"""Files of news in, articles out; each format has its function, one bad record never stops it."""

from __future__ import annotations

from beritanlp.readers.articles import articles_of, content_id, read_articles, unique_ids
from beritanlp.readers.counting import count_articles
from beritanlp.text.dates import parse_date

__all__ = [
    "articles_of",
    "content_id",
    "count_articles",
    "parse_date",
    "read_articles",
    "unique_ids",
]
