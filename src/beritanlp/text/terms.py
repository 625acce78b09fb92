"""The term of a word: what counts of words should count, where Sastrawi's stem misleads.

*Bekasi* stays *Bekasi* (its stem is *bekas*, used), *penyelidikan* is *selidik* (Sastrawi: *lidi*),
*pemilu* stays whole (*milu*). Names keep their letters; of all other words the term is the root
that a dictionary lists them under, lower case: Sastrawi's stem, but for the words of
``stem_exceptions.csv`` and what is made from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from beritanlp.lexicons.rows import StemException
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import function_words, reference_words
from beritanlp.text.remember import Remembered
from beritanlp.text.stem import root_words, stem_with, strip_prefixes

__all__ = [
    "NO_CLITICS",
    "Clitics",
    "clitics_of",
    "name_term",
    "token_term",
    "token_terms",
    "word_term",
]

_CACHE_SIZE = 100_000  # words; the shared news (972 articles) has about 40,000 types
_ENCLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
_PROCLITICS = ("kau", "ku")
_VERB_SUFFIXES = ("", "kan", "i")
_LONGEST_ACRONYM = 5  # letters; longer ones in capitals are words in capitals: JAKARTA, BAWASLU
# letters; what is longer is no word. It stays as it is and is not remembered
_LONGEST_WORD = 100
_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*")
_HYPHENS = str.maketrans("\u2010\u2011", "--")


@cache
def _exceptions() -> dict[str, str]:
    return {row.form: row.term for row in read_table("stem_exceptions.csv", StemException)}


@cache
def _roots() -> frozenset[str]:
    """Sastrawi's root words and the terms of the exceptions, which it lacks: *sidak*, *pemilu*."""
    return root_words() | {term for term in _exceptions().values() if _PLAIN.fullmatch(term)}


def word_term(word: str) -> str:
    """The term of a *word* that is no name: lower case, its root.

    Addresses and words with digits stay whole, as do words that nothing is known of.
    """
    return _word_term(word) if len(word) <= _LONGEST_WORD else word.lower()


def token_term(token: str) -> str:
    """The term of a *token* that is no name's: of one that begins with no letter it is itself."""
    return _token_terms[token]


def token_terms(tokens: Iterable[str]) -> list[str]:
    """`token_term` of each."""
    return _token_terms.of(tokens)


_token_terms = Remembered(lambda token: word_term(token) if token[0].isalpha() else token)


@lru_cache(maxsize=_CACHE_SIZE)
def _word_term(word: str) -> str:
    lower = word.lower().translate(_HYPHENS)
    exceptions = _exceptions()
    if lower in exceptions:
        return exceptions[lower]
    if not _PLAIN.fullmatch(lower):
        return lower
    base, _ = _strip_enclitics(lower)
    if base in exceptions:
        return exceptions[base]
    if base.startswith("ketidak") and base.endswith("an"):
        return word_term(base[7:-2])  # ketidakpastian: not certain
    return _nominal_root(base) or stem_with(lower, _roots())


def _nominal_root(word: str) -> str | None:
    """Of *pe-…-an*, *ke-…-an* the root that ends in k: *kerusakan* is *rusak*, not *rusa*.

    Sastrawi takes *-kan* off first, which only verbs have.
    """
    if word.startswith(("pe", "ke")) and word.endswith("kan"):
        root = stem_with(word[:-2], _roots())
        if root in _roots() and root.endswith("k"):
            return root
    return None


def name_term(word: str) -> str:
    """The term of a *word* that is part of a name: the word as written.

    Without clitics behind a hyphen (*Jokowi-lah*); a long word in capitals has its first letter in
    capitals alone (*JAKARTA*: *Jakarta*).
    """
    base = word.translate(_HYPHENS)
    head, hyphen, tail = base.rpartition("-")
    if hyphen and head and tail in _ENCLITICS:
        base = head
    if len(base) > _LONGEST_ACRONYM and base.isupper() and base.isalpha():
        return base.capitalize()
    return base


class Clitics(NamedTuple):
    """The clitics of a word, lower case, without hyphen; *kubacanya*: ``("ku", ("nya",))``."""

    proclitic: str | None  # ku- or kau-
    enclitics: tuple[str, ...]  # -ku, -mu, -nya, -lah, -kah, -pun; in order


NO_CLITICS = Clitics(None, ())


def clitics_of(word: str) -> Clitics:
    """The clitics of *word*, none where its ending only looks like one: *sekolah*, *buku*, *hanya*.

    An ending is a clitic where a hyphen says so, or where what stands before it is a word by
    Sastrawi's list and rules and the tables of exceptions.
    """
    return _clitics_of(word) if len(word) <= _LONGEST_WORD else NO_CLITICS


@lru_cache(maxsize=_CACHE_SIZE)
def _clitics_of(word: str) -> Clitics:
    lower = word.lower().translate(_HYPHENS)
    base, enclitics = _strip_enclitics(lower)
    for form in _PROCLITICS:
        rest = base.removeprefix(form)
        if rest != base and (rest[:1] == "-" or (len(rest) > 3 and _is_proclitic(base, rest))):
            return Clitics(form, enclitics)
    return Clitics(None, enclitics) if enclitics else NO_CLITICS


def _is_proclitic(base: str, rest: str) -> bool:
    """Whether *base* is a clitic and the verb *rest*: *kubaca*, *kubacakan*; not *kuburkan*."""
    roots = _roots()
    if any(base.removesuffix(suffix) in roots for suffix in _VERB_SUFFIXES):
        return False
    return any(rest.removesuffix(suffix) in roots for suffix in _VERB_SUFFIXES)


def _strip_enclitics(lower: str) -> tuple[str, tuple[str, ...]]:
    """*lower* without its enclitics, and these in order."""
    found: tuple[str, ...] = ()
    for _ in range(2):  # dialah, rumahnyalah
        for form in _ENCLITICS:
            base = lower.removesuffix(form)
            if base == lower or len(base) < 2:
                continue
            if base[-1] == "-":
                base = base.rstrip("-")
            elif not _is_enclitic(lower, base, form):
                continue
            if base:
                lower, found = base, (form, *found)
                break
        else:
            break
    return lower, found


def _is_enclitic(lower: str, base: str, form: str) -> bool:
    """Whether *form* at the end of *lower*, behind *base*, is a clitic."""
    if lower in reference_words("fixed_ending") or _exceptions().get(lower) == lower:
        return False  # akhirnya, meskipun
    if form == "kah" and base in function_words():
        return True  # apakah, bukankah: Sastrawi's list has them whole
    if lower in _roots() or strip_prefixes(lower, _roots()) in _roots():
        return False  # sekolah; bermasalah
    return _is_word(base)


def _is_word(word: str) -> bool:
    """Whether *word* is a base word, an exception, or is made from a base word."""
    return (
        word in _roots()
        or word in _exceptions()
        or word.startswith("ketidak")
        or stem_with(word, _roots()) != word
    )
