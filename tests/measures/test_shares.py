"""Shares, means and positions of the ten articles, as counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from beritanlp import Corpus, measures
from beritanlp.measures import Intervals

# (article, kind of source, words) of all quotes with a speaker, in order
QUOTES = [
    ("a0", "government", 4), ("a0", "citizen", 2),
    ("a1", "government", 2), ("a1", "expert", 2),
    ("a2", "government", 2),
    ("a3", "government", 2), ("a3", "government", 3), ("a3", "business", 2),
    ("a4", "citizen", 2),
    ("a5", "business", 3),
    ("a6", "expert", 3), ("a6", "government", 2),
    ("a7", "local_government", 2),
    ("a8", "local_government", 2),
    ("a9", "government", 4), ("a9", "citizen", 2),
]  # fmt: skip


def column(table: pd.DataFrame, key: str, value: str) -> dict[Any, Any]:
    return dict(zip(table[key], table[value], strict=True))


def test_share_of_quotes_by_kind_of_source(corpus: Corpus) -> None:
    table = measures.share_of_voice(corpus, "source_kind")
    assert list(table.columns) == [
        "source_kind", "n", "articles", "total", "share", "low", "high",
    ]  # fmt: skip
    assert column(table, "source_kind", "n") == {
        "government": 7, "citizen": 3, "business": 2, "expert": 2, "local_government": 2,
    }  # fmt: skip
    assert table["source_kind"].to_list()[:3] == ["government", "citizen", "business"]
    assert column(table, "source_kind", "articles") == {
        "government": 6, "citizen": 3, "business": 2, "expert": 2, "local_government": 2,
    }  # fmt: skip
    assert set(table["total"]) == {16}  # the quote of nobody is in no share
    assert table["share"].to_list() == [7 / 16, 3 / 16, 2 / 16, 2 / 16, 2 / 16]


def test_share_of_words_and_of_articles(corpus: Corpus) -> None:
    words = measures.share_of_voice(corpus, "source_kind", unit="words")
    assert column(words, "source_kind", "n") == {
        "government": 19, "citizen": 6, "business": 5, "expert": 5, "local_government": 4,
    }  # fmt: skip
    assert set(words["total"]) == {39}
    articles = measures.share_of_voice(corpus, "source_kind", unit="articles")
    assert column(articles, "source_kind", "share") == {
        "government": 0.6, "citizen": 0.3, "business": 0.2, "expert": 0.2, "local_government": 0.2,
    }  # fmt: skip


def test_copies_of_a_story_count_once(corpus: Corpus) -> None:
    table = measures.share_of_voice(corpus, "source_kind", per="story")
    assert column(table, "source_kind", "n") == {
        "government": 6, "citizen": 2, "business": 2, "expert": 2, "local_government": 2,
    }  # fmt: skip
    assert set(table["total"]) == {14}


def test_shares_within_outlets(corpus: Corpus) -> None:
    table = measures.share_of_voice(corpus, "source_kind", within="outlet")
    found = {(row.outlet, row.source_kind): (row.n, row.total) for row in table.itertuples()}
    assert found == {
        ("A", "government"): (5, 8), ("A", "citizen"): (1, 8), ("A", "expert"): (1, 8),
        ("A", "business"): (1, 8), ("B", "government"): (2, 8), ("B", "citizen"): (2, 8),
        ("B", "local_government"): (2, 8), ("B", "expert"): (1, 8), ("B", "business"): (1, 8),
    }  # fmt: skip
    assert table.groupby("outlet")["share"].sum().to_list() == [1, 1]


def test_several_dimensions_at_once(corpus: Corpus) -> None:
    table = measures.share_of_voice(corpus, ["outlet", "kind"])
    found = {(row.outlet, row.kind): Fraction(row.n, row.total) for row in table.itertuples()}
    # the quote of nobody counts here, for its outlet and its kind are known
    assert found == {
        ("A", "direct"): Fraction(5, 17), ("A", "indirect"): Fraction(3, 17),
        ("B", "direct"): Fraction(6, 17), ("B", "indirect"): Fraction(3, 17),
    }  # fmt: skip


def test_unknown_is_left_out_or_kept(corpus: Corpus) -> None:
    known = measures.share_of_voice(corpus, "month")
    assert column(known, "month", "n") == {"2025-01": 8, "2025-02": 8}
    assert set(known["total"]) == {16}
    kept = measures.share_of_voice(corpus, "month", keep_unknown=True)
    assert kept[kept["month"].isna()]["n"].to_list() == [1]
    assert set(kept["total"]) == {17}


def test_a_quote_counts_for_each_topic_and_once_in_the_total(corpus: Corpus) -> None:
    table = measures.share_of_voice(corpus, "topic")
    assert column(table, "topic_code", "n") == {"4": 7, "3": 6, "20": 5, "15": 1}
    assert set(table["total"]) == {16}
    assert column(table, "topic_code", "topic")["4"] == "Pertanian"
    main = measures.share_of_voice(corpus, "main_topic")
    assert main["n"].sum() == 16


def test_speakers_institutions_and_persons(corpus: Corpus) -> None:
    speakers = measures.share_of_voice(corpus, "speaker")
    assert column(speakers, "speaker", "n") == {
        "Rangga Wiratama": 5, "Siti Rahmawati": 3, "Bonar Situmeang": 2, "Joko Prasetya": 2,
        "Kementerian Kesehatan": 2, "Sari Wulandari": 2,
    }  # fmt: skip
    bodies = measures.share_of_voice(corpus, "institution")
    assert bodies[["institution_id", "institution", "n"]].to_numpy().tolist() == [
        ["kemenkes", "Kementerian Kesehatan", 2]
    ]
    persons = measures.share_of_voice(corpus, "person")
    assert persons["person"].to_list()[0] == "Rangga Wiratama"
    assert set(persons["total"]) == {14}


def test_min_articles_leaves_rows_out_and_totals_alone(corpus: Corpus) -> None:
    table = measures.share_of_voice(corpus, "source_kind", min_articles=3)
    assert table["source_kind"].to_list() == ["government", "citizen"]
    assert set(table["total"]) == {16}


def test_a_filtered_corpus_has_its_own_totals(corpus: Corpus) -> None:
    table = measures.share_of_voice(corpus.filter(outlet="A"), "source_kind")
    assert column(table, "source_kind", "n")["government"] == 5
    assert set(table["total"]) == {8}


def test_intervals_are_quantiles_of_shares_over_drawn_articles(corpus: Corpus) -> None:
    draws = np.random.default_rng(7).integers(10, size=(200, 10))
    names = [f"a{n}" for n in range(10)]
    of = {
        name: (sum(a == name and k == "government" for a, k, _ in QUOTES),
               sum(a == name for a, _, _ in QUOTES))
        for name in names
    }  # fmt: skip
    shares = [
        sum(of[names[i]][0] for i in draw) / sum(of[names[i]][1] for i in draw) for draw in draws
    ]
    table = measures.share_of_voice(corpus, "source_kind", intervals=Intervals(200, 0.9, seed=7))
    assert table.loc[0, ["low", "high"]].to_list() == pytest.approx(
        np.quantile(shares, [0.05, 0.95]).tolist()
    )


def test_the_same_seed_gives_the_same_table(corpus: Corpus) -> None:
    first, again, other = (
        measures.share_of_voice(corpus, unit="words", intervals=Intervals(101, seed=seed))
        for seed in (3, 3, 4)
    )
    pd.testing.assert_frame_equal(first, again)
    assert not first["high"].equals(other["high"])


def test_no_interval_without_draws_or_of_one_article(corpus: Corpus) -> None:
    none = measures.share_of_voice(corpus, "source_kind", intervals=Intervals(0))
    assert none[["low", "high"]].isna().all().all()
    one = measures.share_of_voice(corpus.filter(ids="a3"), "source_kind")
    assert one["share"].to_list() == [2 / 3, 1 / 3]
    assert one[["low", "high"]].isna().all().all()


def test_directness(corpus: Corpus) -> None:
    table = measures.directness(corpus)
    found = {(row.source_kind, row.kind): (row.n, row.total) for row in table.itertuples()}
    assert found[("government", "direct")] == (6, 7)
    assert found[("government", "indirect")] == (1, 7)
    assert found[("citizen", "direct")] == (1, 3)
    assert found[("expert", "indirect")] == (2, 2)
    assert ("expert", "direct") not in found


def test_reporting_verbs(corpus: Corpus) -> None:
    table = measures.reporting_verbs(corpus)
    found = {(row.source_kind, row.stance): (row.n, row.total) for row in table.itertuples()}
    assert found[("government", "neutral")] == (4, 7)
    assert found[("government", "endorsing")] == (2, 7)
    assert found[("government", "doubting")] == (1, 7)
    assert found[("business", "doubting")] == (2, 2)
    assert found[("local_government", "doubting")] == (1, 2)
    cues = measures.reporting_verbs(corpus, "outlet", of="cue")
    assert cues[cues["outlet"] == "A"]["cue_form"].to_list()[:2] == ["kata", "klaim"]


def test_quoted_words(corpus: Corpus) -> None:
    table = measures.quoted_words(corpus)
    row = table.iloc[0]
    assert (row["source_kind"], row["quotes"], row["words"], row["articles"]) == (
        "government", 7, 19, 6,
    )  # fmt: skip
    assert row["mean"] == 19 / 7
    assert row["low"] < 19 / 7 < row["high"]


def test_position(corpus: Corpus) -> None:
    table = measures.position(corpus).set_index("source_kind")
    # in a1 "pupuk langka" starts behind a line of 21 characters, of 41; in a6 an expert opens
    assert table.loc["expert", "mean"] == pytest.approx((21 / 41 + 0) / 2)
    assert table.loc["government", ["articles", "leads"]].to_list() == [6, 5]
    assert table.loc["citizen", "lead_share"] == pytest.approx(1 / 3)
    assert table["leads"].sum() == 10


def test_no_dimension_is_all_quotes_together(corpus: Corpus) -> None:
    assert measures.share_of_voice(corpus, ())[["n", "total"]].to_numpy().tolist() == [[17, 17]]
    assert measures.directness(corpus, ())["n"].to_list() == [11, 6]
    assert measures.quoted_words(corpus, ())["words"].to_list() == [41]
    assert measures.position(corpus, ())[["articles", "leads"]].to_numpy().tolist() == [[10, 10]]


MEASURES: list[Callable[[Corpus], pd.DataFrame]] = [
    lambda c: measures.share_of_voice(c, ["speaker", "topic"], within="month"),
    lambda c: measures.share_of_voice(c, "person", unit="words"),
    lambda c: measures.share_of_voice(c, "quote_topic", per="story"),
    measures.directness,
    measures.reporting_verbs,
    measures.quoted_words,
    measures.position,
    measures.diversity,
    lambda c: measures.diversity(c, "source_kind", "outlet"),
    measures.co_quotation,
    measures.source_kinds,
    lambda c: measures.keyness(c, c),
    measures.collocations,
    lambda c: measures.concordance(c, "beras"),
]


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_corpus_gives_the_same_columns(
    corpus: Corpus, empty: Corpus, measure: Callable[[Corpus], pd.DataFrame]
) -> None:
    none = measure(empty)
    assert len(none) == 0
    assert list(none.columns) == list(measure(corpus).columns)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"by": "party"}, "by must be of speaker, person"),
        ({"within": "week"}, "within must be of speaker"),
        ({"unit": "letters"}, "unit must be one of quotes, words, articles; got 'letters'"),
        ({"per": "week"}, "per must be one of article, story; got 'week'"),
    ],
)
def test_a_wrong_argument_is_told(corpus: Corpus, arguments: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        measures.share_of_voice(corpus, **arguments)


def test_intervals_must_be_possible() -> None:
    with pytest.raises(ValueError, match="n_boot must be 0 or more draws; got -1"):
        Intervals(n_boot=-1)
    with pytest.raises(ValueError, match=r"level must be between 0 and 1; got 1\.0"):
        Intervals(level=1.0)


def test_of_is_stance_or_cue(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="of must be 'stance' or 'cue'; got 'verb'"):
        measures.reporting_verbs(corpus, of="verb")  # type: ignore[arg-type]
