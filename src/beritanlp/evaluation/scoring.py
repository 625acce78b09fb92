"""Count what was found, and make scores with intervals of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from beritanlp.domain import Analysis, Article, Failure, InstitutionKind, QuoteKind, ResolvedBy
from beritanlp.errors import ArticleError, BeritaError
from beritanlp.evaluation.gold import Gold, GoldArticle, major_keys, read_gold
from beritanlp.evaluation.matching import (
    MIN_OVERLAP,
    find_resolution,
    fold_institution,
    group_by_mention,
    is_same_speaker,
    is_same_value,
    match_quotes,
)

__all__ = ["Counts", "Interval", "Report", "Score", "evaluate_gold", "score"]

RESAMPLES = 1_000  # of the articles; more changes the third digit of an interval only
SEED = 20260101  # fixed, so that two runs on one result print the same intervals


@dataclass(frozen=True, slots=True)
class Counts:
    """What was there, what was said, and what agrees.

    ``found`` of the ``n`` gold items were found; ``right`` of the ``said`` predictions were right.
    The two differ only where a pair belongs to two kinds at once.
    """

    found: int = 0
    n: int = 0
    right: int = 0
    said: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.found + other.found,
            self.n + other.n,
            self.right + other.right,
            self.said + other.said,
        )

    @property
    def tp(self) -> int:
        """Gold items that were found."""
        return self.found

    @property
    def fn(self) -> int:
        """Gold items that were not found."""
        return self.n - self.found

    @property
    def fp(self) -> int:
        """Predictions that were not right."""
        return self.said - self.right

    @property
    def precision(self) -> float | None:
        """Share of the predictions that are right, 0–1; None without predictions."""
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """Share of the gold items that were found, 0–1; None without gold items."""
        return self.found / self.n if self.n else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0–1; None where there is nothing to score."""
        if not (self.n or self.said):
            return None
        if not (self.found and self.right):
            return 0.0
        precision, recall = self.right / self.said, self.found / self.n
        return 2 * precision * recall / (precision + recall)


@dataclass(frozen=True, slots=True)
class Interval:
    """A share 0–1 with the ends of its 95 % bootstrap interval over articles."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{100 * self.value:5.1f} [{100 * self.low:5.1f} {100 * self.high:5.1f}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One line of a report; a share without anything to count is None."""

    task: str
    counts: Counts
    precision: Interval | None
    recall: Interval | None
    f1: Interval | None


@dataclass(frozen=True, slots=True)
class _Tally:
    """Counts per task of one article, filled by the scorers below."""

    counts: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))

    def add(self, task: str, *, found: int = 0, n: int = 0, right: int = 0, said: int = 0) -> None:
        self.counts[task] = self.counts[task] + Counts(found, n, right, said)

    def value(self, task: str, gold: Any, said: Any, same: bool) -> None:
        """One value of a matched pair; None is no value."""
        hit = int(gold is not None and said is not None and same)
        self.add(task, found=hit, n=int(gold is not None), right=hit, said=int(said is not None))


def _count_quotes(tally: _Tally, gold: GoldArticle, analysis: Analysis | None) -> None:
    labelled = gold.quotes or ()
    found = analysis.quotes if analysis else ()
    text = gold.article.text
    exact = {quote.content: n for n, quote in reversed(list(enumerate(found)))}
    hits = sum(content in exact for content in {quote.content for quote in labelled})
    tally.add("quotes exact", found=hits, n=len(labelled), right=hits, said=len(found))

    pairs = match_quotes(labelled, found, MIN_OVERLAP)
    tally.add("quotes 0.8", found=len(pairs), n=len(labelled), right=len(pairs), said=len(found))
    matched_gold, matched_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, one in enumerate(labelled):
        tally.add(f"quotes 0.8 / {one.kind}", n=1, found=int(i in matched_gold))
    for j, other in enumerate(found):
        tally.add(f"quotes 0.8 / {other.kind}", said=1, right=int(j in matched_found))

    organisations = frozenset(
        fold_institution(words)
        for item in gold.institutions or ()
        for words in (item.name, *(text[span.start : span.end] for span in item.mentions))
    )
    with_speaker = 0
    for i, j in pairs:
        one, other = labelled[i], found[j]
        speaker = other.speaker
        same = is_same_speaker(one, speaker)
        with_speaker += same
        tally.value("kind", one.kind, other.kind, one.kind == other.kind)
        tally.value("cue", one.cue, other.cue, one.cue == other.cue)
        tally.value("mention", one.mention, other.mention, one.mention == other.mention)
        tally.value("speaker", one.speaker, speaker, same)
        for task in ("role", "affiliation"):
            wanted, given = getattr(one, task), getattr(speaker, task, None)
            tally.value(task, wanted, given, is_same_value(task, wanted, given, text))
        former = bool(speaker and speaker.former)
        tally.value("former", one.former or None, former or None, one.former == former)
        if one.speaker is not None:
            way = find_resolution(one, text, organisations)
            tally.add(f"speaker / {way}", n=1, found=int(same))
        if speaker is not None:
            tally.add(f"speaker / {speaker.resolved_by}", said=1, right=int(same))
    tally.add(
        "quotes 0.8 + speaker",
        found=with_speaker,
        n=len(labelled),
        right=with_speaker,
        said=len(found),
    )


