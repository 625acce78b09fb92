"""Figures of one measure with a row for each group: shares, means, diversity, collocations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from beritanlp.errors import SettingsError
from beritanlp.labels import Language
from beritanlp.measures.table import Unit
from beritanlp.plots.groups import (
    DIVERSITY,
    REFLECTED,
    completed,
    dimensions_of,
    expect,
    groups_of,
    keys_of,
    labels_of,
    outer_of,
)
from beritanlp.plots.notes import intervals_note, named, number_axis, shown_note
from beritanlp.plots.rows import Row, draw_dodged, draw_rows
from beritanlp.plots.sheet import LEVEL, TOLD, TOP, WIDTH, Sheet
from beritanlp.plots.style import MARKERS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from beritanlp.validation.correction import Share

__all__ = [
    "collocations", "corrected_shares", "diversity", "position", "quoted_words", "share_of_voice",
]  # fmt: skip

_ENDS = ("low", "high")


def share_of_voice(
    frame: pd.DataFrame, ax: Axes | None = None, *, unit: Unit = "quotes", top: int = TOP,
    width: float = WIDTH, language: Language = "en", level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Bars of the shares of `bn.measures.share_of_voice`, the largest at the top.

    A line on each bar is its interval, the number at the right how much was counted. A frame made
    ``within`` a dimension of up to six values gives dots instead, one mark and colour a value.

    Args:
        frame: what the measure returns.
        ax: where to draw; a new figure if None.
        unit: what was counted, as it was told to the measure.
        top: rows to draw; below stands of how many.
        width: of a new figure in mm; 85 is one column of a journal.
        language: of the words in the figure.
        level: of the intervals, as it was told to the measure.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: the frame lacks a column, or ``within`` has more than six values.
    """
    columns = ("n", "total", "share", *_ENDS)
    expect(frame, columns, "share_of_voice", "bn.measures.share_of_voice")
    sheet = Sheet(ax, width, language, top, level)
    words, counted = sheet.wording, sheet.wording.unit(unit)
    dimensions = dimensions_of(frame)
    outer = outer_of(frame, dimensions)
    inner = dimensions[len(outer) :]
    title = words.say("share_of_voice", unit=counted, by=named(inner, words))
    if frame.empty:
        return sheet.finish_empty(title)
    if outer:
        return _shares_within(sheet, frame, outer, inner, counted)
    chosen = _most(frame, "n", top)
    rows = _rows(sheet, chosen, labels_of(chosen, inner, words), "share", _ENDS, "n")
    draw_rows(sheet, rows, "bars", counted)
    number_axis(sheet.ax.xaxis, words, percent=True)
    whole = words.say("whole", total=int(frame["total"].iloc[0]), unit=counted)
    notes = [whole, *_notes(sheet, rows, len(frame))]
    told = _told(rows, words.percent)
    return sheet.finish(title, words.say("axis_share", unit=counted), notes, told)


def _shares_within(
    sheet: Sheet, frame: pd.DataFrame, outer: Sequence[str], inner: Sequence[str], counted: str
) -> Axes:
    """Dots of shares, a row a group and a mark for each value of *outer*."""
    words, keys = sheet.wording, keys_of(inner)
    cells = groups_of(completed(frame, outer, inner), outer, words)
    if len(cells) > len(MARKERS):
        raise SettingsError(
            f"plots.share_of_voice: {named(outer, words)} has {len(cells)} values, too many for "
            f"one figure; filter the frame to {len(MARKERS)}, or give it to timeline or topic_map"
        )
    sums = frame.groupby(keys, dropna=False, sort=False)["n"].sum()
    kept = sums.sort_values(ascending=False, kind="stable").head(sheet.top).index
    series = []
    for label, cell in cells:
        chosen = cell.set_index(keys).loc[kept].reset_index()
        names = labels_of(chosen, inner, words)
        series.append((label, _rows(sheet, chosen, names, "share", _ENDS)))
    draw_dodged(sheet, series)
    number_axis(sheet.ax.xaxis, words, percent=True)
    within = named(outer, words)
    title = words.say("share_within", unit=counted, by=named(inner, words), within=within)
    totals = ", ".join(f"{label} {words.number(cell['total'].iloc[0])}" for label, cell in cells)
    notes = [
        words.say("whole_within", unit=counted, within=within, totals=totals),
        shown_note("shown", len(kept), len(sums), words),
        intervals_note(sheet, [row.low for _, rows in series for row in rows]),
    ]
    told = [f"{label}: {', '.join(_told(rows, words.percent))}" for label, rows in series]
    return sheet.finish(title, words.say("axis_share", unit=counted), notes, told)


