"""Every row of every table: in form, sourced, free of clashes, and found by what reads it.

To look at one row: ``pytest tests/lexicons -k "cue_verbs and imbuh"``. Where one test checks a
whole table, it lists what is wrong by file and line.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import time
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from beritanlp.copies.origin import credited_agency, source_name
from beritanlp.domain import Article, QuoteKind
from beritanlp.lexicons import rows as row_types
from beritanlp.lexicons.gazetteer import (
    family_id,
    fold_words,
    institution_by_id,
    match_family,
)
from beritanlp.lexicons.holders import held_offices, holder_on, region_office
from beritanlp.lexicons.places import is_place
from beritanlp.lexicons.rows import (
    BoilerplatePattern,
    CueVerb,
    InstitutionHead,
    InstitutionName,
    InstitutionPattern,
    InstitutionRow,
    OfficeAcronym,
    PlaceName,
    Region,
    RegionName,
)
from beritanlp.lexicons.tables import read_table, table_names
from beritanlp.rules.reading import read
from beritanlp.text.layout import read_layout
from beritanlp.text.tokenize import TokenKind, tokenize
from beritanlp.topics.codebook import Codebook, default_codebook

FOLDER = files("beritanlp.lexicons")
TABLES: dict[str, Any] = {
    "abbreviations.csv": row_types.Abbreviation,
    "agencies.csv": row_types.Agency,
    "boilerplate.csv": BoilerplatePattern,
    "confidence.csv": row_types.ConfidenceCount,
    "topic_counts.csv": row_types.TopicCount,
    "topic_decision.csv": row_types.TopicDecision,
    "cue_stances.csv": row_types.CueStance,
    "cue_verbs.csv": CueVerb,
    "given_names.csv": row_types.GivenName,
    "institution_heads.csv": InstitutionHead,
    "institution_names_other.csv": InstitutionName,
    "institution_names_state.csv": InstitutionName,
    "institution_nouns.csv": row_types.InstitutionNoun,
    "institution_patterns.csv": InstitutionPattern,
    "institution_tails.csv": row_types.InstitutionTail,
    "institutions_other.csv": InstitutionRow,
    "institutions_state.csv": InstitutionRow,
    "nicknames.csv": row_types.Nickname,
    "office_acronyms.csv": OfficeAcronym,
    "office_holders.csv": row_types.OfficeHolder,
    "office_short_forms.csv": row_types.OfficeShortForm,
    "offices.csv": row_types.Office,
    "place_names.csv": PlaceName,
    "reference_words.csv": row_types.ReferenceWord,
    "region_names.csv": RegionName,
    "regions.csv": Region,
    "source_kinds.csv": row_types.SourceKindRow,
    "stem_exceptions.csv": row_types.StemException,
    "stopwords.csv": row_types.StopWord,
    "titles.csv": row_types.Title,
}
# a row is told apart by these columns; the first column alone where nothing is said
KEYS = {
    "confidence.csv": ("factor", "value"),
    "topic_counts.csv": ("code", "term"),
    "topic_decision.csv": ("kind", "name"),
    "cue_verbs.csv": ("form", "frame"),
    "institution_names_other.csv": ("surface", "institution_id"),
    "institution_names_state.csv": ("surface", "institution_id"),
    "office_holders.csv": ("office_id", "region_code", "name", "valid_from"),
    "reference_words.csv": ("form", "kind"),
    "region_names.csv": ("surface", "code"),
    "source_kinds.csv": ("form", "scope"),
    "titles.csv": ("form", "position", "kind"),
}
# what a licence in sources.toml may begin with; anything else must be looked at by a person first
ALLOWED_LICENCES = ("MIT", "public domain", "ODbL-1.0", "CC0-1.0", "CC-BY-4.0", "facts")
ANY_TABLE = pytest.mark.parametrize("name", sorted(TABLES))


@cache
def table(name: str) -> tuple[tuple[int, Any], ...]:
    """The rows of *name* with their lines."""
    return tuple(enumerate(read_table(name, TABLES[name]), 2))


@cache
def cells(name: str) -> tuple[list[str], list[list[str]]]:
    """The header of *name* and its rows as they stand in the file."""
    reader = csv.reader((FOLDER / name).read_text(encoding="utf-8").split("\n"), strict=True)
    header, *rows = [row for row in reader if row]
    return header, rows


def say(problems: Iterable[str]) -> None:
    """Fail with the first forty of *problems*, if there are any."""
    found = list(problems)
    if found:
        rest = [f"… and {len(found) - 40} more"] if len(found) > 40 else []
        pytest.fail("\n".join([f"{len(found)} rows:", *found[:40], *rest]), pytrace=False)


def split(text: str) -> list[str]:
    return [text[s:e] for s, e, kind in tokenize(text) if kind is not TokenKind.SPACE]


def fold(text: str) -> str:
    """*text* in the form in which names are looked up."""
    return " ".join(fold_words(word) for word in split(text))


def ids_of(name: str, column: str) -> list[Any]:
    return [pytest.param(line, row, id=getattr(row, column)) for line, row in table(name)]


# -- all tables ------------------------------------------------------------------------------------


def test_every_table_has_a_row_type() -> None:
    assert {name for name in table_names() if name.endswith(".csv")} == set(TABLES)


@pytest.mark.parametrize("document", ["README.md", "LICENSES.md"])
def test_every_table_is_described(document: str) -> None:
    text = (FOLDER / document).read_text(encoding="utf-8")
    assert [name for name in table_names() if f"`{name}`" not in text] == []


def test_sources_have_an_allowed_licence() -> None:
    register = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))["source"]
    counts = Counter(item["id"] for item in register)
    assert [id for id, n in counts.items() if n > 1] == []
    for item in register:
        licence = item["licence"]
        assert licence.startswith(ALLOWED_LICENCES), f"{item['id']}: licence {licence!r}"
        assert not re.search(r"\bN[CD]\b|non-?commercial", licence, re.IGNORECASE), item["id"]
        assert item["title"]
        assert item["note"]
        assert isinstance(item["retrieved"], dt.date)


@pytest.mark.parametrize("name", table_names())
def test_text_is_in_order(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    text = raw.decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert "\t" not in text
    assert not text.startswith("\ufeff")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@ANY_TABLE
def test_rows_read_and_have_a_registered_source(name: str) -> None:
    assert table(name)  # read_table raises for a bad value or an unknown source


@ANY_TABLE
def test_rows_are_sorted(name: str) -> None:
    rows = cells(name)[1]
    pairs = pairwise(rows)
    say(
        f"{name}:{line}: {row[0]!r} stands behind {before[0]!r}"
        for line, (before, row) in enumerate(pairs, 3)
        if row[:2] < before[:2]
    )


@ANY_TABLE
def test_rows_are_there_once(name: str) -> None:
    key = KEYS.get(name, (cells(name)[0][0],))
    lines: dict[tuple[str, ...], int] = {}
    problems = []
    for line, row in table(name):
        values = tuple(getattr(row, column) for column in key)
        if values in lines:
            problems.append(f"{name}:{line}: {values} is already in line {lines[values]}")
        lines.setdefault(values, line)
    say(problems)


@ANY_TABLE
def test_cells_have_no_space_around_or_twice(name: str) -> None:
    say(
        f"{name}:{line}: {cell!r}"
        for line, row in enumerate(cells(name)[1], 2)
        for cell in row
        if cell != " ".join(cell.split(" ")).strip() or "  " in cell or "\n" in cell
    )


@pytest.mark.parametrize(
    "name",
    [name for name, row_type in sorted(TABLES.items()) if "example" in row_type.__struct_fields__],
)
def test_example_contains_form(name: str) -> None:
    def problems() -> Iterator[str]:
        for line, row in table(name):
            form = getattr(row, "form", None)
            if form is None:
                continue  # patterns have tests of their own
            behind = "(?:-?nya)?" if name in ("cue_stances.csv", "cue_verbs.csv") else ""
            if not re.search(
                rf"(?<!\w){re.escape(form)}{behind}(?!\w)", row.example, re.IGNORECASE
            ):
                yield f"{name}:{line}: {form!r} is not in {row.example!r}"

    say(problems())


# -- cue verbs -------------------------------------------------------------------------------------

_BODY = (
    "Warga desa itu menunggu kabar sejak pagi karena jembatan lama roboh pekan lalu. Petugas masih "
    "bekerja di tepi sungai sampai malam hari."
)


@pytest.mark.parametrize(
    ("line", "row"),
    [pytest.param(n, row, id=f"{row.form}-{row.frame}") for n, row in table("cue_verbs.csv")],
)
def test_cue_verbs_example_is_a_quote_with_that_cue(line: int, row: CueVerb) -> None:
    headline = row.frame == "headline"
    found = read(f"{row.example}\n\n{_BODY}" if headline else row.example)
    page = found.page
    where = f"cue_verbs.csv:{line}: {row.form} ({row.frame}, {row.strength}): {row.example}"
    if headline and not page.title_end:
        pytest.fail(f"{where}\nthe example is not read as a headline", pytrace=False)
    quotes = [
        (" ".join(page.lower[slice(*quote.cue)]) if quote.cue else None, quote.kind, quote.rule)
        for quote in found.quotes
        if not headline or quote.start < page.title_end
    ]
    form = row.form.lower()
    kinds = [kind for cue, kind, _ in quotes if cue in (form, f"{form}nya", f"{form}-nya")]
    if not kinds:
        shown = ", ".join(f"{cue} ({kind}, {rule})" for cue, kind, rule in quotes) or "none"
        pytest.fail(f"{where}\nquotes found, by cue: {shown}", pytrace=False)
    if row.kind == "direct" and QuoteKind.DIRECT not in kinds:
        pytest.fail(f"{where}\na direct row needs an example with marks", pytrace=False)
    if row.kind == "indirect" and not set(kinds) - {QuoteKind.DIRECT}:
        pytest.fail(f"{where}\nan indirect row needs reported speech", pytrace=False)


def test_cue_verbs_examples_give_each_content_once() -> None:
    def problems() -> Iterator[str]:
        for line, row in table("cue_verbs.csv"):
            body = f"\n\n{_BODY}" if row.frame == "headline" else ""
            reading = read(row.example + body)
            counts = Counter(span for quote in reading.quotes for span in quote.content)
            for span, n in counts.items():
                if n > 1:
                    yield f"cue_verbs.csv:{line}: {n} quotes of {reading.page.slice(*span)!r}"

    say(problems())


def test_cue_stances_are_those_of_all_cue_verbs() -> None:
    """Who adds a reporting word decides what it says of what it reports."""
    verbs = {row.form for _, row in table("cue_verbs.csv")}
    stances = {row.form for _, row in table("cue_stances.csv")}
    assert stances == verbs


# -- the site's chrome -----------------------------------------------------------------------------

_FLAGS = re.IGNORECASE  # as layout.py compiles them
_MATCHERS: dict[str, Callable[[re.Pattern[str], str], Any]] = {
    "line": re.Pattern.fullmatch,
    "line_start": re.Pattern.match,
    "inline": re.Pattern.search,
    "tail": re.Pattern.fullmatch,
    "head": re.Pattern.fullmatch,
}


@pytest.mark.parametrize(("line", "row"), ids_of("boilerplate.csv", "pattern"))
def test_boilerplate_pattern_matches_its_example(line: int, row: BoilerplatePattern) -> None:
    pattern = re.compile(row.pattern, _FLAGS)
    assert pattern.groupindex == {}, "patterns are joined: a named group would clash"
    assert not re.search(r"\\[1-9]", row.pattern), "patterns are joined: \\1 would point elsewhere"
    assert _MATCHERS[row.scope](pattern, row.example), f"boilerplate.csv:{line}: {row}"
    assert not pattern.fullmatch(""), "an empty line is not chrome"


@pytest.mark.parametrize(("line", "row"), ids_of("boilerplate.csv", "pattern"))
def test_boilerplate_pattern_is_linear(line: int, row: BoilerplatePattern) -> None:
    pattern = re.compile(row.pattern, _FLAGS)
    runs = ("a", " ", "A ", ".")
    begin = time.process_time()
    for unit in runs:
        _MATCHERS[row.scope](pattern, (unit * 20_000)[:20_000])
    spent = time.process_time() - begin
    assert spent < 1, f"boilerplate.csv:{line}: {spent:.1f} s for 20,000 characters of {runs}"


@pytest.mark.parametrize(
    ("line", "row"),
    [p for p in ids_of("boilerplate.csv", "pattern") if p.values[1].scope != "head"],
)
def test_boilerplate_example_is_chrome_in_a_page(line: int, row: BoilerplatePattern) -> None:
    title = "Jembatan Lama Sukamulya Roboh"
    ends = (_BODY, _BODY) if row.scope != "tail" else (f"{_BODY}\n\n{_BODY}", "Jalan Rusak")
    text = "\n\n".join([title, ends[0], row.example, ends[1]])
    layout = read_layout(text)
    begin = text.index(row.example, len(title) + len(ends[0]))
    inside = [
        (low, high)
        for low, high in layout.boilerplate
        if low < begin + len(row.example) and begin < high
    ]
    assert inside, f"boilerplate.csv:{line}: {row.scope}: {row.example!r} stays in the body"


@pytest.mark.parametrize(
    "sentence",
    [
        _BODY,
        "“Kami siap,” kata Budi Santosa di Balai Desa Sukamulya, Senin (13/4/2020).",
        "Penulis buku itu mengaku sudah lama membaca berita terkait banjir di desanya.",
        "Ia juga baca koran setiap pagi sebelum berangkat ke kantor.",
        "Menurut dia, iklan rokok di dekat sekolah harus dicabut.",
        "Tim editor itu bekerja tiga bulan. Foto mereka dimuat di majalah sekolah.",
        "Kami dilarang masuk, kata seorang warga yang menolak disebut namanya.",
        "Halaman sekolah itu penuh lumpur. Komentar warga beragam.",
    ],
)
def test_boilerplate_leaves_news_alone(sentence: str) -> None:
    text = f"Jembatan Lama Sukamulya Roboh\n\n{_BODY}\n\n{sentence}\n\n{_BODY}"
    assert read_layout(text).boilerplate == []


# -- institutions ----------------------------------------------------------------------------------

_INSTITUTIONS = ("institutions_state.csv", "institutions_other.csv")
_NAMES = ("institution_names_state.csv", "institution_names_other.csv")


@cache
def institutions() -> dict[str, InstitutionRow]:
    return {row.id: row for name in _INSTITUTIONS for _, row in table(name)}


def test_institution_ids_are_unique_and_plain() -> None:
    problems = []
    lines: dict[str, str] = {}
    for name in _INSTITUTIONS:
        for line, row in table(name):
            where = f"{name}:{line}"
            if row.id in lines:
                problems.append(f"{where}: {row.id!r} is already in {lines[row.id]}")
            if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row.id):
                problems.append(f"{where}: {row.id!r} is not of a-z, 0-9 and single hyphens")
            lines[row.id] = where
    say(problems)


def test_institution_official_names_are_unique_at_one_time() -> None:
    problems = []
    seen: dict[str, InstitutionRow] = {}
    for name in _INSTITUTIONS:
        for line, row in table(name):
            other = seen.get(fold(row.name))
            if other and overlap(period(row), period(other)):
                problems.append(f"{name}:{line}: {row.id} and {other.id} are {row.name!r}")
            seen[fold(row.name)] = row
    say(problems)


FACTS = Path(__file__).parents[1] / "gold" / "institution-facts.csv"


def test_facts_of_the_shared_lists_hold() -> None:
    """What 60 checked facts say of the list still stands in it."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file))
    assert len(facts) >= 60
    say(
        f"{fact['institution_id']}: {fact['column']} is not {fact['value']!r}: {fact['fact']}"
        for fact in facts
        if fact["institution_id"]
        and str(getattr(institutions()[fact["institution_id"]], fact["column"]) or "")
        != fact["value"]
    )


