r"""Who trades through whom: the network of trade, its communities and its backbone.

Areas are the nodes; the link from i to j has the weight :math:`w_{ij}`, what i sends to j. A zero is
no link. n counts the areas with a link, m the links, :math:`s_i` is the strength of i, exports and
imports together. Where paths count, the distance along a link is :math:`\bar w / w_{ij}`, the mean
weight over its own, so that strong links are short (Opsahl, Agneessens and Skvoretz 2010). Where
direction does not count, the weight is :math:`w_{ij} + w_{ji}`.

============== ==================================================================== =======
of each area   what it is                                                           range
============== ==================================================================== =======
STRENGTH_OUT   exports to all partners, USD                                         0 … ∞
STRENGTH_IN    imports from all partners, USD                                       0 … ∞
STRENGTH_SHARE :math:`s_i / \sum s`                                                 0 … 1/2
DEGREE_OUT     areas it exports to                                                  0 … n−1
DEGREE_IN      areas it imports from                                                0 … n−1
BETWEENNESS    pairs of others whose shortest path leads through it, over all pairs 0 … 1
CLOSENESS_OUT  mean of 1/distance to all others; 0 for those it does not reach      0 … ∞
CLOSENESS_IN   the same from all others                                             0 … ∞
EIGENVECTOR    first eigenvector of the undirected weights, the greatest 1          0 … 1
PAGERANK       PageRank along exports, damping 0.85; adds up to 1                   0 … 1
HUB            Kleinberg's hub score: exports to authorities, the greatest 1        0 … 1
AUTHORITY      Kleinberg's authority score: imports from hubs, the greatest 1       0 … 1
CLUSTERING     weighted clustering of Barrat et al., undirected                     0 … 1
COMMUNITY      number of its community, by total strength, 1 the greatest           1 … n
============== ==================================================================== =======

================ ========================================================================= =======
of the whole     what it is                                                                range
================ ========================================================================= =======
AREAS            n                                                                         2 …
ISOLATED         areas of the same source and period without a link here                   0 …
LINKS            m                                                                         1 …
NETWORK_DENSITY  m / (n(n−1))                                                              0 … 1
RECIPROCITY      :math:`\sum \min(w_{ij}, w_{ji}) / \sum w_{ij}`                           0 … 1
ASSORTATIVITY    correlation, over links, of the exporter's DEGREE_OUT, importer's         −1 … 1
                 DEGREE_IN
CENTRALISATION   (n·greatest STRENGTH_SHARE − 1) / (n/2 − 1); 1 for a star                 0 … 1
COMPONENTS       parts that no link joins, the isolated areas not counted                  1 …
COMMUNITIES      communities                                                               1 … n
MODULARITY       of the communities, on undirected weights                                 −½ … 1
AMI_LEGAL_BLOCS  adjusted mutual information of communities and blocs                      ≤ 1
ARI_LEGAL_BLOCS  adjusted Rand index of the same                                           ≤ 1
================ ========================================================================= =======

Sources: Opsahl, Agneessens and Skvoretz (2010); Rochat (2009), harmonic closeness; Bonacich (1972);
Brin and Page (1998); Kleinberg (1999); Barrat, Barthélemy, Pastor-Satorras and Vespignani (2004);
Traag, Waltman and van Eck (2019); Squartini, Picciuolo, Ruzzenenti and Garlaschelli (2013); Newman
(2003); Freeman (1979); Vinh, Epps and Bailey (2010); Hubert and Arabie (1985).
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from cedic.errors import DataError, MissingLibraryError, UnknownCodeError, UsageError
from cedic.model import Observations
from cedic.trade.baskets import Flow, groups, product_flows, total
from cedic.trade.flows import WORLD
from cedic.trade.members import Before, Members, WhichBlocs, blocs_table
from cedic.trade.partitions import adjusted_mutual_information, adjusted_rand
from cedic.trade.tables import as_table, require

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]
    Whole = dict[str, float | None]

ALL_PRODUCTS = "_T"
MECHANISMS = ("MERCOSUR", "ANDEAN", "SICA", "CARICOM", "PA")
"""The five subregional mechanisms that communities are compared with, unless others are asked for.

