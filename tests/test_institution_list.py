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


def test_a_body_existed_from_its_first_day_to_its_last() -> None:
    record = bn.institutions.get("kasn")  # a commission made in 2014
    assert record is not None
    assert record.valid_from is not None
    assert record.existed(record.valid_from)
    assert not record.existed(record.valid_from - dt.timedelta(days=1))
    gone = bn.institutions.get("kemenakertrans")
    assert gone is not None
    assert gone.valid_from is None
    assert gone.valid_to is not None
    assert gone.existed(gone.valid_to)
    assert gone.existed(DAY(1990, 1, 1))
    assert not gone.existed(gone.valid_to + dt.timedelta(days=1))


def test_a_record_says_all_that_the_list_knows() -> None:
    record = bn.institutions.get("kasn")
    assert record is not None
    assert record.name == "Komisi Aparatur Sipil Negara"
    assert (record.id, record.acronym, record.kind) == ("kasn", "KASN", "state_body")
    assert (record.parent_id, record.valid_from) == (None, DAY(2014, 1, 15))
    assert record.successors == ("bkn", "kemenpanrb")
    assert (record.source, record.instrument) == ("id-law", "UU 5/2014")
    assert {"KASN", "Komisi Aparatur Sipil Negara"} <= set(record.names)
    fiscal = bn.institutions.get("bkf")
    assert fiscal is not None
    assert (fiscal.parent_id, fiscal.valid_to) == ("kemenkeu", DAY(2024, 11, 4))


def test_a_member_of_a_local_family_has_a_name_and_what_it_is_a_part_of() -> None:
    record = bn.institutions.get("dewan-perwakilan-rakyat-daerah:32.71")
    assert record == bn.institutions.InstitutionRecord(
        id="dewan-perwakilan-rakyat-daerah:32.71",
        name="Dewan Perwakilan Rakyat Daerah Kota Bogor",
        acronym=None,
        kind=bn.InstitutionKind.LOCAL_GOVERNMENT,
        parent_id="pemerintah:32.71",
    )
    assert bn.institutions.get("no-such-body") is None


def test_search_puts_those_first_that_existed_on_the_day() -> None:
    ids = {
        year: [
            found.id for found in bn.institutions.search("Kementrian Kehutanann", DAY(year, 1, 1))
        ]
        for year in (2012, 2025)
    }
    assert ids[2012][0] == "kemenhut-2009"
    assert ids[2025][0] == "kemenhut"
    assert set(ids[2012]) == set(ids[2025])


def test_search_gives_no_more_than_the_limit_and_nothing_for_what_is_like_no_name() -> None:
    assert len(bn.institutions.search("kementrian keuangn")) > 1
    assert len(bn.institutions.search("kementrian keuangn", limit=1)) == 1
    assert bn.institutions.search("zzzzqqq") == []
    assert bn.institutions.search("kemn") == []  # too short to be like others
    assert bn.institutions.search("Kapolri") == []  # an office, no body


@pytest.mark.parametrize("office", ["Gubernur Jateng", "Gubernur Jawa Tengah"])
def test_holders_of_a_region_have_its_code(office: str) -> None:
    rows = bn.institutions.holders(office)
    assert {row.region_code for row in rows} == {"33"}
    assert [row.valid_from for row in rows] == sorted(row.valid_from for row in rows)


@pytest.mark.parametrize("office", ["Ketua KPK", "Ketua Komisi Pemberantasan Korupsi"])
def test_an_office_is_known_by_any_name_of_its_body(office: str) -> None:
    names = {row.name for row in bn.institutions.holders(office)}
    assert "Firli Bahuri" in names
    assert bn.institutions.holders("Ketua Rapat") == []
