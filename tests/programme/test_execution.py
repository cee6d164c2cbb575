"""What is counted from a work programme: by hand, on each engine, and what always adds up."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import DataError
from cedic.programme import terms
from cedic.programme.execution import coverage, execution, meetings
from cedic.programme.model import Evidence, Item, Mandate, Meeting, Paragraph, Programme
from counted_programme import FIRST, MANDATES, MEETINGS, SECOND
from programme_rows import rows_of


@pytest.fixture(scope="module")
def counted_from():
    return rows_of((FIRST, SECOND), MANDATES, MEETINGS)


@pytest.fixture(
    params=["duckdb", pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.heavy])]
)
def rows(request):
    """Run an analysis on an engine: the rows as a list of dictionaries."""
    import ibis

    if request.param == "spark":
        ibis.set_backend(ibis.pyspark.connect(request.getfixturevalue("spark")))
    yield lambda found: found.to_arrow().to_pylist()
    ibis.options.default_backend = None


def by(found, *names):
    """Figures and shares known by the codes of some columns."""
    keyed = {
        tuple(row[name] for name in names): (row["OBS_VALUE"], row["SHARE_KNOWN"]) for row in found
    }
    assert len(keyed) == len(found)
    return keyed


EXECUTION = {
    # Area I of 2017: two activities, five outputs, three tasks.
    ("2017", "I", "_Z", "ACTIVITIES"): (2, 1),
    ("2017", "I", "_Z", "ACTIVITIES_COMPLETED"): (1, 1),
    ("2017", "I", "_Z", "ACTIVITIES_CANCELLED"): (1, 1),
    ("2017", "I", "_Z", "ACTIVITIES_PLANNED"): (0, 1),
    ("2017", "I", "_Z", "COMPLETION_RATE"): (1 / 2, 1),
    ("2017", "I", "_Z", "OUTPUTS"): (5, 1),
    ("2017", "I", "_Z", "DELIVERY_RATE"): (2 / 5, 1),
    ("2017", "I", "_Z", "STUDIES"): (3, 1),
    ("2017", "I", "_Z", "STUDIES_DELIVERED"): (1, 1),
    # Of one study nothing says who does it.
    ("2017", "I", "_Z", "STUDIES_INTERNAL_SHARE"): (1 / 2, 2 / 3),
    ("2017", "I", "_Z", "COURSES_DELIVERED"): (1, 1),
    ("2017", "I", "_Z", "MEETING_OUTPUTS"): (1, 1),
    ("2017", "I", "_Z", "MEETING_OUTPUTS_DELIVERED"): (0, 1),
    ("2017", "I", "_Z", "TASKS_DONE"): (3, 1),
    # On the day is on time; a task without a day counts in neither.
    ("2017", "I", "_Z", "TASKS_ON_TIME_SHARE"): (1 / 2, 2 / 3),
    # What is given in kind is left out; what is not known is not zero.
    ("2017", "I", "USD", "BUDGET_PLANNED"): (2000, 3 / 4),
    ("2017", "I", "USD", "BUDGET_SPENT"): (670, 3 / 4),
    ("2017", "I", "USD", "BUDGET_EXECUTION_RATE"): (600 / 1200, 2 / 4),
    ("2017", "_T", "EUR", "BUDGET_PLANNED"): (50, 1),
    ("2017", "_T", "EUR", "BUDGET_SPENT"): (None, 0),
    ("2017", "_T", "EUR", "BUDGET_EXECUTION_RATE"): (None, 0),
    # Numbered 2, with one activity; numbered III, with none.
    ("2017", "II", "_Z", "ACTIVITIES_PLANNED"): (1, 1),
    ("2017", "II", "_Z", "STUDIES"): (0, 1),
    ("2017", "II", "_Z", "STUDIES_INTERNAL_SHARE"): (None, None),
    ("2017", "III", "_Z", "ACTIVITIES"): (0, 1),
    ("2017", "III", "_Z", "COMPLETION_RATE"): (None, None),
    ("2017", "_T", "_Z", "ACTIVITIES"): (3, 1),
    ("2017", "_T", "_Z", "COMPLETION_RATE"): (1 / 3, 1),
    ("2018", "_O", "_Z", "ACTIVITIES_COMPLETED"): (1, 1),
    ("2018", "_T", "_Z", "ACTIVITIES_UNDER_WAY"): (1, 1),
    ("2018", "_T", "_Z", "ACTIVITIES_POSTPONED"): (1, 1),
}
COVERAGE = {
    ("2016", "_T", "PARAGRAPHS"): (2, 1),
    ("2016", "_T", "PARAGRAPHS_NEW"): (2, 1),
    ("2016", "_T", "PARAGRAPHS_WITH_ACTIVITY"): (0, 1),
    ("2017", "_T", "PARAGRAPHS_NEW"): (0, 1),
    ("2017", "_T", "PARAGRAPHS_WITH_ACTIVITY"): (1, 1),
    ("2017", "_T", "PARAGRAPHS_UNDER_WAY"): (1, 1),
    ("2017", "_T", "PARAGRAPHS_WITHOUT_EVIDENCE"): (1, 1),
    ("2017", "_T", "ACTIVITIES_WITHOUT_MANDATE"): (1, 1),
    # Of two pieces of evidence of one day the later on record stands.
    ("2018", "DECISION", "PARAGRAPHS_CONTINUOUS"): (1, 1),
    ("2018", "DECISION", "PARAGRAPHS_FULFILLED"): (0, 1),
    ("2018", "DECLARATION", "PARAGRAPHS"): (2, 1),
    ("2018", "DECLARATION", "COVERED_SHARE"): (1 / 2, 1),
    ("2018", "_T", "PARAGRAPHS"): (4, 1),
    ("2018", "_T", "COVERED_SHARE"): (2 / 4, 1),
    ("2018", "_T", "EVIDENCE_SHARE"): (2 / 4, 1),
    ("2018", "_T", "FULFILLED_SHARE"): (1 / 4, 1),
    ("2018", "_T", "ACTIVITIES_WITHOUT_MANDATE"): (1, 1),
}
OF_MEETINGS = {
    ("SELA", "_T", "MEETINGS"): (5, 1),
    ("SELA", "_T", "MEETINGS_HELD"): (4, 1),
    ("SELA", "_T", "MEETINGS_POSTPONED"): (1, 1),
    ("SELA", "_T", "MEETINGS_VIRTUAL"): (1, 1),
    ("SELA", "_T", "MEETINGS_WITHOUT_VENUE"): (0, 1),
    ("SELA", "_T", "PARTICIPANTS"): (15 + 9 + 4, 3 / 4),
    # Venezuela, Brazil, Chile and Jamaica, and an agency of none.
    ("SELA", "_T", "COUNTRIES"): (4, 3 / 4),
    ("SELA", "COURSE", "PARTICIPANTS"): (None, None),
    ("SELA", "FORUM", "MEETINGS_VIRTUAL"): (1, 1),
    ("VEN", "_T", "MEETINGS_HELD"): (3, 1),
    ("VEN", "SEMINAR", "PARTICIPANTS"): (9, 1 / 2),
    ("VEN", "SEMINAR", "COUNTRIES"): (2, 1 / 2),
    ("VEN", "COUNCIL", "PARTICIPANTS"): (15, 1),
}


def check(found, expected):
    assert {key: found[key] for key in expected} == {
        key: tuple(value and pytest.approx(value, rel=1e-12) for value in figures)
        for key, figures in expected.items()
    }


def test_execution_by_hand(rows, counted_from):
    found = by(
        rows(execution(counted_from)), "TIME_PERIOD", "PROGRAMME_AREA", "CURRENCY", "INDICATOR"
    )
    check(found, EXECUTION)
    # Twenty indicators of work in each area of each year, and three of money in each currency.
    areas = {(year, area) for year, area, _, _ in found}
    assert areas == {(year, area) for year, all_of in
                     (("2017", ("I", "II", "III", "_T")), ("2018", ("I", "_O", "_T")))
                     for area in all_of}  # fmt: skip
    assert len(found) == 7 * 20 + 4 * 3


def test_coverage_by_hand(rows, counted_from):
    found = by(rows(coverage(counted_from)), "TIME_PERIOD", "MANDATE_KIND", "INDICATOR")
    check(found, COVERAGE)
    assert {year for year, _, _ in found} == {"2016", "2017", "2018"}
    # The year of a programme says how many of its activities answer no mandate; 2016 has none.
    assert ("2016", "_T", "ACTIVITIES_WITHOUT_MANDATE") not in found
    assert ("2017", "DECLARATION", "PARAGRAPHS") not in found


def test_meetings_by_hand(rows, counted_from):
    found = by(rows(meetings(counted_from)), "REF_AREA", "MEETING_KIND", "INDICATOR")
    check(found, OF_MEETINGS)
    # A virtual meeting has no country, wherever it was led from.
    assert {area for area, _, _ in found} == {"SELA", "VEN"}


@pytest.mark.parametrize("counted", [execution, coverage, meetings])
def test_nothing_gives_nothing(counted):
    assert counted(rows_of((), (), ())).to_arrow().num_rows == 0


@pytest.mark.parametrize("counted", [execution, coverage, meetings])
def test_a_missing_column_is_named(counted, counted_from):
    with pytest.raises(DataError, match="no column SECTION"):
        counted(counted_from.drop_columns("SECTION"))


@pytest.mark.parametrize("counted", [execution, coverage, meetings])
def test_sources_are_counted_apart(counted, counted_from):
    twice = pa.concat_tables(
        counted_from.append_column("SOURCE", pa.array([id] * len(counted_from)))
        for id in ("PROGRAMME", "PROGRAMME_DEMO")
    )
    found = counted(twice).to_arrow().to_pylist()
    alone = counted(counted_from).to_arrow().to_pylist()
    assert len(found) == 2 * len(alone)
    for id in ("PROGRAMME", "PROGRAMME_DEMO"):
        own = [{k: v for k, v in row.items() if k != "SOURCE"} for row in found
               if row["SOURCE"] == id]  # fmt: skip
        assert sorted(map(str, own)) == sorted(map(str, alone))


def test_meetings_within_the_country_that_an_institution_works_for_count_once():
    one = Meeting({"en": "Meeting"}, status="held", starts=date(2020, 1, 1), country="PAN")
    found = by(
        meetings(rows_of((), (), (one,), area="PAN")).to_arrow().to_pylist(),
        "REF_AREA", "MEETING_KIND", "INDICATOR",
    )  # fmt: skip
    assert found["PAN", "_T", "MEETINGS_HELD"] == (1, 1)
    assert found["PAN", "_T", "PARTICIPANTS"] == (None, 0)


# What always adds up

STATUSES = st.lists(st.sampled_from(list(terms.STATUSES)), max_size=8)
YEARS = st.integers(2015, 2019)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(YEARS, STATUSES), max_size=4))
def test_activities_by_status_add_up(given_programmes):
    programmes = [
        Programme(
            {}, year, year,
            items=tuple(Item("activity", f"{at}", status=one) for at, one in enumerate(statuses)),
        )
        for year, statuses in given_programmes
    ]  # fmt: skip
    found = execution(rows_of(programmes, (), ())).to_arrow().to_pylist()
    every = Counter()
    for row in found:
        if row["PROGRAMME_AREA"] == "_T" and row["INDICATOR"].startswith("ACTIVITIES"):
            whole = row["INDICATOR"] == "ACTIVITIES"
            every[row["TIME_PERIOD"], whole] += row["OBS_VALUE"]
    expected = Counter()
    for year, statuses in given_programmes:
        expected[str(year)] += len(statuses)
    for year, number in (+expected).items():
        assert every[year, True] == every[year, False] == number


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(
            YEARS,
            st.sampled_from(list(terms.MANDATE_KINDS)),
            st.lists(
                st.lists(
                    st.tuples(YEARS, st.sampled_from(list(terms.MANDATE_STATUSES))), max_size=3
                ),
                min_size=1,
                max_size=3,
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_paragraphs_by_status_and_kind_add_up(given_mandates):
    given_out = [
        Mandate(
            kind, "1", {}, on=date(year, 5, 5),
            paragraphs=tuple(
                Paragraph("1", {}, evidence=tuple(Evidence(s, date(y, 6, 1), {}) for y, s in told))
                for told in paragraphs
            ),
        )
        for year, kind, paragraphs in given_mandates
    ]  # fmt: skip
    rows = coverage(rows_of((), given_out, ())).to_arrow().to_pylist()
    found = by(rows, "TIME_PERIOD", "MANDATE_KIND", "INDICATOR")
    statuses = [f"PARAGRAPHS_{status.upper()}" for status in terms.MANDATE_STATUSES]
    kinds = [kind.upper() for kind in terms.MANDATE_KINDS]
    for year, kind, indicator in found:
        if indicator == "PARAGRAPHS":
            whole = found[year, kind, indicator][0]
            of = {name: found[year, kind, name][0] for name in
                  (*statuses, "PARAGRAPHS_WITHOUT_EVIDENCE", "PARAGRAPHS_WITH_EVIDENCE",
                   "PARAGRAPHS_WITH_ACTIVITY", "PARAGRAPHS_WITHOUT_ACTIVITY")}  # fmt: skip
            assert sum(of[name] for name in statuses) == of["PARAGRAPHS_WITH_EVIDENCE"]
            assert of["PARAGRAPHS_WITH_EVIDENCE"] + of["PARAGRAPHS_WITHOUT_EVIDENCE"] == whole
            assert of["PARAGRAPHS_WITH_ACTIVITY"] + of["PARAGRAPHS_WITHOUT_ACTIVITY"] == whole
            given_by = sum(len(p) for y, k, p in given_mandates
                           if y <= int(year) and kind in ("_T", k.upper()))  # fmt: skip
            assert whole == given_by
            if kind == "_T":
                parts = [found.get((year, one, indicator), (0,))[0] for one in kinds]
                assert sum(parts) == whole


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(terms.MEETING_KINDS)),
            st.sampled_from(list(terms.MEETING_STATUSES)),
            st.sampled_from(list(terms.FORMATS)),
            st.sampled_from(["", "PAN", "JAM"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_meetings_by_status_and_venue_add_up(told):
    held = [
        Meeting({}, kind, status=status, format=way, country=country, starts=date(2020, 2, 3))
        for kind, status, way, country in told
    ]
    found = by(
        meetings(rows_of((), (), held)).to_arrow().to_pylist(),
        "REF_AREA", "MEETING_KIND", "INDICATOR",
    )  # fmt: skip

    def figure(area, indicator):
        return found.get((area, "_T", indicator), (0,))[0]

    by_status = ("HELD", "TO_COME", "POSTPONED", "CANCELLED")
    assert sum(figure("SELA", f"MEETINGS_{one}") for one in by_status) == len(told)
    nowhere = figure("SELA", "MEETINGS_VIRTUAL") + figure("SELA", "MEETINGS_WITHOUT_VENUE")
    somewhere = figure("PAN", "MEETINGS_HELD") + figure("JAM", "MEETINGS_HELD")
    assert nowhere + somewhere == figure("SELA", "MEETINGS_HELD")
