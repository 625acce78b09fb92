from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from beritanlp.codec import TABLES, encode
from beritanlp.corpus import Corpus
from beritanlp.domain import (
    Analysis,
    Article,
    Failure,
    Institution,
    Provenance,
    Quote,
    QuoteKind,
    Speaker,
    TextSpan,
)
from beritanlp.errors import ResultError

MADE_WITH = Provenance(schema=1, beritanlp="0", spacy="0", pipeline=(), lexicons="0")


def analysis(id_: str, quoted: list[str | None], named: list[tuple[str | None, str]]) -> Analysis:
    """An article in which each of *quoted* has one quote, and each of *named* one mention."""
    span = TextSpan(start=0, end=4)
    return Analysis(
        article=Article(id=id_, text="teks berita", published=dt.date(2021, 5, 3)),
        quotes=tuple(
            Quote(
                kind=QuoteKind.DIRECT,
                content=(span,),
                speaker=Speaker(id=f"s{n}", name=name) if name else None,
                rule="x",
            )
            for n, name in enumerate(quoted)
        ),
        institutions=tuple(Institution(id=i, name=name, mentions=(span,)) for i, name in named),
        made_with=MADE_WITH,
    )


RESULTS: list[Analysis | Failure] = [
    analysis("a", ["Sari", "Sari", None], [("pasar", "Dinas Pasar"), (None, "Koperasi Maju")]),
    Failure(article_id="b", stage="read", error="ArticleError", message="<kosong>"),
    analysis("c", ["Rangga", "Sari"], [("pasar", "Dinas Pasar"), ("pasar", "Dinas Pasar")]),
    analysis("d", [], []),
]
FRAMES = ["articles", "quotes", "speakers", "institutions", "topics", "key_terms", "failures"]


@pytest.fixture(params=["memory", "parquet", "jsonl", "file.jsonl", "file.jsonl.gz"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Corpus:
    made = Corpus.from_results(iter(RESULTS))
    match request.param:
        case "memory":
            return made
        case "parquet":
            assert made.write(tmp_path / "out") == 4
        case "jsonl":
            assert made.write(tmp_path / "out", format="jsonl") == 4
        case name:
            from beritanlp.codec import write_jsonl

            write_jsonl(RESULTS, tmp_path / name)
            return Corpus.read(tmp_path / name)
    return Corpus.read(str(tmp_path / "out"))


def test_corpus_gives_back_the_results(corpus: Corpus) -> None:
    assert list(corpus.results()) == RESULTS
    assert [a.article.id for a in corpus.analyses()] == ["a", "c", "d"]
    assert len(corpus) == 4


def test_corpus_has_every_table(corpus: Corpus) -> None:
    assert list(TABLES) == FRAMES
    for name in FRAMES:
        frame = getattr(corpus, name)
        assert list(frame.columns) == list(TABLES[name])
    assert list(corpus.articles["article_id"]) == ["a", "c", "d"]
    assert list(corpus.failures["article_id"]) == ["b"]
    assert len(corpus.quotes) == 5
    assert len(corpus.institutions) == 4


def test_count_speakers_shares_the_quotes_of_known_speakers(corpus: Corpus) -> None:
    counts = corpus.count_speakers()
    assert counts.to_dict("list") == {
        "speaker": ["Sari", "Rangga"],
        "quotes": [3, 1],
        "articles": [2, 1],
        "share": [0.75, 0.25],
    }
    assert len(corpus.count_speakers(top=1)) == 1


def test_count_institutions_shares_the_articles(corpus: Corpus) -> None:
    counts = corpus.count_institutions()
    assert counts["name"].to_list() == ["Dinas Pasar", "Koperasi Maju"]
    assert counts["mentions"].to_list() == [3, 1]
    assert counts["articles"].to_list() == [2, 1]
    assert counts["share"].to_list() == [2 / 3, 1 / 3]
    assert counts["institution_id"].fillna("none").to_list() == ["pasar", "none"]


def test_counts_of_an_empty_corpus_are_empty() -> None:
    corpus = Corpus.from_results([])
    assert len(corpus) == 0
    assert list(corpus.count_speakers()) == ["speaker", "quotes", "articles", "share"]
    assert list(corpus.count_institutions()) == [
        "institution_id",
        "name",
        "mentions",
        "articles",
        "share",
    ]
    assert "0 articles" in repr(corpus)


def test_corpus_shows_its_size(tmp_path: Path) -> None:
    folder = tmp_path / "a & <b>"
    Corpus.from_results(RESULTS).write(folder)
    corpus = Corpus.read(folder)
    assert repr(corpus) == (
        f"<Corpus in {folder}: 3 articles, 1 failures, 5 quotes, 4 quotes with a known speaker, "
        "2 speakers by name, 2 institutions>"
    )
    html = corpus._repr_html_()
    assert "a &amp; &lt;b&gt;" in html
    assert "<td>3</td>" in html


def test_corpus_reads_only_the_tables_it_is_asked_for(tmp_path: Path) -> None:
    Corpus.from_results(RESULTS).write(tmp_path)
    for path in tmp_path.iterdir():
        if path.stem not in ("quotes", "results"):
            path.write_bytes(b"broken")
    corpus = Corpus.read(tmp_path)
    assert len(corpus.count_speakers()) == 2
    with pytest.raises(ResultError, match=r"articles\.parquet: not a readable Parquet file"):
        len(corpus)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nope", "nope: no such file or folder"),
        ("empty", r"empty: no results\.parquet and no results\.jsonl; name a folder that"),
        ("a.csv", r"a\.csv: must be a folder or a \.jsonl file"),
    ],
)
def test_read_says_what_is_missing(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.csv").write_text("a,b\n")
    with pytest.raises(ResultError, match=message):
        Corpus.read(tmp_path / name)


def test_frames_of_jsonl_name_the_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(encode(RESULTS[0]) + b"\nhalo\n")
    with pytest.raises(ResultError, match=r"r\.jsonl:2: not a JSON object"):
        _ = Corpus.read(path).quotes


def test_a_folder_holds_one_set_of_results(tmp_path: Path) -> None:
    corpus = Corpus.from_results(RESULTS)
    corpus.write(tmp_path)
    corpus.write(tmp_path)
    with pytest.raises(ResultError, match=r"already holds results\.parquet; write to another"):
        corpus.write(tmp_path, format="jsonl")
    (tmp_path / "results.jsonl").write_bytes(encode(RESULTS[1]))
    with pytest.raises(ResultError, match=r"holds results\.parquet and results\.jsonl; name the"):
        Corpus.read(tmp_path)
    assert len(Corpus.read(tmp_path / "results.jsonl")) == 1
    assert len(Corpus.read(tmp_path / "results.parquet")) == 4


def test_write_may_replace_what_it_reads(tmp_path: Path) -> None:
    for format in ("parquet", "jsonl"):
        folder = tmp_path / format
        Corpus.from_results(RESULTS).write(folder, format=format)
        Corpus.read(folder).write(folder, format=format)
        assert list(Corpus.read(folder).results()) == RESULTS


def test_write_refuses_another_format(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="format must be 'parquet' or 'jsonl'; got 'xlsx'"):
        Corpus.from_results([]).write(tmp_path, format="xlsx")  # type: ignore[arg-type]
