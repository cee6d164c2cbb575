"""International Merchandise Trade Statistics by partner of the IMF, formerly Direction of Trade.

`fetch` asks the SDMX 2.1 service of the IMF for the dataflow ``IMF.STA:IMTS``, key
COUNTRY.INDICATOR.COUNTERPART_COUNTRY.FREQUENCY, one reporter at a time, and keeps the message as
received (SDMX-CSV 1.0). `parts` reads such messages, and SDMX-ML 2.1 (generic or
structure-specific) and SDMX-JSON of the same dataflow or of the older DOTS
(FREQ.REF_AREA.INDICATOR.COUNTERPART_AREA), so that a user's own download is read too.

Millions or dollars. ``UNIT_MULT`` is the power of ten by which a figure is to be multiplied, and is
always honoured. ``SCALE`` is not so: public clients of the service report that its figures are
whole dollars although SCALE says 6, and users of the data portal's own tables multiply by the same
SCALE. Therefore SCALE is judged by the figures: if applying it would make a flow larger than any
there has ever been, they are dollars; if that does not settle it, the user is asked (option
``scale``).

None of these calls has met the live service: address and query follow the definition of the source
``IMF_DATA`` in sdmx1 and public clients, and are tested against a replay. The service is open; if
it should want a key, put it in the environment variable ``CEDIC_IMF_KEY``.

Source: International Monetary Fund, International Trade in Goods (by partner country) (IMTS),
https://data.imf.org/en/datasets/IMF.STA:IMTS; SDMX 2.1 technical specifications, section 7.
"""

# Identifiers in the SQL are ours; file names are quoted.
# ruff: noqa: S608

from __future__ import annotations

import copy
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, SourceError, UnknownCodeError, UsageError
from cedic.model import Part, Progress, SourceDescription, Text, silent
from cedic.sources import http
from cedic.sources.archive import date_in_name, files, unreadable, vintage
from cedic.sources.base import (
    Option,
    Reading,
    Source,
    codes_option,
    one_of,
    parse_options,
    years,
)
from cedic.sources.fields import Check, Field, Layout, area_field, sql_text, year_field
from cedic.sources.tabular import Gathered, Staging, parts_by_year

if TYPE_CHECKING:
    import duckdb

KEY_VARIABLE = "CEDIC_IMF_KEY"

IMTS = SourceDescription(
    id="IMF_IMTS",
    name=Text(
        en="IMF merchandise trade by partner",
        es="Comercio de bienes por socio del FMI",
        pt="Comércio de bens por parceiro do FMI",
        fr="Commerce de marchandises par partenaire du FMI",
    ),
    kind="trade",
    provider="International Monetary Fund",
    citation="International Monetary Fund, International Trade in Goods (by partner country), "
    "IMTS, https://data.imf.org/en/datasets/IMF.STA:IMTS",
    licence="IMF terms and conditions: use with attribution; not redistributed by CEDIC",
    url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
    valuation={"X": "FOB", "M": "CIF"},
    note=Text(
        en="As each side reports it, completed by estimates of the IMF from the partner's side.",
        es="Tal como lo declara cada parte, completado con estimaciones del FMI desde el socio.",
        pt="Tal como cada parte declara, completado por estimativas do FMI a partir do parceiro.",
        fr="Tel que chaque partie le déclare, complété par des estimations du FMI côté partenaire.",
    ),
)

_LARGEST_FLOW = 2e12
"""US dollars a year. The largest flow so far, between any two countries, is below half of it."""

_TOO_LARGE = "is more than any flow has been: its multiplier cannot be right"

_COLUMNS = {
    "COUNTRY": ("COUNTRY", "REF_AREA"),
    "COUNTERPART_COUNTRY": ("COUNTERPART_COUNTRY", "COUNTERPART_AREA"),
    "INDICATOR": ("INDICATOR",),
    "FREQUENCY": ("FREQUENCY", "FREQ"),
    "TIME_PERIOD": ("TIME_PERIOD",),
    "OBS_VALUE": ("OBS_VALUE", "value"),
    "UNIT_MULT": ("UNIT_MULT",),
    "SCALE": ("SCALE",),
    "STATUS": ("STATUS", "OBS_STATUS"),
}
_OPTIONAL = {"FREQUENCY", "UNIT_MULT", "SCALE", "STATUS"}

