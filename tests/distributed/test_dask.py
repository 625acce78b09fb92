"""The same bytes from a Dask cluster as from this machine, also when a worker is killed."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from beritanlp.batch import analyze_into
from beritanlp.domain import Article, Failure
from beritanlp.errors import PipelineError
from beritanlp.parts import read_journal

distributed = pytest.importorskip("distributed", reason="DASK NOT TESTED: it is not installed")

from beritanlp.distributed import dask as ours  # noqa: E402
from beritanlp.distributed.frames import analyze_frame  # noqa: E402

pytestmark = [
    pytest.mark.dask,
    pytest.mark.slow,
    # Dask's own, when a cluster goes down under load
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

NAMES = ["Sari Wulandari", "Rangga Wiratama", "Melati Kusumawati"]
ARTICLES = [
    Article(id=f"fiksi-{n}", text=f"“Kami siap {n} hari,” kata Camat {NAMES[n % 3]}, Senin (3/5).")
    for n in range(200)
]


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("here")
    analyze_into(ARTICLES, folder, part_size=50)
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_cluster_makes_the_same_bytes(client: Any, whole: Path, tmp_path: Path) -> None:
    analyze_into(ARTICLES, tmp_path, part_size=50, engine=ours.engine(client))
    assert files_of(tmp_path) == files_of(whole)


def test_killed_worker_costs_nothing(client: Any, whole: Path, tmp_path: Path) -> None:
    killed: list[int] = []

    def articles() -> Iterator[Article]:
        for n, article in enumerate(ARTICLES):
            if n == 150:
                pids = client.run(os.getpid)
                killed.append(min(pids.values()))
                os.kill(killed[0], signal.SIGKILL)
            yield article

    analyze_into(articles(), tmp_path, part_size=50, engine=ours.engine(client))
    assert killed
    assert files_of(tmp_path) == files_of(whole)


def test_stopped_run_goes_on_elsewhere(client: Any, whole: Path, tmp_path: Path) -> None:
    def broken() -> Iterator[Article]:
        yield from ARTICLES[:120]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        analyze_into(broken(), tmp_path, part_size=50, engine=ours.engine(client))
    done = len(read_journal(tmp_path))
    assert done <= 2
    assert analyze_into(ARTICLES, tmp_path, part_size=50, resume=True).reused == done
    assert files_of(tmp_path) == files_of(whole)


def test_frame_of_a_cluster_is_that_of_pandas(client: Any) -> None:
    dd = pytest.importorskip("dask.dataframe")
    frame = pd.DataFrame({"id": [a.id for a in ARTICLES], "text": [a.text for a in ARTICLES]})
    lazy = ours.analyze(dd.from_pandas(frame, npartitions=4, sort=False), "quotes")
    expected = analyze_frame(frame, "quotes")
    assert list(lazy.columns) == list(expected.columns)
    pd.testing.assert_frame_equal(lazy.compute().reset_index(drop=True), expected)


def test_deadly_article_is_a_failure(client: Any) -> None:
    class Dead(Exception):
        pass

    class Submitted:
        """A cluster on which every task with the article *besar* kills its worker."""

        def __init__(self, chunk: list[Article]) -> None:
            self.chunk = chunk

        def result(self) -> list[str]:
            if any(article.id == "besar" for article in self.chunk):
                raise distributed.KilledWorker("task", None, 3)
            return work(self.chunk, None)

        def release(self) -> None:
            pass

    class FakeClient:
        def submit(self, _: Any, chunk: list[Article], *__: Any, **___: Any) -> Submitted:
            return Submitted(chunk)

        def scheduler_info(self, _: int) -> dict[str, Any]:
            return {"workers": {"a": {}}}

        def cancel(self, _: Any) -> None:
            pass

    def work(chunk: list[Any], _: Any) -> list[str]:
        return [e.error if isinstance(e, Failure) else e.id for e in chunk]

    chunks = [[*ARTICLES[:2], Article(id="besar", text="x")], ARTICLES[2:3]]
    found = list(ours._map_chunks(FakeClient(), work, iter(chunks), None))
    assert found == [["fiksi-0", "fiksi-1", "KilledWorker"], ["fiksi-2"]]


def test_no_scheduler_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "_SECONDS_TO_CONNECT", 0.2)
    with (
        pytest.raises(PipelineError, match="no Dask scheduler answers"),
        ours.connect("tcp://127.0.0.1:9"),
    ):
        pass


def test_other_version_on_the_workers_is_refused(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "__version__", "99")
    with pytest.raises(PipelineError, match=r"has beritanlp .*, this process 99 .*; install the"):
        ours.engine(client)
