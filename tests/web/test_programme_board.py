"""Follow-up in the portal: the board, the charts behind it, what may be done there, and by whom."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from programme_addresses.board import TABLE, WORLD
from staff import forgotten, person, text, with_app

from cedic.model import LANGUAGES

PAGES = ("", "gantt", "budget", "workload")
HOSTILE = '<script>alert("x")</script>'


class Models:
    """The tables of the work programme, which are there once the portal is."""

    def __getattr__(self, name: str) -> Any:
        return apps.get_model("programme", name)


models = Models()


def trail() -> Any:
    return apps.get_model("audit", "Entry")


@pytest.fixture(autouse=True)
def database(portal) -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with forgotten():
        yield


def today() -> date:
    return timezone.localdate()


def days(count: int) -> date:
    return today() + timedelta(days=count)


def signed(role: str, *units: Any, **fields: Any) -> Client:
    """A client of a person of a role who works in units."""
    user = with_app(person(role, **fields))
    models.Seat.objects.create(user=user).units.set(units)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def unit() -> Any:
    return models.Unit.objects.create(code="EST", name={"en": "Statistics"})


@pytest.fixture
def other() -> Any:
    return models.Unit.objects.create(code="COOP", name={"en": "Cooperation"})


@pytest.fixture
def project(unit) -> Any:
    """A project of a programme of this year in execution, for which a unit is responsible."""
    programme = models.WorkProgramme.objects.create(
        title={"en": "Programme"}, starts=today().year, ends=today().year, stage="adopted"
    )
    area = models.Item.objects.create(
        programme=programme, level="area", code="I", title={"en": "Area"}
    )
    return models.Item.objects.create(
        programme=programme,
        parent=area,
        level="project",
        code="I.1",
        title={"en": "Project"},
        unit=unit,
    )


def activity(project: Any, number: int = 1, **fields: Any) -> Any:
    given = {"status": "under_way", "title": {"en": f"Activity {number}"}} | fields
    return models.Item.objects.create(
        programme=project.programme,
        parent=project,
        level="activity",
        position=number,
        code=f"I.1.{number}",
        **given,
    )


def task(item: Any, first: int, last: int, words: str = "Task", **fields: Any) -> Any:
    days_given = {"starts": days(first), "ends": days(last), "kind": "dated"}
    return models.Task.objects.create(item=item, text={"en": words}, **(days_given | fields))


def page(client: Client, path: str = "", language: str = "en") -> Any:
    return client.get(f"/{language}/manage/programme/{path}")


def section(answer: Any, state: str) -> str:
    """What a section of the board says."""
    found = re.search(
        rf'<section id="of-{state}">.*?</section>', answer.content.decode(), re.DOTALL
    )
    return found[0] if found else ""


# Who may open what


@pytest.mark.parametrize("role", ["visitor", "member_state", "reader", "editor", "publisher"])
def test_each_address_is_open_to_who_may_open_it(role):
    from test_every_address import expected

    world = WORLD()
    client = Client(SERVER_NAME="localhost") if role == "visitor" else signed(role)
    for rows in TABLE.values():
        for example, get, need, *posts in rows if isinstance(rows, list) else [rows]:
            path = example.format(**world)
            wanted = permitted(role, need, get, expected)
            assert client.get(path).status_code in wanted, path
            if posts:
                wanted = permitted(role, posts[1] if posts[1:] else need, posts[0], expected)
                assert client.post(path).status_code in wanted, path


def permitted(role: str, need: str, good: tuple[int, ...], expected: Any) -> tuple[int, ...]:
    """As :func:`test_every_address.expected` has it, for the people of member states too."""
    from cedic.web.accounts.permissions import CONSULT, GROUPS

    if role == "visitor" or not need:
        return expected("visitor", need, good)[0]
    assert need in GROUPS["administrator"] or need == CONSULT
    return good if need in GROUPS[role] else (403,)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_in_every_language(project, path, language):
    item = activity(project, title={"es": HOSTILE}, risk=HOSTILE)
    task(item, -5, 10, HOSTILE)
    models.Financing.objects.create(item=item, planned=10, currency="USD")
    answer = page(signed("publisher"), path, language)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert "<script>alert" not in html
    assert "style=" not in html
    assert not re.search(r"[ >]\{|Text\(", text(answer))


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_portal_says_so(path):
    assert page(signed("reader"), path).status_code == 200


# The board


def test_the_board_tells_late_at_risk_due_and_coming(project):
    item = activity(project)
    task(item, -50, -1, "Survey")
    task(item, -1, 0, "Printing", done=None)
    task(item, -1, 31, "Translation")
    task(item, -30, -20, "Outline", done=days(-20))
    task(activity(project, 2, risk="No money yet"), 1, 200, "Design")
    task(activity(project, 3, status="cancelled"), -9, -8, "Dropped")
    answer = page(signed("reader"))
    assert "Survey" in section(answer, "late")
    assert "Printing" in section(answer, "due")
    assert "Translation" in section(answer, "coming")
    assert "Design" in section(answer, "at_risk")
    assert "No money yet" in section(answer, "at_risk")
    assert "Outline" not in text(answer)
    assert "Dropped" not in text(answer)
    assert "1 late, 1 at risk, 1 due" in text(answer)


def test_an_output_that_is_due_is_work_too(project):
    item = activity(project)
    models.Output.objects.create(item=item, kind="study", title={"en": "The study"}, due=days(-2))
    models.Output.objects.create(
        item=item, kind="study", title={"en": "Given"}, due=days(-2), delivered=days(-3)
    )
    answer = page(signed("reader"))
    assert "The study" in section(answer, "late")
    assert "Given" not in text(answer)


def test_a_whole_activity_is_told_where_no_task_of_it_is(project):
    task(activity(project), -50, -1, "Finished", done=days(-2))
    activity(project, 2, risk="Nobody is there")
    answer = page(signed("reader"))
    assert "The whole activity" in section(answer, "late")
    assert "Nobody is there" in section(answer, "at_risk")


@pytest.mark.parametrize("stage", ["draft", "circulated", "closed"])
def test_only_programmes_in_execution_are_followed_up(project, stage):
    task(activity(project), -50, -1, "Survey")
    models.WorkProgramme.objects.update(stage=stage)
    client = signed("reader")
    assert "Survey" not in text(page(client))
    # An amendment is circulated while the programme is carried out.
    models.WorkProgramme.objects.update(adopted_on=days(-90))
    assert ("Survey" in text(page(client))) == (stage == "circulated")


def test_ones_own_units_come_first(project, unit, other):
    task(activity(project), -9, -1, "Ours")
    task(activity(project, 2, unit=other), -9, -1, "Theirs")
    task(activity(project, 3), -9, -1, "Lent", unit=other)
    hers = signed("editor", other)
    assert "Ours" not in text(page(hers))
    assert all(one in text(page(hers)) for one in ("Theirs", "Lent"))
    assert all(one in text(page(hers, "?unit=all")) for one in ("Ours", "Theirs", "Lent"))
    mine = text(page(hers, "?unit=EST"))
    assert ("Ours" in mine, "Theirs" in mine) == (True, False)
    assert "Ours" not in text(page(hers, "?unit=none"))
    models.Item.objects.update(unit=None)
    assert "Ours" in text(page(hers, "?unit=none"))


def test_a_state_alone_is_paginated_and_its_filters_stay(project):
    item = activity(project)
    for number in range(60):
        task(item, -90, -1 - number, f"Step {number:02}")
    brief = page(signed("reader"), "?unit=all")
    assert section(brief, "late").count("<tr>") == 11
    assert "All 60" in text(brief)
    alone = page(signed("publisher"), "?unit=all&state=late")
    assert section(alone, "late").count("<tr>") == 51
    assert 'href="?unit=all&amp;state=late&amp;page=2"' in alone.content.decode()
    assert page(signed("editor"), "?state=late&page=99").status_code == 200


def test_follow_up_actions_and_meetings_stand_beside(project, unit, other):
    meeting = models.Meeting.objects.create(
        title={"en": "Regional meeting"},
        unit=unit,
        status="convened",
        starts=date(today().year, 12, 31),
        ends=date(today().year, 12, 31),
    )
    models.Meeting.objects.create(title={"en": "Off"}, status="cancelled", starts=meeting.starts)
    one = models.Conclusion.objects.create(meeting=meeting, number="1", text={"en": "Agreed"})
    models.FollowUp.objects.create(conclusion=one, text={"en": "Write"}, unit=unit, due=days(-1))
    models.FollowUp.objects.create(conclusion=one, text={"en": "Later"}, unit=unit, due=days(40))
    models.FollowUp.objects.create(
        conclusion=one, text={"en": "Elsewhere"}, unit=other, due=days(1)
    )
    hers = signed("editor", unit)
    models.FollowUp.objects.create(
        conclusion=one, text={"en": "Hers"}, owner=hers.user, due=days(2)
    )
    answer = page(hers)
    assert "Write" in section(answer, "actions")
    assert "Hers" in section(answer, "actions")
    assert "Later" not in section(answer, "actions")
    assert "Elsewhere" not in section(answer, "actions")
    assert "Regional meeting" in section(answer, "meetings")
    assert "Off" not in section(answer, "meetings")


def test_the_board_asks_as_often_of_many_as_of_few(project, unit):
    client = signed("publisher", unit)

    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert page(client, path).status_code == 200
        return len(found)

    def fill(numbers: range) -> None:
        for number in numbers:
            item = activity(project, number)
            task(item, -90, number - 3)
            models.Output.objects.create(item=item, kind="study", due=days(-1))
            means = models.Financing.objects.create(item=item, planned=number)
            models.Expenditure.objects.create(financing=means, on=today(), amount=1)

    fill(range(1, 3))
    few = [asked(path) for path in PAGES]
    fill(range(3, 30))
    assert [asked(path) for path in PAGES] == few
    assert max(few) < 25


# What is done on the board


def done(client: Client, one: Any, **sent: str) -> Any:
    return client.post(f"/en/manage/programme/board/tasks/{one.pk}/done/", sent)


def test_a_task_is_marked_as_done_and_opened_again(project, unit):
    item = activity(project)
    one = task(item, -9, -1)
    client = signed("editor", unit)
    answer = done(client, one, day=str(days(-2)), back="year=2026&unit=EST&evil=//x")
    assert answer.url == "/en/manage/programme/?year=2026&unit=EST"
    one.refresh_from_db()
    item.refresh_from_db()
    # Who edits the activity meanwhile is told.
    assert (one.done, item.revision) == (days(-2), 2)
    entry = trail().objects.latest("pk")
    assert (entry.action, entry.detail["to"]) == ("programme.task_done", str(days(-2)))
    assert "Not done after all" in text(page(client, f"gantt?project={project.pk}"))
    reader = page(signed("reader", unit), f"gantt?project={project.pk}")
    assert "Not done after all" not in text(reader)
    again = done(client, one, day=str(days(-1)))
    assert again.status_code == 400
    assert done(client, one, reopen="1").status_code == 302
    one.refresh_from_db()
    assert one.done is None


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "0001-01-01", "%00", "9" * 50])
def test_what_is_no_day_is_refused(project, unit, day):
    one = task(activity(project), -9, -1)
    assert done(signed("editor", unit), one, day=day).status_code == 400
    one.refresh_from_db()
    assert one.done is None


def test_nothing_is_done_tomorrow_or_in_a_closed_programme(project, unit):
    one = task(activity(project), -9, 9)
    client = signed("editor", unit)
    assert "has not come yet" in text(done(client, one, day=str(days(1))))
    models.WorkProgramme.objects.update(stage="closed")
    assert "closed" in text(done(client, one, day=str(today())))
    assert client.get(f"/en/manage/programme/board/items/{one.item_id}/risk/").status_code == 400
    one.refresh_from_db()
    assert one.done is None


def test_another_units_work_is_not_touched(project, unit, other):
    item = activity(project)
    one = task(item, -9, -1)
    stranger = signed("editor", other)
    risk = f"/en/manage/programme/board/items/{item.pk}/risk/"
    assert done(stranger, one).status_code == 403
    assert stranger.get(risk).status_code == 403
    assert stranger.post(risk, {"reason": "x", "revision": 1}).status_code == 403
    answer = page(stranger, "?unit=all")
    assert "Task" in text(answer)
    assert "Mark as done" not in text(answer)
    assert done(signed("publisher"), one).status_code == 302


def test_a_risk_is_flagged_with_its_reason(project, unit):
    item = activity(project)
    client = signed("editor", unit)
    path = f"/en/manage/programme/board/items/{item.pk}/risk/"
    assert client.post(path, {"reason": "No venue", "revision": 1}).status_code == 302
    item.refresh_from_db()
    assert item.risk == "No venue"
    assert trail().objects.latest("pk").action == "programme.risk_flagged"
    assert client.post(path, {"reason": " ", "revision": 2}).status_code == 302
    item.refresh_from_db()
    assert item.risk == ""
    assert trail().objects.latest("pk").action == "programme.risk_cleared"


def test_two_who_flag_at_once_see_each_other(project, unit):
    item = activity(project)
    client = signed("editor", unit)
    path = f"/en/manage/programme/board/items/{item.pk}/risk/"
    client.post(path, {"reason": "Hers", "revision": 1})
    clash = client.post(path, {"reason": "Mine", "revision": 1})
    assert clash.status_code == 409
    assert all(one in text(clash) for one in ("Hers", "Mine", "Somebody else has changed this"))
    assert 'name="revision" value="2"' in clash.content.decode()
    for wrong in ("x" * 2001, "bad\x07sign"):
        refused = client.post(path, {"reason": wrong, "revision": 2})
        assert refused.status_code == 400
        assert wrong[:9] in refused.content.decode()
    item.refresh_from_db()
    assert item.risk == "Hers"


# The schedule, the workload, the budget


def test_the_schedule_is_a_chart_and_a_table(project):
    item = activity(project)
    year = today().year
    fixed = {"starts": date(year, 2, 1), "ends": date(year, 3, 31), "schedule": "Feb-Mar"}
    task(item, 0, 0, "Survey", **fixed, done=date(year, 1, 1))
    task(item, 0, 0, "Talks", starts=None, ends=None, kind="on_demand")
    client = signed("reader")
    whole, alone = page(client, "gantt"), page(client, f"gantt?project={project.pk}")
    for answer in (whole, alone):
        html = answer.content.decode()
        assert html.count('role="img"') == 2
        assert html.count('aria-labelledby="finding measure"') == 2
        assert f"1 February {year}" in html
    assert "Of 1 activities" in text(whole)
    assert "Of 2 tasks: 0 late, 0 at risk, 1 done" in text(alone)
    assert "Feb-Mar" in text(alone)
    assert "Without a date" in text(alone)


def test_the_workload_counts_by_month_and_unit(project, other):
    year = today().year
    spring = {"starts": date(year, 3, 31), "ends": date(year, 4, 1)}
    item = activity(project)
    task(item, 0, 0, **spring)
    task(item, 0, 0, **spring, unit=other)
    task(item, 0, 0, kind="on_demand")
    task(activity(project, 2, status="postponed"), 0, 0, **spring)
    html = page(signed("reader"), "workload").content.decode()
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html, re.DOTALL)
    assert [re.findall(r">(\d+)</td>", row) for row in rows] == [
        list("00110000000001"),
        list("00110000000012"),
    ]


def means(item: Any, planned: int | None, *spent: int, **fields: Any) -> None:
    made = models.Financing.objects.create(item=item, planned=planned, **fields)
    for amount in spent:
        models.Expenditure.objects.create(financing=made, on=today(), amount=amount)


def test_the_budget_never_adds_currencies_nor_takes_unknown_for_zero(project):
    first, second = activity(project), activity(project, 2)
    means(first, 1000, 200, 50)
    means(first, 70, 7, currency="EUR")
    means(second, 3000)
    means(second, 500, source="in_kind")
    html = page(signed("reader"), "budget").content.decode()
    (area,) = re.findall(r'<section id="of-by_area">.*?</section>', html, re.DOTALL)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", area, re.DOTALL)
    told = [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", row)).strip() for row in rows]
    assert told == [
        "I Area EUR 70 7 10",
        "I Area USD 4,000 250 amounts not known: 1 ··",
        "I Area in kind USD 500 ·· ··",
    ]
    (each,) = re.findall(r'<section id="of-by_activity">.*?</section>', html, re.DOTALL)
    assert 'class="spent" width="25"' in each


def test_the_budget_leaves_as_csv_without_formulas(project):
    item = activity(project, title={"en": "=1+1"})
    means(item, 10, partner="@SUM(A1)", reference="-2", currency="USD")
    answer = page(signed("reader"), "budget.csv?unit=all")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, row = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    told = dict(zip(head, row, strict=True))
    assert (told["Title"], told["Partner"], told["Reference"]) == ("'=1+1", "'@SUM(A1)", "'-2")
    assert (told["Planned"], told["Spent"], told["Project"]) == ("10", "", "I.1 Project")
