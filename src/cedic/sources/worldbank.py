"""World Development Indicators of the World Bank: series by country, group of countries and year.

`fetch` takes the bulk file (one zip with all indicators), or asks the API, version 2, for single
indicators, page by page. `parts` reads both, and a bulk file that a user downloaded.
:class:`Pages` is the part of it that other databases of the Bank share.

The API answers ``[meta, rows]``, and an error as a message with status 200; it gives a row with the
value null where there is no figure: such rows are absent figures and are not kept. Its
``lastupdated`` is the vintage; the bulk file's vintage is the date of its table in the zip.

None of these calls has met the live service: they follow its documentation ("Developer
information", World Bank Data Help Desk) and public clients (wbgapi, wbdata), and are tested against
a replay.

Source: World Bank, World Development Indicators, CC BY 4.0.
"""

# Identifiers in the SQL are ours; file names are quoted.
# ruff: noqa: S608

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, SourceError
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
from cedic.sources.fields import Field, Layout, area_field, number_field, sql_text, year_field
from cedic.sources.tabular import Gathered, Staging, parts_by_year

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    import requests

WDI = SourceDescription(
    id="WDI",
    name=Text(
        en="World Development Indicators",
        es="Indicadores del desarrollo mundial",
        pt="Indicadores do desenvolvimento mundial",
        fr="Indicateurs du développement dans le monde",
    ),
    kind="series",
    provider="World Bank",
    citation="World Bank, World Development Indicators, https://databank.worldbank.org",
    licence="CC BY 4.0",
    url="https://datatopics.worldbank.org/world-development-indicators/",
)

INDICATORS = (
    "NY.GDP.MKTP.CD",
    "NY.GDP.MKTP.KD.ZG",
    "NY.GDP.PCAP.CD",
    "NY.GDP.PCAP.PP.CD",
    "SP.POP.TOTL",
    "TX.VAL.MRCH.CD.WT",
    "TM.VAL.MRCH.CD.WT",
    "TG.VAL.TOTL.GD.ZS",
    "NE.EXP.GNFS.ZS",
    "NE.IMP.GNFS.ZS",
    "BN.CAB.XOKA.CD",
    "BX.KLT.DINV.CD.WD",
    "BX.TRF.PWKR.CD.DT",
    "FP.CPI.TOTL.ZG",
    "SL.UEM.TOTL.ZS",
    "PA.NUS.FCRF",
    "IS.SHP.GOOD.TU",
    "TT.PRI.MRCH.XD.WD",
    "SI.POV.DDAY",
    "SI.POV.NAHC",
    "SI.POV.GINI",
    "SP.DYN.LE00.IN",
    "SH.DYN.MORT",
    "SE.XPD.TOTL.GD.ZS",
    "EG.ELC.ACCS.ZS",
    "EN.ATM.CO2E.PC",
    "IT.CEL.SETS.P2",
    "IT.NET.BBND.P2",
    "IT.NET.SECR.P6",
    "FI.RES.TOTL.CD",
    "DT.DOD.DECT.GN.ZS",
    "GC.DOD.TOTL.GD.ZS",
    "NE.GDI.TOTL.ZS",
    "NY.GDP.PCAP.KD.ZG",
    "SM.POP.NETM",
    "LP.LPI.OVRL.XQ",
)
"""Indicators that CEDIC's analyses use."""

ARCHIVED = ("EN.ATM.CO2E.PC",)
"""Those of them that the Bank has archived: neither its API nor its bulk file has them any more."""

_TABLES = ("WDICSV.csv", "WDIData.csv")
_LARGEST_TABLE = 4 * 2**30


def _indicators(default: tuple[str, ...]) -> Option:
    return Option("indicators", "codes such as NY.GDP.MKTP.CD", codes_option, default)


YEARS = Option("years", "years, such as 2000-2020; all if not given", years)
VINTAGE = Option("vintage", "the source's own version, if not the one that the files tell")


