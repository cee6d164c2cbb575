"""What a request for structures asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cedic.errors import near
from cedic.sdmx import identity
from cedic.sdmx.errors import BadSyntax, NotServed
from cedic.sdmx.exchange import Request
from cedic.sdmx.structures.artefacts import ITEM_SCHEMES, RESOURCES

OTHER_RESOURCES = {
    "v1": (
        "metadatastructure",
        "hierarchicalcodelist",
        "organisationscheme",
        "dataproviderscheme",
        "dataconsumerscheme",
        "organisationunitscheme",
        "metadataflow",
        "reportingtaxonomy",
        "provisionagreement",
        "structureset",
        "process",
        "attachmentconstraint",
        "actualconstraint",
        "allowedconstraint",
        "transformationscheme",
        "rulesetscheme",
        "userdefinedoperatorscheme",
        "customtypescheme",
        "namepersonalisationscheme",
        "namealiasscheme",
        "vtlmappingscheme",
    ),
    "v2": (
        "metadatastructure",
        "hierarchy",
        "hierarchyassociation",
        "valuelist",
        "dataproviderscheme",
        "metadataproviderscheme",
        "dataconsumerscheme",
        "organisationunitscheme",
        "metadataflow",
        "reportingtaxonomy",
        "provisionagreement",
        "metadataprovisionagreement",
        "structuremap",
        "representationmap",
        "conceptschememap",
        "categoryschememap",
        "organisationschememap",
        "reportingtaxonomymap",
        "process",
        "metadataconstraint",
        "transformationscheme",
        "rulesetscheme",
        "userdefinedoperatorscheme",
        "customtypescheme",
        "namepersonalisationscheme",
        "vtlmappingscheme",
    ),
}
"""The resources of the standard that there are none of here; nothing refers to them."""

RELATIONS = {
    "v1": ("none", "parents", "parentsandsiblings", "children", "descendants", "all"),
    "v2": ("none", "parents", "parentsandsiblings", "ancestors", "children", "descendants", "all"),
}
"""The values of the parameter ``references`` that are no resource."""

STUBS = {"stubs": "stub", "completestubs": "complete stub"}
DETAILS = {
    "v1": (
        "full",
        "allstubs",
        "referencestubs",
        "referencepartial",
        "allcompletestubs",
        "referencecompletestubs",
    ),
    "v2": (
        "full",
        "allstubs",
        "referencestubs",
        "referencepartial",
        "allcompletestubs",
        "referencecompletestubs",
        "raw",
    ),
}
"""The values of the parameter ``detail``; no codelist extends another here, so raw is full."""

ALL_RESOURCES = {"v1": ("structure",), "v2": ("", "*")}
"""What asks for artefacts of all resources."""

PARAMETERS = ("references", "detail", "format")
ANY = {"v1": "all", "v2": "*"}
SEPARATOR = {"v1": "+", "v2": ","}
IDS = {
    "agency": re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*"),
    "id": re.compile(r"[A-Za-z0-9_@$-]+"),
    "version": re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,2}(-[A-Za-z0-9.-]+)?"),
    "item": re.compile(r"[A-Za-z0-9_@$-]+(\.[A-Za-z0-9_@$-]+)*"),
}
"""How the parts of a path are written, apart from keywords and wildcards."""

OPEN_VERSION = re.compile(r"([0-9]{1,9}\.){0,2}[0-9]{0,9}[*+~](\.[0-9]{1,9}){0,2}")
"""A version of REST v2 with a wildcard in one place: ``~``, ``1.+``, ``1*.0.0``."""

WILDCARDS = "*+~"

Chosen = frozenset[str] | None
"""Ids that are asked for; None for all."""


@dataclass(frozen=True)
class Query:
    """A request for structures.

    Parameters
    ----------
    version : str
        The version of the interface, ``v1`` or ``v2``.
    resources : tuple of str
        The resources asked for, as version 1 calls them.
    agencies, ids, items : frozenset of str or None
        The ids asked for; None for all.
    versions : frozenset of str or None
        The versions asked for, wildcards among them; None for all.
    references : frozenset of str
        What else is wanted: relations, as in :data:`RELATIONS`, or resources.
    detail : str
        How much of it, as in :data:`DETAILS`.
    """

    version: str
    resources: tuple[str, ...]
    agencies: Chosen = None
    ids: Chosen = None
    versions: Chosen = None
    items: Chosen = None
    references: frozenset[str] = frozenset()
    detail: str = "full"

    @classmethod
    def of(cls, request: Request, version: str) -> Query:
        """Read a request.

        Raises
        ------
        BadSyntax
            If the path or a parameter does not keep to the grammar of the interface.
        NotServed
            If it asks for a resource of the standard that is not here.
        """
        path = request.segments[1:] if version == "v1" else request.segments[2:]
        if len(path) > 5:
            raise BadSyntax(
                "The path is too long.",
                remedy="write it as resource/agency/id/version/item, each part after the first "
                "optional",
            )
        resource, agency, id, release, item = (*path, *("", "", "", "", "")[len(path) :])
        if (version, id, release) == ("v1", "latest", ""):
            # pandaSDMX leaves out the id of what it asks for as a whole.
            id, release = "all", "latest"
        resources = _resources(resource, version)
        if item not in ("", ANY[version]) and not set(resources) <= set(ITEM_SCHEMES):
            raise BadSyntax(
                f"{resource or ANY[version]} has no items.",
                remedy="leave out the item, or ask for codelist, conceptscheme, agencyscheme or "
                "categoryscheme",
            )
        given = request.parameters
        _known(given, PARAMETERS, "parameter")
        return cls(
            version,
            resources,
            agencies=_ids("agency", agency, version),
            ids=_ids("id", id, version),
            versions=_versions(release, version),
            items=_ids("item", item, version),
            references=_references(given.get("references", "none"), version),
            detail=_detail(given.get("detail", "full"), version),
        )

    @property
    def depth(self) -> str:
        """How much to show of what is asked for: ``full``, ``stub`` or ``complete stub``."""
        return STUBS.get(self.detail.removeprefix("all"), "full")

    @property
    def depth_of_references(self) -> str:
        """How much to show of what else is wanted."""
        return STUBS.get(self.detail.removeprefix("reference"), self.depth)

    @property
    def partial(self) -> bool:
        """Whether lists among the references are cut to the items in use."""
        return self.detail == "referencepartial"

    def takes_version(self, held: str) -> bool:
        """Whether an artefact's version is one of those asked for."""
        return self.versions is None or any(_takes(one, held) for one in self.versions)