def test_institution_official_names_are_forms() -> None:
    forms = {(row.surface, row.institution_id) for name in _NAMES for _, row in table(name)}
    say(
        f"{name}:{line}: {row.name!r} is no form of {row.id}"
        for name in _INSTITUTIONS
        for line, row in table(name)
        if (row.name, row.id) not in forms
    )


def test_institution_references_exist() -> None:
    problems = []
    for name in _INSTITUTIONS:
        for line, row in table(name):
            for id in [row.parent_id, *(row.successor_id or "").split(";")]:
                if id and id == row.id:
                    problems.append(f"{name}:{line}: {id!r} points to itself")
                elif id and institution_by_id(id) is None:
                    problems.append(f"{name}:{line}: {id!r} is in no table")
    for name in (*_NAMES, "office_acronyms.csv"):
        for line, row in table(name):
            if row.institution_id and institution_by_id(row.institution_id) is None:
                problems.append(f"{name}:{line}: {row.institution_id!r} is in no table")
    say(problems)


def test_institution_parents_end_at_a_top() -> None:
    problems = []
    for id in institutions():
        chain = [id]
        while (row := institutions().get(chain[-1])) and row.parent_id:
            if row.parent_id in chain:
                problems.append(" > ".join([*chain, row.parent_id]))
                break
            chain.append(row.parent_id)
    say(problems)


