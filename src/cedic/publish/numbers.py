"""Numbers as people read them: rounded half-up, in their language, `··` where there is none."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import NamedTuple

MISSING = "··"


def formatted(value: float | int | None, language: str, decimals: int = 3) -> str:
    """A number in the reader's language.

    Parameters
    ----------
    value : float, int or None
        The number; None and NaN are missing.
    language : str
        es, en, pt or fr.
    decimals : int
        Digits after the decimal mark of a float; integers have none.

    Returns
    -------
    str
        The number rounded half-up, or ``··``.
    """
    if value is None or _is_missing(value):
        return MISSING
    return _written(value, 0 if isinstance(value, int) else decimals, language)


def percent(value: float | None, language: str, decimals: int = 1, *, sign: bool = True) -> str:
    """A proportion as per cent, in the reader's language.

    Parameters
    ----------
    value : float or None
        The proportion: 0.145 for 14.5%; None and NaN are missing.
    language : str
        es, en, pt or fr.
    decimals : int
        Digits after the decimal mark of the percentage.
    sign : bool
        Whether to write the per cent sign; a table names the unit in its header instead.

    Returns
    -------
    str
        The percentage rounded half-up, with the sign as the language sets it, or ``··``.
    """
    if value is None or _is_missing(value):
        return MISSING
    # The same digits, two places on: exactly, not by multiplying in binary.
    number = _written(Decimal(repr(float(value))).scaleb(2), decimals, language)
    return number + _symbols(language).percent if sign else number


class _Symbols(NamedTuple):
    """What stands in numbers, and after per cent."""

    marks: dict[int, str]
    percent: str


@cache
def _symbols(language: str) -> _Symbols:
    """The symbols of a language, from Unicode CLDR through Babel."""
    from babel import Locale

    locale = Locale.parse(language)
    symbols = locale.number_symbols["latn"]
    pattern = locale.percent_formats[None].pattern
    return _Symbols(
        str.maketrans({",": symbols["group"], ".": symbols["decimal"], "-": "−"}),
        pattern.replace("#,##0", ""),
    )


def _written(value: float | int | Decimal, digits: int, language: str) -> str:
    return f"{_rounded(value, digits):,f}".translate(_symbols(language).marks)


def _is_missing(value: float | int) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _rounded(value: float | int | Decimal, digits: int) -> Decimal:
    exact = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        rounded = exact.quantize(Decimal(1).scaleb(-digits))
    # What rounds to nothing has no sign.
    return rounded if rounded else abs(rounded)
