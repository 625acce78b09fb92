"""Figures of terms: which mark out one group of articles against another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from beritanlp.errors import SettingsError
from beritanlp.labels import Language
from beritanlp.plots.groups import expect
from beritanlp.plots.notes import number_axis, shown_note
from beritanlp.plots.rows import BAR, open_rows, write_asides
from beritanlp.plots.sheet import TOLD, WIDTH, Sheet, shorten
from beritanlp.plots.style import COLOURS, DARK, LABEL

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["keyness"]

_TOP: Final = 10  # terms of each side
Score = Literal["log_likelihood", "z", "log_ratio", "log_odds"]
_SCORES: tuple[Score, ...] = ("log_likelihood", "z", "log_ratio", "log_odds")
_COLUMNS = ("term", "per_million_group", "per_million_reference", *_SCORES)
_SIDE = 0.25  # of the width, for the name of a side
_AWAY = 3.0  # points from the middle


def keyness(
    frame: pd.DataFrame, ax: Axes | None = None, *, score: Score = "log_likelihood",
    group: str | None = None, reference: str | None = None, top: int = _TOP, width: float = WIDTH,
    language: Language = "en",
) -> Axes:  # fmt: skip
    """Bars of `bn.measures.keyness`: terms of the group go right, those of the reference left.

    At the right of each term stands how often it occurs in a million terms of either.

    Args:
        frame: what the measure returns.
        ax: where to draw; a new figure if None.
        score: the column that bars show, by which terms are chosen.
        group: how to call the group; the figure's word for it if None.
        reference: how to call the reference; the same.
        top: terms to draw of each side; below stands of how many.
        width: of a new figure in mm.
        language: of the words in the figure.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: the frame lacks a column, or another *score*.
    """
    expect(frame, _COLUMNS, "keyness", "bn.measures.keyness")
    if score not in _SCORES:
        raise SettingsError(f"score must be one of {', '.join(_SCORES)}; got {score!r}")
    sheet = Sheet(ax, width, language, top)
    words = sheet.wording
    names = {"group": group or words.say("group"), "reference": reference or words.say("reference")}
    title = words.say("keyness", **names)
    ordered = frame[frame[score] != 0].sort_values(score, ascending=False, kind="stable")
    if ordered.empty:
        return sheet.finish_empty(title)
    here = ordered[ordered[score] > 0].head(top)
    there = ordered[ordered[score] < 0].tail(top)
    terms = [*here["term"], *there["term"]]
    scores = [*here[score], *there[score]]
    ax = open_rows(sheet, terms)
    colours = [COLOURS[0] if value > 0 else COLOURS[1] for value in scores]
    ax.barh(range(len(terms)), scores, height=BAR, color=colours)
    ax.axvline(0, color=DARK, linewidth=0.8)
    _write_sides(sheet, names["group"], names["reference"])
    sheet.grid("x")
    number_axis(ax.xaxis, words)
    asides = [
        f"{words.number(first)} : {words.number(second)}"
        for part in (here, there)
        for first, second in zip(
            part["per_million_group"], part["per_million_reference"], strict=True
        )
    ]
    write_asides(sheet, asides, "")
    notes = [
        words.say("per_million", **names),
        shown_note("terms_shown", len(terms), len(frame), words),
    ]
    strongest = {"group": list(here["term"]), "reference": list(there["term"])[::-1]}
    told = [f"{names[side]}: {', '.join(most[:TOLD])}" for side, most in strongest.items() if most]
    return sheet.finish(title, words.figure(score), notes, told)


def _write_sides(sheet: Sheet, group: str, reference: str) -> None:
    """Write above the bars whose terms go which way."""
    sheet.keep_lines(1)
    ax, n_letters = sheet.ax, sheet.letters(_SIDE, LABEL)
    group, reference = (shorten(name, n_letters) for name in (group, reference))
    for said, side, away in ((f"{group} →", "left", _AWAY), (f"← {reference}", "right", -_AWAY)):
        ax.annotate(
            said, (0, 1), (away, 2), xycoords=ax.get_xaxis_transform(), textcoords="offset points",
            ha=side, va="bottom", fontsize=LABEL, fontweight="bold", color=DARK, parse_math=False,
        )  # fmt: skip
