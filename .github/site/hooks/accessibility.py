"""What readers of screens need and the theme leaves out: language of a page, name of the search."""

from __future__ import annotations

from typing import Any

__all__ = ["on_page_content", "on_post_page"]

_SEARCH = 'data-md-component="search" role="dialog"'


def on_page_content(html: str, page: Any, **_: object) -> str:
    """MkDocs: the page's content, in an element of its language where that is not English."""
    language = page.meta.get("language", "en")
    return html if language == "en" else f'<div lang="{language}">\n{html}\n</div>'


def on_post_page(output: str, **_: object) -> str:
    """MkDocs: the whole page, its search dialogue with a name."""
    return output.replace(_SEARCH, f'{_SEARCH} aria-label="Search"')
