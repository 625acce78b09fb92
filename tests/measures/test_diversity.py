"""Diversity against values worked out by hand, and what must hold of any counts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp import Corpus, measures


def test_diversity_of_the_ten_articles(corpus: Corpus) -> None:
    """Kinds of source are quoted 7, 3, 2, 2 and 2 times."""
    row = measures.diversity(corpus, "source_kind").iloc[0]
    assert (row["articles"], row["n"], row["kinds"]) == (10, 16, 5)
    shannon = -(7 / 16 * math.log(7 / 16) + 3 / 16 * math.log(3 / 16) + 6 / 16 * math.log(2 / 16))
    assert row["shannon"] == pytest.approx(shannon)
    assert row["shannon"] == pytest.approx(1.455333, abs=1e-6)
    assert row["shannon_corrected"] == pytest.approx(shannon + 4 / 32)
    assert row["effective"] == pytest.approx(math.exp(shannon))
    assert row["evenness"] == pytest.approx(shannon / math.log(5))
    assert row["simpson"] == pytest.approx(1 - 70 / 256)
    assert row["simpson_corrected"] == pytest.approx(1 - 54 / 240)
    assert row["inverse_simpson"] == pytest.approx(256 / 70)
    assert row["shannon_low"] < row["shannon"] < row["shannon_high"]


def test_diversity_of_groups_and_of_stories(corpus: Corpus) -> None:
    table = measures.diversity(corpus, "source_kind", "outlet").set_index("outlet")
    assert table["kinds"].to_list() == [4, 5]
    assert table.loc["A", "simpson"] == pytest.approx(1 - (25 + 1 + 1 + 1) / 64)
    stories = measures.diversity(corpus, "source_kind", per="story").iloc[0]
    assert stories["n"] == 14


def test_one_source_has_no_diversity() -> None:
    figures = measures.diversity_of_counts(np.array([4, 0]))
    assert figures["shannon"] == figures["simpson"] == 0
    assert figures["effective"] == figures["inverse_simpson"] == 1
    assert math.isnan(figures["evenness"])


def test_nothing_has_no_figures() -> None:
    figures = measures.diversity_of_counts(np.array([]))
    assert (figures["n"], figures["kinds"]) == (0, 0)
    assert math.isnan(figures["shannon"])
    assert math.isnan(figures["simpson"])


def test_one_article_has_no_interval(corpus: Corpus) -> None:
    row = measures.diversity(corpus.filter(ids="a3"), "source_kind").iloc[0]
    assert row["shannon"] > 0
    assert math.isnan(row["shannon_low"])


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30))
def test_bounds(counts: list[int]) -> None:
    figures = measures.diversity_of_counts(np.array(counts))
    kinds = len(counts)
    assert 0 <= figures["shannon"] <= math.log(kinds) + 1e-9
    assert 0 <= figures["simpson"] <= 1 - 1 / kinds + 1e-9
    assert 1 - 1e-9 <= figures["inverse_simpson"] <= figures["effective"] + 1e-9 <= kinds + 1e-8


@given(st.integers(1, 50), st.integers(1, 20))
def test_even_sources_count_as_many(each: int, kinds: int) -> None:
    figures = measures.diversity_of_counts(np.full(kinds, each))
    assert figures["effective"] == pytest.approx(kinds)
    assert figures["inverse_simpson"] == pytest.approx(kinds)
