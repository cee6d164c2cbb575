"""Linkages against figures worked out by hand, and what must hold of any trade."""

from fractions import Fraction

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.trade import linkages
from cedic.trade.linkages import COMPONENTS, REASONS

QUICK = settings(max_examples=8, derandomize=True, deadline=None, database=None)

# A and B are the group, C and D the rest of the world.
FLOWS = {
    ("A", "B", "P1"): 10,
    ("A", "C", "P1"): 60,
    ("A", "D", "P1"): 30,
    ("C", "B", "P1"): 40,
    ("C", "D", "P1"): 60,
    ("A", "C", "P2"): 20,
    ("D", "B", "P2"): 80,
    ("C", "D", "P2"): 100,
    ("B", "A", "P3"): 50,
    ("B", "C", "P3"): 50,
}


def table(flows, **more):
    rows = {
        "TIME_PERIOD": pa.array(["2020"] * len(flows), pa.string()),
        "EXPORTER": pa.array([one for one, _, _ in flows], pa.string()),
        "IMPORTER": pa.array([other for _, other, _ in flows], pa.string()),
        "PRODUCT": pa.array([product for *_, product in flows], pa.string()),
        "OBS_VALUE": pa.array(flows.values(), pa.int64()),
    }
    return pa.table(rows | {name: pa.array([v] * len(flows)) for name, v in more.items()})


def found(flows=FLOWS, group=("A", "B"), **options):
    return linkages(table(flows), group, **options).to_arrow().to_pylist()


def test_every_figure_of_the_fixture():
    """A sells 90 of P1 and 20 of P2 outside, of which B buys 40 and 80 from outside.

    Outside, A's average product is 55 and B's 60. A sells 120, of the world's 500; 200 of P1 are
    traded and 200 of P2, so that its advantage is (100/120)/(200/500) and (20/120)/(200/500). B
    buys 50 of P1 and 80 of P2: expected are 100 · 50/200 and 20 · 80/200, 33 in all, and 10 are
    traded. B sells P3 outside, but A does not buy it there.
    """
    first, second = found()
    assert first == {
        "BLOC": "A+B",
        "REF_AREA": "A",
        "COUNTERPART_AREA": "B",
        "PRODUCT": "P1",
        "TIME_PERIOD": "2020",
        "RANK": 1,
        "SCORE": pytest.approx(
            (Fraction(90, 145) * Fraction(40, 100) * Fraction(10, 43) * Fraction(25, 37)) ** 0.25
        ),
        "SUPPLY": pytest.approx(90 / (90 + 55)),
        "DEMAND": pytest.approx(40 / (40 + 60)),
        "EASE": pytest.approx(10 / (10 + 33)),
        "ADVANTAGE": pytest.approx(25 / 37),
        "POTENTIAL": 40,
        "SUPPLY_OUTSIDE": 90,
        "DEMAND_OUTSIDE": 40,
        "BILATERAL": 10,
        "EXPECTED": pytest.approx(25),
        "RCA": pytest.approx(25 / 12),
        "REASONS": "SELLS_OUTSIDE BUYS_OUTSIDE ADVANTAGE COVERS_DEMAND BELOW_EXPECTED",
    }
    assert second["PRODUCT"] == "P2"
    assert second["RANK"] == 2
    assert second["SUPPLY"] == pytest.approx(20 / 75)
    assert second["DEMAND"] == pytest.approx(80 / 140)
    assert second["EASE"] == first["EASE"]
    assert second["RCA"] == pytest.approx(5 / 12)
    assert second["ADVANTAGE"] == pytest.approx(5 / 17)
    assert second["EXPECTED"] == pytest.approx(8)
    assert second["POTENTIAL"] == 20
    assert second["BILATERAL"] is None
    assert second["REASONS"] == "SELLS_OUTSIDE BUYS_OUTSIDE NO_TRADE_YET"


def test_what_an_exporter_buys_itself_is_not_there_for_it_to_sell():
    """A buys 100 of P1 too, from C: its own sales go to the 200 that the others buy."""
    rows = found(FLOWS | {("C", "A", "P1"): 100})
    (row,) = (row for row in rows if row["REF_AREA"] == "A" and row["PRODUCT"] == "P1")
    # S = 100, D of B = 50, W = 300, D of A = 100.
    assert row["EXPECTED"] == pytest.approx(100 * 50 / (300 - 100))


def test_a_pair_that_is_not_seen_to_trade_has_a_potential_and_no_score():
    rows = found({key: value for key, value in FLOWS.items() if key != ("A", "B", "P1")})
    assert [(row["PRODUCT"], row["POTENTIAL"]) for row in rows] == [("P1", 40), ("P2", 20)]
    assert {row["EASE"] for row in rows} == {row["SCORE"] for row in rows} == {None}
    assert all("NO_TRADE_YET" in row["REASONS"] for row in rows)


