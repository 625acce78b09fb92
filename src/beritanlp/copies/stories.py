"""Pairs of copies to stories, without chains: every text of a story is a copy of its origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["group_stories"]

AreAlike = Callable[[int, int], bool]
OriginOf = Callable[[Sequence[int]], int]


def group_stories(
    links: Iterable[tuple[int, int]], are_alike: AreAlike, origin_of: OriginOf
) -> Iterator[list[int]]:
    """The stories among texts of which *links* are known to be alike, each sorted.

    First a text with all that are like it: the one with most links, of several the one with the
    lowest number, which is the longest. Of these one is the origin, and those that are not like it
    go back to the rest. So an article made of two unlike ones never ties them together, as single
    linkage would, and a story needs no comparison of all its pairs, as complete linkage would: it
    hangs by its fullest version while it is found, and by its origin when it is told.
    """
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in links:
        neighbours[one].add(other)
        neighbours[other].add(one)
    for left in _components(neighbours):
        while story := _next_story(left, neighbours, are_alike):
            origin = origin_of(sorted(story))
            story = {text for text in story if text == origin or are_alike(origin, text)}
            yield sorted(story)
            left -= story


def _components(neighbours: dict[int, set[int]]) -> Iterator[set[int]]:
    """The texts that hang together by links, as sets of their own."""
    seen: set[int] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        component, waiting = {start}, [start]
        while waiting:
            fresh = neighbours[waiting.pop()] - component
            component |= fresh
            waiting.extend(fresh)
        seen |= component
        yield component


def _next_story(left: set[int], neighbours: dict[int, set[int]], are_alike: AreAlike) -> set[int]:
    """The text with most links among those *left*, and all like it; empty if none has a link.

    Links leave some like pairs out (see `candidate_pairs`), so that all that are left are compared.
    """
    centre = max(left, key=lambda text: (len(neighbours[text] & left), -text), default=None)
    if centre is None or not neighbours[centre] & left:
        return set()
    linked = neighbours[centre] & left
    others = left - linked - {centre}
    return {centre, *linked, *(text for text in others if are_alike(centre, text))}
