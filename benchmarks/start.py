"""How long one waits for the command: its help, a table from a built store, the first build."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

from benchmarks.measure import CEDIC, Figure, cache, cedic, least, megabytes, run

ASKED = ("data", "REGIONAL_TRADE", "--where", "REF_AREA=MERCOSUR", "INDICATOR=ITS", "TRADE_FLOW=X")


def figures(full: bool) -> Iterator[Figure]:
    home = cache() / "start"
    shutil.rmtree(home, ignore_errors=True)
    built = cedic("build", home=home)
    yield Figure("start: load and build the sample", f"{built.seconds:.1f} s", "", "20 s")
    yield Figure("  peak memory", megabytes(built.peak))
    help_, table, python, libraries = least(
        5,
        lambda: run(*CEDIC, "--help"),
        lambda: cedic(*ASKED, home=home),
        lambda: run(sys.executable, "-c", "pass"),
        lambda: run(sys.executable, "-c", "import deltalake, duckdb, pyarrow, rich"),
    )
    yield Figure(
        "  cedic --help", f"{help_:.2f} s", f"{help_ / python:.1f} × Python itself", "0.3 s"
    )
    yield Figure(
        "  cedic data, one series of a built store",
        f"{table:.2f} s",
        f"{table / libraries:.1f} × importing the libraries it needs",
        "1.5 s",
    )
    shutil.rmtree(home)
