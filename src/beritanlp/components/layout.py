"""Mark what the parts of the page are: ``doc.spans["layout"]``, labels as in ``Layout``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.docs import marking
from beritanlp.marking.stages import mark_layout

__all__ = ["make_layout"]


@Language.factory("beritanlp_layout", assigns=["doc.spans"])
def make_layout(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mark title, dateline, byline, body paragraphs and boilerplate.

    The dateline's ``id_`` is its place and its outlet with a tab between. A date that the page
    states (ISO) is in ``doc.user_data["beritanlp.stated"]``.
    """
    del nlp, name
    return marking(mark_layout)
