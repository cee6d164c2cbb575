"""What is published, told to machines: a DCAT catalogue, schema.org, a sitemap, robots.txt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from cedic.model import LANGUAGES, Dataflow, Indicator, Period, Text
from cedic.publish import facts
from cedic.publish.citation import citation
from cedic.publish.download import MEDIA_TYPES, formats
from cedic.publish.facts import Basis, Facts
from cedic.settings import settings
from cedic.warehouse import Release, Store

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The vocabularies of the catalogue."""

SDMX = {
    "v1": ("SDMX 2.1", "https://github.com/sdmx-twg/sdmx-rest/tree/v1.5.0"),
    "v2": ("SDMX 3.0", "https://github.com/sdmx-twg/sdmx-rest/tree/v2.1.0"),
}
"""The versions of the standard service: their standard, and the specification they keep to."""

LISTS = ("/", "/data", "/indicators", "/areas", "/compare", "/compare/vintages", "/calendar")
"""The pages that lead to all others, below the language."""

CATALOGUE = Text(
    "Statistics of regional integration",
    "Estadísticas de integración regional",
    "Estatísticas de integração regional",
    "Statistiques d’intégration régionale",
)


def published(store: Store) -> list[Facts]:
    """The facts of every dataflow with observations in the last release, in the catalogue's order.

    Raises
    ------
    StoreError
        If nothing has been built yet.
    """
    snapshot = store.snapshot()
    flows = [publication.dataflow for publication in store.publications.values()]
    found = (
        facts.of_dataflow(store, flow, facts.vintage(store, flow))
        for flow in flows
        if snapshot.holds(flow)
    )
    return [one for one in found if one.rows]


def without_figures(store: Store) -> list[Dataflow]:
    """The dataflows of the last release that no loaded source gives figures for."""
    if not store.releases():
        return []
    having = {one.dataflow.id for one in published(store)}
    flows = (publication.dataflow for publication in store.publications.values())
    return [flow for flow in flows if flow.id not in having and store.vintages(flow.id)]


# DCAT


def dcat(store: Store, address: str) -> dict[str, Any]:
    """The catalogue of all dataflows in DCAT 3, as JSON-LD.

    Parameters
    ----------
    store : Store
        Where the figures are.
    address : str
        The site's own address, without a slash at its end.

    Raises
    ------
    StoreError
        If nothing has been built yet.
    """
    found = published(store)
    datasets = [_dataset(one, store.vintages(one.dataflow.id), address) for one in found]
    return {
        "@context": CONTEXT,
        "@id": f"{address}/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _in_languages(CATALOGUE),
        "dct:publisher": _publisher(address),
        "dct:language": list(LANGUAGES),
        "dct:modified": _moment(_last_release(found)),
        "foaf:homepage": {"@id": f"{address}/"},
        "dcat:dataset": datasets,
        "dcat:service": _services(address, datasets),
    }


def _last_release(found: Iterable[Facts]) -> Release:
    return max((one.release for one in found), key=lambda release: release.number)


def _in_languages(text: Text) -> list[dict[str, str]]:
    return [{"@language": language, "@value": said} for language, said in text.items()]


def _publisher(address: str) -> dict[str, str]:
    return {
        "@id": f"{address}/#publisher",
        "@type": "foaf:Organization",
        "foaf:name": settings().publisher,
    }


def _moment(release: Release) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": release.created.isoformat(timespec="seconds")}


def _dataset(found: Facts, vintages: list[Release], address: str) -> dict[str, Any]:
    flow = found.dataflow
    return {
        "@id": f"{address}/data/{flow.id}",
        "@type": "dcat:Dataset",
        "dct:identifier": flow.id,
        "dct:title": _in_languages(flow.name),
        "dct:description": _in_languages(flow.description),
        "dct:publisher": {"@id": f"{address}/#publisher"},
        "dct:issued": _moment(vintages[-1]),
        "dct:modified": _moment(found.release),
        "dcat:version": str(found.release.number),
        "dcat:hasVersion": [
            {"@id": f"{address}/data/{flow.id}@{release.number}"} for release in vintages
        ],
        "dct:temporal": _span(found),
        "dct:spatial": list(_places(found)),
        "dct:source": [_source(source) for source in found.sources],
        "dct:bibliographicCitation": _in_languages(_cited(found, address)),
        "dcat:landingPage": [
            {"@id": f"{address}/{language}/data/{flow.id}"} for language in LANGUAGES
        ],
        "dcat:distribution": [_distribution(found, format, address) for format in formats(found)],
    }


