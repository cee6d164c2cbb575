"""What could be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from asking import Ask, Got, check_json, check_xml

if TYPE_CHECKING:
    from cedic.warehouse import Store

JSON_2 = "application/vnd.sdmx.structure+json;version=2.0.0"
STR = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure}"
COM = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common}"


def values(got: Got) -> dict[str, list[str]]:
    """The codes available, by dimension, of a message of version 1."""
    assert got.status == 200, got.text
    check_xml(got)
    return {
        key.get("id"): [value.text for value in key.findall(f"{COM}Value")]
        for key in got.xml.iter(f"{COM}KeyValue")
    }


def counts(got: Got) -> dict[str, str]:
    notes = got.xml.iter(f"{COM}Annotation")
    return {note.get("id"): note.findtext(f"{COM}AnnotationTitle") for note in notes}


def test_exact_tells_what_an_answer_would_hold(ask_mixed: Ask) -> None:
    got = ask_mixed("v1/availableconstraint/MIXED/Q..", "startPeriod=2021")
    assert values(got) == {
        "FREQ": ["Q"],
        "REF_AREA": ["ARG"],
        "SOURCE": ["S"],
        "TIME_PERIOD": [],
    }
    assert counts(got) == {"series_count": "1", "obs_count": "1"}
    span = got.xml.find(f".//{COM}TimeRange")
    assert [part.text for part in span] == ["2021-01-01", "2021-03-31"]


def test_available_tells_what_could_be_added(ask_mixed: Ask) -> None:
    exact = values(ask_mixed("v1/availableconstraint/MIXED/A.BRA."))
    could = values(ask_mixed("v1/availableconstraint/MIXED/A.BRA.", "mode=available"))
    assert exact["REF_AREA"] == ["BRA"]
    assert could["REF_AREA"] == ["ARG", "BRA"]
    # Brazil has no figures by month or quarter.
    assert could["FREQ"] == ["A"]


def test_one_dimension_alone(ask_mixed: Ask) -> None:
    got = ask_mixed("v1/availableconstraint/MIXED/all/all/REF_AREA")
    assert values(got) == {"REF_AREA": ["ARG", "BRA"]}
    got = ask_mixed("v2/availability/dataflow/CEDIC/MIXED/1.0/*/REF_AREA,FREQ")
    [constraint] = got.json["data"]["dataConstraints"]
    [region] = constraint["cubeRegions"]
    assert {key["id"] for key in region["keyValues"]} == {"REF_AREA", "FREQ"}


def test_the_codes_available_are_those_of_the_data(ask: Ask, sample_store: Store) -> None:
    frame = sample_store.data("REGIONAL_TRADE", REF_AREA="CARICOM").to_pandas()
    found = values(ask("v1/availableconstraint/REGIONAL_TRADE/.CARICOM...."))
    for name in ("TRADE_FLOW", "PRODUCT", "INDICATOR", "SOURCE"):
        assert found[name] == sorted(frame[name].unique())
    got = ask("v1/availableconstraint/REGIONAL_TRADE/.CARICOM....")
    key = list(sample_store.dataflow("REGIONAL_TRADE").key[:-1])
    series = len(frame[key].drop_duplicates())
    assert counts(got) == {"series_count": str(series), "obs_count": str(len(frame))}


@pytest.mark.parametrize("references", ["none", "all", "codelist", "dataflow", "conceptscheme"])
def test_references_come_with_it(ask: Ask, references: str) -> None:
    path = "availability/dataflow/CEDIC/REGIONAL_TRADE/1.0/A.MERCOSUR"
    got = ask(f"v2/{path}", f"references={references}", JSON_2)
    check_json(got, "structure", "2.0")
    data: dict[str, Any] = got.json["data"]
    kinds = {"codelist": "codelists", "dataflow": "dataflows", "conceptscheme": "conceptSchemes"}
    for name, plural in kinds.items():
        assert (plural in data) == (references in (name, "all"))
    if references in ("codelist", "all"):
        [areas] = [one for one in data["codelists"] if one["id"] == "CL_AREA"]
        # The codes available, and those that they are parts of.
        assert "MERCOSUR" in {code["id"] for code in areas["codes"]}
        assert len(areas["codes"]) < 5
        assert areas["isPartial"]
    check_xml(ask("v1/availableconstraint/REGIONAL_TRADE", f"references={references}"))


def test_changes_alone(ask_mixed: Ask, mixed: Store) -> None:
    then = mixed.releases()[1].created.isoformat().replace("+00:00", "Z")
    got = ask_mixed("v1/availableconstraint/MIXED", f"updatedAfter={then}")
    assert values(got)["FREQ"] == ["A"]
    assert counts(got)["obs_count"] == "3"


def test_nothing_new_is_not_sent(ask_mixed: Ask) -> None:
    got = ask_mixed("v1/availableconstraint/MIXED")
    again = ask_mixed("v1/availableconstraint/MIXED", if_none_match=got.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("v1/availableconstraint/MIXD", "", 404),
        ("v1/availableconstraint/MIXED/Q.BRA.", "", 404),
        ("v1/availableconstraint/MIXED/all/all/OBS_VALUE", "", 400),
        ("v1/availableconstraint/MIXED/all/all/FREQ/x", "", 400),
        ("v1/availableconstraint/MIXED", "mode=all", 400),
        ("v1/availableconstraint/MIXED", "references=everything", 400),
        ("v1/availableconstraint/MIXED", "detail=full", 400),
        ("v1/availableconstraint/MIXED", "startPeriod=x", 400),
        ("v2/availability/dataflow/CEDIC/MIXED/1.0/Q.BRA", "", 204),
        ("v2/availability/dataflow/CEDIC/MIXED/1.0/*/NOTHING", "", 400),
        ("v2/availability/dataflow/CEDIC/MIXED", "c[FREK]=A", 400),
        ("v2/availability", "", 501),
        ("v2/availableconstraint/MIXED", "", 404),
        ("v1/availability/dataflow/CEDIC/MIXED", "", 404),
    ],
)
def test_bad_requests(ask_mixed: Ask, path: str, query: str, status: int) -> None:
    assert ask_mixed(path, query).status == status
