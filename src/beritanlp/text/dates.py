"""Dates as news sites write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

__all__ = ["DateOrder", "guess_date_order", "parse_date"]

DateOrder = Literal["DMY", "MDY"]

_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
# the part of a line that is a date: "Liputan6.com, 01 Mei 2020, 10:00 WIB"
_WITH_MONTH = re.compile(
    r"(?<!\d)\d{1,2}[\s-]+[^\W\d]{3,10}\.?[\s,-]+(?:\d{4}|\d{2}(?![:.\d]))"
    r"|[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
)
_COMPACT = re.compile(r"\s*((?:19|20)\d{2})([01]\d)([0-3]\d)(?!\d)")
# seconds; numbers that are times are between 2001 and 2100, in seconds or milliseconds
_EARLIEST, _LATEST = 978_307_200, 4_102_444_800
_WIB = dt.timezone(dt.timedelta(hours=7))  # Jakarta's time, in which most sites count their days


def parse_date(value: Any, order: DateOrder = "DMY") -> dt.date | None:
    """The day that *value* states: a date, a datetime, a text, or seconds since 1970.

    Texts may be ISO 8601, Indonesian (*Senin, 12 Juli 2021 14:30 WIB*) or English; of a date in
    numbers the day stands first, or the month where *order* is ``"MDY"``. The day is the one that
    is written, whatever its time zone; seconds since 1970 (or milliseconds) are read as Jakarta's
    time. None where no full date is found: *kemarin*, *2025-12*, and no date at all.
    """
    if isinstance(value, dt.datetime):
        # pandas' NaT is a datetime without a date
        return value.date() if value == value else None
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        return _parse_text(value, order)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _parse_seconds(value)
    return None


def guess_date_order(values: Iterable[Any]) -> DateOrder:
    """Whether the dates in numbers among *values* put the month first.

    They do if one of them can only be read so (*10/21/2025*) and none only the other way round.
    """
    firsts, seconds = [], []
    for value in values:
        match = _NUMBERS.search(value) if isinstance(value, str) else None
        if match:
            firsts.append(int(match.group(1)))
            seconds.append(int(match.group(2)))
    return "MDY" if max(seconds, default=0) > 12 >= max(firsts, default=0) else "DMY"


def _parse_seconds(value: float) -> dt.date | None:
    seconds = value / 1000 if value > _LATEST else value
    if not _EARLIEST <= seconds <= _LATEST:
        return None
    return dt.datetime.fromtimestamp(seconds, _WIB).date()


@lru_cache(maxsize=10_000)
def _parse_text(text: str, order: DateOrder) -> dt.date | None:
    text = text.replace("+", " ")  # "21+January+2019", from an address
    iso = _ISO.match(text) or _COMPACT.match(text)
    if iso:
        return _date(*iso.groups())
    numbers = _NUMBERS.search(text)
    if numbers:
        first, second, year = numbers.groups()
        if order == "MDY":
            first, second = second, first
        # a date that is impossible in this order is in the other
        return _date(year, second, first) or _date(year, first, second)
    part = _WITH_MONTH.search(text)
    return _parse_words(part.group()) if part else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _parse_words(text: str) -> dt.date | None:
    import dateparser

    # only whole dates: "kemarin" and "12 2021" would be completed from today's
    found = dateparser.parse(
        text,
        languages=["id", "en"],
        settings={
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
        },
    )
    return found.date() if found else None
