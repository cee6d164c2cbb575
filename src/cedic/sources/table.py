"""A user's own table of trade, in CSV, TSV or Parquet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cedic.errors import UsageError
from cedic.model import Part, SourceDescription, Text
from cedic.products import classification, classifications
from cedic.sources.archive import TABLES, RawFile, find
from cedic.sources.base import Option, Reading, Source, one_of, years
from cedic.sources.fields import (
    Field,
    Layout,
    area_field,
    coded_field,
    dollars_field,
    product_field,
    tonnes_field,
    year_field,
)
from cedic.sources.tabular import FILE_OPTIONS, Staging, one_a_year, parts_by_year

SCHEMES = ("ISO3", "M49", "COMTRADE", "BACI", "WORLD_BANK", "IMF", "COW")
WORLD = "WLD"
"""The partner where a table has none: all partners together."""
_FLOWS = {
    **dict.fromkeys(("x", "export", "exports", "2"), "X"),
    **dict.fromkeys(("m", "import", "imports", "1"), "M"),
}
_REPORTED = ("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW")
_DIRECTED = ("EXPORTER", "IMPORTER", "reported_by")


def _unit(text: str) -> int:
    if text not in ("1", "1000", "1000000"):
        raise ValueError("it is one of 1, 1000, 1000000")
    return int(text)


def _classification(text: str) -> str:
    return classification(text).id


def _valuation(text: str) -> dict[str, str]:
    pairs = dict(piece.partition(":")[::2] for piece in text.upper().split(","))
    if not set(pairs) <= {"X", "M"} or not set(pairs.values()) <= {"FOB", "CIF"}:
        raise ValueError("it is written as X:FOB,M:CIF")
    return pairs


class TableSource(Source):
    """Trade from a table of the user's own, under a source id of the user's own.

    Parameters
    ----------
    id : str
        The code in the column SOURCE: capitals, digits and ``_``.

    Raises
    ------
    UsageError
        If `id` is malformed, or is that of a source that CEDIC knows.

    Notes
    -----
    A table is laid out in one of two ways. *As reported*: the options REF_AREA, COUNTERPART_AREA
    and TRADE_FLOW name its columns; flows are X, export, exports or 2, and M, import, imports or 1.
    *Directed*: EXPORTER and IMPORTER name its columns, and `reported_by` says who reports: the
    ``exporter`` (rows become exports), the ``importer`` (rows become imports) or ``both``
    (reconciled: a row stands for both). With EXPORTER alone, or IMPORTER alone, rows are of all
    partners together: exports or imports whose partner is ``WLD``. TIME_PERIOD names the column of
    the year, OBS_VALUE that of the value in `unit` US dollars, QUANTITY that of the weight in
    tonnes; an empty value or weight is kept as null, never as 0. `classification` is one that
    :func:`cedic.products.classification` knows.

    A figure without provenance is none: `vintage` and `citation` must be given.
    """

    # Unlike other sources, each table is described by its own id.
    description: SourceDescription  # type: ignore[misc]
    read_options = (
        *(Option(name, f"the column that holds {name}") for name in (*_REPORTED, *_DIRECTED[:2])),
        Option("TIME_PERIOD", "the column that holds the year"),
        Option("OBS_VALUE", "the column that holds the value"),
        Option(
            "PRODUCT", "the column that holds the product; without it, rows are of all products"
        ),
        Option("QUANTITY", "the column that holds the weight in tonnes; empty cells are null"),
        Option("OBS_STATUS", "the column that holds A (as reported) or E (estimated)"),
        Option("estimated", "the column that is true where the value is an estimate"),
        Option(
            "reported_by",
            "who reports: exporter, importer or both",
            one_of("exporter", "importer", "both"),
        ),
        Option(
            "scheme", f"the code scheme of areas: {', '.join(SCHEMES)}", one_of(*SCHEMES), "ISO3"
        ),
        Option("unit", "US dollars in one unit of the value: 1, 1000 or 1000000", _unit, 1),
        Option("valuation", "how flows are valued, such as X:FOB,M:CIF", _valuation),
        Option(
            "classification",
            "what the codes of products are codes of: " + ", ".join(classifications()),
            _classification,
        ),
        Option("years", "the years to read, such as 2000-2020,2023", years),
        Option("vintage", "the version of the figures, or the date they were taken on"),
        Option("name", "the source's name"),
        Option("citation", "how to cite the figures"),
        Option("licence", "the terms of the figures", str, "not stated"),
        *FILE_OPTIONS,
    )

    def __init__(self, id: str) -> None:
        from cedic.sources import SOURCES

        if not re.fullmatch(r"[A-Z][A-Z0-9_]*", id) or id in SOURCES:
            raise UsageError(
                f"A table of your own cannot be the source {id!r}.",
                remedy="choose an id of capitals, digits and _ that is not one of "
                + ", ".join(SOURCES),
            )
        self.description = SourceDescription(
            id=id,
            name=Text.same(id),
            kind="trade",
            provider="not stated",
            citation="not stated",
            licence="not stated",
            url="",
        )

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """One part for each year; a file is checked as a whole before its first part is read."""
        chosen = reading.options
        _check_complete(self.id, chosen)
        description = self._described(chosen)
        notes = {"PRODUCT": chosen["classification"]} if chosen["classification"] else {}
        return one_a_year(
            part
            for path in paths
            for file in find(path, TABLES)
            for part in parts_by_year(
                Staging(file, _layout(chosen, file), reading),
                description,
                chosen["vintage"],
                notes,
            )
        )

    def _described(self, options: Mapping[str, Any]) -> SourceDescription:
        name = options["name"] or self.id
        return replace(
            self.description,
            name=Text.same(name),
            provider=name,
            citation=options["citation"],
            licence=options["licence"],
            reconciled=options["reported_by"] == "both",
            valuation=options["valuation"] or {},
        )


def _one_sided(options: Mapping[str, Any]) -> str | None:
    """The side that is named, if the other is not."""
    named = [side for side in _DIRECTED[:2] if options[side]]
    return named[0] if len(named) == 1 else None


def _reported_by(options: Mapping[str, Any]) -> str | None:
    """Who reports; a table of one side is that side's own."""
    side = _one_sided(options)
    return side.lower() if side else options["reported_by"]


