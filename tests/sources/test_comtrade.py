from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from replay import Asked, Reply, in_turn, replay

from cedic.errors import DataError, SourceError, UnknownCodeError, UsageError
from cedic.model import schema
from cedic.sources.base import parse_options
from cedic.sources.comtrade import KEY_VARIABLE, MANIFEST, Comtrade

KEY = "0123456789abcdef0123456789abcdef"


def row(reporter=32, partner=76, flow="X", year=2020, value=100.0, cmd="TOTAL", **more):
    """A record as the API gives it."""
    return {
        "typeCode": "C", "freqCode": "A", "refPeriodId": year * 10000 + 101, "refYear": year,
        "refMonth": 52, "period": str(year), "reporterCode": reporter, "reporterISO": None,
        "flowCode": flow, "partnerCode": partner, "partnerISO": None, "partner2Code": 0,
        "classificationCode": "H5", "isOriginalClassification": True, "cmdCode": cmd,
        "customsCode": "C00", "mosCode": "0", "motCode": 0, "qty": 0, "netWgt": 0,
        "cifvalue": None, "fobvalue": value, "primaryValue": value, "legacyEstimationFlag": 0,
        "isReported": False, "isAggregate": True,
    } | more  # fmt: skip


def answer(*rows, **more):
    return Reply.json(
        {"elapsedTime": "0.1 secs", "count": len(rows), "data": rows, "error": ""} | more
    )


def source(url: str) -> Comtrade:
    made = Comtrade()
    made.base, made.backoff = url, 0.001
    return made


def read(*paths: Path, **options):
    parts = list(Comtrade().parts(paths, **options))
    return {part.time_period: part.rows().read_all().to_pylist() for part in parts}, parts


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, KEY)