def period(row: Any) -> tuple[dt.date, dt.date]:
    """From and to of a row; what a name leaves open is that of its institution."""
    owner = institutions().get(getattr(row, "institution_id", row.id if hasattr(row, "id") else ""))
    begin = row.valid_from or (owner.valid_from if owner else None) or dt.date.min
    end = row.valid_to or (owner.valid_to if owner else None) or dt.date.max
    return begin, end


def overlap(one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_office_holders_run_forward_and_refer_to_tables() -> None:
    problems = []
    codes = {row.code for _, row in table("regions.csv")}
    for line, row in table("office_holders.csv"):
        where = f"office_holders.csv:{line}"
        end = row.valid_to or row.known_until
        if end is None:
            problems.append(f"{where}: neither valid_to nor known_until")
        elif end < row.valid_from:
            problems.append(f"{where}: {row.valid_from} to {end}")
        if row.valid_to and row.known_until:
            problems.append(f"{where}: valid_to and known_until")
        if row.institution_id and institution_by_id(row.institution_id) is None:
            problems.append(f"{where}: {row.institution_id!r} is in no table")
        if row.region_code and row.region_code not in codes:
            problems.append(f"{where}: {row.region_code!r} is no region")
        if (row.instrument is None) != (row.source != "id-keppres"):
            problems.append(f"{where}: a decree is named by number, or the source is another")
    say(problems)


def test_office_holders_one_at_a_time() -> None:
    problems = []
    last: dict[tuple[str, str | None, str], tuple[int, Any]] = {}
    for line, row in table("office_holders.csv"):
        key = (row.office_id, row.region_code, row.status)
        before = last.get(key)
        if before and row.valid_from <= (before[1].valid_to or dt.date.max):
            problems.append(f"office_holders.csv:{line}: {row.name} with line {before[0]}")
        last[key] = line, row
    say(problems)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        pytest.param(line, row, id=f"{row.office_id}-{row.region_code or ''}-{row.valid_from}")
        for line, row in table("office_holders.csv")
    ],
)
def test_office_holder_is_found_in_the_midst_of_the_term(line: int, row: Any) -> None:
    end = row.valid_to or row.known_until
    day = row.valid_from + (end - row.valid_from) / 2
    acting = row.status == "acting"
    ids = frozenset({row.office_id})
    found = holder_on(ids, day, row.region_code or "", acting=acting)
    if found is None and (day - row.valid_from).days < 7:
        found = row  # a short term is never told apart from the one before
    assert found is not None, f"office_holders.csv:{line}"
    assert found.name == row.name, f"office_holders.csv:{line}"
    if row.region_code:
        words = split(row.office)
        assert region_office(words) == (row.office_id, row.region_code)
    else:
        assert row.office_id in held_offices(row.office)
        if row.institution_id:
            assert row.office_id in held_offices(row.office, row.institution_id)


