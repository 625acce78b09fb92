"""Speech in quotation marks, line by line of the annotation guide; all texts are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritanlp.domain import Analysis

Quotes = Callable[[str], list[tuple[str, list[str], str | None, str | None, str | None]]]

RUDI = "Rudi Hartanta"
SARI = "Sari Wulandari"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"“Pelayanannya harus cepat,” kata {RUDI}.",
            ("direct", ["Pelayanannya harus cepat"], "kata", RUDI, RUDI),
            id="speech then cue then speaker",
        ),
        pytest.param(
            f"“Pelayanannya harus cepat,” {RUDI} menambahkan.",
            ("direct", ["Pelayanannya harus cepat"], "menambahkan", RUDI, RUDI),
            id="speech then speaker then cue",
        ),
        pytest.param(
            f"{RUDI} mengatakan, “Pelayanannya harus cepat.”",
            ("direct", ["Pelayanannya harus cepat"], "mengatakan", RUDI, RUDI),
            id="speaker then cue then speech",
        ),
        pytest.param(
            f"Kata {RUDI}, “Pelayanannya harus cepat.”",
            ("direct", ["Pelayanannya harus cepat"], "Kata", RUDI, RUDI),
            id="cue then speaker then speech",
        ),
        pytest.param(
            f"Menurut {RUDI}, “Pelayanannya harus cepat.”",
            ("direct", ["Pelayanannya harus cepat"], "Menurut", RUDI, RUDI),
            id="menurut before the speech",
        ),
        pytest.param(
            f"{RUDI} mengatakan bahwa “pelayanannya harus lebih cepat”.",
            ("direct", ["pelayanannya harus lebih cepat"], "mengatakan", RUDI, RUDI),
            id="bahwa before the mark is not content",
        ),
        pytest.param(
            f"{RUDI} mengatakan: “Pelayanannya harus cepat.”",
            ("direct", ["Pelayanannya harus cepat"], "mengatakan", RUDI, RUDI),
            id="colon before the speech",
        ),
        pytest.param(
            f"{RUDI} mengatakan kepada wartawan di Semarang, Senin (3/2/2025), "
            "“Pelayanannya harus cepat.”",
            ("direct", ["Pelayanannya harus cepat"], "mengatakan", RUDI, RUDI),
            id="addressee place and date between cue and speech",
        ),
        pytest.param(
            f"“Pelayanannya harus cepat,” kata {RUDI} saat ditemui di Semarang, Senin (3/2/2025).",
            ("direct", ["Pelayanannya harus cepat"], "kata", RUDI, RUDI),
            id="place and date behind the speaker",
        ),
        pytest.param(
            f"“Pelayanannya harus cepat”, kata {RUDI}.",
            ("direct", ["Pelayanannya harus cepat"], "kata", RUDI, RUDI),
            id="comma outside the marks",
        ),
        pytest.param(
            f"“Pelayanannya harus cepat.” kata {RUDI}.",
            ("direct", ["Pelayanannya harus cepat"], "kata", RUDI, RUDI),
            id="full stop before the closing mark left out",
        ),
        pytest.param(
            f"“Kapan pelayanannya bisa cepat?” tanya {RUDI}.",
            ("direct", ["Kapan pelayanannya bisa cepat?"], "tanya", RUDI, RUDI),
            id="question mark stays",
        ),
        pytest.param(
            f"“Percepat pelayanan itu sekarang!” seru {RUDI}.",
            ("direct", ["Percepat pelayanan itu sekarang!"], "seru", RUDI, RUDI),
            id="exclamation mark stays",
        ),
        pytest.param(
            f"“Pelayanannya harus cepat,” ujar dia. Begitu harapan {RUDI}.",
            ("direct", ["Pelayanannya harus cepat"], "ujar", "dia", None),
            id="pronoun before anybody is named has no speaker",
        ),
        pytest.param(
            f"“Pelayanannya harus cepat,” kata Ketua RW 05 {RUDI} kepada warga.",
            ("direct", ["Pelayanannya harus cepat"], "kata", RUDI, RUDI),
            id="mention is the name without the office",
        ),
        pytest.param(
            f"“Pelayanannya harus cepat,” tutur H. {RUDI}, S.H., M.Si.",
            ("direct", ["Pelayanannya harus cepat"], "tutur", RUDI, RUDI),
            id="mention is the name without titles and degrees",
        ),
        pytest.param(
            "“Pelayanannya harus cepat,” kata seorang warga.",
            ("direct", ["Pelayanannya harus cepat"], "kata", "seorang warga", "seorang warga"),
            id="unnamed source keeps its description",
        ),
        pytest.param(
            "“Pelayanannya harus cepat,” tulis Kementerian Sosial dalam siaran pers.",
            (
                "direct",
                ["Pelayanannya harus cepat"],
                "tulis",
                "Kementerian Sosial",
                "Kementerian Sosial",
            ),
            id="institution speaks",
        ),
    ],
)
def test_direct_quote_in_every_order(
    quotes_in: Quotes,
    text: str,
    expected: tuple[str, list[str], str | None, str | None, str | None],
) -> None:
    assert quotes_in(text) == [expected]


@pytest.mark.parametrize(
    "cue",
    [
        "kata",
        "ujar",
        "ucap",
        "tutur",
        "jelas",
        "tegas",
        "imbuh",
        "tandas",
        "papar",
        "ungkap",
        "tambah",
        "lanjut",
        "pungkas",
    ],
)
def test_direct_quote_with_each_cue_of_the_guide(quotes_in: Quotes, cue: str) -> None:
    found = quotes_in(f"“Airnya sudah surut sejak pagi,” {cue} {RUDI}.")
    assert found == [("direct", ["Airnya sudah surut sejak pagi"], cue, RUDI, RUDI)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        pytest.param("“", "”", id="curly"),
        pytest.param('"', '"', id="straight"),
        pytest.param("”", "”", id="closing glyph at both ends"),
        pytest.param("“", "“", id="opening glyph at both ends"),
        pytest.param("„", "“", id="low opening"),
        pytest.param("«", "»", id="guillemets"),
        pytest.param("″", "″", id="double prime"),
        pytest.param("‘’", "’’", id="two singles"),
        pytest.param("’’", "’’", id="two closing singles at both ends"),
        pytest.param("''", "''", id="two apostrophes"),
        pytest.param("“", '"', id="curly then straight"),
        pytest.param('"', "”", id="straight then curly"),
        pytest.param("‘", "’", id="single curly"),
        pytest.param("'", "'", id="single straight"),
    ],
)
def test_direct_quote_in_every_shape_of_mark(quotes_in: Quotes, opening: str, closing: str) -> None:
    text = f"{opening}Airnya sudah surut sejak pagi,{closing} kata {RUDI}."
    assert quotes_in(text) == [("direct", ["Airnya sudah surut sejak pagi"], "kata", RUDI, RUDI)]


def test_direct_quote_with_apostrophes_inside_single_marks(quotes_in: Quotes) -> None:
    text = f"'Salat Jum'at dipindah ke lapangan,' kata {RUDI}."
    assert quotes_in(text) == [
        ("direct", ["Salat Jum'at dipindah ke lapangan"], "kata", RUDI, RUDI)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"“Airnya sudah surut, kata {RUDI}. Warga mulai pulang ke rumah.",
            [("direct", ["Airnya sudah surut"], "kata", RUDI, RUDI)],
            id="closing mark lost",
        ),
        pytest.param(
            f"Airnya sudah surut,” kata {RUDI}. Warga mulai pulang ke rumah.",
            [("direct", ["Airnya sudah surut"], "kata", RUDI, RUDI)],
            id="opening mark lost",
        ),
        pytest.param(
            f"“Airnya sudah surut, kata {RUDI}.\n\n“Warga boleh pulang hari ini,” kata {SARI}.",
            [
                ("direct", ["Airnya sudah surut"], "kata", RUDI, RUDI),
                ("direct", ["Warga boleh pulang hari ini"], "kata", SARI, SARI),
            ],
            id="a lost mark does not disturb the next paragraph",
        ),
        pytest.param(
            f'Panjangnya 3" kata buku itu. “Warga boleh pulang hari ini,” kata {SARI}.',
            [("direct", ["Warga boleh pulang hari ini"], "kata", SARI, SARI)],
            id="inch sign is no mark of speech",
        ),
    ],
)
def test_direct_quote_with_unbalanced_marks(
    quotes_in: Quotes, text: str, expected: list[object]
) -> None:
    assert quotes_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"“Airnya sudah surut. Warga boleh pulang. Dapur umum tetap buka,” kata {RUDI}.",
            [
                (
                    "direct",
                    ["Airnya sudah surut. Warga boleh pulang. Dapur umum tetap buka"],
                    "kata",
                    RUDI,
                    RUDI,
                )
            ],
            id="three sentences in one pair of marks",
        ),
        pytest.param(
            f"“Airnya sudah surut.\n\nWarga boleh pulang hari ini,” kata {RUDI}.",
            [
                (
                    "direct",
                    ["Airnya sudah surut.\n\nWarga boleh pulang hari ini"],
                    "kata",
                    RUDI,
                    RUDI,
                )
            ],
            id="two paragraphs in one pair of marks",
        ),
        pytest.param(
            f"{RUDI} mengatakan, “Airnya sudah surut.\n\n“Warga boleh pulang hari ini.\n\n"
            "“Dapur umum tetap buka sampai Jumat.”",
            [
                (
                    "direct",
                    [
                        "Airnya sudah surut",
                        "Warga boleh pulang hari ini",
                        "Dapur umum tetap buka sampai Jumat",
                    ],
                    "mengatakan",
                    RUDI,
                    RUDI,
                )
            ],
            id="every paragraph opens the mark again and the last closes it",
        ),
        pytest.param(
            f"“Airnya sudah surut sejak subuh tadi.\n\n“Warga boleh pulang hari ini,” kata {RUDI}.",
            [
                (
                    "direct",
                    ["Airnya sudah surut sejak subuh tadi", "Warga boleh pulang hari ini"],
                    "kata",
                    RUDI,
                    RUDI,
                )
            ],
            id="mark opened again and the cue at the end",
        ),
    ],
)
def test_direct_quote_over_sentences_and_paragraphs(
    quotes_in: Quotes, text: str, expected: list[object]
) -> None:
    assert quotes_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"“Airnya sudah surut,” kata {RUDI}, “tetapi warga belum boleh pulang.”",
            [
                (
                    "direct",
                    ["Airnya sudah surut", "tetapi warga belum boleh pulang"],
                    "kata",
                    RUDI,
                    RUDI,
                )
            ],
            id="cue in the middle of a sentence",
        ),
        pytest.param(
            f"“Airnya sudah surut,” kata {RUDI}. “Warga boleh pulang hari ini.”",
            [
                (
                    "direct",
                    ["Airnya sudah surut", "Warga boleh pulang hari ini"],
                    "kata",
                    RUDI,
                    RUDI,
                )
            ],
            id="speech goes on in the next sentence",
        ),
        pytest.param(
            f"“Airnya sudah surut,” kata {RUDI} di Semarang, Senin (3/2/2025). "
            "“Warga boleh pulang hari ini.”",
            [
                (
                    "direct",
                    ["Airnya sudah surut", "Warga boleh pulang hari ini"],
                    "kata",
                    RUDI,
                    RUDI,
                )
            ],
            id="place and date before the speech goes on",
        ),
        pytest.param(
            f"“Airnya sudah surut,” kata {RUDI}. “Warga boleh pulang hari ini,” ujarnya.",
            [
                ("direct", ["Airnya sudah surut"], "kata", RUDI, RUDI),
                ("direct", ["Warga boleh pulang hari ini"], "ujar", "nya", RUDI),
            ],
            id="two passages with cues of their own are two quotes",
        ),
        pytest.param(
            f"“Airnya sudah surut,” kata {RUDI}, sedangkan “Jalan masih licin,” kata {SARI}.",
            [
                ("direct", ["Airnya sudah surut"], "kata", RUDI, RUDI),
                ("direct", ["Jalan masih licin"], "kata", SARI, SARI),
            ],
            id="two passages in one sentence each with its cue",
        ),
        pytest.param(
            f"“Airnya sudah surut,” kata {RUDI}. Menurut {SARI}, “Jalan masih licin.”",
            [
                ("direct", ["Airnya sudah surut"], "kata", RUDI, RUDI),
                ("direct", ["Jalan masih licin"], "Menurut", SARI, SARI),
            ],
            id="cue behind the first and before the second",
        ),
        pytest.param(
            f"“Tidak,” kata {RUDI}. “Saya tidak tahu,” kata {SARI}. “Saya pun tidak,” kata Melani.",
            [
                ("direct", ["Tidak"], "kata", RUDI, RUDI),
                ("direct", ["Saya tidak tahu"], "kata", SARI, SARI),
                ("direct", ["Saya pun tidak"], "kata", "Melani", "Melani"),
            ],
            id="short answers of three people",
        ),
    ],
)
def test_direct_quotes_split_and_joined(
    quotes_in: Quotes, text: str, expected: list[object]
) -> None:
    assert quotes_in(text) == expected


def test_direct_quote_without_cue_takes_the_source_that_it_continues(
    analyze: Callable[[str], Analysis],
) -> None:
    text = (
        f"“Airnya sudah surut,” kata Camat Sukamulya {RUDI}.\n\n"
        "“Warga boleh pulang hari ini. Dapur umum tetap buka.”"
    )
    analysis = analyze(text)
    assert {quote.speaker.name for quote in analysis.quotes if quote.speaker} == {RUDI}
    assert all(quote.speaker for quote in analysis.quotes)
    said = [analysis.words(span) for quote in analysis.quotes for span in quote.content]
    assert said == ["Airnya sudah surut", "Warga boleh pulang hari ini. Dapur umum tetap buka"]


def test_direct_quote_alone_in_marks_before_anybody_spoke_is_none(quotes_in: Quotes) -> None:
    # no attribution at all: a quote needs one
    text = "“Airnya sudah surut dan warga boleh pulang.” Spanduk itu terpasang di balai desa."
    assert quotes_in(text) == []


@pytest.mark.parametrize(
    ("cue", "written"),
    [
        ("kata", "katanya"),
        ("ujar", "ujarnya"),
        ("tutur", "tuturnya"),
        ("ucap", "ucapnya"),
        ("tambah", "tambahnya"),
        ("jelas", "jelasnya"),
        ("imbuh", "imbuhnya"),
    ],
)
def test_direct_quote_splits_the_clitic_off_its_cue(
    quotes_in: Quotes, cue: str, written: str
) -> None:
    found = quotes_in(f"{RUDI} memeriksa tanggul itu. “Airnya sudah surut,” {written}.")
    assert found == [("direct", ["Airnya sudah surut"], cue, "nya", RUDI)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{RUDI} membaca buku “Laut yang Sabar” di beranda.", id="title of a book"),
        pytest.param("Film “Kota Tanpa Lampu” tayang mulai Kamis.", id="title of a film"),
        pytest.param("Mereka berbaris di bawah spanduk “Sungai Bersih, Desa Sehat”.", id="slogan"),
        pytest.param(f"{RUDI} alias “Si Kumis” ditangkap di Semarang.", id="nickname"),
        pytest.param("Program “Satu Rumah Satu Pohon” dimulai bulan depan.", id="programme"),
        pytest.param("Warga memakai sistem “drive thru” di pasar itu.", id="foreign words"),
        pytest.param("Mobil “bodong” itu disita polisi pada Senin malam.", id="odd word"),
        pytest.param(
            "Diskusi bertema “Masa Depan Petani Garam” digelar di balai desa.", id="theme"
        ),
    ],
)
def test_no_quote_in_titles_names_and_odd_words(quotes_in: Quotes, text: str) -> None:
    assert quotes_in(text) == []


def test_title_in_marks_does_not_take_the_cue_of_the_speech_behind_it(quotes_in: Quotes) -> None:
    text = f"Lagu “Hujan di Dermaga” dipilih panitia. “Liriknya sederhana,” kata {RUDI}."
    assert quotes_in(text) == [("direct", ["Liriknya sederhana"], "kata", RUDI, RUDI)]


def test_speech_inside_speech_belongs_to_the_outer_source(quotes_in: Quotes) -> None:
    text = f"“Ibu saya berkata, ‘Jangan pulang malam,’ lalu menutup pintu,” kata {RUDI}."
    assert quotes_in(text) == [
        (
            "direct",
            ["Ibu saya berkata, ‘Jangan pulang malam,’ lalu menutup pintu"],
            "kata",
            RUDI,
            RUDI,
        )
    ]


def test_indirect_speech_inside_speech_belongs_to_the_outer_source(quotes_in: Quotes) -> None:
    text = f"“Pak Camat mengatakan jalan itu aman, tetapi kami tidak percaya,” kata {RUDI}."
    assert quotes_in(text) == [
        (
            "direct",
            ["Pak Camat mengatakan jalan itu aman, tetapi kami tidak percaya"],
            "kata",
            RUDI,
            RUDI,
        )
    ]


def test_chrome_inside_a_quote_is_cut_out(quotes_in: Quotes) -> None:
    text = (
        f"Camat Sukamulya {RUDI} menemui warga di balai desa pada Senin pagi.\n\n"
        "“Airnya sudah surut sejak subuh tadi.\n\n"
        "Baca juga: Harga Cabai Naik Lagi di Pasar Sukamulya\n\n"
        f"Warga boleh pulang hari ini,” kata {RUDI}."
    )
    kind, content, cue, mention, speaker = quotes_in(text)[-1]
    assert (kind, cue, mention, speaker) == ("direct", "kata", RUDI, RUDI)
    assert content == ["Airnya sudah surut sejak subuh tadi.", "Warga boleh pulang hari ini"]


def test_headline_colon_with_marks_is_direct(quotes_in: Quotes) -> None:
    text = (
        "Bupati Jember: “Pasar Baru Dibuka Bulan Depan”\n\n"
        f"Bupati Jember {RUDI} meninjau pasar itu pada Senin (3/2/2025). "
        "Para pedagang menyambutnya di gerbang."
    )
    assert quotes_in(text) == [
        ("direct", ["Pasar Baru Dibuka Bulan Depan"], ":", "Bupati Jember", RUDI)
    ]


def test_interview_lines_with_a_colon_are_direct(quotes_in: Quotes) -> None:
    text = f"{RUDI}: “Airnya sudah surut sejak subuh tadi.”"
    assert quotes_in(text) == [("direct", ["Airnya sudah surut sejak subuh tadi"], ":", RUDI, RUDI)]


def test_letter_case_of_the_cue_does_not_matter(quotes_in: Quotes) -> None:
    text = f"Ujar {RUDI}: “Airnya sudah surut sejak subuh tadi.”"
    assert quotes_in(text) == [
        ("direct", ["Airnya sudah surut sejak subuh tadi"], "Ujar", RUDI, RUDI)
    ]


def test_offsets_cut_the_original_where_the_page_was_mended(
    analyze: Callable[[str], Analysis],
) -> None:
    text = f"&quot;Airnya sudah sur\u00adut,&quot; kata {RUDI}.\u200b"
    analysis = analyze(text)
    assert [analysis.content_of(quote) for quote in analysis.quotes] == ["Airnya sudah sur\u00adut"]
    assert [analysis.words(quote.cue) for quote in analysis.quotes if quote.cue] == ["kata"]


def test_mojibake_marks_are_marks(analyze: Callable[[str], Analysis]) -> None:
    text = f"â€œAirnya sudah surut,â€\x9d kata {RUDI}."
    analysis = analyze(text)
    assert [analysis.content_of(quote) for quote in analysis.quotes] == ["Airnya sudah surut"]
