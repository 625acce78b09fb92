"""Compare the library's stems with PySastrawi's, word by word and text by text.

``python tests/gold/check_stems.py [--words 1000000] [--seed 7]`` prints the differences in

- *words* made by a seeded generator: root words with up to three prefixes and suffixes, infixes,
  doubling and clitics, and random letters;
- every word and every text of the shared news, of PFSA-ID and of the files in ``stem/``;
- texts with every code point, and random ones of odd characters.

Exit code 1 if there is any. A million words take six minutes, nearly all of them PySastrawi's.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from beritanlp.evaluation.gold import data_folder
from beritanlp.text.stem import SastrawiStemmer, root_words, stem_word

DATA = data_folder()
PREFIXES = [
    "di",
    "ke",
    "se",
    "ber",
    "be",
    "bel",
    "ter",
    "te",
    "me",
    "mem",
    "men",
    "meng",
    "menge",
    "meny",
    "memper",
    "per",
    "pe",
    "pem",
    "pen",
    "peng",
    "penge",
    "peny",
    "pel",
    "ku",
    "kau",
]
SUFFIXES = [
    "i",
    "kan",
    "an",
    "is",
    "isme",
    "isasi",
    "lah",
    "kah",
    "tah",
    "pun",
    "ku",
    "mu",
    "nya",
    "-lah",
    "-nya",
    "-ku",
    "-kah",
]
INFIXES = ("er", "el", "em", "in")
LETTERS = "aiueobcdfghjklmnpqrstvwxyzrn"
ODD = "aiueobdkmnrstıſKİÅß -\n\t\r\x1c\x85\u2028’“é\u0301\ud800😀09ABCDI"


def made_words(n: int, chance: random.Random) -> Iterator[str]:
    """*n* words from a seeded generator."""
    roots = sorted(root_words())
    for _ in range(n):
        kind = chance.random()
        if kind < 0.6:
            word = chance.choice(roots)
            if chance.random() < 0.2:
                word = word[1:]
            if chance.random() < 0.1 and len(word) > 2:
                word = word[0] + chance.choice(INFIXES) + word[1:]
            if chance.random() < 0.1:
                word = f"{word}-{word}"
        elif kind < 0.8:
            word = "".join(chance.choice(LETTERS) for _ in range(chance.randint(0, 7)))
        elif kind < 0.9:
            letters = "aiueobdgkmnprstlhy-0k"
            yield "".join(chance.choice(letters) for _ in range(chance.randint(0, 14)))
            continue
        else:
            pieces = [*PREFIXES, *SUFFIXES, "er", "a", "i", "u"]
            word = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 4)))
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
            word = chance.choice(PREFIXES) + word
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            word += chance.choice(SUFFIXES)
        if chance.random() < 0.05:
            word += "-" + chance.choice((word, chance.choice(roots), "nya", "ku"))
        yield word


def odd_texts(n: int, chance: random.Random) -> Iterator[str]:
    """Texts with every code point in turn, then *n* random ones of odd characters."""
    for code in range(0x110000):
        yield f"ke{chr(code)}rumahnya"
    for _ in range(n):
        yield "".join(chance.choice(ODD) for _ in range(chance.randint(0, 25)))


def shared_texts() -> Iterator[str]:
    """Every article of the shared news and of PFSA-ID."""
    for path in sorted([*DATA.glob("news/*.jsonl"), *DATA.glob("quotes/*.jsonl")]):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def pair_words() -> Iterator[str]:
    """The words of the test suites and treebanks in ``stem/``."""
    for path in sorted(DATA.glob("stem/*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield row["word"]


def compare(
    what: str, items: Iterable[str], peer: Callable[[str], str], *ours: Callable[[str], str]
) -> int:
    """Print and count the items of which one of *ours* differs from *peer*."""
    n = different = 0
    for item in items:
        n += 1
        expected = peer(item)
        for stem in ours:
            if stem(item) != expected:
                different += 1
                if different <= 10:
                    print(f"  {item!r}: {stem(item)!r}, PySastrawi {expected!r}")
    print(f"{what:34} {n:>9,} compared, {different} different", flush=True)
    return different


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    call = parser.parse_args()
    chance = random.Random(call.seed)
    cached = StemmerFactory().create_stemmer()
    peer, ours = cached.stem, SastrawiStemmer().stem
    texts = list(shared_texts())
    types = {word for text in texts for word in text.split()}
    types |= {word.lower() for word in types}
    different = compare("texts of news and PFSA-ID", texts, peer, ours)
    different += compare("their types, as written and lower", sorted(types), peer, ours, stem_word)
    different += compare("words of stem/*.tsv", pair_words(), peer, ours, stem_word)
    different += compare("texts of odd characters", odd_texts(100_000, chance), peer, ours)
    raw = cached.delegatedStemmer.stem  # a cache of a million words would only cost memory
    different += compare("made words", made_words(call.words, chance), raw, ours)
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
