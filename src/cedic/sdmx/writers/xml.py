"""SDMX-ML 2.1 data messages, generic and structure-specific (SDMX 2.1, section 3A)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import quoteattr

from cedic.model import Component, Representation
from cedic.sdmx.data.sets import DataSet
from cedic.sdmx.identity import VERSION, agency, structure_id, urn
from cedic.sdmx.writers.message import Message, grouped, moment, rows, text
from cedic.warehouse.engine import identifier
from cedic.warehouse.text import concat, number, xml_text

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
GENERIC = {"gen": f"{SCHEMAS}/data/generic"}


def generic(message: Message) -> Iterator[bytes | memoryview]:
    """A message that any client reads without knowing the structure."""
    yield from _message(message, "GenericData", GENERIC, "", _generic_set)


def generic_time_series(message: Message) -> Iterator[bytes | memoryview]:
    """The same, for observations over time only."""
    yield from _message(message, "GenericTimeSeriesData", GENERIC, "", _generic_set)


def structure_specific(message: Message) -> Iterator[bytes | memoryview]:
    """A message whose elements are those of the dataflow's structure; a third of the size."""
    spaces = {
        "ss": f"{SCHEMAS}/data/structurespecific",
        "dsd": namespace(message),
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    named = f" namespace={quoteattr(spaces['dsd'])}"
    yield from _message(message, "StructureSpecificData", spaces, named, _specific_set)


def namespace(message: Message) -> str:
    """The XML namespace of a dataflow's structure-specific messages."""
    dsd = urn("DataStructure", structure_id(message.dataflow))
    return f"{dsd}:ObsLevelDim:{message.query.at}"


# What stands around observations


def _message(
    message: Message,
    kind: str,
    spaces: dict[str, str],
    named: str,
    write_set: Callable[[Message, DataSet], Iterator[bytes | memoryview]],
) -> Iterator[bytes | memoryview]:
    declared = {"mes": f"{SCHEMAS}/message", "com": f"{SCHEMAS}/common"} | spaces
    listed = "".join(f" xmlns:{short}={quoteattr(long)}" for short, long in declared.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<mes:{kind}{listed}>\n'.encode()
    yield _header(message, named).encode()
    for data in message.sets:
        yield from write_set(message, data)
    yield f"</mes:{kind}>\n".encode()


def _header(message: Message, named: str) -> str:
    structure = structure_id(message.dataflow)
    return (
        f"<mes:Header><mes:ID>{message.id}</mes:ID><mes:Test>false</mes:Test>"
        f"<mes:Prepared>{message.prepared}</mes:Prepared>"
        f'<mes:Sender id="{agency()}"/>'
        f'<mes:Structure structureID="{structure}"{named} '
        f'dimensionAtObservation="{message.query.at}">'
        f'<com:Structure><Ref agencyID="{agency()}" id="{structure}" version="{VERSION}"/>'
        "</com:Structure></mes:Structure>"
        f"{_source(message)}</mes:Header>\n"
    )


def _source(message: Message) -> str:
    """Where the figures come from, in all languages, as the header has it."""
    release = f"release {message.release.number}"
    return f'<mes:Source xml:lang="en">{message.dataflow.id}, {release}</mes:Source>'


def _set_attributes(message: Message, data: DataSet, prefix: str) -> str:
    found = {"structureRef": structure_id(message.dataflow), "action": data.action}
    if data.valid_from:
        found["validFromDate"] = moment(data.valid_from)
    if data.valid_to:
        found["validToDate"] = moment(data.valid_to)
    return "".join(f' {prefix}{name}="{value}"' for name, value in found.items())


def _body(
    message: Message, data: DataSet, series: str, observation: str, element: str
) -> Iterator[bytes | memoryview]:
    """The observations of a data set, in their series or flat."""
    end = f"</{element}>"
    if message.query.flat:
        yield from rows(message, data, observation)
    elif not message.query.observations:
        yield from rows(message, data, concat(series, text(end)))
    else:
        pieces = grouped(message, data, concat(text(end), series), observation, "")
        yield next(pieces)[len(end) :]
        yield from pieces
        yield end.encode()


# Generic


def _generic_set(message: Message, data: DataSet) -> Iterator[bytes | memoryview]:
    yield f"<mes:DataSet{_set_attributes(message, data, '')}>".encode()
    query = message.query
    key = _generic_values(query.series)
    series = concat(text("<gen:Series><gen:SeriesKey>"), key, text("</gen:SeriesKey>"))
    where = text("<gen:Obs>") + ", "
    if query.flat:
        where += concat(text("<gen:ObsKey>"), key, text("</gen:ObsKey>"))
    else:
        at = message.dataflow.component(query.at)
        where += concat(text('<gen:ObsDimension value="'), value(at), text('"/>'))
    observation = concat(where, *_generic_content(message, data), text("</gen:Obs>"))
    yield from _body(message, data, series, observation, "gen:Series")
    yield b"</mes:DataSet>\n"


def _generic_content(message: Message, data: DataSet) -> list[str]:
    if data.action == "Delete":
        return []
    found = []
    if message.query.measure:
        figure = value(message.dataflow.measure)
        found.append(f"""{text('<gen:ObsValue value="')} || {figure} || {text('"/>')}""")
    if message.attributes:
        # An element without values is not allowed: it is null, and left out, if all are null.
        values = f"nullif({_generic_values(message.attributes)}, '')"
        found.append(f"'<gen:Attributes>' || {values} || '</gen:Attributes>'")
    return found


def _generic_values(components: Iterable[Component]) -> str:
    return concat(
        *(
            f"""{text(f'<gen:Value id="{part.id}" value="')} || {value(part)} || {text('"/>')}"""
            for part in components
        )
    )


# Structure-specific


def _specific_set(message: Message, data: DataSet) -> Iterator[bytes | memoryview]:
    attributes = _set_attributes(message, data, "ss:")
    yield (
        f'<mes:DataSet xsi:type="dsd:DataSetType" ss:dataScope="DataStructure"{attributes}>'
    ).encode()
    query = message.query
    series = concat(text("<Series"), *_specific_key(query.series), text(">"))
    inside = query.series if query.flat else (message.dataflow.component(query.at),)
    shown = [] if data.action == "Delete" else _specific_content(message)
    observation = concat(text("<Obs"), *_specific_key(inside), *_specific_values(shown), text("/>"))
    yield from _body(message, data, series, observation, "Series")
    yield b"</mes:DataSet>\n"


def _specific_content(message: Message) -> list[Component]:
    measure = [message.dataflow.measure] if message.query.measure else []
    return [*measure, *message.attributes]


def _specific_key(components: Iterable[Component]) -> Iterator[str]:
    """The expressions of values that are never null, each part of them on its own to save copies."""
    for part in components:
        yield from (text(f' {part.id}="'), value(part), text('"'))


def _specific_values(components: Iterable[Component]) -> list[str]:
    return [f"""{text(f' {part.id}="')} || {value(part)} || '"'""" for part in components]


def value(component: Component) -> str:
    """The SQL expression of a component's value in XML; null where it is null."""
    column = identifier(component.id)
    if component.representation in (Representation.CODE, Representation.TIME):
        return column
    if component.representation is not Representation.STRING:
        return number(component)
    return xml_text(column)
