"""From a scraped page to an article: title, dateline, byline, paragraphs, and the site's chrome.

Lines are read, never deleted: every span counts code points of the text it was given. What a news
site looks like is data (``lexicons/boilerplate.csv``); what is decided here is how lines hang
together.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, islice, pairwise

from beritanlp.lexicons.places import is_place
from beritanlp.lexicons.rows import BoilerplatePattern
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import function_words
from beritanlp.text.dates import parse_date

__all__ = ["PageLayout", "read_layout", "sentence_openers"]

Span = tuple[int, int]

# code points; a headline of the shared news has 20 to 120, a paragraph without a full stop more
_MAX_TITLE = 180
_MAX_DATELINE = 70
# code points; the longest pull quote before an ANTARA dateline in the shared news has 180
_MAX_PULL_QUOTE = 400
# code points of body that must stand before a "tail" line may end the article
_MIN_BODY_BEFORE_TAIL = 200
# code points; what follows the last sentence and is longer is a paragraph that lost its full stop
_MAX_TAG = 100
# words; the longest "Baca juga" headline of the shared news has 21
_MAX_TEASER_WORDS = 24

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_TERMINALS, _MARKS = tuple(".!?…:;"), tuple('"”“’')
_CLOSERS = "\"”“’')]"  # what may stand between a full stop and the end of its line
# "(K21)", "(Rel)", "(Ant/lim)" behind the last sentence: who wrote it
_SIGNATURE = re.compile(r"\s?\(\w{1,12}(?:[/ -]\w{1,12})?\)$")
_OUTLET_WORD = re.compile(r"(?i)\b[\w-]{2,40}\.(?:com|co\.id|id|net|co|tv|news|org|info)\b")
_PLACE_AND_OUTLET = re.compile(
    rf"(.{{1,100}}?)\s+({_OUTLET_WORD.pattern.removeprefix('(?i)')})$", re.IGNORECASE
)
_DATELINE = re.compile(
    r"\s*(?P<head>[A-Z][\w.'’/-]{1,30}(?:(?:,\s?|\s)[(\w][\w.'’/()-]{0,30}){0,7}?)"
    r"\s{0,3}(?:(?P<dash>[-–—])++|(?P<colon>:))(?=[\s\w\"“”'‘(])"
)
_WORD = re.compile(r"\S+")
# "Pewarta: Sari Dewi Editor: …" at the end of a page that lost its lines
# "“… pengamanan," Pangkalpinang (ANTARA) - Kepolisian …": an agency's dateline behind a pull quote
_AGENCY_DATELINE = re.compile(
    r"(?<=[.,!?\"”’\w])\s+"
    r"(?P<head>[A-Z][\w'’.-]{1,20}(?:[ /,]{1,2}[A-Z][\w'’.-]{1,20}){0,3}\s\([A-Z]{4,12}\))"
    r"\s*[-–—]+\s"
)
_INLINE_BYLINE = re.compile(
    r"\b(?:Pewarta|Penulis|Reporter|Laporan)\s*:\s*(?P<name>[A-Z][^:\n]{2,60}?)"
    r"\s*(?=(?:Editor|Copyright|Uploader|Penerjemah|Penyunting)\b|$)"
)
_BRACKETED = re.compile(r"\(\s{0,9}([^()]{2,40}?)\s{0,9}\)")
_BYLINE = re.compile(
    r"(?i)^\s*(?:laporan wartawan|penulis|pewarta|reporter|kontributor|oleh|by|wartawan)\b\s*+"
    r"(?::\s*+)?(?P<name>\S.{1,80})$"
)
# "Laporan Wartawan Tribunnews.com, Sari Dewi TRIBUNNEWS.COM, JAKARTA -"
_CREDIT = re.compile(
    r"\s*Laporan\s+(?:Wartawan|Reporter|Kontributor)\s+[\w.]{3,40},\s++(?P<name>[^,.\n]{3,60}?)\s+"
    r"(?=[A-Z][A-Z.]{4,30},\s|[A-Z]{4,30}\.COM)"
)
_DATE = re.compile(
    r"(?i)\b\d{1,2}[\s/-](?:\d{1,2}|jan\w*|feb\w*|mar\w*|apr\w*|mei|may|jun\w*|jul\w*|ag\w*|aug\w*"
    r"|sep\w*|okt\w*|oct\w*|nov\w*|des\w*|dec\w*)[\s/-](?:19|20)\d\d\b"
)


@dataclass(slots=True)
class PageLayout:
    """Offsets of a page's parts; empty or None where it has none."""

    title: Span | None = None
    dateline: Span | None = None
    place: str | None = None
    outlet: str | None = None
    byline: Span | None = None
    published: dt.date | None = None
    body: list[Span] = field(default_factory=list)
    boilerplate: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Patterns:
    """The compiled rows of boilerplate.csv, by scope."""

    line: re.Pattern[str]
    line_start: re.Pattern[str]
    inline: re.Pattern[str]
    inline_holds: tuple[str, ...]  # what any match of ``inline`` holds one of
    tail: re.Pattern[str]
    head: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rows = read_table("boilerplate.csv", BoilerplatePattern)

    def union(scope: str) -> re.Pattern[str]:
        parts = [f"(?:{row.pattern})" for row in rows if row.scope == scope] or [r"(?!)"]
        return re.compile("|".join(parts), re.IGNORECASE)

    inline = [row for row in rows if row.scope == "inline"]
    return _Patterns(
        line=union("line"),
        line_start=union("line_start"),
        inline=re.compile(_any_of(row.pattern for row in inline), re.IGNORECASE),
        inline_holds=tuple(dict.fromkeys(word for row in inline for word in row.holds.split("|"))),
        tail=union("tail"),
        head=union("head"),
    )


