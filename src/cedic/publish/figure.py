"""What a chart shows: observations checked, read and put into words, before anything is drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from cedic.errors import UsageError
from cedic.model import Dataflow, Representation, Text
from cedic.publish import style
from cedic.publish.flows import Flows, flows_of
from cedic.publish.kinds import PAIRS, is_share, obstacle, usual, varying_in
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.regions import blocs
from cedic.regions.tiles import tiles
from cedic.warehouse.engine import connect

if TYPE_CHECKING:
    import pyarrow as pa

    from cedic.model import Observations

PROPORTIONS = ("SHARE", "GROWTH", "COVERAGE")

WORDS = {
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "vintage": Text("Vintage", "Edición", "Edição", "Millésime"),
    "simulated": Text(
        "Simulated figures", "Cifras simuladas", "Dados simulados", "Chiffres simulés"
    ),
    "no_figures": Text(
        "No figures for {}", "Sin cifras de {}", "Sem dados de {}", "Pas de chiffres pour {}"
    ),
    "percent": Text("Per cent", "Porcentaje", "Porcentagem", "Pour cent"),
    "from_to": Text(
        "{name}: from {first} in {start} to {last} in {end}",
        "{name}: de {first} en {start} a {last} en {end}",
        "{name}: de {first} em {start} para {last} em {end}",
        "{name} : de {first} en {start} à {last} en {end}",
    ),
    "span": Text(
        "{name}, {end}: highest, {high} ({most}); lowest, {low} ({least})",
        "{name}, {end}: máximo, {high} ({most}); mínimo, {low} ({least})",
        "{name}, {end}: máximo, {high} ({most}); mínimo, {low} ({least})",
        "{name}, {end} : maximum, {high} ({most}) ; minimum, {low} ({least})",
    ),
    "largest": Text(
        "{name}, {end}: highest, {high} ({most})",
        "{name}, {end}: máximo, {high} ({most})",
        "{name}, {end}: máximo, {high} ({most})",
        "{name}, {end} : maximum, {high} ({most})",
    ),
    "empty": Text(
        "Empty: no figure", "Vacío: sin cifra", "Vazio: sem dado", "Vide : pas de chiffre"
    ),
    "data": Text("The figures", "Las cifras", "Os números", "Les chiffres"),
    "series": Text("Series", "Serie", "Série", "Série"),
    "period": Text("Period", "Período", "Período", "Période"),
    "value": Text("Value", "Valor", "Valor", "Valeur"),
    "unplaced": Text(
        "Not on the map: {}", "No figuran en el mapa: {}", "Fora do mapa: {}", "Hors carte : {}"
    ),
    "others": Text("Others ({})", "Otros ({})", "Outros ({})", "Autres ({})"),
    "exporters": Text(
        "Others, left: the {} smallest",
        "Otros, a la izquierda: los {} menores",
        "Outros, à esquerda: os {} menores",
        "Autres, à gauche : les {} plus petits",
    ),
    "partners": Text(
        "Others, right: the {} smallest",
        "Otros, a la derecha: los {} menores",
        "Outros, à direita: os {} menores",
        "Autres, à droite : les {} plus petits",
    ),
    "undrawn": Text(
        "Zero or negative, not drawn: {}",
        "Nulos o negativos, sin dibujar: {}",
        "Nulos ou negativos, não desenhados: {}",
        "Nuls ou négatifs, non dessinés : {}",
    ),
    "unknown": Text(
        "Pairs without a figure: {}",
        "Pares sin cifra: {}",
        "Pares sem dado: {}",
        "Paires sans chiffre : {}",
    ),
    "missing": Text("·· no figure", "·· sin cifra", "·· sem dado", "·· pas de chiffre"),
}
MULTIPLES = (
    (1e9, Text("Billions", "Miles de millones", "Bilhões", "Milliards")),
    (1e6, Text("Millions", "Millones", "Milhões", "Millions")),
    (1e3, Text("Thousands", "Miles", "Milhares", "Milliers")),
)


@dataclass(frozen=True, eq=False)
class Figure:
    """What a chart shows, read off its observations. Figures that show the same are equal.

    Parameters
    ----------
    flow : Dataflow
        The declaration that the observations follow.
    language, measure, kind : str
        As :func:`cedic.publish.charts.chart` takes them, the kind decided.
    rows : pyarrow.Table
        SERIES, COUNTERPART (between two areas only), PERIOD, TIME (its first day), VALUE, ALONE (no
        figure right before or after), in the order of the key; a period that a series lacks between
        its first and last has a row without a value.
    series : str or None
        The dimension that tells the series apart.
    distinct : mapping of str to list of str
        The values of each column that holds no numbers.
    sources, vintages : tuple of str
        Where the figures come from.
    """

    flow: Dataflow
    language: str
    measure: str
    kind: str
    rows: pa.Table
    series: str | None
    distinct: Mapping[str, list[str]]
    sources: tuple[str, ...]
    vintages: tuple[str, ...]

    @classmethod
    def of(
        cls, observations: Observations, language: str, measure: str, kind: str | None
    ) -> Figure:
        """Read observations, and check that a chart can show them."""
        flow = observations.dataflow
        if flow is None:
            raise UsageError(
                "Only observations of a dataflow can be drawn.", remedy="take them from store.data"
            )
        if flow.component(measure).representation not in (
            Representation.FLOAT,
            Representation.INTEGER,
        ):
            raise UsageError(f"{measure} of {flow.id} holds no numbers, so it cannot be drawn.")
        table = observations.to_arrow()
        distinct = {
            name: [value for value in table[name].unique().to_pylist() if value is not None]
            for name in flow.columns
            if flow.component(name).representation
            not in (Representation.FLOAT, Representation.INTEGER)
        }
        varying = varying_in(flow, distinct)
        kind = kind or usual(flow, distinct)
        if met := obstacle(flow, kind, distinct, measure):
            raise met[1]
        figure = cls(
            flow,
            language,
            measure,
            kind,
            _prepared(table, kind, varying, measure, flow),
            varying[0] if varying else None,
            distinct,
            tuple(distinct.get("SOURCE", ())),
            tuple(distinct.get("VINTAGE", ())),
        )
        if not figure.known:
            raise UsageError(
                f"None of these observations of {flow.id} has a value of {measure} to draw.",
                remedy="ask for other periods or areas",
            )
        if kind == "sankey" and not figure.flows.ribbons:
            raise UsageError(
                f"None of these observations of {flow.id} has a value of {measure} above zero, and "
                "a flow chart draws no other.",
                remedy="ask for other periods or areas, or for a chart of kind heatmap",
            )
        return figure

    @cached_property
    def constants(self) -> dict[str, str]:
        """The value of each coded column that is the same in all observations."""
        return {name: values[0] for name, values in self.distinct.items() if len(values) == 1}

    @cached_property
    def flows(self) -> Flows:
        """What a flow chart draws: the small areas grouped."""
        return flows_of(self.known)

    @cached_property
    def unplaced(self) -> list[str]:
        """The areas that no map shows, for want of a tile."""
        return [code for code in self.codes if code not in tiles()]

    @cached_property
    def _digest(self) -> str:
        told = (
            *(self.flow.id, self.language, self.measure, self.kind, self.series),
            *(dict(self.distinct), self.sources, self.vintages, self.rows.to_pylist()),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figure) and self._digest == other._digest

    def __hash__(self) -> int:
        return hash(self._digest)

    @cached_property
    def known(self) -> list[dict[str, Any]]:
        """The rows that have a value."""
        rows: list[dict[str, Any]] = self.rows.filter(self.rows["VALUE"].is_valid()).to_pylist()
        return rows

    @cached_property
    def codes(self) -> list[str]:
        """The series: blocs in the house's order, others in that of the key."""
        order = {id: place for place, id in enumerate(blocs())}
        codes = self.rows["SERIES"].unique().to_pylist()
        return sorted(codes, key=lambda code: order.get(code, len(order)))

    @cached_property
    def counterparts(self) -> list[str]:
        """The areas across a heatmap."""
        return list(self.rows["COUNTERPART"].unique().to_pylist())

    @cached_property
    def colours(self) -> dict[str, str]:
        """The colour of each series; a chart of one area alone has that area's."""
        alone = self.constants.get("REF_AREA", "")
        codes = self.codes if self.series else [alone]
        chosen = style.colours(codes)
        return chosen if self.series else {self.codes[0]: chosen[alone]}

    @cached_property
    def periods(self) -> list[str]:
        """All periods, sorted, those without figures too."""
        return sorted(self.rows["PERIOD"].unique().to_pylist())

    @cached_property
    def last(self) -> dict[str, dict[str, Any]]:
        """The last row with a value, by series."""
        return {row["SERIES"]: row for row in self.known}

    def name(self, code: str) -> str:
        """The everyday name of a series."""
        return everyday_name(self.flow, self.series, code, self.language)

    @cached_property
    def is_proportion(self) -> bool:
        """Whether values are written as per cent."""
        indicators = {row for row in (self.constants.get("INDICATOR"),) if row}
        if self.series == "INDICATOR":
            indicators = set(self.codes)
        return self.measure in PROPORTIONS or (
            bool(indicators) and all(is_share(self.flow, code) for code in indicators)
        )

    @cached_property
    def multiple(self) -> tuple[float, Text | None]:
        """What amounts of money are divided by, so that they can be read, and its name."""
        largest = max(abs(row["VALUE"]) for row in self.known)
        if self.is_proportion or largest < 1e5:
            return 1.0, None
        return next((size, name) for size, name in MULTIPLES if largest >= size)

    def written(self, value: float | None) -> str:
        """A value with its per cent sign, in the reader's language and the figure's unit."""
        if self.is_proportion:
            return percent(value, self.language)
        if value is None:
            return MISSING
        scaled = value / self.multiple[0]
        # What is small is not nothing.
        digits = next((n for n in range(self.decimals, 6) if round(scaled, n)), self.decimals)
        return formatted(scaled, self.language, digits)

    @cached_property
    def decimals(self) -> int:
        """Digits after the decimal mark of a value as it is written."""
        largest = max(abs(row["VALUE"]) for row in self.known) / self.multiple[0]
        whole = all(float(row["VALUE"]).is_integer() for row in self.known)
        if whole and self.multiple[0] == 1:
            return 0
        return 2 if largest < 10 else 1

    @property
    def subject(self) -> str:
        """What is measured: the indicator, else the measure's or the dataflow's name."""
        if self.measure != "OBS_VALUE":
            return self.flow.component(self.measure).name[self.language]
        return (
            self._label("INDICATOR") or self._label("TRADE_FLOW") or self.flow.name[self.language]
        )

    @property
    def subtitle(self) -> str:
        """The measure, what it is restricted to, and its unit."""
        parts = [self.subject, self._areas]
        parts += [
            self._label(name)
            for name in ("TRADE_FLOW", "PRODUCT", "VIEW")
            if self.constants.get(name) not in (None, "_T") and self._label(name) != self.subject
        ]
        return " · ".join(part for part in (*parts, self.unit, self._period) if part)

    @property
    def _areas(self) -> str:
        areas = [self._label(name) for name in ("REF_AREA", "COUNTERPART_AREA")]
        return " → ".join(area for area in areas if area)

    @property
    def _period(self) -> str:
        return self.periods[0] if len(self.periods) == 1 else ""

    @property
    def unit(self) -> str:
        """The unit, in words."""
        if self.is_proportion:
            return WORDS["percent"][self.language]
        unit = self._label("UNIT_MEASURE")
        multiple = self.multiple[1]
        return f"{unit} ({multiple[self.language].lower()})" if multiple else unit

    def _label(self, name: str) -> str:
        """The name of a column's value if all observations share it, else nothing."""
        code = self.constants.get(name)
        if code is None or code in ("_T", "_Z"):
            return ""
        return everyday_name(self.flow, name, code, self.language)

    @property
    def provenance(self) -> str:
        """Source and vintage, whether they are simulated, and what periods have no figures."""
        told = f"{WORDS['source'][self.language]}: {', '.join(self.sources) or MISSING}"
        if self.vintages:
            told += f" · {WORDS['vintage'][self.language]}: {'; '.join(self.vintages)}"
        if any("simul" in text.lower() for text in (*self.sources, *self.vintages)):
            told += f" · {WORDS['simulated'][self.language]}"
        told += "".join(f" · {note}" for note in self._notes())
        if self.gaps:
            told += " · " + WORDS["no_figures"][self.language].format(", ".join(self.gaps))
        return told

    def _notes(self) -> Iterator[str]:
        """What the drawing leaves out, or shows without a figure."""
        words = {name: text[self.language] for name, text in WORDS.items()}
        if self.kind == "heatmap" and len(self.known) < len(self.codes) * len(self.counterparts):
            yield words["empty"]
        if self.kind == "map":
            yield words["missing"]
            if self.unplaced:
                yield words["unplaced"].format(", ".join(self.name(c) for c in self.unplaced))
        if self.kind == "sankey":
            for number, word in zip(self.flows.grouped, ("exporters", "partners"), strict=True):
                if number:
                    yield words[word].format(number)
            if self.flows.undrawn:
                yield words["undrawn"].format(self.flows.undrawn)
            if missing := len(self.rows) - len(self.known):
                yield words["unknown"].format(missing)

    @property
    def gaps(self) -> list[str]:
        """Periods that no series has a figure for, years in a row as one span."""
        having = {row["PERIOD"] for row in self.known}
        return spans([period for period in self.periods if period not in having])

    @property
    def finding(self) -> str:
        """What the figures alone tell, in one sentence, else what is measured."""
        words = {"name": self.subject}
        if self.kind in PAIRS:
            if self.kind == "heatmap" and blocs().keys() & set(self.codes):
                # Blocs overlap: the largest trade is the widest bloc's, and no finding.
                return f"{self.subject}, {self.periods[0]}"
            top = max(self.known, key=lambda row: row["VALUE"])
            pair = f"{self.area(top['SERIES'])} → {self.area(top['COUNTERPART'])}"
            words |= {"end": top["PERIOD"], "high": pair, "most": self.written(top["VALUE"])}
            return WORDS["largest"][self.language].format(**words)
        if len(self.codes) == 1:
            return self._change(words)
        end = max(row["PERIOD"] for row in self.known)
        ranked = sorted(
            (row for row in self.known if row["PERIOD"] == end), key=lambda row: row["VALUE"]
        )
        if len(ranked) < 2 or self.series == "INDICATOR":
            return self.subject
        words |= {
            "end": end,
            "high": self.name(ranked[-1]["SERIES"]),
            "most": self.written(ranked[-1]["VALUE"]),
            "low": self.name(ranked[0]["SERIES"]),
            "least": self.written(ranked[0]["VALUE"]),
        }
        return WORDS["span"][self.language].format(**words)

    def _change(self, words: dict[str, str]) -> str:
        first, last = self.known[0], self.known[-1]
        if first is last:
            return f"{self.subject}, {last['PERIOD']}: {self.written(last['VALUE'])}"
        name = ", ".join(part for part in (self.subject, self._areas) if part)
        if self.measure == "GROWTH":
            # From one year's growth to another's is no finding.
            return name
        return WORDS["from_to"][self.language].format(
            name=name,
            first=self.written(first["VALUE"]),
            start=first["PERIOD"],
            last=self.written(last["VALUE"]),
            end=last["PERIOD"],
        )

    def area(self, code: str) -> str:
        """The everyday name of an area."""
        return everyday_name(self.flow, "REF_AREA", code, self.language)

    @property
    def table(self) -> list[list[str]]:
        """The figures drawn, as a table of text: a row for each, below the header."""
        words = [WORDS[name][self.language] for name in ("series", "period", "value")]
        return [
            [*words[:2], f"{words[2]} ({self.unit})" if self.unit else words[2]],
            *(
                [
                    " → ".join(
                        self.name(row[name])
                        for name in ("SERIES", "COUNTERPART")
                        if row.get(name) is not None
                    ),
                    row["PERIOD"],
                    self.written(row["VALUE"]),
                ]
                for row in self.rows.to_pylist()
            ),
        ]


