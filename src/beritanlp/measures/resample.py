"""Sums over articles that are drawn anew: the bootstrap behind all intervals.

Articles are drawn, not quotes, for the quotes of one article stand or fall together (Efron and
Tibshirani, 1993, chapter 8). A draw has as many articles as there are, each any number of times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

__all__ = ["FEWEST", "STANDARD", "Intervals", "drawn_sums", "ratio_intervals", "sums_by_article"]

FEWEST = 2  # articles; of one alone no draw differs, and nothing can be told of chance
_CELLS = 4_000_000  # of a block of draws, articles times draws; 32 MB as int64
_RATIOS = 24_000_000  # of a block of rows, rows times draws; 192 MB as float64, some four at once


@dataclass(frozen=True, slots=True)
class Intervals:
    """How intervals are made: the number of draws (0: none), their level, the seed of chance.

    The same seed gives the same intervals.
    """

    n_boot: int = 1000
    level: float = 0.95
    seed: int = 0

    def __post_init__(self) -> None:
        if self.n_boot < 0:
            raise ValueError(f"n_boot must be 0 or more draws; got {self.n_boot!r}")
        if not 0 < self.level < 1:
            raise ValueError(f"level must be between 0 and 1; got {self.level!r}")

    def quantiles(self, drawn: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The ends of the percentile interval of each row of *drawn*; NaN where it has no draw."""
        import numpy as np

        low, high = (np.full(len(drawn), np.nan) for _ in range(2))
        told = ~np.isnan(drawn).all(axis=1) if drawn.shape[1] else np.zeros(len(drawn), bool)
        if told.any():
            tail = (1 - self.level) / 2
            low[told], high[told] = np.nanquantile(drawn[told], [tail, 1 - tail], axis=1)
        return low, high


STANDARD = Intervals()
"""95 % intervals of 1,000 draws."""


def sums_by_article(
    rows: np.ndarray, articles: np.ndarray, values: np.ndarray, shape: tuple[int, int]
) -> Any:
    """A sparse matrix of *shape*, rows by articles, with the sums of *values*."""
    from scipy.sparse import coo_matrix

    return coo_matrix((values, (rows, articles)), shape=shape).tocsr()


def drawn_sums(matrix: Any, intervals: Intervals) -> np.ndarray:
    """The sum of each row of *matrix* in each draw of its columns, the articles.

    Returns:
        ndarray of shape (rows, ``n_boot``); the same for the same seed and number of articles.
    """
    import numpy as np

    n_rows, n_articles = matrix.shape
    sums = np.empty((n_rows, intervals.n_boot))
    if not n_articles:
        sums[:] = 0
        return sums
    chance = np.random.default_rng(intervals.seed)
    block = max(1, _CELLS // n_articles)
    for start in range(0, intervals.n_boot, block):
        n = min(block, intervals.n_boot - start)
        picked = chance.integers(n_articles, size=(n, n_articles))
        picked += np.arange(n)[:, None] * n_articles
        times = np.bincount(picked.ravel(), minlength=n * n_articles).reshape(n, n_articles)
        sums[:, start : start + n] = matrix @ times.T
    return sums


def ratio_intervals(
    numerators: Any, denominators: Any, of: np.ndarray, intervals: Intervals
) -> tuple[np.ndarray, np.ndarray]:
    """Intervals of the sum of each row of *numerators* by that of its row of *denominators*.

    Args:
        numerators: sparse matrix, rows by articles.
        denominators: sparse matrix of the same articles.
        of: for each row of *numerators* its row of *denominators*.
        intervals: how to draw. Draws without the denominator are left out.

    Returns:
        Both ends; NaN where there are no draws, or where the denominator rests on one article.
    """
    import numpy as np

    size = numerators.shape[0]
    low, high = np.full(size, np.nan), np.full(size, np.nan)
    block = max(1, _RATIOS // max(1, intervals.n_boot))
    for start in range(0, size, block):
        rows = slice(start, start + block)
        ratios = _drawn_ratios(numerators[rows], denominators, of[rows], intervals)
        low[rows], high[rows] = intervals.quantiles(ratios)
    return low, high


def _drawn_ratios(
    numerators: Any, denominators: Any, of: np.ndarray, intervals: Intervals
) -> np.ndarray:
    """The ratio of each row in each draw; NaN where the denominator is too small to tell."""
    import numpy as np
    from scipy.sparse import vstack

    used, place = np.unique(of, return_inverse=True)
    both = drawn_sums(vstack([numerators, denominators[used]]).tocsr(), intervals)
    upper, lower = both[: numerators.shape[0]], both[numerators.shape[0] :][place]
    enough = denominators.getnnz(axis=1)[of] >= FEWEST
    told = (lower > 0) & enough[:, None]
    ratios: np.ndarray = np.divide(upper, lower, out=np.full(upper.shape, np.nan), where=told)
    return ratios
