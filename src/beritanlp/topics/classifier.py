"""Learn a coding scheme from articles that people have coded: ``train`` and `TopicClassifier`.

Logistic regression on TF-IDF of the articles' terms and words: one for all topics where every
article has exactly one, else one a topic. Its scores are made probabilities on articles that it did
not learn from: by temperature (Guo et al., 2017) where topics exclude each other, else by Platt's
method (1999).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize_scalar
from scipy.special import expit, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import KFold
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from beritanlp.errors import SettingsError
from beritanlp.topics.analyzer import WordAnalyzer
from beritanlp.topics.counting import TermTable, count_terms, texts_of
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

__all__ = ["TopicClassifier", "train"]

_FOLDS = 5
_MIN_ARTICLES = 2  # a word of fewer tells nothing of others
_FEWEST = 5  # coded articles of a topic, to learn it
_FORMAT = 1
_MAX_ITERATIONS = 1000
_SURE = 10.0  # log odds


@dataclass(frozen=True)
class _Features:
    """What an article is described by: its terms, and its words as written, each by TF-IDF.

    Terms stand for a subject in any form and name; words also for how a section writes.
    """

    terms: list[str]
    words: list[str]
    phrases: tuple[tuple[str, str], ...]
    idf: Floats  # of the terms, then of the words

    @classmethod
    def learn(cls, tables: tuple[TermTable, TermTable]) -> _Features:
        kept, idf = [], []
        for table in tables:
            counts = count_vocabulary(table, table.terms)
            documents = np.bincount(counts.indices, minlength=len(table.terms))
            some = np.flatnonzero(documents >= _MIN_ARTICLES)
            kept.append([table.terms[i] for i in some])
            idf.append(inverse_frequency(documents[some], len(table)))
        return cls(kept[0], kept[1], tables[0].phrases, np.concatenate(idf))

    def describe(self, tables: tuple[TermTable, TermTable]) -> sparse.csr_matrix:
        """A row an article, of length 1."""
        size = len(self.terms)
        parts = [
            weigh_terms(count_vocabulary(table, known), idf)
            for table, known, idf in (
                (tables[0], self.terms, self.idf[:size]),
                (tables[1], self.words, self.idf[size:]),
            )
        ]
        return normalize(sparse.hstack(parts).tocsr(), copy=False)


def _read_texts(
    X: Iterable[str] | Corpus, phrases: bool | tuple[tuple[str, str], ...], n_jobs: int
) -> tuple[TermTable, TermTable]:
    texts = list(texts_of(X))
    return (
        count_terms(texts, phrases=phrases, n_jobs=n_jobs),
        count_terms(texts, phrases=False, analyzer=WordAnalyzer()),
    )


class TopicClassifier:
    """Topics of a scheme that was learnt from coded articles; `train` makes it.

    Attributes:
        topics: names of the topics, in order of the alphabet.
        exclusive: whether every article has exactly one.
        scores: cross-validated figures of the training, a row a topic: ``topic``, ``articles``,
            ``precision``, ``recall``, ``f1``.
    """

    def __init__(
        self, topics: Sequence[str], exclusive: bool, features: _Features, weights: Floats,
        bias: Floats, calibration: Floats, thresholds: Floats,
        scores: Sequence[Mapping[str, Any]],
    ) -> None:  # fmt: skip
        self.topics = list(topics)
        self.exclusive = exclusive
        self.scores = [dict(row) for row in scores]
        self._features = features
        self._weights = weights
        self._bias = bias
        self._calibration = calibration
        self._thresholds = thresholds

    def predict_proba(self, X: Iterable[str] | Corpus, *, n_jobs: int = 1) -> pd.DataFrame:
        """Probability of each topic, 0 to 1: a row a text, a column a topic.

        In an exclusive scheme rows sum to 1; an article with none of the known words gets what the
        topics' frequencies in training say.
        """
        import pandas as pd

        tables = _read_texts(X, self._features.phrases, n_jobs)
        with threadpool_limits(1):
            raw = self._features.describe(tables) @ self._weights.T + self._bias
            values = _probabilities(raw, self._calibration, self.exclusive)
        return pd.DataFrame(values, columns=self.topics)

    def predict(self, X: Iterable[str] | Corpus, *, n_jobs: int = 1) -> list[tuple[str, ...]]:
        """The topics of each text, most probable first; exactly one in an exclusive scheme.

        A topic is given from the probability on that gave the best F1 in cross-validation.
        """
        found = self.predict_proba(X, n_jobs=n_jobs).to_numpy()
        return [
            tuple(self.topics[n] for n in row)
            for row in _decide(found, self._thresholds, self.exclusive)
        ]

    def evidence(self, topic: str, n: int = 20) -> list[str]:
        """The *n* terms that speak most for *topic*.

        Raises:
            SettingsError: the scheme has no such topic.
        """
        if topic not in self.topics:
            raise SettingsError(f"no topic {topic!r}; topics are {', '.join(self.topics)}")
        terms = self._features.terms
        row = self._weights[self.topics.index(topic), : len(terms)]
        return [terms[i] for i in np.argsort(-row, kind="stable")[:n] if row[i] > 0]

    def save(self, path: str | Path) -> None:
        """Write the classifier to one file: arrays and JSON in a zip, no pickle."""
        said = {
            "format": _FORMAT, "topics": self.topics, "exclusive": self.exclusive,
            "terms": self._features.terms, "words": self._features.words,
            "phrases": self._features.phrases, "scores": self.scores,
        }  # fmt: skip
        arrays = {
            "idf": self._features.idf, "weights": self._weights, "bias": self._bias,
            "calibration": self._calibration, "thresholds": self._thresholds,
        }  # fmt: skip
        write_arrays(path, "classifier.json", said, arrays)

    @classmethod
    def load(cls, path: str | Path) -> TopicClassifier:
        """Read a classifier that ``save`` wrote.

        Raises:
            ResultError: the file is no such classifier, or a newer library wrote it.
        """
        return read_arrays(path, "classifier.json", _FORMAT, cls._restored)

    @classmethod
    def _restored(cls, said: dict[str, Any], arrays: dict[str, Any]) -> TopicClassifier:
        topics = strings_of(said, "topics")
        terms, words = strings_of(said, "terms"), strings_of(said, "words")
        if not topics:
            raise ValueError("it has no topics")
        size = len(terms) + len(words)
        features = _Features(
            terms, words, pairs_of(said, "phrases"), numbers_of(arrays, "idf", (size,))
        )
        weights = numbers_of(arrays, "weights", (len(topics), size), -np.inf)
        bias = numbers_of(arrays, "bias", (len(topics),), -np.inf)
        calibration = numbers_of(arrays, "calibration", (len(topics), 2), -np.inf)
        thresholds = numbers_of(arrays, "thresholds", (len(topics),), -np.inf)
        return cls(
            topics, bool(said["exclusive"]), features, weights, bias, calibration, thresholds,
            said["scores"],
        )  # fmt: skip


def train(
    coded: pd.DataFrame | Iterable[tuple[str, str | Sequence[str]]],
    *,
    text_column: str = "text",
    topic_column: str = "topics",
    strength: float = 30.0,
    n_jobs: int = 1,
    random_state: int = 0,
) -> TopicClassifier:
    """Learn topics from coded articles.

    Args:
        coded: pairs of a text and its topic or topics, or a frame with a column for each; in a
            frame, several topics of one article are a list, or a text with semicolons between.
        text_column: the frame's column of texts.
        topic_column: the frame's column of topics.
        strength: how closely the classifier follows single articles; smaller is more cautious.
        n_jobs: processes that read texts.
        random_state: seed of the cross-validation; the same gives the same bytes.

    Returns:
        A classifier; where every article has exactly one topic, so has what it predicts. Its
        ``scores`` are from five-fold cross-validation on *coded*.

    Raises:
        SettingsError: *coded* is empty or malformed, or a topic has fewer than five articles.
    """
    texts, labels = _read_coded(coded, text_column, topic_column)
    if len(texts) < 2 * _FOLDS:
        raise SettingsError(f"{len(texts)} coded articles are too few; give {2 * _FOLDS} or more")
    topics = sorted({topic for row in labels for topic in row})
    exclusive = all(len(row) == 1 for row in labels)
    is_of = np.array([[topic in row for topic in topics] for row in labels], bool)
    few = [topic for topic, n in zip(topics, is_of.sum(axis=0), strict=True) if n < _FEWEST]
    if few:
        raise SettingsError(
            f"topics with fewer than {_FEWEST} coded articles: {', '.join(few)}; code more of them "
            "or merge them with others"
        )
    if len(topics) < 2:
        raise SettingsError(f"all articles have the same {len(topics)} topic; code at least two")
    tables = _read_texts(texts, True, n_jobs)
    with threadpool_limits(1):
        # scores of articles that were not learnt from
        raw = np.zeros(is_of.shape)
        folds = KFold(_FOLDS, shuffle=True, random_state=random_state)
        for learn, test in folds.split(raw):
            features, weights, bias = _fit(_take(tables, learn), is_of[learn], exclusive, strength)
            raw[test] = features.describe(_take(tables, test)) @ weights.T + bias
        calibration = np.array(
            [(_temperature(raw, is_of), 0.0)] * len(topics)
            if exclusive
            else [_platt(raw[:, n], is_of[:, n]) for n in range(len(topics))]
        )
        probable = _probabilities(raw, calibration, exclusive)
        thresholds = np.array(
            [_best_threshold(probable[:, n], is_of[:, n]) for n in range(len(topics))]
        )
        said = _decide(probable, thresholds, exclusive)
        features, weights, bias = _fit(tables, is_of, exclusive, strength)
    return TopicClassifier(
        topics, exclusive, features, weights, bias, calibration, thresholds,
        _score(topics, is_of, said),
    )  # fmt: skip


def _take(
    tables: tuple[TermTable, TermTable], chosen: npt.NDArray[np.int64]
) -> tuple[TermTable, TermTable]:
    return tables[0].take(chosen.tolist()), tables[1].take(chosen.tolist())


def _read_coded(
    coded: Any, text_column: str, topic_column: str
) -> tuple[list[str], list[tuple[str, ...]]]:
    if hasattr(coded, "columns"):
        for column in (text_column, topic_column):
            if column not in coded.columns:
                raise SettingsError(
                    f"no column {column!r}; columns are {', '.join(map(str, coded.columns))}"
                )
        pairs = list(zip(coded[text_column], coded[topic_column], strict=True))
    else:
        pairs = list(coded)
    texts, labels = [], []
    for n, pair in enumerate(pairs):
        if isinstance(pair, str) or len(pair) != 2 or not isinstance(pair[0], str):
            raise SettingsError(
                f"coded article {n}: expected a text and its topics; got {pair!r:.80}"
            )
        text, said = pair
        if isinstance(said, str):
            said = said.split(";")
        elif not isinstance(said, Sequence | np.ndarray) or not all(
            isinstance(topic, str) for topic in said
        ):
            raise SettingsError(f"coded article {n}: topics must be text; got {said!r:.80}")
        texts.append(text)
        labels.append(tuple(dict.fromkeys(topic.strip() for topic in said if topic.strip())))
    return texts, labels


def _fit(
    tables: tuple[TermTable, TermTable], is_of: npt.NDArray[np.bool_], exclusive: bool,
    strength: float,
) -> tuple[_Features, Floats, Floats]:  # fmt: skip
    """What articles are described by; a row of weights and a bias for each topic."""
    features = _Features.learn(tables)
    rows = features.describe(tables)

    def regress(answers: npt.NDArray[Any]) -> tuple[Floats, Floats]:
        if len(np.unique(answers)) == 1:  # all of these articles have the topic, or none
            sure = _SURE if answers[0] else -_SURE
            return np.zeros((1, rows.shape[1])), np.array([sure])
        model = LogisticRegression(C=strength, class_weight="balanced", max_iter=_MAX_ITERATIONS)
        model.fit(rows, answers)
        return model.coef_, model.intercept_

    if exclusive and is_of.shape[1] > 2:
        weights, bias = regress(is_of.argmax(axis=1))
        known = np.flatnonzero(is_of.any(axis=0))  # a part of the articles may lack a topic
        whole = np.zeros((is_of.shape[1], rows.shape[1]))
        biases = np.full(is_of.shape[1], -_SURE)
        whole[known], biases[known] = weights, bias
        return features, whole, biases
    fits = [regress(is_of[:, topic]) for topic in range(is_of.shape[1])]
    return features, np.vstack([w for w, _ in fits]), np.concatenate([b for _, b in fits])


def _temperature(raw: Floats, is_of: npt.NDArray[np.bool_]) -> float:
    """The factor that makes a softmax of scores most probable; above 0."""

    def surprise(log_factor: float) -> float:
        chance = softmax(raw * np.exp(log_factor), axis=1)
        return float(-np.log(np.maximum(chance[is_of], 1e-12)).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-4, 4), method="bounded").x))


def _platt(raw: Floats, is_of: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and bias that make scores probabilities, targets smoothed as in Platt (1999)."""
    model = LogisticRegression(C=1e6, max_iter=_MAX_ITERATIONS)
    right, wrong = int(is_of.sum()), int((~is_of).sum())
    sure, none = (right + 1) / (right + 2), 1 / (wrong + 2)
    target = np.where(is_of, sure, none)
    both = np.concatenate([raw, raw])[:, None]
    model.fit(both, np.repeat([1, 0], len(raw)), sample_weight=np.concatenate([target, 1 - target]))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _probabilities(raw: Floats, calibration: Floats, exclusive: bool) -> Floats:
    scores = raw * calibration[:, 0] + calibration[:, 1]
    return np.asarray(softmax(scores, axis=1) if exclusive else expit(scores))


