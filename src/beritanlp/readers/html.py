"""The article of a saved web page: its main text, title, date, outlet and address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

__all__ = ["HtmlArticle", "read_html"]

_TITLE_PARTS = re.compile(r"\s+[-–—|:]\s+")
# lines before the main text that are looked through for a lost first paragraph
_LEAD_LINES = 5
_MAX_DATELINE = 60  # code points; "Jakarta, KompasOtomotif" has 23


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlArticle:
    """What a page says; ``text`` has a line a paragraph, ``published`` is YYYY-MM-DD."""

    text: str
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None


def read_html(html: str) -> HtmlArticle | None:
    """The main article of the page *html*, by trafilatura; None where it finds no text."""
    found = _extract(html)
    lines = _lines(found)
    if not lines:
        return None
    lines = _lost_lead(html, lines) + lines
    url = found.url or None
    host = (urlsplit(url).hostname or "") if url else ""
    outlet = found.sitename or None
    if outlet and "//" in outlet:  # the address of a Facebook page
        outlet = None
    outlet = outlet or host.removeprefix("www.") or None
    return HtmlArticle(
        text="\n".join(lines),
        title=_without_site(found.title, outlet, host) if found.title else None,
        published=found.date or None,
        outlet=outlet,
        url=url,
    )


def _extract(html: str, **options: Any) -> Any:
    import trafilatura

    return trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False, **options
    )


def _lines(found: Any) -> list[str]:
    if found is None or not found.text:
        return []
    return [line for raw in found.text.split("\n") if (line := " ".join(raw.split()))]


def _lost_lead(html: str, lines: list[str]) -> list[str]:
    """Paragraphs that trafilatura lost in front of *lines*, from one with a dateline on.

    Old pages of Kompas and KapanLagi hold the first paragraph outside the others' element; where
    *lines* have no dateline, its more generous reading is searched for one.
    """
    if any(_has_dateline(line) for line in lines[:3]):
        return []
    more = _lines(_extract(html, favor_recall=True))
    if lines[0] not in more:
        return []
    at = more.index(lines[0])
    for i in range(max(0, at - _LEAD_LINES), at):
        if _has_dateline(more[i]):
            return more[i:at]
    return []


def _has_dateline(line: str) -> bool:
    """Whether *line* begins as reports do: *Kapanlagi.com -*, *Jakarta, KompasOtomotif –*."""
    from beritanlp.lexicons.places import is_place
    from beritanlp.text.layout import read_layout

    if read_layout(line).dateline:
        return True
    head, dash, _ = line.partition(" – ")
    return bool(dash) and len(head) <= _MAX_DATELINE and is_place(head.partition(",")[0])


def _without_site(title: str, outlet: str | None, host: str) -> str:
    """*title* without the site's own name before or behind a dash or bar."""
    title = " ".join(title.split())
    names = {_key(outlet or ""), _key(host.removeprefix("www.")), _key(_brand(host))} - {""}
    parts = list(_TITLE_PARTS.finditer(title))
    if parts and any(name in _key(title[parts[-1].end() :]) for name in names):
        title, parts = title[: parts[-1].start()], parts[:-1]
    if parts and _key(title[: parts[0].start()]) in names:
        title = title[parts[0].end() :]
    # "KapanLagi.com: FOTO: …"
    before, colon, rest = title.partition(": ")
    return rest if colon and _key(before) in names else title


def _key(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def _brand(host: str) -> str:
    """*kompas* of *regional.kompas.com*, *antaranews* of *www.antaranews.co.id*."""
    parts = host.split(".")
    while len(parts) > 1 and (len(parts[-1]) <= 3 or parts[-1] in ("info",)):
        parts.pop()
    return parts[-1] if len(parts[-1]) > 3 else ""
