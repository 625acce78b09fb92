"""The rules find in whole texts what they found when it was last looked at: `kept_readings`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from kept_readings import (
    KEPT,
    NEWS,
    SENTENCES,
    digest_of,
    news,
    read_kept,
    reading_of,
    sentences,
    texts,
)

from beritanlp.domain import Article

TOGETHER = 20  # texts of one test
EVERY = 3  # of the sentences one is cut at each of its words

Found = Mapping[str, list[str]]


def parts(articles: dict[str, Article]) -> list[dict[str, Article]]:
    items = list(articles.items())
    return [dict(items[n : n + TOGETHER]) for n in range(0, len(items), TOGETHER)]


@pytest.fixture(scope="module")
def right() -> Found:
    return read_kept(SENTENCES)


@pytest.fixture(scope="module")
def kept() -> Found:
    return read_kept(KEPT)


def test_every_text_is_kept(kept: Found) -> None:
    assert list(kept) == list(texts())


@pytest.mark.parametrize("part", parts(sentences()))
def test_sentence_is_read(part: dict[str, Article], right: Found) -> None:
    found = {text: reading_of(article) for text, article in part.items()}
    assert found == {text: right[text] for text in part}


@pytest.mark.parametrize("part", parts(texts()))
def test_text_is_read_as_before(part: dict[str, Article], kept: Found) -> None:
    found = {key: reading_of(article) for key, article in part.items()}
    assert found == {key: kept[key] for key in part}


@pytest.mark.parametrize("part", parts(dict(list(sentences().items())[::EVERY])))
def test_a_text_may_end_or_begin_anywhere(part: dict[str, Article]) -> None:
    for article in part.values():
        for n in range(1, len(article.text)):
            if not article.text[n - 1].isalnum() or not article.text[n].isalnum():
                reading_of(Article(id="end", text=article.text[:n]))
                reading_of(Article(id="begin", text=article.text[n:]))


DIGESTS: dict[str, str] = json.loads(NEWS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("first", range(0, len(DIGESTS), TOGETHER))
def test_news_is_read_as_before(first: int, shared_data: Path) -> None:
    ids = list(DIGESTS)[first : first + TOGETHER]
    moved = [id_ for id_ in ids if digest_of(news()[id_]) != DIGESTS[id_]]
    assert not moved, "see `kept_readings.py --news` of this commit and of the one before"


def test_every_article_of_the_development_sets_has_a_digest(shared_data: Path) -> None:
    assert list(DIGESTS) == list(news())
