"""Counting terms once for all models: order, shown forms, phrases, workers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp.corpus import Corpus
from beritanlp.errors import SettingsError
from beritanlp.topics.analyzer import TermAnalyzer, WordAnalyzer
from beritanlp.topics.counting import TermTable, count_terms


def terms(table: TermTable, n: int) -> list[str]:
    return [table.terms[i] for i in table.articles[n]]


def test_terms_stand_in_order_article_by_article() -> None:
    table = count_terms(["Petani menjual beras.", "Beras mahal di pasar."], phrases=False)
    assert terms(table, 0) == ["tani", "jual", "beras"]
    assert terms(table, 1) == ["beras", "mahal", "pasar"]
    assert len(table) == 2


def test_a_term_is_shown_in_its_commonest_form() -> None:
    table = count_terms(["Petani menjual beras.", "Pedagang menjual gula, penjual lain pergi."])
    assert table.shown[table.places["jual"]] == "menjual"


def test_words_that_belong_together_are_one_term_in_the_form_used() -> None:
    pairs = ["Harga minyak goreng naik.", "Pasar dekat gunung ramai.", "Ibu membeli beras murah."]
    table = count_terms(pairs * 6)
    assert ("minyak", "goreng") in table.phrases
    assert table.shown[table.places["minyak goreng"]] == "minyak goreng"
    assert "goreng" not in terms(table, 0)


def test_where_phrases_overlap_the_stronger_one_is_taken() -> None:
    texts = ["BI menurunkan suku bunga acuan."] * 2 + ["Bank memakai suku bunga lama."] * 8
    texts += ["Harga menurunkan minat warga."] * 6
    table = count_terms(texts)
    assert "suku bunga" in terms(table, 0)


def test_no_phrase_spans_a_mark_a_stop_word_or_two_articles() -> None:
    table = count_terms(["Lumpur, banjir dan tanggul"] * 10)
    assert table.phrases == ()


def test_phrases_can_be_given_or_left_out() -> None:
    table = count_terms(["minyak goreng mahal"], phrases=(("minyak", "goreng"),))
    assert terms(table, 0) == ["minyak goreng", "mahal"]
    assert terms(count_terms(["minyak goreng mahal"] * 9, phrases=False), 0)[:2] == [
        "minyak",
        "goreng",
    ]


def test_names_of_media_and_site_words_are_no_terms() -> None:
    table = count_terms(["Baca juga: Banjir di Jember\n\nBanjir surut, tulis Kompas.com, Senin."])
    assert not {"Kompas.com", "baca", "juga", "kompas"} & set(table.terms)


def test_workers_change_nothing(texts: list[str]) -> None:
    one, two = count_terms(texts * 8), count_terms(texts * 8, n_jobs=2)
    assert (one.terms, one.shown, one.phrases) == (two.terms, two.shown, two.phrases)
    assert all(np.array_equal(a, b) for a, b in zip(one.articles, two.articles, strict=True))


def test_a_corpus_gives_its_texts_with_their_headlines(corpus: Corpus) -> None:
    table = count_terms(corpus)
    assert len(table) == 60
    assert terms(table, 0)[0] == "lomba"


def test_a_table_is_taken_as_it_is(texts: list[str]) -> None:
    table = count_terms(texts)
    assert count_terms(table) is table


def test_take_keeps_terms_and_order(texts: list[str]) -> None:
    table = count_terms(texts)
    some = table.take([5, 2])
    assert terms(some, 0) == terms(table, 5)
    assert some.terms == table.terms


def test_words_as_written() -> None:
    table = count_terms(["Petani dan petani."], analyzer=WordAnalyzer(), phrases=False)
    assert terms(table, 0) == ["petani", "dan", "petani"]


@pytest.mark.parametrize("wrong", ["one text", ["a", 3], [None]])
def test_what_is_no_texts_is_refused(wrong: object) -> None:
    with pytest.raises(SettingsError, match="text"):
        count_terms(wrong)  # type: ignore[arg-type]


@given(st.lists(st.text(max_size=80), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_texts_can_be_counted(texts: list[str]) -> None:
    table = count_terms(texts, phrases=False)
    analyzer = TermAnalyzer()
    assert [terms(table, n) for n in range(len(texts))] == [analyzer(text) for text in texts]


def test_the_analyzer_marks_what_stands_between_terms() -> None:
    uses = list(TermAnalyzer().marked_uses("Harga beras, gula dan kopi 2024 naik."))
    assert [use and use.text for use in uses] == [
        "Harga", "beras", None, "gula", None, "kopi", None, "naik", None
    ]  # fmt: skip


def test_the_module_can_be_used_without_a_folder(tmp_path: Path) -> None:
    assert count_terms([]).terms == ()
