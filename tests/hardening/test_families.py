"""Each family of hostile texts and pages, at small size; how time grows `bench_linear` shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from families import PAGES, TEXTS

from beritanlp.codec import decode, encode
from beritanlp.domain import Analysis
from beritanlp.errors import ArticleError
from beritanlp.readers.html import read_html
from wellformed import check_analysis

SIZE = 3_000  # characters


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_read_soundly(analyze: Callable[[str], Analysis], name: str) -> None:
    text = TEXTS[name](SIZE)
    assert text == TEXTS[name](SIZE)
    assert SIZE / 2 < len(text) < 2 * SIZE
    analysis = analyze(text)
    assert analysis.article.text == text
    check_analysis(analysis)
    for token in analysis.tokens:
        assert token.span.end - token.span.start >= len(token.text) > 0
    encode(decode(encode(analysis)))


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read_or_refused(name: str) -> None:
    page = PAGES[name](SIZE)
    assert SIZE / 2 < len(page) < 2 * SIZE
    try:
        found = read_html(page)
    except ArticleError:
        return
    assert found is None or found.text.strip()
