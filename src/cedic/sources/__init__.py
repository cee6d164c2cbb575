"""Floor 1: where figures come from."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import Observations, OnBadRows, Part, schema
from cedic.sources.base import Option, Source, parse_options

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SOURCES", "Option", "Source", "parse_options", "read", "source", "sources"]

SOURCES = {
    "BACI": "cedic.sources.baci:Baci",
    "COMTRADE": "cedic.sources.comtrade:Comtrade",
    "IMF_IMTS": "cedic.sources.imf:InternationalMerchandiseTrade",
    "COW": "cedic.sources.cow:CorrelatesOfWar",
    "WDI": "cedic.sources.worldbank:WorldDevelopmentIndicators",
    "WGI": "cedic.sources.wgi:GovernanceIndicators",
    "WITS_TARIFF": "cedic.sources.wits:AppliedTariffs",
    "LSCI": "cedic.sources.lsci:ShippingConnectivity",
    "UN_DESA": "cedic.sources.desa:MigrantStock",
    "DESTA": "cedic.sources.desta:TradeAgreements",
    "PROGRAMME": "cedic.sources.programme:Programme",
    "PROGRAMME_DEMO": "cedic.sources.programme:DemonstrationProgramme",
    "SAMPLE": "cedic.sources.sample:Sample",
}


def sources() -> dict[str, Source]:
    """All sources that CEDIC knows, by id."""
    return {id: source(id) for id in SOURCES}


def source(id: str) -> Source:
    """Give the source called `id`.

    Raises
    ------
    UnknownCodeError
        If there is none; near names are suggested.
    """
    if id not in SOURCES:
        raise UnknownCodeError("source", id, SOURCES)
    module, _, name = SOURCES[id].partition(":")
    found: Source = getattr(import_module(module), name)()
    return found


def read(
    source_id: str | Source,
    *paths: str | Path,
    on_bad_rows: OnBadRows = "stop",
    rejects: str | Path | None = None,
    **options: Any,
) -> Observations:
    """Read files of a source without a store, for instance in a notebook.

    Parameters
    ----------
    source_id : str or Source
        The source's id, or a source such as ``TableSource("MY_TABLE")``.
    *paths : str or Path
        The files.
    on_bad_rows : {"stop", "set-aside"}
        Stop at a bad row, or add it to `rejects` and go on.
    rejects : str or Path, optional
        The CSV file for bad rows.
    **options
        The source's read options, as text or as values.

    Returns
    -------
    Observations
        The rows of all parts, in the columns of :func:`cedic.model.schema`; the files are read when
        the rows are asked for, a part at a time.

    Raises
    ------
    UnknownCodeError
        If the source or an option does not exist.
    UsageError
        If an option has a bad value.

    Notes
    -----
    Bad data raise a DataError when the rows are asked for.
    """
    chosen = source_id if isinstance(source_id, Source) else source(source_id)
    values = parse_options(chosen.id, chosen.read_options, options)

    def reader() -> pa.RecordBatchReader:
        parts = chosen.parts(
            [Path(path) for path in paths],
            on_bad_rows=on_bad_rows,
            rejects=None if rejects is None else Path(rejects),
            **values,
        )
        return _joined(list(parts))

    return Observations(reader)


def _joined(parts: list[Part]) -> pa.RecordBatchReader:
    import pyarrow as pa

    kinds = {part.source.kind for part in parts}
    if len(kinds) != 1:
        raise UsageError(
            "There is nothing to read."
            if not kinds
            else f"Figures of several kinds do not fit in one table: {', '.join(sorted(kinds))}.",
            remedy="check the files and the option years"
            if not kinds
            else "read them apart, with the read option sources",
        )
    return pa.RecordBatchReader.from_batches(schema(kinds.pop()), _batches(parts))


def _batches(parts: list[Part]) -> Iterator[pa.RecordBatch]:
    for part in parts:
        yield from part.rows()
