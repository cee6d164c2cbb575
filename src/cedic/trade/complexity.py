r"""Economic complexity: what exports say of what a country knows how to make.

All of it rests on one matrix for each source and period: M has a 1 where an area exports a product
with revealed comparative advantage, :math:`\mathrm{RCA}_{cp} \ge` the threshold, else 0. Its row
sums are the diversity :math:`k_c` of areas, its column sums the ubiquity :math:`k_p` of products.

================ ========================================================================= ==========
id               definition                                                                range
================ ========================================================================= ==========
RCA              (x_cp / Σ_p x_cp) / (Σ_c x_cp / Σ_cp x_cp)                                0 … ∞
DIVERSITY        k_c = Σ_p M_cp                                                            1 … P
UBIQUITY         k_p = Σ_c M_cp                                                            1 … C
AVERAGE_UBIQUITY Σ_p M_cp k_p / k_c                                                        1 … C
PCI              v / √k_p, v the second right singular vector of D_c^-½ M D_p^-½           −∞ … ∞
ECI              the mean PCI of an area's products, Σ_p M_cp PCI_p / k_c                  −∞ … ∞
FITNESS          F_c = Σ_p M_cp Q_p, over its mean, iterated                               0 … C
PRODUCT_FITNESS  Q_p = 1 / Σ_c (M_cp / F_c), over its mean, iterated                       0 … P
PROXIMITY        φ_pq = Σ_c M_cp M_cq / max(k_p, k_q)                                      0 … 1
DENSITY          d_cp = Σ_q M_cq φ_pq / Σ_q φ_pq                                           0 … 1
DISTANCE         1 − d_cp                                                                  0 … 1
COI              Σ_p d_cp (1 − M_cp) PCI_p, standardised over areas                        −∞ … ∞
COG              (1 − M_cp) Σ_q (1 − M_cq) φ_pq PCI_q / Σ_r φ_qr                           −∞ … ∞
================ ========================================================================= ==========

The sums over q include p itself, whose proximity to itself is 1.

Sources: Hidalgo, Klinger, Barabási and Hausmann (2007), proximity and density; Hidalgo and Hausmann
(2009), ECI and PCI, here as the spectral problem of Mealy, Farmer and Teytelboym (2019); Tacchella,
Cristelli, Caldarelli, Gabrielli and Pietronero (2012), fitness; Hausmann, Hidalgo, Bustos, Coscia,
Simoes and Yildirim (2014), The Atlas of Economic Complexity, complexity outlook. The gain is the
Atlas' first term, as the Growth Lab's programs have it: what p itself is worth is not taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from cedic.errors import DataError, MissingLibraryError, UsageError
from cedic.model import Observations
from cedic.trade.baskets import baskets, groups, product_flows

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np
    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Places = np.ndarray[Any, np.dtype[np.intp]]

Standardise = Literal["atlas", "population", "sample"]

STANDARDS = ("atlas", "population", "sample")
"""The conventions that ECI and PCI can be standardised by."""
DENSE = 64
"""Up to so many areas or products, all singular values are worked out exactly."""
NO_GAP = 1e-9
"""Eigenvalues closer than this are equal, and the vector that belongs to either is arbitrary."""


@dataclass(frozen=True)
class Complexity:
    """What one call of :func:`complexity` gives; each table has the group columns and TIME_PERIOD.

    Parameters
    ----------
    areas : Observations
        REF_AREA, ECI, FITNESS, DIVERSITY, AVERAGE_UBIQUITY, COI.
    products : Observations
        PRODUCT, PCI, PRODUCT_FITNESS, UBIQUITY.
    pairs : Observations
        REF_AREA, PRODUCT, RCA, PRESENT (whether RCA reaches the threshold), DENSITY, DISTANCE, PCI,
        COG (0 where PRESENT): every area with every product.
    opportunities : Observations
        The frontier, the pairs not PRESENT: REF_AREA, PRODUCT, RCA, DENSITY, DISTANCE, PCI, COG,
        SCORE and RANK. SCORE (0 … 1) is the mean of the area's percentile ranks of density, PCI and
        COG, so that what is near, what is complex and what opens more doors weigh the same; RANK
        is 1 for the best of an area, by the product's code among equals. The ranking is CEDIC's
        own.
    proximity : Observations
        PRODUCT, COUNTERPART_PRODUCT, PROXIMITY, SPANNING (whether the link is one of the maximum
        spanning tree): each pair of products once, the lesser code first.
    report : Observations
        AREAS and PRODUCTS (of the matrix), FILL (its share of ones), COMPONENTS (of the network of
        areas and products before the largest was taken), SECOND_EIGENVALUE, THIRD_EIGENVALUE and
        EIGEN_GAP (squares of the singular values, and their difference), DETERMINED (whether the
        gap is there at all), DIVERSITY_CORRELATION (of ECI with diversity, which settles its sign),
        FITNESS_ITERATIONS, FITNESS_RESIDUAL, FITNESS_CONVERGED.
    dropped : Observations
        What is not in the matrix: DIMENSION (``REF_AREA`` or ``PRODUCT``), CODE, REASON:
        ``NO_EXPORTS``, ``NOT_EXPORTED``, ``BELOW_MINIMUM`` (of exports), ``NO_ADVANTAGE`` (a row
        or column of zeros), ``DISCONNECTED``.

    Notes
    -----
    The rows of pairs, opportunities and proximity are made when they are asked for, a period at a
    time.
    """

    areas: Observations
    products: Observations
    pairs: Observations
    opportunities: Observations
    proximity: Observations
    report: Observations
    dropped: Observations


def complexity(
    exports: Any,
    *,
    threshold: float = 1.0,
    standardise: Standardise = "atlas",
    minimum_exports: float | None = None,
    fitness: bool = True,
    max_iterations: int = 3000,
    tolerance: float = 1e-6,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
) -> Complexity:
    r"""Complexity of areas and products, the space of products, and what areas could export next.

    Parameters
    ----------
    exports : table
        Trade by product in one of the layouts of :mod:`cedic.trade.baskets`; only exports are read.
        FREQ, SOURCE and CLASSIFICATION, where present, and TIME_PERIOD keep matrices apart.
    threshold : float, default 1
        The least RCA that counts as presence.
    standardise : {"atlas", "population", "sample"}
        ``atlas``: ECI has mean 0 and population deviation 1 over areas, PCI is on the moments of
        ECI, so that an area's ECI is the mean PCI of its products; the outlook takes PCI over ECI's
        deviation and not less its mean, so that its mean by ubiquity is 0. This is what
        py-ecomplexity gives. ``population``, ``sample``: ECI and PCI each on their own mean and
        deviation (over n, or n − 1), and the outlook from that PCI. ``sample`` is how R's
        economiccomplexity standardises. In all of them COI has mean 0 and deviation 1.
    minimum_exports : float, optional
        Areas that export less in a period are left out before RCA is taken, in the unit of
        `exports`. A handful of products makes the RCA of a very small exporter, and so its ECI, a
        matter of chance. The Atlas ranks countries of a million people and exports of a billion
        dollars or more; filter by population before you call.
    fitness : bool, default True
        Work out FITNESS and PRODUCT_FITNESS; else they are null.
    max_iterations : int, default 3000
        The most steps of fitness.
    tolerance : float, default 1e-6
        Fitness has converged once no value changes by more in a step (means are 1). Where that is
        not reached the values of the last step stand, and FITNESS_CONVERGED is false: on matrices
        of a certain shape some fitnesses tend to zero for ever (Pugliese et al. 2016).
    columns, check
        As in :func:`cedic.trade.baskets.product_flows`.

    Returns
    -------
    Complexity
        Tables of areas, products, pairs, opportunities and proximity, and what to know of them.

    Raises
    ------
    DataError
        As :func:`cedic.trade.baskets.product_flows`; and if of a source and period fewer than two
        areas or two products are left: complexity compares.
    UsageError
        If `standardise` is none of the three, or `threshold`, `max_iterations` or `tolerance` is
        not above zero.
    MissingLibraryError
        If scipy is not installed.

    Notes
    -----
    Areas without exports, products that nobody exports, and rows and columns of zeros are dropped
    and named, not carried along as nulls. If the network of areas and products falls apart, its
    second eigenvalue is 1 and ECI only tells the parts from each other; the figures are then those
    of the largest part (most areas, then most products), and the rest is named in `dropped`.

    The sign of ECI is that of a positive correlation with diversity. If that correlation is zero,
    the area furthest from the mean gets a positive ECI, the first one among equals. If the second
    and third eigenvalue are equal, ECI is any of many vectors: ECI, PCI, COI, COG, SCORE and RANK
    are null, and DETERMINED is false.

    Sources: see the module's text.
    """
    _check_options(standardise, threshold, max_iterations, tolerance)
    table = baskets(product_flows(exports, columns=columns, check=check, text=False))
    keys = [*groups(table), "TIME_PERIOD"]
    worlds = [
        _world(of, rows, threshold, standardise, minimum_exports)
        for of, rows in _by_period(table, keys)
    ]
    if not worlds:
        raise DataError(
            "The table of exports by product has no rows with values.",
            remedy="see that it holds exports, and products other than _T",
        )
    fits = [_fitness(world.present, fitness, max_iterations, tolerance) for world in worlds]
    together = list(zip(worlds, fits, strict=True))
    return Complexity(
        areas=_stream([_areas(*each) for each in together]),
        products=_stream([_products(*each) for each in together]),
        pairs=_made(_pairs, worlds),
        opportunities=_made(_opportunities, worlds),
        proximity=_made(_proximities, worlds),
        report=_stream([_report(*each) for each in together]),
        dropped=_stream([_dropped(world) for world in worlds]),
    )


def _check_options(
    standardise: str, threshold: float, max_iterations: int, tolerance: float
) -> None:
    if standardise not in STANDARDS:
        raise UsageError(
            f"standardise is {standardise!r}.", remedy=f"use one of {', '.join(STANDARDS)}"
        )
    for name, value in (
        ("threshold", threshold),
        ("max_iterations", max_iterations),
        ("tolerance", tolerance),
    ):
        if not value > 0:
            raise UsageError(f"{name} is {value!r}.", remedy="give a number above zero")
    try:
        import scipy  # noqa: F401
    except ImportError:
        raise MissingLibraryError("scipy", "complexity") from None


@dataclass(frozen=True)
class _World:
    """One source and period: the matrix, its spectrum, and what follows from them."""

    of: Mapping[str, pa.Scalar]
    areas: pa.Array
    products: pa.Array
    rca: Floats
    present: Floats
    spectrum: _Spectrum
    eci: Floats
    pci: Floats
    density: Floats
    coi: Floats
    cog: Floats
    components: int
    dropped: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class _Spectrum:
    """The second eigenvectors of areas and products, and how well they are determined."""

    areas: Floats
    products: Floats
    second: float
    third: float
    correlation: float

    @property
    def determined(self) -> bool:
        return self.second - self.third > NO_GAP


@dataclass(frozen=True)
class _Fitness:
    """Fitness of areas and products, and how it was come by; None where not asked for."""

    areas: Floats
    products: Floats
    iterations: int | None = None
    residual: float | None = None
    converged: bool | None = None


def _by_period(
    table: ir.Table, keys: Sequence[str]
) -> Iterator[tuple[Mapping[str, pa.Scalar], pa.Table]]:
    """The rows of each source and period, with what their keys say."""
    rows = table.order_by(keys).to_pyarrow()
    if rows["REF_AREA"].null_count:
        raise DataError(
            "A row of exports by product has no area.", remedy="give the area, or leave the row out"
        )
    counted = rows.group_by(keys, use_threads=False).aggregate([([], "count_all")])
    start = 0
    for place, count in enumerate(counted["count_all"].to_pylist()):
        yield {key: counted[key][place] for key in keys}, rows.slice(start, count)
        start += count


def _world(
    of: Mapping[str, pa.Scalar],
    rows: pa.Table,
    threshold: float,
    standardise: str,
    minimum_exports: float | None,
) -> _World:
    import numpy as np

    areas, row = _coded(rows["REF_AREA"])
    products, column = _coded(rows["PRODUCT"])
    values = np.zeros((len(areas), len(products)))
    values[row, column] = rows["OBS_VALUE"].to_numpy()
    sift = _Sift(areas, products)
    values = sift.areas(values, values.sum(axis=1) > 0, "NO_EXPORTS")
    values = sift.areas(values, values.sum(axis=1) >= (minimum_exports or 0), "BELOW_MINIMUM")
    values = sift.products(values, values.sum(axis=0) > 0, "NOT_EXPORTED")
    _check_size(of, values)
    # Quotients of shares, each rounded once: an RCA of exactly 1 is found to be 1.
    rca = (values / values.sum(axis=1, keepdims=True)) / (values.sum(axis=0) / values.sum())
    rca = sift.areas(rca, (rca >= threshold).any(axis=1), "NO_ADVANTAGE")
    rca = sift.products(rca, (rca >= threshold).any(axis=0), "NO_ADVANTAGE")
    _check_size(of, rca)
    components, in_area, in_product = _largest_component(rca >= threshold)
    rca = sift.areas(rca, in_area, "DISCONNECTED")
    rca = sift.products(rca, in_product, "DISCONNECTED")
    _check_size(of, rca)
    present = (rca >= threshold).astype("float64")
    spectrum = _spectrum(present)
    eci, pci, outlook = _standardised(spectrum, standardise)
    density, cog = _outlook(present, outlook)
    coi = (density * (1 - present) * outlook).sum(axis=1)
    return _World(
        of=of,
        areas=sift.kept_areas,
        products=sift.kept_products,
        rca=rca,
        present=present,
        spectrum=spectrum,
        eci=eci,
        pci=pci,
        density=density,
        coi=_scores(coi, standardise),
        cog=cog,
        components=components,
        dropped=sift.dropped,
    )


def _check_size(of: Mapping[str, pa.Scalar], values: Floats) -> None:
    if min(values.shape) < 2:
        raise DataError(
            "Complexity compares areas and products, two of each at least; in the exports of "
            f"{_told(of)} it finds {values.shape[0]} and {values.shape[1]}.",
            remedy="give the exports of all areas by product, or lower minimum_exports or threshold",
        )


def _told(of: Mapping[str, pa.Scalar]) -> str:
    return ", ".join(f"{name} {value.as_py()}" for name, value in of.items() if value.is_valid)


def _coded(column: pa.ChunkedArray) -> tuple[pa.Array, Places]:
    """The distinct codes in order, and for each row the place of its code among them."""
    import numpy as np
    import pyarrow.compute as pc

    encoded = column.combine_chunks().dictionary_encode()
    order = pc.sort_indices(encoded.dictionary)
    place = np.empty(len(order), dtype="intp")
    place[order.to_numpy()] = np.arange(len(order))
    return encoded.dictionary.take(order), place[encoded.indices.to_numpy()]


class _Sift:
    """The areas and products still in the matrix, and those dropped, with the reason."""

    def __init__(self, areas: pa.Array, products: pa.Array) -> None:
        self.kept_areas, self.kept_products = areas, products
        self.dropped: list[tuple[str, str, str]] = []

    def areas(self, values: Floats, keep: Any, reason: str) -> Floats:
        """The rows of `values` to keep."""
        self.kept_areas = self._kept(self.kept_areas, keep, "REF_AREA", reason)
        rows: Floats = values[keep]
        return rows

    def products(self, values: Floats, keep: Any, reason: str) -> Floats:
        """The columns of `values` to keep."""
        self.kept_products = self._kept(self.kept_products, keep, "PRODUCT", reason)
        columns: Floats = values[:, keep]
        return columns

    def _kept(self, codes: pa.Array, keep: Any, dimension: str, reason: str) -> pa.Array:
        import pyarrow as pa

        gone = codes.filter(pa.array(~keep)).to_pylist()
        self.dropped += [(dimension, code, reason) for code in gone]
        return codes.filter(pa.array(keep))


def _largest_component(present: Any) -> tuple[int, Any, Any]:
    """How many parts the network has, and which areas and products are in the largest."""
    import numpy as np
    from scipy.sparse import block_array, csr_array
    from scipy.sparse.csgraph import connected_components

    links = csr_array(present)
    count, part = connected_components(block_array([[None, links], [links.T, None]]))
    of_areas, of_products = np.split(part, [len(present)])
    sizes = [np.bincount(of, minlength=count) for of in (of_products, of_areas)]
    # Among equals, the part that comes first: parts are numbered by their first area.
    largest = np.lexsort((-np.arange(count), *sizes))[-1]
    return count, of_areas == largest, of_products == largest


def _spectrum(present: Floats) -> _Spectrum:
    """The second singular vector, as py-ecomplexity scales it up to a factor."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import svds

    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    scaled = present / np.sqrt(np.outer(diversity, ubiquity))
    least = min(present.shape)
    if least <= DENSE:
        _, singular, right = np.linalg.svd(scaled, full_matrices=False)
    else:
        start = np.cos(np.arange(least))
        _, singular, right = svds(csr_array(scaled), k=3, v0=start, rng=0)
        singular, right = singular[::-1], right[::-1]
    products = right[1] / np.sqrt(ubiquity)
    areas = present @ products / diversity
    correlation = _correlation(areas, diversity)
    leaning = correlation if abs(correlation) > NO_GAP else areas[np.argmax(_rounded(abs(areas)))]
    sign = -1.0 if leaning < 0 else 1.0
    third = singular[2] ** 2 if least > 2 else 0.0
    return _Spectrum(
        sign * areas, sign * products, singular[1] ** 2, float(third), sign * correlation
    )


