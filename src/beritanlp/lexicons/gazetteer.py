"""The list of institutions as one lookup: written form and date to institution.

Three tables feed it: national bodies and others by name, families of local bodies by pattern over
the official list of regions, and head words that begin names which no list knows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from beritanlp.domain import InstitutionKind
from beritanlp.lexicons.places import (
    RegionMatch,
    match_place,
    match_region,
    names_of_region,
    region_by_code,
)
from beritanlp.lexicons.rows import (
    InstitutionHead,
    InstitutionName,
    InstitutionPattern,
    InstitutionRow,
    InstitutionTail,
    OfficeAcronym,
    Region,
)
from beritanlp.lexicons.tables import read_cells, read_row, read_table
from beritanlp.lexicons.words import reference_words

__all__ = [
    "FamilyMatch",
    "Listed",
    "all_institutions",
    "begins_family",
    "begins_form",
    "family_in_region",
    "fold_words",
    "ids_of_name",
    "ids_of_surface",
    "institution_by_id",
    "institution_heads",
    "institution_tails",
    "known_surfaces",
    "listed_at",
    "match_family",
    "media_names",
    "misspelt_at",
    "name_on",
    "office_acronyms",
    "row_of",
    "surfaces_of",
]

_TABLES = ("state", "other")
_LEVEL_NAMES = {
    "provinsi": "Provinsi",
    "kabupaten": "Kabupaten",
    "kota": "Kota",
    "kota_administrasi": "Kota Administrasi",
    "kabupaten_administrasi": "Kabupaten Administrasi",
}
# the body above all of a kind, where a family's name does not say it
_ROOF = {
    InstitutionKind.POLICE: "polri",
    InstitutionKind.MILITARY: "tni",
    InstitutionKind.PROSECUTION: "kejagung",
    InstitutionKind.COURT: "ma",
}
# words; the longest written form in the tables
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Listed:
    """An institution of the list, or one made from a family and a region."""

    id: str
    name: str
    acronym: str | None
    kind: InstitutionKind
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class FamilyMatch:
    """A local body: words taken, the family's row, and the region or regions it may be of."""

    length: int
    row: InstitutionPattern
    region: RegionMatch | None  # None: the head stands alone ("DPRD")
    head_length: int


@lru_cache(maxsize=200_000)
def fold_words(word: str) -> str:
    """A word in the form that lookups use: lower case, hyphens and dashes as spaces."""
    return re.sub(r"[\s\u2010-\u2015-]+", " ", word.lower().replace("’", "'")).strip()


def _split(surface: str) -> list[str]:
    from beritanlp.text.tokenize import TokenKind, tokenize

    return [surface[s:e] for s, e, k in tokenize(surface) if k is not TokenKind.SPACE]


# words with single spaces, hyphens, brackets and commas, which are tokens without more ado
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:(?: \(?|-|\) |, )[A-Za-z0-9]+)*\)?")
_LETTERS = re.compile(r"[a-z ]+")
_APART = str.maketrans({"-": " ", "(": "( ", ")": " )", ",": " ,"})


def _key(surface: str) -> str:
    """The folded tokens of *surface* with spaces between."""
    # what the tokenizer gives, ten times faster
    if surface.isalpha():
        return surface.lower()
    if _PLAIN.fullmatch(surface):
        folded = surface.lower()
        return folded if _LETTERS.fullmatch(folded) else folded.translate(_APART)
    return " ".join(fold_words(word) for word in _split(surface))


@cache
def _rows() -> dict[str, InstitutionRow]:
    rows: dict[str, InstitutionRow] = {}
    for table in _TABLES:
        for row in read_table(f"institutions_{table}.csv", InstitutionRow):
            rows[row.id] = row
    return rows


_Raw = tuple[str, tuple[str, ...], int, tuple[str, ...]]  # table, columns, line, cells


@cache
def _raw_forms() -> dict[str, list[_Raw]]:
    """The rows of the tables of names as they stand, by their first folded word.

    There are some 24,000: only those whose first word a text has are looked at more closely.
    """
    table: dict[str, list[_Raw]] = {}
    for part in _TABLES:
        name = f"institution_names_{part}.csv"
        columns, found = read_cells(name)
        at = columns.index("surface")
        for line, cells in found:
            surface = cells[at]
            plain = _FIRST.match(surface)
            first = plain[1].lower() if plain else _key(surface).partition(" ")[0]
            table.setdefault(first, []).append((name, columns, line, cells))
    return table