def name_of(resource: str, version: str) -> str:
    """What a version of the interface calls a resource."""
    return "dataconstraint" if (resource, version) == ("contentconstraint", "v2") else resource


def _resources(asked: str, version: str) -> tuple[str, ...]:
    names = {name_of(resource, version): resource for resource in RESOURCES.values()}
    if asked in ALL_RESOURCES[version]:
        return tuple(names.values())
    if asked in OTHER_RESOURCES[version]:
        raise NotServed(f"There is no {asked} here.", remedy=f"ask for {', '.join(names)}")
    _known([asked], names, "resource")
    return (names[asked],)


def _known(given: Iterable[str], known: Iterable[str], kind: str) -> None:
    known = list(known)
    for name in given:
        if name not in known:
            told = near(name[:40], known) or known
            raise BadSyntax(
                f"{name[:40]!r} is no {kind} here.",
                remedy=f"it can be {', '.join(told)}"
                if told is known
                else f"did you mean {' or '.join(told)}? It can be {', '.join(known)}",
            )


def _ids(kind: str, text: str, version: str) -> Chosen:
    ids = _split(text, version)
    if ids is None:
        return None
    for id in ids:
        if not IDS[kind].fullmatch(id):
            raise BadSyntax(
                f"{id[:40]!r} cannot be {'an' if kind[0] in 'ai' else 'a'} {kind}.",
                remedy=f"write letters, digits and _, or {ANY[version]} for all; several are "
                f"joined by {SEPARATOR[version]}",
            )
    return ids


def _split(text: str, version: str) -> Chosen:
    ids = frozenset(text.split(SEPARATOR[version]))
    return None if ids & {"", ANY[version]} == ids or ANY[version] in ids else ids


def _versions(text: str, version: str) -> Chosen:
    # In version 2 a + is part of a version, in version 1 it joins several.
    versions = _split(text, version)
    if versions is None:
        return None
    for one in versions:
        if version == "v1" and one == "latest":
            continue
        if version == "v2" and OPEN_VERSION.fullmatch(one):
            continue
        if not IDS["version"].fullmatch(one):
            raise BadSyntax(
                f"{one[:40]!r} cannot be a version.",
                remedy=f"write {identity.VERSION}, "
                + ("all or latest" if version == "v1" else "~ for the latest, or * for all"),
            )
    return versions


def _takes(wanted: str, held: str) -> bool:
    """Whether a version that is held meets a wish; a wildcard takes it and all later ones."""
    if wanted in ("latest", held):
        return True
    low = wanted.split(".")
    open_at = [place for place, part in enumerate(low) if part[-1:] in WILDCARDS]
    if not open_at:
        return False
    place = open_at[0]
    least = _numbers([part.rstrip(WILDCARDS) for part in low])
    parts = _numbers(held.split("."))
    return parts[:place] == least[:place] and parts[place:] >= least[place:]


def _numbers(parts: list[str]) -> list[int]:
    """The numbers of a version: 1.0 is 1.0.0."""
    return [int(part or 0) for part in (*parts, "", "", "")[: max(3, len(parts))]]


def _references(text: str, version: str) -> frozenset[str]:
    """Relations and resources, the latter as version 1 calls them."""
    names = {name_of(resource, version): resource for resource in RESOURCES.values()}
    wanted = text.split(",") if version == "v2" else [text]
    others = [name for name in wanted if name not in OTHER_RESOURCES[version]]
    _known(others, [*RELATIONS[version], *names], "value of references")
    return frozenset(names.get(name, name) for name in others) - {"none"}


def _detail(text: str, version: str) -> str:
    _known([text], DETAILS[version], "value of detail")
    return text
