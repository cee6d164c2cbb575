"""The work programme of the institution that runs the portal: its published records, not yet counted.

The portal writes the table; its columns are those of :data:`cedic.model.records.COLUMNS`, a row for
each activity, output, task, source of means, paragraph of a mandate, piece of evidence, meeting and
delegation. Figures are counted from them by :mod:`cedic.programme.execution`, never typed.

Records that are made up to show the software say so in the column `demonstration`. They have a
source of their own, PROGRAMME_DEMO, so that each figure made from them says where it comes from;
PROGRAMME refuses them.
"""

# ruff: noqa: S608 - what goes into the SQL is declared in this package or quoted by sql_text

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from cedic.errors import DataError
from cedic.model import Part, SourceDescription, Text, schema
from cedic.model.records import KINDS, MODES, PART_OF, RECORDS, SECTIONS, STATUSES
from cedic.regions import CL_AREA, currencies
from cedic.sources.archive import TABLES, RawFile, digest, find
from cedic.sources.base import Option, Reading, Source
from cedic.sources.fields import EMPTY, Check, Field, Layout, area_field, sql_text, year_field
from cedic.sources.tabular import FILE_OPTIONS, Staging, one_a_year, parts_by_year
from cedic.sources.tidy import edition

if TYPE_CHECKING:
    import pyarrow as pa

_PROVIDER = "The institution that runs the portal"
_NOTE = Text(
    en="Counted from what the institution has published of its work programme. The file is whole: "
    "each one takes the place of the one before.",
    es="Contado a partir de lo que la institución ha publicado de su programa de trabajo. El archivo "
    "es completo: cada uno reemplaza al anterior.",
    pt="Contado a partir do que a instituição publicou de seu programa de trabalho. O arquivo é "
    "completo: cada um substitui o anterior.",
    fr="Compté d’après ce que l’institution a publié de son programme de travail. Le fichier est "
    "complet : chacun remplace le précédent.",
)
PROGRAMME = SourceDescription(
    id="PROGRAMME",
    name=Text(
        en="Work programme",
        es="Programa de trabajo",
        pt="Programa de trabalho",
        fr="Programme de travail",
    ),
    kind="records",
    provider=_PROVIDER,
    citation="The institution’s work programme, mandates and meetings, as published on its portal.",
    licence="The institution’s own",
    url="",
    note=_NOTE,
)
PROGRAMME_DEMO = SourceDescription(
    id="PROGRAMME_DEMO",
    name=Text(
        en="Demonstration programme (made up)",
        es="Programa de demostración (ficticio)",
        pt="Programa de demonstração (fictício)",
        fr="Programme de démonstration (fictif)",
    ),
    kind="records",
    provider=_PROVIDER,
    citation="Demonstration programme, made up to show the software. Not to be quoted.",
    licence="Apache-2.0",
    url="",
    note=Text(
        en="Made up to show the software: no such programme, mandate or meeting exists.",
        es="Inventado para mostrar el programa informático: no existen tal programa, tales mandatos "
        "ni tales reuniones.",
        pt="Inventado para mostrar o software: não existem tal programa, tais mandatos nem tais "
        "reuniões.",
        fr="Inventé pour montrer le logiciel : ce programme, ces mandats et ces réunions n’existent "
        "pas.",
    ),
)

_RECORD = 'cells."cell RECORD"'
_DAY = "try_cast({x} AS DATE)"
_WHOLE = Check(
    "{x} IS NOT NULL AND NOT regexp_full_match({x}, '[0-9]{{1,18}}(\\.0+)?')",
    "is not a whole number of 0 or more",
    "write whole numbers without separators, and leave the cell empty if it is not known",
)


def _text(name: str, *checks: Check) -> Field:
    return Field(name, name.lower(), "{x}", checks)


def _one_of(name: str, codes: Sequence[str]) -> Field:
    listed = ", ".join(map(sql_text, codes))
    strange = Check(
        f"{{x}} IS NOT NULL AND {{x}} NOT IN ({listed})",
        "is not one of those that there are",
        f"use one of {', '.join(codes)}",
    )
    return _text(name, strange)


def _by_record(name: str, allowed: Mapping[str, Sequence[str]], *, needed: bool) -> Field:
    """Take a code whose list depends on the record; other records have none."""
    checks = [
        Check(
            f"{_RECORD} = {sql_text(record)} AND "
            f"coalesce({{x}} NOT IN ({', '.join(map(sql_text, codes))}), {str(needed).lower()})",
            f"is not one that a record {record} has",
            f"use one of {', '.join(codes)}",
        )
        for record, codes in allowed.items()
    ]
    return _text(name, *checks)


def _day(name: str) -> Field:
    malformed = Check(
        f"{{x}} IS NOT NULL AND {_DAY} IS NULL", "is not a day", "write days as 2017-03-31"
    )
    return Field(name, name.lower(), f"{_DAY}::VARCHAR", (malformed,))


def _whole(name: str, column: str, kind: str) -> Field:
    return Field(name, column, f"try_cast({{x}} AS {kind})", (_WHOLE,))


def _place() -> Field:
    given = area_field("PLACE", "place", "ISO3")
    return replace(given, checks=tuple(check for check in given.checks if check is not EMPTY))


def _demonstration(*, wanted: bool) -> Field:
    other = Check(
        f"coalesce(lower({{x}}) <> '{str(wanted).lower()}', true)",
        "does not say that the record is of a demonstration"
        if wanted
        else "does not say that the record is real",
        "read demonstrations (true) with the source PROGRAMME_DEMO, others (false) with PROGRAMME",
    )
    return Field("DEMONSTRATION", "demonstration", "{x}", (other,))


