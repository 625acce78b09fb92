"""Read the corpora that teach the model: UD treebanks, entities by sentence, raw news.

All become spaCy Docs with the library's view of a word: a UD multiword token (*katanya*) is one
token with the part of speech and lemma of its host and a feature ``Clitic``.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

__all__ = [
    "ENTITIES",
    "Sentence",
    "Treebanks",
    "doc_of",
    "read_entities",
    "read_raw",
    "read_treebank",
    "with_entities",
]

ENTITIES = {  # file below ner/: what it is for
    "idner-news-2k-train.txt": "train",
    "nergrit-train_preprocess.txt": "train",
    "idner-news-2k-dev.txt": "test",
    "nergrit-valid_preprocess.txt": "test",
}
_LABELS = {
    "PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC",
    "PER": "PER", "ORG": "ORG", "LOC": "LOC",
}  # fmt: skip
# sentences at the end of a treebank that only measure
CSUI_TEST, GSD_TEST = 150, 100
# One label for what the treebanks label differently (GSD has compound where CSUI has nmod), and
# none for relations that all of them together have too seldom to be learnt.
_RELATIONS = {
    "compound": "nmod", "compound:a": "nmod", "nmod:lmod": "nmod", "cc:preconj": "cc",
    "csubj:pass": "csubj", "advmod:emph": "advmod", "discourse": "dep", "goeswith": "flat",
    "clf": "dep", "orphan": "dep", "vocative": "dep", "dislocated": "dep", "iobj": "obj",
}  # fmt: skip
_NO_SPACE_BEFORE = frozenset(",.;:?!)]}%”’") | {"..."}
_NO_SPACE_BEHIND = frozenset("([{“‘")


@dataclass(slots=True)
class Sentence:
    """A sentence of a treebank, multiword tokens merged; heads count from its first token."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)


