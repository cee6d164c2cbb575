"""TRADE_INDICES and TRADE_GROWTH on figures with quantities, which the sample does not have."""

from __future__ import annotations

import duckdb
import ibis
import pandas as pd
import pyarrow as pa
import pytest

from cedic.catalogue.dataflows.trade_indices import TRADE_INDICES, trade_indices
from cedic.catalogue.products import with_quantities
from cedic.model import Indicator
from cedic.products import CL_PRODUCT_DETAILED

CHAPTERS = "HS01" in CL_PRODUCT_DETAILED
"""Products whose chapter is not listed are of no section known."""
SECTIONS = ["HS_I", "HS_II", "HS_XXII"] if CHAPTERS else ["HS_XXII", "HS_XXII"]


@pytest.fixture
def flows():
    """Simulated: exports to the United States and back; prices of exports rise by a tenth a year."""
    rows = [
        (exporter, importer, product, str(2018 + t), round(value * factor**t), 10.0)
        for exporter, importer, factor in (("BRA", "USA", 1.1), ("USA", "BRA", 1.0))
        for product, value in (("010121", 10**9), ("090111", 2 * 10**9), ("999999", 10**8))
        for t in range(3)
    ]
    names = ["REF_AREA", "COUNTERPART_AREA", "PRODUCT", "TIME_PERIOD", "OBS_VALUE", "QUANTITY"]
    table = pd.DataFrame(rows, columns=names).assign(
        TRADE_FLOW="X",
        OBS_STATUS="A",
        VINTAGE="1",
        SOURCE="BACI",
        RECONCILED=True,
        VALUATION="FOB",
        CLASSIFICATION="HS17",
    )
    total = table.iloc[:1].assign(PRODUCT="_T", QUANTITY=None)
    connection = duckdb.connect()
    connection.register("flows", pa.Table.from_pandas(pd.concat([table, total])))
    return ibis.duckdb.from_connection(connection).table("flows")


def test_indices_of_areas_and_blocs_by_section(flows):
    rows = trade_indices(flows).to_pandas()
    assert set(TRADE_INDICES.columns) <= set(rows.columns)
    assert not rows.duplicated(list(TRADE_INDICES.key)).any()
    last = rows[rows.TIME_PERIOD == "2020"].set_index(
        ["REF_AREA", "TRADE_FLOW", "PRODUCT", "INDICATOR"]
    )
    assert set(rows.PRODUCT) == {"_T", *SECTIONS}
    assert set(rows.INDICATOR) == set(TRADE_INDICES.methods)
    for area in ("BRA", "MERCOSUR"):
        price = last.OBS_VALUE[area, "X", "_T", "PRICE_FISHER"]
        assert price == pytest.approx(121)
        assert last.OBS_VALUE[area, "M", "_T", "PRICE_FISHER"] == pytest.approx(100)
        assert last.OBS_VALUE[area, "XM", "_T", "TERMS_OF_TRADE"] == pytest.approx(121)
    assert last.GROWTH["BRA", "X", SECTIONS[1], "PRICE_FISHER"] == pytest.approx(0.1)
    assert last.BASE_PER["BRA", "X", "_T", "PRICE_FISHER"] == "2018"
    assert last.BASE_PER["BRA", "X", "_T", "MATCHED_SHARE"] == "2019"
    assert last.OBS_VALUE["BRA", "X", "_T", "MATCHED_ITEMS"] == 3
    units = {code.id: code.unit for code in TRADE_INDICES.dimensions[4].codelist}
    assert all(isinstance(code, Indicator) for code in TRADE_INDICES.dimensions[4].codelist)
    assert all(rows.INDICATOR.map(units) == rows.UNIT_MEASURE)


def test_only_what_has_quantities(flows):
    none = flows.mutate(QUANTITY=ibis.null("float64"))
    assert with_quantities(none).count().to_pyarrow().as_py() == 0
    both = with_quantities(flows).to_pandas()
    assert both.groupby(["REF_AREA", "TRADE_FLOW"]).size().to_dict() == {
        ("BRA", "X"): 9, ("BRA", "M"): 9, ("USA", "X"): 9, ("USA", "M"): 9,
    }  # fmt: skip