# how a pattern begins: at a border, behind or with certain marks, or with words in that very case
_LEAD = re.compile(
    r"(?:(?P<mark>\\b|\(\?<=\[(?:\\.|[^\]\\])*\]\)|\\[(\[{])"
    r"|\(\?-i:(?P<words>\w[\w -]*(?:\|\w[\w -]*)*)\))(?![?*+{])"
)


def _lead(pattern: str) -> tuple[str, bool]:
    """The border or mark that *pattern* begins with, if any, and whether it begins with words."""
    lead = _LEAD.match(pattern)
    return (lead["mark"] or "", lead["mark"] is None) if lead else ("", False)


def _any_of(patterns: Iterable[str]) -> str:
    """A pattern for the first of *patterns* that fits; none has alternatives outside brackets.

    Neighbours that begin alike are tried only where that beginning is: nearly nowhere in a text,
    all of which is searched.
    """
    parts: list[str] = []
    for (mark, in_words), group in groupby(patterns, _lead):
        alike = list(group)
        rest = "|".join(f"(?:{pattern.removeprefix(mark)})" for pattern in alike)
        if in_words:
            words = "|".join(pattern[len("(?-i:") : pattern.index(")")] for pattern in alike)
            initials = sorted({word[0] for word in words.split("|")})
            mark = f"(?-i:(?=[{''.join(initials)}]))"
        parts.append(f"{mark}(?:{rest})")
    return "|".join(parts)


@cache
def sentence_openers() -> frozenset[str]:
    """Capitalised function words: sentences begin with them, headlines have none inside."""
    return frozenset(word.capitalize() for word in function_words())


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str  # stripped
    chrome: bool = False


def _read_lines(text: str) -> list[_Line]:
    lines = []
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if stripped:
            start = match.start() + raw.index(stripped[0])
            lines.append(_Line(start, start + len(stripped), stripped))
    return lines


def _is_hard_wrapped(lines: list[_Line]) -> bool:
    """Whether lines break at a fixed width rather than at paragraphs (plain-text exports)."""
    if len(lines) < 6:
        return False
    widths = sorted(line.end - line.start for line in lines)
    middle = widths[len(widths) // 2]
    broken = sum(not _is_closed(line.text) for line in lines)
    return 45 <= middle <= 120 and widths[-1] <= 140 and broken > 0.6 * len(lines)


# a line that says nothing but when: weekday, date, time, zone, and the site's label before them
_DATE_LINE = re.compile(
    r"(?i)^(?:(?:date|tanggal|published|diterbitkan|dipublikasikan|update|diperbarui)\s*(?::\s*)?)?"
    r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*(?:,\s*)?)?"
    r"\(?\d{1,2}[\s/-](?:\d{1,2}|[a-z]{3,9})[\s/-](?:19|20)\d\d\)?"
    r"(?:[\s,|-]*(?:pukul\s*)?\d{1,2}[.:]\d\d(?:[.:]\d\d)?)?(?:\s*(?:wib|wita|wit))?\s*$"
)


