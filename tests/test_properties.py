"""What holds for any text, with Hypothesis: pages put together from fragments of news."""

from __future__ import annotations

import itertools
import pickle
from dataclasses import replace
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from beritanlp.assemble import analyze_article
from beritanlp.domain import Analysis, Article
from beritanlp.pipeline import load_pipeline
from wellformed import check_analysis

FRAGMENTS = [
    # words of attribution and names
    "kata", "katanya", "ujar Rudi", "ujarnya", "Menurut", "menurutnya", "mengatakan", "menyebut",
    "meminta agar", "bahwa", "Rudi Hartanta", "Hartanta", "Sari Wulandari, S.H., M.Si.", "Ia",
    "dia",
    "beliau", "mereka", "pihaknya", "mantan Bupati Jember ini", "seorang warga", "sang pelatih",
    "Kepala Dinas Kesehatan Kota Bogor", "Ketua KPU Papua", "Menpan-RB", "Gubernur Jawa Barat",
    "Kementerian Dalam Negeri dan Keuangan", "Badan Pengawas Pemilu (Bawaslu) Provinsi Papua",
    "KPK", "Pemkab", "PT Tirta Wanasari (Persero)", "SMA Negeri 1 Jember", "selaku", "yang juga",
    "Dikatakan", "disampaikan oleh", "dan menambahkan", "tidak", "akan",
    # words between
    "jalan itu ditutup", "airnya sudah surut", "Namun,", "Sementara itu,", "Senin (3/2/2025)",
    "di Semarang", "saat ditemui", "Rp 1.250,50", "No. 5", "13.45 WIB", "e-KTP", "berbelit-belit",
    # marks and stops
    "“", "”", '"', "‘", "’", "''", "«", "»", "„", "(", ")", "[", ",", ".", ":", ";", "?", "!", "—",
    "-", "/", "...", "*",
    # lines
    "\n", "\n\n", "\r\n", "\nBaca juga: Harga Cabai Naik\n", "\nJAKARTA, KOMPAS.com - ",
    "Menpan: Digitalisasi jadi pilihan\n\n", "\nPenulis: Rudi\n", "\nSCROLL TO CONTINUE\n",
    # what scraping leaves
    "&quot;", "&nbsp;", "&#8220;", "â€œ", "â€\x9d", "\u00ad", "\u200b", "\ufeff", "\x00", "\x07",
    "e\u0301", "\ud800", "😀", "👩‍👩‍👧", "١٢٣", "漢字", "ß", "İ", "ǅ", "\u2028", "\u0085", "\u00a0",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(FRAGMENTS), max_size=40)
PAGES = st.tuples(WORDS, st.sampled_from([" ", " ", "", "  "])).map(
    lambda made: made[1].join(made[0])
)
# characters of every kind, for what no fragment holds
ANYTHING = st.text(max_size=120)


def _analyze(text: str, title: str | None = None) -> Analysis:
    return analyze_article(Article(id="a", text=text, title=title))


@cache
def _others() -> tuple[str, ...]:
    """More texts than any cache of readings holds."""
    return tuple(f"“Airnya surut {n} kali,” kata Camat Melani {n}. Ia pulang." for n in range(12))


@given(PAGES)
@example('“”menurutnya ”‘ ’"')
@settings(max_examples=250, deadline=None)
def test_any_page_gives_a_sound_analysis(text: str) -> None:
    check_analysis(_analyze(text))


@given(st.one_of(PAGES, ANYTHING), WORDS.map(" ".join))
@settings(max_examples=100, deadline=None)
def test_the_spacy_pipeline_finds_the_same(text: str, title: str) -> None:
    article = Article(id="a", text=text, title=title)
    assert analyze_article(article, nlp=load_pipeline()) == analyze_article(article)


@given(ANYTHING)
@settings(max_examples=150, deadline=None)
def test_any_string_gives_a_sound_analysis(text: str) -> None:
    check_analysis(_analyze(text))


@given(PAGES, WORDS.map(" ".join))
@settings(max_examples=80, deadline=None)
def test_any_title_gives_a_sound_analysis(text: str, title: str) -> None:
    check_analysis(_analyze(text, title))


@given(PAGES)
@example("“Airnya sudah surut,” ujar Rudi, kata Sari Wulandari.")
@example("Rudi menyebut ( Ia “Airnya surut,” ujarnya menurutnya.")
@example('Sementara itu, " Rudi Hartanta “ menurutnya « * ” ujarnya')
@example("Jalan itu ditutup sejak Senin, menurut Rudi Hartanta, katanya.")
@example("Rudi berkata,” Airnya surut. Warga pulang, kata Sari Wulandari di posko,” katanya.")
@settings(max_examples=150, deadline=None)
def test_contents_of_two_quotes_never_overlap(text: str) -> None:
    # speech reported inside a quote belongs to the outer source alone
    spans = sorted(
        (span.start, span.end) for quote in _analyze(text).quotes for span in quote.content
    )
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@given(PAGES)
@settings(max_examples=150, deadline=None)
def test_the_mention_stands_beside_its_quote(text: str) -> None:
    for quote in _analyze(text).quotes:
        if quote.mention:
            assert not any(quote.mention.overlaps(span) for span in quote.content)


@given(PAGES)
@settings(max_examples=80, deadline=None)
def test_an_analysis_pickles_and_compares_equal(text: str) -> None:
    analysis = _analyze(text)
    again = pickle.loads(pickle.dumps(analysis))
    assert again == analysis
    assert hash(again) == hash(analysis)


@given(PAGES, st.text(" \n\t", min_size=1, max_size=5))
@example("kata Sementara itu, e-KTP", " ")
@example(
    "kata \n\n kata kata kata Kepala Dinas Kesehatan Kota Bogor disampaikan oleh \u2028 Rudi",
    "\n\n",
)
@settings(max_examples=150, deadline=None)
def test_white_space_at_the_end_changes_nothing(text: str, space: str) -> None:
    plain, spaced = _analyze(text), _analyze(text + space)
    assert spaced.article.text == text + space
    assert replace(spaced, article=plain.article) == plain


@given(PAGES)
@settings(max_examples=40, deadline=None)
def test_what_was_analyzed_before_changes_nothing(text: str) -> None:
    first = _analyze(text)
    for other in _others():
        _analyze(other)
    assert _analyze(text) == first


@given(PAGES)
@settings(max_examples=60, deadline=None)
def test_an_analysis_becomes_plain_values(text: str) -> None:
    values = _analyze(text).to_dict()
    assert values["article"]["text"] == text
    assert len(values["quotes"]) == len(_analyze(text).quotes)
