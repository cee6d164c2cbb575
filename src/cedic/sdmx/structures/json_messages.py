"""Structures in SDMX-JSON 1.0 and 2.0.0.

The two differ in a few names and in what SDMX 3.0 calls things; each has its own functions where
they do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cedic.model import LANGUAGES
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

Json = dict[str, Any]

SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas"
)
NAMES = {
    "dataflow": "dataflows",
    "datastructure": "dataStructures",
    "codelist": "codelists",
    "conceptscheme": "conceptSchemes",
    "agencyscheme": "agencySchemes",
    "categoryscheme": "categorySchemes",
    "categorisation": "categorisations",
    "contentconstraint": "contentConstraints",
}
"""What each resource's artefacts are called in a message."""

ITEMS = {
    "codelist": "codes",
    "conceptscheme": "concepts",
    "agencyscheme": "agencies",
    "categoryscheme": "categories",
}
"""What each list calls its items."""


def write_v10(shown: Sequence[Shown], heading: Heading) -> bytes:
    """A message of structures in SDMX-JSON 1.0.

    Parameters
    ----------
    shown : sequence of Shown
        The artefacts.
    heading : Heading
        Its head, which says the language of names.
    """
    return _Writer(heading, "1.0").write(shown)


def write_v20(shown: Sequence[Shown], heading: Heading) -> bytes:
    """A message of structures in SDMX-JSON 2.0.0; see :func:`write_v10`."""
    return _Writer(heading, "2.0.0").write(shown)


