"""How far two annotators of the same articles agree.

``python tests/gold/agreement.py`` compares ``second.jsonl`` with the first labels
as `beritanlp evaluate` compares the library's quotes with labels: the second annotator's quotes are
scored as if they were a prediction. F1 is the same whichever of the two is called gold.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from beritanlp.domain import Analysis, Layout, Provenance, Quote, ResolvedBy, Speaker, SpeakerKind
from beritanlp.evaluation.gold import Gold, GoldArticle, GoldQuote, read_gold
from beritanlp.evaluation.scoring import Report, score

HERE = Path(__file__).parent
TASKS = (
    "quotes exact", "quotes 0.8", "quotes 0.8 / direct", "quotes 0.8 / indirect",
    "quotes 0.8 + speaker", "kind", "cue", "mention", "speaker", "role", "affiliation",
)  # fmt: skip


def as_analysis(labelled: GoldArticle) -> Analysis:
    """The labelled quotes of an article as if they had been found."""
    return Analysis(
        article=labelled.article,
        layout=Layout(),
        sentences=(),
        tokens=(),
        quotes=tuple(_as_quote(quote) for quote in labelled.quotes or ()),
        speakers=(),
        institutions=(),
        topics=(),
        made_with=Provenance(schema=1, beritanlp="", spacy="", pipeline=(), lexicons=""),
    )


def _as_quote(labelled: GoldQuote) -> Quote:
    speaker = None
    if labelled.speaker is not None:
        speaker = Speaker(
            id="s",
            name=labelled.speaker,
            kind=SpeakerKind.PERSON,
            role=labelled.role,
            affiliation=labelled.affiliation,
            former=labelled.former,
            institution_id=None,
            mentions=(),
            resolved_by=ResolvedBy.NAMED,
        )
    return Quote(
        kind=labelled.kind,
        content=labelled.content,
        cue=labelled.cue,
        mention=labelled.mention,
        speaker=speaker,
        rule="annotator",
        confidence=1.0,
    )


def compare(first: list[GoldArticle], second: Gold) -> Report:
    """The report of *second* against the same articles of *first*."""
    ids = {item.id for item in second}
    both = tuple(item for item in first if item.id in ids)
    assert len(both) == len(second), "an article of the second annotator has no first one"
    gold = Gold(name="agreement", sha256=second.sha256, articles=both)
    return score(gold, [as_analysis(item) for item in second])


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    names = ("dev.jsonl", "dev-2.jsonl", "held.jsonl")
    first = [item for name in names for item in read_gold(HERE / name)]
    report = compare(first, read_gold(HERE / "second.jsonl"))
    print(f"{len(report.by_article)} articles, F1 with 95 % bootstrap intervals over articles")
    for task in TASKS:
        if task in report.scores:
            item = report.scores[task]
            print(f"{task:24} n {item.counts.n:4}  {item.f1}")


if __name__ == "__main__":
    main()
