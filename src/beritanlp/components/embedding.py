"""What the trained model knows of each word before it reads its neighbours.

``beritanlp.NewsEmbed.v1`` is spaCy's ``MultiHashEmbed`` (Honnibal and Montani, spaCy 2017-) with
further features from the library: Sastrawi's stem, the affixes around it, what the lexicons know
of the word, and the names that the rules find there. Static vectors may be added.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IDX, ORTH, SPACY, intify_attr
from spacy.ml.staticvectors import StaticVectors
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)
from thinc.types import Floats2d, Ints2d, Ragged

from beritanlp.components.docs import reading_of
from beritanlp.lexicons.words import reference_words
from beritanlp.rules.institutions import given_names, is_common_word
from beritanlp.rules.names import find_names
from beritanlp.rules.phrases import office_forms
from beritanlp.text.stem import is_root_word, stem_word

__all__ = ["COLUMNS", "news_embed", "word_columns"]

Columns = npt.NDArray[np.uint64]  # (n_tokens, n_columns)

# the features beside spaCy's attributes, in the order of `word_columns`
COLUMNS = ("stem", "affixes", "lexicon", "name", "border")
_ROWS = (2000, 500, 500, 200, 10)  # rows of their hash tables
_REGISTERS = 4  # rows for the register of the text: unknown, or a label of a classifier


class _Remembered:
    """The columns of docs seen lately: a doc is embedded at every epoch of a training."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._columns: OrderedDict[bytes, Columns] = OrderedDict()

    def of(self, doc: Doc) -> Columns:
        key = doc.to_array([ORTH, SPACY]).tobytes()
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = _read_columns(doc)
            while len(self._columns) > self.limit:
                self._columns.popitem(last=False)
        return found

    def forget(self) -> None:
        """Empty it, for measurements."""
        self._columns.clear()


remembered = _Remembered(64)  # docs; a training that has the memory may raise it


def word_columns(doc: Doc) -> Columns:
    """The features of each token in ``COLUMNS``: uint64 of shape (n_tokens, 5), 0 for none."""
    return remembered.of(doc)


@lru_cache(maxsize=100_000)
def _word_features(word: str) -> tuple[int, int, int]:
    """Stem, affixes and what the lexicons know of a word by itself, hashed."""
    lower = word.lower()
    if not word[0].isalpha():
        return 0, 0, 0
    stem = stem_word(lower)
    at = lower.find(stem[1:] or stem)  # "tulis" in "menulis": its first sound may be gone
    start = at - 1 if at > 0 and lower[at - 1 : at] == stem[:1] else at
    affixes = f"{lower[:start]}|{lower[at + max(len(stem) - 1, 1) :]}" if at >= 0 else "?"
    known = (
        word[0].isupper(),
        word.isupper(),
        lower in given_names(),
        is_root_word(lower),
        is_common_word(lower),
        lower in _office_words(),
        lower in reference_words("institution", "place_head", "region_level"),
    )
    return get_string_id(f"s{stem}"), get_string_id(f"a{affixes}"), get_string_id(f"l{known}")


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    return frozenset(word for form in office_forms() for word in form)


def _read_columns(doc: Doc) -> Columns:
    columns: Columns = np.zeros((len(doc), len(COLUMNS)), dtype=np.uint64)
    if not len(doc):
        return columns
    reading = reading_of(doc, with_persons=False)
    page = reading.page
    at = {start: n for n, start in enumerate(doc.to_array(IDX).tolist())}
    tokens = [at.get(start, -1) for start in page.starts]
    for i in page.sentence_starts:
        if tokens[i] >= 0:
            columns[tokens[i], 4] = 1 + (i > 0 and page.words[i - 1] in ".!?")
    kinds = {}
    for found in reading.institutions:
        for span in found.spans:
            kinds[span] = f"{found.kind.value} {bool(found.id)}"
    for n, token in enumerate(doc):
        columns[n, :3] = _word_features(token.text)
    for name in find_names(page, kinds):
        label = kinds.get((name.start, name.end), name.kind.value)
        for i in range(name.start, name.end):
            if tokens[i] >= 0:
                first = "B" if i == name.start else "I"
                columns[tokens[i], 3] = get_string_id(f"n{first}{label}")
    return columns


def _extract(
    attrs: Sequence[str], use_columns: bool, registers: Sequence[str]
) -> Model[list[Doc], list[Ints2d]]:
    columns = [intify_attr(attr) for attr in attrs]
    settings = {"columns": columns, "own": use_columns, "registers": list(registers)}
    return Model("extract_words", _extract_forward, attrs=settings)


def _extract_forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> Any:
    columns, own = model.attrs["columns"], model.attrs["own"]
    registers = model.attrs["registers"]
    features = []
    for doc in docs:
        parts: list[Columns] = [np.asarray(doc.to_array(columns)).reshape(len(doc), len(columns))]
        if own:
            parts.append(word_columns(doc))
        if registers:
            likely = max(registers, key=lambda label: doc.cats.get(label, 0.0))
            code = 1 + registers.index(likely) if doc.cats else 0
            parts.append(np.full((len(doc), 1), code, dtype=np.uint64))
        features.append(model.ops.asarray2i(np.hstack(parts), dtype="uint64"))  # type: ignore[arg-type]
    return features, lambda _: []


@registry.architectures("beritanlp.NewsEmbed.v1")  # type: ignore[untyped-decorator]
def news_embed(
    width: int,
    table_width: int,
    attrs: list[str],
    rows: list[int],
    use_columns: bool,
    include_static_vectors: bool,
    registers: list[str],
) -> Model[list[Doc], list[Floats2d]]:
    """Embed each word by hashed features.

    Args:
        width: numbers for each word.
        table_width: numbers for each feature, before they are mixed.
        attrs: token attributes of spaCy, such as ``NORM``.
        rows: rows of the hash table of each attribute.
        use_columns: whether ``COLUMNS`` are embedded too.
        include_static_vectors: whether the vectors of the vocab are.
        registers: labels of ``doc.cats``, set by a text classifier before: each word also sees
            which of them its text has. Corpora of news and of encyclopedias label differently.
    """
    sizes = [*rows, *(_ROWS if use_columns else ()), *([_REGISTERS] if registers else [])]
    tables: list[Model[Any, Any]] = [
        HashEmbed(table_width, size, column=column, seed=7 + column, dropout=0.0)
        for column, size in enumerate(sizes)
    ]
    concat = table_width * len(tables) + width * include_static_vectors
    mix: Model[Ragged, Ragged] = with_array(
        Maxout(width, concat, nP=2, dropout=0.0, normalize=True)
    )
    embed: Model[Any, Any] = chain(
        _extract(attrs, use_columns, registers), list2ragged(), with_array(concatenate(*tables))
    )
    if include_static_vectors:
        embed = concatenate(embed, StaticVectors(width, dropout=0.0))
    return chain(embed, mix, ragged2list())
