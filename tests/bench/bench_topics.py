"""TopicModel beside scikit-learn, gensim and tomotopy: topics' quality, time, memory, same bytes.

``python tests/bench/bench_topics.py`` needs the shared data and ``pip install gensim tomotopy``.

Quality, on the two labelled collections, with as many topics as labels: NMI and purity of each
article's main topic against its label; NPMI of ten terms a topic over the collection's articles,
each system's on its own words; stability of ten terms a topic over ten seeds, and over ten draws of
80 % of the articles (matched topics, Jaccard). The peers get lower-case words of two letters or
more that are in two articles and in no more than half of them. All figures are means over seeds.

Speed, in processes of their own: reading and fitting 20,000 articles made of the collections'
sentences (two articles of one label mixed, by a seeded generator), with the settings whose quality
is shown; seconds, and peak memory above that of the imports and the texts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import random
import re
import resource
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import normalized_mutual_info_score

from beritanlp.evaluation.gold import data_folder
from beritanlp.topics.coherence import npmi_coherence, topic_stability
from beritanlp.topics.counting import TermTable, count_terms
from beritanlp.topics.model import TopicModel

WORD = re.compile(r"\b[^\W\d_]{2,}\b")
SETS = {"detik2025_aspects": "aspects", "click_id_topics": "click"}
TERMS = 10
Fit = tuple[np.ndarray, list[list[str]]]  # shares, terms of each topic


def read(name: str) -> tuple[list[str], list[str]]:
    """Texts with their headlines, and labels."""
    rows = [
        json.loads(line)
        for line in (data_folder() / "topics" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [f"{row.get('title') or ''}\n\n{row['text']}" for row in rows], [
        row["label"] for row in rows
    ]


def words_of(texts: Sequence[str]) -> list[list[str]]:
    """What peers get: the words of each text that are in two texts and in at most half of them."""
    split = [WORD.findall(text.lower()) for text in texts]
    documents = Counter(word for words in split for word in set(words))
    fit = {word for word, n in documents.items() if 2 <= n <= len(texts) / 2}
    return [[word for word in words if word in fit] for words in split]


def as_table(split: Sequence[Sequence[str]]) -> TermTable:
    terms = tuple(sorted({word for words in split for word in words}))
    place = {term: n for n, term in enumerate(terms)}
    return TermTable(
        terms, terms, tuple(np.array([place[w] for w in words], np.int32) for words in split), ()
    )


def ours(table: TermTable, k: int, seed: int, n_jobs: int = 1) -> Fit:
    model = TopicModel(k, random_state=seed, n_jobs=n_jobs)
    return model.fit_transform(table), model.top_keys(TERMS)


def scikit(split: Sequence[Sequence[str]], k: int, seed: int, kind: str) -> Fit:
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    made = CountVectorizer if kind == "lda" else TfidfVectorizer
    vectorizer = made(analyzer=list)
    rows = vectorizer.fit_transform(split)
    model = (
        LatentDirichletAllocation(k, random_state=seed)
        if kind == "lda"
        else NMF(k, random_state=seed, max_iter=400)
    )
    shares = model.fit_transform(rows)
    names = vectorizer.get_feature_names_out()
    return shares, [[names[i] for i in np.argsort(-row)[:TERMS]] for row in model.components_]


def gensim_lda(split: Sequence[Sequence[str]], k: int, seed: int, passes: int = 10) -> Fit:
    from gensim import corpora, matutils, models

    words = corpora.Dictionary(split)
    bags = [words.doc2bow(own) for own in split]
    model = models.LdaModel(bags, k, words, passes=passes, random_state=seed)
    shares = matutils.corpus2dense(
        model.get_document_topics(bags, minimum_probability=0), k, num_docs=len(bags)
    ).T
    return shares, [[word for word, _ in model.show_topic(n, TERMS)] for n in range(k)]


def tomotopy_lda(split: Sequence[Sequence[str]], k: int, seed: int, workers: int = 1) -> Fit:
    import tomotopy

    model = tomotopy.LDAModel(k=k, seed=seed + 1)
    for words in split:
        model.add_doc(words or ["-"])
    model.train(1000, workers=workers)
    shares = np.array([doc.get_topic_dist() for doc in model.docs])
    return shares, [[word for word, _ in model.get_topic_words(n, TERMS)] for n in range(k)]


PEERS: dict[str, Callable[[Sequence[Sequence[str]], int, int], Fit]] = {
    "scikit-learn LDA": lambda split, k, seed: scikit(split, k, seed, "lda"),
    "scikit-learn NMF": lambda split, k, seed: scikit(split, k, seed, "nmf"),
    "gensim LDA": gensim_lda,
    "tomotopy LDA": tomotopy_lda,
}


def purity(labels: Sequence[str], topics: Sequence[int]) -> float:
    groups: dict[int, Counter[str]] = defaultdict(Counter)
    for label, topic in zip(labels, topics, strict=True):
        groups[topic][label] += 1
    return sum(max(group.values()) for group in groups.values()) / len(labels)


def quality(seeds: int) -> None:
    """Print the table of both collections."""
    for name, short in SETS.items():
        texts, labels = read(name)
        k = len(set(labels))
        print(f"\n{short}: {len(texts)} articles, {k} topics, means over {seeds} seeds")
        print(f"{'':18}   NMI  purity   NPMI  stability: seeds  draws of 80 %  s a fit")
        # each system's own words: a fit on some of the articles, and the table for NPMI
        table = count_terms(texts)
        split = words_of(texts)
        systems: dict[str, tuple[Callable[[Sequence[int], int], Fit], TermTable]] = {
            "beritanlp": (lambda some, seed, t=table, k=k: ours(t.take(some), k, seed), table)
        }
        for peer, run in PEERS.items():
            systems[peer] = (
                lambda some, seed, run=run, s=split, k=k: run([s[i] for i in some], k, seed),
                as_table(split),
            )
        everything = range(len(texts))
        for system, (fit, own) in systems.items():
            start = time.perf_counter()
            fits = [fit(everything, seed) for seed in range(seeds)]
            seconds = (time.perf_counter() - start) / seeds
            draws = []
            for seed in range(seeds):
                chosen = np.random.default_rng(seed).permutation(len(texts))
                draws.append(fit(sorted(chosen[: int(0.8 * len(texts))].tolist()), 0)[1])
            main = [shares.argmax(axis=1).tolist() for shares, _ in fits]
            values = [
                np.mean([normalized_mutual_info_score(labels, topics) for topics in main]),
                np.mean([purity(labels, topics) for topics in main]),
                np.mean([np.mean(npmi_coherence(tops, own)) for _, tops in fits]),
                topic_stability([tops for _, tops in fits]),
                topic_stability(draws),
            ]
            shown = "  ".join(f"{value:6.3f}" for value in values[:3])
            print(f"{system:18}{shown}  {values[3]:16.3f}  {values[4]:13.3f}  {seconds:7.1f}")


def classifier() -> None:
    """Print macro F1 of the trainable classifier by cross-validation, beside raw words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    from beritanlp.topics.classifier import train

    peers = {
        "raw words, defaults": make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000)),
        "raw words, tuned": make_pipeline(
            TfidfVectorizer(sublinear_tf=True, min_df=2),
            LogisticRegression(C=10, class_weight="balanced", max_iter=1000),
        ),
    }
    for name, short in SETS.items():
        texts, labels = read(name)
        folds = StratifiedKFold(5, shuffle=True, random_state=0)
        said = [""] * len(texts)
        for learn, test in folds.split(texts, labels):
            counts = Counter(labels[i] for i in learn)
            coded = [(texts[i], labels[i]) for i in learn if counts[labels[i]] >= 5]
            found = train(coded).predict([texts[i] for i in test])
            for i, (topic,) in zip(test, found, strict=True):
                said[i] = topic
        print(f"\n{short}: macro F1, five folds")
        print(f"beritanlp            {f1_score(labels, said, average='macro'):.3f}")
        for peer, model in peers.items():
            other = cross_val_predict(model, texts, labels, cv=folds)
            print(f"{peer:20} {f1_score(labels, other, average='macro'):.3f}")


