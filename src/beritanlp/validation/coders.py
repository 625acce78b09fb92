"""Several coders of one sample: what most of them say, and how far they agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from beritanlp.domain import TextSpan
from beritanlp.errors import ArticleError, SettingsError
from beritanlp.validation.agreement import alpha_interval, alpha_nominal, alpha_unitizing
from beritanlp.validation.sheet import (
    CORRECTED,
    JUDGEMENTS,
    CodedQuote,
    Marks,
    SampledArticle,
    Sheet,
)

__all__ = ["Agreement", "agreement_of", "decide"]

Key = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Krippendorff's alpha of one thing that was coded; ``n`` is on how many units it rests.

    ``alpha`` is None where all values are the same. ``low`` and ``high`` are the ends of its 95 %
    bootstrap interval over articles; None of spans.
    """

    what: str
    alpha: float | None
    n: int
    low: float | None = None
    high: float | None = None


def decide(sheets: Sequence[Sheet]) -> tuple[Sheet, int]:
    """One sheet with what most of the coders of *sheets* say, and how many quotes have a tie.

    What only some of them have coded is taken as they code it. The missed quotes of an article are
    those of the first coder who has coded anything there.

    Raises:
        SettingsError: there is no sheet.
        ArticleError: the sheets are not of one sample, or a coder stands there twice.
    """
    _check(sheets)
    coded: dict[Key, list[CodedQuote]] = defaultdict(list)
    articles: dict[str, SampledArticle] = {}
    for sheet in sheets:
        articles |= {a.id: a for a in sheet.articles if a.id not in articles}
        for key, quote in _by_key(sheet).items():
            coded[key].append(quote)
    quotes = [_most(codings) for codings in coded.values()]
    ties = sum(
        quote.judgement is None and any(coding.judgement is not None for coding in codings)
        for quote, codings in zip(quotes, coded.values(), strict=True)
    )
    decided = Sheet(
        design=sheets[0].design,
        articles=tuple(articles.values()),
        quotes=(*quotes, *_missed(sheets)),
    )
    return decided, ties


def _missed(sheets: Iterable[Sheet]) -> list[CodedQuote]:
    missed: list[CodedQuote] = []
    done: set[str] = set()
    for sheet in sheets:
        own = {q.article_id for q in sheet.quotes if q.is_missed or q.is_found is not None} - done
        missed += [q for q in sheet.quotes if q.is_missed and q.article_id in own]
        done |= own
    return missed


def _check(sheets: Sequence[Sheet]) -> None:
    if not sheets:
        raise SettingsError("validate needs at least one sheet")
    if len({sheet.design for sheet in sheets}) > 1:
        raise ArticleError("the sheets are of different samples: some of quotes, some of articles")
    twice = [name for name, n in Counter(sheet.coder for sheet in sheets).items() if n > 1]
    if twice:
        raise ArticleError(f"coder {twice[0]!r} stands there twice; name the files by the coders")
    drawn = [{(q.article_id, q.quote) for q in s.quotes if not q.is_missed} for s in sheets]
    for sheet, own in zip(sheets[1:], drawn[1:], strict=True):
        if drawn[0] and own and not own & drawn[0]:
            raise ArticleError(
                f"the sheets of {sheets[0].coder} and {sheet.coder} have no quote in common; "
                "they are of different samples, or were cut: give each coder the whole sheet"
            )


def _by_key(sheet: Sheet) -> dict[Key, CodedQuote]:
    return {(q.article_id, q.quote): q for q in sheet.quotes if q.quote is not None}


def _most(codings: Sequence[CodedQuote]) -> CodedQuote:
    """The quote with the values that more coders give than any other; nothing where none is."""
    if len(codings) == 1:
        return codings[0]
    parts = JUDGEMENTS[1:]
    values = {name: _mode(getattr(coding, name) for coding in codings) for name in parts}
    right = _mode(coding.judgement for coding in codings)
    if right:
        values = dict.fromkeys(parts, True)
    elif right is None and any(coding.judgement is not None for coding in codings):
        values = dict.fromkeys(parts)
    for name in CORRECTED:
        values[f"true_{name}"] = _mode(coding.coded(name) for coding in codings) or ""
    if values["speaker_right"]:
        values["true_speaker"] = ""
    return replace(codings[0], right=right, **values)


def _mode(values: Iterable[Any]) -> Any:
    counts = Counter(value for value in values if value is not None).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


# --------------------------------------------------------------------------- agreement


def agreement_of(sheets: Sequence[Sheet]) -> Iterable[Agreement]:
    """Krippendorff's alpha of all that two or more coders have coded, spans last."""
    if len(sheets) < 2:
        return
    coders = [_by_key(sheet) for sheet in sheets]
    keys = sorted({key for coder in coders for key in coder})
    for name in (*JUDGEMENTS, *CORRECTED):
        units = []
        for key in keys:
            own = [coder.get(key) for coder in coders]
            units.append([_value(quote, name) if quote else None for quote in own])
        n = sum(len([value for value in unit if value is not None]) > 1 for unit in units)
        if n:
            low, high = alpha_interval(units, [id for id, _ in keys]) or (None, None)
            yield Agreement(what=name, alpha=alpha_nominal(units), n=n, low=low, high=high)
    if spans := _span_agreement(sheets):
        yield spans


def _value(quote: CodedQuote, name: str) -> str | None:
    if name in CORRECTED:
        return quote.coded(name) or None
    value = quote.judgement if name == "right" else getattr(quote, name)
    return None if value is None else str(value)


def _span_agreement(sheets: Sequence[Sheet]) -> Agreement | None:
    """Alpha of the content that coders see, over the articles that all have judged wholly.

    The articles stand one after the other in one long text.
    """
    marked = [_marked_spans(sheet) for sheet in sheets]
    shared = set(marked[0]).intersection(*marked[1:])
    shifted: list[list[TextSpan]] = [[] for _ in sheets]
    at = n = 0
    for article in sheets[0].articles:
        if article.id not in shared or not article.text:
            continue
        for spans, own in zip(shifted, marked, strict=True):
            spans += [TextSpan(start=at + s.start, end=at + s.end) for s in own[article.id]]
        at += len(article.text)
        n += 1
    alpha = alpha_unitizing([{"quote": spans} for spans in shifted], at) if n else None
    return None if alpha is None else Agreement(what="spans", alpha=alpha, n=n)


def _marked_spans(sheet: Sheet) -> dict[str, list[TextSpan]]:
    """By article the content that the coder sees there; articles with open quotes left out."""
    spans: dict[str, list[TextSpan]] = {article.id: [] for article in sheet.articles}
    for quote in sheet.quotes:
        marks = _seen(quote)
        if marks is None:
            spans.pop(quote.article_id, None)
        elif quote.article_id in spans:
            spans[quote.article_id] += marks.content
    return {id: _joined(own) for id, own in spans.items()}


def _seen(quote: CodedQuote) -> Marks | None:
    """What the coder takes for the quote, without content if for none; None if open."""
    if quote.marked:
        return quote.marked
    if quote.is_found is None:
        return None
    return quote.extracted_marks if quote.is_found else Marks(content=())


def _joined(spans: Iterable[TextSpan]) -> list[TextSpan]:
    """*spans* in order, those that overlap as one."""
    joined: list[TextSpan] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start < joined[-1].end:
            last = joined.pop()
            span = TextSpan(start=last.start, end=max(last.end, span.end))
        joined.append(span)
    return joined