def test_asks_for_totals_and_reads_them_exactly(tmp_path):
    rows = [
        row(value=1234.5, netWgt=2500.0),
        row(flow="M", partner=842, value=70.4),
        row(partner=0, value=9999.0),
        row(partner=97, value=500.0),
        row(flow="RX", value=3.0),
        row(cmd="0101", value=10.0, isReported=True, isAggregate=False),
        row(cmd="999999", value=11.0, isReported=False, isAggregate=False),
    ]
    with replay(in_turn(answer(*rows))) as server:
        got = source(server.url).fetch(tmp_path, reporters=("ARG",), years=(2020,))
    (asked,) = server.asked
    assert asked.path == "/data/v1/get/C/A/HS"
    assert asked.headers["Ocp-Apim-Subscription-Key"] == KEY
    assert asked.query == {
        "reporterCode": "32", "period": "2020", "flowCode": "X,M", "cmdCode": "TOTAL",
        "maxRecords": "100000", "includeDesc": "false", "partner2Code": "0", "motCode": "0",
        "customsCode": "C00",
    }  # fmt: skip
    years, (part,) = read(*got)
    arrow = part.rows().read_all()
    assert arrow.schema == schema("trade")

    def flow(partner, flow, product, value, weight, status):
        return {
            "REF_AREA": "ARG", "COUNTERPART_AREA": partner, "TRADE_FLOW": flow,
            "PRODUCT": product, "OBS_VALUE": value, "QUANTITY": weight, "OBS_STATUS": status,
            "TIME_PERIOD": "2020",
        }  # fmt: skip

    assert years["2020"] == [
        flow("BRA", "X", "0101", 10, None, "A"),
        flow("BRA", "X", "999999", 11, None, "E"),
        flow("BRA", "X", "_T", 1235, 2.5, "A"),
        flow("USA", "M", "_T", 70, None, "A"),
    ]
    assert part.notes == {
        "PRODUCT": "HS17",
        "left out: flows inside exports and imports": "1 rows",
        "left out: groups of countries": "1 rows",
        "left out: the world as partner": "1 rows",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", part.vintage)


def test_the_key_is_in_no_file(tmp_path):
    with replay(in_turn(answer(row()))) as server:
        source(server.url).fetch(tmp_path, reporters=("ARG",), years=(2020,))
    assert len(list(tmp_path.iterdir())) == 2
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_years_go_together_a_dozen_at_a_time(tmp_path):
    with replay(in_turn(answer())) as server:
        source(server.url).fetch(tmp_path, reporters=("ARG", "BRA"), years=tuple(range(2000, 2015)))
    assert [(a.query["reporterCode"], len(a.query["period"].split(","))) for a in server.asked] == [
        ("32", 12), ("76", 12), ("32", 3), ("76", 3),
    ]  # fmt: skip


def test_without_a_key_the_preview_is_asked_a_year_at_a_time(tmp_path, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE)
    with replay(in_turn(answer(row()))) as server:
        source(server.url).fetch(tmp_path, reporters=("ARG",), years=(2019, 2020))
    assert [a.path for a in server.asked] == ["/public/v1/preview/C/A/HS"] * 2
    assert [a.query["period"] for a in server.asked] == ["2019", "2020"]
    assert server.asked[0].query["maxRecords"] == "500"
    assert "Ocp-Apim-Subscription-Key" not in server.asked[0].headers


def test_all_reporters_are_those_the_service_lists(tmp_path):
    def all_of(asked: Asked) -> Reply:
        if asked.path.endswith("Reporters.json"):
            listed = [{"id": 32, "isGroup": False}, {"id": 97, "isGroup": True}, {"id": 76}]
            return Reply.json({"results": listed})
        return answer(row(reporter=int(asked.query["reporterCode"]), partner=858))

    with replay(all_of) as server:
        got = source(server.url).fetch(tmp_path, reporters=("ALL",), years=(2020,))
    assert [r["REF_AREA"] for r in read(*got)[0]["2020"]] == ["ARG", "BRA"]
    with (
        replay(in_turn(Reply.json({"items": []}))) as server,
        pytest.raises(SourceError, match="lacks 'results'"),
    ):
        source(server.url).fetch(tmp_path, reporters=("ALL",), years=(2021,))


def test_partners_and_products_of_choice(tmp_path):
    with replay(in_turn(answer())) as server:
        source(server.url).fetch(
            tmp_path, reporters=("ARG",), years=(2019, 2020), partners=("USA", "BRA"),
            products=("AG6",), flows=("M",), classification="H5",
        )  # fmt: skip
    assert [a.path for a in server.asked] == ["/data/v1/get/C/A/H5"] * 2
    query = server.asked[0].query
    assert (query["partnerCode"], query["cmdCode"], query["flowCode"]) == ("842,76", "AG6", "M")


def flows_of(asked: Asked, partners=(76, 152, 600, 858)) -> Reply:
    """All flows that a question covers, cut at four rows as the API cuts at its limit."""
    if "reference" in asked.path:
        listed = [
            {"id": 0},
            *({"id": p, "isGroup": False} for p in partners),
            {"id": 97, "isGroup": True},
        ]
        return Reply.json({"results": listed})
    wanted = asked.query.get("partnerCode")
    rows = [
        row(partner=partner, flow=flow, year=int(year), value=partner + int(year))
        for year in asked.query["period"].split(",")
        for flow in asked.query["flowCode"].split(",")
        for partner in partners
        if wanted is None or str(partner) in wanted.split(",")
    ]
    return answer(*rows[:4])


def test_a_full_answer_is_split_until_nothing_is_lost(tmp_path):
    with replay(flows_of) as server:
        comtrade = source(server.url)
        comtrade.limit = 4
        got = comtrade.fetch(tmp_path, reporters=("ARG",), years=(2019, 2020))
        asked = len(server.asked)
        again = comtrade.fetch(tmp_path, reporters=("ARG",), years=(2019, 2020))
    assert again == got
    assert [a.path for a in server.asked[asked:]] == ["/files/v1/app/reference/partnerAreas.json"]
    years, _ = read(*got)
    for year in ("2019", "2020"):
        assert len(years[year]) == 8
        assert sum(r["OBS_VALUE"] for r in years[year]) == 2 * (
            76 + 152 + 600 + 858 + 4 * int(year)
        )


def test_an_answer_that_stays_full_is_not_accepted(tmp_path):
    with replay(flows_of) as server:
        comtrade = source(server.url)
        comtrade.limit = 1
        with pytest.raises(SourceError, match="cannot be made smaller"):
            comtrade.fetch(tmp_path, reporters=("ARG",), years=(2020,))


def test_announced_rows_must_be_there(tmp_path):
    with (
        replay(in_turn(answer(row(), count=9))) as server,
        pytest.raises(SourceError, match="9 rows"),
    ):
        source(server.url).fetch(tmp_path, reporters=("ARG",), years=(2020,))


def test_a_broken_fetch_goes_on_with_what_is_missing(tmp_path):
    replies = in_turn(answer(row()), Reply.json({"message": "Out of call volume quota."}, 403))
    with replay(replies) as server, pytest.raises(SourceError, match="quota") as caught:
        source(server.url).fetch(tmp_path, reporters=("ARG", "BRA"), years=(2020,))
    assert KEY not in str(caught.value)
    with replay(in_turn(answer(row(reporter=76, partner=32)))) as server:
        got = source(server.url).fetch(tmp_path, reporters=("ARG", "BRA"), years=(2020,))
    assert [a.query["reporterCode"] for a in server.asked] == ["76"]
    years, _ = read(*got)
    assert [r["REF_AREA"] for r in years["2020"]] == ["ARG", "BRA"]


def test_a_wrong_key_names_the_variable(tmp_path):
    said = Reply.json({"statusCode": 401, "message": "Access denied due to invalid key."}, 401)
    with replay(in_turn(said)) as server, pytest.raises(SourceError, match=KEY_VARIABLE):
        source(server.url).fetch(tmp_path, reporters=("ARG",), years=(2020,))


@pytest.mark.parametrize(
    "reply",
    [
        Reply.json({"data": None}),
        Reply.json([1]),
        answer({"refYear": 2020}),
        answer(row(primaryValue="a lot")),
        answer(row(), error="Invalid parameter"),
    ],
)
def test_unknown_forms_of_answer(tmp_path, reply):
    with replay(in_turn(reply)) as server, pytest.raises(SourceError):
        source(server.url).fetch(tmp_path, reporters=("ARG",), years=(2020,))
    assert not list(tmp_path.glob("*.parquet"))


def test_what_must_be_said(tmp_path):
    with pytest.raises(UsageError, match="Which reporters"):
        Comtrade().fetch(tmp_path, years=(2020,))
    with pytest.raises(UnknownCodeError, match="reporter"):
        Comtrade().fetch(tmp_path, reporter=("ARG",))
    with pytest.raises(UnknownCodeError, match="AGR"):
        source("http://127.0.0.1:9").fetch(tmp_path, reporters=("AGR",), years=(2020,))
    with pytest.raises(UsageError, match="edition"):
        parse_options("COMTRADE", Comtrade.fetch_options, {"classification": "../x"})
    with pytest.raises(UsageError, match="AG3"):
        parse_options("COMTRADE", Comtrade.fetch_options, {"products": "AG3"})


def test_codes_go_by_year(tmp_path):
    with replay(in_turn(answer())) as server:
        source(server.url).fetch(tmp_path, reporters=("USA",), years=(1979, 1980, 1981))
    assert sorted(a.query["reporterCode"] for a in server.asked) == ["841", "842"]


def test_a_damaged_list_of_answers(tmp_path):
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(DataError, match="damaged"):
        source("http://127.0.0.1:9").fetch(tmp_path, reporters=("ARG",), years=(2020,))


def table(path: Path, *rows, end: str = "", without=()) -> Path:
    names = [name for name in row() if name not in without]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for given in rows:
            writer.writerow([given[name] for name in names] + ([end] if end is not None else []))
    return path


def test_a_csv_of_the_web_site_without_breakdowns_counted_twice(tmp_path):
    path = table(
        tmp_path / "TradeData.csv",
        row(value=100),
        row(value=60, motCode=1000),
        row(value=40, motCode=2100),
        row(value=30, partner2Code=858),
        row(value=20, customsCode="C01"),
        row(flow="M", value=5),
    )
    years, (part,) = read(path, vintage="2026-11-20")
    assert [(r["TRADE_FLOW"], r["OBS_VALUE"]) for r in years["2020"]] == [("M", 5), ("X", 100)]
    assert part.notes["left out: breakdowns of totals"] == "4 rows"
    assert part.vintage == "2026-11-20"


def test_a_breakdown_without_its_total_is_not_lost_in_silence(tmp_path):
    path = table(tmp_path / "a.csv", row(value=60, motCode=1000), row(flow="M"), end=None)
    with pytest.raises(DataError, match="breakdown whose total is not in the files"):
        read(path, vintage="x")


def test_one_part_a_year_with_a_fingerprint_of_its_own(tmp_path):
    first = table(tmp_path / "a.csv", row(year=2019), row(year=2020))
    _, before = read(first, vintage="x")
    second = table(tmp_path / "b.csv", row(year=2020, partner=858))
    _, after = read(first, second, vintage="x")
    assert [p.time_period for p in before] == ["2019", "2020"]
    assert before[0].fingerprint == after[0].fingerprint
    assert before[1].fingerprint != after[1].fingerprint


def test_parts_can_be_read_side_by_side(tmp_path):
    path = table(tmp_path / "a.csv", row(year=2019), row(year=2020, value=7))
    first, second = Comtrade().parts([path], vintage="x")
    reading = first.rows()
    assert second.rows().read_all()["OBS_VALUE"].to_pylist() == [7]
    assert reading.read_all()["OBS_VALUE"].to_pylist() == [100]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"primaryValue": "n/a"}, "primaryValue 'n/a' is not a number"),
        ({"primaryValue": ""}, "primaryValue is empty"),
        ({"primaryValue": -1}, "primaryValue '-1' is negative"),
        ({"partnerCode": 12345}, "partnerCode '12345' is not a code of a country"),
        ({"reporterCode": "XX"}, "reporterCode 'XX' is not a code of a country"),
        ({"cmdCode": "101"}, "cmdCode '101' is not TOTAL or an HS code"),
        ({"freqCode": "M"}, "only yearly figures"),
        ({"typeCode": "S"}, "only trade in goods"),
        ({"classificationCode": "S4"}, "is not the HS"),
        ({"refYear": "20x0"}, "refYear '20x0' is not a year"),
        ({"flowCode": ""}, "flowCode is empty"),
        ({"netWgt": -3}, "is not a weight"),
    ],
)
def test_bad_rows_stop_or_are_set_aside(tmp_path, bad, said):
    path = table(tmp_path / "a.csv", row(), row(partner=858) | bad)
    with pytest.raises(DataError, match=re.escape(said)) as caught:
        read(path, vintage="x")
    assert f"{path}, line 3" in str(caught.value)
    rejects = tmp_path / "out" / "rejects.csv"
    years, (part,) = read(path, vintage="x", on_bad_rows="set-aside", rejects=rejects)
    assert len(years["2020"]) == 1
    assert part.rejected == 1
    kept = list(csv.DictReader(rejects.open()))
    assert [(r["line"], r["column"]) for r in kept] == [("3", said.split()[0])] or len(kept) == 1
    read(path, vintage="x", on_bad_rows="set-aside", rejects=rejects)
    assert len(list(csv.DictReader(rejects.open()))) == 2


