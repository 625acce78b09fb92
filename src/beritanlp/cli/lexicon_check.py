"""Read every table of the lexicons and find what is wrong with it."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from beritanlp.errors import LexiconError
from beritanlp.lexicons import rows as row_types
from beritanlp.lexicons.tables import read_table, read_toml, table_names

__all__ = ["check_tables"]

# tables whose name begins like this hold rows of this type; the longest beginning holds
_TYPES: dict[str, Any] = {
    "abbreviations": row_types.Abbreviation,
    "agencies": row_types.Agency,
    "boilerplate": row_types.BoilerplatePattern,
    "confidence": row_types.ConfidenceCount,
    "topic_counts": row_types.TopicCount,
    "topic_decision": row_types.TopicDecision,
    "cue_stances": row_types.CueStance,
    "cue_verbs": row_types.CueVerb,
    "given_names": row_types.GivenName,
    "nicknames": row_types.Nickname,
    "institution_heads": row_types.InstitutionHead,
    "institution_names_": row_types.InstitutionName,
    "institution_nouns": row_types.InstitutionNoun,
    "institution_tails": row_types.InstitutionTail,
    "institution_patterns": row_types.InstitutionPattern,
    "institutions_": row_types.InstitutionRow,
    "office_acronyms": row_types.OfficeAcronym,
    "office_holders": row_types.OfficeHolder,
    "office_short_forms": row_types.OfficeShortForm,
    "offices": row_types.Office,
    "place_names": row_types.PlaceName,
    "reference_words": row_types.ReferenceWord,
    "region_names": row_types.RegionName,
    "regions": row_types.Region,
    "source_kinds": row_types.SourceKindRow,
    "stem_exceptions": row_types.StemException,
    "stopwords": row_types.StopWord,
    "titles": row_types.Title,
}


def check_tables() -> tuple[dict[str, int], list[str]]:
    """The number of rows of each table, and the problems, each with its file and line."""
    counts: dict[str, int] = {}
    problems: list[str] = []
    read: dict[str, tuple[Any, ...]] = {}
    for name in table_names():
        problems.extend(_check_text(name))
        try:
            if name.endswith(".toml"):
                counts[name] = sum(
                    len(value) for value in read_toml(name).values() if isinstance(value, list)
                )
                continue
            row_type = _type_of(name)
            if row_type is None:
                problems.append(f"{name}: no row type is known for this table")
                continue
            read[name] = read_table(name, row_type)
            counts[name] = len(read[name])
        except LexiconError as error:
            problems.append(str(error))
    problems.extend(_check_references(read))
    problems.extend(_check_topics())
    return counts, problems


def _type_of(name: str) -> Any:
    """The row type of the table *name*; None if there is none."""
    fitting = [beginning for beginning in _TYPES if name.startswith(beginning)]
    return _TYPES[max(fitting, key=len)] if fitting else None


def _check_text(name: str) -> Iterator[str]:
    """UTF-8 in normal form, unix line ends, no row twice, as many cells as the header has."""
    raw = (files("beritanlp.lexicons") / name).read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"{name}:{raw.count(10, 0, error.start) + 1}: not UTF-8"
        return
    if "\r" in text:
        yield f"{name}:{text[: text.index(chr(13))].count(chr(10)) + 1}: carriage return; use \\n"
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            yield f"{name}:{number}: not in Unicode normal form C"
    if name.endswith(".csv"):
        reader = csv.reader(text.split("\n"))
        seen: dict[tuple[str, ...], int] = {}
        header = next(reader, [])
        for row in reader:
            if row and len(row) != len(header):
                yield f"{name}:{reader.line_num}: {len(row)} cells; the header has {len(header)}"
            if row and tuple(row) in seen:
                yield f"{name}:{reader.line_num}: the same row as line {seen[tuple(row)]}"
            seen.setdefault(tuple(row), reader.line_num)


def _check_references(read: dict[str, tuple[Any, ...]]) -> Iterator[str]:
    """Ids and codes that one row uses and no row has, and ids that two rows have."""
    ids: dict[str, str] = {}
    for name, rows in read.items():
        if name.startswith("institutions_"):
            for line, row in enumerate(rows, 2):
                if row.id in ids:
                    yield f"{name}:{line}: id {row.id!r} is already in {ids[row.id]}"
                ids[row.id] = f"{name}:{line}"
    if not ids:
        return
    for name, rows in read.items():
        for line, row in enumerate(rows, 2):
            for column in ("institution_id", "parent_id", "successor_id"):
                # several successors are parted by semicolons
                for used in (getattr(row, column, None) or "").split(";"):
                    # an id with a colon is made from a family and a region: pemkab:35.09
                    if used and used not in ids and ":" not in used:
                        yield f"{name}:{line}: {column} {used!r} is in no table of institutions"
    regions = {row.code for row in read.get("regions.csv", ())}
    for line, row in enumerate(read.get("region_names.csv", ()), 2):
        if regions and row.code not in regions:
            yield f"region_names.csv:{line}: code {row.code!r} is not in regions.csv"


def _check_topics() -> Iterator[str]:
    """Codes and keys that occur twice, sources that are unknown, topics without terms."""
    try:
        topics = read_toml("topics.toml")["topic"]
        known = {item["id"] for item in read_toml("sources.toml")["source"]}
    except (LexiconError, KeyError) as error:
        yield f"topics.toml: {error}"
        return
    seen: set[str] = set()
    for topic in topics:
        source = topic.get("source")
        if source is not None and source not in known:
            yield f"topics.toml: topic {topic.get('code')}: source {source!r} is not registered"
        for item in (topic, *topic.get("subtopic", ())):
            where = f"topics.toml: topic {item.get('code')!r}"
            for column in ("code", "key", "label"):
                if not item.get(column):
                    yield f"{where}: no {column}"
            for mark in (f"code {item.get('code')}", f"key {item.get('key')}"):
                if mark in seen:
                    yield f"{where}: {mark} occurs twice"
                seen.add(mark)
            if not item.get("terms"):
                yield f"{where}: no terms"
