"""Synthetic trade in the layout of CEPII's BACI. SIMULATED: no figure in it is real.

The same seed gives the same rows. Sizes of areas and products are drawn from heavy-tailed
distributions, so that groups are as uneven as in real trade.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

PRODUCTS = 5_000
ROWS_A_YEAR = 11_000_000


def area_codes() -> np.ndarray:
    """BACI's numeric codes of the countries and territories of today, one for each."""
    from cedic.regions import codes

    table = codes("BACI").to_pandas()
    current = table[(table.LAST_YEAR == 9999) & table.AREA.str.fullmatch("[A-Z]{3}")]
    # Two codes of one area would make its rows repeat each other.
    return np.sort(current.drop_duplicates("AREA").CODE.astype("int32"))


def year_of_trade(year: int, rows: int = ROWS_A_YEAR, seed: int = 20) -> pa.Table:
    """One year of simulated trade: t, i, j, k (text of six digits), v (thousand USD), q (tonnes)."""
    draw = np.random.default_rng([seed, year])
    areas = area_codes()
    size = draw.pareto(1.1, len(areas)) + 0.01
    weight = np.outer(size, size) ** 0.45
    np.fill_diagonal(weight, 0)
    drawn = draw.multinomial(int(rows * 1.9), (weight / weight.sum()).ravel())
    pairs = np.repeat(np.arange(weight.size), drawn)
    keys = np.sort(pairs * PRODUCTS + draw.integers(0, PRODUCTS, len(pairs)))
    # Not np.unique, whose hash table takes twenty times as long here.
    keys = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
    if len(keys) < rows:
        raise ValueError(f"only {len(keys):,} distinct rows could be drawn; ask for fewer")
    surplus = draw.choice(len(keys), len(keys) - rows, replace=False, shuffle=False)
    pair, product = np.divmod(np.delete(keys, surplus), PRODUCTS)
    codes = pa.array([f"{10_000 + 190 * n:06d}" for n in range(PRODUCTS)])
    return pa.table(
        {
            "t": pa.array(np.full(rows, year, "int16")),
            "i": pa.array(areas[pair // len(areas)].astype("int16")),
            "j": pa.array(areas[pair % len(areas)].astype("int16")),
            "k": pa.DictionaryArray.from_arrays(pa.array(product.astype("int32")), codes),
            "v": pa.array(np.round(draw.lognormal(2, 2.5, rows) + 0.001, 3)),
            "q": pa.array(np.round(draw.lognormal(1, 3, rows), 3)),
        }
    ).replace_schema_metadata({"cedic": "SIMULATED trade, no figure is real"})


def write_parquet(folder: Path, year: int, rows: int = ROWS_A_YEAR) -> Path:
    """Write a year as Parquet unless it is there already."""
    path = folder / f"SIMULATED_BACI_HS92_Y{year}_{rows}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        pq.write_table(year_of_trade(year, rows), unfinished, compression="zstd")
        unfinished.rename(path)
    return path


def write_zip(folder: Path, years: range, rows: int = ROWS_A_YEAR) -> Path:
    """Write years as CSV members of one zip, named as CEPII names them, unless it is there."""
    path = folder / f"BACI_HS92_V202601_SIMULATED_{len(years)}x{rows}.zip"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for year in years:
            with archive.open(f"BACI_HS92_Y{year}_V202601.csv", "w", force_zip64=True) as member:
                table = year_of_trade(year, rows)
                table = table.set_column(3, "k", table["k"].cast(pa.string()))
                options = pyarrow.csv.WriteOptions(quoting_style="none")
                pyarrow.csv.write_csv(table, member, options)
    unfinished.rename(path)
    return path


def gross_product(year: int, seed: int = 20) -> pa.Table:
    """Simulated gross domestic product of all areas: REF_AREA (BACI's code), TIME_PERIOD, USD."""
    areas = area_codes()
    draw = np.random.default_rng([seed, year])
    return pa.table(
        {
            "REF_AREA": pa.array(areas).cast(pa.string()),
            "TIME_PERIOD": pa.repeat(year, len(areas)),
            "OBS_VALUE": pa.array(draw.lognormal(24, 2, len(areas))),
        }
    )
