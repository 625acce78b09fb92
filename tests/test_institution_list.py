"""The list of institutions and the table of office holders, looked up by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import beritanlp as bn
from beritanlp.lexicons.gazetteer import known_surfaces

DAY = dt.date


@pytest.mark.parametrize(
    ("name", "on", "id"),
    [
        ("kemendikbud", DAY(2018, 1, 1), "kemendikbud"),
        ("KEMENPANRB", None, "kemenpanrb"),
        ("Kemen PAN-RB", None, "kemenpanrb"),
        ("kementerian pan rb", None, "kemenpanrb"),
        ("Badan Pengawas Pemilihan Umum", None, "bawaslu"),
        ("bawaslu", None, "bawaslu"),
        ("Kementerian Kehutanan", DAY(2012, 1, 1), "kemenhut-2009"),
        ("Kementerian Kehutanan", DAY(2025, 1, 1), "kemenhut"),
        ("DPRD Kota Bogor", None, "dewan-perwakilan-rakyat-daerah:32.71"),
        ("kpu jember", None, "komisi-pemilihan-umum:35.09"),
        ("xyzzy", None, None),
        ("", None, None),
        (" - ", None, None),
    ],
)
def test_find(name: str, on: DAY | None, id: str | None) -> None:
    found = bn.institutions.find(name, on=on)
    assert (found.id if found else None) == id


def test_a_body_that_is_gone_says_what_became_of_it() -> None:
    record = bn.institutions.find("kemendikbud", on=DAY(2025, 1, 1))
    assert record is not None
    assert not record.existed(DAY(2025, 1, 1))
    assert record.existed(DAY(2018, 1, 1))
    assert record.successors == ("kemendikbudristek",)
    assert bn.institutions.get("kemendikbudristek") is not None


def test_search_knows_misspellings_and_ambiguity() -> None:
    assert bn.institutions.search("kementrian keuangn")[0].id == "kemenkeu"
    on = [record.id for record in bn.institutions.search("Kemenhut", on=DAY(2012, 1, 1))]
    assert on[0] == "kemenhut-2009"
    assert len(bn.institutions.search("kementerian", limit=3)) <= 3


@given(st.sampled_from(known_surfaces()))
def test_every_form_of_the_list_is_found_however_it_is_written(surface: str) -> None:
    ids = {record.id for record in bn.institutions.search(surface, limit=99)}
    assert ids
    for written in (surface.upper(), surface.title(), surface.replace(" ", "-")):
        found = bn.institutions.find(written)
        assert found is not None
        assert found.id in ids


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    bn.institutions.find(text)
    bn.institutions.holder(text, DAY(2020, 1, 1))


@pytest.mark.parametrize(
    ("office", "on", "name"),
    [
        ("Kapolri", DAY(2018, 5, 1), "Muhammad Tito Karnavian"),
        ("Ketua KPK", DAY(2020, 5, 1), "Firli Bahuri"),
        ("Ketua Umum PDI-P", DAY(2020, 5, 1), "Megawati Soekarnoputri"),
        ("Gubernur Jateng", DAY(2020, 5, 1), "Ganjar Pranowo"),
        ("Plt Gubernur Jateng", DAY(2018, 5, 1), "Heru Sudjatmoko"),
        ("menpan-rb", DAY(2023, 5, 1), "Abdullah Azwar Anas"),
        ("Kapolri", DAY(2040, 5, 1), None),
        ("Raja", DAY(2020, 5, 1), None),
    ],
)
def test_holder(office: str, on: DAY, name: str | None) -> None:
    row = bn.institutions.holder(office, on=on)
    assert (row.name if row else None) == name


def test_holders_are_in_the_order_of_time() -> None:
    rows = bn.institutions.holders("Presiden RI")
    assert [row.name for row in rows] == ["Joko Widodo", "Prabowo Subianto"]
