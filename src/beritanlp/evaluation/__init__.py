"""Score analyses against hand-labelled articles: quotes, speakers, institutions, topics.

The format of a gold file stands in ``tests/gold/README.md``. Every figure comes with its counts
and with a 95 % bootstrap interval over articles, since the quotes of one article stand or fall
together.

What counts as right:

* A quote is found **exactly** if its content spans are the gold's. It is found at **0.8 overlap**
  if the code points that both share are at least 0.8 of the longer of the two. Pairs are made one
  to one, the best overlap first.
* Cue, mention, kind, speaker, role, affiliation and *former* are judged on the pairs at 0.8. Recall
  is over the pairs whose gold has a value, precision over the pairs whose prediction has one.
* Speakers are the same if their names are, without titles, degrees, brackets and case. A name that
  merely contains the other is not the same.
* By kind, recall is over the gold of that kind and precision over the predictions of that kind.
"""

from __future__ import annotations

from beritanlp.evaluation.confusions import Confusion, find_confusions
from beritanlp.evaluation.floors import check_floors, update_floors
from beritanlp.evaluation.gold import (
    Gold,
    GoldArticle,
    GoldInstitution,
    GoldQuote,
    data_folder,
    read_gold,
)
from beritanlp.evaluation.scoring import Counts, Interval, Report, Score, evaluate_gold, score

__all__ = [
    "Confusion",
    "Counts",
    "Gold",
    "GoldArticle",
    "GoldInstitution",
    "GoldQuote",
    "Interval",
    "Report",
    "Score",
    "check_floors",
    "data_folder",
    "evaluate_gold",
    "find_confusions",
    "read_gold",
    "score",
    "update_floors",
]
