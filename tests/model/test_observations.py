from __future__ import annotations

import sys

import duckdb
import ibis
import pyarrow as pa
import pytest

from cedic.errors import UsageError
from cedic.model import Observations

ROWS = pa.table({"REF_AREA": ["ARG", "<b>"], "OBS_VALUE": pa.array([1, None], pa.int64())})


@pytest.fixture
def observations() -> Observations:
    return Observations(ROWS.to_reader)


def test_as_arrow_as_often_as_asked(observations: Observations) -> None:
    assert observations.to_arrow() == ROWS
    assert observations.to_batches().read_all() == ROWS


def test_as_pandas(observations: Observations) -> None:
    frame = observations.to_pandas()
    assert frame["REF_AREA"].tolist() == ["ARG", "<b>"]
    assert frame["OBS_VALUE"].isna().tolist() == [False, True]


def test_as_polars(observations: Observations) -> None:
    frame = observations.to_polars()
    assert frame["OBS_VALUE"].to_list() == [1, None]


def test_without_polars(observations: Observations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match="pip install polars"):
        observations.to_polars()


def test_libraries_that_read_arrow_take_them_as_they_are(observations: Observations) -> None:
    assert pa.table(observations) == ROWS
    with duckdb.connect() as connection:
        connection.register("observations", pa.RecordBatchReader.from_stream(observations))
        assert connection.execute("SELECT sum(OBS_VALUE) FROM observations").fetchall() == [(1,)]


def test_of_an_expression() -> None:
    expression = ibis.memtable(ROWS)
    observations = Observations.of(expression.filter(expression.REF_AREA == "ARG"))
    assert observations.to_arrow()["OBS_VALUE"].to_pylist() == [1]
    assert observations.expression is not None


def test_as_shown_in_a_notebook(observations: Observations) -> None:
    assert "ARG" in repr(observations)
    html = observations._repr_html_()
    assert "··" in html, "a missing value is not shown as a number"
    assert "<b>" not in html