def _best_threshold(probable: Floats, is_of: npt.NDArray[np.bool_]) -> float:
    """The probability from which on a topic is given, for the best F1; at most one half."""
    order = np.argsort(-probable, kind="stable")
    hits = np.cumsum(is_of[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + is_of.sum())
    return min(float(probable[order[int(np.argmax(f1))]]), 0.5)


def _decide(probable: Floats, thresholds: Floats, exclusive: bool) -> list[list[int]]:
    order = np.argsort(-probable, axis=1, kind="stable")
    if exclusive:
        return [[int(row[0])] for row in order]
    return [
        [int(n) for n in row if values[n] >= thresholds[n]]
        for row, values in zip(order, probable, strict=True)
    ]


def _score(
    topics: Sequence[str], is_of: npt.NDArray[np.bool_], said: Sequence[Sequence[int]]
) -> list[dict[str, Any]]:
    given = np.zeros_like(is_of)
    for row, found in zip(given, said, strict=True):
        row[list(found)] = True
    figures = precision_recall_fscore_support(is_of, given, average=None, zero_division=0)
    return [
        {"topic": topic, "articles": int(n), "precision": float(p), "recall": float(r),
         "f1": float(f)}
        for topic, p, r, f, n in zip(topics, *figures, strict=True)
    ]  # fmt: skip
