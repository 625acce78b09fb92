"""Draw a stratified sample from saved results: of quotes, or of articles with all their quotes.

Which units are drawn follows from a hash of seed and id: the same corpus and seed give the same
sample, in whatever order the articles are stored. Within a stratum every unit has the same chance.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from beritanlp.domain import TextSpan
from beritanlp.errors import ResultError, SettingsError
from beritanlp.frames import TABLES
from beritanlp.measures.kinds import SOURCE_KIND, kinds_of_rows
from beritanlp.validation.sheet import CodedQuote, Design, SampledArticle, Sheet

if TYPE_CHECKING:
    from beritanlp.corpus import Corpus

__all__ = ["BY", "Allocation", "draw_sample"]

Allocation = Literal["proportional", "equal"]

_OF_ARTICLE = {
    "outlet": "a.outlet",
    "month": "strftime(a.published, '%Y-%m')",
}
_OF_QUOTE = {
    "kind": "q.kind",
    "rule": "q.rule",
    "resolved_by": "q.resolved_by",
    "source": "q.speaker_kind",
    "confidence": "format('{:.1f}', floor(10 * q.confidence) / 10)",  # in bands of 0.1
}
BY = (*_OF_ARTICLE, *_OF_QUOTE)
"""What strata can be made of; a sample of articles has those of the article alone."""

_NONE = "(none)"  # stands for null in the name of a stratum
_LEAST = 2  # units of a stratum, so that their spread can be seen


def draw_sample(
    corpus: Corpus,
    size: int,
    *,
    by: Sequence[str] = (),
    design: Design = "quotes",
    allocation: Allocation = "proportional",
    label: str | None = None,
    seed: int = 0,
) -> Sheet:
    """*size* quotes, or articles with all their quotes, drawn from each stratum by chance.

    Args:
        corpus: the results; no more of them than the sample is loaded.
        size: quotes, or articles; all are given if there are fewer.
        by: strata are the combinations of these, of `BY`.
        design: ``quotes`` measures precision; ``articles`` recall, too, where the coder adds the
            quotes that were missed.
        allocation: so many of each stratum as it is large, or of each the same. Either way at least
            two, and every unit has its probability of being drawn, so that estimates are unbiased.
        label: a column of ``quotes``, or ``source_kind`` (for whom the speaker speaks), that shall
            be coded beside the others; None for no other.
        seed: the same one draws the same.

    Raises:
        SettingsError: an unknown stratum, label, design or allocation, or more strata than *size*.
        ResultError: there is nothing to draw from, or two articles have one id.
    """
    _check(size, by, design, allocation, label)
    for id in corpus.sql(_SHARED_ID)["article_id"]:
        raise ResultError(f"two articles have the id {id!r}; a sample must tell all articles apart")
    units = _units(by, design)
    counted = corpus.sql(f"{units} {_COUNT}")
    sizes = {str(stratum): int(n) for stratum, n in counted.itertuples(index=False, name=None)}
    if not sizes:
        raise ResultError(f"no {design} to draw from")
    drawn = _allocate(sizes, size, allocation, by)
    frame = corpus.sql(
        f"{units} {_PICK}",
        {"seed": str(seed), "strata": list(drawn), "sizes": list(drawn.values())},
    )
    chances = {stratum: drawn[stratum] / n for stratum, n in sizes.items()}
    keys = frame.to_dict("records")
    return _sheet(corpus, keys, chances, design, label)


def _check(size: int, by: Sequence[str], design: str, allocation: str, label: str | None) -> None:
    choices = (
        ("design", design, ("quotes", "articles")),
        ("allocation", allocation, ("proportional", "equal")),
    )
    for name, value, known in choices:
        if value not in known:
            raise SettingsError(f"{name} must be {' or '.join(known)}; got {value!r}")
    if size < 1:
        raise SettingsError(f"size must be at least 1; got {size}")
    allowed = BY if design == "quotes" else tuple(_OF_ARTICLE)
    for name in by:
        if name not in allowed:
            raise SettingsError(
                f"by must be of {', '.join(allowed)} for a sample of {design}; got {name!r}"
            )
    if label is not None and label not in (*TABLES["quotes"], SOURCE_KIND):
        raise SettingsError(f"label must be a column of quotes or {SOURCE_KIND}; got {label!r}")


def _units(by: Sequence[str], design: Design) -> str:
    """SQL that names all that can be drawn ``units``: article_id, quote and stratum."""
    columns = _OF_ARTICLE | _OF_QUOTE
    parts = [f"coalesce({columns[name]}, '{_NONE}')" for name in by]
    stratum = f"concat_ws(', ', {', '.join(parts)})" if parts else "''"
    number, source = "q.quote", "quotes q JOIN articles a USING (article_id)"
    if design == "articles":
        number, source = str(_WHOLE), "articles a"
    return (
        f"WITH units AS (SELECT article_id, {number} AS quote, {stratum} AS stratum FROM {source})"
    )


_WHOLE = -1  # stands for the number of a quote where articles are drawn
_SHARED_ID = "SELECT article_id FROM articles GROUP BY article_id HAVING count(*) > 1 LIMIT 1"
_COUNT = "SELECT stratum, count(*) AS n FROM units GROUP BY stratum ORDER BY stratum"
_PICK = """, placed AS (
    SELECT *, row_number() OVER (
        PARTITION BY stratum
        ORDER BY md5(concat_ws('/', $seed, article_id, quote)), article_id, quote
    ) AS place FROM units
)
SELECT article_id, quote, stratum FROM placed
JOIN (SELECT unnest($strata) AS stratum, unnest($sizes) AS size) USING (stratum)
WHERE place <= size ORDER BY article_id, quote
"""


def _allocate(
    sizes: Mapping[str, int], size: int, allocation: Allocation, by: Sequence[str]
) -> dict[str, int]:
    """How many units to draw of each stratum; all of them where *size* is as large."""
    total = sum(sizes.values())
    if size >= total:
        return dict(sizes)
    if len(sizes) > size:
        raise SettingsError(
            f"{', '.join(by)} makes {len(sizes)} strata, more than the {size} to draw; "
            "draw more or take fewer"
        )
    shares = {
        s: n / total if allocation == "proportional" else 1 / len(sizes) for s, n in sizes.items()
    }
    least = _LEAST if len(sizes) * _LEAST <= size else 1
    drawn = {stratum: min(least, n) for stratum, n in sizes.items()}
    for _ in range(size - sum(drawn.values())):
        # to the stratum that is furthest behind its share
        open_ = [stratum for stratum, n in sizes.items() if drawn[stratum] < n]
        behind = max(open_, key=lambda stratum: shares[stratum] * size - drawn[stratum])
        drawn[behind] += 1
    return drawn


_TEXTS = "SELECT article_id, text FROM articles WHERE article_id IN (SELECT unnest($ids))"
_QUOTES = """
SELECT * FROM quotes WHERE article_id IN (SELECT unnest($ids)) ORDER BY article_id, quote
"""


def _sheet(
    corpus: Corpus,
    keys: list[dict[Any, Any]],
    chances: Mapping[str, float],
    design: Design,
    label: str | None,
) -> Sheet:
    ids = list(dict.fromkeys(key["article_id"] for key in keys))
    texts = dict(corpus.sql(_TEXTS, {"ids": ids}).itertuples(index=False, name=None))
    strata = {(key["article_id"], int(key["quote"])): key["stratum"] for key in keys}
    quotes = []
    found = corpus.sql(_QUOTES, {"ids": ids})
    if label == SOURCE_KIND:
        found[SOURCE_KIND] = kinds_of_rows(found)
    for row in found.to_dict("records"):
        number = _WHOLE if design == "articles" else int(row["quote"])
        stratum = strata.get((row["article_id"], number))
        if stratum is not None:
            quotes.append(_quote(row, stratum, chances[stratum], label))
    whole = design == "articles"
    articles = [
        SampledArticle(
            id=id,
            text=texts[id],
            stratum=strata[id, _WHOLE] if whole else "",
            probability=chances[strata[id, _WHOLE]] if whole else None,
        )
        for id in ids
    ]
    return Sheet(design=design, articles=tuple(articles), quotes=tuple(quotes))


def _quote(row: Mapping[Any, Any], stratum: str, chance: float, label: str | None) -> CodedQuote:
    import pandas as pd

    known = {name: value for name, value in row.items() if not pd.isna(value)}
    names = ("kind", "speaker", "role", "affiliation", "speaker_kind", "resolved_by", "rule")
    spans = json.loads(known["content_spans"])
    return CodedQuote(
        article_id=known["article_id"],
        quote=int(known["quote"]),
        **{name: known.get(name, "") for name in names},
        label=str(known.get(label, "")) if label else "",
        words=known["content"],
        confidence=known.get("confidence"),
        stratum=stratum,
        probability=chance,
        content_spans=tuple(TextSpan(start=start, end=end) for start, end in spans),
        cue_span=_span(known, "cue"),
        mention_span=_span(known, "mention"),
    )


def _span(row: Mapping[Any, Any], name: str) -> TextSpan | None:
    if f"{name}_start" not in row:
        return None
    return TextSpan(start=int(row[f"{name}_start"]), end=int(row[f"{name}_end"]))
