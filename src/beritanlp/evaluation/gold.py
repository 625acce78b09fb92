"""Read hand-labelled articles; the format stands in ``tests/gold/README.md``."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from beritanlp.domain import Article, InstitutionKind, QuoteKind, TextSpan
from beritanlp.errors import ArticleError
from beritanlp.lexicons.tables import read_toml

__all__ = [
    "Gold",
    "GoldArticle",
    "GoldInstitution",
    "GoldQuote",
    "data_folder",
    "major_keys",
    "read_gold",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuote:
    """One labelled quote; ``role``, ``affiliation`` and ``speaker`` are the article's own words."""

    kind: QuoteKind
    content: tuple[TextSpan, ...]
    cue: TextSpan | None = None
    mention: TextSpan | None = None
    speaker: str | None = None
    role: str | None = None
    affiliation: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldInstitution:
    """One labelled organisation under its official name, with every place that names it."""

    name: str
    kind: InstitutionKind
    mentions: tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """A labelled article. A part that was not labelled is None and is not scored."""

    article: Article
    quotes: tuple[GoldQuote, ...] | None = None
    institutions: tuple[GoldInstitution, ...] | None = None
    topics: tuple[str, ...] | None = None

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.article.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A gold file: its labelled articles in file order, its name and its digest."""

    name: str
    sha256: str
    articles: tuple[GoldArticle, ...]

    def __iter__(self) -> Iterator[GoldArticle]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)


def data_folder() -> Path:
    """Where the labelled texts are.

    ``$BERITANLP_DATA``, else the first ``shared/data`` beside the working folder or one above it,
    so that it is found from anywhere inside a checkout. The folder need not exist.
    """
    if given := os.environ.get("BERITANLP_DATA"):
        return Path(given)
    beside = [folder / "shared" / "data" for folder in Path.cwd().parents]
    return next((folder for folder in beside if folder.is_dir()), beside[0] if beside else Path())


def read_gold(path: str | Path, data: str | Path | None = None) -> Gold:
    """The labelled articles of a gold file, with their texts.

    Args:
        path: JSON Lines, one labelled article a line; described in ``tests/gold/README.md``.
        data: folder that ``origin`` is relative to; ``data_folder()`` if None.

    Raises:
        ArticleError: naming file and line, for a record that is not of the format, a text that is
            missing or has changed since it was labelled, or an id that occurs twice.
    """
    path = Path(path)
    folder = data_folder() if data is None else Path(data)
    try:
        raw = path.read_bytes()
        lines = raw.decode("utf-8").split("\n")
    except OSError as error:
        raise ArticleError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path}: not UTF-8 at byte {error.start}") from None
    articles: list[GoldArticle] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ArticleError(f"{where}: not JSON: {error}") from None
        if not isinstance(record, dict):
            raise ArticleError(f"{where}: a gold record is a JSON object; got {line[:40]!r}")
        article = _read_record(record, folder, where)
        if article.id in seen:
            raise ArticleError(f"{where}: article {article.id!r} is already in this file")
        seen.add(article.id)
        articles.append(article)
    if not articles:
        raise ArticleError(f"{path}: no gold records; one JSON object a line is expected")
    return Gold(name=path.name, sha256=hashlib.sha256(raw).hexdigest(), articles=tuple(articles))


def _read_record(record: dict[str, Any], folder: Path, where: str) -> GoldArticle:
    if "id" not in record:
        raise ArticleError(f"{where}: no 'id'; a gold record is described in tests/gold/README.md")
    article = _find_article(record, folder, where)
    length = len(article.text)
    quotes: list[GoldQuote] | None = None
    if record.get("quotes") is not None:
        quotes = []
        for n, item in enumerate(record["quotes"]):
            at = f"{where}: quotes[{n}]"
            try:
                quotes.append(
                    GoldQuote(
                        kind=QuoteKind(item["kind"]),
                        content=tuple(_read_span(pair, length, at) for pair in item["content"]),
                        cue=_read_span(item["cue"], length, at) if item.get("cue") else None,
                        mention=(
                            _read_span(item["mention"], length, at) if item.get("mention") else None
                        ),
                        speaker=item.get("speaker") or None,
                        role=item.get("role") or None,
                        affiliation=item.get("affiliation") or None,
                        former=bool(item.get("former")),
                    )
                )
            except (KeyError, TypeError, AttributeError) as error:
                raise ArticleError(f"{at}: not a gold quote: {error!r}") from None
            except ValueError as error:
                raise ArticleError(f"{at}: {error}") from None
            if not quotes[-1].content:
                raise ArticleError(f"{at}: content is empty")
    institutions: list[GoldInstitution] | None = None
    if record.get("institutions") is not None:
        institutions = []
        for n, item in enumerate(record["institutions"]):
            at = f"{where}: institutions[{n}]"
            try:
                institutions.append(
                    GoldInstitution(
                        name=item["name"],
                        kind=InstitutionKind(item["kind"]),
                        mentions=tuple(_read_span(pair, length, at) for pair in item["mentions"]),
                    )
                )
            except (KeyError, TypeError, AttributeError) as error:
                raise ArticleError(f"{at}: not a gold institution: {error!r}") from None
            except ValueError as error:
                raise ArticleError(f"{at}: {error}") from None
    topics: tuple[str, ...] | None = None
    if record.get("topics") is not None:
        topics = tuple(record["topics"])
        known = set(major_keys().values())
        for key in topics:
            if key not in known:
                raise ArticleError(
                    f"{where}: topic {key!r} is no major topic of lexicons/topics.toml"
                )
    return GoldArticle(
        article=article,
        quotes=None if quotes is None else tuple(quotes),
        institutions=None if institutions is None else tuple(institutions),
        topics=topics,
    )


def _read_span(pair: Any, length: int, where: str) -> TextSpan:
    start, end = pair
    if end > length:
        raise ArticleError(f"{where}: span [{start}, {end}) is beyond the text's {length}")
    return TextSpan(start=start, end=end)


def _find_article(record: dict[str, Any], folder: Path, where: str) -> Article:
    """The article of a gold record, with its metadata where the origin has them."""
    given_id = str(record["id"])
    if isinstance(record.get("text"), str):
        source: dict[str, Any] = record
    else:
        if not isinstance(record.get("origin"), str):
            raise ArticleError(f"{where}: article {given_id!r} has neither 'text' nor 'origin'")
        path = folder / record["origin"]
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ArticleError(f"{where}: origin {record['origin']!r} is not below {folder}")
        if not path.is_file():
            raise ArticleError(
                f"{where}: no file {path}; set BERITANLP_DATA to the folder of the shared data"
            )
        found = _read_origin(path.resolve()).get(given_id)
        if found is None:
            raise ArticleError(f"{where}: no article {given_id!r} in {path}")
        source = found
    text = source["text"]
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if record.get("sha256") not in (None, digest):
        raise ArticleError(
            f"{where}: the text of {given_id!r} has changed since it was labelled "
            f"(sha256 {digest[:12]}…, labelled {str(record['sha256'])[:12]}…)"
        )
    day = str(source.get("published") or source.get("date") or "")
    return Article(
        id=given_id,
        text=text,
        title=source.get("title") or None,
        published=dt.date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
        outlet=source.get("outlet") or source.get("source") or None,
        url=source.get("url") or None,
    )


@cache
def _read_origin(path: Path) -> dict[str, dict[str, Any]]:
    keys = ("text", "title", "published", "date", "outlet", "source", "url")
    found = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                found[str(record["id"])] = {key: record[key] for key in keys if key in record}
    return found


@cache
def major_keys() -> dict[str, str]:
    """Topic code, of a major topic or a subtopic, to the key of its major topic."""
    majors: dict[str, str] = {}
    for topic in read_toml("topics.toml")["topic"]:
        majors[str(topic["code"])] = topic["key"]
        for subtopic in topic.get("subtopic", ()):
            majors[str(subtopic["code"])] = topic["key"]
    return majors
