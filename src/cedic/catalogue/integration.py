"""The Integration Index: what it is made of, and its making out of the indicators of integration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from cedic.errors import UsageError
from cedic.indices import Framework, Index, Panel, Result, Stage, robustness
from cedic.indices.index import coverage
from cedic.model import Codelist, Indicator, Text, tables
from cedic.trade.integration import GAPS, LEVELS, PEOPLE, TRADE, TREATIES, WORLD
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

MECHANISMS = ("PA", "MERCOSUR", "SICA", "ANDEAN", "CARICOM")
"""The mechanisms that the index is made for; their members are measured too."""
START = 1990
"""The first year."""
NEEDS = Text(
    "Indicators need World Development Indicators, and the index a source of trade too that shows "
    "100 areas or more in five years or more; run: cedic sources read SAMPLE.",
    "Los indicadores requieren los Indicadores del desarrollo mundial, y el índice además una "
    "fuente de comercio que muestre 100 áreas o más en cinco años o más; ejecute: cedic sources "
    "read SAMPLE.",
    "Os indicadores requerem os Indicadores do desenvolvimento mundial, e o índice também uma "
    "fonte de comércio que mostre 100 áreas ou mais em cinco anos ou mais; execute: cedic sources "
    "read SAMPLE.",
    "Les indicateurs demandent les Indicateurs du développement dans le monde, et l’indice aussi "
    "une source d’échanges montrant au moins 100 zones sur au moins cinq ans ; exécutez : cedic "
    "sources read SAMPLE.",
)
STEPS: tuple[Mapping[str, Any], ...] = (
    {"do": "impute", "method": "nearest", "reach": 2},
    {"do": "normalise", "method": "goalposts", "beyond": "cut"},
    {"do": "aggregate", "method": "arithmetic", "minimum": 0.5, "minimum_by_level": {"3": 1}},
)
"""How the index is made: the nearest year within two, goalposts fixed for all years, weighted means of
which half must be known; the index itself needs all dimensions, lest it jump when one comes or goes."""
TOTAL = "INTEGRATION"
CORE = "CORE"
CORE_DIMENSIONS = ("ECONOMIC", "SOCIAL", "CULTURAL")
"""The dimensions whose figures go on to the last years."""
ALTERNATIVES: Mapping[str, list[Mapping[str, Any] | None]] = {
    "impute": [{"method": "interpolation"}, None],
    "normalise": [{"method": "min-max", "own_goalposts": False}, {"method": "percentile"}],
    "aggregate": [{"by_level": {3: "mazziotta-pareto"}}],
}
"""What might as well be done otherwise: gaps filled between years only or not at all, the scale of
each indicator from the figures or from ranks, dimensions that do not make good for each other."""
WEIGHT_NOISE = 0.25
"""Each weight may be a quarter more or less."""
RUNS, SEED, INTERVAL = 100, 1, 0.9
LOADED = 0.5
"""A dimension is left out of the index where less of its weight is loaded."""

Of = Literal["mechanisms", "members"]


@cache
def _rows() -> tuple[dict[str, str], ...]:
    """The framework's table: ``data/integration_index.csv``."""
    return tuple(tables.rows("cedic.catalogue", "integration_index"))


def framework(known: Iterable[str] | None = None, *, core: bool = False) -> Framework:
    """The framework of the Integration Index.

    Parameters
    ----------
    core : bool, default False
        That of its core: the economic, social and cultural dimension only.
    known : iterable of str, optional
        The indicators that there are figures of: those that there are none of are left out, and
        dimensions of which less than half the weight is left. By default, all are there.

    Raises
    ------
    UsageError
        If nothing is left.
    """
    import pyarrow as pa

    top = CORE if core else TOTAL
    inside = [row for row in _rows() if row["parent"] or row["code"] == top]
    if core:
        inside = _of_core(inside)
    if known is not None:
        inside = _loaded(inside, set(known))
    columns = ("code", "parent", "weight", "direction", "goalpost_low", "goalpost_high", "unit")
    names = tuple(f"name_{language}" for language in Text.same("x"))
    return Framework(
        pa.table({name: [row[name] for row in inside] for name in (*columns, *names)}),
        where="integration_index.csv",
    )


