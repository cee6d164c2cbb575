r"""How integrated the members of a mechanism are: in trade, capital, prices, people and institutions.

Every indicator is measured of each member with respect to its mechanism, and of the mechanism. With
x the value of a member, m of the mechanism, n its members:

================= ============================================================== =================
levels            of a member                                                    of the mechanism
================= ============================================================== =================
OPENNESS          exports and imports of goods and services, % of GDP            mean by GDP
FDI_INFLOW        net inflow of foreign direct investment, % of GDP              mean by GDP
RESERVES_MONTHS   reserves over a twelfth of the year's imports of goods         mean by GDP
EXTERNAL_DEBT     external debt, % of gross national income                      mean by GDP
CURRENT_ACCOUNT   current account balance, % of GDP                              mean by GDP
LINER_LINKS       ln of liner shipping connectivity, mean of the year's quarters mean by GDP
LOGISTICS         logistics performance, 1 … 5                                   mean by GDP
TARIFF            applied tariff, weighted by imports, %                         mean by GDP
INCOME            ln of GDP per head, purchasing power parity                    mean by population
POVERTY … others  as the source gives them                                       mean by population
================= ============================================================== =================

================= ============================================================== =================
distances         of a member                                                    of the mechanism
================= ============================================================== =================
INCOME_GAP        \|x − mean of members\|, x = ln of GDP per head                deviation of x
INFLATION_GAP     the same, x = 100 ln(1 + inflation / 100)                      deviation of x
GROWTH_GAP        the same, x = growth of GDP, %                                 deviation of x
TARIFF_GAP        the same, x = simple mean of applied tariffs, %                deviation of x
GOVERNANCE_GAP    the same, x = GOVERNANCE                                       deviation of x
================= ============================================================== =================

================= ============================================================== =================
ties              of a member                                                    of the mechanism
================= ============================================================== =================
INTRA_SHARE       trade with fellow members over all its trade in goods          sum over sum
INTROVERSION      (ad − bc)/(ad + bc), a its trade with fellows, b with others,  STI
                  c that of fellows with others, d that among others
MIGRANTS_IN       migrants from fellow members, % of its population              sum over sum
MIGRANTS_OUT      its migrants in fellow members, % of its population            sum over sum
FELLOW_AGREEMENTS agreements in force with a fellow member, mean of fellows      mean of pairs
================= ============================================================== =================

Sources: Iapadre and Plummer (2011) for introversion; Barro and Sala-i-Martin (1992) for σ-convergence;
Kaufmann, Kraay and Mastruzzi (2010) for governance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from cedic.errors import DataError
from cedic.model import Observations
from cedic.regions import Bloc, bloc, blocs, membership
from cedic.trade.tables import as_table, require, require_one

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Grid = NDArray[np.float64]

WORLD = "WLD"
CELLS = ("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "TIME_PERIOD")
ENOUGH = 2 / 3
"""So much of a mechanism's weight or members must be known for it to have a value."""
TRADERS, YEARS = 100, 5
"""A source of trade is taken if it shows so many areas in so many years: an index needs both."""

GDP, POPULATION = "NY_GDP_MKTP_CD", "SP_POP_TOTL"
GOVERNANCE = ("WGI_VA", "WGI_PV", "WGI_GE", "WGI_RQ", "WGI_RL", "WGI_CC")


def _plain(name: str) -> tuple[tuple[str, ...], Callable[[_World], Any]]:
    return (name,), lambda s: s[name]


def _of_gdp(name: str) -> tuple[tuple[str, ...], Callable[[_World], Any]]:
    return (name, GDP), lambda s: 100 * s[name] / s[GDP]


def _log(name: str, base: float = 0.0) -> tuple[tuple[str, ...], Callable[[_World], Any]]:
    def logarithm(s: _World) -> Any:
        import numpy as np

        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.log(base + s[name])
        return np.where(np.isfinite(found), found, np.nan)

    return (name,), logarithm