def _mark_lines(text: str, lines: list[_Line]) -> None:
    """Mark the lines that are chrome, with everything before a head and after a tail line."""
    patterns = _patterns()
    body_before = 0
    follows_link = False
    for n, line in enumerate(lines):
        if len(line.text) <= 80 and _DATE_LINE.match(line.text):
            line.chrome = True
            continue
        if len(line.text) <= 400:
            if patterns.tail.fullmatch(line.text) and (
                body_before >= _MIN_BODY_BEFORE_TAIL or n > len(lines) * 2 // 3
            ):
                if body_before:
                    for later in lines[n:]:
                        later.chrome = True
                    return
                line.chrome = True
                continue
            if (
                n < 12
                and body_before < _MIN_BODY_BEFORE_TAIL
                and patterns.head.fullmatch(line.text)
            ):
                for earlier in lines[: n + 1]:
                    earlier.chrome = True
                body_before = 0
                continue
            if patterns.line.fullmatch(line.text) or patterns.line_start.match(line.text):
                line.chrome = True
                # "Baca juga:" alone on its line: the headline it links to is the next one
                follows_link = line.text.endswith(":") and _is_teaser_head(line.text)
                continue
            if follows_link and len(line.text) <= _MAX_TITLE and not _ends_text(line.text):
                line.chrome, follows_link = True, False
                continue
        follows_link = False
        if len(line.text) > 60 and _ends_text(line.text):
            body_before += len(line.text)
    # what stands after the last sentence of the body without being one: tags, teasers, dates
    last = max(
        (n for n, line in enumerate(lines) if not line.chrome and _ends_text(line.text)), default=-1
    )
    if last >= 0 and body_before >= _MIN_BODY_BEFORE_TAIL:
        for line in lines[last + 1 :]:
            if len(line.text) <= _MAX_TAG:
                line.chrome = True


def _is_teaser_head(text: str) -> bool:
    lower = text.lower()
    return (len(text) < 40 and "juga" in lower) or (
        len(text) < 20 and lower.startswith(("baca", "lihat", "simak", "tonton"))
    )


def _ends_text(text: str) -> bool:
    """Whether a line reads as the end of running text: words, then a full stop or a mark."""
    return _is_closed(text) and not text.endswith((":", "...")) and " " in text


def _is_closed(text: str) -> bool:
    """Whether a line ends in a full stop or its like, or in a quotation mark, signature aside."""
    text = text.rstrip()
    if text.endswith(")"):
        text = _SIGNATURE.sub("", text)
    return text.endswith(_MARKS) or text.rstrip(_CLOSERS).endswith(_TERMINALS)


def _join(text: str, lines: list[_Line]) -> list[list[_Line]]:
    """Lines grouped into paragraphs: a sentence broken over lines is one."""
    wrapped = _is_hard_wrapped(lines)
    groups: list[list[_Line]] = []
    spaced = text.rstrip().count("\n\n") >= 2  # blank lines part its paragraphs
    broken = False  # by a line of chrome
    for line in lines:
        if line.chrome:
            broken = True
            continue
        if groups and not broken:
            before = groups[-1][-1]
            gap = text[before.end : line.start]
            folded = spaced and len(groups) > 1 and "\n\n" not in gap.replace("\r", "")
            if _goes_on(before, line, gap, wrapped or (folded and len(before.text) > 60)):
                groups[-1].append(line)
                continue
        groups.append([line])
        broken = False
    return groups


def _goes_on(before: _Line, line: _Line, gap: str, wrapped: bool) -> bool:
    if before.text.endswith(":") and not line.text[0].islower():
        return False
    if line.text[0] in ",.;)" or (line.text[0] in "-–—" and len(line.text) <= 3):
        return True
    if len(before.text) <= 3 and before.text in {"-", "--", "–", "—"}:
        return True
    if _is_closed(before.text):
        return False
    if wrapped and "\n\n" not in gap.replace("\r", ""):
        return True
    if line.text[0].islower() and not re.match(r"[\w-]{1,30}\.(?:com|id|co)", line.text):
        # a lower-case start goes on with the line before, but not after a blank gap of many lines
        return gap.count("\n") <= 3 and len(before.text) > 20
    # an inline link leaves its line's space behind
    return gap.startswith((" ", "\t")) and gap.count("\n") == 1 and len(before.text) > 60


def _inline_chrome(text: str, start: int, end: int) -> list[Span]:
    """Chrome inside the paragraph [start, end): links to other stories, credits, copyright."""
    found: list[Span] = []
    part = text[start:end]
    patterns = _patterns()
    folded = part.casefold()
    if not any(word in folded for word in patterns.inline_holds):
        return []  # nearly all of a text
    at = 0
    pattern = patterns.inline
    while match := pattern.search(part, at):
        low, high = match.start(), match.end()
        if high == low:
            at = high + 1
            continue
        if part[low:high].rstrip().endswith(":") and _is_teaser_head(part[low:high].strip()):
            high = _teaser_end(part, high)
        found.append((start + low, start + high))
        at = high
    return found


