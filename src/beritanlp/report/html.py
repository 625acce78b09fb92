"""Show an analysis as HTML: the article with its findings marked, and what was found as tables.

``render_fragment`` is what a notebook shows, ``render_page`` a document of its own. Both stand
alone: no script, no network, style in one ``<style>`` element scoped by the class ``beritanlp``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from beritanlp.domain import Analysis, Failure, Institution, Quote, Speaker, TextSpan
from beritanlp.report.style import PAGE_STYLE, STYLE

__all__ = ["render_fragment", "render_page"]

LONG_CHROME = 240  # code points; longer stretches of site chrome are folded away
SHORT_CONTENT = 220  # code points of a quote shown in its table; the whole stands in the article
TOPIC_TERMS = 12  # terms shown beside a topic; the whole list is its tooltip
TOP = 15  # rows of the tables over several articles

_KINDS = {
    "direct": "the source's words in quotation marks",
    "indirect": "reported speech without marks",
    "mixed": "reported speech with a quoted fragment",
}


def render_fragment(analysis: Analysis) -> str:
    """The analysis as one self-contained ``<div>``, for notebooks."""
    named = f"{analysis.article.id}\0{analysis.article.text}".encode("utf-8", "replace")
    body = _render_analysis(analysis, f"bn-{hashlib.sha256(named).hexdigest()[:8]}-")
    return _mend(f'<div class="beritanlp"><style>{STYLE}</style>{body}</div>')


def _mend(page: str) -> str:
    """*page* with a question mark for half a surrogate pair, which UTF-8 cannot hold."""
    return page.encode("utf-8", "replace").decode()


def render_page(
    results: Analysis | Failure | Iterable[Analysis | Failure], title: str | None = None
) -> str:
    """A whole HTML document of one analysis or of several, with an overview of the latter.

    Articles that failed are listed with the reason. *title* is that of the document; None takes the
    article's title.
    """
    given = [results] if isinstance(results, Analysis | Failure) else list(results)
    analyses = [result for result in given if isinstance(result, Analysis)]
    failures = [result for result in given if isinstance(result, Failure)]
    if title is None:
        title = _title_of(analyses[0]) if len(analyses) == 1 else f"{len(analyses)} articles"
    if len(analyses) == 1 and not failures:
        content = _render_analysis(analyses[0], "a0-")
    else:
        content = _render_overview(analyses, failures, title) + "".join(
            f'<details class="bn-article"{" open" if len(analyses) == 1 else ""}>'
            f"<summary>{escape(_title_of(item))}</summary>"
            f'<div id="a{n}">{_render_analysis(item, f"a{n}-")}</div></details>'
            for n, item in enumerate(analyses)
        )
    return _mend(
        '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{PAGE_STYLE}</style>\n</head>\n"
        f'<body>\n<main class="beritanlp">{content}</main>\n</body>\n</html>\n'
    )


# --------------------------------------------------------------------------- one article


def _render_analysis(analysis: Analysis, prefix: str) -> str:
    return (
        '<div class="bn-card">'
        + _render_head(analysis)
        + '<div class="bn-columns"><div class="bn-main">'
        + _render_legend(analysis)
        + f'<div class="bn-text" lang="id">{"".join(_render_text(analysis, prefix))}</div>'
        + '</div><div class="bn-aside" lang="en">'
        + _render_speakers(analysis)
        + _render_institutions(analysis)
        + _render_topics(analysis)
        + "</div></div>"
        + _render_quotes(analysis, prefix)
        + "</div>"
    )


def _title_of(analysis: Analysis) -> str:
    if analysis.article.title:
        return analysis.article.title
    if analysis.layout.title:
        return " ".join(analysis.words(analysis.layout.title).split())
    return analysis.article.id


def _render_head(analysis: Analysis) -> str:
    layout, article = analysis.layout, analysis.article
    published = article.published or layout.published
    shown = [escape(fact) for fact in (article.outlet or layout.outlet, layout.place) if fact]
    if published:
        day = f"{published.day} {_MONTHS[published.month - 1]} {published.year}"
        shown.append(f'<time datetime="{published}">{day}</time>')
    counts = (
        _count(len(analysis.quotes), "quote"),
        _count(len(analysis.speakers), "speaker"),
        _count(len(analysis.institutions), "institution"),
    )
    return (
        f'<div class="bn-head"><div class="bn-title" role="heading" aria-level="2" lang="id">'
        f"{escape(_title_of(analysis))}</div>"
        f'<div class="bn-facts">{" · ".join([*shown, *counts])}</div></div>'
    )


_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def _render_legend(analysis: Analysis) -> str:
    kinds = dict.fromkeys(str(quote.kind) for quote in analysis.quotes)
    items = [
        f'<span class="bn-q bn-{kind}" title="{escape(_KINDS[kind])}">{kind}</span>'
        for kind in _KINDS
        if kind in kinds
    ]
    if any(quote.cue for quote in analysis.quotes):
        items.append('<span class="bn-cue" title="the words that report">cue</span>')
    if any(quote.mention for quote in analysis.quotes):
        items.append(
            '<span class="bn-mention" title="the words that name the source">source</span>'
        )
    if analysis.institutions:
        items.append('<span class="bn-inst" title="an organisation">institution</span>')
    if not items:
        return '<p class="bn-none" lang="en">No quotes or institutions were found.</p>'
    return f'<p class="bn-legend" lang="en" aria-label="legend">{" ".join(items)}</p>'


@dataclass(frozen=True, slots=True)
class _Mark:
    """One stretch to be marked: its CSS classes, its tooltip, and a quote's number if it is one."""

    start: int
    end: int
    classes: str
    note: str
    quote: int = -1


