"""Lemmas: a table counted from a treebank, roots for all other words."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from beritanlp.components.lemmas import Lemmatizer


@pytest.fixture
def lemmatizer() -> Lemmatizer:
    nlp = spacy.blank("xx")
    doc = Doc(
        nlp.vocab,
        words=["sebagai", "mengenai", "mengenai", "Sebagai", "menulis"],
        pos=["ADP", "VERB", "ADP", "ADP", "VERB"],
        lemmas=["bagai", "kena", "mengenai", "bagai", "tulis"],
    )
    made = Lemmatizer(nlp.vocab, "lemmas")
    made.initialize(lambda: [Example(Doc(nlp.vocab, words=[t.text for t in doc]), doc)])
    return made


@pytest.mark.parametrize(
    ("form", "pos", "lemma"),
    [
        ("Sebagai", "ADP", "bagai"),  # as the treebank has it
        ("mengenai", "VERB", "kena"),  # by its part of speech
        ("mengenai", "ADP", "mengenai"),
        ("mempertimbangkan", "VERB", "timbang"),  # by its root
        ("dibelinya", "VERB", "beli"),
        ("Penulis", "PROPN", "Penulis"),  # a name stays
        ("1.500", "NUM", "1.500"),
        ("“", "PUNCT", "“"),
    ],
)
def test_lemma_of_a_word(lemmatizer: Lemmatizer, form: str, pos: str, lemma: str) -> None:
    assert lemmatizer.lemma_of(form, pos) == lemma


def test_table_keeps_only_what_roots_do_not_give(lemmatizer: Lemmatizer) -> None:
    assert "menulis" not in lemmatizer.table
    assert "menulis|VERB" not in lemmatizer.table


def test_table_survives_saving(lemmatizer: Lemmatizer, tmp_path: Path) -> None:
    lemmatizer.to_disk(tmp_path / "lemmas")
    again = Lemmatizer(lemmatizer.vocab, "lemmas").from_disk(tmp_path / "lemmas")
    assert again.table == lemmatizer.table
    same = Lemmatizer(lemmatizer.vocab, "lemmas").from_bytes(lemmatizer.to_bytes())
    assert same.table == lemmatizer.table


def test_score_counts_words_with_a_lemma(lemmatizer: Lemmatizer) -> None:
    gold = Doc(lemmatizer.vocab, words=["Ia", "menulis"], lemmas=["ia", "tulisan"])
    found = Doc(lemmatizer.vocab, words=["Ia", "menulis"], pos=["PRON", "VERB"])
    assert lemmatizer.score([Example(lemmatizer(found), gold)]) == {"lemma_acc": 0.5}
    assert lemmatizer.score([]) == {"lemma_acc": None}
