"""One reading of a page: the day it is of, and organisations that only an office brings in."""

from __future__ import annotations

import datetime as dt

import pytest

from beritanlp.rules.reading import read


@pytest.mark.parametrize(
    ("text", "date", "day"),
    [
        ("Jalan dibuka, Senin (2/3/2021).", None, dt.date(2021, 3, 2)),
        ("Jalan dibuka, Senin (2/3/2021), bukan (5/6/2022).", None, dt.date(2021, 3, 2)),
        ("Jalan dibuka, Senin (2/3/2021).", dt.date(2018, 5, 1), dt.date(2018, 5, 1)),
        ("Jalan dibuka, Senin (2/3).", None, None),
        ("Jalan dibuka, Senin 2/3/2021.", None, None),
    ],
)
def test_the_day_is_the_given_one_else_the_first_that_is_stated(
    text: str, date: dt.date | None, day: dt.date | None
) -> None:
    assert read(text, date=date).day == day


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("analis Sukakata Futures Rudi Hartanta", ("Sukakata Futures", "company", 1)),
        ("Rudi Hartanta, analis di Wanasari Blair", ("Wanasari Blair", "company", 1)),
        ("Rudi Hartanta, dosen di Wanasari Blair", ("Wanasari Blair", "education", 1)),
        ("Rudi Hartanta, analis di KPK", ("Komisi Pemberantasan Korupsi", "state_body", 1)),
        ("Rudi Hartanta, analis di Jember", None),
        ("analis BJS Rudi Hartanta", None),
        ("analis Pasar Sukakata Rudi Hartanta", None),
        ("warga Sukakata Rudi Hartanta", None),
    ],
)
def test_an_office_brings_in_its_body(source: str, found: tuple[str, str, int] | None) -> None:
    organisations = read(f"“Harga naik,” kata {source}.").organisations
    assert [(body.name, body.kind, len(body.spans)) for body in organisations] == [
        body for body in [found] if body
    ]


def test_a_body_that_an_office_brought_in_is_found_wherever_it_stands() -> None:
    reading = read(
        "“Harga naik,” kata Rudi Hartanta, analis di Wanasari Blair. Wanasari Blair rugi."
    )
    (body,) = reading.organisations
    assert [reading.page.slice(*span) for span in body.spans] == ["Wanasari Blair"] * 2
    assert reading.institutions == []
