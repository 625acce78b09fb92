"""Set ``token._.term``: what counts of words should count; mark names."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.docs import marking
from beritanlp.components.extensions import register
from beritanlp.marking.stages import mark_terms

__all__ = ["make_terms"]


@Language.factory("beritanlp_terms", assigns=["token._.term", "doc.spans"])
def make_terms(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Give every token that begins with a letter its term; of others it is the token itself.

    ``doc.spans["names"]`` holds the names of people, places and organisations: the label is the
    kind of name, ``kb_id_`` the one term under which all mentions of the named count.
    """
    del nlp, name
    register()
    return marking(mark_terms)
