from __future__ import annotations

import pytest

from beritanlp.domain import InstitutionKind, QuoteKind, SpeakerKind
from beritanlp.labels import LANGUAGES, kinds, topic_labels, write_number
from beritanlp.lexicons.rows import SourceKind, Stance

KINDS = {
    "institution_kind": set(InstitutionKind),
    "kind": set(QuoteKind),
    "source_kind": set(SourceKind),
    "speaker_kind": {*SpeakerKind, "unknown"},
    "stance": set(Stance),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_a_name(language: str) -> None:
    named = {name: set(table) for name, table in kinds(language).items()}  # type: ignore[arg-type]
    assert named == {name: set(map(str, values)) for name, values in KINDS.items()}


def test_topics_are_named_by_code_and_label() -> None:
    assert topic_labels("en")["Kesehatan"] == topic_labels("en")["3"] == "Health"
    assert topic_labels("id")["3"] == "Kesehatan"


def test_numbers_have_the_marks_of_the_language() -> None:
    assert write_number(1234.5, ",.2f", "en") == "1,234.50"
    assert write_number(1234.5, ",.2f", "id") == "1.234,50"