def test_institution_periods_run_forward() -> None:
    say(
        f"{name}:{line}: {row.valid_from} to {row.valid_to}"
        for name in (*_INSTITUTIONS, *_NAMES)
        for line, row in table(name)
        if row.valid_from and row.valid_to and row.valid_from >= row.valid_to
    )


def test_institution_name_means_one_body_at_one_time() -> None:
    """Where a form names several bodies at one date, ``context`` must tell them apart."""
    by_form: dict[str, list[tuple[str, InstitutionName]]] = defaultdict(list)
    for name in _NAMES:
        for line, row in table(name):
            by_form[fold(row.surface)].append((f"{name}:{line}", row))
    problems = []
    for form, rows in by_form.items():
        for i, (where, row) in enumerate(rows):
            for before, other in rows[:i]:
                if (
                    row.institution_id != other.institution_id
                    and not (row.context or other.context)
                    and overlap(period(row), period(other))
                ):
                    problems.append(
                        f"{where}: {form!r} is {row.institution_id}, and {other.institution_id} "
                        f"in {before}"
                    )
    say(problems)


@pytest.mark.parametrize("name", _NAMES)
def test_institution_name_context_is_well_formed(name: str) -> None:
    rule = re.compile(r"(?:not_before|before|not_after|after):[^;:]+")
    say(
        f"{name}:{line}: {row.context!r}"
        for line, row in table(name)
        if row.context and not all(rule.fullmatch(part.strip()) for part in row.context.split(";"))
    )


