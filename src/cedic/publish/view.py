"""How a reader looks at a dataflow: what is chosen, how it is arranged, what address says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import parse_qs, urlencode

from cedic.errors import near
from cedic.model import Code, Component, Dataflow, Representation, Text, one_line
from cedic.publish.facts import Facts, of_dataflow
from cedic.publish.kinds import PRODUCTS
from cedic.publish.overview import MAIN
from cedic.regions import blocs
from cedic.warehouse import Release, Selection, Store
from cedic.warehouse.engine import identifier, read_errors_told

TOTALS = ("_T", "WLD")
"""The codes that stand for the whole: of products, of the world."""
SERIES = 6
"""How many series are shown over time before the reader has chosen any."""
RANKED = 40
"""How many areas or products are ranked before the reader has chosen any."""
FEW_PERIODS = 2
"""Up to so many periods make no line: what is shown first is the last of them."""
TOLD = 12
"""How many things are told at most that could not be had."""
SHOWN = ("chart", "table")
OPTIONS = ("start", "end", "measure", "rows", "columns", "chart", "show", "page")
"""The parameters of an address that are no dimensions."""
MEMBERS = "members."
"""Before a dimension's name: the bloc whose members are added to what is chosen of it."""

Codes = Mapping[str, tuple[str, ...]]
"""What is chosen of some dimensions."""
NOTHING: Codes = {}
Query = Mapping[str, Sequence[str]]
"""The parameters of an address; each may be given more than once."""

WORDS = {
    "unknown": Text(
        "{name} has no code {code}.",
        "{name} no tiene el código {code}.",
        "{name} não tem o código {code}.",
        "{name} n’a pas de code {code}.",
    ),
    "absent": Text(
        "There are no figures with {name}: {code}.",
        "No hay cifras con {name}: {code}.",
        "Não há dados com {name}: {code}.",
        "Il n’y a pas de chiffres pour {name} : {code}.",
    ),
    "near": Text(
        "Did you mean {names}?",
        "¿Quiso decir {names}?",
        "Você quis dizer {names}?",
        "Vouliez-vous dire {names} ?",
    ),
    "more": Text(
        "{name}: {number} more codes are not known.",
        "{name}: otros {number} códigos no se conocen.",
        "{name}: outros {number} códigos não são conhecidos.",
        "{name} : {number} autres codes sont inconnus.",
    ),
    "parameter": Text(
        "The address asks for {code}, which does not exist here; it was left out.",
        "La dirección pide {code}, que aquí no existe; se dejó de lado.",
        "O endereço pede {code}, que não existe aqui; foi deixado de lado.",
        "L’adresse demande {code}, qui n’existe pas ici ; c’est laissé de côté.",
    ),
    "value": Text(
        "{name} cannot be {code}; the usual view is shown instead.",
        "{name} no puede ser {code}; en su lugar se muestra la vista habitual.",
        "{name} não pode ser {code}; em seu lugar se mostra a vista habitual.",
        "{name} ne peut pas être {code} ; la vue habituelle est montrée à la place.",
    ),
    "reversed": Text(
        "The first period, {start}, lies after the last, {end}; all periods are shown.",
        "El primer período, {start}, es posterior al último, {end}; se muestran todos.",
        "O primeiro período, {start}, é posterior ao último, {end}; todos são mostrados.",
        "La première période, {start}, suit la dernière, {end} ; toutes sont montrées.",
    ),
}


