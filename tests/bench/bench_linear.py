"""How time grows with length: texts and pages of `tests/hardening/families.py`, doubled to 2 MB.

``python tests/bench/bench_linear.py [texts|pages] [--only NAME] [--largest 2000000]`` prints, for
each family, the CPU seconds of one analysis (of one reading, for pages) at sizes that double, and
the worst ratio of two neighbouring sizes: 2.0 is linear, 4.0 quadratic, and at most 2.3 is wanted.
Where a ratio is above that, both sizes are measured once more and the shorter times count, since
other processes may have taken the caches. Runs of less than 0.1 s say nothing of growth. Pages
that are refused count as read.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import itertools
import sys
from collections.abc import Callable, Iterator

from common import ROOT, seconds

sys.path.append(str(ROOT / "tests" / "hardening"))
from families import PAGES, TEXTS

from beritanlp.errors import ArticleError

WANTED = 2.3  # the most that a doubling may multiply the time by
MEASURABLE = 0.1  # seconds
DOUBLINGS = 5  # from 64 KB to 2 MB
REPEATS = 2  # further measurements where a ratio is above what is wanted


def sizes(largest: int) -> list[int]:
    return [largest >> k for k in range(DOUBLINGS, -1, -1)]


def taken(run: Callable[[str], object], text: str) -> float:
    def refused_or_read() -> None:
        with contextlib.suppress(ArticleError):
            run(text)

    gc.collect()
    return seconds(refused_or_read)


def ratios(times: list[float]) -> Iterator[float]:
    """How the time of each size is to that of the one before, where both can be measured."""
    for before, after in itertools.pairwise(times):
        if before >= MEASURABLE:
            yield after / before


def measure(run: Callable[[str], object], texts: list[str]) -> list[float]:
    """CPU seconds for each of *texts*."""
    times = [taken(run, text) for text in texts]
    for _ in range(REPEATS):
        for n in range(len(texts) - 1):
            if times[n] >= MEASURABLE and times[n + 1] / times[n] > WANTED:
                times[n] = min(times[n], taken(run, texts[n]))
                times[n + 1] = min(times[n + 1], taken(run, texts[n + 1]))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("kind", nargs="?", choices=("texts", "pages"), help="both by default")
    parser.add_argument("--only", help="families whose name contains this")
    parser.add_argument("--largest", type=int, default=2_000_000, help="characters")
    call = parser.parse_args()

    import beritanlp as bn
    from beritanlp.batch.chunks import settle_memory
    from beritanlp.readers.html import read_html

    kinds = {"texts": (TEXTS, bn.analyze), "pages": (PAGES, read_html)}
    worst: list[tuple[float, str]] = []
    for kind in [call.kind] if call.kind else kinds:
        families, run = kinds[kind]
        run("<p>Ia datang.</p>")
        settle_memory()  # as in a worker: the tables are not looked through again and again
        print(f"{kind:34}" + "".join(f"{n:>9,}" for n in sizes(call.largest)) + "  ratio")
        for name, make in families.items():
            if call.only and call.only not in name:
                continue
            times = measure(run, [make(n) for n in sizes(call.largest)])
            ratio = max(ratios(times), default=0.0)
            worst.append((ratio, f"{kind}: {name}"))
            shown = "".join(f"{t:9.2f}" for t in times)
            mark = " *" if ratio > WANTED else ""
            print(f"  {name:32}{shown}  {ratio:5.2f}{mark}", flush=True)
    ratio, name = max(worst)
    above = sum(ratio > WANTED for ratio, _ in worst)
    print(f"worst ratio {ratio:.2f} ({name}); {above} of {len(worst)} above {WANTED}")


if __name__ == "__main__":
    main()
