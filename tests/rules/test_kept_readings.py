"""The rules find in whole texts what they found when it was last looked at: `kept_readings`."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from kept_readings import KEPT, SENTENCES, read_kept, reading_of, sentences, texts

from beritanlp.domain import Article

TOGETHER = 20  # texts of one test

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
