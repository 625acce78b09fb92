"""Mark quotes, their cues and the words that name their sources."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.docs import marking
from beritanlp.marking.stages import mark_quotes

__all__ = ["make_quotes"]


@Language.factory("beritanlp_quotes", assigns=["doc.spans"])
def make_quotes(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mark quotes; the parts of one share ``span.id_`` (``q0``, ``q1`` …).

    ``doc.spans["quotes"]`` holds one span per piece of content (label: kind; ``kb_id_``: the
    rule), ``["cues"]`` the cue (label: the rule too), ``["mentions"]`` the words that name the
    source (label ``clitic`` where they are the -nya of the cue's token).
    """
    del nlp, name
    return marking(mark_quotes)
