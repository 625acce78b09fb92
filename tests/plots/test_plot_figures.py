"""Stacks, maps, lines, networks and keyness: what is drawn is what the frame says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from drawn import LONG, labels, lie_inside, notes, shares, strokes, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, QuadMesh

from beritanlp import plots
from beritanlp.errors import SettingsError
from beritanlp.plots.labels import place_labels

PARTS = {
    "source_kind": ["citizen", "citizen", "expert", "expert", "expert"],
    "kind": ["direct", "indirect", "direct", "indirect", "mixed"],
}


def parts(ax: Axes) -> list[list[tuple[float, float]]]:
    """Left edge and width of the bars of each part, from top to bottom."""
    return [
        [(bar.get_x(), bar.get_width()) for bar in sorted(bars, key=lambda bar: bar.get_y())]
        for bars in ax.containers
    ]


def lines(ax: Axes) -> list[list[float]]:
    """The values of each line."""
    return [list(map(float, line.get_ydata())) for line in ax.lines]


def cells(ax: Axes) -> np.ma.MaskedArray:
    """The shares of a map, rows from top to bottom."""
    (mesh,) = (found for found in ax.collections if isinstance(found, QuadMesh))
    array = mesh.get_array()
    assert isinstance(array, np.ma.MaskedArray)
    return array.reshape(len(ax.get_yticks()), -1)


def test_directness_puts_the_parts_side_by_side() -> None:
    frame = shares(PARTS, [3, 7, 12, 6, 2], [10, 10, 20, 20, 20])
    ax = plots.directness(frame)
    assert labels(ax) == ["Experts", "Citizens"]
    direct, mixed, indirect = parts(ax)
    assert direct == [(0, pytest.approx(0.6)), (0, pytest.approx(0.3))]
    assert mixed == [(pytest.approx(0.6), pytest.approx(0.1)), (pytest.approx(0.3), 0)]
    assert indirect == [
        (pytest.approx(0.7), pytest.approx(0.3)),
        (pytest.approx(0.3), pytest.approx(0.7)),
    ]
    assert texts(ax)[-3:] == ["20", "10", "quotes"]


def test_directness_draws_the_intervals_of_both_outer_parts() -> None:
    ax = plots.directness(shares(PARTS, [3, 7, 12, 6, 2], [10, 10, 20, 20, 20]))
    assert strokes(ax) == [
        (0, pytest.approx(0.5), pytest.approx(0.8)),
        (1, pytest.approx(0.2), pytest.approx(0.5)),
        # of the indirect part from the right: 0.2 to 0.5, and 0.6 to 0.9
        (0, pytest.approx(0.5), pytest.approx(0.8)),
        (1, pytest.approx(0.1), pytest.approx(0.4)),
    ]


def test_directness_of_all_is_one_row() -> None:
    frame = shares({"kind": ["direct", "indirect"]}, [3, 1], 4)
    assert labels(plots.directness(frame)) == ["All quotes"]


def test_reporting_verbs_has_neutral_ones_in_the_middle() -> None:
    frame = shares(
        {"source_kind": ["party"] * 3, "stance": ["neutral", "endorsing", "doubting"]},
        [16, 3, 1],
        20,
    )
    ax = plots.reporting_verbs(frame)
    assert parts(ax) == [
        [(0, pytest.approx(0.15))],
        [(pytest.approx(0.15), pytest.approx(0.8))],
        [(pytest.approx(0.95), pytest.approx(0.05))],
    ]
    assert "80%" in texts(ax)
    hatches = {bars[0].get_hatch() for bars in ax.containers}
    assert len(hatches) == 2


def test_reporting_verbs_of_cues_is_a_map() -> None:
    frame = shares(
        {"source_kind": ["party", "party", "expert"], "cue_form": ["kata", "klaim", "kata"]},
        [3, 1, 5],
        [4, 4, 5],
    )
    ax = plots.reporting_verbs(frame)
    assert labels(ax) == ["kata", "klaim"]
    assert [text.get_text() for text in ax.get_xticklabels()] == ["Experts (5)", "Parties (4)"]
    assert cells(ax).tolist() == [[1.0, 0.75], [0.0, 0.25]]


@pytest.fixture
def topics() -> pd.DataFrame:
    """Two topics in three months, as `topic_shares` has them."""
    frame = pd.DataFrame(
        {
            "group": ["2025-01", "2025-01", "2025-02", "2025-02", "2025-04", "2025-04"],
            "topic": ["topic0", "topic1"] * 3,
            "name": ["sawah · padi", "jalan · tol"] * 3,
            "share": [0.2, 0.8, 0.4, 0.6, 0.1, 0.9],
            "n_articles": [9, 9, 6, 6, 50, 50],
        }
    )
    return frame.assign(low=frame["share"] - 0.1, high=frame["share"] + 0.05)


def test_topic_map_draws_each_share_and_of_how_many(topics: pd.DataFrame) -> None:
    ax = plots.topic_map(topics)
    assert [label.replace("\N{NO-BREAK SPACE}", " ") for label in labels(ax)] == [
        "jalan · tol",
        "sawah · padi",
    ]
    assert cells(ax).tolist() == [[0.8, 0.6, 0.9], [0.2, 0.4, 0.1]]
    assert texts(ax) == ["80", "60", "90", "20", "40", "10"]
    heads = [text.get_text() for text in ax.get_xticklabels()]
    assert heads == ["Jan 2025 (9)", "Feb 2025 (6)", "Apr 2025 (50)"]
    assert ax.get_title("left") == "Topics by month"


def test_topic_map_says_what_its_groups_are(topics: pd.DataFrame) -> None:
    renamed = topics.assign(group=topics["group"].map(lambda month: f"Kabar {month}"))
    assert plots.topic_map(renamed).get_title("left") == "Topics by group"
    assert plots.topic_map(renamed, by="outlet").get_title("left") == "Topics by outlet"
    kinds = topics.head(2).assign(group="anonymous")
    ax = plots.topic_map(kinds, language="id")
    assert ax.get_title("left") == "Topik menurut jenis pembicara"
    assert ax.get_xticklabels()[0].get_text() == "Sumber tanpa nama (9)"


def test_topic_map_of_shares_of_voice_has_zeros_and_dashes() -> None:
    frame = shares(
        {
            "outlet": ["A", "A", "B", "C"],
            "topic_code": ["1", "3", "3", "1"],
            "topic": ["Makroekonomi", "Kesehatan", "Kesehatan", "Makroekonomi"],
        },
        [3, 3, 2, 1],
        [6, 6, 2, 8],
    )
    ax = plots.topic_map(frame)
    assert labels(ax) == ["Health", "Macroeconomics"]
    # of C one quote of eight is in the frame, so that nothing is known of the rest
    assert [text.get_text() for text in ax.get_xticklabels()] == ["C (8)", "A (6)", "B (2)"]
    assert texts(ax) == ["–", "50", "100", "12", "50", "0"]


def test_topic_map_draws_as_many_columns_as_fit_the_largest_ones() -> None:
    frame = shares(
        {"outlet": [f"Kabar {n:02}" for n in range(40)], "quote_topic": ["1"] * 40},
        range(1, 41),
        range(1, 41),
    )
    narrow, wide = (plots.topic_map(frame, width=width) for width in (85, 170))
    assert len(narrow.get_xticks()) < len(wide.get_xticks()) < 40
    assert narrow.get_xticklabels()[0].get_text() == "Kabar 39 (40)"
    assert f"{len(narrow.get_xticks())} of 40 columns shown" in notes(narrow)
    assert lie_inside(narrow)
    assert lie_inside(wide)


def test_topic_map_of_shares_of_all_is_an_error() -> None:
    frame = shares({"outlet": ["A", "B", "C"], "quote_topic": ["1", "3", "1"]}, [3, 2, 4], 9)
    with pytest.raises(SettingsError, match="the shares are not within a dimension; give what"):
        plots.topic_map(frame)


def test_timeline_draws_gaps_and_zeros_apart(by_month: pd.DataFrame) -> None:
    ax = plots.timeline(by_month)
    government, citizens = lines(ax)
    # no article in April: a gap; no citizen among the eight quotes of May: zero
    assert government == pytest.approx([0.6, 0.25, np.nan, 1.0], nan_ok=True)
    assert citizens == pytest.approx([0.4, 0.75, np.nan, 0.0], nan_ok=True)
    assert ax.get_title("left") == "Share of quotes by month and kind of source"
    assert "100% = all quotes of the month, 8 to 20 of them" in notes(ax)
    assert "gaps: nothing known of that month" in notes(ax)


def test_timeline_lines_differ_in_more_than_colour(by_month: pd.DataFrame) -> None:
    first, second = plots.timeline(by_month).lines
    assert first.get_marker() != second.get_marker()
    assert first.get_linestyle() != second.get_linestyle()


def test_timeline_bands_are_the_intervals(by_month: pd.DataFrame) -> None:
    ax = plots.timeline(by_month[by_month["source_kind"] == "government"])
    band, alone = ax.collections
    corners = {(round(x), round(y, 6)) for x, y in band.get_paths()[0].vertices}
    february = round(float(ax.lines[0].get_xdata()[0]))
    assert {(february, 0.5), (february, 0.8), (february + 1, 0.15), (february + 1, 0.45)} <= corners
    # May stands alone between a gap and the end: its interval is a stroke
    assert isinstance(alone, LineCollection)
    assert alone.get_segments()[0][:, 1].tolist() == [pytest.approx(0.9), 1.0]


def test_timeline_without_intervals_has_no_bands(by_month: pd.DataFrame) -> None:
    ax = plots.timeline(by_month.assign(low=np.nan, high=np.nan))
    assert all(len(found.get_paths()) == 0 for found in ax.collections)
    assert "bands" not in notes(ax)


def test_timeline_of_counts_and_of_years() -> None:
    frame = shares({"year": [2023, 2025]}, [30, 50], 80)
    ax = plots.timeline(frame, figure="n")
    assert lines(ax) == [pytest.approx([30.0, np.nan, 50.0], nan_ok=True)]
    assert ax.get_title("left") == "Number of quotes by year"
    assert notes(ax).startswith("number of quotes 80 quotes in all")
    assert "2023" in [text.get_text() for text in ax.get_xticklabels()]


def test_timeline_names_months_in_the_language(topics: pd.DataFrame) -> None:
    later = topics.assign(group=[f"2025-{n}" for n in ("05", "05", "08", "08", "12", "12")])
    ax = plots.timeline(later, language="id")
    named = [text.get_text() for text in ax.get_xticklabels()]
    assert named[0] == "Mei\n2025"
    assert {"Agu", "Des"} <= set(named)
    assert ax.get_title("left") == "Rata-rata porsi topik per bulan dan topik"


def test_timeline_of_many_groups_has_a_panel_each() -> None:
    kinds = ["government", "citizen", "expert", "party", "media", "military", "business"]
    frame = shares(
        {"month": ["2025-01"] * 7 + ["2025-02"] * 7, "source_kind": kinds * 2},
        [*range(20, 6, -2), *range(8, 1, -1)],
        [98] * 7 + [35] * 7,
    )
    ax = plots.timeline(frame, width=85)
    assert [panel.get_title("left") for panel in ax.child_axes][:2] == ["Government", "Citizens"]
    assert len(ax.child_axes) == 7
    assert lines(ax.child_axes[0]) == [[pytest.approx(20 / 98), pytest.approx(8 / 35)]]
    assert len({panel.get_ylim() for panel in ax.child_axes}) == 1
    assert lie_inside(ax)
    assert len(plots.timeline(frame, top=3).lines) == 3
    assert "3 of 7 lines shown" in notes(plots.timeline(frame, top=3))


def test_timeline_of_diversity_and_of_words() -> None:
    diverse = pd.DataFrame(
        {
            "month": ["2025-01", "2025-02"], "n": [20, 30], "shannon": [1.0, 2.0],
            "shannon_corrected": [1.2, 2.1], "shannon_low": [1.1, 2.0], "shannon_high": [1.5, 2.4],
        }
    )  # fmt: skip
    ax = plots.timeline(diverse)
    assert lines(ax) == [[1.2, 2.1]]
    assert "20 to 30 quotes a month" in notes(ax)
    assert "which allow for sources that a sample misses" in notes(ax)
    words = diverse[["month"]].assign(
        quotes=[4, 5], words=[8, 20], articles=1, mean=[2.0, 4.0], low=np.nan, high=np.nan
    )
    assert plots.timeline(words).get_title("left") == "Mean words of a quote by month"


def test_timeline_of_another_column_names_it(by_month: pd.DataFrame) -> None:
    with pytest.raises(SettingsError, match=r"figure must be one of share, n, mean, .*'hill'"):
        plots.timeline(by_month, figure="hill")
    with pytest.raises(SettingsError, match=r"plots.timeline: the frame has no column 'evenness'"):
        plots.timeline(by_month, figure="evenness")


def test_timeline_of_topics_by_outlet_is_an_error(topics: pd.DataFrame) -> None:
    with pytest.raises(SettingsError, match="the groups are no months"):
        plots.timeline(topics.assign(group="Kabar Kita"))


def test_network_has_areas_of_articles_and_widths_of_pairs(edges: pd.DataFrame) -> None:
    ax = plots.network(edges)
    (joins,) = (found for found in ax.collections if isinstance(found, LineCollection))
    (circles,) = (found for found in ax.collections if isinstance(found, PathCollection))
    first, second, third = joins.get_linewidths()
    assert first == 2 * second == 4 * third
    areas = circles.get_sizes()
    assert areas[0] / areas[1] == pytest.approx(9 / 4)
    assert sorted(texts(ax)) == sorted({*edges["source_label"], *edges["target_label"]})
    assert "30 articles quote a known source" in notes(ax)
    assert "lines: articles that quote both, 1 to 4" in notes(ax)


def test_network_by_jaccard(edges: pd.DataFrame) -> None:
    ax = plots.network(edges, weight="jaccard")
    (joins,) = (found for found in ax.collections if isinstance(found, LineCollection))
    assert list(joins.get_linewidths()).index(max(joins.get_linewidths())) == 2
    assert "lines: Jaccard index of both, 0.4 to 1" in notes(ax)


def test_network_of_kinds_names_them_in_words(edges: pd.DataFrame) -> None:
    kinds = dict(zip("abcde", ["party", "expert", "media", "citizen", "military"], strict=True))
    ends = {end: edges[end].map(kinds) for end in ("source", "target")}
    frame = edges.assign(**ends, source_label=ends["source"], target_label=ends["target"])
    assert "Partai" in texts(plots.network(frame, language="id"))


def test_network_keeps_the_strongest_pairs_and_counts_the_rest(edges: pd.DataFrame) -> None:
    ax = plots.network(edges, top=3)
    assert sorted(texts(ax)) == ["Bonar Situmeang", "Rangga Wiratama", "Siti Rahmawati"]
    assert "3 of 5 sources shown" in notes(ax)


def test_network_is_drawn_the_same_again(edges: pd.DataFrame) -> None:
    first, second = (
        [found.get_offsets() for found in plots.network(edges).collections] for _ in range(2)
    )
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_network_of_one_source_or_another_weight_is_an_error(edges: pd.DataFrame) -> None:
    with pytest.raises(SettingsError, match="top must be 2 or more; got 1"):
        plots.network(edges, top=1)
    with pytest.raises(SettingsError, match="weight must be one of articles, jaccard; got 'pmi'"):
        plots.network(edges, weight="pmi")  # type: ignore[arg-type]


@settings(max_examples=25)  # each draws a figure
@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.text("abn W", min_size=1, max_size=30)),
        min_size=1, max_size=25,
    )
)  # fmt: skip
def test_names_never_overlap(marks: list[tuple[float, float, str]]) -> None:
    figure, ax = pyplot.subplots(figsize=(3, 3))
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    points = [(x, y) for x, y, _ in marks]
    missing = place_labels(ax, points, [2.0] * len(marks), [f"x{name}" for *_, name in marks])
    boxes = [text.get_window_extent() for text in ax.texts]
    assert len(boxes) == len(marks) - missing
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])
    pyplot.close(figure)


@pytest.fixture
def key_terms() -> pd.DataFrame:
    """Two terms of the group, one of the reference, and one of neither."""
    frame = pd.DataFrame({"term": ["sawah", "pupuk", "rumah", "tol"]})
    frame = frame.assign(per_million_group=[900.0, 500.0, 10.0, 0.0])
    frame = frame.assign(per_million_reference=[100.0, 90.0, 10.0, 1500.0])
    scores = [20.0, 9.0, 0.0, -40.0]
    return frame.assign(log_likelihood=scores, z=scores, log_ratio=scores, log_odds=scores)


def test_keyness_goes_right_for_the_group_and_left_for_the_reference(
    key_terms: pd.DataFrame,
) -> None:
    ax = plots.keyness(key_terms, group="Kabar Kita", reference="Suara Lain")
    assert labels(ax) == ["sawah", "pupuk", "tol"]
    assert [bar.get_width() for bar in ax.patches] == [20.0, 9.0, -40.0]
    assert ax.get_title("left") == "Terms of Kabar Kita against Suara Lain"
    assert {"Kabar Kita →", "← Suara Lain", "900 : 100", "0 : 1,500"} <= set(texts(ax))
    assert "3 of 4 terms shown" in notes(ax)


def test_keyness_of_one_side_alone(key_terms: pd.DataFrame) -> None:
    ax = plots.keyness(key_terms.tail(1), group=LONG, reference=LONG)
    assert [bar.get_width() for bar in ax.patches] == [-40.0]
    assert f"{LONG}: tol" in plots.describe(ax)
    assert lie_inside(ax)


def test_keyness_takes_as_many_of_each_side(key_terms: pd.DataFrame) -> None:
    assert labels(plots.keyness(key_terms, top=1)) == ["sawah", "tol"]


def test_keyness_names_its_scores(key_terms: pd.DataFrame) -> None:
    with pytest.raises(SettingsError, match=r"score must be one of log_likelihood, z, .*; got 'p'"):
        plots.keyness(key_terms, score="p")  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [85, 170])
def test_long_names_of_figures_are_not_cut_off(
    edges: pd.DataFrame, topics: pd.DataFrame, key_terms: pd.DataFrame, width: int
) -> None:
    long = {"source_label": LONG, "target_label": LONG}
    assert lie_inside(plots.network(edges.assign(**long), width=width))
    columns = topics.assign(group=LONG + topics["group"], name=f"{LONG} · {LONG}")
    assert lie_inside(plots.topic_map(columns.drop_duplicates("group"), width=width))
    assert lie_inside(plots.keyness(key_terms.assign(term=LONG), width=width))
    frame = shares({"speaker": [LONG] * 2, "kind": ["direct", "indirect"]}, [3, 1], 4)
    assert lie_inside(plots.directness(frame, width=width))
