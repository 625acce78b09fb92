"""The notebooks run from top to bottom, without a network, and show what stands in them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

import beritanlp as bn
from keep_outputs import NOTEBOOKS, run_notebook, texts_of

pytest.importorskip("nbclient", reason="the test extra brings nbclient")

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
ARTICLES = NOTEBOOKS / "articles" / "trans-arga.jsonl"
# those whose words were taken over, by whoever wrote them
COPIES = [{"ta-002", "ta-003"}, {"ta-024", "ta-025", "ta-026"}, {"ta-044", "ta-045"}]

notebook = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # jupyter's own


@cache
def shown(name: str) -> dict[str, str]:
    """What the cells of a notebook show in a run; each runs once."""
    return texts_of(run_notebook(NOTEBOOKS / f"{name}.ipynb"))


def shown_by(name: str, source: str) -> str:
    """What the cell whose source has the words *source* shows."""
    (cell,) = (c for c in _read(name).cells if c["cell_type"] == "code" and source in c["source"])
    return shown(name)[cell["id"]]


def _read(name: str) -> Any:
    import nbformat

    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def numbers(pattern: str, text: str) -> list[int]:
    """The whole numbers that the groups of *pattern* find in *text*."""
    found = re.search(pattern, text)
    assert found, text
    return [int(number) for number in found.groups()]


def _words(texts: dict[str, str]) -> dict[str, list[str]]:
    """Texts without spaces and ends of lines, which tables have more or less of."""
    return {cell: text.split() for cell, text in texts.items()}


def test_the_five_notebooks_are_there() -> None:
    assert [name[:2] for name in NAMES] == ["01", "02", "03", "04", "05"]


@pytest.mark.slow
@notebook
@pytest.mark.parametrize("name", NAMES)
def test_kept_outputs_are_those_of_a_run(name: str) -> None:
    if name.startswith("05"):
        pytest.importorskip("distributed", reason="DASK NOT TESTED: it is not installed")
    assert _words(texts_of(_read(name))) == _words(shown(name)), (
        "run: python tests/keep_outputs.py, and read what has changed"
    )


@pytest.mark.slow
@notebook
def test_first_article_names_its_speaker() -> None:
    assert "direct   Raka Wibisana (surname)" in shown_by("01-first-article", "quote.kind:8")


@pytest.mark.slow
@notebook
def test_study_counts_each_story_once() -> None:
    table = shown_by("02-corpus-study", "copies = corpus.copies()")
    stories: dict[str, set[str]] = {}
    for story, article in re.findall(r"^\d+ +(\S+) +(\S+)", table, re.MULTILINE):
        stories.setdefault(story, set()).add(article)
    assert list(stories.values()) == COPIES


@pytest.mark.slow
@notebook
def test_study_finds_that_the_agency_quotes_the_city_most() -> None:
    findings = shown_by("02-corpus-study", "Markdown(")
    interval = r"interval (\d+)% to (\d+)%; n = \d+\)"
    low, high = numbers(f"{interval} with the agency", findings)
    _, high_of_daily = numbers(f"{interval} in the daily", findings)
    assert high_of_daily < low < high
    assert "cannot be told from these articles" in findings


@pytest.mark.slow
@notebook
def test_validation_reports_what_the_sheets_say() -> None:
    sheets = NOTEBOOKS / "coding"
    with (sheets / "settled.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = sum(row["content_right"] == row["speaker_right"] == "y" for row in rows)
    figures = shown_by("03-validation", "settled.csv")
    assert f"right throughout: {right} of {len(rows)}" in figures
    report = shown_by("03-validation", "Markdown(")
    assert "whether it is a quote 0.43" in report


@pytest.mark.slow
@notebook
def test_coded_sample_is_that_of_the_results() -> None:
    told = shown_by("03-validation", "reading-{n}.csv")
    still, drawn = numbers(r"(\d+) of (\d+)", told)
    # a few rows may change with the rules; with more the sheets must be coded anew
    assert still >= 0.9 * drawn, told


@pytest.mark.slow
@notebook
def test_correction_moves_shares_towards_the_coders() -> None:
    table = shown_by("03-validation", "bn.validation.corrected_share(")
    shares = {row[1]: tuple(map(float, row[2:])) for row in map(str.split, table.splitlines()[1:])}
    for kind in ("local_government", "citizen", "business"):
        found, corrected, low, high = shares[kind]
        assert found < corrected, kind
        assert low < corrected < high, kind


@pytest.mark.slow
@notebook
def test_own_codebook_finds_the_coded_subjects() -> None:
    told = shown_by("04-own-codebook", "pd.crosstab(codes")
    found, coded = numbers(r"(\d+) of (\d+) main subjects", told)
    assert coded == 65
    assert found >= 60
    scores = shown_by("04-own-codebook", "bn.topics.train(").split()
    f1 = [float(value) for value in scores[scores.index("f1") + 6 :: 6]]
    assert len(f1) == 5
    assert sum(f1) / len(f1) > 0.7


@pytest.mark.slow
@pytest.mark.dask
@notebook
def test_cluster_gives_the_same() -> None:
    pytest.importorskip("distributed", reason="DASK NOT TESTED: it is not installed")
    assert "the same as here: True" in shown_by("05-dask", "there = quotes.compute()")
    assert "the same digest: True" in shown_by("05-dask", "engine=engine")


# --------------------------------------------------------------------------- the articles


def test_articles_are_dated_as_they_say() -> None:
    days = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    seen = 0
    for article in bn.read_articles(ARTICLES):
        assert article.published is not None
        pattern = rf"({'|'.join(days)}),? \((\d+)/(\d+)(?:/2026)?\)"
        for day, number, month in re.findall(pattern, article.text):
            date = article.published.replace(day=int(number), month=int(month))
            assert days[date.weekday()] == day, article.id
            seen += 1
    assert seen > 50


def test_every_article_has_one_code() -> None:
    path = NOTEBOOKS / "articles" / "trans-arga-codes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        codes = {row["article_id"]: row["code"] for row in csv.DictReader(file)}
    articles = list(bn.read_articles(ARTICLES))
    assert list(codes) == [article.id for article in articles]
    assert min(Counter(codes.values()).values()) >= 10
    assert Counter(article.outlet for article in articles) == {
        "Kabar Arga": 24, "Lintas Pagi": 18, "Nusapers": 14, "Niaga Kini": 9,
    }  # fmt: skip


def test_files_beside_the_notebooks_are_small() -> None:
    kilobytes = {path: path.stat().st_size / 1000 for path in NOTEBOOKS.rglob("*.*")}
    assert max(kilobytes.values()) < 200, max(kilobytes, key=kilobytes.__getitem__)
