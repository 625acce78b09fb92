"""Coding sheets for INCEpTION: UIMA CAS JSON 0.4, a file an article, and the layers of a project.

Two layers hold all: spans ``beritanlp.Part``, whose feature ``part`` says what each is and whose
others are the columns of a sheet, and relations ``beritanlp.Link`` from a quote to its parts.
``layers.json`` is imported into a project under Settings, Layers; then the other files of the zip
under Documents, in the format *UIMA CAS JSON*. Coders correct the spans, and fill in the features
of those whose part is ``quote``; ``content_right`` = ``n`` is the same as deleting one. A span over
the first character of an article (``part`` = ``article``) says which of its quotes were drawn: a
quote that a coder has deleted is known by that. UIMA counts offsets in UTF-16 units.

Specification: https://github.com/apache/uima-uimaj-io-jsoncas
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from beritanlp.compressed import open_zip
from beritanlp.domain import TextSpan
from beritanlp.errors import ArticleError
from beritanlp.limits import MAX_SHEET_BYTES
from beritanlp.validation.marking import (
    Link,
    Region,
    Utf16,
    marks_of,
    regions_of,
    with_marks,
    words_of,
)
from beritanlp.validation.sheet import (
    CODES,
    FACTS,
    CodedQuote,
    SampledArticle,
    Sheet,
    quote_of,
    row_of,
)
from beritanlp.validation.tables import MEANINGS

__all__ = ["layers", "read_inception", "write_inception"]

_PART, _LINK = "beritanlp.Part", "beritanlp.Link"
_ARTICLE = "article"
_OF_ARTICLE = ("article_id", "stratum", "probability", "design", "drawn")
_FEATURES = tuple(dict.fromkeys(("part", *CODES, *FACTS, *_OF_ARTICLE)))
_STRING = "uima.cas.String"
_ANNOTATION = "uima.tcas.Annotation"
_LAYERS_NAME = "layers.json"
_SOFA_TYPE = "uima.cas.Sofa"
_SOFA = 1  # the id of the text; annotations are numbered from the next
_NO_TEXT_FILE = "INITIAL_CAS"  # what an export has of articles that nobody opened

Row = dict[str, str]


def layers() -> list[dict[str, Any]]:
    """The two layers as INCEpTION's own export of layers has them."""
    features = [_feature(name, _STRING, visible=name in (*CODES, "part")) for name in _FEATURES]
    return [
        _layer(_PART, "span", features),
        {
            **_layer(_LINK, "relation", [_feature("label", _STRING)]),
            "attach_type": {"name": _PART},
        },
    ]


def _layer(name: str, type: str, features: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "uiName": name.removeprefix("beritanlp."),
        "type": type,
        "features": features,
        "description": "of beritanlp sample",
        "enabled": True,
        "built_in": False,
        "readonly": False,
        "allow_stacking": True,
        "cross_sentence": True,
        "anchoring_mode": "CHARACTERS",
        "overlap_mode": "ANY_OVERLAP",
        "validation_mode": "NEVER",
        "lock_to_token_offset": False,
        "multiple_tokens": True,
        "linked_list_behavior": False,
    }


def _feature(name: str, type: str, *, visible: bool = True) -> dict[str, Any]:
    return {
        "name": name,
        "uiName": name,
        "type": type,
        "description": MEANINGS.get(name, ""),
        "enabled": True,
        "visible": visible,
        "required": False,
    }


# --------------------------------------------------------------------------- writing


def write_inception(sheet: Sheet, file: BinaryIO) -> None:
    """Write *sheet* as a zip: a CAS an article, and ``layers.json``."""
    quotes: dict[str, list[CodedQuote]] = defaultdict(list)
    for quote in sheet.quotes:
        quotes[quote.article_id].append(quote)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, _LAYERS_NAME, layers())
        for number, article in enumerate(sheet.articles, 1):
            # names that differ in no more than case or marks must not meet on a disk
            name = re.sub(r"[^\w.-]+", "-", article.id, flags=re.ASCII).strip(".-")[:60]
            _put(archive, f"{number:04}-{name}.json", _cas(sheet, article, quotes[article.id]))


def _put(archive: zipfile.ZipFile, name: str, content: object) -> None:
    # a fixed date: the same sample is the same bytes
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    text = json.dumps(content, ensure_ascii=False, indent=1)
    archive.writestr(entry, text.encode("utf-8", "replace"))


