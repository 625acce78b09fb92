"""Find organisations: by list, by local families, by definition in the article, by head words."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from beritanlp.domain import InstitutionKind
from beritanlp.lexicons.gazetteer import (
    begins_family,
    begins_form,
    family_id,
    family_in_region,
    fold_words,
    ids_of_name,
    institution_by_id,
    institution_heads,
    institution_tails,
    listed_at,
    match_family,
    misspelt_at,
)
from beritanlp.lexicons.places import (
    RegionMatch,
    match_country,
    match_place,
    match_region,
    region_by_code,
)
from beritanlp.lexicons.rows import CueVerb, GivenName, Office, OfficeShortForm, Region, Title
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import function_words, reference_words
from beritanlp.rules.cues import cue_at
from beritanlp.rules.unlisted import covered_words, name_at, named_by_noun, repeats
from beritanlp.text.page import Page
from beritanlp.text.remember import Remembered
from beritanlp.text.stem import is_root_word, stem_word
from beritanlp.text.tokenize import TokenKind

__all__ = [
    "SEATED", "FoundInstitution", "find_institutions", "given_names", "is_common_word",
    "rank_words",
]  # fmt: skip

# words of a name after its head; the longest in the shared news has 14
_MAX_NAME_WORDS = 14
_ABSTRACT_NOUN = 10  # letters from which ke-…-an is no name
_MAX_DOTS = 2  # in the address of a medium: koreatimes.co.kr
_SHORT_NAME = 6  # letters; what is shorter begins too many names
_TICKER = 4  # letters of a share
_SHARE_LIST = 3  # shares; fewer may be bodies in a list
_MAX_LEGAL_FORMS = 4  # behind a firm's name: "(Persero) Tbk." has two
_MAX_LISTED = 50  # organisations in one list
_ANY_REGION = "32"  # the code of a province, any that has every family of bodies
_MAX_FUSED = 3  # words of a ministry's short form with a stroke: ATR/BPN
_MAX_OFFICE = 9  # words from "Menteri" to a bracket behind its field
_SHORT_ACRONYM = 3  # letters; shorter ones stand for many bodies
_MAX_FIELD = 4  # words of a subject between an office and a university
_MAX_TAILED = 6  # words; "Australian Climate Finance Partnership" has four
# words of a medium's name: "The Times of India" has four
_MAX_MEDIUM = 4
# a site's address without path: "koreatimes.co.kr"
_WEB_SITE = re.compile(
    r"(?i:[a-z0-9][\w-]*(?:\.[\w-]+)?\.(?:com|co|id|net|org|news|tv|me|kr|ru|sg|my|uk|au|info|in|jp))"
)
_AGE_GROUP = re.compile(r"U-?\d{2}")
_CHANNEL = re.compile(r"detik[A-Z]\w{2,10}")  # "detikFood": channels that no list need have
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.){1,3}[A-Z][A-Za-z()-]*")
_ACRONYM = re.compile(r"[A-Z][\w&/.-]{1,14}")
# heads that take the name of a place that no list of ours has: *Polsek Katibung*
_LOCAL = frozenset({InstitutionKind.POLICE, InstitutionKind.MILITARY, InstitutionKind.COURT})
_REGIONAL = frozenset({InstitutionKind.LOCAL_GOVERNMENT, InstitutionKind.AGENCY})
# bodies with many seats, called by their kind alone once named: "Polda" for "Polda Sumut"
SEATED = _LOCAL | {InstitutionKind.PROSECUTION}
_LISTED_KINDS = frozenset(
    {InstitutionKind.COMPANY, InstitutionKind.MEDIA, InstitutionKind.OTHER,
     InstitutionKind.EDUCATION, InstitutionKind.CIVIL_SOCIETY}
)  # fmt: skip
_KNOWN_IN_LIST = 2
_WITH_BRANCHES = frozenset({InstitutionKind.CIVIL_SOCIETY, InstitutionKind.EDUCATION})
_SCHOOLS = frozenset({InstitutionKind.EDUCATION, InstitutionKind.HEALTH})
_NUMBERED = frozenset({InstitutionKind.MILITARY, InstitutionKind.EDUCATION})
_FIRMS = frozenset({InstitutionKind.COMPANY, InstitutionKind.SOE})
# heads of public bodies: their names are made of ordinary words, so a personal name ends them
_PUBLIC = frozenset(
    {
        InstitutionKind.MINISTRY, InstitutionKind.AGENCY, InstitutionKind.STATE_BODY,
        InstitutionKind.LOCAL_GOVERNMENT, InstitutionKind.POLICE, InstitutionKind.MILITARY,
        InstitutionKind.PROSECUTION, InstitutionKind.COURT,
    }
)  # fmt: skip


@dataclass(slots=True)
class FoundInstitution:
    """One organisation of a page: its id (None if no list knows it) and words [start, end)."""

    id: str | None
    name: str
    kind: InstitutionKind
    spans: list[tuple[int, int]] = field(default_factory=list)
    acronym: str | None = None


@cache
def given_names() -> frozenset[str]:
    """Lower-case words that are common in Indonesian personal names."""
    return frozenset(row.form.lower() for row in read_table("given_names.csv", GivenName))


def is_common_word(word: str) -> bool:
    """Whether *word* is an ordinary word or made from one, going by Sastrawi's root words."""
    return _common_words[word]


def _is_common(word: str) -> bool:
    lower = word.lower()
    if is_root_word(lower):
        return True
    if len(lower) >= _ABSTRACT_NOUN and lower.startswith(("ke", "pe")) and lower.endswith("an"):
        return True  # Keanekaragaman, Ketentraman: of roots that no list has
    stem = stem_word(lower)
    # an infix alone makes no ordinary word today: Winang is a name, though wang is a word
    return is_root_word(stem) and stem != lower[:1] + lower[3:]


_common_words = Remembered(_is_common)


@dataclass(slots=True)
class _Mention:
    start: int
    end: int
    ids: tuple[str, ...]  # more than one: not decided yet
    kind: InstitutionKind
    head: str = ""  # folded head of a family, for those that name no region
    name: str = ""  # the official name of an unlisted body, where it is not what stands here
    whole: str = ""  # the longer form of the page that this is a part of


def find_institutions(page: Page, date: dt.date | None = None) -> list[FoundInstitution]:
    """Every organisation that the page names, in order of first mention."""
    mentions = _find_mentions(page, date)
    mentions = _drop_other_meanings(page, mentions)
    mentions = _add_unlisted(page, mentions)
    mentions = _add_bracketed(page, mentions)
    local = _local_acronyms(page, mentions)
    mentions = _add_local(page, mentions, local)
    mentions = _add_cores(page, mentions)
    return _group(page, mentions, local)


def _find_mentions(page: Page, date: dt.date | None) -> list[_Mention]:
    words, capitals = page.words, page.capitals
    found: list[_Mention] = []
    tails = institution_tails()
    before_tail = {
        n - back
        for n, word in enumerate(page.lower)
        if word.rstrip(".") in tails
        for back in range(1, _MAX_TAILED)
    }
    end = 0  # of the last mention
    for i, may_begin in enumerate(_may_begin.of(words)):
        if i < end or not (
            (may_begin and page.kinds[i] is TokenKind.WORD)
            or (capitals[i] and (i in before_tail or _follows_media_word(page, i)))
        ):
            continue
        mention = _mention_at(page, i, date, i in before_tail)
        if mention is None:
            continue
        _complete(page, mention)
        end = mention.end
        if _is_dateline(page, mention):
            continue
        if page.slice(mention.start, end).lower() in reference_words("body_class"):
            continue  # "para Badan Usaha Jalan Tol": bodies of that class, not one
        found.append(mention)
        for k in range(mention.start + 1, mention.end - 2):
            close = next((n for n in range(k + 2, min(k + 5, mention.end)) if words[n] == ")"), 0)
            if (
                words[k] == "("
                and close
                and words[k + 1][0].isupper()
                and not _is_legal_form(words[k + 1])
                and words[k + 1].lower() not in _office_names()
                and not match_region(words, k + 1)
            ):
                found.append(_Mention(k + 1, close, mention.ids, mention.kind, mention.head))
        second = _coordinated(page, mention, date)
        if second:
            found.append(second)
            end = second.end
    return found


def _is_legal_form(word: str) -> bool:
    """Whether *word* is what a firm is by law: *Persero*, *Tbk.*"""
    return word[0].isupper() and word.rstrip(".").lower() in reference_words("legal_form")


def _can_begin(word: str) -> bool:
    """Whether a word can begin a mention, whatever is near: *Bank*, *detikcom*, *pemerintah*."""
    if word[0].isupper():
        return (
            begins_form(word)
            or begins_family(word)
            or word in _first_of_heads()
            or word.lower() in reference_words("government", "national_team")
            or "." in word
        )
    return word[0].islower() and (
        begins_form(word)
        or bool(_CHANNEL.fullmatch(word))
        or word in reference_words("government", "national_team")
        or ("." in word and bool(_WEB_SITE.fullmatch(word)))
    )


