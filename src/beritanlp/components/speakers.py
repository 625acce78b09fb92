"""Mark who speaks: ``doc.spans["speakers"]``, and all mentions of the speakers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.docs import marking, require
from beritanlp.marking.stages import mark_speakers

__all__ = ["make_speakers"]


@Language.factory("beritanlp_speakers", assigns=["doc.spans"], requires=["doc.spans"])
def make_speakers(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mark the speaker of each quote.

    ``doc.spans["speakers"]`` holds, with the quote's ``id_``, the fullest name of its speaker
    (label: how it was resolved; ``kb_id_``: the speaker, ``s0``, ``s1`` …). ``["people"]`` holds
    every mention of a speaker (label: kind; ``id_``: ``s0`` …; ``kb_id_``: its institution's id),
    ``["roles"]`` role and affiliation (label ``role``, ``former`` or ``affiliation``). A name that
    does not stand in the text is in ``doc.user_data["beritanlp.speaker_names"]``, by speaker.

    Raises:
        PipelineError: when called, where no component before has marked quotes.
    """
    del nlp
    return partial(_mark_behind_quotes, name)


def _mark_behind_quotes(name: str, doc: Doc) -> Doc:
    require(doc, [("quotes", "beritanlp_quotes")], name)
    return _mark_speakers(doc)


_mark_speakers = marking(mark_speakers)