def _cas(sheet: Sheet, article: SampledArticle, quotes: list[CodedQuote]) -> dict[str, Any]:
    offsets = Utf16(article.text)
    structures: list[dict[str, Any]] = [
        {
            "%ID": _SOFA,
            "%TYPE": _SOFA_TYPE,
            "sofaNum": 1,
            "sofaID": "_InitialView",
            "mimeType": "text",
            "sofaString": article.text,
        }
    ]

    def add(type: str, span: TextSpan, features: Mapping[str, object]) -> int:
        id = _SOFA + len(structures)
        begin, end = offsets.units(span.start), offsets.units(span.end)
        place = {"@sofa": _SOFA, "begin": begin, "end": end}
        structures.append({"%ID": id, "%TYPE": type, **place, **features})
        return id

    if article.text:
        whole = TextSpan(start=0, end=len(article.text))
        add("uima.tcas.DocumentAnnotation", whole, {"language": "id"})
        add(_PART, TextSpan(start=0, end=1), _article_features(sheet, article, quotes))
    for added, quote in enumerate(quotes):
        regions, links = regions_of(quote, added)
        ids = {r.id: add(_PART, r.span, _region_features(r, quote)) for r in regions}
        spans = {region.id: region.span for region in regions}
        for link in links:
            ends = {"@Governor": ids[link.source], "@Dependent": ids[link.target]}
            add(_LINK, spans[link.target], {**ends, "label": link.label})
    members = [structure["%ID"] for structure in structures[1:]]
    return {
        "%TYPES": _types(),
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": _SOFA, "%MEMBERS": members}},
    }


def _types() -> dict[str, Any]:
    def declare(name: str, features: Mapping[str, str]) -> dict[str, Any]:
        declared = {
            feature: {"%NAME": feature, "%RANGE": type} for feature, type in features.items()
        }
        return {"%NAME": name, "%SUPER_TYPE": _ANNOTATION, **declared}

    ends = {"Governor": _PART, "Dependent": _PART, "label": _STRING}
    return {
        _PART: declare(_PART, dict.fromkeys(_FEATURES, _STRING)),
        _LINK: declare(_LINK, ends),
    }


def _article_features(sheet: Sheet, article: SampledArticle, quotes: list[CodedQuote]) -> Row:
    drawn = [row_of(quote) for quote in quotes if not quote.is_missed]
    features = {
        "part": _ARTICLE,
        "article_id": article.id,
        "stratum": article.stratum,
        "probability": "" if article.probability is None else str(article.probability),
        "design": sheet.design,
        "drawn": json.dumps([{name: row[name] for name in FACTS} for row in drawn]),
    }
    return _filled(features)


def _region_features(region: Region, quote: CodedQuote) -> Row:
    if region.part != "quote":
        return {"part": region.part}
    row = row_of(quote)
    return _filled({"part": region.part, **{name: row[name] for name in (*CODES, *FACTS)}})


def _filled(features: Row) -> Row:
    return {name: value for name, value in features.items() if value}


# --------------------------------------------------------------------------- reading


def read_inception(path: Path) -> list[Sheet]:
    """What coders made of the articles in *path*; a sheet a coder.

    Args:
        path: the zip that `write_inception` wrote, or the export of a project or of its articles in
            the format *UIMA CAS JSON*, as zip or folder. Coders are the annotators of the project,
            or else *path* is taken for one coder's.

    Raises:
        ArticleError: there is no article of a sample in it, or a value that cannot be.
    """
    coders: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for name, content in _JsonFiles().of(path):
        parts = PurePosixPath(name).parts
        if "annotation" in parts:
            coder = PurePosixPath(name).stem
            if coder == _NO_TEXT_FILE or len(parts) < 3:
                continue
        elif {"source", "curation"} & set(parts):
            continue
        else:
            coder = path.stem
        cas = _parsed(f"{path}: {name}", content)
        if cas is not None:
            coders[coder].append((f"{path}: {name}", cas))
    if len(coders) > 1:
        # the project's own JSON file and the like stand beside the annotators' folders
        coders.pop(path.stem, None)
    if not coders:
        raise ArticleError(f"{path}: no article of a sample; export it as UIMA CAS JSON")
    return [_sheet_of(files, coder) for coder, files in sorted(coders.items())]


