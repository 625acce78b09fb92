from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("spacy")

from spacy.kb import InMemoryLookupKB
from spacy.vocab import Vocab

from beritanlp.components.knowledge_base import make_knowledge_base
from beritanlp.lexicons.gazetteer import all_institutions


def test_the_list_is_a_knowledge_base_that_can_be_saved(tmp_path: Path) -> None:
    kb = make_knowledge_base(Vocab())
    assert kb.get_size_entities() == len(all_institutions())
    assert [c.entity_ for c in kb.get_alias_candidates("Bawaslu")] == ["bawaslu"]
    kb.to_disk(tmp_path / "kb")
    again = InMemoryLookupKB(Vocab(), entity_vector_length=1)
    again.from_disk(tmp_path / "kb")
    assert again.get_size_aliases() == kb.get_size_aliases()
