"""Keyness against scipy, NLTK and the formulas of the papers written out."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramAssocMeasures
from scipy.stats import chi2, chi2_contingency

import beritanlp as bn
from beritanlp import Corpus, measures

_COUNTS = st.integers(0, 400)


def _g2(a: int, b: int, n_a: int, n_b: int) -> float:
    return float(measures.log_likelihood(np.array([a]), np.array([b]), n_a, n_b)[0])


@pytest.mark.parametrize(
    ("a", "b", "n_a", "n_b"), [(30, 10, 1000, 1200), (5, 80, 900, 700), (1, 2, 50, 60)]
)
def test_log_likelihood_is_that_of_scipy_and_nltk(a: int, b: int, n_a: int, n_b: int) -> None:
    found = _g2(a, b, n_a, n_b)
    cells = [[a, b], [n_a - a, n_b - b]]
    scipys = chi2_contingency(cells, correction=False, lambda_="log-likelihood")
    assert abs(found) == pytest.approx(scipys.statistic)
    assert chi2.sf(abs(found), 1) == pytest.approx(scipys.pvalue)
    nltks = BigramAssocMeasures.likelihood_ratio(a, (a + b, n_a), n_a + n_b)
    assert abs(found) == pytest.approx(nltks)
    assert (found > 0) == (a / n_a > b / n_b)


def test_rayson_and_garside_leave_out_the_other_words() -> None:
    """Their two-cell figure is Dunning's without the words that are not the term."""
    a, b, n_a, n_b = 30, 10, 100_000, 120_000
    expected = [n * (a + b) / (n_a + n_b) for n in (n_a, n_b)]
    two_cells = 2 * sum(o * math.log(o / e) for o, e in zip((a, b), expected, strict=True))
    assert _g2(a, b, n_a, n_b) == pytest.approx(two_cells, rel=1e-3)


@given(_COUNTS, _COUNTS, st.integers(400, 900), st.integers(400, 900))
def test_log_likelihood_of_the_groups_changed_over_is_negative(
    a: int, b: int, n_a: int, n_b: int
) -> None:
    assert abs(_g2(a, b, n_a, n_b)) == pytest.approx(abs(_g2(b, a, n_b, n_a)), abs=1e-7)
    if a * n_b != b * n_a:
        assert (_g2(a, b, n_a, n_b) >= 0) == (_g2(b, a, n_b, n_a) <= 0)


def _monroe(y: list[list[int]], w: int, prior: list[float]) -> tuple[float, float]:
    """Delta and z of word *w* as Monroe, Colaresi and Quinn (2008) define them, term by term."""
    whole = sum(prior)
    terms = []
    for counts in y:
        first = counts[w] + prior[w]
        terms.append(math.log(first / (sum(counts) + whole - counts[w] - prior[w])))
    delta = terms[0] - terms[1]
    variance = sum(1 / (counts[w] + prior[w]) for counts in y)
    return delta, delta / math.sqrt(variance)


def test_log_odds_is_the_formula_of_the_paper() -> None:
    y = [[12, 0, 40, 3], [4, 9, 55, 3]]
    prior = [0.5, 0.25, 3.0, 0.2]
    here, there = (np.array(counts) for counts in y)
    ratio, z = measures.log_odds(here, there, here.sum(), there.sum(), np.array(prior))
    for w in range(4):
        assert (ratio[w], z[w]) == pytest.approx(_monroe(y, w, prior))


@given(st.lists(st.tuples(_COUNTS, _COUNTS), min_size=2, max_size=8))
def test_log_odds_of_the_groups_changed_over_is_negative(pairs: list[tuple[int, int]]) -> None:
    here, there = np.array(pairs).T
    prior = np.full(len(pairs), 0.5)
    ratio, z = measures.log_odds(here, there, here.sum(), there.sum(), prior)
    back, z_back = measures.log_odds(there, here, there.sum(), here.sum(), prior)
    assert ratio == pytest.approx(-back, abs=1e-9)
    assert z == pytest.approx(-z_back, abs=1e-9)


