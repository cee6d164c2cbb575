"""A programme in numbers, beside a count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cedic.programme.figures import Money, in_brief, money, status_of, status_on
from cedic.programme.model import Financing, Item, Output, Programme, StatusChange
from small_programme import COURSE, MEETINGS, PORTS, PROGRAMME, TRADE


def test_counts():
    brief = in_brief(PROGRAMME, MEETINGS)
    assert (brief.activities, brief.studies, brief.meetings) == (3, 3, 3)
    assert brief.outputs == {
        "study": 3,
        "meeting": 0,
        "course": 1,
        "portal": 1,
        "document": 0,
        "service": 0,
    }
    assert brief.by_status == {
        "planned": 1,
        "under_way": 0,
        "completed": 1,
        "postponed": 1,
        "cancelled": 0,
    }


def test_share_done_internally_leaves_out_studies_of_unknown_mode():
    brief = in_brief(PROGRAMME)
    # The first study takes its activity's mode, the second its own, of the third none is known.
    assert (brief.internal_studies, brief.studies_of_known_mode) == (1, 2)
    assert brief.internal_share == 0.5


def test_share_of_none_is_none():
    assert in_brief(replace(PROGRAMME, items=())).internal_share is None
    unknown = Item("activity", "I", outputs=(Output("study"),))
    assert in_brief(replace(PROGRAMME, items=(unknown,))).internal_share is None


def test_areas_and_what_lies_in_none():
    first, second, none = in_brief(PROGRAMME, MEETINGS).by_area
    assert (first.activities, first.studies, first.meetings) == (2, 3, 1)
    assert (second.activities, second.studies, second.meetings) == (1, 0, 1)
    assert (none.area, none.activities, none.meetings) == (None, 0, 1)
    alone = in_brief(replace(PROGRAMME, items=(COURSE,))).by_area
    assert [(one.area, one.activities) for one in alone] == [(None, 1)]


def test_money_of_different_currencies_is_never_added():
    assert in_brief(PROGRAMME).money == (
        Money("EUR", "own_budget", 70, None, 0, 1),
        Money("USD", "own_budget", 1500, 400, 0, 1),
        Money("USD", "agreement", None, 0, 1, 0),
    )


def test_execution_only_of_what_is_wholly_known():
    [known] = money([Financing(planned=1000, spent=400), Financing(planned=600, spent=0)])
    assert known.execution == 0.25
    assert all(one.execution is None for one in in_brief(PROGRAMME).money)
    [free] = money([Financing(planned=0, spent=0)])
    assert free.execution is None


def test_status_on_a_day():
    assert status_of(TRADE) == "completed"
    assert status_of(TRADE, date(2017, 1, 31)) == "planned"
    assert status_of(TRADE, date(2017, 2, 1)) == "under_way"
    assert status_of(TRADE, date(2018, 1, 15)) == "completed"
    assert status_of(replace(PORTS, history=()), date(2000, 1, 1)) == "postponed"
    assert status_on(TRADE, date(2017, 1, 31)) is None
    twice = replace(TRADE, history=(*TRADE.history, StatusChange("planned", date(2018, 1, 15))))
    assert status_of(twice, date(2018, 12, 31)) == "planned"


def test_statuses_of_a_year():
    at_end = in_brief(PROGRAMME, on=date(2017, 12, 31)).by_status
    assert at_end["under_way"] == at_end["postponed"] == at_end["planned"] == 1


STATUS = st.sampled_from(["planned", "under_way", "completed", "postponed", "cancelled"])


@given(st.lists(st.lists(STATUS, max_size=4), max_size=4), st.lists(STATUS, max_size=3))
def test_parts_make_up_the_whole(areas, outside):
    def activities(statuses):
        return tuple(Item("activity", status=status) for status in statuses)

    items = tuple(Item("area", str(n), children=activities(one)) for n, one in enumerate(areas))
    brief = in_brief(Programme({}, 2017, 2017, items=(*items, *activities(outside))))
    assert sum(brief.by_status.values()) == brief.activities
    assert sum(one.activities for one in brief.by_area) == brief.activities
    for status, count in brief.by_status.items():
        assert sum(one.by_status[status] for one in brief.by_area) == count
