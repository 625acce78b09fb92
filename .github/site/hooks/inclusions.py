"""What pages take from other files when they are built, so that neither text nor figure drifts.

A page may hold two kinds of mark::

    <!-- include: README.md -->                     the whole file
    <!-- include: README.md # How good it is -->    what stands under that heading

    {{ precision: speaker }}   a figure of tests/gold/floors.json, held.jsonl and held-2.jsonl
                               together; `FIGURES` has the others
    {{ articles }}             how many articles these are
    {{ way: pronoun }}         how often quotes whose speaker was so resolved are right in the
                               development articles (confidence.csv)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from beritanlp.evaluation import Counts
from beritanlp.lexicons.rows import ConfidenceCount
from beritanlp.lexicons.tables import read_table

__all__ = ["FIGURES", "HELD", "included", "with_figures"]

ROOT = Path(__file__).parents[3]
HELD = ("held.jsonl", "held-2.jsonl")  # measured, never read while rules were written

_INCLUDE = re.compile(r"^<!-- include: (\S+)(?: # (.+))? -->$", re.MULTILINE)
_FIGURE = re.compile(r"\{\{ (\w+)(?:: ([^}]+?))? \}\}")

FIGURES: Final[dict[str, Callable[[Counts], str]]] = {
    "precision": lambda counts: _per_cent(counts.precision),
    "recall": lambda counts: _per_cent(counts.recall),
    "wrong": lambda counts: _per_cent(counts.fp / counts.said),
    "missed": lambda counts: _per_cent(counts.fn / counts.n),
    "n": lambda counts: f"{counts.n:,}",
}


def on_page_markdown(markdown: str, page: Any, **_: object) -> str:
    """MkDocs: the page with what its marks stand for."""
    return with_figures(included(markdown), page.meta.get("language", "en"))


def included(markdown: str) -> str:
    """*markdown* with the files, or parts of files, that it includes."""
    return _INCLUDE.sub(lambda mark: _section(mark[1], mark[2]), markdown)


def _section(path: str, heading: str | None) -> str:
    text = (ROOT / path).read_text(encoding="utf-8")
    if heading is None:
        return text
    found = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^\1 |\Z)", text, re.M | re.S)
    if found is None:
        raise LookupError(f"{path}: no heading {heading!r}; mend the page that includes it")
    return found[2].strip()


def with_figures(markdown: str, language: str = "en") -> str:
    """*markdown* with figures in place of their marks, with the decimal mark of *language*."""

    def figure(mark: re.Match[str]) -> str:
        shown = _figure(mark[1], mark[2])
        return shown.translate(str.maketrans(".,", ",.")) if language == "id" else shown

    return _FIGURE.sub(figure, markdown)


def _figure(name: str, of: str) -> str:
    if name == "articles":
        return str(sum(_floors()[gold]["articles"] for gold in HELD))
    if name == "way":
        right, n = _ways()[of]
        return f"{_per_cent(right / n)} ({n:,})"
    return FIGURES[name](_counts(of))


@cache
def _ways() -> dict[str, tuple[int, int]]:
    rows = read_table("confidence.csv", ConfidenceCount)
    return {row.value: (row.right, row.n) for row in rows if row.factor == "resolved_by"}


@cache
def _floors() -> dict[str, Any]:
    floors: dict[str, Any] = json.loads((ROOT / "tests/gold/floors.json").read_bytes())
    return floors


def _counts(task: str) -> Counts:
    """The counts of *task* in the held articles together."""
    total = Counts()
    for name in HELD:
        one = _floors()[name]["tasks"][task]
        total += Counts(
            found=one["tp"], n=one["n"], right=one["said"] - one["fp"], said=one["said"]
        )
    return total


def _per_cent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}\N{NO-BREAK SPACE}%"
