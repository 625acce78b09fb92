"""Files that try to run code when they are read: models, results, codebooks, sheets, pages."""

from __future__ import annotations

import io
import json
import os
import pickle
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import spacy

from beritanlp.corpus import Corpus
from beritanlp.errors import (
    ArticleError,
    BeritaError,
    LexiconError,
    PipelineError,
    ResultError,
    SettingsError,
)
from beritanlp.pipeline import load_model
from beritanlp.readers import read_articles
from beritanlp.readers.html import read_html
from beritanlp.settings import Settings
from beritanlp.topics.classifier import TopicClassifier
from beritanlp.topics.codebook import Codebook
from beritanlp.topics.model import TopicModel
from beritanlp.validation import draw_sample, read_sheets, write_sheet
from made_results import Said, made_analysis, write_parts

TEXTS = ["beras gudang petani"] * 6 + ["banjir sungai tanggul"] * 6


class Payload:
    """Whoever unpickles it makes a folder, by which it is known."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return os.mkdir, (str(self._mark),)


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """What a payload makes when its code runs."""
    return tmp_path / "code-has-run"


def pickled_array(mark: Path) -> bytes:
    data = io.BytesIO()
    np.save(data, np.array([Payload(mark)], dtype=object), allow_pickle=True)
    return data.getvalue()


def test_the_payload_runs_where_it_is_unpickled(mark: Path) -> None:
    pickle.loads(pickle.dumps(Payload(mark)))
    assert mark.exists()


def changed(path: Path, **files: bytes) -> None:
    """*path*, a zip, with other files of these names (``__`` for a full stop)."""
    with zipfile.ZipFile(path) as old:
        content = {name: old.read(name) for name in old.namelist()}
    content |= {name.replace("__", "."): data for name, data in files.items()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in content.items():
            new.writestr(name, data)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "x.model"
    TopicModel(2, min_articles=1).fit(TEXTS).save(path)
    assert TopicModel.load(path).topic_ids_ == ["topic0", "topic1"]
    return path


def test_a_topic_model_with_a_pickle_is_refused(model: Path, mark: Path) -> None:
    changed(model, components__npy=pickled_array(mark))
    with pytest.raises(ResultError, match="no model written by beritanlp"):
        TopicModel.load(model)
    assert not mark.exists()


@pytest.mark.parametrize("load", [TopicModel.load, TopicClassifier.load])
def test_a_pickle_in_the_place_of_a_model_is_refused(
    tmp_path: Path, mark: Path, load: Callable[[Path], object]
) -> None:
    path = tmp_path / "x.model"
    path.write_bytes(pickle.dumps(Payload(mark)))
    with pytest.raises(ResultError, match="written by beritanlp"):
        load(path)
    assert not mark.exists()


def test_a_model_whose_indices_lie_beyond_its_arrays_is_refused(model: Path) -> None:
    # scipy multiplies by them without a look: that reads memory that is not the model's
    indices = io.BytesIO()
    with zipfile.ZipFile(model) as archive:
        known = np.lib.format.read_array(io.BytesIO(archive.read("indices.npy")))
    np.save(indices, np.full_like(known, 2_000_000_000))
    changed(model, indices__npy=indices.getvalue())
    with pytest.raises(ResultError, match="no model written by beritanlp"):
        TopicModel.load(model)


def test_an_array_that_claims_to_be_huge_is_refused(model: Path) -> None:
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        head, {"descr": "<f8", "fortran_order": False, "shape": (1 << 55,)}
    )
    changed(model, idf__npy=head.getvalue())
    with pytest.raises(ResultError, match="no model written by beritanlp"):
        TopicModel.load(model)


def test_a_model_does_not_say_how_many_processes_run_here(model: Path) -> None:
    with zipfile.ZipFile(model) as archive:
        said = json.loads(archive.read("model.json"))
    said["settings"]["n_jobs"] = 10_000
    changed(model, model__json=json.dumps(said).encode())
    assert TopicModel.load(model).n_jobs == 1


# --------------------------------------------------------------------------- results


def extension(mark: Path) -> pa.Schema:
    """A schema whose column old pyarrow unpickles (CVE-2023-47248)."""
    said = {
        b"ARROW:extension:name": b"arrow.py_extension_type",
        b"ARROW:extension:metadata": pickle.dumps(Payload(mark)),
    }
    return pa.schema([pa.field("text", pa.string(), metadata=said)])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # pyarrow says that it does not unpickle
def test_a_parquet_file_of_articles_with_a_pickle_runs_nothing(tmp_path: Path, mark: Path) -> None:
    path = tmp_path / "berita.parquet"
    pq.write_table(pa.table({"text": ["Air surut."]}).cast(extension(mark)), path)
    with suppress(ArticleError):
        list(read_articles(path))
    assert not mark.exists()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_results_with_a_pickle_run_nothing(tmp_path: Path, mark: Path) -> None:
    folder = tmp_path / "hasil"
    write_parts([made_analysis("a", [Said("Air surut")])], folder, 1)
    (path,) = folder.glob("quotes.parquet/*")
    table = pq.read_table(path, partitioning=None)
    hostile = table.schema.set(0, extension(mark).field(0).with_name(table.schema.names[0]))
    pq.write_table(table.cast(hostile), path)
    (folder / "copies.parquet").write_bytes(path.read_bytes())
    corpus = Corpus.read(folder)
    for read in (lambda: corpus.quotes, lambda: corpus.sql("FROM quotes"), corpus.copies):
        with suppress(BeritaError):
            read()
    assert not mark.exists()


def test_a_pickle_in_the_place_of_results_is_refused(tmp_path: Path, mark: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_bytes(pickle.dumps(Payload(mark)))
    with pytest.raises(ResultError):
        list(Corpus.read(path).results())
    assert not mark.exists()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Results with an index of quotes."""
    folder = tmp_path / "hasil"
    write_parts([made_analysis("a", [Said("Air surut", "Rudi Hartanta")])], folder, 1)
    assert len(Corpus.read(folder).search("air")) == 1
    return folder


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE quotes RENAME TO q; CREATE VIEW quotes AS SELECT * FROM q",
        "CREATE VIEW v AS SELECT load_extension('x')",
        "CREATE TRIGGER t AFTER INSERT ON quotes BEGIN SELECT 1; END",
    ],
)
def test_an_index_with_code_of_its_own_is_made_anew(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "search.sqlite")) as connection:
        connection.executescript(sql)
    assert len(Corpus.read(folder).search("air")) == 1
    with closing(sqlite3.connect(folder / "search.sqlite")) as connection:
        kinds = connection.execute("SELECT DISTINCT type FROM sqlite_schema").fetchall()
    assert kinds == [("table",)]


