"""The framework of an index: what it is made of, in one table, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Any, Literal

from cedic.errors import DataError, UnknownCodeError, near
from cedic.indices.cells import Cells
from cedic.model import Text

Kind = Literal["indicator", "aggregate", "denominator", "group", "other"]
KINDS: tuple[Kind, ...] = ("indicator", "aggregate", "denominator", "group", "other")

ALIASES = {
    "icode": "code",
    "iname": "name",
    "type": "kind",
    "normalization": "normalisation",
    "gp_low": "goalpost_low",
    "gp_lower": "goalpost_low",
    "goalpost_lower": "goalpost_low",
    "gp_high": "goalpost_high",
    "gp_upper": "goalpost_high",
    "goalpost_upper": "goalpost_high",
}
"""Other names of columns, in small letters: those of COINr's iMeta among them."""


@dataclass(frozen=True)
class Node:
    """One row of a framework: an indicator, an aggregate of others, or a column beside them.

    Parameters
    ----------
    code : str
        Its code, which names its column in the values.
    name : Text
        What people call it.
    kind : str
        ``indicator``, ``aggregate``, or, outside the hierarchy, ``denominator``, ``group``, ``other``.
    level : int or None
        1 for indicators, 2 for their aggregates, and so on up to the index; None outside.
    parent : str or None
        The aggregate one level up; None for the index itself and outside.
    direction : int
        1 if more is better, −1 if less is.
    weight : float
        Its weight among its siblings, on any scale.
    unit, denominator, normalisation, source : str or None
        Unit of measure; the code it is divided by; its own way of normalising; where it is from.
    target : float or None
        The value to be reached, in units of the indicator before direction is taken.
    goalposts : tuple of float, or None
        The lowest and the highest value of its scale, in the same units.
    row : int
        Its row in the table, the header being row 1.
    """

    code: str
    name: Text
    kind: Kind
    level: int | None
    parent: str | None
    direction: int
    weight: float
    unit: str | None
    denominator: str | None
    target: float | None
    goalposts: tuple[float, float] | None
    normalisation: str | None
    source: str | None
    row: int


class Framework:
    """The hierarchy of an index.

    Parameters
    ----------
    table : table
        Any table (pandas, Polars, Arrow), one row for each indicator, aggregate, denominator or
        group. Columns, whatever their case: ``code``; ``name``, or ``name_en``, ``name_es``,
        ``name_pt``, ``name_fr``; ``level``; ``parent``; ``direction``; ``weight``; ``unit``;
        ``denominator``; ``target``; ``goalpost_low``, ``goalpost_high``; ``normalisation``;
        ``source``; ``kind``. Only ``code`` and ``parent`` are needed. COINr's iMeta is read as it is.
    where : str, optional
        What messages call the table, such as its file.

    Attributes
    ----------
    nodes : mapping of str to Node
        All rows by code, in the order of the table.
    index : Node
        The top of the hierarchy.

    Raises
    ------
    DataError
        Naming the cell: a column missing, a code missing or there twice, a parent that does not
        exist, a cycle, a level skipped, more than one top, a direction other than 1 and −1, a weight
        negative, weights of siblings that sum to zero, goalposts reversed or alone, text in a number,
        an unknown kind or denominator.

    Notes
    -----
    Without a column ``level``, indicators are what nothing has as its parent, and all of them must be
    equally deep. A row with neither parent nor children is outside the hierarchy: a denominator if
    another row names it so, else ``other``. Weights are rescaled to sum to one within siblings.
    """

    def __init__(self, table: Any, *, where: str = "framework") -> None:
        cells = Cells(table, where, ALIASES)
        cells.need("code")
        if not cells.has("parent"):
            raise DataError(
                "The framework does not say what belongs to what: it has no column parent.",
                where=where,
                remedy="give each indicator and aggregate the code of the aggregate above it",
            )
        self.where = where
        self.nodes: Mapping[str, Node] = MappingProxyType(_nodes(cells))
        _check_hierarchy(self, cells)

    @cached_property
    def index(self) -> Node:
        """The top of the hierarchy."""
        return next(node for node in self.hierarchy if node.parent is None)

    @cached_property
    def hierarchy(self) -> tuple[Node, ...]:
        """Indicators and aggregates, level by level from the indicators up, in the table's order."""
        inside = [node for node in self.nodes.values() if node.level is not None]
        return tuple(sorted(inside, key=lambda node: node.level or 0))

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators."""
        return tuple(node.code for node in self.hierarchy if node.level == 1)

    @cached_property
    def levels(self) -> int:
        """How many levels there are; the index is at the highest."""
        return max(node.level or 0 for node in self.hierarchy)

    @cached_property
    def denominators(self) -> tuple[str, ...]:
        """Codes of columns that indicators are divided by."""
        named = [node.denominator for node in self.hierarchy if node.denominator]
        return tuple(dict.fromkeys(named))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Codes of columns that say which group a unit is in."""
        return tuple(node.code for node in self.nodes.values() if node.kind == "group")

    def at(self, level: int) -> tuple[Node, ...]:
        """The nodes of a level.

        Raises
        ------
        UnknownCodeError
            If there is no such level.
        """
        if not 1 <= level <= self.levels:
            raise UnknownCodeError("level", str(level), map(str, range(1, self.levels + 1)))
        return tuple(node for node in self.hierarchy if node.level == level)

    def children(self, code: str) -> tuple[Node, ...]:
        """The nodes directly below an aggregate; none below an indicator."""
        return self._children.get(self.node(code).code, ())

    @cached_property
    def _children(self) -> dict[str, tuple[Node, ...]]:
        found: dict[str, tuple[Node, ...]] = {}
        for node in self.hierarchy:
            if node.parent is not None:
                found[node.parent] = (*found.get(node.parent, ()), node)
        return found

    def below(self, code: str) -> tuple[str, ...]:
        """Codes of all indicators under an aggregate; of an indicator, itself."""
        children = self.children(code)
        if not children:
            return (code,)
        return tuple(leaf for child in children for leaf in self.below(child.code))

    def node(self, code: str) -> Node:
        """The row of a code.

        Raises
        ------
        UnknownCodeError
            If there is none.
        """
        if code not in self.nodes:
            raise UnknownCodeError("code in the framework", code, self.nodes)
        return self.nodes[code]

    def with_nodes(self, nodes: Mapping[str, Node]) -> Framework:
        """The same hierarchy with other rows of the same codes, such as goalposts in other units."""
        other = object.__new__(Framework)
        other.where = self.where
        other.nodes = MappingProxyType({**self.nodes, **nodes})
        return other

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes.values())

    def __repr__(self) -> str:
        return (
            f"Framework({self.index.code}: {len(self.indicators)} indicators, {self.levels} levels)"
        )


