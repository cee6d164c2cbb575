"""Trade in the codes of another classification of products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UsageError
from cedic.model import Observations
from cedic.products import classification, concordance
from cedic.trade.tables import as_table, dollars, require

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


def reclassify(
    flows: Any,
    source: str,
    target: str,
    *,
    digits: int | None = None,
    weights: Any = None,
    columns: Mapping[str, str] | None = None,
) -> Observations:
    """Convert trade by product from one classification to another; totals stay the same.

    Parameters
    ----------
    flows : table
        With columns PRODUCT, OBS_VALUE and whatever else says whose trade it is; QUANTITY is
        shared too if there. All codes are basic ones, or all of the same fewer digits.
    source, target : str
        Two classifications, as in :func:`cedic.products.concordance`.
    digits : int, optional
        Sum the result to codes of this many digits; by default as many as the codes of `flows`
        have, where the target has them.
    weights : table, optional
        Trade values by target code to share in proportion to (see
        :func:`cedic.products.concordance`); by default equal shares.
    columns : mapping, optional
        Standard column name to the name in `flows`.

    Returns
    -------
    Observations
        The other columns of `flows`, PRODUCT, CONVERTED and OBS_VALUE, in int64 US dollars if that
        of `flows` is int64, else float64. CONVERTED is false where goods have no code in the
        target: they keep that of the source, so that nothing is lost. CLASSIFICATION, if there,
        becomes the target. Rows of one target code are summed; a null value is unknown and adds
        nothing, and a sum of nulls only is null.

    Raises
    ------
    DataError
        If a column is missing, a code is not in the source classification (all of them are listed),
        codes have lost a leading zero or are of several lengths, or `flows` holds another or
        several classifications.
    UnknownCodeError, UsageError
        As :func:`cedic.products.concordance`.

    Notes
    -----
    A value :math:`v` with shares :math:`w_1 … w_n`, in the order of the target's codes, becomes
    :math:`v_k = R(v·(w_1+…+w_k)) − R(v·(w_1+…+w_{k−1}))` where R rounds to whole dollars and the last
    sum is one: the parts are whole and add up to :math:`v` exactly, up to :math:`2^{53}` dollars.

    Chapters 98 and 99 of the Harmonized System are customs' own; they do not map and are carried.
    The rows of all products, ``_T``, stay as they are.
    """
    source, target = classification(source).id, classification(target).id
    table = as_table(flows, columns)
    require(table, ("PRODUCT", "OBS_VALUE"), "trade by product")
    table = table.mutate(PRODUCT=table.PRODUCT.cast("string"))
    _check_classification(table, source)
    used = _codes_used(table)
    level = _level(used, source)
    shares = concordance(source, target, digits=level, weights=weights)
    _check_known(used, shares, source)
    wanted = level if digits is None else digits
    _check_digits(wanted, level, target)
    return Observations.of(_shared(table, _spans(shares, used, wanted), target))


def _check_classification(table: ir.Table, source: str) -> None:
    if "CLASSIFICATION" not in table.columns:
        return
    found = table.select("CLASSIFICATION").distinct().to_pyarrow()["CLASSIFICATION"].to_pylist()
    held = sorted({classification(name).id for name in found if name is not None})
    if held not in ([], [source]):
        raise DataError(
            f"Products are given in {' and '.join(held)}, not in {source}.",
            remedy="convert the rows of each classification on their own, from its own codes",
        )


def _codes_used(table: ir.Table) -> list[str]:
    """The codes of products that have a row, without that of all products."""
    codes = table.select("PRODUCT").distinct().to_pyarrow()["PRODUCT"].to_pylist()
    if None in codes:
        raise DataError("A row has no product.", remedy="give its code, or _T for all products")
    return sorted(code for code in codes if code != "_T")


def _level(used: list[str], source: str) -> int | None:
    """How many digits the codes have; none if they are basic ones."""
    known = classification(source)
    lengths = sorted({len(code) for code in used})
    if known.harmonized and (short := [code for code in used if len(code) % 2]):
        raise DataError(
            f"{len(short)} codes of {source} have an odd number of digits: {_listed(short)}.",
            remedy="they have lost their leading zero: write 010121, not 10121, and read the "
            "column as text",
        )
    if known.harmonized and len(lengths) > 1:
        raise DataError(
            f"Codes of {source} have {' and '.join(map(str, lengths))} digits: trade would count "
            "twice.",
            remedy="keep the rows of one level",
        )
    return lengths[0] if known.harmonized and lengths and lengths[0] < 6 else None


def _check_digits(wanted: int | None, level: int | None, target: str) -> None:
    """Stop at a level of detail that the target has not, or the source does not give."""
    levels = classification(target).digits
    if wanted is None or (wanted in levels and wanted <= (level or wanted)):
        return
    raise UsageError(
        f"The result cannot be codes of {target} of {wanted} digits.",
        remedy=f"ask for one of {', '.join(str(n) for n in levels if n <= (level or n))} digits",
    )


def _check_known(used: list[str], shares: pa.Table, source: str) -> None:
    known = set(shares["CODE_FROM"].to_pylist())
    if unknown := [code for code in used if code not in known and not _own(code, source)]:
        raise DataError(
            f"{len(unknown)} codes are not in {source}: {_listed(unknown)}.",
            remedy="they may be of another edition, or national codes: correct them, or leave "
            "their rows out",
        )


def _own(code: str, source: str) -> bool:
    """Whether a code is customs' own, which no edition defines."""
    return source.startswith("HS") and code[:2] in ("98", "99")


