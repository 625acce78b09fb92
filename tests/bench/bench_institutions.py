"""What the list of institutions costs: to load, to match, beside spaCy's EntityRuler over it.

``python tests/bench/bench_institutions.py [--rounds 3]`` prints a table. The list is loaded in a
fresh process; its modules and the tokenizer are imported before the clock starts. The recogniser
and the look-up of listed forms alone run over 200 articles of the shared news
(``BERITANLP_DATA``; where it is absent, copies of the repository's own article) with warm caches,
and are shown as parts of the whole analysis of the same articles in the same process.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

from common import news_texts, seconds

ARTICLES = 200
LOAD = """
import time
from beritanlp.lexicons import gazetteer
gazetteer._split("kata")
start = time.perf_counter()
gazetteer.listed_at(["Kementerian", "Keuangan"], 0)
gazetteer.institution_by_id("kemenkeu")
print(time.perf_counter() - start)
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    call = parser.parse_args()

    import spacy

    import beritanlp as bn
    from beritanlp.lexicons.gazetteer import all_institutions, listed_at, surfaces_of
    from beritanlp.rules.institutions import find_institutions
    from beritanlp.text.page import read_page

    texts = news_texts()
    texts *= -(-ARTICLES // len(texts))
    texts = texts[:: max(len(texts) // ARTICLES, 1)][:ARTICLES]
    runs = [
        subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
        for _ in range(call.rounds)
    ]
    load = statistics.median(float(run.stdout) for run in runs)

    surfaces = [surface for id_ in all_institutions() for surface in surfaces_of(id_)]
    nlp = spacy.blank("id")

    def make_ruler() -> None:
        ruler = nlp.add_pipe("entity_ruler", name=f"ruler{len(nlp.pipe_names)}")
        ruler.add_patterns([{"label": "ORG", "pattern": s} for s in surfaces])  # type: ignore[attr-defined]

    ruler_load = seconds(make_ruler)
    pages = [read_page(text, None) for text in texts]

    def look_up() -> None:
        for page in pages:
            for i, word in enumerate(page.words):
                if word[0].isupper():
                    listed_at(page.words, i)

    def recognise() -> None:
        for page in pages:
            find_institutions(page)

    def analyse() -> None:
        for text in texts:
            bn.analyze(text)

    def rule() -> None:
        for text in texts:
            nlp(text)

    analyse()
    times = {
        name: statistics.median(seconds(run) for _ in range(call.rounds))
        for name, run in (
            ("look-up", look_up), ("recogniser", recognise), ("analysis", analyse), ("ruler", rule),
        )
    }  # fmt: skip
    whole = times["analysis"]
    print(f"forms of the list                          {len(surfaces):8,}")
    print(f"load, ms                                   {1000 * load:8.0f}")
    print(f"spaCy EntityRuler over the list, load, ms  {1000 * ruler_load:8.0f}")
    print(f"look-up, part of the analysis              {100 * times['look-up'] / whole:7.1f}%")
    print(f"recogniser, part of the analysis           {100 * times['recogniser'] / whole:7.1f}%")
    print(
        f"recogniser against EntityRuler and tokens  {times['ruler'] / times['recogniser']:7.1f}x"
    )


if __name__ == "__main__":
    main()
