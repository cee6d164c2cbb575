"""Indicators of integration: levels, distances and ties, against figures worked out another way."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cedic.errors import DataError, UnknownCodeError
from cedic.regions import areas, bloc
from cedic.trade import integration, matrix, regional

YEARS = [str(year) for year in range(2000, 2006)]
FOUR = ["ARG", "BRA", "PRY", "URY"]


@pytest.fixture(scope="module")
def flows() -> pd.DataFrame:
    """Made-up trade of 100 areas, Mercosur's among them, in six years."""
    others = [id for id, area in areas().items() if area.kind == "country" and id not in FOUR]
    names = [*FOUR, *others[:96]]
    random = np.random.default_rng(5)
    year, sender, receiver = (part.ravel() for part in np.indices((6, 100, 100)))
    keep = (sender != receiver) & (random.random(60_000) < 0.6)
    return pd.DataFrame(
        {
            "TIME_PERIOD": np.array(YEARS)[year[keep]],
            "EXPORTER": np.array(names)[sender[keep]],
            "IMPORTER": np.array(names)[receiver[keep]],
            "OBS_VALUE": random.integers(1, 10**9, keep.sum()),
            "SOURCE": "MADE_UP",
        }
    )


def series(**by_indicator: dict[str, float]) -> pd.DataFrame:
    """Series of 2003 by area."""
    rows = [
        {"REF_AREA": area, "INDICATOR": name, "TIME_PERIOD": "2003", "OBS_VALUE": value}
        for name, values in by_indicator.items()
        for area, value in values.items()
    ]
    return pd.DataFrame(rows)


