"""Meetings: what everyone sees of them, who registers, and how the secretariat keeps them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from programme_addresses import meetings as addresses
from staff import forgotten, person, text, with_app

from cedic.model import LANGUAGES
from cedic.publish.document import html
from cedic.publish.programme import meeting_report
from markup import Page

TODAY = date.today()
SOON = TODAY + timedelta(days=20)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def database(portal) -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with forgotten():
        cache.clear()
        yield


def models() -> Any:
    from cedic.web.programme import models

    return models


def meeting(**fields: Any) -> Any:
    """A public meeting, soon."""
    told = {
        "title": {"es": "Foro de comercio", "en": "Trade forum"},
        "visibility": "public",
        "starts": SOON,
        "city": "Panamá",
        "country": "PAN",
    }
    return models().Meeting.objects.create(**{**told, **fields})


def signed_in(role: str, *units: Any) -> Client:
    user = person(role)
    if role in ("publisher", "administrator"):
        with_app(user)
    if units:
        models().Seat.objects.create(user=user).units.set(units)
    client = Client()
    client.force_login(user)
    return client


def at(client: Client, path: str, language: str = "en", **given: Any) -> Any:
    return client.get(f"/{language}/programme/meetings/{path}", given)


def post(client: Client, path: str, **values: Any) -> Any:
    return client.post(f"/en/manage/programme/meetings/{path}", values)


def form(**fields: Any) -> dict[str, Any]:
    """The form of a meeting, filled."""
    told = {
        "revision": "1",
        "title-en": "A seminar",
        "kind": "seminar",
        "format": "in_person",
        "registration": "closed",
        "starts": "2026-05-04",
        "ends": "2026-05-06",
    }
    return {**told, **fields}


# What everyone sees


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_in_every_language(language):
    world = addresses.WORLD()
    for path in ("", f"{world['meeting']}/", f"{world['meeting']}/register/"):
        page = at(Client(), path, language)
        assert page.status_code == 200
        shown = Page(page.content.decode())
        assert [tag for tag, _ in shown.elements].count("h1") == 1
        assert not any("style" in told for _, told in shown.elements)
        ids = [told["id"] for _, told in shown.elements if "id" in told]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_staff_in_every_language(language):
    world = addresses.WORLD()
    client = signed_in("publisher")
    for listed in addresses.TABLE.values():
        for one in listed if isinstance(listed, list) else [listed]:
            path = one[0].format(**world).replace("/es/", f"/{language}/")
            page = client.get(path)
            assert page.status_code in (*(one[1] if len(one) > 1 else (200,)), 200)
            if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
                shown = Page(page.content.decode())
                assert [tag for tag, _ in shown.elements].count("h1") == 1
                ids = [told["id"] for _, told in shown.elements if "id" in told]
                assert len(ids) == len(set(ids)), path
                labels = {told.get("for") for tag, told in shown.elements if tag == "label"}
                fields = [told for tag, told in shown.elements if tag in ("select", "textarea")]
                assert all(told.get("id") in labels for told in fields), path


@pytest.mark.parametrize("role", ["reader", "editor", "publisher", "member_state", ""])
def test_each_address_is_open_to_who_may_open_it(role):
    from cedic.web.accounts import permissions

    world = addresses.WORLD()
    client = signed_in(role) if role else Client()
    may = permissions.GROUPS.get(role, ())
    for listed in addresses.TABLE.values():
        for one in listed if isinstance(listed, list) else [listed]:
            path, good, need, to_send, to_post = (*one, *("", (200,), "", (), "")[len(one) :])
            path = path.format(**world)
            for method, statuses, needed in (
                ("get", good, need),
                ("post", to_send, to_post or need),
            ):
                if not statuses:
                    continue
                refused = (302,) if not role else (403,)
                wanted = statuses if not needed or needed in may else refused
                assert getattr(client, method)(path).status_code in wanted, (method, path, role)


def test_what_is_internal_does_not_exist_for_others():
    inside, circulated = meeting(visibility="internal"), meeting(visibility="members")
    state, staff = signed_in("member_state"), signed_in("reader")
    for client, sees in ((Client(), ()), (state, (circulated,)), (staff, (inside, circulated))):
        for one in (inside, circulated):
            for path in (f"{one.pk}/", f"{one.pk}.ics", f"{one.pk}/register/"):
                assert at(client, path).status_code == (200 if one in sees else 404)
            assert (f"/meetings/{one.pk}/" in text_of(at(client, ""))) is (one in sees)
            assert (f"meeting-{one.pk}@" in text_of(at(client, "calendar.ics"))) is (one in sees)


def text_of(answer: Any) -> str:
    return answer.content.decode().replace("\r\n ", "")


def test_the_filters():
    past = meeting(
        title={"es": "Reunión de Antigua"},
        starts=date(2020, 3, 30),
        country="ATG",
        ends=date(2020, 4, 2),
        kind="workshop",
        status="held",
        city="Saint John’s",
    )
    coming, undated = meeting(), meeting(title={"es": "Sin día"}, starts=None, country="")
    late = meeting(
        title={"fr": "Reportée"}, starts=None, postponed_from=date(2021, 5, 1), status="postponed"
    )

    def found(**given: Any) -> set[int]:
        page = at(Client(), "", **given).content.decode()
        return {int(pk) for pk in re.findall(r'href="/en/programme/meetings/(\d+)/"', page)}

    assert found() == {coming.pk, undated.pk, late.pk}
    assert found(when="past") == {past.pk}
    assert found(when="all") == {past.pk, coming.pk, undated.pk, late.pk}
    assert found(year="2020") == {past.pk}
    assert found(year="2021") == {late.pk}
    assert found(month="2020-03") == found(month="2020-04") == {past.pk}
    assert found(month="2020-05") == set()
    assert found(day="2020-04-02") == {past.pk}
    assert found(day="2020-04-03") == set()
    assert found(when="all", country="ATG") == found(kind="workshop", when="all") == {past.pk}
    assert found(when="all", status="postponed") == {late.pk}
    # Accents and case are none.
    assert found(q="REUNION antigua") == {past.pk}
    assert found(q="antigua panama") == set()


def test_months_are_turned_between_the_first_and_the_last_meeting() -> None:
    meeting(starts=date(2020, 3, 5), ends=date(2020, 3, 6), visibility="public")
    this = TODAY.replace(day=1)
    visitor, past, ahead = Client(), date(2020, 3, 1), (this + timedelta(days=32)).replace(day=1)

    def beside(month: date | str) -> list[str]:
        page = visitor.get(f"/es/programme/meetings/?month={month!s:.7}").content.decode()
        return re.findall(r'href="\?month=([0-9-]{7})"', page)

    assert beside(past) == ["2020-04"]
    assert beside("2019-05") == ["2020-03"]
    assert beside(this) == [f"{this - timedelta(days=1):%Y-%m}"]
    assert beside(ahead) == beside("2100-01") == [f"{this:%Y-%m}"]


def test_the_area_is_that_of_the_version_one_may_see():
    from cedic.web.programme import trees

    made = models()
    programme = made.WorkProgramme.objects.create(title={"es": "PT"}, starts=2026, ends=2026)
    area = made.Item.objects.create(programme=programme, level="area", code="I", title={"es": "A"})
    inner = made.Item.objects.create(
        programme=programme, parent=area, level="activity", code="I.1", title={"es": "Frozen"}
    )
    one, other = meeting(item=inner), meeting()
    # Nothing of the programme is public yet: the area cannot be asked for, nor is the item told.
    assert f"/meetings/{one.pk}/" not in text_of(at(Client(), "", area=area.pk))
    assert "I.1" not in text(at(Client(), f"{one.pk}/"))
    staff = signed_in("reader")
    assert f"/meetings/{one.pk}/" in text_of(at(staff, "", area=area.pk))
    trees.freeze(programme, "public")
    made.Item.objects.filter(pk=inner.pk).update(title={"es": "Live words"})
    page = text_of(at(Client(), "", area=area.pk))
    assert f"/meetings/{one.pk}/" in page
    assert f"/meetings/{other.pk}/" not in page
    shown = text(at(Client(), f"{one.pk}/"))
    assert "Frozen" in shown
    assert "Live words" not in shown
    assert "Live words" in text(at(staff, f"{one.pk}/"))


def test_a_meeting_tells_its_conclusions_and_counts_its_people():
    made = models()
    one = meeting(status="held", starts=TODAY - timedelta(days=3), link="https://join.example/x")
    for name, organisation in (("Ana", "SELA"), ("Berta", "SELA"), ("Carla", "BID")):
        made.Participant.objects.create(
            meeting=one, name=name, organisation=organisation, country="VEN", state="attended"
        )
    made.Participant.objects.create(meeting=one, name="Dora", country="PAN", state="registered")
    item = made.Conclusion.objects.create(
        meeting=one, number="3", kind="recommendation", text={"en": HOSTILE}
    )
    made.FollowUp.objects.create(conclusion=item, text={"en": "Ask the bank"}, responsible="BID")
    page = at(Client(), f"{one.pk}/")
    raw, told = page.content.decode(), text(page)
    assert 'id="r-3"' in raw
    assert HOSTILE not in raw
    assert "&lt;script&gt;" in raw
    assert "Total 3" in told
    assert not {"Ana", "Dora"} & set(told.split())
    assert "Ask the bank" not in told
    assert "join.example" not in raw
    assert "Ask the bank" in text(at(signed_in("member_state"), f"{one.pk}/"))
    staff = text(at(signed_in("reader"), f"{one.pk}/"))
    assert "Ana" in staff
    assert "join.example" in staff


def test_the_number_of_queries_does_not_grow():
    client = Client()

    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert at(client, path).status_code == 200
        return len(queries)

    one = meeting()
    before = [asked(""), asked("calendar.ics"), asked(f"{one.pk}/")]
    made = models()
    for at_day in range(60):
        meeting(starts=SOON + timedelta(days=at_day))
        made.Participant.objects.create(meeting=one, name="x", state="registered", country="ARG")
        made.AgendaItem.objects.create(meeting=one, title={"en": "x"})
        made.MeetingOrganiser.objects.create(meeting=one, name="x")
        item = made.Conclusion.objects.create(meeting=one, number=f"{at_day}", text={"en": "x"})
        made.FollowUp.objects.create(conclusion=item, text={"en": "x"})
    after = [asked(""), asked("calendar.ics"), asked(f"{one.pk}/")]
    # What belongs to the conclusions is asked for once there are any.
    assert after[:2] == before[:2]
    assert after[2] <= before[2] + 3
    with CaptureQueriesContext(connection) as queries:
        from cedic.web.programme.meeting_values import values

        assert len(values(made.Meeting.objects.all())) == 61
    assert len(queries) <= 7


# For programs


def events(answer: Any) -> list[Any]:
    from icalendar import Calendar

    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_meeting_in_a_calendar():
    one = meeting(
        title={"en": "Trade; services,\nand \\ more"},
        ends=SOON + timedelta(days=2),
        revision=4,
        status="convened",
        link="https://join.example/x",
        venue="Hotel; Sala",
    )
    [event] = events(at(Client(), f"{one.pk}.ics"))
    assert str(event["SUMMARY"]) == "Trade; services,\nand \\ more"
    assert event["DTSTART"].dt == SOON
    assert event["DTEND"].dt == SOON + timedelta(days=3)
    assert str(event["LOCATION"]) == "Hotel; Sala, Panamá, Panama"
    assert event["STATUS"] == "CONFIRMED"
    assert event["SEQUENCE"] == 4
    assert "join.example" not in text_of(at(signed_in("reader"), f"{one.pk}.ics"))
    [other] = events(at(Client(), f"{one.pk}.ics", "pt"))
    assert other["UID"] == event["UID"] == f"meeting-{one.pk}@testserver"


def test_the_calendar_follows_the_filters():
    one = meeting(status="cancelled")
    meeting(starts=TODAY - timedelta(days=800))
    meeting(starts=None)
    old = meeting(starts=date(2019, 1, 31), country="ARG")
    [event] = events(at(Client(), "calendar.ics"))
    assert event["STATUS"] == "CANCELLED"
    assert event["UID"].startswith(f"meeting-{one.pk}@")
    [event] = events(at(Client(), "calendar.ics", year="2019"))
    assert event["UID"].startswith(f"meeting-{old.pk}@")
    assert events(at(Client(), "calendar.ics", country="BRA")) == []
    assert at(Client(), f"{meeting(starts=None).pk}.ics").status_code == 404


# Registering

WHO = {
    "name": "Ana Pérez",
    "email": "Ana@Example.org",
    "post": "Directora",
    "organisation": "Cancillería",
    "country": "brésil",
}


def register(one: Any, **values: Any) -> Any:
    return Client().post(f"/en/programme/meetings/{one.pk}/register/", {**WHO, **values})


def test_one_registers_and_is_led_to_one_s_own_page():
    one = meeting(registration="open", format="virtual", link="https://join.example/x")
    answer = register(one)
    assert answer.status_code == 302
    assert "/meetings/answer/" in answer.url
    [held] = one.participants.all()
    assert (held.email, held.country, held.state) == ("ana@example.org", "BRA", "registered")
    token = answer.url.split("/")[-2]
    assert token not in (held.digest, "")
    assert len(held.digest) == 64
    page = Client().get(answer.url)
    assert "join.example" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "join.example" not in text_of(at(Client(), f"{one.pk}/"))


def test_an_address_registers_once_and_nothing_of_its_owner_is_told():
    one = meeting(registration="open")
    register(one)
    again = register(one, email="ANA@example.org", name="Somebody else")
    assert again.status_code == 400
    assert "Cancillería" not in text(again).replace('value="Cancillería"', "")
    assert "already" in text(again)
    assert one.participants.get().name == "Ana Pérez"


def test_with_a_mail_server_a_stranger_learns_nothing(monkeypatch):
    class AtOnce:
        def __init__(self, target: Any, args: Any, daemon: bool) -> None:
            self.start = lambda: target(*args)

    monkeypatch.setattr("cedic.web.accounts.letters.Thread", AtOnce)
    monkeypatch.setattr("cedic.web.accounts.letters.can_be_sent", lambda: True)
    mail.outbox.clear()
    one = meeting(title={"en": "Forum\nBcc: x@example.org"}, registration="open")
    first, again = register(one), register(one, name=f"Buy {HOSTILE}")
    assert first.url == again.url == f"/en/programme/meetings/{one.pk}/register/?sent=1"
    assert one.participants.count() == 1
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"]] * 2
    assert "Buy" not in mail.outbox[1].body
    assert mail.outbox[0].subject == "Your registration: Forum Bcc: x@example.org"
    links = [re.search(r"http://\S+", letter.body)[0] for letter in mail.outbox]
    # The link that came last is the one that opens.
    assert [Client().get(link).status_code for link in links] == [410, 200]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": " "}, "Name"),
        ({"email": "nobody"}, "is not an e-mail address"),
        ({"email": ""}, "E-mail"),
        ({"organisation": ""}, "Organisation"),
        ({"country": "Atlantis"}, "is not a country"),
        ({"name": "x" * 300}, "too long"),
        ({"name": "a\u202eb"}, "signs"),
        ({"email": f"{'x' * 250}@example.org"}, "is not an e-mail address"),
    ],
)
def test_what_is_no_registration(values, said):
    one = meeting(registration="open")
    answer = register(one, **values)
    assert answer.status_code == 400
    assert said in text(answer)
    assert not one.participants.exists()
    # What was typed is kept.
    assert 'value="Directora"' in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"registration": "closed"}, "Registration is closed"),
        ({"registration": "invited"}, "link in their invitation"),
        ({"registration_until": TODAY - timedelta(days=1)}, "time for registering is over"),
        ({"status": "cancelled"}, "cancelled"),
        ({"starts": TODAY - timedelta(days=2)}, "is over"),
    ],
)
def test_when_one_cannot_register(fields, said):
    one = meeting(**{"registration": "open", **fields})
    assert said in text(at(Client(), f"{one.pk}/register/"))
    answer = register(one)
    assert answer.status_code == 400
    assert said in text(answer)
    assert not one.participants.exists()


def test_a_full_meeting_does_not_tell_who_has_a_place(monkeypatch):
    monkeypatch.setattr("cedic.web.accounts.letters.can_be_sent", lambda: True)
    one = meeting(registration="open", capacity=1)
    one.participants.create(name="Ana", email="ana@example.org", state="registered")
    hers, other = register(one), register(one, email="other@example.org")
    assert hers.status_code == other.status_code == 400
    assert text(hers).count("All places are taken") == text(other).count("All places are taken")
    assert one.participants.get().digest == ""


def test_there_are_as_many_places_as_there_are():
    one = meeting(registration="open", capacity=1)
    assert register(one).status_code == 302
    answer = register(one, email="b@example.org")
    assert answer.status_code == 400
    assert "All places are taken" in text(answer)
    one.participants.update(state="declined")
    assert register(one, email="b@example.org").status_code == 302


def test_who_registers_too_often_is_asked_to_wait():
    one = meeting(registration="open")
    statuses = [register(one, email=f"x{number}@example.org").status_code for number in range(21)]
    assert statuses == [302] * 20 + [429]
    assert one.participants.count() == 20


def test_the_form_is_refused_from_elsewhere():
    one = meeting(registration="open")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/en/programme/meetings/{one.pk}/register/", WHO).status_code == 403


# Inviting


def invite(client: Client, one: Any, people: str) -> Any:
    return post(client, f"{one.pk}/invite/", people=people)


def test_those_invited_answer_with_their_links():
    one = meeting(
        registration="invited",
        visibility="internal",
        format="hybrid",
        capacity=1,
        link="https://join.example/x",
    )
    editor = signed_in("editor")
    answer = invite(editor, one, "Ana; a@example.org; SELA; Panamá\nBea; b@example.org; BID;\n")
    assert answer.status_code == 200
    links = re.findall(
        r'value="http://testserver(/en/programme/meetings/answer/[^"]+)"', answer.content.decode()
    )
    assert len(links) == 2
    ana, bea = Client().get(links[0]), Client().get(links[1])
    assert "Trade forum" in text(ana)
    assert "join.example" not in ana.content.decode() + bea.content.decode()
    told = {"name": "Ana López", "organisation": "SELA", "country": "PAN", "answer": "registered"}
    assert Client().post(links[0], told).status_code == 302
    assert "join.example" in Client().get(links[0]).content.decode()
    assert one.participants.get(email="a@example.org").name == "Ana López"
    # The one place is taken; who cannot come says so nevertheless.
    full = Client().post(links[1], {"name": "Bea", "answer": "registered"})
    assert full.status_code == 400
    assert "All places are taken" in text(full)
    assert Client().post(links[1], {"answer": "declined"}).status_code == 302
    assert one.participants.get(email="b@example.org").state == "declined"
    assert Client().post(links[0], {"answer": "attended"}).status_code == 400
    # Another link ends the first one.
    ana = one.participants.get(email="a@example.org")
    assert post(editor, f"{one.pk}/people/{ana.pk}/link/").status_code == 200
    assert Client().get(links[0]).status_code == 410
    assert Client().post(links[0], told).status_code == 410


def test_each_line_that_is_wrong_is_told_and_nothing_is_entered():
    one = meeting(registration="invited")
    one.participants.create(name="Here", email="here@example.org")
    lines = [
        "Name; E-mail; Country; Organisation",
        "Ana; a@example.org; Panama; SELA",
        "; b@example.org; Panama; SELA",
        "Carla; not-an-address; Panama; SELA",
        "Dora; d@example.org; Atlantis; SELA",
        "Eva; A@example.org; Panama; SELA",
        "Flor; here@example.org; Panama; SELA",
    ]
    answer = invite(signed_in("editor"), one, "\n".join(lines))
    assert answer.status_code == 400
    wrong = re.findall(r'<th scope="row">(\d+)</th>', answer.content.decode())
    assert wrong == ["3", "4", "5", "6", "7"]
    assert one.participants.count() == 1
    assert "a@example.org" in answer.content.decode()


def test_nobody_is_invited_where_registration_is_closed():
    one = meeting()
    answer = invite(signed_in("editor"), one, "Ana; a@example.org")
    assert answer.status_code == 400
    assert "closed" in text(answer)
    assert invite(signed_in("publisher"), one, " \n ").status_code == 400


# Attendance


def test_an_attendance_list_goes_out_and_comes_back():
    one = meeting(starts=TODAY - timedelta(days=1), status="held")
    one.participants.create(
        name='=cmd|"x"',
        email="a@example.org",
        organisation="+SELA",
        country="PAN",
        state="registered",
    )
    editor = signed_in("editor")
    sent = editor.get(f"/pt/manage/programme/meetings/{one.pk}/people.csv").content
    rows = list(csv.reader(io.StringIO(sent.decode("utf-8-sig"))))
    assert rows[0][:2] == ["Nome", "E-mail"]
    assert rows[1] == ['\'=cmd|"x"', "a@example.org", "", "'+SELA", "Panamá", "Inscrito"]
    more = sent.decode() + "Bea,b@example.org,,BID,Chile,\n"
    file = SimpleUploadedFile("list.csv", more.encode(), "text/csv")
    assert post(editor, f"{one.pk}/attendance/", file=file).status_code == 302
    found = list(one.participants.order_by("email").values_list("name", "state", "country"))
    assert found == [('=cmd|"x"', "attended", "PAN"), ("Bea", "attended", "CHL")]


def test_a_workbook_has_no_formulas():
    import openpyxl

    one = meeting()
    one.participants.create(name="=1+1", email="a@example.org")
    sent = signed_in("reader").get(f"/en/manage/programme/meetings/{one.pk}/people.xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(sent)).active
    assert [cell.value for cell in sheet[1]][:2] == ["Name", "E-mail"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nobody"),
        (b"Name;E-mail\n", "nobody"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"Jos\xe9;x@example.org", "UTF-8"),
        (b"A\0;x@example.org", "UTF-8"),
        (b"x;\n" * 2001, "too long"),
        (b"x" * 1_000_001, "too large"),
    ],
)
def test_what_is_no_list(content, said):
    one = meeting(starts=TODAY)
    file = SimpleUploadedFile("list.csv", content, "text/csv")
    answer = post(signed_in("editor"), f"{one.pk}/attendance/", file=file, people="")
    assert answer.status_code == 400
    assert said in text(answer)
    assert not one.participants.exists()


def test_people_are_marked_several_at_a_time():
    one = meeting(starts=TODAY)
    people = [one.participants.create(name=name) for name in ("Ana", "Bea", "Carla")]
    elsewhere = meeting().participants.create(name="Dora")
    editor = signed_in("editor")
    who = [people[0].pk, people[1].pk, elsewhere.pk]
    assert post(editor, f"{one.pk}/people/", who=who, mark="attended").status_code == 302
    states = list(one.participants.order_by("name").values_list("state", flat=True))
    assert states == ["attended", "attended", "invited"]
    elsewhere.refresh_from_db()
    assert elsewhere.state == "invited"
    assert post(editor, f"{one.pk}/people/", who=[people[2].pk], mark="remove").status_code == 302
    assert one.participants.count() == 2
    assert post(editor, f"{one.pk}/people/", who=who, mark="nonsense").status_code == 400
    assert post(editor, f"{one.pk}/people/", mark="attended").status_code == 400
    later = meeting()
    ahead = later.participants.create(name="Eva")
    answer = post(editor, f"{later.pk}/people/", who=[ahead.pk], mark="attended")
    assert answer.status_code == 400


# The secretariat


def test_a_meeting_is_entered_and_changed():
    made = models()
    known = made.Organisation.objects.create(code="CAF", name={"es": "Banco"})
    programme = made.WorkProgramme.objects.create(title={"es": "PT"}, starts=2026, ends=2026)
    item = made.Item.objects.create(programme=programme, level="activity", code="I.1.1")
    editor = signed_in("editor")
    filled = form(
        **{
            "country": "Brasil",
            "city": "Brasilia",
            "link": "https://join.example/x",
            "programme": str(programme.pk),
            "code": "I.1.1",
            "capacity": "20",
            "objectives-rows": "2",
            "objectives-0-text-es": "Segundo",
            "objectives-0-order": "2",
            "objectives-1-text-es": "Primero",
            "objectives-1-order": "1",
            "organisers-rows": "3",
            "organisers-0-organisation": str(known.pk),
            "organisers-0-role": "organiser",
            "organisers-1-name": "Ministerio",
            "organisers-1-role": "organiser",
            "organisers-2-role": "organiser",
            "agenda-rows": "2",
            "agenda-0-title-en": "Opening",
            "agenda-0-number": "1",
            "agenda-0-time": "9:00",
        }
    )
    answer = post(editor, "new/", **filled)
    assert answer.status_code == 302, text(answer)
    one = made.Meeting.objects.get()
    assert (one.country, one.item, one.capacity) == ("BRA", item, 20)
    assert (one.starts, one.ends) == (date(2026, 5, 4), date(2026, 5, 6))
    assert one.objectives == [{"es": "Primero"}, {"es": "Segundo"}]
    assert [each.name for each in one.organisers.all()] == ["", "Ministerio"]
    assert one.visibility == "internal"
    [point] = one.agenda.all()
    shown = editor.get(f"/en/manage/programme/meetings/{one.pk}/").content.decode()
    assert ">Opening</textarea>" in shown
    assert 'value="Brazil"' in shown
    # A row is changed, not made anew; the emptied one goes.
    filled |= {"agenda-0-id": str(point.pk), "agenda-0-title-en": "Start", "organisers-1-name": ""}
    assert post(editor, f"{one.pk}/", **filled).status_code == 302
    assert one.agenda.get().pk == point.pk
    assert one.agenda.get().title == {"en": "Start"}
    assert one.organisers.count() == 1
    actions = [entry.action for entry in trail()]
    assert actions[-2:] == ["programme.meeting_made", "programme.meeting_edited"]


def trail() -> list[Any]:
    from cedic.web.audit.models import Entry

    return list(Entry.objects.filter(action__startswith="programme.").order_by("pk"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title-en": ""}, "may not be empty"),
        ({"ends": "2026-05-03"}, "ends before it begins"),
        ({"starts": ""}, "last day without a first"),
        ({"starts": "2026-02-30"}, "is not a day"),
        ({"country": "Atlantis"}, "is not a country"),
        ({"link": "javascript:alert(1)"}, "is not a web address"),
        ({"link": "ftp://example.org/"}, "is not a web address"),
        ({"capacity": "-1"}, "whole number"),
        ({"capacity": "²"}, "whole number"),
        ({"kind": "party"}, "choose one"),
        ({"code": "I.1"}, "no item with the code"),
        ({"programme": "9" * 30, "code": "I.1"}, "no item with the code"),
        ({"unit": "77"}, "in charge of that unit"),
        ({"registration_until": "2026-06-01"}, "after the meeting is over"),
        ({"agenda-rows": "999"}, "too many rows"),
        ({"agenda-rows": "1", "agenda-0-number": "1"}, "may not be empty"),
        ({"title-en": "a\x00b"}, "signs"),
        ({"organisers-rows": "1", "organisers-0-organisation": "x"}, "choose one"),
    ],
)
def test_what_is_no_meeting(values, said):
    answer = post(signed_in("editor"), "new/", **form(**{"venue": "Kept <b>", **values}))
    assert answer.status_code == 400
    assert said in text(answer)
    assert not models().Meeting.objects.exists()
    if "agenda-rows" not in values or values["agenda-rows"] != "999":
        assert "Kept &lt;b&gt;" in answer.content.decode()


def test_more_rows_keep_what_was_typed():
    one = meeting()
    answer = post(
        signed_in("editor"),
        f"{one.pk}/",
        more="1",
        **form(**{"agenda-rows": "1", "agenda-0-title-en": "Opening"}),
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert ">Opening</textarea>" in page
    assert 'name="agenda-7-number"' in page
    one.refresh_from_db()
    assert one.revision == 1


def test_two_editors_on_one_meeting():
    one = meeting()
    editor = signed_in("editor")
    assert post(editor, f"{one.pk}/", **form(venue="Theirs")).status_code == 302
    late = post(editor, f"{one.pk}/", **form(venue="Mine"))
    assert late.status_code == 409
    page = late.content.decode()
    assert "Theirs" in page
    assert 'value="Mine"' in page
    one.refresh_from_db()
    assert one.venue == "Theirs"
    # Whoever has seen both may save over it.
    revision = re.search(r'name="revision" value="(\d+)"', page)[1]
    assert post(editor, f"{one.pk}/", **form(venue="Mine", revision=revision)).status_code == 302


def test_a_unit_does_not_touch_another_s_meeting():
    made = models()
    mine, other = (made.Unit.objects.create(code=code) for code in ("A", "B"))
    one, ours = meeting(unit=other), meeting(unit=mine)
    item = made.Conclusion.objects.create(meeting=one, number="1", text={"es": "x"})
    editor = signed_in("editor", mine)
    paths = (
        "",
        "status/",
        "record/",
        "invite/",
        "attendance/",
        "delete/",
        f"conclusions/{item.pk}/follow-up/",
    )
    for path in paths:
        assert editor.get(f"/en/manage/programme/meetings/{one.pk}/{path}").status_code == 403
        assert post(editor, f"{one.pk}/{path}").status_code == 403
    assert post(editor, f"{one.pk}/people/", who=[1], mark="remove").status_code == 403
    assert editor.get(f"/en/manage/programme/meetings/{ours.pk}/").status_code == 200
    # Nor is one's own given to another unit.
    given = post(editor, f"{ours.pk}/", **form(unit=str(other.pk)))
    assert given.status_code == 400
    assert signed_in("publisher").get(f"/en/manage/programme/meetings/{one.pk}/").status_code == 200


def stands(client: Client, one: Any, status: str, **values: Any) -> Any:
    one.refresh_from_db()
    return post(client, f"{one.pk}/status/", status=status, revision=one.revision, **values)


def test_how_a_meeting_stands():
    one = meeting()
    editor = signed_in("editor")
    assert stands(editor, one, "convened").status_code == 302
    assert stands(editor, one, "held").status_code == 400
    assert stands(editor, one, "cancelled").status_code == 400
    later = SOON + timedelta(days=30)
    assert stands(editor, one, "postponed", starts=SOON).status_code == 400
    assert stands(editor, one, "postponed", starts=later, reason="Elections").status_code == 302
    one.refresh_from_db()
    assert (one.starts, one.postponed_from, one.reason) == (later, SOON, "Elections")
    assert stands(editor, one, "postponed").status_code == 302
    one.refresh_from_db()
    assert (one.starts, one.postponed_from) == (None, later)
    assert stands(editor, one, "convened").status_code == 400
    assert stands(editor, one, "cancelled", reason="No money <b>").status_code == 302
    page = at(Client(), f"{one.pk}/").content.decode()
    assert "No money &lt;b&gt;" in page
    old = post(editor, f"{one.pk}/status/", status="planned", reason="x", revision="1")
    assert old.status_code == 409
    assert stands(editor, one, "planned", starts=SOON, reason="x").status_code == 400


def test_who_may_see_it_is_the_publisher_s_to_say():
    one = meeting(visibility="internal")
    publisher = signed_in("publisher")
    assert (
        post(signed_in("editor"), f"{one.pk}/visibility/", visibility="public").status_code == 403
    )
    for step in ("members", "public", "internal"):
        one.refresh_from_db()
        answer = post(publisher, f"{one.pk}/visibility/", visibility=step, revision=one.revision)
        assert answer.status_code == 302
        assert at(Client(), f"{one.pk}/").status_code == (200 if step == "public" else 404)
        [entry] = models().Entry.objects.filter(kind="meeting", record=one.pk, language="es")
        assert entry.visibility == step
    wrong = post(publisher, f"{one.pk}/visibility/", visibility="all", revision=4)
    assert wrong.status_code == 400
    old = post(publisher, f"{one.pk}/visibility/", visibility="public", revision=1)
    assert old.status_code == 409


def test_only_what_nobody_has_seen_is_deleted():
    public, inside = meeting(), meeting(visibility="internal")
    editor = signed_in("editor")
    assert post(editor, f"{public.pk}/delete/", revision="1").status_code == 403
    assert post(editor, f"{inside.pk}/delete/", revision="7").status_code == 400
    assert post(editor, f"{inside.pk}/delete/", revision="1").status_code == 302
    assert not models().Meeting.objects.filter(pk=inside.pk).exists()
    assert not models().Entry.objects.filter(kind="meeting", record=inside.pk).exists()


def test_conclusions_are_numbered_and_keep_what_follows_from_them():
    one = meeting()
    point = one.agenda.create(title={"en": "Opening"})
    editor = signed_in("editor")
    rows = {
        "revision": "1",
        "summary-en": "Well attended",
        "summaries-rows": "1",
        "summaries-0-id": str(point.pk),
        "summaries-0-summary-en": "Welcome",
        "conclusions-rows": "3",
        "conclusions-0-kind": "conclusion",
        "conclusions-0-text-en": "First",
        "conclusions-1-kind": "conclusion",
        "conclusions-1-text-en": "Second",
        "conclusions-2-kind": "recommendation",
        "conclusions-2-text-en": "Do it",
    }
    assert post(editor, f"{one.pk}/record/", **rows).status_code == 302
    held = {each.text["en"]: each for each in one.conclusions.all()}
    assert {name: each.number for name, each in held.items()} == {
        "First": "1",
        "Second": "2",
        "Do it": "1",
    }
    point.refresh_from_db()
    assert point.summary == {"en": "Welcome"}
    # Two change numbers; nothing collides, and each stays what it was.
    rows |= {
        "revision": "2",
        **{
            f"conclusions-{at}-id": str(held[name].pk)
            for at, name in enumerate(("First", "Second", "Do it"))
        },
        "conclusions-0-number": "2",
        "conclusions-1-number": "1",
        "conclusions-2-number": "3.b",
    }
    assert post(editor, f"{one.pk}/record/", **rows).status_code == 302
    held["First"].refresh_from_db()
    assert held["First"].number == "2"
    assert 'id="r-3.b"' in at(Client(), f"{one.pk}/").content.decode()
    rows["revision"] = "3"
    twice = post(editor, f"{one.pk}/record/", **{**rows, "conclusions-0-number": "1"})
    assert twice.status_code == 400
    assert "have the number 1" in text(twice)
    odd = post(editor, f"{one.pk}/record/", **{**rows, "conclusions-0-number": '1"'})
    assert odd.status_code == 400
    models().FollowUp.objects.create(conclusion=held["First"], text={"en": "x"})
    gone = post(
        editor,
        f"{one.pk}/record/",
        **{**rows, "conclusions-0-text-en": "", "conclusions-0-number": ""},
    )
    assert gone.status_code == 400
    assert one.conclusions.count() == 3
    assert "Second" in gone.content.decode()
    clash = post(editor, f"{one.pk}/record/", **{**rows, "revision": "1", "summary-en": "Mine"})
    assert clash.status_code == 409
    assert "Well attended" in clash.content.decode()
    # A point with a summary is not taken away unseen.
    empty = post(editor, f"{one.pk}/", **form(revision="3"))
    assert empty.status_code == 400


def test_what_is_to_be_done_after_it():
    made = models()
    unit = made.Unit.objects.create(code="U", name={"en": "Unit"})
    one = meeting(starts=TODAY - timedelta(days=10), unit=made.Unit.objects.create(code="V"))
    item = made.Conclusion.objects.create(meeting=one, number="1", text={"en": "x"})
    publisher = signed_in("publisher")
    path = f"{one.pk}/conclusions/{item.pk}/follow-up/"
    filled = {"revision": "1", "text-en": "Write", "unit": str(unit.pk), "due": str(SOON)}
    for values, said in (
        ({"unit": ""}, "who is to do it"),
        ({"text-en": ""}, "may not be empty"),
        ({"due": str(TODAY - timedelta(days=11))}, "before the meeting"),
        ({"done": str(SOON)}, "day to come"),
        ({"owner": "999999"}, "choose one"),
    ):
        answer = post(publisher, path, **{**filled, **values})
        assert answer.status_code == 400
        assert said in text(answer)
    assert post(publisher, path, **filled).status_code == 302
    action = made.FollowUp.objects.get()
    # Who is to do it says how far it is, and nothing else.
    doer = signed_in("editor", unit)
    path = f"{one.pk}/follow-ups/{action.pk}/"
    told = {**filled, "revision": "2", "text-en": "Other", "done": str(TODAY), "note": "Sent"}
    assert post(doer, path, **told).status_code == 302
    action.refresh_from_db()
    assert (action.text, action.done, action.note) == ({"en": "Write"}, TODAY, "Sent")
    assert post(doer, path, revision="3", delete="1").status_code == 403
    old = post(publisher, path, **{**told, "revision": "1"})
    assert old.status_code == 409
    assert "Sent" in old.content.decode()
    stranger = person("editor", email="other@example.org")
    other = Client()
    other.force_login(stranger)
    assert post(other, path, **told).status_code == 403
    from cedic.web.programme.meeting_values import follow_ups, names, value

    [held] = follow_ups(one, "en")
    assert (held.number, held.owner, held.due, held.done) == ("1", "Unit", SOON, TODAY)
    one.participants.create(name="Ana", organisation="SELA", country="VEN", state="attended")
    one.participants.create(name="Bea", organisation="SELA", country="VEN", state="registered")
    assert value(one).attendance == (("VEN", "SELA", 1),)
    assert names(one) == [("Ana", "SELA", "VEN")]
    report = meeting_report(value(one, "en"), follow_ups(one, "en"), "en", on=TODAY)
    told = html(report).decode()
    assert "Write" in told
    assert "Unit" in told
    assert "Ana" not in told
    assert post(publisher, path, revision="3", delete="1").status_code == 302
    assert not made.FollowUp.objects.exists()


def test_every_action_has_a_name():
    from cedic.web.programme.words.meetings import ACTIONS

    found = set()
    folder = Path(addresses.__file__).parents[3] / "src/cedic/web/programme"
    for path in folder.glob("meeting_*.py"):
        found |= set(re.findall(r'"(programme\.\w+)"', path.read_text("utf-8")))
    assert found | {"programme.registered", "programme.declined"} == set(ACTIONS)


def test_the_log_does_not_tell_the_token():
    from django.test import RequestFactory

    from cedic.web.logs import told_path

    request = RequestFactory().get("/en/programme/meetings/answer/secret/")
    request.resolver_match = None
    assert "secret" not in told_path(request)
