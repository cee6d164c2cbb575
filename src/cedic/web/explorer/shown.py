"""What several pages show in the same way: series with their small lines, choices, methods, names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from cedic.model import Code, Indicator, Text
from cedic.publish import style
from cedic.publish.facts import Basis, Facts
from cedic.publish.figure import everyday_name, spans
from cedic.publish.headlines import Measured, Series
from cedic.publish.numbers import percent
from cedic.publish.spark import spark
from cedic.regions import areas, blocs
from cedic.web.catalogue.pages import values
from cedic.web.explorer.place_words import PLACE

PASSED = {("FREQ", "A")}
"""Choices that need no words."""


def name_of(id: str) -> Text:
    """The everyday name of a bloc or an area, else its code."""
    if id in blocs():
        return blocs()[id].short
    return areas()[id].name if id in areas() else Text.same(id)


def place(id: str, language: str) -> dict[str, str]:
    """A bloc or an area as a link shows it."""
    return {"id": id, "name": name_of(id)[language], "path": f"/{language}/areas/{id}"}


def chosen(measured: Measured, language: str, names: Iterable[str] | None = None) -> str:
    """The codes that stand behind a series, in words: Exports · World · Source: BACI."""
    told = []
    for name, code in measured.choices.items():
        if (name, code) in PASSED or (names is not None and name not in names):
            continue
        said = everyday_name(measured.flow, name, code, language)
        told.append(f"{PLACE['source'][language]}: {code}" if name == "SOURCE" else said)
    return " · ".join(told)


def common(listed: Sequence[Measured]) -> list[str]:
    """The dimensions of which all have the same code."""
    names = dict.fromkeys(name for one in listed for name in one.choices)
    return [name for name in names if len({one.choices.get(name) for one in listed}) == 1]


def line(series: Series, **options: Any) -> dict[str, Any]:
    """The small line of a series, in the colour of its area."""
    drawn = spark([series.points], zero=series.measured.is_share, **options)
    drawn["lines"][0]["colour"] = colour(series.area)
    return drawn


def colour(area: str) -> str:
    """The colour of an area: a bloc's own, else the accent."""
    return style.colours([area])[area] if area in blocs() else style.ACCENT


def told(series: Series, language: str) -> dict[str, Any]:
    """A series as a row of a table shows it."""
    measured = series.measured
    period, value = series.latest
    covered = series.covered
    return {
        "name": measured.name[language],
        "definition": _definition(measured, language),
        "path": _page(measured, language),
        "value": measured.written(value, language),
        "unit": measured.unit_name(language),
        "period": period,
        "years": series.years,
        "line": line(series),
        "covered": PLACE["coverage"][language].format(percent(covered, language, 0))
        if covered is not None and covered < 1
        else "",
    }


def _definition(measured: Measured, language: str) -> str:
    code = measured.code
    return code.description[language] if code and code.description else ""


def _page(measured: Measured, language: str) -> str:
    if measured.is_indicator and measured.code:
        return f"/{language}/indicators/{measured.code.id}"
    return f"/{language}/data/{measured.flow.id}"


def method(code: Code, language: str) -> dict[str, Any]:
    """How an indicator is made."""
    if not isinstance(code, Indicator):
        return {}
    return {
        "id": code.id,
        "name": code.name[language],
        "path": f"/{language}/indicators/{code.id}",
        "definition": code.description[language] if code.description else "",
        "formula": formula(code.formula),
        "values": values(code.range, language),
        "caveats": code.edge_cases[language] if code.edge_cases else "",
        "citation": code.citation,
    }


@cache
def formula(latex: str) -> SafeString:
    """A formula of ours as MathML, which browsers set without a script; empty for a mere name."""
    if not latex or latex.startswith(r"\text{"):
        return SafeString("")
    from latex2mathml.converter import convert

    return mark_safe(convert(latex, display="block"))  # noqa: S308 - declared in the catalogue


def sources(found: Iterable[Facts], used: set[str]) -> list[dict[str, Any]]:
    """The sources of some dataflows, those of `used` first."""
    by_id: dict[str, Basis] = {}
    for one in found:
        for source in one.sources:
            if source.id not in by_id or source.rows > by_id[source.id].rows:
                by_id[source.id] = source
    listed = sorted(by_id.values(), key=lambda source: source.id not in used)
    return [
        {
            "source": source,
            "vintages": ", ".join(source.vintages),
            "years": ", ".join(spans(source.years)),
        }
        for source in listed
    ]


def bar(value: float, low: float, high: float, width: int = 160) -> dict[str, str]:
    """A bar from zero, on a scale from `low` to `high`, which hold zero."""
    span = (high - low) or 1.0
    start, end = sorted(((0.0 - low) / span * width, (value - low) / span * width))
    return {"x": f"{start:.1f}", "length": f"{max(end - start, 1.0):.1f}", "width": str(width)}
