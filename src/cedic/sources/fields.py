"""The cells of a table: how each becomes a value, and what makes it bad, as SQL over its text."""

# ruff: noqa: S608 - what goes into the SQL is declared in this package or quoted by sql_text

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """What makes a cell bad.

    Parameters
    ----------
    condition : str
        SQL that is true of a bad cell; ``{x}`` stands for the cell's text, trimmed, null if empty.
    reason : str
        What is wrong with the cell, to be read after its value.
    remedy : str
        What to do about it.
    """

    condition: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Field:
    """A value taken from a column of the file.

    Parameters
    ----------
    name : str
        The value's name in the staged table.
    column : str
        The column's name in the file.
    value : str
        SQL that makes the value of the cell's text ``{x}``.
    checks : tuple of Check
        What makes a cell bad; the first that holds is reported.
    scheme : str, optional
        The code scheme, if the cell holds the code of an area.
    """

    name: str
    column: str
    value: str
    checks: tuple[Check, ...] = ()
    scheme: str | None = None

    def _filled(self, template: str) -> str:
        return template.format(x=f"cells.{sql_name('cell ' + self.name)}", area=f"{self.name}.AREA")

    @property
    def cell(self) -> str:
        """SQL of the cell's text."""
        return self._filled("{x}")

    @property
    def typed(self) -> str:
        """SQL of the cell's value, under the field's name."""
        return f"{self._filled(self.value)} AS {self.name}"

    @property
    def bad(self) -> str:
        """SQL that is true if the cell is bad, and false or null if not."""
        return " OR ".join(f"({self._filled(check.condition)})" for check in self.checks)

    @property
    def reason(self) -> str:
        """SQL of what is wrong with the cell, null if nothing is."""
        cases = (
            f"WHEN {self._filled(check.condition)} THEN {sql_text(check.reason)}"
            for check in self.checks
        )
        return f"CASE {' '.join(cases)} END"

    @property
    def join(self) -> str:
        """SQL that joins the area of the cell's code, if it holds one."""
        if self.scheme is None:
            return ""
        code = self._filled("coalesce(nullif(ltrim(upper({x}), '0'), ''), '0')")
        return (
            f"LEFT JOIN codes AS {self.name} ON {self.name}.SCHEME = '{self.scheme}' "
            f"AND {self.name}.CODE = {code} "
            f"AND cells.year BETWEEN {self.name}.FIRST_YEAR AND {self.name}.LAST_YEAR"
        )


