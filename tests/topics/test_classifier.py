"""A coders' scheme learnt from coded articles: single and several topics, saved, refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import beritanlp as bn
from beritanlp.errors import ResultError, SettingsError
from beritanlp.topics.classifier import TopicClassifier, train
from beritanlp.topics.storage import read_arrays, write_arrays


@pytest.fixture(scope="module")
def exclusive(texts: list[str], labels: list[str]) -> TopicClassifier:
    return train(zip(texts, labels, strict=True))


@pytest.fixture(scope="module")
def several(texts: list[str], labels: list[str]) -> TopicClassifier:
    pairs = [(text, [label]) for text, label in zip(texts, labels, strict=True)]
    pairs += [(f"{texts[n]} {texts[n + 1]}", [labels[n], labels[n + 1]]) for n in range(0, 57, 2)]
    return train([*pairs, *[("Warga kota di jalan rumah.", [])] * 8])


NEW = {
    "rice": "Petani memanen padi di sawah, gabah masuk lumbung.",
    "football": "Wasit memberi penalti, kiper gagal, gol di babak kedua.",
    "flood": "Hujan deras, sungai meluap, tanggul jebol dan banjir naik.",
}


def test_new_articles_get_their_topic(exclusive: TopicClassifier) -> None:
    assert exclusive.predict(NEW.values()) == [(name,) for name in NEW]


def test_probabilities_of_an_exclusive_scheme_sum_to_one(exclusive: TopicClassifier) -> None:
    frame = exclusive.predict_proba([*NEW.values(), "xyz"])
    assert frame.columns.tolist() == ["flood", "football", "rice"]
    assert frame.sum(axis=1).tolist() == pytest.approx([1] * 4)
    assert frame.iloc[0].idxmax() == "rice"


def test_several_topics_and_none_can_be_given(several: TopicClassifier) -> None:
    both, none = several.predict([f"{NEW['rice']} {NEW['flood']}", "Orang kota di rumah."])
    assert set(both) == {"rice", "flood"}
    assert none == ()
    assert not several.exclusive


def test_scores_are_cross_validated(exclusive: TopicClassifier) -> None:
    assert [row["topic"] for row in exclusive.scores] == ["flood", "football", "rice"]
    assert all(row["articles"] == 20 and row["f1"] > 0.9 for row in exclusive.scores)


def test_scores_of_labels_that_mean_nothing_are_low(texts: list[str]) -> None:
    chance = np.random.default_rng(0)
    labels = chance.permutation(["a", "b", "c"] * 20).tolist()
    scores = train(zip(texts, labels, strict=True)).scores
    assert np.mean([row["f1"] for row in scores]) < 0.6


def test_evidence_is_the_words_of_the_topic(exclusive: TopicClassifier) -> None:
    assert {"banjir", "tanggul"} & set(exclusive.evidence("flood", 8))
    with pytest.raises(SettingsError, match="no topic 'x'; topics are flood, football, rice"):
        exclusive.evidence("x")


def test_training_twice_gives_the_same_bytes(
    texts: list[str], labels: list[str], tmp_path: Path
) -> None:
    for n in range(2):
        train(zip(texts, labels, strict=True), n_jobs=n + 1).save(tmp_path / f"{n}.zip")
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()


def test_a_saved_classifier_says_the_same(exclusive: TopicClassifier, tmp_path: Path) -> None:
    exclusive.save(tmp_path / "c.zip")
    again = TopicClassifier.load(tmp_path / "c.zip")
    assert again.predict_proba(NEW.values()).equals(exclusive.predict_proba(NEW.values()))
    assert again.scores == exclusive.scores


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        ("weights", np.ones((2, 2)), "weights has the shape"),
        ("bias", np.ones(1), "bias has the shape"),
        ("thresholds", np.array(["a"]), "thresholds has the shape"),
        ("idf", np.ones(0), "idf has the shape"),
        ("topics", [], "it has no topics"),
        ("terms", [1], "terms is no list of texts"),
    ],
)
def test_a_classifier_whose_parts_do_not_fit_is_refused(
    exclusive: TopicClassifier, tmp_path: Path, part: str, value: Any, message: str
) -> None:
    path = tmp_path / "c.zip"
    exclusive.save(path)
    said, arrays = read_arrays(path, "classifier.json", 1, lambda said, arrays: (said, arrays))
    (arrays if part in arrays else said)[part] = value
    write_arrays(path, "classifier.json", said, arrays)
    with pytest.raises(ResultError, match=message):
        TopicClassifier.load(path)


def test_a_topic_model_is_no_classifier(texts: list[str], tmp_path: Path) -> None:
    bn.TopicModel(3).fit(texts).save(tmp_path / "m.zip")
    with pytest.raises(ResultError, match=r"m\.zip: no classifier written by beritanlp"):
        TopicClassifier.load(tmp_path / "m.zip")


def test_a_frame_is_read_by_its_columns(texts: list[str], labels: list[str]) -> None:
    frame = pd.DataFrame({"isi": texts, "kode": [f"{label}; berita" for label in labels]})
    found = bn.topics.train(frame, text_column="isi", topic_column="kode")
    assert found.topics == ["berita", "flood", "football", "rice"]
    with pytest.raises(SettingsError, match="no column 'text'; columns are isi, kode"):
        train(frame)


@pytest.mark.parametrize(
    ("coded", "message"),
    [
        ([("a", "x")] * 3, "3 coded articles are too few"),
        ([("a", "x")] * 20, "the same 1 topic"),
        ([], "too few"),
        ([("a", "x")] * 20 + [("b", "y")], "fewer than 5 coded articles: y"),
        (["text"], "coded article 0: expected a text"),
        ([("a", 3)], "coded article 0: topics must be text"),
        ([(None, "x")], "coded article 0"),
    ],
)
def test_bad_codings_are_named(coded: list[object], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        train(coded)  # type: ignore[arg-type]
