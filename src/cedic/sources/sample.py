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

OECD_ICIO = SourceDescription(
    id="OECD_ICIO",
    name=Text(
        en="OECD inter-country input–output tables",
        es="Tablas insumo-producto interpaíses de la OCDE",
        pt="Tabelas insumo-produto entre países da OCDE",
        fr="Tableaux internationaux des entrées-sorties de l’OCDE",
    ),
    kind="trade",
    provider="OECD",
    citation="OECD, Inter-Country Input-Output Tables, 2023 edition, extended to 2022: goods sectors.",
    licence="OECD terms and conditions: free reuse, attributed to the OECD",
    url="https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html",
    reconciled=True,
    valuation={"X": "BASIC", "M": "BASIC"},
    note=Text(
        en="Goods by producing sector (ISIC, revision 4) at basic prices, balanced between both "
        "sides. Levels differ from customs figures: use shares. Of the region it shows Argentina, "
        "Brazil, Chile, Colombia, Costa Rica, Mexico and Peru; all others are in the rest of the "
        "world. The total is the sum of the goods sectors.",
        es="Bienes por sector productor (CIIU, revisión 4) a precios básicos, equilibrados entre "
        "ambas partes. Los niveles difieren de las cifras de aduanas: use proporciones. De la "
        "región muestra Argentina, Brasil, Chile, Colombia, Costa Rica, México y Perú; los demás "
        "están en el resto del mundo. El total es la suma de los sectores de bienes.",
        pt="Bens por setor produtor (CIIU, revisão 4) a preços básicos, equilibrados entre as duas "
        "partes. Os níveis diferem dos dados aduaneiros: use proporções. Da região mostra "
        "Argentina, Brasil, Chile, Colômbia, Costa Rica, México e Peru; os demais estão no resto "
        "do mundo. O total é a soma dos setores de bens.",
        fr="Biens par secteur producteur (CITI, révision 4) aux prix de base, équilibrés entre les "
        "deux parties. Les niveaux diffèrent des chiffres douaniers : utiliser des parts. De la "
        "région ils montrent l’Argentine, le Brésil, le Chili, la Colombie, le Costa Rica, le "
        "Mexique et le Pérou ; les autres sont dans le reste du monde. Le total est la somme des "
        "secteurs de biens.",
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
    provider="CEPII, UNCTAD, OECD, World Bank",
    citation="As each of its sources asks: BACI, UNCTAD, OECD_ICIO, WDI.",
    licence="As each of its sources says: BACI, UNCTAD, OECD_ICIO, WDI.",
    url="",
    note=Text(
        en="BACI totals of 2000–2020 and 2023, trade by SITC section of 2015 and by sector of 2011 "
        "and 2022, World Development Indicators of 1990–2025. "
        "Its parts carry the id of the source they come from.",
        es="Totales de BACI de 2000–2020 y 2023, comercio por sección de la CUCI de 2015 y por "
        "sector de 2011 y 2022, e Indicadores del desarrollo mundial de 1990–2025. "
        "Cada parte lleva el id de su fuente.",
        pt="Totais do BACI de 2000–2020 e 2023, comércio por seção da CUCI de 2015 e por setor de "
        "2011 e 2022, e Indicadores do desenvolvimento mundial de 1990–2025. "
        "Cada parte leva o id da sua fonte.",
        fr="Totaux de BACI pour 2000–2020 et 2023, commerce par section de la CTCI pour 2015 et par "
        "secteur pour 2011 et 2022, et Indicateurs du développement dans le monde pour 1990–2025. "
        "Chaque partie porte l’identifiant de sa source.",
    ),
)

_TRADE = """
    SELECT EXPORTER AS REF_AREA, IMPORTER AS COUNTERPART_AREA, 'X' AS TRADE_FLOW, PRODUCT,
        OBS_VALUE, NULL::DOUBLE AS QUANTITY, 'A' AS OBS_STATUS, TIME_PERIOD::VARCHAR AS TIME_PERIOD
    FROM ({rows})
    """
_WITH_TOTAL = _TRADE.format(
    rows="""
    FROM year UNION ALL BY NAME
    SELECT EXPORTER, IMPORTER, TIME_PERIOD, '_T' AS PRODUCT, sum(OBS_VALUE)::BIGINT AS OBS_VALUE
    FROM year GROUP BY ALL"""
)
_SELECT = {
    "BACI": _TRADE.format(rows="SELECT *, '_T' AS PRODUCT FROM year"),
    "UNCTAD": _WITH_TOTAL,
    "OECD_ICIO": _WITH_TOTAL,
    "WDI": """
        SELECT REF_AREA, INDICATOR, OBS_VALUE, 'A' AS OBS_STATUS,
            TIME_PERIOD::VARCHAR AS TIME_PERIOD
        FROM year
        """,
}

CLASSIFICATIONS = {"UNCTAD": "SITC3", "OECD_ICIO": "ICIO"}
"""What the products of a part are codes of."""


def _wdi() -> SourceDescription:
    from cedic.sources.worldbank import WDI

    return WDI


_DESCRIPTIONS: dict[str, Callable[[], SourceDescription]] = {
    "BACI": lambda: BACI,
    "UNCTAD": lambda: UNCTAD,
    "OECD_ICIO": lambda: OECD_ICIO,
    "WDI": _wdi,
}


def _ids(text: str) -> tuple[str, ...]:
    ids = tuple(text.upper().split(","))
    if unknown := [id for id in ids if id not in _DESCRIPTIONS]:
        raise ValueError(f"{unknown[0]} is none of {', '.join(_DESCRIPTIONS)}")
    return ids


class Sample(Source):
    """The tables in the package, as parts of the sources they were taken from.

    Reads no files of the user's. Rows of all products (``_T``) of UNCTAD and the OECD
    are sums of the sections and sectors.
    """

    description = SAMPLE
    read_options = (
        Option(
            "sources",
            "the sources to read: BACI, UNCTAD, OECD_ICIO, WDI",
            _ids,
            tuple(_DESCRIPTIONS),
        ),
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
        notes={"PRODUCT": CLASSIFICATIONS[source.id]} if source.id in CLASSIFICATIONS else {},
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
