from __future__ import annotations

from datetime import date

import pytest

from cedic.errors import UsageError
from cedic.model import Period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-A1", "2020-01-01", "2020-12-31"),
        ("2020-S2", "2020-07-01", "2020-12-31"),
        ("2020-T2", "2020-05-01", "2020-08-31"),
        ("2020-Q1", "2020-01-01", "2020-03-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-M02", "2021-02-01", "2021-02-28"),
        ("2020-W01", "2019-12-30", "2020-01-05"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2020-D366", "2020-12-31", "2020-12-31"),
        ("2020-03-15", "2020-03-15", "2020-03-15"),
        ("2020-03-15T23:59:59Z", "2020-03-15", "2020-03-15"),
    ],
)
def test_the_days_of_a_period(text: str, first: str, last: str) -> None:
    expected = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert Period.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "20",
        "0000",
        "2020-13",
        "2020-Q0",
        "2020-Q5",
        "2020-S3",
        "2020-W54",
        "2021-W53",
        "2021-D366",
        "2020-D000",
        "2020-02-30",
        "2020-Q",
        "2020-01-01/P1Y",
        "٢٠٢٠",
        "٢٠٢٠-03-15",
        "9" * 5000,
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no period of time"):
        Period.parse(text)
