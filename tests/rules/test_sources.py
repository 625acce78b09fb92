"""SourceReader.read on phrases: office, organisation, titles and name, pronoun, description."""

from __future__ import annotations

import pytest

from beritanlp.rules.phrases import Range
from beritanlp.rules.reading import read
from beritanlp.rules.sources import Source, SourceReader
from beritanlp.text.page import Page

RUDI = "Rudi Hartanta"
SARI = "Sari Wulandari"


def _source(
    phrase: str, rest: str = " mengatakan jalan itu ditutup."
) -> tuple[Page, Source | None]:
    """The source at the first word of *phrase*, which stands before *rest*."""
    reading = read(phrase + rest)
    reader = SourceReader(reading.page, reading.institutions)
    return reading.page, reader.read(0, len(reading.page))


def _words(page: Page, words: Range | None) -> str | None:
    return page.slice(*words) if words else None


@pytest.mark.parametrize(
    ("phrase", "mention", "role", "affiliation"),
    [
        pytest.param(RUDI, RUDI, None, None, id="name alone"),
        pytest.param(f"Dr. H. {RUDI}", RUDI, None, None, id="titles before"),
        pytest.param(f"{RUDI}, S.H., M.Si.,", RUDI, None, None, id="degrees behind"),
        pytest.param(f"{RUDI} (45)", RUDI, None, None, id="age behind"),
        pytest.param(
            f"Kepala Dinas Kesehatan Kota Bogor {SARI}",
            SARI,
            "Kepala",
            "Dinas Kesehatan Kota Bogor",
            id="head of an agency",
        ),
        pytest.param(
            f"Kepala Dinas Kesehatan Kota Bogor, dr. {SARI}, M.Kes.,",
            SARI,
            "Kepala",
            "Dinas Kesehatan Kota Bogor",
            id="commas title and degree",
        ),
        pytest.param(
            f"Ketua Umum Apeksi, Bima {RUDI},",
            f"Bima {RUDI}",
            "Ketua Umum",
            "Apeksi",
            id="a name behind a comma that begins like a place",
        ),
        pytest.param(
            f"Kuasa hukum Wulandari, {RUDI},",
            RUDI,
            "Kuasa hukum Wulandari",
            None,
            id="lawyer of a named client",
        ),
        pytest.param(
            f"Putri tiri Bupati Bambang Prakoso, {SARI},",
            SARI,
            None,
            None,
            id="kin of somebody in office",
        ),
        pytest.param(
            "Direktur Retail Banking BNI Tambok Hartanta",
            "Tambok Hartanta",
            "Direktur Retail Banking",
            "BNI",
            id="a division before its company",
        ),
        pytest.param(
            f"Kasubdit 1 Kamneg Ditreskrimum Polda Banten, Kompol {RUDI},",
            RUDI,
            "Kasubdit 1 Kamneg Ditreskrimum",
            "Polda Banten",
            id="a division before its police",
        ),
        pytest.param(
            f"Kapolda Jatim Irjen. Pol. {RUDI}", RUDI, "Kapolda Jatim", None, id="rank with stops"
        ),
        pytest.param(f"Dr {RUDI} MSi", RUDI, None, None, id="degree with small letters"),
        pytest.param(
            f"{RUDI} (51), pedagang buku yang datang dari Jakarta,",
            RUDI,
            "pedagang buku",
            None,
            id="apposition before a relative clause",
        ),
        pytest.param(
            "Menteri Kelautan dan Perikanan Sakti Wahyu Hartanta",
            "Sakti Wahyu Hartanta",
            "Menteri Kelautan dan Perikanan",
            None,
            id="a name that begins with an ordinary word",
        ),
        pytest.param(
            f"{SARI}, Kepala Dinas Kesehatan Kota Bogor,",
            SARI,
            "Kepala",
            "Dinas Kesehatan Kota Bogor",
            id="office behind the name",
        ),
        pytest.param(
            f"{SARI} selaku Kepala Dinas Kesehatan Kota Bogor",
            SARI,
            "Kepala",
            "Dinas Kesehatan Kota Bogor",
            id="selaku",
        ),
        pytest.param(
            f"Gubernur Jawa Barat {RUDI}", RUDI, "Gubernur Jawa Barat", None, id="governor"
        ),
        pytest.param(f"Bupati Jember {RUDI}", RUDI, "Bupati Jember", None, id="regent"),
        pytest.param(
            f"Wali Kota Bandar Lampung {RUDI}", RUDI, "Wali Kota Bandar Lampung", None, id="mayor"
        ),
        pytest.param(
            f"Wakil Bupati Jember H. {RUDI}", RUDI, "Wakil Bupati Jember", None, id="deputy"
        ),
        pytest.param(f"Menteri Sosial {RUDI}", RUDI, "Menteri Sosial", None, id="minister"),
        pytest.param(f"Menpan-RB {RUDI}", RUDI, "Menpan-RB", None, id="fused office"),
        pytest.param(f"Presiden {RUDI}", RUDI, "Presiden", None, id="president"),
        pytest.param(f"Ketua KPU Papua {RUDI}", RUDI, "Ketua", "KPU Papua", id="chair"),
        pytest.param(
            f"Juru Bicara KPK, {RUDI},", RUDI, "Juru Bicara", "KPK", id="spokesman with commas"
        ),
        pytest.param(f"anggota DPR {RUDI}", RUDI, "anggota", "DPR", id="member"),
        pytest.param(
            f"Plt. Kepala Dinas Sosial Kabupaten Jember {RUDI}",
            RUDI,
            "Plt. Kepala",
            "Dinas Sosial Kabupaten Jember",
            id="acting head",
        ),
        pytest.param(
            f"Direktur Utama PT Tirta Jaya Abadi {RUDI}",
            RUDI,
            "Direktur Utama",
            "PT Tirta Jaya Abadi",
            id="company that no list knows",
        ),
        pytest.param(
            f"Rektor Universitas Jember, Prof. {SARI},",
            SARI,
            "Rektor",
            "Universitas Jember",
            id="university",
        ),
        pytest.param(
            f"Kapolres Jember AKBP {RUDI}", RUDI, "Kapolres Jember", None, id="police rank"
        ),
        pytest.param(
            f"Kepala Bidang Humas Polda Jawa Timur Kombes {RUDI}",
            RUDI,
            "Kepala Bidang Humas",
            "Polda Jawa Timur",
            id="unit of the police",
        ),
        pytest.param(
            f"Ketua Umum Partai Golkar {RUDI}", RUDI, "Ketua Umum", "Partai Golkar", id="party"
        ),
        pytest.param(f"warga Desa Wanasari, {RUDI},", RUDI, None, None, id="villager"),
        pytest.param(
            f"Sekretaris Jenderal (Sekjen) PDI-P {RUDI}",
            RUDI,
            "Sekretaris Jenderal",
            "PDI-P",
            id="short form of the office in brackets",
        ),
        pytest.param(
            f"Kabid Humas Polda Jatim Kombes Pol {RUDI}",
            RUDI,
            "Kabid Humas",
            "Polda Jatim",
            id="rank of two words",
        ),
        pytest.param(
            f"Anggota Komisi IX DPR RI {RUDI}",
            RUDI,
            "Anggota Komisi IX",
            "DPR RI",
            id="committee of parliament",
        ),
    ],
)
def test_read_finds_name_role_and_affiliation(
    phrase: str, mention: str, role: str | None, affiliation: str | None
) -> None:
    page, source = _source(phrase)
    assert source is not None
    assert (source.kind, source.former) == ("named", False)
    assert _words(page, source.mention) == mention
    if role is not None or affiliation is not None:
        assert _words(page, source.role) == role
    assert _words(page, source.affiliation) == affiliation


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param(f"Kapolsek Wanasari AKP {RUDI}", id="rank behind a place that no list knows"),
        pytest.param(f"Danrem 083/Baladhika Jaya Kolonel Inf {RUDI}", id="rank behind a command"),
        pytest.param(f"Kepala Desa Wanasari, Drs. H. {RUDI},", id="titles behind a comma"),
        pytest.param(
            f"Kepala Desa Wanasari, Kecamatan Ambulu, Kabupaten Jember, {RUDI},",
            id="district and regency between commas",
        ),
        pytest.param(
            f"Wakil Ketua Komisi II DPR dari Fraksi Partai Golkar {RUDI}", id="dari fraksi"
        ),
        pytest.param(f"Ketua RT 03/RW 05 {RUDI}", id="numbers in the office"),
        pytest.param(f"Ketua RW 05 {RUDI}", id="number in the office"),
        pytest.param(f"Mahasiswi Universitas Jember asal Kota Bogor, {SARI},", id="asal"),
    ],
)
def test_read_finds_where_the_name_begins(phrase: str) -> None:
    page, source = _source(phrase)
    assert source is not None
    assert source.kind == "named"
    assert _words(page, source.mention) == (SARI if SARI in phrase else RUDI)


