"""A person's own table, read from the file it is in."""

from __future__ import annotations

import tomllib
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, MissingLibraryError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa

TEXT, TABBED = (".csv", ".txt"), (".tsv", ".tab")
WORKBOOK, PARQUET, TOML = (".xlsx", ".xlsm"), (".parquet", ".pq"), (".toml",)
MOST_UNPACKED = 1 << 29
"""Bytes of a workbook once unpacked: 512 MB. What is said to be more is no table of a person."""
MOST_CELLS = 20_000_000
MOST_TOML = 1 << 24

DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, KeyError, ValueError, TypeError),
    *(AttributeError, IndexError, OverflowError, RuntimeError),
)
"""What a damaged workbook makes openpyxl raise, which is of every kind."""

_MARKS = {
    b"PK\x03\x04": ("an Excel workbook or another archive", "give it the ending .xlsx"),
    b"\xd0\xcf\x11\xe0": (
        "a workbook of Excel 97–2003, or one with a password",
        "save it as .xlsx or CSV, without a password",
    ),
    b"PAR1": ("a Parquet file", "give it the ending .parquet"),
    b"\xff\xfe": ("text in UTF-16", "save it as CSV in UTF-8"),
    b"\xfe\xff": ("text in UTF-16", "save it as CSV in UTF-8"),
}
"""What the first bytes of a file that is no text in UTF-8 say it is."""


def read_table(path: Path, name: str = "", *, numbers: Collection[str] = ()) -> pa.Table:
    """Read the table of a file.

    Parameters
    ----------
    path : Path
        CSV (separated by commas or, as spreadsheets of many countries write it, by semicolons), TSV,
        Parquet, an Excel workbook, or TOML.
    name : str, optional
        Which table, where a file can hold several: the sheet of a workbook that is called so, in
        whatever case, else its first one; in TOML the entries ``[[name]]``.
    numbers : collection of str, optional
        Columns of CSV and TSV that hold numbers. All others are text, and keep their zeros.

    Returns
    -------
    pyarrow.Table
        Cells as they stand. Text in CSV and TSV but for `numbers`; in a workbook or TOML numbers
        where all cells of a column are, else text. Columns and rows that are empty up to the end of a
        sheet are left out. Where the header is separated by semicolons, 1,5 is read as 1.5.

    Raises
    ------
    UsageError
        If there is no such file, or its ending is none of these.
    DataError
        If it is empty, is not what its ending says, is not UTF-8, has too much in it, or if a cell of
        a workbook has a formula that was never calculated.
    MissingLibraryError
        If it is a workbook and openpyxl is not installed.
    """
    ending = path.suffix.lower()
    if not path.is_file():
        kind = "is no file" if path.exists() else "does not exist"
        raise UsageError(f"There is no file {path}: it {kind}.", remedy="check its name and folder")
    try:
        if not path.stat().st_size:
            raise DataError(
                "The file is empty.", where=str(path), remedy="give it a header and rows"
            )
        if ending in PARQUET:
            return _parquet(path)
        if ending in WORKBOOK:
            return _workbook(path, name)
        if ending in TOML:
            return _toml(path, name)
        if ending in (*TEXT, *TABBED):
            return _text(path, numbers)
    except OSError as error:
        raise DataError(
            f"The file cannot be read: {error.strerror or error}.", where=str(path)
        ) from error
    _refuse_what_is_no_text(path)
    raise UsageError(
        f"The ending of {path.name} says no format.",
        remedy="end the name in .csv, .tsv, .xlsx, .parquet or .toml",
    )


def _parquet(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path)
    except pa.ArrowInvalid as error:
        raise _unreadable(path, error, "save it again as Parquet, or give it as CSV") from error


def _unreadable(path: Path, error: Exception, remedy: str) -> DataError:
    told = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
    return DataError(f"The file cannot be read: {told}.", where=str(path), remedy=remedy)


# Text


def _text(path: Path, numbers: Collection[str]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.csv as pc

    _refuse_what_is_no_text(path)
    delimiter = "\t" if path.suffix.lower() in TABBED else _delimiter(path)
    parse = pc.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    try:
        with pc.open_csv(path, parse_options=parse) as opened:
            names = opened.schema.names
        kept = {name: pa.string() for name in names if name not in numbers}
        options = pc.ConvertOptions(
            column_types=kept, decimal_point="," if delimiter == ";" else "."
        )
        table = pc.read_csv(path, parse_options=parse, convert_options=options)
    except UnicodeDecodeError as error:
        raise _not_utf8(path) from error
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error):
            raise _not_utf8(path) from error
        remedy = "give a table with a header and as many cells in each row, in UTF-8"
        raise _unreadable(path, error, remedy) from error
    named = _named(path, table)
    return _with_points(named) if delimiter == ";" else named


