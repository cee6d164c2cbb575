"""Structural metadata: dataflows, their structures, codelists, concepts, subjects, constraints.

:func:`answer` serves them. :func:`availability` and :func:`message` let another resource answer with
a constraint and what it refers to.
"""

from __future__ import annotations

from cedic.sdmx import caching
from cedic.sdmx.exchange import Answer, Request
from cedic.sdmx.formats import choose
from cedic.sdmx.structures.artefacts import RESOURCES, artefacts_of
from cedic.sdmx.structures.available import REFERENCES, availability
from cedic.sdmx.structures.heading import Heading
from cedic.sdmx.structures.message import FORMATS, content_language, message
from cedic.sdmx.structures.query import OTHER_RESOURCES, Query
from cedic.sdmx.structures.rendered import Rendered
from cedic.sdmx.structures.resolve import Shown, resolve
from cedic.warehouse import Store

__all__ = [
    "FORMATS",
    "REFERENCES",
    "Heading",
    "Shown",
    "answer",
    "availability",
    "content_language",
    "message",
    "serves",
]

_rendered = Rendered(64 * 2**20)


def serves(resource: str, version: str) -> bool:
    """Whether a resource of a version, ``v1`` or ``v2``, is one of structures, be there any or not."""
    if version == "v2":
        return resource == "structure"
    return resource in ("structure", *RESOURCES.values(), *OTHER_RESOURCES["v1"])


def answer(request: Request, store: Store, version: str) -> Answer:
    """Answer a request for structures.

    Parameters
    ----------
    request : Request
        The request; its path begins with `version`.
    store : Store
        Where the figures are.
    version : str
        The version of the interface, ``v1`` or ``v2``.

    Raises
    ------
    BadSyntax
        If the request does not keep to the grammar of the interface.
    NotFound
        If there is no such artefact; near ids are named.
    NotServed
        If it asks for a resource of the standard that is not here.
    NotAcceptable
        If the client takes none of the formats.
    StoreError
        If the figures cannot be read.
    """
    query = Query.of(request, version)
    chosen = choose(request.header("accept"), request.parameters.get("format"), FORMATS[version])
    snapshot = store.snapshot()
    heading = Heading.of(request, snapshot.release)
    tag = caching.tag(request, snapshot.release, chosen.content_type, heading.language)
    headers = caching.headers(tag, content_language(chosen, heading))
    if caching.unchanged(request, tag):
        return Answer(304, headers)
    headers["Content-Type"] = chosen.content_type

    def render() -> bytes:
        return message(resolve(query, artefacts_of(store, snapshot)), chosen, heading)

    return Answer(200, headers, [_rendered.get(tag, render)])
