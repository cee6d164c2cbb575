"""A store of which the public may not read all."""

from __future__ import annotations

import pytest
from small_world import PUBLICATIONS, TOTALS, TRADE, trade_part

from cedic.errors import StoreError, UnknownCodeError, UsageError
from cedic.publish import facts
from cedic.publish.changes import Change, changes
from cedic.warehouse import Store, build


@pytest.fixture
def twice(built: Store) -> Store:
    """The store built again, with other figures of 2020 and a year more."""
    built.load([trade_part(2020, 5), trade_part(2021, 7)])
    build(built)
    return built


def held(store: Store, **last: int) -> Store:
    return Store(store.location, PUBLICATIONS, held=last, edition="held")


def test_later_releases_hold_the_figures_of_the_last_one_that_may_be_read(twice):
    public = held(twice, TRADE=1)
    assert [one.number for one in public.releases()] == [2, 1]
    first = twice.release(1).tables["dataflows/TRADE"]
    assert {one.tables["dataflows/TRADE"] for one in public.releases()} == {first}
    assert public.data("TRADE").to_arrow() == twice.data("TRADE", as_of=1).to_arrow()
    assert [one.number for one in public.vintages("TRADE")] == [1]
    assert [one.number for one in public.vintages("TOTALS")] == [2, 1]
    assert facts.vintage(public, TRADE).number == 1


def test_a_release_that_is_held_back_cannot_be_named(twice):
    with pytest.raises(UsageError, match="release 2"):
        facts.vintage(held(twice, TRADE=1), TRADE, 2)


def test_a_dataflow_held_at_none_is_not_there(twice):
    public = held(twice, TRADE=0)
    with pytest.raises(UnknownCodeError):
        public.data("TRADE")
    assert "dataflows/TRADE" not in public.release().tables
    # Others that are made from it still tell what they rest on.
    assert [one.id for one in facts.of_dataflow(public, TOTALS, public.release()).sources] == ["A"]


def test_a_dataflow_that_was_in_no_readable_release_is_not_built_yet(built):
    tables = built.release().tables
    built.publish({name: at for name, at in tables.items() if name != "dataflows/TOTALS"})
    built.publish(tables)
    public = Store(built.location, PUBLICATIONS, held={"TOTALS": 0})
    assert not any("dataflows/TOTALS" in one.tables for one in public.releases())
    with pytest.raises(StoreError):
        public.snapshot(3).version(TOTALS)


def test_answers_differ_as_the_edition_does(twice):
    assert held(twice, TRADE=1).release().edition == "held"
    assert twice.release().edition == ""


def test_what_changed_between_two_releases(twice):
    found = changes(twice, TRADE, 1, 2)
    assert (found.added, found.removed, found.changed, found.status_changed) == (2, 0, 2, 0)
    assert found.same == 2
    assert found.largest == (
        Change(("ARG", "URY", "A", "2020"), 4, 10),
        Change(("ARG", "BRA", "A", "2020"), 2, 5),
    )
    back = changes(twice, TRADE, 2, 1, largest=1)
    assert (back.added, back.removed, back.largest[0].old) == (0, 2, 10)
    same = changes(twice, TRADE, 2, 2)
    assert same.none
    assert same.same == 6


def test_a_value_that_went_missing_is_a_change(twice):
    twice.load([trade_part(2020, None), trade_part(2021, 7)], replace=True)
    build(twice)
    found = changes(twice, TRADE, 2, 3)
    assert (found.changed, found.largest[0].old, found.largest[0].new) == (2, 10, None)
