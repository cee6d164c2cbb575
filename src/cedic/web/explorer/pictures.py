"""The charts of a view: as many as it takes, each of one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from cedic.errors import UsageError
from cedic.model import Text
from cedic.publish.charts import chart, picture
from cedic.publish.facts import of_dataflow
from cedic.publish.figure import Figure
from cedic.publish.kinds import KINDS, ONE_PERIOD, TWO_SIDED, possible, sides, usual
from cedic.publish.view import View, choices, last_known, parsed, view_of
from cedic.warehouse import Store
from cedic.web.drawing import Drawing, described, figure_of

MOST = 4
"""The most charts on a page."""
TOO_MANY = Text(
    "This choice takes more charts than a page holds: choose a single value in some of the filters, "
    "or read the table.",
    "Esta selección requiere más gráficos de los que caben en una página: elija un solo valor en "
    "algunos filtros o lea la tabla.",
    "Esta seleção requer mais gráficos do que cabem em uma página: escolha um único valor em alguns "
    "filtros ou leia a tabela.",
    "Ce choix demande plus de graphiques qu’une page n’en contient : choisissez une seule valeur dans "
    "certains filtres, ou lisez le tableau.",
)


@dataclass(frozen=True)
class Drawn:
    """The charts of a view.

    Parameters
    ----------
    figures : tuple of mapping
        What ``figure.html`` takes, one for each chart; none if nothing can be drawn.
    kinds : tuple of (str, Text or None)
        The kinds of charts, each with the reason why it cannot show this.
    reason : Text or None
        Why there is none.
    queries : tuple of str
        For each chart, the view of it alone.
    """

    figures: tuple[Drawing, ...] = ()
    kinds: tuple[tuple[str, Text | None], ...] = ()
    reason: Text | None = None
    queries: tuple[str, ...] = ()


def drawn(store: Store, view: View, language: str, path: str) -> Drawn:
    """The charts of a view; kept, as no release ever changes.

    Parameters
    ----------
    store : Store
        Where the figures are.
    view : View
        What is shown.
    language : str
        The visitor's.
    path : str
        The address of the dataflow at the view's release, below which each picture has its own.
    """
    query = view.but(rows=(), columns=(), show="chart", page=1).query
    return _drawn(store, view.flow.id, view.facts.release.number, query, language, path)


def alone(store: Store, view: View, language: str, format: str) -> bytes | None:
    """The first chart of a view as a file, with its title and source; none if there is none."""
    try:
        part = _parts(store, view)[0]
        observations = store.select(part.selection, part.facts.release.number)
        return picture(chart(observations, part.chart or None, language, part.measure), format)
    except UsageError:
        return None


def figure(store: Store, view: View, language: str) -> Figure | None:
    """The figure of a view that one chart shows."""
    try:
        return _figure(store, _parts(store, view)[0], language)
    except UsageError:
        return None


@lru_cache(maxsize=512)
def _drawn(store: Store, id: str, release: int, query: str, language: str, path: str) -> Drawn:
    facts = of_dataflow(store, store.dataflow(id), store.release(release))
    view = view_of(store, facts, parsed(query))
    kinds = _kinds(view)
    parts = _parts(store, view)
    if len(parts) > MOST:
        return Drawn(kinds=tuple(kinds.items()), reason=TOO_MANY)
    try:
        shown = [
            described(
                _figure(store, part, language),
                heading_level=2,
                id=f"figure-{place}",
                address=f"{path}/drawing",
                query=part.query,
            )
            for place, part in enumerate(parts, 1)
        ]
    except UsageError:
        return Drawn(kinds=tuple(kinds.items()), reason=kinds[view.chart or _usual(view)])
    return Drawn(tuple(shown), tuple(kinds.items()), queries=tuple(part.query for part in parts))


def _figure(store: Store, part: View, language: str) -> Figure:
    return figure_of(
        store,
        part.selection,
        part.facts.release.number,
        language,
        part.chart or None,
        part.measure,
    )


# What one chart shows


def _kinds(view: View) -> dict[str, Text | None]:
    """The kinds of charts, each with the reason why it cannot show the view."""
    return {kind: _possible(view.but(chart=kind))[kind] for kind in KINDS}


def _possible(view: View) -> dict[str, Text | None]:
    return possible(view.flow, _distinct(view), view.measure)


def _distinct(view: View) -> dict[str, tuple[str, ...]]:
    """What occurs in the first chart of a view."""
    together = _together(view)
    found = {name: codes if name in together else codes[:1] for name, codes in view.codes.items()}
    ends = (view.end,) if _is_of_one_period(view) else (view.start, view.end)
    listed = {code.id: code for code in choices(view.facts, "INDICATOR")}
    units = {getattr(listed[code], "unit", "") for code in found.get("INDICATOR", ())}
    return {
        **found,
        "TIME_PERIOD": tuple(dict.fromkeys(ends)),
        "UNIT_MEASURE": tuple(sorted(units)),
    }


def _usual(view: View) -> str:
    return usual(view.flow, _distinct(view))


def _parts(store: Store, view: View) -> list[View]:
    """The view, once for each combination of what one chart cannot show together."""
    together = _together(view)
    apart = {name: view.codes[name] for name in view.varying if name not in together}
    if prod(map(len, apart.values())) > MOST:
        return [view] * (MOST + 1)
    parts = [
        view.but(
            codes={**view.codes, **{name: (code,) for name, code in zip(apart, codes, strict=True)}}
        )
        for codes in product(*apart.values())
    ]
    return [_narrowed(store, part) for part in parts]


def _together(view: View) -> tuple[str, ...]:
    """The dimensions that one chart shows together."""
    kind = _kind(view)
    if kind in TWO_SIDED or kind == "treemap":
        return sides(view.flow, kind, view.codes)
    varying = sorted(view.varying, key=lambda name: len(view.codes[name]), reverse=True)
    return ("REF_AREA",) if "REF_AREA" in varying else tuple(varying[:1])


def _kind(view: View) -> str:
    """The kind asked for, else the one that all of the choice calls for."""
    return view.chart or usual(view.flow, {**view.codes, "TIME_PERIOD": (view.start, view.end)})


def _is_of_one_period(view: View) -> bool:
    return _kind(view) in ONE_PERIOD or (view.chart == "bar" and bool(view.varying))


def _narrowed(store: Store, part: View) -> View:
    """The same at one period, the last that has figures, if the chart shows no more."""
    if not _is_of_one_period(part):
        return part
    period = last_known(store, part) or part.end
    return part.but(start=period, end=period)
