"""Who held a public office on a day: the table ``office_holders.csv`` as one lookup."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from functools import cache

from beritanlp.lexicons.gazetteer import fold_words, institution_by_id, office_acronyms
from beritanlp.lexicons.places import match_region, names_of_region, region_by_code
from beritanlp.lexicons.rows import Office, OfficeHolder, OfficeShortForm
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words

__all__ = [
    "fold_office",
    "held_offices",
    "holder_on",
    "offices_named",
    "region_office",
    "split_acting",
    "terms_of",
]

# how long the press still calls a former holder by the office; the few mix-ups in the shared news
# are of the first days after a change
_LAG = dt.timedelta(days=7)


def fold_office(text: str) -> str:
    """An office as lookups use it: no case, marks, hyphens, or *RI* at its end."""
    words = fold_words(" ".join(re.sub(r"[^\w\s'-]", " ", text).split()))
    return re.sub(r" (republik indonesia|ri)$", "", words)


@cache
def _by_office() -> dict[str, frozenset[str]]:
    """Ids of the national offices that bear a name."""
    table: dict[str, set[str]] = defaultdict(set)
    for row in read_table("office_holders.csv", OfficeHolder):
        if not row.region_code:
            table[fold_office(row.office)].add(row.office_id)
    return {office: frozenset(ids) for office, ids in table.items()}


@cache
def _by_body() -> dict[str, tuple[tuple[str, str], ...]]:
    """Offices and their ids by the institution that they head."""
    table: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in read_table("office_holders.csv", OfficeHolder):
        if row.institution_id:
            table[row.institution_id].add((fold_office(row.office), row.office_id))
    return {body: tuple(sorted(offices)) for body, offices in table.items()}


@cache
def _terms() -> dict[tuple[str, str], tuple[OfficeHolder, ...]]:
    """The holders by office and region code, in the table's order."""
    table: dict[tuple[str, str], list[OfficeHolder]] = defaultdict(list)
    for row in read_table("office_holders.csv", OfficeHolder):
        table[row.office_id, row.region_code or ""].append(row)
    return {key: tuple(rows) for key, rows in table.items()}


@cache
def _heads() -> tuple[tuple[str, ...], ...]:
    """Words that name an office without its body, longest first: *ketua umum*, *ketua*."""
    forms = {
        tuple(fold_office(row.form).split())
        for row in read_table("offices.csv", Office)
        if row.kind == "office"
    }
    return tuple(sorted(forms, key=len, reverse=True))


def _head(office: str) -> tuple[str, ...]:
    words = tuple(office.split())
    return next((head for head in _heads() if words[: len(head)] == head), words[:1])


def held_offices(office: str, institution_id: str | None = None) -> frozenset[str]:
    """Ids of the national offices that *office* names, with the body that it heads if known.

    *Kapolri* written out, or *Ketua* with the id of the KPK. Empty if the table has none.
    """
    said = fold_office(office)
    if institution_id is None:
        return _by_office().get(said, frozenset())
    body = institution_by_id(institution_id)
    whole = f"{said} {fold_office(body.name)}" if body else said
    fitting = set()
    for full, office_id in _by_body().get(institution_id, ()):
        # "Ketua" alone is no "Ketua Umum"
        alike = full.startswith(f"{said} ") and _head(full) == _head(said)
        if full in (said, whole) or alike:
            fitting.add(office_id)
    return frozenset(fitting)


def offices_named(words: list[str]) -> frozenset[str]:
    """Ids of the national offices that *words* name as one: *Kapolri*, *Menteri LH*; else empty."""
    said = " ".join(words)
    row = office_acronyms().get(fold_words(said))
    if row is None:
        return held_offices(said)
    return held_offices(row.role) or held_offices(row.role, row.institution_id or "")


def split_acting(words: list[str]) -> tuple[list[str], bool]:
    """An office without *plt*, *pj* or *plh* before it, and whether there was one."""
    acting = bool(words) and words[0].lower().strip(".") in reference_words("acting")
    return words[acting:], acting


@cache
def _region_offices() -> dict[tuple[str, ...], str]:
    """Ids of the offices of regions by their words without the region, short forms too."""
    table: dict[tuple[str, ...], str] = {}
    for row in read_table("office_holders.csv", OfficeHolder):
        code = row.region_code
        if code:
            names = (region_by_code()[code].name, *names_of_region(code))
            whole = max((name for name in names if row.office.endswith(f" {name}")), key=len)
            table[tuple(row.office.removesuffix(whole).lower().split())] = row.office_id
    for form in read_table("office_short_forms.csv", OfficeShortForm):
        office_id = table.get(tuple(form.full.split()))
        if office_id:
            table[tuple(form.form.split())] = office_id
    return table


def region_office(words: list[str]) -> tuple[str, str] | None:
    """Office id and region code of *Gubernur Jawa Tengah*, *Wakil Gubernur Jateng*; else None."""
    lower = [word.lower() for word in words]
    for n in range(len(words) - 1, 0, -1):
        office_id = _region_offices().get(tuple(lower[:n]))
        region = match_region(words, n) if office_id else None
        if office_id and region and n + region.length == len(words):
            codes = [r.code for r in region.regions if (office_id, r.code) in _terms()]
            return (office_id, codes[0]) if len(codes) == 1 else None
    return None


def terms_of(office_ids: frozenset[str], region_code: str = "") -> list[OfficeHolder]:
    """Everybody who held one of the offices, by office in the order of time."""
    return [row for id_ in sorted(office_ids) for row in _terms().get((id_, region_code), ())]


def holder_on(
    office_ids: frozenset[str], on: dt.date, region_code: str = "", *, acting: bool = False
) -> OfficeHolder | None:
    """Who held one of the offices *on* a day; None if the table does not know or knows several.

    *acting* asks for a *plt* or *pj*; without it only full holders count, for the press calls the
    others *plt*. In the week after a change the press may still mean the one before, and nothing is
    said of days behind the last on which a holder is known to have been in office.
    """
    status = "acting" if acting else "definitive"
    terms = [row for row in terms_of(office_ids, region_code) if row.status == status]
    days = [on] if acting else [on, on - _LAG]
    found = {
        row.name: row for row in terms for day in days if row.valid_from <= day <= _last_day(row)
    }
    row = next(iter(found.values())) if len(found) == 1 else None
    return row if row and row.valid_from <= on <= _last_day(row) else None


def _last_day(row: OfficeHolder) -> dt.date:
    return row.valid_to or row.known_until or dt.date.max
