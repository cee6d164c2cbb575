"""The command as a process of its own, and a server on a port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def served(
    home: Path, command: Sequence[str] = ("-m", "cedic", "serve"), **env: str
) -> Iterator[str]:
    """A server on a free port of this machine, stopped at the end; its log is in its home."""
    port = free_port()
    log = home / "server.log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, *command, "--port", str(port)],
            env=environment(home, **env),
            stdin=subprocess.DEVNULL,
            stdout=stderr,
            stderr=stderr,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)


def environment(home: Path, **env: str) -> dict[str, str]:
    """The environment of a command that finds its settings in `home` and in `env` alone."""
    ours = ("CEDIC_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"CEDIC_HOME": str(home), "CEDIC_LANGUAGE": "en"} | env


def free_port() -> int:
    """A port at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health/live", timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")
