"""Analysis by product against its definitions, worked out in exact fractions."""

from fractions import Fraction
from math import log, sqrt

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.trade import (
    advantage,
    change,
    concentration,
    intra_industry,
    lafay,
    market_reach,
    penetration,
    similarity,
)

QUICK = settings(
    max_examples=6, derandomize=True, deadline=None, database=None, phases=[Phase.generate]
)
GOLDEN = {
    "A": (40, 10, 0, 50),
    "B": (10, 60, 30, 0),
    "C": (100, 50, 200, 50),
    "D": (0, 150, 100, 150),
}
IMPORTS = {"A": (10, 20, 5, 50)}


def table(exports, imports=None, period="2020", **more):
    """What areas trade by product 01, 02, …; no partners."""
    rows = [
        (area, f"{number:02d}", flow, value)
        for flow, side in (("X", exports), ("M", imports or {}))
        for area, values in side.items()
        for number, value in enumerate(values, 1)
    ]
    areas, products, flows, values = zip(*rows, strict=True)
    return pa.table(
        {
            "REF_AREA": areas,
            "PRODUCT": products,
            "TRADE_FLOW": flows,
            "TIME_PERIOD": [period] * len(rows),
            "OBS_VALUE": pa.array(values, pa.int64()),
            **{name: [value] * len(rows) for name, value in more.items()},
        }
    )


def directed(flows, period="2020"):
    """Exporter, importer and product to value."""
    exporters, importers, products = zip(*flows, strict=True)
    return pa.table(
        {
            "EXPORTER": exporters,
            "IMPORTER": importers,
            "PRODUCT": products,
            "TIME_PERIOD": [period] * len(flows),
            "OBS_VALUE": pa.array(flows.values(), pa.int64()),
        }
    )


def got(observations, *keys):
    rows = observations.to_arrow().to_pylist()
    found = {tuple(row[key] for key in keys): row["OBS_VALUE"] for row in rows}
    assert len(found) == len(rows)
    return found


def over(numerator, denominator):
    return Fraction(numerator) / Fraction(denominator) if denominator else None


def near(value, **tolerance):
    return None if value is None else pytest.approx(float(value), **tolerance)


# Advantage


def defined_advantage(exports):
    world = [sum(column) for column in zip(*exports.values(), strict=True)]
    everything = sum(world)
    found = {}
    for area, values in exports.items():
        own = sum(values)
        for number, x in enumerate(values):
            share, of_world = over(x, own), over(world[number], everything)
            rca = None if share is None else over(share, of_world)
            found |= {
                (area, f"{number + 1:02d}", name): value
                for name, value in {
                    "RCA": rca,
                    "RSCA": None if rca is None else (rca - 1) / (rca + 1),
                    "RCA_ADDITIVE": None if share is None else share - of_world,
                    "NRCA": None
                    if share is None
                    else over(x, everything) - Fraction(own * world[number], everything**2),
                    "PRODUCT_SHARE": share,
                    "WORLD_SHARE": over(x, world[number]),
                }.items()
            }
    return found


def test_golden_advantage():
    found = got(advantage(table(GOLDEN)), "REF_AREA", "PRODUCT", "INDICATOR")
    printed = {"A": ("8/3", "10/27", "0", "2"), "C": ("5/3", "25/54", "50/33", "1/2")}
    for area, values in printed.items():
        for number, text in enumerate(values, 1):
            assert found[area, f"{number:02d}", "RCA"] == float(Fraction(text))
    defined = defined_advantage(GOLDEN)
    assert found.keys() == defined.keys()
    for key, value in defined.items():
        assert found[key] == near(value, rel=1e-15, abs=1e-17), key


