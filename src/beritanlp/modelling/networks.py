"""The networks: a teacher for entities, a teacher for syntax, and the student that ships."""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language
from spacy.vectors import Vectors

__all__ = ["REGISTERS", "blank", "entity_teacher", "student", "syntax_teacher"]

REGISTERS = ["NEWS", "ENCYCLOPEDIA"]


def blank() -> Language:
    """An empty pipeline with the library's tokenizer."""
    return spacy.blank(
        "id", config={"nlp": {"tokenizer": {"@tokenizers": "beritanlp.tokenizer.v1"}}}
    )


def register_classifier() -> dict[str, Any]:
    """News or encyclopedia, by words and pairs of words."""
    return {
        "threshold": 0.5,
        "model": {
            "@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True, "length": 16384,
            "ngram_size": 2, "no_output_layer": False,
        },
    }  # fmt: skip


def tok2vec(
    width: int, table_width: int, depth: int, *, registers: bool, pieces: int = 3
) -> dict[str, Any]:
    """Features of each word and its neighbours."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "beritanlp.NewsEmbed.v1", "width": width,
            "table_width": table_width, "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [3000, 1000, 2000, 2000], "use_columns": True,
            "include_static_vectors": True, "registers": REGISTERS if registers else [],
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": depth,
            "window_size": 1, "maxout_pieces": pieces,
        },
    }  # fmt: skip


def plain_tok2vec() -> dict[str, Any]:
    """spaCy's default: hashed features of the word alone, no vectors."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2", "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "rows": [5000, 1000, 2500, 2500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4,
            "window_size": 1, "maxout_pieces": 3,
        },
    }  # fmt: skip


def listener(width: int) -> dict[str, Any]:
    """The shared features, as a component of its own makes them."""
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}


def parser_of(state: str, features: dict[str, Any]) -> dict[str, Any]:
    """A transition-based parser (*state* ``parser``) or entity recogniser (``ner``)."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": state,
        "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True,
        "tok2vec": features,
    }  # fmt: skip


def add_syntax(nlp: Language, width: int) -> None:
    """Add tagger, morphologizer, senter and parser over the shared features."""
    for name in ("tagger", "morphologizer", "senter"):
        nlp.add_pipe(
            name,
            config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener(width)}},
        )
    nlp.add_pipe("parser", config={"model": parser_of("parser", listener(width))})


def entity_teacher(vectors: Vectors | None, *, plain: bool = False) -> Language:
    """A recogniser of entities alone; *plain*: spaCy's default, to compare with."""
    nlp = blank()
    if vectors is not None:
        nlp.vocab.vectors = vectors
    features = plain_tok2vec() if plain else tok2vec(96, 96, 4, registers=True)
    nlp.add_pipe("ner", config={"model": parser_of("ner", features)})
    return nlp


def syntax_teacher(vectors: Vectors | None, *, plain: bool = False) -> Language:
    """Tags, features, sentences and trees; *plain*: spaCy's default, to compare with."""
    nlp = blank()
    if vectors is not None:
        nlp.vocab.vectors = vectors
    features = plain_tok2vec() if plain else tok2vec(96, 96, 4, registers=False)
    nlp.add_pipe("tok2vec", config={"model": features})
    add_syntax(nlp, 96)
    return nlp


def student(vectors: Vectors) -> Language:
    """The pipeline that ships: all components on one set of features."""
    nlp = blank()
    nlp.vocab.vectors = vectors
    nlp.add_pipe("textcat", name="register", config=register_classifier())
    nlp.add_pipe("tok2vec", config={"model": tok2vec(96, 48, 4, registers=True, pieces=2)})
    add_syntax(nlp, 96)
    nlp.add_pipe("beritanlp_lemmas")
    nlp.add_pipe("ner", config={"model": parser_of("ner", listener(96))})
    return nlp
