"""Tables in, tables out: whatever library they come from."""

import ibis
import polars as pl
import pyarrow as pa
import pytest
from ibis.expr.operations import Sort

from cedic.errors import DataError, UnknownCodeError
from cedic.model import Observations
from cedic.trade import coverage, matrix, mirror, reconcile, regional
from cedic.trade.tables import as_table, dollars, safe_divide, year_of

KINDS = {
    "arrow": lambda table: table,
    "pandas": lambda table: table.to_pandas(),
    "polars": pl.from_arrow,
    "ibis": ibis.memtable,
    "observations": lambda table: Observations.of(ibis.memtable(table)),
    "stream": lambda table: Observations(table.to_reader),
}
BLOC = {"R": ["A", "B"]}
ANALYSES = {
    "regional": lambda data: regional(data, BLOC, flow=("X", "M", "XM"), bounds=True),
    "matrix": lambda data: matrix(data, BLOC),
    "coverage": lambda data: coverage(data, BLOC),
    "reconcile": reconcile,
    "mirror": mirror,
}


@pytest.mark.parametrize("analysis", ANALYSES)
def test_all_kinds_of_table_give_the_same(reports, analysis):
    """A pandas column with a gap is one of floats, which must not change a figure."""

    def rows(data):
        table = ANALYSES[analysis](data).to_arrow()
        return table.schema, sorted(map(str, table.to_pylist()))

    plain = rows(reports)
    assert plain[1]
    for name, kind in KINDS.items():
        assert rows(kind(reports)) == plain, name


def test_observations_go_out_in_any_form(golden):
    found = regional(golden, BLOC)
    table = found.to_arrow()
    assert found.to_batches().read_all() == table
    assert pa.table(found) == table
    assert found.to_polars().to_arrow().to_pylist() == table.to_pylist()
    assert found.to_pandas()["OBS_VALUE"].tolist() == table["OBS_VALUE"].to_pylist()
    assert found.to_pandas().columns.tolist() == table.column_names


def test_observations_come_in_without_their_order(golden):
    found = regional(golden, BLOC)
    taken = as_table(found)
    assert isinstance(found.expression.op(), Sort)
    assert not isinstance(taken.op(), Sort)
    assert sorted(taken.to_pyarrow().to_pylist(), key=str) == sorted(
        found.to_arrow().to_pylist(), key=str
    )


def test_columns_are_renamed():
    data = pa.table({"year": [2020], "v": [1]})
    assert as_table(data, {"TIME_PERIOD": "year"}).columns == ("TIME_PERIOD", "v")
    with pytest.raises(UnknownCodeError, match=r"column in the table called 'yaer'[^?]*year\?"):
        as_table(data, {"TIME_PERIOD": "yaer"})


@pytest.mark.parametrize("data", [None, 7, "flows.csv", {"EXPORTER": ["A"]}, [1, 2]])
def test_what_is_no_table(data):
    with pytest.raises(
        DataError, match=f"A table was expected, not {type(data).__name__}"
    ) as caught:
        as_table(data)
    assert caught.value.exit_code == 3


def test_arithmetic_is_the_same_everywhere(rows):
    table = ibis.memtable(
        pa.table({"n": [6, 1, None, 0], "d": [4, 0, 2, 0], "x": [0.5, -0.5, 2.4, 1e15 + 0.5]})
    )
    found = rows(
        Observations.of(table.mutate(ratio=safe_divide(table.n, table.d), whole=dollars(table.x)))
    )
    assert [row["ratio"] for row in found] == [1.5, None, None, None]
    assert [row["whole"] for row in found] == [1, -1, 2, 10**15 + 1]


def test_year_of(rows):
    table = ibis.memtable(pa.table({"p": ["1990", "2020-Q1", "2020-03", "2021-03-31"]}))
    found = rows(Observations.of(table.mutate(year=year_of(table.p))))
    assert [row["year"] for row in found] == [1990, 2020, 2020, 2021]
