from __future__ import annotations

import datetime as dt
import sys
from typing import Any

import pandas as pd
import pytest

from beritanlp.batch import analyze_many
from beritanlp.codec import COLUMNS, decode
from beritanlp.corpus import Corpus
from beritanlp.distributed.frames import analyze_frame, analyze_frames, empty_frame, spark_schema
from beritanlp.domain import Analysis, Article
from beritanlp.errors import ArticleError

FRAME = pd.DataFrame(
    {
        "isi": [
            "“Kami siap,” kata Camat Sari Wulandari, Senin.",
            "",
            "Menurut Rangga Wiratama, jalan itu sudah mulus.",
        ],
        "id": ["a", "b", "c"],
        "tanggal": ["2026-10-05", None, "5 Oktober 2026"],
    }
)
ARTICLES = [
    Article(id=id_, text=text, published=dt.date(2026, 10, 5))
    for id_, text in zip(FRAME["id"], FRAME["isi"], strict=True)
    if text
]


@pytest.mark.parametrize("table", [name for name in COLUMNS if name not in ("results", "failures")])
def test_frame_gives_the_rows_of_the_corpus(table: str) -> None:
    expected = getattr(Corpus.from_results(analyze_many(ARTICLES)), table)
    pd.testing.assert_frame_equal(analyze_frame(FRAME, table), expected)


def test_failures_and_results_are_tables_too() -> None:
    failures = analyze_frame(FRAME, "failures")
    assert failures.loc[0, ["article_id", "message"]].tolist() == ["b", "row 1: the text is empty"]
    results = [decode(line) for line in analyze_frame(FRAME, "results")["result"]]
    assert [isinstance(result, Analysis) for result in results] == [True, False, True]


def test_frames_are_read_one_after_the_other() -> None:
    halves = [FRAME[:1], FRAME[1:], FRAME[:0]]
    found = list(analyze_frames(halves, "quotes"))
    assert [len(frame) for frame in found] == [1, 1, 0]
    whole = pd.concat(found, ignore_index=True)
    pd.testing.assert_frame_equal(whole, analyze_frame(FRAME, "quotes"))


def test_named_columns_are_heeded() -> None:
    frame = FRAME.rename(columns={"isi": "x"})
    with pytest.raises(ArticleError, match="no column for the article text; columns are x, id"):
        analyze_frame(frame)
    assert len(analyze_frame(frame, columns={"text": "x"})) == 2


def test_unknown_table_is_refused() -> None:
    with pytest.raises(ValueError, match="table must be one of results, articles, quotes"):
        analyze_frame(FRAME, "words")


def test_empty_frame_has_the_types_of_a_full_one() -> None:
    for table in COLUMNS:
        full = analyze_frame(FRAME, table)
        assert empty_frame(table).dtypes.equals(full.dtypes), table


def test_spark_schema_names_every_column() -> None:
    assert spark_schema("topics") == (
        "`article_id` string, `code` string, `label` string, `weight` double, `terms` string"
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:::pyspark")
def test_spark_runs_the_same_function(monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql", reason="SPARK NOT TESTED: pyspark is not installed")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark: Any = sql.SparkSession.builder.master("local[2]").getOrCreate()
    try:
        articles = spark.createDataFrame(FRAME.astype(object).where(FRAME.notna(), None))
        quotes = articles.mapInPandas(analyze_frames, schema=spark_schema("quotes"))
        found = quotes.orderBy("article_id").toPandas()
    finally:
        spark.stop()
    expected = analyze_frame(FRAME, "quotes")
    assert found["content"].tolist() == expected["content"].tolist()
    assert found["speaker"].tolist() == expected["speaker"].tolist()
