"""Draw quotes for checking by hand, and read the judgements back.

A sample is a CSV file with one quote a row. Who checks it reads the quote in its context and fills
the column ``right``: ``y`` if content, cue and speaker are all right, ``n`` if not.
"""

from __future__ import annotations

import csv
import math
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from beritanlp.domain import Analysis, Failure, Quote
from beritanlp.errors import ArticleError

__all__ = [
    "SAMPLE_COLUMNS",
    "Judgements",
    "draw_sample",
    "read_judgements",
    "wilson",
    "write_sample",
]

SAMPLE_COLUMNS = (
    *("right", "article_id", "quote", "kind", "speaker", "role", "affiliation", "cue", "mention"),
    *("content", "context", "resolved_by", "rule", "confidence", "start", "end", "note"),
)
CONTEXT = 160  # code points before and after a quote; two or three lines, enough to see the source
_YES = frozenset({"y", "yes", "ya", "1", "true"})
_NO = frozenset({"n", "no", "tidak", "0", "false"})


def draw_sample(
    results: Iterable[Analysis | Failure], size: int, seed: int = 0
) -> list[dict[str, str]]:
    """*size* quotes drawn evenly from all quotes of *results*, in their order, as CSV rows.

    The results are read once and not kept. The same results, size and seed give the same sample;
    fewer quotes than *size* are all given.
    """
    chance = random.Random(seed)
    drawn: list[tuple[int, dict[str, str]]] = []
    seen = 0
    for result in results:
        if isinstance(result, Failure):
            continue
        for n, quote in enumerate(result.quotes):
            # reservoir sampling (Vitter 1985, algorithm R): every quote has the same chance
            slot = len(drawn) if len(drawn) < size else chance.randrange(seen + 1)
            if slot < size:
                row = (seen, _sample_row(result, n, quote))
                if slot == len(drawn):
                    drawn.append(row)
                else:
                    drawn[slot] = row
            seen += 1
    return [row for _, row in sorted(drawn, key=lambda item: item[0])]


def _sample_row(analysis: Analysis, n: int, quote: Quote) -> dict[str, str]:
    text, speaker = analysis.article.text, quote.speaker
    spans = [*quote.content, *(span for span in (quote.cue, quote.mention) if span)]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return {
        "right": "",
        "article_id": analysis.article.id,
        "quote": str(n),
        "kind": str(quote.kind),
        "speaker": speaker.name if speaker else "",
        "role": (speaker and speaker.role) or "",
        "affiliation": (speaker and speaker.affiliation) or "",
        "cue": analysis.words(quote.cue) if quote.cue else "",
        "mention": analysis.words(quote.mention) if quote.mention else "",
        "content": " … ".join(analysis.words(span) for span in quote.content),
        "context": text[max(0, start - CONTEXT) : end + CONTEXT],
        "resolved_by": str(speaker.resolved_by) if speaker else "",
        "rule": quote.rule,
        "confidence": f"{quote.confidence:.2f}",
        "start": str(quote.content[0].start),
        "end": str(quote.content[-1].end),
        "note": "",
    }


def write_sample(rows: Iterable[dict[str, str]], file: IO[str]) -> None:
    """Write *rows* to *file* as CSV with a header."""
    writer = csv.DictWriter(file, SAMPLE_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """What was judged right and wrong, in all and by group; ``open`` rows were not judged."""

    right: int
    wrong: int
    open: int
    groups: dict[str, dict[str, tuple[int, int]]]  # column -> value -> (right, judged)

    @property
    def judged(self) -> int:
        """Rows that were judged."""
        return self.right + self.wrong


def read_judgements(path: str | Path) -> Judgements:
    """The judgements of a sample that was filled in; ``right`` is y or n, or empty for not yet.

    Raises:
        ArticleError: no such file, no column ``right``, or another value in it, with its line.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read_judgements(file, path)
    except OSError as error:
        raise ArticleError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except csv.Error as error:
        raise ArticleError(f"{path}: not a CSV file: {error}") from None


def _read_judgements(file: IO[str], path: Path) -> Judgements:
    # spreadsheets of Indonesian locale save with semicolons
    head = file.readline()
    file.seek(0)
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(file, delimiter=delimiter)
    columns = reader.fieldnames or ()
    if "right" not in columns:
        raise ArticleError(
            f"{path}: no column 'right'; columns are {', '.join(columns) or 'none'}; "
            "a sample to fill in is made by: beritanlp sample"
        )
    counts: Counter[str] = Counter()
    groups: dict[str, dict[str, tuple[int, int]]] = {}
    for row in reader:
        given = (row["right"] or "").strip().casefold()
        if not given:
            counts["open"] += 1
            continue
        if given not in _YES | _NO:
            raise ArticleError(
                f"{path}:{reader.line_num}: right must be y or n, or empty; got {row['right']!r}"
            )
        right = given in _YES
        counts["right" if right else "wrong"] += 1
        for column in ("kind", "resolved_by", "rule"):
            value = row.get(column) or "–"
            hits, judged = groups.setdefault(column, {}).get(value, (0, 0))
            groups[column][value] = hits + right, judged + 1
    return Judgements(
        right=counts["right"], wrong=counts["wrong"], open=counts["open"], groups=groups
    )


def wilson(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Ends of the Wilson score interval of *right* in *n*, 0–1; (0, 1) for n = 0.

    *z* = 1.96 gives 95 %. Source: Wilson, JASA 22 (1927), 209-212.
    """
    if n == 0:
        return 0.0, 1.0
    share = right / n
    centre = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
