"""Scales that end at round figures, labels that do not meet, and places in pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any


def domain(values: Sequence[float], *, zero: bool) -> tuple[float, float, float]:
    """The ends of a scale that holds `values`, and the step of its ticks: 1, 2 or 5 times 10ⁿ."""
    low, high = min(values), max(values)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = low - abs(low) / 10 - 0.05, high + abs(high) / 10 + 0.05
    rough = (high - low) / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def number_format(step: float, *, proportion: bool) -> str:
    """How the ticks of a scale are written, with the digits that its step needs."""
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return f",.{max(0, digits - 2)}%" if proportion else f",.{digits}f"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near the `wanted` ones, in the same order, `gap` apart and between `low` and `high`.

    Where there is not room enough, the gap shrinks to what there is.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    places = [0.0] * len(wanted)
    edge = low
    for index in order:
        places[index] = max(wanted[index], edge)
        edge = places[index] + gap
    edge = high
    for index in reversed(order):
        places[index] = min(places[index], edge)
        edge = places[index] - gap
    return places


def at(**pixels: float) -> dict[str, Any]:
    """The channels x, x2, y and y2 in pixels; ``alt.value`` takes Altair many times as long."""
    import altair

    channels: Any = altair
    return {
        name: getattr(channels, f"{name.upper()}Value")(place) for name, place in pixels.items()
    }
