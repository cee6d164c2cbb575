"""Tables in the order of their key, and snapshots that read them without sorting."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from small_world import PUBLICATIONS, TOTALS

from cedic.warehouse import Selection, Store
from cedic.warehouse.delta import DeltaFolder

ROWS = 300_000
"""More than two row groups and many batches."""


def many(rows: int = ROWS) -> pa.RecordBatchReader:
    numbers = [f"{number:07}" for number in range(rows)]
    table = pa.table({"KEY": numbers, "VALUE": pa.array(range(rows), pa.int64())})
    return table.to_reader(max_chunksize=1_000)


def test_rows_are_read_in_the_order_they_were_written(tmp_path: Path) -> None:
    import duckdb

    tables = DeltaFolder(str(tmp_path))
    commit = tables.write_ordered("t", many(), {"said": "so"})
    assert (commit.version, commit.rows, commit.notes["said"]) == (0, ROWS, "so")
    [file] = tables.open("t").file_uris()
    keys = duckdb.sql(f"SELECT KEY FROM '{file}'").to_arrow_table()["KEY"].to_pylist()
    assert keys == sorted(keys)
    assert len(keys) == ROWS


def test_each_version_stays_readable_and_nothing_lies_about(tmp_path: Path) -> None:
    tables = DeltaFolder(str(tmp_path))
    for rows in (3, 5):
        tables.write_ordered("dataflows/t", many(rows), {})
    assert tables.last_version("dataflows/t") == 1
    counts = [tables.open("dataflows/t", version).to_pyarrow_table().num_rows for version in (0, 1)]
    assert counts == [3, 5]
    assert tables.sweep() == 0
    assert not tables.damaged("dataflows/t", 1)


def test_columns_may_change_from_one_version_to_the_next(tmp_path: Path) -> None:
    tables = DeltaFolder(str(tmp_path))
    tables.write_ordered("t", many(2), {})
    wider = pa.table({"KEY": ["a"], "VALUE": [1.5], "NOTE": ["x"]})
    commit = tables.write_ordered("t", wider.to_reader(), {"said": "wider"})
    assert commit.notes["said"] == "wider"
    assert tables.open("t").to_pyarrow_table().to_pylist() == wider.to_pylist()
    assert tables.open("t", 0).to_pyarrow_table().num_rows == 2


@pytest.mark.parametrize("ordered", [True, False])
def test_data_come_in_the_order_of_the_key(store: Store, ordered: bool) -> None:
    records = [
        {"REF_AREA": area, "SOURCE": "S", "TIME_PERIOD": str(year), "OBS_VALUE": year}
        for area in ("ARG", "BRA")
        for year in (2019, 2020)
    ]
    kept = records if ordered else list(reversed(records))
    reader = pa.Table.from_pylist(kept, TOTALS.schema).to_reader()
    # A store of before has tables whose files are in no order.
    write = store.tables.write_ordered if ordered else store.tables.write
    with store.writing("a test"):
        store.publish({"dataflows/TOTALS": write("dataflows/TOTALS", reader, {}).version})
    assert store.snapshot().relation(TOTALS).ordered is ordered
    assert store.data("TOTALS").to_arrow().to_pylist() == records


def test_many_read_at_once_and_each_sees_its_release(built: Store) -> None:
    snapshot = built.snapshot()
    assert built.snapshot() is snapshot
    assert PUBLICATIONS.keys() == {
        id for id, one in built.publications.items() if snapshot.holds(one.dataflow)
    }
    selection = Selection(TOTALS, {})
    readers = [selection.read(snapshot.relation(TOTALS)) for _ in range(5)]
    assert len({reader.read_all().num_rows for reader in readers}) == 1
