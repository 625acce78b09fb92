"""What the command says on stderr."""

from __future__ import annotations

import sys

from beritanlp.report.printable import printable

__all__ = ["complain"]


def complain(message: str) -> None:
    """One line on stderr; what would steer the terminal, of an article's id perhaps, is shown."""
    print(f"beritanlp: {printable(message)}", file=sys.stderr)
