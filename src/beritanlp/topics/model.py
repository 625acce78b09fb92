"""Topics found in a collection: `TopicModel`, factors of the articles' terms.

The factors are found by non-negative matrix factorisation (NMF, Lee and Seung, 1999) of TF-IDF
weights, or by latent Dirichlet allocation (LDA, Blei et al., 2003) of counts. Before NMF each
article is averaged with those most like it, as in graph-regularised factorisation (Cai et al.,
2011), since two articles of one subject may share few words. Words of a topic are ranked by their
relevance (Sievert and Shirley, 2014).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import LatentDirichletAllocation, non_negative_factorization
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from beritanlp.errors import SettingsError
from beritanlp.topics.analyzer import TermAnalyzer
from beritanlp.topics.counting import TermTable, count_terms
from beritanlp.topics.storage import (
    numbers_of,
    pairs_of,
    read_arrays,
    strings_of,
    write_arrays,
)
from beritanlp.topics.weights import count_vocabulary, inverse_frequency, weigh_terms

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from beritanlp.corpus import Corpus

    Floats = npt.NDArray[np.float64]

__all__ = ["TopicModel"]

_MAX_SHARE = 0.3
_FEW = 20  # below so many articles no term is too common
_DIMENSIONS = 50  # of the space in which articles are compared
# of an article in its average with its like; chosen, with 20 neighbours, on the collections of
# tests/bench/bench_topics.py
_OWN_SHARE = 0.3
_RELEVANCE = 0.6  # best agreed with readers in Sievert and Shirley (2014)
_MAX_ITERATIONS = 400
_SEED_SHARE = 0.5  # weight of a seeded topic's words, in articles of an average topic
_SPARE, _POWER_ITERATIONS = 20, 7  # of the decomposition; more move figures by less than 0.01
_LITTLE = 1e-6  # keeps quotients and logarithms finite
_LDA_PASSES = 30  # three times scikit-learn's default; not tuned
_KEPT_RANK = 10  # seed words are at least as heavy as the term of this rank
_BLOCK = 256  # articles compared with all others at once
_FORMAT = 1


class TopicModel(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Topics of a collection and each article's shares in them, with scikit-learn's interface.

    The same texts and settings give the same bytes on one machine, for any ``n_jobs``. NMF starts
    from a singular value decomposition, not at random.

    Args:
        n_topics: number of topics.
        method: ``"nmf"`` or ``"lda"``.
        seeds: topics that are known beforehand: a name and its words for each (*{"pangan":
            ["beras", "pupuk"]}*); None for none. They come first and keep their name and words: a
            seed word belongs to no other topic and is among the heaviest of its own. NMF only.
        random_state: seed of LDA; NMF has nothing random.
        min_articles: terms in fewer articles are left out.
        max_share: terms in a larger share of the articles tell no topics apart and are left out,
            if there are at least 20 articles; None for 0.3, or one and a half topics' part where
            that is more.
        max_terms: size of the vocabulary, the terms that most articles have.
        neighbours: with how many articles, itself included, each is averaged, at the most; 1 for
            none.
        phrases: whether words that belong together (*minyak goreng*) are one term.
        n_jobs: processes that read texts.

    Attributes:
        components_: ndarray of shape (n_topics, n_terms), rows sum to 1: the terms of a topic.
        terms_: the vocabulary, one term for each column of ``components_``.
        topic_ids_: names of the topics that never change: ``topic0`` …, also in merged models.
        topic_names_: names to show; three terms of each until ``rename`` gives others.
        shares_: each topic's mean share over the articles it was learnt from.
    """

    idf_: Floats
    space_: Floats | None
    near_: tuple[Floats, sparse.csr_matrix] | None

    def __init__(
        self,
        n_topics: int = 10,
        *,
        method: str = "nmf",
        seeds: Mapping[str, Sequence[str]] | None = None,
        random_state: int = 0,
        min_articles: int = 3,
        max_share: float | None = None,
        max_terms: int = 20_000,
        neighbours: int = 20,
        phrases: bool = True,
        n_jobs: int = 1,
    ) -> None:
        self.n_topics = n_topics
        self.method = method
        self.seeds = seeds
        self.random_state = random_state
        self.min_articles = min_articles
        self.max_share = max_share
        self.max_terms = max_terms
        self.neighbours = neighbours
        self.phrases = phrases
        self.n_jobs = n_jobs

    def fit(self, X: Iterable[str] | Corpus | TermTable, y: object = None) -> TopicModel:
        """Learn topics from texts, from the articles of a Corpus, or from ``count_terms``.

        Raises:
            SettingsError: a setting is wrong, or there are fewer texts or terms than topics.
        """
        self.fit_transform(X)
        return self

    def fit_transform(
        self, X: Iterable[str] | Corpus | TermTable, y: object = None, **_: Any
    ) -> Floats:
        """Learn topics and give each article's shares, as ``transform`` does.

        Raises:
            SettingsError: fewer texts than topics, or an impossible setting.
        """
        self._check_settings()
        table = count_terms(X, phrases=self.phrases, n_jobs=self.n_jobs)
        if len(table) < self.n_topics:
            raise SettingsError(
                f"n_topics is {self.n_topics}, but there are only {len(table)} texts; give more "
                "texts or ask for fewer topics"
            )
        counts, seeded = self._learn_terms(table)
        with threadpool_limits(1):  # sums in another order would give other last digits
            self.space_, self.near_ = None, None
            weights = None
            if self.method == "lda":
                factors = self._factor_lda(counts)
            else:
                weights = weigh_terms(counts, self.idf_)
                if self.neighbours > 1:
                    self._learn_space(weights)
                    weights = self._with_like(weights)
                factors = self._factor_nmf(weights, seeded)
            self.factors_, self.groups_ = factors, np.eye(len(factors))
            return self._order(self._shares(counts, weights), len(seeded))

    def transform(self, X: Iterable[str] | Corpus | TermTable) -> Floats:
        """Topic shares: ndarray of shape (n_articles, n_topics), rows sum to 1.

        An article with none of the terms gets a row of zeros.
        """
        check_is_fitted(self, "components_")
        table = count_terms(X, phrases=self.phrases_, n_jobs=self.n_jobs)
        with threadpool_limits(1):
            return self._shares(count_vocabulary(table, self.terms_))

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.object_]:
        """Ids of the topics, one for each column of ``transform``."""
        check_is_fitted(self, "components_")
        return np.asarray(self.topic_ids_, dtype=object)

    def top_terms(self, n: int = 10, *, relevance: float = _RELEVANCE) -> list[list[str]]:
        """The *n* most relevant terms of each topic, in the form that the articles use most.

        With *relevance* 1 they are those that are commonest in the topic, with 0 those that are
        commoner there than elsewhere by the largest factor.
        """
        return [[self.shown_[i] for i in row] for row in self._top(n, relevance)]

    def top_keys(self, n: int = 10, *, relevance: float = _RELEVANCE) -> list[list[str]]:
        """As ``top_terms``, but the terms themselves, as in ``terms_``: roots, full names."""
        return [[self.terms_[i] for i in row] for row in self._top(n, relevance)]

    def topics(self, n_terms: int = 10) -> pd.DataFrame:
        """One row a topic: ``topic`` (its id), ``name``, ``share`` (mean over articles), ``terms``.

        ``terms`` are the *n_terms* most relevant ones, joined by commas.
        """
        import pandas as pd

        return pd.DataFrame(
            {
                "topic": self.topic_ids_,
                "name": self.topic_names_,
                "share": self.shares_,
                "terms": [", ".join(row) for row in self.top_terms(n_terms)],
            }
        )

    def rename(self, names: Mapping[str, str]) -> TopicModel:
        """The same model with other names to show, given by topic id.

        Raises:
            SettingsError: an id is none of the model's.
        """
        new = copy(self)
        new.topic_names_ = list(self.topic_names_)
        for id_, name in names.items():
            new.topic_names_[self._place(id_)] = name
        return new

    def merge(self, groups: Iterable[Sequence[str]]) -> TopicModel:
        """The same model with topics counted together; each group is given by topic ids.

        A merged topic keeps id and name of the first of its group; all other ids stay.

        Raises:
            SettingsError: an id is none of the model's, or stands in two groups.
        """
        check_is_fitted(self, "components_")
        into = list(range(len(self.topic_ids_)))
        seen: set[str] = set()
        for group in groups:
            places = [self._place(id_) for id_ in group]
            if seen & set(group) or len(set(group)) < len(group):
                raise SettingsError(f"a topic of {list(group)} is to be merged twice")
            seen |= set(group)
            for place in places:
                into[place] = places[0]
        kept = sorted(set(into))
        sums = np.zeros((len(into), len(kept)))
        for place, to in enumerate(into):
            sums[place, kept.index(to)] = 1.0
        new = copy(self)
        size = np.maximum(self.shares_, 1e-12)[:, None]
        rows = sums.T @ (self.components_ * size)
        new.components_ = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-12)
        new.shares_ = self.shares_ @ sums
        new.groups_ = self.groups_ @ sums
        new.topic_ids_ = [self.topic_ids_[place] for place in kept]
        new.topic_names_ = [self.topic_names_[place] for place in kept]
        return new

    def save(self, path: str | Path) -> None:
        """Write the fitted model to one file: arrays and JSON in a zip, no pickle."""
        check_is_fitted(self, "components_")
        said = {
            "format": _FORMAT, "settings": self.get_params(), "terms": self.terms_,
            "shown": self.shown_, "phrases": self.phrases_, "topic_ids": self.topic_ids_,
            "topic_names": self.topic_names_,
        }  # fmt: skip
        arrays = {
            "components": self.components_, "factors": self.factors_, "groups": self.groups_,
            "shares": self.shares_, "idf": self.idf_,
        }  # fmt: skip
        if self.space_ is not None and self.near_ is not None:
            places, near = self.near_
            arrays |= {
                "space": self.space_, "places": places, "data": near.data,
                "indices": near.indices, "indptr": near.indptr,
            }  # fmt: skip
        write_arrays(path, "model.json", said, arrays)

    @classmethod
    def load(cls, path: str | Path) -> TopicModel:
        """Read a model that ``save`` wrote.

        Raises:
            ResultError: the file is no such model, or a newer library wrote it.
        """
        return read_arrays(path, "model.json", _FORMAT, cls._restored)

    @classmethod
    def _restored(cls, said: dict[str, Any], arrays: dict[str, Any]) -> TopicModel:
        # how many processes read is a matter of this machine, not of whoever fitted the model
        model = cls(**{**said["settings"], "n_jobs": 1})
        model._restore(said, arrays)
        return model

    def _restore(self, said: dict[str, Any], arrays: dict[str, Any]) -> None:
        self._check_settings()
        self.terms_ = strings_of(said, "terms")
        terms, topics = len(self.terms_), len(said["topic_ids"])
        self.shown_ = strings_of(said, "shown", terms)
        self.phrases_ = pairs_of(said, "phrases")
        self.topic_ids_ = strings_of(said, "topic_ids", topics)
        self.topic_names_ = strings_of(said, "topic_names", topics)
        self.components_ = numbers_of(arrays, "components", (topics, terms))
        self.groups_ = numbers_of(arrays, "groups", (self.n_topics, topics))
        self.shares_ = numbers_of(arrays, "shares", (topics,))
        self.factors_ = numbers_of(arrays, "factors", (self.n_topics, terms))
        self.idf_ = numbers_of(arrays, "idf", (terms,))
        self.space_ = self.near_ = None
        if "space" in arrays:
            dimensions, articles = arrays["space"].shape[-1], len(arrays["indptr"]) - 1
            self.space_ = numbers_of(arrays, "space", (terms, dimensions), -np.inf)
            places = numbers_of(arrays, "places", (articles, dimensions), -np.inf)
            data = numbers_of(arrays, "data", arrays["data"].shape)
            near = sparse.csr_matrix(
                (data, arrays["indices"], arrays["indptr"]), shape=(articles, terms)
            )
            near.check_format(full_check=True)  # scipy reads beyond its arrays where it is not held
            self.near_ = (places, near)

    def _check_settings(self) -> None:
        if self.method not in ("nmf", "lda"):
            raise SettingsError(f"method must be 'nmf' or 'lda'; got {self.method!r}")
        for name in ("n_topics", "min_articles", "max_terms", "neighbours", "n_jobs"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
                raise SettingsError(f"{name} must be a whole number above 0; got {value!r}")
        if self.max_share is not None and not 0 < self.max_share <= 1:
            raise SettingsError(f"max_share must be above 0 and at most 1; got {self.max_share!r}")
        if self.seeds and self.method != "nmf":
            raise SettingsError("seeds need method='nmf'")
        if self.seeds and len(self.seeds) > self.n_topics:
            raise SettingsError(
                f"there are {len(self.seeds)} seeded topics, but n_topics is {self.n_topics}"
            )

    def _place(self, id_: str) -> int:
        check_is_fitted(self, "components_")
        if id_ not in self.topic_ids_:
            raise SettingsError(f"no topic {id_!r}; topics are {', '.join(self.topic_ids_)}")
        place: int = self.topic_ids_.index(id_)
        return place

    def _learn_terms(self, table: TermTable) -> tuple[sparse.csr_matrix, list[list[str]]]:
        """Choose the vocabulary: counts of its terms, a row an article; terms of seeded topics."""
        every = count_vocabulary(table, table.terms)
        documents = np.bincount(every.indices, minlength=len(table.terms))
        share = self.max_share or min(max(_MAX_SHARE, 1.5 / self.n_topics), 1.0)
        limit = share * len(table) if len(table) >= _FEW else len(table)
        fit = np.flatnonzero(
            (documents >= min(self.min_articles, len(table))) & (documents <= limit)
        )
        kept = set(sorted(fit.tolist(), key=lambda n: (-documents[n], n))[: self.max_terms])
        seeded = self._seeded(table, documents)
        kept |= {table.places[term] for terms in seeded for term in terms}
        chosen = sorted(kept, key=lambda n: table.terms[n])
        if min(len(chosen), len(table)) < self.n_topics:
            raise SettingsError(
                f"n_topics is {self.n_topics}, but only {len(chosen)} terms are shared by at "
                f"least {self.min_articles} of the {len(table)} texts and by no more than "
                f"{share:.0%} of them"
            )
        self.terms_ = [table.terms[n] for n in chosen]
        self.shown_ = [table.shown[n] for n in chosen]
        self.phrases_ = table.phrases
        self.idf_ = inverse_frequency(documents[chosen], len(table))
        return every[:, chosen].tocsr(), seeded

    def _seeded(self, table: TermTable, documents: npt.NDArray[np.int64]) -> list[list[str]]:
        """The terms of each seeded topic's words."""
        seeded: list[list[str]] = []
        owner: dict[str, str] = {}
        analyzer = TermAnalyzer(stop=False, min_letters=1)
        used = [term for term, n in zip(table.terms, documents, strict=True) if n]
        lower = {term.lower(): term for term in reversed(used)}
        for name, words in (self.seeds or {}).items():
            found = []
            for word in words:
                # it may be a phrase that the articles have as one term, or as several; or a word
                # that they have in phrases only
                parts = [use.term.lower() for use in analyzer.uses(word)]
                whole = lower.get(" ".join(parts)) or lower.get(word.lower())
                terms = [whole] if whole else [lower[part] for part in parts if part in lower]
                if not terms and len(parts) == 1:
                    terms = [lower[term] for term in lower if parts[0] in term.split()]
                if not terms:
                    warnings.warn(
                        f"seed word {word!r} of topic {name!r} is in none of the articles",
                        stacklevel=5,
                    )
                found += [term for term in terms if term not in found]
            for term in found:
                if owner.setdefault(term, name) != name:
                    raise SettingsError(
                        f"seed word {term!r} belongs to two topics, {owner[term]!r} and {name!r}"
                    )
            if not found:
                raise SettingsError(f"no seed word of topic {name!r} is in any of the articles")
            seeded.append(found)
        return seeded

    def _learn_space(self, weights: sparse.csr_matrix) -> None:
        """The space in which articles are compared, and the articles that others may be like."""
        dimensions = min(_DIMENSIONS, min(weights.shape) - 1)
        if dimensions < 1:
            return
        self.space_ = _svd(weights, dimensions)[2].T.astype(weights.dtype)
        self.near_ = (normalize(weights @ self.space_), weights)

    def _with_like(self, weights: sparse.csr_matrix) -> sparse.csr_matrix:
        """Each article averaged with those most like it, by the cosine in the learnt space."""
        if self.near_ is None:
            return weights
        places, known = self.near_
        own = normalize(weights @ self.space_)
        # no more than half of what a topic has on average, or small topics run into each other
        count = min(self.neighbours, max(len(places) // (2 * self.n_topics), 1))
        blocks = []
        for start in range(0, len(own), _BLOCK):
            alike = own[start : start + _BLOCK] @ places.T
            near = np.argpartition(-alike, count - 1, axis=1)[:, :count]
            near.sort(axis=1)
            rows = np.repeat(np.arange(len(near)), count)
            values = np.maximum(np.take_along_axis(alike, near, axis=1).ravel(), 0)
            block = sparse.csr_matrix(
                (values, (rows, near.ravel())), shape=(len(near), len(places))
            )
            mixed = _OWN_SHARE * weights[start : start + _BLOCK] + (1 - _OWN_SHARE) * (
                normalize(block, "l1") @ known
            )
            blocks.append(normalize(mixed, copy=False))
        return sparse.vstack(blocks, "csr")

    def _factor_nmf(self, weights: sparse.csr_matrix, seeded: Sequence[Sequence[str]]) -> Floats:
        """Factors of one length, so that shares of different topics can be compared."""
        if not seeded:
            return np.asarray(normalize(_factorize(weights, *_start(weights, self.n_topics))[1]))
        place = {term: n for n, term in enumerate(self.terms_)}
        anchors = np.zeros((len(seeded), len(place)))
        for row, terms in zip(anchors, seeded, strict=True):
            row[[place[term] for term in terms]] = 1 / np.sqrt(len(terms))
        # a seeded topic starts as its words and the articles that have them
        near = np.asarray(weights @ anchors.T)
        W, H = near + _LITTLE, normalize(anchors + normalize(near.T @ weights))
        if self.n_topics > len(seeded):
            least = 1 - near.max(axis=1) / max(near.max(), _LITTLE)
            others = _start(sparse.diags(least) @ weights, self.n_topics - len(seeded))
            W, H = np.hstack([W, others[0]]), np.vstack([H, others[1]])
        # and has some articles of nothing but its words, as one heavy row
        heavy = np.sqrt(_SEED_SHARE * weights.shape[0] / self.n_topics)
        own = np.zeros((len(seeded), self.n_topics))
        np.fill_diagonal(own, heavy)
        rows = sparse.vstack([weights, heavy * anchors], "csr", weights.dtype)
        _, H = _factorize(rows, np.vstack([W, own]), H)
        for topic, terms in enumerate(seeded):
            words = [place[term] for term in terms]
            H[np.ix_([n for n in range(self.n_topics) if n != topic], words)] = 0
            kept = np.sort(H[topic])[-min(_KEPT_RANK, H.shape[1])]
            H[topic, words] = np.maximum(H[topic, words], max(kept, _LITTLE))
        return np.asarray(normalize(H))

    def _factor_lda(self, counts: sparse.csr_matrix) -> Floats:
        model = LatentDirichletAllocation(
            self.n_topics, random_state=self.random_state, learning_method="batch",
            max_iter=_LDA_PASSES, doc_topic_prior=1 / self.n_topics,
        )  # fmt: skip
        return np.asarray(model.fit(counts).components_, np.float64)

    def _shares(
        self, counts: sparse.csr_matrix, weights: sparse.csr_matrix | None = None
    ) -> Floats:
        """Shares of the topics in articles, topics merged where they are to be.

        *weights* are the articles' own, averaged with those like them, where they are known.
        """
        if not counts.shape[0]:
            return np.zeros((0, self.groups_.shape[1]))
        if self.method == "lda":
            model = LatentDirichletAllocation(
                len(self.factors_), random_state=0, doc_topic_prior=1 / self.n_topics
            )
            model.components_ = self.factors_
            model.exp_dirichlet_component_ = _expected_logs(self.factors_)
            model.doc_topic_prior_ = 1 / self.n_topics
            model.n_features_in_ = counts.shape[1]
            shares = model.transform(counts)
        else:
            if weights is None:
                weights = self._with_like(weigh_terms(counts, self.idf_))
            with warnings.catch_warnings(action="ignore"):
                shares, _, _ = non_negative_factorization(
                    weights, H=self.factors_.astype(weights.dtype), update_H=False,
                    n_components=len(self.factors_), max_iter=_MAX_ITERATIONS,
                )  # fmt: skip
        shares[np.diff(counts.indptr) == 0] = 0
        shares = shares.astype(np.float64) @ self.groups_
        total = shares.sum(axis=1, keepdims=True)
        return np.asarray(np.divide(shares, total, out=np.zeros_like(shares), where=total > 0))

    def _order(self, shares: Floats, seeded: int) -> Floats:
        """Number the topics, *seeded* ones as given, the others by size; shares in that order."""
        sizes = shares.mean(axis=0)
        order = list(range(seeded)) + sorted(
            range(seeded, len(sizes)), key=lambda n: (-float(sizes[n]), n)
        )
        self.shares_ = sizes[order]
        self.factors_ = np.ascontiguousarray(self.factors_[order])
        rows = self.factors_
        self.components_ = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-12)
        self.topic_ids_ = [f"topic{n}" for n in range(len(rows))]
        given = list(self.seeds or {})
        self.topic_names_ = given + [
            " · ".join(self.shown_[i] for i in row) for row in self._top(3, _RELEVANCE)[seeded:]
        ]
        return shares[:, order]

    def _top(self, n: int, relevance: float) -> list[list[int]]:
        """Places of the *n* most relevant terms of each topic."""
        check_is_fitted(self, "components_")
        rows = self.components_
        overall = self.shares_ @ rows
        top = []
        for row in rows:
            some = np.flatnonzero(row > 0)
            lift = row[some] / np.maximum(overall[some], _LITTLE * row[some])
            rank = relevance * np.log(row[some]) + (1 - relevance) * np.log(lift)
            top.append(some[np.argsort(-rank, kind="stable")[:n]].tolist())
        return top


def _svd(weights: sparse.csr_matrix, size: int) -> tuple[Floats, Floats, Floats]:
    """The *size* largest singular values with their vectors, largest first; always the same.

    ARPACK would be faster, but its last digits differ from process to process.
    """
    left, values, right = randomized_svd(
        weights, size, n_oversamples=_SPARE, n_iter=_POWER_ITERATIONS,
        power_iteration_normalizer="QR", random_state=0,
    )  # fmt: skip
    return left.astype(np.float64), values.astype(np.float64), right.astype(np.float64)


def _start(weights: sparse.csr_matrix, topics: int) -> tuple[Floats, Floats]:
    """Shares and factors from which NMF starts: NNDSVDa of Boutsidis and Gallopoulos (2008).

    scikit-learn's own is private, and depends on a seed.
    """
    left, values, right = _svd(weights, topics)
    W, H = np.zeros((len(left), topics)), np.zeros((topics, right.shape[1]))
    for n, value in enumerate(values):
        sides = [
            (np.maximum(sign * left[:, n], 0), np.maximum(sign * right[n], 0)) for sign in (1, -1)
        ]
        sizes = [np.linalg.norm(x) * np.linalg.norm(y) for x, y in sides]
        x, y = sides[int(sizes[1] > sizes[0])]
        scale = np.sqrt(value * max(sizes))
        W[:, n] = scale * x / max(np.linalg.norm(x), _LITTLE)
        H[n] = scale * y / max(np.linalg.norm(y), _LITTLE)
    mean = weights.mean()
    W[W < _LITTLE] = mean
    H[H < _LITTLE] = mean
    return W, H


def _factorize(rows: sparse.csr_matrix, W: Floats, H: Floats) -> tuple[Floats, Floats]:
    """Shares and factors of *rows*, from *W* and *H* on."""
    with warnings.catch_warnings(action="ignore"):  # as good as the iterations allow
        W, H, _ = non_negative_factorization(
            rows, W.astype(rows.dtype), H.astype(rows.dtype), n_components=len(H), init="custom",
            max_iter=_MAX_ITERATIONS,
        )  # fmt: skip
    return np.asarray(W, np.float64), np.asarray(H, np.float64)


def _expected_logs(factors: Floats) -> Floats:
    """exp(E[log]) of Dirichlet distributions, as scikit-learn's LDA keeps it beside its rows."""
    from scipy.special import psi

    return np.asarray(np.exp(psi(factors) - psi(factors.sum(axis=1, keepdims=True))))
