from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import Any

import pytest

import beritanlp as bn
from beritanlp.readers import content_id

TEXT = "“Kami siap menata pasar,” kata Camat Lembayung Sari Wulandari di Lembayung, Senin (3/5)."


def test_analyze_cuts_its_findings_from_the_text_as_given() -> None:
    analysis = bn.analyze(TEXT)
    (quote,) = analysis.quotes
    assert analysis.article.text == TEXT
    assert analysis.content_of(quote) == "Kami siap menata pasar"
    assert quote.cue is not None
    assert analysis.words(quote.cue) == "kata"
    assert quote.speaker is not None
    assert quote.speaker.name == "Sari Wulandari"


def test_analyze_keeps_what_is_known_of_the_article() -> None:
    analysis = bn.analyze(
        TEXT,
        id="fiksi-1",
        title="Pasar Ditata",
        published="Senin, 3 Mei 2021",
        outlet="Harian Fiksi",
        url="https://fiksi.example/1",
    )
    assert analysis.article == bn.Article(
        id="fiksi-1",
        text=TEXT,
        title="Pasar Ditata",
        published=dt.date(2021, 5, 3),
        outlet="Harian Fiksi",
        url="https://fiksi.example/1",
    )


def test_analyze_makes_an_id_of_the_text() -> None:
    assert bn.analyze(TEXT).article.id == content_id(TEXT) == bn.analyze(TEXT).article.id
    assert bn.analyze(TEXT, id="").article.id == ""


@pytest.mark.parametrize("text", ["", " \n\t", "12", "…", "\ud83d", "x" * 10_000, "\x00"])
def test_analyze_has_nothing_to_say_of_nothing(text: str) -> None:
    analysis = bn.analyze(text)
    assert (analysis.quotes, analysis.speakers, analysis.institutions) == ((), (), ())
    assert analysis.article.text == text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2021-05-03", dt.date(2021, 5, 3)),
        (dt.date(2021, 5, 3), dt.date(2021, 5, 3)),
        (dt.datetime(2021, 5, 3, 23), dt.date(2021, 5, 3)),
        (None, None),
    ],
)
def test_analyze_takes_dates_and_texts(published: Any, expected: dt.date | None) -> None:
    found = bn.analyze("teks", published=published).article.published
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"text": b"teks"},
            TypeError,
            "text must be str; got bytes; decode it, or use read_articles for files",
        ),
        ({"text": None}, TypeError, "text must be str; got NoneType"),
        (
            {"text": bn.Article(id="a", text="teks")},
            TypeError,
            "text must be str; got Article; analyze article.text, or use analyze_many",
        ),
        ({"text": "x", "id": 7}, TypeError, "id must be str or None; got int"),
        ({"text": "x", "title": b"x"}, TypeError, "title must be str or None; got bytes"),
        (
            {"text": "x", "published": 2021},
            TypeError,
            "published must be a date, a str or None; got int",
        ),
        (
            {"text": "x", "published": "kemarin"},
            bn.ArticleError,
            "published must be a full date such as 2021-07-12; got 'kemarin'",
        ),
        (
            {"text": "x" * 11, "id": "a", "settings": bn.Settings(max_characters=10)},
            bn.ArticleError,
            "article 'a': text has 11 characters, more than the 10 of max_characters",
        ),
    ],
)
def test_analyze_refuses_bad_arguments(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        bn.analyze(**arguments)
    assert str(caught.value).startswith(message)


def test_load_gives_the_same_pipeline_again() -> None:
    nlp = bn.load()
    assert nlp is bn.load()
    assert "beritanlp_quotes" in nlp.pipe_names


def test_analyze_many_agrees_with_analyze() -> None:
    article = bn.Article(id="a", text=TEXT, published=dt.date(2021, 5, 3))
    assert list(bn.analyze_many([article, TEXT])) == [
        bn.analyze(TEXT, id="a", published=dt.date(2021, 5, 3)),
        bn.analyze(TEXT),
    ]


def test_without_a_model_spacy_is_not_loaded() -> None:
    code = (
        "import sys, beritanlp as bn; bn.analyze('“Siap,” kata Rudi.'); "
        "list(bn.analyze_many(['“Siap,” kata Rudi.'])); print('spacy' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