# -- local bodies ----------------------------------------------------------------------------------

_LEVELS = {
    "provinsi": ("Provinsi", "Pemprov"),
    "kabupaten": ("Kabupaten", "Pemkab"),
    "kota": ("Kota", "Pemkot"),
    "kota_administrasi": ("Kota", "Pemkot"),
    "kabupaten_administrasi": ("Kabupaten", "Pemkab"),
}


def _check_local(surface: str, wanted: str) -> str | None:
    words = split(surface)
    match = match_family(words, 0)
    if match is None or match.region is None:
        return f"{surface!r} is in no family"
    if match.length != len(words):
        return f"{surface!r}: only {words[: match.length]} taken"
    ids = [family_id(match.row, region) for region in match.region.regions]
    if ids != [wanted]:
        return f"{surface!r} is {ids}, not {wanted!r}"
    if institution_by_id(wanted) is None:
        return f"{surface!r}: no institution has the id {wanted!r}"
    return None


@pytest.mark.parametrize(
    ("form", "slug"),
    [
        ("Pemerintah {level} {name}", "pemerintah"),
        ("{short} {name}", "pemerintah"),
        ("DPRD {level} {name}", "dewan-perwakilan-rakyat-daerah"),
        ("KPU {level} {name}", "komisi-pemilihan-umum"),
        ("Bawaslu {level} {name}", "badan-pengawas-pemilihan-umum"),
    ],
)
def test_regions_have_their_government_council_and_election_bodies(form: str, slug: str) -> None:

    def problems() -> Iterator[str]:
        for line, region in table("regions.csv"):
            if form.startswith("DPRD") and "administrasi" in region.level:
                continue  # Jakarta's cities have no council of their own
            level, short = _LEVELS[region.level]
            surface = form.format(level=level, short=short, name=region.name)
            problem = _check_local(surface, f"{slug}:{region.code}")
            if problem:
                yield f"regions.csv:{line}: {problem}"

    say(problems())


