"""The activities of each area by status, drawn."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cedic.programme.figures import AreaFigures, Brief
from cedic.programme.terms import LEVELS, STATUSES
from cedic.publish import style
from cedic.publish.document import Figure
from cedic.publish.document.model import plain
from cedic.publish.programme import words as w
from cedic.publish.programme.phrases import Phrases

_COLOURS = {
    "planned": style.BACKDROP,
    "under_way": style.mixed(style.ACCENT, style.PAPER, 0.55),
    "completed": style.ACCENT,
    "postponed": style.BLOC_COLOURS["ANDEAN"],
    "cancelled": style.SERIES_COLOURS[1],
}
_WIDTH, _NAMES, _TOTALS = 400, 92, 30
_ROW, _BAR, _LEGEND = 34, 24, 24
_LETTER = 8
"""About how wide a letter is, in points of a picture whose text is 14 high."""


def status_bars(say: Phrases, brief: Brief) -> Figure | None:
    """A bar for each area, as long as it has activities, cut up by status.

    Each part carries its number, so that colour does not say it alone. It is drawn as wide as a
    phone's page.

    Parameters
    ----------
    say : Phrases
        The language.
    brief : Brief
        The figures.

    Returns
    -------
    Figure or None
        The picture; None where no area has an activity.
    """
    areas = [one for one in brief.by_area if one.activities]
    if not areas:
        return None
    keys = list(_legend(say, brief))
    top = _LEGEND * (1 + max(line for line, _, _ in keys))
    drawn = [_key(say, status, line, left) for line, left, status in keys]
    longest = max(one.activities for one in areas)
    for place, one in enumerate(areas):
        drawn.extend(_bar(say, one, top + 8 + place * _ROW, longest))
    height = top + 8 + len(areas) * _ROW
    return Figure(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="Libertinus Serif, Georgia, serif" '
        f'font-size="{style.SMALL}" fill="{style.INK}">{"".join(drawn)}</svg>',
        f"{say.of(w.BY_AREA)}. " + " ".join(_spoken(say, one) for one in areas),
    )


def _legend(say: Phrases, brief: Brief) -> Iterator[tuple[int, float, str]]:
    """The line and the left edge of each status that occurs."""
    line, left = 0, 0
    for status, count in brief.by_status.items():
        if not count:
            continue
        width = 32 + _LETTER * len(say.term(STATUSES, status))
        if left and left + width > _WIDTH:
            line, left = line + 1, 0
        yield line, left, status
        left += width


def _key(say: Phrases, status: str, line: int, left: float) -> str:
    top = line * _LEGEND
    name = escape(say.term(STATUSES, status))
    return (
        f'<rect x="{left}" y="{top + 4}" width="12" height="12" fill="{_COLOURS[status]}"/>'
        f'<text x="{left + 18}" y="{top + 15}">{name}</text>'
    )


def _bar(say: Phrases, area: AreaFigures, top: int, longest: int) -> Iterator[str]:
    step = (_WIDTH - _NAMES - _TOTALS) / longest
    middle, left = top + _BAR / 2 + 5, float(_NAMES)
    yield f'<text x="0" y="{middle}">{escape(_name(say, area)[:12])}</text>'
    for status, count in area.by_status.items():
        if not count:
            continue
        colour, width = _COLOURS[status], count * step
        ink = max(style.ON_PALE, style.ON_DEEP, key=lambda one: style.contrast(one, colour))
        yield (
            f'<rect x="{left:.1f}" y="{top}" width="{width - 1:.1f}" height="{_BAR}" '
            f'fill="{colour}"/>'
        )
        if width > _LETTER * len(str(count)) + 4:
            yield (
                f'<text x="{left + width / 2:.1f}" y="{middle}" text-anchor="middle" '
                f'fill="{ink}">{count}</text>'
            )
        left += width
    yield f'<text x="{left + 6:.1f}" y="{middle}" font-weight="bold">{area.activities}</text>'


def _name(say: Phrases, area: AreaFigures) -> str:
    if area.area is None:
        return say.of(w.NO_AREA)
    return plain(f"{say.term(LEVELS, 'area')} {area.area.code}").rstrip()


def _spoken(say: Phrases, area: AreaFigures) -> str:
    """What a bar shows, in words."""
    parts = (
        f"{say.term(STATUSES, status)}, {say.number(count)}"
        for status, count in area.by_status.items()
        if count
    )
    return f"{say.labelled(_name(say, area), '')[0].words} {'; '.join(parts)}."
