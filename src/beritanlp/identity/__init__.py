"""Which speakers of different articles are one person, with the evidence, open to review.

Care comes first: two who may be two stay two. Speakers are one person if

- their full names are the same (without titles, degrees, case and nicknames) and their offices say
  so: the same office, institution or role; two offices that the table of office holders gives to
  one person, or that one person may well hold (party and public office; one post of the police
  after the other);
- or the names are the same and one has no office: of three words or more, or within a month (three
  days, if all its words are common given names), and only where there is one person of the name
  with offices;
- or one name is a shorter form of the other, in one post that one person has at a time.

A name of one word is joined only where office and institution are the same. Those whose offices
are in different places, or an actor and a village head, stay two, also where a third would tie them
together.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beritanlp.compressed import cleared
from beritanlp.errors import ResultError
from beritanlp.identity.grouping import Person, compare_name, group, why_apart
from beritanlp.identity.offices import likeness, read_office
from beritanlp.spreadsheets import formula_free, formula_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["REVIEW_COLUMNS", "SPEAKERS_QUERY", "Identities", "find_identities"]

SPEAKERS_QUERY = """
WITH said AS (
    SELECT article_id, speaker_id, count(*) AS quotes FROM quotes
    WHERE speaker_id IS NOT NULL GROUP BY ALL
), named AS (
    SELECT article_id, speaker_id, speaker, role, affiliation, institution_id FROM speakers
    WHERE speaker_kind = 'person'
    UNION ALL BY NAME
    SELECT article_id, speaker_id, speaker, role, affiliation, institution_id FROM quotes
    WHERE speaker_kind = 'person'
), known AS (
    SELECT article_id, speaker_id, min(speaker) AS speaker, min(role) AS role,
        min(affiliation) AS affiliation, min(institution_id) AS institution_id
    FROM named GROUP BY article_id, speaker_id
), dated AS (
    SELECT article_id, min(published) AS published FROM articles GROUP BY article_id
)
SELECT known.*, dated.published, coalesce(said.quotes, 0) AS quotes
FROM known LEFT JOIN dated USING (article_id) LEFT JOIN said USING (article_id, speaker_id)
ORDER BY article_id, speaker_id"""
"""SQL for all speakers who are persons, one row each."""

REVIEW_COLUMNS = (
    "person_id", "person", "name", "role", "affiliation", "institution_id", "articles", "quotes",
    "first_day", "last_day", "evidence", "other_person_id", "other_person", "why_apart", "decision",
)  # fmt: skip
"""Columns of the table for review, one row a name and office of a person."""

_PREFIX = "p-"
_KEY = ("person_id", "name", "role", "affiliation", "institution_id")  # of a row of the table
_DIGEST = 6  # hexadecimal digits: with some ten persons of a name, one clash in a million names
_SAME = "same name and office"  # the evidence of a profile that needed no joining


@dataclass(frozen=True, slots=True)
class Identities:
    """Persons and their speakers: a row each in ``rows``, with what the review needs."""

    rows: pd.DataFrame
    others: dict[str, tuple[str, str]]  # the nearest other person by id, and why they are two

    @property
    def people(self) -> pd.DataFrame:
        """One row a speaker of an article; see `beritanlp.Corpus.people`."""
        columns = ["article_id", "speaker_id", "person_id", "person", "evidence", "office"]
        return self.rows[[*columns, "institution_id"]]

    def review(self) -> pd.DataFrame:
        """The table for review, most quoted persons first: see `REVIEW_COLUMNS`."""
        table = self.rows.groupby([*_KEY, "person"], dropna=False, as_index=False).agg(
            articles=("article_id", "nunique"),
            quotes=("quotes", "sum"),
            first_day=("published", "min"),
            last_day=("published", "max"),
            evidence=("evidence", "first"),
        )
        names = dict(zip(self.rows["person_id"], self.rows["person"], strict=True))
        near = [self.others.get(id_, ("", "")) for id_ in table["person_id"]]
        table["other_person_id"] = [id_ for id_, _ in near]
        table["other_person"] = [names.get(id_, "") for id_, _ in near]
        table["why_apart"] = [why for _, why in near]
        table["decision"] = ""
        table["total"] = table.groupby("person_id")["quotes"].transform("sum")
        order = ["total", "person_id", "articles", "name", "role", "affiliation"]
        ascending = [False, True, False, True, True, True]
        table = table.sort_values(order, ascending=ascending, ignore_index=True)
        return table[list(REVIEW_COLUMNS)]

    def write(self, path: str | Path) -> int:
        """Write the table for review as CSV that no spreadsheet takes for formulas; its rows."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        table = self.review()
        with cleared(part).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(REVIEW_COLUMNS)
            for row in table.itertuples(index=False):
                writer.writerow([formula_free(_text(value)) for value in row])
        part.replace(path)
        return len(table)

    def decided(self, path: str | Path) -> tuple[Identities, int]:
        """These persons after the decisions in a file that `write` made, and how many there are.

        Raises:
            ResultError: no such file, a missing column, or a row or decision that names no person
                here; with file and line.
        """
        import pandas as pd

        moves = dict(_decisions(Path(path), self.rows))
        names = dict(zip(self.rows["person_id"], self.rows["person"], strict=True))
        rows = self.rows.copy()
        decisions = [moves.get(key) for key in _keys(rows)]
        changed = [decision is not None for decision in decisions]
        made = [decision for decision in decisions if decision is not None]
        columns = {
            "person_id": [d if d in names else _new_id(d, "decided") for d in made],
            "person": [names.get(decision, decision) for decision in made],
            "evidence": ["decided"] * len(made),
        }
        for column, values in columns.items():
            rows.loc[changed, column] = pd.array(values, dtype="string")
        left = set(rows["person_id"])
        others = {k: v for k, v in self.others.items() if k in left and v[0] in left}
        return Identities(rows, others), len(moves)