def _teaser_end(part: str, at: int) -> int:
    """End of the headline that begins at *at*: it has no full stop, so its last word is judged.

    It ends before quoted speech, a double space, a capitalised function word (headlines in sentence
    case have none inside), a next link, or the end of the paragraph.
    """
    openers = sentence_openers()
    found = list(islice(_WORD.finditer(part, at), _MAX_TEASER_WORDS))
    if not found:
        return len(part)
    for match in found[3:]:
        if _patterns().inline.match(part, match.start()):
            return match.start()  # a next link or a credit says where the headline ended
    for before, match in pairwise(found[2:]):
        if match.start() - before.end() > 1 and "\u00a0" not in part[before.end() : match.start()]:
            return match.start()
    for before, match in pairwise(found):
        word = match.group()
        if match is found[1] or match is found[2]:
            continue
        if match.start() - before.end() > 1 or word[0] in '"“”' or word.strip(",") in openers:
            return match.start()
        if word[-1] in ".!?" and not word[:-1].isupper():
            return match.end()
    return found[-1].end()


def _tidy_place(text: str) -> str | None:
    words = text.strip(" ,-–—:().")
    if not words:
        return None
    if words.isupper() and len(words) > 3:
        return " ".join(w if w in ("DKI", "DI") else w.capitalize() for w in words.split())
    return words


def _read_dateline(text: str, start: int, end: int, layout: PageLayout) -> int:
    """Set dateline, place and outlet; where the paragraph's own words begin."""
    credit = _CREDIT.match(text, start, min(end, start + 200))
    if credit:
        if layout.byline is None:
            layout.byline = (credit.start("name"), credit.end("name"))
        layout.boilerplate.append((start, credit.end("name")))
        start = credit.end()
    match = _DATELINE.match(text[start : min(end, start + _MAX_DATELINE + 10)])
    if not match or match.end("head") > _MAX_DATELINE:
        return _read_dashless_dateline(text, start, end, layout)
    head = match.group("head")
    outlet = place = None
    bracket = _BRACKETED.search(head)
    rest = head
    if bracket:
        outlet, rest = bracket.group(1), head[: bracket.start()] + head[bracket.end() :]
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    places = []
    if parts and (tail := _PLACE_AND_OUTLET.match(parts[-1])):
        parts[-1:] = [tail.group(1), tail.group(2)]  # "BANDUNG KOMPAS.com -"
    for part in parts:
        if _OUTLET_WORD.fullmatch(part) or part.upper() in _known_outlets():
            outlet = outlet or part
        else:
            places.append(part)
    if (
        not outlet
        and len(places) == 2
        and places[0].isupper()
        and places[1].isupper()
        and not is_place(places[1])
    ):
        outlet, places = places[1], places[:1]  # JAKARTA, KOMPAS –
    place = ", ".join(places)
    spaced = text[start + match.end("head") : start + match.end()]
    # "Sukamulya, Jawa Barat – …": the last part is enough to tell a place
    if (
        len(places) == 2
        and len(places[0]) <= 5
        and places[0].isupper()
        and is_place(places[1])
        and not is_place(places[0])
    ):
        outlet, places = outlet or places[0], places[1:]  # "KBRN, Palembang:"
    place = ", ".join(places)
    known = bool(places) and is_place(places[-1])
    if not known and len(places) == 2 and (is_place(places[0]) or places[0].isupper()):
        outlet, places, known = outlet or places[1], places[:1], True  # "Jakarta, Kominfo –"
        place = places[0]
    if match.group("colon"):
        # "Jakarta: Melati …" but not "Menpan: …"
        if not known:
            return start
    elif not (
        outlet
        or known
        or (place.isupper() and len(place) > 3 and spaced.strip() != "-")
        or (place.isupper() and len(place) > 3 and not text[start + match.end("dash")].isalnum())
    ):
        return start
    dash = text[start + match.end("head") : start + match.end()]
    closed = head.endswith(")") or _OUTLET_WORD.search(head[-12:]) or place.isupper()
    if dash == "-" and not text[start + match.end()].isspace() and not closed:
        return start  # "Jakarta-Bandung macet", "Sekretaris Jenderal (Sekjen) PDI-P"
    first = start + match.start("head")
    layout.dateline = (first, start + match.end("head"))
    layout.place = _tidy_place(place) if place else None
    layout.outlet = outlet
    return start + match.end()