class Pages(Source):
    """A database of the World Bank, from its API.

    Attributes
    ----------
    base : str
        The address of the API.
    database : str
        The number that the API gives the database, if it is not the one that answers by itself.
    per_page : int
        Rows in one page of the API's answers.
    backoff : float
        Seconds of the first pause before asking again.
    """

    base = "https://api.worldbank.org/v2"
    database = ""
    per_page = 10_000
    backoff = 1.0

    def fetch(self, folder: Path, *, progress: Progress = silent, **options: Any) -> list[Path]:
        """Download the pages of the API that are not yet in `folder`.

        Parameters
        ----------
        folder : Path
            Where the files are kept. Pages that it has are kept if the source has not been updated
            since; otherwise that indicator is fetched anew.
        progress : Progress
            Told the indicators done.
        **options
            As `fetch_options` declares them.

        Raises
        ------
        SourceError
            If the source refuses, fails, or says that an indicator does not exist.
        """
        chosen = parse_options(self.id, self.fetch_options, options)
        asking = http.session(backoff=self.backoff)
        folder.mkdir(parents=True, exist_ok=True)
        got: list[Path] = []
        for at, indicator in enumerate(chosen["indicators"]):
            progress(f"World Bank {indicator}", at, len(chosen["indicators"]))
            got += self._pages(asking, folder, indicator, chosen["years"])
        return got

    def _pages(
        self, asking: requests.Session, folder: Path, indicator: str, span: Sequence[int] | None
    ) -> list[Path]:
        """Fetch the pages of an indicator; pages had before count if of the same vintage."""
        dates = f"{min(span)}-{max(span)}" if span else "all"
        meta = self._page(asking, indicator, 1, dates)
        got = [_keep(self._page_path(folder, indicator, dates, 1), meta)]
        for page in range(2, int(meta[0]["pages"]) + 1):
            path = self._page_path(folder, indicator, dates, page)
            if not (path.exists() and _same_state(_load(path), meta)):
                answer = self._page(asking, indicator, page, dates)
                if not _same_state(answer, meta):
                    raise SourceError(
                        f"The World Bank updated {indicator} while it was being fetched.",
                        where=path.name,
                        remedy="fetch again: what is of the older version will be replaced",
                    )
                _keep(path, answer)
            got.append(path)
        return got

    def _page(self, asking: requests.Session, indicator: str, page: int, dates: str) -> list[Any]:
        """Ask for one page; the answer is checked to have the documented form."""
        url = f"{self.base}/country/all/indicator/{indicator}"
        params: dict[str, Any] = {"format": "json", "per_page": self.per_page, "page": page}
        if self.database:
            params["source"] = self.database
        if dates != "all":
            params["date"] = dates.replace("-", ":")
        answer = http.get_json(asking, url, params)
        head = answer[0] if isinstance(answer, list) and answer else {}
        if "message" in head:
            said = "; ".join(f"{m.get('key')}: {m.get('value')}" for m in head["message"])
            raise SourceError(
                f"The World Bank refuses {indicator}: {said}",
                where=http.plain(url),
                remedy="check the code at https://data.worldbank.org/indicator",
            )
        if not {"pages", "lastupdated"} <= head.keys() or len(answer) < 2:
            raise SourceError(
                "The World Bank answered in a form that is not known.",
                where=http.plain(url),
                remedy="try again; if it stays so, its interface has changed: please report it",
            )
        answer[1] = answer[1] or []
        return list(answer)

    def _page_path(self, folder: Path, indicator: str, dates: str, page: int) -> Path:
        return folder / f"{self.id.lower()}-{indicator}-{dates}-{page:04}.json"