# a first word that ends at a space or a hyphen is a token of its own
_FIRST = re.compile(r"([A-Za-z0-9]+)(?:[ -]|$)")


@lru_cache(maxsize=20_000)
def _forms_from(first: str) -> dict[str, tuple[InstitutionName, ...]]:
    """The forms that begin with a folded word, by all their folded words."""
    table: dict[str, list[InstitutionName]] = {}
    for name, columns, line, cells in _raw_forms().get(first, ()):
        form = read_row(name, InstitutionName, columns, line, cells)
        forms = table.setdefault(_key(form.surface), [])
        if all(f.institution_id != form.institution_id for f in forms):
            forms.append(form)
    return {key: tuple(forms) for key, forms in table.items()}


def begins_form(word: str) -> bool:
    """Whether a form of the list may begin with *word*."""
    return fold_words(word).partition(" ")[0] in _raw_forms()


def _forms_of(key: str) -> tuple[InstitutionName, ...]:
    """The forms with those folded words; empty if the list has none."""
    return _forms_from(key.partition(" ")[0]).get(key, ())


@lru_cache(maxsize=20_000)
def _beginnings(first: str) -> frozenset[str]:
    """Every run of whole words that begins a folded form with that first word."""
    return frozenset(
        key[:n]
        for key in _forms_from(first)
        for n in (*(m.start() for m in re.finditer(" ", key)), len(key))
    )


def _is_short_capitals(surface: str) -> bool:
    if not surface.isupper():
        return False
    letters = re.sub(r"\W", "", surface)
    return letters.isupper() and len(letters) <= 5


def _in_context(form: InstitutionName, words: list[str], start: int, end: int) -> bool:
    """Whether the row's ``context`` rule allows the form between these neighbours."""
    if not form.context:
        return True
    before = words[start - 1].lower() if start else ""
    after = words[end].lower() if end < len(words) else ""
    for rule in form.context.split(";"):
        name, _, given = rule.partition(":")
        wanted = {fold_words(word) for word in given.split(",") if word.strip()}
        holds = {
            "not_before": after not in wanted,
            "before": after in wanted,
            "not_after": before not in wanted,
            "after": before in wanted,
        }.get(name.strip(), True)
        if not holds:
            return False
    return True


def _as_written(form: InstitutionName, words: list[str], start: int, end: int) -> bool:
    said = " ".join(words[start:end])
    if _is_short_capitals(form.surface):
        return re.sub(r"\W", "", said) == re.sub(r"\W", "", form.surface)
    if said[0].isupper() or not form.surface[0].isupper() or "." in form.surface:
        return True
    # "kementerian Keuangan RI"
    return (
        end - start > 1
        and words[start] in reference_words("lower_head")
        and words[start + 1][0].isupper()
    )


def listed_at(
    words: list[str], at: int, date: dt.date | None = None
) -> tuple[int, tuple[str, ...]] | None:
    """The longest listed form that begins at word *at*: words taken and institution ids, or None.

    More than one id means that the form named several bodies; *date* picks those it named then.
    """
    prefixes = _beginnings(fold_words(words[at]).partition(" ")[0])
    if not prefixes:
        return None
    key = ""
    best: tuple[int, tuple[str, ...]] | None = None
    for end in range(at + 1, min(len(words), at + _LONGEST) + 1):
        word = fold_words(words[end - 1])
        key = f"{key} {word}" if key else word
        if key not in prefixes:
            break
        forms = _forms_of(key)
        if not forms:
            continue
        fitting = [
            form
            for form in forms
            if _as_written(form, words, at, end) and _in_context(form, words, at, end)
        ]
        if fitting:
            best = end - at, _at_date(fitting, date)
    return best


# likeness of a misspelt word to the right one, 0-1: "Korpsi" and "Korupsi" have 0.92
_MISSPELT = 0.88
# letters of a word that may be misspelt; *dan*, as *dam*, besides
_LONG_WORD = 5


@lru_cache(maxsize=5_000)
def _long_forms(first: str) -> dict[tuple[int, str], list[str]]:
    """Folded forms of three words or more that begin so, by their second and third word."""
    table: dict[tuple[int, str], list[str]] = {}
    for key in _forms_from(first):
        words = key.split()
        if len(words) > 2:
            for k in (1, 2):
                table.setdefault((k, words[k]), []).append(key)
    return table


