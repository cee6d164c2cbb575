"""Notices and digests: told once, to whom they concern, and sent once a day at most."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from staff import forgotten, person, text, with_app

from cedic.model import LANGUAGES

DAY = date(2026, 6, 15)
HOSTILE = "<b>bold</b>\r\nBcc: all@example.org"


@pytest.fixture(autouse=True)
def database(portal) -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with forgotten():
        yield


@pytest.fixture
def posted(monkeypatch) -> list[Any]:
    """The portal has a mail server, which keeps what it is given."""
    monkeypatch.setenv("CEDIC_EMAIL", "smtp://mail.example.org")
    monkeypatch.setenv("CEDIC_EMAIL_FROM", "statistics@example.org")
    monkeypatch.setenv("CEDIC_PUBLIC_ADDRESS", "https://stats.example.org")
    mail.outbox.clear()
    return mail.outbox


def table(name: str) -> Any:
    return apps.get_model("programme", name)


def notices() -> Any:
    from cedic.web.programme import notices as module

    return module


def days(count: int) -> date:
    return DAY + timedelta(days=count)


def daily(day: date = DAY) -> Any:
    return notices().daily(day)


def seated(role: str = "editor", *units: Any, digest: str = "never", **fields: Any) -> Any:
    """A person of a role with a seat in units."""
    user = person(role, **fields)
    table("Seat").objects.create(user=user, digest=digest).units.set(units)
    return user


@pytest.fixture
def unit() -> Any:
    return table("Unit").objects.create(code="EST", name={"en": "Statistics"})


@pytest.fixture
def item(unit) -> Any:
    programme = table("WorkProgramme").objects.create(
        title={"en": "Programme"}, starts=2026, ends=2026, stage="adopted"
    )
    project = table("Item").objects.create(
        programme=programme, level="project", code="I.1", title={"en": "Project"}, unit=unit
    )
    return table("Item").objects.create(
        programme=programme, parent=project, level="activity", code="I.1.1", status="under_way"
    )


def task(item: Any, ends: int, **fields: Any) -> Any:
    text = {"en": "Survey", "es": "Encuesta"}
    given = {"text": text, "kind": "dated", "ends": days(ends)} | fields
    return table("Task").objects.create(item=item, **given)


def told(user: Any) -> list[tuple[str, str]]:
    own = table("Notification").objects.filter(user=user)
    return sorted((one.kind, one.subject) for one in own)


def moved(to: date) -> None:
    """Notices are told on a day: the clock of the test is another one."""
    when = timezone.make_aware(datetime.combine(to, datetime.min.time()))
    table("Notification").objects.update(moment=when)


# Telling


def test_the_same_is_told_once():
    user = person()
    assert notices().notify(user, "meeting_convened", "Forum", "/programme/meetings/1/", "m:1")
    assert not notices().notify(user, "meeting_convened", "Forum", "programme/meetings/1/", "m:1")
    assert notices().notify(user, "meeting_convened", "Forum", "programme/meetings/1/", "m:2")
    one = table("Notification").objects.filter(user=user).first()
    assert (one.path, notices().unread(user)) == ("programme/meetings/1/", 2)
    gone = person(email="gone@example.org", is_active=False)
    assert not notices().notify(gone, "meeting_convened", "Forum", "programme/", "m:1")


def test_a_subject_is_one_line_of_limited_length():
    user = person()
    notices().notify(user, "meeting_convened", HOSTILE + "x" * 999, "programme/", "m" * 999)
    one = table("Notification").objects.get(user=user)
    assert one.subject.startswith("<b>bold</b> Bcc: all@example.org")
    assert (len(one.subject) <= 200, len(one.mark)) == (True, 200)


def test_who_holds_a_permission():
    from cedic.web.accounts import permissions

    one, _ = person("publisher"), person("editor")
    root = person("reader", email="root@example.org", is_superuser=True)
    person("publisher", email="gone@example.org", is_active=False)
    assert {user.email for user in notices().holders(permissions.PUBLISH)} == {
        one.email,
        root.email,
    }


@pytest.mark.parametrize(
    ("ends", "kind"),
    [
        (-1, "task_late"),
        (0, "task_due"),
        (30, "task_due"),
        (31, None),
        (-366, None),
        (-365, "task_late"),
    ],
)
def test_a_unit_is_told_what_is_due_and_late_of_its_tasks(item, unit, ends, kind):
    hers, other = seated("editor", unit, language="en"), seated("reader", email="o@example.org")
    task(item, ends)
    daily()
    assert told(hers) == ([(kind, "I.1.1 Survey")] if kind else [])
    assert told(other) == []
    assert daily().told == 0


@pytest.mark.parametrize(
    "fields",
    [{"done": DAY}, {"kind": "continuous"}, {"kind": "on_demand"}, {"kind": "unknown"}],
)
def test_what_is_done_or_has_no_days_is_not_told(item, unit, fields):
    hers = seated("editor", unit)
    task(item, -5, **fields)
    daily()
    assert told(hers) == []


def test_what_is_called_off_closed_or_a_draft_is_not_told(item, unit):
    hers = seated("editor", unit)
    task(item, -5)
    for status in ("completed", "postponed", "cancelled"):
        table("Item").objects.update(status=status)
        daily()
    table("Item").objects.update(status="planned")
    for stage in ("draft", "circulated", "closed"):
        table("WorkProgramme").objects.update(stage=stage)
        daily()
    assert told(hers) == []


def test_a_unit_of_its_own_is_told_of_a_task(item, unit):
    lent = table("Unit").objects.create(code="COOP")
    hers, theirs = seated("editor", unit), seated("reader", lent)
    task(item, -5, unit=lent)
    daily()
    assert (told(hers), told(theirs)) == ([], [("task_late", "I.1.1 Encuesta")])


def test_a_new_day_is_told_anew_and_a_task_done_is_settled(item, unit):
    hers = seated("editor", unit)
    one = task(item, 5)
    daily()
    daily(days(6))
    assert [kind for kind, _ in told(hers)] == ["task_due", "task_late"]
    one.ends = days(20)
    one.save()
    assert daily(days(6)).told == 1
    assert notices().unread(hers) == 3
    notices().settle(f"task:{one.pk}:")
    assert notices().unread(hers) == 0


def test_a_follow_up_is_told_to_its_owner_or_else_to_its_unit(unit):
    meeting = table("Meeting").objects.create(title={"en": "Forum"})
    conclusion = table("Conclusion").objects.create(meeting=meeting, number="1")
    make = table("FollowUp").objects.create
    owner, hers = seated("reader", email="owner@example.org"), seated("editor", unit)
    gone = person("reader", email="gone@example.org", is_active=False)
    make(conclusion=conclusion, text={"en": "Owned"}, owner=owner, unit=unit, due=days(1))
    make(conclusion=conclusion, text={"en": "Left"}, owner=gone, unit=unit, due=days(-1))
    make(conclusion=conclusion, text={"en": "Done"}, unit=unit, due=days(-1), done=DAY)
    make(conclusion=conclusion, text={"en": "Far"}, unit=unit, due=days(31))
    make(conclusion=conclusion, text={"en": "Open"}, unit=unit)
    daily()
    assert told(owner) == [("follow_up_due", "Owned")]
    assert told(hers) == [("follow_up_late", "Left")]
    assert table("Notification").objects.first().path == f"programme/meetings/{meeting.pk}/"


def test_who_may_not_read_is_not_told(item, unit):
    member = seated("member_state", unit)
    gone = seated("editor", unit, email="gone@example.org", is_active=False)
    task(item, -5)
    daily()
    assert (told(member), told(gone)) == ([], [])


def test_many_are_told_in_as_few_queries_as_one(item, unit):
    seated("editor", unit)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            notices().remind(DAY)
        return len(found)

    task(item, -5)
    few = asked()
    for number in range(20):
        task(item, -number)
        seated("reader", unit, email=f"{number}@example.org")
    # The 441 notices are written a hundred or two at a time, as the database takes them.
    assert asked() <= few + 4


# Digests


def test_a_digest_is_sent_once_a_day(item, unit, posted):
    user = seated("editor", unit, digest="daily", language="fr", full_name="Ana Test")
    task(item, -1)
    notices().remind(DAY)
    moved(DAY)
    assert (daily().sent, daily().sent) == (1, 0)
    (letter,) = posted
    assert letter.to == [user.email]
    assert letter.subject == "CEDIC : avis du programme de travail (1)"
    assert "Bonjour Ana Test," in letter.body
    assert "- Tâche en retard\N{NO-BREAK SPACE}: I.1.1 Encuesta (14 juin 2026)" in letter.body
    assert f"https://stats.example.org/fr/programme/items/{item.pk}/" in letter.body
    assert "https://stats.example.org/fr/manage/programme/notices/" in letter.body
    # What was sent is not sent again, read or not.
    assert daily(days(1)).sent == 0
    task(item, -3)
    notices().remind(days(2))
    moved(DAY)
    assert daily(days(2)).sent == 1
    assert "(12" in posted[1].body


def test_weekly_is_every_seven_days_and_never_is_never(posted):
    weekly = seated("editor", digest="weekly")
    seated("reader", digest="never")
    for number in range(9):
        for user in apps.get_model("accounts", "User").objects.all():
            notices().notify(user, "import_waiting", "A file", "programme/", f"i:{number}")
        moved(DAY)
        daily(days(number))
    assert [letter.to for letter in posted] == [[weekly.email]] * 2
    assert "(1)" in posted[0].subject
    assert "(7)" in posted[1].subject


def test_who_has_chosen_nothing_is_written_to_every_week(posted):
    user = person("publisher", email="new@example.org")
    nobody = person("publisher", email="none@example.org")
    nobody.groups.clear()
    client = Client()
    client.force_login(with_app(user))
    shown = client.get("/en/manage/programme/notices/").content.decode()
    assert '<option value="weekly" selected>' in shown
    for number in range(9):
        for one in (user, nobody):
            notices().notify(one, "comment_received", "A comment", "programme/", f"c:{number}")
        moved(DAY)
        daily(days(number))
    assert [letter.to for letter in posted] == [[user.email]] * 2
    assert not table("Seat").objects.filter(user=nobody).exists()
    client.post("/en/programme/notices/digest/", {"digest": "never"})
    notices().notify(user, "comment_received", "A comment", "programme/", "c:10")
    moved(DAY)
    assert daily(days(30)).sent == 0


def test_what_was_read_is_not_sent(posted):
    user = seated("editor", digest="daily")
    notices().notify(user, "import_waiting", "A file", "programme/", "i:1")
    notices().settle("i:")
    moved(DAY)
    assert (daily().sent, posted) == (0, [])


def test_nobody_is_written_to_who_may_not_see_it_any_more(posted):
    user = seated("editor", digest="daily")
    notices().notify(user, "import_waiting", "A file", "programme/", "i:1")
    moved(DAY)
    user.groups.clear()
    assert daily().sent == 0


def test_without_a_mail_server_nothing_is_sent_nor_lost(item, unit):
    mail.outbox.clear()
    user = seated("editor", unit, digest="daily")
    task(item, -1)
    assert (daily().told, mail.outbox) == (1, [])
    assert table("Seat").objects.get(user=user).digested is None
    assert table("Notification").objects.get(user=user).sent is None


def test_a_letter_that_fails_waits_and_stops_no_other(posted, monkeypatch):
    from django.core.mail import EmailMessage

    first, second = seated("editor", digest="daily"), seated("reader", digest="daily")
    for user in (first, second):
        notices().notify(user, "import_waiting", "A file", "programme/", "i:1")
    moved(DAY)
    real = EmailMessage.send

    def broken(self, *args, **kwargs):
        if self.to == [first.email]:
            raise ConnectionError("gone")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", broken)
    done = daily()
    assert (done.sent, done.failed) == (1, 1)
    with pytest.raises(CommandError, match="1 could not be sent"):
        call_command("programme_digest")
    monkeypatch.undo()


def test_nothing_that_people_write_breaks_a_letters_head(posted, monkeypatch):
    monkeypatch.setenv("CEDIC_PUBLISHER", "SELA")
    user = seated("editor", digest="daily", language="en", full_name="Ana\r\nBcc: x@example.org")
    notices().notify(user, HOSTILE, HOSTILE, "programme/\r\nX: y", "i:1", {"day": "\r\nX"})
    moved(DAY)
    daily()
    (letter,) = posted
    message = letter.message()
    assert message["Bcc"] is None
    assert message.get_content_type() == "text/plain"
    assert letter.subject == "SELA: notices of the work programme (1)"
    assert "- Notice: <b>bold</b> Bcc: all@example.org\n" in letter.body


def test_a_long_digest_is_cut_and_says_so(posted):
    user = seated("editor", digest="daily", language="en")
    for number in range(60):
        notices().notify(user, "import_waiting", f"File {number}", "programme/", f"i:{number}")
    moved(DAY)
    daily()
    assert posted[0].body.count("- Import waits") == 50
    assert "… and 10 more." in posted[0].body


def test_the_command_tells_what_it_did(item, unit, posted, monkeypatch):
    hers = seated("editor", unit, digest="daily")
    today = timezone.localdate()
    task(item, (today - DAY).days)
    out = StringIO()
    call_command("programme_digest", stdout=out)
    assert out.getvalue().strip() == "New notices: 1. Digests sent: 1."
    assert posted[0].to == [hers.email]
    monkeypatch.delenv("CEDIC_EMAIL")
    monkeypatch.delenv("CEDIC_EMAIL_FROM")
    out = StringIO()
    call_command("programme_digest", stdout=out)
    assert "There is no mail server" in out.getvalue()


# The pages


def entered(user: Any) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(with_app(user))
    return client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("role", "path"),
    [("reader", "manage/programme/notices/"), ("member_state", "programme/notices/")],
)
def test_notices_are_shown_the_unread_first(role, path, language):
    user = seated(role)
    for number in range(3):
        detail = {"day": "2026-03-31"}
        notices().notify(
            user, "programme_circulated", f"{HOSTILE} {number}", "programme/", f"{number}", detail
        )
    last = table("Notification").objects.filter(user=user).first()
    last.read = timezone.now()
    last.save()
    answer = entered(user).get(f"/{language}/{path}")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "<b>bold" not in html
    subjects = re.findall(r"example.org (\d)</a>", html)
    assert subjects == ["1", "0", "2"]
    assert f'href="/{language}/{path}"' in html
    assert re.search(r"\(2\)</a>", html)
    assert "2026" in text(answer)


def test_a_notice_is_marked_as_read_by_whom_it_is_of():
    hers, other = seated("reader"), seated("editor")
    for user in (hers, other):
        notices().notify(user, "import_waiting", "A file", "programme/", "i:1")
        notices().notify(user, "import_waiting", "Another", "programme/", "i:2")
    own = table("Notification").objects.filter(user=hers).last()
    foreign = table("Notification").objects.filter(user=other).last()
    client = entered(hers)
    assert client.post(f"/en/programme/notices/{own.pk}/read/").url == (
        "/en/manage/programme/notices/"
    )
    assert client.post(f"/en/programme/notices/{foreign.pk}/read/").status_code == 404
    assert (notices().unread(hers), notices().unread(other)) == (1, 2)
    # What came after the page was shown stays unread.
    client.post("/en/programme/notices/read/", {"last": own.pk})
    assert notices().unread(hers) == 1
    for last in ("x", "", "9" * 40, "²"):
        assert client.post("/en/programme/notices/read/", {"last": last}).status_code == 302
    newest = table("Notification").objects.filter(user=hers).first()
    client.post("/en/programme/notices/read/", {"last": newest.pk})
    assert (notices().unread(hers), notices().unread(other)) == (0, 2)


def test_how_often_one_is_written_to_is_chosen(posted, monkeypatch):
    user = person("member_state")
    client = entered(user)
    page = client.get("/en/programme/notices/")
    assert f"Sent to {user.email}." in text(page)
    assert client.post("/en/programme/notices/digest/", {"digest": "daily"}).status_code == 302
    assert table("Seat").objects.get(user=user).digest == "daily"
    trail = apps.get_model("audit", "Entry").objects.latest("pk")
    assert (trail.action, trail.detail["to"]) == ("programme.digest_chosen", "daily")
    assert client.post("/en/programme/notices/digest/", {"digest": "hourly"}).status_code == 400
    monkeypatch.delenv("CEDIC_EMAIL")
    monkeypatch.delenv("CEDIC_EMAIL_FROM")
    assert "sends no e-mail" in text(client.get("/en/programme/notices/"))


def test_a_visitor_has_no_notices():
    assert Client(SERVER_NAME="localhost").get("/en/programme/notices/").status_code == 302
    home = Client(SERVER_NAME="localhost").get("/en/programme/")
    assert "notices" not in home.content.decode()
