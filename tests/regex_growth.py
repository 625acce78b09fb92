"""Which parts of a regular expression can take time that grows faster than what it reads.

Read from the parse tree, so that nothing is timed. What is refused:

- *ambiguous*: two repeats without bound that may share one run of characters, side by side, within
  one another, or in two rounds of a loop: ``\\s*:?\\s*$``, ``(a+)+b``;
- *restarts*: a repeat without bound, in a pattern that is searched for, that may begin anywhere in
  such a run and fail at its end: ``\\s+-``, which on spaces reads the rest of them from each.

Characters stand for their classes: a sample of all kinds, and those that the pattern itself names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["faults"]

_SAMPLE = (
    "".join(map(chr, range(128))) + "éĀЖ漢“”‘’–—…«»\xa0\x85\u2028\u3000\u200b\xadâ€™²١\u0301\ud83d"
)
_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}
_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
}
_OPPOSITES = {
    sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT,
    sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
    sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
}
Item = tuple[Any, Any]
Items = Sequence[Item]


def faults(pattern: re.Pattern[Any], *, searched: bool = True) -> list[str]:
    """What is wrong with *pattern*; *searched*: it may begin anywhere in a text."""
    return sorted(set(_Reader(pattern, searched).walk()))


class _Reader:
    def __init__(self, pattern: re.Pattern[Any], searched: bool) -> None:
        self.tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self.flags = pattern.flags
        self.searched = searched
        self.alphabet = frozenset(_SAMPLE) | set(_named(self.tree))

    def walk(self) -> Iterator[str]:
        yield from self._sequence(list(self.tree), [], [], self.flags)

    def _sequence(self, items: Items, before: Items, after: Items, flags: int) -> Iterator[str]:
        for n, item in enumerate(items):
            yield from self._item(item, [*before, *items[:n]], [*items[n + 1 :], *after], flags)

    def _item(self, item: Item, before: Items, after: Items, flags: int) -> Iterator[str]:
        kind, value = item
        if kind is sre.SUBPATTERN:
            inner = (flags | value[1]) & ~value[2]
            yield from self._sequence(list(value[3]), before, after, inner)
        elif kind is sre.ATOMIC_GROUP:
            yield from self._sequence(list(value), before, after, flags)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from self._sequence(list(branch), before, after, flags)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from self._sequence(list(value[1]), before, [(sre.AT, None)], flags)
        elif kind in _REPEATS:
            _, high, body = value
            if high is sre.MAXREPEAT:
                yield from self._unbounded(item, before, after, flags)
            again = [(sre.MAX_REPEAT, (0, high, body))] if high is sre.MAXREPEAT or high > 1 else []
            yield from self._sequence(list(body), before, [*again, *after], flags)

    def _unbounded(self, item: Item, before: Items, after: Items, flags: int) -> Iterator[str]:
        run = self._run(item, flags)
        if not any(map(self._can_fail, after)):
            return
        if item[0] is not sre.POSSESSIVE_REPEAT and self._meets_another(run, after, flags):
            yield "ambiguous"
        if self.searched and all(self._fits(one, run, flags) for one in before):
            yield "restarts"

    def _meets_another(self, run: frozenset[str], after: Items, flags: int) -> bool:
        """Whether a repeat without bound behind a *run* may read of it, too."""
        for item in after:
            # of a loop, only what it may read before anything that the run has not
            if self._enters(item, run, flags) and any(
                run & self._run(other, flags) for other in _unbounded_in([item])
            ):
                return True
            if not self._fits(item, run, flags):
                return False
        return False

    def _enters(self, item: Item, run: frozenset[str], flags: int) -> bool:
        """Whether a repeat without bound within *item* can be reached by characters of *run*."""
        kind, value = item
        if kind in _REPEATS:
            _, high, body = value
            if high is sre.MAXREPEAT and self._fits_all(list(body), run, flags):
                return True
            return self._meets_another(run, list(body), flags)
        if kind is sre.SUBPATTERN:
            return self._meets_another(run, list(value[3]), (flags | value[1]) & ~value[2])
        if kind is sre.ATOMIC_GROUP:
            return self._meets_another(run, list(value), flags)
        if kind is sre.BRANCH:
            return any(self._meets_another(run, list(branch), flags) for branch in value[1])
        return False

    def _run(self, item: Item, flags: int) -> frozenset[str]:
        """All characters that *item* may read."""
        kind, value = item
        if kind in _REPEATS:
            return self._all(list(value[2]), flags)
        if kind is sre.SUBPATTERN:
            return self._all(list(value[3]), (flags | value[1]) & ~value[2])
        if kind is sre.ATOMIC_GROUP:
            return self._all(list(value), flags)
        if kind is sre.BRANCH:
            return frozenset().union(*(self._all(list(b), flags) for b in value[1]))
        if kind in (sre.GROUPREF, sre.GROUPREF_EXISTS):
            return self.alphabet
        if kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            return frozenset()
        return self._characters(item, flags)

    def _all(self, items: Items, flags: int) -> frozenset[str]:
        return frozenset().union(*(self._run(item, flags) for item in items))

    def _characters(self, item: Item, flags: int) -> frozenset[str]:
        kind, value = item
        if kind is sre.ANY:
            return self.alphabet if flags & re.DOTALL else self.alphabet - {"\n"}
        if kind is sre.NOT_LITERAL:
            return self.alphabet - self._characters((sre.LITERAL, value), flags)
        found: set[str] = set()
        negated = False
        for part, what in value if kind is sre.IN else [item]:
            if part is sre.NEGATE:
                negated = True
            elif part is sre.LITERAL:
                found.add(chr(what))
            elif part is sre.RANGE:
                found |= {c for c in self.alphabet if what[0] <= ord(c) <= what[1]}
            elif part is sre.CATEGORY:
                holds = _CATEGORIES[_OPPOSITES.get(what, what)]
                found |= {c for c in self.alphabet if holds(c) is (what not in _OPPOSITES)}
        if flags & re.IGNORECASE:
            found |= {other for c in found for other in (c.lower(), c.upper()) if len(other) == 1}
        return frozenset(self.alphabet - found if negated else found)

    def _fits_all(self, items: Items, run: frozenset[str], flags: int) -> bool:
        return all(self._fits(item, run, flags) for item in items)

    def _fits(self, item: Item, run: frozenset[str], flags: int) -> bool:
        """Whether *item* can be matched by characters of *run* alone, or by none."""
        kind, value = item
        if kind in _REPEATS:
            return value[0] == 0 or self._fits_all(list(value[2]), run, flags)
        if kind is sre.SUBPATTERN:
            return self._fits_all(list(value[3]), run, (flags | value[1]) & ~value[2])
        if kind is sre.ATOMIC_GROUP:
            return self._fits_all(list(value), run, flags)
        if kind is sre.BRANCH:
            return any(self._fits_all(list(branch), run, flags) for branch in value[1])
        if kind is sre.ASSERT:
            return value[0] > 0 or self._fits_all(list(value[1]), run, flags)
        if kind is sre.ASSERT_NOT:
            behind = value[0] < 0 and len(value[1]) == 1
            return not behind or bool(run - self._run(value[1][0], flags))
        if kind is sre.AT:
            return self._holds_within(value, run, flags)
        return bool(run & self._run(item, flags))

    def _holds_within(self, place: Any, run: frozenset[str], flags: int) -> bool:
        """Whether a place such as ``^`` or ``\\b`` can be within a *run*."""
        if place is sre.AT_BEGINNING:
            return bool(flags & re.MULTILINE) and "\n" in run
        if place is sre.AT_BEGINNING_STRING:
            return False
        if place is sre.AT_BOUNDARY:
            words = {c for c in run if _CATEGORIES[sre.CATEGORY_WORD](c)}
            return bool(words) and words != run
        return True

    def _can_fail(self, item: Item) -> bool:
        kind, value = item
        if kind in _REPEATS:
            return value[0] > 0 and any(map(self._can_fail, value[2]))
        if kind in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            return any(map(self._can_fail, value[3] if kind is sre.SUBPATTERN else value))
        if kind is sre.BRANCH:
            return all(any(map(self._can_fail, branch)) for branch in value[1])
        return True


def _unbounded_in(items: Items) -> Iterator[Item]:
    for item in items:
        kind, value = item
        if kind in _REPEATS:
            if value[1] is sre.MAXREPEAT:
                yield item
            yield from _unbounded_in(list(value[2]))
        elif kind is sre.SUBPATTERN:
            yield from _unbounded_in(list(value[3]))
        elif kind is sre.ATOMIC_GROUP:
            yield from _unbounded_in(list(value))
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _unbounded_in(list(branch))


def _named(tree: Any) -> Iterator[str]:
    """The characters that a parse tree names."""
    if isinstance(tree, tuple) and len(tree) == 2:
        kind, value = tree
        if kind in (sre.LITERAL, sre.NOT_LITERAL):
            yield from {chr(value), chr(value).lower()[0], chr(value).upper()[0]}
        elif kind is sre.RANGE:
            yield from map(chr, value)
    if isinstance(tree, tuple | list | parser.SubPattern):
        for part in tree:
            yield from _named(part)
