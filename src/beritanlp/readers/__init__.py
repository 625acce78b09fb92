"""Files of news in, articles out; each format has its function, one bad record never stops it."""

from __future__ import annotations

from beritanlp.readers.articles import content_id, read_articles
from beritanlp.text.dates import parse_date

__all__ = ["content_id", "parse_date", "read_articles"]
