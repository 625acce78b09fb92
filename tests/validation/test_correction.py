"""Corrected shares: by hand, by formula, and how often their intervals cover."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.errors import SettingsError
from beritanlp.validation import CodedLabel, corrected_share
from beritanlp.validation.correction import Method

sys.path.append(str(Path(__file__).parents[1] / "bench"))
from bench_correction import REGIMES, coverage


def labels(both: int, missed: int, invented: int, neither: int) -> list[CodedLabel]:
    cells = (("g", "g", both), ("o", "g", missed), ("g", "o", invented), ("o", "o", neither))
    return [CodedLabel(extracted=f, coded=y) for f, y, n in cells for _ in range(n)]


SAMPLE = labels(30, 20, 5, 45)
COUNTS = {"g": 3_000, "o": 7_000}


def test_shares_by_hand() -> None:
    def value(method: Method) -> float:
        return corrected_share("g", COUNTS, SAMPLE, method).value

    assert value("naive") == pytest.approx(0.3)
    assert value("coders") == pytest.approx(0.5)
    assert value("ppi") == pytest.approx(0.3 + (50 - 35) / 100)
    assert value("calibrated") == pytest.approx(0.3 * 30 / 35 + 0.7 * 20 / 65)
    assert value("matrix") == pytest.approx((0.3 - 5 / 50) / (30 / 50 - 5 / 50))
    assert value("ppi++") == pytest.approx(value("calibrated"))


def test_ppi_has_the_published_interval() -> None:
    """Angelopoulos et al. (2023), algorithm 1, of a sample that is part of a known corpus."""
    y, f = (
        np.array([label == "g" for label in column], float)
        for column in zip(*((s.coded, s.extracted) for s in SAMPLE), strict=True)
    )
    spread = 1.959964 * np.std(y - f, ddof=1) / np.sqrt(len(y))
    share = corrected_share("g", COUNTS, SAMPLE, "ppi")
    assert (share.low, share.high) == pytest.approx((0.45 - spread, 0.45 + spread))


def test_ppi_is_that_of_ppi_python() -> None:
    """What ppi-python 0.2.3 gives for these labels and 1,000,000 others, 30 % in the category."""
    share = corrected_share("g", COUNTS, SAMPLE, "ppi")
    assert share.value == pytest.approx(0.45)
    # it divides by n where we do by n - 1, and has the variation of the corpus besides
    width = (0.54348864 - 0.35651136) * np.sqrt(100 / 99)
    assert share.high - share.low == pytest.approx(width, rel=1e-3)
    tuned = corrected_share("g", COUNTS, SAMPLE, "ppi++")
    # it tunes on the spread of the corpus, we on that of the sample: 0.125 / 0.21 and / 0.2275
    assert tuned.value == pytest.approx(0.5 - 0.05 * 0.125 / 0.2275)
    assert tuned.value == pytest.approx(0.47024138, abs=0.003)


def test_perfect_extractor_and_census_leave_the_naive_share() -> None:
    sample = labels(40, 0, 0, 60)
    share = corrected_share("g", COUNTS, sample)
    assert share.value == share.naive == 0.3
    assert share.low < 0.3 < share.high
    census = [CodedLabel(extracted=s.extracted, coded=s.coded, probability=1) for s in SAMPLE]
    share = corrected_share("g", Counter(s.extracted for s in census), census)
    assert share.value == pytest.approx(0.5)
    assert share.high - share.low < 1e-6


@given(st.tuples(*[st.integers(0, 30)] * 4).filter(any), st.integers(0, 50), st.integers(1, 50))
def test_every_method_stays_between_none_and_all(
    cells: tuple[int, int, int, int], n: int, others: int
) -> None:
    for method in get_args(Method):
        share = corrected_share("g", {"g": n, "o": others}, labels(*cells), method)
        assert 0 <= share.low <= share.value + 1e-9
        assert share.value <= share.high + 1e-9
        assert share.high <= 1


def test_weights_undo_unequal_chances() -> None:
    def part(stratum: str, n: int, wrong: int, chance: float) -> list[CodedLabel]:
        return [
            CodedLabel(
                extracted="g", coded="o" if k < wrong else "g", stratum=stratum, probability=chance
            )
            for k in range(n)
        ]

    # 900 quotes of which a tenth is wrong, 100 of which all are
    sample = [*part("big", 30, 3, 30 / 900), *part("small", 30, 30, 30 / 100)]
    assert corrected_share("g", {"g": 1000}, sample).value == pytest.approx(0.81)


def test_quotes_of_one_article_vary_together() -> None:
    alone = [CodedLabel(extracted="g", coded="g" if n % 20 < 10 else "o") for n in range(100)]
    joined = [
        CodedLabel(extracted=label.extracted, coded=label.coded, cluster=str(n // 10))
        for n, label in enumerate(alone)
    ]
    wide, narrow = (corrected_share("g", {"g": 500}, sample) for sample in (joined, alone))
    assert wide.value == narrow.value
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_unusable_questions_are_refused() -> None:
    with pytest.raises(SettingsError, match="method must be one of calibrated, ppi"):
        corrected_share("g", COUNTS, SAMPLE, "guess")  # type: ignore[arg-type]
    for counts, sample in (({}, SAMPLE), (COUNTS, [])):
        with pytest.raises(SettingsError, match="needs quotes that are counted"):
            corrected_share("g", counts, sample)


@pytest.mark.parametrize("name", REGIMES)
def test_intervals_cover(name: str) -> None:
    """Of 400 samples; ``tests/bench/bench_correction.py`` draws as many as one likes."""
    rows = {
        method: (covered, width, error)
        for method, covered, width, error in coverage(
            REGIMES[name], ["calibrated", "coders", "naive"], samples=400, size=200, seed=1
        )
    }
    covered, width, error = rows["calibrated"]
    assert 0.92 <= covered <= 0.98
    assert abs(error) < 0.01
    assert width < rows["coders"][1]
    if REGIMES[name].found < 0.7:
        assert rows["naive"][0] == 0
