"""One row type a table; what the columns mean stands in lexicons/README.md."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

import msgspec

from beritanlp.domain import InstitutionKind

__all__ = [
    "Abbreviation",
    "Agency",
    "BoilerplatePattern",
    "CueStance",
    "CueVerb",
    "GivenName",
    "InstitutionHead",
    "InstitutionName",
    "InstitutionNoun",
    "InstitutionPattern",
    "InstitutionRow",
    "Office",
    "OfficeAcronym",
    "OfficeHolder",
    "OfficeShortForm",
    "PlaceName",
    "ReferenceWord",
    "Region",
    "RegionName",
    "SourceKind",
    "SourceKindRow",
    "Stance",
    "StopWord",
    "Title",
]


class SourceKind(StrEnum):
    """For whom a source speaks; ``measures/README.md`` draws the borders."""

    GOVERNMENT = "government"
    LOCAL_GOVERNMENT = "local_government"
    LEGISLATURE = "legislature"
    PARTY = "party"
    JUDICIARY = "judiciary"
    LAW_ENFORCEMENT = "law_enforcement"
    MILITARY = "military"
    INDEPENDENT_BODY = "independent_body"
    FORMER_OFFICIAL = "former_official"
    STATE_COMPANY = "state_company"
    BUSINESS = "business"
    EXPERT = "expert"
    PROFESSIONAL = "professional"
    CIVIL_SOCIETY = "civil_society"
    MEDIA = "media"
    INTERNATIONAL = "international"
    SPORT_CULTURE = "sport_culture"
    CITIZEN = "citizen"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """What a cue says of the words that it reports."""

    NEUTRAL = "neutral"
    ENDORSING = "endorsing"
    DOUBTING = "doubting"


# rows hold no rows, so the garbage collector need not visit them at each of its rounds
class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    source: str


class Agency(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a news agency is credited by: its name, its sign in the last line, its own site."""

    form: str
    name: str
    kind: Literal["name", "sign", "outlet"]
    example: str


