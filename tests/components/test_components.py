"""The factories in foreign hands: alone, together, on spaCy's own tokenizer, saved and loaded."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.lang.id import Indonesian
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from beritanlp.errors import PipelineError
from beritanlp.pipeline import COMPONENTS

TEXT = (
    "Bupati Jember: Pasar Baru Dibuka Bulan Depan\n\n"
    "JEMBER, SUARA WANASARI - Bupati Jember Rudi Hartanta meninjau pasar itu, Senin (3/2/2025). "
    "Ia mengatakan pasar itu dibuka bulan depan. “Semua kios sudah siap,” katanya.\n\n"
    "Baca juga: Harga Cabai Naik Lagi di Pasar Wanasari\n\n"
    "Kepala Dinas Perdagangan Kabupaten Jember, Sari Wulandari, menyebut sewa kios “masih wajar” "
    "bagi pedagang. Dinas Perdagangan Kabupaten Jember mencatat 300 pedagang sudah mendaftar."
)
OTHER = "Hujan turun sejak pagi. “Airnya sudah surut,” kata Camat Melani Tanoe di Semarang."

# component -> the span groups that it writes
WRITES = {
    "beritanlp_layout": ["layout"],
    "beritanlp_names": ["institutions"],
    "beritanlp_quotes": ["quotes", "cues", "mentions"],
    "beritanlp_speakers": ["speakers", "people", "roles"],
    "beritanlp_terms": ["names"],
    "beritanlp_topics": ["topics"],
}

SpanRecord = tuple[int, int, str, str, str, str]


def _spans(doc: Doc) -> dict[str, list[SpanRecord]]:
    """Every span group as plain records."""
    return {
        group: [
            (s.start_char, s.end_char, s.text, s.label_, s.id_, s.kb_id_) for s in doc.spans[group]
        ]
        for group in sorted(doc.spans)
    }


@pytest.fixture(scope="module")
def plain() -> Language:
    """spaCy's own blank pipeline for Indonesian with all components."""
    nlp = spacy.blank("id")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


@pytest.fixture
def empty(plain: Language) -> Language:
    """A pipeline of spaCy's own tokenizer and no component."""
    # spaCy's Indonesian tokenizer takes about two seconds to build: that of *plain* is taken
    nlp = spacy.blank(
        "id",
        vocab=plain.vocab,
        config={"nlp": {"tokenizer": {"@tokenizers": "beritanlp.tokenizer.v1"}}},
    )
    nlp.tokenizer = plain.tokenizer
    return nlp


@pytest.mark.parametrize("name", [n for n in COMPONENTS if n != "beritanlp_speakers"])
def test_component_alone_runs_on_spacys_own_tokenizer(empty: Language, name: str) -> None:
    empty.add_pipe(name)
    doc = empty(TEXT)
    assert doc.text == TEXT
    assert sorted(doc.spans) == sorted(WRITES.get(name, []))


@pytest.mark.parametrize("name", ["beritanlp_layout", "beritanlp_names", "beritanlp_quotes"])
def test_component_alone_finds_what_it_finds_in_company(
    empty: Language, plain: Language, name: str
) -> None:
    empty.add_pipe(name)
    alone, together = _spans(empty(TEXT)), _spans(plain(TEXT))
    for group in WRITES[name]:
        assert alone[group]
        assert alone[group] == together[group]


def test_stems_alone(empty: Language) -> None:
    empty.add_pipe("beritanlp_stems")
    doc = empty("Pelayanannya diperbaiki.")
    assert [token._.stem for token in doc] == ["layan", "baik", "."]


def test_sentences_alone(empty: Language) -> None:
    empty.add_pipe("beritanlp_sentences")
    doc = empty("Air surut. Warga pulang. “Kami lega. Kami lapar,” kata Rudi.")
    assert [sent.text for sent in doc.sents] == [
        "Air surut.",
        "Warga pulang.",
        "“Kami lega. Kami lapar,” kata Rudi.",
    ]


def test_quotes_share_an_id_with_cue_mention_and_speaker(plain: Language) -> None:
    doc = plain(TEXT)
    content = {s.id_: s.text for s in doc.spans["quotes"]}
    cues = {s.id_: s.text for s in doc.spans["cues"]}
    mentions = {s.id_: s.text for s in doc.spans["mentions"]}
    speakers = {s.id_: s.text for s in doc.spans["speakers"]}
    direct = next(id_ for id_, text in content.items() if text.startswith("Semua kios"))
    assert content[direct].startswith("Semua kios sudah siap")
    assert cues[direct] == mentions[direct] == "katanya"
    assert speakers[direct] == "Rudi Hartanta"
    assert set(cues) <= set(content)
    assert set(speakers) <= set(content)


def test_institutions_carry_their_id(plain: Language) -> None:
    doc = plain(TEXT)
    assert {s.kb_id_ for s in doc.spans["institutions"]} == {"dinas-perdagangan:35.09"}


