"""Names from data that would be paths, markup, formulas, SQL or commands: they stay texts."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import beritanlp as bn
from beritanlp.batch import analyze_into
from beritanlp.cli import commands
from beritanlp.cli.complaints import complain
from beritanlp.codec import write_jsonl, write_parquet
from beritanlp.corpus import Corpus
from beritanlp.domain import Analysis, Failure
from beritanlp.errors import ArticleError, ResultError
from beritanlp.evaluation.gold import read_gold
from beritanlp.report.terminal import render_terminal
from beritanlp.spreadsheets import formula_free, formula_of
from beritanlp.validation import draw_sample, read_sheets, write_sheet
from made_results import Said, made_analysis, write_parts

NAMES = [
    "../../lari",
    "/tmp/lari",
    "..\\..\\lari",
    "C:\\lari",
    "a/../../lari",
    "lari\0.txt",
    "~/lari",
    "$(touch lari)",
    "`touch lari`; touch lari",
    "lari" * 200,
    "CON",
    "",
]
MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
FORMULA = "=cmd|' /C calc'!A0"
INJECTION = "x'); DROP TABLE articles; --\" OR 1=1"


def results(text: str) -> list[Analysis | Failure]:
    """Results that have *text* wherever a text can stand."""
    said = Said(f"air {text}", f"Sari {text}", text, text, topics=[(text, text)])
    return [
        made_analysis(
            text, [said], outlet=text, place=text, title=text,
            topics=[(text, text)], institutions=[(text, text)],
        ),
        Failure(article_id=text, stage="read", error=text, message=text),
    ]  # fmt: skip


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# --------------------------------------------------------------------------- paths


@pytest.mark.parametrize("name", NAMES)
def test_names_from_data_are_no_paths(tmp_path: Path, name: str) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    work = tmp_path / "x" / "y"
    corpus = Corpus.from_results([made_analysis(name, [Said("air", name)], outlet=name)])
    for format in ("csv", "jsonl", "sqlite"):
        corpus.export(work / format / "x.db" if format == "sqlite" else work / format, format)
    write_parquet(corpus.results(), work / "parquet")
    write_jsonl(corpus.results(), work / "results.jsonl")
    analyze_into([(name, "Air surut.")], work / "batch")
    sample = draw_sample(corpus, 1)
    for format in ("csv", "xlsx", "label-studio", "inception"):
        write_sheet(sample, work / f"sheet-{format}", format)
    outside = {path for path in files_below(tmp_path) if not path.startswith("x/y/")}
    assert outside == set()
    assert not any("lari" in path for path in files_below(tmp_path))
    with zipfile.ZipFile(work / "sheet-inception") as archive:
        for entry in archive.namelist():
            assert "/" not in entry
            assert "\\" not in entry
            assert len(entry) < 100
    assert Corpus.read(work / "batch").articles["article_id"].tolist() == [name]


def test_an_origin_of_gold_is_below_its_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "rahasia.jsonl").write_text('{"id": "a", "text": "kata sandi"}\n')
    gold = tmp_path / "gold.jsonl"
    for origin in ("../rahasia.jsonl", str(tmp_path / "rahasia.jsonl")):
        gold.write_text(json.dumps({"id": "a", "origin": origin}))
        with pytest.raises(ArticleError, match="is not below"):
            read_gold(gold, data)


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Path]:
    """A file that no result may change."""
    path = tmp_path / "milik-saya.txt"
    path.write_text("penting")
    yield path
    assert path.read_text() == "penting"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "hasil"
    write_parts([made_analysis("a", [Said("Air surut", "Rudi Hartanta")])], folder, 1)
    return folder


def test_links_in_a_folder_of_results_are_not_written_through(victim: Path, folder: Path) -> None:
    for name in ("copies.parquet.part", "search.sqlite", "orang.csv.part", "quotes.csv.part"):
        (folder / name).symlink_to(victim)
    corpus = Corpus.read(folder)
    corpus.copies(save=True)
    corpus.write_people(folder / "orang.csv")
    corpus.export(folder, tables=["quotes"])
    assert len(corpus.search("air")) == 1
    assert len(Corpus.read(folder).copies()) == 1


@pytest.mark.parametrize("name", ["manifest.json.part", "results.jsonl.part", "x.parquet"])
def test_a_batch_refuses_a_folder_with_links(victim: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "hasil"
    out.mkdir()
    (out / name).symlink_to(victim)
    with pytest.raises(ResultError, match="is a link"):
        analyze_into([("a", "Air surut.")], out, overwrite=True)


def test_files_that_write_results_do_not_follow_links(victim: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl.part").symlink_to(victim)
    write_jsonl([made_analysis("a")], tmp_path / "x.jsonl")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "quotes.parquet.part").symlink_to(victim)
    write_parquet([made_analysis("a")], tmp_path / "x")


# --------------------------------------------------------------------------- markup


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, [name for name, _ in attrs]))


def assert_inert(page: str) -> None:
    """No tag of the data is one of *page*."""
    tags = _Tags()
    tags.feed(page)
    assert tags.seen
    assert not [tag for tag, _ in tags.seen if tag in ("script", "img", "iframe", "svg")]
    assert not [name for _, names in tags.seen for name in names if name.startswith("on")]


def test_html_is_escaped() -> None:
    (analysis, failure) = results(MARKUP)
    assert isinstance(analysis, Analysis)
    assert_inert(analysis._repr_html_())
    assert_inert(bn.report.html.render_page([analysis, failure], MARKUP))
    assert_inert(Corpus.from_results([analysis])._repr_html_())
    assert_inert(bn.analyze(MARKUP * 3, id=MARKUP, title=MARKUP, outlet=MARKUP)._repr_html_())


def test_graphml_is_escaped(tmp_path: Path) -> None:
    said = [Said("air", f"Sari {MARKUP}\0\x1b]]>"), Said("surut", "Rudi & <Hartanta>")]
    corpus = Corpus.from_results([made_analysis(str(n), said) for n in range(3)])
    path = tmp_path / "x.graphml"
    bn.measures.write_graphml(bn.measures.co_quotation(corpus, min_articles=1), path)
    labels = [
        data.text
        for data in ElementTree.parse(path).iter("{http://graphml.graphdrawing.org/xmlns}data")
        if data.get("key") == "node_label"
    ]
    assert sorted(map(str, labels)) == ["Rudi & <Hartanta>", f"Sari {MARKUP}]]>"]


def test_what_steers_a_terminal_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    complain("a\x1b[2Jb\x07c\x9bd\u202ee")
    assert capsys.readouterr().err == "beritanlp: a\\x1b[2Jb\\x07c\\x9bd\\u202ee\n"


@pytest.mark.parametrize("width", [60, 120])
def test_an_analysis_steers_no_terminal(width: int) -> None:
    odd = "\x1b[2J\x9b\u202e\ud83d"
    text = f"“Air {odd}surut,” kata Bupati Jember Rudi Hartanta. KPK{odd} datang."
    analysis = bn.analyze(text, id=odd, title=f"Air {odd}", outlet=odd)
    drawn = io.StringIO()
    console = Console(file=drawn, width=width, force_terminal=False)
    render_terminal(analysis, console)
    assert "“Air \\x1b[2J\\x9b\\u202e\\ud83dsurut" in " ".join(drawn.getvalue().split())
    assert not set("\x1b\x9b\u202e\ud83d") & set(drawn.getvalue())
    assert "Rudi Hartanta" in drawn.getvalue()


# --------------------------------------------------------------------------- spreadsheets

STARTS = "=+-@＝＋－＠"


def is_safe(text: str) -> bool:
    """Whether no cell begins as a formula, however a spreadsheet cuts *text* into cells."""
    cells = [text]
    for separator in ";\t\r\n":
        cells = [part for cell in cells for part in cell.split(separator)]
    return not any(cell.startswith(tuple(STARTS)) for cell in cells)


@given(st.text(st.sampled_from(f"{STARTS};\t\r\n'\"a, "), max_size=12))
def test_no_text_is_a_formula_and_each_comes_back(text: str) -> None:
    assert is_safe(formula_free(text))
    assert formula_of(formula_free(text)) == text


@pytest.mark.parametrize("text", [FORMULA, f"a;{FORMULA}", f"a\n{FORMULA}", f"\t{FORMULA}"])
def test_tables_for_spreadsheets_hold_no_formula(tmp_path: Path, text: str) -> None:
    corpus = Corpus.from_results(results(text)[:1])
    corpus.export(tmp_path / "csv")
    corpus.write_people(tmp_path / "orang.csv")
    write_sheet(draw_sample(corpus, 1), tmp_path / "sheet.csv")
    with (tmp_path / "analyze.csv").open("wb") as file:
        commands._write_csv(corpus.quotes, file)
    files = [*tmp_path.glob("*.csv"), *(tmp_path / "csv").glob("*.csv")]
    assert len(files) > 8
    for path in files:
        with path.open(encoding="utf-8", newline="") as table:
            for row in csv.reader(table):
                for cell in row:
                    assert is_safe(cell), (path, cell)


def test_a_workbook_holds_no_formula_and_the_words_come_back(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    corpus = Corpus.from_results(results(FORMULA)[:1])
    path = tmp_path / "x.xlsx"
    write_sheet(draw_sample(corpus, 1), path, "xlsx")
    book = openpyxl.load_workbook(path)
    assert not [c for row in book.active.iter_rows() for c in row if c.data_type == "f"]
    (sheet,) = read_sheets(path)
    assert sheet.quotes[0].role == FORMULA


# --------------------------------------------------------------------------- databases


def test_texts_are_no_sql(tmp_path: Path) -> None:
    corpus = Corpus.from_results(results(INJECTION)[:1])
    path = tmp_path / "x.db"
    corpus.export(path, "sqlite")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT article_id FROM articles").fetchall() == [(INJECTION,)]
    filters = ("outlet", "place", "topic", "institution", "speaker", "ids")
    for name in filters:
        assert len(corpus.filter(**{name: "x' OR 1=1 --"})) == 0  # type: ignore[arg-type]
    assert len(corpus.filter(ids=INJECTION).search("air")) == 1
    assert len(corpus.search('air* OR "surut"')) == 1


@pytest.mark.parametrize("query", ["x') OR 1=1 --x", "stems: air", "NEAR(air surut)", "a^2 {b}"])
def test_a_search_is_words_and_no_language_of_sqlite(query: str) -> None:
    corpus = Corpus.from_results([made_analysis("a", [Said("gudang penuh")])])
    assert len(corpus.search(query)) == 0


@pytest.mark.parametrize("name", ["quotes; DROP TABLE x", "read_text('/etc/passwd')", 'a" OR "'])
def test_names_of_tables_and_columns_are_no_sql(name: str) -> None:
    corpus = Corpus.from_results([made_analysis("a", [Said("gudang penuh")])])
    with pytest.raises(ValueError, match=r"must (be|name)"):
        corpus.count(name)
    with pytest.raises(ValueError, match=r"must (be|name)"):
        corpus.count("quotes", by=name)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{}')",
        "SELECT * FROM read_csv('{}')",
        "SELECT * FROM '{}'",
        "SELECT * FROM glob('/*')",
        "SELECT getenv('HOME')",
        "COPY (SELECT 1) TO '{}'",
        "ATTACH '{}' AS x",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SELECT 1; COPY (SELECT 1) TO '{}'",
        "FROM sqlite_scan('{}', 'x')",
    ],
)
def test_sql_has_no_other_file(folder: Path, victim: Path, query: str) -> None:
    for corpus in (Corpus.read(folder), Corpus.from_results([made_analysis("a")])):
        with pytest.raises(ResultError):
            corpus.sql(query.format(victim))
