from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from cedic.model import LANGUAGES, Text
from cedic.publish import facts, metadata, openapi
from cedic.publish.download import MEDIA_TYPES
from sample_gaps import EMPTY

ADDRESS = "https://stats.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def published(sample_store):
    return metadata.published(sample_store)


@pytest.fixture
def catalogue(sample_store):
    return metadata.dcat(sample_store, ADDRESS)


def test_every_dataflow_is_in_the_catalogue(sample_store, catalogue):
    ids = [dataset["dct:identifier"] for dataset in catalogue["dcat:dataset"]]
    assert ids == [id for id in sample_store.publications if id not in EMPTY]
    services = {service["@id"] for service in catalogue["dcat:service"]}
    assert {f"{ADDRESS}/sdmx/v1", f"{ADDRESS}/sdmx/v2"} <= services


def test_a_dataset_is_told_in_four_languages_with_its_files(catalogue):
    dataset = next(one for one in catalogue["dcat:dataset"] if one["dct:identifier"] == "TRADE")
    for name in ("dct:title", "dct:description"):
        assert {said["@language"] for said in dataset[name]} == set(LANGUAGES)
    files = {one["dcat:downloadURL"]["@id"] for one in dataset["dcat:distribution"]}
    assert files == {f"{ADDRESS}/data/TRADE.{format}" for format in MEDIA_TYPES if format != "xlsx"}
    assert dataset["dct:temporal"]["dcat:startDate"]["@value"] == "2000-01-01"
    assert dataset["dct:temporal"]["dcat:endDate"]["@value"] == "2023-12-31"
    assert "ARG" in {place["dct:identifier"] for place in dataset["dct:spatial"]}
    licences = {one["dct:license"]["rdfs:label"] for one in dataset["dct:source"]}
    assert "Etalab Open Licence 2.0" in licences
    assert "dct:accrualPeriodicity" not in dataset


def test_every_prefix_of_the_catalogue_is_declared(catalogue):
    def names(value):
        if isinstance(value, dict):
            for name, inner in value.items():
                yield name
                yield from names(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from names(inner)

    body = {name: value for name, value in catalogue.items() if name != "@context"}
    prefixes = {name.partition(":")[0] for name in names(body) if not name.startswith("@")}
    assert prefixes <= set(metadata.CONTEXT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_schema_org_says_what_is_measured_and_from_what(published, language):
    found = next(one for one in published if one.dataflow.id == "REGIONAL_TRADE")
    told = metadata.schema_org(found, language, ADDRESS)
    assert told["name"] == found.dataflow.name[language]
    assert told["temporalCoverage"] == "2000/2023"
    share = next(one for one in told["variableMeasured"] if one["identifier"] == "ITS")
    assert share["description"]
    assert share["unitText"]
    assert any("RIKS" in method for method in told["measurementTechnique"])
    assert {one["identifier"] for one in told["isBasedOn"]} == {
        "BACI",
        "UNCTAD",
        "OECD_ICIO",
        "WDI",
    }
    assert all(one["creditText"] and one["license"] for one in told["isBasedOn"])
    assert len(told["distribution"]) == len(MEDIA_TYPES)


def test_a_dataflow_without_indicators_measures_its_measure(published):
    found = next(one for one in published if one.dataflow.id == "TRADE")
    told = metadata.schema_org(found, "es", ADDRESS)
    [variable] = told["variableMeasured"]
    assert variable["unitText"] == "Dólares estadounidenses"
    assert "measurementTechnique" not in told


def test_embedded_json_cannot_end_its_element():
    text = metadata.embedded({"name": "</script><script>alert(1)</script>&"})
    assert "<" not in text
    assert json.loads(text)["name"].startswith("</script>")


def test_the_sitemap_lists_each_page_in_each_language(published):
    root = ElementTree.fromstring(metadata.sitemap(published, ADDRESS))  # noqa: S314 - our own
    entries = root.findall(f"{SITEMAP}url")
    found = [entry.find(f"{SITEMAP}loc").text for entry in entries]
    assert len(found) == len(set(found))
    paths = {"/", "/areas/ARG", "/areas/CELAC", "/indicators/ITS"} | {
        f"/data/{one.dataflow.id}" for one in published
    }
    assert {f"{ADDRESS}/{language}{path}" for language in LANGUAGES for path in paths} < set(found)
    for entry in entries:
        assert entry.find(f"{SITEMAP}loc").text.startswith(ADDRESS)
        assert {link.get("hreflang") for link in entry.findall(f"{XHTML}link")} == set(LANGUAGES)
        assert entry.find(f"{SITEMAP}lastmod").text.endswith("+00:00")


def test_robots_find_the_sitemap():
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in metadata.robots(ADDRESS)


def test_the_openapi_description_is_valid(published):
    schemathesis = pytest.importorskip("schemathesis")
    schema = schemathesis.openapi.from_dict(openapi.description(published, ADDRESS))
    schema.validate()
    operations = [found.ok() for found in schema.get_all_operations()]
    of_programme = [one for one in operations if one.path.startswith("/api/programme")]
    assert len(of_programme) == 10
    rest = len(operations) - len(of_programme)
    assert rest == len(published) * (2 * len(MEDIA_TYPES) + 3) + 4


def test_parameters_are_those_of_the_catalogue(published):
    paths = openapi.description(published, ADDRESS)["paths"]
    get = paths["/data/REGIONAL_TRADE.csv"]["get"]
    parameters = {one["name"]: one for one in get["parameters"]}
    assert {"REF_AREA", "INDICATOR", "TIME_PERIOD", "start", "end", "labels", "language"} <= set(
        parameters
    )
    assert "ITS" in parameters["INDICATOR"]["schema"]["items"]["enum"]
    assert "OBS_VALUE" not in parameters
    json_parameters = {one["name"] for one in paths["/data/TRADE.json"]["get"]["parameters"]}
    assert "labels" not in json_parameters
    ids = [path["get"]["operationId"] for path in paths.values()]
    assert len(ids) == len(set(ids))


def test_facts_of_a_source_only_used_inside(published):
    found = next(one for one in published if one.dataflow.id == "REGIONAL_TRADE")
    product = next(source for source in found.sources if source.id == "WDI")
    assert (product.rows, product.years) == (0, ())
    assert all(isinstance(code.name, Text) for codes in found.codes.values() for code in codes)


def test_a_vintage_is_the_release_in_which_the_figures_appeared(sample_store):
    flow = sample_store.dataflow("TRADE")
    assert facts.vintage(sample_store, flow, 1).number == 1
    with pytest.raises(Exception, match="no release"):
        facts.vintage(sample_store, flow, 99)