def test_a_damaged_index_is_one_clear_error(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "search.sqlite")) as connection:
        connection.executescript(f"UPDATE found_data SET block = x'{'ff' * 16}' WHERE id <> 1")
    with pytest.raises(ResultError, match="index of quotes is damaged"):
        Corpus.read(folder).search("air")


# --------------------------------------------------------------------------- spaCy


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    nlp = spacy.blank("id")
    nlp.add_pipe("ner").add_label("PER")  # type: ignore[attr-defined]
    nlp.initialize()
    folder = tmp_path / "model"
    nlp.to_disk(folder)
    assert load_model(str(folder)).pipe_names == ["ner"]
    return folder


def test_a_pipeline_with_a_pickle_is_refused(pipeline: Path, mark: Path) -> None:
    (pipeline / "vocab" / "vectors").write_bytes(pickled_array(mark))
    with pytest.raises(PipelineError, match="cannot be loaded"):
        load_model(str(pipeline))
    (pipeline / "ner" / "model").write_bytes(pickle.dumps(Payload(mark)))
    with pytest.raises(PipelineError, match="cannot be loaded"):
        load_model(str(pipeline))
    assert not mark.exists()


@pytest.mark.parametrize(
    "setting",
    [
        'before_creation = {"@callbacks":"os.mkdir.v1"}',
        'tokenizer = {"@tokenizers":"os.system"}',
        'lang = "../../../tmp"',
    ],
)
def test_a_pipeline_that_names_a_function_nobody_registered_is_refused(
    pipeline: Path, setting: str
) -> None:
    config = pipeline / "config.cfg"
    name = setting.partition(" ")[0]
    lines = [
        setting if line.startswith(f"{name} =") else line
        for line in config.read_text(encoding="utf-8").splitlines()
    ]
    text = "\n".join(lines)
    if name == "tokenizer":
        text = text.replace("[nlp.tokenizer]", "[nlp.other]").replace("[nlp]", f"[nlp]\n{setting}")
    config.write_text(text, encoding="utf-8")
    with pytest.raises(PipelineError, match="cannot be loaded"):
        load_model(str(pipeline))


