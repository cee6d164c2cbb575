r"""Prices, volumes and growth of trade, from values and quantities by product and partner.

An *item* is what is compared between two periods: a product traded with a partner, as finely as
the table tells. Its *unit value* is its value over its quantity. A *link* compares a period with the
one before, over the items that have a unit value in both (*matched* items). With p unit values, q
quantities, 0 the earlier period and 1 the later:

=========== =========================================== ==================================
formula     price link                                  volume link
=========== =========================================== ==================================
LASPEYRES   Σp₁q₀ / Σp₀q₀                               Σp₀q₁ / Σp₀q₀
PAASCHE     Σp₁q₁ / Σp₀q₁                               Σp₁q₁ / Σp₁q₀
FISHER      √(Laspeyres · Paasche)                      √(Laspeyres · Paasche)
TORNQVIST   exp Σ ½(s₀+s₁) ln(p₁/p₀), s value shares    value link over price link
=========== =========================================== ==================================

so that price × volume is the value of matched trade for Fisher, for Törnqvist, and for Laspeyres
with Paasche. Links are multiplied up to a chained index.

A bloc's link is that of all items of its members, each member's item by itself: unit values of
different members are never mixed. The members are those of the later period, so that accession is
no growth. Sums are of decimals, the same in any order.

Sources: Gaulier, Martin, Méjean and Zignago (2008), CEPII WP 2008-10; Silver (2010), *The wrongs and
rights of unit value indices*, Review of Income and Wealth 56; Hidiroglou and Berthelot (1986),
Survey Methodology 12; Bennet (1920), Journal of the Royal Statistical Society 83.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.model import Observations
from cedic.trade.baskets import Flow, product_flows, total
from cedic.trade.members import Before, Members, WhichBlocs, blocs_table, members_by_period
from cedic.trade.tables import as_table, require, safe_divide, stacked, unfolded, year_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

By = Literal["PRODUCT", "COUNTERPART_AREA"]

FORMULAS = ("LASPEYRES", "PAASCHE", "FISHER", "TORNQVIST")
"""The index number formulas, in the order they are given in."""
ITEM: tuple[By, By] = ("PRODUCT", "COUNTERPART_AREA")
"""What makes an item, where the table has both."""
SOURCES = ("FREQ", "SOURCE")
"""Columns that, where present, keep figures apart; periods follow each other within them."""
GREATEST_CHANGE = 1e6
"""A unit value that changes by a larger factor is of another unit of quantity, not of a price."""
EXACT = "decimal(38, 12)"
"""Sums of decimals are the same in any order; those of floats are not."""


@dataclass(frozen=True)
class Outliers:
    """The filter of Hidiroglou and Berthelot (1986) on the changes of unit values.

    With r = p₁/p₀ of an item and r̃ the median of its area, flow and link, s = 1 − r̃/r below the
    median and r/r̃ − 1 above, and the effect E = s · max(v₀, v₁)^U. With the quartiles E₁, E₂, E₃ an
    item is taken out if E < E₂ − c · max(E₂−E₁, |A·E₂|) or E > E₂ + c · max(E₃−E₂, |A·E₂|). Where
    the items on one side all move with the median, this distance is zero and no item is taken out
    there.

    Parameters
    ----------
    c : float, default 10
        How wide the interval is; the larger, the fewer items are taken out.
    U : float, default 0.5
        How much an item's value counts, 0 to 1: large flows are taken out at smaller changes.
    A : float, default 0.05
        The least distance, as a part of the median effect.
    """

    c: float = 10.0
    U: float = 0.5
    A: float = 0.05

    def __post_init__(self) -> None:
        if not (self.c > 0 and 0 <= self.U <= 1 and self.A >= 0):
            raise UsageError(
                f"The outlier filter cannot work with c={self.c}, U={self.U}, A={self.A}.",
                remedy="c is above 0, U between 0 and 1, A not negative",
            )


def chained(
    flows: Any,
    *,
    flow: Flow | Iterable[Flow] = "X",
    formula: str | Iterable[str] = FORMULAS,
    by: By | Iterable[By] | None = None,
    outliers: Outliers | None = None,
    bridge: bool = False,
    base: str | int | None = None,
    product_groups: Mapping[str, str] | None = None,
    blocs: WhichBlocs | None = None,
    members: Members = "dated",
    year: int | None = None,
    before: Before = "founders",
    scheme: str | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
) -> Observations:
    """Chained price, volume and value indices of what each area or bloc sells or buys.

    Parameters
    ----------
    flows : table
        Values and quantities by product, in a layout of :mod:`cedic.trade.baskets` with a column
        QUANTITY (tonnes, or for each product a unit of its own that never changes).
    flow : {"X", "M"} or an iterable of these, default "X"
        Exports, imports, or both.
    formula : str or iterable of str, optional
        Which of `FORMULAS`; by default all.
    by : {"PRODUCT", "COUNTERPART_AREA"} or both, optional
        What makes an item; by default product and, where the table says it, partner. Items coarser
        than the table's rows have the unit value of their sum, and with it the bias of their mix
        (Silver 2010).
    outliers : Outliers, optional
        Take out items whose unit values change too much; by default none is.
    bridge : bool, default False
        Link over periods that the table lacks altogether. By default they break the chain.
    base : str or int, optional
        The period that is 100; by default each series' first.
    product_groups : mapping of str to str, optional
        Product to its group: adds a column PRODUCT with indices of each group beside ``_T``.
    blocs : blocs, optional
        Add rows of these blocs, as in :func:`cedic.trade.regional`.
    members, year, before, scheme
        As in :func:`cedic.trade.regional`.
    columns : mapping, optional
        Standard column name to the name in `flows`.
    check : bool, default True
        Read the table once for what would make its figures wrong.

    Returns
    -------
    Observations
        FREQ and SOURCE where present, REF_AREA, TRADE_FLOW, PRODUCT with `product_groups`,
        INDICATOR, TIME_PERIOD, OBS_VALUE (the index, base period = 100, above 0), LINK (the change
        on PREVIOUS as a factor), PREVIOUS (the period linked from), MATCHED_SHARE (value of matched
        items in both periods over all value in both, 0 … 1), ITEMS (matched), UNMATCHED (items of
        one period only), UNPRICED (items of both without unit value in both), OUTLIERS (taken out),
        COVERAGE (members of a bloc with figures in both periods over all its members; 1 for an
        area).

        INDICATOR is ``PRICE_``, ``VOLUME_`` and the formula; ``VALUE``, of all trade;
        ``VALUE_MATCHED``, of matched items; and ``VOLUME_IMPLICIT``, VALUE over the price index of
        the last of the formulas asked for, in the order Laspeyres, Paasche, Törnqvist, Fisher: the
        volume of all trade if prices of new and lost items moved as those of matched ones.

    Raises
    ------
    DataError
        If a column is missing, a value or quantity negative, a flow there twice, classifications or
        levels of detail are mixed, or no two periods can be linked.
    UsageError
        For an unknown flow, `by` or base period, and as :func:`cedic.trade.regional`.
    UnknownCodeError
        For an unknown formula, column or bloc.

    Notes
    -----
    A null or zero quantity gives no unit value, nor does a zero value: such rows count in VALUE and
    as UNPRICED, not in prices. A row without value is left out. Unit values that change by a factor
    above a million count as OUTLIERS with any filter, or none: that is a change of unit. New and lost
    items have no price in one of the periods; they count in VALUE and VOLUME_IMPLICIT only, and
    MATCHED_SHARE says how much of trade prices rest on. If periods are missing, the classification of
    products changes, or nothing matches, there is no link: the index is null from there on, on the
    side away from the base period.
    """
    formulas = _among(formula, FORMULAS, "index number formula")
    flows_asked = _among(flow, ("X", "M"), "trade flow")
    table = as_table(flows, columns)
    require(table, ("PRODUCT", "QUANTITY", "OBS_VALUE"), "trade by product and quantity")
    rows = stacked([_rows(table, one, check) for one in flows_asked])
    links = _links(rows, bridge)
    if check:
        _check_linked(rows, links, base)
    items = _items(rows, links, _by(rows, by))
    sums = _area_sums(_without_outliers(items, outliers), links, product_groups)
    held = _held(rows, product_groups)
    if blocs is not None:
        who = blocs_table(blocs, members=members, year=year, before=before, scheme=scheme)
        at = members_by_period(rows.select("TIME_PERIOD").distinct(), who)
        sums, held = sums.union(_bloc_sums(sums, at)), held.union(_bloc_held(held, at))
    return Observations.of(_chain(_with_links(held, sums), formulas, base))


def terms_of_trade(indices: Any, *, formula: str = "FISHER") -> Observations:
    """Terms of trade, from the chained indices of exports and imports.

    ``TERMS_OF_TRADE``
        Net barter: export price index over import price index, × 100.
    ``INCOME_TERMS_OF_TRADE``
        Terms of trade times the volume index of exports: what the exports of matched items buy.
    ``PURCHASING_POWER``
        The value index of all exports over the import price index, × 100: what all exports buy, new
        products included.

    Parameters
    ----------
    indices : table
        What :func:`chained` gives for both flows.
    formula : str, default "FISHER"
        Whose price and volume indices.

    Returns
    -------
    Observations
        The columns FREQ, SOURCE, REF_AREA and PRODUCT of `indices` where present, TRADE_FLOW
        (``XM``), INDICATOR, TIME_PERIOD, OBS_VALUE (base period = 100, above 0; null where one of
        the indices is).

    Raises
    ------
    UsageError
        For an unknown formula.
    DataError
        If a column is missing.

    Notes
    -----
    Both indices must have the same base period. Where the first year with imports is another than
    that with exports, give `base`.

    References
    ----------
    UNCTAD (Handbook of Statistics): terms of trade and purchasing power index of exports.
    """
    import ibis

    _among(formula, FORMULAS, "index number formula")
    table = as_table(indices)
    require(table, ("REF_AREA", "TRADE_FLOW", "INDICATOR", "OBS_VALUE"), "chained indices")
    key = [n for n in (*SOURCES, "REF_AREA", "PRODUCT", "TIME_PERIOD") if n in table.columns]

    def index(flow: str, indicator: str) -> ir.FloatingValue:
        of = (flow == table.TRADE_FLOW) & (indicator == table.INDICATOR)
        return table.OBS_VALUE.max(where=of)

    wide = table.group_by(key).aggregate(
        ROW_X=(table.TRADE_FLOW == "X").any(),
        ROW_M=(table.TRADE_FLOW == "M").any(),
        PX=index("X", f"PRICE_{formula}"),
        PM=index("M", f"PRICE_{formula}"),
        QX=index("X", f"VOLUME_{formula}"),
        VX=index("X", "VALUE"),
    )
    wide = wide.filter(wide.ROW_X, wide.ROW_M)
    barter = safe_divide(wide.PX, wide.PM)
    cases = {
        "TERMS_OF_TRADE": 100 * barter,
        "INCOME_TERMS_OF_TRADE": barter * wide.QX,
        "PURCHASING_POWER": 100 * safe_divide(wide.VX, wide.PM),
    }
    long = unfolded(wide, "INDICATOR", {name: {"OBS_VALUE": x} for name, x in cases.items()})
    series = [name for name in key if name != "TIME_PERIOD"]
    long = long.mutate(TRADE_FLOW=ibis.literal("XM"))
    order = [*_placed(series, "TRADE_FLOW"), "INDICATOR", "TIME_PERIOD"]
    return Observations.of(long.select(*order, "OBS_VALUE").order_by(order))


def growth(
    flows: Any,
    *,
    flow: Flow | Iterable[Flow] = "X",
    by: By | Iterable[By] | None = None,
    periods: tuple[str | int, str | int] | None = None,
    outliers: Outliers | None = None,
    product_groups: Mapping[str, str] | None = None,
    blocs: WhichBlocs | None = None,
    members: Members = "dated",
    year: int | None = None,
    before: Before = "founders",
    scheme: str | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
) -> Observations:
    """Growth of the value of trade, and what contributed to it.

    Parameters
    ----------
    flows : table
        A layout of :mod:`cedic.trade.baskets`; PRODUCT may be absent where there are partners, and
        QUANTITY is used where present.
    flow : {"X", "M"} or an iterable of these, default "X"
        Exports, imports, or both.
    by : {"PRODUCT", "COUNTERPART_AREA"} or both, optional
        Whether products, partners or products by partner are continuing, new or lost; by default
        as finely as the table tells.
    periods : tuple of two, optional
        The periods compared; by default each with the one before it in the table, however long ago:
        PREVIOUS says which.
    outliers : Outliers, optional
        Items whose unit values change too much are counted as UNPRICED.
    product_groups : mapping of str to str, optional
        Product to its group: adds a column PRODUCT with each group's own growth beside ``_T``.
    blocs : blocs, optional
        Add rows of these blocs, as in :func:`cedic.trade.regional`.
    members, year, before, scheme
        As in :func:`cedic.trade.regional`.
    columns : mapping, optional
        Standard column name to the name in `flows`.
    check : bool, default True
        Read the table once for what would make its figures wrong.

    Returns
    -------
    Observations
        FREQ and SOURCE where present, REF_AREA, TRADE_FLOW, PRODUCT with `product_groups`,
        INDICATOR, TIME_PERIOD (the later period), OBS_VALUE, PREVIOUS (the earlier period), ITEMS
        (how many continue, are new, or are lost), COVERAGE (as in :func:`chained`).

        INDICATOR is ``GROWTH`` (V₁/V₀ − 1, per cent, −100 … ∞), ``GROWTH_ANNUAL`` (its average per
        year), and contributions to GROWTH in percentage points of V₀: ``CONTINUING`` (the intensive
        margin), ``NEW`` and ``LOST`` (together the extensive one), which add up to GROWTH. If there
        are quantities, also ``PRICE``, ``VOLUME`` and ``UNPRICED``, which add up to CONTINUING.

    Raises
    ------
    DataError, UsageError, UnknownCodeError
        As :func:`chained`.

    Notes
    -----
    PRICE is Σ½(q₀+q₁)(p₁−p₀) and VOLUME Σ½(p₀+p₁)(q₁−q₀) over the items with a unit value in both
    periods: Bennet's decomposition, exact and without residual. UNPRICED is the change in continuing
    items without one. A flow that is not in the table, or zero, is taken as none: in a source with gaps
    in its reports NEW and LOST take in what was only not reported. An area that has no figures at
    all in one of the periods has no row.
    """
    flows_asked = _among(flow, ("X", "M"), "trade flow")
    table = as_table(flows, columns)
    priced = "QUANTITY" in table.columns
    rows = stacked([_rows(table, one, check) for one in flows_asked])
    links = _links(rows, bridge=True, between=periods)
    if check:
        _check_linked(rows, links, None)
    items = _items(rows, links, _by(rows, by))
    sums = _area_sums(_without_outliers(items, outliers), links, product_groups)
    if blocs is not None:
        who = blocs_table(blocs, members=members, year=year, before=before, scheme=scheme)
        at = members_by_period(rows.select("TIME_PERIOD").distinct(), who)
        sums = sums.union(_bloc_sums(sums, at))
    return Observations.of(_contributions(sums.mutate(COVERAGE=_coverage(sums)), priced=priced))


# Reading


def _among(names: str | Iterable[str], known: Sequence[str], kind: str) -> tuple[str, ...]:
    given = tuple(dict.fromkeys([names] if isinstance(names, str) else names))
    if not given:
        raise UsageError(f"No {kind} is asked for.", remedy=f"it can be {', '.join(known)}")
    for name in given:
        if name not in known:
            raise UnknownCodeError(kind, str(name), known)
    return given


def _by(rows: ir.Table, by: By | Iterable[By] | None) -> tuple[str, ...]:
    has = [name for name in ITEM if name in rows.columns]
    asked = _among(has if by is None else by, ITEM, "part of an item")
    for name in asked:
        if name not in has:
            raise DataError(
                f"The table of trade has no column {name}, by which items are asked for.",
                remedy=f"leave it out of by=, or name your column with columns={{'{name}': …}}",
            )
    return asked


def _rows(table: ir.Table, flow: str, check: bool) -> ir.Table:
    """Values, and the quantities of those that have a unit value, in the columns of an item."""
    import ibis

    if "PRODUCT" not in table.columns:
        # One product, which is then no part of an item.
        table = table.mutate(PRODUCT=ibis.literal("ALL"))
        return _rows(table, flow, check).drop("PRODUCT")
    quantity = ["QUANTITY"] if "QUANTITY" in table.columns else []
    if quantity and check:
        _check_quantities(table)
    rows = product_flows(table, flow=flow, check=check, keep=quantity)  # type: ignore[arg-type]
    known = rows.QUANTITY.cast("float64").nullif(0) if quantity else ibis.null("float64")
    return rows.mutate(
        TIME_PERIOD=rows.TIME_PERIOD.cast("string"),
        TRADE_FLOW=ibis.literal(flow),
        QUANTITY=known.cast("decimal(38, 15)"),
    )


def _check_quantities(table: ir.Table) -> None:
    if not (table.QUANTITY.type().is_numeric() or table.QUANTITY.type().is_null()):
        raise DataError(
            f"The column QUANTITY holds {table.QUANTITY.type()}, not numbers.",
            remedy="convert the column to numbers, with null for what is missing",
        )
    wrong = table.QUANTITY < 0
    if table.QUANTITY.type().is_floating():
        wrong = wrong | table.QUANTITY.isinf() | table.QUANTITY.isnan()
    for row in table.filter(wrong).limit(1).to_pyarrow().to_pylist():
        told = ", ".join(f"{name} {value}" for name, value in row.items() if value is not None)
        raise DataError(
            f"A row of trade by product has a negative quantity, or one that is no number: {told}.",
            remedy="correct it, or leave it empty if unknown",
        )


def _sources(table: ir.Table) -> list[str]:
    return [name for name in SOURCES if name in table.columns]


def _series(table: ir.Table) -> list[str]:
    """The columns that name a series of an area or bloc."""
    names = (*SOURCES, "REF_AREA", "TRADE_FLOW", "PRODUCT", "INDICATOR")
    return [name for name in names if name in table.columns]


def _placed(names: Sequence[str], name: str) -> list[str]:
    """`names` with TRADE_FLOW after REF_AREA."""
    place = list(names).index("REF_AREA") + 1
    return [*names[:place], name, *names[place:]]


def _links(
    rows: ir.Table, bridge: bool, between: tuple[str | int, str | int] | None = None
) -> ir.Table:
    """Which period is compared with which: PREVIOUS and TIME_PERIOD, within each source.

    Each has a number, LINK: items are many, and one number costs less than several texts.
    """
    import ibis

    links = _compared(rows, bridge, between)
    return links.mutate(LINK=ibis.row_number().over(order_by=links.columns))


def _compared(
    rows: ir.Table, bridge: bool, between: tuple[str | int, str | int] | None
) -> ir.Table:
    import ibis

    keys = _sources(rows)
    edition = ["CLASSIFICATION"] if "CLASSIFICATION" in rows.columns else []
    periods = rows.select(*keys, *edition, "TIME_PERIOD").distinct()
    periods = periods.mutate(STEP=_step(periods.TIME_PERIOD))
    if between is not None:
        earlier, later = (str(period) for period in between)
        now = periods.filter(later == periods.TIME_PERIOD)
        was = periods.filter(earlier == periods.TIME_PERIOD).rename(PREVIOUS="TIME_PERIOD")
        if keys or edition:
            return now.join(was.drop("STEP"), [*keys, *edition]).select(
                *keys, "TIME_PERIOD", "PREVIOUS"
            )
        return now.cross_join(was.drop("STEP")).select("TIME_PERIOD", "PREVIOUS")
    in_order = ibis.window(group_by=keys, order_by="STEP")
    periods = periods.mutate(
        PREVIOUS=periods.TIME_PERIOD.lag().over(in_order),
        WIDTH=periods.STEP - periods.STEP.lag().over(in_order),
        **{f"PREVIOUS_{name}": periods[name].lag().over(in_order) for name in edition},
    )
    links = periods.filter(periods.PREVIOUS.notnull())
    if edition:
        links = links.filter(links.CLASSIFICATION.identical_to(links.PREVIOUS_CLASSIFICATION))
    if not bridge:
        links = links.filter(links.WIDTH == 1)
    return links.select(*keys, "TIME_PERIOD", "PREVIOUS")


def _step(period: ir.StringValue) -> ir.IntegerValue:
    """Periods counted through: two that follow each other differ by 1."""
    import ibis

    year = year_of(period)
    return ibis.cases(
        (period.length() == 4, year),
        (period.contains("Q"), year * 4 + period.right(1).cast("int32")),
        else_=year * 12 + period.right(2).cast("int32"),
    )


def _check_linked(rows: ir.Table, links: ir.Table, base: str | int | None) -> None:
    periods = rows.select("TIME_PERIOD").distinct().order_by("TIME_PERIOD")
    found = periods.to_pyarrow()["TIME_PERIOD"].to_pylist()
    if base is not None and str(base) not in found:
        raise UsageError(
            f"The table of trade has no figures of the base period {base}.",
            remedy=f"it has {', '.join(found[:30])}",
        )
    if links.count().to_pyarrow().as_py() == 0:
        raise DataError(
            "No two periods of the table of trade can be compared: it has figures of "
            f"{', '.join(found[:30]) or 'no period'}.",
            remedy="give two consecutive periods in one classification of products, "
            "or bridge=True to link over a gap",
        )


# Items and their sums


def _items(rows: ir.Table, links: ir.Table, by: Sequence[str]) -> ir.Table:
    """Each item of each LINK: values V0, V1; those with a quantity W0, W1; quantities Q0, Q1."""
    import ibis

    apart = _sources(rows)
    with_quantity = rows.QUANTITY.notnull() & (rows.OBS_VALUE > 0)
    rows = rows.mutate(V=rows.OBS_VALUE, W=with_quantity.ifelse(rows.OBS_VALUE, None))
    keys = ["TRADE_FLOW", "REF_AREA", *by]
    if any(name not in by for name in ITEM if name in rows.columns):
        rows = rows.group_by([*apart, *keys, "TIME_PERIOD"]).aggregate(
            V=total(rows.V), W=total(rows.W), QUANTITY=rows.QUANTITY.sum()
        )
    rows = rows.mutate(Q=rows.QUANTITY.cast("float64")).rename(AT="TIME_PERIOD")

    def seen(link: str, number: int) -> ir.Table:
        joined = rows.view().join(links, [*apart, ("AT", link)])
        figures = {f"{name}{number}": joined[name] for name in ("V", "W", "Q")}
        return joined.select("LINK", *keys, **figures)

    key = ["LINK", *keys]
    both = seen("PREVIOUS", 0).outer_join(seen("TIME_PERIOD", 1), key)
    items = both.select(
        **{name: ibis.coalesce(both[name], both[f"{name}_right"]) for name in key},
        **{name: both[name] for name in ("V0", "V1", "W0", "W1", "Q0", "Q1")},
    )
    change = safe_divide(items.W1.cast("float64") * items.Q0, items.W0.cast("float64") * items.Q1)
    return items.mutate(CHANGE=change)


def _without_outliers(items: ir.Table, outliers: Outliers | None) -> ir.Table:
    """Say of each item whether its change of unit value is out of bounds: OUT, null without one."""
    change = items.CHANGE
    items = items.mutate(OUT=(change > GREATEST_CHANGE) | (change < 1 / GREATEST_CHANGE))
    if outliers is None:
        return items
    group = ["LINK", "TRADE_FLOW", "REF_AREA"]
    used = items.filter(items.OUT.notnull(), ~items.OUT)
    medians = used.group_by(group).aggregate(MEDIAN=used.CHANGE.quantile(0.5))
    each = _joined(items, medians, group)
    below, above = 1 - each.MEDIAN / each.CHANGE, each.CHANGE / each.MEDIAN - 1
    greatest = (each.W0 > each.W1).ifelse(each.W0, each.W1).cast("float64")
    effect = (each.CHANGE < each.MEDIAN).ifelse(below, above) * greatest**outliers.U
    each = each.mutate(EFFECT=each.OUT.ifelse(None, effect))
    quartiles = each.group_by(group).aggregate(
        **{f"E{n}": each.EFFECT.quantile(n / 4) for n in (1, 2, 3)}
    )
    each = _joined(each, quartiles, group)
    least = (outliers.A * each.E2).abs()
    down, up = each.E2 - each.E1, each.E3 - each.E2
    down, up = (down > least).ifelse(down, least), (up > least).ifelse(up, least)
    low = (down > 0) & (each.E2 - outliers.c * down > each.EFFECT)
    high = (up > 0) & (each.E2 + outliers.c * up < each.EFFECT)
    return each.select(*items.drop("OUT").columns, OUT=each.OUT | (low | high).fill_null(False))


def _joined(table: ir.Table, more: ir.Table, keys: Sequence[str]) -> ir.Table:
    """`table` with what `more` says of the same keys; null where it says nothing."""
    extra = [name for name in more.columns if name not in keys]
    return table.left_join(more, list(keys)).select(*table.columns, *extra)


SUMS = ("V0", "V1", "NEW", "LOST", "W0", "W1", "A", "B", "C", "D")
"""Values of all items, of new and lost ones, of matched ones; for matched ones Σp₁q₀ (A), Σp₀q₁ (B),
Σp₀q₀·ln(p₁/p₀) (C) and Σp₁q₁·ln(p₁/p₀) (D)."""
COUNTS = ("ITEMS", "UNMATCHED", "UNPRICED", "OUTLIERS", "APPEARED", "DISAPPEARED", "STAYED")
MEMBERS = ("FOUND", "MEMBERS")


def _area_sums(
    items: ir.Table, links: ir.Table, product_groups: Mapping[str, str] | None
) -> ir.Table:
    """What the indices of each area's links are made of, for all products and for each group."""
    import ibis

    was, now = (items.V0 > 0).fill_null(False), (items.V1 > 0).fill_null(False)
    used = (~items.OUT).fill_null(False)
    w0, w1 = items.W0.cast("float64"), items.W1.cast("float64")
    terms = {
        "A": w1 * items.Q0 / items.Q1,
        "B": w0 * items.Q1 / items.Q0,
        "C": w0 * used.ifelse(items.CHANGE, 1.0).ln(),
        "D": w1 * used.ifelse(items.CHANGE, 1.0).ln(),
    }
    items = items.mutate(
        NEW=(now & ~was).ifelse(items.V1, None),
        LOST=(was & ~now).ifelse(items.V0, None),
        **{name: used.ifelse(items[name], None) for name in ("W0", "W1")},
        **{name: used.ifelse(term, None).cast(EXACT) for name, term in terms.items()},
        ITEMS=used.cast("int64"),
        UNMATCHED=(was != now).cast("int64"),
        UNPRICED=(was & now & items.OUT.isnull()).cast("int64"),
        OUTLIERS=items.OUT.fill_null(False).cast("int64"),
        APPEARED=(now & ~was).cast("int64"),
        DISAPPEARED=(was & ~now).cast("int64"),
        STAYED=(was & now).cast("int64"),
    )
    keys = ["LINK", "REF_AREA", "TRADE_FLOW"]
    sums = _summed(_grouped(items, product_groups), [*keys, *_product(product_groups)])
    if product_groups is not None:
        whole = _summed(sums, keys).mutate(PRODUCT=ibis.literal("_T"))
        sums = sums.filter(sums.PRODUCT.notnull()).union(whole.select(*sums.columns))
    one = ibis.literal(1, "int64")
    sums = sums.join(links, "LINK").drop("LINK")
    return sums.filter(sums.V0 > 0, sums.V1 > 0).mutate(FOUND=one, MEMBERS=one)


