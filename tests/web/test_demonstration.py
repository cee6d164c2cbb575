"""The demonstration: labelled wherever it shows, honest about the day, and gone when removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from programme_mandates import tables
from staff import forgotten, person

from cedic.errors import UsageError
from cedic.model import LANGUAGES
from cedic.programme.model import as_json

LABELS = {
    "es": "Demostración: contenido inventado",
    "en": "Demonstration: made up",
    "pt": "Demonstração: conteúdo inventado",
    "fr": "Démonstration\u00a0: contenu inventé",
}
DAYS = [date(2031, 1, 1), date(2031, 7, 1), date(2031, 12, 31)]


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    from cedic.web.programme import trees

    with forgotten():
        yield
    # What is forgotten leaves its number to the next version.
    trees._frozen.cache_clear()


def loaded(today: date = DAYS[1]) -> Any:
    from cedic.web.programme import demonstration

    return demonstration.load(today)


def rows() -> dict[str, int]:
    """How many rows each table of the work programme has."""
    models = apps.get_app_config("programme").get_models(include_auto_created=True)
    return {model.__name__: model._base_manager.count() for model in models}


# What it says of the day


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_is_to_come_is_not_done(today: date) -> None:
    loaded(today)
    done = [
        *tables.Task.objects.exclude(done=None).values_list("done", flat=True),
        *tables.Output.objects.exclude(delivered=None).values_list("delivered", flat=True),
        *tables.Expenditure.objects.values_list("on", flat=True),
        *tables.Evidence.objects.values_list("on", flat=True),
        *tables.StatusChange.objects.values_list("on", flat=True),
        *tables.FollowUp.objects.exclude(done=None).values_list("done", flat=True),
        *tables.Meeting.objects.filter(status="held").values_list("ends", flat=True),
        *tables.WorkProgramme.objects.exclude(adopted_on=None).values_list("adopted_on", flat=True),
        *tables.Mandate.objects.values_list("on", flat=True),
    ]
    assert done
    assert max(done) <= today
    assert not tables.Conclusion.objects.exclude(meeting__status="held").exists()
    assert not tables.Participant.objects.exclude(meeting__status="held").exists()
    completed = tables.Item.objects.filter(status="completed")
    dated = tables.Task.objects.filter(item__in=completed, kind="dated")
    assert not dated.filter(done=None).exists()


def test_the_year_goes_on_from_planned_to_done() -> None:
    from cedic.web.programme import trees

    found = []
    for today in DAYS:
        with forgotten():
            loaded(today)
            found.append(
                (
                    tables.Item.objects.filter(status="completed").count(),
                    tables.Meeting.objects.filter(status="held").count(),
                )
            )
        trees._frozen.cache_clear()
    assert found == sorted(found)
    assert found[0][1] == 0
    assert found[0] < found[1] < found[2]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_it_shows_at_every_time_of_the_year(today: date) -> None:
    programme, client = loaded(today), Client(SERVER_NAME="localhost")
    assert programme.starts == today.year
    assert client.get(f"/es/programme/{programme.pk}/").status_code == 200
    assert client.get(f"/es/programme/{programme.pk}/report-{today.year}.docx").status_code == 200


# Where it says what it is


def public_pages() -> list[str]:
    """The public pages on which something of it shows, below the language."""
    programme = tables.WorkProgramme.objects.get(stage="adopted")
    items = tables.Item.objects.filter(programme=programme).values_list("pk", flat=True)
    mandates = tables.Mandate.objects.values_list("pk", flat=True)
    meetings = tables.Meeting.objects.values_list("pk", flat=True)
    axes = tables.Axis.objects.values_list("code", flat=True)
    return [
        "",
        f"{programme.pk}/",
        f"{programme.pk}/versions/1/",
        f"{programme.pk}/compare",
        *(f"items/{pk}/" for pk in items),
        "mandates/",
        *(f"mandates/{pk}/" for pk in mandates),
        "mandates/gaps",
        *(f"meetings/{pk}/" for pk in meetings),
        "convergence/",
        *(f"convergence/{code}/" for code in axes),
        "search?q=comercio",
        "by/mandate",
        "by/theme",
        "by/axis",
    ]


def test_every_public_page_says_so_in_every_language() -> None:
    loaded()
    client = Client(SERVER_NAME="localhost")
    silent = []
    for language in LANGUAGES:
        for path in public_pages():
            answer = client.get(f"/{language}/programme/{path}")
            assert answer.status_code == 200, path
            if LABELS[language] not in answer.content.decode():
                silent.append(path)
    assert sorted(set(silent)) == []


def test_a_list_of_meetings_says_so_of_each() -> None:
    loaded()
    page = Client(SERVER_NAME="localhost").get("/es/programme/meetings/?year=2031&when=all")
    listed = page.content.decode()
    shown = re.findall(r'href="/es/programme/meetings/\d+/"', listed)
    assert shown
    assert listed.count("· demostración") == len(shown)


def test_no_page_says_so_of_what_is_real() -> None:
    from cedic.web.programme import trees

    record = tables.WorkProgramme.objects.create(title={"es": "Real"}, starts=2031, ends=2031)
    trees.freeze(record, "public")
    client = Client(SERVER_NAME="localhost")
    for path in ("", f"{record.pk}/", "mandates/", "meetings/", "convergence/", "search?q=real"):
        page = client.get(f"/es/programme/{path}").content.decode()
        assert LABELS["es"] not in page, path


def test_documents_and_what_programs_read_say_so() -> None:
    programme, client = loaded(), Client(SERVER_NAME="localhost")
    mandate, meeting = tables.Mandate.objects.first(), tables.Meeting.objects.first()
    for path in (
        f"{programme.pk}/document.html",
        f"{programme.pk}/report-2031.html",
        f"mandates/{mandate.pk}/compliance.html?from=2030-01&to=2031-12",
        f"meetings/{meeting.pk}/report.html",
    ):
        page = client.get(f"/es/programme/{path}").content.decode()
        assert re.search("demostración", page, re.IGNORECASE), path
    for name in ("programmes", "mandates", "meetings", "convergence"):
        found = client.get(f"/api/programme/{name}").json()["results"]
        assert found
        assert all(one["demonstration"] for one in found), name


# How it comes and goes


def test_it_is_removed_without_a_trace() -> None:
    from cedic.web.programme import demonstration

    before = rows()
    programme = loaded()
    assert rows() != before
    document = tables.Document.objects.create(
        name="a.txt", title="a", type="text/plain", size=1, sha256="0" * 64, programme=programme
    )
    path = document.path
    path.parent.mkdir(exist_ok=True)
    path.write_text("a")
    demonstration.remove()
    assert rows() == before
    from django.db import connection

    for _, done, *_ in connection.run_on_commit:
        done()
    connection.run_on_commit = []
    assert not path.exists()
    assert demonstration.is_empty()
    assert not demonstration.is_new_to_it()
    loaded()


def test_its_notices_go_with_it_and_others_stay() -> None:
    from cedic.web.programme import demonstration
    from cedic.web.programme.notices import notify, remind

    editor = person("editor")
    programme = loaded()
    tables.Seat.objects.create(user=editor).units.set(tables.Unit.objects.all())
    assert remind(date(programme.starts, 12, 1)) > 0
    shown = f"programme/{programme.pk}/"
    notify(editor, "programme_adopted", "a", shown, "a:1")
    notify(editor, "comment_received", "a", f"manage/programme/programmes/{programme.pk}/x/", "a:2")
    meeting = tables.Meeting.objects.create(title={"es": "Foro"})
    for number, path in enumerate((f"programme/meetings/{meeting.pk}/", shown[:-1] + "9/")):
        notify(editor, "meeting_convened", "b", path, f"b:{number}")
    demonstration.remove()
    assert set(tables.Notification.objects.values_list("mark", flat=True)) == {"b:0", "b:1"}


def test_it_is_not_removed_where_there_is_none() -> None:
    from cedic.web.programme import demonstration

    with pytest.raises(UsageError, match="no demonstration"):
        demonstration.remove()


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("WorkProgramme", {"starts": 2031, "ends": 2031}),
        ("Mandate", {"kind": "decision", "number": "1"}),
        ("Meeting", {}),
        ("Organisation", {"code": "X"}),
        ("Unit", {"code": "X"}),
    ],
)
def test_it_does_not_come_where_something_real_is(table: str, fields: dict[str, Any]) -> None:
    getattr(tables, table).objects.create(**fields)
    before = rows()
    with pytest.raises(UsageError, match="already"):
        loaded()
    assert rows() == before


def test_what_is_real_stays_when_it_goes() -> None:
    from cedic.web.programme import demonstration

    loaded()
    real = tables.Meeting.objects.create(title={"es": "Real"}, visibility="public")
    demonstration.remove()
    assert list(tables.Meeting.objects.values_list("pk", flat=True)) == [real.pk]


def test_it_is_found_by_its_words_until_it_goes() -> None:
    from cedic.web.programme import demonstration

    loaded()
    client = Client(SERVER_NAME="localhost")
    assert client.get("/api/programme/search?q=comercio").json()["count"] > 0
    demonstration.remove()
    assert client.get("/api/programme/search?q=comercio").json()["count"] == 0


def test_its_figures_are_of_a_source_of_their_own() -> None:
    from cedic.programme.records import records
    from cedic.web.programme.figures import published

    loaded()
    found = published()
    assert not found.only(demonstration=False)
    given = (found.programmes, found.mandates, found.meetings)
    assert as_json(found.programmes[0])["demonstration"] is True
    assert records(*given, area="SELA").num_rows == 0
    table = records(*given, area="SELA", demonstration=True)
    activities = [one for one in table["record"].to_pylist() if one == "ACTIVITY"]
    programme = tables.WorkProgramme.objects.get(stage="adopted")
    assert len(activities) == programme.items.filter(level="activity").count()
    assert set(table["demonstration"].to_pylist()) == {True}
