from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from replay import Asked, Reply, in_turn, replay

from cedic.errors import DataError, SourceError, UsageError
from cedic.model import schema
from cedic.sources.base import parse_options
from cedic.sources.worldbank import INDICATORS, WDI, WorldDevelopmentIndicators

GDP = "NY.GDP.MKTP.CD"
AREAS = ["ARG", "BRA", "LCN", "XKX", "URY"]


def row(iso3: str, year: int, value: float | None, indicator: str = GDP, status: str = "") -> dict:
    return {
        "indicator": {"id": indicator, "value": "GDP (current US$)"},
        "country": {"id": iso3[:2], "value": iso3}, "countryiso3code": iso3, "date": str(year),
        "value": value, "unit": "", "obs_status": status, "decimal": 0,
    }  # fmt: skip


ROWS = [
    row(area, year, (at + 1) * year * 1.5) for at, area in enumerate(AREAS) for year in (2019, 2020)
]
ROWS[0]["value"] = None


def paged(asked: Asked, updated: str = "2026-10-07") -> Reply:
    page, size = int(asked.query["page"]), int(asked.query["per_page"])
    meta = {
        "page": page, "pages": -(-len(ROWS) // size), "per_page": size, "total": len(ROWS),
        "sourceid": "2", "lastupdated": updated,
    }  # fmt: skip
    return Reply.json([meta, ROWS[(page - 1) * size : page * size]])


def source(url: str) -> WorldDevelopmentIndicators:
    made = WorldDevelopmentIndicators()
    made.base, made.bulk_url = f"{url}/v2", f"{url}/WDI_CSV.zip"
    made.per_page, made.backoff = 4, 0.001
    return made


def fetch(url: str, folder: Path, **options):
    return source(url).fetch(
        folder, indicators=(GDP,), years=(2019, 2020), **{"from": "api"} | options
    )


def read(*paths: Path, **options):
    parts = list(WorldDevelopmentIndicators().parts(paths, **options))
    return {part.time_period: part.rows().read_all() for part in parts}, parts


def test_all_pages_are_read_and_null_is_absent(tmp_path):
    with replay(paged) as server:
        got = fetch(server.url, tmp_path)
    assert [a.query["page"] for a in server.asked] == ["1", "2", "3"]
    assert server.asked[0].path == f"/v2/country/all/indicator/{GDP}"
    assert server.asked[0].query["format"] == "json"
    assert server.asked[0].query["date"] == "2019:2020"
    years, parts = read(*got)
    assert years["2019"].schema == schema("series")
    assert years["2019"]["REF_AREA"].to_pylist() == ["BRA", "LCN", "URY", "XKX"]
    assert years["2020"].to_pylist()[0] == {
        "REF_AREA": "ARG", "INDICATOR": "NY_GDP_MKTP_CD", "OBS_VALUE": 3030.0, "OBS_STATUS": "A",
        "TIME_PERIOD": "2020",
    }  # fmt: skip
    assert {part.vintage for part in parts} == {"2026-10-07"}
    assert parts[0].source is WDI


def test_a_broken_fetch_asks_for_the_missing_pages_only(tmp_path):
    def broken(asked: Asked) -> Reply:
        return paged(asked) if asked.query["page"] == "1" else Reply(b"down", 400)

    with replay(broken) as server, pytest.raises(SourceError, match="does not accept"):
        fetch(server.url, tmp_path)
    with replay(paged) as server:
        fetch(server.url, tmp_path)
        fetch(server.url, tmp_path)
    assert [a.query["page"] for a in server.asked] == ["1", "2", "3", "1"]


def test_vintages_are_not_mixed(tmp_path):
    with replay(paged) as server:
        fetch(server.url, tmp_path)
    with replay(lambda asked: paged(asked, "2026-11-01")) as server:
        got = fetch(server.url, tmp_path)
    assert len(server.asked) == 3
    assert {part.vintage for part in read(*got)[1]} == {"2026-11-01"}
    turn = iter(["2026-12-01", "2026-12-02"])
    with (
        replay(lambda asked: paged(asked, next(turn))) as server,
        pytest.raises(SourceError, match="updated"),
    ):
        fetch(server.url, tmp_path)


def test_an_error_told_with_status_200(tmp_path):
    said = [
        {
            "message": [
                {
                    "id": "120",
                    "key": "Invalid value",
                    "value": "The provided parameter value is not valid",
                }
            ]
        }
    ]
    with (
        replay(in_turn(Reply.json(said))) as server,
        pytest.raises(SourceError, match=f"refuses {GDP}: Invalid value: The provided parameter"),
    ):
        fetch(server.url, tmp_path)


@pytest.mark.parametrize("body", [[], {}, [{"page": 1}], [{"pages": 1, "lastupdated": "x"}], 7])
def test_unknown_forms_of_answer(tmp_path, body):
    with replay(in_turn(Reply.json(body))) as server, pytest.raises(SourceError, match="form"):
        fetch(server.url, tmp_path)


HEADER = '"Country Name","Country Code","Indicator Name","Indicator Code","1960","2019","2020",'


def bulk(path: Path, *lines: str, member: str = "WDICSV.csv", header: str = HEADER) -> Path:
    text = "\ufeff" + "\n".join([header, *lines]) + "\n"
    if path.suffix == ".csv":
        path.write_text(text, "utf-8")
        return path
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("WDICountry.csv"), "x")
        archive.writestr(zipfile.ZipInfo(member, (2026, 10, 7, 1, 2, 3)), text)
    return path