@dataclass(frozen=True)
class View:
    """A way of looking at a dataflow.

    Parameters
    ----------
    facts : Facts
        The dataflow as a release has it.
    codes : mapping of str to tuple of str
        What is chosen of each dimension but the time, in the order of its list; never empty.
    start, end : str
        The first and the last period shown.
    periods : tuple of str
        The periods that the dataflow has.
    measure : str
        The column that is shown: the measure or a numeric attribute.
    rows, columns : tuple of str
        The dimensions down and across a table.
    chart : str
        The kind of chart; empty for what the figures call for.
    show : {"chart", "table"}
        Which of the two.
    page : int
        The page of a long table, from 1.
    problems : tuple of Text
        What was asked for and could not be had.
    """

    facts: Facts
    codes: Mapping[str, tuple[str, ...]]
    start: str
    end: str
    periods: tuple[str, ...]
    measure: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    chart: str = ""
    show: str = "chart"
    page: int = 1
    problems: tuple[Text, ...] = ()

    @property
    def flow(self) -> Dataflow:
        """The dataflow."""
        return self.facts.dataflow

    @cached_property
    def selection(self) -> Selection:
        """The observations shown."""
        return Selection(self.flow, self.codes, self.start, self.end)

    @property
    def varying(self) -> tuple[str, ...]:
        """The dimensions, but the time, of which more than one code is chosen."""
        return tuple(name for name, codes in self.codes.items() if len(codes) > 1)

    @property
    def fixed(self) -> tuple[str, ...]:
        """The dimensions of which one code is chosen, though there are others."""
        return tuple(
            name
            for name, codes in self.codes.items()
            if len(codes) == 1 and len(choices(self.facts, name)) > 1
        )

    @cached_property
    def filters(self) -> list[tuple[str, str]]:
        """What is chosen, as parameters of an address that downloads understand too."""
        chosen = [
            (name, ",".join(codes))
            for name, codes in self.codes.items()
            if len(choices(self.facts, name)) > 1
        ]
        return [*chosen, ("start", self.start), ("end", self.end)]

    @cached_property
    def parameters(self) -> list[tuple[str, str]]:
        """All of the view, as parameters of an address."""
        arranged = [
            ("measure", "" if self.measure == self.flow.measure.id else self.measure),
            ("rows", ",".join(self.rows)),
            ("columns", ",".join(self.columns)),
            ("chart", self.chart),
            ("show", self.show),
            ("page", "" if self.page == 1 else str(self.page)),
        ]
        return [*self.filters, *((name, value) for name, value in arranged if value)]

    @property
    def query(self) -> str:
        """The view as the query of an address, which always gives it again."""
        return encoded(self.parameters)

    def but(self, **changes: Any) -> View:
        """The same view, with something changed."""
        return replace(self, **changes)


def encoded(parameters: Iterable[tuple[str, str]]) -> str:
    """Parameters as the query of an address, commas left readable."""
    return urlencode(list(parameters), safe=",:")


def parsed(query: str) -> dict[str, list[str]]:
    """The parameters that the query of an address gives."""
    return parse_qs(query)


def choices(facts: Facts, dimension: str) -> tuple[Code, ...]:
    """The codes of a dimension that occur, in the order of its list."""
    return facts.codes.get(dimension, ())


def measures(flow: Dataflow) -> list[Component]:
    """The columns whose numbers can be looked at."""
    numeric = (Representation.FLOAT, Representation.INTEGER)
    return [flow.measure, *(part for part in flow.attributes if part.representation in numeric)]


def usual(store: Store, facts: Facts) -> View:
    """The view that a reader sees first.

    What the dataflow declares as its first view; else one figure for each of a few series, in all
    periods, or for each product of one area, in the last period.
    """
    return _usual(store, facts.dataflow.id, facts.release.number)


@lru_cache(maxsize=64)
def _usual(store: Store, id: str, release: int) -> View:
    flow = store.dataflow(id)
    facts = of_dataflow(store, flow, store.release(release))
    first = _general(store, facts)
    # What is declared may not be loaded, which is no mistake of the reader's.
    return _read(first, parsed(flow.first_view)).but(problems=()) if flow.first_view else first


def _general(store: Store, facts: Facts, named: Codes = NOTHING) -> View:
    """The view of a dataflow that declares none, or of what an address names."""
    flow = facts.dataflow
    periods = _periods(store, flow, facts.release)
    codes, shown = _usual_codes(store, facts, named)
    varying = tuple(name for name, chosen in codes.items() if len(chosen) > 1)
    return View(
        facts,
        codes,
        shown[0] if len(shown) == 1 else periods[0],
        shown[0] if len(shown) == 1 else periods[-1],
        periods,
        flow.measure.id,
        varying or tuple(codes)[:1],
        ("TIME_PERIOD",),
    )


