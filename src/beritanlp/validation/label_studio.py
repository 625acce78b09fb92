"""Coding sheets for Label Studio: its JSON of tasks, and the configuration that shows them.

A task is an article. What the extractor found is a prediction, which a coder corrects: quotes, cues
and mentions are labelled regions, linked by relations, and each quote has its own form. What the
task's ``data`` says of the quotes comes back with the export, so that a quote whose region a coder
deleted is known.

Label Studio's offsets in plain text are code points; exports of versions before 2022 count UTF-16
units. Each region repeats its words, which tell the two apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

from beritanlp.domain import TextSpan
from beritanlp.errors import ArticleError
from beritanlp.validation.marking import (
    PARTS,
    Link,
    Region,
    Utf16,
    marks_of,
    number_of,
    regions_of,
    with_marks,
    words_of,
)
from beritanlp.validation.sheet import (
    CHOICES,
    CODES,
    FACTS,
    CodedQuote,
    SampledArticle,
    Sheet,
    quote_of,
    row_of,
)
from beritanlp.validation.tables import MEANINGS

__all__ = ["labelling_config", "read_label_studio", "write_label_studio"]

_OF_ARTICLE = ("stratum", "probability")
_PART, _TEXT = "part", "text"  # names of the tags of the configuration
_COLOURS = {"quote": "#1f77b4", "more": "#9ecae1", "cue": "#ff7f0e", "mention": "#2ca02c"}


def labelling_config() -> str:
    """The labelling configuration (XML) of a project for these tasks."""
    labels = [f'<Label value="{part}" background="{_COLOURS[part]}"/>' for part in PARTS]
    relations = [f'<Relation value="{label}"/>' for label in ("speaker", "cue", "more")]
    lines = [
        "<View>",
        f"<Relations>{''.join(relations)}</Relations>",
        f'<Labels name="{_PART}" toName="{_TEXT}">{"".join(labels)}</Labels>',
        f'<Text name="{_TEXT}" value="$text"/>',
        # the form of the quote that is selected
        '<View visibleWhen="region-selected" whenLabelValue="quote">',
    ]
    for name in CODES:
        lines.append(f"<Header value={quoteattr(f'{name}: {MEANINGS[name]}')}/>")
        target = f'name="{name}" toName="{_TEXT}" perRegion="true"'
        if name in CHOICES:
            choices = "".join(f'<Choice value="{choice}"/>' for choice in CHOICES[name])
            lines.append(f'<Choices {target} choice="single">{choices}</Choices>')
        else:
            lines.append(f'<TextArea {target} maxSubmissions="1"/>')
    return "\n".join([*lines, "</View>", "</View>", ""])


# --------------------------------------------------------------------------- writing


def write_label_studio(sheet: Sheet, file: BinaryIO) -> None:
    """Write the tasks of *sheet* as JSON; what is coded already is an annotation of its task."""
    quotes: dict[str, list[CodedQuote]] = {article.id: [] for article in sheet.articles}
    for quote in sheet.quotes:
        quotes[quote.article_id].append(quote)
    tasks = [_task(sheet, article, quotes[article.id]) for article in sheet.articles]
    file.write(json.dumps(tasks, ensure_ascii=False, indent=1).encode("utf-8", "replace"))


def _task(sheet: Sheet, article: SampledArticle, quotes: list[CodedQuote]) -> dict[str, Any]:
    rows = [row_of(quote) for quote in quotes if not quote.is_missed]
    data = {
        "article_id": article.id,
        "text": article.text,
        "design": sheet.design,
        "stratum": article.stratum,
        "probability": article.probability,
        "quotes": [{name: row[name] for name in FACTS} for row in rows],
    }
    result: list[dict[str, Any]] = []
    for added, quote in enumerate(quotes):
        result += _results(article.text, quote, added)
    coded = any(row_of(quote)[name] for quote in quotes for name in (*CODES, "marked"))
    return {"data": data, "annotations" if coded else "predictions": [{"result": result}]}


def _results(text: str, quote: CodedQuote, added: int) -> Iterator[dict[str, Any]]:
    regions, links = regions_of(quote, added)
    for region in regions:
        start, end = region.span.start, region.span.end
        value = {"start": start, "end": end, "text": text[start:end]}
        common = {"id": region.id, "to_name": _TEXT}
        meta = {"meta": {"text": [_told(quote)]}} if region.part == "quote" else {}
        labels = {"type": "labels", "from_name": _PART, "value": {**value, "labels": [region.part]}}
        yield {**common, **meta, **labels}
        if region.part == "quote":
            for name in CODES:
                if code := row_of(quote)[name]:
                    yield {**common, **_form(name, code, value)}
    for link in links:
        ends = {"from_id": link.source, "to_id": link.target}
        yield {"type": "relation", **ends, "direction": "right", "labels": [link.label]}


def _told(quote: CodedQuote) -> str:
    told = (quote.kind, quote.speaker, quote.role, quote.affiliation, quote.speaker_kind)
    return "; ".join(part for part in (*told, quote.label) if part)


def _form(name: str, code: str, value: Mapping[str, Any]) -> dict[str, Any]:
    if name in CHOICES:
        return {"type": "choices", "from_name": name, "value": {**value, "choices": [code]}}
    return {"type": "textarea", "from_name": name, "value": {**value, "text": [code]}}


# --------------------------------------------------------------------------- reading


def read_label_studio(path: Path) -> list[Sheet]:
    """What coders made of the tasks in *path*, an export in the format JSON; a sheet a coder.

    A region that a coder has deleted is a quote that is none, one that a coder has made a quote
    that was missed. Tasks without annotations are open.

    Raises:
        ArticleError: it is no such export, or has a region whose words are not those of the text.
    """
    try:
        tasks = json.loads(path.read_bytes())
    except ValueError as error:
        raise ArticleError(f"{path}: not JSON: {error}") from None
    if not isinstance(tasks, list) or not all(_is_task(task) for task in tasks):
        raise ArticleError(
            f"{path}: no tasks of beritanlp sample; export the project as JSON, not JSON-MIN"
        )
    coders = sorted({coder for task in tasks for coder, _ in _annotations(task, path)})
    return [_sheet_of(tasks, coder, path) for coder in coders or [path.stem]]


def _is_task(task: Any) -> bool:
    data = task.get("data") if isinstance(task, dict) else None
    return isinstance(data, dict) and all(
        isinstance(data.get(name), kind)
        for name, kind in (("article_id", str), ("text", str), ("quotes", list))
    )


def _annotations(task: Mapping[str, Any], path: Path) -> Iterator[tuple[str, list[Any]]]:
    for annotation in task.get("annotations") or ():
        if not annotation.get("was_cancelled"):
            coder = annotation.get("completed_by", path.stem)
            name = coder.get("email", coder.get("id")) if isinstance(coder, dict) else coder
            yield str(name), annotation["result"]


def _sheet_of(tasks: list[Any], coder: str, path: Path) -> Sheet:
    articles: list[SampledArticle] = []
    quotes: list[CodedQuote] = []
    places: list[str] = []
    for number, task in enumerate(tasks, 1):
        place = f"{path}: task {number}"
        data = task["data"]
        own = [result for name, result in _annotations(task, path) if name == coder]
        if len(own) > 1:
            raise ArticleError(f"{place}: {coder} has annotated it {len(own)} times; leave one")
        found = (
            list(_coded(data, own[0], place))
            if own
            else [quote_of(r, place) for r in data["quotes"]]
        )
        quotes += found
        places += [place] * len(found)
        said = {name: data.get(name) for name in _OF_ARTICLE}
        known = quote_of({name: str(said[name]) for name in said if said[name] is not None}, place)
        articles.append(
            SampledArticle(
                id=data["article_id"],
                text=data["text"],
                stratum=known.stratum,
                probability=known.probability,
            )
        )
    whole = any(task["data"].get("design") == "articles" for task in tasks)
    return Sheet(
        design="articles" if whole else "quotes",
        articles=tuple(articles),
        quotes=tuple(quotes),
        coder=coder,
        places=tuple(places),
    )


def _coded(data: Mapping[str, Any], result: list[Any], place: str) -> Iterator[CodedQuote]:
    """The quotes of one annotation: those that were drawn, then those that were added."""
    regions: dict[str, Region] = {}
    forms: dict[str, dict[str, str]] = {}
    links: list[Link] = []
    for item in result:
        if item.get("type") == "relation":
            label = (item.get("labels") or [""])[0]
            links.append(Link(source=item["from_id"], target=item["to_id"], label=label))
        elif item.get("type") == "labels":
            span = _span(data["text"], item["value"], place)
            part = item["value"]["labels"][0]
            regions[item["id"]] = Region(id=item["id"], part=part, span=span)
        elif item.get("type") in ("choices", "textarea"):
            values = item["value"].get("choices") or item["value"].get("text") or ""
            text = values if isinstance(values, str) else "\n".join(values)
            forms.setdefault(item["id"], {})[item["from_name"]] = text
    marks = marks_of(regions, links)
    drawn = {number: id for id in marks if (number := number_of(id)) is not None}
    for row in data["quotes"]:
        id = drawn.pop(int(row["quote"]), None)
        if id is None:
            yield quote_of({**row, "content_right": "n"}, place)
            continue
        quote = quote_of({**row, **forms.get(id, {})}, place)
        yield with_marks(quote, marks.pop(id))
    for id, marked in sorted(marks.items(), key=lambda item: item[1].content[0].start):
        blank = {"article_id": data["article_id"], "words": words_of(data["text"], marked)}
        yield with_marks(quote_of({**blank, **forms.get(id, {})}, place), marked)


def _span(text: str, value: Mapping[str, Any], place: str) -> TextSpan:
    start, end = int(value["start"]), int(value["end"])
    words = value.get("text")
    if words is None or text[start:end] == words:
        return TextSpan(start=start, end=end)
    offsets = Utf16(text)
    span = TextSpan(start=offsets.points(start), end=offsets.points(end))
    if text[span.start : span.end] != words:
        raise ArticleError(
            f"{place}: the words at {start}-{end} are not {words!r}, as its text says"
        )
    return span