def test_spacys_and_the_librarys_tokenizer_give_the_same_quotes(
    plain: Language, nlp: Language
) -> None:
    def found(doc: Doc) -> list[tuple[str, str]]:
        return [(s.label_, s.text.rstrip(",.")) for s in doc.spans["quotes"]]

    assert found(plain(TEXT)) == found(nlp(TEXT))


def test_speakers_without_quotes_raise_and_name_the_missing_component(empty: Language) -> None:
    empty.add_pipe("beritanlp_speakers")
    with pytest.raises(PipelineError, match="'beritanlp_quotes' before 'beritanlp_speakers'"):
        empty(TEXT)


def test_speakers_before_quotes_raise(empty: Language) -> None:
    empty.add_pipe("beritanlp_speakers")
    empty.add_pipe("beritanlp_quotes")
    with pytest.raises(PipelineError, match="beritanlp_quotes"):
        empty(TEXT)


def test_speakers_under_another_name_are_named_in_the_error(empty: Language) -> None:
    empty.add_pipe("beritanlp_speakers", name="who")
    with pytest.raises(PipelineError, match="before 'who'"):
        empty(TEXT)


def test_nothing_but_plain_values_is_stored_in_the_doc(plain: Language) -> None:
    # an object in user_data breaks nlp.pipe(n_process=2)
    doc = plain(TEXT)
    for value in doc.user_data.values():
        assert isinstance(value, str | int | float | bool | type(None))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Air.", "”", "\u200b"])
def test_components_take_tiny_docs(plain: Language, text: str) -> None:
    assert plain(text).text == text


def test_two_processes_give_the_same_spans_as_one(nlp: Language) -> None:
    texts = [TEXT, OTHER, "", TEXT]
    one = [_spans(doc) for doc in nlp.pipe(texts, n_process=1)]
    two = [_spans(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)]
    assert one == two
    assert one[0]["quotes"]


def test_components_go_to_processes_that_are_not_forked(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    for _, component in nlp.pipeline:
        doc = pickle.loads(pickle.dumps(component))(doc)
    assert _spans(doc) == _spans(nlp(TEXT))


def test_stems_survive_two_processes(nlp: Language) -> None:
    docs = list(nlp.pipe([OTHER, OTHER], n_process=2, batch_size=1))
    assert [[t._.stem for t in doc] for doc in docs] == [[t._.stem for t in nlp(OTHER)]] * 2


def test_a_saved_pipeline_loads_where_beritanlp_was_never_imported(
    nlp: Language, tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    code = (
        "import sys, spacy\n"
        "assert 'beritanlp' not in sys.modules\n"
        "nlp = spacy.load(sys.argv[1])\n"
        "doc = nlp(sys.argv[2])\n"
        "print(nlp.pipe_names)\n"
        "print([(s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans['quotes']])\n"
        "print(repr(doc.text == sys.argv[2]))\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(tmp_path / "pipeline"), TEXT],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    doc = nlp(TEXT)
    expected = [(s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans["quotes"]]
    assert run.stdout.splitlines() == [str(list(COMPONENTS)), str(expected), "True"]


def test_a_pipeline_survives_bytes(nlp: Language) -> None:
    copy = Indonesian.from_config(nlp.config)
    copy.from_bytes(nlp.to_bytes())
    assert _spans(copy(TEXT)) == _spans(nlp(TEXT))


def test_docs_survive_a_docbin(nlp: Language) -> None:
    docs = [nlp(TEXT), nlp(OTHER), nlp("")]
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    vocab = spacy.blank("xx").vocab
    back = list(DocBin().from_bytes(stored).get_docs(vocab))
    assert [doc.text for doc in back] == [doc.text for doc in docs]
    assert [_spans(doc) for doc in back] == [_spans(doc) for doc in docs]
    assert [[t._.stem for t in doc] for doc in back] == [[t._.stem for t in doc] for doc in docs]


def test_a_doc_survives_bytes_into_a_fresh_vocab(nlp: Language) -> None:
    doc = nlp(TEXT)
    back = Doc(spacy.blank("xx").vocab).from_bytes(doc.to_bytes())
    assert _spans(back) == _spans(doc)


def test_title_and_date_in_user_data_are_heeded(nlp: Language) -> None:
    body = "Pasar itu dibangun sejak tahun lalu. Para pedagang menunggu kios mereka sejak pagi."
    doc = nlp.make_doc("Pasar Baru Dibuka Bulan Depan\n" + body)
    doc.user_data["beritanlp.title"] = "Pasar Baru Dibuka Bulan Depan"
    doc = nlp(doc)
    titles = [s.text for s in doc.spans["layout"] if s.label_ == "title"]
    assert titles == ["Pasar Baru Dibuka Bulan Depan"]


def test_components_add_no_warning_of_spacy(plain: Language) -> None:
    report = plain.analyze_pipes()
    assert report is not None
    assert not any(report["problems"].values())