def view_of(store: Store, facts: Facts, query: Query) -> View:
    """The view that an address asks for.

    What cannot be had is left out or taken from the usual view, and told in the view's
    `problems`: an address may be old, or changed by hand. What the address does not name is as in
    the usual view if that has figures, else what has most with what it does name.
    """
    first = usual(store, facts)
    if not query:
        return first
    view = _read(first, query)
    named = {
        name: codes
        for name, codes in view.codes.items()
        if query.get(name) or query.get(f"{MEMBERS}{name}")
    }
    if named and len(named) < len(view.codes) and last_known(store, view) is None:
        other = _general(store, facts, named)
        return _read(other, query) if last_known(store, other) else view
    return view


def _read(first: View, query: Query) -> View:
    """A view with what an address changes of it."""
    reading = _Reading(first, query)
    codes = {name: reading.codes(name) for name in first.codes}
    start, end = reading.span()
    rows, columns = reading.arrangement(codes)
    known = {*first.codes, *OPTIONS, *(f"{MEMBERS}{name}" for name in first.codes)}
    for name in query:
        if name not in known:
            reading.problem("parameter", code=name)
    return View(
        first.facts,
        codes,
        start,
        end,
        first.periods,
        reading.one("measure", [part.id for part in measures(first.flow)], first.measure),
        rows,
        columns,
        reading.chart(),
        reading.one("show", SHOWN, "chart"),
        reading.number("page"),
        tuple(reading.problems[:TOLD]),
    )


