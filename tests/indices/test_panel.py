"""The values of an index: what is read, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import DataError, UnknownCodeError
from cedic.indices import Framework, Panel

NAN = float("nan")
FRAMEWORK = Framework(
    pd.DataFrame(
        {
            "code": ["I", "X", "Y", "POP", "REGION"],
            "parent": [None, "I", "I", None, None],
            "denominator": [None, "POP", None, None, None],
            "kind": [None, None, None, None, "group"],
        }
    )
)
WIDE = pd.DataFrame(
    {
        "unit": ["BRA", "ARG", "BRA"],
        "unit_name": ["Brazil", "Argentina", "Brazil"],
        "year": [2001, 2000, 2000],
        "X": [1.5, NAN, 3],
        "Y": [4, 5, 6],
        "POP": [10, 20, 30],
        "REGION": ["S", None, "S"],
    }
)


def refused(table: Any, pattern: str, framework: Framework = FRAMEWORK) -> None:
    with pytest.raises(DataError, match=f"(?s){pattern}"):
        Panel.of(table, framework, where="my.csv")


def long(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    melted = table.melt(["unit", "year"], list(columns), "indicator", "value")
    return melted.reset_index(drop=True)


class TestWide:
    def test_years_units_columns(self) -> None:
        panel = Panel.of(WIDE, FRAMEWORK)
        assert panel.units == ("ARG", "BRA")
        assert panel.years == ("2000", "2001")
        assert panel.columns == ("X", "Y")
        np.testing.assert_equal(panel.column("X"), [[NAN, 3], [NAN, 1.5]])
        np.testing.assert_equal(panel.column("Y"), [[5, 6], [NAN, 4]])
        np.testing.assert_equal(panel.denominators["POP"], [[20, 30], [NAN, 10]])
        assert panel.groups["REGION"].tolist() == [["", "S"], ["", "S"]]
        assert panel.present.tolist() == [[True, True], [False, True]]
        assert panel.names == {"ARG": "Argentina", "BRA": "Brazil"}
        assert not panel.imputed.any()

    def test_without_years(self) -> None:
        panel = Panel.of(WIDE[1:].drop(columns="year"), FRAMEWORK)
        assert panel.years == ("_Z",)
        assert panel.points(panel.present) == "ARG, BRA"

    def test_any_table(self) -> None:
        for table in (
            pa.Table.from_pandas(WIDE),
            WIDE.rename(columns=str.upper),
            WIDE.rename(columns={"unit": "REF_AREA", "year": "TIME_PERIOD"}),
            WIDE.astype(object),
            WIDE.astype(str),  # text, with nan where nothing is known
            WIDE.sample(frac=1, random_state=1),
        ):
            np.testing.assert_equal(
                Panel.of(table, FRAMEWORK).values, Panel.of(WIDE, FRAMEWORK).values
            )

    def test_the_data_of_coinr(self) -> None:
        data = pd.DataFrame(
            {
                "uCode": ["AUT", "BEL"],
                "uName": ["Austria", "Belgium"],
                "Time": [2018, 2018],
                "Size": ["M", "L"],
                "GDP": [2.0, 4.0],
                "Goods": [1.0, NAN],
                "LPI": [4.1, 4.2],
                "Area": [83.9, 30.7],
            }
        )
        meta = pd.DataFrame(
            {
                "Level": [1, 1, 2, None, None, None],
                "iCode": ["Goods", "LPI", "Index", "GDP", "Size", "Area"],
                "iName": ["Goods", "Logistics", "Index", "GDP", "Size", "Area"],
                "Direction": [1, 1, 1, None, None, None],
                "Weight": [1, 1, 1, None, None, None],
                "Parent": ["Index", "Index", None, None, None, None],
                "Type": ["Indicator"] * 2 + ["Aggregate", "Denominator", "Group", "Other"],
                "Denominator": ["GDP"] + [None] * 5,
            }
        )
        panel = Panel.of(data, Framework(meta))
        assert (panel.units, panel.years) == (("AUT", "BEL"), ("2018",))
        assert panel.names["BEL"] == "Belgium"
        np.testing.assert_equal(panel.values, [[[1, 4.1], [NAN, 4.2]]])
        assert panel.denominators["GDP"].tolist() == [[2, 4]]
        assert panel.groups["Size"].tolist() == [["M", "L"]]


class TestLong:
    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_equals_wide(self, data: st.DataObject) -> None:
        units, years = ["ARG", "BRA", "CHL"], ["2000", "2001"]
        numbers = st.one_of(st.just(NAN), st.floats(-1e9, 1e9))
        table = pd.DataFrame([(unit, year) for year in years for unit in units])
        table.columns = ["unit", "year"]
        for code in ("X", "Y", "POP"):
            table[code] = data.draw(st.lists(numbers, min_size=6, max_size=6))
        wide = Panel.of(table, FRAMEWORK)
        narrow = Panel.of(long(table, "X", "Y", "POP").sample(frac=1, random_state=3), FRAMEWORK)
        assert (narrow.units, narrow.years, narrow.columns) == (
            wide.units,
            wide.years,
            wide.columns,
        )
        np.testing.assert_equal(narrow.values, wide.values)
        np.testing.assert_equal(narrow.present, wide.present)
        np.testing.assert_equal(narrow.denominators["POP"], wide.denominators["POP"])

    def test_an_indicator_that_is_a_denominator_too(self) -> None:
        framework = Framework(
            pd.DataFrame(
                {
                    "code": ["I", "X", "Y"],
                    "parent": [None, "I", "I"],
                    "denominator": [None, "Y", None],
                }
            )
        )
        wide, narrow = Panel.of(WIDE, framework), Panel.of(long(WIDE, "X", "Y"), framework)
        np.testing.assert_equal(narrow.values, wide.values)
        np.testing.assert_equal(narrow.denominators["Y"], wide.denominators["Y"])

    def test_an_indicator_of_which_there_is_no_row(self) -> None:
        panel = Panel.of(long(WIDE, "X"), FRAMEWORK)
        assert np.isnan(panel.column("Y")).all()

    def test_an_indicator_that_is_not_in_the_framework(self) -> None:
        table = long(WIDE, "X", "Y")
        table.loc[4, "indicator"] = "YY"
        refused(table, "YY is no indicator of the framework.*row 6, column indicator.*is it Y")
        table.loc[4, "indicator"] = None
        refused(table, "indicator is empty.*row 6")

    def test_twice(self) -> None:
        refused(
            pd.concat([long(WIDE, "X"), long(WIDE, "X")[:1]]), "BRA in 2001 stands in row 2 too"
        )


class TestBadInput:
    def test_a_column_missing(self) -> None:
        refused(WIDE.drop(columns="unit"), "no column unit.*my.csv.*unit_name")
        refused(WIDE.drop(columns="Y"), "no column of the indicator Y.*add it")
        refused(WIDE.rename(columns={"POP": "POPU"}), "of the denominator POP.*is it POPU")

    def test_a_unit_twice_in_a_year(self) -> None:
        refused(pd.concat([WIDE, WIDE[1:2]]), "ARG in 2000 stands in row 3 too.*row 5, column unit")
        refused(WIDE.drop(columns="year"), "BRA stands in row 2 too.*row 4.*name the year")

    def test_text_in_a_number(self) -> None:
        table = WIDE.astype({"X": object})
        table.loc[1, "X"] = "1,5"
        refused(table, "X holds '1,5', no number.*my.csv, row 3, column X.*1234.5")
        narrow = long(WIDE, "X").astype({"value": object})
        narrow.loc[2, "value"] = "many"
        refused(narrow, "value holds 'many', no number.*row 4, column value")

    @pytest.mark.parametrize("empty", ["", "..", "NA", " n/a ", "-", None])
    def test_what_people_write_for_nothing(self, empty: str | None) -> None:
        table = WIDE.astype({"Y": object})
        table.loc[2, "Y"] = empty
        np.testing.assert_equal(Panel.of(table, FRAMEWORK).column("Y"), [[5, NAN], [NAN, 4]])

    @pytest.mark.parametrize("endless", [float("inf"), float("-inf")])
    def test_infinite(self, endless: float) -> None:
        table = WIDE.copy()
        table.loc[0, "X"] = endless
        refused(table, "X holds '-?inf'.*row 2, column X.*leave it empty")

    def test_no_unit_or_year(self) -> None:
        refused(WIDE.assign(unit=["BRA", None, "BRA"]), "unit is empty.*row 3, column unit")
        refused(WIDE.assign(year=[2001, None, 2000]), "year is empty.*row 3, column year")

    def test_no_rows(self) -> None:
        refused(WIDE[:0], "has no rows")
        refused(long(WIDE, "X")[:0], "has no rows")

    def test_a_column_that_is_not_there(self) -> None:
        with pytest.raises(UnknownCodeError, match="column of values"):
            Panel.of(WIDE, FRAMEWORK).column("Z")


def test_points_are_named() -> None:
    panel = Panel.of(WIDE, FRAMEWORK)
    assert panel.points(panel.present) == "ARG in 2000, BRA in 2000, BRA in 2001"
    assert panel.points(panel.present, limit=1) == "ARG in 2000 and 2 more"


def test_without() -> None:
    panel = Panel.of(WIDE, FRAMEWORK)
    half = panel.without(np.array([[False, True], [False, False]]))
    assert half.units == ("ARG", "BRA")
    assert half.present.tolist() == [[True, False], [False, True]]
    np.testing.assert_equal(half.column("Y"), [[5, NAN], [NAN, 4]])
    gone = panel.without(np.array([[True, False], [True, False]]))
    assert gone.units == ("BRA",)
    assert gone.values.shape == (2, 1, 2)
    assert gone.denominators["POP"].tolist() == [[30], [10]]
    assert gone.groups["REGION"].tolist() == [["S"], ["S"]]
    assert panel.units == ("ARG", "BRA")
