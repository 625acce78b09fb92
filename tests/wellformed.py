"""What holds of every analysis, whatever the text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from beritanlp.domain import Analysis, TextSpan

__all__ = ["check_analysis", "spans_of"]


def spans_of(analysis: Analysis) -> Iterator[tuple[str, TextSpan]]:
    """Every span of *analysis*, with what it is a span of."""
    layout = analysis.layout
    for name in ("title", "dateline", "byline"):
        span = getattr(layout, name)
        if span:
            yield name, span
    yield from (("body", span) for span in layout.body)
    yield from (("boilerplate", span) for span in layout.boilerplate)
    yield from (("sentence", span) for span in analysis.sentences)
    yield from (("token", token.span) for token in analysis.tokens)
    for quote in analysis.quotes:
        yield from (("content", span) for span in quote.content)
        if quote.cue:
            yield "cue", quote.cue
        if quote.mention:
            yield "mention", quote.mention
        if quote.speaker:
            yield from (("speaker", span) for span in quote.speaker.mentions)
    for speaker in analysis.speakers:
        yield from (("speaker", span) for span in speaker.mentions)
    for institution in analysis.institutions:
        yield from (("institution", span) for span in institution.mentions)


def check_analysis(analysis: Analysis) -> None:
    """Assert that *analysis* is in order in itself."""
    text = analysis.article.text
    for name, span in spans_of(analysis):
        assert 0 <= span.start < span.end <= len(text), (name, span)
        assert text[span.start : span.end].strip(), (name, span)
    for quote in analysis.quotes:
        content = quote.content
        assert content
        for before, after in itertools.pairwise(content):
            assert before.end <= after.start, content
        if quote.cue:
            assert not any(quote.cue.overlaps(span) for span in content)
        assert 0 <= quote.confidence <= 1
        assert quote.rule
    speakers = {speaker.id: speaker for speaker in analysis.speakers}
    assert len(speakers) == len(analysis.speakers)
    for quote in analysis.quotes:
        if quote.speaker:
            known = speakers[quote.speaker.id]
            assert (known.name, known.kind) == (quote.speaker.name, quote.speaker.kind)
    for topic in analysis.topics:
        assert 0 <= topic.weight <= 1
    for token in analysis.tokens:
        assert 0 <= token.sentence < len(analysis.sentences)
