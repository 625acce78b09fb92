"""Coherence, exclusivity, stability: on tables whose figures can be counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from beritanlp.errors import SettingsError
from beritanlp.topics.coherence import (
    choose_k,
    cv_coherence,
    exclusivity,
    npmi_coherence,
    topic_stability,
)
from beritanlp.topics.counting import TermTable
from beritanlp.topics.model import TopicModel


def table_of(*articles: str) -> TermTable:
    terms = tuple(sorted({term for article in articles for term in article.split()}))
    places = {term: n for n, term in enumerate(terms)}
    rows = tuple(np.array([places[t] for t in a.split()], np.int32) for a in articles)
    return TermTable(terms, terms, rows, ())


def test_npmi_of_terms_that_always_stand_together_is_one() -> None:
    assert npmi_coherence([["a", "b"]], table_of("a b", "a b x", "y", "z")) == [pytest.approx(1)]


def test_npmi_of_terms_that_never_do_is_minus_one() -> None:
    assert npmi_coherence([["a", "b"]], table_of("a", "b", "y")) == [-1]


def test_npmi_of_terms_that_meet_by_chance_is_zero() -> None:
    assert npmi_coherence([["a", "b"]], table_of("a b", "a", "b", "y")) == [pytest.approx(0)]


def test_npmi_counts_articles_not_uses() -> None:
    once, often = table_of("a b", "a", "y"), table_of("a a a b b", "a a", "y")
    assert npmi_coherence([["a", "b"]], once) == npmi_coherence([["a", "b"]], often)


def test_npmi_is_the_mean_over_pairs() -> None:
    table = table_of("a b", "a b", "c", "y")
    (found,) = npmi_coherence([["a", "b", "c"]], table)
    assert found == pytest.approx((1 - 1 - 1) / 3)


def test_npmi_of_a_term_that_stands_everywhere_with_itself_known() -> None:
    assert npmi_coherence([["a", "b"]], table_of("a b", "b a")) == [1]
    assert math.isnan(npmi_coherence([["a"]], table_of("a"))[0])
    assert npmi_coherence([["a", "unknown"]], table_of("a")) == [-1]


def test_c_v_of_terms_that_share_every_window_is_one() -> None:
    assert cv_coherence([["a", "b"]], table_of("a b", "a b", "y")) == [pytest.approx(1, abs=1e-3)]


def test_c_v_looks_at_windows() -> None:
    far = table_of("a " + "x " * 50 + "b", "y")
    near, wide = (cv_coherence([["a", "b"]], far, window=w)[0] for w in (5, 60))
    assert near < wide


def test_c_v_counts_windows_with_both_terms() -> None:
    # windows of two: a b | b c | c a; each pair shares one of three
    (found,) = cv_coherence([["a", "b"]], table_of("a b c a"), window=2)
    both, alone = 1 / 3, 2 / 3
    other = math.log((both + 1e-12) / alone**2) / -math.log(both + 1e-12)
    itself = math.log((alone + 1e-12) / alone**2) / -math.log(alone + 1e-12)
    row, whole = np.array([itself, other]), np.array([itself + other] * 2)
    assert found == pytest.approx(row @ whole / np.linalg.norm(row) / np.linalg.norm(whole))


def test_c_v_keeps_a_repeated_term_until_its_last_use_leaves() -> None:
    # a stands in both windows of three, though one of its two uses leaves
    twice = cv_coherence([["a", "b"]], table_of("a a b b", "y y y y"), window=3)
    assert twice == cv_coherence([["a", "b"]], table_of("a a b b", "y y y y"), window=3)
    assert twice[0] == pytest.approx(1, abs=1e-3)


def test_exclusivity_is_one_where_topics_share_no_term(texts: list[str]) -> None:
    model = TopicModel(3).fit(texts)
    values = exclusivity(model, 5)
    assert all(0 <= value <= 1 for value in values)
    model.components_ = np.eye(3)
    model.terms_ = model.shown_ = ["a", "b", "c"]
    assert exclusivity(model, 1) == [1, 1, 1]
    model.components_ = np.full((3, 3), 1 / 3)
    assert exclusivity(model, 1) == [pytest.approx(1 / 3)] * 3


def test_stability_matches_topics_whatever_their_order() -> None:
    one, other = [["a", "b"], ["c", "d"]], [["d", "c"], ["b", "a"]]
    assert topic_stability([one, other]) == 1
    assert topic_stability([one, [["a", "x"], ["c", "d"]]]) == pytest.approx((1 / 3 + 1) / 2)
    assert topic_stability([one, [["w", "x"], ["y", "z"]]]) == 0
    assert math.isnan(topic_stability([one]))


def test_stability_counts_topics_without_a_partner_as_lost() -> None:
    assert topic_stability([[["a"], ["b"]], [["a"]]]) == 0.5


def test_choose_k_prefers_the_number_of_subjects(texts: list[str]) -> None:
    table = choose_k(texts, (2, 3, 6), seeds=range(3), n_terms=5)
    assert table["k"].tolist() == [2, 3, 6]
    best = table.set_index("k")
    assert best.loc[3, "exclusivity"] > best.loc[6, "exclusivity"]
    assert best.loc[3, "stability"] > best.loc[6, "stability"]
    assert ((table["stability"] >= 0) & (table["stability"] <= 1)).all()
    assert (table["npmi_sd"] >= 0).all()


def test_choose_k_gives_the_same_table_again(texts: list[str]) -> None:
    one, other = (choose_k(texts, (3,), seeds=(0, 1)) for _ in range(2))
    assert one.equals(other)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"ks": ()}, "must not be empty"),
        ({"seeds": ()}, "must not be empty"),
        ({"held_out": 1.0}, "held_out"),
    ],
)
def test_choose_k_refuses_what_it_cannot_do(
    texts: list[str], call: dict[str, object], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        choose_k(texts, **({"ks": (3,)} | call))  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="3 texts are too few"):
        choose_k(texts[:3], (2,))
