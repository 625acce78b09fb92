"""Mark sentence starts, with the library's splitter for news."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

import numpy as np
from spacy.attrs import IDX, SENT_START
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
        if not len(doc):
            return doc
        ordered = sorted(borders)
        starts: list[int] = doc.to_array(IDX).tolist()
        flags = [-1] * len(starts)
        flags[0] = 1
        for border in ordered:
            flags[max(bisect_right(starts, border) - 1, 0)] = 1
        # one call for the whole doc: setting the tokens one by one is quadratic in spaCy 3.8
        column = np.asarray(flags, dtype="int64").astype("uint64").reshape(-1, 1)
        return doc.from_array([SENT_START], column)  # type: ignore[arg-type]

    return mark_sentences
