"""Texts in CSV files that spreadsheets open: none of them becomes a formula."""

from __future__ import annotations

__all__ = ["formula_free", "formula_of"]

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def formula_free(text: str) -> str:
    """*text* with ``'`` before it where a spreadsheet would take it for a formula.

    So has a text that already begins with ``'`` and a formula, for `formula_of` to give it back.
    """
    return f"'{text}" if text.lstrip("'").startswith(_STARTS) else text


def formula_of(text: str) -> str:
    """The text that `formula_free` made *text* of."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_STARTS) else text
