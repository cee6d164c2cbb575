"""Countries, as forms offer them and pages tell them."""

from __future__ import annotations

from cedic.regions import areas
from cedic.web.words import language


def countries() -> list[tuple[str, str]]:
    """Code and name of every country in the visitor's language, by name."""
    from cedic.publish.search import folded

    told = language()
    found = {id: area.name[told] for id, area in areas().items() if area.kind == "country"}
    return sorted(found.items(), key=lambda one: folded(one[1]))


def country_name(code: str) -> str:
    """The name of a country in the visitor's language; the code itself, if there is none."""
    known = areas().get(code)
    return known.name[language()] if known else code
