"""Chained indices and growth against their definitions, worked out in exact fractions."""

from fractions import Fraction
from itertools import pairwise
from math import exp, log, prod, sqrt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.trade import Outliers, chained, growth, terms_of_trade
from cedic.trade.chain import FORMULAS

F = Fraction
QUICK = settings(max_examples=2, derandomize=True, deadline=None, database=None)

PRICES = {2000: (F(1), F(2)), 2001: (F(12, 10), F(18, 10)), 2002: (F(15, 10), F(2))}
QUANTITIES = {2000: (10, 5), 2001: (11, 6), 2002: (9, 8)}


def table(prices, quantities, **more):
    """A table by area of what A exports: prices and quantities by period and product."""
    return pd.DataFrame(
        [
            {
                "REF_AREA": "A",
                "PRODUCT": f"01{k:02}",
                "TIME_PERIOD": str(period),
                "OBS_VALUE": float(p * q),
                "QUANTITY": float(q),
                **more,
            }
            for period in prices
            for k, (p, q) in enumerate(zip(prices[period], quantities[period], strict=True))
        ]
    )


def flows(*rows):
    """A directed table of (exporter, importer, product, period, value, quantity)."""
    names = ["EXPORTER", "IMPORTER", "PRODUCT", "TIME_PERIOD", "OBS_VALUE", "QUANTITY"]
    return pd.DataFrame(rows, columns=names)


def index(found, area="A", flow="X"):
    rows = found.to_pandas()
    rows = rows[(area == rows.REF_AREA) & (flow == rows.TRADE_FLOW)]
    series = {}
    for row in rows.itertuples():
        series.setdefault(row.INDICATOR, {})[row.TIME_PERIOD] = row.OBS_VALUE
    return {
        name: {period: None if pd.isna(x) else x for period, x in values.items()}
        for name, values in series.items()
    }


# The definitions, literally.


def price_links(p0, q0, p1, q1):
    def cost(p, q):
        return sum(a * b for a, b in zip(p, q, strict=True))

    laspeyres, paasche = F(cost(p1, q0), 1) / cost(p0, q0), F(cost(p1, q1), 1) / cost(p0, q1)
    shares = [
        (float(a * b / cost(p0, q0)) + float(c * d / cost(p1, q1))) / 2
        for a, b, c, d in zip(p0, q0, p1, q1, strict=True)
    ]
    changes = [log(c / a) for a, c in zip(p0, p1, strict=True)]
    return {
        "LASPEYRES": float(laspeyres),
        "PAASCHE": float(paasche),
        "FISHER": sqrt(laspeyres * paasche),
        "TORNQVIST": exp(sum(s * c for s, c in zip(shares, changes, strict=True))),
    }


def test_the_golden_fixture_is_the_published_one():
    links = [
        price_links(PRICES[a], QUANTITIES[a], PRICES[b], QUANTITIES[b])["FISHER"]
        for a, b in ((2000, 2001), (2001, 2002), (2000, 2002))
    ]
    assert links == pytest.approx([1.046734, 1.179037, 1.214496], abs=5e-7)
    assert prod(links[:2]) == pytest.approx(1.234138, abs=5e-7)


def test_golden():
    found = index(chained(table(PRICES, QUANTITIES)))
    years = sorted(PRICES)
    for name in FORMULAS:
        links = [
            price_links(PRICES[a], QUANTITIES[a], PRICES[b], QUANTITIES[b])[name]
            for a, b in pairwise(years)
        ]
        assert list(found[f"PRICE_{name}"]) == ["2000", "2001", "2002"]
        assert list(found[f"PRICE_{name}"].values()) == pytest.approx(
            [100, 100 * links[0], 100 * prod(links)], rel=1e-13
        )
        turned = [
            price_links(QUANTITIES[a], PRICES[a], QUANTITIES[b], PRICES[b])[name]
            for a, b in pairwise(years)
        ]
        if name != "TORNQVIST":
            assert found[f"VOLUME_{name}"]["2002"] == pytest.approx(100 * prod(turned), rel=1e-13)
    assert found["PRICE_FISHER"]["2002"] == pytest.approx(123.4138, abs=5e-5)
    assert found["VOLUME_FISHER"]["2002"] == pytest.approx(119.5166, abs=5e-5)
    assert found["VALUE"]["2002"] == pytest.approx(147.5, rel=1e-14)
    direct = {year: PRICES[year] for year in (2000, 2002)}
    bridged = index(chained(table(direct, QUANTITIES), bridge=True))
    assert bridged["PRICE_FISHER"]["2002"] == pytest.approx(121.4496, abs=5e-5)


