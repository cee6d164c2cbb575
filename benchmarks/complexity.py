"""Complexity of 230 areas and 5,000 products, against py-ecomplexity in an environment of its own."""

from __future__ import annotations

import json
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path

from benchmarks import beside_ecomplexity
from benchmarks.measure import Figure, apart, cache, least, measured, megabytes, run

AREAS, PRODUCTS, SEED = 230, 5_000, 20
OTHER = "ecomplexity==0.5.3"


def figures(full: bool) -> Iterator[Figure]:
    exports = apart(write_exports, cache())
    ours, theirs = cache() / "complexity.npz", cache() / "ecomplexity.npz"
    found, process = measured("complexity", str(exports), str(ours))
    written, other = run(environment(OTHER), beside_ecomplexity.__file__, str(exports), str(theirs))
    seconds = json.loads(written.splitlines()[-1])
    yield Figure(
        f"complexity: {AREAS} areas, {PRODUCTS:,} products",
        f"{found['complexity']:.2f} s",
        f"{seconds / found['complexity']:.0f} × as fast as {OTHER} ({seconds:.1f} s)",
        "50 ×",
    )
    yield Figure("  peak memory", megabytes(process.peak), f"{megabytes(other.peak)} the other")
    yield Figure("  the same with fitness", f"{found['fitness']:.2f} s")
    yield Figure("  the product space as a table of links", f"{found['links']:.2f} s")
    gaps = differences(ours, theirs)
    worst = max(gaps, key=gaps.__getitem__)
    yield Figure(
        f"  greatest absolute difference in {', '.join(gaps)}",
        f"{gaps[worst]:.1e}",
        f"in {worst}",
        "1e-09",
    )


def environment(requirement: str) -> str:
    """The Python of an environment with `requirement` alone, made unless it is there."""
    folder = cache() / requirement.replace("==", "-")
    python = folder / "bin" / "python"
    finished = folder / "finished"
    if not finished.exists():
        venv.create(folder, clear=True, with_pip=True)
        run(str(python), "-m", "pip", "install", "--quiet", requirement)
        finished.touch()
    return str(python)


def write_exports(folder: Path) -> Path:
    """Simulated exports, unless they are there: capable areas make what is hard, and the rest too.

    Each product also belongs to a field, and each area is better at some fields than at others.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv

    path = folder / f"SIMULATED_exports_{AREAS}x{PRODUCTS}.csv"
    if path.exists():
        return path
    draw = np.random.default_rng(SEED)
    capable, hard = draw.normal(size=(AREAS, 1)), draw.normal(size=PRODUCTS)
    suited = draw.normal(size=(AREAS, 20))[:, draw.integers(20, size=PRODUCTS)]
    made = draw.random((AREAS, PRODUCTS)) < 1 / (1 + np.exp(2 * (hard - capable) - suited))
    size = np.exp(draw.normal(16, 2, (AREAS, 1)) + draw.normal(0, 1.5, PRODUCTS) + suited)
    values = np.round(size * draw.lognormal(0, 1, made.shape)).astype("int64")
    area, product = np.nonzero(made)
    table = pa.table(
        {
            "TIME_PERIOD": np.full(len(area), 2020),
            "REF_AREA": [f"S{n:03d}" for n in area],
            "PRODUCT": [f"{10_000 + 190 * n:06d}" for n in product],
            "OBS_VALUE": values[area, product],
        }
    )
    unfinished = path.with_suffix(".part")
    pyarrow.csv.write_csv(table, unfinished)
    unfinished.rename(path)
    return path


def measure(exports: Path, results: Path) -> dict[str, float]:
    """Measure CEDIC, and keep what it finds."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv

    from cedic.trade import complexity

    kinds = {"TIME_PERIOD": pa.string(), "REF_AREA": pa.string(), "PRODUCT": pa.string()}
    options = pyarrow.csv.ConvertOptions(column_types=kinds)
    table = pyarrow.csv.read_csv(exports, convert_options=options)

    def tables(fitness: bool) -> list[pa.Table]:
        found = complexity(table, fitness=fitness)
        return [part.to_arrow() for part in (found.areas, found.products, found.pairs)]

    plain, fit = least(3, lambda: tables(False), lambda: tables(True))
    areas, _, pairs = tables(False)
    start = time.perf_counter()
    links = complexity(table, fitness=False).proximity.to_arrow()
    taken = time.perf_counter() - start
    kept = {name.lower(): pairs[name].to_numpy() for name in ("RCA", "DENSITY", "COG", "PCI")}
    each = pairs.num_rows // areas.num_rows
    kept |= {name.lower(): np.repeat(areas[name].to_numpy(), each) for name in ("ECI", "COI")}
    np.savez(results, **kept, proximity=links["PROXIMITY"].to_numpy())
    return {"complexity": plain, "fitness": fit, "links": taken}


def differences(ours: Path, theirs: Path) -> dict[str, float]:
    """The greatest absolute difference of each measure."""
    import numpy as np

    with np.load(ours) as one, np.load(theirs) as other:
        assert sorted(one.files) == sorted(other.files)
        return {name: float(abs(one[name] - other[name]).max()) for name in one.files}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))))