_may_begin = Remembered(_can_begin)


def _follows_media_word(page: Page, i: int) -> bool:
    """Whether word *i* stands behind one that leads to a medium: *dilansir dari | Kabar Kita*."""
    return i > 0 and page.lower[i - 1] in _before_media()


def _mention_at(page: Page, i: int, date: dt.date | None, before_tail: bool) -> _Mention | None:
    """The mention that begins at word *i*; *before_tail*: a word that ends names stands near."""
    words = page.words
    other = _foreign_government(page, i) or _national_team(page, i) or _web_site(page, i)
    if other:
        return other
    listed = listed_at(words, i, date) or _in_small_letters(words, i, date)
    if not listed and _CHANNEL.fullmatch(words[i]):
        return _Mention(i, i + 1, (), InstitutionKind.MEDIA)
    family = match_family(words, i)
    named = _by_head(page, i) if words[i][0].isupper() else None
    slip = misspelt_at(words, i, date) if named or family else None
    if slip and slip[0] > (listed[0] if listed else 0):
        row = institution_by_id(slip[1])
        assert row is not None
        return _Mention(i, i + slip[0], (slip[1],), row.kind)
    length = listed[0] if listed else 0
    tailed = _by_tail(page, i) if before_tail and words[i][0].isupper() and not named else None
    if tailed and tailed.end - i > max(length, family.length if family else 0):
        return tailed
    if family and not family.region:
        end = i + family.length
        if page.lower[end : end + 1] == ["setempat"]:
            return _Mention(i, end, (), family.row.kind, _head(family.row.pattern))
    if family and family.region and family.length > length:
        regions = family.region.regions
        ids = tuple(family_id(family.row, region) for region in regions)
        return _Mention(i, i + family.length, ids, family.row.kind, _head(family.row.pattern))
    if family and not family.region:
        whole = _with_bracket(words, i, family.head_length)
        if whole:
            return whole
    if named and not length:
        return named  # a listed name is complete: "OJK Cabut Izin Dua Bank"
    if listed:
        if _names_ministry(page, i, i + length):
            return None  # "Menteri BUMN" is an office
        if length == 1 and words[i].islower() and is_common_word(words[i]):
            return None  # "kepada bisnis"
        if page.lower[i] in reference_words("committee") and re.fullmatch(
            r"[IVX]+|\d+", words[i + 1]
        ):
            return None  # "Komisi XI DPR": the parliament, on its own name
        if length > 2 and page.lower[i] in reference_words("faculty"):
            return None  # "Fakultas Hukum Universitas Indonesia": the university
        first = institution_by_id(listed[1][0])
        assert first is not None
        if length > 1 and match_place(words, i + length - 1) > 1:
            return None  # "Liga Arab Saudi": the place goes on behind the name
        if i and page.lower[i - 1] == "/":
            return None  # "135/Pid.Sus/2025/PN Jkt": the number of a case
        if length == 1 and words[i].isupper() and _is_degree(words, i):
            return None  # "Prof. Rudi Hartanta, Sp.PD, KAI,"
        if first.kind in _FIRMS and length == 1 and _is_product(page, i, first.kind):
            return None
        return _Mention(i, i + length, listed[1], first.kind)
    if named:
        return named
    office = i > 0 and " ".join(page.lower[i - 1 : i + 1]) in _office_names()
    if family and not family.region and not office and _stands_alone(words, i, family.length):
        return _Mention(i, i + family.length, (), family.row.kind, _head(family.row.pattern))
    return _cited_medium(page, i) if i and words[i][0].isupper() else None


def _in_small_letters(
    words: list[str], i: int, date: dt.date | None
) -> tuple[int, tuple[str, ...]] | None:
    """A public body's full name without capitals: *kementerian pariwisata*; None if none is."""
    if words[i] not in reference_words("lower_body"):
        return None
    said = []
    for word in words[i : i + _MAX_NAME_WORDS]:
        if not word.islower() and word != ",":
            break
        said.append(word if word in reference_words("name_link") else word.capitalize())
    listed = listed_at(said, 0, date)
    return listed if listed and listed[0] > 1 else None


def _stands_alone(words: list[str], i: int, length: int) -> bool:
    """Whether a local body's head names it without a region: *DPRD*, *Disdik*, *Satpol PP*.

    A short form does, ordinary words do not: *Dinas*.
    """
    return len(words[i]) > 2 and (
        words[i].isupper()
        or (not is_common_word(words[i]) and (length == 1 or words[i + length - 1].isupper()))
    )


def _is_share_list(page: Page, i: int) -> bool:
    """Whether word *i* is one of several shares in a row: *TLKM, BBCA, TPIA dan BYAN*."""
    words, lower = page.words, page.lower
    count = 1
    for step in (-1, 1):
        k = i + 2 * step
        while (
            0 <= k < len(words)
            and (words[k - step] == "," or lower[k - step] == "dan")
            and len(words[k]) == _TICKER
            and words[k].isupper()
            and count <= _SHARE_LIST
        ):
            count += 1
            k += 2 * step
    return count > _SHARE_LIST


def _is_degree(words: list[str], i: int) -> bool:
    """Whether word *i* stands in a row of degrees: *Sp.PD* | , | *KAI*."""
    return i > 1 and words[i - 1] == "," and bool(_DEGREE.fullmatch(words[i - 2]))


def _is_product(page: Page, i: int, kind: InstitutionKind) -> bool:
    """Whether a firm's name at word *i* is only a make or share: *Toyota Avanza*, *BBCA (+5%)*.

    A model, or an event under its name, follows; or the thing stands before (*mobil Toyota*).
    """
    words, lower = page.words, page.lower
    if i and lower[i - 1] in reference_words("product_noun"):
        return True
    j = i + 1
    if j >= len(words) or page.sentence_of(j) != page.sentence_of(i):
        return False
    if words[i].isupper() and len(words[i]) == _TICKER and _is_share_list(page, i):
        return True
    if kind is InstitutionKind.SOE or words[i].isupper():
        return words[j] == "(" and bool(
            re.match(r"[-+−–]?\d|[-+−–]$", "".join(words[j + 1 : j + 2]))
        )
    if i < page.title_end or (i and lower[i - 1] in _office_ends()):
        return False
    model = bool(re.search(r"\d", words[j])) and page.kinds[j] is TokenKind.WORD
    return model or (
        words[j][0].isupper()
        and page.kinds[j] is TokenKind.WORD
        and lower[j] not in given_names()
        and lower[j].rstrip(".") not in reference_words("company_tail")
        and lower[j] not in reference_words("day", "month")
        and not match_place(words, j)
        and listed_at(words, j) is None
    )


def _names_ministry(page: Page, i: int, end: int) -> bool:
    """Whether words [i, end) say whose minister it is: *Menteri BUMN*, *Wakil Menteri Kominfo*."""
    lower = page.lower
    close = end - i == 1 or (end - i <= _MAX_FUSED and "/" in page.words[i:end])
    if i > 0 and close and lower[i - 1] in reference_words("minister"):
        return True
    # "Menteri Pekerjaan Umum (PU)", "Menko Kumham Imipas"
    begin = max(page.sentence_range(i)[0], i - _MAX_OFFICE)
    heads = [k for k in range(begin, i) if lower[k] in reference_words("minister")]
    if not heads or end - i > 1 or not page.words[i][0].isupper():
        return False
    between = page.words[heads[-1] + 1 : i]
    if between[-1:] == ["("]:
        return (
            all(word[0].isupper() or word in ("dan", ",") for word in between[:-1])
            and ids_of_name(["Kementerian", *between[:-1]]) != frozenset()
        )
    return (
        lower[heads[-1]] != "menteri"
        and len(between) == 1
        and between[0][0].isupper()
        and (not is_common_word(between[0]))
    )


