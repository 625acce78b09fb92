"""Stems are Sastrawi's own, word for word."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.stem.api import StemmerI
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

import beritanlp as bn
from beritanlp.text import stem as stem_module
from beritanlp.text.stem import SastrawiStemmer, is_root_word, root_words, stem_word

_PREFIXES = (
    "", "", "di", "ke", "se", "ber", "be", "ter", "te", "me", "mem", "men", "meng", "menge", "meny",
    "memper", "per", "pe", "pem", "pen", "peng", "penge", "peny", "ku", "kau",
)  # fmt: skip
_SUFFIXES = (
    "", "", "i", "kan", "an", "is", "isme", "isasi", "lah", "kah", "tah", "pun", "ku", "mu", "nya",
    "-nya", "-lah",
)  # fmt: skip


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


# tests/gold/check_stems.py does the same with a million words and the shared news


def test_stem_word_equals_pysastrawi_on_made_words(sastrawi: Any) -> None:
    chance = random.Random(2026)
    roots = sorted(root_words())
    different = []
    for _ in range(8_000):
        root = chance.choice(roots)
        if chance.random() < 0.2:
            root = root[1:]
        word = (
            "".join(chance.choices(_PREFIXES, k=2)) + root + "".join(chance.choices(_SUFFIXES, k=2))
        )
        if chance.random() < 0.1:
            word += "-" + chance.choice((word, root, "nya"))
        if stem_word(word) != sastrawi.stem(word):
            different.append((word, stem_word(word), sastrawi.stem(word)))
    assert different == []


_PIECES = st.sampled_from(
    [*_PREFIXES, *_SUFFIXES, "er", "el", "em", "in", "ajar", "kata", "baca", "rumah", "-", "kan",
     "a", "i", "u", "e", "o", "b", "r", "t", "k", "p", "s", "ny", "ng", "1", " "]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=7).map("".join))
@hypothesis.settings(max_examples=1_500)
def test_stem_equals_pysastrawi_on_any_pieces(sastrawi: Any, word: str) -> None:
    expected = sastrawi.stem(word)
    assert SastrawiStemmer().stem(word) == expected
    assert stem_word(word) == expected


@given(st.text())
@hypothesis.settings(max_examples=500)
def test_stem_equals_pysastrawi_on_any_string(sastrawi: Any, text: str) -> None:
    assert SastrawiStemmer().stem(text) == sastrawi.stem(text)


@pytest.mark.parametrize(
    "character",
    ["\u0130", "\u0131", "\u017f", "\u212a", "\u00df", "\u0301", "\x00", "\x1c", "\x85", "\u2028",
     "\u200b", "\ud800", "😀", "ａ", "é", "Σ", "\u0660"],
)  # fmt: skip
def test_stem_equals_pysastrawi_on_odd_characters(sastrawi: Any, character: str) -> None:
    text = f"Ke{character}rumahnya {character} membaca{character}"
    assert SastrawiStemmer().stem(text) == sastrawi.stem(text)


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("berima", "1"), ("beragam", "1"), ("bersama", "2"), ("berserta", "3"), ("belajar", "4"),
        ("bekerja", "5"), ("terasing", "6"), ("teraup", "6"), ("tergerak", "7"), ("terpuruk", "8"),
        ("teterbang", "9"), ("melipat", "10"), ("membaca", "11"), ("mempelajari", "12"),
        ("meminum", "13"), ("memukul", "13"), ("mencinta", "14"), ("menanti", "15"),
        ("menumpuk", "15"), ("menggunakan", "16"), ("mengambil", "17"), ("mengupas", "17"),
        ("mengecat", "17"), ("mengeong", "17"), ("menyala", "18"), ("menyikat", "18"),
        ("memproteksi", "19"), ("pewarna", "20"), ("peradilan", "21"), ("perumahan", "21"),
        ("permuka", "23"), ("perdaerah", "24"), ("pembangun", "25"), ("pemimpin", "26"),
        ("pemukiman", "26"), ("pencuri", "27"), ("penari", "28"), ("penimbang", "28"),
        ("pengganti", "29"), ("pengantar", "30"), ("pengirim", "30"), ("pengebom", "30"),
        ("penyanyi", "31"), ("penyakit", "31"), ("pelajar", "32"), ("pelabuhan", "32"),
        ("petarung", "34"), ("terpercaya", "35"), ("pekerja", "36"), ("gerigi", "37"),
        ("telunjuk", "38"), ("gemetar", "39"), ("kinerja", "40"), ("kubaca", "41"),
        ("kaubaca", "42"), ("kelangsungan", "ke-an"), ("jadilah", "-lah"), ("bukumu", "-mu"),
        ("dik", "short"), ("lah", "short"), ("nikmat-ku", "-ku"), ("meniru-nirukan", "doubled"),
        ("malaikat-malaikat-nya", "doubled"), ("-", "hyphen"), ("--a-", "hyphen"),
        ("kankan", "-kan"),
    ],
)  # fmt: skip
def test_stem_equals_pysastrawi_rule_by_rule(sastrawi: Any, word: str, rule: str) -> None:
    assert stem_word(word) == sastrawi.stem(word), f"rule {rule}"


def test_a_word_of_fifty_thousand_letters_is_stemmed_and_not_remembered() -> None:
    word = "di" + "a" * 50_000 + "nya"
    before = len(stem_module._stems())
    assert stem_word(word) == word
    assert len(stem_module._stems()) == before


def test_the_cache_is_emptied_when_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stem_module, "_CACHE_SIZE", 3)
    stem_module._stems().clear()  # other tests may have met the words
    stem_module._stems_of_strings().clear()
    stems = [SastrawiStemmer().stem(word) for word in ("membaca", "ditulis", "bekerja") * 4]
    assert stems == ["baca", "tulis", "kerja"] * 4
    assert len(stem_module._stems()) <= 3


def test_stem_spans_gives_the_words_with_offsets() -> None:
    text = "Mereka berbelit-belit menjelaskannya di Kompas.com, 2 kali."
    found = SastrawiStemmer().stem_spans(text)
    assert [(text[s:e], stem) for s, e, stem in found] == [
        ("Mereka", "mereka"),
        ("berbelit-belit", "belit"),
        ("menjelaskannya", "jelas"),
        ("di", "di"),
        ("Kompas.com", "kompas com"),
        ("kali", "kali"),
    ]


def test_stems_of_the_shared_pairs_equal_pysastrawis(sastrawi: Any, shared_data: Path) -> None:
    for path in sorted((shared_data / "stem").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                expected = sastrawi.stem(row["word"])
                assert stem_word(row["word"]) == expected, f"{path.name}: {row}"


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