def _named(path: Path, table: pa.Table) -> pa.Table:
    """The table without the nameless columns that a spreadsheet leaves at the end, if empty."""
    import pyarrow.compute as pc

    for at in reversed(range(table.num_columns)):
        if not table.column_names[at].strip():
            texts = pc.utf8_trim_whitespace(table.column(at).cast("string")).drop_null()
            if pc.any(pc.not_equal(texts, "")).as_py():
                raise _nameless(path, at)
            table = table.remove_column(at)
    return table


def _nameless(path: Path, column: int) -> DataError:
    return DataError(
        f"The column {_place(0, column)[:-1]} has no name.",
        where=str(path),
        remedy="name it in the first row, or empty it",
    )


def _refuse_what_is_no_text(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(1 << 16)
    for mark, (what, remedy) in _MARKS.items():
        if start.startswith(mark):
            raise DataError(f"The file is {what}.", where=str(path), remedy=remedy)
    if b"\0" in start:
        raise DataError(
            "The file is no text: it has bytes that no text has.",
            where=str(path),
            remedy="give a table as CSV in UTF-8",
        )


def _delimiter(path: Path) -> str:
    with path.open("rb") as file:
        header = file.readline(1 << 20)
    return ";" if header.count(b";") > header.count(b",") else ","


def _with_points(table: pa.Table) -> pa.Table:
    """Text cells that are numbers with a decimal comma, with a point.

    A spreadsheet separates by semicolons where the comma is the decimal mark.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    for at, column in enumerate(table.columns):
        if pa.types.is_string(column.type):
            pointed = pc.replace_substring_regex(
                column, r"^(\s*[+-]?[0-9]+),([0-9]+(?:[eE][+-]?[0-9]+)?\s*)$", r"\1.\2"
            )
            table = table.set_column(at, table.column_names[at], pointed)
    return table


def _not_utf8(path: Path) -> DataError:
    with path.open("rb") as file:
        for line, text in enumerate(file, 1):
            try:
                text.decode()
            except UnicodeDecodeError as error:
                return DataError(
                    f"The text is not UTF-8: the byte 0x{text[error.start]:02x} is not part of it.",
                    where=f"{path}, line {line}",
                    remedy="save it as CSV in UTF-8",
                )
    return DataError("The text is not UTF-8.", where=str(path), remedy="save it as CSV in UTF-8")


# Workbooks


def _workbook(path: Path, name: str) -> pa.Table:
    try:
        import openpyxl
    except ImportError:
        raise MissingLibraryError("openpyxl", "reading an Excel workbook") from None
    has_formulas = _checked_archive(path)
    try:
        cells = _sheet(path, name, openpyxl, calculated=True)
        if has_formulas:
            _refuse_uncalculated(path, cells, _sheet(path, name, openpyxl, calculated=False))
    except DAMAGE as error:
        remedy = "open it in a spreadsheet and save it again as .xlsx, or give it as CSV"
        raise _unreadable(path, error, remedy) from error
    if not cells or not cells[0]:
        raise DataError("The sheet is empty.", where=str(path), remedy="give it a header and rows")
    return _arranged(path, cells[0], cells[1:])


def _checked_archive(path: Path) -> bool:
    """See that a workbook is one that can be unpacked, and tell whether it has formulas."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > MOST_UNPACKED:
                raise DataError(
                    f"The workbook holds {unpacked / 1e6:,.0f} MB once unpacked; "
                    f"{MOST_UNPACKED / 1e6:,.0f} MB are read.",
                    where=str(path),
                    remedy="give the table alone, as CSV or Parquet",
                )
            sheets = (one for one in archive.namelist() if one.startswith("xl/worksheets/"))
            return any(_has_formula(archive, one) for one in sheets)
    except DAMAGE as error:
        remedy = "save it again as .xlsx without a password, or give it as CSV"
        raise _unreadable(path, error, remedy) from error


def _has_formula(archive: zipfile.ZipFile, sheet: str) -> bool:
    with archive.open(sheet) as file:
        end = b""
        while piece := file.read(1 << 20):
            if b"<f>" in end + piece or b"<f " in end + piece:
                return True
            end = piece[-2:]
    return False


def _sheet(path: Path, name: str, openpyxl: Any, *, calculated: bool) -> list[tuple[Any, ...]]:
    """The rows of the sheet, the header first, none wider than it; none empty at the end."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=calculated)
    try:
        chosen = next((one for one in book.worksheets if one.title.lower() == name.lower()), None)
        if not book.worksheets:
            raise DataError("The workbook has no sheet.", where=str(path), remedy="give it one")
        sheet = chosen or book.worksheets[0]
        # A sheet may say that it is as large as can be.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        header = _trimmed(next(rows, ()))
        wide = len(header)
        found = [header]
        for row in rows:
            found.append(row[:wide])
            if len(found) * wide > MOST_CELLS:
                raise DataError(
                    f"The sheet has more than {MOST_CELLS:,} cells.",
                    where=f"{path}, sheet {sheet.title}",
                    remedy="give it as CSV or Parquet",
                )
    finally:
        book.close()
    while len(found) > 1 and all(_is_empty(cell) for cell in found[-1]):
        found.pop()
    return found


def _trimmed(row: Sequence[Any]) -> tuple[Any, ...]:
    last = max((at for at, cell in enumerate(row) if not _is_empty(cell)), default=-1)
    return tuple(row[: last + 1])


def _is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _refuse_uncalculated(
    path: Path, values: Sequence[Sequence[Any]], formulas: Sequence[Sequence[Any]]
) -> None:
    """Refuse a formula without a value: no spreadsheet has calculated it, and it is not empty."""
    for row, written in enumerate(formulas):
        for column, formula in enumerate(written):
            told = formula if isinstance(formula, str) else getattr(formula, "text", None)
            if not (isinstance(told, str) and told.startswith("=")):
                continue
            line = values[row] if row < len(values) else ()
            if column >= len(line) or line[column] is None:
                raise DataError(
                    f"The cell {_place(row, column)} has a formula without a value: {told[:80]}.",
                    where=str(path),
                    remedy="open the workbook in a spreadsheet and save it, or write the value",
                )


def _place(row: int, column: int) -> str:
    """The name of a cell, such as B3."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


# TOML


def _toml(path: Path, name: str) -> pa.Table:
    if path.stat().st_size > MOST_TOML:
        raise DataError(
            f"A file in TOML of more than {MOST_TOML / 1e6:.0f} MB is not read.",
            where=str(path),
            remedy="give it as CSV",
        )
    try:
        held = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _not_utf8(path) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(path, error, "see https://toml.io for how it is written") from error
    lists = {key: entries for key, entries in held.items() if _is_list_of_tables(entries)}
    if not (name in lists or (not name and len(lists) == 1)):
        raise DataError(
            f"The file has no entries [[{name or 'framework'}]]"
            + (f"; it has {', '.join(f'[[{key}]]' for key in lists)}." if lists else "."),
            where=str(path),
            remedy=f"write each row as an entry that begins with [[{name or 'framework'}]]",
        )
    entries = [_flat(entry) for entry in lists.get(name) or next(iter(lists.values()))]
    header = list(dict.fromkeys(key for entry in entries for key in entry))
    return _arranged(path, header, [[entry.get(key) for key in header] for entry in entries])


def _is_list_of_tables(entries: Any) -> bool:
    return (
        isinstance(entries, list)
        and bool(entries)
        and all(isinstance(one, dict) for one in entries)
    )


def _flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with ``name = {en = "…"}`` as ``name_en``."""
    found: dict[str, Any] = {}
    for key, value in entry.items():
        if isinstance(value, dict):
            found |= {f"{key}_{inner}": told for inner, told in value.items()}
        else:
            found[key] = value
    return found


# Cells


def _arranged(path: Path, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> pa.Table:
    """A table of rows of cells of any kind."""
    import pyarrow as pa

    names = ["" if _is_empty(cell) else str(_plain(cell)).strip() for cell in header]
    for at, name in enumerate(names):
        if name and name in names[:at]:
            raise DataError(
                f"Two columns are called {name}.", where=str(path), remedy="rename one of them"
            )
    wide = len(names)
    full = [(*islice(row, wide), *[None] * (wide - len(row))) for row in rows]
    columns = list(zip(*full, strict=True)) if full else [()] * wide
    named = {name: _column(cells) for name, cells in zip(names, columns, strict=True) if name}
    for at, name in enumerate(names):
        if not name and any(not _is_empty(cell) for cell in columns[at]):
            raise _nameless(path, at)
    return pa.table(named)


def _column(cells: Sequence[Any]) -> pa.Array:
    """A column: of numbers where all cells are, else of text."""
    import pyarrow as pa

    plain = [None if _is_empty(cell) else _plain(cell) for cell in cells]
    known = [cell for cell in plain if cell is not None]
    if known and all(isinstance(cell, int) and abs(cell) < 1 << 63 for cell in known):
        return pa.array(plain, pa.int64())
    if known and all(isinstance(cell, (int, float)) for cell in known):
        return pa.array([None if cell is None else float(cell) for cell in plain], pa.float64())
    return pa.array([None if cell is None else str(cell) for cell in plain], pa.string())


def _plain(cell: Any) -> str | int | float:
    """A cell as a number or text; a spreadsheet holds 2019 as 2019.0, and dates as such."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return str(cell)
