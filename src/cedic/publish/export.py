"""Observations as files: CSV, JSON, Parquet, Excel."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cedic.errors import StoreError, UsageError
from cedic.warehouse.delta import disk_is_full
from cedic.warehouse.engine import connect

if TYPE_CHECKING:
    from cedic.model import Observations

FORMATS = ("csv", "json", "parquet", "xlsx")
SHEET_ROWS = 1_048_575


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
        rows = (
            _write_sheet(observations, draft)
            if format == "xlsx"
            else _copy(observations, draft, format)
        )
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
    """Write observations to a stream in CSV or JSON.

    Raises
    ------
    UsageError
        For Parquet and Excel, which are no text.
    """
    if format not in ("csv", "json"):
        raise UsageError(f"{format} cannot be shown here.", remedy="give a file with -o")
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft"
        _copy(observations, draft, format)
        with draft.open("rb") as file:
            shutil.copyfileobj(file, stream)


def _copy(observations: Observations, path: Path, format: str) -> int:
    options = {
        "csv": "FORMAT csv, HEADER",
        "json": "FORMAT json, ARRAY true",
        "parquet": "FORMAT parquet, COMPRESSION zstd",
    }[format]
    with connect(ordered=True) as connection:
        connection.register("observations", observations.to_batches())
        target = str(path).replace("'", "''")
        copied = connection.execute(f"COPY observations TO '{target}' ({options})")
        return int((copied.fetchone() or (0,))[0])


def _write_sheet(observations: Observations, path: Path) -> int:
    import xlsxwriter

    reader = observations.to_batches()
    # Rows go to disk as they come, so that a large sheet does not fill the memory. A cell that
    # begins with = is text here, never a formula.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, reader.schema.names, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        row = 0
        for batch in reader:
            if row + batch.num_rows > SHEET_ROWS:
                raise UsageError(
                    "The observations do not fit in an Excel sheet, which holds 1,048,575.",
                    remedy="select fewer with --where, --start and --end, or write CSV or Parquet",
                )
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                row += 1
                sheet.write_row(row, 0, values)
    return row
