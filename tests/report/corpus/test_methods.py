from __future__ import annotations

import json
from pathlib import Path

from beritanlp.report.corpus.methods import error_rates

FLOORS = Path(__file__).parents[2] / "gold" / "floors.json"
HELD = ("held.jsonl", "held-2.jsonl")
TASKS = {
    "quotes": "quotes 0.8",
    "direct": "quotes 0.8 / direct",
    "indirect": "quotes 0.8 / indirect",
    "joint": "quotes 0.8 + speaker",
    "speaker": "speaker",
    "role": "role",
    "affiliation": "affiliation",
    "institutions": "institutions",
    "institution_name": "institution name",
}


def test_error_rates_are_those_of_the_held_out_articles() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    articles, rates = error_rates()
    assert articles == sum(floors[name]["articles"] for name in HELD)
    assert [rate.task for rate in rates] == list(TASKS)
    for rate in rates:
        counts = [floors[name]["tasks"][TASKS[rate.task]] for name in HELD]
        told = {"tp": rate.tp, "fp": rate.fp, "fn": rate.fn}
        assert told == {key: sum(count[key] for count in counts) for key in told}, rate.task
