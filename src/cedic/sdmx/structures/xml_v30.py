"""Structures in SDMX-ML 3.0, written by ourselves: sdmx1 writes 2.1 alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cedic.sdmx.structures.artefacts import (
    Artefact,
    range_of,
    resource_of,
    text_type,
    urn_of,
    values_of,
)
from cedic.sdmx.structures.heading import Heading
from cedic.sdmx.structures.resolve import Shown

if TYPE_CHECKING:
    from lxml.etree import _Element

BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
MES, STR, COM = f"{{{BASE}/message}}", f"{{{BASE}/structure}}", f"{{{BASE}/common}}"
PREFIXES = {"mes": f"{BASE}/message", "str": f"{BASE}/structure", "com": f"{BASE}/common"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

NAMES = {
    "agencyscheme": ("AgencySchemes", "AgencyScheme"),
    "categorisation": ("Categorisations", "Categorisation"),
    "categoryscheme": ("CategorySchemes", "CategoryScheme"),
    "codelist": ("Codelists", "Codelist"),
    "conceptscheme": ("ConceptSchemes", "ConceptScheme"),
    "contentconstraint": ("DataConstraints", "DataConstraint"),
    "dataflow": ("Dataflows", "Dataflow"),
    "datastructure": ("DataStructures", "DataStructure"),
}
"""What each resource's artefacts are called, many and one."""

ITEMS = {
    "agencyscheme": "Agency",
    "categoryscheme": "Category",
    "codelist": "Code",
    "conceptscheme": "Concept",
}

PARENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*").fullmatch
"""Whether the schema of SDMX-ML 3.0 takes a code as a parent: it takes fewer ids than for a code,
and not ``_T``."""


def write(shown: Sequence[Shown], heading: Heading) -> bytes:
    """A message of structures.

    Parameters
    ----------
    shown : sequence of Shown
        The artefacts.
    heading : Heading
        Its head.
    """
    from lxml import etree

    root = etree.Element(f"{MES}Structure", nsmap=PREFIXES)
    _head(root, heading)
    structures = _add(root, f"{MES}Structures")
    for resource, (many, _) in NAMES.items():
        of_resource = [one for one in shown if resource_of(one.artefact) == resource]
        if of_resource:
            group = _add(structures, f"{STR}{many}")
            for one in of_resource:
                _artefact(group, one, heading)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: _Element, tag: str, text: str | None = None, **attributes: str) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _head(root: _Element, heading: Heading) -> None:
    head = _add(root, f"{MES}Header")
    _add(head, f"{MES}ID", heading.id)
    _add(head, f"{MES}Test", "false")
    _add(head, f"{MES}Prepared", heading.prepared.isoformat())
    _add(head, f"{MES}Sender", id=heading.sender)


# Artefacts


def _artefact(group: _Element, shown: Shown, heading: Heading) -> None:
    artefact = shown.artefact
    resource = resource_of(artefact)
    element = _add(
        group,
        f"{STR}{NAMES[resource][1]}",
        id=artefact.id,
        urn=_urn(artefact),
        agencyID=artefact.maintainer.id,
        isExternalReference=str(shown.depth != "full").lower(),
    )
    if resource == "contentconstraint":
        element.set("role", "Actual")
    if resource != "agencyscheme":
        # The version of an agency scheme is fixed.
        element.set("version", str(artefact.version))
    if shown.depth != "stub":
        _annotations(element, artefact)
    _texts(element, "Name", artefact.name.localizations)
    if shown.depth != "stub":
        _texts(element, "Description", artefact.description.localizations)
    if shown.depth == "full":
        _content(element, artefact, resource)
    elif address := heading.address_of(artefact):
        element.set("structureURL", address)


def _content(element: _Element, artefact: Artefact, resource: str) -> None:
    if resource in ITEMS:
        if artefact.is_partial:
            element.set("isPartial", "true")
        for item in artefact.items.values():
            _item(element, item, resource)
    elif resource == "dataflow":
        _add(element, f"{STR}Structure", _urn(artefact.structure))
    elif resource == "datastructure":
        _components(element, artefact)
    elif resource == "categorisation":
        _add(element, f"{STR}Source", _urn(artefact.artefact))
        _add(element, f"{STR}Target", _urn(artefact.category))
    else:
        _constraint(element, artefact)