def test_a_country_without_exports_and_a_product_nobody_exports():
    exports = {"A": (4, 0, 1), "B": (6, 0, 9), "NONE": (0, 0, 0)}
    found = got(advantage(table(exports)), "REF_AREA", "PRODUCT", "INDICATOR")
    assert found == {
        key: near(value, rel=1e-15) for key, value in defined_advantage(exports).items()
    }
    assert found["NONE", "01", "RCA"] is None
    assert found["NONE", "01", "WORLD_SHARE"] == 0
    assert found["A", "02", "RCA"] is None
    assert found["A", "02", "RCA_ADDITIVE"] == 0
    of_none = got(concentration(table(exports)), "REF_AREA", "INDICATOR")
    assert {name: value for (area, name), value in of_none.items() if area == "NONE"} == dict.fromkeys(
        ("HHI", "HIRSCHMAN", "CONCENTRATION", "DIVERSIFICATION", "THEIL", "THEIL_EXTENSIVE",
         "THEIL_INTENSIVE")
    ) | {"PRODUCTS": 0}  # fmt: skip
    alike = got(
        similarity(table(exports), indicators="EXPORT_SIMILARITY"), "REF_AREA", "COUNTERPART_AREA"
    )
    assert alike["A", "NONE"] is None
    assert alike["A", "B"] == near(100 * (Fraction(6, 15) + Fraction(1, 5)))


def test_a_world_of_one_country():
    found = got(advantage(table({"A": (3, 7)})), "PRODUCT", "INDICATOR")
    assert {key: found[key] for key in found if key[1] in ("RCA", "WORLD_SHARE")} == dict.fromkeys(
        [("01", "RCA"), ("02", "RCA"), ("01", "WORLD_SHARE"), ("02", "WORLD_SHARE")], 1
    )
    assert got(concentration(table({"A": (3, 7)})), "INDICATOR")["DIVERSIFICATION",] == 0
    assert similarity(table({"A": (3, 7)}), indicators="EXPORT_SIMILARITY").to_arrow().num_rows == 0


def test_a_universe_of_one_product():
    found = got(concentration(table({"A": (3,), "B": (4,)})), "REF_AREA", "INDICATOR")
    assert found["A", "CONCENTRATION"] is None
    assert found["A", "HHI"] == 1
    assert found["A", "THEIL"] == 0


def test_blocs_are_the_sum_of_their_members_and_no_part_of_the_world():
    found = got(
        advantage(table(GOLDEN), blocs={"R": ["A", "B"]}), "REF_AREA", "PRODUCT", "INDICATOR"
    )
    own = Fraction(200)
    world = {"01": 150, "02": 270, "03": 330, "04": 250}
    for product, x in zip(world, (50, 70, 30, 50), strict=True):
        assert found["R", product, "RCA"] == float(x / own / Fraction(world[product], 1000))
    assert found["A", "01", "RCA"] == float(Fraction(8, 3))


def test_the_world_may_be_some_areas():
    found = got(advantage(table(GOLDEN), indicators="RCA", world=["A", "B"]), "REF_AREA", "PRODUCT")
    assert found["A", "01"] == float(Fraction(40, 100) / Fraction(50, 200))
    assert found["C", "01"] == 1
    with pytest.raises(UnknownCodeError, match="area in the table called 'E'"):
        advantage(table(GOLDEN), world=["A", "E"])


def test_sources_and_periods_are_kept_apart():
    other = {"A": (1, 1, 1, 1), "B": (5, 0, 0, 2)}
    data = pa.concat_tables([table(GOLDEN, SOURCE="ONE"), table(other, SOURCE="TWO")])
    keys = ("REF_AREA", "PRODUCT", "INDICATOR")
    found = got(advantage(data), "SOURCE", *keys)
    for source, exports in (("ONE", GOLDEN), ("TWO", other)):
        alone = got(advantage(table(exports)), *keys)
        assert {key[1:]: value for key, value in found.items() if key[0] == source} == alone


VALUE = st.one_of(st.integers(0, 9), st.integers(0, 10**13))
SOME = st.dictionaries(
    st.sampled_from("ABCDE"), st.tuples(VALUE, VALUE, VALUE, VALUE), min_size=2, max_size=5
).filter(lambda exports: any(any(values) for values in exports.values()))


