"""What an area's trade is made of: how concentrated it is, how it changes, whose it resembles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Unpack

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.model import Observations
from cedic.trade.baskets import (
    Flow,
    Membership,
    baskets,
    groups,
    product_flows,
    with_blocs,
)
from cedic.trade.members import WhichBlocs
from cedic.trade.specialisation import with_totals
from cedic.trade.tables import as_table, asked, safe_divide, stacked, unfolded

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CONCENTRATION = (
    "HHI",
    "HIRSCHMAN",
    "CONCENTRATION",
    "DIVERSIFICATION",
    "THEIL",
    "THEIL_EXTENSIVE",
    "THEIL_INTENSIVE",
    "PRODUCTS",
)
"""The indicators of :func:`concentration`."""
CHANGE = ("STRUCTURAL_CHANGE", "RSCA_CORRELATION", "RSCA_SLOPE")
"""The indicators of :func:`change`."""
SIMILARITY = ("COMPLEMENTARITY", "EXPORT_SIMILARITY")
"""The indicators of :func:`similarity`."""


def concentration(
    flows: Any,
    *,
    flow: Flow = "X",
    universe: int | Collection[str] | None = None,
    blocs: WhichBlocs | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    **membership: Unpack[Membership],
) -> Observations:
    r"""How concentrated the trade of areas and blocs is on few products.

    With :math:`s_k` the share of product k in the area's trade, :math:`w_k` that in the world's, n
    the products of the universe and :math:`n_1` those that the area trades. Three indices go by
    the name of Herfindahl; each has its own here:

    =============== ================================ ======================== =========
    id              name                             formula                  range
    =============== ================================ ======================== =========
    HHI             Herfindahl–Hirschman index       Σs²                      1/n … 1
    HIRSCHMAN       Hirschman index                  √Σs²                     1/√n … 1
    CONCENTRATION   UNCTAD's product concentration   (√Σs²−√(1/n))/(1−√(1/n)) 0 … 1
    DIVERSIFICATION UNCTAD's product diversification ½Σ\|s−w\|                0 … 1
    THEIL           Theil index                      Σ s·ln(n·s)              0 … ln n
    THEIL_EXTENSIVE its extensive margin             ln(n/n₁)                 0 … ln n
    THEIL_INTENSIVE its intensive margin             Σ s·ln(n₁·s)             0 … ln n₁
    PRODUCTS        products traded                  n₁                       1 … n
    =============== ================================ ======================== =========

    Parameters
    ----------
    flows : table
        In one of the layouts of :mod:`cedic.trade.baskets`.
    flow : {"X", "M"}
        Exports or imports.
    universe : int or collection of str, optional
        The products that could be traded: how many, or which. By default all that anybody trades
        (in this flow, with a value above zero) in the table in that source and period. Values of
        tables with other universes do not compare.
    blocs : blocs, optional
        Blocs to give beside the areas, each the sum of its members. The world, of w, is all areas of
        the table.
    columns : mapping, optional
        Standard column name to the name in `flows`.
    check : bool, default True
        As in :func:`cedic.trade.baskets.product_flows`.
    **membership
        members, year, before and scheme, as in :func:`cedic.trade.regional`.

    Returns
    -------
    Observations
        Group columns of `flows`, REF_AREA, INDICATOR, TIME_PERIOD, OBS_VALUE (float64; ratios, and a
        count for PRODUCTS), UNIVERSE (n). One row for each area and indicator.

    Raises
    ------
    UsageError
        If `universe` is no number above zero, or less than the products traded.
    DataError
        If a product traded is not in `universe`, and as :func:`cedic.trade.baskets.product_flows`.

    Notes
    -----
    A product without a row counts as zero in an area that has rows. An area whose rows are all
    zero has null for all but PRODUCTS, which is 0. With a universe of one product CONCENTRATION is
    null. THEIL is the sum of its two margins.

    Sources: Hirschman (1964) for HHI and HIRSCHMAN; UNCTAD, Handbook of Statistics, for CONCENTRATION
    and DIVERSIFICATION (Finger and Kreinin 1979); Cadot, Carrère and Strauss-Kahn (2011) for
    THEIL and its margins.
    """
    import ibis
    import pyarrow as pa

    areas = baskets(product_flows(flows, flow=flow, columns=columns, check=check, text=False))
    rows = with_totals(with_blocs(areas, blocs, **membership), areas)
    rows = rows.join(_universe(areas, universe), [*groups(areas), "TIME_PERIOD"])
    keys = [*groups(areas), "REF_AREA", "TIME_PERIOD"]
    ordered = rows.order_by([*keys, "PRODUCT"]).to_pyarrow()
    starts = _starts(ordered, keys)
    figures = _concentration(ordered, starts)
    wide = ordered.select([*keys, "UNIVERSE"]).take(starts)
    for name, values in figures.items():
        wide = wide.append_column(name, pa.array(values, from_pandas=True))
    return _long(ibis.memtable(wide), CONCENTRATION, keys, ["UNIVERSE"])


def change(
    flows: Any,
    *,
    flow: Flow = "X",
    since: str | None = None,
    blocs: WhichBlocs | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    **membership: Unpack[Membership],
) -> Observations:
    r"""How much the structure of an area's trade changed between two periods.

    ================= ====================================================== =======
    id                formula                                                range
    ================= ====================================================== =======
    STRUCTURAL_CHANGE ½Σ\|s_t−s_0\|, s the shares of products                0 … 1
    RSCA_CORRELATION  correlation r over products of RSCA in t and 0         −1 … 1
    RSCA_SLOPE        slope of the regression of RSCA in t on that in 0      −∞ … ∞
    ================= ====================================================== =======

    A high correlation is persistence, a low one mobility: other products took the lead. A slope below
    1 means that the area loses where it was strong and gains where it was weak; slope over
    correlation is the ratio of the spreads of RSCA, above 1 when specialisation grew.

    Parameters
    ----------
    flows : table
        In one of the layouts of :mod:`cedic.trade.baskets`.
    flow : {"X", "M"}
        Exports or imports.
    since : str, optional
        The period that all later ones are held against; by default each is held against the one
        before in which the area trades.
    blocs, columns, check, **membership
        As in :func:`concentration`.

    Returns
    -------
    Observations
        Group columns of `flows`, REF_AREA, INDICATOR, TIME_PERIOD, OBS_VALUE, BASE_PER (the
        earlier period). One row for each area, indicator and pair of periods in which it trades.

    Raises
    ------
    UnknownCodeError
        If `since` is no period of the table.
    DataError, UsageError
        As :func:`cedic.trade.baskets.product_flows`.

    Notes
    -----
    Periods whose products are codes of different classifications (column CLASSIFICATION) are not
    compared. A product without a row counts as zero, so that its RSCA is −1. The correlation is
    over products that the world trades in both periods; it is null, and so is the slope, where RSCA
    is the same for all products. The greater the step between the periods, the greater the change:
    compare equal steps.

    Sources: Michaely (1958) and Lawrence (1984) for the index; Dalum, Laursen and Villumsen (1998)
    for the regression.
    """
    import ibis
    import pyarrow as pa

    areas = baskets(product_flows(flows, flow=flow, columns=columns, check=check, text=False))
    rows = with_totals(with_blocs(areas, blocs, **membership), areas)
    rows = rows.filter(rows.OF_AREA > 0)
    pairs = _pairs_of_periods(rows, since)
    matched = _with_common(_matched(rows, pairs), areas)
    keys = [*groups(areas), "REF_AREA", "BASE_PER", "TIME_PERIOD"]
    ordered = matched.order_by([*keys, "PRODUCT"]).to_pyarrow()
    starts = _starts(ordered, keys)
    wide = ordered.select(keys).take(starts)
    for name, values in _changed(ordered, starts).items():
        wide = wide.append_column(name, pa.array(values, from_pandas=True))
    shown = [name for name in keys if name != "BASE_PER"]
    return _long(ibis.memtable(wide), CHANGE, shown, ["BASE_PER"])


def similarity(
    flows: Any,
    *,
    indicators: str | Iterable[str] | None = None,
    areas: Iterable[str] | None = None,
    partners: Iterable[str] | None = None,
    blocs: WhichBlocs | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    **membership: Unpack[Membership],
) -> Observations:
    r"""How well the trade of two areas fits, or is alike.

    With x the shares of products in exports and m those in imports:

    ================= ========================= ============================== =========
    id                name                      formula                        range
    ================= ========================= ============================== =========
    COMPLEMENTARITY   trade complementarity     100·(1 − ½Σ_k\|m_jk − x_ik\|)  0 … 100
    EXPORT_SIMILARITY export similarity         100·Σ_k min(x_ik, x_jk)        0 … 100
    ================= ========================= ============================== =========

    The first says whether i (REF_AREA) sells what j (COUNTERPART_AREA) buys, the second whether both
    sell the same. The second is the same in both directions.

    Parameters
    ----------
    flows : table
        In one of the layouts of :mod:`cedic.trade.baskets`; with imports for complementarity.
    indicators : str or iterable of str, optional
        Which of those above; by default both.
    areas, partners : iterable of str, optional
        The areas and blocs to give as REF_AREA and as COUNTERPART_AREA; by default all of the table
        and all `blocs`.
    blocs, columns, check, **membership
        As in :func:`concentration`.

    Returns
    -------
    Observations
        Group columns of `flows`, REF_AREA, COUNTERPART_AREA, INDICATOR, TIME_PERIOD, OBS_VALUE. One
        row for each pair of two areas, indicator and period in which both have figures.

    Raises
    ------
    UnknownCodeError
        For an unknown indicator, or one of `areas` or `partners` that is not there.
    UsageError
        If complementarity is asked of a table without imports.
    DataError
        As :func:`cedic.trade.baskets.product_flows`.

    Notes
    -----
    Both are from trade with all partners. A product without a row counts as zero; an area whose rows
    are all zero has null. The coarser the products, the higher both are.

    Sources: Michaely (1996) for complementarity; Finger and Kreinin (1979) for similarity.
    """
    import ibis
    import pyarrow as pa

    wanted = asked(SIMILARITY if indicators is None else indicators, SIMILARITY, "indicator")
    table = as_table(flows, columns)

    def side(flow: Flow) -> ir.Table:
        sold = baskets(product_flows(table, flow=flow, check=check, text=False))
        return with_blocs(sold, blocs, **membership).mutate(TRADE_FLOW=ibis.literal(flow))

    both = stacked([side("X"), *([side("M")] * ("COMPLEMENTARITY" in wanted))])
    known = both.select("REF_AREA").distinct().to_pyarrow()["REF_AREA"].to_pylist()
    asked_for = [
        tuple(sorted(known if some is None else asked(some, known, "area in the table")))
        for some in (areas, partners)
    ]
    period = [*groups(both), "TIME_PERIOD"]
    ordered = both.order_by([*period, "TRADE_FLOW", "REF_AREA", "PRODUCT"]).to_pyarrow()
    starts: list[int] = _starts(ordered, period).tolist() if len(ordered) else []
    tables = [
        _pairs_of_areas(part, period, wanted, *asked_for)
        for start, stop in pairwise([*starts, len(ordered)])
        for part in [ordered.slice(start, stop - start)]
    ]
    order = [*groups(both), "REF_AREA", "COUNTERPART_AREA", "INDICATOR", "TIME_PERIOD"]
    # Trade without products has no pairs, in the same columns.
    texts = [pa.field(name, pa.string()) for name in ("REF_AREA", "COUNTERPART_AREA", "INDICATOR")]
    same = [ordered.schema.field(name) for name in period]
    none = pa.schema([*same, *texts, pa.field("OBS_VALUE", pa.float64())]).empty_table()
    rows = ibis.memtable(pa.concat_tables([none, *tables]))
    return Observations.of(rows.select(*order, "OBS_VALUE").order_by(order))


def _universe(areas: ir.Table, universe: int | Collection[str] | None) -> ir.Table:
    """How many products could be traded in each source and period."""
    import ibis

    is_traded = areas.OBS_VALUE > 0
    period = [*groups(areas), "TIME_PERIOD"]
    if universe is None or isinstance(universe, int):
        counted = areas.group_by(period).aggregate(UNIVERSE=areas.PRODUCT.nunique(where=is_traded))
        if universe is None:
            return counted
        most = counted.UNIVERSE.max().to_pyarrow().as_py() or 0
        if universe < max(most, 1):
            raise UsageError(
                f"The universe is {universe}, but {most} products are traded.",
                remedy="give as many products or more",
            )
        return areas.select(period).distinct().mutate(UNIVERSE=ibis.literal(universe, "int64"))
    if not universe:
        raise UsageError("The universe has no product.", remedy="name its products, or leave it")
    named = set(universe)
    traded = areas.filter(is_traded).select("PRODUCT").distinct().order_by("PRODUCT")
    for product in traded.to_pyarrow()["PRODUCT"].to_pylist():
        if product not in named:
            raise DataError(
                f"Product {product} is traded, but is not in the universe.",
                remedy="add it to the universe, or leave its rows out of the table",
            )
    return areas.select(period).distinct().mutate(UNIVERSE=ibis.literal(len(named), "int64"))


def _concentration(ordered: pa.Table, starts: NDArray[np.int64]) -> dict[str, Floats]:
    """All indicators of each area, whose rows follow each other."""
    import numpy as np

    def summed(values: Floats) -> Floats:
        return np.add.reduceat(values, starts) if len(starts) else values

    def floats(name: str) -> Floats:
        return _floats(ordered, name)

    x, area, product, world = (
        floats(name) for name in ("OBS_VALUE", "OF_AREA", "OF_PRODUCT", "OF_WORLD")
    )
    n, whole = floats("UNIVERSE")[starts], area[starts]
    count = summed((x > 0).astype("float64"))
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = summed(x * x) / (whole * whole)
        root = np.sqrt(squares)
        # ½Σ|s−w| is Σ max(s−w, 0), to which products without a row add nothing.
        above = summed(np.maximum(x * world - product * area, 0)) / (whole * world[starts])
        share = np.where(x > 0, x / area, 1)
        n_traded = np.repeat(count, np.diff(np.append(starts, len(x))))
        within = summed(np.where(x > 0, share * np.log(n_traded * share), 0))
        extensive = np.log(n / count)
        least = np.sqrt(1 / n)
        # Of a universe of one product, 0/0.
        normalised = (root - least) / (1 - least)
    # A sum of one or of equal shares may end a digit below zero.
    intensive = np.maximum(within, 0)
    none = whole == 0
    figures = {
        "HHI": squares,
        "HIRSCHMAN": root,
        "CONCENTRATION": normalised,
        "DIVERSIFICATION": above,
        "THEIL": extensive + intensive,
        "THEIL_EXTENSIVE": extensive,
        "THEIL_INTENSIVE": intensive,
    }
    return {name: np.where(none, np.nan, values) for name, values in figures.items()} | {
        "PRODUCTS": count
    }


def _floats(table: pa.Table, name: str) -> Floats:
    """A column of numbers, NaN where null."""
    return table[name].cast("float64", safe=False).to_numpy()  # type: ignore[no-any-return]


def _starts(ordered: pa.Table, keys: Iterable[str]) -> NDArray[np.int64]:
    """Where in an ordered table the rows of the next key begin."""
    import numpy as np
    import pyarrow.compute as pc

    if not len(ordered):
        return np.zeros(0, "int64")
    new = np.zeros(len(ordered), bool)
    new[0] = True
    for key in keys:
        column = ordered[key].combine_chunks()
        new[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    return np.flatnonzero(new)


def _long(
    wide: ir.Table, indicators: Iterable[str], keys: list[str], more: list[str]
) -> Observations:
    """One row for each area and indicator."""
    names = list(indicators)
    long = unfolded(wide, "INDICATOR", {name: {"OBS_VALUE": wide[name]} for name in names})
    order = [*keys[:-1], "INDICATOR", "TIME_PERIOD"]
    return Observations.of(long.select(*order, "OBS_VALUE", *more).order_by(order))


def _pairs_of_periods(rows: ir.Table, since: str | None) -> ir.Table:
    """For each area and period the one it is held against, BASE_PER."""
    import ibis

    area = [*groups(rows), "REF_AREA"]
    periods = rows.select(*area, "TIME_PERIOD").distinct()
    if since is None:
        window = ibis.window(group_by=area, order_by="TIME_PERIOD")
        pairs = periods.mutate(BASE_PER=periods.TIME_PERIOD.lag().over(window))
        return pairs.filter(pairs.BASE_PER.notnull())
    known = periods.select("TIME_PERIOD").distinct().to_pyarrow()["TIME_PERIOD"].to_pylist()
    if since not in known:
        raise UnknownCodeError("period in the table", str(since), map(str, known))
    first = periods.filter(since == periods.TIME_PERIOD).rename(BASE_PER="TIME_PERIOD")
    return periods.filter(since < periods.TIME_PERIOD).join(first, area)


def _matched(rows: ir.Table, pairs: ir.Table) -> ir.Table:
    """For each area, pair of periods and product: share and 1+RSCA in both."""
    import ibis

    area = [*groups(rows), "REF_AREA"]
    x, own, product, world = (
        rows[name].cast("float64") for name in ("OBS_VALUE", "OF_AREA", "OF_PRODUCT", "OF_WORLD")
    )
    # 1+RSCA is zero where nothing is exported, as for a product without a row.
    figures = {"SHARE": x / own, "LEAD": safe_divide(2 * x * world, x * world + own * product)}
    rows = rows.select(*area, "TIME_PERIOD", "PRODUCT", **figures)
    none = ibis.literal(0.0)
    keys = [*area, "TIME_PERIOD", "BASE_PER", "PRODUCT"]
    now, before = rows.join(pairs, [*area, "TIME_PERIOD"]), rows.rename(BASE_PER="TIME_PERIOD")
    before = before.join(pairs, [*area, "BASE_PER"])
    both = now.select(*keys, SHARE=now.SHARE, LEAD=now.LEAD, BASE_SHARE=none, BASE_LEAD=none).union(
        before.select(*keys, SHARE=none, LEAD=none, BASE_SHARE=before.SHARE, BASE_LEAD=before.LEAD)
    )
    names = ("SHARE", "LEAD", "BASE_SHARE", "BASE_LEAD")
    return both.group_by(keys).aggregate(**{name: both[name].sum() for name in names})


def _with_common(matched: ir.Table, areas: ir.Table) -> ir.Table:
    """Add whether the world trades the product in both periods, and how many it so trades."""
    import ibis

    ends = [*groups(areas), "TIME_PERIOD", "BASE_PER"]
    traded = areas.filter(areas.OBS_VALUE > 0)
    traded = traded.select(*groups(areas), "TIME_PERIOD", "PRODUCT").distinct()
    before = traded.rename(BASE_PER="TIME_PERIOD")
    both = matched.select(ends).distinct().join(traded, [*groups(areas), "TIME_PERIOD"])
    both = both.join(before, [*groups(areas), "BASE_PER", "PRODUCT"])
    both = both.select(*ends, "PRODUCT", COMMON=ibis.literal(1.0))
    counted = both.group_by(ends).aggregate(PRODUCTS=both.COMMON.sum())
    joined = matched.left_join(both, [*ends, "PRODUCT"]).select(*matched.columns, "COMMON")
    joined = joined.left_join(counted, ends).select(*joined.columns, "PRODUCTS")
    return joined.mutate(
        COMMON=joined.COMMON.fill_null(0.0), PRODUCTS=joined.PRODUCTS.fill_null(0.0)
    )


def _changed(ordered: pa.Table, starts: NDArray[np.int64]) -> dict[str, Floats]:
    """All indicators of each area and pair of periods, whose rows follow each other."""
    import numpy as np

    def summed(values: Floats) -> Floats:
        return np.add.reduceat(values, starts) if len(starts) else values

    share, base_share, common = (_floats(ordered, n) for n in ("SHARE", "BASE_SHARE", "COMMON"))
    # Outside the common products RSCA is unknown, in one period at least.
    now, before = (
        np.where(common > 0, _floats(ordered, name), 0) for name in ("LEAD", "BASE_LEAD")
    )
    n = _floats(ordered, "PRODUCTS")[starts]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, base_mean = summed(now) / n, summed(before) / n
        # The sums are of the products with rows; the n of all, those without having zero.
        spread = summed(now * now) - n * mean * mean
        base_spread = summed(before * before) - n * base_mean * base_mean
        together = summed(now * before) - n * mean * base_mean
        least = 1e-12 * n
        level = (spread <= least) | (base_spread <= least)
        correlation = np.clip(together / np.sqrt(spread * base_spread), -1, 1)
        slope = together / base_spread
    return {
        "STRUCTURAL_CHANGE": summed(np.abs(share - base_share)) / 2,
        "RSCA_CORRELATION": np.where(level, np.nan, correlation),
        "RSCA_SLOPE": np.where(base_spread <= least, np.nan, slope),
    }


def _pairs_of_areas(
    part: pa.Table,
    period: list[str],
    wanted: tuple[str, ...],
    areas: tuple[str, ...],
    partners: tuple[str, ...],
) -> pa.Table:
    """The indicators of one source and period."""
    import numpy as np
    import pyarrow as pa

    exports, imports = _shares(part)
    keys, products = part.select(period), len(part["PRODUCT"].unique())
    tables: list[pa.Table] = []
    for name in wanted:
        counterparts = imports if name == "COMPLEMENTARITY" else exports
        sellers, ours = _some(exports, areas, products)
        others, theirs = _some(counterparts, partners, products)
        # Both sum to one, so that 1 − ½Σ|m−x| is Σ min(m, x).
        value = np.ravel([100 * np.minimum(row, theirs).sum(axis=1) for row in ours])
        one, other = np.repeat(sellers, len(others)), np.tile(others, len(sellers))
        two = one != other
        pairs = {
            "REF_AREA": pa.array(one[two], pa.string()),
            "COUNTERPART_AREA": pa.array(other[two], pa.string()),
            "INDICATOR": pa.repeat(name, int(two.sum())),
            "OBS_VALUE": pa.array(value[two], pa.float64(), from_pandas=True),
        }
        same = {key: pa.repeat(keys[key][0], int(two.sum())) for key in period}
        tables.append(pa.table(same | pairs))
    return pa.concat_tables(tables)


def _shares(part: pa.Table) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """The shares of all products in the exports, and in the imports, of each area."""
    import numpy as np

    areas = part["REF_AREA"].combine_chunks().dictionary_encode()
    products = part["PRODUCT"].combine_chunks().dictionary_encode()
    names = areas.dictionary.to_pylist()
    row, column = (codes.indices.to_numpy() for codes in (areas, products))
    sold = part["TRADE_FLOW"].combine_chunks().to_numpy(zero_copy_only=False) == "X"
    sides = []
    for side in (sold, ~sold):
        values = np.zeros((len(names), len(products.dictionary)))
        values[row[side], column[side]] = _floats(part, "OBS_VALUE")[side]
        with np.errstate(invalid="ignore"):
            values /= values.sum(axis=1, keepdims=True)
        there = np.unique(row[side])
        sides.append({names[area]: values[area] for area in there})
    return sides[0], sides[1]


def _some(
    shares: dict[str, Floats], areas: tuple[str, ...], products: int
) -> tuple[NDArray[Any], Floats]:
    """The areas asked for that are there, and their shares as the rows of a matrix."""
    import numpy as np

    there = [area for area in areas if area in shares]
    rows = [shares[area] for area in there]
    return np.array(there, dtype=object), np.array(rows).reshape(len(there), products)
