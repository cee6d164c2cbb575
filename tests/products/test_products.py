"""Classifications, concordances and groups of products."""

from __future__ import annotations

from collections import defaultdict
from math import isclose

import pyarrow as pa
import pytest

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.products import (
    CL_PRODUCT,
    SCHEMES,
    classification,
    classifications,
    concordance,
    groups,
)
from cedic.products.concordance import CHAIN, codes

EDITIONS = [id for id in CHAIN if id.startswith("HS")]


def shares(table: pa.Table, code: str) -> dict[str | None, float]:
    rows = table.to_pylist()
    return {row["CODE_TO"]: row["WEIGHT"] for row in rows if row["CODE_FROM"] == code}


def place(edition: str, scheme: str) -> dict[str, str]:
    rows = groups(edition).to_pylist()
    return {row["CODE"]: row["PRODUCT"] for row in rows if row["SCHEME"] == scheme}


# Classifications


@pytest.mark.parametrize(
    ("name", "id"),
    [
        *(("H0", "HS92"), ("HS88", "HS92"), ("hs1992", "HS92"), ("HS 1988/92", "HS92")),
        *(("H4", "HS12"), ("HS 2012", "HS12"), (" HS12 ", "HS12"), ("H6", "HS22")),
        *(("S2", "SITC2"), ("SITC Rev. 3", "SITC3"), ("ICIO", "ICIO")),
    ],
)
def test_a_classification_has_many_names(name: str, id: str) -> None:
    assert classification(name).id == id


def test_no_name_stands_for_two() -> None:
    names = [name for one in classifications().values() for name in (one.id, *one.aliases)]
    assert len(set(names)) == len(names)


def test_an_unknown_classification_is_told_with_near_names() -> None:
    with pytest.raises(UnknownCodeError, match="HS1") as raised:
        classification("HS13")
    assert "HS12" in str(raised.value)


# Concordances


@pytest.mark.parametrize(
    ("id", "number"),
    # As the UN Statistics Division and the WCO count them.
    [("HS12", 5205), ("SITC1", 1312), ("SITC2", 1832), ("SITC3", 3121)],
)
def test_about_all_codes_are_there(id: str, number: int) -> None:
    assert abs(len(codes(id)) - number) <= 0.03 * number


@pytest.mark.parametrize("source", CHAIN)
@pytest.mark.parametrize("target", ["HS22", "HS07", "HS92", "SITC3", "SITC1"])
def test_weights_sum_to_one(source: str, target: str) -> None:
    sums: dict[str, float] = defaultdict(float)
    for row in concordance(source, target).to_pylist():
        assert 0 < row["WEIGHT"] <= 1 + 1e-12
        sums[row["CODE_FROM"]] += row["WEIGHT"]
    assert sorted(sums) == codes(source).to_pylist()
    assert all(isclose(total, 1, abs_tol=1e-12) for total in sums.values())
    assert set(concordance(source, target)["CODE_TO"].to_pylist()) <= {
        *codes(target).to_pylist(),
        None,
    }


def test_a_classification_is_itself() -> None:
    same = concordance("HS17", "HS17")
    assert same["CODE_FROM"].equals(same["CODE_TO"])
    assert set(same["WEIGHT"].to_pylist()) == {1.0}


@pytest.mark.parametrize(
    ("source", "target", "code", "expected"),
    [
        # From the tables of the WCO and the UN.
        ("HS07", "HS12", "010110", {"010121": 1 / 2, "010130": 1 / 2}),
        ("HS17", "HS22", "010121", {"010121": 1}),
        ("HS92", "SITC3", "220300", {"1123": 1}),
        ("HS92", "SITC3", "010600", {"0019": 1}),
        ("HS92", "SITC3", "020500", {"0124": 1}),
        ("HS92", "SITC3", "010410", {"00121": 1}),
        ("HS92", "SITC3", "710812", {"97101": 1}),
        ("SITC2", "SITC1", "4241", {"4221": 1}),
        # Waste of electrical goods takes nothing from laptops.
        ("HS17", "HS22", "847130", {"847130": 1}),
        ("HS22", "HS17", "911490", {"911410": 1 / 2, "911490": 1 / 2}),
    ],
)
def test_known_correspondences(
    source: str, target: str, code: str, expected: dict[str | None, float]
) -> None:
    assert shares(concordance(source, target), code) == pytest.approx(expected)


def test_shares_of_steps_are_multiplied() -> None:
    first, second = concordance("HS22", "HS17"), concordance("HS17", "HS12")
    by_code: dict[str, dict[str | None, float]] = defaultdict(dict)
    for row in second.to_pylist():
        by_code[row["CODE_FROM"]][row["CODE_TO"]] = row["WEIGHT"]
    composed: dict[tuple[str, str | None], float] = defaultdict(float)
    for row in first.to_pylist():
        for code, weight in by_code[row["CODE_TO"]].items():
            composed[row["CODE_FROM"], code] += row["WEIGHT"] * weight
    table = concordance("HS22", "HS12").to_pylist()
    assert {(row["CODE_FROM"], row["CODE_TO"]): row["WEIGHT"] for row in table} == pytest.approx(
        composed
    )


