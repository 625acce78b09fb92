"""Where a story comes from: the agency that its copies credit, their datelines, their dates."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from beritanlp.domain import Article
from beritanlp.lexicons.rows import Agency
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words

__all__ = [
    "Evidence",
    "OriginBy",
    "choose_origin",
    "credited_agency",
    "credited_source",
    "source_name",
]

OriginBy: TypeAlias = Literal["credit", "dateline", "published", "order"]

# code points; a page that begins with a pull quote or a caption has its agency's dateline so late
_HEAD = 600
# code points; credit, editors, tags and copyright behind the last paragraph
_TAIL = 500


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one article of a story says of where it comes from; sources as by `source_name`."""

    outlet: str | None  # where it stands
    credit: str | None  # the agency or outlet that it says it has its text from
    dateline: str | None  # the outlet or agency that its dateline names
    published: dt.date | None

    @property
    def place(self) -> str | None:
        """Where it stands; where that is not known, what its dateline says."""
        return self.outlet or self.dateline


def choose_origin(story: Sequence[Evidence], lengths: Sequence[int]) -> tuple[int, OriginBy]:
    """Which article of *story* is its origin, and what it was told by.

    That of the agency or outlet which others credit; else that of the outlet which others name in
    their datelines; else the earliest; of several the one with most text (*lengths*, in shingles),
    then the first. Dates tell nothing where fewer than two articles have one; an article without is
    not the earliest.
    """
    found, by = _told_apart(story)
    return min(found, key=lambda n: (-lengths[n], n)), by


def _told_apart(story: Sequence[Evidence]) -> tuple[Sequence[int], OriginBy]:
    """The articles that may be the origin, by the first kind of evidence that tells some apart."""
    if found := _of_source(story, [one.credit for one in story]):
        return _earliest(story, found) or found, "credit"
    if found := _of_source(story, [one.dateline for one in story]):
        return _earliest(story, found) or found, "dateline"
    everyone = range(len(story))
    if found := _earliest(story, everyone):
        return found, "published"
    return everyone, "order"


def _of_source(story: Sequence[Evidence], named: Sequence[str | None]) -> list[int]:
    """The articles of the source that most others name, of those that have an article here."""
    own = {one.place for one in story} - {None}
    counts = Counter(
        source
        for source, one in zip(named, story, strict=True)
        if source in own and source != one.place
    )
    if not counts:
        return []
    source = min(counts, key=lambda name: (-counts[name], name or ""))
    return [n for n, one in enumerate(story) if one.place == source]


def _earliest(story: Sequence[Evidence], among: Iterable[int]) -> list[int]:
    """The articles of the first day; none where dates do not tell two apart."""
    days = {n: day for n in among if (day := story[n].published) is not None}
    if len(set(days.values())) < 2:
        return []
    first = min(days.values())
    return [n for n, day in days.items() if day == first]


def credited_agency(article: Article) -> str | None:
    """The news agency that *article* names as the source of its text; None if it names none.

    *Jakarta (ANTARA) -*, *(Ant/Sari)* and *Sumber: Antara* credit one, and *dilansir Antara*
    anywhere; a photograph's credit, *(ANTARA FOTO/Rudi)*, does not. An agency's own article names
    its agency too. Agencies are those of ``lexicons/agencies.csv``. The dateline comes first, then
    the last lines, then the text.
    """
    text = article.text
    for pattern, part in zip(
        _credits(), (text[:_HEAD], text[:_HEAD], text[-_TAIL:], text[-_TAIL:], text), strict=True
    ):
        if match := pattern.search(part):
            return _names()[match["form"]]
    return None


def credited_source(article: Article) -> str | None:
    """Whom *article* credits, an agency or any outlet, as `source_name` calls it; None if nobody.

    Agencies as by `credited_agency`. Others are credited in the last lines, *Artikel ini bersumber
    dari Kabar Kita*, *Artikel ini telah tayang di kabarkita.com*, or as what the article cites
    first, *dikutip dari Kabar Kita*. Such a name need not be an outlet's.
    """
    if agency := credited_agency(article):
        return agency
    for pattern, part in zip(
        _credits_of_outlets(), (article.text[-_TAIL:], article.text), strict=True
    ):
        if match := pattern.search(part):
            return source_name(match["form"].rstrip("."))
    return None


def source_name(outlet: str | None, url: str | None = None) -> str | None:
    """One name for an outlet: its agency's where it is one, else its domain or name in lower case.

    *www.antaranews.com*, *lampung.antaranews.com* and *Antara* are all ``ANTARA``. Without an
    *outlet* it is the host of *url*; None where there is neither.
    """
    name = (outlet or urlsplit(url or "").hostname or "").strip().lower().removeprefix("www.")
    if not name:
        return None
    domain = name
    while domain not in _outlets() and "." in domain:
        domain = domain.partition(".")[2]
    return _outlets().get(domain, name)


@cache
def _names() -> dict[str, str]:
    """The agency of each form that a text credits it by."""
    return {row.form: row.name for row in read_table("agencies.csv", Agency)}


@cache
def _outlets() -> dict[str, str]:
    """The agency of each domain or name that an outlet may have, lower case."""
    rows = read_table("agencies.csv", Agency)
    return {row.form.lower(): row.name for row in rows if row.kind != "sign"}


@cache
def _credits() -> tuple[re.Pattern[str], ...]:
    """Ways to credit an agency, with its name as the group ``form``: two of the head, two of the
    last lines, one of the whole text.
    """
    rows = read_table("agencies.csv", Agency)
    names = [row.form for row in rows if row.kind == "name"]
    form = rf"(?P<form>{_either(names)})"
    sign = rf"(?P<form>{_either([*names, *(row.form for row in rows if row.kind == 'sign')])})"
    # in both cases, not with a flag: `re` looks for the first letters of plain words only
    verbs = reference_words("cited_from", "published")
    cited = _either([*verbs, *(verb.capitalize() for verb in verbs)])
    places = _either(reference_words("cited_place"))
    return (
        re.compile(rf"\({form}(?:/[^()\n]{{1,40}})?\)\s{{0,3}}[-–—]"),  # Jakarta (ANTARA) -
        re.compile(rf"^[^\n.]{{2,40}}[,/]\s?{form}\s{{0,3}}[-–—]", re.MULTILINE),  # JAKARTA, ANTARA
        re.compile(
            rf"(?:\((?:[^()/\n]{{1,40}}/)?|/){sign}(?!/HO)(?:/[^()\n]{{1,40}})?\)?\s*$",
            re.MULTILINE,
        ),
        re.compile(rf"(?i:\bsumber\s?:|\bcopyright\s?(?:©|\(c\)))\s{{0,2}}{form}\b"),
        re.compile(rf"(?:{cited})\s(?:(?i:dari|oleh|{places})\s){{0,3}}{form}\b"),
    )


@cache
def _credits_of_outlets() -> tuple[re.Pattern[str], ...]:
    """Ways to credit an outlet of any name: one of the last lines, one of the whole text."""
    form = r"(?P<form>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,3})"
    verbs = reference_words("cited_from")
    cited = _either([*verbs, *(verb.capitalize() for verb in verbs)])
    places = _either(reference_words("cited_place"))
    credits = _either(reference_words("credit_phrase")).replace(r"\ ", r"\s")
    return (
        re.compile(rf"(?:{credits})\s(?:(?:{places})\s)?{form}"),
        re.compile(rf"(?:{cited})\s(?:(?:dari|{places})\s){{0,2}}{form}"),
    )


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
