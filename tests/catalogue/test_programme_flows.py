"""The dataflows of a work programme, from its values to what a store publishes."""

from __future__ import annotations

from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from cedic.catalogue import PUBLICATIONS
from cedic.model import LANGUAGES, Codelist
from cedic.programme.records import records
from cedic.sources import source
from cedic.warehouse import Store, build
from counted_programme import FIRST, MANDATES, MEETINGS, SECOND
from sample_gaps import PROGRAMME


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the programme as a real one, and its first year as a demonstration too."""
    folder = tmp_path_factory.mktemp("programme")
    store = Store(folder / "store", PUBLICATIONS)
    store.load(source("SAMPLE").parts([], sources="BACI", years="2019"))
    real = records((FIRST, SECOND), MANDATES, MEETINGS, area="SELA")
    demo = [replace(FIRST, demonstration=True)], (), [replace(MEETINGS[3], demonstration=True)]
    made_up = records(*demo, area="SELA", demonstration=True)
    for id, table in (("PROGRAMME", real), ("PROGRAMME_DEMO", made_up)):
        pq.write_table(table, folder / f"{id}.parquet")
        parts = source(id).parts([folder / f"{id}.parquet"], vintage="2026-03-01")
        store.load(parts)
    build(store, only=PROGRAMME)
    return store


@pytest.mark.parametrize("id", sorted(PROGRAMME))
def test_each_row_says_where_it_comes_from(store: Store, id: str) -> None:
    rows = store.data(id).to_arrow()
    assert rows.schema == PUBLICATIONS[id].dataflow.schema
    told = rows.to_pylist()
    assert all(row["VINTAGE"] == "2026-03-01" and row["FREQ"] == "A" for row in told)
    assert all((row["OBS_VALUE"] is None) == (row["OBS_STATUS"] == "M") for row in told)
    assert all(row["UNIT_MEASURE"] for row in told)
    sources = {"PROGRAMME", "PROGRAMME_DEMO"} - ({"PROGRAMME_DEMO"} if id[:2] == "MA" else set())
    assert {row["SOURCE"] for row in told if row["INDICATOR"] != "ACTIVITIES_WITHOUT_MANDATE"} == (
        sources
    )


def test_figures_are_those_counted_by_hand(store: Store) -> None:
    def figure(id: str, **where: str) -> float | None:
        [row] = store.data(id, **where).to_arrow().to_pylist()
        return row["OBS_VALUE"]  # type: ignore[no-any-return]

    own = {"SOURCE": "PROGRAMME", "REF_AREA": "SELA"}
    assert figure(
        "PROGRAMME_EXECUTION", INDICATOR="COMPLETION_RATE", PROGRAMME_AREA="_T",
        TIME_PERIOD="2017", **own,
    ) == pytest.approx(1 / 3)  # fmt: skip
    assert figure(
        "PROGRAMME_EXECUTION", INDICATOR="BUDGET_SPENT", PROGRAMME_AREA="_T", CURRENCY="EUR",
        **own,
    ) is None  # fmt: skip
    assert figure(
        "MANDATE_COVERAGE", INDICATOR="PARAGRAPHS", MANDATE_KIND="_T", TIME_PERIOD="2018", **own
    ) == 4  # fmt: skip
    assert figure("MEETINGS", INDICATOR="PARTICIPANTS", MEETING_KIND="_T", **own) == 28
    demo = {"SOURCE": "PROGRAMME_DEMO", "REF_AREA": "SELA"}
    assert figure("MEETINGS", INDICATOR="PARTICIPANTS", MEETING_KIND="_T", **demo) == 4


def test_the_first_view_has_figures(store: Store) -> None:
    from cedic.publish.facts import of_dataflow
    from cedic.publish.view import last_known, usual

    for id in PROGRAMME:
        view = usual(store, of_dataflow(store, store.dataflow(id), store.release()))
        assert view.codes["REF_AREA"] == ("SELA",)
        assert len(view.codes["INDICATOR"]) > 1
        assert last_known(store, view) is not None


def test_currencies_have_their_names() -> None:
    codes = PUBLICATIONS["PROGRAMME_EXECUTION"].dataflow.component("CURRENCY").codelist
    assert isinstance(codes, Codelist)
    assert [codes["USD"].name[one] for one in LANGUAGES] == [
        "Dólar estadounidense",
        "US Dollar",
        "Dólar americano",
        "Dollar des États-Unis",
    ]
    assert {"EUR", "BRL", "VES", "XCD", "_Z"} <= set(codes.codes)
