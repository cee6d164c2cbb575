"""The flow database: who trades with whom, as each side reports it and as the two agree.

A flow from one area to another is seen twice: the exporter reports it, as a rule free on board
(FOB), and the importer reports it with cost, insurance and freight (CIF). Here both reports are
kept side by side, compared and, on request, reconciled.

Two layouts of tables are understood.

Reported
    REF_AREA, COUNTERPART_AREA, TRADE_FLOW (``X`` or ``M``, as REF_AREA sees it), TIME_PERIOD,
    OBS_VALUE, and optionally VALUATION (``FOB`` or ``CIF``; imports without it count as CIF) and
    OBS_STATUS (``E``: the figure is an estimate and no report of its area).
Directed
    EXPORTER, IMPORTER, TIME_PERIOD, OBS_VALUE: one reconciled figure for both sides.

FREQ, SOURCE and PRODUCT, where present, keep figures apart; other rows of one flow are summed.
Values are in current US dollars; sums of values with decimals are rounded to whole dollars. Areas
may be text or numbers and come out as text. There are no totals among the rows: an area "World"
would be counted as one more country. A flow of an area with itself (re-imports) and a TRADE_FLOW
other than ``X`` and ``M`` are left out. A flow that is not in the table, or whose value is null, is
unknown, not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from cedic.errors import UsageError
from cedic.model import Observations
from cedic.trade.tables import DIRECTED, REPORTED, as_table, dollars, groups, require, safe_divide

if TYPE_CHECKING:
    import ibis.expr.types as ir

Prefer = Literal["exporter", "importer", "mean"]

CIF_FOB = 1.06
"""The IMF's factor between a value CIF and the same value FOB (1.10 until 2018)."""
WORLD = "WLD"


def both_sides(
    flows: Any, *, cif_fob: float = CIF_FOB, columns: Mapping[str, str] | None = None
) -> ir.Table:
    """One row for each flow, with the exporter's and the importer's report side by side.

    Parameters
    ----------
    flows : table
        Flows in either layout (see the module's text).
    cif_fob : float, default 1.06
        What an import CIF is divided by to compare it with an export FOB; at least 1.
    columns : mapping, optional
        Standard column name to the name in `flows`.

    Returns
    -------
    ibis.Table
        Group columns, TIME_PERIOD, EXPORTER, IMPORTER, EXPORT (as the exporter reports),
        IMPORT (as the importer reports), IMPORT_FOB (the same on the exporter's basis), all int64
        US dollars and null where that side reports nothing. In the directed layout all three are
        equal.

    Raises
    ------
    DataError
        If a column is missing.
    UsageError
        If `cif_fob` is below 1.
    """
    if not cif_fob >= 1:
        raise UsageError(f"cif_fob is {cif_fob}; freight and insurance cannot be negative.")
    table = as_table(flows, columns)
    sides = _directed(table) if "EXPORTER" in table.columns else _reported(table, cif_fob)
    # Blocs are named in text, so the areas beside them are too; cast late, when rows are few.
    return sides.mutate(
        EXPORTER=sides.EXPORTER.cast("string"), IMPORTER=sides.IMPORTER.cast("string")
    )


def _directed(table: ir.Table) -> ir.Table:
    require(table, DIRECTED, "flows")
    keys = (*groups(table), "TIME_PERIOD", "EXPORTER", "IMPORTER")
    # Summed first and filtered after: a filter on every row costs more than one on every pair.
    totals = table.group_by(keys).aggregate(EXPORT=dollars(table.OBS_VALUE.sum()))
    totals = totals.filter(totals.EXPORTER != totals.IMPORTER, totals.EXPORT.notnull())
    return totals.mutate(IMPORT=totals.EXPORT, IMPORT_FOB=totals.EXPORT)