def _rounded(values: Floats) -> Floats:
    """Without the last digits, which differ between values that are equal in truth."""
    import numpy as np

    return np.round(values / values.max(), 9) if values.max() > 0 else values


def _correlation(values: Floats, diversity: Floats) -> float:
    """Pearson's correlation; 0 where either does not vary."""
    values, diversity = values - values.mean(), diversity - diversity.mean()
    scale = ((values**2).sum() * (diversity**2).sum()) ** 0.5
    return float((values * diversity).sum() / scale) if scale > 0 else 0.0


def _standardised(spectrum: _Spectrum, standardise: str) -> tuple[Floats, Floats, Floats]:
    """ECI, PCI, and the PCI that the outlook is made of; not numbers where undetermined."""
    import numpy as np

    areas, products = spectrum.areas, spectrum.products
    if not spectrum.determined:
        return areas * np.nan, products * np.nan, products * np.nan
    eci = _scores(areas, standardise)
    if standardise == "atlas":
        mean, deviation = areas.mean(), areas.std()
        return eci, (products - mean) / deviation, products / deviation
    pci = _scores(products, standardise)
    return eci, pci, pci


def _scores(values: Floats, standardise: str) -> Floats:
    """Less their mean, over their deviation; not numbers where they do not vary."""
    import numpy as np

    deviation = values.std(ddof=1 if standardise == "sample" else 0)
    if not deviation > 1e-12 * abs(values).max():
        return values * np.nan
    scores: Floats = (values - values.mean()) / deviation
    return scores


