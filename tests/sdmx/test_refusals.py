"""What cannot be answered is refused with the right status, in the standard's own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import CSV_1, JSON_1, SPECIFIC, Ask, asker, check_xml

from mixed_world import mixed_store

V2 = "v2/data/dataflow/CEDIC/MIXED/1.0"


@pytest.mark.parametrize(
    ("path", "query", "status", "code", "words"),
    [
        # Addresses
        ("", "", 404, 100, "v1"),
        ("v9/data/MIXED", "", 404, 100, "no version 'v9'"),
        ("v1", "", 404, 100, "no resource"),
        ("v1/nothing", "", 404, 100, "no resource 'nothing'"),
        ("v1/data", "", 400, 140, "FLOW"),
        ("v1/data/MIXED/all/all/all", "", 400, 140, "address"),
        ("v1/data/MIXD", "", 404, 100, "MIXED"),
        ("v1/data/SELA,MIXED", "", 404, 100, "CEDIC"),
        ("v1/data/CEDIC,MIXED,9.9", "", 404, 100, "1.0"),
        ("v1/data/a,b,c,d", "", 400, 140, "AGENCY,FLOW,VERSION"),
        ("v1/data/MIXED/all/ECB", "", 404, 100, "CEDIC"),
        ("v1/data/%FF", "", 400, 140, "UTF-8"),
        ("v1/data/MIXED%00", "", 400, 140, "control"),
        # Keys
        ("v1/data/MIXED/A", "", 400, 140, "FREQ.REF_AREA.SOURCE"),
        ("v1/data/MIXED/A...", "", 400, 140, "4 places"),
        ("v1/data/MIXED/A.A R G.", "", 400, 140, "REF_AREA"),
        ("v1/data/MIXED/A.ARG++BRA.", "", 400, 140, "no code"),
        ("v1/data/MIXED/A.ARG;DROP TABLE.", "", 400, 140, "no code"),
        ("v1/data/MIXED/.ZZZ.", "", 404, 100, "'ZZZ'"),
        ("v1/data/MIXED/Q.BRA.", "", 404, 100, "combination"),
        # Parameters
        ("v1/data/MIXED", "startperiod=2020", 400, 140, "startPeriod"),
        ("v1/data/MIXED", "startPeriod=soon", 400, 140, "'soon'"),
        ("v1/data/MIXED", "startPeriod=2020-Q5", 400, 140, "2020-Q5"),
        ("v1/data/MIXED", "startPeriod=2021&endPeriod=2020", 403, 150, "earlier"),
        ("v1/data/MIXED", "startPeriod=1066&endPeriod=1067", 404, 100, "2019 to 2022"),
        ("v1/data/MIXED", "startPeriod=2020&startPeriod=2021", 400, 140, "twice"),
        ("v1/data/MIXED", "lastNObservations=0", 400, 140, "1 or more"),
        ("v1/data/MIXED", "lastNObservations=-1", 400, 140, "1 or more"),
        ("v1/data/MIXED", "firstNObservations=many", 400, 140, "whole number"),
        ("v1/data/MIXED", "detail=most", 400, 140, "serieskeysonly"),
        ("v1/data/MIXED", "includeHistory=maybe", 400, 140, "true"),
        ("v1/data/MIXED", "dimensionAtObservation=OBS_VALUE", 403, 150, "AllDimensions"),
        ("v1/data/MIXED", "updatedAfter=yesterday", 400, 140, "%2B"),
        ("v1/data/MIXED", "updatedAfter=2999-01-01", 404, 100, "changed"),
        ("v1/data/MIXED", "format=pdf", 400, 140, "csvdata"),
        ("v1/data/MIXED", "format=jsondata&labels=both", 400, 140, "labels"),
        ("v1/data/MIXED", "format=csvdata&labels=all", 400, 140, "both"),
        ("v1/data/MIXED", "format=generictimeseriesdata&dimensionAtObservation=FREQ", 403, 150, ""),
        # Version 2
        ("v2/data/dataflow/CEDIC/MIXED/1.0/A.B.C.D", "", 400, 140, "4 places"),
        ("v2/data/dataflow/CEDIC/MIXED/1.0/A+M", "", 400, 140, "c[DIMENSION]"),
        ("v2/data/table/CEDIC/MIXED", "", 400, 140, "dataflow"),
        ("v2/data/dataflow/CEDIC/MIXED/1.0/A/B", "", 400, 140, "too many"),
        (V2, "c[FREK]=A", 400, 140, "FREQ"),
        (V2, "c[FREQ]=", 400, 140, "lacks a value"),
        (V2, "c[FREQ]=A,,M", 400, 140, "lacks a value"),
        (V2, "c[OBS_VALUE]=much", 400, 140, "holds numbers"),
        (V2, "c[OBS_VALUE]=co:1", 400, 140, "text"),
        (V2, "c[TIME_PERIOD]=ge:never", 400, 140, "never"),
        (V2, "c[FREQ=A", 400, 140, "component"),
        (V2, "offset=-1", 400, 140, "0 or more"),
        (V2, "limit=0", 400, 140, "1 or more"),
        (V2, "limit=5&includeHistory=true", 422, 150, "page"),
        (V2, "asOf=2000-01-01&updatedAfter=2001-01-01", 422, 150, "asOf"),
        (V2, "attributes=NOTE", 400, 140, "VINTAGE"),
        (V2, "measures=TOTAL", 400, 140, "OBS_VALUE"),
        (V2, "startPeriod=2020", 400, 140, "startPeriod"),
    ],
)
def test_bad_requests(
    ask_mixed: Ask, path: str, query: str, status: int, code: int, words: str
) -> None:
    got = ask_mixed(
        path, query, SPECIFIC if path.startswith("v1") and "format" not in query else ""
    )
    assert got.status == status, got.text
    told, text = got.error
    assert told == code
    assert words in text
    if "format=json" not in query:
        check_xml(got, "3.0" if path.startswith("v2") else "2.1")
    as_json = ask_mixed(path, query, "application/json")
    if "format" not in query:
        assert as_json.status == status
        assert as_json.json["errors"][0]["code"] == code


@pytest.mark.parametrize(
    "path",
    [
        "v1/metadata/MIXED",
        "v1/structureset/all",
        "v1/process/all",
        "v1/hierarchicalcodelist/all",
        "v2/schema/dataflow/CEDIC/MIXED",
        "v2/metadata/x",
        "v2/registration/x",
        "v2/data/provisionagreement/CEDIC/MIXED",
        "v2/data",
        "v2/data/dataflow/CEDIC/A,B",
    ],
)
def test_what_is_not_served_says_so(ask_mixed: Ask, path: str) -> None:
    got = ask_mixed(path)
    assert got.status == 501
    assert got.error[0] == 501


def test_csv_of_a_kind_that_is_not_served(ask_mixed: Ask) -> None:
    accept = "application/vnd.sdmx.data+csv;version=1.0;timeFormat=normalized"
    assert ask_mixed("v1/data/MIXED", "", accept).status == 501


def test_an_empty_answer_of_version_2_has_no_body(ask_mixed: Ask) -> None:
    got = ask_mixed(f"{V2}/Q.BRA")
    assert (got.status, got.body) == (204, b"")
    assert "Content-Type" not in got.headers


@pytest.mark.parametrize("accept", ["image/png", "application/vnd.sdmx.data+json;version=7.0"])
def test_formats_that_there_are_not(ask_mixed: Ask, accept: str) -> None:
    got = ask_mixed("v1/data/MIXED", "", accept)
    assert got.status == 406
    assert "application/vnd.sdmx.genericdata+xml;version=2.1" in got.text


def test_an_address_of_a_megabyte(ask_mixed: Ask) -> None:
    for path, query in (
        (f"v1/data/MIXED/A.{'ARG+' * 250_000}ARG.", ""),
        (V2, "c[FREQ]=" + "A," * 500_000),
    ):
        got = ask_mixed(path, query)
        assert got.status == 414
        assert len(got.body) < 1000


def test_what_a_client_sends_is_told_back_escaped(ask_mixed: Ask) -> None:
    got = ask_mixed("v1/data/%3Cscript%3E%22%26")
    assert "<script>" not in got.text
    assert "<script>" in got.error[1]


def test_a_store_without_figures(tmp_path: Path) -> None:
    from cedic.catalogue import PUBLICATIONS
    from cedic.warehouse import Store

    got = asker(Store(tmp_path / "empty", PUBLICATIONS))("v1/data/TRADE")
    assert got.status == 503
    assert str(tmp_path) not in got.text


def test_files_that_vanish_before_an_answer(tmp_path: Path) -> None:
    store = mixed_store(tmp_path / "store")
    ask = asker(store)
    for file in (tmp_path / "store" / "dataflows").rglob("*.parquet"):
        file.unlink()
    for accept in (CSV_1, JSON_1, SPECIFIC):
        got = ask("v1/data/MIXED", "", accept)
        assert got.status == 503
        assert str(tmp_path) not in got.text


def test_a_defect_of_ours_is_told_without_its_insides(
    ask_mixed: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cedic.sdmx.data import v1

    def fail(*arguments: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(v1, "parse", fail)
    got = ask_mixed("v1/data/MIXED")
    assert got.status == 500
    assert got.error[0] == 500
    assert "inside" not in got.text
