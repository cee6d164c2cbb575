"""The portal with a service that answers badly: what a test of the server's manners talks to."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import duckdb

import cedic.sdmx
from cedic.cli.console import say
from cedic.sdmx import Answer, Request
from cedic.warehouse import Store
from cedic.warehouse.selection import Selection
from cedic.warehouse.text import lines
from cedic.web import server

PIECE = b"one piece of a long answer, " * 10_000
TEXT = {"Content-Type": "text/csv; charset=utf-8", "ETag": '"1-a"'}


def answer(request: Request, store: Store) -> Answer:
    """What the last part of the path asks for."""
    asked = request.segments[-1]
    bodies = {
        "quick": lambda: [b"quick"],
        "breaks-off": breaks_off,
        "endless": endless,
        "pauses": pauses,
        "rows": lambda: rows(store),
        "zip": lambda: iter([PIECE]),
    }
    headers = {"Content-Type": "application/zip"} if asked == "zip" else TEXT
    return Answer(200, dict(headers), bodies[asked]())


def breaks_off() -> Iterator[bytes]:
    """A snapshot that vanishes."""
    yield PIECE
    raise FileNotFoundError("a file of the snapshot has vanished")


def endless() -> Iterator[bytes]:
    """An answer that only its client can end."""
    try:
        while True:
            yield PIECE
    finally:
        say("endless closed")


def pauses() -> Iterator[bytes]:
    """A slow query."""
    yield PIECE
    time.sleep(3)
    yield PIECE


def rows(store: Store) -> Iterator[memoryview]:
    """All observations of TRADE, from the store, again and again."""
    flow = store.dataflow("TRADE")
    relation = store.snapshot().relation(flow)
    pieces = lines(Selection.of(flow, {}, None, None), relation, "repeat(SOURCE, 100)")
    try:
        yield from pieces
    finally:
        pieces.close()
        try:
            relation.cursor.execute("SELECT 1")
        except duckdb.Error:
            say("rows closed")


if __name__ == "__main__":
    cedic.sdmx.answer = answer
    server.PATIENCE = int(os.environ.get("PATIENCE", server.PATIENCE))
    port = int(sys.argv[sys.argv.index("--port") + 1])
    server.serve("127.0.0.1", port, 32, access_log=False, say=say)
