"""Write the sample that comes with the package, from a folder of Parquet files.

    python scripts/write_sample.py FOLDER

FOLDER holds trade_baci_totals.parquet (year, exporter, importer, value_usd),
trade_sitc1_2015.parquet (year, exporter, importer, sitc, value_usd), trade_icio_sectors.parquet
(year, exporter, importer, sector, value_usd) and wdi.parquet (indicator, iso3, year, value). Run
twice on the same files and versions of the
libraries, it writes the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from cedic.regions import codes
from cedic.sources.worldbank import INDICATORS

TARGET = Path(__file__).parents[1] / "src" / "cedic" / "sources" / "data"
VINTAGE = "2026-11"
WANTED = f"s.year BETWEEN 1990 AND 2025 AND s.value IS NOT NULL AND s.indicator IN {INDICATORS}"
PAIR = """
    JOIN ISO3 x ON x.CODE = s.exporter AND s.year BETWEEN x.FIRST_YEAR AND x.LAST_YEAR
    JOIN ISO3 m ON m.CODE = s.importer AND s.year BETWEEN m.FIRST_YEAR AND m.LAST_YEAR"""
# The first and the last year: what changed between them is what one asks of sectors.
SECTOR_YEARS = "s.year IN (2011, 2022)"
TABLES = {
    "baci_totals": (
        "BACI",
        "trade_baci_totals",
        "true",
        f"""
        SELECT s.year AS TIME_PERIOD, x.AREA AS EXPORTER, m.AREA AS IMPORTER,
            s.value_usd AS OBS_VALUE
        FROM source s {PAIR} ORDER BY ALL""",
    ),
    "trade_by_section": (
        "UNCTAD",
        "trade_sitc1_2015",
        "true",
        f"""
        SELECT s.year::SMALLINT AS TIME_PERIOD, x.AREA AS EXPORTER, m.AREA AS IMPORTER,
            'SITC' || s.sitc AS PRODUCT, s.value_usd AS OBS_VALUE
        FROM source s {PAIR} ORDER BY ALL""",
    ),
    "trade_by_sector": (
        "OECD_ICIO",
        "trade_icio_sectors",
        SECTOR_YEARS,
        f"""
        SELECT s.year::SMALLINT AS TIME_PERIOD, x.AREA AS EXPORTER, m.AREA AS IMPORTER,
            'ICIO_' || s.sector AS PRODUCT, s.value_usd AS OBS_VALUE
        FROM source s {PAIR.replace("ISO3", "OECD")}
        WHERE {SECTOR_YEARS} ORDER BY ALL""",
    ),
    "wdi": (
        "WDI",
        "wdi",
        WANTED,
        f"""
        SELECT replace(s.indicator, '.', '_') AS INDICATOR, a.AREA AS REF_AREA,
            s.year AS TIME_PERIOD, s.value AS OBS_VALUE
        FROM source s JOIN WORLD_BANK a
            ON a.CODE = s.iso3 AND s.year BETWEEN a.FIRST_YEAR AND a.LAST_YEAR
        WHERE {WANTED} ORDER BY ALL""",
    ),
}


def main(folder: Path) -> None:
    """Write the four tables and their manifest."""
    con = duckdb.connect()
    for scheme in ("ISO3", "WORLD_BANK"):
        con.register(scheme, codes(scheme))
    # The tables' rest of the world is an area of its own.
    con.execute("CREATE VIEW OECD AS FROM ISO3 UNION ALL SELECT 'ROW', 'NES-ROW', 0, 9999, 0, 9999")
    manifest = {"vintage": VINTAGE, "tables": {}}
    for name, (source, file, wanted, query) in TABLES.items():
        con.execute(f"CREATE OR REPLACE VIEW source AS FROM '{folder / file}.parquet'")
        table = con.sql(query).to_arrow_table()
        check_complete(con, table, name, wanted)
        manifest["tables"][name] = {"source": source, **write(table, TARGET / f"{name}.parquet")}
    (TARGET / "sample.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def check_complete(con: duckdb.DuckDBPyConnection, table: pa.Table, name: str, wanted: str) -> None:
    """Stop if the codes of areas lose or double rows."""
    keys = table.group_by([column for column in table.column_names if column != "OBS_VALUE"])
    (rows,) = con.sql(f"SELECT count(*) FROM source s WHERE {wanted}").fetchall()[0]
    if not len(table) == len(keys.aggregate([])) == rows:
        sys.exit(f"{name}: the codes of areas lose or double rows")


def write(table: pa.Table, path: Path) -> dict[str, Any]:
    """Write one table, and describe it for the manifest."""
    whole = pa.types.is_integer(table["OBS_VALUE"].type)
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        row_group_size=2**20,
        use_dictionary=[name for name in table.column_names if name != "OBS_VALUE"],
        column_encoding={"OBS_VALUE": "PLAIN" if whole else "BYTE_STREAM_SPLIT"},
        store_schema=False,
    )
    return {
        "rows": len(table),
        "years": sorted(set(table["TIME_PERIOD"].to_pylist())),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
