"""find_copies on copies with seeded edits, on the shared news, and beside datasketch's MinHashLSH.

``python tests/bench/bench_copies.py edits`` prints precision and recall by pairs of one story, for
every kind of edit, and the same for MinHashLSH (128 permutations) at several thresholds;
``stories`` lists the stories of the shared news and the pairs just below the threshold, for
reading; ``speed`` gives CPU time and memory an article at 1,000, 10,000 and 100,000 articles, and
the ratios to MinHashLSH in the same run. The texts are the shared data's; datasketch is needed for
its own lines only.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import resource
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from multiprocessing import get_context

import numpy as np
from common import seconds
from copies_set import READ_AS_COPIES, SEED, Case, collection, news, paragraphs, varied

from beritanlp import Article
from beritanlp.copies import find_copies
from beritanlp.copies.candidates import candidate_pairs
from beritanlp.copies.matching import THRESHOLD, are_copies, shared_words
from beritanlp.copies.shingles import Fingerprinter
from beritanlp.copies.store import Stored

KINDS = ("exact", "headline", "words", "cut", "links", "dateline", "all")
PERMUTATIONS = 128
LSH_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)
SIZES = (1_000, 10_000, 100_000)
_WORD = re.compile(r"\w+")
_SHINGLE = 5  # words, as find_copies has

Pair = tuple[int, int]


def pairs_of(labels: Sequence[str]) -> set[Pair]:
    """The pairs of positions with one label."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for n, label in enumerate(labels):
        places[label].append(n)
    return {pair for found in places.values() for pair in combinations(found, 2)}


def true_pairs(cases: list[Case]) -> tuple[set[Pair], set[Pair]]:
    """Pairs of copies, and pairs not counted: of articles that were copies in the news already."""
    story = {id: min(group) for group in READ_AS_COPIES for id in group}
    true = pairs_of([case.base for case in cases])
    return true, pairs_of([story.get(case.base, case.base) for case in cases]) - true


def score(cases: list[Case], found: set[Pair]) -> None:
    true, unjudged = true_pairs(cases)
    found = found - unjudged
    right = len(found & true)
    print(
        f"  pairs {len(true)}, found {len(found)}: precision {right / len(found):.4f}, "
        f"recall {right / len(true):.4f}"
    )


def score_kinds(cases: list[Case], found: set[Pair]) -> None:
    """Recall of pairs of an original and its copy by kind; what the wrong pairs are made of."""
    true, unjudged = true_pairs(cases)
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for pair in true:
        kinds = {cases[n].kind for n in pair}
        if "original" in kinds:
            (kind,) = kinds - {"original"}
            seen[kind] += 1
            right[kind] += pair in found
    for kind, n in sorted(seen.items()):
        print(f"    {kind:10} {right[kind]:5} of {n:5} found")
    wrong = Counter(
        " / ".join(sorted(cases[n].kind for n in pair)) for pair in found - true - unjudged
    )
    print("    wrong:", dict(wrong.most_common(8)) or "none")


def whole(article: Article) -> str:
    return article.text


def body(article: Article) -> str:
    return "\n".join(paragraphs(article))


def shingles(text: str) -> list[bytes]:
    words = _WORD.findall(text.lower())
    return [
        " ".join(words[n : n + _SHINGLE]).encode("utf-8", "surrogatepass")
        for n in range(max(len(words) - _SHINGLE + 1, 1))
    ]


