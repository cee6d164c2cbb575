"""Structures: every message valid by the standard's own schemas, and read back by real clients."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pysdmx.io
import pytest
from asking import ADDRESS, Got, ask, check_json, check_xml
from lxml import etree

import sdmx
from cedic.catalogue import PUBLICATIONS
from cedic.model import LANGUAGES, Dataflow, Indicator, Representation
from cedic.sdmx import codes, structures
from cedic.sdmx.formats import choose
from cedic.sdmx.structures.query import DETAILS, RELATIONS
from cedic.warehouse import Snapshot, Store
from cedic.warehouse.snapshot import Relation
from sample_gaps import EMPTY

FLOWS = {id: publication.dataflow for id, publication in PUBLICATIONS.items()}
HELD = [id for id in FLOWS if id not in EMPTY]
"""The dataflows that the sample has figures for."""
V1 = (
    "dataflow",
    "datastructure",
    "codelist",
    "conceptscheme",
    "agencyscheme",
    "categoryscheme",
    "categorisation",
    "contentconstraint",
)
V2 = (*(one.replace("content", "data") for one in V1), "*")
ML = "application/vnd.sdmx.structure+xml;version={}"
JSON = "application/vnd.sdmx.structure+json;version={}"


FORMATS: dict[str, tuple[str, Callable[[Got], None]]] = {
    "SDMX-ML 2.1": (ML.format("2.1"), partial(check_xml, version="2.1")),
    "SDMX-ML 3.0": (ML.format("3.0.0"), partial(check_xml, version="3.0")),
    "SDMX-JSON 1.0": (JSON.format("1.0"), partial(check_json, kind="structure", version="1.0")),
    "SDMX-JSON 2.0": (JSON.format("2.0.0"), partial(check_json, kind="structure", version="2.0")),
}


def check_all(
    store: Store, address: str, version: str, format: str, known: tuple[str, ...]
) -> None:
    """Ask in every detail with everything, and in full with every relation."""
    accept, check = FORMATS[format]
    asked = {(detail, "all") for detail in DETAILS[version]}
    asked |= {("full", relation) for relation in (*RELATIONS[version], *known)}
    for detail, references in sorted(asked):
        query = f"detail={detail}&references={references}"
        answered = ask(store, f"{address}?{query}", accept=accept)
        assert answered.status == 200, (query, answered.body[:500])
        assert answered.headers["Content-Type"] == accept.replace(";", "; ")
        check(answered)


@pytest.mark.parametrize("format", ["SDMX-ML 2.1", "SDMX-JSON 1.0", "SDMX-ML 3.0"])
@pytest.mark.parametrize("resource", V1)
def test_every_message_of_version_1_is_valid(
    sample_store: Store, resource: str, format: str
) -> None:
    check_all(sample_store, f"v1/{resource}", "v1", format, ("codelist",))


@pytest.mark.parametrize("format", ["SDMX-JSON 2.0", "SDMX-ML 3.0"])
@pytest.mark.parametrize("resource", V2)
def test_every_message_of_version_2_is_valid(
    sample_store: Store, resource: str, format: str
) -> None:
    check_all(sample_store, f"v2/structure/{resource}", "v2", format, ("codelist,dataflow",))


def named(store: Store, address: str) -> dict[str, list[dict[str, Any]]]:
    data: dict[str, list[dict[str, Any]]] = json.loads(
        ask(store, address, accept="application/json").body
    )["data"]
    return data


# What the messages say, to sdmx1


@pytest.fixture(scope="module")
def all_v21(sample_store: Store) -> Any:
    body = ask(sample_store, "v1/dataflow/all/all/latest?references=all").body
    return sdmx.read_sdmx(io.BytesIO(body))


def test_sdmx1_reads_every_dataflow_in_four_languages(all_v21: Any) -> None:
    assert set(all_v21.dataflow) == set(FLOWS)
    for id, flow in FLOWS.items():
        read = all_v21.dataflow[id]
        assert read.name.localizations == dict(flow.name.items())
        assert read.description.localizations == dict(flow.description.items())
        assert read.structure.id == f"DSD_{id}"
        assert str(read.version) == "1.0"


@pytest.mark.parametrize("id", FLOWS)
def test_sdmx1_reads_every_component_in_its_role(
    all_v21: Any, sample_store: Store, id: str
) -> None:
    flow, read = FLOWS[id], all_v21.structure[f"DSD_{id}"]
    assert [one.id for one in read.dimensions.components] == list(flow.key)
    assert isinstance(read.dimensions.components[-1], sdmx.model.common.TimeDimension)
    assert [one.id for one in read.attributes.components] == [one.id for one in flow.attributes]
    assert [one.id for one in read.measures.components] == [flow.measure.id]
    types = {
        Representation.TIME: "observationalTimePeriod",
        Representation.INTEGER: "long",
        Representation.FLOAT: "double",
        Representation.STRING: "string",
    }
    parts = (*read.dimensions.components, *read.measures.components, *read.attributes.components)
    for part, component in zip(parts, flow.components, strict=True):
        codelist = codes.codelist_of(component, sample_store)
        concept = part.concept_identity
        assert set(concept.name.localizations) == set(LANGUAGES)
        if codelist is None:
            facet = part.local_representation.non_enumerated[0]
            assert facet.value_type.name == types[component.representation]
        else:
            assert part.local_representation.enumerated.id == codelist.id
    for attribute in read.attributes.components:
        assert type(attribute.related_to).__name__ == "PrimaryMeasureRelationship"
        assert attribute.usage_status.name == "conditional"


def test_sdmx1_reads_every_code(all_v21: Any, sample_store: Store) -> None:
    lists = {
        one.id: one
        for flow in FLOWS.values()
        for part in flow.components
        if (one := codes.codelist_of(part, sample_store))
    }
    assert set(all_v21.codelist) == set(lists)
    for id, codelist in lists.items():
        read = all_v21.codelist[id]
        assert list(read.items) == list(codelist.codes)
        for code in codelist:
            found = read[code.id]
            assert found.name.localizations == dict(code.name.items())
            described = dict(code.description.items()) if code.description else {}
            assert found.description.localizations == described
            assert getattr(found.parent, "id", None) == (code.parent or id)


def test_an_indicator_carries_its_method(all_v21: Any) -> None:
    (codelist,) = [
        part.codelist for part in FLOWS["REGIONAL_TRADE"].dimensions if part.id == "INDICATOR"
    ]
    assert codelist
    declared = codelist["RTO"]
    assert isinstance(declared, Indicator)
    notes = {note.type: note for note in all_v21.codelist[codelist.id]["RTO"].annotations}
    assert notes["FORMULA"].title == declared.formula
    assert notes["RANGE"].title == declared.range
    assert notes["EDGE_CASES"].text.localizations == {"en": str(declared.edge_cases)}
    assert notes["CITATION"].text.localizations == {"en": declared.citation}


def test_a_concept_has_a_codelist_if_all_dataflows_agree_on_it(all_v21: Any) -> None:
    concepts = all_v21.concept_scheme["CONCEPTS"]
    assert concepts["REF_AREA"].core_representation.enumerated.id == "CL_AREA"
    assert concepts["INDICATOR"].core_representation is None
    assert len(concepts) == len({part.id for flow in FLOWS.values() for part in flow.components})


def test_every_dataflow_has_a_subject(all_v21: Any) -> None:
    found = {one.artefact.id: one.category.id for one in all_v21.categorisation.values()}
    assert found == {id: flow.subject for id, flow in FLOWS.items()}


def test_the_agency_stands_in_the_scheme_of_its_parent(
    sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEDIC_AGENCY", "INT.SELA")
    monkeypatch.setenv("CEDIC_PUBLISHER", "Sistema & Economía <SELA>")
    answered = ask(sample_store, "v1/agencyscheme")
    check_xml(answered)
    (scheme,) = sdmx.read_sdmx(io.BytesIO(answered.body)).organisation_scheme.values()
    assert scheme.maintainer.id == "INT"
    assert scheme["SELA"].name.localizations["es"] == "Sistema & Economía <SELA>"
    for format in FORMATS:
        accept, check = FORMATS[format]
        version = "v2/structure" if format == "SDMX-JSON 2.0" else "v1/structure"
        check(ask(sample_store, version, accept=accept))


@pytest.mark.parametrize("id", HELD)
def test_a_constraint_tells_what_occurs(all_v21: Any, sample_store: Store, id: str) -> None:
    flow, constraint = FLOWS[id], all_v21.constraint[f"CR_{id}"]
    assert constraint.role.role.name == "actual"
    assert [one.id for one in constraint.content] == [id]
    rows = sample_store.data(id).to_arrow()
    (region,) = constraint.data_content_region
    told = {dimension.id: selection.values for dimension, selection in region.member.items()}
    assert list(told) == list(flow.key)
    listed = told.pop("TIME_PERIOD")
    for name, values in told.items():
        assert [value.value for value in values] == sorted(set(rows[name].to_pylist()))
    periods = sorted(set(rows["TIME_PERIOD"].to_pylist()))
    # pandaSDMX reads no range of time in a constraint; the formats of SDMX 3.0 have one.
    assert [period.value for period in listed] == periods
    got = ask(sample_store, f"v2/structure/dataconstraint/*/CR_{id}")
    [region] = got.json["data"]["dataConstraints"][0]["cubeRegions"]
    span = next(key for key in region["keyValues"] if key["id"] == "TIME_PERIOD")["timeRange"]
    assert span["startPeriod"]["period"].startswith(periods[0][:4])
    assert span["endPeriod"]["period"].startswith(periods[-1][:4])


def test_there_is_no_constraint_of_what_has_no_figures(all_v21: Any) -> None:
    assert set(all_v21.constraint) == {f"CR_{id}" for id in HELD}


# What the Data Explorer reads


@pytest.mark.parametrize("id", HELD)
def test_the_data_explorer_finds_its_annotations(sample_store: Store, id: str) -> None:
    """On the dataflow and on its structure, whose annotations sdmx1 does not read."""
    data = named(sample_store, f"v1/dataflow/all/{id}?references=children")
    for artefact in (*data["dataflows"], *data["dataStructures"]):
        notes = {note["type"]: note["title"] for note in artefact["annotations"]}
        assert notes["LAYOUT_ROW"] == "REF_AREA"
        assert notes["LAYOUT_COLUMN"] == "TIME_PERIOD"
        *chosen, last = notes["DEFAULT"].split(",")
        assert last == "LASTNPERIODS=10"
        where = dict(pair.split("=") for pair in chosen)
        assert set(where) == set(FLOWS[id].key) - {"REF_AREA", "TIME_PERIOD"}


def test_the_first_selection_has_observations(all_v21: Any, sample_store: Store) -> None:
    for id in HELD:
        notes = {note.type: note.title for note in all_v21.dataflow[id].annotations}
        where = dict(pair.split("=") for pair in notes["DEFAULT"].split(",")[:-1])
        assert len(sample_store.data(id, **where).to_arrow()) > 1


def test_dimensions_of_one_value_are_not_displayed(all_v21: Any, sample_store: Store) -> None:
    rows = sample_store.data("MACRO").to_arrow()
    single = {name for name in FLOWS["MACRO"].key[:-1] if len(set(rows[name].to_pylist())) == 1}
    notes = {note.type: note.title for note in all_v21.dataflow["MACRO"].annotations}
    assert set(notes["NOT_DISPLAYED"].split(",")) == single


# To pysdmx


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("v1/dataflow?references=all", ML.format("2.1")),
        ("v2/structure", ML.format("3.0.0")),
        ("v2/structure", JSON.format("2.0.0")),
    ],
)
def test_pysdmx_reads_structures(sample_store: Store, address: str, accept: str) -> None:
    body = ask(sample_store, address, accept=accept).body
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        message = pysdmx.io.read_sdmx(body.decode(), validate=True)
    structures = {getattr(one, "id", ""): one for one in message.structures or ()}
    assert structures["TRADE"].name == FLOWS["TRADE"].name.en
    assert structures["CL_AREA"]["ARG"].name == "Argentina"
    components = structures["DSD_TRADE"].components
    assert [one.id for one in components.dimensions] == list(FLOWS["TRADE"].key)
    assert [one.id for one in components.attributes] == [
        one.id for one in FLOWS["TRADE"].attributes
    ]
    assert components["OBS_VALUE"].dtype.value == "Long"
    # pysdmx takes a constraint of type Actual for one on availability, without an id.
    (region,) = [
        one.cube_region
        for one in message.structures or ()
        if type(one).__name__ == "AvailabilityConstraint"
        and ":TRADE(1.0)" in str(one.constraint_attachment)
    ]
    assert {key.id for key in region.key_values} == set(FLOWS["TRADE"].key)


# JSON


def test_json_has_the_name_in_the_language_of_the_client(sample_store: Store) -> None:
    for address in ("v1/dataflow/all/TRADE", "v2/structure/dataflow/*/TRADE"):
        answered = ask(
            sample_store, address, accept="application/json", accept_language="de, pt-BR;q=0.8"
        )
        (flow,) = json.loads(answered.body)["data"]["dataflows"]
        assert answered.headers["Content-Language"] == "pt"
        assert flow["name"] == FLOWS["TRADE"].name.pt
        assert flow["names"] == dict(FLOWS["TRADE"].name.items())


def test_json_positions_start_at_nought(sample_store: Store) -> None:
    body = ask(sample_store, "v1/datastructure/all/DSD_TRADE", accept="application/json").body
    (structure,) = json.loads(body)["data"]["dataStructures"]
    listed = structure["dataStructureComponents"]["dimensionList"]
    positions = [one["position"] for one in (*listed["dimensions"], *listed["timeDimensions"])]
    assert positions == list(range(len(FLOWS["TRADE"].key)))


# Stubs and parts


def test_a_stub_has_a_name_and_says_where_the_rest_is(sample_store: Store) -> None:
    data = named(sample_store, "v1/dataflow?references=all&detail=allstubs")
    stubs = [stub for some in data.values() for stub in some]
    assert len(stubs) > 20
    for stub in stubs:
        assert set(stub) == {
            "id", "agencyID", "version", "isExternalReference", "isFinal", "name", "names", "links"
        }  # fmt: skip
        assert stub["isExternalReference"] is True
        (link,) = stub["links"]
        path = link["href"].removeprefix(f"{ADDRESS}/")
        assert ask(sample_store, path).status == 200


def test_references_alone_can_be_stubs(sample_store: Store) -> None:
    data = named(sample_store, "v1/dataflow?references=all&detail=referencecompletestubs")
    assert all(not flow["isExternalReference"] for flow in data["dataflows"])
    assert all(one["isExternalReference"] for one in data["codelists"])
    assert all("codes" not in one for one in data["codelists"])
    assert all("annotations" in one for one in data["dataStructures"])


def test_a_stub_in_xml_has_its_address(sample_store: Store) -> None:
    for accept in (ML.format("2.1"), ML.format("3.0.0")):
        body = ask(sample_store, "v1/codelist/all/CL_FREQ?detail=allstubs", accept=accept).body
        (stub,) = etree.fromstring(body).iterfind(".//{*}Codelist")
        assert stub.get("isExternalReference") == "true"
        assert stub.get("structureURL") == f"{ADDRESS}/v1/codelist/CEDIC/CL_FREQ/1.0"
        assert {etree.QName(child).localname for child in stub} == {"Name"}


def test_partial_references_hold_what_occurs_and_its_parents(sample_store: Store) -> None:
    address = "v1/dataflow/all/REGIONAL_TRADE?references=all&detail=referencepartial"
    data = named(sample_store, address)
    lists = {one["id"]: one for one in data["codelists"]}
    occurring = set(sample_store.data("REGIONAL_TRADE").to_arrow()["REF_AREA"].to_pylist())
    assert {code["id"] for code in lists["CL_AREA"]["codes"]} == occurring | {"WLD"}
    assert lists["CL_AREA"]["isPartial"] is True
    assert "isPartial" not in lists["CL_UNIT_MEASURE"]
    (concepts,) = data["conceptSchemes"]
    assert {one["id"] for one in concepts["concepts"]} == set(FLOWS["REGIONAL_TRADE"].columns)
    (subjects,) = data["categorySchemes"]
    assert [one["id"] for one in subjects["categories"]] == ["INTEGRATION"]
    assert len(data["contentConstraints"]) == 1


def test_nothing_is_cut_where_no_dataflow_is_concerned(sample_store: Store) -> None:
    data = named(sample_store, "v1/conceptscheme?references=children&detail=referencepartial")
    assert all("isPartial" not in one for one in data["codelists"])


def test_items_alone(sample_store: Store) -> None:
    data = named(sample_store, "v1/codelist/all/all/latest/SITC0+A")
    found = {one["id"]: [code["id"] for code in one["codes"]] for one in data["codelists"]}
    assert found["CL_PRODUCT"] == ["SITC0"]
    assert found["CL_FREQ"] == ["A"]
    assert "CL_AREA" not in found
    assert all(one["isPartial"] for one in data["codelists"])
    body = ask(sample_store, "v1/codelist/all/CL_PRODUCT/latest/SITC0").body
    assert sdmx.read_sdmx(io.BytesIO(body)).codelist["CL_PRODUCT"]["SITC0"].name


# References


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("dataflow/all/TRADE?references=none", "dataflows"),
        ("dataflow/all/TRADE?references=children", "dataflows dataStructures"),
        ("dataflow/all/TRADE?references=parents", "dataflows categorisations contentConstraints"),
        (
            "dataflow/all/TRADE?references=parentsandsiblings",
            "dataflows categorisations contentConstraints categorySchemes",
        ),
        (
            "dataflow/all/TRADE?references=descendants",
            "dataflows dataStructures conceptSchemes codelists",
        ),
        (
            "dataflow/all/TRADE?references=all",
            "dataflows dataStructures conceptSchemes codelists categorisations categorySchemes "
            "contentConstraints",
        ),
        ("dataflow/all/TRADE?references=codelist", "dataflows codelists"),
        ("dataflow/all/TRADE?references=provisionagreement", "dataflows"),
        ("codelist/all/CL_FREQ?references=parents", "codelists dataStructures conceptSchemes"),
        ("codelist/all/CL_FREQ?references=dataflow", "codelists dataflows"),
        ("categoryscheme?references=categorisation", "categorySchemes categorisations"),
        ("contentconstraint/all/CR_TRADE?references=children", "contentConstraints dataflows"),
        ("agencyscheme?references=all", "agencySchemes"),
    ],
)
def test_references_of_version_1(sample_store: Store, address: str, expected: str) -> None:
    assert set(named(sample_store, f"v1/{address}")) == set(expected.split())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("dataflow/*/TRADE", "dataflows"),
        ("dataflow/*/TRADE?references=children", "dataflows dataStructures agencySchemes"),
        ("dataflow/*/TRADE?references=codelist,categorisation",
         "dataflows codelists categorisations"),
        ("datastructure/*/DSD_TRADE?references=parents", "dataStructures dataflows"),
        (
            "datastructure/*/DSD_TRADE?references=ancestors",
            "dataStructures dataflows categorisations dataConstraints",
        ),
        ("dataflow/*/TRADE?references=dataconstraint", "dataflows dataConstraints"),
    ],
)  # fmt: skip
def test_references_of_version_2(sample_store: Store, address: str, expected: str) -> None:
    assert set(named(sample_store, f"v2/structure/{address}")) == set(expected.split())


# What is available


@pytest.mark.parametrize("version", ["v1", "v2"])
@pytest.mark.parametrize("format", [0, 1])
def test_a_constraint_on_what_is_available(sample_store: Store, version: str, format: int) -> None:
    from cedic.sdmx import Request

    snapshot = sample_store.snapshot()
    values = {"REF_AREA": ["ARG", "BRA"], "PRODUCT": ["SITC0"], "FREQ": []}
    shown = structures.availability(
        sample_store,
        snapshot,
        FLOWS["TRADE"],
        values,
        "2015",
        "2016-Q2",
        series=4,
        observations=17,
        references=structures.REFERENCES,
    )
    chosen = choose("", structures.FORMATS[version][format].id, structures.FORMATS[version])
    heading = structures.Heading.of(Request(f"{version}/x", address=ADDRESS), snapshot.release)
    body = structures.message(shown, chosen, heading)
    checks = dict(FORMATS.values())
    checks[chosen.content_type.replace("; ", ";")](Got(200, {}, body))
    if (version, format) == ("v1", 0):
        read = sdmx.read_sdmx(io.BytesIO(body))
        assert list(read.codelist["CL_AREA"].items) == ["WLD", "ARG", "BRA"]
        # sdmx1 makes empty lists of those that are only referred to.
        held = {id for id, codelist in read.codelist.items() if len(codelist)}
        assert held == {"CL_AREA", "CL_PRODUCT"}
        assert list(read.dataflow) == ["TRADE"]
        (constraint,) = read.constraint.values()
        notes = {note.id: (note.type, note.title) for note in constraint.annotations}
        assert notes == {
            "series_count": ("sdmx_metrics", "4"),
            "obs_count": ("sdmx_metrics", "17"),
        }
        (region,) = constraint.data_content_region
        assert {one.id for one in region.member} == {"REF_AREA", "PRODUCT", "TIME_PERIOD"}


def test_an_empty_dataflow_has_valid_structures(
    sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    relation = Snapshot.relation

    def emptied(self: Snapshot, flow: Dataflow) -> Relation:
        found = relation(self, flow)
        return replace(found, name=f"(SELECT * FROM {found.name} WHERE false)")

    monkeypatch.setattr(Snapshot, "relation", emptied)
    # Another agency, as the artefacts of this one are made already.
    monkeypatch.setenv("CEDIC_AGENCY", "EMPTY")
    for format, (accept, check) in FORMATS.items():
        version = "v2/structure/dataflow" if format == "SDMX-JSON 2.0" else "v1/dataflow"
        answered = ask(
            sample_store, f"{version}?references=all&detail=referencepartial", accept=accept
        )
        assert answered.status == 200
        check(answered)