def _check_complete(id: str, options: Mapping[str, Any]) -> None:
    directed = any(options[name] for name in _DIRECTED)
    side = _one_sided(options)
    if side and options["reported_by"] not in (None, side.lower()):
        raise UsageError(
            f"The table {id} names no partner, and is said to be reported by "
            f"{options['reported_by']}.",
            remedy=f"give reported_by={side.lower()}, or name the partner's column too",
        )
    if directed and any(options[name] for name in _REPORTED):
        raise UsageError(
            f"The table {id} is laid out in two ways at once.",
            remedy=f"give either {', '.join(_REPORTED)} or {', '.join(_DIRECTED)}",
        )
    layout = (side,) if side else _DIRECTED if directed else _REPORTED
    needed = (*layout, "TIME_PERIOD", "OBS_VALUE")
    for name in (*needed, "vintage", "citation"):
        if not options[name]:
            raise UsageError(
                f"Of the table {id} it is not said: {name}.",
                remedy=f"give the read options {', '.join(needed)}, vintage and citation",
            )
    if options["OBS_STATUS"] and options["estimated"]:
        raise UsageError(
            f"The status of the rows of {id} is said twice.",
            remedy="give either OBS_STATUS or estimated",
        )


def _layout(options: Mapping[str, Any], file: RawFile) -> Layout:
    delimiter = "\t" if file.name.lower().endswith((".tsv", ".tab")) else ","
    areas = [name for name in (*_REPORTED[:2], *_DIRECTED[:2]) if options[name]]
    fields = [
        year_field(options["TIME_PERIOD"]),
        *(area_field(name, options[name], options["scheme"]) for name in areas),
        *_optional_fields(options),
    ]
    value = dollars_field("OBS_VALUE", options["OBS_VALUE"], options["unit"], nullable=True)
    figures = ("OBS_STATUS", "QUANTITY")
    key = tuple(field.name for field in fields if field.name not in figures)
    return Layout((*fields, value), key, _select(options), delimiter=delimiter)


def _optional_fields(options: Mapping[str, Any]) -> Iterator[Field]:
    if options["TRADE_FLOW"]:
        yield coded_field("TRADE_FLOW", options["TRADE_FLOW"], _FLOWS, "a flow")
    if options["PRODUCT"]:
        yield product_field("PRODUCT", options["PRODUCT"])
    if options["QUANTITY"]:
        yield tonnes_field("QUANTITY", options["QUANTITY"], "")
    if options["OBS_STATUS"]:
        statuses = {"a": "A", "e": "E"}
        yield coded_field("OBS_STATUS", options["OBS_STATUS"], statuses, "A or E")
    if options["estimated"]:
        answers = {"true": "E", "1": "E", "false": "A", "0": "A"}
        yield coded_field("OBS_STATUS", options["estimated"], answers, "true or false")


def _select(options: Mapping[str, Any]) -> str:
    area, partner, flow = {
        None: ("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW"),
        "exporter": ("EXPORTER", "IMPORTER", "'X'"),
        "importer": ("IMPORTER", "EXPORTER", "'M'"),
        "both": ("EXPORTER", "IMPORTER", "'X'"),
    }[_reported_by(options)]
    if side := _one_sided(options):
        area, partner = side, f"'{WORLD}'"
    quantity = "QUANTITY" if options["QUANTITY"] else "NULL::DOUBLE"
    product = "PRODUCT" if options["PRODUCT"] else "'_T'"
    status = "OBS_STATUS" if options["OBS_STATUS"] or options["estimated"] else "'A'"
    return f"""
        SELECT {area} AS REF_AREA, {partner} AS COUNTERPART_AREA, {flow} AS TRADE_FLOW,
            {product} AS PRODUCT, OBS_VALUE, {quantity} AS QUANTITY, {status} AS OBS_STATUS,
            TIME_PERIOD::VARCHAR AS TIME_PERIOD
        FROM staged
        """  # noqa: S608 - names of our own
