"""Charts of observations: lines, ranked bars, small multiples, heatmaps."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import LANGUAGES, Dataflow, Indicator, Representation, Text
from cedic.publish import style
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.regions import blocs

if TYPE_CHECKING:
    import altair as alt
    import pyarrow as pa

    from cedic.model import Observations

KINDS = ("line", "bar", "small-multiples", "heatmap")
FORMATS = ("png", "svg", "html")
MOST_LINES = 7
MOST_PANELS = 40
MOST_BARS = 60
WIDTH = 720

_PROPORTIONS = ("SHARE", "GROWTH", "COVERAGE")
_LABEL_GAP = 17
_PANEL = (210, 110)

_WORDS = {
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
        "{name}, {end}: highest in {high} ({most}), lowest in {low} ({least})",
        "{name}, {end}: la más alta, {high} ({most}); la más baja, {low} ({least})",
        "{name}, {end}: a mais alta, {high} ({most}); a mais baixa, {low} ({least})",
        "{name}, {end} : au plus haut, {high} ({most}) ; au plus bas, {low} ({least})",
    ),
    "largest": Text(
        "{name}, {end}: the largest is {high} ({most})",
        "{name}, {end}: la mayor cifra es {high} ({most})",
        "{name}, {end}: o maior valor é {high} ({most})",
        "{name}, {end} : le plus élevé est {high} ({most})",
    ),
    "data": Text("The figures", "Las cifras", "Os números", "Les chiffres"),
    "series": Text("Series", "Serie", "Série", "Série"),
    "period": Text("Period", "Período", "Período", "Période"),
    "value": Text("Value", "Valor", "Valor", "Valeur"),
    "missing": Text(
        "·· no figure", "·· sin cifra", "·· sem dado", "·· pas de chiffre"
    ),
}
_MULTIPLES = (
    (1e9, Text("Billions", "Miles de millones", "Bilhões", "Milliards")),
    (1e6, Text("Millions", "Millones", "Milhões", "Millions")),
    (1e3, Text("Thousands", "Miles", "Milhares", "Milliers")),
)


def chart(
    observations: Observations,
    kind: str | None = None,
    language: str = "en",
    measure: str = "OBS_VALUE",
    title: str | None = None,
    width: int = WIDTH,
) -> alt.VConcatChart:
    """Draw observations of a dataflow.

    Parameters
    ----------
    observations : Observations
        From a store. They vary in one dimension besides time, or, for a heatmap, in the two areas;
        periods without a figure stay gaps.
    kind : {"line", "bar", "small-multiples", "heatmap"}, optional
        By default what the observations call for: a heatmap for two dimensions of areas, bars for
        one period, small multiples for more than 7 series, else lines.
    language : {"es", "en", "pt", "fr"}
        The language of words and numbers.
    measure : str
        The column to draw: the measure or a numeric attribute, such as SHARE or COVERAGE.
    title : str, optional
        By default the finding, as far as the figures alone tell it, else the indicator's name.
    width : int
        Pixels that titles and plot take together.

    Returns
    -------
    altair.VConcatChart
        The chart above the line that names source and vintage. Its data are embedded.

    Raises
    ------
    UsageError
        If Altair is not installed; if the observations mix units, vary in more dimensions than the
        kind shows, are too many to be read, or have no figure at all.
    UnknownCodeError
        If kind, language or measure does not exist.
    """
    alt = _altair()
    if language not in LANGUAGES:
        raise UnknownCodeError("language", language, LANGUAGES)
    if kind is not None and kind not in KINDS:
        raise UnknownCodeError("kind of chart", kind, KINDS)
    figure = Figure.of(observations, language, measure, kind)
    body = _DRAWINGS[figure.kind](figure, width)
    heading = title or figure.finding
    footer = (
        alt.Chart(alt.InlineData(values=[{"TEXT": wrap(figure.provenance, width // 7)}]))
        .mark_text(align="left", baseline="top", color=style.MUTED, fontSize=13, lineHeight=17)
        .encode(text="TEXT:N", x=alt.value(0), y=alt.value(0))
        .properties(width=1, height=18)
    )
    return alt.vconcat(
        body,
        footer,
        spacing=10,
        bounds="full",
        title=alt.Title(wrap(heading, width // 10), subtitle=wrap(figure.subtitle, width // 7)),
        description=f"{heading}. {figure.subtitle}. {figure.provenance}",
        usermeta={"language": language, "figures": figure.table},
        config=style.config(language),
    )


@dataclass(frozen=True)
class Figure:
    """What a chart shows, read off its observations.

    Parameters
    ----------
    flow : Dataflow
        The declaration that the observations follow.
    language, measure, kind : str
        As :func:`chart` takes them, the kind decided.
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
        varying = [
            name for name in flow.key if name != "TIME_PERIOD" and len(distinct[name]) > 1
        ]
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
    def known(self) -> list[dict[str, Any]]:
        """The rows that have a value."""
        return self.rows.filter(self.rows["VALUE"].is_valid()).to_pylist()

    @cached_property
    def codes(self) -> list[str]:
        """The series, in the order of the key."""
        return list(self.rows["SERIES"].unique().to_pylist())

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
        return self.measure in _PROPORTIONS or (
            bool(indicators) and all(_is_share(self.flow, code) for code in indicators)
        )

    @cached_property
    def multiple(self) -> tuple[float, Text | None]:
        """What amounts of money are divided by, so that they can be read, and its name."""
        largest = max(abs(row["VALUE"]) for row in self.known)
        if self.is_proportion or largest < 1e5:
            return 1.0, None
        return next((size, name) for size, name in _MULTIPLES if largest >= size)

    def written(self, value: float | None) -> str:
        """A value with its per cent sign, in the reader's language and the figure's unit."""
        if self.is_proportion:
            return percent(value, self.language)
        if value is None:
            return MISSING
        scaled = value / self.multiple[0]
        return formatted(scaled, self.language, self._decimals)

    @cached_property
    def _decimals(self) -> int:
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
        return self._label("INDICATOR") or self._label("TRADE_FLOW") or self.flow.name[self.language]

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
            return _WORDS["percent"][self.language]
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
        told = f"{_WORDS['source'][self.language]}: {', '.join(self.sources) or MISSING}"
        if self.vintages:
            told += f" · {_WORDS['vintage'][self.language]}: {'; '.join(self.vintages)}"
        if any("simul" in text.lower() for text in (*self.sources, *self.vintages)):
            told += f" · {_WORDS['simulated'][self.language]}"
        if self.gaps:
            told += " · " + _WORDS["no_figures"][self.language].format(", ".join(self.gaps))
        return told

    @property
    def gaps(self) -> list[str]:
        """Periods inside the span that no series has a figure for, years in a row as one."""
        having = {row["PERIOD"] for row in self.known}
        inside = [p for p in self.periods if min(having) < p < max(having) and p not in having]
        return spans(inside)

    @property
    def finding(self) -> str:
        """What the figures alone tell, in one sentence, else what is measured."""
        words = {"name": self.subject}
        if self.kind == "heatmap":
            top = max(self.known, key=lambda row: row["VALUE"])
            pair = f"{self._area(top['SERIES'])} → {self._area(top['COUNTERPART'])}"
            words |= {"end": top["PERIOD"], "high": pair, "most": self.written(top["VALUE"])}
            return _WORDS["largest"][self.language].format(**words)
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
        return _WORDS["span"][self.language].format(**words)

    def _change(self, words: dict[str, str]) -> str:
        first, last = self.known[0], self.known[-1]
        if first is last:
            return f"{self.subject}, {last['PERIOD']}: {self.written(last['VALUE'])}"
        name = ", ".join(part for part in (self.subject, self._areas) if part)
        return _WORDS["from_to"][self.language].format(
            name=name,
            first=self.written(first["VALUE"]),
            start=first["PERIOD"],
            last=self.written(last["VALUE"]),
            end=last["PERIOD"],
        )

    def _area(self, code: str) -> str:
        return everyday_name(self.flow, "REF_AREA", code, self.language)

    @property
    def table(self) -> list[list[str]]:
        """The figures drawn, as a table of text: a row for each, below the header."""
        words = [_WORDS[name][self.language] for name in ("series", "period", "value")]
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


