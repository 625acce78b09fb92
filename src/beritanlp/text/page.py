"""A page read once: layout, words with offsets, quotations, sentences. What the rules work on."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from beritanlp.text.layout import PageLayout, read_layout
from beritanlp.text.sentences import Words, read_words
from beritanlp.text.tokenize import TokenKind, Tokens, tokenize

__all__ = ["Page", "read_page"]


@dataclass(slots=True)
class Page(Words):
    """The words of a page outside its chrome."""

    layout: PageLayout = field(kw_only=True)
    title_end: int = 0  # words [0, title_end) are the headline
    headline: tuple[str, ...] = ()  # words of a headline that was given and is not in the text

    def pieces(self, i: int, j: int) -> tuple[tuple[int, int], ...]:
        """Offsets of words [i, j), cut where the site's chrome stands between them."""
        found: list[tuple[int, int]] = []
        start = self.starts[i]
        chrome = self.layout.boilerplate
        k = bisect_left(chrome, (start, start))
        while k < len(chrome) and chrome[k][0] < self.ends[j - 1]:
            low, high = chrome[k]
            before = bisect_left(self.starts, low) - 1
            after = bisect_left(self.starts, high)
            if i <= before and after < j and self.ends[before] > start:
                found.append((start, self.ends[before]))
                start = self.starts[after]
            k += 1
        found.append((start, self.ends[j - 1]))
        return tuple(found)


def read_page(text: str, title: str | None = None, tokens: Tokens | None = None) -> Page:
    """*text*, whose *tokens* may be known, read into layout, words, quotations and sentences."""
    layout = read_layout(text, title)
    page = Page(text, layout=layout)
    regions = sorted(([layout.title] if layout.title else []) + layout.body)
    read_words(page, regions, tokens or tokenize(text))
    if layout.title:
        page.title_end = page.index_at(layout.title[1])
    elif title:
        page.headline = tuple(
            title[start:end] for start, end, kind in tokenize(title) if kind is not TokenKind.SPACE
        )
    return page
