"""Key terms of one article, on texts whose counts can be told at a glance."""

from __future__ import annotations

import pytest

from beritanlp.domain import KeyTerm
from beritanlp.text.terms import word_term
from beritanlp.topics.keywords import TermUse, find_key_terms, stop_words


def uses(words: list[str]) -> list[TermUse]:
    """Words as uses of their terms; *Siti_Rahmawati* is a name."""
    found: list[TermUse] = []
    for word in words:
        if "_" in word:
            name = word.replace("_", " ")
            found.append(TermUse(name, name, is_name=True))
        else:
            found.append(TermUse(word_term(word), word))
    return found


def terms(text: str, title: str = "", limit: int = 10) -> dict[str, KeyTerm]:
    words = uses([*title.split(), *text.split()])
    found = find_key_terms(words, len(title.split()), limit)
    return {term.text: term for term in found}


def test_find_key_terms_counts_words_with_one_stem_together() -> None:
    found = terms("banjir datang , kebanjiran lagi , banjir surut")
    assert found["banjir"].count == 3


def test_find_key_terms_shows_the_commonest_form() -> None:
    found = terms("membersihkan lumpur , membersihkan selokan , bersihnya sungai")
    assert "membersihkan" in found
    assert "bersih" not in found


def test_find_key_terms_joins_two_words_that_stand_together_twice() -> None:
    found = terms("reformasi birokrasi berat . reformasi birokrasi mahal . birokrasi gemuk")
    assert found["reformasi birokrasi"].count == 2
    assert found["birokrasi"].count == 1
    assert "reformasi" not in found


def test_find_key_terms_joins_no_words_that_stand_together_once() -> None:
    assert all(" " not in text for text in terms("reformasi birokrasi berat sekali"))


def test_find_key_terms_does_not_join_over_a_mark() -> None:
    found = terms("lumpur , banjir . lumpur , banjir")
    assert set(found) == {"lumpur", "banjir"}


def test_find_key_terms_headline_weighs_more() -> None:
    found = list(terms("tanggul jebol , lumpur naik", title="lumpur"))
    assert found[0] == "lumpur"


def test_find_key_terms_heaviest_weighs_one_and_the_rest_less() -> None:
    weights = [term.weight for term in terms("banjir banjir . lumpur . banjir . tanggul").values()]
    assert weights[0] == 1
    assert weights == sorted(weights, reverse=True)
    assert all(0 < weight <= 1 for weight in weights)


def test_find_key_terms_gives_no_more_than_asked() -> None:
    assert len(terms("banjir lumpur tanggul sungai jembatan", limit=2)) == 2


def test_find_key_terms_of_one_weight_stand_in_order_of_the_alphabet() -> None:
    assert list(terms("tanggul , banjir , lumpur")) == ["banjir", "lumpur", "tanggul"]


@pytest.mark.parametrize(
    "word", ["yang", "Namun", "mengatakan", "dikatakannya", "ia", "2024", "“", "di", "WIB", "Senin"]
)
def test_find_key_terms_leaves_out_words_that_tell_nothing(word: str) -> None:
    assert list(terms(f"{word} {word} banjir")) == ["banjir"]


def test_find_key_terms_keeps_names_as_written() -> None:
    found = terms("Siti_Rahmawati datang . Siti_Rahmawati pulang")
    assert found["Siti Rahmawati"].count == 2


def test_find_key_terms_joins_no_word_to_a_name() -> None:
    found = terms("pasar Siti_Rahmawati . pasar Siti_Rahmawati")
    assert set(found) == {"pasar", "Siti Rahmawati"}


def test_find_key_terms_counts_different_mentions_of_one_together() -> None:
    words = [
        TermUse("Rudi Hartanta", "Rudi Hartanta", is_name=True),
        TermUse("Rudi Hartanta", "Hartanta", is_name=True),
        TermUse("Rudi Hartanta", "Hartanta", is_name=True),
    ]
    (found,) = find_key_terms(words, 0, 10)
    assert (found.text, found.count) == ("Hartanta", 3)


@pytest.mark.parametrize("words", [[], [","], ["yang", "di"]])
def test_find_key_terms_of_nothing_is_empty(words: list[str]) -> None:
    assert find_key_terms(uses(words), 0, 10) == ()


def test_stop_words_are_matched_as_written_not_by_their_stems() -> None:
    assert {"yang", "mengatakan"} <= stop_words()
    assert "pelaku" in terms("pelaku lari , pelaku ditangkap")


def test_find_key_terms_reads_a_capital_at_a_sentence_start_as_the_same_word() -> None:
    found = terms("Lumpur naik . Warga membersihkan lumpur . Lumpur surut")
    assert [term.count for text, term in found.items() if text.lower() == "lumpur"] == [3]
