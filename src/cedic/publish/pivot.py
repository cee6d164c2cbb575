"""A table of a dataflow as a reader arranges it: dimensions down, across, and figures between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from cedic.model import Component, Representation, Text
from cedic.publish.figure import PROPORTIONS, everyday_name
from cedic.publish.figure import WORDS as FIGURE_WORDS
from cedic.publish.kinds import is_share
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.publish.view import View, choices
from cedic.warehouse import Store
from cedic.warehouse.engine import identifier, read_errors_told

WIDEST = 120
"""The most columns of a table; more could not be read."""
CELLS = 4_000
"""The most figures on a page of it."""
LONGEST = 100
"""The most rows on a page of it."""
UNFLAGGED = ("FREQ", "UNIT_MEASURE", "VINTAGE", "SOURCE")
"""What a table says of itself as a whole, not of a figure."""

PERCENT = "%"
MILLION = 1_000_000

WORDS = {
    "millions": Text("millions", "millones", "milhões", "millions"),
    "incomplete": Text(
        "Coverage below 100%: some members have no figures.",
        "Cobertura inferior al 100 %: algunos miembros no tienen cifras.",
        "Cobertura inferior a 100%: alguns membros não têm dados.",
        "Couverture inférieure à 100 % : certains membres n’ont pas de chiffres.",
    ),
}


@dataclass(frozen=True)
class Head:
    """The head of a column, or of a few that share it."""

    code: str
    name: str
    span: int


@dataclass(frozen=True)
class Cell:
    """A figure as it is read: its text, ``··`` if it is missing, and the signs of its footnotes."""

    text: str
    signs: str = ""


@dataclass(frozen=True)
class Line:
    """A row: its heads, the unit if rows differ in it, and its figures."""

    heads: tuple[str, ...]
    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Pivot:
    """A page of a table.

    Parameters
    ----------
    view : View
        What is shown.
    language : str
        The language of names and numbers.
    heads : tuple of tuple of str
        The codes above each column.
    length : int
        How many rows the whole table has.
    per_page : int
        How many of them are on a page.
    observations : tuple of mapping
        The observations of this page, in order of their rows.
    """

    view: View
    language: str
    heads: tuple[tuple[str, ...], ...]
    length: int
    per_page: int
    observations: tuple[Mapping[str, Any], ...]

    @property
    def pages(self) -> int:
        """How many pages the table has."""
        return max(1, -(-self.length // self.per_page)) if self.per_page else 1

    @property
    def is_too_wide(self) -> bool:
        """Whether it has more columns than can be read; then no figures are given."""
        return len(self.heads) > WIDEST

    @property
    def size(self) -> int:
        """How many cells the whole table has."""
        return self.length * len(self.heads)

    def name(self, dimension: str, code: str) -> str:
        """What people call a code."""
        return everyday_name(self.view.flow, dimension, code, self.language)

    @cached_property
    def header(self) -> list[tuple[Component, list[Head]]]:
        """For each dimension across, its heads from left to right."""
        levels = []
        for depth, dimension in enumerate(self.view.columns):
            heads = [
                Head(codes[-1], self.name(dimension, codes[-1]), len(list(run)))
                for codes, run in groupby(self.heads, key=lambda head: head[: depth + 1])
            ]
            levels.append((self.view.flow.component(dimension), heads))
        return levels

    @property
    def has_units(self) -> bool:
        """Whether rows differ in their unit."""
        return not self.unit and any(line.unit for line in self.lines)

    @property
    def provenance(self) -> str:
        """Where the figures come from."""
        column = {name: dict.fromkeys(self._told(name)) for name in ("SOURCE", "VINTAGE")}
        sources = ", ".join(column["SOURCE"]) or MISSING
        told = f"{FIGURE_WORDS['source'][self.language]}: {sources}"
        if column["VINTAGE"]:
            vintages = "; ".join(column["VINTAGE"])
            told += f" · {FIGURE_WORDS['vintage'][self.language]}: {vintages}"
        if any("simul" in text.lower() for text in told.split("·")):
            told += f" · {FIGURE_WORDS['simulated'][self.language]}"
        return told

    def _told(self, name: str) -> Iterator[str]:
        if name in self.view.codes:
            yield from self.view.codes[name]
        for one in self.observations:
            if one.get(name):
                yield one[name]

    @property
    def stub(self) -> list[Component]:
        """The dimensions down."""
        return [self.view.flow.component(name) for name in self.view.rows]

    @cached_property
    def lines(self) -> list[Line]:
        """The rows of this page."""
        places = {head: place for place, head in enumerate(self.heads)}
        return [
            self._line(codes, list(run), places)
            for codes, run in groupby(self.observations, key=self._down)
        ]

    def _down(self, observation: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(observation[name] for name in self.view.rows)

    def _line(
        self,
        codes: tuple[str, ...],
        run: Sequence[Mapping[str, Any]],
        places: Mapping[tuple[str, ...], int],
    ) -> Line:
        cells = [Cell(MISSING)] * len(self.heads)
        for one in run:
            head = tuple(one[name] for name in self.view.columns)
            cells[places[head]] = Cell(self._written(one), self._signs(one))
        heads = tuple(
            self.name(name, code) for name, code in zip(self.view.rows, codes, strict=True)
        )
        units = dict.fromkeys(self._unit_name(self._unit(one)) for one in run)
        return Line(heads, "" if self.unit else ", ".join(units), tuple(cells))

    # Figures and units

    @cached_property
    def unit(self) -> str:
        """The unit of all figures; empty if they differ in it."""
        units = {self._unit(one) for one in self.observations}
        return self._unit_name(units.pop()) if len(units) == 1 else ""

    def _unit(self, one: Mapping[str, Any]) -> str:
        """The code of a figure's unit; none for an attribute that has none of its own."""
        if self._is_proportion(one):
            return PERCENT
        if self.view.measure != self.view.flow.measure.id:
            return ""
        return one.get("UNIT_MEASURE") or ""

    def _unit_name(self, unit: str) -> str:
        if unit == PERCENT:
            return FIGURE_WORDS["percent"][self.language]
        name = everyday_name(self.view.flow, "UNIT_MEASURE", unit, self.language) if unit else ""
        if self._scales.get(unit, 1) == 1:
            return name
        millions = WORDS["millions"][self.language]
        return f"{name} ({millions})" if name else millions

    def _is_proportion(self, one: Mapping[str, Any]) -> bool:
        if self.view.measure != self.view.flow.measure.id:
            return self.view.measure in PROPORTIONS
        chosen = self.view.codes.get("INDICATOR", ())
        code = one.get("INDICATOR", chosen[0] if len(chosen) == 1 else None)
        return code is not None and self._shares[code]

    @cached_property
    def _shares(self) -> dict[str, bool]:
        codes = self.view.codes.get("INDICATOR", ())
        return {code: is_share(self.view.flow, code) for code in codes}

    def _written(self, one: Mapping[str, Any]) -> str:
        value = one["VALUE"]
        if value is None:
            return MISSING
        if self._is_proportion(one):
            return percent(value, self.language, sign=False)
        unit = self._unit(one)
        if (scale := self._scales[unit]) != 1:
            return formatted(value / scale, self.language, 1)
        return formatted(value, self.language, self._decimals[unit])

    @cached_property
    def _sizes(self) -> dict[str, list[float]]:
        """The sizes of the figures of each unit, without zeros."""
        found: dict[str, list[float]] = {}
        for one in self.observations:
            sizes = found.setdefault(self._unit(one), [])
            if one["VALUE"]:
                sizes.append(abs(one["VALUE"]))
        return found

    @cached_property
    def _scales(self) -> dict[str, int]:
        """What the figures of each unit are divided by.

        Large amounts stand in millions, unless there are small ones among them.
        """
        return {
            unit: MILLION if sizes and max(sizes) >= 1e9 and min(sizes) >= 1e5 else 1
            for unit, sizes in self._sizes.items()
        }

    @cached_property
    def _decimals(self) -> dict[str, int]:
        """The digits after the decimal mark, the same for all figures of a unit."""
        return {unit: _digits(max(sizes, default=0.0)) for unit, sizes in self._sizes.items()}

    # Footnotes

    @cached_property
    def notes(self) -> list[tuple[str, str]]:
        """The footnotes: a sign, and what it says of the figures that carry it."""
        return [(sign, text) for sign, text in self._notes.values()]

    @cached_property
    def _notes(self) -> dict[tuple[str, str], tuple[str, str]]:
        found: dict[tuple[str, str], str] = {}
        for part in self._flagging:
            usual = self._usual_value(part)
            told = dict.fromkeys(one[part.id] for one in self.observations)
            for value in told:
                if value is not None and self._is_flag(part, value, usual):
                    found[part.id, self._flag(part, value)] = self._note(part, value)
        signs = "abcdefghijklmnopqrstuvwxyz"
        return {key: (sign, text) for sign, (key, text) in zip(signs, found.items(), strict=False)}

    @cached_property
    def _flagging(self) -> list[Component]:
        return [
            part
            for part in self.view.flow.attributes
            if part.id not in UNFLAGGED
            and part.id != self.view.measure
            and (part.representation is Representation.CODE or part.id == "COVERAGE")
        ]

    def _usual_value(self, part: Component) -> str | None:
        listed = list(part.codelist or ())
        return listed[0].id if listed else None

    def _is_flag(self, part: Component, value: Any, usual: str | None) -> bool:
        return bool(value < 1) if part.id == "COVERAGE" else value != usual

    def _flag(self, part: Component, value: Any) -> str:
        return "" if part.id == "COVERAGE" else str(value)

    def _note(self, part: Component, value: Any) -> str:
        if part.id == "COVERAGE":
            return WORDS["incomplete"][self.language]
        name = everyday_name(self.view.flow, part.id, value, self.language)
        return f"{part.name[self.language]}: {name}"

    def _signs(self, one: Mapping[str, Any]) -> str:
        return " ".join(sign for sign in self._signs_of(one))

    def _signs_of(self, one: Mapping[str, Any]) -> Iterator[str]:
        for part in self._flagging:
            value = one[part.id]
            if value is None or (part.id == "COVERAGE" and value >= 1):
                continue
            if found := self._notes.get((part.id, self._flag(part, value))):
                yield found[0]


