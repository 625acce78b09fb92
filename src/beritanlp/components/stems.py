"""Set ``token._.stem`` to Sastrawi's stem."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.extensions import register, set_values, token_texts
from beritanlp.marking.stages import stems_of

__all__ = ["make_stems"]


@Language.factory("beritanlp_stems", assigns=["token._.stem"])
def make_stems(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Stem every token that has a letter; of others the stem is the token itself."""
    del nlp, name
    register()
    return _mark_stems


def _mark_stems(doc: Doc) -> Doc:
    set_values(doc, "stem", stems_of(token_texts(doc)))
    return doc