_GOVERNANCE = (GOVERNANCE, lambda s: sum(s[name] for name in GOVERNANCE) / len(GOVERNANCE))

LEVELS: Mapping[str, tuple[tuple[str, ...], Callable[[_World], Any], str]] = {
    "OPENNESS": (
        ("NE_EXP_GNFS_ZS", "NE_IMP_GNFS_ZS"),
        lambda s: s["NE_EXP_GNFS_ZS"] + s["NE_IMP_GNFS_ZS"],
        GDP,
    ),
    "FDI_INFLOW": (*_of_gdp("BX_KLT_DINV_CD_WD"), GDP),
    "RESERVES_MONTHS": (
        ("FI_RES_TOTL_CD", "TM_VAL_MRCH_CD_WT"),
        lambda s: 12 * s["FI_RES_TOTL_CD"] / s["TM_VAL_MRCH_CD_WT"],
        GDP,
    ),
    "EXTERNAL_DEBT": (*_plain("DT_DOD_DECT_GN_ZS"), GDP),
    "CURRENT_ACCOUNT": (*_of_gdp("BN_CAB_XOKA_CD"), GDP),
    "LINER_LINKS": (*_log("LSCI"), GDP),
    "LOGISTICS": (*_plain("LP_LPI_OVRL_XQ"), GDP),
    "TARIFF": (*_plain("TARIFF_WEIGHTED"), GDP),
    "INCOME": (*_log("NY_GDP_PCAP_PP_CD"), POPULATION),
    "POVERTY": (*_plain("SI_POV_DDAY"), POPULATION),
    "INEQUALITY": (*_plain("SI_POV_GINI"), POPULATION),
    "UNEMPLOYMENT": (*_plain("SL_UEM_TOTL_ZS"), POPULATION),
    "LIFE_EXPECTANCY": (*_plain("SP_DYN_LE00_IN"), POPULATION),
    "CHILD_MORTALITY": (*_plain("SH_DYN_MORT"), POPULATION),
    "EDUCATION_SPENDING": (*_plain("SE_XPD_TOTL_GD_ZS"), POPULATION),
    "GOVERNANCE": (*_GOVERNANCE, POPULATION),
    "MOBILE": (*_plain("IT_CEL_SETS_P2"), POPULATION),
    "BROADBAND": (*_plain("IT_NET_BBND_P2"), POPULATION),
    "SECURE_SERVERS": (*_log("IT_NET_SECR_P6", 1.0), POPULATION),
    "CO2_PER_HEAD": (*_plain("EN_ATM_CO2E_PC"), POPULATION),
    "CO2_INTENSITY": (
        ("EN_ATM_CO2E_PC", "NY_GDP_PCAP_PP_CD"),
        lambda s: 1000 * s["EN_ATM_CO2E_PC"] / s["NY_GDP_PCAP_PP_CD"],
        POPULATION,
    ),
    "ELECTRICITY": (*_plain("EG_ELC_ACCS_ZS"), POPULATION),
}
"""Indicators that a member has on its own: their series, how they are made of them, and the weight."""


def _log_points(s: _World) -> Any:
    import numpy as np

    return 100 * np.log1p(s["FP_CPI_TOTL_ZG"] / 100)


GAPS: Mapping[str, tuple[tuple[str, ...], Callable[[_World], Any]]] = {
    "INCOME_GAP": _log("NY_GDP_PCAP_PP_CD"),
    "INFLATION_GAP": (("FP_CPI_TOTL_ZG",), _log_points),
    "GROWTH_GAP": _plain("NY_GDP_MKTP_KD_ZG"),
    "TARIFF_GAP": _plain("TARIFF_SIMPLE"),
    "GOVERNANCE_GAP": _GOVERNANCE,
}
"""Indicators that are a distance from the other members: the series compared."""
TRADE = ("INTRA_SHARE", "INTROVERSION")
PEOPLE = ("MIGRANTS_IN", "MIGRANTS_OUT")
TREATIES = ("FELLOW_AGREEMENTS",)
SERIES = tuple(
    dict.fromkeys(
        name
        for needed in (*(made[0] for made in LEVELS.values()), *(made[0] for made in GAPS.values()))
        for name in (*needed, GDP, POPULATION)
    )
)
"""All series that are read."""


