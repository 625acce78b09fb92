"""Texts that nobody meant to be news: each is read to its end, within seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import beritanlp as bn
from beritanlp.domain import Analysis
from beritanlp.errors import ArticleError
from beritanlp.settings import Settings
from wellformed import check_analysis

# seconds of processor time; far above what a text of these sizes needs (2 s on one core, 2026-11),
# so that a slow machine passes and a rule whose cost grows with the square of the text fails
_LIMIT = 15
_MARKS = ["“", "”", '"', "'", "‘", "’", "«", "»", "„", "″", "''", "``", "‘‘", "’’", "´", ",,"]


def _read(analyze: Callable[[str], Analysis], text: str) -> Analysis:
    """The sound analysis of *text*; prints how long it took."""
    start = time.process_time()
    analysis = analyze(text)
    seconds = time.process_time() - start
    print(f"{len(text):,} characters in {seconds:.2f} s")
    check_analysis(analysis)
    assert seconds < _LIMIT
    return analysis


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t \r\n \u00a0", id="white space"),
        pytest.param("\x00" * 500, id="NUL"),
        pytest.param("".join(map(chr, range(256))) * 20, id="every byte"),
        pytest.param("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 50, id="picture read as text"),
        pytest.param("\ud800\udfff" * 100, id="lone surrogates"),
        pytest.param("\ufeff" * 100, id="byte order marks"),
        pytest.param("e" + "\u0301" * 5000, id="combining marks"),
        pytest.param("&amp;" * 5000, id="character references"),
        pytest.param("â€œ" * 5000, id="mojibake"),
        pytest.param("😀" * 5000, id="emoji"),
        pytest.param("漢字" * 5000, id="no spaces"),
        pytest.param("<div class='x'>" * 2000, id="tags"),
        pytest.param('{"a": [' * 2000, id="JSON"),
    ],
)
def test_no_news_gives_no_quotes(analyze: Callable[[str], Analysis], text: str) -> None:
    analysis = _read(analyze, text)
    assert analysis.quotes == ()
    assert analysis.speakers == ()


def test_english_gives_no_quotes(analyze: Callable[[str], Analysis]) -> None:
    text = (
        "The mayor said the road would stay closed. “We are still waiting,” she said on Monday.\n\n"
        "According to the council, repairs will take two weeks. Residents asked for a bus.\n\n"
    ) * 20
    assert len(_read(analyze, text).quotes) <= 2


@pytest.mark.parametrize("mark", _MARKS)
def test_20_000_marks(analyze: Callable[[str], Analysis], mark: str) -> None:
    _read(analyze, mark * 20_000)


@pytest.mark.parametrize("mark", ["“", "”", '"', "'", "’", "»", "’’"])
def test_10_000_marks_between_spaces(analyze: Callable[[str], Analysis], mark: str) -> None:
    _read(analyze, f"{mark} " * 10_000)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“ ” " * 4_000, id="pairs with nothing inside"),
        pytest.param("“Air” " * 4_000, id="pairs with one word inside"),
        pytest.param("“Air surut,” kata Rudi. " * 1_000, id="1,000 quotes"),
        pytest.param("“Air surut,” katanya. " * 2_000, id="2,000 quotes of nobody"),
        pytest.param("“Air surut.\n\n" * 2_000, id="2,000 paragraphs that open a mark"),
        pytest.param("“" * 4_000 + "air" + "”" * 4_000, id="nested 4,000 deep"),
        pytest.param("kata " * 8_000, id="8,000 cues"),
        pytest.param("katanya, " * 4_000, id="4,000 cues with a clitic"),
        pytest.param("menurut Rudi, " * 2_000, id="2,000 prepositions"),
        pytest.param("Rudi mengatakan bahwa " * 1_000, id="1,000 clauses in one sentence"),
        pytest.param("ia " * 8_000, id="8,000 pronouns"),
        pytest.param("Rudi pergi. " * 20_000, id="20,000 sentences that begin with a name"),
        pytest.param("“" + "air surut " * 10_000 + ",” kata Rudi.", id="one quote of 20,000 words"),
    ],
)
def test_speech_without_end(analyze: Callable[[str], Analysis], text: str) -> None:
    _read(analyze, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(". " * 20_000, id="full stops between spaces"),
        pytest.param("-" * 20_000, id="dashes"),
        pytest.param("—" * 20_000, id="long dashes"),
        pytest.param("- " * 20_000, id="dashes between spaces"),
        pytest.param("(" * 20_000, id="open brackets"),
        pytest.param("( " * 20_000, id="open brackets between spaces"),
        pytest.param("()" * 8_000, id="empty brackets"),
        pytest.param("." * 10_000, id="full stops"),
        pytest.param("," * 10_000, id="commas"),
        pytest.param(", " * 10_000, id="commas between spaces"),
        pytest.param("A. " * 8_000, id="initials"),
        pytest.param("1.250,50 " * 5_000, id="numbers"),
        pytest.param("1/" * 8_000, id="slashes"),
        pytest.param("\n" * 20_000, id="line ends"),
        pytest.param("\t" * 20_000, id="tabs"),
        pytest.param(" " * 20_000 + "air", id="spaces"),
        pytest.param("a" * 1_000_000, id="one word of a million letters"),
        pytest.param("9" * 200_000, id="one number of 200,000 digits"),
        pytest.param("a-" * 100_000, id="one word of 100,000 hyphens"),
        pytest.param("memper" * 10_000 + "kan", id="one word of 10,000 prefixes"),
        pytest.param("www." * 20_000, id="addresses"),
        pytest.param("@a" * 20_000, id="accounts"),
        pytest.param("#a " * 8_000, id="hash tags"),
        pytest.param("Wanasari " * 50_000, id="50,000 capital words"),
        pytest.param("WANASARI " * 8_000, id="8,000 words of capitals"),
        pytest.param("Rudi Hartanta " * 4_000, id="4,000 names"),
        pytest.param("Rudi, " * 8_000, id="8,000 names between commas"),
        pytest.param("Dr. " * 5_000, id="5,000 titles"),
        pytest.param("Ketua " * 4_000, id="4,000 offices"),
        pytest.param("Kepala Dinas " * 2_000, id="2,000 offices with half a name"),
        pytest.param("KPK " * 5_000, id="5,000 mentions of one institution"),
        pytest.param("PT Tirta " * 5_000, id="one company of 10,000 words"),
        pytest.param("Kabupaten Jember " * 4_000, id="4,000 places"),
        pytest.param("Kementerian " * 4_000, id="4,000 heads of a name"),
        pytest.param("air\n" * 3_000, id="3,000 lines of one word"),
        pytest.param("Air\n\n" * 3_000, id="3,000 paragraphs of one word"),
        pytest.param("Baca juga: Air Surut\n" * 3_000, id="3,000 lines of chrome"),
        pytest.param("JAKARTA, KOMPAS.com - " * 3_000, id="3,000 datelines"),
        pytest.param("Senin (3/2/2025), " * 5_000, id="5,000 dates"),
    ],
)
def test_repetition_without_end(analyze: Callable[[str], Analysis], text: str) -> None:
    _read(analyze, text)


def _made_words(count: int) -> list[str]:
    """*count* different words that no list knows."""
    letters = "abcdefghij"
    return ["Wn" + "".join(letters[int(digit)] for digit in f"{n:04d}") for n in range(count)]


def test_many_different_names(analyze: Callable[[str], Analysis]) -> None:
    text = " ".join(f"“Air surut,” kata Rudi {word}." for word in _made_words(500))
    assert len(_read(analyze, text).quotes) == 500


def test_many_different_institutions(analyze: Callable[[str], Analysis]) -> None:
    text = " ".join(f"Pegawai PT {word} datang." for word in _made_words(1_000))
    assert len(_read(analyze, text).institutions) == 1_000


def test_a_long_article_takes_time_by_its_length(analyze: Callable[[str], Analysis]) -> None:
    paragraph = (
        "Kepala Dinas Kesehatan Kota Bogor Sari Wulandari mengatakan stok obat masih cukup. "
        "“Warga tidak perlu cemas,” katanya. Menurut dia, gudang diperiksa setiap pekan.\n\n"
    )
    _read(analyze, paragraph * 300)


def test_a_text_above_the_limit_is_refused_and_the_message_says_what_to_do() -> None:
    settings = Settings(max_characters=1_000)
    with pytest.raises(ArticleError) as caught:
        bn.analyze("Air surut. " * 100, id="panjang", settings=settings)
    assert str(caught.value) == (
        "article 'panjang': text has 1,100 characters, more than the 1,000 of max_characters; "
        "split it, or raise the setting"
    )


def test_a_text_of_the_default_limit_is_read() -> None:
    limit = Settings().max_characters
    text = ("Air surut. " * (limit // 11 + 1))[: limit + 1]
    with pytest.raises(ArticleError, match="max_characters"):
        bn.analyze(text)


@pytest.mark.parametrize("value", [None, b"air surut", 5, ["air"]])
def test_what_is_no_text_is_refused_by_name(value: object) -> None:
    with pytest.raises(TypeError, match=f"got {type(value).__name__}"):
        bn.analyze(value)  # type: ignore[arg-type]