def _listed(codes: list[str]) -> str:
    more = f" and {len(codes) - 20} more" if len(codes) > 20 else ""
    return ", ".join(codes[:20]) + more


def _spans(shares: pa.Table, used: list[str], digits: int | None) -> ir.Table:
    """Where the share of each pair of codes begins and ends between 0 and 1, for codes in use."""
    import ibis
    import pyarrow as pa
    import pyarrow.compute as pc

    pairs = shares.filter(pc.is_in(shares["CODE_FROM"], pa.array(used, pa.string())))
    if digits is not None:
        short = pc.utf8_slice_codeunits(pairs["CODE_TO"], 0, digits)
        pairs = pairs.set_column(1, "CODE_TO", short)
    keys = ["CODE_FROM", "CODE_TO"]
    summed = pairs.group_by(keys, use_threads=False).aggregate([("WEIGHT", "sum")])
    mapped = set(pairs["CODE_FROM"].to_pylist())
    carried = [code for code in [*used, "_T"] if code not in mapped]
    own = pa.table(
        {
            "CODE_FROM": pa.array(carried, pa.string()),
            "CODE_TO": pa.array([code if code == "_T" else None for code in carried], pa.string()),
            "WEIGHT_sum": pa.array([1.0] * len(carried)),
        }
    )
    rows = ibis.memtable(pa.concat_tables([summed.select(own.column_names), own]))
    # What has no code in the target comes last.
    by_code = {
        "group_by": rows.CODE_FROM,
        "order_by": ibis.asc(rows.CODE_TO, nulls_first=False),
    }
    rows = rows.mutate(
        SUM=rows.WEIGHT_sum.sum().over(ibis.cumulative_window(**by_code)),
        LAST=rows.CODE_FROM.lead().over(ibis.window(**by_code)).isnull(),
    )
    rows = rows.mutate(END=rows.LAST.ifelse(1.0, rows.SUM))
    start = rows.END.lag().over(ibis.window(**by_code))
    return rows.select("CODE_FROM", "CODE_TO", "END", START=start.fill_null(0.0))


def _shared(table: ir.Table, spans: ir.Table, target: str) -> ir.Table:
    """The rows of `table` divided among the target's codes, and those of one code summed."""
    import ibis

    joined = table.join(spans, table.PRODUCT == spans.CODE_FROM)
    values = [name for name in ("OBS_VALUE", "QUANTITY") if name in table.columns]
    keys = [name for name in table.columns if name not in (*values, "PRODUCT", "CLASSIFICATION")]
    parts = {name: _part(joined, name) for name in values}
    rows = joined.select(
        *keys,
        PRODUCT=ibis.coalesce(joined.CODE_TO, joined.PRODUCT),
        CONVERTED=joined.CODE_TO.notnull(),
        **parts,
    )
    summed = rows.group_by([*keys, "PRODUCT", "CONVERTED"]).aggregate(
        **{name: _total(rows[name]) for name in values}
    )
    if "CLASSIFICATION" in table.columns:
        summed = summed.mutate(CLASSIFICATION=ibis.literal(target))
    return summed.order_by([*keys, "PRODUCT", "CONVERTED"])


def _part(joined: ir.Table, name: str) -> ir.NumericValue:
    """A code's part of a value: whole dollars between two rounded points, or a plain share."""
    value = joined[name]
    if value.type().is_integer():
        return dollars(value * joined.END) - dollars(value * joined.START)
    return value.cast("float64") * (joined.END - joined.START)


def _total(value: ir.NumericValue) -> ir.NumericValue:
    """The sum of parts; that of decimals is the same in whatever order they come."""
    if value.type().is_integer():
        return dollars(value.sum())
    return value.cast("decimal(38, 9)").sum().cast("float64")