@QUICK
@given(SOME)
def test_any_advantage_as_defined(exports):
    found = got(advantage(table(exports)), "REF_AREA", "PRODUCT", "INDICATOR")
    for key, value in defined_advantage(exports).items():
        assert found[key] == near(value, rel=1e-13, abs=1e-15), key
    for area in exports:
        parts = [found[area, f"{k:02d}", "PRODUCT_SHARE"] for k in range(1, 5)]
        if sum(exports[area]):
            assert sum(parts) == pytest.approx(1)
            added = [found[area, f"{k:02d}", "RCA_ADDITIVE"] for k in range(1, 5)]
            assert sum(added) == pytest.approx(0, abs=1e-15)


# Concentration


def defined_concentration(exports, n=None):
    world = [sum(column) for column in zip(*exports.values(), strict=True)]
    n = n or sum(value > 0 for value in world)
    found = {}
    for area, values in exports.items():
        own = sum(values)
        if not own:
            continue
        shares = [Fraction(x, own) for x in values]
        squares = sum(share * share for share in shares)
        traded = sum(x > 0 for x in values)
        least = sqrt(1 / n)
        found |= {
            (area, name): value
            for name, value in {
                "HHI": squares,
                "HIRSCHMAN": sqrt(squares),
                "CONCENTRATION": (sqrt(squares) - least) / (1 - least) if n > 1 else None,
                "DIVERSIFICATION": sum(
                    abs(s - Fraction(w, sum(world))) for s, w in zip(shares, world, strict=True)
                )
                / 2,
                "THEIL": sum(float(s) * log(n * s) for s in shares if s),
                "THEIL_EXTENSIVE": log(n / traded),
                "THEIL_INTENSIVE": sum(float(s) * log(traded * s) for s in shares if s),
                "PRODUCTS": traded,
            }.items()
        }
    return found


def test_golden_concentration():
    found = got(concentration(table(GOLDEN)), "REF_AREA", "INDICATOR")
    assert found["A", "HHI"] == 0.42
    assert found["A", "CONCENTRATION"] == pytest.approx(0.296148, abs=5e-7)
    assert found["A", "THEIL"] == pytest.approx(0.442946, abs=5e-7)
    assert found["A", "DIVERSIFICATION"] == 0.5
    assert found == {key: near(value) for key, value in defined_concentration(GOLDEN).items()}


def test_the_universe_is_declared():
    for universe in (6, [f"{k:02d}" for k in range(1, 7)]):
        rows = concentration(table(GOLDEN), universe=universe)
        assert rows.to_arrow()["UNIVERSE"].unique().to_pylist() == [6]
        defined = defined_concentration(GOLDEN, 6)
        assert got(rows, "REF_AREA", "INDICATOR") == {
            key: near(value) for key, value in defined.items()
        }
    with pytest.raises(UsageError, match="The universe is 3, but 4 products are traded"):
        concentration(table(GOLDEN), universe=3)
    with pytest.raises(DataError, match="Product 02 is traded, but is not in the universe"):
        concentration(table(GOLDEN), universe=["01", "03", "04"])
    with pytest.raises(UsageError, match="no product"):
        concentration(table(GOLDEN), universe=[])


@QUICK
@given(SOME, st.integers(2, 1000))
def test_any_concentration_as_defined_whatever_the_scale(exports, scale):
    found = got(concentration(table(exports)), "REF_AREA", "INDICATOR")
    defined = defined_concentration(exports)
    for key, value in defined.items():
        # Floats lose what is left of 1 − least in the last digits.
        assert found[key] == near(value, rel=1e-9, abs=1e-7), key
    for area in {area for area, _ in defined}:
        n = sum(any(column) for column in zip(*exports.values(), strict=True))
        assert found[area, "THEIL"] == (
            found[area, "THEIL_EXTENSIVE"] + found[area, "THEIL_INTENSIVE"]
        )
        assert 1 / n * (1 - 1e-14) <= found[area, "HHI"] <= 1 + 1e-14
        assert 0 <= found[area, "DIVERSIFICATION"] <= 1 + 1e-14
    scaled = {area: [scale * value for value in values] for area, values in exports.items()}
    again = got(concentration(table(scaled)), "REF_AREA", "INDICATOR")
    assert again == {key: near(value, abs=1e-7) for key, value in found.items()}


# Pairs of areas


