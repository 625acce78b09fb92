"""Draw quotes for checking by hand, and read the judgements back."""

from __future__ import annotations

import math

__all__ = ["wilson"]


def wilson(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Ends of the Wilson interval of *right* in *n*, 0–1; (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    share = right / n
    centre = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