An area that belongs to several counts for the first: Colombia and Peru for the Andean Community,
Belize for SICA, Bolivia for MERCOSUR once it is a member.
"""
DAMPING = 0.85
LEAST_GAIN = 1e-12
"""Communities are sought on while modularity rises by more than rounding could make it."""
_GENERATOR = Lock()


class _Graph(NamedTuple):
    """Links between numbered areas, in order: the sender, the receiver and the value of each."""

    areas: NDArray[Any]
    senders: Places
    receivers: Places
    values: Numbers


def network(
    flows: Any,
    *,
    product: str | Iterable[str] | None = None,
    period: str | int | Iterable[str | int] | None = None,
    flow: Flow = "X",
    blocs: WhichBlocs = MECHANISMS,
    members: Members = "dated",
    year: int | None = None,
    before: Before = "none",
    resolution: float = 1.0,
    runs: int = 5,
    seed: int = 0,
    columns: Mapping[str, str] | None = None,
    scheme: str | None = None,
    check: bool = True,
) -> Observations:
    """The network of trade in each period: where each area stands, and what the whole is like.

    Parameters
    ----------
    flows : table
        Flows between areas, reported or directed, in the layouts of :mod:`cedic.trade.baskets`; the
        column PRODUCT may be absent.
    product : str or iterable of str, optional
        Products, each a network of its own; ``_T`` is all products together, and the default: the
        row ``_T`` of the table where it has one for the source and period, else the sum of all.
    period : str, int or iterable of these, optional
        Periods; all by default.
    flow : {"X", "M"}
        Exports as exporters report them, or imports as importers do. Links go from the exporter to
        the importer in either case.
    blocs : blocs, default the five mechanisms of `MECHANISMS`
        What communities are compared with; as in :func:`cedic.trade.regional`. An area that belongs
        to several counts for the first. Areas outside all of them are left out of the comparison.
    members, year, before, scheme
        As in :func:`cedic.trade.members.blocs_table`, but a bloc counts from its founding on.
    resolution : float, default 1
        Of the modularity that communities are sought by: more for smaller communities.
    runs, seed : int
        How often communities are sought; the division of the greatest modularity is kept. The same
        seed gives the same communities.
    columns : mapping, optional
        Standard column name to the name in `flows`.
    check : bool, default True
        As in :func:`cedic.trade.baskets.product_flows`.

    Returns
    -------
    Observations
        Group columns of `flows` (FREQ, SOURCE, CLASSIFICATION), REF_AREA (an area, or ``WLD`` for
        the network as a whole), PRODUCT, INDICATOR, TIME_PERIOD, OBS_VALUE (float64; see the module's
        text for units and ranges).

    Raises
    ------
    MissingLibraryError
        If igraph or SciPy is not installed.
    UnknownCodeError
        For an unknown product, period, bloc or column.
    UsageError
        If `runs` or `resolution` is not positive, or nothing is asked for.
    DataError
        For a table without partners, with the world as a partner, or with a flow there twice or
        negative.

    Notes
    -----
    An area is isolated if it has no link here, but is in the table in the same period, with another
    product or a zero: it is listed with the degrees 0, and all else null. Strength is null for an
    area without a link in that direction, which is unknown, not zero. In a network of several parts
    (COMPONENTS) paths lead no farther than the part: closeness counts 1/distance as 0 between parts,
    and betweenness counts no pair of areas in two parts. EIGENVECTOR, HUB and AUTHORITY then rank one
    part only; the others have about zero. BETWEENNESS and CENTRALISATION are null for two areas,
    CLUSTERING for an area of one partner, ASSORTATIVITY if all degrees are equal, and the comparison
    with blocs where fewer than two areas are members or chance decides it all.
    """
    import ibis
    import pyarrow as pa

    if runs < 1 or not resolution > 0:
        raise UsageError("Communities need one run or more, and a resolution above zero.")
    _igraph()
    seen, links = _networks(flows, product, period, flow, columns, check)
    in_period = [*groups(links), "TIME_PERIOD"]
    key = [*in_period, "PRODUCT"]
    present = _areas(seen, in_period)
    spells = blocs_table(blocs, members=members, year=year, before=before, scheme=scheme)
    legal = spells.to_pyarrow().to_pylist()
    found = []
    for named, graph in _each(links, key):
        around = present[tuple(named[name] for name in in_period)]
        with _seeded(seed):
            of_areas, of_whole = _measured(graph, resolution, runs)
        in_bloc = _by_area(legal, named["TIME_PERIOD"])
        of_whole |= _likeness(graph.areas, of_areas["COMMUNITY"], in_bloc)
        found.append(_told(named, graph.areas, around, of_areas, of_whole))
    if not found:
        raise DataError(
            "There is no flow above zero to make a network of.",
            remedy="name another product or period, or none for all",
        )
    order = [*groups(links), "REF_AREA", "PRODUCT", "INDICATOR", "TIME_PERIOD"]
    table = ibis.memtable(pa.concat_tables(found))
    return Observations.of(table.select(*order, "OBS_VALUE").order_by(*order))


def backbone(
    flows: Any,
    *,
    alpha: float = 0.05,
    product: str | Iterable[str] | None = None,
    period: str | int | Iterable[str | int] | None = None,
    flow: Flow = "X",
    columns: Mapping[str, str] | None = None,
    check: bool = True,
) -> Observations:
    r"""The links that carry more than chance would give them: the disparity filter.

    If an area spread its strength at random over its k links, one of them would have a share of
    :math:`w/s` or more with the probability

    .. math:: p = (1 - w/s)^{k-1}

    with k and s the degree and strength of the exporter, seen from its exports, or of the importer,
    seen from its imports. A link is kept if p is below `alpha` seen from either end.

    Parameters
    ----------
    flows, product, period, flow, columns, check
        As in :func:`network`.
    alpha : float, default 0.05
        The significance, above 0 and up to 1.

    Returns
    -------
    Observations
        Group columns of `flows`, REF_AREA (the exporter), COUNTERPART_AREA (the importer), PRODUCT,
        TIME_PERIOD, OBS_VALUE (the weight, in the unit of `flows`), SIGNIFICANCE (float64, the lesser
        p of both ends, 0 … 1). Only the links kept are listed.

    Raises
    ------
    UnknownCodeError
        For an unknown product, period or column.
    UsageError
        If `alpha` is not above 0 and up to 1, or nothing is asked for.
    DataError
        As in :func:`network`.

    Notes
    -----
    An area of one link has no share to compare: p is 1 seen from there, and the other end decides.
    Source: Serrano, Boguñá and Vespignani (2009).
    """
    if not 0 < alpha <= 1:
        raise UsageError(f"alpha is {alpha}.", remedy="give a significance such as 0.05")
    _, links = _networks(flows, product, period, flow, columns, check)
    key = [*groups(links), "PRODUCT", "TIME_PERIOD"]
    links = _with_chance(links, key, "REF_AREA", "COUNTERPART_AREA")
    links = _with_chance(links, key, "COUNTERPART_AREA", "REF_AREA")
    lesser = links.BY_COUNTERPART_AREA < links.BY_REF_AREA
    links = links.mutate(SIGNIFICANCE=lesser.ifelse(links.BY_COUNTERPART_AREA, links.BY_REF_AREA))
    order = [*groups(links), "REF_AREA", "COUNTERPART_AREA", "PRODUCT", "TIME_PERIOD"]
    kept = links.filter(alpha > links.SIGNIFICANCE)
    return Observations.of(kept.select(*order, "OBS_VALUE", "SIGNIFICANCE").order_by(*order))


def _with_chance(links: ir.Table, key: list[str], area: str, partner: str) -> ir.Table:
    """Add the probability of a link as strong among those of `area`; 1 for an only link."""
    ends = [*key, area]
    # A sum of floats is the same each time in one order only; a sum of dollars in any.
    value = links.OBS_VALUE
    sums = value.sum() if value.type().is_integer() else value.collect(order_by=partner).sums()
    strengths = links.group_by(ends).aggregate(STRENGTH=sums, LINKS=links.count())
    each = links.join(strengths, ends)
    share = each.OBS_VALUE.cast("float64") / each.STRENGTH.cast("float64")
    others = each.LINKS - 1
    chance = (others > 0).ifelse((1.0 - share) ** others.cast("float64"), 1.0)
    return each.select(*links.columns, **{f"BY_{area}": chance})


# The tables


def _networks(
    flows: Any,
    product: str | Iterable[str] | None,
    period: str | int | Iterable[str | int] | None,
    flow: Flow,
    columns: Mapping[str, str] | None,
    check: bool,
) -> tuple[ir.Table, ir.Table]:
    """All flows of the periods asked for, and those of the products, from exporter to importer."""
    import ibis

    table = as_table(flows, columns)
    if "PRODUCT" not in table.columns:
        table = table.mutate(PRODUCT=ibis.literal(ALL_PRODUCTS))
    if "EXPORTER" not in table.columns:
        require(table, ("COUNTERPART_AREA", "OBS_VALUE"), "flows between areas")
    seen = product_flows(table, flow=flow, check=check, totals=True)
    _check_areas(seen)
    if flow == "M":
        seen = seen.rename(REF_AREA="COUNTERPART_AREA", COUNTERPART_AREA="REF_AREA")
    if period is not None:
        seen = seen.filter(_among(seen, "TIME_PERIOD", _listed(period), "period"))
    products = [ALL_PRODUCTS] if product is None else _listed(product)
    parts = []
    if ALL_PRODUCTS in products:
        parts.append(_together(seen))
    if single := [code for code in products if code != ALL_PRODUCTS]:
        parts.append(seen.filter(_among(seen, "PRODUCT", single, "product")))
    links = parts[0].union(parts[1]) if len(parts) > 1 else parts[0]
    return seen, links.filter(links.OBS_VALUE > 0)


def _check_areas(seen: ir.Table) -> None:
    with_world = seen.filter((seen.REF_AREA == WORLD) | (seen.COUNTERPART_AREA == WORLD))
    for row in with_world.limit(1).to_pyarrow().to_pylist():
        raise DataError(
            f"There is a flow between {row['REF_AREA']} and {row['COUNTERPART_AREA']}, "
            f"{row['TIME_PERIOD']}: the world is no area.",
            remedy=f"leave out the rows of {WORLD}; a total would count as one more area",
        )


def _listed(asked: str | int | Iterable[str | int]) -> list[str]:
    listed = [asked] if isinstance(asked, str | int) else list(asked)
    if not listed:
        raise UsageError("No product or period is asked for.", remedy="name one, or none for all")
    return list(dict.fromkeys(str(code) for code in listed))


def _among(table: ir.Table, column: str, codes: list[str], kind: str) -> ir.BooleanValue:
    """Whether a row has one of the codes; each code must be there."""
    text = table[column].cast("string")
    known = table.select(CODE=text).distinct().to_pyarrow()["CODE"].to_pylist()
    for code in codes:
        if code not in known:
            raise UnknownCodeError(kind, code, known)
    return text.isin(codes)


def _together(seen: ir.Table) -> ir.Table:
    """All products together: as the source states them, or else their sum."""
    import ibis

    in_period = [*groups(seen), "TIME_PERIOD"]
    stated = seen.filter(seen.PRODUCT == ALL_PRODUCTS)
    others = seen.anti_join(stated.select(*in_period).distinct(), in_period)
    ends = [*in_period, "REF_AREA", "COUNTERPART_AREA"]
    summed = others.group_by(ends).aggregate(OBS_VALUE=total(others.OBS_VALUE))
    summed = summed.mutate(PRODUCT=ibis.literal(ALL_PRODUCTS))
    return stated.union(summed.select(*stated.columns))


def _areas(seen: ir.Table, in_period: list[str]) -> dict[tuple[Any, ...], list[str]]:
    """The areas that are in the table in each period, whatever they trade."""
    ends = [seen.select(*in_period, AREA=seen[side]) for side in ("REF_AREA", "COUNTERPART_AREA")]
    every = ends[0].union(ends[1], distinct=True).group_by(in_period)
    rows = every.aggregate(AREAS=lambda table: table.AREA.collect()).to_pyarrow().to_pylist()
    return {tuple(row[name] for name in in_period): row["AREAS"] for row in rows}


def _each(links: ir.Table, key: list[str]) -> Iterator[tuple[dict[str, Any], _Graph]]:
    """Each network of a table: its key, and its links in order."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = links.to_pyarrow().combine_chunks()
    if not rows.num_rows:
        return
    sides = [rows[side] for side in ("REF_AREA", "COUNTERPART_AREA")]
    areas = pa.array(sorted(set().union(*(side.unique().to_pylist() for side in sides))))
    senders, receivers = (pc.index_in(side, value_set=areas).to_numpy() for side in sides)
    values = rows["OBS_VALUE"].to_numpy().astype(np.float64)
    network = _combined([_codes(rows[name]) for name in key])
    # One number sorts much faster than several, or than an engine sorts text.
    order = np.argsort(_combined([network, senders, receivers]), kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(network[order]) != 0))
    keys = rows.select(key).take(order[starts]).to_pylist()
    names = areas.to_numpy(zero_copy_only=False)
    for named, place in zip(keys, np.split(order, starts[1:]), strict=True):
        yield named, _graph(names, senders[place], receivers[place], values[place])


