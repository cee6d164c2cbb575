"""Figures by product on the real data, each worked out anew in pandas and NumPy."""

import pytest

from cedic.trade import advantage, complexity, intra_industry, similarity

pd = pytest.importorskip("pandas")
np = pytest.importorskip("numpy")
pytestmark = pytest.mark.shared

HEADINGS = {
    "REF_AREA": "exporter",
    "PRODUCT": "hs4",
    "TIME_PERIOD": "year",
    "OBS_VALUE": "value_usd",
}
PAIRS = {"EXPORTER": "exporter", "IMPORTER": "importer"} | {
    name: HEADINGS[name] for name in ("TIME_PERIOD", "OBS_VALUE")
}
MERCOSUR = ["ARG", "BRA", "PRY", "URY", "VEN"]
EU = [
    *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC"),
    *("HRV", "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK"),
    *("SVN", "SWE"),
]


@pytest.fixture(scope="module")
def headings(shared):
    table = pd.read_parquet(shared / "exports_hs4_1980_2017.parquet")
    return table[table.year == 2017]


@pytest.fixture(scope="module")
def matrix(headings):
    return headings.pivot_table(
        index="exporter", columns="hs4", values="value_usd", aggfunc="sum", fill_value=0
    ).astype(float)


def test_chile_in_refined_copper(headings, matrix):
    mine = matrix.div(matrix.sum(axis=1), axis=0) / (matrix.sum(axis=0) / matrix.to_numpy().sum())
    found = advantage(headings, indicators="RCA", columns=HEADINGS).to_pandas()
    chile = found[found.REF_AREA == "CHL"].set_index("PRODUCT").OBS_VALUE
    assert chile["7403"] == pytest.approx(mine.loc["CHL", "7403"], rel=1e-12)
    assert chile["7403"] == pytest.approx(61.63, abs=0.01)
    assert (chile > 1).sum() == (mine.loc["CHL"] > 1).sum() == 136


def test_complexity_is_the_second_eigenvector(headings, matrix):
    large = matrix[matrix.sum(axis=1) >= 1e9]
    shares = large.div(large.sum(axis=1), axis=0)
    m = (shares / (large.sum(axis=0) / large.to_numpy().sum()) >= 1).astype(float)
    m = m.loc[m.sum(axis=1) > 0, m.sum(axis=0) > 0]
    diversity, ubiquity = m.sum(axis=1), m.sum(axis=0)
    steps = (m / ubiquity).to_numpy() @ m.T.to_numpy() / diversity.to_numpy()[:, None]
    values, vectors = np.linalg.eig(steps)
    eci = vectors[:, np.argsort(-values.real)[1]].real
    eci = (eci - eci.mean()) / eci.std() * np.sign(np.corrcoef(eci, diversity)[0, 1])
    found = complexity(headings, minimum_exports=10**9, columns=HEADINGS).areas.to_pandas()
    found = found.set_index("REF_AREA").ECI
    assert set(found.index) == set(m.index)
    assert np.abs(found[m.index].to_numpy(float) - eci).max() < 1e-9


def test_what_mercosur_sells_and_the_union_buys(shared):
    flows = pd.read_parquet(shared / "trade_sitc1_2015.parquet").assign(CLASSIFICATION="SITC4")
    sold = flows[flows.exporter.isin(MERCOSUR)].groupby("sitc").value_usd.sum()
    bought = flows[flows.importer.isin(EU)].groupby("sitc").value_usd.sum()
    apart = (sold / sold.sum()).sub(bought / bought.sum(), fill_value=0).abs().sum()
    found = similarity(
        flows,
        indicators="COMPLEMENTARITY",
        blocs={"MCS": MERCOSUR, "UNION": EU},
        areas=["MCS"],
        partners=["UNION"],
        columns=PAIRS | {"PRODUCT": "sitc"},
    ).to_pandas()
    assert found.OBS_VALUE.tolist() == pytest.approx([100 * (1 - apart / 2)], rel=1e-12)


def test_mexico_and_the_united_states_trade_both_ways(shared):
    flows = pd.read_parquet(shared / "trade_icio_sectors.parquet")
    flows = flows[(flows.year == 2022) & flows.exporter.isin(["MEX", "USA"])]
    flows = flows[flows.importer.isin(["MEX", "USA"]) & (flows.exporter != flows.importer)]
    wide = flows.pivot_table(index="sector", columns="exporter", values="value_usd", fill_value=0)
    mine = 1 - (wide.MEX - wide.USA).abs().sum() / (wide.MEX + wide.USA).sum()
    found = intra_industry(
        flows, partners=True, products=False, columns=PAIRS | {"PRODUCT": "sector"}
    ).to_pandas()
    found = found[(found.REF_AREA == "MEX") & (found.INDICATOR == "GL")]
    assert found.OBS_VALUE.tolist() == pytest.approx([mine], rel=1e-12)
