"""What the benchmarks share: the texts that they run on, and the clock."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("BERITANLP_DATA", ROOT.parent / "shared" / "data"))


def news_texts() -> list[str]:
    """The texts of the shared news; the repository's own article where they are absent."""
    texts: list[str] = []
    for path in sorted((DATA / "news").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    return texts or [
        (ROOT / "notebooks/articles/layanan-satu-pintu.txt").read_text(encoding="utf-8")
    ]


def seconds(run: Callable[[], object]) -> float:
    """CPU seconds of one call in this process."""
    start = time.process_time()
    run()
    return time.process_time() - start