def _codes(column: pa.ChunkedArray) -> Places:
    """A number for each value of a column, null being one of them."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    codes: Places = encoded.indices.to_numpy()
    return codes


def _combined(codes: list[Places]) -> Places:
    """One number for each combination of codes, in their order."""
    number = codes[0].astype("int64")
    for code in codes[1:]:
        number = number * (int(code.max()) + 1) + code
    return number


def _graph(names: NDArray[Any], senders: Places, receivers: Places, values: Numbers) -> _Graph:
    """The links among the areas that have one, which are numbered anew."""
    import numpy as np

    linked, places = np.unique(np.concatenate([senders, receivers]), return_inverse=True)
    senders, receivers = places.reshape(2, -1)
    return _Graph(names[linked], senders, receivers, values)


def _by_area(spells: list[dict[str, Any]], period: Any) -> dict[str, str]:
    """The bloc of each area in a period, the first that is listed."""
    year = int(str(period)[:4])
    found: dict[str, str] = {}
    for spell in spells:
        if spell["FIRST_YEAR"] <= year <= spell["LAST_YEAR"]:
            found.setdefault(spell["AREA"], spell["BLOC"])
    return found


def _told(
    key: Mapping[str, Any],
    areas: NDArray[Any],
    around: list[str],
    of_areas: Mapping[str, Numbers],
    of_whole: Whole,
) -> pa.Table:
    """What was found of one network, as rows; isolated areas have the degrees 0 and no more."""
    import numpy as np
    import pyarrow as pa

    isolated = sorted(set(around) - set(areas.tolist()))
    empty = np.full(len(isolated), np.nan)
    nothing = np.zeros(len(isolated))
    values = [
        np.concatenate([of_area, nothing if name.startswith("DEGREE") else empty])
        for name, of_area in of_areas.items()
    ]
    whole = {**of_whole, "ISOLATED": float(len(isolated))}
    listed = [*areas.tolist(), *isolated]
    found = pa.array(np.concatenate(values), from_pandas=True)
    rows = {
        "REF_AREA": pa.array(listed * len(of_areas) + [WORLD] * len(whole)),
        "INDICATOR": pa.array([*np.repeat(list(of_areas), len(listed)).tolist(), *whole]),
        "OBS_VALUE": pa.concat_arrays([found, pa.array(whole.values(), pa.float64())]),
    }
    count = len(rows["REF_AREA"])
    return pa.table({**{name: pa.repeat(value, count) for name, value in key.items()}, **rows})


# The measures


def _igraph() -> Any:
    try:
        import igraph
    except ImportError:
        raise MissingLibraryError("igraph", "the network of trade") from None
    return igraph


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """The one generator of random numbers that igraph has, ours alone and started from `seed`."""
    with _GENERATOR:
        _igraph().set_random_number_generator(random.Random(seed))  # noqa: S311 - no secret
        try:
            yield
        finally:
            _igraph().set_random_number_generator(random)


def _measured(graph: _Graph, resolution: float, runs: int) -> tuple[dict[str, Numbers], Whole]:
    """All measures of one network, of each area and of the whole."""
    import numpy as np

    count = len(graph.areas)
    weights = graph.values / graph.values.mean()
    ends = list(zip(graph.senders.tolist(), graph.receivers.tolist(), strict=True))
    directed = _igraph().Graph(count, ends, directed=True)
    directed.es["weight"] = weights.tolist()
    undirected = directed.as_undirected(combine_edges="sum")
    sent, received = _sums(graph.senders, graph), _sums(graph.receivers, graph)
    communities = _communities(undirected, sent + received, resolution, runs)
    of_areas = {
        **_strengths(graph, sent, received),
        **_paths(directed, weights),
        **_scores(directed, undirected),
        "CLUSTERING": np.array(
            undirected.transitivity_local_undirected(weights="weight", mode="nan"), np.float64
        ),
        "COMMUNITY": communities.astype(np.float64),
    }
    of_whole = {
        **_shape(graph, of_areas),
        "COMPONENTS": float(len(directed.connected_components(mode="weak"))),
        "COMMUNITIES": float(communities.max()),
        "MODULARITY": _modularity(undirected, communities.tolist(), resolution),
    }
    return of_areas, of_whole


def _sums(ends: Places, graph: _Graph) -> Numbers:
    """The value of the links at each area's end, added in order."""
    import numpy as np

    return np.asarray(np.bincount(ends, graph.values, len(graph.areas)), np.float64)


