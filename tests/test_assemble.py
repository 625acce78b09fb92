"""From a marked Doc to an Analysis: offsets of the original text, one speaker a person."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc, Span

import beritanlp
from beritanlp.assemble import analyze_article, assemble
from beritanlp.domain import Analysis, Article, QuoteKind, ResolvedBy
from beritanlp.errors import ArticleError
from beritanlp.pipeline import COMPONENTS
from beritanlp.settings import Settings
from beritanlp.topics.codebook import default_codebook

Analyze = Callable[..., Analysis]

RUDI = "Rudi Hartanta"
TEXT = (
    "JEMBER, SUARA WANASARI - Bupati Jember Rudi Hartanta meninjau pasar itu, Senin (3/2/2025). "
    "Ia mengatakan pasar itu dibuka bulan depan. “Semua kios sudah siap,” katanya.\n\n"
    "Dinas Perdagangan Kabupaten Jember mencatat 300 pedagang sudah mendaftar."
)


def _marked(words: list[str], spaces: list[bool]) -> Doc:
    return Doc(spacy.blank("xx").vocab, words=words, spaces=spaces)


def test_the_article_is_the_one_that_was_given() -> None:
    article = Article(id="a1", text=TEXT, title="Pasar Dibuka", outlet="Suara Wanasari")
    assert analyze_article(article).article is article


def test_spans_count_the_original_text_where_it_was_mended() -> None:
    text = (
        "&ldquo;Semua ki\u00ados sudah siap,&rdquo; kata\u200b Rudi Hartanta, caf\u0065\u0301 itu."
    )
    analysis = analyze_article(Article(id="a", text=text))
    (quote,) = analysis.quotes
    assert analysis.content_of(quote) == "Semua ki\u00ados sudah siap"
    assert quote.cue is not None
    assert quote.mention is not None
    assert analysis.words(quote.cue) == "kata"
    assert analysis.words(quote.mention) == RUDI
    assert "caf\u0065\u0301" in [analysis.words(token.span) for token in analysis.tokens]


def test_tokens_and_sentences_fit_each_other(analyze: Analyze) -> None:
    analysis = analyze(TEXT)
    assert len(analysis.sentences) >= 4
    previous = 0
    for token in analysis.tokens:
        sentence = analysis.sentences[token.sentence]
        assert sentence.start <= token.span.start < token.span.end <= sentence.end
        assert token.span.start >= previous
        previous = token.span.end
    covered = {i for token in analysis.tokens for i in range(token.span.start, token.span.end)}
    assert covered == {i for i, c in enumerate(TEXT) if not c.isspace()}


def test_tokens_are_those_that_their_constructor_makes(analyze: Analyze) -> None:
    for text in (TEXT, "Semua ki\u00ados &amp; toko\u200b siap,  kata Rudi."):
        tokens = analyze(text).tokens
        made = [replace(token, span=replace(token.span)) for token in tokens]  # calls __init__
        assert tuple(made) == tokens
        assert [hash(token) for token in made] == [hash(token) for token in tokens]


def test_tokens_hold_text_stem_and_whether_they_are_words(analyze: Analyze) -> None:
    tokens = analyze("Pelayanannya diperbaiki, kata Rudi.").tokens
    assert [(t.text, t.stem, t.is_word) for t in tokens] == [
        ("Pelayanannya", "layan", True),
        ("diperbaiki", "baik", True),
        (",", ",", False),
        ("kata", "kata", True),
        ("Rudi", "rudi", True),
        (".", ".", False),
    ]


def test_a_word_without_letters_of_sastrawis_is_its_own_stem(analyze: Analyze) -> None:
    assert next(iter(analyze("À Café").tokens)).stem == "à"


def test_without_the_stems_component_a_stem_is_the_lower_case_word() -> None:
    doc = _marked(["Pelayanannya", "diperbaiki"], [True, False])
    analysis = assemble(doc, Article(id="a", text=doc.text))
    assert [t.stem for t in analysis.tokens] == ["pelayanannya", "diperbaiki"]


def test_cue_and_clitic_are_split(analyze: Analyze) -> None:
    analysis = analyze(f"{RUDI} datang pagi. “Semua kios sudah siap,” katanya.")
    (quote,) = analysis.quotes
    assert quote.cue is not None
    assert quote.mention is not None
    assert (analysis.words(quote.cue), analysis.words(quote.mention)) == ("kata", "nya")
    assert quote.cue.end == quote.mention.start


def test_one_speaker_of_two_quotes_is_one_with_each_way_told(analyze: Analyze) -> None:
    analysis = analyze(f"“Semua kios sudah siap,” kata {RUDI}. “Pasar dibuka,” katanya.")
    first, second = (quote.speaker for quote in analysis.quotes)
    assert first is not None
    assert second is not None
    assert (first.id, first.name, first.mentions) == (second.id, second.name, second.mentions)
    assert [first.resolved_by, second.resolved_by] == [ResolvedBy.NAMED, ResolvedBy.CLITIC]
    assert analysis.speakers == (first,)


def test_speakers_are_those_of_the_quotes(analyze: Analyze) -> None:
    analysis = analyze(TEXT)
    spoken = {quote.speaker.id for quote in analysis.quotes if quote.speaker}
    assert {speaker.id for speaker in analysis.speakers} == spoken
    assert len({speaker.id for speaker in analysis.speakers}) == len(analysis.speakers)


def test_names_over_a_line_end_are_on_one_line(analyze: Analyze) -> None:
    analysis = analyze("“Semua kios sudah siap,” kata Rudi\nHartanta kepada wartawan pada Senin.")
    assert all("\n" not in speaker.name for speaker in analysis.speakers)


def test_institutions_carry_what_the_list_knows(analyze: Analyze) -> None:
    (institution,) = analyze("Pegawai KPK datang pagi.").institutions
    assert (institution.id, institution.name, institution.acronym) == (
        "kpk",
        "Komisi Pemberantasan Korupsi",
        "KPK",
    )


def test_layout_holds_dateline_place_and_outlet(analyze: Analyze) -> None:
    analysis = analyze(TEXT)
    layout = analysis.layout
    assert layout.dateline is not None
    assert analysis.words(layout.dateline).startswith("JEMBER, SUARA WANASARI")
    assert layout.place == "Jember"


def test_provenance_says_what_it_was_made_with() -> None:
    made = analyze_article(Article(id="a", text=TEXT)).made_with
    assert made.beritanlp == beritanlp.__version__
    assert made.spacy == spacy_version
    assert made.pipeline == COMPONENTS
    assert re.fullmatch(r"[0-9a-f]{16}", made.lexicons)


@pytest.mark.parametrize("text", ["", " ", "\n\t\n"])
def test_nothing_in_nothing_out(analyze: Analyze, text: str) -> None:
    analysis = analyze(text)
    assert (analysis.quotes, analysis.speakers, analysis.institutions) == ((), (), ())
    assert (analysis.tokens, analysis.sentences, analysis.topics) == ((), (), ())


def test_a_text_above_the_limit_is_refused_with_the_numbers() -> None:
    article = Article(id="panjang", text="a" * 101)
    with pytest.raises(ArticleError) as caught:
        analyze_article(article, Settings(max_characters=100))
    message = str(caught.value)
    assert "article 'panjang'" in message
    assert "101" in message
    assert "100" in message
    assert "max_characters" in message


def test_a_text_at_the_limit_is_taken() -> None:
    analyze_article(Article(id="a", text="a" * 100), Settings(max_characters=100))


def test_limits_of_the_settings_hold() -> None:
    article = Article(id="a", text=TEXT)
    analysis = analyze_article(article, Settings(max_topics=1, max_key_terms=2))
    majors = [t for t in analysis.topics if t.code not in default_codebook().parents]
    assert len(majors) <= 1
    assert len(analysis.key_terms) <= 2


def test_published_date_of_the_article_reaches_the_rules() -> None:
    article = Article(id="a", text=TEXT, published=dt.date(2025, 2, 3))
    assert analyze_article(article).quotes


# -- docs that other hands have marked ------------------------------------------------------------


def test_assemble_of_a_doc_without_groups_has_tokens_only() -> None:
    doc = _marked(["Air", "surut", "."], [True, False, False])
    analysis = assemble(doc, Article(id="a", text=doc.text))
    assert [t.text for t in analysis.tokens] == ["Air", "surut", "."]
    assert (analysis.quotes, analysis.institutions) == ((), ())


def test_assemble_cuts_marks_that_a_foreign_token_holds() -> None:
    doc = _marked(["“Air", "surut”", "kata", "Rudi"], [True, True, True, False])
    doc.spans["quotes"] = [Span(doc, 0, 2, label="direct", span_id="q0", kb_id="behind")]
    doc.spans["cues"] = [Span(doc, 2, 3, label="behind", span_id="q0")]
    analysis = assemble(doc, Article(id="a", text=doc.text))
    (quote,) = analysis.quotes
    assert analysis.content_of(quote) == "Air surut"
    assert (quote.kind, quote.rule) == (QuoteKind.DIRECT, "behind")
    assert 0 < quote.confidence < 1
    assert (quote.speaker, quote.mention) == (None, None)


def test_assemble_joins_the_spans_of_one_id() -> None:
    doc = _marked(["Air", "kata", "Rudi", "surut"], [True, True, True, False])
    doc.spans["quotes"] = [
        Span(doc, 0, 1, label="indirect", span_id="q0", kb_id="post-middle 0.92"),
        Span(doc, 3, 4, label="indirect", span_id="q0", kb_id="post-middle 0.92"),
    ]
    doc.spans["cues"] = [Span(doc, 1, 2, label="post-middle", span_id="q0")]
    analysis = assemble(doc, Article(id="a", text=doc.text))
    (quote,) = analysis.quotes
    assert [analysis.words(span) for span in quote.content] == ["Air", "surut"]


@pytest.mark.parametrize(
    "said",
    [
        "BADVERTISEMENTPT Sinar Melati siap bekerja",
        "Kami siapADVERTISEMENTKami siap",
        "Kami siapADVERTISEMENTKami siapADVERTISEMENTKami siap",
    ],
)
def test_content_parted_within_a_word_is_one_span(analyze: Analyze, said: str) -> None:
    (quote,) = analyze(f"“{said},” kata Rudi Hartanta.").quotes
    assert [(span.start, span.end) for span in quote.content] == [(1, 1 + len(said))]


def test_assemble_drops_content_that_its_cue_stands_in() -> None:
    doc = _marked(["Air", "kata", "Rudi"], [True, True, False])
    doc.spans["quotes"] = [Span(doc, 0, 3, label="indirect", span_id="q0", kb_id="x 0.5")]
    doc.spans["cues"] = [Span(doc, 1, 2, label="x", span_id="q0")]
    assert assemble(doc, Article(id="a", text=doc.text)).quotes == ()


@pytest.mark.parametrize("title", [None, "Pasar Dibuka Bulan Depan"])
def test_the_stages_alone_find_what_the_pipeline_finds(nlp: Language, title: str | None) -> None:
    text = f"Beranda > Daerah\n\n{TEXT}\n\nBaca juga: Pasar  Lama Tutup\n\n \tDr. H. Rudi\u00a0S."
    article = Article(id="a", text=text, title=title, published=dt.date(2025, 2, 3))
    assert analyze_article(article) == analyze_article(article, nlp=nlp)


def test_assemble_on_spacys_tokenizer_gives_the_same_words() -> None:
    own = analyze_article(Article(id="a", text=TEXT))
    plain = spacy.blank("xx")  # splits at spaces and marks, unlike the library
    for name in COMPONENTS:
        plain.add_pipe(name)
    other = assemble(plain(TEXT), Article(id="a", text=TEXT))
    assert [own.content_of(q) for q in own.quotes] == [other.content_of(q) for q in other.quotes]
    assert [s.name for s in own.speakers] == [s.name for s in other.speakers]
    assert [i.id for i in own.institutions] == [i.id for i in other.institutions]