def test_golden_similarity():
    found = got(similarity(table(GOLDEN, IMPORTS)), "REF_AREA", "COUNTERPART_AREA", "INDICATOR")
    assert found["A", "B", "EXPORT_SIMILARITY"] == pytest.approx(20, rel=1e-15)
    assert found["A", "C", "EXPORT_SIMILARITY"] == pytest.approx(47.5, rel=1e-15)
    bought = [Fraction(m, 85) for m in IMPORTS["A"]]
    for seller in "BCD":
        sold = [Fraction(x, sum(GOLDEN[seller])) for x in GOLDEN[seller]]
        gap = sum(abs(m - x) for m, x in zip(bought, sold, strict=True))
        assert found[seller, "A", "COMPLEMENTARITY"] == near(100 * (1 - gap / 2))
    # Nobody else's imports are known.
    assert {key[:2] for key in found if key[2] == "COMPLEMENTARITY"} == {
        ("B", "A"), ("C", "A"), ("D", "A")
    }  # fmt: skip


def test_similarity_of_chosen_areas_and_blocs():
    found = got(
        similarity(
            table(GOLDEN), indicators="EXPORT_SIMILARITY", areas=["R"], partners=["S", "C"],
            blocs={"R": ["A", "B"], "S": ["C", "D"]},
        ),
        "REF_AREA", "COUNTERPART_AREA",
    )  # fmt: skip
    one = [Fraction(x, 200) for x in (50, 70, 30, 50)]
    other = [Fraction(x, 800) for x in (100, 200, 300, 200)]
    expected = 100 * sum(min(pair) for pair in zip(one, other, strict=True))
    assert found.keys() == {("R", "S"), ("R", "C")}
    assert found["R", "S"] == near(expected)
    with pytest.raises(UnknownCodeError, match="'Q'"):
        similarity(table(GOLDEN), indicators="EXPORT_SIMILARITY", areas=["Q"])


@QUICK
@given(SOME)
def test_similarity_is_symmetric_and_within_its_range(exports):
    found = got(
        similarity(table(exports), indicators="EXPORT_SIMILARITY"), "REF_AREA", "COUNTERPART_AREA"
    )
    for (one, other), value in found.items():
        assert value == found[other, one]
        if value is None:
            assert not sum(exports[one]) or not sum(exports[other])
        else:
            assert 0 <= value <= 100 + 1e-12


# Both ways


def test_golden_intra_industry():
    found = got(intra_industry(table(GOLDEN, IMPORTS)), "REF_AREA", "PRODUCT", "INDICATOR")
    assert found["A", "_T", "GL"] == float(Fraction(28, 37))
    assert found["A", "_T", "GL_ADJUSTED"] == float(Fraction(14, 17))
    by_product = ("2/5", "2/3", "0", "1")
    for number, text in enumerate(by_product, 1):
        assert found["A", f"{number:02d}", "GL"] == float(Fraction(text))
    # What B imports is not known: not zero, null.
    assert found["B", "_T", "GL"] is None
    assert found["B", "01", "GL"] is None


def test_the_level_is_explicit_and_a_coarser_one_matches_more():
    codes = ["010111", "010121", "020110"]
    rows = [("A", "X", code, x) for code, x in zip(codes, (10, 0, 6), strict=True)]
    rows += [("A", "M", code, m) for code, m in zip(codes, (0, 10, 2), strict=True)]
    area, flow, product, value = zip(*rows, strict=True)
    data = pa.table(
        {"REF_AREA": area, "TRADE_FLOW": flow, "PRODUCT": product, "OBS_VALUE": value,
         "TIME_PERIOD": ["2020"] * 6}
    )  # fmt: skip
    expected = {None: Fraction(4, 28), 6: Fraction(4, 28), 4: Fraction(24, 28), 2: Fraction(24, 28)}
    for level, value in expected.items():
        rows = intra_industry(data, level=level, products=False).to_arrow().to_pylist()
        assert rows[0]["OBS_VALUE"] == float(value)
        assert {row["LEVEL"] for row in rows} == {level or 6}
    coarse = data.set_column(2, "PRODUCT", pa.array([code[:2] for code in product]))
    coarse = coarse.take([0, 2, 3, 5])
    with pytest.raises(DataError, match="Product 01 is coarser than level 4"):
        intra_industry(coarse, level=4)
    with pytest.raises(UsageError, match="The level is 3"):
        intra_industry(data, level=3)