def _product(product_groups: Mapping[str, str] | None) -> list[str]:
    return [] if product_groups is None else ["PRODUCT"]


def _grouped(table: ir.Table, product_groups: Mapping[str, str] | None) -> ir.Table:
    """`table` with each product's group as PRODUCT, null if it has none."""
    import ibis

    if product_groups is None:
        return table
    if "PRODUCT" not in table.columns:
        raise UsageError("Groups of products need items by product.", remedy="add PRODUCT to by=")
    listed = {"PRODUCT": list(product_groups), "OF_GROUP": list(product_groups.values())}
    groups = ibis.memtable(listed, schema=dict.fromkeys(listed, "string"))
    return _joined(table, groups, ["PRODUCT"]).drop("PRODUCT").rename(PRODUCT="OF_GROUP")


def _summed(table: ir.Table, keys: Sequence[str]) -> ir.Table:
    def add(value: ir.NumericColumn) -> ir.NumericValue:
        return value.sum().cast(EXACT) if value.type().is_decimal() else total(value)

    figures = [name for name in (*SUMS, *COUNTS, *MEMBERS) if name in table.columns]
    return table.group_by(list(keys)).aggregate(**{name: add(table[name]) for name in figures})


def _bloc_sums(sums: ir.Table, members: ir.Table) -> ir.Table:
    """The same for blocs, out of the members of the later period."""
    counted = members.group_by("BLOC", "TIME_PERIOD").aggregate(SIZE=members.count())
    joined = sums.join(members, ["TIME_PERIOD", ("REF_AREA", "AREA")])
    of_bloc = joined.drop("REF_AREA").rename(REF_AREA="BLOC")
    keys = [name for name in sums.columns if name not in (*SUMS, *COUNTS, *MEMBERS)]
    summed = _summed(of_bloc, keys)
    sized = summed.join(counted, ["TIME_PERIOD", ("REF_AREA", "BLOC")])
    return sized.mutate(MEMBERS=sized.SIZE).select(*sums.columns)


