"""Score analyses against hand-labelled articles: quotes, speakers, institutions, topics.

The format of a gold file stands in ``tests/gold/README.md``. Every figure comes with its counts
and with a 95 % bootstrap interval over articles, since the quotes of one article stand or fall
together.

What counts as right:

* A quote is found **exactly** if its content spans are the gold's. It is found at **0.8 overlap**
  if the code points that both share are at least 0.8 of the longer of the two. Pairs are made one
  to one, the best overlap first.
* Cue, mention, kind, speaker, role, affiliation and *former* are judged on the pairs at 0.8. Recall
  is over the pairs whose gold has a value, precision over the pairs whose prediction has one.
* Speakers are the same if their names are, without titles, degrees, brackets and case. A name that
  merely contains the other is not the same.
* By kind, recall is over the gold of that kind and precision over the predictions of that kind.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from beritanlp.domain import (
    Analysis,
    Article,
    Failure,
    Institution,
    InstitutionKind,
    Quote,
    QuoteKind,
    ResolvedBy,
    Speaker,
    TextSpan,
)
from beritanlp.errors import ArticleError, BeritaError
from beritanlp.lexicons.rows import ReferenceWord, Title
from beritanlp.lexicons.tables import read_table, read_toml

__all__ = [
    "Confusion",
    "Counts",
    "Gold",
    "GoldArticle",
    "GoldInstitution",
    "GoldQuote",
    "Interval",
    "Report",
    "Score",
    "check_floors",
    "data_folder",
    "evaluate_gold",
    "find_confusions",
    "read_gold",
    "score",
    "update_floors",
]

MIN_OVERLAP = 0.8  # share of the longer content; the measure that the project's targets are set in
RESAMPLES = 1_000  # of the articles; more changes the third digit of an interval only
SEED = 20260101  # fixed, so that two runs on one result print the same intervals


# --------------------------------------------------------------------------- the gold file


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuote:
    """One labelled quote; ``role``, ``affiliation`` and ``speaker`` are the article's own words."""

    kind: QuoteKind
    content: tuple[TextSpan, ...]
    cue: TextSpan | None = None
    mention: TextSpan | None = None
    speaker: str | None = None
    role: str | None = None
    affiliation: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldInstitution:
    """One labelled organisation under its official name, with every place that names it."""

    name: str
    kind: InstitutionKind
    mentions: tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """A labelled article. A part that was not labelled is None and is not scored."""

    article: Article
    quotes: tuple[GoldQuote, ...] | None = None
    institutions: tuple[GoldInstitution, ...] | None = None
    topics: tuple[str, ...] | None = None

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.article.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A gold file: its labelled articles in file order, its name and its digest."""

    name: str
    sha256: str
    articles: tuple[GoldArticle, ...]

    def __iter__(self) -> Iterator[GoldArticle]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)


def data_folder() -> Path:
    """Where the labelled texts are.

    ``$BERITANLP_DATA``, else the first ``shared/data`` beside the working folder or one above it,
    so that it is found from anywhere inside a checkout. The folder need not exist.
    """
    if given := os.environ.get("BERITANLP_DATA"):
        return Path(given)
    beside = [folder / "shared" / "data" for folder in Path.cwd().parents]
    return next((folder for folder in beside if folder.is_dir()), beside[0] if beside else Path())


def read_gold(path: str | Path, data: str | Path | None = None) -> Gold:
    """The labelled articles of a gold file, with their texts.

    Args:
        path: JSON Lines, one labelled article a line; described in ``tests/gold/README.md``.
        data: folder that ``origin`` is relative to; ``data_folder()`` if None.

    Raises:
        ArticleError: naming file and line, for a record that is not of the format, a text that is
            missing or has changed since it was labelled, or an id that occurs twice.
    """
    path = Path(path)
    folder = data_folder() if data is None else Path(data)
    try:
        raw = path.read_bytes()
        lines = raw.decode("utf-8").split("\n")
    except OSError as error:
        raise ArticleError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path}: not UTF-8 at byte {error.start}") from None
    articles: list[GoldArticle] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise ArticleError(f"{where}: not JSON: {error}") from None
        if not isinstance(record, dict):
            raise ArticleError(f"{where}: a gold record is a JSON object; got {line[:40]!r}")
        article = _read_record(record, folder, where)
        if article.id in seen:
            raise ArticleError(f"{where}: article {article.id!r} is already in this file")
        seen.add(article.id)
        articles.append(article)
    if not articles:
        raise ArticleError(f"{path}: no gold records; one JSON object a line is expected")
    return Gold(name=path.name, sha256=hashlib.sha256(raw).hexdigest(), articles=tuple(articles))


def _read_record(record: dict[str, Any], folder: Path, where: str) -> GoldArticle:
    if "id" not in record:
        raise ArticleError(f"{where}: no 'id'; a gold record is described in tests/gold/README.md")
    article = _find_article(record, folder, where)
    length = len(article.text)
    quotes: list[GoldQuote] | None = None
    if record.get("quotes") is not None:
        quotes = []
        for n, item in enumerate(record["quotes"]):
            at = f"{where}: quotes[{n}]"
            try:
                quotes.append(
                    GoldQuote(
                        kind=QuoteKind(item["kind"]),
                        content=tuple(_read_span(pair, length, at) for pair in item["content"]),
                        cue=_read_span(item["cue"], length, at) if item.get("cue") else None,
                        mention=(
                            _read_span(item["mention"], length, at) if item.get("mention") else None
                        ),
                        speaker=item.get("speaker") or None,
                        role=item.get("role") or None,
                        affiliation=item.get("affiliation") or None,
                        former=bool(item.get("former")),
                    )
                )
            except (KeyError, TypeError, AttributeError) as error:
                raise ArticleError(f"{at}: not a gold quote: {error!r}") from None
            except ValueError as error:
                raise ArticleError(f"{at}: {error}") from None
            if not quotes[-1].content:
                raise ArticleError(f"{at}: content is empty")
    institutions: list[GoldInstitution] | None = None
    if record.get("institutions") is not None:
        institutions = []
        for n, item in enumerate(record["institutions"]):
            at = f"{where}: institutions[{n}]"
            try:
                institutions.append(
                    GoldInstitution(
                        name=item["name"],
                        kind=InstitutionKind(item["kind"]),
                        mentions=tuple(_read_span(pair, length, at) for pair in item["mentions"]),
                    )
                )
            except (KeyError, TypeError, AttributeError) as error:
                raise ArticleError(f"{at}: not a gold institution: {error!r}") from None
            except ValueError as error:
                raise ArticleError(f"{at}: {error}") from None
    topics: tuple[str, ...] | None = None
    if record.get("topics") is not None:
        topics = tuple(record["topics"])
        known = set(_major_keys().values())
        for key in topics:
            if key not in known:
                raise ArticleError(
                    f"{where}: topic {key!r} is no major topic of lexicons/topics.toml"
                )
    return GoldArticle(
        article=article,
        quotes=None if quotes is None else tuple(quotes),
        institutions=None if institutions is None else tuple(institutions),
        topics=topics,
    )


def _read_span(pair: Any, length: int, where: str) -> TextSpan:
    start, end = pair
    if end > length:
        raise ArticleError(f"{where}: span [{start}, {end}) is beyond the text's {length}")
    return TextSpan(start=start, end=end)


def _find_article(record: dict[str, Any], folder: Path, where: str) -> Article:
    """The article of a gold record, with its metadata where the origin has them."""
    given_id = str(record["id"])
    if isinstance(record.get("text"), str):
        source: dict[str, Any] = record
    else:
        if not isinstance(record.get("origin"), str):
            raise ArticleError(f"{where}: article {given_id!r} has neither 'text' nor 'origin'")
        path = folder / record["origin"]
        if not path.is_file():
            raise ArticleError(
                f"{where}: no file {path}; set BERITANLP_DATA to the folder of the shared data"
            )
        found = _read_origin(path.resolve()).get(given_id)
        if found is None:
            raise ArticleError(f"{where}: no article {given_id!r} in {path}")
        source = found
    text = source["text"]
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if record.get("sha256") not in (None, digest):
        raise ArticleError(
            f"{where}: the text of {given_id!r} has changed since it was labelled "
            f"(sha256 {digest[:12]}…, labelled {str(record['sha256'])[:12]}…)"
        )
    day = source.get("published") or source.get("date") or ""
    return Article(
        id=given_id,
        text=text,
        title=source.get("title") or None,
        published=dt.date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
        outlet=source.get("outlet") or source.get("source") or None,
        url=source.get("url") or None,
    )


@cache
def _read_origin(path: Path) -> dict[str, dict[str, Any]]:
    keys = ("text", "title", "published", "date", "outlet", "source", "url")
    found = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                found[str(record["id"])] = {key: record[key] for key in keys if key in record}
    return found


# --------------------------------------------------------------------------- comparing


def _length(spans: Sequence[TextSpan]) -> int:
    """Code points in the union of *spans*."""
    total, reach = 0, 0
    for span in sorted(spans, key=lambda s: s.start):
        total += max(0, span.end - max(span.start, reach))
        reach = max(reach, span.end)
    return total


def _overlap(one: Sequence[TextSpan], other: Sequence[TextSpan]) -> float:
    """Code points that both unions hold, as a share of the longer one; 0–1."""
    both = _length(one) + _length(other) - _length([*one, *other])
    return both / max(_length(one), _length(other))


def _match_quotes(
    gold: Sequence[GoldQuote], found: Sequence[Quote], least: float
) -> list[tuple[int, int]]:
    """Index pairs, one to one, best overlap first; ties go to the earlier quotes."""
    pairs = []
    for i, one in enumerate(gold):
        low, high = one.content[0].start, one.content[-1].end
        for j, other in enumerate(found):
            if other.content[0].start < high and low < other.content[-1].end:
                share = _overlap(one.content, other.content)
                if share >= least and share > 0:
                    pairs.append((-share, i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    matched = []
    for _, i, j in sorted(pairs):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            matched.append((i, j))
    return sorted(matched)


@cache
def _titles() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]], int]:
    """Titles before and after a name as folded words, and the most words that one has."""
    before: set[tuple[str, ...]] = set()
    after: set[tuple[str, ...]] = set()
    for row in read_table("titles.csv", Title):
        words = _fold(row.form)
        if words:
            (before if row.position == "before" else after).add(words)
    return frozenset(before), frozenset(after), max(map(len, before | after), default=0)


def _fold(text: str) -> tuple[str, ...]:
    """The words of *text* without case, brackets with what they hold, full stops and marks."""
    text = re.sub(r"\([^()]*\)", " ", text.casefold())
    text = text.replace(".", "").replace("’", "'").replace("‘", "'")
    return tuple(re.findall(r"[\w'&/-]+", text))


@cache
def _fold_name(name: str) -> str:
    """*name* as it is compared: no case, brackets, marks, titles before it or degrees after it."""
    words = _fold(name)
    before, after, longest = _titles()
    stripped = True
    while stripped:
        stripped = False
        for size in range(min(longest, len(words) - 1), 0, -1):
            if words[:size] in before:
                words, stripped = words[size:], True
                break
            if words[-size:] in after:
                words, stripped = words[:-size], True
                break
    return " ".join(words) or " ".join(name.casefold().split())


@cache
def _fold_words(text: str) -> str:
    """*text* as roles and official names are compared: no case, brackets or spare white space."""
    return " ".join(_fold(text)) or " ".join(text.casefold().split())


def _fold_institution(name: str) -> str:
    """An official name as it is compared; *Republik Indonesia* at the end makes no difference."""
    folded = _fold_words(name)
    return re.sub(r" (republik indonesia|ri)$", "", folded)


@cache
def _major_keys() -> dict[str, str]:
    """Topic code, of a major topic or a subtopic, to the key of its major topic."""
    majors: dict[str, str] = {}
    for topic in read_toml("topics.toml")["topic"]:
        majors[str(topic["code"])] = topic["key"]
        for subtopic in topic.get("subtopic", ()):
            majors[str(subtopic["code"])] = topic["key"]
    return majors


@cache
def _pronouns() -> frozenset[str]:
    """Words that stand for a source: ia, dia, beliau, mereka, keduanya."""
    kinds = {"singular", "plural", "polite"}
    rows = read_table("reference_words.csv", ReferenceWord)
    return frozenset(row.form.casefold() for row in rows if row.kind in kinds)


def _gold_resolution(quote: GoldQuote, text: str, institutions: frozenset[str]) -> ResolvedBy:
    """How a reader gets from the labelled mention to the labelled speaker."""
    if quote.mention is None:
        return ResolvedBy.CONTINUATION
    mention = text[quote.mention.start : quote.mention.end]
    if mention.casefold() == "nya":
        return ResolvedBy.CLITIC
    if mention.casefold() in _pronouns():
        return ResolvedBy.PRONOUN
    mentioned, speaker = _fold_name(mention), _fold_name(quote.speaker or "")
    if _fold_institution(mention) in institutions:
        return ResolvedBy.INSTITUTION
    if mentioned == speaker:
        return ResolvedBy.DESCRIPTION if mention[:1].islower() else ResolvedBy.NAMED
    if set(mentioned.split()) <= set(speaker.split()):
        return ResolvedBy.SURNAME
    return ResolvedBy.ROLE


# --------------------------------------------------------------------------- counting


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

    pairs = _match_quotes(labelled, found, MIN_OVERLAP)
    tally.add("quotes 0.8", found=len(pairs), n=len(labelled), right=len(pairs), said=len(found))
    matched_gold, matched_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, one in enumerate(labelled):
        tally.add(f"quotes 0.8 / {one.kind}", n=1, found=int(i in matched_gold))
    for j, other in enumerate(found):
        tally.add(f"quotes 0.8 / {other.kind}", said=1, right=int(j in matched_found))

    organisations = frozenset(
        _fold_institution(words)
        for item in gold.institutions or ()
        for words in (item.name, *(text[span.start : span.end] for span in item.mentions))
    )
    with_speaker = 0
    for i, j in pairs:
        one, other = labelled[i], found[j]
        speaker = other.speaker
        same = _same_speaker(one, speaker)
        with_speaker += same
        tally.value("kind", one.kind, other.kind, one.kind == other.kind)
        tally.value("cue", one.cue, other.cue, one.cue == other.cue)
        tally.value("mention", one.mention, other.mention, one.mention == other.mention)
        tally.value("speaker", one.speaker, speaker, same)
        for task in ("role", "affiliation"):
            wanted, given = getattr(one, task), getattr(speaker, task, None)
            agree = bool(wanted and given) and _fold_words(wanted) == _fold_words(given)
            tally.value(task, wanted, given, agree)
        former = bool(speaker and speaker.former)
        tally.value("former", one.former or None, former or None, one.former == former)
        if one.speaker is not None:
            way = _gold_resolution(one, text, organisations)
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


def _same_speaker(gold: GoldQuote, speaker: Speaker | None) -> bool:
    """Whether both name the same source, or both none."""
    if gold.speaker is None or speaker is None:
        return gold.speaker is None and speaker is None
    return _fold_name(gold.speaker) == _fold_name(speaker.name)


_Named = TypeVar("_Named", GoldInstitution, Institution)


def _by_mention(institutions: Iterable[_Named]) -> dict[tuple[int, int], list[_Named]]:
    placed: dict[tuple[int, int], list[_Named]] = defaultdict(list)
    for item in institutions:
        for span in dict.fromkeys(item.mentions):
            placed[span.start, span.end].append(item)
    return placed


def _count_institutions(tally: _Tally, gold: GoldArticle, analysis: Analysis | None) -> None:
    labelled = _by_mention(gold.institutions or ())
    found = _by_mention(analysis.institutions if analysis else ())
    for place in labelled.keys() | found.keys():
        ones, others = labelled.get(place, []), list(found.get(place, []))
        for one in ones:
            # at most two names share a span; the one of the same name is its partner
            others.sort(key=lambda o: _fold_institution(o.name) != _fold_institution(one.name))
            other = others.pop(0) if others else None
            hit = int(other is not None)
            tally.add("institutions", n=1, found=hit, right=hit, said=hit)
            tally.add(f"institutions / {one.kind}", n=1, found=hit)
            if other is not None:
                tally.add(f"institutions / {other.kind}", said=1, right=1)
                same_name = _fold_institution(one.name) == _fold_institution(other.name)
                tally.value("institution name", one.name, other.name, same_name)
                tally.value("institution kind", one.kind, other.kind, one.kind == other.kind)
        for other in others:
            tally.add("institutions", said=1)
            tally.add(f"institutions / {other.kind}", said=1)


def _count_topics(tally: _Tally, gold: GoldArticle, analysis: Analysis | None) -> None:
    labelled = set(gold.topics or ())
    majors = _major_keys()
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


# --------------------------------------------------------------------------- error analysis


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
    pairs = _match_quotes(gold, found, overlap)
    loose = dict(_match_quotes(gold, found, 0.0))
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
                _same_speaker(one, speaker),
            ),
        ]
        for what in ("role", "affiliation"):
            wanted, given = getattr(one, what), getattr(speaker, what, None)
            same = _fold_words(wanted or "") == _fold_words(given or "")
            values.append((what, wanted, given, same))
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
    labelled = _by_mention(item.institutions or ())
    found = _by_mention(analysis.institutions)
    for place in labelled.keys() | found.keys():
        ones, others = labelled.get(place, []), list(found.get(place, []))
        words = text[place[0] : place[1]]
        for one in ones:
            others.sort(key=lambda o: _fold_institution(o.name) != _fold_institution(one.name))
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
            same_name = _fold_institution(one.name) == _fold_institution(other.name)
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
    majors = _major_keys()
    ranked = sorted(analysis.topics, key=lambda topic: -topic.weight)
    said = [f"{majors.get(t.code, t.code)} {t.weight:.2f}" for t in ranked]
    if set(item.topics or ()) != {words.partition(" ")[0] for words in said}:
        yield Confusion(
            article_id=item.id,
            what="topics differ",
            start=0,
            gold=", ".join(item.topics or ()) or "–",
            found=", ".join(said) or "–",
        )


# --------------------------------------------------------------------------- floors


def check_floors(report: Report, path: str | Path, tolerance: float = 0.0) -> list[str]:
    """What has fallen below the pinned figures of *path*; empty if nothing has.

    Args:
        report: of the gold file whose figures are compared.
        path: the floors file, JSON; described in ``tests/gold/README.md``.
        tolerance: drop in F1, 0–1, that is still allowed.
    """
    floors = _read_floors(path)
    name = report.gold.name
    if name not in floors:
        return [f"{path}: no floors for {name}; pin them with --update-floors"]
    pinned = floors[name]
    problems = []
    if pinned["sha256"] != report.gold.sha256:
        problems.append(
            f"{name}: the gold file is not the one that was pinned (sha256 "
            f"{report.gold.sha256[:12]}…, pinned {pinned['sha256'][:12]}…)"
        )
    problems.extend(_find_drops(report, pinned["tasks"], tolerance))
    return problems


def update_floors(
    report: Report, path: str | Path, allow_regression: bool = False, tolerance: float = 0.0
) -> None:
    """Pin the counts of *report* in *path*.

    Raises:
        ArticleError: if a task would fall below its floor and *allow_regression* is False.
    """
    path = Path(path)
    floors = _read_floors(path) if path.exists() else {}
    name = report.gold.name
    if name in floors and not allow_regression:
        drops = _find_drops(report, floors[name]["tasks"], tolerance)
        if drops:
            raise ArticleError(
                f"{path}: refusing to lower floors without --allow-regression: {'; '.join(drops)}"
            )
    floors[name] = {
        "sha256": report.gold.sha256,
        "articles": len(report.gold),
        "tasks": {
            task: {"tp": c.tp, "fp": c.fp, "fn": c.fn, "n": c.n, "said": c.said}
            for task, c in report.counts.items()
        },
    }
    path.write_text(_dump_floors(floors), encoding="utf-8")


def _dump_floors(floors: dict[str, Any]) -> str:
    """One task a line, so that a change reads well in a diff."""
    blocks = []
    for name in sorted(floors):
        entry = floors[name]
        tasks = ",\n".join(
            f"      {json.dumps(task)}: {json.dumps(counts)}"
            for task, counts in entry["tasks"].items()
        )
        blocks.append(
            f"  {json.dumps(name)}: {{\n"
            f'    "sha256": {json.dumps(entry["sha256"])},\n'
            f'    "articles": {entry["articles"]},\n'
            f'    "tasks": {{\n{tasks}\n    }}\n'
            f"  }}"
        )
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _read_floors(path: str | Path) -> dict[str, Any]:
    try:
        floors = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ArticleError(f"{path}: {error.strerror}") from None
    except json.JSONDecodeError as error:
        raise ArticleError(f"{path}: not JSON: {error}") from None
    if not isinstance(floors, dict):
        raise ArticleError(f"{path}: a floors file is a JSON object by gold file")
    return floors


def _find_drops(report: Report, pinned: Mapping[str, Any], tolerance: float) -> list[str]:
    drops = []
    for task, floor in pinned.items():
        said = floor.get("said", floor["tp"] + floor["fp"])
        before = Counts(floor["tp"], floor["n"], said - floor["fp"], said).f1
        counts = report.counts.get(task, Counts())
        now = counts.f1
        if before is not None and (now is None or now < before - tolerance - 1e-9):
            drops.append(
                f"{task}: F1 {'–' if now is None else format(100 * now, '.2f')} is below the floor "
                f"{100 * before:.2f} (tp {counts.tp}, fp {counts.fp}, fn {counts.fn}; "
                f"floor tp {floor['tp']}, fp {floor['fp']}, fn {floor['fn']})"
            )
    return drops


def wilson(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Ends of the Wilson interval of *right* in *n*, 0–1; (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    share = right / n
    centre = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
