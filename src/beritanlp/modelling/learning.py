"""The training loop: batches of about so many words, a rising then falling rate, averages."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, Optimizer, fix_random_seed

__all__ = ["examples_of", "learn", "unlabelled"]

_WARM_UP = 250  # steps until the full rate
_RATE = 0.001


def unlabelled(nlp: Language, doc: Doc) -> Doc:
    """The words of *doc* alone, with the register of its text."""
    words = [token.text for token in doc]
    copy = Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    copy.cats = dict(doc.cats)
    return copy


def examples_of(nlp: Language, docs: Iterable[Doc]) -> list[Example]:
    """What each doc should look like, beside its bare words."""
    return [Example(unlabelled(nlp, doc), doc) for doc in docs]


def learn(
    nlp: Language,
    parts: Sequence[tuple[float, list[Doc]]],
    *,
    steps: int,
    seed: int,
    batch_words: int = 1500,
    dropout: float = 0.2,
    exclude: Sequence[str] = (),
    report: Callable[[str], None] = print,
) -> Optimizer:
    """Train *nlp*, which is initialised; the returned optimizer holds the averaged weights.

    Args:
        nlp: the pipeline.
        parts: corpora with the share of the batches that each fills.
        steps: batches.
        seed: of order and dropout.
        batch_words: words in a batch, about.
        dropout: share of features left out.
        exclude: components that do not learn.
        report: takes a line of progress every 250 steps.
    """
    fix_random_seed(seed)
    rng = random.Random(seed)
    optimizer: Optimizer = Adam(
        learn_rate=_RATE, beta1=0.9, beta2=0.999, eps=1e-8, L2=0.01, L2_is_weight_decay=True,
        grad_clip=1.0, use_averages=True,
    )  # fmt: skip
    streams = [_stream(nlp, docs, batch_words, rng) for _, docs in parts]
    weights = [share for share, _ in parts]
    begun = time.time()
    losses: dict[str, float] = {}
    with nlp.select_pipes(disable=list(exclude)):
        for step in range(steps):
            optimizer.learn_rate = (
                _RATE * min(1.0, (step + 1) / _WARM_UP) * max(0.02, 1 - step / steps)
            )
            batch = next(rng.choices(streams, weights)[0])
            nlp.update(batch, sgd=optimizer, drop=dropout, losses=losses)
            if (step + 1) % 250 == 0:
                shown = ", ".join(f"{name} {loss:.0f}" for name, loss in losses.items())
                report(f"step {step + 1}, {time.time() - begun:.0f} s: {shown}")
                losses = {}
    return optimizer


def _stream(
    nlp: Language, docs: list[Doc], batch_words: int, rng: random.Random
) -> Iterator[list[Example]]:
    """Batches without end, each epoch in a new order."""
    while True:
        order = list(docs)
        rng.shuffle(order)
        batch: list[Example] = []
        words = 0
        for doc in order:
            batch.append(Example(unlabelled(nlp, doc), doc))
            words += len(doc)
            if words >= batch_words:
                yield batch
                batch, words = [], 0
        if batch:
            yield batch