def test_headings_have_the_mean_of_their_subheadings() -> None:
    table = concordance("HS92", "HS22", digits=4)
    subheadings = concordance("HS92", "HS22").to_pylist()
    of_8471 = [row for row in subheadings if row["CODE_FROM"].startswith("8471")]
    number = len({row["CODE_FROM"] for row in of_8471})
    expected: dict[str, float] = defaultdict(float)
    for row in of_8471:
        expected[row["CODE_TO"][:4]] += row["WEIGHT"] / number
    assert shares(table, "8471") == pytest.approx(expected)


def test_weights_of_trade_share_out_in_proportion_and_else_equally() -> None:
    weights = pa.table({"CODE": ["847130", "847141", "999999"], "WEIGHT": [3, 1, 9]})
    table = concordance("HS92", "HS22", weights=weights)
    assert shares(table, "847120") == {"847130": 0.75, "847141": 0.25}
    assert shares(table, "010210") == pytest.approx(
        dict.fromkeys(("010221", "010231", "010290"), 1 / 3)
    )
    sums: dict[str, float] = defaultdict(float)
    for row in table.to_pylist():
        sums[row["CODE_FROM"]] += row["WEIGHT"]
    assert all(isclose(total, 1, abs_tol=1e-12) for total in sums.values())


def test_what_cannot_be_a_concordance_is_told() -> None:
    with pytest.raises(UsageError, match="no concordance of ICIO with HS92"):
        concordance("ICIO", "HS92")
    with pytest.raises(UsageError, match="do not have 5 digits"):
        concordance("HS92", "HS96", digits=5)
    with pytest.raises(DataError, match="no column CODE"):
        concordance("HS92", "HS96", weights=pa.table({"WEIGHT": [1]}))
    with pytest.raises(DataError, match="negative"):
        concordance("HS92", "HS96", weights=pa.table({"CODE": ["010111"], "WEIGHT": [-1]}))


# Groups


@pytest.mark.parametrize("edition", EDITIONS)
def test_groups_partition_all_codes(edition: str) -> None:
    basic = set(codes(edition).to_pylist())
    every = basic | {code[:4] for code in basic} | {code[:2] for code in basic}
    rows = groups(edition).to_pylist()
    assert len(rows) == len(SCHEMES) * len(every)
    for scheme in SCHEMES:
        assert set(place(edition, scheme)) == every
    assert {row["PRODUCT"] for row in rows} <= set(CL_PRODUCT.codes)


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("HS", {"010121": "HS_I", "150710": "HS_III", "870323": "HS_XVII", "97": "HS_XXI"}),
        ("SITC", {"220300": "SITC1", "270900": "SITC3", "710812": "SITC9", "61": "SITC8"}),
        (
            "LALL",
            {
                "090111": "LALL_PP",
                "220421": "LALL_RB1",
                "271019": "LALL_RB2",
                "610910": "LALL_LT1",
                "940360": "LALL_LT2",
                "870323": "LALL_MT1",
                "390110": "LALL_MT2",
                "841810": "LALL_MT3",
                "854231": "LALL_HT1",
                "300490": "LALL_HT2",
                "710812": "LALL_OTHER",
                "271600": "LALL_OTHER",
            },
        ),
        (
            "BEC",
            {
                "847130": "BEC_CAPITAL",
                "870120": "BEC_CAPITAL",
                "090111": "BEC_INTERMEDIATE",
                "870829": "BEC_INTERMEDIATE",
                "300490": "BEC_CONSUMPTION",
                "61": "BEC_CONSUMPTION",
                "870323": "BEC_OTHER",
                "271012": "BEC_OTHER",
                "930110": "BEC_OTHER",
            },
        ),
        (
            "WTO",
            {
                "090111": "WTO_AGR",
                "520100": "WTO_AGR",
                "290543": "WTO_AGR",
                "350510": "WTO_AGR",
                "030211": "WTO_OTHER",
                "160414": "WTO_OTHER",
                "2709": "WTO_FUEL",
                "520300": "WTO_AGR",
                "520411": "WTO_OTHER",
                "03": "WTO_OTHER",
            },
        ),
    ],
)
def test_known_groups(scheme: str, expected: dict[str, str | None]) -> None:
    found = place("HS12", scheme)
    assert {code: found.get(code) for code in expected} == expected


@pytest.mark.parametrize("edition", EDITIONS)
def test_codes_that_all_editions_have_are_in_one_group(edition: str) -> None:
    for scheme in SCHEMES:
        now, then = place(edition, scheme), place("HS12", scheme)
        for code in ("090111", "270900", "870323", "610910", "100630"):
            assert now[code] == then[code], (scheme, code)


def test_an_unknown_code_is_in_the_group_for_the_rest() -> None:
    assert {scheme: place("HS22", scheme)["999999"] for scheme in SCHEMES} == SCHEMES


def test_only_the_harmonized_system_has_groups() -> None:
    with pytest.raises(UsageError, match="SITC3 are not put into groups"):
        groups("SITC3")