def test_regions_name_their_province() -> None:
    codes = {row.code: row for _, row in table("regions.csv")}
    assert sum(row.level == "provinsi" for row in codes.values()) == 38
    assert len(codes) == 552
    for row in codes.values():
        if row.level == "provinsi":
            assert row.parent_code is None
        else:
            assert row.parent_code == row.code[:2]
            assert codes[row.parent_code].level == "provinsi"


def test_region_names_lead_to_a_region() -> None:
    codes = {row.code for _, row in table("regions.csv")}
    say(
        f"region_names.csv:{line}: {row.surface!r} {row.code!r}"
        for line, row in table("region_names.csv")
        if row.code not in codes or not is_place(row.surface)
    )


def test_place_names_are_places() -> None:
    say(
        f"place_names.csv:{line}: {row.form!r}"
        for line, row in table("place_names.csv")
        if not is_place(row.form)
    )


@pytest.mark.parametrize(("line", "row"), ids_of("institution_patterns.csv", "pattern"))
def test_institution_pattern_is_found_in_its_example(line: int, row: InstitutionPattern) -> None:
    assert re.fullmatch(r"[^{}]+ \{name\}", row.pattern)
    assert set(re.findall(r"\{(\w+)\}", row.name)) <= {"name", "level", "region"}
    head = row.pattern.removesuffix(" {name}")
    reading = read(row.example)
    found = [
        (reading.page.slice(i, j), one.id, one.kind)
        for one in reading.institutions
        for i, j in one.spans
    ]
    where = f"institution_patterns.csv:{line}: {row.pattern}: {row.example}\nfound: {found}"
    # a member that the list knows has the list's id, another the family's
    assert any(
        text.startswith(f"{head} ") and id is not None and kind == row.kind
        for text, id, kind in found
    ), where