def test_rows_say_what_they_rest_on():
    rows = chained(table(PRICES, QUANTITIES), formula="FISHER", base=2001).to_pandas()
    assert list(rows.columns) == [
        "REF_AREA", "TRADE_FLOW", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "LINK", "PREVIOUS",
        "MATCHED_SHARE", "ITEMS", "UNMATCHED", "UNPRICED", "OUTLIERS", "COVERAGE",
    ]  # fmt: skip
    assert set(rows.INDICATOR) == {
        "PRICE_FISHER", "VOLUME_FISHER", "VALUE", "VALUE_MATCHED", "VOLUME_IMPLICIT",
    }  # fmt: skip
    by_year = rows[rows.INDICATOR == "VALUE"].set_index("TIME_PERIOD")
    assert by_year.OBS_VALUE.to_dict() == pytest.approx(
        {"2000": 100 * 20 / 24, "2001": 100, "2002": 100 * 29.5 / 24}
    )
    assert by_year.PREVIOUS.to_list()[1:] == ["2000", "2001"]
    assert by_year.ITEMS.to_list()[1:] == [2, 2]
    assert by_year.MATCHED_SHARE.to_list()[1:] == [1, 1]


def test_new_and_lost_items_count_in_value_only():
    data = flows(
        ("A", "B", "0101", "2000", 100, 10),
        ("A", "B", "0101", "2001", 120, 10),
        ("A", "B", "0102", "2000", 50, 1),  # lost
        ("A", "C", "0101", "2001", 80, 4),  # a new partner
        ("A", "B", "0103", "2000", 30, None),  # no quantity once
        ("A", "B", "0103", "2001", 60, 3),
        ("A", "B", "0104", "2000", 20, 0),  # a value without quantity
        ("A", "B", "0104", "2001", 40, 2),
        ("A", "B", "0105", "2000", None, 7),  # a quantity without value: unknown
        ("A", "B", "0105", "2001", 5, 7),
    )
    rows = chained(data).to_pandas().set_index(["INDICATOR", "TIME_PERIOD"])
    one = rows.loc[("PRICE_FISHER", "2001")]
    assert pytest.approx(1.2, rel=1e-14) == one.LINK
    assert (one.ITEMS, one.UNMATCHED, one.UNPRICED, one.OUTLIERS) == (1, 3, 2, 0)
    assert pytest.approx(220 / (200 + 305)) == one.MATCHED_SHARE
    assert rows.loc[("VALUE", "2001")].LINK == 305 / 200
    assert rows.loc[("VALUE_MATCHED", "2001")].LINK == 1.2
    assert pytest.approx(305 / 200 / 1.2) == rows.loc[("VOLUME_IMPLICIT", "2001")].LINK


def test_a_missing_year_breaks_the_chain():
    gap = {2000: PRICES[2000], 2001: PRICES[2001], 2003: PRICES[2002], 2004: PRICES[2000]}
    data = table(gap, {**QUANTITIES, 2003: QUANTITIES[2002], 2004: QUANTITIES[2000]})
    plain, bridged = index(chained(data)), chained(data, bridge=True).to_pandas()
    assert [x is None for x in plain["PRICE_FISHER"].values()] == [False, False, True, True]
    late = index(chained(data, base=2004))["VALUE"]
    assert [x is None for x in late.values()] == [True, True, False, False]
    assert bridged.OBS_VALUE.notnull().all()
    assert set(bridged[bridged.TIME_PERIOD == "2003"].PREVIOUS) == {"2001"}


