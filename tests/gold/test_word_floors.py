"""Tokens, sentences, clitics and terms on real data hold what they reached."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_words", HERE / "score_words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_words_hold_their_floors(scoring: ModuleType, shared_data: Path) -> None:
    assert shared_data == scoring.DATA
    found = scoring.figures()
    floors = json.loads((HERE / "floors-words.json").read_text(encoding="utf-8"))
    assert {name: value for name, value in found.items() if value < floors.get(name, 0)} == {}
    assert floors.keys() <= found.keys()


def test_the_library_is_better_than_sastrawi_on_terms(
    scoring: ModuleType, shared_data: Path
) -> None:
    scores = scoring.score_terms(HERE / "terms-held.csv")
    assert scores["terms"] >= 95
    assert scores["terms"] > scores["Sastrawi"]
