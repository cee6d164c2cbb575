"""Clients that exist read the figures of the store over real HTTP, without a line of glue."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from programs import need_rsdmx

if TYPE_CHECKING:
    from cedic.warehouse import Store

KEY = {
    "FREQ": "A",
    "REF_AREA": "MERCOSUR",
    "TRADE_FLOW": "X",
    "PRODUCT": "_T",
    "INDICATOR": "ITS",
    "SOURCE": "BACI",
}
DATAFLOW = "Dataflow=CEDIC:REGIONAL_TRADE(1.0)"
Figures = dict[str, float | None]


@pytest.fixture(scope="session")
def truth(sample_store: Store) -> Figures:
    """The figures that ``cedic data`` shows, by period; None where there is none."""
    rows = sample_store.data("REGIONAL_TRADE", start=2018, **KEY).to_arrow().to_pylist()
    found = {row["TIME_PERIOD"]: row["OBS_VALUE"] for row in rows}
    assert len(found) == 6
    assert None in found.values()
    return found


def figures(series: Any) -> Figures:
    """A series of pandas by period, with None for NaN."""
    return {
        str(index[-1] if isinstance(index, tuple) else index): None if value != value else value
        for index, value in series.items()
    }


# sdmx1


@pytest.fixture(scope="session")
def sdmx1(server: str) -> Any:
    import sdmx

    # The id of a source is that of its agency.
    source = {"id": "CEDIC", "name": "CEDIC", "url": f"{server}/sdmx/v1"}
    sdmx.add_source(source | {"supports": {"availableconstraint": True}}, override=True)
    return sdmx.Client("CEDIC")


def test_sdmx1_finds_the_dataflows(sdmx1: Any, sample_store: Store) -> None:
    assert set(sdmx1.dataflow().dataflow) == set(sample_store.publications)


def test_sdmx1_reads_the_structure_in_four_languages(sdmx1: Any) -> None:
    message = sdmx1.dataflow("REGIONAL_TRADE")
    structure = message.structure["DSD_REGIONAL_TRADE"]
    assert [part.id for part in structure.dimensions][-1] == "TIME_PERIOD"
    assert set(message.codelist["CL_AREA"]["BRA"].name.localizations) == {"es", "en", "pt", "fr"}


@pytest.mark.parametrize("specific", [False, True])
def test_sdmx1_reads_the_figures(sdmx1: Any, truth: Figures, specific: bool) -> None:
    import sdmx

    structure = sdmx1.datastructure("DSD_REGIONAL_TRADE").structure["DSD_REGIONAL_TRADE"]
    more = {"dsd": structure} if specific else {}
    message = sdmx1.data("REGIONAL_TRADE", key=KEY, params={"startPeriod": "2018"}, **more)
    kind = "structurespecificdata" if specific else "genericdata"
    assert kind in message.response.headers["Content-Type"]
    assert figures(sdmx.to_pandas(message)) == truth


def test_sdmx1_asks_what_is_available(sdmx1: Any) -> None:
    message = sdmx1.availableconstraint("REGIONAL_TRADE", key={"REF_AREA": "MERCOSUR"})
    [constraint] = message.constraint.values()
    [region] = constraint.data_content_region
    values = {dimension.id: selection.values for dimension, selection in region.member.items()}
    assert [value.value for value in values["REF_AREA"]] == ["MERCOSUR"]
    assert "ITS" in {value.value for value in values["INDICATOR"]}


# pysdmx


@pytest.mark.parametrize(
    "format", ["SDMX_ML_2_1_GEN", "SDMX_ML_2_1_STR", "SDMX_CSV_1_0_0", "SDMX_CSV_2_0_0"]
)
def test_pysdmx_reads_the_figures(server: str, truth: Figures, format: str) -> None:
    from pysdmx.api.qb import ApiVersion, DataContext, DataFormat, DataQuery, RestService
    from pysdmx.io import read_sdmx

    service = RestService(
        f"{server}/sdmx/v1", ApiVersion.V1_5_0, data_format=DataFormat[format], timeout=30
    )
    key = ".".join(KEY.values())
    query = DataQuery(DataContext.DATAFLOW, "CEDIC", "REGIONAL_TRADE", "1.0", key)
    frame = read_sdmx(BytesIO(service.data(query))).data[0].data
    frame = frame[frame.TIME_PERIOD.astype(str) >= "2018"]
    values = frame.OBS_VALUE.replace("", None).astype(float)
    assert figures(values.set_axis(frame.TIME_PERIOD.astype(str))) == truth


def test_pysdmx_reads_structures(server: str) -> None:
    from pysdmx.api.qb import (
        ApiVersion,
        RestService,
        StructureFormat,
        StructureQuery,
        StructureReference,
        StructureType,
    )
    from pysdmx.io import read_sdmx

    service = RestService(
        f"{server}/sdmx/v1",
        ApiVersion.V1_5_0,
        structure_format=StructureFormat.SDMX_ML_2_1,
        timeout=30,
    )
    every = StructureReference.DESCENDANTS
    query = StructureQuery(StructureType.DATAFLOW, "CEDIC", "TRADE", "1.0", references=every)
    message = read_sdmx(BytesIO(service.structure(query)))
    assert "DataStructure=CEDIC:DSD_TRADE(1.0)" in {one.short_urn for one in message.structures}


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_connector_of_pysdmx_discovers_and_reads(
    server: str, truth: Figures, sample_store: Store
) -> None:
    from pysdmx.api.dc.rest import SdmxConnector

    connector = SdmxConnector(f"{server}/sdmx/v2", timeout=30)
    assert {flow.id for flow in connector.dataflows()} == set(sample_store.publications)
    found = connector.dataflow(DATAFLOW, "REF_AREA='MERCOSUR'")
    expected = sample_store.data("REGIONAL_TRADE", REF_AREA="MERCOSUR").to_arrow().num_rows
    assert found.obs_count == expected
    conditions = [f"{name}='{code}'" for name, code in KEY.items()]
    rows = connector.data(DATAFLOW, " AND ".join([*conditions, "TIME_PERIOD >= '2018'"]))
    values = {row["TIME_PERIOD"]: row["OBS_VALUE"] for row in rows}
    assert {period: float(value) if value else None for period, value in values.items()} == truth


# pandaSDMX, which needs libraries of its own time

PANDASDMX = Path(sys.prefix) / "pandasdmx" / "bin" / "python"
READ = """
import json, sys, warnings
warnings.simplefilter("ignore")
import pandasdmx
address, key = sys.argv[1], json.loads(sys.argv[2])
pandasdmx.add_source({"id": "CEDIC", "name": "CEDIC", "url": address})
client = pandasdmx.Request("CEDIC")
flows = sorted(client.dataflow().dataflow)
structure = client.datastructure("DSD_REGIONAL_TRADE").structure["DSD_REGIONAL_TRADE"]
found = {}
for name, more in {"generic": {}, "specific": {"dsd": structure}}.items():
    message = client.data("REGIONAL_TRADE", key=key, params={"startPeriod": "2018"}, **more)
    series = pandasdmx.to_pandas(message)
    found[name] = [message.response.headers["Content-Type"], {
        index[-1]: None if value != value else value for index, value in series.items()
    }]
