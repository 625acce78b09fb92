"""Mark the words that show a policy topic: ``doc.spans["topics"]``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.docs import marking
from beritanlp.marking.stages import mark_topics
from beritanlp.topics.codebook import codebook_of

__all__ = ["make_topics"]


@Language.factory("beritanlp_topics", assigns=["doc.spans"], default_config={"codebook": ""})
def make_topics(nlp: Language, name: str, codebook: str) -> Callable[[Doc], Doc]:
    """Mark the codebook's terms.

    The label is the topic's code, ``kb_id_`` the term's strength, ``id_`` the term. *codebook* is
    the file of another codebook than the package's.
    """
    del nlp, name
    return marking(partial(mark_topics, codebook=codebook_of(codebook)))