class CueVerb(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word that reports speech."""

    form: str
    frame: Literal["post", "active", "passive", "preposition", "stance", "headline"]
    strength: Literal["strong", "medium", "weak"]
    kind: Literal["direct", "indirect", "both"]
    example: str


class CueStance(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a cue says of the words that it reports: *mengklaim* doubts, *membuktikan* endorses."""

    form: str
    stance: Stance
    example: str


class SourceKindRow(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word of a role or a body that says for whom its source speaks."""

    form: str
    scope: Literal["role", "role_alone", "body"]
    kind: SourceKind
    example: str


class Title(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A title, rank or degree that stands beside a name and does not belong to it."""

    form: str
    kind: Literal["academic", "religious", "military", "police", "honorific", "nobility"]
    position: Literal["before", "after"]
    example: str


class Office(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A role noun: *gubernur*, *ketua umum*, *pengamat*, *seorang warga*."""

    form: str
    kind: Literal["office", "profession", "membership", "relation", "description"]
    fused: Literal["yes", "no", "body"]
    example: str


class OfficeAcronym(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An office written as one word or name: *Menpan-RB*, *Kapolri*."""

    form: str
    role: str
    institution_id: str | None = None
    example: str


class OfficeHolder(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who held a public office from one day to another."""

    office_id: str
    office: str
    institution_id: str | None = None
    region_code: str | None = None
    name: str
    short_name: str | None = None
    status: Literal["definitive", "acting"]
    valid_from: dt.date
    valid_to: dt.date | None = None
    known_until: dt.date | None = None
    inside: Literal["from", "to", "both"] | None = None
    instrument: str | None = None


class OfficeShortForm(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A short form of an office, and the body that it heads where that is fixed."""

    form: str
    full: str
    body: str | None = None
    example: str


class Abbreviation(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A written short form with a full stop that does not end a sentence."""

    form: str
    expansion: str
    kind: str
    example: str


class ConfidenceCount(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many of *n* quotes found one way were right."""

    factor: Literal["all", "resolved_by", "rule"]
    value: str
    right: int
    n: int


class TopicCount(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """In how many coded articles a term of the codebook stood, and how many had its major topic."""

    code: str
    term: str
    right: int
    seen: int


class TopicDecision(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number of the regression that decides on topics; ``topics/decision.py`` says how."""

    kind: Literal["feature", "bias", "strength", "threshold"]
    name: str
    weight: float
    mean: float = 0.0
    spread: float = 1.0


class StemException(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word whose root is not the stem that Sastrawi gives it."""

    form: str
    term: str
    kind: Literal["root", "whole", "loan", "acronym", "doubled", "function"]
    example: str
    attested: str  # data file and id of an article that has the form


class BoilerplatePattern(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A regular expression for the chrome of news sites."""

    pattern: str
    scope: Literal["line", "line_start", "inline", "tail", "head"]
    holds: str = ""  # inline: what it finds holds one of these, "|" between; casefolded
    example: str


class GivenName(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word that is common in Indonesian personal names."""

    form: str
    gender: Literal["m", "f", "u"]


class Nickname(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A short name by which the press calls a public figure, beside the name it stands for."""

    form: str
    name: str
    example: str


class PlaceName(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A place that is not an Indonesian province, regency or city."""

    form: str
    kind: Literal["country", "city", "island", "district", "other"]


class Region(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An Indonesian province, regency or city with its official code."""

    code: str
    name: str
    level: Literal["provinsi", "kabupaten", "kota", "kota_administrasi", "kabupaten_administrasi"]
    parent_code: str | None = None
    source: str = "kemendagri-codes"


class RegionName(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A short or other form of a region's name: *Jabar*."""

    surface: str
    code: str


class InstitutionRow(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One organisation under its official name."""

    id: str
    name: str
    acronym: str | None = None
    kind: InstitutionKind
    parent_id: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successor_id: str | None = None
    instrument: str | None = None


class InstitutionName(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One written form of an organisation's name."""

    surface: str
    institution_id: str
    form: Literal["official", "former", "short", "acronym", "syllabic", "variant", "misspelling"]
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    context: str | None = None


class InstitutionPattern(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A family of local institutions: *Pemkab {name}*."""

    pattern: str
    name: str
    kind: InstitutionKind
    level: Literal["provinsi", "kabupaten", "kota", "any"]
    example: str


class InstitutionHead(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word that begins the name of an organisation: *Dinas*, *Universitas*."""

    form: str
    kind: InstitutionKind
    example: str
    full: str | None = None  # what it is short for, where the official name writes it out


class InstitutionTail(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word that ends the name of an organisation: *Foundation*, *Sekuritas*."""

    form: str
    kind: InstitutionKind
    example: str


class InstitutionNoun(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A common noun that says of which kind an organisation is: *maskapai*, *pelatih*."""

    form: str
    kind: InstitutionKind
    position: Literal["before", "apart", "office"]
    example: str


class StopWord(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word that is never a key term."""

    form: str
    kind: Literal["function", "reporting", "news_chrome", "time", "number", "title"]


class ReferenceWord(_Row, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word that points, frames or joins: pronouns, adverbs, connectives, prepositions, days."""

    form: str
    kind: Literal[
        "about",
        "abstract_claim",
        "accidental_passive",
        "account",
        "account_noun",
        "act_on",
        "acting",
        "addressee",
        "adjunct",
        "adverb",
        "age_unit",
        "agent_link",
        "alias_link",
        "answering",
        "apology",
        "apposer",
        "asking",
        "balinese",
        "besides",
        "body_class",
        "body_noun",
        "both",
        "branch",
        "branch_level",
        "by_way_of",
        "capital_particle",
        "capitalised",
        "causative",
        "cited_from",
        "cited_place",
        "cites",
        "cites_site",
        "claim",
        "clause_opener",
        "client_office",
        "closing_pointer",
        "coming",
        "committee",
        "company_head",
        "company_noun",
        "company_tail",
        "company_verb",
        "complementizer",
        "conditional",
        "confirming",
        "conjunction",
        "connective",
        "constituency",
        "counted_topic",
        "credit_phrase",
        "dated",
        "day",
        "demonstrative",
        "descriptive",
        "direction",
        "district_body",
        "education_noun",
        "english_modifier",
        "english_office",
        "existence",
        "existential",
        "faculty",
        "field_head",
        "field_leader",
        "field_office",
        "firm_part",
        "fixed_ending",
        "frame",
        "fronting",
        "fusing",
        "gesture",
        "government",
        "government_level",
        "head_of_kabupaten",
        "head_of_kota",
        "head_of_provinsi",
        "health_noun",
        "home_country",
        "hospital_title",
        "house_group",
        "house_organ",
        "inanimate",
        "indefinite",
        "institution",
        "introducer",
        "issuer",
        "joiner",
        "junior",
        "law_word",
        "leader",
        "legal_form",
        "lettered",
        "likeness",
        "list_intro",
        "list_link",
        "local_noun",
        "locality_head",
        "lower_body",
        "lower_head",
        "lower_title",
        "medical_title",
        "mere_person",
        "minister",
        "modal",
        "month",
        "name_closer",
        "name_link",
        "name_particle",
        "name_prefix",
        "nameless_link",
        "namesake_head",
        "naming",
        "naming_filler",
        "naming_link",
        "naming_noun",
        "national_team",
        "negation",
        "neighbourhood",
        "no_institution_tail",
        "no_name",
        "no_person_noun",
        "no_slip",
        "office_level",
        "office_link",
        "office_state",
        "ordinal",
        "organisation_word",
        "origin",
        "other_one",
        "own_country",
        "pair_link",
        "party_noun",
        "party_organ",
        "past",
        "place_head",
        "place_link",
        "place_tail",
        "plural",
        "plural_determiner",
        "point_back",
        "pointer",
        "police_rank",
        "polite",
        "precinct_name",
        "precinct_office",
        "predicate",
        "press",
        "product_noun",
        "published",
        "published_like",
        "purpose",
        "quantifier",
        "raised_link",
        "raising",
        "rank_bracket",
        "rank_corps",
        "recording",
        "region_head",
        "region_level",
        "relative",
        "report_noun",
        "request",
        "research_unit",
        "role_tail",
        "saying_frame",
        "saying_manner",
        "school_status",
        "seat_office",
        "second_role",
        "seeing",
        "setting",
        "side_noun",
        "single_determiner",
        "singular",
        "small_number",
        "stance_link",
        "state_form",
        "state_tail",
        "study_level",
        "task_force",
        "teller",
        "thanking",
        "time_noun",
        "titled_particle",
        "titling",
        "topic_noun",
        "topic_tail",
        "undergone",
        "unit_head",
        "unit_noun",
        "urging",
        "venue",
        "why",
        "worship_office",
        "worship_venue",
    ]
    example: str
