"""The page shows every word once, marks spans however they lie, and escapes everything."""

from __future__ import annotations

import datetime as dt
import re
import time
from html.parser import HTMLParser

import pytest

from beritanlp.domain import (
    Analysis,
    Article,
    Failure,
    Institution,
    InstitutionKind,
    KeyTerm,
    Layout,
    Provenance,
    Quote,
    QuoteKind,
    Speaker,
    TextSpan,
    Topic,
)
from beritanlp.report.html import render_fragment, render_page

MADE_WITH = Provenance(schema=1, beritanlp="0", spacy="0", pipeline=(), lexicons="0")
TEXT = (
    "Stok beras aman\n\nSUKAMULYA, Kabar Kita - Kepala Bulog <Budi> mengatakan stok Bulog aman.\n"
    "Baca juga: Harga & stok\n\n“Kami “siap” & cukup,” katanya."
)
VOID = {"meta", "br", "link"}


def span(words: str, text: str = TEXT) -> TextSpan:
    start = text.index(words)
    return TextSpan(start=start, end=start + len(words))


def make(text: str = TEXT, **parts: object) -> Analysis:
    article = Article(id="a1", text=text)
    return Analysis(article=article, made_with=MADE_WITH, **parts)  # type: ignore[arg-type]


def sample() -> Analysis:
    budi = Speaker(id="s0", name="Budi <b>", role="Kepala", affiliation="Bulog", former=True)
    return make(
        layout=Layout(
            title=span("Stok beras aman"),
            dateline=span("SUKAMULYA, Kabar Kita -"),
            place="Sukamulya",
            outlet="Kabar Kita",
            published=dt.date(2025, 8, 17),
            body=(
                span("SUKAMULYA, Kabar Kita - Kepala Bulog <Budi> mengatakan stok Bulog aman."),
                span("“Kami “siap” & cukup,” katanya."),
            ),
            boilerplate=(span("Baca juga: Harga & stok"),),
        ),
        quotes=(
            Quote(
                kind=QuoteKind.INDIRECT,
                content=(span("stok Bulog aman"),),
                cue=span("mengatakan"),
                mention=span("<Budi>"),
                speaker=budi,
                rule="x",
            ),
            Quote(
                kind=QuoteKind.DIRECT,
                content=(span("Kami “siap” & cukup"),),
                cue=span("kata"),
                mention=TextSpan(start=TEXT.index("katanya") + 4, end=TEXT.index("katanya") + 7),
                rule="x",
            ),
        ),
        speakers=(budi,),
        institutions=(
            Institution(
                id="bulog",
                name="Perusahaan Umum Badan Urusan Logistik",
                acronym="Bulog",
                kind=InstitutionKind.SOE,
                mentions=(span("Bulog"), span("Bulog aman")),
            ),
        ),
        topics=(Topic(code="4", label="Pertanian", weight=0.7, terms=("beras", "<stok>")),),
        key_terms=(KeyTerm(text="stok & beras", weight=1.0, count=2),),
    )


