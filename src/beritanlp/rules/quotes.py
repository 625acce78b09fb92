"""Find the quotes of a page: speech in marks first, then reported speech without marks."""

from __future__ import annotations

from beritanlp.rules.candidates import QuoteCandidate
from beritanlp.rules.direct_quotes import find_direct_quotes
from beritanlp.rules.indirect_quotes import find_indirect_quotes
from beritanlp.rules.sources import SourceReader
from beritanlp.text.page import Page

__all__ = ["find_quotes"]


def find_quotes(page: Page, reader: SourceReader) -> list[QuoteCandidate]:
    """All quotes of *page*, in reading order of their first content word."""
    direct = find_direct_quotes(page, reader)
    indirect = find_indirect_quotes(page, reader, direct)
    return sorted([*direct, *indirect], key=lambda quote: (quote.start, quote.content[-1][1]))