def _coverage(sums: ir.Table) -> ir.FloatingValue:
    return safe_divide(sums.FOUND, sums.MEMBERS)


# Chaining


def _held(rows: ir.Table, product_groups: Mapping[str, str] | None) -> ir.Table:
    """The periods of each series."""
    import ibis

    keys = [*_sources(rows), "REF_AREA", "TRADE_FLOW", "TIME_PERIOD"]
    products = _product(product_groups)
    rows = rows.filter(rows.OBS_VALUE > 0).select(*keys, *products).distinct()
    found = _grouped(rows, product_groups).select(*keys, *products).distinct()
    if product_groups is None:
        return found
    whole = found.select(*keys, PRODUCT=ibis.literal("_T")).distinct()
    return found.filter(found.PRODUCT.notnull()).union(whole)


def _bloc_held(held: ir.Table, members: ir.Table) -> ir.Table:
    joined = held.join(members, ["TIME_PERIOD", ("REF_AREA", "AREA")])
    of_bloc = joined.drop("REF_AREA").rename(REF_AREA="BLOC")
    return of_bloc.select(*held.columns).distinct()


def _with_links(held: ir.Table, sums: ir.Table) -> ir.Table:
    """The sums of each period's link; null where there is none."""
    linked = _joined(held, sums, held.columns)
    return linked.mutate(
        STEP=_step(linked.TIME_PERIOD),
        COVERAGE=_coverage(linked),
        MATCHED_SHARE=safe_divide(
            linked.W0.cast("float64").fill_null(0) + linked.W1.cast("float64").fill_null(0),
            linked.V0.cast("float64") + linked.V1.cast("float64"),
        ),
    )


