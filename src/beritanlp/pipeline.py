"""Build the spaCy pipeline: which components, in which order."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language

from beritanlp.settings import Settings

__all__ = ["COMPONENTS", "build", "load_pipeline"]

# the order in which the components run; each writes span groups that later ones may use
COMPONENTS: tuple[str, ...] = (
    "beritanlp_layout",
    "beritanlp_sentences",
    "beritanlp_stems",
    "beritanlp_names",
    "beritanlp_quotes",
    "beritanlp_speakers",
    "beritanlp_terms",
    "beritanlp_topics",
)


def build(settings: Settings | None = None) -> Language:
    """A new pipeline: the library's tokenizer and all components, rules alone.

    spaCy's own Indonesian tokenizer is not built: its 15,963 exceptions take about two seconds
    (measured 2026-11, shared/spec/peers.md) and it splits *PAN-RB*.
    """
    nlp = spacy.blank(
        "id", config={"nlp": {"tokenizer": {"@tokenizers": "beritanlp.tokenizer.v1"}}}
    )
    for name in COMPONENTS:
        nlp.add_pipe(name)
    nlp.max_length = (settings or Settings()).max_characters + 1
    return nlp


@cache
def load_pipeline(settings: Settings | None = None) -> Language:
    """The pipeline for *settings*, built once per process."""
    return build(settings)
