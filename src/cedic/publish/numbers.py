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

    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return MISSING
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    digits = 0 if isinstance(value, int) else decimals
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        rounded = exact.quantize(Decimal(1).scaleb(-digits))
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(rounded, pattern, locale=language)).replace("-", "−")
