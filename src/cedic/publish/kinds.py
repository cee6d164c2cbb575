"""Kinds of charts: which of them can show a selection, and why the others cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cedic.errors import UsageError
from cedic.model import Dataflow, Indicator, Representation, Text
from cedic.regions import blocs
from cedic.regions.tiles import tiles

KINDS = (
    "line",
    "bar",
    "ranked-bar",
    "small-multiples",
    "heatmap",
    "treemap",
    "scatter",
    "network",
    "sankey",
    "map",
)
NAMES = {
    "line": Text("Lines", "Líneas", "Linhas", "Courbes"),
    "bar": Text("Bars", "Barras", "Barras", "Barres"),
    "ranked-bar": Text("Ranking", "Clasificación", "Classificação", "Classement"),
    "small-multiples": Text(
        "Small multiples", "Gráficos múltiples", "Pequenos múltiplos", "Petits multiples"
    ),
    "heatmap": Text("Heat map", "Mapa de calor", "Mapa de calor", "Carte de chaleur"),
    "treemap": Text("Treemap", "Mapa de árbol", "Mapa de árvore", "Carte proportionnelle"),
    "scatter": Text(
        "Scatter plot", "Gráfico de dispersión", "Gráfico de dispersão", "Nuage de points"
    ),
    "network": Text("Network", "Red", "Rede", "Réseau"),
    "sankey": Text("Flows", "Flujos", "Fluxos", "Flux"),
    "map": Text("Tile map", "Mapa de cuadros", "Mapa de quadrados", "Carte en carreaux"),
}
"""What people call each kind."""

TWO_SIDED = ("heatmap", "scatter", "network", "sankey")
"""The kinds that show a value for each pair of codes of two dimensions."""
ONE_PERIOD = ("ranked-bar", "heatmap", "treemap", "scatter", "network", "sankey", "map")
OVER_TIME = ("line", "small-multiples")
AREAS = ("REF_AREA", "COUNTERPART_AREA")
PRODUCTS = ("PRODUCT", "COUNTERPART_PRODUCT")
COUPLES = (AREAS, PRODUCTS)
"""Dimensions that name the two ends of a link."""

MOST_LINES = 7
MOST = {
    "line": 20,
    "bar": 60,
    "ranked-bar": 60,
    "small-multiples": 40,
    "heatmap": 60,
    "treemap": 1_500,
    "scatter": 1_500,
    "network": 300,
    "sankey": 250,
    "map": 300,
}
"""How many series, or codes on a side, a chart of each kind shows at most."""
MOST_ACROSS = 40
"""How many columns a heatmap has at most."""
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
    "links": Text(
        "It shows links between areas or between products, which these data do not hold.",
        "Muestra vínculos entre áreas o entre productos, que estos datos no contienen.",
        "Mostra vínculos entre áreas ou entre produtos, que estes dados não contêm.",
        "Il montre des liens entre zones ou entre produits, que ces données ne contiennent pas.",
    ),
    "crossing": Text(
        "It crosses two dimensions: choose several values in each.",
        "Cruza dos dimensiones: elija varios valores en cada una.",
        "Cruza duas dimensões: escolha vários valores em cada uma.",
        "Il croise deux dimensions : choisissez plusieurs valeurs dans chacune.",
    ),
    "two": Text(
        "It sets two indicators against each other: choose exactly two.",
        "Contrapone dos indicadores: elija exactamente dos.",
        "Contrapõe dois indicadores: escolha exatamente dois.",
        "Il confronte deux indicateurs : choisissez-en exactement deux.",
    ),
    "points": Text(
        "It has a point for each area or product: choose several.",
        "Tiene un punto por cada área o producto: elija varios.",
        "Tem um ponto para cada área ou produto: escolha vários.",
        "Il a un point par zone ou produit : choisissez-en plusieurs.",
    ),
    "parts": Text(
        "It shows the parts of a whole: choose several areas or products, and values that add up, "
        "such as dollars.",
        "Muestra las partes de un todo: elija varias áreas o productos, y valores que puedan "
        "sumarse, como dólares.",
        "Mostra as partes de um todo: escolha várias áreas ou produtos, e valores que possam ser "
        "somados, como dólares.",
        "Il montre les parties d'un tout : choisissez plusieurs zones ou produits, et des valeurs "
        "qui s'additionnent, comme des dollars.",
    ),
    "negative": Text(
        "It shows values as areas, and a balance can be negative: choose exports or imports.",
        "Muestra los valores como superficies, y un saldo puede ser negativo: elija exportaciones "
        "o importaciones.",
        "Mostra os valores como superfícies, e um saldo pode ser negativo: escolha exportações ou "
        "importações.",
        "Il montre les valeurs comme des surfaces, et un solde peut être négatif : choisissez les "
        "exportations ou les importations.",
    ),
    "nested": Text(
        "Some products lie within others, such as a chapter in its section, or are of different "
        "classifications: choose products that do not overlap.",
        "Hay productos contenidos en otros, como un capítulo en su sección, o de clasificaciones "
        "distintas: elija productos que no se superpongan.",
        "Há produtos contidos em outros, como um capítulo em sua seção, ou de classificações "
        "diferentes: escolha produtos que não se sobreponham.",
        "Certains produits en contiennent d'autres, comme une section ses chapitres, ou relèvent "
        "de classifications différentes : choisissez des produits qui ne se recoupent pas.",
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
    if set(PRODUCTS) <= set(varying):
        return "network"
    if "PRODUCT" in varying and set(AREAS) & set(varying):
        return "heatmap"
    if len(distinct["TIME_PERIOD"]) == 1:
        return "ranked-bar"
    many = bool(varying) and len(distinct[varying[0]]) > MOST_LINES
    return "small-multiples" if many else "line"


def sides(flow: Dataflow, kind: str, distinct: Distinct) -> tuple[str, ...]:
    """The dimensions that a chart tells apart.

    Returns
    -------
    tuple of str
        For a kind of `TWO_SIDED` two, as far as these data have them: down and across, exporter and
        partner, the things and INDICATOR. For the others one, if anything varies.
    """
    varying = varying_in(flow, distinct)
    if kind == "sankey":
        return AREAS
    if kind == "network":
        known = [couple for couple in COUPLES if set(couple) <= set(flow.key)]
        return max(known, key=lambda couple: len(set(couple) & set(varying)), default=())
    if kind == "heatmap":
        return _crossed(flow, varying, distinct)
    if kind == "scatter":
        things = [name for name in varying if name != "INDICATOR"]
        return (*_longest(things, distinct)[:1], "INDICATOR")
    if kind == "treemap":
        parts = [name for name in varying if name in (*PRODUCTS, *AREAS)]
        return tuple(sorted(parts, key=lambda name: name not in PRODUCTS)[:1] or varying[:1])
    return tuple(varying[:1])


def _crossed(flow: Dataflow, varying: Sequence[str], distinct: Distinct) -> tuple[str, ...]:
    """The dimensions down and across a heatmap: the longer one down, where a page has room."""
    couples = [couple for couple in COUPLES if set(couple) <= set(flow.key)]
    whole = [couple for couple in couples if set(couple) <= set(varying)]
    if whole:
        return whole[0]
    if len(varying) < 2:
        return next((couple for couple in couples if set(varying) <= set(couple)), tuple(varying))
    told = sorted(varying, key=lambda name: (name not in (*AREAS, *PRODUCTS), name == "INDICATOR"))
    return tuple(_longest(told[:2], distinct))


def _longest(names: Sequence[str], distinct: Distinct) -> list[str]:
    return sorted(names, key=lambda name: -len(distinct[name]))


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
    shown = sides(flow, kind, distinct)
    return (
        _unanswered(flow, kind, shown, distinct)
        or _mixture(flow, kind, varying, distinct, measure)
        or _surplus(flow, kind, varying, shown, distinct)
        or _periods(kind, varying, distinct["TIME_PERIOD"])
        or _places(flow, kind, varying, distinct)
        or _parts(flow, kind, shown, distinct, measure)
        or _number(flow, kind, shown, distinct)
    )


def _unanswered(
    flow: Dataflow, kind: str, shown: Sequence[str], distinct: Distinct
) -> tuple[str, UsageError] | None:
    """What a chart with two sides needs and these data do not have."""
    if kind == "sankey" and not set(shown) <= set(flow.key):
        return "pairs", UsageError(
            f"A chart of kind {kind} shows values between two areas; {flow.id} has none.",
            remedy="draw it of TRADE_MATRIX",
        )
    if kind == "network" and not shown:
        return "links", UsageError(
            f"A chart of kind {kind} shows links between two areas or two products; {flow.id} has "
            "none.",
            remedy="draw it of TRADE_MATRIX",
        )
    if kind == "heatmap" and len(shown) < 2:
        return "crossing", UsageError(
            f"A chart of kind {kind} crosses two dimensions; these observations of {flow.id} "
            f"{'differ in ' + shown[0] + ' alone' if shown else 'do not differ'}.",
            remedy="choose several codes in each of two dimensions",
        )
    if kind == "scatter":
        indicators = distinct.get("INDICATOR", ())
        if "INDICATOR" not in flow.key or len(indicators) != 2:
            return "two", UsageError(
                f"A chart of kind {kind} sets two indicators against each other; these "
                f"observations of {flow.id} have {len(indicators)}.",
                remedy="choose two with --where INDICATOR=…,…",
            )
        if len(shown) < 2:
            return "points", UsageError(
                f"A chart of kind {kind} has a point for each area or product; these observations "
                f"of {flow.id} have one only.",
                remedy="choose several areas or products",
            )
    return None


def _mixture(
    flow: Dataflow, kind: str, varying: Sequence[str], distinct: Distinct, measure: str
) -> tuple[str, UsageError] | None:
    if kind == "scatter":
        # Each of its axes has a unit of its own.
        return None
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
    flow: Dataflow, kind: str, varying: Sequence[str], shown: Sequence[str], distinct: Distinct
) -> tuple[str, UsageError] | None:
    """What varies besides what the chart shows."""
    surplus = [name for name in varying if name not in shown]
    if surplus and kind not in TWO_SIDED:
        surplus = [name for name in varying if name not in AREAS] or surplus
    if not surplus:
        return None
    return "dimensions", UsageError(
        f"These observations of {flow.id} differ in {', '.join(varying)}; "
        f"a chart of kind {kind} shows one value for each {' and '.join(sorted(shown))}.",
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
    if kind in ("sankey", "network"):
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


def _parts(
    flow: Dataflow, kind: str, shown: Sequence[str], distinct: Distinct, measure: str
) -> tuple[str, UsageError] | None:
    """What makes no whole: values that do not add up, and parts that lie within each other."""
    if kind != "treemap":
        return None
    if not shown or not adds_up(flow, distinct, measure, shown[0]):
        return "parts", UsageError(
            f"A chart of kind {kind} shows the parts of a whole; these observations of {flow.id} "
            "are no values of several areas or products that add up.",
            remedy="choose several areas or products, and values in dollars",
        )
    if "B" in distinct.get("TRADE_FLOW", ()):
        return "negative", UsageError(
            f"A chart of kind {kind} shows values as areas, and a balance can be negative.",
            remedy="choose TRADE_FLOW=X or TRADE_FLOW=M",
        )
    name = shown[0]
    if name in AREAS and _overlap(distinct[name], int(distinct["TIME_PERIOD"][0][:4])):
        return "overlap", UsageError(
            f"Some areas of {name} lie within others, so their values would count twice.",
            remedy=f"choose in {name} areas that do not overlap, such as countries alone",
        )
    if name in PRODUCTS and _nested(flow, name, distinct[name]):
        return "nested", UsageError(
            f"Some products of {name} lie within others or are of different classifications, so "
            "their values would count twice.",
            remedy=f"choose in {name} products that do not overlap, such as the sections of one "
            "classification",
        )
    return None


SHARES_OF = {
    "PRODUCT_SHARE": "PRODUCT",
    "WORLD_SHARE": "REF_AREA",
    "EXPORT_SHARE": "COUNTERPART_AREA",
    "IMPORT_SHARE": "COUNTERPART_AREA",
}
"""Shares of a whole, and the dimension over which they add up to it."""
SUMMABLE = ("USD", "PERSONS", "TEU")


def adds_up(flow: Dataflow, distinct: Distinct, measure: str, dimension: str) -> bool:
    """Whether values of several codes of a dimension make a sum that means something."""
    if measure != "OBS_VALUE":
        return measure == "SHARE" and dimension == "COUNTERPART_AREA"
    if dimension not in (*AREAS, *PRODUCTS):
        return False
    if "INDICATOR" not in flow.key:
        # Amounts are kept as whole dollars, all ratios as fractions.
        return flow.measure.representation is Representation.INTEGER
    codes = distinct.get("INDICATOR", ())
    if any(code in SHARES_OF for code in codes):
        return all(SHARES_OF.get(code) == dimension for code in codes)
    # The World Bank's mark of what is per person.
    per_person = any("_PCAP_" in code for code in codes)
    units = distinct.get("UNIT_MEASURE", ())
    return bool(units) and set(units) <= set(SUMMABLE) and not per_person


def _nested(flow: Dataflow, dimension: str, codes: Sequence[str]) -> bool:
    """Whether a product lies in another of them, or two are of different classifications."""
    schemes = {re.match("[A-Z]*", code)[0] for code in codes}  # type: ignore[index] # always matches
    chosen = set(codes)
    return len(schemes) > 1 or any(chosen & set(ancestors(flow, dimension, code)) for code in codes)


def ancestors(flow: Dataflow, dimension: str, code: str) -> Iterator[str]:
    """The codes that a code is a part of, the nearest first."""
    codelist = flow.component(dimension).codelist
    while codelist and code in codelist and (parent := codelist[code].parent):
        yield parent
        code = parent


def _number(
    flow: Dataflow, kind: str, shown: Sequence[str], distinct: Distinct
) -> tuple[str, UsageError] | None:
    if kind == "network":
        ends = {code for name in shown for code in distinct.get(name, ())}
        found = {" and ".join(shown): (len(ends), MOST[kind])}
    else:
        counted = shown[:1] if kind == "scatter" else shown
        found = {name: (len(distinct.get(name, ())), MOST[kind]) for name in counted}
        if kind == "heatmap":
            found[shown[1]] = len(distinct.get(shown[1], ())), MOST_ACROSS
    for name, (number, most) in found.items():
        if number > most:
            return "many", UsageError(
                f"{number} codes of {name} cannot be told apart in a chart of kind {kind}, which "
                f"shows {most} at most.",
                remedy=_choose(shown[0] if kind == "network" else name, distinct),
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
