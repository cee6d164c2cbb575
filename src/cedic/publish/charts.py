"""Charts of observations: from the kind that a selection calls for to a file or a page's part."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import LANGUAGES
from cedic.publish import style
from cedic.publish.export import format_of
from cedic.publish.figure import WORDS, Figure
from cedic.publish.heatmap import heatmap
from cedic.publish.kinds import KINDS, OVER_TIME
from cedic.publish.labels import lines_of, names_room, row_names
from cedic.publish.network import network
from cedic.publish.sankey import sankey
from cedic.publish.scales import at, domain, number_format, spread
from cedic.publish.scatter import scatter
from cedic.publish.svg import svg_of
from cedic.publish.tilemap import tile_map
from cedic.publish.treemap import treemap

if TYPE_CHECKING:
    import altair as alt

    from cedic.model import Observations

FORMATS = ("png", "svg", "html")
WIDTH = 720
PAGE_WIDTHS = {"wide": 760, "narrow": 328}
"""How wide a chart is drawn for a page: for a screen, and for a phone."""

_FIGURES = "figures"
_AXIS = 52
"""The room of the values along the left of a plot."""
_LABEL_GAP = 17
_PANEL, _PANEL_ALONE = (210, 110), (276, 130)
_BREAK: Literal["break-paths-show-path-domains"] = "break-paths-show-path-domains"


def chart(
    observations: Observations,
    kind: str | None = None,
    language: str = "en",
    measure: str = "OBS_VALUE",
    title: str | None = None,
    width: int = WIDTH,
) -> alt.VConcatChart:
    """Draw observations of a dataflow.

    Parameters
    ----------
    observations : Observations
        From a store. They vary in one dimension besides time, or in two for the kinds that cross
        them; periods without a figure stay gaps.
    kind : str, optional
        One of :data:`KINDS`: ``line``; ``bar``, of one series over time or of one period in the
        order of the list; ``ranked-bar``, the largest first; ``small-multiples``; ``heatmap``, of
        two dimensions; ``treemap``, of the parts of a whole; ``scatter``, of two indicators;
        ``network``, of links between areas or products; ``sankey``, of values between two areas;
        ``map``, a square for each country. By default what the observations call for: a heatmap for
        areas by areas or products, a network for products by products, ranked bars for one period,
        small multiples for more than 7 series, else lines.
    language : {"es", "en", "pt", "fr"}
        The language of words and numbers.
    measure : str
        The column to draw: the measure or a numeric attribute, such as SHARE or COVERAGE.
    title : str, optional
        By default the finding, as far as the figures alone tell it, else the indicator's name.
    width : int
        Pixels that titles and plot take together.

    Returns
    -------
    altair.VConcatChart
        The chart above the line that names source and vintage. Its data are embedded.

    Raises
    ------
    UsageError
        If Altair is not installed; if the observations mix units, vary in more dimensions than the
        kind shows, are too many to be read, or have no figure at all.
    UnknownCodeError
        If kind, language or measure does not exist.
    """
    _altair()
    if language not in LANGUAGES:
        raise UnknownCodeError("language", language, LANGUAGES)
    if kind is not None and kind not in KINDS:
        raise UnknownCodeError("kind of chart", kind, KINDS)
    figure = Figure.of(observations, language, measure, kind)
    return framed(
        drawing(figure, width),
        title or figure.finding,
        figure.subtitle,
        figure.provenance,
        left=left_of(figure, width),
        width=width,
        language=language,
        figures=figure.table,
        datasets=datasets_of(figure),
    )


def framed(
    body: Any,
    heading: str,
    subtitle: str,
    footer: str,
    *,
    left: int,
    width: int,
    language: str,
    figures: list[list[str]],
    datasets: dict[str, Any],
) -> alt.VConcatChart:
    """A drawing below its title and above the line that names where it is from.

    Parameters
    ----------
    body : altair chart
        The drawing.
    heading, subtitle, footer : str
        The finding; the measure and its unit; source and vintage.
    left : int
        Pixels left of the plot, where the words begin.
    width : int
        Pixels that titles and plot take together.
    language : str
        The language of numbers and dates.
    figures : list of list of str
        The figures as a table of three columns, the header first, for the chart as a page.
    datasets : dict
        Rows that the drawing names.
    """
    alt = _altair()
    told = (
        alt.Chart(alt.InlineData(values=[{"TEXT": wrap(footer, width // 7)}]))
        .mark_text(align="left", baseline="top", color=style.MUTED, fontSize=13, lineHeight=17)
        .encode(text="TEXT:N", **at(x=-left, y=0))
        .properties(width=1, height=18)
    )
    return alt.vconcat(  # type: ignore[no-any-return]
        body,
        told,
        spacing=10,
        bounds="full",
        title=alt.Title(wrap(heading, width // 10), subtitle=wrap(subtitle, width // 7), dx=-left),
        description=". ".join(words for words in (heading, subtitle, footer) if words),
        usermeta={"language": language, "figures": figures},
        config=style.config(language),
        datasets=datasets,
    ).resolve_scale(color="independent")


def _altair() -> Any:
    try:
        import altair
        import vl_convert  # noqa: F401 - what draws the charts that Altair describes
    except ImportError:
        raise UsageError(
            "Charts need Altair and vl-convert, which are not installed.",
            remedy="run: pip install 'cedic[reports]'",
        ) from None
    return altair


# Drawing


def drawing(figure: Figure, width: int) -> Any:
    """The drawing of a figure, without words around it."""
    return _DRAWINGS[figure.kind](figure, width)


def datasets_of(figure: Figure) -> dict[str, Any]:
    """The rows of a chart over time, by name: Altair copies what stands in a chart at each step."""
    if figure.kind not in OVER_TIME:
        return {}
    return {_FIGURES: _values(figure, "SERIES", "PERIOD", "TIME", "VALUE", "ALONE")}


def _values(figure: Figure, *columns: str) -> list[dict[str, Any]]:
    """The rows to embed: only the columns drawn, amounts in the figure's multiple."""
    rows: list[dict[str, Any]] = figure.rows.select(list(columns)).to_pylist()
    size = figure.multiple[0]
    if size != 1:
        for row in rows:
            row["VALUE"] = None if row["VALUE"] is None else row["VALUE"] / size
    return rows


