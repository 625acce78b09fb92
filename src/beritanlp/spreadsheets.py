"""Texts in CSV files that spreadsheets open: none of them becomes a formula."""

from __future__ import annotations

import re

__all__ = ["formula_free", "formula_of"]

# Where a cell may begin, and what begins a formula there. Inside a text, too: where the list
# separator is the semicolon, as in Indonesia, spreadsheets cut a file with commas at semicolons,
# tabs and line ends, whatever is quoted.
_FORMULA = r"(?:\A(?='*[\t\r\n])|(?:\A|(?<=[;\t\r\n]))(?='*[=+\-@＝＋－＠]))"
_UNMARKED = re.compile(_FORMULA)
_MARKED = re.compile(_FORMULA + "'")


def formula_free(text: str) -> str:
    """*text* with ``'`` wherever a spreadsheet would take what follows for a formula.

    So has a text where ``'`` and a formula already stand, for `formula_of` to give it back.
    """
    return _UNMARKED.sub("'", text)


def formula_of(text: str) -> str:
    """The text that `formula_free` made *text* of."""
    return _MARKED.sub("", text)
