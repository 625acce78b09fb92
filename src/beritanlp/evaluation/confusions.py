"""List every disagreement between an analysis and the gold, for error analysis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from beritanlp.domain import Analysis, Failure, TextSpan
from beritanlp.evaluation.gold import Gold, GoldArticle, major_keys
from beritanlp.evaluation.matching import (
    MIN_OVERLAP,
    fold_institution,
    group_by_mention,
    is_same_speaker,
    is_same_value,
    match_quotes,
)

__all__ = ["Confusion", "find_confusions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """One disagreement: *what* it is about, the gold's words and the analysis's words."""

    article_id: str
    what: str
    start: int
    gold: str | None
    found: str | None
    note: str = ""

    def __str__(self) -> str:
        parts = [f"{self.article_id}:{self.start}: {self.what}"]
        if self.gold is not None:
            parts.append(f"  gold  {self.gold}")
        if self.found is not None:
            parts.append(f"  found {self.found}")
        if self.note:
            parts.append(f"  ({self.note})")
        return "\n".join(parts)


def find_confusions(
    gold: Gold, analyses: Iterable[Analysis | Failure], overlap: float = MIN_OVERLAP
) -> list[Confusion]:
    """Every disagreement, in reading order, for error analysis.

    Quotes missed and quotes invented come with their words (and, if one stands nearby, the quote
    that overlaps too little); matched quotes with a different kind, cue, mention, speaker, role or
    affiliation come under that name; institutions and topics likewise.
    """
    done = {r.article.id: r for r in analyses if isinstance(r, Analysis)}
    listed: list[Confusion] = []
    for item in gold:
        analysis = done.get(item.id)
        if analysis is not None:
            here = [*_quote_confusions(item, analysis, overlap)]
            if item.institutions is not None:
                here.extend(_institution_confusions(item, analysis))
            if item.topics is not None:
                here.extend(_topic_confusions(item, analysis))
            listed.extend(sorted(here, key=lambda c: c.start))
    return listed


def _cut(text: str, spans: Iterable[TextSpan]) -> str:
    return " … ".join(" ".join(text[s.start : s.end].split()) for s in spans)


def _quote_confusions(item: GoldArticle, analysis: Analysis, overlap: float) -> Iterator[Confusion]:
    if item.quotes is None:
        return
    text, gold, found = item.article.text, item.quotes, analysis.quotes
    pairs = match_quotes(gold, found, overlap)
    loose = dict(match_quotes(gold, found, 0.0))
    matched_gold, matched_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, one in enumerate(gold):
        if i in matched_gold:
            continue
        near = found[loose[i]] if i in loose and loose[i] not in matched_found else None
        yield Confusion(
            article_id=item.id,
            what=f"quote missed ({one.kind})",
            start=one.content[0].start,
            gold=f"[{_cut(text, one.content)}]",
            found=f"[{_cut(text, near.content)}]" if near else None,
            note=f"{_describe(text, one.cue, one.mention)} speaker {one.speaker!r}",
        )
    for j, other in enumerate(found):
        if j not in matched_found:
            yield Confusion(
                article_id=item.id,
                what=f"quote invented ({other.kind})",
                start=other.content[0].start,
                gold=None,
                found=f"[{_cut(text, other.content)}]",
                note=f"{_describe(text, other.cue, other.mention)} rule {other.rule}",
            )
    for i, j in pairs:
        one, other = gold[i], found[j]
        speaker = other.speaker
        values: list[tuple[str, str | None, str | None, bool]] = [
            ("kind", str(one.kind), str(other.kind), one.kind == other.kind),
            *(
                (
                    what,
                    _cut(text, [wanted]) if wanted else None,
                    _cut(text, [given]) if given else None,
                    wanted == given,
                )
                for what, wanted, given in (
                    ("cue", one.cue, other.cue),
                    ("mention", one.mention, other.mention),
                )
            ),
            (
                "speaker",
                one.speaker,
                f"{speaker.name} (by {speaker.resolved_by})" if speaker else None,
                is_same_speaker(one, speaker),
            ),
        ]
        for what in ("role", "affiliation"):
            wanted, given = getattr(one, what), getattr(speaker, what, None)
            values.append((what, wanted, given, is_same_value(what, wanted, given, text)))
        exact = one.content == other.content
        values.append(
            ("content", f"[{_cut(text, one.content)}]", f"[{_cut(text, other.content)}]", exact)
        )
        for what, wanted, given, same in values:
            if not same:
                yield Confusion(
                    article_id=item.id,
                    what=f"{what} differs",
                    start=one.content[0].start,
                    gold=wanted or "–",
                    found=given or "–",
                    note=f"rule {other.rule}; {_cut(text, one.content)[:60]}",
                )


def _describe(text: str, cue: TextSpan | None, mention: TextSpan | None) -> str:
    parts = [
        f"{name} {_cut(text, [span])!r}"
        for name, span in (("cue", cue), ("mention", mention))
        if span
    ]
    return ", ".join(parts) or "no cue"


def _institution_confusions(item: GoldArticle, analysis: Analysis) -> Iterator[Confusion]:
    text = item.article.text
    labelled = group_by_mention(item.institutions or ())
    found = group_by_mention(analysis.institutions)
    for place in labelled.keys() | found.keys():
        ones, others = labelled.get(place, []), list(found.get(place, []))
        words = text[place[0] : place[1]]
        for one in ones:
            others.sort(key=lambda o: fold_institution(o.name) != fold_institution(one.name))
            other = others.pop(0) if others else None
            if other is None:
                yield Confusion(
                    article_id=item.id,
                    what="institution missed",
                    start=place[0],
                    gold=f"{words} = {one.name} ({one.kind})",
                    found=None,
                )
                continue
            same_name = fold_institution(one.name) == fold_institution(other.name)
            if not same_name or one.kind != other.kind:
                yield Confusion(
                    article_id=item.id,
                    what="institution kind differs" if same_name else "institution name differs",
                    start=place[0],
                    gold=f"{words} = {one.name} ({one.kind})",
                    found=f"{words} = {other.name} ({other.kind})",
                )
        for other in others:
            yield Confusion(
                article_id=item.id,
                what="institution invented",
                start=place[0],
                gold=None,
                found=f"{words} = {other.name} ({other.kind})",
            )


def _topic_confusions(item: GoldArticle, analysis: Analysis) -> Iterator[Confusion]:
    majors = major_keys()
    ranked = sorted(analysis.topics, key=lambda topic: -topic.weight)
    keys = dict.fromkeys(majors.get(topic.code, topic.code) for topic in ranked)
    if set(item.topics or ()) != keys.keys():
        said = [f"{majors.get(t.code, t.code)} ({t.code}, {t.weight:.2f})" for t in ranked]
        yield Confusion(
            article_id=item.id,
            what="topics differ",
            start=0,
            gold=", ".join(item.topics or ()) or "–",
            found=", ".join(said) or "–",
        )