LINES = (
    '"Argentina","ARG","GDP","NY.GDP.MKTP.CD","","447754683615.225","385740508436.965",',
    '"Latin America, all","LCN","GDP (current US$)","NY.GDP.MKTP.CD","1e3","","7",',
    '"Argentina","ARG","Arable land","AG.LND.ARBL.HA","1","2","3",',
)


@pytest.mark.parametrize("member", ["WDICSV.csv", "WDIData.csv"])
def test_the_bulk_file_is_fetched_and_read(tmp_path, member):
    made = bulk(tmp_path / "made.zip", *LINES, member=member)
    with replay(in_turn(Reply(made.read_bytes()))) as server:
        (got,) = source(server.url).fetch(tmp_path / "in")
    assert got.name == "WDI_CSV.zip"
    years, parts = read(got)
    assert {y: t["OBS_VALUE"].to_pylist() for y, t in years.items()} == {
        "1960": [1000.0], "2019": [447754683615.225], "2020": [385740508436.965, 7.0],
    }  # fmt: skip
    assert {p.vintage for p in parts} == {"2026-10-07"}
    only, _ = read(got, years=(2020,), indicators=("AG.LND.ARBL.HA",))
    assert {y: t["INDICATOR"].to_pylist() for y, t in only.items()} == {"2020": ["AG_LND_ARBL_HA"]}


def test_table_and_zip_are_equal(tmp_path):
    zipped, _ = read(bulk(tmp_path / "a.zip", *LINES))
    plain, parts = read(bulk(tmp_path / "a.csv", *LINES), vintage="mine")
    assert zipped == plain
    assert parts[0].vintage == "mine"


def test_fingerprints_are_of_the_years_figures(tmp_path):
    _, before = read(bulk(tmp_path / "a.zip", *LINES))
    changed = [LINES[0].replace("385740508436.965", "385740508436.5"), *LINES[1:]]
    _, after = read(bulk(tmp_path / "b.zip", *changed))
    same = [one.fingerprint == two.fingerprint for one, two in zip(before, after, strict=True)]
    assert same == [True, True, False]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('"Atlantis","ATX","G","NY.GDP.MKTP.CD","","","5",', "Country Code 'ATX' is not a code"),
        ('"Brazil","BRA","G","NY.GDP.MKTP.CD","","","..",', "value '..' is not a number"),
        ('"Brazil","BRA","G","NY.GDP.MKTP.CD","","","inf",', "value 'inf' is not a number"),
        ('"Argentina","ARG","G","NY.GDP.MKTP.CD","","","5",', "another value"),
    ],
)
def test_bad_rows(tmp_path, line, said):
    path = bulk(tmp_path / "WDICSV-2026-10-07.csv", *LINES[:2], line)
    with pytest.raises(DataError, match=re.escape(said)) as caught:
        read(path)
    assert "line 4" in str(caught.value)
    rejects = tmp_path / "r.csv"
    _, parts = read(path, on_bad_rows="set-aside", rejects=rejects)
    assert parts[-1].rejected in (1, 2)
    with pytest.raises(UsageError, match="set aside"):
        read(path, on_bad_rows="set-aside")


def test_files_that_are_something_else(tmp_path):
    empty = tmp_path / "x.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(DataError, match="no table of World Development"):
        read(empty)
    empty.write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(DataError, match="cannot be read"):
        read(empty)
    with pytest.raises(UsageError, match="vintage"):
        read(bulk(tmp_path / "a.csv", *LINES))
    with pytest.raises(DataError, match="column Country Code is missing"):
        read(bulk(tmp_path / "a.csv", header="a,b,2020"))
    (tmp_path / "b.json").write_text("{}")
    with pytest.raises(DataError, match="not an answer"):
        read(tmp_path / "b.json")


def test_options():
    given = {"from": "api", "indicators": "sp.pop.totl", "years": "2019-2020"}
    chosen = parse_options("WDI", WorldDevelopmentIndicators.fetch_options, given)
    assert chosen == {"from": "api", "indicators": ("SP.POP.TOTL",), "years": (2019, 2020)}
    assert len(INDICATORS) == len(set(INDICATORS)) == 36
    with pytest.raises(UsageError, match="from=ftp"):
        parse_options("WDI", WorldDevelopmentIndicators.fetch_options, {"from": "ftp"})


@pytest.mark.shared
def test_all_areas_of_the_real_table_are_known(shared, tmp_path):
    import duckdb

    table = tmp_path / "WDICSV.csv"
    duckdb.sql(f"""
        COPY (SELECT iso3 AS "Country Name", iso3 AS "Country Code", indicator AS "Indicator Name",
            indicator AS "Indicator Code", max(value) FILTER (year = 2015) AS "2015",
            max(value) FILTER (year = 2020) AS "2020"
            FROM '{shared}/wdi.parquet' GROUP BY iso3, indicator) TO '{table}' (FORMAT csv)
        """)
    years, _ = read(table, vintage="2026-11")
    expected = duckdb.sql(
        f"""
        SELECT count(*) FROM '{shared}/wdi.parquet'
        WHERE year = 2020 AND value IS NOT NULL AND list_contains($1, indicator)
        """,
        params=[list(INDICATORS)],
    ).fetchall()[0][0]
    assert years["2020"].num_rows == expected > 3000
