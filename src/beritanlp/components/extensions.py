"""Every attribute that beritanlp adds to spaCy's tokens and docs, registered once."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

__all__ = ["register"]


@cache
def register() -> None:
    """Add ``token._.stem``: Sastrawi's stem, a string. Everything else lives in ``doc.spans``."""
    if not Token.has_extension("stem"):
        Token.set_extension("stem", default="")
