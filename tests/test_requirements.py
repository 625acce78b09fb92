"""What the project requires: no less than it imports, from versions that are tested."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "beritanlp"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]

# what is imported by another name than it is installed by
_DISTRIBUTIONS = {"sklearn": "scikit-learn", "Sastrawi": "PySastrawi"}
# parts of spaCy, of the versions that it pins
_OF_SPACY = {"thinc", "srsly"}


def requirements(lines: Iterable[str]) -> Iterator[Requirement]:
    """The requirements of *lines* by other projects than this one."""
    found = map(Requirement, lines)
    return (wanted for wanted in found if wanted.name != PROJECT["name"])


def every_requirement() -> list[Requirement]:
    lines = [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]
    return list(requirements(lines))


def test_lowest_versions_tested_are_the_lowest_allowed() -> None:
    text = (ROOT / ".ci" / "lowest.txt").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE))
    for wanted in every_requirement():
        (lowest,) = (s.version for s in wanted.specifier if s.operator in (">=", "=="))
        assert Version(pins[canonicalize_name(wanted.name)]) == Version(lowest), wanted.name


def test_every_import_is_required() -> None:
    required = {canonicalize_name(wanted.name) for wanted in every_requirement()}
    imported = {
        name.partition(".")[0]
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _names_of(node)
    }
    outside = imported - sys.stdlib_module_names - {"beritanlp"} - _OF_SPACY
    assert {"spacy", "sklearn", "numpy", "polars"} <= outside
    missing = {
        name
        for name in outside
        if canonicalize_name(_DISTRIBUTIONS.get(name, name)) not in required
    }
    assert missing == set()


def _names_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_each_extra_is_asked_for_by_name() -> None:
    features = EXTRAS.keys() - {"notebooks", "test"}
    absent = sorted({wanted.name for extra in features for wanted in requirements(EXTRAS[extra])})
    script = ROOT / "tests" / "without_extras.py"
    code = (
        f"import runpy, sys; sys.modules.update(dict.fromkeys({absent})); "
        f"runpy.run_path({str(script)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} == features
