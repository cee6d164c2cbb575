"""Periods of time as statistics write them: 2020, 2020-Q1, 2020-03, 2020-W05, 2020-03-15."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cedic.errors import UsageError

MONTHS = {"A": 12, "S": 6, "T": 4, "Q": 3, "M": 1}
"""The months in a reporting period, by the letter that SDMX gives it."""

_REPORTING = re.compile(r"([0-9]{4})-([ASTQMWD])([0-9]{1,3})")
_REMEDY = (
    "write a year, half-year, four months, quarter, month, week or day as 2020, 2020-S1, 2020-T1, "
    "2020-Q1, 2020-03, 2020-W05, 2020-03-15"
)


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends included.

    Parameters
    ----------
    first, last : date
        Its first and last day.
    """

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """The days that a period takes in.

        Parameters
        ----------
        text : str
            A Gregorian year, month or day, a date and time (its day), or a reporting period of SDMX
            2.1 (technical notes, section 4.2): ``2020-A1``, ``-S1``, ``-T1``, ``-Q1``, ``-M01``,
            ``-W01`` (ISO 8601 weeks), ``-D001``. Reporting years start on the 1st of January.

        Raises
        ------
        UsageError
            If it is none of these, or there is no such day, week, month or quarter.
        """
        try:
            return cls(*_days(text.strip()))
        except (ValueError, OverflowError):
            raise UsageError(f"{text[:40]!r} is no period of time.", remedy=_REMEDY) from None


def _days(text: str) -> tuple[date, date]:
    if re.fullmatch(r"[0-9]{4}", text):
        return _months(int(text), 1, 12)
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})", text):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _REPORTING.fullmatch(text):
        return _reporting(int(found[1]), found[2], int(found[3]))
    day = datetime.fromisoformat(text).date() if "T" in text else date.fromisoformat(text)
    return day, day


def _reporting(year: int, letter: str, number: int) -> tuple[date, date]:
    if letter == "W":
        monday = date.fromisocalendar(year, number, 1)
        return monday, monday + timedelta(days=6)
    if letter == "D":
        day = date(year, 1, 1) + timedelta(days=number - 1)
        if not number or day.year != year:
            raise ValueError(number)
        return day, day
    months = MONTHS[letter]
    return _months(year, (number - 1) * months + 1, months)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
