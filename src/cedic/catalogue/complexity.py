"""What the dataflows of economic complexity share: whose exports are compared, and by what rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cedic.catalogue.columns import settled
from cedic.catalogue.products import UNPLACED
from cedic.regions import areas
from cedic.trade import Complexity, complexity
from cedic.trade.tables import unfolded

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from cedic.model import Codelist

MINIMUM_EXPORTS = 1_000_000_000
"""Areas that export less in a year are left out, in US dollars: the Atlas' own limit. Below it, one
consignment can make a country look specialised in what it does not make."""
LEAST = 20
"""So many areas and so many products at least: with fewer, a matrix says nothing of complexity."""
LIBRARIES = ("numpy", "scipy")
PERIOD = ("FREQ", "SOURCE", "CLASSIFICATION", "TIME_PERIOD")
"""What each matrix is of."""


@dataclass(frozen=True)
class Compared:
    """What complexity is made from, and what it gives.

    Parameters
    ----------
    found : Complexity
        All its tables, by FREQ, SOURCE, CLASSIFICATION and TIME_PERIOD.
    trade : ibis.Table
        The trade it was found in.
    """

    found: Complexity
    trade: ir.Table


def compared(trade: ir.Table, *, last: bool = False) -> Compared | None:
    """Complexity by product of all sources that have enough areas and products; None without one.

    Parameters
    ----------
    trade : ibis.Table
        The dataflow PRODUCT_TRADE.
    last : bool, default False
        Of each source, the last period only.
    """
    exports = settled(_enough(_of_countries(trade)))
    if last:
        latest = exports.group_by("FREQ", "SOURCE").aggregate(TIME_PERIOD=exports.TIME_PERIOD.max())
        exports = exports.semi_join(latest, ["FREQ", "SOURCE", "TIME_PERIOD"])
    if not exports.count().execute():
        return None
    found = complexity(exports, minimum_exports=MINIMUM_EXPORTS, check=False)
    return Compared(found, trade)


def _of_countries(table: ir.Table) -> ir.Table:
    """Exports of places that make things, of goods that are known."""
    places = [
        area.id for area in areas().values() if area.kind in ("country", "territory", "historical")
    ]
    # Chapters 98 and 99 are as little a product as what has no heading at all.
    known = (table.PRODUCT != UNPLACED) & ~table.PRODUCT.re_search("^HS9[89]")
    return table.filter(table.TRADE_FLOW == "X", table.REF_AREA.isin(places), known)


def _enough(exports: ir.Table) -> ir.Table:
    """The sources and periods with enough large exporters, and enough products that they export."""
    totals = exports.group_by([*PERIOD, "REF_AREA"]).aggregate(TOTAL=exports.OBS_VALUE.sum())
    large = totals.filter(totals.TOTAL >= MINIMUM_EXPORTS)
    counted = exports.semi_join(large, [*PERIOD, "REF_AREA"])
    sizes = counted.group_by(PERIOD).aggregate(
        AREAS=counted.REF_AREA.nunique(), PRODUCTS=counted.PRODUCT.nunique()
    )
    return exports.semi_join(sizes.filter(sizes.AREAS >= LEAST, sizes.PRODUCTS >= LEAST), PERIOD)


def by_indicator(table: ir.Table, codelist: Codelist) -> ir.Table:
    """A row for each indicator of `codelist`, out of the column of its name."""
    cases = {id: {"OBS_VALUE": table[id].cast("float64")} for id in codelist.codes}
    return unfolded(table, "INDICATOR", cases)
