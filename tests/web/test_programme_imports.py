"""Imports: documents taken into review, reviewed by people, and entered."""

from __future__ import annotations

import html
import importlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from programme_mandates import tables
from staff import forgotten, person, text, with_app

from cedic.errors import DataError
from cedic.programme.model import Finding, FoundField, FoundRecord, Passage, as_json


class Module:
    """A module of the portal, which cannot be imported before Django is set up."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(f"cedic.web.{self.name}"), name)


imports, entering = Module("programme.imports"), Module("programme.imports_entering")
keeping, pages, trail = (
    Module("programme.keeping"),
    Module("programme.pages"),
    Module("audit.models"),
)
HOME = "/en/manage/programme/imports/"
KEYS = Path(__file__).parents[1] / "programme" / "keys"
SMALL = """Work Programme for the year 2031

AREA I. TRADE

PROJECT I.1. Ports of the islands

Activity I.1.1. Survey of ports

A. Background and justification

Ports matter to <script>alert(1)</script> islands.

B. Objectives

Count the ports.

C. Expected results

A table of ports.

D. Activities and schedule

Activities\tSchedule
Count\tMay-June
Draw\tDecember-January

Activity I.1.2. Names of ports

A. Background and justification

Names differ.

B. Objectives

List the names.

C. Expected results

A list of names.

D. Activities and schedule

