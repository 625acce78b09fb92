"""Small words by kind: none of them is a name, or part of a name, of an office or of a source.

Each test takes all words that ``reference_words.csv`` has of a kind, so that a kind forgotten in a
rule shows, and so does a row that its rule does not heed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from beritanlp.lexicons.words import reference_words
from beritanlp.rules.institutions import given_names
from beritanlp.rules.person_names import NameReader
from beritanlp.rules.reading import read
from beritanlp.rules.sources import Source, SourceReader

PRONOUNS = ["singular", "plural", "polite", "institution"]


def _phrases(kind: str) -> list[str]:
    found = sorted(reference_words(kind))
    assert found, f"no word is of the kind {kind!r}"
    return found


def _capitalised(kind: str) -> Iterator[str]:
    """The words of a kind as they begin a sentence, without those that are given names, too."""
    for form in _phrases(kind):
        if " " not in form and form not in given_names():
            yield form[0].upper() + form[1:]


def _reader(text: str) -> SourceReader:
    reading = read(text)
    return SourceReader(reading.page, reading.institutions)


def _source(text: str) -> tuple[str, Source]:
    """The source that *text* begins with, in words too."""
    reader = _reader(text)
    source = reader.read(0, len(reader.page))
    assert source is not None
    return reader.page.slice(source.start, source.end), source


@pytest.mark.parametrize(
    "kind",
    [
        *PRONOUNS, "indefinite", "past", "acting", "day", "month", "inanimate", "no_person_noun",
        "government", "addressee",
    ],
)  # fmt: skip
def test_no_name_though_a_cue_stands_beside_it(kind: str) -> None:
    taken = [
        word
        for word in _capitalised(kind)
        if word.lower() in _reader(f"“Kami siap,” kata {word}.").near_cues
    ]
    assert taken == []


@pytest.mark.parametrize("kind", ["rank_corps", "police_rank", *PRONOUNS, "day", "inanimate"])
def test_no_name_though_a_rank_stands_before_it(kind: str) -> None:
    for word in _capitalised(kind):
        assert word.lower() not in _reader(f"Kolonel {word} menolak.").near_cues, word


@pytest.mark.parametrize("kind", [*PRONOUNS, "past", "acting"])
def test_no_name_though_a_model_has_it_in_one(kind: str) -> None:
    for word in _capitalised(kind):
        page = read(f"{word} Hartanta datang.").page
        assert NameReader(page, [], [(0, 2)]).near_cues == {"hartanta"}, word


@pytest.mark.parametrize(
    ("word", "known"),
    [
        pytest.param("Hartanta", {"hartanta"}, id="name"),
        pytest.param("hartanta", set(), id="small letters"),
        pytest.param("45", set(), id="number"),
        pytest.param("Bupati", set(), id="office"),
        pytest.param("Letkol", set(), id="rank"),
        pytest.param("Drs.", set(), id="title with a full stop"),
        pytest.param("Jember", set(), id="place"),
        pytest.param("Pasar", set(), id="ordinary word"),
    ],
)
def test_words_of_a_models_name(word: str, known: set[str]) -> None:
    page = read(f"Kemarin {word} datang.").page
    assert NameReader(page, [], [(1, 2)]).near_cues == known


@pytest.mark.parametrize("sure", [False, True])
@pytest.mark.parametrize(
    "kind",
    [
        *PRONOUNS, "past", "adjunct", "connective", "negation", "modal", "indefinite", "relative",
        "government", "addressee", "day", "company_tail", "organisation_word", "region_level",
        "unit_head",
    ],
)  # fmt: skip
def test_no_name_begins_with_it(kind: str, sure: bool) -> None:
    begin = [
        word
        for word in _capitalised(kind)
        if _reader(f"Ia memanggil {word} kemarin.").can_start_name(2, sure=sure)
    ]
    assert begin == []


@pytest.mark.parametrize("kind", [*PRONOUNS, "region_level", "day", "month"])
def test_no_name_goes_on_with_it(kind: str) -> None:
    for word in _capitalised(kind):
        reader = _reader(f"Rudi {word} kemarin datang.")
        assert reader.read_name(0, len(reader.page)) == 1, word


@pytest.mark.parametrize(
    "kind",
    [
        "adverb", "adjunct", "connective", "complementizer", "relative", "demonstrative",
        "negation", "modal", "conjunction", "day",
    ],
)  # fmt: skip
def test_no_office_goes_on_with_it(kind: str) -> None:
    links = {"sekaligus", "untuk"}  # a second office, and what it is for
    for phrase in set(_phrases(kind)) - links:
        reader = _reader(f"Pedagang {phrase} Rudi Hartanta datang.")
        assert reader.complement(1, len(reader.page))[0] == 1, phrase


@pytest.mark.parametrize("behind", ["pulang", "sapi pulang"])
@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (source, kind)
        for source, own in (("Istri Rudi Hartanta", "day"), ("Sejumlah kambing", "connective"))
        for kind in (
            own, "adjunct", "adverb", "relative", "complementizer", "modal", "negation",
        )
    ],
)  # fmt: skip
def test_a_relative_or_description_ends_before_it(source: str, kind: str, behind: str) -> None:
    for phrase in _phrases(kind):
        said, _ = _source(f"{source} {phrase} {behind}.")
        assert said == source, phrase


@pytest.mark.parametrize(
    "kind",
    [
        "adjunct", "adverb", "relative", "complementizer", "negation", "modal", "pair_link", "past",
    ],
)  # fmt: skip
def test_an_apposition_ends_before_it(kind: str) -> None:
    for phrase in _phrases(kind):
        said, _ = _source(f"Rudi Hartanta, pedagang batagor {phrase} keliling, pulang.")
        assert "Rudi Hartanta, pedagang batagor".startswith(said), phrase


@pytest.mark.parametrize("kind", ["adjunct", "adverb", "day", "complementizer"])
def test_a_demonstrative_closes_a_phrase_before_it(kind: str) -> None:
    for phrase in _phrases(kind):
        said, source = _source(f"Pemain kelahiran Funchal itu {phrase} pulang.")
        assert source.demonstrative, phrase
        assert said == "Pemain kelahiran Funchal itu", phrase


def test_no_phrase_reaches_a_demonstrative_over_what_opens_a_clause() -> None:
    for phrase in _phrases("clause_opener"):
        reader = _reader(f"Pemain kelahiran Funchal {phrase} itu pulang.")
        source = reader.read(0, len(reader.page))
        assert source is None or not source.demonstrative, phrase
