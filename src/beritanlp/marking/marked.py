"""A text with its tokens and marks over them: what the stages write and assembly reads.

A spaCy ``Doc`` with its span groups holds the same (`components.docs`), at five times the cost.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from beritanlp.rules.reading import Reading

__all__ = ["Mark", "MarkedText"]


class Mark(NamedTuple):
    """Tokens [start, end), which are the characters [start_char, end_char), and what they are.

    What ``label``, ``id`` and ``kb_id`` say depends on the group; see the components.
    """

    start: int
    end: int
    start_char: int
    end_char: int
    label: str
    id: str
    kb_id: str


class MarkedText:
    """Tokens of *text* with *starts*, their offsets; ``groups`` of marks over them, by name.

    Tokens are those of spaCy's ``Doc``: white space is a token where it is more than the single
    space behind a word. ``sentence_starts`` are tokens, in order. ``stems`` and ``terms`` are
    those of the tokens, None where no stage has set them. ``data`` holds what is no mark, under
    ``beritanlp.`` and a name.
    """

    def __init__(
        self,
        text: str,
        words: Sequence[str],
        starts: Sequence[int],
        reading: Reading | None = None,
        data: dict[Any, Any] | None = None,
    ) -> None:
        self.text = text
        self.words = words
        self.starts = starts
        self.data: dict[Any, Any] = {} if data is None else data
        self.groups: dict[str, list[Mark]] = {}
        self.sentence_starts: list[int] = []
        self.stems: list[str] | None = None
        self.terms: list[str] | None = None
        self._reading = reading

    @property
    def reading(self) -> Reading:
        """What the rules find in the text, for the stages."""
        if self._reading is None:
            raise ValueError("this text was marked elsewhere; it comes without a reading")
        return self._reading

    def token_at(self, offset: int) -> int:
        """The token in which *offset* lies, the last that begins at or before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def open(self, *groups: str) -> None:
        """Have *groups*, without any mark: what found nothing is told from what was not run."""
        for group in groups:
            self.groups[group] = []

    def add(
        self, group: str, start: int, end: int, label: str = "", id: str = "", kb_id: str = ""
    ) -> None:
        """Mark the characters [start, end), widened to whole tokens, in a group that is open."""
        starts, words = self.starts, self.words
        i = bisect_right(starts, start) - 1
        j = bisect_left(starts, end)
        if 0 <= i < j:
            last = j - 1
            self.groups[group].append(
                Mark(i, j, starts[i], starts[last] + len(words[last]), label, id, kb_id)
            )

    def join(self, group: str) -> None:
        """Make the last two marks of *group* one if they have a token in common.

        What the site put into a word parts it: *bahwaADVERTISEMENTKami*.
        """
        marks = self.groups[group]
        if len(marks) > 1 and marks[-1].id == marks[-2].id and marks[-1].start < marks[-2].end:
            last = marks.pop()
            marks[-1] = marks[-1]._replace(
                end=max(marks[-1].end, last.end), end_char=max(marks[-1].end_char, last.end_char)
            )

    def add_words(
        self, group: str, span: tuple[int, int], label: str = "", id: str = "", kb_id: str = ""
    ) -> None:
        """Mark words [start, end) of the page that the reading has."""
        page, (i, j) = self.reading.page, span
        self.add(group, page.starts[i], page.ends[j - 1], label, id, kb_id)

    def marks(self, group: str) -> list[Mark]:
        """The marks of *group*, in the order they were made; none where there is no such group."""
        return self.groups.get(group, [])
