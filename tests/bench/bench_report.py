"""The report in a browser: size, first paint, when its quotes are read, answers to a search.

``python tests/bench/bench_report.py RESULTS [--quotes 200 5000 50000] [--pictures FOLDER]`` writes
reports of saved results with so many quotes in their tables, opens each in headless Chromium, and
prints a line a report: megabytes, seconds to write, milliseconds to first paint and until all
quotes can be searched, the longest time that the page did not react while it read them, and the
median and longest answer of the searches below (from the last key to the new rows, with the 120 ms
that the page waits for another key). Needs ``pip install playwright`` and a Chromium, on the path
or named by ``CHROMIUM``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from beritanlp import Corpus
from beritanlp.report.corpus import write_report

SEARCHES = ("harga", "menteri", "harga beras", '"tidak akan"', "zzz", "a", "warga -desa", "an")
VIEWS = ("overview", "quotes", "sources", "institutions", "topics", "methods", "source-0")
_WATCH_TASKS = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({ type: "longtask", buffered: true });
"""
_SEARCH = """(query) => new Promise((resolve) => {
  const input = document.querySelector("#quotes input[type=search]");
  const body = document.querySelector("#quotes tbody");
  const since = performance.now();
  new MutationObserver((_, watch) => {
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
  }).observe(body, { childList: true });
  input.value = query;
  input.dispatchEvent(new Event("input"));
})"""


def measure(page: Page, path: Path, pictures: Path | None) -> dict[str, Any]:
    page.add_init_script(_WATCH_TASKS)
    since = time.monotonic()
    page.goto(path.as_uri() + "#quotes", wait_until="commit")
    page.wait_for_selector("[data-ready='quotes']", timeout=120_000)
    ready = time.monotonic() - since
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    longest = page.evaluate("window.longest")
    answers = [page.evaluate(_SEARCH, query) for query in SEARCHES]
    if pictures:
        for view in VIEWS:
            page.evaluate("where => { location.hash = where; }", view)
            page.wait_for_timeout(1000)
            page.screenshot(path=pictures / f"{path.stem}-{view}.png")
    return {
        "megabytes": round(path.stat().st_size / 1e6, 1),
        "first_paint_ms": round(paint),
        "all_read_ms": round(1e3 * ready),
        "longest_halt_ms": round(longest),
        "search_median_ms": round(statistics.median(answers)),
        "search_longest_ms": round(max(answers)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("results", type=Path)
    parser.add_argument("--quotes", type=int, nargs="+", default=[200, 5000, 50_000])
    parser.add_argument("--pictures", type=Path)
    arguments = parser.parse_args()
    if arguments.pictures:
        arguments.pictures.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    corpus = Corpus.read(arguments.results)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for quotes in arguments.quotes:
            path = Path(folder, f"report-{quotes}.html")
            since = time.process_time()
            shown = write_report(corpus, path, quotes=quotes)
            spent = time.process_time() - since
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            found = measure(page, path, arguments.pictures)
            page.close()
            print(json.dumps({"quotes": shown, "written_cpu_s": round(spent, 1), **found}))
        browser.close()


if __name__ == "__main__":
    main()