def _complete(page: Page, mention: _Mention) -> None:
    """Take in what belongs to a name behind the listed form.

    A company's legal form (*Bank Central Asia* | *Tbk.*); the region of an association's branch
    (*IWO* | *Kabupaten Lampung Utara*), which makes it another body.
    """
    words, end = page.words, mention.end
    before = page.lower[mention.start - 1].rstrip(".") if mention.start else ""
    firm = mention.kind in _FIRMS or mention.kind is InstitutionKind.MEDIA
    if firm and before in reference_words("company_head"):
        mention.start -= 1  # "PT" | "Bank Wanasari International Tbk."
    if mention.kind in _FIRMS:
        for _ in range(_MAX_LEGAL_FORMS):
            if end == len(words):
                break
            if _is_legal_form(words[end]):
                end += 1
            elif words[end] == "(" and words[end + 1 : end + 2] and (
                _is_legal_form(words[end + 1]) and words[end + 2 : end + 3] == [")"]
            ):  # fmt: skip
                end += 3
            else:
                break
        if end == mention.end and _abroad(page, mention):
            end = mention.end
    elif mention.kind is InstitutionKind.MEDIA and _abroad(page, mention):
        end = mention.end
    elif end < len(words) and (
        mention.kind is InstitutionKind.CIVIL_SOCIETY
        or page.lower[mention.start] in reference_words("task_force")
    ):
        level = page.lower[end] in reference_words("branch_level")
        region = match_region(words, end + level)
        if region and page.sentence_of(end) == page.sentence_of(mention.start):
            whole = institution_by_id(mention.ids[0]) if mention.ids else None
            if whole:
                said = page.slice(end, end + level + region.length)
                mention.name = f"{whole.name} {_with_level(said, region)}"
            mention.ids = ()
            if mention.kind is InstitutionKind.AGENCY:  # "Satgas Penanganan Covid-19" | "Jember"
                mention.kind = InstitutionKind.LOCAL_GOVERNMENT
            end += level + region.length
    mention.end = end


def _with_level(said: str, region: RegionMatch) -> str:
    """*Kabupaten Lampung Utara* for *Lampung Utara*, where only one region has the name."""
    if region.level or len(region.regions) != 1 or said.lower() != region.regions[0].name.lower():
        return said
    return f"{region.regions[0].level.replace('_', ' ').title()} {said}"


def _abroad(page: Page, mention: _Mention) -> bool:
    """Take in the country or line of business that makes a firm another: *CNN* | *Brasil*.

    *DBS* | *Vickers Indonesia* and *CIMB Niaga* | *Syariah* are firms of their own, which no list
    may have; whether the mention has become one.
    """
    words, lower, end = page.words, page.lower, mention.end
    limit = min(len(words), end + 2)
    if mention.kind is InstitutionKind.SOE or (end and words[end - 1] == ")"):
        return False
    for k in range(end, limit):
        if page.kinds[k] is not TokenKind.WORD or not words[k][0].isupper() or (
            page.sentence_of(k) != page.sentence_of(mention.start)
        ):  # fmt: skip
            return False
        if lower[k] in reference_words("firm_part") or (match_country(words, k) == 1):
            mention.end, mention.ids = k + 1, ()
            return True
    return False


def _is_dateline(page: Page, mention: _Mention) -> bool:
    """Whether an outlet opens a report: *Bandar Lampung (Kabar Kita) — …*"""
    words, i, j = page.words, mention.start, mention.end
    return (
        mention.kind is InstitutionKind.MEDIA
        and i > 0
        and words[i - 1] == "("
        and words[j : j + 1] == [")"]
        and words[j + 1 : j + 2] in (["—"], ["–"], ["-"], ["--"])
    )


def _foreign_government(page: Page, i: int) -> _Mention | None:
    """*pemerintah Hong Kong*: another country's government."""
    if page.lower[i] not in reference_words("government") or i + 1 >= len(page.words):
        return None
    length = match_country(page.words, i + 1)
    return _Mention(i, i + 1 + length, (), InstitutionKind.INTERNATIONAL) if length else None


def _national_team(page: Page, i: int) -> _Mention | None:
    """*timnas Brasil*, *tim nasional Brasil*: a country's team."""
    if page.lower[i] not in reference_words("national_team"):
        return None
    n = 1 + (page.lower[i + 1 : i + 2] == ["nasional"])
    if n == 1 and page.lower[i] != "timnas":
        return None
    aged = i + n < len(page.words) and bool(_AGE_GROUP.fullmatch(page.words[i + n]))
    if page.words[i + n + aged : i + n + aged + 1] == ["Indonesia"] and (
        aged or page.words[i].islower()
    ):
        said = ["Timnas", "Indonesia", *page.words[i + n : i + n + aged]]
        listed = listed_at(said, 0) or listed_at(said[:2], 0)
        if listed:  # "timnas Indonesia", "timnas U22 Indonesia"
            return _Mention(i, i + n + aged + 1, listed[1], InstitutionKind.OTHER)
    length = match_country(page.words, i + n) if i + n < len(page.words) else 0
    if not length:
        return None
    team = f"Tim Nasional {page.slice(i + n, i + n + length)}"
    return _Mention(i, i + n + length, (), InstitutionKind.OTHER, name=team, whole=team)


def _web_site(page: Page, i: int) -> _Mention | None:
    """*dilansir koreatimes.co.kr*: a site that is cited, in any case; no list need have it."""
    word = page.words[i]
    if "." not in word or not _WEB_SITE.fullmatch(word) or i == 0 or listed_at(page.words, i):
        return None
    before = page.lower[i - 1]
    cited = before in reference_words("cited_from", "cites", "cites_site") or any(
        " ".join(page.lower[i - n : i]) in reference_words("cited_place") for n in (1, 2)
    )
    if word.count(".") > _MAX_DOTS or word.endswith(".org"):
        return None  # a part of somebody's site: "tiket.wanasari.co.id"
    return _Mention(i, i + 1, (), InstitutionKind.MEDIA) if cited else None


def _cited_medium(page: Page, i: int) -> _Mention | None:
    """*dilansir dari laman The Jakarta Times, Senin*: a medium that no list knows."""
    words, lower = page.words, page.lower
    k = i - 1
    if not _follows_media_word(page, i):
        return None
    place = False
    for n in (2, 1):
        if k - n + 1 >= 0 and " ".join(lower[k - n + 1 : k + 1]) in reference_words("cited_place"):
            k -= n
            place = True
            break
    from_ = k >= 0 and lower[k] == "dari"
    k -= from_
    if (
        k < 0
        or lower[k] not in reference_words("cited_from")
        or not (from_ or place or lower[k] in reference_words("cites"))
    ):
        return None
    end = i
    while (
        end < len(words) and end - i < _MAX_MEDIUM and page.kinds[end] is TokenKind.WORD
        and words[end][0].isupper() and lower[end] not in reference_words("day", "month")
    ):  # fmt: skip
        if listed_at(words, end) or match_family(words, end) or lower[end] in given_names():
            return None
        if end == i and (match_place(words, i) or is_common_word(words[i])) and not place:
            return None
        end += 1
    if end == i or (end < len(words) and lower[end] in _strong_verbs()):
        return None
    if end < len(words) and words[end] not in (",", "(", ".", ":", ";", "-", "–", "—"):
        return None
    return _Mention(i, end, (), InstitutionKind.MEDIA)


@cache
def _before_media() -> frozenset[str]:
    """Words right before a cited medium: *dari*, *dilansir*, the last of *laman resmi*."""
    places = {form.split()[-1] for form in reference_words("cited_place")}
    return frozenset(places | {"dari"}) | reference_words("cited_from")


def _with_bracket(words: list[str], i: int, size: int) -> _Mention | None:
    """*Pemerintah Provinsi (Pemprov) Jakarta*: a short form between a family's head and region."""
    j = i + size
    if words[j : j + 1] != ["("]:
        return None
    behind = next((k + 1 for k in range(j + 2, min(j + 5, len(words))) if words[k] == ")"), 0)
    region = match_region(words, behind) if 0 < behind < len(words) else None
    if region is None:
        return None
    family = match_family([*words[i:j], *words[behind : behind + region.length]], 0)
    if family is None or family.region is None:
        return None
    ids = tuple(family_id(family.row, r) for r in family.region.regions)
    return _Mention(i, behind + region.length, ids, family.row.kind)


def _head(pattern: str) -> str:
    return fold_words(pattern.split("{")[0])


