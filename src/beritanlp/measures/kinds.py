"""For whom a source speaks: government, party, business, expert, citizen and so on.

The rules are the table ``source_kinds.csv``; what the kinds are, and where they come from, is in
the README of this folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from beritanlp.domain import InstitutionKind, SpeakerKind
from beritanlp.lexicons.gazetteer import (
    fold_words,
    institution_by_id,
    institution_heads,
    office_acronyms,
)
from beritanlp.lexicons.places import match_country
from beritanlp.lexicons.rows import SourceKind, SourceKindRow
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.corpus import Corpus

__all__ = ["KIND_COLUMNS", "SOURCE_KIND", "Source", "kind_of", "kinds_of_rows", "source_kinds"]

Scope = Literal["role", "role_alone", "body"]

_CACHE_SIZE = 100_000  # sources; the shared news (972 articles) has some 1,500
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_POSSESSIVE = "nya"
_OWN_COUNTRY = "RI"  # as it stands behind offices and bodies
_SHORTEST_POSSESSED = 6  # letters: ibunya; anya and punya are no nouns with -nya

_OF_BODY = {
    InstitutionKind.MINISTRY: SourceKind.GOVERNMENT,
    InstitutionKind.AGENCY: SourceKind.GOVERNMENT,
    InstitutionKind.STATE_BODY: SourceKind.INDEPENDENT_BODY,
    InstitutionKind.COURT: SourceKind.JUDICIARY,
    InstitutionKind.PROSECUTION: SourceKind.LAW_ENFORCEMENT,
    InstitutionKind.POLICE: SourceKind.LAW_ENFORCEMENT,
    InstitutionKind.MILITARY: SourceKind.MILITARY,
    InstitutionKind.LOCAL_GOVERNMENT: SourceKind.LOCAL_GOVERNMENT,
    InstitutionKind.PARTY: SourceKind.PARTY,
    InstitutionKind.SOE: SourceKind.STATE_COMPANY,
    InstitutionKind.COMPANY: SourceKind.BUSINESS,
    InstitutionKind.EDUCATION: SourceKind.EXPERT,
    InstitutionKind.HEALTH: SourceKind.PROFESSIONAL,
    InstitutionKind.CIVIL_SOCIETY: SourceKind.CIVIL_SOCIETY,
    InstitutionKind.MEDIA: SourceKind.MEDIA,
    InstitutionKind.INTERNATIONAL: SourceKind.INTERNATIONAL,
    InstitutionKind.OTHER: SourceKind.SPORT_CULTURE,  # in the list nearly all clubs
}
# those who hold an office of the state; of another state they are international
_PUBLIC = frozenset(
    {
        SourceKind.GOVERNMENT,
        SourceKind.LOCAL_GOVERNMENT,
        SourceKind.LEGISLATURE,
        SourceKind.JUDICIARY,
        SourceKind.LAW_ENFORCEMENT,
        SourceKind.MILITARY,
        SourceKind.INDEPENDENT_BODY,
    }
)
# people, who may also be led or served: "ketua serikat pekerja" is no worker
_PEOPLE = frozenset(
    {SourceKind.CITIZEN, SourceKind.EXPERT, SourceKind.PROFESSIONAL, SourceKind.MEDIA}
    | {SourceKind.SPORT_CULTURE, SourceKind.BUSINESS}
)

SOURCE_KIND = "source_kind"
"""The column of kinds, which saved results do not have: it is told from their `KIND_COLUMNS`."""

KIND_COLUMNS = ("speaker", "speaker_kind", "role", "affiliation", "former", "institution_id")
"""The columns of quotes and speakers that a kind is told by."""

_SPEAKERS_QUERY = """
SELECT article_id, speaker_id, any_value(speaker) AS speaker,
    any_value(speaker_kind) AS speaker_kind, any_value(role) AS role,
    any_value(affiliation) AS affiliation, any_value(former) AS former,
    any_value(institution_id) AS institution_id
