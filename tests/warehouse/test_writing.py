"""Writers that are stopped, killed, late, out of room, or too old."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from small_world import PUBLICATIONS, files_of, series_part, trade_part, unreferenced

from cedic.errors import StoreError, UsageError
from cedic.warehouse import Store, build
from cedic.warehouse.delta import FORMAT
from cedic.warehouse.store import RELEASES, _release_schema

Start = Callable[[str, str], "subprocess.Popen[str]"]

WRITER = """
import sys, time
import pyarrow as pa
from small_world import PUBLICATIONS, TOTALS, series_part, trade_part
from cedic.warehouse import Publication, Store, build

def wait():
    print("ready", flush=True)
    time.sleep(60)

store = Store(sys.argv[1], PUBLICATIONS)
"""
BUILDING = """
def slow(flows):
    wait()

store.publications["TOTALS"] = Publication(TOTALS, {"flows": "TRADE"}, slow)
build(store, force=True)
"""
LOADING = "store.load([trade_part(2021), trade_part(2022, read=wait)])"
# Batches too large to be held back are under way to the disk when the process is killed.
STREAMING = """
import os

def batches(schema):
    for _ in range(30):
        rows = 200_000
        yield pa.record_batch(
            [pa.array([name] * rows) for name in ("ARG", "A", "2020")]
            + [pa.Array.from_buffers(pa.int64(), rows, [None, pa.py_buffer(os.urandom(8 * rows))])],
            schema=schema,
        )
    wait()

schema = TOTALS.schema
with store.writing("building"):
    rows = pa.RecordBatchReader.from_batches(schema, batches(schema))
    store.tables.write("dataflows/" + sys.argv[2], rows, {})
"""


@pytest.fixture
def start(request: pytest.FixtureRequest) -> Start:
    """Start a writer of a store, which tells when it is in the middle, then sleeps."""

    def started(script: str, *arguments: str) -> subprocess.Popen[str]:
        here = str(Path(__file__).parent)
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER + script, *arguments],
            env=os.environ | {"PYTHONPATH": os.pathsep.join([here, *sys.path])},
            stdout=subprocess.PIPE,
            text=True,
        )
        request.addfinalizer(process.wait)
        request.addfinalizer(process.kill)
        assert process.stdout is not None
        request.addfinalizer(process.stdout.close)
        assert process.stdout.readline() == "ready\n"
        return process

    return started


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    assert process.wait() == -signal.SIGKILL


def test_a_build_that_is_killed(built: Store, start: Start) -> None:
    before = built.data("TOTALS").to_arrow()
    built.load([trade_part(2021)])
    kill(start(BUILDING, built.location))
    assert built.release().number == 1
    assert built.data("TOTALS").to_arrow() == before
    done = build(built)
    assert (done.made, done.release.number) == (("TOTALS",), 2)
    assert built.data("TOTALS", start=2021).to_arrow()["OBS_VALUE"].to_pylist() == [3]
    assert unreferenced(built) == set()


@pytest.mark.parametrize("table", ["TOTALS", "NEW"])
def test_a_write_that_is_killed_leaves_nothing_behind(
    built: Store, start: Start, table: str
) -> None:
    before = built.data("TOTALS").to_arrow()
    kill(start(STREAMING, built.location, table))
    assert unreferenced(built), "the test should leave something to clear up"
    assert built.data("TOTALS").to_arrow() == before
    assert build(built).made == ()
    assert unreferenced(built) == set()


def test_a_load_that_is_killed_goes_on_where_it_was(built: Store, start: Start) -> None:
    kill(start(LOADING, built.location))
    assert sorted(built.sources()["A"].parts) == ["2019", "2020", "2021"]
    written = built.load([trade_part(2021), trade_part(2022)])
    assert [part.time_period for part in written] == ["2022"]
    assert unreferenced(built) == set()


def test_a_second_writer_is_told_of_the_first(built: Store, start: Start) -> None:
    process = start(BUILDING, built.location)
    told = f"process {process.pid}, building"
    with pytest.raises(StoreError, match=told) as raised:
        build(built)
    assert raised.value.exit_code == 3
    with pytest.raises(StoreError, match=told):
        built.load([trade_part(2021)])
    assert built.data("TOTALS").to_arrow().num_rows == 2


def test_one_process_does_not_write_twice_at_once(built: Store) -> None:
    with (
        built.writing("loading figures"),
        pytest.raises(StoreError, match="loading figures"),
    ):
        build(Store(built.location, PUBLICATIONS))


FULL = """
import resource, signal
from small_world import PUBLICATIONS, series_part, trade_part
from cedic.errors import CedicError
from cedic.warehouse import Store, build
import sys

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(sys.argv[1], PUBLICATIONS)
store.sources()
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    if sys.argv[3] == "load":
        store.load([trade_part(2030)])
    else:
        build(store, force=True)
except CedicError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize("what", ["load", "build"])
@pytest.mark.parametrize("room", [10, 300, 1000])
def test_a_full_disk(built: Store, what: str, room: int) -> None:
    before = built.data("TOTALS").to_arrow()
    held = sorted(built.sources()["A"].parts)
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", FULL, built.location, str(room), what],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([here, *sys.path])},
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    assert "disk is full" in done.stdout
    assert done.returncode == 3
    assert built.release().number == 1
    assert built.data("TOTALS").to_arrow() == before
    assert sorted(built.sources()["A"].parts) == held
    built.load([trade_part(2021)])
    assert build(built).release.number == 2
    assert unreferenced(built) == set()


def newer(store: Store) -> None:
    row = {
        "RELEASE": 9,
        "CREATED": datetime.now(UTC).isoformat(),
        "CEDIC": "99.0",
        "FORMAT": FORMAT + 1,
        "TABLES": json.dumps({}),
    }
    rows = pa.Table.from_pylist([row], schema=_release_schema()).to_reader()
    store.tables.write(RELEASES, rows, {}, append=True)


@pytest.mark.parametrize(
    "touch",
    [
        lambda store: store.data("TRADE"),
        lambda store: store.load([trade_part(2021)]),
        lambda store: store.load([series_part(2021, source="NEW")]),
        build,
    ],
)
def test_a_store_of_a_newer_cedic_is_not_touched(
    built: Store, touch: Callable[[Store], object]
) -> None:
    newer(built)
    before = files_of(Path(built.location))
    with pytest.raises(StoreError, match=f"format {FORMAT + 1}; this one knows {FORMAT}") as raised:
        touch(built)
    assert raised.value.exit_code == 3
    assert files_of(Path(built.location)) == before


@pytest.mark.parametrize("where", ["a file", "under a file"])
def test_a_place_that_cannot_be_written(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / "file" / ("" if where == "a file" else "store")
    with pytest.raises(StoreError, match="could not be written"):
        Store(place, PUBLICATIONS).load([trade_part(2020)])


def test_a_usage_error_writes_nothing(built: Store) -> None:
    before = files_of(Path(built.location))
    with pytest.raises(UsageError):
        built.load([trade_part(2021, vintage="v2")])
    assert files_of(Path(built.location)) == before
