"""Pages in Indonesian say so, for screen readers, hyphenation and search engines."""

from __future__ import annotations

from typing import Any

__all__ = ["on_page_content"]


def on_page_content(html: str, page: Any, **_: object) -> str:
    """MkDocs: the page's content, in an element of its language where that is not English."""
    language = page.meta.get("language", "en")
    return html if language == "en" else f'<div lang="{language}">\n{html}\n</div>'
