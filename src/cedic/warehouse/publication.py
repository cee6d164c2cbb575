"""What a build is made of: a dataflow, the function that makes it, and what it is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cedic.model import Dataflow
from cedic.model.loading import Kind

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class AllSources:
    """As an input: the figures of all sources of a kind, side by side.

    The table has the columns of :func:`cedic.model.schema`, SOURCE and VINTAGE; for trade also
    RECONCILED (whether one row is both sides' figure) and VALUATION.
    """

    kind: Kind


@dataclass(frozen=True)
class Publication:
    """A dataflow bound to what makes it.

    Parameters
    ----------
    dataflow : Dataflow
        The declaration.
    inputs : mapping of str to str or AllSources
        For each argument of `function`: the id of another dataflow, or the sources of a kind.
    function : callable
        Takes Ibis tables and gives an Ibis table with the columns of the dataflow.
    libraries : tuple of str
        The libraries of the extra ``analysis`` that `function` imports.
    """

    dataflow: Dataflow
    inputs: Mapping[str, str | AllSources]
    function: Callable[..., ir.Table]
    libraries: tuple[str, ...] = ()
