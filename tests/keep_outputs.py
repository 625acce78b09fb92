"""Keep what notebooks and README's study show: ``python tests/keep_outputs.py [notebook ...]``.

Outputs stand in the notebooks, so that they can be read where nobody runs them; the tests compare
them with a run. Whoever changes what the library finds runs this, and reads what has changed.
Without names it does all notebooks, and draws the picture of README anew.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
PICTURE = ROOT / ".github" / "pictures" / "who-is-heard.png"

_EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```\n(.*?)```", re.DOTALL)
_SECONDS = 300  # for one cell; a machine that is busy with other tests
_LONGEST = 10_000  # characters of a text beside HTML: a frame has fewer, a whole analysis more


def readme_examples() -> list[tuple[str, str]]:
    """The examples of README, each with the output that it shows."""
    return _EXAMPLE.findall((ROOT / "README.md").read_text(encoding="utf-8"))


def run_example(code: str, folder: Path) -> str:
    """What *code* of README prints; it runs in *folder*, as if that were a checkout."""
    (folder / "notebooks").symlink_to(NOTEBOOKS)
    out = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    return out.getvalue()


def run_notebook(path: Path) -> Any:
    """The notebook in *path* after a run from top to bottom, in its folder."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    folder = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=_SECONDS, record_timing=False, resources=folder).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    for output in _outputs(notebook):
        data = output.get("data", {})
        if "text/html" in data and len(data.get("text/plain", "")) > _LONGEST:
            del data["text/plain"]
    return notebook


def texts_of(notebook: Any) -> dict[str, str]:
    """What each cell shows as text, by the cell's id; pictures are left out."""
    return {
        cell["id"]: "".join(map(_text_of, cell["outputs"]))
        for cell in notebook.cells
        if cell["cell_type"] == "code"
    }


def _text_of(output: Any) -> str:
    if "text" in output:
        return str(output["text"])
    data = output["data"]
    if "image/png" in data:
        return ""
    return str(data.get("text/markdown", data.get("text/plain", "")))


def _outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def _draw_picture() -> None:
    """The picture that README's study saves, into the repository."""
    (code,) = (code for code, _ in readme_examples() if PICTURE.name in code)
    with tempfile.TemporaryDirectory() as folder:
        run_example(code, Path(folder))
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes((Path(folder) / PICTURE.name).read_bytes())


def main(names: list[str]) -> None:
    """Write outputs into the notebooks *names*, or into all, and then the picture, too."""
    import nbformat

    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if not names or path.name in names:
            nbformat.write(run_notebook(path), path)
            print(path.name)
    if not names:
        _draw_picture()
        print(PICTURE.name)


if __name__ == "__main__":
    main(sys.argv[1:])
