"""Speed and cost of import, load and analysis, beside a peer in the same run.

``python tests/bench/bench_pipeline.py [--rounds 5]`` prints a table; with ``--json`` a JSON object.
With ``--stages`` it prints instead what each stage of the analysis takes of an article's time.
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
import time
from collections.abc import Iterator
from contextlib import contextmanager

from common import news_texts, seconds

from beritanlp.domain import Analysis

HEAVY = ("spacy", "sklearn", "pandas", "pyarrow", "nltk")
WORDS = 500
ARTICLES = 200
FIRST = "“Kami siap,” kata Bupati Jember Rudi Hartanta, Senin (3/5/2021)."  # of a process
BATCH = 20  # results kept at a time for `--stages`, as a run over files keeps few


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


# of `--stages`, in their order
STAGES = (
    "clean", "tokens", "layout", "sentences", "institutions", "quotes", "speakers", "names",
    "stems", "terms", "topics", "other marks", "assemble", "encode", "rows",
)  # fmt: skip


class Clock:
    """CPU seconds spent in each stage."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        begin = time.process_time()
        yield
        self.spent[stage] += time.process_time() - begin


def analyse_by_stages(text: str, clock: Clock) -> Analysis:
    """The Analysis of *text*, each stage timed, as `mark_text` runs them."""
    from beritanlp.assemble import assemble_marked
    from beritanlp.domain import Article
    from beritanlp.marking import stages
    from beritanlp.marking.marked import MarkedText
    from beritanlp.rules.reading import read
    from beritanlp.text.clean import clean
    from beritanlp.text.layout import read_layout
    from beritanlp.text.tokenize import spaced, tokenize
    from beritanlp.topics.codebook import default_codebook

    with clock.time("clean"):
        cleaned = clean(text)
    with clock.time("tokens"):
        tokens = tokenize(cleaned.text)
        words, starts = spaced(tokens)
    layout = clock.spent["layout"]
    with clock.time("layout"):
        read_layout(cleaned.text)
    with clock.time("sentences"):
        reading = read(cleaned.text, tokens=tokens)
    clock.spent["sentences"] -= clock.spent["layout"] - layout  # the page is read with its layout
    marked = MarkedText(cleaned.text, words, starts, reading)
    with clock.time("institutions"):
        assert reading.institutions is not None
    with clock.time("quotes"):
        assert reading.quotes is not None
    with clock.time("speakers"):
        assert reading.speakers is not None
        assert reading.organisations is not None
    with clock.time("names"):
        assert reading.names is not None
        assert reading.name_terms is not None
    with clock.time("terms"):
        assert reading.terms is not None
    with clock.time("stems"):
        marked.stems = stages.stems_of(words)
    with clock.time("topics"):
        stages.mark_topics(marked, default_codebook())
    with clock.time("other marks"):
        for mark in (
            stages.mark_layout, stages.mark_sentences, stages.mark_names, stages.mark_quotes,
            stages.mark_speakers, stages.mark_terms,
        ):  # fmt: skip
            mark(marked)
    with clock.time("assemble"):
        return assemble_marked(marked, Article(id="", text=text), cleaned)


def print_stages(texts: list[str], rounds: int) -> None:
    """CPU ms an article of each stage, the quickest of *rounds* behind one that fills caches."""
    from beritanlp.codec import encode
    from beritanlp.frames import arrow_tables

    best = dict.fromkeys(STAGES, float("inf"))
    for number in range(rounds + 1):
        clock = Clock()
        for at in range(0, len(texts), BATCH):
            results = [analyse_by_stages(text, clock) for text in texts[at : at + BATCH]]
            with clock.time("encode"):
                drain(map(encode, results))
            with clock.time("rows"):
                arrow_tables(results)
        if number:
            best = {stage: min(best[stage], clock.spent[stage]) for stage in STAGES}
    whole = sum(best.values())
    print(f"{'stage':15} ms an article   share")
    for stage, spent in (*best.items(), ("all", whole)):
        print(f"{stage:15} {spent / len(texts) * 1000:13.3f} {spent / whole:7.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--stages", action="store_true")
    call = parser.parse_args()
    if call.stages:
        print_stages(sample(), call.rounds)
        return

    bare = statistics.median(run_python("pass") for _ in range(call.rounds))
    imported = statistics.median(run_python("import beritanlp") for _ in range(call.rounds))
    found = subprocess.run(
        [
            sys.executable, "-c",
            f"import sys, beritanlp; print([m for m in {HEAVY} if m in sys.modules])",
        ],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    first = statistics.median(
        run_python(f"import beritanlp as bn; bn.analyze({FIRST!r})") for _ in range(call.rounds)
    )
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

    import beritanlp as bn
    from beritanlp.batch import dedicated_process

    texts = sample()
    cold = seconds(lambda: [bn.analyze(text) for text in texts])
    warm = statistics.median(
        seconds(lambda: [bn.analyze(text) for text in texts]) for _ in range(call.rounds)
    )
    with dedicated_process(None):
        own = statistics.median(
            seconds(lambda: drain(bn.analyze_many(texts))) for _ in range(call.rounds)
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    import spacy

    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    drain(nlp.pipe(texts))
    peer = statistics.median(seconds(lambda: drain(nlp.pipe(texts))) for _ in range(call.rounds))
    figures = {
        "import over bare Python, ms": round((imported - bare) * 1000, 1),
        "heavy modules after import": found,
        "import and first article over bare Python, s": round(first - bare, 3),
        "bn.load with spaCy's import, s": round(statistics.median(loads[: call.rounds]), 3),
        "bn.load alone, s": round(statistics.median(loads[call.rounds :]), 3),
        "articles of 500 words/s, cold caches": round(len(texts) / cold, 1),
        "articles of 500 words/s": round(len(texts) / warm, 1),
        "the same in a process of its own, as in batches": round(len(texts) / own, 1),
        "spaCy blank('id') + sentencizer, articles/s": round(len(texts) / peer, 1),
        "whole analysis, as in batches, against it": f"{peer / own:.2f}x",
        "peak memory of the analyses, MB": round(memory),
    }
    if call.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:50} {value}")


if __name__ == "__main__":
    main()