def _strengths(graph: _Graph, sent: Numbers, received: Numbers) -> dict[str, Numbers]:
    import numpy as np

    count = len(graph.areas)
    to = np.bincount(graph.senders, minlength=count).astype(np.float64)
    come_from = np.bincount(graph.receivers, minlength=count).astype(np.float64)
    return {
        "STRENGTH_OUT": np.where(to > 0, sent, np.nan),
        "STRENGTH_IN": np.where(come_from > 0, received, np.nan),
        "STRENGTH_SHARE": (sent + received) / (2 * graph.values.sum()),
        "DEGREE_OUT": to,
        "DEGREE_IN": come_from,
    }


def _paths(directed: Any, weights: Numbers) -> dict[str, Numbers]:
    """Betweenness and closeness along the shortest paths, strong links being short."""
    import numpy as np

    count = directed.vcount()
    lengths = (1 / weights).tolist()
    through = np.array(directed.betweenness(weights=lengths), np.float64)
    pairs = (count - 1) * (count - 2)
    distances = np.array(directed.distances(weights=lengths), np.float64)
    np.fill_diagonal(distances, np.inf)
    nearness = 1 / distances
    return {
        "BETWEENNESS": through / pairs if pairs else np.full(count, np.nan),
        "CLOSENESS_OUT": nearness.sum(axis=1) / (count - 1),
        "CLOSENESS_IN": nearness.sum(axis=0) / (count - 1),
    }