def integration(
    matrix: Any,
    series: Any,
    *,
    migrants: Any = None,
    agreements: Any = None,
    mechanisms: Iterable[str | Bloc],
    members_of: Iterable[str] | None = None,
    start: int = 1990,
    before: Literal["founders", "none"] = "founders",
) -> Observations:
    """The indicators of integration of mechanisms and of their members.

    Parameters
    ----------
    matrix : table
        The trade of areas and blocs with each other, as :func:`cedic.trade.matrix` gives it, by
        SOURCE. Sources with fewer than 100 areas or five years are not read.
    series : table
        REF_AREA, INDICATOR, TIME_PERIOD, OBS_VALUE and, optionally, SOURCE: the series named in
        :data:`cedic.trade.integration.SERIES`; others are not read. Quarters are averaged over the
        year. Of a series from several sources, that with most figures is taken.
    migrants : table, optional
        REF_AREA (where they live), COUNTERPART_AREA (where they come from), TIME_PERIOD, OBS_VALUE.
    agreements : table, optional
        REF_AREA, COUNTERPART_AREA, TIME_PERIOD, OBS_VALUE: agreements in force between the two. A
        pair that is not there has none, in the years that the table has.
    mechanisms : iterable of str or Bloc
        Registered blocs.
    members_of : iterable of str, optional
        The mechanisms whose members are measured too; by default all.
    start : int, default 1990
        The first year.
    before : {"founders", "none"}
        In years before a mechanism was founded: its founding members, or nothing.

    Returns
    -------
    Observations
        REF_AREA (a mechanism or a member), COUNTERPART_AREA (of a member its mechanism; of a mechanism
        ``WLD``, all there are), INDICATOR, SOURCE,
        TIME_PERIOD, OBS_VALUE (units and ranges as the module says), SHARE_KNOWN (the weight of the
        members that are known over that of all, 0 … 1; of a member 1 or 0), COMPOSITION (``D`` or
        ``F``). A row for each year between the first and the last of the indicator's source.

    Raises
    ------
    DataError
        If a column is missing, a series has two figures of one area and period, or no series is there
        at all.
    UnknownCodeError
        For a mechanism that does not exist.

    Notes
    -----
    Null where a figure is missing, and for a mechanism where less than two thirds of the weight (GDP,
    population) or of the members (distances, trade) are known. A member whose GDP or population is
    unknown weighs nothing. Deviations are those of a population: over n. What is not in the matrix
    between two areas that both trade counts as no trade; migrants are summed over the pairs that the
    source has.
    """
    named = [bloc(one) if isinstance(one, str) else one for one in mechanisms]
    who = membership(named, before=before)
    flows = as_table(matrix)
    require(flows, (*CELLS, "OBS_VALUE"), "trade")
    areas = sorted(set(who["AREA"].to_pylist()))
    world = _World.of(as_table(series), areas, start, _last_year(flows))
    listed = {one.id for one in named} if members_of is None else set(members_of)
    scheme = [_Mechanism.of(one.id, who, world) for one in named]
    rows = _Rows(world, listed)
    for name, (needed, made, weight) in LEVELS.items():
        source = world.source(needed)
        if source is not None:
            values = made(world)
            for one in scheme:
                rows.add(one, name, source, one.own(values), *one.weighted(values, world[weight]))
    for name, (needed, made) in GAPS.items():
        source = world.source(needed)
        if source is not None:
            values = made(world)
            for one in scheme:
                rows.add(one, name, source, *one.apart(values))
    for source, trade in _trades(flows, world, scheme):
        for one in scheme:
            for name, found in trade.of(one).items():
                rows.add(one, name, source, *found, years=trade.years)
    if migrants is not None:
        _add_migrants(rows, scheme, _Pairs.of(as_table(migrants), world), world)
    if agreements is not None:
        _add_agreements(rows, scheme, _Pairs.of(as_table(agreements), world))
    table = rows.table()
    return Observations(lambda: table.to_reader())


