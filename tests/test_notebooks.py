"""The notebooks run from top to bottom, in their own folder, without a network."""

from __future__ import annotations

from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", ["01-first-article.ipynb"])
def test_notebook_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip("nbformat", reason="the test extra brings nbformat")
    nbclient = pytest.importorskip("nbclient", reason="the test extra brings nbclient")
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOKS)}}
    )
    client.execute()
    html = notebook.cells[1].outputs[0]["data"]["text/html"]
    assert "Raka Wibisana" in html


def test_every_notebook_is_listed() -> None:
    marks = test_notebook_runs.pytestmark  # type: ignore[attr-defined]
    listed = {name for mark in marks if mark.name == "parametrize" for name in mark.args[1]}
    assert {path.name for path in NOTEBOOKS.glob("*.ipynb")} == listed