def test_each_bloc_has_an_outside_of_its_own():
    rows = linkages(table(FLOWS), {"TWO": ["A", "B"], "THREE": ["A", "B", "C"]}).to_arrow()
    outside = {
        (row["BLOC"], row["REF_AREA"], row["COUNTERPART_AREA"], row["PRODUCT"]): row["POTENTIAL"]
        for row in rows.to_pylist()
    }
    assert outside == {("TWO", "A", "B", "P1"): 40, ("TWO", "A", "B", "P2"): 20} | {
        # Of the three only B buys from outside, from D, and P2 alone; C sells D 100 of it.
        ("THREE", "C", "B", "P2"): 80,
    }


def test_the_best_of_each_pair():
    assert [row["PRODUCT"] for row in found(top=1)] == ["P1"]
    assert [row["PRODUCT"] for row in found(without=["P1"])] == ["P2"]


def test_intermediate_goods_first():
    rows = found(intermediate=["P2"])
    assert [(row["PRODUCT"], row["RANK"], row["INTERMEDIATE"]) for row in rows] == [
        ("P2", 1, True),
        ("P1", 2, False),
    ]


def test_the_tariff_where_it_is_known():
    known = pa.table({"REF_AREA": ["B", "C"], "PRODUCT": ["P1", "P2"], "OBS_VALUE": [0.0, 5.0]})
    first, second = found(tariffs=known)
    assert first["TARIFF"] == 0
    assert first["REASONS"].endswith("DUTY_FREE")
    assert second["TARIFF"] is None
    assert "DUTY_FREE" not in second["REASONS"]


def test_the_tariff_of_the_pair_and_the_year():
    known = pa.table(
        {
            "REF_AREA": ["B", "B", "B"],
            "COUNTERPART_AREA": ["A", "C", "A"],
            "PRODUCT": ["P1", "P1", "P2"],
            "TIME_PERIOD": [2020, 2020, 2019],
            "OBS_VALUE": [2.5, 14.0, 7.0],
        }
    )
    assert [row["TARIFF"] for row in found(tariffs=known)] == [2.5, None]


def test_reports_of_both_sides_are_made_one():
    """What only the importer reports is taken from there, less freight."""
    rows = pa.table(
        {
            "TIME_PERIOD": ["2020"] * 4,
            "REF_AREA": ["A", "B", "B", "B"],
            "COUNTERPART_AREA": ["C", "C", "A", "D"],
            "TRADE_FLOW": ["X", "M", "M", "X"],
            "PRODUCT": ["P1", "P1", "P1", "P2"],
            "OBS_VALUE": [100, 106, 53, 7],
        }
    )
    (row,) = linkages(rows, ["A", "B"]).to_arrow().to_pylist()
    assert (row["SUPPLY_OUTSIDE"], row["DEMAND_OUTSIDE"], row["BILATERAL"]) == (100, 100, 50)


def test_every_reason_speaks_four_languages_and_is_one_of_those_given():
    given = {code for row in found() for code in row["REASONS"].split()}
    assert given <= set(REASONS)


products = st.sampled_from(["P1", "P2", "P3"])
traders = st.sampled_from(["A", "B", "C", "D", "E"])
trades = st.dictionaries(
    st.tuples(traders, traders, products), st.integers(0, 10**9), min_size=4, max_size=40
)


@QUICK
@given(trades, st.integers(2, 1000))
def test_what_holds_of_any_trade(flows, scale):
    rows = found(flows, check=False)
    more = found({key: value * scale for key, value in flows.items()}, check=False)
    real = {key: value for key, value in flows.items() if key[0] != key[1]}
    for row, scaled in zip(rows, more, strict=True):
        one, other, product = row["REF_AREA"], row["COUNTERPART_AREA"], row["PRODUCT"]
        sold = sum(v for (i, j, k), v in real.items() if (i, k) == (one, product) and j in "CDE")
        bought = sum(
            v for (i, j, k), v in real.items() if (j, k) == (other, product) and i in "CDE"
        )
        assert (row["SUPPLY_OUTSIDE"], row["DEMAND_OUTSIDE"]) == (sold, bought)
        assert row["POTENTIAL"] == min(sold, bought)
        assert row["BILATERAL"] == real.get((one, other, product))
        assert row["EXPECTED"] <= sum(
            v for (i, _, k), v in real.items() if (i, k) == (one, product)
        ) * (1 + 1e-12)
        for name in (*COMPONENTS, "SCORE"):
            assert row[name] is None or 0 <= row[name] <= 1
            assert scaled[name] == (None if row[name] is None else pytest.approx(row[name]))
        assert scaled["POTENTIAL"] == scale * row["POTENTIAL"]
    pairs = {(row["REF_AREA"], row["COUNTERPART_AREA"]) for row in rows}
    for pair in pairs:
        ranked = [r for r in rows if (r["REF_AREA"], r["COUNTERPART_AREA"]) == pair]
        assert [row["RANK"] for row in ranked] == list(range(1, len(ranked) + 1))
        scores = [row["SCORE"] for row in ranked]
        assert scores == sorted(scores, key=lambda score: -(score or 0))


