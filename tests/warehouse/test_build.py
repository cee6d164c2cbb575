"""Building: what is stale and no more, with provenance, the same bytes each time."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_world import (
    PUBLICATIONS,
    TOTALS,
    TRADE,
    files_of,
    series_part,
    totals,
    trade_part,
)

from cedic.errors import MissingLibraryError, StoreError, UnknownCodeError
from cedic.publish.export import write
from cedic.warehouse import AllSources, Publication, Store, build

OWN = """
[PAIR]
founded = 2012-06-06
name = "Pair"
[[PAIR.members]]
areas = ["ARG", "BRA"]
start = 2012-06-06
source = "own"
"""


def csv(store: Store, folder: Path, name: str = "out.csv") -> bytes:
    path = folder / name
    write(store.data("TRADE"), path, "csv")
    return path.read_bytes()


def test_the_first_build_makes_all_in_order(store: Store) -> None:
    store.load([trade_part(2020), series_part(2020)])
    told: list[tuple[str, float, float | None]] = []
    done = build(store, progress=lambda step, done=0, total=None: told.append((step, done, total)))
    assert done.made.index("TRADE") < done.made.index("TOTALS")
    assert set(done.made) == set(PUBLICATIONS)
    assert done.fresh == ()
    assert [step for step, *_ in told] == [*done.made, "release"]
    assert told[-1] == ("release", 3, 3)


def test_the_second_build_makes_nothing(built: Store) -> None:
    before = files_of(Path(built.location))
    done = build(built)
    assert (done.made, set(done.fresh), done.release.number) == ((), set(PUBLICATIONS), 1)
    assert files_of(Path(built.location)) == before


def test_a_missing_library_is_told_before_anything_is_written(store: Store) -> None:
    store.load([trade_part(2020), series_part(2020)])
    flows = {"flows": "TRADE"}
    store.publications["TOTALS"] = Publication(TOTALS, flows, totals, libraries=("json", "absent"))
    before = files_of(Path(store.location))
    with pytest.raises(MissingLibraryError, match=r"absent.*TOTALS") as told:
        build(store)
    assert told.value.remedy == "run: pip install 'cedic[analysis]'"
    assert files_of(Path(store.location)) == before
    assert build(store, only=["MACRO"]).made == ("MACRO",)


@pytest.mark.parametrize(
    ("part", "made"),
    [(trade_part(2021), ("TRADE", "TOTALS")), (series_part(2021), ("MACRO",))],
)
def test_only_what_rests_on_a_changed_source_is_made(
    built: Store, part: Any, made: tuple[str, ...]
) -> None:
    built.load([part])
    done = build(built)
    assert done.made == made
    assert done.release.number == 2


def test_only_some(built: Store) -> None:
    built.load([trade_part(2021), series_part(2021)])
    assert build(built, only=["TOTALS"]).made == ("TRADE", "TOTALS")
    assert build(built).made == ("MACRO",)
    with pytest.raises(UnknownCodeError, match="did you mean TOTALS"):
        build(built, only=["TOTAL"])


def test_forced(built: Store) -> None:
    done = build(built, force=True)
    assert set(done.made) == set(PUBLICATIONS)
    assert done.release.number == 2
    assert build(built, only=["MACRO"], force=True).made == ("MACRO",)


def test_own_blocs_make_all_stale(
    built: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "blocs.toml"
    path.write_text(OWN)
    monkeypatch.setenv("CEDIC_BLOCS", str(path))
    assert set(build(built).made) == set(PUBLICATIONS)
    assert build(built).made == ()
    path.write_text(OWN.replace("Pair", "Two"))
    assert set(build(built).made) == set(PUBLICATIONS)


def test_another_analysis_makes_all_stale(built: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("cedic.warehouse.build")

    monkeypatch.setattr(module, "_analysis", lambda: "another")
    assert set(build(built).made) == set(PUBLICATIONS)


def test_a_commit_says_what_a_table_was_made_from(built: Store) -> None:
    commit = built.tables.last("dataflows/TOTALS")
    assert commit is not None
    assert commit.notes["basis"]["inputs"] == {"dataflows/TRADE": 0}
    assert len(commit.notes["basis"]["analysis"]) == 64
    trade = built.tables.last("dataflows/TRADE")
    assert trade is not None
    assert trade.notes["basis"]["inputs"] == {"sources/A": 1}
    assert trade.rows == 4


def test_the_same_bytes_twice_and_from_scratch_elsewhere(built: Store, tmp_path: Path) -> None:
    first = csv(built, tmp_path)
    assert csv(built, tmp_path, "again.csv") == first
    other = Store(tmp_path / "other", PUBLICATIONS)
    other.load([series_part(2020), trade_part(2020, 2), trade_part(2019, 1)])
    build(other)
    assert csv(other, tmp_path, "other.csv") == first
    build(built, force=True)
    assert csv(built, tmp_path, "forced.csv") == first


def test_a_store_without_trade(store: Store) -> None:
    for load in ([], [series_part(2020)]):
        store.load(load)
        with pytest.raises(StoreError, match="cedic sources read SAMPLE"):
            build(store)


def test_trade_alone_is_enough(store: Store) -> None:
    store.load([trade_part(2020)])
    build(store)
    assert store.tables.last("dataflows/MACRO").rows == 0  # type: ignore[union-attr]
    assert store.data("TRADE").to_arrow().num_rows == 2


def test_dataflows_made_from_each_other(store: Store) -> None:
    store.publications["TRADE"] = Publication(TRADE, {"flows": "TOTALS"}, lambda flows: flows)
    store.load([trade_part(2020)])
    with pytest.raises(StoreError, match=r"made from each other: .*TRADE"):
        build(store)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda flows: flows.drop("OBS_VALUE"), "gives no OBS_VALUE"),
        (lambda flows: flows.union(flows), "stands 2 times"),
        (lambda flows: flows.mutate(REF_AREA=flows.REF_AREA.nullif("ARG")), "is null"),
        (lambda flows: flows.mutate(REF_AREA=flows.REF_AREA.replace("ARG", "QQQ")), "QQQ.* not in"),
    ],
)
def test_a_function_that_breaks_its_declaration(
    built: Store, wrong: Callable[[Any], Any], told: str
) -> None:
    before = built.data("TRADE").to_arrow()
    built.publications["TRADE"] = Publication(TRADE, {"flows": AllSources("trade")}, wrong)
    with pytest.raises(ValueError, match=told):
        build(built, force=True)
    assert built.release().number == 1
    assert built.data("TRADE").to_arrow() == before


def test_a_failed_build_releases_nothing_and_is_made_good(built: Store) -> None:
    def fails(flows: Any) -> Any:
        raise RuntimeError("a defect")

    before = built.data("TOTALS").to_arrow()
    built.load([trade_part(2021)])
    built.publications["TOTALS"] = Publication(TOTALS, {"flows": "TRADE"}, fails)
    with pytest.raises(RuntimeError):
        build(built)
    assert built.data("TOTALS").to_arrow() == before
    # TRADE was made already, but is in no release.
    assert built.data("TRADE").to_arrow().num_rows == 4
    built.publications["TOTALS"] = PUBLICATIONS["TOTALS"]
    assert build(built).made == ("TOTALS",)
    assert built.data("TRADE").to_arrow().num_rows == 6


def parquet(store: Store, table: str) -> Path:
    return next((Path(store.location) / table).rglob("*.parquet"))


@pytest.mark.parametrize("damage", ["missing", "cut", "garbled"])
def test_a_damaged_file_is_told_and_built_anew(built: Store, damage: str) -> None:
    path = parquet(built, "dataflows/TOTALS")
    if damage == "missing":
        path.unlink()
    else:
        bad = path.read_bytes()
        path.write_bytes(bad[:-8] if damage == "cut" else b"x" * len(bad))
    with pytest.raises(StoreError, match="missing or damaged") as raised:
        built.data("TOTALS")
    assert (raised.value.exit_code, raised.value.remedy) == (3, "run: cedic doctor")
    assert path.name in str(raised.value)
    build(built, force=True)
    assert built.data("TOTALS").to_arrow().num_rows == 2


def test_a_damaged_source_stops_a_build(built: Store) -> None:
    parquet(built, "sources/A").write_bytes(b"")
    with pytest.raises(StoreError, match="missing or damaged"):
        build(built, force=True)
    assert built.data("TOTALS").to_arrow().num_rows == 2


def test_a_damaged_list_of_releases_stops_readers_and_writers(built: Store) -> None:
    parquet(built, "releases").write_bytes(b"")
    for what in (lambda: built.data("TRADE"), lambda: build(built)):
        with pytest.raises(StoreError, match="missing or damaged"):
            what()


def test_a_damaged_log_is_told(built: Store) -> None:
    log = Path(built.location) / "dataflows/TOTALS/_delta_log/00000000000000000000.json"
    log.write_text("garbled")
    with pytest.raises(StoreError, match="dataflows/TOTALS cannot be read") as raised:
        built.data("TOTALS")
    assert len(str(raised.value).splitlines()) == 3
    shutil.rmtree(log.parents[1])
    assert "TOTALS" in build(built).made


def test_too_little_memory_is_told(built: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEDIC_MEMORY_LIMIT", "1KB")
    with pytest.raises(StoreError, match="CEDIC_MEMORY_LIMIT"):
        build(built, force=True)
    monkeypatch.undo()
    assert built.data("TRADE").to_arrow().num_rows == 4


def test_many_releases_stay_readable(store: Store) -> None:
    for value in range(1, 13):
        store.load([trade_part(2020, value)])
        build(store)
    assert [release.number for release in store.releases()] == list(range(12, 0, -1))
    for number in (1, 7, 12):
        rows = store.data("TOTALS", as_of=number).to_arrow()
        assert rows["OBS_VALUE"].to_pylist() == [3 * number]
