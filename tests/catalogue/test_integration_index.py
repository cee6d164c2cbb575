"""The Integration Index on the sample and on the real data: what is in it, and what is missing."""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from cedic.catalogue import PUBLICATIONS, integration
from cedic.catalogue.integration import (
    CL_INTEGRATION,
    CL_INTEGRATION_INDEX,
    MECHANISMS,
    framework,
    integration_index,
    scores,
)
from cedic.errors import UsageError
from cedic.indices import Index, change, contributions, gains
from cedic.model import Text
from cedic.regions import Bloc, Membership, areas, blocs, legal_stage
from cedic.sources import source
from cedic.trade import integration as measure
from cedic.trade.integration import GAPS, LEVELS, PEOPLE, TRADE, TREATIES
from cedic.warehouse import Store, build

DIMENSIONS = ("ECONOMIC", "SOCIAL", "POLITICAL", "CULTURAL", "ENVIRONMENTAL")
FLOWS = ("INTEGRATION_INDICATORS", "INTEGRATION_INDEX", "INTEGRATION_STAGES")


def table(store: Store, id: str, **where: object) -> pd.DataFrame:
    return store.data(id, **where).to_pandas()  # type: ignore[arg-type]


# The framework


def test_the_framework_is_what_is_measured() -> None:
    made_of = framework()
    assert tuple(node.code for node in made_of.at(2)) == DIMENSIONS
    every = {*LEVELS, *GAPS, *TRADE, *PEOPLE, *TREATIES}
    assert set(made_of.indicators) == every - {"GROWTH_GAP"}
    assert set(CL_INTEGRATION.codes) == every
    assert set(CL_INTEGRATION_INDEX.codes) == {"INTEGRATION", "CORE", *DIMENSIONS}
    for code in made_of.indicators:
        node = made_of.node(code)
        assert node.goalposts is not None
        assert node.weight == 1
    # What is a distance, a lack or a harm counts against.
    assert {code for code in made_of.indicators if made_of.node(code).direction < 0} == {
        *(set(GAPS) - {"GROWTH_GAP"}), "POVERTY", "INEQUALITY", "UNEMPLOYMENT", "CHILD_MORTALITY",
        "EXTERNAL_DEBT", "TARIFF", "CO2_PER_HEAD", "CO2_INTENSITY",
    }  # fmt: skip


def test_what_has_no_figures_is_left_out_and_so_is_a_dimension_of_little() -> None:
    every = framework().indicators
    political = framework().below("POLITICAL")
    assert [node.code for node in framework(set(every) - set(political)).at(2)] == [
        code for code in DIMENSIONS if code != "POLITICAL"
    ]
    # Three of seven are less than half, four are not.
    for kept, there in ((3, False), (4, True)):
        left = framework((set(every) - set(political)) | set(political[:kept]))
        assert ("POLITICAL" in left.nodes) is there
        assert len(left.indicators) == len(every) - 7 + (kept if there else 0)
    assert framework(core=True).index.code == "CORE"
    assert len(framework(core=True).at(2)) == 3
    with pytest.raises(UsageError, match="No dimension"):
        framework(["POVERTY"])


# On the sample


def test_the_sample_gives_a_reduced_form_that_says_so(sample_store: Store) -> None:
    found = table(sample_store, "INTEGRATION_INDEX")
    assert set(found.SOURCE) == {"BACI"}
    assert set(found.INDICATOR) == {"INTEGRATION", "CORE", *DIMENSIONS}
    political = found[found.INDICATOR == "POLITICAL"]
    assert political.OBS_VALUE.isna().all()
    assert (political.SHARE_KNOWN == 0).all()
    total = found[(found.INDICATOR == "INTEGRATION") & found.OBS_VALUE.notna()]
    assert len(total) > 500
    # Four of five dimensions at most, and less than all of the economic one.
    assert total.SHARE_KNOWN.max() < 0.8
    known = found[found.OBS_VALUE.notna()]
    assert known.OBS_VALUE.between(0, 100).all()
    assert known.SHARE_IMPUTED.between(0, 1).all()
    assert found.SHARE_KNOWN.between(0, 1).all()
    description = PUBLICATIONS["INTEGRATION_INDEX"].dataflow.description
    for missing in ("WGI", "WITS_TARIFF", "LSCI", "UN_DESA", "DESTA"):
        assert all(missing in description[language] for language in ("en", "es", "pt", "fr"))
        assert missing not in found.VINTAGE.iloc[0]