def _nodes(cells: Cells) -> dict[str, Node]:
    """The rows by code, each checked on its own and for what it says of others."""
    codes: dict[str, int] = {}
    for row in range(len(cells)):
        code = cells.text(row, "code")
        if code is None:
            raise cells.wrong(row, "code", "is empty", "give each row a code")
        if code in codes:
            raise cells.wrong(
                row, "code", f"{code} stands in row {cells.number(codes[code])} too", "rename one"
            )
        codes[code] = row
    parents = {code: cells.text(row, "parent") for code, row in codes.items()}
    divisors = {cells.text(row, "denominator") for row in codes.values()}
    levels = _levels(cells, codes, parents)
    return {
        code: _node(cells, row, code, parents[code], levels[code], divisors)
        for code, row in codes.items()
    }


def _levels(
    cells: Cells, codes: Mapping[str, int], parents: Mapping[str, str | None]
) -> dict[str, int | None]:
    """The level of each code, as given or as its place in the hierarchy says."""
    for code, parent in parents.items():
        if parent is not None and parent not in codes:
            near_by = near(parent, list(codes))
            remedy = f"did you mean {' or '.join(near_by)}?" if near_by else "add a row for it"
            raise cells.wrong(
                codes[code], "parent", f"{parent} is no code of the framework", remedy
            )
    children: dict[str, list[str]] = {code: [] for code in codes}
    for code, parent in parents.items():
        if parent is not None:
            children[parent].append(code)
    try:
        order = list(TopologicalSorter(children).static_order())
    except CycleError as error:
        circle = error.args[1]
        raise cells.wrong(
            codes[circle[0]], "parent", f"goes round in a circle: {' → '.join(circle)}", "break it"
        ) from error
    found: dict[str, int | None] = {}
    for code in order:
        below = [found[child] or 0 for child in children[code]]
        given = cells.integer(codes[code], "level") if cells.has("level") else None
        alone = not below and parents[code] is None
        found[code] = given if cells.has("level") or alone else 1 + max(below, default=0)
        if below and given is None and cells.has("level"):
            raise cells.wrong(codes[code], "level", f"{code} has parts but no level", "give it one")
        for child in children[code]:
            if (found[child] or 0) + 1 != found[code]:
                raise cells.wrong(
                    codes[child],
                    "level" if cells.has("level") else "parent",
                    f"{child} is at level {found[child]}, {code} above it at {found[code]}",
                    "let each level belong to the next one; to skip one, put an aggregate of a "
                    "single part between them",
                )
    return found


