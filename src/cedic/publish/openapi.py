"""The plain addresses of the service, as OpenAPI 3.1 describes them to programs."""

from __future__ import annotations

from typing import Any

from cedic.model import LANGUAGES, Component, Representation
from cedic.publish import citation, download, programme_api
from cedic.publish.facts import Facts
from cedic.settings import settings
from cedic.version import __version__

LONGEST_ENUM = 40
"""Codes that are listed one by one; longer lists are in the catalogue and the codelists."""

PERIOD = r"^\d{4}(-(\d{2}(-\d{2})?|[ASTQMWD]\d{1,3}))?$"
"""How a period is written, as far as its form tells."""


def description(published: list[Facts], address: str) -> dict[str, Any]:
    """The description of downloads, citations, the catalogue, the work programme and health.

    Parameters
    ----------
    published : list of Facts
        The dataflows in the last release.
    address : str
        The site's own address, without a slash at its end.
    """
    paths: dict[str, Any] = {}
    for found in published:
        paths |= _of_dataflow(found)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings().publisher}: downloads, metadata and work programme",
            "version": __version__,
            "description": "Statistical clients find the same figures at /sdmx/v1 (SDMX 2.1) and "
            "/sdmx/v2 (SDMX 3.0).",
        },
        "servers": [{"url": address}],
        "paths": paths | programme_api.paths() | _OTHERS,
        "components": {
            "schemas": {"Problem": _PROBLEM, **programme_api.schemas()},
            "responses": {
                "Problem": {
                    "description": "What is wrong, where, and how to mend it.",
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Problem"}},
                        "text/plain": {"schema": {"type": "string"}},
                    },
                },
                "Unchanged": {"description": "What the client holds is still so."},
            },
        },
    }


_PROBLEM = {
    "type": "object",
    "required": ["status", "what"],
    "properties": {
        "status": {"type": "integer"},
        "what": {"type": "string"},
        "where": {"type": "string"},
        "remedy": {"type": "string"},
    },
}


def _answers(content: dict[str, Any], *problems: str) -> dict[str, Any]:
    return {
        "200": {"description": "The answer.", "content": content},
        "304": {"$ref": "#/components/responses/Unchanged"},
        **{status: {"$ref": "#/components/responses/Problem"} for status in problems},
    }


def _file(media_type: str) -> dict[str, Any]:
    return {media_type.partition(";")[0]: {}}


def _operation(id: str, summary: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"get": {"operationId": id, "summary": summary, "responses": _answers(content, "503")}}


_OTHERS = {
    "/catalog.jsonld": _operation(
        "catalogue", "The catalogue in DCAT 3.", _file("application/ld+json")
    ),
    "/api/openapi.json": _operation("openapi", "This description.", _file("application/json")),
    "/health/live": _operation("live", "Whether the portal runs.", _file("application/json")),
    "/health/ready": _operation("ready", "Whether it can answer.", _file("application/json")),
}


def _of_dataflow(found: Facts) -> dict[str, Any]:
    flow, release = found.dataflow, found.release.number
    selection = [_component(found, part) for part in flow.components if _selects(part)]
    paths: dict[str, Any] = {}
    for format, media_type in download.MEDIA_TYPES.items():
        parameters = [*selection, *_OF_DOWNLOADS]
        if format in download.LABELLED:
            parameters += [_LABELS, _LANGUAGE]
        for version, name in (("", "the latest release"), (f"@{release}", f"release {release}")):
            paths[f"/data/{flow.id}{version}.{format}"] = {
                "get": {
                    "operationId": f"{flow.id}{version.replace('@', '_')}_{format}",
                    "summary": f"{flow.name.en} as {format}, {name}",
                    "description": flow.description.en,
                    "tags": [flow.id],
                    "parameters": parameters,
                    "responses": _answers(_file(media_type), "400", "404", "413", "414", "503"),
                }
            }
    return paths | {
        f"/data/{flow.id}/citation.{format}": {
            "get": {
                "operationId": f"{flow.id}_citation_{format}",
                "summary": f"How to cite {flow.name.en}",
                "tags": [flow.id],
                "parameters": [_LANGUAGE],
                "responses": _answers(_file(media_type), "400", "503"),
            }
        }
        for format, media_type in citation.FORMATS.items()
    }


def _selects(component: Component) -> bool:
    return component.representation not in (Representation.INTEGER, Representation.FLOAT)


def _component(found: Facts, component: Component) -> dict[str, Any]:
    """A list of codes, with commas between them."""
    codes = [code.id for code in found.codes.get(component.id, ())]
    enum = {"enum": codes} if 0 < len(codes) <= LONGEST_ENUM else {}
    return {
        "name": component.id,
        "in": "query",
        "description": component.name.en,
        "style": "form",
        "explode": False,
        "schema": {"type": "array", "minItems": 1, "items": {"type": "string"} | enum},
    }


def _simple(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


_OF_DOWNLOADS = [
    _simple(name, f"The {which} period.", {"type": "string", "pattern": PERIOD})
    for name, which in (("start", "first"), ("end", "last"))
]
_LABELS = _simple(
    "labels",
    "How codes are written.",
    {"type": "string", "enum": list(download.LABELS), "default": "id"},
)
_LANGUAGE = _simple(
    "language",
    "The language of names.",
    {"type": "string", "enum": list(LANGUAGES), "default": "en"},
)
