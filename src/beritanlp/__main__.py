"""``python -m beritanlp`` is the command ``beritanlp``."""

from __future__ import annotations

import sys

from beritanlp.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
