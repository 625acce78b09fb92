"""`read_articles`: whatever holds news, as articles."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import stat
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from beritanlp.compressed import READ_ERRORS, open_binary, open_plain, plain_name
from beritanlp.domain import Article, Failure
from beritanlp.errors import ArticleError
from beritanlp.limits import MAX_ARTICLE_BYTES, MAX_PAGE_BYTES
from beritanlp.readers.encoding import decode_bytes, decode_html
from beritanlp.readers.records import (
    Record,
    csv_records,
    json_line_records,
    json_records,
    open_csv,
    open_parquet,
    parquet_records,
    read_bounded,
)
from beritanlp.text.dates import DateOrder, guess_date_order, parse_date

__all__ = ["articles_of", "content_id", "find_files", "read_articles", "unique_ids"]

# records looked through for the names of columns and for the order of day and month
_SAMPLE_RECORDS = 200
# columns that an error message lists
_MAX_LISTED = 20
_PEEK = 8192  # bytes; what Python's buffered readers hold
_RESULTS_NOT_ARTICLES = "holds results of beritanlp, not articles; read it with Corpus.read"
_SURROGATE = re.compile("[\ud800-\udfff]")
_HTML_START = re.compile(
    rb"(?:<!--.{0,2000}?-->\s*)?<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE | re.DOTALL
)

# names of columns in the order of preference, lower case, with _ for spaces and hyphens
_COLUMN_NAMES: Final = {
    "text": "text content isi body artikel article konten berita isi_berita isi_artikel teks",
    "id": "id _id article_id doc_id no",
    "title": "title judul headline judul_berita",
    "published": "published date tanggal pubdate published_at datetime pub_date publish_date "
    "published_date tanggal_terbit",
    "outlet": "outlet source media sumber",
    "url": "url link",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What `read_articles` was asked; ``columns`` holds the names that the caller gave."""

    columns: dict[str, str]
    delimiter: str | None
    encoding: str | None