class _Writer:
    def __init__(self, heading: Heading, version: str) -> None:
        self.heading = heading
        self.version = version
        self.three = version == "2.0.0"
        """Whether this is the information model of SDMX 3.0."""

    def write(self, shown: Sequence[Shown]) -> bytes:
        data: dict[str, list[Json]] = {}
        for one in shown:
            name = NAMES[resource_of(one.artefact)]
            if self.three and name == "contentConstraints":
                name = "dataConstraints"
            data.setdefault(name, []).append(self._artefact(one))
        message = {"meta": self._meta(), "data": data}
        return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()

    def _meta(self) -> Json:
        return {
            "schema": f"{SCHEMA}/{self.version}/sdmx-json-structure-schema.json",
            "id": self.heading.id,
            "test": False,
            "prepared": self.heading.prepared.isoformat(),
            "contentLanguages": list(LANGUAGES),
            "sender": {"id": self.heading.sender},
        }

    # Artefacts

    def _artefact(self, shown: Shown) -> Json:
        artefact = shown.artefact
        stub = shown.depth != "full"
        written = {
            "id": artefact.id,
            "agencyID": artefact.maintainer.id,
            "version": str(artefact.version),
            "isExternalReference": stub,
            **({} if self.three else {"isFinal": artefact.is_final}),
            **self._texts("name", artefact.name.localizations),
            "links": [self._link(shown)],
        }
        if shown.depth != "stub":
            written |= self._described(artefact)
        return written if stub else written | self._content(artefact)

    def _link(self, shown: Shown) -> Json:
        link = {"rel": "self", "urn": self._urn(shown.artefact)}
        address = self.heading.address_of(shown.artefact)
        if shown.depth == "full" or not address:
            return link
        return link | {"rel": "external", "href": address}

    def _content(self, artefact: Artefact) -> Json:
        resource = resource_of(artefact)
        if resource in ITEMS:
            items = [self._item(item, resource) for item in artefact.items.values()]
            partial = {"isPartial": True} if artefact.is_partial else {}
            # A list cut to nothing, as that of an empty dataflow is, may not be an empty array.
            return partial | ({ITEMS[resource]: items} if items else {})
        if resource == "dataflow":
            return {"structure": self._urn(artefact.structure)}
        if resource == "datastructure":
            return {"dataStructureComponents": self._components(artefact)}
        if resource == "categorisation":
            return {
                "source": self._urn(artefact.artefact),
                "target": self._urn(artefact.category),
            }
        return self._constraint(artefact)

    def _item(self, item: Artefact, resource: str) -> Json:
        written = {"id": item.id, **self._texts("name", item.name.localizations)}
        written |= self._described(item)
        if resource == "codelist" and isinstance(item.parent, type(item)):
            written["parent"] = item.parent.id
        if resource == "conceptscheme" and item.core_representation:
            written["coreRepresentation"] = self._representation(item.core_representation)
        return written

    def _constraint(self, artefact: Artefact) -> Json:
        keys: list[Json] = [
            {
                "id": dimension,
                "values": [{"value": code} for code in codes] if self.three else codes,
            }
            for dimension, codes in values_of(artefact).items()
        ]
        for dimension, (start, end) in range_of(artefact).items():
            keys.append({"id": dimension, "timeRange": _time_range(start, end)})
        included = "include" if self.three else "isIncluded"
        return {
            "role" if self.three else "type": "Actual",
            "constraintAttachment": {"dataflows": [self._urn(one) for one in artefact.content]},
            **({"cubeRegions": [{included: True, "keyValues": keys}]} if keys else {}),
        }

    # Structures

    def _components(self, structure: Artefact) -> Json:
        *dimensions, time = structure.dimensions.components
        (measure,) = structure.measures.components
        times = self._part(time) if self.three else self._positioned(time, "TimeDimension")
        measures = self._part(measure)
        return {
            "dimensionList": {
                "id": structure.dimensions.id,
                "dimensions": [self._positioned(one, "Dimension") for one in dimensions],
                **({"timeDimension": times} if self.three else {"timeDimensions": [times]}),
            },
            "attributeList": {
                "id": structure.attributes.id,
                "attributes": [
                    self._part(one) | self._attached(measure)
                    for one in structure.attributes.components
                ],
            },
            "measureList": {
                "id": structure.measures.id,
                **({"measures": [measures]} if self.three else {"primaryMeasure": measures}),
            },
        }

    def _part(self, component: Artefact) -> Json:
        return {
            "id": component.id,
            "conceptIdentity": self._urn(component.concept_identity),
            "localRepresentation": self._representation(component.local_representation),
        }

    def _positioned(self, dimension: Artefact, kind: str) -> Json:
        # Positions start at 0 in JSON, at 1 in XML.
        written = self._part(dimension) | {"position": dimension.order - 1}
        return written if self.three else written | {"type": kind}

    def _attached(self, measure: Artefact) -> Json:
        """That an attribute may be given for each observation."""
        if self.three:
            return {"usage": "optional", "attributeRelationship": {"observation": {}}}
        return {
            "assignmentStatus": "Conditional",
            "attributeRelationship": {"primaryMeasure": measure.id},
        }

    def _representation(self, representation: Artefact) -> Json:
        if representation.enumerated is not None:
            return {"enumeration": self._urn(representation.enumerated)}
        type = text_type(representation)
        return {"format": {"dataType": type}} if self.three else {"textFormat": {"textType": type}}

    # Words

    def _described(self, artefact: Artefact) -> Json:
        notes = [self._annotation(annotation) for annotation in artefact.annotations]
        return self._texts("description", artefact.description.localizations) | (
            {"annotations": notes} if notes else {}
        )

    def _annotation(self, annotation: Artefact) -> Json:
        given = {name: getattr(annotation, name) for name in ("id", "title", "type")}
        written = {name: value for name, value in given.items() if value}
        return written | self._texts("text", annotation.text.localizations)

    def _texts(self, name: str, texts: Mapping[str, str]) -> Json:
        """A text in the client's language, or else in any, and in all languages."""
        if not texts:
            return {}
        best = texts.get(self.heading.language) or next(iter(texts.values()))
        return {name: best, f"{name}s": dict(texts)}

    def _urn(self, artefact: Artefact) -> str:
        return urn_of(artefact, three=self.three)


def _time_range(start: str, end: str) -> Json:
    return {
        "startPeriod": {"period": start, "isInclusive": True},
        "endPeriod": {"period": end, "isInclusive": True},
    }
