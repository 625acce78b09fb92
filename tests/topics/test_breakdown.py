"""Topics by group, and typical articles and quotes, of a made-up corpus."""

from __future__ import annotations

import numpy as np
import pytest

from beritanlp.corpus import Corpus
from beritanlp.errors import SettingsError
from beritanlp.topics.breakdown import topic_shares, typical_articles, typical_quotes
from beritanlp.topics.model import TopicModel


@pytest.fixture(scope="module")
def model(corpus: Corpus) -> TopicModel:
    seeds = {"rice": ["beras"], "football": ["gol"], "flood": ["banjir"]}
    return TopicModel(3, seeds=seeds).fit(corpus)


def test_shares_of_a_group_are_means_over_its_articles(model: TopicModel, corpus: Corpus) -> None:
    table = topic_shares(model, corpus, "outlet", draws=50)
    shares = model.transform(corpus)
    rice = (corpus.articles["outlet"] == "Suara Wanasari").to_numpy()
    found = table[table["group"] == "Suara Wanasari"].set_index("name")
    assert found["share"].tolist() == pytest.approx(shares[rice].mean(axis=0).tolist())
    assert found["n_articles"].tolist() == [20] * 3
    assert found["share"].idxmax() == "rice"
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()


def test_months_are_groups(model: TopicModel, corpus: Corpus) -> None:
    table = topic_shares(model, corpus, "month", draws=10)
    assert sorted(set(table["group"])) == ["2025-01", "2025-02"]
    assert table.groupby("group")["share"].sum().tolist() == pytest.approx([1, 1])


def test_kinds_of_speaker_and_institutions_are_groups(model: TopicModel, corpus: Corpus) -> None:
    kinds = topic_shares(model, corpus, "speaker_kind", draws=10)
    assert "person" in set(kinds["group"])
    topic_shares(model, corpus, "institution", draws=10, min_articles=1)


def test_small_groups_are_left_out(model: TopicModel, corpus: Corpus) -> None:
    assert topic_shares(model, corpus, "outlet", min_articles=30, draws=5)["group"].unique() == [
        "Kabar Sukakata"
    ]
    nothing = topic_shares(model, corpus, "outlet", min_articles=99)
    assert nothing.empty
    assert "low" in nothing.columns


def test_the_same_seed_gives_the_same_intervals(model: TopicModel, corpus: Corpus) -> None:
    one, other, third = (
        topic_shares(model, corpus, draws=50, random_state=seed) for seed in (1, 1, 2)
    )
    assert one.equals(other)
    assert not one.equals(third)


def test_intervals_hold_the_true_share_about_as_often_as_they_say() -> None:
    from beritanlp.topics.breakdown import _bootstrap

    chance = np.random.default_rng(0)
    held = 0
    for n in range(200):
        shares = chance.beta(2, 3, size=(40, 1))
        _, low, high = _bootstrap(shares, np.ones(40), 200, 0.95, n)
        held += low[0] <= 0.4 <= high[0]
    assert 0.88 <= held / 200 <= 0.99


def test_an_unknown_attribute_is_refused(model: TopicModel, corpus: Corpus) -> None:
    with pytest.raises(SettingsError, match="by must be one of month, outlet"):
        topic_shares(model, corpus, "author")  # type: ignore[arg-type]


def test_typical_articles_are_of_their_subject(
    model: TopicModel, corpus: Corpus, labels: list[str]
) -> None:
    table = typical_articles(model, corpus, 3)
    assert len(table) == 9
    subject = dict(zip(corpus.articles["article_id"], labels, strict=True))
    assert all(
        subject[id_] == name for id_, name in zip(table["article_id"], table["name"], strict=True)
    )
    assert table.groupby("topic")["share"].apply(lambda s: s.is_monotonic_decreasing).all()


def test_typical_quotes_are_of_their_subject(
    model: TopicModel, corpus: Corpus, subjects: dict[str, tuple[str, ...]]
) -> None:
    table = typical_quotes(model, corpus, 2)
    assert set(table["name"]) == set(subjects)
    for name, content in zip(table["name"], table["content"], strict=True):
        assert subjects[name][0] in content.lower()
    assert set(table["speaker"].dropna()) == {"Rudi Hartanta"}
