"""What a chart shows: observations checked, read and put into words, before anything is drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from cedic.errors import UsageError
from cedic.model import Dataflow, Indicator, Representation, Text
from cedic.publish import style
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.regions import blocs
from cedic.warehouse.engine import connect

if TYPE_CHECKING:
    import pyarrow as pa

    from cedic.model import Observations

MOST_LINES = 7
MOST = {"line": 20, "bar": 60, "small-multiples": 40, "heatmap": 40}
"""How many series, or areas on a side, a chart of each kind shows at most."""

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
        SERIES, COUNTERPART (heatmaps only), PERIOD, TIME (its first day), VALUE, ALONE (no figure
        right before or after), in the order of the key; a period that a series lacks between its
        first and last has a row without a value.
    series : str or None
        The dimension that tells the series apart.
    constants : mapping of str to str
        The value of each coded column that is the same in all observations.
    sources, vintages : tuple of str
        Where the figures come from.
    """

    flow: Dataflow
    language: str
    measure: str
    kind: str
    rows: pa.Table
    series: str | None
    constants: Mapping[str, str]
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
        varying = [name for name in flow.key if name != "TIME_PERIOD" and len(distinct[name]) > 1]
        kind = kind or _kind(varying, distinct)
        _check(flow, kind, varying, distinct, measure)
        figure = cls(
            flow,
            language,
            measure,
            kind,
            _prepared(table, kind, varying, measure, flow),
            varying[0] if varying else None,
            {name: values[0] for name, values in distinct.items() if len(values) == 1},
            tuple(distinct.get("SOURCE", ())),
            tuple(distinct.get("VINTAGE", ())),
        )
        if not figure.known:
            raise UsageError(
                f"None of these observations of {flow.id} has a value of {measure} to draw.",
                remedy="ask for other periods or areas",
            )
        return figure

    @cached_property
    def _digest(self) -> str:
        told = (
            *(self.flow.id, self.language, self.measure, self.kind, self.series),
            *(dict(self.constants), self.sources, self.vintages, self.rows.to_pylist()),
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
        return formatted(scaled, self.language, self.decimals)

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
        if self.kind == "heatmap" and len(self.known) < len(self.codes) * len(self.counterparts):
            told += f" · {WORDS['empty'][self.language]}"
        if self.gaps:
            told += " · " + WORDS["no_figures"][self.language].format(", ".join(self.gaps))
        return told

    @property
    def gaps(self) -> list[str]:
        """Periods that no series has a figure for, years in a row as one span."""
        having = {row["PERIOD"] for row in self.known}
        return spans([period for period in self.periods if period not in having])

    @property
    def finding(self) -> str:
        """What the figures alone tell, in one sentence, else what is measured."""
        words = {"name": self.subject}
        if self.kind == "heatmap":
            if blocs().keys() & set(self.codes):
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


def is_share(flow: Dataflow, code: str) -> bool:
    """Whether an indicator is a proportion, which people read as per cent."""
    codelist = flow.component("INDICATOR").codelist
    entry = codelist[code] if codelist and code in codelist else None
    return isinstance(entry, Indicator) and entry.range == "0 … 1" and entry.unit == "RATIO"


def _kind(varying: Sequence[str], distinct: Mapping[str, list[str]]) -> str:
    if {"REF_AREA", "COUNTERPART_AREA"} <= set(varying):
        return "heatmap"
    if len(distinct["TIME_PERIOD"]) == 1:
        return "bar"
    many = bool(varying) and len(distinct[varying[0]]) > MOST_LINES
    return "small-multiples" if many else "line"


def _check(
    flow: Dataflow,
    kind: str,
    varying: Sequence[str],
    distinct: Mapping[str, list[str]],
    measure: str,
) -> None:
    """Refuse what the chart could not show honestly, saying what to filter."""
    if measure == "OBS_VALUE" and len(units := distinct.get("UNIT_MEASURE", [])) > 1:
        raise UsageError(
            f"These observations of {flow.id} mix units: {', '.join(units)}.",
            remedy=_choose("INDICATOR" if "INDICATOR" in varying else varying[0], distinct),
        )
    if "INDICATOR" in varying and len({is_share(flow, c) for c in distinct["INDICATOR"]}) > 1:
        raise UsageError(
            f"These observations of {flow.id} mix shares with other indicators.",
            remedy=_choose("INDICATOR", distinct),
        )
    shown = {"REF_AREA", "COUNTERPART_AREA"} if kind == "heatmap" else set(varying[:1])
    if surplus := [name for name in varying if name not in shown] or (
        [name for name in varying if name not in ("REF_AREA", "COUNTERPART_AREA")]
        if len(varying) > 1
        else []
    ):
        raise UsageError(
            f"These observations of {flow.id} differ in {', '.join(varying)}; "
            f"a chart of kind {kind} shows one value for each of {' and '.join(sorted(shown))}.",
            remedy="; ".join(_choose(name, distinct) for name in surplus),
        )
    if kind in ("bar", "heatmap") and len(periods := distinct["TIME_PERIOD"]) > 1:
        raise UsageError(
            f"A chart of kind {kind} shows one period; these observations have {len(periods)}.",
            remedy=f"choose one with --start and --end, such as --start {max(periods)} "
            f"--end {max(periods)}",
        )
    for name in shown & set(varying):
        if len(distinct[name]) > MOST[kind]:
            raise UsageError(
                f"{len(distinct[name])} codes of {name} cannot be told apart in a chart of kind "
                f"{kind}, which shows {MOST[kind]} at most.",
                remedy=_choose(name, distinct),
            )


def _choose(name: str, distinct: Mapping[str, list[str]]) -> str:
    codes = distinct[name]
    return f"choose {name}={codes[0]} (there {'are' if len(codes) > 1 else 'is'} " + (
        f"{', '.join(codes[:8])}{', …' if len(codes) > 8 else ''})"
    )


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
        if kind == "heatmap":
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
