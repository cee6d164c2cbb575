"""All regional indicators of 20 blocs from 11 million rows, against DuckDB's plain sum and pandas."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Figure, apart, cache, least, measured, megabytes
from benchmarks.synthetic import gross_product, write_parquet

if TYPE_CHECKING:
    import pandas as pd

YEAR = 2020
BLOCS = 20
PLAIN_SUM = "SELECT t, i, j, sum(v) FROM read_parquet('{path}') GROUP BY t, i, j"


def figures(full: bool) -> Iterator[Figure]:
    path, results = apart(write_parquet, cache(), YEAR), cache() / "regional.parquet"
    ours, process = measured("regional", "cedic", str(path), str(results))
    yield Figure(
        f"regional: 8 indicators, {BLOCS} blocs, X, M and XM",
        f"{ours['cedic']:.2f} s",
        f"{ours['cedic'] / ours['duckdb']:.2f} × DuckDB's sum by pair ({ours['duckdb']:.2f} s)",
        "3 ×",
    )
    yield Figure("  peak memory of both", megabytes(process.peak), "", "1,024 MB")
    pandas, process = measured("regional", "pandas", str(path), str(results))
    yield Figure(
        "  the same in pandas, with equal results",
        f"{pandas['pandas']:.2f} s",
        f"{pandas['pandas'] / ours['cedic']:.1f} × CEDIC",
    )
    yield Figure("  peak memory of pandas", megabytes(process.peak))


def of_cedic(path: Path, results: Path) -> dict[str, float]:
    """Measure CEDIC and DuckDB in turns.

    BACI gives thousands of dollars with three decimals. CEDIC makes whole dollars of them, row by
    row, before it adds; the plain sum adds the numbers as they stand.
    """
    import duckdb
    import ibis
    import pyarrow.parquet as pq

    from cedic.regions import blocs
    from cedic.trade import regional

    engine = ibis.duckdb.connect()
    table = engine.read_parquet(path)
    flows = table.select(
        TIME_PERIOD=table.t,
        EXPORTER=table.i,
        IMPORTER=table.j,
        OBS_VALUE=(table.v * 1000).round().cast("int64"),
    )

    def indicators() -> Any:
        asked = list(blocs())[:BLOCS]
        gdp = gross_product(YEAR)
        return regional(flows, asked, flow=("X", "M", "XM"), gdp=gdp, scheme="BACI").to_arrow()

    def plain_sum() -> Any:
        return duckdb.connect().sql(PLAIN_SUM.format(path=path)).to_arrow_table()

    pq.write_table(indicators(), results)
    ours, plain = least(5, indicators, plain_sum)
    return {"cedic": ours, "duckdb": plain}


def of_pandas(path: Path, results: Path) -> dict[str, float]:
    """Measure pandas, and see that it comes to the same results."""
    import pandas as pd

    key = ["REF_AREA", "TRADE_FLOW", "INDICATOR"]
    expected = pd.read_parquet(results).set_index(key).OBS_VALUE.sort_index()
    found = in_pandas(path).set_index(key).OBS_VALUE.sort_index()
    pd.testing.assert_series_equal(found, expected, rtol=1e-12)
    return {"pandas": least(5, lambda: in_pandas(path))[0]}


def in_pandas(path: Path) -> pd.DataFrame:
    """The same indicators, as one would write them in pandas."""
    import pandas as pd

    from cedic.regions import blocs, membership

    rows = pd.read_parquet(path, columns=["t", "i", "j", "v"])
    rows["usd"] = (rows.v * 1000).round().astype("int64")
    pairs = rows.groupby(["t", "i", "j"], as_index=False).usd.sum()
    gdp = gross_product(YEAR).to_pandas().set_index("REF_AREA").OBS_VALUE
    table = membership(list(blocs())[:BLOCS], scheme="BACI").to_pandas()
    table = table[(table.FIRST_YEAR <= YEAR) & (table.LAST_YEAR >= YEAR)]
    found = []
    for bloc, members in table.groupby("BLOC").AREA:
        sends, receives = pairs.i.isin(members.astype(int)), pairs.j.isin(members.astype(int))
        inside = float(pairs.usd[sends & receives].sum())
        out = float(pairs.usd[sends & ~receives].sum())
        into = float(pairs.usd[~sends & receives].sum())
        outside = float(pairs.usd[~sends & ~receives].sum())
        quarters = {
            "X": (inside, out, into, outside),
            "M": (inside, into, out, outside),
            "XM": (2 * inside, out + into, out + into, 2 * outside),
        }
        for flow, (a, b, c, d) in quarters.items():
            values = formulas(a, b, c, d, gdp[members].sum(), gdp.sum())
            found += [(bloc, flow, name, value) for name, value in values.items()]
    return pd.DataFrame(found, columns=["REF_AREA", "TRADE_FLOW", "INDICATOR", "OBS_VALUE"])


def formulas(
    a: float, b: float, c: float, d: float, product: float, world_product: float
) -> dict[str, float]:
    """The indicators, from trade inside, out of, into and outside the bloc."""
    world = a + b + c + d
    intensity = (a / (a + b)) / ((a + c) / world)
    openness = ((a + b) / product) / (world / world_product)
    return {
        "ITS": a / (a + b),
        "ITI": intensity,
        "HI": (a / (a + b)) / (c / (c + d)),
        "HE": (b / (a + b)) / (d / (c + d)),
        "STI": (a * d - b * c) / (a * d + b * c),
        "RTO": openness,
        "PIT": intensity * openness,
        "PIT_AN": intensity * (a + b) / product,
    }


if __name__ == "__main__":
    measure = {"cedic": of_cedic, "pandas": of_pandas}[sys.argv[1]]
    print(json.dumps(measure(Path(sys.argv[2]), Path(sys.argv[3]))))
