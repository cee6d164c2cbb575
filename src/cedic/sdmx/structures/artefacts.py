"""The artefacts of SDMX that the catalogue amounts to, as sdmx1 models them.

They are made once for each release and agency, and never changed afterwards; what is shown in part
is a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from cedic.catalogue.subjects import SUBJECTS
from cedic.model import (
    Attribute,
    Code,
    Codelist,
    Component,
    Dataflow,
    Dimension,
    Period,
    Representation,
    Text,
)
from cedic.sdmx import codes, identity
from cedic.sdmx.structures import notes
from cedic.sdmx.structures.contents import Contents, contents
from cedic.settings import settings
from cedic.warehouse import Snapshot, Store

if TYPE_CHECKING:
    from sdmx.model import common, v21

Artefact = Any
"""A maintainable artefact of sdmx1."""

RESOURCES = {
    "DataflowDefinition": "dataflow",
    "DataStructureDefinition": "datastructure",
    "Codelist": "codelist",
    "ConceptScheme": "conceptscheme",
    "AgencyScheme": "agencyscheme",
    "CategoryScheme": "categoryscheme",
    "Categorisation": "categorisation",
    "ContentConstraint": "contentconstraint",
}
"""The resource of the interface, as version 1 calls it, for each class of artefact."""

ITEM_SCHEMES = ("codelist", "conceptscheme", "agencyscheme", "categoryscheme")
"""The resources that are lists of items."""

CONCEPTS_NAME = Text("Concepts", "Conceptos", "Conceitos", "Concepts")
AGENCIES_NAME = Text("Agencies", "Organismos", "Agências", "Organismes")
STRUCTURE_OF = Text("Structure", "Estructura", "Estrutura", "Structure")
CONTENT_OF = Text("Content", "Contenido", "Conteúdo", "Contenu")

FACETS = {
    Representation.CODE: "string",
    Representation.STRING: "string",
    Representation.TIME: "observationalTimePeriod",
    # Trade in US dollars goes beyond 32 bits, which is what Integer means in SDMX.
    Representation.INTEGER: "long",
    Representation.FLOAT: "double",
}
"""How a component's values are written, in sdmx1's words."""


@dataclass(frozen=True)
class Artefacts:
    """All artefacts of a release.

    Parameters
    ----------
    by_resource : mapping
        The artefacts by resource and id.
    flows : mapping of str to Dataflow
        The declarations of the dataflows in the release.
    held : mapping of str to Contents
        What each of them holds.
    """

    by_resource: Mapping[str, Mapping[str, Artefact]]
    flows: Mapping[str, Dataflow]
    held: Mapping[str, Contents]

    def __iter__(self) -> Iterator[Artefact]:
        for artefacts in self.by_resource.values():
            yield from artefacts.values()


_made: WeakKeyDictionary[Snapshot, dict[tuple[str, str], Artefacts]] = WeakKeyDictionary()
_making = Lock()


def artefacts_of(store: Store, snapshot: Snapshot) -> Artefacts:
    """The artefacts of a release, made when they are first asked for.

    Raises
    ------
    StoreError
        If a table cannot be read.
    """
    publisher = (identity.agency(), settings().publisher)
    with _making:
        made = _made.setdefault(snapshot, {})
        if publisher not in made:
            made[publisher] = _artefacts(store, snapshot)
        return made[publisher]


def resource_of(artefact: Artefact) -> str:
    """The resource that an artefact belongs to."""
    return RESOURCES[type(artefact).__name__]


def _artefacts(store: Store, snapshot: Snapshot) -> Artefacts:
    published = [publication.dataflow for publication in store.publications.values()]
    flows = {flow.id: flow for flow in published if snapshot.holds(flow)}
    held = {id: contents(flow, snapshot) for id, flow in flows.items()}
    components = list(dict.fromkeys(part for flow in flows.values() for part in flow.components))
    lists = {
        component: one for component in components if (one := codes.codelist_of(component, store))
    }
    codelists = {one.id: _codelist(one) for one in {one.id: one for one in lists.values()}.values()}
    enumerations = {component: codelists[one.id] for component, one in lists.items()}
    concepts = _concepts(components, enumerations)
    subjects = _subjects()
    structures = {
        id: _structure(flow, held[id], concepts, enumerations) for id, flow in flows.items()
    }
    dataflows = {id: _dataflow(flow, held[id], structures[id]) for id, flow in flows.items()}
    constraints = [
        constraint(
            dataflows[id],
            flow,
            held[id].values,
            held[id].start,
            held[id].end,
            periods=held[id].periods,
        )
        for id, flow in flows.items()
        # Of a dataflow without observations there is nothing to tell.
        if any(held[id].values.values())
    ]
    found: Sequence[Iterable[Artefact]] = (
        dataflows.values(),
        structures.values(),
        codelists.values(),
        [concepts],
        [_agencies()],
        [subjects],
        [_categorisation(dataflows[id], flow, subjects) for id, flow in flows.items()],
        constraints,
    )
    by_resource = {
        resource: {artefact.id: artefact for artefact in some}
        for resource, some in zip(RESOURCES.values(), found, strict=True)
    }
    return Artefacts(by_resource, flows, held)


def constraint(
    dataflow: Artefact,
    flow: Dataflow,
    values: Mapping[str, Sequence[str]],
    start: str = "",
    end: str = "",
    *,
    periods: Iterable[str] = (),
    series: int | None = None,
    observations: int | None = None,
) -> Artefact:
    """A constraint of type Actual: what there is of a dataflow.

    Parameters
    ----------
    dataflow : Artefact
        The dataflow's artefact.
    flow : Dataflow
        Its declaration.
    values : mapping of str to sequence of str
        The codes that occur, by dimension; a dimension without any is left out.
    start, end : str
        The first and the last period that occur; empty to leave time out.
    periods : iterable of str
        All periods that occur, for clients that read no range of time.
    series, observations : int, optional
        How many there are, told in annotations of the type ``sdmx_metrics``.

    Returns
    -------
    Artefact
        A ContentConstraint of SDMX 2.1, which is written as a DataConstraint in SDMX 3.0.
    """
    from sdmx.model import common, v21

    region = common.CubeRegion(included=True)
    for name, found in values.items():
        # The writer of sdmx1 knows plain dimensions only, be it for time.
        dimension = common.Dimension(id=name)
        if found:
            region.member[dimension] = v21.MemberSelection(
                dimension, values=[v21.MemberValue(value) for value in found]
            )
    if start and end:
        dimension = common.Dimension(id=flow.key[-1])
        listed = [v21.MemberValue(period) for period in periods]
        region.member[dimension] = v21.MemberSelection(
            dimension, values=[_range(start, end), *listed]
        )
    return v21.ContentConstraint(
        **_maintained("ContentConstraint", f"CR_{flow.id}", _titled(CONTENT_OF, flow.name)),
        annotations=notes.of_counts(series, observations),
        role=common.ConstraintRole(common.ConstraintRoleType.actual),
        content={dataflow},
        data_content_region=[region] if region.member else [],
    )


def urn_of(artefact: Artefact, *, three: bool) -> str:
    """The universal name of an artefact, or of an item in one.

    Parameters
    ----------
    artefact : Artefact
        The artefact, or an item that stands in one.
    three : bool
        Whether it is named in SDMX 3.0, whose constraints are of another class.
    """
    name = artefact.urn or _urn_of_item(artefact)
    return name.replace(".ContentConstraint=", ".DataConstraint=") if three else name


def values_of(constraint: Artefact) -> dict[str, list[str]]:
    """The codes of a constraint, by dimension."""
    return {
        selection.values_for.id: [value.value for value in selection.values]
        for selection in _selections(constraint)
        if hasattr(selection.values[0], "value")
    }


def range_of(constraint: Artefact) -> dict[str, tuple[str, str]]:
    """The first and the last day of a constraint, by the time dimension, if it tells of time."""
    return {
        selection.values_for.id: (
            selection.values[0].start.period.isoformat(),
            selection.values[0].end.period.isoformat(),
        )
        for selection in _selections(constraint)
        if not hasattr(selection.values[0], "value")
    }


def with_periods(artefact: Artefact) -> Artefact:
    """The same artefact; of a constraint a copy that lists periods, where it knows them.

    pandaSDMX 1.10 reads no range of time in a constraint.
    """
    if resource_of(artefact) != "contentconstraint":
        return artefact
    made = copy(artefact)
    made.data_content_region = [_listing(region) for region in artefact.data_content_region]
    return made


def _listing(region: common.CubeRegion) -> common.CubeRegion:
    from sdmx.model import common, v21

    made = common.CubeRegion(included=True)
    for dimension, selection in region.member.items():
        known = [value for value in selection.values if hasattr(value, "value")]
        values = known or selection.values
        made.member[dimension] = v21.MemberSelection(dimension, values=values)
    return made


def text_type(representation: Artefact) -> str:
    """The name of a representation without a codelist: ``Double``."""
    name: str = representation.non_enumerated[0].value_type.name
    return name[0].upper() + name[1:]


def _selections(constraint: Artefact) -> list[Artefact]:
    return [one for region in constraint.data_content_region for one in region.member.values()]


def partial(scheme: Artefact, ids: Iterable[str]) -> Artefact:
    """A copy of an item scheme with some of its items, in the scheme's order."""
    kept = set(ids)
    if kept >= scheme.items.keys():
        return scheme
    cut = copy(scheme)
    cut.items = {id: item for id, item in scheme.items.items() if id in kept}
    cut.is_partial = True
    return cut


