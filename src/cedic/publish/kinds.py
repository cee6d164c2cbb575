"""Kinds of charts: which of them can show a selection, and why the others cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cedic.errors import UsageError
from cedic.model import Dataflow, Indicator, Text
from cedic.regions import blocs
from cedic.regions.tiles import tiles

KINDS = ("line", "bar", "ranked-bar", "small-multiples", "heatmap", "sankey", "map")
NAMES = {
    "line": Text("Lines", "Líneas", "Linhas", "Courbes"),
    "bar": Text("Bars", "Barras", "Barras", "Barres"),
    "ranked-bar": Text("Ranking", "Clasificación", "Classificação", "Classement"),
    "small-multiples": Text(
        "Small multiples", "Gráficos múltiples", "Pequenos múltiplos", "Petits multiples"
    ),
    "heatmap": Text("Heat map", "Mapa de calor", "Mapa de calor", "Carte de chaleur"),
    "sankey": Text("Flows", "Flujos", "Fluxos", "Flux"),
    "map": Text("Tile map", "Mapa de cuadros", "Mapa de quadrados", "Carte en carreaux"),
}
"""What people call each kind."""

PAIRS = ("heatmap", "sankey")
"""The kinds that show values between two areas."""
ONE_PERIOD = ("ranked-bar", "heatmap", "sankey", "map")
OVER_TIME = ("line", "small-multiples")
AREAS = ("REF_AREA", "COUNTERPART_AREA")

MOST_LINES = 7
MOST = {
    "line": 20,
    "bar": 60,
    "ranked-bar": 60,
    "small-multiples": 40,
    "heatmap": 40,
    "sankey": 250,
    "map": 300,
}
"""How many series, or areas on a side, a chart of each kind shows at most."""
MOST_FLOWS = 2_500
"""How many pairs of areas a flow chart takes at most; it groups the small ones."""

REASONS = {
    "units": Text(
        "The selection mixes units: choose one indicator.",
        "La selección mezcla unidades: elija un indicador.",
        "A seleção mistura unidades: escolha um indicador.",
        "La sélection mêle des unités : choisissez un indicateur.",
    ),
    "shares": Text(
        "The selection mixes shares with other indicators: choose one indicator.",
        "La selección mezcla proporciones con otros indicadores: elija un indicador.",
        "A seleção mistura proporções com outros indicadores: escolha um indicador.",
        "La sélection mêle des parts et d'autres indicateurs : choisissez un indicateur.",
    ),
    "pairs": Text(
        "It shows values between two areas, which these data do not hold.",
        "Muestra valores entre dos áreas, que estos datos no contienen.",
        "Mostra valores entre duas áreas, que estes dados não contêm.",
        "Il montre des valeurs entre deux zones, que ces données ne contiennent pas.",
    ),
    "dimensions": Text(
        "Too many dimensions vary: choose a single value in the others.",
        "Varían demasiadas dimensiones: elija un solo valor en las demás.",
        "Variam dimensões demais: escolha um único valor nas demais.",
        "Trop de dimensions varient : choisissez une seule valeur pour les autres.",
    ),
    "period": Text(
        "It shows one period: choose one.",
        "Muestra un solo período: elija uno.",
        "Mostra um único período: escolha um.",
        "Il montre une seule période : choisissez-en une.",
    ),
    "bars": Text(
        "It shows one period, or one series over time.",
        "Muestra un solo período, o una sola serie a lo largo del tiempo.",
        "Mostra um único período, ou uma única série ao longo do tempo.",
        "Il montre une seule période, ou une seule série dans le temps.",
    ),
    "periods": Text(
        "It shows changes over time: choose several periods.",
        "Muestra la evolución en el tiempo: elija varios períodos.",
        "Mostra a evolução no tempo: escolha vários períodos.",
        "Il montre une évolution dans le temps : choisissez plusieurs périodes.",
    ),
    "areas": Text(
        "It shows countries: choose several.",
        "Muestra países: elija varios.",
        "Mostra países: escolha vários.",
        "Il montre des pays : choisissez-en plusieurs.",
    ),
    "countries": Text(
        "It shows countries, not blocs: choose countries.",
        "Muestra países, no bloques: elija países.",
        "Mostra países, não blocos: escolha países.",
        "Il montre des pays, non des blocs : choisissez des pays.",
    ),
    "overlap": Text(
        "Some areas lie within others, such as a member in its bloc: choose areas that do not "
        "overlap.",
        "Hay áreas contenidas en otras, como un miembro en su bloque: elija áreas que no se "
        "superpongan.",
        "Há áreas contidas em outras, como um membro em seu bloco: escolha áreas que não se "
        "sobreponham.",
        "Certaines zones en contiennent d'autres, comme un bloc ses membres : choisissez des zones "
        "qui ne se recoupent pas.",
    ),
    "many": Text(
        "There are too many series to tell apart: choose fewer.",
        "Hay demasiadas series para distinguirlas: elija menos.",
        "Há séries demais para distingui-las: escolha menos.",
        "Il y a trop de séries pour les distinguer : choisissez-en moins.",
    ),
}
"""Why a chart of some kind cannot show a selection, and what to do about it."""

Distinct = Mapping[str, Sequence[str]]
"""The values that occur, by component."""


def possible(
    flow: Dataflow, distinct: Distinct, measure: str = "OBS_VALUE"
) -> dict[str, Text | None]:
    """Tell which kinds of charts can show a selection.

    Parameters
    ----------
    flow : Dataflow
        The dataflow.
    distinct : mapping of str to sequence of str
        The values that occur in the selection, by component: TIME_PERIOD, of which the first and
        the last are enough, and the coded ones, as ``Facts.codes`` and ``Figure.distinct`` have
        them. No figure is read.
    measure : str
        The column to draw.

    Returns
    -------
    dict
        For each of `KINDS` nothing if it can, else why it cannot, in one sentence.
    """
    found = {kind: obstacle(flow, kind, distinct, measure) for kind in KINDS}
    return {kind: REASONS[met[0]] if met else None for kind, met in found.items()}


def usual(flow: Dataflow, distinct: Distinct) -> str:
    """The kind that a selection calls for."""
    varying = varying_in(flow, distinct)
    if set(AREAS) <= set(varying):
        return "heatmap"
    if len(distinct["TIME_PERIOD"]) == 1:
        return "ranked-bar"
    many = bool(varying) and len(distinct[varying[0]]) > MOST_LINES
    return "small-multiples" if many else "line"


def varying_in(flow: Dataflow, distinct: Distinct) -> list[str]:
    """The dimensions besides time that have more than one value, in the order of the key."""
    names = [name for name in flow.key if name != "TIME_PERIOD"]
    return [name for name in names if len(distinct.get(name, ())) > 1]


def obstacle(
    flow: Dataflow, kind: str, distinct: Distinct, measure: str
) -> tuple[str, UsageError] | None:
    """Find what a chart could not show honestly.

    Returns
    -------
    tuple of str and UsageError, or None
        Which of `REASONS` it is, and the same with what to filter.
    """
    varying = varying_in(flow, distinct)
    return (
        _mixture(flow, varying, distinct, measure)
        or _surplus(flow, kind, varying, distinct)
        or _periods(kind, varying, distinct["TIME_PERIOD"])
        or _places(flow, kind, varying, distinct)
        or _number(flow, kind, varying, distinct)
    )


def _mixture(
    flow: Dataflow, varying: Sequence[str], distinct: Distinct, measure: str
) -> tuple[str, UsageError] | None:
    if measure == "OBS_VALUE" and len(units := distinct.get("UNIT_MEASURE", ())) > 1:
        name = "INDICATOR" if "INDICATOR" in varying else varying[0] if varying else "UNIT_MEASURE"
        return "units", UsageError(
            f"These observations of {flow.id} mix units: {', '.join(units)}.",
            remedy=_choose(name, distinct),
        )
    if "INDICATOR" in varying and len({is_share(flow, c) for c in distinct["INDICATOR"]}) > 1:
        return "shares", UsageError(
            f"These observations of {flow.id} mix shares with other indicators.",
            remedy=_choose("INDICATOR", distinct),
        )
    return None


def _surplus(
    flow: Dataflow, kind: str, varying: Sequence[str], distinct: Distinct
) -> tuple[str, UsageError] | None:
    """What varies besides what the chart shows."""
    if kind in PAIRS and not set(AREAS) <= set(flow.key):
        return "pairs", UsageError(
            f"A chart of kind {kind} shows values between two areas; {flow.id} has none.",
            remedy="draw it of TRADE_MATRIX",
        )
    shown = set(AREAS) if kind in PAIRS else set(varying[:1])
    surplus = [name for name in varying if name not in shown]
    if surplus and kind not in PAIRS:
        surplus = [name for name in varying if name not in AREAS] or surplus
    if not surplus:
        return None
    return "dimensions", UsageError(
        f"These observations of {flow.id} differ in {', '.join(varying)}; "
        f"a chart of kind {kind} shows one value for each of {' and '.join(sorted(shown))}.",
        remedy="; ".join(_choose(name, distinct) for name in surplus),
    )


def _periods(
    kind: str, varying: Sequence[str], periods: Sequence[str]
) -> tuple[str, UsageError] | None:
    if len(periods) == 1 and kind in OVER_TIME:
        return "periods", UsageError(
            f"A chart of kind {kind} shows several periods; these observations have one.",
            remedy="ask for more with --start and --end, or for a chart of kind ranked-bar",
        )
    bars = kind == "bar" and bool(varying)
    if len(periods) > 1 and (bars or kind in ONE_PERIOD):
        return "bars" if bars else "period", UsageError(
            f"A chart of kind {kind} shows one period; these observations have {len(periods)}.",
            remedy=f"choose one with --start and --end, such as --start {max(periods)} "
            f"--end {max(periods)}",
        )
    return None


def _places(
    flow: Dataflow, kind: str, varying: Sequence[str], distinct: Distinct
) -> tuple[str, UsageError] | None:
    """What no map or no flow chart shows: what lies nowhere, and what lies within another."""
    if kind == "map":
        if not varying or varying[0] not in AREAS:
            return "areas", UsageError(
                "A chart of kind map shows one value for each country; these observations do not "
                "differ in countries.",
                remedy="choose several countries with --where REF_AREA=ARG,BRA,…",
            )
        if not tiles().keys() & set(distinct[varying[0]]):
            return "countries", UsageError(
                f"A map shows countries; these observations of {flow.id} are of blocs or other "
                f"groups: {', '.join(distinct[varying[0]][:8])}.",
                remedy="choose countries with --where REF_AREA=ARG,BRA,…",
            )
    if kind == "sankey":
        year = int(distinct["TIME_PERIOD"][0][:4])
        for name in AREAS:
            if _overlap(distinct.get(name, ()), year):
                return "overlap", UsageError(
                    f"Some areas of {name} lie within others, so their flows would count twice.",
                    remedy=f"choose in {name} areas that do not overlap, such as countries alone",
                )
    return None


def _overlap(codes: Sequence[str], year: int) -> bool:
    """Whether an area lies, as a whole or in part, in another of them."""
    known = blocs()
    parts = [known[code].members(year) if code in known else (code,) for code in codes]
    every = [area for areas in parts for area in areas]
    return len(set(every)) < len(every) or ("WLD" in codes and len(codes) > 1)


def _number(
    flow: Dataflow, kind: str, varying: Sequence[str], distinct: Distinct
) -> tuple[str, UsageError] | None:
    shown = [name for name in varying if name in AREAS] if kind in PAIRS else varying[:1]
    for name in shown:
        if len(distinct[name]) > MOST[kind]:
            return "many", UsageError(
                f"{len(distinct[name])} codes of {name} cannot be told apart in a chart of kind "
                f"{kind}, which shows {MOST[kind]} at most.",
                remedy=_choose(name, distinct),
            )
    pairs = len(distinct.get(AREAS[0], ())) * len(distinct.get(AREAS[1], ()))
    if kind == "sankey" and pairs > MOST_FLOWS:
        return "many", UsageError(
            f"{pairs} pairs of areas of {flow.id} cannot be told apart in a chart of kind sankey, "
            f"which takes {MOST_FLOWS} at most.",
            remedy=_choose(AREAS[0], distinct),
        )
    return None


def is_share(flow: Dataflow, code: str) -> bool:
    """Whether an indicator is a share, written as per cent."""
    codelist = flow.component("INDICATOR").codelist
    entry = codelist[code] if codelist and code in codelist else None
    return isinstance(entry, Indicator) and entry.range == "0 … 1" and entry.unit == "RATIO"


def _choose(name: str, distinct: Distinct) -> str:
    codes = distinct[name]
    return f"choose {name}={codes[0]} (there {'are' if len(codes) > 1 else 'is'} " + (
        f"{', '.join(codes[:8])}{', …' if len(codes) > 8 else ''})"
    )
