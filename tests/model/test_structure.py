from __future__ import annotations

import pyarrow as pa
import pytest

from cedic.errors import UnknownCodeError
from cedic.model import (
    Attribute,
    Code,
    Codelist,
    Dataflow,
    Dimension,
    Measure,
    Representation,
    Text,
    schema,
)

NAME = Text.same("name")
CL_FREQ = Codelist.of("CL_FREQ", NAME, Code("Q", NAME), Code("A", NAME))
FLOW = Dataflow(
    id="FLOW",
    name=NAME,
    description=NAME,
    dimensions=(
        Dimension("FREQ", NAME, codelist=CL_FREQ),
        Dimension("TIME_PERIOD", NAME, representation=Representation.TIME),
    ),
    measure=Measure("OBS_VALUE", NAME, representation=Representation.INTEGER),
    subject="TRADE",
    attributes=(
        Attribute("SHARE", NAME, representation=Representation.FLOAT),
        Attribute("NOTE", NAME, representation=Representation.STRING),
    ),
)


def test_a_codelist_in_its_order() -> None:
    assert [code.id for code in CL_FREQ] == ["Q", "A"]
    assert len(CL_FREQ) == 2
    assert "A" in CL_FREQ
    assert "B" not in CL_FREQ
    assert CL_FREQ["A"].name == NAME
    with pytest.raises(UnknownCodeError, match="code of CL_FREQ called 'a'"):
        CL_FREQ["a"]


def test_a_codelist_is_loaded_once_and_only_when_asked() -> None:
    loaded = []

    def load() -> tuple[Code, ...]:
        loaded.append(1)
        return (Code("A", NAME),)

    codelist = Codelist("CL", NAME, load)
    assert not loaded
    assert "A" in codelist
    assert len(codelist) == 1
    assert loaded == [1]


def test_the_columns_of_a_dataflow() -> None:
    assert FLOW.columns == ("FREQ", "TIME_PERIOD", "OBS_VALUE", "SHARE", "NOTE")
    assert FLOW.key == ("FREQ", "TIME_PERIOD")
    assert FLOW.schema == pa.schema(
        [
            pa.field("FREQ", pa.string(), nullable=False),
            pa.field("TIME_PERIOD", pa.string(), nullable=False),
            pa.field("OBS_VALUE", pa.int64()),
            pa.field("SHARE", pa.float64()),
            pa.field("NOTE", pa.string()),
        ]
    )
    assert FLOW.component("SHARE") is FLOW.attributes[0]
    with pytest.raises(UnknownCodeError, match="did you mean FREQ"):
        FLOW.component("FREK")


def test_what_is_coded_needs_a_codelist() -> None:
    with pytest.raises(ValueError, match="FREQ is coded but names no codelist"):
        Dimension("FREQ", NAME)


def test_what_sources_give() -> None:
    trade, series = schema("trade"), schema("series")
    assert trade.field("OBS_VALUE").type == pa.int64()
    assert series.field("OBS_VALUE").type == pa.float64()
    for columns in (trade, series):
        may_be_null = {field.name for field in columns if field.nullable}
        assert may_be_null <= {"OBS_VALUE", "QUANTITY"}