def _find_marks(analysis: Analysis) -> list[_Mark]:
    """Everything to mark inside the running text, in no particular order."""
    marks = []
    for n, quote in enumerate(analysis.quotes):
        source = quote.speaker.name if quote.speaker else "source not known"
        for span in quote.content:
            note = f"{n + 1}: {quote.kind} quote, {source}"
            marks.append(_Mark(span.start, span.end, f"bn-q bn-{quote.kind}", note, n))
        if quote.cue:
            note = f"cue of quote {n + 1}"
            marks.append(_Mark(quote.cue.start, quote.cue.end, "bn-cue", note))
        if quote.mention:
            how = f" (by {quote.speaker.resolved_by})" if quote.speaker else ""
            note = f"source of quote {n + 1}: {source}{how}"
            marks.append(_Mark(quote.mention.start, quote.mention.end, "bn-mention", note))
    for institution in analysis.institutions:
        note = f"{institution.name} ({institution.kind.replace('_', ' ')})"
        marks.extend(_Mark(s.start, s.end, "bn-inst", note) for s in institution.mentions)
    layout = analysis.layout
    if layout.dateline:
        marks.append(_Mark(layout.dateline.start, layout.dateline.end, "bn-dateline", "dateline"))
    return marks


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that are shown as one: a paragraph, the title, the byline, or site chrome."""

    kind: str
    start: int
    end: int


def _find_blocks(text: str, analysis: Analysis) -> list[_Block]:
    """The text cut at blank lines, at paragraphs of the layout, and at lines of another kind.

    Blank lines are in no block.
    """
    layout = analysis.layout
    special = [
        (span.start, span.end, kind)
        for kind, span in (("title", layout.title), ("byline", layout.byline))
        if span
    ]
    chrome = _merge(layout.boilerplate)
    paragraphs = {span.start for span in layout.body}
    blocks: list[_Block] = []
    at, next_chrome, blank = 0, 0, True
    for line in text.splitlines(keepends=True):
        start = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        at += len(line)
        if start >= end:
            blank = True
            continue
        kind = "text"
        for low, high, name in special:
            if low < end and start < high and (high - low) * 2 >= end - start:
                kind = name
        while next_chrome < len(chrome) and chrome[next_chrome][1] <= start:
            next_chrome += 1
        if _is_covered(text, chrome, next_chrome, start, end):
            kind = "chrome"
        before = blocks[-1] if blocks else None
        goes_on = kind == "chrome" or not (blank or start in paragraphs)
        if before and before.kind == kind and goes_on:
            blocks[-1] = _Block(kind, before.start, end)
        else:
            blocks.append(_Block(kind, start, end))
        blank = False
    return blocks


def _merge(spans: Sequence[TextSpan]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: s.start):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return merged


def _is_covered(text: str, spans: list[tuple[int, int]], n: int, start: int, end: int) -> bool:
    """Whether *spans* from the *n*-th on leave nothing but white space of [start, end)."""
    while n < len(spans) and spans[n][0] < end:
        if text[start : spans[n][0]].strip():
            return False
        start = spans[n][1]
        n += 1
    return not text[start:end].strip()


def _render_text(analysis: Analysis, prefix: str) -> Iterator[str]:
    """The blocks of the article; a stretch under several marks is cut at their borders."""
    text = analysis.article.text
    blocks = _find_blocks(text, analysis)
    marks = _find_marks(analysis)
    # chrome inside a paragraph is marked there; a block of nothing else needs no mark
    inline = [
        _Mark(start, end, "bn-inline-chrome", "site chrome")
        for start, end in _merge(analysis.layout.boilerplate)
    ]
    edges = sorted(
        {edge for mark in (*marks, *inline) for edge in (mark.start, mark.end)}
        | {edge for block in blocks for edge in (block.start, block.end)}
    )
    opens: dict[int, list[_Mark]] = {}
    for mark in (*marks, *inline):
        opens.setdefault(mark.start, []).append(mark)
    active: list[_Mark] = []
    numbered: set[int] = set()
    edge = 0
    for block in blocks:
        pieces: list[str] = []
        length = 0
        while edge < len(edges) and edges[edge] < block.end:
            start = edges[edge]
            active = [mark for mark in active if mark.end > start]
            active.extend(opens.get(start, ()))
            end = edges[edge + 1] if edge + 1 < len(edges) else len(text)
            edge += 1
            if start >= block.start:
                words = text[start:end]
                pieces.append(_render_piece(words, active, numbered, prefix, block.kind))
                length += len(words)
        yield _render_block(block.kind, "".join(pieces), text, block, length)


def _render_piece(
    words: str, active: Sequence[_Mark], numbered: set[int], prefix: str, kind: str
) -> str:
    shown = [m for m in active if not (kind == "chrome" and m.classes == "bn-inline-chrome")]
    words = escape(words)
    if not shown:
        return words
    quotes = [mark for mark in shown if mark.quote >= 0]
    # of quotes that overlap, the inner one is shown
    inner = min(quotes, key=lambda m: m.end - m.start) if quotes else None
    classes = dict.fromkeys(mark.classes for mark in shown if mark.quote < 0 or mark is inner)
    notes = dict.fromkeys(mark.note for mark in shown)
    anchor = ""
    if inner and inner.quote not in numbered:
        numbered.add(inner.quote)
        anchor = f' id="{prefix}q{inner.quote + 1}" data-n="{inner.quote + 1}"'
    note = escape("; ".join(notes))
    return f'<span class="{" ".join(classes)}"{anchor} title="{note}">{words}</span>'


def _render_block(kind: str, content: str, text: str, block: _Block, length: int) -> str:
    if kind == "title":
        return f'<p class="bn-headline">{content}</p>'
    if kind == "byline":
        return f'<p class="bn-byline">{content}</p>'
    if kind == "chrome":
        if length > LONG_CHROME:
            first = " ".join(text[block.start : block.start + 60].split())
            return (
                f'<details class="bn-chrome"><summary><span lang="en">site chrome, {length:,} '
                f"characters</span>: {escape(first)} …</summary><p>{content}</p></details>"
            )
        return f'<p class="bn-chrome" title="site chrome">{content}</p>'
    return f"<p>{content}</p>"


# --------------------------------------------------------------------------- tables


def _render_speakers(analysis: Analysis) -> str:
    counts = Counter(quote.speaker.id for quote in analysis.quotes if quote.speaker)
    unknown = sum(quote.speaker is None for quote in analysis.quotes)
    rows = [
        f'<tr><td>{_render_speaker(speaker)}</td><td class="bn-n">{counts[speaker.id]}</td></tr>'
        for speaker in sorted(analysis.speakers, key=lambda s: -counts[s.id])
    ]
    if unknown:
        rows.append(
            f'<tr><td class="bn-dim">source not known</td><td class="bn-n">{unknown}</td></tr>'
        )
    return _table("Speakers", (("", ""), ("quotes", "bn-n")), rows)


def _render_speaker(speaker: Speaker) -> str:
    parts = [f'<span class="bn-name" lang="id">{escape(speaker.name)}</span>']
    if speaker.kind != "person":
        parts.append(f' <span class="bn-tag">{speaker.kind}</span>')
    role = ", ".join(filter(None, (speaker.role, speaker.affiliation)))
    if role:
        former = '<span class="bn-tag">former</span> ' if speaker.former else ""
        parts.append(f'<span class="bn-role" lang="id">{former}{escape(role)}</span>')
    return "".join(parts)


def _render_institutions(analysis: Analysis) -> str:
    rows = []
    for item in sorted(analysis.institutions, key=lambda i: -len(i.mentions)):
        acronym = (
            f' <span class="bn-dim">({escape(item.acronym)})</span>'
            if item.acronym and item.acronym != item.name
            else ""
        )
        rows.append(
            f'<tr><td><span class="bn-name" lang="id">{escape(item.name)}</span>{acronym}'
            f'<span class="bn-role">{_kind_of(item)}</span></td>'
            f'<td class="bn-n">{len(item.mentions)}</td></tr>'
        )
    return _table("Institutions", (("", ""), ("mentions", "bn-n")), rows)


def _kind_of(institution: Institution) -> str:
    kind = institution.kind.replace("_", " ")
    return kind if institution.id else f"{kind}, not in the list"


def _render_topics(analysis: Analysis) -> str:
    rows = []
    for topic in analysis.topics:
        share = _percent(topic.weight)
        earned = ", ".join(topic.terms[:TOPIC_TERMS]) + (
            ", …" if len(topic.terms) > TOPIC_TERMS else ""
        )
        rows.append(
            f'<tr><td><span class="bn-name" lang="id">{escape(topic.label)}</span> '
            f'<span class="bn-dim">{escape(topic.code)}</span>{_bar(share)}'
            f'<span class="bn-role" lang="id" title="{escape(", ".join(topic.terms))}">'
            f'{escape(earned)}</span></td><td class="bn-n">{share}&nbsp;%</td></tr>'
        )
    terms = "".join(
        f'<li title="{term.count} times">{escape(term.text)}</li>' for term in analysis.key_terms
    )
    shown = _table("Topics", (("", ""), ("weight", "bn-n")), rows)
    if terms:
        shown += (
            f'<section><div class="bn-h" role="heading" aria-level="3">Key terms</div>'
            f'<ul class="bn-terms" lang="id">{terms}</ul></section>'
        )
    return shown


def _bar(percent: int) -> str:
    return f'<span class="bn-bar" role="presentation"><span style="width:{percent}%"></span></span>'


def _percent(share: float) -> int:
    return round(100 * min(1.0, max(0.0, share)))


def _render_quotes(analysis: Analysis, prefix: str) -> str:
    rows, seen = [], set()
    for n, quote in enumerate(analysis.quotes, 1):
        speaker = quote.speaker
        if speaker is None:
            source = '<span class="bn-dim">source not known</span>'
        elif speaker.id in seen:
            source = f'<span class="bn-name" lang="id">{escape(speaker.name)}</span>'
        else:
            source = _render_speaker(speaker)
            seen.add(speaker.id)
        link = f'<a href="#{prefix}q{n}" title="show in the article">{n}</a>'
        rows.append(
            f'<tr><td class="bn-no">{link}</td><td class="bn-source">{source}</td>'
            f"<td>{_render_kind(quote)}</td>"
            f'<td class="bn-content" lang="id">{_render_content(analysis, quote)}'
            f'<span class="bn-role">{_render_trail(analysis, quote)}</span></td></tr>'
        )
    heads = (("", "bn-no"), ("speaker", ""), ("kind", ""), ("content", ""))
    return f'<div lang="en">{_table("Quotes", heads, rows, "bn-quotes")}</div>' if rows else ""


def _render_kind(quote: Quote) -> str:
    return f'<span class="bn-q bn-kind bn-{quote.kind}">{quote.kind}</span>'


def _render_content(analysis: Analysis, quote: Quote) -> str:
    words = " ".join(" … ".join(analysis.words(span) for span in quote.content).split())
    if len(words) > SHORT_CONTENT:
        whole, words = words, words[:SHORT_CONTENT].rsplit(" ", 1)[0]
        return f'<span title="{escape(whole)}">{escape(words)} …</span>'
    return escape(words)


def _render_trail(analysis: Analysis, quote: Quote) -> str:
    """The words beside the quote that led to its source."""
    parts = []
    if quote.cue:
        parts.append(escape(" ".join(analysis.words(quote.cue).split())))
    if quote.mention:
        words = " ".join(analysis.words(quote.mention).split())
        parts.append(escape("-nya" if words == "nya" else words))
    if quote.speaker and quote.mention:
        parts.append(f'<span lang="en">by {quote.speaker.resolved_by}</span>')
    return " · ".join(parts)


def _table(
    title: str, heads: Sequence[tuple[str, str]], rows: Sequence[str], name: str = ""
) -> str:
    if not rows:
        return ""
    cells = "".join(
        f'<th scope="col"{f" class={css!r}" if css else ""}>{head}</th>' for head, css in heads
    )
    return (
        f'<section class="{name}"><div class="bn-h" role="heading" aria-level="3">{title}</div>'
        f"<table><thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table></section>"
    )


# --------------------------------------------------------------------------- several articles


def _render_overview(analyses: Sequence[Analysis], failures: Sequence[Failure], title: str) -> str:
    n = len(analyses)
    quotes = sum(len(item.quotes) for item in analyses)
    speakers: Counter[str] = Counter()
    institutions: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for item in analyses:
        speakers.update(quote.speaker.name for quote in item.quotes if quote.speaker)
        institutions.update({institution.name for institution in item.institutions})
        topics.update({topic.label for topic in item.topics})
    facts = [_count(n, "article"), _count(quotes, "quote")]
    if failures:
        facts.append(f"{len(failures):,} failed")
    index = "".join(
        f'<tr><td><a href="#a{k}">{escape(_title_of(item))}</a>'
        f'<span class="bn-role">{escape(item.article.id)}</span></td>'
        f'<td class="bn-n">{len(item.quotes)}</td><td class="bn-n">{len(item.speakers)}</td>'
        f'<td class="bn-n">{len(item.institutions)}</td></tr>'
        for k, item in enumerate(analyses)
    )
    failed = [
        f"<tr><td>{escape(f.article_id)}</td><td>{escape(f.stage)}</td>"
        f"<td>{escape(f.error)}: {escape(f.message)}</td></tr>"
        for f in failures
    ]
    heads = (("article", ""), ("quotes", "bn-n"), ("speakers", "bn-n"), ("institutions", "bn-n"))
    return (
        '<div class="bn-card" lang="en"><div class="bn-head"><div class="bn-title" role="heading" '
        f'aria-level="1">{escape(title)}</div><div class="bn-facts">{" · ".join(facts)}</div></div>'
        '<div class="bn-thirds">'
        + _render_ranking("Speakers", f"of {quotes:,} quotes", speakers)
        + _render_ranking("Institutions", f"in {n:,} articles", institutions)
        + _render_ranking("Topics", f"in {n:,} articles", topics)
        + "</div>"
        + _table("Articles", heads, [index] if index else [])
        + _table("Failed", (("article", ""), ("stage", ""), ("reason", "")), failed)
        + "</div>"
    )


def _render_ranking(title: str, unit: str, counts: Counter[str]) -> str:
    most = max(counts.values(), default=1)
    rows = [
        f'<tr><td><span class="bn-name" lang="id">{escape(name)}</span>{_bar(100 * n // most)}</td>'
        f'<td class="bn-n">{n:,}</td></tr>'
        for name, n in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:TOP]
    ]
    return _table(title, (("", ""), (unit, "bn-n")), rows)
