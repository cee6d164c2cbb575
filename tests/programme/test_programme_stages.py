"""From the draft to the Council and on: what may be done when, and what it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cedic.errors import DataError
from cedic.programme import stages
from cedic.programme.model import Item, Programme
from cedic.programme.stages import Asked, Standing

TODAY = date(2026, 3, 10)
TREE = (
    Item(
        "area",
        "I",
        {"en": "Trade"},
        children=(Item("activity", "I.1", {"en": "A study"}),),
    ),
)
PERIOD = Asked(comments_from=date(2026, 3, 10), comments_until=date(2026, 3, 31))
DECIDED = Asked(on=date(2026, 3, 1), decision="527")


def at(stage: str, **more) -> Standing:
    programme = Programme({"en": "Programme"}, 2026, 2026, stage=stage, items=TREE)
    facts = {name: more.pop(name) for name in ("was_adopted", "differs") if name in more}
    return Standing(replace(programme, **more), TODAY, **facts)


def reasons(code: str, standing: Standing, asked: Asked) -> list:
    return [one.reason for one in stages.problems(code, standing, asked)]


@pytest.mark.parametrize(
    ("stage", "may"),
    [
        ("draft", ["circulate"]),
        ("circulated", ["adopt", "redraft"]),
        ("adopted", ["progress", "amend", "close"]),
        ("amended", ["circulate", "adopt", "withdraw"]),
        ("closed", ["reopen"]),
    ],
)
def test_the_steps_from_each_stage(stage, may):
    assert stages.steps(at(stage)) == may


@pytest.mark.parametrize("code", stages.STEPS)
@pytest.mark.parametrize("stage", ["draft", "circulated", "adopted", "amended", "closed"])
def test_no_step_is_taken_from_another_stage(code, stage):
    if stage not in stages.STEPS[code].leads_from:
        asked = replace(PERIOD, on=date(2026, 3, 1), decision="527", note="Because")
        assert reasons(code, at(stage), asked) == [stages.NOT_FROM_HERE]


def test_a_programme_is_circulated_with_all_it_needs():
    assert stages.problems("circulate", at("draft"), PERIOD) == ()
    assert stages.after("circulate", was_adopted=False) == "circulated"
    assert stages.STEPS["circulate"].seen_by == "members"


def test_an_empty_programme_is_not_circulated():
    assert reasons("circulate", at("draft", items=()), PERIOD) == [stages.NO_ACTIVITY]


def test_an_item_without_code_or_title_is_told_but_groups_have_none():
    group = Item(
        "programme", "", {"en": "Group"}, children=(Item("project", "", {"es": "Puertos"}),)
    )
    items = (*TREE, group, Item("activity", "II"))
    found = stages.problems("circulate", at("draft", items=items), PERIOD)
    assert [one.told("en") for one in found] == [
        "These have no code yet: Puertos. Give each of them one.",
        "These have no title yet: II. Give each of them one.",
    ]


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (None, date(2026, 4, 1), stages.NO_PERIOD),
        (date(2026, 3, 1), None, stages.NO_PERIOD),
        (date(2026, 4, 2), date(2026, 4, 1), stages.PERIOD_ENDS_BEFORE),
        (date(2026, 2, 1), date(2026, 3, 9), stages.PERIOD_IS_PAST),
    ],
)
def test_a_comment_period_that_is_none(first, last, reason):
    asked = Asked(comments_from=first, comments_until=last)
    assert reasons("circulate", at("draft"), asked) == [reason]


def test_a_period_may_have_begun_and_may_end_today():
    asked = Asked(comments_from=date(2026, 3, 1), comments_until=TODAY)
    assert stages.problems("circulate", at("draft"), asked) == ()


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (Asked(decision="527"), stages.NO_DECISION),
        (Asked(on=TODAY, decision="  "), stages.NO_DECISION),
        (Asked(on=date(2026, 3, 11), decision="527"), stages.ADOPTED_LATER),
    ],
)
def test_adoption_needs_its_day_and_decision(asked, reason):
    assert reasons("adopt", at("circulated"), asked) == [reason]


def test_an_amendment_is_not_adopted_before_the_programme():
    standing = at("amended", was_adopted=True, adopted_on=date(2026, 3, 2))
    assert reasons("adopt", standing, DECIDED) == [stages.ADOPTED_BEFORE]
    assert reasons("adopt", standing, replace(DECIDED, on=date(2026, 3, 2))) == []


def test_a_draft_of_an_earlier_year_is_entered_as_adopted():
    assert stages.steps(at("draft", starts=2017, ends=2017)) == ["circulate", "record"]
    past = at("draft", starts=2017, ends=2017)
    assert stages.problems("record", past, replace(DECIDED, on=date(2016, 10, 1))) == ()
    assert reasons("record", at("draft"), DECIDED) == [stages.NOT_OVER]


def test_going_back_needs_a_note_and_leads_to_where_it_came_from():
    assert reasons("redraft", at("circulated"), Asked(note=" ")) == [stages.NO_NOTE]
    assert reasons("redraft", at("circulated"), Asked(note="Two areas merge")) == []
    assert stages.after("redraft", was_adopted=False) == "draft"
    assert stages.after("redraft", was_adopted=True) == "amended"


def test_an_amendment_is_withdrawn_once_the_text_is_the_adopted_one():
    noted = Asked(note="The Council did not agree")
    assert reasons("withdraw", at("amended", differs=True), noted) == [stages.STILL_DIFFERS]
    assert reasons("withdraw", at("amended", differs=False), noted) == []


def test_there_is_no_other_step():
    assert reasons("publish", at("draft"), Asked()) == [stages.NOT_FROM_HERE]
    with pytest.raises(DataError, match="no step"):
        stages.after("publish", was_adopted=False)


@pytest.mark.parametrize(
    ("stage", "first", "last", "may"),
    [
        ("circulated", date(2026, 3, 10), date(2026, 3, 10), True),
        ("circulated", date(2026, 3, 11), date(2026, 3, 12), False),
        ("circulated", date(2026, 3, 1), date(2026, 3, 9), False),
        ("circulated", None, None, False),
        ("draft", date(2026, 3, 1), date(2026, 3, 31), False),
        ("adopted", date(2026, 3, 1), date(2026, 3, 31), False),
    ],
)
def test_member_states_comment_while_the_period_runs(stage, first, last, may):
    assert stages.may_comment(stage, first, last, TODAY) is may


def test_only_what_the_council_adopted_is_seen_by_everyone():
    seen = {code: step.seen_by for code, step in stages.STEPS.items() if step.seen_by}
    assert seen == {
        "circulate": "members",
        "adopt": "public",
        "record": "public",
        "progress": "public",
        "close": "public",
    }
    # What everyone is shown is never frozen while the text is open.
    for code in ("progress", "close"):
        assert not stages.OPEN & set(stages.STEPS[code].leads_from)
