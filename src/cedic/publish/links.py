"""Links between areas or between products, as a network draws them: the telling ones, laid out."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from threading import Lock
from typing import Any

from cedic.errors import UsageError

LINKS_PER_NODE = 2
"""How many links are drawn for each node, on average: more of them hide each other."""

_CHANCE = Lock()
_SPREAD = 0.7
"""The power of a node's distance from the middle; below 1 it spreads the middle out."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Links:
    """The nodes and links of a network.

    Parameters
    ----------
    size : dict of str to float
        The sum of each node's links, drawn or not, the largest first.
    drawn : dict of (str, str) to float
        The links drawn, whatever their direction, the strongest first.
    number : int
        How many links there are.
    undrawn : int
        The values of zero or less, and those of a node with itself.
    places : dict of str to (float, float)
        Where each node stands: from 0 to 1 to the right and downwards.
    """

    size: dict[str, float]
    drawn: dict[Pair, float]
    number: int
    undrawn: int
    places: dict[str, tuple[float, float]]


def links_of(rows: Iterable[Mapping[str, Any]], *, summed: bool) -> Links:
    """The links of rows with SERIES, COUNTERPART and VALUE.

    Parameters
    ----------
    rows : iterable of mapping
        One for each pair of nodes, in one direction or in both; all have a value.
    summed : bool
        Whether the two directions add up; else the larger value is the link's.

    Raises
    ------
    UsageError
        If igraph, which lays the nodes out, is not installed.
    """
    known = list(rows)
    values: dict[Pair, float] = {}
    undrawn = 0
    for row in known:
        one, other = sorted((row["SERIES"], row["COUNTERPART"]))
        if row["VALUE"] <= 0 or one == other:
            undrawn += 1
            continue
        before = values.get((one, other), 0.0)
        values[one, other] = before + row["VALUE"] if summed else max(before, row["VALUE"])
    sizes: defaultdict[str, float] = defaultdict(float)
    for pair, value in values.items():
        for node in pair:
            sizes[node] += value
    size = dict(sorted(sizes.items(), key=lambda item: (-item[1], item[0])))
    drawn, places = _laid_out(list(size), values)
    return Links(size, drawn, len(values), undrawn, places)


def _laid_out(
    nodes: list[str], values: Mapping[Pair, float]
) -> tuple[dict[Pair, float], dict[str, tuple[float, float]]]:
    """The strongest links, with those that hold the network together, and places for the nodes.

    The maximum spanning tree is drawn whole (Hidalgo, Klinger, Barabási and Hausmann 2007), so that
    no node hangs in the air.
    """
    if not nodes:
        return {}, {}
    ranked = sorted(values, key=lambda pair: (-values[pair], pair))
    index = {node: place for place, node in enumerate(nodes)}
    graph = _igraph().Graph(len(nodes), [(index[one], index[other]) for one, other in ranked])
    # The tree of the smallest ranks is that of the greatest values.
    tree = graph.spanning_tree(weights=list(range(len(ranked))), return_tree=False)
    rest = [place for place in range(len(ranked)) if place not in set(tree)]
    kept = sorted([*tree, *rest[: max(0, LINKS_PER_NODE * len(nodes) - len(tree))]])
    shown = graph.subgraph_edges(kept, delete_vertices=False)
    # Pieces that nothing joins would drift out of sight.
    shown.add_edges([(0, piece[0]) for piece in shown.connected_components() if piece[0] != 0])
    layout = _layout(shown)
    return {ranked[place]: values[ranked[place]] for place in kept}, _scaled(
        nodes, [tuple(point) for point in layout.coords]
    )


def _layout(graph: Any) -> Any:
    """Places by the forces between nodes (Kamada and Kawai 1989, Fruchterman and Reingold 1991)."""
    igraph = _igraph()
    # igraph has one source of chance for all threads.
    with _CHANCE:
        igraph.set_random_number_generator(Random(0))  # noqa: S311 - no secret
        try:
            start = graph.layout_kamada_kawai(
                seed=graph.layout_circle(), maxiter=100 * graph.vcount()
            )
            return graph.layout_fruchterman_reingold(seed=start, niter=300, grid=False)
        finally:
            igraph.set_random_number_generator(random)


def _igraph() -> Any:
    try:
        import igraph
    except ImportError:
        raise UsageError(
            "A network is laid out by igraph, which is not installed.",
            remedy="run: pip install 'cedic[analysis]'",
        ) from None
    return igraph


def _scaled(nodes: list[str], points: list[tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The places on a square from 0 to 1, the longest way across it from left to right."""
    import numpy as np

    found = np.array(points) - np.mean(points, axis=0)
    _, axes = np.linalg.eigh(found.T @ found)
    turned = found @ axes[:, ::-1]
    # The largest node stands on the left and above, so that the picture has one way up.
    turned *= np.where(turned[0] > 0, -1.0, 1.0)
    # The crowded middle takes more room than the far ends, in the same order and direction.
    turned *= np.maximum(np.hypot(*turned.T), 1e-9)[:, None] ** (_SPREAD - 1)
    low, high = turned.min(axis=0), turned.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, 1.0)
    placed = np.where(high - low > 1e-9, (turned - low) / span, 0.5).round(4)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, placed, strict=True)}
