"""The words and numbers of a figure, in English or Indonesian; the words are in ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from beritanlp.errors import SettingsError
from beritanlp.labels import LANGUAGES, Language, kinds, topic_labels, write_number

__all__ = ["Wording"]


@cache
def _tables() -> dict[str, Any]:
    text = (files("beritanlp.plots") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Wording:
    """How things are called in one language.

    Raises:
        SettingsError: a language that it has not.
    """

    def __init__(self, language: Language) -> None:
        if language not in LANGUAGES:
            raise SettingsError(f"language must be one of {', '.join(LANGUAGES)}; got {language!r}")
        self.language = language
        self._words = _tables()[language]

    def say(self, phrase: str, **values: object) -> str:
        """A phrase with *values* filled in; whole numbers as people write them."""
        filled = {name: self._shown(value) for name, value in values.items()}
        return str(self._words["phrases"][phrase].format(**filled))

    def _shown(self, value: object) -> str:
        return self.number(value) if isinstance(value, int) else str(value)

    def capital(self, text: str) -> str:
        """*text* as it begins a sentence."""
        return text[:1].upper() + text[1:]

    def unit(self, name: str) -> str:
        """What is counted: quotes, words, articles."""
        return str(self._words["units"][name])

    def figure(self, name: str, unit: str = "quotes") -> str:
        """What a column of figures holds, of a *unit* that is counted."""
        return str(self._words["figures"][name].format(unit=self.unit(unit)))

    def dimension(self, name: str) -> str:
        """A dimension of `DIMENSIONS` inside a sentence; another name as it is."""
        return str(self._words["dimensions"].get(name, name))

    def value(self, dimension: str, value: object) -> str:
        """How a value of *dimension* is shown: kinds in words, months by name, names as they are.

        Unknown (null) is said to be so.
        """
        import pandas as pd

        if pd.isna(value):  # type: ignore[call-overload]
            return self.say("unknown")
        text = str(value)
        if dimension == "month":
            return self.month(text)
        if dimension in ("topic", "main_topic", "quote_topic"):
            return topic_labels(self.language).get(text, text)
        return kinds(self.language).get(dimension, {}).get(text, text)

    def dimension_of_values(self, values: set[str]) -> str | None:
        """The dimension whose kinds all *values* are; None of names."""
        named = kinds(self.language).items()
        return next((name for name, known in named if values and values <= set(known)), None)

    def month(self, month: str) -> str:
        """``2025-05`` as *May 2025*."""
        year, number = month.split("-")
        return f"{self.month_name(int(number))} {year}"

    def month_name(self, number: int) -> str:
        """The short name of a month, 1 to 12."""
        return str(self._words["months"][number - 1])

    def number(self, value: float, digits: int = 0) -> str:
        """*value* with separators: 1,234.5 or 1.234,5."""
        return self._written(value, f",.{digits}f")

    def brief(self, value: float) -> str:
        """*value* with as many digits as it needs, six at most."""
        return self._written(value, ",.6g")

    def _written(self, value: float, form: str) -> str:
        return write_number(value, form, self.language).replace("-", "−")

    def percent(self, share: float, digits: int = 0) -> str:
        """A share of 0 to 1 as a percentage."""
        return f"{self.number(100 * share, digits)}%"
