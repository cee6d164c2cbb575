"""What the dataflows of complexity hold on the sample, and where there is nothing to compare."""

from __future__ import annotations

import ibis
import pytest

from cedic.catalogue import PUBLICATIONS
from cedic.model import Indicator
from cedic.regions import areas
from cedic.warehouse import Store

IDS = ("COMPLEXITY", "PRODUCT_COMPLEXITY", "OPPORTUNITIES", "PRODUCT_SPACE")


@pytest.mark.parametrize("id", IDS)
def test_only_sources_of_many_products_are_compared(sample_store: Store, id: str) -> None:
    found = sample_store.data(id).to_pandas()
    assert set(found.SOURCE) == {"OECD_ICIO"}
    known = set(found[found.OBS_VALUE.notnull()].TIME_PERIOD)
    assert known == ({"2022"} if id == "OPPORTUNITIES" else {"2011", "2022"})
    kinds = {areas()[area].kind for area in found.REF_AREA}
    assert kinds <= (
        {"country", "territory"} if id in ("COMPLEXITY", "OPPORTUNITIES") else {"world"}
    )


def test_a_country_below_the_limit_is_there_without_a_value(sample_store: Store) -> None:
    found = sample_store.data("COMPLEXITY", REF_AREA="STP", start="2022", end="2022").to_pandas()
    flow = PUBLICATIONS["COMPLEXITY"].dataflow
    assert set(found.INDICATOR) == set(flow.methods)
    assert found.OBS_VALUE.isnull().all()
    assert set(found.OBS_STATUS) == {"M"}


def test_ranks_of_2022(sample_store: Store) -> None:
    found = sample_store.data("COMPLEXITY", INDICATOR="ECI", start="2022", end="2022").to_pandas()
    eci = found.set_index("REF_AREA").OBS_VALUE
    assert eci.nlargest(10).index.isin(["CHE", "DEU", "JPN", "KOR", "MEX"]).sum() == 5
    region = eci[["ARG", "BRA", "CHL", "COL", "CRI", "MEX", "PER"]].sort_values(ascending=False)
    assert list(region.index[:3]) == ["MEX", "CRI", "BRA"]
    products = sample_store.data("PRODUCT_COMPLEXITY", INDICATOR="PCI", start="2022", end="2022")
    pci = products.to_pandas().set_index("PRODUCT").OBS_VALUE
    assert len(pci) == 27
    assert pci.idxmax() == "ICIO_C26"
    assert pci[["ICIO_B05", "ICIO_B06", "ICIO_B07"]].max() < pci["ICIO_A01"] < pci["ICIO_C28"]


def test_a_country_has_an_opportunity_in_all_that_it_does_not_make(sample_store: Store) -> None:
    diversity = sample_store.data("COMPLEXITY", INDICATOR="DIVERSITY", start="2022").to_pandas()
    made = diversity.dropna().set_index("REF_AREA").OBS_VALUE
    found = sample_store.data("OPPORTUNITIES", INDICATOR="DENSITY").to_pandas()
    assert found.groupby("REF_AREA").size().to_dict() == (27 - made).astype(int).to_dict()


def test_the_product_space_is_there_from_both_ends(sample_store: Store) -> None:
    found = sample_store.data("PRODUCT_SPACE", start="2022").to_pandas()
    assert len(found) == 27 * 26
    links = found.set_index(["PRODUCT", "COUNTERPART_PRODUCT"]).OBS_VALUE
    assert links.swaplevel().sort_index().tolist() == links.sort_index().tolist()
    assert links.between(0, 1).all()


@pytest.mark.parametrize("id", IDS)
def test_without_products_there_is_an_empty_table(id: str) -> None:
    """A store of totals only, as BACI by pairs: nothing is known of products."""
    trade = ibis.memtable(PUBLICATIONS["PRODUCT_TRADE"].dataflow.schema.empty_table())
    found = PUBLICATIONS[id].function(trade=trade).to_pyarrow()
    assert found.num_rows == 0
    assert found.schema.names == list(PUBLICATIONS[id].dataflow.columns)


def test_an_indicator_of_two_dataflows_is_one_and_the_same() -> None:
    lists = [
        PUBLICATIONS[id].dataflow.component("INDICATOR").codelist
        for id in ("PRODUCT_COMPLEXITY", "OPPORTUNITIES")
    ]
    one, other = (codelist["PCI"] for codelist in lists if codelist)
    assert isinstance(one, Indicator)
    assert isinstance(other, Indicator)
    assert (one.name, one.formula, one.unit) == (other.name, other.formula, other.unit)
