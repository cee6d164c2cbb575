"""Trade by product out of the sources' own figures, for the dataflows that are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency, settled
from cedic.products import CL_PRODUCT_DETAILED

if TYPE_CHECKING:
    import ibis.expr.types as ir

UNPLACED = "HS_XXII"
"""Where goods go whose code is no heading: customs' own and confidential codes."""


def by_product(flows: ir.Table, *, partners: bool = False) -> ir.Table:
    """Exports and imports by product, one level of detail for each source and period.

    Parameters
    ----------
    flows : ibis.Table
        All sources of the kind ``trade``, as a build gives them.
    partners : bool, default False
        Keep who each area trades with, or sum partners away.

    Returns
    -------
    ibis.Table
        A temporary table: FREQ, SOURCE, CLASSIFICATION, VINTAGE, TIME_PERIOD, REF_AREA,
        COUNTERPART_AREA with `partners`, TRADE_FLOW (X and M), PRODUCT (a code of
        ``CL_PRODUCT_DETAILED``) and OBS_VALUE in whole US dollars. No row is of all products.

    Notes
    -----
    Codes of the Harmonized System are summed to headings of four digits, or kept as chapters where a
    source gives no more; sections of the SITC and sectors of the ICIO stay what they are. Where a
    source gives several levels at once, the finest is read. What has a code that no heading has goes
    to ``HS_XXII``, so that totals are preserved. Periods of a source whose products are codes of an
    unknown classification, or of several, are left out. A row of a reconciled source is the export
    of one side and the import of the other.
    """
    import ibis

    detail = flows.filter(
        flows.PRODUCT != "_T", flows.OBS_VALUE.notnull(), flows.CLASSIFICATION.notnull()
    )
    period = ["SOURCE", "TIME_PERIOD"]
    finest = detail.group_by(period).aggregate(DIGITS=_digits(detail).max())
    detail = detail.join(finest, period).filter(lambda rows: _digits(rows) == rows.DIGITS)
    listed = list(CL_PRODUCT_DETAILED.codes)
    heading = ibis.literal("HS") + detail.PRODUCT.left(4)
    code = (detail.DIGITS > 0).ifelse(
        heading.isin(listed).ifelse(heading, UNPLACED), detail.PRODUCT
    )
    detail = detail.mutate(PRODUCT=code).filter(code.isin(listed))
    sides = ["REF_AREA", *(["COUNTERPART_AREA"] * partners)]
    same = ["SOURCE", "CLASSIFICATION", "VINTAGE", "TIME_PERIOD", "TRADE_FLOW", "PRODUCT"]
    mirrored = detail.filter(detail.RECONCILED).mutate(
        REF_AREA=detail.COUNTERPART_AREA,
        COUNTERPART_AREA=detail.REF_AREA,
        TRADE_FLOW=ibis.literal("M"),
    )
    both = detail.union(mirrored).filter(lambda rows: rows.REF_AREA != rows.COUNTERPART_AREA)
    summed = both.group_by([*same, *sides]).aggregate(OBS_VALUE=both.OBS_VALUE.sum().cast("int64"))
    return settled(summed.mutate(FREQ=frequency(summed.TIME_PERIOD)))


def with_quantities(flows: ir.Table) -> ir.Table:
    """Exports and imports by product and partner as finely as each source has them, with quantities.

    Parameters
    ----------
    flows : ibis.Table
        All sources of the kind ``trade``, as a build gives them.

    Returns
    -------
    ibis.Table
        A temporary table: FREQ, SOURCE, CLASSIFICATION, VINTAGE, TIME_PERIOD, REF_AREA,
        COUNTERPART_AREA, TRADE_FLOW, PRODUCT (the source's own code), OBS_VALUE in whole US dollars
        and QUANTITY in tonnes. Only periods of a source in which some quantity is known; a row of a
        reconciled source is the export of one side and the import of the other.
    """
    import ibis

    period = ["SOURCE", "TIME_PERIOD"]
    detail = flows.filter(flows.PRODUCT != "_T", flows.OBS_VALUE.notnull())
    known = detail.group_by(period).aggregate(
        KNOWN=detail.QUANTITY.count(), DIGITS=detail.PRODUCT.length().max()
    )
    detail = detail.join(known.filter(known.KNOWN > 0), period)
    detail = detail.filter(detail.PRODUCT.length() == detail.DIGITS)
    mirrored = detail.filter(detail.RECONCILED).mutate(
        REF_AREA=detail.COUNTERPART_AREA,
        COUNTERPART_AREA=detail.REF_AREA,
        TRADE_FLOW=ibis.literal("M"),
    )
    both = detail.union(mirrored)
    keys = [*period, "CLASSIFICATION", "VINTAGE", "TRADE_FLOW", "PRODUCT"]
    return settled(
        both.select(
            *keys,
            "REF_AREA",
            "COUNTERPART_AREA",
            "OBS_VALUE",
            "QUANTITY",
            FREQ=frequency(both.TIME_PERIOD),
        )
    )


def _digits(rows: ir.Table) -> ir.IntegerValue:
    """How many digits codes of the Harmonized System have; 0 for other codes."""
    harmonized = rows.CLASSIFICATION.re_search("^HS[0-9]{2}$")
    return harmonized.ifelse(rows.PRODUCT.length(), 0)
