"""Columns that several dataflows make in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from cedic.model import Dataflow


def settled(table: ir.Table) -> ir.Table:
    """The same rows as a temporary table, for what is read more than once."""
    import ibis

    name = ibis.util.gen_name("settled")
    return ibis.get_backend(table).create_table(name, table, temp=True)


def is_empty(table: ir.Table) -> bool:
    """Whether a table has no rows: an engine plans and runs a long query on nothing too."""
    return bool(table.limit(1).count().execute() == 0)


def frequency(period: ir.StringValue) -> ir.StringValue:
    """A for 2020, Q for 2020-Q1, M for 2020-03."""
    import ibis

    return ibis.cases((period.length() == 4, "A"), (period.contains("Q"), "Q"), else_="M")


def vintages(table: ir.Table) -> ir.Table:
    """Each source's vintages by period: SOURCE, TIME_PERIOD, VINTAGE such as ``BACI 202501``."""
    distinct = table.select("SOURCE", "TIME_PERIOD", "VINTAGE").distinct()
    joined = distinct.group_by("SOURCE", "TIME_PERIOD").aggregate(
        VINTAGES=distinct.VINTAGE.group_concat(", ", order_by=distinct.VINTAGE)
    )
    return joined.select("SOURCE", "TIME_PERIOD", VINTAGE=joined.SOURCE + " " + joined.VINTAGES)


def with_gaps(table: ir.Table, flow: Dataflow) -> ir.Table:
    """Add a row without a value for each year that interrupts a source's annual series.

    A year that nobody published is then seen as a gap, in tables and charts alike. An interruption
    is shorter than the source's longest run of years; a source that gives one year in five has none.
    """
    import ibis

    table = settled(table.select(*flow.columns))
    annual = table.filter(table.FREQ == "A")
    absent = _interruptions(annual)
    series = [name for name in flow.key if name != "TIME_PERIOD"]
    spans = annual.group_by(series).aggregate(
        FIRST=annual.TIME_PERIOD.min(),
        LAST=annual.TIME_PERIOD.max(),
        UNIT_MEASURE=annual.UNIT_MEASURE.max(),
        VINTAGE=annual.VINTAGE.max(),
    )
    gaps = spans.join(absent, "SOURCE")
    gaps = gaps.filter(gaps.TIME_PERIOD > gaps.FIRST, gaps.TIME_PERIOD < gaps.LAST)
    filled = {"OBS_STATUS": ibis.literal("L")}
    empty = gaps.select(
        **{
            name: gaps[name]
            if name in gaps.columns
            else filled.get(name, ibis.null(table[name].type()))
            for name in flow.columns
        }
    )
    return table.union(empty)


def _interruptions(annual: ir.Table) -> ir.Table:
    """The years that interrupt each source's series: SOURCE, TIME_PERIOD."""
    import ibis

    years = annual.select("SOURCE", YEAR=annual.TIME_PERIOD.cast("int32")).distinct()
    in_order = ibis.window(group_by="SOURCE", order_by="YEAR")
    years = years.mutate(NEXT=years.YEAR.lead().over(in_order))
    # Consecutive years keep the same distance from their rank.
    ranked = years.mutate(RUN=years.YEAR - years.YEAR.rank().over(in_order))
    runs = ranked.group_by("SOURCE", "RUN").aggregate(LENGTH=ranked.count())
    longest = runs.group_by("SOURCE").aggregate(LONGEST=runs.LENGTH.max())
    before = years.join(longest, "SOURCE")
    before = before.filter(before.NEXT - before.YEAR - 1 < before.LONGEST)
    between = ibis.range(before.YEAR + 1, before.NEXT).unnest()
    absent = before.select("SOURCE", YEAR=between)
    return absent.select("SOURCE", TIME_PERIOD=absent.YEAR.cast("string"))