def test_institution_pattern_leads_to_the_listed_body() -> None:
    """A body of the list that a family could name too has one id, however its region is written."""
    regions: dict[str, set[str]] = defaultdict(set)
    for _, region in table("regions.csv"):
        regions[region.code].add(region.name)
    for _, other in table("region_names.csv"):
        regions[other.code].add(other.surface)
    families: dict[str, list[InstitutionPattern]] = defaultdict(list)
    for _, pattern in table("institution_patterns.csv"):
        families[pattern.name].append(pattern)

    def problems() -> Iterator[str]:
        for row in institutions().values():
            words = split(row.name)
            match = match_family(words, 0)
            if not match or not match.region or match.length != len(words) or row.valid_to:
                continue
            if len(match.region.regions) > 1:
                continue
            region = match.region.regions[0]
            for pattern in families[match.row.name]:
                if pattern.level not in ("any", region.level):
                    continue
                for place in sorted(regions[region.code]):
                    surface = pattern.pattern.format(name=place)
                    found = [one.id for one in read(f"{surface} membuka layanan.").institutions]
                    if found != [row.id]:
                        yield f"{surface!r} is {found}, not {row.id!r}"

    say(problems())


def test_institution_head_begins_a_name_in_its_example() -> None:
    """The head begins a mention, or stands as a unit before the body that is one."""

    def problems() -> Iterator[str]:
        for line, row in table("institution_heads.csv"):
            reading = read(row.example)
            page = reading.page
            at = page.index_at(row.example.index(row.form))
            end = at + len(split(row.form))
            while page.words[end][0].isupper():
                end += 1
            spans = [span for one in reading.institutions for span in one.spans]
            if not any(i < end and at < j for i, j in spans):
                found = [page.slice(i, j) for i, j in spans]
                yield f"institution_heads.csv:{line}: {row.example!r} gives {found}"

    say(problems())


