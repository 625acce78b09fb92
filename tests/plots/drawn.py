"""What a figure has drawn, read from its artists; and frames for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

__all__ = ["LONG", "labels", "lie_inside", "notes", "shares", "strokes", "texts", "widths"]

LONG = "Badan Koordinasi Penanggulangan Kekeringan dan Pengelolaan Embung Kabupaten Sukamulya"


def shares(
    columns: dict[str, Sequence[object]], n: Sequence[int], total: Sequence[int] | int,
    spread: float = 0.1,
) -> pd.DataFrame:  # fmt: skip
    """A frame of `share_of_voice`: intervals go *spread* down and twice as far up."""
    frame = pd.DataFrame(columns).assign(n=n, articles=n, total=total)
    frame["share"] = frame["n"] / frame["total"]
    frame["low"] = np.maximum(0, frame["share"] - spread)
    frame["high"] = np.minimum(1, frame["share"] + 2 * spread)
    return frame


def labels(ax: Axes) -> list[str]:
    """The names of the rows from top to bottom, on one line each."""
    named = sorted(
        zip(ax.get_yticks(), ax.get_yticklabels(), strict=True), key=lambda pair: pair[0]
    )
    return [text.get_text().replace("\n", " ") for _, text in named]


def widths(ax: Axes) -> list[float]:
    """The lengths of the bars from top to bottom."""
    bars = sorted(ax.patches, key=lambda bar: bar.get_y())
    return [bar.get_width() for bar in bars]


def strokes(ax: Axes) -> list[tuple[float, float, float]]:
    """Place, low and high of each interval."""
    return [
        (float(first[1]), float(first[0]), float(last[0]))
        for lines in ax.collections
        if isinstance(lines, LineCollection) and lines.get_label() == "intervals"
        for first, last in lines.get_segments()
    ]


def texts(ax: Axes) -> list[str]:
    """All that is written inside the axes and beside them."""
    return [text.get_text() for text in ax.texts]


def notes(ax: Axes) -> str:
    """What is written below, on one line."""
    return ax.get_xlabel().replace("\n", " ")


def lie_inside(ax: Axes) -> bool:
    """Whether all that is written is in the figure, none of it cut off."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    written = [ax.title, ax._left_title, ax.xaxis.label, *ax.texts]  # type: ignore[attr-defined]
    for scale in (ax.xaxis, ax.yaxis):
        first, last = sorted(scale.get_view_interval())
        ticks = scale.get_major_ticks()
        written += [
            label
            for tick in ticks
            for label in (tick.label1, tick.label2)
            if label.get_visible() and first <= tick.get_loc() <= last
        ]
    page = figure.bbox.padded(1)
    boxes = [text.get_window_extent() for text in written if text.get_text()]
    return all(
        page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
        for box in boxes
    )
