"""Key terms of one article: words and phrases that it repeats, shown as people write them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from beritanlp.domain import KeyTerm
from beritanlp.lexicons.rows import StopWord
from beritanlp.lexicons.tables import read_table
from beritanlp.text.remember import Remembered

__all__ = ["TermUse", "find_key_terms", "is_stop_word", "stop_words"]

_MIN_LETTERS = 3
# a phrase of two words must come this often to be one
_MIN_PHRASE = 2
_TITLE_BOOST = 2.0


@cache
def stop_words() -> frozenset[str]:
    """Lower-case words that are no key terms, as written: *pelaku* is none for all its *laku*."""
    return frozenset(row.form.lower() for row in read_table("stopwords.csv", StopWord))


class TermUse(NamedTuple):
    """One use of a term: what it counts as, and how it is written here."""

    term: str
    text: str
    is_name: bool = False


def is_stop_word(use: TermUse) -> bool:
    """Whether *use* is no key term: a function word, a reporting verb, a site's word, a mark."""
    return _stops[use.text]


def _is_stop(text: str) -> bool:
    lower = text.lower()
    stops = stop_words()
    return not lower[:1].isalpha() or lower in stops or lower.removesuffix("nya") in stops


_stops = Remembered(_is_stop)
_counts = Remembered(lambda text: len(text) >= _MIN_LETTERS and not _is_stop(text))


def find_key_terms(words: Sequence[TermUse], title_end: int, limit: int) -> tuple[KeyTerm, ...]:
    """The *limit* heaviest terms of *words*, of which the first *title_end* are the headline.

    Uses of one term count together and are shown in their commonest form. Two words, no names, that
    stand together at least twice are one term, and then count less alone. The heaviest weighs 1.
    """
    keys = [
        use.term if counts else None
        for use, counts in zip(words, _counts.of(map(itemgetter(1), words)), strict=True)
    ]
    counts = Counter(key for key in keys if key is not None)
    boosted = set(keys[:title_end])
    pairs = Counter(_pairs(keys, words))
    weights: dict[str, tuple[float, int]] = {}
    for pair, count in pairs.items():
        if count >= _MIN_PHRASE:
            boost = _TITLE_BOOST if boosted.issuperset(pair) else 1.0
            weights[" ".join(pair)] = (1.6 * math.log2(1 + count) * boost, count)
            for key in pair:
                counts[key] -= count
    for key, count in counts.items():
        if count > 0:
            boost = _TITLE_BOOST if key in boosted else 1.0
            weights[key] = (math.log2(1 + count) * boost, count)
    if not weights:
        return ()
    top = sorted(weights.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
    heaviest = top[0][1][0]
    forms = _forms(dict(top), keys, words)
    return tuple(
        KeyTerm(
            text=max(forms[name], key=forms[name].__getitem__),
            weight=round(weight / heaviest, 4),
            count=count,
        )
        for name, (weight, count) in top
    )


def _pairs(keys: Sequence[str | None], words: Sequence[TermUse]) -> Iterator[tuple[str, str]]:
    """The two terms of each two neighbours that may be one phrase."""
    for key, after, use, following in zip(keys, keys[1:], words, words[1:], strict=False):
        if key and after and key != after and not (use.is_name or following.is_name):
            yield key, after


def _forms(
    names: Collection[str], keys: Sequence[str | None], words: Sequence[TermUse]
) -> dict[str, Counter[str]]:
    """How often each of *names*, terms and phrases, is written in each form, in order."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    starts = {name[:n] for name in names for n, letter in enumerate(name) if letter == " "}
    for i, key in enumerate(keys):
        if key is None:
            continue
        if key in names:
            forms[key][words[i].text] += 1
        if key not in starts:
            continue
        after = keys[i + 1] if i + 1 < len(keys) else None
        if after is not None and (phrase := f"{key} {after}") in names:
            forms[phrase][f"{words[i].text} {words[i + 1].text}"] += 1
    return forms
