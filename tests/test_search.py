"""Full-text search over quotes: what a query finds, and what no query can break."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.corpus import Corpus
from beritanlp.errors import ResultError
from beritanlp.search import QuoteIndex, parse_query
from made_results import Said, made_analysis

QUOTES = [
    "Pembangunan pasar dimulai bulan depan",
    "Kami membangun gudang beras di Bekasi",
    "Anak-anak memakai baju bekas",
    "Harga beras turun, harga gabah naik",
    "Gudang itu tidak akan dibangun",
]
CORPUS = Corpus.from_results(
    made_analysis(f"a{n}", [Said(content, "Sari Wulandari")]) for n, content in enumerate(QUOTES)
)


def found(query: str, corpus: Corpus = CORPUS) -> set[int]:
    return {int(id_[1:]) for id_ in corpus.search(query)["article_id"]}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("membangun", {0, 1, 4}),
        ("pembangunan", {0, 1, 4}),
        ("BANGUN", {0, 1, 4}),
        ('"membangun"', {1}),
        ("membangun gudang", {1, 4}),
        ("membangun -gudang", {0}),
        ('membangun -"akan dibangun"', {0, 1}),
        ("pasar OR gabah", {0, 3}),
        ("harga pasar OR gabah", {3}),
        ('"harga gabah"', {3}),
        ('"gabah harga"', set()),
        ("pem*", {0}),
        ("dib*", {4}),
        ("anak", {2}),
        ("anak-anak", {2}),
        ("bekasi", {1}),
        ("bekas", {2}),
        ("or", set()),
        ("AND", set()),
        ("beras, (gabah)!", {3}),
        ("stems:beras", set()),
        ("NEAR(beras gabah)", set()),
        ("beras ^gabah", {3}),
    ],
)
def test_query_finds(query: str, wanted: set[int]) -> None:
    assert found(query) == wanted


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "query '': no word in it"),
        ("   ", "no word in it"),
        ("-beras", "only words with -; add one that must be there"),
        ('"beras', 'a mark " is not closed'),
        ("OR beras", "OR needs a word on both sides"),
        ("beras OR", "OR needs a word on both sides"),
        ("beras OR OR gabah", "OR needs a word on both sides"),
        ("beras OR -gabah", "OR cannot stand before a word with -"),
        ("beras *", r"'\*' has no letter or digit"),
        ("beras - gabah", "'-' has no letter or digit"),
        ('beras ""', "'\"\"' has no letter or digit"),
    ],
)
def test_query_that_means_nothing_says_why(query: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        CORPUS.search(query)


@given(st.text(max_size=30) | st.text("ab \"*-()^:+,'OR\n", max_size=20))
def test_no_query_is_an_error_of_sqlite(query: str) -> None:
    try:
        parse_query(query)
    except ValueError:
        return
    assert len(CORPUS.search(query)) <= len(QUOTES)


def test_hits_have_speaker_snippet_and_score() -> None:
    hits = CORPUS.search("harga gabah", limit=1)
    assert list(hits) == ["article_id", "quote", "speaker", "snippet", "score"]
    hit = hits.iloc[0]
    assert (hit["article_id"], hit["quote"], hit["speaker"]) == ("a3", 0, "Sari Wulandari")
    assert hit["snippet"] == "**Harga** beras turun, **harga** **gabah** naik"
    assert hit["score"] > 0
    scores = CORPUS.search("beras OR harga")["score"].to_list()
    assert scores == sorted(scores, reverse=True)
    assert len(CORPUS.search("beras OR harga", limit=1)) == 1
    assert CORPUS.search("lumbung").dtypes.equals(hits.dtypes)
    with pytest.raises(ValueError, match="limit must be at least 1; got 0"):
        CORPUS.search("beras", limit=0)


def test_snippet_of_a_long_quote_is_what_stands_around_the_word() -> None:
    words = " ".join(f"kata{n}" for n in range(60))
    corpus = Corpus.from_results([made_analysis("a0", [Said(f"{words} lumbung {words}")])])
    snippet = corpus.search("lumbung")["snippet"][0]
    assert snippet.startswith("…kata52 kata53")
    assert "kata59 **lumbung** kata0" in snippet
    assert snippet.endswith("kata14…")
    assert found("kata*", corpus) == {0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Corpus.from_results(CORPUS.results()).write(tmp_path)
    return tmp_path


def test_index_is_kept_beside_the_results(folder: Path) -> None:
    assert found("membangun", Corpus.read(folder)) == {0, 1, 4}
    path = folder / "search.sqlite"
    made = path.stat().st_mtime_ns
    assert found("membangun", Corpus.read(folder)) == {0, 1, 4}
    assert path.stat().st_mtime_ns == made
    assert not list(folder.glob("search.sqlite.*"))


def test_index_of_other_results_is_made_anew(folder: Path) -> None:
    assert found("lumbung", Corpus.read(folder)) == set()
    made_of_another = made_analysis("a7", [Said("Lumbung penuh")])
    Corpus.from_results([made_of_another]).write(folder)
    assert found("lumbung", Corpus.read(folder)) == {7}


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be one" * 9])
def test_broken_index_is_made_anew(folder: Path, content: bytes) -> None:
    (folder / "search.sqlite").write_bytes(content)
    assert found("gabah", Corpus.read(folder)) == {3}
    with sqlite3.connect(folder / "search.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM quotes").fetchone() == (5,)
    connection.close()


def test_index_lives_in_memory_where_the_folder_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert found("gabah", Corpus.read(folder)) == {3}
    assert not (folder / "search.sqlite").exists()


def test_index_lives_in_memory_where_the_disk_is_full(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert found("gabah", Corpus.read(folder)) == {3}
    assert not list(folder.glob("search.sqlite*"))


def test_results_that_end_early_leave_no_index(folder: Path) -> None:
    path = folder / "quotes.parquet"
    content = path.read_bytes()
    at = content.index(b"PAR1") + 40  # in the first page; the end of the file is whole
    path.write_bytes(content[:at] + bytes(8) + content[at + 8 :])
    with pytest.raises(ResultError, match=r"quotes\.parquet: not a readable Parquet file"):
        Corpus.read(folder).search("gabah")
    assert not list(folder.glob("search.sqlite*"))


def test_search_of_a_filtered_corpus_uses_the_same_index(folder: Path) -> None:
    corpus = Corpus.read(folder)
    assert found("membangun", corpus.filter(ids=["a1", "a2"])) == {1}
    assert found("membangun", corpus) == {0, 1, 4}
    assert found("membangun", corpus.filter(ids=["a4"])) == {4}
    assert found("membangun", corpus.filter(ids=[])) == set()


def test_a_connection_is_closed_before_it_is_garbage() -> None:
    happened = []

    class Connection:
        def close(self) -> None:
            happened.append("closed")

        def __del__(self) -> None:
            happened.append("gone")

    connection: Any = Connection()
    ring: list[object] = [QuoteIndex(connection)]
    ring.append(ring)  # such as an error that knows who has caught it
    del connection, ring
    gc.collect()
    assert happened == ["closed", "gone"]


def test_an_index_may_be_collected_by_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    # as those of DuckDB do, in which Python may collect what the main thread has left
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    corpora = [Corpus.from_results([made_analysis("a", [Said("Gudang beras penuh")])])]
    assert len(corpora[0].search("gudang")) == 1
    gc.collect()

    def let_go() -> None:
        corpora.clear()
        gc.collect()

    thread = threading.Thread(target=let_go)
    thread.start()
    thread.join()
    assert complaints == []


def test_threads_may_search_one_corpus() -> None:
    corpus = Corpus.from_results(
        [
            made_analysis("a", [Said("Gudang beras penuh")]),
            made_analysis("b", [Said("Beras habis")]),
        ]
    )
    assert len(corpus.search("gudang")) == 1  # the index is made here
    wanted = {"gudang": 1, "beras": 2, "habis": 1, "padi": 0}
    counts: dict[str, list[int]] = {word: [] for word in wanted}

    def search(word: str) -> None:
        for _ in range(20):
            counts[word].append(len(corpus.search(word)))

    threads = [threading.Thread(target=search, args=(word,)) for word in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == {word: [count] * 20 for word, count in wanted.items()}
