"""Show an analysis in a terminal: quotes by speaker, then speakers, institutions and topics."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from beritanlp.domain import Analysis, Quote, Speaker
from beritanlp.report.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["render_terminal"]

_KIND_STYLES = {"direct": "cyan", "indirect": "yellow", "mixed": "magenta"}
_KIND_WIDTH = max(map(len, _KIND_STYLES))
NARROW = 72  # columns; below it tables give up their last columns rather than wrap every word


def render_terminal(analysis: Analysis, console: Console) -> None:
    """Print *analysis* to *console*, in colour where the console has any."""
    _print_head(analysis, console)
    _print_quotes(analysis, console)
    _print_speakers(analysis, console)
    _print_institutions(analysis, console)
    _print_topics(analysis, console)


def _print_head(analysis: Analysis, console: Console) -> None:
    article, layout = analysis.article, analysis.layout
    title = article.title or (analysis.words(layout.title) if layout.title else article.id)
    console.print(_text(title, "bold"))
    published = article.published or layout.published
    facts = [
        article.outlet or layout.outlet,
        layout.place,
        published.isoformat() if published else None,
        _count(sum(token.is_word for token in analysis.tokens), "word"),
        _count(len(analysis.quotes), "quote"),
        _count(len(analysis.speakers), "speaker"),
        _count(len(analysis.institutions), "institution"),
    ]
    console.print(_text(" · ".join(fact for fact in facts if fact), "dim"))


def _text(text: str, style: str = "") -> Text:
    """*text*, which may hold anything, on one line."""
    return Text(printable(text), style=style)


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def _print_heading(title: str, console: Console) -> None:
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="dim"))


def _print_quotes(analysis: Analysis, console: Console) -> None:
    if not analysis.quotes:
        console.print("\nNo quotes were found.")
        return
    _print_heading("Quotes", console)
    width = len(str(len(analysis.quotes)))
    before: tuple[str, ...] | None = None
    for n, quote in enumerate(analysis.quotes, 1):
        speaker = quote.speaker
        key = (speaker.id,) if speaker else ("", str(n))
        if key != before:
            if before is not None:
                console.print()
            console.print(_speaker_line(speaker))
            before = key
        label = Text.assemble(
            (f"{n:>{width}} ", "dim"),
            (f"{quote.kind:{_KIND_WIDTH}} ", _KIND_STYLES.get(quote.kind, "")),
        )
        content = _quote_text(analysis, quote)
        if console.width < NARROW:
            console.print(label)
            _print_indented(content, Text(" " * (width + 1)), console)
        else:
            _print_indented(content, label, console)


def _print_indented(content: Text, label: Text, console: Console) -> None:
    """*content* beside *label*, later lines under the first; no spaces at the ends of lines."""
    indent = cell_len(label.plain)
    for n, line in enumerate(content.wrap(console, max(20, console.width - indent))):
        line.rstrip()
        first = label if n == 0 else Text(" " * indent)
        console.print(Text.assemble(first, line), no_wrap=True, overflow="ignore", crop=False)


def _speaker_line(speaker: Speaker | None) -> Text:
    if speaker is None:
        return Text("source not known", style="italic dim")
    line = _text(speaker.name, "bold")
    role = _role(speaker)
    if role:
        line.append("  ").append_text(_text(role, "not bold dim"))
    return line


def _role(speaker: Speaker) -> str:
    role = ", ".join(filter(None, (speaker.role, speaker.affiliation)))
    return f"former: {role}" if role and speaker.former else role


def _quote_text(analysis: Analysis, quote: Quote) -> Text:
    """The content in reading order with the cue where it stands: before, inside or behind."""
    marks = ("“", "”") if quote.kind == "direct" else ("", "")
    pieces: list[tuple[int, Text]] = [
        (span.start, _text(marks[0] + analysis.words(span).strip() + marks[1]))
        for span in quote.content
    ]
    cue, mention = quote.cue, quote.mention
    beside = sorted((span for span in (cue, mention) if span), key=lambda span: span.start)
    for n, span in enumerate(beside):
        words = _text(analysis.words(span), "italic dim")
        if n and span.start == beside[0].end:  # "katanya": cue and clitic are one word
            pieces[-1][1].append(words.plain)
        else:
            pieces.append((span.start, words))
    pieces.sort(key=lambda piece: piece[0])
    return Text(" ").join(piece for _, piece in pieces)


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for head, justify in columns:
        if justify == "right":
            table.add_column(head, justify="right", no_wrap=True)
        else:
            table.add_column(head, overflow="fold")
    return table


def _print_speakers(analysis: Analysis, console: Console) -> None:
    if not analysis.speakers:
        return
    _print_heading("Speakers", console)
    counts = Counter(quote.speaker.id for quote in analysis.quotes if quote.speaker)
    wide = console.width >= NARROW
    columns = [("name", "left"), ("role", "left"), ("kind", "left"), ("quotes", "right")]
    table = _table(*(columns if wide else (columns[0], columns[3])))
    for speaker in sorted(analysis.speakers, key=lambda s: -counts[s.id]):
        name = _text(speaker.name, "bold")
        n = str(counts[speaker.id])
        if wide:
            table.add_row(name, _text(_role(speaker)), Text(speaker.kind, style="dim"), n)
        else:
            role = _role(speaker)
            table.add_row(
                name.append("\n  ").append_text(_text(role, "not bold dim")) if role else name, n
            )
    unknown = sum(quote.speaker is None for quote in analysis.quotes)
    if unknown:
        nobody = Text("source not known", style="italic dim")
        table.add_row(*((nobody, "", "", str(unknown)) if wide else (nobody, str(unknown))))
    console.print(table)


def _print_institutions(analysis: Analysis, console: Console) -> None:
    if not analysis.institutions:
        return
    _print_heading("Institutions", console)
    wide = console.width >= NARROW
    columns = [("official name", "left"), ("kind", "left"), ("mentions", "right")]
    table = _table(*(columns if wide else (columns[0], columns[2])))
    for item in sorted(analysis.institutions, key=lambda i: -len(i.mentions)):
        name = _text(item.name)
        if item.acronym and item.acronym != item.name:
            name.append(" ").append_text(_text(f"({item.acronym})", "dim"))
        kind = Text(item.kind.replace("_", " "), style="green" if item.id else "dim")
        if item.id is None:
            kind.append(" (not listed)")
        n = str(len(item.mentions))
        if wide:
            table.add_row(name, kind, n)
        else:
            table.add_row(Text("\n  ").join([name, kind]), n)
    console.print(table)


def _print_topics(analysis: Analysis, console: Console) -> None:
    if analysis.topics:
        _print_heading("Topics", console)
        wide = console.width >= NARROW
        columns = [("topic", "left"), ("weight", "right"), ("terms", "left")]
        table = _table(*(columns if wide else columns[:2]))
        for topic in analysis.topics:
            label = _text(topic.label, "bold")
            share = f"{100 * topic.weight:.0f} %"
            terms = ", ".join(topic.terms)
            if wide:
                table.add_row(label, share, _text(terms, "dim"))
            else:
                table.add_row(label.append("\n  ").append_text(_text(terms, "not bold dim")), share)
        console.print(table)
    if analysis.key_terms:
        words = ", ".join(term.text for term in analysis.key_terms)
        console.print()
        console.print(Text.assemble(("Key terms  ", "bold"), _text(words)))