_KOSOVO = {"XKX": "KOS"}
"""IMF writes Kosovo in its own way; everything else is in the code scheme IMF."""

_GROUPS = (
    *(1, 10, 110, 119, 123, 163, 200, 205, 399, 400, 405, 406),
    *(440, 473, 489, 505, 511, 603, 605, 799, 901, 903, 910, 998),
)
"""Numeric codes of the world and of groups of countries in the older data."""


class InternationalMerchandiseTrade(Source):
    """Merchandise trade by partner of the IMF, from its SDMX service or from files.

    Attributes
    ----------
    base : str
        The address of the SDMX 2.1 service.
    backoff : float
        Seconds of the first pause before asking again.
    """

    description = IMTS
    fetch_options = (
        Option("reporters", "countries whose reports to fetch: ISO codes or ALL", codes_option),
        Option("years", "years, such as 2000-2020", years),
    )
    read_options = (
        Option("imports", "CIF, or FOB where the IMF has it", one_of("CIF", "FOB"), "CIF"),
        Option(
            "scale",
            "whether figures are to be multiplied by SCALE: auto, apply or ignore",
            one_of("auto", "apply", "ignore"),
            "auto",
        ),
        Option("vintage", "when the files were downloaded, such as 2026-11-21"),
    )

    base = "https://api.imf.org/external/sdmx/2.1"
    backoff = 1.0

    def fetch(self, folder: Path, *, progress: Progress = silent, **options: Any) -> list[Path]:
        """Ask for the reporters that are not yet in `folder`, one message for each.

        Parameters
        ----------
        folder : Path
            Where the messages are kept. What it has is not asked for again: take a new folder for a
            new vintage.
        progress : Progress
            Told the reporters done, and which of them the IMF has nothing of.
        **options
            ``reporters`` and ``years`` must be given.

        Raises
        ------
        SourceError
            If the service refuses, fails, answers something else than SDMX-CSV, or has nothing of
            any of the reporters.
        UsageError
            If reporters or years are not named.
        """
        chosen = parse_options(self.id, self.fetch_options, options)
        for name in ("reporters", "years"):
            if not chosen[name]:
                raise UsageError(
                    f"Which {name} to fetch from the IMF is not said.",
                    remedy=f"give the option {name}=…",
                )
        reporters = _reporters(chosen["reporters"])
        got: list[Path] = []
        for at, reporter in enumerate(reporters):
            progress(f"IMF {reporter}", at, len(reporters))
            try:
                got.append(self._message(folder, reporter, chosen["years"]))
            except http.NotFoundError as error:
                missing = error
                progress(f"IMF {reporter}: nothing there", at, len(reporters))
        if not got:
            raise missing
        return got

    def _message(self, folder: Path, reporter: str, span: Sequence[int]) -> Path:
        """Message of a reporter: the one had before, or a new one."""
        stem = f"imf-imts-{reporter}-{min(span)}-{max(span)}"
        had = sorted(folder.glob(f"{stem}.*.csv"))
        if had:
            return had[-1]
        path = folder / f"{stem}.{datetime.now(UTC).date().isoformat()}.csv"
        session = http.session(backoff=self.backoff)
        session.headers["Accept"] = "application/vnd.sdmx.data+csv;version=1.0.0"
        if key := os.environ.get(KEY_VARIABLE):
            session.headers["Ocp-Apim-Subscription-Key"] = key
        unchecked = path.with_suffix(".unchecked")
        url = self._address(reporter, span)
        http.download(url, unchecked, session=session, key_variable=KEY_VARIABLE)
        with unchecked.open("rb") as file:
            head = file.readline(2000)
        if b"OBS_VALUE" not in head:
            unchecked.unlink()
            raise SourceError(
                "The IMF answered something else than SDMX-CSV: "
                f"{head[:80].decode('utf-8', 'replace').strip()!r}.",
                where=http.plain(url),
                remedy="try again; if it stays so, its interface has changed: please report it",
            )
        return unchecked.rename(path)

    def _address(self, reporter: str, span: Sequence[int]) -> str:
        """Address of a query, as sdmx1 makes it."""
        import sdmx

        client = sdmx.Client("IMF_DATA")
        client.source = copy.copy(client.source)
        client.source.url = self.base
        query = client.data(
            "IMF.STA,IMTS",
            key=f"{reporter}.XG_FOB_USD+MG_CIF_USD+MG_FOB_USD..A",
            params={"startPeriod": min(span), "endPeriod": max(span)},
            dry_run=True,
        )
        return str(query.url)

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """Read SDMX messages, by year.

        Figures are US dollars, rounded half away from zero: exports FOB, imports CIF (or FOB, by
        option). PRODUCT is ``_T``. OBS_STATUS is ``E`` where the IMF says that it estimated, and
        ``A`` otherwise. QUANTITY is null.

        Left out and counted in the part's notes: the world and groups of countries, months and
        quarters, other indicators, and observations without a figure.

        Bad are an area that is not known and a figure that is not a number, negative, or larger
        than any flow can be. The option ``vintage`` must be given if a file's name has no date,
        and ``scale`` if the figures do not show whether SCALE holds for them.
        """
        chosen = reading.options
        found = files(paths, ".csv", ".xml", ".json")
        staging = Staging(Gathered(found, tuple(_COLUMNS)), _layout(chosen["imports"]), reading)
        staging.connection.execute(_GATHERED)
        for at, path in enumerate(found):
            reading.progress(f"reading {path.name}", at, len(found))
            _add(staging.connection, path)
        if not _scaled(staging, chosen["scale"]):
            staging.connection.execute("UPDATE gathered SET SCALE = NULL")
        return parts_by_year(
            staging,
            IMTS,
            vintage(chosen["vintage"], {path: date_in_name(path) for path in found}),
            {"valuation of imports": chosen["imports"]},
        )