Activities\tSchedule
List\tMarch
"""


@pytest.fixture
def database(portal: Path) -> Iterator[None]:
    with forgotten(), translation.override("es"):
        yield


@pytest.fixture
def editor(database: None) -> Any:
    return person("editor")


@pytest.fixture
def small(editor: Any) -> Any:
    return imports.take(SMALL.encode(), "small.txt", editor)


@pytest.fixture(scope="session")
def documents(shared: Path) -> Path:
    folder = shared.parent / "documents"
    if not folder.is_dir():
        pytest.skip(f"the real documents are not in {folder}")
    return folder


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def taken(documents: Path, name: str, by: Any) -> Any:
    return imports.take((documents / f"{name}.txt").read_bytes(), f"{name}.txt", by)


def accept_all(record: Any, by: Any, but: tuple[str, ...] = ()) -> Any:
    choices = {key: imports.Choice(key not in but) for key in imports.Review(record).by_key}
    return imports.decide(record, record.revision, choices, by)


def now(record: Any) -> Any:
    return tables.Import.objects.get(pk=record.pk)


def let_in(record: Any, by: Any, where: Any = None) -> Any:
    entered = entering.enter(record, now(record).revision, where or entering.Where(), by)
    record.refresh_from_db()
    return entered


def made_up(by: Any, *records: FoundRecord, kind: str = "work_programme") -> Any:
    """An import of what no reader found, but might have."""
    finding = Finding(kind, "en", "", ("a line",) * 3, records)
    return tables.Import.objects.create(
        name="made-up.txt", kind=kind, fingerprint="0", finding=as_json(finding), by=by
    )


def record(kind: str, key: str, parent: str = "", /, **fields: Any) -> FoundRecord:
    here = Passage(1, 1)
    told = tuple(FoundField(name, value, here) for name, value in fields.items())
    return FoundRecord(kind, key, parent, here, told)


PROGRAMME = record("programme", "programme", title="Plan", starts=2031, ends=2031)


# Taking


def test_what_is_taken_is_kept_for_review_and_nothing_enters(small: Any) -> None:
    assert (small.state, small.kind, small.by_name) == ("review", "work_programme", "Editor")
    assert imports.Review(small).counts()["activity"] == 2
    assert small.path.read_bytes() == SMALL.encode()
    assert not tables.WorkProgramme.objects.exists()
    assert trail.Entry.objects.filter(action="programme.import_taken").count() == 1


def test_others_who_may_review_it_are_told_until_it_has_entered(editor: Any) -> None:
    other, reader = person("editor", email="other@example.org"), person("reader")
    held = imports.take(SMALL.encode(), "small.txt", editor)
    told = tables.Notification.objects.filter(read=None)
    assert [(one.user, one.kind) for one in told] == [(other, "import_waiting")]
    assert reader not in [one.user for one in told]
    accept_all(held, editor)
    let_in(held, editor)
    assert not told.all().exists()


def test_the_same_file_in_review_is_opened_again(small: Any, editor: Any) -> None:
    assert imports.take(SMALL.encode(), "other name.txt", None) == small
    assert tables.Import.objects.count() == 1


def test_what_was_given_up_is_read_anew(small: Any, editor: Any) -> None:
    imports.drop(small, editor)
    again = imports.take(SMALL.encode(), "small.txt", editor)
    assert again != small
    assert now(small).state == "dropped"


def test_a_second_review_given_up_leaves_it_entered(small: Any, editor: Any) -> None:
    accept_all(small, editor)
    let_in(small, editor)
    imports.reopen(small, editor)
    imports.drop(small, editor)
    assert now(small).state == "entered"
    assert imports.take(SMALL.encode(), "small.txt", editor) == small


def test_the_name_of_a_file_is_no_path(editor: Any) -> None:
    data = SMALL.encode()
    assert imports.take(data, "..\\..\\a/b/\x1b[31mplan.txt", editor).name == "[31mplan.txt"


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"%PDF-1.4 broken", b"A letter to a friend."]
)
def test_a_file_that_is_none_is_refused(data: bytes, editor: Any) -> None:
    with pytest.raises(DataError):
        imports.take(data, "none.txt", editor)
    assert not tables.Import.objects.exists()


def test_a_file_that_is_too_large_is_refused(editor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cedic.web.programme.keeping.LARGEST", 100)
    with pytest.raises(pages.Refused):
        imports.take(SMALL.encode(), "large.txt", editor)


# Reviewing


def test_what_was_mended_is_kept_with_who_mended_it(small: Any, editor: Any) -> None:
    imports.decide(
        small, 1, {"I.1.1": imports.Choice(True, {"title": "Survey of all ports"})}, editor
    )
    review = imports.Review(now(small))
    found = review.by_key["I.1.1"]
    assert review.value(found, "title") == "Survey of all ports"
    assert found.value("title") == "Survey of ports"
    assert review.mended("I.1.1")["title"]["by"] == "Editor"
    imports.decide(small, 2, {"I.1.1": imports.Choice(True, {"title": "Survey of ports"})}, editor)
    assert imports.Review(now(small)).mended("I.1.1") == {}


def test_two_people_review_other_records_at_a_time(small: Any, editor: Any) -> None:
    other = person("reader")
    imports.decide(small, 1, {"I.1.1": imports.Choice(True)}, editor)
    imports.decide(small, 1, {"I.1.2": imports.Choice(False)}, other)
    review = imports.Review(now(small))
    assert (review.enters("I.1.1"), review.enters("I.1.2")) == (True, False)
    assert review.record.revision == 3


def test_two_people_do_not_overwrite_each_other(small: Any, editor: Any) -> None:
    imports.decide(small, 1, {"I.1.1": imports.Choice(True)}, editor)
    with pytest.raises(imports.Clash) as clash:
        imports.decide(
            small, 1, {"I.1.1": imports.Choice(False), "I.1.2": imports.Choice(True)}, editor
        )
    assert clash.value.keys == {"I.1.1"}
    assert imports.Review(now(small)).enters("I.1.2") is None
    # Who says the same as the other does not clash.
    imports.decide(small, 1, {"I.1.1": imports.Choice(True)}, editor)


def test_what_belongs_to_a_record_left_out_does_not_enter(small: Any, editor: Any) -> None:
    accept_all(small, editor, but=("I.1.1",))
    review = imports.Review(now(small))
    assert review.states["I.1.1"] == "left_out"
    assert review.states["I.1.1/task/1"] == "without_parent"
    assert "I.1.1/task/1" not in [one.key for one in review.accepted]
    assert "I.1.2/task/1" in [one.key for one in review.accepted]


def test_what_is_accepted_below_something_undecided_waits(small: Any, editor: Any) -> None:
    imports.decide(small, 1, {"I.1.1/task/1": imports.Choice(True)}, editor)
    assert imports.Review(now(small)).accepted == []


def test_all_without_doubts_are_accepted_and_no_others(small: Any, editor: Any) -> None:
    count = imports.accept_undoubted(small, editor)
    review = imports.Review(now(small))
    doubted = [one.key for one in review.finding.records if imports.doubts_of(one)]
    assert "I.1.1/task/2" in doubted
    assert [key for key in review.by_key if review.enters(key) is None] == doubted
    assert count == len(review.by_key) - len(doubted)


def test_every_record_is_on_one_page_of_the_review(small: Any) -> None:
    review = imports.Review(small)
    keys = [one.key for part in review.parts for one in part.records]
    assert keys == list(review.by_key)


# Entering


def test_a_programme_enters_as_a_draft_with_all_that_belongs_to_it(small: Any, editor: Any) -> None:
    accept_all(small, editor)
    entered = let_in(small, editor)
    programme = tables.WorkProgramme.objects.get()
    assert (programme.stage, programme.starts, programme.title) == (
        "draft",
        2031,
        {"en": "Work Programme for the year 2031"},
    )
    item = tables.Item.objects.get(code="I.1.1")
    assert (item.parent.code, item.parent.parent.code) == ("I.1", "I")
    assert item.background == {"en": "Ports matter to <script>alert(1)</script> islands."}
    assert [one.text["en"] for one in item.tasks.all()] == ["Count", "Draw"]
    task = item.tasks.first()
    assert (task.schedule, task.starts, task.ends, task.kind) == (
        "May-June",
        date(2031, 5, 1),
        date(2031, 6, 30),
        "dated",
    )
    assert small.state == "entered"
    assert small.programme == programme
    assert entered.owner == programme


def test_where_it_came_from_is_kept(small: Any, editor: Any) -> None:
    accept_all(small, editor)
    let_in(small, editor)
    kept = tables.Document.objects.get()
    assert kept.programme == tables.WorkProgramme.objects.get()
    assert kept.path.read_bytes() == SMALL.encode()
    detail = trail.Entry.objects.get(action="programme.import_entered").detail
    lines = SMALL.splitlines()
    assert lines[int(detail["lines"]["I.1.1/task/1"]) - 1] == "Count\tMay-June"
    assert detail["document"] == "small.txt"
    keeping.forget(kept, editor)


def test_nothing_enters_that_was_not_accepted(small: Any, editor: Any) -> None:
    with pytest.raises(pages.Refused):
        let_in(small, editor)
    assert not tables.WorkProgramme.objects.exists()
    assert now(small).state == "review"


def test_nothing_enters_twice(small: Any, editor: Any) -> None:
    accept_all(small, editor)
    let_in(small, editor)
    with pytest.raises(pages.Refused):
        let_in(small, editor)
    assert tables.WorkProgramme.objects.count() == 1
    assert imports.take(SMALL.encode(), "small.txt", editor).state == "entered"


def test_a_file_that_another_person_sent_while_it_was_read(
    editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cedic.programme import reading

    read, sent = reading.read, []

    def slowly(data: bytes, name: str) -> Any:
        finding = read(data, name)
        if not sent:
            sent.append(name)
            sent.append(imports.take(data, "theirs.txt", editor))
        return finding

    monkeypatch.setattr(reading, "read", slowly)
    assert imports.take(SMALL.encode(), "mine.txt", editor) == sent[1]
    assert tables.Import.objects.count() == 1


def test_what_changed_since_the_summary_does_not_enter_unseen(small: Any, editor: Any) -> None:
    accept_all(small, editor)
    seen = now(small).revision
    imports.decide(small, seen, {"I.1.2": imports.Choice(False)}, editor)
    with pytest.raises(imports.Clash):
        entering.enter(small, seen, entering.Where(), editor)
    assert not tables.WorkProgramme.objects.exists()


def test_entering_again_changes_by_code_and_doubles_nothing(small: Any, editor: Any) -> None:
    accept_all(small, editor)
    let_in(small, editor)
    programme = tables.WorkProgramme.objects.get()
    before = counted(programme)
    imports.reopen(small, editor)
    with pytest.raises(pages.Refused):
        let_in(small, editor, entering.Where(programme))  # nothing would change
    title = {"I.1.1": imports.Choice(True, {"title": "Survey of all ports"})}
    imports.decide(small, now(small).revision, title, editor)
    with pytest.raises(pages.Refused):
        let_in(small, editor)  # into another programme
    entered = let_in(small, editor, entering.Where(programme))
    assert counted(programme) == before
    assert tables.Item.objects.get(code="I.1.1").title == {"en": "Survey of all ports"}
    assert entered.counts["activity"] == {"changed": 1, "same": 1}


def counted(programme: Any) -> Counter[str]:
    found = Counter(programme.items.values_list("level", flat=True))
    for name in ("objectives", "results", "tasks"):
        for item in programme.items.all():
            found[name] += getattr(item, name).count()
    return found


def test_into_a_programme_of_the_year_what_is_new_is_added(small: Any, editor: Any) -> None:
    programme = tables.WorkProgramme.objects.create(title={"es": "Plan"}, starts=2031, ends=2031)
    area = tables.Item.objects.create(
        programme=programme, level="area", code="I", title={"es": "Comercio"}
    )
    other = tables.Item.objects.create(
        programme=programme, level="area", code="II", title={"es": "B"}
    )
    accept_all(small, editor)
    let_in(small, editor, entering.Where(programme))
    area.refresh_from_db()
    assert area.title == {"es": "Comercio", "en": "TRADE"}
    assert list(programme.items.filter(level="area")) == [area, other]
    assert programme.items.get(code="I.1").parent == area
    assert area.revision == 2


def test_a_programme_that_is_no_draft_takes_nothing_up(small: Any, editor: Any) -> None:
    programme = tables.WorkProgramme.objects.create(
        title={}, starts=2031, ends=2031, stage="adopted"
    )
    accept_all(small, editor)
    with pytest.raises(pages.Refused):
        let_in(small, editor, entering.Where(programme))


def test_what_another_unit_is_responsible_for_stays_as_it_is(small: Any, editor: Any) -> None:
    programme = tables.WorkProgramme.objects.create(title={"en": "Plan"}, starts=2031, ends=2031)
    theirs = tables.Unit.objects.create(code="DER", name={"en": "Relations"})
    item = tables.Item.objects.create(
        programme=programme, level="activity", code="I.1.1", title={"en": "Mine"}, unit=theirs
    )
    accept_all(small, editor)
    entered = let_in(small, editor, entering.Where(programme))
    item.refresh_from_db()
    assert (item.title, item.tasks.count()) == ({"en": "Mine"}, 0)
    assert entered.counts["activity"] == {"kept": 1, "new": 1}
    assert entered.counts["task"]["kept"] == 2


def test_a_unit_changes_its_own(small: Any, editor: Any) -> None:
    programme = tables.WorkProgramme.objects.create(title={"en": "Plan"}, starts=2031, ends=2031)
    unit = tables.Unit.objects.create(code="DER", name={"en": "Relations"})
    tables.Seat.objects.create(user=editor).units.add(unit)
    tables.Item.objects.create(
        programme=programme, level="activity", code="I.1.1", title={"en": "Mine"}, unit=unit
    )
    accept_all(small, editor)
    assert let_in(small, editor, entering.Where(programme)).counts["activity"] == {
        "changed": 1,
        "new": 1,
    }


def test_what_enters_is_found_by_its_words(small: Any, editor: Any) -> None:
    accept_all(small, editor)
    let_in(small, editor)
    search = Module("programme.search")
    viewer = Module("programme.viewers").Viewer(editor, "internal")
    rows, _ = search.find(viewer, search.Question.of("survey"), "en")
    assert [one.path for one in rows] == [
        f"programme/items/{tables.Item.objects.get(code='I.1.1').pk}/"
    ]
    assert (
        search.find(
            Module("programme.viewers").Viewer(None, "public"), search.Question.of("survey"), "en"
        )[1]
        == 0
    )


def test_a_mandate_that_is_there_keeps_its_name_and_the_paragraph_is_chosen(editor: Any) -> None:
    mandate = tables.Mandate.objects.create(
        kind="decision", number="9", title={"en": "As decided"}, visibility="public"
    )
    first, second = (
        tables.Paragraph.objects.create(mandate=mandate, anchor=one, text={"en": one})
        for one in ("1", "2")
    )
    meeting = {"title": "Forum", "kind": "forum", "status": "held", "ends": "2031-05-02"}
    told = record("mandate", "mandate/9", kind="decision", number="9", title="As told")
    held = made_up(
        editor,
        record("report", "report"),
        told,
        record("meeting", "report/meeting/1", "report", **meeting),
        kind="compliance_report",
    )
    accept_all(held, editor)
    let_in(held, editor, entering.Where(paragraph=second))
    mandate.refresh_from_db()
    assert mandate.title == {"en": "As decided"}
    assert first.evidence.count() == 0
    evidence = second.evidence.get()
    assert (evidence.on, evidence.visibility) == (date(2031, 5, 2), "internal")


def test_a_plan_does_not_undo_that_a_meeting_was_held(editor: Any) -> None:
    meeting = {"title": "Forum", "kind": "forum", "starts": "2031-05-02", "city": "Lima"}
    tables.Meeting.objects.create(
        title={"es": "FORUM"}, kind="forum", status="held", starts=date(2031, 5, 2)
    )
    planned = record("meeting", "programme/meeting/1", "programme", status="planned", **meeting)
    held = made_up(editor, PROGRAMME, planned)
    accept_all(held, editor)
    let_in(held, editor)
    found = tables.Meeting.objects.get()
    assert (found.status, found.city, found.title) == (
        "held",
        "Lima",
        {"es": "FORUM", "en": "Forum"},
    )


def problems(held: Any, by: Any) -> list[str]:
    accept_all(held, by)
    plan = entering.Plan(
        imports.Review(now(held)),
        entering.Where(),
        Module("programme.viewers").Viewer(by, "internal"),
    )
    return [f"{one.record.key}: {one.told}" for one in plan.problems]


@pytest.mark.parametrize(
    ("records", "key", "said"),
    [
        (
            [
                record("item", "I", "programme", level="area", code="I", title="A"),
                record("item", "I~2", "programme", level="area", code="I", title="B"),
            ],
            "I~2",
            "code I",
        ),
        (
            [
                record("item", "I", "programme", level="project", code="I", title="A"),
                record("item", "I.1", "I", level="area", code="I.1", title="B"),
            ],
            "I.1",
            "nivel",
        ),
        ([record("item", "I", "programme", level="area", code="I")], "I", "Título"),
        (
            [record("item", "I", "programme", level="area", code="I", title="x" * 601)],
            "I",
            "Demasiado largo",
        ),
        (
            [
                record(
                    "meeting",
                    "I/meeting/1",
                    "programme",
                    title="M",
                    kind="meeting",
                    status="held",
                    starts="2031-02-02",
                    ends="2031-02-01",
                )
            ],
            "I/meeting/1",
            "Termina antes",
        ),
    ],
)
def test_what_cannot_enter_is_told(
    records: list[FoundRecord], key: str, said: str, editor: Any
) -> None:
    found = problems(made_up(editor, PROGRAMME, *records), editor)
    assert len(found) == 1
    assert found[0].startswith(f"{key}: ")
    assert said in found[0].replace("código I", "code I")


def test_a_year_that_is_missing_can_be_filled_in(editor: Any) -> None:
    held = made_up(editor, record("programme", "programme", title="Plan"))
    assert len(problems(held, editor)) == 2
    years = imports.Choice(True, {"starts": 2031, "ends": 2032})
    imports.decide(now(held), now(held).revision, {"programme": years}, editor)
    let_in(held, editor)
    assert tables.WorkProgramme.objects.get().ends == 2032


# The real documents


@pytest.mark.shared
@pytest.mark.parametrize("name", ["work-programme-2017-en", "work-programme-2007-es"])
def test_the_real_programmes_enter_as_their_keys_count_them(
    name: str, documents: Path, editor: Any
) -> None:
    key = tomllib.loads((KEYS / f"{name}.toml").read_text("utf-8"))
    held = taken(documents, name, editor)
    accept_all(held, editor)
    let_in(held, editor)
    programme = tables.WorkProgramme.objects.get()
    expected = Counter(one["level"] for one in key["item"])
    for each in ("objectives", "results", "tasks"):
        expected[each] = sum(len(one.get(each, ())) for one in key["item"])
    assert counted(programme) == expected
    assert programme.starts == key["starts"]
    assert tables.Meeting.objects.count() == len(key.get("meeting", ()))
    if name.endswith("2017-en"):
        assert (expected["area"], expected["project"], expected["activity"]) == (3, 9, 35)
    else:
        assert (expected["area"], expected["project"], tables.Meeting.objects.count()) == (3, 7, 20)
        assert {one.item.code for one in tables.Meeting.objects.select_related("item")} == {"II.2"}
    wanted = Counter(
        (one["code"], task[1], task[2], task[3], task[4])
        for one in key["item"]
        for task in one.get("tasks", ())
    )
    held_tasks = tables.Task.objects.select_related("item")
    assert wanted == Counter(
        (
            one.item.code,
            one.schedule,
            str(one.starts or ""),
            str(one.ends or ""),
            f"every {one.every_months}" if one.kind == "recurring" else one.kind,
        )
        for one in held_tasks
    )


@pytest.mark.shared
def test_a_compliance_report_enters_as_meetings_and_evidence(documents: Path, editor: Any) -> None:
    held = taken(documents, "celac-compliance-2012-en", editor)
    accept_all(held, editor)
    let_in(held, editor)
    mandate = tables.Mandate.objects.get()
    assert (mandate.kind, mandate.number, mandate.visibility) == ("decision", "527", "internal")
    assert tables.Meeting.objects.count() == 20
    held_meetings = tables.Meeting.objects.filter(status="held").exclude(ends=None)
    evidence = tables.Evidence.objects.filter(paragraph__mandate=mandate)
    assert sorted(evidence.values_list("on", flat=True)) == sorted(
        held_meetings.values_list("ends", flat=True)
    )
    assert set(evidence.values_list("visibility", "status", "share")) == {
        ("internal", "under_way", None)
    }
    assert all(one.reference.startswith("celac-compliance-2012-en.txt, ") for one in evidence)
    assert tables.Document.objects.get().mandate == mandate
    imports.reopen(held, editor)
    with pytest.raises(pages.Refused):
        let_in(held, editor)
    assert tables.Evidence.objects.count() == evidence.count()


@pytest.mark.shared
def test_the_report_on_decision_527_is_made_from_what_was_entered(
    documents: Path, editor: Any
) -> None:
    held = taken(documents, "celac-compliance-2012-en", editor)
    accept_all(held, editor)
    let_in(held, editor)
    mandate = tables.Mandate.objects.get()
    tables.Paragraph.objects.create(mandate=mandate, anchor="2", position=9, text={"en": "Other"})
    first, last = date(2011, 12, 1), date(2012, 9, 30)
    evidence = list(tables.Evidence.objects.filter(paragraph__mandate=mandate))
    inside = [one for one in evidence if first <= one.on <= last]
    outside = [one for one in evidence if one not in inside]
    assert inside
    assert outside
    reader = signed_in(person("reader"))
    answer = reader.get(
        f"/en/programme/mandates/{mandate.pk}/compliance.html?from=2011-12&to=2012-09"
    )
    told = html.unescape(answer.getvalue().decode())
    assert all(one.text["en"] in told for one in inside)
    assert not any(one.text["en"] in told for one in outside)
    assert "527" in told
    assert "No evidence recorded" in told
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = reader.get(
            f"/es/programme/mandates/{mandate.pk}/compliance.{ending}?from=2011-12&to=2012-09"
        )
        assert answer.getvalue().startswith(start)


@pytest.mark.shared
def test_a_rapporteur_s_report_enters_with_axes_and_follow_up(documents: Path, editor: Any) -> None:
    held = taken(documents, "inter-secretariat-workshop-2024-es", editor)
    accept_all(held, editor)
    let_in(held, editor)
    meeting = tables.Meeting.objects.get(starts=date(2024, 4, 5))
    assert (meeting.status, meeting.format, meeting.kind) == ("held", "virtual", "workshop")
    assert tables.Conclusion.objects.filter(meeting=meeting).count() == 8
    assert sorted(tables.FollowUp.objects.values_list("due", flat=True)) == [
        date(2024, 4, 22),
        date(2024, 5, 31),
        date(2024, 5, 31),
        date(2024, 6, 30),
    ]
    assert tables.Axis.objects.count() == 5
    led = tables.Leadership.objects.values_list("organisation__code", "axis__name__es")
    assert dict(led) == {
        "ALADI": "encadenamientos productivos",
        "SICA": "seguridad alimentaria y nutricional",
        "AEC": "reducción de riesgos de desastres y adaptación al cambio climático",
        "CAN": "cooperación transfronteriza e infraestructura",
    }
    assert tables.Organisation.objects.count() == 4
    assert tables.Meeting.objects.count() == 11
    imports.reopen(held, editor)
    with pytest.raises(pages.Refused):
        let_in(held, editor)  # nothing is new


@pytest.mark.shared
def test_a_report_of_activities_goes_with_the_programme_of_its_year(
    documents: Path, editor: Any
) -> None:
    planned = taken(documents, "work-programme-2007-es", editor)
    accept_all(planned, editor)
    let_in(planned, editor)
    project = tables.Item.objects.get(code="II.2")
    held = taken(documents, "iberpyme-activities-2007-es", editor)
    accept_all(held, editor)
    let_in(held, editor, entering.Where(item=project))
    assert tables.Meeting.objects.filter(item=project, status="held").count() >= 15
    assert tables.Meeting.objects.exclude(item=project).count() == 0
    before = tables.Meeting.objects.count()
    imports.reopen(held, editor)
    with pytest.raises(pages.Refused):
        let_in(held, editor, entering.Where(item=project))  # nothing is new
    assert tables.Meeting.objects.count() == before
    assert set(tables.Document.objects.values_list("programme__starts", "item__code")) == {
        (2007, None),
        (None, "II.2"),
    }


# The pages


def test_a_document_is_sent_reviewed_and_entered_in_the_browser(editor: Any) -> None:
    client = signed_in(editor)
    sent = client.post(f"{HOME}new/", {"file": SimpleUploadedFile("plan.txt", SMALL.encode())})
    held = tables.Import.objects.get()
    here = f"{HOME}{held.pk}/"
    assert (sent.status_code, sent.url) == (302, here)
    page = text(client.get(here))
    assert "0 of" in page
    assert "It ends before it begins" in page
    review = imports.Review(held)
    for part in review.parts:
        address = f"{here}parts/{part.number}/"
        form = fields_on(client.get(address))
        done = client.post(address, {**form, "do": "accept"})
        assert done.status_code == 302
    assert imports.Review(now(held)).progress == (len(review.by_key), len(review.by_key))
    assert all(not imports.Review(now(held)).mended(key) for key in review.by_key)
    form = fields_on(client.get(f"{here}enter/"))
    assert client.post(f"{here}enter/", form).status_code == 302
    assert tables.WorkProgramme.objects.get().items.count() == 4
    page = text(client.get(here))
    assert "Entered on" in page
    assert "Review again and enter anew" in page


def fields_on(answer: Any) -> dict[str, Any]:
    """What the last form of a page would send, as it was answered."""
    from html.parser import HTMLParser

    assert answer.status_code == 200, answer.content.decode()[-3000:]

    class Forms(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.forms: list[list[tuple[str, str]]] = []
            self.select = self.area = ""
            self.words = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            name, value = given.get("name") or "", given.get("value") or ""
            if tag == "form":
                self.forms.append([])
            elif tag == "textarea":
                self.area, self.words = name, ""
            elif tag == "select":
                self.select = name
            elif tag == "option" and "selected" in given and self.select:
                self.forms[-1].append((self.select, value))
            elif tag == "input" and name and (given.get("type") != "radio" or "checked" in given):
                self.forms[-1].append((name, value))

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.forms[-1].append((self.area, self.words))
                self.area = ""
            self.select = "" if tag == "select" else self.select

        def handle_data(self, data: str) -> None:
            if self.area:
                self.words += data

    page = Forms()
    page.feed(answer.content.decode())
    found: dict[str, list[str]] = {}
    for name, value in page.forms[-1]:
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.shared
def test_a_form_sent_back_as_it_was_mends_nothing(documents: Path, editor: Any) -> None:
    client = signed_in(editor)
    for name in ("iberpyme-activities-2007-es", "inter-secretariat-workshop-2024-es"):
        held = taken(documents, name, editor)
        for part in imports.Review(held).parts:
            address = f"{HOME}{held.pk}/parts/{part.number}/"
            sent = client.post(address, {**fields_on(client.get(address)), "do": "accept"})
            assert sent.status_code == 302, sent.content.decode()[-2000:]
        review = imports.Review(now(held))
        assert [key for key in review.by_key if review.mended(key)] == []


def page_of(held: Any, key: str) -> tuple[str, str]:
    """The address of the page that a record is reviewed on, and how its fields begin."""
    review = imports.Review(held)
    number = next(part.number for part in review.parts if key in [one.key for one in part.records])
    return f"{HOME}{held.pk}/parts/{number}/", f"r{review.numbers[key]}-"


def test_each_field_stands_beside_its_passage_and_its_doubts(small: Any, editor: Any) -> None:
    address, _ = page_of(small, "I.1.1/task/2")
    page = signed_in(editor).get(address).content.decode()
    assert "<mark>Draw\tDecember-January</mark>" in page
    assert "It ends before it begins" in page


TASK = "I.1.1/task/1"


def reviewed(held: Any, editor: Any, client: Client, **typed: str) -> str:
    """What is told after fields of a task were changed."""
    address, begins = page_of(held, TASK)
    form = fields_on(client.get(address))
    typed = {f"{begins}{name}": value for name, value in typed.items()}
    answer = client.post(address, {**form, **typed, "do": "save"})
    assert answer.status_code == 302, answer.content.decode()
    return text(client.get(answer.url))


def days_of(held: Any, key: str = TASK) -> tuple[Any, ...]:
    """When a task is to be done, as the review has it."""
    review = imports.Review(now(held))
    names = ("starts", "ends", "every_months", "schedule_kind")
    return tuple(review.value(review.by_key[key], name) for name in names)


def test_other_words_of_a_schedule_give_other_days(small: Any, editor: Any) -> None:
    client = signed_in(editor)
    assert days_of(small) == ("2031-05-01", "2031-06-30", None, "dated")
    told = reviewed(small, editor, client, schedule="Marzo - abril")
    assert "From “Marzo - abril” follows: 1 March 2031 – 30 April 2031." in told
    assert days_of(small) == ("2031-03-01", "2031-04-30", None, "dated")
    told = reviewed(small, editor, client, schedule="Every quarter")
    assert "Every so many months: 3" in told
    assert days_of(small) == (None, None, 3, "recurring")
    told = reviewed(small, editor, client, schedule="When the funds come")
    assert "No days follow from “When the funds come”." in told
    assert "No days follow from the words of the schedule" in told
    assert days_of(small) == (None, None, None, "unknown")
    # Back at what was read, nothing is mended.
    reviewed(small, editor, client, schedule="May-June")
    assert imports.Review(now(small)).mended(TASK) == {}
    assert days_of(small, "I.1.2/task/1")[0] == "2031-03-01"


def test_days_that_the_reviewer_typed_stay_whatever_the_words(small: Any, editor: Any) -> None:
    client = signed_in(editor)
    told = reviewed(small, editor, client, schedule="Marzo", ends="2031-07-15")
    assert "follows" not in told
    assert days_of(small)[:2] == ("2031-05-01", "2031-07-15")
    told = reviewed(small, editor, client, schedule="When the funds come")
    assert "follow from" not in told
    assert days_of(small)[:2] == ("2031-05-01", "2031-07-15")


def test_a_task_entered_again_with_other_words_loses_its_days(small: Any, editor: Any) -> None:
    client = signed_in(editor)
    accept_all(small, editor)
    let_in(small, editor)
    task = tables.Task.objects.get(schedule="May-June")
    assert task.starts == date(2031, 5, 1)
    imports.reopen(small, editor)
    reviewed(small, editor, client, schedule="When the funds come")
    let_in(small, editor, entering.Where(tables.WorkProgramme.objects.get()))
    task.refresh_from_db()
    assert (task.schedule, task.starts, task.ends) == ("When the funds come", None, None)
    assert task.kind == "unknown"


def test_html_in_a_document_is_text(small: Any, editor: Any) -> None:
    client = signed_in(editor)
    address, _ = page_of(small, "I.1.1")
    accept_all(small, editor)
    for one in (address, f"{HOME}{small.pk}/", f"{HOME}{small.pk}/enter/"):
        assert b"<script>alert" not in client.get(one).content
    assert b"&lt;script&gt;alert(1)" in client.get(address).content


def test_what_cannot_be_taken_is_told_and_what_was_typed_is_kept(small: Any, editor: Any) -> None:
    client = signed_in(editor)
    address, begins = page_of(small, "I.1.1/task/1")
    form = fields_on(client.get(address))
    for name, value, said in (
        ("starts", "2031-13-01", "is not a day"),
        ("ends", "2031-01-01", "ends before it begins"),
        ("schedule_kind", "sometimes", "cannot be chosen"),
        ("every_months", "-1", "whole number"),
        ("schedule", "x" * 201, "too long"),
        ("text", "a\x00b", "signs"),
    ):
        answer = client.post(address, {**form, f"{begins}{name}": value, "do": "save"})
        assert answer.status_code == 400, name
        assert said in text(answer)
    answer = client.post(
        address, {**form, f"{begins}schedule": "Kept words", f"{begins}starts": "never"}
    )
    assert 'value="Kept words"' in answer.content.decode()
    assert now(small).revision == 1


def test_a_clash_shows_theirs_beside_yours(small: Any, editor: Any) -> None:
    client = signed_in(editor)
    address, begins = page_of(small, "I.1.1")
    form = fields_on(client.get(address))
    theirs = {"I.1.1": imports.Choice(True, {"title": "Their title"})}
    imports.decide(small, 1, theirs, person("reader"))
    mine = {**form, f"{begins}title": "My title", "do": "save"}
    answer = client.post(address, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="My title"' in page
    assert "Their title" in page
    # Having seen theirs, she may decide again.
    again = {**mine, "revision": str(now(small).revision)}
    assert client.post(address, again).status_code == 302
    assert imports.Review(now(small)).mended("I.1.1")["title"]["value"] == "My title"


def test_a_programme_of_the_same_year_is_to_be_chosen(small: Any, editor: Any) -> None:
    programme = tables.WorkProgramme.objects.create(title={"en": "Plan"}, starts=2031, ends=2031)
    tables.Item.objects.create(
        programme=programme, level="area", code="I", title={"en": "Old name"}
    )
    accept_all(small, editor)
    client = signed_in(editor)
    here = f"{HOME}{small.pk}/enter/"
    assert "already" in text(client.get(here))
    revision = str(now(small).revision)
    assert client.post(here, {"revision": revision}).status_code == 400
    page = text(client.get(f"{here}?into={programme.pk}"))
    assert "Old name" in page
    assert "TRADE" in page
    client.post(here, {"revision": revision, "into": str(programme.pk)})
    assert tables.WorkProgramme.objects.count() == 1
    assert programme.items.get(code="I").title == {"en": "TRADE"}


def test_who_may_do_what(small: Any) -> None:
    here = f"{HOME}{small.pk}/"
    pages = (f"{HOME}new/", here, f"{here}parts/1/", f"{here}enter/")
    for role, lists, reviews in (("member_state", 403, 403), ("reader", 200, 403)):
        client = signed_in(person(role))
        assert client.get(HOME).status_code == lists
        assert {client.get(one).status_code for one in pages} == {reviews}
        assert {client.post(one).status_code for one in pages} == {reviews}
    publisher = signed_in(with_app(person("publisher")))
    assert {publisher.get(one).status_code for one in (HOME, *pages)} == {200}
    assert Client().get(here).status_code == 302
    assert now(small).revision == 1


def test_a_wrong_file_is_told_on_the_form(editor: Any) -> None:
    client = signed_in(editor)
    assert client.post(f"{HOME}new/").status_code == 400
    file = SimpleUploadedFile("letter.txt", b"A letter to <b>a friend</b>.")
    answer = client.post(f"{HOME}new/", {"file": file})
    assert answer.status_code == 400
    assert "none that can be imported" in text(answer)


def test_pages_ask_the_database_as_often_for_much_as_for_little(small: Any, editor: Any) -> None:
    client = signed_in(editor)
    address, _ = page_of(small, "I.1.1")

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    few = [asked(HOME), asked(f"{HOME}{small.pk}/"), asked(address)]
    for number in range(30):
        tables.Import.objects.create(
            name=f"{number}.txt",
            kind="work_programme",
            fingerprint=str(number),
            finding=small.finding,
            by=editor,
            entered_by=editor,
        )
    assert [asked(HOME), asked(f"{HOME}{small.pk}/"), asked(address)] == few
    assert max(few) < 15