def _proximity(present: Floats) -> Floats:
    import numpy as np

    together, ubiquity = present.T @ present, present.sum(axis=0)
    together /= np.maximum.outer(ubiquity, ubiquity)
    return together


def _outlook(present: Floats, outlook: Floats) -> tuple[Floats, Floats]:
    """Density, and the complexity outlook gain."""
    import numpy as np

    proximity = _proximity(present)
    near, absent = proximity.sum(axis=0), 1 - present
    density, gain = np.split(np.vstack([present, absent * (outlook / near)]) @ proximity, 2)
    return density / near, absent * gain


def _fitness(present: Floats, wanted: bool, max_iterations: int, tolerance: float) -> _Fitness:
    import numpy as np
    from scipy.sparse import csr_array

    fitness, quality = (np.ones(length) for length in present.shape)
    if not wanted:
        return _Fitness(fitness * np.nan, quality * np.nan)
    # Sparse, so that a zero is never multiplied with the infinite 1/F of a fitness of zero.
    links, backwards = csr_array(present), csr_array(present.T)
    steps, residual = 0, float("inf")
    while residual > tolerance and steps < max_iterations:
        with np.errstate(divide="ignore", over="ignore"):
            new_quality = 1 / (backwards @ (1 / fitness))
        new_fitness = links @ quality
        new_fitness /= new_fitness.mean()
        new_quality /= new_quality.mean()
        residual = float(max(abs(new_fitness - fitness).max(), abs(new_quality - quality).max()))
        fitness, quality = new_fitness, new_quality
        steps += 1
    return _Fitness(fitness, quality, steps, residual, residual <= tolerance)


