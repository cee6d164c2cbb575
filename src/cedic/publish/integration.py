"""The figures of the integration table: one row for each bloc, for the page and the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cedic.errors import StoreError
from cedic.model import Text
from cedic.publish.figure import spans
from cedic.publish.numbers import formatted, percent
from cedic.publish.style import colon
from cedic.regions import Bloc, blocs
from cedic.warehouse.engine import connect

if TYPE_CHECKING:
    from cedic.warehouse import Release, Store
    from cedic.warehouse.store import LoadedSource

MILESTONES = ("2000", "2010", "2019")
"""Years shown beside the latest one; 2019 is the last before the pandemic."""
INDICATORS = ("ITS", "ITI", "STI", "RTO")

WORDS = {
    "title": Text(
        "The blocs in figures",
        "Los bloques en cifras",
        "Os blocos em números",
        "Les blocs en chiffres",
    ),
    "bloc": Text("Bloc", "Bloque", "Bloco", "Bloc"),
    "members": Text("Members", "Miembros", "Membros", "Membres"),
    "ratio": Text("ratio", "razón", "razão", "rapport"),
    "between": Text("−1 to 1", "−1 a 1", "−1 a 1", "−1 à 1"),
    "coverage": Text("Coverage", "Cobertura", "Cobertura", "Couverture"),
    "comparators": Text("For comparison", "Para comparar", "Para comparar", "À titre comparatif"),
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "vintage": Text("Vintage", "Versión de los datos", "Versão dos dados", "Millésime"),
    "release": Text("Release", "Edición", "Edição", "Édition"),
    "missing": Text(
        "·· no figure, which is not zero.",
        "·· sin cifra; la falta de un dato no es un cero.",
        "·· sem dado; a falta de um dado não é zero.",
        "·· pas de chiffre ; une absence n'est pas un zéro.",
    ),
    "codes": Text(
        "ITS: intra-regional share of exports; ITI: intensity; STI: symmetric introversion; "
        "RTO: relative openness; coverage: members with figures in {latest}.",
        "ITS: participación intrarregional en las exportaciones; ITI: intensidad; STI: "
        "introversión simétrica; RTO: apertura relativa; cobertura: miembros con cifras en "
        "{latest}.",
        "ITS: participação intrarregional nas exportações; ITI: intensidade; STI: introversão "
        "simétrica; RTO: abertura relativa; cobertura: membros com dados em {latest}.",
        "ITS : part intrarégionale des exportations ; ITI : intensité ; STI : introversion "
        "symétrique ; RTO : ouverture relative ; couverture : membres ayant des chiffres en "
        "{latest}.",
    ),
    "earlier": Text(
        "A year beside a figure: the last one that has it, for want of {latest}.",
        "Un año junto a una cifra: el último que la tiene, a falta de {latest}.",
        "Um ano ao lado de um número: o último que o tem, na falta de {latest}.",
        "Une année à côté d'un chiffre : la dernière qui l'ait, à défaut de {latest}.",
    ),
    "gap": Text(
        "{gaps}: the source has no figures.",
        "{gaps}: la fuente no tiene cifras.",
        "{gaps}: a fonte não tem dados.",
        "{gaps} : la source n'a pas de chiffres.",
    ),
}

Series = Mapping[str, float | None]


@dataclass(frozen=True)
class Latest:
    """The last value of a series: None, and no period, if it has none."""

    value: float | None
    period: str | None

    def written(self, language: str, latest: str) -> tuple[str, str]:
        """The value, and its period unless that is the latest one."""
        earlier = self.period if self.period not in (None, latest) else None
        return formatted(self.value, language, 2), earlier or ""


@dataclass(frozen=True)
class Row:
    """What the table says of one bloc.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    members : int
        How many members it has in the latest period.
    shares : mapping of str to float or None
        The intra-regional share of exports (ITS, 0 to 1) by period; None where there is no figure.
    intensity, introversion, openness : Latest
        ITI, STI and RTO in the last period that has a figure.
    exports : int or None
        Exports among the members in the latest period, in US dollars, reconciled between both
        sides.
    coverage : float or None
        Members with figures over all members in the latest period, from 0 to 1.
    carried_back : bool
        Whether earlier periods hold the founding members, before the bloc existed.
    """

    bloc: Bloc
    members: int
    shares: Series
    intensity: Latest
    introversion: Latest
    openness: Latest
    exports: int | None
    coverage: float | None
    carried_back: bool

    def written(self, periods: Sequence[str], language: str) -> list[tuple[str, str]]:
        """The row's cells after the name: members, ITS by period, ITI, STI, RTO, coverage.

        Each is a figure and, where it is not of the last of `periods`, its own period.
        """
        latest = periods[-1]
        return [
            (formatted(self.members, language), ""),
            *((percent(self.shares.get(p), language, sign=False), "") for p in periods),
            *(
                found.written(language, latest)
                for found in (self.intensity, self.introversion, self.openness)
            ),
            (percent(self.coverage, language, 0, sign=False), ""),
        ]


@dataclass(frozen=True)
class Integration:
    """The integration table, and where its figures come from.

    Parameters
    ----------
    rows : tuple of Row
        The region's blocs in the house's order, your own, then the comparators.
    periods : tuple of str
        All periods, from the first to the latest, those that no bloc has a figure for too.
    source : LoadedSource
        The trade figures it rests on.
    vintages : tuple of str
        Source and vintage of all figures: ``BACI 202501``, ``WDI 2026-03``.
    release : Release
        The release they were read from.
    """

    rows: tuple[Row, ...]
    periods: tuple[str, ...]
    source: LoadedSource
    vintages: tuple[str, ...]
    release: Release

    @property
    def latest(self) -> str:
        """The latest period."""
        return self.periods[-1]

    @property
    def milestones(self) -> tuple[str, ...]:
        """The periods that have a column of their own, the latest one last."""
        return (*(year for year in MILESTONES if year < self.latest), self.latest)

    @property
    def gaps(self) -> list[str]:
        """Periods without any figure, years in a row as one span."""
        known = {
            period for row in self.rows for period, value in row.shares.items() if value is not None
        }
        return spans([period for period in self.periods if period not in known])

    @property
    def widest(self) -> Row:
        """The region's bloc with the most members."""
        ours = [row for row in self.rows if row.bloc.kind != "comparator"] or list(self.rows)
        return max(ours, key=lambda row: row.members)

    def columns(self, language: str) -> list[tuple[str, str]]:
        """Name and unit of each cell of a row, as :meth:`Row.written` gives them."""
        words = {name: text[language] for name, text in WORDS.items()}
        return [
            (words["members"], ""),
            *((f"ITS {period}", "%") for period in self.milestones),
            ("ITI", words["ratio"]),
            ("STI", words["between"]),
            ("RTO", words["ratio"]),
            (words["coverage"], "%"),
        ]

    def provenance(self, language: str) -> str:
        """Source, vintages and release, in one line."""
        words = {name: text[language] for name, text in WORDS.items()}
        told = {
            words["source"]: self.source.id,
            words["vintage"]: ", ".join(self.vintages),
            words["release"]: str(self.release.number),
        }
        return " · ".join(f"{name}{colon(language)}{text}" for name, text in told.items())

    def notes(self, language: str) -> list[str]:
        """What to know when reading the table."""
        told = [WORDS["codes"][language].format(latest=self.latest), WORDS["missing"][language]]
        if any(period for row in self.rows for _, period in row.written(self.milestones, language)):
            told.append(WORDS["earlier"][language].format(latest=self.latest))
        if self.gaps:
            told.append(WORDS["gap"][language].format(gaps=", ".join(self.gaps)))
        return told

    def of(self, ids: Sequence[str]) -> list[Row]:
        """The rows of these blocs that have a share in the latest period, in the order given."""
        by_id = {row.bloc.id: row for row in self.rows}
        found = [by_id[id] for id in ids if id in by_id]
        return [row for row in found if row.shares.get(self.latest) is not None]


