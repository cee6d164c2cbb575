from __future__ import annotations

import re
from pathlib import Path

import pytest
from replay import Asked, Reply, in_turn, replay

from cedic.errors import DataError, SourceError, UnknownCodeError, UsageError
from cedic.model import schema
from cedic.sources.imf import KEY_VARIABLE, InternationalMerchandiseTrade

FIELDS = {
    "DATAFLOW": "IMF.STA:IMTS(1.0.0)", "COUNTRY": "ARG", "INDICATOR": "XG_FOB_USD",
    "COUNTERPART_COUNTRY": "BRA", "FREQUENCY": "A", "TIME_PERIOD": "2020",
    "OBS_VALUE": "7940927000.4", "SCALE": "6", "STATUS": "",
}  # fmt: skip
SHORT = {
    "reporter": "COUNTRY", "indicator": "INDICATOR", "partner": "COUNTERPART_COUNTRY",
    "freq": "FREQUENCY", "period": "TIME_PERIOD", "value": "OBS_VALUE", "status": "STATUS",
}  # fmt: skip


def line(**given: str) -> str:
    """A line of SDMX-CSV as the service gives it."""
    return ",".join((FIELDS | {SHORT[name]: value for name, value in given.items()}).values())


def message(*lines: str, header: str = ",".join(FIELDS)) -> bytes:
    return ("\n".join([header, *lines]) + "\n").encode()


def source(url: str) -> InternationalMerchandiseTrade:
    made = InternationalMerchandiseTrade()
    made.base, made.backoff = url, 0.001
    return made


