"""What articles are about: key terms, the policy codebook, topic models, coders' schemes.

>>> import beritanlp as bn
>>> texts = ["Harga beras naik di pasar.", "Tim itu menang lewat gol penalti."]
>>> bn.topics.count_terms(texts).shown[:3]
('Harga', 'beras', 'naik')

`TopicModel` finds topics, ``choose_k`` helps to number them, ``topic_shares``, ``typical_articles``
and ``typical_quotes`` say where they stand, ``word_intrusion`` and ``topic_intrusion`` put them to
people; ``train`` learns a scheme from coded articles.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beritanlp.topics.breakdown import topic_shares, typical_articles, typical_quotes
    from beritanlp.topics.classifier import TopicClassifier, train
    from beritanlp.topics.codebook import Codebook, default_codebook
    from beritanlp.topics.coherence import (
        choose_k,
        cv_coherence,
        exclusivity,
        npmi_coherence,
        topic_stability,
    )
    from beritanlp.topics.counting import TermTable, count_terms
    from beritanlp.topics.intrusion import (
        score_intrusion,
        topic_intrusion,
        word_intrusion,
        write_sheets,
    )
    from beritanlp.topics.model import TopicModel

__all__ = [
    "Codebook",
    "TermTable",
    "TopicClassifier",
    "TopicModel",
    "choose_k",
    "count_terms",
    "cv_coherence",
    "default_codebook",
    "exclusivity",
    "npmi_coherence",
    "score_intrusion",
    "topic_intrusion",
    "topic_shares",
    "topic_stability",
    "train",
    "typical_articles",
    "typical_quotes",
    "word_intrusion",
    "write_sheets",
]

_HOMES = {
    "breakdown": "topic_shares typical_articles typical_quotes",
    "classifier": "TopicClassifier train",
    "codebook": "Codebook default_codebook",
    "coherence": "choose_k cv_coherence exclusivity npmi_coherence topic_stability",
    "counting": "TermTable count_terms",
    "intrusion": "score_intrusion topic_intrusion word_intrusion write_sheets",
    "model": "TopicModel",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'beritanlp.topics' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"beritanlp.topics.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
