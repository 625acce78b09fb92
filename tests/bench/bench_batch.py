"""A batch from beginning to end: articles a second, cost of one, memory over the run, digests.

``python tests/bench/bench_batch.py [--sizes 1000 10000 100000] [--engines 1 2 dask]`` analyses the
shared news, varied by ``vary.py`` so that no two articles are equal, into a temporary folder with
one process, with two, and on a Dask cluster of two processes on this machine. ``peak`` is
the most that all processes together held, ``slope`` how much they grew over the last half of the
run, for each 10,000 articles (least squares). The digests of one size must all be equal; the script
fails where they are not. Needs the extras dask and test; 100,000 articles take an hour and more.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from vary import varied

from beritanlp.batch import Engine, Progress, analyze_into
from beritanlp.readers import read_articles

SECONDS_BETWEEN_SAMPLES = 1.0


class Watch:
    """Samples the memory of this process and those it started, with the articles done by then."""

    def __init__(self) -> None:
        self.done = 0
        self.samples: list[tuple[int, float]] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def add(self, news: Progress) -> None:
        self.done += news.articles

    def _run(self) -> None:
        own = psutil.Process()
        while not self._ended.wait(SECONDS_BETWEEN_SAMPLES):
            total = 0
            for process in (own, *own.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    # what is its own: pages of shared libraries would count once a process
                    total += process.memory_full_info().uss
            self.samples.append((self.done, total / 1e6))

    def peak(self) -> float:
        return max(mb for _, mb in self.samples)

    def slope(self) -> float:
        """MB for each 10,000 articles, over the second half of the articles."""
        late = [(n, mb) for n, mb in self.samples if n > self.done / 2]
        if len(late) < 3:
            return float("nan")
        mean_n = sum(n for n, _ in late) / len(late)
        mean_mb = sum(mb for _, mb in late) / len(late)
        spread = sum((n - mean_n) ** 2 for n, _ in late)
        return 1e4 * sum((n - mean_n) * (mb - mean_mb) for n, mb in late) / spread


@contextlib.contextmanager
def make_engine(name: str) -> Iterator[tuple[Engine | None, int]]:
    """The engine called *name*, and the number of workers where it is none."""
    if name != "dask":
        yield None, int(name)
        return
    from beritanlp.distributed.dask import engine
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        yield engine(client), 2


def measure(source: Path, name: str, folder: Path) -> dict[str, Any]:
    with make_engine(name) as (engine, workers), Watch() as watch:
        start, cpu = time.monotonic(), _cpu()
        summary = analyze_into(
            read_articles(source), folder, engine=engine, workers=workers, progress=watch.add
        )
        wall = time.monotonic() - start
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "articles": summary.articles,
        "engine": name,
        "articles_per_second": round(summary.articles / wall, 1),
        "cpu_ms_per_article": round(1e3 * (_cpu() - cpu) / summary.articles, 2),
        "peak_mb": round(watch.peak()),
        "slope_mb_per_10000": round(watch.slope(), 1),
        "kb_on_disk_per_article": round(size / summary.articles / 1e3, 1),
        "failures": summary.failures,
        "digest": summary.digest[:16],
    }


def _cpu() -> float:
    """CPU seconds of this process and of those it started that have ended."""
    return sum(os.times()[:4])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--engines", nargs="+", default=["1", "2", "dask"])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    same = True
    with tempfile.TemporaryDirectory() as work:
        for size in arguments.sizes:
            source = Path(work, f"{size}.jsonl")
            with source.open("w", encoding="utf-8") as file:
                for record in varied(size, arguments.seed):
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
            digests = set()
            for name in arguments.engines:
                with tempfile.TemporaryDirectory(dir=work) as folder:
                    found = measure(source, name, Path(folder))
                print(json.dumps(found), flush=True)
                digests.add(found["digest"])
            same = same and len(digests) == 1
    if not same:
        print("digests differ", file=sys.stderr)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
