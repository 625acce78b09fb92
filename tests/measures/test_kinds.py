"""For whom a source speaks, and what its verbs say: the rules and every row of their tables."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from beritanlp import Corpus, measures
from beritanlp.domain import SpeakerKind
from beritanlp.lexicons.rows import SourceKindRow
from beritanlp.lexicons.tables import read_table
from beritanlp.measures import Source, SourceKind, kind_of, stance_of_cue

ROWS = read_table("source_kinds.csv", SourceKindRow)


def person(
    role: str | None = None, body: str | None = None, id: str | None = None, former: bool = False
) -> Source:
    return Source("Sari Wulandari", role=role, affiliation=body, institution_id=id, former=former)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (person("Menteri Kesehatan"), "government"),
        (person("Direktur Jenderal Pajak", "Kementerian Keuangan", "kemenkeu"), "government"),
        (person("Menkes"), "government"),
        (person("Bupati Jember"), "local_government"),
        (person("Kepala", "Dinas Kesehatan Kabupaten Jember"), "local_government"),
        (person("Anggota Komisi IX", "DPR RI", "dpr"), "legislature"),
        (person("Ketua DPRD Kota Bekasi"), "legislature"),
        (person("Sekretaris Jenderal", "Partai Golkar", "golkar"), "party"),
        (person("hakim", "Pengadilan Negeri Jember"), "judiciary"),
        (person("Ketua", "Mahkamah Konstitusi", "mk"), "judiciary"),
        (person("Kasi Humas", "Polres Jember"), "law_enforcement"),
        (person("Wakil Ketua", "KPK", "kpk"), "law_enforcement"),
        (person("Kapuspen", "TNI", "tni"), "military"),
        (person("Gubernur", "Bank Indonesia", "bi"), "independent_body"),
        (person("Ketua", "Bawaslu Kabupaten Jember"), "independent_body"),
        (person("Direktur Utama", "PT Pertamina (Persero)"), "state_company"),
        (person("Direktur", "PT Sukakata"), "business"),
        (person("Ketua Umum", "Asosiasi Pengusaha Sukakata"), "business"),
        (person("Ketua", "Forum Pengusaha Sukakata"), "business"),
        (person("Kepala", "Badan Pengelola Keuangan dan Aset Daerah"), "local_government"),
        (person("pengamat politik", "Universitas Indonesia", "ui"), "expert"),
        (person("Direktur Eksekutif", "Lembaga Survei Sukakata"), "expert"),
        (person("kuasa hukum keluarga"), "professional"),
        (person("guru", "SMPN 1 Sukakata"), "professional"),
        (person("Ketua Umum", "Serikat Pekerja Sukakata"), "civil_society"),
        (person("Ketua RT 03"), "civil_society"),
        (person("wartawan"), "media"),
        (person("pelatih", "Persija Jakarta", "persija"), "sport_culture"),
        (person("warga Desa Sukamaju"), "citizen"),
        (person("ibunya"), "citizen"),
        (person("Presiden Prancis"), "international"),
        (person("Menteri Luar Negeri Jepang"), "international"),
        (person("Duta Besar Jepang untuk Indonesia"), "international"),
        (person("Duta Besar Indonesia untuk Jepang"), "government"),
        (person(), "unknown"),
        (person("Ketua"), "unknown"),
    ],
)
def test_kind_of_a_person(source: Source, kind: str) -> None:
    assert kind_of(source) == kind


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (Source("Kementerian Kesehatan", SpeakerKind.INSTITUTION), "government"),
        (Source("PT Sukakata Tbk", SpeakerKind.INSTITUTION), "business"),
        (Source("Polres Jember", SpeakerKind.INSTITUTION), "law_enforcement"),
        (Source("sejumlah warga", SpeakerKind.GROUP), "citizen"),
        (Source("para ahli", SpeakerKind.GROUP), "expert"),
        (Source("pemerintah", SpeakerKind.GROUP), "government"),
        (Source("pemerintah Jepang", SpeakerKind.GROUP), "international"),
        (Source("seorang saksi", SpeakerKind.ANONYMOUS), "citizen"),
        (Source("@sukakata_99"), "citizen"),
        (Source("sumber", SpeakerKind.ANONYMOUS), "unknown"),
    ],
)
def test_kind_of_bodies_groups_and_the_nameless(source: Source, kind: str) -> None:
    assert kind_of(source) == kind


def test_past_offices_of_the_state_make_former_officials() -> None:
    assert kind_of(person("Menteri Perdagangan", former=True)) == "former_official"
    assert kind_of(person("Wakil Ketua", "KPK", "kpk", former=True)) == "former_official"
    assert kind_of(person("Presiden Prancis", former=True)) == "international"
    # others stay what they were
    assert kind_of(person("pelatih", former=True)) == "sport_culture"


def test_a_leader_is_not_one_of_those_who_are_led() -> None:
    assert kind_of(person("pekerja")) == "citizen"
    assert kind_of(person("Ketua Serikat Pekerja Sukakata")) == "civil_society"


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.form}-{row.scope}" for row in ROWS])
def test_every_row_tells_its_kind(row: SourceKindRow) -> None:
    source = person(body=row.form) if row.scope == "body" else person(role=row.form)
    assert kind_of(source) == row.kind


def test_source_kinds_of_a_corpus(corpus: Corpus) -> None:
    table = measures.source_kinds(corpus)
    assert list(table.columns) == [
        "article_id", "speaker_id", "speaker", "speaker_kind", "role", "affiliation", "former",
        "institution_id", "source_kind",
    ]  # fmt: skip
    assert dict(zip(table["speaker"], table["source_kind"], strict=True)) == {
        "Rangga Wiratama": "government", "Siti Rahmawati": "citizen",
        "Bonar Situmeang": "expert", "Joko Prasetya": "business",
        "Sari Wulandari": "local_government", "Kementerian Kesehatan": "government",
    }  # fmt: skip
    assert len(table) == 15


def test_every_kind_can_be_told() -> None:
    told = {row.kind for row in ROWS} | {"former_official", "unknown"}
    assert told == set(SourceKind)


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("kata", "neutral"), ("katanya", "neutral"), ("Menurut", "neutral"),
        ("tegas", "endorsing"), ("menegaskan", "endorsing"), ("akunya", "doubting"),
        ("mengklaim", "doubting"), ("menuding", "doubting"), ("tak  memungkiri", "endorsing"),
        ("bernyanyi", None),
    ],
)  # fmt: skip
def test_stance_of_a_cue(cue: str, stance: str | None) -> None:
    assert stance_of_cue(cue) == stance


def test_no_module_hides_a_function_of_its_name() -> None:
    """A module that is imported becomes an attribute of its package."""
    modules = [module.name for module in pkgutil.iter_modules(measures.__path__)]
    for name in modules:
        importlib.import_module(f"beritanlp.measures.{name}")
    assert set(modules) & set(measures.__all__) == set()


def test_every_name_is_there() -> None:
    assert [name for name in measures.__all__ if not hasattr(measures, name)] == []
    with pytest.raises(AttributeError, match="has no attribute 'loudness'"):
        _ = measures.loudness