def test_two_values_for_one_flow(tmp_path):
    same = table(tmp_path / "a.csv", row(), row())
    assert len(read(same, vintage="x")[0]["2020"]) == 1
    other = table(tmp_path / "b.csv", row(value=101))
    with pytest.raises(DataError, match="another row gives the same key another value"):
        read(same, other, vintage="x")


def test_each_bad_row_is_told_with_its_own_file(tmp_path):
    few = ("partner2Code", "motCode", "customsCode")
    first = table(tmp_path / "a.csv", row(), row(partner=858, value="?"), without=few)
    second = table(tmp_path / "b.csv", row(partner=152, netWgt="?", year=2019), without=few)
    rejects = tmp_path / "rejects.csv"
    years, parts = read(first, second, vintage="x", on_bad_rows="set-aside", rejects=rejects)
    assert {year: len(rows) for year, rows in years.items()} == {"2019": 0, "2020": 1}
    assert [part.rejected for part in parts] == [1, 1]
    found = [(r["file"], r["line"], r["column"]) for r in csv.DictReader(rejects.open())]
    assert found == [(str(first), "3", "primaryValue"), (str(second), "2", "netWgt")]


def test_of_equal_flows_the_reported_one_with_a_weight_is_kept(tmp_path):
    estimated = row(isReported="false", isAggregate="false")
    weighed = row(isReported="true", netWgt=2000)
    for at, rows in enumerate(([estimated, weighed], [weighed, estimated])):
        (kept,) = read(table(tmp_path / f"{at}.csv", *rows), vintage="x")[0]["2020"]
        assert (kept["OBS_STATUS"], kept["QUANTITY"]) == ("A", 2.0)