def _reporters(areas: Sequence[str]) -> list[str]:
    from cedic import regions

    known = regions.areas()
    if "ALL" in areas:
        areas = [id for id, area in known.items() if area.kind in ("country", "territory")]
    for area in areas:
        if area not in known:
            raise UnknownCodeError("area", area, known)
    return [_KOSOVO.get(area, area) for area in areas]


def _add(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Add the observations of a message to the table ``gathered``, as text."""
    with path.open("rb") as file:
        start = file.read(200).lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith((b"<", b"{")):
        for frame in _frames(path):
            con.register("given", frame)
            _insert(con, path, list(frame.columns), "given", "row_number() OVER ()")
            con.unregister("given")
    else:
        _add_csv(con, path)


def _add_csv(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    import duckdb

    read = (
        f"read_csv({sql_text(path)}, header = true, all_varchar = true, delim = ',', quote = '\"', "
        "escape = '\"', parallel = false)"
    )
    try:
        columns = [name for name, *_ in con.sql(f"DESCRIBE FROM {read}").fetchall()]
        _insert(con, path, columns, read, "row_number() OVER () + 1")
    except duckdb.Error as error:
        raise unreadable(error, path) from error


def _insert(
    con: duckdb.DuckDBPyConnection, path: Path, columns: Sequence[str], scan: str, line: str
) -> None:
    picked = []
    for name, spellings in _COLUMNS.items():
        column = next((spelling for spelling in spellings if spelling in columns), None)
        if column is None and name not in _OPTIONAL:
            raise DataError(
                f"The column {' or '.join(spellings)} is missing.",
                where=f"{path} (found: {', '.join(columns[:12])})",
                remedy=f"download the data as SDMX-CSV, SDMX-ML or SDMX-JSON from {IMTS.url}",
            )
        cell = f'CAST("{column}" AS VARCHAR)' if column else "NULL"
        ours = " ".join(f"WHEN {cell} = '{imf}' THEN '{id}'" for id, imf in _KOSOVO.items())
        picked.append(
            f"CASE WHEN lower(trim({cell})) IN ('', 'nan', 'none') THEN NULL {ours} ELSE {cell} END"
        )
    con.execute(
        f"INSERT INTO gathered SELECT {', '.join(picked)}, {sql_text(path)}, {line} FROM {scan}"
    )


def _frames(path: Path) -> list[Any]:
    """Read a message in SDMX-ML or SDMX-JSON: data frames of observations with attributes."""
    import sdmx

    try:
        message = sdmx.read_sdmx(path)
        frames = [
            sdmx.to_pandas(dataset, attributes="osgd").reset_index().astype(str)
            for dataset in getattr(message, "data", [])
        ]
    except Exception as error:  # sdmx and lxml raise errors of many kinds
        raise unreadable(error, path) from error
    if not frames:
        raise DataError(
            "The message has no data.",
            where=str(path),
            remedy="fetch it again, and see what it says",
        )
    return frames


def _scaled(staging: Staging, choice: str) -> bool:
    """Whether SCALE is to be applied, judged by the largest flow if the user has not said it."""
    layout = staging.layout
    rows = staging.connection.execute(f"""
        SELECT max({_NUMBER} * pow(10, {_power("SCALE")})), arg_max(file, {_NUMBER})
        FROM {layout.cells(staging.columns, staging.table.scan())}
        WHERE {_power("SCALE")} <> 0 AND {layout.left_out} IS NULL
        """).fetchall()
    largest, file = rows[0]
    if choice != "auto" or largest is None or largest > _LARGEST_FLOW:
        return choice == "apply"
    raise DataError(
        "Whether the figures are dollars, or to be multiplied by SCALE, cannot be told from them.",
        where=f"{file}, column SCALE",
        remedy="give the option scale=ignore if they are dollars, scale=apply if not",
    )


def _power(column: str) -> str:
    return f"coalesce(try_cast(try_cast({column} AS DOUBLE) AS INTEGER), 0)"


_GATHERED = f"""
    CREATE TABLE gathered ({", ".join(f"{name} VARCHAR" for name in _COLUMNS)},
        file VARCHAR, line BIGINT)
    """
_NUMBER = "try_cast(cells.OBS_VALUE AS DOUBLE)"
_DOLLARS = f"{_NUMBER} * pow(10, {_power('UNIT_MULT')} + {_power('SCALE')})"


def _group(column: str, area: str) -> str:
    """Write the SQL that is true of the world and of groups: country codes mix no digits in."""
    numeric = f"TRY_CAST({column} AS INTEGER)"
    return (
        f"coalesce({area}.GROUPED, {area}.AREA IS NULL AND ({numeric} IN {_GROUPS} OR "
        f"({numeric} IS NULL AND regexp_matches({column}, '\\d|^ALL_'))), false)"
    )


def _layout(imports: str) -> Layout:
    flow = f"""CASE WHEN INDICATOR IN ('XG_FOB_USD', 'TXG_FOB_USD') THEN 'X'
        WHEN INDICATOR IN ('MG_{imports}_USD', 'TMG_{imports}_USD') THEN 'M' END"""
    again = "fetch or download the figures again"
    return Layout(
        fields=(
            year_field("TIME_PERIOD"),
            area_field("REF_AREA", "COUNTRY", "IMF"),
            area_field("COUNTERPART_AREA", "COUNTERPART_COUNTRY", "IMF"),
            Field("TRADE_FLOW", "INDICATOR", flow),
            Field(
                "OBS_STATUS", "STATUS", "CASE WHEN upper({x}) IN ('E', 'I') THEN 'E' ELSE 'A' END"
            ),
            Field(
                "OBS_VALUE",
                "OBS_VALUE",
                f"try_cast(round({_DOLLARS}) AS BIGINT)",
                (
                    Check(f"NOT coalesce(isfinite({_NUMBER}), false)", "is not a number", again),
                    Check(f"{_NUMBER} < 0", "is negative", again),
                    Check(f"{_DOLLARS} > {_LARGEST_FLOW}", _TOO_LARGE, "see the option scale"),
                ),
            ),
        ),
        key=("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "TIME_PERIOD"),
        select="""
            SELECT REF_AREA, COUNTERPART_AREA, TRADE_FLOW, '_T' AS PRODUCT, OBS_VALUE,
                NULL::DOUBLE AS QUANTITY, OBS_STATUS, TIME_PERIOD::VARCHAR AS TIME_PERIOD
            FROM staged
            """,
        left_out=f"""
            CASE WHEN {flow} IS NULL THEN 'other indicators'
                WHEN coalesce(FREQUENCY, 'A') <> 'A' THEN 'months and quarters'
                WHEN cells.OBS_VALUE IS NULL THEN 'observations without a figure'
                WHEN {_group("COUNTRY", "REF_AREA")}
                    OR {_group("COUNTERPART_COUNTRY", "COUNTERPART_AREA")}
                    THEN 'the world and groups of countries' END
            """,
        overlapping=True,
    )
