"""Blocs as tables: registered ones with dated membership, and the caller's own."""

import pyarrow as pa
import pytest

from cedic.errors import UnknownCodeError, UsageError
from cedic.regions import bloc
from cedic.trade import matrix, regional
from cedic.trade.members import blocs_table

YEARS = ("1990", "2011", "2012", "2016", "2017")


def flows(years=YEARS):
    """Argentina exports 10 to Brazil, 30 to Venezuela and 60 to Germany, and the like back."""
    values = {
        ("ARG", "BRA"): 10,
        ("ARG", "VEN"): 30,
        ("ARG", "DEU"): 60,
        ("VEN", "DEU"): 50,
        ("DEU", "ARG"): 20,
        ("DEU", "BRA"): 30,
    }
    pairs = [(year, *pair, value) for year in years for pair, value in values.items()]
    names = ("TIME_PERIOD", "EXPORTER", "IMPORTER", "OBS_VALUE")
    return pa.table(dict(zip(names, zip(*pairs, strict=True), strict=True)))


def shares(rows):
    return {row["TIME_PERIOD"]: (row["OBS_VALUE"], row["COMPOSITION"]) for row in rows}


def test_dated_membership(rows):
    found = shares(rows(regional(flows(), "MERCOSUR", indicators="ITS")))
    without, within = 10 / 100, 40 / 150
    assert found == {
        # Before the treaty: the founders, and the row says so.
        "1990": (without, "F"),
        "2011": (without, "D"),
        "2012": (within, "D"),
        "2016": (within, "D"),
        "2017": (without, "D"),
    }


def test_no_bloc_before_its_foundation(rows):
    found = shares(rows(regional(flows(), "MERCOSUR", indicators="ITS", before="none")))
    assert set(found) == {"2011", "2012", "2016", "2017"}


@pytest.mark.parametrize(("year", "share"), [(2014, 40 / 150), (2018, 10 / 100)])
def test_fixed_membership(rows, year, share):
    asked = regional(flows(), ["MERCOSUR"], indicators="ITS", members="fixed", year=year)
    assert shares(rows(asked)) == dict.fromkeys(YEARS, (share, "X"))


def test_coverage_counts_members_of_the_year(rows):
    found = rows(regional(flows(("2011", "2012")), bloc("MERCOSUR"), indicators="ITS"))
    # Argentina exports of four members; with Venezuela two of five.
    assert [row["COVERAGE"] for row in found] == [1 / 4, 2 / 5]


def test_codes_of_another_scheme():
    codes = {"ARG": 32, "BRA": 76, "VEN": 862, "DEU": 276}
    data = flows().to_pydict()
    coded = pa.table(
        data | {side: [codes[area] for area in data[side]] for side in ("EXPORTER", "IMPORTER")}
    )
    found = regional(coded, "MERCOSUR", indicators="ITS", scheme="BACI").to_arrow().to_pylist()
    plain = regional(flows(), "MERCOSUR", indicators="ITS").to_arrow().to_pylist()
    assert shares(found) == shares(plain)


def test_matrix_of_registered_blocs(rows):
    found = rows(matrix(flows(("2011", "2012")), ["MERCOSUR", "EU"]))
    value = {
        (row["TIME_PERIOD"], row["REF_AREA"], row["COUNTERPART_AREA"], row["TRADE_FLOW"]): row[
            "OBS_VALUE"
        ]
        for row in found
    }
    assert value["2011", "MERCOSUR", "EU", "X"] == 60
    assert value["2012", "MERCOSUR", "EU", "X"] == 110
    assert value["2012", "EU", "MERCOSUR", "X"] == 50
    assert ("2011", "ARG", "VEN", "X") not in value
    assert value["2012", "ARG", "VEN", "X"] == 30


def test_own_blocs():
    """The areas of one bloc go under their names put together; a mapping has names of its own."""
    assert set(blocs_table(["A", "B", "A"]).to_pyarrow()["BLOC"].to_pylist()) == {"A+B+A"}
    own = blocs_table({"R": [32, 76, 32]}).to_pyarrow().to_pylist()
    assert [(row["BLOC"], row["AREA"], row["COMPOSITION"]) for row in own] == [
        ("R", "32", "X"),
        ("R", "76", "X"),
    ]


@pytest.mark.parametrize(
    ("which", "says"),
    [
        (["MERCOSUR", "ARG"], "MERCOSUR is a bloc among areas"),
        (["ARG", "MERCOSUR"], "MERCOSUR is a bloc among areas"),
        (["ARG"], "at least two members; ARG has 1"),
        ([], "at least two members; this one has 0"),
        ({}, "No bloc is given"),
        ({"R": []}, "R has 0"),
        ({"R": "ARG"}, "a text, 'ARG'"),
        ({"ARG": ["ARG", "BRA"]}, "name of one of its members"),
    ],
)
def test_bad_blocs(which, says):
    with pytest.raises(UsageError, match=says) as caught:
        blocs_table(which)
    assert caught.value.exit_code == 2


def test_a_bloc_among_areas_is_named_by_its_id():
    with pytest.raises(UsageError, match=r"^MERCOSUR is a bloc"):
        blocs_table([bloc("MERCOSUR"), "ARG"])


def test_unknown_bloc():
    with pytest.raises(UnknownCodeError, match=r"bloc called 'MERCOSR'[^?]*MERCOSUR") as caught:
        blocs_table("MERCOSR")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "options", [{"members": "fixed"}, {"scheme": "BACY"}, {"members": "now"}, {"before": "all"}]
)
def test_bad_options(options):
    with pytest.raises(UsageError):
        blocs_table("MERCOSUR", **options)
