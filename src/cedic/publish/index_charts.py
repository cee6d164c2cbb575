"""Charts of a composite index: ranking, profiles, contributions, scores by part, change over time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import (
    Codelist,
    Dataflow,
    Dimension,
    Measure,
    Observations,
    Representation,
    Text,
)
from cedic.model.structure import Code
from cedic.publish import charts, labels, style
from cedic.publish.figure import Figure
from cedic.publish.kinds import MOST_ACROSS
from cedic.publish.numbers import MISSING
from cedic.publish.radar import radar
from cedic.publish.scales import at, domain, number_format
from cedic.publish.scored import WORDS, Scored
from cedic.publish.shading import FALL, PALE, ink_on

if TYPE_CHECKING:
    import altair as alt

    from cedic.indices import Result
    from cedic.indices.robustness import Robustness

KINDS = ("ranking", "contributions", "heatmap", "radar", "change")
MOST_UNITS = 60
"""The units of a chart that shows a row for each."""
MOST_PROFILES = 4
MOST_PARTS = len(style.SERIES_COLOURS)
MOST_LINES = 6
"""The units whose change is shown, where there are more."""

_ROW, _SCORE = 24, 60
"""Pixels of a row, and from the plot to where scores end."""
_CELL = 38
"""Pixels from which a square of a heat map has room for its score."""


def index_chart(
    result: Result,
    kind: str = "ranking",
    language: str = "en",
    *,
    year: str | None = None,
    units: Sequence[str] = (),
    robustness: Robustness | None = None,
    title: str | None = None,
    width: int = charts.WIDTH,
) -> alt.VConcatChart:
    """Draw the result of a composite index.

    Parameters
    ----------
    result : Result
        Of :meth:`cedic.indices.Index.run`.
    kind : str
        ``ranking``: a point for each unit, the best first, with score and rank intervals if
        `robustness` is given. ``contributions``: bars of what the parts bring. ``heatmap``: units by
        parts. ``radar``: profiles of up to four units over three parts or more. ``change``: lines
        over the years.
    language : {"es", "en", "pt", "fr"}
        The language of words and numbers.
    year : str, optional
        By default the last one with scores; ``change`` shows all.
    units : sequence of str, optional
        Codes of the units shown. By default all, at most the first sixty; for ``radar`` the first
        three; for ``change``, of more than six, those that gained and lost most.
    robustness : Robustness, optional
        Of :func:`cedic.indices.robustness`, for intervals.
    title : str, optional
        By default what the figures tell.
    width : int
        Pixels that titles and plot take together.

    Returns
    -------
    altair.VConcatChart
        To be shown in a notebook, or written by :func:`cedic.publish.charts.write_chart`. What has no
        score is shown as missing, never as zero.

    Raises
    ------
    UsageError
        If Altair is not installed, or the kind cannot show this result.
    UnknownCodeError
        If kind, language, year or a unit does not exist.
    """
    shown = picture(Scored.of(result, language, year, robustness), kind, units)
    return shown.chart(width, title)


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart of an index, to be drawn at any width.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`.
    language : str
        The language of its words.
    heading, subtitle, footer : str
        The finding; the measure; notes and sources.
    draw : callable
        The drawing of so many pixels, without words around it.
    left : callable
        The room left of the plot in a drawing of so many pixels.
    figures : list of list of str
        The figures drawn as a table of three columns, the header first.
    datasets : dict
        Rows that the drawing names.
    """

    kind: str
    language: str
    heading: str
    subtitle: str
    footer: str
    draw: Callable[[int], Any]
    left: Callable[[int], int]
    figures: list[list[str]]
    datasets: Mapping[str, Any]

    def chart(self, width: int = charts.WIDTH, title: str | None = None) -> alt.VConcatChart:
        """The drawing with its title above and its sources below."""
        return charts.framed(
            self.draw(width),
            title or self.heading,
            self.subtitle,
            self.footer,
            left=self.left(width),
            width=width,
            language=self.language,
            figures=self.figures,
            datasets=dict(self.datasets),
        )

    def body(self, width: int) -> Any:
        """The drawing alone, for a page that writes the words."""
        drawn = self.draw(width).configure(**charts.page_config(self.language))
        return drawn.properties(datasets=dict(self.datasets))