class WorldDevelopmentIndicators(Pages):
    """World Development Indicators, from the bulk file or from the API.

    Attributes
    ----------
    bulk_url : str
        The address of the zip with all indicators.
    """

    description = WDI
    fetch_options = (
        _indicators(tuple(code for code in INDICATORS if code not in ARCHIVED)),
        YEARS,
        Option("from", "bulk (one zip of all indicators) or api", one_of("bulk", "api"), "bulk"),
    )
    read_options = (_indicators(INDICATORS), YEARS, VINTAGE)

    bulk_url = "https://databank.worldbank.org/data/download/WDI_CSV.zip"

    def fetch(self, folder: Path, *, progress: Progress = silent, **options: Any) -> list[Path]:
        """Download the bulk file, or the pages of the API, as :meth:`Pages.fetch` does.

        The options ``indicators`` and ``years`` hold for the API only, as the bulk file has all of
        them.
        """
        chosen = parse_options(self.id, self.fetch_options, options)
        if chosen["from"] == "api":
            return super().fetch(folder, progress=progress, **options)
        asking = http.session(backoff=self.backoff)
        target = folder / "WDI_CSV.zip"
        return [http.download(self.bulk_url, target, progress=progress, session=asking)]

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """Read pages of the API, or the bulk file (zip or its table), by year.

        REF_AREA is a country or a group of countries of the World Bank. INDICATOR is the Bank's
        code with underscores for dots (``NY_GDP_MKTP_CD``); units are in the indicator's
        definition. A figure that the Bank does not have is absent, not zero. OBS_STATUS is ``A``,
        or ``E`` where the Bank marks a value as an estimate.

        Bad are an area that is not known and a value that is not a number.
        """
        indicators = reading.options["indicators"]
        found = files(paths, ".json", ".zip", ".csv")
        layout = gathered_layout(Field("INDICATOR", INDICATOR_COLUMN, "replace({x}, '.', '_')"))
        staging = gathering(found, layout, reading)
        con = staging.connection
        reading.progress("reading World Development Indicators", 0, len(found))
        dates = {
            path: add_page(con, path)
            if path.suffix == ".json"
            else _add_table(con, path, indicators)
            for path in found
        }
        con.execute(f'DELETE FROM gathered WHERE "Indicator Code" NOT IN ({_listed(indicators)})')
        return parts_by_year(staging, WDI, vintage(reading.options["vintage"], dates))


def _keep(path: Path, answer: list[Any]) -> Path:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(answer), "utf-8")
    part.replace(path)
    return path


def _load(path: Path) -> list[Any]:
    try:
        answer = json.loads(path.read_text("utf-8"))
    except (ValueError, OSError) as error:
        raise unreadable(error, path) from error
    if not (isinstance(answer, list) and len(answer) == 2 and "lastupdated" in answer[0]):
        raise DataError(
            "The file is not an answer of the World Bank's API.",
            where=str(path),
            remedy="fetch it again with from=api",
        )
    return answer


def _same_state(one: list[Any], other: list[Any]) -> bool:
    """Whether two pages are of the same update and the same paging."""
    return all(one[0].get(k) == other[0].get(k) for k in ("lastupdated", "pages", "per_page"))


def add_page(con: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Add the rows of a page of the API to the table ``gathered``, and give its vintage."""
    meta, rows = _load(path)
    con.register("given", _arrow(path, rows))
    con.execute(f"""
        INSERT INTO gathered SELECT coalesce(nullif(countryiso3code, ''), country.id), indicator.id,
            date, CAST(value AS VARCHAR), obs_status, {sql_text(path)},
            row_number() OVER () FROM given WHERE value IS NOT NULL
        """)
    con.unregister("given")
    return str(meta["lastupdated"])


def _arrow(path: Path, rows: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    named = pa.struct([("id", pa.string()), ("value", pa.string())])
    fields = {
        "indicator": named,
        "country": named,
        "countryiso3code": pa.string(),
        "date": pa.string(),
        "value": pa.float64(),
        "obs_status": pa.string(),
    }
    try:
        return pa.Table.from_pylist(rows, schema=pa.schema(list(fields.items())))
    except (pa.ArrowInvalid, pa.ArrowTypeError, AttributeError) as error:
        raise unreadable(error, path) from error


def _add_table(con: duckdb.DuckDBPyConnection, path: Path, indicators: Sequence[str]) -> str:
    """Add the chosen indicators of the bulk file to the table ``gathered``, and give its vintage."""
    if path.suffix.lower() != ".zip":
        _unpivot(con, path, str(path), indicators)
        return date_in_name(path)
    with tempfile.TemporaryDirectory(prefix="cedic-") as folder:
        table, vintage = _extracted(path, Path(folder))
        _unpivot(con, table, f"{path}, member {table.name}", indicators)
    return vintage


def _extracted(path: Path, folder: Path) -> tuple[Path, str]:
    """Table in the zip, written to `folder` under a name of ours, and its date."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if m.filename in _TABLES]
            if not members or members[0].file_size > _LARGEST_TABLE:
                raise DataError(
                    "The zip holds no table of World Development Indicators.",
                    where=f"{path} (looked for {' or '.join(_TABLES)})",
                    remedy=f"download it from {WDI.url}",
                )
            target = folder / members[0].filename
            with archive.open(members[0]) as packed, target.open("wb") as plain:
                shutil.copyfileobj(packed, plain, 2**20)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError) as error:
        raise unreadable(error, path) from error
    year, month, day = members[0].date_time[:3]
    return target, f"{year:04}-{month:02}-{day:02}"


