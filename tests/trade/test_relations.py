"""Relations with partners against figures worked out by hand, and what must hold of any trade."""

from datetime import date

import ibis
import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.model import Text
from cedic.regions import Bloc, Membership, bloc
from cedic.trade import partners
from cedic.trade.partners import OF_PRODUCTS, OF_TOTALS
from cedic.trade.tables import as_table

# Without shrinking: an example takes its time.
QUICK = settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)

# G is {A, B}, P is {C, D}; E is elsewhere.
FLOWS = {
    ("A", "C", "P1"): 30,
    ("A", "E", "P1"): 50,
    ("B", "D", "P2"): 10,
    ("B", "A", "P2"): 10,
    ("C", "A", "P3"): 25,
    ("C", "D", "P1"): 15,
    ("E", "C", "P1"): 40,
    ("E", "D", "P2"): 20,
}
SIDES = ({"G": ["A", "B"]}, {"P": ["C", "D"]})


def table(flows, year="2020"):
    return pa.table(
        {
            "TIME_PERIOD": pa.array([year] * len(flows), pa.string()),
            "EXPORTER": pa.array([one for one, _, _ in flows], pa.string()),
            "IMPORTER": pa.array([other for _, other, _ in flows], pa.string()),
            "PRODUCT": pa.array([product for *_, product in flows], pa.string()),
            "OBS_VALUE": pa.array(flows.values(), pa.int64()),
        }
    )


def rows_of(observations):
    return observations.to_arrow().to_pylist()


def values(found, **where):
    return {
        row["INDICATOR"]: row["OBS_VALUE"]
        for row in rows_of(found.indicators)
        if all(row[name] == value for name, value in where.items())
    }


def test_every_indicator_of_the_fixture():
    """The world trades 200; G sells 100 and buys 35, P buys 115 and sells 40.

    Of P1, P2 and P3 G sells .8, .2, 0 and P buys 85/115, 30/115, 0; P sells 15/40, 0, 25/40 and G
    buys 0, 10/35, 25/35. Outside itself G sells 80 and 10, of which 30 and 10 to P, and P buys 70
    and 30.
    """
    found = values(partners(table(FLOWS), *SIDES))
    assert list(found) == sorted([*OF_TOTALS, *OF_PRODUCTS])
    assert found == {
        "EXPORTS": 40,
        "IMPORTS": 25,
        "BALANCE": 15,
        "EXPORT_SHARE": 0.4,
        "IMPORT_SHARE": pytest.approx(25 / 35),
        "PARTNER_IMPORT_SHARE": pytest.approx(40 / 115),
        "PARTNER_EXPORT_SHARE": pytest.approx(25 / 40),
        "EXPORT_GROWTH": None,
        "IMPORT_GROWTH": None,
        "EXPORT_INTENSITY": pytest.approx(0.4 / (115 / 200)),
        "IMPORT_INTENSITY": pytest.approx((25 / 35) / (40 / 200)),
        "EXPORT_CONCENTRATION": pytest.approx(0.75**2 + 0.25**2),
        "IMPORT_CONCENTRATION": 1,
        "EXPORT_COMPLEMENTARITY": pytest.approx(100 * (85 / 115 + 0.2)),
        "IMPORT_COMPLEMENTARITY": pytest.approx(100 * 25 / 40),
        # P1: the lesser of 80 and 70, less 30; P2: of 10 and 30, less 10.
        "EXPORT_POTENTIAL": 40,
        "IMPORT_POTENTIAL": 0,
    }


def test_the_composition_of_the_fixture():
    composition = partners(table(FLOWS), *SIDES).composition
    assert composition is not None
    found = {
        (row["TRADE_FLOW"], row["PRODUCT"]): (row["OBS_VALUE"], row["SHARE"], row["POTENTIAL"])
        for row in rows_of(composition)
    }
    assert found == {
        ("X", "P1"): (30, 0.75, 40),
        ("X", "P2"): (10, 0.25, 0),
        ("M", "P3"): (25, 1, 0),
    }


def test_members_beside_their_bloc_add_up_to_it():
    found = partners(table(FLOWS), *SIDES, by_member=True)
    exports = {
        row["REF_AREA"]: row["OBS_VALUE"]
        for row in rows_of(found.indicators)
        if row["INDICATOR"] == "EXPORTS"
    }
    assert exports == {"G": 40, "A": 30, "B": 10}


