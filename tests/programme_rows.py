"""The records of a programme as a store has them, without a file between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cedic.model import schema
from cedic.programme.records import records

if TYPE_CHECKING:
    import pyarrow as pa


def rows_of(programmes: Any, mandates: Any, meetings: Any, *, area: str = "SELA") -> pa.Table:
    """What the source PROGRAMME reads of the values; see the test that it does."""
    import pyarrow as pa

    told = records(programmes, mandates, meetings, area=area)
    names = {"area": "REF_AREA", "value": "OBS_VALUE", "year": "TIME_PERIOD"}
    columns = {names.get(name, name.upper()): told[name] for name in told.column_names}
    columns["OBS_STATUS"] = pa.array(["A"] * len(told), pa.string())
    target = schema("records")
    return pa.table([columns[field.name].cast(field.type) for field in target], schema=target)