def picture(scored: Scored, kind: str, units: Sequence[str] = ()) -> Picture:
    """The chart of a kind.

    Raises
    ------
    UsageError, UnknownCodeError
        As :func:`index_chart` says.
    """
    if kind not in _PICTURES:
        raise UnknownCodeError("kind of chart of an index", kind, KINDS)
    return _PICTURES[kind](scored, units)


def pictures(scored: Scored) -> list[Picture]:
    """All charts that can show a result, in the order of :data:`KINDS`."""
    found = []
    for kind in KINDS:
        try:
            found.append(picture(scored, kind))
        except UsageError:
            continue
    return found


def _footer(scored: Scored, *notes: str) -> str:
    return " · ".join(part for part in (*notes, scored.sources) if part)


def _chosen(scored: Scored, units: Sequence[str]) -> tuple[list[dict[str, Any]], str]:
    """The rows to show, in the order of the ranking, and a note if they are not all."""
    if units:
        wanted = set(scored.units(units))
        return [row for row in scored.rows if row["REF_AREA"] in wanted], ""
    rows = scored.rows
    if len(rows) <= MOST_UNITS:
        return rows, ""
    return rows[:MOST_UNITS], scored.word("first", count=MOST_UNITS, all=len(rows))


def _unscored(scored: Scored, rows: Sequence[Mapping[str, Any]], column: str = "SCORE") -> str:
    return scored.word("missing") if any(row[column] is None for row in rows) else ""