def items_used(scheme: Artefact, ids: Iterable[str]) -> set[str]:
    """The ids of items, and of those that they are parts of."""
    used: set[str] = set()
    for id in ids:
        item = scheme.items.get(id)
        while item is not None and item.id not in used and item.id in scheme.items:
            used.add(item.id)
            item = item.parent
    return used


def _range(start: str, end: str) -> v21.RangePeriod:
    from sdmx.model import v21

    return v21.RangePeriod(
        start=v21.StartPeriod(is_inclusive=True, period=Period.parse(start).first),
        end=v21.EndPeriod(is_inclusive=True, period=Period.parse(end).last),
    )


def _urn_of_item(item: Artefact) -> str:
    scheme = item.get_scheme()
    kind = type(item).__name__
    return identity.urn(kind, scheme.id, item.id, owner=scheme.maintainer.id)


def _titled(prefix: Text, name: Text) -> Text:
    return Text.of({language: f"{prefix[language]}: {name[language]}" for language in name})


def _maintained(kind: str, id: str, name: Text, owner: str | None = None) -> dict[str, Any]:
    """What all maintainable artefacts have."""
    from sdmx.model import common

    return {
        "id": id,
        # sdmx1 makes none by itself for what it refers to, and calls some classes otherwise.
        "urn": identity.urn(kind, id, owner=owner),
        "name": dict(name.items()),
        "maintainer": common.Agency(id=owner or identity.agency()),
        "version": identity.VERSION,
        # A list of areas or sources may grow from one release to the next under the same version.
        "is_final": False,
        "is_external_reference": False,
    }