def test_ranks_are_of_the_five_and_of_their_members(sample_store: Store) -> None:
    found = table(
        sample_store, "INTEGRATION_INDEX", INDICATOR="INTEGRATION", start="2014", end="2014"
    )
    itself = found.COUNTERPART_AREA == "WLD"
    five = found[itself & found.REF_AREA.isin(MECHANISMS)]
    assert sorted(five.RANK) == [1, 2, 3, 4, 5]
    others = found[itself & ~found.REF_AREA.isin(MECHANISMS)]
    assert others.RANK.isna().all()
    assert others.OBS_VALUE.notna().any()
    members = found[~itself]
    assert set(members.COUNTERPART_AREA) == set(MECHANISMS)
    ranked = members.dropna(subset="RANK").sort_values("RANK")
    assert ranked.OBS_VALUE.is_monotonic_decreasing
    for rows in (five, ranked):
        assert (rows.RANK_LOW <= rows.RANK_HIGH).all()
    # Colombia is a member of two, with a score for each.
    assert set(members[members.REF_AREA == "COL"].COUNTERPART_AREA) == {"PA", "ANDEAN"}


def test_a_score_is_the_mean_of_what_is_known(sample_store: Store) -> None:
    """Worked out from the published indicators and the goalposts, without the engine."""
    year, area = "2014", "MERCOSUR"
    indicators = table(sample_store, "INTEGRATION_INDICATORS", REF_AREA=area)
    indicators = indicators[indicators.SOURCE.isin(["BACI", "WDI"])]
    years = {}
    for distance in (0, -1, 1, -2, 2):
        of_year = indicators[indicators["TIME_PERIOD"] == str(int(year) + distance)]
        for row in of_year[of_year.OBS_VALUE.notna()].itertuples():
            years.setdefault(row.INDICATOR, (row.OBS_VALUE, distance))
    rows = {row["code"]: row for row in integration._rows()}
    expected = {}
    for dimension in DIMENSIONS:
        parts = [code for code, row in rows.items() if row["parent"] == dimension]
        known = []
        for code in parts:
            if code not in years:
                continue
            low, high = (float(rows[code][f"goalpost_{end}"]) for end in ("low", "high"))
            share = min(max((years[code][0] - low) / (high - low), 0), 1)
            known.append(100 * (share if rows[code]["direction"] == "1" else 1 - share))
        if len(known) >= len(parts) / 2:
            expected[dimension] = sum(known) / len(known)
    assert set(expected) == {"ECONOMIC", "SOCIAL", "CULTURAL", "ENVIRONMENTAL"}
    expected["INTEGRATION"] = sum(expected.values()) / 4
    expected["CORE"] = sum(expected[code] for code in ("ECONOMIC", "SOCIAL", "CULTURAL")) / 3
    found = table(sample_store, "INTEGRATION_INDEX", REF_AREA=area, start=year, end=year)
    got = found.set_index("INDICATOR").OBS_VALUE.dropna().to_dict()
    assert got == {code: pytest.approx(value, rel=1e-12) for code, value in expected.items()}


def test_no_total_where_a_dimension_is_missing(sample_store: Store) -> None:
    found = table(sample_store, "INTEGRATION_INDEX", REF_AREA=list(MECHANISMS))
    wide = found[found.COUNTERPART_AREA == "WLD"].pivot(
        index=["REF_AREA", "TIME_PERIOD"], columns="INDICATOR", values="OBS_VALUE"
    )
    loaded = [code for code in DIMENSIONS if code != "POLITICAL"]
    assert (wide[loaded].notna().all(axis=1) == wide.INTEGRATION.notna()).all()
    core = ["ECONOMIC", "SOCIAL", "CULTURAL"]
    assert (wide[core].notna().all(axis=1) == wide.CORE.notna()).all()
    # Carbon dioxide ends in 2014, and is carried two years.
    assert wide.INTEGRATION.dropna().index.get_level_values(1).max() == "2016"
    assert wide.CORE.dropna().index.get_level_values(1).max() == "2023"


