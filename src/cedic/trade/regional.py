r"""How integrated a bloc is: intra-regional trade against the rest of the world.

With R the bloc, :math:`T(R \to R) = a`, :math:`T(R \to out) = b`, :math:`T(out \to R) = c`,
:math:`T(out \to out) = d` and :math:`W = a + b + c + d`. What T is, the flow says:

``X``
    Exports as exporters report them: T(i → j) is what i exports to j.
``M``
    Imports as importers report them, seen from the importer: T(i → j) is what i imports from j, so
    that a/(a+b) is the intra-regional share of the bloc's imports.
``XM``
    Exports and imports together, from one reconciled matrix: a = 2·X_RR, b = c = X_Ro + X_oR,
    d = 2·X_oo.

====== ====================================== ============================================ =========
id     name                                   formula                                      range
====== ====================================== ============================================ =========
ITS    intra-regional trade share             a/(a+b)                                      0 … 1
ITI    intra-regional trade intensity         ITS / ((a+c)/W)                              0 … W/(a+c)
HI     homogeneous intra-regional intensity   [a/(a+b)] / [c/(c+d)]                        0 … ∞
HE     homogeneous extra-regional intensity   [b/(a+b)] / [d/(c+d)]                        0 … ∞
STI    symmetric trade introversion           (HI−HE)/(HI+HE) = (ad−bc)/(ad+bc)            −1 … 1
RTO    relative trade openness                [(a+b)/Y_R] / [W/Y_W], Y gross domestic prod. 0 … ∞
PIT    propensity to intra-regional trade     ITI · RTO                                    0 … ∞
PIT_AN propensity, Anderson and Norheim       ITI · (a+b)/Y_R                              0 … ∞
====== ====================================== ============================================ =========

Sources: De Lombaerde, Iapadre, McCranie and Tironi (UNU-CRIS W-2009-22 and later); Iapadre (2006);
Iapadre and Tironi (2009); Iapadre and Plummer (2011); Anderson and Norheim (1993).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import Observations
from cedic.trade.flows import CIF_FOB, WORLD, Prefer, both_sides, reconciled
from cedic.trade.members import Before, Members, WhichBlocs, blocs_table, members_by_period
from cedic.trade.tables import as_table, groups, require, safe_divide

if TYPE_CHECKING:
    import ibis.expr.types as ir

Baseline = Literal["standard", "own_excluded"]

INDICATORS = ("ITS", "ITI", "HI", "HE", "STI", "RTO", "PIT", "PIT_AN")
"""All indicators of this module, in the order they are given in."""
WITH_GDP = ("RTO", "PIT", "PIT_AN")
"""Those that need the gross domestic product."""
FLOWS = ("X", "M", "XM")
SIDE = {"X": "EXPORT", "M": "IMPORT", "XM": "OBS_VALUE"}
"""The column of figures that each flow is read from."""


def regional(
    flows: Any,
    bloc: WhichBlocs,
    *,
    flow: str | Iterable[str] = "X",
    gdp: Any = None,
    indicators: Iterable[str] | None = None,
    baseline: Baseline = "standard",
    members: Members = "dated",
    year: int | None = None,
    before: Before = "founders",
    bounds: bool = False,
    prefer: Prefer = "exporter",
    cif_fob: float = CIF_FOB,
    columns: Mapping[str, str] | None = None,
    scheme: str | None = None,
) -> Observations:
    """Regional trade integration indicators of one bloc or of several.

    Parameters
    ----------
    flows : table
        Trade flows in either layout of :mod:`cedic.trade.flows`: Ibis, pandas, Polars or Arrow.
    bloc : str, Bloc, iterable of these, sequence of area codes, or mapping
        One or more registered blocs, the areas of one bloc of your own, or a mapping of names to
        areas.
    flow : {"X", "M", "XM"} or an iterable of these, default "X"
        Exports, imports, or both from the reconciled matrix.
    gdp : table, optional
        REF_AREA, TIME_PERIOD, OBS_VALUE: gross domestic product in the unit of the flows. Without it
        RTO and PIT are not given. World product is the row ``WLD`` if there is one, else the sum
        of all rows.
    indicators : iterable of str, optional
        Which of `INDICATORS`; all by default.
    baseline : {"standard", "own_excluded"}
        What trade would be if it were neutral, in ITI, PIT and PIT_AN. ``standard``: the bloc's share
        in the trade of all. ``own_excluded``: since a country does not trade with itself,
        E = Σ_{i∈R} (x_i/x_R) · Σ_{j∈R, j≠i} m_j/(W−m_i), and ITI = ITS/E. The other indicators
        have no such expectation and are the same in both.
    members, year, before, scheme
        As in :func:`cedic.trade.members.blocs_table`.
    bounds : bool, default False
        Add OBS_LOWER and OBS_UPPER, between which the indicator lies if each flow lies between what
        both sides confirm and what either side reports (both on FOB basis). Null for the
        own-excluded baseline and for PIT_AN. Equal to the value where the flows are directed.
    prefer, cif_fob
        How both sides are reconciled for ``XM``; see :func:`cedic.trade.flows.reconcile`.
    columns : mapping, optional
        Standard column name to the name in `flows`.

    Returns
    -------
    Observations
        Group columns of `flows` (FREQ, SOURCE, PRODUCT), REF_AREA (the bloc), TRADE_FLOW,
        INDICATOR, TIME_PERIOD, OBS_VALUE (float64 ratio, see the module's text for ranges), COVERAGE
        (members with figures over all members, 0 … 1; for RTO and PIT members with GDP),
        COMPOSITION (``D`` members as dated, ``F`` founding members carried back, ``X`` fixed), and
        the bounds if asked for. One row for each bloc, flow, indicator and period that the
        flows cover.

    Raises
    ------
    UnknownCodeError
        For an unknown bloc, indicator, flow or column.
    UsageError
        For a bloc of one member, ``fixed`` without a year, or an unknown baseline.
    DataError
        If a needed column is missing.

    Notes
    -----
    A bloc's value comes from summed flows, never from averaged country ratios. The ratios are null
    where their denominator is zero: ITS and ITI of a bloc without trade, everything but ITS where the
    bloc is all the world, HI where c = 0, HE where d = 0, STI where ad = bc = 0. With a = 0 and
    trade in both directions with the outside STI is −1; with bc = 0 and ad > 0 it is 1. If the GDP of
    one member is missing, that of the bloc is too.
    """
    wanted = _checked(INDICATORS if indicators is None else indicators, INDICATORS, "indicator")
    kinds = _checked([flow] if isinstance(flow, str) else flow, FLOWS, "trade flow")
    if baseline not in ("standard", "own_excluded"):
        raise UsageError(f"baseline is {baseline!r}.", remedy="use standard or own_excluded")
    pairs, sides = _pairs(as_table(flows, columns), kinds, bounds, prefer, cif_fob)
    who = blocs_table(bloc, members=members, year=year, before=before, scheme=scheme)
    periods = pairs.select(*_keys(pairs)).distinct()
    trade = _members_trade(pairs, members_by_period(periods, who))
    sums = _bloc_sums(pairs, trade)
    if gdp is None:
        wanted = tuple(name for name in wanted if name not in WITH_GDP)
    else:
        sums = _with_gdp(sums, trade, as_table(gdp))
    by_flow = [
        _quarters(sums, trade, sides[kind], kind, baseline, bounds=bounds) for kind in kinds
    ]
    wide = reduce(lambda left, right: left.union(right), by_flow)
    long = [_indicator(wide, name, baseline, bounds=bounds) for name in wanted]
    result = reduce(lambda left, right: left.union(right), long)
    return Observations.of(
        result.order_by(*groups(result), "REF_AREA", "TRADE_FLOW", "INDICATOR", "TIME_PERIOD")
    )


def _checked(names: Iterable[str], known: tuple[str, ...], kind: str) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(names))
    for name in given:
        if name not in known:
            raise UnknownCodeError(kind, str(name), known)
    return given


def _keys(table: ir.Table) -> tuple[str, ...]:
    return (*groups(table), "TIME_PERIOD")


def _pairs(
    table: ir.Table, kinds: tuple[str, ...], bounds: bool, prefer: Prefer, cif_fob: float
) -> tuple[ir.Table, dict[str, str]]:
    """One row for each pair of areas, and the column of figures each flow is read from."""
    pairs = both_sides(table, cif_fob=cif_fob)
    sides = dict(SIDE)
    if bounds or "XM" in kinds:
        pairs = reconciled(pairs, prefer)
    if "EXPORTER" in table.columns:
        sides = dict.fromkeys(kinds, "EXPORT")
    figures = {sides[kind] for kind in kinds} | ({"LOWER", "UPPER"} if bounds else set())
    return pairs.select(*_keys(pairs), "EXPORTER", "IMPORTER", *sorted(figures)), sides


def _figures(pairs: ir.Table) -> tuple[str, ...]:
    return tuple(name for name in (*SIDE.values(), "LOWER", "UPPER") if name in pairs.columns)


def _members_trade(pairs: ir.Table, members: ir.Table) -> ir.Table:
    """What each member sends (OUT_) and receives (IN_) in each period; null where unknown."""
    import ibis

    keys, figures = _keys(pairs), _figures(pairs)
    nothing = ibis.null("int64")
    sent = pairs.select(
        *keys,
        AREA=pairs.EXPORTER,
        **{f"OUT_{name}": pairs[name] for name in figures},
        **{f"IN_{name}": nothing for name in figures},
    )
    received = pairs.select(
        *keys,
        AREA=pairs.IMPORTER,
        **{f"OUT_{name}": nothing for name in figures},
        **{f"IN_{name}": pairs[name] for name in figures},
    )
    both = sent.union(received)
    areas = both.group_by(*keys, "AREA").aggregate(
        **{
            f"{way}_{name}": both[f"{way}_{name}"].sum().cast("int64")
            for name in figures
            for way in ("OUT", "IN")
        }
    )
    return members.left_join(areas, [*keys, "AREA"]).select(
        *members.columns, *(name for name in areas.columns if name not in (*keys, "AREA"))
    )


def _bloc_sums(pairs: ir.Table, trade: ir.Table) -> ir.Table:
    """For each bloc and period: what members send, receive and trade with each other; the world."""
    keys, figures = _keys(pairs), _figures(pairs)
    of_bloc = (*keys, "BLOC")
    totals = trade.group_by(of_bloc).aggregate(
        COMPOSITION=trade.COMPOSITION.max(),
        MEMBERS=trade.AREA.count(),
        **{
            f"{way}_{name}": trade[f"{way}_{name}"].sum().cast("int64")
            for name in figures
            for way in ("OUT", "IN")
        },
        **{f"SENDERS_{name}": trade[f"OUT_{name}"].count() for name in figures},
        **{f"RECEIVERS_{name}": trade[f"IN_{name}"].count() for name in figures},
        **{
            f"TRADERS_{name}": (trade[f"OUT_{name}"].notnull() | trade[f"IN_{name}"].notnull()).sum()
            for name in figures
        },
    )
    who = trade.select(*of_bloc, "AREA")
    inner = pairs.join(who, [*keys, ("EXPORTER", "AREA")]).select(*pairs.columns, "BLOC")
    inner = inner.semi_join(who, [*of_bloc, ("IMPORTER", "AREA")])
    intra = inner.group_by(of_bloc).aggregate(
        **{f"INTRA_{name}": inner[name].sum().cast("int64") for name in figures}
    )
    world = pairs.group_by(keys).aggregate(
        **{f"WORLD_{name}": pairs[name].sum().cast("int64") for name in figures}
    )
    joined = totals.left_join(intra, list(of_bloc)).drop(f"{name}_right" for name in of_bloc)
    return joined.join(world, list(keys))


def _with_gdp(sums: ir.Table, trade: ir.Table, gdp: ir.Table) -> ir.Table:
    """Add the product of each bloc (null if one member's is missing) and of the world."""
    require(gdp, ("REF_AREA", "TIME_PERIOD", "OBS_VALUE"), "gross domestic product")
    gdp = gdp.select(
        AREA=gdp.REF_AREA, YEAR=gdp.TIME_PERIOD.cast("string"), GDP=gdp.OBS_VALUE.cast("float64")
    ).filter(lambda table: table.GDP.notnull())
    known = trade.mutate(YEAR=trade.TIME_PERIOD.cast("string")).left_join(gdp, ["AREA", "YEAR"])
    of_bloc = (*_keys(trade), "BLOC")
    blocs = known.group_by(of_bloc).aggregate(
        WITH_GDP=known.GDP.count(), GDP_KNOWN=known.GDP.sum(), ALL=known.AREA.count()
    )
    blocs = blocs.mutate(GDP=(blocs.WITH_GDP == blocs.ALL).ifelse(blocs.GDP_KNOWN, None))
    product = gdp.group_by("YEAR").aggregate(
        STATED=gdp.GDP.sum(where=gdp.AREA == WORLD), SUMMED=gdp.GDP.sum()
    )
    product = product.select("YEAR", WORLD_GDP=product.STATED.fill_null(product.SUMMED))
    sums = sums.join(blocs.select(*of_bloc, "WITH_GDP", "GDP"), list(of_bloc))
    sums = sums.mutate(YEAR=sums.TIME_PERIOD.cast("string"))
    return sums.left_join(product, "YEAR").drop("YEAR", "YEAR_right")


def _four(sums: ir.Table, figure: str, flow: str) -> dict[str, ir.FloatingValue]:
    """a, b, c and d as float64, from the sums of one column of figures."""
    sent, received = sums[f"OUT_{figure}"], sums[f"IN_{figure}"]
    intra = sums[f"INTRA_{figure}"].fill_null(0)
    a, b, c = intra, sent - intra, received - intra
    d = sums[f"WORLD_{figure}"] - sent - received + intra
    if flow == "M":
        b, c = c, b
    if flow == "XM":
        a, b, c, d = 2 * a, b + c, b + c, 2 * d
    # Floats from here on: a·d is beyond an int64.
    return {name: x.cast("float64") for name, x in zip("abcd", (a, b, c, d), strict=True)}


def _quarters(
    sums: ir.Table, trade: ir.Table, figure: str, flow: str, baseline: Baseline, *, bounds: bool
) -> ir.Table:
    """a, b, c, d and what else the indicators need, for one flow."""
    import ibis

    if baseline == "own_excluded":
        expected = _own_excluded(sums, trade, figure, flow)
        sums = sums.left_join(expected, [*_keys(trade), "BLOC"])
    four = _four(sums, figure, flow)
    # A bloc that is all the world, or empty, has nothing to be compared with.
    outside = four["b"] + four["c"] + four["d"]
    four["a"] = (outside > 0).ifelse(four["a"], None)
    counted = {"X": "SENDERS", "M": "RECEIVERS", "XM": "TRADERS"}[flow]
    columns = {
        "REF_AREA": sums.BLOC,
        "TRADE_FLOW": ibis.literal(flow),
        **four,
        "COMPOSITION": sums.COMPOSITION,
        "COVERAGE": safe_divide(sums[f"{counted}_{figure}"], sums.MEMBERS),
    }
    if "GDP" in sums.columns:
        columns |= {
            "y": sums.GDP,
            "yw": sums.WORLD_GDP,
            "GDP_COVERAGE": safe_divide(sums.WITH_GDP, sums.MEMBERS),
        }
    if baseline == "own_excluded":
        columns["e"] = sums.EXPECTED
    if bounds:
        for end in ("LOWER", "UPPER"):
            columns |= {f"{end}_{name}": x for name, x in _four(sums, end, flow).items()}
    return sums.select(*_keys(sums), **columns)


def _own_excluded(sums: ir.Table, trade: ir.Table, figure: str, flow: str) -> ir.Table:
    """The intra-regional share if trade were neutral and nobody could trade with himself.

    Σ_{j∈R, j≠i} m_j/(W−m_i) is (m_R−m_i)/(W−m_i), so one sum over the members is enough.
    """
    of_bloc = [*_keys(trade), "BLOC"]

    def ways(table: ir.Table) -> tuple[ir.Value, ir.Value, ir.Value]:
        sent = table[f"OUT_{figure}"].fill_null(0).cast("float64")
        received = table[f"IN_{figure}"].fill_null(0).cast("float64")
        if flow == "M":
            return received, sent, sent
        return (sent, received, received) if flow == "X" else (sent + received,) * 3

    totals = sums.select(
        *of_bloc,
        SENT=ways(sums)[0],
        RECEIVED=ways(sums)[1],
        ALL=sums[f"WORLD_{figure}"].cast("float64") * (2 if flow == "XM" else 1),
    )
    sent, received, _ = ways(trade)
    each = trade.select(*of_bloc, SENT_I=sent, RECEIVED_I=received).join(totals, of_bloc)
    term = each.SENT_I * safe_divide(each.RECEIVED - each.RECEIVED_I, each.ALL - each.RECEIVED_I)
    summed = each.mutate(TERM=term).group_by(of_bloc).aggregate(
        TERMS=lambda table: table.TERM.sum(), SENT=lambda table: table.SENT.max()
    )
    return summed.select(*of_bloc, EXPECTED=safe_divide(summed.TERMS, summed.SENT))


def _value(name: str, t: Mapping[str, ir.FloatingValue], *, own: bool) -> ir.FloatingValue:
    """One indicator from a, b, c, d, each as a single ratio so that it is rounded only once."""
    a, b, c, d = t["a"], t["b"], t["c"], t["d"]
    world = a + b + c + d
    intensity = (a / (a + b).nullif(0.0), t["e"]) if own else (a * world, (a + b) * (a + c))
    formulas = {
        "ITS": lambda: (a, a + b),
        "ITI": lambda: intensity,
        "HI": lambda: (a * (c + d), c * (a + b)),
        "HE": lambda: (b * (c + d), d * (a + b)),
        "STI": lambda: (a * d - b * c, a * d + b * c),
        "RTO": lambda: ((a + b) * t["yw"], world * t["y"]),
        "PIT": lambda: (
            (intensity[0] * (a + b) * t["yw"], intensity[1] * world * t["y"])
            if own
            else (a * t["yw"], (a + c) * t["y"])
        ),
        "PIT_AN": lambda: (
            (intensity[0] * (a + b), intensity[1] * t["y"])
            if own
            else (a * world, (a + c) * t["y"])
        ),
    }
    return safe_divide(*formulas[name]())


def _indicator(wide: ir.Table, name: str, baseline: Baseline, *, bounds: bool) -> ir.Table:
    """The rows of one indicator."""
    import ibis

    own = baseline == "own_excluded"
    value = _value(name, {column: wide[column] for column in wide.columns}, own=own)
    columns = {
        "INDICATOR": ibis.literal(name),
        "OBS_VALUE": value,
        "COVERAGE": wide.GDP_COVERAGE if name in WITH_GDP else wide.COVERAGE,
        "COMPOSITION": wide.COMPOSITION,
    }
    if bounds:
        columns["OBS_LOWER"], columns["OBS_UPPER"] = _interval(wide, name, own=own)
    keys = list(_keys(wide))
    # A bloc that is all the world has no indicators, openness included.
    columns["OBS_VALUE"] = wide.a.notnull().ifelse(columns["OBS_VALUE"], None)
    rows = wide.select(*keys, "REF_AREA", "TRADE_FLOW", **columns)
    order = [*keys[:-1], "REF_AREA", "TRADE_FLOW", "INDICATOR", "TIME_PERIOD"]
    return rows.select(*order, *(column for column in rows.columns if column not in order))


RISES_WITH = {
    "ITS": "a",
    "ITI": "ad",
    "HI": "ad",
    "HE": "bc",
    "STI": "ad",
    "RTO": "ab",
    "PIT": "a",
}
"""The parts of trade that an indicator rises with; with the others it falls or does not move.
ITI, which may do either as a grows, is handled apart."""


def _interval(
    wide: ir.Table, name: str, *, own: bool
) -> tuple[ir.FloatingValue, ir.FloatingValue]:
    """The least and the greatest value of an indicator over the box of a, b, c and d."""
    import ibis

    if name == "PIT_AN" or (own and name in ("ITI", "PIT")):
        nothing = ibis.null("float64")
        return nothing, nothing
    gdp = {column: wide[column] for column in ("y", "yw") if column in wide.columns}

    def corner(up: str) -> dict[str, ir.FloatingValue]:
        ends = {part: "UPPER" if part in up else "LOWER" for part in "abcd"}
        return {part: wide[f"{end}_{part}"] for part, end in ends.items()} | gdp

    rising = RISES_WITH[name]
    falling = "".join(part for part in "abcd" if part not in rising)
    if name != "ITI":
        return (
            _value(name, corner(falling), own=False),
            _value(name, corner(rising), own=False),
        )
    low, high = corner("bc"), corner("d")
    lowest = ibis.least(
        _value(name, low, own=False), _value(name, low | {"a": wide.UPPER_a}, own=False)
    )
    # With b, c and d fixed, ITI rises up to the positive root of d·a² − 2bc·a − bc(b+c+d) = 0.
    b, c, d = high["b"], high["c"], high["d"]
    root = safe_divide(b * c + (b * b * c * c + b * c * d * (b + c + d)).sqrt(), d)
    best = ibis.greatest(wide.LOWER_a, ibis.least(wide.UPPER_a, root.fill_null(float("inf"))))
    return lowest, _value(name, high | {"a": best}, own=False)
