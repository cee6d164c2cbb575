"""Binding a declaration to the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cedic.model import Dataflow
from cedic.warehouse import AllSources, Publication

if TYPE_CHECKING:
    import ibis.expr.types as ir

PUBLICATIONS: dict[str, Publication] = {}
"""Everything that is published, by id."""


def publishes(
    dataflow: Dataflow, inputs: Mapping[str, str | AllSources], libraries: tuple[str, ...] = ()
) -> Callable[[Callable[..., ir.Table]], Callable[..., ir.Table]]:
    """Declare that the function below makes `dataflow` out of `inputs`.

    Parameters
    ----------
    dataflow : Dataflow
        What is published.
    inputs : mapping of str to str or AllSources
        For each argument of the function: the id of another dataflow, or all sources of a kind.
    libraries : tuple of str, optional
        The libraries of the extra ``analysis`` that the function imports; a build without them
        stops before it writes anything.

    Raises
    ------
    ValueError
        If another function publishes the same dataflow.
    """

    def bind(function: Callable[..., ir.Table]) -> Callable[..., ir.Table]:
        if dataflow.id in PUBLICATIONS:
            raise ValueError(f"{dataflow.id} is published twice")
        PUBLICATIONS[dataflow.id] = Publication(dataflow, inputs, function, libraries)
        return function

    return bind