def read_articles(
    source: str | os.PathLike[str],
    *,
    text_column: str | None = None,
    id_column: str | None = None,
    title_column: str | None = None,
    published_column: str | None = None,
    outlet_column: str | None = None,
    url_column: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Iterator[Article | Failure]:
    """The articles of *source*, one at a time; a `Failure` stands for each that cannot be used.

    Reads ``.txt`` and ``.html`` (an article a file), ``.jsonl``, ``.json``, ``.csv``, ``.tsv`` and
    ``.parquet`` (an article a record), each also ``.gz`` or ``.zst``; and ``.warc``, also ``.gz``
    (an article an HTML page; needs the extra ``warc``). In a folder, all such files are read in the
    order of their paths, hidden ones left out.

    An article's id is the one in its record, else the path of its file without the suffix, or the
    address of its page, else made of its text (`content_id`). An id that comes again gets ``#2``;
    one warning at the end says how many did.

    Args:
        source: a file, a folder, or ``"-"`` for standard input, whose kind is seen from its
            beginning: JSON Lines, HTML, or plain text.
        text_column: the column or key of the text; guessed from its name (text, content, isi, …)
            where it is not given, like the others.
        id_column: of the id.
        title_column: of the headline.
        published_column: of the date; what `parse_date` does not understand is None.
        outlet_column: of the name of the medium.
        url_column: of the address.
        delimiter: of CSV; found among ``, ; tab |`` where it is not given.
        encoding: of the bytes; found where it is not given. Offsets count the decoded text.

    Raises:
        ArticleError: *source* cannot be used at all: it does not exist, is not text, has no column
            for the text. Inside a folder, such a file is a Failure.
    """
    if not isinstance(source, str | os.PathLike):
        raise TypeError(
            f"source must be a path or '-'; got {type(source).__name__}; "
            "articles in memory go straight to analyze_many"
        )
    given = {
        "text": text_column,
        "id": id_column,
        "title": title_column,
        "published": published_column,
        "outlet": outlet_column,
        "url": url_column,
    }
    options = _Options(
        columns={field: name for field, name in given.items() if name is not None},
        delimiter=delimiter,
        encoding=encoding,
    )
    if source == "-":
        return unique_ids(_located("standard input", _read_stdin(options)))
    path = Path(source)
    if not path.exists():
        raise ArticleError(f"{path}: no such file or folder")
    if path.is_dir():
        return unique_ids(_read_folder(path, options))
    name = plain_name(path)
    if Path(name).suffix and path.is_file() and Path(name).suffix not in _READERS:
        known = ", ".join(_READERS)
        raise ArticleError(
            f"{path}: unknown kind of file; known are {known}, each also .gz or .zst"
        )
    return unique_ids(_located(str(path), _read_file(path, path.name, options)))


def content_id(text: str) -> str:
    """An id made of *text*: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def unique_ids(results: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """*results* with ``#2`` and so on behind the id of an article that comes again.

    One warning at the end says how many did. Ids are remembered by 64 bits of their hash, about
    60 bytes of memory each; two of ten million share these by chance once in 400,000 collections,
    and then one of them gets its ``#2`` for nothing.
    """
    seen: set[int] = set()
    counts: dict[str, int] = {}
    for result in results:
        if isinstance(result, Article):
            id_ = result.id
            while (key := _id_hash(id_)) in seen:
                counts[result.id] = counts.get(result.id, 1) + 1
                id_ = f"{result.id}#{counts[result.id]}"
            if id_ != result.id:
                result = replace(result, id=id_)
            seen.add(key)
        yield result
    if counts:
        n = sum(count - 1 for count in counts.values())
        example = next(iter(counts))
        warnings.warn(
            f"{n} articles had an id that came before, such as {example!r}; now #2 and so on",
            stacklevel=2,
        )


def _id_hash(id_: str) -> int:
    data = id_.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest())


def _located(where: str, results: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """*results*, with *where* before the message of what goes wrong."""
    try:
        yield from results
    except ArticleError as error:
        raise ArticleError(f"{where}: {error}") from None
    except UnicodeDecodeError as error:
        raise ArticleError(f"{where}: not {error.encoding}; leave encoding out") from None
    except UnicodeError as error:  # of encodings for the names of hosts
        raise ArticleError(f"{where}: {error}; leave encoding out") from None
    except READ_ERRORS as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ArticleError(f"{where}: cannot be read ({reason})") from None


def _read_folder(folder: Path, options: _Options) -> Iterator[Article | Failure]:
    found = False
    for path in find_files(folder):
        found = True
        name = path.relative_to(folder).as_posix()
        try:
            yield from _located(name, _read_file(path, name, options))
        except ArticleError as error:
            yield _failure(name, str(error))
    if not found:
        raise ArticleError(f"{folder}: no files of articles; known are {', '.join(_READERS)}")


def find_files(folder: Path) -> list[Path]:
    """The files below *folder* that hold articles, hidden ones left out, by their paths."""
    found: list[Path] = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(root, name)
            known = Path(plain_name(name)).suffix in _READERS
            if known and not name.startswith(".") and path.is_file():
                found.append(path)
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _read_file(path: Path, name: str, options: _Options) -> Iterator[Article | Failure]:
    suffix = Path(plain_name(path)).suffix
    if suffix in _READERS and not stat.S_ISFIFO(path.stat().st_mode):
        yield from _READERS[suffix](path, name, options)
        return
    # no suffix, or a pipe such as /dev/stdin: the kind is seen from the first bytes
    with path.open("rb") as file:
        yield from _read_stream(file, path.stem, options)


def _read_stdin(options: _Options) -> Iterator[Article | Failure]:
    yield from _read_stream(sys.stdin.buffer, "stdin", options)


def _read_stream(stream: BinaryIO, id_: str, options: _Options) -> Iterator[Article | Failure]:
    """The articles of *stream*, whose kind is seen from its first bytes."""
    file = _peekable(open_plain(_peekable(stream)))
    head = file.peek(_PEEK)[:_PEEK].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{") and _is_json_line(head):
        yield from _from_records(json_line_records(id_, file, options.encoding), options)
    elif head.startswith((b"{", b'[{"')) or re.match(rb"\[\s*\{", head):
        yield from _from_records(json_records(id_, file, options.encoding), options)
    elif _HTML_START.match(head):
        yield _html_article(file, id_, options)
    else:
        yield _text_article(file, id_, options)


def _peekable(file: BinaryIO) -> io.BufferedReader:
    if isinstance(file, io.BufferedReader):
        return file
    return io.BufferedReader(cast(io.RawIOBase, file))


def _is_json_line(head: bytes) -> bool:
    """Whether the first line is an object by itself, or too long to tell."""
    line, newline, _ = head.partition(b"\n")
    if not newline:
        return len(head) > _PEEK // 2 or line.rstrip().endswith(b"}")
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


# one article a file


def _read_txt(path: Path, name: str, options: _Options) -> Iterator[Article | Failure]:
    _check_size(path, MAX_ARTICLE_BYTES)
    with open_binary(path) as file:
        yield _text_article(file, _path_id(name), options)


def _read_html_file(path: Path, name: str, options: _Options) -> Iterator[Article | Failure]:
    _check_size(path, MAX_PAGE_BYTES)
    with open_binary(path) as file:
        yield _html_article(file, _path_id(name), options)


def _check_size(path: Path, limit: int) -> None:
    """Refuse a file by its size before it is read; packed ones are counted while they unpack."""
    size = path.stat().st_size
    if size > limit:
        raise ArticleError(f"{size >> 20} MB is more than the {limit >> 20} MB of one article")


def _path_id(name: str) -> str:
    path = Path(name)
    if path.suffix.lower() in (".gz", ".zst"):
        path = path.with_suffix("")
    return path.with_suffix("").as_posix()


def _text_article(file: BinaryIO, id_: str, options: _Options) -> Article | Failure:
    data = read_bounded(file, MAX_ARTICLE_BYTES, "this is more than one article")
    text = decode_bytes(data, options.encoding)
    return _article(id_, text=text) if text.strip() else _failure(id_, "the text is empty")


def _html_article(file: BinaryIO, id_: str, options: _Options) -> Article | Failure:
    from beritanlp.readers.html import read_html

    data = read_bounded(file, MAX_PAGE_BYTES, "this is more than one page")
    html = decode_html(data, options.encoding)
    try:
        found = read_html(html) if html.strip() else None
    except ArticleError as error:
        return _failure(id_, str(error))
    if found is None:
        return _failure(id_, "no main text found in the HTML page; save its text as .txt")
    return _article(
        id_,
        text=found.text,
        title=found.title,
        published=parse_date(found.published),
        outlet=found.outlet,
        url=found.url,
    )


# one article a record


def articles_of(
    records: Iterable[tuple[str, Mapping[str, Any]]], columns: dict[str, str]
) -> Iterator[Article | Failure]:
    """The article or Failure of each of *records*: its place, such as ``row 7``, and its values.

    *columns* are the names of columns by field, ``{"text": "isi"}``; others are guessed.

    Raises:
        ArticleError: no column for the text, or a given one is missing.
    """
    options = _Options(columns=columns, delimiter=None, encoding=None)
    return _from_records((Record(where, values) for where, values in records), options)


def _read_warc(path: Path, _: str, options: _Options) -> Iterator[Article | Failure]:
    from beritanlp.readers.warc import warc_pages

    with path.open("rb") as file:
        for page in warc_pages(file, MAX_PAGE_BYTES):
            if page.problem:
                yield _failure(page.url, f"{page.url}: {page.problem}")
                continue
            result = _html_article(io.BytesIO(page.data), page.url, options)
            if isinstance(result, Article) and result.url is None:
                result = replace(result, url=page.url)
            yield result


def _read_csv(path: Path, name: str, options: _Options) -> Iterator[Article | Failure]:
    def is_header(names: Sequence[str]) -> bool:
        return "text" in _guess_columns(names, options.columns)

    with open_csv(path, options.delimiter, options.encoding, is_header) as (header, rows):
        columns = _find_columns(header, options.columns)
        yield from _from_records(csv_records(name, header, rows), options, columns)


def _read_json_lines(path: Path, name: str, options: _Options) -> Iterator[Article | Failure]:
    with open_binary(path) as file:
        yield from _from_records(json_line_records(name, file, options.encoding), options)


def _read_json(path: Path, name: str, options: _Options) -> Iterator[Article | Failure]:
    with open_binary(path) as file:
        yield from _from_records(json_records(name, file, options.encoding), options)


def _read_parquet(path: Path, name: str, options: _Options) -> Iterator[Article | Failure]:
    with open_parquet(path) as file:
        if b"beritanlp.schema" in (file.schema_arrow.metadata or {}):
            raise ArticleError(_RESULTS_NOT_ARTICLES)
        columns = _find_columns(file.schema_arrow.names, options.columns)
        records = parquet_records(name, file, tuple(dict.fromkeys(columns.values())))
        yield from _from_records(records, options, columns)


_READERS: Final[dict[str, Callable[[Path, str, _Options], Iterator[Article | Failure]]]] = {
    ".txt": _read_txt,
    ".html": _read_html_file,
    ".htm": _read_html_file,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".json": _read_json,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".parquet": _read_parquet,
    ".warc": _read_warc,
}


def _guess_columns(names: Iterable[str], given: dict[str, str]) -> dict[str, str]:
    """The column of each field that has one: the one *given*, else the best by its name."""
    by_name: dict[str, str] = {}
    present = set()
    for name in names:
        present.add(name)
        by_name.setdefault(re.sub(r"[\s-]+", "_", name.strip().lower()), name)
    found = {field: name for field, name in given.items() if name in present}
    taken = set(found.values())
    for field, candidates in _COLUMN_NAMES.items():
        if field in given:
            continue
        for candidate in candidates.split():
            if candidate in by_name and by_name[candidate] not in taken:
                found[field] = by_name[candidate]
                taken.add(found[field])
                break
    return found


def _find_columns(names: Sequence[str], given: dict[str, str]) -> dict[str, str]:
    """`_guess_columns`, or an ArticleError where a given one or that of the text is missing."""
    found = _guess_columns(names, given)
    listed = ", ".join(name[:40] for name in names[:_MAX_LISTED])
    listed += ", …" if len(names) > _MAX_LISTED else ""
    for field, name in given.items():
        if field not in found:
            raise ArticleError(f"no column {name!r}; columns are {listed}")
    if "text" not in found:
        raise ArticleError(
            f"no column for the article text; columns are {listed}; name it with text_column=..."
        )
    return found


def _from_records(
    records: Iterator[Record], options: _Options, columns: dict[str, str] | None = None
) -> Iterator[Article | Failure]:
    """The article or Failure of each record; JSON has its *columns* from the first records."""
    sample = list(islice(records, _SAMPLE_RECORDS))
    if columns is None:
        values = [record.values for record in sample if record.values is not None]
        if any("schema" in v and v.get("type") in ("analysis", "failure") for v in values[:1]):
            raise ArticleError(_RESULTS_NOT_ARTICLES)
        names = dict.fromkeys(name for v in values for name in v)
        columns = _find_columns(list(names), options.columns) if values else {}
    order = _date_order(sample, columns)
    # one list after the other, so that the sample does not stay in memory
    for record in chain(_consume(sample), records):
        yield _from_record(record, columns, order)


def _consume(records: list[Record]) -> Iterator[Record]:
    records.reverse()
    while records:
        yield records.pop()


def _date_order(sample: list[Record], columns: dict[str, str]) -> DateOrder:
    column = columns.get("published")
    if column is None:
        return "DMY"
    return guess_date_order(r.values.get(column) for r in sample if r.values is not None)


def _from_record(record: Record, columns: dict[str, str], order: DateOrder) -> Article | Failure:
    if record.values is None:
        return _failure(record.where, f"{record.where}: {record.problem}")
    value = {field: record.values.get(name) for field, name in columns.items()}
    id_ = _as_word(value.get("id"))
    text = value.get("text")
    if text is not None and not isinstance(text, str):
        problem = f"the text must be a string; got {type(text).__name__}"
        return _failure(id_ or record.where, f"{record.where}: {problem}")
    if text is None or not text.strip():
        return _failure(id_ or record.where, f"{record.where}: the text is empty")
    return _article(
        id_,
        text=text,
        title=_as_word(value.get("title")),
        published=parse_date(value.get("published"), order),
        outlet=_as_word(value.get("outlet")),
        url=_as_word(value.get("url")),
    )


def _as_word(value: Any) -> str | None:
    """A value of a record as a text in one line; None where it is empty or no single value."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # an id column with gaps becomes 12.0 in pandas
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value != value:
        return None
    return str(value).strip() or None


def _article(id_: str | None, *, text: str, **fields: Any) -> Article:
    # half a surrogate pair, from a cut "\\ud83d" escape, is no text: one U+FFFD keeps the offsets
    text = _SURROGATE.sub("\ufffd", text)
    fields = {
        k: _SURROGATE.sub("\ufffd", v) if isinstance(v, str) else v for k, v in fields.items()
    }
    id_ = _SURROGATE.sub("\ufffd", id_) if id_ else content_id(text)
    return Article(id=id_, text=text, **fields)


def _failure(id_: str, message: str) -> Failure:
    return Failure(article_id=id_, stage="read", error="ArticleError", message=message)
