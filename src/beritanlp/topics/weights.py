"""Counts and TF-IDF weights of a vocabulary's terms, a row an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

from beritanlp.topics.counting import TermTable

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["count_vocabulary", "inverse_frequency", "weigh_terms"]


def count_vocabulary(table: TermTable, terms: Sequence[str]) -> sparse.csr_matrix:
    """How often each of *terms* stands in each article of *table*: a row an article."""
    place = {term: n for n, term in enumerate(terms)}
    new = np.array([place.get(term, -1) for term in table.terms] + [-1], np.int64)
    rows = [row[row >= 0] for row in (new[own] for own in table.articles)]
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    flat = np.concatenate([*rows, np.zeros(0, np.int64)])
    counts = sparse.csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(terms)))
    counts.sum_duplicates()
    return counts


def inverse_frequency(documents: npt.NDArray[np.int64], articles: int) -> npt.NDArray[np.float64]:
    """Weight of terms that stand in *documents* of *articles*: smoothed, at least 1."""
    return np.asarray(np.log((1 + articles) / (1 + documents)) + 1)


def weigh_terms(counts: sparse.csr_matrix, idf: npt.NDArray[np.float64]) -> sparse.csr_matrix:
    """TF-IDF of *counts*, rows of length 1; a term's second use counts less than its first."""
    weights = counts.astype(np.float32)
    weights.data = (1 + np.log(weights.data)) * idf[weights.indices].astype(np.float32)
    return normalize(weights, copy=False)
