"""The library's tokenizer for spaCy: offsets kept, no table of exceptions to build."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from beritanlp.text.tokenize import TokenKind, tokenize

__all__ = ["BeritaTokenizer", "make_tokenizer"]

_SURROGATE = re.compile("[\ud800-\udfff]")


class BeritaTokenizer:
    """Turns a string into a Doc whose text is that string, whatever it holds.

    Only halves of surrogate pairs, which spaCy cannot store, become U+FFFD each.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of *text*, whitespace kept."""
        text = _SURROGATE.sub("\ufffd", text)
        words: list[str] = []
        spaces: list[bool] = []
        for start, end, kind in tokenize(text):
            if kind is TokenKind.SPACE:
                rest = text[start:end]
                # spaCy keeps one space with the word before it; the rest is a token of its own
                if words and rest[0] == " " and not spaces[-1] and not words[-1].isspace():
                    spaces[-1] = True
                    rest = rest[1:]
                if rest:
                    words.append(rest)
                    spaces.append(False)
                continue
            words.append(text[start:end])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    # Nothing is stored: the rules are code and the lexicons, which the package brings.
    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to store."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> BeritaTokenizer:
        """Nothing to restore."""
        return self

    def to_disk(self, _path: Path | str, **_: Any) -> None:
        """Nothing to store."""

    def from_disk(self, _path: Path | str, **_: Any) -> BeritaTokenizer:
        """Nothing to restore."""
        return self


def make_tokenizer() -> Callable[[Language], BeritaTokenizer]:
    """The factory behind ``@tokenizers = "beritanlp.tokenizer.v1"``."""

    def create(nlp: Language) -> BeritaTokenizer:
        return BeritaTokenizer(nlp.vocab)

    return create