def test_the_index_replays_and_adds_up(sample_store: Store) -> None:
    indicators = sample_store.data("INTEGRATION_INDICATORS").to_arrow()
    index = integration_index(indicators, trade="BACI")
    result = index.run()
    again = Index(index.framework, index.panel, steps=result.steps).run()
    assert result.final.panel.values.tobytes() == again.final.panel.values.tobytes()
    assert scores(index).equals(scores(integration_index(indicators, trade="BACI")))
    parts = contributions(result, to="index").to_pandas()
    leaves = parts[parts.CODE.isin(index.framework.indicators)]
    at = result.final.panel.position("INTEGRATION")
    for year, place in (("2010", 10), ("2016", 16)):
        assert result.final.panel.years[place] == year
        unit = result.final.panel.units.index("MERCOSUR")
        of = leaves[(leaves["REF_AREA"] == "MERCOSUR") & (leaves["TIME_PERIOD"] == year)]
        total = result.final.panel.values[place, unit, at]
        assert of.CONTRIBUTION.sum() == pytest.approx(total, rel=1e-12)


def test_what_would_gain_most(sample_store: Store) -> None:
    indicators = sample_store.data("INTEGRATION_INDICATORS").to_arrow()
    result = integration_index(indicators, trade="BACI", of="members").run()
    found = gains(result, "MERCOSUR:PRY", "2014").to_pandas()
    known = found.dropna(subset="GAIN")
    assert known.GAIN.is_monotonic_decreasing
    assert (known.GAIN >= -1e-9).all()
    assert set(known.CODE) <= set(result.framework.indicators)


def test_any_bloc_of_the_world_can_be_compared(sample_store: Store) -> None:
    indicators = sample_store.data("INTEGRATION_INDICATORS").to_arrow()
    some = scores(integration_index(indicators, trade="BACI", only=["EU", "ASEAN"]), ranked=False)
    published = table(sample_store, "INTEGRATION_INDEX", REF_AREA=["EU", "ASEAN"], SOURCE="BACI")
    mine = some.to_pandas().set_index(["UNIT", "INDICATOR", "TIME_PERIOD"]).OBS_VALUE
    theirs = published.set_index(["REF_AREA", "INDICATOR", "TIME_PERIOD"]).OBS_VALUE
    both = pd.concat([mine, theirs], axis=1, join="inner").dropna()
    assert len(both) > 100
    assert np.array_equal(both.iloc[:, 0], both.iloc[:, 1])
    with pytest.raises(UsageError, match="no trade from DOTS"):
        integration_index(indicators, trade="DOTS")


# Stages


def test_the_law_stands_beside_the_figures(sample_store: Store) -> None:
    found = table(sample_store, "INTEGRATION_STAGES")
    law = found[found.INDICATOR == "LEGAL_STAGE"]
    assert set(law.SOURCE) == {"TREATIES"}
    for row in law.itertuples():
        fact = legal_stage(row.REF_AREA, int(row.TIME_PERIOD))
        assert fact is not None
        assert (
            fact.order, fact.status, fact.id,
        ) == (row.OBS_VALUE, row.STAGE_STATUS, row.LEGAL_BASIS)  # fmt: skip
    assert set(law.REF_AREA) >= set(MECHANISMS)
    rest = found[found.INDICATOR != "LEGAL_STAGE"]
    assert rest.LEGAL_BASIS.isna().all()
    # What is measured is what INTEGRATION_INDICATORS has.
    indicators = table(sample_store, "INTEGRATION_INDICATORS")
    key = ["REF_AREA", "INDICATOR", "SOURCE", "TIME_PERIOD"]
    both = rest.merge(indicators[indicators.COUNTERPART_AREA == "WLD"], on=key, suffixes=("", "_I"))
    assert len(both) > 1_000
    same = (both.OBS_VALUE == both.OBS_VALUE_I) | (both.OBS_VALUE.isna() & both.OBS_VALUE_I.isna())
    assert same.all()


