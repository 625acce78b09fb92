"""How teachers are made to agree, and what is done again."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from thinc.api import fix_random_seed

from beritanlp.modelling import networks, train
from beritanlp.modelling.learning import examples_of, learn
from beritanlp.modelling.train import STAGES, _agreed, _inputs, _is_forest

VOCAB = Vocab()


def _doc(heads: list[int], entities: list[str] | None = None) -> Doc:
    words = ["Rudi", "tiba", "."]
    return Doc(
        VOCAB, words=words, tags=["NNP", "VB", "."], pos=["PROPN", "VERB", "PUNCT"],
        morphs=["", "", ""], heads=heads,
        deps=["ROOT" if head == i else "nsubj" for i, head in enumerate(heads)],
        sent_starts=None, ents=entities or ["O", "O", "O"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "starts", "is_forest"),
    [
        ([1, 1, 1], [True, False, False], True),
        ([1, 2, 1], [True, False, False], False),  # a circle, no root
        ([0, 1, 1], [True, False, False], False),  # two roots
        ([0, 2, 2], [True, True, False], True),
        ([1, 1, 1], [True, True, False], False),  # a head in another sentence
    ],
)
def test_is_forest(heads: list[int], starts: list[bool], is_forest: bool) -> None:
    assert _is_forest(heads, starts) is is_forest


def test_two_of_three_teachers_decide() -> None:
    name = ["B-PER", "O", "O"]
    doc = _agreed(
        [_doc([1, 1, 1], name), _doc([1, 1, 1]), _doc([1, 1, 1], name)],
        [_doc([1, 1, 0]), _doc([1, 1, 1]), _doc([1, 1, 1])],
    )
    assert [token.head.i for token in doc] == [1, 1, 1]
    assert [(e.text, e.label_) for e in doc.ents] == [("Rudi", "PER")]


def test_where_votes_make_no_tree_the_first_teacher_counts() -> None:
    named = [_doc([1, 1, 1])] * 3
    doc = _agreed(named, [_doc([1, 1, 1]), _doc([0, 0, 0]), _doc([1, 2, 2])])
    assert [token.head.i for token in doc] == [1, 1, 1]


def test_the_same_seed_gives_the_same_weights() -> None:
    def weights() -> bytes:
        fix_random_seed(1)
        nlp = networks.entity_teacher(None, plain=True)
        doc = nlp.make_doc("Rudi Hartanta tiba di Jakarta.")
        doc.set_ents([Span(doc, 0, 2, label="PER"), Span(doc, 4, 5, label="LOC")])
        nlp.initialize(lambda: examples_of(nlp, [doc]))
        learn(nlp, [(1.0, [doc])], steps=3, seed=1)
        return bytes(nlp.get_pipe("ner").model.to_bytes())

    assert weights() == weights()


def test_every_stage_needs_stages_before_it() -> None:
    seen: set[str] = set()
    for name, (before, _) in STAGES.items():
        assert set(before) <= seen
        seen.add(name)


def test_a_changed_constant_makes_stages_new(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _inputs("student", shared_data)
    assert before == _inputs("student", shared_data)
    monkeypatch.setattr(train, "_STUDENT_STEPS", 1)
    assert _inputs("student", shared_data) != before
