"""Design of Trade Agreements: how many agreements in force two areas are both members of, by year.

The table is the list of the project's entries: number, base_treaty, name, entry_type, year_signed,
year_in_force, type_membership and members (ISO 3166 codes, separated by spaces). What becomes of an
entry:

- A base treaty counts for all its members from its year in force; without one, never.
- An accession adds to its base treaty those whom neither that treaty nor an earlier entry of it
  lists, from the year in force of the accession, or from its signature where that is later or
  where nothing else is told.
- A withdrawal ends it, from the year in force or else of signature, for those whom the entry's name
  tells after the word "withdrawal". The list of members does not tell them from those who stay.
- Protocols, amendments and consolidated texts are of a treaty that counts already. Negotiations are
  no treaty.

The list has no terminations: a treaty that lapsed or was replaced still counts, and so does each of
several treaties of the same members. What is counted is treaties, not their depth. Members are given
as the states of today.

AGREEMENTS counts all treaties of which both are members: members of a group too are both members of
what the group concluded with others. AGREEMENTS_AMONG leaves those out, and counts what is bilateral
or among several (type of membership 1 or 2): how far the two are bound to each other.

Source: Dür, A., Baccini, L. and Elsig, M. (2014), The Design of International Trade Agreements:
Introducing a New Dataset, Review of International Organizations 9(3).
"""

# ruff: noqa: S608 - what goes into the SQL is declared in this package or quoted by sql_text

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cedic.model import Part, SourceDescription, Text
from cedic.regions import areas
from cedic.sources.archive import TABLES, RawFile, digest, find, unreadable
from cedic.sources.base import Reading, Source
from cedic.sources.fields import (
    EMPTY,
    Check,
    Field,
    Layout,
    area_field,
    coded_field,
    sql_text,
    year_field,
)
from cedic.sources.tabular import Gathered, Staging, checked_columns, fingerprint_of, part_of
from cedic.sources.tidy import READ_OPTIONS, edition

if TYPE_CHECKING:
    import pyarrow as pa

DESTA = SourceDescription(
    id="DESTA",
    name=Text(
        en="Design of Trade Agreements",
        es="Diseño de los acuerdos comerciales (DESTA)",
        pt="Desenho dos acordos comerciais (DESTA)",
        fr="Conception des accords commerciaux (DESTA)",
    ),
    kind="bilateral",
    provider="Design of Trade Agreements project",
    citation="Dür, A., Baccini, L. and Elsig, M. (2014). The Design of International Trade "
    "Agreements: Introducing a New Dataset. Review of International Organizations 9(3), 353–375.",
    licence="Research, with citation; see the project's terms",
    url="https://www.designoftradeagreements.org/",
    note=Text(
        en="Counts treaties, not their depth. The list has no terminations: treaties that lapsed or "
        "were replaced still count.",
        es="Cuenta tratados, no su profundidad. La lista no tiene terminaciones: los tratados que "
        "caducaron o fueron reemplazados siguen contando.",
        pt="Conta tratados, não sua profundidade. A lista não tem términos: os tratados que caducaram "
        "ou foram substituídos continuam contando.",
        fr="Compte des traités, non leur profondeur. La liste n’a pas d’extinctions : les traités "
        "caducs ou remplacés comptent encore.",
    ),
)

_OTHER_NAMES = {"GBR": "UK", "CZE": "Czech Republic", "SVK": "Slovak Republic"}
"""What the names of entries call areas that CEDIC calls something else."""

_TYPES = ("base_treaty", "accession", "withdrawal")
_NOT_COUNTED = {
    "protocol or amendment": "protocols and amendments",
    "consolidated": "consolidated texts",
    "negotiation": "negotiations",
}


_COLUMNS = (
    *("number", "base_treaty", "name", "entry_type", "year_signed", "year_in_force"),
    *("type_membership", "members"),
)
_LIST = Layout(tuple(Field(name, name, "{x}") for name in _COLUMNS), key=("number",), select="")
"""The columns of the list, before its members are told apart."""

_GATHERED = f"""
    CREATE TABLE gathered ({", ".join(f"{name} VARCHAR" for name in _COLUMNS)}, leaving VARCHAR,
        file VARCHAR, line BIGINT, heads BOOLEAN, told BOOLEAN)
    """


