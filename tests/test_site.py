"""The pages of the site: what they show is what happens, and they show everything public.

A built site is checked where MkDocs is installed: pip install --group docs.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest
import typer

import beritanlp
from beritanlp.cli.main import app
from beritanlp.frames import TABLES
from page_examples import PAGES, blocks_of, check_command, commands_in, page_paths, run_page

SITE = PAGES.parent
ROOT = SITE.parents[1]
MODULES = (
    *("copies", "distributed.dask", "distributed.frames", "evaluation"),
    *(name for name in beritanlp._MODULES if name != "distributed"),
)

pages = pytest.mark.parametrize(
    "path", page_paths(), ids=lambda path: path.relative_to(PAGES).as_posix()
)


def hook(name: str) -> ModuleType:
    """A module of the site's hooks."""
    spec = importlib.util.spec_from_file_location(name, SITE / f"hooks/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# ------------------------------------------------------------------ examples


@pages
def test_page_prints_what_it_shows(path: Path, tmp_path: Path) -> None:
    # before 14.3 rich pads the columns of tables otherwise
    pads = tuple(map(int, version("rich").split(".")[:2])) >= (14, 3)
    for code, printed, shown in run_page(text_of(path), tmp_path):
        if not pads:
            printed, shown = " ".join(printed.split()), " ".join(shown.split())
        assert printed == shown, f"{code}\npython tests/page_examples.py --write {path}"


@pages
def test_code_that_does_not_run_here_can_be_read(path: Path) -> None:
    for block in blocks_of(text_of(path), "py"):
        compile(block, str(path), "exec")
    for block in blocks_of(text_of(path), "shell"):
        for call in commands_in(block):
            check_command(call)


def test_commands_in_running_text_can_be_read() -> None:
    for path in page_paths():
        for shown in re.findall(r"`(beritanlp [^`]+)`", text_of(path)):
            if "…" not in shown and "-" in shown:
                for call in commands_in(shown):
                    check_command(call)


def test_a_wrong_command_is_told() -> None:
    with pytest.raises(Exception, match="--bogus"):
        check_command(["batch", "berita.csv", "--out", "hasil", "--bogus"])


def test_tutorials_run_the_same_commands_in_both_languages() -> None:
    twins = {
        "first-article": "artikel-pertama",
        "who-speaks": "siapa-berbicara",
        "checking": "memeriksa-hasil",
    }
    for english, indonesian in twins.items():
        texts = (PAGES / f"tutorials/{english}.md", PAGES / f"id/{indonesian}.md")
        first, second = (blocks_of(text_of(path), "sh") for path in texts)
        assert first == second


# ------------------------------------------------------------------ what is there


def test_reference_has_every_public_name() -> None:
    named = set()
    for path in PAGES.glob("reference/*.md"):
        named |= set(re.findall(r"^::: (\S+)$", text_of(path), re.MULTILINE))
    documented = [object_named(name) for name in named]
    public = {f"beritanlp.{name}" for name in beritanlp.__all__ if name != "__version__"}
    public |= {
        f"beritanlp.{module}.{name}"
        for module in MODULES
        for name in importlib.import_module(f"beritanlp.{module}").__all__
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    factories = project["entry-points"]["spacy_factories"].values()
    public |= {factory.replace(":", ".") for factory in factories}
    missing = [
        name for name in public if not any(object_named(name) is known for known in documented)
    ]
    assert missing == []


def object_named(name: str) -> object:
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)


def test_page_of_tables_has_every_table_and_column() -> None:
    page = text_of(PAGES / "reference/tables.md")
    shown = hook("columns").with_columns(page)
    for name, columns in TABLES.items():
        assert f"## {name}\n" in page
        assert f"<!-- columns: {name} -->" in page
        for column in columns:
            assert f"| `{column}` |" in shown


def test_columns_made_on_demand_are_those_of_a_corpus() -> None:
    from beritanlp import Corpus, analyze_many

    corpus = Corpus.from_results(analyze_many(["“Kami siap,” kata Camat Sari Wulandari."]))
    shown = hook("columns")._MADE
    assert list(shown["people"]) == list(corpus.people().columns)
    assert list(shown["copies"]) == list(corpus.copies().columns)


def test_page_of_the_command_has_every_option() -> None:
    page = hook("command_page").command_page()
    sections = dict(re.findall(r"^## beritanlp ([\w ]+)\n(.*?)(?=^## |\Z)", page, re.M | re.S))
    commands = dict(typer.main.get_command(app).commands)
    group = commands.pop("lexicon")
    commands |= {f"lexicon {name}": command for name, command in group.commands.items()}
    assert set(sections) == set(commands)
    for name, command in commands.items():
        rows = re.findall(r"^\| `.*$", sections[name], re.MULTILINE)
        assert len(rows) == len(command.params)
        for row, parameter in zip(rows, command.params, strict=True):
            written = parameter.opts if parameter.param_type_name == "option" else ()
            assert row.startswith(f"| {', '.join(f'`{option}`' for option in written)}")
            assert row.endswith("| required |") == parameter.required


@pages
def test_marks_of_pages_are_known(path: Path) -> None:
    inclusions = hook("inclusions")
    shown = inclusions.with_figures(inclusions.included(text_of(path)))
    shown = hook("columns").with_columns(shown)
    assert not re.findall(r"<!-- (?:include|columns)|\{\{", shown)


def test_figures_are_those_of_the_held_articles() -> None:
    with_figures = hook("inclusions").with_figures
    shown = with_figures("{{ precision: speaker }} of {{ n: speaker }}")
    precision, n = re.fullmatch(r"(\d\d\.\d)\N{NO-BREAK SPACE}% of ([\d,]+)", shown).groups()
    assert 80 < float(precision) < 100
    assert n == "1,057"
    assert with_figures("{{ n: speaker }}", "id") == "1.057"
    assert with_figures("{{ articles }}") == "160"


def test_unknown_marks_are_an_error() -> None:
    inclusions = hook("inclusions")
    with pytest.raises(LookupError, match="no heading 'Nowhere'"):
        inclusions.included("<!-- include: README.md # Nowhere -->")
    with pytest.raises(KeyError, match="hope"):
        inclusions.with_figures("{{ hope: speaker }}")


# ------------------------------------------------------------------ notebooks


def test_notebooks_have_pages_in_their_order() -> None:
    pages = hook("notebook_pages")
    names = [path.name for path in pages.notebook_paths()]
    assert names[0] == "01-first-article.ipynb"
    assert names == sorted(names)


def test_outputs_of_a_notebook_are_shown() -> None:
    nbformat = pytest.importorskip("nbformat", reason="the test extra brings nbformat")
    v4 = nbformat.v4
    cell = v4.new_code_cell("show()")
    cell.outputs = [
        v4.new_output("stream", name="stdout", text="```\n"),
        v4.new_output("stream", name="stderr", text="a warning"),
        v4.new_output("display_data", data={"text/html": "<b>1</b>\n\n<i>2</i>"}),
        v4.new_output("display_data", data={"image/png": "AAAA"}),
        v4.new_output("display_data", data={"text/markdown": "*so*", "text/plain": "<M>"}),
        v4.new_output("execute_result", data={"text/plain": "42"}),
    ]
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# A\n[B](02-b.ipynb)"), cell])
    page = hook("notebook_pages").notebook_page(notebook, "09-made.ipynb")
    assert page.startswith("# A\n[B](02-b.md)\n\n```python\nshow()\n```\n\n~~~~text\n```\n~~~~\n")
    assert "<b>1</b>\n<i>2</i>" in page
    assert 'alt="Figure: A" src="data:image/png;base64,AAAA"' in page
    assert "~~~~text\n42\n~~~~" in page
    assert "\n*so*\n" in page
    assert "a warning" not in page
    assert "notebooks/09-made.ipynb" in page


# ------------------------------------------------------------------ the built site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("mkdocs") is None:
        pytest.skip("SITE NOT BUILT: mkdocs is not installed; pip install --group docs")
    folder = tmp_path_factory.mktemp("site")
    config = SITE / "mkdocs.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_built_site_loads_nothing_from_elsewhere(built: Path) -> None:
    loaded = re.compile(
        r"<(?:script|img|iframe|source)[^>]+src=\"?(?:https?:)?//[^\s>]+"
        r"|<link[^>]+href=\"?(?:https?:)?//[^\s>]+"
        r"|(?:url\(|@import )[\"']?(?:https?:)?//[^\s)]+"
    )
    found = {
        f"{path.relative_to(built)}: {hit}"
        for path in built.rglob("*")
        if path.suffix in (".html", ".css")
        for hit in loaded.findall(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.slow
def test_built_site_has_every_page(built: Path) -> None:
    for path in page_paths():
        assert (built / path.relative_to(PAGES).with_suffix(".html")).exists()
    for path in hook("notebook_pages").notebook_paths():
        page = (built / f"notebooks/{path.stem}.html").read_text(encoding="utf-8")
        assert f"notebooks/{path.name}" in page
    assert 'lang="id"' in (built / "id/batas.html").read_text(encoding="utf-8")
