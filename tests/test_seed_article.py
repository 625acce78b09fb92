"""What issue 2 asks of the page that users really have; the page itself is a publisher's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import beritanlp as bn

ROOT = Path(__file__).resolve().parents[1]
PAGE = (
    Path(os.environ.get("BERITANLP_DATA", ROOT.parent / "shared" / "data")).parent
    / "examples"
    / "seed-article.txt"
)


@pytest.fixture(scope="module")
def page() -> bn.Analysis:
    if not PAGE.is_file():
        pytest.skip(f"SEED ARTICLE NOT CHECKED: no {PAGE}")
    return bn.analyze(PAGE.read_text(encoding="utf-8"))


def slice_of(analysis: bn.Analysis, span: bn.TextSpan | None) -> str | None:
    return None if span is None else analysis.article.text[span.start : span.end]


def test_every_statement_goes_to_the_minister(page: bn.Analysis) -> None:
    assert len(page.quotes) == 10  # nine statements and the headline
    for quote in page.quotes:
        assert quote.speaker is not None
        assert quote.speaker.name == "Abdullah Azwar Anas"
        assert quote.speaker.role is not None
        assert quote.speaker.role.startswith("Menteri")
        assert quote.speaker.institution_id == "kemenpanrb"
    kinds = [quote.kind.value for quote in page.quotes]
    assert kinds == ["indirect", "indirect", "direct", *["indirect"] * 2, "direct",
                     "indirect", "direct", "indirect", "direct"]  # fmt: skip
    cues = [slice_of(page, quote.cue) for quote in page.quotes]
    assert cues == [":", "mengatakan", "kata", "Menurut", "mengatakan", "kata",
                    "kata", "ucap", "menjelaskan", "ujar"]  # fmt: skip


def test_institutions_and_topic(page: bn.Analysis) -> None:
    by_id = {found.id: found for found in page.institutions if found.id}
    assert set(by_id) == {"kemenpanrb", "kemendagri", "bawaslu", "kasn"}
    assert by_id["bawaslu"].name == "Badan Pengawas Pemilihan Umum"
    assert {slice_of(page, m) for m in by_id["kemenpanrb"].mentions} >= {
        "Kementerian PAN RB",
        "Kementerian PAN-RB",
    }
    assert [f.name for f in page.institutions if not f.id] == ["SMA Negeri 1 Jember"]
    assert "Reformasi birokrasi" in [topic.label for topic in page.topics]


def test_chrome_is_marked(page: bn.Analysis) -> None:
    layout = page.layout
    assert slice_of(page, layout.title) == (
        "Menpan: Digitalisasi birokrasi jadi pilihan ASN bekerja lebih baik"
    )
    assert layout.place == "Jawa Timur"
    chrome = layout.boilerplate
    marked = " ".join(page.article.text[span.start : span.end] for span in chrome)
    assert "TINGGALKAN KOMENTAR" in marked
    assert "bank bjb Raih Penghargaan" in marked
    for found in page.institutions:
        for mention in found.mentions:
            assert not any(s.start <= mention.start < s.end for s in chrome)


MISSPELLED = (
    "Menpan: Pelayanan digital dipercepat\n\n"
    "Sukamulya – Menteri Pemberdayaan Aparatur Negara dam Reformasi Birokrasi (Menpan-RB) "
    "Rudi Hartanta mengatakan pelayanan digital akan dipercepat.\n\n"
    "“Kami mulai tahun ini,” kata Hartanta.\n\n"
    "“Semua daerah ikut,” ucap mantan Bupati Wanasari ini."
)


def test_a_misspelled_office_still_leads_to_the_ministry() -> None:
    analysis = bn.analyze(MISSPELLED)
    assert len(analysis.quotes) == 4
    for quote in analysis.quotes:
        assert quote.speaker is not None
        assert quote.speaker.name == "Rudi Hartanta"
        assert quote.speaker.institution_id == "kemenpanrb"
