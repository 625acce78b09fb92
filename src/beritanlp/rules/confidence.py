"""How often quotes found one way are right: the confidence of a quote, measured.

``confidence.csv`` counts, over the labelled development articles, how many quotes of each rule, and
of each way to the speaker, were right: content at 0.8 overlap and speaker. The two are put together
as if they were independent, in log odds; few cases are drawn towards the whole.
``python tests/gold/calibrate.py`` makes the table, and shows how well it holds on other articles.
"""

from __future__ import annotations

import math
from functools import cache

from beritanlp.lexicons.rows import ConfidenceCount
from beritanlp.lexicons.tables import read_table

__all__ = ["NO_SPEAKER", "confidence_of"]

NO_SPEAKER = "none"
_PRIOR = 8.0  # cases; a count of so few weighs as much as the share of all
_LOWEST, _HIGHEST = 0.02, 0.99  # of some 1,300 labelled quotes; none is certain
_NEVER_SURE = 0.001  # keeps the odds of a share of 0 or 1 finite


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    rows = read_table("confidence.csv", ConfidenceCount)
    return {(row.factor, row.value): (row.right, row.n) for row in rows}


@cache
def confidence_of(rule: str, resolved_by: str) -> float:
    """The share, 0.02–0.99, of quotes found by *rule* with a speaker *resolved_by* that are right.

    *resolved_by* is ``NO_SPEAKER`` for a quote without one. What the table does not have counts as
    an average quote.
    """
    right, n = _counts().get(("all", "all"), (1, 2))
    whole = _odds(right / n)
    total = whole
    for factor, value in (("rule", rule), ("resolved_by", resolved_by)):
        some, of = _counts().get((factor, value), (0, 0))
        total += _odds((some + _PRIOR * right / n) / (of + _PRIOR)) - whole
    return round(min(max(1 / (1 + math.exp(-total)), _LOWEST), _HIGHEST), 3)


def _odds(share: float) -> float:
    share = min(max(share, _NEVER_SURE), 1 - _NEVER_SURE)
    return math.log(share / (1 - share))