def test_marginal_intra_industry_trade():
    before = table({"A": (10, 5)}, {"A": (10, 5)}, "2011")
    after = table({"A": (30, 5), "NEW": (1, 1)}, {"A": (20, 15), "NEW": (1, 1)}, "2022")
    found = got(
        intra_industry(pa.concat_tables([before, after]), since="2011"),
        "REF_AREA", "PRODUCT", "INDICATOR", "TIME_PERIOD",
    )  # fmt: skip
    marginal = {key[:2]: value for key, value in found.items() if key[2] == "MIIT"}
    # Changes: exports 20 and 0, imports 10 and 10.
    assert marginal == {
        ("A", "01"): float(1 - Fraction(10, 30)),
        ("A", "02"): 0,
        ("A", "_T"): float(1 - Fraction(20, 40)),
    }
    with pytest.raises(UnknownCodeError, match="period in the table called '1999'"):
        intra_industry(before, since="1999")


FLOWS = {
    ("A", "B", "01"): 30,
    ("B", "A", "01"): 20,
    ("A", "C", "01"): 50,
    ("A", "C", "02"): 10,
    ("C", "B", "02"): 40,
    ("B", "C", "02"): 0,
    ("C", "A", "03"): 7,
}


def test_between_two_areas_and_blocs():
    found = got(
        intra_industry(directed(FLOWS), partners=True, products=False, blocs={"R": ["A", "C"]}),
        "REF_AREA", "COUNTERPART_AREA", "INDICATOR",
    )  # fmt: skip
    assert found["A", "B", "GL"] == found["B", "A", "GL"] == 0.8
    assert found["A", "B", "GL_ADJUSTED"] == 1
    assert found["A", "C", "GL"] == 0
    # R sells B 30 and 40, and buys 20 and 0 from it.
    assert found["R", "B", "GL"] == found["B", "R", "GL"] == float(1 - Fraction(50, 90))
    with pytest.raises(UsageError, match="has no partners"):
        intra_industry(table(GOLDEN, IMPORTS), partners=True)


@QUICK
@given(SOME, SOME)
def test_both_ways_keep_to_their_range(exports, imports):
    data = table(exports, imports)
    found = got(intra_industry(data), "REF_AREA", "PRODUCT", "INDICATOR")
    both = exports.keys() & imports.keys()
    for (area, product, name), value in found.items():
        if area not in both:
            assert value is None
        elif product == "_T":
            x, m = exports[area], imports[area]
            gap = sum(abs(one - other) for one, other in zip(x, m, strict=True))
            gross, net = sum(x) + sum(m), abs(sum(x) - sum(m))
            whole = gross if name == "GL" else gross - net
            assert value == near(over(gross - gap, whole), rel=1e-14)
        assert value is None or 0 <= value <= 1
    added = {}
    for (area, _), value in got(lafay(data), "REF_AREA", "PRODUCT").items():
        if area not in both:
            assert value is None
        elif value is not None:
            assert -50 <= value <= 50
            added[area] = added.get(area, 0) + value
    assert all(value == pytest.approx(0, abs=1e-12) for value in added.values())


def test_lafay_as_defined():
    found = got(lafay(table({"A": GOLDEN["A"]}, IMPORTS)), "PRODUCT")
    x, m = GOLDEN["A"], IMPORTS["A"]
    balance = Fraction(sum(x) - sum(m), sum(x) + sum(m))
    for number, (one, other) in enumerate(zip(x, m, strict=True), 1):
        own = Fraction(one - other, one + other) - balance
        value = 100 * own * Fraction(one + other, sum(x) + sum(m))
        assert found[f"{number:02d}",] == near(value, rel=1e-14)


# Markets


