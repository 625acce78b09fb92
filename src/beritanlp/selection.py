"""Which articles a filter chooses, as a condition of SQL with its values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from beritanlp.text.dates import parse_date

__all__ = ["Selection", "select"]

Values = str | Iterable[str] | None
Day = dt.date | str | None

# ``{}`` is where the values go, in lower case; a condition on the column article_id
_CONDITIONS = {
    "outlet": "SELECT article_id FROM articles WHERE lower(outlet) IN {}",
    "place": "SELECT article_id FROM articles WHERE lower(place) IN {}",
    "topic": "SELECT article_id FROM topics WHERE lower(code) IN {0} OR lower(label) IN {0}",
    "institution": (
        "SELECT article_id FROM institutions "
        "WHERE lower(institution_id) IN {0} OR lower(name) IN {0} OR lower(acronym) IN {0}"
    ),
    "speaker": "SELECT article_id FROM quotes WHERE lower(speaker) IN {}",
    "person": (
        "SELECT article_id FROM people JOIN quotes USING (article_id, speaker_id) "
        "WHERE person_id IN {}"
    ),
}
_PERSON_PREFIX = "p-"  # of every person_id


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that all hold of the chosen articles, and the values in them by name."""

    conditions: tuple[str, ...]
    values: dict[str, object]
    only_ids: bool  # then failures can be meant too

    def query(self) -> tuple[str, dict[str, object]]:
        """SQL that gives the ``article_id`` of all that are chosen, and its parameters."""
        source = "SELECT article_id FROM articles"
        if self.only_ids:
            source += " UNION SELECT article_id FROM failures"
        where = " AND ".join(self.conditions) or "true"
        return f"SELECT DISTINCT article_id FROM ({source}) WHERE {where}", self.values


def select(
    *,
    outlet: Values = None,
    published: tuple[Day, Day] | None = None,
    place: Values = None,
    topic: Values = None,
    institution: Values = None,
    speaker: Values = None,
    ids: Values = None,
) -> Selection:
    """The selection that `Corpus.filter` describes.

    Raises:
        ValueError: *published* is not two days, or ends before it starts.
    """
    conditions: list[str] = []
    values: dict[str, object] = {}
    given = {
        "outlet": outlet, "place": place, "topic": topic, "institution": institution,
        "speaker": speaker,
    }  # fmt: skip
    for name, wanted in given.items():
        if wanted is not None:
            listed = _listed(wanted)
            persons = [value for value in listed if value.startswith(_PERSON_PREFIX)]
            parts = [_condition(name, listed, values)]
            if name == "speaker" and persons:
                parts.append(_condition("person", persons, values))
            conditions.append(f"({' OR '.join(parts)})")
    if published is not None:
        conditions += _days(published, values)
    only_ids = not conditions
    if ids is not None:
        values["ids"] = _listed(ids)
        conditions.append("article_id IN (SELECT unnest($ids::VARCHAR[]))")
    return Selection(tuple(conditions), values, only_ids)


def _listed(values: str | Iterable[str]) -> list[str]:
    return [values] if isinstance(values, str) else [str(value) for value in values]


def _condition(name: str, wanted: list[str], values: dict[str, object]) -> str:
    """The condition *name*, whose values are added to *values*."""
    values[name] = wanted if name == "person" else [value.lower() for value in wanted]
    return f"article_id IN ({_CONDITIONS[name].format(f'(SELECT unnest(${name}::VARCHAR[]))')})"


def _days(published: tuple[Day, Day], values: dict[str, object]) -> list[str]:
    """Conditions on the article's day; its bounds are added to *values*."""
    if isinstance(published, str) or len(published) != 2:
        raise ValueError(f"published must be (first, last) days; got {published!r}")
    bounds = [_day(value) for value in published]
    if bounds[0] and bounds[1] and bounds[1] < bounds[0]:
        raise ValueError(f"published must not end before it starts; got {published!r}")
    parts = ["published IS NOT NULL"]
    for name, sign, bound in zip(("first", "last"), (">=", "<="), bounds, strict=True):
        if bound is not None:
            values[name] = bound
            parts.append(f"published {sign} ${name}")
    return [f"article_id IN (SELECT article_id FROM articles WHERE {' AND '.join(parts)})"]


def _day(value: Day) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    day = parse_date(value)
    if day is None:
        raise ValueError(f"published must be days such as 2025-11-01; got {value!r}")
    return day
