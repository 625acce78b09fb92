"""A page for each notebook of ``notebooks/``, with the outputs that it keeps, in their order.

The tests run the notebooks and compare, so the outputs are those of the code. nbconvert is not
used, for its Markdown takes apart the HTML that cells show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

__all__ = ["notebook_page", "notebook_paths"]

ROOT = Path(__file__).parents[3]
SECTION = "Notebooks"
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([\w-]+)\.ipynb")  # from one notebook to another


def notebook_paths() -> list[Path]:
    """The notebooks, by number."""
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


def on_config(config: Any) -> Any:
    """MkDocs: put the pages into the navigation."""
    for entry in config.nav:
        if SECTION in entry:
            entry[SECTION] = [_page_name(path) for path in notebook_paths()]
    return config


def on_files(files: Any, config: Any) -> Any:
    """MkDocs: add the pages."""
    import nbformat
    from mkdocs.structure.files import File

    for path in notebook_paths():
        page = notebook_page(nbformat.read(path, as_version=4), path.name)
        files.append(File.generated(config, _page_name(path), content=page))
    return files


def _page_name(path: Path) -> str:
    return f"notebooks/{path.stem}.md"


def notebook_page(notebook: Any, name: str) -> str:
    """The Markdown of a *notebook*, its outputs included."""
    parts = []
    heading = name
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = (_HEADING.findall(cell.source) or [heading])[-1]
            parts.append(_LINK.sub(r"](\1.md", cell.source))
        elif cell.cell_type == "code" and cell.source.strip():
            parts.append(f"```python\n{cell.source}\n```")
            parts += _outputs(cell.outputs, heading)
    parts.append(f"*This page is `notebooks/{name}` of the repository.*")
    return "\n\n".join(parts) + "\n"


def _outputs(outputs: list[Any], heading: str) -> Iterator[str]:
    """What a cell shows; a figure is described by the *heading* that it stands under."""
    for output in outputs:
        if output.output_type == "stream":
            if output.name == "stdout":
                yield _text(output.text)
            continue
        data = output.get("data", {})
        if "text/html" in data:
            yield _box(data["text/html"])
        elif "text/markdown" in data:
            yield data["text/markdown"]
        elif "image/svg+xml" in data:
            yield _box(data["image/svg+xml"])
        elif "image/png" in data:
            about = escape(f"Figure: {heading}", quote=True)
            source = f"data:image/png;base64,{data['image/png'].strip()}"
            yield _box(f'<img alt="{about}" src="{source}">')
        elif "text/plain" in data:
            yield _text(data["text/plain"])


def _box(html: str) -> str:
    lines = (line for line in html.splitlines() if line.strip())  # Markdown ends HTML at a gap
    return '<div class="output" tabindex="0">\n' + "\n".join(lines) + "\n</div>"


def _text(text: str) -> str:
    fence = "~~~~"
    return f"{fence}text\n{text.rstrip()}\n{fence}"
