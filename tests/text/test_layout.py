"""Pages as sites print them, on invented news: title, dateline, byline, body, and chrome."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from re._parser import parse as sre_parse  # type: ignore[import-not-found]
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.lexicons.rows import BoilerplatePattern
from beritanlp.lexicons.tables import read_table
from beritanlp.text.layout import PageLayout, _any_of, read_layout

TITLE = "Warga Sukamulya Bersihkan Lumpur Sisa Banjir"
FIRST = (
    "Warga Desa Sukamulya mulai membersihkan lumpur yang dibawa banjir sejak Senin pagi. Kepala "
    "desa meminta warga tetap waspada karena hujan masih turun di hulu sungai."
)
SECOND = (
    "Sebanyak 200 relawan ikut bekerja bersama warga sejak pagi hari. Mereka membawa sekop, ember, "
    "dan karung pasir untuk menutup tanggul yang jebol di dua titik."
)


def page(*blocks: str) -> str:
    return "\n\n".join(blocks)


def cut(text: str, layout: PageLayout, part: str) -> str | None:
    span = getattr(layout, part)
    return text[span[0] : span[1]] if span else None


def body(text: str, title: str | None = None) -> list[str]:
    return [text[start:end] for start, end in read_layout(text, title).body]


def chrome(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in read_layout(text).boilerplate]


# -- title -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        pytest.param(TITLE, id="title case"),
        pytest.param("Warga Sukamulya bersihkan lumpur sisa banjir", id="sentence case"),
        pytest.param("WARGA SUKAMULYA BERSIHKAN LUMPUR", id="capitals"),
        pytest.param("Menpan: Digitalisasi birokrasi jadi pilihan", id="with a speaker and colon"),
        pytest.param("“Kami Siap Bekerja”, Kata Warga Sukamulya", id="with quotation marks"),
        pytest.param("Pelatih Tampik Timnya Kelelahan", id="short"),
        pytest.param("Siapa yang Bertanggung Jawab atas Banjir Sukamulya?", id="question"),
    ],
)
def test_title_is_the_short_first_line(title: str) -> None:
    text = page(title, FIRST, SECOND)
    layout = read_layout(text)
    assert cut(text, layout, "title") == title
    assert body(text) == [FIRST, SECOND]


def test_title_given_is_found_in_the_page() -> None:
    text = page(TITLE + ".", FIRST, SECOND)
    layout = read_layout(text, TITLE.upper())
    assert cut(text, layout, "title") == TITLE + "."


def test_title_is_none_where_the_page_starts_with_a_paragraph() -> None:
    text = page(FIRST, SECOND)
    assert read_layout(text).title is None
    assert body(text) == [FIRST, SECOND]


def test_title_behind_a_site_menu() -> None:
    text = page("Beranda\nNasional", TITLE, FIRST, SECOND)
    layout = read_layout(text)
    assert cut(text, layout, "title") == TITLE
    assert chrome(text) == ["Beranda", "Nasional"]


# -- dateline --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "dateline", "place", "outlet"),
    [
        pytest.param("JAKARTA, KOMPAS.com — ", "JAKARTA, KOMPAS.com", "Jakarta", "KOMPAS.com",
                     id="place, address, em dash"),
        pytest.param("JAKARTA, KOMPAS.com - ", "JAKARTA, KOMPAS.com", "Jakarta", "KOMPAS.com",
                     id="place, address, hyphen"),
        pytest.param("JAKARTA, KOMPAS – ", "JAKARTA, KOMPAS", "Jakarta", "KOMPAS",
                     id="place, newspaper, en dash"),
        pytest.param("Jakarta (ANTARA) - ", "Jakarta (ANTARA)", "Jakarta", "ANTARA",
                     id="agency in brackets"),
        pytest.param("TRIBUNNEWS.COM, JAKARTA - ", "TRIBUNNEWS.COM, JAKARTA", "Jakarta",
                     "TRIBUNNEWS.COM", id="address first"),
        pytest.param("TEMPO.CO, Jakarta - ", "TEMPO.CO, Jakarta", "Jakarta", "TEMPO.CO",
                     id="address first, place in mixed case"),
        pytest.param("REPUBLIKA.CO.ID, JAKARTA -- ", "REPUBLIKA.CO.ID, JAKARTA", "Jakarta",
                     "REPUBLIKA.CO.ID", id="two dashes"),
        pytest.param("Liputan6.com, Jakarta ", "Liputan6.com, Jakarta", "Jakarta", "Liputan6.com",
                     id="no dash"),
        pytest.param("Jakarta, CNN Indonesia -- ", "Jakarta, CNN Indonesia", "Jakarta",
                     "CNN Indonesia", id="outlet of two words"),
        pytest.param("Bandar Lampung (Lampost.co)— ", "Bandar Lampung (Lampost.co)",
                     "Bandar Lampung", "Lampost.co", id="place of two words, dash not spaced"),
        pytest.param("Merdeka.com - ", "Merdeka.com", None, "Merdeka.com", id="no place"),
        pytest.param("Jakarta: ", "Jakarta", "Jakarta", None, id="place and colon"),
        pytest.param("KBRN, Jakarta: ", "KBRN, Jakarta", "Jakarta", "KBRN", id="radio and colon"),
        pytest.param("JAKARTA - ", "JAKARTA", "Jakarta", None, id="place in capitals"),
        pytest.param("Jawa Timur – ", "Jawa Timur", "Jawa Timur", None, id="province"),
        pytest.param("MUARASABAK- ", "MUARASABAK", "Muarasabak", None,
                     id="unknown place in capitals, dash not spaced"),
        pytest.param("SUMEDANG.- ", "SUMEDANG.", "Sumedang", None, id="full stop before the dash"),
    ],
)  # fmt: skip
def test_dateline_of_every_form(
    head: str, dateline: str, place: str | None, outlet: str | None
) -> None:
    text = page(TITLE, head + FIRST, SECOND)
    layout = read_layout(text)
    assert cut(text, layout, "dateline") == dateline
    assert (layout.place, layout.outlet) == (place, outlet)
    assert body(text) == [FIRST, SECOND]


def test_dateline_over_several_lines() -> None:
    text = page(TITLE, "JAKARTA, KOMPAS.com", "—", FIRST)
    layout = read_layout(text)
    assert cut(text, layout, "dateline") == "JAKARTA, KOMPAS.com"
    assert body(text) == [FIRST]


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("Menpan: ", id="speaker and colon"),
        pytest.param("Sumber: ", id="word and colon"),
        pytest.param("Budi Santosa - ", id="person and dash"),
        pytest.param("Banjir - yang ketiga tahun ini - surut. ", id="words between dashes"),
        pytest.param("Pasca-banjir, ", id="hyphen in the first word"),
        pytest.param("Menurut Kepala Desa Sukamulya – ", id="phrase and dash"),
        pytest.param("Jakarta-Bandung macet. ", id="route"),
    ],
)
def test_dateline_is_none_where_there_is_none(start: str) -> None:
    text = page(TITLE, start + FIRST, SECOND)
    layout = read_layout(text)
    assert layout.dateline is None
    assert layout.place is None
    assert body(text)[0].startswith(start.rstrip())


@pytest.mark.parametrize("mark", ["-", "–", "—", "-–"])
def test_dateline_is_none_before_a_line_of_dashes(mark: str) -> None:
    """A pattern that can read the run in more ways than one would not come to an end here."""
    assert (
        read_layout(f"Hasil {mark * (60 // len(mark))}\n\nAirnya sudah surut, kata warga.").dateline
        is None
    )


def test_dateline_is_none_in_a_headline_with_a_colon() -> None:
    text = page("Menpan: Digitalisasi birokrasi jadi pilihan", FIRST)
    assert read_layout(text).dateline is None


# -- byline and date -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Penulis: Sari Dewi", id="penulis"),
        pytest.param("Reporter: Sari Dewi", id="reporter"),
        pytest.param("Pewarta : Sari Dewi", id="pewarta"),
        pytest.param("Oleh: Sari Dewi", id="oleh"),
        pytest.param("Oleh Sari Dewi", id="oleh without colon"),
    ],
)
def test_byline_on_a_line_of_its_own(line: str) -> None:
    text = page(TITLE, line, FIRST, SECOND)
    assert cut(text, read_layout(text), "byline") == "Sari Dewi"
    assert body(text) == [FIRST, SECOND]


def test_byline_behind_the_article() -> None:
    text = page(TITLE, FIRST, SECOND, "Pewarta: Sari Dewi\nEditor: Rudi Hartanta")
    assert cut(text, read_layout(text), "byline") == "Sari Dewi"
    assert body(text) == [FIRST, SECOND]


def test_byline_in_front_of_a_dateline() -> None:
    head = "Laporan Wartawan Tribunnews.com, Sari Dewi TRIBUNNEWS.COM, JAKARTA - "
    text = page(TITLE, head + FIRST)
    layout = read_layout(text)
    assert cut(text, layout, "byline") == "Sari Dewi"
    assert cut(text, layout, "dateline") == "TRIBUNNEWS.COM, JAKARTA"
    assert body(text) == [FIRST]


def test_published_is_the_date_on_a_line_of_its_own() -> None:
    text = page(TITLE, "Senin, 13 April 2020 10:30 WIB", FIRST)
    assert read_layout(text).published == dt.date(2020, 4, 13)
    assert body(text) == [FIRST]


def test_published_is_none_where_only_the_text_has_a_date() -> None:
    assert read_layout(page(TITLE, FIRST + " Banjir terjadi pada 13 April 2020.")).published is None


# -- chrome in the middle --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Tanggul Sungai Cileuweung Dibangun",
        "BACA JUGA: Tanggul Sungai Cileuweung Dibangun",
        "Lihat juga Video: Banjir Besar",
        "Simak Juga: Tanggul Sungai Cileuweung Dibangun",
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENT",
        "[Gambas:Video CNN]",
    ],
)
def test_chrome_on_a_line_of_its_own(line: str) -> None:
    text = page(TITLE, FIRST, line, SECOND)
    assert body(text) == [FIRST, SECOND]
    assert chrome(text) == [line]


@pytest.mark.parametrize(
    "line", ["ADVERTISEMENT", "spot_img", "Baca juga: Tanggul Sungai Cileuweung Dibangun"]
)
def test_chrome_between_two_lines_of_one_sentence(line: str) -> None:
    parts = "Warga Sukamulya mulai membersihkan lumpur sisa banjir", "sejak Senin pagi kemarin."
    text = page(TITLE, "\n".join([parts[0], line, parts[1]]), SECOND)
    assert body(text) == [*parts, SECOND]
    assert chrome(text) == [line]


def test_chrome_between_headline_and_dash_stays_chrome() -> None:
    text = f"{TITLE}\nspot_img\n—\n{FIRST}"
    layout = read_layout(text)
    assert cut(text, layout, "title") == TITLE
    assert chrome(text) == ["spot_img"]


def test_chrome_link_with_its_headline_on_the_next_line() -> None:
    text = page(TITLE, FIRST, "Baca juga:\nTanggul Sungai Cileuweung Dibangun", SECOND)
    assert body(text) == [FIRST, SECOND]
    assert chrome(text) == ["Baca juga:", "Tanggul Sungai Cileuweung Dibangun"]


def test_chrome_link_without_headline_leaves_the_next_paragraph() -> None:
    text = page(TITLE, FIRST, "Baca juga:", SECOND)
    assert body(text) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("link", "gap", "after"),
    [
        pytest.param("Baca juga: Tanggul Sungai Cileuweung Dibangun", "  ", SECOND, id="spaces"),
        pytest.param(
            "Baca juga: Tanggul Sungai Cileuweung Dibangun", " ", "“Kami siap,” kata Budi.",
            id="before speech",
        ),
        pytest.param(
            "Baca juga: Tanggul Sungai Cileuweung Dibangun", " ", "Namun, warga tetap cemas.",
            id="before a connective",
        ),
        pytest.param(
            "Baca juga: Tanggul Sungai Cileuweung Runtuh Lagi", "  ", SECOND,
            id="headline with a capitalised function word",
        ),
        pytest.param("SCROLL TO CONTINUE WITH CONTENT", " ", SECOND, id="scroll"),
    ],
)  # fmt: skip
def test_chrome_inside_a_paragraph_is_cut_out(link: str, gap: str, after: str) -> None:
    text = page(TITLE, f"{FIRST} {link}{gap}{after}")
    assert body(text) == [FIRST, after]
    assert chrome(text) == [link]


def test_chrome_words_in_running_text_stay() -> None:
    sentence = "Ia mengaku baca juga buku pelajaran lain. Warga lihat juga air yang surut."
    text = page(TITLE, f"{FIRST} {sentence}", SECOND)
    assert body(text) == [f"{FIRST} {sentence}", SECOND]


# -- chrome behind the article ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param("TINGGALKAN KOMENTAR\n\nSilakan masukkan komentar anda!\n"
                     "Silakan masukkan nama Anda di sini", id="comment form"),
        pytest.param("Bagikan:\nFacebook\nTwitter\nWhatsApp", id="share bar"),
        pytest.param("Share post:\n\nSubscribe", id="share bar in English"),
        pytest.param("Berita Terkait\n\nPasar Lama Dibuka\n\nJalan Desa Rusak", id="related"),
        pytest.param("More like this\nRelated\n\nBank Wanasari Buka Cabang\n\n"
                     "BANDUNG - Bank Wanasari membuka cabang baru di tiga kota. Warga senang.",
                     id="related with teasers"),
        pytest.param("Copyright © ANTARA 2024", id="copyright"),
        pytest.param("Editor: Rudi Hartanta\nCopyright © 2024", id="editor and copyright"),
        pytest.param("Dilarang keras mengambil konten tanpa izin tertulis dari Kantor Berita "
                     "ANTARA.", id="copyright in a sentence"),
        pytest.param("Tags: banjir, lumpur", id="tags"),
        pytest.param("Ikuti kami di Google News", id="follow us"),
    ],
)  # fmt: skip
def test_chrome_behind_the_article(tail: str) -> None:
    text = page(TITLE, FIRST, SECOND, tail)
    assert body(text) == [FIRST, SECOND]
    assert chrome(text) == [line for line in tail.split("\n") if line]


def test_chrome_signature_behind_the_last_sentence() -> None:
    text = page(TITLE, FIRST, f"{SECOND} (rud/sar)")
    assert body(text) == [FIRST, SECOND]


@pytest.mark.parametrize("code", ["(K21)", "(Rel)", "(Ant/sar)"])
def test_a_short_last_paragraph_with_a_signature_is_of_the_body(code: str) -> None:
    last = "“Tanggul itu kami tutup lagi,” ujarnya."
    text = page(TITLE, FIRST, SECOND, f"{last} {code}")
    assert [part.removesuffix(f" {code}") for part in body(text)] == [FIRST, SECOND, last]


# -- lines and paragraphs --------------------------------------------------------------------------


def test_body_joins_lines_of_a_fixed_width() -> None:
    lines = [
        "Warga Desa Sukamulya mulai membersihkan lumpur yang dibawa banjir",
        "sejak Senin pagi karena hujan di hulu sungai sudah berhenti sejak",
        "Minggu malam dan air di jalan utama desa itu perlahan mulai surut",
        "sehingga Pasar Lama bisa dibuka lagi. Sebanyak dua ratus relawan",
        "Palang Merah ikut bekerja bersama warga sampai malam hari karena",
        "lumpur di rumah warga masih setinggi lutut dan sekolah ditutup.",
    ]
    assert len(body("\n".join(lines))) == 1


def test_body_joins_a_sentence_broken_by_a_link() -> None:
    text = page(
        TITLE, "Warga Desa Sukamulya mulai membersihkan\nlumpur yang dibawa banjir kemarin."
    )
    assert body(text) == [
        "Warga Desa Sukamulya mulai membersihkan\nlumpur yang dibawa banjir kemarin."
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\n\n\n\n"])
def test_body_splits_at_any_line_end(end: str) -> None:
    assert body(f"{TITLE}{end}{FIRST}{end}{SECOND}{end}") == [FIRST, SECOND]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
def test_read_layout_of_white_space_is_empty(text: str) -> None:
    assert read_layout(text) == PageLayout()


# -- nothing is deleted ----------------------------------------------------------------------------

_BLOCKS = st.sampled_from(
    [
        "spot_img", TITLE, "Date:", "Beranda\nNasional", f"JAKARTA, KOMPAS.com — {FIRST}",
        f"Jakarta (ANTARA) - {FIRST}", f"Liputan6.com, Jakarta {FIRST}", FIRST, SECOND,
        "Penulis: Sari Dewi", "Senin, 13 April 2020", "Baca juga: Pasar Lama Dibuka", "Baca juga:",
        f"{FIRST} Baca juga: Pasar Lama Dibuka {SECOND}", "SCROLL TO CONTINUE WITH CONTENT", "“",
        "“Kami siap,” kata Budi.", "—", "TINGGALKAN KOMENTAR", "Share post:", "Tags: banjir",
        "Copyright © 2024", "(rud/sar)", "*", "1.", "😀", "Laporan Wartawan Kabar, Sari Dewi "
        f"TRIBUNNEWS.COM, JAKARTA - {FIRST}", ": - :", "\u200b", "Jakarta -", "JAKARTA, KOMPAS.com",
    ]
)  # fmt: skip
_ENDS = st.sampled_from(["\n", "\n\n", "\r\n", " ", "  \n", "\n\n\n\n\n"])


@st.composite
def pages(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(_BLOCKS, min_size=1, max_size=12))
    return "".join(block + draw(_ENDS) for block in blocks)


@given(pages())
def test_layout_covers_every_character_but_white_space(text: str) -> None:
    layout = read_layout(text)
    covered = [False] * len(text)
    spans = [*layout.body, *layout.boilerplate, layout.title, layout.dateline, layout.byline]
    for start, end in filter(None, spans):
        assert 0 <= start < end <= len(text)
        for i in range(start, end):
            covered[i] = True
    if layout.dateline:
        # the dash of a dateline separates it from the body and belongs to neither
        for i in range(layout.dateline[1], min(layout.dateline[1] + 8, len(text))):
            if text[i] not in "-–—: \n\r\t":
                break
            covered[i] = True
    lost = "".join(text[i] for i in range(len(text)) if not covered[i] and not text[i].isspace())
    assert lost == ""


@given(pages())
def test_layout_parts_do_not_overlap(text: str) -> None:
    layout = read_layout(text)
    spans = sorted(
        [*layout.body, *layout.boilerplate, *filter(None, [layout.title, layout.dateline])]
    )
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start


@given(pages())
def test_layout_body_is_in_reading_order_without_edges_of_space(text: str) -> None:
    layout = read_layout(text)
    assert layout.body == sorted(layout.body)
    for start, end in layout.body:
        assert text[start:end] == text[start:end].strip()


_ROWS = read_table("boilerplate.csv", BoilerplatePattern)
INLINE = [row for row in _ROWS if row.scope == "inline"]


@pytest.mark.parametrize("row", INLINE, ids=[row.pattern[:40] for row in INLINE])
def test_a_pattern_within_lines_has_alternatives_in_brackets_only(row: BoilerplatePattern) -> None:
    """Those that begin alike are joined behind their beginning: it must belong to all of one."""
    bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])+\]", "", row.pattern)
    while "(" in bare:
        inner = re.sub(r"\([^()]*\)", "", bare)
        assert inner != bare
        bare = inner
    assert "|" not in bare


def outlines(tree: Any) -> list[str]:
    """What a parsed pattern finds, its letters in lower case, a NUL for whatever is no letter."""
    found = [""]
    for kind, what in tree:
        own = ["\0"]
        match str(kind):
            case "LITERAL":
                own = [chr(what).casefold()]
            case "SUBPATTERN":
                own = outlines(what[-1])
            case "BRANCH":
                own = [text for branch in what[1] for text in outlines(branch)]
            case "MAX_REPEAT" | "MIN_REPEAT" if what[0]:
                once = outlines(what[2])
                own = [text * what[0] + "\0" for text in once] if len(once) == 1 else ["\0"]
        found = [before + text for before in found for text in own]
    return found


@pytest.mark.parametrize("row", INLINE, ids=[row.pattern[:40] for row in INLINE])
def test_what_a_pattern_within_lines_finds_holds_one_of_its_words(row: BoilerplatePattern) -> None:
    """A paragraph without any of them is not searched."""
    words = row.holds.split("|")
    assert all(words)
    for outline in outlines(sre_parse(row.pattern, re.IGNORECASE)):
        assert any(word in outline for word in words), outline


PLAIN = re.compile("|".join(f"(?:{row.pattern})" for row in INLINE), re.IGNORECASE)
JOINED = re.compile(_any_of([row.pattern for row in INLINE]), re.IGNORECASE)


@given(
    st.lists(
        st.sampled_from([row.example for row in INLINE])
        | st.text('bacBAC jugaJUGA:*().,[]{}"\n\u017f\u212a', max_size=12),
        max_size=4,
    ),
    st.booleans(),
)
def test_patterns_joined_by_their_beginning_find_what_they_find_side_by_side(
    parts: list[str], upper: bool
) -> None:
    text = "".join(parts).upper() if upper else "".join(parts)
    found = [match.span() for match in JOINED.finditer(text)]
    assert found == [match.span() for match in PLAIN.finditer(text)]
