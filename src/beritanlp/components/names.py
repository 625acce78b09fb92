"""Mark organisations: ``doc.spans["institutions"]``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.docs import marking
from beritanlp.marking.stages import mark_names

__all__ = ["make_names"]


@Language.factory("beritanlp_names", assigns=["doc.spans"])
def make_names(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mark every mention of an organisation.

    The label is its kind, ``kb_id_`` its id in the list (empty if no list knows it), ``id_`` is
    shared by all mentions of one organisation in the doc. An official name that is neither
    today's of the list nor the longest form here (the name at the article's date, *Kepolisian
    Sektor …* for *Polsek …*) is in ``doc.user_data["beritanlp.institution_names"]``, by ``id_``;
    its acronym, where one is known, in ``doc.user_data["beritanlp.institution_acronyms"]``.
    """
    del nlp, name
    return marking(mark_names)