@dataclass(frozen=True, eq=False)
class _World:
    """The series of all areas, years × areas, NaN where nothing is known."""

    areas: tuple[str, ...]
    years: tuple[str, ...]
    known: Mapping[str, Grid]
    sources: Mapping[str, str]

    @classmethod
    def of(cls, series: ir.Table, areas: list[str], start: int, last: int) -> _World:
        """Read the series of `areas` from `start` on, up to their last year or `last`."""
        import numpy as np

        require(series, ("REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE"), "series")
        if "SOURCE" not in series.columns:
            series = series.mutate(SOURCE=_literal(""))
        keys = ("INDICATOR", "SOURCE", "REF_AREA", "TIME_PERIOD")
        year = series.TIME_PERIOD.cast("string").substr(0, 4)
        rows = series.filter(series.INDICATOR.isin(list(SERIES)), series.OBS_VALUE.notnull())
        rows = rows.filter(year.cast("int64") >= start)
        require_one(rows, keys, "series")
        rows = rows.mutate(YEAR=year, OBS_VALUE=rows.OBS_VALUE.cast("float64"))
        table = rows.order_by(*keys).select(*keys, "YEAR", "OBS_VALUE").to_pyarrow()
        if not table.num_rows:
            raise DataError(
                "No series that integration is measured by is there.",
                remedy=f"load World Development Indicators, or give {SERIES[0]} and others",
            )
        table = _from_one_source(table)
        last = max(last, *map(int, table["YEAR"].unique().to_pylist()))
        years = tuple(str(one) for one in range(start, last + 1))
        values: dict[str, Grid] = {}
        sources: dict[str, str] = {}
        for name in table["INDICATOR"].unique().to_pylist():
            part = _where(table, "INDICATOR", name)
            at = _places(part["YEAR"], years), _places(part["REF_AREA"], areas)
            inside = at[1] >= 0
            at = at[0][inside], at[1][inside]
            total, count = (np.zeros((len(years), len(areas))) for _ in range(2))
            # Row by row, in order: the mean of quarters has the same last digit every time.
            np.add.at(total, at, part["OBS_VALUE"].to_numpy()[inside])
            np.add.at(count, at, 1.0)
            values[name] = _over(total, count, np.nan)
            sources[name] = part["SOURCE"][0].as_py()
        return cls(tuple(areas), years, values, sources)

    def source(self, needed: Iterable[str]) -> str | None:
        """The source of the first series of those needed; None if one of them is not there."""
        needed = tuple(needed)
        return self.sources[needed[0]] if set(needed) <= set(self.known) else None

    def __getitem__(self, name: str) -> Grid:
        import numpy as np

        return self.known.get(name, np.full((len(self.years), len(self.areas)), np.nan))


def _last_year(table: ir.Table) -> int:
    """The last year of a table's periods; 0 of an empty one."""
    last = table.TIME_PERIOD.cast("string").substr(0, 4).max().to_pyarrow().as_py()
    return int(last or 0)


def _literal(value: str) -> ir.StringScalar:
    import ibis

    return ibis.literal(value)


