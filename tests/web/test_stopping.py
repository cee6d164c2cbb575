"""Told to end, the server finishes the answers that it has begun."""

from __future__ import annotations

import collections
import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cedic.warehouse import Store
from cedic.web.stopping import GRACE
from serving import environment, free_port, wait_for

BADLY = Path(__file__).with_name("serving_badly.py")


class Server:
    """A server that answers badly, and its process."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.log = home / "server.log"
        with self.log.open("wb") as told:
            self.process = subprocess.Popen(
                [sys.executable, str(BADLY), "--port", str(self.port)],
                env=environment(home),
                stderr=told,
            )
        wait_for(f"http://127.0.0.1:{self.port}", self.process, self.log)

    def begun(self, what: str) -> http.client.HTTPResponse:
        """An answer that has begun."""
        at = urlsplit(f"http://127.0.0.1:{self.port}")
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=30)
        connection.request("GET", f"/sdmx/v1/{what}")
        answer = connection.getresponse()
        assert answer.read(10)
        return answer


@pytest.fixture
def server(tmp_path: Path, sample_store: Store) -> Iterator[Server]:
    (tmp_path / "store").symlink_to(Path(sample_store.location).resolve())
    server = Server(tmp_path)
    yield server
    server.process.kill()
    server.process.wait(10)


def test_an_answer_is_finished(server: Server) -> None:
    answer = server.begun("pauses")
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), timeout=5)
    # Two pieces, the second made after the signal; a cut one would be an IncompleteRead.
    assert len(answer.read()) > 500_000
    assert server.process.wait(5) == 0
    assert "Traceback" not in server.log.read_text()


def test_one_that_would_never_end_is_cut(server: Server) -> None:
    answer = server.begun("endless")
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        collections.deque(iter(lambda: answer.read(1_000_000), b""), maxlen=0)
    assert server.process.wait(10) == 0
    assert GRACE - 1 < time.monotonic() - began < GRACE + 4


def test_without_any_it_ends_at_once(server: Server) -> None:
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(10) == 0
    assert time.monotonic() - began < GRACE - 1
