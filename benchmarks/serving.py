"""The server with a million observations: one download, ten at once, and what a client holds already.

SIMULATED: no figure in the store that it serves is real, and every row's vintage says so.
"""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from benchmarks.measure import CEDIC, Child, Figure, apart, least, measured, megabytes, peak_above
from benchmarks.service import FORMATS, OBSERVATIONS, copy, simulated_home

AT_ONCE = 10
TIMEOUT = 120
BLOCK = 1 << 18
HEAD = 100_000
"""After how many bytes the first observations have come for certain."""


@dataclass(frozen=True)
class Wanted:
    """A download: where it is, how it ends, and what DuckDB copies to for comparison."""

    path: str
    end: bytes
    accept: str = "*/*"
    copied: str = "csv"


SERVICE = {
    name: Wanted("/sdmx/v1/data/TRADE", end, FORMATS[name])
    for name, end in {
        "SDMX-CSV 1.0": b"\r\n",
        "SDMX-ML 2.1 structure-specific": b"</mes:StructureSpecificData>\n",
        "SDMX-JSON 2.0": b"]}}\n",
    }.items()
}
PLAIN = {
    "TRADE.csv": Wanted("/data/TRADE.csv", b"\n"),
    "TRADE.json": Wanted("/data/TRADE.json", b"\n]\n"),
    "TRADE.parquet": Wanted("/data/TRADE.parquet", b"PAR1", copied="parquet"),
}
WANTED = SERVICE | PLAIN
COPIES = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd"}


def figures(full: bool) -> Iterator[Figure]:
    home = str(apart(simulated_home, OBSERVATIONS))
    for name in WANTED:
        yield from _alone(name, home)
    for name in WANTED:
        yield from _at_once(name, home)
    unchanged, _ = measured("serving", "unchanged", home)
    for encoding, seconds in unchanged.items():
        yield Figure(
            f"serving: an answer of 304, Accept-Encoding: {encoding}",
            f"{seconds * 1000:.1f} ms",
            "",
            "10 ms",
        )


def _alone(name: str, home: str) -> Iterator[Figure]:
    found, _ = measured("serving", "alone", home, name)
    copied = WANTED[name].copied
    yield Figure(
        f"serving: {name}, one client",
        f"{found['seconds']:.2f} s",
        f"{found['seconds'] / found['copy']:.2f} × DuckDB's COPY to {copied} ({found['copy']:.2f} s)",
    )
    if found["gzip"]:
        yield Figure(
            "  with gzip",
            f"{found['gzip']:.2f} s",
            f"{megabytes(found['compressed'])} of {megabytes(found['bytes'])}",
        )
    yield Figure("  until the first byte is there", f"{found['first'] * 1000:.0f} ms", "", "200 ms")
    yield Figure("  until 100 kB are there", f"{found['begun'] * 1000:.0f} ms", "", "200 ms")
    yield Figure(
        "  peak memory above the idle server",
        megabytes(found["above"]),
        f"idle {megabytes(found['idle'])}",
        "300 MB",
    )


def _at_once(name: str, home: str) -> Iterator[Figure]:
    found, _ = measured("serving", "at_once", home, name)
    yield Figure(
        f"serving: {name}, {AT_ONCE} clients at once",
        f"{found['seconds']:.1f} s",
        f"{megabytes(found['bytes'])} each, read to the end",
    )
    yield Figure(
        "  peak memory above the idle server",
        megabytes(found["above"]),
        f"idle {megabytes(found['idle'])}",
        "300 MB",
    )


@dataclass(frozen=True)
class Server:
    """``cedic serve`` as a process of its own."""

    port: int
    process: int

    def connect(self) -> closing[HTTPConnection]:
        """A connection, closed at the end."""
        return closing(HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT))

    def begin(self, wanted: Wanted, size: int) -> None:
        """Read the first bytes, then leave."""
        with self.connect() as connection, closing(_ask(connection, wanted)) as answer:
            if len(answer.read(size)) != size:
                raise SystemExit(f"{wanted.path} is shorter than {size:,} bytes")

    def download(self, wanted: Wanted, encoding: str = "identity") -> int:
        """Read to the end, and count the bytes."""
        with self.connect() as connection, closing(_ask(connection, wanted, encoding)) as answer:
            total, last = 0, b""
            while block := answer.read(BLOCK):
                total, last = total + len(block), block
        if encoding == "identity" and not last.endswith(wanted.end):
            raise SystemExit(f"{wanted.path} ends with {last[-40:]!r}")
        return total