def file(folder: Path, content: bytes, name: str = "imts-2026-11-20.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def read(*paths: Path, **options):
    parts = list(InternationalMerchandiseTrade().parts(paths, **options))
    return {part.time_period: part.rows().read_all() for part in parts}, parts


def values(table):
    return [
        (r["REF_AREA"], r["COUNTERPART_AREA"], r["TRADE_FLOW"], r["OBS_VALUE"], r["OBS_STATUS"])
        for r in table.to_pylist()
    ]


def test_one_question_a_reporter_kept_as_received(tmp_path):
    body = message(line())
    with replay(in_turn(Reply(body, headers={"Content-Type": "text/csv"}))) as server:
        got = source(server.url).fetch(tmp_path, reporters=("ARG", "XKX"), years=(2019, 2020))
        again = source(server.url).fetch(tmp_path, reporters=("ARG", "XKX"), years=(2019, 2020))
    assert [a.path for a in server.asked] == [
        f"/data/IMF.STA,IMTS/{code}.XG_FOB_USD+MG_CIF_USD+MG_FOB_USD..A" for code in ("ARG", "KOS")
    ]
    assert server.asked[0].query == {"startPeriod": "2019", "endPeriod": "2020"}
    assert "csv" in server.asked[0].headers["Accept"]
    assert again == got
    assert got[0].read_bytes() == body
    assert len(list(tmp_path.iterdir())) == 2


def test_a_broken_fetch_goes_on(tmp_path):
    with (
        replay(in_turn(Reply(message(line())), Reply(b"down", 400))) as server,
        pytest.raises(SourceError),
    ):
        source(server.url).fetch(tmp_path, reporters=("ARG", "BRA"), years=(2020,))
    with replay(in_turn(Reply(message(line(reporter="BRA", partner="ARG"))))) as server:
        got = source(server.url).fetch(tmp_path, reporters=("ARG", "BRA"), years=(2020,))
    assert [a.path.split("/")[-1][:3] for a in server.asked] == ["BRA"]
    assert values(read(*got)[0]["2020"])[1][0] == "BRA"


def test_reporters_the_imf_has_nothing_of(tmp_path):
    def some(asked: Asked) -> Reply:
        return Reply(message(line())) if "ARG" in asked.path else Reply(b"No results", 404)

    told: list[str] = []
    with replay(some) as server:
        got = source(server.url).fetch(
            tmp_path, reporters=("ARG", "AND"), years=(2020,),
            progress=lambda step, done=0, total=None: told.append(step),
        )  # fmt: skip
        with pytest.raises(SourceError, match="nothing at this address"):
            source(server.url).fetch(tmp_path, reporters=("AND",), years=(2020,))
    assert len(got) == 1
    assert "IMF AND: nothing there" in told


def test_answers_that_are_no_data(tmp_path, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "s3cret")
    with (
        replay(in_turn(Reply(b"<html>Hello"))) as server,
        pytest.raises(SourceError, match="SDMX-CSV"),
    ):
        source(server.url).fetch(tmp_path, reporters=("ARG",), years=(2020,))
    assert server.asked[0].headers["Ocp-Apim-Subscription-Key"] == "s3cret"
    assert list(tmp_path.iterdir()) == []
    with (
        replay(in_turn(Reply(b"no s3cret", 401))) as server,
        pytest.raises(SourceError, match=KEY_VARIABLE) as caught,
    ):
        source(server.url).fetch(tmp_path, reporters=("ARG",), years=(2020,))
    assert "s3cret" not in str(caught.value)


def test_what_must_be_said(tmp_path):
    with pytest.raises(UsageError, match="Which years"):
        InternationalMerchandiseTrade().fetch(tmp_path, reporters=("ARG",))
    with pytest.raises(UnknownCodeError, match="ARX"):
        InternationalMerchandiseTrade().fetch(tmp_path, reporters=("ARX",), years=(2020,))


def test_csv_is_read_exactly(tmp_path):
    path = file(
        tmp_path,
        message(
            line(),
            line(indicator="MG_CIF_USD", value="5.5", status="E"),
            line(indicator="MG_FOB_USD", value="5"),
            line(indicator="TBG_USD", value="-3"),
            line(partner="G001"),
            line(partner="1C_080"),
            line(period="2020-Q1", freq="Q"),
            line(partner="URY", value=""),
            line(partner="KOS", value="0", period="2019"),
        ),
    )
    years, parts = read(path)
    assert years["2020"].schema == schema("trade")
    assert values(years["2020"]) == [
        ("ARG", "BRA", "M", 6, "E"), ("ARG", "BRA", "X", 7940927000, "A"),
    ]  # fmt: skip
    assert values(years["2019"]) == [("ARG", "XKX", "X", 0, "A")]
    assert set(years["2020"]["PRODUCT"].to_pylist()) == {"_T"}
    assert parts[1].notes == {
        "valuation of imports": "CIF",
        "left out: months and quarters": "1 rows",
        "left out: observations without a figure": "1 rows",
        "left out: other indicators": "2 rows",
        "left out: the world and groups of countries": "2 rows",
    }
    assert parts[0].vintage == "2026-11-20"
    fob, _ = read(path, imports="FOB")
    assert values(fob["2020"])[0] == ("ARG", "BRA", "M", 5, "A")


def test_scale_is_judged_by_the_figures(tmp_path):
    dollars = file(tmp_path, message(line(value="132902972288"), line(partner="URY", value="12")))
    assert [v[3] for v in values(read(dollars)[0]["2020"])] == [132902972288, 12]
    unclear = file(tmp_path, message(line(value="7940.9")), "b-2026-11-20.csv")
    with pytest.raises(DataError, match="cannot be told"):
        read(unclear)
    assert [v[3] for v in values(read(unclear, scale="apply")[0]["2020"])] == [7940900000]
    assert [v[3] for v in values(read(unclear, scale="ignore")[0]["2020"])] == [7941]
    with pytest.raises(DataError, match="multiplier cannot be right"):
        read(dollars, scale="apply")


def test_the_worlds_total_says_nothing_about_scale(tmp_path):
    path = file(tmp_path, message(line(value="7940.9"), line(partner="G001", value="24000000")))
    with pytest.raises(DataError, match="cannot be told"):
        read(path)


def structured(series: str) -> bytes:
    """SDMX-ML 2.1, structure-specific."""
    flow = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=IMF.STA:IMTS(1.0.0)"
    ns = f"{flow}:ObsLevelDim:TIME_PERIOD"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<message:StructureSpecificData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
 xmlns:ns1="{ns}"
 xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<message:Header><message:ID>x</message:ID><message:Test>false</message:Test>
<message:Prepared>2026-11-20T00:00:00Z</message:Prepared><message:Sender id="IMF"/>
<message:Structure structureID="IMTS" namespace="{ns}" dimensionAtObservation="TIME_PERIOD">
<common:StructureUsage><Ref agencyID="IMF.STA" id="IMTS" version="1.0.0"/></common:StructureUsage>
</message:Structure></message:Header>
<message:DataSet ss:dataScope="DataStructure" xsi:type="ns1:DataSetType" ss:structureRef="IMTS">
{series}</message:DataSet></message:StructureSpecificData>""".encode()


def generic(*series: tuple[dict[str, str], dict[str, str], list[tuple[str, str]]]) -> bytes:
    """SDMX-ML 2.1, generic, in the keys of DOTS."""

    def pairs(of: dict[str, str]) -> str:
        return "".join(f'<g:Value id="{k}" value="{v}"/>' for k, v in of.items())

    body = "".join(
        f"<g:Series><g:SeriesKey>{pairs(key)}</g:SeriesKey><g:Attributes>{pairs(attributes)}"
        "</g:Attributes>"
        + "".join(
            f'<g:Obs><g:ObsDimension value="{year}"/><g:ObsValue value="{value}"/></g:Obs>'
            for year, value in observations
        )
        + "</g:Series>"
        for key, attributes, observations in series
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<m:GenericData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
 xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<m:Header><m:ID>x</m:ID><m:Test>false</m:Test><m:Prepared>2026-11-20T00:00:00Z</m:Prepared>
<m:Sender id="IMF"/><m:Structure structureID="DOT" dimensionAtObservation="TIME_PERIOD">
<c:Structure><Ref agencyID="IMF" id="DOT" version="1.0"/></c:Structure></m:Structure></m:Header>
<m:DataSet structureRef="DOT">{body}</m:DataSet></m:GenericData>""".encode()


def test_sdmx_ml_structure_specific_is_read_exactly(tmp_path):
    path = file(
        tmp_path,
        structured(
            '<Series COUNTRY="USA" INDICATOR="XG_FOB_USD" COUNTERPART_COUNTRY="CAN"'
            ' FREQUENCY="A" SCALE="6">'
            '<Obs TIME_PERIOD="2019" OBS_VALUE="292632914223"/>'
            '<Obs TIME_PERIOD="2020" OBS_VALUE="255392211341.6" STATUS="E"/>'
            '<Obs TIME_PERIOD="2021" OBS_VALUE="NaN"/></Series>'
        ),
        "imts-2026-11-20.xml",
    )
    years, _ = read(path)
    assert values(years["2019"]) == [("USA", "CAN", "X", 292632914223, "A")]
    assert values(years["2020"]) == [("USA", "CAN", "X", 255392211342, "E")]
    assert years["2021"].num_rows == 0


def test_sdmx_ml_generic_of_dots_in_millions(tmp_path):
    def key(partner: str, indicator: str) -> dict[str, str]:
        return {
            "FREQ": "A", "REF_AREA": "AR", "INDICATOR": indicator, "COUNTERPART_AREA": partner,
        }  # fmt: skip

    millions = {"UNIT_MULT": "6"}
    path = file(
        tmp_path,
        generic(
            (key("BR", "TXG_FOB_USD"), millions, [("2018", "11287.654321"), ("2019", "10385.1")]),
            (key("BR", "TMG_CIF_USD"), millions, [("2019", "10094")]),
            (key("W00", "TXG_FOB_USD"), millions, [("2019", "65115")]),
        ),
        "dots-2020-01-31.xml",
    )
    years, parts = read(path)
    assert values(years["2018"]) == [("ARG", "BRA", "X", 11287654321, "A")]
    assert values(years["2019"]) == [
        ("ARG", "BRA", "M", 10094000000, "A"), ("ARG", "BRA", "X", 10385100000, "A"),
    ]  # fmt: skip
    assert parts[1].notes["left out: the world and groups of countries"] == "1 rows"


def test_numeric_codes_of_the_older_data(tmp_path):
    header = "FREQ,REF_AREA,INDICATOR,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT"
    body = message(
        "A,213,TXG_FOB_USD,223,2019,5.25,6", "A,213,TXG_FOB_USD,001,2019,9,6", header=header
    )
    assert values(read(file(tmp_path, body))[0]["2019"]) == [("ARG", "BRA", "X", 5250000, "A")]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (line(partner="QQQ"), "COUNTERPART_COUNTRY 'QQQ' is not a code of a country"),
        (line(reporter="QQQ"), "COUNTRY 'QQQ' is not a code of a country"),
        (line(partner="URY", value="n/a"), "OBS_VALUE 'n/a' is not a number"),
        (line(partner="URY", value="-1"), "OBS_VALUE '-1' is negative"),
        (line(partner="URY", period="2020-12-31"), "TIME_PERIOD '2020-12-31' is not a year"),
        (line(partner="URY", value="9e12"), "more than any flow has been"),
        (line(value="1"), "another value"),
    ],
)
def test_bad_rows(tmp_path, bad, said):
    path = file(tmp_path, message(line(), bad))
    with pytest.raises(DataError, match=re.escape(said)):
        read(path)
    _, (part,) = read(path, on_bad_rows="set-aside", rejects=tmp_path / "r.csv")
    assert part.rejected in (1, 2)
    assert said.split()[-1] in (tmp_path / "r.csv").read_text()