def test_columns_and_encodings(tmp_path):
    with pytest.raises(DataError, match="column primaryValue is missing"):
        read(table(tmp_path / "a.csv", row(), without=("primaryValue",)), vintage="x")
    few = ("partner2Code", "motCode", "customsCode", "isReported", "netWgt", "classificationCode")
    assert len(read(table(tmp_path / "b.csv", row(), without=few), vintage="x")[0]["2020"]) == 1
    latin = tmp_path / "c.csv"
    latin.write_bytes(
        table(tmp_path / "d.csv", row(reporterISO="CÔTE")).read_text("utf-8-sig").encode("latin-1")
    )
    with pytest.raises(DataError, match="cannot be read"):
        read(latin, vintage="x")
    assert len(read(latin, vintage="x", encoding="latin-1")[0]["2020"]) == 1


def test_the_vintage_is_given_or_known(tmp_path):
    path = table(tmp_path / "a.csv", row())
    with pytest.raises(UsageError, match="vintage"):
        read(path)
    bulk = table(tmp_path / "COMTRADE-FINAL-CA0322020H5[2023-01-03].csv", row())
    assert read(bulk)[1][0].vintage == "2023-01-03"


def test_nothing_to_read(tmp_path):
    with pytest.raises(DataError, match="No file to read"):
        read(tmp_path)
    with pytest.raises(DataError, match="no such file"):
        read(tmp_path / "x.csv")
    with pytest.raises(DataError, match="no rows"):
        read(table(tmp_path / "a.csv"), vintage="x")
    (tmp_path / "b.csv").write_text(json.dumps({}))
    with pytest.raises(DataError, match="is missing"):
        read(tmp_path / "b.csv", vintage="x")
