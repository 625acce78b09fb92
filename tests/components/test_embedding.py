"""What the model sees of each word."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.language import Language

from beritanlp.components.embedding import COLUMNS, news_embed, word_columns

BORDER, NAME = COLUMNS.index("border"), COLUMNS.index("name")


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank(
        "id", config={"nlp": {"tokenizer": {"@tokenizers": "beritanlp.tokenizer.v1"}}}
    )


def test_columns_have_a_row_for_each_token(blank: Language) -> None:
    doc = blank("Bupati Jember Rudi Hartanta tiba di Jakarta.  Ia tersenyum.")
    assert word_columns(doc).shape == (len(doc), len(COLUMNS))
    assert word_columns(blank("")).shape == (0, len(COLUMNS))


def test_names_of_one_kind_look_alike(blank: Language) -> None:
    doc = blank("Warga Jember dan warga Bogor bertemu KPU di sana.")
    code = {token.text: word_columns(doc)[token.i, NAME] for token in doc}
    assert code["Jember"] == code["Bogor"] != 0
    assert code["KPU"] not in (0, code["Jember"])
    assert code["bertemu"] == 0


def test_sentences_begin_where_the_rules_say(blank: Language) -> None:
    doc = blank("Rudi tiba di Jakarta. Ia tersenyum.")
    begins = [token.text for token in doc if word_columns(doc)[token.i, BORDER]]
    assert begins == ["Rudi", "Ia"]


def test_inflected_forms_share_the_stem(blank: Language) -> None:
    doc = blank("menulis ditulis membaca")
    stems = word_columns(doc)[:, COLUMNS.index("stem")]
    assert stems[0] == stems[1] != stems[2]


def test_entities_of_a_doc_change_no_feature(blank: Language) -> None:
    doc = blank("Yayasan Sukakata menolak.")
    before = word_columns(doc).copy()
    doc.ents = [doc.char_span(0, 7, label="PER")]
    from beritanlp.components.embedding import remembered

    remembered.forget()
    np.testing.assert_array_equal(word_columns(doc), before)


@pytest.mark.parametrize("columns", [True, False])
def test_embedding_gives_a_row_of_that_width(blank: Language, columns: bool) -> None:
    model = news_embed(
        width=16, table_width=8, attrs=["NORM"], rows=[50], use_columns=columns,
        include_static_vectors=False, registers=["NEWS", "ENCYCLOPEDIA"],
    )  # fmt: skip
    docs = [blank("Rudi tiba."), blank(""), blank("Ia tersenyum di Jakarta.")]
    model.initialize(X=docs)
    assert [rows.shape for rows in model.predict(docs)] == [(3, 16), (0, 16), (5, 16)]


def test_register_of_the_text_changes_what_is_seen(blank: Language) -> None:
    model = news_embed(
        width=16, table_width=8, attrs=["NORM"], rows=[50], use_columns=False,
        include_static_vectors=False, registers=["NEWS", "ENCYCLOPEDIA"],
    )  # fmt: skip
    one, other = blank("Rudi tiba."), blank("Rudi tiba.")
    one.cats, other.cats = {"NEWS": 0.9, "ENCYCLOPEDIA": 0.1}, {"NEWS": 0.2, "ENCYCLOPEDIA": 0.8}
    model.initialize(X=[one])
    first, second = model.predict([one, other])
    assert not np.allclose(first, second)
