"""Regional indicators against their definitions, worked out in exact fractions."""

from fractions import Fraction
from operator import itemgetter
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.trade import reconcile, regional
from cedic.trade.regional import FLOWS, INDICATORS, OWN_EXCLUDED, WITH_BASELINE

BLOC = ("A", "B")
QUICK = settings(max_examples=8, derandomize=True, deadline=None, database=None)


# The definitions, literally.


def trade(flows, kind):
    """T(i → j) of the flow: exports, imports seen from the importer, or the two together."""
    turned = {(importer, exporter): value for (exporter, importer), value in flows.items()}
    if kind == "X":
        return flows
    if kind == "M":
        return turned
    return {
        pair: flows.get(pair, 0) + turned.get(pair, 0) for pair in dict.fromkeys([*flows, *turned])
    }


def quadrants(t, bloc):
    def total(inner_from, inner_to):
        return Fraction(
            sum(
                value
                for (one, other), value in t.items()
                if one != other and (one in bloc) == inner_from and (other in bloc) == inner_to
            )
        )

    return total(True, True), total(True, False), total(False, True), total(False, False)


def over(numerator, denominator):
    if numerator is None or denominator is None or denominator == 0:
        return None
    return numerator / denominator


def times(*factors):
    product = Fraction(1)
    for factor in factors:
        if factor is None:
            return None
        product *= factor
    return product


def neutral(t, bloc):
    """E as the double sum it is defined by."""
    areas = {area for pair in t for area in pair}
    x = {i: Fraction(sum(v for (one, _), v in t.items() if one == i)) for i in areas}
    m = {j: Fraction(sum(v for (_, other), v in t.items() if other == j)) for j in areas}
    world = sum(x.values())
    inside = [i for i in bloc if i in areas]
    own = sum(x[i] for i in inside)
    if own == 0:
        return None
    return sum(
        (x[i] / own * m[j] / (world - m[i]) for i in inside for j in inside if j != i and x[i]),
        Fraction(0),
    )


def defined(flows, kind, gdp=None, baseline="standard", bloc=BLOC):
    """Every indicator from its definition; null where it has none."""
    t = trade(flows, kind)
    a, b, c, d = quadrants(t, bloc)
    stated = any(one in bloc for one, _ in t)
    if b + c + d == 0 or not stated:
        return dict.fromkeys(INDICATORS)
    world = a + b + c + d
    its = over(a, a + b)
    expected = neutral(t, bloc) if baseline == "own_excluded" else (a + c) / world
    iti = over(its, expected)
    hi = over(its, over(c, c + d))
    he = over(over(b, a + b), over(d, c + d))
    y = yw = None
    if gdp is not None:
        yw = sum(map(Fraction, gdp.values()))
        y = sum(Fraction(gdp[i]) for i in bloc) if all(i in gdp for i in bloc) else None
    rto = over(over(a + b, y), over(world, yw))
    return {
        "ITS": its,
        "ITI": iti,
        "HI": hi,
        "HE": he,
        "STI": over(a * d - b * c, a * d + b * c),
        "RTO": rto,
        "PIT": times(iti, rto),
        "PIT_AN": times(iti, over(a + b, y)),
    }


def table(flows, **more):
    """Flows as a table in the directed layout."""
    return pa.table(
        {
            "TIME_PERIOD": pa.array(["2020"] * len(flows), pa.string()),
            "EXPORTER": pa.array([exporter for exporter, _ in flows], pa.string()),
            "IMPORTER": pa.array([importer for _, importer in flows], pa.string()),
            "OBS_VALUE": pa.array(flows.values(), pa.int64()),
            **{name: pa.array([value] * len(flows), pa.string()) for name, value in more.items()},
        }
    )


def gdp_table(gdp):
    return pa.table(
        {
            "REF_AREA": pa.array(gdp, pa.string()),
            "TIME_PERIOD": pa.array(["2020"] * len(gdp), pa.string()),
            "OBS_VALUE": pa.array(gdp.values(), pa.float64()),
        }
    )