FARM = 3 * ["Petani memanen padi. Gabah masuk lumbung, padi menguning."]
RAIN = 2 * ["Hujan merendam lumbung. Banjir merendam jalan, hujan deras."]


def test_keyness_of_texts() -> None:
    table = measures.keyness(FARM, RAIN, min_count=1).set_index("term")
    # padi: 6 of 24 terms against 0 of 16
    row = table.loc["padi"]
    assert row[["n_group", "n_reference", "articles_group"]].to_list() == [6, 0, 3]
    sizes = table["n_group"].sum(), table["n_reference"].sum()
    assert row["per_million_group"] == pytest.approx(1e6 * 6 / sizes[0])
    assert row["log_ratio"] == pytest.approx(math.log2((6 / sizes[0]) / (0.5 / sizes[1])))
    assert table.index[0] == "padi"
    assert set(table.index[-2:]) == {"hujan", "rendam"}
    assert table.loc["hujan", "log_likelihood"] < 0
    assert (table["q"] >= table["p"] - 1e-12).all()


def test_method_is_the_order_of_the_rows() -> None:
    table = measures.keyness(FARM, RAIN, "log_odds", min_count=1)
    assert table["z"].is_monotonic_decreasing
    assert measures.keyness(FARM, RAIN, min_count=1)["log_likelihood"].is_monotonic_decreasing


def test_min_count_leaves_terms_out_and_sizes_alone() -> None:
    every = measures.keyness(FARM, RAIN, min_count=1).set_index("term")
    some = measures.keyness(FARM, RAIN, min_count=4).set_index("term")
    assert set(some.index) < set(every.index)
    assert some.loc["padi", "log_likelihood"] == every.loc["padi", "log_likelihood"]


@pytest.fixture(scope="module")
def analysed() -> Corpus:
    texts = {
        "a": "“Kami membangun gudang beras,” kata Bupati Sari Wulandari. Hujan turun di Bekasi.",
        "b": "“Pembangunan gudang beras selesai,” kata Rangga Wiratama. Hujan reda.",
        "c": "Hujan deras turun. Rangga Wiratama mengatakan gudang beras penuh.",
    }
    return Corpus.from_results(bn.analyze_many(texts.items()))


def test_keyness_of_corpora_reads_articles_or_quotes(analysed: Corpus) -> None:
    group, reference = analysed.filter(ids=["a", "b"]), analysed.filter(ids="c")
    whole = measures.keyness(group, reference, min_count=1).set_index("term")
    assert whole.loc["bangun", "n_group"] == 2
    assert whole.loc["Bekasi", "n_group"] == 1
    assert whole.loc["hujan", ["n_group", "n_reference"]].to_list() == [2, 1]
    said = measures.keyness(group, reference, part="quotes", min_count=1).set_index("term")
    assert "hujan" not in said.index
    assert said.loc["gudang", ["n_group", "n_reference"]].to_list() == [2, 1]


def test_wrong_arguments_are_told(analysed: Corpus) -> None:
    with pytest.raises(ValueError, match="method must be one of log_likelihood, log_odds"):
        measures.keyness(FARM, RAIN, "chi2")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="prior must be above 0; got 0"):
        measures.keyness(FARM, RAIN, prior=0)
    with pytest.raises(ValueError, match="part must be one of articles, quotes; got 'title'"):
        measures.keyness(analysed, analysed, part="title")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="one text was given"):
        measures.keyness("Hujan turun.", RAIN)


# -- collocations and concordances -----------------------------------------------------------------


