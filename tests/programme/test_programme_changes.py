"""What changed from one version to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cedic.programme.changes import Change, as_adopted, compare, item_changes, marks
from cedic.programme.model import (
    Financing,
    Item,
    Output,
    Programme,
    Result,
    Schedule,
    StatusChange,
    Task,
)


def item(number: int, code: str = "", *children: Item, **more) -> Item:
    level = ("area", "project", "activity")[code.count(".")] if code else "programme"
    return Item(level, code, {"es": f"Item {number}"}, id=number, children=children, **more)


def programme(*items: Item, **more) -> Programme:
    return Programme({"es": "Programa"}, 2026, 2026, items=items, **more)


def kinds(before: Programme, after: Programme) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.item.code, one.moved) for one in compare(before, after).items]


A, B, C = item(3, "I.1.1"), item(4, "I.1.2"), item(5, "I.1.3")


def tree(*activities: Item) -> Programme:
    return programme(item(1, "I", item(2, "I.1", *activities)))


def test_the_same_has_no_changes():
    found = compare(tree(A, B), tree(A, B))
    assert not found
    assert found.items == ()


def test_what_came_and_what_went():
    assert kinds(tree(A, B), tree(A, C)) == [("added", "I.1.3", False), ("removed", "I.1.2", False)]


def test_what_is_above_is_not_changed_by_what_is_below():
    assert kinds(tree(A), tree(replace(A, title={"es": "Otro"}))) == [("changed", "I.1.1", False)]


def test_a_new_order_moves_as_few_as_can_be():
    assert kinds(tree(A, B, C), tree(C, A, B)) == [("moved", "I.1.3", True)]
    assert kinds(tree(A, B, C), tree(A, C)) == [("removed", "I.1.2", False)]


def test_under_another_item_it_is_moved_and_its_code_changes():
    before = programme(item(1, "I", item(2, "I.1")), item(6, "II"))
    after = programme(item(1, "I"), item(6, "II", item(2, "II.1")))
    [found] = compare(before, after).items
    assert (found.kind, found.moved) == ("changed", True)
    assert found.changes == (Change("code", "I.1", "II.1"),)


def test_what_lies_under_a_moved_item_did_not_move():
    before = programme(item(1, "I", item(2, "I.1", item(3, "I.1.1"))), item(6, "II"))
    after = programme(item(1, "I"), item(6, "II", item(2, "I.1", item(3, "I.1.1"))))
    assert kinds(before, after) == [("moved", "I.1", True)]


def test_without_numbers_the_code_tells_which_it_is():
    bare = replace(A, id=None, title={"es": "Antes"})
    other = replace(A, id=None, title={"es": "Después"})
    [found] = compare(programme(bare), programme(other)).items
    assert found.changes == (Change("title", "Antes", "Después", language="es"),)


def test_a_number_goes_before_a_code():
    swapped = [replace(A, code="I.1.2"), replace(B, code="I.1.1")]
    found = compare(tree(A, B), tree(*swapped)).items
    assert [(one.before.id, one.after.id) for one in found] == [(3, 3), (4, 4)]


def test_fields_of_rows_before_and_after():
    before = replace(
        A,
        results=(Result({"es": "Uno"}, baseline=None, target=3.0), Result({"es": "Dos"})),
        tasks=(Task({"es": "Escribir"}, Schedule("Enero", date(2026, 1, 1), date(2026, 1, 31))),),
        financing=(Financing(planned=None),),
    )
    after = replace(
        A,
        results=(Result({"es": "Uno"}, baseline=0.0, target=3.0), Result({"es": "Dos"})),
        tasks=(Task({"es": "Escribir"}, Schedule("Febrero", date(2026, 2, 1), date(2026, 1, 31))),),
        outputs=(Output("study", {"es": "Estudio"}),),
        financing=(Financing(planned=0),),
    )
    assert item_changes(before, after) == (
        Change("results", None, 0.0, "baseline", 1),
        Change("tasks", "Enero", "Febrero", "schedule.words", 1),
        Change("tasks", date(2026, 1, 1), date(2026, 2, 1), "schedule.starts", 1),
        Change("outputs", None, "study", "kind", 1),
        Change("outputs", "", "Estudio", "title", 1, "es"),
        Change("financing", None, 0, "planned", 1),
    )


def test_a_language_that_came():
    found = item_changes(A, replace(A, title={**A.title, "pt": "Item em português"}))
    assert found == (Change("title", "", "Item em português", language="pt"),)


def test_the_programme_s_own_facts():
    found = compare(programme(), programme(stage="adopted", adopted_on=date(2026, 2, 1)))
    assert found.facts == (
        Change("stage", "draft", "adopted"),
        Change("adopted_on", None, date(2026, 2, 1)),
    )


def test_execution_is_no_text():
    done = replace(
        A,
        status="completed",
        history=(StatusChange("completed", date(2026, 5, 1)),),
        results=(Result({"es": "Uno"}, target=3.0, achieved=2.0, evidence="Acta"),),
        tasks=(Task({"es": "Escribir"}, done=date(2026, 5, 1)),),
        outputs=(Output("study", delivered=date(2026, 5, 1), reference="DT-1"),),
        financing=(Financing(planned=5, spent=4),),
    )
    planned = replace(
        A,
        results=(Result({"es": "Uno"}, target=3.0),),
        tasks=(Task({"es": "Escribir"}),),
        outputs=(Output("study"),),
        financing=(Financing(planned=5),),
    )
    assert as_adopted(tree(done)) == as_adopted(tree(planned))
    other = replace(done, financing=(Financing(planned=6, spent=4),))
    assert as_adopted(tree(other)) != as_adopted(tree(planned))


def test_marks_word_by_word():
    found = [
        (one.kind, one.text) for one in marks("Two studies on ports.", "Three studies on ports")
    ]
    assert found == [
        ("gone", "Two"),
        ("new", "Three"),
        ("same", " studies on ports"),
        ("gone", "."),
    ]


@given(st.text(), st.text())
def test_marks_hold_both_texts_whole(before, after):
    found = marks(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


def test_very_long_texts_are_not_compared_word_by_word():
    assert [one.kind for one in marks("a " * 20_000, "b " * 20_000)] == ["gone", "new"]


numbers = st.permutations(range(1, 7)).flatmap(
    lambda order: st.integers(0, 6).map(lambda n: order[:n])
)


@given(numbers, numbers)
def test_each_item_is_told_once_at_most(old, new):
    before, after = (programme(*(item(n, f"{n}") for n in one)) for one in (old, new))
    found = compare(before, after)
    assert {one.item.id for one in found.of("added")} == set(new) - set(old)
    assert {one.item.id for one in found.of("removed")} == set(old) - set(new)
    told = [one.item.id for one in found.items]
    assert len(told) == len(set(told))
    stayed = [n for n in new if n in old and n not in told]
    assert stayed == [n for n in old if n in stayed]


# Rows in another order

TASKS = tuple(Task({"es": name}, Schedule("Enero")) for name in "abcd")


def with_tasks(*places: int, **other: Task) -> Item:
    return item(3, "I.1.1", tasks=tuple(other.get(f"t{n}", TASKS[n]) for n in places))


def test_rows_in_another_order_are_told_as_that_alone():
    found = item_changes(with_tasks(0, 1, 2, 3), with_tasks(3, 0, 1, 2))
    assert found == (Change("tasks", "1, 2, 3, 4", "4, 1, 2, 3", "order"),)


def test_a_row_that_moved_and_changed_is_told_as_both():
    done = replace(TASKS[1], done=date(2026, 5, 1))
    found = item_changes(with_tasks(0, 1), with_tasks(1, 0, t1=done))
    assert found == (
        Change("tasks", "1, 2", "2, 1", "order"),
        Change("tasks", None, date(2026, 5, 1), "done", 1),
    )


def test_rows_that_come_and_go_do_not_change_the_order_of_the_others():
    found = item_changes(with_tasks(0, 1, 2), with_tasks(0, 3, 2))
    assert [(one.part, one.row, one.before, one.after) for one in found] == [
        ("text", 2, "b", "d"),
    ]
    gone = item_changes(with_tasks(0, 1, 2, 3), with_tasks(3, 2, 0))
    assert ("order", "1, 3, 4", "4, 3, 1") in [(one.part, one.before, one.after) for one in gone]
    assert {one.before for one in gone if one.part == "text"} == {"b"}


def test_rows_alike_in_name_are_known_by_all_that_they_hold():
    one, two = (Output("study", {"es": "Libro"}, due=date(2026, n, 1)) for n in (1, 2))
    before, after = (item(3, "I.1.1", outputs=rows) for rows in ((one, two), (two, one)))
    assert item_changes(before, after) == (Change("outputs", "1, 2", "2, 1", "order"),)


def test_the_order_of_time_is_no_order_of_people():
    first, last = (StatusChange("planned", date(2026, n, 1)) for n in (1, 2))
    before, after = (item(3, "I.1.1", history=rows) for rows in ((first, last), (last, first)))
    assert item_changes(before, after) == ()


@given(st.permutations(range(4)))
def test_no_order_is_told_as_rows_that_came_or_went(places):
    found = item_changes(with_tasks(0, 1, 2, 3), with_tasks(*places))
    assert {one.part for one in found} == ({"order"} if places != [0, 1, 2, 3] else set())