def everyday_name(flow: Dataflow, dimension: str | None, code: str, language: str) -> str:
    """A code's name: for a bloc its everyday one, for what has none the code itself."""
    if dimension is None:
        return ""
    known = blocs()
    if dimension in ("REF_AREA", "COUNTERPART_AREA") and code in known:
        return known[code].short[language]
    codelist = flow.component(dimension).codelist
    return codelist[code].name[language] if codelist and code in codelist else code


def folded(name: str) -> str:
    """A name without its accents, so that Ecuador's stands under E in every language."""
    return normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def spans(periods: Sequence[str]) -> list[str]:
    """Periods, years in a row written as one span: 2000–2020, 2023."""
    found: list[list[str]] = []
    for period in periods:
        years = period.isdigit() and bool(found) and found[-1][1].isdigit()
        if years and int(period) == int(found[-1][1]) + 1:
            found[-1][1] = period
        else:
            found.append([period, period])
    return [first if first == last else f"{first}–{last}" for first, last in found]


_STEPS = {"A": "1 year", "Q": "3 months", "M": "1 month"}
_DATE = """CASE WHEN TIME_PERIOD LIKE '%Q%'
    THEN make_date(left(TIME_PERIOD, 4)::INT, right(TIME_PERIOD, 1)::INT * 3 - 2, 1)
    ELSE (TIME_PERIOD || left('-01-01', 10 - len(TIME_PERIOD)))::DATE END"""
