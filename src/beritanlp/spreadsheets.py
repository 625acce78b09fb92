"""Texts in CSV files that spreadsheets open: none of them becomes a formula."""

from __future__ import annotations

__all__ = ["formula_free", "formula_of"]

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def formula_free(text: str) -> str:
    """*text* with ``'`` before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_STARTS) else text


def formula_of(text: str) -> str:
    """The text that `formula_free` made *text* of."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_STARTS) else text
