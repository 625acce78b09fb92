"""Every attribute that beritanlp adds to spaCy's tokens and docs, registered once."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

__all__ = ["register"]


@cache
def register() -> None:
    """Add ``token._.stem`` and ``token._.term``, strings. All else lives in ``doc.spans``."""
    for name in ("stem", "term"):
        if not Token.has_extension(name):
            Token.set_extension(name, default="")
