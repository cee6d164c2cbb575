"""What a chart shows: observations checked, read and put into words, before anything is drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from cedic.errors import UsageError
from cedic.model import Dataflow, Representation, Text
from cedic.publish import style
from cedic.publish.flows import Flows, flows_of
from cedic.publish.kinds import (
    AREAS,
    COUPLES,
    TWO_SIDED,
    adds_up,
    is_share,
    obstacle,
    sides,
    usual,
)
from cedic.publish.links import Links, links_of
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.regions import blocs
from cedic.regions.tiles import tiles
from cedic.warehouse.engine import shared_engine

if TYPE_CHECKING:
    import pyarrow as pa

    from cedic.model import Observations

PROPORTIONS = ("SHARE", "GROWTH", "COVERAGE")
LEAST_PART = 0.004
"""The share of the whole from which a part stands by itself in a treemap."""

WORDS = {
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "vintage": Text("Vintage", "Versión de los datos", "Versão dos dados", "Millésime"),
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
    "part": Text(
        "{name}, {end}: {high} comes first, with {most} of what is shown",
        "{name}, {end}: en primer lugar, {high}, con el {most} de lo mostrado",
        "{name}, {end}: em primeiro lugar, {high}, com {most} do que se mostra",
        "{name}, {end} : en tête, {high}, avec {most} de ce qui est montré",
    ),
    "strongest": Text(
        "{name}, {end}: strongest link, {high} ({most})",
        "{name}, {end}: vínculo más fuerte, {high} ({most})",
        "{name}, {end}: vínculo mais forte, {high} ({most})",
        "{name}, {end} : lien le plus fort, {high} ({most})",
    ),
    "against": Text(
        "{high} against {low}, {end}",
        "{high} frente a {low}, {end}",
        "{high} em relação a {low}, {end}",
        "{high} par rapport à {low}, {end}",
    ),
    "axes": Text(
        "Horizontal: {} · Vertical: {}",
        "Eje horizontal: {} · Eje vertical: {}",
        "Eixo horizontal: {} · Eixo vertical: {}",
        "Axe horizontal : {} · Axe vertical : {}",
    ),
    "smallest": Text(
        "Others: parts below {} of what is shown",
        "Otros: partes menores que el {} de lo mostrado",
        "Outros: partes menores que {} do que se mostra",
        "Autres : parts inférieures à {} de ce qui est montré",
    ),
    "half": Text(
        "Without one of the two figures: {}",
        "Sin una de las dos cifras: {}",
        "Sem um dos dois dados: {}",
        "Sans l’un des deux chiffres : {}",
    ),
    "links": Text(
        "Links drawn: {} of {}, the strongest and those that join the network",
        "Vínculos dibujados: {} de {}, los más fuertes y los que unen la red",
        "Vínculos desenhados: {} de {}, os mais fortes e os que unem a rede",
        "Liens dessinés : {} sur {}, les plus forts et ceux qui relient le réseau",
    ),
    "blocs": Text(
        "A country in several blocs has the colour of the first in the legend",
        "Un país de varios bloques tiene el color del primero de la leyenda",
        "Um país de vários blocos tem a cor do primeiro da legenda",
        "Un pays de plusieurs blocs a la couleur du premier de la légende",
    ),
    "alone": Text("No figure for: {}", "Sin cifra: {}", "Sem dado: {}", "Sans chiffre : {}"),
    "empty": Text(
        "Empty: no figure", "Vacío: sin cifra", "Vazio: sem dado", "Vide : pas de chiffre"
    ),
    "data": Text("The figures", "Las cifras", "Os números", "Les chiffres"),
    "series": Text("Series", "Serie", "Série", "Série"),
    "period": Text("Period", "Período", "Período", "Période"),
    "value": Text("Value", "Valor", "Valor", "Valeur"),
    "share": Text("Share", "Participación", "Participação", "Part"),
    "group": Text("Group", "Grupo", "Grupo", "Groupe"),
    "link": Text("Link", "Vínculo", "Vínculo", "Lien"),
    "links_sum": Text(
        "Sum of its links", "Suma de sus vínculos", "Soma de seus vínculos", "Somme de ses liens"
    ),
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
        SERIES, COUNTERPART (of two dimensions only), PERIOD, TIME (its first day), VALUE, ALONE (no
        figure right before or after), in the order of the key; a period that a series lacks between
        its first and last has a row without a value.
    series, across : str or None
        The dimension that tells the series apart, and that of COUNTERPART.
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
    across: str | None
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
        kind = kind or usual(flow, distinct)
        if met := obstacle(flow, kind, distinct, measure):
            raise met[1]
        shown = sides(flow, kind, distinct)
        figure = cls(
            flow,
            language,
            measure,
            kind,
            _prepared(table, kind, shown, measure, flow),
            shown[0] if shown else None,
            shown[1] if len(shown) > 1 else None,
            distinct,
            tuple(distinct.get("SOURCE", ())),
            tuple(distinct.get("VINTAGE", ())),
        )
        if not figure.known:
            raise UsageError(
                f"None of these observations of {flow.id} has a value of {measure} to draw.",
                remedy="ask for other periods or areas",
            )
        figure._check_values()
        return figure

    def _check_values(self) -> None:
        """Refuse values of which a drawing has nothing to show, or that it would show wrongly."""
        told = f"None of these observations of {self.flow.id} has a value of {self.measure}"
        least = min(self.known, key=lambda row: row["VALUE"])
        if self.kind == "treemap" and least["VALUE"] < 0:
            raise UsageError(
                f"A treemap shows values as areas, and the value of {self.name(least['SERIES'])} "
                f"is negative: {least['VALUE']}.",
                remedy="ask for other values, or for a chart of kind ranked-bar",
            )
        if self.kind == "treemap" and not self.parts:
            raise UsageError(
                f"{told} above zero, and a treemap draws no other.",
                remedy="ask for other periods or areas, or for a chart of kind ranked-bar",
            )
        if self.kind == "sankey" and not self.flows.ribbons:
            raise UsageError(
                f"{told} above zero, and a flow chart draws no other.",
                remedy="ask for other periods or areas, or for a chart of kind heatmap",
            )
        if self.kind == "network" and not self.links.drawn:
            raise UsageError(
                f"{told} above zero between two, and a network draws no other.",
                remedy="ask for other periods, areas or products",
            )
        if self.kind == "scatter" and not self.points:
            raise UsageError(
                f"None of these observations of {self.flow.id} has values of both indicators.",
                remedy="ask for other periods, areas or products",
            )

    @cached_property
    def constants(self) -> dict[str, str]:
        """The value of each coded column that is the same in all observations."""
        return {name: values[0] for name, values in self.distinct.items() if len(values) == 1}

    @cached_property
    def flows(self) -> Flows:
        """What a flow chart draws: the small areas grouped."""
        return flows_of(self.known)

    @cached_property
    def links(self) -> Links:
        """What a network draws."""
        summed = adds_up(self.flow, self.distinct, self.measure, self.series or "")
        return links_of(self.known, summed=summed)

    @cached_property
    def parts(self) -> dict[str, float]:
        """What a treemap draws, the largest first."""
        drawn = ((row["SERIES"], row["VALUE"]) for row in self.known if row["VALUE"] > 0)
        return dict(sorted(drawn, key=lambda part: (-part[1], part[0])))

    @cached_property
    def small(self) -> set[str]:
        """The parts too small to stand by themselves in a treemap."""
        least = sum(self.parts.values()) * LEAST_PART
        return {code for code, value in self.parts.items() if value < least}

    @cached_property
    def axes(self) -> tuple[Figure, Figure]:
        """Each of the two indicators of a scatter plot alone, in the order of their list."""
        listed = self.flow.component("INDICATOR").codelist
        known = listed.codes if listed else {}
        order = list(known)
        one, other = (
            replace(
                self,
                rows=self.rows.filter(_equal(self.rows["COUNTERPART"], code)),
                distinct={
                    **self.distinct,
                    "INDICATOR": [code],
                    "UNIT_MEASURE": [getattr(known[code], "unit", "")],
                },
            )
            for code in sorted(self.distinct["INDICATOR"], key=order.index)
        )
        return one, other

    @cached_property
    def points(self) -> dict[str, tuple[float, float]]:
        """What a scatter plot draws: the two values of each code that has both."""
        across, up = ({row["SERIES"]: row["VALUE"] for row in axis.known} for axis in self.axes)
        return {code: (value, up[code]) for code, value in across.items() if code in up}

    @cached_property
    def unplaced(self) -> list[str]:
        """The areas that no map shows, for want of a tile."""
        return [code for code in self.codes if code not in tiles()]

    @cached_property
    def _digest(self) -> str:
        told = (
            *(self.flow.id, self.language, self.measure, self.kind, self.series, self.across),
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
        """The codes across a heatmap."""
        return list(self.rows["COUNTERPART"].unique().to_pylist())

    @cached_property
    def colours(self) -> dict[str, str]:
        """The colour of each series; a chart of one area alone has that area's.

        In a ranking only blocs have one of their own: each bar has its name beside it.
        """
        alone = self.constants.get("REF_AREA", "")
        codes = self.codes if self.series else [alone]
        chosen = style.colours(codes)
        if self.series and self.kind == "ranked-bar":
            return {code: chosen[code] if code in blocs() else style.ACCENT for code in codes}
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

    def name_across(self, code: str) -> str:
        """The everyday name of a code of the other side."""
        return everyday_name(self.flow, self.across, code, self.language)

    @cached_property
    def is_proportion(self) -> bool:
        """Whether values are written as per cent."""
        indicators = {row for row in (self.constants.get("INDICATOR"),) if row}
        if "INDICATOR" in (self.series, self.across) and not indicators:
            indicators = set(self.distinct["INDICATOR"])
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
        head, unit = self.subject, self.unit
        if self.kind == "scatter":
            head = WORDS["axes"][self.language].format(*(axis.title for axis in self.axes))
            unit = ""
        parts = [head, self._areas]
        parts += [
            self._label(name)
            for name in ("TRADE_FLOW", "PRODUCT", "VIEW")
            if self.constants.get(name) not in (None, "_T") and self._label(name) != head
        ]
        return " · ".join(part for part in (*parts, unit, self._period) if part)

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

    @property
    def title(self) -> str:
        """What is measured, and its unit."""
        told = self.unit.lower() in self.subject.lower()
        return self.subject if told else f"{self.subject}, {within(self.unit)}"

    def _label(self, name: str) -> str:
        """The name of a column's value if all observations share it, else nothing."""
        code = self.constants.get(name)
        if code is None or code in ("_T", "_Z"):
            return ""
        return everyday_name(self.flow, name, code, self.language)

    @property
    def provenance(self) -> str:
        """Source and vintage, whether they are simulated, and what periods have no figures."""
        mark = style.colon(self.language)
        told = f"{WORDS['source'][self.language]}{mark}{', '.join(self.sources) or MISSING}"
        if self.vintages:
            told += f" · {WORDS['vintage'][self.language]}{mark}{'; '.join(self.vintages)}"
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
        if self.kind == "treemap":
            if len(self.small) > 1:
                yield words["smallest"].format(percent(LEAST_PART, self.language))
            if undrawn := sum(row["VALUE"] <= 0 for row in self.known):
                yield words["undrawn"].format(undrawn)
            if missing := len(self.rows) - len(self.known):
                yield words["alone"].format(missing)
        if self.kind == "scatter" and (half := len(self.codes) - len(self.points)):
            yield words["half"].format(half)
        if self.kind == "network":
            if len(self.links.drawn) < self.links.number:
                yield words["links"].format(len(self.links.drawn), self.links.number)
            if self.links.undrawn:
                yield words["undrawn"].format(self.links.undrawn)
        coloured = self.kind in ("network", "treemap", "scatter") and self.series in AREAS
        if coloured and not blocs().keys() >= set(self.codes):
            yield words["blocs"]
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
        if self.kind in TWO_SIDED or self.kind == "treemap":
            return self._standing_out(words)
        if len(self.codes) == 1:
            return self._change(words)
        end = max(row["PERIOD"] for row in self.known)
        ranked = sorted(
            (row for row in self.known if row["PERIOD"] == end), key=lambda row: row["VALUE"]
        )
        if len(ranked) < 2 or self.series == "INDICATOR":
            return self.subject
        if ranked[0]["VALUE"] == ranked[-1]["VALUE"]:
            # Where all are equal, none is highest.
            return self.subject
        words |= {
            "end": end,
            "high": self.name(ranked[-1]["SERIES"]),
            "most": self.written(ranked[-1]["VALUE"]),
            "low": self.name(ranked[0]["SERIES"]),
            "least": self.written(ranked[0]["VALUE"]),
        }
        return WORDS["span"][self.language].format(**words)

    def _standing_out(self, words: dict[str, str]) -> str:
        """The largest value of a chart that shows one for each mark."""
        words |= {"end": self.periods[0]}
        if self.kind == "scatter":
            across, up = self.axes
            words |= {"high": up.subject, "low": within(across.subject)}
            return WORDS["against"][self.language].format(**words)
        if self.kind == "treemap":
            [(top, value), *_] = self.parts.items()
            share = value / sum(self.parts.values())
            words |= {"high": self.name(top), "most": percent(share, self.language)}
            return WORDS["part"][self.language].format(**words)
        ends = {*self.codes, *self.counterparts}
        if self.kind == "heatmap" and ({"_T", "WLD", *blocs()} & ends or self._indicators_cross):
            # Blocs overlap: the largest trade is the widest bloc's, and no finding.
            return f"{self.subject}, {self.periods[0]}"
        top_row = max(self.known, key=lambda row: row["VALUE"])
        ends_of = (top_row["SERIES"], top_row["COUNTERPART"])
        most = self.written(top_row["VALUE"])
        word, mark = "largest", " → " if (self.series, self.across) in COUPLES else " · "
        if self.kind == "network":
            [(ends_of, value), *_] = self.links.drawn.items()
            word, mark, most = "strongest", " – ", self.written(value)
        words |= {"high": mark.join(self.names(*ends_of)), "most": most}
        return WORDS[word][self.language].format(**words)

    @property
    def _indicators_cross(self) -> bool:
        return "INDICATOR" in (self.series, self.across)

    def names(self, code: str, other: str) -> tuple[str, str]:
        """The everyday names of a code and of one of the other side."""
        return self.name(code), self.name_across(other)

    def _change(self, words: dict[str, str]) -> str:
        first, last = self.known[0], self.known[-1]
        if first is last:
            when = f"{self.subject}, {last['PERIOD']}"
            return when + style.colon(self.language) + self.written(last["VALUE"])
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
        words = {name: WORDS[name][self.language] for name in ("series", "period", "value")}
        if self.kind == "scatter":
            return self._table_of_points(words)
        mark = " → " if (self.series, self.across) in COUPLES else " · "
        return [
            [
                words["series"],
                words["period"],
                f"{words['value']} ({self.unit})" if self.unit else words["value"],
            ],
            *(
                [
                    self.name(row["SERIES"])
                    if row.get("COUNTERPART") is None
                    else mark.join(self.names(row["SERIES"], row["COUNTERPART"])),
                    row["PERIOD"],
                    self.written(row["VALUE"]),
                ]
                for row in self.rows.to_pylist()
            ),
        ]

    def _table_of_points(self, words: Mapping[str, str]) -> list[list[str]]:
        """A row for each thing, with its two values."""
        values = [{row["SERIES"]: row["VALUE"] for row in axis.known} for axis in self.axes]
        heads = [axis.title for axis in self.axes]
        told = [
            [axis.written(found.get(code)) for axis, found in zip(self.axes, values, strict=True)]
            for code in self.codes
        ]
        return [
            [words["series"], words["period"], *heads],
            *(
                [self.name(code), self.periods[0], *both]
                for code, both in zip(self.codes, told, strict=True)
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


def within(name: str) -> str:
    """A name as it stands within a sentence: small but for what is written in capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


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


def _equal(column: Any, value: str) -> Any:
    import pyarrow.compute as pc

    return pc.equal(column, value)


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
    table: pa.Table, kind: str, shown: Sequence[str], measure: str, flow: Dataflow
) -> pa.Table:
    """The rows of :class:`Figure`."""
    with shared_engine().cursor() as connection:
        connection.register("observations", table)
        if kind in TWO_SIDED:
            query = f"""SELECT {shown[0]} AS SERIES, {shown[1]} AS COUNTERPART,
                TIME_PERIOD AS PERIOD, {measure}::DOUBLE AS VALUE FROM observations"""  # noqa: S608
            return connection.sql(query).to_arrow_table()
        frequency = table["FREQ"][0].as_py() if "FREQ" in flow.columns else "A"
        series = shown[0] if shown else "''"
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
