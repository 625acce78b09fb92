"""Speed and cost of import, load and analysis, beside a peer in the same run.

``python tests/bench/bench_pipeline.py [--rounds 5]`` prints a table; with ``--json`` a JSON object.
Articles of 500 words are cut from the shared news (``BERITANLP_DATA``), or, where that is absent,
put together from the repository's own example article. The peer for analysis is spaCy's blank
Indonesian pipeline (its tokenizer and sentencizer, nothing more), for import a bare Python.
Times are CPU seconds of one process; the median of the rounds is shown.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator

from common import news_texts, seconds

HEAVY = ("spacy", "sklearn", "pandas", "pyarrow", "nltk")
WORDS = 500
ARTICLES = 200


def sample() -> list[str]:
    """ARTICLES texts of WORDS words each."""
    texts = news_texts()
    pieces = []
    words = 0
    current: list[str] = []
    while len(pieces) < ARTICLES:
        for text in texts:
            for line in text.splitlines(keepends=True):
                current.append(line)
                words += len(line.split())
                if words >= WORDS:
                    pieces.append("".join(current))
                    current, words = [], 0
    step = max(len(pieces) // ARTICLES, 1)
    return pieces[::step][:ARTICLES]


def run_python(code: str) -> float:
    """CPU seconds, user and system, of a fresh interpreter that runs *code*."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def drain(items: Iterator[object]) -> None:
    """Use up an iterator."""
    for _ in items:
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    call = parser.parse_args()

    bare = statistics.median(run_python("pass") for _ in range(call.rounds))
    imported = statistics.median(run_python("import beritanlp") for _ in range(call.rounds))
    found = subprocess.run(
        [
            sys.executable, "-c",
            f"import sys, beritanlp; print([m for m in {HEAVY} if m in sys.modules])",
        ],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    load = (
        "import beritanlp as bn, time; t = time.process_time(); bn.load(); "
        "print(time.process_time() - t)"
    )
    after_spacy = "import spacy; " + load
    loads = [
        float(
            subprocess.run(
                [sys.executable, "-c", code], check=True, capture_output=True, text=True
            ).stdout
        )
        for code in [load] * call.rounds + [after_spacy] * call.rounds
    ]  # fmt: skip

    import spacy

    import beritanlp as bn

    texts = sample()
    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    cold = seconds(lambda: [bn.analyze(text) for text in texts])
    warm = statistics.median(
        seconds(lambda: [bn.analyze(text) for text in texts]) for _ in range(call.rounds)
    )
    drain(nlp.pipe(texts))
    peer = statistics.median(seconds(lambda: drain(nlp.pipe(texts))) for _ in range(call.rounds))
    figures = {
        "import over bare Python, ms": round((imported - bare) * 1000, 1),
        "heavy modules after import": found,
        "load with spaCy's import, s": round(statistics.median(loads[: call.rounds]), 3),
        "load alone, s": round(statistics.median(loads[call.rounds :]), 3),
        "articles of 500 words/s, cold caches": round(len(texts) / cold, 1),
        "articles of 500 words/s": round(len(texts) / warm, 1),
        "spaCy blank('id') + sentencizer, articles/s": round(len(texts) / peer, 1),
        "whole analysis against it": f"{peer / warm:.2f}x",
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    if call.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:45} {value}")


if __name__ == "__main__":
    main()
