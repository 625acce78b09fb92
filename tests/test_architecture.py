"""The layers: who may import whom, and which part owns which outside package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import beritanlp

PACKAGE = Path(beritanlp.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# low to high; a part may import parts of its own layer and below
LAYERS = [
    {"domain", "errors", "lazy", "version"},
    {
        *("settings", "text", "lexicons", "codec", "frames", "compressed", "parts", "saved"),
        *("spreadsheets", "limits", "labels", "memory_limit"),
    },
    {
        *("rules", "topics", "readers", "report", "evaluation", "institutions", "copies"),
        *("corpus", "selection", "query", "counts", "identity", "search", "exports", "measures"),
        *("validation", "plots"),
    },
    {"marking"},
    {"components"},
    {"assemble"},
    {"pipeline"},
    {"batch", "modelling"},
    {"distributed"},
    {"api"},
    {"cli", "__main__", ""},
]
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}

# outside packages that only these parts may import; a path is a module, a name a whole part
OWNERS = {
    "spacy": {"components", "pipeline.py", "modelling"},
    "thinc": {"components", "modelling"},
    "floret": {"modelling/train.py"},
    "sklearn": {"topics/model.py", "topics/weights.py", "topics/classifier.py"},
    "scipy": {"topics", "measures"},
    "threadpoolctl": {"topics"},
    "Sastrawi": {"text/stem.py"},
    "nltk": {"text", "topics/model.py", "measures/contexts.py"},
    "duckdb": {"query.py"},
    "openpyxl": {"validation/tables.py"},
    "matplotlib": {"plots"},
    "networkx": {"plots/networks.py"},
    "defusedxml": {"validation/tables.py"},
    "sqlite3": {"search.py", "exports.py"},
    "polars": {"corpus.py"},
    "dask": {"distributed"},
    "distributed": {"distributed"},
    "typer": {"cli"},
    "rich": {"cli", "report", "modelling/scoring.py"},
    "ftfy": {"text/clean.py"},
    "dateparser": {"text/dates.py"},
    "trafilatura": {"readers/html.py"},
    "warcio": {"readers/warc.py"},
    "charset_normalizer": {"readers"},
}


# what reads or draws on saved results, and copies
LIGHT = (
    *("saved", "corpus", "selection", "query", "counts", "identity", "search", "exports"),
    *("copies", "measures", "validation", "plots"),
)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part_of(path: Path) -> str:
    """``text`` for text/page.py, ``codec`` for codec.py, nothing for the package itself."""
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if part == "__init__" else part


def imports(path: Path, *, at_run_time: bool = True) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import; those for type checkers only are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if at_run_time and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped.update(inner for stmt in node.body for inner in ast.walk(stmt))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: relative import"
            module = node.module or ""
            if module == "beritanlp":
                yield from ((node.lineno, f"beritanlp.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, module


def at_import(path: Path) -> Iterator[str]:
    """First names of the packages that importing the module imports, not those in functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def test_every_part_has_a_layer() -> None:
    assert sorted({part_of(path) for path in MODULES} - LEVEL.keys()) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_imports_nothing_above_its_layer(path: Path) -> None:
    own = part_of(path)
    problems = []
    for line, name in imports(path):
        if name.split(".")[0] != "beritanlp":
            continue
        other = [*name.split("."), ""][1]
        if other in {"__version__", *beritanlp.__all__}:
            other = ""
        if LEVEL[other] > LEVEL[own] and not _is_method_shortcut(own, other):
            problems.append(f"{name_of(path)}:{line}: {own} imports {name}")
    assert problems == []


def _is_method_shortcut(own: str, other: str) -> bool:
    """``Analysis.to_dict`` and its like call upwards inside a method, for the user's comfort."""
    return own == "domain" and other in ("codec", "frames", "report")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_imports_only_outside_packages_it_owns(path: Path) -> None:
    problems = []
    for line, name in imports(path):
        owners = OWNERS.get(name.split(".")[0])
        if owners is not None and not owners & {name_of(path), part_of(path)}:
            problems.append(f"{name_of(path)}:{line}: imports {name}; owned by {sorted(owners)}")
    assert problems == []


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if part_of(p) in ("domain", "errors", "version")],
    ids=name_of,
)
def test_lowest_layer_imports_the_standard_library_alone(path: Path) -> None:
    assert set(at_import(path)) <= {"__future__", "dataclasses", "datetime", "enum", "typing"}


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in MODULES
        if part_of(path) in ("domain", "errors", "settings", "api", "", "text", *LIGHT)
    ],
    ids=name_of,
)
def test_light_module_imports_no_heavy_package_when_imported(path: Path) -> None:
    heavy = {"spacy", "sklearn", "pandas", "pyarrow", "nltk", "Sastrawi", "ftfy", "dateparser"}
    heavy |= {"duckdb", "polars", "scipy", "matplotlib", "networkx"}
    assert set(at_import(path)) & heavy == set()


# training is a command of its own, and says how far it is
SPEAKING = {"cli", "modelling/train.py"}


@pytest.mark.parametrize(
    "path", [p for p in MODULES if SPEAKING.isdisjoint({part_of(p), name_of(p)})], ids=name_of
)
def test_only_the_command_prints(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [
        f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "sys.stdout.write")
    ]
    assert calls == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_changes_no_global_filter_and_sets_no_handler(path: Path) -> None:
    forbidden = {
        "warnings.filterwarnings",
        "warnings.simplefilter",
        "logging.basicConfig",
        "locale.setlocale",
    }
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert calls & forbidden == set()


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(p) == "rules"], ids=name_of)
def test_rules_never_see_a_doc(path: Path) -> None:
    """Rules find, components mark: a rule that names a Doc would be able to write to it."""
    names = {n.id for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Name)}
    assert names & {"Doc", "Span", "Language", "doc", "nlp"} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_stores_no_object_on_a_doc(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if name_of(path) == "components/extensions.py":
        return
    assert "set_extension" not in text


def test_no_module_leaves_the_package_for_data() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bparents?\[\d", text), name_of(path)
        assert "__file__" not in text, name_of(path)


def test_no_dumping_grounds() -> None:
    names = {path.stem for path in MODULES}
    assert names & {"utils", "util", "helpers", "helper", "common", "misc"} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if p.stem not in ("__init__", "__main__")],
    ids=name_of,
)
def test_module_lists_its_public_names(path: Path) -> None:
    """``__all__`` names what is there; what it leaves out belongs to the module alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    listed: list[str] | None = None
    there: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            there.add(node.targets[0].id)
            if node.targets[0].id == "__all__":
                listed = ast.literal_eval(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            there.add(node.target.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            there.add(node.name)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            there.update(alias.asname or alias.name for alias in node.names)
    assert listed is not None, f"{name_of(path)} has no __all__"
    assert set(listed) <= there
