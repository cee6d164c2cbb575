"""What colours tell in charts of many things: the bloc of an area, the group of a product."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from cedic.model import Text
from cedic.publish import style
from cedic.publish.figure import Figure, everyday_name
from cedic.publish.kinds import AREAS, ancestors
from cedic.regions import blocs

MECHANISMS = ("MERCOSUR", "PA", "ANDEAN", "SICA", "CARICOM", "CELAC")
"""The blocs that colour their members; a member of several has the first one's."""
OTHER = ""
"""The group of what has none; no code has it."""

_OTHERS = {
    True: Text("Other areas", "Otras áreas", "Outras áreas", "Autres zones"),
    False: Text("Other groups", "Otros grupos", "Outros grupos", "Autres groupes"),
}


@dataclass(frozen=True)
class Grouping:
    """The groups of some codes.

    Parameters
    ----------
    group : dict of str to str
        The group of each code.
    colours : dict of str to str
        The colour of each group, in the order of a legend; one entry if there is nothing to tell.
    names : dict of str to str
        What each group is called.
    """

    group: dict[str, str]
    colours: dict[str, str]
    names: dict[str, str]

    def colour(self, code: str) -> str:
        """The colour of a code."""
        return self.colours[self.group[code]]


def grouped(figure: Figure, dimension: str, sizes: dict[str, float]) -> Grouping:
    """Group codes of a dimension.

    Parameters
    ----------
    figure : Figure
        What is drawn.
    dimension : str
        The codes' dimension.
    sizes : dict of str to float
        The codes, and what decides which groups have a colour of their own if they are many.
    """
    if dimension in AREAS:
        return _by_bloc(figure, list(sizes))
    group = {code: _top(figure, dimension, code) for code in sizes}
    if len(set(group.values())) in (1, len(sizes)):
        return Grouping(dict.fromkeys(sizes, OTHER), {OTHER: style.ACCENT}, {OTHER: ""})
    totals: defaultdict[str, float] = defaultdict(float)
    for code, size in sizes.items():
        totals[group[code]] += size
    ranked = sorted(totals, key=lambda one: (-totals[one], one))
    colours = dict(zip(ranked, style.SERIES_COLOURS, strict=False))
    names = {one: everyday_name(figure.flow, dimension, one, figure.language) for one in ranked}
    if len(ranked) > len(colours):
        colours[OTHER] = style.GREYS[1]
        names[OTHER] = _OTHERS[False][figure.language]
        group = {code: one if one in colours else OTHER for code, one in group.items()}
    return Grouping(group, colours, {one: names[one] for one in colours})


def _top(figure: Figure, dimension: str, code: str) -> str:
    """The widest group that a product is a part of, but for all of them."""
    parents = [parent for parent in ancestors(figure.flow, dimension, code) if parent != "_T"]
    return parents[-1] if parents else code


def _by_bloc(figure: Figure, codes: list[str]) -> Grouping:
    year, known = int(figure.periods[0][:4]), blocs()
    members = {id: set(known[id].members(year)) for id in MECHANISMS if id in known}
    group = {
        code: code
        if code in known
        else next((id for id, areas in members.items() if code in areas), OTHER)
        for code in codes
    }
    order = [*members, *sorted(set(group.values()) - set(members) - {OTHER})]
    found = [id for id in order if id in group.values()]
    colours = style.colours(found)
    names = {id: known[id].short[figure.language] for id in found}
    if OTHER in group.values():
        colours[OTHER] = style.GREYS[1]
        names[OTHER] = _OTHERS[True][figure.language]
    return Grouping(group, colours, names)
