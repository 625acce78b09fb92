"""Who speaks: names, surnames, pronouns, offices, institutions, and nobody rather than a guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import beritanlp as bn
from beritanlp.domain import ResolvedBy, Speaker, SpeakerKind

Speakers = Callable[[str], list[Speaker | None]]

RUDI = "Rudi Hartanta"
SARI = "Sari Wulandari"


def _last(speakers: list[Speaker | None]) -> Speaker:
    assert speakers
    assert speakers[-1] is not None
    return speakers[-1]


@pytest.mark.parametrize(
    ("text", "name", "by"),
    [
        pytest.param(
            f"“Jalan itu ditutup,” kata {RUDI}.", RUDI, ResolvedBy.NAMED, id="name beside the quote"
        ),
        pytest.param(
            f"Camat {RUDI} datang pagi. “Jalan itu ditutup,” kata Hartanta.",
            RUDI,
            ResolvedBy.SURNAME,
            id="last word of the name",
        ),
        pytest.param(
            f"Camat {RUDI} datang pagi. “Jalan itu ditutup,” kata Rudi.",
            RUDI,
            ResolvedBy.SURNAME,
            id="first word of the name",
        ),
        pytest.param(
            f"“Jalan itu ditutup,” kata Rudi. Camat {RUDI} lalu pulang.",
            RUDI,
            ResolvedBy.SURNAME,
            id="full name further down",
        ),
        pytest.param(
            "Camat Abdullah Rudi Hartanta datang pagi. “Jalan itu ditutup,” kata Rudi Hartanta.",
            "Abdullah Rudi Hartanta",
            ResolvedBy.SURNAME,
            id="part of a longer name",
        ),
        pytest.param(
            f"Camat {RUDI} datang pagi. “Jalan itu ditutup,” kata Pak Rudi.",
            RUDI,
            ResolvedBy.SURNAME,
            id="title before the short name",
        ),
        pytest.param(
            f"“Jalan itu ditutup,” kata {RUDI}. Ia mengatakan jembatan itu retak parah.",
            RUDI,
            ResolvedBy.PRONOUN,
            id="ia",
        ),
        pytest.param(
            f"“Jalan itu ditutup,” kata {RUDI}. “Jembatannya retak,” ujar dia.",
            RUDI,
            ResolvedBy.PRONOUN,
            id="dia",
        ),
        pytest.param(
            f"“Jalan itu ditutup,” kata {RUDI}. “Jembatannya retak,” ujar beliau.",
            RUDI,
            ResolvedBy.PRONOUN,
            id="beliau",
        ),
        pytest.param(
            f"“Jalan itu ditutup,” kata {RUDI}. “Jembatannya retak,” ujarnya.",
            RUDI,
            ResolvedBy.CLITIC,
            id="clitic",
        ),
        pytest.param(
            f"{RUDI} meninjau jembatan itu. “Jalan itu ditutup,” katanya.",
            RUDI,
            ResolvedBy.CLITIC,
            id="clitic for the subject of the sentence before",
        ),
        pytest.param(
            f"“Jalan itu ditutup,” kata {RUDI}. {SARI} membantahnya. “Jalan itu dibuka,” ujarnya.",
            SARI,
            ResolvedBy.CLITIC,
            id="clitic for the last subject not the last speaker",
        ),
        pytest.param(
            f"{RUDI}, warga Desa Wanasari, melapor ke polisi. “Jalan itu ditutup,” ujar dia.",
            RUDI,
            ResolvedBy.PRONOUN,
            id="dia for a subject with an apposition",
        ),
        pytest.param(
            f"Kapolres Jember AKBP {RUDI} datang pagi. “Jalan itu ditutup,” kata Kapolres.",
            RUDI,
            ResolvedBy.ROLE,
            id="office without its region",
        ),
        pytest.param(
            f"Bupati Jember {RUDI} datang pagi. “Jalan itu ditutup,” kata Bupati Jember.",
            RUDI,
            ResolvedBy.ROLE,
            id="office with its region",
        ),
        pytest.param(
            f"Bupati Jember {RUDI} datang pagi. Bupati itu mengatakan jalan itu ditutup.",
            RUDI,
            ResolvedBy.ROLE,
            id="office with itu",
        ),
        pytest.param(
            f"“Jalan itu ditutup,” kata {RUDI}. “Jembatan retak,” ucap mantan Bupati Jember ini.",
            RUDI,
            ResolvedBy.ROLE,
            id="mantan bupati ini",
        ),
        pytest.param(
            f"Pelatih {RUDI} datang pagi. “Kami menang,” ujar sang pelatih.",
            RUDI,
            ResolvedBy.DESCRIPTION,
            id="sang pelatih",
        ),
        pytest.param(
            "KPK menyita tiga mobil. KPK mengatakan mobil itu dibeli dengan uang suap.",
            "KPK",
            ResolvedBy.INSTITUTION,
            id="institution",
        ),
        pytest.param(
            "“Pelaku sudah ditahan,” kata Kapolres Jember.",
            "Kapolres Jember",
            ResolvedBy.ROLE,
            id="office that the page gives no name for",
        ),
        pytest.param(
            "“Air belum surut,” kata seorang warga.",
            "seorang warga",
            ResolvedBy.DESCRIPTION,
            id="unnamed source keeps its description",
        ),
    ],
)
def test_speaker_of_the_last_quote(
    speakers_of: Speakers, text: str, name: str, by: ResolvedBy
) -> None:
    speaker = _last(speakers_of(text))
    assert (speaker.name, speaker.resolved_by) == (name, by)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“Jalan itu ditutup,” katanya.", id="clitic and nobody named"),
        pytest.param("“Jalan itu ditutup,” ujar dia.", id="dia and nobody named"),
        pytest.param("Ia mengatakan jalan itu ditutup.", id="ia and nobody named"),
        pytest.param("Mereka mengatakan jalan itu ditutup.", id="mereka and nobody named"),
        pytest.param(
            "Hujan turun di Jember. “Jalan itu ditutup,” katanya.", id="a place does not speak"
        ),
        pytest.param("“Jalan itu ditutup,” kata bupati itu.", id="an office that nobody holds"),
        pytest.param(
            f"Mobil {RUDI} menabrak mobil {SARI}. “Jalan itu licin,” katanya.",
            id="two people and neither a subject",
        ),
    ],
)
def test_nobody_rather_than_a_guess(speakers_of: Speakers, text: str) -> None:
    assert speakers_of(text) == [None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Para pedagang meminta pasar itu dibuka. Mereka mengeluhkan sewa kios yang naik.",
            "Para pedagang",
            id="mereka for a group",
        ),
        pytest.param(
            "Sejumlah petani mengeluhkan harga gabah yang turun.", "Sejumlah petani", id="sejumlah"
        ),
    ],
)
def test_groups(speakers_of: Speakers, text: str, name: str) -> None:
    speaker = _last(speakers_of(text))
    assert (speaker.name, speaker.kind) == (name, SpeakerKind.GROUP)


@pytest.mark.parametrize(
    "text",
    [
        "“Sudah surut,” kata sumber di kepolisian.",
        "Menurut sumber di kepolisian, pelaku sudah ditangkap.",
        "sumber di kepolisian menyebut pelaku sudah ditangkap.",
    ],
)
def test_unnamed_source_keeps_its_whole_description(speakers_of: Speakers, text: str) -> None:
    assert _last(speakers_of(text)).name == "sumber di kepolisian"


def test_a_source_within_a_body_is_not_the_body(speakers_of: Speakers) -> None:
    text = (
        f"Camat {RUDI} mengatakan jalan itu rusak. Sumber di lingkungan Kementerian Sosial "
        "menyebutkan bantuan itu belum cair. Beras itu, menurut sumber tersebut, sudah lama."
    )
    *_, said, told = speakers_of(text)
    assert said is not None
    assert (said.name, said.kind) == (
        "Sumber di lingkungan Kementerian Sosial",
        SpeakerKind.ANONYMOUS,
    )
    assert told == said


@pytest.mark.parametrize(
    "brought_in",
    ["Salah satunya", "Salah satunya,", "Lain halnya dengan", "Begitu pula dengan"],
)
def test_who_is_brought_in_without_a_verb_speaks_next(
    speakers_of: Speakers, brought_in: str
) -> None:
    text = (
        f"“Pasar itu sepi,” kata {RUDI}.\n\n{brought_in} Wanti (34), yang berjualan di depan "
        "stasiun. Ia mengaku tetap punya pembeli.\n\n“Pagi selalu ramai,” ujarnya."
    )
    first, *others = speakers_of(text)
    assert first is not None
    assert first.name == RUDI
    assert [speaker and speaker.name for speaker in others] == ["Wanti", "Wanti"]


@pytest.mark.parametrize(
    "opening", ["Soal jumlah 18.400 penumpang", "Menanggapi keluhan warga", "Terkait nasib petani"]
)
def test_what_an_adverbial_ends_with_is_no_role(speakers_of: Speakers, opening: str) -> None:
    text = f"“Jalan itu ditutup,” kata {RUDI}. {opening}, Rudi menegaskan jalan itu akan dibuka."
    assert [speaker and (speaker.name, speaker.role) for speaker in speakers_of(text)] == [
        (RUDI, None),
        (RUDI, None),
    ]


def test_an_office_before_a_comma_is_the_role_of_the_name_behind_it(speakers_of: Speakers) -> None:
    text = f"Sementara itu juru bicara gubernur, {RUDI} menegaskan jalan itu akan dibuka."
    assert _last(speakers_of(text)).role == "juru bicara gubernur"


@pytest.mark.parametrize("link", [" lain, yakni", " lainnya, yaitu", ", yakni", " yakni"])
def test_a_name_behind_what_leads_to_it_has_the_office(speakers_of: Speakers, link: str) -> None:
    text = f"Rapat itu dihadiri anggota KPU{link} {RUDI}. “Kami siap,” kata Rudi."
    speaker = _last(speakers_of(text))
    assert (speaker.name, speaker.role, speaker.affiliation) == (RUDI, "anggota", "KPU")


def test_mereka_is_not_one_person(speakers_of: Speakers) -> None:
    speakers = speakers_of(f"“Jalan itu ditutup,” kata {RUDI}. Mereka meminta jalan itu dibuka.")
    assert speakers[1] is None or speakers[1].name != RUDI


def test_pihaknya_as_subject_is_the_speakers_institution(speakers_of: Speakers) -> None:
    text = (
        f"“Stok obat cukup,” kata Kepala Dinas Kesehatan Kota Bogor {SARI}. "
        "Pihaknya meminta warga tetap tenang."
    )
    speaker = _last(speakers_of(text))
    assert (speaker.name, speaker.kind) == ("Dinas Kesehatan Kota Bogor", SpeakerKind.INSTITUTION)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(f"“Sudah surut,” kata {RUDI}.", SpeakerKind.PERSON, id="person"),
        pytest.param(
            "BMKG menyatakan hujan lebat akan turun.", SpeakerKind.INSTITUTION, id="institution"
        ),
        pytest.param(
            "Dinas Kesehatan Kota Bogor mengatakan stok obat masih cukup.",
            SpeakerKind.INSTITUTION,
            id="local institution",
        ),
        pytest.param("“Sudah surut,” kata para pedagang.", SpeakerKind.GROUP, id="group"),
        pytest.param("“Sudah surut,” kata seorang warga.", SpeakerKind.ANONYMOUS, id="anonymous"),
        pytest.param(
            "“Sudah surut,” kata sumber di kepolisian.", SpeakerKind.ANONYMOUS, id="source"
        ),
        pytest.param(
            "Sumber di kepolisian menyebut pelaku sudah ditangkap.",
            SpeakerKind.ANONYMOUS,
            id="source before its cue",
        ),
    ],
)
def test_kinds_of_speakers(speakers_of: Speakers, text: str, kind: SpeakerKind) -> None:
    assert _last(speakers_of(text)).kind is kind


@pytest.mark.parametrize(
    ("text", "role", "affiliation", "former"),
    [
        pytest.param(
            f"“Stok obat cukup,” kata Kepala Dinas Kesehatan Kota Bogor {SARI}.",
            "Kepala",
            "Dinas Kesehatan Kota Bogor",
            False,
            id="head of an agency",
        ),
        pytest.param(
            f"“Jalan itu ditutup,” kata Gubernur Jawa Barat {RUDI}.",
            "Gubernur Jawa Barat",
            None,
            False,
            id="governor is a role alone",
        ),
        pytest.param(
            f"“Pasar itu dibuka,” kata mantan Bupati Jember {RUDI}.",
            "Bupati Jember",
            None,
            True,
            id="mantan is a former office",
        ),
        pytest.param(
            f"“Gudang itu aman,” kata Ketua KPU Papua {RUDI}.",
            "Ketua",
            "KPU Papua",
            False,
            id="chair",
        ),
        pytest.param(
            f"“Bantuan sudah cair,” kata Menteri Sosial {SARI}.",
            "Menteri Sosial",
            None,
            False,
            id="minister points to the ministry",
        ),
        pytest.param(
            f"“Bantuan sudah cair,” kata Menteri Sosial {SARI}. Kantor Kementerian Sosial tutup.",
            "Menteri Sosial",
            "Kementerian Sosial",
            False,
            id="minister and the ministry that the page names",
        ),
        pytest.param(
            f"Kepala Dinas Kesehatan Kota Bogor {SARI} datang pagi. “Stok obat cukup,” katanya.",
            "Kepala",
            "Dinas Kesehatan Kota Bogor",
            False,
            id="office stands in another sentence",
        ),
        pytest.param(
            f"{RUDI}, Direktur Operasional PT Wanasari Budi Raya, menyatakan jalan itu dibuka.",
            "Direktur Operasional",
            "PT Wanasari Budi Raya",
            False,
            id="firm with a given name in its name",
        ),
        pytest.param(f"“Sudah surut,” kata {RUDI}.", None, None, False, id="none given"),
    ],
)
def test_role_and_affiliation(
    speakers_of: Speakers, text: str, role: str | None, affiliation: str | None, former: bool
) -> None:
    speaker = _last(speakers_of(text))
    assert (speaker.role, speaker.affiliation, speaker.former) == (role, affiliation, former)


@pytest.mark.parametrize(
    ("text", "institution_id"),
    [
        pytest.param(
            f"“Stok obat cukup,” kata Kepala Dinas Kesehatan Kota Bogor {SARI}.",
            "dinas-kesehatan:32.71",
            id="head of an agency",
        ),
        pytest.param(
            f"“Gudang itu aman,” kata Ketua KPU Papua {RUDI}.",
            "komisi-pemilihan-umum:91",
            id="chair",
        ),
        pytest.param(
            f"“Bantuan sudah cair,” kata Menteri Sosial {SARI}.", "kemensos", id="minister"
        ),
        pytest.param(f"“Bantuan sudah cair,” kata Kapolri {RUDI}.", "polri", id="fused office"),
        pytest.param(
            "Kementerian Sosial mengatakan bantuan itu sudah cair.", "kemensos", id="institution"
        ),
        pytest.param(
            f"“Pasar itu dibuka,” kata mantan Menteri Sosial {RUDI}.", None, id="former office"
        ),
        pytest.param(f"“Sudah surut,” kata {RUDI}.", None, id="no office"),
    ],
)
def test_speaker_points_to_an_institution(
    speakers_of: Speakers, text: str, institution_id: str | None
) -> None:
    assert _last(speakers_of(text)).institution_id == institution_id


def test_a_present_office_goes_before_a_former_one(speakers_of: Speakers) -> None:
    text = (
        f"Mantan Bupati Jember {RUDI} datang pagi. “Jalan itu ditutup,” kata {RUDI}. "
        f"Menteri Sosial {RUDI} lalu pulang."
    )
    speaker = _last(speakers_of(text))
    assert (speaker.role, speaker.former) == ("Menteri Sosial", False)


@pytest.mark.parametrize(
    ("headline", "role"),
    [
        pytest.param("Bupati Jember: Pasar Baru Dibuka Bulan Depan", "Bupati Jember", id="office"),
        pytest.param("Bupati: Pasar Baru Dibuka Bulan Depan", "Bupati Jember", id="office alone"),
        pytest.param("Rudi: Pasar Baru Dibuka Bulan Depan", "Bupati Jember", id="first name"),
        pytest.param("Hartanta: Pasar Baru Dibuka Bulan Depan", "Bupati Jember", id="surname"),
    ],
)
def test_headline_finds_the_name_in_the_body(
    speakers_of: Speakers, headline: str, role: str
) -> None:
    text = (
        f"{headline}\n\nBupati Jember {RUDI} meninjau pasar itu pada Senin (3/2/2025). "
        "Para pedagang menyambutnya di gerbang."
    )
    speakers = speakers_of(text)
    assert [(s.name, s.role) for s in speakers if s] == [(RUDI, role)]


def test_headline_with_a_fused_office_finds_the_name_in_the_body(speakers_of: Speakers) -> None:
    text = (
        "Menpan-RB: Digitalisasi Birokrasi Jadi Pilihan\n\n"
        "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi (Menpan-RB) "
        f"{RUDI} membuka rapat itu pada Senin (3/2/2025). Rapat berakhir siang."
    )
    assert [s.name for s in speakers_of(text) if s] == [RUDI]


def test_headline_office_that_nobody_holds_keeps_the_office(speakers_of: Speakers) -> None:
    text = (
        "Bupati Jember: Pasar Baru Dibuka Bulan Depan\n\n"
        "Pasar baru itu dibangun sejak tahun lalu. Para pedagang menunggu kios mereka."
    )
    assert [s.name for s in speakers_of(text) if s] == ["Bupati Jember"]


def test_two_people_of_one_surname_are_kept_apart(speakers_of: Speakers) -> None:
    text = (
        f"“Jalan itu ditutup,” kata {RUDI}. “Jalan itu dibuka,” kata Melani Hartanta. "
        f"“Saya bingung,” kata {SARI}."
    )
    speakers = speakers_of(text)
    assert [s.name for s in speakers if s] == [RUDI, "Melani Hartanta", SARI]
    assert len({s.id for s in speakers if s}) == 3


def test_two_people_of_one_first_name_are_kept_apart(speakers_of: Speakers) -> None:
    text = "“Jalan itu ditutup,” kata Rudi Hartanta. “Jalan itu dibuka,” kata Rudi Prasetya."
    assert [s.name for s in speakers_of(text) if s] == ["Rudi Hartanta", "Rudi Prasetya"]


def test_a_shared_surname_goes_to_the_one_last_named(speakers_of: Speakers) -> None:
    text = (
        f"“Jalan itu ditutup,” kata {RUDI}. “Jalan itu dibuka,” kata Melani Hartanta. "
        "“Rambunya baru,” kata Melani."
    )
    assert _last(speakers_of(text)).name == "Melani Hartanta"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"Camat {RUDI} datang bersama istrinya, Melani Hartanta. "
            "“Jalan itu ditutup,” kata Melani Hartanta.",
            id="wife",
        ),
        pytest.param(
            f"Camat {RUDI} datang bersama anaknya, Melani Hartanta. "
            "“Jalan itu ditutup,” kata Melani.",
            id="child by first name",
        ),
    ],
)
def test_spouse_and_child_are_not_merged(speakers_of: Speakers, text: str) -> None:
    assert _last(speakers_of(text)).name == "Melani Hartanta"


def test_junior_is_somebody_else(speakers_of: Speakers) -> None:
    text = f"“Jalan itu ditutup,” kata {RUDI} Jr. “Jalan itu dibuka,” kata {RUDI}."
    assert len({s.id for s in speakers_of(text) if s}) == 2


def test_person_and_institution_named_after_them_are_not_merged(speakers_of: Speakers) -> None:
    text = f"“Jalan itu ditutup,” kata {RUDI}. Yayasan {RUDI} menyatakan jembatannya retak parah."
    speakers = [s for s in speakers_of(text) if s]
    assert [s.kind for s in speakers] == [SpeakerKind.PERSON, SpeakerKind.INSTITUTION]
    assert len({s.id for s in speakers}) == 2


def test_two_unnamed_residents_are_not_known_to_be_one_named_person(
    speakers_of: Speakers,
) -> None:
    text = f"“Sudah surut,” kata {RUDI}. “Belum surut,” kata seorang warga."
    assert [s.name for s in speakers_of(text) if s] == [RUDI, "seorang warga"]


def test_mentions_of_a_speaker_are_all_places_that_name_them(
    analyze: Callable[..., object], speakers_of: Speakers
) -> None:
    text = f"Camat {RUDI} datang pagi. “Sudah surut,” kata Rudi. “Jalan dibuka,” ujar dia."
    speaker = _last(speakers_of(text))
    words = [text[m.start : m.end] for m in speaker.mentions]
    assert words == [RUDI, "Rudi", "dia"]


def test_speakers_of_an_analysis_are_those_who_speak_in_order(
    speakers_of: Speakers,
) -> None:
    text = f"{SARI} pulang. “Sudah surut,” kata {RUDI}. “Belum,” kata Melani Tanoe."
    ids = [s.id for s in speakers_of(text) if s]
    assert ids == ["s0", "s1"]


@pytest.mark.parametrize(
    "named",
    [
        "Bupati Jember Rudi Agus Hartanta (RAH)",
        "Bupati Jember Rudi Agus Hartanta, yang akrab disapa Rah,",
        "Bupati Jember Rudi Agus Hartanta, atau biasa dipanggil Rah,",
    ],
)
def test_an_alias_is_the_person(named: str) -> None:
    alias = "RAH" if "(" in named else "Rah"
    analysis = bn.analyze(f"{named} membuka pasar itu.\n\n“Harga turun,” kata {alias}.")
    (quote,) = analysis.quotes
    assert quote.speaker is not None
    assert quote.speaker.name == "Rudi Agus Hartanta"
    assert quote.speaker.role == "Bupati Jember"


def test_an_office_between_two_names_belongs_to_the_second() -> None:
    analysis = bn.analyze(
        "Bupati Jember Rudi Hartanta mendukung aturan itu.\n\n"
        "Senada dengan Rudi, Ketua DPRD Jember, Sari Wulandari, mengatakan aturan itu perlu."
    )
    (quote,) = analysis.quotes
    assert quote.speaker is not None
    assert quote.speaker.name == "Sari Wulandari"
    assert quote.speaker.role == "Ketua"
