"""XML schemas of dataflows: what a structure-specific message may hold (SDMX 2.1, section 3A).

A message is validated by its dataflow's schema, which draws on the standard's own files; those lie
beside it under the names that the standard gives them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from cedic.model import Codelist, Component, Dataflow, Representation
from cedic.sdmx import caching
from cedic.sdmx.codes import codelist_of
from cedic.sdmx.data.query import (
    ALL_DIMENSIONS,
    TIME_PERIOD,
    dataflow_of,
    dimension_at,
    known_parameters,
)
from cedic.sdmx.errors import BadSyntax, NotServed
from cedic.sdmx.exchange import Answer, Request
from cedic.sdmx.formats import Format, choose
from cedic.sdmx.identity import structure_id, urn
from cedic.sdmx.writers.xml import SCHEMAS
from cedic.warehouse import Store

XSD = Format("schema", "application/vnd.sdmx.schema+xml", "2.1", ("application/xml", "text/xml"))
TYPES = {
    Representation.STRING: "xs:string",
    Representation.TIME: "common:ObservationalTimePeriodType",
    Representation.INTEGER: "xs:long",
    Representation.FLOAT: "xs:double",
}


def answer(request: Request, store: Store) -> Answer:
    """Answer ``v1/schema/{context}/{agencyID}/{resourceID}/{version}``.

    Raises
    ------
    BadSyntax
        If the address is malformed or a parameter unknown.
    NotFound
        If there is no such dataflow or structure.
    NotServed
        For the schemas of anything else.
    """
    known_parameters(request.parameters, ("dimensionAtObservation", "format"))
    dataflow = _target(request, store)
    at = dimension_at(dataflow, request.parameters)
    chosen = choose(request.header("accept"), request.parameters.get("format"), [XSD])
    tag = caching.tag(request, store.release(), chosen.content_type)
    headers = {"ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache"}
    if caching.unchanged(request, tag):
        return Answer(304, headers)
    headers["Content-Type"] = chosen.content_type
    return Answer(200, headers, ["".join(schema(dataflow, store, at)).encode()])


def _target(request: Request, store: Store) -> Dataflow:
    if not 5 <= len(request.segments) <= 6:
        raise BadSyntax(
            "The address does not name a structure.",
            remedy="write it as schema/dataflow/AGENCY/FLOW/VERSION",
        )
    context, agency_id, id, version = (*request.segments[2:6], "latest")[:4]
    if context not in ("dataflow", "datastructure"):
        raise NotServed(
            f"There are no schemas by {context[:40]!r}.", remedy="ask by dataflow or datastructure"
        )
    if context == "datastructure":
        id = id.removeprefix("DSD_")
    return dataflow_of(store, agency_id, id, version, "all")


def schema(dataflow: Dataflow, store: Store, at: str = TIME_PERIOD) -> Iterator[str]:
    """The XML schema of a dataflow's structure-specific messages.

    Parameters
    ----------
    dataflow : Dataflow
        The dataflow.
    store : Store
        The store, for the list of sources.
    at : str
        The dimension at the level of observations, or ``AllDimensions``.
    """
    space = f"{urn('DataStructure', structure_id(dataflow))}:ObsLevelDim:{at}"
    specific = f"{SCHEMAS}/data/structurespecific"
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{space}" '
        f'xmlns:dsd="{specific}" xmlns:common="{SCHEMAS}/common" targetNamespace="{space}" '
        'elementFormDefault="qualified">\n'
        f'<xs:import namespace="{SCHEMAS}/common" schemaLocation="SDMXCommon.xsd"/>\n'
        f'<xs:import namespace="{specific}" schemaLocation="SDMXDataStructureSpecific.xsd"/>\n'
    )
    for codelist in _codelists(dataflow, store):
        yield _enumeration(codelist)
    keys = [part for part in dataflow.dimensions if part.id != at]
    inner = keys if at == ALL_DIMENSIONS else [dataflow.component(at)]
    observation = [
        *(_attribute(part, store, "required") for part in inner),
        *(_attribute(part, store, "optional") for part in (dataflow.measure, *dataflow.attributes)),
    ]
    yield _type("ObsType", "", observation)
    if at == ALL_DIMENSIONS:
        yield _type("DataSetType", _element("Obs", least=0), [])
    else:
        keyed = [_attribute(part, store, "required") for part in keys]
        yield _type("SeriesType", _element("Obs", least=0), keyed)
        yield _type("DataSetType", _element("Series", least=0), [])
    yield "</xs:schema>\n"


def _codelists(dataflow: Dataflow, store: Store) -> list[Codelist]:
    found = (codelist_of(part, store) for part in dataflow.components)
    return list({codelist.id: codelist for codelist in found if codelist}.values())


def _enumeration(codelist: Codelist) -> str:
    codes = "".join(f"<xs:enumeration value={quoteattr(code.id)}/>" for code in codelist)
    return (
        f'<xs:simpleType name="{codelist.id}"><xs:restriction base="xs:string">{codes}'
        "</xs:restriction></xs:simpleType>\n"
    )


def _attribute(part: Component, store: Store, use: str) -> str:
    codelist = codelist_of(part, store)
    kind = codelist.id if codelist else TYPES[part.representation]
    return f'<xs:attribute name="{part.id}" type="{kind}" use="{use}"/>'


def _element(name: str, least: int) -> str:
    return (
        f'<xs:element name="{name}" type="{name}Type" form="unqualified" minOccurs="{least}" '
        'maxOccurs="unbounded"/>'
    )


def _type(name: str, content: str, attributes: list[str]) -> str:
    """A type that narrows the standard's own of the same name."""
    return (
        f'<xs:complexType name="{name}"><xs:complexContent><xs:restriction base="dsd:{name}">'
        f'<xs:sequence><xs:element ref="common:Annotations" minOccurs="0"/>{content}</xs:sequence>'
        f"{''.join(attributes)}</xs:restriction></xs:complexContent></xs:complexType>\n"
    )
