"""Saved results: tidy frames, SQL, filters, counts, search and exports of many articles."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from beritanlp.codec import read_jsonl, write_jsonl, write_parquet
from beritanlp.compressed import plain_name
from beritanlp.counts import (
    BODIES_QUERY,
    INSTITUTIONS_QUERY,
    STORY_ORIGINS_QUERY,
    Per,
    bodies_of,
    count_query,
    per_condition,
    speakers_query,
)
from beritanlp.domain import Analysis, Failure
from beritanlp.errors import MissingExtraError, ResultError
from beritanlp.frames import TABLES, arrow_schema, to_pandas
from beritanlp.parts import is_unfinished, read_journal
from beritanlp.query import Database, Parameters, quoted_name
from beritanlp.saved import (
    FolderTables,
    MemoryTables,
    SavedTables,
    arrow_of_frame,
    read_articles,
    read_kept,
    read_table,
    write_kept,
)
from beritanlp.selection import Selection, select

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from beritanlp.exports import Format
    from beritanlp.identity import Identities
    from beritanlp.search import QuoteIndex

__all__ = ["Corpus"]

_PARQUET_NAME = "results.parquet"  # beside it, the tidy tables
_JSONL_NAME = "results.jsonl"
_NAMES = (_PARQUET_NAME, _JSONL_NAME, f"{_JSONL_NAME}.gz", f"{_JSONL_NAME}.zst")
_COPIES_NAME = "copies.parquet"
_SEARCH_NAME = "search.sqlite"


class Corpus:
    """The results of many articles: frames by name, SQL, counts, and the typed results.

    ``articles``, ``quotes``, ``speakers``, ``institutions``, ``topics``, ``key_terms`` and
    ``failures`` are pandas frames keyed by ``article_id``, read when first asked for;
    `beritanlp.frames.TABLES` has their columns. Quotes whose speaker is not known have null
    there. A frame is yours to change: the corpus on disk stays as it is.

    `sql`, `filter`, `count` and `search` read no more than they need, so that a folder of a million
    articles need not fit into memory; a frame must.
    """

    def __init__(self, source: Path | list[Analysis | Failure]) -> None:
        self._source = source
        self._frames: dict[str, pd.DataFrame] = {}
        self._whole: Corpus = self  # of a filtered corpus the one that was read
        self._parent: Corpus | None = None  # of a filtered corpus the one that was filtered
        self._selection: Selection | None = None
        self._decisions: Identities | None = None
        self._opened: tuple[Identities | None, Database] | None = None

    @classmethod
    def read(cls, path: str | Path) -> Corpus:
        """The corpus in *path*: a folder that `write` or batch made, or a file of JSON Lines.

        Of a batch that is not finished it has the parts that are; a warning says so.

        Raises:
            ResultError: nothing there that holds results. Frames and results are read later, and
                raise it where their file is broken or of a newer schema.
        """
        path = Path(path)
        if path.name == _PARQUET_NAME and path.exists():
            return cls._of_folder(path.parent)
        if path.is_dir():
            names = _find_results(path)
            if not names and is_unfinished(path):
                raise ResultError(
                    f"{path}: the batch is not finished, and nothing of it can be read yet; go on "
                    "with it by beritanlp batch --resume"
                )
            if not names:
                raise ResultError(
                    f"{path}: no results.parquet and no results.jsonl; "
                    "name a folder that beritanlp batch or Corpus.write made"
                )
            if len(names) > 1:
                raise ResultError(f"{path}: holds {' and '.join(names)}; name the one to read")
            return cls._of_folder(path) if names[0] == _PARQUET_NAME else cls(path / names[0])
        if not path.exists():
            raise ResultError(f"{path}: no such file or folder")
        if not plain_name(path).endswith((".jsonl", ".ndjson")):
            raise ResultError(f"{path}: must be a folder or a .jsonl file, plain, .gz or .zst")
        return cls(path)

    @classmethod
    def _of_folder(cls, folder: Path) -> Corpus:
        if is_unfinished(folder):
            done = sum(record.articles for record in read_journal(folder))
            warnings.warn(
                f"{folder}: the batch is not finished; {done:,} articles so far are read; go on "
                "with it by beritanlp batch --resume",
                stacklevel=3,
            )
        return cls(folder)

    @classmethod
    def from_results(cls, results: Iterable[Analysis | Failure]) -> Corpus:
        """The corpus of *results*, such as what `analyze_many` yields, held in memory."""
        return cls(list(results))

    # ------------------------------------------------------------------ the results themselves

    def results(self) -> Iterator[Analysis | Failure]:
        """Every Analysis and Failure, in order, read one at a time."""
        return self._saved.results(self._ids)

    def analyses(self) -> Iterator[Analysis]:
        """Every Analysis, in order, read one at a time; failures left out."""
        return (result for result in self.results() if isinstance(result, Analysis))

    def write(self, folder: str | Path, format: Literal["parquet", "jsonl"] = "parquet") -> int:
        """Write all results to *folder*; the number written.

        ``parquet`` makes a table a file, ``jsonl`` one file ``results.jsonl``. Both read back
        unchanged; results of the same format that are there already are replaced. For other
        programs there is `export`.

        Raises:
            ValueError: an unknown *format*.
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

    # ------------------------------------------------------------------ frames

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
            self._frames[name] = to_pandas(read_table(self._saved, name, self._ids))
        return self._frames[name]

    def to_pandas(
        self, name: str, columns: Sequence[str] | None = None, where: str | None = None
    ) -> pd.DataFrame:
        """The table *name*, or *columns* of it, or the rows for which the SQL *where* holds.

        ``corpus.to_pandas("quotes", ["speaker", "content"], "confidence > 0.9")``. The types are
        those of the frames; ``people`` and ``copies`` are tables too.

        Raises:
            ValueError: no such table or column.
            ResultError: DuckDB does not understand *where*.
        """
        return to_pandas(self._arrow(name, columns, where))

    def to_polars(
        self, name: str, columns: Sequence[str] | None = None, where: str | None = None
    ) -> pl.DataFrame:
        """The same as `to_pandas`, as a frame of Polars.

        Raises:
            MissingExtraError: Polars is not installed.
        """
        try:
            import polars as pl
        except ImportError:
            raise MissingExtraError(
                'to_polars needs Polars; install it with: pip install "beritanlp[polars]"'
            ) from None
        frame = pl.from_arrow(self._arrow(name, columns, where))
        assert isinstance(frame, pl.DataFrame)
        return frame

    def _arrow(self, name: str, columns: Sequence[str] | None, where: str | None) -> Any:
        names = [*TABLES, "people", "copies"]
        if name not in names:
            raise ValueError(f"name must be one of {', '.join(names)}; got {name!r}")
        for column in columns or ():
            if name in TABLES and column not in TABLES[name]:
                known = ", ".join(TABLES[name])
                raise ValueError(f"columns must be of {name}: {known}; got {column!r}")
        chosen = ", ".join(map(quoted_name, columns)) if columns else "*"
        condition = f" WHERE ({where}\n)" if where else ""
        return self._database.table(f"SELECT {chosen} FROM {name}{condition}")

    # ------------------------------------------------------------------ SQL and filters

    def sql(self, query: str, parameters: Parameters = None) -> pd.DataFrame:
        """What DuckDB answers to *query*, which may read all tables by their names.

        Beside the tables there are `people` and `copies`, computed when a query first names one.
        *parameters* fill ``?`` (a list) or ``$name`` (a dict). Whole numbers are Int64, other
        numbers float64, dates ``datetime64[s]``; all may be null.

        Raises:
            ResultError: DuckDB's complaint in one line; or a query that does more than read.
        """
        return to_pandas(self._database.table(query, parameters))

    def filter(
        self,
        *,
        outlet: str | Iterable[str] | None = None,
        published: tuple[dt.date | str | None, dt.date | str | None] | None = None,
        place: str | Iterable[str] | None = None,
        topic: str | Iterable[str] | None = None,
        institution: str | Iterable[str] | None = None,
        speaker: str | Iterable[str] | None = None,
        ids: str | Iterable[str] | None = None,
    ) -> Corpus:
        """The corpus of those articles alone for which all of these hold; nothing is read yet.

        Args:
            outlet: where they stand; one or several, as in ``articles``, in any case.
            published: first and last day, as dates or ``2025-11-01``; None leaves an end open.
                Articles without a date are left out.
            place: the dateline's.
            topic: they are on it; its code or label.
            institution: they name it; its id, official name or acronym.
            speaker: they quote whom; the name as in ``quotes``, or a ``person_id`` of `people`.
            ids: their ``article_id``; the only condition that failures can meet.

        Raises:
            ValueError: *published* is not two days, or ends before it starts.
        """
        chosen = Corpus(self._source)
        chosen._whole, chosen._parent = self._whole, self
        chosen._selection = select(
            outlet=outlet, published=published, place=place, topic=topic,
            institution=institution, speaker=speaker, ids=ids,
        )  # fmt: skip
        return chosen

    @cached_property
    def _ids(self) -> Any:
        """The article ids of a filtered corpus as an Arrow array; None of a whole one."""
        if self._parent is None or self._selection is None:
            return None
        query, parameters = self._selection.query()
        found = self._parent._database.table(query, parameters)
        return found["article_id"].combine_chunks()

    @cached_property
    def _saved(self) -> SavedTables:
        if self._whole is not self:
            return self._whole._saved
        if isinstance(self._source, Path) and self._source.is_dir():
            return FolderTables(self._source)
        source = self._source
        return MemoryTables(lambda: source if isinstance(source, list) else read_jsonl(source))

    @property
    def _database(self) -> Database:
        """Made anew after decisions about people, which its table of them does not know."""
        decisions = self._whole._decisions
        if self._opened is None or self._opened[0] is not decisions:
            extras = {
                "people": lambda: arrow_of_frame(self.people()),
                "copies": lambda: arrow_of_frame(self.copies()),
                "story_origins": lambda: self._database.table(STORY_ORIGINS_QUERY),
                "bodies": self._bodies,
            }
            self._opened = (decisions, Database(self._saved, self._ids, extras))
        return self._opened[1]

    # ------------------------------------------------------------------ counts

    def count(
        self, table: str = "quotes", by: str | Sequence[str] = (), per: Per = "article"
    ) -> pd.DataFrame:
        """How many rows of *table* there are for each combination of the columns *by*.

        Args:
            table: one of the frames' names.
            by: columns of the table; of its article (``outlet``, ``place``, ``published``, and the
                rest of ``articles``; ``month`` as ``2025-11``; ``year``); of the institution
                (``institution_name``, ``institution_kind``, ``institution_acronym``,
                ``institution_parent_id``); or ``person`` and ``person_id`` of `people`.
            per: ``story`` counts the copies of a story once; see `copies`.

        Returns:
            The columns of *by* (null where unknown), ``n``, ``articles`` that have such rows, and
            ``share`` of all rows, 0 to 1. Most first.

        Raises:
            ValueError: an unknown table, column or *per*.
        """
        columns = [by] if isinstance(by, str) else list(by)
        return to_pandas(self._database.table(count_query(table, columns, per)))

    def count_speakers(
        self,
        top: int | None = None,
        by: Literal["speaker", "person"] = "speaker",
        per: Per = "article",
    ) -> pd.DataFrame:
        """Who is quoted how often: ``speaker``, ``quotes``, ``articles``, ``share``.

        By ``speaker`` they are told apart by their name as the article gives it in full, so one who
        is written in two ways has two rows. By ``person`` they are those of `people`, in columns
        ``person_id`` and ``person``; institutions, groups and the nameless are left out. ``share``
        is that of all quotes in the corpus whose speaker is known. The most quoted come first,
        equal ones by name; *top* limits the rows, None does not. Per ``story`` copies count once.
        """
        counts = to_pandas(self._database.table(speakers_query(by, per)))
        return counts if top is None else counts.head(top)

    def count_institutions(self, top: int | None = None, per: Per = "article") -> pd.DataFrame:
        """What is named how often: ``institution_id``, ``name``, ``mentions``, ``articles``, share.

        Institutions are told apart by their id, those without one by their name; one with several
        names has the most frequent. ``share`` is the number of articles that name the institution
        by that of all articles analysed. Those named in most articles come first, equal ones by
        mentions and name; *top* limits the rows, None does not. Per ``story`` copies count once.
        """
        query = INSTITUTIONS_QUERY.format(condition=per_condition(per))
        counts = to_pandas(self._database.table(query))
        return counts if top is None else counts.head(top)

    def _bodies(self) -> Any:
        """What the list of institutions knows of those that the corpus names."""
        return bodies_of(self._database.table(BODIES_QUERY)["institution_id"].to_pylist())

    # ------------------------------------------------------------------ copies

    def copies(self, *, save: bool = False) -> pd.DataFrame:
        """Which articles tell the same story in the same words, computed once.

        A file ``copies.parquet`` beside the results is read, unless it says that it was made of
        others; *save* writes it.

        Returns:
            ``article_id``, ``story_id``, ``copy_kind``, ``similarity``, ``n_copies``,
            ``origin_by``, as `beritanlp.copies.find_copies` gives them.

        Raises:
            ResultError: *save*, but the results are not in a folder of Parquet files.
        """
        found = self._whole._all_copies
        if save:
            self._whole._save_copies()
        return self._chosen_of(found)

    @cached_property
    def _all_copies(self) -> pd.DataFrame:
        from beritanlp.copies import find_copies

        if isinstance(self._saved, FolderTables):
            kept = read_kept(self._saved.folder / _COPIES_NAME, self._saved.digest())
            if kept is not None:
                return kept
        return find_copies(read_articles(self._saved))

    def _save_copies(self) -> None:
        if not isinstance(self._saved, FolderTables):
            raise ResultError(
                "copies: only results in a folder of Parquet files have a place for them; "
                "write the corpus first"
            )
        path = self._saved.folder / _COPIES_NAME
        write_kept(self._all_copies, path, self._saved.digest())

    # ------------------------------------------------------------------ people

    def people(self) -> pd.DataFrame:
        """Which speakers of different articles are one person.

        Returns:
            One row a speaker of an article who is a person: ``article_id``, ``speaker_id``,
            ``person_id``, ``person`` (the fullest name), ``evidence`` and the office that it rests
            on: ``office``, ``institution_id``. `beritanlp.identity` says who is taken for one.
        """
        return self._chosen_of(self._whole._identities.people)

    def _chosen_of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A copy of *frame*, of a filtered corpus with the rows of its articles alone."""
        if self._ids is None:
            return frame.copy()
        return frame[frame["article_id"].isin(self._ids.to_pylist())].reset_index(drop=True)

    def people_table(self) -> pd.DataFrame:
        """The persons for review, one row a way in which one is named: see `write_people`."""
        return self._whole._identities.review()

    def write_people(self, path: str | Path) -> int:
        """Write the persons to a CSV file for review; the number of rows.

        A row is a name with office of a person: how often and when it stands there, on what
        evidence it is that person's, and the nearest other person with why they are two. Whoever
        checks it writes into ``decision`` the ``person_id`` that the row belongs to, or a new name
        to split it off; `read_people` applies what was written. No cell is a spreadsheet's formula.
        """
        return self._whole._identities.write(path)

    def read_people(self, path: str | Path) -> int:
        """Apply the decisions of a file that `write_people` wrote; the number of decisions.

        Raises:
            ResultError: no such file, a missing column, or a row that names no person here; with
                file and line.
        """
        self._whole._decisions, count = self._whole._found_identities.decided(path)
        return count

    @property
    def _identities(self) -> Identities:
        return self._decisions or self._found_identities

    @cached_property
    def _found_identities(self) -> Identities:
        from beritanlp.identity import SPEAKERS_QUERY, find_identities

        return find_identities(self._database.table(SPEAKERS_QUERY))

    # ------------------------------------------------------------------ search and export

    def search(self, query: str, limit: int = 20) -> pd.DataFrame:
        """The quotes that *query* finds, best first.

        Words find all forms of their stem (*membangun*: *pembangunan*), and all words must be
        there. ``"..."`` finds the very words in that order, ``OR`` either side, ``-word`` quotes
        without it, ``pem*`` words that begin so. The index is made once, and kept beside the
        results as ``search.sqlite`` where that can be written.

        Returns:
            ``article_id``, ``quote`` (its number there), ``speaker``, ``snippet`` (the words found
            between ``**``) and ``score`` (bm25; the higher the better); at most *limit* rows.

        Raises:
            ValueError: a query that means nothing, with what is wrong.
        """
        ids = None if self._ids is None else self._ids.to_pylist()
        return self._whole._index.search(query, limit, ids)

    @cached_property
    def _index(self) -> QuoteIndex:
        from beritanlp.search import open_index

        return open_index(self._saved, _SEARCH_NAME)

    def export(
        self,
        path: str | Path,
        format: Format = "csv",
        tables: Sequence[str] | None = None,
        *,
        spreadsheet_safe: bool = True,
    ) -> list[Path]:
        """Write tables for other programs; the files written.

        Args:
            path: a folder for ``csv``, ``jsonl`` and ``stata``, a file a table (or one file, with
                the format's suffix, for one table); for ``sqlite`` the file.
            format: ``csv`` (UTF-8; for R and spreadsheets), ``jsonl`` (an object a row), ``stata``
                (.dta of version 118; at most a million rows a table), or ``sqlite`` (typed tables
                with keys, indexes and full-text search of quotes, and beside it ``metadata.json``
                for Datasette).
            tables: names of frames, ``people`` or ``copies``; all frames if None.
            spreadsheet_safe: put ``'`` before texts in CSV that a spreadsheet would run as formula.

        Raises:
            ValueError: an unknown format or table, or one file for several tables.
            ResultError: a table that is too large for Stata, or an ``article_id`` that two articles
                share, which SQLite's keys forbid.
        """
        from beritanlp.exports import export

        return export(self._batches, Path(path), format, tables, spreadsheet_safe=spreadsheet_safe)

    def _batches(self, name: str) -> Iterator[Any]:
        """The rows of a table as Arrow record batches, an empty one first; of `people` too."""
        import pyarrow as pa

        if name in TABLES:
            schema, batches = arrow_schema(TABLES[name]), self._saved.batches(name, ids=self._ids)
        else:
            table = arrow_of_frame(self.people() if name == "people" else self.copies())
            schema, batches = table.schema, iter(table.to_batches())
        yield pa.RecordBatch.from_pylist([], schema=schema)
        yield from batches

    # ------------------------------------------------------------------ size

    def __len__(self) -> int:
        """The number of articles, failures included."""
        return self._number("count(*) FROM articles") + self._number("count(*) FROM failures")

    def _number(self, query: str) -> int:
        return int(self._database.table(f"SELECT {query}").column(0)[0].as_py())

    def _summary(self) -> dict[str, int]:
        names = ("articles", "failures", "quotes")
        counts = {name: self._number(f"count(*) FROM {name}") for name in names}
        counts["quotes with a known speaker"] = self._number("count(speaker) FROM quotes")
        counts["speakers by name"] = self._number("count(DISTINCT speaker) FROM quotes")
        counts["institutions"] = self._number(
            "count(DISTINCT coalesce(institution_id, name)) FROM institutions"
        )
        return counts

    def _where(self) -> str:
        place = "memory" if isinstance(self._source, list) else str(self._source)
        return place if self._parent is None else f"{place}, filtered"

    def __repr__(self) -> str:
        counts = ", ".join(f"{count:,} {what}" for what, count in self._summary().items())
        return f"<Corpus in {self._where()}: {counts}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th style="text-align:left">{escape(what)}</th><td>{count:,}</td></tr>'
            for what, count in self._summary().items()
        )
        caption = f"Corpus in {escape(self._where())}"
        return f"<table><caption>{caption}</caption><tbody>{rows}</tbody></table>"


def _find_results(folder: Path) -> list[str]:
    return [name for name in _NAMES if (folder / name).exists()]
