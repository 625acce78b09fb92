"""Words with offsets: Indonesian hyphens, apostrophes, abbreviations, numbers, addresses.

*PAN-RB*, *berbelit-belit*, *Mu'ti*, *Rp1.250,50*, *13/04/2020*, *kompas.com*, *S.H.* and *No.* are
one token each; every code point of the input belongs to exactly one token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache

from beritanlp.lexicons.rows import Abbreviation, Title
from beritanlp.lexicons.tables import read_table

__all__ = ["TokenKind", "iter_tokens"]


class TokenKind(IntEnum):
    """What a token is made of."""

    SPACE = 0
    WORD = 1
    NUMBER = 2
    MARK = 3  # quotation mark, single or double
    PUNCT = 4


_APOSTROPHE = "'’‘ʼ`´"
_HYPHEN = r"\-\u2010\u2011"  # in a character class
# Quantifiers are bounded or possessive: no input makes the scan slower than linear.
_TOKEN = re.compile(
    rf"""
    (?P<word>[^\W\d_]++(?:[{_APOSTROPHE}{_HYPHEN}][^\W_]++)*+(?![.@:/_0-9\w$]))
  | (?P<space>\s++)
  | (?P<address>(?:https?://|www\.)[^\s<>"”“]{{1,2000}}(?<![.,;:!?)\]’'])
      |[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}}
      |[@\#]\w++
      |\w[\w-]{{0,60}}(?:\.\w[\w-]{{0,60}}){{0,4}}\.(?i:com|co|id|net|org|tv|info|news|go|ac)\b
       (?:\.\w{{1,20}}){{0,2}}(?:/[\w/.%=&?-]{{0,500}}(?<=\w))?)
  | (?P<number>(?:Rp\.?|US\$|USD|IDR|[$€£])?\d++(?:[.,:/\u2013\-]\d++)*+
      (?:[{_HYPHEN}][^\W\d_]++|[^\W\d_]++)?%?)
  | (?P<dotted>[A-Za-z]{{1,5}}(?:\.[A-Za-z]{{1,5}}){{1,4}}\.?+(?![\w]))
  | (?P<plain>\w++(?:[{_APOSTROPHE}{_HYPHEN}][^\W_]++)*+)
  | (?P<mark>''|’’|‘‘|‘’|’‘|``|,,(?=\w)|["“”„‟″«»'‘’‚‛`´])
  | (?P<punct>\.{{2,}}+|-{{2,}}+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS = {
    "word": TokenKind.WORD,
    "plain": TokenKind.WORD,
    "dotted": TokenKind.WORD,
    "address": TokenKind.WORD,
    "number": TokenKind.NUMBER,
    "space": TokenKind.SPACE,
    "mark": TokenKind.MARK,
    "punct": TokenKind.PUNCT,
}


@cache
def _abbreviations() -> frozenset[str]:
    """Forms that keep their full stop: *No.*, *Prof.*, *S.H.*"""
    rows = read_table("abbreviations.csv", Abbreviation)
    titles = read_table("titles.csv", Title)
    forms = {row.form for row in rows if row.form.endswith(".")}
    forms |= {row.form for row in titles if row.form.endswith(".")}
    return frozenset(forms | {form.capitalize() for form in forms})


def _is_dotted(text: str, abbreviations: frozenset[str]) -> bool:
    """Whether letters with inner dots are one short form (*M.Si*), not a lost space (*WIB.Ia*)."""
    if text in abbreviations or f"{text}." in abbreviations:
        return True
    parts = [part for part in text.split(".") if part]
    if all(len(part) == 1 for part in parts):
        return True
    # degrees: S.Kom, M.Pd.I, Ph.D; a sentence's last word is longer or all lower case
    return text[0].isupper() and len(parts[0]) <= 2 and all(p[0].isupper() for p in parts)


def iter_tokens(text: str) -> Iterator[tuple[int, int, TokenKind]]:
    """Start, end and kind of every token of *text*, white space included, without gaps."""
    abbreviations = _abbreviations()
    at, size = 0, len(text)
    match_at = _TOKEN.match
    while at < size:
        match = match_at(text, at)
        assert match is not None  # the last alternative takes any character
        group = match.lastgroup
        end = match.end()
        if group == "dotted" and not _is_dotted(match.group(), abbreviations):
            end = at + match.group().index(".")
            group = "plain"
        if group == "plain" and text.startswith(".", end):
            word = text[at : end + 1]
            if word in abbreviations or _is_initial(text, at, end):
                end += 1
        yield at, end, _KINDS[group or "punct"]
        at = end


def _is_initial(text: str, at: int, end: int) -> bool:
    """A lone capital and full stop before a capitalised word: *H. Budi*, *M. Iqbal*."""
    if end - at != 1 or not text[at].isupper():
        return False
    after = text[end + 1 : end + 3].lstrip(" ")
    return bool(after) and after[0].isupper()