def _cited(found: Facts, address: str) -> Text:
    cited = citation(found, address)
    return Text.of({language: cited.text(language) for language in LANGUAGES})


def _span(found: Facts) -> dict[str, Any]:
    first, last = Period.parse(found.first).first, Period.parse(found.last).last
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": {"@type": "xsd:date", "@value": first.isoformat()},
        "dcat:endDate": {"@type": "xsd:date", "@value": last.isoformat()},
    }


def _places(found: Facts) -> Iterator[dict[str, Any]]:
    for area in found.codes.get("REF_AREA", ()):
        yield {
            "@type": "dct:Location",
            "dct:identifier": area.id,
            "rdfs:label": _in_languages(area.name),
        }


def _source(source: Basis) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "dcat:Resource",
        "dct:identifier": source.id,
        "dct:title": _in_languages(source.name),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": source.provider},
        "dct:license": _terms(source.licence),
        "dct:bibliographicCitation": source.citation,
        "dcat:version": list(source.vintages),
    }
    return told | ({"dcat:landingPage": {"@id": source.url}} if source.url else {})


def _terms(licence: str) -> dict[str, str]:
    return {"@type": "dct:LicenseDocument", "rdfs:label": licence}


def _distribution(found: Facts, format: str, address: str) -> dict[str, Any]:
    url = f"{address}/data/{found.dataflow.id}.{format}"
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": f"{found.dataflow.id}.{format}",
        "dcat:accessURL": {"@id": f"{address}/data/{found.dataflow.id}"},
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": _media_type(format)},
        "dct:license": [_terms(licence) for licence in found.licences],
        "dct:modified": _moment(found.release),
    }


def _media_type(format: str) -> str:
    name = MEDIA_TYPES[format].partition(";")[0]
    return f"https://www.iana.org/assignments/media-types/{name}"


def _services(address: str, datasets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    served = [{"@id": dataset["@id"]} for dataset in datasets]
    standard = [
        {
            "@id": f"{address}/sdmx/{version}",
            "@type": "dcat:DataService",
            "dct:title": f"{name} REST {version}",
            "dcat:endpointURL": {"@id": f"{address}/sdmx/{version}"},
            "dct:conformsTo": {"@id": specification},
            "dcat:servesDataset": served,
        }
        for version, (name, specification) in SDMX.items()
    ]
    plain = {
        "@id": f"{address}/api/openapi.json",
        "@type": "dcat:DataService",
        "dct:title": "Downloads, OpenAPI 3.1",
        "dcat:endpointURL": {"@id": f"{address}/data"},
        "dcat:endpointDescription": {"@id": f"{address}/api/openapi.json"},
        "dcat:servesDataset": served,
    }
    return [*standard, plain]


# schema.org


def schema_org(found: Facts, language: str, address: str, name: str = "") -> dict[str, Any]:
    """A dataflow as a Dataset of schema.org, as search engines read it.

    Parameters
    ----------
    found : Facts
        The dataflow.
    language : str
        The language of the page it stands in.
    address : str
        The site's own address, without a slash at its end.
    name : str, optional
        What its addresses call it: ``TRADE@1`` for the figures of a release, which never change;
        the dataflow's id by default, for the latest.
    """
    flow, publisher = found.dataflow, settings().publisher
    name = name or flow.id
    methods = dict.fromkeys(_methods(found))
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{address}/data/{name}",
        "identifier": f"{address}/data/{name}",
        "alternateName": flow.id,
        "url": f"{address}/{language}/data/{name}",
        "name": flow.name[language],
        "description": flow.description[language],
        "inLanguage": list(LANGUAGES),
        "creator": {"@type": "Organization", "name": publisher},
        "publisher": {"@type": "Organization", "name": publisher},
        "isAccessibleForFree": True,
        "version": str(found.release.number),
        "dateModified": found.release.created.date().isoformat(),
        "temporalCoverage": f"{found.first}/{found.last}",
        "spatialCoverage": [
            {"@type": "Place", "name": area.name[language], "identifier": area.id}
            for area in found.codes.get("REF_AREA", ())
        ],
        "variableMeasured": list(_variables(found, language)),
        **({"measurementTechnique": list(methods)} if methods else {}),
        "creditText": citation(found, address).text(language),
        "license": [_work(licence) for licence in found.licences],
        "isBasedOn": [_based_on(source, language) for source in found.sources],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": MEDIA_TYPES[format].partition(";")[0],
                "contentUrl": f"{address}/data/{name}.{format}",
            }
            for format in formats(found)
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": f"{address}/catalog.jsonld",
            "name": CATALOGUE[language],
            "url": f"{address}/{language}/",
        },
    }


