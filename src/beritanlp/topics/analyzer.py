"""The library's words for others' tools: scikit-learn's vectorizers and NLTK.

>>> from sklearn.feature_extraction.text import CountVectorizer
>>> counts = CountVectorizer(analyzer=StemAnalyzer()).fit_transform(["Menteri itu menjelaskan."])
"""

from __future__ import annotations

from collections.abc import Iterator

from beritanlp.text.clean import clean
from beritanlp.text.layout import read_layout
from beritanlp.text.stem import stem_word
from beritanlp.text.tokenize import TokenKind, tokenize
from beritanlp.topics.keywords import stop_words

__all__ = ["NewsTokenizer", "StemAnalyzer"]


class NewsTokenizer:
    """Words and marks of a text, with NLTK's ``TokenizerI`` methods."""

    def tokenize(self, text: str) -> list[str]:
        """Every word, number and mark of *text*, in order, white space left out."""
        return [text[start:end] for start, end in self.span_tokenize(text)]

    def span_tokenize(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end (excluded) of every token, in code points of *text*."""
        for start, end, kind in tokenize(text):
            if kind is not TokenKind.SPACE:
                yield start, end

    def tokenize_sents(self, strings: list[str]) -> list[list[str]]:
        """``tokenize`` of each of *strings*."""
        return [self.tokenize(text) for text in strings]


class StemAnalyzer:
    """Turns a text into stems: a callable for ``CountVectorizer(analyzer=…)`` and its kin.

    Args:
        stop: leave out stop words (function words, reporting verbs, words of news sites).
        chrome: keep the words of the site's chrome (*Baca juga* and the like).
        min_letters: shorter words are left out.
    """

    def __init__(self, *, stop: bool = True, chrome: bool = False, min_letters: int = 2) -> None:
        self.stop = stop
        self.chrome = chrome
        self.min_letters = min_letters

    def __call__(self, text: str) -> list[str]:
        """The stems of the words of *text*, in order, lower case; numbers and marks left out."""
        repaired = clean(text).text
        parts = [repaired]
        if not self.chrome:
            layout = read_layout(repaired)
            spans = ([layout.title] if layout.title else []) + layout.body
            parts = [repaired[start:end] for start, end in sorted(spans)]
        stops = stop_words() if self.stop else frozenset()
        stems: list[str] = []
        for part in parts:
            for start, end, kind in tokenize(part):
                if kind is not TokenKind.WORD or end - start < self.min_letters:
                    continue
                word = part[start:end].lower()
                if word in stops:
                    continue
                stem = stem_word(word)
                if stem:
                    stems.append(stem)
        return stems