def _is_share(flow: Dataflow, code: str) -> bool:
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
    if "INDICATOR" in varying and len({_is_share(flow, c) for c in distinct["INDICATOR"]}) > 1:
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
    most = {"line": 20, "bar": MOST_BARS, "small-multiples": MOST_PANELS, "heatmap": MOST_PANELS}
    for name in shown & set(varying):
        if len(distinct[name]) > most[kind]:
            raise UsageError(
                f"{len(distinct[name])} codes of {name} cannot be told apart in a chart of kind "
                f"{kind}, which shows {most[kind]} at most.",
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
    import duckdb

    with duckdb.connect() as connection:
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


def _altair() -> Any:
    try:
        import altair
        import vl_convert  # noqa: F401 - what draws the charts that Altair describes
    except ImportError:
        raise UsageError(
            "Charts need Altair and vl-convert, which are not installed.",
            remedy="run: pip install 'cedic[reports]'",
        ) from None
    return altair


# Drawing


def _values(figure: Figure, *columns: str) -> list[dict[str, Any]]:
    """The rows to embed: only the columns drawn, amounts in the figure's multiple."""
    rows = figure.rows.select(list(columns)).to_pylist()
    size = figure.multiple[0]
    if size != 1:
        for row in rows:
            row["VALUE"] = None if row["VALUE"] is None else row["VALUE"] / size
    return rows


def domain(values: Sequence[float], *, zero: bool) -> tuple[float, float, float]:
    """The ends of a scale that holds `values`, and the step of its ticks: 1, 2 or 5 times 10ⁿ."""
    low, high = min(values), max(values)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = low - abs(low) / 10 - 0.05, high + abs(high) / 10 + 0.05
    rough = (high - low) / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near the `wanted` ones, in the same order, `gap` apart and between `low` and `high`.

    Where there is not room enough, the gap shrinks to what there is.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    places = [0.0] * len(wanted)
    edge = low
    for index in order:
        places[index] = max(wanted[index], edge)
        edge = places[index] + gap
    edge = high
    for index in reversed(order):
        places[index] = min(places[index], edge)
        edge = places[index] - gap
    return places


def _scale_y(figure: Figure) -> tuple[Any, Any, tuple[float, float]]:
    """The scale and axis of values, and the ends of the scale."""
    import altair as alt

    size = figure.multiple[0]
    values = [row["VALUE"] / size for row in figure.known]
    # A scale that starts near zero starts at zero; one far from it shows the change.
    zero = min(values) >= 0 and min(values) < 0.6 * max(values)
    low, high, step = domain(values, zero=zero or min(values) < 0 < max(values))
    ticks = [low + step * index for index in range(round((high - low) / step) + 1)]
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    style_of = f",.{max(0, digits - 2)}%" if figure.is_proportion else f",.{digits}f"
    axis = alt.Axis(
        grid=True,
        format=style_of,
        values=ticks,
        gridColor=alt.condition(
            alt.datum.value == 0, alt.value(style.MUTED), alt.value(style.RULE)
        )
        if low < 0 < high
        else style.RULE,
    )
    return alt.Scale(domain=[low, high], nice=False, zero=False), axis, (low, high)


def _axis_x(figure: Figure, most: int) -> Any:
    import altair as alt

    formats = {4: "%Y", 6: "%Y-Q%q", 7: "%b %Y"}
    written = formats[len(figure.periods[0])] if len(figure.periods[0]) > 4 else "%Y"
    if len(figure.periods[0]) == 7 and "Q" in figure.periods[0]:
        written = formats[6]
    times = dict(
        sorted(zip(figure.rows["PERIOD"].to_pylist(), figure.rows["TIME"].to_pylist(), strict=True))
    )
    step = next(
        (size for size in (1, 2, 5, 10, 20, 50) if len(times) / size <= most), len(times)
    )
    if written == "%Y":
        chosen = [time for period, time in times.items() if int(period) % step == 0]
    else:
        chosen = list(times.values())[::step]
    # utc, so that 1 January is not 31 December west of Greenwich.
    return alt.X(
        "TIME:T",
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(
            format=written,
            values=[alt.DateTime(**_date(time)) for time in chosen],
            ticks=True,
            tickColor=style.RULE,
            labelFlush=False,
            labelOverlap=True,
        ),
    )


def _date(time: str) -> dict[str, Any]:
    year, month, day = (int(part) for part in time.split("-"))
    return {"year": year, "month": month, "date": day, "utc": True}


def _tooltips(figure: Figure) -> list[Any]:
    import altair as alt

    written = ",.1%" if figure.is_proportion else f",.{figure._decimals}f"
    words = {name: _WORDS[name][figure.language] for name in ("series", "period", "value")}
    named = [alt.Tooltip("SERIES:N", title=words["series"])] if figure.series else []
    return [
        *named,
        alt.Tooltip("PERIOD:N", title=words["period"]),
        alt.Tooltip("VALUE:Q", title=words["value"], format=written),
    ]


def _colour(figure: Figure, **options: Any) -> Any:
    import altair as alt

    chosen = style.colours(figure.codes)
    scale = alt.Scale(domain=figure.codes, range=[chosen[code] for code in figure.codes])
    return alt.Color("SERIES:N", scale=scale, **{"legend": None, **options})


def _lines(figure: Figure, width: int) -> Any:
    """Lines with their names at the end; points where a value stands alone."""
    import altair as alt

    names = {code: figure.name(code) for code in figure.last}
    room = 8 * max((len(name) for name in names.values()), default=0) + 34 if figure.series else 24
    plot, height = max(160, width - room - 70), 320
    scale, axis, (low, high) = _scale_y(figure)
    x, y = _axis_x(figure, plot // 70), alt.Y("VALUE:Q", scale=scale, axis=axis)
    patterns = style.dashes(figure.codes)
    values = _values(figure, "SERIES", "PERIOD", "TIME", "VALUE", "ALONE")
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=x, y=y, color=_colour(figure), tooltip=_tooltips(figure)
    )
    line = base.mark_line(invalid="break-paths-show-path-domains").encode(
        strokeDash=alt.StrokeDash(
            "SERIES:N",
            scale=alt.Scale(
                domain=figure.codes, range=[patterns[code] or [1, 0] for code in figure.codes]
            ),
            legend=None,
        )
    )
    points = base.mark_point(filled=True, size=44, opacity=1).transform_filter("datum.ALONE")
    layers = [line, points, *_end_labels(figure, names, plot, height, (low, high))]
    return alt.layer(*layers).properties(width=plot, height=height)


def _end_labels(
    figure: Figure,
    names: Mapping[str, str],
    plot: int,
    height: int,
    ends: tuple[float, float],
) -> list[Any]:
    """Each line's name beside its end, moved apart where lines meet, and a thread to the end."""
    import altair as alt

    if not figure.series:
        return []
    low, high = ends
    size = figure.multiple[0]
    pixels = {
        code: height * (1 - (row["VALUE"] / size - low) / (high - low))
        for code, row in figure.last.items()
    }
    places = spread(list(pixels.values()), _LABEL_GAP, 4, height - 4)
    latest = max(row["PERIOD"] for row in figure.last.values())
    chosen = style.colours(figure.codes)
    layers = []
    for (code, end), place in zip(pixels.items(), places, strict=True):
        row = figure.last[code]
        name = names[code] if row["PERIOD"] == latest else f"{names[code]} ({row['PERIOD']})"
        here = alt.Chart(alt.InlineData(values=[{"NAME": name}]))
        if row["PERIOD"] == latest:
            layers.append(
                here.mark_rule(color=chosen[code], strokeWidth=1.4).encode(
                    x=alt.value(plot + 4),
                    x2=alt.value(plot + 18),
                    y=alt.value(end),
                    y2=alt.value(place),
                )
            )
        layers.append(
            here.mark_text(align="left", baseline="middle", color=style.INK).encode(
                text="NAME:N", x=alt.value(plot + 22), y=alt.value(place)
            )
        )
    return layers


def _panels(figure: Figure, width: int) -> Any:
    """One panel for each series on a common scale, the others in grey behind."""
    import altair as alt

    columns = max(1, width // (_PANEL[0] + 50))
    values = _values(figure, "SERIES", "PERIOD", "TIME", "VALUE", "ALONE")
    panels = [panel(figure, code) for code in figure.codes if code in figure.last]
    return alt.concat(
        *panels, columns=columns, spacing={"row": 26, "column": 24}, data=alt.InlineData(values=values)
    )


def panel(figure: Figure, code: str, *, size: tuple[int, int] = _PANEL) -> Any:
    """The panel of one series; its data are those of the chart that it becomes a part of."""
    import altair as alt

    width, height = size
    scale, axis, _ = _scale_y(figure)
    x, y = _axis_x(figure, 4), alt.Y("VALUE:Q", scale=scale, axis=axis)
    colour = style.colours(figure.codes)[code]
    base = alt.Chart().encode(x=x, y=y)
    mine = {"tooltip": _tooltips(figure)}
    quoted = json.dumps(code)
    last = figure.last[code]
    label = alt.InlineData(
        values=[
            {
                "TIME": last["TIME"],
                "VALUE": last["VALUE"] / figure.multiple[0],
                "TEXT": figure.written(last["VALUE"]),
            }
        ]
    )
    others = base.transform_filter(f"datum.SERIES != {quoted}").encode(detail="SERIES:N")
    own = base.transform_filter(f"datum.SERIES == {quoted}").encode(**mine)
    unbroken = "break-paths-show-path-domains"
    return alt.layer(
        others.mark_line(color=style.BACKDROP, strokeWidth=1, invalid=unbroken),
        own.mark_line(color=colour, strokeWidth=2.4, invalid=unbroken),
        own.transform_filter("datum.ALONE").mark_point(
            color=colour, filled=True, size=40, opacity=1
        ),
        alt.Chart(label)
        .mark_text(align="right", baseline="bottom", dy=-7, dx=4, fontWeight="bold", color=style.INK)
        .encode(x="TIME:T", y="VALUE:Q", text="TEXT:N"),
    ).properties(
        width=width,
        height=height,
        title=alt.Title(
            figure.name(code), fontSize=style.SMALL, font=style.CHART_SANS, offset=8, lineHeight=18
        ),
    )


def _bars(figure: Figure, width: int) -> Any:
    """Bars from zero, the largest first; what has no value stands last, marked as missing."""
    import altair as alt

    rows = _values(figure, "SERIES", "PERIOD", "VALUE")
    rows.sort(key=lambda row: (row["VALUE"] is None, -(row["VALUE"] or 0.0)))
    size = figure.multiple[0]
    for row in rows:
        value = row["VALUE"]
        row["NAME"] = figure.name(row["SERIES"]) or figure.subject
        row["TEXT"] = figure.written(None if value is None else value * size)
    room = 8 * max(len(row["NAME"]) for row in rows) + 20
    plot = max(140, width - room - 70)
    known = [row["VALUE"] for row in rows if row["VALUE"] is not None]
    low, high, _ = domain(known, zero=True)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y(
            "NAME:N",
            sort=[row["NAME"] for row in rows],
            axis=alt.Axis(labelColor=style.INK, labelLimit=room),
            scale=alt.Scale(paddingInner=0.32, paddingOuter=0.1),
        ),
        x=alt.X(
            "VALUE:Q",
            scale=alt.Scale(domain=[low, high], nice=False),
            axis=alt.Axis(labels=False, grid=False),
        ),
        tooltip=_tooltips(figure),
    )
    bars = base.mark_bar().encode(color=_colour(figure) if figure.series else alt.value(style.ACCENT))

    def labels(test: str, **mark: Any) -> Any:
        return base.transform_filter(test).mark_text(**mark).encode(text="TEXT:N")

    zero = alt.Chart(alt.InlineData(values=[{}])).mark_rule(color=style.MUTED)
    return alt.layer(
        bars,
        zero.encode(x=alt.XDatum(0)),
        labels("datum.VALUE >= 0 && datum.VALUE != null", align="left", dx=6),
        labels("datum.VALUE < 0", align="right", dx=-6),
        labels("datum.VALUE == null", align="left", dx=6, color=style.MUTED).encode(
            x=alt.XDatum(0)
        ),
    ).properties(width=plot, height=alt.Step(24))


def _heatmap(figure: Figure, width: int) -> Any:
    """A square for each pair, the darker the larger; a pair without a value stays empty."""
    import altair as alt

    rows = _values(figure, "SERIES", "COUNTERPART", "PERIOD", "VALUE")
    for row in rows:
        row["NAME"] = figure._area(row["SERIES"])
        row["TO"] = figure._area(row["COUNTERPART"])
    names = sorted({row["NAME"] for row in rows} | {row["TO"] for row in rows})
    room = 8 * max(len(name) for name in names) + 24
    columns = len({row["TO"] for row in rows})
    plot = max(180, width - room - 20)
    cell = plot / columns
    written = ",.0%" if figure.is_proportion else ",.0f"
    signed = min(row["VALUE"] for row in figure.known) < 0
    ramp = ["#b5472f", "#f6f4ef", style.ACCENT] if signed else ["#e3eef1", style.ACCENT]
    largest = max(abs(row["VALUE"]) for row in figure.known) / figure.multiple[0]
    scale = alt.Scale(
        domain=[-largest, 0, largest] if signed else [0, largest],
        range=ramp,
        type="linear" if signed else "sqrt",
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "TO:N",
            axis=alt.Axis(
                orient="top",
                labelAngle=0 if cell > 90 else -45,
                labelAlign="center" if cell > 90 else "left",
                labelColor=style.INK,
                labelLimit=room,
            ),
        ),
        y=alt.Y("NAME:N", axis=alt.Axis(labelColor=style.INK, labelLimit=room)),
    )
    squares = base.mark_rect(stroke=style.PAPER, strokeWidth=2).encode(
        color=alt.Color(
            "VALUE:Q",
            scale=scale,
            legend=None
            if cell >= 44
            else alt.Legend(orient="bottom", format=written, gradientLength=plot // 2),
        ),
        tooltip=[
            alt.Tooltip("NAME:N", title=figure.flow.component("REF_AREA").name[figure.language]),
            alt.Tooltip(
                "TO:N", title=figure.flow.component("COUNTERPART_AREA").name[figure.language]
            ),
            alt.Tooltip("VALUE:Q", format=f",.{figure._decimals}f"),
        ],
    )
    layers = [squares.transform_filter("datum.VALUE != null")]
    if cell >= 44:
        size = figure.multiple[0]
        for row in rows:
            row["TEXT"] = figure.written(None if row["VALUE"] is None else row["VALUE"] * size)
        on_dark = f"abs(datum.VALUE) > {largest * (0.55 if signed else 0.3)}"
        layers.append(
            base.mark_text().encode(
                text="TEXT:N",
                color=alt.condition(on_dark, alt.value(style.PAPER), alt.value(style.INK)),
            )
        )
    return alt.layer(*layers).properties(
        width=plot, height=alt.Step(max(26, min(34, round(cell))))
    )


_DRAWINGS: dict[str, Callable[[Figure, int], Any]] = {
    "line": _lines,
    "bar": _bars,
    "small-multiples": _panels,
    "heatmap": _heatmap,
}


# Writing


def format_of(path: Path) -> str:
    """The format of a picture that a file's name asks for.

    Raises
    ------
    UsageError
        If its ending is none of `FORMATS`.
    """
    ending = path.suffix.lstrip(".").lower()
    if ending not in FORMATS:
        raise UsageError(
            f"{path.name} does not end as a chart does.",
            remedy=f"end the name in .{', .'.join(FORMATS)}",
        )
    return ending


def svg_of(chart: Any) -> str:
    """A chart as SVG text. Nothing is fetched from anywhere."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[]))


def write_chart(chart: alt.VConcatChart, path: Path, format: str | None = None) -> None:
    """Write a chart to a file.

    Parameters
    ----------
    chart : altair.VConcatChart
        From :func:`chart`.
    path : Path
        The file; its folder must exist.
    format : {"png", "svg", "html"}, optional
        By default as the name ends. PNG has two pixels for each of the chart's; HTML carries its
        script and its figures, and asks nothing of any host.

    Raises
    ------
    UsageError
        If the format is another, the folder does not exist, or vl-convert is not installed.
    """
    _altair()
    import vl_convert

    chosen = format or format_of(path)
    if chosen not in FORMATS:
        raise UnknownCodeError("format of a chart", chosen, FORMATS)
    if not path.resolve().parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write {path.name} into.")
    if chosen == "png":
        drawn = vl_convert.vegalite_to_png(chart.to_dict(), scale=2, allowed_base_urls=[])
        path.write_bytes(drawn)
    elif chosen == "svg":
        path.write_text(svg_of(chart), "utf-8")
    else:
        path.write_text(_page(chart), "utf-8")


def _page(chart: Any) -> str:
    """A chart as a page of its own, with the figures behind it."""
    import vl_convert

    from cedic.publish.templates import template

    spec = chart.to_dict()
    meta = spec.pop("usermeta")
    language = meta["language"]
    title = spec["title"]["text"]
    header, *rows = meta["figures"]
    return template("chart.html").render(
        language=language,
        title=" ".join(title) if isinstance(title, list) else title,
        description=spec["description"],
        header=header,
        rows=rows,
        summary=_WORDS["data"][language],
        missing=_WORDS["missing"][language],
        style=style,
        # A closing tag inside a string would end the script element.
        spec=json.dumps(spec, ensure_ascii=False).replace("</", "<\\/"),
        script=vl_convert.javascript_bundle(),
    )
