"""Samples are drawn evenly within strata, and say with which probability."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from made_sheets import made_corpus

from beritanlp.corpus import Corpus
from beritanlp.domain import Failure
from beritanlp.errors import ResultError, SettingsError
from beritanlp.validation import Sheet, draw_sample
from made_results import Said, made_analysis, write_parts


def keys(sheet: Sheet) -> list[tuple[str, int | None]]:
    return [(quote.article_id, quote.quote) for quote in sheet.quotes]


def test_sample_is_seeded_ordered_and_even() -> None:
    corpus = made_corpus(10)
    first = draw_sample(corpus, 10, seed=1)
    assert first == draw_sample(corpus, 10, seed=1)
    assert keys(first) != keys(draw_sample(corpus, 10, seed=2))
    assert keys(first) == sorted(set(keys(first)))
    # 30 quotes, 10 drawn, 120 times: each is drawn about 40 times
    drawn = Counter(key for seed in range(120) for key in keys(draw_sample(corpus, 10, seed=seed)))
    assert len(drawn) == 30
    assert min(drawn.values()) > 20
    assert max(drawn.values()) < 62


def test_sample_does_not_depend_on_where_the_articles_are(tmp_path: Path) -> None:
    results = list(made_corpus(12).results())
    write_parts(reversed(results), tmp_path, 5)
    drawn = [draw_sample(c, 9) for c in (Corpus.read(tmp_path), Corpus.from_results(results))]
    assert drawn[0] == drawn[1]


def test_quotes_come_with_their_texts_and_spans() -> None:
    sheet = draw_sample(made_corpus(3), 4, label="speaker")
    texts = {article.id: article.text for article in sheet.articles}
    for quote in sheet.quotes:
        (span,) = quote.content_spans
        assert texts[quote.article_id][span.start : span.end] == quote.words
        assert quote.label == quote.speaker
        assert quote.probability == pytest.approx(4 / 9)


def test_all_are_given_where_there_are_fewer() -> None:
    sheet = draw_sample(made_corpus(2), 100)
    assert len(sheet.quotes) == 6
    assert {quote.probability for quote in sheet.quotes} == {1.0}


def uneven_corpus() -> Corpus:
    """90 quotes of one outlet, 8 of another and 2 without."""
    outlets = ["Kabar Kita"] * 90 + ["Suara Sukamulya"] * 8 + [None] * 2
    results = [
        made_analysis(f"a{n}", [Said(f"Kata ke-{n}", "Sari")], outlet=outlet)
        for n, outlet in enumerate(outlets)
    ]
    failure = Failure(article_id="x", stage="read", error="ArticleError", message="no text")
    return Corpus.from_results([*results, failure])


@pytest.mark.parametrize(
    ("allocation", "expected"),
    [
        ("proportional", {"Kabar Kita": 18, "Suara Sukamulya": 2, "(none)": 2}),
        ("equal", {"Kabar Kita": 12, "Suara Sukamulya": 8, "(none)": 2}),
    ],
)
def test_strata_are_drawn_as_asked(allocation: str, expected: dict[str, int]) -> None:
    sheet = draw_sample(uneven_corpus(), 22, by=["outlet"], allocation=allocation)  # type: ignore[arg-type]
    assert Counter(quote.stratum for quote in sheet.quotes) == expected
    sizes = {"Kabar Kita": 90, "Suara Sukamulya": 8, "(none)": 2}
    for quote in sheet.quotes:
        n = expected[quote.stratum]
        assert quote.probability == pytest.approx(n / sizes[quote.stratum])
    # the weights add up to the corpus
    assert sum(1 / (quote.probability or 0) for quote in sheet.quotes) == pytest.approx(100)


def test_several_strata_are_combined() -> None:
    sheet = draw_sample(made_corpus(12), 12, by=["month", "source"])
    assert {quote.stratum for quote in sheet.quotes} == {
        f"2025-0{month}, {kind}" for month in (1, 2) for kind in ("institution", "person")
    }
    bands = draw_sample(made_corpus(12), 4, by=["confidence", "rule", "kind", "resolved_by"])
    assert {quote.stratum for quote in bands.quotes} == {"1.0, x, direct, named"}


def test_articles_are_drawn_whole() -> None:
    sheet = draw_sample(made_corpus(12), 6, design="articles", by=["outlet"])
    assert len(sheet.articles) == 6
    with_quotes = [article for article in sheet.articles if article.id != "kosong"]
    assert len(sheet.quotes) == 3 * len(with_quotes)
    assert sum(1 / (article.probability or 0) for article in sheet.articles) == pytest.approx(13)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": ["weather"]}, "by must be of outlet, month, kind, .*; got 'weather'"),
        ({"by": ["kind"], "design": "articles"}, "by must be of outlet, month for a sample of art"),
        ({"by": ["outlet"], "size": 2}, "outlet makes 3 strata, more than the 2 to draw"),
        ({"label": "weather"}, "label must be a column of quotes or source_kind; got 'weather'"),
        ({"design": "words"}, "design must be quotes or articles; got 'words'"),
        ({"allocation": "best"}, "allocation must be proportional or equal; got 'best'"),
        ({"size": 0}, "size must be at least 1; got 0"),
    ],
)
def test_unusable_samples_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        draw_sample(made_corpus(5), **{"size": 5, **options})  # type: ignore[arg-type]


def test_articles_of_one_id_are_refused() -> None:
    article = made_analysis("a", [Said("Kata", "Sari")])
    with pytest.raises(ResultError, match="two articles have the id 'a'"):
        draw_sample(Corpus.from_results([article, article]), 1)


def test_nothing_to_draw_from_is_an_error() -> None:
    with pytest.raises(ResultError, match="no quotes to draw from"):
        draw_sample(made_corpus(0), 5)
