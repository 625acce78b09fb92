"""Every number that steers the library, with its unit and its reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from beritanlp.errors import SettingsError
from beritanlp.limits import MAX_TOML_BYTES

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Tunables of the pipeline; scalars only, so that spaCy can store them in its config.

    Raises:
        SettingsError: a number that is not above 0.
    """

    model: str = ""
    """A spaCy pipeline whose names of people the rules heed: a folder, a folder's name below
    BERITANLP_MODELS, or an installed package such as id_berita; empty: rules alone, which score as
    well on news (models/id_berita/README.md)."""
    codebook: str = ""
    """A TOML file of policy topics in the format of lexicons/README.md; empty: the package's."""
    max_characters: int = 2_000_000
    """Code points; the longest article in the shared news has 24,000, a page of 2 MB is not one."""
    max_seconds: float = 120.0
    """Seconds of processor time that an article of a batch may take; one of 500 words
    takes 0.02, 2,000,000 characters of news 20, of single letters 50: only texts that are made to
    be slow meet it."""
    max_megabytes: int = 4_000
    """Memory that an article of a batch may take beyond what its process has, on Linux; of eleven
    hostile families of 2,000,000 characters, single capitals take the most: 1,280, which is 670
    bytes a character."""
    max_topics: int = 5
    """Topics listed per article, heaviest first; more than five share too little evidence each."""
    max_key_terms: int = 15
    """Key terms listed per article."""
    min_topic_weight: float = 0.05
    """Share of the topical evidence, 0–1, below which a topic is not listed."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if not isinstance(item.default, str) and not value > 0:  # nor nan
                raise SettingsError(f"{item.name} must be above 0; got {value!r}")

    @classmethod
    def from_toml(cls, path: str | Path) -> Settings:
        """The settings of a TOML file; those that it does not name are the usual ones.

        Raises:
            SettingsError: no TOML, or an unknown or bad setting; names file and setting.
            OSError: the file cannot be read.
        """
        with Path(path).open("rb") as file:
            data = file.read(MAX_TOML_BYTES + 1)
        if len(data) > MAX_TOML_BYTES:
            raise SettingsError(f"{path}: larger than {MAX_TOML_BYTES >> 20} MB")
        try:
            given: dict[str, Any] = tomllib.loads(data.decode())
        except (ValueError, RecursionError) as error:
            raise SettingsError(f"{path}: not TOML: {error}") from None
        known = {item.name: type(item.default) for item in fields(cls)}
        for name, value in given.items():
            if name not in known:
                raise SettingsError(f"{path}: unknown setting {name!r}; known: {', '.join(known)}")
            wanted = (int, float) if known[name] is float else (known[name],)
            if isinstance(value, bool) or not isinstance(value, wanted):
                raise SettingsError(f"{path}: {name} must be {known[name].__name__}; got {value!r}")
        try:
            return cls(**given)
        except SettingsError as error:
            raise SettingsError(f"{path}: {error}") from None