def _ask(connection: HTTPConnection, wanted: Wanted, encoding: str = "identity") -> HTTPResponse:
    headers = {"Accept": wanted.accept, "Accept-Encoding": encoding}
    connection.request("GET", wanted.path, headers=headers)
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{wanted.path} was answered with {answer.status}")
    return answer


@contextmanager
def served(home: Path) -> Iterator[Server]:
    """A server on a free port of this machine, stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    command = (*CEDIC, "serve", "--port", str(port), "--threads", str(AT_ONCE))
    child = Child(*command, CEDIC_HOME=str(home), CEDIC_STORE="", CEDIC_BLOCS="")
    try:
        if not any("Ctrl-C" in line for line in child.lines()):
            raise SystemExit("the server did not start")
        yield Server(port, child.process.pid)
    finally:
        child.process.terminate()
        child.wait()


def of_alone(home: Path, name: str) -> dict[str, float]:
    """Measure one client, and DuckDB's COPY in turns with it."""
    import cedic

    wanted, store = WANTED[name], cedic.open(home / "store")
    options = COPIES[wanted.copied]
    with served(home) as server:
        server.begin(wanted, 1)
        sizes: list[int] = []
        idle, above = peak_above(lambda: sizes.append(server.download(wanted)), server.process)
        first, begun = least(5, lambda: server.begin(wanted, 1), lambda: server.begin(wanted, HEAD))
        seconds, copied = least(
            5,
            lambda: server.download(wanted),
            lambda: copy(store, home / "copy", options),
        )
        found = {"gzip": 0.0}
        if wanted.copied == "csv":
            [found["gzip"]] = least(2, lambda: server.download(wanted, "gzip"))
            found["compressed"] = server.download(wanted, "gzip")
    return found | {
        "seconds": seconds,
        "copy": copied,
        "first": first,
        "begun": begun,
        "bytes": sizes[0],
        "idle": idle,
        "above": above,
    }


def of_at_once(home: Path, name: str) -> dict[str, float]:
    """Measure the clients that read at the same time."""
    wanted = WANTED[name]
    with served(home) as server, ThreadPoolExecutor(AT_ONCE) as pool:
        server.begin(wanted, 1)
        sizes: list[int] = []

        def together() -> None:
            sizes.extend(pool.map(server.download, [wanted] * AT_ONCE))

        start = time.perf_counter()
        idle, above = peak_above(together, server.process)
        seconds = time.perf_counter() - start
    if len(set(sizes)) != 1:
        raise SystemExit(f"the clients read {sorted(set(sizes))} bytes")
    return {"seconds": seconds, "bytes": sizes[0], "idle": idle, "above": above}


def of_unchanged(home: Path) -> dict[str, float]:
    """Measure the answer to a client that has the figures already, on a connection that is kept."""
    wanted = SERVICE["SDMX-CSV 1.0"]
    with served(home) as server:
        return {encoding: _unchanged(server, wanted, encoding) for encoding in ("identity", "gzip")}


def _unchanged(server: Server, wanted: Wanted, encoding: str) -> float:
    with server.connect() as first, closing(_ask(first, wanted, encoding)) as answer:
        tag = answer.headers["ETag"]
    headers = {"Accept": wanted.accept, "Accept-Encoding": encoding, "If-None-Match": tag}
    with server.connect() as connection:

        def again() -> None:
            connection.request("GET", wanted.path, headers=headers)
            with connection.getresponse() as answered:
                answered.read()
            if answered.status != 304:
                raise SystemExit(f"the answer was {answered.status}")

        return least(50, again)[0]


if __name__ == "__main__":
    what, home, *rest = sys.argv[1:]
    measures = {"alone": of_alone, "at_once": of_at_once, "unchanged": of_unchanged}
    print(json.dumps(measures[what](Path(home), *rest)))
