"""Mark quotes, their cues and the words that name their sources."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.spans import SpanMarker, reading_of
from beritanlp.rules.candidates import QuoteCandidate
from beritanlp.text.page import Page

__all__ = ["CLITIC", "make_quotes"]

CLITIC = "clitic"


@Language.factory("beritanlp_quotes", assigns=["doc.spans"])
def make_quotes(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mark quotes; the parts of one share ``span.id_`` (``q0``, ``q1`` …).

    ``doc.spans["quotes"]`` holds one span per piece of content (label: kind; ``kb_id_``: the
    rule), ``["cues"]`` the cue (label: the rule too), ``["mentions"]`` the words that name the
    source (label ``clitic`` where they are the -nya of the cue's token).
    """
    del nlp, name

    def mark_quotes(doc: Doc) -> Doc:
        mark = SpanMarker(doc)
        reading = reading_of(doc)
        for n, quote in enumerate(reading.quotes):
            _mark(mark, reading.page, quote, f"q{n}")
        mark.write("quotes", "cues", "mentions")
        return doc

    return mark_quotes


def _mark(mark: SpanMarker, page: Page, quote: QuoteCandidate, id_: str) -> None:
    for i, j in quote.content:
        for start, end in page.pieces(i, j):
            mark.add("quotes", start, end, label=quote.kind.value, id_=id_, kb_id=quote.rule)
    if quote.cue:
        i, j = quote.cue
        mark.add("cues", page.starts[i], page.ends[j - 1], label=quote.rule, id_=id_)
        if quote.clitic:
            mark.add("mentions", page.starts[j - 1], page.ends[j - 1], label=CLITIC, id_=id_)
    if quote.source and not quote.clitic:
        i, j = quote.source.mention
        mark.add("mentions", page.starts[i], page.ends[j - 1], label="words", id_=id_)
