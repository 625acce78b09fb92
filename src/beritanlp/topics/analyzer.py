"""The library's words for others' tools: scikit-learn's vectorizers and NLTK.

>>> from sklearn.feature_extraction.text import CountVectorizer
>>> counts = CountVectorizer(analyzer=TermAnalyzer()).fit_transform(["Menteri itu menjelaskan."])
"""

from __future__ import annotations

from collections.abc import Iterator

from beritanlp.domain import InstitutionKind
from beritanlp.rules.institutions import find_institutions
from beritanlp.rules.names import find_names, name_terms, terms_of
from beritanlp.text.clean import clean
from beritanlp.text.layout import read_layout
from beritanlp.text.page import read_page
from beritanlp.text.stem import stem_word
from beritanlp.text.terms import word_term
from beritanlp.text.tokenize import TokenKind, tokenize
from beritanlp.topics.keywords import TermUse, is_stop_word, stop_words

__all__ = ["NewsTokenizer", "StemAnalyzer", "TermAnalyzer", "WordAnalyzer"]


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


class _Analyzer:
    """What both analyzers leave out; see there."""

    def __init__(self, *, stop: bool = True, chrome: bool = False, min_letters: int = 2) -> None:
        self.stop = stop
        self.chrome = chrome
        self.min_letters = min_letters


class TermAnalyzer(_Analyzer):
    """Turns a text into terms: a callable for ``CountVectorizer(analyzer=…)`` and its kin.

    A term is a word's root by a dictionary; a name is one term, however long, and all mentions of
    one organisation or person in the text are the same (*Kementerian PAN-RB*, *PAN-RB*).

    Args:
        stop: leave out stop words (function words, reporting verbs, words of news sites) and names
            of news media.
        chrome: keep the words of the site's chrome (*Baca juga* and the like).
        min_letters: shorter words are left out.
    """

    def __call__(self, text: str) -> list[str]:
        """The terms of *text*, in order; numbers and marks left out."""
        return [use.term for use in self.uses(text)]

    def uses(self, text: str) -> Iterator[TermUse]:
        """The terms of *text* with the words that they stand for, in order."""
        return (use for use in self.marked_uses(text) if use is not None)

    def marked_uses(self, text: str) -> Iterator[TermUse | None]:
        """As ``uses``, with None where a mark, a number or a word left out stands between terms."""
        apart = True
        for use in self._all_uses(clean(text).text):
            if (
                use is not None
                and len(use.text) >= self.min_letters
                and not (self.stop and is_stop_word(use))
            ):
                apart = False
                yield use
            elif not apart:
                apart = True
                yield None

    def _all_uses(self, text: str) -> Iterator[TermUse | None]:
        page = read_page(text)
        institutions = find_institutions(page)
        spans = [span for found in institutions for span in found.spans]
        names = find_names(page, spans)
        terms = terms_of(page, names)
        whole = dict(
            zip((name.start for name in names), name_terms(page, names, institutions), strict=True)
        )
        ends = {name.start: name.end for name in names}
        media = {
            span[0] for found in institutions for span in found.spans
            if found.kind is InstitutionKind.MEDIA
        }  # fmt: skip
        words, kinds, size = page.words, page.kinds, len(page)
        i = 0
        while i < size:
            if i in ends:
                end = ends[i]
                left_out = self.stop and i in media
                text_of = " ".join(page.slice(i, end).split())
                yield None if left_out else TermUse(whole[i], text_of, is_name=True)
                i = end
                continue
            yield TermUse(terms[i], words[i]) if kinds[i] is TokenKind.WORD else None
            i += 1
        if self.chrome:
            for start, end in page.layout.boilerplate:
                for low, high, kind in tokenize(text[start:end]):
                    if kind is TokenKind.WORD:
                        word = text[start + low : start + high]
                        yield TermUse(word_term(word), word)


class WordAnalyzer:
    """Words as written, lower case, stop words and the site's chrome included."""

    def marked_uses(self, text: str) -> Iterator[TermUse | None]:
        """Every word of *text*, in order; None for a mark or a number."""
        for start, end, kind in tokenize(text):
            if kind is TokenKind.WORD:
                word = text[start:end].lower()
                yield TermUse(word, word)
            elif kind is not TokenKind.SPACE:
                yield None


class StemAnalyzer(_Analyzer):
    """Turns a text into Sastrawi's stems, otherwise as `TermAnalyzer`, and without names.

    For counts that must be Sastrawi's to the letter; *Bekasi* is *bekas* then.

    Args:
        stop: leave out stop words (function words, reporting verbs, words of news sites).
        chrome: keep the words of the site's chrome (*Baca juga* and the like).
        min_letters: shorter words are left out.
    """

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
