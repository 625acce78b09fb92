"""The inputs that fuzzing kept, tried once more; and whether the targets would notice a fault."""

from __future__ import annotations

import json
import pickle
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import fuzz_targets
import pyarrow.parquet as pq
import pytest
from fuzz_inputs import parts_of, write_files
from fuzz_mutation import Mutator, crossed
from fuzz_seeds import seeds
from fuzz_targets import TARGETS

from beritanlp.errors import ArticleError
from beritanlp.readers import read_articles

KEPT = sorted(path for path in (Path(__file__).parent / "kept").rglob("*") if path.is_file())
SLOW = 5.0  # seconds of processor time for one input


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_kept_input_breaks_no_promise(path: Path) -> None:
    start = time.process_time()
    TARGETS[path.parent.name](path.read_bytes())
    assert time.process_time() - start < SLOW


def test_every_target_has_kept_inputs() -> None:
    assert {path.parent.name for path in KEPT} == set(TARGETS)
    assert sum(path.stat().st_size for path in KEPT) < 1 << 20


@pytest.mark.parametrize("target", TARGETS)
def test_the_seeds_break_no_promise(target: str) -> None:
    for seed in seeds(target):
        TARGETS[target](seed)


# --------------------------------------------------------------------------- faults are noticed


@pytest.mark.parametrize(
    ("fault", "heard"),
    [
        (lambda: Path("~x").absolute().touch(), "open "),
        (lambda: Path("~x").absolute().mkdir(), "os.mkdir "),
        (lambda: pickle.loads(b"cos\ngetpid\n."), "pickle.find_class"),
    ],
    ids=["a file", "a folder", "a pickle"],
)
def test_what_reading_must_never_do_is_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[], object], heard: str
) -> None:
    monkeypatch.chdir(tmp_path)

    def read(*_: object, **__: object) -> list[object]:
        fault()
        return []

    monkeypatch.setattr(fuzz_targets, "read_articles", read)
    with pytest.raises(AssertionError, match=f"reading did .*{heard}"):
        TARGETS["files"](b"=== x.txt\nAir surut.")
    assert not fuzz_targets._guard().folder, "still watched"


def test_an_error_that_names_no_file_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> list[object]:
        raise ArticleError("cannot be read")

    monkeypatch.setattr(fuzz_targets, "read_articles", read)
    with pytest.raises(AssertionError, match="names no file: cannot be read"):
        TARGETS["files"](b"=== x.txt\nAir surut.")


def test_another_error_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz_targets, "read_articles", lambda *_, **__: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        TARGETS["files"](b"=== x.txt\nAir surut.")


# --------------------------------------------------------------------------- inputs and changes


def test_files_are_built_of_what_an_input_says(tmp_path: Path) -> None:
    table = {"columns": {"text": ["string", ["Air surut.", None]], "n": ["int", [1]]}}
    data = f"=== a/x.parquet\n{json.dumps(table)}\n=== y.zip\n--- b.txt\nAir.\n--- c.txt\n"
    data += "\n=== z.csv.gz\ntext\nAir surut.\n=== ../../up.txt\nAir."
    paths = write_files(parts_of(data.encode()), tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "a/x.parquet", "y.zip", "z.csv.gz", "up.txt",
    ]  # fmt: skip
    assert pq.read_table(paths[0]).to_pylist() == [
        {"text": "Air surut.", "n": 1}, {"text": None, "n": None},
    ]  # fmt: skip
    with zipfile.ZipFile(paths[1]) as archive:
        assert [archive.read(name) for name in archive.namelist()] == [b"Air.", b""]
    (article,) = read_articles(paths[2])
    assert getattr(article, "text", None) == "Air surut."


def test_what_cannot_be_built_is_written_as_it_stands(tmp_path: Path) -> None:
    (path,) = write_files([("x.parquet", b'{"columns": 1}')], tmp_path)
    assert path.read_bytes() == b'{"columns": 1}'


@pytest.mark.parametrize("target", TARGETS)
def test_changes_depend_on_the_seed_alone_and_keep_to_the_size(target: str) -> None:
    mutator, other = Mutator(target), Mutator(target)
    for number, seed in enumerate(seeds(target)):
        made = [mutator(seed, 2_000, n) for n in range(10)]
        assert made == [other(seed, 2_000, n) for n in range(10)]
        assert len(set(made)) > 2
        assert max(map(len, made)) <= 2_000
        assert len(crossed(seed, made[0], 2_000, number)) <= 2_000
