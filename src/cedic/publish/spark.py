"""Small lines to stand beside figures: drawn as paths, without a library and without a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Point = tuple[int, float]
_MARGIN = 3.0


def spark(
    lines: Sequence[Sequence[Point]],
    size: tuple[int, int] = (120, 28),
    *,
    zero: bool = False,
    span: tuple[int, int] | None = None,
) -> dict[str, Any]:
    """Lines on one common scale, broken where a period is missing.

    Parameters
    ----------
    lines : sequence of sequence of (int, float)
        The points of each line in order of time: places one apart are neighbours, a greater step is
        a gap; see :func:`cedic.publish.headlines.ordinal`.
    size : (int, int)
        Width and height in pixels.
    zero : bool, default False
        Whether the scale starts at zero; by default only if the values come near it.
    span : (int, int), optional
        The first and last place in time; by default those of the points.

    Returns
    -------
    dict
        ``width``, ``height``, ``zero`` (the height of the zero line where values lie on both sides
        of it, else None), and ``lines``: for each, ``paths``, ``dots`` (points that stand alone) and
        ``end`` (the last point, None for a line without points).
    """
    width, height = size
    values = [value for line in lines for _, value in line] or [0.0]
    times = [time for line in lines for time, _ in line] or [0]
    first, last = span or (min(times), max(times))
    low, high = _scale(values, zero)
    across = (width - 2 * _MARGIN) / max(1, last - first)

    def place(point: Point) -> tuple[float, float]:
        time, value = point
        share = (value - low) / (high - low)
        return _MARGIN + (time - first) * across, height - _MARGIN - share * (height - 2 * _MARGIN)

    return {
        "width": width,
        "height": height,
        "zero": f"{place((first, 0.0))[1]:.1f}" if min(values) < 0 < max(values) else None,
        "lines": [_line([[place(point) for point in run] for run in runs(line)]) for line in lines],
    }


def _scale(values: Sequence[float], zero: bool) -> tuple[float, float]:
    low, high = min(values), max(values)
    if zero or low < 0.6 * high:
        low = min(low, 0.0)
    if high <= 0:
        high = 0.0
    # A level line lies in the middle.
    return (low, high) if low < high else (low - 1.0, high + 1.0)


def runs(line: Sequence[Point]) -> Iterator[list[Point]]:
    """The points of a line, parted where a period is missing."""
    run: list[Point] = []
    for point in line:
        if run and point[0] - run[-1][0] > 1:
            yield run
            run = []
        run.append(point)
    if run:
        yield run


def _line(placed: Sequence[Sequence[tuple[float, float]]]) -> dict[str, Any]:
    written = [[(f"{x:.1f}", f"{y:.1f}") for x, y in run] for run in placed]
    return {
        "paths": ["M" + "L".join(f"{x},{y}" for x, y in run) for run in written if len(run) > 1],
        "dots": [run[0] for run in written if len(run) == 1],
        "end": written[-1][-1] if written else None,
    }