def _link(sums: ir.Table, formulas: Sequence[str]) -> dict[str, ir.FloatingValue]:
    """The link of each indicator, as a factor."""
    w0, w1 = sums.W0.cast("float64"), sums.W1.cast("float64")
    matched, value = safe_divide(w1, w0), safe_divide(sums.V1, sums.V0)
    laspeyres, paasche = safe_divide(sums.A, w0), safe_divide(w1, sums.B)
    tornqvist = ((safe_divide(sums.C, w0) + safe_divide(sums.D, w1)) / 2).exp()
    # Fisher's as one root each, so that price times volume is the value.
    prices = {
        "LASPEYRES": laspeyres,
        "PAASCHE": paasche,
        "TORNQVIST": tornqvist,
        "FISHER": (laspeyres * paasche).sqrt(),
    }
    volumes = {
        "LASPEYRES": safe_divide(sums.B, w0),
        "PAASCHE": safe_divide(w1, sums.A),
        "TORNQVIST": safe_divide(matched, tornqvist),
        "FISHER": (safe_divide(sums.B, w0) * safe_divide(w1, sums.A)).sqrt(),
    }
    best = [name for name in prices if name in formulas][-1]
    return {
        **{f"PRICE_{name}": prices[name] for name in formulas},
        **{f"VOLUME_{name}": volumes[name] for name in formulas},
        "VALUE": value,
        "VALUE_MATCHED": matched,
        "VOLUME_IMPLICIT": safe_divide(value, prices[best]),
    }


