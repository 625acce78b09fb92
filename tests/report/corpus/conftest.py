"""Invented articles whose report can be checked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from beritanlp import Corpus
from beritanlp.domain import Failure, QuoteKind, SpeakerKind
from made_results import Said, made_analysis

_RANGGA = {"name": "Rangga Wiratama", "role": "Menteri Pangan", "cue": "kata"}
_SITI = {"name": "Siti Rahmawati", "role": "warga", "cue": "ujar"}


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Four articles, five quotes of two persons, a body and nobody, and one failure."""
    results = [
        made_analysis(
            "a0",
            [
                Said("“Beras cukup sampai panen 🌾 raya,”", **_RANGGA),
                Said("harga naik dua kali", how=QuoteKind.INDIRECT, **_SITI),
            ],
            outlet="Kabar Kita",
            published=dt.date(2025, 1, 5),
            title="Beras cukup",
            topics=[("4", "Pertanian")],
            institutions=[("kemenkes", "Kementerian Kesehatan")],
        ),
        made_analysis(
            "a1",
            [Said("“Gudang beras penuh,”", **_RANGGA)],
            outlet="Kabar Kita",
            published=dt.date(2025, 3, 9),
            topics=[("4", "Pertanian")],
        ),
        made_analysis(
            "a2",
            [
                Said(
                    "“Vaksin aman,”",
                    "Kementerian Kesehatan",
                    institution_id="kemenkes",
                    kind=SpeakerKind.INSTITUTION,
                    cue="tegas",
                ),
                Said("“Siapa yang berkata?”"),
            ],
            outlet="Warta Siang",
            published=dt.date(2025, 3, 10),
            topics=[("3", "Kesehatan")],
            institutions=[("kemenkes", "Kementerian Kesehatan"), (None, "Lumbung Warga")],
        ),
        made_analysis("a3", outlet="Warta Siang"),
        Failure(article_id="a4", stage="read", error="ArticleError", message="text is <empty>"),
    ]
    return Corpus.from_results(results)
