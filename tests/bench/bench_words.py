"""Speed of stems, tokens and sentences beside their peers, in one run.

``python tests/bench/bench_words.py [--rounds 5]`` prints a table; with ``--json`` a JSON object.
Stems are measured against PySastrawi (``Stemmer`` and ``CachedStemmer``), tokens and sentences
against spaCy's blank Indonesian pipeline. 300 articles of the shared news (``BERITANLP_DATA``);
where that is absent, copies of the repository's own example article, which flatter both sides.
Times are CPU seconds of this process; the median of the rounds is shown. Peer and library take
turns, so that a slow moment of the machine hits both.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
from collections.abc import Callable

from common import news_texts, seconds

ARTICLES = 300
TYPES = 2_500  # words; PySastrawi takes a fifth of a second for them
TOKENS = 20_000


def sample() -> list[str]:
    """ARTICLES texts, evenly from all files."""
    texts = news_texts()
    texts *= -(-ARTICLES // len(texts))  # the one article of the repository many times
    return texts[:: max(len(texts) // ARTICLES, 1)][:ARTICLES]


def duel(
    ours: Callable[[], object], peer: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Median CPU seconds of both, measured in turns."""
    own: list[float] = []
    other: list[float] = []
    for _ in range(rounds):
        own.append(seconds(ours))
        other.append(seconds(peer))
    return statistics.median(own), statistics.median(other)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    call = parser.parse_args()

    import spacy
    from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
    from Sastrawi.Stemmer.Stemmer import Stemmer
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    from beritanlp.text import stem as module
    from beritanlp.text.sentences import SentenceSplitter
    from beritanlp.text.stem import SastrawiStemmer, root_words, stem_uncached
    from beritanlp.text.tokenize import tokenize

    texts = sample()
    running = [word for text in texts for word in re.findall(r"[a-z0-9-]+", text.lower())]
    types = random.Random(0).sample(sorted(set(running)), min(TYPES, len(set(running))))
    tokens = running[:TOKENS]
    root_words()
    raw = Stemmer(ArrayDictionary(StemmerFactory().get_words()))
    stemmer = SastrawiStemmer()
    figures: dict[str, str] = {}

    def show(name: str, size: int, pair: tuple[float, float]) -> None:
        own, other = pair
        figures[name] = f"{size / own:,.0f} words/s, peer {size / other:,.0f}: {other / own:.1f}x"

    def forget() -> None:
        module._stems().clear()
        module._stems_of_strings().clear()

    def cold() -> None:
        forget()
        root_words.cache_clear()
        fresh = SastrawiStemmer()
        for text in texts:
            fresh.stem(text)

    def cold_peer() -> None:
        fresh = StemmerFactory().create_stemmer()
        for text in texts:
            fresh.stem(text)

    show(
        "types, nothing remembered",
        len(types),
        duel(
            lambda: [stem_uncached(word) for word in types],
            lambda: [raw.stem_word(word) for word in types],
            call.rounds,
        ),
    )
    show("300 articles, cold, word list read", len(running), duel(cold, cold_peer, call.rounds))
    warm = StemmerFactory().create_stemmer()
    for text in texts:
        warm.stem(text)
        stemmer.stem(text)
    stemmer.stem_words(tokens)
    show(
        "per token, warm",
        len(tokens),
        duel(
            lambda: stemmer.stem_words(tokens),
            lambda: [warm.stem(word) for word in tokens],
            call.rounds,
        ),
    )
    show(
        "whole texts, warm",
        len(running),
        duel(
            lambda: [stemmer.stem(text) for text in texts],
            lambda: [warm.stem(text) for text in texts],
            call.rounds,
        ),
    )
    nlp = spacy.blank("id")
    split = SentenceSplitter().span_tokenize
    for text in texts:
        nlp.tokenizer(text)
    show(
        "tokens with offsets",
        len(running),
        duel(
            lambda: [tokenize(text) for text in texts],
            lambda: [nlp.tokenizer(text) for text in texts],
            call.rounds,
        ),
    )
    nlp.add_pipe("sentencizer")
    show(
        "sentences with offsets",
        len(running),
        duel(
            lambda: [list(split(text)) for text in texts],
            lambda: [list(nlp(text).sents) for text in texts],
            call.rounds,
        ),
    )
    if call.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:36} {value}")


if __name__ == "__main__":
    main()
