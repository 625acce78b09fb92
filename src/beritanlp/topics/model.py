"""Topics found in a collection: NMF over the terms of its articles. The only import of sklearn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.validation import check_is_fitted

from beritanlp.errors import SettingsError
from beritanlp.topics.analyzer import TermAnalyzer

if TYPE_CHECKING:
    import numpy.typing as npt

    from beritanlp.corpus import Corpus

__all__ = ["TopicModel"]

_MAX_DOCUMENT_SHARE = 0.5  # terms in more of the articles tell no topics apart


class TopicModel(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Non-negative matrix factorisation of the articles' terms, with scikit-learn's interface.

    Deterministic for one ``random_state``: the factors start from a singular value decomposition.

    Args:
        n_topics: number of topics.
        random_state: seed of the decomposition.
        min_articles: terms in fewer articles are left out.
        max_terms: size of the vocabulary, the commonest terms.

    Attributes:
        components_: ndarray of shape (n_topics, n_terms), rows sum to 1.
    """

    def __init__(
        self,
        n_topics: int = 10,
        *,
        random_state: int = 0,
        min_articles: int = 2,
        max_terms: int = 20_000,
    ) -> None:
        self.n_topics = n_topics
        self.random_state = random_state
        self.min_articles = min_articles
        self.max_terms = max_terms

    def fit(self, X: Iterable[str] | Corpus, y: object = None) -> TopicModel:
        """Learn topics from texts, or from the articles of a Corpus.

        Raises:
            SettingsError: fewer texts or terms than topics.
        """
        self._learn(X)
        return self

    def fit_transform(
        self, X: Iterable[str] | Corpus, y: object = None, **_: Any
    ) -> npt.NDArray[np.float64]:
        """Learn topics and give each article's shares, as ``transform`` does."""
        return _shares(self._learn(X))

    def transform(self, X: Iterable[str] | Corpus) -> npt.NDArray[np.float64]:
        """Topic shares: ndarray of shape (n_articles, n_topics), rows sum to 1.

        An article with none of the terms gets a row of zeros.
        """
        check_is_fitted(self, "components_")
        return _shares(self.factors_.transform(self.vectorizer_.transform(_texts(X))))

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.object_]:
        """Names of the topics: ``topic0`` …, one for each column of ``transform``."""
        check_is_fitted(self, "components_")
        return np.asarray([f"topic{n}" for n in range(self.n_topics)], dtype=object)

    def top_terms(self, n: int = 10) -> list[list[str]]:
        """The *n* heaviest terms of each topic, in the form that the articles use most."""
        check_is_fitted(self, "components_")
        terms = self.vectorizer_.get_feature_names_out()
        return [
            [self.surfaces_.get(terms[i], terms[i]) for i in np.argsort(-row, kind="stable")[:n]]
            for row in self.components_
        ]

    def _learn(self, X: Iterable[str] | Corpus) -> npt.NDArray[np.float64]:
        texts = _texts(X)
        if len(texts) < self.n_topics:
            raise SettingsError(
                f"n_topics is {self.n_topics}, but there are only {len(texts)} texts; give more "
                "texts or ask for fewer topics"
            )
        recorder = _Recorder()
        self.vectorizer_ = TfidfVectorizer(
            analyzer=recorder,
            min_df=min(self.min_articles, len(texts)),
            max_df=_MAX_DOCUMENT_SHARE if len(texts) >= 20 else 1.0,
            max_features=self.max_terms,
            sublinear_tf=True,
        )
        try:
            weights = self.vectorizer_.fit_transform(texts)
        except ValueError as error:
            raise SettingsError(f"no terms are left to learn topics from: {error}") from None
        self.vectorizer_.set_params(analyzer=recorder.analyzer)  # to transform, nothing is counted
        size = min(weights.shape)
        if size < self.n_topics:
            raise SettingsError(
                f"n_topics is {self.n_topics}, but only {weights.shape[1]} terms are shared by at "
                f"least {self.min_articles} of the {len(texts)} texts"
            )
        self.factors_ = NMF(
            n_components=self.n_topics,
            init="nndsvda",
            random_state=self.random_state,
            max_iter=400,
        )
        shares: npt.NDArray[np.float64] = self.factors_.fit_transform(weights)
        rows = self.factors_.components_
        self.components_ = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-12)
        self.surfaces_ = {
            term: recorder.forms[term].most_common(1)[0][0] for term in self.vectorizer_.vocabulary_
        }
        return shares


def _texts(X: Iterable[str] | Corpus) -> list[str]:
    if hasattr(X, "articles"):
        return [str(text) for text in X.articles["text"]]
    return list(X)


def _shares(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(weights, total, out=np.zeros_like(weights), where=total > 0))


class _Recorder:
    """A TermAnalyzer that counts the written forms of each term on the way."""

    def __init__(self) -> None:
        self.analyzer = TermAnalyzer()
        self.forms: dict[str, Counter[str]] = {}

    def __call__(self, text: str) -> list[str]:
        uses = list(self.analyzer.uses(text))
        for use in uses:
            self.forms.setdefault(use.term, Counter())[use.text] += 1
        return [use.term for use in uses]
