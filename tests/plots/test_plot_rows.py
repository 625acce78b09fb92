"""Bars and dots: lengths, intervals, order, names and denominators are those of the frame."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest
from drawn import LONG, labels, lie_inside, notes, shares, strokes, texts, widths
from matplotlib import pyplot
from matplotlib.axes import Axes

from beritanlp import plots
from beritanlp.errors import MissingExtraError, SettingsError
from beritanlp.validation import Share


def dots(ax: Axes) -> list[list[float]]:
    """The values of each series of dots."""
    return [list(map(float, line.get_xdata())) for line in ax.lines if line.get_marker() != "None"]


def test_share_of_voice_draws_the_shares_and_their_intervals(kinds: pd.DataFrame) -> None:
    ax = plots.share_of_voice(kinds)
    assert labels(ax) == ["Government", "Citizens", "Experts"]
    assert widths(ax) == pytest.approx([0.6, 0.3, 0.1])
    assert strokes(ax) == [
        (0, pytest.approx(0.5), pytest.approx(0.8)),
        (1, pytest.approx(0.2), pytest.approx(0.5)),
    ]


def test_share_of_voice_says_of_how_many(kinds: pd.DataFrame) -> None:
    ax = plots.share_of_voice(kinds)
    assert ax.get_title("left") == "Share of quotes by kind of source"
    assert notes(ax) == "share of quotes 100% = 20 quotes; lines: 95% intervals"
    assert texts(ax) == ["12", "6", "2", "quotes"]


def test_share_of_voice_is_sorted_whatever_the_order_of_the_frame(kinds: pd.DataFrame) -> None:
    ax = plots.share_of_voice(kinds.iloc[::-1])
    assert labels(ax) == ["Government", "Citizens", "Experts"]


def test_share_of_voice_in_indonesian_with_words_counted() -> None:
    frame = shares({"outlet": ["A"]}, [1500], 12000)
    ax = plots.share_of_voice(frame, unit="words", language="id", level=0.9)
    assert ax.get_title("left") == "Porsi kata menurut media"
    assert notes(ax) == "porsi kata 100% = 12.000 kata; garis: selang 90%"
    assert texts(ax) == ["1.500", "kata"]


def test_share_of_voice_without_intervals_draws_none(kinds: pd.DataFrame) -> None:
    ax = plots.share_of_voice(kinds.assign(low=np.nan, high=np.nan))
    assert strokes(ax) == []
    assert "intervals" not in notes(ax)


def test_share_of_voice_draws_the_largest_of_many_and_says_so() -> None:
    frame = shares({"speaker": [f"Narasumber {n}" for n in range(40)]}, range(40, 0, -1), 820)
    ax = plots.share_of_voice(frame, top=5)
    assert labels(ax) == [f"Narasumber {n}" for n in range(5)]
    assert "5 of 40 shown" in notes(ax)
    assert len(labels(plots.share_of_voice(frame, top=40))) == 40


def test_share_of_voice_shows_what_is_unknown() -> None:
    frame = shares({"source_kind": pd.array(["expert", pd.NA], "string")}, [3, 1], 4)
    assert labels(plots.share_of_voice(frame)) == ["Experts", "Not known"]


def test_share_of_voice_shows_topics_in_the_language_of_the_figure() -> None:
    frame = shares({"topic_code": ["1"], "topic": ["Makroekonomi"]}, [3], 3)
    assert labels(plots.share_of_voice(frame)) == ["Macroeconomics"]
    assert labels(plots.share_of_voice(frame, language="id")) == ["Makroekonomi"]


def test_share_of_voice_within_draws_a_mark_for_each_value(by_outlet: pd.DataFrame) -> None:
    ax = plots.share_of_voice(by_outlet)
    assert labels(ax) == ["Government", "Citizens"]
    # B quotes no citizen, and all that it quotes is known: a zero without an interval
    assert dots(ax) == [pytest.approx([0.4, 0.6]), pytest.approx([1.0, 0.0])]
    assert len(strokes(ax)) == 3
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["A", "B"]
    assert "100% = all quotes of the outlet: A 10, B 5" in notes(ax)
    marks = [line.get_marker() for line in ax.lines if line.get_marker() != "None"]
    assert len(set(marks)) == 2


def test_share_of_voice_within_leaves_open_what_a_filter_left_out(by_outlet: pd.DataFrame) -> None:
    ax = plots.share_of_voice(by_outlet.assign(total=[10, 10, 9]))
    assert dots(ax)[1] == [pytest.approx(1.0), pytest.approx(np.nan, nan_ok=True)]


def test_share_of_voice_within_too_much_says_what_else_to_do() -> None:
    frame = shares({"outlet": list("ABCDEFG"), "kind": ["direct"] * 7}, [1] * 7, list(range(1, 8)))
    with pytest.raises(SettingsError, match=r"outlet has 7 values, too many .* topic_map"):
        plots.share_of_voice(frame)


def test_one_row_and_a_given_axes() -> None:
    figure, (first, second) = pyplot.subplots(1, 2, layout="constrained")
    size = tuple(figure.get_size_inches())
    frame = shares({"outlet": ["A"]}, [3], 3)
    assert plots.share_of_voice(frame, second) is second
    assert not first.has_data()
    assert widths(second) == [1.0]
    assert tuple(figure.get_size_inches()) == size


@pytest.mark.parametrize("width", [85, 170])
@pytest.mark.parametrize("language", ["en", "id"])
def test_long_names_are_broken_or_shortened_never_cut_off(width: int, language: str) -> None:
    frame = shares({"speaker": [LONG, "A" * 60, "Sari"]}, [3, 2, 1], 6)
    ax = plots.share_of_voice(frame, width=width, language=language)  # type: ignore[arg-type]
    assert labels(ax)[0].startswith("Badan Koordinasi")
    assert lie_inside(ax)


def test_a_new_figure_has_the_width_that_was_asked_for(kinds: pd.DataFrame) -> None:
    figure = plots.share_of_voice(kinds, width=85).get_figure(root=True)
    assert figure is not None
    assert figure.get_figwidth() * 25.4 == pytest.approx(85)


def test_dollars_in_names_are_no_formulas() -> None:
    frame = shares({"speaker": ["US$ 5 dan US$ {6"]}, [3], 3)
    ax = plots.share_of_voice(frame)
    assert lie_inside(ax)
    assert not ax.get_yticklabels()[0].get_parse_math()


def test_quoted_words_are_dots_of_the_means() -> None:
    frame = pd.DataFrame(
        {
            "source_kind": ["government", "expert", "citizen"],
            "quotes": [10, 2, 4],
            "words": [100, 60, 30],
            "articles": [5, 1, 3],
            "mean": [10.0, 30.0, 7.5],
            "low": [9.0, np.nan, 5.0],
            "high": [11.0, np.nan, 8.0],
        }
    )
    ax = plots.quoted_words(frame, top=2)
    assert labels(ax) == ["Experts", "Government"]
    assert dots(ax) == [[30.0, 10.0]]
    assert strokes(ax) == [(1, 9.0, 11.0)]
    assert texts(ax) == ["2", "10", "quotes"]
    assert "2 of 3 shown" in notes(ax)


def test_position_draws_the_earliest_at_the_top_with_how_often_it_leads() -> None:
    frame = pd.DataFrame(
        {
            "outlet": ["A", "B"],
            "articles": [10, 4],
            "mean": [0.5, 0.25],
            "low": [0.4, 0.2],
            "high": [0.6, 0.3],
            "leads": [2, 3],
            "lead_share": [0.2, 0.75],
        }
    )
    ax = plots.position(frame)
    assert labels(ax) == ["B", "A"]
    assert dots(ax) == [[0.25, 0.5]]
    assert texts(ax)[:2] == ["4, 75%", "10, 20%"]
    assert ax.get_xlim()[0] == 0


@pytest.fixture
def varied() -> pd.DataFrame:
    """Diversity of two outlets; B has one source."""
    names = ("kinds", "effective", "evenness", "simpson", "simpson_corrected", "inverse_simpson")
    frame = pd.DataFrame({"outlet": ["A", "B"], "articles": [9, 1], "n": [20, 3]})
    frame = frame.assign(shannon=[1.5, 0.0], shannon_corrected=[1.6, 0.0])
    frame = frame.assign(shannon_low=[1.7, np.nan], shannon_high=[1.9, np.nan])
    frame = frame.assign(**dict.fromkeys(names, 1.0), simpson_low=0.5, simpson_high=0.9)
    return frame.assign(evenness=[0.9, np.nan])


def test_diversity_draws_an_interval_that_lies_above_the_figure(varied: pd.DataFrame) -> None:
    ax = plots.diversity(varied)
    assert dots(ax) == [[1.6, 0.0]]
    assert strokes(ax) == [(0, 1.7, 1.9)]
    assert "which allow for sources that a sample misses" in notes(ax)


def test_diversity_of_another_figure_leaves_out_what_has_none(varied: pd.DataFrame) -> None:
    ax = plots.diversity(varied, figure="evenness")
    assert labels(ax) == ["A"]
    assert strokes(ax) == []


def test_diversity_of_all_is_one_row(varied: pd.DataFrame) -> None:
    ax = plots.diversity(varied.drop(columns="outlet").head(1))
    assert labels(ax) == ["All quotes"]


def test_diversity_names_the_figures_that_it_has(varied: pd.DataFrame) -> None:
    with pytest.raises(SettingsError, match=r"figure must be one of shannon_corrected, .*'hill'"):
        plots.diversity(varied, figure="hill")


def test_corrected_shares_stand_beside_the_naive_ones() -> None:
    made = [
        Share(
            category=kind, value=value, low=value - 0.1, high=value + 0.05, naive=naive, n=120,
            method="calibrated",
        )
        for kind, value, naive in (("group", 0.2, 0.25), ("person", 0.7, 0.6))
    ]  # fmt: skip
    ax = plots.corrected_shares(made)
    assert labels(ax) == ["Persons", "Groups"]
    assert dots(ax) == [[0.7, 0.2], [0.6, 0.25]]
    assert [(low, high) for _, low, high in strokes(ax)] == [
        (pytest.approx(0.6), pytest.approx(0.75)),
        (pytest.approx(0.1), pytest.approx(0.25)),
    ]
    assert "corrected from 120 coded quotes" in notes(ax)


def test_collocations_draw_scores_and_say_how_often() -> None:
    frame = pd.DataFrame(
        {"first": ["gudang", "harga"], "second": ["beras", "pupuk"], "n": [7, 1200]}
    ).assign(score=[3.0, 90.0])
    ax = plots.collocations(frame)
    assert labels(ax) == ["harga pupuk", "gudang beras"]
    assert widths(ax) == [90.0, 3.0]
    assert texts(ax)[:2] == ["1,200", "7"]


WRONG = [
    ("share_of_voice", "bn.measures.share_of_voice"),
    ("quoted_words", "bn.measures.quoted_words"),
    ("position", "bn.measures.position"),
    ("directness", "bn.measures.directness"),
    ("reporting_verbs", "bn.measures.reporting_verbs"),
    ("diversity", "bn.measures.diversity"),
    ("timeline", "a measure by month or year"),
    ("network", "bn.measures.co_quotation"),
    ("keyness", "bn.measures.keyness"),
    ("collocations", "bn.measures.collocations"),
    ("topic_map", "bn.topics.topic_shares"),
]


@pytest.mark.parametrize(("plot", "measure"), WRONG)
@pytest.mark.parametrize("given", [pd.DataFrame({"x": [1]}), [1, 2]], ids=["frame", "list"])
def test_another_frame_is_one_error_that_names_the_measure(
    plot: str, measure: str, given: object
) -> None:
    with pytest.raises(SettingsError, match=f"plots.{plot}: the frame has no column .*{measure}"):
        getattr(plots, plot)(given)
    assert pyplot.get_fignums() == []


def test_corrected_shares_of_something_else_is_an_error(kinds: pd.DataFrame) -> None:
    with pytest.raises(SettingsError, match=r"give what bn.validation.corrected_shares returns"):
        plots.corrected_shares(kinds)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"width": 12}, "width must be 40 mm or more; got 12"),
        ({"top": 0}, "top must be 1 or more; got 0"),
        ({"language": "jv"}, "language must be one of en, id; got 'jv'"),
    ],
)
def test_impossible_arguments(
    kinds: pd.DataFrame, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        plots.share_of_voice(kinds, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("package", "plot"), [("matplotlib", "share_of_voice"), ("networkx", "network")]
)
def test_without_the_extra_one_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, package: str, plot: str
) -> None:
    frame = request.getfixturevalue("edges" if plot == "network" else "kinds")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf'needs? {package}; .*"beritanlp\[plots\]"'):
        getattr(plots, plot)(frame)


def test_describe_gives_the_figure_in_words(kinds: pd.DataFrame) -> None:
    assert plots.describe(plots.share_of_voice(kinds)) == (
        "Share of quotes by kind of source. Government 60%; Citizens 30%; Experts 10%. "
        "100% = 20 quotes; lines: 95% intervals."
    )
    assert plots.describe(pyplot.subplots()[1]) == ""
