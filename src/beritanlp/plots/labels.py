"""Names beside marks that never overlap: where each finds room, or that it finds none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from beritanlp.plots.style import DARK, LABEL

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

__all__ = ["place_labels"]

_GAP = 1.5  # points between a mark and its name
# where a name may stand: beside its mark, above and below, then at the corners
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), *product((1, -1), (1, -1)))
_HALO = 1.5  # points of white around letters, so that lines do not cross them
_WIDER = 1.1  # times its width, for another resolution sets it wider
_CLEAR = 1.0  # pixels around a name
_CORNER = 0.7  # of the radius, at which a corner of a name is near enough
_ALIGN = {1: "left", -1: "right", 0: "center"}
_RAISE = {1: "bottom", -1: "top", 0: "center"}


def place_labels(
    ax: Axes, points: Sequence[tuple[float, float]], radii: Sequence[float], names: Sequence[str]
) -> int:
    """Write *names* beside their marks, the first ones first; how many found no room.

    Args:
        ax: axes that are finished, for room is sought as they are laid out now.
        points: where the marks are, in data.
        radii: of the marks in points.
        names: one for each.
    """
    from matplotlib.transforms import Bbox

    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    pixel = figure.dpi / 72
    centres = ax.transData.transform(points)
    marks = [
        Bbox.from_extents(x - r * pixel, y - r * pixel, x + r * pixel, y + r * pixel)
        for (x, y), r in zip(centres, radii, strict=True)
    ]
    taken: list[Bbox] = []
    for n, name in enumerate(names):
        others = [*taken, *marks[:n], *marks[n + 1 :]]
        box = _write(ax, points[n], radii[n], name, others)
        if box is not None:
            taken.append(box)
    return len(names) - len(taken)


def _write(
    ax: Axes, point: tuple[float, float], radius: float, name: str, others: Sequence[Bbox]
) -> Bbox | None:
    """Write one name where it touches none of *others*; the room that it takes, if any."""
    from matplotlib.patheffects import withStroke

    inside = ax.get_window_extent()
    text = ax.annotate(
        name, point, (0, 0), textcoords="offset points", fontsize=LABEL, color=DARK, zorder=5,
        parse_math=False, linespacing=1.0,
        path_effects=[withStroke(linewidth=_HALO, foreground="white")],
    )  # fmt: skip
    for across, up in _SIDES:
        away = (radius if not (across and up) else _CORNER * radius) + _GAP
        text.set_position((across * away, up * away))
        text.set(ha=_ALIGN[across], va=_RAISE[up])
        box = text.get_window_extent().expanded(_WIDER, 1).padded(_CLEAR)
        fits = inside.x0 <= box.x0 and box.x1 <= inside.x1
        fits = fits and inside.y0 <= box.y0 and box.y1 <= inside.y1
        if fits and not any(box.overlaps(other) for other in others):
            return box
    text.remove()
    return None