def _count_institutions(tally: _Tally, gold: GoldArticle, analysis: Analysis | None) -> None:
    labelled = group_by_mention(gold.institutions or ())
    found = group_by_mention(analysis.institutions if analysis else ())
    for place in labelled.keys() | found.keys():
        ones, others = labelled.get(place, []), list(found.get(place, []))
        for one in ones:
            # at most two names share a span; the one of the same name is its partner
            others.sort(key=lambda o: fold_institution(o.name) != fold_institution(one.name))
            other = others.pop(0) if others else None
            hit = int(other is not None)
            tally.add("institutions", n=1, found=hit, right=hit, said=hit)
            tally.add(f"institutions / {one.kind}", n=1, found=hit)
            if other is not None:
                tally.add(f"institutions / {other.kind}", said=1, right=1)
                same_name = fold_institution(one.name) == fold_institution(other.name)
                tally.value("institution name", one.name, other.name, same_name)
                tally.value("institution kind", one.kind, other.kind, one.kind == other.kind)
        for other in others:
            tally.add("institutions", said=1)
            tally.add(f"institutions / {other.kind}", said=1)


def _count_topics(tally: _Tally, gold: GoldArticle, analysis: Analysis | None) -> None:
    labelled = set(gold.topics or ())
    majors = major_keys()
    ranked = sorted(analysis.topics if analysis else (), key=lambda topic: -topic.weight)
    said = list(dict.fromkeys(majors.get(topic.code, topic.code) for topic in ranked))
    hits = len(labelled & set(said))
    tally.add("topics", found=hits, n=len(labelled), right=hits, said=len(said))
    if labelled:
        top = int(bool(said) and said[0] in labelled)
        tally.add("top topic", found=top, n=1, right=top, said=int(bool(said)))


# --------------------------------------------------------------------------- the report


