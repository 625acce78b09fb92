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
    lowest number, which is the longest. One of these is the origin, and the story is all that are
    like the origin; the rest go on to the next story. So an article made of two unlike ones never
    ties them together, as single linkage would, and a story needs no comparison of all its pairs,
    as complete linkage would.
    """
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in links:
        neighbours[one].add(other)
        neighbours[other].add(one)
    for left in _components(neighbours):
        while (centre := _most_linked(left, neighbours)) is not None:
            story = _story_around(centre, left, are_alike, origin_of)
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


def _most_linked(left: set[int], neighbours: dict[int, set[int]]) -> int | None:
    """The text with most links among those *left*; None if none has one."""
    links = {text: len(neighbours[text] & left) for text in left}
    centre = max(left, key=lambda text: (links[text], -text), default=None)
    return centre if centre is not None and links[centre] else None


def _story_around(
    centre: int, left: set[int], are_alike: AreAlike, origin_of: OriginOf
) -> set[int]:
    """The origin of what is like *centre*, and all *left* that are like the origin.

    They may hold a better origin in turn. Links leave some like pairs out (see `candidate_pairs`),
    so that all that are left are compared.
    """
    origin, tried = centre, set[int]()
    while True:
        tried.add(origin)
        story = {text for text in left if text == origin or are_alike(origin, text)}
        better = origin_of(sorted(story))
        if better == origin:
            return story
        if better in tried:  # two that each make the other the origin
            return {text for text in story if text == better or are_alike(better, text)}
        origin = better
