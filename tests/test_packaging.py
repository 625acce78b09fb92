"""What wheel and sdist hold: the package with its data, and what its tests read."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "beritanlp"

_CACHES = {"__pycache__", ".pytest_cache", ".hypothesis", ".ipynb_checkpoints"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and, where hatchling is installed, an sdist of the working tree."""
    folder = tmp_path_factory.mktemp("built")
    if importlib.util.find_spec("hatchling"):
        command = ["hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(folder)]
    elif importlib.util.find_spec("pip"):
        command = ["pip", "wheel", "--no-deps", "--quiet", "-w", str(folder), "."]
    else:
        pytest.skip("neither hatchling nor pip is installed; pip install hatchling")
    done = subprocess.run(
        [sys.executable, "-m", *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PIP_RETRIES": "1"},
    )
    if done.returncode and "No matching distribution found for hatchling" in done.stderr:
        pytest.skip("hatchling is not installed and cannot be downloaded; pip install hatchling")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> list[str]:
    """The names in the wheel."""
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def sdist(built: Path) -> set[str]:
    """The names in the sdist, without its own folder."""
    paths = list(built.glob("*.tar.gz"))
    if not paths:
        pytest.skip("SDIST NOT BUILT: hatchling is not installed; pip install hatchling")
    with tarfile.open(paths[0]) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def test_sdist_holds_all_that_its_tests_read(sdist: set[str]) -> None:
    folders = ["src", "tests", "notebooks", ".ci", ".github"]
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not _CACHES & set(path.parts)
    }
    assert sorted(wanted - sdist) == []


def test_sdist_holds_no_model_of_another_licence_and_no_cache(sdist: set[str]) -> None:
    parts = {part for name in sdist for part in Path(name).parts}
    assert parts & {"id_berita", *_CACHES} == set()


def test_wheel_holds_every_file_of_the_package(wheel: list[str]) -> None:
    wanted = {
        f"beritanlp/{path.relative_to(SOURCE).as_posix()}"
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sorted(wanted - set(wheel)) == []


@pytest.mark.parametrize(
    "name", ["cue_verbs.csv", "regions.csv", "topics.toml", "sources.toml", "LICENSES.md"]
)
def test_wheel_holds_the_lexicons(wheel: list[str], name: str) -> None:
    assert f"beritanlp/lexicons/{name}" in wheel


def test_wheel_marks_the_package_as_typed(wheel: list[str]) -> None:
    assert "beritanlp/py.typed" in wheel


def test_wheel_puts_nothing_beside_the_package(wheel: list[str]) -> None:
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"beritanlp"}
    assert len(tops) == 2


def test_wheel_carries_its_licences(wheel: list[str]) -> None:
    licences = [name for name in wheel if ".dist-info/licenses/" in name]
    assert any(name.endswith("/LICENSE") for name in licences)
    assert any(name.endswith("/LICENSES.md") for name in licences)


def test_wheel_holds_no_test_or_cache(wheel: list[str]) -> None:
    assert [name for name in wheel if "__pycache__" in name or "test" in name.lower()] == []
