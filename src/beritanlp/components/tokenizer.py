"""The library's tokenizer for spaCy: offsets kept, no table of exceptions to build."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import add, lt
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from beritanlp.components.extensions import remember_texts
from beritanlp.text.tokenize import spaced, tokenize

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
        words, starts = spaced(tokenize(text))
        ends = map(add, starts, map(len, words))
        spaces = list(map(lt, ends, [*starts[1:], len(text)]))
        doc = Doc(self.vocab, words=words, spaces=spaces)
        remember_texts(doc, words)
        return doc

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
