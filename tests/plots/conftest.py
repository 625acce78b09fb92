"""Frames as the measures make them, written by hand, and figures that are closed again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from drawn import shares
from matplotlib import pyplot


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    """Draw into memory, and leave no figure open."""
    pyplot.switch_backend("agg")
    yield
    pyplot.close("all")


@pytest.fixture
def kinds() -> pd.DataFrame:
    """Three kinds of source of 20 quotes; of the last no interval is known."""
    frame = shares({"source_kind": ["government", "citizen", "expert"]}, [12, 6, 2], 20)
    frame.loc[2, ["low", "high"]] = np.nan
    return frame


@pytest.fixture
def by_outlet() -> pd.DataFrame:
    """Kinds of source within two outlets; B quotes no citizen."""
    return shares(
        {
            "outlet": ["A", "A", "B"],
            "source_kind": ["citizen", "government", "government"],
        },
        [6, 4, 5],
        [10, 10, 5],
    )


@pytest.fixture
def by_month() -> pd.DataFrame:
    """Kinds of source within three months; nothing is known of April, in May no citizen speaks."""
    return shares(
        {
            "month": ["2025-02", "2025-02", "2025-03", "2025-03", "2025-05"],
            "source_kind": ["government", "citizen", "government", "citizen", "government"],
        },
        [6, 4, 5, 15, 8],
        [10, 10, 20, 20, 8],
    )


@pytest.fixture
def edges() -> pd.DataFrame:
    """Three persons quoted together, and two others."""
    pairs = [
        ("a", "b", "Rangga Wiratama", "Siti Rahmawati", 4, 9, 4),
        ("b", "c", "Siti Rahmawati", "Bonar Situmeang", 2, 4, 3),
        ("d", "e", "Joko Prasetya", "Sari Wulandari", 1, 1, 1),
    ]
    frame = pd.DataFrame(
        pairs,
        columns=[
            "source", "target", "source_label", "target_label", "articles", "source_articles",
            "target_articles",
        ],
    ).assign(total=30)  # fmt: skip
    either = frame["source_articles"] + frame["target_articles"] - frame["articles"]
    return frame.assign(jaccard=frame["articles"] / either, pmi=1.0)
