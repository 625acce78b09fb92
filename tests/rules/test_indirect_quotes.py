"""Reported speech without marks of its own, line by line of the annotation guide."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritanlp.domain import Speaker

QuoteWords = tuple[str, list[str], str | None, str | None, str | None]
Quotes = Callable[[str], list[QuoteWords]]
Speakers = Callable[[str], list[Speaker | None]]

RUDI = "Rudi Hartanta"
SARI = "Sari Wulandari"


def _indirect(content: str, cue: str, mention: str | None = RUDI) -> QuoteWords:
    """An indirect quote of one span whose speaker is named beside it."""
    return ("indirect", [content], cue, mention, mention)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{RUDI} mengatakan jalan itu ditutup sejak Senin.",
            _indirect("jalan itu ditutup sejak Senin", "mengatakan"),
            id="speaker then cue then clause",
        ),
        pytest.param(
            f"{RUDI} mengatakan bahwa jalan itu ditutup sejak Senin.",
            _indirect("jalan itu ditutup sejak Senin", "mengatakan"),
            id="bahwa is not content",
        ),
        pytest.param(
            f"{RUDI} mengatakan, jalan itu ditutup sejak Senin.",
            _indirect("jalan itu ditutup sejak Senin", "mengatakan"),
            id="comma is not content",
        ),
        pytest.param(
            f"Menurut {RUDI}, jalan itu ditutup sejak Senin.",
            _indirect("jalan itu ditutup sejak Senin", "Menurut"),
            id="menurut in front",
        ),
        pytest.param(
            f"Jalan itu ditutup sejak Senin, menurut {RUDI}.",
            _indirect("Jalan itu ditutup sejak Senin", "menurut"),
            id="menurut behind",
        ),
        pytest.param(
            f"Jalan itu ditutup sejak Senin, kata {RUDI}.",
            _indirect("Jalan itu ditutup sejak Senin", "kata"),
            id="clause then cue then speaker",
        ),
        pytest.param(
            f"Kata {RUDI}, jalan itu ditutup sejak Senin.",
            _indirect("jalan itu ditutup sejak Senin", "Kata"),
            id="cue then speaker then clause",
        ),
        pytest.param(
            f"Dikatakan {RUDI}, jalan itu ditutup sejak Senin.",
            _indirect("jalan itu ditutup sejak Senin", "Dikatakan"),
            id="passive with its source",
        ),
        pytest.param(
            f"{RUDI}, warga Desa Wanasari, mengaku rumahnya terendam semalam.",
            _indirect("rumahnya terendam semalam", "mengaku"),
            id="apposition between speaker and cue",
        ),
        pytest.param(
            f"{RUDI} saat ditemui di Semarang, Senin (3/2/2025), mengatakan jalan itu ditutup.",
            _indirect("jalan itu ditutup", "mengatakan"),
            id="adverbial between speaker and cue",
        ),
        pytest.param(
            f"Saat ditemui di Semarang, {RUDI} mengatakan jalan itu ditutup.",
            _indirect("jalan itu ditutup", "mengatakan"),
            id="adverbial before the speaker",
        ),
        pytest.param(
            f"{RUDI} juga mengatakan jalan itu ditutup sejak Senin.",
            _indirect("jalan itu ditutup sejak Senin", "mengatakan"),
            id="adverb before the cue",
        ),
        pytest.param(
            f"{RUDI} mengatakan kepada wartawan bahwa jalan itu ditutup.",
            _indirect("jalan itu ditutup", "mengatakan"),
            id="addressee behind kepada is not content",
        ),
        pytest.param(
            f"{RUDI} mengatakan jalan itu ditutup, Senin (3/2/2025).",
            _indirect("jalan itu ditutup", "mengatakan"),
            id="day and date at the end are not content",
        ),
        pytest.param(
            f"{RUDI} meminta jalan itu dibuka paling lambat Senin (3/2/2025).",
            _indirect("jalan itu dibuka paling lambat Senin (3/2/2025)", "meminta"),
            id="a day that is the last one is content",
        ),
        pytest.param(
            f"{RUDI} mengatakan jalan itu ditutup sejak pagi, dikutip dari Antara.",
            _indirect("jalan itu ditutup sejak pagi", "mengatakan"),
            id="where it was published is not content",
        ),
        pytest.param(
            f"Jalan itu ditutup sejak Senin, kata {RUDI} kepada wartawan di Semarang.",
            _indirect("Jalan itu ditutup sejak Senin", "kata"),
            id="addressee behind the speaker is not content",
        ),
        pytest.param(
            f"Dalam siaran pers, {RUDI} menyatakan jalan itu ditutup.",
            _indirect("jalan itu ditutup", "menyatakan"),
            id="said through a document",
        ),
        pytest.param(
            f"Mengutip keterangan gubernur, {RUDI} mengatakan jalan itu ditutup.",
            _indirect("jalan itu ditutup", "mengatakan"),
            id="who delivers another's words is the source",
        ),
        pytest.param(
            "BMKG mencatat hujan lebat turun di 12 kecamatan.",
            _indirect("hujan lebat turun di 12 kecamatan", "mencatat", "BMKG"),
            id="institution with a reporting verb",
        ),
        pytest.param(
            "Seorang pedagang mengeluhkan harga cabai naik dua kali lipat.",
            _indirect("harga cabai naik dua kali lipat", "mengeluhkan", "Seorang pedagang"),
            id="unnamed source",
        ),
        pytest.param(
            "Para pedagang meminta pasar itu segera dibuka.",
            _indirect("pasar itu segera dibuka", "meminta", "Para pedagang"),
            id="group",
        ),
    ],
)
def test_indirect_quote_in_every_order(quotes_in: Quotes, text: str, expected: QuoteWords) -> None:
    assert quotes_in(text) == [expected]


@pytest.mark.parametrize(
    ("cue", "clause"),
    [
        ("mengatakan", "jalan itu ditutup sejak Senin"),
        ("menyatakan", "jalan itu ditutup sejak Senin"),
        ("menjelaskan", "jalan itu ditutup sejak Senin"),
        ("menilai", "jalan itu terlalu sempit"),
        ("menganggap", "jalan itu terlalu sempit"),
        ("berpendapat", "jalan itu terlalu sempit"),
        ("menyebut", "jalan itu terlalu sempit"),
        ("mengaku", "tidak tahu soal uang itu"),
        ("mengakui", "jalan itu terlalu sempit"),
        ("berharap", "panen tahun ini membaik"),
        ("membantah", "menerima uang itu"),
        ("memastikan", "stok beras cukup sampai Lebaran"),
        ("menegaskan", "stok beras cukup sampai Lebaran"),
        ("menambahkan", "stok beras cukup sampai Lebaran"),
        ("mengungkapkan", "stok beras cukup sampai Lebaran"),
        ("memaparkan", "stok beras masih cukup sampai Lebaran"),
        ("menuturkan", "anaknya pergi sejak Sabtu sore"),
        ("mengingatkan", "hujan lebat masih akan turun"),
        ("memperkirakan", "hujan lebat masih akan turun"),
        ("berjanji", "akan memperbaiki jembatan itu"),
        ("memerintahkan", "semua camat mendata korban banjir"),
        ("bertanya", "apakah jembatan itu sudah selesai"),
        ("optimistis", "panen tahun ini akan membaik"),
        ("yakin", "panen tahun ini akan membaik"),
        ("khawatir", "tanggul itu akan jebol lagi"),
    ],
)
def test_indirect_quote_with_each_kind_of_cue(quotes_in: Quotes, cue: str, clause: str) -> None:
    assert quotes_in(f"{RUDI} {cue} {clause}.") == [_indirect(clause, cue)]


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        pytest.param(
            f"{RUDI} mengimbau agar warga tidak panik.",
            "warga tidak panik",
            "mengimbau",
            id="agar is not content",
        ),
        pytest.param(
            f"{RUDI} meminta supaya jalan itu segera diperbaiki.",
            "jalan itu segera diperbaiki",
            "meminta",
            id="supaya is not content",
        ),
        pytest.param(
            f"{RUDI} mengimbau masyarakat agar tidak membakar lahan.",
            "tidak membakar lahan",
            "mengimbau",
            id="addressee before agar",
        ),
        pytest.param(
            f"{RUDI} mengingatkan para nelayan supaya tidak melaut malam ini.",
            "tidak melaut malam ini",
            "mengingatkan",
            id="addressee before supaya",
        ),
        pytest.param(
            f"{RUDI} berpesan kepada para jemaah agar saling membantu.",
            "saling membantu",
            "berpesan",
            id="addressee behind kepada before agar",
        ),
        pytest.param(
            f"{RUDI} meminta kepala dinas untuk mulai bekerja.",
            "kepala dinas untuk mulai bekerja",
            "meminta",
            id="meminta keeps the one who is to act",
        ),
        pytest.param(
            f"{RUDI} mengajak warga menanam pohon di bantaran sungai.",
            "warga menanam pohon di bantaran sungai",
            "mengajak",
            id="mengajak keeps the one who is to act",
        ),
        pytest.param(
            f"{RUDI} menginstruksikan para camat mendata korban banjir.",
            "para camat mendata korban banjir",
            "menginstruksikan",
            id="menginstruksikan keeps the one who is to act",
        ),
    ],
)
def test_indirect_request_and_its_addressee(
    quotes_in: Quotes, text: str, content: str, cue: str
) -> None:
    assert quotes_in(text) == [_indirect(content, cue)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"Menjelang musim hujan, kata {RUDI}, semua tanggul sudah diperiksa.",
            (
                "indirect",
                ["Menjelang musim hujan", "semua tanggul sudah diperiksa"],
                "kata",
                RUDI,
                RUDI,
            ),
            id="adverbial first",
        ),
        pytest.param(
            f"Jalan itu, menurut {RUDI}, ditutup sejak Senin.",
            ("indirect", ["Jalan itu", "ditutup sejak Senin"], "menurut", RUDI, RUDI),
            id="subject first",
        ),
        pytest.param(
            f"Semua tanggul sudah diperiksa, ujar {RUDI}, sehingga warga tidak perlu cemas.",
            (
                "indirect",
                ["Semua tanggul sudah diperiksa", "sehingga warga tidak perlu cemas"],
                "ujar",
                RUDI,
                RUDI,
            ),
            id="clause first",
        ),
    ],
)
def test_indirect_quote_cut_by_its_cue_has_two_spans(
    quotes_in: Quotes, text: str, expected: QuoteWords
) -> None:
    assert quotes_in(text) == [expected]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param(
            f"Masalahnya, kata {RUDI}, sopir yang punya izin tidak sampai dua puluh orang.",
            ["Masalahnya", "sopir yang punya izin tidak sampai dua puluh orang"],
            id="relative clause",
        ),
        pytest.param(
            f"Menurut {RUDI}, warga di Jember harus membayar lebih mahal.",
            ["warga di Jember harus membayar lebih mahal"],
            id="place",
        ),
    ],
)
def test_what_no_second_comma_closes_is_said_and_no_role(
    quotes_in: Quotes, speakers_of: Speakers, text: str, content: list[str]
) -> None:
    assert [words for _, words, *_ in quotes_in(text)] == [content]
    (speaker,) = speakers_of(text)
    assert speaker is not None
    assert speaker.role is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (f"Menurut {RUDI}, warga Jember, jalan itu harus dibuka.", "warga Jember"),
        (f"Menurut {RUDI}, sopir yang mengantar warga, jalan itu harus dibuka.", "sopir"),
        (f"Menurut {RUDI}, pemilik bengkel di Jember, jalan itu harus dibuka.", "pemilik bengkel"),
    ],
)
def test_what_a_second_comma_closes_is_the_role(
    quotes_in: Quotes, speakers_of: Speakers, text: str, role: str
) -> None:
    assert [words for _, words, *_ in quotes_in(text)] == [["jalan itu harus dibuka"]]
    (speaker,) = speakers_of(text)
    assert speaker is not None
    assert speaker.role == role


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        pytest.param(
            "Jalan itu ditutup sejak Senin, katanya.",
            "Jalan itu ditutup sejak Senin",
            "kata",
            id="behind the clause",
        ),
        pytest.param(
            "Menurutnya, jalan itu ditutup sejak Senin.",
            "jalan itu ditutup sejak Senin",
            "Menurut",
            id="menurut",
        ),
        pytest.param(
            "Dijelaskannya, jalan itu ditutup sejak Senin.",
            "jalan itu ditutup sejak Senin",
            "Dijelaskan",
            id="passive",
        ),
    ],
)
def test_indirect_quote_splits_the_clitic_off_its_cue(
    quotes_in: Quotes, text: str, content: str, cue: str
) -> None:
    found = quotes_in(f"{RUDI} memeriksa tanggul itu. {text}")
    assert found == [("indirect", [content], cue, "nya", RUDI)]


@pytest.mark.parametrize("word", ["akhirnya", "sebelumnya", "biasanya", "rupanya", "misalnya"])
def test_other_words_in_nya_hold_no_cue(quotes_in: Quotes, word: str) -> None:
    assert quotes_in(f"{RUDI} datang ke pasar itu. Jalan itu, {word}, ditutup sejak Senin.") == []


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        pytest.param(
            f"Namun, {RUDI} mengatakan jalan itu ditutup.",
            "jalan itu ditutup",
            "mengatakan",
            id="namun",
        ),
        pytest.param(
            f"Sementara itu, {RUDI} mengatakan jalan itu ditutup.",
            "jalan itu ditutup",
            "mengatakan",
            id="sementara itu",
        ),
        pytest.param(
            f"Selain itu, kata {RUDI}, jalan itu ditutup sejak Senin.",
            "jalan itu ditutup sejak Senin",
            "kata",
            id="selain itu before kata",
        ),
        pytest.param(
            f"Namun, menurut {RUDI}, jalan itu ditutup sejak Senin.",
            "jalan itu ditutup sejak Senin",
            "menurut",
            id="namun before menurut",
        ),
        pytest.param(
            f"Karena itu, {RUDI} meminta jalan itu segera ditutup.",
            "jalan itu segera ditutup",
            "meminta",
            id="karena itu",
        ),
    ],
)
def test_connectives_are_not_content(quotes_in: Quotes, text: str, content: str, cue: str) -> None:
    assert quotes_in(text) == [_indirect(content, cue)]


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        pytest.param(
            f"{RUDI} menyebut aturan itu “njelimet” bagi warga.",
            "aturan itu “njelimet” bagi warga",
            "menyebut",
            id="odd word of the source",
        ),
        pytest.param(
            f"{RUDI} menilai panitia “lalai sejak awal” dalam menjaga tanggul.",
            "panitia “lalai sejak awal” dalam menjaga tanggul",
            "menilai",
            id="fragment of some words",
        ),
        pytest.param(
            f'{RUDI} mengatakan bahwa warga "sengaja dipancing" oleh calo.',
            'warga "sengaja dipancing" oleh calo',
            "mengatakan",
            id="straight marks",
        ),
        pytest.param(
            f"Menurut {RUDI}, panitia “lalai sejak awal” dalam menjaga tanggul.",
            "panitia “lalai sejak awal” dalam menjaga tanggul",
            "Menurut",
            id="menurut",
        ),
    ],
)
def test_mixed_quote_is_one_quote_with_its_fragment(
    quotes_in: Quotes, text: str, content: str, cue: str
) -> None:
    assert quotes_in(text) == [("mixed", [content], cue, RUDI, RUDI)]


def test_title_in_marks_inside_a_clause_leaves_it_indirect(quotes_in: Quotes) -> None:
    text = f"{RUDI} mengatakan film “Kota Tanpa Lampu” diputar di balai desa."
    assert quotes_in(text) == [
        _indirect("film “Kota Tanpa Lampu” diputar di balai desa", "mengatakan")
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{RUDI} tidak mengatakan jalan itu ditutup.", id="negated by tidak"),
        pytest.param(f"{RUDI} belum mengatakan jalan itu ditutup.", id="negated by belum"),
        pytest.param(
            f"{RUDI} tak pernah mengatakan jalan itu ditutup.", id="negated by tak pernah"
        ),
        pytest.param(f"{RUDI} akan mengatakan bahwa jalan itu ditutup.", id="modal akan"),
        pytest.param(f"{RUDI} ingin mengatakan bahwa jalan itu ditutup.", id="modal ingin"),
        pytest.param(f"{RUDI} menyampaikan hal tersebut di Semarang, Senin.", id="hal tersebut"),
        pytest.param(f"{RUDI} menyatakan hal yang sama di Semarang.", id="hal yang sama"),
        pytest.param(f"{RUDI} mengatakan hal itu kepada wartawan.", id="hal itu"),
        pytest.param(
            f"Hal itu disampaikan {RUDI} di Semarang, Senin (3/2/2025).", id="passive hal"
        ),
        pytest.param(f"Demikian dikatakan {RUDI} di Semarang, Senin (3/2/2025).", id="demikian"),
        pytest.param("Proyek itu disebut merugikan petani di tiga desa.", id="disebut"),
        pytest.param("Pelaku diduga kabur lewat pintu belakang rumah itu.", id="diduga"),
        pytest.param("Harga cabai diperkirakan naik menjelang Lebaran.", id="diperkirakan"),
        pytest.param("KPU menetapkan lima pasangan calon pada Senin (3/2/2025).", id="formal act"),
        pytest.param("Surat edaran itu mengatur jam kerja pegawai selama puasa.", id="document"),
        pytest.param(
            "Undang-undang itu menyebutkan bahwa setiap warga berhak atas air bersih.",
            id="law as source",
        ),
        pytest.param(
            "Berdasarkan data BMKG, hujan lebat turun di 12 kecamatan.", id="berdasarkan data"
        ),
        pytest.param("Menurut data BMKG, hujan lebat turun di 12 kecamatan.", id="menurut data"),
        pytest.param(
            "Data Dinas Kesehatan menyebutkan 40 warga terserang demam berdarah.",
            id="data menyebutkan",
        ),
        pytest.param(f"{RUDI} akan membangun dua jembatan tahun depan.", id="plan"),
        pytest.param(f"{RUDI} memutuskan untuk pergi dari kota itu.", id="act"),
        pytest.param(f"{RUDI} menyoroti masalah sampah.", id="topic only"),
        pytest.param(f"{RUDI} tahu jalan itu ditutup sejak Senin.", id="knowledge"),
        pytest.param(f"{RUDI} menyebut nama adiknya.", id="naming a name"),
        pytest.param("Kata kunci itu lupa ia simpan di ponselnya.", id="kata as a noun"),
    ],
)
def test_no_quote(quotes_in: Quotes, text: str) -> None:
    assert quotes_in(text) == []


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        pytest.param(f"{RUDI} membenarkan insiden itu.", "insiden itu", "membenarkan", id="claim"),
        pytest.param(
            f"{RUDI} menyesalkan keputusan panitia.",
            "keputusan panitia",
            "menyesalkan",
            id="stance",
        ),
        pytest.param(f"{RUDI} membantah tuduhan itu.", "tuduhan itu", "membantah", id="denial"),
        pytest.param(
            f"{RUDI} mengecam kekerasan terhadap wartawan.",
            "kekerasan terhadap wartawan",
            "mengecam",
            id="condemnation",
        ),
        pytest.param(
            f"{RUDI} menekankan pentingnya menjaga tanggul.",
            "pentingnya menjaga tanggul",
            "menekankan",
            id="stress",
        ),
    ],
)
def test_noun_phrase_that_carries_a_claim_is_content(
    quotes_in: Quotes, text: str, content: str, cue: str
) -> None:
    assert quotes_in(text) == [_indirect(content, cue)]


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        pytest.param(
            f"{RUDI} mengatakan jembatannya retak.", "jembatannya retak", "mengatakan", id="active"
        ),
        pytest.param(
            f"Menurut {RUDI}, jembatannya retak.", "jembatannya retak", "Menurut", id="menurut"
        ),
        pytest.param(f"Jembatannya retak, kata {RUDI}.", "Jembatannya retak", "kata", id="kata"),
        pytest.param(f"{RUDI} mengaku tidak tahu.", "tidak tahu", "mengaku", id="mengaku"),
    ],
)
def test_a_clause_of_two_words_is_content(
    quotes_in: Quotes, text: str, content: str, cue: str
) -> None:
    assert quotes_in(text) == [_indirect(content, cue)]


def test_following_sentence_without_attribution_is_no_quote(quotes_in: Quotes) -> None:
    text = f"{RUDI} mengatakan jalan itu ditutup sejak Senin. Kendaraan dialihkan ke jalur selatan."
    assert quotes_in(text) == [_indirect("jalan itu ditutup sejak Senin", "mengatakan")]


def test_reported_speech_inside_reported_speech_belongs_to_the_outer_source(
    quotes_in: Quotes,
) -> None:
    text = f"{RUDI} mengatakan camat menyebut jalan itu aman bagi truk."
    assert quotes_in(text) == [_indirect("camat menyebut jalan itu aman bagi truk", "mengatakan")]


def test_two_cues_joined_by_dan_are_two_quotes(quotes_in: Quotes) -> None:
    text = f"{RUDI} mengatakan airnya sudah surut dan menambahkan bahwa warga boleh pulang."
    assert quotes_in(text) == [
        _indirect("airnya sudah surut", "mengatakan"),
        _indirect("warga boleh pulang", "menambahkan"),
    ]


def test_two_sentences_with_cues_of_their_own_are_two_quotes(quotes_in: Quotes) -> None:
    text = (
        f"{RUDI} mengatakan jalan itu ditutup sejak Senin. "
        f"Menurut {SARI}, kendaraan dialihkan ke jalur selatan."
    )
    assert quotes_in(text) == [
        _indirect("jalan itu ditutup sejak Senin", "mengatakan"),
        _indirect("kendaraan dialihkan ke jalur selatan", "Menurut", SARI),
    ]


def test_indirect_and_direct_quote_in_one_sentence(quotes_in: Quotes) -> None:
    text = f"{RUDI} mengatakan jalan itu ditutup. “Jembatannya retak sejak pagi,” katanya."
    assert quotes_in(text) == [
        _indirect("jalan itu ditutup", "mengatakan"),
        ("direct", ["Jembatannya retak sejak pagi"], "kata", "nya", RUDI),
    ]


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(
            "berdasarkan keterangan tertulis yang diterima di Semarang, Senin (3/2/2025)",
            id="berdasarkan keterangan",
        ),
        pytest.param("seperti dikatakan juru bicaranya", id="seperti dikatakan"),
        pytest.param("kata juru bicaranya, Melani Tanoe", id="second cue"),
    ],
)
def test_a_second_attribution_does_not_quote_the_direct_speech_again(
    quotes_in: Quotes, tail: str
) -> None:
    found = quotes_in(f"“Pembukaan gerai dimulai bulan depan,” ujar {RUDI}, {tail}.")
    assert [quote[:2] for quote in found] == [("direct", ["Pembukaan gerai dimulai bulan depan"])]


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(f"menurut {RUDI}, katanya", id="katanya"),
        pytest.param(f"kata {RUDI}, menurut {SARI}", id="menurut"),
        pytest.param(f"menurutnya, ujar {SARI}", id="ujar"),
        pytest.param(f"kata {RUDI}, seperti dikatakan {SARI}", id="seperti dikatakan"),
        pytest.param(f"kata {RUDI} berdasarkan keterangan {SARI}", id="berdasarkan keterangan"),
    ],
)
def test_a_second_attribution_is_neither_content_nor_a_second_quote(
    quotes_in: Quotes, tail: str
) -> None:
    found = quotes_in(f"Jalan itu ditutup sejak Senin, {tail}.")
    assert [quote[:2] for quote in found] == [("indirect", ["Jalan itu ditutup sejak Senin"])]


@pytest.mark.parametrize(
    ("headline", "content", "cue", "mention"),
    [
        pytest.param(
            "Bupati Jember: Pasar Baru Dibuka Bulan Depan",
            "Pasar Baru Dibuka Bulan Depan",
            ":",
            "Bupati Jember",
            id="colon",
        ),
        pytest.param(
            f"{RUDI}: Pasar Baru Dibuka Bulan Depan",
            "Pasar Baru Dibuka Bulan Depan",
            ":",
            RUDI,
            id="colon behind a name",
        ),
        pytest.param(
            "Bupati Jember Sebut Pasar Baru Dibuka Bulan Depan",
            "Pasar Baru Dibuka Bulan Depan",
            "Sebut",
            "Bupati Jember",
            id="verb without prefix",
        ),
    ],
)
def test_headline_is_indirect(
    quotes_in: Quotes, headline: str, content: str, cue: str, mention: str
) -> None:
    text = (
        f"{headline}\n\nBupati Jember {RUDI} meninjau pasar itu pada Senin (3/2/2025). "
        "Para pedagang menyambutnya di gerbang."
    )
    assert quotes_in(text) == [("indirect", [content], cue, mention, RUDI)]


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("Pasar Baru Jember: Dari Lumpur ke Lampu", id="topic before the colon"),
        pytest.param("Foto: Warga Jember Berebut Air Bersih", id="label before the colon"),
        pytest.param("Tiga Hari Tanpa Air, Warga Jember Mengungsi", id="no colon"),
    ],
)
def test_headline_without_source_is_no_quote(quotes_in: Quotes, headline: str) -> None:
    text = (
        f"{headline}\n\nBupati Jember {RUDI} meninjau pasar itu pada Senin (3/2/2025). "
        "Para pedagang menyambutnya di gerbang."
    )
    assert quotes_in(text) == []
