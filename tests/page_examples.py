"""The examples of the site's pages, run as a reader would: in order, in one empty folder a page.

Blocks of ``python`` and of ``sh`` run; every line of an ``sh`` block calls ``beritanlp``. A block
of ``text`` right behind one is what it prints. Blocks of ``py`` and ``shell`` need more than the
test has (a cluster, a second process, a long time): they must compile and parse.

``python tests/page_examples.py --write [PAGE ...]`` writes what the blocks print into the pages.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import typer

from beritanlp.cli.main import app, main

__all__ = ["PAGES", "blocks_of", "check_command", "commands_in", "page_paths", "run_page"]

PAGES = Path(__file__).parents[1] / ".github/site/pages"
TERMINAL = {"COLUMNS": "88", "NO_COLOR": "1"}

_RUN = re.compile(
    r"^```(?P<kind>python|sh)\n(?P<code>.*?)^```\n(?:\n```text\n(?P<shown>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)


def page_paths() -> list[Path]:
    """The pages that are written by hand."""
    return sorted(PAGES.rglob("*.md"))


def blocks_of(page: str, kind: str) -> list[str]:
    """What stands in the blocks of *kind*."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def commands_in(block: str) -> list[list[str]]:
    """The words of each call of ``beritanlp`` in a block of shell."""
    lines = block.replace("\\\n", " ").splitlines()
    calls = (shlex.split(line, comments=True) for line in lines)
    return [call[1:] for call in calls if call and call[0] == "beritanlp"]


def check_command(arguments: list[str]) -> None:
    """Raise what the parser of ``beritanlp`` raises of a call that it cannot read."""
    command: Any = typer.main.get_command(app)
    rest, name = arguments, "beritanlp"
    while hasattr(command, "commands"):
        name, *rest = rest
        command = command.commands[name]
    command.make_context(name, list(rest))


def run_page(page: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Run the blocks of *page* in *folder*: each one's code, what it prints, what the page shows.

    The tables that the site offers for download lie in *folder*.

    Raises:
        RuntimeError: a line of shell that is no call of ``beritanlp``, or that fails.
    """
    names: dict[str, Any] = {"__name__": "page"}
    for table in PAGES.glob("assets/*.csv"):
        shutil.copy(table, folder)
    with contextlib.chdir(folder), mock.patch.dict(os.environ, TERMINAL):
        for block in _RUN.finditer(page):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                if block["kind"] == "python":
                    exec(compile(block["code"], "page", "exec"), names)
                else:
                    _run_shell(block["code"])
            printed = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
            yield block["code"], printed.strip("\n"), (block["shown"] or "").strip("\n")


def _run_shell(block: str) -> None:
    calls = commands_in(block)
    lines = [line for line in block.replace("\\\n", " ").splitlines() if line.strip()]
    if len(calls) != len(lines):
        raise RuntimeError(f"only calls of beritanlp run in a block of sh; got {block!r}")
    for call in calls:
        if code := main(call):
            raise RuntimeError(f"beritanlp {shlex.join(call)}: exit code {code}")


def _written(page: str) -> str:
    """*page* with what its blocks print."""
    with tempfile.TemporaryDirectory() as folder:
        printed = iter([out for _, out, _ in run_page(page, Path(folder))])

    def block(found: re.Match[str]) -> str:
        out = next(printed)
        code = f"```{found['kind']}\n{found['code']}```\n"
        return f"{code}\n```text\n{out}\n```\n" if out else code

    return _RUN.sub(block, page)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", required=True)
    parser.add_argument("pages", nargs="*", type=Path)
    for path in parser.parse_args().pages or page_paths():
        path.write_text(_written(path.read_text(encoding="utf-8")), encoding="utf-8")
