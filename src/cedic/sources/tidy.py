"""Tidy tables: a row for each figure, and columns for the area, the period and what is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cedic.model import Part, SourceDescription
from cedic.sources.archive import TABLES, find
from cedic.sources.base import Option, Reading, years
from cedic.sources.fields import Layout
from cedic.sources.tabular import FILE_OPTIONS, Staging, one_a_year, parts_by_year

READ_OPTIONS = (
    Option("years", "the years to read, such as 2000-2019", years),
    Option("vintage", "the version of the figures; if not given, the last period in the file"),
    *FILE_OPTIONS,
)


def tidy_parts(
    paths: Sequence[Path], layout: Layout, description: SourceDescription, reading: Reading
) -> Iterator[Part]:
    """Make one part for each year or quarter of tables, in CSV or Parquet, plain or in a zip.

    A file is checked as a whole before its first part is read.
    """
    return one_a_year(
        part
        for path in paths
        for file in find(path, TABLES)
        for part in _parts(Staging(file, layout, reading), description)
    )


def _parts(staging: Staging, description: SourceDescription) -> Iterator[Part]:
    given = staging.reading.options["vintage"]
    return parts_by_year(staging, description, given or edition(max(staging.periods())))


def edition(last: str) -> str:
    """The vintage of figures that end with the period `last`, where nothing else tells it."""
    return f"to {last}"


def without_figure(cell: str) -> str:
    """Write SQL that leaves out the rows whose `cell` is empty: no figure is no row, and not zero."""
    return f"CASE WHEN {cell} IS NULL THEN 'observations without a figure' END"
