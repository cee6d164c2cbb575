"""The rules of meetings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedic.programme import meetings
from cedic.programme.meetings import Registration, attendance, lacks, numbered, refusal
from cedic.programme.model import Meeting
from cedic.programme.terms import CONCLUSION_KINDS, MEETING_STATUSES

TODAY = date(2026, 3, 10)
READY = Meeting({"es": "Foro"}, starts=TODAY, ends=TODAY, city="Panamá", country="PAN")


def at(**fields):
    return Meeting(**{**vars(READY), **fields})


def test_every_status_leads_somewhere_and_is_known():
    assert meetings.STEPS.keys() == MEETING_STATUSES.keys()
    assert {one for steps in meetings.STEPS.values() for one in steps} <= MEETING_STATUSES.keys()
    assert meetings.ANCHORS.keys() == CONCLUSION_KINDS.keys()


@pytest.mark.parametrize(
    ("meeting", "status", "reason", "lacking"),
    [
        (READY, "convened", "", ()),
        (at(title={}), "convened", "", ("title",)),
        (at(starts=None, ends=None), "convened", "", ("day",)),
        (at(country=""), "convened", "", ("place",)),
        (at(city="", venue="Sala 1"), "convened", "", ()),
        (at(country="", city="", format="virtual"), "convened", "", ()),
        (at(city="", country="", title={}, starts=None), "convened", "", ("title", "day", "place")),
        (at(starts=TODAY + timedelta(days=1), ends=None), "held", "", ("to_come",)),
        (at(country=""), "held", "", ()),
        (READY, "cancelled", " ", ("reason",)),
        (READY, "cancelled", "Strike", ()),
        (READY, "postponed", "", ()),
        (at(status="held"), "cancelled", "x", ("step",)),
        (at(status="held"), "convened", "", ("reason",)),
        (at(status="cancelled"), "planned", "By mistake", ()),
        (READY, "planned", "", ("step",)),
        (READY, "nonsense", "", ("step",)),
    ],
)
def test_what_a_status_needs(meeting, status, reason, lacking):
    assert lacks(meeting, status, TODAY, reason) == lacking


@pytest.mark.parametrize(
    ("meeting", "registration", "invited", "why"),
    [
        (READY, Registration("open"), False, ""),
        (READY, Registration("closed"), True, "closed"),
        (READY, Registration("invited"), False, "invited"),
        (READY, Registration("invited"), True, ""),
        (READY, Registration("open", until=TODAY), False, ""),
        (READY, Registration("open", until=TODAY - timedelta(days=1)), False, "late"),
        (READY, Registration("open", capacity=2, taken=1), False, ""),
        (READY, Registration("open", capacity=2, taken=2), False, "full"),
        (READY, Registration("open", capacity=2, taken=3), True, "full"),
        (at(status="cancelled"), Registration("open"), True, "cancelled"),
        (at(status="held"), Registration("open"), True, "over"),
        (at(starts=TODAY - timedelta(3), ends=None), Registration("open"), False, "over"),
        (at(starts=TODAY - timedelta(3), ends=TODAY), Registration("open"), False, ""),
        (at(starts=None, ends=None), Registration("open"), False, ""),
    ],
)
def test_who_may_register(meeting, registration, invited, why):
    assert refusal(meeting, registration, TODAY, invited=invited) == why


def test_places_left():
    assert Registration("open").places is None
    assert Registration("open", capacity=3, taken=5).places == 0


def test_numbers_are_given_kind_by_kind():
    given = [
        ("conclusion", ""),
        ("recommendation", ""),
        ("conclusion", "1"),
        ("conclusion", ""),
        ("recommendation", "II"),
        ("conclusion", ""),
    ]
    assert numbered(given) == ["2", "1", "1", "3", "II", "4"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(CONCLUSION_KINDS)), st.sampled_from(["", "", "1", "2", "3.b"])
        )
    )
)
def test_no_number_is_given_twice(items):
    found = numbered(items)
    named = [item for item in items if item[1]]
    if len(set(named)) == len(named):
        pairs = [(kind, number) for (kind, _), number in zip(items, found, strict=True)]
        assert len(set(pairs)) == len(pairs)
        assert meetings.doubled(pairs) == ""
    assert all(kept in ("", number) for (_, kept), number in zip(items, found, strict=True))


def test_a_number_that_two_have():
    assert meetings.doubled([("conclusion", "3.b"), ("conclusion", "3.B")]) == "3.b"
    assert meetings.doubled([("conclusion", "1"), ("agreement", "1")]) == ""


@pytest.mark.parametrize("number", ["3", "3.b", "IV", "12-a", "1.2.3"])
def test_what_a_number_is(number):
    assert meetings.NUMBER.fullmatch(number)
    assert meetings.anchor("recommendation", number) == f"r-{number}"


@pytest.mark.parametrize("number", ["", " 3", "3 b", '3"', "<3>", "3.", "1234567"])
def test_what_is_no_number(number):
    assert not meetings.NUMBER.fullmatch(number)


def test_attendance_is_counted_by_country_and_organisation():
    people = [("PAN", "SELA"), ("", "BID"), ("PAN", " sela "), ("ARG", ""), ("ARG", "Cancillería")]
    rows = attendance(people)
    assert rows == (
        ("ARG", "Cancillería", 1),
        ("ARG", "", 1),
        ("PAN", "SELA", 2),
        ("", "BID", 1),
    )
    assert meetings.by_country(rows) == {"ARG": 2, "PAN": 2, "": 1}


@given(st.lists(st.tuples(st.sampled_from(["ARG", "PAN", ""]), st.text(max_size=4))))
def test_nobody_is_lost_in_counting(people):
    rows = attendance(people)
    assert sum(count for _, _, count in rows) == len(people)
    assert sum(meetings.by_country(rows).values()) == len(people)


def test_a_month_day_by_day():
    spans = [(date(2026, 3, 30), date(2026, 4, 2)), (date(2026, 4, 2), None)]
    weeks = meetings.month_grid(2026, 4, spans)
    assert all(len(week) == 7 for week in weeks)
    days = [day for week in weeks for day in week if day]
    assert [day.on.day for day in days] == list(range(1, 31))
    assert [day.meetings for day in days[:3]] == [1, 2, 0]
    # 1 April 2026 is a Wednesday.
    assert weeks[0][:2] == [None, None]


def test_when_a_meeting_is_over():
    assert not meetings.is_over(at(starts=None, ends=None), TODAY)
    assert meetings.is_over(READY, TODAY + timedelta(days=1))
