"""Corpora as the model learns them."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from beritanlp.modelling.corpora import Treebanks, doc_of, read_entities, read_raw, read_treebank

CONLLU = """\
# sent_id = 1
# text = “Ayo,” katanya.
1\t“\t“\tPUNCT\t_\t_\t2\tpunct\t_\tSpaceAfter=No
2\tAyo\tayo\tINTJ\t_\t_\t5\tccomp\t_\tSpaceAfter=No
3\t,\t,\tPUNCT\t_\t_\t2\tpunct\t_\tSpaceAfter=No
4\t”\t”\tPUNCT\t_\t_\t2\tpunct\t_\t_
5-6\tkatanya\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5\tkata\tkata\tVERB\tVB\tVoice=Act\t0\troot\t_\t_
6\tnya\tnya\tPRON\tPRP\tPerson=3\t5\tnsubj\t_\t_
7\t.\t.\tPUNCT\t_\t_\t5\tpunct\t_\t_
"""


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank(
        "id", config={"nlp": {"tokenizer": {"@tokenizers": "beritanlp.tokenizer.v1"}}}
    )


def test_a_multiword_token_is_one_word(tmp_path: Path, blank: Language) -> None:
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    (sentence,) = read_treebank(path)
    doc = doc_of(blank.vocab, [sentence])
    assert doc.text.strip() == "“Ayo,” katanya."
    word = doc[4]
    assert (word.text, word.pos_, word.lemma_, word.dep_) == ("katanya", "VERB", "kata", "ROOT")
    assert str(word.morph) == "Clitic=Nya|Voice=Act"
    assert doc[1].head == word


def test_two_sentences_are_two_trees(tmp_path: Path, blank: Language) -> None:
    path = tmp_path / "x.conllu"
    path.write_text(f"{CONLLU}\n{CONLLU}", encoding="utf-8")
    doc = doc_of(blank.vocab, read_treebank(path))
    assert [len(sentence) for sentence in doc.sents] == [6, 6]


def test_entities_keep_their_place_where_marks_are_closed_up(
    tmp_path: Path, blank: Language
) -> None:
    rows = ["Ketua O", "KPU B-ORGANISATION", "( O", "Jakarta B-PLACE", ") O", ", O",
            "Rudi B-PERSON", "Hartanta I-PERSON", ". O"]  # fmt: skip
    path = tmp_path / "ner.txt"
    path.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    (doc,) = read_entities(blank, path)
    assert doc.text == "Ketua KPU (Jakarta), Rudi Hartanta."
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("KPU", "ORG"), ("Jakarta", "LOC"), ("Rudi Hartanta", "PER")
    ]  # fmt: skip


def test_what_measures_does_not_train(shared_data: Path) -> None:
    treebanks = Treebanks(shared_data)
    trained = {" ".join(s.words) for sentences in treebanks.train.values() for s in sentences}
    for sentences in treebanks.test.values():
        same = [s for s in sentences if " ".join(s.words) in trained and len(s.words) > 5]
        assert same == []
    assert {name: len(s) for name, s in treebanks.test.items()} == {"CSUI": 150, "GSD": 100}


def test_raw_texts_leave_out_what_may_not_train(shared_data: Path) -> None:
    import json

    path = shared_data / "quotes" / "pfsa-id-visible.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    forbidden = {json.loads(line)["text"][:200] for line in lines}
    texts = list(read_raw(shared_data))
    assert len(texts) > 5000
    assert [t for t in texts if any(t[:400].find(f) >= 0 for f in forbidden)] == []
