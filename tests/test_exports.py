"""Exports, read back by the programs that they are for."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp import exports
from beritanlp.codec import TABLES
from beritanlp.corpus import Corpus
from beritanlp.domain import Analysis, Failure
from beritanlp.errors import ResultError
from beritanlp.exports import COLUMNS, export
from beritanlp.spreadsheets import formula_free, formula_of
from made_results import Said, made_analysis, write_parts

LONG = "Gudang penuh, kata panitia. " * 200
RESULTS: list[Analysis | Failure] = [
    made_analysis(
        "a",
        [Said("=SUM(A1:A9)", "Sari Wulandari", "-Kepala", "Bawaslu", "bawaslu"), Said(LONG)],
        published=dt.date(2025, 11, 1), outlet="Kabar, \"Kita\"", title="@judul",
        topics=[("4", "Pertanian")], institutions=[("bawaslu", "Bawaslu")],
    ),
    Failure(article_id="b", stage="read", error="ArticleError", message="+kosong\nsekali"),
    made_analysis("c", [Said("Sawah — kering “sekali” 🌾", "Rangga Wiratama")]),
]  # fmt: skip


@pytest.fixture(params=["memory", "parts"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Corpus:
    if request.param == "memory":
        return Corpus.from_results(RESULTS)
    write_parts(RESULTS, tmp_path / "results", 1)
    return Corpus.read(tmp_path / "results")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --------------------------------------------------------------------------- csv and jsonl


def test_csv_has_a_file_a_table(corpus: Corpus, tmp_path: Path) -> None:
    files = corpus.export(tmp_path / "out")
    assert names_in(tmp_path / "out") == sorted(f"{name}.csv" for name in TABLES)
    assert [path.stem for path in files] == list(TABLES)
    for path in files:
        header = path.read_text(encoding="utf-8").partition("\n")[0]
        assert header == ",".join(TABLES[path.stem])
    quotes = rows_of(tmp_path / "out" / "quotes.csv")
    assert [row["content"] for row in quotes] == [
        "'=SUM(A1:A9)",
        LONG,
        "Sawah — kering “sekali” 🌾",
    ]
    assert (quotes[0]["role"], quotes[0]["former"]) == ("'-Kepala", "FALSE")
    assert quotes[1]["speaker"] == ""
    article = rows_of(tmp_path / "out" / "articles.csv")[0]
    assert (article["published"], article["title"]) == ("2025-11-01", "'@judul")
    assert article["outlet"] == 'Kabar, "Kita"'
    assert rows_of(tmp_path / "out" / "failures.csv")[0]["message"] == "'+kosong\nsekali"


def test_csv_as_it_is_reads_back_as_the_frames(corpus: Corpus, tmp_path: Path) -> None:
    corpus.export(tmp_path / "out", spreadsheet_safe=False)
    for name in TABLES:
        frame = getattr(corpus, name)
        dates = ["published"] if name == "articles" else []
        types = {c: t for c, t in frame.dtypes.to_dict().items() if c not in dates}
        read = pd.read_csv(
            tmp_path / "out" / f"{name}.csv", dtype=types, parse_dates=dates,
            keep_default_na=False, na_values=[""],
        )  # fmt: skip
        pd.testing.assert_frame_equal(read.astype(frame.dtypes.to_dict()), frame)


def test_one_table_goes_to_one_file(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "q.csv"
    assert corpus.export(path, tables=["quotes"]) == [path]
    assert len(rows_of(path)) == 3
    with pytest.raises(ValueError, match=r"q\.csv: one file for 7 tables; name a folder"):
        corpus.export(path)


def test_jsonl_has_an_object_a_row(corpus: Corpus, tmp_path: Path) -> None:
    corpus.export(tmp_path, "jsonl", ["articles", "people"])
    lines = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    assert list(first) == list(TABLES["articles"])
    assert (first["published"], first["title"], first["place"]) == ("2025-11-01", "@judul", None)
    people = (tmp_path / "people.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["person"] for line in people] == ["Sari Wulandari", "Rangga Wiratama"]


def test_filtered_corpus_exports_what_is_left(corpus: Corpus, tmp_path: Path) -> None:
    corpus.filter(ids="c").export(tmp_path / "out")
    assert [row["article_id"] for row in rows_of(tmp_path / "out" / "quotes.csv")] == ["c"]
    assert rows_of(tmp_path / "out" / "failures.csv") == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    safe = formula_free(text)
    assert safe[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    assert text in (safe, safe[1:])
    assert formula_of(safe) == text


# --------------------------------------------------------------------------- stata


def test_stata_reads_back(corpus: Corpus, tmp_path: Path) -> None:
    corpus.export(tmp_path / "out", "stata")
    assert names_in(tmp_path / "out") == sorted(f"{name}.dta" for name in TABLES)
    quotes = pd.read_stata(tmp_path / "out" / "quotes.dta")
    assert quotes["content"].to_list() == corpus.quotes["content"].to_list()
    assert quotes["speaker"].to_list() == ["Sari Wulandari", "", "Rangga Wiratama"]
    assert quotes["span_end"].to_list() == corpus.quotes["end"].to_list()
    assert quotes["cue_start"].isna().all()
    assert max(map(len, quotes)) <= 32
    articles = pd.read_stata(tmp_path / "out" / "articles.dta")
    assert str(articles["published"][0].date()) == "2025-11-01"
    assert pd.isna(articles["published"][1])
    assert len(pd.read_stata(tmp_path / "out" / "failures.dta")) == 1
    with pd.io.stata.StataReader(tmp_path / "out" / "quotes.dta") as reader:
        labels = reader.variable_labels()
        assert reader.data_label == "beritanlp: quotes"
    assert labels["speaker"] == "the speaker's fullest name in the article; empty if unknown"
    assert all(labels.values())


def test_equal_tables_make_equal_stata_files(corpus: Corpus, tmp_path: Path) -> None:
    one, other = (corpus.export(tmp_path / f"{n}.dta", "stata", ["quotes"])[0] for n in "ab")
    assert one.read_bytes() == other.read_bytes()


def test_stata_has_a_size_that_it_says(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_MOST_STATA_ROWS", 2)
    with pytest.raises(ResultError, match=r"quotes: more than 2 rows, .*; filter the corpus"):
        corpus.export(tmp_path / "q.dta", "stata", ["quotes"])
    assert not (tmp_path / "q.dta").exists()


# --------------------------------------------------------------------------- sqlite


def test_sqlite_has_typed_tables_with_keys_and_search(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "news.sqlite"
    assert corpus.export(path, "sqlite") == [path, tmp_path / "metadata.json"]
    with closing(sqlite3.connect(path)) as connection:

        def rows(query: str) -> list[tuple[Any, ...]]:
            return connection.execute(query).fetchall()

        for name in TABLES:
            assert rows(f"SELECT count(*) FROM {name}") == [(len(getattr(corpus, name)),)]
        assert rows("PRAGMA foreign_key_check") == []
        assert [row[2:5] for row in rows("PRAGMA foreign_key_list(quotes)")] == [
            ("articles", "article_id", "article_id")
        ]
        types = {row[1]: (row[2], row[5]) for row in rows("PRAGMA table_info(quotes)")}
        assert types["quote"] == ("INTEGER", 2)
        assert types["confidence"] == ("REAL", 0)
        assert rows("SELECT published FROM articles ORDER BY rowid") == [("2025-11-01",), (None,)]
        assert rows("SELECT typeof(former), former FROM quotes")[0] == ("integer", 0)
        assert ("quotes_speaker",) in rows("SELECT name FROM sqlite_master WHERE type = 'index'")
        found = rows(
            "SELECT article_id FROM quotes "
            "WHERE rowid IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH 'kering')"
        )
        assert found == [("c",)]


def test_metadata_describes_every_column(corpus: Corpus, tmp_path: Path) -> None:
    corpus.export(tmp_path / "news.sqlite", "sqlite", ["quotes", "people"])
    metadata = json.loads((tmp_path / "metadata.json").read_text(encoding="utf-8"))
    tables = metadata["databases"]["news"]["tables"]
    assert list(tables) == ["quotes", "people"]
    assert list(tables["quotes"]["columns"]) == list(TABLES["quotes"])
    assert tables["people"]["columns"]["person_id"] == "id of the person over all articles"
    assert tables["people"]["description"]


def test_sqlite_refuses_an_id_of_two_articles(tmp_path: Path) -> None:
    twice = Corpus.from_results([RESULTS[0], RESULTS[0]])
    with pytest.raises(ResultError, match=r"articles: UNIQUE constraint failed.*article_id of its"):
        twice.export(tmp_path / "x.sqlite", "sqlite")
    assert not (tmp_path / "x.sqlite").exists()


# --------------------------------------------------------------------------- all formats


def test_every_column_has_a_description_that_fits_stata() -> None:
    columns = {column for table in TABLES.values() for column in table}
    assert columns <= set(COLUMNS)
    assert all(0 < len(text) <= 80 for text in COLUMNS.values())


@pytest.mark.parametrize(
    ("format", "tables", "message"),
    [
        ("xlsx", None, "format must be one of csv, jsonl, stata, sqlite; got 'xlsx'"),
        ("csv", ["quotes", "tokens"], r"tables must be of articles, .*, people, copies; got 'tok"),
    ],
)
def test_export_says_what_it_can(
    tmp_path: Path, format: Any, tables: list[str] | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Corpus.from_results([]).export(tmp_path / "out", format, tables)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("format", "name"),
    [("csv", "q.csv"), ("jsonl", "q.jsonl"), ("stata", "q.dta"), ("sqlite", "q.sqlite")],
)
def test_an_export_that_breaks_off_leaves_the_old_file(
    tmp_path: Path, format: Any, name: str
) -> None:
    path = tmp_path / name
    path.write_text("what was there")

    def broken(_: str) -> Iterator[Any]:
        yield pa.RecordBatch.from_pylist([{"article_id": "a"}])
        raise ResultError("the file ends here")

    with pytest.raises(ResultError, match="the file ends here"):
        export(broken, path, format, ["articles"])
    assert path.read_text() == "what was there"


@pytest.mark.parametrize("format", ["csv", "jsonl", "stata", "sqlite"])
def test_empty_corpus_exports_empty_tables(tmp_path: Path, format: Any) -> None:
    out = tmp_path / ("x.sqlite" if format == "sqlite" else "out")
    for file in Corpus.from_results([]).export(out, format):
        assert file.is_file()
