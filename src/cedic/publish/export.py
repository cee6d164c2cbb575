"""Observations as files: CSV, JSON, Parquet, Excel."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cedic.errors import StoreError, UsageError
from cedic.model import Component, Representation, Text
from cedic.publish import download, sheet
from cedic.publish.sink import Piece
from cedic.warehouse.delta import disk_is_full
from cedic.warehouse.engine import connect
from cedic.warehouse.snapshot import Relation
from cedic.warehouse.text import texts

if TYPE_CHECKING:
    import pyarrow as pa

    from cedic.model import Observations

FORMATS = ("csv", "json", "parquet", "xlsx")


def format_of(path: Path, formats: tuple[str, ...] = FORMATS) -> str:
    """The format that a file's name asks for.

    Raises
    ------
    UsageError
        If its ending is none of `formats`.
    """
    ending = path.suffix.lstrip(".").lower()
    if ending not in formats:
        raise UsageError(
            f"The ending of {path.name} says no format.",
            remedy=f"end the name in .{', .'.join(formats)}",
        )
    return ending


def write(observations: Observations, path: Path, format: str) -> int:
    """Write observations to a file, whole or not at all, and give their number.

    Parameters
    ----------
    observations : Observations
        The rows, written in their order.
    path : Path
        The file; its folder must exist.
    format : {"csv", "json", "parquet", "xlsx"}
        CSV in UTF-8 with a header, nulls empty; JSON as an array of objects; Excel as one sheet.

    Raises
    ------
    UsageError
        If the folder does not exist, or the rows do not fit in an Excel sheet.
    StoreError
        If the disk is full, or the folder may not be written.
    """
    if not path.resolve().parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write {path.name} into.")
    with (
        _errors_told(path),
        tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix=".cedic-") as folder,
    ):
        draft = Path(folder) / f"draft.{format}"
        with draft.open("wb") as file:
            rows = _copy(observations, file, format)
        draft.replace(path)
    return rows


@contextmanager
def _errors_told(path: Path) -> Iterator[None]:
    import duckdb

    try:
        yield
    except (OSError, duckdb.IOException) as error:
        raise StoreError(
            "The disk is full; the file was not written."
            if disk_is_full(error)
            else f"The file cannot be written: {str(error).splitlines()[0]}",
            where=str(path),
            remedy="free some space or name another file with -o",
        ) from error


def write_to(observations: Observations, stream: BinaryIO, format: str) -> None:
    """Write observations to a stream in CSV or JSON, as they come.

    Raises
    ------
    UsageError
        For Parquet and Excel, which are no text.
    """
    if format not in ("csv", "json"):
        raise UsageError(f"{format} cannot be shown here.", remedy="give a file with -o")
    _copy(observations, stream, format)


def _copy(observations: Observations, stream: BinaryIO, format: str) -> int:
    """Write the bytes that a download of the same rows has, and give the number of rows."""
    rows = _Counted(observations.to_batches())
    for piece in _pieces(rows.reader(), _components(observations, rows.schema), format):
        stream.write(piece)
        if format == "xlsx" and rows.count > sheet.SHEET_ROWS:
            raise sheet.TooManyRows
    return rows.count


def _pieces(
    rows: pa.RecordBatchReader, components: Sequence[Component], format: str
) -> Iterator[Piece]:
    if format == "parquet":
        yield from download.parquet(rows, {})
        return
    connection = connect(ordered=True)
    connection.register("observations", rows)
    relation = Relation(connection, "observations", ordered=True)
    row = {
        "csv": download.csv_row(components),
        "json": download.json_row(components),
        "xlsx": sheet.sheet_row(components, {}),
    }[format]
    lines = texts(relation, f"SELECT {row} FROM observations", [])  # noqa: S608 - our own columns
    if format == "csv":
        yield download.csv_head(components)
        yield from lines
    elif format == "json":
        yield from download.json_array(lines)
    else:
        yield from sheet.workbook([component.id for component in components], lines)


def _components(observations: Observations, schema: pa.Schema) -> Sequence[Component]:
    """The columns, with their representation; text, where no dataflow declares them."""
    import pyarrow as pa

    if observations.dataflow is not None:
        return observations.dataflow.components
    numbers = {pa.int64(): Representation.INTEGER, pa.float64(): Representation.FLOAT}
    return [
        Component(
            field.name,
            Text.same(field.name),
            representation=numbers.get(field.type, Representation.STRING),
        )
        for field in schema
    ]


class _Counted:
    """Rows that are counted as they are read."""

    def __init__(self, rows: pa.RecordBatchReader) -> None:
        self.schema = rows.schema
        self.count = 0
        self._rows = rows

    def reader(self) -> pa.RecordBatchReader:
        """The rows."""
        import pyarrow as pa

        return pa.RecordBatchReader.from_batches(self.schema, self._batches())

    def _batches(self) -> Iterator[pa.RecordBatch]:
        for batch in self._rows:
            self.count += batch.num_rows
            yield batch