def _reported(table: ir.Table, cif_fob: float) -> ir.Table:
    import ibis

    require(table, REPORTED, "flows")
    exports = table.TRADE_FLOW == "X"
    imports = table.TRADE_FLOW == "M"
    on_board = dollars(table.OBS_VALUE / cif_fob)
    if "VALUATION" in table.columns:
        on_board = ibis.cases((table.VALUATION == "FOB", table.OBS_VALUE), else_=on_board)
    sides = table.select(
        *groups(table),
        "TIME_PERIOD",
        EXPORTER=exports.ifelse(table.REF_AREA, table.COUNTERPART_AREA),
        IMPORTER=exports.ifelse(table.COUNTERPART_AREA, table.REF_AREA),
        EXPORT=ibis.cases((exports, table.OBS_VALUE)),
        IMPORT=ibis.cases((imports, table.OBS_VALUE)),
        IMPORT_FOB=ibis.cases((imports, on_board)),
    )
    sides = sides.filter(sides.EXPORTER != sides.IMPORTER)
    values = ("EXPORT", "IMPORT", "IMPORT_FOB")
    keys = (*groups(table), "TIME_PERIOD", "EXPORTER", "IMPORTER")
    totals = sides.group_by(keys).aggregate(**{name: dollars(sides[name].sum()) for name in values})
    return totals.filter(totals.EXPORT.notnull() | totals.IMPORT.notnull())


def reconcile(
    flows: Any,
    *,
    prefer: Prefer = "exporter",
    cif_fob: float = CIF_FOB,
    columns: Mapping[str, str] | None = None,
) -> Observations:
    """One figure for each flow out of its two reports, FOB, with bounds and provenance.

    Parameters
    ----------
    flows, cif_fob, columns
        As in :func:`both_sides`.
    prefer : {"exporter", "importer", "mean"}
        Which report stands where both exist; a gap is filled with the partner's (mirror) report.

    Returns
    -------
    Observations
        Group columns, TIME_PERIOD, EXPORTER, IMPORTER, OBS_VALUE, LOWER (as far as both sides
        confirm the flow: nothing where only one reports), UPPER (as far as either side reports),
        in int64 US dollars FOB, and PROVENANCE: ``BOTH``, ``EXPORTER`` or ``IMPORTER`` (mirror),
        by who reports.

    Raises
    ------
    DataError, UsageError
        As :func:`both_sides`; UsageError also for an unknown `prefer`.
    """
    settled = reconciled(both_sides(flows, cif_fob=cif_fob, columns=columns), prefer)
    return Observations.of(settled.drop("EXPORT", "IMPORT", "IMPORT_FOB"))


def reconciled(sides: ir.Table, prefer: Prefer = "exporter") -> ir.Table:
    """The rows of :func:`both_sides` with the columns that :func:`reconcile` adds."""
    import ibis

    export, mirror = sides.EXPORT, sides.IMPORT_FOB
    both = export.notnull() & mirror.notnull()
    chosen = {
        "exporter": export,
        "importer": mirror,
        "mean": dollars((export + mirror) / 2),
    }
    if prefer not in chosen:
        raise UsageError(f"prefer is {prefer!r}.", remedy="use exporter, importer or mean")
    return sides.mutate(
        OBS_VALUE=ibis.coalesce(chosen[prefer], export, mirror),
        LOWER=both.ifelse(ibis.least(export, mirror), 0).cast("int64"),
        UPPER=both.ifelse(ibis.greatest(export, mirror), ibis.coalesce(export, mirror)),
        PROVENANCE=ibis.cases((both, "BOTH"), (export.notnull(), "EXPORTER"), else_="IMPORTER"),
    )


def mirror(
    flows: Any,
    *,
    cif_fob: float = CIF_FOB,
    columns: Mapping[str, str] | None = None,
) -> Observations:
    """Both reports of each flow, their ratio and their disagreement.

    Parameters
    ----------
    flows, cif_fob, columns
        As in :func:`both_sides`.

    Returns
    -------
    Observations
        The columns of :func:`both_sides`, and two ratios (float64), null where a side is silent.
        CIF_FOB_RATIO, 0 … ∞: the importer's report over the exporter's, about 1.06 where only
        freight and insurance differ; null too where the exporter reports zero. DISCREPANCY, 0
        (agree) … 2 (one side says zero): the absolute difference of the two FOB values over their
        mean; null too where both say zero.

    Raises
    ------
    DataError, UsageError
        As :func:`both_sides`.
    """
    sides = both_sides(flows, cif_fob=cif_fob, columns=columns)
    gap = (sides.EXPORT - sides.IMPORT_FOB).abs()
    return Observations.of(
        sides.mutate(
            CIF_FOB_RATIO=safe_divide(sides.IMPORT, sides.EXPORT),
            DISCREPANCY=safe_divide(gap * 2, sides.EXPORT + sides.IMPORT_FOB),
        )
    )
