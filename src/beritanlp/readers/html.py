"""The article of a saved web page: its main text, title, date, outlet and address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from beritanlp.errors import ArticleError

__all__ = ["HtmlArticle", "read_html"]

_TITLE_PARTS = re.compile(r" [-–—|:] ")
# lines before the main text that are looked through for a lost first paragraph
_LEAD_LINES = 5
# tags and comments of a page; the largest of the shared data has 4,110, and from some 20,000 on
# the time that trafilatura needs grows faster than the page
_MAX_TAGS = 16_000
# words in bold, italics and the like; trafilatura's time grows with the third power of their number
# from 4,000 on, and the page of the shared data with the most has 138
_MAX_FORMATTED = 2_000
_FORMATTED = re.compile(r"<(?:b|em|i|kbd|samp|strong|sub|sup|tt|u|var)\b", re.IGNORECASE)
# code points of a tag without its quoted values, which may be pictures; libxml's time grows with
# the square of the number of attributes, and the longest tag of the shared data has 179
_MAX_TAG = 32_768
_MARKUP = re.compile(
    r"""<!--.*?(?:-->|\Z)
    |<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)
    |<(?P<tag>[a-z](?:[^=>]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+)(?:>|\Z)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
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
    """The main article of the page *html*, by trafilatura; None where it finds no text.

    Raises:
        ArticleError: the page is made to take time, or trafilatura cannot read it.
    """
    _refuse_endless(html)
    found = _extract(html)
    lines = _lines(found)
    if not lines:
        return None
    lines = _lost_lead(html, lines) + lines
    url = found.url or None
    host = _host(url) if url else ""
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


def _refuse_endless(html: str) -> None:
    if html.count("<") > _MAX_TAGS:
        raise ArticleError(f"more than {_MAX_TAGS:,} tags; this is no page of news")
    if sum(1 for _ in _FORMATTED.finditer(html)) > _MAX_FORMATTED:
        raise ArticleError(
            f"more than {_MAX_FORMATTED:,} words in bold or italics; this is no page of news"
        )
    for found in _MARKUP.finditer(html):
        tag = found["tag"]
        if tag and len(tag) > _MAX_TAG and len(_QUOTED.sub("", tag)) > _MAX_TAG:
            raise ArticleError(f"a tag of {len(tag):,} characters; this is no page of news")


def _extract(html: str, **options: Any) -> Any:
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            html, with_metadata=True, include_comments=False, include_tables=False, **options
        )
    except Exception as error:  # it reads what others wrote, with rules for a thousand sites
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise ArticleError(f"trafilatura cannot read the page ({reason})") from None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # an address such as http://[a/
        return ""


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
