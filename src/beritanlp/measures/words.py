"""The words of a corpus or of texts: what keyness, collocations and concordances read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from beritanlp.counts import Per, per_condition
from beritanlp.domain import Analysis, TextSpan, Token
from beritanlp.topics.analyzer import TermAnalyzer
from beritanlp.topics.keywords import TermUse, is_stop_word

if TYPE_CHECKING:
    from beritanlp.corpus import Corpus

__all__ = ["PARTS", "Part", "chosen_corpus", "runs_of", "tokens_of"]

Part = Literal["articles", "quotes"]
PARTS: tuple[Part, ...] = ("articles", "quotes")

_MIN_LETTERS = 2  # as `TermAnalyzer`: what is shorter is a mark or an initial


def chosen_corpus(corpus: Corpus, per: Per) -> Corpus:
    """*corpus*, or per ``story`` the part of it without copies."""
    per_condition(per)
    if per == "article":
        return corpus
    return corpus.filter(ids=corpus.sql("SELECT article_id FROM story_origins")["article_id"])


def tokens_of(analysis: Analysis, part: Part) -> Iterator[list[Token]]:
    """The tokens of headline and body by sentence, or those of the quotes by quote.

    Dateline, byline and the site's chrome are left out.

    Raises:
        ValueError: *part* is neither.
    """
    if part not in PARTS:
        raise ValueError(f"part must be one of {', '.join(PARTS)}; got {part!r}")
    if part == "quotes":
        for quote in analysis.quotes:
            yield [token for token in analysis.tokens if _lies_in(token, quote.content)]
        return
    layout = analysis.layout
    left_out = [*filter(None, (layout.dateline, layout.byline)), *layout.boilerplate]
    read = (token for token in analysis.tokens if not _lies_in(token, left_out))
    for _, sentence in groupby(read, attrgetter("sentence")):
        yield list(sentence)


def _lies_in(token: Token, spans: Iterable[TextSpan]) -> bool:
    return any(span.start <= token.span.start < span.end for span in spans)


def runs_of(
    source: Corpus | Iterable[str], part: Part = "articles", per: Per = "article"
) -> Iterator[list[str | None]]:
    """The terms of each article of *source*, in order, with None where something stands between.

    Of a Corpus the terms of the tokens as analysed, of texts those of `TermAnalyzer`. Stop words,
    numbers and marks are None, and so is the end of a sentence or quote.

    Raises:
        TypeError: *source* is one text.
        ValueError: an unknown *part* or *per*.
    """
    from beritanlp.corpus import Corpus

    if not isinstance(source, Corpus):
        if isinstance(source, str):
            raise TypeError("one text was given; give a list of texts")
        analyzer = TermAnalyzer()
        for text in source:
            yield [use and use.term for use in analyzer.marked_uses(text)]
        return
    for analysis in chosen_corpus(source, per).analyses():
        run: list[str | None] = []
        for tokens in tokens_of(analysis, part):
            run += [_term(token) for token in tokens]
            run.append(None)
        yield run


def _term(token: Token) -> str | None:
    """What counts count of *token*; None of a stop word, a number or a mark."""
    counts = token.is_word and len(token.text) >= _MIN_LETTERS
    return token.term if counts and not is_stop_word(TermUse(token.term, token.text)) else None
