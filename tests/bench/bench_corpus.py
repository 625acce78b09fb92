"""What questions to a corpus of a million articles cost: CPU seconds, and the peak of memory.

The articles are those of a folder of results, repeated under other ids; the rest of what is in
them is real, but people and words are no more than in the folder.

    beritanlp batch $BERITANLP_DATA/news --out /tmp/news
    python tests/bench/bench_corpus.py /tmp/news --times 1030
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from beritanlp.codec import TABLES
from beritanlp.corpus import Corpus
from beritanlp.validation import draw_sample

_PART = 10  # repetitions in one file: some 10,000 articles


def repeat(results: Path, folder: Path, times: int) -> None:
    """The tables of *results*, *times* over, as parts in *folder*; whole results are left out."""
    (folder / "results.parquet").mkdir()
    for name in TABLES:
        table = pq.read_table(results / f"{name}.parquet")
        (folder / f"{name}.parquet").mkdir()
        for start in range(0, times, _PART):
            copies = []
            for number in range(start, min(start + _PART, times)):
                prefix = pa.scalar(f"{number:05}")
                ids = pc.binary_join_element_wise(prefix, table["article_id"], "-")
                copies.append(table.set_column(0, "article_id", ids))
            part = pa.concat_tables(copies).replace_schema_metadata(table.schema.metadata)
            path = folder / f"{name}.parquet" / f"part-{start // _PART:05}.parquet"
            pq.write_table(part, path, compression="zstd")


def measure(what: str, ask: Callable[[], object]) -> None:
    """Print what *ask* costs."""
    cpu, wall = time.process_time(), time.perf_counter()
    ask()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:44} {cpu:7.1f} s CPU {wall:7.1f} s wall {peak:7,.0f} MB peak", flush=True)


def main() -> None:
    """Repeat the results and ask."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("results", type=Path)
    parser.add_argument("--times", type=int, default=1030)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repeat(arguments.results, folder, arguments.times)
        corpus = Corpus.read(folder)
        print(corpus)
        by = ["outlet", "month", "speaker_kind"]
        chosen = corpus.filter(outlet="kompas.com", topic="4")
        measure("count by outlet, month and kind of speaker", lambda: corpus.count(by=by))
        measure("count_speakers", lambda: corpus.count_speakers(20))
        measure("count_institutions", lambda: corpus.count_institutions(20))
        measure("filter by outlet and topic", lambda: len(chosen))
        measure("count_speakers of these", lambda: chosen.count_speakers(20))
        measure("sample of 500 by outlet", lambda: draw_sample(corpus, 500, by=["outlet"]))
        measure("people", corpus.people)
        measure("search, with the index made", lambda: corpus.search("pembangunan jalan"))
        measure("search again", lambda: corpus.search("korupsi OR suap -kpk"))
        size = (folder / "search.sqlite").stat().st_size / 1e9
        print(f"the index has {size:.1f} GB")


if __name__ == "__main__":
    main()