def make_articles(size: int) -> list[str]:
    """*size* articles, no two alike: each of the sentences of two articles of one label."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in SETS:
        for text, label in zip(*read(name), strict=True):
            groups[label].append(text)
    labels = sorted(groups)
    weights = [len(groups[label]) for label in labels]
    chance = random.Random(0)
    made = []
    for _ in range(size):
        pool = groups[chance.choices(labels, weights)[0]]
        sentences = [
            s for text in chance.choices(pool, k=2) for s in re.split(r"(?<=\.)\s+", text) if s
        ]
        made.append(" ".join(chance.sample(sentences, max(1, len(sentences) // 2))))
    return made


def _timed(run: Callable[[list[str]], object], size: int, answer: object) -> None:
    texts = make_articles(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    run(texts)
    seconds = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    answer.put((seconds, own / 1024, children / 1024))  # type: ignore[attr-defined]


def _ours_one(texts: list[str]) -> object:
    return TopicModel(20).fit(texts)


def _ours_two(texts: list[str]) -> object:
    return TopicModel(20, n_jobs=2).fit(texts)


def _gensim(texts: list[str]) -> object:
    return gensim_lda(words_of(texts), 20, 0)


def _tomotopy(texts: list[str]) -> object:
    return tomotopy_lda(words_of(texts), 20, 0, workers=2)


def _scikit_nmf(texts: list[str]) -> object:
    return scikit(words_of(texts), 20, 0, "nmf")


def speed(size: int) -> None:
    """Print time and memory of fitting *size* articles."""
    print(f"\n{size:,} articles, 20 topics: read and fit")
    print(f"{'':28}      s   peak MB   MB of the largest worker")
    context = multiprocessing.get_context("spawn")
    for name, run in (
        ("beritanlp, 1 process", _ours_one),
        ("beritanlp, 2 processes", _ours_two),
        ("gensim LDA, 10 passes", _gensim),
        ("tomotopy LDA, 2 threads", _tomotopy),
        ("scikit-learn NMF", _scikit_nmf),
    ):
        answer = context.Queue()
        process = context.Process(target=_timed, args=(run, size, answer))
        process.start()
        seconds, own, children = answer.get()
        process.join()
        print(f"{name:28}{seconds:7.1f}  {own:8.0f}   {children:8.0f}")


def same_bytes() -> None:
    """Print digests of the saved model, fitted twice and with one and two workers."""
    texts, _ = read("detik2025_aspects")
    digests = []
    with tempfile.TemporaryDirectory() as folder:
        for n_jobs in (1, 1, 2):
            model = TopicModel(5, n_jobs=n_jobs).fit(texts)
            model.n_jobs = 1  # a setting, kept in the file
            model.save(Path(folder) / "model.zip")
            digests.append(hashlib.sha256((Path(folder) / "model.zip").read_bytes()).hexdigest())
    print(f"\nsame bytes twice and with 2 workers: {len(set(digests)) == 1} ({digests[0][:16]})")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--only", choices=["quality", "classifier", "speed", "bytes"])
    call = parser.parse_args()
    warnings.simplefilter("ignore")
    if call.only in (None, "quality"):
        quality(call.seeds)
    if call.only in (None, "classifier"):
        classifier()
    if call.only in (None, "speed"):
        speed(call.size)
    if call.only in (None, "bytes"):
        same_bytes()


if __name__ == "__main__":
    main()
