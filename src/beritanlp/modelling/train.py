"""Train ``models/id_berita``: ``python -m beritanlp.modelling.train --work DIR``.

Stages, each in a folder of its own below the work folder; what is done is not done again, and
whatever a changed stage depends on is redone:

1. ``vectors``: floret vectors of lower-case words from raw news (Bojanowski et al. 2017).
2. ``news-1`` … ``news-3``, ``both-1`` … ``both-3``, ``ud-1`` … ``ud-3``: teachers, alike but for
   their seeds, of entities as idner-news-2k labels them, of those of both corpora, and of syntax.
3. ``silver-news-0``, ``silver-news-1``, ``silver-encyclopedia``: raw texts as most of the teachers
   read them.
4. ``student``: one network for all of it, from the labelled corpora and the silver one.
5. ``plain-ner``, ``plain-ud``: spaCy's default networks on the same labelled corpora, to compare.

Data is read from ``BERITANLP_DATA``. All is seeded and runs on one thread a stage, two stages at
a time, so that a second run gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import hashlib
import inspect
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import partial
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vectors import Vectors
from thinc.api import fix_random_seed

from beritanlp.components import embedding
from beritanlp.components.sentences import make_sentences
from beritanlp.evaluation.gold import data_folder
from beritanlp.lexicons.tables import lexicon_digest
from beritanlp.modelling import corpora, learning, networks
from beritanlp.modelling.corpora import Treebanks, doc_of, read_entities, read_raw
from beritanlp.modelling.learning import examples_of, learn, unlabelled
from beritanlp.rules import institutions, names

__all__ = ["STAGES", "main", "train"]

SEEDS = (1, 2, 3)
_ENTITY_TRAIN = {"idner-news-2k-train.txt": "NEWS", "nergrit-train_preprocess.txt": "ENCYCLOPEDIA"}
_REGISTER_OF = {"CSUI": "NEWS", "GSD dev": "ENCYCLOPEDIA", "GSD test": "ENCYCLOPEDIA"}
# what `read_raw` gives for a register: news and aspects; COIN, biographies for the greater part
_RAW = {"NEWS": (("news", "topics"),), "ENCYCLOPEDIA": (("coin",),)}
_SILVER_WORDS = 60  # words of a silver text, about: some sentences
_VECTORS = {
    "model": "skipgram", "mode": "floret", "hashCount": 2, "bucket": 20_000, "minn": 3, "maxn": 5,
    "minCount": 3, "dim": 100, "epoch": 5, "lr": 0.05, "ws": 5, "neg": 10, "thread": 1,
}  # fmt: skip
_TEACHER_STEPS = {"news": 800, "both": 1300, "ud": 1100, "plain-ner": 1300, "plain-ud": 1500}
_STUDENT_STEPS = 5500  # the whole training then takes 1.7 core hours
# silver texts abound, so that little need be left out: beside 0.2, one run of 2,500 steps gained
# 0.9 points of entities' F1, 0.8 of UAS and 1.3 of sentences' F1 on the dev sets (2026-11-29)
_STUDENT_DROPOUT = 0.1


def _cats(register: str) -> dict[str, float]:
    return {label: float(label == register) for label in networks.REGISTERS}


def entity_docs(nlp: Language, data: Path, only: str | None = None) -> list[Doc]:
    """The sentences that teach entities, with the register of their corpus; *only* those of one."""
    docs = []
    for name, register in _ENTITY_TRAIN.items():
        if only not in (None, register):
            continue
        for doc in read_entities(nlp, data / "ner" / name):
            doc.cats = _cats(register)
            docs.append(doc)
    return docs


def syntax_docs(nlp: Language, data: Path) -> list[Doc]:
    """The treebanks' sentences, one to eight in a text as they follow each other."""
    rng = random.Random(1)
    docs = []
    for name, sentences in Treebanks(data).train.items():
        at = 0
        while at < len(sentences):
            size = rng.choice((1, 1, 2, 3, 5, 8))
            doc = doc_of(nlp.vocab, sentences[at : at + size])
            doc.cats = _cats(_REGISTER_OF.get(name, rng.choice(networks.REGISTERS)))
            docs.append(doc)
            at += size
    return docs


