"""The sample that comes with the package: enough to see CEDIC at work without a download.

Its tables, coverage, sources and terms are told in ``data/README.md`` next to them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError
from cedic.model import Part, SourceDescription, Text, schema
from cedic.sources.archive import digest
from cedic.sources.baci import BACI
from cedic.sources.base import Option, Reading, Source, years

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

DATA = Path(__file__).parent / "data"

UNCTAD = SourceDescription(
    id="UNCTAD",
    name=Text(
        en="UNCTAD merchandise trade matrix",
        es="Matriz de comercio de mercancías de la UNCTAD",
        pt="Matriz de comércio de mercadorias da UNCTAD",
        fr="Matrice du commerce de marchandises de la CNUCED",
    ),
    kind="trade",
    provider="UNCTAD",
    citation="UNCTAD, UNCTADstat: Merchandise trade matrix, exports by SITC section.",
    licence="UNCTADstat terms of use: free reuse, attributed to UNCTAD",
    url="https://unctadstat.unctad.org/",
    valuation={"X": "FOB"},
    note=Text(
        en="Exports by section of the SITC, revision 3. The total is the sum of the sections.",
        es="Exportaciones por sección de la CUCI, revisión 3. El total es la suma de ellas.",
        pt="Exportações por seção da CUCI, revisão 3. O total é a soma das seções.",
        fr="Exportations par section de la CTCI, révision 3. Le total est la somme des sections.",
    ),
)

SAMPLE = SourceDescription(
    id="SAMPLE",
    name=Text(
        en="Sample that comes with CEDIC",
        es="Muestra incluida en CEDIC",
        pt="Amostra incluída no CEDIC",
        fr="Échantillon fourni avec CEDIC",
    ),
    kind="trade",
    provider="CEPII, UNCTAD, World Bank",
    citation="As each of its sources asks: BACI, UNCTAD, WDI.",
    licence="As each of its sources says: BACI, UNCTAD, WDI.",
    url="",
    note=Text(
        en="BACI totals of 2000–2020 and 2023, trade by SITC section of 2015, World "
        "Development Indicators of 1990–2025. Its parts carry the id of the source they come from.",
        es="Totales de BACI de 2000–2020 y 2023, comercio por sección de la CUCI de 2015 e "
        "Indicadores del desarrollo mundial de 1990–2025. Cada parte lleva el id de su fuente.",
        pt="Totais do BACI de 2000–2020 e 2023, comércio por seção da CUCI de 2015 e Indicadores "
        "do desenvolvimento mundial de 1990–2025. Cada parte leva o id da sua fonte.",
        fr="Totaux de BACI pour 2000–2020 et 2023, commerce par section de la CTCI pour 2015 et "
        "Indicateurs du développement dans le monde pour 1990–2025. Chaque partie porte "
        "l’identifiant de sa source.",
    ),
)

_TRADE = """
    SELECT EXPORTER AS REF_AREA, IMPORTER AS COUNTERPART_AREA, 'X' AS TRADE_FLOW, PRODUCT,
        OBS_VALUE, NULL::DOUBLE AS QUANTITY, 'A' AS OBS_STATUS, TIME_PERIOD::VARCHAR AS TIME_PERIOD
    FROM ({rows})
    """
_SELECT = {
    "BACI": _TRADE.format(rows="SELECT *, '_T' AS PRODUCT FROM year"),
    "UNCTAD": _TRADE.format(
        rows="""
        FROM year UNION ALL BY NAME
        SELECT EXPORTER, IMPORTER, TIME_PERIOD, '_T' AS PRODUCT, sum(OBS_VALUE)::BIGINT AS OBS_VALUE
        FROM year GROUP BY ALL"""
    ),
    "WDI": """
        SELECT REF_AREA, INDICATOR, OBS_VALUE, 'A' AS OBS_STATUS,
            TIME_PERIOD::VARCHAR AS TIME_PERIOD
        FROM year
        """,
}


def _wdi() -> SourceDescription:
    from cedic.sources.worldbank import WDI

    return WDI


_DESCRIPTIONS: dict[str, Callable[[], SourceDescription]] = {
    "BACI": lambda: BACI,
    "UNCTAD": lambda: UNCTAD,
    "WDI": _wdi,
}


def _ids(text: str) -> tuple[str, ...]:
    ids = tuple(text.upper().split(","))
    if unknown := [id for id in ids if id not in _DESCRIPTIONS]:
        raise ValueError(f"{unknown[0]} is none of {', '.join(_DESCRIPTIONS)}")
    return ids


class Sample(Source):
    """The tables in the package, as parts of the sources they were taken from.

    Reads no files of the user's. UNCTAD's rows of all products (``_T``) are sums of its sections.
    """

    description = SAMPLE
    read_options = (
        Option("sources", "the sources to read: BACI, UNCTAD, WDI", _ids, tuple(_DESCRIPTIONS)),
        Option("years", "the years to read, such as 2000-2020,2023", years),
    )

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """One part for each source and year; a table that was changed is a DataError."""
        import duckdb

        chosen, connection = reading.options, duckdb.connect()
        manifest = json.loads((DATA / "sample.json").read_text("utf-8"))
        for name, table in manifest["tables"].items():
            if table["source"] in chosen["sources"]:
                path = DATA / f"{name}.parquet"
                _check_intact(path, table["sha256"])
                for year in table["years"]:
                    if chosen["years"] is None or year in chosen["years"]:
                        yield _part(connection, path, table, year, manifest["vintage"])


def _check_intact(path: Path, sha256: str) -> None:
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise DataError(
            "A table of the sample has been changed.",
            where=str(path),
            remedy="install cedic again",
        )


def _part(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    table: dict[str, Any],
    year: int,
    vintage: str,
) -> Part:
    source, select = _DESCRIPTIONS[table["source"]](), _SELECT[table["source"]]
    return Part(
        source=source,
        time_period=str(year),
        fingerprint=digest(table["sha256"], year, vintage, select),
        vintage=vintage,
        origin=path.name,
        rows=partial(_rows, connection, path, source, year, select),
        notes={"PRODUCT": "SITC3"} if source.id == "UNCTAD" else {},
    )


def _rows(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    source: SourceDescription,
    year: int,
    select: str,
) -> pa.RecordBatchReader:
    of_year = "WITH year AS (FROM read_parquet(?) WHERE TIME_PERIOD = ?)"
    table = connection.sql(f"{of_year} {select}", params=[str(path), year]).to_arrow_table()
    target = schema(source.kind)
    return table.select(target.names).cast(target).to_reader()