NO_TRADE = pd.DataFrame(
    {
        name: pd.Series(dtype="str" if name != "OBS_VALUE" else "float64")
        for name in ("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "TIME_PERIOD", "OBS_VALUE")
    }
)
WEIGHTS = {
    "SP_POP_TOTL": dict(zip(FOUR, (40.0, 200.0, 6.0, 4.0), strict=True)),
    "NY_GDP_MKTP_CD": dict(zip(FOUR, (300.0, 600.0, 50.0, 50.0), strict=True)),
}


def measured(table: Any, matrix: Any = NO_TRADE, **more: Any) -> pd.DataFrame:
    found = integration(matrix, table, mechanisms=more.pop("mechanisms", ["MERCOSUR"]), **more)
    return found.to_pandas()


def values(found: pd.DataFrame, indicator: str, year: str = "2003") -> dict[str, Any]:
    rows = found[(found["INDICATOR"] == indicator) & (found["TIME_PERIOD"] == year)]
    return {
        row.REF_AREA: None if pd.isna(row.OBS_VALUE) else row.OBS_VALUE for row in rows.itertuples()
    }


def test_levels_are_weighted_by_product_or_population() -> None:
    table = series(
        **WEIGHTS,
        SI_POV_DDAY={"ARG": 10.0, "BRA": 20.0, "PRY": 40.0},
        BX_KLT_DINV_CD_WD={"ARG": 3.0, "BRA": 30.0, "PRY": 1.0, "URY": 1.0},
        NY_GDP_PCAP_PP_CD={"ARG": 100.0},
    )
    found = measured(table)
    # Without Uruguay's four of 250 million: (40·10 + 200·20 + 6·40)/246.
    assert values(found, "POVERTY") == {
        "MERCOSUR": pytest.approx(4640 / 246), "ARG": 10, "BRA": 20, "PRY": 40, "URY": None,
    }  # fmt: skip
    share = found[(found.INDICATOR == "POVERTY") & (found.REF_AREA == "MERCOSUR")].SHARE_KNOWN
    assert share.tolist() == [pytest.approx(246 / 250)]
    # All inflow over all product, in per cent: 35/1000.
    assert values(found, "FDI_INFLOW")["MERCOSUR"] == pytest.approx(3.5)
    assert values(found, "FDI_INFLOW")["URY"] == pytest.approx(2)
    # Argentina alone has 16 % of the people: less than two thirds.
    assert values(found, "INCOME")["MERCOSUR"] is None
    assert values(found, "INCOME")["ARG"] == pytest.approx(log(100))
    # What has no series at all has no rows.
    assert "GOVERNANCE" not in set(found.INDICATOR)


def test_two_thirds_of_the_weight_are_enough() -> None:
    people = {"ARG": 2.0, "BRA": 2.0, "PRY": 1.0, "URY": 1.0}
    table = series(SP_POP_TOTL=people, EG_ELC_ACCS_ZS={"ARG": 90.0, "BRA": 60.0})
    assert values(measured(table), "ELECTRICITY")["MERCOSUR"] == pytest.approx(75)
    table = series(SP_POP_TOTL=people, EG_ELC_ACCS_ZS={"BRA": 60.0, "PRY": 60.0})
    assert values(measured(table), "ELECTRICITY")["MERCOSUR"] is None


def test_distances_count_members_alike() -> None:
    growth = dict(zip(FOUR, (1.0, 2.0, 3.0, 6.0), strict=True))
    inflation = {"ARG": 100 * (np.exp(0.3) - 1), "BRA": 100 * (np.exp(0.1) - 1), "URY": 0.0}
    found = measured(series(**WEIGHTS, NY_GDP_MKTP_KD_ZG=growth, FP_CPI_TOTL_ZG=inflation))
    # Mean 3; squares 4, 1, 0, 9 over four.
    assert values(found, "GROWTH_GAP") == {
        "MERCOSUR": pytest.approx(3.5**0.5), "ARG": 2, "BRA": 1, "PRY": 0, "URY": 3,
    }  # fmt: skip
    # Log points 30, 10 and 0: mean 40/3.
    expected = {"ARG": 50 / 3, "BRA": 10 / 3, "PRY": None, "URY": 40 / 3}
    of_members = values(found, "INFLATION_GAP")
    assert of_members.pop("MERCOSUR") == pytest.approx(np.std([30, 10, 0]))
    for member, value in expected.items():
        assert of_members[member] == (value if value is None else pytest.approx(value))


def test_governance_needs_all_six_and_quarters_make_a_year() -> None:
    six = ("WGI_VA", "WGI_PV", "WGI_GE", "WGI_RQ", "WGI_RL", "WGI_CC")
    table = series(**WEIGHTS, **{name: {"BRA": at / 10, "ARG": 1.0} for at, name in enumerate(six)})
    table = table[~((table.INDICATOR == "WGI_VA") & (table.REF_AREA == "ARG"))]
    quarters = pd.DataFrame(
        {
            "REF_AREA": "BRA",
            "INDICATOR": "LSCI",
            "TIME_PERIOD": ["2003-Q1", "2003-Q2", "2003-Q4"],
            "OBS_VALUE": [10.0, 20.0, 60.0],
        }
    )
    found = measured(pd.concat([table, quarters]))
    governance = values(found, "GOVERNANCE")
    assert governance["BRA"] == pytest.approx(0.25)
    assert governance["ARG"] is None
    assert values(found, "LINER_LINKS")["BRA"] == pytest.approx(log(30))


def test_ties_by_people_and_treaties() -> None:
    pairs = pd.DataFrame(
        [
            ("ARG", "PRY", 4.0), ("ARG", "BRA", 2.0), ("ARG", "CHL", 9.0), ("URY", "ARG", 1.0),
            ("BRA", "URY", 3.0), ("PRY", "ARG", 1.0),
        ],
        columns=["REF_AREA", "COUNTERPART_AREA", "OBS_VALUE"],
    ).assign(TIME_PERIOD="2003")  # fmt: skip
    found = measured(series(**WEIGHTS), migrants=pairs, agreements=pairs)
    # Chile is no member.
    assert values(found, "MIGRANTS_IN") == {
        "MERCOSUR": pytest.approx(100 * 11 / 250), "ARG": pytest.approx(15), "BRA": 1.5,
        "PRY": pytest.approx(100 / 6), "URY": 25,
    }  # fmt: skip
    assert values(found, "MIGRANTS_OUT") == {
        "MERCOSUR": pytest.approx(100 * 11 / 250), "ARG": 5, "BRA": 1,
        "PRY": pytest.approx(400 / 6), "URY": 75,
    }  # fmt: skip
    # A pair that is not in the list of treaties has none: (4 + 2 + 0)/3.
    assert values(found, "FELLOW_AGREEMENTS")["ARG"] == 2
    assert values(found, "FELLOW_AGREEMENTS")["MERCOSUR"] == pytest.approx(11 / 12)


def test_trade_against_the_flows_themselves(flows: pd.DataFrame) -> None:
    mechanisms = ["MERCOSUR", "SICA", "CARICOM", "EU"]
    table = matrix(flows, mechanisms)
    found = measured(series(**WEIGHTS), table, mechanisms=mechanisms)
    for year in ("2000", "2004"):
        of_year = flows[flows["TIME_PERIOD"] == year]
        inside = of_year.EXPORTER.isin(FOUR) & of_year.IMPORTER.isin(FOUR)
        for member in FOUR:
            touched = (of_year["EXPORTER"] == member) | (of_year["IMPORTER"] == member)
            own, with_fellows = of_year[touched], of_year[touched & inside]
            a = float(with_fellows.OBS_VALUE.sum())
            assert values(found, "INTRA_SHARE", year)[member] == pytest.approx(
                a / own.OBS_VALUE.sum(), rel=1e-12
            )
            fellows = [one for one in FOUR if one != member]
            others = of_year[~touched]
            sends, takes = others.EXPORTER.isin(fellows), others.IMPORTER.isin(fellows)
            b = own.OBS_VALUE.sum() - a
            c = others[sends ^ takes].OBS_VALUE.sum()
            # Each flow among the rest is an export of one and an import of another.
            d = 2.0 * others[~sends & ~takes].OBS_VALUE.sum()
            assert values(found, "INTROVERSION", year)[member] == pytest.approx(
                (a * d - b * c) / (a * d + b * c), rel=1e-9
            )
    of_blocs = regional(flows, mechanisms, flow="XM", indicators=("ITS", "STI")).to_pandas()
    for name, theirs in (("INTRA_SHARE", "ITS"), ("INTROVERSION", "STI")):
        expected = of_blocs[of_blocs["INDICATOR"] == theirs].set_index(["REF_AREA", "TIME_PERIOD"])
        mine = found[(found["INDICATOR"] == name) & (found.COUNTERPART_AREA == "WLD")]
        assert len(mine) == len(expected) == 24
        for row in mine[mine.OBS_VALUE.notna()].itertuples():
            other = expected.loc[(row.REF_AREA, row.TIME_PERIOD)]
            assert pytest.approx(float(other["OBS_VALUE"]), rel=1e-9) == row.OBS_VALUE
        # Of SICA and CARICOM fewer than two thirds are among the hundred.
        known = expected.COVERAGE[expected.COVERAGE >= 2 / 3]
        assert set(known.index) == {
            (row.REF_AREA, row.TIME_PERIOD) for row in mine[mine.OBS_VALUE.notna()].itertuples()
        }


def test_a_source_of_few_areas_or_years_is_not_read(flows: pd.DataFrame) -> None:
    few_years = flows[flows.TIME_PERIOD <= "2003"]
    few_areas = flows[(flows.EXPORTER < "N") & (flows.IMPORTER < "N")]
    for part in (few_years, few_areas):
        found = measured(series(**WEIGHTS, EG_ELC_ACCS_ZS={"BRA": 9.0}), matrix(part, ["MERCOSUR"]))
        assert set(found.INDICATOR) == {"ELECTRICITY"}


def test_members_are_those_of_the_year() -> None:
    years = [str(year) for year in range(2010, 2019)]
    table = pd.concat(
        series(SP_POP_TOTL={"BRA": 1.0, "VEN": 1.0}, EG_ELC_ACCS_ZS={"BRA": 9.0}).assign(
            TIME_PERIOD=year
        )
        for year in years
    )
    found = measured(table)
    with_venezuela = set(found[found.REF_AREA == "VEN"].TIME_PERIOD)
    assert with_venezuela == {year for year in years if bloc("MERCOSUR").member("VEN", int(year))}
    assert with_venezuela == {"2012", "2013", "2014", "2015", "2016"}
    # Before 1991 its founders, unless nothing is asked for.
    early = table.assign(TIME_PERIOD="1990").drop_duplicates()
    assert set(measured(early).COMPOSITION) == {"F"}
    assert measured(early, before="none").empty


def test_only_the_mechanisms_asked_for_have_members() -> None:
    table = series(SP_POP_TOTL={"BRA": 1.0, "CHL": 1.0}, EG_ELC_ACCS_ZS={"BRA": 9.0, "CHL": 8.0})
    found = measured(table, mechanisms=["MERCOSUR", "PA"], members_of=["PA"])
    assert set(found.REF_AREA) == {"MERCOSUR", "PA", "CHL", "COL", "MEX", "PER"}


def test_of_two_sources_the_fuller_is_taken() -> None:
    one = series(SP_POP_TOTL=WEIGHTS["SP_POP_TOTL"], EG_ELC_ACCS_ZS={"BRA": 9.0, "ARG": 8.0})
    other = series(EG_ELC_ACCS_ZS={"BRA": 1.0})
    table = pd.concat([one.assign(SOURCE="ONE"), other.assign(SOURCE="ANOTHER")])
    found = measured(table)
    assert set(found.SOURCE) == {"ONE"}
    assert values(found, "ELECTRICITY")["BRA"] == 9


def test_the_order_of_rows_changes_nothing(flows: pd.DataFrame) -> None:
    table = matrix(flows, ["MERCOSUR"]).to_pandas()
    numbers = series(**WEIGHTS, NY_GDP_MKTP_KD_ZG={"ARG": 0.1, "BRA": 0.2, "PRY": 0.3, "URY": 0.7})
    one = integration(table, numbers, mechanisms=["MERCOSUR"]).to_arrow()
    other = integration(
        table.sample(frac=1, random_state=3), numbers[::-1], mechanisms=["MERCOSUR"]
    ).to_arrow()
    assert one.equals(other)


def test_bad_input() -> None:
    with pytest.raises(UnknownCodeError, match="MERCOSOL"):
        measured(series(**WEIGHTS), mechanisms=["MERCOSOL"])
    with pytest.raises(DataError, match="no column INDICATOR"):
        measured(series(**WEIGHTS).drop(columns="INDICATOR"))
    with pytest.raises(DataError, match="No series that integration is measured by"):
        measured(series(XYZ={"BRA": 1.0}))
    twice = pd.concat([series(**WEIGHTS), series(SP_POP_TOTL={"BRA": 3.0})])
    with pytest.raises(DataError, match="2 rows for SP_POP_TOTL, , BRA, 2003"):
        measured(twice)
    with pytest.raises(DataError, match="not numbers"):
        measured(series(**WEIGHTS).assign(OBS_VALUE="1"))
    with pytest.raises(DataError, match="pairs of areas has no column COUNTERPART_AREA"):
        measured(series(**WEIGHTS), migrants=series(**WEIGHTS))
    with pytest.raises(DataError, match="trade has no column TRADE_FLOW"):
        measured(series(**WEIGHTS), NO_TRADE.drop(columns="TRADE_FLOW"))