FROM speakers GROUP BY article_id, speaker_id ORDER BY article_id, speaker_id"""


@dataclass(frozen=True, slots=True)
class Source:
    """What an article says of one who is quoted; None where it says nothing."""

    name: str
    speaker_kind: str = SpeakerKind.PERSON
    role: str | None = None
    affiliation: str | None = None
    former: bool = False
    institution_id: str | None = None


def source_kinds(corpus: Corpus) -> pd.DataFrame:
    """For whom each speaker of each article speaks.

    Returns:
        One row a speaker of an article: ``article_id``, ``speaker_id``, the columns it is told by
        (``speaker``, ``speaker_kind``, ``role``, ``affiliation``, ``former``, ``institution_id``)
        and ``source_kind``: one of `SourceKind`, ``unknown`` where the article does not say.
    """
    speakers = corpus.sql(_SPEAKERS_QUERY)
    speakers[SOURCE_KIND] = kinds_of_rows(speakers)
    return speakers


def kinds_of_rows(frame: pd.DataFrame) -> pd.Series[str]:
    """The kind of the speaker in each row; null where there is no speaker.

    Args:
        frame: has `KIND_COLUMNS`, as quotes and speakers do.
    """
    import pandas as pd

    columns = frame[list(KIND_COLUMNS)].astype("object")
    columns = columns.where(columns.notna(), None)
    kinds = [
        None if name is None else str(kind_of(Source(name, kind, role, body, bool(former), id_)))
        for name, kind, role, body, former, id_ in columns.itertuples(index=False)
    ]
    return pd.Series(kinds, index=frame.index, dtype="string")


@lru_cache(maxsize=_CACHE_SIZE)
def kind_of(source: Source) -> SourceKind:
    """For whom *source* speaks, by its role, else its body, else a weaker word of its role.

    A past office of the state makes a former official; an office of another state is
    international.
    """
    kind = _present_kind(source)
    if kind in _PUBLIC and _is_foreign(source):
        return SourceKind.INTERNATIONAL
    if kind in _PUBLIC and source.former:
        return SourceKind.FORMER_OFFICIAL
    return kind


def _present_kind(source: Source) -> SourceKind:
    is_person = source.speaker_kind == SpeakerKind.PERSON
    said = (source.role if is_person else source.name) or ""
    if not said and source.name.lstrip("\\").startswith("@"):
        return SourceKind.CITIZEN  # the account of somebody on a platform
    words = _words(said)
    is_body = source.speaker_kind == SpeakerKind.INSTITUTION
    return (
        (not is_body and _first_of("role", words, _PEOPLE if is_person else frozenset()))
        or _by_body(source, said)
        or _first_of("role_alone", words)
        or SourceKind.UNKNOWN
    )


def _words(text: str) -> list[str]:
    """The words of *text*, lower case and without *-nya*."""
    words = (word.lower() for word in _WORD.findall(text))
    return [
        word.removesuffix(_POSSESSIVE).rstrip("-") if len(word) >= _SHORTEST_POSSESSED else word
        for word in words
    ]


@cache
def _rows(scope: Scope) -> dict[str, list[tuple[tuple[str, ...], SourceKind]]]:
    """The rows of a *scope* by their first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], SourceKind]]] = {}
    for row in read_table("source_kinds.csv", SourceKindRow):
        if row.scope == scope:
            words = tuple(_words(row.form))
            table.setdefault(words[0], []).append((words, row.kind))
    for found in table.values():
        found.sort(key=lambda item: -len(item[0]))
    return table


def _first_of(
    scope: Scope, words: list[str], but: frozenset[SourceKind] = frozenset()
) -> SourceKind | None:
    """The kind of the first form of *scope* in *words*; behind the first word none of *but*."""
    rows = _rows(scope)
    for at, word in enumerate(words):
        for form, kind in rows.get(word, ()):
            if tuple(words[at : at + len(form)]) == form and not (at and kind in but):
                return kind
    return None


def _by_body(source: Source, said: str) -> SourceKind | None:
    """The kind of the body that *source* belongs to or is."""
    acronym = office_acronyms().get(" ".join(map(fold_words, _WORD.findall(said))))
    id_ = source.institution_id or (acronym.institution_id if acronym else None)
    listed = institution_by_id(id_) if id_ else None
    official = (listed.name, listed.acronym) if listed else ()
    named = [source.affiliation, *official, said]
    if source.speaker_kind == SpeakerKind.INSTITUTION:
        named.insert(0, source.name)
    texts = [text for text in named if text]
    kind = next(filter(None, (_first_of("body", _words(text)) for text in texts)), None)
    if kind:
        return kind
    if listed:
        return _OF_BODY[listed.kind]
    heads = map(_kind_of_head, texts)
    return next((_OF_BODY[kind] for kind in heads if kind), None)


@cache
def _longest_head() -> int:
    """How many words the longest beginning of a body's name has."""
    return max(map(len, institution_heads()))


def _kind_of_head(text: str) -> InstitutionKind | None:
    """The kind of the body that *text* names, by the first word that begins such names."""
    words = text.replace("(", " ").split()
    heads = institution_heads()
    for at in range(len(words)):
        for length in range(min(_longest_head(), len(words) - at), 0, -1):
            row = heads.get(tuple(words[at : at + length]))
            if row and row.kind is not InstitutionKind.OTHER:
                return row.kind
    return None


def _is_foreign(source: Source) -> bool:
    """Whether the first country that role and affiliation name is another than Indonesia."""
    if source.institution_id:
        return False  # the list says of which kind it is
    is_person = source.speaker_kind == SpeakerKind.PERSON
    for text in (source.role, source.affiliation, None if is_person else source.name):
        words = _WORD.findall(text or "")
        for at, word in enumerate(words):
            if word.lower() in reference_words("own_country") or word == _OWN_COUNTRY:
                return False
            if match_country(words, at):
                return True
    return False
