"""What a coding sheet holds: quotes that were drawn, what coders say of them, and their rows.

Every coding format has the same columns: `FACTS` are what the extractor found, `CODES` what a coder
fills in. A row is a dict of texts; an empty text means nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from beritanlp.domain import QuoteKind, SpeakerKind, TextSpan
from beritanlp.errors import ArticleError

__all__ = [
    "ANSWERS",
    "CHOICES",
    "CODES",
    "CORRECTED",
    "FACTS",
    "JUDGEMENTS",
    "CodedQuote",
    "Design",
    "Marks",
    "SampledArticle",
    "Sheet",
    "quote_of",
    "row_of",
    "shown_context",
]

Design = Literal["quotes", "articles"]

JUDGEMENTS = ("right", "content_right", "cue_right", "speaker_right")
CORRECTED = ("kind", "speaker", "role", "speaker_kind", "label")
CODES = (*JUDGEMENTS, *(f"true_{name}" for name in CORRECTED), "note")
FACTS = (
    *("article_id", "quote", "kind", "speaker", "role", "affiliation", "speaker_kind", "label"),
    *("words", "resolved_by", "rule", "confidence", "stratum", "probability"),
    *("content_spans", "cue_span", "mention_span"),
)
ANSWERS = ("y", "n")
CHOICES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(JUDGEMENTS, ANSWERS),
    "true_kind": tuple(kind.value for kind in QuoteKind),
    "true_speaker_kind": tuple(kind.value for kind in SpeakerKind),
}
"""What a coder may fill in, of the columns where it is a choice."""

_CONTEXT = 160  # code points before and after a quote; two or three lines, enough to see the source
_OPEN, _CLOSE = "⟦", "⟧"
_YES = frozenset({"y", "yes", "ya", "1", "true"})
_NO = frozenset({"n", "no", "tidak", "0", "false"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Where a coder sees a quote, its cue and the words that name its source."""

    content: tuple[TextSpan, ...]
    cue: TextSpan | None = None
    mention: TextSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledArticle:
    """An article of a sample; ``text`` is empty where the coding format does not keep it.

    ``stratum`` and ``probability`` are those of the article, if articles were drawn.
    """

    id: str
    text: str = ""
    stratum: str = ""
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedQuote:
    """A quote that was drawn, or that a coder added, with what the coder says of it.

    ``quote`` is its number in the results; None of one that the extractor missed and a coder added.
    ``probability`` is that of being drawn, None if not known. The judgements are None and the
    corrected values ``true_...`` empty where the coder said nothing. ``marked`` is None where the
    coder left the extractor's spans as they are.
    """

    article_id: str
    quote: int | None
    kind: str = ""
    speaker: str = ""
    role: str = ""
    affiliation: str = ""
    speaker_kind: str = ""
    label: str = ""
    words: str = ""
    resolved_by: str = ""
    rule: str = ""
    confidence: float | None = None
    stratum: str = ""
    probability: float | None = None
    content_spans: tuple[TextSpan, ...] = ()
    cue_span: TextSpan | None = None
    mention_span: TextSpan | None = None
    right: bool | None = None
    content_right: bool | None = None
    cue_right: bool | None = None
    speaker_right: bool | None = None
    true_kind: str = ""
    true_speaker: str = ""
    true_role: str = ""
    true_speaker_kind: str = ""
    true_label: str = ""
    note: str = ""
    marked: Marks | None = None

    @property
    def is_missed(self) -> bool:
        """Whether a coder added it."""
        return self.quote is None

    @property
    def extracted_marks(self) -> Marks:
        """The spans that the extractor found."""
        return Marks(content=self.content_spans, cue=self.cue_span, mention=self.mention_span)

    @property
    def judgement(self) -> bool | None:
        """Whether all of it is right; None while that cannot be told.

        ``right`` decides, if it is filled in; else content and speaker must both be judged, and
        count with the cue.
        """
        if self.right is not None:
            return self.right
        judged = (self.content_right, self.cue_right, self.speaker_right)
        if False in judged:
            return False
        return True if self.content_right and self.speaker_right else None

    @property
    def is_found(self) -> bool | None:
        """Whether the extractor's content is a quote; None while that is not judged."""
        if self.content_right is not None:
            return self.content_right
        return True if self.right else None

    def coded(self, name: str) -> str | None:
        """What the coder says the value of *name* (one of `CORRECTED`) is; None if unknown.

        It is the corrected value, or the extractor's where the coder found that right.
        """
        corrected: str = getattr(self, f"true_{name}")
        if corrected:
            return corrected
        confirmed = self.content_right if name == "kind" else self.speaker_right
        if confirmed is None:
            confirmed = self.judgement
        value: str = getattr(self, name)
        return value if confirmed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sample, or what one coder made of it.

    ``places`` says where each of ``quotes`` was read, for messages: file and row.
    """

    design: Design = "quotes"
    articles: tuple[SampledArticle, ...]
    quotes: tuple[CodedQuote, ...]
    coder: str = ""
    places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        places = self.places or ("",) * len(self.quotes)
        seen: dict[tuple[str, int], str] = {}
        for quote, place in zip(self.quotes, places, strict=True):
            _refuse_contradiction(quote, place)
            if quote.quote is None:
                continue
            key = (quote.article_id, quote.quote)
            if key in seen:
                raise ArticleError(
                    f"{place}: quote {quote.quote} of {quote.article_id} stands there twice, "
                    f"first in {seen[key]}; leave one of them"
                )
            seen[key] = place

    def place_of(self, number: int) -> str:
        """Where ``quotes[number]`` was read, or an empty text."""
        return self.places[number] if self.places else ""


def _refuse_contradiction(quote: CodedQuote, place: str) -> None:
    wrong = [name for name in JUDGEMENTS[1:] if getattr(quote, name) is False]
    if quote.right and wrong:
        raise ArticleError(f"{place}: right is y, but {wrong[0]} is n; one of them must change")
    confirmed = quote.right or quote.speaker_right
    if confirmed and quote.true_speaker not in ("", quote.speaker):
        raise ArticleError(
            f"{place}: the speaker {quote.speaker!r} is right, but true_speaker is "
            f"{quote.true_speaker!r}; one of them must change"
        )


# --------------------------------------------------------------------------- rows


def row_of(quote: CodedQuote) -> dict[str, str]:
    """The row of *quote*: its `FACTS`, its `CODES`, and ``marked``."""
    return {name: _WRITERS[name](getattr(quote, name)) for name in _COLUMNS}


def quote_of(row: Mapping[str, str], place: str) -> CodedQuote:
    """The quote of a *row*; columns that it lacks are empty.

    Raises:
        ArticleError: a value that its column cannot have; it begins with *place*.
    """
    values: dict[str, Any] = {}
    for name in _COLUMNS:
        text = row.get(name) or ""
        try:
            values[name] = _READERS[name](text)
        except ValueError as error:
            raise ArticleError(f"{place}: {name} must be {error}; got {text!r}") from None
    return CodedQuote(**values)


def _written(value: object) -> str:
    return "" if value is None else str(value)


def _answer(value: bool | None) -> str:
    return "" if value is None else ANSWERS[not value]


def _read_answer(text: str) -> bool | None:
    given = text.strip().casefold()
    if not given:
        return None
    if given not in _YES | _NO:
        raise ValueError("y or n, or empty")
    return given in _YES


def _written_spans(spans: tuple[TextSpan, ...]) -> str:
    # no "12-40": a spreadsheet makes days of that
    return " ".join(f"{span.start}..{span.end}" for span in spans)


def _read_spans(text: str) -> tuple[TextSpan, ...]:
    try:
        pairs = [part.split("..") for part in text.split()]
        return tuple(TextSpan(start=int(start), end=int(end)) for start, end in pairs)
    except ValueError:
        raise ValueError("spans like 12..40 52..60, or empty") from None


def _written_span(span: TextSpan | None) -> str:
    return _written_spans((span,)) if span else ""


def _read_span(text: str) -> TextSpan | None:
    spans = _read_spans(text)
    return spans[0] if spans else None


def _written_marks(marks: Marks | None) -> str:
    if marks is None:
        return ""
    parts = (_written_spans(marks.content), _written_span(marks.cue), _written_span(marks.mention))
    return " | ".join(parts)


def _read_marks(text: str) -> Marks | None:
    if not text.strip():
        return None
    content, cue, mention, *_ = [*text.split("|"), "", ""]
    return Marks(content=_read_spans(content), cue=_read_span(cue), mention=_read_span(mention))


def _read_number(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        raise ValueError("a whole number, or empty for a quote that was missed")
    return int(text) if text else None


def _read_share(text: str) -> float | None:
    try:
        value = float(text.replace(",", ".")) if text else None
    except ValueError:
        value = math.nan
    if value is not None and not 0 <= value <= 1:
        raise ValueError("a number from 0 to 1, or empty")
    return value


def _read_choice(name: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        given = text.strip().casefold()
        if given and given not in CHOICES[name]:
            raise ValueError(f"{', '.join(CHOICES[name])}, or empty")
        return given

    return read


_COLUMNS = tuple(field.name for field in fields(CodedQuote))
_WRITERS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(_COLUMNS, _written),
    **dict.fromkeys(JUDGEMENTS, _answer),
    "content_spans": _written_spans,
    "cue_span": _written_span,
    "mention_span": _written_span,
    "marked": _written_marks,
}
_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(_COLUMNS, str),
    **dict.fromkeys(JUDGEMENTS, _read_answer),
    "quote": _read_number,
    "confidence": _read_share,
    "probability": _read_share,
    "content_spans": _read_spans,
    "cue_span": _read_span,
    "mention_span": _read_span,
    "marked": _read_marks,
    "true_kind": _read_choice("true_kind"),
    "true_speaker_kind": _read_choice("true_speaker_kind"),
}


def shown_context(text: str, quotes: tuple[CodedQuote, ...], *, whole: bool = False) -> str:
    """The words around *quotes* in *text*, or all of it if *whole*, with their content in ⟦ ⟧."""
    spans = [span for quote in quotes for span in quote.content_spans]
    others = [span for quote in quotes for span in (quote.cue_span, quote.mention_span) if span]
    if whole or not spans:
        start, end = 0, len(text) if whole else 0
    else:
        start = max(0, min(span.start for span in [*spans, *others]) - _CONTEXT)
        end = max(span.end for span in [*spans, *others]) + _CONTEXT
    edges = [(span.end, _CLOSE) for span in spans] + [(span.start, _OPEN) for span in spans]
    pieces, at = [], start
    for place, mark in sorted(edges, key=lambda edge: (edge[0], edge[1] == _OPEN)):
        pieces += [text[at:place], mark]
        at = place
    return "".join([*pieces, text[at:end]])
