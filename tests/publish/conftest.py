from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pytest

from cedic.catalogue import PUBLICATIONS
from cedic.model import Observations

BACI_SHARES = {
    "REF_AREA": "CELAC",
    "TRADE_FLOW": "X",
    "PRODUCT": "_T",
    "INDICATOR": "ITS",
    "SOURCE": "BACI",
}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch, tmp_path):
    """No settings of the person who runs the tests."""
    for name in ("CEDIC_BLOCS", "CEDIC_LANGUAGE", "CEDIC_STORE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CEDIC_HOME", str(tmp_path / "home"))


@pytest.fixture
def shares() -> Callable[..., Observations]:
    """Observations of REGIONAL_TRADE from ``{code: {period: value}}``, told apart by `by`."""

    def make(values, by="REF_AREA", **constants) -> Observations:
        flow = PUBLICATIONS["REGIONAL_TRADE"].dataflow
        fixed = {
            "FREQ": "A",
            **BACI_SHARES,
            "UNIT_MEASURE": "RATIO",
            "VINTAGE": "BACI 202501",
            **constants,
        }
        rows = [
            {
                **dict.fromkeys(flow.columns),
                **fixed,
                by: code,
                "TIME_PERIOD": period,
                "OBS_VALUE": value,
                "OBS_STATUS": "L" if value is None else "A",
            }
            for code, series in values.items()
            for period, value in series.items()
        ]
        table = pa.Table.from_pylist(rows, schema=flow.schema)
        return Observations(lambda: table.to_reader(), dataflow=flow)

    return make
