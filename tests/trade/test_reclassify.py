"""Trade in the codes of another classification."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import DataError, UsageError
from cedic.products.concordance import codes
from cedic.trade import reclassify

HS92 = codes("HS92").to_pylist()


def table(**columns: list[Any]) -> pa.Table:
    return pa.table(columns)


def converted(flows: pa.Table, source: str, target: str, **options: Any) -> list[dict[str, Any]]:
    return reclassify(flows, source, target, **options).to_arrow().to_pylist()


def test_dollars_are_shared_and_none_is_lost() -> None:
    # 0102.10 became 0102.21, 0102.31 and 0102.90; 0901.11 stayed what it was.
    flows = table(
        REF_AREA=["ARG", "ARG"],
        PRODUCT=["010210", "090111"],
        OBS_VALUE=[100, 7],
        QUANTITY=[3.0, None],
    )
    rows = converted(flows, "HS92", "HS22")
    assert [(row["PRODUCT"], row["OBS_VALUE"]) for row in rows] == [
        ("010221", 33),
        ("010231", 34),
        ("010290", 33),
        ("090111", 7),
    ]
    assert [row["QUANTITY"] for row in rows] == [1.0, 1.0, 1.0, None]
    assert all(row["CONVERTED"] for row in rows)


def test_several_codes_become_one() -> None:
    flows = table(PRODUCT=["010221", "010231", "010239"], OBS_VALUE=[1, 2, None])
    rows = converted(flows, "H6", "H0")
    assert sum(row["OBS_VALUE"] or 0 for row in rows) == 3
    assert next(row for row in rows if row["PRODUCT"] == "010210")["OBS_VALUE"] == 3


def test_a_null_stays_unknown() -> None:
    rows = converted(table(PRODUCT=["010210"], OBS_VALUE=pa.array([None], pa.int64())), "H0", "H6")
    assert [row["OBS_VALUE"] for row in rows] == [None, None, None]


def test_what_does_not_map_is_carried() -> None:
    flows = table(PRODUCT=["990000", "_T"], OBS_VALUE=[5, 12], CLASSIFICATION=["HS92", "HS92"])
    assert converted(flows, "HS92", "HS22") == [
        {"PRODUCT": "990000", "CONVERTED": False, "OBS_VALUE": 5, "CLASSIFICATION": "HS22"},
        {"PRODUCT": "_T", "CONVERTED": True, "OBS_VALUE": 12, "CLASSIFICATION": "HS22"},
    ]


def test_headings_and_fewer_digits() -> None:
    flows = table(PRODUCT=["8471", "9999"], OBS_VALUE=[100, 1])
    rows = converted(flows, "HS92", "HS22")
    assert {len(row["PRODUCT"]) for row in rows} == {4}
    assert sum(row["OBS_VALUE"] for row in rows) == 101
    rows = converted(table(PRODUCT=["0901", "9999"], OBS_VALUE=[100, 1]), "H0", "H6", digits=2)
    assert {row["PRODUCT"]: row["OBS_VALUE"] for row in rows} == {"09": 100, "9999": 1}
    with pytest.raises(UsageError, match="6 digits"):
        converted(flows, "HS92", "HS22", digits=6)
    with pytest.raises(UsageError, match="3 digits"):
        converted(flows, "HS92", "HS22", digits=3)


def test_trade_values_as_weights() -> None:
    weights = table(CODE=["847130", "847141"], WEIGHT=[3, 1])
    rows = converted(table(PRODUCT=["847120"], OBS_VALUE=[8]), "HS92", "HS22", weights=weights)
    assert [(row["PRODUCT"], row["OBS_VALUE"]) for row in rows] == [("847130", 6), ("847141", 2)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(HS92), st.sampled_from("AB"), st.integers(0, 10**13)),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from(["HS22", "HS96", "SITC3", "SITC1"]),
)
def test_totals_of_each_area_are_preserved(rows: list[tuple[str, str, int]], target: str) -> None:
    product, area, value = (list(column) for column in zip(*rows, strict=True))
    found = converted(table(PRODUCT=product, REF_AREA=area, OBS_VALUE=value), "HS92", target)
    assert all(row["OBS_VALUE"] >= 0 for row in found)
    for one in set(area):
        before = sum(v for a, v in zip(area, value, strict=True) if a == one)
        assert sum(row["OBS_VALUE"] for row in found if row["REF_AREA"] == one) == before


def test_the_way_there_and_back_keeps_the_total() -> None:
    values = [(at * 7919) % 100_003 for at in range(len(HS92))]
    there = reclassify(table(PRODUCT=HS92, OBS_VALUE=values), "HS92", "HS22").to_arrow()
    assert sum(there["OBS_VALUE"].to_pylist()) == sum(values)
    mapped = there.filter(there["CONVERTED"]).drop_columns(["CONVERTED"])
    back = converted(mapped, "HS22", "HS92")
    assert sum(row["OBS_VALUE"] for row in back) == sum(mapped["OBS_VALUE"].to_pylist())


@pytest.mark.parametrize(
    ("products", "told"),
    [
        (["10210", "090111"], "odd number of digits: 10210"),
        (["0102", "090111"], "4 and 6 digits"),
        (["010221", "770000", "090111"], "2 codes are not in HS92: 010221, 770000"),
        ([None, "090111"], "has no product"),
    ],
)
def test_bad_codes_are_told(products: list[str | None], told: str) -> None:
    with pytest.raises(DataError, match=told):
        converted(table(PRODUCT=products, OBS_VALUE=[1] * len(products)), "HS92", "HS22")


def test_other_editions_are_refused() -> None:
    flows = table(PRODUCT=["090111"] * 2, OBS_VALUE=[1, 1], CLASSIFICATION=["H0", "H5"])
    with pytest.raises(DataError, match="HS17 and HS92, not in HS92"):
        converted(flows, "HS92", "HS22")


@pytest.mark.shared
def test_headings_of_1989_keep_their_total(shared: Any) -> None:
    import pyarrow.parquet as pq

    flows = pq.read_table(shared / "trade_hs4_1989_1990.parquet")
    names = {"PRODUCT": "hs4", "OBS_VALUE": "value_usd"}
    done = reclassify(flows, "HS92", "HS17", columns=names).to_arrow()
    assert sum(done["OBS_VALUE"].to_pylist()) == sum(flows["value_usd"].to_pylist())