def test_collocations_are_scored_by_nltk() -> None:
    texts = 4 * ["Harga minyak goreng naik. Minyak goreng langka."] + ["Minyak rem habis."]
    table = measures.collocations(texts, min_count=2)
    row = table[table["second"] == "goreng"].iloc[0]
    assert row[["first", "n", "n_first", "n_second"]].to_list() == ["minyak", 8, 9, 8]
    size = sum(len(bn.TermAnalyzer()(text)) for text in texts)
    for measure, name in (("log_likelihood", "likelihood_ratio"), ("pmi", "pmi")):
        scores = measures.collocations(texts, measure=measure, min_count=2)  # type: ignore[arg-type]
        score = scores[scores["second"] == "goreng"]["score"].iloc[0]
        assert score == pytest.approx(getattr(BigramAssocMeasures, name)(8, (9, 8), size))


def test_no_pair_goes_over_a_full_stop_or_an_article() -> None:
    texts = ["Petani memanen padi. Hujan turun.", "Banjir surut."]
    pairs = measures.collocations(texts, window=9, min_count=1)
    found = set(zip(pairs["first"], pairs["second"], strict=True))
    assert ("surut", "tani") not in found
    assert ("turun", "banjir") not in found
    assert ("panen", "padi") in found


def test_node_finds_pairs_of_its_term(analysed: Corpus) -> None:
    pairs = measures.collocations(analysed, "pembangunan", min_count=1)
    assert set(zip(pairs["first"], pairs["second"], strict=True)) == {("bangun", "gudang")}
    assert pairs["n"].to_list() == [2]


def test_collocations_tell_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="measure must be one of log_likelihood"):
        measures.collocations(FARM, measure="mi3")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="window must be 2 words or more; got 1"):
        measures.collocations(FARM, window=1)


def test_concordance_finds_stems(analysed: Corpus) -> None:
    lines = measures.concordance(analysed, "bangunan")
    assert list(zip(lines["article_id"], lines["node"], strict=True)) == [
        ("a", "membangun"), ("b", "Pembangunan"),
    ]  # fmt: skip
    text = analysed.articles["text"].iloc[0]
    row = lines.iloc[0]
    assert text[row["start"] : row["end"]] == "membangun"
    assert row["left"] == "“Kami"
    assert row["right"].startswith("gudang beras,” kata")


def test_concordance_of_the_very_word_of_phrases_and_names(analysed: Corpus) -> None:
    assert len(measures.concordance(analysed, "bangun", exact=True)) == 0
    assert measures.concordance(analysed, "GUDANG beras")["node"].to_list() == 3 * ["gudang beras"]
    assert measures.concordance(analysed, "bekasi")["node"].to_list() == ["Bekasi"]
    assert len(measures.concordance(analysed, "gudang", limit=2)) == 2


def test_concordance_of_quotes_leaves_the_rest_out(analysed: Corpus) -> None:
    assert len(measures.concordance(analysed, "hujan")) == 3
    assert len(measures.concordance(analysed, "hujan", part="quotes")) == 0


def test_concordance_needs_a_word(analysed: Corpus) -> None:
    with pytest.raises(ValueError, match="word must have a word"):
        measures.concordance(analysed, "…")


def test_words_of_copies_count_once_per_story(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Hujan deras turun. Rangga Wiratama mengatakan gudang beras penuh."
    corpus = Corpus.from_results(bn.analyze_many([("a", text), ("b", text)]))
    copies = pd.DataFrame({"article_id": ["a", "b"], "story_id": ["a", "a"]})
    monkeypatch.setattr("beritanlp.copies.find_copies", lambda articles: copies)
    assert measures.concordance(corpus, "hujan")["article_id"].to_list() == ["a", "b"]
    assert measures.concordance(corpus, "hujan", per="story")["article_id"].to_list() == ["a"]
    for per, n in (("article", 2), ("story", 1)):
        table = measures.keyness(corpus, RAIN, per=per, min_count=1)  # type: ignore[arg-type]
        assert table.set_index("term").loc["gudang", "n_group"] == n
    pairs = measures.collocations(corpus, "gudang", per="story", min_count=1)
    assert set(pairs["n"]) == {1}