# -- agencies --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "row"), ids_of("agencies.csv", "form"))
def test_agency_is_credited_in_its_example_or_is_an_outlet(line: int, row: Any) -> None:
    where = f"agencies.csv:{line}: {row.form}"
    credited = credited_agency(Article(id="example", text=row.example))
    if row.kind == "outlet":
        assert credited is None, where
        assert source_name(f"www.{row.form}") == row.name, where
    else:
        assert credited == row.name, where


# -- offices ---------------------------------------------------------------------------------------


def test_office_acronym_role_begins_with_an_office() -> None:
    known = {row.form.lower() for _, row in table("offices.csv")}
    known |= {row.form.lower() for _, row in table("office_short_forms.csv")}

    def is_office(role: str) -> bool:
        words = role.lower().split()
        return any(" ".join(words[:n]) in known for n in range(1, len(words) + 1))

    say(
        f"office_acronyms.csv:{line}: {row.form!r} is {row.role!r}"
        for line, row in table("office_acronyms.csv")
        if not is_office(row.role)
    )


@pytest.mark.parametrize("name", ["office_acronyms.csv", "office_short_forms.csv", "offices.csv"])
def test_office_is_found_in_its_example(name: str) -> None:
    """A role noun begins there; what follows it may be read as the body that it heads."""

    def problems() -> Iterator[str]:
        for line, row in table(name):
            reading = read(row.example)
            places = re.finditer(rf"(?<!\w){re.escape(row.form)}(?!\w)", row.example, re.IGNORECASE)
            at = [reading.page.index_at(match.start()) for match in places]
            if not any(reading._reader.office_at(i) for i in at):
                yield f"{name}:{line}: {row.form!r} in {row.example!r}"

    say(problems())


# -- the codebook ----------------------------------------------------------------------------------

CAP_MAJORS = {
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "13", "14", "15", "16", "17", "18",
    "19", "20", "21", "23",
}  # fmt: skip


@cache
def topics() -> list[dict[str, Any]]:
    content = tomllib.loads((FOLDER / "topics.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = content["topic"]
    return found


def every_topic() -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    for major in topics():
        yield major, None
        for sub in major.get("subtopic", []):
            yield sub, major


def test_topics_are_the_major_topics_of_cap() -> None:
    assert isinstance(default_codebook(), Codebook)
    assert {topic["code"] for topic in topics()} == CAP_MAJORS
    assert len(topics()) == 21


@pytest.mark.parametrize("column", ["code", "key"])
def test_topics_have_unique_codes_and_keys(column: str) -> None:
    counts = Counter(topic[column] for topic, _ in every_topic())
    assert [value for value, n in counts.items() if n > 1] == []


def test_topics_subtopic_codes_begin_with_their_majors() -> None:
    say(
        f"topics.toml: {sub['code']} under {major['code']}"
        for sub, major in every_topic()
        if major and not re.fullmatch(rf"{major['code']}\d\d", sub["code"])
    )


def test_topics_name_a_term_once() -> None:
    def problems() -> Iterator[str]:
        for topic, _ in every_topic():
            counts = Counter(
                fold_words(term) if not term.isupper() else term
                for term in [*topic.get("terms", []), *topic.get("weak", [])]
            )
            yield from (f"topics.toml: {topic['code']}: {t!r}" for t, n in counts.items() if n > 1)

    say(problems())


def test_topics_a_strong_term_belongs_to_one_topic() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for topic, _ in every_topic():
        for term in topic.get("terms", []):
            owners[term if term.isupper() else fold_words(term)].append(topic["code"])
    say(
        f"topics.toml: {term!r} in {codes}" for term, codes in owners.items() if len(set(codes)) > 1
    )


def test_topics_terms_are_found() -> None:
    book = default_codebook()

    def problems() -> Iterator[str]:
        for topic, _ in every_topic():
            for term in [*topic.get("terms", []), *topic.get("weak", [])]:
                hits = book.find_terms(split(term))
                if not any(hit.code == topic["code"] and hit.term == term for hit in hits):
                    yield f"topics.toml: {topic['code']}: {term!r} gives {hits}"

    say(problems())
