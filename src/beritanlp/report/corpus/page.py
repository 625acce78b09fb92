"""The report of a corpus as one HTML document that needs nothing else.

What a first look wants is written as HTML; the searchable tables are JSON behind it, which the
page's script (``report.js``) shows. The document's policy lets no other script run, no style but
its own apply, and nothing load; all that stems from articles is escaped, or set as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from beritanlp.labels import LANGUAGES, Language, topic_labels
from beritanlp.report.corpus.cells import Cells
from beritanlp.report.corpus.methods import ErrorRate, error_rates, statement
from beritanlp.report.corpus.over_time import render_topics
from beritanlp.report.corpus.overview import Overview
from beritanlp.report.corpus.words import Phrase, all_words, text_of
from beritanlp.version import __version__

if TYPE_CHECKING:
    from beritanlp.report.corpus.coded import Coded
    from beritanlp.report.corpus.findings import Findings
    from beritanlp.report.corpus.records import Records

__all__ = ["render_page"]

_QUOTES_IN_BLOCK = 1000  # parsed at once; some milliseconds of a browser
_LANGUAGE_NAMES = {"en": "English", "id": "Bahasa Indonesia"}
_ESCAPED = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})


def render_page(
    findings: Findings,
    records: Records,
    title: str | Phrase,
    language: Language,
    coded: Coded | None,
) -> bytes:
    """The document in UTF-8; half a surrogate pair, which that lacks, is a question mark."""
    cells = Cells(language)
    style, script = _asset("report.css"), _asset("report.js")
    sections = {
        "overview": Overview(findings, records, cells).render(),
        "quotes": _filled_by_script("quotes", cells),
        "sources": _filled_by_script("sources", cells),
        "institutions": _filled_by_script("institutions", cells),
        "topics": render_topics(findings, cells),
        "methods": _render_methods(findings, coded, cells),
    }
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="beritanlp {__version__}">\n'
        f"<title>{escape(_text_of_title(title, language))}</title>\n<style>{style}</style>\n"
        f"<script>{script}</script>\n</head>\n<body>\n{_render_header(title, sections, cells)}\n"
        f'<main id="content" tabindex="-1">\n{_render_sections(sections, cells)}</main>\n'
        f"{_render_data(records, language)}</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def _text_of_title(title: str | Phrase, language: Language) -> str:
    return title if isinstance(title, str) else text_of(title, language)


def _render_header(title: str | Phrase, sections: dict[str, str], cells: Cells) -> str:
    links = "".join(
        f'<li><a href="#{name}" data-view="{name}">{cells.say(name)}</a></li>' for name in sections
    )
    buttons = "".join(
        f'<button type="button" lang="{language}" data-language="{language}" '
        f'aria-pressed="{"true" if language == cells.language else "false"}">'
        f"{_LANGUAGE_NAMES[language]}</button>"
        for language in LANGUAGES
    )
    return (
        f'<a class="skip" href="#content">{cells.say("skip")}</a>\n<header>'
        f'<h1 dir="auto">{escape(title) if isinstance(title, str) else cells.say(title)}</h1>'
        f'<div class="languages" role="group" {cells.label("language")}>{buttons}</div>'
        f"<nav {cells.label('sections')}><ul>{links}</ul></nav></header>"
    )


def _render_sections(sections: dict[str, str], cells: Cells) -> str:
    return "".join(
        f'<section id="{name}" aria-labelledby="{name}-title">'
        f'<h2 id="{name}-title" tabindex="-1">{cells.say(name)}</h2>{content}</section>\n'
        for name, content in sections.items()
    )


def _filled_by_script(name: str, cells: Cells) -> str:
    return (
        f'<noscript><p class="note">{cells.say("no_script")}</p></noscript>'
        f'<div class="view" id="{name}-view"></div>'
    )


# --------------------------------------------------------------------------- methods


def _render_methods(findings: Findings, coded: Coded | None, cells: Cells) -> str:
    told = statement(findings, coded.validation if coded else None)
    paragraphs = "".join(f"<p>{cells.say(phrase)}</p>" for phrase in told)
    versions = "".join(
        f"<li>beritanlp {escape(version)}, lexicons <code>{escape(digest)}</code></li>"
        for version, digest in findings.versions
    )
    return (
        f'<p class="note">{cells.say("methods_intro")}</p>'
        f'<div class="card statement">{paragraphs}</div>'
        + _render_error_rates(cells)
        + (_render_corrected(coded, cells) if coded else "")
        + f'<div class="card"><h3>{cells.say("versions")}</h3><ul>{versions}</ul>'
        f'<p class="note">{cells.say("methods_rights")}</p></div>'
    )


def _render_error_rates(cells: Cells) -> str:
    articles, rates = error_rates()
    heads = ("col_task", "col_precision", "col_recall", "col_cases")
    note = Phrase("error_rates_note", {"version": __version__, "articles": articles})
    return cells.card("error_rates", heads, [_rate_row(rate, cells) for rate in rates], note)


def _rate_row(rate: ErrorRate, cells: Cells) -> tuple[str, ...]:
    return (
        cells.say(f"task.{rate.task}"),
        cells.number(rate.precision),
        cells.number(rate.recall),
        cells.number(rate.tp + rate.fn),
    )


def _render_corrected(coded: Coded, cells: Cells) -> str:
    heads = ("col_value", "col_extracted", "col_corrected", "col_interval")
    cards = ""
    for column, shares in coded.shares.items():
        rows = [
            (
                cells.name(share.category),
                cells.number(float(share.naive)),
                cells.number(float(share.value)),
                cells.interval(share.low, share.high),
            )
            for share in shares
        ]
        cards += cells.card("corrected", heads, rows, Phrase("corrected_note", {"column": column}))
    return cards


# --------------------------------------------------------------------------- data and policy


def _render_data(records: Records, language: Language) -> str:
    meta = {
        "words": all_words(),
        "language": language,
        "n_quotes": records.n_quotes,
        "n_shown": len(records.quotes),
        "articles": records.articles,
        "sources": records.sources,
        "institutions": records.institutions,
        "topic_labels": _labels_of(records.names["topics"]),
        **records.names,
    }
    blocks = [_json_block(meta, 'id="meta"')]
    for start in range(0, len(records.quotes), _QUOTES_IN_BLOCK):
        rows = records.quotes[start : start + _QUOTES_IN_BLOCK]
        blocks.append(_json_block(rows, 'class="rows"'))
    return "".join(blocks)


def _labels_of(topics: list[str]) -> dict[str, dict[str, str]]:
    """The labels in each language of those *topics* that the built-in codebook has."""
    known = [topic for topic in topics if topic in topic_labels("en")]
    return {topic: {each: topic_labels(each)[topic] for each in LANGUAGES} for topic in known}


def _json_block(value: Any, attributes: str) -> str:
    """*value* as a block of data; no text in it can end the block or begin a tag."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return f'<script type="application/json" {attributes}>{data}</script>\n'


@cache
def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """What the browser may do: run this script, apply this style, and nothing else."""
    return (
        f"default-src 'none'; script-src {_hash_of(script)}; style-src {_hash_of(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash_of(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
