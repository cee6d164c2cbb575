from __future__ import annotations

import math

import pytest

from cedic.publish.numbers import MISSING, formatted, percent


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "−3"), (0.125, 2, "0.13")],
)
def test_halves_round_away_from_zero(value, decimals, shown):
    assert formatted(value, "en", decimals) == shown


def test_a_decimal_half_is_the_one_that_was_written():
    # 1.005 is slightly less than that in binary; the reader wrote 1.005.
    assert formatted(1.005, "en", 2) == "1.01"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "12,345.7"),
        ("es", "12.345,7"),
        ("pt", "12.345,7"),
        ("fr", "12\N{NARROW NO-BREAK SPACE}345,7"),
    ],
)
def test_each_language_has_its_marks(language, shown):
    assert formatted(12345.67, language, 1) == shown


@pytest.mark.parametrize("nothing", [None, math.nan, math.inf])
def test_what_is_missing_is_no_zero(nothing):
    assert formatted(nothing, "es") == percent(nothing, "es") == MISSING


def test_integers_have_no_decimals_and_stay_exact():
    assert formatted(9_007_199_254_740_993, "en") == "9,007,199,254,740,993"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "14.5%"),
        ("es", "14,5\N{NO-BREAK SPACE}%"),
        ("pt", "14,5%"),
        ("fr", "14,5\N{NARROW NO-BREAK SPACE}%"),
    ],
)
def test_per_cent_in_each_language(language, shown):
    written = percent(0.14497, language)
    assert written.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}") == shown.replace(
        "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
    )


def test_per_cent_rounds_half_up_and_can_leave_its_sign_out():
    assert percent(0.0005, "en") == "0.1%"
    assert percent(0.1225, "fr", 1, sign=False) == "12,3"


def test_what_rounds_to_zero_has_no_sign():
    assert formatted(-0.0001, "en", 2) == "0.00"
    assert percent(-0.0001, "en") == "0.0%"
