"""What a request for data asks for is what it gets, in both versions of the interface."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from asking import CSV_1, CSV_2, JSON_1, JSON_2, SPECIFIC, Ask, Got, check_json, check_xml

from mixed_world import ADDED, FIRST, GONE, REVISED, SECOND

if TYPE_CHECKING:
    from cedic.warehouse import Store

V2 = "v2/data/dataflow/CEDIC/MIXED/1.0"


def periods(got: Got) -> list[str]:
    assert got.status == 200, got.text
    return [row["TIME_PERIOD"] for row in got.rows]


def keys(got: Got) -> set[tuple[str, str, str]]:
    assert got.status in (200, 206), got.text
    return {(row["FREQ"], row["REF_AREA"], row["TIME_PERIOD"]) for row in got.rows}


# Keys


@pytest.mark.parametrize(
    ("key", "series"),
    [
        ("", 4),
        ("/all", 4),
        ("/all/all", 4),
        ("/all/CEDIC", 4),
        ("/all/CEDIC,CEDIC", 4),
        ("/A..", 2),
        ("/A+Q..", 3),
        ("/.ARG.", 3),
        ("/A.ARG+BRA.S", 2),
        ("/A.ARG+ZZZ.", 1),
    ],
)
def test_keys_of_version_1(ask_mixed: Ask, key: str, series: int) -> None:
    for flow in ("MIXED", "CEDIC,MIXED", "all,MIXED,latest", "CEDIC,MIXED,1.0"):
        rows = ask_mixed(f"v1/data/{flow}{key}", "detail=serieskeysonly", CSV_1).rows
        assert len(rows) == series


@pytest.mark.parametrize(
    ("rest", "series"),
    [
        ("", 4),
        ("/*", 4),
        ("/A", 2),
        ("/A.*", 2),
        ("/*.ARG.*", 3),
        ("/A.BRA,Q", 2),
        ("/A.ARG.S,A.BRA.S", 2),
    ],
)
def test_keys_of_version_2(ask_mixed: Ask, rest: str, series: int) -> None:
    query = "attributes=none&measures=none"
    assert len(ask_mixed(V2 + rest, query, CSV_2).rows) == series
    by_structure = f"v2/data/datastructure/CEDIC/DSD_MIXED/1.0{rest}"
    assert len(ask_mixed(by_structure, query, CSV_2).rows) == series
    any_of = f"v2/data/*/*/MIXED/~{rest}"
    assert len(ask_mixed(any_of, query, CSV_2).rows) == series


# Time


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020", "2020", {"2020", "2020-03", "2020-04", "2020-12", "2020-Q1", "2020-Q2"}),
        ("2020-Q2", "2020-Q4", {"2020-04", "2020-12", "2020-Q2"}),
        ("2020-04", "2020-11", {"2020-04", "2020-Q2"}),
        ("2020-03-01", "2020-04-30", {"2020-03", "2020-04"}),
        ("2020-03-02", "2020-04-30", {"2020-04"}),
        ("2020-S1", "2020-S1", {"2020-03", "2020-04", "2020-Q1", "2020-Q2"}),
        ("2020-T3", "2020-T3", {"2020-12"}),
        ("2020-W10", "2020-W18", {"2020-04"}),
        ("2020-D061", "2020-D091", {"2020-03"}),
        ("2020-M12", "2021-Q1", {"2020-12", "2021-Q1"}),
        ("2020-12-01T00:00:00", "2020-12-31T23:59:59", {"2020-12"}),
        ("2021", None, {"2021", "2022", "2021-Q1"}),
        (None, "2019-A1", {"2019"}),
    ],
)
def test_periods_are_compared_as_periods(
    ask_mixed: Ask, start: str | None, end: str | None, expected: set[str]
) -> None:
    bounds = {"startPeriod": start, "endPeriod": end}
    query = "&".join(f"{name}={value}" for name, value in bounds.items() if value)
    assert set(periods(ask_mixed("v1/data/MIXED", query, CSV_1))) == expected
    operators = [f"{op}:{value}" for op, value in (("ge", start), ("le", end)) if value]
    got = ask_mixed(V2, f"c[TIME_PERIOD]={'+'.join(operators)}", CSV_2)
    assert set(periods(got)) == expected


def test_first_and_last_observations(ask_mixed: Ask) -> None:
    got = ask_mixed("v1/data/MIXED/M.ARG.", "firstNObservations=1", CSV_1)
    assert periods(got) == ["2020-03"]
    got = ask_mixed("v1/data/MIXED/M.ARG.", "lastNObservations=2", CSV_1)
    assert periods(got) == ["2020-04", "2020-12"]
    got = ask_mixed("v1/data/MIXED/M.ARG.", "firstNObservations=1&lastNObservations=1", CSV_1)
    assert periods(got) == ["2020-03", "2020-12"]
    query = "lastNObservations=1&startPeriod=2020&endPeriod=2020"
    assert periods(ask_mixed("v1/data/MIXED/A..", query, CSV_1)) == ["2020", "2020"]
    query = f"lastNObservations={10**40}"
    assert len(periods(ask_mixed("v1/data/MIXED", query, CSV_1))) == len(SECOND)


# Components, in version 2


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("c[FREQ]=A", 5),
        ("c[FREQ]=A,Q", 8),
        ("c[FREQ]=eq:A", 5),
        ("c[FREQ]=ne:A", 6),
        ("c[FREQ]=ne:A+ne:Q", 3),
        ("c[OBS_STATUS]=L", 1),
        ("c[OBS_STATUS]=ne:L", 10),
        ("c[OBS_VALUE]=ge:10", 4),
        ("c[OBS_VALUE]=gt:10+lt:30", 2),
        ("c[OBS_VALUE]=le:1.75", 3),
        ("c[OBS_VALUE]=eq:0", 1),
        ("c[VINTAGE]=co:%26", 1),
        ("c[VINTAGE]=nc:%26", 10),
        ("c[VINTAGE]=sw:v", 10),
        ("c[VINTAGE]=ew:1", 10),
        ("c[TIME_PERIOD]=2020", 2),
        ("c[TIME_PERIOD]=2020,2021", 3),
        ("c[TIME_PERIOD]=gt:2020", 3),
        ("c[TIME_PERIOD]=lt:2020", 1),
        ("c[TIME_PERIOD]=ge:2020-Q1+le:2020-Q1,ge:2022", 3),
        ("c[REF_AREA]=ARG&c[FREQ]=A", 3),
    ],
)
def test_conditions_on_components(ask_mixed: Ask, condition: str, count: int) -> None:
    assert len(periods(ask_mixed(V2, condition, CSV_2))) == count
    encoded = condition.replace("[", "%5B").replace("]", "%5D")
    assert len(periods(ask_mixed(V2, encoded, CSV_2))) == count


def test_pages_of_version_2_make_up_the_whole(ask_mixed: Ask) -> None:
    whole = ask_mixed(V2, "", CSV_2).rows
    pages = [ask_mixed(V2, f"offset={n}&limit=4", CSV_2) for n in (0, 4, 8)]
    assert [row for page in pages for row in page.rows] == whole


def test_attributes_and_measures_of_version_2(ask_mixed: Ask) -> None:
    def columns(query: str) -> list[str]:
        return list(ask_mixed(V2, query, CSV_2).rows[0])[3:]

    key = ["FREQ", "REF_AREA", "SOURCE", "TIME_PERIOD"]
    assert columns("") == [*key, "OBS_VALUE", "OBS_STATUS", "VINTAGE"]
    assert columns("attributes=none") == [*key, "OBS_VALUE"]
    assert columns("attributes=VINTAGE") == [*key, "OBS_VALUE", "VINTAGE"]
    assert columns("attributes=series") == [*key, "OBS_VALUE"]
    assert columns("measures=none") == [*key, "OBS_STATUS", "VINTAGE"]
    assert columns("measures=OBS_VALUE&attributes=obs") == columns("")
    for query in ("measures=none", "attributes=VINTAGE", "attributes=none&measures=none"):
        check_json(ask_mixed(V2, query, JSON_2), "data", "2.0")


# A part of the observations, by header


def test_a_range_of_observations(ask_mixed: Ask) -> None:
    whole = ask_mixed("v1/data/MIXED", "", CSV_1).rows
    for header in ("range", "x_range"):
        got = ask_mixed("v1/data/MIXED", "", CSV_1, **{header: "values=2-5"})
        assert got.status == 206
        assert got.headers["Content-Range"] == "values 2-5/11"
        assert got.rows == whole[2:6]
    got = ask_mixed("v1/data/MIXED", "", CSV_1, range="values=8-2499")
    assert got.headers["Content-Range"] == "values 8-10/11"
    got = ask_mixed("v1/data/MIXED", "", CSV_1, range="bytes=0-10")
    assert (got.status, len(got.rows)) == (200, 11)
    got = ask_mixed("v1/data/MIXED", "detail=serieskeysonly", JSON_1, range="values=0-1")
    assert got.headers["Content-Range"] == "values 0-1/4"
    for bad in ("values=11-20", "values=5-2"):
        assert ask_mixed("v1/data/MIXED", "", CSV_1, range=bad).status == 416


# Vintages


def moment(store: Store, number: int, microseconds: int = 0) -> str:
    [release] = [one for one in store.releases() if one.number == number]
    then = release.created + timedelta(microseconds=microseconds)
    return then.isoformat().replace("+00:00", "Z")


def test_as_of(ask_mixed: Ask, mixed: Store) -> None:
    got = ask_mixed(V2, f"asOf={moment(mixed, 1)}", CSV_2)
    assert ("A", "BRA", "2021") in keys(got)
    assert ("A", "BRA", "2022") not in keys(got)
    assert keys(ask_mixed(V2, f"asOf={moment(mixed, 2)}", CSV_2)) == keys(ask_mixed(V2, "", CSV_2))
    assert ask_mixed(V2, f"asOf={moment(mixed, 1, -1)}", CSV_2).status == 204


def test_updated_after(ask_mixed: Ask, mixed: Store) -> None:
    got = ask_mixed("v1/data/MIXED", f"updatedAfter={moment(mixed, 1)}", CSV_1)
    by_action = {(r["ACTION"], r["REF_AREA"], r["TIME_PERIOD"]): r["OBS_VALUE"] for r in got.rows}
    assert by_action == {
        ("R", REVISED["REF_AREA"], REVISED["TIME_PERIOD"]): str(REVISED["OBS_VALUE"]),
        ("R", ADDED["REF_AREA"], ADDED["TIME_PERIOD"]): str(ADDED["OBS_VALUE"]),
        ("D", GONE["REF_AREA"], GONE["TIME_PERIOD"]): "",
    }
    for accept in (SPECIFIC, JSON_1, JSON_2):
        got = ask_mixed("v1/data/MIXED", f"updatedAfter={moment(mixed, 1)}", accept)
        assert got.text.count("Replace") == got.text.count("Delete") == 1
    everything = ask_mixed("v1/data/MIXED", "updatedAfter=2000-01-01T00:00:00", CSV_1)
    assert {row["ACTION"] for row in everything.rows} == {"R"}
    assert len(everything.rows) == len(SECOND)
    assert ask_mixed("v1/data/MIXED", f"updatedAfter={moment(mixed, 2)}", CSV_1).status == 404
    assert ask_mixed(V2, f"updatedAfter={moment(mixed, 2)}", CSV_2).status == 204
    offset = moment(mixed, 1).replace("Z", "%2B00:00")
    assert len(ask_mixed("v1/data/MIXED", f"updatedAfter={offset}", CSV_1).rows) == 3


def test_include_history(ask_mixed: Ask, mixed: Store) -> None:
    got = ask_mixed("v1/data/MIXED", "includeHistory=true", CSV_1)
    rows = {
        (row["VALID_FROM"], row["ACTION"]): sum(
            one["VALID_FROM"] == row["VALID_FROM"] and one["ACTION"] == row["ACTION"]
            for one in got.rows
        )
        for row in got.rows
    }
    assert sorted(rows.values()) == sorted([len(FIRST), 1, len(SECOND)])
    got = ask_mixed("v1/data/MIXED", "includeHistory=true", SPECIFIC)
    sets = [part for part in got.xml if part.tag.endswith("DataSet")]
    space = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific}"
    told = [(s.get(f"{space}action"), s.get(f"{space}validToDate") is None) for s in sets]
    assert told == [("Replace", False), ("Delete", True), ("Replace", True)]
    generic = ask_mixed("v1/data/MIXED", "includeHistory=true", "application/xml")
    check_xml(generic)
    check_json(ask_mixed("v1/data/MIXED", "includeHistory=true", JSON_1), "data", "1.0")
    check_json(ask_mixed(V2, "includeHistory=true", JSON_2), "data", "2.0")
    since = ask_mixed(
        "v1/data/MIXED", f"includeHistory=true&updatedAfter={moment(mixed, 1)}", CSV_1
    )
    assert len(since.rows) == len(SECOND) + 1


# What has not changed is not sent


def test_what_the_client_has_is_not_sent_again(ask_mixed: Ask) -> None:
    got = ask_mixed("v1/data/MIXED", "", JSON_1)
    tag = got.headers["ETag"]
    for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = ask_mixed("v1/data/MIXED", "", JSON_1, if_none_match=held)
        assert (again.status, again.body) == (304, b"")
    assert ask_mixed("v1/data/MIXED", "", JSON_1, if_none_match='"other"').status == 200
    others = [
        ask_mixed("v1/data/MIXED", "", CSV_1),
        ask_mixed("v1/data/MIXED", "startPeriod=2020", JSON_1),
        ask_mixed("v1/data/MIXED", "", JSON_1, accept_language="es"),
        ask_mixed("v1/data/MIXED", "", JSON_1, range="values=0-1"),
    ]
    assert len({tag, *(other.headers["ETag"] for other in others)}) == 5
    assert "Accept" in got.headers["Vary"]


# What a client may take


@pytest.mark.parametrize(
    ("version", "accept", "query", "media_type"),
    [
        ("v1", "", "", "application/vnd.sdmx.genericdata+xml; version=2.1"),
        ("v1", "*/*", "", "application/vnd.sdmx.genericdata+xml; version=2.1"),
        ("v1", "application/xml", "", "application/vnd.sdmx.genericdata+xml; version=2.1"),
        ("v1", "text/csv", "", "application/vnd.sdmx.data+csv; version=1.0; charset=utf-8"),
        ("v1", "application/json", "", "application/vnd.sdmx.data+json; version=1.0"),
        (
            "v1",
            "text/html;q=0.9, application/json;q=0.5, text/csv;q=0.7",
            "",
            "application/vnd.sdmx.data+csv; version=1.0; charset=utf-8",
        ),
        ("v1", "text/html", "format=jsondata", "application/vnd.sdmx.data+json; version=1.0"),
        ("v2", "", "", "application/vnd.sdmx.data+json; version=2.0.0"),
        ("v2", "text/csv", "", "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"),
        (
            "v2",
            "application/vnd.sdmx.data+csv;version=2+.0",
            "",
            "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
        ),
        (
            "v2",
            "application/vnd.sdmx.data+csv;version=2.0.0;labels=both",
            "",
            "application/vnd.sdmx.data+csv; version=2.0.0; labels=both; charset=utf-8",
        ),
    ],
)
def test_the_format_is_what_the_client_takes(
    ask_mixed: Ask, version: str, accept: str, query: str, media_type: str
) -> None:
    path = "v1/data/MIXED" if version == "v1" else V2
    got = ask_mixed(path, query, accept)
    assert got.status == 200
    assert got.headers["Content-Type"] == media_type
