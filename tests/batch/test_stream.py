from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from beritanlp import assemble, pipeline
from beritanlp.batch import analyze_chunk, analyze_many, chunks, workers
from beritanlp.batch.chunks import split
from beritanlp.codec import decode
from beritanlp.domain import Analysis, Article, Failure, Provenance
from beritanlp.errors import ArticleError, LexiconError, PipelineError
from beritanlp.readers import content_id
from beritanlp.settings import Settings

NAMES = ["Sari Wulandari", "Rangga Wiratama", "Melati Kusumawati"]
ARTICLES = [
    Article(id=f"fiksi-{n}", text=f"“Kami siap {n} hari,” kata Camat {NAMES[n % 3]}, Senin (3/5).")
    for n in range(7)
]
BAD = Failure(article_id="rusak", stage="read", error="ArticleError", message="not text")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlyArticle(Article):
    """An article that ends the process which unpickles it, as one too big for memory does."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


def ids(results: Iterator[Analysis | Failure]) -> list[str]:
    return [r.article_id if isinstance(r, Failure) else r.article.id for r in results]


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An analyzer that only looks at the text, for tests of the order and the errors."""

    def analyze_article(article: Article, settings: Settings, nlp: object) -> Analysis:
        if "rusak" in article.text:
            raise ArticleError(f"article {article.id!r}: rusak")
        if "bug" in article.text:
            raise IndexError("bug\n" * 500)
        made_with = Provenance(schema=1, beritanlp="0", spacy="0", pipeline=(), lexicons="0")
        return Analysis(article=article, made_with=made_with)

    monkeypatch.setattr(assemble, "analyze_article", analyze_article)
    chunks._pipeline.cache_clear()
    yield
    chunks._pipeline.cache_clear()


@pytest.mark.usefixtures("stub")
def test_analyze_many_gives_one_result_for_each_item_in_order() -> None:
    items: list[Any] = [ARTICLES[0], "teks saja", ("a", "rusak"), BAD, ("b", "bug"), ("c", "")]
    results = list(analyze_many(items))
    assert ids(iter(results)) == ["fiksi-0", content_id("teks saja"), "a", "rusak", "b", "c"]
    assert results[2] == Failure(
        article_id="a", stage="analyze", error="ArticleError", message="article 'a': rusak"
    )
    assert results[3] is BAD
    assert isinstance(results[4], Failure)
    assert results[4].error == "IndexError"
    assert len(results[4].message) == 500
    assert "\n" not in results[4].message


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize(
    ("item", "message"),
    [
        (None, "item 2 must be an Article, a text, or a pair (id, text); got NoneType"),
        (b"x", "item 2 must be an Article, a text, or a pair (id, text); got bytes"),
        (
            ("x", 1),
            "item 2 must be an Article, a text, or a pair (id, text); got tuple of str and int",
        ),
        (
            Article(id="x", text=None),  # type: ignore[arg-type]
            "item 2 must be an Article, a text, or a pair (id, text); "
            "got Article of str and NoneType",
        ),
    ],
)
def test_analyze_many_makes_a_failure_of_what_is_no_article(item: Any, message: str) -> None:
    first, second, third = analyze_many(["a", item, "c"])
    assert isinstance(first, Analysis)
    assert isinstance(third, Analysis)
    assert isinstance(second, Failure)
    assert (second.stage, second.error, second.message) == ("read", "TypeError", message)


@pytest.mark.parametrize("articles", ["teks", b"teks", ARTICLES[0]])
def test_analyze_many_refuses_a_single_article(articles: Any) -> None:
    with pytest.raises(TypeError, match="articles must be an iterable of articles or texts; got"):
        analyze_many(articles)


def test_analyze_many_refuses_a_frame() -> None:
    pd = pytest.importorskip("pandas")
    with pytest.raises(TypeError, match="got DataFrame"):
        analyze_many(pd.DataFrame({"text": ["a"]}))


