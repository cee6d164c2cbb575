"""All measures of a dense network of 230 areas, against the same centralities in networkx.

networkx is the named alternative and no dependency of CEDIC; where it is not installed, our figure
stands alone. Install it in an environment of its own that has CEDIC too, for the measurement only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Figure, least, measured, megabytes

if TYPE_CHECKING:
    import pyarrow as pa

AREAS = 230


def figures(full: bool) -> Iterator[Figure]:
    ours, process = measured("network", "cedic")
    yield Figure(
        f"network: 26 measures, {AREAS} areas, {AREAS * (AREAS - 1):,} links",
        f"{ours['network']:.2f} s",
        "",
        "1 s",
    )
    yield Figure("  backbone of the same", f"{ours['backbone']:.2f} s")
    yield Figure("  peak memory of both", megabytes(process.peak))
    if find_spec("networkx") is None:
        yield Figure("  networkx", "not installed")
        return
    theirs, process = measured("network", "networkx")
    yield Figure(
        "  three of them in networkx, with equal results",
        f"{theirs['networkx']:.2f} s",
        f"{theirs['networkx'] / ours['network']:.1f} × CEDIC",
    )
    yield Figure("  peak memory of networkx", megabytes(process.peak))


def dense() -> pa.Table:
    """A flow between any two areas, log-normal as those of trade are; the same each time."""
    import numpy as np
    import pyarrow as pa

    areas = np.array([f"{place:03d}" for place in range(AREAS)])
    senders, receivers = np.nonzero(~np.eye(AREAS, dtype=bool))
    values = np.random.default_rng(2024).lognormal(12, 3, len(senders)).astype(np.int64) + 1
    return pa.table(
        {
            "TIME_PERIOD": pa.repeat("2020", len(values)),
            "EXPORTER": areas[senders],
            "IMPORTER": areas[receivers],
            "OBS_VALUE": values,
        }
    )


def of_cedic() -> dict[str, float]:
    from cedic.trade import backbone, network

    flows = dense()
    ours, kept = least(5, lambda: network(flows).to_arrow(), lambda: backbone(flows).to_arrow())
    return {"network": ours, "backbone": kept}


def of_networkx() -> dict[str, float]:
    """Measure networkx, and see that it comes to the same results."""
    import networkx
    import pytest

    from cedic.trade import network

    flows = dense()
    values = flows["OBS_VALUE"].to_numpy()
    graph = networkx.DiGraph()
    ends = zip(flows["EXPORTER"].to_pylist(), flows["IMPORTER"].to_pylist(), strict=True)
    for (exporter, importer), value in zip(ends, values.tolist(), strict=True):
        graph.add_edge(exporter, importer, weight=value, distance=values.mean() / value)

    def theirs() -> dict[str, Any]:
        reached = networkx.harmonic_centrality(graph, distance="distance")
        return {
            "BETWEENNESS": networkx.betweenness_centrality(graph, weight="distance"),
            "CLOSENESS_IN": {area: near / (AREAS - 1) for area, near in reached.items()},
            "PAGERANK": networkx.pagerank(graph, alpha=0.85, tol=1e-12),
        }

    rows = network(flows).to_arrow().to_pylist()
    for name, expected in theirs().items():
        found = {row["REF_AREA"]: row["OBS_VALUE"] for row in rows if row["INDICATOR"] == name}
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-9)
    return {"networkx": least(2, theirs)[0]}


if __name__ == "__main__":
    print(json.dumps({"cedic": of_cedic, "networkx": of_networkx}[sys.argv[1]]()))