def misspelt_at(words: list[str], at: int, date: dt.date | None = None) -> tuple[int, str] | None:
    """A listed name of three words or more with one word misspelt: words taken and id; else None.

    *Badan Pengawas Pemlu*, *… Aparatur Negara dam Reformasi Birokrasi*. The first word must be
    right, and the wrong one no place and no word of its own.
    """
    said = [fold_words(word) for word in words[at : at + _LONGEST]]
    best: tuple[int, tuple[InstitutionName, ...]] | None = None
    by_word = _long_forms(said[0].partition(" ")[0])
    near = [key for k, word in enumerate(said[1:3], 1) for key in by_word.get((k, word), ())]
    for key in dict.fromkeys(near):
        right = key.split()
        n = len(right)
        if n > len(said) or (best and n <= best[0]):
            continue
        wrong = [k for k in range(n) if said[k] != right[k]]
        if len(wrong) == 1 and wrong[0] and _is_slip(words[at + wrong[0]], right[wrong[0]]):
            best = n, _forms_of(key)
    if best is None:
        return None
    ids = _at_date(list(best[1]), date)
    return (best[0], ids[0]) if len(ids) == 1 else None


def _is_slip(written: str, right: str) -> bool:
    """Whether *written* is *right* with a slip of the hand."""
    said = fold_words(written)
    if right == "dan":
        return len(said) in (2, 3) and said[0] == "d" and said not in reference_words("no_slip")
    return (
        len(right) >= _LONG_WORD
        and written[0].isupper()
        and not match_place([written], 0)
        and SequenceMatcher(None, said, right).ratio() >= _MISSPELT
    )


def _at_date(forms: list[InstitutionName], date: dt.date | None) -> tuple[str, ...]:
    if len(forms) > 1:
        rows = _rows()

        def holds(form: InstitutionName) -> bool:
            row = rows[form.institution_id]
            begin, end = form.valid_from or row.valid_from, form.valid_to or row.valid_to
            when = date or dt.date.max
            return (begin is None or begin <= when) and (end is None or when <= end)

        now = [form for form in forms if holds(form)]
        forms = now or forms
    return tuple(form.institution_id for form in forms)


@cache
def _families() -> dict[str, tuple[tuple[tuple[str, ...], InstitutionPattern], ...]]:
    """Patterns by the first folded word of their head, longest head first."""
    table: dict[str, list[tuple[tuple[str, ...], InstitutionPattern]]] = {}
    for row in read_table("institution_patterns.csv", InstitutionPattern):
        head = row.pattern.split("{")[0].strip()
        if not head:
            continue
        words = tuple(fold_words(word) for word in _split(head))
        table.setdefault(words[0], []).append((words, row))
    return {
        first: tuple(sorted(rows, key=lambda item: -len(item[0]))) for first, rows in table.items()
    }


def begins_family(word: str) -> bool:
    """Whether the name of a local body may begin with *word*."""
    return fold_words(word) in _families()


def match_family(words: list[str], at: int) -> FamilyMatch | None:
    """The local body that begins at word *at*, with its region where one follows; None if none."""
    rows = _families().get(fold_words(words[at]))
    if not rows or not words[at][0].isupper():
        return None
    bare: FamilyMatch | None = None
    for head, row in rows:
        end = at + len(head)
        if end > len(words) or tuple(fold_words(w) for w in words[at:end]) != head:
            continue
        short = _is_short_capitals(row.pattern.split("{")[0].strip())
        if short and not all(w.isupper() for w in words[at:end]):
            continue
        region = match_region(words, end)
        if region is None:
            bare = bare or FamilyMatch(len(head), row, None, len(head))
            continue
        level = None if row.level == "any" else row.level
        regions = region.regions
        if level and not region.level:
            fitting = tuple(r for r in regions if r.level.startswith(level))
            if not fitting:
                continue
            regions = fitting
        elif level and region.level and region.level != level:
            continue
        found = RegionMatch(region.length, region.level or level, regions)
        return FamilyMatch(len(head) + region.length, row, found, len(head))
    return bare


