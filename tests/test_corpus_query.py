"""SQL, filters and counts over results in memory, in files, and in parts of tables."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
import types
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from beritanlp.codec import TABLES, to_frames, write_jsonl
from beritanlp.corpus import Corpus
from beritanlp.domain import Analysis, Article, Failure, SpeakerKind
from beritanlp.errors import MissingExtraError, ResultError
from made_results import Said, made_analysis, write_parts

DAY = dt.date(2025, 11, 1)
RESULTS: list[Analysis | Failure] = [
    made_analysis(
        "a",
        [Said("Gudang penuh", "Sari Wulandari", "Kepala", "Bawaslu", "bawaslu"), Said("Siap")],
        published=DAY, outlet="Kabar Kita", place="Sukamulya", topics=[("4", "Pertanian")],
        institutions=[("bawaslu", "Badan Pengawas Pemilihan Umum"), (None, "Koperasi Maju")],
    ),
    Failure(article_id="b", stage="read", error="ArticleError", message="<kosong>"),
    made_analysis(
        "c",
        [Said("Sawah kering", "Rangga Wiratama"), Said("Gudang kosong", "Sari Wulandari")],
        published=dt.date(2025, 12, 24), outlet="Warta Desa", place="Wanasari",
        topics=[("4", "Pertanian"), ("20", "Pemerintahan")],
        institutions=[("bawaslu", "Badan Pengawas Pemilihan Umum")],
    ),
    made_analysis("d", [Said("Kami menunggu", "Koperasi Maju", kind=SpeakerKind.INSTITUTION)]),
    made_analysis("e", outlet="kabar kita", published=dt.date(2025, 11, 30)),
]  # fmt: skip


@pytest.fixture(params=["memory", "jsonl", "files", "parts"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Corpus:
    match request.param:
        case "memory":
            return Corpus.from_results(RESULTS)
        case "jsonl":
            write_jsonl(RESULTS, tmp_path / "r.jsonl")
            return Corpus.read(tmp_path / "r.jsonl")
        case "files":
            Corpus.from_results(RESULTS).write(tmp_path / "it's [1]")
            return Corpus.read(tmp_path / "it's [1]")
        case _:
            write_parts(RESULTS, tmp_path / "parts", 2)
            return Corpus.read(tmp_path / "parts")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    write_parts(RESULTS, tmp_path, 2)
    return tmp_path


def ids(corpus: Corpus) -> list[str]:
    return corpus.articles["article_id"].to_list()


# --------------------------------------------------------------------------- tables and sql


def test_results_are_the_same_wherever_they_come_from(corpus: Corpus) -> None:
    assert list(corpus.results()) == RESULTS
    assert list(corpus.results()) == RESULTS  # and again


def test_frames_are_the_same_wherever_they_come_from(corpus: Corpus) -> None:
    for name, frame in to_frames(RESULTS).items():
        pd.testing.assert_frame_equal(getattr(corpus, name), frame)
        pd.testing.assert_frame_equal(corpus.to_pandas(name), frame)


def test_sql_sees_every_table_with_the_types_of_the_frames(corpus: Corpus) -> None:
    for name in TABLES:
        frame = corpus.sql(f"SELECT * FROM {name} LIMIT 0")
        assert frame.dtypes.to_dict() == to_frames([])[name].dtypes.to_dict(), name


def test_sql_joins_and_counts(corpus: Corpus) -> None:
    found = corpus.sql(
        """
        SELECT outlet, count(*) AS n, sum(quote) AS numbers, avg(confidence) AS sure,
            min(published) AS first, 1.5 AS half, 7::TINYINT AS small
        FROM quotes JOIN articles USING (article_id)
        WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY outlet
        """
    )
    assert found["outlet"].to_list() == ["Kabar Kita", "Warta Desa"]
    assert found["n"].to_list() == [2, 2]
    types = {name: str(dtype) for name, dtype in found.dtypes.items()}
    assert types == {
        "outlet": "string", "n": "Int64", "numbers": "Int64", "sure": "float64",
        "first": "datetime64[s]", "half": "float64", "small": "Int64",
    }  # fmt: skip


def test_sql_takes_parameters(corpus: Corpus) -> None:
    by_place = corpus.sql("SELECT count(*) AS n FROM quotes WHERE speaker = ?", ["Sari Wulandari"])
    by_name = corpus.sql("SELECT count(*) AS n FROM quotes WHERE speaker = $who", {"who": "x'; --"})
    assert (by_place["n"][0], by_name["n"][0]) == (2, 0)


def test_columns_of_one_name_are_numbered() -> None:
    found = Corpus.from_results(RESULTS).sql("SELECT 1 AS n, 2 AS n, 3 AS n_1")
    assert len(set(found.columns)) == 3


def test_sums_beyond_64_bits_become_floats() -> None:
    found = Corpus.from_results([]).sql("SELECT 100000000000000000000::HUGEINT AS n")
    assert found["n"].to_list() == [1e20]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nope FROM quotes", "nope"),
        ("SELECT * FROM nowhere", "nowhere"),
        ("", "one statement that reads"),
        ("SELECT 1; SELECT 2", "one statement that reads"),
        ("CREATE TABLE x AS SELECT 1", "one statement that reads"),
        ("DROP VIEW quotes", "one statement that reads"),
        ("SET lock_configuration = false", "one statement that reads"),
        ("INSTALL fts", "one statement that reads"),
        ("COPY (SELECT 1) TO '/tmp/x.csv'", "one statement that reads"),
        ("ATTACH '/tmp/x.db'", "one statement that reads"),
        ("SELECT * FROM read_text('/etc/passwd')", "disabled"),
        ("SELECT * FROM '/etc/passwd.csv'", "disabled"),
        ("SELECT * FROM read_csv('https://example.org/x.csv')", "SQL"),
        ("SELECT * FROM glob('/etc/*')", "disabled"),
    ],
)
def test_sql_reads_the_tables_and_nothing_else(saved: Path, query: str, message: str) -> None:
    corpus = Corpus.read(saved)
    with pytest.raises(ResultError, match=message) as caught:
        corpus.sql(query)
    assert "\n" not in str(caught.value)
    assert len(corpus.sql("SELECT * FROM quotes")) == 5  # still in order


def test_sql_does_not_see_variables_of_the_caller() -> None:
    frame = pd.DataFrame({"x": [1]})
    with pytest.raises(ResultError, match="frame"):
        Corpus.from_results([]).sql("SELECT * FROM frame")
    assert len(frame) == 1


def test_a_query_changes_nothing(saved: Path) -> None:
    files = sorted(saved.rglob("part-*.parquet"))
    before = [path.read_bytes() for path in files]
    corpus = Corpus.read(saved)
    corpus.sql("SELECT * FROM quotes")
    with pytest.raises(ResultError):
        corpus.sql(f"COPY (SELECT 1 AS n) TO '{files[0]}'")
    assert [path.read_bytes() for path in files] == before


def test_what_a_query_changes_within_is_undone(saved: Path) -> None:
    """Newer DuckDBs read and write in one statement; older ones refuse it."""
    chosen = Corpus.read(saved).filter(ids=["a", "c"])
    assert len(chosen.sql("FROM articles")) == 2
    with contextlib.suppress(ResultError):
        chosen.sql("WITH gone AS (DELETE FROM chosen RETURNING *) SELECT * FROM gone")
    assert len(chosen.sql("FROM articles")) == 2


def test_parts_are_read_in_order_and_a_broken_one_is_named(saved: Path) -> None:
    assert sorted(path.name for path in (saved / "quotes.parquet").iterdir()) == [
        "part-00000.parquet", "part-00001.parquet", "part-00002.parquet",
    ]  # fmt: skip
    (saved / "quotes.parquet" / "part-00001.parquet").write_bytes(b"broken")
    corpus = Corpus.read(saved)
    assert ids(corpus) == ["a", "c", "d", "e"]
    for read in (lambda: corpus.quotes, lambda: corpus.sql("FROM quotes")):
        with pytest.raises(ResultError, match=r"part-00001\.parquet: not a readable Parquet file"):
            read()


def test_a_missing_table_is_told_when_it_is_used(saved: Path) -> None:
    for path in (saved / "topics.parquet").iterdir():
        path.unlink()
    corpus = Corpus.read(saved)
    assert len(corpus.sql("SELECT quotes.topics FROM quotes")) == 5  # a column of that name
    with pytest.raises(ResultError, match=r"topics\.parquet: no such file"):
        corpus.sql("SELECT * FROM topics")


def test_part_folder_may_be_named_by_its_results(saved: Path) -> None:
    assert len(Corpus.read(saved / "results.parquet")) == 5


def test_to_pandas_chooses_columns_and_rows(corpus: Corpus) -> None:
    found = corpus.to_pandas("quotes", ["speaker", "content"], "speaker LIKE 'Sari%' -- only her")
    assert found.to_dict("list") == {
        "speaker": ["Sari Wulandari", "Sari Wulandari"],
        "content": ["Gudang penuh", "Gudang kosong"],
    }
    with pytest.raises(ValueError, match=r"name must be one of articles, .*; got 'tokens'"):
        corpus.to_pandas("tokens")
    with pytest.raises(ValueError, match=r"columns must be of quotes: .*; got 'said'"):
        corpus.to_pandas("quotes", ["said"])
    with pytest.raises(ResultError, match="speaker LIKE"):
        corpus.to_pandas("quotes", where="speaker LIKE")


def test_to_polars_has_the_same_rows(corpus: Corpus) -> None:
    polars = pytest.importorskip("polars")
    frame = corpus.to_polars("articles", ["article_id", "published"], "outlet IS NOT NULL")
    assert isinstance(frame, polars.DataFrame)
    assert frame["article_id"].to_list() == ["a", "c", "e"]
    assert frame["published"].to_list()[0] == DAY


def test_to_polars_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtraError, match=r'pip install "beritanlp\[polars\]"'):
        Corpus.from_results([]).to_polars("quotes")


def test_a_broken_result_is_told_with_its_article(tmp_path: Path) -> None:
    Corpus.from_results(RESULTS[:1]).write(tmp_path)
    path = tmp_path / "results.parquet"
    table = pq.read_table(path)
    broken = table.set_column(2, "result", pa.array(["halo"]))
    pq.write_table(broken.replace_schema_metadata(table.schema.metadata), path)
    with pytest.raises(ResultError, match=r"results\.parquet: article 'a': not a JSON object"):
        list(Corpus.read(tmp_path).results())


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({}, "not written by beritanlp; its schema version is missing"),
        ({"beritanlp.schema": "99"}, "schema 99 is newer than .*; upgrade beritanlp"),
        ({"beritanlp.schema": "1"}, "no column stage, error, message; write it again"),
    ],
)
def test_tables_of_others_are_refused(
    tmp_path: Path, metadata: dict[str, str], message: str
) -> None:
    Corpus.from_results(RESULTS).write(tmp_path)
    table = pa.table({"article_id": ["a"]}).replace_schema_metadata(metadata)
    pq.write_table(table, tmp_path / "failures.parquet")
    corpus = Corpus.read(tmp_path)
    for read in (lambda: corpus.failures, lambda: corpus.sql("FROM failures")):
        with pytest.raises(ResultError, match=rf"failures\.parquet: {message}"):
            read()


@pytest.mark.parametrize(
    ("name", "column", "values", "message"),
    [
        (
            "quotes",
            "speaker_id",
            pa.array([1, 2]),
            "column speaker_id is of type int64, not string",
        ),
        ("quotes", "confidence", pa.array(["0.5", "1"]), "column confidence is of type string"),
        ("quotes", "content", pa.array(["Air surut", None]), "column content lacks 1 values"),
        ("quotes", "article_id", pa.nulls(2, pa.string()), "column article_id lacks 2 values"),
        ("speakers", "institution_id", pa.array([["a"], None]), "institution_id is of type list"),
        ("results", "result", pa.array([1, 2]), "column result is of type int64, not string"),
    ],
)
def test_tables_with_other_values_are_refused(
    tmp_path: Path, name: str, column: str, values: pa.Array, message: str
) -> None:
    said = [Said("Gudang penuh", "Rudi Hartanta"), Said("Air surut", "Sari Wulandari")]
    failed = Failure(article_id="b", stage="read", error="ArticleError", message="kosong")
    Corpus.from_results([made_analysis("a", said), failed]).write(tmp_path)
    path = tmp_path / f"{name}.parquet"
    table = pq.read_table(path)
    place = table.schema.get_field_index(column)
    pq.write_table(table.set_column(place, column, values), path)
    corpus = Corpus.read(tmp_path)
    questions = [lambda: list(corpus.results())]
    if name != "results":
        questions = [lambda: corpus.sql(f"FROM {name}"), lambda: corpus.to_pandas(name)]
        questions += [corpus.people, lambda: corpus.search("gudang")][: 1 + (name == "quotes")]
    for ask in questions:
        with pytest.raises(ResultError, match=rf"{name}\.parquet: .*{message}.*write it again"):
            ask()


# --------------------------------------------------------------------------- filter


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ({}, ["a", "c", "d", "e"]),
        ({"outlet": "Kabar Kita"}, ["a", "e"]),
        ({"outlet": ["kabar kita", "Warta Desa"]}, ["a", "c", "e"]),
        ({"outlet": []}, []),
        ({"place": "wanasari"}, ["c"]),
        ({"topic": "20"}, ["c"]),
        ({"topic": "pertanian"}, ["a", "c"]),
        ({"institution": "bawaslu"}, ["a", "c"]),
        ({"institution": "Koperasi Maju"}, ["a"]),
        ({"speaker": "Rangga Wiratama"}, ["c"]),
        ({"ids": "d"}, ["d"]),
        ({"ids": {"e", "a", "nowhere"}}, ["a", "e"]),
        ({"published": ("2025-11-01", dt.date(2025, 11, 30))}, ["a", "e"]),
        ({"published": (None, "2025-11-29")}, ["a"]),
        ({"published": (dt.datetime(2025, 12, 24, 9), None)}, ["c"]),
        ({"published": (None, None)}, ["a", "c", "e"]),
        ({"outlet": "kabar kita", "topic": "4"}, ["a"]),
        ({"outlet": "x' OR 'a' = 'a"}, []),
    ],
)
def test_filter_chooses_articles(
    corpus: Corpus, conditions: dict[str, object], wanted: list[str]
) -> None:
    chosen = corpus.filter(**conditions)  # type: ignore[arg-type]
    assert ids(chosen) == wanted
    assert [a.article.id for a in chosen.analyses()] == wanted
    assert chosen.sql("SELECT article_id FROM articles ORDER BY ALL").iloc[:, 0].to_list() == wanted


def test_everything_works_on_a_filtered_corpus(corpus: Corpus, tmp_path: Path) -> None:
    chosen = corpus.filter(topic="4").filter(outlet="Warta Desa")
    alone = Corpus.from_results(chosen.results())
    assert list(chosen.results()) == [RESULTS[2]]
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(chosen, name), getattr(alone, name))
        pd.testing.assert_frame_equal(chosen.to_pandas(name), getattr(alone, name))
    assert len(chosen) == 1
    assert "filtered: 1 articles, 0 failures, 2 quotes" in repr(chosen)
    assert chosen.count_speakers()["quotes"].to_list() == [1, 1]
    assert chosen.count_institutions()["share"].to_list() == [1.0]
    assert chosen.count(by="month")["month"].to_list() == ["2025-12"]
    assert chosen.search("gudang")["article_id"].to_list() == ["c"]
    assert chosen.people()["article_id"].to_list() == ["c", "c"]
    assert chosen.write(tmp_path / "chosen") == 1
    assert len(corpus) == 5


def test_filter_on_ids_keeps_failures_and_others_do_not(corpus: Corpus) -> None:
    assert list(corpus.filter(ids=["b", "d"]).results()) == [RESULTS[1], RESULTS[3]]
    assert len(corpus.filter(ids=["a", "b"]).filter(outlet="kabar kita")) == 1
    assert len(corpus.filter()) == 5


@pytest.mark.parametrize(
    ("published", "message"),
    [
        ("2025", r"published must be \(first, last\) days; got '2025'"),
        (("2025-11-02", "2025-11-01"), "must not end before it starts"),
        (("kapan", None), "published must be days such as 2025-11-01; got 'kapan'"),
    ],
)
def test_filter_refuses_what_is_no_range_of_days(published: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Corpus.from_results([]).filter(published=published)  # type: ignore[arg-type]


def test_filter_reads_nothing_until_it_must(tmp_path: Path) -> None:
    Corpus.from_results(RESULTS).write(tmp_path)
    (tmp_path / "articles.parquet").write_bytes(b"broken")
    chosen = Corpus.read(tmp_path).filter(outlet="x")
    with pytest.raises(ResultError, match=r"articles\.parquet: not a readable Parquet file"):
        list(chosen.results())


# --------------------------------------------------------------------------- counts


def test_count_by_columns_of_table_article_and_institution(corpus: Corpus) -> None:
    counts = corpus.count("quotes", ["outlet", "month", "year", "speaker_kind"])
    assert list(counts) == ["outlet", "month", "year", "speaker_kind", "n", "articles", "share"]
    assert counts["n"].sum() == 5
    assert counts["share"].sum() == pytest.approx(1)
    first = counts.iloc[0].to_dict()
    assert first == {
        "outlet": "Warta Desa", "month": "2025-12", "year": 2025, "speaker_kind": "person",
        "n": 2, "articles": 1, "share": 0.4,
    }  # fmt: skip
    bodies = corpus.count("speakers", ["institution_kind", "institution_name"])
    assert bodies["institution_kind"].fillna("").to_list() == ["", "state_body"]
    assert bodies["institution_name"][1] == "Badan Pengawas Pemilihan Umum"
    assert corpus.count()["n"].to_list() == [5]
    assert corpus.count("failures", "stage").to_dict("list") == {
        "stage": ["read"], "n": [1], "articles": [1], "share": [1.0],
    }  # fmt: skip
    assert corpus.count(by="person")["n"].to_list() == [2, 2, 1]


def test_counts_of_nothing_are_empty() -> None:
    empty = Corpus.from_results([])
    assert empty.count(by=["outlet"]).empty
    assert empty.count()["n"].to_list() == [0]


@pytest.mark.parametrize(
    ("table", "by", "per", "message"),
    [
        ("tokens", "outlet", "article", "table must be one of articles, .*; got 'tokens'"),
        ("topics", "speaker", "article", "by must name columns of topics: .*; got 'speaker'"),
        ("quotes", "a; DROP", "article", "by must name columns of quotes: .*; got 'a; DROP'"),
        ("quotes", "outlet", "week", "per must be one of article, story; got 'week'"),
    ],
)
def test_count_says_what_can_be_counted(table: str, by: str, per: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Corpus.from_results([]).count(table, by, per)  # type: ignore[arg-type]


def test_articles_that_share_an_id_are_not_counted_twice() -> None:
    twice = Corpus.from_results([RESULTS[0], RESULTS[0]])
    assert twice.count("quotes", "outlet")["n"].to_list() == [4]


def test_count_speakers_by_person_joins_their_names() -> None:
    results = [
        made_analysis("a", [Said("Satu", "Sari Wulandari", "Kepala", "Bawaslu", "bawaslu")]),
        made_analysis("b", [Said("Dua", "Dr. Sari Wulandari, M.Si.", "Kepala", None, "bawaslu")]),
        made_analysis("c", [Said("Tiga", "Bawaslu", kind=SpeakerKind.INSTITUTION)]),
    ]
    corpus = Corpus.from_results(results)
    assert len(corpus.count_speakers()) == 3
    by_person = corpus.count_speakers(by="person")
    assert by_person["quotes"].to_list() == [2]
    assert by_person["articles"].to_list() == [2]
    assert by_person["share"].to_list() == [2 / 3]
    assert list(by_person) == ["person_id", "person", "quotes", "articles", "share"]
    with pytest.raises(ValueError, match="by must be 'speaker' or 'person'; got 'name'"):
        corpus.count_speakers(by="name")  # type: ignore[arg-type]


# --------------------------------------------------------------------------- copies


class Finder:
    """Stands for beritanlp.copies: *a* is a copy of *c*, and says how often it was asked."""

    def __init__(self) -> None:
        self.calls = 0

    def find_copies(self, articles: Iterable[Article]) -> pd.DataFrame:
        self.calls += 1
        there = [article.id for article in articles if article.text]
        rows = [("a", "c", "exact", 1.0), ("c", "c", "original", 1.0)]
        frame = pd.DataFrame(
            [row for row in rows if row[0] in there],
            columns=["article_id", "story_id", "copy_kind", "similarity"],
        )
        return frame.assign(n_copies=2, origin_by="published")


@pytest.fixture
def finder(monkeypatch: pytest.MonkeyPatch) -> Finder:
    made = Finder()
    module = types.ModuleType("beritanlp.copies")
    module.find_copies = made.find_copies  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "beritanlp.copies", module)
    return made


def test_copies_are_found_once_and_counted_per_story(corpus: Corpus, finder: Finder) -> None:
    assert corpus.copies()["story_id"].to_list() == ["c", "c"]
    assert corpus.count("quotes", per="story")["n"].to_list() == [3]
    counts = corpus.count_speakers(per="story")
    assert dict(zip(counts["speaker"], counts["quotes"], strict=True)) == {
        "Koperasi Maju": 1, "Rangga Wiratama": 1, "Sari Wulandari": 1,
    }  # fmt: skip
    bodies = corpus.count_institutions(per="story")
    assert bodies["articles"].to_list() == [1]
    assert bodies["share"].to_list() == [1 / 3]
    assert len(corpus.sql("SELECT * FROM copies WHERE n_copies = 2")) == 2
    assert len(corpus.to_pandas("copies")) == 2
    assert finder.calls == 1


def test_a_story_counts_in_a_filtered_corpus_without_its_origin(
    corpus: Corpus, finder: Finder
) -> None:
    chosen = corpus.filter(outlet="Kabar Kita")
    assert chosen.copies()["article_id"].to_list() == ["a"]
    assert chosen.count("quotes", per="story")["n"].to_list() == [2]
    assert finder.calls == 1


def test_saved_copies_are_read_until_the_results_change(saved: Path, finder: Finder) -> None:
    found = Corpus.read(saved).copies(save=True)
    assert (saved / "copies.parquet").is_file()
    kept = Corpus.read(saved).copies()
    assert kept["article_id"].to_list() == found["article_id"].to_list()
    assert finder.calls == 1
    for path in (saved / "quotes.parquet").iterdir():
        path.unlink()
    for path in sorted((saved / "articles.parquet").iterdir())[1:]:
        path.unlink()
    write_parts([RESULTS[0]], saved, 2)
    assert Corpus.read(saved).copies()["article_id"].to_list() == ["a"]
    assert finder.calls == 2


def test_copies_of_unknown_make_are_read(saved: Path, finder: Finder) -> None:
    Corpus.read(saved).copies().head(1).to_parquet(saved / "copies.parquet")
    assert len(Corpus.read(saved).copies()) == 1
    (saved / "copies.parquet").write_bytes(b"broken")
    assert len(Corpus.read(saved).copies()) == 2
    assert finder.calls == 2


def test_frames_of_people_and_copies_are_the_users(saved: Path, finder: Finder) -> None:
    corpus = Corpus.read(saved)
    for read in (corpus.people, corpus.copies):
        first = read()
        first["article_id"] = "x"
        assert set(read()["article_id"]) <= {"a", "c"}
    assert finder.calls == 1


def test_one_report_in_two_outlets_is_one_story() -> None:
    """With the finder of copies itself."""
    words = " ".join(f"lumbung ke-{n} di Sukamulya dibuka warga" for n in range(40))
    report = [Said(f"{words} sejak pagi", "Sari Wulandari"), Said("Kami senang", "Sari Wulandari")]
    corpus = Corpus.from_results(
        [
            made_analysis("later", report, published=DAY + dt.timedelta(1), outlet="Warta Desa"),
            made_analysis("first", report, published=DAY, outlet="Kabar Kita"),
            made_analysis("other", [Said("Sawah kering", "Rangga Wiratama")], published=DAY),
        ]
    )
    assert corpus.copies()["story_id"].to_list() == ["first", "first", "other"]
    counts = corpus.count_speakers(per="story")
    assert dict(zip(counts["speaker"], counts["quotes"], strict=True)) == {
        "Rangga Wiratama": 1, "Sari Wulandari": 2,
    }  # fmt: skip
    assert corpus.count(by="outlet", per="story")["outlet"].fillna("").to_list() == [
        "Kabar Kita", "",
    ]  # fmt: skip


def test_copies_are_saved_beside_a_folder_of_parquet_alone(finder: Finder) -> None:
    with pytest.raises(ResultError, match="copies: only results in a folder of Parquet files"):
        Corpus.from_results(RESULTS).copies(save=True)
