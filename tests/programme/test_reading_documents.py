"""The real documents against keys made by hand: precision and recall of each field."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cedic.programme.model import Finding, FoundRecord, as_json, from_json
from cedic.programme.reading import DOUBTS, read

pytestmark = pytest.mark.shared

KEYS = Path(__file__).parent / "keys"
NAMES = sorted(path.stem for path in KEYS.glob("*.toml"))
Facts = Counter[tuple[Any, ...]]


@cache
def finding(folder: Path, name: str) -> Finding:
    return read(folder / f"{name}.txt")


@cache
def key(name: str) -> dict[str, Any]:
    return tomllib.loads((KEYS / f"{name}.toml").read_text("utf-8"))


def words(text: str) -> list[str]:
    """The words of a text, without marks of Markdown and footnotes."""
    text = re.sub(r"<sup>[^<]*</sup>|</?\w+>|[¹²³]", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.findall(r"\w+", text)


def print_of(text: str) -> str:
    """A text as the keys hold it: its first three words, the number of its letters and digits."""
    return f"{' '.join(words(text)[:3])} {sum(sign.isalnum() for sign in text)}"


def plain(title: str) -> str:
    return title.replace("“", '"').replace("”", '"')


# What the key says, as facts by field.

OF_PROGRAMMES = ("title", "starts", "ends", "institution")


def key_of_programme(wanted: dict[str, Any]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name in OF_PROGRAMMES:
        yield f"programme: {name}", (wanted[name],)


def key_of_items(items: Iterable[dict[str, Any]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    groups: Counter[str] = Counter()
    for item in items:
        code = item["code"]
        if not code:
            groups[item["parent"]] += 1
            code = f"{item['parent']}/programme/{groups[item['parent']]}"
        yield "code and level", (code, item["level"])
        yield "parent", (code, item["parent"])
        yield "title", (code, plain(item["title"]))
        if "background" in item:
            yield "background", (code, item["background"])
        for name in ("objectives", "results"):
            for number, text in enumerate(item.get(name, ()), 1):
                yield name, (code, number, text)
        for number, (text, schedule, starts, ends, kind) in enumerate(item.get("tasks", ()), 1):
            yield "task", (code, number, text)
            yield "schedule in words", (code, number, schedule)
            yield "first and last day", (code, number, starts, ends)
            yield "kind of schedule", (code, number, kind)


def key_of_meetings(meetings: Iterable[dict[str, str]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for place, meeting in enumerate(meetings):
        yield "meeting: title", (place, plain(meeting["title"]))
        yield "meeting: first and last day", (place, meeting["starts"], meeting["ends"])
        for name in ("number", "venue", "city", "country", "status"):
            if meeting[name]:
                yield f"meeting: {name}", (place, meeting[name])


# What was found, as facts by field.


def found_of_programme(found: Finding) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for record in found.of("programme"):
        for name in OF_PROGRAMMES:
            yield f"programme: {name}", (record.value(name),)


def found_of_items(found: Finding) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for record in found.of("item"):
        yield "code and level", (record.key, record.value("level"))
        yield "parent", (record.key, record.parent)
        yield "title", (record.key, plain(record.value("title")))
        if record.value("background"):
            yield "background", (record.key, print_of(record.value("background")))
    for kind, name in (("objective", "objectives"), ("result", "results")):
        for record, number in numbered(found.of(kind)):
            yield name, (record.parent, number, print_of(record.value("text")))
    for record, number in numbered(found.of("task")):
        here = (record.parent, number)
        yield "task", (*here, print_of(record.value("text")))
        yield "schedule in words", (*here, record.value("schedule"))
        yield (
            "first and last day",
            (*here, record.value("starts") or "", record.value("ends") or ""),
        )
        months = record.value("every_months")
        kind = record.value("schedule_kind")
        yield "kind of schedule", (*here, f"every {months}" if kind == "recurring" else kind)


def numbered(records: Iterable[FoundRecord]) -> Iterator[tuple[FoundRecord, int]]:
    counts: Counter[str] = Counter()
    for record in records:
        counts[record.parent] += 1
        yield record, counts[record.parent]


def found_of_meetings(found: Finding) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for place, meeting in enumerate(found.of("meeting")):
        yield "meeting: title", (place, plain(meeting.value("title")))
        days = meeting.value("starts") or "", meeting.value("ends") or ""
        yield "meeting: first and last day", (place, *days)
        for name in ("number", "venue", "city", "country", "status"):
            if meeting.value(name):
                yield f"meeting: {name}", (place, meeting.value(name))


def by_field(facts: Iterable[tuple[str, tuple[Any, ...]]]) -> dict[str, Facts]:
    sorted_out: dict[str, Facts] = {}
    for field, fact in facts:
        sorted_out.setdefault(field, Counter())[fact] += 1
    return sorted_out


def scores(found: Finding, wanted: dict[str, Any]) -> dict[str, tuple[float, float, int, int]]:
    """Precision and recall by field, with how many facts there are in the key and were found."""
    # The reports tell of objectives and results of their own, which the keys leave out.
    is_programme = "item" in wanted
    items = found_of_items(found) if is_programme else ()
    theirs = by_field([*found_of_programme(found), *items, *found_of_meetings(found)])
    ours = by_field(
        [
            *(key_of_programme(wanted) if is_programme else ()),
            *key_of_items(wanted.get("item", ())),
            *key_of_meetings(wanted.get("meeting", ())),
        ]
    )
    table = {}
    for field in sorted(ours.keys() | theirs.keys()):
        key_facts, found_facts = ours.get(field, Counter()), theirs.get(field, Counter())
        right = (key_facts & found_facts).total()
        wanted_count, found_count = key_facts.total(), found_facts.total()
        precision = right / found_count if found_count else 0.0
        recall = right / wanted_count if wanted_count else 0.0
        table[field] = (precision, recall, wanted_count, found_count)
    return table


FLOORS = {("celac-compliance-2012-en", "meeting: title"): 0.95}
"""What is reached where it is not all: one meeting has no name, only who invited to it."""


@pytest.mark.parametrize("name", NAMES)
def test_precision_and_recall_of_each_field(name: str, documents: Path) -> None:
    table = scores(finding(documents, name), key(name))
    print(f"\n{name}\n{'field':30} {'precision':>9} {'recall':>7} {'key':>5} {'found':>6}")
    for field, (precision, recall, wanted, found) in table.items():
        print(f"{field:30} {precision:9.3f} {recall:7.3f} {wanted:5} {found:6}")
    for field, (precision, recall, _, _) in table.items():
        floor = FLOORS.get((name, field), 1.0)
        assert precision >= floor, field
        assert recall >= floor, field


def test_what_is_wrong_is_seen_by_the_scores(documents: Path) -> None:
    wanted = key("work-programme-2007-es")
    found = finding(documents, "work-programme-2007-es")
    fewer = Finding(**{**vars(found), "records": found.records[:-1]})
    assert scores(fewer, wanted)["task"][1] < 1.0
    twice = Finding(**{**vars(found), "records": (*found.records, found.records[-1])})
    assert scores(twice, wanted)["task"][0] < 1.0


def test_the_programme_for_2017_has_3_areas_9_projects_and_35_activities(documents: Path) -> None:
    found = finding(documents, "work-programme-2017-en")
    levels = Counter(record.value("level") for record in found.of("item"))
    assert levels == {"area": 3, "programme": 6, "project": 9, "activity": 35}
    assert (found.kind, found.language) == ("work_programme", "en")
    activities = [one for one in found.of("item") if one.value("level") == "activity"]
    for kind in ("objective", "result", "task"):
        assert {one.parent for one in found.of(kind)} == {one.key for one in activities}
    assert all(one.value("background") for one in activities)
    assert not any("section_missing" in one.doubts for one in activities)


def test_the_programme_for_2007_has_3_areas_7_projects_and_20_scheduled_events(
    documents: Path,
) -> None:
    found = finding(documents, "work-programme-2007-es")
    levels = Counter(record.value("level") for record in found.of("item"))
    assert levels == {"area": 3, "project": 7, "activity": 6}
    events = found.of("meeting")
    assert len(events) == 20
    assert {one.parent for one in events} == {"II.2"}
    assert all(one.value("starts") and one.value("city") and one.value("country") for one in events)
    assert all(one.value("objectives") and one.value("organisers") for one in events)
    restarted = next(one for one in found.of("item") if one.key == "I.1.1")
    assert "numbering_restarts" in restarted.doubts
    assert restarted.value("financing_note")


def test_commas_within_names_of_ministries_part_nothing(documents: Path) -> None:
    event = finding(documents, "work-programme-2007-es").of("meeting")[10]
    assert [one["name"] for one in event.value("organisers")] == [
        "Programa IBERPYME",
        "Ministerio de Economía, Industria y Comercio de Costa Rica",
        "Cámara de Industrias de Costa Rica",
        "Centro para la Promoción de la Micro, Pequeña y Mediana Empresa de Centroamérica (CENPROMYPE)",
        "FUNDES Internacional",
    ]


def test_the_decision_and_its_period(documents: Path) -> None:
    name = "celac-compliance-2012-en"
    found, wanted = finding(documents, name), key(name)
    mandate, report = found.of("mandate")[0], found.of("report")[0]
    assert (mandate.value("kind"), mandate.value("number")) == ("decision", wanted["decision"])
    assert (mandate.value("title"), mandate.value("body")) == (wanted["title"], wanted["body"])
    assert [report.value("starts"), report.value("ends")] == wanted["period"]


def test_the_report_of_a_meeting(documents: Path) -> None:
    name = "inter-secretariat-workshop-2024-es"
    found, wanted = finding(documents, name), key(name)
    meeting = found.of("meeting")[0]
    assert found.title == meeting.value("title") == wanted["title"]
    assert (meeting.value("format"), meeting.value("kind")) == ("virtual", "workshop")
    acronyms = [re.search(r"\(([\w-]+)\)", one) for one in meeting.value("participants")]
    assert [one[1] for one in acronyms if one] == wanted["participants"]
    assert [one.value("name") for one in found.of("axis")] == wanted["axes"]
    led = [[one.value("organisation"), one.value("axis")] for one in found.of("leadership")]
    assert led == wanted["leaderships"]
    assert all("not_settled" in one.doubts for one in found.of("leadership"))
    concluded = [
        [
            one.value("number"),
            print_of(one.value("text")),
            one.value("starts") or "",
            one.value("ends") or "",
        ]
        for one in found.of("conclusion")
    ]
    assert concluded == wanted["conclusions"]


DERIVED = {"level", "kind", "status", "format", "country", "starts", "ends", "every_months"} | {
    "schedule_kind",
    "item",
    "code",
}
"""Fields whose values are codes or days, not words of the text."""


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        yield value["name"]
    elif isinstance(value, str):
        yield value


def stands_in(text: str, passage: str) -> bool:
    """Whether the words of a text stand in a passage in their order, and few others between.

    Other words are page numbers and their headers, and the numbers of a list.
    """
    wanted, there = words(text), words(passage)
    starts = (place for place, word in enumerate(there) if word == wanted[0])
    return any(goes_on(wanted, there[place:]) for place in starts)


def goes_on(wanted: list[str], there: list[str]) -> bool:
    # Over a page break stand its number and its header.
    others = 18 if len(wanted) > 100 else 4
    rest = iter(there)
    for word in wanted:
        while (other := next(rest, None)) != word:
            others -= 1
            if other is None or others < 0:
                return False
    return True


@pytest.mark.parametrize("name", NAMES)
def test_no_field_is_invented(name: str, documents: Path) -> None:
    found = finding(documents, name)
    for record in found.records:
        assert record.passage.first <= record.passage.last <= len(found.lines)
        for field in record.fields:
            lines = found.lines[field.passage.first - 1 : field.passage.last]
            if field.name not in DERIVED:
                for text in texts(field.value):
                    assert stands_in(text, "\n".join(lines)), (record.key, field.name, text)


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique_and_parents_are_there(name: str, documents: Path) -> None:
    found = finding(documents, name)
    keys = [record.key for record in found.records]
    assert len(set(keys)) == len(keys)
    assert {record.parent for record in found.records} <= {*keys, ""}
    doubts = {doubt for one in found.records for doubt in one.doubts}
    doubts |= {doubt for one in found.records for field in one.fields for doubt in field.doubts}
    assert doubts <= set(DOUBTS)


@pytest.mark.parametrize("name", NAMES)
def test_a_finding_goes_through_json(name: str, documents: Path) -> None:
    found = finding(documents, name)
    assert from_json(Finding, as_json(found)) == found