@dataclass(frozen=True)
class Layout:
    """How a table is laid out, and what its rows become.

    Parameters
    ----------
    fields : tuple of Field
        One of them is called TIME_PERIOD and holds the year, or the quarter.
    key : tuple of str
        SQL over the fields' names: what no two rows may share.
    select : str
        SQL that turns the table ``staged`` into rows of :func:`cedic.model.schema`.
    exact : bool
        Whether a column that is not asked for is an error.
    delimiter : str
        What separates columns, unless the option says otherwise.
    left_out : str
        SQL of why a row does not belong here, null if it does; it may use the columns of ``cells``
        and the areas, each under its field's name. Such a row is never bad.
    overlapping : bool
        Whether rows may share a key if they have the same OBS_VALUE, and then count once.
    """

    fields: tuple[Field, ...]
    key: tuple[str, ...]
    select: str
    exact: bool = False
    delimiter: str = ","
    left_out: str = "NULL::VARCHAR"
    overlapping: bool = False

    @property
    def schemes(self) -> tuple[str, ...]:
        """The code schemes that areas are given in."""
        return tuple(dict.fromkeys(field.scheme for field in self.fields if field.scheme))

    def cells(self, columns: dict[str, str], scan: str) -> str:
        """Write SQL over `scan` and the text of its cells, joined with the areas they stand for."""
        cells = ", ".join(
            f"nullif(trim({columns[field.name]}), '') AS {sql_name('cell ' + field.name)}"
            for field in self.fields
        )
        joins = " ".join(field.join for field in self.fields)
        when = f"{self.year(columns)} AS year, {self.period(columns)} AS of_period"
        return f"(SELECT *, {cells}, {when} FROM {scan}) AS cells {joins}"

    def year(self, columns: dict[str, str]) -> str:
        """Write SQL of a row's year, that of 2020-Q1 too; null if it cannot be read."""
        return f"try_cast(left(trim({columns['TIME_PERIOD']}), 4) AS SMALLINT)"

    def period(self, columns: dict[str, str]) -> str:
        """Write SQL of the period whose part a row is in: its quarter or year, null if it has none."""
        if all((field.name, field.value) != ("TIME_PERIOD", _QUARTER) for field in self.fields):
            year = self.year(columns)
            return f"CASE WHEN {year} BETWEEN 1800 AND 2200 THEN {year}::VARCHAR END"
        text = f"upper(trim({columns['TIME_PERIOD']}))"
        return f"CASE WHEN {_is_quarter(text)} THEN {text} END"

    def typed(self, columns: dict[str, str], scan: str, place: str = "") -> str:
        """Write SQL of the rows' values, why each is ``left_out``, and whether it is ``bad``."""
        values = ", ".join(field.typed for field in self.fields)
        bad = " OR ".join(field.bad for field in self.fields if field.checks)
        return (
            f"SELECT {place}{values}, {self.left_out} AS left_out, "
            f"{self.left_out} IS NULL AND coalesce({bad}, false) AS bad "
            f"FROM {self.cells(columns, scan)}"
        )


EMPTY = Check("{x} IS NULL", "is empty", "fill the cell, or leave the row out of the file")
_NEGATIVE_REMEDY = "trade is never negative: correct the value, or leave the cell empty if unknown"


def _not_a_number(number: str) -> Check:
    return Check(
        f"{{x}} IS NOT NULL AND ({number} IS NULL OR contains({{x}}, '_'))",
        "is not a number",
        "write numbers with a decimal point, without thousands separators or units",
    )


def year_field(column: str, only: int | None = None) -> Field:
    """Take the year of a row; `only` that year, if given."""
    checks = [
        EMPTY,
        Check(
            # Cast to an integer, 2019.6 would become 2020.
            "NOT regexp_full_match({x}, '[0-9]{{4}}(\\.0+)?') OR year NOT BETWEEN 1800 AND 2200",
            "is not a year",
            "give yearly figures, with years such as 2020",
        ),
    ]
    if only is not None:
        checks.append(
            Check(
                f"year <> {only}",
                f"is not the year {only} that the file's name says",
                "give the file of each year its published name",
            )
        )
    return Field("TIME_PERIOD", column, "cells.year", tuple(checks))


_QUARTER = "upper({x})"


def _is_quarter(text: str) -> str:
    return f"regexp_full_match({text}, '(1[89]|20|21)[0-9][0-9]-Q[1-4]')"


def quarter_field(column: str) -> Field:
    """Take the quarter of a row, such as 2006-Q4."""
    malformed = Check(
        "{x} IS NOT NULL AND cells.of_period IS NULL",
        "is not a quarter",
        "give quarterly figures, with quarters such as 2006-Q4",
    )
    return Field("TIME_PERIOD", column, _QUARTER, (EMPTY, malformed))


def area_field(name: str, column: str, scheme: str, *, groups: bool = False) -> Field:
    """Take an area from its code in `scheme` in the row's year; a group only if `groups` are."""
    refused = "{area} IS NULL" if groups else f"({{area}} IS NULL OR {name}.GROUPED)"
    totals = "" if groups else ", or leave out rows of groups and of the world: trade counts twice"
    unknown = Check(
        f"year BETWEEN 1800 AND 2200 AND {{x}} IS NOT NULL AND {refused}",
        f"is not a code of a country or area in the scheme {scheme} in that year",
        f"correct the code{totals}",
    )
    return Field(name, column, "{area}", (EMPTY, unknown), scheme)