def _from_one_source(table: pa.Table) -> pa.Table:
    """Of each series, the rows of the source with most figures, the first by name of several."""
    counted = table.group_by(["INDICATOR", "SOURCE"]).aggregate([("OBS_VALUE", "count")])
    order = [("INDICATOR", "ascending"), ("OBS_VALUE_count", "descending"), ("SOURCE", "ascending")]
    best: dict[str, str] = {}
    for row in counted.sort_by(order).to_pylist():
        best.setdefault(row["INDICATOR"], row["SOURCE"])
    import pyarrow as pa

    chosen = pa.table({"INDICATOR": list(best), "SOURCE": list(best.values())})
    return table.join(chosen, ["INDICATOR", "SOURCE"], join_type="inner").sort_by(
        [(name, "ascending") for name in ("INDICATOR", "REF_AREA", "TIME_PERIOD")]
    )


def _where(table: pa.Table, column: str, value: str) -> pa.Table:
    import pyarrow.compute as pc

    return table.filter(pc.field(column) == value)


def _places(column: pa.ChunkedArray, codes: Iterable[str]) -> NDArray[np.int64]:
    """Where each value stands among `codes`; −1 for those that are not there."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.index_in(column, pa.array(list(codes), pa.string()))
    return np.asarray(found.fill_null(-1).to_numpy(), "int64")


@dataclass(frozen=True, eq=False)
class _Mechanism:
    """A mechanism: which areas are its members in which year."""

    id: str
    member: NDArray[np.bool_]
    founders: NDArray[np.bool_]
    """Years whose members are the founding ones, carried back."""

    @classmethod
    def of(cls, id: str, who: pa.Table, world: _World) -> _Mechanism:
        import numpy as np

        years = np.array([int(year) for year in world.years])
        member = np.zeros((len(world.years), len(world.areas)), bool)
        founders = np.zeros(len(world.years), bool)
        for row in _where(who, "BLOC", id).to_pylist():
            spell = (years >= row["FIRST_YEAR"]) & (years <= row["LAST_YEAR"])
            member[:, world.areas.index(row["AREA"])] |= spell
            if row["COMPOSITION"] == "F":
                founders |= spell
        return cls(id, member, founders)

    @cached_property
    def size(self) -> Grid:
        """How many members there are, by year."""
        import numpy as np

        return np.asarray(self.member.sum(axis=1), "float64")

    def own(self, values: Grid) -> Grid:
        """The members' own values, NaN outside."""
        import numpy as np

        return np.where(self.member, values, np.nan)

    def weighted(self, values: Grid, weight: Grid) -> tuple[Grid, Grid]:
        """The weighted mean of members, and the share of the weight that is known."""
        import numpy as np

        weights = np.where(self.member & (weight > 0), weight, 0.0)
        known = ~np.isnan(values)
        total, there = weights.sum(axis=1), (weights * known).sum(axis=1)
        share = _over(there, total, 0.0)
        mean = _over((weights * np.nan_to_num(values)).sum(axis=1), there, np.nan)
        return np.where(share >= ENOUGH, mean, np.nan), share

    def apart(self, values: Grid) -> tuple[Grid, Grid, Grid]:
        """Each member's distance from the members' mean, their deviation, the share of them known."""
        import numpy as np

        known = self.member & ~np.isnan(values)
        count = known.sum(axis=1).astype("float64")
        share = _over(count, self.size, 0.0)
        mean = _over(np.where(known, values, 0.0).sum(axis=1), count, np.nan)
        enough = (share >= ENOUGH) & (count > 1)
        distance = np.where(known & enough[:, None], np.abs(values - mean[:, None]), np.nan)
        squares = np.where(known, (values - mean[:, None]) ** 2, 0.0).sum(axis=1)
        deviation = np.sqrt(_over(squares, count, np.nan))
        return distance, np.where(enough, deviation, np.nan), share


def _over(above: Grid, below: Grid, otherwise: float) -> Grid:
    import numpy as np

    return np.divide(above, below, out=np.full_like(below, otherwise), where=below != 0)


