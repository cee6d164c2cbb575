"""Notes on artefacts that machines read: layouts, default selections, methods, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.model import Code, Dataflow, Indicator
from cedic.sdmx.structures.contents import Contents, row_of

if TYPE_CHECKING:
    from sdmx.model.common import BaseAnnotation

LAST_PERIODS = 10
"""How many periods the Data Explorer shows at first."""


def of_dataflow(flow: Dataflow, held: Contents) -> list[BaseAnnotation]:
    """What the OECD Data Explorer reads from a dataflow and its structure.

    Areas go down the rows, time across the columns, and of every other dimension one code is chosen
    at first, so that the first table is small and full. See the documentation of the .Stat Suite,
    "SDMX annotations supported by the .Stat Suite".
    """
    row = row_of(flow)
    chosen = [f"{name}={code}" for name, code in held.first.items()]
    single = [name for name, codes in held.values.items() if len(codes) == 1 and name != row]
    titles = {
        "DEFAULT": ",".join([*chosen, f"LASTNPERIODS={LAST_PERIODS}"]),
        "LAYOUT_ROW": row,
        "LAYOUT_COLUMN": flow.key[-1],
        "NOT_DISPLAYED": ",".join(single),
    }
    return _titled(titles)


def of_code(code: Code) -> list[BaseAnnotation]:
    """An indicator's method: its formula in LaTeX, its range, edge cases and citation."""
    if not isinstance(code, Indicator):
        return []
    return _titled({"FORMULA": code.formula, "RANGE": code.range}) + _worded(
        {"EDGE_CASES": str(code.edge_cases or ""), "CITATION": code.citation}
    )


def of_counts(series: int | None, observations: int | None) -> list[BaseAnnotation]:
    """How much there is, the way SDMX 2.1 services tell it on a constraint."""
    from sdmx.model.v21 import Annotation

    counts = {"series_count": series, "obs_count": observations}
    return [
        Annotation(id=id, title=str(count), type="sdmx_metrics")
        for id, count in counts.items()
        if count is not None
    ]


def _titled(titles: dict[str, str]) -> list[BaseAnnotation]:
    from sdmx.model.v21 import Annotation

    return [Annotation(id=type, type=type, title=title) for type, title in titles.items() if title]


def _worded(texts: dict[str, str]) -> list[BaseAnnotation]:
    from sdmx.model.v21 import Annotation

    return [
        Annotation(id=type, type=type, text={"en": text}) for type, text in texts.items() if text
    ]
