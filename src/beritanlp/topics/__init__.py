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

from typing import TYPE_CHECKING

from beritanlp.lazy import lazy_names

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
    "topics.breakdown": "topic_shares typical_articles typical_quotes",
    "topics.classifier": "TopicClassifier train",
    "topics.codebook": "Codebook default_codebook",
    "topics.coherence": "choose_k cv_coherence exclusivity npmi_coherence topic_stability",
    "topics.counting": "TermTable count_terms",
    "topics.intrusion": "score_intrusion topic_intrusion word_intrusion write_sheets",
    "topics.model": "TopicModel",
}

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
