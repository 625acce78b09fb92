"""Look up the list of institutions and the table of office holders by hand.

>>> import datetime as dt
>>> import beritanlp as bn
>>> bn.institutions.find("kemenpan rb").name
'Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi'
>>> bn.institutions.holder("Kapolri", on=dt.date(2018, 5, 1)).name
'Muhammad Tito Karnavian'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from beritanlp.domain import InstitutionKind
from beritanlp.lexicons.gazetteer import (
    fold_words,
    ids_of_surface,
    institution_by_id,
    known_surfaces,
    row_of,
    surfaces_of,
)
from beritanlp.lexicons.holders import (
    held_offices,
    holder_on,
    offices_named,
    region_office,
    split_acting,
    terms_of,
)
from beritanlp.lexicons.rows import OfficeHolder

__all__ = ["InstitutionRecord", "find", "get", "holder", "holders", "search"]

# letters of a name that is too short to be like others
_SHORT = 4
# likeness of a misspelt name to one of the list, 0-1; below it, other names come up
_NEAR = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionRecord:
    """One body of the list.

    ``valid_from`` and ``valid_to`` are its first and last day, None where not known or not over.
    ``successors`` are ids; ``instrument`` is the law or decree that made it, by number, and
    ``source`` the register id of ``sources.toml``. ``names`` are all written forms of the list. A
    member of a local family (*DPRD Kota Bogor*) has neither dates nor source nor names.
    """

    id: str
    name: str
    acronym: str | None
    kind: InstitutionKind
    parent_id: str | None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successors: tuple[str, ...] = ()
    instrument: str | None = None
    source: str | None = None
    names: tuple[str, ...] = ()

    def existed(self, on: dt.date) -> bool:
        """Whether the body existed on a day, as far as the list knows its dates."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


def get(institution_id: str) -> InstitutionRecord | None:
    """The body of that id, as in ``Institution.id`` and ``Speaker.institution_id``; else None."""
    listed = institution_by_id(institution_id)
    if listed is None:
        return None
    row = row_of(institution_id)
    if row is None:
        return InstitutionRecord(
            id=listed.id, name=listed.name, acronym=None, kind=listed.kind,
            parent_id=listed.parent_id,
        )  # fmt: skip
    return InstitutionRecord(
        id=row.id,
        name=row.name,
        acronym=row.acronym,
        kind=row.kind,
        parent_id=row.parent_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successors=tuple((row.successor_id or "").split(";")) if row.successor_id else (),
        instrument=row.instrument,
        source=row.source,
        names=surfaces_of(row.id),
    )


def search(name: str, on: dt.date | None = None, limit: int = 10) -> list[InstitutionRecord]:
    """The bodies that *name* may stand for, best first.

    A form of the list is found in any case, with or without spaces and hyphens; those that it named
    *on* a day come first, then those that existed then. Where no form is so written, the bodies
    with the most similar names come instead. At most *limit* bodies; empty if nothing is near.
    """
    ids = list(ids_of_surface(name, on))
    if not ids and len(name.strip()) > _SHORT and not _offices(name, on)[0]:
        near = get_close_matches(fold_words(name), known_surfaces(), limit, _NEAR)
        ids = [id_ for surface in near for id_ in ids_of_surface(surface, on)]
    return _records(ids, on)[:limit]


def find(name: str, on: dt.date | None = None) -> InstitutionRecord | None:
    """The body that *name* stands for, in any case, spaced or hyphenated; None if none is known.

    ``find("kemendikbud", on=date)``: of several bodies that bore a name the one that bore it *on*
    the day (default: today's bearer). A body that no longer existed then is still found: its
    ``valid_to`` and ``successors`` say what became of it. Misspellings are for `search`.
    """
    return next(iter(_records(ids_of_surface(name, on), on)), None)


def _records(ids: Iterable[str], on: dt.date | None) -> list[InstitutionRecord]:
    """The bodies of those ids, each once; those that existed *on* a day first."""
    records = [record for id_ in dict.fromkeys(ids) if (record := get(id_))]
    return sorted(records, key=lambda record: on is not None and not record.existed(on))


def holder(office: str, on: dt.date) -> OfficeHolder | None:
    """Who held an office on a day: *Kapolri*, *Ketua KPK*, *Gubernur Jateng*, *Menpan-RB*.

    The row of the table: ``name``, ``office`` in full, ``status``, ``valid_from``, ``valid_to`` and
    its source. None where the table does not know, or knows several who shared the office; in the
    week after a change; and behind the last day on which a holder is known.
    """
    offices, code, acting = _offices(office, on)
    return holder_on(offices, on, code, acting=acting) if offices else None


def holders(office: str) -> list[OfficeHolder]:
    """All whom the table knows to have held an office, acting ones too, in the order of time."""
    offices, code, _ = _offices(office, None)
    return sorted(terms_of(offices, code), key=lambda row: row.valid_from)


def _offices(office: str, on: dt.date | None) -> tuple[frozenset[str], str, bool]:
    """Ids of the offices that are meant, the region's code, and whether an acting holder is."""
    words, acting = split_acting(office.split())
    place = region_office(words)
    if place:
        return frozenset({place[0]}), place[1], acting
    offices = offices_named(words)
    for n in range(1, len(words)):
        for id_ in ids_of_surface(" ".join(words[n:]), on)[:1]:
            offices = offices or held_offices(" ".join(words[:n]), id_)
    return offices, "", acting