def _chain(linked: ir.Table, formulas: Sequence[str], base: str | int | None) -> ir.Table:
    """Links multiplied up, as far as they reach from the base period without a break."""
    import ibis

    cases = {name: {"LINK": x.nullif(0)} for name, x in _link(linked, formulas).items()}
    long = unfolded(linked, "INDICATOR", cases)
    series = _series(long)
    so_far = ibis.cumulative_window(group_by=series, order_by="STEP")
    whole = ibis.window(group_by=series)
    long = long.mutate(
        LOG=long.LINK.ln().fill_null(0.0).sum().over(so_far),
        UNBROKEN=long.LINK.isnull().cast("int64").sum().over(so_far),
        FIRST=long.STEP.min().over(whole),
    )
    at_base = long.STEP == long.FIRST if base is None else str(base) == long.TIME_PERIOD
    long = long.mutate(
        BASE_LOG=at_base.ifelse(long.LOG, None).max().over(whole),
        BASE_UNBROKEN=at_base.ifelse(long.UNBROKEN, None).max().over(whole),
    )
    index = (long.UNBROKEN == long.BASE_UNBROKEN).ifelse(
        100 * (long.LOG - long.BASE_LOG).exp(), None
    )
    order = [*series, "TIME_PERIOD"]
    figures = ["LINK", "PREVIOUS", "MATCHED_SHARE", *COUNTS[:4], "COVERAGE"]
    return long.mutate(OBS_VALUE=index).select(*order, "OBS_VALUE", *figures).order_by(order)


