"""The structure of published data, in the terms of SDMX: codelists, components, dataflows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from cedic.errors import UnknownCodeError
from cedic.model.text import Text

if TYPE_CHECKING:
    import pyarrow as pa


class Representation(Enum):
    """How a component's values are written and stored."""

    CODE = "code"
    STRING = "string"
    TIME = "time"
    INTEGER = "integer"
    FLOAT = "float"

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type the values are stored in."""
        import pyarrow as pa

        numbers = {Representation.INTEGER: pa.int64(), Representation.FLOAT: pa.float64()}
        return numbers.get(self, pa.string())


@dataclass(frozen=True)
class Code:
    """One entry of a codelist.

    Parameters
    ----------
    id : str
        The code, unique in its list; letters, digits, ``_``, ``-``, ``@`` and ``$`` only.
    name : Text
        What it stands for.
    description : Text, optional
        A one-sentence definition.
    parent : str, optional
        The code that this one is a part of.
    """

    id: str
    name: Text
    description: Text | None = None
    parent: str | None = None


@dataclass(frozen=True)
class Indicator(Code):
    r"""A code that names a measure with a method of its own.

    Parameters
    ----------
    formula : str
        The formula, in LaTeX.
    range : str
        The values it can take.
    unit : str
        The code of its unit, in ``CL_UNIT_MEASURE``.
    edge_cases : Text, optional
        What happens where the formula does not work.
    citation : str
        Who defined it, and where.
    example : str
        The conditions of ``cedic data --where`` that show it at work.
    """

    formula: str = ""
    range: str = ""
    unit: str = ""
    edge_cases: Text | None = None
    citation: str = ""
    example: str = ""


@dataclass(frozen=True)
class Codelist:
    """A closed list of codes.

    Parameters
    ----------
    id : str
        The list's id, for instance ``CL_FREQ``.
    name : Text
        What the list holds.
    load : callable
        Gives the codes, in order; called once, when the list is first looked into, so that a list of
        hundreds of areas costs nothing to those who do not ask for it.
    """

    id: str
    name: Text
    load: Callable[[], tuple[Code, ...]] = field(repr=False)

    @classmethod
    def of(cls, id: str, name: Text, *codes: Code) -> Codelist:
        """A list of codes given one by one."""
        return cls(id, name, lambda: codes)

    @cached_property
    def codes(self) -> dict[str, Code]:
        """The codes by id, in the list's order."""
        return {code.id: code for code in self.load()}

    def __getitem__(self, id: str) -> Code:
        try:
            return self.codes[id]
        except KeyError:
            raise UnknownCodeError(f"code of {self.id}", id, self.codes) from None

    def __contains__(self, id: object) -> bool:
        return id in self.codes

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True)
class Component:
    """A column of a dataflow: its concept, meaning and representation.

    Parameters
    ----------
    id : str
        The concept's id; SDMX's cross-domain one where there is one.
    name : Text
        Its name.
    description : Text, optional
        A one-sentence definition.
    representation : Representation
        How values are written.
    codelist : Codelist, optional
        The values allowed, where the representation is ``CODE``.
    """

    id: str
    name: Text
    description: Text | None = None
    representation: Representation = Representation.CODE
    codelist: Codelist | None = None

    def __post_init__(self) -> None:
        if self.representation is Representation.CODE and self.codelist is None:
            raise ValueError(f"{self.id} is coded but names no codelist")


class Dimension(Component):
    """A component that is part of an observation's key."""


class Attribute(Component):
    """A component that says more about an observation."""


class Measure(Component):
    """The component that holds the figure."""


@dataclass(frozen=True)
class Dataflow:
    """A published table: the one declaration from which everything else is derived.

    Parameters
    ----------
    id : str
        The dataflow's id, in capitals.
    name, description : Text
        What people read.
    dimensions : tuple of Dimension
        The key, in order; the last one is the time dimension.
    measure : Measure
        The figure. Integers for US dollars, floats for ratios.
    subject : str
        What it is about: a code of :data:`cedic.catalogue.subjects.SUBJECTS`.
    attributes : tuple of Attribute
        What else each observation says.
    methods : tuple of str
        The indicators in it, by code.
    needs : Text, optional
        What a source must give for it to hold anything, where not every source does.
    first_view : str
        What a reader sees first, as the query of an address, such as
        ``INDICATOR=DENSITY,PCI&chart=scatter``; for tables whose point the general choice (a few areas,
        one indicator) would miss. What of it is not loaded is passed over.

    Notes
    -----
    The columns are the dimensions, the measure and the attributes, in this order.
    """

    id: str
    name: Text
    description: Text
    dimensions: tuple[Dimension, ...]
    measure: Measure
    subject: str
    attributes: tuple[Attribute, ...] = ()
    methods: tuple[str, ...] = ()
    needs: Text | None = None
    first_view: str = ""

    @property
    def components(self) -> tuple[Component, ...]:
        """All columns, in order."""
        return (*self.dimensions, self.measure, *self.attributes)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(component.id for component in self.components)

    @property
    def key(self) -> tuple[str, ...]:
        """The names of the dimensions, in order."""
        return tuple(dimension.id for dimension in self.dimensions)

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the stored table; the key is never null."""
        import pyarrow as pa

        return pa.schema(
            pa.field(part.id, part.representation.arrow, nullable=part.id not in self.key)
            for part in self.components
        )

    def component(self, id: str) -> Component:
        """The column called `id`.

        Raises
        ------
        UnknownCodeError
            If there is none; near names are suggested.
        """
        for component in self.components:
            if component.id == id:
                return component
        raise UnknownCodeError(f"dimension of {self.id}", id, self.columns)
