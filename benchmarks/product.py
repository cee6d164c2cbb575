"""Analysis by product from 11 million bilateral rows, against DuckDB's plain sum and pandas."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Figure, apart, cache, least, measured, megabytes
from benchmarks.synthetic import write_parquet

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandas as pd

YEAR = 2020
PLAIN_SUM = "SELECT t, i, k, sum(v) FROM read_parquet('{path}') GROUP BY t, i, k"


def figures(full: bool) -> Iterator[Figure]:
    path, results = apart(write_parquet, cache(), YEAR), cache() / "product.parquet"
    for kind, what in (("rca", "product: RCA"), ("checked", "  RCA, all rows checked first")):
        ours, process = measured("product", kind, str(path), str(results))
        yield Figure(
            what,
            f"{ours['cedic']:.2f} s",
            f"{ours['cedic'] / ours['duckdb']:.2f} × DuckDB's sum by area and product "
            f"({ours['duckdb']:.2f} s)",
            "2 ×" if kind == "rca" else "",
        )
        yield Figure("  peak memory of both", megabytes(process.peak), "", "600 MB")
    ours, process = measured("product", "grubel_lloyd", str(path), str(results))
    yield Figure("product: Grubel–Lloyd", f"{ours['cedic']:.2f} s")
    yield Figure("  peak memory", megabytes(process.peak))
    pandas, process = measured("product", "pandas", str(path), str(results))
    yield Figure(
        "  the same in pandas, with equal results",
        f"{pandas['pandas']:.2f} s",
        f"{pandas['pandas'] / ours['cedic']:.1f} × CEDIC",
        "at least 3 ×",
    )
    yield Figure("  peak memory of pandas", megabytes(process.peak))


def flows(path: Path) -> ir.Table:
    """The simulated rows as CEDIC reads them, in whole dollars."""
    import ibis

    table = ibis.duckdb.connect().read_parquet(path)
    return table.select(
        TIME_PERIOD=table.t,
        EXPORTER=table.i,
        IMPORTER=table.j,
        PRODUCT=table.k,
        OBS_VALUE=(table.v * 1000).round().cast("int64"),
    )


def of_rca(path: Path, results: Path, *, check: bool = False) -> dict[str, float]:
    """Measure CEDIC and DuckDB in turns."""
    import duckdb

    from cedic.trade import advantage

    table = flows(path)

    def ours() -> Any:
        return advantage(table, indicators="RCA", check=check).to_arrow()

    def plain_sum() -> Any:
        return duckdb.connect().sql(PLAIN_SUM.format(path=path)).to_arrow_table()

    taken, plain = least(5, ours, plain_sum)
    return {"cedic": taken, "duckdb": plain}


def of_checked(path: Path, results: Path) -> dict[str, float]:
    """The same with a look at every row: nothing negative, nothing twice, one level of detail."""
    return of_rca(path, results, check=True)


def of_grubel_lloyd(path: Path, results: Path) -> dict[str, float]:
    """Measure Grubel–Lloyd of all areas with the world, by product and in all."""
    import pyarrow.parquet as pq

    from cedic.trade import intra_industry

    table = flows(path)

    def ours() -> Any:
        return intra_industry(table, check=False).to_arrow()

    pq.write_table(ours(), results)
    return {"cedic": least(5, ours)[0]}


def of_pandas(path: Path, results: Path) -> dict[str, float]:
    """Measure pandas, and see that it comes to the same table."""
    import pandas as pd

    expected = pd.read_parquet(results)
    found = in_pandas(path).reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=1e-12)
    return {"pandas": least(3, lambda: in_pandas(path))[0]}


def in_pandas(path: Path) -> pd.DataFrame:
    """The same table, as one would write it in pandas."""
    import pandas as pd

    rows = pd.read_parquet(path, columns=["t", "i", "j", "k", "v"])
    rows["usd"] = (rows.v * 1000).round().astype("int64")
    rows["k"] = rows.k.astype("str")
    sides = [
        rows.groupby(["t", side, "k"], observed=True).usd.sum().rename_axis(["t", "area", "k"])
        for side in ("i", "j")
    ]
    both = pd.concat(sides, axis=1, keys=["x", "m"])
    # An area that only sells, or only buys, has nothing to match.
    one_sided = both.groupby(level=["t", "area"]).transform("count").eq(0)
    both = both.fillna(0).mask(one_sided)
    both["gap"], both["gross"] = (both.x - both.m).abs(), both.x + both.m
    sums = both.groupby(level=["t", "area"]).sum(min_count=1).reset_index().assign(k="_T")
    sums["matched"] = sums.gross - sums.gap
    each = both.reset_index()
    tables = [
        each.assign(INDICATOR="GL", OBS_VALUE=(each.gross - each.gap) / each.gross),
        sums.assign(INDICATOR="GL", OBS_VALUE=sums.matched / sums.gross),
        sums.assign(
            INDICATOR="GL_ADJUSTED",
            OBS_VALUE=sums.matched / (sums.gross - (sums.x - sums.m).abs()),
        ),
    ]
    found = pd.concat(tables).rename(
        columns={"area": "REF_AREA", "k": "PRODUCT", "t": "TIME_PERIOD"}
    )
    found["REF_AREA"] = found.REF_AREA.astype("str")
    found["LEVEL"] = each.k.str.len().max()
    order = ["REF_AREA", "PRODUCT", "LEVEL", "INDICATOR", "TIME_PERIOD"]
    return found[[*order, "OBS_VALUE"]].sort_values(order)


if __name__ == "__main__":
    measure = {
        "rca": of_rca,
        "checked": of_checked,
        "grubel_lloyd": of_grubel_lloyd,
        "pandas": of_pandas,
    }[sys.argv[1]]
    print(json.dumps(measure(Path(sys.argv[2]), Path(sys.argv[3]))))
