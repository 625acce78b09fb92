"""Measures of a corpus for publication, each with its definition, denominator and interval.

``share_of_voice`` says who has how much of what is quoted, ``quoted_words``, ``position``,
``directness`` and ``reporting_verbs`` how, ``diversity`` how many sources there are,
``co_quotation`` who is quoted beside whom; ``keyness``, ``collocations`` and ``concordance`` look
at words. ``source_kinds`` tells government from party, business, expert, citizen and so on. All
take a `Corpus`, whole or filtered, count per article or per story, and give tidy frames. The README
of this folder defines each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beritanlp.lazy import lazy_names

if TYPE_CHECKING:
    from beritanlp.lexicons.rows import SourceKind, Stance
    from beritanlp.measures.comparison import keyness, log_likelihood, log_odds
    from beritanlp.measures.contexts import collocations, concordance
    from beritanlp.measures.kinds import Source, kind_of, source_kinds
    from beritanlp.measures.networks import co_quotation, write_graphml
    from beritanlp.measures.resample import Intervals
    from beritanlp.measures.shares import (
        directness,
        position,
        quoted_words,
        reporting_verbs,
        share_of_voice,
    )
    from beritanlp.measures.stances import stance_of_cue
    from beritanlp.measures.table import DIMENSIONS
    from beritanlp.measures.variety import diversity, diversity_of_counts

__all__ = [
    "DIMENSIONS",
    "Intervals",
    "Source",
    "SourceKind",
    "Stance",
    "co_quotation",
    "collocations",
    "concordance",
    "directness",
    "diversity",
    "diversity_of_counts",
    "keyness",
    "kind_of",
    "log_likelihood",
    "log_odds",
    "position",
    "quoted_words",
    "reporting_verbs",
    "share_of_voice",
    "source_kinds",
    "stance_of_cue",
    "write_graphml",
]

_HOMES = {
    "lexicons.rows": "SourceKind Stance",
    "measures.contexts": "collocations concordance",
    "measures.variety": "diversity diversity_of_counts",
    "measures.comparison": "keyness log_likelihood log_odds",
    "measures.kinds": "Source kind_of source_kinds",
    "measures.networks": "co_quotation write_graphml",
    "measures.resample": "Intervals",
    "measures.shares": "directness position quoted_words reporting_verbs share_of_voice",
    "measures.stances": "stance_of_cue",
    "measures.table": "DIMENSIONS",
}

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
