"""Trade by product out of the sources' own figures, for the dataflows that are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency, is_empty, settled, vintages
from cedic.model import Indicator
from cedic.products import CL_PRODUCT_DETAILED, SCHEMES, classifications, groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    import ibis.expr.types as ir

    from cedic.model import Dataflow

WORLD = "WLD"
"""The partner of a row that is of all partners together."""
UNPLACED = "HS_XXII"
"""Where goods go whose code is no heading: customs' own and confidential codes."""


def by_product(flows: ir.Table, *, partners: bool = False, mirrored: bool = True) -> ir.Table:
    """Exports and imports by product, one level of detail for each source and period.

    Parameters
    ----------
    flows : ibis.Table
        All sources of the kind ``trade``, as a build gives them.
    partners : bool, default False
        Keep who each area trades with, or sum partners away.
    mirrored : bool, default True
        Give a row of a reconciled source on both sides; else as the export alone, for who makes one
        figure of both sides anyway.

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
    of one side and the import of the other. What is given for all partners together (``WLD``)
    counts where a source and period has nothing by partner, and never with `partners`.
    """
    flows = by_partner(flows) if partners else _each_partner_or_all(flows)
    flows = flows.filter(flows.REF_AREA != flows.COUNTERPART_AREA)
    detail = finest(flows.filter(flows.OBS_VALUE.notnull(), _of_one_classification(flows)))
    detail = detail.join(_listed(detail), ["CLASSIFICATION", "PRODUCT"])
    detail = detail.drop("PRODUCT").rename(PRODUCT="LISTED")
    same = ["SOURCE", "CLASSIFICATION", "VINTAGE", "TIME_PERIOD", "TRADE_FLOW", "PRODUCT"]
    # Summed before each flow is seen from both sides, when there are half as many rows.
    pairs = _summed(detail, [*same, "REF_AREA", "COUNTERPART_AREA", "RECONCILED"])
    both = (seen_from_both(pairs) if mirrored else pairs).drop("RECONCILED")
    if not partners:
        both = _summed(both, [*same, "REF_AREA"])
    return settled(both.mutate(FREQ=frequency(both.TIME_PERIOD)))


def _listed(detail: ir.Table) -> ir.Table:
    """The code in ``CL_PRODUCT_DETAILED`` of each product that has one, as LISTED."""
    import ibis

    codes = detail.select("CLASSIFICATION", "PRODUCT", DIGITS=_digits(detail)).distinct()
    codes = codes.order_by("CLASSIFICATION", "PRODUCT").to_pyarrow().to_pylist()
    for code in codes:
        heading = f"HS{code['PRODUCT'][:4]}"
        listed = heading if heading in CL_PRODUCT_DETAILED else UNPLACED
        code["LISTED"] = listed if code.pop("DIGITS") else code["PRODUCT"]
    known = [code for code in codes if code["LISTED"] in CL_PRODUCT_DETAILED]
    names = ("CLASSIFICATION", "PRODUCT", "LISTED")
    return ibis.memtable(
        {name: [code[name] for code in known] for name in names},
        schema=dict.fromkeys(names, "string"),
    )


def _summed(rows: ir.Table, keys: list[str]) -> ir.Table:
    return rows.group_by(keys).aggregate(OBS_VALUE=rows.OBS_VALUE.sum().cast("int64"))


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
    period = ["SOURCE", "TIME_PERIOD"]
    weighed = flows.filter(flows.QUANTITY.notnull()).select(*period).distinct()
    detail = finest(by_partner(flows.semi_join(weighed, period)))
    both = seen_from_both(detail.filter(detail.OBS_VALUE.notnull()))
    keys = [*period, "CLASSIFICATION", "VINTAGE", "TRADE_FLOW", "PRODUCT"]
    figures = ["REF_AREA", "COUNTERPART_AREA", "OBS_VALUE", "QUANTITY"]
    return settled(both.select(*keys, *figures, FREQ=frequency(both.TIME_PERIOD)))


def seen_from_both(flows: ir.Table) -> ir.Table:
    """The rows, and those of reconciled sources once more as imports of the importer.

    One row of a reconciled source is the exporter's export and the importer's import at once.
    """
    import ibis

    one_for_both = flows.filter(flows.RECONCILED)
    mirrored = one_for_both.mutate(
        REF_AREA=one_for_both.COUNTERPART_AREA,
        COUNTERPART_AREA=one_for_both.REF_AREA,
        TRADE_FLOW=ibis.literal("M"),
    )
    return flows.union(mirrored.select(*flows.columns))


def both_ways(sold: ir.Table) -> ir.Table:
    """Of :func:`by_product`, the sources and periods that give imports beside exports."""
    period = ["SOURCE", "TIME_PERIOD"]
    imports = sold.filter(sold.TRADE_FLOW == "M").select(*period).distinct()
    return sold.semi_join(imports, period)


def observed(rows: ir.Table, of: ir.Table, flow: Dataflow) -> ir.Table:
    """Rows of indicators in the columns of their dataflow: unit, status and vintage added.

    Parameters
    ----------
    rows : ibis.Table
        The dimensions of `flow` and OBS_VALUE.
    of : ibis.Table
        What they were made from, by :func:`by_product`.
    flow : Dataflow
        Its indicators say their units.
    """
    codes = flow.component("INDICATOR").codelist or ()
    units = {code.id: code.unit for code in codes if isinstance(code, Indicator)}
    joined = rows.left_join(vintages(of), ["SOURCE", "TIME_PERIOD"])
    told = joined.select(
        *rows.columns,
        UNIT_MEASURE=rows.INDICATOR.substitute(units),
        OBS_STATUS=rows.OBS_VALUE.isnull().ifelse("M", "A"),
        VINTAGE=joined.VINTAGE,
    )
    return told.select(*flow.columns)


