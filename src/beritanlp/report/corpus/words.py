"""The words of the report in English and Indonesian, and numbers as each writes them.

The page is written in one of the two and can be switched: what is said stands in it as a `Phrase`,
a key of ``words.toml`` with values, which Python and the page's script both turn into text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from beritanlp.labels import LANGUAGES, Language, kinds, write_number

__all__ = [
    "LANGUAGES",
    "Language",
    "Phrase",
    "all_words",
    "format_decimal",
    "format_number",
    "text_of",
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to say: a key of ``words.toml``, and what is filled in.

    Whole numbers are numbers; others are shares and become per cent; a text stands as it is.
    """

    key: str
    values: Mapping[str, int | float | str | Phrase] = field(default_factory=dict)

    def as_data(self) -> list[Any]:
        """The same for the page's script: the key and the values."""
        values = {
            name: value.as_data() if isinstance(value, Phrase) else value
            for name, value in self.values.items()
        }
        return [self.key, values] if values else [self.key]


@cache
def all_words() -> dict[str, dict[Language, str]]:
    """Each key of ``words.toml`` with its text in both languages; kinds as ``kind.direct``."""
    read = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
    words: dict[str, dict[Language, str]] = {}
    for key, entry in read.items():
        if set(entry) == set(LANGUAGES):
            words[key] = entry
        else:
            words |= {f"{key}.{name}": texts for name, texts in entry.items()}
    for language in LANGUAGES:
        for dimension, values in kinds(language).items():
            for value, label in values.items():
                words.setdefault(f"{dimension}.{value}", {})[language] = label
    return words


def text_of(phrase: Phrase, language: Language) -> str:
    """*phrase* in *language*."""
    filled = {}
    for name, value in phrase.values.items():
        if isinstance(value, Phrase):
            filled[name] = text_of(value, language)
        else:
            filled[name] = value if isinstance(value, str) else format_number(value, language)
    return all_words()[phrase.key][language].format_map(filled)


def format_number(value: int | float, language: Language) -> str:
    """*value* as *language* writes it: ``12,345`` or ``12.345``; a float is a share: ``12.3 %``."""
    if isinstance(value, int):
        return write_number(value, ",", language)
    return f"{format_decimal(100 * value, language)}\u00a0%"


def format_decimal(value: float, language: Language) -> str:
    """*value* with one decimal, below 1 with two, as *language* writes it."""
    places = 2 if 0 < value < 1 else 1
    return write_number(value, f",.{places}f", language)