def make_vectors(work: Path, out: Path, data: Path) -> None:
    """Floret vectors, as spaCy's Vectors."""
    import floret
    from spacy.training.initialize import convert_vectors

    nlp = networks.blank()
    text = out / "raw.txt"
    with text.open("w", encoding="utf-8") as file:
        for article in read_raw(data):
            for line in article.split("\n"):
                words = [token.lower_ for token in nlp.make_doc(line) if not token.is_space]
                if words:
                    file.write(" ".join(words) + "\n")
    model = floret.train_unsupervised(str(text), verbose=0, **_VECTORS)
    raw = out / "vectors.floret"
    model.save_floret_vectors(str(raw))
    convert_vectors(
        nlp, raw, truncate=0, prune=-1, name="id_berita_vectors", mode="floret", attr="LOWER"
    )
    text.unlink()
    raw.unlink()
    nlp.to_disk(out / "pipeline")


def vectors_of(work: Path) -> Vectors:
    """The vectors that the first stage made."""
    vectors: Vectors = spacy.load(work / "vectors" / "pipeline").vocab.vectors
    return vectors


def _report(name: str) -> Callable[[str], None]:
    return lambda line: print(f"{time.strftime('%H:%M:%S')} {name}: {line}", flush=True)


def _save(nlp: Language, optimizer: Any, path: Path) -> None:
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(path)


def teach_entities(
    work: Path, out: Path, data: Path, *, seed: int, plain: bool = False, only: str | None = None
) -> None:
    """A teacher for entities, from both corpora or *only* the one of a register."""
    fix_random_seed(seed)  # before the first weights are drawn
    nlp = networks.entity_teacher(None if plain else vectors_of(work), plain=plain)
    docs = entity_docs(nlp, data, only)
    nlp.initialize(lambda: examples_of(nlp, docs))
    optimizer = learn(
        nlp,
        [(1.0, docs)],
        steps=_TEACHER_STEPS["plain-ner" if plain else "news" if only else "both"],
        seed=seed,
        report=_report(out.name),
    )
    _save(nlp, optimizer, out / "pipeline")


def teach_syntax(work: Path, out: Path, data: Path, *, seed: int, plain: bool = False) -> None:
    """A teacher for tags, sentences and trees."""
    fix_random_seed(seed)
    nlp = networks.syntax_teacher(None if plain else vectors_of(work), plain=plain)
    docs = syntax_docs(nlp, data)
    nlp.initialize(lambda: examples_of(nlp, docs))
    optimizer = learn(
        nlp,
        [(1.0, docs)],
        steps=_TEACHER_STEPS["plain-ud" if plain else "ud"],
        seed=seed,
        report=_report(out.name),
    )
    _save(nlp, optimizer, out / "pipeline")


def raw_texts(nlp: Language, data: Path, register: str) -> Iterator[Doc]:
    """Some sentences in a text: every line of every article, cut where it is long."""
    seen: set[str] = set()
    for article in read_raw(data, *_RAW[register]):
        for line in article.split("\n"):
            doc = nlp.make_doc(line.strip())
            if len(doc) < 5 or doc.text in seen:
                continue
            seen.add(doc.text)
            start = 0
            while start < len(doc):
                end = start + _SILVER_WORDS
                while end < len(doc) and doc[end - 1].text not in ".!?":
                    end += 1
                end = min(end, len(doc))
                part = doc[start:end].as_doc()
                part.cats = _cats(register)
                yield part
                start = end


def make_silver(
    work: Path, out: Path, data: Path, *, register: str, part: int = 0, parts: int = 1
) -> None:
    """Raw texts of a register, or one of *parts* of them, as most of the teachers read them."""
    blank = networks.blank()
    texts = [doc for n, doc in enumerate(raw_texts(blank, data, register)) if n % parts == part]
    teacher = "news" if register == "NEWS" else "both"
    entities = [spacy.load(work / f"{teacher}-{seed}" / "pipeline") for seed in SEEDS]
    syntax = [spacy.load(work / f"ud-{seed}" / "pipeline") for seed in SEEDS]
    found = DocBin(
        attrs=["ORTH", "SPACY", "TAG", "POS", "MORPH", "HEAD", "DEP", "SENT_START", "ENT_IOB",
               "ENT_TYPE"],
    )  # fmt: skip
    report = _report(out.name)
    for at in range(0, len(texts), 200):
        chunk = texts[at : at + 200]
        named = [list(nlp.pipe(unlabelled(nlp, doc) for doc in chunk)) for nlp in entities]
        parsed = [list(nlp.pipe(unlabelled(nlp, doc) for doc in chunk)) for nlp in syntax]
        for n in range(len(chunk)):
            found.add(_agreed([docs[n] for docs in named], [docs[n] for docs in parsed]))
        if at % 2000 == 0:
            report(f"{at} of {len(texts)} texts")
    found.to_disk(out / "silver.spacy")


