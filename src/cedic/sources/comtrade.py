"""UN Comtrade: goods trade as each country reports it, by partner and product of the HS.

`fetch` asks the API, version 1, for yearly data by reporter; with a key in the environment variable
``CEDIC_COMTRADE_KEY`` at ``/data/v1/get/C/A/{classification}``, without one at
``/public/v1/preview/C/A/{classification}``, which gives at most 500 rows for one year. `parts`
reads what was fetched, and files that a user downloaded from the Comtrade web site.

Three traps are dealt with. The API breaks each flow down by second partner, mode of transport and
customs procedure unless asked not to; such breakdowns would count trade many times, so that they
are not asked for, and are left out of files that have them. An answer with as many rows as the API
gives at most has probably lost some: it is thrown away, and asked for again in halves. Rows with
the world or a group of countries as partner repeat the others.

None of these calls has met the live service: they follow its documentation and the Comtrade team's
own client (comtradeapicall), and are tested against a replay of that. This holds for the two data
addresses above, their quota messages, and the lists of reporters and partners at
``/files/v1/app/reference/``.

Source: United Nations Statistics Division, UN Comtrade, https://comtradeplus.un.org; International
Merchandise Trade Statistics: Concepts and Definitions 2010 (IMTS 2010).
"""

# Identifiers in the SQL are ours; file names are quoted.
# ruff: noqa: S608

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, SourceError, UnknownCodeError, UsageError
from cedic.model import Part, Progress, SourceDescription, Text, silent
from cedic.products import classification
from cedic.sources import http
from cedic.sources.archive import date_in_name, files, unreadable, vintage
from cedic.sources.base import Option, Reading, Source, codes_option, parse_options, years
from cedic.sources.fields import (
    EMPTY,
    Check,
    Field,
    Layout,
    area_field,
    dollars_field,
    sql_name,
    sql_text,
    year_field,
)
from cedic.sources.tabular import Gathered, Staging, parts_by_year

if TYPE_CHECKING:
    import pyarrow as pa
    import requests

KEY_VARIABLE = "CEDIC_COMTRADE_KEY"
MANIFEST = "comtrade.json"

COMTRADE = SourceDescription(
    id="COMTRADE",
    name=Text.same("UN Comtrade"),
    kind="trade",
    provider="United Nations Statistics Division",
    citation="United Nations Statistics Division, UN Comtrade Database, https://comtradeplus.un.org",
    licence="UN Comtrade terms: internal use is free; redistribution of data needs permission",
    url="https://comtradeplus.un.org",
    valuation={"X": "FOB", "M": "CIF"},
    note=Text(
        en="As each country reports it: the two sides of a flow differ. Re-exports and re-imports "
        "are inside exports and imports. Confidential trade is in the products 99, 9999 and "
        "999999.",
        es="Tal como lo declara cada país: los dos lados de un flujo difieren. Las reexportaciones "
        "y reimportaciones están dentro de las exportaciones e importaciones. El comercio "
        "confidencial figura en los productos 99, 9999 y 999999.",
        pt="Tal como cada país declara: os dois lados de um fluxo diferem. As reexportações e "
        "reimportações estão dentro das exportações e importações. O comércio confidencial está "
        "nos produtos 99, 9999 e 999999.",
        fr="Tel que chaque pays le déclare : les deux côtés d’un flux diffèrent. Les "
        "réexportations et réimportations sont comprises dans les exportations et importations. "
        "Le commerce confidentiel figure dans les produits 99, 9999 et 999999.",
    ),
)

_WHOLES = ("reporterCode", "partnerCode", "partner2Code", "motCode", "refYear")
_NUMBERS = ("netWgt", "primaryValue")
_FLAGS = ("isReported", "isAggregate")
_TEXTS = ("typeCode", "freqCode", "flowCode", "classificationCode", "cmdCode", "customsCode")
_COLUMNS = (*_TEXTS, *_WHOLES, *_NUMBERS, *_FLAGS)
_NEEDED = {"refYear", "reporterCode", "partnerCode", "flowCode", "cmdCode", "primaryValue"}
_FLOWS = ("X", "M", "RX", "RM")


