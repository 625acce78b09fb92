"""Where sentences end, read through whole pages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.text.page import read_page
from beritanlp.text.sentences import SentenceSplitter

# names with titles, initials and degrees as they stand in the shared news; nothing else of them
TITLED = (Path(__file__).parent / "titled_names.txt").read_text(encoding="utf-8").splitlines()


def sentences(text: str) -> list[str]:
    page = read_page(text)
    borders = [*page.sentence_starts, len(page)]
    return [page.slice(i, j) for i, j in pairwise(borders)]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(
            ["Prof. Dr. H. Budi Santosa, S.H., M.Si. hadir di acara itu.", "Ia tiba pagi."],
            id="titles and degrees inside",
        ),
        pytest.param(["Hadir pula dr. Tirta dan Ir. Joko.", "Mereka senang."], id="small titles"),
        pytest.param(["Acara dibuka M. Iqbal di sana.", "H. Umar menutupnya."], id="initials"),
        pytest.param(["Pembicara itu Budi, M.Si.", "Menurut dia, jalan rusak."], id="degree ends"),
        pytest.param(["Direktur PT. Sari Roti datang.", "PT. Maju tutup."], id="companies"),
        pytest.param(["UU No. 5 Tahun 2014 berlaku.", "Perpres No. 7 dicabut."], id="numbers"),
        pytest.param(["Ia tinggal di Jl. Merdeka No. 5.", "Rumahnya besar."], id="address"),
        pytest.param(["Ia tinggal di RT. 05 RW. 02.", "Rumahnya kecil."], id="neighbourhood"),
        pytest.param(["Harganya Rp 1.250,50 per liter.", "Itu mahal."], id="decimal number"),
        pytest.param(["Harganya Rp1.250.", "Itu mahal."], id="number ends"),
        pytest.param(["Rapat mulai 13.45 WIB.", "Warga datang."], id="time zone ends"),
        pytest.param(["Rapat mulai pukul 13.45.", "Warga datang."], id="time ends"),
        pytest.param(["Kasus Covid-19.", "Warga takut."], id="hyphen and number end"),
        pytest.param(["Ia bekerja di Kementerian PAN-RB.", "Di sana ia betah."], id="acronym ends"),
        pytest.param(["Pada 2020 jumlahnya 5.", "30 orang datang lagi."], id="number begins"),
        pytest.param(["Hadir Dr. (HC). H. Budi di sana.", "Ia duduk."], id="honorary degree"),
        pytest.param(["Hadir Ir . Budi Santosa di sana.", "Ia duduk."], id="loose full stop"),
        pytest.param(["Dibuka Budi. S.Sos. M.Si. di sana.", "Ia duduk."], id="stop before degree"),
        pytest.param(["Acara dibuka H. Amat Santosa.", "Amat meriah."], id="name like an adverb"),
        pytest.param(["Ia bekerja di Sari Corp.", "Rencana itu baik."], id="company ends"),
        pytest.param(["PT. Maju tutup.", "CV. Jaya buka."], id="company forms in front"),
        pytest.param(["Ia anggota DPR.", "Fraksi itu besar."], id="acronym ends"),
        pytest.param(["Itu terjadi pada abad ke-6 M.", "Di sana ia tinggal."], id="era ends"),
        pytest.param(["Apa kabar?", "Baik!", "Mari pulang."], id="other full stops"),
        pytest.param(["Ya... mungkin saja.", "Ia diam."], id="three dots go on"),
        pytest.param(["Ia datang (bersama istri.)", "Lalu pergi."], id="closing bracket"),
        pytest.param(["Pada Senin (13/4/2020).", "Hasilnya baik."], id="date in brackets"),
        pytest.param(["1. Buka pintu depan.", "2. Tutup pintu belakang."], id="numbered list"),
        pytest.param(["Beritanya di kompas.com.", "Ia membacanya."], id="address ends"),
        pytest.param(
            ["“Kami siap. Kami sudah latihan. Besok mulai,” kata Budi.", "Ia pulang."],
            id="quotation with attribution behind stays whole",
        ),
        pytest.param(
            ["”Kami siap. Kami mulai,” kata Budi.", "”Kami juga. Kita mulai,” ujar Sari."],
            id="the same with one shape of mark",
        ),
        pytest.param(["“Siapa itu?” tanya Budi.", "Tidak ada jawaban."], id="question then cue"),
        pytest.param(["“Kami siap.”", "Ia lalu pulang."], id="quotation ended by a full stop"),
        pytest.param(["Ia berkata, “Siapa?”", "Lalu diam."], id="quotation ended by a question"),
        pytest.param(["Ia berkata: “Siap.”", "“Mulai,” kata Sari."], id="two quotations"),
    ],
)
def test_sentences_end_where_they_should(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ini tahun (2019).Berdasarkan data itu, jumlah naik.",
            ["Ini tahun (2019).", "Berdasarkan data itu, jumlah naik."],
            id="behind a bracket",
        ),
        pytest.param(
            "Ia bermitra dengan PT Sukakata Tbk.Perusahaan itu siap.",
            ["Ia bermitra dengan PT Sukakata Tbk.", "Perusahaan itu siap."],
            id="behind a firm's legal form",
        ),
        pytest.param(
            "Jalan rusak parah.Warga kesal.", ["Jalan rusak parah.", "Warga kesal."], id="word"
        ),
        pytest.param(
            "Acara pukul 13.45 WIB.Ia datang.", ["Acara pukul 13.45 WIB.", "Ia datang."], id="WIB"
        ),
        pytest.param("Pada tahun 2020.Ia pergi.", ["Pada tahun 2020.", "Ia pergi."], id="year"),
        pytest.param(
            "Jalan itu rusak, kata Budi.“Kami siap,” ujar Sari.",
            ["Jalan itu rusak, kata Budi.", "“Kami siap,” ujar Sari."],
            id="before a mark",
        ),
        pytest.param(
            "Kata dia, “Ini salah.”Warga marah.", ["Kata dia, “Ini salah.”", "Warga marah."],
            id="behind a mark",
        ),
    ],
)  # fmt: skip
def test_sentences_end_where_the_space_is_lost(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(
            ["4. Affiliate dan digital marketing", "Selain itu, bidang lain berkembang."],
            id="a lost line break before an opener",
        ),
        pytest.param(
            ["Jumlah itu naik dari tahun 1999", "Dikatakannya, upaya itu berhasil."],
            id="a cue opens",
        ),
        pytest.param(
            ["Tema seminar ibu dan parlemen", "“Kami semua siap bekerja,” katanya."],
            id="speech opens",
        ),
        pytest.param(["Manfaat yang akan Anda rasakan besar."], id="polite pronoun"),
        pytest.param(["Hal itu, dikutip dari Antara pada Rabu, benar."], id="agency"),
        pytest.param(["Kami percaya bahwa Ia yang menciptakan itu."], id="deity"),
        pytest.param(["Ia mengatakan “Kami siap,” lalu pergi."], id="cue before speech"),
        pytest.param(["Program “Ayo, Maju” dimulai."], id="name in marks"),
    ],
)
def test_sentences_end_where_the_full_stop_is_lost(expected: list[str]) -> None:
    text = " ".join(expected)
    assert SentenceSplitter().tokenize(text) == expected


@pytest.mark.parametrize("name", TITLED)
@pytest.mark.parametrize(
    "frame",
    ["Acara dibuka oleh {} pada Senin pagi.", "Hadir pula {}, Ketua Panitia.", "{} menolak itu."],
)
def test_sentences_are_not_split_inside_a_name_with_titles(name: str, frame: str) -> None:
    expected = [frame.format(name), "Warga hadir."]
    assert SentenceSplitter().tokenize(" ".join(expected)) == expected


def test_there_are_two_hundred_names_with_titles() -> None:
    assert len(set(TITLED)) >= 200


def test_sentence_splitter_gives_offsets() -> None:
    text = "  Ia pergi.\n\nIa pulang.  "
    assert list(SentenceSplitter().span_tokenize(text)) == [(2, 11), (13, 23)]
    assert SentenceSplitter().tokenize("") == []


@given(st.text())
def test_sentence_splitter_covers_any_text(text: str) -> None:
    spans = list(SentenceSplitter().span_tokenize(text))
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_sentences_end_with_their_paragraph() -> None:
    text = "Alinea satu tanpa titik\n\nAlinea dua lebih panjang di sini.\n\nTiga."
    assert sentences(text) == text.split("\n\n")


def test_sentences_of_one_speech_over_paragraphs_stay_whole() -> None:
    text = "“Alinea satu cukup panjang.\n\nAlinea dua selesai,” kata Budi. Ia pulang."
    assert sentences(text)[-2:] == [text.removesuffix(" Ia pulang."), "Ia pulang."]


def test_read_page_of_nothing_has_no_sentence() -> None:
    page = read_page("")
    assert page.sentence_starts == []
    assert len(page) == 0


_PIECES = st.sampled_from(
    ["Ia pergi.", "S.H.", "“", "”", '"', "kata Budi", ",", "\n\n", "No. 5", "13.45", "?", "…", "(",
     ")", "Baca juga: Pasar", " ", "😀", "Rp 5", ".", "Menteri"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_sentence_starts_rise_from_the_first_word(text: str) -> None:
    page = read_page(text)
    assert page.sentence_starts == sorted(set(page.sentence_starts))
    if len(page):
        assert page.sentence_starts[0] == 0
        assert page.sentence_starts[-1] < len(page)
    for i in range(len(page)):
        low, high = page.sentence_range(i)
        assert low <= i < high