def _agreed(named: list[Doc], parsed: list[Doc]) -> Doc:
    """What most teachers say, word by word; where each says another thing, the first one's."""
    first = parsed[0]

    def most(values: list[Any]) -> Any:
        value, count = Counter(values).most_common(1)[0]
        return value if count > 1 else values[0]

    size = range(len(first))
    heads = [most([doc[i].head.i for doc in parsed]) for i in size]
    deps = [most([(doc[i].head.i, doc[i].dep_) for doc in parsed])[1] for i in size]
    starts = [bool(most([bool(doc[i].is_sent_start) for doc in parsed])) for i in size]
    if not _is_forest(heads, starts):
        heads = [first[i].head.i for i in size]
        deps = [first[i].dep_ for i in size]
        starts = [bool(first[i].is_sent_start) for i in size]
    deps = ["ROOT" if heads[i] == i else deps[i] if deps[i] != "ROOT" else "dep" for i in size]
    doc = Doc(
        first.vocab,
        words=[token.text for token in first],
        spaces=[bool(token.whitespace_) for token in first],
        tags=[most([doc[i].tag_ for doc in parsed]) for i in size],
        pos=[most([doc[i].pos_ for doc in parsed]) for i in size],
        morphs=[most([str(doc[i].morph) for doc in parsed]) for i in size],
        heads=heads,
        deps=deps,
    )
    spans = Counter((e.start, e.end, e.label_) for other in named for e in other.ents)
    doc.set_ents(
        [
            spacy.tokens.Span(doc, start, end, label=label)
            for (start, end, label), count in sorted(spans.items())
            if count > 1
        ]
    )
    doc.cats = dict(first.cats)
    return doc


def _is_forest(heads: list[int], starts: list[bool]) -> bool:
    """Whether *heads* are trees, one for each sentence that *starts* begin."""
    sentence, at = [], -1
    for start in starts:
        at += start
        sentence.append(at)
    roots = Counter(sentence[i] for i, head in enumerate(heads) if head == i)
    if any(roots[n] != 1 for n in set(sentence)):
        return False
    for i, head in enumerate(heads):
        if sentence[i] != sentence[head]:
            return False
        steps, node = 0, i
        while heads[node] != node:
            node, steps = heads[node], steps + 1
            if steps > len(heads):
                return False
    return True


def teach_student(work: Path, out: Path, data: Path) -> None:
    """The network that ships."""
    fix_random_seed(1)
    nlp = networks.student(vectors_of(work))
    # without sentence ends of their own they would teach that there are none
    split = make_sentences(nlp, "sentences")
    entities = [split(doc) for doc in entity_docs(nlp, data)]
    syntax = syntax_docs(nlp, data)
    silver = {
        name: list(DocBin().from_disk(work / name / "silver.spacy").get_docs(nlp.vocab))
        for name in _SILVER
    }
    news = [*silver["silver-news-0"], *silver["silver-news-1"]]
    labelled = examples_of(nlp, [*entities, *syntax])
    nlp.initialize(lambda: labelled)
    report = _report(out.name)
    others = [name for name in nlp.pipe_names if name not in ("register", "beritanlp_lemmas")]
    register = learn(
        nlp, [(1.0, [*entities, *syntax])], steps=750, seed=1,
        exclude=[*others, "beritanlp_lemmas"], report=report,
    )  # fmt: skip
    parts = [(0.25, entities), (0.35, syntax), (0.3, news), (0.1, silver["silver-encyclopedia"])]
    fixed = ["register", "beritanlp_lemmas"]
    optimizer = learn(
        nlp, parts, steps=_STUDENT_STEPS, seed=1, dropout=_STUDENT_DROPOUT, exclude=fixed,
        report=report,
    )  # fmt: skip
    nlp.meta["beritanlp_lexicons"] = lexicon_digest()
    with nlp.use_params({**(register.averages or {}), **(optimizer.averages or {})}):
        nlp.to_disk(out / "pipeline")