def as_flows(data):
    return {(row["EXPORTER"], row["IMPORTER"]): row["OBS_VALUE"] for row in data.to_pylist()}


def values(rows, *keys):
    return {tuple(row[key] for key in keys): row["OBS_VALUE"] for row in rows}


# The golden fixture.

PRINTED = {
    "X": {"ITS": "1/5", "ITI": "5/6", "HI": "4/5", "HE": "16/15", "STI": "-1/7"},
    "XM": {
        "ITS": "2/11",
        "ITI": "100/121",
        "HI": "26/33",
        "HE": "117/110",
        "STI": "-7/47",
        "RTO": "22/15",
        "PIT": "40/33",
        "PIT_AN": "40/99",
    },
}


@pytest.mark.parametrize("kind", PRINTED)
def test_definitions_give_the_published_values(golden, golden_gdp, kind):
    gdp = dict(zip(*golden_gdp.select(["REF_AREA", "OBS_VALUE"]).to_pydict().values(), strict=True))
    worked = defined(as_flows(golden), kind, gdp)
    assert {name: worked[name] for name in PRINTED[kind]} == {
        name: Fraction(text) for name, text in PRINTED[kind].items()
    }


def test_neutral_expectations_are_the_published_ones(golden):
    t = trade(as_flows(golden), "X")
    a, b, c, d = quadrants(t, BLOC)
    assert (a + c) / (a + b + c + d) == Fraction(24, 100)
    assert float(neutral(t, BLOC)) == pytest.approx(0.13592, abs=1e-5)
    assert float(a / (a + b) / neutral(t, BLOC)) == pytest.approx(1.47, abs=5e-3)


@pytest.mark.parametrize("baseline", ["standard", "own_excluded"])
def test_golden(golden, golden_gdp, rows, baseline):
    found = rows(regional(golden, BLOC, flow=FLOWS, gdp=golden_gdp, baseline=baseline))
    gdp = {row["REF_AREA"]: row["OBS_VALUE"] for row in golden_gdp.to_pylist()}
    got = values(found, "TRADE_FLOW", "INDICATOR")
    assert len(found) == len(FLOWS) * len(INDICATORS)
    for kind in FLOWS:
        for name, exact in defined(as_flows(golden), kind, gdp, baseline).items():
            value = got[kind, name]
            if baseline == "own_excluded" and name in ("ITI", "PIT", "PIT_AN"):
                assert value == pytest.approx(float(exact), rel=1e-15), (kind, name)
            else:
                assert value == float(exact), (kind, name)


def test_both_baselines_at_once_are_each_by_itself(golden, golden_gdp, rows):
    given = {"flow": FLOWS, "gdp": golden_gdp, "bounds": True}
    found = rows(regional(golden, BLOC, baseline="both", **given))
    plain = rows(regional(golden, BLOC, **given))
    own = rows(regional(golden, BLOC, baseline="own_excluded", **given))
    renamed = [
        row | {"INDICATOR": row["INDICATOR"] + OWN_EXCLUDED}
        for row in own
        if row["INDICATOR"] in WITH_BASELINE
    ]
    key = itemgetter("TRADE_FLOW", "INDICATOR")
    assert found == sorted(plain + renamed, key=key)
    assert len(renamed) == 3 * len(FLOWS)


def test_rows_say_whose_when_and_on_what(golden, golden_gdp, rows):
    found = rows(regional(golden, {"R": BLOC}, gdp=golden_gdp, bounds=True))
    assert [row["INDICATOR"] for row in found] == sorted(INDICATORS)
    for row in found:
        assert list(row) == [
            "REF_AREA",
            "TRADE_FLOW",
            "INDICATOR",
            "TIME_PERIOD",
            "OBS_VALUE",
            "COVERAGE",
            "COMPOSITION",
            "OBS_LOWER",
            "OBS_UPPER",
        ]
        assert (row["REF_AREA"], row["TRADE_FLOW"], row["TIME_PERIOD"]) == ("R", "X", "2020")
        assert (row["COVERAGE"], row["COMPOSITION"]) == (1.0, "X")
        bound = None if row["INDICATOR"] == "PIT_AN" else row["OBS_VALUE"]
        assert row["OBS_LOWER"] == row["OBS_UPPER"] == bound