def _read_dashless_dateline(text: str, start: int, end: int, layout: PageLayout) -> int:
    """*Liputan6.com, Jakarta Kementerian …*: an outlet, a comma, a place, and no dash."""
    part = text[start : min(end, start + 80)]
    match = re.match(r"\s*([\w-]{2,30}\.(?:com|co\.id|id|net|co|tv)),\s+", part, re.IGNORECASE)
    if not match:
        return start
    words = part[match.end() :].split(" ")
    for n in (3, 2, 1):
        name = " ".join(words[:n]).strip(" ,")
        if name and is_place(name):
            stop = start + match.end() + len(name)
            layout.dateline = (start + match.start(1), stop)
            layout.place, layout.outlet = _tidy_place(name), match.group(1)
            return stop
    return start


@cache
def _known_outlets() -> frozenset[str]:
    """Short names of the media in the institution tables, upper case."""
    from beritanlp.lexicons.gazetteer import media_names

    return frozenset(name.upper() for name in media_names())


def read_layout(text: str, title: str | None = None) -> PageLayout:
    """The parts of the page *text*; *title*, where known, helps to find the headline in it."""
    layout = PageLayout()
    lines = _read_lines(text)
    if not lines:
        return layout
    _mark_lines(text, lines)
    for line in lines[:12] + lines[-12:]:
        match = _BYLINE.match(line.text) if not _ends_text(line.text) else None
        if match and layout.byline is None:
            layout.byline = (line.start + match.start("name"), line.start + match.end("name"))
            if not line.chrome:
                line.chrome = True  # no paragraph of the article
        if line.chrome and len(line.text) < 60 and layout.published is None:
            dated = _DATE.search(line.text)
            if dated:
                layout.published = parse_date(dated.group())
    if layout.byline is None:
        credit = _INLINE_BYLINE.search(text, max(len(text) - 600, 0))
        if credit:
            layout.byline = (credit.start("name"), credit.end("name"))
    groups = _join(text, lines)
    layout.boilerplate = [(line.start, line.end) for line in lines if line.chrome]
    groups = _take_title(text, groups, title, layout)
    first = True
    for group in groups:
        start, end = group[0].start, group[-1].end
        if first:
            after = _read_dateline(text, start, end, layout)
            if after == start:
                pulled = _AGENCY_DATELINE.search(text, start + 1, min(end, start + _MAX_PULL_QUOTE))
                if pulled:
                    # a pull quote stands before the dateline: a paragraph of its own
                    _add_paragraph(text, start, pulled.start("head"), layout)
                    start = pulled.start("head")
                    after = _read_dateline(text, start, end, layout)
            if after > start:
                while after < end and text[after].isspace():
                    after += 1
                start = after
            first = end - start < 40 and layout.dateline is None
        if start >= end:
            continue
        _add_paragraph(text, start, end, layout)
    layout.boilerplate.sort()
    return layout


def _add_paragraph(text: str, start: int, end: int, layout: PageLayout) -> None:
    """Add [start, end) to the body, the chrome inside it to the boilerplate."""
    at = start
    for low, high in _inline_chrome(text, start, end):
        layout.boilerplate.append((low, high))
        if low > at and text[at:low].strip():
            layout.body.append(_trim(text, at, low))
        at = high
    if at < end and text[at:end].strip():
        layout.body.append(_trim(text, at, end))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _take_title(
    text: str, groups: list[list[_Line]], title: str | None, layout: PageLayout
) -> list[list[_Line]]:
    """The groups without the headline, which is put into *layout*."""
    if not groups:
        return groups
    if title:
        wanted = _fold(title)
        for n, group in enumerate(groups[:4]):
            start, end = group[0].start, group[-1].end
            if wanted and _fold(text[start:end]) == wanted:
                layout.title = (start, end)
                return groups[:n] + groups[n + 1 :]
    first = groups[0]
    start, end = first[0].start, first[-1].end
    words = text[start:end]
    if (
        len(groups) > 1
        and end - start <= _MAX_TITLE
        and len(words.split()) >= 3
        and not words.rstrip().endswith((".", ",", ";", ":"))
        and words[0] not in "-•*#"
        and not words[0].islower()
        and not (_DATELINE_ONLY.fullmatch(words) and is_place(words.strip(" -–—")))
        and any(len(text[g[0].start : g[-1].end]) > len(words) for g in groups[1:])
    ):
        layout.title = (start, end)
        return groups[1:]
    return groups


_DATELINE_ONLY = re.compile(r"[A-Z][\w ]{2,30}\s*[-–—]?")


def _fold(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))
