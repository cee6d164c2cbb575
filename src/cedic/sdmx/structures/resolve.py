"""From a query to the artefacts that answer it: those asked for, and those they are related to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cedic.catalogue.subjects import SUBJECTS
from cedic.errors import near
from cedic.sdmx import identity
from cedic.sdmx.errors import NotFound
from cedic.sdmx.structures.artefacts import (
    Artefact,
    Artefacts,
    items_used,
    partial,
    resource_of,
)
from cedic.sdmx.structures.query import Query, name_of


@dataclass(frozen=True)
class Shown:
    """An artefact in a message.

    Parameters
    ----------
    artefact : Artefact
        The artefact.
    depth : str
        How much of it: ``full``, ``stub`` (its name) or ``complete stub`` (its name, description
        and annotations).
    """

    artefact: Artefact
    depth: str = "full"


def resolve(query: Query, artefacts: Artefacts) -> list[Shown]:
    """The artefacts that answer a query, those asked for first.

    Raises
    ------
    NotFound
        If nothing answers it, saying what is near.
    """
    asked = _asked(query, artefacts)
    wanted = _references(query, asked, artefacts)
    matched = [_with_items(query, artefact) for artefact in asked]
    if query.partial:
        values = {id: artefacts.held[id].values for id in _scope(asked, artefacts)}
        wanted = cut(wanted, artefacts, values)
    return [Shown(one, query.depth) for one in matched] + [
        Shown(one, query.depth_of_references) for one in wanted
    ]


def cut(
    some: Iterable[Artefact],
    artefacts: Artefacts,
    values: Mapping[str, Mapping[str, Iterable[str]]],
) -> list[Artefact]:
    """Artefacts with their lists cut to the items in use.

    Parameters
    ----------
    some : iterable of Artefact
        Any artefacts.
    artefacts : Artefacts
        All artefacts of the release.
    values : mapping
        For each dataflow that counts, by id, the codes in use by dimension. If none counts, nothing
        is cut.

    Returns
    -------
    list of Artefact
        Codelists of dimensions with the codes in use and those they are parts of; the concept
        scheme and the category scheme with what the dataflows use. Codelists of attributes stay
        whole, as constraints do not tell of attributes.
    """
    used = _used(artefacts, values)
    return [partial(one, items_used(one, used[one.id])) if one.id in used else one for one in some]


def children(artefact: Artefact, artefacts: Artefacts, version: str) -> list[Artefact]:
    """The artefacts that an artefact refers to."""
    referred = _referred(artefact)
    if version == "v2" and resource_of(artefact) != "agencyscheme":
        # Version 2 counts the agency that maintains an artefact among what it refers to.
        referred += artefacts.by_resource["agencyscheme"].values()
    return list({one.urn: one for one in referred}.values())


def _asked(query: Query, artefacts: Artefacts) -> list[Artefact]:
    of_resource = [
        artefact
        for resource in query.resources
        for artefact in artefacts.by_resource[resource].values()
    ]
    found = [artefact for artefact in of_resource if _matches(query, artefact)]
    if not found:
        raise _nothing(query, of_resource)
    if query.items is None:
        return found
    having = [artefact for artefact in found if query.items & artefact.items.keys()]
    if not having:
        items = [id for artefact in found for id in artefact.items]
        raise _unknown("item", query.items, items)
    return having


def _matches(query: Query, artefact: Artefact) -> bool:
    return (
        (query.agencies is None or artefact.maintainer.id in query.agencies)
        and (query.ids is None or artefact.id in query.ids)
        and query.takes_version(str(artefact.version))
    )


def _nothing(query: Query, artefacts: Sequence[Artefact]) -> NotFound:
    """The refusal that names what of the query is unknown."""
    kind = name_of(query.resources[0], query.version) if len(query.resources) == 1 else "artefact"
    agencies = {artefact.maintainer.id for artefact in artefacts}
    ids = [artefact.id for artefact in artefacts]
    if query.ids is not None and not query.ids & set(ids):
        return _unknown(kind, query.ids, ids)
    if query.agencies is not None and not query.agencies & agencies:
        return _unknown("agency", query.agencies, agencies)
    if query.versions is not None:
        return _unknown("version", query.versions, {str(one.version) for one in artefacts})
    return NotFound(f"There is no {kind}.", remedy="ask for another, or for all artefacts")


def _unknown(kind: str, wanted: Iterable[str], known: Iterable[str]) -> NotFound:
    name = min(wanted)
    listed = sorted(set(known))
    suggested = near(name[:40], listed) or listed[:10]
    return NotFound(
        f"There is no {kind} {name[:40]!r} here.",
        remedy=f"ask for {', '.join(suggested)}" if suggested else "ask without it",
    )


def _with_items(query: Query, artefact: Artefact) -> Artefact:
    if query.items is None:
        return artefact
    return partial(artefact, query.items)


def _references(query: Query, asked: Sequence[Artefact], artefacts: Artefacts) -> list[Artefact]:
    """What is wanted besides what is asked for."""
    graph = _Graph(artefacts, query.version)
    found: dict[str, Artefact] = {}
    for wish in query.references:
        found |= graph.related(asked, wish)
    known = {artefact.urn for artefact in asked}
    return [artefact for artefact in artefacts if artefact.urn in found.keys() - known]


class _Graph:
    """Which artefacts refer to which."""

    def __init__(self, artefacts: Artefacts, version: str) -> None:
        self.all = {artefact.urn: artefact for artefact in artefacts}
        self.down = {
            urn: [child.urn for child in children(artefact, artefacts, version)]
            for urn, artefact in self.all.items()
        }
        self.up: dict[str, list[str]] = {urn: [] for urn in self.all}
        for urn, below in self.down.items():
            for child in below:
                self.up[child].append(urn)

    def related(self, asked: Iterable[Artefact], wish: str) -> dict[str, Artefact]:
        """The artefacts in a relation to others, or all related ones of a resource."""
        start = {artefact.urn for artefact in asked}
        urns = self._related(start, wish)
        return {urn: self.all[urn] for urn in urns}

    def _related(self, start: set[str], wish: str) -> set[str]:
        if wish == "parents":
            return _step(start, self.up)
        if wish == "children":
            return _step(start, self.down)
        if wish == "ancestors":
            return _closure(start, self.up)
        if wish == "descendants":
            return _closure(start, self.down)
        siblings = _step(start, self.up) | _step(_step(start, self.up), self.down)
        if wish == "parentsandsiblings":
            return siblings
        everything = siblings | _closure(start, self.down)
        if wish == "all":
            return everything
        everything |= _closure(start, self.up)
        return {urn for urn in everything if resource_of(self.all[urn]) == wish}


def _step(start: set[str], edges: Mapping[str, Sequence[str]]) -> set[str]:
    return {there for urn in start for there in edges[urn]}


def _closure(start: set[str], edges: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    ahead = start
    while ahead:
        ahead = _step(ahead, edges) - found
        found |= ahead
    return found


def _referred(artefact: Artefact) -> list[Artefact]:
    resource = resource_of(artefact)
    if resource == "dataflow":
        return [artefact.structure]
    if resource == "datastructure":
        parts = _components(artefact)
        lists = [part.local_representation.enumerated for part in parts]
        return [one for one in lists if one] + [part.concept_identity.parent for part in parts]
    if resource == "conceptscheme":
        cores = [concept.core_representation for concept in artefact.items.values()]
        return [core.enumerated for core in cores if core]
    if resource == "categorisation":
        return [artefact.artefact, artefact.category.parent]
    if resource == "contentconstraint":
        return list(artefact.content)
    return []


def _components(structure: Artefact) -> list[Artefact]:
    return [
        *structure.dimensions.components,
        *structure.attributes.components,
        *structure.measures.components,
    ]


def _scope(asked: Iterable[Artefact], artefacts: Artefacts) -> list[str]:
    """The dataflows that the artefacts asked for belong to, by id."""
    found = []
    for id in artefacts.flows:
        dataflow = artefacts.by_resource["dataflow"][id]
        belonging = {dataflow.urn, dataflow.structure.urn} | {
            one.urn
            for resource in ("categorisation", "contentconstraint")
            for one in artefacts.by_resource[resource].values()
            if dataflow.urn in [referred.urn for referred in _referred(one)]
        }
        if belonging & {artefact.urn for artefact in asked}:
            found.append(id)
    return found


def _used(
    artefacts: Artefacts, values: Mapping[str, Mapping[str, Iterable[str]]]
) -> dict[str, set[str]]:
    """The items in use, by the id of their list."""
    used: dict[str, set[str]] = defaultdict(set)
    for id, codes in values.items():
        used[SUBJECTS.id].add(artefacts.flows[id].subject)
        structure = artefacts.by_resource["dataflow"][id].structure
        for part in _components(structure):
            used[identity.CONCEPTS].add(part.id)
            if codelist := part.local_representation.enumerated:
                whole = codelist.items if part in structure.attributes.components else ()
                used[codelist.id] |= set(codes.get(part.id, whole))
    return used
