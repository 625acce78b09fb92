"""Sastrawi's stems: PySastrawi 1.2.1's answers for any string, many times faster.

The algorithm is that of Nazief and Adriani with the later confix stripping rules (Asian, 2007), as
the Sastrawi project wrote it down; rule numbers in the comments are theirs. Where PySastrawi tries
some forty patterns in turn on every word, this module looks at the first letters and cuts. Its word
list is read from the installed package, never copied. The only import of Sastrawi.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from beritanlp.text.tokenize import TokenKind, tokenize

__all__ = [
    "SastrawiStemmer",
    "is_root_word",
    "root_words",
    "stem_uncached",
    "stem_with",
    "stem_word",
    "strip_prefixes",
]

if TYPE_CHECKING:
    from collections.abc import Iterable

# words; the shared news (972 articles) has about 40,000 types. A full cache is emptied
_CACHE_SIZE = 200_000
# characters; the longest word of the shared news is an address of 96. What is longer is stemmed,
# but not remembered: it does not come again, and the cache would hold it
_LONGEST_CACHED = 100

_VOWELS = frozenset("aiueo")
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxyz")
_LETTERS = _VOWELS | _CONSONANTS
_PLAIN_PREFIXES = frozenset(("di", "ke", "se"))
_PARTICLES = ("lah", "kah", "tah", "pun")
_PRONOUNS = ("ku", "mu", "nya")
_CLITICS = frozenset(_PARTICLES + _PRONOUNS)
# longest first where one ends with the other, so that the leftmost match is the one taken
_SUFFIXES = ("isasi", "isme", "kan", "an", "is", "i")
_INFIXES = frozenset(("er", "el", "em", "in"))  # rules 37 to 40

_SPACES = {code: " " for code in range(128)}
_SPACES |= {ord(c): c for c in "abcdefghijklmnopqrstuvwxyz0123456789-"}
_ASCII = bytes(ord(_SPACES[code]) if code < 128 else 32 for code in range(256))
# PySastrawi's normaliser ignores case when it asks whether a character is a letter from a to z, and
# these two are i and s then (re, IGNORECASE): they stay
_ODD_LETTERS = "\u0131\u017f"
_OTHER = re.compile(f"[^a-z0-9 {_ODD_LETTERS}-]+")


@cache
def root_words() -> frozenset[str]:
    """Sastrawi's list of root words, read from the installed package (29,932 in 1.2.1)."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return frozenset(word for word in StemmerFactory().get_words() if word.strip())


def is_root_word(word: str) -> bool:
    """Whether *word*, lower case, is in Sastrawi's list of root words."""
    return word in root_words()


def _normalise(text: str) -> list[str]:
    """The words of *text* as PySastrawi cuts them: lower case, of ``a-z``, ``0-9`` and ``-``."""
    text = text.lower()
    if not text.isascii():
        if "\u0131" in text or "\u017f" in text:
            return _OTHER.sub(" ", text).split()
        # any other character comes out as "?", and so as a space
        return text.encode("ascii", "replace").translate(_ASCII).decode("ascii").split()
    return text.translate(_SPACES).split()


class _Stems(dict[str, str]):
    """Normalised words and their stems, filled as they are asked for."""

    def __missing__(self, word: str) -> str:
        return _remember(self, word, stem_uncached(word))


class _StemsOfStrings(dict[str, str]):
    """Strings as they stand in texts and what PySastrawi makes of them."""

    def __missing__(self, text: str) -> str:
        return _remember(self, text, " ".join(map(_stems().__getitem__, _normalise(text))))


def _remember(cache: dict[str, str], key: str, stem: str) -> str:
    if len(key) <= _LONGEST_CACHED:
        if len(cache) >= _CACHE_SIZE:
            cache.clear()
        cache[key] = stem
    return stem


@cache
def _stems() -> _Stems:
    return _Stems()


@cache
def _stems_of_strings() -> _StemsOfStrings:
    return _StemsOfStrings()