def test_another_edition_breaks_the_chain():
    data = table(PRICES, QUANTITIES)
    data["CLASSIFICATION"] = ["HS92"] * 4 + ["HS96"] * 2
    for bridge in (False, True):
        found = index(chained(data, bridge=bridge))["VALUE"]
        assert [x is None for x in found.values()] == [False, False, True]


def test_months_and_quarters_follow_each_other():
    for periods in (("2019-12", "2020-01", "2020-03"), ("2019-Q4", "2020-Q1", "2020-Q3")):
        prices = dict(zip(periods, PRICES.values(), strict=True))
        data = table(prices, dict(zip(periods, QUANTITIES.values(), strict=True)))
        found = index(chained(data))["VALUE"]
        assert [x is None for x in found.values()] == [False, False, True]


def test_a_bloc_is_the_items_of_its_members():
    data = flows(
        ("A", "C", "0101", "2000", 100, 10),
        ("A", "C", "0101", "2001", 120, 10),
        ("B", "C", "0101", "2000", 300, 3),
        ("B", "C", "0101", "2001", 400, 5),
        ("B", "A", "0101", "2001", 40, 5),
    )
    rows = chained(data, blocs={"R": ["A", "B", "Z"]}).to_pandas()
    rows = rows[rows.TIME_PERIOD == "2001"].set_index(["REF_AREA", "INDICATOR"])
    p0, q0, p1, q1 = (F(10), F(100)), (10, 3), (F(12), F(80)), (10, 5)
    for name, link in price_links(p0, q0, p1, q1).items():
        assert pytest.approx(link, rel=1e-12) == rows.loc[("R", f"PRICE_{name}")].LINK
    assert rows.loc[("R", "VALUE")].LINK == 560 / 400
    assert pytest.approx(2 / 3) == rows.loc[("R", "VALUE")].COVERAGE
    assert rows.loc[("A", "VALUE")].COVERAGE == 1


def test_accession_is_no_growth():
    """Venezuela's exports are in MERCOSUR from 2012, and its growth of 2012 is of the same five."""
    data = flows(
        *((area, "USA", "0101", "2011", 100, 1) for area in ("ARG", "BRA", "PRY", "URY", "VEN")),
        *((area, "USA", "0101", "2012", 110, 1) for area in ("ARG", "BRA", "PRY", "URY", "VEN")),
    )
    found = growth(data, blocs="MERCOSUR").to_pandas()
    found = found[found.REF_AREA == "MERCOSUR"].set_index("INDICATOR")
    assert found.OBS_VALUE["GROWTH"] == pytest.approx(10)
    assert (found.OBS_VALUE["NEW"], found.ITEMS["CONTINUING"]) == (0, 5)


def test_groups_of_products():
    data = table(PRICES, QUANTITIES)
    rows = chained(data, formula="FISHER", product_groups={"0100": "G"}).to_pandas()
    values = rows[rows.TIME_PERIOD == "2002"].set_index(["PRODUCT", "INDICATOR"]).OBS_VALUE
    assert values["G", "PRICE_FISHER"] == pytest.approx(150)
    assert values["_T", "PRICE_FISHER"] == pytest.approx(123.4138, abs=5e-5)
    assert set(rows.PRODUCT) == {"G", "_T"}


def test_items_by_product_have_the_unit_value_of_their_sum():
    data = flows(
        ("A", "B", "0101", "2000", 100, 10),
        ("A", "C", "0101", "2000", 100, 30),
        ("A", "B", "0101", "2001", 100, 10),
        ("A", "C", "0101", "2001", 400, 90),
    )
    mixed = chained(data, by="PRODUCT").to_pandas().set_index(["INDICATOR", "TIME_PERIOD"])
    assert mixed.LINK["PRICE_FISHER", "2001"] == pytest.approx((500 / 100) / (200 / 40))