def dollars_field(
    name: str, column: str, unit: int = 1, *, missing: int | None = None, nullable: bool = False
) -> Field:
    """Take whole US dollars from a number of `unit` dollars, a power of ten.

    The number is read as a decimal with as many places as `unit` has zeros, so that dollars are
    exact; places beyond that are rounded half-up. `missing` is a number that stands for null.
    """
    number = f"try_cast({{x}} AS DECIMAL(18, {len(str(unit)) - 1}))"
    present = number if missing is None else f"nullif({number}, {missing})"
    checks = (
        *(() if nullable else (EMPTY,)),
        _not_a_number(number),
        Check(f"{present} < 0", "is negative", _NEGATIVE_REMEDY),
    )
    return Field(name, column, f"CAST({present} * {unit} AS BIGINT)", checks)


def number_field(name: str, column: str, least: float | None = None) -> Field:
    """Take a number, of `least` or more."""
    number = "try_cast({x} AS DOUBLE)"
    checks = [
        Check(
            f"NOT coalesce(isfinite({number}), false)",
            "is not a number",
            "leave the cell empty if the figure is not known",
        )
    ]
    if least is not None:
        below = f"is less than {least:g}, which it cannot be"
        checks.append(Check(f"{number} < {least}", below, "correct the value, or leave it empty"))
    return Field(name, column, number, tuple(checks))


def tonnes_field(name: str, column: str, absent: str) -> Field:
    """Take a weight in tonnes; empty cells and the text `absent` are null."""
    number = f"try_cast(nullif({{x}}, '{absent}') AS DOUBLE)"
    unknown = f"and {absent or 'nothing'} where the weight is not known"
    checks = (
        Check(
            f"{{x}} <> '{absent}' AND NOT coalesce(isfinite({number}), false)",
            "is not a number",
            f"write numbers with a decimal point, {unknown}",
        ),
        Check(f"{number} < 0", "is negative", _NEGATIVE_REMEDY),
    )
    return Field(name, column, number, checks)


def hs6_field(name: str, column: str, leading_zeros: str) -> Field:
    """Take a six-digit HS code; `leading_zeros` is ``keep`` (as the file has it) or ``restore``."""
    restored = "CASE WHEN length({x}) = 5 THEN '0' || {x} ELSE {x} END"
    code = restored if leading_zeros == "restore" else "{x}"
    checks = (
        EMPTY,
        Check(
            f"length({code}) = 5 AND regexp_full_match({{x}}, '[0-9]+')",
            "is an HS code that has lost its leading zero",
            "use the published file, or give the read option leading_zeros=restore",
        ),
        Check(
            f"NOT regexp_full_match({code}, '[0-9]{{{{6}}}}')",
            "is not an HS code of six digits",
            "use six-digit codes of the Harmonized System",
        ),
    )
    return Field(name, column, code, checks)


def coded_field(name: str, column: str, codes: dict[str, str], what: str) -> Field:
    """Take a code, from one of several spellings, given in small letters."""
    cases = " ".join(f"WHEN '{spelling}' THEN '{code}'" for spelling, code in codes.items())
    value = f"CASE lower({{x}}) {cases} END"
    unknown = Check(
        f"{{x}} IS NOT NULL AND {value} IS NULL",
        f"is not {what}",
        f"use one of {', '.join(codes)}",
    )
    return Field(name, column, value, (EMPTY, unknown))


def product_field(name: str, column: str) -> Field:
    """Take a code of a product, in any classification."""
    malformed = Check(
        "NOT regexp_full_match({x}, '[A-Za-z0-9_-]+')",
        "is not a code of a product",
        "use codes of letters, digits, - and _ only",
    )
    return Field(name, column, "{x}", (EMPTY, malformed))


def sql_text(value: object) -> str:
    """Write a text as an SQL literal."""
    return "'" + str(value).replace("'", "''") + "'"


def sql_name(name: str) -> str:
    """Write the name of a column as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