@dataclass(frozen=True, eq=False)
class _Trade:
    """The trade of one source: of areas with the world, areas with mechanisms, inside mechanisms."""

    years: slice
    """Where its years are among those of the world."""
    total: Grid
    """Exports and imports of each area, years × areas."""
    within: Mapping[str, Grid]
    """By mechanism, exports and imports of each area with its members."""
    intra: Mapping[str, Grid]
    """By mechanism, what its members export to each other, by year."""
    world: Grid
    """Exports of all areas, by year."""

    def of(self, one: _Mechanism) -> dict[str, tuple[Grid, Grid, Grid]]:
        """By indicator: the members' values, the mechanism's, the share of members known."""
        import numpy as np

        shown = one.member & ~np.isnan(self.total)
        count = shown.sum(axis=1)
        share = _over(count.astype("float64"), one.size, 0.0)
        enough = (share >= ENOUGH) & (count > 1)
        total = np.where(shown, self.total, 0.0)
        a = np.where(shown, np.nan_to_num(self.within[one.id]), 0.0)
        inside, all_trade = np.nan_to_num(self.intra[one.id]), total.sum(axis=1)
        others = 2 * (self.world - (all_trade - inside))
        b, fellows = total - a, all_trade[:, None] - total
        c = fellows - 2 * (inside[:, None] - a) - a
        d = np.broadcast_to(others[:, None], a.shape)
        whole = (2 * inside, all_trade - 2 * inside, all_trade - 2 * inside, others)
        told = shown & enough[:, None]
        found = {}
        for name, formula in (("INTRA_SHARE", _share), ("INTROVERSION", _introversion)):
            members, mechanism = formula(a, b, c, d), formula(*whole)
            found[name] = (
                np.where(told, members, np.nan),
                np.where(enough, mechanism, np.nan),
                share,
            )
        return found


def _share(a: Grid, b: Grid, _c: Grid, _d: Grid) -> Grid:
    import numpy as np

    return _over(a, a + b, np.nan)


def _introversion(a: Grid, b: Grid, c: Grid, d: Grid) -> Grid:
    import numpy as np

    return _over(a * d - b * c, a * d + b * c, np.nan)