@pytest.mark.parametrize(
    ("phrase", "mention", "role"),
    [
        pytest.param(f"Mantan Bupati Jember {RUDI}", RUDI, "Bupati Jember", id="mantan"),
        pytest.param(f"mantan Menteri Sosial {RUDI}", RUDI, "Menteri Sosial", id="lower case"),
        pytest.param(f"Eks Kapolres Jember {RUDI}", RUDI, "Kapolres Jember", id="eks"),
        pytest.param(f"{RUDI}, mantan Bupati Jember,", RUDI, "Bupati Jember", id="behind the name"),
    ],
)
def test_read_keeps_a_former_office_apart(phrase: str, mention: str, role: str) -> None:
    page, source = _source(phrase)
    assert source is not None
    assert source.former
    assert _words(page, source.mention) == mention
    assert _words(page, source.role) == role


@pytest.mark.parametrize(
    ("phrase", "kind", "mention"),
    [
        pytest.param("Ia", "pronoun", "Ia", id="ia"),
        pytest.param("Dia", "pronoun", "Dia", id="dia"),
        pytest.param("Beliau", "pronoun", "Beliau", id="beliau"),
        pytest.param("Mereka", "pronoun", "Mereka", id="mereka"),
        pytest.param("Pihaknya", "pronoun", "Pihaknya", id="pihaknya"),
        pytest.param("KPK", "institution", "KPK", id="acronym"),
        pytest.param("Kementerian PAN-RB", "institution", "Kementerian PAN-RB", id="ministry"),
        pytest.param(
            "Dinas Kesehatan Kota Bogor", "institution", "Dinas Kesehatan Kota Bogor", id="agency"
        ),
        pytest.param("Presiden", "role", "Presiden", id="office alone"),
        pytest.param("Kapolres Jember", "role", "Kapolres Jember", id="office with its region"),
        pytest.param(
            "Mantan Bupati Banyuwangi ini", "role", "Mantan Bupati Banyuwangi ini", id="mantan ini"
        ),
        pytest.param("Politikus PDI-P itu", "role", "Politikus PDI-P itu", id="politician itu"),
        pytest.param("Seorang warga", "description", "Seorang warga", id="a resident"),
        pytest.param("Para pedagang", "description", "Para pedagang", id="traders"),
        pytest.param(
            "Salah seorang saksi mata", "description", "Salah seorang saksi mata", id="a witness"
        ),
        pytest.param("Sejumlah petani", "description", "Sejumlah petani", id="farmers"),
    ],
)
def test_read_finds_sources_without_a_name(phrase: str, kind: str, mention: str) -> None:
    page, source = _source(phrase)
    assert source is not None
    assert source.kind == kind
    assert _words(page, source.mention) == mention


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [("Mereka", True), ("Para pedagang", True), ("Ia", False), ("Seorang warga", False)],
)
def test_read_knows_groups(phrase: str, plural: bool) -> None:
    _, source = _source(phrase)
    assert source is not None
    assert source.plural is plural


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("Pada Senin", id="preposition and day"),
        pytest.param("Tidak", id="negation"),
        pytest.param("Jalan Sudirman", id="street"),
        pytest.param("Namun", id="connective"),
        pytest.param("12 Februari 2025", id="date"),
        pytest.param("Kabupaten Jember", id="place"),
    ],
)
def test_read_finds_no_source(phrase: str) -> None:
    _, source = _source(phrase, " ramai sejak pagi.")
    assert source is None


