"""What a client is told when its request is not answered with what it asks for."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

from cedic.sdmx.errors import NoResults, SdmxError
from cedic.sdmx.exchange import Answer, Request

MESSAGE = {
    "v1": "http://www.sdmx.org/resources/sdmxml/schemas/v2_1",
    "v2": "http://www.sdmx.org/resources/sdmxml/schemas/v3_0",
}


def answer(error: SdmxError, request: Request, version: str) -> Answer:
    """The refusal of a request: an error message of the standard, in JSON if JSON is wanted.

    An empty result is no error in version 2: its answer has no body.
    """
    status = error.http_status(version)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if isinstance(error, NoResults) and version == "v2":
        return Answer(status, headers)
    if "json" in request.header("accept") + request.query:
        body, media_type = _json(error), "application/json"
    else:
        body, media_type = _xml(error, version), "application/xml"
    return Answer(status, headers | {"Content-Type": f"{media_type}; charset=utf-8"}, [body])


def _text(error: SdmxError) -> str:
    told = error.what
    return f"{told} To mend it: {error.remedy}." if error.remedy else told


def _json(error: SdmxError) -> bytes:
    """An error message of SDMX-JSON, whose versions 1.0 and 2.0 agree on it."""
    told = {"code": error.code, "title": error.what, "titles": {"en": error.what}}
    if error.remedy:
        told |= {"detail": error.remedy, "details": {"en": error.remedy}}
    return json.dumps({"errors": [told]}, ensure_ascii=False).encode()


def _xml(error: SdmxError, version: str) -> bytes:
    """An error message of SDMX-ML."""
    schemas = MESSAGE.get(version, MESSAGE["v1"])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<mes:Error xmlns:mes="{schemas}/message" xmlns:com="{schemas}/common">'
        f'<mes:ErrorMessage code="{error.code}">'
        f'<com:Text xml:lang="en">{escape(_text(error))}</com:Text>'
        "</mes:ErrorMessage></mes:Error>\n"
    ).encode()
