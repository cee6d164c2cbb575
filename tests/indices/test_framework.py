"""The framework: what it reads, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from cedic.errors import DataError, UnknownCodeError
from cedic.indices import Framework

# Two pillars of two indicators each, and three columns beside them.
ROWS: list[dict[str, Any]] = [
    {"code": "I", "parent": None, "level": 3},
    {"code": "P", "parent": "I", "level": 2, "weight": 3},
    {"code": "Q", "parent": "I", "level": 2, "weight": 1},
    {"code": "W", "parent": "P", "level": 1, "direction": -1, "denominator": "POP"},
    {"code": "X", "parent": "P", "level": 1, "goalpost_low": 0, "goalpost_high": 10},
    {"code": "Y", "parent": "Q", "level": 1, "target": 5, "unit": "USD", "source": "WDI"},
    {"code": "Z", "parent": "Q", "level": 1, "normalisation": "rank"},
    {"code": "POP", "parent": None, "level": None},
    {"code": "REGION", "parent": None, "level": None, "kind": "group"},
]


def rows(**changes: dict[str, Any]) -> pd.DataFrame:
    """The table above with cells changed, by code; a code that is not there is a new row."""
    by_code = {row["code"]: dict(row) for row in ROWS}
    for code, cells in changes.items():
        by_code[code] = by_code.get(code, {"code": code}) | cells
    return pd.DataFrame(list(by_code.values()))


def refused(table: Any, pattern: str) -> None:
    with pytest.raises(DataError, match=f"(?s){pattern}"):
        Framework(table, where="my.csv")


class TestReading:
    def test_hierarchy(self) -> None:
        framework = Framework(rows())
        assert framework.index.code == "I"
        assert framework.indicators == ("W", "X", "Y", "Z")
        assert framework.levels == 3
        assert [node.code for node in framework.hierarchy] == ["W", "X", "Y", "Z", "P", "Q", "I"]
        assert [node.code for node in framework.at(2)] == ["P", "Q"]
        assert [node.code for node in framework.children("Q")] == ["Y", "Z"]
        assert framework.children("Y") == ()
        assert framework.below("I") == ("W", "X", "Y", "Z")
        assert framework.below("X") == ("X",)
        assert framework.denominators == ("POP",)
        assert framework.groups == ("REGION",)
        assert repr(framework) == "Framework(I: 4 indicators, 3 levels)"

    def test_nodes(self) -> None:
        framework = Framework(rows())
        w, x, y = (framework.node(code) for code in "WXY")
        assert (w.direction, w.weight, w.denominator, w.kind) == (-1, 1.0, "POP", "indicator")
        assert (x.goalposts, x.direction, x.target) == ((0.0, 10.0), 1, None)
        assert (y.target, y.unit, y.source, y.row) == (5.0, "USD", "WDI", 7)
        assert framework.node("Z").normalisation == "rank"
        assert framework.node("P").weight == 3
        assert (framework.node("POP").kind, framework.node("POP").level) == ("denominator", None)

    def test_levels_are_worked_out(self) -> None:
        with_levels, without = Framework(rows()), Framework(rows().drop(columns="level"))
        assert list(without) == list(with_levels)

    def test_names_in_four_languages(self) -> None:
        table = rows(W={"name_en": "Trade", "name_es": "Comercio"}, X={"name": "Output"})
        w, x, y = (Framework(table).node(code).name for code in "WXY")
        assert (w.en, w.es, w.pt, w.fr) == ("Trade", "Comercio", "Trade", "Trade")
        assert x.es == "Output"
        assert y.pt == "Y"

    def test_any_table_and_any_case(self) -> None:
        upper = rows().rename(columns=str.upper)
        expected = list(Framework(rows()))
        assert list(Framework(upper)) == expected
        assert list(Framework(pa.Table.from_pandas(upper, preserve_index=False))) == expected
        polars = pytest.importorskip("polars")
        assert list(Framework(polars.from_pandas(upper))) == expected

    def test_the_metadata_of_coinr(self) -> None:
        meta = pd.DataFrame(
            [
                ("LPI", "Logistics", 1, "Physical", 1, 1, "Indicator", "Score", 4.5, None),
                ("Goods", "Trade in goods", -1, "Physical", 1, 2, "Indicator", "USD", None, "GDP"),
                ("Visa", "Visa costs", -1, "Social", 1, 1, "Indicator", "USD", None, None),
                ("Physical", "Physical", 1, "Index", 2, 1, "Aggregate", None, None, None),
                ("Social", "Social", 1, "Index", 2, 1, "Aggregate", None, None, None),
                ("Index", "The index", 1, None, 3, 1, "Aggregate", None, None, None),
                ("GDP", "GDP", None, None, None, None, "Denominator", "USD", None, None),
                ("Size", "Size of GDP", None, None, None, None, "Group", None, None, None),
                ("Note", "A remark", None, None, None, None, "Other", None, None, None),
            ],
            columns=[
                *("iCode", "iName", "Direction", "Parent", "Level"),
                *("Weight", "Type", "Unit", "Target", "Denominator"),
            ],
        )
        framework = Framework(meta)
        assert framework.index.code == "Index"
        assert framework.indicators == ("LPI", "Goods", "Visa")
        assert framework.node("Goods").weight == 2
        assert framework.node("Goods").name.en == "Trade in goods"
        assert framework.node("LPI").target == 4.5
        assert (framework.denominators, framework.groups) == (("GDP",), ("Size",))
        assert framework.node("Note").kind == "other"

    def test_rows_replaced(self) -> None:
        before = Framework(rows())
        after = before.with_nodes({"X": replace(before.node("X"), goalposts=(1.0, 2.0))})
        assert after.node("X").goalposts == (1.0, 2.0)
        assert [node.code for node in after.hierarchy] == [node.code for node in before.hierarchy]
        assert after.children("P")[1].goalposts == (1.0, 2.0)
        assert before.node("X").goalposts == (0.0, 10.0)


class TestBadHierarchy:
    def test_a_column_missing(self) -> None:
        refused(rows().drop(columns="parent"), "has no column parent")
        refused(rows().rename(columns={"code": "cod"}), "no column code.*is it cod")

    def test_no_code(self) -> None:
        refused(rows(X={"code": None}), "code is empty.*my.csv, row 6, column code")

    def test_a_code_twice(self) -> None:
        refused(pd.concat([rows(), rows()[3:4]]), "W stands in row 5 too.*row 11, column code")

    def test_an_orphan(self) -> None:
        refused(rows(W={"parent": "PP"}), "PP is no code of the framework.*row 5.*mean P")
        refused(rows(W={"parent": "SOCIAL"}), "SOCIAL is no code.*row 5.*add a row for it")

    def test_a_cycle(self) -> None:
        refused(
            rows(P={"parent": "Q"}, Q={"parent": "P"}), "parent goes round in a circle: .*break"
        )
        refused(rows(I={"parent": "I"}), "goes round in a circle: I → I.*row 2, column parent")

    def test_a_level_skipped(self) -> None:
        refused(rows(W={"parent": "I"}), "W is at level 1, I above it at 3.*row 5, column level")
        refused(
            rows(W={"parent": "I"}).drop(columns="level"),
            "W is at level 1, I above it at 3.*column parent.*aggregate of a single part",
        )
        refused(rows(I={"level": 4}), "P is at level 2, I above it at 4.*row 3")

    def test_levels_missing(self) -> None:
        refused(rows(P={"level": None}), "P has parts but no level.*row 3, column level")
        refused(rows(W={"level": None}), "level.*row 5, column level")
        refused(rows(W={"level": 1.5}), "level holds 1.5.*row 5.*whole number")

    def test_two_tops_and_none(self) -> None:
        refused(
            rows(J={"level": 2}, V={"parent": "J", "level": 1}),
            "parent is empty for I as for J.*row 2.*all but the index",
        )
        refused(pd.DataFrame({"code": ["A"], "parent": [None]}), "has no hierarchy")
        refused(pd.DataFrame({"code": [], "parent": []}), "has no hierarchy")

    def test_an_aggregate_without_parts(self) -> None:
        refused(rows(R={"parent": "I", "level": 2}), "R has no parts.*row 11")

    def test_kinds(self) -> None:
        refused(rows(W={"kind": "indikator"}), "kind is 'indikator'.*row 5.*one of indicator")
        refused(rows(W={"kind": "group"}), "W is said to be group, but its level is 1")
        refused(rows(POP={"kind": "indicator"}), "POP is said to be indicator.*level is empty")

    def test_a_denominator_that_is_not_there(self) -> None:
        refused(
            rows(W={"denominator": "GDP"}), "GDP is no code of the framework.*row 5.*denominator"
        )


class TestBadCells:
    def test_weights(self) -> None:
        refused(rows(W={"weight": -1}), "weight is negative: -1.*row 5, column weight")
        refused(
            rows(W={"weight": 0}, X={"weight": 0}), "weight of W, X sum to zero.*row 5.*part of P"
        )
        assert Framework(rows(W={"weight": 0})).node("W").weight == 0

    def test_direction(self) -> None:
        refused(rows(W={"direction": 0}), "direction is 0.*row 5.*write 1")
        refused(rows(P={"direction": -1}), "turns the aggregate P round.*row 3")

    def test_goalposts(self) -> None:
        refused(rows(X={"goalpost_low": 10, "goalpost_high": 0}), "is 10, not below .* 0.*row 6")
        refused(rows(X={"goalpost_low": 5, "goalpost_high": 5}), "goalpost_low is 5, not below")
        refused(rows(X={"goalpost_low": None}), "goalpost_low is empty.*row 6.*both or none")

    @pytest.mark.parametrize("column", ["weight", "target", "goalpost_low", "direction", "level"])
    def test_text_in_a_number(self, column: str) -> None:
        table = rows().astype({column: object}) if column in rows() else rows()
        table.loc[table["code"] == "X", column] = "ten"
        refused(table, f"{column} holds 'ten', no number.*my.csv, row 6, column {column}.*1234.5")

    def test_infinite(self) -> None:
        refused(rows(Y={"target": float("inf")}), "target holds 'inf'.*row 7")

    def test_two_columns_of_one_name(self) -> None:
        refused(rows().assign(iCode="A"), "columns code and iCode are both code")

    def test_no_table(self) -> None:
        refused([1, 2], "A table was expected, not list")


def test_codes_and_levels_that_do_not_exist() -> None:
    framework = Framework(rows())
    with pytest.raises(UnknownCodeError, match="did you mean REGION"):
        framework.node("REGIO")
    with pytest.raises(UnknownCodeError, match="There is no level called '4'"):
        framework.at(4)