def test_outliers_as_defined():
    """One unit value of twelve rises a hundredfold; the quartiles are worked out by hand."""
    data = flows(
        *(("A", "B", f"01{k:02}", "2000", 100, 10) for k in range(12)),
        *(("A", "B", f"01{k:02}", "2001", 100 + k, 10) for k in range(11)),
        ("A", "B", "0111", "2001", 10_000, 10),
    )
    ratios = [(100 + k) / 100 for k in range(11)] + [100]
    median = (ratios[5] + ratios[6]) / 2
    s = [r / median - 1 if r >= median else 1 - median / r for r in ratios]
    values = [100 + k for k in range(11)] + [10_000]
    effects = sorted(x * max(100, v) ** 0.5 for x, v in zip(s, values, strict=True))
    e1, e2, e3 = (
        effects[int(at)] + (at % 1) * (effects[int(at) + 1] - effects[int(at)])
        for at in (2.75, 5.5, 8.25)
    )
    bound = (effects[-1] - e2) / (e3 - e2)
    assert e2 - e1 > 0
    for c, taken in ((bound * 0.99, 1), (bound * 1.01, 0)):
        rows = chained(data, outliers=Outliers(c=c, A=0)).to_pandas()
        assert set(rows.OUTLIERS.dropna()) == {taken}
        assert set(rows.ITEMS.dropna()) == {12 - taken}
    kept = chained(data, outliers=Outliers()).to_pandas()
    assert set(kept.OUTLIERS.dropna()) == {1}
    # The value is of all trade all the same.
    assert kept[kept.INDICATOR == "VALUE"].LINK.max() == pytest.approx(11155 / 1200)


def test_a_change_of_unit_is_no_price():
    data = flows(
        ("A", "B", "0101", "2000", 100, 10),
        ("A", "B", "0101", "2001", 110, 10),
        ("A", "B", "0102", "2000", 100, 10),
        ("A", "B", "0102", "2001", 100, 1e-9),
    )
    rows = chained(data).to_pandas().set_index(["INDICATOR", "TIME_PERIOD"])
    assert rows.LINK["PRICE_FISHER", "2001"] == pytest.approx(1.1)
    assert rows.OUTLIERS["PRICE_FISHER", "2001"] == 1


def test_terms_of_trade():
    exports = table(PRICES, QUANTITIES, TRADE_FLOW="X")
    dearer = {year: tuple(p * F(11, 10) ** (year - 2000) for p in PRICES[2000]) for year in PRICES}
    imports = table(dearer, QUANTITIES, TRADE_FLOW="M")
    indices = chained(pd.concat([exports, imports]), flow=("X", "M"))
    found = index(terms_of_trade(indices), flow="XM")
    assert found["TERMS_OF_TRADE"]["2002"] == pytest.approx(123.4138 / 1.21, abs=5e-5)
    assert found["INCOME_TERMS_OF_TRADE"]["2002"] == pytest.approx(147.5 / 1.21, rel=1e-12)
    assert found["PURCHASING_POWER"]["2002"] == pytest.approx(147.5 / 1.21, rel=1e-12)
    assert len(terms_of_trade(chained(exports)).to_pandas()) == 0


# Growth


def test_growth_by_partner_product_and_both():
    data = flows(
        ("A", "B", "0101", "2000", 100, 10),
        ("A", "B", "0102", "2000", 60, 6),
        ("A", "C", "0101", "2000", 40, 4),
        ("A", "B", "0101", "2001", 150, 12),
        ("A", "B", "0103", "2001", 30, 1),
        ("A", "D", "0101", "2001", 20, 1),
    )
    expected = {
        ("COUNTERPART_AREA",): (20 / 2, 20 / 2, -40 / 2),
        ("PRODUCT",): (30 / 2, 30 / 2, -60 / 2),
        ("PRODUCT", "COUNTERPART_AREA"): (50 / 2, 50 / 2, -100 / 2),
    }
    for by, parts in expected.items():
        found = growth(data, by=by).to_pandas().set_index(["REF_AREA", "INDICATOR"]).OBS_VALUE
        assert tuple(found["A"][["CONTINUING", "NEW", "LOST"]]) == pytest.approx(parts)
        assert found["A", "GROWTH"] == 0
    # 12 at 12.5 after 10 at 10: by price 11 · 2.5, by volume 11.25 · 2.
    assert found["A", "PRICE"] == pytest.approx(27.5 / 2)
    assert found["A", "VOLUME"] == pytest.approx(22.5 / 2)


