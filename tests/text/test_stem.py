"""Stems are Sastrawi's own, word for word."""

from __future__ import annotations

import random
from typing import Any

import pytest
from nltk.stem.api import StemmerI
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

import beritanlp as bn
from beritanlp.text.stem import SastrawiStemmer, is_root_word, stem_word

_AFFIXES = [
    ("", ""), ("me", ""), ("mem", "kan"), ("men", "i"), ("meng", "kan"), ("meny", ""), ("di", ""),
    ("di", "kan"), ("diper", "kan"), ("ber", ""), ("ber", "an"), ("ter", ""), ("ter", "i"),
    ("pe", "an"), ("pem", "an"), ("pen", "an"), ("peng", "an"), ("per", "an"), ("ke", "an"),
    ("se", "nya"), ("", "nya"), ("", "lah"), ("", "kah"), ("", "ku"), ("ke", "annya"),
    ("memper", "i"),
]  # fmt: skip


@pytest.fixture(scope="module")
def sastrawi() -> Any:
    """PySastrawi's stemmer as its own factory makes it."""
    return StemmerFactory().create_stemmer()


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("mengatakan", "kata"),
        ("dikatakannya", "kata"),
        ("berbelit-belit", "belit"),
        ("memperbarui", "baru"),
        ("menyatakan", "nyata"),
        ("pelayanannya", "layan"),
        ("kebersamaan", "sama"),
        ("keberhasilannya", "hasil"),
        ("buku-buku", "buku"),
        ("berlari-larian", "lari"),
        ("bekerja", "kerja"),
        ("Mengatakan", "kata"),
        ("makan", "makan"),
        ("digitalisasi", "digitalisasi"),
    ],
)
def test_stem_word_gives_sastrawis_stem(word: str, stem: str) -> None:
    assert stem_word(word) == stem


def test_stem_word_equals_pysastrawi_on_words_with_affixes(sastrawi: Any) -> None:
    chance = random.Random(2026)
    roots = chance.sample(
        sorted(word for word in StemmerFactory().get_words() if len(word) > 2), 500
    )
    different = []
    for root in roots:
        before, behind = chance.choice(_AFFIXES)
        word = f"{before}{root}{behind}"
        if stem_word(word) != sastrawi.stem(word):
            different.append((word, stem_word(word), sastrawi.stem(word)))
    assert different == []


@pytest.mark.parametrize("word", ["PAN-RB", "Jum'at", "2020", "e-KTP", "KOMPAS.com", "“", "", "😀"])
def test_stem_word_equals_pysastrawi_on_what_is_no_word(word: str, sastrawi: Any) -> None:
    assert stem_word(word) == sastrawi.stem(word)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mengatakan", id="one word"),
        pytest.param("Para menteri mengatakan pelayanannya cepat", id="words"),
        pytest.param("Pelayanan\nharus cepat, berbelit-belit! Jum'at.", id="lines and marks"),
        pytest.param("mengatakan\tdibuat", id="tab"),
        pytest.param("  ", id="spaces"),
        pytest.param("", id="nothing"),
    ],
)
def test_sastrawi_stemmer_stems_a_text_as_pysastrawi_does(text: str, sastrawi: Any) -> None:
    assert SastrawiStemmer().stem(text) == sastrawi.stem(text)


def test_sastrawi_stemmer_stems_words_in_order() -> None:
    words = ["mengatakan", "buku-buku", "mengatakan"]
    assert SastrawiStemmer().stem_words(words) == ["kata", "buku", "kata"]


def test_sastrawi_stemmer_is_nltks() -> None:
    assert isinstance(bn.SastrawiStemmer(), StemmerI)


@pytest.mark.parametrize(
    ("word", "is_root"), [("kata", True), ("mengatakan", False), ("", False), ("xyz", False)]
)
def test_is_root_word(word: str, is_root: bool) -> None:
    assert is_root_word(word) is is_root