# Edge cases: each is a product of one table, so that none may leak into another.

BIG = 900_000_000_000_000
CASES = {
    "all the world": {("A", "B"): 30, ("B", "A"): 10},
    "no trade": {("C", "D"): 5, ("D", "C"): 7},
    "nothing inside": {("A", "C"): 3, ("C", "B"): 4, ("C", "D"): 5},
    "nothing across": {("A", "B"): 3, ("C", "D"): 5},
    "one way out": {("A", "C"): 3},
    "one way in": {("C", "A"): 3, ("D", "C"): 2},
    "large": {("A", "B"): BIG, ("A", "C"): BIG // 3, ("D", "B"): BIG // 7, ("C", "D"): BIG - 1},
}


@pytest.fixture
def edge(rows, golden_gdp):
    """Indicators of every case, by case, flow and indicator."""
    data = pa.concat_tables(table(flows, PRODUCT=case) for case, flows in CASES.items())
    stray = pa.concat_tables(
        [
            table({("A", "A"): 10**6, ("C", "C"): 10**6}, PRODUCT="large"),
            table({("A", "D"): None, ("B", "A"): None}, PRODUCT="large"),
        ]
    )
    found = rows(
        regional(pa.concat_tables([data, stray]), BLOC, flow=FLOWS, gdp=golden_gdp, bounds=True)
    )
    return {(row["PRODUCT"], row["TRADE_FLOW"], row["INDICATOR"]): row for row in found}


def test_edge_cases(edge, golden_gdp):
    gdp = {row["REF_AREA"]: row["OBS_VALUE"] for row in golden_gdp.to_pylist()}
    for case, flows in CASES.items():
        for kind in FLOWS:
            for name, exact in defined(flows, kind, gdp).items():
                value = edge[case, kind, name]["OBS_VALUE"]
                where = (case, kind, name)
                if exact is None:
                    assert value is None, where
                else:
                    assert value == pytest.approx(float(exact), rel=4e-16, abs=0), where

    def sti(case):
        return edge[case, "X", "STI"]["OBS_VALUE"]

    assert sti("nothing inside") == -1
    assert sti("nothing across") == 1
    assert sti("one way out") is None
    assert edge["one way out", "X", "ITS"]["OBS_VALUE"] == 0
    for name in INDICATORS:
        for column in ("OBS_VALUE", "OBS_LOWER", "OBS_UPPER"):
            assert edge["all the world", "X", name][column] is None
            assert edge["no trade", "X", name][column] is None
            assert edge["one way in", "X", name][column] is None
    assert edge["no trade", "X", "ITS"]["COVERAGE"] == 0
    assert edge["nothing inside", "X", "ITS"]["COVERAGE"] == 0.5


def test_missing_gdp_is_null_not_zero(golden, golden_gdp, rows):
    without_b = golden_gdp.filter(pa.array([True, False, True, True]))
    null_b = pa.table({**golden_gdp.to_pydict(), "OBS_VALUE": [500.0, None, 3000.0, 2100.0]})
    for gdp in (without_b, null_b):
        found = rows(regional(golden, BLOC, gdp=gdp, indicators=["RTO", "PIT", "PIT_AN", "ITS"]))
        assert values(found, "INDICATOR") == {
            ("RTO",): None,
            ("PIT",): None,
            ("PIT_AN",): None,
            ("ITS",): 0.2,
        }
        assert {row["INDICATOR"]: row["COVERAGE"] for row in found} == {
            "RTO": 0.5,
            "PIT": 0.5,
            "PIT_AN": 0.5,
            "ITS": 1.0,
        }


def test_world_product_is_the_stated_one_if_there_is_one(golden, golden_gdp):
    world = gdp_table({"WLD": 12000.0})
    gdp = pa.concat_tables([golden_gdp, world])
    found = regional(golden, BLOC, gdp=gdp, indicators="RTO").to_arrow().to_pylist()
    assert found[0]["OBS_VALUE"] == float(Fraction(200, 900) / Fraction(1000, 12000))


def test_sources_and_products_are_kept_apart(golden):
    doubled = golden.set_column(3, "OBS_VALUE", pa.array([v * 7 for v in range(12)], pa.int64()))
    names = ["SOURCE", "PRODUCT"]
    labels = [("ONE", "01"), ("ONE", "02"), ("TWO", "01")]
    data = pa.concat_tables(
        part.append_column("SOURCE", pa.array([source] * 12)).append_column(
            "PRODUCT", pa.array([product] * 12)
        )
        for part, (source, product) in zip((golden, doubled, doubled), labels, strict=True)
    )
    found = regional(data, BLOC).to_arrow().to_pylist()
    by_group = values(found, *names, "INDICATOR")
    for part, label in zip((golden, doubled, doubled), labels, strict=True):
        alone = regional(part, BLOC).to_arrow().to_pylist()
        assert {key[2:]: v for key, v in by_group.items() if key[:2] == label} == values(
            alone, "INDICATOR"
        )


def test_exports_and_imports_are_each_sides_own(reports, rows):
    found = rows(regional(reports, BLOC, flow=("X", "M"), indicators="ITS", bounds=True))
    got = {row["TRADE_FLOW"]: row for row in found}
    assert got["X"]["OBS_VALUE"] == float(Fraction(150, 225))
    assert got["M"]["OBS_VALUE"] == float(Fraction(176, 209))
    # Inside 150 to 160; outside 0 to 75 for exports, 0 to 30 for imports.
    assert got["X"]["OBS_LOWER"] == pytest.approx(150 / 225, rel=0.01)
    assert got["X"]["OBS_UPPER"] == 1
    assert got["M"]["OBS_UPPER"] == 1


def test_bounds_where_one_end_is_undefined(rows):
    """A confirms nothing, so that at one end of the box ITI is 0/0 and at the other 1.5."""
    data = pa.table(
        {
            "REF_AREA": ["A", "C", "D"],
            "COUNTERPART_AREA": ["B", "D", "C"],
            "TRADE_FLOW": ["X", "X", "M"],
            "TIME_PERIOD": ["2020"] * 3,
            "OBS_VALUE": [100, 50, 53],
        }
    )
    (row,) = rows(regional(data, BLOC, indicators="ITI", bounds=True))
    assert (row["OBS_LOWER"], row["OBS_VALUE"], row["OBS_UPPER"]) == (1.5, 1.5, None)


@pytest.mark.parametrize("unit", [1, 1000])
def test_areas_may_be_numbers_and_values_may_have_decimals(golden, unit):
    numbers = {"A": 32, "B": 76, "C": 156, "D": 840}
    data = golden.to_pydict()
    coded = pa.table(
        {
            "t": [2020] * 12,
            "i": [numbers[area] for area in data["EXPORTER"]],
            "j": [numbers[area] for area in data["IMPORTER"]],
            "v": [value * unit + 0.25 for value in data["OBS_VALUE"]],
        }
    )
    columns = {"TIME_PERIOD": "t", "EXPORTER": "i", "IMPORTER": "j", "OBS_VALUE": "v"}
    found = regional(coded, {"R": [32, 76]}, columns=columns).to_arrow().to_pylist()
    plain = regional(golden, {"R": BLOC}).to_arrow().to_pylist()
    assert values(found, "REF_AREA", "INDICATOR") == values(plain, "REF_AREA", "INDICATOR")


# Identities.

AREAS = "ABCDE"
PAIRS = [(one, other) for one in AREAS for other in AREAS if one != other]
VALUE = st.one_of(st.integers(0, 9), st.integers(0, 10**13))
SOME_FLOWS = st.dictionaries(st.sampled_from(PAIRS), VALUE, min_size=1, max_size=20)
SOME_GDP = st.fixed_dictionaries({area: st.integers(1, 10**14).map(float) for area in AREAS})


def run(data, **options):
    return regional(data, {"R": BLOC}, **options).to_arrow().to_pylist()


@QUICK
@given(SOME_FLOWS, SOME_GDP)
def test_any_flows_as_defined(flows, gdp):
    got = values(run(table(flows), flow=FLOWS, gdp=gdp_table(gdp)), "TRADE_FLOW", "INDICATOR")
    for kind in FLOWS:
        for name, exact in defined(flows, kind, gdp).items():
            expected = None if exact is None else pytest.approx(float(exact), rel=1e-14, abs=1e-15)
            assert got[kind, name] == expected, (kind, name)
        hi, he, sti = (got[kind, name] for name in ("HI", "HE", "STI"))
        if hi is not None and he is not None and hi + he > 0:
            assert (hi - he) / (hi + he) == pytest.approx(sti, abs=1e-14)


@QUICK
@given(SOME_FLOWS)
def test_trade_with_oneself_excluded_expects_less(flows):
    plain = values(run(table(flows), flow=FLOWS, indicators="ITI"), "TRADE_FLOW")
    own = run(table(flows), flow=FLOWS, indicators="ITI", baseline="own_excluded")
    for key, value in values(own, "TRADE_FLOW").items():
        exact = defined(flows, *key, baseline="own_excluded")["ITI"]
        assert value == (None if exact is None else pytest.approx(float(exact), rel=1e-14))
        # (m_R − m_i)/(W − m_i) is never above m_R/W, so ITI is never below the standard one.
        if value is not None:
            assert value >= plain[key] * (1 - 1e-14)


@QUICK
@given(SOME_FLOWS, SOME_GDP)
def test_scale_and_direction(flows, gdp):
    turned = {(importer, exporter): value for (exporter, importer), value in flows.items()}
    # A power of two scales floats without rounding.
    scaled = {pair: 1024 * value for pair, value in flows.items()}
    data = pa.concat_tables(
        table(part, PRODUCT=name)
        for name, part in {"plain": flows, "scaled": scaled, "turned": turned}.items()
    )
    got = values(run(data, flow=FLOWS, gdp=gdp_table(gdp)), "PRODUCT", "TRADE_FLOW", "INDICATOR")
    for name in INDICATORS:
        for kind in FLOWS:
            value = got["scaled", kind, name]
            if name == "PIT_AN" and value is not None:
                value /= 1024
            assert value == got["plain", kind, name]
        assert got["turned", "M", name] == got["plain", "X", name]
        assert got["turned", "X", name] == got["plain", "M", name]
        assert got["turned", "XM", name] == got["plain", "XM", name]


def test_the_order_of_rows_does_not_change_a_digit():
    """Floats added in another order give another last digit; figures must not."""
    random = Random(2020)  # noqa: S311 - figures, not secrets
    areas = [f"A{number}" for number in range(40)]
    pairs = [(one, other) for one in areas for other in areas if one != other]
    flows = {pair: random.randrange(10**12) for pair in pairs}
    gdp = {area: random.random() * 1e13 for area in areas}
    asked = {"flow": FLOWS, "baseline": "own_excluded"}
    found = []
    for _ in range(4):
        random.shuffle(pairs)
        random.shuffle(areas)
        data = table({pair: flows[pair] for pair in pairs})
        product = gdp_table({area: gdp[area] for area in areas})
        bloc = {"R": [area for area in areas if area < "A3"]}
        found.append(regional(data, bloc, gdp=product, **asked).to_arrow().to_pylist())
    assert all(rows == found[0] for rows in found)


REPORT = st.tuples(st.none() | VALUE, st.none() | VALUE).filter(lambda pair: pair != (None, None))
SOME_REPORTS = st.dictionaries(st.sampled_from(PAIRS), REPORT, min_size=3, max_size=20)


@QUICK
@given(SOME_REPORTS, SOME_GDP, st.randoms(use_true_random=False))
def test_bounds_enclose_any_settlement(two_reports, gdp, random):
    sides = [
        (own, partner, flow, value)
        for (one, other), (export, imported) in two_reports.items()
        for own, partner, flow, value in ((one, other, "X", export), (other, one, "M", imported))
        if value is not None
    ]
    data = pa.table(
        dict(
            zip(
                ("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "OBS_VALUE"),
                zip(*sides, strict=True),
                strict=True,
            )
        )
    ).append_column("TIME_PERIOD", pa.array(["2020"] * len(sides)))
    found = run(data, flow=FLOWS, gdp=gdp_table(gdp), bounds=True)
    bounds = {(row["TRADE_FLOW"], row["INDICATOR"]): row for row in found}
    boxes = reconcile(data).to_arrow().to_pylist()
    for _ in range(20):
        settled = {
            (box["EXPORTER"], box["IMPORTER"]): random.choice(
                [box["LOWER"], box["UPPER"], random.randint(box["LOWER"], box["UPPER"])]
            )
            for box in boxes
        }
        for kind in FLOWS:
            for name, exact in defined(settled, kind, gdp).items():
                row = bounds[kind, name]
                low, high = row["OBS_LOWER"], row["OBS_UPPER"]
                slack = 1e-12 * max(1, abs(exact or 0))
                if exact is not None:
                    assert low is None or low <= exact + slack, (kind, name, settled)
                    assert high is None or exact <= high + slack, (kind, name, settled)
                if name == "PIT_AN":
                    assert low is None
                    assert high is None


# What is wrong is said.


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ({"bloc": ["A"]}, 2, "at least two members; A has 1"),
        ({"bloc": []}, 2, "at least two members"),
        ({"bloc": {}}, 2, "No bloc is given"),
        ({"bloc": {"R": ["A", "A"]}}, 2, "at least two members; R has 1"),
        ({"bloc": {"R": "AB"}}, 2, "a text, 'AB'"),
        ({"bloc": {"A": ["A", "B"]}}, 2, "name of one of its members"),
        ({"indicators": ["ITZ"]}, 2, "indicator called 'ITZ'"),
        ({"indicators": "ITZ"}, 2, "did you mean PIT or ITS or ITI"),
        ({"indicators": []}, 2, "No indicator"),
        ({"indicators": ["ITS", "RTO"]}, 2, "RTO needs the gross domestic product"),
        ({"flow": "Z"}, 2, "it can be one of M, X, XM"),
        ({"flow": ()}, 2, "No trade flow"),
        ({"baseline": "none"}, 2, "use standard or own_excluded"),
        ({"flow": "XM", "prefer": "both"}, 2, "use exporter, importer or mean"),
        ({"cif_fob": 0.9}, 2, "cif_fob is 0.9"),
        ({"cif_fob": float("nan")}, 2, "cif_fob is nan"),
        ({"columns": {"OBS_VALUE": "OBS_VALU"}}, 2, "did you mean OBS_VALUE"),
        ({"flows": 7}, 3, "not int"),
        ({"gdp": 7}, 3, "not int"),
    ],
)
def test_bad_request(golden, options, code, says):
    from cedic.errors import CedicError

    asked = {"flows": golden, "bloc": BLOC} | options
    with pytest.raises(CedicError) as caught:
        regional(asked.pop("flows"), asked.pop("bloc"), **asked)
    assert caught.value.exit_code == code
    assert says in str(caught.value)


def test_bad_tables(golden, golden_gdp):
    from cedic.errors import DataError

    with pytest.raises(DataError, match=r"no column IMPORTER.*it has TIME_PERIOD, EXPORTER"):
        regional(golden.drop_columns(["IMPORTER"]), BLOC)
    with pytest.raises(DataError, match="OBS_VALUE of the table of flows holds string"):
        regional(golden.set_column(3, "OBS_VALUE", pa.array(["1"] * 12)), BLOC)
    with pytest.raises(DataError, match="gross domestic product has no column OBS_VALUE"):
        regional(golden, BLOC, gdp=golden_gdp.drop_columns(["OBS_VALUE"]))
    with pytest.raises(DataError, match="has 2 rows for A, 2020"):
        regional(golden, BLOC, gdp=pa.concat_tables([golden_gdp, golden_gdp]))