def test_fingerprints_follow_whatever_changes_the_figures(tmp_path):
    header = "FREQ,REF_AREA,INDICATOR,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT,SCALE"
    line = "A,ARG,TXG_FOB_USD,BRA,2019,5.25,6,6"

    def fingerprint(text: str = line, **options) -> str:
        path = file(tmp_path, message(text, header=header))
        parts = InternationalMerchandiseTrade().parts([path], **{"scale": "ignore"} | options)
        return next(parts).fingerprint

    marks = [
        fingerprint(),
        fingerprint(line.replace("5.25", "5.5")),
        fingerprint(line.replace("6,6", "3,6")),
        fingerprint(scale="apply"),
        fingerprint(imports="FOB"),
    ]
    assert len(set(marks)) == len(marks)
    assert fingerprint() == marks[0]
    assert fingerprint(line + "\n" + line.replace("2019", "n/a")) != marks[0]


def test_no_year_is_readable(tmp_path):
    path = file(tmp_path, message(line(period="later")))
    with pytest.raises(DataError, match="TIME_PERIOD 'later' is not a year"):
        read(path)


def test_files_that_are_something_else(tmp_path):
    with pytest.raises(DataError, match="column COUNTERPART_COUNTRY or"):
        read(file(tmp_path, b"COUNTRY,INDICATOR,2020\nARG,X,1\n"))
    with pytest.raises(DataError, match="cannot be read"):
        read(file(tmp_path, structured("")[:700], "cut-2026-11-20.xml"))
    with pytest.raises(UsageError, match="vintage"):
        read(file(tmp_path, message(line()), "mine.csv"))
    assert read(tmp_path / "mine.csv", vintage="v1")[1][0].vintage == "v1"


@pytest.mark.shared
def test_the_real_figures_come_back(shared, tmp_path):
    import duckdb

    path = tmp_path / "dots-2026-11-20.csv"
    duckdb.sql(f"""
        COPY (SELECT 'A' AS FREQ, reporter AS REF_AREA, partner AS COUNTERPART_AREA,
                CASE flow WHEN 'X' THEN 'TXG_FOB_USD' ELSE 'TMG_CIF_USD' END AS INDICATOR,
                year AS TIME_PERIOD, value_usd AS OBS_VALUE,
                CASE WHEN estimated THEN 'E' END AS OBS_STATUS
            FROM '{shared}/trade_dots.parquet' WHERE year IN (1995, 2015)) TO '{path}' (FORMAT csv)
        """)
    years, _ = read(path)
    for year, table in years.items():
        expected = duckdb.sql(f"""
            SELECT count(*), sum(value_usd)::HUGEINT, count(*) FILTER (estimated)
            FROM '{shared}/trade_dots.parquet' WHERE year = {year} AND value_usd IS NOT NULL
            """).fetchall()[0]
        status = table["OBS_STATUS"].to_pylist()
        assert (table.num_rows, sum(table["OBS_VALUE"].to_pylist()), status.count("E")) == expected