class _JsonFiles:
    """The JSON files of an export, and of the zips in it, as far as `MAX_SHEET_BYTES` go."""

    def __init__(self) -> None:
        self._left = MAX_SHEET_BYTES

    def of(self, path: Path) -> Iterator[tuple[str, bytes]]:
        """The name and bytes of each file in the zip or folder *path*."""
        if not path.is_dir():
            yield from self._unpacked(path.name, path.read_bytes())
            return
        for file in sorted(path.rglob("*")):
            if file.suffix in (".json", ".zip"):
                yield from self._unpacked(file.relative_to(path).as_posix(), file.read_bytes())

    def _unpacked(self, name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        self._left -= len(content)
        if name.endswith(".json"):
            yield name, content
        elif name.endswith(".zip"):
            try:
                with open_zip(io.BytesIO(content), self._left) as archive:
                    for inner in sorted(archive.namelist()):
                        yield from self._unpacked(inner, archive.read(inner))
            except zipfile.BadZipFile:
                raise ArticleError(f"{name}: not a zip file") from None


def _parsed(place: str, content: bytes) -> dict[int, Any] | None:
    """The feature structures of a CAS by id; None of another JSON file."""
    try:
        cas = json.loads(content)
    except ValueError as error:
        raise ArticleError(f"{place}: not JSON: {error}") from None
    if not isinstance(cas, dict) or "%FEATURE_STRUCTURES" not in cas:
        return None
    listed = cas["%FEATURE_STRUCTURES"]
    if isinstance(listed, dict):  # the specification allows both
        return {int(id): structure for id, structure in listed.items()}
    return {structure["%ID"]: structure for structure in listed}


def _sheet_of(files: Iterable[tuple[str, dict[int, Any]]], coder: str) -> Sheet:
    articles: list[SampledArticle] = []
    quotes: list[CodedQuote] = []
    places: list[str] = []
    designs = set()
    for place, structures in files:
        texts = [s.get("sofaString", "") for s in structures.values() if s["%TYPE"] == _SOFA_TYPE]
        if not texts or not isinstance(texts[0], str):
            raise ArticleError(f"{place}: it has no text")
        text = texts[0]
        parts = {id: s for id, s in structures.items() if s["%TYPE"] == _PART}
        _check(parts, Utf16(text).units(len(text)), place)
        heads = [
            part for part in parts.values() if part.get("part") == _ARTICLE and "article_id" in part
        ]
        if not heads:
            raise ArticleError(
                f"{place}: its span of part 'article' is gone; nothing says what it is"
            )
        head = heads[0]
        designs.add(head.get("design"))
        known = quote_of({name: head.get(name, "") for name in _OF_ARTICLE}, place)
        articles.append(
            SampledArticle(
                id=known.article_id, text=text, stratum=known.stratum, probability=known.probability
            )
        )
        links = [s for s in structures.values() if s["%TYPE"] == _LINK]
        found = list(_coded(text, head, parts, links, place))
        quotes += found
        places += [place] * len(found)
    return Sheet(
        design="articles" if "articles" in designs else "quotes",
        articles=tuple(articles),
        quotes=tuple(quotes),
        coder=coder,
        places=tuple(places),
    )


def _check(parts: Mapping[int, Mapping[str, Any]], size: int, place: str) -> None:
    """Refuse what no tool writes: an id that is no number, a code that is no text, other offsets.

    *size* is the length of the text, in the units of the offsets.
    """
    for id, part in parts.items():
        if not isinstance(id, int):
            raise ArticleError(f"{place}: the id of an annotation must be a number; got {id!r:.40}")
        where = f"{place}: annotation {id}"
        for name in _FEATURES:
            if not isinstance(part.get(name, ""), str):
                raise ArticleError(f"{where}: {name} must be text; got {part[name]!r:.40}")
        begin, end = part.get("begin"), part.get("end")
        if not (isinstance(begin, int) and isinstance(end, int) and 0 <= begin <= end <= size):
            raise ArticleError(
                f"{where}: begin and end must lie in the text, 0 to {size}; "
                f"got {begin!r:.40} and {end!r:.40}"
            )


def _coded(
    text: str, head: Row, parts: Mapping[int, Any], links: list[Any], place: str
) -> Iterator[CodedQuote]:
    """The quotes of one article: those that were drawn, then those that were added."""
    offsets = Utf16(text)
    regions = {str(id): _region(id, part, offsets) for id, part in parts.items()}
    ends = [
        Link(
            source=str(s.get("@Governor")),
            target=str(s.get("@Dependent")),
            label=s.get("label", ""),
        )
        for s in links
    ]
    marks = marks_of(regions, ends)
    rows = {id: {name: parts[int(id)].get(name, "") for name in (*CODES, *FACTS)} for id in marks}
    by_number = {rows[id]["quote"]: id for id in marks if rows[id]["quote"]}
    for facts in json.loads(head.get("drawn", "[]")):
        id = by_number.get(facts["quote"])
        if id is None:
            yield quote_of({**facts, "content_right": "n"}, place)
        else:
            yield with_marks(quote_of({**rows[id], **facts}, place), marks.pop(id))
    for id, marked in sorted(marks.items(), key=lambda item: item[1].content[0].start):
        words = {"article_id": head["article_id"], "words": words_of(text, marked)}
        codes = {name: rows[id][name] for name in CODES}
        yield with_marks(quote_of({**codes, **words}, place), marked)


def _region(id: int, part: Mapping[str, Any], offsets: Utf16) -> Region:
    span = TextSpan(start=offsets.points(part["begin"]), end=offsets.points(part["end"]))
    return Region(id=str(id), part=part.get("part", ""), span=span)