def test_market_shares():
    found = got(
        penetration(directed(FLOWS), blocs={"R": ["A", "B"]}),
        "REF_AREA", "COUNTERPART_AREA", "PRODUCT",
    )  # fmt: skip
    assert found["A", "C", "01"] == 1
    assert found["A", "C", "_T"] == 1
    assert found["A", "B", "_T"] == float(Fraction(30, 70))
    assert found["R", "C", "02"] == 1
    assert found["C", "R", "_T"] == float(Fraction(47, 97))
    only = penetration(directed(FLOWS), products=False)
    assert only.to_arrow()["PRODUCT"].unique().to_pylist() == ["_T"]
    with pytest.raises(UsageError, match="has no partners"):
        penetration(table(GOLDEN, IMPORTS))


@pytest.mark.parametrize("blocs", [None, {"R": ["A", "B"]}])
def test_market_reach(blocs):
    flows = FLOWS | {("D", "A", "01"): 0}
    found = got(market_reach(directed(flows), blocs=blocs), "REF_AREA", "PRODUCT")
    # 01 is imported by A, B and C; 02 by B and C; 03 by A.
    expected = {
        ("A", "01"): 2 / 3,
        ("A", "02"): 1 / 2,
        ("A", "_T"): 3 / 5,
        ("B", "01"): 1 / 3,
        ("B", "_T"): 1 / 3,
        ("C", "02"): 1 / 2,
        ("C", "03"): 1,
        ("C", "_T"): 2 / 3,
        ("D", "_T"): None,
    }
    if blocs:
        expected |= {("R", "01"): 1, ("R", "02"): 1 / 2, ("R", "_T"): 4 / 5}
    assert found == expected


# Change


def test_change_between_periods():
    periods = {"2010": (50, 50, 0), "2011": (20, 50, 30), "2015": (20, 50, 30)}
    others = {"2010": (10, 10, 10), "2011": (30, 10, 10), "2015": (5, 5, 90)}
    data = pa.concat_tables(
        table({"A": periods[period], "B": others[period]}, None, period) for period in periods
    )
    rows = [row for row in change(data).to_arrow().to_pylist() if row["REF_AREA"] == "A"]
    by = {(row["TIME_PERIOD"], row["INDICATOR"]): row for row in rows}
    assert by["2011", "STRUCTURAL_CHANGE"]["OBS_VALUE"] == pytest.approx(0.3)
    assert by["2011", "STRUCTURAL_CHANGE"]["BASE_PER"] == "2010"
    assert by["2015", "STRUCTURAL_CHANGE"]["OBS_VALUE"] == 0
    assert by["2015", "STRUCTURAL_CHANGE"]["BASE_PER"] == "2011"

    def lead(period):
        defined = defined_advantage({"A": periods[period], "B": others[period]})
        return [float(defined["A", product, "RSCA"]) for product in ("01", "02", "03")]

    import numpy as np

    now, before = lead("2011"), lead("2010")
    correlation = np.corrcoef(now, before)[0, 1]
    slope = np.polyfit(before, now, 1)[0]
    assert by["2011", "RSCA_CORRELATION"]["OBS_VALUE"] == pytest.approx(correlation)
    assert by["2011", "RSCA_SLOPE"]["OBS_VALUE"] == pytest.approx(slope)
    since = change(data, since="2010").to_arrow().to_pylist()
    assert {row["BASE_PER"] for row in since} == {"2010"}
    with pytest.raises(UnknownCodeError, match="period in the table"):
        change(data, since="1999")


def test_a_product_without_a_row_is_one_of_zero_in_change():
    full = [table({"A": (5, 0, 5), "B": (1, 2, 3)}, None, "2010"),
            table({"A": (2, 8, 0), "B": (4, 2, 3)}, None, "2011")]  # fmt: skip
    data = pa.concat_tables(full)
    without = data.filter(pa.array([value > 0 for value in data["OBS_VALUE"].to_pylist()]))
    assert change(data).to_arrow() == change(without).to_arrow()


def test_editions_are_not_compared():
    data = pa.concat_tables(
        [
            table(GOLDEN, None, "2011", CLASSIFICATION="HS07"),
            table(GOLDEN, None, "2012", CLASSIFICATION="HS12"),
        ]
    )
    assert change(data).to_arrow().num_rows == 0


