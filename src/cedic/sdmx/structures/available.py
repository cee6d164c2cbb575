"""A constraint on what is available, with the structures that it refers to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cedic.model import Dataflow
from cedic.sdmx.structures.artefacts import artefacts_of, constraint, resource_of
from cedic.sdmx.structures.resolve import Shown, cut
from cedic.warehouse import Snapshot, Store

REFERENCES = ("dataflow", "datastructure", "codelist", "conceptscheme")
"""What a constraint on availability refers to, directly or not."""


def availability(
    store: Store,
    snapshot: Snapshot,
    flow: Dataflow,
    values: Mapping[str, Sequence[str]],
    start: str = "",
    end: str = "",
    *,
    series: int | None = None,
    observations: int | None = None,
    references: Collection[str] = (),
) -> list[Shown]:
    """What is available of a dataflow, as artefacts for :func:`cedic.sdmx.structures.message`.

    Parameters
    ----------
    store : Store
        Where the figures are.
    snapshot : Snapshot
        The release that was looked into.
    flow : Dataflow
        The dataflow, which the release must hold.
    values : mapping of str to sequence of str
        The codes available, by dimension; dimensions left out, or without codes, are not told of.
    start, end : str
        The first and the last period available; empty to leave time out.
    series, observations : int, optional
        How many there are, told in annotations.
    references : collection of str
        Which of :data:`REFERENCES` to add. Codelists are those of the dimensions in `values`, cut to
        these codes and those they are parts of; the concept scheme is cut to the concepts of the
        dataflow.

    Returns
    -------
    list of Shown
        The constraint, then what was asked for of its references.
    """
    artefacts = artefacts_of(store, snapshot)
    values = {dimension: codes for dimension, codes in values.items() if codes}
    dataflow = artefacts.by_resource["dataflow"][flow.id]
    found = constraint(dataflow, flow, values, start, end, series=series, observations=observations)
    structure = dataflow.structure
    parts = [part for part in structure.dimensions.components if part.id in values]
    lists = {
        one.urn: one for part in parts if (one := part.local_representation.enumerated) is not None
    }
    concepts = artefacts.by_resource["conceptscheme"].values()
    related = [
        artefact
        for artefact in (dataflow, structure, *lists.values(), *concepts)
        if resource_of(artefact) in references
    ]
    return [Shown(one) for one in (found, *cut(related, artefacts, {flow.id: values}))]
