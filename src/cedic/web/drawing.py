"""Charts in pages: drawn by the server, and brought to life by the browser where it can."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from cedic.publish.charts import PAGE_WIDTHS, body
from cedic.publish.figure import WORDS, Figure
from cedic.publish.kinds import OVER_TIME
from cedic.publish.svg import page_svg
from cedic.warehouse import Store
from cedic.warehouse.selection import Selection

KEPT = 256
"""How many figures, and how many drawings of them, each process keeps."""


@dataclass(frozen=True)
class Drawing:
    """What the template ``figure.html`` shows.

    Parameters
    ----------
    id : str
        What the ids of its elements begin with.
    heading : str
        The element of the title: ``h2``, ``h3``…
    title, subtitle, provenance : str
        The finding; measure and unit; source and vintage.
    pictures : tuple of (str, SafeString)
        The name of each width of :data:`cedic.publish.charts.PAGE_WIDTHS`, and its SVG.
    spec : SafeString
        The same in Vega-Lite, as JSON: ``shared``, and what each width adds to it.
    header : list of str
        The columns of the table of figures.
    rows : list of list of str
        Its rows, the first cell of each naming it.
    summary, missing : str
        What opens the table, and what its ``··`` mean.
    """

    id: str
    heading: str
    title: str
    subtitle: str
    provenance: str
    pictures: tuple[tuple[str, SafeString], ...]
    spec: SafeString
    header: list[str]
    rows: list[list[str]]
    summary: str
    missing: str


@lru_cache(maxsize=KEPT)
def figure_of(
    store: Store,
    selection: Selection,
    number: int,
    language: str,
    kind: str | None = None,
    measure: str = "OBS_VALUE",
) -> Figure:
    """The figure of a selection; kept, as no release ever changes.

    Parameters
    ----------
    store : Store
        Where the figures are.
    selection : Selection
        Which observations.
    number : int
        The release's number.
    language, kind, measure : str
        As :func:`cedic.publish.charts.chart` takes them.

    Raises
    ------
    UsageError
        If a chart of this kind cannot show them; see :func:`cedic.publish.figure.possible`.
    """
    return Figure.of(store.select(selection, number), language, measure, kind)


@lru_cache(maxsize=KEPT)
def drawn(figure: Figure, *, heading_level: int, id: str, title: str | None = None) -> Drawing:
    """A figure as the template ``figure.html`` takes it; kept, as a picture takes long to draw.

    Parameters
    ----------
    figure : Figure
        What to show.
    heading_level : int
        From 1 to 6, as the page's other headings call for.
    id : str
        What the ids of its elements begin with; unique in the page.
    title : str, optional
        By default the finding.
    """
    specs = {
        name: body(figure, width).to_dict(validate=False) for name, width in PAGE_WIDTHS.items()
    }
    labels = f"{id}-title {id}-subtitle"
    header, *rows = _table(figure)
    return Drawing(
        id=id,
        heading=f"h{heading_level}",
        title=title or figure.finding,
        subtitle=figure.subtitle,
        provenance=figure.provenance,
        pictures=tuple(
            (name, mark_safe(page_svg(spec, f"{id}-{name}", labels)))  # noqa: S308 - ours
            for name, spec in specs.items()
        ),
        spec=_embedded(_shared(specs)),
        header=header,
        rows=rows,
        summary=WORDS["data"][figure.language],
        missing=WORDS["missing"][figure.language],
    )


def _table(figure: Figure) -> list[list[str]]:
    """The figures: over time a row for each period, else one for each mark; no column says nothing.

    A period or series that is the only one stands in the title.
    """
    words = {name: WORDS[name][figure.language] for name in ("period", "series", "value")}
    if figure.kind in OVER_TIME:
        values = {(row["PERIOD"], row["SERIES"]): row["VALUE"] for row in figure.known}
        return [
            [words["period"], *(figure.name(code) or words["value"] for code in figure.codes)],
            *(
                [period, *(figure.written(values.get((period, code))) for code in figure.codes)]
                for period in figure.periods
            ),
        ]
    told = (figure.series is not None, len(figure.periods) > 1 or figure.series is None, True)
    return [list(compress(row, told)) for row in figure.table]


def _shared(specs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the specifications of all widths have in common, and what each has of its own."""
    shared: dict[str, Any] = {"datasets": {}}
    for spec in specs.values():
        shared["datasets"] |= spec.pop("datasets", {})
        shared |= {"config": spec.pop("config"), "$schema": spec.pop("$schema")}
    return {"shared": shared, **specs}


def _embedded(value: Any) -> SafeString:
    """JSON that no text in it can lead out of its script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S308
