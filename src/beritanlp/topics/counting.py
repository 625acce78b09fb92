"""Count the terms of many articles once, for topic models and classifiers: `TermTable`."""

from __future__ import annotations

import math
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, cast

import numpy as np

from beritanlp.errors import PipelineError, SettingsError
from beritanlp.topics.analyzer import TermAnalyzer, WordAnalyzer
from beritanlp.topics.keywords import TermUse

if TYPE_CHECKING:
    from beritanlp.corpus import Corpus

__all__ = ["TermTable", "count_terms", "texts_of"]

_CHUNK = 200  # articles that a worker reads at once
# two words are one term where they stand side by side at least so often, and far oftener than by
# chance: normalised pointwise mutual information of at least 0.5 (Bouma, 2009)
_MIN_TOGETHER = 5
_MIN_NPMI = 0.5
_BREAK = -1


@dataclass(slots=True)
class _Counted:
    """Terms of some articles in order, each with its written form; breaks between are -1."""

    forms: dict[TermUse, int] = field(default_factory=dict)
    flow: array[int] = field(default_factory=lambda: array("i"))
    ends: array[int] = field(default_factory=lambda: array("q"))

    def add(self, text: str, analyzer: TermAnalyzer | WordAnalyzer) -> None:
        forms = self.forms
        for use in analyzer.marked_uses(text):
            self.flow.append(_BREAK if use is None else forms.setdefault(use, len(forms)))
        self.flow.append(_BREAK)
        self.ends.append(len(self.flow))

    def take_in(self, other: _Counted) -> None:
        forms = self.forms
        new = np.array([forms.setdefault(use, len(forms)) for use in other.forms] + [_BREAK])
        start = len(self.flow)
        self.flow.frombytes(new.astype(np.int32)[np.frombuffer(other.flow, np.int32)].tobytes())
        self.ends.extend(start + end for end in other.ends)


@dataclass(frozen=True)
class TermTable:
    """The terms of a collection, in order, article by article.

    Attributes:
        terms: every term, in order of first use; multiword ones are joined by a space.
        shown: for each term the written form that is used most.
        articles: for each article its terms as places in ``terms``, in order.
        phrases: the pairs of terms that were joined to one, strongest first.
    """

    terms: tuple[str, ...]
    shown: tuple[str, ...]
    articles: tuple[np.ndarray, ...]
    phrases: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.articles)

    @cached_property
    def places(self) -> dict[str, int]:
        """Each term's place in ``terms``."""
        return {term: n for n, term in enumerate(self.terms)}

    def take(self, chosen: Sequence[int]) -> TermTable:
        """The table of some of the articles, with the same terms."""
        return TermTable(
            self.terms, self.shown, tuple(self.articles[i] for i in chosen), self.phrases
        )


def texts_of(X: Iterable[str] | Corpus) -> Iterator[str]:
    """The texts of *X*; of a Corpus each article's text, its headline before it if it lacks it."""
    if isinstance(X, str):
        raise SettingsError("one text was given; give a list of texts")
    articles = getattr(X, "articles", None)
    if articles is None:
        for n, text in enumerate(cast("Iterable[object]", X)):
            if not isinstance(text, str):
                raise SettingsError(f"text {n} is {type(text).__name__}, not str")
            yield text
        return
    for title, text in zip(articles["title"], articles["text"], strict=True):
        known = isinstance(title, str) and title.strip()
        yield f"{title}\n\n{text}" if known and title not in str(text) else str(text)


def count_terms(
    X: Iterable[str] | Corpus | TermTable,
    *,
    phrases: bool | tuple[tuple[str, str], ...] = True,
    n_jobs: int = 1,
    analyzer: TermAnalyzer | WordAnalyzer | None = None,
) -> TermTable:
    """Read *X* once; what comes out serves any number of models.

    Args:
        X: texts, a Corpus, or a table made before, which is returned as it is.
        phrases: join pairs of words that belong together (*minyak goreng*): learnt from *X*, or
            those that are given, strongest first, or none.
        n_jobs: processes that read texts; the result is the same for any number.
        analyzer: what finds the terms; None for a `TermAnalyzer`.

    Raises:
        SettingsError: *X* is one text, or holds something else than texts.
        PipelineError: the worker processes do not start, or one died.
    """
    if isinstance(X, TermTable):
        return X
    analyzer = analyzer or TermAnalyzer()
    texts = texts_of(X)
    counted = _Counted()
    if n_jobs == 1:
        for text in texts:
            counted.add(text, analyzer)
    else:
        for part in _read_parallel(texts, analyzer, n_jobs):
            counted.take_in(part)
    flow = np.array(counted.flow, np.int32)
    terms: dict[str, int] = {}
    term_of = np.array(
        [terms.setdefault(use.term, len(terms)) for use in counted.forms] + [_BREAK], np.int32
    )
    is_name = np.zeros(len(terms) + 1, bool)  # the last stands for a break
    is_name[[terms[use.term] for use in counted.forms if use.is_name]] = True
    written = [use.text for use in counted.forms]
    said = term_of[flow]
    if phrases is True:
        pairs = _find_pairs(said, is_name)
    else:
        known = phrases or ()
        pairs = [(terms[a], terms[b]) for a, b in known if a in terms and b in terms]
    words = list(terms)
    shown = _shown_forms(flow, term_of, written, len(words))
    said = _join(said, flow, pairs, words, shown, written)
    articles, start = [], 0
    for end in counted.ends:
        own = said[start:end]
        articles.append(own[own >= 0])
        start = end
    joined = phrases if isinstance(phrases, tuple) else (
        tuple((words[a], words[b]) for a, b in pairs)
    )  # fmt: skip
    return TermTable(tuple(words), tuple(shown), tuple(articles), joined)