def _by_head(page: Page, i: int) -> _Mention | None:
    """A name that begins with a head word: *SMA Negeri 1 Jember*, *Universitas Tanjungpura*."""
    words, lower = page.words, page.lower
    heads = institution_heads()
    if words[i] not in _first_of_heads():
        return None
    for length in range(_longest_head(), 0, -1):
        row = heads.get(tuple(words[i : i + length]))
        if row:
            break
    else:
        return None
    if i and " ".join(lower[i - 1 : i + length]) in _office_names():
        return None  # "Kepala Sekolah" is an office
    if lower[i] in reference_words("venue") and not (i and lower[i - 1] in _office_ends()):
        return None  # "di Hotel Melati": a place, but "Manajer Hotel Melati"
    if lower[i] in reference_words("worship_venue") and not (
        i and lower[i - 1] in reference_words("worship_office")
    ):  # fmt: skip
        return None  # but "Imam Besar Masjid Istiqlal"
    if i > 1 and lower[i] in reference_words("organisation_word") and (
        words[i - 1][0].isupper() and page.kinds[i - 1] is TokenKind.WORD
        and not page.opens_sentence(i - 1) and not is_common_word(words[i - 1])
        and lower[i - 1] not in _office_ends() and not match_place(words, i - 1)
    ):  # fmt: skip
        return None  # "Indonesia Cyber Security | Forum": the end of an English name
    if i and lower[i - 1] == "hari" and words[i - 1][0].isupper():
        return None  # "Hari Koperasi Nasional"
    spelt = _spelt_out(page, i)
    if spelt:
        return _Mention(i, spelt, (), row.kind)
    # "Satuan Tugas Operasi Damai Cartenz": task forces may have any name
    public = row.kind in _PUBLIC and lower[i] not in reference_words("task_force")
    names = given_names()
    title = i < page.title_end
    limit = min(len(words), i + length + _MAX_NAME_WORDS, page.sentence_range(i)[1])
    j = i + length
    own = 0  # words that make the name more than its head
    while j < limit:
        word = words[j]
        if own and word[0].isupper() and (
            _is_rank(lower, j)
            or (row.kind is InstitutionKind.POLICE and lower[j] in reference_words("police_rank"))
        ):  # fmt: skip
            break
        if lower[j] in reference_words("day", "month"):
            break
        if own and lower[j - 1].rstrip(".") == "tbk":
            break
        classed = j + 1 < limit and bool(re.fullmatch(r"[IVX]+[A-C]?", words[j + 1]))
        if own == 0 and not classed and (
            lower[j] in reference_words("no_name") or (len(word) == 1 and word.isalpha())
        ):  # fmt: skip
            return None  # "SD Kelas 4"
        if own == 0 and classed and lower[j] == "kelas":
            j += 2  # "Lapas Kelas IIA Sukakata"
            continue
        if title and own == 0 and cue_at(lower, j, "headline", "active"):
            break
        if title and own and not public and is_common_word(word):
            break  # a headline's capitals do not show where a name ends
        if re.fullmatch(r"[IVX]{1,5}", word) and lower[j - 1] == "komisi":
            return None  # a committee is a mention of its parliament
        if word[0].isupper() and (_names_body(words, j)):
            if row.kind is InstitutionKind.CIVIL_SOCIETY and own > 1 and (
                (body := listed_at(words, j))
                and j + body[0] < limit and words[j + body[0]][0].islower()
            ):  # fmt: skip
                j += body[0]  # "Forum Mahasiswa Lingkungan UI menilai": of its own
                own += 1
                break
            if own == 0 and lower[i] in reference_words("namesake_head") and (
                body := listed_at(words, j)
            ):  # fmt: skip
                j += body[0]  # "Yayasan Astra": another body than the firm
                own += 1
                continue
            # a unit named with its parent is a mention of the parent, on the parent's name
            return None
        region = match_region(words, j)
        if region and (own or not public or region.level):
            j += region.length
            own += 1
            if public:
                # "Polsek Labuhan Maringgai": a district whose first word is a place elsewhere
                district = not region.level and region.length == 1 and own == 1
                if district and lower[i] in reference_words("district_body") and (
                    j < limit and _is_place_word(page, j)
                ):  # fmt: skip
                    j += 1
                break
            continue
        if row.kind is InstitutionKind.HEALTH and (
            lower[j].removesuffix(".") in reference_words("hospital_title")
        ):  # fmt: skip
            j += 1  # "RSUD Prof Wirayuda"
            continue
        if word[0].isupper() and page.kinds[j] is TokenKind.WORD:
            school = row.kind in _SCHOOLS and own == 1 and words[j - 1].isupper()
            # "PT Mulia Raymond, PT Wanasari, dan …", but "PT HPM | Rudi Hartanta"
            listed = words[j + 1 : j + 2] in ([","], ["dan"], ["serta"])
            firm = own == 1 and lower[i] == "pt" and listed and not (
                i and lower[i - 1] in _office_ends()
            )  # fmt: skip
            if own and lower[j] in names and not is_common_word(word) and not (
                school or firm
                or (row.kind is InstitutionKind.COMPANY and _holds_given_name(page, i, j))
            ):  # fmt: skip
                break
            if own and lower[j] in reference_words("government"):
                break  # "Ministry of Interior" | "Pemerintah Pakistan"
            if (
                own > 1
                and lower[j - 1] in reference_words("name_closer")
                and row.kind is InstitutionKind.COMPANY
                and not is_common_word(word)
                and lower[j].rstrip(".") not in reference_words("company_tail")
            ):
                break  # "PT Sukamulya Telematika Indonesia" | "Rudi Hartanta"
            if public and lower[j] in names and not match_place(words, j) and (
                row.kind is InstitutionKind.AGENCY or (i and lower[i - 1] in _office_ends())
            ):  # fmt: skip
                break  # "Sekretaris DPRD Sari Wulandari", "Menteri Hukum dan Imigrasi Sari"
            if public and not _is_public_word(word) and not match_place(words, j):
                # "Pemkab Sukamulya": a place that no list has; behind an office it may be a person
                if lower[j - 1] in reference_words("branch_level") and lower[j] not in names:
                    j += 1  # "Dinas Perhubungan Kota | Sukamulya"
                    own += 1
                    break
                local = (
                    (own == 0 or lower[j] in reference_words("place_tail"))
                    and lower[j] not in names
                    and (row.kind in _LOCAL or not (i and lower[i - 1] in _office_ends()))
                )
                district = (
                    own == 1
                    and lower[i] in reference_words("district_body")
                    and not (i and lower[i - 1] in _office_ends())
                    and _is_place_word(page, j)
                )
                if not (local or district or (word.isupper() and len(word) > 1 and own <= 1)):
                    break
            j += 1
            own += 1
            continue
        if page.kinds[j] is TokenKind.NUMBER and word[0].isdigit() and len(word) <= 5:
            j += 1
            own += row.kind in _NUMBERED
            continue
        if word == "/" and row.kind is InstitutionKind.MILITARY and j + 1 < limit:
            j += 1
            continue
        if (
            lower[j] in reference_words("name_link")
            and j + 1 < limit
            and words[j + 1][0].isupper()
            and own
        ):
            if (
                match_family(words, j + 1)
                or listed_at(words, j + 1)
                or any(tuple(words[j + 1 : j + 1 + n]) in heads for n in (1, 2, 3))
            ):
                break
            firm = word == "&"  # "Kantor Hukum Sukamulya & Partners"
            english = lower[i + length - 1] in ("for", "of")  # "Institute for Trade and Finance"
            if (
                not firm
                and not english
                and (lower[j + 1] in names or not is_common_word(words[j + 1]))
            ):
                break
            j += 1
            continue
        if word == "," and public and own and _goes_on_list(page, j, limit):
            j += 1
            continue
        if public and own and word == "(" and j + 4 < limit and words[j + 3] == ")":
            seat = match_region(words, j + 4)
            if seat and words[j + 1][0].isupper():
                j += 4 + seat.length  # "Dinas Tenaga Kerja (Disnaker Energi) Kota Jember"
                break
        if word == "(" and j + 2 < limit and words[j + 2] == ")":
            inside = words[j + 1]
            after_bracket = words[j + 3] if j + 3 < limit else "."
            school = own == 1 and lower[j - 1] in reference_words("school_status")
            numbered = row.kind in _NUMBERED and after_bracket.isdigit()
            if (
                (own == 0 or school)
                and (after_bracket[0].isupper() or numbered)
                and (inside.isupper() or inside[0].isupper())
                and _matches_initials(words[i:j], inside)
            ):
                behind = words[j + 3 : j + 3 + _MAX_NAME_WORDS]
                for begin in (words[i:j], [inside]):
                    whole = listed_at([*begin, *behind], 0)
                    if whole and whole[0] > len(begin):
                        end = j + 3 + whole[0] - len(begin)
                        return _Mention(i, end, whole[1], row.kind)  # "… (UIN) Raden Intan"
                j += 3  # "Sekolah Dasar Negeri (SDN) Tamberu 2", "Pondok Pesantren (Ponpes) X"
                length = j - i
                continue
            if _is_legal_form(inside):
                j += 3
                continue
            if j + 3 < limit and words[j + 3][0].isupper() and _names_body(words, j + 3):
                return None
            if (
                public
                and lower[j + 3 : j + 4] == ["dan"]
                and j + 4 < limit
                and words[j + 4][0].isupper()
                and is_common_word(words[j + 4])
                and _matches_initials(words[i:j], inside)
                and not _names_body(words, j + 4)
                and not any(tuple(words[j + 4 : j + 4 + n]) in heads for n in (1, 2, 3))
            ):
                j += 4  # "Dinas Pemadam Kebakaran (Disdamkar) dan Penyelamatan Kabupaten …"
                continue
            if _ACRONYM.fullmatch(inside) and j + 3 < limit and words[j + 3][0].isupper():
                after = match_region(words, j + 3)
                if after:
                    j += 3 + after.length
                    continue
        break
    if own == 0:
        return None
    if own > 1 and _is_held(page, i, row.kind) and not _holder_before(page, i, j):
        j = _before_person(page, i + length, j)
    name = f"{row.full} {page.slice(i + length, j)}" if row.full else ""
    kind = row.kind
    if public and any(j - i > n and match_country(words, j - n) == n for n in (1, 2)):
        kind = InstitutionKind.INTERNATIONAL  # "Kepolisian Peru"
    return _Mention(i, j, (), kind, name=name)


