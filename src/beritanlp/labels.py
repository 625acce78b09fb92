"""What kinds and topics are called in English and Indonesian, and numbers as each writes them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from beritanlp.lexicons.tables import read_toml

__all__ = ["LANGUAGES", "Language", "kinds", "topic_labels", "write_number"]

Language = Literal["en", "id"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "id")


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("beritanlp") / "labels.toml").read_text(encoding="utf-8"))


@cache
def kinds(language: Language) -> Mapping[str, Mapping[str, str]]:
    """For each dimension or column of kinds, what its values are called."""
    return {name: table for name, table in _tables()[language].items() if isinstance(table, dict)}


@cache
def topic_labels(language: Language) -> Mapping[str, str]:
    """How to show a topic of the built-in codebook that is given by its code or label."""
    name = "label" if language == "id" else "label_en"
    majors = read_toml("topics.toml")["topic"]
    topics = [*majors, *(sub for major in majors for sub in major.get("subtopic", ()))]
    return {topic[by]: topic[name] for by in ("label", "code") for topic in topics if name in topic}


def write_number(value: float, form: str, language: Language) -> str:
    """*value* in the *form* of `format`, with the language's marks: ``1,234.5`` or ``1.234,5``."""
    table = _tables()[language]
    return format(value, form).translate({ord(","): table["thousands"], ord("."): table["decimal"]})
