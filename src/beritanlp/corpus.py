"""Saved results as tidy frames, with the simplest counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from beritanlp.codec import (
    read_frame,
    read_jsonl,
    read_parquet,
    to_frames,
    write_jsonl,
    write_parquet,
)
from beritanlp.compressed import plain_name
from beritanlp.domain import Analysis, Failure
from beritanlp.errors import ResultError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Corpus"]

_PARQUET_NAME = "results.parquet"  # beside it, the tidy tables
_JSONL_NAME = "results.jsonl"
_NAMES = (_PARQUET_NAME, _JSONL_NAME, f"{_JSONL_NAME}.gz", f"{_JSONL_NAME}.zst")


class Corpus:
    """The results of many articles: frames by name, and the typed results one by one.

    ``articles``, ``quotes``, ``speakers``, ``institutions``, ``topics``, ``key_terms`` and
    ``failures`` are pandas frames keyed by ``article_id``, read when first asked for;
    `beritanlp.codec.to_frames` says what is in them. Quotes whose speaker is not known have null
    there. A frame is yours to change: the corpus on disk stays as it is.
    """

    def __init__(self, source: Path | list[Analysis | Failure]) -> None:
        self._source = source
        self._frames: dict[str, pd.DataFrame] = {}

    @classmethod
    def read(cls, path: str | Path) -> Corpus:
        """The corpus in *path*: a folder that `write` made, or a file of JSON Lines.

        Raises:
            ResultError: nothing there that holds results. Frames and results are read later, and
                raise it where their file is broken or of a newer schema.
        """
        path = Path(path)
        if path.is_dir():
            names = _find_results(path)
            if not names:
                raise ResultError(
                    f"{path}: no results.parquet and no results.jsonl; "
                    "name a folder that beritanlp batch or Corpus.write made"
                )
            if len(names) > 1:
                raise ResultError(f"{path}: holds {' and '.join(names)}; name the one to read")
            return cls(path if names[0] == _PARQUET_NAME else path / names[0])
        if not path.exists():
            raise ResultError(f"{path}: no such file or folder")
        if path.name == _PARQUET_NAME:
            return cls(path.parent)
        if not plain_name(path).endswith((".jsonl", ".ndjson")):
            raise ResultError(f"{path}: must be a folder or a .jsonl file, plain, .gz or .zst")
        return cls(path)

    @classmethod
    def from_results(cls, results: Iterable[Analysis | Failure]) -> Corpus:
        """The corpus of *results*, such as what `analyze_many` yields, held in memory."""
        return cls(list(results))

    def results(self) -> Iterator[Analysis | Failure]:
        """Every Analysis and Failure, in order, read one at a time."""
        if isinstance(self._source, list):
            return iter(self._source)
        if self._source.is_dir():
            return read_parquet(self._source)
        return read_jsonl(self._source)

    def analyses(self) -> Iterator[Analysis]:
        """Every Analysis, in order, read one at a time; failures left out."""
        return (result for result in self.results() if isinstance(result, Analysis))

    @property
    def articles(self) -> pd.DataFrame:
        """One row an analysed article, with its text and counts."""
        return self._frame("articles")

    @property
    def quotes(self) -> pd.DataFrame:
        """One row a quote."""
        return self._frame("quotes")

    @property
    def speakers(self) -> pd.DataFrame:
        """One row a mention of a speaker."""
        return self._frame("speakers")

    @property
    def institutions(self) -> pd.DataFrame:
        """One row a mention of an institution."""
        return self._frame("institutions")

    @property
    def topics(self) -> pd.DataFrame:
        """One row a topic of an article."""
        return self._frame("topics")

    @property
    def key_terms(self) -> pd.DataFrame:
        """One row a key term of an article."""
        return self._frame("key_terms")

    @property
    def failures(self) -> pd.DataFrame:
        """One row an article that could not be analysed."""
        return self._frame("failures")

    def _frame(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            if isinstance(self._source, Path) and self._source.is_dir():
                self._frames[name] = read_frame(self._source, name)
            else:
                self._frames.update(to_frames(self.results()))
        return self._frames[name]

    def write(self, folder: str | Path, format: Literal["parquet", "jsonl"] = "parquet") -> int:
        """Write all results to *folder*; the number written.

        ``parquet`` makes a table a file, ``jsonl`` one file ``results.jsonl``. Both read back
        unchanged; results of the same format that are there already are replaced.

        Raises:
            ResultError: *folder* holds results of another format, so that nobody could tell which
                are the new ones.
        """
        if format not in ("parquet", "jsonl"):
            raise ValueError(f"format must be 'parquet' or 'jsonl'; got {format!r}")
        folder = Path(folder)
        name = _PARQUET_NAME if format == "parquet" else _JSONL_NAME
        others = [other for other in _find_results(folder) if other != name]
        if others:
            raise ResultError(f"{folder}: already holds {others[0]}; write to another folder")
        if format == "parquet":
            return write_parquet(self.results(), folder)
        return write_jsonl(self.results(), folder / name)

    def count_speakers(self, top: int | None = None) -> pd.DataFrame:
        """Who is quoted how often: ``speaker``, ``quotes``, ``articles``, ``share``.

        Speakers are told apart by their name as the article gives it in full, so one who is
        written in two ways has two rows. ``share`` is that of all quotes in the corpus whose
        speaker is known. The most quoted come first, equal ones by name; *top* limits the rows.
        """
        known = self.quotes.dropna(subset=["speaker"])
        counts = known.groupby("speaker", as_index=False).agg(
            quotes=("quote", "size"), articles=("article_id", "nunique")
        )
        counts["share"] = counts["quotes"] / max(1, len(known))
        return _ranked(counts, "quotes", "speaker", top)

    def count_institutions(self, top: int | None = None) -> pd.DataFrame:
        """What is named how often: ``institution_id``, ``name``, ``mentions``, ``articles``, share.

        Institutions are told apart by their id, those without one by their name. ``share`` is the
        number of articles that name the institution by that of all articles analysed. Those named
        in most articles come first, equal ones by mentions and name; *top* limits the rows.
        """
        named = self.institutions
        key = named["institution_id"].fillna("\0" + named["name"])
        counts = (
            named.groupby(key)
            .agg(
                institution_id=("institution_id", "first"),
                name=("name", "first"),
                mentions=("start", "count"),
                articles=("article_id", "nunique"),
            )
            .reset_index(drop=True)
        )
        counts["share"] = counts["articles"] / max(1, len(self.articles))
        return _ranked(counts, "articles", "name", top)

    def __len__(self) -> int:
        """The number of articles, failures included."""
        return len(self.articles) + len(self.failures)

    def _summary(self) -> dict[str, int]:
        counts = {name: len(self._frame(name)) for name in ("articles", "failures", "quotes")}
        counts["quotes with a known speaker"] = int(self.quotes["speaker"].notna().sum())
        counts["speakers by name"] = int(self.quotes["speaker"].nunique())
        keys = self.institutions["institution_id"].fillna(self.institutions["name"])
        counts["institutions"] = int(keys.nunique())
        return counts

    def __repr__(self) -> str:
        where = "memory" if isinstance(self._source, list) else str(self._source)
        counts = ", ".join(f"{count:,} {what}" for what, count in self._summary().items())
        return f"<Corpus in {where}: {counts}>"

    def _repr_html_(self) -> str:
        where = "memory" if isinstance(self._source, list) else str(self._source)
        rows = "".join(
            f'<tr><th style="text-align:left">{escape(what)}</th><td>{count:,}</td></tr>'
            for what, count in self._summary().items()
        )
        return f"<table><caption>Corpus in {escape(where)}</caption><tbody>{rows}</tbody></table>"


def _find_results(folder: Path) -> list[str]:
    return [name for name in _NAMES if (folder / name).exists()]


def _ranked(counts: pd.DataFrame, by: str, name: str, top: int | None) -> pd.DataFrame:
    columns = [by, *(["mentions"] if "mentions" in counts else []), name]
    ascending = [column == name for column in columns]
    ordered = counts.sort_values(columns, ascending=ascending, ignore_index=True)
    return ordered if top is None else ordered.head(top)
