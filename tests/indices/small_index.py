"""A small index that analyses are tested on: five units, three years, two dimensions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from cedic.indices import Framework, Index, Result

UNITS = ("ARG", "BRA", "CHL", "PER", "URY")
YEARS = ("2010", "2011", "2012")
CODES = ("A1", "A2", "B1", "B2", "B3")


def framework() -> Framework:
    """Two indicators in A, which weighs 3, and three in B, which weighs 1; less of B2 is better."""
    return Framework(
        pa.table(
            {
                "code": [*CODES, "A", "B", "IX"],
                "parent": ["A", "A", "B", "B", "B", "IX", "IX", None],
                "weight": [1.0, 3.0, 1.0, 1.0, 2.0, 3.0, 1.0, 1.0],
                "direction": [1, 1, 1, -1, 1, 1, 1, 1],
            }
        )
    )


def table(values: np.ndarray, units: tuple[str, ...] = UNITS) -> pa.Table:
    """Years × units × indicators as a wide table."""
    years, count, _ = values.shape
    return pa.table(
        {
            "unit": list(units) * years,
            "year": [year for year in YEARS[:years] for _ in range(count)],
            **{code: values[:, :, at].ravel() for at, code in enumerate(CODES)},
        }
    )


def values(seed: int = 0, units: int = 5, missing: float = 0.0) -> np.ndarray:
    """Values that vary, some of them missing."""
    random = np.random.default_rng(seed)
    found = random.uniform(1, 50, (3, units, 5))
    found[random.random(found.shape) < missing] = np.nan
    return found


def index(data: np.ndarray | None = None, aggregate: Any = None, **normalise: Any) -> Index:
    """The index of some values."""
    data = values() if data is None else data
    steps = [
        ("normalise", {"scale": (1, 100), **normalise}),
        ("aggregate", {"minimum": 0, **(aggregate or {})}),
    ]
    units = UNITS if data.shape[1] == 5 else tuple(f"U{at:03}" for at in range(data.shape[1]))
    return Index(framework(), table(data, units), steps=steps)


def result(data: np.ndarray | None = None, aggregate: Any = None, **normalise: Any) -> Result:
    """The same, run."""
    return index(data, aggregate, **normalise).run()
