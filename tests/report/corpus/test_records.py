from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp import Corpus
from beritanlp.report.corpus.records import NOT_KNOWN, Records, collect
from made_results import Said, made_analysis

CONTENT, CUE = 0, 1


def cut(passage: str, start: int, end: int) -> str:
    """What JavaScript's slice gives, which counts UTF-16 units."""
    units = passage.encode("utf-16-le")
    return units[2 * start : 2 * end].decode("utf-16-le")


def marked(row: list[object], kind: int) -> list[str]:
    passage, marks = row[-2], row[-1]
    assert isinstance(passage, str)
    assert isinstance(marks, list)
    triples = [marks[at : at + 3] for at in range(0, len(marks), 3)]
    return [cut(passage, start, end) for kind_, start, end in triples if kind_ == kind]


def records_of(corpus: Corpus, most: int = 1000) -> Records:
    return collect(corpus, "article", most, seed=0)


def test_rows_hold_every_quote_with_its_words(corpus: Corpus) -> None:
    records = records_of(corpus)
    assert [marked(row, CONTENT) for row in records.quotes] == [
        ["“Beras cukup sampai panen 🌾 raya,”"],
        ["harga naik dua kali"],
        ["“Gudang beras penuh,”"],
        ["“Vaksin aman,”"],
        ["“Siapa yang berkata?”"],
    ]
    assert [marked(row, CUE) for row in records.quotes] == [
        ["kata"], ["ujar"], ["kata"], ["tegas"], []
    ]  # fmt: skip
    assert records.n_quotes == 5


def test_rows_name_source_article_and_kinds(corpus: Corpus) -> None:
    records = records_of(corpus)
    names = records.names
    first, nobody = records.quotes[0], records.quotes[-1]
    assert records.articles[first[0]][:2] == ("Beras cukup", "2025-01-05")
    assert names["outlets"][records.articles[first[0]][2]] == "Kabar Kita"
    assert records.sources[first[1]] == (
        "Rangga Wiratama", "Menteri Pangan", 0, 2, 2, "2025-01-05", "2025-03-09"
    )  # fmt: skip
    assert names["source_kinds"][first[2]] == "government"
    assert names["kinds"][first[3]] == "direct"
    assert names["topics"][first[4]] == "Pertanian"
    assert names["roles"][first[6]] == "Menteri Pangan"
    assert nobody[1] == nobody[2] == NOT_KNOWN


def test_institutions_are_counted_in_articles_mentions_and_quotes(corpus: Corpus) -> None:
    records = records_of(corpus)
    assert [row[:2] for row in records.institutions] == [
        ("Kementerian Kesehatan", "other"), ("Lumbung Warga", "other")
    ]  # fmt: skip
    assert records.institutions[0][2:] == (2, 2, 1)
    assert records.bodies == {"kemenkes": 0}


def test_a_sample_holds_whole_articles_and_counts_stay(corpus: Corpus) -> None:
    records = records_of(corpus, most=3)
    assert 0 < len(records.quotes) <= 3
    assert records.n_quotes == 5
    assert records.sources == records_of(corpus).sources
    assert {row[0] for row in records.quotes} == set(range(len(records.articles)))
    assert records_of(corpus, most=3).quotes == records.quotes
    assert records_of(corpus, most=0).quotes == []


def test_a_passage_begins_and_ends_with_whole_words() -> None:
    filler = "satu dua tiga empat lima enam tujuh delapan " * 12
    said = [
        Said(filler.strip()),
        Said("“Lumbung penuh,”", "Sari", cue="kata"),
        Said(filler.strip()),
    ]
    row = records_of(Corpus.from_results([made_analysis("x", said)])).quotes[1]
    passage = row[-2]
    words = set(filler.split())
    assert passage.split()[0] in words
    assert passage.split()[-1] in words
    assert len(passage) < 400
    assert marked(row, CONTENT) == ["“Lumbung penuh,”"]


def test_a_huge_quote_is_cut() -> None:
    huge = "a" * 1_000_000
    row = records_of(Corpus.from_results([made_analysis("x", [Said(huge, "Sari")])])).quotes[0]
    assert len(row[-2]) <= 2500
    assert marked(row, CONTENT) == ["a" * len(row[-2])]


def test_only_web_addresses_become_links() -> None:
    from dataclasses import replace

    urls = ["https://kabar.test/1", "javascript:alert(1)", "data:text/html,x", " HTTP://x", None]
    made = [made_analysis(f"x{n}", [Said("katanya", "Sari")]) for n in range(len(urls))]
    results = [
        replace(item, article=replace(item.article, url=url))
        for item, url in zip(made, urls, strict=True)
    ]
    kept = [article[3] for article in records_of(Corpus.from_results(results)).articles]
    assert kept == ["https://kabar.test/1", None, None, None, None]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=80), st.text(max_size=300)), max_size=30))
def test_marks_cut_the_very_words_of_any_text(texts: list[tuple[str, str]]) -> None:
    texts = [(content, before) for content, before in map(_storable, texts) if content.strip()]
    made = [
        made_analysis(f"x{n:02}", [Said(before or "."), Said(content, "Sari")])
        for n, (content, before) in enumerate(texts)
    ]
    rows = records_of(Corpus.from_results(made)).quotes
    assert [marked(row, CONTENT) for row in rows[1::2]] == [[content] for content, _ in texts]


def _storable(texts: tuple[str, str]) -> list[str]:
    """*texts* as UTF-8, and so Parquet and the page, can hold them."""
    return [text.encode("utf-8", "replace").decode() for text in texts]
