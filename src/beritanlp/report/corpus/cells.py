"""Words, numbers and tables of the report as HTML, in one language that the script can change.

What is said stands in ``data-say``, what a table is called in ``data-label``, and numbers in
``data-count``, ``data-share`` and ``data-decimal``, topics in ``data-topic``, for ``report.js`` to
write them anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from beritanlp.labels import Language, topic_labels
from beritanlp.report.corpus.words import (
    Phrase,
    all_words,
    format_decimal,
    format_number,
    text_of,
)

__all__ = ["DASH", "Cells", "known_interval"]

DASH = "–"


class Cells:
    """Writes what stands in the page, in *language*."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, what: str | Phrase) -> str:
        """*what*: a phrase, or the key of one."""
        phrase = Phrase(what) if isinstance(what, str) else what
        data = escape(json.dumps(phrase.as_data(), ensure_ascii=False))
        return f'<span data-say="{data}">{escape(text_of(phrase, self.language))}</span>'

    def label(self, key: str) -> str:
        """Attributes that name an element for those who do not see it."""
        return f'aria-label="{escape(all_words()[key][self.language])}" data-label="{key}"'

    def number(self, value: Any) -> str:
        """A whole number as such, another as a share in per cent."""
        if isinstance(value, float):
            return f'<span data-share="{value}">{format_number(value, self.language)}</span>'
        return f'<span data-count="{value}">{format_number(int(value), self.language)}</span>'

    def decimal(self, value: Any) -> str:
        """A figure with one decimal; a dash for none."""
        if value is None:
            return DASH
        return f'<span data-decimal="{value}">{format_decimal(float(value), self.language)}</span>'

    def interval(self, low: Any, high: Any) -> str:
        """Both ends in per cent; a dash where there is none."""
        ends = known_interval(low, high)
        if ends is None:
            return DASH
        return f"{DASH.join(self.decimal(100 * end) for end in ends)}\u00a0%"

    def name(self, text: str) -> str:
        """What stems from an article; marks of direction in it end with it."""
        return f'<bdi lang="id">{escape(text)}</bdi>'

    def topic(self, label: str) -> str:
        """A topic; one of the built-in codebook in the page's language."""
        shown = topic_labels(self.language).get(label, label)
        return f'<bdi data-topic="{escape(label)}">{escape(shown)}</bdi>'

    def card(
        self,
        name: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        note: str | Phrase | None,
        more: str = "",
    ) -> str:
        """A table called *name*, with a *note* and *more* HTML behind that."""
        told = f'<p class="note">{self.say(note)}{more}</p>' if note else ""
        shown = self.table(name, heads, rows) if rows else f"<p>{self.say('nothing')}</p>"
        return f'<div class="card"><h3>{self.say(name)}</h3>{told}{shown}</div>'

    def table(self, name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        """A table, its first column the heads of rows; an empty head is a column of pictures."""
        head = "".join(
            f'<th scope="col"{"" if number == 0 else " class=n"}>{self.say(key)}</th>'
            if key
            else "<td></td>"
            for number, key in enumerate(heads)
        )
        body = ""
        for first, *others in rows:
            cells = "".join(f'<td class="n">{cell}</td>' for cell in others)
            body += f'<tr><th scope="row">{first}</th>{cells}</tr>'
        return (
            f'<div class="scroll" tabindex="0" role="region" {self.label(name)}>'
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )


def known_interval(low: Any, high: Any) -> tuple[float, float] | None:
    """Both ends of an interval; None where there is none."""
    return None if low is None or high is None else (float(low), float(high))
