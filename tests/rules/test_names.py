"""Names of a page, and the terms that its words count as."""

from __future__ import annotations

import pytest

from beritanlp.rules.reading import read

START = "Warga menunggu kabar sejak pagi. "


def names(text: str) -> list[tuple[str, str]]:
    """The names of a text behind a first sentence, each with its kind."""
    found = read(START + text)
    return [(found.page.slice(n.start, n.end), n.kind.value) for n in found.names]


def terms(text: str) -> list[str]:
    found = read(START + text)
    skip = len(START.split()) + 1
    return found.terms[skip:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ia tinggal di Bekasi.", [("Bekasi", "place")], id="place"),
        pytest.param(
            "Ia lahir di Kota Bekasi, Jawa Barat.",
            [("Kota Bekasi", "place"), ("Jawa Barat", "place")],
            id="places of two words",
        ),
        pytest.param("Gempa di Gunung Merapi.", [("Gunung Merapi", "place")], id="mountain"),
        pytest.param("Macet di Jalan Wanasari.", [("Jalan Wanasari", "place")], id="unknown road"),
        pytest.param(
            "Kata dia, Diana Rangkuti datang.", [("Diana Rangkuti", "person")], id="person"
        ),
        pytest.param(
            "Hadir pula Menteri Keuangan Dimas Kusumo.",
            [("Dimas Kusumo", "person")],
            id="behind an office",
        ),
        pytest.param(
            "Ia diperiksa Kementerian Kesehatan.",
            [("Kementerian Kesehatan", "organisation")],
            id="organisation",
        ),
        pytest.param("Ia menonton CCTV itu.", [("CCTV", "other")], id="acronym"),
        pytest.param("Kesehatan warga terjaga. Pemerintah senang.", [], id="sentences begin"),
        pytest.param("Ia datang Senin bersama Bupati.", [], id="day and office"),
        pytest.param("“Memasuki pasar itu sulit,” katanya.", [], id="speech begins"),
    ],
)
def test_find_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Bekasi ramai.", ["Bekasi", "ramai", "."], id="place at the start"),
        pytest.param("Ini bekasnya.", ["ini", "bekas", "."], id="the word that it is not"),
        pytest.param("Memasuki JAKARTA.", ["masuk", "Jakarta", "."], id="place in capitals"),
        pytest.param(
            "Penyelidikan oleh Kementerian Kesehatan.",
            ["selidik", "oleh", "Kementerian", "Kesehatan", "."],
            id="inside an organisation",
        ),
        pytest.param(
            "Menteri Kesehatan hadir.", ["menteri", "sehat", "hadir", "."], id="inside an office"
        ),
        pytest.param("Ia membeli 2 buku.", ["ia", "beli", "2", "buku", "."], id="number"),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Badan Pengawas Pemilihan Umum rapat. Kata dia, Bawaslu setuju.",
            ["Bawaslu", "Bawaslu"],
            id="an organisation in two forms",
        ),
        pytest.param(
            "Diana Rangkuti datang. Kata dia, Diana pulang.",
            ["Diana Rangkuti", "Diana Rangkuti"],
            id="a part of a full name",
        ),
        pytest.param(
            "Diana Rangkuti dan Diana Kusumo datang. Kata dia, Diana pulang.",
            ["Diana Rangkuti", "Diana Kusumo", "Diana"],
            id="a part of two full names stays",
        ),
    ],
)
def test_name_terms_are_one_for_all_mentions(text: str, expected: list[str]) -> None:
    assert read(START + text).name_terms == expected
