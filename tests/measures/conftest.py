"""Ten invented articles whose figures can be counted by hand.

==  ======  =====  ======  ==========================================================
id  outlet  month  topics  quotes: who, how, cue, words
==  ======  =====  ======  ==========================================================
a0  A       01     4, 402  Rangga direct kata 4; Siti indirect ujar 2
a1  A       01     4       Rangga direct tegas 2; Bonar indirect menurut 2
a2  A       02     3       Kementerian indirect klaim 2
a3  A       02     3, 20   Rangga direct kata 2; Rangga direct kata 3; Joko direct klaim 2
a4  B       01     4       Siti direct kata 2
a5  B       01     15      Joko direct klaim 3
a6  B       02     3       Bonar indirect menurut 3; Kementerian direct tegas 2
a7  B       02     20      Sari direct kata 2; nobody, no cue, 2
a8  B       none   none    Sari indirect mengklaim 2
a9  B       01     4       a copy of a0
==  ======  =====  ======  ==========================================================
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from beritanlp import Corpus
from beritanlp.domain import QuoteKind, SpeakerKind
from made_results import Said, made_analysis

_DIRECT, _INDIRECT = QuoteKind.DIRECT, QuoteKind.INDIRECT
_JANUARY, _FEBRUARY = dt.date(2025, 1, 5), dt.date(2025, 2, 5)
_FARMING, _HEALTH = ("4", "Pertanian"), ("3", "Kesehatan")
_GOVERNING, _TRADE = ("20", "Pemerintahan"), ("15", "Perdagangan")

_RANGGA = Said("", "Rangga Wiratama", role="Menteri Pangan")
_SITI = Said("", "Siti Rahmawati", role="warga")
_BONAR = Said("", "Bonar Situmeang", role="pengamat politik")
_JOKO = Said("", "Joko Prasetya", role="Direktur Utama", affiliation="PT Sukakata")
_SARI = Said("", "Sari Wulandari", role="Bupati Jember")
_BODY = Said(
    "", "Kementerian Kesehatan", institution_id="kemenkes", kind=SpeakerKind.INSTITUTION
)  # fmt: skip


def _said(who: Said, how: QuoteKind, cue: str, content: str) -> Said:
    return replace(who, how=how, cue=cue, content=content)


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """The ten articles; a9 is a copy of a0."""
    story = [
        _said(_RANGGA, _DIRECT, "kata", "beras cukup sampai panen"),
        _said(_SITI, _INDIRECT, "ujar", "harga naik"),
    ]
    a3 = [
        _said(_RANGGA, _DIRECT, "kata", "anggaran naik"),
        _said(_RANGGA, _DIRECT, "kata", "rumah sakit dibangun"),
        _said(_JOKO, _DIRECT, "klaim", "alat siap"),
    ]
    january = {"published": _JANUARY}
    february = {"published": _FEBRUARY}
    results = [
        made_analysis("a0", story, outlet="A", topics=[_FARMING, ("402", "Pupuk")], **january),
        made_analysis(
            "a1",
            [
                _said(_RANGGA, _DIRECT, "tegas", "pupuk tersedia"),
                _said(_BONAR, _INDIRECT, "menurut", "pupuk langka"),
            ],
            outlet="A", topics=[_FARMING], **january,
        ),
        made_analysis(
            "a2", [_said(_BODY, _INDIRECT, "klaim", "vaksin aman")],
            outlet="A", topics=[_HEALTH], **february,
        ),
        made_analysis("a3", a3, outlet="A", topics=[_HEALTH, _GOVERNING], **february),
        made_analysis(
            "a4", [_said(_SITI, _DIRECT, "kata", "sawah kering")],
            outlet="B", topics=[_FARMING], **january,
        ),
        made_analysis(
            "a5", [_said(_JOKO, _DIRECT, "klaim", "penjualan tumbuh pesat")],
            outlet="B", topics=[_TRADE], **january,
        ),
        made_analysis(
            "a6",
            [
                _said(_BONAR, _INDIRECT, "menurut", "puskesmas kurang dokter"),
                _said(_BODY, _DIRECT, "tegas", "dokter ditambah"),
            ],
            outlet="B", topics=[_HEALTH], **february,
        ),
        made_analysis(
            "a7", [_said(_SARI, _DIRECT, "kata", "jalan selesai"), Said("tidak jelas")],
            outlet="B", topics=[_GOVERNING], **february,
        ),
        made_analysis(
            "a8", [_said(_SARI, _INDIRECT, "mengklaim", "warga puas")], outlet="B"
        ),
        made_analysis("a9", story, outlet="B", topics=[_FARMING], **january),
    ]  # fmt: skip
    copies = pd.DataFrame(
        [("a0", "a0", "original"), ("a9", "a0", "exact")],
        columns=["article_id", "story_id", "copy_kind"],
    ).assign(similarity=1.0, n_copies=2, origin_by="published")
    monkeypatch.setattr("beritanlp.copies.find_copies", lambda articles: copies)
    return Corpus.from_results(results)


@pytest.fixture
def empty() -> Corpus:
    """No articles at all."""
    return Corpus.from_results([])
