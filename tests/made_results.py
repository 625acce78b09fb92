"""Results built by hand for tests, with invented people and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from beritanlp.codec import write_parquet
from beritanlp.domain import (
    Analysis,
    Article,
    Failure,
    Institution,
    KeyTerm,
    Layout,
    Provenance,
    Quote,
    QuoteKind,
    Speaker,
    SpeakerKind,
    TextSpan,
    Topic,
)

__all__ = ["Said", "made_analysis", "write_parts"]

_MADE_WITH = Provenance(schema=1, beritanlp="0", spacy="0", pipeline=(), lexicons="0")


@dataclass(frozen=True)
class Said:
    """One quote: what, and by whom."""

    content: str
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    institution_id: str | None = None
    kind: SpeakerKind = SpeakerKind.PERSON


def made_analysis(
    id: str,
    said: Sequence[Said] = (),
    *,
    published: dt.date | None = None,
    outlet: str | None = None,
    place: str | None = None,
    title: str | None = None,
    topics: Sequence[tuple[str, str]] = (),
    institutions: Sequence[tuple[str | None, str]] = (),
) -> Analysis:
    """An article whose text is what was said, a line a quote; a speaker for each name."""
    text = "\n".join(part.content for part in said) or "teks berita"
    quotes, speakers, at = [], {}, 0
    for part in said:
        span = TextSpan(start=at, end=at + len(part.content))
        at = span.end + 1
        speaker = None
        if part.name:
            speaker = Speaker(
                id=speakers[part.name].id if part.name in speakers else f"s{len(speakers)}",
                name=part.name,
                kind=part.kind,
                role=part.role,
                affiliation=part.affiliation,
                institution_id=part.institution_id,
                mentions=(span,),
            )
            speakers.setdefault(part.name, speaker)
        quotes.append(Quote(kind=QuoteKind.DIRECT, content=(span,), speaker=speaker, rule="x"))
    whole = TextSpan(start=0, end=len(text))
    return Analysis(
        article=Article(id=id, text=text, published=published, outlet=outlet, title=title),
        layout=Layout(place=place, body=(whole,)),
        quotes=tuple(quotes),
        speakers=tuple(speakers.values()),
        institutions=tuple(
            Institution(id=id_, name=name, mentions=(TextSpan(start=0, end=4),))
            for id_, name in institutions
        ),
        topics=tuple(
            Topic(code=c, label=label, weight=0.5, terms=("lumbung",)) for c, label in topics
        ),
        key_terms=(KeyTerm(text="lumbung", weight=0.5, count=2),),
        made_with=_MADE_WITH,
    )


def write_parts(results: Iterable[Analysis | Failure], folder: Path, size: int) -> None:
    """Write *results* as a folder whose tables are folders of parts, *size* articles each."""
    results = list(results)
    for number, at in enumerate(range(0, len(results), size)):
        part = folder / "part"
        write_parquet(results[at : at + size], part)
        for file in part.glob("*.parquet"):
            (folder / file.name).mkdir(exist_ok=True)
            file.replace(folder / file.name / f"part-{number:05}.parquet")
        part.rmdir()