def _is_held(page: Page, i: int, kind: InstitutionKind) -> bool:
    """Whether an office stands before the body at word *i*: *Direktur | PT X*.

    Before a university its field may stand between: *Guru Besar Teknik Sipil | Universitas X*.
    """
    reach = _MAX_FIELD if kind is InstitutionKind.EDUCATION else 0
    k = i - 1
    while k >= 0 and page.lower[k] not in _office_ends():
        if i - k > reach or not page.words[k][0].isupper() or page.opens_sentence(k):
            return False
        k -= 1
    return k >= 0


def _holds_given_name(page: Page, i: int, j: int) -> bool:
    """Whether given name *j* is a part of the firm that begins at word *i*, and no person's.

    No office stands before the firm, *oleh PT Wanasari Arga Mandiri*; or its holder does; or an
    ordinary word and the holder's name follow.
    """
    if page.opens_sentence(i) or page.lower[i - 1] in (
        function_words() | reference_words("indefinite")
    ):
        return True
    return _holder_before(page, i, j) or _is_inner_name(page, j)


def _holder_before(page: Page, i: int, j: int) -> bool:
    """Whether who holds an office of the body at word *i* stands before it, and speaks behind it.

    *Sari Wulandari, Ketua Koperasi Mitra Arga, menolak …*; *j* is a word of the body.
    """
    words, lower = page.words, page.lower
    low, high = page.sentence_range(i)
    high = min(high, j + _MAX_NAME_WORDS)
    end = j
    while end < high and words[end][0].isupper() and page.kinds[end] is TokenKind.WORD:
        end += 1
    if end + 1 >= high or words[end] != "," or lower[end + 1] not in _strong_verbs():
        return False
    comma = i - 1
    while comma > max(low, i - _MAX_OFFICE) and words[comma] != ",":
        comma -= 1
    return (
        words[comma] == ","
        and lower[comma + 1] in _office_firsts()
        and all(word[0].isupper() for word in words[low:comma])
    )


def _is_inner_name(page: Page, k: int) -> bool:
    """Whether an ordinary word and another given name follow given name *k*: *Arga Mandiri Sari*.

    Persons' names have no such words in their middle.
    """
    words, lower = page.words, page.lower
    return (
        k + 2 < len(words)
        and words[k + 1].istitle()
        and is_common_word(words[k + 1])
        and lower[k + 1] not in given_names()
        and words[k + 2].istitle()
        and lower[k + 2] in given_names()
    )


@cache
def _office_firsts() -> frozenset[str]:
    """First words of role nouns: what stands behind the comma in *Sari, Direktur Utama PT …*"""
    return frozenset(row.form.lower().split()[0] for row in read_table("offices.csv", Office))


@cache
def _first_of_heads() -> frozenset[str]:
    return frozenset(form[0] for form in institution_heads())


@cache
def _longest_head() -> int:
    return max(len(form) for form in institution_heads())


def _by_tail(page: Page, i: int) -> _Mention | None:
    """A name that ends with a word for what it is: *Sukakata Foundation*, *Sukakata Group Ltd*."""
    words, lower = page.words, page.lower
    if (
        lower[i] in _no_first_words()
        or (i and " ".join(lower[i - 1 : i + 1]) in _office_names())
        or (is_common_word(words[i]) and (i < page.title_end or page.opens_sentence(i)))
    ):
        return None
    limit = min(i + _MAX_TAILED, page.sentence_range(i)[1])
    end, kind = i, InstitutionKind.OTHER
    k = i
    while k < limit:
        word = words[k]
        if page.kinds[k] is not TokenKind.WORD or not word[0].isupper():
            if lower[k] not in ("of", "and", "&") or k == i:
                break
            k += 1
            continue
        if k > i and (
            lower[k] in _office_ends()
            or lower[k] in reference_words("day", "month")
            or (k < page.title_end and is_common_word(word))
        ):
            break
        row = institution_tails().get(lower[k].rstrip("."))
        if row and k > i:
            if " ".join(lower[k - 1 : k + 1]) in reference_words("no_institution_tail"):
                return None
            end, kind = k + 1, row.kind
        elif end > i:
            break
        k += 1
    if end == i or any(
        ((other := listed_at(words, m)) and m + other[0] >= end)
        or (lower[m].rstrip(".") in reference_words("company_head"))
        for m in range(i + 1, end)
    ):
        return None  # "Riset Mandiri Sekuritas": the name begins later
    goes_on = (
        end < len(words)
        and words[end][0].isupper()
        and page.kinds[end] is TokenKind.WORD
        and lower[end] not in given_names()
        and page.sentence_of(end) == page.sentence_of(i)
    )
    if goes_on and not (i and lower[i - 1] in _office_ends()):
        return None  # "Social Finance Framework"
    while end + 1 < limit and lower[end] == "of" and words[end + 1][0].isupper():
        end += 2  # "American Academy" | "of Family Physicians"
        while end < limit and words[end][0].isupper() and page.kinds[end] is TokenKind.WORD:
            end += 1
    return _Mention(i, end, (), kind)


@cache
def _no_first_words() -> frozenset[str]:
    """Words that do not begin an organisation's name of the kind that a tail ends."""
    offices = {form.split()[0] for form in _office_names()} | _office_ends()
    titles = {row.form.lower() for row in read_table("titles.csv", Title)}
    tails = set(institution_tails())
    return frozenset((offices | titles | tails) - {"pt"}) | reference_words(
        "day", "month", "past", "acting", "singular", "plural", "polite"
    )


def _spelt_out(page: Page, i: int) -> int:
    """End of the capitals from word *i* that an acronym in brackets behind them stands for, or 0.

    *Asosiasi Energi Surya Indonesia (AESI)*: words that are names elsewhere belong to it.
    """
    words = page.words
    limit = min(len(words) - 2, i + _MAX_NAME_WORDS)
    for k in range(i, limit):
        if words[k] == "(":
            inside = words[k + 1]
            fits = inside.isupper() and words[k + 2] == ")" and k - i > 2
            letters = "".join(word[0] for word in words[i:k] if word[0].isupper())
            numbered = k + 3 < len(words) and words[k + 3].isdigit()
            if (
                numbered
                or match_region(words, k + 3)
                or page.lower[k - 1] in reference_words("school_status")
            ):
                return 0  # what stands behind the bracket belongs to the name, too
            return k if fits and letters == inside else 0
        if not (words[k][0].isupper() or page.lower[k] in reference_words("name_link")):
            return 0
    return 0


@cache
def _office_names() -> frozenset[str]:
    rows = read_table("offices.csv", Office)
    short = read_table("office_short_forms.csv", OfficeShortForm)
    return frozenset(row.form.lower() for row in (*rows, *short))


@cache
def _office_ends() -> frozenset[str]:
    """Last words of role nouns: what stands before *PT …* in *Direktur Utama PT …*"""
    return frozenset(row.form.lower().split()[-1] for row in read_table("offices.csv", Office))


def _before_person(page: Page, first: int, end: int) -> int:
    """End of an organisation's name behind an office, where a person's name may follow it.

    *Direktur Utama PT Sinar Jati Rudi Hartanta*: the person begins at a known given name, or behind
    the last ordinary word or place; of a run with neither, the last word before a cue is the
    person.
    """
    words, lower = page.words, page.lower
    names = given_names()
    last_word = lower[end - 1].rstrip(".")
    local = end - 1 > first and lower[end - 2] in reference_words("branch_level")
    if words[end - 1] == ")" or words[end - 1].isdigit() or last_word in institution_tails() or (
        local and last_word not in names
    ):  # fmt: skip
        return end
    inside = words[end + 1] if words[end : end + 1] == ["("] and end + 1 < len(words) else ""
    if len(inside) > 1 and inside == "".join(word[0] for word in words[first:end]):
        return end  # "PT Prima Global Baverindo (PGB)": all of it is abbreviated
    closed = max((k + 1 for k in range(first + 1, end - 1) if _is_legal_form(words[k])), default=0)
    if closed:  # "PT Bank Sukamulya (Persero) Tbk | Rudi Hartanta"
        return closed + (words[closed] == ")")

    def plain(k: int) -> bool:
        return bool(match_place(words, k)) or (is_common_word(words[k]) and lower[k] not in names)

    for k in range(first + 1, end):
        if lower[k] in names and not match_place(words, k) and not _is_inner_name(page, k):
            while k - 1 > first and not plain(k - 1) and not words[k - 1].isupper():
                k -= 1
            return k
    last = max((k for k in range(first, end) if plain(k)), default=-1)
    if first <= last < end - 1:
        return last + 1
    if end < len(words) and end - first >= 2 and lower[end] in _strong_verbs():
        return end - 1
    return end