def _trades(
    matrix: ir.Table, world: _World, scheme: list[_Mechanism]
) -> Iterable[tuple[str, _Trade]]:
    """The trade of each source that shows enough areas in enough years."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if "SOURCE" not in matrix.columns:
        matrix = matrix.mutate(SOURCE=_literal(""))
    if "VIEW" in matrix.columns:
        matrix = matrix.filter(matrix.VIEW == "RECONCILED")
    read = matrix.filter(
        matrix.TRADE_FLOW.isin(["X", "M"]),
        matrix.COUNTERPART_AREA.isin([WORLD, *(one.id for one in scheme)]),
        matrix.TIME_PERIOD.isin(list(world.years)),
        matrix.OBS_VALUE.notnull(),
    )
    read = read.select("SOURCE", *CELLS, OBS_VALUE=read.OBS_VALUE.cast("float64"))
    table = read.order_by("SOURCE", *CELLS).to_pyarrow()
    of_blocs = pc.is_in(table["REF_AREA"], pa.array(list(blocs())))
    for source in sorted(table["SOURCE"].unique().to_pylist()):
        mine = pc.equal(table["SOURCE"], source)
        areas = table.filter(pc.and_not(mine, of_blocs))
        years = sorted(areas["TIME_PERIOD"].unique().to_pylist())
        if len(areas["REF_AREA"].unique()) >= TRADERS and len(years) >= YEARS:
            inside = table.filter(pc.and_(mine, of_blocs))
            yield source, _trade_of(areas, inside, world, scheme)


def _trade_of(areas: pa.Table, inside: pa.Table, world: _World, scheme: list[_Mechanism]) -> _Trade:
    import numpy as np

    ids = [one.id for one in scheme]
    year, area = _places(areas["TIME_PERIOD"], world.years), _places(areas["REF_AREA"], world.areas)
    partner, exports = _places(areas["COUNTERPART_AREA"], ids), np.array(areas["TRADE_FLOW"]) == "X"
    values = areas["OBS_VALUE"].to_numpy()
    shape = (len(world.years), len(world.areas))

    def summed(chosen: NDArray[np.bool_]) -> Grid:
        found, known = np.zeros(shape), np.zeros(shape, bool)
        chosen = chosen & (area >= 0)
        np.add.at(found, (year[chosen], area[chosen]), values[chosen])
        known[year[chosen], area[chosen]] = True
        return np.where(known, found, np.nan)

    exported = (partner < 0) & exports
    total = np.asarray(np.bincount(year[exported], values[exported], len(world.years)), "float64")
    within = {id: summed(partner == at) for at, id in enumerate(ids)}
    itself = inside.filter(np.array(inside["REF_AREA"]) == np.array(inside["COUNTERPART_AREA"]))
    itself = _where(itself, "TRADE_FLOW", "X")
    bloc_at, at_year = _places(itself["REF_AREA"], ids), _places(itself["TIME_PERIOD"], world.years)
    own = np.full((len(world.years), len(ids)), np.nan)
    own[at_year, bloc_at] = itself["OBS_VALUE"].to_numpy()
    intra = {id: own[:, at] for at, id in enumerate(ids)}
    return _Trade(slice(year.min(), year.max() + 1), summed(partner < 0), within, intra, total)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Figures of pairs of areas, years × areas × areas, NaN where nothing is known."""

    source: str
    years: slice
    values: Grid
    given: NDArray[np.bool_]
    """Years that the source has."""

    @classmethod
    def of(cls, table: ir.Table, world: _World) -> _Pairs | None:
        """Read the source with most figures; None if there are none."""
        import numpy as np

        keys = ("REF_AREA", "COUNTERPART_AREA", "TIME_PERIOD")
        require(table, (*keys, "OBS_VALUE"), "pairs of areas")
        if "SOURCE" not in table.columns:
            table = table.mutate(SOURCE=_literal(""))
        read = table.filter(table.TIME_PERIOD.isin(list(world.years)), table.OBS_VALUE.notnull())
        read = read.select("SOURCE", *keys, OBS_VALUE=read.OBS_VALUE.cast("float64"))
        found = read.order_by("SOURCE", *keys).to_pyarrow()
        if not found.num_rows:
            return None
        counted = found.group_by("SOURCE").aggregate([("OBS_VALUE", "count")])
        order = [("OBS_VALUE_count", "descending"), ("SOURCE", "ascending")]
        source = counted.sort_by(order)["SOURCE"][0].as_py()
        found = _where(found, "SOURCE", source)
        at = (
            _places(found["TIME_PERIOD"], world.years),
            _places(found["REF_AREA"], world.areas),
            _places(found["COUNTERPART_AREA"], world.areas),
        )
        values = np.full((len(world.years), len(world.areas), len(world.areas)), np.nan)
        inside = (at[1] >= 0) & (at[2] >= 0)
        values[tuple(place[inside] for place in at)] = found["OBS_VALUE"].to_numpy()[inside]
        given = np.isin(np.arange(len(world.years)), at[0])
        return cls(source, slice(at[0].min(), at[0].max() + 1), values, given)


def _add_migrants(
    rows: _Rows, scheme: list[_Mechanism], pairs: _Pairs | None, world: _World
) -> None:
    if pairs is None:
        return
    import numpy as np

    people = world[POPULATION]
    for one in scheme:
        both = one.member[:, :, None] & one.member[:, None, :] & ~np.isnan(pairs.values)
        stock = np.where(both, pairs.values, 0.0)
        for name, axis in (("MIGRANTS_IN", 2), ("MIGRANTS_OUT", 1)):
            share = np.where(both.any(axis=axis), 100 * stock.sum(axis=axis) / people, np.nan)
            told = one.weighted(share, people)
            rows.add(one, name, pairs.source, one.own(share), *told, years=pairs.years)