def _shown_forms(
    flow: np.ndarray, term_of: np.ndarray, written: Sequence[str], size: int
) -> list[str]:
    """The commonest written form of each term; of equals the first in order of the alphabet."""
    counts = np.bincount(flow[flow >= 0], minlength=len(written))
    best: list[tuple[int, str] | None] = [None] * size
    for n, form in enumerate(written):
        rank = (-int(counts[n]), form)
        old = best[term_of[n]]
        if old is None or rank < old:
            best[term_of[n]] = rank
    return [rank[1] for rank in best if rank is not None]


def _read_chunk(texts: Sequence[str], analyzer: TermAnalyzer | WordAnalyzer) -> _Counted:
    counted = _Counted()
    for text in texts:
        counted.add(text, analyzer)
    return counted


def _read_parallel(
    texts: Iterator[str], analyzer: TermAnalyzer | WordAnalyzer, n_jobs: int
) -> Iterator[_Counted]:
    """Chunks of *texts* read by *n_jobs* processes, in order; few wait in memory at a time."""
    # spawn: a forked copy of a process with threads (OpenBLAS, Jupyter) can hang
    with ProcessPoolExecutor(n_jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[_Counted]] = deque()
        try:
            while chunk := list(islice(texts, _CHUNK)):
                waiting.append(pool.submit(_read_chunk, chunk, analyzer))
                if len(waiting) >= 2 * n_jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise PipelineError(
                "worker processes do not start, or died for want of memory; in a script, call "
                "this under if __name__ == '__main__':, or use n_jobs=1"
            ) from error


def _find_pairs(said: np.ndarray, is_name: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of ordinary words that stand side by side far oftener than by chance, best first."""
    size = len(is_name) - 1
    first, second = said[:-1].astype(np.int64), said[1:].astype(np.int64)
    fit = (first >= 0) & (second >= 0) & (first != second) & ~is_name[first] & ~is_name[second]
    pairs, counts = np.unique(first[fit] * size + second[fit], return_counts=True)
    total = int((said >= 0).sum())
    used = np.bincount(said[said >= 0], minlength=size)
    joined = []
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        if count < _MIN_TOGETHER:
            continue
        a, b = divmod(pair, size)
        share = count / total
        npmi = math.log(share * total * total / (used[a] * used[b])) / -math.log(share)
        if npmi >= _MIN_NPMI:
            joined.append((-npmi, a, b))
    return [(a, b) for _, a, b in sorted(joined)]


def _join(
    said: np.ndarray, flow: np.ndarray, pairs: Sequence[tuple[int, int]],
    words: list[str], shown: list[str], written: Sequence[str],
) -> np.ndarray:  # fmt: skip
    """*said* with *pairs* made one term; new terms are added to both lists."""
    if not pairs:
        return said
    size = len(words)
    new = {a * size + b: n for n, (a, b) in enumerate(pairs, size)}
    forms: list[Counter[tuple[int, int]]] = [Counter() for _ in pairs]
    said = said.copy()
    keys = np.where(
        (said[:-1] >= 0) & (said[1:] >= 0), said[:-1].astype(np.int64) * size + said[1:], -1
    )
    hits = np.flatnonzero(np.isin(keys, np.fromiter(new, np.int64)))
    # where pairs overlap, the stronger one: "menurunkan | suku bunga"
    for i in sorted(hits.tolist(), key=lambda i: (new[int(keys[i])], i)):
        if said[i] < 0 or said[i + 1] < 0 or said[i] >= size or said[i + 1] >= size:
            continue
        said[i] = new[int(keys[i])]
        said[i + 1] = _BREAK
        forms[said[i] - size][int(flow[i]), int(flow[i + 1])] += 1
    for (a, b), used in zip(pairs, forms, strict=True):
        words.append(f"{words[a]} {words[b]}")
        usual = min(used, key=lambda pair: (-used[pair], written[pair[0]]), default=None)
        shown.append(f"{written[usual[0]]} {written[usual[1]]}" if usual else words[-1])
    return said
