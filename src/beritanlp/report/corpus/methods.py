"""The statement of methods and data that a paper needs: what was done, with what, how well."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from beritanlp.report.corpus.words import Phrase

if TYPE_CHECKING:
    from beritanlp.report.corpus.findings import Findings
    from beritanlp.validation import Validation

__all__ = ["ErrorRate", "error_rates", "statement"]

Values = dict[str, int | float | str | Phrase]
_RATES = "error_rates.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRate:
    """How often the extractor was right on held-out articles: counts, and what follows."""

    task: str
    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float:
        """The share of what it said that is right."""
        return self.tp / (self.tp + self.fp)

    @property
    def recall(self) -> float:
        """The share of what is there that it said."""
        return self.tp / (self.tp + self.fn)


@cache
def error_rates() -> tuple[int, tuple[ErrorRate, ...]]:
    """The number of held-out articles, and the error rate of each task."""
    read = tomllib.loads((files(__package__) / _RATES).read_text(encoding="utf-8"))
    rates = tuple(ErrorRate(task=task, **counts) for task, counts in read["tasks"].items())
    return read["articles"], rates


def statement(findings: Findings, validation: Validation | None) -> list[Phrase]:
    """The paragraphs: articles, extraction, unit, errors, and what coders found, if any did."""
    told = [
        Phrase("methods_data", _data_values(findings)),
        Phrase("methods_extraction", _extraction_values(findings)),
        Phrase(
            "methods_unit",
            {
                "copies": Phrase("copies_article")
                if findings.copies is None
                else Phrase("copies_story", {"n": findings.copies}),
                "n_boot": findings.intervals.n_boot,
                "seed": findings.intervals.seed,
            },
        ),
        Phrase("methods_errors"),
    ]
    if validation and validation.precision:
        told.append(Phrase("methods_validated", _validated_values(validation)))
    return told


def _data_values(findings: Findings) -> Values:
    counts = findings.counts
    failures = Phrase("failures_none")
    if counts["failures"]:
        failures = Phrase("failures_some", {"n": counts["failures"]})
    outlets = Phrase("outlets_unknown")
    if counts["outlets"]:
        outlets = Phrase("outlets_number", {"n": counts["outlets"]})
    period = Phrase("period_unknown")
    if findings.first and findings.last:
        period = Phrase("period_between", {"first": findings.first, "last": findings.last})
    return {
        "articles": counts["articles"],
        "outlets": outlets,
        "period": period,
        "failures": failures,
    }


def _extraction_values(findings: Findings) -> Values:
    quotes, known = findings.counts["quotes"], findings.counts["known"]
    return {
        "version": ", ".join(dict.fromkeys(version for version, _ in findings.versions)) or "–",
        "lexicons": ", ".join(dict.fromkeys(digest for _, digest in findings.versions)) or "–",
        "quotes": quotes,
        "known": known,
        "known_share": known / quotes if quotes else 0.0,
    }


def _validated_values(validation: Validation) -> Values:
    estimate = validation.precision
    assert estimate is not None
    return {
        "coders": ", ".join(validation.coders),
        "judged": validation.judged,
        "precision": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
    }
