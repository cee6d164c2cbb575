from __future__ import annotations

import duckdb
import pytest

from cedic.errors import UnknownCodeError, UsageError
from cedic.regions import SCHEMES, blocs, membership


def rows(table, **where):
    return [
        tuple(row.values())
        for row in table.to_pylist()
        if all(row[key] == value for key, value in where.items())
    ]


def test_dated_membership_with_founders_carried_back():
    table = membership(["ANDEAN"])
    assert table.schema.names == ["BLOC", "AREA", "FIRST_YEAR", "LAST_YEAR", "COMPOSITION"]
    assert rows(table, AREA="CHL") == [
        ("ANDEAN", "CHL", 0, 1968, "F"),
        ("ANDEAN", "CHL", 1969, 1976, "D"),
    ]
    assert rows(table, AREA="VEN") == [("ANDEAN", "VEN", 1973, 2006, "D")]
    assert rows(table, AREA="PER")[-1] == ("ANDEAN", "PER", 1969, 9999, "D")


def test_without_founders_nothing_precedes_the_foundation():
    table = membership(["CELAC"], before="none")
    assert set(table["FIRST_YEAR"].to_pylist()) == {2010}
    assert set(table["COMPOSITION"].to_pylist()) == {"D"}


def test_fixed_membership():
    table = membership(["MERCOSUR"], members="fixed", year=2014)
    assert rows(table) == [
        ("MERCOSUR", area, 0, 9999, "X") for area in ("ARG", "BRA", "PRY", "URY", "VEN")
    ]


def test_blocs_of_the_moment():
    assert rows(membership({"north": ["USA", "CAN", "USA"]})) == [
        ("north", "CAN", 0, 9999, "X"),
        ("north", "USA", 0, 9999, "X"),
    ]


def test_a_bloc_as_an_object_is_the_same_as_its_id():
    assert membership([blocs()["PA"]]) == membership(["PA"])


def test_codes_of_another_scheme_follow_the_years():
    table = membership(["AFCFTA", "USMCA"], scheme="COMTRADE")
    assert rows(table, AREA="842") == [
        ("USMCA", "842", 1981, 1993, "F"),
        ("USMCA", "842", 1994, 9999, "D"),
    ]
    assert rows(table, AREA="841") == [("USMCA", "841", 0, 1980, "F")]
    assert rows(table, AREA="840") == []


@pytest.mark.parametrize("scheme", [None, *SCHEMES])
def test_intervals_do_not_overlap(scheme):
    table = membership(scheme=scheme)
    overlaps = duckdb.sql(
        """
        SELECT * FROM (
            SELECT *, lead(FIRST_YEAR) OVER (PARTITION BY BLOC, AREA ORDER BY FIRST_YEAR) AS next
            FROM "table"
        ) WHERE next <= LAST_YEAR OR FIRST_YEAR > LAST_YEAR
        """
    ).to_arrow_table()
    assert overlaps.to_pylist() == []
    assert table.num_rows > 400


@pytest.mark.parametrize("scheme", ["COMTRADE", "IMF", "M49", "WORLD_BANK"])
def test_a_member_has_one_code_in_each_year(scheme):
    def members(table):
        return duckdb.sql(
            """
            SELECT BLOC, count(*) FROM "table"
            WHERE 2015 BETWEEN FIRST_YEAR AND LAST_YEAR GROUP BY 1 ORDER BY 1
            """
        ).to_arrow_table()

    asked = ["MERCOSUR", "CELAC", "EU", "SADC", "ASEAN"]
    assert members(membership(asked, scheme=scheme)) == members(membership(asked))


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"members": "fixed"}, "needs its year"),
        ({"year": 2020}, "needs its year"),
        ({"blocs": ["CELAC"], "members": "fixed", "year": 2005}, "at least two members"),
        ({"blocs": {"one": ["ARG"]}}, "A bloc needs at least two members; one has 1"),
        ({"blocs": {"twice": ["ARG", "ARG"]}}, "twice has 1"),
        ({"blocs": {"ARG": ["ARG", "BRA"]}}, "ARG is the code of an area"),
        ({"blocs": {"text": "ARG"}}, "give a list"),
        ({"blocs": "CELAC"}, "give a list"),
    ],
)
def test_what_cannot_be_asked(request_, message):
    with pytest.raises(UsageError, match=message):
        membership(**request_)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"blocs": ["CAN"]}, "ANDEAN"),
        ({"blocs": {"mine": ["ARG", "BRZ"]}}, "no area called 'BRZ'"),
        ({"scheme": "FIPS"}, "code system called 'FIPS'"),
        ({"members": "dead"}, "value of members called 'dead'"),
        ({"before": "all"}, "value of before called 'all'"),
    ],
)
def test_what_does_not_exist(request_, message):
    with pytest.raises(UnknownCodeError, match=message):
        membership(**request_)