def _item(scheme: _Element, item: Artefact, resource: str) -> None:
    element = _add(scheme, f"{STR}{ITEMS[resource]}", id=item.id)
    _annotations(element, item)
    _texts(element, "Name", item.name.localizations)
    _texts(element, "Description", item.description.localizations)
    if resource == "codelist" and isinstance(item.parent, type(item)) and PARENT(item.parent.id):
        _add(element, f"{STR}Parent", item.parent.id)
    if resource == "conceptscheme" and item.core_representation:
        _representation(element, "CoreRepresentation", item.core_representation)


def _constraint(element: _Element, artefact: Artefact) -> None:
    attachment = _add(element, f"{STR}ConstraintAttachment")
    for dataflow in artefact.content:
        _add(attachment, f"{STR}Dataflow", _urn(dataflow))
    if not artefact.data_content_region:
        return
    region = _add(element, f"{STR}CubeRegion", include="true")
    for dimension, codes in values_of(artefact).items():
        key = _add(region, f"{STR}KeyValue", id=dimension, include="true")
        for code in codes:
            _add(key, f"{STR}Value", code)
    for dimension, (start, end) in range_of(artefact).items():
        key = _add(region, f"{STR}KeyValue", id=dimension, include="true")
        span = _add(key, f"{STR}TimeRange")
        _add(span, f"{STR}StartPeriod", start, isInclusive="true")
        _add(span, f"{STR}EndPeriod", end, isInclusive="true")


# Structures


def _components(element: _Element, structure: Artefact) -> None:
    components = _add(element, f"{STR}DataStructureComponents")
    dimensions = _add(components, f"{STR}DimensionList", id=structure.dimensions.id)
    *plain, time = structure.dimensions.components
    for dimension in plain:
        _part(dimensions, "Dimension", dimension, position=str(dimension.order))
    _part(dimensions, "TimeDimension", time)
    attributes = _add(components, f"{STR}AttributeList", id=structure.attributes.id)
    for attribute in structure.attributes.components:
        part = _part(attributes, "Attribute", attribute, usage="optional")
        _add(_add(part, f"{STR}AttributeRelationship"), f"{STR}Observation")
    measures = _add(components, f"{STR}MeasureList", id=structure.measures.id)
    for measure in structure.measures.components:
        _part(measures, "Measure", measure)


def _part(parent: _Element, kind: str, component: Artefact, **attributes: Any) -> _Element:
    element = _add(parent, f"{STR}{kind}", id=component.id, **attributes)
    _add(element, f"{STR}ConceptIdentity", _urn(component.concept_identity))
    _representation(element, "LocalRepresentation", component.local_representation)
    return element


def _representation(parent: _Element, kind: str, representation: Artefact) -> None:
    element = _add(parent, f"{STR}{kind}")
    if representation.enumerated is not None:
        _add(element, f"{STR}Enumeration", _urn(representation.enumerated))
    else:
        _add(element, f"{STR}TextFormat", textType=text_type(representation))


# Words


def _annotations(parent: _Element, artefact: Artefact) -> None:
    if not artefact.annotations:
        return
    group = _add(parent, f"{COM}Annotations")
    for annotation in artefact.annotations:
        element = _add(group, f"{COM}Annotation", id=annotation.id)
        if annotation.title:
            _add(element, f"{COM}AnnotationTitle", annotation.title)
        _add(element, f"{COM}AnnotationType", annotation.type)
        for language, text in annotation.text.localizations.items():
            _add(element, f"{COM}AnnotationText", text).set(LANG, language)


def _texts(parent: _Element, kind: str, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        _add(parent, f"{COM}{kind}", text).set(LANG, language)


def _urn(artefact: Artefact) -> str:
    return urn_of(artefact, three=True)