def test_read_stops_before_the_limit() -> None:
    reading = read(f"{RUDI} Kepala Dinas Sosial Kabupaten Jember mengatakan jalan itu ditutup.")
    reader = SourceReader(reading.page, reading.institutions)
    source = reader.read(0, 1)
    assert source is not None
    assert source.end <= 1


def test_read_at_the_end_of_the_page_is_none() -> None:
    reading = read(f"{RUDI} pulang.")
    reader = SourceReader(reading.page, reading.institutions)
    assert reader.read(len(reading.page), len(reading.page)) is None


def test_read_behind_a_cue_ends_before_the_adverbial() -> None:
    reading = read(f"Jalan ditutup, kata Ketua KPU Papua {RUDI} saat ditemui di Semarang, Senin.")
    page = reading.page
    reader = SourceReader(page, reading.institutions)
    source = reader.read(page.lower.index("ketua"), len(page))
    assert source is not None
    assert page.slice(source.start, source.end) == f"Ketua KPU Papua {RUDI}"


def test_initials_behind_a_name_are_not_an_organisation() -> None:
    page, source = _source("Menteri Koordinator Rudi Agus Hartanta (RAH)")
    assert source is not None
    assert _words(page, source.name) == "Rudi Agus Hartanta"


def test_a_degree_is_nobody() -> None:
    _, source = _source("Doktor Ilmu Politik")
    assert source is None or source.name is None


def test_a_firm_is_no_person() -> None:
    _, source = _source("Wanasari Sekuritas")
    assert source is not None
    assert source.kind == "institution"