def test_growth_over_a_gap_says_so():
    data = table({2000: PRICES[2000], 2004: PRICES[2002]}, {**QUANTITIES, 2004: QUANTITIES[2002]})
    found = growth(data.drop(columns="QUANTITY")).to_pandas().set_index("INDICATOR")
    assert set(found.PREVIOUS) == {"2000"}
    assert found.OBS_VALUE["GROWTH"] == pytest.approx(47.5)
    assert found.OBS_VALUE["GROWTH_ANNUAL"] == pytest.approx(100 * (1.475**0.25 - 1))
    assert "PRICE" not in found.index


def test_two_given_periods_and_no_products():
    data = pd.DataFrame(
        {
            "EXPORTER": ["A"] * 5,
            "IMPORTER": ["B", "B", "B", "C", "C"],
            "TIME_PERIOD": [2000, 2001, 2002, 2000, 2001],
            "OBS_VALUE": [10, 20, 30, 10, 5],
        }
    )
    found = growth(data, periods=(2000, 2002)).to_pandas().set_index("INDICATOR").OBS_VALUE
    assert found.to_dict() == pytest.approx(
        {
            "CONTINUING": 100,
            "NEW": 0,
            "LOST": -50,
            "GROWTH": 50,
            "GROWTH_ANNUAL": 100 * (sqrt(1.5) - 1),
        }
    )


# Identities

NUMBER = st.integers(1, 10**6)
ITEMS = st.lists(st.tuples(NUMBER, NUMBER, NUMBER, NUMBER), min_size=1, max_size=6)
CASES = st.lists(ITEMS, min_size=12, max_size=12)
"""Cases are areas of one table: what makes a test slow is the number of queries."""


def of_cases(cases, *, swap=False, units=(1,) * 6):
    """Each case's items in two periods, from (v0, q0, v1, q1)."""
    before, after = ("2001", "2000") if swap else ("2000", "2001")
    return flows(
        *(
            (f"A{n}", "B", f"01{k:02}", period, value, quantity * units[k])
            for n, items in enumerate(cases)
            for k, (v0, q0, v1, q1) in enumerate(items)
            for period, value, quantity in ((before, v0, q0), (after, v1, q1))
        )
    )


def links(data):
    """The links of each case, as mappings by indicator."""
    rows = chained(data, check=False).to_pandas()
    rows = rows[rows.TIME_PERIOD == "2001"]
    found = {}
    for row in rows.itertuples():
        found.setdefault(row.REF_AREA, {})[row.INDICATOR] = row.LINK
    return [found[area] for area in sorted(found, key=lambda area: int(area[1:]))]


@QUICK
@given(CASES)
def test_as_defined_and_price_times_volume_is_value(cases):
    for items, found in zip(cases, links(of_cases(cases)), strict=True):
        small = [one for one in items if 1e-6 <= (one[2] * one[1]) / (one[0] * one[3]) <= 1e6]
        if not small:
            assert pd.isna(found["PRICE_FISHER"])
            continue
        p0, q0 = [F(v, q) for v, q, _, _ in small], [q for _, q, _, _ in small]
        p1, q1 = [F(v, q) for _, _, v, q in small], [q for _, _, _, q in small]
        for name, link in price_links(p0, q0, p1, q1).items():
            assert found[f"PRICE_{name}"] == pytest.approx(link, rel=1e-9), name
        for price, volume in (
            ("FISHER", "FISHER"),
            ("TORNQVIST", "TORNQVIST"),
            ("LASPEYRES", "PAASCHE"),
            ("PAASCHE", "LASPEYRES"),
        ):
            product = found[f"PRICE_{price}"] * found[f"VOLUME_{volume}"]
            assert product == pytest.approx(found["VALUE_MATCHED"], rel=1e-12)


