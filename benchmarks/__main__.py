"""Run benchmarks: ``python -m benchmarks [--full] [NAME ...]``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from benchmarks import (
    complexity,
    explorer,
    indices,
    load,
    network,
    product,
    programme,
    regional,
    service,
    serving,
    start,
    writers,
)
from benchmarks.measure import Figure

BENCHMARKS: dict[str, Callable[[bool], Iterator[Figure]]] = {
    "regional": regional.figures,
    "product": product.figures,
    "network": network.figures,
    "complexity": complexity.figures,
    "indices": indices.figures,
    "load": load.figures,
    "service": service.figures,
    "serving": serving.figures,
    "writers": writers.figures,
    "explorer": explorer.figures,
    "start": start.figures,
    "programme": programme.figures,
}
HEADER = Figure("MEASURED", "FIGURE", "BESIDE IT", "BOUND")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"{', '.join(BENCHMARKS)}; all")
    parser.add_argument(
        "--full", action="store_true", help="load five years of 11 million rows, not of 1 million"
    )
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {sorted(unknown)[0]}; give {', '.join(BENCHMARKS)}")
    print(
        "SIMULATED data, but for `start` and `explorer`: speeds are real, figures of trade are not."
    )
    for name in asked.names or BENCHMARKS:
        print(f"\n{name}\n  {HEADER}")
        for figure in BENCHMARKS[name](asked.full):
            print(f"  {figure}", flush=True)


if __name__ == "__main__":
    main()
