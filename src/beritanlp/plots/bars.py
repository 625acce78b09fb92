"""Figures of one measure with a row for each group: shares, means, diversity, collocations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from beritanlp.errors import SettingsError
from beritanlp.measures.table import Unit
from beritanlp.plots.groups import (
    completed,
    dimensions_of,
    expect,
    groups_of,
    keys_of,
    labels_of,
    outer_of,
)  # fmt: skip
from beritanlp.plots.notes import intervals_note, named, number_axis, shown_note
from beritanlp.plots.rows import Row, draw_dodged, draw_rows
from beritanlp.plots.sheet import LEVEL, WIDTH, Sheet
from beritanlp.plots.style import MARKERS
from beritanlp.plots.wording import Language, Wording

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from beritanlp.validation.correction import Share

__all__ = [
    "collocations", "corrected_shares", "diversity", "position", "quoted_words", "share_of_voice",
]  # fmt: skip

TOP: Final = 15  # rows that go on half a page
_TOLD = 3  # rows that the description names
_SHARES = ("n", "total", "share", "low", "high")
_ENDS = ("low", "high")
_BOUNDS = {
    "shannon": "shannon", "shannon_corrected": "shannon", "simpson": "simpson",
    "simpson_corrected": "simpson",
}  # fmt: skip  # whose interval is drawn for a figure of diversity
_DIVERSITY = (*_BOUNDS, "effective", "evenness", "inverse_simpson", "kinds")


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
    expect(frame, _SHARES, "share_of_voice", "bn.measures.share_of_voice")
    sheet = Sheet(ax, width, language)
    words, counted = sheet.wording, sheet.wording.unit(unit)
    dimensions = dimensions_of(frame)
    outer = outer_of(frame, dimensions)
    inner = dimensions[len(outer) :]
    title = words.say("share_of_voice", unit=counted, by=named(inner, words))
    if frame.empty:
        return sheet.finish_empty(title)
    if outer:
        return _shares_within(sheet, frame, outer, inner, unit, top, level)
    chosen = frame.sort_values("n", ascending=False, kind="stable").head(top)
    rows = _rows(chosen, labels_of(chosen, inner, words), "share", _ENDS, "n", words)
    draw_rows(sheet, rows, "bars", counted)
    number_axis(sheet.ax.xaxis, words, percent=True)
    whole = words.say("whole", total=int(frame["total"].iloc[0]), unit=counted)
    notes = [whole, *_notes(rows, len(frame), words, level)]
    told = _told(rows, words.percent)
    return sheet.finish(title, words.say("axis_share", unit=counted), notes, told)


def _shares_within(
    sheet: Sheet, frame: pd.DataFrame, outer: Sequence[str], inner: Sequence[str], unit: Unit,
    top: int, level: float,
) -> Axes:  # fmt: skip
    """Dots of shares, a row a group and a mark for each value of *outer*."""
    words, counted = sheet.wording, sheet.wording.unit(unit)
    cells = groups_of(completed(frame, outer, inner), outer, words)
    if len(cells) > len(MARKERS):
        raise SettingsError(
            f"plots.share_of_voice: {named(outer, words)} has {len(cells)} values, too many for "
            f"one figure; filter the frame to {len(MARKERS)}, or give it to timeline or topic_map"
        )
    groups = frame.drop_duplicates(keys_of(inner)).set_index(keys_of(inner))
    sums = frame.groupby(keys_of(inner), dropna=False, sort=False)["n"].sum()
    kept = sums.sort_values(ascending=False, kind="stable").head(top).index
    labels = labels_of(groups.loc[kept].reset_index(), inner, words)
    series = {
        label: _rows(cell.set_index(keys_of(inner)).loc[kept], labels, "share", _ENDS, None, words)
        for label, cell in cells.items()
    }
    draw_dodged(sheet, series)
    number_axis(sheet.ax.xaxis, words, percent=True)
    title = words.say(
        "share_within", unit=counted, by=named(inner, words), within=named(outer, words)
    )
    totals = ", ".join(
        f"{label} {words.number(cell['total'].iloc[0])}" for label, cell in cells.items()
    )
    whole = words.say("whole_within", unit=counted, within=named(outer, words), totals=totals)
    lows = [row.low for rows in series.values() for row in rows]
    notes = [
        whole, shown_note("shown", len(kept), len(sums), words), intervals_note(lows, words, level)
    ]  # fmt: skip
    told = [f"{label}: {', '.join(_told(rows, words.percent))}" for label, rows in series.items()]
    return sheet.finish(title, words.say("axis_share", unit=counted), notes, told)


def quoted_words(
    frame: pd.DataFrame, ax: Axes | None = None, *, top: int = TOP, width: float = WIDTH,
    language: Language = "en", level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Dots of the mean words of a quote from `bn.measures.quoted_words`, the longest at the top.

    The ``top`` groups with most words are drawn; the number at the right are their quotes. For the
    other arguments and errors see `share_of_voice`.
    """
    expect(frame, ("quotes", "words", "mean"), "quoted_words", "bn.measures.quoted_words")
    sheet = Sheet(ax, width, language)
    words, dimensions = sheet.wording, dimensions_of(frame)
    title = words.say("quoted_words", by=named(dimensions, words))
    if frame.empty:
        return sheet.finish_empty(title)
    chosen = frame.sort_values("words", ascending=False, kind="stable").head(top)
    chosen = chosen.sort_values("mean", ascending=False, kind="stable")
    rows = _rows(
        chosen, labels_of(chosen, dimensions, words), "mean", ("low", "high"), "quotes", words
    )
    draw_rows(sheet, rows, "dots", words.unit("quotes"))
    notes = _notes(rows, len(frame), words, level)
    told = _told(rows, lambda mean: words.number(mean, 1))
    return sheet.finish(title, words.say("axis_words"), notes, told)


