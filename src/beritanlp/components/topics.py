"""Mark the words that show a policy topic: ``doc.spans["topics"]``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.spans import SpanMarker, reading_of
from beritanlp.topics.codebook import codebook_of

__all__ = ["make_topics"]


@Language.factory("beritanlp_topics", assigns=["doc.spans"], default_config={"codebook": ""})
def make_topics(nlp: Language, name: str, codebook: str) -> Callable[[Doc], Doc]:
    """Mark the codebook's terms.

    The label is the topic's code, ``kb_id_`` the term's strength, ``id_`` the term. *codebook* is
    the file of another codebook than the package's.
    """
    del nlp, name
    book = codebook_of(codebook)

    def mark_topics(doc: Doc) -> Doc:
        mark = SpanMarker(doc)
        page = reading_of(doc).page
        for hit in book.find_terms(page.words):
            mark.add(
                "topics", page.starts[hit.start], page.ends[hit.end - 1],
                label=hit.code, id_=hit.term, kb_id=f"{hit.strength:g}",
            )  # fmt: skip
        mark.write("topics")
        return doc

    return mark_topics