def read_treebank(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [_sentence(block) for block in blocks]


def _sentence(block: str) -> Sentence:
    tokens: list[tuple[str, str, list[list[str]]]] = []  # form, MISC, its words
    last = 0
    for line in block.split("\n"):
        row = line.split("\t")
        if line.startswith("#") or "." in row[0]:
            continue
        if "-" in row[0]:
            last = int(row[0].partition("-")[2])
            tokens.append((row[1], row[9], []))
        elif int(row[0]) <= last:
            tokens[-1][2].append(row)
        else:
            tokens.append((row[1], row[9], [row]))
    owner = {row[0]: n for n, (_, _, rows) in enumerate(tokens) for row in rows}
    sentence = Sentence()
    for n, (form, misc, rows) in enumerate(tokens):
        host = rows[0]
        inside = {row[0] for row in rows}
        outer = next((row for row in rows if row[6] not in inside), host)
        features = [] if host[5] == "_" else host[5].split("|")
        if len(rows) > 1:
            features.append(f"Clitic={rows[-1][1].lower().capitalize()}")
        lemma = host[2]
        if host[3] in ("PROPN", "X") and lemma == form.lower():
            lemma = form  # GSD writes names small, CSUI as they stand
        sentence.words.append(form)
        sentence.spaces.append("SpaceAfter=No" not in misc)
        sentence.pos.append(host[3])
        sentence.tags.append(host[4])
        sentence.morphs.append("|".join(sorted(features)))
        sentence.lemmas.append(lemma)
        root = outer[6] == "0"
        sentence.heads.append(n if root else owner[outer[6]])
        sentence.deps.append("ROOT" if root else _RELATIONS.get(outer[7], outer[7]))
    return sentence


class Treebanks:
    """The three treebanks, cut into what trains and what measures, with CSUI's tags on all."""

    def __init__(self, data: Path) -> None:
        csui = read_treebank(data / "ud" / "id_csui-ud-train.conllu")
        gsd_test = read_treebank(data / "ud" / "id_gsd-ud-test.conllu")
        self.train = {
            "CSUI": csui[:-CSUI_TEST],
            "GSD dev": read_treebank(data / "ud" / "id_gsd-ud-dev.conllu"),
            "GSD test": gsd_test[:-GSD_TEST],
            "PUD": read_treebank(data / "ud" / "id_pud-ud-test.conllu"),
        }
        self.test = {"CSUI": csui[-CSUI_TEST:], "GSD": gsd_test[-GSD_TEST:]}
        tags = _tags_by_features(self.train["CSUI"])
        for name, sentences in (*self.train.items(), *self.test.items()):
            if name != "CSUI":
                for sentence in sentences:
                    sentence.tags = [
                        tags(*token)
                        for token in zip(sentence.words, sentence.pos, sentence.morphs, strict=True)
                    ]


def _tags_by_features(sentences: Iterable[Sentence]) -> Callable[[str, str, str], str]:
    """The tag that CSUI most often gives words of that form, part of speech and features.

    GSD's tags are MorphInd's and PUD has none; one tag set is worth more than two halves.
    """
    seen: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, pos, morph, tag in zip(
            sentence.words, sentence.pos, sentence.morphs, sentence.tags, strict=True
        ):
            for key in ((pos, word.lower(), ""), (pos, morph), (pos,)):
                seen[key][tag] += 1

    @cache
    def tag_of(word: str, pos: str, morph: str) -> str:
        for key in ((pos, word.lower(), ""), (pos, morph), (pos,)):
            if key in seen and (len(key) < 3 or pos not in ("NOUN", "PROPN", "VERB")):
                return max(seen[key], key=lambda tag: (seen[key][tag], tag))
        return ""

    return tag_of


def doc_of(vocab: Vocab, sentences: Iterable[Sentence]) -> Doc:
    """One Doc of several sentences."""
    whole = Sentence()
    for sentence in sentences:
        at = len(whole.words)
        whole.words += sentence.words
        whole.spaces += [*sentence.spaces[:-1], True]
        whole.pos += sentence.pos
        whole.tags += sentence.tags
        whole.morphs += sentence.morphs
        whole.lemmas += sentence.lemmas
        whole.heads += [head + at for head in sentence.heads]
        whole.deps += sentence.deps
    return Doc(
        vocab, words=whole.words, spaces=whole.spaces, pos=whole.pos, tags=whole.tags,
        morphs=whole.morphs, lemmas=whole.lemmas, heads=whole.heads, deps=whole.deps,
    )  # fmt: skip


def read_entities(nlp: Language, path: Path) -> Iterator[Doc]:
    """The sentences of an entity corpus (a word and its BIO tag a line), as the library cuts them.

    The corpora keep no spaces: marks are closed up as news prints them.
    """
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split() for line in block.split("\n") if len(line.split()) > 1]
        if not rows:
            continue
        text, offsets = _closed_up([row[0] for row in rows])
        spans: list[tuple[int, int, str]] = []
        before = "O"
        for row, (start, end) in zip(rows, offsets, strict=True):
            tag = row[-1]
            label = _LABELS.get(tag[2:])
            if label and (tag[0] == "B" or before[2:] != tag[2:]):
                spans.append((start, end, label))
            elif label:
                spans[-1] = (spans[-1][0], end, label)
            before = tag
        yield with_entities(nlp.make_doc(text), spans)


def with_entities(doc: Doc, spans: Iterable[tuple[int, int, str]]) -> Doc:
    """*doc* with entities at those offsets, widened to whole tokens; overlapping ones left out."""
    entities: list[Span] = []
    for start, end, label in spans:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and (not entities or entities[-1].end <= span.start):
            entities.append(span)
    doc.set_ents(entities)
    return doc


def _closed_up(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text of *words*, and the offsets of each."""
    text, offsets, quoted = "", [], False
    for word, after in zip(words, [*words[1:], ""], strict=True):
        offsets.append((len(text), len(text) + len(word)))
        quoted ^= word == '"'
        close = (
            not after
            or after in _NO_SPACE_BEFORE
            or word in _NO_SPACE_BEHIND
            or (word == '"' and quoted)
            or (after == '"' and quoted)
            or "/" in (word, after)
        )
        text += word if close else f"{word} "
    return text, offsets


def read_raw(
    data: Path, folders: Sequence[str] = ("news", "topics", "coin", "click")
) -> Iterator[str]:
    """Articles without labels; PFSA-ID is left out, its licence forbids it.

    *folders*: ``news``, ``topics`` (detik's aspects), ``click`` (CLICK-ID, of whose texts many
    lost the words of their links), ``coin``.
    """
    seen: set[str] = set()
    for folder in ("news", "topics"):
        for path in sorted((data / folder).glob("*.jsonl")):
            if ("click" if path.name.startswith("click") else folder) not in folders:
                continue
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    text = f"{record.get('title') or ''}\n{record['text']}".strip()
                    if text not in seen:
                        seen.add(text)
                        yield text
    for name in ("dev", "test") if "coin" in folders else ():
        with (data / "coin" / f"{name}.tsv").open(encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("#Text="):
                    yield line[6:].strip()
