"""Would a trained scorer over pairs of quote and person do better than the rules? It does not.

``python tests/gold/score_pairs.py`` takes every quote whose source is no name (*katanya*, *ia*,
*ucap bupati itu*), with each person named before it, and learns from dev to dev-6 which of them
speaks: distance in sentences, subject or not, spoke last, how often, role words shared and so on,
each also by the form of the mention. It prints how many speakers are right by the rules, by the
scorer alone, and by the scorer where it is surer than of the rules' choice, which is then one
feature more; by cross-validation over articles on the dev sets, and learnt from all of them on the
held ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from beritanlp.assemble import analyze_article
from beritanlp.domain import QuoteKind, SpeakerKind
from beritanlp.evaluation.gold import read_gold
from beritanlp.evaluation.matching import MIN_OVERLAP, fold_name, is_same_speaker, match_quotes
from beritanlp.rules import speakers
from beritanlp.rules.candidates import QuoteCandidate

HERE = Path(__file__).parent
DEVELOPMENT = ("dev", "dev-2", "dev-3", "dev-4", "dev-5", "dev-6")
HELD = ("held", "held-2")
FORMS = ("clitic", "pronoun", "role", "description")
NEVER = 4.0  # logarithm of sentences since a person who was not yet named


class Case(NamedTuple):
    """A quote with a source that is no name, and the persons who could be it."""

    article: str
    start: int  # offset of the content
    names: list[str]
    features: np.ndarray  # a row a person; the first column is the rules' choice
    speaker: str | None = None
    right: bool = False  # whether the rules are


def _case(
    resolver: speakers._Resolver,
    quote: QuoteCandidate,
    history: Sequence[tuple[int, int]],
    chosen: int | None,
) -> Case | None:
    form = "clitic" if quote.clitic else quote.source.kind if quote.source else ""
    if form not in FORMS:
        return None
    page, at = resolver.page, quote.anchor
    said = set(page.lower[quote.source.start : quote.source.end]) if quote.source else set()
    spoken = [n for _, n in history]
    names, rows = [], []
    for n, entity in enumerate(resolver.entities):
        before = [m[0] for m in entity.mentions if m[0] < at]
        if entity.kind is not SpeakerKind.PERSON or not (before or n == chosen):
            continue
        subject = [i for i in entity.subject_at if i < at]
        roles = {word for key in entity.role_keys | entity.former_keys for word in key.split()}
        last = max(before, default=0)
        row = [
            n == chosen,
            bool(spoken) and n == spoken[-1],
            np.log1p(resolver._sentences_between(last, at)) if before else NEVER,
            np.log1p(len(before)),
            np.log1p(resolver._sentences_between(max(subject), at)) if subject else NEVER,
            np.log1p(spoken.count(n)),
            page.paragraphs[last] == page.paragraphs[min(at, len(page) - 1)],
            bool(entity.role),
            len(said & roles),
            page.quotation_at[last] >= 0,
            n in resolver._speaking,
            len(entity.words) > 1,
            quote.kind is QuoteKind.DIRECT,
        ]
        names.append(entity.name)
        rows.append([*row, *(value * (form == kind) for kind in FORMS for value in row)])
    return Case("", page.starts[quote.start], names, np.array(rows, float)) if names else None


def read(name: str) -> Iterator[Case]:
    """The cases of a gold file."""
    found: list[Case] = []
    usual = speakers._Resolver._resolve

    def watched(
        self: speakers._Resolver, quote: QuoteCandidate, history: list[tuple[int, int]]
    ) -> speakers.Resolution:
        resolution = usual(self, quote, history)
        case = _case(self, quote, history, resolution.entity)
        if case:
            found.append(case)
        return resolution

    speakers._Resolver._resolve = watched  # type: ignore[method-assign]
    try:
        for item in read_gold(HERE / f"{name}.jsonl"):
            found.clear()
            said = analyze_article(item.article).quotes
            cases = {case.start: case for case in found}
            for i, j in match_quotes(item.quotes or (), said, MIN_OVERLAP):
                gold = (item.quotes or ())[i]
                case = cases.get(said[j].content[0].start)
                if case:
                    yield case._replace(
                        article=item.article.id,
                        speaker=gold.speaker,
                        right=is_same_speaker(gold, said[j].speaker),
                    )
    finally:
        speakers._Resolver._resolve = usual  # type: ignore[method-assign]


def _is_speaker(case: Case) -> list[bool]:
    wanted = fold_name(case.speaker) if case.speaker else None
    return [fold_name(name) == wanted for name in case.names]


def _right(cases: Sequence[Case], model: object, *, alone: bool) -> int:
    right = 0
    for case in cases:
        rows = case.features[:, 1:] if alone else case.features
        sure = model.predict_proba(rows)[:, 1]  # type: ignore[attr-defined]
        best, ruled = int(np.argmax(sure)), case.features[:, 0].tolist()
        if not alone and (ruled[best] or sure[best] <= 0.5):
            right += case.right
        elif sure[best] <= 0.5:
            right += case.speaker is None
        else:
            right += _is_speaker(case)[best]
    return right


def _fit(cases: Sequence[Case], kind: str, *, alone: bool) -> object:
    rows = np.vstack([case.features for case in cases])
    answers = [answer for case in cases for answer in _is_speaker(case)]
    model = (
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000))
        if kind == "logistic regression"
        else HistGradientBoostingClassifier(max_depth=4, learning_rate=0.06, max_iter=150)
    )
    return model.fit(rows[:, 1:] if alone else rows, answers)


def main() -> None:
    learnt = [case for name in DEVELOPMENT for case in read(name)]
    tested = {name: list(read(name)) for name in HELD}
    sizes = {"dev sets": learnt, **tested}
    print(
        "rules: " + ", ".join(f"{n} {sum(c.right for c in v)}/{len(v)}" for n, v in sizes.items())
    )
    groups = [case.article for case in learnt]
    for kind in ("logistic regression", "boosted trees"):
        for alone in (True, False):
            crossed = 0
            for train, test in GroupKFold(5).split(learnt, groups=groups):
                model = _fit([learnt[i] for i in train], kind, alone=alone)
                crossed += _right([learnt[i] for i in test], model, alone=alone)
            model = _fit(learnt, kind, alone=alone)
            held = ", ".join(f"{n} {_right(v, model, alone=alone)}" for n, v in tested.items())
            how = "alone" if alone else "with the rules"
            print(f"{kind} {how}: dev sets (cross-validated) {crossed}, {held}")


if __name__ == "__main__":
    main()