def integration(store: Store) -> Integration:
    """Read the integration table from a store's last release.

    All figures rest on one source: the trade source with the most periods. Exports are those of all
    products, of the members of each year.

    Raises
    ------
    StoreError
        If there are no trade figures, or the dataflows have not been built.

    Notes
    -----
    Indicators: see the dataflow REGIONAL_TRADE. Exports among members: TRADE_MATRIX, from the bloc
    to itself, reconciled.
    """
    release = store.release()
    source = _source(store)
    table = store.data(
        "REGIONAL_TRADE",
        SOURCE=source.id,
        TRADE_FLOW="X",
        PRODUCT="_T",
        INDICATOR=INDICATORS,
    ).to_arrow()
    series = _series(table)
    known = {id: bloc for id, bloc in blocs().items() if id in series}
    periods = tuple(sorted({period for found in series.values() for period in found["ITS"]}))
    exports = _exports(store, source.id, tuple(known), periods[-1])
    rows = sorted(
        (_row(bloc, series[id], periods[-1], exports.get(id)) for id, bloc in known.items()),
        key=lambda row: row.bloc.kind == "comparator",
    )
    told = (vintage for vintage in table["VINTAGE"].unique().to_pylist() if vintage is not None)
    vintages = sorted({part for vintage in told for part in vintage.split("; ")})
    return Integration(tuple(rows), periods, source, tuple(vintages), release)


