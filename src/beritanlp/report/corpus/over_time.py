"""The section of topics over time: a table whose cells are the darker, the larger the share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beritanlp.report.corpus import charts
from beritanlp.report.corpus.cells import DASH, Cells, known_interval
from beritanlp.report.corpus.rows import rows_of

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.report.corpus.findings import Findings

__all__ = ["render_topics"]


def render_topics(findings: Findings, cells: Cells) -> str:
    """The section's HTML: a row a topic, a column a month or year."""
    frame = findings.topics.rename(columns={findings.period: "time"})
    if not len(frame):
        return f'<p class="note">{cells.say("nothing")}</p>'
    totals = frame.groupby("time")["total"].first()
    most = float(frame["share"].max())
    order = frame.groupby("topic")["n"].sum().sort_values(ascending=False, kind="stable")
    rows = [
        _row(str(label), frame[frame["topic"] == label], list(totals.index), most, cells)
        for label in order.index
    ]
    heads = "".join(f'<th scope="col" class="n">{time}</th>' for time in totals.index)
    counted = "".join(f'<td class="n">{cells.number(total)}</td>' for total in totals)
    return (
        f'<p class="note">{cells.say("topics_note")}</p>'
        '<div class="card scroll" tabindex="0" role="region" aria-labelledby="topics-title">'
        f'<table class="heat"><thead><tr><th scope="col">{cells.say("col_topic")}</th>'
        f"<td></td>{heads}</tr></thead><tbody>{''.join(rows)}</tbody><tfoot><tr>"
        f'<th scope="row">{cells.say("col_articles")}</th><td></td>{counted}'
        "</tr></tfoot></table></div>"
    )


def _row(label: str, group: pd.DataFrame, times: list[object], most: float, cells: Cells) -> str:
    told = {row.time: row for row in rows_of(group)}
    shares = [float(told[time].share) if time in told else 0.0 for time in times]
    written = ""
    for time, share in zip(times, shares, strict=True):
        css = f"n heat{charts.shade(share, most)}"
        if time not in told:
            written += f'<td class="{css} small">{cells.number(share)}</td>'
            continue
        row = told[time]
        ends = known_interval(row.low, row.high)
        of = f"{row.n}/{row.total}"
        if ends:
            of += f" [{DASH.join(f'{100 * end:.1f}' for end in ends)} %]"
        written += f'<td class="{css}" title="{of}">{cells.number(share)}</td>'
    line = charts.sparkline(shares, max(shares))
    return f'<tr><th scope="row">{cells.topic(label)}</th><td>{line}</td>{written}</tr>'
