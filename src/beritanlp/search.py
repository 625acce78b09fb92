"""Full-text search over quotes, by SQLite's FTS5, with Indonesian stems.

Every quote is in the index twice: as its very words in small letters, for phrases and beginnings,
and as their stems, for everything else. Names of places and persons have no stem.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import unicodedata
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from beritanlp.errors import ResultError
from beritanlp.lexicons.places import is_place
from beritanlp.rules.institutions import given_names
from beritanlp.saved import FolderTables, SavedTables
from beritanlp.text.terms import word_term

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Query", "QuoteIndex", "open_index", "parse_query"]

_VERSION = "1"  # of the index's layout and of how stems are made; an index of another is made anew
_CACHE_SIZE = 200_000  # words; the shared news has some 40,000 forms
_SNIPPET_WORDS = 24
_BEFORE = 8  # words of a snippet before the first one found
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
# the file has another name until it is whole, so that it needs no protection while it is made
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE made_of (digest TEXT, version TEXT);
CREATE TABLE quotes (
    id INTEGER PRIMARY KEY, article_id TEXT, quote INTEGER, speaker TEXT, content TEXT
);
CREATE VIRTUAL TABLE found USING fts5(
    stems, words, content='', tokenize="unicode61 remove_diacritics 0"
);
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """One word or phrase of a query."""

    column: str  # of the index
    words: tuple[str, ...]
    is_prefix: bool = False

    def expression(self) -> str:
        """The part in FTS5's language; its words are letters and digits alone."""
        return f'{{{self.column}}} : "{" ".join(self.words)}"{" *" if self.is_prefix else ""}'


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood: every group has an alternative that must be there."""

    groups: tuple[tuple[_Part, ...], ...]
    without: tuple[_Part, ...] = ()

    def expression(self) -> str:
        """The query in FTS5's language."""
        groups = [f"({' OR '.join(part.expression() for part in group)})" for group in self.groups]
        whole = f"({' AND '.join(groups)})"
        return " NOT ".join([whole, *(f"({part.expression()})" for part in self.without)])

    def finds(self, word: str) -> bool:
        """Whether *word* of a quote is one that was looked for."""
        lower = word.lower()
        for part in (part for group in self.groups for part in group):
            if part.is_prefix:
                if lower.startswith(part.words[-1]):
                    return True
            elif (_stem(lower) if part.column == "stems" else lower) in part.words:
                return True
        return False


def parse_query(text: str) -> Query:
    """What *text* asks for; see `Corpus.search`.

    Raises:
        ValueError: it asks for nothing that could be found, with what is wrong.
    """
    if text.count('"') % 2:
        raise ValueError(f'query {text!r}: a mark " is not closed; every phrase needs two')
    groups: list[list[_Part]] = []
    without: list[_Part] = []
    joined = False  # whether the last piece was OR
    for minus, phrase, word in _PIECE.findall(unicodedata.normalize("NFC", text)):
        if word == "OR" and not minus:
            if joined or not groups:
                raise ValueError(f"query {text!r}: OR needs a word on both sides")
            joined = True
            continue
        part = _part(text, phrase, word)
        if minus:
            if joined:
                raise ValueError(f"query {text!r}: OR cannot stand before a word with -")
            without.append(part)
        elif joined:
            groups[-1].append(part)
        else:
            groups.append([part])
        joined = False
    if joined:
        raise ValueError(f"query {text!r}: OR needs a word on both sides")
    if not groups:
        wrong = "only words with -; add one that must be there" if without else "no word in it"
        raise ValueError(f"query {text!r}: {wrong}")
    return Query(tuple(map(tuple, groups)), tuple(without))


def _part(text: str, phrase: str, word: str) -> _Part:
    found = [match.lower() for match in _WORD.findall(word or phrase)]
    if not found:
        shown = word or f'"{phrase}"'
        raise ValueError(f"query {text!r}: {shown!r} has no letter or digit to look for")
    if word.endswith("*"):
        return _Part("words", tuple(found), is_prefix=True)
    if word:
        stems = tuple(dict.fromkeys(map(_stem, found)))  # "anak-anak" is found as "anak"
        return _Part("stems", stems)
    return _Part("words", tuple(found))


@lru_cache(maxsize=_CACHE_SIZE)
def _stem(word: str) -> str:
    """The stem of a *word* in small letters; a name is its own."""
    if word in given_names() or is_place(word):
        return word
    return "".join(_WORD.findall(word_term(word))) or word


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text))]


