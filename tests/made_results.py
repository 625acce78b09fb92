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
    """One quote: what, by whom, and how; the *cue* stands behind it."""

    content: str
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    institution_id: str | None = None
    kind: SpeakerKind = SpeakerKind.PERSON
    former: bool = False
    how: QuoteKind = QuoteKind.DIRECT
    cue: str | None = None
    topics: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        """What was said, and the cue."""
        return f"{self.content} {self.cue}" if self.cue else self.content


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
    text = "\n".join(part.line for part in said) or "teks berita"
    quotes, speakers, at = [], {}, 0
    for part in said:
        span = TextSpan(start=at, end=at + len(part.content))
        at += len(part.line) + 1
        cue = TextSpan(start=span.end + 1, end=at - 1) if part.cue else None
        speaker = None
        if part.name:
            speaker = Speaker(
                id=speakers[part.name].id if part.name in speakers else f"s{len(speakers)}",
                name=part.name,
                kind=part.kind,
                role=part.role,
                affiliation=part.affiliation,
                institution_id=part.institution_id,
                former=part.former,
                mentions=(span,),
            )
            speakers.setdefault(part.name, speaker)
        on = tuple(Topic(code=code, label=label, weight=0.5) for code, label in part.topics)
        quotes.append(
            Quote(kind=part.how, content=(span,), cue=cue, speaker=speaker, rule="x", topics=on)
        )
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
