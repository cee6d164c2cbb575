"""SDMX-CSV 1.0 and 2.0 (SDMX Technical Working Group, field guides of 2018 and 2021)."""

from __future__ import annotations

from collections.abc import Iterator

from cedic.model import Component
from cedic.sdmx.data.sets import DataSet
from cedic.sdmx.identity import VERSION, agency
from cedic.sdmx.writers.message import Message, moment, rows, text
from cedic.warehouse.engine import identifier
from cedic.warehouse.text import csv_field, csv_text, looked_up

ACTIONS = {"Information": "I", "Replace": "R", "Delete": "D"}


def version_1(message: Message) -> Iterator[bytes | memoryview]:
    """A message in SDMX-CSV 1.0: the dataflow, then the components.

    What has changed says what to do with it in the column ACTION, vintages say when they were in
    force in VALID_FROM and VALID_TO, as the field guide allows.
    """
    reference = f"{agency()}:{message.dataflow.id}({VERSION})"
    fixed = {"DATAFLOW": _named(message, reference)}
    yield from _table(message, fixed, actions=len(message.sets) > 1 or _acts(message))


def version_2(message: Message) -> Iterator[bytes | memoryview]:
    """A message in SDMX-CSV 2.0: the structure, its id, the action, then the components."""
    reference = f"{agency()}:{message.dataflow.id}({VERSION})"
    fixed = {"STRUCTURE": "dataflow", "STRUCTURE_ID": _named(message, reference)}
    if _labels(message) == "name":
        fixed["STRUCTURE_NAME"] = message.dataflow.name[message.language]
    yield from _table(message, fixed, actions=True)


def _acts(message: Message) -> bool:
    return any(data.action != "Information" for data in message.sets)


def _labels(message: Message) -> str:
    return message.chosen.parameters.get("labels", "id")


def _named(message: Message, reference: str) -> str:
    if _labels(message) == "both":
        return f"{reference}: {message.dataflow.name[message.language]}"
    return reference


def _table(message: Message, fixed: dict[str, str], actions: bool) -> Iterator[bytes | memoryview]:
    """The header, then the rows of each data set."""
    dated = any(data.valid_from for data in message.sets)
    header = [*fixed, *(["ACTION"] if actions else []), *_headers(message)]
    header += ["VALID_FROM", "VALID_TO"] if dated else []
    yield (",".join(_field(name) for name in header) + "\r\n").encode()
    for data in message.sets:
        before = [*fixed.values(), *([ACTIONS[data.action]] if actions else [])]
        after = _validity(data) if dated else []
        cells = [
            *(text(_field(value)) for value in before),
            *_cells(message, data),
            *(text(value) for value in after),
        ]
        line = f"concat_ws(',', {', '.join(cells)}) || chr(13) || chr(10)"
        yield from rows(message, data, line)


def _field(value: str) -> str:
    """A value as RFC 4180 has it."""
    return (
        '"' + value.replace('"', '""') + '"' if any(sign in value for sign in ',"\r\n') else value
    )


def _validity(data: DataSet) -> list[str]:
    return [moment(time) if time else "" for time in (data.valid_from, data.valid_to)]


def _shown(message: Message) -> tuple[Component, ...]:
    """The components that make up the columns."""
    query, flow = message.query, message.dataflow
    if not query.observations:
        return query.series
    measure = (flow.measure,) if query.measure else ()
    return (*flow.dimensions, *measure, *message.attributes)


def _headers(message: Message) -> list[str]:
    labels, found = _labels(message), []
    for component in _shown(message):
        name = component.name[message.language]
        found.append(f"{component.id}: {name}" if labels == "both" else component.id)
        if labels == "name":
            found.append(name)
    return found


def _cells(message: Message, data: DataSet) -> Iterator[str]:
    """The SQL expressions of a row's fields; what is deleted has no more than its key."""
    labels = _labels(message)
    key = message.dataflow.key
    for component in _shown(message):
        if data.action == "Delete" and component.id not in key:
            yield from ["''"] * (2 if labels == "name" else 1)
        elif labels == "both":
            yield _label(message, component, with_code=True)
        else:
            yield csv_field(component)
            if labels == "name":
                yield _label(message, component, with_code=False)


def _label(message: Message, component: Component, with_code: bool) -> str:
    """The SQL expression of a value's name, or of its code and name."""
    codes = message.codelist(component)
    if not codes:
        return csv_field(component) if with_code else "''"
    names = {code.id: code.name[message.language] for code in codes}
    labels = {
        code: _field(f"{code}: {name}" if with_code else name) for code, name in names.items()
    }
    column = identifier(component.id)
    unnamed = csv_text(column) if with_code else "''"
    return f"coalesce({looked_up(column, labels)}, {unnamed})"