class Reader(HTMLParser):
    """Checks that tags nest, and collects the words of the article and the classes over them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.classes: list[tuple[str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), f"attribute twice in {tag} {attrs}"
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag not in VOID:
            self.open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        names = [attrs.get("class") or "" for _, attrs in self.open]
        tags = [tag for tag, _ in self.open]
        if any(name == "bn-text" for name in names) and "summary" not in tags:
            self.words.append(data)
            self.classes.append((data, " ".join(names[names.index("bn-text") + 1 :])))


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    return reader


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_word_of_the_article_is_shown_once_in_order() -> None:
    assert squeeze("".join(read(render_fragment(sample())).words)) == squeeze(TEXT)


def test_spans_that_nest_or_cross_are_cut_at_their_borders() -> None:
    classes = dict(read(render_fragment(sample())).classes)
    assert "bn-indirect" in classes["stok "]
    assert "bn-inst" not in classes["stok "]
    assert {"bn-q", "bn-indirect", "bn-inst"} <= set(classes["Bulog aman"].split())
    assert "bn-direct" in classes["Kami “siap” & cukup"]
    assert "bn-mention" in classes["nya"]
    assert "bn-chrome" in classes["Baca juga: Harga & stok"]
    assert "bn-headline" in classes["Stok beras aman"]


def test_crossing_quotes_show_the_inner_one() -> None:
    text = "satu dua tiga empat lima"
    quotes = tuple(
        Quote(kind=kind, content=(span(words, text),), rule="x")
        for kind, words in ((QuoteKind.DIRECT, "satu dua tiga"), (QuoteKind.MIXED, "tiga empat"))
    )
    classes = dict(read(render_fragment(make(text, quotes=quotes))).classes)
    assert "bn-direct" in classes["satu dua "]
    assert "bn-mixed" in classes["tiga"]
    assert "bn-direct" not in classes["tiga"]
    assert "bn-mixed" in classes[" empat"]
    assert classes[" lima"] == ""


def test_everything_from_outside_is_escaped() -> None:
    evil = '<script>alert("x")</script>&\'"'
    speaker = Speaker(id=evil, name=evil, role=evil, affiliation=evil)
    quote = Quote(
        kind=QuoteKind.DIRECT,
        content=(TextSpan(start=0, end=len(evil)),),
        speaker=speaker,
        rule=evil,
    )
    analysis = Analysis(
        article=Article(id=evil, text=evil, title=evil, outlet=f"<time>{evil}"),
        layout=Layout(place=f"<time>{evil}", published=dt.date(2026, 1, 5)),
        quotes=(quote,),
        speakers=(speaker,),
        institutions=(
            Institution(
                id=None, name=evil, acronym=evil + "!", mentions=(TextSpan(start=0, end=3),)
            ),
        ),
        topics=(Topic(code=evil, label=evil, weight=0.5, terms=(evil,)),),
        key_terms=(KeyTerm(text=evil, weight=1.0, count=1),),
        made_with=MADE_WITH,
    )
    failure = Failure(article_id=evil, stage=evil, error=evil, message=evil)
    for page in (
        render_fragment(analysis),
        render_page(analysis, evil),
        render_page([analysis, analysis, failure], evil),
    ):
        assert "<script" not in page
        read(page)


def test_newlines_inside_a_paragraph_are_kept() -> None:
    page = render_fragment(make("satu\ndua\n\n\ntiga"))
    assert "<p>satu\ndua</p><p>tiga</p>" in page


def test_paragraphs_of_the_layout_are_paragraphs() -> None:
    text = "satu\ndua"
    body = (TextSpan(start=0, end=4), TextSpan(start=5, end=8))
    assert "<p>satu</p><p>dua</p>" in render_fragment(make(text, layout=Layout(body=body)))


def test_long_chrome_is_folded_away() -> None:
    text = "Isi berita.\n\n" + "TINGGALKAN KOMENTAR\n" * 30
    layout = Layout(boilerplate=(TextSpan(start=13, end=len(text) - 1),))
    page = render_fragment(make(text, layout=layout))
    assert '<details class="bn-chrome">' in page
    assert squeeze("".join(read(page).words)) == squeeze(text)


def test_quotes_are_linked_from_their_table() -> None:
    page = render_fragment(sample())
    links = re.findall(r'href="#([^"]+)"', page)
    assert len(links) == 2
    assert set(links) <= set(read(page).ids)


def test_a_quote_over_paragraphs_has_one_number() -> None:
    text = "“satu\n\ndua”"
    quote = Quote(kind=QuoteKind.DIRECT, content=(span("satu\n\ndua", text),), rule="x")
    page = render_fragment(make(text, quotes=(quote,)))
    assert page.count('data-n="1"') == 1
    assert page.count('class="bn-q bn-direct"') == 2 + 1  # two paragraphs, and the legend


def test_former_roles_unknown_sources_and_clitics_are_named() -> None:
    page = render_fragment(sample())
    assert '<span class="bn-tag">former</span> Kepala, Bulog' in page
    assert "source not known" in page
    assert "kata · -nya" in page
    assert "17 Agustus 2025" in page


@pytest.mark.parametrize("text", ["", " \n\n ", "kata"])
def test_an_analysis_without_findings_says_so(text: str) -> None:
    page = render_fragment(make(text))
    read(page)
    assert "No quotes or institutions were found." in page


def test_render_page_is_a_whole_document_without_network_or_script() -> None:
    page = render_page(sample())
    assert page.startswith('<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">')
    assert "<title>Stok beras aman</title>" in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page
    assert "@import" not in page
    assert "url(" not in page


def test_render_page_of_several_counts_and_lists_failures() -> None:
    failure = Failure(article_id="b", stage="read", error="ArticleError", message="no text")
    page = render_page([sample(), sample(), failure], "Dua berita")
    read(page)
    assert "2 articles · 4 quotes · 1 failed" in page
    assert "ArticleError: no text" in page
    assert page.count("<style>") == 1


def test_render_page_of_nothing_is_a_page() -> None:
    read(render_page([]))


def test_half_a_surrogate_pair_is_no_error() -> None:
    analysis = make("kata \ud83d kata")
    for page in (render_fragment(analysis), render_page(analysis)):
        assert "kata ? kata" in page.encode().decode()


def test_notebooks_show_the_fragment() -> None:
    analysis = sample()
    assert analysis._repr_html_() == render_fragment(analysis)


@pytest.mark.parametrize("line_end", [" ", "\n"], ids=["one paragraph", "many paragraphs"])
def test_4000_quotes_are_rendered_in_linear_time(line_end: str) -> None:
    def timed(n: int) -> float:
        text = line_end.join(["kata demi kata Bulog saja"] * n)
        quotes, mentions = [], []
        for k in range(n):
            start = 26 * k
            quotes.append(
                Quote(
                    kind=QuoteKind.INDIRECT,
                    content=(TextSpan(start=start, end=start + 25),),
                    rule="x",
                )
            )
            mentions.append(TextSpan(start=start + 15, end=start + 20))
        institution = Institution(id=None, name="Bulog", mentions=tuple(mentions))
        analysis = make(text, quotes=tuple(quotes), institutions=(institution,))
        began = time.process_time()
        page = render_fragment(analysis)
        assert page.count("data-n=") == n
        return time.process_time() - began

    timed(100)
    # 16 times as many take 16 times as long, and 256 times if each looked through all the others
    assert min(timed(4000), timed(4000)) < 80 * max(min(timed(250), timed(250)), 0.001)
