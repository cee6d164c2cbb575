"""Small stages of an index, made from lists of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cedic.indices import Framework, Panel, Stage

UNITS = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *(f"Z{number:03}" for number in range(500))]
"""In the order in which a panel has them."""


def staged(
    values: Mapping[str, Sequence[Any]],
    *,
    years: Sequence[Any] = (),
    group: Sequence[str | None] = (),
    **columns: Mapping[str, Any],
) -> Stage:
    """A stage of indicators below one index, units being called A, B, C …

    `values` are by unit, or with `years` by year and unit. `columns` are columns of the framework,
    by indicator.
    """
    framework = pd.DataFrame(
        {"code": ["INDEX", *values], "parent": [None, *["INDEX"] * len(values)]}
    )
    for name, cells in columns.items():
        framework[name] = framework["code"].map(cells)
    if group:
        framework = pd.concat([framework, pd.DataFrame({"code": ["G"], "kind": ["group"]})])
    by_year = {code: np.atleast_2d(np.array(of, float)) for code, of in values.items()}
    count, units = next(iter(by_year.values())).shape
    table = pd.DataFrame({"unit": UNITS[:units] * count})
    if years:
        table["year"] = np.repeat(np.array(years), units)
    for code, of in by_year.items():
        table[code] = of.ravel()
    if group:
        table["G"] = list(group) * count
    made = Framework(framework)
    return Stage(made, Panel.of(table, made))


def column(stage: Stage, code: str) -> list[Any]:
    """The values of an indicator by unit, or by year and unit if there are several years."""
    found = stage.panel.column(code)
    return (found[0] if len(found) == 1 else found).tolist()


def told(stage: Stage, code: str | None = None) -> list[str]:
    """What the notes on an indicator say."""
    return [note.what for note in stage.notes if note.code == code]