def _of_core(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of the dimensions that belong to the core, under it."""
    below = [row for row in rows if row["parent"] in CORE_DIMENSIONS]
    own = [row | {"parent": CORE} for row in rows if row["code"] in CORE_DIMENSIONS]
    return [row for row in rows if row["code"] == CORE] + own + below


def _loaded(rows: list[dict[str, str]], known: set[str]) -> list[dict[str, str]]:
    """The rows whose indicators are known, and the dimensions of which enough is."""
    [top] = [row["code"] for row in rows if not row["parent"]]
    dimensions = [row["code"] for row in rows if row["parent"] == top]
    kept = []
    for dimension in dimensions:
        parts = [row for row in rows if row["parent"] == dimension]
        weight = sum(float(row["weight"]) for row in parts)
        there = [row for row in parts if row["code"] in known]
        if there and sum(float(row["weight"]) for row in there) >= LOADED * weight:
            kept += [dimension, *(row["code"] for row in there)]
    if not kept:
        raise UsageError(
            "No dimension of the Integration Index has figures enough.",
            remedy="load World Development Indicators and a source of trade",
        )
    return [row for row in rows if row["code"] in {top, *kept}]


def _text(row: Mapping[str, str], what: str) -> Text:
    return Text(**{language: row[f"{what}_{language}"] for language in Text.same("x")})


def _indicator(row: Mapping[str, str]) -> Indicator:
    return Indicator(
        row["code"],
        _text(row, "name"),
        _text(row, "definition"),
        formula=row["formula"],
        range=row["range"],
        unit=row["unit"],
        edge_cases=_EDGE_CASES[_kind(row["code"])],
        citation=row["citation"],
        example=row["example"],
    )


def _kind(code: str) -> str:
    if code in LEVELS:
        return "levels"
    if code in GAPS:
        return "gaps"
    return "ties" if code in (*TRADE, *PEOPLE, *TREATIES) else "scores"


_EDGE_CASES = {
    "levels": Text(
        "Of a mechanism, the mean of its members weighted by product or population; null where "
        "less than two thirds of that weight is known. Years without a figure are null here; the "
        "index fills them from the nearest year and says so.",
        "En un mecanismo, la media de sus miembros ponderada por producto o población; nulo si se "
        "conoce menos de dos tercios de ese peso. Los años sin cifra son nulos aquí; el índice los "
        "completa con el año más cercano y lo dice.",
        "Em um mecanismo, a média de seus membros ponderada por produto ou população; nulo se "
        "menos de dois terços desse peso é conhecido. Os anos sem dado são nulos aqui; o índice "
        "os completa com o ano mais próximo e o diz.",
        "D’un mécanisme, la moyenne de ses membres pondérée par le produit ou la population ; nul "
        "si moins des deux tiers de ce poids sont connus. Les années sans chiffre sont nulles ici "
        "; l’indice les comble par l’année la plus proche et le dit.",
    ),
    "gaps": Text(
        "Members count alike, whatever their size. Null where less than two thirds of them are "
        "known, and for a member that is not.",
        "Los miembros cuentan por igual, sea cual sea su tamaño. Nulo si se conocen menos de dos "
        "tercios de ellos, y para un miembro que no se conoce.",
        "Os membros contam por igual, seja qual for seu tamanho. Nulo se menos de dois terços "
        "deles são conhecidos, e para um membro que não o é.",
        "Les membres comptent autant, quelle que soit leur taille. Nul si moins des deux tiers "
        "sont connus, et pour un membre qui ne l’est pas.",
    ),
    "ties": Text(
        "Null for a member of which the source has nothing, and for a mechanism where less than "
        "two thirds of its members (of their population, for migrants) are known.",
        "Nulo para un miembro del que la fuente no tiene nada, y para un mecanismo si se conocen "
        "menos de dos tercios de sus miembros (de su población, para los migrantes).",
        "Nulo para um membro do qual a fonte nada tem, e para um mecanismo se menos de dois "
        "terços de seus membros (de sua população, para os migrantes) são conhecidos.",
        "Nul pour un membre dont la source n’a rien, et pour un mécanisme si moins des deux tiers "
        "de ses membres (de leur population, pour les migrants) sont connus.",
    ),
    "scores": Text(
        "Null where less than half of the weight of its parts is known, or where less than half "
        "of it is loaded; the weight of what is missing goes to the other parts, so that years "
        "with different parts do not compare in full.",
        "Nulo si se conoce menos de la mitad del peso de sus partes, o si se cargó menos de la "
        "mitad; el peso de lo que falta pasa a las demás partes, de modo que años con partes "
        "distintas no se comparan del todo.",
        "Nulo se menos da metade do peso de suas partes é conhecida, ou se menos da metade foi "
        "carregada; o peso do que falta passa às demais partes, de modo que anos com partes "
        "distintas não se comparam por inteiro.",
        "Nul si moins de la moitié du poids de ses parts est connue, ou si moins de la moitié est "
        "chargée ; le poids de ce qui manque va aux autres parts, de sorte que des années aux "
        "parts différentes ne se comparent pas tout à fait.",
    ),
}

CL_INTEGRATION = Codelist(
    "CL_INTEGRATION",
    Text(
        "Indicators of integration",
        "Indicadores de integración",
        "Indicadores de integração",
        "Indicateurs d’intégration",
    ),
    lambda: tuple(_indicator(row) for row in _rows() if _kind(row["code"]) != "scores"),
)
CL_INTEGRATION_INDEX = Codelist(
    "CL_INTEGRATION_INDEX",
    Text(
        "Integration Index and its dimensions",
        "Índice de Integración y sus dimensiones",
        "Índice de Integração e suas dimensões",
        "Indice d’intégration et ses dimensions",
    ),
    lambda: tuple(_indicator(row) for row in _rows() if _kind(row["code"]) == "scores"),
)
SOURCES = {row["code"]: row["source"] for row in _rows() if row["source"]}
"""The sources that an indicator needs beside those of trade and World Development Indicators."""


def integration_index(
    indicators: Any,
    *,
    trade: str,
    of: Of = "mechanisms",
    only: Iterable[str] = MECHANISMS,
    core: bool = False,
) -> Index:
    """The Integration Index, ready to run, of the mechanisms or of their members.

    Parameters
    ----------
    indicators : table
        As the dataflow INTEGRATION_INDICATORS, or :func:`cedic.trade.integration`, gives them.
    trade : str
        The source of trade.
    of : {"mechanisms", "members"}
        What scores are of. Members are called by mechanism and area, such as ``MERCOSUR:BRA``.
    only : iterable of str
        The mechanisms.
    core : bool, default False
        Make its core instead: the economic, social and cultural dimension.

    Returns
    -------
    Index
        With the years that the source of trade has. Its goalposts are fixed, so that scores of other
        mechanisms, members and runs compare; ranks are among the units of one.

    Raises
    ------
    UsageError
        If the source of trade gives nothing, or what is left is too little.
    """
    table = as_table(indicators)
    itself = (table.COUNTERPART_AREA == WORLD) & table.REF_AREA.isin(list(only))
    members = table.COUNTERPART_AREA.isin(list(only))
    table = table.filter(itself if of == "mechanisms" else members)
    of_trade = table.filter(table.INDICATOR.isin(list(TRADE)), table.SOURCE.isin([trade]))
    span = of_trade.aggregate(FIRST=of_trade.TIME_PERIOD.min(), LAST=of_trade.TIME_PERIOD.max())
    first, last = (value[0].as_py() for value in span.to_pyarrow().itercolumns())
    if first is None:
        raise UsageError(
            f"There is no trade from {trade} among the indicators.",
            remedy="name a source of trade that has 100 areas and five years",
        )
    rows = table.filter(
        table.TIME_PERIOD.between(first, last),
        (table.SOURCE.isin([trade])) | ~table.INDICATOR.isin(list(TRADE)),
    )
    unit = rows.REF_AREA
    if of == "members":
        unit = rows.COUNTERPART_AREA + ":" + rows.REF_AREA
    rows = rows.select("INDICATOR", "TIME_PERIOD", "OBS_VALUE", UNIT=unit)
    read: pa.Table = rows.order_by("UNIT", "TIME_PERIOD", "INDICATOR").to_pyarrow()
    known = read.filter(read["OBS_VALUE"].is_valid())["INDICATOR"].unique().to_pylist()
    made_of = framework(known, core=core)
    return Index(made_of, _panel(read, made_of), steps=STEPS)


def _panel(rows: pa.Table, made_of: Framework) -> Panel:
    import numpy as np

    units, unit = np.unique(np.array(rows["UNIT"]).astype(str), return_inverse=True)
    years, year = np.unique(np.array(rows["TIME_PERIOD"]).astype(str), return_inverse=True)
    columns = {code: at for at, code in enumerate(made_of.indicators)}
    column = np.array([columns.get(code, -1) for code in rows["INDICATOR"].to_pylist()])
    shape = (len(years), len(units), len(columns))
    values, present = np.full(shape, np.nan), np.zeros(shape[:2], bool)
    present[year, unit] = True
    inside = column >= 0
    figures = rows["OBS_VALUE"].to_numpy()
    values[year[inside], unit[inside], column[inside]] = figures[inside]
    return Panel(
        units=tuple(map(str, units)),
        years=tuple(map(str, years)),
        columns=made_of.indicators,
        values=values,
        present=present,
        imputed=np.zeros(shape),
    )


def scores(index: Index, *, ranked: bool = True) -> pa.Table:
    """Run the Integration Index and tell its scores, how sure they are and how much is known.

    Parameters
    ----------
    index : Index
        From :func:`integration_index`.
    ranked : bool, default True
        Give ranks and their intervals: 100 runs in which gaps are filled otherwise, indicators scaled
        otherwise, dimensions aggregated otherwise, and weights differ by up to a quarter.

    Returns
    -------
    pyarrow.Table
        UNIT, INDICATOR (the index and its dimensions; of the core, itself alone), TIME_PERIOD,
        OBS_VALUE (0 … 100), RANK (1 is best), RANK_LOW, RANK_HIGH (their interval in nine runs of
        ten), SHARE_IMPUTED, SHARE_KNOWN (0 … 1).
    """
    import numpy as np
    import pyarrow as pa

    result = index.run()
    core = index.framework.index.code == CORE
    panel, whole = result.final.panel, framework(core=core)
    # The dimensions of the core are those of the index.
    nodes = [CORE] if core else [node.code for node in whole.hierarchy if node.level != 1]
    year, unit = np.nonzero(panel.present)
    shape = (*panel.present.shape, len(nodes))
    found = {name: np.full(shape, np.nan) for name in ("OBS_VALUE", "SHARE_IMPUTED", "RANK")}
    for at, code in enumerate(nodes):
        if code in panel.columns:
            place = panel.position(code)
            found["OBS_VALUE"][:, :, at] = panel.values[:, :, place]
            found["SHARE_IMPUTED"][:, :, at] = panel.imputed[:, :, place]
            found["RANK"][:, :, at] = result.ranks[:, :, place]
    found["SHARE_IMPUTED"][np.isnan(found["OBS_VALUE"])] = np.nan
    found["SHARE_KNOWN"] = _known_of_all(result, whole, nodes)

    def flat(values: NDArray[np.float64]) -> pa.Array:
        return pa.array(values[year, unit].ravel(), from_pandas=True)

    def named(names: tuple[str, ...], at: NDArray[np.int64]) -> pa.Array:
        return pa.array(np.array(names, object)[np.repeat(at, len(nodes))], pa.string())

    table = pa.table(
        {
            "UNIT": named(panel.units, unit),
            "INDICATOR": pa.array(nodes * len(unit), pa.string()),
            "TIME_PERIOD": named(panel.years, year),
            **{name: flat(values) for name, values in found.items()},
        }
    )
    if not ranked:
        nothing = pa.nulls(table.num_rows, pa.float64())
        table = table.drop_columns("RANK").append_column("RANK", nothing)
        for name in ("RANK_LOW", "RANK_HIGH"):
            table = table.append_column(name, nothing)
        return table
    return _with_intervals(table, index, nodes)


def _known_of_all(result: Result, whole: Framework, nodes: list[str]) -> NDArray[np.float64]:
    """The share of the weight of all indicators, loaded or not, that is known or imputed."""
    import numpy as np

    panel = result.final.panel
    columns = tuple(node.code for node in whole.hierarchy)
    values = np.full((*panel.present.shape, len(columns)), np.nan)
    for at, code in enumerate(columns):
        if code in panel.columns:
            values[:, :, at] = panel.column(code)
    wide = Panel(panel.units, panel.years, columns, values, panel.present, np.zeros(values.shape))
    return coverage(Stage(whole, wide))[:, :, [columns.index(code) for code in nodes]]


def _with_intervals(table: pa.Table, index: Index, nodes: list[str]) -> pa.Table:
    """Add the ranks between which a unit comes in nine runs of ten."""
    codes = [code for code in nodes if code in index.framework.nodes]

    def study(alternatives: Mapping[str, list[Mapping[str, Any] | None]]) -> pa.Table:
        found = robustness(
            index,
            alternatives,
            weight_noise=WEIGHT_NOISE,
            runs=RUNS,
            seed=SEED,
            codes=codes,
            interval=INTERVAL,
        )
        return found.intervals.to_arrow()

    try:
        ends = study(ALTERNATIVES)
    except UsageError:
        # Of few figures one alternative may change nothing, or not be possible.
        ends = study({})
    keys = ["REF_AREA", "CODE", "TIME_PERIOD"]
    ends = ends.select([*keys, "RANK_LOW", "RANK_HIGH"])
    ends = ends.rename_columns(["UNIT", "INDICATOR", "TIME_PERIOD", "RANK_LOW", "RANK_HIGH"])
    return table.join(ends, ["UNIT", "INDICATOR", "TIME_PERIOD"])
