"""Short forms of what an analysis found, so that a case and its expectation stand side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritanlp.domain import Analysis, Speaker

# kind, content, cue, mention, speaker's name
QuoteWords = tuple[str, list[str], str | None, str | None, str | None]


def _quote_words(analysis: Analysis) -> list[QuoteWords]:
    return [
        (
            quote.kind.value,
            [analysis.words(span) for span in quote.content],
            analysis.words(quote.cue) if quote.cue else None,
            analysis.words(quote.mention) if quote.mention else None,
            quote.speaker.name if quote.speaker else None,
        )
        for quote in analysis.quotes
    ]


@pytest.fixture(scope="session")
def quotes_in(analyze: Callable[[str], Analysis]) -> Callable[[str], list[QuoteWords]]:
    """text -> (kind, content, cue, mention, speaker's name) of every quote, in order."""
    return lambda text: _quote_words(analyze(text))


@pytest.fixture(scope="session")
def speakers_of(analyze: Callable[[str], Analysis]) -> Callable[[str], list[Speaker | None]]:
    """text -> the speaker of every quote, in order."""
    return lambda text: [quote.speaker for quote in analyze(text).quotes]


@pytest.fixture(scope="session")
def institutions_in(
    analyze: Callable[[str], Analysis],
) -> Callable[[str], list[tuple[str | None, list[str]]]]:
    """text -> (id, words of its mentions) of every institution, in order."""

    def find(text: str) -> list[tuple[str | None, list[str]]]:
        analysis = analyze(text)
        return [(i.id, [analysis.words(m) for m in i.mentions]) for i in analysis.institutions]

    return find