def pivot(store: Store, view: View, language: str) -> Pivot:
    """A page of the table that a view arranges.

    Parameters
    ----------
    store : Store
        Where the figures are.
    view : View
        What is chosen, what is down and what across, and which page.
    language : {"es", "en", "pt", "fr"}
        The language of names and numbers.

    Returns
    -------
    Pivot
        Without figures if the table is wider than :data:`WIDEST`. A page past the end is the last.

    Raises
    ------
    StoreError
        If the dataflow's table is damaged.
    """
    relation = store.snapshot(view.facts.release.number).relation(view.flow)
    where, values = view.selection.where()
    table = f"(SELECT * FROM {relation.name}{where})"  # noqa: S608 - identifiers only
    with read_errors_told(store.location):
        ask = relation.cursor.execute
        columns, orders = _names(view.columns), _orders(view, view.columns)
        heads = ask(
            f"SELECT {columns} FROM {table} GROUP BY {columns} ORDER BY {orders}",  # noqa: S608
            values,
        ).fetchall()
        [(length,)] = ask(
            f"SELECT count(*) FROM (SELECT DISTINCT {_names(view.rows) or '1'} FROM {table})",  # noqa: S608
            values,
        ).fetchall()
        per_page = max(1, min(LONGEST, CELLS // max(1, len(heads))))
        arranged = Pivot(view, language, tuple(heads), length, per_page, ())
        if arranged.is_too_wide:
            found: list[dict[str, Any]] = []
        else:
            page = min(view.page, arranged.pages)
            query = _page_query(view, table, per_page, (page - 1) * per_page)
            # The conditions stand twice: for the rows of the page, and for their figures.
            rows = relation.cursor.sql(query, params=[*values, *values])
            found = rows.to_arrow_table().to_pylist()
        relation.cursor.close()
    return Pivot(view, language, tuple(heads), length, per_page, tuple(found))


def _digits(largest: float) -> int:
    return 0 if largest >= 10_000 else 1 if largest >= 100 else 2 if largest >= 10 else 3


def _page_query(view: View, table: str, limit: int, offset: int) -> str:
    rows, across = _names(view.rows), _names(view.columns)
    wanted = [part.id for part in view.flow.attributes if part.id != view.measure]
    figures = ", ".join(
        [rows, across, *map(identifier, wanted), f"{identifier(view.measure)} AS VALUE"]
    ).lstrip(", ")
    if not rows:
        return f"SELECT {figures} FROM {table} WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608
    order = _orders(view, view.rows)
    return (
        f"SELECT {figures} FROM {table} SEMI JOIN "  # noqa: S608 - identifiers only
        f"(SELECT {rows} FROM {table} GROUP BY {rows} ORDER BY {order} "
        f"LIMIT {limit} OFFSET {offset}) USING ({rows}) ORDER BY {order}"
    )


def _names(dimensions: Sequence[str]) -> str:
    return ", ".join(map(identifier, dimensions))


def _orders(view: View, dimensions: Sequence[str]) -> str:
    """The order of rows or columns: that of the lists of codes, and of time."""
    return ", ".join(_order(view, name) for name in dimensions) or "1"


def _order(view: View, dimension: str) -> str:
    chosen = view.codes.get(dimension, ())
    if len(chosen) < 2:
        return identifier(dimension)
    # The codes are those of the release, not of the address.
    listed = ", ".join(
        "'" + code.id.replace("'", "''") + "'"
        for code in choices(view.facts, dimension)
        if code.id in chosen
    )
    return f"list_position([{listed}], {identifier(dimension)})"
