"""Small pictures in the cells of tables, as SVG; what they show stands beside them in numbers."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["bar", "columns", "parts", "shade", "sparkline"]

_WIDTH = 100  # units of a bar of 100 %
_HEIGHT = 12
_SHADES = 10  # backgrounds of a cell, from none to darkest; report.css has their colours
_COLUMN = 14  # width of a month, its gap included
_TALLEST = 80


def bar(share: float, most: float, interval: tuple[float, float] | None) -> str:
    """A bar of *share*, as long as the cell at *most*; a line over it along the *interval*."""
    scale = _WIDTH / most if most > 0 else 0.0
    line = ""
    if interval:
        low, high = (end * scale for end in interval)
        line = (
            f'<line class="range" x1="{low:.1f}" x2="{high:.1f}" '
            f'y1="{_HEIGHT // 2}" y2="{_HEIGHT // 2}"/>'
        )
    return (
        f'<svg class="bar" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true"><rect width="{share * scale:.1f}" height="{_HEIGHT}"/>{line}</svg>'
    )


def parts(shares: Sequence[float]) -> str:
    """A bar of 100 % cut into *shares*, which differ in shade."""
    cut, rects = 0.0, ""
    for number, share in enumerate(shares):
        width = share * _WIDTH
        rects += (
            f'<rect class="part{number}" x="{cut:.1f}" width="{width:.1f}" height="{_HEIGHT}"/>'
        )
        cut += width
    return (
        f'<svg class="bar" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">{rects}</svg>'
    )


def shade(share: float, most: float) -> int:
    """Which of the backgrounds a cell of *share* has, the darkest at *most*."""
    return min(_SHADES - 1, int(_SHADES * share / most)) if most > 0 else 0


def sparkline(values: Sequence[float], most: float) -> str:
    """A line through *values*, the first at the left, *most* at the top."""
    if len(values) < 2 or most <= 0:
        return ""
    step = _WIDTH / (len(values) - 1)
    points = " ".join(
        f"{number * step:.1f},{_HEIGHT * (1 - value / most):.1f}"
        for number, value in enumerate(values)
    )
    return (
        f'<svg class="spark" viewBox="-2 -2 {_WIDTH + 4} {_HEIGHT + 4}" '
        f'preserveAspectRatio="none" aria-hidden="true"><polyline points="{points}"/></svg>'
    )


def columns(values: Sequence[tuple[str, int]]) -> str:
    """A column for each value, with its name and number as tooltip."""
    most = max((value for _, value in values), default=0) or 1
    drawn = ""
    for number, (name, value) in enumerate(values):
        height = _TALLEST * value / most
        drawn += (
            f'<rect x="{number * _COLUMN}" y="{_TALLEST - height:.1f}" width="{_COLUMN - 2}" '
            f'height="{height:.1f}"><title>{name}: {value:,}</title></rect>'
        )
    width = max(1, len(values)) * _COLUMN
    return (
        f'<svg class="columns" viewBox="0 0 {width} {_TALLEST}" preserveAspectRatio="none" '
        f'aria-hidden="true">{drawn}'
        f'<line x1="0" x2="{width}" y1="{_TALLEST}" y2="{_TALLEST}"/></svg>'
    )