print(json.dumps([flows, found]))
"""


def test_pandasdmx_reads_the_figures(server: str, truth: Figures, sample_store: Store) -> None:
    if not PANDASDMX.exists():
        pytest.skip("pandaSDMX 1.10 has no environment of its own; make one with: make clients")
    command = [str(PANDASDMX), "-c", READ, f"{server}/sdmx/v1", json.dumps(KEY)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    flows, found = json.loads(done.stdout.splitlines()[-1])
    assert flows == sorted(sample_store.publications)
    for name, (kind, values) in found.items():
        assert name in kind
        assert values == pytest.approx(truth, nan_ok=True)


# rsdmx

RSDMX = """
library(rsdmx)
address <- commandArgs(trailingOnly = TRUE)[1]
for (format in c("genericdata", "structurespecificdata")) {
  url <- paste0(address, "/data/REGIONAL_TRADE/A.MERCOSUR.X._T.ITS.BACI?startPeriod=2018&format=")
  frame <- as.data.frame(readSDMX(paste0(url, format)))
  period <- if (format == "genericdata") frame$obsTime else frame$TIME_PERIOD
  value <- if (format == "genericdata") frame$obsValue else frame$OBS_VALUE
  cat(paste(format, period, sprintf("%.17g", as.numeric(value))), sep = "\\n")
}
lists <- readSDMX(paste0(address, "/codelist/CEDIC/CL_FREQ"))
cat(sapply(slot(lists, "codelists"), function(one) slot(one, "id")), sep = "\\n")
"""


def test_rsdmx_reads_the_figures(server: str, truth: Figures) -> None:
    need_rsdmx()
    command = ["Rscript", "-e", RSDMX, f"{server}/sdmx/v1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines.pop() == ["CL_FREQ"]
    for format in ("genericdata", "structurespecificdata"):
        values = {period: value for kind, period, value in lines if kind == format}
        # rsdmx keeps fifteen digits.
        assert {period: v == "NA" or f"{float(v):.14g}" for period, v in values.items()} == {
            period: figure is None or f"{figure:.14g}" for period, figure in truth.items()
        }
