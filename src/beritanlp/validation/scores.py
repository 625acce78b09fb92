"""What coders found: precision, recall, confusions, agreement, and corrected shares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from beritanlp.domain import TextSpan
from beritanlp.errors import ArticleError, SettingsError
from beritanlp.validation.agreement import alpha_nominal, alpha_unitizing
from beritanlp.validation.correction import CodedLabel, Method, Share, corrected_share
from beritanlp.validation.estimates import Estimate, Observation, estimate_ratio
from beritanlp.validation.sheet import CORRECTED, JUDGEMENTS, CodedQuote, Marks, Sheet

if TYPE_CHECKING:
    from beritanlp.corpus import Corpus

__all__ = ["Agreement", "Validation", "check_ids", "corrected_shares", "validate"]

_GROUPS = ("kind", "resolved_by", "rule", "stratum")
_NOTHING = "–"  # stands for an empty value
_CONFUSED = ("kind", "speaker_kind", "label")

Key = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Krippendorff's alpha of one thing that was coded; ``n`` is on how many units it rests.

    ``alpha`` is None where all values are the same.
    """

    what: str
    alpha: float | None
    n: int


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
    several coders the first one's missed quotes count.

    Raises:
        ArticleError: the sheets are of different designs, or a coder stands there twice.
    """
    _check(sheets)
    quotes, undecided = _decided(sheets)
    judged = [quote for quote in quotes if quote.judgement is not None]
    missed = [quote for quote in sheets[0].quotes if quote.is_missed]
    parts = {name: _part(sheets[0], judged, name) for name in JUDGEMENTS[1:]}
    right = [(quote, bool(quote.judgement), True) for quote in judged]
    return Validation(
        coders=tuple(sheet.coder for sheet in sheets),
        judged=len(judged),
        open=len(quotes) - len(judged) - undecided,
        undecided=undecided,
        missed=len(missed),
        precision=estimate_ratio(_observations(sheets[0], right)),
        parts={name: part for name, part in parts.items() if part},
        recall=_recall(sheets[0], quotes, missed),
        groups={column: _by_group(sheets[0], judged, column) for column in _GROUPS},
        confusions={c: pairs for c in _CONFUSED if (pairs := _confusions(quotes, c))},
        agreement=tuple(_agreement(sheets)),
    )


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
                "they are of different samples"
            )


# --------------------------------------------------------------------------- several coders


def _by_key(sheet: Sheet) -> dict[Key, CodedQuote]:
    return {(q.article_id, q.quote): q for q in sheet.quotes if q.quote is not None}


def _decided(sheets: Sequence[Sheet]) -> tuple[list[CodedQuote], int]:
    """Each drawn quote with what most coders say, and how many quotes have a tie."""
    coded: dict[Key, list[CodedQuote]] = defaultdict(list)
    for sheet in sheets:
        for key, quote in _by_key(sheet).items():
            coded[key].append(quote)
    quotes = [_most(codings) for codings in coded.values()]
    ties = sum(
        quote.judgement is None and any(coding.judgement is not None for coding in codings)
        for quote, codings in zip(quotes, coded.values(), strict=True)
    )
    return quotes, ties


def _most(codings: Sequence[CodedQuote]) -> CodedQuote:
    """The quote with the values that more coders give than any other; nothing where none is."""
    if len(codings) == 1:
        return codings[0]
    values = {name: _mode(getattr(coding, name) for coding in codings) for name in JUDGEMENTS[1:]}
    values["right"] = _mode(coding.judgement for coding in codings)
    if values["right"] is None and any(coding.judgement is not None for coding in codings):
        values = dict.fromkeys(JUDGEMENTS)
    for name in CORRECTED:
        values[f"true_{name}"] = _mode(coding.coded(name) for coding in codings) or ""
    return replace(codings[0], **values)


def _mode(values: Iterable[Any]) -> Any:
    counts = Counter(value for value in values if value is not None).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


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


# --------------------------------------------------------------------------- confusions, agreement


def _confusions(quotes: Iterable[CodedQuote], column: str) -> dict[tuple[str, str], int]:
    pairs: Counter[tuple[str, str]] = Counter()
    for quote in quotes:
        coded = quote.coded(column)
        if coded:
            pairs[getattr(quote, column) or _NOTHING, coded] += 1
    return dict(pairs)


def _agreement(sheets: Sequence[Sheet]) -> Iterable[Agreement]:
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
            yield Agreement(what=name, alpha=alpha_nominal(units), n=n)
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


# --------------------------------------------------------------------------- the corpus


def check_ids(sheets: Iterable[Sheet], corpus: Corpus) -> None:
    """See that the quotes of *sheets* are in *corpus*.

    Raises:
        ArticleError: one is not; with file and row.
    """
    for sheet in sheets:
        ids = sorted({quote.article_id for quote in sheet.quotes})
        query = "SELECT article_id, quote FROM quotes WHERE article_id IN (SELECT unnest($ids))"
        known = set(corpus.sql(query, {"ids": ids}).itertuples(index=False, name=None))
        for number, quote in enumerate(sheet.quotes):
            if not quote.is_missed and (quote.article_id, quote.quote) not in known:
                raise ArticleError(
                    f"{sheet.place_of(number)}: quote {quote.quote} of article "
                    f"{quote.article_id!r} is not in the results; give those that were sampled"
                )


def corrected_shares(
    sheets: Sequence[Sheet],
    corpus: Corpus,
    column: str = "speaker_kind",
    *,
    coded_as: str | None = None,
    method: Method = "calibrated",
) -> list[Share]:
    """The share of each value of *column* among the quotes of *corpus*, corrected by the coders.

    Args:
        sheets: what coders made of a sample of the corpus.
        corpus: the results that were sampled.
        column: of ``quotes``: ``kind``, ``speaker``, ``role``, ``speaker_kind``; another one if it
            was the ``label`` of the sample.
        coded_as: ``label``, if *column* was that.
        method: as of `corrected_share`.

    Returns:
        A share a value, the commonest first. Quotes that are none are in no category; quotes whose
        value no coder has told are left out.

    Raises:
        SettingsError: nothing of that column is coded.
    """
    name = coded_as or column
    if name not in CORRECTED:
        raise SettingsError(f"column must be of {', '.join(CORRECTED)}; got {name!r}")
    rows = corpus.sql(
        f"SELECT coalesce({column}::VARCHAR, '') AS value, count(*) AS n FROM quotes GROUP BY 1"
    )
    counts = {str(value): int(n) for value, n in rows.itertuples(index=False, name=None)}
    quotes, _ = _decided(sheets)
    whole = sheets[0].design == "articles"
    sample = [
        CodedLabel(
            extracted=getattr(quote, name),
            coded=coded,
            stratum=quote.stratum,
            probability=quote.probability,
            cluster=quote.article_id if whole else "",
        )
        for quote in quotes
        if (coded := _category(quote, name)) is not None
    ]
    if not sample:
        raise SettingsError(f"{name}: nothing coded yet; fill in speaker_right or true_{name}")
    values = {label.coded for label in sample if label.coded} | {v for v in counts if v}
    shares = [corrected_share(value, counts, sample, method) for value in values]
    return sorted(shares, key=lambda share: (-share.value, share.category))


def _category(quote: CodedQuote, name: str) -> str | None:
    return "" if quote.content_right is False and not quote.marked else quote.coded(name)