def _variables(found: Facts, language: str) -> Iterator[dict[str, Any]]:
    """The indicators, or the measure of a dataflow that has none."""
    units = {code.id: code.name[language] for code in found.codes.get("UNIT_MEASURE", ())}
    indicators = found.codes.get("INDICATOR", ())
    for code in indicators:
        unit = units.get(code.unit) if isinstance(code, Indicator) else None
        yield {
            "@type": "PropertyValue",
            "name": code.name[language],
            "identifier": code.id,
            **({"description": code.description[language]} if code.description else {}),
            **({"unitText": unit} if unit else {}),
        }
    if not indicators:
        yield {
            "@type": "PropertyValue",
            "name": found.dataflow.measure.name[language],
            "unitText": ", ".join(units.values()),
        }


def _methods(found: Facts) -> Iterator[str]:
    """Who defined the indicators, and where."""
    for code in found.codes.get("INDICATOR", ()):
        if isinstance(code, Indicator) and code.citation:
            yield code.citation


def _based_on(source: Basis, language: str) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": source.name[language],
        "identifier": source.id,
        "creditText": source.citation,
        "license": _work(source.licence),
        "provider": {"@type": "Organization", "name": source.provider},
        **({"url": source.url} if source.url else {}),
    }


def _work(licence: str) -> dict[str, str]:
    return {"@type": "CreativeWork", "name": licence}


def embedded(document: Mapping[str, Any]) -> str:
    """JSON that can stand inside an HTML element, whatever it holds."""
    text = json.dumps(document, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


# For crawlers


def sitemap(found: Iterable[Facts], address: str) -> str:
    """The pages that search engines should know, each in its languages.

    Parameters
    ----------
    found : iterable of Facts
        The dataflows that have a page.
    address : str
        The site's own address, without a slash at its end.
    """
    entries = (
        _entry(path, release, language, address)
        for path, release in _pages(list(found))
        for language in LANGUAGES
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "".join(entries) + "</urlset>\n"
    )


def _pages(found: list[Facts]) -> Iterator[tuple[str, Release]]:
    """The pages that have something to show, below the language, and the release they tell of."""
    if not found:
        return
    last = _last_release(found)
    yield from ((path, last) for path in LISTS)
    yield from ((f"/data/{one.dataflow.id}", one.release) for one in found)
    for folder, dimension in (("areas", "REF_AREA"), ("indicators", "INDICATOR")):
        ids = dict.fromkeys(code.id for one in found for code in one.codes.get(dimension, ()))
        yield from ((f"/{folder}/{id}", last) for id in ids)


def _entry(path: str, release: Release, language: str, address: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{other}" '
        f"href={quoteattr(f'{address}/{other}{path}')}/>"
        for other in LANGUAGES
    )
    # quoteattr also escapes what may not stand between tags.
    location = quoteattr(f"{address}/{language}{path}")[1:-1]
    return (
        f"<url><loc>{location}</loc><lastmod>{release.created:%Y-%m-%dT%H:%M:%S+00:00}</lastmod>"
        f"{links}</url>\n"
    )


def robots(address: str) -> str:
    """What crawlers may read: the pages, but not each possible selection of the figures."""
    return (
        "User-agent: *\n"
        "Disallow: /sdmx/\n"
        "Disallow: /data/*?\n"
        "Allow: /\n"
        f"Sitemap: {address}/sitemap.xml\n"
    )
