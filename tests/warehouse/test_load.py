"""Loading: parts whole or not at all, resumable, vintages kept apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_world import PUBLICATIONS, bad_part, files_of, series_part, trade_part

from cedic.errors import DataError, StoreError, UsageError
from cedic.model import Part
from cedic.warehouse import Store, build


def figures(store: Store) -> list[int]:
    build(store)
    return [int(value) for value in store.data("TOTALS").to_arrow()["OBS_VALUE"].to_pylist()]


def counted(part: Part) -> tuple[Part, list[str]]:
    """The part, and a list that grows when its rows are asked for."""
    asked: list[str] = []
    rows = part.rows

    def counting() -> object:
        asked.append(part.time_period)
        return rows()

    part.rows = counting  # type: ignore[assignment]
    return part, asked


def test_what_is_known_of_a_loaded_source(store: Store) -> None:
    part = trade_part(2020)
    part.rejected, part.notes = 3, {"PRODUCT": "HS92"}
    (written,) = store.load([part])
    found = store.sources()["A"]
    assert (found.id, found.kind, found.vintages, found.version) == ("A", "trade", ["v1"], 0)
    assert found.description["citation"] == "Example (2026)"
    assert found.parts == {"2020": written}
    assert (written.rows, written.rejected, written.origin) == (2, 3, "A.csv")
    (commit,) = store.tables.commits("sources/A")
    assert commit.notes["notes"] == {"PRODUCT": "HS92"}
    assert commit.notes["fingerprint"] == part.fingerprint


def test_sources_with_gaps_and_in_any_order(store: Store) -> None:
    store.load([trade_part(2023), trade_part(2019), trade_part(2020), series_part(2020)])
    assert list(store.sources()) == ["A", "W"]
    assert list(store.sources()["A"].parts) == ["2019", "2020", "2023"]
    with pytest.raises(StoreError, match="no table sources/B"):
        store.source("B")


def test_an_unchanged_part_is_not_read_again(store: Store) -> None:
    store.load([trade_part(2019), trade_part(2020)])
    before = files_of(Path(store.location))
    part, asked = counted(trade_part(2020))
    told: list[str] = []
    assert store.load([part], progress=lambda step, *_: told.append(step)) == []
    assert (asked, told) == ([], ["A 2020: in the store already"])
    assert files_of(Path(store.location)) == before


def test_a_changed_part_takes_the_place_of_its_year_only(store: Store) -> None:
    store.load([trade_part(2019, 1), trade_part(2020, 2)])
    store.load([trade_part(2020, 5)])
    assert figures(store) == [3, 15]
    assert list(store.sources()["A"].parts) == ["2019", "2020"]


def test_null_stays_apart_from_zero(store: Store) -> None:
    store.load([trade_part(2019, None), trade_part(2020, 0)])
    build(store)
    rows = store.data("TRADE", COUNTERPART_AREA="BRA").to_arrow()
    assert rows["OBS_VALUE"].to_pylist() == [None, 0]


def test_a_bad_part_leaves_those_before_it(store: Store) -> None:
    with pytest.raises(DataError, match="line 3"):
        store.load([trade_part(2019), bad_part(2020), trade_part(2021)])
    assert list(store.sources()["A"].parts) == ["2019"]
    assert [part.time_period for part in store.load([trade_part(2019), trade_part(2020)])] == [
        "2020"
    ]
    assert figures(store) == [3, 3]


def test_another_vintage_is_refused(built: Store) -> None:
    before = files_of(Path(built.location))
    with pytest.raises(UsageError, match="--replace, or keep both .* --as") as raised:
        built.load([trade_part(2019, 9, vintage="v2")])
    assert raised.value.exit_code == 2
    assert "vintage v1; these figures are of vintage v2" in str(raised.value)
    assert files_of(Path(built.location)) == before


def test_another_vintage_in_the_place_of_the_first(built: Store) -> None:
    built.load([trade_part(2020, 9, vintage="v2")], replace=True)
    built.load([trade_part(2021, 8, vintage="v2")])
    assert built.sources()["A"].vintages == ["v2"]
    assert list(built.sources()["A"].parts) == ["2020", "2021"]
    assert figures(built) == [27, 24]
    assert built.data("TOTALS", as_of=1).to_arrow()["OBS_VALUE"].to_pylist() == [3, 6]
    assert built.data("TRADE").to_arrow()["VINTAGE"].unique().to_pylist() == ["v2"]


def test_a_replacement_that_is_bad_from_the_start_changes_nothing(built: Store) -> None:
    before = files_of(Path(built.location))
    part = bad_part(2020)
    part.vintage = "v2"
    with pytest.raises(DataError):
        built.load([part], replace=True)
    assert files_of(Path(built.location)) == before


def test_two_vintages_side_by_side(built: Store) -> None:
    built.load([trade_part(2020, 9, vintage="v2")], name="A_NEW")
    assert built.sources()["A_NEW"].description["id"] == "A_NEW"
    build(built)
    rows = built.data("TOTALS", TIME_PERIOD="2020").to_arrow()
    assert rows.select(["SOURCE", "OBS_VALUE"]).to_pylist() == [
        {"SOURCE": "A", "OBS_VALUE": 6},
        {"SOURCE": "A_NEW", "OBS_VALUE": 27},
    ]


@pytest.mark.parametrize("name", ["", "../A", "a/b", "mine", "A B", "A'"])
def test_names_that_cannot_be(store: Store, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be kept under"):
        store.load([trade_part(2020)], name=name)
    assert not Path(store.location).exists()


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (lambda: [trade_part(2020), trade_part(2020, source="B")], "A and B cannot both be kept"),
        (
            lambda: [trade_part(2021, vintage="v2"), trade_part(2022, vintage="v3")],
            "two vintages: v2 and v3",
        ),
        (lambda: [series_part(2021)], "MINE holds trade, these figures are series"),
    ],
)
def test_what_does_not_belong_together(
    store: Store, parts: Callable[[], list[Part]], told: str
) -> None:
    store.load([trade_part(2019)], name="MINE")
    with pytest.raises(UsageError, match=told):
        store.load(parts(), name="MINE", replace=True)


def test_a_source_that_was_loaded_is_read_in_another_process(built: Store) -> None:
    assert Store(built.location, PUBLICATIONS).sources() == built.sources()
