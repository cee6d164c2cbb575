"""Who publishes, and how artefacts are named."""

from __future__ import annotations

from cedic.model import Dataflow
from cedic.settings import settings

VERSION = "1.0"
"""The version of every artefact; a vintage of the figures is not a version of their structure."""

PACKAGES = {
    "AgencyScheme": "base",
    "Agency": "base",
    "DataProviderScheme": "base",
    "CategoryScheme": "categoryscheme",
    "Category": "categoryscheme",
    "Categorisation": "categoryscheme",
    "Codelist": "codelist",
    "Code": "codelist",
    "ConceptScheme": "conceptscheme",
    "Concept": "conceptscheme",
    "DataStructure": "datastructure",
    "Dataflow": "datastructure",
    "ContentConstraint": "registry",
    "DataConstraint": "registry",
}
"""The package of SDMX's information model that a class belongs to."""

CONCEPTS = "CONCEPTS"
"""The id of the concept scheme of all components."""


def agency() -> str:
    """The id of the agency that maintains all artefacts."""
    return settings().agency


def structure_id(dataflow: Dataflow) -> str:
    """The id of a dataflow's data structure definition."""
    return f"DSD_{dataflow.id}"


def urn(
    kind: str,
    id: str,
    item: str | None = None,
    *,
    version: str = VERSION,
    owner: str | None = None,
) -> str:
    """The universal name of an artefact, or of an item in it.

    Parameters
    ----------
    kind : str
        The class, as in :data:`PACKAGES`; of the item, where there is one.
    id : str
        The artefact's id.
    item : str, optional
        The item's id in it.
    version : str, default "1.0"
        The artefact's version.
    owner : str, optional
        The agency that maintains it, if it is not ours.
    """
    inside = f".{item}" if item else ""
    place = f"{owner or agency()}:{id}({version}){inside}"
    return f"urn:sdmx:org.sdmx.infomodel.{PACKAGES[kind]}.{kind}={place}"
