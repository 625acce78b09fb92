"""Between offsets and spaCy's spans: the names of the span groups, and how to make them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from spacy.attrs import IDX
from spacy.tokens import Doc, Span

from beritanlp.errors import PipelineError
from beritanlp.rules.reading import Reading, read

__all__ = ["SpanMarker", "forget", "reading_of", "require", "span_group"]

_PERSON = frozenset({"PER", "PERSON"})  # labels of people in spaCy's pipelines


_Given = tuple[str | None, str | None]  # title and ISO date that came with the page

# the readings of the docs that are there, and what they were read with
_readings: WeakKeyDictionary[Doc, tuple[_Given, Reading]] = WeakKeyDictionary()
_Persons = tuple[tuple[int, int], ...]
_with_persons: WeakKeyDictionary[Reading, tuple[_Persons, Reading]] = WeakKeyDictionary()


def reading_of(doc: Doc, *, with_persons: bool = True) -> Reading:
    """The reading of the page that *doc* holds, made once for all components.

    ``doc.user_data["beritanlp.title"]`` and ``["beritanlp.published"]`` (ISO date) are heeded, and
    so are the people in ``doc.ents``, which a model in front may have set, unless *with_persons*
    is false.
    """
    reading = _plain_reading(doc)
    if not (with_persons and doc.ents):
        return reading
    persons = tuple(
        (entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ in _PERSON
    )
    if not persons:
        return reading
    known = _with_persons.get(reading)
    if known is None or known[0] != persons:
        known = _with_persons[reading] = persons, reading.with_persons(persons)
    return known[1]


def _plain_reading(doc: Doc) -> Reading:
    """The reading by rules alone."""
    title = doc.user_data.get("beritanlp.title")
    date = doc.user_data.get("beritanlp.published")
    given = (title if isinstance(title, str) else None, date if isinstance(date, str) else None)
    known = _readings.get(doc)  # its tokens may change, its text cannot
    if known is None or known[0] != given:
        title, date = given
        reading = read(doc.text, title, dt.date.fromisoformat(date) if date else None)
        known = _readings[doc] = given, reading
    return known[1]


def forget() -> None:
    """Let go of the readings kept, for measurements."""
    _readings.clear()


class SpanMarker:
    """Adds spans to a doc's groups by offsets, widened to whole tokens.

    ``Doc.char_span`` looks through the whole doc at each call; this looks its tokens up once.
    ``starts`` are the offsets at which they begin.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._waiting: dict[str, list[Span]] = {}
        self.starts: list[int] = doc.to_array(IDX).tolist() if len(doc) else []

    def add(
        self, group: str, start: int, end: int, label: str = "", id_: str = "", kb_id: str = ""
    ) -> None:
        """Add the characters [start, end) to ``doc.spans[group]``."""
        i = bisect_right(self.starts, start) - 1
        j = bisect_left(self.starts, end)
        if 0 <= i < j:
            span = Span(self.doc, i, j, label=label, kb_id=kb_id, span_id=id_)
            self._waiting.setdefault(group, []).append(span)

    def write(self, *groups: str) -> None:
        """Put what was added into ``doc.spans``; the given groups are there even if empty."""
        for group in groups:
            self.doc.spans[group] = self._waiting.get(group, [])


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
