"""TopicModel: subjects found, the same bytes again, seeds kept, topics merged and saved."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone

from beritanlp.corpus import Corpus
from beritanlp.errors import ResultError, SettingsError
from beritanlp.topics.counting import TermTable, count_terms
from beritanlp.topics.model import TopicModel
from beritanlp.topics.storage import read_arrays, write_arrays


@pytest.fixture(scope="module")
def table(texts: list[str]) -> TermTable:
    return count_terms(texts)


@pytest.fixture(scope="module")
def model(table: TermTable) -> TopicModel:
    return TopicModel(3).fit(table)


def groups(shares: np.ndarray, labels: list[str]) -> set[tuple[int, str]]:
    return set(zip(shares.argmax(axis=1).tolist(), labels, strict=True))


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_every_subject_gets_a_topic_of_its_own(
    table: TermTable, labels: list[str], method: str
) -> None:
    shares = TopicModel(3, method=method).fit_transform(table)
    assert shares.shape == (60, 3)
    assert len(groups(shares, labels)) == 3
    assert np.allclose(shares.sum(axis=1), 1)


def test_top_terms_are_the_words_of_the_subject(
    model: TopicModel, subjects: dict[str, tuple[str, ...]]
) -> None:
    tops = [set(terms) for terms in model.top_terms(5)]
    assert {
        name for top in tops for name, words in subjects.items() if len(top & set(words)) >= 3
    } == set(subjects)


def test_topics_are_numbered_by_size_and_rows_sum_to_one(model: TopicModel) -> None:
    assert list(model.shares_) == sorted(model.shares_, reverse=True)
    assert np.allclose(model.components_.sum(axis=1), 1)
    assert list(model.get_feature_names_out()) == ["topic0", "topic1", "topic2"]


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_the_same_input_gives_the_same_bytes_for_any_number_of_workers(
    texts: list[str], tmp_path: Path, method: str
) -> None:
    saved = []
    for n, jobs in enumerate((1, 1, 2)):
        path = tmp_path / f"{n}.zip"
        fitted = TopicModel(3, method=method, n_jobs=jobs)
        shares = fitted.fit_transform(texts * 4)
        fitted.n_jobs = 1  # a setting, kept in the file
        fitted.save(path)
        saved.append((path.read_bytes(), shares.tobytes()))
    assert saved[0] == saved[1] == saved[2]


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_transform_of_the_same_articles_gives_the_same_shares(
    table: TermTable, method: str
) -> None:
    fitted = TopicModel(3, method=method)
    assert np.allclose(fitted.fit_transform(table), fitted.transform(table), atol=1e-3)


def test_new_articles_fall_into_the_topic_of_their_words(model: TopicModel) -> None:
    (share,) = model.transform(["Petani memanen padi di sawah, gabah masuk lumbung."])
    (other,) = model.transform(["Wasit memberi penalti, kiper gagal, gol di babak kedua."])
    assert share.argmax() != other.argmax()


def test_an_article_with_no_known_term_has_no_share(model: TopicModel) -> None:
    assert model.transform(["Xylofon kuantum."]).tolist() == [[0, 0, 0]]
    assert model.transform([]).shape == (0, 3)


def test_a_corpus_can_be_fitted(corpus: Corpus) -> None:
    assert TopicModel(3).fit_transform(corpus).shape == (60, 3)


def test_settings_can_be_cloned_and_read() -> None:
    model = TopicModel(4, seeds={"a": ["beras"]}, neighbours=5)
    assert clone(model).get_params() == model.get_params()


def test_phrases_are_terms(model: TopicModel) -> None:
    assert {"harga eceran", "piala dunia", "posko darurat"} <= set(model.shown_)


# -- seeds -----------------------------------------------------------------------------------------


def test_seeded_topics_come_first_and_keep_name_and_words(table: TermTable) -> None:
    model = TopicModel(3, seeds={"Bencana": ["tanggul", "perahu"], "Pangan": ["pupuk"]}).fit(table)
    assert model.topic_names_[:2] == ["Bencana", "Pangan"]
    tops = model.top_terms(12)
    assert {"tanggul", "perahu"} <= set(tops[0])
    assert "pupuk" in tops[1]
    for word in ("tanggul", "perahu"):
        weights = model.components_[:, model.terms_.index(word)]
        assert (weights > 0).tolist() == [True, False, False]


def test_a_seeded_topic_gathers_its_subject(table: TermTable, labels: list[str]) -> None:
    shares = TopicModel(3, seeds={"Bencana": ["tanggul", "perahu"]}).fit_transform(table)
    assert {label for label, n in zip(labels, shares.argmax(axis=1), strict=True) if n == 0} == {
        "flood"
    }


def test_all_topics_may_be_seeded(table: TermTable, labels: list[str]) -> None:
    seeds = {"a": ["beras"], "b": ["gol"], "c": ["banjir"]}
    shares = TopicModel(3, seeds=seeds).fit_transform(table)
    assert groups(shares, labels) == {(0, "rice"), (1, "football"), (2, "flood")}


def test_a_seed_word_may_stand_in_phrases_only() -> None:
    texts = 6 * [
        "Petani memanen padi di sawah; gabah dan beras masuk lumbung.",
        "Hujan deras, sungai meluap, tanggul jebol dan banjir merendam jalan.",
        "Wasit memberi penalti, kiper menahan bola, gol lahir di babak akhir.",
    ]
    model = TopicModel(3, seeds={"Bencana": ["banjir", "tanggul jebol"]})
    shares = model.fit_transform(texts)
    assert [int(n) for n in np.flatnonzero(shares[:, 0] > 0.5)] == list(range(1, 18, 3))
    assert "banjir merendam" in model.top_terms(5)[0]


def test_a_rare_seed_word_is_kept_in_the_vocabulary(texts: list[str]) -> None:
    with_rare = [*texts, "Bulog menyimpan beras petani di lumbung."]
    model = TopicModel(3, seeds={"Pangan": ["Bulog", "beras"]}).fit(with_rare)
    assert any("bulog" in term.lower() for term in model.terms_)


def test_a_seed_word_that_no_article_has_warns(table: TermTable) -> None:
    with pytest.warns(UserWarning, match="'antariksa' of topic 'A' is in none"):
        TopicModel(3, seeds={"A": ["beras", "antariksa"]}).fit(table)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"seeds": {"A": ["antariksa"]}}, "no seed word of topic 'A'"),
        ({"seeds": {"A": ["beras"], "B": ["beras"]}}, "belongs to two topics"),
        ({"seeds": {n: [w] for n, w in zip("abcd", ["beras", "gol", "air", "padi"], strict=True)}},
         "4 seeded topics, but n_topics is 3"),
        ({"seeds": {"A": ["beras"]}, "method": "lda"}, "seeds need method='nmf'"),
        ({"method": "bert"}, "'nmf' or 'lda'"),
        ({"n_topics": 0}, "n_topics must be a whole number above 0"),
        ({"n_topics": True}, "n_topics must be"),
        ({"neighbours": 1.5}, "neighbours must be"),
        ({"max_share": 0.0}, "max_share"),
        ({"n_topics": 99}, "only 60 texts"),
        ({"min_articles": 60, "max_share": 0.01}, "only 0 terms"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:seed word")
def test_wrong_settings_are_named(
    table: TermTable, settings: dict[str, object], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        TopicModel(**({"n_topics": 3} | settings)).fit(table)  # type: ignore[arg-type]


# -- merging, naming, saving -----------------------------------------------------------------------


def test_merged_topics_keep_their_ids_and_add_up(model: TopicModel, table: TermTable) -> None:
    merged = model.merge([["topic2", "topic0"]])
    before, after = model.transform(table), merged.transform(table)
    assert merged.topic_ids_ == ["topic1", "topic2"]
    assert np.allclose(after[:, 1], before[:, 0] + before[:, 2], atol=1e-6)
    assert np.allclose(merged.components_.sum(axis=1), 1)
    assert model.topic_ids_ == ["topic0", "topic1", "topic2"]


def test_merged_models_can_be_merged_again(model: TopicModel, table: TermTable) -> None:
    one = model.merge([["topic0", "topic1"]]).merge([["topic0", "topic2"]])
    assert one.topic_ids_ == ["topic0"]
    assert np.allclose(one.transform(table), 1)


def test_renamed_topics_keep_their_ids(model: TopicModel) -> None:
    named = model.rename({"topic1": "Sepak bola"})
    assert named.topics()["name"].tolist()[1] == "Sepak bola"
    assert named.topics()["topic"].tolist() == ["topic0", "topic1", "topic2"]
    assert model.topic_names_[1] != "Sepak bola"


def test_unknown_topics_are_refused(model: TopicModel) -> None:
    with pytest.raises(SettingsError, match="no topic 'x'; topics are topic0, topic1, topic2"):
        model.rename({"x": "y"})
    with pytest.raises(SettingsError, match="merged twice"):
        model.merge([["topic0", "topic1"], ["topic1", "topic2"]])


@pytest.mark.parametrize(
    "settings",
    [{}, {"method": "lda"}, {"neighbours": 1}, {"seeds": {"A": ["beras"]}, "phrases": False}],
)
def test_a_saved_model_gives_the_same_shares(
    table: TermTable, texts: list[str], tmp_path: Path, settings: dict[str, object]
) -> None:
    model = TopicModel(3, **settings).fit(texts).rename({"topic0": "Satu"})  # type: ignore[arg-type]
    model.save(tmp_path / "model.zip")
    again = TopicModel.load(tmp_path / "model.zip")
    assert np.array_equal(again.transform(texts), model.transform(texts))
    assert again.topics().equals(model.topics())


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    path.write_bytes(b"no zip")
    with pytest.raises(ResultError, match=r"model\.zip: no model written by beritanlp"):
        TopicModel.load(path)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("model.json", '{"format": 99}')
    with pytest.raises(ResultError, match="format 99 is newer"):
        TopicModel.load(path)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("model.json", '{"format": 1, "settings": {}}')
    with pytest.raises(ResultError, match="no model written"):
        TopicModel.load(path)


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        ("shares", np.ones(2), r"shares has the shape \(2,\), not \(3,\)"),
        ("components", np.ones((3, 1)), "components has the shape"),
        ("places", np.ones((1, 1)), "places has the shape"),
        ("idf", np.array(1.0), "idf has the shape"),
        ("factors", -1.0, "factors holds values that are no numbers from 0 on"),
        ("groups", np.nan, "groups holds values"),
        ("terms", ["beras"], "components has the shape|shown has"),
        ("terms", "beras", "terms is no list of texts"),
        ("topic_names", ["a"], "topic_names has 1 texts, not 3"),
        ("phrases", [["a"]], "phrases holds .*, which is no pair"),
        ("phrases", ["ab"], "is no list of texts"),
        ("method", "x", "method must be 'nmf' or 'lda'"),
    ],
)
def test_a_model_whose_parts_do_not_fit_is_refused(
    texts: list[str], tmp_path: Path, part: str, value: Any, message: str
) -> None:
    path = tmp_path / "model.zip"
    TopicModel(3).fit(texts).save(path)
    said, arrays = read_arrays(path, "model.json", 1, lambda said, arrays: (said, arrays))
    if part in arrays:
        arrays[part] = np.full_like(arrays[part], value) if np.isscalar(value) else value
    else:
        (said if part in said else said["settings"])[part] = value
    write_arrays(path, "model.json", said, arrays)
    with pytest.raises(
        ResultError, match=rf"model\.zip: no model written by beritanlp \(.*({message})"
    ):
        TopicModel.load(path)


def test_a_pickle_in_the_file_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    head = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".ljust(117) + b"\n"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("model.json", '{"format": 1, "settings": {}}')
        file.writestr("factors.npy", b"\x93NUMPY\x01\x00v\x00" + head + b"cos\nsystem\n(S'x'\ntR.")
    with pytest.raises(ResultError, match="allow_pickle"):
        TopicModel.load(path)
