"""The nouns of the library: what an analysis is made of.

Every type is a frozen dataclass: hashable, picklable, equal by value. Offsets count code points of
``Article.text`` as it was given, end excluded, so ``article.text[span.start : span.end]`` is always
the very words. Sequences are tuples.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Analysis",
    "Article",
    "Failure",
    "Institution",
    "InstitutionKind",
    "KeyTerm",
    "Layout",
    "Provenance",
    "Quote",
    "QuoteKind",
    "ResolvedBy",
    "Speaker",
    "SpeakerKind",
    "TextSpan",
    "Token",
    "Topic",
]


class QuoteKind(StrEnum):
    """How a source's words are reported: ``direct``, ``indirect`` or ``mixed``.

    Mixed is an indirect quote of which some words stand in quotation marks.
    """

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerKind(StrEnum):
    """What a source is: ``person``, ``institution``, ``group`` or ``anonymous``.

    A group is several who speak as one; anonymous is one without a name (*seorang warga*).
    """

    PERSON = "person"
    INSTITUTION = "institution"
    GROUP = "group"
    ANONYMOUS = "anonymous"


class ResolvedBy(StrEnum):
    """How the words beside a quote led to its speaker.

    - ``named``: the full name stands beside the quote
    - ``surname``: a part of a name that the article gives in full elsewhere
    - ``role``: *Kapolres*, *mantan Bupati Banyuwangi ini*
    - ``pronoun``: *ia*, *dia*, *beliau*, *mereka*
    - ``clitic``: *-nya*
    - ``institution``: *KPK*, *Kementerian PAN-RB*
    - ``description``: *seorang warga*
    - ``continuation``: a quotation with no cue of its own
    - ``registry``: the known holder of an office at the article's date
    """

    NAMED = "named"
    SURNAME = "surname"
    ROLE = "role"
    PRONOUN = "pronoun"
    CLITIC = "clitic"
    INSTITUTION = "institution"
    DESCRIPTION = "description"
    CONTINUATION = "continuation"
    REGISTRY = "registry"


class InstitutionKind(StrEnum):
    """The kinds of organisation.

    ``ministry``, ``agency``, ``state_body``, ``court``, ``prosecution``, ``police``, ``military``,
    ``local_government``, ``party``, ``soe`` (state-owned company), ``company``, ``education``,
    ``health``, ``civil_society``, ``media``, ``international``, ``other`` (clubs and the like).
    """

    MINISTRY = "ministry"
    AGENCY = "agency"
    STATE_BODY = "state_body"
    COURT = "court"
    PROSECUTION = "prosecution"
    POLICE = "police"
    MILITARY = "military"
    LOCAL_GOVERNMENT = "local_government"
    PARTY = "party"
    SOE = "soe"
    COMPANY = "company"
    EDUCATION = "education"
    HEALTH = "health"
    CIVIL_SOCIETY = "civil_society"
    MEDIA = "media"
    INTERNATIONAL = "international"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpan:
    """A stretch of the article: ``0 <= start < end``, in code points, end excluded."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"TextSpan needs 0 <= start < end; got [{self.start}, {self.end})")

    def overlaps(self, other: TextSpan) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was given; ``text`` is never changed.

    ``title``, ``published``, ``outlet`` and ``url`` are None where nobody gave them: what the page
    itself says of them is in `Layout`.
    """

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the parts of the page are. ``None`` or ``()`` where the page has no such part.

    ``place`` and ``outlet`` are read from the dateline (*JAKARTA, KOMPAS.com —* gives ``Jakarta``
    and ``KOMPAS.com``). ``published`` is a date that the page itself states in a line of its own.
    ``body`` holds the paragraphs in reading order, ``boilerplate`` the site's chrome; together with
    the other spans they cover all that is not white space.
    """

    title: TextSpan | None = None
    dateline: TextSpan | None = None
    place: str | None = None
    outlet: str | None = None
    byline: TextSpan | None = None
    published: dt.date | None = None
    body: tuple[TextSpan, ...] = ()
    boilerplate: tuple[TextSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word or mark.

    ``stem`` is Sastrawi's, lower case, whatever the word. ``term`` is what counts should count: the
    root by a dictionary, lower case, where Sastrawi errs too (*penyelidikan*: ``selidik``); of a
    part of a name (``is_name``) and of an acronym the word as written (*Bekasi*; not *bekas*).
    Of a mark both are the mark itself. ``clitics`` stay part of the word: ``("ku-", "-nya")`` of
    *kubacanya*, in order.
    """

    span: TextSpan
    text: str
    stem: str
    is_word: bool
    sentence: int  # index into ``Analysis.sentences``
    term: str = ""
    is_name: bool = False
    clitics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who a quote comes from, by the fullest name that the article gives.

    ``id`` is stable inside one article (``s0``, ``s1`` …). ``role`` and ``affiliation`` are the
    article's own words, None where it gives none; ``former`` says that the role is a past one
    (*mantan*). ``institution_id`` is the institution that the role or the speaker belongs to.
    ``mentions`` are all places that name the speaker. ``resolved_by`` says how the quote at hand
    led here; in ``Analysis.speakers`` it is that of the speaker's first quote.
    """

    id: str
    name: str
    kind: SpeakerKind = SpeakerKind.PERSON
    role: str | None = None
    affiliation: str | None = None
    former: bool = False
    institution_id: str | None = None
    mentions: tuple[TextSpan, ...] = ()
    resolved_by: ResolvedBy = ResolvedBy.NAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A policy topic of the codebook, with the article's words that earned it.

    ``weight`` is 0–1: of an article's topic its share of the topical evidence, of a quote's how
    probable the quote's terms make it.
    """

    code: str
    label: str
    weight: float
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One reported statement.

    ``content`` leaves out the quotation marks and the comma or full stop before the closing one; it
    has more than one span where a cue or the site's chrome interrupts. ``mention`` is None where no
    words beside the quote name its source, ``speaker`` where the source is not known: it is never a
    guess. ``rule`` names the rule that found the quote. ``confidence`` is 0–1:
    how often quotes with this ``rule`` and this way to the speaker are right, content and speaker,
    measured on labelled articles (``confidence.csv``). ``topics`` are the major topics that the
    quote's own words show, heaviest first; often none.
    """

    kind: QuoteKind
    content: tuple[TextSpan, ...]
    cue: TextSpan | None = None
    mention: TextSpan | None = None
    speaker: Speaker | None = None
    rule: str
    confidence: float = 1.0
    topics: tuple[Topic, ...] = ()

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("a Quote needs at least one span of content")
        if self.cue and any(self.cue.overlaps(span) for span in self.content):
            raise ValueError(f"cue {self.cue} lies inside its own quote {self.content}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """One organisation, whatever forms name it in the article.

    ``id`` and the official ``name`` come from the list of institutions; ``id`` is None for one that
    the list does not know, whose ``name`` is the fullest form in the article. ``acronym`` is the
    list's, else the one that the article defines; None if neither has one.
    """

    id: str | None
    name: str
    acronym: str | None = None
    kind: InstitutionKind = InstitutionKind.OTHER
    parent_id: str | None = None
    mentions: tuple[TextSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTerm:
    """A word or phrase that marks out this article: its commonest surface form and weight 0–1.

    ``count`` is how often it stands there, in any form.
    """

    text: str
    weight: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What an analysis was made with, so that it can be made again.

    ``schema`` is the version of the saved form, ``lexicons`` the sha256 of the tables (its first 16
    hexadecimal digits), ``model`` None where rules alone decided.
    """

    schema: int
    beritanlp: str
    spacy: str
    pipeline: tuple[str, ...]
    lexicons: str
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article that could not be analysed, at which stage, and why.

    ``stage`` is ``read``, ``analyze``, ``write`` (its result cannot be saved) or ``worker`` (its
    process died); ``error`` is the name of the exception, ``message`` says where, what, and what to
    do.
    """

    article_id: str
    stage: str
    error: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that was found in one article, in the order of the text.

    ``sentences`` and ``tokens`` are those of the whole page; ``speakers`` are those who are quoted.
    ``topics`` (of the codebook) and ``key_terms`` come heaviest first. ``made_with`` says by which
    versions.
    """

    article: Article
    layout: Layout = field(default_factory=Layout)
    sentences: tuple[TextSpan, ...] = ()
    tokens: tuple[Token, ...] = ()
    quotes: tuple[Quote, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    institutions: tuple[Institution, ...] = ()
    topics: tuple[Topic, ...] = ()
    key_terms: tuple[KeyTerm, ...] = ()
    made_with: Provenance

    def words(self, span: TextSpan) -> str:
        """The article's own words at *span*."""
        return self.article.text[span.start : span.end]

    def content_of(self, quote: Quote) -> str:
        """The words of *quote*, its spans joined by a space."""
        return " ".join(self.words(span) for span in quote.content)

    def to_dict(self) -> dict[str, Any]:
        """The analysis as plain dicts, lists, strings and numbers, as in the JSON form."""
        from beritanlp.codec import to_builtins

        return to_builtins(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Tidy frames by name: ``articles``, ``quotes``, ``speakers``, ``institutions`` and so on.

        They are those of `Corpus`, of this article alone.
        """
        from beritanlp.codec import to_frames

        return to_frames([self])

    def _repr_html_(self) -> str:
        from beritanlp.report.html import render_fragment

        return render_fragment(self)
