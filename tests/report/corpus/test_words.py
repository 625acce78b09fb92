from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from beritanlp.labels import kinds
from beritanlp.report import corpus
from beritanlp.report.corpus.words import Phrase, all_words, format_decimal, format_number, text_of

FOLDER = Path(corpus.__file__).parent


@pytest.mark.parametrize("key", sorted(all_words()))
def test_each_word_is_filled_in_alike_in_both_languages(key: str) -> None:
    texts = all_words()[key]
    names = [{name for _, name, _, _ in string.Formatter().parse(text)} for text in texts.values()]
    assert names[0] == names[1]
    assert all(text.strip() for text in texts.values())


def test_the_script_asks_for_known_words_only() -> None:
    script = (FOLDER / "report.js").read_text(encoding="utf-8")
    asked = re.findall(r'(?:words|say|ranking|choice|field)\("(\w+)"', script)
    asked += re.findall(r'(?:key|foundKey|caption): "(\w+)"', script)
    asked += re.findall(r'\["((?:col_|n_|period)\w*)",', script)
    assert len(asked) > 40
    assert sorted(set(asked) - set(all_words())) == []


def test_no_word_is_left_over() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in FOLDER.iterdir()
        if path.suffix in (".py", ".js")
    )
    generated = (*(f"{name}." for name in kinds("en")), "task.", "n_")
    generated += ("col_person", "col_institution")
    unused = [
        key
        for key in all_words()
        if not key.startswith(generated)
        and f'"{key}"' not in sources
        and f"'{key}'" not in sources
        and f'"{key.removesuffix("_note")}"' not in sources
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (0, "0", "0"),
        (1234567, "1,234,567", "1.234.567"),
        (0.1234, "12.3\u00a0%", "12,3\u00a0%"),
        (0.00123, "0.12\u00a0%", "0,12\u00a0%"),
        (0.0, "0.0\u00a0%", "0,0\u00a0%"),
        (1.0, "100.0\u00a0%", "100,0\u00a0%"),
    ],
)
def test_numbers_are_written_as_the_language_does(
    value: float, english: str, indonesian: str
) -> None:
    assert (format_number(value, "en"), format_number(value, "id")) == (english, indonesian)


def test_a_decimal_has_one_place() -> None:
    assert (format_decimal(1234.56, "en"), format_decimal(1234.56, "id")) == ("1,234.6", "1.234,6")


def test_a_phrase_fills_in_numbers_shares_and_phrases() -> None:
    inner = Phrase("outlets_number", {"n": 1200})
    phrase = Phrase(
        "methods_data",
        {"articles": 5, "outlets": inner, "period": "2025", "failures": Phrase("failures_none")},
    )
    assert "dari 1.200 media" in text_of(phrase, "id")
    assert "from 1,200 outlets" in text_of(phrase, "en")
    assert phrase.as_data()[1]["outlets"] == ["outlets_number", {"n": 1200}]
