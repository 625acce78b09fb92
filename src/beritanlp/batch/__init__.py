"""Many articles: in this process, in several, or on a cluster; in order, and no bad one stops."""

from __future__ import annotations

from beritanlp.batch.chunks import analyze_chunk, dedicated_process, tabulate_chunk
from beritanlp.batch.run import Progress, RunSummary, analyze_into
from beritanlp.batch.stream import analyze_many
from beritanlp.batch.workers import Engine

__all__ = [
    "Engine",
    "Progress",
    "RunSummary",
    "analyze_chunk",
    "analyze_into",
    "analyze_many",
    "dedicated_process",
    "tabulate_chunk",
]
