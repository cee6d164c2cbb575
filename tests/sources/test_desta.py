"""Trade agreements in force between two areas, from the list of entries."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from cedic.errors import DataError
from cedic.model import schema
from cedic.sources import read, source

HEAD = "number,base_treaty,name,entry_type,year_signed,year_in_force,type_membership,members\n"
# A customs union of three, which later concludes a treaty with Chile; Colombia accedes in 1993 as
# its first accession, though Peru had acceded in 1992; Uruguay leaves in 1995.
LIST = HEAD + (
    "1,1,Union,base_treaty,1989,1990,2,ARG BRA URY\n"
    "1+1,1,Union Colombia accession,accession,1993,,5,ARG BRA COL PER URY\n"
    "1+2,1,Union Peru accession,accession,1991,1992,5,ARG BRA COL PER URY\n"
    "1_1,1,Union withdrawal Uruguay,withdrawal,1995,,7,ARG BRA COL PER URY\n"
    "2,2,Chile Union,base_treaty,1994,1994,3,ARG BRA CHL\n"
    "3,3,Argentina Brazil,base_treaty,1991,,1,ARG BRA\n"
    "4,1,Union protocol,protocol or amendment,1991,1991,2,ARG BRA URY\n"
    "4a,1,Union protocol,consolidated,1991,1991,2,ARG BRA URY\n"
    "5,5,Union Japan,negotiation,,,3,ARG BRA JPN\n"
    "6,6,Chile Peru,base_treaty,1996,1996,1,CHL PER\n"
)


def written(folder: Path, text: str) -> Path:
    path = folder / "desta.csv"
    path.write_text(text, "utf-8")
    return path


def counts(path: Path, one: str, other: str, indicator: str = "AGREEMENTS") -> dict[str, float]:
    found = read("DESTA", path).to_pandas()
    chosen = found[
        (found["REF_AREA"] == one)
        & (found["COUNTERPART_AREA"] == other)
        & (found["INDICATOR"] == indicator)
    ]
    return dict(zip(chosen["TIME_PERIOD"], chosen["OBS_VALUE"], strict=True))


def years(first: int, last: int, value: float = 1.0) -> dict[str, float]:
    return {str(year): value for year in range(first, last + 1)}


def test_a_treaty_counts_from_its_year_in_force(tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    assert counts(path, "ARG", "BRA") == years(1990, 1993) | years(1994, 1996, 2.0)
    assert counts(path, "BRA", "ARG") == counts(path, "ARG", "BRA")
    assert counts(path, "ARG", "JPN") == {}


def test_what_a_group_concluded_with_others_is_not_among_its_members(tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    assert counts(path, "ARG", "BRA", "AGREEMENTS_AMONG") == years(1990, 1996)
    assert counts(path, "ARG", "CHL") == years(1994, 1996)
    assert counts(path, "ARG", "CHL", "AGREEMENTS_AMONG") == {}
    assert counts(path, "CHL", "PER", "AGREEMENTS_AMONG") == years(1996, 1996)


def test_who_accedes_counts_from_the_accession(tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    # The list of the first accession names Peru too, and comes first.
    assert counts(path, "COL", "BRA") == years(1993, 1996)
    alone = LIST.replace("5,ARG BRA COL PER URY\n1+2", "5,ARG BRA COL URY\n1+2")
    assert counts(written(tmp_path, alone), "PER", "BRA") == years(1992, 1996)
    assert counts(written(tmp_path, alone), "PER", "COL") == years(1993, 1996)


def test_who_withdraws_counts_until_then(tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    assert counts(path, "URY", "ARG") == years(1990, 1994)
    assert counts(path, "PER", "ARG") == years(1993, 1996)


def test_one_part_a_year(tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    parts = list(source("DESTA").parts([path]))
    assert [part.time_period for part in parts] == list(years(1990, 1996))
    assert {part.vintage for part in parts} == {"to 1996"}
    assert parts[0].rows().schema == schema("bilateral")
    chosen = list(source("DESTA").parts([path], years="1991-1992", vintage="2.0"))
    assert [(part.time_period, part.vintage) for part in chosen] == [
        ("1991", "2.0"),
        ("1992", "2.0"),
    ]
    before = [part.fingerprint for part in parts]
    path.write_text(
        LIST.replace("1+2,1,Union Peru accession,accession,1991", "1+2,1,U,accession,1990")
    )
    assert not set(before) & {part.fingerprint for part in source("DESTA").parts([path])}


def test_csv_and_parquet_give_equal_rows(tmp_path: Path) -> None:
    path, other = written(tmp_path, LIST), tmp_path / "desta.parquet"
    duckdb.sql(f"COPY (FROM '{path}') TO '{other}'")
    one, two = (
        read("DESTA", file).to_pandas().sort_values(["TIME_PERIOD", "REF_AREA", "COUNTERPART_AREA",
        "INDICATOR"]).to_numpy().tolist() for file in (path, other)
    )  # fmt: skip
    assert one == two


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("7,7,X,base_treaty,2000,2000,1,ARG ATX", "line 12, column members, value 'ATX': is not a"),
        ("7,7,X,base_treaty,2000,2000,1,", "column members: is empty"),
        ("7,7,X,treaty,2000,2000,1,ARG BOL", "1 bad row: entry_type 'treaty' is not a type"),
        ("7,7,X,base_treaty,MM,2000,1,ARG BOL", "1 bad row: year_signed 'MM' is not a year"),
        ("7,7,X,base_treaty,2000,soon,1,ARG BOL", "1 bad row: year_in_force 'soon' is not a year"),
        (
            "7,7,X,base_treaty,2000,2000,9,ARG BOL",
            "type_membership '9' is not a type of membership",
        ),
        (",7,X,base_treaty,2000,2000,1,ARG BOL", "column number: is empty"),
        ("7_1,1,Union withdrawal of it,withdrawal,2000,,7,ARG BRA", "does not tell who of the"),
        ("7,7,X,base_treaty,2000,2000,1,ARG BOL ARG", "value '7, ARG': is a key that occurs more"),
    ],
)
def test_a_bad_entry_is_named(tmp_path: Path, entry: str, said: str) -> None:
    path = written(tmp_path, f"{LIST}{entry}\n")
    with pytest.raises(DataError) as raised:
        read("DESTA", path).to_arrow()
    assert said in str(raised.value)
    rejects = tmp_path / "rejects.csv"
    parts = list(source("DESTA").parts([path], on_bad_rows="set-aside", rejects=rejects))
    assert sum(part.rows().read_all().num_rows for part in parts) > 20
    assert rejects.read_text("utf-8").count("\n") in (2, 3)


def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="column number is missing"):
        read("DESTA", written(tmp_path, "a,b\n1,2\n")).to_arrow()
    with pytest.raises(DataError, match="no rows"):
        read("DESTA", written(tmp_path, HEAD)).to_arrow()


@pytest.mark.shared
def test_the_real_list(shared: Path) -> None:
    """Against treaties counted by hand from the file, and identities that hold for all."""
    con, chosen = duckdb.connect(), "1962-1963,1965,2005-2006,2012-2013,2019-2020"
    con.register(
        "found", read("DESTA", shared / "agreements_desta.parquet", years=chosen).to_arrow()
    )

    def count(one: str, other: str, year: int, indicator: str = "AGREEMENTS_AMONG") -> float | None:
        rows = con.sql(
            f"SELECT OBS_VALUE FROM found WHERE REF_AREA = '{one}' AND COUNTERPART_AREA = '{other}' "
            f"AND TIME_PERIOD = '{year}' AND INDICATOR = '{indicator}'"
        ).fetchall()
        return rows[0][0] if rows else None

    # Costa Rica and Panama acceded to the Common Market in 1963 and 2013; the United Kingdom left
    # the European Union in 2020; Venezuela left the Group of Three in 2006.
    assert count("CRI", "GTM", 1963) - (count("CRI", "GTM", 1962) or 0) == 1
    assert count("PAN", "CRI", 2013) - count("PAN", "CRI", 2012) == 1
    assert count("GBR", "FRA", 2020) - count("GBR", "FRA", 2019) == -1
    assert count("VEN", "MEX", 2006) - count("VEN", "MEX", 2005) == -1
    assert count("ARG", "BRA", 1965) == 1  # LAFTA
    twice, unequal, more = con.sql("""
        WITH turned AS (SELECT REF_AREA AS COUNTERPART_AREA, COUNTERPART_AREA AS REF_AREA,
            INDICATOR, TIME_PERIOD, OBS_VALUE AS TURNED FROM found)
        SELECT (SELECT count(*) FROM found WHERE REF_AREA = COUNTERPART_AREA),
            (SELECT count(*) FROM found LEFT JOIN turned USING (REF_AREA, COUNTERPART_AREA,
                INDICATOR, TIME_PERIOD) WHERE TURNED IS DISTINCT FROM OBS_VALUE),
            (SELECT count(*) FROM (PIVOT found ON INDICATOR USING max(OBS_VALUE))
                WHERE AGREEMENTS_AMONG > AGREEMENTS)
        """).fetchall()[0]
    assert (twice, unequal, more) == (0, 0, 0)
