"""Lemmas by a table counted from a treebank, and by the library's roots for all other words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from beritanlp.text.terms import clitics_of, word_term

__all__ = ["Lemmatizer", "make_lemmas", "root_of"]

_KEPT = ("PROPN", "X", "NUM", "PUNCT", "SYM")  # names, foreign words, figures and marks stay


def root_of(form: str) -> str:
    """The root of a lower-case word whatever its part of speech: *beli* for *dibelinya*."""
    clitics = clitics_of(form)
    base = form.removeprefix(clitics.proclitic or "")
    for clitic in reversed(clitics.enclitics):
        base = base.removesuffix(clitic).rstrip("-")
    return word_term(base or form)


class Lemmatizer(Pipe):
    """Sets ``token.lemma_`` from the word and ``token.pos_``, which an earlier component sets.

    A lemma is the root, as UD's Indonesian treebanks have it: *timbang* for *mempertimbangkan*,
    *beli* for *dibelinya*. The most frequent lemma of the form with that part of speech in the
    treebank counts; an unknown word gets the root that `Token.term` has. Names and foreign words
    keep their form.
    """

    def __init__(self, vocab: Vocab, name: str) -> None:
        self.vocab = vocab
        self.name = name
        self.table: dict[str, str] = {}  # "form|POS" and "form", lower case

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
    ) -> None:
        """Count the lemmas of the examples; only what the roots do not give is kept."""
        del nlp
        by_pos: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for example in get_examples():
            for token in example.reference:
                if token.pos_ not in _KEPT and token.lemma_:
                    by_pos[token.lower_, token.pos_][token.lemma_.lower()] += 1
        table: dict[str, str] = {}
        by_form: dict[str, Counter[str]] = defaultdict(Counter)
        for (form, _), lemmas in by_pos.items():
            by_form[form].update(lemmas)
        for form, lemmas in sorted(by_form.items()):
            lemma = _most_frequent(lemmas)
            if lemma != root_of(form):
                table[form] = lemma
        for (form, pos), lemmas in sorted(by_pos.items()):
            lemma = _most_frequent(lemmas)
            if lemma != table.get(form, root_of(form)):
                table[f"{form}|{pos}"] = lemma
        self.table = table

    def lemma_of(self, form: str, pos: str) -> str:
        """The lemma of a word of that part of speech (UD's tags)."""
        if pos in _KEPT or not form[0].isalpha():
            return form
        lower = form.lower()
        found = self.table.get(f"{lower}|{pos}") or self.table.get(lower)
        return found or root_of(lower)

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of each token."""
        for token in doc:
            token.lemma_ = self.lemma_of(token.text, token.pos_)
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """The share of right lemmas, case ignored, as ``lemma_acc``; None without any word."""
        right = total = 0
        for example in examples:
            found = example.get_aligned("LEMMA", as_string=True)
            for token, lemma in zip(example.predicted, found, strict=True):
                if lemma:
                    total += 1
                    right += token.lemma_.lower() == str(lemma).lower()
        return {"lemma_acc": right / total if total else None}

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The table, as MessagePack."""
        del exclude
        return bytes(srsly.msgpack_dumps(self.table))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Lemmatizer:
        """The table of *data*."""
        del exclude
        self.table = srsly.msgpack_loads(data)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """The table, as JSON: a linguist may read and mend it."""
        del exclude
        Path(path).mkdir(parents=True, exist_ok=True)
        srsly.write_json(Path(path) / "lemmas.json", self.table)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Lemmatizer:
        """The table below *path*."""
        del exclude
        self.table = srsly.read_json(Path(path) / "lemmas.json")
        return self


def _most_frequent(lemmas: Counter[str]) -> str:
    return max(lemmas, key=lambda lemma: (lemmas[lemma], lemma))


@Language.factory("beritanlp_lemmas", assigns=["token.lemma"], requires=["token.pos"])
def make_lemmas(nlp: Language, name: str) -> Lemmatizer:
    """Set ``token.lemma_`` to the root of each word; see `Lemmatizer`."""
    return Lemmatizer(nlp.vocab, name)
