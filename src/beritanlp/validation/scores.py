"""What coders found: precision, recall, confusions and agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from beritanlp.validation.coders import Agreement, agreement_of, decide
from beritanlp.validation.estimates import Estimate, Observation, estimate_ratio
from beritanlp.validation.sheet import JUDGEMENTS, CodedQuote, Sheet

__all__ = ["Validation", "validate"]

_GROUPS = ("kind", "resolved_by", "rule", "stratum")
_NOTHING = "–"  # stands for an empty value
_CONFUSED = ("kind", "speaker_kind", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What one or several coders found in a sample.

    ``open`` quotes are not judged; where coders differ the most count, and ``undecided`` are those
    with a tie, which no figure but agreement counts. ``precision`` is the share of quotes that are
    right throughout. ``parts`` is the share whose content is right, and of these whose cue and
    speaker are; each only where coders have said it of all. ``recall`` is the share of the quotes
    in the articles that the extractor found: None of a sample of quotes, and where a quote is wrong
    but not said whether its content is. ``groups`` has precision by column and value,
    ``confusions`` counts pairs of the extracted and the coded value by column.
    """

    coders: tuple[str, ...]
    judged: int
    open: int
    undecided: int
    missed: int
    precision: Estimate | None
    parts: Mapping[str, Estimate]
    recall: Estimate | None
    groups: Mapping[str, Mapping[str, Estimate]]
    confusions: Mapping[str, Mapping[tuple[str, str], int]]
    agreement: tuple[Agreement, ...]

    def to_dict(self) -> dict[str, Any]:
        """The same as dicts and lists; confusions as ``extracted``, ``coded``, ``n``."""
        confusions = {
            column: [{"extracted": a, "coded": b, "n": n} for (a, b), n in sorted(pairs.items())]
            for column, pairs in self.confusions.items()
        }
        return {**asdict(replace(self, confusions={})), "confusions": confusions}


def validate(sheets: Sequence[Sheet]) -> Validation:
    """What the coders of *sheets*, of one sample, found.

    Shares are weighted by the probability of being drawn. Of a sample of articles the quotes of an
    article count as drawn together, and recall counts the articles in which all is judged; of
    several coders the missed quotes of the first count who has coded the article.

    Raises:
        SettingsError: there is no sheet.
        ArticleError: the sheets are not of one sample, or a coder stands there twice.
    """
    sample, undecided = decide(sheets)
    quotes = [quote for quote in sample.quotes if not quote.is_missed]
    missed = [quote for quote in sample.quotes if quote.is_missed]
    judged = [quote for quote in quotes if quote.judgement is not None]
    parts = {name: _part(sample, judged, name) for name in JUDGEMENTS[1:]}
    right = [(quote, bool(quote.judgement), True) for quote in judged]
    return Validation(
        coders=tuple(sheet.coder for sheet in sheets),
        judged=len(judged),
        open=len(quotes) - len(judged) - undecided,
        undecided=undecided,
        missed=len(missed),
        precision=estimate_ratio(_observations(sample, right)),
        parts={name: part for name, part in parts.items() if part},
        recall=_recall(sample, quotes, missed),
        groups={column: _by_group(sample, judged, column) for column in _GROUPS},
        confusions={c: pairs for c in _CONFUSED if (pairs := _confusions(quotes, c))},
        agreement=tuple(agreement_of(sheets)),
    )


# --------------------------------------------------------------------------- precision, recall


def _observations(
    sheet: Sheet, answers: Iterable[tuple[CodedQuote, bool, bool]]
) -> list[Observation]:
    """What was drawn, with its hits and how many quotes it counts: quotes, or whole articles.

    *answers* are quotes, each with whether it is a hit and whether it counts.
    """
    if sheet.design == "quotes":
        return [
            Observation(hits=hit, total=counts, stratum=q.stratum, probability=q.probability)
            for q, hit, counts in answers
        ]
    sums: dict[str, list[int]] = {article.id: [0, 0] for article in sheet.articles}
    for quote, hit, counts in answers:
        sums[quote.article_id][0] += hit
        sums[quote.article_id][1] += counts
    return [
        Observation(
            hits=sums[article.id][0],
            total=sums[article.id][1],
            stratum=article.stratum,
            probability=article.probability,
        )
        for article in sheet.articles
    ]


def _part(sheet: Sheet, judged: Sequence[CodedQuote], name: str) -> Estimate | None:
    """How often the part *name* is right; None unless it is said of all quotes that it is of."""
    answers = []
    for quote in judged:
        if quote.is_found is None:
            return None
        counts = name == "content_right" or quote.is_found
        value = True if quote.right else getattr(quote, name)
        if counts and value is None:
            return None
        answers.append((quote, counts and bool(value), counts))
    return estimate_ratio(_observations(sheet, answers))


def _by_group(sheet: Sheet, judged: Sequence[CodedQuote], column: str) -> dict[str, Estimate]:
    groups = {}
    for value in sorted({getattr(quote, column) for quote in judged}):
        # quotes of other groups stay in the sample, and count as nothing
        own = [getattr(quote, column) == value for quote in judged]
        answers = [(q, bool(q.judgement) and o, o) for q, o in zip(judged, own, strict=True)]
        if estimate := estimate_ratio(_observations(sheet, answers)):
            groups[value or _NOTHING] = estimate
    return groups


def _recall(
    sheet: Sheet, quotes: Sequence[CodedQuote], missed: Sequence[CodedQuote]
) -> Estimate | None:
    if sheet.design != "articles":
        return None
    if any(quote.is_found is None for quote in quotes if quote.judgement is not None):
        return None
    open_ = {quote.article_id for quote in quotes if quote.is_found is None}
    done = tuple(article for article in sheet.articles if article.id not in open_)
    closed = {article.id for article in done}
    found = [(q, True, True) for q in quotes if q.is_found and q.article_id in closed]
    added = [(q, False, True) for q in missed if q.article_id in closed]
    return estimate_ratio(_observations(replace(sheet, articles=done), [*found, *added]))


# --------------------------------------------------------------------------- confusions


def _confusions(quotes: Iterable[CodedQuote], column: str) -> dict[tuple[str, str], int]:
    pairs: Counter[tuple[str, str]] = Counter()
    for quote in quotes:
        coded = quote.coded(column)
        if coded:
            pairs[getattr(quote, column) or _NOTHING, coded] += 1
    return dict(pairs)
