"""Cues: which words can begin one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.lexicons.rows import CueVerb
from beritanlp.lexicons.tables import read_table
from beritanlp.rules.cues import cues_at, may_be_cue

FIRST = sorted({row.form.split()[0] for row in read_table("cue_verbs.csv", CueVerb)})
WORDS = st.sampled_from(FIRST) | st.sampled_from([f"{word}nya" for word in FIRST])


@pytest.mark.parametrize("word", ["rumah", "di", "ia", "pasar", ","])
def test_an_ordinary_word_begins_no_cue(word: str) -> None:
    assert not may_be_cue(word)


@given(st.lists(WORDS | st.sampled_from(["rumah", "agar", "lebih"]), min_size=1, max_size=4))
def test_a_cue_is_only_where_one_may_be(lower: list[str]) -> None:
    found = [i for i in range(len(lower)) if any(True for _ in cues_at(lower, i))]
    assert all(may_be_cue(lower[i]) for i in found)