def _unpivot(
    con: duckdb.DuckDBPyConnection, table: Path, shown: str, indicators: Sequence[str]
) -> None:
    """Turn the columns of years into rows, for the chosen indicators alone."""
    import duckdb

    read = (
        f"read_csv({sql_text(table)}, header = true, all_varchar = true, delim = ',', quote = '\"', "
        "escape = '\"')"
    )
    try:
        columns = [name for name, *_ in con.sql(f"DESCRIBE FROM {read}").fetchall()]
        spans = [name for name in columns if re.fullmatch(r"\d{4}", name)]
        missing = {"Country Code", "Indicator Code"} - set(columns)
        if missing or not spans:
            raise DataError(
                f"The column {min(missing, default='of a year')} is missing.",
                where=f"{shown}, line 1 (found: {', '.join(columns[:8])} …)",
                remedy="read the table WDICSV.csv of the World Bank's bulk download",
            )
        con.execute(f"""
            INSERT INTO gathered SELECT area, indicator, year, value, NULL, {sql_text(shown)}, line
            FROM (UNPIVOT (
                SELECT "Country Code" AS area, "Indicator Code" AS indicator, line,
                    {", ".join(f'"{year}"' for year in spans)}
                FROM (SELECT *, row_number() OVER () + 1 AS line FROM {read})
                WHERE "Indicator Code" IN ({_listed(indicators)}))
            ON {", ".join(f'"{year}"' for year in spans)} INTO NAME year VALUE value)
            WHERE trim(value) <> ''
            """)
    except duckdb.Error as error:
        raise unreadable(error, Path(shown)) from error


def _listed(indicators: Sequence[str]) -> str:
    return ", ".join(map(sql_text, indicators))


INDICATOR_COLUMN = "Indicator Code"
_COLUMNS = ("Country Code", INDICATOR_COLUMN, "date", "value", "obs_status")
_GATHERED = f"""
    CREATE TABLE gathered ({", ".join(f'"{name}" VARCHAR' for name in _COLUMNS)},
        file VARCHAR, line BIGINT)
    """


def gathered_layout(indicator: Field) -> Layout:
    """What the pages of the API become, once gathered; `indicator` is read from their codes."""
    return Layout(
        fields=(
            year_field("date"),
            area_field("REF_AREA", "Country Code", "WORLD_BANK", groups=True),
            indicator,
            Field("OBS_STATUS", "obs_status", "CASE WHEN upper({x}) = 'E' THEN 'E' ELSE 'A' END"),
            number_field("OBS_VALUE", "value"),
        ),
        key=("REF_AREA", "INDICATOR", "TIME_PERIOD"),
        select="""
            SELECT REF_AREA, INDICATOR, OBS_VALUE, OBS_STATUS, TIME_PERIOD::VARCHAR AS TIME_PERIOD
            FROM staged
            """,
        overlapping=True,
    )


def gathering(found: Sequence[Path], layout: Layout, reading: Reading) -> Staging:
    """A staging with its table ``gathered``, empty, for :func:`add_page`."""
    staging = Staging(Gathered(found, _COLUMNS), layout, reading)
    staging.connection.execute(_GATHERED)
    return staging