def find_identities(speakers: Any) -> Identities:
    """Who is one person among *speakers*, the Arrow table that `SPEAKERS_QUERY` gives."""
    import pandas as pd

    from beritanlp.frames import to_pandas

    columns = speakers.to_pydict()
    offices = list(
        map(read_office, columns["role"], columns["affiliation"], columns["institution_id"])
    )
    names = [compare_name(name) for name in columns["speaker"]]
    persons = group(zip(names, offices, columns["article_id"], columns["published"], strict=True))
    ids = _ids(persons, columns)
    rows = to_pandas(speakers).rename(columns={"speaker": "name"})
    for column, values in _columns(persons, ids, columns).items():
        rows[column] = pd.array(values, dtype="string")
    return Identities(rows, _nearest(persons, ids))


def _columns(
    persons: Iterable[Person], ids: dict[int, str], speakers: dict[str, list[Any]]
) -> dict[str, list[str]]:
    """What is found of each speaker, in the order of the rows."""
    count = len(speakers["speaker"])
    found = {name: [""] * count for name in ("person_id", "person", "evidence", "office")}
    for person in persons:
        shown = _shown_name(person, speakers["speaker"])
        for profile in person.profiles:
            evidence = profile.evidence or (_SAME if len(profile.rows) > 1 else "")
            for row in profile.rows:
                found["person_id"][row] = ids[id(person)]
                found["person"][row] = shown
                found["evidence"][row] = evidence
                parts = (speakers["role"][row], speakers["affiliation"][row])
                found["office"][row] = ", ".join(part for part in parts if part)
    return found


def _shown_name(person: Person, speakers: list[str]) -> str:
    """The fullest name as it is most often written."""
    fullest = person.name
    written = Counter(
        speakers[row]
        for profile in person.profiles
        if profile.name == fullest
        for row in profile.rows
    )
    return max(written, key=lambda name: (written[name], name))


