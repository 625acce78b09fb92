"""Words with offsets: Indonesian hyphens, apostrophes, abbreviations, numbers, addresses.

*PAN-RB*, *berbelit-belit*, *Mu'ti*, *1.250,50*, *13/04/2020*, *kompas.com*, *S.H.* and *No.* are
one token each, *Rp1.250* and *50%* are two; every code point of the input belongs to exactly one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache
from itertools import accumulate, compress
from typing import overload

from beritanlp.lexicons.rows import Abbreviation, Title
from beritanlp.lexicons.tables import read_table
from beritanlp.lexicons.words import reference_words

__all__ = ["TokenKind", "Tokens", "spaced", "tokenize"]

# pieces between white space; the shared news (972 articles) has about 60,000. A full cache is
# emptied; what is longer than any ordinary piece does not come again and is not kept
_CACHE_SIZE = 200_000
_LONGEST_CACHED = 100  # characters


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
  | (?P<address>(?:https?://|www\.)[^\s<>"”“]{{1,2000}}(?<![.,;:!?)\]’'])
      |[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}}
      |[@\#]\w++
      |\w[\w-]{{0,60}}(?:\.\w[\w-]{{0,60}}){{0,4}}\.(?i:com|co|id|net|org|tv|info|news|go|ac)\b
       (?:\.\w{{1,20}}){{0,2}}(?:/[\w/.%=&?-]{{0,500}}(?<=\w))?)
  | (?P<currency>(?:Rp\.?|US\$|S\$|A\$|USD|IDR|[$€£¥])(?=\d))
  | (?P<entity>&(?:amp;)?(?:amp|nbsp|quot|lt|gt|\#\d{{2,5}})\b;?)
  | (?P<pair>[A-Z]/[A-Z](?![\w/]))  # S/A
  | (?P<reference>(?=[\w./-]{{0,200}}\d)(?=[\d./-]{{0,200}}[A-Z])  # 34/PMK.011/2007
      (?:[A-Z\d][A-Z\d.-]{{0,20}}|[A-Z][a-z]{{1,4}}-\d{{1,6}})
      (?:(?:/[A-Z\d][A-Z\d.-]{{0,20}}){{2,8}}|/[A-Z.-]{{0,20}}\d[A-Z\d.-]{{0,20}})
      (?<=[A-Z\d])(?![\w/]))
  | (?P<number>\d{{1,4}}(?:[/\u2013\-]\d{{1,4}}){{2}}(?![/\d\u2013\-])  # a date, a telephone
      |\d{{1,2}}/\d{{1,2}}(?![/\d.,])
      |\d++(?:[.,:]\d++)*+(?:[{_HYPHEN}]?[^\W\d_][^\W_]*+)?)
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
    "currency": TokenKind.WORD,
    "pair": TokenKind.WORD,
    "reference": TokenKind.NUMBER,
    "entity": TokenKind.PUNCT,
    "number": TokenKind.NUMBER,
    "mark": TokenKind.MARK,
    "punct": TokenKind.PUNCT,
}
_SPACES = re.compile(r"(\s+)")


@cache
def _abbreviations() -> frozenset[str]:
    """Forms that keep their full stop: *No.*, *Prof.*, *S.H.*"""
    rows = read_table("abbreviations.csv", Abbreviation)
    titles = read_table("titles.csv", Title)
    forms = {row.form for row in rows if row.form.endswith(".")}
    forms |= {row.form for row in titles if row.form.endswith(".")}
    return frozenset(forms | {form.capitalize() for form in forms})


def _is_range(first: str, second: str) -> bool:
    """Whether two words with a hyphen between are a stretch of time: *Januari-September*."""
    dates = reference_words("month", "day")
    return first.lower() in dates and second.lower() in dates


def _is_dotted(text: str, abbreviations: frozenset[str]) -> bool:
    """Whether letters with inner dots are one short form (*M.Si*), not a lost space (*WIB.Ia*)."""
    if text in abbreviations or f"{text}." in abbreviations:
        return True
    parts = [part for part in text.split(".") if part]
    if all(len(part) == 1 for part in parts):
        return True
    # degrees: S.Kom, M.Pd.I, Ph.D; a sentence's last word is longer or all lower case
    return text[0].isupper() and len(parts[0]) <= 2 and all(p[0].isupper() for p in parts)


_Tokens = tuple[tuple[int, int, TokenKind], ...]


def _scan(piece: str) -> _Tokens:
    """The tokens of a *piece* without white space."""
    abbreviations = _abbreviations()
    found: list[tuple[int, int, TokenKind]] = []
    at, size = 0, len(piece)
    match_at = _TOKEN.match
    while at < size:
        match = match_at(piece, at)
        assert match is not None  # the last alternative takes any character
        group = match.lastgroup
        end = match.end()
        if group == "dotted" and not _is_dotted(match.group(), abbreviations):
            end = at + match.group().index(".")
            group = "plain"
        if (
            group == "plain"
            and piece.startswith(".", end)
            and (piece[at : end + 1] in abbreviations or _is_initial(piece, at, end))
        ):
            end += 1
        elif group == "word":
            first = piece.find("-", at, end)
            if first > 0 and _is_range(piece[at:first], piece[first + 1 : end]):
                found += ((at, first, TokenKind.WORD), (first, first + 1, TokenKind.PUNCT))
                at = first + 1
        found.append((at, end, _KINDS[group or "punct"]))
        at = end
    return tuple(found)


def _is_initial(piece: str, at: int, end: int) -> bool:
    """A lone capital and full stop before a capital: *M.Iqbal*."""
    return end - at == 1 and piece[at].isupper() and piece[end + 1 : end + 2].isupper()


def _ends_in_initial(tokens: _Tokens, piece: str) -> bool:
    """Whether the *H.* at the end of *piece* is one token if a capital follows: *H. Budi*."""
    if len(tokens) < 2 or piece[-1] != ".":
        return False
    start, end, kind = tokens[-2]
    return kind is TokenKind.WORD and end - start == 1 and piece[start].isupper()


# words of a piece and their kinds, by number: nothing here that the garbage collector need visit
_Scan = tuple[tuple[str, ...], bytes]
_KIND_OF = tuple(TokenKind)  # by number


class _Scans(dict[str, _Scan]):
    """Pieces of text, white space too, and their tokens.

    ``initials`` holds those that are read otherwise before a space and a capital.
    """

    def __init__(self) -> None:
        self.initials: dict[str, _Scan] = {}

    def __missing__(self, piece: str) -> _Scan:
        if not piece or piece.isspace():
            tokens: _Tokens = ((0, len(piece), TokenKind.SPACE),) if piece else ()
        else:
            tokens = _scan(piece)
        scan = _columns(tokens, piece)
        if len(piece) <= _LONGEST_CACHED:
            if len(self) >= _CACHE_SIZE:
                self.clear()
                self.initials.clear()
            self[piece] = scan
            if _ends_in_initial(tokens, piece):
                start, _, kind = tokens[-2]
                self.initials[piece] = _columns((*tokens[:-2], (start, len(piece), kind)), piece)
        return scan


def _columns(tokens: _Tokens, piece: str) -> _Scan:
    return tuple(piece[start:end] for start, end, _ in tokens), bytes(kind for *_, kind in tokens)


@cache
def _scans() -> _Scans:
    return _Scans()


class Tokens(Sequence[tuple[int, int, TokenKind]]):
    """Start, end (excluded) and kind of each token of a text, as a sequence and as columns.

    The columns are lists of one length; ``words`` are the tokens themselves. Triples are made when
    asked for: hundreds of tuples a page would cost more time, in garbage collection, than finding
    the tokens.
    """

    __slots__ = ("ends", "kinds", "starts", "words")

    def __init__(self, ends: list[int], kinds: list[TokenKind], words: list[str]) -> None:
        self.starts = [0, *ends[:-1]] if ends else []
        self.ends = ends
        self.kinds = kinds
        self.words = words

    def __len__(self) -> int:
        return len(self.ends)

    def __iter__(self) -> Iterator[tuple[int, int, TokenKind]]:
        return zip(self.starts, self.ends, self.kinds, strict=True)

    @overload
    def __getitem__(self, i: int) -> tuple[int, int, TokenKind]: ...
    @overload
    def __getitem__(self, i: slice) -> list[tuple[int, int, TokenKind]]: ...
    def __getitem__(
        self, i: int | slice
    ) -> tuple[int, int, TokenKind] | list[tuple[int, int, TokenKind]]:
        if isinstance(i, slice):
            return list(zip(self.starts[i], self.ends[i], self.kinds[i], strict=True))
        return self.starts[i], self.ends[i], self.kinds[i]

    def between(self, low: int, high: int) -> Tokens:
        """The tokens that lie within the characters [low, high); offsets stay the text's."""
        first, end = bisect_left(self.starts, low), bisect_right(self.ends, high)
        part = Tokens(self.ends[first:end], self.kinds[first:end], self.words[first:end])
        part.starts = self.starts[first:end]
        return part

    def moved(self, by: int) -> Tokens:
        """The same tokens *by* so many characters later: those of a part, in the whole text."""
        part = Tokens([end + by for end in self.ends], self.kinds, self.words)
        part.starts = [start + by for start in self.starts]
        return part

    def __repr__(self) -> str:
        return f"Tokens({list(self)!r})"


def tokenize(text: str) -> Tokens:
    """Every token of *text*, white space included, without gaps.

    Pieces between white space that were seen before are remembered per process.
    """
    scans = _scans()
    pieces = _SPACES.split(text)
    found = list(map(scans.__getitem__, pieces))
    if not scans.initials.keys().isdisjoint(pieces):
        for i in range(len(pieces) - 2):
            initial = scans.initials.get(pieces[i])
            if initial and pieces[i + 1] == " " and pieces[i + 2][:1].isupper():
                found[i] = initial
    words = [word for words, _ in found for word in words]
    kinds = [_KIND_OF[kind] for _, kinds in found for kind in kinds]
    return Tokens(list(accumulate(map(len, words))), kinds, words)


def spaced(tokens: Tokens) -> tuple[list[str], list[int]]:
    """Words of *tokens* and their starts as spaCy has them: without the space behind each word.

    Other white space is a token of its own, less that one space where it begins with it.
    """
    kept = [word != " " for word in tokens.words]
    if kept:
        kept[0] = True
    words = list(compress(tokens.words, kept))
    starts = list(compress(tokens.starts, kept))
    for i, word in enumerate(words):
        if i and word[0] == " ":
            words[i] = word[1:]
            starts[i] += 1
    return words, starts
