"""The addresses at which programs read the work programme, as OpenAPI 3.1 describes them."""

from __future__ import annotations

from typing import Any

from cedic.model import LANGUAGES
from cedic.programme.convergence import Entry
from cedic.programme.model import Item, Mandate, Meeting, Programme
from cedic.programme.terms import (
    ENTRY_KINDS,
    MANDATE_KINDS,
    MEETING_KINDS,
    MEETING_STATUSES,
    STAGES,
)

ROOT = "/api/programme"
PAGE = 50
"""How many records a page of a list has."""
LAST_PAGE = 10_000
LONGEST_QUESTION = 200
FOUND = ("programme", "item", "mandate", "paragraph", "meeting", "document", "convergence")
"""The kinds of records that the search finds."""

Json = dict[str, Any]
_REF = "#/components/schemas/{name}"


def schemas() -> Json:
    """The records, by name: the values of :mod:`cedic.programme.model`, and lists of them."""
    import msgspec

    _, found = msgspec.json.schema_components(
        (Programme, Item, Mandate, Meeting, Entry), ref_template=_REF
    )
    for one in found.values():
        # The rest is for those who write the code.
        one["description"] = one["description"].partition("\n")[0]
    return found | {
        "Found": _object(
            kind={"type": "string", "enum": list(FOUND)},
            record=_STRING,
            year=_or_null("integer"),
            language={"type": ["string", "null"], "enum": [*LANGUAGES, None]},
            title=_STRING,
            snippet=_STRING,
            page=_STRING,
            format=_or_null("string"),
            demonstration={"type": "boolean"},
        )
    }


def paths() -> Json:
    """The addresses below ``/api/programme``."""
    return {
        ROOT: _reads("programme_start", "What there is", {"type": "object"}, (), "503"),
        f"{ROOT}/programmes": _lists(
            "Programme", "programmes", "Work programmes, without their items", YEAR, _status(STAGES)
        ),
        f"{ROOT}/programmes/{{number}}": _one("Programme", "A work programme with all its items"),
        f"{ROOT}/items/{{number}}": _one("Item", "An item with all that lies below it"),
        f"{ROOT}/mandates": _lists(
            "Mandate", "mandates", "Mandates, without their paragraphs", YEAR, _kind(MANDATE_KINDS)
        ),
        f"{ROOT}/mandates/{{number}}": _one("Mandate", "A mandate, paragraph by paragraph"),
        f"{ROOT}/meetings": _lists(
            "Meeting",
            "meetings",
            "Meetings, in the order of the calendar",
            YEAR,
            _status(MEETING_STATUSES),
            _kind(MEETING_KINDS),
            _query("country", "The country, as an ISO 3166 alpha-3 code.", _STRING),
        ),
        f"{ROOT}/meetings/{{number}}": _one("Meeting", "A meeting"),
        f"{ROOT}/convergence": _lists(
            "Entry",
            "convergence",
            "What each organisation has on each axis",
            _query("axis", "The code of an axis.", _STRING),
            _query("organisation", "The code of an organisation.", _STRING),
            _kind(ENTRY_KINDS),
        ),
        f"{ROOT}/search": _reads(
            "programme_search",
            "What is found by its words",
            _page_of("Found"),
            (
                {**_query("q", "Words, phrases in quotes.", _QUESTION), "required": True},
                _query("kind", "A kind of record.", {"type": "string", "enum": list(FOUND)}),
                YEAR,
                _query("language", "Preferred.", {"type": "string", "enum": list(LANGUAGES)}),
                NUMBER_OF_PAGE,
            ),
            *("400", "414", "503"),
        ),
    }


_STRING = {"type": "string"}
_QUESTION = {"type": "string", "minLength": 1, "maxLength": LONGEST_QUESTION}


def _query(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


YEAR = _query(
    "year", "Only what belongs to it.", {"type": "integer", "minimum": 1, "maximum": 9999}
)
NUMBER_OF_PAGE = _query(
    "page", "Which page.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}
)
SINCE = _query(
    "updated_since",
    "Only what was changed since: a day, or a moment; in UTC if it names no zone.",
    {"type": "string", "format": "date"},
)


def _status(codes: Any) -> Json:
    return _query("status", "The status.", {"type": "string", "enum": list(codes)})


def _kind(codes: Any) -> Json:
    return _query("kind", "The kind.", {"type": "string", "enum": list(codes)})


def _or_null(kind: str) -> Json:
    return {"type": [kind, "null"]}


def _object(**properties: Json) -> Json:
    return {"type": "object", "required": list(properties), "properties": properties}


def _page_of(schema: str) -> Json:
    return _object(
        count={"type": "integer"},
        page={"type": "integer"},
        pages={"type": "integer"},
        next=_or_null("string"),
        previous=_or_null("string"),
        results={"type": "array", "items": {"$ref": _REF.format(name=schema)}},
    )


def _lists(schema: str, name: str, summary: str, *parameters: Json) -> Json:
    return _reads(
        f"programme_{name}",
        summary,
        _page_of(schema),
        (*parameters, SINCE, NUMBER_OF_PAGE),
        *("400", "414", "503"),
    )


def _one(schema: str, summary: str) -> Json:
    number = {
        "name": "number",
        "in": "path",
        "required": True,
        "description": "The number of the record.",
        "schema": {"type": "integer", "minimum": 0, "maximum": 999_999_999_999_999},
    }
    told = {
        "allOf": [
            {"$ref": _REF.format(name=schema)},
            _object(url=_STRING, page=_STRING, changed={"type": "string", "format": "date-time"}),
        ]
    }
    return _reads(
        f"programme_one_{schema.lower()}", summary, told, (number,), *("400", "404", "414", "503")
    )


def _reads(
    id: str, summary: str, schema: Json, parameters: tuple[Json, ...], *problems: str
) -> Json:
    return {
        "get": {
            "operationId": id,
            "summary": summary,
            "description": "What is public of the work programme; who is signed in reads what she "
            "may see.",
            "tags": ["work programme"],
            "parameters": list(parameters),
            "responses": {
                "200": {
                    "description": "The answer.",
                    "content": {"application/json": {"schema": schema}},
                },
                "304": {"$ref": "#/components/responses/Unchanged"},
                **{status: {"$ref": "#/components/responses/Problem"} for status in problems},
            },
        }
    }
