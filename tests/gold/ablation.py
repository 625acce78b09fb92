"""What each part of the speaker rules is worth.

``python tests/gold/ablation.py`` takes one part away at a time and scores quotes with their speaker
(joint F1), and the speaker of the matched quotes, on the development and the held articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

from beritanlp.assemble import analyze_article
from beritanlp.evaluation.gold import Gold, read_gold
from beritanlp.evaluation.scoring import score
from beritanlp.rules import sources, speakers

HERE = Path(__file__).parent
NAMES = (
    "dev.jsonl",
    "dev-2.jsonl",
    "dev-3.jsonl",
    "dev-4.jsonl",
    "dev-5.jsonl",
    "held.jsonl",
    "held-2.jsonl",
)


def _nothing(*_: object, **__: object) -> None:
    return None


_cluster = speakers._Resolver._cluster


def _without_subjects(resolver: speakers._Resolver, found: list[sources.Source], _: object) -> None:
    _cluster(resolver, found, set())


PARTS: dict[str, tuple[tuple[object, str, Callable[..., object]], ...]] = {
    "all rules": (),
    "no names learnt beside cues": ((sources, "_names_near_cues", lambda *_: frozenset()),),
    "no list of given names": (
        (sources, "given_names", frozenset),
        (speakers, "given_names", frozenset),
    ),
    "no subjects, only earlier sources": ((speakers._Resolver, "_cluster", _without_subjects),),
    "no holder of an office": ((speakers._Resolver, "_holder", _nothing),),
    "no part of a full name": ((speakers, "_is_part", lambda words, full: words == full),),
    "no short forms in brackets": ((sources.SourceReader, "alias_behind", _nothing),),
    "no appositions without a comma": ((sources.SourceReader, "_is_plain_role", lambda *_: False),),
}


@contextmanager
def without(part: str) -> Iterator[None]:
    """The rules with *part* taken away."""
    with ExitStack() as patches:
        for owner, name, new in PARTS[part]:
            patches.enter_context(mock.patch.object(owner, name, new))
        yield


def measure(gold: Gold) -> tuple[float, float]:
    """Joint F1 and the share of matched quotes with the right speaker, in per cent."""
    report = score(gold, [analyze_article(item.article) for item in gold])
    joint, speaker = report.counts["quotes 0.8 + speaker"], report.counts["speaker"]
    return 100 * (joint.f1 or 0), 100 * (speaker.recall or 0)


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    golds = [read_gold(HERE / name) for name in NAMES]
    print(f"{'':36}" + "".join(f"{name.removesuffix('.jsonl'):>16}" for name in NAMES))
    for part in PARTS:
        with without(part):
            figures = [measure(gold) for gold in golds]
        print(f"{part:36}" + "".join(f"{joint:9.1f} {share:6.1f}" for joint, share in figures))


if __name__ == "__main__":
    main()