def position(
    frame: pd.DataFrame, ax: Axes | None = None, *, top: int = TOP, width: float = WIDTH,
    language: Language = "en", level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Dots of the mean place of first quotes from `bn.measures.position`, the earliest at the top.

    The ``top`` groups with most articles are drawn; at the right stand their articles, and in how
    many of these nobody is quoted earlier. For the other arguments and errors see `share_of_voice`.
    """
    expect(frame, ("articles", "mean", "leads", "low"), "position", "bn.measures.position")
    sheet = Sheet(ax, width, language)
    words, dimensions = sheet.wording, dimensions_of(frame)
    title = words.say("position", by=named(dimensions, words))
    if frame.empty:
        return sheet.finish_empty(title)
    chosen = frame.sort_values("articles", ascending=False, kind="stable").head(top)
    chosen = chosen.sort_values("mean", kind="stable")
    rows = [
        Row(label=label, value=mean, low=low, high=high, aside=f"{words.number(n)}, {lead}")
        for label, mean, low, high, n, lead in zip(
            labels_of(chosen, dimensions, words),
            *(chosen[name] for name in ("mean", "low", "high", "articles")),
            [words.percent(share) for share in chosen["leads"] / chosen["articles"]],
            strict=True,
        )
    ]
    draw_rows(sheet, rows, "dots", words.say("leads_header"))
    sheet.ax.set_xlim(left=0)
    number_axis(sheet.ax.xaxis, words, percent=True)
    notes = [words.say("leads"), *_notes(rows, len(frame), words, level)]
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
            intervals allow for the figures of a sample being too low, and so may lie above the
            uncorrected ones.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: the frame lacks a column, or another *figure*.
    """
    expect(frame, ("n", *_DIVERSITY), "diversity", "bn.measures.diversity")
    if figure not in _DIVERSITY:
        raise SettingsError(f"figure must be one of {', '.join(_DIVERSITY)}; got {figure!r}")
    sheet = Sheet(ax, width, language)
    words, dimensions = sheet.wording, dimensions_of(frame)
    by = named(dimensions, words)
    title = words.say("diversity", by=by) if dimensions else words.say("diversity_whole")
    if frame.empty:
        return sheet.finish_empty(title)
    chosen = frame.sort_values("n", ascending=False, kind="stable").head(top)
    chosen = chosen.sort_values(figure, ascending=False, kind="stable")
    labels = labels_of(chosen, dimensions, words) if dimensions else [words.say("all")]
    bound = _BOUNDS.get(figure)
    ends = (f"{bound}_low", f"{bound}_high") if bound else None
    rows = _rows(chosen, labels, figure, ends, "n", words)
    draw_rows(sheet, rows, "dots", words.unit("quotes"))
    notes = _notes(rows, len(frame), words, level, "intervals_reflected")
    told = _told(rows, lambda value: words.number(value, 2))
    return sheet.finish(title, words.figure(figure), notes, told)


def corrected_shares(
    shares: Sequence[Share], ax: Axes | None = None, *, top: int = TOP,
    dimension: str = "speaker_kind", width: float = WIDTH, language: Language = "en",
    level: float = LEVEL,
) -> Axes:  # fmt: skip
    """Dots of `bn.validation.corrected_shares`, beside what the extractor alone says.

    A row a category, the largest at the top: a dot with its interval is the corrected share, a
    square what the extractor says uncorrected. For the other arguments see `share_of_voice`.

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
    sheet = Sheet(ax, width, language)
    words = sheet.wording
    title = words.say("corrected_shares", by=words.dimension(dimension))
    if not shares:
        return sheet.finish_empty(title)
    chosen = sorted(shares, key=lambda share: -share.value)[:top]
    labels = [words.value(dimension, share.category) for share in chosen]
    right = [
        Row(label=label, value=share.value, low=share.low, high=share.high)
        for label, share in zip(labels, chosen, strict=True)
    ]
    naive = [
        Row(label=label, value=share.naive) for label, share in zip(labels, chosen, strict=True)
    ]
    draw_dodged(sheet, {words.say("corrected_name"): right, words.say("naive"): naive})
    number_axis(sheet.ax.xaxis, words, percent=True)
    notes = [words.say("corrected", n=chosen[0].n), *_notes(right, len(shares), words, level)]
    axis = words.say("axis_share_all")
    return sheet.finish(title, axis, notes, _told(right, words.percent))


def collocations(
    frame: pd.DataFrame, ax: Axes | None = None, *, top: int = TOP, width: float = WIDTH,
    language: Language = "en",
) -> Axes:  # fmt: skip
    """Bars of the scores of `bn.measures.collocations`, the highest at the top.

    At the right stands how often the pair occurs. For the arguments and errors see
    `share_of_voice`.
    """
    expect(frame, ("first", "second", "n", "score"), "collocations", "bn.measures.collocations")
    sheet = Sheet(ax, width, language)
    words = sheet.wording
    title = words.say("collocations")
    if frame.empty:
        return sheet.finish_empty(title)
    chosen = frame.sort_values("score", ascending=False, kind="stable").head(top)
    labels = [f"{a} {b}" for a, b in zip(chosen["first"], chosen["second"], strict=True)]
    rows = _rows(chosen, labels, "score", None, "n", words)
    draw_rows(sheet, rows, "bars", "n")
    notes = [words.say("occurrences"), shown_note("pairs_shown", len(chosen), len(frame), words)]
    return sheet.finish(title, words.say("axis_score"), notes, labels[:_TOLD])


def _rows(
    frame: pd.DataFrame, labels: Sequence[str], value: str, ends: tuple[str, str] | None,
    aside: str | None, words: Wording,
) -> list[Row]:  # fmt: skip
    """The rows of *frame* with the columns *value*, *ends* and *aside*."""
    unknown = [float("nan")] * len(frame)
    lows, highs = (frame[end] for end in ends) if ends else (unknown, unknown)
    asides = [words.number(n) for n in frame[aside]] if aside else [""] * len(frame)
    return [
        Row(label=label, value=float(figure), low=float(low), high=float(high), aside=said)
        for label, figure, low, high, said in zip(
            labels, frame[value], lows, highs, asides, strict=True
        )
    ]


def _notes(
    rows: Sequence[Row], n_all: int, words: Wording, level: float, phrase: str = "intervals"
) -> list[str]:
    """How many of all rows are drawn, and what the lines are."""
    shown = shown_note("shown", len(rows), n_all, words)
    return [shown, intervals_note([row.low for row in rows], words, level, phrase)]


def _told(rows: Sequence[Row], shown: Callable[[float], str]) -> list[str]:
    """The first rows with their values, for the description."""
    return [f"{row.label} {shown(row.value)}" for row in rows[:_TOLD]]