def stem_word(word: str) -> str:
    """Sastrawi's stem of one word of a text: ``PySastrawi.stem(word)``, remembered per process.

    Lower case. Of a string that it takes for several words (*Kompas.com*) their stems, joined by
    spaces; of one without a letter from a to z or a digit the empty string.
    """
    return _stems_of_strings()[word]


def stem_uncached(word: str) -> str:
    """The stem of one normalised word: lower case, no spaces; as PySastrawi's ``stem_word``."""
    return stem_with(word, root_words())


def stem_with(word: str, roots: frozenset[str]) -> str:
    """What the algorithm makes of one normalised *word* with *roots* as its list of root words."""
    head, hyphen, tail = word.rpartition("-")
    if not hyphen or (tail in _CLITICS and "-" not in head):
        return _stem_single(word, roots)
    return _stem_plural(word, head, tail, roots)


def _stem_plural(word: str, first: str, second: str, roots: frozenset[str]) -> str:
    """Of a doubled word (*berbalas-balasan*) the stem if both halves share it, else *word*."""
    if second in _CLITICS and "-" in first:
        clitic = second
        first, _, second = first.rpartition("-")
        second += "-" + clitic
    stem = _stem_single(first, roots)
    other = _stem_single(second, roots)
    if other == second and second not in roots:
        other = _stem_single("me" + second, roots)  # meniru-nirukan
    return stem if stem == other else word


def _stem_single(word: str, roots: frozenset[str]) -> str:
    if word in roots:
        return word
    short = len(word) <= 3  # loses a particle and di-, ke-, se- only
    if _prefix_first(word):
        rest = strip_prefixes(word, roots, short)
        if rest in roots:
            return rest
        removed = list(_strip_suffixes(rest, short, roots))
        if removed and removed[-1][1] in roots:
            return removed[-1][1]
    removed = list(_strip_suffixes(word, short, roots))
    rest = removed[-1][1] if removed else word
    if rest in roots:
        return rest
    rest = strip_prefixes(rest, roots, short)
    if rest in roots:
        return rest
    # put the suffixes back one by one, and try the prefixes on each
    for subject, result, suffix in reversed(removed):
        if suffix == "kan":
            rest = strip_prefixes(result + "k", roots, short)
            if rest in roots:
                return rest
        rest = strip_prefixes(subject, roots, short)
        if rest in roots:
            return rest
    return word


def _prefix_first(word: str) -> bool:
    """Whether prefixes go before suffixes: be-lah, be-an, me-i, di-i, pe-i, ter-i (Asian, 2007)."""
    match word[:2]:
        case "be":
            return (word.endswith("an") and len(word) > 3) or (
                word.endswith("lah") and len(word) > 4
            )
        case "me" | "di" | "pe":
            return word.endswith("i") and len(word) > 2
        case "te":
            return word.startswith("ter") and word.endswith("i")
    return False