def _once(field: Field) -> Field:
    """The same field, checked in the first of an entry's rows only: each member's repeats it."""
    checks = (
        replace(check, condition=f"cells.heads AND ({check.condition})") for check in field.checks
    )
    return replace(field, checks=tuple(checks))


_NOBODY = Check(
    "cells.entry_type = 'withdrawal' AND NOT cells.told",
    "does not tell who of the members withdraws",
    "name them in English after the word withdrawal",
)
_NOT_A_YEAR = Check(
    "{x} IS NOT NULL AND NOT regexp_full_match({x}, '(1[89]|20|21)[0-9][0-9](\\.0+)?')",
    "is not a year",
    "give the year, or leave the cell empty if it is not in force",
)
_MEMBERSHIP = "try_cast({x} AS DOUBLE)"
_NO_MEMBERSHIP = Check(
    f"coalesce({_MEMBERSHIP} NOT IN (1, 2, 3, 4, 5, 6, 7), true)",
    "is not a type of membership",
    "give a number from 1 to 7, as the codebook of the source has them",
)
_TYPE = coded_field(
    "TYPE", "entry_type", {name: name for name in (*_TYPES, *_NOT_COUNTED)}, "a type of entry"
)
_LEFT_OUT = " ".join(
    f"WHEN {sql_text(type)} THEN {sql_text(why)}" for type, why in _NOT_COUNTED.items()
)
_LAYOUT = Layout(
    fields=(
        _once(year_field("year_signed")),
        Field("NUMBER", "number", "{x}", (EMPTY,)),
        Field("TREATY", "base_treaty", "{x}", (EMPTY,)),
        _once(Field("NAME", "name", "{x}", (_NOBODY,))),
        _once(_TYPE),
        _once(
            Field("IN_FORCE", "year_in_force", "try_cast({x} AS DOUBLE)::SMALLINT", (_NOT_A_YEAR,))
        ),
        _once(Field("AMONG", "type_membership", f"{_MEMBERSHIP} IN (1, 2)", (_NO_MEMBERSHIP,))),
        area_field("MEMBER", "members", "ISO3"),
        Field("LEAVING", "leaving", "{x} = 'true'"),
    ),
    key=("NUMBER", "MEMBER"),
    select="""
        WITH base AS (
            SELECT TREATY, MEMBER, IN_FORCE AS SINCE, AMONG FROM staged
            WHERE TYPE = 'base_treaty' AND IN_FORCE IS NOT NULL),
        treaty AS (
            SELECT TREATY, min(SINCE) AS SINCE, bool_and(AMONG) AS AMONG
            FROM base GROUP BY TREATY),
        joined AS (
            SELECT TREATY, MEMBER, arg_min(greatest(TIME_PERIOD, IN_FORCE), NUMBER) AS SINCE
            FROM staged ANTI JOIN base USING (TREATY, MEMBER)
            WHERE TYPE = 'accession' GROUP BY ALL),
        party AS (
            FROM base UNION ALL
            SELECT TREATY, MEMBER, greatest(joined.SINCE, treaty.SINCE), AMONG
            FROM joined JOIN treaty USING (TREATY)),
        gone AS (
            SELECT TREATY, MEMBER, min(coalesce(IN_FORCE, TIME_PERIOD)) AS UNTIL FROM staged
            WHERE TYPE = 'withdrawal' AND LEAVING GROUP BY ALL),
        spell AS (
            SELECT party.*, coalesce(UNTIL, 9999) AS UNTIL
            FROM party LEFT JOIN gone USING (TREATY, MEMBER)),
        span AS (
            SELECT unnest(range(min(SINCE), (
                SELECT max(greatest(TIME_PERIOD, IN_FORCE)) FROM staged) + 1)) AS YEAR FROM base),
        counted AS (
            SELECT one.MEMBER AS REF_AREA, other.MEMBER AS COUNTERPART_AREA, YEAR,
                count(*) AS AGREEMENTS, nullif(count(*) FILTER (one.AMONG), 0) AS AGREEMENTS_AMONG
            FROM span
            JOIN spell AS one ON YEAR >= one.SINCE AND YEAR < one.UNTIL
            JOIN spell AS other ON other.TREATY = one.TREATY AND other.MEMBER <> one.MEMBER
                AND YEAR >= other.SINCE AND YEAR < other.UNTIL
            GROUP BY ALL)
        SELECT REF_AREA, COUNTERPART_AREA, INDICATOR, OBS_VALUE::DOUBLE AS OBS_VALUE,
            'A' AS OBS_STATUS, YEAR::VARCHAR AS TIME_PERIOD
        FROM (UNPIVOT counted ON AGREEMENTS, AGREEMENTS_AMONG INTO NAME INDICATOR VALUE OBS_VALUE)
        """,
    left_out=f"CASE lower({_TYPE.cell}) {_LEFT_OUT} END",
)


