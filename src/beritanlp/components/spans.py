"""Between offsets and spaCy's spans: the names of the span groups, and how to make them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span

from beritanlp.errors import PipelineError
from beritanlp.rules.reading import Reading, read

__all__ = ["add_span", "reading_of", "require", "span_group"]


def reading_of(doc: Doc) -> Reading:
    """The reading of the page that *doc* holds, made once for all components.

    ``doc.user_data["beritanlp.title"]`` and ``["beritanlp.published"]`` (ISO date) are heeded.
    """
    title = doc.user_data.get("beritanlp.title")
    given = doc.user_data.get("beritanlp.published")
    date = dt.date.fromisoformat(given) if isinstance(given, str) else None
    return read(doc.text, title if isinstance(title, str) else None, date)


def add_span(
    doc: Doc, group: str, start: int, end: int, label: str = "", id_: str = "", kb_id: str = ""
) -> None:
    """Add the characters [start, end) to ``doc.spans[group]``, widened to whole tokens."""
    span = doc.char_span(
        start, end, label=label, kb_id=kb_id, span_id=id_, alignment_mode="expand"
    )
    if span is not None:
        doc.spans[group].append(span)


def span_group(doc: Doc, group: str) -> Iterator[Span]:
    """The spans of ``doc.spans[group]``; none where there is no such group."""
    if group in doc.spans:
        yield from doc.spans[group]


def require(doc: Doc, needed: Iterable[tuple[str, str]], by: str) -> None:
    """Raise PipelineError unless each (span group, component that makes it) is there."""
    for group, component in needed:
        if group not in doc.spans:
            raise PipelineError(
                f"pipeline has no {component!r} before {by!r}; add it with "
                f"nlp.add_pipe({component!r}, before={by!r})"
            )
