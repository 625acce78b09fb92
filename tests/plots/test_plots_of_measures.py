"""Every measure of a small corpus can be drawn, and so can those of no articles at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from drawn import lie_inside
from matplotlib import pyplot
from matplotlib.axes import Axes

import beritanlp as bn
from beritanlp import measures, plots
from beritanlp.domain import QuoteKind
from beritanlp.measures import DIMENSIONS
from beritanlp.plots.wording import Wording, _tables
from made_results import Said, made_analysis

_NONE = measures.Intervals(0)


def _articles() -> list[bn.Analysis]:
    rangga = Said("anggaran naik", "Rangga Wiratama", role="Menteri Pangan", cue="tegas",
        institution_id="kemenkes", topics=(("3", "Kesehatan"),),
    )  # fmt: skip
    siti = Said(
        "harga pupuk naik", "Siti Rahmawati", role="warga", cue="klaim", how=QuoteKind.INDIRECT
    )
    return [
        made_analysis(
            f"a{n}", [rangga, siti] if n % 2 else [siti],
            published=dt.date(2025, 1 + n % 3, 5), outlet="AB"[n % 2], place="Sukamulya",
            topics=[("4", "Pertanian dan pangan")],
        )
        for n in range(6)
    ]  # fmt: skip


def _words(corpus: bn.Corpus) -> list[str]:
    return ["gudang beras", "beras naik"] if len(corpus) else []


DRAWN: list[tuple[str, Callable[[bn.Corpus], object]]] = [
    *(
        ("share_of_voice", lambda corpus, by=by: measures.share_of_voice(corpus, by))
        for by in DIMENSIONS
    ),
    ("share_of_voice", lambda corpus: measures.share_of_voice(corpus, "kind", within="outlet")),
    ("share_of_voice", lambda corpus: measures.share_of_voice(corpus, intervals=_NONE)),
    ("quoted_words", measures.quoted_words),
    ("quoted_words", lambda corpus: measures.quoted_words(corpus, ["outlet", "person"])),
    ("position", measures.position),
    ("directness", measures.directness),
    ("directness", lambda corpus: measures.directness(corpus, ())),
    ("reporting_verbs", measures.reporting_verbs),
    ("reporting_verbs", lambda corpus: measures.reporting_verbs(corpus, of="cue")),
    ("diversity", measures.diversity),
    ("diversity", lambda corpus: measures.diversity(corpus, by="outlet")),
    ("timeline", lambda corpus: measures.share_of_voice(corpus, "month")),
    ("timeline", lambda corpus: measures.share_of_voice(corpus, "year")),
    ("timeline", lambda corpus: measures.share_of_voice(corpus, "source_kind", within="month")),
    ("timeline", lambda corpus: measures.directness(corpus, "month")),
    ("timeline", lambda corpus: measures.diversity(corpus, by="month")),
    ("timeline", lambda corpus: measures.quoted_words(corpus, ["month", "source_kind"])),
    ("timeline", lambda corpus: measures.position(corpus, ["source_kind", "month"])),
    ("topic_map", lambda corpus: measures.share_of_voice(corpus, "topic", within="month")),
    ("topic_map", lambda corpus: measures.share_of_voice(corpus, "person", within="outlet")),
    ("network", lambda corpus: measures.co_quotation(corpus, "speaker")),
    ("network", lambda corpus: measures.co_quotation(corpus, "source_kind")),
    ("keyness", lambda corpus: measures.keyness(_words(corpus), ["jalan tol"], min_count=1)),
    ("collocations", lambda corpus: measures.collocations(_words(corpus), min_count=1)),
]
IDS = [f"{n}-{name}" for n, (name, _) in enumerate(DRAWN)]


@pytest.fixture(scope="module")
def corpus() -> bn.Corpus:
    """Six articles of two outlets and three months."""
    return bn.Corpus.from_results(_articles())


@pytest.mark.parametrize(("plot", "measure"), DRAWN, ids=IDS)
def test_every_measure_can_be_drawn(
    corpus: bn.Corpus, plot: str, measure: Callable[[bn.Corpus], object]
) -> None:
    ax = getattr(plots, plot)(measure(corpus), width=85)
    assert isinstance(ax, Axes)
    assert ax.has_data() or ax.child_axes
    assert lie_inside(ax)
    assert "no data" not in plots.describe(ax)


@pytest.mark.parametrize(("plot", "measure"), DRAWN, ids=IDS)
def test_nothing_is_said_to_be_nothing(plot: str, measure: Callable[[bn.Corpus], object]) -> None:
    ax = getattr(plots, plot)(measure(bn.Corpus.from_results([])))
    assert plots.describe(ax).endswith("No data.")
    assert not ax.has_data() or not ax.lines


def test_no_topics_and_no_shares_are_said_to_be_nothing() -> None:
    columns = ["group", "topic", "name", "share", "low", "high", "n_articles"]
    empty = pd.DataFrame(columns=columns)
    for ax in (plots.topic_map(empty), plots.timeline(empty), plots.corrected_shares([])):
        assert plots.describe(ax).endswith("No data.")


def test_a_figure_can_be_saved_in_every_format(corpus: bn.Corpus, tmp_path: Path) -> None:
    ax = plots.share_of_voice(measures.share_of_voice(corpus))
    for ending in ("png", "pdf", "svg"):
        ax.get_figure(root=True).savefig(tmp_path / f"figure.{ending}")  # type: ignore[union-attr]
        assert (tmp_path / f"figure.{ending}").stat().st_size > 0


def test_settings_of_matplotlib_stay_as_they_are(corpus: bn.Corpus) -> None:
    before = dict(pyplot.rcParams)
    plots.share_of_voice(measures.share_of_voice(corpus))
    assert dict(pyplot.rcParams) == before


def _paths(table: object, path: str = "") -> set[str]:
    if not isinstance(table, dict):
        return {path}
    return {found for key, value in table.items() for found in _paths(value, f"{path}.{key}")}


def test_both_languages_have_the_same_words() -> None:
    english, indonesian = _tables()["en"], _tables()["id"]
    assert _paths(english) == _paths(indonesian)
    for name, phrase in english["phrases"].items():
        fields = sorted(part.partition("}")[0] for part in phrase.split("{")[1:])
        other = sorted(
            part.partition("}")[0] for part in indonesian["phrases"][name].split("{")[1:]
        )
        assert fields == other, name


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_dimension_has_a_word(language: str) -> None:
    assert set(DIMENSIONS) <= set(_tables()[language]["dimensions"])


def test_numbers_are_written_as_people_write_them() -> None:
    assert Wording("en").number(-1234.5, 1) == "−1,234.5"
    assert Wording("id").number(-1234.5, 1) == "−1.234,5"
    assert Wording("id").percent(0.125, 1) == "12,5%"
    assert Wording("id").month("2025-05") == "Mei 2025"