def held_against_world(rows: ir.Table, of: ir.Table, indicators: Iterable[str]) -> ir.Table:
    """Rows of indicators; null for those of `indicators` where one area alone is all the world.

    Of a source that one country reports, every comparison with the world would be with itself.
    `rows` and `of` are of one flow, or both have TRADE_FLOW.
    """
    apart = [name for name in ("SOURCE", "TRADE_FLOW", "TIME_PERIOD") if name in rows.columns]
    worlds = of.group_by(apart).aggregate(AREAS=of.REF_AREA.nunique())
    joined = rows.left_join(worlds, apart)
    alone = joined.INDICATOR.isin(list(indicators)) & (joined.AREAS == 1)
    value = alone.fill_null(False).ifelse(None, joined.OBS_VALUE)
    return joined.mutate(OBS_VALUE=value).select(*rows.columns)


def by_partner(flows: ir.Table) -> ir.Table:
    """The rows that name a partner, without those of all partners together."""
    return flows.filter(flows.COUNTERPART_AREA != WORLD)


def _each_partner_or_all(flows: ir.Table) -> ir.Table:
    """The rows by partner, and those of all partners where a source and period has no others."""
    named = by_partner(flows)
    period = ["SOURCE", "TIME_PERIOD"]
    together = flows.filter(flows.COUNTERPART_AREA == WORLD)
    return named.union(together.anti_join(named.select(*period).distinct(), period))


def finest(flows: ir.Table) -> ir.Table:
    """The rows by product, of what each area reports those of the finest level of the HS only.

    A source may give chapters, headings and subheadings at once: together they count thrice.
    """
    detail = flows.filter(flows.PRODUCT != "_T")
    if not harmonized(detail):
        return detail
    report = ["SOURCE", "TIME_PERIOD", "REF_AREA", "TRADE_FLOW"]
    levels = detail.group_by(report).aggregate(DIGITS=_digits(detail).max())
    kept = detail.join(levels, report).filter(lambda rows: _digits(rows) == rows.DIGITS)
    return kept.select(*flows.columns)


def harmonized(flows: ir.Table) -> bool:
    """Whether there are codes of the Harmonized System among the products."""
    return not is_empty(flows.filter(_digits(flows) > 0))


def in_groups(detail: ir.Table) -> tuple[ir.Table, ir.Table]:
    """Codes of the Harmonized System in the groups of all schemes.

    Parameters
    ----------
    detail : ibis.Table
        Rows by product, with CLASSIFICATION and PRODUCT.

    Returns
    -------
    places : ibis.Table
        CLASSIFICATION, PRODUCT and PLACE, a number for the groups that the code is in. A code that
        its edition does not have is where its heading is, or its chapter.
    members : ibis.Table
        PLACE and GROUP: the one group of each scheme.
    """
    import ibis
    import pyarrow as pa

    used = detail.filter(_digits(detail) > 0, _of_one_classification(detail))
    codes = used.select("CLASSIFICATION", "PRODUCT").distinct()
    codes = codes.order_by("CLASSIFICATION", "PRODUCT").to_pyarrow()
    tables = {id: _groups_of(id) for id in codes["CLASSIFICATION"].unique().to_pylist()}
    rest = tuple(SCHEMES[scheme] for scheme in sorted(SCHEMES))
    groups_of = [
        next((tables[id][cut] for cut in (code, code[:4], code[:2]) if cut in tables[id]), rest)
        for id, code in zip(*codes.to_pydict().values(), strict=True)
    ]
    numbers = {found: number for number, found in enumerate(dict.fromkeys(groups_of))}
    number = pa.array([numbers[found] for found in groups_of], pa.int64())
    members = [(number, group) for found, number in numbers.items() for group in found]
    return (
        ibis.memtable(codes.append_column("PLACE", number)),
        ibis.memtable(
            pa.table(
                {
                    "PLACE": pa.array([number for number, _ in members], pa.int64()),
                    "GROUP": pa.array([group for _, group in members], pa.string()),
                }
            )
        ),
    )


def _groups_of(id: str) -> dict[str, tuple[str, ...]]:
    """The groups of each code of an edition, scheme by scheme."""
    found: dict[str, tuple[str, ...]] = {}
    table = groups(id).select(["CODE", "PRODUCT"])
    for code, product in zip(*table.to_pydict().values(), strict=True):
        found[code] = (*found.get(code, ()), product)
    return found


def _of_one_classification(flows: ir.Table) -> ir.BooleanValue:
    """Whether it is known what a row's code is a code of; not ``HS12, HS17``."""
    return flows.CLASSIFICATION.isin(list(classifications()))


def _digits(rows: ir.Table) -> ir.IntegerValue:
    """How many digits codes of the Harmonized System have; 0 for other codes."""
    of_the_hs = rows.CLASSIFICATION.startswith("HS").fill_null(False)
    return of_the_hs.ifelse(rows.PRODUCT.length(), 0)
