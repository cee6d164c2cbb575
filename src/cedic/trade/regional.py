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
ITI    intra-regional trade intensity         ITS / ((a+c)/W)                              0 … W/W_R
HI     homogeneous intra-regional intensity   [a/(a+b)] / [c/(c+d)]                        0 … ∞
HE     homogeneous extra-regional intensity   [b/(a+b)] / [d/(c+d)]                        0 … ∞
STI    symmetric trade introversion           (HI−HE)/(HI+HE) = (ad−bc)/(ad+bc)            −1 … 1
RTO    relative trade openness                [(a+b)/Y_R] / [W/Y_W], Y product             0 … ∞
PIT    propensity to intra-regional trade     ITI · RTO                                    0 … ∞
PIT_AN propensity, Anderson and Norheim       ITI · (a+b)/Y_R                              0 … ∞
====== ====================================== ============================================ =========

W_R = a + c is what is sent to the bloc by all.

Sources: UNU-CRIS Working Paper W-2009-22 (RIKS); Iapadre (2006);
Iapadre and Tironi (2009); Iapadre and Plummer (2011); Anderson and Norheim (1993).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from cedic.errors import UsageError
from cedic.model import Observations
from cedic.trade.flows import CIF_FOB, WORLD, Prefer, both_sides, reconciled
from cedic.trade.members import Before, Members, WhichBlocs, blocs_table, members_by_period
from cedic.trade.tables import (
    as_table,
    asked,
    groups,
    require,
    require_one,
    running_sum,
    safe_divide,
    unfolded,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

Baseline = Literal["standard", "own_excluded", "both"]

INDICATORS = ("ITS", "ITI", "HI", "HE", "STI", "RTO", "PIT", "PIT_AN")
"""All indicators of this module, in the order they are given in."""
WITH_GDP = ("RTO", "PIT", "PIT_AN")
"""Those that need the gross domestic product."""
WITHOUT_GDP = tuple(name for name in INDICATORS if name not in WITH_GDP)
"""Those that flows alone are enough for."""
WITH_BASELINE = ("ITI", "PIT", "PIT_AN")
"""Those that hold trade against what it would be if it were neutral."""
OWN_EXCLUDED = "_OWN_EXCLUDED"
"""What the names of these end in where they are given with both baselines."""
FLOWS = ("X", "M", "XM")
SIDE = {"X": "EXPORT", "M": "IMPORT", "XM": "OBS_VALUE"}
"""The column of figures that each flow is read from."""


def regional(
    flows: Any,
    bloc: WhichBlocs,
    *,
    flow: str | Iterable[str] = "X",
    gdp: Any = None,
    indicators: str | Iterable[str] | None = None,
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
        REF_AREA, TIME_PERIOD, OBS_VALUE: gross domestic product in the unit of the flows, one row
        for each area and period. Without it RTO and PIT are not given. World product is the row
        ``WLD`` if there is one, else the sum of all rows.
    indicators : str or iterable of str, optional
        Which of `INDICATORS`; by default all, or those that need no GDP where none is given.
    baseline : {"standard", "own_excluded", "both"}
        What trade would be if it were neutral, in ITI, PIT and PIT_AN. ``standard``: the bloc's
        share in the trade of all. ``own_excluded``: since a country does not trade with itself,
        E = Σ_{i∈R} (x_i/x_R) · Σ_{j∈R, j≠i} m_j/(W−m_i), and ITI = ITS/E. The other indicators
        have no such expectation and are the same in both. ``both``: these three are given twice,
        for the second as ``ITI_OWN_EXCLUDED`` and so on; that costs little more than one.
    members, year, before, scheme
        As in :func:`cedic.trade.members.blocs_table`.
    bounds : bool, default False
        Add OBS_LOWER and OBS_UPPER, between which the indicator lies if each flow lies between what
        both sides confirm and what either side reports (both on FOB basis). Null where there is no
        finite bound, and for PIT_AN and, with the own-excluded baseline, ITI and PIT. Equal to the
        value where the flows are directed.
    prefer, cif_fob
        How both sides are reconciled for ``XM``; see :func:`cedic.trade.flows.reconcile`.
    columns : mapping, optional
        Standard column name to the name in `flows`.

    Returns
    -------
    Observations
        Group columns of `flows` (FREQ, SOURCE, PRODUCT), REF_AREA (the bloc), TRADE_FLOW,
        INDICATOR, TIME_PERIOD, OBS_VALUE (float64 ratio, see the module's text for ranges),
        COVERAGE (members with figures over all members, 0 … 1; for RTO and PIT members with GDP),
        COMPOSITION (``D`` members as dated, ``F`` founding members carried back, ``X`` fixed), and
        the bounds if asked for. One row for each bloc, flow, indicator and period that the
        flows cover.

    Raises
    ------
    UnknownCodeError
        For an unknown bloc, indicator, flow or column.
    UsageError
        For a bloc of one member, ``fixed`` without a year, an unknown baseline, an indicator that
        needs a GDP that is not given, or no indicator or flow at all.
    DataError
        If a needed column is missing, values are no numbers, or an area has two GDPs.

    Notes
    -----
    A bloc's value comes from summed flows, never from averaged country ratios. All are null for a
    bloc that is all the world or has no figures of its own. Otherwise the ratios are null where
    their denominator is zero: HI where c = 0, HE where d = 0, STI where ad = bc = 0. With a = 0 and
    trade in both directions with the outside STI is −1; with bc = 0 and ad > 0 it is 1. If the GDP
    of one member is missing, that of the bloc is too.
    """
    possible = INDICATORS if gdp is not None else WITHOUT_GDP
    wanted = asked(possible if indicators is None else indicators, INDICATORS, "indicator")
    kinds = asked(flow, FLOWS, "trade flow")
    if unmet := [name for name in wanted if name not in possible]:
        raise UsageError(
            f"{unmet[0]} needs the gross domestic product.", remedy="give it with gdp="
        )
    if baseline not in ("standard", "own_excluded", "both"):
        raise UsageError(
            f"baseline is {baseline!r}.", remedy="use standard or own_excluded, or both"
        )
    pairs, sides = _pairs(as_table(flows, columns), kinds, bounds, prefer, cif_fob)
    who = blocs_table(bloc, members=members, year=year, before=before, scheme=scheme)
    periods = pairs.select(*_keys(pairs)).distinct()
    trade = _members_trade(pairs, members_by_period(periods, who))
    sums = _bloc_sums(pairs, trade)
    if baseline != "standard":
        sums = _with_expected(sums, trade, sides)
    sums = _with_intra(sums, pairs, trade)
    if gdp is not None:
        sums = _with_gdp(sums, trade, as_table(gdp))
    own = baseline == "own_excluded"
    wide = unfolded(
        sums,
        "TRADE_FLOW",
        {kind: _quarters(sums, sides[kind], kind, bounds=bounds) for kind in kinds},
    ).rename(REF_AREA="BLOC")
    values = {name: _indicator(wide, name, own=own, bounds=bounds) for name in wanted}
    if baseline == "both":
        values |= {
            name + OWN_EXCLUDED: _indicator(wide, name, own=True, bounds=bounds)
            for name in wanted
            if name in WITH_BASELINE
        }
    long = unfolded(wide, "INDICATOR", values)
    order = [*groups(long), "REF_AREA", "TRADE_FLOW", "INDICATOR", "TIME_PERIOD"]
    figures = ["OBS_VALUE", "COVERAGE", "COMPOSITION", *(("OBS_LOWER", "OBS_UPPER") * bounds)]
    return Observations.of(long.select(*order, *figures).order_by(*order))


def _keys(table: ir.Table) -> tuple[str, ...]:
    return (*groups(table), "TIME_PERIOD")


def _pairs(
    table: ir.Table, kinds: tuple[str, ...], bounds: bool, prefer: Prefer, cif_fob: float
) -> tuple[ir.Table, dict[str, str]]:
    """One row for each pair of areas, and the column of figures each flow is read from."""
    pairs = both_sides(table, cif_fob=cif_fob)
    if bounds or "XM" in kinds:
        pairs = reconciled(pairs, prefer)
    directed = "EXPORTER" in table.columns
    sides = {kind: "EXPORT" if directed else SIDE[kind] for kind in kinds}
    figures = {*sides.values(), *(("LOWER", "UPPER") if bounds else ())}
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
    """For each bloc and period: what members send and receive, and what the world trades."""
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
            f"TRADERS_{name}": (
                trade[f"OUT_{name}"].notnull() | trade[f"IN_{name}"].notnull()
            ).sum()
            for name in figures
        },
    )
    world = pairs.group_by(keys).aggregate(
        **{f"WORLD_{name}": pairs[name].sum().cast("int64") for name in figures}
    )
    return totals.join(world, list(keys))


def _with_intra(sums: ir.Table, pairs: ir.Table, trade: ir.Table) -> ir.Table:
    """Add what the members of each bloc trade with each other."""
    keys = _keys(pairs)
    of_bloc = [*keys, "BLOC"]
    who = trade.select(*of_bloc, "AREA")
    inner = pairs.join(who, [*keys, ("EXPORTER", "AREA")]).select(*pairs.columns, "BLOC")
    inner = inner.semi_join(who, [*of_bloc, ("IMPORTER", "AREA")])
    intra = inner.group_by(of_bloc).aggregate(
        **{f"INTRA_{name}": inner[name].sum().cast("int64") for name in _figures(pairs)}
    )
    return sums.left_join(intra, of_bloc).drop(f"{name}_right" for name in of_bloc)


def _with_gdp(sums: ir.Table, trade: ir.Table, gdp: ir.Table) -> ir.Table:
    """Add the product of each bloc (null if one member's is missing) and of the world."""
    require(gdp, ("REF_AREA", "TIME_PERIOD", "OBS_VALUE"), "gross domestic product")
    gdp = gdp.select(
        AREA=gdp.REF_AREA.cast("string"),
        YEAR=gdp.TIME_PERIOD.cast("string"),
        GDP=gdp.OBS_VALUE.cast("float64"),
    ).filter(lambda table: table.GDP.notnull())
    require_one(gdp, ("AREA", "YEAR"), "gross domestic product")
    of_bloc = (*_keys(trade), "BLOC")
    known = trade.mutate(YEAR=trade.TIME_PERIOD.cast("string")).left_join(gdp, ["AREA", "YEAR"])
    known = known.select(*of_bloc, "GDP", SO_FAR=running_sum(known.GDP, of_bloc, "AREA"))
    blocs = known.group_by(of_bloc).aggregate(
        WITH_GDP=known.GDP.count(), KNOWN=known.SO_FAR.max(), ALL=known.count()
    )
    blocs = blocs.mutate(GDP=(blocs.WITH_GDP == blocs.ALL).ifelse(blocs.KNOWN, None))
    product = gdp.mutate(SO_FAR=running_sum(gdp.GDP, ["YEAR"], "AREA"))
    product = product.group_by("YEAR").aggregate(
        STATED=product.GDP.max(where=product.AREA == WORLD), SUMMED=product.SO_FAR.max()
    )
    product = product.select("YEAR", WORLD_GDP=product.STATED.fill_null(product.SUMMED))
    sums = sums.join(blocs.select(*of_bloc, "WITH_GDP", "GDP"), list(of_bloc))
    sums = sums.mutate(YEAR=sums.TIME_PERIOD.cast("string"))
    return sums.left_join(product, "YEAR").drop("YEAR", "YEAR_right")


def _four(sums: ir.Table, figure: str, flow: str) -> dict[str, ir.FloatingValue]:
    """a, b, c and d as float64, from the sums of one column of figures.

    Where nothing is known of the bloc's own side (what it exports, for ``X``), b is null; where
    only its partners' side is unknown, that counts as zero like any flow that is not in the table.
    """
    sent, received = sums[f"OUT_{figure}"], sums[f"IN_{figure}"]
    own, other = (received, sent) if flow == "M" else (sent, received)
    if flow == "XM":
        own = received.notnull().ifelse(sent.fill_null(0), sent)
    other = other.fill_null(0)
    a = sums[f"INTRA_{figure}"].fill_null(0)
    b, c, d = own - a, other - a, sums[f"WORLD_{figure}"] - own - other + a
    if flow == "XM":
        a, b, c, d = 2 * a, b + c, b + c, 2 * d
    # Floats from here on: a·d is beyond an int64.
    return {name: x.cast("float64") for name, x in zip("abcd", (a, b, c, d), strict=True)}


def _quarters(sums: ir.Table, figure: str, flow: str, *, bounds: bool) -> dict[str, ir.Value]:
    """a, b, c, d and what else the indicators need, for one flow."""
    four = _four(sums, figure, flow)
    # A bloc that is all the world, or empty, has nothing to be compared with.
    four["a"] = _outside(four).ifelse(four["a"], None)
    counted = {"X": "SENDERS", "M": "RECEIVERS", "XM": "TRADERS"}[flow]
    columns = {
        **four,
        "TRADING": safe_divide(sums[f"{counted}_{figure}"], sums.MEMBERS),
    }
    if f"EXPECTED_{flow}" in sums.columns:
        columns["e"] = sums[f"EXPECTED_{flow}"]
    if bounds:
        for end in ("LOWER", "UPPER"):
            columns |= {f"{end}_{name}": x for name, x in _four(sums, end, flow).items()}
        # The condition is on the greatest trade there can be outside: the least is often zero.
        outside = _outside({name: columns[f"UPPER_{name}"] for name in "abcd"})
        for end in ("LOWER", "UPPER"):
            columns[f"{end}_a"] = outside.ifelse(columns[f"{end}_a"], None)
    return columns


def _outside(four: Mapping[str, ir.FloatingValue]) -> ir.BooleanValue:
    """Whether there is trade outside the bloc; null where its own side is unknown."""
    return four["b"] + four["c"] + four["d"] > 0


def _with_expected(sums: ir.Table, trade: ir.Table, sides: Mapping[str, str]) -> ir.Table:
    """Add E for each flow: the intra-regional share of neutral trade without trade with oneself.

    Σ_{j∈R, j≠i} m_j/(W−m_i) is (m_R−m_i)/(W−m_i), so one sum over the members is enough.
    """
    of_bloc = [*_keys(trade), "BLOC"]

    def ways(table: ir.Table, flow: str) -> tuple[ir.Value, ir.Value]:
        """What is sent (x) and received (m), as the flow sees it."""
        sent = table[f"OUT_{sides[flow]}"].fill_null(0).cast("float64")
        received = table[f"IN_{sides[flow]}"].fill_null(0).cast("float64")
        if flow == "XM":
            return sent + received, sent + received
        return (received, sent) if flow == "M" else (sent, received)

    def term(each: ir.Table, flow: str) -> ir.FloatingValue:
        x, m = ways(each, flow)
        bloc_x, bloc_m, world = each[f"X_{flow}"], each[f"M_{flow}"], each[f"W_{flow}"]
        return safe_divide(x * (bloc_m - m), bloc_x * (world - m))

    whole = {}
    for flow, figure in sides.items():
        whole[f"X_{flow}"], whole[f"M_{flow}"] = ways(sums, flow)
        world = sums[f"WORLD_{figure}"].cast("float64")
        whole[f"W_{flow}"] = 2 * world if flow == "XM" else world
    each = trade.join(sums.select(*of_bloc, **whole), of_bloc)
    running = each.select(
        *of_bloc, **{flow: running_sum(term(each, flow), of_bloc, "AREA") for flow in sides}
    )
    expected = running.group_by(of_bloc).aggregate(
        **{f"EXPECTED_{flow}": running[flow].max() for flow in sides}
    )
    return sums.left_join(expected, of_bloc).drop(f"{name}_right" for name in of_bloc)


def _value(name: str, t: Mapping[str, ir.FloatingValue], *, own: bool) -> ir.FloatingValue:
    """One indicator from a, b, c, d, each as a single ratio so that it is divided only once."""
    a, b, c, d = t["a"], t["b"], t["c"], t["d"]
    world = a + b + c + d
    # What is expected of neutral trade: the bloc's share as a part of a whole, or E itself.
    part, whole = (t["e"], 1.0) if own else (a + c, world)
    formulas = {
        "ITS": lambda: (a, a + b),
        "ITI": lambda: (a * whole, (a + b) * part),
        "HI": lambda: (a * (c + d), c * (a + b)),
        "HE": lambda: (b * (c + d), d * (a + b)),
        "STI": lambda: (a * d - b * c, a * d + b * c),
        "RTO": lambda: ((a + b) * t["WORLD_GDP"], world * t["GDP"]),
        "PIT": lambda: (a * whole * t["WORLD_GDP"], part * world * t["GDP"]),
        "PIT_AN": lambda: (a * whole, part * t["GDP"]),
    }
    return safe_divide(*formulas[name]())


def _indicator(wide: ir.Table, name: str, *, own: bool, bounds: bool) -> dict[str, ir.Value]:
    """What the rows of one indicator say."""
    columns = {
        "OBS_VALUE": _value(name, {column: wide[column] for column in wide.columns}, own=own),
        "COVERAGE": safe_divide(wide.WITH_GDP, wide.MEMBERS) if name in WITH_GDP else wide.TRADING,
    }
    if bounds:
        columns["OBS_LOWER"], columns["OBS_UPPER"] = _interval(wide, name, own=own)
    return columns


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


def _interval(wide: ir.Table, name: str, *, own: bool) -> tuple[ir.FloatingValue, ir.FloatingValue]:
    """The least and the greatest value of an indicator over the box of a, b, c and d."""
    import ibis

    if name == "PIT_AN" or (own and name in ("ITI", "PIT")):
        nothing = ibis.null("float64")
        return nothing, nothing
    gdp = {column: wide[column] for column in ("GDP", "WORLD_GDP") if column in wide.columns}

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
    ends = [_value(name, low | {"a": wide[f"{end}_a"]}, own=False) for end in ("LOWER", "UPPER")]
    # One end alone may be 0/0; engines differ in what the least of a number and null is.
    lowest = ibis.least(ibis.coalesce(*ends), ibis.coalesce(*reversed(ends)))
    # With b, c and d fixed, ITI rises up to the positive root of d·a² − 2bc·a − bc(b+c+d) = 0.
    b, c, d = high["b"], high["c"], high["d"]
    root = safe_divide(b * c + (b * b * c * c + b * c * d * (b + c + d)).sqrt(), d)
    within = ibis.greatest(wide.LOWER_a, ibis.least(wide.UPPER_a, root))
    best = (d > 0).ifelse(within, wide.UPPER_a)
    return lowest, _value(name, high | {"a": best}, own=False)
