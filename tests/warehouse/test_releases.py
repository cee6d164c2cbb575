"""Releases: their vintages, and reading as of one."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from small_world import PUBLICATIONS, series_part, trade_part

import cedic
from cedic.errors import StoreError, UnknownCodeError, UsageError
from cedic.warehouse import Store, build


def value(store: Store, as_of: str | int | None = None) -> list[int]:
    rows = store.data("TOTALS", TIME_PERIOD="2020", as_of=as_of).to_arrow()
    return [int(value) for value in rows["OBS_VALUE"].to_pylist()]


@pytest.fixture
def two(built: Store) -> Store:
    """Two releases; in the second the total of 2020 went from 6 to 15."""
    built.load([trade_part(2020, 5)])
    build(built)
    return built


def test_a_release_names_all_tables_and_their_maker(built: Store) -> None:
    release = built.release()
    assert (release.number, release.cedic) == (1, cedic.__version__)
    assert set(release.tables) == {
        "sources/A",
        "sources/W",
        "dataflows/TRADE",
        "dataflows/TOTALS",
        "dataflows/MACRO",
    }
    assert abs(datetime.now(UTC) - release.created) < timedelta(minutes=5)


def test_each_release_stays_readable(two: Store) -> None:
    assert value(two) == value(two, 2) == value(two, "2") == [15]
    assert value(two, 1) == [6]


def test_as_of_a_moment(two: Store) -> None:
    second, first = two.releases()
    assert value(two, first.created.isoformat()) == [6]
    assert value(two, second.created.isoformat()) == [15]
    assert value(two, f"{second.created:%Y-%m-%d}") == [15]
    earlier = second.created - timedelta(microseconds=1)
    assert value(two, earlier.isoformat()) == [6]


@pytest.mark.parametrize(
    "shown", ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S+00:00"]
)
def test_a_moment_as_it_is_shown_takes_in_its_release(two: Store, shown: str) -> None:
    second = two.release()
    assert value(two, second.created.strftime(shown)) == [15]


def test_another_time_zone(two: Store) -> None:
    there = (two.release().created + timedelta(hours=-5)).replace(tzinfo=None)
    assert value(two, f"{there.isoformat()}-05:00") == [15]


@pytest.mark.parametrize("as_of", [3, 0, "1999-01-01", "1999-01-01T00:00"])
def test_there_is_no_such_release(two: Store, as_of: str | int) -> None:
    with pytest.raises(UsageError, match=r"releases go from 1 .* to 2"):
        value(two, as_of)


def test_no_moment_at_all(two: Store) -> None:
    with pytest.raises(UsageError, match="neither a release's number nor a date"):
        value(two, "yesterday")


def test_the_vintages_of_a_dataflow(two: Store) -> None:
    assert [release.number for release in two.vintages("TOTALS")] == [2, 1]
    assert [release.number for release in two.vintages("MACRO")] == [1]
    with pytest.raises(UnknownCodeError):
        two.vintages("TOTAL")


def test_an_empty_store_says_what_to_run(store: Store) -> None:
    with pytest.raises(StoreError, match="run: cedic build") as raised:
        store.data("TRADE")
    assert raised.value.exit_code == 3
    assert store.releases() == []
    with pytest.raises(StoreError, match="run: cedic build"):
        store.vintages("TRADE")
    assert not Path(store.location).exists()


def test_a_dataflow_that_an_earlier_release_lacks(store: Store) -> None:
    store.load([trade_part(2020), series_part(2020)])
    build(store, only=["TRADE"])
    with pytest.raises(StoreError, match="MACRO is not in release 1"):
        store.data("MACRO")


def test_a_copied_store_reads_and_builds_where_it_lies(two: Store, tmp_path: Path) -> None:
    moved = Store(shutil.move(two.location, tmp_path / "elsewhere"), PUBLICATIONS)
    assert value(moved) == [15]
    assert value(moved, 1) == [6]
    moved.load([trade_part(2021)])
    assert build(moved).release.number == 3
    assert not Path(two.location).exists()
