"""Five years of BACI-shaped CSV into the store: speed, memory, a kill in the third year, a build."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import time
import zipfile
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from benchmarks.measure import CEDIC, Child, Figure, apart, cache, cedic, measured, megabytes
from benchmarks.synthetic import ROWS_A_YEAR, write_zip

YEARS = range(2018, 2023)
THIRD = f"BACI {YEARS[2]}"


def figures(full: bool) -> Iterator[Figure]:
    rows = ROWS_A_YEAR if full else 1_000_000
    archive, home = apart(write_zip, cache(), YEARS, rows), cache() / "load"
    shutil.rmtree(home, ignore_errors=True)
    # What a killed process leaves in the temporary folder goes with the rest of the benchmark.
    scratch = home / "tmp"
    scratch.mkdir(parents=True)
    killed, said = killed_in_third_year(archive, home, scratch)
    yield Figure(
        f"load: killed in the third of {len(YEARS)} years", f"{killed.seconds:.1f} s", said
    )
    resumed = Child(*read(archive), **environment(home, scratch))
    lines = list(resumed.lines())
    resumed.wait()
    passed = [line.split(":")[0] for line in lines if line.endswith("in the store already")]
    last = next(line for line in lines if "rows read" in line)
    yield Figure(
        "  resumed", f"{resumed.seconds:.1f} s", f"passed over {', '.join(passed)}; {last}"
    )
    speed = rows * (len(YEARS) - len(passed)) / resumed.seconds
    plain = measured("load", str(archive), str(scratch))[0]["rows a second"]
    yield Figure(
        "  rows a second, checked and stored",
        f"{speed:,.0f}",
        f"{plain / speed:.1f} × the time of DuckDB's CSV to Parquet, unchecked",
    )
    peak = megabytes(max(killed.peak, resumed.peak))
    yield Figure("  peak memory of the loader", peak, f"for {rows:,} rows a year", "2,048 MB")
    built = cedic("build", home=home)
    yield Figure(f"  build from {rows * len(YEARS):,} rows", f"{built.seconds:.1f} s")
    yield Figure("  peak memory of the build", megabytes(built.peak))
    shutil.rmtree(home)


def read(archive: Path) -> tuple[str, ...]:
    return (*CEDIC, "sources", "read", "BACI", str(archive))


def environment(home: Path, scratch: Path) -> dict[str, str]:
    return {"CEDIC_HOME": str(home), "CEDIC_STORE": "", "TMPDIR": str(scratch)}


def killed_in_third_year(archive: Path, home: Path, scratch: Path) -> tuple[Child, str]:
    """Kill the loader when it is about half-way through its third year."""
    loader = Child(*read(archive), **environment(home, scratch))
    said = list(takewhile(lambda line: line != THIRD, loader.lines()))
    time.sleep((time.perf_counter() - loader.started) / 4)
    loader.process.kill()
    loader.wait()
    if loader.process.returncode != -signal.SIGKILL:
        raise SystemExit("\n".join(["The loader ended by itself:", *said]))
    return loader, f"with SIGKILL, after {len(said)} lines of progress"


def checked_by_nobody(archive: Path, scratch: Path) -> dict[str, float]:
    """Unpack one year and let DuckDB copy it to Parquet, as it stands."""
    import duckdb

    start = time.perf_counter()
    with zipfile.ZipFile(archive) as packed:
        path = packed.extract(packed.namelist()[0], scratch)
    connection = duckdb.connect()
    target = scratch / "plain.parquet"
    connection.execute(f"COPY (FROM read_csv('{path}')) TO '{target}' (COMPRESSION zstd)")
    seconds = time.perf_counter() - start
    [(rows,)] = connection.execute(f"SELECT count(*) FROM '{target}'").fetchall()
    Path(path).unlink()
    return {"rows a second": rows / seconds}


if __name__ == "__main__":
    print(json.dumps(checked_by_nobody(Path(sys.argv[1]), Path(sys.argv[2]))))
