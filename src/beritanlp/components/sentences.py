"""Mark sentence starts, with the library's splitter for news."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.docs import marking
from beritanlp.marking.stages import mark_sentences

__all__ = ["make_sentences"]


@Language.factory("beritanlp_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Set ``token.is_sent_start``; lines of chrome are sentences of their own."""
    del nlp, name
    return marking(mark_sentences)