class TradeAgreements(Source):
    """The list of trade agreements and their members, as a table."""

    description = DESTA
    read_options = READ_OPTIONS

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """One part for each year, from the first agreement in force to the last year of the list.

        Each pair of areas stands twice, once from either side; a pair without agreements in a year
        has no row. The list is checked as a whole before its first part is read.

        Bad are an area or a type of entry that is not known, a year that is none, an entry without
        number or members, a withdrawal whose name does not tell who withdraws, and a member that
        stands twice in an entry.
        """
        found = [file for path in paths for file in find(path, TABLES)]
        staging = Staging(Gathered([file.path for file in found], _ALL_COLUMNS), _LAYOUT, reading)
        staging.connection.execute(_GATHERED)
        staging.connection.register("named", _names())
        for file in found:
            _gather(staging, file)
        return _by_year(staging)


_ALL_COLUMNS = (*_COLUMNS, "leaving")


def _names() -> pa.Table:
    """What areas are called in the names of entries: AREA, CALLED."""
    import pyarrow as pa

    names = {id: area.name.en for id, area in areas().items()} | _OTHER_NAMES
    return pa.table({"AREA": list(names), "CALLED": list(names.values())})


def _gather(staging: Staging, file: RawFile) -> None:
    """Add the entries of a file to the table ``gathered``, a row for each member."""
    import duckdb

    raw = Staging(file, _LIST, staging.reading)
    columns = checked_columns(raw.table, _LIST)
    cells = ", ".join(f"trim({columns[name]}) AS {name}" for name in _COLUMNS)
    leaves = """contains(' ' || regexp_extract(name, '(?i)\\bwithdrawal\\b(.*)', 1) || ' ',
        ' ' || CALLED || ' ')"""
    try:
        staging.connection.execute(f"""
            INSERT INTO gathered
            SELECT {", ".join(_COLUMNS[:-1])}, member, coalesce({leaves}, false)::VARCHAR,
                {sql_text(file)}, line, row_number() OVER entry = 1, bool_or({leaves}) OVER entry
            FROM (
                SELECT *, unnest(string_split_regex(coalesce(members, ''), '[ ;,]+')) AS member
                FROM (SELECT {cells}, row_number() OVER () + 1 AS line FROM {raw.table.scan()}))
            LEFT JOIN named ON AREA = member
            WINDOW entry AS (PARTITION BY line)
            """)
    except duckdb.Error as error:
        raise unreadable(error, file.path) from error


def _by_year(staging: Staging) -> Iterator[Part]:
    """Make the parts; which years there are is told before the rows have been checked."""
    first, last, content = staging.connection.execute("""
        SELECT min(try_cast(year_in_force AS DOUBLE)::SMALLINT)
                FILTER (entry_type = 'base_treaty'),
            max(greatest(try_cast(year_in_force AS DOUBLE), try_cast(year_signed AS DOUBLE)))
                ::SMALLINT,
            sum(hash(gathered))::VARCHAR
        FROM gathered
        """).fetchall()[0]
    if first is None:
        _ = staging.rejected_by_period
        return
    chosen = staging.reading.options
    mark = fingerprint_of(staging.layout, staging.reading)
    for year in range(first, last + 1):
        if chosen["years"] is None or year in chosen["years"]:
            yield part_of(
                lambda: staging,
                DESTA,
                str(year),
                origin=staging.file,
                vintage=chosen["vintage"] or edition(str(last)),
                fingerprint=digest(mark, content, year),
                notes={},
            )
