"""Cues: which words can begin one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.lexicons.rows import CueVerb
from beritanlp.lexicons.tables import read_table
from beritanlp.rules.cues import cue_at, cues_at, is_passive_verb, may_be_cue, unlisted_cue

FIRST = sorted({row.form.split()[0] for row in read_table("cue_verbs.csv", CueVerb)})
WORDS = st.sampled_from(FIRST) | st.sampled_from([f"{word}nya" for word in FIRST])


@pytest.mark.parametrize("word", ["rumah", "di", "ia", "pasar", ","])
def test_an_ordinary_word_begins_no_cue(word: str) -> None:
    assert not may_be_cue(word)


@given(st.lists(WORDS | st.sampled_from(["rumah", "agar", "lebih"]), min_size=1, max_size=4))
def test_a_cue_is_only_where_one_may_be(lower: list[str]) -> None:
    found = [i for i in range(len(lower)) if any(True for _ in cues_at(lower, i))]
    assert all(may_be_cue(lower[i]) for i in found)


READ = [
    ("kata rudi", 0, (), [("kata", 1, "post", False)]),
    ("katanya .", 0, (), [("kata", 1, "post", True)]),
    ("kata-nya .", 0, (), [("kata", 1, "post", True)]),
    ("lanjut rudi", 0, (), [("lanjut", 1, "post", False)]),
    ("ia lanjut", 1, (), [("lanjut", 2, "post", False)]),
    ("lebih lanjut rudi", 1, (), []),
    ("angkat bicara soal", 0, (), [("angkat bicara", 2, "active", False)]),
    ("angkat kaki", 0, (), []),
    ("buka suaranya", 0, (), [("buka suara", 2, "active", True)]),
    ("tidak menutup kemungkinan", 0, (), [("tidak menutup kemungkinan", 3, "active", False)]),
    ("sebut rudi", 0, (), [("sebut", 1, "post", False)]),
    ("sebut rudi", 0, ("headline",), [("sebut", 1, "headline", False)]),
    ("minta warga", 0, (), []),
    ("minta warga", 0, ("headline", "active"), [("minta", 1, "headline", False)]),
    ("yakin rudi", 0, (), [("yakin", 1, "post", False), ("yakin", 1, "stance", False)]),
    ("yakin rudi", 0, ("stance",), [("yakin", 1, "stance", False)]),
    ("yakin rudi", 0, ("active",), []),
    ("menurutnya harga", 0, (), [("menurut", 1, "preposition", True)]),
    ("menurutnya harga", 0, ("preposition",), [("menurut", 1, "preposition", True)]),
    ("menurutnya harga", 0, ("post",), []),
    ("dikatakannya ,", 0, (), [("dikatakan", 1, "passive", True)]),
    ("dikatakannya ,", 0, ("active",), []),
    ("menyarankannya agar pulang", 0, (), [("menyarankan", 1, "active", False)]),
    ("menyarankannya agar pulang", 0, ("active",), [("menyarankan", 1, "active", False)]),
    ("menyarankannya agar pulang", 0, ("post",), []),
    ("menyarankannya pulang", 0, (), []),
    ("menyarankannya", 0, (), []),
    ("agar menyarankannya", 1, (), []),
]


@pytest.mark.parametrize(("words", "at", "frames", "expected"), READ)
def test_cues_of_a_word(
    words: str, at: int, frames: tuple[str, ...], expected: list[tuple[str, int, str, bool]]
) -> None:
    found = list(cues_at(words.split(), at, *frames))
    assert [(cue.row.form, cue.end, cue.frame, cue.clitic) for cue in found] == expected
    assert all(cue.start == at for cue in found)
    assert cue_at(words.split(), at, *frames) == (found[0] if found else None)


def test_a_cue_that_no_row_has_stands_as_kata_does() -> None:
    cue = unlisted_cue(3, 5)
    assert (cue.start, cue.end, cue.frame, cue.row.form, cue.clitic) == (
        3,
        5,
        "post",
        "kata",
        False,
    )


@pytest.mark.parametrize(
    ("word", "passive"),
    [("dibacakan", True), ("dinilai", True), ("dia", False), ("dinas", False), ("diri", False),
     ("membacakan", False), ("dilema", False)],
)  # fmt: skip
def test_a_passive_verb(word: str, passive: bool) -> None:
    assert is_passive_verb(word) is passive