def _scale_y(figure: Figure, *, from_zero: bool = False) -> tuple[Any, Any, tuple[float, float]]:
    """The scale and axis of values, and the ends of the scale."""
    import altair as alt

    size = figure.multiple[0]
    values = [row["VALUE"] / size for row in figure.known]
    # Shares start at zero, and so does what comes near it; what stays far from it shows its change.
    zero = min(values) >= 0 and (figure.is_proportion or min(values) < 0.6 * max(values))
    low, high, step = domain(values, zero=zero or from_zero or min(values) < 0 < max(values))
    ticks = [low + step * index for index in range(round((high - low) / step) + 1)]
    axis = alt.Axis(
        grid=True,
        format=number_format(step, proportion=figure.is_proportion),
        values=ticks,
        minExtent=_AXIS,
        maxExtent=_AXIS,
        gridColor=alt.condition(alt.datum.value == 0, alt.value(style.MUTED), alt.value(style.RULE))
        if low < 0 < high
        else style.RULE,
    )
    return alt.Scale(domain=[low, high], nice=False, zero=False), axis, (low, high)


def _axis_x(figure: Figure, most: int) -> Any:
    import altair as alt

    first = figure.periods[0]
    written = "%Y" if len(first) == 4 else "%Y-Q%q" if "Q" in first else "%b %Y"
    times = dict(
        sorted(zip(figure.rows["PERIOD"].to_pylist(), figure.rows["TIME"].to_pylist(), strict=True))
    )
    step = next((size for size in (1, 2, 5, 10, 20, 50) if len(times) / size <= most), len(times))
    # The last period is always named, as the one that people look for.
    steps = list(times.values())[: -math.ceil(step * 0.6)]
    round_years = [time for time in steps if int(time[:4]) % step == 0]
    chosen = [*(round_years if written == "%Y" else steps[::step]), list(times.values())[-1]]
    # utc, so that 1 January is not 31 December west of Greenwich.
    return alt.X(
        "TIME:T",
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(
            format=written,
            values=[alt.DateTime(**_date(time)) for time in chosen],
            ticks=True,
            tickColor=style.RULE,
            labelFlush=False,
            labelOverlap=True,
        ),
    )


