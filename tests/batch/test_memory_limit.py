"""An article that takes too much memory is a Failure; the others do not notice."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor

import pytest

from beritanlp.assemble import analyze_article
from beritanlp.batch import analyze_many
from beritanlp.domain import Analysis, Article, Failure
from beritanlp.errors import ArticleError
from beritanlp.memory_limit import memory_limit
from beritanlp.settings import Settings

SHORT = "“Air surut,” kata Camat Sari Wulandari."
LONG = "a b c d e " * 40_000  # takes some 300 MB
SETTINGS = Settings(max_megabytes=100)

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts such memory")


def filled(megabytes: int) -> list[bytes]:
    return [bytes(1 << 10) for _ in range(megabytes << 10)]


def limit() -> tuple[int, int]:
    resource = pytest.importorskip("resource")
    return resource.getrlimit(resource.RLIMIT_DATA)


@linux_only
def test_a_block_that_takes_too_much_is_left_and_the_limit_goes() -> None:
    before = limit()
    with pytest.raises(MemoryError), memory_limit(20):
        filled(200)
    assert limit() == before
    assert len(filled(200)) == 200 << 10


@linux_only
def test_a_lower_limit_of_the_process_stays() -> None:
    run = (
        "import resource\n"
        "from beritanlp.memory_limit import memory_limit\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))\n"
        "with memory_limit(100_000):\n"
        "    assert resource.getrlimit(resource.RLIMIT_DATA) == (1 << 30, 1 << 30)\n"
        "print(resource.getrlimit(resource.RLIMIT_DATA) == (1 << 30, 1 << 30))\n"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr


def test_in_another_thread_there_is_no_limit() -> None:
    found: list[tuple[int, int]] = []

    def run() -> None:
        with memory_limit(1):
            found.append(limit())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [limit()]


def _analyze(workers: int) -> list[Analysis | Failure]:
    articles = [("a", SHORT), ("besar", LONG), ("b", SHORT)]
    return list(analyze_many(articles, workers, chunk_size=2, settings=SETTINGS))


@linux_only
@pytest.mark.parametrize("workers", [1, 2])
def test_a_large_article_is_a_failure_and_the_others_are_read(workers: int) -> None:
    # in a process of its own: what other tests have left free in this one would do for the article
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        first, large, last = pool.submit(_analyze, workers).result()
    assert large == Failure(
        article_id="besar",
        stage="analyze",
        error="ArticleError",
        message="article 'besar': no room in memory; 100 MB beyond what the process has are the "
        "max_megabytes; split it, or raise the setting",
    )
    assert isinstance(first, Analysis)
    assert isinstance(last, Analysis)
    assert first.quotes == last.quotes
    assert first.quotes[0].speaker is not None


def test_a_title_has_the_limit_of_a_text() -> None:
    article = Article(id="a", text=SHORT, title="Air " * 30)
    with pytest.raises(ArticleError, match="article 'a': title has 120 characters, more than"):
        analyze_article(article, Settings(max_characters=100))
