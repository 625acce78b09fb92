"""Text from strangers on a terminal: shown, and never obeyed."""

from __future__ import annotations

import re

__all__ = ["printable"]

# control characters, line and paragraph separators, what turns the direction of writing, and halves
# of surrogate pairs, which no terminal can be sent
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""*text* on one line; what would steer a terminal is shown as an escape: ``\x1b[2J``."""
    return _STEERING.sub(lambda match: repr(match.group())[1:-1], " ".join(text.split()))
