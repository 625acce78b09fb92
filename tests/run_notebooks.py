"""Run the notebooks and keep what they show: ``python tests/run_notebooks.py [name ...]``.

The outputs stand in the files, so that they can be read where nobody runs them; the tests compare
them with a run. Whoever changes what the library finds runs this, and reads what has changed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
_SECONDS = 300  # for one cell; a machine that is busy with other tests


def run_notebook(path: Path) -> Any:
    """The notebook in *path* after a run from top to bottom, in its folder."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    return notebook


def texts_of(notebook: Any) -> dict[str, str]:
    """What each cell shows as text, by the cell's id; pictures are left out."""
    texts = {}
    for cell in notebook.cells:
        shown = [_text_of(output) for output in cell.get("outputs", [])]
        texts[cell["id"]] = "".join(shown)
    return texts


def _text_of(output: Any) -> str:
    if output["output_type"] == "stream":
        return str(output["text"])
    data = output["data"]
    if "image/png" in data:
        return ""
    return str(data.get("text/markdown", data.get("text/plain", "")))


def main(names: list[str]) -> None:
    """Run the notebooks *names*, or all of them, and write their outputs into their files."""
    import nbformat

    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if not names or path.name in names:
            notebook = run_notebook(path)
            notebook.metadata["language_info"] = {"name": "python"}
            nbformat.write(notebook, path)
            print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