_SILVER = ("silver-news-0", "silver-news-1", "silver-encyclopedia")
Stage = Callable[[Path, Path, Path], None]
# a stage, what it needs, and the function
STAGES: dict[str, tuple[tuple[str, ...], Stage]] = {
    "vectors": ((), make_vectors),
    "plain-ner": ((), partial(teach_entities, seed=1, plain=True)),
    "plain-ud": ((), partial(teach_syntax, seed=1, plain=True)),
    **{f"both-{seed}": (("vectors",), partial(teach_entities, seed=seed)) for seed in SEEDS},
    **{
        f"news-{seed}": (("vectors",), partial(teach_entities, seed=seed, only="NEWS"))
        for seed in SEEDS
    },
    **{f"ud-{seed}": (("vectors",), partial(teach_syntax, seed=seed)) for seed in SEEDS},
    **{
        f"silver-news-{part}": (
            tuple(f"{kind}-{seed}" for kind in ("news", "ud") for seed in SEEDS),
            partial(make_silver, register="NEWS", part=part, parts=2),
        )
        for part in (0, 1)
    },
    "silver-encyclopedia": (
        tuple(f"{kind}-{seed}" for kind in ("both", "ud") for seed in SEEDS),
        partial(make_silver, register="ENCYCLOPEDIA"),
    ),
    "student": (_SILVER, teach_student),
}


def _run(name: str, work: Path, data: Path) -> str:
    """One stage in a process of its own."""
    embedding.remembered.limit = 200_000  # docs: every text is embedded in each epoch
    out = work / name
    out.mkdir(parents=True, exist_ok=True)
    begun = time.time()
    STAGES[name][1](work, out, data)
    (out / "seconds").write_text(f"{time.time() - begun:.0f}\n", encoding="utf-8")
    return name


def _inputs(name: str, data: Path) -> str:
    """What decides a stage's result: data, corpora, loop, its own code, and stages before it."""
    digest = hashlib.sha256(name.encode())
    parts = ("ud", "ner", "news", "topics", "coin")
    for path in sorted(path for part in parts for path in (data / part).iterdir()):
        digest.update(f"{path.name} {path.stat().st_size}".encode())
    # what a word looks like to the networks hangs on the rules for names, and on the lexicons
    for module in (corpora, learning, embedding, institutions, names):
        digest.update(inspect.getsource(module).encode())
    digest.update(lexicon_digest().encode())
    for code in _CODE_OF[name.partition("-")[0]]:
        digest.update(inspect.getsource(code).encode())
    constants = (
        _VECTORS, _TEACHER_STEPS, _STUDENT_STEPS, _STUDENT_DROPOUT, _SILVER_WORDS, SEEDS
    )  # fmt: skip
    digest.update(repr(constants).encode())
    for before in STAGES[name][0]:
        digest.update(_inputs(before, data).encode())
    return digest.hexdigest()


# whose source decides what a stage makes, by the first part of its name
_CODE_OF: dict[str, tuple[Callable[..., Any], ...]] = {
    "vectors": (make_vectors,),
    "plain": (teach_entities, teach_syntax, networks.plain_tok2vec),
    "both": (teach_entities, networks.entity_teacher, networks.tok2vec),
    "news": (teach_entities, networks.entity_teacher, networks.tok2vec),
    "ud": (teach_syntax, networks.syntax_teacher, networks.tok2vec),
    "silver": (make_silver, raw_texts, _agreed),
    "student": (teach_student, networks.student, networks.tok2vec),
}


def train(work: Path, data: Path, only: str | None = None) -> None:
    """Run every stage that is not done, two at a time."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    os.environ["PYTHONHASHSEED"] = "0"
    wanted = {name: _inputs(name, data) for name in STAGES}

    def is_done(name: str) -> bool:
        marker = work / name / "inputs"
        return marker.exists() and marker.read_text(encoding="utf-8") == wanted[name]

    waiting = [name for name in STAGES if not is_done(name) and (only is None or name == only)]
    done = {name for name in STAGES if is_done(name)}
    running: dict[Future[str], str] = {}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn"), max_tasks_per_child=1) as workers:
        while waiting or running:
            for name in list(waiting):
                if len(running) < 2 and all(before in done for before in STAGES[name][0]):
                    waiting.remove(name)
                    print(f"{time.strftime('%H:%M:%S')} {name}: begun", flush=True)
                    running[workers.submit(_run, name, work, data)] = name
            if not running:
                raise SystemExit(f"stages cannot be run: {', '.join(waiting)}")
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                name = running.pop(future)
                future.result()
                (work / name / "inputs").write_text(wanted[name], encoding="utf-8")
                done.add(name)
                print(f"{time.strftime('%H:%M:%S')} {name}: done", flush=True)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--work", type=Path, default=Path("work/id_berita"))
    parser.add_argument("--stage", choices=STAGES, help="only this one")
    call = parser.parse_args()
    if find_spec("floret") is None:
        parser.error('vectors need floret; install it with: pip install "beritanlp[train]"')
    train(call.work.resolve(), data_folder().resolve(), call.stage)
    print(json.dumps({name: (call.work / name / "seconds").read_text().strip() for name in STAGES
                      if (call.work / name / "seconds").exists()}))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
