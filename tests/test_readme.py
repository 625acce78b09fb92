"""What README shows is what the library prints."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from keep_outputs import PICTURE, ROOT, readme_examples, run_example

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = readme_examples()
_KILOBYTES = 80  # of a picture, so that the page loads fast


def test_every_example_shows_its_output() -> None:
    assert len(EXAMPLES) == README.count("```python") > 0


@pytest.mark.parametrize(("code", "shown"), EXAMPLES)
def test_example_prints_what_readme_says(code: str, shown: str, tmp_path: Path) -> None:
    if 'spacy.load("id_berita")' in code and find_spec("id_berita") is None:
        pytest.skip("MODEL NOT TESTED: id_berita is not installed; pip install ./models/id_berita")
    assert run_example(code, tmp_path) == shown
    if PICTURE.name in code:
        assert (tmp_path / PICTURE.name).read_bytes().startswith(b"\x89PNG")


def test_pictures_are_there_and_small() -> None:
    paths = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert str(PICTURE.relative_to(ROOT)) in paths
    for path in paths:
        assert 0 < (ROOT / path).stat().st_size < 1000 * _KILOBYTES


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:notebooks|tests|src|models)/[\w./-]+)", README)))
)
def test_file_that_readme_names_is_there(path: str) -> None:
    if path.startswith("models/") and not (ROOT / "models").is_dir():
        pytest.skip("MODELS NOT CHECKED: only the repository has them")
    assert (ROOT / path).exists()


def test_commands_of_readme_are_those_of_ci() -> None:
    install, test = re.findall(r"```sh\n(.*?)\n```", README)
    assert install.endswith("beritanlp analyze notebooks/articles/layanan-satu-pintu.txt")
    assert (ROOT / "notebooks/articles/layanan-satu-pintu.txt").exists()
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for part in ('-e ".[test]"', "./models/id_berita", "/bin/pytest"):
        assert part in test.replace(".venv", "$venv")
        assert part in ci