def _named(code: Code | Component) -> dict[str, Any]:
    described = code.description
    return {
        "id": code.id,
        "name": dict(code.name.items()),
        "description": dict(described.items()) if described else {},
    }


def _codelist(codelist: Codelist) -> v21.Codelist:
    from sdmx.model import v21

    made = v21.Codelist(**_maintained("Codelist", codelist.id, codelist.name))
    for code in codelist:
        parent = made.items.get(code.parent or "")
        made.append(v21.Code(**_named(code), annotations=notes.of_code(code), parent=parent))
    return made


def _concepts(
    components: Iterable[Component], enumerations: Mapping[Component, v21.Codelist]
) -> v21.ConceptScheme:
    """The concepts of all components.

    A concept whose codelist is not the same in all dataflows, such as INDICATOR, has no core
    representation; each structure then says which list is its own.
    """
    from sdmx.model import v21

    scheme = v21.ConceptScheme(**_maintained("ConceptScheme", identity.CONCEPTS, CONCEPTS_NAME))
    alike: dict[str, list[Component]] = {}
    for component in components:
        alike.setdefault(component.id, []).append(component)
    for first, *others in alike.values():
        codelist = enumerations.get(first)
        concept = v21.Concept(**_named(first))
        if codelist and all(enumerations.get(other) is codelist for other in others):
            concept.core_representation = v21.Representation(enumerated=codelist)
        scheme.append(concept)
    return scheme


