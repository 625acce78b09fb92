"""Set ``token._.term``: what counts of words should count; mark names."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.extensions import register, set_values, token_texts
from beritanlp.components.spans import SpanMarker, reading_of
from beritanlp.text.terms import word_term

__all__ = ["make_terms"]


@Language.factory("beritanlp_terms", assigns=["token._.term", "doc.spans"])
def make_terms(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Give every token that begins with a letter its term; of others it is the token itself.

    ``doc.spans["names"]`` holds the names of people, places and organisations: the label is the
    kind of name, ``kb_id_`` the one term under which all mentions of the named count.
    """
    del nlp, name
    register()

    def mark_terms(doc: Doc) -> Doc:
        reading = reading_of(doc)
        page = reading.page
        mark = SpanMarker(doc)
        at = {start: i for i, start in enumerate(page.starts)}
        terms: list[str] = []
        for text, start in zip(token_texts(doc), mark.starts, strict=True):
            i = at.get(start, -1)
            if i >= 0 and page.ends[i] == start + len(text):
                terms.append(reading.terms[i])
            else:  # in the site's chrome, or another tokenizer's
                terms.append(word_term(text) if text[0].isalpha() else text)
        set_values(doc, "term", terms)
        for found, term in zip(reading.names, reading.name_terms, strict=True):
            mark.add(
                "names", page.starts[found.start], page.ends[found.end - 1],
                label=found.kind.value, kb_id=term,
            )  # fmt: skip
        mark.write("names")
        return doc

    return mark_terms
