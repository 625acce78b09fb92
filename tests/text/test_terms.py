"""Terms and clitics of single words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.lexicons.rows import StemException
from beritanlp.lexicons.tables import read_table
from beritanlp.text.stem import stem_word
from beritanlp.text.terms import clitics_of, name_term, word_term

ROWS = read_table("stem_exceptions.csv", StemException)


@pytest.mark.parametrize("row", [pytest.param(row, id=row.form) for row in ROWS])
def test_stem_exceptions_mend_what_sastrawi_gets_wrong(row: StemException) -> None:
    assert row.form == row.form.lower()
    assert stem_word(row.form) != row.term, "the row is not needed"
    forms = [row.form, row.form.capitalize()]
    if not row.form.endswith(("nya", "ku", "mu", "lah")):
        forms += [f"{row.form}nya", f"{row.form}-nya"]
    assert [word_term(form) for form in forms] == [row.term] * len(forms)


def test_stem_exceptions_are_attested(shared_data: Path) -> None:
    wanted: dict[tuple[str, str], list[str]] = {}
    for row in ROWS:
        file, _, id_ = row.attested.partition(" ")
        wanted.setdefault((file, id_), []).append(row.form)
    for file in sorted({file for file, _ in wanted}):
        with (shared_data / file).open(encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                text = article["text"].lower()
                for form in wanted.pop((file, article["id"]), ()):
                    assert form in text, f"{form} is not in {file} {article['id']}"
    assert wanted == {}


@pytest.mark.parametrize(
    ("word", "term"),
    [
        # the examples of peers.md and of the issue
        ("penyelidikan", "selidik"), ("penyidikan", "sidik"), ("perbankan", "bank"),
        ("berikan", "beri"), ("memasuki", "masuk"), ("penegakan", "tegak"), ("senilai", "nilai"),
        ("berbasis", "basis"), ("Pemilu", "pemilu"), ("kepemiluan", "pemilu"),
        ("Perpres", "perpres"),
        ("gerakan", "gerak"), ("pergerakan", "gerak"), ("perpajakan", "pajak"),
        ("peternakan", "ternak"), ("mengunjungi", "kunjung"), ("berupa", "rupa"),
        ("menangis", "tangis"), ("pengering", "kering"), ("relawan", "relawan"),
        ("pengaman", "aman"),
        # Sastrawi's own right answers stay
        ("mengatakan", "kata"), ("pemberitaan", "berita"), ("berbelit-belit", "belit"),
        ("Kesehatan", "sehat"), ("di", "di"), ("korupsi", "korupsi"),
        # forms that no row has
        ("disidaknya", "sidak"), ("pemilunya", "pemilu"), ("mereplikasikan", "replikasi"),
        ("perbankannya", "bank"), ("ketidakhadirannya", "hadir"), ("ketidakrukunan", "rukun"),
        ("penggalakan", "galak"), ("kesibukan", "sibuk"), ("pelacakan", "lacak"),
        # no words of letters alone
        ("kompas.com", "kompas.com"), ("covid-19", "covid-19"), ("Jum'at", "jum'at"), ("", ""),
    ],
)  # fmt: skip
def test_word_term(word: str, term: str) -> None:
    assert word_term(word) == term


@pytest.mark.parametrize(
    ("word", "term"),
    [
        pytest.param("Bekasi", "Bekasi", id="as written"),
        pytest.param("KPK", "KPK", id="acronym"),
        pytest.param("PAN-RB", "PAN-RB", id="acronym with hyphen"),
        pytest.param("Jokowi-lah", "Jokowi", id="clitic behind a hyphen"),
        pytest.param("BPS-nya", "BPS", id="clitic behind an acronym"),
        pytest.param("JAKARTA", "Jakarta", id="in capitals"),
        pytest.param("Nur-lela", "Nur-lela", id="hyphen, no clitic"),
        pytest.param("-nya", "-nya", id="clitic alone"),
    ],
)
def test_name_term(word: str, term: str) -> None:
    assert name_term(word) == term


@pytest.mark.parametrize(
    ("word", "proclitic", "enclitics"),
    [
        ("katanya", None, ("nya",)),
        ("rumahku", None, ("ku",)),
        ("bukumu", None, ("mu",)),
        ("inilah", None, ("lah",)),
        ("apakah", None, ("kah",)),
        ("siapapun", None, ("pun",)),
        ("tokoh-tokohnyalah", None, ("nya", "lah")),
        ("APBD-nya", None, ("nya",)),
        ("penyelidikannya", None, ("nya",)),
        ("kubaca", "ku", ()),
        ("kubacakannya", "ku", ("nya",)),
        ("kaulihat", "kau", ()),
        ("ku-follow", "ku", ()),
    ],
)
def test_clitics_of(word: str, proclitic: str | None, enclitics: tuple[str, ...]) -> None:
    assert clitics_of(word) == (proclitic, enclitics)


@pytest.mark.parametrize(
    "word",
    ["sekolah", "masalah", "bermasalah", "buku", "hanya", "punya", "tanya", "langkah", "menikah",
     "meskipun", "akhirnya", "sebelumnya", "kuburan", "kuasai", "kumpulkan", "kunjungi", "kuning",
     "ilmu", "kamu", "kelakuan", "", "-", "nya", "KPK", "2020", "”"],
)  # fmt: skip
def test_clitics_of_finds_none(word: str) -> None:
    assert clitics_of(word) == (None, ())


@pytest.mark.parametrize("word", ["ketidak" * 5_000 + "an" * 5_000, "a" * 100_000, "nya" * 50_000])
def test_terms_of_endless_words_are_quick_and_whole(word: str) -> None:
    assert word_term(word) == word
    assert clitics_of(word) == (None, ())


@given(st.text())
def test_terms_and_clitics_of_any_string(text: str) -> None:
    assert isinstance(word_term(text), str)
    assert isinstance(name_term(text), str)
    lower = text.lower()
    for form in clitics_of(text).enclitics:
        assert form in lower