def _row_names(scored: Scored, rows: Sequence[dict[str, Any]], width: int) -> tuple[Any, int]:
    """The lines of each row's name, and the room left of the plot."""
    names = {row["REF_AREA"]: scored.name(row["REF_AREA"]) for row in rows}
    room = labels.names_room(list(names.values()), width)
    return {code: labels.lines_of(name, (room - 12) // 7, 2) for code, name in names.items()}, room


def _down(rows: Sequence[dict[str, Any]], room: int) -> Any:
    """The channel of rows, whose names are layers of their own."""
    import altair as alt

    return alt.Y(
        "SERIES:N",
        axis=alt.Axis(labels=False, minExtent=room, maxExtent=room),
        scale=alt.Scale(
            domain=[row["REF_AREA"] for row in rows], paddingInner=0.3, paddingOuter=0.15
        ),
    )


def _step(lines: Mapping[str, Sequence[str]]) -> Any:
    import altair as alt

    return alt.Step(36 if any(len(one) > 1 for one in lines.values()) else _ROW)


# Ranking


def _ranking(scored: Scored, units: Sequence[str]) -> Picture:
    rows, note = _chosen(scored, units)
    runs = max((scored.intervals[unit].runs for unit in scored.intervals), default=0)
    simulated = scored.word("simulated", runs=scored.whole(runs)) if runs else ""
    return Picture(
        "ranking",
        scored.language,
        scored.finding,
        scored.measure,
        _footer(scored, note, simulated, _unscored(scored, rows)),
        lambda width: _points(scored, rows, width),
        lambda width: _row_names(scored, rows, width)[1],
        [
            [scored.word("unit"), scored.word("rank"), scored.word("score")],
            *(
                [scored.name(row["REF_AREA"]), scored.ranks(row), scored.written(row["SCORE"])]
                for row in rows
            ),
        ],
        {},
    )


def _points(scored: Scored, rows: list[dict[str, Any]], width: int) -> Any:
    """A point for each unit, its interval as a line, rank and score beside it."""
    import altair as alt

    lines, room = _row_names(scored, rows, width)
    told = max(len(scored.ranks(row)) for row in rows)
    # A phone has no room for the scores: the axis tells them.
    is_narrow = width < labels.NARROW
    ranked = (14 if is_narrow else _SCORE) + max(round(7.4 * told), 48) + 6
    plot = max(56, width - room - ranked - 12)
    found = scored.intervals
    known = [row["SCORE"] for row in rows if row["SCORE"] is not None]
    ends = [
        end
        for row in rows
        if row["REF_AREA"] in found
        for end in found[row["REF_AREA"]][2:4]
        if end is not None
    ]
    low, high, step = domain([*known, *ends], zero=False)
    marks = [
        {
            "SERIES": row["REF_AREA"],
            "NAME": scored.name(row["REF_AREA"]),
            "VALUE": row["SCORE"],
            "LOW": found[row["REF_AREA"]].score_low if row["REF_AREA"] in found else None,
            "HIGH": found[row["REF_AREA"]].score_high if row["REF_AREA"] in found else None,
            "TEXT": scored.written(row["SCORE"]),
            "RANK": scored.ranks(row),
        }
        for row in rows
    ]
    scale = alt.Scale(domain=[low, high], nice=False, zero=False, range=[0, plot])
    ticks = [low + step * index for index in range(round((high - low) / step) + 1)]
    base = alt.Chart(alt.InlineData(values=marks)).encode(
        y=_down(rows, room),
        tooltip=[
            alt.Tooltip("NAME:N", title=scored.word("unit")),
            alt.Tooltip("TEXT:N", title=scored.word("score")),
            alt.Tooltip("RANK:N", title=scored.word("rank")),
        ],
    )
    axis = alt.Axis(
        orient="top",
        grid=True,
        gridColor=style.RULE,
        format=number_format(step, proportion=False),
        values=ticks,
        labelOverlap=True,
    )
    across = base.encode(x=alt.X("VALUE:Q", scale=scale, axis=axis))
    threads = base.transform_filter("datum.LOW != null").mark_rule(
        color=style.ACCENT, strokeWidth=3, opacity=0.35
    )
    written = base.mark_text(align="right")
    heads = alt.Chart(
        alt.InlineData(
            values=[
                *([] if is_narrow else [{"TEXT": scored.word("score"), "X": plot + _SCORE}]),
                {"TEXT": scored.word("rank"), "X": plot + ranked},
            ]
        )
    ).mark_text(align="right", baseline="bottom", color=style.MUTED, fontSize=13)
    return alt.layer(
        threads.encode(x=alt.X("LOW:Q", scale=scale, axis=axis), x2="HIGH:Q"),
        across.mark_circle(size=40 if is_narrow else 90, opacity=1, color=style.ACCENT),
        *labels.row_names(lines),
        *([] if is_narrow else [written.encode(text="TEXT:N", **at(x=plot + _SCORE))]),
        written.encode(text="RANK:N", **at(x=plot + ranked)),
        heads.encode(text="TEXT:N", x=labels.pixels("X", alt.X), **at(y=-8)),
    ).properties(width=plot, height=_step(lines))


# Contributions


def _contributions(scored: Scored, units: Sequence[str]) -> Picture:
    from cedic.indices import contributions

    rows, note = _chosen(scored, units)
    rows = [row for row in rows if row["SCORE"] is not None]
    parts = set(scored.parts)
    brought = {
        (row["REF_AREA"], row["CODE"]): row["CONTRIBUTION"]
        for row in contributions(scored.result).to_arrow().to_pylist()
        if row["TIME_PERIOD"] == scored.year and row["CODE"] in parts
    }
    if all(value is None for value in brought.values()):
        raise UsageError(
            "The scores are no mean of their parts, so that there are no contributions to draw.",
            remedy="aggregate the last level by a mean",
        )
    named = scored.parts[: MOST_PARTS if len(scored.parts) <= MOST_PARTS else MOST_PARTS - 1]
    rest = [part for part in scored.parts if part not in named]
    shown = {part: scored.node(part) for part in named} | (
        {"": scored.word("others")} if rest else {}
    )
    marks = [
        {
            "SERIES": row["REF_AREA"],
            "NAME": scored.name(row["REF_AREA"]),
            "PART": name,
            "ORDER": place,
            "VALUE": value,
            "TEXT": scored.written(value),
        }
        for row in rows
        for place, (part, name) in enumerate(shown.items())
        for value in [
            sum(brought.get((row["REF_AREA"], one)) or 0.0 for one in ([part] if part else rest))
        ]
        if value
    ]
    return Picture(
        "contributions",
        scored.language,
        scored.word("drives", name=scored.subject),
        scored.word("points"),
        _footer(scored, note, _shared_out(scored, rows)),
        lambda width: _stacked(scored, rows, marks, list(shown.values()), width),
        lambda width: _row_names(scored, rows, width)[1],
        [
            [scored.word("unit"), scored.word("part"), scored.word("contribution")],
            *([mark["NAME"], mark["PART"], mark["TEXT"]] for mark in marks),
        ],
        {},
    )


def _shared_out(scored: Scored, rows: Sequence[Mapping[str, Any]]) -> str:
    lost = any(row[part] is None for row in rows for part in scored.parts)
    return scored.word("shared_out") if lost else ""


def _stacked(
    scored: Scored,
    rows: list[dict[str, Any]],
    marks: list[dict[str, Any]],
    parts: list[str],
    width: int,
) -> Any:
    """A bar for each unit, parts one after another, the score at its end."""
    import altair as alt

    lines, room = _row_names(scored, rows, width)
    plot = max(120, width - room - 60)
    ends = {row["REF_AREA"]: [0.0, 0.0] for row in rows}
    for mark in marks:
        ends[mark["SERIES"]][mark["VALUE"] > 0] += mark["VALUE"]
    low, high = (f(end[side] for end in ends.values()) for side, f in ((0, min), (1, max)))
    scale = alt.Scale(domain=[low, high or 1.0], nice=False, range=[0, plot])
    x = alt.X("VALUE:Q", scale=scale, axis=alt.Axis(labels=False, grid=False), stack="zero")
    y = _down(rows, room)
    bars = (
        alt.Chart(alt.InlineData(values=marks))
        .mark_bar(stroke=style.PAPER, strokeWidth=1)
        .encode(
            x=x,
            y=y,
            order=alt.Order("ORDER:Q"),
            color=alt.Color(
                "PART:N",
                scale=alt.Scale(domain=parts, range=list(style.SERIES_COLOURS[: len(parts)])),
                legend=labels.legend(parts, width - 40),
            ),
            tooltip=[
                alt.Tooltip("NAME:N", title=scored.word("unit")),
                alt.Tooltip("PART:N", title=scored.word("part")),
                alt.Tooltip("TEXT:N", title=scored.word("contribution")),
            ],
        )
    )
    totals = alt.Chart(
        alt.InlineData(
            values=[
                {
                    "SERIES": row["REF_AREA"],
                    "END": ends[row["REF_AREA"]][1],
                    "TEXT": scored.written(row["SCORE"]),
                }
                for row in rows
            ]
        )
    ).mark_text(align="left", dx=6)
    zero = alt.Chart(alt.InlineData(values=[{}])).mark_rule(color=style.MUTED)
    return alt.layer(
        bars,
        *labels.row_names(lines),
        zero.encode(x=alt.XDatum(0)),
        totals.encode(x=alt.X("END:Q", scale=scale), y=y, text="TEXT:N"),
    ).properties(width=plot, height=_step(lines))


# Heat map


def _heatmap(scored: Scored, units: Sequence[str]) -> Picture:
    rows, note = _chosen(scored, units)
    columns = [scored.top.code, *scored.parts]
    values = [
        {
            "SERIES": row["REF_AREA"],
            "NAME": scored.name(row["REF_AREA"]),
            "COLUMN": code,
            "PART": scored.node(code),
            "VALUE": row["SCORE"] if code == scored.top.code else row[code],
        }
        for row in rows
        for code in columns
    ]
    if len(columns) > MOST_ACROSS:
        raise UsageError(f"A heat map has at most {MOST_ACROSS} columns, not {len(columns)}.")
    for cell in values:
        cell["TEXT"] = scored.written(cell["VALUE"])
    return Picture(
        "heatmap",
        scored.language,
        scored.word("parts", name=scored.subject),
        scored.measure,
        _footer(scored, note, _unscored(scored, values, "VALUE")),
        lambda width: _squares(scored, rows, columns, values, width),
        lambda width: _row_names(scored, rows, width)[1],
        [
            [scored.word("unit"), scored.word("part"), scored.word("score")],
            *([cell["NAME"], cell["PART"], cell["TEXT"]] for cell in values),
        ],
        {},
    )


def _squares(
    scored: Scored,
    rows: list[dict[str, Any]],
    columns: list[str],
    values: list[dict[str, Any]],
    width: int,
) -> Any:
    """A square for each unit and part, its score in it where there is room; missing marked so."""
    import altair as alt

    lines, room = _row_names(scored, rows, width)
    heads = {code: scored.node(code) for code in columns} | {scored.top.code: scored.word("index")}
    axis, right = labels.axis_across(heads, width, width - room - 20)
    plot = max(120, width - room - 20 - right)
    cell = plot / len(columns)
    known = [row["VALUE"] for row in values if row["VALUE"] is not None]
    low, high = min(known), max(known)
    marks = [{**row, "INK": _ink(row["VALUE"], low, high)} for row in values]
    signed = low < 0 < high
    limit = max(-low, high)
    colour = alt.Color(
        "VALUE:Q",
        scale=alt.Scale(
            domain=[-limit, 0, limit] if signed else [low, high],
            range=[FALL, style.WASH, style.ACCENT] if signed else [PALE, style.ACCENT],
            interpolate="rgb",
        ),
        legend=None
        if cell >= _CELL
        else alt.Legend(
            orient="bottom", gradientLength=min(240, plot), tickCount=4, labelOverlap=True
        ),
    )
    base = alt.Chart(alt.InlineData(values=marks)).encode(
        x=alt.X("COLUMN:N", axis=axis, scale=alt.Scale(domain=columns)),
        y=alt.Y(
            "SERIES:N",
            axis=alt.Axis(labels=False, minExtent=room, maxExtent=room),
            scale=alt.Scale(domain=[row["REF_AREA"] for row in rows]),
        ),
        tooltip=[
            alt.Tooltip("NAME:N", title=scored.word("unit")),
            alt.Tooltip("PART:N", title=scored.word("part")),
            alt.Tooltip("TEXT:N", title=scored.word("score")),
        ],
    )
    squares = base.transform_filter("datum.VALUE != null").mark_rect(
        stroke=style.PAPER, strokeWidth=2 if cell > 12 else 1
    )
    layers = [squares.encode(color=colour), *labels.row_names(lines)]
    on_deep = f"datum.INK == '{style.ON_DEEP}'"
    ink = alt.condition(on_deep, alt.value(style.ON_DEEP), alt.value(style.ON_PALE))
    if cell >= _CELL:
        told = base.transform_filter("datum.VALUE != null").mark_text()
        layers.append(told.encode(text="TEXT:N", color=ink))
    if len(known) < len(values):
        missing = base.transform_filter("datum.VALUE == null").mark_text(color=style.MUTED)
        layers.append(missing.encode(text=alt.value(MISSING)))
    step = 32 if any(len(one) > 1 for one in lines.values()) else 26
    return alt.layer(*layers).properties(width=plot, height=alt.Step(step))


def _ink(value: float | None, low: float, high: float) -> str:
    if value is None:
        return ""
    if low < 0 < high:
        part = abs(value) / max(-low, high)
        return ink_on(style.mixed(style.WASH, style.ACCENT if value > 0 else FALL, part))
    return ink_on(style.mixed(PALE, style.ACCENT, (value - low) / ((high - low) or 1.0)))


# Radar


def _radar(scored: Scored, units: Sequence[str]) -> Picture:
    chosen = scored.units(units) or [row["REF_AREA"] for row in scored.known[:3]]
    if len(scored.parts) < 3:
        raise UsageError(
            f"A radar shows three parts or more, and {scored.top.code} has {len(scored.parts)}.",
            remedy="draw a ranking or contributions",
        )
    if len(chosen) > MOST_PROFILES:
        raise UsageError(
            f"A radar of {len(chosen)} units cannot be read: it shows {MOST_PROFILES} at most.",
            remedy="choose fewer, or draw a heat map",
        )
    by_unit = {row["REF_AREA"]: row for row in scored.rows}
    rows = [by_unit[unit] for unit in chosen]
    cells = [{"VALUE": row[part]} for row in rows for part in scored.parts]
    names = [scored.name(unit) for unit in chosen]
    return Picture(
        "radar",
        scored.language,
        scored.word("profile", name=scored.subject, units=", ".join(names)),
        scored.measure,
        _footer(scored, _unscored(scored, cells, "VALUE")),
        lambda width: radar(scored, rows, width),
        lambda width: 0,
        [
            [scored.word("unit"), scored.word("part"), scored.word("score")],
            *(
                [scored.name(row["REF_AREA"]), scored.node(part), scored.written(row[part])]
                for row in rows
                for part in scored.parts
            ),
        ],
        {},
    )


# Change over time


def _change(scored: Scored, units: Sequence[str]) -> Picture:
    years = scored.result.years
    if len(years) < 2 or not all(len(year) == 4 and year.isdigit() for year in years):
        raise UsageError("Change over time needs scores of two calendar years or more.")
    panel = scored.result.final.panel
    series = {
        unit: {
            year: None if math.isnan(value) else float(value)
            for year, value, there in zip(
                panel.years,
                panel.column(scored.top.code)[:, place],
                panel.present[:, place],
                strict=True,
            )
            if there
        }
        for place, unit in enumerate(panel.units)
    }
    series = {unit: row for unit, row in series.items() if any(v is not None for v in row.values())}
    gains = {
        unit: last - first
        for unit, row in series.items()
        if (last := row.get(years[-1])) is not None and (first := row.get(years[0])) is not None
    }
    order = sorted(gains, key=lambda unit: (-gains[unit], unit))
    chosen = scored.units(units) or list(series)
    note = ""
    if not units and len(chosen) > MOST_LINES:
        half = MOST_LINES // 2
        chosen = [*order[:half], *order[half:][-half:]] or list(series)[:MOST_LINES]
        note = scored.word("movers")
    figure = Figure.of(_observations(scored, series, chosen), scored.language, "OBS_VALUE", "line")
    name = scored.node(scored.top.code)
    heading = scored.word("over_time", name=name)
    if chosen and (risen := [unit for unit in order if unit in chosen]):
        heading = scored.word(
            "gained" if gains[risen[0]] > 0 else "fell",
            name=name,
            high=scored.name(risen[0]),
            first=years[0],
            last=years[-1],
            most=scored.signed(gains[risen[0]]),
        )
    gaps = scored.word("gaps") if any(None in series[unit].values() for unit in chosen) else ""
    return Picture(
        "change",
        scored.language,
        heading,
        scored.measure,
        _footer(scored, note, gaps),
        lambda width: charts.drawing(figure, width),
        lambda width: charts.left_of(figure, width),
        [
            [scored.word("unit"), scored.word("year"), scored.word("score")],
            *(
                [scored.name(unit), year, scored.written(value)]
                for unit in chosen
                for year, value in series[unit].items()
            ),
        ],
        charts.datasets_of(figure),
    )


def _observations(
    scored: Scored, series: Mapping[str, Mapping[str, float | None]], units: Sequence[str]
) -> Observations:
    """The scores of units over time as observations of a dataflow, which lines are drawn from."""
    import pyarrow as pa

    codes = tuple(Code(unit, Text.same(scored.name(unit))) for unit in units)
    flow = Dataflow(
        id="SCORES",
        name=scored.top.name,
        description=scored.top.name,
        dimensions=(
            Dimension(
                "REF_AREA", WORDS["unit"], codelist=Codelist.of("CL_UNIT", WORDS["unit"], *codes)
            ),
            Dimension("TIME_PERIOD", WORDS["year"], representation=Representation.TIME),
        ),
        measure=Measure("OBS_VALUE", WORDS["score"], representation=Representation.FLOAT),
        subject="",
    )
    table = pa.Table.from_pylist(
        [
            {"REF_AREA": unit, "TIME_PERIOD": year, "OBS_VALUE": value}
            for unit in units
            for year, value in series[unit].items()
        ],
        schema=flow.schema,
    )
    return Observations(lambda: table.to_reader(), dataflow=flow)


_PICTURES: dict[str, Callable[[Scored, Sequence[str]], Picture]] = {
    "ranking": _ranking,
    "contributions": _contributions,
    "heatmap": _heatmap,
    "radar": _radar,
    "change": _change,
}