def test_what_is_not_loaded_is_null_in_the_stages(sample_store: Store) -> None:
    found = table(sample_store, "INTEGRATION_STAGES", REF_AREA="MERCOSUR", start="2010", end="2010")
    empty = found[found.OBS_VALUE.isna()]
    assert dict(zip(empty.INDICATOR, empty.SOURCE, strict=True)) == {
        "TARIFF": "WITS_TARIFF", "TARIFF_GAP": "WITS_TARIFF", "MIGRANTS_IN": "UN_DESA",
        "GOVERNANCE": "WGI", "GOVERNANCE_GAP": "WGI",
    }  # fmt: skip
    assert set(empty.OBS_STATUS) == {"M"}


# Without figures


@pytest.mark.parametrize("id", FLOWS)
def test_without_series_there_is_an_empty_table(id: str) -> None:
    publication = PUBLICATIONS[id]
    inputs = {}
    for name, flow in publication.inputs.items():
        assert isinstance(flow, str)
        inputs[name] = ibis.memtable(nullable(PUBLICATIONS[flow].dataflow.schema.empty_table()))
    found = publication.function(**inputs).to_pyarrow()
    assert found.num_rows == 0
    assert found.schema.names == list(publication.dataflow.columns)
    assert publication.dataflow.needs is not None


# In full


@pytest.fixture(scope="module")
def full(
    shared: Path, sample_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, pd.DataFrame]:
    """The three tables from all that the index is made of: the sample and five sources more."""
    store = Store(tmp_path_factory.mktemp("integration") / "store", PUBLICATIONS)
    store.load(source("SAMPLE").parts([], sources="UNCTAD"))
    for id, name in (
        ("WGI", "governance_wgi"),
        ("WITS_TARIFF", "tariffs_wits"),
        ("LSCI", "shipping_connectivity_lsci"),
        ("UN_DESA", "migrant_stock_undesa2020"),
        ("DESTA", "agreements_desta"),
    ):
        store.load(source(id).parts([shared / f"{name}.parquet"]))
    build(store, only=["DEVELOPMENT", "MIGRATION", "AGREEMENTS"])
    of_sample = sample_store.data("DEVELOPMENT").to_arrow()
    inputs = {
        "matrix": sample_store.data("TRADE_MATRIX").to_arrow(),
        "macro": sample_store.data("MACRO").to_arrow(),
        "development": pa.concat_tables([of_sample, store.data("DEVELOPMENT").to_arrow()]),
        "migrants": store.data("MIGRATION").to_arrow(),
        "agreements": store.data("AGREEMENTS").to_arrow(),
    }
    found = {name: rows.to_pandas() for name, rows in inputs.items() if name != "matrix"}
    for id in FLOWS:
        views = {name: ibis.memtable(nullable(inputs[name])) for name in PUBLICATIONS[id].inputs}
        made = PUBLICATIONS[id].function(**views).to_pyarrow()
        inputs["indicators"] = inputs.get("indicators", made)
        found[id] = made.to_pandas()
    return found


def nullable(rows: pa.Table) -> pa.Table:
    """The rows as a build's views give them, which do not say that keys are never null."""
    return rows.cast(pa.schema([field.with_nullable(True) for field in rows.schema]))


@pytest.mark.shared
def test_with_all_sources_nothing_is_missing(full: dict[str, pd.DataFrame]) -> None:
    found = full["INTEGRATION_INDEX"]
    found = found[(found.TIME_PERIOD == "2014") & found.REF_AREA.isin(MECHANISMS)]
    assert found.OBS_VALUE.notna().all()
    total = found[found.INDICATOR == "INTEGRATION"].set_index("REF_AREA")
    assert total.SHARE_KNOWN["MERCOSUR"] == pytest.approx(1)
    assert total.SHARE_KNOWN.min() > 0.8
    for id in ("WGI", "WITS_TARIFF", "LSCI", "UN_DESA", "DESTA"):
        assert id in total.VINTAGE.iloc[0]
    stages = full["INTEGRATION_STAGES"]
    of = (stages.REF_AREA == "MERCOSUR") & (stages.TIME_PERIOD == "2010")
    assert stages[of].OBS_VALUE.notna().all()