# --------------------------------------------------------------------------- text formats


@pytest.mark.parametrize("value", ["!!python/object/apply:os.mkdir [x]", "{{ 1 + 1 }}", "eval(1)"])
def test_a_codebook_and_settings_are_toml_and_nothing_else(tmp_path: Path, value: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"model: {value}\n")
    with pytest.raises(LexiconError):
        Codebook.read(path)
    with pytest.raises(SettingsError):
        Settings.from_toml(path)
    path.write_text(f'model = "{value}"\n')
    assert Settings.from_toml(path).model == value


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    corpus = Corpus.from_results([made_analysis("a", [Said("Air surut", "Rudi Hartanta")])])
    path = tmp_path / "x.xlsx"
    write_sheet(draw_sample(corpus, 1), path, "xlsx")
    return path


ENTITIES = {
    "external": '<!DOCTYPE x [<!ENTITY a SYSTEM "file://{}">]>',
    "laughs": '<!DOCTYPE x [<!ENTITY b "ha"><!ENTITY a "{}&b;&b;&b;&b;&b;&b;&b;&b;">]>',
}


@pytest.mark.parametrize("kind", ENTITIES)
def test_entities_of_a_workbook_are_never_read(workbook: Path, tmp_path: Path, kind: str) -> None:
    name = "xl/worksheets/sheet1.xml"
    secret = tmp_path / "rahasia.txt"
    secret.write_text("kata sandi")
    with zipfile.ZipFile(workbook) as archive:
        xml = archive.read(name).decode()
    assert "Air surut" in xml
    xml = xml.replace("Air surut", "&a;")
    xml = ENTITIES[kind].format(secret) + xml.removeprefix("<?xml version='1.0'?>")
    changed(workbook, **{name.replace(".", "__"): xml.encode()})
    with pytest.raises(ArticleError, match="not an Excel workbook: EntitiesForbidden"):
        read_sheets(workbook)


def test_a_formula_of_a_workbook_is_a_text(workbook: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(workbook)
    table = book["quotes"]
    note = [cell.value for cell in table[1]].index("note") + 1
    table.cell(2, note).value = '=HYPERLINK("http://a.id")'
    book.save(workbook)
    (sheet,) = read_sheets(workbook)
    assert sheet.quotes[0].note == '=HYPERLINK("http://a.id")'


@pytest.mark.parametrize("kind", ENTITIES)
def test_entities_of_a_page_are_never_read(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("kata sandi")
    words = "Air sungai surut sejak Senin pagi, kata warga. " * 5
    page = f"{ENTITIES[kind].format(secret)}<html><body><p>{words} &a;</p></body></html>"
    shown = repr(read_html(page))
    assert "kata sandi" not in shown
    assert "haha" not in shown


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx", ".zip"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 99,
        b"PK\x03\x04",
        b"{}",
        b'[{"data": {"article_id": 1, "text": 2, "quotes": 3}}]',
        b'[{"data": {"article_id": "a", "text": "a", "quotes": [1]}, "annotations": [5]}]',
        b'{"%FEATURE_STRUCTURES": [1]}',
        b'{"%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": 1}]}',
        b'right,quote\n"' + b"a" * 200_000,
        b"right,quote\ny,9" + b"9" * 5_000,
    ],
)
def test_a_sheet_that_is_none_is_one_clear_error(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(content)
    if suffix == ".zip" and content[:1] in (b"{", b"["):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.json", content)
    with pytest.raises(ArticleError, match=f"x{suffix}"):
        read_sheets(path)
