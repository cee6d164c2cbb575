"""Numbers as people read them: rounded half-up, in their language, `··` where there is none."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext

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
    from babel.numbers import format_decimal

    if _is_missing(value):
        return MISSING
    digits = 0 if isinstance(value, int) else decimals
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    rounded = _rounded(value, digits)
    return str(format_decimal(rounded, pattern, locale=language)).replace("-", "−")


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
    from babel import Locale
    from babel.numbers import format_percent

    if _is_missing(value):
        return MISSING
    pattern = Locale.parse(language).percent_formats[None].pattern
    pattern = pattern.replace("#,##0", "#,##0" + ("." + "0" * decimals if decimals else ""))
    rounded = _rounded(value, decimals + 2)
    written = str(format_percent(rounded, pattern, locale=language)).replace("-", "−")
    return written if sign else written.rstrip("%").rstrip()


def _is_missing(value: float | int | None) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _rounded(value: float | int | None, digits: int) -> Decimal:
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        rounded = exact.quantize(Decimal(1).scaleb(-digits))
    # What rounds to nothing has no sign.
    return rounded if rounded else abs(rounded)