def family_in_region(head: str, code: str) -> str | None:
    """The id of the local body with that folded head in a region; None where its level has none."""
    region = region_by_code()[code]
    words = tuple(head.split())
    for own, row in _families().get(words[0], ()) if words else ():
        if own == words and (row.level == "any" or region.level.startswith(row.level)):
            return family_id(row, region)
    return None


def _slug(template: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", template.split("{")[0].lower()).strip("-")


def family_id(row: InstitutionPattern, region: Region) -> str:
    """The stable id of a family's member: the family's slug and the region's official code.

    A member that the list has by name (*Kejaksaan Tinggi Sumatera Utara*) keeps the list's id.
    """
    return _listed_member(row.pattern, row.name, region.code) or f"{_slug(row.name)}:{region.code}"


def ids_of_name(words: list[str]) -> frozenset[str]:
    """The ids of the bodies that *words* name as a whole, by list or family; empty if none."""
    if not words:
        return frozenset()
    words = [word.rstrip(".") or word for word in words]  # "PT. Bank Wanasari Tbk."
    listed = listed_at(words, 0)
    ids = set(listed[1]) if listed and listed[0] == len(words) else set()
    family = match_family(words, 0)
    if family and family.region and family.length == len(words):
        ids.update(family_id(family.row, region) for region in family.region.regions)
    return frozenset(ids)


def _close_up(surface: str) -> str:
    """*surface* without case, spaces or marks: *kemenpanrb*."""
    return re.sub(r"\W", "", surface.lower())


@cache
def _closed_up() -> dict[str, list[str]]:
    """The surfaces of the list by their closed-up form."""
    table: dict[str, list[str]] = {}
    for surface, _ in _raw_names():
        table.setdefault(_close_up(surface), []).append(surface)
    return table


def _raw_names() -> Iterator[tuple[str, str]]:
    """Each written form of the list, and the id of whom it names."""
    for raws in _raw_forms().values():
        for _, columns, _, cells in raws:
            yield cells[columns.index("surface")], cells[columns.index("institution_id")]


def ids_of_surface(surface: str, date: dt.date | None = None) -> tuple[str, ...]:
    """The ids of the bodies that *surface* names by itself, in any case, spaced or hyphenated.

    Of several that a form named in its time, those that it named on *date* come first; the members
    of a local family (*dprd kota bogor*) are found, too. Empty if the list has none.
    """
    written = _closed_up().get(_close_up(surface), ())
    forms = [form for one in written for form in _forms_of(_key(one))]
    if forms:
        now = _at_date(forms, date)
        rest = [form.institution_id for form in forms]
        return tuple(dict.fromkeys((*now, *rest)))
    words = _split(surface)
    titled = [word.title() for word in words]
    for said in (words, titled, [*(word.upper() for word in words[:1]), *titled[1:]]):
        family = match_family(said, 0) if said else None
        if family and family.region and family.length == len(said):
            return tuple(family_id(family.row, region) for region in family.region.regions)
    return ()


def row_of(institution_id: str) -> InstitutionRow | None:
    """The list's own row of that id; None for the members of local families."""
    return _rows().get(institution_id)


@cache
def _surfaces() -> dict[str, tuple[str, ...]]:
    table: dict[str, dict[str, None]] = {}
    for surface, id_ in _raw_names():
        table.setdefault(id_, {})[surface] = None
    return {id_: tuple(surfaces) for id_, surfaces in table.items()}


@cache
def _former_names() -> dict[str, tuple[InstitutionName, ...]]:
    """Names that a body bore for a known time, longest first, without *RI* and brackets."""
    table: dict[str, list[InstitutionName]] = {}
    for raws in _raw_forms().values():
        for name, columns, line, cells in raws:
            if cells[columns.index("form")] != "former":
                continue
            row = read_row(name, InstitutionName, columns, line, cells)
            if (
                row.valid_to
                and " " in row.surface
                and not re.search(r"[()]| (RI|Republik Indonesia)$", row.surface)
            ):
                table.setdefault(row.institution_id, []).append(row)
    return {id_: tuple(sorted(rows, key=lambda r: -len(r.surface))) for id_, rows in table.items()}


def name_on(institution_id: str, on: dt.date | None) -> str | None:
    """The official name of a body on a day: *Kementerian Komunikasi dan Informatika* in 2021.

    Without a day, or where it bore no other, today's name; None for an unknown id.
    """
    listed = institution_by_id(institution_id)
    if listed is None or on is None:
        return listed.name if listed else None
    for row in _former_names().get(institution_id, ()):
        if (row.valid_from or dt.date.min) <= on <= (row.valid_to or dt.date.max):
            return row.surface
    return listed.name


def all_institutions() -> tuple[str, ...]:
    """The ids of all bodies of the list, local families left out."""
    return tuple(_rows())


def surfaces_of(institution_id: str) -> tuple[str, ...]:
    """All written forms of a body that the list has; empty for an unknown id or a local family."""
    return _surfaces().get(institution_id, ())


def known_surfaces() -> tuple[str, ...]:
    """Every folded form of the list."""
    return tuple({fold_words(surface): None for surface, _ in _raw_names()})


@lru_cache(maxsize=50_000)
def _listed_member(pattern: str, template: str, code: str) -> str | None:
    """The list's own id for a family's member, under any of the region's names."""
    region = region_by_code()[code]
    for name in (region.name, *names_of_region(code)):
        for surface in (pattern.replace("{name}", name), template.replace("{name}", name)):
            for level in ("", _LEVEL_NAMES[region.level]):
                written = surface.replace("{level}", level)
                forms = _forms_of(_key(written))
                if forms:
                    return forms[0].institution_id
    return None


def _member_name(row: InstitutionPattern, region: Region) -> str:
    level = _LEVEL_NAMES[region.level]
    name = row.name.replace("{level}", level).replace("{name}", region.name)
    return re.sub(r"\s+", " ", name.replace("{region}", f"{level} {region.name}")).strip()


@cache
def _families_by_slug() -> dict[str, tuple[InstitutionPattern, ...]]:
    table: dict[str, list[InstitutionPattern]] = {}
    for row in read_table("institution_patterns.csv", InstitutionPattern):
        table.setdefault(_slug(row.name), []).append(row)
    return {slug: tuple(rows) for slug, rows in table.items()}


@lru_cache(maxsize=50_000)
def institution_by_id(institution_id: str) -> Listed | None:
    """The institution of that id, listed or made from a family and a region; None if unknown."""
    row = _rows().get(institution_id)
    if row:
        return Listed(row.id, row.name, row.acronym, row.kind, row.parent_id)
    slug, _, code = institution_id.partition(":")
    region, families = region_by_code().get(code), _families_by_slug().get(slug)
    if not region or not families:
        return None
    family = families[0]
    for candidate in families:
        if candidate.level != "any" and region.level.startswith(candidate.level):
            family = candidate
            break
    name = _member_name(family, region)
    parent = None
    if family.kind is InstitutionKind.LOCAL_GOVERNMENT and not slug.startswith("pemerintah"):
        parent = f"pemerintah:{code}"
        if "pemerintah" not in _families_by_slug():
            parent = None
    else:
        national = listed_at(_split(family.pattern.split("{")[0].strip()), 0)
        if national and len(national[1]) == 1:
            parent = national[1][0]
        parent = parent or _ROOF.get(family.kind)
    return Listed(institution_id, name, None, family.kind, parent)


@cache
def institution_heads() -> dict[tuple[str, ...], InstitutionHead]:
    """Head words that begin names of organisations, by their words as written."""
    rows = read_table("institution_heads.csv", InstitutionHead)
    return {tuple(row.form.split()): row for row in rows}


@cache
def institution_tails() -> dict[str, InstitutionTail]:
    """Words that end names of organisations, by their lower-case form without a full stop."""
    rows = read_table("institution_tails.csv", InstitutionTail)
    return {row.form.lower().rstrip("."): row for row in rows}


@cache
def office_acronyms() -> dict[str, OfficeAcronym]:
    """Offices written as one name, by folded form: *menpan rb*, *kapolri*."""
    table = {}
    for row in read_table("office_acronyms.csv", OfficeAcronym):
        table[" ".join(fold_words(word) for word in _split(row.form))] = row
    return table


@cache
def media_names() -> frozenset[str]:
    """Written forms of the media in the list."""
    rows = _rows()
    return frozenset(
        row.surface
        for name in _TABLES
        for row in read_table(f"institution_names_{name}.csv", InstitutionName)
        if row.institution_id in rows and rows[row.institution_id].kind is InstitutionKind.MEDIA
    )