def _stream(tables: Sequence[pa.Table]) -> Observations:
    import pyarrow as pa

    whole = pa.concat_tables(tables)
    return Observations(whole.to_reader)


def _made(function: Callable[[_World], pa.Table], worlds: Sequence[_World]) -> Observations:
    """The rows of each world in turn, made when they are asked for."""

    def reader() -> pa.RecordBatchReader:
        import pyarrow as pa

        tables = map(function, worlds)
        first = next(tables)

        def batches() -> Iterator[pa.RecordBatch]:
            yield from first.to_batches()
            for table in tables:
                yield from table.to_batches()

        return pa.RecordBatchReader.from_batches(first.schema, batches())

    return Observations(reader)


def _table(of: Mapping[str, pa.Scalar], length: int, **columns: Any) -> pa.Table:
    """A table of the group columns and the columns given; what is no number is null."""
    import pyarrow as pa

    told = {
        name: column if isinstance(column, pa.Array) else pa.array(column, from_pandas=True)
        for name, column in columns.items()
    }
    return pa.table({name: pa.repeat(value, length) for name, value in of.items()} | told)


def _areas(world: _World, fitness: _Fitness) -> pa.Table:
    diversity, ubiquity = world.present.sum(axis=1), world.present.sum(axis=0)
    return _table(
        world.of,
        len(world.areas),
        REF_AREA=world.areas,
        ECI=world.eci,
        FITNESS=fitness.areas,
        DIVERSITY=diversity.astype("int64"),
        AVERAGE_UBIQUITY=world.present @ ubiquity / diversity,
        COI=world.coi,
    )