def _scores(directed: Any, undirected: Any) -> dict[str, Numbers]:
    import numpy as np

    with warnings.catch_warnings():
        # igraph warns of scores next to zero, which small traders have beside large ones.
        warnings.simplefilter("ignore", RuntimeWarning)
        scores = {
            "EIGENVECTOR": undirected.eigenvector_centrality(weights="weight"),
            "PAGERANK": directed.pagerank(damping=DAMPING, weights="weight"),
            "HUB": directed.hub_score(weights="weight"),
            "AUTHORITY": directed.authority_score(weights="weight"),
        }
    # Rounding leaves some of the zeros below zero.
    return {name: np.maximum(np.array(score, np.float64), 0.0) for name, score in scores.items()}


def _communities(undirected: Any, strength: Numbers, resolution: float, runs: int) -> Places:
    """The number of each area's community, by total strength; of several runs the best."""
    import numpy as np

    found = [_division(undirected, resolution) for _ in range(runs)]
    best = max(found, key=lambda membership: _modularity(undirected, membership, resolution))
    _, first, member = np.unique(best, return_index=True, return_inverse=True)
    # The greatest first; of equals the one whose first area comes first.
    order = np.lexsort((first, -np.asarray(np.bincount(member, strength), np.float64)))
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.arange(1, len(order) + 1)
    return np.asarray(numbers[member], np.int64)