def _strip_suffixes(
    word: str, short: bool, roots: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    """A particle, a pronoun and a suffix, in turn until a root word is left.

    Yields the word before, the word after and what was cut off.
    """
    if word.endswith(_PARTICLES):
        rest = word[:-3].rstrip("-")
        yield word, rest, ""
        if rest in roots:
            return
        word = rest
    if short:
        return
    if word.endswith(_PRONOUNS):
        rest = word[: -3 if word[-1] == "a" else -2].rstrip("-")
        yield word, rest, ""
        if rest in roots:
            return
        word = rest
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            yield word, word[: -len(suffix)], suffix
            return


def strip_prefixes(word: str, roots: frozenset[str], short: bool = False) -> str:
    """*word* without up to three prefixes, fewer if one of *roots* is left before.

    Of a *short* word only di-, ke- and se- go.
    """
    for _ in range(3):
        if word[:2] in _PLAIN_PREFIXES:
            word = word[2:]
        elif short or word in roots:
            return word
        else:
            rest = _strip_prefix(word, roots)
            if rest is None:
                return word
            word = rest
        if word in roots:
            return word
    return word


def _strip_prefix(word: str, roots: frozenset[str]) -> str | None:
    """*word* without its first prefix or infix by rules 1 to 42; None if it has none."""
    first = word[:1]
    rest: str | None = None
    if first == "m":
        rest = _strip_me(word, roots)
    elif first == "p":
        rest = _strip_pe(word, roots)
    elif first == "b":
        rest = _strip_be(word, roots)
    elif first == "t":
        rest = _strip_te(word, roots)
    if rest is None and first in _CONSONANTS and word[1:3] in _INFIXES and word[3:4] in _VOWELS:
        rest = first + word[3:]  # rules 37 to 40: gerigi, telunjuk
    if rest is None and first == "k":
        if word[:2] == "ku":
            return word[2:]  # rule 41
        if word[:3] == "kau":
            return word[3:]  # rule 42
    return rest


def _known(word: str, otherwise: str, roots: frozenset[str]) -> str:
    return word if word in roots else otherwise


def _can_follow_er(word: str) -> bool:
    """Whether a consonant and a letter stand behind ber-, per-, not before -er- and a consonant."""
    after = word[3:4]
    if after not in _CONSONANTS or word[4:5] not in _LETTERS:
        return False
    return word[5:7] != "er" or (after != "r" and word[7:8] in _VOWELS)


def _strip_be(word: str, roots: frozenset[str]) -> str | None:
    if word[:3] == "ber":
        after = word[3:4]
        if after in _VOWELS:
            return _known(word[3:], word[2:], roots)  # rule 1: ber-V, be-rV
        # rules 2 and 3: ber-CA
        return word[3:] if _can_follow_er(word) else None
    if word == "belajar":
        return "ajar"  # rule 4
    if _is_closed_er(word, 2) and word[:2] == "be":
        return word[2:]  # rule 5: be-CerC
    return None


def _strip_te(word: str, roots: frozenset[str]) -> str | None:
    if word[:3] == "ter":
        after = word[3:4]
        if after in _VOWELS:
            return _known(word[3:], word[2:], roots)  # rule 6: ter-V, te-rV
        if after not in _CONSONANTS or after == "r":
            return None
        if word[4:6] != "er" or word[6:7] in _VOWELS:
            return word[3:]  # rules 7 and 8: ter-C, but before -er- only if a vowel follows it
        if after not in "lmnwy" and word[6:7] in _CONSONANTS:
            return word[3:]  # rule 35: ter-CerC
        return None
    if word[:2] == "te" and _is_closed_er(word, 2):
        return word[2:]  # rule 9: te-CerC
    return None


def _is_closed_er(word: str, at: int) -> bool:
    """Whether CerC stands at *at*, the first C not r."""
    return (
        word[at + 1 : at + 3] == "er"
        and word[at] != "r"
        and word[at] in _CONSONANTS
        and word[at + 3 : at + 4] in _CONSONANTS
    )


def _strip_me(word: str, roots: frozenset[str]) -> str | None:
    if word[1:2] != "e":
        return None
    third, after = word[2:3], word[3:4]
    if third == "m":
        if after in _VOWELS:
            return _known(word[2:], "p" + word[3:], roots)  # rule 13: me-mV, me-pV
        if after and after in "bfv":
            return word[3:]  # rule 11
        if after == "p" and word[4:5] in _LETTERS and word[4] != "n":
            return word[3:]  # rules 12 and 19: mem-p
    elif third == "n":
        if after in _VOWELS:
            return _known(word[2:], "t" + word[3:], roots)  # rule 15: me-nV, me-tV
        if after == "g":
            return _strip_meng(word, roots)
        if after == "y":
            if word[4:5] in _VOWELS:
                return _known(word[2:], "s" + word[4:], roots)  # rule 18: me-nyV, me-sV
        elif after and after in "cdjstz":
            return word[3:]  # rule 14
    elif third and third in "lrwy" and after in _VOWELS:
        return word[2:]  # rule 10
    return None


def _strip_meng(word: str, roots: frozenset[str]) -> str | None:
    after = word[4:5]
    if after in _VOWELS:  # rule 17: meng-V, meng-kV, menge-, me-ngV
        rest = word[4:]
        if rest in roots:
            return rest
        if "k" + rest in roots:
            return "k" + rest
        if after == "e" and rest[1:] in roots:
            return rest[1:]
        return "ng" + rest
    return word[4:] if after and after in "ghqk" else None  # rule 16


def _strip_pe(word: str, roots: frozenset[str]) -> str | None:
    if word[1:2] != "e":
        return None
    third, after = word[2:3], word[3:4]
    if third == "r":
        if after in _VOWELS:
            return _known(word[3:], word[2:], roots)  # rule 21: per-V, pe-rV
        if _can_follow_er(word):
            return word[3:]  # rules 23 and 24: per-CA
    elif third == "m":
        if after in _VOWELS:
            return _known(word[2:], "p" + word[3:], roots)  # rule 26: pe-mV, pe-pV
        if after and after in "bfv":
            return word[3:]  # rule 25
    elif third == "n":
        if after in _VOWELS:
            return _known(word[2:], "t" + word[3:], roots)  # rule 28: pe-nV, pe-tV
        if after == "g":
            rest = _strip_peng(word, roots)
            if rest is not None:
                return rest
        elif after == "y":
            if word[4:5] in _VOWELS:
                return _known(word[2:], "s" + word[4:], roots)  # rule 31: pe-nyV, pe-sV
        elif after and after in "cdjstz":
            return word[3:]  # rule 27
    elif third == "l":
        if word == "pelajar":
            return "ajar"  # rule 32
        if after in _VOWELS:
            return word[2:]
    elif third and third in "wy" and after in _VOWELS:
        return word[2:]  # rule 20
    if third in _CONSONANTS:
        if word[3:5] != "er":
            return word[2:]  # rule 34: pe-C
        if third not in "lmnrwy" and word[5:6] in _CONSONANTS:
            return word[2:]  # rule 36: pe-CerC
    return None


def _strip_peng(word: str, roots: frozenset[str]) -> str | None:
    after = word[4:5]
    if after in _CONSONANTS:
        return word[4:]  # rule 29
    if after in _VOWELS:  # rule 30: peng-V, peng-kV, penge-
        rest = word[4:]
        if rest in roots:
            return rest
        if "k" + rest in roots:
            return "k" + rest
        if after == "e":
            return rest[1:]
    return None


class SastrawiStemmer:
    """Sastrawi's stemmer, in place of ``Sastrawi.Stemmer`` and NLTK's ``StemmerI``.

    ``stem`` gives what ``StemmerFactory().create_stemmer().stem`` of PySastrawi 1.2.1 gives, for
    any string. What was stemmed once is remembered for the life of the process.

    Examples:
        >>> SastrawiStemmer().stem("Mereka berbelit-belit menjelaskannya.")
        'mereka belit jelas'
    """

    def __init__(self) -> None:
        # NLTK checks by type here and there; it is not loaded for that (two seconds)
        interface = getattr(sys.modules.get("nltk.stem.api"), "StemmerI", None)
        if interface is not None:
            interface.register(type(self))

    def stem(self, token: str) -> str:
        """The stems of the words of *token*, a word or a text, lower case, joined by spaces."""
        words = _normalise(token)
        if len(words) == 1:
            return _stems()[words[0]]
        return " ".join(map(_stems().__getitem__, words))

    def stem_words(self, words: Iterable[str]) -> list[str]:
        """``stem`` of each of *words*, in order."""
        return list(map(_stems_of_strings().__getitem__, words))

    def stem_spans(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end (excluded) and stem of every word of *text*, numbers and marks left out.

        Words are those of the library's tokenizer, offsets are code points of *text*.
        """
        stems = _stems_of_strings()
        return [
            (start, end, stems[text[start:end]])
            for start, end, kind in tokenize(text)
            if kind is TokenKind.WORD
        ]
