"""An article that takes too long is a Failure; the others do not notice."""

from __future__ import annotations

import contextlib
import signal
import threading
from pathlib import Path

import pytest

from beritanlp.assemble import analyze_article
from beritanlp.batch import analyze_into, analyze_many
from beritanlp.batch.time_limit import OutOfTime, time_limit
from beritanlp.corpus import Corpus
from beritanlp.domain import Analysis, Article, Failure
from beritanlp.settings import Settings

SHORT = "“Air surut,” kata Camat Sari Wulandari."
LONG = "Camat Rudi Hartanta mengatakan air surut. " * 20_000  # takes seconds
SETTINGS = Settings(max_seconds=0.5)

# the signal may fall into a callback of the garbage collector, such as Hypothesis has, where Python
# drops what it raises and says so; it comes again
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def busy() -> None:
    while True:
        pass


def test_a_block_that_takes_too_long_is_left() -> None:
    with pytest.raises(OutOfTime), time_limit(0.05):
        busy()
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_no_except_on_the_way_keeps_it() -> None:
    def stubborn() -> None:
        while True:
            with contextlib.suppress(Exception):
                busy()

    with pytest.raises(OutOfTime), time_limit(0.05):
        stubborn()


def test_what_the_process_did_with_the_signal_comes_back() -> None:
    def own(*_: object) -> None:
        pass

    before = signal.signal(signal.SIGVTALRM, own)
    try:
        with time_limit(60):
            assert signal.getsignal(signal.SIGVTALRM) is not own
        assert signal.getsignal(signal.SIGVTALRM) is own
    finally:
        signal.signal(signal.SIGVTALRM, before)


def test_in_another_thread_there_is_no_limit() -> None:
    found: list[object] = []

    def run() -> None:
        with time_limit(1e-6):
            found.append(signal.getitimer(signal.ITIMER_VIRTUAL))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [(0, 0)]


@pytest.fixture(autouse=True)
def _loaded() -> None:
    """The tables of this process are loaded before the clock runs."""
    analyze_article(Article(id="a", text=SHORT))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_slow_article_is_a_failure_and_the_others_are_read(workers: int) -> None:
    articles = [("a", SHORT), ("lama", LONG), ("b", SHORT)]
    first, slow, last = analyze_many(articles, workers, chunk_size=2, settings=SETTINGS)
    assert isinstance(slow, Failure)
    assert slow == Failure(
        article_id="lama",
        stage="analyze",
        error="ArticleError",
        message="article 'lama': not done after 0.5 s of processor time, the max_seconds; split "
        "it, or raise the setting",
    )
    assert isinstance(first, Analysis)
    assert isinstance(last, Analysis)
    assert first.quotes == last.quotes
    assert first.quotes[0].speaker is not None


def test_a_batch_has_a_row_for_it(tmp_path: Path) -> None:
    run = analyze_into([("a", SHORT), ("lama", LONG)], tmp_path, settings=SETTINGS)
    assert (run.articles, run.failures) == (2, 1)
    assert Corpus.read(tmp_path).failures["article_id"].tolist() == ["lama"]
