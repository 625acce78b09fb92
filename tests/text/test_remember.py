"""What is found of a word is found once; long words and full tables are let go."""

from __future__ import annotations

import pytest

from beritanlp.text import remember
from beritanlp.text.remember import Remembered


def test_a_word_is_looked_at_once() -> None:
    asked: list[str] = []
    lengths = Remembered(lambda word: asked.append(word) or len(word))
    assert lengths.of(["ada", "tidak", "ada"]) == [3, 5, 3]
    assert lengths["ada"] == 3
    assert asked == ["ada", "tidak"]


def test_a_long_word_is_not_kept() -> None:
    lengths = Remembered(len)
    assert lengths["a" * 1000] == 1000
    assert len(lengths) == 0


def test_a_full_table_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remember, "_SIZE", 2)
    lengths = Remembered(len)
    assert lengths.of(["a", "ab", "abc"]) == [1, 2, 3]
    assert dict(lengths) == {"abc": 3}
