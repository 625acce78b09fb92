"""Tables of columns: ``<!-- columns: quotes -->`` becomes name, type and meaning of each.

``sheet`` stands for what a coder fills in, the others are tables of results.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from beritanlp.exports import COLUMNS
from beritanlp.frames import TABLES
from beritanlp.validation.sheet import CHOICES
from beritanlp.validation.tables import MEANINGS

__all__ = ["SHEET", "with_columns"]

SHEET = "sheet"
_MARK = re.compile(r"^<!-- columns: (\w+) -->$", re.MULTILINE)
# the tables that a corpus makes when it is asked
_MADE: Final[Mapping[str, Mapping[str, str]]] = {
    "people": dict.fromkeys(
        ("article_id", "speaker_id", "person_id", "person", "evidence", "office", "institution_id"),
        "string",
    ),
    "copies": {
        "article_id": "string",
        "story_id": "string",
        "copy_kind": "string",
        "similarity": "float",
        "n_copies": "int",
        "origin_by": "string",
    },
}


def on_page_markdown(markdown: str, **_: object) -> str:
    """MkDocs: the page with tables in place of its marks."""
    return with_columns(markdown)


def with_columns(markdown: str) -> str:
    """*markdown* with the tables of columns that it asks for."""
    return _MARK.sub(lambda mark: _table(mark[1]), markdown)


def _table(name: str) -> str:
    rows: list[tuple[Any, ...]]
    if name == SHEET:
        head = ("column", "values", "what")
        rows = [
            (f"`{column}`", ", ".join(CHOICES.get(column, ("text",))), meaning)
            for column, meaning in MEANINGS.items()
        ]
    else:
        head = ("column", "type", "what")
        types = TABLES[name] if name in TABLES else _MADE[name]
        rows = [(f"`{column}`", kind, COLUMNS[column]) for column, kind in types.items()]
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