@cache
def _strong_verbs() -> frozenset[str]:
    rows = read_table("cue_verbs.csv", CueVerb)
    return frozenset(row.form for row in rows if row.frame == "active")


@cache
def rank_words() -> frozenset[str]:
    """Ranks of police and army that stand before a name, lower case, full stops left out."""
    rows = read_table("titles.csv", Title)
    return frozenset(
        row.form.lower().replace(".", "")
        for row in rows
        if row.position == "before" and row.kind in ("police", "military")
    )


def _is_place_word(page: Page, j: int) -> bool:
    """Whether capitalised word *j* may go on the name of a place: no office, rank, name or body."""
    words, lower = page.words, page.lower
    return (
        words[j][0].isupper()
        and page.kinds[j] is TokenKind.WORD
        and not words[j].isupper()
        and not is_common_word(words[j])
        and lower[j] not in given_names()
        and lower[j] not in _no_first_words()
        and not _is_rank(lower, j)
        and lower[j] not in reference_words("police_rank")
        and not _names_body(words, j)
    )


def _is_rank(lower: list[str], j: int) -> bool:
    """Whether a rank of police or army begins at word *j*: a person follows, not more of a name."""
    return any(" ".join(lower[j : j + n]).replace(".", "") in rank_words() for n in (3, 2, 1))


def _is_public_word(word: str) -> bool:
    """Whether a public body's name can hold *word*: an ordinary word, an abstract noun, a class."""
    return (
        is_common_word(word)
        or bool(re.fullmatch(r"(?i:ke|pe)\w{3,}an", word))
        or bool(re.fullmatch(r"[IVX]{1,4}[A-C]?", word))
    )


def _names_body(words: list[str], j: int) -> bool:
    """Whether an organisation that a list knows begins at word *j*."""
    listed = listed_at(words, j)
    if listed and (listed[0] > 1 or words[j].lower() not in given_names()):
        return True
    family = match_family(words, j)
    return bool(family and family.region)


def _goes_on_list(page: Page, j: int, limit: int) -> bool:
    """*Dinas Pertanian, Pangan, dan Perikanan*: a comma inside a name, *dan* before its last."""
    words, lower = page.words, page.lower
    k = j + 1
    if k + 1 < limit and lower[k] in ("dan", "serta"):  # the comma before the last
        return words[k + 1][0].isupper() and is_common_word(words[k + 1])
    seen = 0
    while k < limit and words[k][0].isupper() and is_common_word(words[k]) and seen < 5:
        k += 1
        seen += 1
        if k < limit and words[k] == "," and k + 1 < limit:
            k += 1
        if k < limit and lower[k] in ("dan", "serta") and k + 1 < limit:
            return words[k + 1][0].isupper() and is_common_word(words[k + 1])
    return False


def _coordinated(page: Page, mention: _Mention, date: dt.date | None) -> _Mention | None:
    """*Kementerian Dalam Negeri dan Keuangan*: the second name lacks its head."""
    words = page.words
    j = mention.end
    if page.lower[mention.start] != "kementerian" or j + 1 >= len(words):
        return None
    if page.lower[j] != "dan" or not words[j + 1][0].isupper():
        return None
    rest = ["Kementerian", *words[j + 1 : j + 8]]
    listed = listed_at(rest, 0, date)
    if not listed or listed[0] < 2:
        return None
    row = institution_by_id(listed[1][0])
    assert row is not None
    return _Mention(j + 1, j + listed[0], listed[1], row.kind)


def _drop_other_meanings(page: Page, mentions: list[_Mention]) -> list[_Mention]:
    """Without short forms that the page defines otherwise: *Ogan Komering Ilir (OKI)*."""
    ends = {m.end for m in mentions}
    other: set[str] = set()
    inner = {k for m in mentions if m.end - m.start > 2 for k in range(m.start + 1, m.end - 1)}
    for m in mentions:
        if (
            m.end - m.start == 1
            and m.start >= 3
            and page.words[m.start - 1] == "("
            and m.end < len(page.words)
            and page.words[m.end] == ")"
            and m.start - 1 not in ends
            and m.start not in inner
        ):
            letters = re.sub(r"\W", "", page.words[m.start]).lower()
            size = len(letters)
            # "Public-Private Partnership (PPP)", "pajak bumi dan bangunan (PBB)"
            stretch = page.lower[max(0, m.start - 1 - size) : m.start - 1]
            if page.words[m.start - 2].islower():
                stretch = [
                    word for word in page.lower[max(0, m.start - 3 - size) : m.start - 1]
                    if word not in reference_words("name_link")
                ]  # fmt: skip
            before = [part for word in stretch for part in word.split("-") if part][-size:]
            spelt = [word.capitalize() for word in page.words[m.start - 1 - size : m.start - 1]]
            if set(ids_of_name(spelt)) & set(m.ids):
                continue
            if (
                size >= 2
                and len(before) == size
                and all(word[0] == letter for word, letter in zip(before, letters, strict=True))
            ):
                other.add(page.words[m.start])
    if not other:
        return mentions
    return [m for m in mentions if not (m.end - m.start == 1 and page.words[m.start] in other)]


def _add_bracketed(page: Page, mentions: list[_Mention]) -> list[_Mention]:
    """*Nama Panjang (NP)*: the short form is a mention of the same; a region may follow it."""
    words = page.words
    taken = {m.start: m for m in mentions}
    covered = {k for m in mentions for k in range(m.start, m.end)}
    redefined: dict[str, InstitutionKind] = {}  # short forms that mean another body in this page
    out: list[_Mention] = []
    out_at: dict[int, list[_Mention]] = defaultdict(list)  # by their first words

    def add(found: _Mention) -> None:
        out.append(found)
        out_at[found.start].append(found)

    for mention in mentions:
        add(mention)
        alias = _alias_behind(page, mention)
        if alias and alias not in covered:
            add(_Mention(alias, alias + 1, mention.ids, mention.kind, mention.head))
        before = mention.start - 2
        if (
            before >= 0
            and words[before + 1] == "("
            and words[mention.end : mention.end + 1] == [")"]
            and re.fullmatch(r"[A-Z][A-Z\d]{1,7}", words[before])
            and before not in covered
        ):
            whole = page.slice(mention.start, mention.end)
            ahead = _Mention(before, before + 1, mention.ids, mention.kind, mention.head)
            ahead.whole = "" if mention.ids else whole
            add(ahead)
        j = mention.end
        if j + 2 < len(words) and words[j] == "(" and words[j + 2] == ")":
            inside = words[j + 1]
            if (
                not inside[0].isupper() or _is_legal_form(inside)
                or match_region(words, j + 1) or match_place(words, j + 1)
            ):  # fmt: skip
                continue  # "Otorita Ibu Kota Nusantara (IKN)": a place
            known = taken.get(j + 1)
            if known:
                if mention.ids and known.ids and set(mention.ids) & set(known.ids):
                    pass
                elif not mention.ids:
                    same = (
                        len(inside) > _SHORT_ACRONYM
                        and known.kind is mention.kind
                        and _matches_initials(words[mention.start : mention.end], inside)
                        and _shares_words(page.lower[mention.start : mention.end], known.ids)
                    )  # "Asosiasi Financial Technology Indonesia (Aftech)", as the list has it not
                    # "Federasi Sepak Bola Dunia (FIFA)": no short form of these words
                    same = same or (
                        len(inside) > _SHORT_ACRONYM
                        and inside.isupper()
                        and not _matches_initials(words[mention.start : mention.end], inside)
                    )
                    if same or _is_name_of(page.lower[mention.start : mention.end], known.ids):
                        mention.ids, mention.kind = known.ids, known.kind
                    else:
                        known.ids, known.kind, known.head = (), mention.kind, mention.head
                        redefined[inside] = mention.kind
                else:
                    known.ids, known.kind, known.head = mention.ids, mention.kind, mention.head
            elif (
                _matches_initials(words[mention.start : mention.end], inside)
                or inside == _acronym_of(mention)
                or (not mention.ids and re.fullmatch(r"[A-Z][A-Z\d]{1,8}", inside))
                or (mention.kind in _FIRMS and words[mention.start].startswith("PT"))
            ):
                add(_Mention(j + 1, j + 2, mention.ids, mention.kind, mention.head))
            if page.lower[j + 3 : j + 4] and page.lower[j + 3] in reference_words("state_tail"):
                mention.end = j + 4  # "Dewan Perwakilan Daerah (DPD) RI"
            elif mention.kind in _WITH_BRANCHES and j + 3 < len(words):
                level = page.lower[j + 3] in reference_words("branch_level")
                seat = match_region(words, j + 3 + level)
                if seat and not _in_family(mention):
                    # "Masyarakat Transportasi Indonesia (MTI) Wilayah Bali"
                    row = institution_by_id(mention.ids[0]) if mention.ids else None
                    mention.end = j + 3 + level + seat.length
                    if row:
                        said = page.slice(j + 3, mention.end)
                        mention.name = f"{row.name} {_with_level(said, seat)}"
                    mention.ids = ()
                    for inner in [*out_at[j + 1], *([known] if known else [])]:
                        inner.ids, inner.name = (), mention.name
                        inner.whole = page.slice(mention.start, mention.end)
            region = match_region(words, j + 3)
            if region and not _in_family(mention):
                place = words[j + 3 : j + 3 + region.length]
                for head in ([inside], words[mention.start : mention.end]):
                    family = match_family([*head, *place], 0)
                    if family and family.region and family.length == len(head) + len(place):
                        mention.end = j + 3 + region.length
                        ids = tuple(family_id(family.row, r) for r in family.region.regions)
                        mention.ids, mention.kind, mention.head = ids, family.row.kind, ""
                        short = next(iter(out_at[j + 1]), known)
                        if short is not None:
                            short.ids, short.kind, short.head = ids, family.row.kind, ""
                        break
                else:
                    if not mention.ids and mention.kind in _PUBLIC:
                        mention.end = j + 3 + region.length
    for m in out:
        if m.ids and m.end - m.start == 1 and words[m.start] in redefined:
            m.ids, m.kind = (), redefined[words[m.start]]
    out.sort(key=lambda m: (m.start, -m.end))
    seen: set[tuple[int, int]] = set()
    kept = []
    for m in out:
        if (m.start, m.end) not in seen:
            seen.add((m.start, m.end))
            kept.append(m)
    return kept