# Bad input


def test_a_group_of_one_has_nobody_to_chain_with():
    with pytest.raises(UsageError, match="at least two members; A has 1"):
        found(group=["A"])


def test_an_unknown_bloc():
    with pytest.raises(UnknownCodeError, match="MERCOSR") as caught:
        found(group="MERCOSR")
    assert "MERCOSUR" in str(caught.value)


def test_no_products():
    flows = table(FLOWS)
    with pytest.raises(DataError, match="no column PRODUCT"):
        linkages(flows.drop_columns("PRODUCT"), ["A", "B"])
    total = pa.array(["_T"])
    only = flows.slice(0, 1).set_column(3, "PRODUCT", total)
    with pytest.raises(DataError, match="no flow of a product"):
        linkages(only, ["A", "B"])


def test_no_partners():
    flows = pa.table(
        {"REF_AREA": ["A"], "PRODUCT": ["P1"], "TIME_PERIOD": ["2020"], "OBS_VALUE": [1]}
    )
    with pytest.raises(DataError, match="who trades with whom"):
        linkages(flows, ["A", "B"])


def test_negative_and_repeated_flows():
    with pytest.raises(DataError, match="negative"):
        found(FLOWS | {("D", "A", "P1"): -1})
    twice = table(FLOWS)
    with pytest.raises(DataError, match="stands 2 times"):
        linkages(pa.concat_tables([twice, twice.slice(0, 1)]), ["A", "B"])


def test_a_top_of_none():
    with pytest.raises(UsageError, match="top is 0"):
        found(top=0)


@pytest.mark.parametrize(
    ("areas", "rates", "told"),
    [
        (["B", "B"], [1.0, 2.0], "2 rows for B, P1"),
        (["B", "C"], [-1.0, 2.0], "tariff of B, P1 is negative"),
    ],
)
def test_bad_tariffs(areas, rates, told):
    known = pa.table({"REF_AREA": areas, "PRODUCT": ["P1", "P1"], "OBS_VALUE": rates})
    with pytest.raises(DataError, match=told):
        found(tariffs=known)


def test_a_table_of_tariffs_without_products():
    known = pa.table({"REF_AREA": ["B"], "OBS_VALUE": [1.0]})
    with pytest.raises(DataError, match="no column PRODUCT"):
        found(tariffs=known)


# Real data


@pytest.mark.shared
def test_argentina_and_brazil_in_1990(shared):
    """Beef and hides one way, coffee and soya the other, each with what the file itself says."""
    from cedic.trade.tables import as_table

    engine = ibis.duckdb.connect()
    file = engine.read_parquet(shared / "trade_hs4_1989_1990.parquet")
    file = file.filter(file.year == 1990)
    flows = file.select(
        TIME_PERIOD=file.year.cast("string"),
        EXPORTER=file.exporter,
        IMPORTER=file.importer,
        PRODUCT=file.hs4,
        OBS_VALUE=file.value_usd,
    )
    best = as_table(linkages(flows, ["ARG", "BRA"], top=3)).to_pyarrow().to_pylist()
    top = {row["REF_AREA"]: row for row in best if row["RANK"] == 1}
    assert top["ARG"]["PRODUCT"] == "0201"
    assert top["BRA"]["PRODUCT"] == "0901"
    listed = [row["PRODUCT"] for row in best]
    assert "4104" in listed
    assert "1201" in listed
    beef = flows.filter(flows.PRODUCT == "0201")
    sold = beef.filter(beef.EXPORTER == "ARG", beef.IMPORTER != "BRA").OBS_VALUE.sum()
    bought = beef.filter(beef.IMPORTER == "BRA", beef.EXPORTER != "ARG").OBS_VALUE.sum()
    assert top["ARG"]["SUPPLY_OUTSIDE"] == sold.to_pyarrow().as_py()
    assert top["ARG"]["DEMAND_OUTSIDE"] == bought.to_pyarrow().as_py()
