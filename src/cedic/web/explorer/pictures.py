"""The charts of a view: as many as it takes, each of one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from cedic.errors import UsageError
from cedic.model import Observations, Text
from cedic.publish.charts import KINDS, chart, picture
from cedic.publish.facts import of_dataflow
from cedic.publish.figure import Figure
from cedic.publish.view import View, last_known, parsed, view_of
from cedic.warehouse import Store
from cedic.web.drawing import Drawing
from cedic.web.drawing import drawn as figure_drawn

MOST = 4
"""The most charts on a page."""
PAIR = ("REF_AREA", "COUNTERPART_AREA")
OF_PAIRS = ("heatmap", "sankey")
OF_ONE_PERIOD = ("bar", "ranked-bar", "map")


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


def drawn(store: Store, view: View, language: str) -> Drawn:
    """The charts of a view; kept, as no release ever changes."""
    query = view.but(rows=(), columns=(), show="chart", page=1).query
    return _drawn(store, view.flow.id, view.facts.release.number, query, language)


def alone(store: Store, view: View, language: str, format: str) -> bytes | None:
    """The first chart of a view as a file, with its title and source; none if there is none."""
    try:
        part = _parts(store, view)[0]
        return picture(
            chart(_observations(store, part), part.chart or None, language, part.measure), format
        )
    except UsageError:
        return None


@lru_cache(maxsize=512)
def _drawn(store: Store, id: str, release: int, query: str, language: str) -> Drawn:
    facts = of_dataflow(store, store.dataflow(id), store.release(release))
    view = view_of(store, facts, parsed(query))
    kinds = tuple((kind, None) for kind in KINDS)
    try:
        parts = _parts(store, view)
        figures = [
            Figure.of(_observations(store, part), language, part.measure, part.chart or None)
            for part in parts
        ]
    except UsageError:
        return Drawn(kinds=kinds)
    shown = [
        figure_drawn(figure, heading_level=2, id=f"figure-{place}")
        for place, figure in enumerate(figures, 1)
    ]
    return Drawn(tuple(shown), kinds, queries=tuple(part.query for part in parts))


def _observations(store: Store, part: View) -> Observations:
    return store.select(part.selection, part.facts.release.number)


def _parts(store: Store, view: View) -> list[View]:
    """The view, once for each combination of what one chart cannot show together."""
    apart = {name: view.codes[name] for name in view.varying if name not in _together(view)}
    combinations = list(product(*apart.values()))
    if len(combinations) > MOST:
        raise UsageError(f"{len(combinations)} charts are more than {MOST}.")
    parts = [
        view.but(
            codes={**view.codes, **{name: (code,) for name, code in zip(apart, codes, strict=True)}}
        )
        for codes in combinations
    ]
    return [_narrowed(store, part) for part in parts]


def _together(view: View) -> tuple[str, ...]:
    """The dimensions that one chart shows together."""
    varying = sorted(view.varying, key=lambda name: len(view.codes[name]), reverse=True)
    if _is_of_pairs(view):
        return PAIR
    if view.chart == "map" or (varying and "REF_AREA" in varying and not view.chart):
        return ("REF_AREA",)
    return tuple(varying[:1])


def _is_of_pairs(view: View) -> bool:
    return view.chart in OF_PAIRS or (not view.chart and set(PAIR) <= set(view.varying))


def _narrowed(store: Store, part: View) -> View:
    """The same at one period, the last that has figures, if the chart shows no more."""
    if not _is_of_pairs(part) and part.chart not in OF_ONE_PERIOD:
        return part
    period = last_known(store, part) or part.end
    return part.but(start=period, end=period)