# Bad input


def reported():
    return table(GOLDEN, IMPORTS)


CALLS = [advantage, concentration, change, lafay, intra_industry, similarity]


@pytest.mark.parametrize("call", CALLS)
def test_bad_input_is_an_error_that_says_where(call):
    data = reported()
    negative = data.set_column(4, "OBS_VALUE", pa.array([-1, *data["OBS_VALUE"].to_pylist()[1:]]))
    with pytest.raises(DataError, match="negative value: TIME_PERIOD 2020, REF_AREA A, PRODUCT 01"):
        call(negative)
    with pytest.raises(DataError, match=r"stands 2 times .* REF_AREA B, PRODUCT 03"):
        call(pa.concat_tables([data, data.slice(6, 1)]))
    for endless in (float("inf"), float("nan")):
        values = pa.array([endless, *data["OBS_VALUE"].to_pylist()[1:]], pa.float64())
        with pytest.raises(DataError, match="not a number: TIME_PERIOD 2020, REF_AREA A"):
            call(data.set_column(4, "OBS_VALUE", values))
    text = data["TIME_PERIOD"].cast("string").to_pylist()
    place = data.column_names.index("TIME_PERIOD")
    with pytest.raises(DataError, match="does not begin with a year: TIME_PERIOD latest"):
        call(data.set_column(place, "TIME_PERIOD", pa.array(["latest", *text[1:]])))
    with pytest.raises(DataError, match=r"such as 101\.0, and not codes"):
        call(data.set_column(1, "PRODUCT", pa.array([101.0] * len(data))))
    nameless = data.set_column(1, "PRODUCT", pa.array([None, *data["PRODUCT"].to_pylist()[1:]]))
    with pytest.raises(DataError, match="has no product"):
        call(nameless)
    short = data.set_column(1, "PRODUCT", pa.array(["1", *data["PRODUCT"].to_pylist()[1:]]))
    with pytest.raises(DataError, match="lost a leading zero"):
        call(short)
    with pytest.raises(DataError, match="no column PRODUCT"):
        call(data.drop_columns(["PRODUCT"]))
    editions = ["HS92"] * 10 + ["HS17"] * 10
    with pytest.raises(DataError, match="given in HS17 and HS92"):
        call(data.append_column("CLASSIFICATION", pa.array(editions)))


def test_bad_requests():
    with pytest.raises(UnknownCodeError, match="indicator"):
        advantage(reported(), indicators="BALASSA")
    with pytest.raises(UsageError, match="The flow is 'XM'"):
        concentration(reported(), flow="XM")
    with pytest.raises(UsageError, match="does not say which rows are imports"):
        lafay(table(GOLDEN).drop_columns(["TRADE_FLOW"]))
    with pytest.raises(UnknownCodeError, match="bloc"):
        advantage(reported(), blocs="MERCOSURR")


def test_a_repeated_row_is_found_among_many(monkeypatch):
    monkeypatch.setattr("cedic.trade.baskets.AT_ONCE", 50)
    many = {(f"A{i}", f"B{j}", f"{k:02d}"): 1 for i in range(7) for j in range(7) for k in range(9)}
    data = directed(many)
    advantage(data).to_arrow()
    with pytest.raises(DataError, match="REF_AREA A3, COUNTERPART_AREA B2, PRODUCT 05"):
        advantage(pa.concat_tables([data, data.slice(list(many).index(("A3", "B2", "05")), 1)]))


def test_any_engine_gives_the_same(rows):
    for observations in (advantage(reported()), intra_industry(reported())):
        found = rows(observations)
        assert len(found) == len(observations.to_arrow())
    key = ("REF_AREA", "PRODUCT", "INDICATOR")
    exact = defined_advantage(GOLDEN)
    found = {
        tuple(row[name] for name in key): row["OBS_VALUE"] for row in rows(advantage(reported()))
    }
    assert found == {name: near(value, rel=1e-14, abs=1e-16) for name, value in exact.items()}


def test_an_empty_table_has_no_pairs():
    assert similarity(reported().slice(0, 0)).to_arrow().num_rows == 0
