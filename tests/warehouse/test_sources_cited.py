"""The sources that a table cites: those whose rows went into it, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_world import (
    MACRO,
    PUBLICATIONS,
    RATIO,
    REF_AREA,
    TRADE,
    USD,
    flow,
    series_part,
    text,
    totals,
    trade_part,
)

from cedic.model import Dataflow
from cedic.publish import facts
from cedic.publish.citation import citation
from cedic.publish.metadata import dcat
from cedic.warehouse import AllSources, Publication, Selection, Store, build

ONLY_A = flow("ONLY_A", REF_AREA, text("SOURCE"), measure=USD)
ONLY_W = flow("ONLY_W", REF_AREA, text("INDICATOR"), text("SOURCE"), measure=RATIO)
RATIOS = flow("RATIOS", REF_AREA, text("SOURCE"), measure=RATIO)
SCORES = flow("SCORES", REF_AREA, text("SOURCE"), measure=RATIO)
NOTHING = flow("NOTHING", REF_AREA, text("SOURCE"), measure=RATIO)


def ratios(flows: Any, macro: Any) -> Any:
    """Exports over the product: rows of trade that a series enters into unnamed."""
    sums, product = totals(flows), macro.select("REF_AREA", "TIME_PERIOD", GDP=macro.OBS_VALUE)
    rows = sums.join(product, ["REF_AREA", "TIME_PERIOD"])
    return rows.mutate(OBS_VALUE=rows.OBS_VALUE / rows.GDP).select(*RATIOS.columns)


WORLD = PUBLICATIONS | {
    "ONLY_A": Publication(
        ONLY_A, {"flows": "TRADE"}, lambda flows: totals(flows.filter(flows.SOURCE == "A"))
    ),
    "ONLY_W": Publication(
        ONLY_W,
        {"series": AllSources("series")},
        lambda series: series.filter(series.SOURCE == "W"),
    ),
    "RATIOS": Publication(RATIOS, {"flows": "TRADE", "macro": "MACRO"}, ratios),
    "SCORES": Publication(SCORES, {"ratios": "RATIOS"}, lambda ratios: ratios),
    "NOTHING": Publication(
        NOTHING, {"ratios": "RATIOS"}, lambda ratios: ratios.filter(ratios.SOURCE == "Z")
    ),
}


def made(folder: Path) -> Store:
    """Two sources of trade and one of series, built."""
    store = Store(folder / "store", WORLD)
    store.load(
        [trade_part(2020), trade_part(2020, 3, source="B"), series_part(2020), series_part(2021)]
    )
    build(store)
    return store


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that is only read."""
    return made(tmp_path_factory.mktemp("world"))


def cited(store: Store, dataflow: Dataflow) -> dict[str, int]:
    """The sources of a dataflow, with their rows."""
    found = facts.of_dataflow(store, dataflow, store.release())
    return {one.id: one.rows for one in found.sources}


def test_sources_of_one_kind_stand_side_by_side(world: Store) -> None:
    assert cited(world, TRADE) == {"A": 2, "B": 2}
    assert cited(world, MACRO) == {"W": 2}


def test_what_enters_unnamed_is_cited_through_the_tables_between(world: Store) -> None:
    assert cited(world, RATIOS) == {"A": 1, "B": 1, "W": 0}
    assert cited(world, SCORES) == {"A": 1, "B": 1, "W": 0}


def test_a_selection_cites_its_rows_and_what_enters_into_them(world: Store) -> None:
    release = world.release()
    found = facts.of_selection(world, Selection(SCORES, {"SOURCE": ("B",)}), release)
    assert [(one.id, one.rows) for one in found.sources] == [("B", 1), ("W", 0)]


@pytest.mark.parametrize("held", [{"MACRO": 0}, {"MACRO": 0, "RATIOS": 0}])
def test_what_the_public_may_not_read_is_cited_all_the_same(
    world: Store, held: dict[str, int]
) -> None:
    public = Store(world.location, WORLD, held=held, edition=str(held))
    assert cited(public, SCORES) == {"A": 1, "B": 1, "W": 0}


def test_a_table_without_rows_cites_nothing(world: Store) -> None:
    assert cited(world, NOTHING) == {}


def test_a_source_that_comes_is_cited_by_what_is_made_from_its_rows(tmp_path: Path) -> None:
    store = made(tmp_path)
    store.load([series_part(2022, source="V")])
    build(store, only=["MACRO", "ONLY_W", "ONLY_A"])
    assert cited(store, MACRO) == {"V": 1, "W": 2}
    assert cited(store, ONLY_W) == {"W": 2}
    assert cited(store, ONLY_A) == {"A": 1}
    # What was made before it came does not rest on it.
    assert cited(store, RATIOS) == {"A": 1, "B": 1, "W": 0}
    of = {one["dct:identifier"]: one for one in dcat(store, "https://x.example")["dcat:dataset"]}
    assert [one["dct:identifier"] for one in of["ONLY_W"]["dct:source"]] == ["W"]
    found = facts.of_dataflow(store, ONLY_W, store.release())
    assert citation(found, "https://x.example").sources == ("Example (2026).",)


def test_a_source_all_of_whose_rows_are_gone_is_none_any_more(tmp_path: Path) -> None:
    store = made(tmp_path)
    store.load([nothing("B")], replace=True)
    assert set(store.sources()) == {"A", "W"}
    build(store)
    assert set(store.sources(store.release())) == {"A", "W"}
    assert cited(store, RATIOS) == {"A": 1, "W": 0}
    assert set(store.sources(store.release(1))) == {"A", "B", "W"}
    assert store.data("TRADE", SOURCE="B", as_of=1).to_arrow().num_rows == 2


def nothing(source: str) -> Any:
    """A vintage of a source with no rows at all."""
    from dataclasses import replace

    from cedic.model import schema

    part = trade_part(2020, source=source, vintage="v3")
    return replace(part, rows=lambda: schema("trade").empty_table().to_reader())