def _products(world: _World, fitness: _Fitness) -> pa.Table:
    return _table(
        world.of,
        len(world.products),
        PRODUCT=world.products,
        PCI=world.pci,
        PRODUCT_FITNESS=fitness.products,
        UBIQUITY=world.present.sum(axis=0).astype("int64"),
    )


def _pairs(world: _World) -> pa.Table:
    import numpy as np

    areas, products = world.rca.shape
    return _table(
        world.of,
        areas * products,
        REF_AREA=world.areas.take(np.repeat(np.arange(areas), products)),
        PRODUCT=world.products.take(np.tile(np.arange(products), areas)),
        RCA=world.rca.ravel(),
        PRESENT=world.present.ravel() > 0,
        DENSITY=world.density.ravel(),
        DISTANCE=1 - world.density.ravel(),
        PCI=np.tile(world.pci, areas),
        COG=world.cog.ravel(),
    )


def _opportunities(world: _World) -> pa.Table:
    """The pairs that are not there yet, ranked within each area."""
    import ibis

    pairs = ibis.memtable(_pairs(world))
    absent = pairs.filter(~pairs.PRESENT).drop("PRESENT")

    def percentile(name: str) -> ir.FloatingValue:
        return ibis.percent_rank().over(group_by="REF_AREA", order_by=absent[name])

    score = (percentile("DENSITY") + percentile("PCI") + percentile("COG")) / 3
    scored = absent.mutate(SCORE=absent.PCI.notnull().ifelse(score, None))
    best_first = [scored.SCORE.desc(), scored.PRODUCT]
    rank = ibis.row_number().over(group_by="REF_AREA", order_by=best_first) + 1
    ranked = scored.mutate(RANK=scored.SCORE.notnull().ifelse(rank, None))
    return ranked.order_by("REF_AREA", "RANK", "PRODUCT").to_pyarrow()