def test_without_products_there_is_what_totals_say():
    totals = table(FLOWS).drop_columns("PRODUCT").group_by(["TIME_PERIOD", "EXPORTER", "IMPORTER"])
    totals = totals.aggregate([("OBS_VALUE", "sum")]).rename_columns({"OBS_VALUE_sum": "OBS_VALUE"})
    found = partners(totals, *SIDES)
    assert found.composition is None
    whole = values(partners(table(FLOWS), *SIDES))
    assert values(found) == {name: whole[name] for name in sorted(OF_TOTALS)}


def test_a_flow_that_is_not_seen_is_not_zero():
    found = values(partners(table(FLOWS), "B", "C"))
    assert {found[name] for name in ("EXPORTS", "IMPORTS", "BALANCE", "EXPORT_SHARE")} == {None}
    # B sells P2 alone, and C buys P1 alone: that they have nothing in common is known.
    assert found["EXPORT_COMPLEMENTARITY"] == 0
    assert found["EXPORT_POTENTIAL"] == 0
    # B buys nothing that is seen.
    assert found["IMPORT_COMPLEMENTARITY"] is None
    assert found["IMPORT_POTENTIAL"] is None


def test_growth_on_the_year_before_only():
    years = [table({("A", "C", "P1"): value}, year) for year, value in
             (("2018", 10), ("2019", 15), ("2021", 30))]  # fmt: skip
    found = partners(pa.concat_tables(years), "A", "C").indicators
    growth = {
        row["TIME_PERIOD"]: row["OBS_VALUE"]
        for row in rows_of(found)
        if row["INDICATOR"] == "EXPORT_GROWTH"
    }
    assert growth == {"2018": None, "2019": 0.5, "2021": None}


def test_membership_as_of_each_year():
    """A bloc that B joined in 2020: what B sells to C counts from then on."""

    def spell(area, year):
        return Membership(area, date(year, 1, 1), "act")

    name = Text("Two", "Dos", "Dois", "Deux")
    two = Bloc(
        "TWO", name, name, "user", date(2010, 1, 1), None,
        (spell("A", 2010), spell("E", 2010), spell("B", 2020)),
    )  # fmt: skip
    flows = {("A", "C", "P1"): 1, ("B", "C", "P1"): 10, ("C", "E", "P1"): 5}
    both = pa.concat_tables([table(flows, year) for year in ("2005", "2019", "2020")])
    rows = [
        row for row in rows_of(partners(both, two, "C").indicators) if row["INDICATOR"] == "EXPORTS"
    ]
    assert [(row["OBS_VALUE"], row["COMPOSITION"]) for row in rows] == [
        (1, "F"),
        (1, "D"),
        (11, "D"),
    ]


def test_coverage_is_the_lesser_of_both_sides():
    sides = {"G": ["A", "B"]}, {"P": ["C", "USA", "CHN", "JPN"]}
    rows = rows_of(partners(table(FLOWS), *sides).indicators)
    assert {row["COVERAGE"] for row in rows} == {0.25}


flows = st.dictionaries(
    st.tuples(*(st.sampled_from("ABCDE"),) * 2, st.sampled_from(["P1", "P2", "P3"])),
    st.integers(0, 10**9),
    max_size=40,
).map(lambda drawn: FLOWS | drawn)


@QUICK
@given(flows, st.integers(2, 1000))
def test_what_holds_of_any_trade(trade, scale):
    one = partners(table(trade), *SIDES, by_member=True, check=False)
    found = {(r["REF_AREA"], r["INDICATOR"]): r["OBS_VALUE"] for r in rows_of(one.indicators)}
    many = table({key: value * scale for key, value in trade.items()})
    scaled = rows_of(partners(many, *SIDES, by_member=True, check=False).indicators)
    for row in scaled:
        area, name = row["REF_AREA"], row["INDICATOR"]
        value = found[area, name]
        dollars = name in ("EXPORTS", "IMPORTS", "BALANCE") or name.endswith("POTENTIAL")
        expected = value if value is None or not dollars else value * scale
        assert row["OBS_VALUE"] == (None if expected is None else pytest.approx(expected))
        if value is None:
            continue
        if name.endswith(("SHARE", "CONCENTRATION")):
            assert 0 <= value <= 1 + 1e-12
        if name.endswith("COMPLEMENTARITY"):
            assert 0 <= value <= 100 + 1e-9
        if name.endswith(("POTENTIAL", "INTENSITY")):
            assert value >= 0
    sums = {}
    for row in rows_of(one.composition):
        key = row["REF_AREA"], row["TRADE_FLOW"]
        values_so_far, potential = sums.get(key, (0, 0))
        sums[key] = values_so_far + (row["OBS_VALUE"] or 0), potential + row["POTENTIAL"]
    for (area, flow), (value, potential) in sums.items():
        name = "EXPORT" if flow == "X" else "IMPORT"
        assert value == (found[area, f"{name}S"] or 0)
        assert potential == (found[area, f"{name}_POTENTIAL"] or 0)


