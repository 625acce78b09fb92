"""The report in a browser: it finds, sorts and pages; hostile text is inert; axe finds nothing.

Needs playwright and axe-playwright-python (neither is an extra of ours) and a Chromium, by the
environment variable ``CHROMIUM`` or on the path.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from beritanlp import Corpus
from beritanlp.report.corpus import write_report
from made_results import Said, made_analysis

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the browser tests need: pip install playwright"
)
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="the browser tests need Chromium; set CHROMIUM"),
]
HOSTILE = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
OVERRIDE = "\u202eterbalik"  # right-to-left override, never ended


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Sixty articles of two persons, one of whom is hostile in all that is said of her."""
    made = [
        made_analysis(
            f"x{n:02}",
            [
                Said(f"“Beras nomor {n} cukup,”", "Rangga Wiratama", role="Menteri", cue="kata"),
                Said(
                    f"{OVERRIDE} harga {HOSTILE} naik",
                    f"Siti {HOSTILE}",
                    role=f"warga {OVERRIDE}",
                    cue="ujar",
                ),
            ],
            outlet=["Kabar Kita", HOSTILE][n % 2],
            title=f"Judul {n} {HOSTILE}",
            published=dt.date(2025, 1 + n % 3, 1),
            topics=[("4", f"Pertanian {HOSTILE}")],
            institutions=[("kemenkes", "Kementerian Kesehatan")],
        )
        for n in range(60)
    ]
    made.append(made_analysis("huge", [Said("a " * 500_000, "Joko")], title="b" * 1_000_000))
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(Corpus.from_results(made), path)
    return path.as_uri()


@pytest.fixture
def page(browser: Any, report: str) -> Iterator[Any]:
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda told: problems.append(told.text) if told.type == "error" else None)
    page.on("request", lambda asked: problems.append(asked.url) if asked.url != report else None)
    page.goto(report)
    yield page
    assert problems == []
    page.close()


def go(page: Any, where: str) -> None:
    page.evaluate("where => { location.hash = where; }", where)
    page.wait_for_function(
        "where => document.querySelector(`[data-ready='${where}']`) !== null",
        arg=where.split("?")[0],
    )


def test_words_filters_and_pages_find_quotes(page: Any) -> None:
    go(page, "quotes")
    found = page.locator("#quotes output")
    assert found.inner_text() == "121 of 121 quotes"
    assert page.locator("#quotes tbody tr").count() == 50
    page.get_by_role("button", name="Next").click()
    assert "page 2 of 3" in page.locator("#quotes .pages").inner_text()
    page.get_by_role("searchbox").fill('"nomor 7" beras -harga')
    playwright.expect(found).to_have_text("1 of 121 quotes")
    assert page.locator("#quotes mark.hit").first.inner_text() == "Beras"
    page.get_by_role("button", name="Clear").click()
    page.locator(".filters select").nth(1).select_option("indirect")
    assert found.inner_text() == "0 of 121 quotes"


def test_an_address_keeps_a_search(page: Any) -> None:
    go(page, "quotes?q=nomor&source_kind=government")
    assert page.locator("#quotes output").inner_text() == "60 of 121 quotes"


def test_context_marks_quote_cue_and_source(page: Any) -> None:
    go(page, "quotes?q=%22nomor+27%22")
    page.get_by_role("button", name="In context").first.click()
    context = page.locator(".context").first
    assert context.locator("mark.cue").first.inner_text() == "kata"
    assert "Beras nomor 27 cukup" in context.inner_text()


def test_sources_sort_and_lead_to_their_pages(page: Any) -> None:
    go(page, "sources")
    page.locator("#sources thead").get_by_role("button", name="quotes").click()
    head = page.locator("#sources th[aria-sort='descending']")
    assert head.inner_text().startswith("quotes")
    page.get_by_role("link", name="Rangga Wiratama").first.click()
    page.wait_for_selector("#sources-view .facts")
    assert page.locator("#sources-title").inner_text() == "Rangga Wiratama"
    assert page.evaluate("document.activeElement.id") == "sources-title"
    assert "Siti" in page.locator("#sources-view").inner_text()  # quoted beside


def test_the_language_changes_all_words(page: Any) -> None:
    go(page, "quotes")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    page.wait_for_function(
        "document.querySelector('#quotes output').textContent.includes('kutipan')"
    )
    assert page.evaluate("document.documentElement.lang") == "id"
    assert page.locator("nav").inner_text().split()[0] == "Ikhtisar"


def test_hostile_text_is_shown_and_does_nothing(page: Any) -> None:
    for where in ("quotes", "sources", "institutions", "source-1", "institution-0"):
        go(page, where)
        assert page.evaluate("window.hit") is None
        assert page.locator("main img, main script").count() == 0
    go(page, "quotes?q=harga")
    assert HOSTILE in page.locator("#quotes tbody tr").first.inner_text()
    # the override ends with its own element: what stands behind it is not turned round
    assert page.evaluate("getComputedStyle(document.querySelector('bdi')).unicodeBidi") == "isolate"


def test_quotes_are_saved_as_a_table_that_runs_no_formula(page: Any, tmp_path: Path) -> None:
    go(page, "quotes?q=nomor")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save these as CSV").click()
    path = tmp_path / "quotes.csv"
    waiting.value.save_as(path)
    rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 61
    assert rows[1].startswith('"2025-01-01","Kabar Kita"')


def test_a_keyboard_reaches_everything(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent"))
    assert {"Bahasa Indonesia", "Quotes", "Methods and data"} <= reached


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "where", ["overview", "quotes", "sources", "institutions", "topics", "methods", "source-0"]
)
def test_axe_finds_nothing_serious(browser: Any, report: str, where: str, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python"
    )
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{report}#{where}")
    page.wait_for_timeout(300)
    found = axe.Axe().run(page).response["violations"]
    serious = [
        (item["id"], item["nodes"][0]["html"][:200], item["nodes"][0]["failureSummary"])
        for item in found
        if item["impact"] in ("serious", "critical")
    ]
    page.close()
    assert serious == []
