"""`find_copies`: which articles of a collection are copies of one another, and of which."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from beritanlp.copies.candidates import candidate_pairs
from beritanlp.copies.matching import LEAST_EXACT, THRESHOLD, are_copies, shared_words
from beritanlp.copies.origin import (
    Evidence,
    OriginBy,
    choose_origin,
    credited_source,
    source_name,
)
from beritanlp.copies.shingles import Fingerprinter
from beritanlp.copies.store import FingerprintStore
from beritanlp.copies.stories import group_stories
from beritanlp.domain import Analysis, Article
from beritanlp.errors import SettingsError
from beritanlp.text.layout import read_layout

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CopyKind", "find_copies"]

CopyKind: TypeAlias = Literal["original", "exact", "near", "part"]

# of the longer text's shingles; where a copy's length differs more, one of the two has been cut
_SAME_LENGTH = 0.85
_NONE = -1  # no text: an article whose words another has too


def find_copies(
    articles: Iterable[Article | Analysis], threshold: float = THRESHOLD
) -> pd.DataFrame:
    """The copies among *articles*: exact and near duplicates, and syndicated agency stories.

    One row an article, in the order of the input:

    - ``article_id``
    - ``story_id``: the ``article_id`` of the story's origin; an article without copies is its own
      story
    - ``copy_kind``: ``original``; ``exact`` (the body has the origin's very words), ``near``, or
      ``part`` (much shorter or longer than the origin)
    - ``similarity``: share of the article's words that stand in runs of five or more which the
      origin has too; 1.0 for the origin itself
    - ``n_copies``: articles in the story, the origin included
    - ``origin_by``: what the origin was told by: ``credit`` of an agency or outlet, ``dateline``,
      ``published`` (it is the earliest) or ``order`` (it has most text, or else comes first); null
      for an article without copies

    Only paragraphs of the body are compared. Two articles are copies where *threshold* of the
    shorter one's words stand in the longer, in runs of five or more, are at least 40 % of it, and
    most numbers and names are the same: reports of one template with other figures are not copies.
    A follow-up that begins with news of its own and ends with an earlier article is none either.
    Every article of a story is a copy of its origin.

    *articles* is read once. Their text is not kept: some 500 bytes an article stay in memory, four
    times as many while pairs are looked for, and about 1 kB in a temporary file. The order of the
    input makes no difference, but for ties.

    Raises:
        SettingsError: *threshold* is not above 0 and at most 1.
    """
    if not 0 < threshold <= 1:
        raise SettingsError(
            f"find_copies: threshold {threshold!r} is not above 0 and at most 1; "
            f"the default is {THRESHOLD}"
        )
    with FingerprintStore() as store:
        collection = _Collection(store)
        for article in articles:
            collection.add(article)
        return _frame(collection.ids, collection.copies(threshold))


@dataclass(frozen=True, slots=True)
class _Copy:
    """An article of a story of several; articles are numbered as in the input."""

    article: int
    origin: int
    kind: CopyKind
    similarity: float
    n_copies: int
    origin_by: OriginBy


class _Collection:
    """What is remembered of each article, by its number in the input."""

    def __init__(self, store: FingerprintStore) -> None:
        self.ids: list[str] = []
        self._store = store
        self._samples = array("I")  # of all articles, one after the other
        self._sample_sizes = array("I")
        self._digests = array("Q")
        self._evidence: list[Evidence] = []
        self._known: dict[Evidence, Evidence] = {}  # one object for all articles that say the same
        self._fingerprinter = Fingerprinter()

    def add(self, item: Article | Analysis) -> None:
        article = item.article if isinstance(item, Analysis) else item
        body, evidence = _read(item)
        fingerprint = self._fingerprinter.read(body)
        self._store.add(fingerprint)
        self.ids.append(article.id)
        self._samples.frombytes(fingerprint.sample.tobytes())
        self._sample_sizes.append(len(fingerprint.sample))
        self._digests.append(fingerprint.digest)
        self._evidence.append(self._known.setdefault(evidence, evidence))

    def copies(self, threshold: float) -> Iterator[_Copy]:
        """Every article that has copies, or is one."""
        texts = _Texts.of(self._store.lengths(), np.array(self._digests, np.uint64))
        in_story = np.zeros(len(texts), bool)
        for story in self._stories(texts, threshold):
            in_story[story] = True
            yield from self._story(texts.articles(story))
        for text in np.flatnonzero(~in_story & texts.are_several()).tolist():
            yield from self._story(texts.articles([text]))

    def _stories(self, texts: _Texts, threshold: float) -> Iterator[list[int]]:
        """Texts that belong together, where they are several."""
        first = texts.first.tolist()

        def are_alike(one: int, other: int) -> bool:
            stored = self._store.read(first[one]), self._store.read(first[other])
            return are_copies(*stored, threshold)

        def origin_of(story: Sequence[int]) -> int:
            origin, _ = self._origin(texts.articles(story))
            return next(text for text in story if origin in texts.articles([text]))

        pairs = self._candidates(texts, threshold).tolist()
        links = ((one, other) for one, other in pairs if are_alike(one, other))
        return group_stories(links, are_alike, origin_of)

    def _candidates(self, texts: _Texts, threshold: float) -> np.ndarray:
        text_of = np.full(len(self.ids), _NONE, np.int32)
        text_of[texts.first] = np.arange(len(texts))
        owners = np.repeat(text_of, np.frombuffer(self._sample_sizes, np.uint32))
        hashes = np.frombuffer(self._samples, np.uint32)[owners != _NONE]
        lengths = self._store.lengths()[texts.first]
        return candidate_pairs(hashes, owners[owners != _NONE], lengths, threshold)

    def _origin(self, articles: Sequence[int]) -> tuple[int, OriginBy]:
        chosen, by = choose_origin(
            [self._evidence[n] for n in articles], [self._store.length(n) for n in articles]
        )
        return articles[chosen], by

    def _story(self, articles: Sequence[int]) -> Iterator[_Copy]:
        origin, by = self._origin(articles)
        origin_shingles = self._store.read(origin).shingles
        for n in articles:
            shingles = self._store.read(n).shingles
            yield _Copy(
                article=n,
                origin=origin,
                kind=self._kind(n, origin),
                similarity=float(shared_words(shingles, origin_shingles).mean()),
                n_copies=len(articles),
                origin_by=by,
            )

    def _kind(self, article: int, origin: int) -> CopyKind:
        if article == origin:
            return "original"
        if self._digests[article] == self._digests[origin]:
            return "exact"
        shorter, longer = sorted(self._store.length(n) for n in (article, origin))
        return "near" if shorter >= _SAME_LENGTH * longer else "part"


@dataclass(frozen=True, slots=True)
class _Texts:
    """The different texts of a collection, by falling length; the same words are one text."""

    order: np.ndarray  # numbers of all articles, those of one text together
    starts: np.ndarray  # where in it the articles of each text start, and the end

    @classmethod
    def of(cls, lengths: np.ndarray, digests: np.ndarray) -> _Texts:
        order = np.lexsort((digests, -lengths))
        same = (digests[order][1:] == digests[order][:-1]) & (lengths[order][1:] >= LEAST_EXACT)
        starts = np.flatnonzero(np.concatenate([[True], ~same, [True]]))
        return cls(order, starts if len(order) else starts[:1])

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def first(self) -> np.ndarray:
        """The number of an article of each text."""
        first: np.ndarray = self.order[self.starts[:-1]]
        return first

    def articles(self, texts: Iterable[int]) -> list[int]:
        """The numbers of all articles of some texts, sorted."""
        parts = [self.order[self.starts[text] : self.starts[text + 1]] for text in texts]
        found: list[int] = np.sort(np.concatenate(parts)).tolist()
        return found

    def are_several(self) -> np.ndarray:
        several: np.ndarray = np.diff(self.starts) > 1
        return several


def _read(item: Article | Analysis) -> tuple[str, Evidence]:
    """The body of an article, and what it says of where it comes from."""
    if isinstance(item, Analysis):
        article, layout = item.article, item.layout
        body = [item.words(span) for span in layout.body]
        dateline, published = layout.outlet, layout.published
    else:
        article = item
        page = read_layout(item.text, item.title)
        body = [item.text[start:end] for start, end in page.body]
        dateline, published = page.outlet, page.published
    evidence = Evidence(
        outlet=source_name(article.outlet, article.url),
        credit=credited_source(article),
        dateline=source_name(dateline),
        published=article.published or published,
    )
    return "\n".join(body), evidence


def _frame(ids: list[str], copies: Iterable[_Copy]) -> pd.DataFrame:
    """The table of `find_copies`: articles that no copy names stand alone."""
    import pandas as pd

    story_ids = list(ids)
    kinds: list[CopyKind] = ["original"] * len(ids)
    similarity = np.ones(len(ids))
    n_copies = np.ones(len(ids), np.int64)
    origin_by: list[OriginBy | None] = [None] * len(ids)
    for copy in copies:
        n = copy.article
        story_ids[n] = ids[copy.origin]
        kinds[n] = copy.kind
        similarity[n] = copy.similarity
        n_copies[n] = copy.n_copies
        origin_by[n] = copy.origin_by
    return pd.DataFrame(
        {
            "article_id": pd.array(ids, "string"),
            "story_id": pd.array(story_ids, "string"),
            "copy_kind": pd.array(kinds, "string"),
            "similarity": similarity,
            "n_copies": pd.array(n_copies, "Int64"),
            "origin_by": pd.array(origin_by, "string"),
        }
    )