def _ids(persons: Iterable[Person], speakers: dict[str, list[Any]]) -> dict[int, str]:
    """An id for each person, of the name and the main office; with the article if it is taken."""
    wanted: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        office = person.main.office
        post = "|".join(sorted(office.listed)) or office.body or office.role
        wanted[_new_id(person.name, post)].append(person)
    ids = {}
    for id_, same in wanted.items():
        for person in same:
            place = min(
                (speakers["article_id"][row], speakers["speaker_id"][row])
                for profile in person.profiles
                for row in profile.rows
            )
            ids[id(person)] = id_ if len(same) == 1 else _new_id(person.name, f"{id_} {place}")
    return ids


def _new_id(name: str, post: str) -> str:
    slug = re.sub(r"[\W_]+", "-", name.lower()).strip("-")
    digest = hashlib.sha256(f"{name}\n{post}".encode()).hexdigest()[:_DIGEST]
    return f"{_PREFIX}{slug}-{digest}"


# --------------------------------------------------------------------------- those left apart


def _nearest(persons: list[Person], ids: dict[int, str]) -> dict[str, tuple[str, str]]:
    """For each person's id that of the most similar other one, and why they are two."""
    alike: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        for key in {key for name in person.names for key in _likeness_keys(name)}:
            alike[key].append(person)
    others: dict[str, tuple[str, str]] = {}
    for key in sorted(alike, key=lambda key: not key.startswith(_EXACT)):
        largest = sorted(alike[key], key=lambda p: (-p.size, ids[id(p)]))[:2]
        for person in alike[key] if len(largest) > 1 else ():
            other = largest[1] if person is largest[0] else largest[0]
            if likeness(person.name, other.name) < _LIKE_NAMES:
                continue
            others.setdefault(ids[id(person)], (ids[id(other)], why_apart(person, other)))
    return others


_LIKE_NAMES = 0.75  # of 1; *darma budhi* and *darma budi* have 0.95
_EXACT = "="  # begins the keys that the same names share, and no others do


def _likeness_keys(name: str) -> Iterator[str]:
    """Keys that like names share: the name; its consonants; its first two words."""
    yield _EXACT + name
    words = name.split()
    if len(words) > 1:
        yield "~" + re.sub(r"(\w)\1+", r"\1", re.sub(r"[aiueoyh']", "", name))
        yield "^" + " ".join(words[:2])


# --------------------------------------------------------------------------- decisions


def _decisions(path: Path, rows: pd.DataFrame) -> Iterator[tuple[tuple[str, ...], str]]:
    """The rows with a decision, by their key."""
    known = set(_keys(rows))
    ids = set(rows["person_id"])
    for line, row in _read(path):
        decision = row["decision"].strip()
        if not decision:
            continue
        key = tuple(row[name] for name in _KEY)
        if key not in known:
            shown = ", ".join(part for part in key if part)
            raise ResultError(f"{path}:{line}: no such person here: {shown}; write the file anew")
        if decision.startswith(_PREFIX) and decision not in ids:
            raise ResultError(
                f"{path}:{line}: decision {decision!r} is no person_id of this corpus; "
                "copy one of the column person_id, or write a name to split the row off"
            )
        yield key, decision


def _read(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a file that came back from review, with their lines."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            # spreadsheets write semicolons where the comma is the decimal sign, as in Indonesia
            delimiter = max(",;\t", key=head.count)
            reader = csv.DictReader(file, delimiter=delimiter)
            missing = {*_KEY, "decision"} - set(reader.fieldnames or ())
            if missing:
                raise ResultError(f"{path}:1: no column {', '.join(sorted(missing))}")
            for row in reader:
                cells = {name: formula_of(row[name] or "") for name in (*_KEY, "decision")}
                yield reader.line_num, cells
    except UnicodeDecodeError:
        raise ResultError(f"{path}: cannot be read (not UTF-8)") from None
    except (OSError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ResultError(f"{path}: cannot be read ({reason})") from None


def _keys(rows: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    columns = [rows[name].fillna("").tolist() for name in _KEY]
    return zip(*columns, strict=True)


def _text(value: Any) -> str:
    import pandas as pd

    if pd.isna(value):
        return ""
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)
