"""Figures of what the measures return, drawn with matplotlib; each function returns Axes.

>>> import beritanlp as bn
>>> frame = bn.measures.share_of_voice(corpus, "source_kind")  # doctest: +SKIP
>>> ax = bn.plots.share_of_voice(frame, width=85, language="id")  # doctest: +SKIP
>>> ax.figure.savefig("narasumber.pdf")  # doctest: +SKIP

A figure draws the numbers of the frame and counts nothing itself. It says below the drawing of how
many they are, and draws their intervals. Its colours are told apart by colour-blind readers, and
marks, strokes, hatches or places tell the same; type can be read at 85 mm, one column of a journal,
and at 170 mm, the width of a page. Words are English or Indonesian; those of the figures stand in
``words.toml``. `describe` gives a figure in words. Needs the extra ``plots``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beritanlp.lazy import lazy_names

if TYPE_CHECKING:
    from beritanlp.plots.bars import (
        collocations,
        corrected_shares,
        diversity,
        position,
        quoted_words,
        share_of_voice,
    )
    from beritanlp.plots.heat import topic_map
    from beritanlp.plots.lines import timeline
    from beritanlp.plots.networks import network
    from beritanlp.plots.sheet import describe
    from beritanlp.plots.stacks import directness, reporting_verbs
    from beritanlp.plots.terms import keyness

__all__ = [
    "collocations",
    "corrected_shares",
    "describe",
    "directness",
    "diversity",
    "keyness",
    "network",
    "position",
    "quoted_words",
    "reporting_verbs",
    "share_of_voice",
    "timeline",
    "topic_map",
]

_HOMES = {
    "plots.bars": "collocations corrected_shares diversity position quoted_words share_of_voice",
    "plots.heat": "topic_map",
    "plots.lines": "timeline",
    "plots.networks": "network",
    "plots.sheet": "describe",
    "plots.stacks": "directness reporting_verbs",
    "plots.terms": "keyness",
}

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