def _source(store: Store) -> LoadedSource:
    trade = [source for source in store.sources().values() if source.kind == "trade"]
    if not trade:
        raise StoreError(
            "There are no trade figures to tell integration from.",
            where=store.location,
            remedy="run: cedic build",
        )
    return max(trade, key=lambda source: (len(source.parts), source.id))


def _row(bloc: Bloc, series: Mapping[str, Series], latest: str, exports: int | None) -> Row:
    return Row(
        bloc=bloc,
        members=len(bloc.members(int(latest[:4]))),
        shares=series["ITS"],
        intensity=_latest(series["ITI"]),
        introversion=_latest(series["STI"]),
        openness=_latest(series["RTO"]),
        exports=exports,
        coverage=series["COVERAGE"].get(latest),
        carried_back=bool(series["CARRIED_BACK"]),
    )


def _latest(series: Series) -> Latest:
    known = {period: value for period, value in series.items() if value is not None}
    last = max(known, default=None)
    return Latest(known[last] if last else None, last)


def _series(table: object) -> dict[str, dict[str, Series]]:
    """By bloc: each indicator, the coverage, and carried-back periods, as period to value."""

    def series(name: str, column: str, condition: str) -> str:
        pairs = f"list((TIME_PERIOD, {column}) ORDER BY TIME_PERIOD) FILTER (WHERE {condition})"
        return f"map_from_entries(coalesce({pairs}, [])) AS {name}"

    columns = ", ".join(
        [
            *(series(name, "OBS_VALUE", f"INDICATOR = '{name}'") for name in INDICATORS),
            series("COVERAGE", "COVERAGE", "INDICATOR = 'ITS'"),
            series(
                "CARRIED_BACK",
                "OBS_VALUE",
                "INDICATOR = 'ITS' AND COMPOSITION = 'F' AND OBS_VALUE IS NOT NULL",
            ),
        ]
    )
    with connect() as connection:
        connection.register("trade", table)
        query = f"SELECT REF_AREA, {columns} FROM trade GROUP BY REF_AREA"  # noqa: S608
        rows = connection.sql(query).to_arrow_table().to_pylist()
    return {row.pop("REF_AREA"): {name: dict(pairs) for name, pairs in row.items()} for row in rows}


def _exports(store: Store, source: str, ids: Sequence[str], period: str) -> dict[str, int]:
    """Exports among each bloc's members, in US dollars."""
    table = store.data(
        "TRADE_MATRIX",
        start=period,
        end=period,
        REF_AREA=ids,
        COUNTERPART_AREA=ids,
        TRADE_FLOW="X",
        VIEW="RECONCILED",
        SOURCE=source,
    ).to_arrow()
    with connect() as connection:
        connection.register("matrix", table)
        query = """SELECT REF_AREA, OBS_VALUE FROM matrix
            WHERE REF_AREA = COUNTERPART_AREA AND OBS_VALUE IS NOT NULL"""
        return dict(connection.sql(query).fetchall())
