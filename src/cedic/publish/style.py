"""The house's look: colours, type, and charts in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from cedic.regions import blocs

INK = "#1b1f24"
MUTED = "#5b6570"
RULE = "#d9dee3"
PAPER = "#ffffff"
WASH = "#f6f4ef"
ACCENT = "#0b5c73"
BACKDROP = "#c3c9cf"
"""The other series behind the one that a panel is about."""
ON_PALE, ON_DEEP = "#000000", "#fefefe"
"""Ink upon a coloured square: on any colour one of the two has a contrast of 4.5 or more. The
square is the same in both schemes, so these are too: they must differ from `INK` and `PAPER`, which
the dark scheme exchanges."""

BLOC_COLOURS = {
    "CELAC": INK,
    "MERCOSUR": "#1f6fb2",
    "PA": "#d1495b",
    "ANDEAN": "#c98a00",
    "SICA": "#2a9d6f",
    "CARICOM": "#7a4fa3",
    "SELA": "#7e5602",
    "CACM": "#463929",
    "OECS": "#72627e",
    "ALADI": "#3c3263",
    "ALBA": "#503500",
    "ACTO": "#b78742",
    "ACS": "#5a52ce",
    "UNASUR": "#4f178e",
}
"""The region's blocs; the first six are those that charts of the region show.

The other eight were chosen by search: at least 3.2:1 against white, and as far from each other and
from the first six as can be, for normal, protan and deutan vision (Machado, Oliveira and
Fernandes 2009).
"""
GREYS = ("#5d666f", "#8d959c", "#40474f", "#747d86", "#2f353b")
SERIES_COLOURS = (ACCENT, "#b5472f", "#6b4c9a", "#4d7c0f", "#a8327f", "#8a6d00", "#3f4a56")
"""Series that are no blocs: countries, products, sources."""
DASHES = ((), (6, 3), (2, 2))

DARK = {
    INK: "#ece9e2",
    MUTED: "#a7b0b8",
    RULE: "#3a424a",
    PAPER: "#14181c",
    WASH: "#1c2126",
    ACCENT: "#6fc3da",
    BACKDROP: "#4a525a",
}
"""What the dark scheme puts in the place of each colour; see :func:`dark`."""

SMALL, BODY, LEAD, HEADING, TITLE, DISPLAY = 14, 16, 20, 26, 34, 44
SERIF = 'Georgia, "Iowan Old Style", "Times New Roman", "Liberation Serif", serif'
SANS = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif'
CHART_SERIF = "Georgia, Liberation Serif, Times New Roman, serif"
CHART_SANS = "Segoe UI, Roboto, Helvetica Neue, Liberation Sans, Arial, sans-serif"


def colon(language: str) -> str:
    """The colon between a name and its value; French sets a no-break space before it."""
    return "\N{NO-BREAK SPACE}: " if language == "fr" else ": "


_BESIDE_FRENCH_SIGNS = re.compile(r" (?=[:;?!»])|(?<=«) ")


def set_in(words: str, language: str) -> str:
    """Words as their language sets them: French keeps double signs with the word beside them.

    Parameters
    ----------
    words : str
        The words, with plain spaces.
    language : str
        es, en, pt or fr; the others stay as they are.
    """
    return _BESIDE_FRENCH_SIGNS.sub("\N{NO-BREAK SPACE}", words) if language == "fr" else words


def colours(codes: Sequence[str]) -> dict[str, str]:
    """A colour for each series; a bloc has the same one everywhere.

    Parameters
    ----------
    codes : sequence of str
        The series, in order. Comparators have greys; series that are no blocs of ours take
        `SERIES_COLOURS` in this order, from the start again when they run out.
    """
    comparators = [bloc.id for bloc in blocs().values() if bloc.kind == "comparator"]
    ours = BLOC_COLOURS | dict(zip(comparators, cycle(GREYS), strict=False))
    others = cycle(SERIES_COLOURS)
    return {code: ours[code] if code in ours else next(others) for code in codes}


def dashes(codes: Sequence[str]) -> dict[str, list[int]]:
    """A dash for each series, so that those of one colour can be told apart."""
    seen: dict[str, int] = {}
    found = {}
    for code, colour in colours(codes).items():
        seen[colour] = seen.get(colour, -1) + 1
        found[code] = list(DASHES[seen[colour] % len(DASHES)])
    return found


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, from 0 to 1 (W3C, WCAG 2.2, 2023)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21 (W3C, WCAG 2.2, 2023)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, part: float) -> str:
    """The colour that lies `part` of the way, from 0 to 1, from `one` to `other`."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(low + (high - low) * part):02x}" for low, high in pairs)