# Bad input


@pytest.mark.parametrize(
    ("group", "partner", "told"),
    [
        (["MERCOSUR"], "BRA", "MERCOSUR and BRA overlap: BRA is on both sides in 2020"),
        ("BRA", "BRA", "BRA and BRA overlap"),
        ("NLD", "EU", "NLD and EU overlap"),
        ("CELAC", "USMCA", "CELAC and USMCA overlap: MEX"),
    ],
)
def test_a_partner_inside_the_group(group, partner, told):
    with pytest.raises(UsageError, match=told):
        partners(table(FLOWS), group, partner)


def test_a_former_member_is_a_partner_once_it_has_left():
    trade = {("GBR", "DEU", "P1"): 5}
    with pytest.raises(UsageError, match="GBR is on both sides in 2019"):
        partners(table(trade, "2019"), "GBR", "EU")
    assert values(partners(table(trade, "2021"), "GBR", "EU"))["EXPORTS"] == 5


def test_an_unknown_partner():
    with pytest.raises(UnknownCodeError, match="area or bloc called 'CHM'") as caught:
        partners(table(FLOWS), "A", "CHM")
    assert "did you mean" in str(caught.value)
    with pytest.raises(UnknownCodeError, match="area or bloc called 'X9'"):
        partners(table(FLOWS), "A", {"P": ["C", "X9"]})


def test_nobody_at_all():
    with pytest.raises(UsageError, match="No area or bloc"):
        partners(table(FLOWS), "A", [])


def test_a_bloc_of_one():
    with pytest.raises(UsageError, match="at least two members; G has 1"):
        partners(table(FLOWS), {"G": ["A"]}, "C")


def test_negative_and_repeated_flows():
    with pytest.raises(DataError, match="negative"):
        partners(table(FLOWS | {("D", "A", "P1"): -1}), *SIDES)
    twice = pa.concat_tables([table(FLOWS)] * 2).drop_columns("PRODUCT")
    with pytest.raises(DataError, match="stands 2 times"):
        partners(twice, *SIDES)


# Real data


@pytest.mark.shared
def test_celac_and_its_three_great_partners_in_2015(shared):
    """Flows are the file's own; and the region sells China what grows, buys what is made."""
    file = ibis.duckdb.connect().read_parquet(shared / "trade_sitc1_2015.parquet")
    trade = file.select(
        TIME_PERIOD=file.year.cast("string"),
        EXPORTER=file.exporter,
        IMPORTER=file.importer,
        PRODUCT=ibis.literal("SITC") + file.sitc.cast("string"),
        OBS_VALUE=file.value_usd,
    )
    found = partners(trade, "CELAC", ["EU", "USA", "CHN"])
    rows = as_table(found.indicators).to_pyarrow().to_pylist()
    assert {row["COVERAGE"] for row in rows} == {1}
    by = {(row["COUNTERPART_AREA"], row["INDICATOR"]): row["OBS_VALUE"] for row in rows}
    region = list(bloc("CELAC").members(2015))
    for partner, areas in (("EU", list(bloc("EU").members(2015))), ("USA", ["USA"])):
        sold = trade.filter(trade.EXPORTER.isin(region), trade.IMPORTER.isin(areas))
        bought = trade.filter(trade.IMPORTER.isin(region), trade.EXPORTER.isin(areas))
        assert by[partner, "EXPORTS"] == sold.OBS_VALUE.sum().to_pyarrow().as_py()
        assert by[partner, "IMPORTS"] == bought.OBS_VALUE.sum().to_pyarrow().as_py()
    assert by["USA", "EXPORT_INTENSITY"] > 3 > 1.5 > by["CHN", "EXPORT_INTENSITY"]
    assert by["EU", "EXPORT_INTENSITY"] < 0.5
    assert by["CHN", "BALANCE"] < 0 < by["USA", "BALANCE"]
    composition = as_table(found.composition).to_pyarrow().to_pylist()
    share = {
        (row["COUNTERPART_AREA"], row["TRADE_FLOW"], row["PRODUCT"]): row["SHARE"]
        for row in composition
    }
    assert share["CHN", "X", "SITC2"] > 0.5
    assert share["CHN", "M", "SITC7"] + share["CHN", "M", "SITC8"] > 0.6
    assert share["USA", "X", "SITC7"] > 0.5
