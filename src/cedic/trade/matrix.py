"""The trade matrix: who trades with whom, areas and blocs alike, with shares and growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from cedic.errors import UsageError
from cedic.model import Observations
from cedic.trade.flows import CIF_FOB, WORLD, Prefer, both_sides, reconciled
from cedic.trade.members import Before, Members, WhichBlocs, blocs_table, members_by_period
from cedic.trade.tables import groups, safe_divide, stacked, unfolded, year_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

View = Literal["reported", "reconciled"]


def matrix(
    flows: Any,
    bloc: WhichBlocs,
    *,
    view: View = "reconciled",
    members: Members = "dated",
    year: int | None = None,
    before: Before = "founders",
    prefer: Prefer = "exporter",
    cif_fob: float = CIF_FOB,
    columns: Mapping[str, str] | None = None,
    scheme: str | None = None,
) -> Observations:
    """Exports, imports and balance between members, between areas and blocs, and between blocs.

    Parameters
    ----------
    flows, columns, cif_fob, prefer
        As in :func:`cedic.trade.flows.reconcile`.
    bloc, members, year, before, scheme
        As in :func:`cedic.trade.members.blocs_table`.
    view : {"reconciled", "reported"}
        One figure for both sides, FOB; or what REF_AREA itself reports, exports FOB and imports
        CIF.

    Returns
    -------
    Observations
        Group columns of `flows`, REF_AREA, COUNTERPART_AREA, TRADE_FLOW (``X``, ``M``, and ``B``
        for X − M where both are known), VIEW (``REPORTED`` or ``RECONCILED``), TIME_PERIOD,
        OBS_VALUE (int64, current US dollars), SHARE (of REF_AREA's trade with the world, 0 … 1;
        null for balances), GROWTH (on the same period of the year before, −1 … ∞; null if that is
        missing or zero, and for balances), COVERAGE (members of REF_AREA with figures over all its
        members), COMPOSITION (of the blocs named, as in :func:`cedic.trade.regional`; null between
        areas).

        Rows are between areas that share a bloc, areas and blocs, blocs and blocs (with itself: the
        trade inside it), and from each of them to the world (``WLD``). Where two blocs
        overlap, trade among the common members is in both; a bloc's row is the sum of its members'.

    Raises
    ------
    UsageError
        For an unknown view, and as :func:`cedic.trade.members.blocs_table`.
    DataError
        If a column is missing.
    """
    if view not in ("reported", "reconciled"):
        raise UsageError(f"view is {view!r}.", remedy="use reported or reconciled")
    seen = _seen(both_sides(flows, cif_fob=cif_fob, columns=columns), view, prefer)
    keys = (*groups(seen), "TIME_PERIOD")
    who = blocs_table(bloc, members=members, year=year, before=before, scheme=scheme)
    members_at = members_by_period(seen.select(*keys).distinct(), who)
    cells = _with_coverage(_cells(seen, members_at), seen, members_at)
    return Observations.of(_by_flow(with_growth(_with_shares(cells)), view))


def _seen(sides: ir.Table, view: View, prefer: Prefer) -> ir.Table:
    """Flows as each area sees them: REF_AREA, COUNTERPART_AREA, exports X and imports M."""
    import ibis

    if view == "reconciled":
        settled = reconciled(sides, prefer)
        sides = settled.mutate(EXPORT=settled.OBS_VALUE, IMPORT=settled.OBS_VALUE)
    keys = (*groups(sides), "TIME_PERIOD")
    nothing = ibis.null("int64")
    exports = sides.filter(sides.EXPORT.notnull()).select(
        *keys,
        REF_AREA=sides.EXPORTER,
        COUNTERPART_AREA=sides.IMPORTER,
        X=sides.EXPORT,
        M=nothing,
    )
    imports = sides.filter(sides.IMPORT.notnull()).select(
        *keys,
        REF_AREA=sides.IMPORTER,
        COUNTERPART_AREA=sides.EXPORTER,
        X=nothing,
        M=sides.IMPORT,
    )
    return _summed(exports.union(imports), [*keys, "REF_AREA", "COUNTERPART_AREA"])


def _summed(table: ir.Table, keys: Sequence[str | ir.Value]) -> ir.Table:
    return table.group_by(keys).aggregate(
        X=table.X.sum().cast("int64"), M=table.M.sum().cast("int64")
    )


def _cells(seen: ir.Table, members: ir.Table) -> ir.Table:
    """All cells of the matrix: sums of flows over blocs on one side, on the other, on both."""
    import ibis

    keys = (*groups(seen), "TIME_PERIOD")
    cell = (*keys, "REF_AREA", "COUNTERPART_AREA", "X", "M")

    def total(table: ir.Table, side: str) -> ir.Table:
        """Sum `table` over the members of each bloc on one side."""
        joined = table.join(members, [*keys, (side, "AREA")])
        other = "REF_AREA" if side == "COUNTERPART_AREA" else "COUNTERPART_AREA"
        return _summed(joined, [*keys, other, joined.BLOC.name(side)]).select(*cell)

    seen = seen.select(*cell)
    world = _summed(seen, [*keys, "REF_AREA"])
    world = world.mutate(COUNTERPART_AREA=ibis.literal(WORLD)).select(*cell)
    to_bloc = total(seen, "COUNTERPART_AREA")
    other = members.view()
    together = members.join(other, [*keys, "BLOC"]).select(
        *keys, ONE=members.AREA, OTHER=other.AREA
    )
    between = seen.semi_join(together, [*keys, ("REF_AREA", "ONE"), ("COUNTERPART_AREA", "OTHER")])
    return stacked(
        [
            between,
            world,
            to_bloc,
            total(seen, "REF_AREA"),
            total(to_bloc, "REF_AREA"),
            total(world, "REF_AREA"),
        ]
    )


def _with_shares(cells: ir.Table) -> ir.Table:
    """Add each cell's shares in its area's trade with the world."""
    keys = [*groups(cells), "TIME_PERIOD", "REF_AREA"]
    whole = cells.filter(cells.COUNTERPART_AREA == WORLD)
    whole = whole.select(*keys, WHOLE_X=whole.X, WHOLE_M=whole.M)
    joined = cells.left_join(whole, keys)
    return joined.select(
        *cells.columns,
        SHARE_X=safe_divide(joined.X, joined.WHOLE_X),
        SHARE_M=safe_divide(joined.M, joined.WHOLE_M),
    )


def _with_coverage(cells: ir.Table, seen: ir.Table, members: ir.Table) -> ir.Table:
    """Add the share of members that the row rests on, and how the blocs are composed."""
    import ibis

    keys = [*groups(seen), "TIME_PERIOD"]
    present = seen.select(*keys, AREA=seen.REF_AREA).distinct().mutate(PRESENT=ibis.literal(1))
    known = members.left_join(present, [*keys, "AREA"]).select(
        *keys, "BLOC", "COMPOSITION", "PRESENT"
    )
    blocs = known.group_by([*keys, "BLOC"]).aggregate(
        COMPOSITION=known.COMPOSITION.max(),
        COVERAGE=safe_divide(known.PRESENT.count(), known.count()),
    )
    partners = blocs.select(*keys, PARTNER=blocs.BLOC, PARTNER_COMPOSITION=blocs.COMPOSITION)
    joined = cells.left_join(blocs, [*keys, ("REF_AREA", "BLOC")]).select(
        *cells.columns, "COMPOSITION", "COVERAGE"
    )
    joined = joined.left_join(partners, [*keys, ("COUNTERPART_AREA", "PARTNER")])
    # F after D: one carried-back side is enough to say so.
    either = ibis.greatest(
        joined.COMPOSITION.fill_null(""), joined.PARTNER_COMPOSITION.fill_null("")
    )
    return joined.select(
        *cells.columns, COVERAGE=joined.COVERAGE.fill_null(1.0), COMPOSITION=either.nullif("")
    )


def with_growth(cells: ir.Table) -> ir.Table:
    """Add to flows X and M their growth on the same period of the year before, if that is there."""
    import ibis

    series = [*groups(cells), "REF_AREA", "COUNTERPART_AREA"]
    year, season = year_of(cells.TIME_PERIOD), cells.TIME_PERIOD.cast("string").substr(4)
    window = ibis.window(group_by=[*series, season], order_by=year)
    follows = year - year.lag().over(window) == 1

    def growth(value: ir.NumericValue) -> ir.FloatingValue:
        before = value.lag().over(window)
        return follows.ifelse(safe_divide(value - before, before), None)

    return cells.mutate(GROWTH_X=growth(cells.X), GROWTH_M=growth(cells.M))


def _by_flow(cells: ir.Table, view: View) -> ir.Table:
    """One row for exports, one for imports, and one for the balance where both are known."""
    import ibis

    nothing = ibis.null("float64")
    flows = {
        "X": {"OBS_VALUE": cells.X, "SHARE": cells.SHARE_X, "GROWTH": cells.GROWTH_X},
        "M": {"OBS_VALUE": cells.M, "SHARE": cells.SHARE_M, "GROWTH": cells.GROWTH_M},
        "B": {"OBS_VALUE": cells.X - cells.M, "SHARE": nothing, "GROWTH": nothing},
    }
    rows = unfolded(cells, "TRADE_FLOW", flows).mutate(VIEW=ibis.literal(view.upper()))
    series = [*groups(cells), "REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW"]
    figures = ("OBS_VALUE", "SHARE", "GROWTH", "COVERAGE", "COMPOSITION")
    rows = rows.filter(rows.OBS_VALUE.notnull())
    rows = rows.select(*series, "VIEW", "TIME_PERIOD", *figures)
    return rows.order_by(*series, "TIME_PERIOD")
