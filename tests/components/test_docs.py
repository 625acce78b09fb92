"""Offsets to spans: whole tokens, groups that are there even if empty."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from beritanlp.components.docs import forget, marked_doc, marking, reading_of, require
from beritanlp.components.extensions import register
from beritanlp.errors import PipelineError
from beritanlp.marking.marked import MarkedText


@pytest.fixture
def doc() -> Doc:
    words = ["“", "Siap", ",", "”", "kata", "Rudi"]
    return Doc(Vocab(), words=words, spaces=[False] * 3 + [True] * 3)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        pytest.param(1, 5, "Siap", id="exactly one token"),
        pytest.param(2, 4, "Siap", id="inside a token is widened to it"),
        pytest.param(1, 6, "Siap,", id="two tokens"),
        pytest.param(4, 12, "Siap,” kata", id="from the middle of one to the end of another"),
        pytest.param(0, 17, "“Siap,” kata Rudi", id="the whole doc"),
    ],
)
def test_add_widens_to_whole_tokens(doc: Doc, start: int, end: int, words: str) -> None:
    def mark(marked: MarkedText) -> None:
        marked.open("found")
        marked.add("found", start, end, label="x", id="q0", kb_id="k")

    (span,) = marking(mark)(doc).spans["found"]
    assert (span.text, span.label_, span.id_, span.kb_id_) == (words, "x", "q0", "k")


def test_open_makes_groups_even_if_empty(doc: Doc) -> None:
    doc = marking(lambda marked: marked.open("quotes", "cues"))(doc)
    assert {group: len(doc.spans[group]) for group in doc.spans} == {"quotes": 0, "cues": 0}


def test_marked_doc_gives_back_what_was_marked(doc: Doc) -> None:
    kept: list[MarkedText] = []

    def mark(marked: MarkedText) -> None:
        marked.open("quotes", "cues")
        marked.add("quotes", 1, 5, label="direct", id="q0", kb_id="rule")
        marked.sentence_starts = [0, 4]
        marked.terms = ["a", "b", "c", "d", "e", "f"]
        kept.append(marked)

    register()
    again = marked_doc(marking(mark)(doc))
    (marked,) = kept
    assert (again.text, again.starts) == (doc.text, marked.starts)
    assert list(again.words) == list(marked.words)
    assert (again.groups, again.terms) == (marked.groups, marked.terms)
    assert (again.sentence_starts, again.stems) == ([0, 4], None)
    assert again.marks("layout") == []


def test_what_was_marked_elsewhere_has_no_reading(doc: Doc) -> None:
    with pytest.raises(ValueError, match="without a reading"):
        marked_doc(doc).reading  # noqa: B018


def test_require_names_what_is_missing_and_how_to_add_it(doc: Doc) -> None:
    with pytest.raises(PipelineError) as caught:
        require(doc, [("quotes", "beritanlp_quotes")], "beritanlp_speakers")
    assert str(caught.value) == (
        "pipeline has no 'beritanlp_quotes' before 'beritanlp_speakers'; add it with "
        "nlp.add_pipe('beritanlp_quotes', before='beritanlp_speakers')"
    )


def test_require_is_content_with_an_empty_group(doc: Doc) -> None:
    doc.spans["quotes"] = []
    require(doc, [("quotes", "beritanlp_quotes")], "beritanlp_speakers")


def test_reading_of_one_doc_is_made_once(nlp: Language) -> None:
    doc = nlp.make_doc("“Airnya sudah surut,” kata Rudi Hartanta di Semarang.")
    assert reading_of(doc) is reading_of(doc)


def test_reading_of_a_doc_whose_title_came_later_is_made_anew(nlp: Language) -> None:
    doc = nlp.make_doc("Air Surut\nWarga pulang ke rumah masing-masing sejak pagi. Hujan reda.")
    before = reading_of(doc)
    doc.user_data["beritanlp.title"] = "Air Surut"
    assert reading_of(doc) is not before


def test_reading_of_heeds_the_persons_of_a_model(nlp: Language) -> None:
    doc = nlp.make_doc("“Airnya sudah surut,” kata Rudi Hartanta di Semarang.")
    plain = reading_of(doc)
    doc.ents = [Span(doc, 6, 8, label="PER")]
    assert reading_of(doc) is reading_of(doc)
    assert reading_of(doc) is not plain
    assert reading_of(doc, with_persons=False) is plain


def test_forget_lets_readings_go(nlp: Language) -> None:
    doc = nlp.make_doc("Warga pulang.")
    before = reading_of(doc)
    forget()
    assert reading_of(doc) is not before


def test_reading_of_heeds_title_and_date(nlp: Language) -> None:
    text = "Air Surut\nWarga pulang ke rumah masing-masing sejak pagi. Hujan reda."
    plain, titled = nlp.make_doc(text), nlp.make_doc(text)
    titled.user_data["beritanlp.title"] = "Air Surut"
    titled.user_data["beritanlp.published"] = "2025-02-03"
    assert reading_of(plain) is not reading_of(titled)
    assert reading_of(titled).date is not None