@pytest.mark.shared
def test_ties_from_the_real_tables(full: dict[str, pd.DataFrame], shared: Path) -> None:
    found = full["INTEGRATION_INDICATORS"]
    of_mercosur = (found.COUNTERPART_AREA == "MERCOSUR") | (found.REF_AREA == "MERCOSUR")
    found = found[(found.TIME_PERIOD == "2010") & of_mercosur]
    got = found.set_index(["REF_AREA", "INDICATOR"]).OBS_VALUE
    four = ["ARG", "BRA", "PRY", "URY"]
    migrants = pd.read_parquet(shared / "migrant_stock_undesa2020.parquet")
    migrants = migrants[migrants.year == 2010]
    inside = migrants[migrants.origin.isin(four) & migrants.destination.isin(four)]
    wdi = pd.read_parquet(shared / "wdi.parquet")
    people = wdi[(wdi.indicator == "SP.POP.TOTL") & (wdi.year == 2010)].set_index("iso3").value
    assert got["ARG", "MIGRANTS_IN"] == pytest.approx(
        100 * inside[inside.destination == "ARG"].migrants.sum() / people["ARG"]
    )
    assert got["MERCOSUR", "MIGRANTS_IN"] == pytest.approx(
        100 * inside.migrants.sum() / people[four].sum()
    )
    governance = pd.read_parquet(shared / "governance_wgi.parquet")
    governance = governance[(governance.year == 2010) & governance.iso3.isin(four)]
    mean = governance.groupby("iso3").estimate.mean()
    assert got["BRA", "GOVERNANCE"] == pytest.approx(mean["BRA"])
    assert got["MERCOSUR", "GOVERNANCE_GAP"] == pytest.approx(np.std(mean))
    assert got["URY", "GOVERNANCE_GAP"] == pytest.approx(mean["URY"] - mean.mean())
    tariffs = pd.read_parquet(shared / "tariffs_wits.parquet")
    tariffs = tariffs[(tariffs.year == 2010) & (tariffs.product_group == "All Products")]
    simple = tariffs[tariffs.indicator == "Simple Average (%)"].set_index("iso3").value
    assert got["MERCOSUR", "TARIFF_GAP"] == pytest.approx(np.std(simple[four]))
    ships = pd.read_parquet(shared / "shipping_connectivity_lsci.parquet")
    ships = ships[(ships.iso3 == "URY") & ships.period.str.startswith("2010")]
    assert got["URY", "LINER_LINKS"] == pytest.approx(np.log(ships.value.mean()))


ZERO = {
    "INTRA_SHARE",
    "FDI_INFLOW",
    "POVERTY",
    "TARIFF",
    "MIGRANTS_IN",
    "MIGRANTS_OUT",
    "BROADBAND",
    "CO2_PER_HEAD",
    *GAPS,
}
"""Indicators whose lower goalpost is a zero near the fifth percentile."""