# Growth


def _contributions(sums: ir.Table, *, priced: bool) -> ir.Table:
    sums = sums.rename(MATCHED="ITEMS")
    before = sums.V0.cast("float64")
    change = (sums.V1 - sums.V0).cast("float64")
    new, lost = (sums[name].fill_null(0).cast("float64") for name in ("NEW", "LOST"))
    staying = change - new + lost
    years = (_step(sums.TIME_PERIOD) - _step(sums.PREVIOUS)) / _per_year(sums.TIME_PERIOD)
    annual = (safe_divide(sums.V1, sums.V0).ln() / years).exp() - 1
    every = sums.STAYED + sums.APPEARED + sums.DISAPPEARED
    cases = {
        "GROWTH": (100 * safe_divide(change, before), every),
        "GROWTH_ANNUAL": (100 * annual, every),
        "CONTINUING": (100 * safe_divide(staying, before), sums.STAYED),
        "NEW": (100 * safe_divide(new, before), sums.APPEARED),
        "LOST": (100 * safe_divide(0.0 - lost, before), sums.DISAPPEARED),
    }
    if priced:
        matched = (sums.W1.fill_null(0) - sums.W0.fill_null(0)).cast("float64")
        prices = (sums.A.fill_null(0) - sums.B.fill_null(0)).cast("float64")
        some = sums.MATCHED > 0
        rest = sums.STAYED - sums.MATCHED
        by_price, by_volume = (matched + prices) / 2, (matched - prices) / 2
        cases |= {
            "PRICE": (some.ifelse(100 * safe_divide(by_price, before), None), sums.MATCHED),
            "VOLUME": (some.ifelse(100 * safe_divide(by_volume, before), None), sums.MATCHED),
            "UNPRICED": (100 * safe_divide(staying - matched, before), rest),
        }
    long = unfolded(
        sums,
        "INDICATOR",
        {name: {"OBS_VALUE": value, "ITEMS": count} for name, (value, count) in cases.items()},
    )
    order = [*_series(long), "TIME_PERIOD"]
    return long.select(*order, "OBS_VALUE", "PREVIOUS", "ITEMS", "COVERAGE").order_by(order)


def _per_year(period: ir.StringValue) -> ir.IntegerValue:
    import ibis

    return ibis.cases((period.length() == 4, 1), (period.contains("Q"), 4), else_=12)