def _node(
    cells: Cells,
    row: int,
    code: str,
    parent: str | None,
    level: int | None,
    divisors: set[str | None],
) -> Node:
    kind = _kind(cells, row, code, parent, level, divisors)
    direction = cells.integer(row, "direction")
    if direction not in (None, 1, -1):
        raise cells.wrong(row, "direction", f"is {direction}", "write 1 (more is better) or -1")
    if direction == -1 and kind == "aggregate":
        raise cells.wrong(
            row, "direction", f"turns the aggregate {code} round", "turn its indicators instead"
        )
    weight = cells.real(row, "weight")
    if weight is not None and weight < 0:
        raise cells.wrong(
            row, "weight", f"is negative: {weight:g}", "give 0 or more; direction says what is bad"
        )
    return Node(
        code=code,
        name=_name(cells, row, code),
        kind=kind,
        level=level,
        parent=parent,
        direction=direction or 1,
        weight=1.0 if weight is None else weight,
        unit=cells.text(row, "unit"),
        denominator=cells.text(row, "denominator"),
        target=cells.real(row, "target"),
        goalposts=_goalposts(cells, row),
        normalisation=cells.text(row, "normalisation"),
        source=cells.text(row, "source"),
        row=cells.number(row),
    )


def _kind(
    cells: Cells,
    row: int,
    code: str,
    parent: str | None,
    level: int | None,
    divisors: set[str | None],
) -> Kind:
    given = (cells.text(row, "kind") or "").lower()
    if given and given not in KINDS:
        raise cells.wrong(row, "kind", f"is {given!r}", f"it is one of {', '.join(KINDS)}")
    inside: Kind | None = None if level is None else "indicator" if level == 1 else "aggregate"
    for kind in KINDS:
        if given == kind:
            if (inside or kind) != kind or (inside is None and kind in ("indicator", "aggregate")):
                raise cells.wrong(
                    row,
                    "kind",
                    f"{code} is said to be {kind}, but its level is {level or 'empty'}",
                    "indicators are at level 1, aggregates above, all else at none",
                )
            return kind
    if inside:
        return inside
    if parent is not None:
        raise cells.wrong(row, "level", f"{code} has a parent but no level", "give it one")
    return "denominator" if code in divisors else "other"


def _name(cells: Cells, row: int, code: str) -> Text:
    plain = cells.text(row, "name") or code
    given = {language: cells.text(row, f"name_{language}") for language in Text.same("x")}
    fallback = next((name for name in (given["en"], *given.values()) if name), plain)
    return Text(**{language: name or fallback for language, name in given.items()})


def _goalposts(cells: Cells, row: int) -> tuple[float, float] | None:
    low, high = cells.real(row, "goalpost_low"), cells.real(row, "goalpost_high")
    if low is None and high is None:
        return None
    if low is None or high is None:
        column = "goalpost_low" if low is None else "goalpost_high"
        raise cells.wrong(row, column, "is empty, the other goalpost is given", "give both or none")
    if low >= high:
        raise cells.wrong(
            row,
            "goalpost_low",
            f"is {low:g}, not below goalpost_high, {high:g}",
            "give the lower value first; direction says which is good",
        )
    return low, high


def _check_hierarchy(framework: Framework, cells: Cells) -> None:
    """Check what no row can say alone: one top, weights that sum, denominators that exist."""
    tops = [node for node in framework.hierarchy if node.parent is None]
    if not tops:
        raise DataError(
            "The framework has no hierarchy.",
            where=framework.where,
            remedy="give indicators a parent, and that aggregate a row of its own",
        )
    if len(tops) > 1:
        second = tops[1]
        raise cells.wrong(
            second.row - cells.first,
            "parent",
            f"is empty for {second.code} as for {tops[0].code}: there are two tops",
            "give all but the index itself a parent, or take its level away",
        )
    for node in framework.hierarchy:
        children = framework.children(node.code)
        if children and not sum(child.weight for child in children):
            raise cells.wrong(
                children[0].row - cells.first,
                "weight",
                f"of {', '.join(child.code for child in children)} sum to zero",
                f"give at least one part of {node.code} a weight",
            )
        if not children and node.kind == "aggregate":
            raise cells.wrong(
                node.row - cells.first, "code", f"{node.code} has no parts", "add them or drop it"
            )
        if node.denominator and node.denominator not in framework.nodes:
            raise cells.wrong(
                node.row - cells.first,
                "denominator",
                f"{node.denominator} is no code of the framework",
                "add a row for it, of kind denominator",
            )
