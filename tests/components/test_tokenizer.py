"""The library's tokenizer as spaCy's: a Doc whose text is the input, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from beritanlp.components.tokenizer import BeritaTokenizer, make_tokenizer
from beritanlp.pipeline import load_pipeline

TOKENIZER = BeritaTokenizer(Vocab())
# lone surrogates cannot be stored in spaCy's vocabulary: see below
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_text_of_the_doc_is_the_input(text: str) -> None:
    assert TOKENIZER(text).text == text


@given(
    st.lists(st.sampled_from([" ", "  ", "\t", "\n", "\u00a0", "\r\n", "kata", "PAN-RB", "”", ","]))
)
@settings(max_examples=200, deadline=None)
def test_text_of_the_doc_is_the_input_with_every_white_space(parts: list[str]) -> None:
    text = "".join(parts)
    assert TOKENIZER(text).text == text


def test_halves_of_surrogate_pairs_become_one_replacement_character_each() -> None:
    text = "Ia \ud83d datang\ude00."
    assert TOKENIZER(text).text == "Ia \ufffd datang\ufffd."


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_tokens_stand_where_they_say(text: str) -> None:
    doc = TOKENIZER(text)
    assert all(text[t.idx : t.idx + len(t.text)] == t.text for t in doc)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kementerian PAN-RB", ["Kementerian", "PAN-RB"]),
        ("berbelit-belit.", ["berbelit-belit", "."]),
        ("“Siap,” kata", ["“", "Siap", ",", "”", "kata"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [t.text for t in TOKENIZER(text)] == words


def test_the_factory_is_what_the_pipeline_uses() -> None:
    assert isinstance(load_pipeline().tokenizer, BeritaTokenizer)
    assert isinstance(make_tokenizer()(load_pipeline()), BeritaTokenizer)


def test_the_tokenizer_stores_nothing() -> None:
    data = TOKENIZER.to_bytes()
    assert data == b""
    assert TOKENIZER.from_bytes(data) is TOKENIZER
