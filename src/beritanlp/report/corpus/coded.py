"""What coders of a sample found, for the report's statement of methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from beritanlp.errors import SettingsError
from beritanlp.validation import (
    Share,
    Validation,
    check_ids,
    corrected_shares,
    read_sheets,
    validate,
)

if TYPE_CHECKING:
    from beritanlp.corpus import Corpus

__all__ = ["Coded", "read_coded"]

_COLUMNS = ("kind", "speaker_kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """How right the extractor is by the coders, and shares corrected for its errors by column."""

    validation: Validation
    shares: Mapping[str, Sequence[Share]]


def read_coded(paths: Sequence[str | Path], corpus: Corpus) -> Coded:
    """What the coding sheets at *paths* say of *corpus*, that they were drawn from.

    Raises:
        ArticleError: a sheet cannot be read, or its quotes are not in *corpus*.
    """
    sheets = [sheet for path in paths for sheet in read_sheets(path)]
    check_ids(sheets, corpus)
    shares = {}
    for column in _COLUMNS:
        try:
            shares[column] = corrected_shares(sheets, corpus, column)
        except SettingsError:
            continue  # nobody coded it
    return Coded(validation=validate(sheets), shares=shares)
