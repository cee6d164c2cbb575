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
from typing import Any

from cedic.errors import DataError, SourceError, UnknownCodeError, UsageError
from cedic.model import OnBadRows, Part, Progress, SourceDescription, Text, silent
from cedic.sources import http
from cedic.sources.base import Option, Source, one_of, parse_options, years
from cedic.sources.staging import (
    Stage,
    canonical,
    codes_option,
    date_in_name,
    fault,
    files,
    fingerprints,
    origin,
    quoted,
    unreadable,
    vintage,
)

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
    "reporter": ("COUNTRY", "REF_AREA"),
    "partner": ("COUNTERPART_COUNTRY", "COUNTERPART_AREA"),
    "indicator": ("INDICATOR",),
    "frequency": ("FREQUENCY", "FREQ"),
    "period": ("TIME_PERIOD",),
    "value": ("OBS_VALUE", "value"),
    "unit_mult": ("UNIT_MULT",),
    "scale": ("SCALE",),
    "status": ("STATUS", "OBS_STATUS"),
}
_OPTIONAL = {"frequency", "unit_mult", "scale", "status"}

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

    def parts(
        self,
        paths: Sequence[Path],
        *,
        on_bad_rows: OnBadRows = "stop",
        rejects: Path | None = None,
        progress: Progress = silent,
        **options: Any,
    ) -> Iterator[Part]:
        """Read SDMX messages, by year.

        Figures are US dollars, rounded half away from zero: exports FOB, imports CIF (or FOB, by
        option). PRODUCT is ``_T``. OBS_STATUS is ``E`` where the IMF says that it estimated, and
        ``A`` otherwise. QUANTITY is null.

        Left out and counted in the part's notes: the world and groups of countries, months and
        quarters, other indicators, and observations without a figure.

        Parameters
        ----------
        paths : sequence of Path
            Files, or folders that `fetch` has filled.
        on_bad_rows, rejects, progress
            As in :meth:`Source.parts`.
        **options
            As `read_options` declares them; ``vintage`` must be given if a file's name has no date.

        Raises
        ------
        DataError
            If a file is not an SDMX message of this data, an area is not known, a figure is not a
            number, negative, or larger than any flow can be, or SCALE cannot be judged.
        UsageError
            If the vintage is not known.
        """
        chosen = parse_options(self.id, self.read_options, options)
        found = files(paths, ".csv", ".xml", ".json")
        stage = Stage(self.description, on_bad_rows, rejects)
        stage.areas("IMF")
        stage.con.execute(_RAW)
        for at, path in enumerate(found):
            progress(f"reading {path.name}", at, len(found))
            _add(stage, path)
        stage.con.execute(f"CREATE TABLE known AS {_known(chosen['imports'])}")
        scaled = _scaled(stage, chosen["scale"], found)
        stage.con.execute(f"CREATE TABLE checked AS {_checked(scaled)}")
        yield from stage.parts(
            "checked",
            fingerprints(_files_of_years(stage), chosen["imports"], scaled),
            vintage=vintage(chosen["vintage"], {path: date_in_name(path) for path in found}),
            origin=origin(found),
            notes={"valuation of imports": chosen["imports"]},
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


def _add(stage: Stage, path: Path) -> None:
    """Add the observations of a message to the table ``raw``, as text."""
    with path.open("rb") as file:
        start = file.read(200).lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith((b"<", b"{")):
        for frame in _frames(path):
            stage.con.register("given", frame)
            _insert(stage, path, list(frame.columns), "given", "row_number() OVER ()")
            stage.con.unregister("given")
    else:
        _add_csv(stage, path)


def _add_csv(stage: Stage, path: Path) -> None:
    import duckdb

    read = (
        f"read_csv({quoted(path)}, header = true, all_varchar = true, delim = ',', quote = '\"', "
        "escape = '\"', parallel = false)"
    )
    try:
        columns = [name for name, *_ in stage.con.sql(f"DESCRIBE FROM {read}").fetchall()]
        _insert(stage, path, columns, read, "row_number() OVER () + 1")
    except duckdb.Error as error:
        raise unreadable(error, path) from error


def _insert(stage: Stage, path: Path, columns: Sequence[str], scan: str, line: str) -> None:
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
        picked.append(f"CASE WHEN lower(trim({cell})) NOT IN ('', 'nan', 'none') THEN {cell} END")
    stage.con.execute(
        f"INSERT INTO raw SELECT {', '.join(picked)}, {quoted(path)}, {line} FROM {scan}"
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


def _scaled(stage: Stage, choice: str, found: Sequence[Path]) -> bool:
    """Whether SCALE is to be applied, judged by the largest flow if the user has not said it."""
    rows = stage.con.execute("""
        SELECT max(number * pow(10, power)), arg_max(FILE, number) FROM known
        WHERE power <> 0 AND LEFT_OUT IS NULL
        """).fetchall()
    largest, file = rows[0]
    if choice != "auto" or largest is None or largest > _LARGEST_FLOW:
        return choice == "apply"
    raise DataError(
        "Whether the figures are dollars, or to be multiplied by SCALE, cannot be told from them.",
        where=f"{file or found[0]}, column SCALE",
        remedy="give the option scale=ignore if they are dollars, scale=apply if not",
    )


def _files_of_years(stage: Stage) -> dict[str, list[str]]:
    return dict(
        stage.con.execute("""
            SELECT TIME_PERIOD, list(DISTINCT FILE) FROM checked
            WHERE TIME_PERIOD IS NOT NULL GROUP BY 1
            """).fetchall()
    )


_RAW = f"""
    CREATE TABLE raw ({", ".join(f"{name} VARCHAR" for name in _COLUMNS)},
        FILE VARCHAR, LINE BIGINT)
    """


def _code(column: str) -> str:
    """Write the SQL of an area's code in the scheme."""
    cases = " ".join(f"WHEN '{theirs}' THEN '{ours}'" for ours, theirs in _KOSOVO.items())
    return f"CASE {column} {cases} ELSE {canonical(column)} END"


def _group(column: str, area: str) -> str:
    """Write the SQL that is true of the world and of groups: country codes mix no digits in."""
    numeric = f"TRY_CAST({column} AS INTEGER)"
    return (
        f"coalesce({area}.GROUPED, {area}.AREA IS NULL AND ({numeric} IN {_GROUPS} OR "
        f"({numeric} IS NULL AND regexp_matches({column}, '\\d|^ALL_'))), false)"
    )


def _known(imports: str) -> str:
    """Write the SQL of observations with areas, flows, numbers, and why some are left out."""
    return f"""
        WITH cells AS (
            SELECT *, TRY_CAST(period AS SMALLINT) AS year, TRY_CAST(value AS DOUBLE) AS number,
                coalesce(TRY_CAST(TRY_CAST(scale AS DOUBLE) AS INTEGER), 0) AS power,
                coalesce(TRY_CAST(TRY_CAST(unit_mult AS DOUBLE) AS INTEGER), 0) AS multiplier,
                CASE WHEN indicator IN ('XG_FOB_USD', 'TXG_FOB_USD') THEN 'X'
                    WHEN indicator IN ('MG_{imports}_USD', 'TMG_{imports}_USD') THEN 'M' END AS flow
            FROM raw)
        SELECT cells.*, r.AREA AS REF_AREA, p.AREA AS COUNTERPART_AREA,
            CASE WHEN flow IS NULL THEN 'other indicators'
                WHEN coalesce(frequency, 'A') <> 'A' THEN 'months and quarters'
                WHEN value IS NULL THEN 'observations without a figure'
                WHEN {_group("reporter", "r")} OR {_group("partner", "p")}
                    THEN 'the world and groups of countries'
                END AS LEFT_OUT
        FROM cells
        LEFT JOIN area_codes AS r
            ON r.CODE = {_code("reporter")} AND year BETWEEN r.FIRST_YEAR AND r.LAST_YEAR
        LEFT JOIN area_codes AS p
            ON p.CODE = {_code("partner")} AND year BETWEEN p.FIRST_YEAR AND p.LAST_YEAR
        """


def _checked(scaled: bool) -> str:
    """Write the SQL of the rows in the form of trade, each with what is wrong with it."""
    unknown_partner = fault("COUNTERPART_COUNTRY", "partner", "is no area of the IMF in that year")
    dollars = f"number * pow(10, multiplier + {'power' if scaled else '0'})"
    return f"""
        SELECT REF_AREA, COUNTERPART_AREA, flow AS TRADE_FLOW, '_T' AS PRODUCT,
            CASE WHEN {dollars} BETWEEN 0 AND {_LARGEST_FLOW}
                THEN CAST(round({dollars}) AS BIGINT) END AS OBS_VALUE,
            NULL::DOUBLE AS QUANTITY,
            CASE WHEN upper(status) IN ('E', 'I') THEN 'E' ELSE 'A' END AS OBS_STATUS,
            coalesce(CAST(year AS VARCHAR), nullif(regexp_extract(period, '^\\d{{4}}'), ''))
                AS TIME_PERIOD,
            FILE, LINE, LEFT_OUT,
            CASE WHEN year IS NULL THEN {fault("TIME_PERIOD", "period", "is not a year")}
                WHEN REF_AREA IS NULL
                    THEN {fault("COUNTRY", "reporter", "is no area of the IMF in that year")}
                WHEN COUNTERPART_AREA IS NULL THEN {unknown_partner}
                WHEN NOT coalesce(isfinite(number), false)
                    THEN {fault("OBS_VALUE", "value", "is not a number")}
                WHEN number < 0 THEN {fault("OBS_VALUE", "value", "is negative")}
                WHEN {dollars} > {_LARGEST_FLOW} THEN {fault("OBS_VALUE", "value", _TOO_LARGE)}
                END AS FAULT
        FROM known
        """
