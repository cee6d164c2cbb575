"""The service's messages against the same ones from the writers of sdmx1 and pysdmx.

They hold all observations in memory. Their objects are made, from the service's own structures and
data, before the clock starts, so that only their writing is measured; the service reads its store.

SIMULATED: no figure in the store that it makes is real, and every row's vintage says so.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, apart, least, measured
from benchmarks.service import FORMATS, OBSERVATIONS, simulated_home

FEWER = 100_000
"""How many observations the writers that hold all of them in memory are given."""

SPECIFIC = "SDMX-ML 2.1 structure-specific"
GENERIC = "SDMX-ML 2.1 generic"
CSV = "SDMX-CSV 2.0"
ACCEPT = FORMATS | {CSV: "application/vnd.sdmx.data+csv;version=2.0.0"}
STRUCTURE = "application/vnd.sdmx.structure+xml;version=2.1"
SERIES = ("FREQ", "REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "PRODUCT", "SOURCE")
AT = "TIME_PERIOD"
TURNS = 2


def figures(full: bool) -> Iterator[Figure]:
    home = str(apart(simulated_home, FEWER))
    for writer, format in (
        ("sdmx1", SPECIFIC),
        ("sdmx1", GENERIC),
        ("pysdmx", SPECIFIC),
        ("pysdmx", CSV),
    ):
        yield _beside(writer, format, home, FEWER)
    if full:
        home = str(apart(simulated_home, OBSERVATIONS))
        for format in (SPECIFIC, CSV):
            yield _beside("pysdmx", format, home, OBSERVATIONS)


def _beside(writer: str, format: str, home: str, rows: int) -> Figure:
    found, _ = measured("writers", writer, home, format)
    return Figure(
        f"writers: {format}, {rows:,} observations",
        f"{found['seconds']:.2f} s",
        f"{writer}: {found['theirs']:.2f} s, {found['theirs'] / found['seconds']:.0f} × as long; "
        "equal figures",
        "10 ×",
    )


def compared(writer: str, home: Path, format: str) -> dict[str, float]:
    """Measure the service and another writer in turns, and see that they write the same figures."""
    import cedic
    from cedic.sdmx import Request, answer

    store = cedic.open(home / "store")

    def ask(path: str, query: str, accept: str) -> bytes:
        return b"".join(answer(Request(path, query, {"accept": accept}), store).body)

    def ours() -> bytes:
        return ask("v1/data/TRADE", "", ACCEPT[format])

    message = ask("v1/data/TRADE", "", ACCEPT[GENERIC if format == GENERIC else SPECIFIC])
    structures = ask("v1/dataflow/CEDIC/TRADE", "references=descendants", STRUCTURE)
    make, write = {"sdmx1": (_of_sdmx1, _by_sdmx1), "pysdmx": (_of_pysdmx, _by_pysdmx)}[writer]
    objects = make(message, structures)
    turns, written = iter(objects), [b""]

    def theirs() -> None:
        written[0] = write(next(turns), format)

    seconds, their_seconds = least(TURNS, ours, theirs)
    if _observations(written[0], format) != _observations(ours(), format):
        raise SystemExit(f"the figures of {writer} are others")
    return {"seconds": seconds, "theirs": their_seconds}


def _of_sdmx1(message: bytes, structures: bytes) -> list[Any]:
    """A message of sdmx1 for each turn; writing leaves it as it is."""
    import sdmx

    [structure] = sdmx.read_sdmx(io.BytesIO(structures)).structure.values()
    found = sdmx.read_sdmx(io.BytesIO(message), structure=structure)
    return [found] * TURNS


def _by_sdmx1(message: Any, format: str) -> bytes:
    import sdmx

    return sdmx.to_xml(message)


def _of_pysdmx(message: bytes, structures: bytes) -> list[Any]:
    """A data set of pysdmx for each turn, with its structure; writing changes it."""
    from pysdmx.io import get_datasets
    from pysdmx.io.pd import PandasDataset

    [found] = get_datasets(message.decode(), structures.decode())
    return [PandasDataset(structure=found.structure, data=found.data.copy()) for _ in range(TURNS)]


def _by_pysdmx(data: Any, format: str) -> bytes:
    from pysdmx.io.csv.sdmx20.writer import write as write_csv
    from pysdmx.io.xml.sdmx21.writer.structure_specific import write as write_xml

    if format == CSV:
        return write_csv([data]).encode()
    return write_xml([data], prettyprint=False, dimension_at_observation=AT).encode()


# The same figures


def _observations(message: bytes, format: str) -> list[tuple[str, ...]]:
    """The keys of the observations with their values, in one order."""
    read = {SPECIFIC: _of_specific, GENERIC: _of_generic, CSV: _of_csv}[format]
    return sorted(read(message))


def _of_specific(message: bytes) -> Iterable[tuple[str, ...]]:
    from lxml import etree

    for series in etree.fromstring(message).iter("{*}Series"):
        key = [series.get(name) for name in SERIES]
        for observation in series.iter("{*}Obs"):
            yield (*key, observation.get(AT), observation.get("OBS_VALUE"))


def _of_generic(message: bytes) -> Iterable[tuple[str, ...]]:
    from lxml import etree

    for series in etree.fromstring(message).iter("{*}Series"):
        values = {value.get("id"): value.get("value") for value in series.find("{*}SeriesKey")}
        key = [values[name] for name in SERIES]
        for observation in series.iter("{*}Obs"):
            time, figure = observation.find("{*}ObsDimension"), observation.find("{*}ObsValue")
            yield (*key, time.get("value"), figure.get("value"))


def _of_csv(message: bytes) -> Iterable[tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(message.decode(), newline=""))
    return (tuple(row[name] for name in (*SERIES, AT, "OBS_VALUE")) for row in rows)


if __name__ == "__main__":
    writer, home, format = sys.argv[1:]
    print(json.dumps(compared(writer, Path(home), format)))