def _date(time: str) -> dict[str, Any]:
    year, month, day = (int(part) for part in time.split("-"))
    return {"year": year, "month": month, "date": day, "utc": True}


def _tooltips(figure: Figure) -> list[Any]:
    import altair as alt

    written = ",.1%" if figure.is_proportion else f",.{figure.decimals}f"
    words = {name: WORDS[name][figure.language] for name in ("series", "period", "value")}
    named = [alt.Tooltip("SERIES:N", title=words["series"])] if figure.series else []
    return [
        *named,
        alt.Tooltip("PERIOD:N", title=words["period"]),
        alt.Tooltip("VALUE:Q", title=words["value"], format=written),
    ]


def _colour(figure: Figure, **options: Any) -> Any:
    import altair as alt

    scale = alt.Scale(domain=figure.codes, range=[figure.colours[code] for code in figure.codes])
    return alt.Color("SERIES:N", scale=scale, **{"legend": None, **options})


def _lines(figure: Figure, width: int) -> Any:
    """Lines with their names at the end; points where a value stands alone."""
    import altair as alt

    labels = _end_names(figure, width) if figure.series else {}
    longest = max((len(line) for lines in labels.values() for line in lines), default=0)
    gap = _LABEL_GAP * max(map(len, labels.values()), default=1)
    room = 8 * longest + 34 if labels else 24
    plot, height = max(120, width - room - _AXIS), max(320, gap * len(labels))
    scale, axis, (low, high) = _scale_y(figure)
    x, y = _axis_x(figure, max(2, plot // 70)), alt.Y("VALUE:Q", scale=scale, axis=axis)
    patterns = style.dashes(figure.codes)
    base = alt.Chart(alt.NamedData(_FIGURES)).encode(
        x=x, y=y, color=_colour(figure), tooltip=_tooltips(figure)
    )
    line = base.mark_line(invalid=_BREAK).encode(
        strokeDash=alt.StrokeDash(
            "SERIES:N",
            scale=alt.Scale(
                domain=figure.codes, range=[patterns[code] or [1, 0] for code in figure.codes]
            ),
            legend=None,
        )
    )
    points = base.mark_point(filled=True, size=44, opacity=1).transform_filter("datum.ALONE")
    layers = [line, points, *_end_labels(figure, labels, gap, (plot, height), (low, high))]
    return alt.layer(*layers).properties(width=plot, height=height)


def _end_names(figure: Figure, width: int) -> dict[str, list[str]]:
    """The lines that name each series, with its last period if others go on after it."""
    latest = max(row["PERIOD"] for row in figure.last.values())
    told = {
        code: figure.name(code) + ("" if row["PERIOD"] == latest else f" ({row['PERIOD']})")
        for code, row in figure.last.items()
    }
    # On a phone the names leave more than half of the width to the lines.
    return {code: wrap(name, max(14, round(width * 0.42) // 8)) for code, name in told.items()}


def _end_labels(
    figure: Figure,
    labels: Mapping[str, list[str]],
    gap: int,
    size: tuple[int, int],
    ends: tuple[float, float],
) -> list[Any]:
    """Each line's name beside its end, moved apart where lines meet, and a thread to the end."""
    import altair as alt

    if not labels:
        return []
    plot, height = size
    low, high = ends
    multiple = figure.multiple[0]
    pixels = {
        code: height * (1 - (row["VALUE"] / multiple - low) / (high - low))
        for code, row in figure.last.items()
    }
    places = spread(list(pixels.values()), gap, 4, height - 4)
    latest = max(row["PERIOD"] for row in figure.last.values())
    layers = []
    for (code, end), place in zip(pixels.items(), places, strict=True):
        lines = labels[code]
        here = alt.Chart(alt.InlineData(values=[{"NAME": lines if len(lines) > 1 else lines[0]}]))
        # The thread of a line that ends before the others does not pretend to reach its end.
        goes_on = figure.last[code]["PERIOD"] == latest
        start, level = (4, end) if goes_on else (10, place)
        layers.append(
            here.mark_rule(color=figure.colours[code], strokeWidth=2).encode(
                **at(x=plot + start, x2=plot + 18, y=level, y2=place)
            )
        )
        layers.append(
            here.mark_text(
                align="left", baseline="middle", color=style.INK, lineHeight=_LABEL_GAP
            ).encode(
                text="NAME:N",
                # Lines are set from the middle of the first one.
                **at(x=plot + 22, y=place - (len(lines) - 1) * _LABEL_GAP / 2),
            )
        )
    return layers


def _panels(figure: Figure, width: int) -> Any:
    """One panel for each series on a common scale, the others in grey behind."""
    import altair as alt

    columns = max(1, width // (_PANEL[0] + 50))
    panels = [panel(figure, code) for code in figure.codes if code in figure.last]
    return alt.concat(
        *panels,
        columns=columns,
        spacing={"row": 26, "column": 24},
        data=alt.NamedData(_FIGURES),
    )


def panel(figure: Figure, code: str, *, size: tuple[int, int] = _PANEL) -> Any:
    """The panel of one series; its data are those of the chart that it becomes a part of."""
    import altair as alt

    width, height = size
    scale, axis, _ = _scale_y(figure)
    x, y = _axis_x(figure, 4), alt.Y("VALUE:Q", scale=scale, axis=axis)
    colour = figure.colours[code]
    base = alt.Chart().encode(x=x, y=y)
    mine: dict[str, Any] = {"tooltip": _tooltips(figure)}
    quoted = json.dumps(code)
    last = figure.last[code]
    label = alt.InlineData(
        values=[
            {
                "TIME": last["TIME"],
                "VALUE": last["VALUE"] / figure.multiple[0],
                "TEXT": figure.written(last["VALUE"]),
            }
        ]
    )
    others = base.transform_filter(f"datum.SERIES != {quoted}").encode(detail="SERIES:N")
    own = base.transform_filter(f"datum.SERIES == {quoted}").encode(**mine)
    return alt.layer(
        others.mark_line(color=style.BACKDROP, strokeWidth=1, invalid=_BREAK),
        own.mark_line(color=colour, strokeWidth=2.4, invalid=_BREAK),
        own.transform_filter("datum.ALONE").mark_point(
            color=colour, filled=True, size=40, opacity=1
        ),
        # A halo of paper keeps the label readable above the lines.
        *(
            alt.Chart(label)
            .mark_text(align="right", baseline="bottom", dy=-8, dx=4, fontWeight="bold", **ink)
            .encode(x="TIME:T", y="VALUE:Q", text="TEXT:N")
            for ink in (
                {"stroke": style.PAPER, "strokeWidth": 4, "color": style.PAPER},
                {"color": style.INK},
            )
        ),
    ).properties(
        width=width,
        height=height,
        title=alt.Title(
            figure.name(code), fontSize=style.SMALL, font=style.CHART_SANS, offset=8, lineHeight=18
        ),
    )


def _ranked_bars(figure: Figure, width: int) -> Any:
    """Bars from zero, the largest first; what has no value stands last."""
    rows = _values(figure, "SERIES", "PERIOD", "VALUE")
    rows.sort(key=lambda row: (row["VALUE"] is None, -(row["VALUE"] or 0.0)))
    return _lying_bars(figure, width, rows)


def _bars(figure: Figure, width: int) -> Any:
    """Bars from zero: of one series over time, or of one period in the order of the list."""
    if len(figure.periods) > 1:
        return _standing_bars(figure, width)
    rows = _values(figure, "SERIES", "PERIOD", "VALUE")
    rows.sort(key=lambda row: figure.codes.index(row["SERIES"]))
    return _lying_bars(figure, width, rows)


def _standing_bars(figure: Figure, width: int) -> Any:
    """A bar for each period; one without a value has none."""
    import altair as alt

    plot = max(160, width - _AXIS - 24)
    scale, axis, _ = _scale_y(figure, from_zero=True)
    every = math.ceil(len(figure.periods) / (plot // 48))
    # The last period is always named, as the one that people look for.
    named = figure.periods[::-1][::every]
    bars = (
        alt.Chart(alt.InlineData(values=_values(figure, "SERIES", "PERIOD", "VALUE")))
        .mark_bar(color=figure.colours[figure.codes[0]])
        .encode(
            x=alt.X(
                "PERIOD:O",
                axis=alt.Axis(values=named, labelAngle=0),
                scale=alt.Scale(domain=figure.periods, paddingInner=0.25, paddingOuter=0.1),
            ),
            y=alt.Y("VALUE:Q", scale=scale, axis=axis),
            tooltip=_tooltips(figure),
        )
    )
    zero = alt.Chart(alt.InlineData(values=[{}])).mark_rule(color=style.MUTED)
    return alt.layer(bars, zero.encode(y=alt.YDatum(0))).properties(width=plot, height=320)


def _lying_bars(figure: Figure, width: int, rows: list[dict[str, Any]]) -> Any:
    """A bar for each series, its value beside it; what has none is marked as missing."""
    import altair as alt

    size = figure.multiple[0]
    for row in rows:
        value = row["VALUE"]
        row["NAME"] = figure.name(row["SERIES"]) or figure.subject
        row["TEXT"] = figure.written(None if value is None else value * size)
    room = left_of(figure, width)
    plot = max(140, width - room - 70)
    known = [row["VALUE"] for row in rows if row["VALUE"] is not None]
    low, high = min([*known, 0.0]), max([*known, 0.0])
    names = {row["SERIES"]: lines_of(row["NAME"], (room - 12) // 7, 2) for row in rows}
    broken = any(len(lines) > 1 for lines in names.values())
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y(
            "SERIES:N",
            axis=alt.Axis(labels=False, minExtent=room, maxExtent=room),
            scale=alt.Scale(
                domain=[row["SERIES"] for row in rows], paddingInner=0.32, paddingOuter=0.1
            ),
        ),
        x=alt.X(
            "VALUE:Q",
            # Room for the label of a negative bar, which stands to its left.
            scale=alt.Scale(domain=[low, high], nice=False, range=[56 if low < 0 else 0, plot]),
            axis=alt.Axis(labels=False, grid=False),
        ),
        tooltip=_tooltips(figure),
    )
    bars = base.mark_bar().encode(
        color=_colour(figure) if figure.series else alt.value(style.ACCENT)
    )

    def labels(test: str, **mark: Any) -> Any:
        return base.transform_filter(test).mark_text(**mark).encode(text="TEXT:N")

    zero = alt.Chart(alt.InlineData(values=[{}])).mark_rule(color=style.MUTED)
    return alt.layer(
        bars,
        *row_names(names),
        zero.encode(x=alt.XDatum(0)),
        labels("datum.VALUE >= 0 && datum.VALUE != null", align="left", dx=6),
        labels("datum.VALUE < 0", align="right", dx=-6),
        labels("datum.VALUE == null", align="left", dx=6, color=style.MUTED).encode(
            x=alt.XDatum(0)
        ),
    ).properties(width=plot, height=alt.Step(36 if broken else 24))


def left_of(figure: Figure, width: int) -> int:
    """The room left of the plot, in which titles start too."""
    over_time = figure.kind in OVER_TIME or (figure.kind == "bar" and len(figure.periods) > 1)
    if over_time or figure.kind == "scatter":
        return _AXIS
    if figure.kind in ("sankey", "map", "treemap", "network"):
        return 0
    names = [figure.name(code) for code in figure.codes] if figure.series else [figure.subject]
    return names_room(names, width)


_DRAWINGS: dict[str, Callable[[Figure, int], Any]] = {
    "line": _lines,
    "bar": _bars,
    "ranked-bar": _ranked_bars,
    "small-multiples": _panels,
    "heatmap": heatmap,
    "treemap": treemap,
    "scatter": scatter,
    "network": network,
    "sankey": sankey,
    "map": tile_map,
}


# Writing


def body(figure: Figure, width: int) -> Any:
    """Draw a figure alone, for a page that writes title and source around it.

    Parameters
    ----------
    figure : Figure
        What to draw.
    width : int
        About how many pixels the picture takes; a page needs one of :data:`PAGE_WIDTHS` each.

    Returns
    -------
    altair.Chart
        Its ground is transparent, and its marks say nothing to assistive technology, as the page's
        table says all of it.
    """
    from altair.utils.schemapi import debug_mode

    # Altair would check each part against its schema, which takes longer than to make it; the tests
    # check each kind as a whole.
    with debug_mode(False):
        drawn = drawing(figure, width).configure(**page_config(figure.language))
        return drawn.properties(datasets=datasets_of(figure))


def panel_of(figure: Figure, code: str) -> Any:
    """Draw the panel of one series as a picture of its own, for a page that lays panels out."""
    import altair as alt

    alone = panel(figure, code, size=_PANEL_ALONE).properties(
        data=alt.NamedData(_FIGURES), datasets=datasets_of(figure)
    )
    return alone.configure(**page_config(figure.language))


def page_config(language: str) -> dict[str, Any]:
    """The configuration of a drawing that stands in a page."""
    ground = {"padding": 2, "background": "transparent", "aria": False}
    return style.config(language) | ground


def write_chart(chart: alt.VConcatChart, path: Path, format: str | None = None) -> None:
    """Write a chart to a file.

    Parameters
    ----------
    chart : altair.VConcatChart
        From :func:`chart`.
    path : Path
        The file; its folder must exist.
    format : {"png", "svg", "html"}, optional
        By default as the name ends. PNG has two pixels for each of the chart's; HTML carries its
        script and its figures, and asks nothing of any host.

    Raises
    ------
    UsageError
        If the format is another, the folder does not exist, or vl-convert is not installed.
    """
    _altair()
    chosen = format or format_of(path, FORMATS)
    if chosen not in FORMATS:
        raise UnknownCodeError("format of a chart", chosen, FORMATS)
    if not path.resolve().parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write {path.name} into.")
    if chosen == "html":
        path.write_text(_page(chart), "utf-8")
    else:
        path.write_bytes(picture(chart, chosen))


def picture(chart: alt.VConcatChart, format: str) -> bytes:
    """A chart as the content of a PNG or SVG file."""
    import vl_convert

    if format == "svg":
        return svg_of(chart).encode()
    return bytes(vl_convert.vegalite_to_png(chart.to_dict(), scale=2, allowed_base_urls=[]))


def _page(chart: Any) -> str:
    """A chart as a page of its own, with the figures behind it."""
    import vl_convert

    from cedic.publish.templates import template

    spec = chart.to_dict()
    meta = spec.pop("usermeta")
    language = meta["language"]
    title = spec["title"]["text"]
    header, *rows = meta["figures"]
    return template("chart.html").render(
        language=language,
        title=" ".join(title) if isinstance(title, list) else title,
        description=spec["description"],
        header=header,
        rows=rows,
        summary=WORDS["data"][language],
        missing=WORDS["missing"][language],
        style=style,
        # A closing tag inside a string would end the script element.
        spec=json.dumps(spec, ensure_ascii=False).replace("</", "<\\/"),
        script=vl_convert.javascript_bundle(),  # type: ignore[call-arg] # its stub lacks the default
    )