@pytest.mark.parametrize("options", [{"workers": 0}, {"workers": True}, {"chunk_size": 1.5}])
def test_analyze_many_refuses_bad_numbers(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be a whole number above 0; got"):
        analyze_many([], **options)


@pytest.mark.usefixtures("stub")
def test_analyze_many_takes_items_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield f"teks {taken}"

    results = analyze_many(endless())
    next(results)
    next(results)
    assert taken == 2


@pytest.mark.usefixtures("stub")
def test_analyze_many_gives_the_results_before_an_error_of_the_input() -> None:
    def broken() -> Iterator[str]:
        yield "a"
        yield "b"
        raise ArticleError("news.csv: cut off")

    results = analyze_many(broken())
    assert len([next(results), next(results)]) == 2
    with pytest.raises(ArticleError, match="cut off"):
        next(results)


@pytest.mark.usefixtures("stub")
def test_analyze_chunk_encodes_each_result() -> None:
    lines = analyze_chunk([ARTICLES[0], BAD, Article(id="x", text="rusak")])
    results = [decode(line) for line in lines]
    assert ids(iter(results)) == ["fiksi-0", "rusak", "x"]
    assert results[1] == BAD


def test_analyze_chunk_raises_when_the_pipeline_does_not_load(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def codebook_of(path: str) -> None:
        raise LexiconError("topics.toml:2: bad")

    monkeypatch.setattr(pipeline, "codebook_of", codebook_of)
    chunks._pipeline.cache_clear()
    with pytest.raises(LexiconError, match=r"topics\.toml:2"):
        analyze_chunk([ARTICLES[0]])
    with pytest.raises(LexiconError, match=r"topics\.toml:2"):
        list(analyze_many([ARTICLES[0]]))


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize("size", [1, 2, 3, 99])
def test_chunks_lose_nothing(size: int) -> None:
    def broken() -> Iterator[Article]:
        yield from ARTICLES
        raise ArticleError("cut off")

    chunks = split(iter(ARTICLES), size)
    assert [article for chunk in chunks for article in chunk] == ARTICLES
    got: list[Any] = []
    with pytest.raises(ArticleError, match="cut off"):
        got.extend(item for chunk in split(broken(), size) for item in chunk)
    assert got == ARTICLES


# worker processes; the first test takes the time to start them


@pytest.mark.parametrize("chunk_size", [1, 3])
def test_workers_give_the_same_results_as_none(chunk_size: int) -> None:
    items: list[Any] = [*ARTICLES, BAD, "", ("e", "   \n")]
    alone = list(analyze_many(items))
    assert any(isinstance(r, Analysis) and r.quotes for r in alone)
    assert list(analyze_many(items, workers=2, chunk_size=chunk_size)) == alone


def test_workers_give_the_results_before_an_error_of_the_input() -> None:
    def broken() -> Iterator[Article]:
        yield from ARTICLES
        raise ArticleError("news.csv: cut off")

    results: list[Analysis | Failure] = []
    with pytest.raises(ArticleError, match="cut off"):
        results.extend(analyze_many(broken(), workers=2, chunk_size=2))
    assert ids(iter(results)) == [article.id for article in ARTICLES]


def test_workers_take_no_more_items_than_they_need() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            yield Article(id=str(taken), text="“Ya,” kata Sari.")
            taken += 1

    results = analyze_many(endless(), workers=2, chunk_size=2)
    assert ids(iter([next(results) for _ in range(9)])) == [str(n) for n in range(9)]
    results.close()  # type: ignore[attr-defined]
    assert taken <= 9 + 2 * 2 * 4


@pytest.mark.slow
def test_dead_worker_costs_one_article() -> None:
    deadly = DeadlyArticle(id="besar", text="x")
    items = [*ARTICLES[:3], deadly, *ARTICLES[3:]]
    results = list(analyze_many(items, workers=2, chunk_size=2))
    assert ids(iter(results)) == [article.id for article in items]
    failures = [r for r in results if isinstance(r, Failure)]
    assert failures == [
        Failure(
            article_id="besar",
            stage="worker",
            error="BrokenProcessPool",
            message="the worker process died of this article, maybe for want of memory",
        )
    ]


@pytest.mark.slow
def test_workers_of_an_unguarded_script_say_what_to_do(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent("""
        import beritanlp as bn

        print(list(bn.analyze_many(["“Ya,” kata Sari."], workers=2)))
        """)
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert "PipelineError: worker processes do not start" in done.stderr
    assert "if __name__ == '__main__':" in done.stderr


def test_pool_error_is_a_pipeline_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_start_worker", partial(os._exit, 9))
    with pytest.raises(PipelineError, match="worker processes do not start"):
        list(analyze_many(ARTICLES, workers=2))
