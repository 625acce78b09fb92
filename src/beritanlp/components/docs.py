"""Between spaCy's Doc and `MarkedText`: marks to span groups and back; readings kept by Doc."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial
from weakref import WeakKeyDictionary

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc, Span

from beritanlp.components.extensions import get_values, set_values, token_texts
from beritanlp.errors import PipelineError
from beritanlp.marking.marked import Mark, MarkedText
from beritanlp.rules.reading import Reading, read

__all__ = ["forget", "marked_doc", "marking", "reading_of", "require"]

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


def marking(stage: Callable[[MarkedText], None]) -> Callable[[Doc], Doc]:
    """The component that runs *stage* on a Doc and writes what it marks there.

    It can be pickled where *stage* can, which ``nlp.pipe(n_process=2)`` needs.
    """
    return partial(_mark, stage)


def _mark(stage: Callable[[MarkedText], None], doc: Doc) -> Doc:
    marked = MarkedText(doc.text, token_texts(doc), _starts(doc), reading_of(doc), doc.user_data)
    stage(marked)
    for group, marks in marked.groups.items():
        doc.spans[group] = [
            Span(doc, m.start, m.end, label=m.label, kb_id=m.kb_id, span_id=m.id) for m in marks
        ]
    if marked.terms is not None:
        set_values(doc, "term", marked.terms)
    return _with_sentences(doc, marked.sentence_starts) if marked.sentence_starts else doc


def _with_sentences(doc: Doc, starts: list[int]) -> Doc:
    flags = np.full((len(doc), 1), -1, dtype="int64")
    flags[starts] = 1
    # one call for the whole doc: setting the tokens one by one is quadratic in spaCy 3.8
    return doc.from_array([SENT_START], flags.astype("uint64"))  # type: ignore[arg-type]


def marked_doc(doc: Doc) -> MarkedText:
    """*doc*'s tokens, span groups, sentences and words' values, whoever has set them."""
    marked = MarkedText(doc.text, token_texts(doc), _starts(doc), data=doc.user_data)
    for group in doc.spans:
        marked.groups[group] = [
            Mark(
                span.start, span.end, span.start_char, span.end_char,
                span.label_, span.id_, span.kb_id_,
            )
            for span in doc.spans[group]
        ]  # fmt: skip
    if len(doc):
        opens = doc.to_array(SENT_START).astype("int64")
        opens[0] = 1
        marked.sentence_starts = np.flatnonzero(opens == 1).tolist()
    marked.stems, marked.terms = get_values(doc, "stem"), get_values(doc, "term")
    return marked


def _starts(doc: Doc) -> list[int]:
    starts: list[int] = doc.to_array(IDX).tolist() if len(doc) else []
    return starts


def require(doc: Doc, needed: Iterable[tuple[str, str]], by: str) -> None:
    """Raise PipelineError unless each (span group, component that makes it) is there."""
    for group, component in needed:
        if group not in doc.spans:
            raise PipelineError(
                f"pipeline has no {component!r} before {by!r}; add it with "
                f"nlp.add_pipe({component!r}, before={by!r})"
            )