def dark(colour: str) -> str:
    """The colour that stands for `colour` in the dark scheme: lighter until it can be read."""
    if colour in DARK:
        return DARK[colour]
    while contrast(colour, DARK[PAPER]) < 4.5:
        colour = mixed(colour, "#ffffff", 0.1)
    return colour


def every_colour() -> list[str]:
    """Every colour that a chart may use and the dark scheme replaces."""
    listed = (*DARK, *BLOC_COLOURS.values(), *GREYS, *SERIES_COLOURS)
    return list(dict.fromkeys(listed))


def locale(language: str) -> dict[str, Any]:
    """How Vega writes numbers and dates in a language, from Unicode CLDR through Babel."""
    from babel import Locale

    words = Locale.parse(language)
    symbols = words.number_symbols["latn"]
    percent = words.percent_formats[None].pattern.partition("%")[0].lstrip("#,0")
    months, days = words.months["format"], words.days["format"]
    halves = words.day_periods["format"]["abbreviated"]
    # CLDR counts days from Monday, d3 from Sunday.
    week = (6, 0, 1, 2, 3, 4, 5)
    return {
        "number": {
            "decimal": symbols["decimal"],
            "thousands": symbols["group"],
            "grouping": [3],
            "currency": ["", ""],
            "percent": f"{percent}%",
            "minus": "−",
        },
        "time": {
            "dateTime": "%-d %B %Y, %H:%M:%S",
            "date": "%-d %B %Y",
            "time": "%H:%M:%S",
            "periods": [halves["am"], halves["pm"]],
            "days": [days["wide"][day] for day in week],
            "shortDays": [days["abbreviated"][day] for day in week],
            "months": list(months["wide"].values()),
            "shortMonths": list(months["abbreviated"].values()),
        },
    }


def config(language: str) -> dict[str, Any]:
    """The house's Vega-Lite configuration."""
    text = {"font": CHART_SANS, "fontSize": SMALL, "color": INK}
    return {
        "background": PAPER,
        "padding": 16,
        "font": CHART_SANS,
        "locale": locale(language),
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "group",
            "font": CHART_SERIF,
            "fontSize": LEAD,
            "fontWeight": "bold",
            "color": INK,
            "lineHeight": 25,
            "offset": 16,
            "subtitleFont": CHART_SANS,
            "subtitleFontSize": SMALL,
            "subtitleColor": MUTED,
            "subtitleLineHeight": 19,
            "subtitlePadding": 6,
        },
        "axis": {
            "labelFont": CHART_SANS,
            "labelFontSize": SMALL,
            "labelColor": MUTED,
            "labelPadding": 6,
            "title": None,
            "grid": False,
            "domain": False,
            "ticks": False,
        },
        "axisY": {"gridColor": RULE, "gridWidth": 1},
        "line": {"strokeWidth": 2.2, "strokeJoin": "round", "strokeCap": "round"},
        "text": text,
        "legend": {
            "labelFont": CHART_SANS,
            "labelFontSize": SMALL,
            "labelColor": INK,
            "title": None,
            "symbolStrokeWidth": 3,
        },
    }