def _layout(*, demonstration: bool) -> Layout:
    """How the table is laid out; a function, for the list of areas has those of the user's blocs."""
    area = _one_of("REF_AREA", tuple(CL_AREA.codes))
    unknown = replace(area.checks[0], remedy="use the code of a bloc or a country, such as SELA")
    evidence = Check(f"{_RECORD} = 'EVIDENCE' AND {{x}} IS NULL", "is empty", "tell the day")
    listed = ", ".join(map(sql_text, currencies()))
    currency = Check(
        f"{_RECORD} = 'FINANCING' AND coalesce({{x}} NOT IN ({listed}), true)",
        "is not the code of a currency",
        "use ISO 4217 codes, such as USD",
    )
    orphan = Check(
        f"{_RECORD} IN ({', '.join(map(sql_text, PART_OF))}) AND {{x}} IS NULL",
        "is empty",
        "give the id of the record that this one belongs to",
    )
    record = _one_of("RECORD", RECORDS)
    done = _day("DONE")
    fields = (
        replace(record, checks=(EMPTY, *record.checks)),
        Field("RECORD_ID", "id", "{x}", (EMPTY,)),
        _text("PART_OF", orphan),
        Field("REF_AREA", "area", "{x}", (EMPTY, unknown)),
        year_field("year"),
        _one_of("SECTION", SECTIONS),
        _by_record("KIND", KINDS, needed=True),
        _by_record("STATUS", STATUSES, needed=True),
        _by_record("MODE", MODES, needed=False),
        _place(),
        _day("DUE"),
        replace(done, checks=(*done.checks, evidence)),
        _text("CURRENCY", currency),
        _whole("PLANNED", "planned", "BIGINT"),
        _whole("SPENT", "spent", "BIGINT"),
        _whole("OBS_VALUE", "value", "DOUBLE"),
        _demonstration(wanted=demonstration),
    )
    # The rows of a file have an id of their own while they are checked.
    columns = ", ".join(
        "RECORD_ID AS ID" if name == "ID" else name for name in schema("records").names[:-2]
    )
    select = f"SELECT {columns}, 'A' AS OBS_STATUS, TIME_PERIOD::VARCHAR AS TIME_PERIOD FROM staged"
    return Layout(fields, ("RECORD", "RECORD_ID"), select, exact=True)


class Programme(Source):
    """The published records of a work programme, as the portal writes them.

    A file is whole: read with a new `vintage` and put in the place of the one before, it also takes
    out what is no longer published.
    """

    description: ClassVar[SourceDescription] = PROGRAMME
    demonstration: ClassVar[bool] = False
    read_options = (
        Option("vintage", "when the records were written; if not given, their last year"),
        *FILE_OPTIONS,
    )

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """One part for each year; a file is checked as a whole before its first part is read.

        Bad are a record, a code, a day, a whole number or a country that is not known, a record that
        belongs to none in the file, an id that stands twice, and a record of a demonstration among
        real ones. A file without rows gives one part without any, if its vintage begins with a year.
        """
        found = [file for path in paths for file in find(path, TABLES)]
        return one_a_year(part for file in found for part in self._parts(file, reading))

    def _parts(self, file: RawFile, reading: Reading) -> Iterator[Part]:
        staging = Staging(file, _layout(demonstration=self.demonstration), reading)
        given = reading.options["vintage"]
        if given and re.match(r"\d{4}", given) and _is_empty(staging):
            return iter([self._nothing(file, given)])
        parts = parts_by_year(staging, self.description, given or edition(max(staging.periods())))
        return _all_there(parts, staging)

    def _nothing(self, file: RawFile, vintage: str) -> Part:
        """A part without rows: nothing is published any more."""
        rows = schema("records").empty_table().to_reader
        return Part(self.description, vintage[:4], digest(vintage), vintage, str(file), rows)


class DemonstrationProgramme(Programme):
    """The records of a demonstration programme, which are made up."""

    description = PROGRAMME_DEMO
    demonstration = True


def _is_empty(staging: Staging) -> bool:
    """Whether the file has its columns and no rows; one that cannot be read is not empty."""
    import duckdb

    rows = f"SELECT count(*) FROM {staging.table.scan()}"
    try:
        found = staging.connection.sql(rows).fetchall() if staging.columns else []
    except duckdb.Error:
        return False
    return found == [(0,)]


def _all_there(parts: Iterable[Part], staging: Staging) -> Iterator[Part]:
    """The parts; each sees, before its rows are given, that nothing of the file is missing."""
    for part in parts:
        part.rows = partial(_checked, part.rows, staging)
        yield part


def _checked(given: Callable[[], pa.RecordBatchReader], staging: Staging) -> pa.RecordBatchReader:
    rows = given()
    belongs = " OR ".join(
        f"(child.RECORD = {sql_text(child)} AND owner.RECORD = {sql_text(owner)})"
        for child, owner in PART_OF.items()
    )
    lost = staging.connection.sql(f"""
        SELECT RECORD, RECORD_ID, PART_OF FROM staged AS child
        WHERE RECORD IN ({", ".join(map(sql_text, PART_OF))}) AND NOT EXISTS (
            SELECT 1 FROM staged AS owner WHERE owner.RECORD_ID = child.PART_OF AND ({belongs}))
        ORDER BY ALL LIMIT 1
        """).fetchall()
    if lost:
        record, id, owner = lost[0]
        raise DataError(
            f"The record {record} {id} belongs to {owner}, which is not in the file.",
            where=str(staging.file),
            remedy="read the file whole, as the portal wrote it",
        )
    return rows