def _division(undirected: Any, resolution: float) -> list[int]:
    """One division in communities, refined for as long as its modularity rises.

    Leiden's own rule, to go on until nothing moves, may never stop: where rounding makes two
    divisions equal it moves back and forth between them.
    """
    division: list[int] | None = None
    reached = -1.0
    while True:
        refined: list[int] = undirected.community_leiden(
            objective_function="modularity",
            weights="weight",
            resolution=resolution,
            initial_membership=division,
            n_iterations=1,
        ).membership
        modularity = _modularity(undirected, refined, resolution)
        if division is not None and not modularity > reached + LEAST_GAIN:
            return division
        division, reached = refined, modularity


def _modularity(undirected: Any, membership: list[int], resolution: float) -> float:
    return float(undirected.modularity(membership, weights="weight", resolution=resolution))


def _shape(graph: _Graph, of_areas: Mapping[str, Numbers]) -> Whole:
    """What the links alone say of the network as a whole."""
    import numpy as np

    count, links = len(graph.areas), len(graph.values)
    there = graph.senders * count + graph.receivers
    back = graph.receivers * count + graph.senders
    place = np.minimum(np.searchsorted(there, back), links - 1)
    returned = np.where(there[place] == back, graph.values[place], 0.0)
    greatest = of_areas["STRENGTH_SHARE"].max()
    return {
        "AREAS": float(count),
        "LINKS": float(links),
        "NETWORK_DENSITY": links / (count * (count - 1)),
        "RECIPROCITY": float(np.minimum(graph.values, returned).sum() / graph.values.sum()),
        "ASSORTATIVITY": _correlation(
            of_areas["DEGREE_OUT"][graph.senders], of_areas["DEGREE_IN"][graph.receivers]
        ),
        "CENTRALISATION": (float((count * greatest - 1) / (count / 2 - 1)) if count > 2 else None),
    }


def _correlation(first: Numbers, second: Numbers) -> float | None:
    """Pearson's correlation; None where one side does not vary."""
    import numpy as np

    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    first, second = first - first.mean(), second - second.mean()
    return float((first * second).sum() / np.sqrt((first**2).sum() * (second**2).sum()))


def _likeness(areas: NDArray[Any], communities: Numbers, in_bloc: Mapping[str, str]) -> Whole:
    """How alike communities and blocs are, over the areas that belong to a bloc."""
    inside = [place for place, area in enumerate(areas.tolist()) if area in in_bloc]
    if len(inside) < 2:
        return {"AMI_LEGAL_BLOCS": None, "ARI_LEGAL_BLOCS": None}
    both = communities[inside].tolist(), [in_bloc[area] for area in areas[inside].tolist()]
    return {
        "AMI_LEGAL_BLOCS": adjusted_mutual_information(*both),
        "ARI_LEGAL_BLOCS": adjusted_rand(*both),
    }
