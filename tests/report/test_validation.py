"""What coders found, as it is printed."""

from __future__ import annotations

import io

from rich.console import Console

from beritanlp.report.validation import show_validation
from beritanlp.validation import CodedQuote, Sheet, validate
from beritanlp.validation.sheet import SampledArticle


def shown(*quotes: CodedQuote) -> str:
    articles = tuple(SampledArticle(id=quote.article_id) for quote in quotes)
    console = Console(file=io.StringIO(), width=100, color_system=None)
    show_validation(validate([Sheet(articles=articles, quotes=quotes)]), {}, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_names_are_no_markup() -> None:
    assert "[bold]x" in shown(
        CodedQuote(article_id="a", quote=0, right=True, rule="[bold]x"),
        CodedQuote(article_id="b", quote=0, right=False, rule="y"),
    )


def test_many_values_are_listed_where_they_differ() -> None:
    quotes = [CodedQuote(article_id=str(n), quote=0, right=True, label=f"l{n}") for n in range(8)]
    assert "none" in shown(*quotes)
    wrong = CodedQuote(article_id="x", quote=0, right=False, label="l0", true_label="l1")
    assert "l0 → l1" in shown(*quotes, wrong)
    assert "l2" not in shown(*quotes, wrong)
