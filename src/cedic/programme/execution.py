"""What became of a work programme, its mandates and its meetings, counted from their records.

Tables in, tables out. The records are those of :mod:`cedic.model.records`, in the columns of
:func:`cedic.model.schema` for the kind ``records``; what :func:`cedic.sources.read` gives of the
source PROGRAMME is such a table.

A count is of all records, and zero where there is none of its kind in a programme. Sums and shares
are of what is known, and say how much that is; where nothing is known they are null. Money of
different currencies is never added.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError
from cedic.model import Observations, schema

if TYPE_CHECKING:
    import ibis.expr.types as ir

TOTAL = "_T"
"""All areas of a programme, all kinds of mandates or meetings."""
NO_CURRENCY = "_Z"
"""In the place of the currency, for what is no money."""

_Case = dict[str, Any]


def execution(records: Any) -> Observations:
    """What a programme set out to do and what was done of it, by area of the programme and year.

    Parameters
    ----------
    records : table
        The records.

    Returns
    -------
    Observations
        SOURCE (if the records have it), REF_AREA, TIME_PERIOD (the programme's first year),
        PROGRAMME_AREA (``I``, ``II`` …; ``_O`` without a number; ``_T`` all), CURRENCY (``_Z`` for
        what is no money), INDICATOR, OBS_VALUE (float64), SHARE_KNOWN (0 … 1: of the records that a
        figure is about, the share that it rests on).

    Raises
    ------
    DataError
        If a column is missing.

    Notes
    -----
    Activities that were postponed or cancelled count among those programmed. An output is delivered,
    and a task done, once the day of it is on record. Means in kind are valued, not spent: they are
    in neither budget nor execution.
    """
    table = _records(records)
    rows = _by_area(table.filter(table.SECTION.notnull()))
    keys = [*_groups(table), "PROGRAMME_AREA"]
    columns = [*keys, "CURRENCY", "INDICATOR", "OBS_VALUE", "SHARE_KNOWN"]
    return Observations.of(
        _work(rows, keys).select(columns).union(_money(rows, [*keys, "CURRENCY"]).select(columns))
    )


def coverage(records: Any) -> Observations:
    """What became of the paragraphs of mandates by the end of each year, by kind of mandate.

    Parameters
    ----------
    records : table
        The records.

    Returns
    -------
    Observations
        SOURCE (if the records have it), REF_AREA, TIME_PERIOD (every year from the first mandate to
        the last record of a programme, a mandate or its evidence), MANDATE_KIND (in capitals; ``_T``
        all), INDICATOR, OBS_VALUE (float64), SHARE_KNOWN.

    Raises
    ------
    DataError
        If a column is missing.

    Notes
    -----
    A paragraph stands from the year in which it was given. It is covered from the first year whose
    programme has an activity linked to it. Its status is that of its latest evidence by the end of
    the year; without any it has none.
    """
    table = _records(records)
    keys = [*_groups(table), "MANDATE_KIND"]
    stood = _standing(table)
    each = stood.mutate(MANDATE_KIND=stood.KIND.upper())
    both = each.union(stood.mutate(MANDATE_KIND=_text(TOTAL)))
    columns = [*keys, "INDICATOR", "OBS_VALUE", "SHARE_KNOWN"]
    return Observations.of(
        _covered(both, keys).select(columns).union(_unmandated(table).select(columns))
    )


def meetings(records: Any) -> Observations:
    """Meetings by the country of their venue, kind and year, and who took part.

    Parameters
    ----------
    records : table
        The records.

    Returns
    -------
    Observations
        SOURCE (if the records have it), REF_AREA (the country of the venue; for all meetings,
        virtual ones and those whose country is not known too, the area that the institution works
        for), TIME_PERIOD, MEETING_KIND (in capitals; ``_T`` all), INDICATOR, OBS_VALUE (float64),
        SHARE_KNOWN (of the meetings held, the share whose participants are on record).

    Raises
    ------
    DataError
        If a column is missing.

    Notes
    -----
    A virtual meeting has no venue, whatever country it was led from. Those who took part in several
    meetings count in each; a country counts once a year.
    """
    table = _records(records)
    found = _by_venue(table.filter(table.RECORD == "MEETING"))
    each = found.mutate(MEETING_KIND=found.KIND.upper())
    both = each.union(found.mutate(MEETING_KIND=_text(TOTAL)))
    keys = [*_groups(table), "MEETING_KIND"]
    columns = [*keys, "INDICATOR", "OBS_VALUE", "SHARE_KNOWN"]
    return Observations.of(_gathered(both, _delegations(table, both, keys), keys).select(columns))


# Records


def _records(data: Any) -> ir.Table:
    import ibis
    import ibis.expr.types as ir

    table = getattr(data, "expression", None)
    if table is None:
        table = data
    if not isinstance(table, ir.Table):
        import pyarrow as pa

        table = ibis.memtable(pa.table(table))
    if missing := [name for name in schema("records").names if name not in table.columns]:
        raise DataError(
            f"The table of records has no column {missing[0]}; it has {', '.join(table.columns)}.",
            remedy="give the records of a work programme, as cedic.sources.read('PROGRAMME', …) does",
        )
    return table


def _groups(table: ir.Table) -> list[str]:
    """The columns that records are never counted across."""
    return [*(["SOURCE"] if "SOURCE" in table.columns else []), "REF_AREA", "TIME_PERIOD"]


def _text(code: str) -> ir.StringValue:
    import ibis

    return ibis.literal(code, "string")


# Programmes


def _by_area(rows: ir.Table) -> ir.Table:
    """Each record in its area of the programme, and once more in all of them."""
    each = rows.mutate(PROGRAMME_AREA=rows.SECTION)
    return each.union(rows.mutate(PROGRAMME_AREA=_text(TOTAL)))


def _work(rows: ir.Table, keys: list[str]) -> ir.Table:
    """Activities, outputs and tasks, as counts and shares."""
    activity, task = rows.RECORD == "ACTIVITY", rows.RECORD == "TASK"
    output, done = rows.RECORD == "OUTPUT", rows.DONE.notnull()
    study = output & (rows.KIND == "study")
    counts = {
        "ACTIVITIES": activity,
        "ACTIVITIES_PLANNED": activity & (rows.STATUS == "planned"),
        "ACTIVITIES_UNDER_WAY": activity & (rows.STATUS == "under_way"),
        "ACTIVITIES_COMPLETED": activity & (rows.STATUS == "completed"),
        "ACTIVITIES_POSTPONED": activity & (rows.STATUS == "postponed"),
        "ACTIVITIES_CANCELLED": activity & (rows.STATUS == "cancelled"),
        "OUTPUTS": output,
        "OUTPUTS_DELIVERED": output & done,
        "STUDIES": study,
        "STUDIES_DELIVERED": study & done,
        "COURSES": output & (rows.KIND == "course"),
        "COURSES_DELIVERED": output & (rows.KIND == "course") & done,
        "MEETING_OUTPUTS": output & (rows.KIND == "meeting"),
        "MEETING_OUTPUTS_DELIVERED": output & (rows.KIND == "meeting") & done,
        "TASKS": task,
        "TASKS_DONE": task & done,
    }
    parts = {
        "STUDIES_INTERNAL": study & (rows.MODE == "internal"),
        "STUDIES_KNOWN": study & rows.MODE.notnull(),
        "TASKS_DUE": task & done & rows.DUE.notnull(),
        "TASKS_ON_TIME": task & done & (rows.DONE <= rows.DUE),
    }
    sums = _counts(rows, keys, counts | parts).mutate(CURRENCY=_text(NO_CURRENCY))
    cases = {name: _count(sums[name]) for name in counts} | {
        "COMPLETION_RATE": _share(sums.ACTIVITIES_COMPLETED, sums.ACTIVITIES),
        "DELIVERY_RATE": _share(sums.OUTPUTS_DELIVERED, sums.OUTPUTS),
        "STUDIES_INTERNAL_SHARE": _share(sums.STUDIES_INTERNAL, sums.STUDIES_KNOWN, sums.STUDIES),
        "TASKS_ON_TIME_SHARE": _share(sums.TASKS_ON_TIME, sums.TASKS_DUE, sums.TASKS_DONE),
    }
    return _unfolded(sums, [*keys, "CURRENCY"], cases)


def _money(rows: ir.Table, keys: list[str]) -> ir.Table:
    """Means in money, by currency."""
    means = rows.filter(rows.RECORD == "FINANCING", rows.KIND != "in_kind")
    both = means.PLANNED.notnull() & means.SPENT.notnull()
    sums = means.group_by(keys).aggregate(
        LINES=means.count(),
        LINES_PLANNED=means.PLANNED.count(),
        LINES_SPENT=means.SPENT.count(),
        LINES_BOTH=means.count(where=both),
        PLANNED=means.PLANNED.sum(),
        SPENT=means.SPENT.sum(),
        PLANNED_BOTH=means.PLANNED.sum(where=both),
        SPENT_BOTH=means.SPENT.sum(where=both),
    )
    cases = {
        "BUDGET_PLANNED": _sum(sums.PLANNED, sums.LINES_PLANNED, sums.LINES),
        "BUDGET_SPENT": _sum(sums.SPENT, sums.LINES_SPENT, sums.LINES),
        "BUDGET_EXECUTION_RATE": {
            "OBS_VALUE": _ratio(sums.SPENT_BOTH, sums.PLANNED_BOTH),
            "SHARE_KNOWN": _ratio(sums.LINES_BOTH, sums.LINES),
        },
    }
    return _unfolded(sums, keys, cases)


# Mandates


def _standing(table: ir.Table) -> ir.Table:
    """Each paragraph at the end of each year since it was given: whether covered, and its status."""
    own = [name for name in _groups(table) if name != "TIME_PERIOD"]
    year = table.TIME_PERIOD.cast("int32")
    given = table.filter(table.RECORD == "PARAGRAPH").select(*own, "ID", "KIND", GIVEN=year)
    years = _years(table, own)
    each = given.join(years, own)
    each = each.filter(each.GIVEN <= each.YEAR)
    covered = table.filter(table.RECORD == "COVERAGE").mutate(SINCE=year)
    first = covered.group_by(*own, "PART_OF").aggregate(SINCE=covered.SINCE.min())
    told = table.filter(table.RECORD == "EVIDENCE").mutate(SINCE=year)
    # The latest day, and of that day what was recorded last.
    order = told.DONE + " " + told.ID
    dated = told.select(*own, "PART_OF", "STATUS", TOLD=told.SINCE, ORDER=order)
    by_year = dated.join(years, own)
    by_year = by_year.filter(by_year.TOLD <= by_year.YEAR)
    latest = by_year.group_by(*own, "PART_OF", "YEAR").aggregate(
        STATUS=by_year.STATUS.argmax(by_year.ORDER)
    )
    stood = each.left_join(first, [*own, ("ID", "PART_OF")]).select(
        *own, "ID", "KIND", "GIVEN", "YEAR", "SINCE"
    )
    stood = stood.left_join(latest, [*own, ("ID", "PART_OF"), "YEAR"]).select(
        *own, "ID", "KIND", "GIVEN", "YEAR", "SINCE", "STATUS"
    )
    return stood.mutate(
        TIME_PERIOD=stood.YEAR.cast("string"),
        COVERED=(stood.SINCE <= stood.YEAR).fill_null(False),
        NEW=stood.GIVEN == stood.YEAR,
    )


def _years(table: ir.Table, own: list[str]) -> ir.Table:
    """The years from the first mandate to the last record that says something of mandates."""
    import ibis

    rows = table.filter(
        table.RECORD.isin(["AREA", "ACTIVITY", "PARAGRAPH", "COVERAGE", "EVIDENCE"])
    )
    year = rows.TIME_PERIOD.cast("int32")
    spans = rows.group_by(own).aggregate(
        FIRST=year.min(where=rows.RECORD == "PARAGRAPH"), LAST=year.max()
    )
    spans = spans.filter(spans.FIRST.notnull())
    years = spans.select(*own, YEAR=ibis.range(spans.FIRST, spans.LAST + 1).unnest())
    return years.mutate(YEAR=years.YEAR.cast("int32"))


def _covered(stood: ir.Table, keys: list[str]) -> ir.Table:
    counts = {
        "PARAGRAPHS": stood.ID.notnull(),
        "PARAGRAPHS_NEW": stood.NEW,
        "PARAGRAPHS_WITH_ACTIVITY": stood.COVERED,
        "PARAGRAPHS_WITHOUT_ACTIVITY": ~stood.COVERED,
        "PARAGRAPHS_WITH_EVIDENCE": stood.STATUS.notnull(),
        "PARAGRAPHS_WITHOUT_EVIDENCE": stood.STATUS.isnull(),
        "PARAGRAPHS_PENDING": stood.STATUS == "pending",
        "PARAGRAPHS_UNDER_WAY": stood.STATUS == "under_way",
        "PARAGRAPHS_FULFILLED": stood.STATUS == "fulfilled",
        "PARAGRAPHS_CONTINUOUS": stood.STATUS == "continuous",
        "PARAGRAPHS_DISCONTINUED": stood.STATUS == "discontinued",
    }
    sums = _counts(stood, keys, counts)
    cases = {name: _count(sums[name]) for name in counts} | {
        "COVERED_SHARE": _share(sums.PARAGRAPHS_WITH_ACTIVITY, sums.PARAGRAPHS),
        "EVIDENCE_SHARE": _share(sums.PARAGRAPHS_WITH_EVIDENCE, sums.PARAGRAPHS),
        "FULFILLED_SHARE": _share(sums.PARAGRAPHS_FULFILLED, sums.PARAGRAPHS),
    }
    return _unfolded(sums, keys, cases)


def _unmandated(table: ir.Table) -> ir.Table:
    """Activities that answer no mandate, by year of their programme."""
    rows = table.filter(table.RECORD.isin(["AREA", "ACTIVITY"])).mutate(MANDATE_KIND=_text(TOTAL))
    keys = [*_groups(table), "MANDATE_KIND"]
    without = (rows.RECORD == "ACTIVITY") & (rows.OBS_VALUE == 0)
    sums = _counts(rows, keys, {"ACTIVITIES_WITHOUT_MANDATE": without})
    cases = {"ACTIVITIES_WITHOUT_MANDATE": _count(sums.ACTIVITIES_WITHOUT_MANDATE)}
    return _unfolded(sums, keys, cases)


# Meetings


def _by_venue(rows: ir.Table) -> ir.Table:
    """Each meeting in the area of the institution, and once more in the country of its venue."""
    somewhere = rows.PLACE.notnull() & ~_virtual(rows) & (rows.PLACE != rows.REF_AREA)
    there = rows.filter(somewhere)
    # A column that may be null and one that may not do not go together.
    whole = rows.mutate(REF_AREA=rows.REF_AREA.cast(rows.PLACE.type()))
    return whole.union(there.mutate(REF_AREA=there.PLACE).select(rows.columns))


def _virtual(rows: ir.Table) -> ir.BooleanValue:
    return (rows.MODE == "virtual").fill_null(False)


def _delegations(table: ir.Table, found: ir.Table, keys: list[str]) -> ir.Table:
    """How many countries took part in the meetings held."""
    own = [name for name in ("SOURCE",) if name in table.columns]
    held = found.filter(found.STATUS == "held").select(*keys, MEETING=found.ID)
    people = table.filter(table.RECORD == "ATTENDANCE").select(*own, "PART_OF", FROM=table.PLACE)
    joined = people.join(held, [*own, ("PART_OF", "MEETING")])
    return joined.group_by(keys).aggregate(COUNTRIES=joined.FROM.nunique())


def _gathered(found: ir.Table, countries: ir.Table, keys: list[str]) -> ir.Table:
    held = found.STATUS == "held"
    counts = {
        "MEETINGS": found.ID.notnull(),
        "MEETINGS_HELD": held,
        "MEETINGS_TO_COME": found.STATUS.isin(["planned", "convened"]),
        "MEETINGS_POSTPONED": found.STATUS == "postponed",
        "MEETINGS_CANCELLED": found.STATUS == "cancelled",
        "MEETINGS_VIRTUAL": held & _virtual(found),
        "MEETINGS_WITHOUT_VENUE": held & ~_virtual(found) & found.PLACE.isnull(),
    }
    known = {"KNOWN": held & found.OBS_VALUE.notnull()}
    sums = _counts(found, keys, counts | known, PEOPLE=found.OBS_VALUE.sum(where=held))
    joined = sums.left_join(countries, keys).select(*sums.columns, "COUNTRIES")
    cases = {name: _count(joined[name]) for name in counts} | {
        "PARTICIPANTS": _sum(joined.PEOPLE, joined.KNOWN, joined.MEETINGS_HELD),
        "COUNTRIES": _sum(joined.COUNTRIES, joined.KNOWN, joined.MEETINGS_HELD),
    }
    return _unfolded(joined, keys, cases)


# Arithmetic


def _counts(
    rows: ir.Table, keys: list[str], counts: Mapping[str, ir.BooleanValue], **more: ir.Value
) -> ir.Table:
    """How many rows each condition is true of, by `keys`."""
    wanted = {name: rows.count(where=condition) for name, condition in counts.items()}
    return rows.group_by(keys).aggregate(**wanted, **more)


def _ratio(part: ir.NumericValue, whole: ir.NumericValue) -> ir.FloatingValue:
    return part.cast("float64") / whole.cast("float64").nullif(0.0)


def _count(value: ir.IntegerValue) -> _Case:
    import ibis

    return {"OBS_VALUE": value.cast("float64"), "SHARE_KNOWN": ibis.literal(1.0)}


def _share(
    part: ir.IntegerValue, known: ir.IntegerValue, whole: ir.IntegerValue | None = None
) -> _Case:
    """A part of what is known, null where nothing is."""
    known_of = _ratio(known, known if whole is None else whole)
    return {"OBS_VALUE": _ratio(part, known), "SHARE_KNOWN": known_of}


def _sum(value: ir.NumericValue, known: ir.IntegerValue, whole: ir.IntegerValue) -> _Case:
    """A sum of what is known, null where nothing is."""
    import ibis

    return {
        "OBS_VALUE": ibis.ifelse(known > 0, value.cast("float64"), None),
        "SHARE_KNOWN": _ratio(known, whole),
    }


def _unfolded(table: ir.Table, keys: list[str], cases: Mapping[str, _Case]) -> ir.Table:
    """For each row of `table` and each case, a row with the case's figure and its code."""
    import ibis

    each = table.cross_join(ibis.memtable({"INDICATOR": list(cases)}))
    return each.select(
        *keys,
        "INDICATOR",
        **{
            column: each.INDICATOR.cases(*((code, case[column]) for code, case in cases.items()))
            for column in ("OBS_VALUE", "SHARE_KNOWN")
        },
    )