def _covered(page: Page, mentions: list[_Mention]) -> list[bool]:
    """Which words of the page belong to a mention."""
    return covered_words(page, ((m.start, m.end) for m in mentions))


def _add_unlisted(page: Page, mentions: list[_Mention]) -> list[_Mention]:
    """Names whose kind a noun beside them tells, and every repetition of them."""
    covered = _covered(page, mentions)
    new = [_Mention(i, j, (), kind) for i, j, kind in named_by_noun(page, covered)]
    new += [_Mention(i, j, (), kind) for i, j, kind in _listed_along(page, [*mentions, *new])]
    kinds = {(m.start, m.end): m.kind for m in new}
    covered = _covered(page, [*mentions, *new])
    cited = [m for m in mentions if m.kind is InstitutionKind.MEDIA and not m.ids]
    kinds.update({(m.start, m.end): m.kind for m in cited})
    new += [_Mention(i, j, (), kinds[span]) for i, j, span in repeats(page, kinds, covered)]
    return sorted([*mentions, *new], key=lambda m: (m.start, -m.end))


def _listed_along(
    page: Page, mentions: list[_Mention]
) -> Iterator[tuple[int, int, InstitutionKind]]:
    """Unknown names in a list with two known ones of a kind: *Nokia, Huawei, Sukakata, dan …*"""
    at = {m.start: m for m in mentions if m.kind in _LISTED_KINDS}
    covered = _covered(page, mentions)
    for first in mentions:
        if first.kind not in _LISTED_KINDS or page.lower[max(first.start - 1, 0)] in (",", "dan"):
            continue
        known = 1
        unknown: list[tuple[int, int]] = []
        i = first.end
        limit = page.sentence_range(first.start)[1]
        while i + 1 < limit and page.lower[i] in reference_words("list_link") and (
            known + len(unknown) < _MAX_LISTED
        ):  # fmt: skip
            i += 1 + (page.lower[i + 1] in reference_words("list_link"))
            if i >= limit:
                break
            item = at.get(i)
            if item is not None:
                known += item.kind is first.kind
                i = item.end
                continue
            end = name_at(page, i, limit)
            if end == i or any(covered[i:end]):
                break
            unknown.append((i, end))
            i = end
        if known >= _KNOWN_IN_LIST:
            for start, end in unknown:
                yield start, end, first.kind


def _acronym_of(mention: _Mention) -> str | None:
    """The acronym that the list gives for the body; None if none."""
    row = institution_by_id(mention.ids[0]) if len(mention.ids) == 1 else None
    return row.acronym if row else None


def _alias_behind(page: Page, mention: _Mention) -> int | None:
    """Where a short form stands that words introduce: *… Working Group* atau | *IWG*; else None."""
    words, lower, j = page.words, page.lower, mention.end
    for n in (2, 1):
        if " ".join(lower[j : j + n]) in reference_words("alias_link") and j + n < len(words):
            initials = "".join(w[0] for w in words[mention.start : mention.end] if w[0].isupper())
            return j + n if len(initials) > 1 and words[j + n] == initials else None
    return None


def _in_family(mention: _Mention) -> bool:
    """Whether the mention is a local body that has its region already."""
    return bool(mention.ids and ":" in mention.ids[0])


def _is_name_of(lower: list[str], ids: tuple[str, ...]) -> bool:
    """Whether every word of a name stands in the official name of one of *ids*."""
    for id_ in ids:
        row = institution_by_id(id_)
        if row and all(word in row.name.lower() for word in lower if word.isalpha()):
            return True
    return not ids


def _shares_words(lower: list[str], ids: tuple[str, ...]) -> bool:
    """Whether most words of a name stand in the official name of one of *ids*."""
    long = {word for word in lower if len(word) > _SHORT_ACRONYM}
    for id_ in ids:
        row = institution_by_id(id_)
        if row and 2 * len(long & set(row.name.lower().split())) > len(long):
            return True
    return False


def _matches_initials(words: list[str], short: str) -> bool:
    """Whether *short* can stand for *words*: its letters follow in order, its first is theirs."""
    letters = re.sub(r"\W", "", short).lower()
    long = "".join(re.findall(r"\w", " ".join(words).lower()))
    if len(letters) < 2 or not long or len(words) < 2:
        return False
    at = 0
    for letter in letters:
        at = long.find(letter, at) + 1
        if at == 0:
            return False
    return letters[0] in {w[0].lower() for w in words if w[0].isalpha()}


def _local_acronyms(page: Page, mentions: list[_Mention]) -> dict[str, _Mention]:
    """Short forms that the page itself defines in brackets, by the form."""
    local: dict[str, _Mention] = {}
    by_start = {m.start: m for m in mentions}
    for mention in mentions:
        short = by_start.get(mention.end + 1)
        if (
            short
            and mention.end < len(page.words)
            and page.words[mention.end] == "("
            and short.end < len(page.words)
            and page.words[short.end] == ")"
            and short.end - short.start == 1
        ):
            local.setdefault(page.words[short.start], mention)
        ahead = by_start.get(mention.start - 2)
        if (
            ahead
            and ahead.end - ahead.start == 1
            and mention.end - mention.start > 1
            and page.words[ahead.end] == "("
            and page.words[mention.end : mention.end + 1] == [")"]
        ):
            local.setdefault(page.words[ahead.start], mention)  # "FSW (Forum Sopir Wanasari)"
        alias = _alias_behind(page, mention)
        if alias is not None:
            local.setdefault(page.words[alias], mention)
        for k in range(mention.start + 2, mention.end - 2):
            # a region behind the bracket: "Forum Sopir Wanasari (FSW) Jember"
            inside = page.words[k + 1]
            if page.words[k] == "(" and page.words[k + 2] == ")" and (
                inside.isupper() or _matches_initials(page.words[mention.start : k], inside)
            ):  # fmt: skip
                local.setdefault(page.words[k + 1], mention)
    return local


def _add_local(page: Page, mentions: list[_Mention], local: dict[str, _Mention]) -> list[_Mention]:
    """Mentions by short forms that the page defines and the list does not know."""
    if not local:
        return mentions
    covered = _covered(page, mentions)
    extra = []
    for i, word in enumerate(page.words):
        if not covered[i] and word in local and not _names_ministry(page, i, i + 1):
            source = local[word]
            extra.append(_Mention(i, i + 1, source.ids, source.kind, source.head))
    return sorted([*mentions, *extra], key=lambda m: (m.start, -m.end))