def lsh_pairs(
    articles: Iterable[Article], threshold: float, prepare: Callable[[Article], str]
) -> Iterator[Pair]:
    """Pairs that MinHashLSH finds and whose estimated resemblance reaches *threshold*."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    sketches = []
    for n, article in enumerate(articles):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(shingles(prepare(article)))
        for other in index.query(sketch):
            if sketches[other].jaccard(sketch) >= threshold:
                yield other, n
        index.insert(n, sketch)
        sketches.append(sketch)


def linked(pairs: Iterable[Pair], count: int) -> set[Pair]:
    """All pairs of the connected parts."""
    parent = list(range(count))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = n = parent[parent[n]]
        return n

    for one, other in pairs:
        parent[root(one)] = root(other)
    return pairs_of([str(root(n)) for n in range(count)])


def bench_edits(seed: int) -> None:
    articles = news()
    for title, kinds, originals in (
        ("each kind of edit, with the original", KINDS, True),
        ("all edits together, two copies without the original", ("all",), False),
    ):
        cases = collection(articles, kinds=kinds, originals=originals, seed=seed)
        given = [case.article for case in cases]
        print(f"{title}: {len(cases)} articles")
        frame = find_copies(given)
        found = pairs_of(frame["story_id"].tolist())
        print(" find_copies")
        score(cases, found)
        score_kinds(cases, found)
        if originals:
            score_origins(cases, frame["story_id"].tolist())
        if importlib.util.find_spec("datasketch") is None:
            print(" MinHashLSH: datasketch is not installed")
            continue
        for prepare in (body, whole):
            for threshold in LSH_THRESHOLDS:
                pairs = set(lsh_pairs(given, threshold, prepare))
                print(f" MinHashLSH, {prepare.__name__}, threshold {threshold}: pairs, stories")
                score(cases, pairs)
                score(cases, linked(pairs, len(cases)))


def score_origins(cases: list[Case], story_ids: list[str]) -> None:
    """How many copies have the original that they were made of as origin."""
    copies = [n for n, case in enumerate(cases) if case.kind in KINDS]
    right = sum(story_ids[n] == cases[n].base for n in copies)
    print(f"    origin right for {right} of {len(copies)} copies")


def bench_stories() -> None:
    """Ids and headlines only, for reading beside the texts."""
    articles = news()
    frame = find_copies(articles)
    titles = {article.id: article.title or "" for article in articles}
    several = frame[frame["n_copies"] > 1]
    print(f"{several['story_id'].nunique()} stories of {len(several)} articles")
    for story, rows in several.groupby("story_id"):
        print(story)
        for row in rows.itertuples():
            told = f"{row.copy_kind:8} {row.similarity:.2f} {row.article_id}"
            print(f"  {told}  {titles[row.article_id]}")
    print("pairs below the threshold: share of the shorter, of the longer")
    for shorter, longer, one, other in sorted(near_misses(articles), reverse=True):
        print(f"  {shorter:.2f} {longer:.2f} {one} {other}")
        print(f"       {titles[one]}\n       {titles[other]}")


def near_misses(articles: list[Article]) -> Iterator[tuple[float, float, str, str]]:
    """Pairs with 0.2 to 0.9 of the threshold in common, and those over it that are no copies."""
    fingerprinter = Fingerprinter()
    prints = sorted(
        ((fingerprinter.read(body(a)), a.id) for a in articles), key=lambda p: -len(p[0].shingles)
    )
    lengths = np.array([len(print_.shingles) for print_, _ in prints])
    hashes = np.concatenate([print_.sample for print_, _ in prints])
    sizes = [len(print_.sample) for print_, _ in prints]
    owners = np.repeat(np.arange(len(prints), dtype=np.int32), sizes)
    pairs = candidate_pairs(hashes, owners, lengths, 0.2 * THRESHOLD)
    stored = [Stored(p.shingles, p.numbers, p.names) for p, _ in prints]
    for i, j in pairs.tolist():
        if len(stored[j].shingles) and not are_copies(stored[i], stored[j], THRESHOLD):
            shorter = shared_words(stored[j].shingles, stored[i].shingles).mean()
            longer = shared_words(stored[i].shingles, stored[j].shingles).mean()
            if shorter >= 0.2 * THRESHOLD:
                yield shorter, longer, prints[j][1], prints[i][1]


def bench_speed(sizes: Sequence[int]) -> None:
    """Each system in its own process: CPU time and peak memory, less those of making articles."""
    systems = ["make", "find_copies"]
    if importlib.util.find_spec("datasketch") is not None:
        systems += ["lsh body", "lsh whole"]
    for size in sizes:
        figures = {name: in_process(name, size) for name in systems}
        base = figures.pop("make")
        ours = figures["find_copies"][0] - base[0]
        print(f"{size} articles")
        for name, (spent, memory) in figures.items():
            spent -= base[0]
            print(
                f"  {name:12} {spent / size * 1e6:7.0f} µs an article, {spent / ours:5.2f} times "
                f"find_copies'; {(memory - base[1]) / size:7.0f} bytes an article"
            )


def in_process(name: str, size: int) -> tuple[float, int]:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (name, size))


def measure(name: str, size: int) -> tuple[float, int]:
    """CPU seconds, and peak memory of the process in bytes."""
    articles = varied(news(), size)
    run: dict[str, Callable[[], object]] = {
        "make": lambda: sum(1 for _ in articles),
        "find_copies": lambda: find_copies(articles),
        "lsh body": lambda: sum(1 for _ in lsh_pairs(articles, 0.5, body)),
        "lsh whole": lambda: sum(1 for _ in lsh_pairs(articles, 0.5, whole)),
    }
    spent = seconds(run[name])
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["edits", "stories", "speed"])
    parser.add_argument("--seed", type=int, default=SEED, help="of the edits")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="articles for speed")
    given = parser.parse_args()
    runs = {
        "edits": lambda: bench_edits(given.seed),
        "stories": bench_stories,
        "speed": lambda: bench_speed(given.sizes),
    }
    runs[given.what]()


if __name__ == "__main__":
    main()
