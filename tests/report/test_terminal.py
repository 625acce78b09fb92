"""The summary in a terminal, wide and narrow, in colour and plain."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from beritanlp.domain import (
    Analysis,
    Article,
    Institution,
    InstitutionKind,
    KeyTerm,
    Layout,
    Provenance,
    Quote,
    QuoteKind,
    Speaker,
    SpeakerKind,
    TextSpan,
    Topic,
)
from beritanlp.report.terminal import render_terminal

MADE_WITH = Provenance(schema=1, beritanlp="0", spacy="0", pipeline=(), lexicons="0")
TEXT = (
    "Stok [red]aman[/red]\n\nBudi Santoso mengatakan gudang penuh. “Kami siap,” katanya. "
    "Menjelang panen, kata warga, harga turun."
)


def span(words: str) -> TextSpan:
    start = TEXT.index(words)
    return TextSpan(start=start, end=start + len(words))


def sample() -> Analysis:
    budi = Speaker(id="s0", name="Budi Santoso", role="Bupati", affiliation="X", former=True)
    people = Speaker(id="s1", name="warga", kind=SpeakerKind.GROUP)
    nya = TextSpan(start=TEXT.index("katanya") + 4, end=TEXT.index("katanya") + 7)
    interrupting = TEXT.index("kata warga")
    quotes = (
        Quote(
            kind=QuoteKind.INDIRECT,
            content=(span("gudang penuh"),),
            cue=span("mengatakan"),
            mention=span("Budi Santoso"),
            speaker=budi,
            rule="x",
        ),
        Quote(
            kind=QuoteKind.DIRECT,
            content=(span("Kami siap"),),
            cue=span("kata"),
            mention=nya,
            speaker=budi,
            rule="x",
        ),
        Quote(
            kind=QuoteKind.INDIRECT,
            content=(span("Menjelang panen"), span("harga turun")),
            cue=TextSpan(start=interrupting, end=interrupting + len("kata")),
            mention=span("warga"),
            speaker=people,
            rule="x",
        ),
        Quote(kind=QuoteKind.MIXED, content=(span("panen"),), rule="x"),
    )
    return Analysis(
        article=Article(id="a", text=TEXT),
        layout=Layout(title=span("Stok [red]aman[/red]"), place="Sukamulya"),
        quotes=quotes,
        speakers=(budi, people),
        institutions=(
            Institution(
                id="bulog",
                name="Badan Urusan Logistik",
                acronym="Bulog",
                kind=InstitutionKind.LOCAL_GOVERNMENT,
                mentions=(span("gudang"),),
            ),
            Institution(id=None, name="Koperasi [b]", mentions=(span("panen"),)),
        ),
        topics=(Topic(code="4", label="Pertanian", weight=0.7, terms=("panen", "stok")),),
        key_terms=(KeyTerm(text="gudang", weight=1.0, count=1),),
        made_with=MADE_WITH,
    )


def render(analysis: Analysis, width: int = 100, colour: bool = False) -> str:
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=colour, color_system="standard" if colour else None
    )
    render_terminal(analysis, console)
    return file.getvalue()


def test_quotes_stand_under_their_speaker_with_cue_and_mention_in_place() -> None:
    shown = render(sample())
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    at = lines.index("Budi Santoso former: Bupati, X")
    assert lines[at + 1 : at + 9] == [
        "1 indirect Budi Santoso mengatakan gudang penuh",
        "2 direct “Kami siap” katanya",
        "",
        "warga",
        "3 indirect Menjelang panen kata warga harga turun",
        "",
        "source not known",
        "4 mixed panen",
    ]


def test_words_of_the_article_are_no_markup() -> None:
    shown = render(sample())
    assert "Stok [red]aman[/red]" in shown
    assert "Koperasi [b]" in shown


def test_plain_output_has_no_escapes_and_colour_has() -> None:
    assert "\x1b" not in render(sample())
    assert "\x1b[36mdirect" in render(sample(), colour=True)


@pytest.mark.parametrize("width", [100, 60, 30])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = render(sample(), width)
    assert max(map(len, shown.splitlines())) <= width
    assert "Badan" in shown
    assert "local government" in " ".join(shown.split())


def test_an_analysis_without_findings_says_so() -> None:
    empty = Analysis(article=Article(id="a", text=""), made_with=MADE_WITH)
    assert "No quotes were found." in render(empty)