_PERIODS = {
    "A": "strftime(TIME, '%Y')",
    "Q": "strftime(TIME, '%Y-Q') || quarter(TIME)",
    "M": "strftime(TIME, '%Y-%m')",
}


def _prepared(
    table: pa.Table, kind: str, varying: Sequence[str], measure: str, flow: Dataflow
) -> pa.Table:
    """The rows of :class:`Figure`."""
    with connect() as connection:
        connection.register("observations", table)
        if kind in PAIRS:
            query = f"""SELECT REF_AREA AS SERIES, COUNTERPART_AREA AS COUNTERPART,
                TIME_PERIOD AS PERIOD, {measure}::DOUBLE AS VALUE FROM observations"""  # noqa: S608
            return connection.sql(query).to_arrow_table()
        frequency = table["FREQ"][0].as_py() if "FREQ" in flow.columns else "A"
        series = varying[0] if varying else "''"
        query = f"""
            WITH points AS (
                SELECT {series} AS SERIES, {_DATE} AS TIME, {measure}::DOUBLE AS VALUE
                FROM observations
            ), spine AS (
                SELECT SERIES, unnest(generate_series(
                    min(TIME), max(TIME), INTERVAL '{_STEPS[frequency]}'))::DATE AS TIME
                FROM points GROUP BY SERIES
            )
            SELECT SERIES, {_PERIODS[frequency]} AS PERIOD, TIME::VARCHAR AS TIME, VALUE,
                VALUE IS NOT NULL AND lag(VALUE) OVER run IS NULL
                    AND lead(VALUE) OVER run IS NULL AS ALONE
            FROM spine LEFT JOIN points USING (SERIES, TIME)
            WINDOW run AS (PARTITION BY SERIES ORDER BY TIME)
            ORDER BY SERIES, TIME"""  # noqa: S608
        return connection.sql(query).to_arrow_table()