def _agencies() -> v21.AgencyScheme:
    """The scheme that our agency stands in: that of its parent, or the standard's own."""
    from sdmx.model import common, v21

    parent, _, id = identity.agency().rpartition(".")
    scheme = v21.AgencyScheme(
        **_maintained("AgencyScheme", "AGENCIES", AGENCIES_NAME, parent or "SDMX")
    )
    name = Text.same(settings().publisher)
    scheme.append(common.Agency(id=id, name=dict(name.items())))
    return scheme


def _subjects() -> v21.CategoryScheme:
    from sdmx.model import v21

    scheme = v21.CategoryScheme(**_maintained("CategoryScheme", SUBJECTS.id, SUBJECTS.name))
    for subject in SUBJECTS:
        scheme.append(v21.Category(**_named(subject)))
    return scheme


def _categorisation(
    dataflow: Artefact, flow: Dataflow, subjects: v21.CategoryScheme
) -> v21.Categorisation:
    from sdmx.model import v21

    return v21.Categorisation(
        **_maintained("Categorisation", f"CAT_{flow.id}", flow.name),
        artefact=dataflow,
        category=subjects[flow.subject],
    )


def _dataflow(
    flow: Dataflow, held: Contents, structure: v21.DataStructureDefinition
) -> v21.DataflowDefinition:
    from sdmx.model import v21

    return v21.DataflowDefinition(
        **_maintained("Dataflow", flow.id, flow.name),
        description=dict(flow.description.items()),
        annotations=notes.of_dataflow(flow, held),
        structure=structure,
    )


def _structure(
    flow: Dataflow,
    held: Contents,
    concepts: v21.ConceptScheme,
    enumerations: Mapping[Component, v21.Codelist],
) -> v21.DataStructureDefinition:
    from sdmx.model import common, v21

    def part(component: Component, **more: Any) -> Any:
        made: type[common.Component] = _component_class(component)
        return made(
            id=component.id,
            concept_identity=concepts[component.id],
            local_representation=_representation(component, enumerations.get(component)),
            **more,
        )

    dimensions = [part(one, order=place) for place, one in enumerate(flow.dimensions, 1)]
    attributes = [
        part(
            one,
            usage_status=common.UsageStatus.conditional,
            related_to=v21.PrimaryMeasureRelationship(),
        )
        for one in flow.attributes
    ]
    return v21.DataStructureDefinition(
        **_maintained(
            "DataStructure", identity.structure_id(flow), _titled(STRUCTURE_OF, flow.name)
        ),
        annotations=notes.of_dataflow(flow, held),
        dimensions=common.DimensionDescriptor(id="DimensionDescriptor", components=dimensions),
        attributes=common.AttributeDescriptor(id="AttributeDescriptor", components=attributes),
        measures=v21.MeasureDescriptor(id="MeasureDescriptor", components=[part(flow.measure)]),
    )


def _component_class(component: Component) -> type[common.Component]:
    from sdmx.model import common, v21

    if component.representation is Representation.TIME:
        return common.TimeDimension
    if isinstance(component, Dimension):
        return common.Dimension
    return common.DataAttribute if isinstance(component, Attribute) else v21.PrimaryMeasure


def _representation(component: Component, codelist: v21.Codelist | None) -> common.Representation:
    from sdmx.model import common

    if codelist is not None:
        return common.Representation(enumerated=codelist)
    facet = common.Facet(value_type=common.FacetValueType[FACETS[component.representation]])
    return common.Representation(non_enumerated=[facet])