def _add_agreements(rows: _Rows, scheme: list[_Mechanism], pairs: _Pairs | None) -> None:
    if pairs is None:
        return
    import numpy as np

    listed = ~np.isnan(pairs.values).all(axis=(0, 2))
    count = np.where(pairs.given[:, None, None], np.nan_to_num(pairs.values), np.nan)
    for one in scheme:
        both = one.member[:, :, None] & one.member[:, None, :]
        fellows = np.maximum(one.size - 1, 1)[:, None]
        mean = np.where(listed, np.where(both, count, 0.0).sum(axis=2) / fellows, np.nan)
        equal = one.member.astype("float64")
        told = one.weighted(mean, equal)
        rows.add(one, "FELLOW_AGREEMENTS", pairs.source, one.own(mean), *told, years=pairs.years)


class _Rows:
    """Rows of the result, gathered mechanism by mechanism and indicator by indicator."""

    def __init__(self, world: _World, listed: set[str]) -> None:
        self._world = world
        self._listed = listed
        self._parts: list[pa.Table] = []

    def add(
        self,
        one: _Mechanism,
        name: str,
        source: str,
        members: Grid,
        mechanism: Grid,
        share: Grid,
        *,
        years: slice = slice(None),
    ) -> None:
        """Add an indicator of a mechanism and of its members in some years."""
        import numpy as np

        if years == slice(None):
            # Between the first and the last year in which anybody has a figure.
            known = np.flatnonzero(~np.isnan(members).all(axis=1))
            if not len(known):
                return
            years = slice(known[0], known[-1] + 1)
        there = np.flatnonzero(one.size > 0)
        there = there[(there >= years.start) & (there < years.stop)]
        itself = {"COUNTERPART_AREA": WORLD, "INDICATOR": name, "SOURCE": source}
        codes = [one.id] * len(there)
        self._append(one, itself, codes, there, mechanism[there], share[there])
        if one.id in self._listed:
            at, area = np.nonzero(one.member[there])
            year, codes = there[at], [self._world.areas[place] for place in area]
            values = members[year, area]
            known_of = (~np.isnan(values)).astype("float64")
            within = itself | {"COUNTERPART_AREA": one.id}
            self._append(one, within, codes, year, values, known_of)

    def _append(
        self,
        one: _Mechanism,
        same: Mapping[str, str],
        codes: list[str],
        year: NDArray[np.int64],
        values: Grid,
        share: Grid,
    ) -> None:
        import numpy as np
        import pyarrow as pa

        count = len(codes)
        composition = np.where(one.founders[year], "F", "D")
        self._parts.append(
            pa.table(
                {
                    "REF_AREA": pa.array(codes, pa.string()),
                    **{name: pa.repeat(value, count) for name, value in same.items()},
                    "TIME_PERIOD": pa.array([self._world.years[at] for at in year], pa.string()),
                    "OBS_VALUE": pa.array(values, from_pandas=True),
                    "SHARE_KNOWN": pa.array(share),
                    "COMPOSITION": pa.array(composition.tolist(), pa.string()),
                }
            )
        )

    def table(self) -> pa.Table:
        """All rows, in order."""
        import pyarrow as pa

        keys = ("COUNTERPART_AREA", "REF_AREA", "INDICATOR", "SOURCE", "TIME_PERIOD")
        words = ("REF_AREA", "COUNTERPART_AREA", "INDICATOR", "SOURCE", "TIME_PERIOD")
        nothing = pa.schema(
            [
                *((name, pa.string()) for name in words),
                ("OBS_VALUE", pa.float64()),
                ("SHARE_KNOWN", pa.float64()),
                ("COMPOSITION", pa.string()),
            ]
        )
        table = pa.concat_tables([nothing.empty_table(), *self._parts])
        return table.sort_by([(name, "ascending") for name in keys])