@dataclass(frozen=True, kw_only=True)
class Report:
    """Counts per article and task; scores and intervals are made from them when asked for."""

    gold: Gold
    by_article: tuple[tuple[str, Mapping[str, Counts]], ...]
    failures: tuple[Failure, ...] = ()

    @cached_property
    def counts(self) -> dict[str, Counts]:
        """The counts of each task over all articles, in the order that a report lists them."""
        total: dict[str, Counts] = defaultdict(Counts)
        for _, counts in self.by_article:
            for task, item in counts.items():
                total[task] = total[task] + item
        return dict(sorted(total.items(), key=lambda entry: _rank(entry[0])))

    @cached_property
    def scores(self) -> dict[str, Score]:
        """Precision, recall and F1 of each task with their bootstrap intervals."""
        import numpy as np

        tasks = list(self.counts)
        table = np.zeros((len(self.by_article), len(tasks), 4))
        for i, (_, counts) in enumerate(self.by_article):
            for j, task in enumerate(tasks):
                if task in counts:
                    item = counts[task]
                    table[i, j] = item.found, item.n, item.right, item.said
        articles = len(self.by_article)
        draws = np.random.default_rng(SEED).multinomial(
            articles, np.full(articles, 1 / articles), size=RESAMPLES
        )
        # (resamples, tasks, 4): counts of each resample
        found, n, right, said = np.moveaxis(np.einsum("ra,atk->rtk", draws, table), 2, 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            precision, recall = right / said, found / n
            f1 = 2 * precision * recall / (precision + recall)
        f1 = np.where((n + said > 0) & ((found == 0) | (right == 0)), 0.0, f1)

        def interval(value: float | None, draws: Any) -> Interval | None:
            draws = draws[~np.isnan(draws)]
            if value is None or not len(draws):
                return None
            low, high = np.percentile(draws, [2.5, 97.5])
            return Interval(value, float(low), float(high))

        return {
            task: Score(
                task=task,
                counts=self.counts[task],
                precision=interval(self.counts[task].precision, precision[:, j]),
                recall=interval(self.counts[task].recall, recall[:, j]),
                f1=interval(self.counts[task].f1, f1[:, j]),
            )
            for j, task in enumerate(tasks)
        }

    def to_dict(self) -> dict[str, Any]:
        """The report as plain dicts, lists, strings and numbers."""

        def share(value: Interval | None) -> dict[str, float] | None:
            if value is None:
                return None
            return {"value": value.value, "low": value.low, "high": value.high}

        return {
            "gold": {
                "name": self.gold.name,
                "sha256": self.gold.sha256,
                "articles": len(self.gold),
            },
            "bootstrap": {"resamples": RESAMPLES, "seed": SEED, "by": "article"},
            "tasks": {
                task: {
                    "tp": item.counts.tp,
                    "fp": item.counts.fp,
                    "fn": item.counts.fn,
                    "n": item.counts.n,
                    "precision": share(item.precision),
                    "recall": share(item.recall),
                    "f1": share(item.f1),
                }
                for task, item in self.scores.items()
            },
            "failures": [
                {"article_id": f.article_id, "stage": f.stage, "message": f.message}
                for f in self.failures
            ],
        }

    def __str__(self) -> str:
        width = max((len(task) for task in self.counts), default=4)
        head = (
            f"{'task':{width}}  {'n':>5} {'tp':>5} {'fp':>5} {'fn':>5}  "
            f"{'precision':19}  {'recall':19}  {'F1':19}"
        )
        lines = [
            f"{self.gold.name}: {len(self.gold)} articles, sha256 {self.gold.sha256[:12]}…; "
            f"95 % bootstrap over articles",
            head.rstrip(),
        ]
        for task, item in self.scores.items():
            shares = (str(s) if s else " " * 4 + "–" + " " * 14 for s in _shares(item))
            c = item.counts
            lines.append(
                f"{task:{width}}  {c.n:5} {c.tp:5} {c.fp:5} {c.fn:5}  {'  '.join(shares)}".rstrip()
            )
        for failure in self.failures:
            lines.append(f"failed: {failure.article_id}: {failure.message}")
        return "\n".join(lines)


def _shares(item: Score) -> tuple[Interval | None, Interval | None, Interval | None]:
    return item.precision, item.recall, item.f1


_ORDER = (
    "quotes exact",
    "quotes 0.8",
    *(f"quotes 0.8 / {kind}" for kind in QuoteKind),
    "quotes 0.8 + speaker",
    "kind",
    "cue",
    "mention",
    "speaker",
    *(f"speaker / {way}" for way in ResolvedBy),
    "role",
    "affiliation",
    "former",
    "institutions",
    "institution name",
    "institution kind",
    *(f"institutions / {kind}" for kind in InstitutionKind),
    "topics",
    "top topic",
)


def _rank(task: str) -> tuple[int, str]:
    return (_ORDER.index(task) if task in _ORDER else len(_ORDER), task)


def score(gold: Gold, analyses: Iterable[Analysis | Failure]) -> Report:
    """The counts of *analyses* against *gold*; articles are told apart by their id.

    An article that failed, or that is not among *analyses*, found nothing and is listed in
    ``Report.failures``. Analyses of other articles are left out.

    Raises:
        ArticleError: if an analysis was made of another text than the labelled one.
    """
    wanted = {item.id: item for item in gold}
    done: dict[str, Analysis] = {}
    failed: dict[str, Failure] = {}
    for result in analyses:
        if isinstance(result, Failure):
            failed[result.article_id] = result
        elif result.article.id in wanted:
            if result.article.text != wanted[result.article.id].article.text:
                raise ArticleError(
                    f"article {result.article.id!r}: analysed text is not the labelled text"
                )
            done[result.article.id] = result
    failures = []
    by_article: list[tuple[str, Mapping[str, Counts]]] = []
    for item in gold:
        analysis = done.get(item.id)
        if analysis is None:
            missing = Failure(
                article_id=item.id, stage="evaluate", error="Missing", message="no analysis given"
            )
            failures.append(failed.get(item.id, missing))
        tally = _Tally()
        if item.quotes is not None:
            _count_quotes(tally, item, analysis)
        if item.institutions is not None:
            _count_institutions(tally, item, analysis)
        if item.topics is not None:
            _count_topics(tally, item, analysis)
        by_article.append((item.id, dict(tally.counts)))
    return Report(gold=gold, by_article=tuple(by_article), failures=tuple(failures))


def evaluate_gold(
    path: str | Path, analyze: Callable[[Article], Analysis], data: str | Path | None = None
) -> Report:
    """Read a gold file, analyse its articles with *analyze*, and score the results."""
    gold = read_gold(path, data)
    return score(gold, list(_analyze_each(gold, analyze)))


def _analyze_each(
    gold: Gold, analyze: Callable[[Article], Analysis]
) -> Iterator[Analysis | Failure]:
    for item in gold:
        try:
            yield analyze(item.article)
        except BeritaError as error:
            yield Failure(
                article_id=item.id,
                stage="analyze",
                error=type(error).__name__,
                message=str(error),
            )