@QUICK
@given(CASES, st.lists(st.sampled_from([0.001, 1, 7, 1000]), min_size=6, max_size=6))
def test_time_reversal_and_units(cases, units):
    there = links(of_cases(cases))
    back = links(of_cases(cases, swap=True, units=units))
    for one, other in zip(there, back, strict=True):
        for name in ("PRICE_FISHER", "VOLUME_FISHER", "PRICE_TORNQVIST", "VALUE"):
            if not pd.isna(one[name]):
                assert one[name] * other[name] == pytest.approx(1, rel=1e-9)


@QUICK
@given(CASES, st.integers(2, 50))
def test_prices_in_proportion(cases, factor):
    same = [[(v, q, v * factor, q) for v, q, _, _ in items] for items in cases]
    for found in links(of_cases(same)):
        for name in FORMULAS:
            assert found[f"PRICE_{name}"] == pytest.approx(factor, rel=1e-12)
            assert found[f"VOLUME_{name}"] == pytest.approx(1, rel=1e-12)


KEY = st.tuples(
    st.sampled_from(["A0", "A1", "A2", "A3", "A4"]),
    st.sampled_from("BC"),
    st.sampled_from(["0101", "0102"]),
    st.sampled_from("01"),
)
FIGURE = st.tuples(st.integers(0, 10**12), st.one_of(st.none(), st.integers(0, 1000)))


@QUICK
@given(st.dictionaries(KEY, FIGURE, min_size=25))
def test_contributions_add_up(data):
    rows = [(i, j, k, f"200{t}", v, q) for (i, j, k, t), (v, q) in data.items()]
    found = growth(flows(*rows), check=False).to_pandas()
    for area in ("A0", "A1", "A2", "A3", "A4"):
        totals = [
            sum(v for (i, _, _, t), (v, _) in data.items() if (i, t) == (area, one)) for one in "01"
        ]
        parts = found[area == found.REF_AREA].set_index("INDICATOR").OBS_VALUE
        if not all(totals):
            assert parts.empty
            continue
        exact = float(100 * (F(totals[1], totals[0]) - 1))
        assert parts["GROWTH"] == pytest.approx(exact, rel=1e-12, abs=1e-12)
        margins = parts[["CONTINUING", "NEW", "LOST"]]
        assert margins.sum() == pytest.approx(exact, abs=1e-12 * (100 + margins.abs().max()))
        if not pd.isna(parts["PRICE"]):
            effects = parts[["PRICE", "VOLUME", "UNPRICED"]]
            scale = 1e-9 * (100 + effects.abs().max())
            assert effects.sum() == pytest.approx(parts["CONTINUING"], abs=scale)


def test_the_order_of_rows_does_not_matter():
    data = simulated()
    first = chained(data, outliers=Outliers(), blocs={"R": ["A", "B"]}).to_arrow()
    turned = data.sample(frac=1, random_state=1)
    assert first.equals(chained(turned, outliers=Outliers(), blocs={"R": ["A", "B"]}).to_arrow())


def simulated():
    """A simulated panel: prices rise by 5 per cent a year with noise, quantities at random."""
    import numpy as np

    rng = np.random.default_rng(5)
    return flows(
        *(
            (
                area,
                "C",
                f"{k:06}",
                str(2000 + t),
                round(1e6 * 1.05**t * rng.lognormal(0, 0.1)),
                10.0,
            )
            for area in "AB"
            for k in range(10_100, 10_400)
            for t in range(4)
            if rng.random() < 0.9
        )
    )


def test_a_simulated_panel_shows_its_inflation():
    found = index(chained(simulated(), outliers=Outliers()))
    for name in ("FISHER", "TORNQVIST"):
        assert found[f"PRICE_{name}"]["2003"] == pytest.approx(100 * 1.05**3, rel=0.03)


