"""A composite index of 200 units, 100 indicators and 25 years, and 1,000 runs of it, against pandas."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Figure, least, measured, megabytes

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from cedic.indices import Index

UNITS, YEARS, INDICATORS, RUNS = 200, 25, 100, 1000
RUNS_IN_PANDAS = 20
"""Enough to time one: a thousand would take minutes."""
NOISE = 0.25
ALL_STEPS = (
    ("denominate", {}),
    ("screen", {"minimum": 0.5}),
    ("impute", {"method": "median"}),
    ("treat", {}),
    ("normalise", {}),
    ("weigh", {"method": "equal", "level": 2}),
    ("aggregate", {"by_level": {3: "geometric"}}),
)
PLAIN_STEPS = (("normalise", {}), ("aggregate", {"minimum": 0}))
ALTERNATIVES = {
    "normalise": [{"method": "z-score", "mean": 100, "deviation": 10}, {"method": "percentile"}],
    "impute": [None, {"method": "mean"}],
}
LIKE_PANDAS = "plain pandas, equal results"


def figures(full: bool) -> Iterator[Figure]:
    size = f"{UNITS} × {INDICATORS} × {YEARS}, simulated"
    ours, process = measured("indices", "pipeline")
    yield Figure(f"index: all seven steps, {size}", f"{ours['all']:.2f} s", "", "2 s")
    yield Figure(
        "  normalise and aggregate only",
        f"{ours['plain']:.3f} s",
        f"{ours['pandas'] / ours['plain']:.1f} × as fast as {LIKE_PANDAS} ({ours['pandas']:.3f} s)",
    )
    yield Figure("  peak memory", megabytes(process.peak))
    runs, process = measured("indices", "runs")
    yield Figure(
        f"index: {RUNS:,} Monte Carlo runs, noise on all weights",
        f"{runs['noise']:.1f} s",
        f"{runs['pandas'] / runs['noise']:.1f} × as fast as {LIKE_PANDAS} ({runs['pandas']:.0f} s, "
        f"from {RUNS_IN_PANDAS} runs)",
        "60 s",
    )
    yield Figure(
        "  the same with alternatives of two of the seven steps", f"{runs['all']:.1f} s", "", "60 s"
    )
    yield Figure("  peak memory", megabytes(process.peak))


def framework() -> pa.Table:
    """Ten dimensions of ten indicators, two groups of dimensions, an index; weights of all kinds."""
    import pyarrow as pa

    indicators = [f"I{at:02d}" for at in range(INDICATORS)]
    dimensions = [f"D{at}" for at in range(10)]
    return pa.table(
        {
            "code": [*indicators, *dimensions, "G0", "G1", "INDEX"],
            "parent": [
                *(f"D{at // 10}" for at in range(INDICATORS)),
                *(f"G{at // 5}" for at in range(10)),
                "INDEX",
                "INDEX",
                None,
            ],
            "weight": [1.0 + at % 3 for at in range(INDICATORS + 10 + 3)],
        }
    )


def values() -> pa.Table:
    """Log-normal values, one in twenty missing; the same each time."""
    import numpy as np
    import pyarrow as pa

    random = np.random.default_rng(2024)
    common = random.normal(size=(YEARS, UNITS, 1))
    found = np.exp(1 + 0.3 * (common + random.normal(size=(YEARS, UNITS, INDICATORS))))
    found[random.random(found.shape) < 0.05] = np.nan
    return pa.table(
        {
            "unit": [f"U{at:03d}" for at in range(UNITS)] * YEARS,
            "year": [str(1990 + at) for at in range(YEARS) for _ in range(UNITS)],
            **{f"I{at:02d}": found[:, :, at].ravel() for at in range(INDICATORS)},
        }
    )


def index(steps: Any) -> Index:
    from cedic.indices import Index

    return Index(framework(), values(), steps=steps)


def of_pipeline() -> dict[str, float]:
    """Measure all steps, and the plain ones beside pandas; see that both come to the same."""
    import numpy as np

    whole, plain, frame = index(ALL_STEPS), index(PLAIN_STEPS), _frame()
    weights = _weights()
    expected = plain.run()
    found = in_pandas(normalised(frame), weights)
    codes = list(expected.final.panel.columns)
    ours = expected.final.panel.values.reshape(-1, len(codes))
    np.testing.assert_allclose(found[codes].to_numpy(), ours, rtol=1e-9)
    ranks = found.INDEX.groupby(level="year").rank(ascending=False, method="min").to_numpy()
    np.testing.assert_array_equal(ranks, expected.ranks[:, :, codes.index("INDEX")].ravel())
    taken = least(
        5,
        lambda: whole.run().scores().to_arrow(),
        lambda: plain.run().ranks,
        lambda: in_pandas(normalised(frame), weights)[codes].groupby(level="year").rank(),
    )
    return dict(zip(("all", "plain", "pandas"), taken, strict=True))


def of_runs() -> dict[str, float]:
    """Measure runs; pandas has its indicators normalised before, as we have."""
    import numpy as np

    from cedic.indices import robustness

    whole, plain, ready = index(ALL_STEPS), index(PLAIN_STEPS), normalised(_frame())
    weights = _weights()

    def by_pandas() -> None:
        random = np.random.default_rng(0)
        for _ in range(RUNS_IN_PANDAS):
            drawn = {
                code: weight * random.uniform(1 - NOISE, 1 + NOISE)
                for code, weight in weights.items()
            }
            in_pandas(ready, drawn).INDEX.groupby(level="year").rank(ascending=False)

    taken = least(
        1,
        lambda: robustness(plain, weight_noise=NOISE, runs=RUNS),
        lambda: robustness(whole, ALTERNATIVES, weight_noise=NOISE, runs=RUNS),
        by_pandas,
    )
    return {"noise": taken[0], "all": taken[1], "pandas": taken[2] * RUNS / RUNS_IN_PANDAS}


def _frame() -> pd.DataFrame:
    frame: pd.DataFrame = values().to_pandas().set_index(["year", "unit"])
    return frame


def _weights() -> dict[str, float]:
    table = framework()
    return dict(zip(table["code"].to_pylist(), table["weight"].to_pylist(), strict=True))


def normalised(frame: pd.DataFrame) -> pd.DataFrame:
    low, high = frame.min(), frame.max()
    return (frame - low) / (high - low) * 100


def in_pandas(scores: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Weighted means of what is known, level by level, as one would write them in pandas."""
    import pandas as pd

    table = framework().to_pandas()
    scores = scores.copy()
    for level in ("D", "G", "INDEX"):
        made = {}
        for parent, parts in table[table.parent.fillna("").str.startswith(level)].groupby("parent"):
            codes = list(parts.code)
            given = pd.Series({code: weights[code] for code in codes})
            known = scores[codes].notna().mul(given).sum(axis=1)
            made[parent] = scores[codes].mul(given).sum(axis=1) / known
        scores = pd.concat([scores, pd.DataFrame(made)], axis=1)
    return scores


if __name__ == "__main__":
    print(json.dumps({"pipeline": of_pipeline, "runs": of_runs}[sys.argv[1]]()))