@dataclass(slots=True, weakref_slot=True)
class QuoteIndex:
    """An index of quotes that is open for searching."""

    connection: sqlite3.Connection
    _chosen: frozenset[str] | None = field(default=None)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        # Newer Pythons warn of connections that nobody closed. A __del__ may come too late: where
        # both are garbage, the connection may go first.
        weakref.finalize(self, self.connection.close)

    def search(self, text: str, limit: int, ids: Sequence[str] | None = None) -> pd.DataFrame:
        """The quotes that `parse_query` of *text* finds, in articles of *ids* if given, best first.

        Raises:
            ValueError: a query that means nothing, or a *limit* below 1.
            ResultError: the index is damaged.
        """
        import pandas as pd

        if limit < 1:
            raise ValueError(f"limit must be at least 1; got {limit!r}")
        query = parse_query(text)
        chosen = "" if ids is None else "AND article_id IN (SELECT article_id FROM chosen)"
        sql = (
            "SELECT article_id, quote, speaker, content, -bm25(found) AS score "
            "FROM found JOIN quotes ON quotes.id = found.rowid "
            f"WHERE found MATCH ? {chosen} ORDER BY bm25(found), quotes.id LIMIT ?"
        )
        try:
            with self._lock:
                self._choose(ids)
                rows = self.connection.execute(sql, (query.expression(), limit)).fetchall()
        except sqlite3.DatabaseError as error:
            raise ResultError(f"the index of quotes is damaged ({error}); remove it") from None
        found = [
            (article_id, quote, speaker, _snippet(content, query), score)
            for article_id, quote, speaker, content, score in rows
        ]
        columns = ["article_id", "quote", "speaker", "snippet", "score"]
        types = {
            "article_id": "string",
            "quote": "Int64",
            "speaker": "string",
            "snippet": "string",
            "score": "float64",
        }
        return pd.DataFrame(found, columns=columns).astype(types)

    def _choose(self, ids: Sequence[str] | None) -> None:
        """Put *ids* where a search finds them, if they are not there yet."""
        wanted = None if ids is None else frozenset(ids)
        if wanted is None or wanted == self._chosen:
            return
        self.connection.execute("DROP TABLE IF EXISTS temp.chosen")
        self.connection.execute("CREATE TEMP TABLE chosen (article_id TEXT PRIMARY KEY)")
        self.connection.executemany("INSERT INTO chosen VALUES (?)", ((id_,) for id_ in wanted))
        self._chosen = wanted


def open_index(saved: SavedTables, name: str) -> QuoteIndex:
    """The index of the quotes of *saved*: the file *name* beside them if it is theirs, else new.

    A new one is written there; where that cannot be, or where the results are in no folder, it
    lives in memory.
    """
    if not isinstance(saved, FolderTables):
        return QuoteIndex(_built(":memory:", saved, ""))
    path, digest = saved.folder / name, saved.digest()
    kept = _kept(path, digest)
    if kept is None and os.access(saved.folder, os.W_OK):
        _write(path, saved, digest)
        kept = _kept(path, digest)
    return QuoteIndex(kept or _built(":memory:", saved, digest))


def _write(path: Path, saved: SavedTables, digest: str) -> None:
    """Write a new index to *path*; leave it if the disk is full or cannot be written."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        _built(str(part), saved, digest).close()
        part.replace(path)
    except (sqlite3.Error, OSError):
        return
    finally:
        part.unlink(missing_ok=True)


def _connected(address: str, uri: bool = False) -> sqlite3.Connection:
    """A connection that any thread may use: one of DuckDB or of the user may collect an index."""
    return sqlite3.connect(address, uri=uri, check_same_thread=False)


def _kept(path: Path, digest: str) -> sqlite3.Connection | None:
    """The index in *path*, if there is one that was made of the results with this *digest*."""
    if not path.is_file():
        return None
    address = path.absolute().as_uri() + "?mode=ro"
    connection = _connected(address, uri=True)
    try:
        # the file may come from elsewhere: it must hold nothing but tables, and no own functions
        connection.execute("PRAGMA trusted_schema = OFF")
        kinds = connection.execute("SELECT DISTINCT type FROM sqlite_schema").fetchall()
        made_of = connection.execute("SELECT * FROM made_of").fetchall()
        if kinds == [("table",)] and made_of == [(digest, _VERSION)]:
            return connection
    except sqlite3.DatabaseError:
        pass  # no index of ours; it is made anew
    connection.close()
    return None


def _built(address: str, saved: SavedTables, digest: str) -> sqlite3.Connection:
    """A new index of all quotes at *address*."""
    connection = _connected(address)
    try:
        _fill(connection, saved, digest)
    except BaseException:
        connection.close()
        raise
    return connection


def _fill(connection: sqlite3.Connection, saved: SavedTables, digest: str) -> None:
    connection.executescript(_TABLES)
    with connection:
        connection.executemany("INSERT INTO quotes VALUES (?, ?, ?, ?, ?)", _quotes(saved))
        contents = connection.execute("SELECT id, content FROM quotes")
        connection.executemany(
            "INSERT INTO found (rowid, stems, words) VALUES (?, ?, ?)", _indexed(contents)
        )
        connection.execute("INSERT INTO found (found) VALUES ('optimize')")
        connection.execute("INSERT INTO made_of VALUES (?, ?)", (digest, _VERSION))


def _quotes(saved: SavedTables) -> Iterator[tuple[object, ...]]:
    columns = ["article_id", "quote", "speaker", "content"]
    number = 0
    for batch in saved.batches("quotes", columns):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield (number, *row)


def _indexed(rows: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    for id_, content in rows:
        words = _words(content)
        yield id_, " ".join(map(_stem, words)), " ".join(words)


def _snippet(content: str, query: Query) -> str:
    """The words of *content* around the first that was found, those found between ``**``."""
    content = unicodedata.normalize("NFC", content)
    places = [match.span() for match in _WORD.finditer(content)]
    found = [query.finds(content[start:end]) for start, end in places]
    first = max(0, (found.index(True) if True in found else 0) - _BEFORE)
    last = min(len(places), first + _SNIPPET_WORDS)
    at = 0 if first == 0 else places[first][0]
    parts = [] if first == 0 else ["…"]
    for (start, end), hit in zip(places[first:last], found[first:last], strict=True):
        parts.append(content[at:start])
        parts.append(f"**{content[start:end]}**" if hit else content[start:end])
        at = end
    parts.append(content[at:] if last == len(places) else "…")
    return " ".join("".join(parts).split())