# Bad input


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        ({"QUANTITY": -1}, DataError, "negative quantity.*0100"),
        ({"OBS_VALUE": -1}, DataError, "negative value"),
        ({"QUANTITY": "ten"}, DataError, "QUANTITY holds string"),
        ({"TIME_PERIOD": "2000"}, DataError, "stands 3 times"),
        ({"PRODUCT": None}, DataError, "no product"),
    ],
)
def test_bad_rows(change, error, told):
    with pytest.raises(error, match=told):
        chained(table(PRICES, QUANTITIES).assign(**change))


def test_bad_requests():
    data = table(PRICES, QUANTITIES)
    with pytest.raises(DataError, match="no column QUANTITY"):
        chained(data.drop(columns="QUANTITY"))
    with pytest.raises(UnknownCodeError, match="index number formula"):
        chained(data, formula="FISCHER")
    with pytest.raises(DataError, match="no column COUNTERPART_AREA"):
        chained(data, by="COUNTERPART_AREA")
    with pytest.raises(UsageError, match="imports"):
        chained(data, flow="M")
    with pytest.raises(UsageError, match="base period 1999"):
        chained(data, base=1999)
    with pytest.raises(DataError, match=r"No two periods.*2000\."):
        chained(data[data.TIME_PERIOD == "2000"])
    with pytest.raises(DataError, match="No two periods"):
        growth(data, periods=(1999, 2000))
    with pytest.raises(UsageError, match="outlier filter"):
        Outliers(U=2)
    wider = data.assign(COUNTERPART_AREA="B")
    with pytest.raises(UsageError, match="Groups of products"):
        chained(wider, by="COUNTERPART_AREA", product_groups={"0100": "G"})


# Real data


@pytest.mark.shared
def test_one_year_of_baci_has_no_link(shared):
    data = pd.read_csv(
        shared / "baci_format" / "BACI_HS92_Y2020_sample.csv",
        dtype={"k": str},
        na_values=["NA", "           NA"],
        skipinitialspace=True,
    )
    names = {"t": "TIME_PERIOD", "i": "EXPORTER", "j": "IMPORTER", "k": "PRODUCT", "v": "OBS_VALUE"}
    data = data.rename(columns={**names, "q": "QUANTITY"})
    data["PRODUCT"] = data.PRODUCT.str.zfill(6)
    with pytest.raises(DataError, match="figures of 2020"):
        chained(data)


@pytest.mark.shared
def test_growth_of_guatemala_within_an_edition(shared):
    data = pd.read_parquet(shared / "trade_hs4_guatemala.parquet")
    data = data.rename(
        columns={
            "reporter": "REF_AREA",
            "partner": "COUNTERPART_AREA",
            "flow": "TRADE_FLOW",
            "classification": "CLASSIFICATION",
            "hs4": "PRODUCT",
            "year": "TIME_PERIOD",
            "value_usd": "OBS_VALUE",
        }
    )
    data["TRADE_FLOW"] = data.TRADE_FLOW.map({"export": "X", "import": "M"})
    found = growth(data, by="PRODUCT").to_pandas()
    editions = data.groupby("TIME_PERIOD").CLASSIFICATION.unique().str[0]
    years = sorted(editions.index)
    linked = {str(b) for a, b in pairwise(years) if editions[a] == editions[b]}
    assert set(found.TIME_PERIOD) == linked
    sums = data[data.TRADE_FLOW == "X"].groupby("TIME_PERIOD").OBS_VALUE.sum()
    wide = found.pivot_table(index="TIME_PERIOD", columns="INDICATOR", values="OBS_VALUE")
    for year, row in wide.iterrows():
        before = max(one for one in years if one < int(year))
        assert pytest.approx(100 * (sums[int(year)] / sums[before] - 1)) == row.GROWTH
        assert pytest.approx(row.GROWTH) == row.CONTINUING + row.NEW + row.LOST
