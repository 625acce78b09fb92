"""Key terms of one article: words and phrases that it repeats, shown as people write them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache

from beritanlp.domain import KeyTerm
from beritanlp.lexicons.rows import StopWord
from beritanlp.lexicons.tables import read_table
from beritanlp.text.stem import stem_word

__all__ = ["find_key_terms", "stop_words"]

_MIN_LETTERS = 3
# a phrase of two words must come this often to be one
_MIN_PHRASE = 2
_TITLE_BOOST = 2.0


@cache
def stop_words() -> frozenset[str]:
    """Lower-case words that are no key terms, as written: *pelaku* is none for all its *laku*."""
    return frozenset(row.form.lower() for row in read_table("stopwords.csv", StopWord))


def find_key_terms(words: Sequence[str], title_end: int, limit: int) -> tuple[KeyTerm, ...]:
    """The *limit* heaviest terms of *words*, of which the first *title_end* are the headline.

    Words with one stem count together and are shown in their commonest form. Two words that stand
    together at least twice are one term, and then count less alone. The heaviest term weighs 1.
    """
    stops = stop_words()
    plain = {word for word in words if word.islower()}
    keys: list[str | None] = []
    for word in words:
        lower = word.lower()
        if (
            len(lower) < _MIN_LETTERS
            or not lower[0].isalpha()
            or lower in stops
            or lower.removesuffix("nya") in stops
        ):
            keys.append(None)
            continue
        # names are not stemmed; a capital at a sentence's start does not make a name
        stem = stem_word(lower) if lower in plain else lower
        keys.append(stem)
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    boosted: set[str] = set()
    pairs: Counter[tuple[str, str]] = Counter()
    for i, key in enumerate(keys):
        if key is None:
            continue
        counts[key] += 1
        forms.setdefault(key, Counter())[words[i]] += 1
        if i < title_end:
            boosted.add(key)
        after = keys[i + 1] if i + 1 < len(keys) else None
        if after is not None and after != key:
            pair = (key, after)
            pairs[pair] += 1
            forms.setdefault(" ".join(pair), Counter())[f"{words[i]} {words[i + 1]}"] += 1
    weights: dict[str, tuple[float, int]] = {}
    for pair, count in pairs.items():
        if count >= _MIN_PHRASE:
            name = " ".join(pair)
            boost = _TITLE_BOOST if boosted.issuperset(pair) else 1.0
            weights[name] = (1.6 * math.log2(1 + count) * boost, count)
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
    return tuple(
        KeyTerm(
            text=forms[name].most_common(1)[0][0], weight=round(weight / heaviest, 4), count=count
        )
        for name, (weight, count) in top
    )