@pytest.mark.shared
def test_goalposts_are_what_their_rule_says(
    full: dict[str, pd.DataFrame], sample_store: Store
) -> None:
    """The 5th and 95th percentile of 1990–2020, to two digits: of countries, or of memberships."""
    day = date(1900, 1, 1)
    countries = [area.id for area in areas().values() if area.kind in ("country", "territory")]
    spells = tuple(Membership(area, day, "all") for area in countries)
    world = Bloc("ALL", Text.same("all"), Text.same("all"), "user", day, None, spells)
    matrix = sample_store.data("TRADE_MATRIX").to_arrow()
    series = pd.concat([full["macro"], full["development"]])
    agreements = full["agreements"]
    agreements = agreements[agreements.INDICATOR == "AGREEMENTS_AMONG"]
    of_countries = measure(matrix.slice(0, 0), series, mechanisms=[world]).to_pandas()
    of_members = measure(
        matrix, series, migrants=full["migrants"], agreements=agreements, mechanisms=blocs()
    ).to_pandas()
    for code in framework().indicators:
        rows = of_countries if code in LEVELS else of_members[of_members.COMPOSITION == "D"]
        rows = rows[(rows["INDICATOR"] == code) & (rows.TIME_PERIOD <= "2020")]
        known = rows[rows.COUNTERPART_AREA != "WLD"].OBS_VALUE.dropna()
        low, high = (float(f"{np.percentile(known, end):.2g}") for end in (5, 95))
        if code == "INTROVERSION":
            low, high = 0, 1
        assert framework().node(code).goalposts == (0 if code in ZERO else low, high), code


# The guide


def rows_of(guide: str, mark: str) -> list[list[str]]:
    """The cells of the table below a mark, without its head."""
    lines = iter(guide.partition(f"<!-- full: {mark} -->\n")[2].splitlines())
    table = list(takewhile(lambda line: line.startswith("|"), lines))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


@pytest.mark.shared
def test_the_guide_shows_what_the_real_data_give(full: dict[str, pd.DataFrame]) -> None:
    path = Path(__file__).resolve().parents[2] / "docs" / "guide" / "integration_index.md"
    guide = path.read_text()
    found = full["INTEGRATION_INDEX"]
    found = found[(found.TIME_PERIOD == "2014") & (found.COUNTERPART_AREA == "WLD")]
    found = found.set_index(["REF_AREA", "INDICATOR"])
    shown = rows_of(guide, "INTEGRATION_INDEX 2014")
    assert [row[0] for row in shown] == sorted(
        MECHANISMS, key=lambda one: found.RANK[one, "INTEGRATION"]
    )
    for mechanism, index, rank, *dimensions, known in shown:
        total = found.loc[(mechanism, "INTEGRATION")]
        interval = f"{total.RANK:.0f} ({total.RANK_LOW:.0f} to {total.RANK_HIGH:.0f})"
        assert (index, rank, known) == (
            f"{total.OBS_VALUE:.1f}", interval, f"{total.SHARE_KNOWN:.2f}",
        )  # fmt: skip
        assert dimensions == [f"{found.OBS_VALUE[mechanism, code]:.1f}" for code in DIMENSIONS]
    for bloc_, score in (("EU", 75), ("ASEAN", 58)):
        assert f"{found.OBS_VALUE[bloc_, 'INTEGRATION']:.0f}" == str(score)
    indicators = full["INTEGRATION_INDICATORS"]
    result = integration_index(indicators, trade="BACI").run()
    shown = rows_of(guide, "gains 2014")
    for mechanism in MECHANISMS:
        first = gains(result, mechanism, "2014").to_pandas().head(3)
        assert [row for row in shown if row[0] == mechanism] == [
            [mechanism, row.CODE, f"{row.VALUE:.2f}", f"{row.TARGET:.2f}", f"{row.GAIN:.1f}"]
            for row in first.itertuples()
        ]
    # What the text says of the members, and of what drove the change.
    members = full["INTEGRATION_INDEX"]
    members = members[(members.TIME_PERIOD == "2014") & (members.INDICATOR == "INTEGRATION")]
    members = members[members.COUNTERPART_AREA.isin(MECHANISMS)].dropna(subset="RANK")
    assert members.sort_values("RANK").REF_AREA.iloc[-1] == "HTI"
    assert (members.sort_values("RANK").COUNTERPART_AREA.iloc[:8] == "CARICOM").sum() >= 4
    parts = change(result, "2008", "2014").to_pandas()
    parts = parts[parts.LEVEL == 2].pivot(index="REF_AREA", columns="CODE", values="EFFECT")
    won = parts.sum(axis=1)
    assert (won.drop("CARICOM") > 0).all()
    assert (won / 2 < parts.CULTURAL).drop("CARICOM").all()
