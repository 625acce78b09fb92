"""Check results by hand: draw a sample, have it coded, and learn what the errors do to findings.

>>> import beritanlp as bn
>>> sample = bn.validation.draw_sample(corpus, 200, by=["outlet"])  # doctest: +SKIP
>>> bn.validation.write_sheet(sample, "sari.xlsx", "xlsx")  # doctest: +SKIP
>>> sheets = bn.validation.read_sheets("sari.xlsx")  # doctest: +SKIP
>>> bn.validation.validate(sheets).precision  # doctest: +SKIP
>>> bn.validation.corrected_shares(sheets, corpus, "speaker_kind")  # doctest: +SKIP

The same on the command line: ``beritanlp sample`` and ``beritanlp validate``.
"""

from __future__ import annotations

from beritanlp.validation.agreement import alpha_interval, alpha_nominal, alpha_unitizing
from beritanlp.validation.coders import Agreement
from beritanlp.validation.correction import CodedLabel, Share, corrected_share
from beritanlp.validation.estimates import Estimate
from beritanlp.validation.files import format_of, read_sheets, write_sheet
from beritanlp.validation.label_studio import labelling_config
from beritanlp.validation.sampling import draw_sample
from beritanlp.validation.scores import Validation, validate
from beritanlp.validation.shares import check_ids, corrected_shares
from beritanlp.validation.sheet import CodedQuote, Marks, SampledArticle, Sheet

__all__ = [
    "Agreement",
    "CodedLabel",
    "CodedQuote",
    "Estimate",
    "Marks",
    "SampledArticle",
    "Share",
    "Sheet",
    "Validation",
    "alpha_interval",
    "alpha_nominal",
    "alpha_unitizing",
    "check_ids",
    "corrected_share",
    "corrected_shares",
    "draw_sample",
    "format_of",
    "labelling_config",
    "read_sheets",
    "validate",
    "write_sheet",
]
