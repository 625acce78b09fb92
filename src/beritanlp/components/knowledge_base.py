"""The list of institutions as a spaCy knowledge base, for entity linkers."""

from __future__ import annotations

from collections import defaultdict

from spacy.kb import InMemoryLookupKB
from spacy.vocab import Vocab

from beritanlp.lexicons.gazetteer import all_institutions, surfaces_of

__all__ = ["make_knowledge_base"]


def make_knowledge_base(vocab: Vocab) -> InMemoryLookupKB:
    """A knowledge base of the listed institutions: entities by id, all written forms as aliases.

    Ids are those of ``Span.kb_id_`` in ``doc.spans["institutions"]``. Bodies that share a form are
    equally probable candidates; vectors have one dimension and frequencies are 1, since the list
    knows neither. Save it with ``to_disk`` for spaCy's ``entity_linker``.
    """
    kb = InMemoryLookupKB(vocab, entity_vector_length=1)
    ids = all_institutions()
    kb.set_entities(list(ids), [1] * len(ids), [[1.0]] * len(ids))
    bearers: dict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        for surface in surfaces_of(id_):
            bearers[surface].append(id_)
    for surface, candidates in bearers.items():
        kb.add_alias(surface, candidates, [1 / len(candidates)] * len(candidates))
    return kb
