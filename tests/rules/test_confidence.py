"""Confidence: the counts of a rule and of a way to the speaker, put together in log odds."""

from __future__ import annotations

import math

import pytest

from beritanlp.lexicons.rows import ConfidenceCount
from beritanlp.lexicons.tables import read_table
from beritanlp.rules.confidence import NO_SPEAKER, confidence_of

COUNTS = {
    (row.factor, row.value): (row.right, row.n)
    for row in read_table("confidence.csv", ConfidenceCount)
}
ALL = COUNTS["all", "all"][0] / COUNTS["all", "all"][1]


def drawn_to_all(factor: str, value: str) -> float:
    """The odds of a factor's share, to which eight cases as good as all are added."""
    right, n = COUNTS.get((factor, value), (0, 0))
    share = min(max((right + 8 * ALL) / (n + 8), 0.001), 0.999)
    return share / (1 - share)


RULES = sorted(value for factor, value in COUNTS if factor == "rule")
WAYS = sorted(value for factor, value in COUNTS if factor == "resolved_by")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("way", WAYS)
def test_the_two_factors_multiply_the_odds_of_all(rule: str, way: str) -> None:
    odds = drawn_to_all("rule", rule) * drawn_to_all("resolved_by", way) * (1 - ALL) / ALL
    expected = min(max(odds / (1 + odds), 0.02), 0.99)
    assert math.isclose(confidence_of(rule, way), expected, abs_tol=0.00051)


def test_what_the_table_does_not_have_is_an_average_quote() -> None:
    assert confidence_of("no such rule", "no such way") == round(ALL, 3)


def test_a_quote_without_a_speaker_is_less_sure_than_one_with() -> None:
    assert confidence_of("behind", NO_SPEAKER) < 0.5 < confidence_of("behind", "named")
