"""Bad articles among good ones: each a Failure with its id and what is wrong, the rest untouched.

``python tests/bench/bad_batch.py [--articles 10000] [--bad 1000] [--workers 2]`` writes the shared
news, varied by ``vary.py``, as JSON Lines with bad records of twelve kinds in random places,
analyses them, and compares with the analysis of the good ones alone.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from vary import varied

from beritanlp.batch import analyze_into
from beritanlp.codec import encode, read_parquet
from beritanlp.domain import Analysis, Failure
from beritanlp.readers import read_articles


def _with_text(text: object) -> Callable[[str, str], str]:
    return lambda id_, _: json.dumps({"id": id_, "text": text})


# kind -> (its line, whether the line still tells the id, what the message must say)
KINDS: dict[str, tuple[Callable[[str, str], str], bool, str]] = {
    "cut JSON": (lambda id_, text: json.dumps({"id": id_, "text": text})[:-2], False, "not JSON"),
    "no JSON": (lambda id_, text: text.replace("\n", " ")[:200], False, "not JSON"),
    "array": (lambda id_, text: json.dumps([id_, text]), False, "must be an object; got list"),
    "string": (lambda id_, text: json.dumps(text), False, "must be an object; got str"),
    "deep": (lambda id_, text: "[" * 100_000, False, "not JSON"),
    "no text": (lambda id_, text: json.dumps({"id": id_}), True, "the text is empty"),
    "null": (_with_text(None), True, "the text is empty"),
    "empty": (_with_text(""), True, "the text is empty"),
    "blank": (_with_text(" \n\t\u00a0 "), True, "the text is empty"),
    "number": (_with_text(17), True, "must be a string; got int"),
    "list": (_with_text(["Satu."]), True, "must be a string; got list"),
    "too long": (
        lambda id_, text: json.dumps(
            {"id": id_, "text": (text + " ") * (2_000_001 // len(text) + 1)}
        ),
        True,
        "more than the 2,000,000 of max_characters",
    ),
}


def mixed(articles: int, bad: int, seed: int) -> Iterator[tuple[str, str, str | None]]:
    """Line, id or place of the failure, and kind; kind None for a good one."""
    chance = random.Random(seed)
    places = set(chance.sample(range(articles), bad))
    for n, record in enumerate(varied(articles, seed)):
        if n not in places:
            yield json.dumps(record, ensure_ascii=False), record["id"], None
            continue
        kind = list(KINDS)[n % len(KINDS)]
        line, tells_id, _ = KINDS[kind]
        yield line(record["id"], record["text"]), record["id"] if tells_id else "", kind


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--bad", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        expected: list[tuple[str, str | None]] = []
        with (work / "all.jsonl").open("w") as every, (work / "good.jsonl").open("w") as good:
            for n, (line, id_, kind) in enumerate(mixed(given.articles, given.bad, given.seed), 1):
                every.write(line + "\n")
                if kind is None:
                    good.write(line + "\n")
                expected.append((id_ or f"all.jsonl:{n}", kind))
        for name in ("all", "good"):
            summary = analyze_into(
                read_articles(work / f"{name}.jsonl"), work / name, workers=given.workers
            )
            print(name, summary)
        alone = read_parquet(work / "good")
        right: Counter[str] = Counter()
        wrong: list[str] = []
        for (id_, kind), result in zip(expected, read_parquet(work / "all"), strict=True):
            if kind is None:
                same = isinstance(result, Analysis) and encode(result) == encode(next(alone))
                right["good, untouched"] += same
                wrong += [] if same else [f"{id_}: differs"]
                continue
            said = KINDS[kind][2]
            if isinstance(result, Failure) and result.article_id == id_ and said in result.message:
                right[kind] += 1
            else:
                wrong.append(f"{kind}: {result!s:.200}")
    for kind, count in right.items():
        print(f"{count:6,}  {kind}")
    print(f"{sum(right.values()) - right['good, untouched']:,} failures as they should be")
    for line in wrong[:20]:
        print("WRONG", line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
