"""Small frameworks and panels for the tests of the steps of an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from cedic.indices import Framework, Panel, Stage


def framework(rows: Sequence[Mapping[str, Any]]) -> Framework:
    """The framework of rows of which each has the keys it needs."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return Framework(pa.table({key: [row.get(key) for row in rows] for key in keys}))


def flat(*codes: str, **more: Sequence[Any]) -> Framework:
    """Indicators under one index, X; `more` has columns of the framework."""
    rows: list[dict[str, Any]] = [
        {"code": code, "parent": "X", **{key: values[at] for key, values in more.items()}}
        for at, code in enumerate(codes)
    ]
    return framework([*rows, {"code": "X"}])


def stage(made_of: Framework, *years: Sequence[Sequence[float | None]]) -> Stage:
    """A stage with years of rows: one row for each unit (A, B …), one figure for each indicator."""
    values = np.array(years, dtype="float64")
    units = tuple("ABCDEFGHIJ"[: values.shape[1]])
    panel = Panel(
        units=units,
        years=tuple(str(2000 + at) for at in range(len(years))),
        columns=made_of.indicators,
        values=values,
        present=np.ones(values.shape[:2], bool),
        imputed=np.zeros(values.shape),
    )
    return Stage(made_of, panel)


def of_column(*figures: float | None, **more: Sequence[Any]) -> Stage:
    """One indicator, I, for units in one year."""
    return stage(flat("I", **more), [[figure] for figure in figures])


def column(found: Stage, code: str, year: int = 0) -> list[float | None]:
    """The values of a column in a year, None where there is none."""
    return [None if np.isnan(value) else float(value) for value in found.panel.column(code)[year]]
