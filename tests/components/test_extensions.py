"""Values of all tokens at once: the same as token by token."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from beritanlp.components.extensions import get_values, register, set_values, token_texts

TEXT = "“Airnya sudah surut,” kata Rudi Hartanta (45)."


@pytest.fixture
def doc(nlp: Language) -> Doc:
    register()
    return nlp.make_doc(TEXT)


def test_token_texts_are_those_of_the_tokens(doc: Doc) -> None:
    assert list(token_texts(doc)) == [token.text for token in doc]


def test_token_texts_of_a_doc_from_elsewhere() -> None:
    doc = Doc(Vocab(), words=["Siap", ",", "Pak"])
    assert list(token_texts(doc)) == ["Siap", ",", "Pak"]


def test_token_texts_of_an_empty_doc() -> None:
    assert list(token_texts(Doc(Vocab()))) == []


def test_token_texts_follow_tokens_that_change(doc: Doc) -> None:
    before = len(token_texts(doc))
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[1:3])
    assert list(token_texts(doc)) == [token.text for token in doc]
    assert len(doc) == before - 1


def test_token_texts_follow_tokens_whose_number_stays() -> None:
    doc = Doc(Vocab(), words=["ada", "dua", "kata"])
    assert list(token_texts(doc)) == ["ada", "dua", "kata"]
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:2])
    with doc.retokenize() as retokenizer:
        retokenizer.split(doc[1], ["ka", "ta"], heads=[doc[1], doc[1]])
    assert list(token_texts(doc)) == ["ada dua", "ka", "ta"]


def test_set_values_is_what_each_token_has(doc: Doc) -> None:
    values = [f"x{i}" for i in range(len(doc))]
    set_values(doc, "stem", values)
    assert [token._.stem for token in doc] == values
    assert get_values(doc, "stem") == values


def test_get_values_knows_an_empty_value_from_none(doc: Doc) -> None:
    set_values(doc, "stem", [""] * len(doc))
    assert get_values(doc, "stem") == [""] * len(doc)


def test_get_values_of_what_nobody_set_is_none(doc: Doc) -> None:
    assert get_values(doc, "term") is None
