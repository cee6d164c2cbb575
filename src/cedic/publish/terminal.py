"""Observations as a table on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.model import LANGUAGES, Representation
from cedic.publish.numbers import MISSING, formatted
from cedic.publish.style import colon
from cedic.settings import settings

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.table import Table

    from cedic.model import Dataflow, Observations
    from cedic.publish.scored import Scored
    from cedic.warehouse import Store

MOST_ROWS = 200
MOST_SERIES = 8
WHOLE = ("USD", "INT_USD", "PERSONS", "NUMBER", "TEU")
"""Units whose fractions say nothing to a reader."""


def language() -> str:
    """The reader's language: as set, else as the system's locale says, else English.

    Raises
    ------
    UnknownCodeError
        If the language set is none of the four.
    """
    import os

    from cedic.errors import UnknownCodeError

    chosen = settings().language
    if chosen and chosen not in LANGUAGES:
        raise UnknownCodeError("language", chosen, LANGUAGES)
    system = next((os.environ[name][:2] for name in ("LC_ALL", "LANG") if os.environ.get(name)), "")
    return chosen or (system if system in LANGUAGES else "en")


def new_table(*columns: str, right: tuple[str, ...] = ()) -> Table:
    """An empty table in the house's style: thin rules, no boxes, numbers to the right."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return table


def table_of(observations: Observations, language: str) -> tuple[Table, list[str], int]:
    """Observations as a table, what is the same in all rows as lines, and rows left out.

    Few series of one kind stand side by side, periods downwards; else each row is an observation.
    At most `MOST_ROWS` rows are shown.
    """
    flow = observations.dataflow
    if flow is None:
        raise ValueError("only observations of a dataflow have labels")
    rows = observations.to_arrow()
    constant = [
        name
        for name in flow.columns
        if name not in ("OBS_VALUE", "TIME_PERIOD") and _is_constant(flow, rows[name], name)
    ]
    caption = [flow.name[language], *_constants(flow, rows, constant, language)]
    varying = [name for name in flow.key if name not in (*constant, "TIME_PERIOD")]
    if len(varying) == 1 and len(rows[varying[0]].unique()) <= MOST_SERIES:
        table = _side_by_side(rows, varying[0], language)
        return table, caption, 0
    columns = [name for name in flow.columns if name not in constant]
    return _listed(flow, rows, columns, language), caption, max(0, len(rows) - MOST_ROWS)


def _is_constant(flow: Dataflow, values: pa.ChunkedArray, name: str) -> bool:
    """Whether all rows say the same; a row without a figure says nothing of its coverage."""
    told = values if name in flow.key else values.drop_null()
    return len(told.unique()) <= 1


def _decimals(unit: str | None) -> int:
    return 0 if unit in WHOLE else 3


def _constants(flow: Dataflow, rows: pa.Table, names: list[str], language: str) -> list[str]:
    lines = []
    for name in names:
        component = flow.component(name)
        told = rows[name].drop_null()
        if name == "FREQ" or not len(told):
            continue
        value = told[0].as_py()
        if component.representation is Representation.FLOAT:
            text = formatted(value, language)
        else:
            label = component.codelist[value].name[language] if component.codelist else value
            text = label if label == value else f"{label} ({value})"
        lines.append(f"{component.name[language]}{colon(language)}{text}")
    return lines


def _side_by_side(rows: pa.Table, series: str, language: str) -> Table:
    codes = [code.as_py() for code in rows[series].unique()]
    cells = {
        (period, code): formatted(value, language, _decimals(unit))
        for period, code, value, unit in zip(
            rows["TIME_PERIOD"].to_pylist(),
            rows[series].to_pylist(),
            rows["OBS_VALUE"].to_pylist(),
            rows["UNIT_MEASURE"].to_pylist(),
            strict=True,
        )
    }
    table = new_table("TIME_PERIOD", *codes, right=tuple(codes))
    for period in sorted(set(rows["TIME_PERIOD"].to_pylist())):
        table.add_row(period, *(cells.get((period, code), MISSING) for code in codes))
    return table


def _listed(flow: Dataflow, rows: pa.Table, columns: list[str], language: str) -> Table:
    numeric = tuple(
        name
        for name in columns
        if flow.component(name).representation in (Representation.FLOAT, Representation.INTEGER)
    )
    table = new_table(*columns, right=numeric)
    rows = rows.slice(0, MOST_ROWS)
    shown = rows.select(columns).to_pydict()
    units = rows["UNIT_MEASURE"].to_pylist()
    for unit, values in zip(units, zip(*shown.values(), strict=True), strict=True):
        table.add_row(
            *(
                formatted(value, language, _decimals(unit) if name == "OBS_VALUE" else 3)
                if name in numeric
                else (MISSING if value is None else str(value))
                for name, value in zip(columns, values, strict=True)
            )
        )
    return table


def integration_table(store: Store, language: str) -> tuple[Table, list[str], list[str]]:
    """The integration table: one row for each bloc, the lines above it, and the notes below.

    The rows are those of the overview's page; see :func:`cedic.publish.integration.integration`.
    """
    from cedic.publish.integration import WORDS, integration

    figures = integration(store)
    columns = figures.columns(language)
    # One word a line: nine columns of figures fit beside the longest name.
    headings = ["\n".join([*name.split(), unit]).rstrip() for name, unit in columns]
    table = new_table(WORDS["bloc"][language], *headings, right=tuple(headings))
    table.padding = (0, 1, 0, 0)
    for column in table.columns:
        column.no_wrap = True
    for row, after in zip(figures.rows, [*figures.rows[1:], None], strict=True):
        # The period stands before its figure, so that decimal marks stay below each other.
        cells = (
            f"({period}) {figure}" if period else figure
            for figure, period in row.written(figures.milestones, language)
        )
        ends = after is not None and row.bloc.kind != "comparator" == after.bloc.kind
        table.add_row(row.bloc.short[language], *cells, end_section=ends)
    caption = [WORDS["title"][language], figures.provenance(language)]
    return table, caption, figures.notes(language)


def ranking_table(scored: Scored) -> tuple[Table, list[str]]:
    """The ranking of a composite index, its parts beside the score, and the lines above it."""
    from cedic.publish.index_report import table as ranking

    header, *rows = ranking(scored)
    # One word a line, so that many parts fit beside each other.
    headings = [header[0], *("\n".join(name.split()) for name in header[1:])]
    table = new_table(*headings, right=tuple(headings[1:]))
    for row in rows[:MOST_ROWS]:
        table.add_row(*row)
    caption = [scored.subject, scored.measure]
    if len(rows) > MOST_ROWS:
        caption.append(scored.word("first", count=MOST_ROWS, all=len(rows)))
    return table, caption