class _Reading:
    """An address being read."""

    def __init__(self, first: View, query: Query) -> None:
        self.first = first
        self.query = query
        self.problems: list[Text] = []

    def problem(self, what: str, **told: object) -> None:
        """Note what could not be had."""
        safe = {name: one_line(str(value), 60) for name, value in told.items() if name != "name"}
        name = told.get("name", "")
        self.problems.append(
            WORDS[what].map(
                lambda language, text: text.format(
                    name=name[language] if isinstance(name, Text) else str(name), **safe
                )
            )
        )

    def given(self, name: str) -> list[str]:
        """What a parameter names, each once."""
        listed = (part.strip() for value in self.query.get(name, ()) for part in value.split(","))
        return list(dict.fromkeys(part for part in listed if part))

    def codes(self, dimension: str) -> tuple[str, ...]:
        """What is chosen of a dimension."""
        known = {code.id: code for code in choices(self.first.facts, dimension)}
        asked = [*self.given(dimension), *self._members(dimension, known)]
        missing = [code for code in asked if code not in known]
        for code in missing[:3]:
            self._missing(dimension, code, known)
        if len(missing) > 3:
            name = self.first.flow.component(dimension).name
            self.problem("more", name=name, number=len(missing) - 3)
        chosen = {code for code in asked if code in known}
        return tuple(code for code in known if code in chosen) or self.first.codes[dimension]

    def _members(self, dimension: str, known: Mapping[str, Code]) -> list[str]:
        """The members of a bloc that have figures, to be added to what is chosen."""
        found: list[str] = []
        for id in self.given(f"{MEMBERS}{dimension}"):
            bloc = blocs().get(id)
            if bloc is None:
                self.problem("unknown", name=self.first.flow.component(dimension).name, code=id)
            else:
                year = int(self.first.facts.last[:4])
                found += [area for area in bloc.members(year) if area in known]
        return found

    def _missing(self, dimension: str, code: str, known: Mapping[str, Code]) -> None:
        component = self.first.flow.component(dimension)
        if component.codelist is not None and code in component.codelist:
            self.problem("absent", name=component.name, code=code)
            return
        self.problem("unknown", name=component.name, code=code)
        if close := near(code[:60], known):
            self.problems[-1] = self.problems[-1].map(
                lambda language, text: (
                    f"{text} {WORDS['near'][language].format(names=', '.join(close))}"
                )
            )

    def span(self) -> tuple[str, str]:
        """The first and the last period."""
        first = self.first
        start = self.one("start", first.periods, first.start)
        end = self.one("end", first.periods, first.end)
        if start > end:
            self.problem("reversed", start=start, end=end)
            return first.start, first.end
        return start, end

    def one(self, name: str, allowed: Sequence[str], otherwise: str) -> str:
        """A parameter that is one of a few."""
        asked = [value for value in self.query.get(name, ()) if value]
        if not asked:
            return otherwise
        if asked[-1] not in allowed:
            self.problem("value", name=name, code=asked[-1])
            return otherwise
        return asked[-1]

    def chart(self) -> str:
        """The kind of chart asked for."""
        from cedic.publish.kinds import KINDS

        return self.one("chart", KINDS, "")

    def number(self, name: str) -> int:
        """A number from 1."""
        asked = [value for value in self.query.get(name, ()) if value]
        if not asked:
            return 1
        if not (asked[-1].isascii() and asked[-1].isdigit() and 0 < int(asked[-1][:7]) <= 999_999):
            self.problem("value", name=name, code=asked[-1])
            return 1
        return int(asked[-1][:7])

    def arrangement(
        self, codes: Mapping[str, tuple[str, ...]]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The dimensions down and across: whatever varies is in one of the two."""
        dimensions = [*codes, "TIME_PERIOD"]
        columns = self._dimensions("columns", dimensions) or self.first.columns
        rows = tuple(
            name
            for name in self._dimensions("rows", dimensions) or self.first.rows
            if name not in columns
        )
        left = [
            name
            for name in dimensions
            if name not in (*rows, *columns)
            and (name == "TIME_PERIOD" or len(codes.get(name, ())) > 1)
        ]
        return (*rows, *left), columns

    def _dimensions(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        asked = self.given(name)
        for one in asked:
            if one not in known:
                self.problem("value", name=name, code=one)
        return tuple(one for one in asked if one in known)


def last_known(store: Store, view: View) -> str | None:
    """The last period of a view in which something has a figure."""
    where, values = view.selection.where()
    measure = identifier(view.measure)
    query = f"SELECT max(TIME_PERIOD) FILTER ({measure} IS NOT NULL) FROM {{table}}{where}"  # noqa: S608
    [(period,)] = _asked(store, view.flow, view.facts.release, query, values)
    return None if period is None else str(period)


# What is shown first


def _periods(store: Store, flow: Dataflow, release: Release) -> tuple[str, ...]:
    query = "SELECT DISTINCT TIME_PERIOD FROM {table} ORDER BY TIME_PERIOD"
    return tuple(row[0] for row in _asked(store, flow, release, query))


def _usual_codes(
    store: Store, facts: Facts, named: Codes
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """One code of each dimension, and several of what is compared; and the periods to show."""
    flow = facts.dataflow
    names = [name for name in flow.key if name != "TIME_PERIOD"]
    compared = [name for name in _compared(facts, names) if name not in named]
    others = [name for name in names if name not in compared and name not in named]
    chosen = _commonest(store, facts, others, named)
    codes = {**named, **{name: (code,) for name, code in zip(others, chosen, strict=True)}}
    periods = _known_periods(store, facts, codes)
    ranked = len(periods) <= FEW_PERIODS or bool(set(PRODUCTS).intersection(compared))
    several = {
        name: _few(store, facts, name, codes, RANKED if ranked else SERIES) for name in compared
    }
    found = codes | several
    return {name: found[name] for name in names}, periods[-1:] if ranked else periods


def _compared(facts: Facts, names: Sequence[str]) -> tuple[str, ...]:
    """The dimensions that tell series apart: products that have no total, the areas, the first."""
    codes = {name: {code.id for code in choices(facts, name)} for name in names}
    varying = [name for name in names if len(codes[name]) > 1 and name != "INDICATOR"]
    products = tuple(name for name in varying if name in PRODUCTS and "_T" not in codes[name])
    return products or (("REF_AREA",) if "REF_AREA" in varying else tuple(varying[:1]))


def _known_periods(store: Store, facts: Facts, codes: Codes) -> tuple[str, ...]:
    """The periods in which something of a choice has a figure."""
    where, values = Selection(facts.dataflow, codes).where()
    query = (
        f"SELECT TIME_PERIOD FROM {{table}}{where} GROUP BY TIME_PERIOD "  # noqa: S608
        "HAVING count(OBS_VALUE) > 0 ORDER BY TIME_PERIOD"
    )
    return tuple(row[0] for row in _asked(store, facts.dataflow, facts.release, query, values))


def _commonest(store: Store, facts: Facts, names: Sequence[str], named: Codes) -> Sequence[str]:
    """The codes of other dimensions that go together.

    The whole where there is one and the first indicator; with these, of what has about the most
    figures, the first in the order of the lists, and the area with the largest ones. Where a single
    area is to stand for all, it is one of the region, and the first if the figures are no amounts.
    """
    if not names:
        return ()
    flow = facts.dataflow
    listed = {name: [code.id for code in choices(facts, name)] for name in names}
    if "INDICATOR" in listed:
        listed["INDICATOR"] = [*flow.methods, *listed["INDICATOR"]]
    totals = {name: code for name, codes in listed.items() for code in TOTALS if code in codes}
    first = [f"{identifier(name)} <> ?" for name in totals]
    if "INDICATOR" in listed:
        first.append("list_position(?::VARCHAR[], INDICATOR)")
    sorted_last = sorted(names, key=lambda name: name.endswith("_AREA"))
    places = [f"list_position(?::VARCHAR[], {identifier(name)})" for name in sorted_last]
    areas = [name for name in sorted_last if name.endswith("_AREA")]
    placed = [f"p{at}" for at in range(len(names))]
    own = [f"list_contains(?::VARCHAR[], {name}) DESC" for name in areas if "REF_AREA" in names]
    sized = flow.measure.representation is Representation.INTEGER or not own
    columns = ", ".join(map(identifier, names))
    where, given = Selection(flow, named).where()
    within = f"PARTITION BY {', '.join(f'o{at}' for at in range(len(first)))}" if first else ""
    query = (
        f"SELECT {columns} FROM (SELECT {columns}, count(OBS_VALUE) AS figures, "  # noqa: S608
        "sum(abs(OBS_VALUE)) AS size, "
        + "".join(f"{order} AS o{at}, " for at, order in enumerate(first))
        + ", ".join(f"{place} AS p{at}" for at, place in enumerate(places))
        + f" FROM {{table}}{where} GROUP BY {columns}) ORDER BY "
        + "".join(f"o{at}, " for at in range(len(first)))
        + f"figures >= 0.8 * max(figures) OVER ({within}) DESC, "
        + ", ".join(
            [
                *placed[: len(names) - len(areas)],
                *own,
                *(["size DESC NULLS LAST"] if sized else []),
                *placed[len(names) - len(areas) :],
            ]
        )
        + " LIMIT 1"
    )
    values = [*totals.values(), *([listed["INDICATOR"]] if "INDICATOR" in listed else [])]
    values += [listed[name] for name in sorted_last]
    values += [*given, *[sorted(_region())] * len(own)]
    found = _asked(store, flow, facts.release, query, values)
    return found[0] if found else [listed[name][0] for name in names]


def _few(store: Store, facts: Facts, series: str, others: Codes, most: int) -> tuple[str, ...]:
    """The series shown first: the region's main blocs, or else the largest of its countries."""
    flow = facts.dataflow
    where, values = Selection(flow, others).where()
    column = identifier(series)
    query = (
        f"SELECT {column} FROM {{table}}{where} GROUP BY {column} "  # noqa: S608 - identifiers only
        "HAVING count(OBS_VALUE) > 0 "
        "ORDER BY arg_max(OBS_VALUE, (TIME_PERIOD, OBS_VALUE)) DESC NULLS LAST, 1"
    )
    having = [row[0] for row in _asked(store, flow, facts.release, query, values)]
    listed = [code.id for code in choices(facts, series)]
    main = [id for id, bloc in blocs().items() if bloc.kind != "comparator" and id in having]
    if series == "REF_AREA" and len(main) > 1:
        first = [id for id in main if id in MAIN] or main[:SERIES]
        return tuple(code for code in listed if code in first)
    ours = _region() & set(having) if series == "REF_AREA" else set()
    largest = [code for code in having if code in ours or not ours][:most]
    return tuple(code for code in listed if code in largest) or tuple(listed[:1])


def _region() -> set[str]:
    """The countries of the region's blocs."""
    ours = [bloc for bloc in blocs().values() if bloc.kind == "region"]
    return {area for bloc in ours for area in bloc.founders}


def _asked(
    store: Store, flow: Dataflow, release: Release, query: str, values: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """The rows of a query of a dataflow's ``{table}``."""
    with read_errors_told(store.location):
        relation = store.snapshot(release.number).relation(flow)
        try:
            text = query.format(table=relation.name)
            return relation.cursor.execute(text, list(values)).fetchall()
        finally:
            relation.cursor.close()
