"""Between offsets and spaCy's spans: the names of the span groups, and how to make them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.attrs import IDX, ORTH, SPACY
from spacy.tokens import Doc, Span

from beritanlp.errors import PipelineError
from beritanlp.rules.reading import Reading, read

__all__ = ["SpanMarker", "forget", "reading_of", "require", "span_group"]

_PERSON = frozenset({"PER", "PERSON"})  # labels of people in spaCy's pipelines


class _DocKey:
    """A Doc as a key: equal where words and spaces are, without joining its text again.

    ``Doc.text`` is put together token by token at each call; seven components asking for it cost
    more than all the rules.
    """

    __slots__ = ("_doc", "_hash", "_orths", "_rest")

    def __init__(self, doc: Doc, rest: tuple[str | None, str | None]) -> None:
        self._doc: Doc | None = doc
        self._orths: bytes = doc.to_array([ORTH, SPACY]).tobytes()
        self._rest = rest
        self._hash = hash((self._orths, rest))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _DocKey) and self._orths == other._orths and self._rest == other._rest
        )

    def read(self) -> Reading:
        """The reading of the doc, which is then let go."""
        assert self._doc is not None
        text, self._doc = self._doc.text, None
        title, date = self._rest
        return read(text, title, dt.date.fromisoformat(date) if date else None)


@lru_cache(maxsize=4)
def _reading(key: _DocKey) -> Reading:
    return key.read()


def reading_of(doc: Doc, *, with_persons: bool = True) -> Reading:
    """The reading of the page that *doc* holds, made once for all components.

    ``doc.user_data["beritanlp.title"]`` and ``["beritanlp.published"]`` (ISO date) are heeded, and
    so are the people in ``doc.ents``, which a model in front may have set, unless *with_persons*
    is false.
    """
    title = doc.user_data.get("beritanlp.title")
    date = doc.user_data.get("beritanlp.published")
    rest = (title if isinstance(title, str) else None, date if isinstance(date, str) else None)
    key = _DocKey(doc, rest)
    persons = tuple(
        (entity.start_char, entity.end_char)
        for entity in (doc.ents if with_persons else ())
        if entity.label_ in _PERSON
    )
    return _reading_with(key, persons) if persons else _reading(key)


def forget() -> None:
    """Let go of the readings kept, for measurements."""
    _reading.cache_clear()
    _reading_with.cache_clear()


@lru_cache(maxsize=4)
def _reading_with(key: _DocKey, persons: tuple[tuple[int, int], ...]) -> Reading:
    return _reading(key).with_persons(persons)


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