def _flows(text: str) -> tuple[str, ...]:
    flows = codes_option(text)
    if unknown := [flow for flow in flows if flow not in _FLOWS]:
        raise ValueError(f"{unknown[0]!r} is not one of {', '.join(_FLOWS)}")
    return flows


def _products(text: str) -> tuple[str, ...]:
    products = codes_option(text)
    for product in products:
        if not re.fullmatch(r"TOTAL|AG2|AG4|AG6|\d{2}|\d{4}|\d{6}", product):
            raise ValueError(f"{product!r} is not TOTAL, AG2, AG4, AG6, or an HS code")
    return products


def _edition(text: str) -> str:
    if not re.fullmatch(r"HS|H\d", text.upper()):
        raise ValueError("it is not HS, or an edition of it such as H5")
    return text.upper()


@dataclass(frozen=True)
class _Request:
    """One question to the API: a reporter, some years, flows and products, and partners or all."""

    classification: str
    reporter: str
    years: tuple[int, ...]
    flows: tuple[str, ...]
    products: tuple[str, ...]
    partners: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Name of the file for the answer, the same for the same question."""
        mark = hashlib.sha256(repr(asdict(self)).encode()).hexdigest()[:10]
        span = "-".join(str(year) for year in sorted({self.years[0], self.years[-1]}))
        return f"comtrade-{self.classification}-{self.reporter}-{span}-{mark}.parquet"

    def params(self, limit: int) -> dict[str, Any]:
        """Query; the three codes of the last line ask for totals instead of breakdowns."""
        return {
            "reporterCode": self.reporter,
            "period": ",".join(map(str, self.years)),
            "flowCode": ",".join(self.flows),
            "cmdCode": ",".join(self.products),
            **({"partnerCode": ",".join(self.partners)} if self.partners else {}),
            "maxRecords": limit,
            "includeDesc": "false",
            "partner2Code": 0,
            "motCode": 0,
            "customsCode": "C00",
        }

    def halves(self, all_partners: Callable[[], Sequence[str]]) -> tuple[_Request, ...]:
        """Two smaller questions with the same answers together; none if this is the smallest."""
        for name in ("years", "flows", "products"):
            if pair := _halved(getattr(self, name)):
                return tuple(replace(self, **{name: half}) for half in pair)
        pair = _halved(self.partners or tuple(all_partners()))
        return tuple(replace(self, partners=half) for half in pair)


def _halved(values: tuple[Any, ...]) -> tuple[Any, ...]:
    middle = len(values) // 2
    return (values[:middle], values[middle:]) if middle else ()


@dataclass
class _Manifest:
    """What a folder holds: which questions are answered, and which had to be split."""

    path: Path
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    split: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> _Manifest:
        path = folder / MANIFEST
        if not path.exists():
            return cls(path)
        try:
            return cls(path, **json.loads(path.read_text("utf-8")))
        except (ValueError, TypeError) as error:
            raise DataError(
                f"The list of what was fetched is damaged: {error}.",
                where=str(path),
                remedy="delete it and fetch again",
            ) from error

    def has(self, request: _Request) -> bool:
        return request.name in self.answered and (self.path.parent / request.name).exists()

    def save(self) -> None:
        part = self.path.with_suffix(".part")
        content = {"answered": self.answered, "split": self.split}
        part.write_text(json.dumps(content, indent=1), "utf-8")
        part.replace(self.path)


class Comtrade(Source):
    """UN Comtrade, from its API or from files downloaded from its web site.

    Attributes
    ----------
    base : str
        The address of the service.
    limit, preview_limit : int
        The most rows the API gives with a key and without one. A paid key gives 250 000, yet
        100 000 is asked for with every key, so that a full answer is always known for one.
    years_at_once : int
        How many years one question may name (with a key; one without).
    backoff : float
        Seconds of the first pause before asking again.
    """

    description = COMTRADE
    fetch_options = (
        Option("reporters", "countries whose reports to fetch: ISO codes or ALL", codes_option),
        Option("years", "years, such as 2000-2020", years),
        Option("partners", "partners: ISO codes or ALL", codes_option, ("ALL",)),
        Option("flows", "flows: X, M, RX, RM", _flows, ("X", "M")),
        Option("products", "TOTAL, AG2, AG4, AG6 or HS codes", _products, ("TOTAL",)),
        Option("classification", "HS (as reported) or H0…H6", _edition, "HS"),
    )
    read_options = (
        Option("vintage", "when the files were downloaded or released, such as 2026-11-21"),
        Option("encoding", "of CSV files: utf-8 or latin-1", str.lower, "utf-8"),
    )

    base = "https://comtradeapi.un.org"
    limit = 100_000
    preview_limit = 500
    years_at_once = 12
    backoff = 2.0

    def fetch(self, folder: Path, *, progress: Progress = silent, **options: Any) -> list[Path]:
        """Ask the API for what is not yet in `folder`, one file for each answer.

        Parameters
        ----------
        folder : Path
            Where the answers are kept, with a list of them. What it has is not asked for again:
            take a new folder for a new vintage.
        progress : Progress
            Told the answers had, of those known to be needed.
        **options
            As `fetch_options` declares them; ``reporters`` and ``years`` must be given.

        Raises
        ------
        SourceError
            If the API refuses, fails, or a question cannot be made small enough for its answer.
        UsageError
            If reporters or years are not named.
        """
        chosen = parse_options(self.id, self.fetch_options, options)
        for name in ("reporters", "years"):
            if not chosen[name]:
                raise UsageError(
                    f"Which {name} to fetch from UN Comtrade is not said.",
                    remedy=f"give the option {name}=…",
                )
        asking = self._session()
        folder.mkdir(parents=True, exist_ok=True)
        manifest = _Manifest.of(folder)
        waiting = self._requests(asking, chosen)[::-1]
        had: list[Path] = []
        # Asked for once, and only if an answer has to be split by partner.
        partners = cache(lambda: self._reference(asking, "partnerAreas"))
        while waiting:
            progress("UN Comtrade", len(had), len(had) + len(waiting))
            request = waiting.pop()
            if not manifest.has(request) and request.name not in manifest.split:
                rows = self._answer(asking, request)
                if len(rows) < self._limit:
                    _store(rows, request, manifest)
                else:
                    manifest.split.append(request.name)
                    manifest.save()
            if request.name in manifest.split:
                waiting += self._split(request, partners)
            else:
                had.append(folder / request.name)
        progress("UN Comtrade", len(had), len(had))
        return had

    @property
    def _key(self) -> str:
        return os.environ.get(KEY_VARIABLE, "")

    @property
    def _limit(self) -> int:
        return self.limit if self._key else self.preview_limit

    def _session(self) -> requests.Session:
        asking = http.session(backoff=self.backoff)
        if self._key:
            asking.headers["Ocp-Apim-Subscription-Key"] = self._key
        return asking

    def _requests(self, asking: requests.Session, chosen: dict[str, Any]) -> list[_Request]:
        """Questions to begin with: for each reporter, as many years as one may ask for."""
        detailed = any(product in ("AG4", "AG6") for product in chosen["products"])
        step = self.years_at_once if self._key and not detailed else 1
        wanted = sorted(chosen["years"])
        spans = [tuple(wanted[at : at + step]) for at in range(0, len(wanted), step)]
        partners = () if "ALL" in chosen["partners"] else chosen["partners"]
        return [
            _Request(
                chosen["classification"],
                reporter,
                span,
                chosen["flows"],
                chosen["products"],
                tuple(code for area in partners for code in _codes(area, span)),
            )
            for span in spans
            for reporter in self._reporters(asking, chosen["reporters"], span)
        ]

    def _reporters(
        self, asking: requests.Session, areas: Sequence[str], span: Sequence[int]
    ) -> list[str]:
        if "ALL" in areas:
            return self._reference(asking, "Reporters")
        return [code for area in areas for code in _codes(area, span)]

    def _reference(self, asking: requests.Session, name: str) -> list[str]:
        """Codes of all reporters or partners that are no groups, by the service's own list."""
        url = f"{self.base}/files/v1/app/reference/{name}.json"
        answer = http.get_json(asking, url)
        try:
            entries = answer["results"]
            return [
                str(int(entry["id"]))
                for entry in entries
                if not entry.get("isGroup") and int(entry["id"]) != 0
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise _changed(url, f"the list of codes lacks {error}") from error

    def _answer(self, asking: requests.Session, request: _Request) -> list[dict[str, Any]]:
        kind = "data/v1/get" if self._key else "public/v1/preview"
        url = f"{self.base}/{kind}/C/A/{request.classification}"
        answer = http.get_json(asking, url, request.params(self._limit), key_variable=KEY_VARIABLE)
        if not isinstance(answer, dict) or not isinstance(answer.get("data"), list):
            raise _changed(url, "the answer has no data")
        if answer.get("error"):
            raise SourceError(
                f"UN Comtrade says: {answer['error']}", where=url, remedy="check the options"
            )
        rows: list[dict[str, Any]] = answer["data"]
        if rows and (missing := _NEEDED - rows[0].keys()):
            raise _changed(url, f"the answer lacks {', '.join(sorted(missing))}")
        if len(rows) < min(int(answer.get("count") or 0), self._limit):
            raise _changed(url, f"{answer['count']} rows are announced and {len(rows)} given")
        return rows

    def _split(self, request: _Request, partners: Callable[[], Sequence[str]]) -> list[_Request]:
        halves = request.halves(partners)
        if not halves:
            raise SourceError(
                f"One year, flow, product and partner give {self._limit:,} rows or more: "
                "the answer is cut and cannot be made smaller.",
                where=f"reporter {request.reporter}, {request.years[0]}, {request.products[0]}",
                remedy=f"put a key in {KEY_VARIABLE}"
                if not self._key
                else "ask for HS codes instead of AG4 or AG6",
            )
        return list(halves[::-1])

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """Read answers of the API, and CSV files of the web site or of bulk download, by year.

        Figures are ``primaryValue``, in US dollars rounded half away from zero: exports FOB,
        imports CIF. QUANTITY is ``netWgt`` in tonnes, null where Comtrade writes 0. PRODUCT is
        ``_T`` for TOTAL; the part's notes say under ``PRODUCT`` which edition of the HS the codes
        of a year are of, such as ``HS17``, or all of them if there are several. OBS_STATUS is
        ``E`` where ``isReported`` is false, except for sums of what was reported
        (``isAggregate``).

        Left out and counted in the part's notes: breakdowns by second partner, transport or customs
        procedure; the world and groups of countries; flows that are inside X and M (RX, RM, …).

        Bad are an area, flow or product that is not known, no value or a negative one, a breakdown
        without its total, two values for one flow. The option ``vintage`` must be given for files
        that `fetch` has not made.
        """
        found = files(paths, ".parquet", ".csv", ".txt", ".gz")
        staging = Staging(Gathered(found, _COLUMNS), _LAYOUT, reading)
        scans = " UNION ALL ".join(_scan(path, reading.options["encoding"]) for path in found)
        staging.connection.execute(f"CREATE VIEW gathered AS {_GATHERED.format(scans=scans)}")
        editions = _editions(staging, found[0])
        released = vintage(reading.options["vintage"], {path: _date(path) for path in found})
        for part in parts_by_year(staging, COMTRADE, released):
            if part.time_period in editions:
                part.notes["PRODUCT"] = editions[part.time_period]
            yield part


def _codes(area: str, span: Sequence[int]) -> list[str]:
    """Codes that stood for an area in one of the years: 841 and 842 for the United States."""
    import pyarrow.compute as pc

    from cedic import regions

    table = regions.codes("COMTRADE")
    rows = table.filter(pc.equal(table["AREA"], area)).to_pylist()
    if not rows:
        raise UnknownCodeError("area of UN Comtrade", area, set(table["AREA"].to_pylist()))
    return [
        row["CODE"]
        for row in rows
        if any(row["VALID_FROM"] <= year <= row["VALID_UNTIL"] for year in span)
    ]


def _store(rows: list[dict[str, Any]], request: _Request, manifest: _Manifest) -> None:
    """Keep an answer as a Parquet file, and note it as answered."""
    import pyarrow.parquet as pq

    path = manifest.path.parent / request.name
    part = path.with_suffix(".part")
    pq.write_table(_table(rows), part, compression="zstd")
    part.replace(path)
    manifest.answered[request.name] = {
        "request": asdict(request),
        "rows": len(rows),
        "date": datetime.now(UTC).date().isoformat(),
    }
    manifest.save()


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    types = (
        dict.fromkeys(_TEXTS, pa.string())
        | dict.fromkeys(_WHOLES, pa.int32())
        | dict.fromkeys(_NUMBERS, pa.float64())
        | dict.fromkeys(_FLAGS, pa.bool_())
    )
    try:
        return pa.Table.from_pylist(rows, schema=pa.schema(list(types.items())))
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise _changed(COMTRADE.url, f"a field is of another type ({error})") from error


def _changed(where: str, how: str) -> SourceError:
    return SourceError(
        f"UN Comtrade answered in a form that is not known: {how}.",
        where=http.plain(where),
        remedy="try again; if it stays so, its interface has changed: please report it",
    )


def _scan(path: Path, encoding: str) -> str:
    """Write the SQL over a file: its columns as text, NULL for those that it may lack."""
    if path.suffix == ".parquet":
        source = f"read_parquet({sql_text(path)}, file_row_number = true)"
        present, line = set(_COLUMNS), "file_row_number + 1"
    else:
        present, source = _csv(path, encoding)
        line = "row_number() OVER () + 1"
    cells = ", ".join(
        f"nullif(trim(CAST({sql_name(name) if name in present else 'NULL'} AS VARCHAR)), '') "
        f"AS {sql_name(name)}"
        for name in _COLUMNS
    )
    return f"SELECT {cells}, {sql_text(path)} AS file, {line} AS line FROM {source}"


def _csv(path: Path, encoding: str) -> tuple[set[str], str]:
    """Columns of a CSV file that are of use, and the SQL that reads it as text.

    Files from the web site may end each row, but not the header, with a comma.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig" if encoding == "utf-8" else encoding) as file:
            first, second = file.readline(), file.readline()
    except (OSError, EOFError, UnicodeDecodeError, LookupError) as error:
        raise unreadable(error, path) from error
    sign = "\t" if "\t" in first else ","
    header, row = (
        next(csv.reader([first], delimiter=sign), []),
        next(csv.reader([second], delimiter=sign), []),
    )
    by_lower = {name.lower(): name for name in _COLUMNS}
    names = [by_lower.get(name.strip().lower(), f"column {at}") for at, name in enumerate(header)]
    if missing := [name for name in sorted(_NEEDED) if name not in names]:
        raise DataError(
            f"The column {missing[0]} is missing.",
            where=f"{path}, line 1 (found: {', '.join(header)})",
            remedy="download the file with all columns from https://comtradeplus.un.org",
        )
    names += [f"column {at}" for at in range(len(names), len(row))]
    columns = ", ".join(f"{sql_text(name)}: 'VARCHAR'" for name in names)
    return set(names), (
        f"read_csv({sql_text(path)}, columns = {{{columns}}}, auto_detect = false, header = true, "
        f"delim = {sql_text(sign)}, quote = '\"', escape = '\"', encoding = {sql_text(encoding)}, "
        "null_padding = true, parallel = false)"
    )


def _date(path: Path) -> str:
    """When an answer was given, or a bulk file released."""
    noted = _Manifest.of(path.parent).answered.get(path.name, {}).get("date", "")
    return noted or date_in_name(path)


def _editions(staging: Staging, first: Path) -> dict[str, str]:
    """Editions that products of each year are codes of; the first look into all files."""
    import duckdb

    try:
        rows = staging.connection.execute("""
            SELECT DISTINCT trim(refYear) AS year, trim(classificationCode) AS code FROM gathered
            WHERE year IS NOT NULL AND code IS NOT NULL AND cmdCode <> 'TOTAL' ORDER BY year, code
            """).fetchall()
    except duckdb.Error as error:
        raise unreadable(error, first) from error
    editions: dict[str, list[str]] = {}
    for year, code in rows:
        editions.setdefault(year, []).append(_edition_named(code))
    return {year: ", ".join(sorted(codes)) for year, codes in editions.items()}


def _edition_named(code: str) -> str:
    """Our name for an edition: HS17 for H5; what is none of them stays as it is."""
    try:
        return classification(code).id
    except UnknownCodeError:
        return code


_GATHERED = """
    SELECT *, breakdown AND bool_or(NOT breakdown) OVER (
        PARTITION BY refYear, try_cast(reporterCode AS INTEGER), try_cast(partnerCode AS INTEGER),
            flowCode, cmdCode) AS summed
    FROM (
        SELECT *, coalesce(partner2Code, '0') <> '0' OR coalesce(motCode, '0') <> '0'
            OR coalesce(customsCode, 'C00') <> 'C00' AS breakdown
        FROM ({scans}))
    """

_TOTALS_ONLY = "ask Comtrade for yearly trade in goods in the HS"


def _only(name: str, code: str, what: str) -> Field:
    """Refuse rows with another code than `code`, a pattern of LIKE; files may lack the column."""
    other = Check(f"{{x}} NOT LIKE '{code}'", f"is not {what}", _TOTALS_ONLY)
    return Field(name, name, "{x}", (other,))


_LAYOUT = Layout(
    fields=(
        year_field("refYear"),
        _only("freqCode", "A", "A: only yearly figures are read"),
        _only("typeCode", "C", "C: only trade in goods is read"),
        _only("classificationCode", "H%", "the HS"),
        area_field("REF_AREA", "reporterCode", "COMTRADE"),
        area_field("COUNTERPART_AREA", "partnerCode", "COMTRADE"),
        Field("TRADE_FLOW", "flowCode", "{x}", (EMPTY,)),
        Field(
            "PRODUCT",
            "cmdCode",
            "CASE {x} WHEN 'TOTAL' THEN '_T' ELSE {x} END",
            (
                Check(
                    r"NOT coalesce(regexp_full_match({x}, 'TOTAL|\d\d|\d{{4}}|\d{{6}}'), false)",
                    "is not TOTAL or an HS code of 2, 4 or 6 digits",
                    _TOTALS_ONLY,
                ),
            ),
        ),
        dollars_field("OBS_VALUE", "primaryValue"),
        Field(
            "QUANTITY",
            "netWgt",
            # Comtrade writes 0 where no weight is known.
            "nullif(try_cast({x} AS DOUBLE), 0) / 1000",
            (
                Check(
                    "{x} IS NOT NULL AND NOT coalesce(try_cast({x} AS DOUBLE) >= 0, false)",
                    "is not a weight",
                    "write kilograms, or leave the cell empty if they are not known",
                ),
            ),
        ),
        Field(
            "OBS_STATUS",
            "isReported",
            "CASE WHEN lower({x}) IN ('false', '0') AND coalesce(lower(isAggregate), '0') "
            "IN ('false', '0') THEN 'E' ELSE 'A' END",
        ),
        Field(
            "customsCode",
            "customsCode",
            "{x}",
            (
                Check(
                    "breakdown AND NOT summed",
                    "is a breakdown whose total is not in the files",
                    "download the totals too",
                ),
            ),
        ),
    ),
    key=("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "PRODUCT", "TIME_PERIOD"),
    select="""
        SELECT REF_AREA, COUNTERPART_AREA, TRADE_FLOW, PRODUCT, OBS_VALUE, QUANTITY, OBS_STATUS,
            TIME_PERIOD::VARCHAR AS TIME_PERIOD
        FROM staged
        """,
    left_out="""
        CASE WHEN try_cast(partnerCode AS INTEGER) = 0 THEN 'the world as partner'
            WHEN REF_AREA.GROUPED OR COUNTERPART_AREA.GROUPED THEN 'groups of countries'
            WHEN flowCode NOT IN ('X', 'M') THEN 'flows inside exports and imports'
            WHEN breakdown AND summed THEN 'breakdowns of totals' END
        """,
    overlapping=True,
)