def _add_cores(page: Page, mentions: list[_Mention]) -> list[_Mention]:
    """Firms by the core of a name that the page has in full: *Timah* beside *PT Timah Tbk*."""
    cores: dict[tuple[str, ...], _Mention] = {}
    for m in mentions:
        words = [
            word for word in page.words[m.start : m.end]
            if word not in "()" and not _is_legal_form(word)
        ]  # fmt: skip
        if m.kind in _FIRMS and len(words) > 1 and words[0].rstrip(".") == "PT":
            cores.setdefault(tuple(words[1:]), m)
    if not cores:
        return mentions
    covered = _covered(page, mentions)
    lengths: dict[str, set[int]] = {}  # of the cores that begin with a word
    for core in cores:
        lengths.setdefault(core[0], set()).add(len(core))
    extra: list[_Mention] = []
    for i, word in enumerate(page.words):
        for length in sorted(lengths.get(word, ()), reverse=True):
            j = i + length
            core = tuple(page.words[i:j])
            if j > len(page.words):
                continue  # or the last word would be taken for a longer core that it begins
            if core not in cores or any(covered[i:j]) or len(word) < 3:
                continue
            plain = len(core) == 1 and is_common_word(word)
            office = i > 0 and page.lower[i - 1] in _office_ends()
            goes_on = (
                j < len(page.words)
                and page.words[j][0].isupper()
                and page.kinds[j] is TokenKind.WORD
                and page.sentence_of(j) == page.sentence_of(i)
            )
            if (plain and (i < page.title_end or page.opens_sentence(i))) or (
                goes_on and not office
            ):
                continue
            m = cores[core]
            whole = page.slice(m.start, m.end)
            extra.append(_Mention(i, j, m.ids, m.kind, name=m.name, whole=whole))
            covered[i:j] = [True] * len(core)
            break
    return sorted([*mentions, *extra], key=lambda m: (m.start, -m.end))


def _choose_region(ids: tuple[str, ...], sure: dict[str, int]) -> str:
    """Of bodies that differ by region only, the one whose region the page names elsewhere."""
    codes = [institution.partition(":")[2] for institution in ids]
    scores = []
    for n, code in enumerate(codes):
        region = region_by_code().get(code)
        level = 0 if region is None else -n
        scores.append((sure.get(code, 0), level, n))
    return ids[max(scores)[2]]


def _region_counts(page: Page, mentions: list[_Mention]) -> dict[str, int]:
    """How often the page names each region beyond doubt."""
    counts: dict[str, int] = {}

    def note(region: Region) -> None:
        counts[region.code] = counts.get(region.code, 0) + 1

    for m in mentions:
        if len(m.ids) == 1 and ":" in m.ids[0]:
            region = region_by_code().get(m.ids[0].partition(":")[2])
            if region:
                note(region)
    heads = reference_words("region_head")
    for i, word in enumerate(page.lower):
        if word in ("kabupaten", "kota", "provinsi"):
            match = match_region(page.words, i)
            if match and len(match.regions) == 1:
                note(match.regions[0])
        elif word in heads and i + 1 < len(page):
            level = _level_headed(word) or _level_headed(" ".join(page.lower[i : i + 2]))
            match = match_region(page.words, i + 1 + (word == "wali"))
            fitting = (
                [r for r in match.regions if r.level.startswith(level)] if match and level else []
            )
            if len(fitting) == 1:
                note(fitting[0])
    return counts


def _level_headed(office: str) -> str | None:
    """The level of the regions that *office* heads: *bupati* a kabupaten; None if it heads none."""
    for level in ("kabupaten", "kota", "provinsi"):
        if office in reference_words(f"head_of_{level}"):
            return level
    return None


def _chief(counts: list[tuple[int, str]]) -> str | None:
    """What is counted twice as often as any other, or alone; None if nothing is."""
    counts = sorted(counts, reverse=True)
    if not counts or (len(counts) > 1 and counts[1][0] * 2 > counts[0][0]):
        return None
    return counts[0][1]


def _body_here(head: str, sure: dict[str, int]) -> str | None:
    """The local body with that head of the one region that the page is about; None in doubt."""
    return _chief([(n, id_) for code, n in sure.items() if (id_ := family_in_region(head, code))])


@cache
def _small_regions() -> frozenset[str]:
    """Words for regions below those of the official list: *desa*, *kecamatan*."""
    return reference_words("region_level") - {"kabupaten", "kota", "provinsi"}


def _with_region(page: Page, mention: _Mention, code: str | None) -> str:
    """The name of a local office with the one region that the page is about; empty without one."""
    words = page.words[mention.start : mention.end]
    if (
        code is None
        or len(words) < 2
        or any(match_region(words, k) for k in range(len(words)))
        or not _small_regions().isdisjoint(page.lower[mention.start : mention.end])
    ):
        return ""
    region = region_by_code()[code]
    level = region.level.replace("_", " ").title()
    return f"{page.slice(mention.start, mention.end)} {level} {region.name}"


def _group(
    page: Page, mentions: list[_Mention], local: dict[str, _Mention]
) -> list[FoundInstitution]:
    """One record per organisation: undecided mentions are settled by the rest of the page."""
    sure = _region_counts(page, mentions)
    chief = _chief([(n, code) for code, n in sure.items()])
    body_here = cache(lambda head: _body_here(head, sure))
    by_head: dict[str, str] = {}
    seats: dict[str, str] = {}  # what names of listed seats begin with -> the first one's id
    for m in mentions:
        if len(m.ids) > 1:
            m.ids = (_choose_region(m.ids, sure),) if ":" in m.ids[0] else m.ids[:1]
        if m.ids and m.head:
            by_head.setdefault(m.head, m.ids[0])
        if m.ids and m.kind in SEATED:
            row = institution_by_id(m.ids[0])
            for name in (page.slice(m.start, m.end), (row and row.acronym) or ""):
                for part in _beginnings_of(_fold_name(name)):
                    seats.setdefault(part, m.ids[0])
    found: dict[str, FoundInstitution] = {}
    unknown: dict[str, str] = {}  # folded words -> key
    longer: dict[str, str] = {}  # what unknown names begin with -> key
    listed: dict[str, str] = {}  # what forms of listed ones begin with -> key
    for m in mentions:
        surface = page.slice(m.start, m.end)
        if not m.ids and m.head in by_head and m.end - m.start <= len(m.head.split()):
            m.ids = (by_head[m.head],)
        elif not m.ids and m.kind in SEATED and (seat := seats.get(_fold_name(surface))):
            m.ids = (seat,)
        elif not m.ids and m.head and fold_words(surface) == m.head:
            here = body_here(m.head)
            m.ids = (here,) if here else ()
        elif not m.ids and m.kind in _REGIONAL:
            # "Badan Penanggulangan Bencana Daerah" without its region
            here = body_here(fold_words(surface))
            m.ids = (here,) if here else ()
            if not here and m.kind is InstitutionKind.LOCAL_GOVERNMENT and not m.name:
                m.name = _with_region(page, m, chief)
        if m.ids:
            key = m.ids[0]
            row = institution_by_id(key)
            if row is None:
                continue
            record = found.setdefault(
                key, FoundInstitution(key, row.name, row.kind, acronym=row.acronym)
            )
        else:
            source = local.get(surface)
            written = page.slice(source.start, source.end) if source else m.whole or surface
            folded = _fold_name(written)
            key = unknown.get(folded, "")
            if not key:
                key = f"?{len(unknown)}"
                if " " in folded:  # "PT Jouska": the listed one whose fuller form begins so
                    key = listed.get(folded) or key
                shorter = _beginnings_of(folded)
                if len(folded) > _SHORT_NAME:
                    key = longer.get(folded) or next(
                        (unknown[part] for part in shorter if part in unknown), key
                    )
                unknown[folded] = key
                for part in shorter:
                    longer.setdefault(part, key)
            name = _without_brackets(m.name or _spelt_family(surface) or surface)
            record = found.setdefault(key, FoundInstitution(None, name, m.kind))
            record.name = max(record.name, name, key=len)
            if source is not None and source.end < m.start:
                record.acronym = record.acronym or surface
        record.spans.append((m.start, m.end))
        defined = local.get(surface) if record.acronym is None else None
        if defined is not None and defined.ids == m.ids and defined.end < m.start:
            record.acronym = surface  # "Universitas Wanasari (UWS)", which the list has without
        if record.id:
            for part in _beginnings_of(_fold_name(surface)):
                listed.setdefault(part, key)
    return list(found.values())


@lru_cache(maxsize=5_000)
def _spelt_family(surface: str) -> str:
    """*Dewan Perwakilan Rakyat Daerah* for a bare *DPRD*; empty where no family is called so."""
    here = family_in_region(fold_words(surface), _ANY_REGION) if surface.isupper() else None
    row = institution_by_id(here) if here else None
    return row.name.partition(" Provinsi ")[0] if row and " Provinsi " in row.name else ""


def _beginnings_of(name: str) -> list[str]:
    """Every run of whole words that begins *name*, itself left out; shortest first."""
    return [name[:k] for k, char in enumerate(name) if char == " "]


def _without_brackets(name: str) -> str:
    """*Rumah Sakit Melati* for *Rumah Sakit (RS) Melati*; a firm's legal form stays."""
    name = re.sub(r"(?<!\s)\s*\((?!Persero|Perseroda|Perseroan)[^()]*\)", "", name).strip() or name
    return name.removesuffix(".") if name.endswith("Tbk.") else name


def _fold_name(name: str) -> str:
    name = re.sub(r"\([^()]*\)", " ", name.lower())
    return re.sub(r"[\W_]+", " ", name).strip()
