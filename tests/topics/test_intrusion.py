"""Intrusion sheets: intruders that are none of the topic's, hidden from the coder, and scored."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from beritanlp.corpus import Corpus
from beritanlp.errors import ResultError, SettingsError
from beritanlp.topics.intrusion import (
    score_intrusion,
    topic_intrusion,
    word_intrusion,
    write_sheets,
)
from beritanlp.topics.model import TopicModel


@pytest.fixture(scope="module")
def model(corpus: Corpus) -> TopicModel:
    return TopicModel(4).fit(corpus)


def test_words_are_five_of_the_topic_and_one_of_another() -> None:
    rows = word_intrusion(TopicModel(3).fit(TEXTS), sets=2)
    assert [row["topic"] for row in rows] == [f"topic{n}" for n in (0, 0, 1, 1, 2, 2)]
    for row in rows:
        words = [row[f"word{n}"] for n in range(1, 7)]
        assert len(set(words)) == 6
        assert row["answer"] == ""


TEXTS = [
    text
    for n in range(8)
    for text in (
        "beras petani sawah gabah panen pupuk padi lumbung irigasi hama bibit",
        "gol pelatih penalti wasit liga stadion kiper babak trofi klub pemain",
        "banjir sungai hujan tanggul longsor air perahu lumpur deras waduk muara",
    )
]


def test_the_intruder_is_where_the_key_says() -> None:
    model = TopicModel(3).fit(TEXTS)
    tops = dict(zip(model.topic_ids_, model.top_terms(10), strict=True))
    for row in word_intrusion(model, sets=3):
        own = set(tops[row["topic"]])
        outside = [n for n in range(1, 7) if row[f"word{n}"] not in own]
        assert outside == [int(row["intruder"])]


def test_places_of_intruders_differ_and_come_again_with_the_seed() -> None:
    model = TopicModel(3).fit(TEXTS)
    rows = word_intrusion(model, sets=10)
    assert len({row["intruder"] for row in rows}) > 2
    assert rows == word_intrusion(model, sets=10)
    assert rows != word_intrusion(model, sets=10, random_state=1)


def test_topic_intruders_have_none_of_the_article(model: TopicModel, corpus: Corpus) -> None:
    rows = topic_intrusion(model, corpus, articles=5)
    assert len(rows) <= 5
    shares = dict(zip(corpus.articles["article_id"], model.transform(corpus).tolist(), strict=True))
    for row in rows:
        intruder = row["ids"].split()[int(row["intruder"]) - 1]
        own = shares[row["article_id"]]
        assert own[model.topic_ids_.index(intruder)] == pytest.approx(min(own), abs=1e-6)


def test_models_too_small_for_intruders_are_refused(corpus: Corpus) -> None:
    with pytest.raises(SettingsError, match="two topics"):
        word_intrusion(TopicModel(1).fit(TEXTS))
    with pytest.raises(SettingsError, match="more than 3"):
        topic_intrusion(TopicModel(3).fit(corpus), corpus)


def fill(path: Path, answers: list[str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, answer in zip(rows, answers, strict=True):
        row["answer"] = answer
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_sheets_hide_the_answers_and_are_scored(tmp_path: Path) -> None:
    rows = word_intrusion(TopicModel(3).fit(TEXTS), sets=2)
    sheet, key = tmp_path / "sheet.csv", tmp_path / "key.csv"
    write_sheets(rows, sheet, key)
    assert "topic" not in sheet.read_text(encoding="utf-8").splitlines()[0]
    right = [row["intruder"] for row in rows]
    fill(sheet, [*right[:3], str(int(right[3]) % 6 + 1), "", right[5]])
    table = score_intrusion(key, [sheet]).set_index("topic")
    assert table["found"].to_dict() == {"topic0": 1, "topic1": 0.5, "topic2": 1, "all": 0.8}
    assert table["judged"].to_dict() == {"topic0": 2, "topic1": 2, "topic2": 1, "all": 5}


def test_topic_sheets_give_log_odds(tmp_path: Path, model: TopicModel, corpus: Corpus) -> None:
    rows = topic_intrusion(model, corpus, articles=4)
    sheet, key = tmp_path / "sheet.csv", tmp_path / "key.csv"
    write_sheets(rows, sheet, key)
    fill(sheet, [row["intruder"] for row in rows])
    assert score_intrusion(key, [sheet])["log_odds"].tolist() == [0]
    heavy = [str(int(np.argmax([float(s) for s in row["shares"].split()])) + 1) for row in rows]
    fill(sheet, heavy)
    table = score_intrusion(key, [sheet])
    assert table["log_odds"][0] < -1
    assert table["found"][0] == 0


@pytest.mark.parametrize(
    ("answer", "message"), [("7", "number from 1 to 6"), ("x", "answer 'x'"), ("²", "number")]
)
def test_wrong_answers_are_named_by_file_and_line(
    tmp_path: Path, answer: str, message: str
) -> None:
    rows = word_intrusion(TopicModel(3).fit(TEXTS))
    sheet, key = tmp_path / "sheet.csv", tmp_path / "key.csv"
    write_sheets(rows, sheet, key)
    fill(sheet, ["1", answer, "1"])
    with pytest.raises(ResultError, match=rf"sheet\.csv:3: .*{message}"):
        score_intrusion(key, [sheet])
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ResultError, match="columns"):
        score_intrusion(key, [tmp_path / "other.csv"])


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    rows = [{"item": "t1", "text": "=1+1", "intruder": "1", "answer": ""}]
    write_sheets(rows, tmp_path / "s.csv", tmp_path / "k.csv")
    assert "'=1+1" in (tmp_path / "s.csv").read_text(encoding="utf-8")
