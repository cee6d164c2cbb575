"""How far trade figures can be trusted: who reports, what only the partner saw, what nobody saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cedic.model import Observations
from cedic.trade.flows import CIF_FOB, both_sides, reconciled
from cedic.trade.members import WhichBlocs, blocs_table, members_by_period
from cedic.trade.tables import (
    REPORTED,
    as_table,
    dollars,
    groups,
    require,
    require_one,
    safe_divide,
    stacked,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

INDICATORS = (
    "REPORTERS",
    "REPORTING_SHARE",
    "PAIRS_SHARE",
    "DARK_PAIRS",
    "ESTIMATED_SHARE",
    "MIRROR_SHARE",
    "CIF_FOB_RATIO",
    "DISCREPANCY",
    "REFERENCE_RATIO",
)
"""All indicators of this module."""


def reporters(flows: Any, *, columns: Mapping[str, str] | None = None) -> Observations:
    """The areas that report exports or imports in each period.

    Parameters
    ----------
    flows : table
        Flows in the reported layout of :mod:`cedic.trade.flows`.
    columns : mapping, optional
        Standard column name to the name in `flows`.

    Returns
    -------
    Observations
        Group columns, TIME_PERIOD, REF_AREA, TRADE_FLOW; distinct. An area all of whose figures
        are null or estimates (OBS_STATUS ``E``) does not report.

    Raises
    ------
    DataError
        If a column is missing.
    """
    return Observations.of(_reporters(_reports(flows, columns)))


def dark_pairs(
    flows: Any,
    areas: WhichBlocs,
    *,
    columns: Mapping[str, str] | None = None,
) -> Observations:
    """Flows between members that neither side reports: not even mirror figures can see them.

    A pair is dark in a period where the one does not report exports and the other does not report
    imports.

    Parameters
    ----------
    flows, columns
        As in :func:`reporters`.
    areas : str, Bloc, or sequence of area codes
        The bloc within which to look.

    Returns
    -------
    Observations
        Group columns without PRODUCT, TIME_PERIOD, REF_AREA (the bloc), EXPORTER, IMPORTER.

    Raises
    ------
    DataError, UnknownCodeError, UsageError
        As :func:`reporters` and :func:`cedic.trade.members.blocs_table`.
    """
    pairs = _dark_pairs(_reports(flows, columns), blocs_table(areas))
    return Observations.of(pairs.order_by(*pairs.columns))


def coverage(
    flows: Any,
    bloc: WhichBlocs,
    *,
    reference: Any = None,
    cif_fob: float = CIF_FOB,
    columns: Mapping[str, str] | None = None,
) -> Observations:
    """How complete and consistent the figures of blocs and single areas are.

    Parameters
    ----------
    flows : table
        Flows in the reported layout of :mod:`cedic.trade.flows`. Rows whose PROVENANCE is
        ``RECONCILED`` carry no report of a side and are left out of the indicators that compare
        reports.
    bloc : str, Bloc, iterable of these, sequence of area codes, or mapping
        The blocs; areas are covered one by one besides.
    reference : table, optional
        REF_AREA, TRADE_FLOW, TIME_PERIOD, OBS_VALUE: each area's total trade by another source, one
        row for each area, flow and period.
    cif_fob, columns
        As in :func:`cedic.trade.flows.both_sides`.

    Returns
    -------
    Observations
        Group columns, REF_AREA, TRADE_FLOW (``X``, ``M``; ``XM`` for pairs), INDICATOR,
        TIME_PERIOD, OBS_VALUE (float64), without those that cannot be worked out:

        REPORTERS
            Members with figures of their own; estimates do not count.
        REPORTING_SHARE
            The same over all members, 0 … 1.
        PAIRS_SHARE
            Flows between members with a figure from either side, over n·(n−1), 0 … 1. Blocs only.
        DARK_PAIRS
            Flows between members that neither side reports, out of n·(n−1). Blocs only.
        ESTIMATED_SHARE
            Share of the value that the source estimates (OBS_STATUS ``E``), 0 … 1.
        MIRROR_SHARE
            Share of the value that only the partner reports, 0 … 1.
        CIF_FOB_RATIO
            Importers' over exporters' reports of the flows that both report, 0 … ∞.
        DISCREPANCY
            Σ|X−M| / ½Σ(X+M) over the flows that both report, M on FOB basis, 0 … 2.
        REFERENCE_RATIO
            Total over the reference's, for the areas that have both, 0 … ∞.

    Raises
    ------
    DataError, UnknownCodeError, UsageError
        As :func:`cedic.trade.flows.both_sides` and :func:`cedic.trade.members.blocs_table`.
    """
    table = _reports(flows, columns)
    who = blocs_table(bloc)
    reported = table
    if "PROVENANCE" in table.columns:
        reported = table.filter(table.PROVENANCE.fill_null("REPORTED") != "RECONCILED")
    entities = _entities(table, who)
    pieces = [
        *_reporting(table, entities),
        _pairs_share(table, who),
        _dark_count(reported, who),
        *_reports_compared(reported, entities, cif_fob),
    ]
    if "OBS_STATUS" in table.columns:
        pieces.append(_estimated(reported, entities))
    if reference is not None:
        pieces.append(_against_reference(table, entities, as_table(reference)))
    long = stacked(pieces)
    long = long.filter(long.OBS_VALUE.notnull())
    return Observations.of(long.order_by(*long.columns))


def _reports(flows: Any, columns: Mapping[str, str] | None) -> ir.Table:
    """Flows in the reported layout that count: with a value, of two areas; areas as text."""
    table = as_table(flows, columns)
    require(table, REPORTED, "flows")
    areas = {name: table[name].cast("string") for name in ("REF_AREA", "COUNTERPART_AREA")}
    table = table.mutate(**areas)
    return table.filter(table.OBS_VALUE.notnull(), table.REF_AREA != table.COUNTERPART_AREA)


def _keys(table: ir.Table) -> tuple[str, ...]:
    return (*groups(table), "TIME_PERIOD")


def _reporters(table: ir.Table) -> ir.Table:
    if "OBS_STATUS" in table.columns:
        table = table.filter(table.OBS_STATUS.fill_null("A") != "E")
    return table.select(*_keys(table), "REF_AREA", "TRADE_FLOW").distinct()


def _entities(table: ir.Table, who: ir.Table) -> ir.Table:
    """Blocs and single areas by period: an area is the one member of itself."""
    keys = _keys(table)
    blocs = members_by_period(table.select(*keys).distinct(), who).select(*keys, "BLOC", "AREA")
    own = table.select(*keys, AREA=table.REF_AREA).distinct()
    partners = table.select(*keys, AREA=table.COUNTERPART_AREA).distinct()
    areas = own.union(partners, distinct=True)
    return blocs.union(areas.select(*keys, BLOC=areas.AREA, AREA=areas.AREA))


def _rows(
    table: ir.Table, indicator: str, value: ir.NumericValue, flow: str | ir.Value
) -> ir.Table:
    import ibis

    return table.select(
        *_keys(table)[:-1],
        REF_AREA=table.BLOC,
        TRADE_FLOW=ibis.literal(flow) if isinstance(flow, str) else flow,
        INDICATOR=ibis.literal(indicator),
        TIME_PERIOD=table.TIME_PERIOD,
        OBS_VALUE=value.cast("float64"),
    )


def _reporting(table: ir.Table, entities: ir.Table) -> list[ir.Table]:
    import ibis

    keys = _keys(table)
    report = _reporters(table).mutate(REPORTS=ibis.literal(1))
    flows = report.select("TRADE_FLOW").distinct()
    asked = entities.cross_join(flows)
    known = asked.left_join(report, [*keys, ("AREA", "REF_AREA"), "TRADE_FLOW"]).select(
        *asked.columns, "REPORTS"
    )
    counted = known.group_by([*keys, "BLOC", "TRADE_FLOW"]).aggregate(
        REPORTERS=known.REPORTS.count(), MEMBERS=known.count()
    )
    share = safe_divide(counted.REPORTERS, counted.MEMBERS)
    return [
        _rows(counted, "REPORTERS", counted.REPORTERS, counted.TRADE_FLOW),
        _rows(counted, "REPORTING_SHARE", share, counted.TRADE_FLOW),
    ]


def _pairs_share(table: ir.Table, who: ir.Table) -> ir.Table:
    keys = _keys(table)
    members = members_by_period(table.select(*keys).distinct(), who)
    members = members.select(*keys, "BLOC", "AREA")
    pairs = both_sides(table).select(*keys, "EXPORTER", "IMPORTER")
    inner = pairs.join(members, [*keys, ("EXPORTER", "AREA")]).select(*pairs.columns, "BLOC")
    inner = inner.semi_join(members, [*keys, "BLOC", ("IMPORTER", "AREA")])
    seen = inner.group_by([*keys, "BLOC"]).aggregate(SEEN=inner.count())
    size = members.group_by([*keys, "BLOC"]).aggregate(SIZE=members.count())
    both = size.left_join(seen, [*keys, "BLOC"]).select(*keys, "BLOC", "SIZE", "SEEN")
    share = safe_divide(both.SEEN.fill_null(0), both.SIZE * (both.SIZE - 1))
    return _rows(both, "PAIRS_SHARE", share, "XM")


def _dark_pairs(table: ir.Table, who: ir.Table) -> ir.Table:
    by = [name for name in _keys(table) if name != "PRODUCT"]
    reports = _reporters(table)
    # Of all periods: in one with nothing but estimates every pair is dark.
    members = members_by_period(table.select(*by).distinct(), who).select(*by, "BLOC", "AREA")

    def silent(flow: str) -> ir.Table:
        heard = reports.filter(reports["TRADE_FLOW"] == flow).select(*by, "REF_AREA").distinct()
        return members.anti_join(heard, [*by, ("AREA", "REF_AREA")])

    senders, receivers = silent("X"), silent("M").view()
    found = senders.join(receivers, [*by, "BLOC", senders.AREA != receivers.AREA], rname="{name}_2")
    return found.select(*by, REF_AREA=found.BLOC, EXPORTER=found.AREA, IMPORTER=found.AREA_2)


def _dark_count(table: ir.Table, who: ir.Table) -> ir.Table:
    """Dark pairs of each bloc; zero where all pairs can be seen."""
    import ibis

    keys = _keys(table)
    by = [name for name in keys if name != "PRODUCT"]
    pairs = _dark_pairs(table, who)
    counted = pairs.group_by([*by, "REF_AREA"]).aggregate(PAIRS=pairs.count())
    members = members_by_period(table.select(*keys).distinct(), who)
    blocs = members.select(*keys, "BLOC").distinct()
    joined = blocs.left_join(counted, [*by, ("BLOC", "REF_AREA")]).select(
        *blocs.columns, PAIRS=ibis._.PAIRS.fill_null(0)
    )
    return _rows(joined, "DARK_PAIRS", joined.PAIRS, "XM")


def _estimated(table: ir.Table, entities: ir.Table) -> ir.Table:
    keys = _keys(table)
    joined = table.join(entities, [*keys, ("REF_AREA", "AREA")])
    value = joined.OBS_VALUE
    summed = joined.group_by([*keys, "BLOC", "TRADE_FLOW"]).aggregate(
        ALL=value.sum(), ESTIMATED=value.sum(where=joined.OBS_STATUS == "E").fill_null(0)
    )
    share = safe_divide(summed.ESTIMATED, summed.ALL)
    return _rows(summed, "ESTIMATED_SHARE", share, summed.TRADE_FLOW)


def _reports_compared(table: ir.Table, entities: ir.Table, cif_fob: float) -> list[ir.Table]:
    import ibis

    keys = _keys(table)
    sides = reconciled(both_sides(table, cif_fob=cif_fob))
    both = sides.EXPORT.notnull() & sides.IMPORT.notnull()
    zero = ibis.literal(0, "int64")
    pieces = []
    for flow, side, own in (("X", "EXPORTER", "EXPORT"), ("M", "IMPORTER", "IMPORT")):
        measured = sides.select(
            *keys,
            AREA=sides[side],
            TRADE_FLOW=ibis.literal(flow),
            ALL=sides.OBS_VALUE,
            MIRRORED=sides[own].isnull().ifelse(sides.OBS_VALUE, zero),
            EXPORTED=both.ifelse(sides.EXPORT, zero),
            IMPORTED=both.ifelse(sides.IMPORT, zero),
            IMPORTED_FOB=both.ifelse(sides.IMPORT_FOB, zero),
            GAP=both.ifelse((sides.EXPORT - sides.IMPORT_FOB).abs(), zero),
        )
        joined = measured.join(entities, [*keys, "AREA"])
        names = ("ALL", "MIRRORED", "EXPORTED", "IMPORTED", "IMPORTED_FOB", "GAP")
        pieces.append(
            joined.group_by([*keys, "BLOC", "TRADE_FLOW"]).aggregate(
                **{name: joined[name].sum().cast("int64") for name in names}
            )
        )
    t = pieces[0].union(pieces[1])
    ratios = {
        "MIRROR_SHARE": safe_divide(t.MIRRORED, t.ALL),
        "CIF_FOB_RATIO": safe_divide(t.IMPORTED, t.EXPORTED),
        "DISCREPANCY": safe_divide(2 * t.GAP, t.EXPORTED + t.IMPORTED_FOB),
    }
    return [_rows(t, name, value, t.TRADE_FLOW) for name, value in ratios.items()]


def _against_reference(table: ir.Table, entities: ir.Table, reference: ir.Table) -> ir.Table:
    require(reference, ("REF_AREA", "TRADE_FLOW", "TIME_PERIOD", "OBS_VALUE"), "reference")
    keys = _keys(table)
    totals = table.group_by([*keys, "REF_AREA", "TRADE_FLOW"]).aggregate(
        TOTAL=table.OBS_VALUE.sum()
    )
    reference = reference.filter(reference.OBS_VALUE.notnull()).select(
        "TRADE_FLOW",
        REF_AREA=reference.REF_AREA.cast("string"),
        TIME_PERIOD=reference.TIME_PERIOD.cast(table.TIME_PERIOD.type()),
        REFERENCE=dollars(reference.OBS_VALUE),
    )
    require_one(reference, ("REF_AREA", "TRADE_FLOW", "TIME_PERIOD"), "reference")
    paired = totals.join(reference, ["REF_AREA", "TRADE_FLOW", "TIME_PERIOD"])
    joined = paired.join(entities, [*keys, ("REF_AREA", "AREA")])
    summed = joined.group_by([*keys, "BLOC", "TRADE_FLOW"]).aggregate(
        TOTAL=joined.TOTAL.sum(), REFERENCE=joined.REFERENCE.sum()
    )
    ratio = safe_divide(summed.TOTAL, summed.REFERENCE)
    return _rows(summed, "REFERENCE_RATIO", ratio, summed.TRADE_FLOW)
