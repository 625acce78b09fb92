"""The first section of the report: how much there is, who speaks, how, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from beritanlp.domain import QuoteKind
from beritanlp.lexicons.rows import Stance
from beritanlp.report.corpus import charts
from beritanlp.report.corpus.cells import DASH, Cells, known_interval
from beritanlp.report.corpus.rows import rows_of
from beritanlp.report.corpus.words import Phrase

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.report.corpus.findings import Findings
    from beritanlp.report.corpus.records import Records

__all__ = ["Overview"]

_FACTS = ("articles", "failures", "quotes", "known", "people", "bodies", "outlets")
_SHARE_COLUMNS = ("col_quotes", "col_articles", "col_share", "col_interval", "")
_OUTLET_COLUMNS = (
    *("col_outlet", "col_articles", "col_quotes", "col_effective"),
    *("col_first", "col_last"),
)
_LONGEST_MESSAGE: Final = 300  # code points of the reason of a failure


class Overview:
    """Writes *findings*; names lead to their pages among *records*."""

    def __init__(self, findings: Findings, records: Records, cells: Cells) -> None:
        self._findings = findings
        self._records = records
        self._cells = cells

    def render(self) -> str:
        """The section's HTML."""
        findings = self._findings
        return (
            self._facts()
            + '<div class="grid">'
            + self._shares("who_speaks", "source_kind", findings.source_kinds)
            + self._shares("top_people", "person", findings.people)
            + self._shares("top_institutions", "institution", findings.institutions)
            + self._split("how_quoted", "kind", list(QuoteKind), findings.kinds)
            + self._split("verbs", "stance", list(Stance), findings.stances)
            + self._outlets()
            + "</div>"
            + self._months()
            + self._failed()
        )

    def _facts(self) -> str:
        say, counts = self._cells.say, self._findings.counts
        items = "".join(
            f"<div><dt>{say(f'n_{name}')}</dt><dd>{self._cells.number(counts[name])}</dd></div>"
            for name in _FACTS
        )
        if self._findings.first:
            items += (
                f'<div class="period"><dt>{say("period")}</dt>'
                f"<dd>{self._findings.first} – {self._findings.last}</dd></div>"
            )
        return f'<dl class="facts">{items}</dl>'

    def _shares(self, name: str, column: str, frame: pd.DataFrame) -> str:
        """A table of shares with bars and intervals; *frame* is of `share_of_voice`."""
        cells = self._cells
        most = float(frame[["share", "high"]].max().max()) if len(frame) else 0.0
        rows = [
            (
                self._group(column, row),
                cells.number(row.n),
                cells.number(row.articles),
                cells.number(row.share),
                cells.interval(row.low, row.high),
                charts.bar(row.share, most, known_interval(row.low, row.high)),
            )
            for row in rows_of(frame)
        ]
        total = ""
        if len(frame):
            total = f" <i>n</i> = {cells.number(int(frame['total'].iloc[0]))}."
        return cells.card(name, (f"col_{column}", *_SHARE_COLUMNS), rows, f"{name}_note", total)

    def _group(self, column: str, row: Any) -> str:
        """The name of a row's group, with a link to its quotes."""
        if column == "source_kind":
            named = self._cells.say(f"source_kind.{row.source_kind}")
            return f'<a href="#quotes?source_kind={row.source_kind}">{named}</a>'
        named = self._cells.name(getattr(row, column) or DASH)
        if column == "person":
            page, place = "source", self._records.people.get(row.person_id)
        else:
            page, place = "institution", self._records.bodies.get(row.institution_id)
        return named if place is None else f'<a href="#{page}-{place}">{named}</a>'

    def _split(self, name: str, column: str, values: Sequence[str], frame: pd.DataFrame) -> str:
        """A table of each kind of source with its shares of *values* of *column*."""
        cells = self._cells
        totals = frame.groupby("source_kind")["total"].first().sort_values(ascending=False)
        rows = []
        for kind, total in totals.items():
            group = frame[frame["source_kind"] == kind]
            shares = dict(zip(group[column], group["share"], strict=True))
            told = [float(shares.get(str(value), 0.0)) for value in values]
            numbers = (cells.number(total), *map(cells.number, told))
            rows.append((cells.say(f"source_kind.{kind}"), *numbers, charts.parts(told)))
        told_of = [f"{column}.{value}" for value in values]
        heads = ("col_source_kind", "col_quotes", *told_of, "")
        return cells.card(name, heads, rows, f"{name}_note")

    def _outlets(self) -> str:
        cells = self._cells
        rows = [
            (
                cells.name(row.outlet),
                cells.number(row.articles),
                cells.number(row.quotes),
                cells.decimal(row.effective),
                _day(row.first),
                _day(row.last),
            )
            for row in rows_of(self._findings.outlets)
        ]
        return cells.card("by_outlet", _OUTLET_COLUMNS, rows, "by_outlet_note")

    def _months(self) -> str:
        months, cells = self._findings.months, self._cells
        if not len(months):
            return ""
        rows = [
            (row.month, cells.number(row.articles), cells.number(row.quotes))
            for row in rows_of(months)
        ]
        first, last = str(months["month"].iloc[0]), str(months["month"].iloc[-1])
        counts = dict(zip(months["month"], months["quotes"], strict=True))
        quotes = [(month, int(counts.get(month, 0))) for month in _months(first, last)]
        note = cells.say(Phrase("by_month_note", {"undated": self._findings.counts["undated"]}))
        table = cells.table("by_month", ("col_month", "col_articles", "col_quotes"), rows)
        return (
            f'<div class="card"><h3>{cells.say("by_month")}</h3><p class="note">{note}</p>'
            f'<div class="chart">{charts.columns(quotes)}<p class="ends"><span>{first}</span>'
            f"<span>{last}</span></p></div><details><summary>{cells.say('as_table')}</summary>{table}</details></div>"
        )

    def _failed(self) -> str:
        failures, cells = self._findings.failures, self._cells
        rows = [
            (
                f"<code>{escape(row.error)}</code>",
                cells.number(row.n),
                f"{cells.name(row.example)}: {cells.name(row.message[:_LONGEST_MESSAGE])}",
            )
            for row in rows_of(failures)
        ]
        heads = ("col_error", "col_number", "col_example")
        return cells.card("failed_list", heads, rows, None) if rows else ""


def _day(moment: Any) -> str:
    return str(moment.date()) if moment else DASH


def _months(first: str, last: str) -> list[str]:
    """Every month from *first* to *last*, both as ``2025-11``."""
    import pandas as pd

    return [str(month) for month in pd.period_range(first, last, freq="M")]
