"""Structures as a message, in the format that the client takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cedic.sdmx.formats import Chosen, Format
from cedic.sdmx.structures import json_messages, xml_v21, xml_v30
from cedic.sdmx.structures.heading import Heading
from cedic.sdmx.structures.resolve import Shown

ML = "application/vnd.sdmx.structure+xml"
JSON = "application/vnd.sdmx.structure+json"
ML_21 = Format("sdmx-ml", ML, "2.1", others=("application/xml", "text/xml"))
ML_30 = Format("sdmx-ml-3.0", ML, "3.0.0")
JSON_10 = Format("sdmx-json", JSON, "1.0", others=("application/json",))
JSON_20 = Format("sdmx-json", JSON, "2.0.0", others=("application/json",))

FORMATS = {
    "v1": (ML_21, JSON_10, ML_30),
    "v2": (JSON_20, replace(ML_30, id="sdmx-ml", others=ML_21.others)),
}
"""The formats of structures by version of the interface, the default one first."""

WRITERS: dict[tuple[str, str], Callable[[Sequence[Shown], Heading], bytes]] = {
    (ML, "2.1"): xml_v21.write,
    (ML, "3.0.0"): xml_v30.write,
    (JSON, "1.0"): json_messages.write_v10,
    (JSON, "2.0.0"): json_messages.write_v20,
}


def message(shown: Sequence[Shown], chosen: Chosen, heading: Heading) -> bytes:
    """A message of structures.

    Parameters
    ----------
    shown : sequence of Shown
        The artefacts, each once.
    chosen : Chosen
        The format, one of :data:`FORMATS`.
    heading : Heading
        What stands at its head.
    """
    return WRITERS[chosen.format.media_type, chosen.format.version](shown, heading)


def content_language(chosen: Chosen, heading: Heading) -> str:
    """The value of the header Content-Language: XML has all languages, JSON prefers one."""
    return heading.language if chosen.format.media_type == JSON else "es, en, pt, fr"
