"""Mark sentence starts, with the library's splitter for news."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.spans import reading_of

__all__ = ["make_sentences"]


@Language.factory("beritanlp_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Set ``token.is_sent_start``; lines of chrome are sentences of their own."""
    del nlp, name

    def mark_sentences(doc: Doc) -> Doc:
        page = reading_of(doc).page
        borders = {page.starts[i] for i in page.sentence_starts}
        for start, end in page.layout.boilerplate:
            borders.add(start)
            after = page.index_at(end)
            if after < len(page.starts):
                borders.add(page.starts[after])
        ordered = sorted(borders)
        k = 0
        for token in doc:
            end = token.idx + len(token)
            starts = False
            while k < len(ordered) and ordered[k] < end:
                starts = True
                k += 1
            token.is_sent_start = starts or token.i == 0
        return doc

    return mark_sentences