def quoted_words(
    frame: pd.DataFrame, ax: Axes | None = None, *, top: int = TOP, width: float = WIDTH,
    language: Language = "en", level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Dots of the mean words of a quote from `bn.measures.quoted_words`, the longest at the top.

    The ``top`` groups with most words are drawn; the number at the right are their quotes. For the
    other arguments and errors see `share_of_voice`.
    """
    columns = ("quotes", "words", "mean", *_ENDS)
    expect(frame, columns, "quoted_words", "bn.measures.quoted_words")
    sheet = Sheet(ax, width, language, top, level)
    words, dimensions = sheet.wording, dimensions_of(frame)
    title = words.say("quoted_words", by=named(dimensions, words))
    if frame.empty:
        return sheet.finish_empty(title)
    chosen = _most(_most(frame, "words", top), "mean")
    rows = _rows(sheet, chosen, labels_of(chosen, dimensions, words), "mean", _ENDS, "quotes")
    draw_rows(sheet, rows, "dots", words.unit("quotes"))
    told = _told(rows, lambda mean: words.number(mean, 1))
    return sheet.finish(title, words.say("axis_words"), _notes(sheet, rows, len(frame)), told)


def position(
    frame: pd.DataFrame, ax: Axes | None = None, *, top: int = TOP, width: float = WIDTH,
    language: Language = "en", level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Dots of the mean place of first quotes from `bn.measures.position`, the earliest at the top.

    The ``top`` groups with most articles are drawn; at the right stand their articles, and in what
    part of these nobody is quoted earlier. For the other arguments and errors see `share_of_voice`.
    """
    columns = ("articles", "mean", "lead_share", *_ENDS)
    expect(frame, columns, "position", "bn.measures.position")
    sheet = Sheet(ax, width, language, top, level)
    words, dimensions = sheet.wording, dimensions_of(frame)
    title = words.say("position", by=named(dimensions, words))
    if frame.empty:
        return sheet.finish_empty(title)
    chosen = _most(frame, "articles", top).sort_values("mean", kind="stable")
    asides = [
        f"{words.number(n)}, {words.percent(share)}"
        for n, share in zip(chosen["articles"], chosen["lead_share"], strict=True)
    ]
    rows = _rows(sheet, chosen, labels_of(chosen, dimensions, words), "mean", _ENDS, asides)
    draw_rows(sheet, rows, "dots", words.say("leads_header"))
    sheet.ax.set_xlim(left=0)
    number_axis(sheet.ax.xaxis, words, percent=True)
    notes = [words.say("leads"), *_notes(sheet, rows, len(frame))]
    return sheet.finish(title, words.say("axis_position"), notes, _told(rows, words.percent))


def diversity(
    frame: pd.DataFrame, ax: Axes | None = None, *, figure: str = "shannon_corrected",
    top: int = TOP, width: float = WIDTH, language: Language = "en", level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Dots of how diverse sources are from `bn.measures.diversity`, the most diverse at the top.

    The ``top`` groups with most quotes are drawn; at the right stand their quotes. For the other
    arguments see `share_of_voice`.

    Args:
        figure: a column: ``shannon_corrected``, ``shannon``, ``simpson_corrected``, ``simpson``
            (with intervals), ``effective``, ``evenness``, ``inverse_simpson`` or ``kinds``. The
            intervals allow for the figures of a sample being too low, and so may lie above them.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: the frame lacks a column, or another *figure*.
    """
    expect(frame, ("n", *DIVERSITY), "diversity", "bn.measures.diversity")
    if figure not in DIVERSITY:
        raise SettingsError(f"figure must be one of {', '.join(DIVERSITY)}; got {figure!r}")
    sheet = Sheet(ax, width, language, top, level)
    words, dimensions = sheet.wording, dimensions_of(frame)
    by = named(dimensions, words)
    title = words.say("diversity", by=by) if dimensions else words.say("diversity_whole")
    known = frame.dropna(subset=[figure])
    if known.empty:
        return sheet.finish_empty(title)
    chosen = _most(_most(known, "n", top), figure)
    labels = labels_of(chosen, dimensions, words)
    rows = _rows(sheet, chosen, labels, figure, REFLECTED.get(figure), "n")
    draw_rows(sheet, rows, "dots", words.unit("quotes"))
    notes = _notes(sheet, rows, len(frame), "intervals_reflected")
    told = _told(rows, lambda value: words.number(value, 2))
    return sheet.finish(title, words.figure(figure), notes, told)


def corrected_shares(
    shares: Sequence[Share], ax: Axes | None = None, *, dimension: str = "speaker_kind",
    top: int = TOP, width: float = WIDTH, language: Language = "en", level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Dots of `bn.validation.corrected_shares`, beside what the extractor alone says.

    A row a category, the largest at the top: a dot with its interval is the corrected share, a
    square the naive one. For the other arguments see `share_of_voice`.

    Args:
        shares: what the function returns.
        dimension: what the categories are of, as it was told to the function.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: these are no such shares.
    """
    if not all(hasattr(share, "naive") for share in shares):
        raise SettingsError(
            "plots.corrected_shares: these are no shares; give what "
            "bn.validation.corrected_shares returns"
        )
    sheet = Sheet(ax, width, language, top, level)
    words = sheet.wording
    title = words.say("corrected_shares", by=words.dimension(dimension))
    if not shares:
        return sheet.finish_empty(title)
    chosen = sorted(shares, key=lambda share: -share.value)[:top]
    labels = [words.value(dimension, share.category) for share in chosen]
    corrected = [
        Row(label=label, value=share.value, low=share.low, high=share.high)
        for label, share in zip(labels, chosen, strict=True)
    ]
    naive = [
        Row(label=label, value=share.naive) for label, share in zip(labels, chosen, strict=True)
    ]
    draw_dodged(sheet, [(words.say("corrected_name"), corrected), (words.say("naive"), naive)])
    number_axis(sheet.ax.xaxis, words, percent=True)
    notes = [words.say("corrected", n=chosen[0].n), *_notes(sheet, corrected, len(shares))]
    told = _told(corrected, words.percent)
    return sheet.finish(title, words.say("axis_share_all"), notes, told)


def collocations(
    frame: pd.DataFrame, ax: Axes | None = None, *, top: int = TOP, width: float = WIDTH,
    language: Language = "en",
) -> Axes:  # fmt: skip
    """Bars of the scores of `bn.measures.collocations`, the highest at the top.

    At the right stands how often the pair occurs. For the arguments and errors see
    `share_of_voice`.
    """
    expect(frame, ("first", "second", "n", "score"), "collocations", "bn.measures.collocations")
    sheet = Sheet(ax, width, language, top)
    words = sheet.wording
    title = words.say("collocations")
    if frame.empty:
        return sheet.finish_empty(title)
    chosen = _most(frame, "score", top)
    labels = [f"{a} {b}" for a, b in zip(chosen["first"], chosen["second"], strict=True)]
    rows = _rows(sheet, chosen, labels, "score", aside="n")
    draw_rows(sheet, rows, "bars", "n")
    notes = [words.say("occurrences"), shown_note("pairs_shown", len(chosen), len(frame), words)]
    return sheet.finish(title, words.say("axis_score"), notes, labels)


def _most(frame: pd.DataFrame, column: str, top: int | None = None) -> pd.DataFrame:
    """The *top* rows with most of *column*, the first at the top; of equals the earlier."""
    return frame.sort_values(column, ascending=False, kind="stable").head(top or len(frame))


def _rows(
    sheet: Sheet, frame: pd.DataFrame, labels: Sequence[str], value: str,
    ends: tuple[str, str] | None = None, aside: str | Sequence[str] = "",
) -> list[Row]:  # fmt: skip
    """The rows of *frame* with its columns *value* and *ends*; *aside* is a column, or texts."""
    unknown = [float("nan")] * len(frame)
    lows, highs = (frame[end] for end in ends) if ends else (unknown, unknown)
    if isinstance(aside, str):
        aside = list(map(sheet.wording.number, frame[aside])) if aside else [""] * len(frame)
    return [
        Row(label=label, value=float(figure), low=float(low), high=float(high), aside=said)
        for label, figure, low, high, said in zip(
            labels, frame[value], lows, highs, aside, strict=True
        )
    ]


def _notes(sheet: Sheet, rows: Sequence[Row], n_all: int, phrase: str = "intervals") -> list[str]:
    """How many of all rows are drawn, and what the lines are."""
    shown = shown_note("shown", len(rows), n_all, sheet.wording)
    return [shown, intervals_note(sheet, [row.low for row in rows], phrase)]


def _told(rows: Sequence[Row], shown: Callable[[float], str]) -> list[str]:
    """The first rows with their values, for the description."""
    return [f"{row.label} {shown(row.value)}" for row in rows[:TOLD]]
