"""What README shows is what the library prints."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```\n(.*?)```", README, re.DOTALL)


def test_every_example_shows_its_output() -> None:
    assert len(EXAMPLES) == README.count("```python") == 9


@pytest.mark.parametrize(("code", "shown"), EXAMPLES)
def test_example_prints_what_readme_says(code: str, shown: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    assert out.getvalue() == shown


def test_commands_of_readme_are_those_of_ci() -> None:
    install, test = re.findall(r"```sh\n(.*?)\n```", README)
    assert install.endswith("beritanlp analyze notebooks/articles/layanan-satu-pintu.txt")
    assert (ROOT / "notebooks/articles/layanan-satu-pintu.txt").exists()
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for part in ('-e ".[test]"', "./models/id_berita", "/bin/pytest"):
        assert part in test.replace(".venv", "$venv")
        assert part in ci
