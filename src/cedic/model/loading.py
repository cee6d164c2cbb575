"""What a source hands to a store: parts that are loaded whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

    from cedic.model.text import Text

Kind = Literal["trade", "series", "bilateral", "records"]
OnBadRows = Literal["stop", "set-aside"]


class Progress(Protocol):
    """How long work tells where it is: a step, how much is done, and of how much if known."""

    def __call__(self, step: str, done: float = 0, total: float | None = None) -> None:
        """Tell of `step`."""


def silent(step: str, done: float = 0, total: float | None = None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class SourceDescription:
    """What a user must know of a source before quoting a figure from it.

    Parameters
    ----------
    id : str
        The code in the column SOURCE, for instance ``BACI``.
    name : Text
        The source's name.
    kind : {"trade", "series", "bilateral", "records"}
        Bilateral trade flows, series by area and indicator, other figures between two areas, or
        records of a work programme that are still to be counted.
    provider : str
        The institution.
    citation : str
        How to cite it.
    licence : str
        Its terms.
    url : str
        Where it is published.
    reconciled : bool
        Whether one row stands for what both sides traded, so that it is at once the exporter's
        export and the importer's import.
    valuation : dict
        FOB or CIF, by flow (``X``, ``M``).
    note : Text, optional
        What to beware of.
    """

    id: str
    name: Text
    kind: Kind
    provider: str
    citation: str
    licence: str
    url: str
    reconciled: bool = False
    valuation: dict[str, str] = field(default_factory=dict)
    note: Text | None = None


@dataclass
class Part:
    """A piece of a source, one year as a rule, that a store takes whole or not at all.

    Parameters
    ----------
    source : SourceDescription
        Where it comes from.
    time_period : str
        The year or quarter it holds.
    fingerprint : str
        Changes when the raw figures or the way they are read change; a part already stored with the
        same fingerprint is not read again.
    vintage : str
        The source's own version of the figures.
    origin : str
        The file or address read.
    rows : callable
        Checks the figures and gives them as a stream in :func:`schema` of the source's kind. All
        checks are done before the first batch is given.
    rejected : int
        How many rows were set aside; known once `rows` has been called.
    notes : dict
        More to keep with the part, such as the edition of the product classification.
    """

    source: SourceDescription
    time_period: str
    fingerprint: str
    vintage: str
    origin: str
    rows: Callable[[], pa.RecordBatchReader]
    rejected: int = 0
    notes: dict[str, str] = field(default_factory=dict)


def schema(kind: Kind) -> pa.Schema:
    """Columns of the rows that a source of `kind` gives.

    ``trade``
        REF_AREA and COUNTERPART_AREA (codes of ``CL_AREA``), TRADE_FLOW (``X`` or ``M``, as REF_AREA
        sees it; ``X`` only if the source is reconciled), PRODUCT (``_T`` for all products, or a code
        of the source's classification), OBS_VALUE (current US dollars), QUANTITY (tonnes),
        OBS_STATUS (``A`` as reported, ``E`` estimated by the source), TIME_PERIOD.
    ``series``
        REF_AREA, INDICATOR, OBS_VALUE, OBS_STATUS, TIME_PERIOD.
    ``bilateral``
        REF_AREA, COUNTERPART_AREA, INDICATOR, OBS_VALUE, OBS_STATUS, TIME_PERIOD.
    ``records``
        REF_AREA (the area that an institution works for), RECORD, ID, PART_OF, SECTION, KIND, STATUS,
        MODE, PLACE, DUE, DONE, CURRENCY, PLANNED, SPENT, OBS_VALUE, OBS_STATUS, TIME_PERIOD; see
        :mod:`cedic.model.records`.
    """
    import pyarrow as pa

    def text(*names: str) -> list[pa.Field]:
        return [pa.field(name, pa.string(), nullable=False) for name in names]

    if kind == "trade":
        return pa.schema(
            [
                *text("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "PRODUCT"),
                pa.field("OBS_VALUE", pa.int64()),
                pa.field("QUANTITY", pa.float64()),
                *text("OBS_STATUS", "TIME_PERIOD"),
            ]
        )
    if kind == "records":
        told = ("PART_OF", "SECTION", "KIND", "STATUS", "MODE", "PLACE", "DUE", "DONE", "CURRENCY")
        return pa.schema(
            [
                *text("REF_AREA", "RECORD", "ID"),
                *(pa.field(name, pa.string()) for name in told),
                pa.field("PLANNED", pa.int64()),
                pa.field("SPENT", pa.int64()),
                pa.field("OBS_VALUE", pa.float64()),
                *text("OBS_STATUS", "TIME_PERIOD"),
            ]
        )
    areas = ("REF_AREA", "COUNTERPART_AREA") if kind == "bilateral" else ("REF_AREA",)
    return pa.schema(
        [
            *text(*areas, "INDICATOR"),
            pa.field("OBS_VALUE", pa.float64()),
            *text("OBS_STATUS", "TIME_PERIOD"),
        ]
    )