def _proximities(world: _World) -> pa.Table:
    """Each pair of products once."""
    import numpy as np

    count = len(world.products)
    one, other = np.triu_indices(count, 1)
    proximity = _proximity(world.present)[one, other]
    return _table(
        world.of,
        len(one),
        PRODUCT=world.products.take(one),
        COUNTERPART_PRODUCT=world.products.take(other),
        PROXIMITY=proximity,
        SPANNING=_spanning(one, other, proximity, count),
    )


def _spanning(one: Places, other: Places, proximity: Floats, count: int) -> Any:
    """Whether each link is one of the maximum spanning tree; among equals the first links are."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    linked = np.flatnonzero(proximity > 0)
    order = linked[np.argsort(-proximity[linked], kind="stable")]
    # The place in this order is the cost: no two are equal, so that there is one tree only.
    cost = csr_array((np.arange(1, len(order) + 1), (one[order], other[order])), (count, count))
    chosen = minimum_spanning_tree(cost).data.astype("intp") - 1
    spanning = np.zeros(len(proximity), dtype=bool)
    spanning[order[chosen]] = True
    return spanning


def _report(world: _World, fitness: _Fitness) -> pa.Table:
    import pyarrow as pa

    spectrum = world.spectrum
    return _table(
        world.of,
        1,
        AREAS=[len(world.areas)],
        PRODUCTS=[len(world.products)],
        FILL=[world.present.mean()],
        COMPONENTS=[world.components],
        SECOND_EIGENVALUE=[spectrum.second],
        THIRD_EIGENVALUE=[spectrum.third],
        EIGEN_GAP=[spectrum.second - spectrum.third],
        DETERMINED=[spectrum.determined],
        DIVERSITY_CORRELATION=[spectrum.correlation],
        FITNESS_ITERATIONS=pa.array([fitness.iterations], pa.int64()),
        FITNESS_RESIDUAL=pa.array([fitness.residual], pa.float64()),
        FITNESS_CONVERGED=pa.array([fitness.converged], pa.bool_()),
    )


def _dropped(world: _World) -> pa.Table:
    import pyarrow as pa

    names = ("DIMENSION", "CODE", "REASON")
    columns = zip(*world.dropped, strict=True) if world.dropped else ((),) * 3
    told = {
        name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)
    }
    return _table(world.of, len(world.dropped), **told)
