"""The portal under another WSGI server, as a real process: gunicorn."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from cedic.warehouse import Store
from serving import environment, free_port, wait_for

pytest.importorskip("gunicorn", reason="gunicorn is not installed")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Path:
    home = tmp_path_factory.mktemp("gunicorn")
    (home / "store").symlink_to(Path(sample_store.location).resolve())
    migrate = [sys.executable, "-m", "cedic", "manage", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment(home), check=True, timeout=120)
    return home


@pytest.fixture(scope="module")
def gunicorn(home: Path) -> Iterator[str]:
    """Its address: two processes of four threads, as docs/operate.md starts them."""
    port, log = free_port(), home / "gunicorn.log"
    options = ["--workers=2", "--threads=4", "--graceful-timeout=8", f"--bind=127.0.0.1:{port}"]
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, "cedic.web.wsgi:application"],
            env=environment(home, CEDIC_LOG_FORMAT="json"),
            stderr=told,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        finally:
            process.kill()


def read(address: str, path: str) -> bytes:
    with urllib.request.urlopen(address + path, timeout=60) as answer:  # noqa: S310
        content: bytes = answer.read()
        return content


def test_pages_and_health(gunicorn: str) -> None:
    assert "Estadísticas" in read(gunicorn, "/es/").decode()
    assert b'"ready"' in read(gunicorn, "/health/ready")


@pytest.mark.parametrize(
    "path",
    [
        "/sdmx/v1/data/REGIONAL_TRADE/A.MERCOSUR+CELAC.X._T.ITS.BACI?format=csvdata",
        "/sdmx/v2/structure/dataflow",
        "/data/MACRO.csv",
    ],
)
def test_figures_are_those_of_cedic_serve(gunicorn: str, server: str, path: str) -> None:
    here, there = read(gunicorn, path), read(server, path)
    assert here.replace(gunicorn.encode(), b"") == there.replace(server.encode(), b"")
    assert len(here) > 500


def test_a_download_is_streamed(gunicorn: str) -> None:
    with urllib.request.urlopen(f"{gunicorn}/data/TRADE.csv", timeout=60) as answer:  # noqa: S310
        assert answer.headers["Transfer-Encoding"] == "chunked"
        assert "Content-Length" not in answer.headers
        assert len(answer.read()) > 1_000_000


def sent(address: str, request: bytes) -> bytes:
    """What comes back until the server closes the connection."""
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as plugged:
        plugged.sendall(request)
        return b"".join(iter(lambda: plugged.recv(65536), b""))


@pytest.mark.parametrize("path", ["/es/", "/sdmx/v1/data/MACRO?format=csvdata", "/data/MACRO.csv"])
def test_head_has_no_body(gunicorn: str, path: str) -> None:
    head = f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = sent(gunicorn, head.encode())
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n\r\n")


def test_a_length_told_in_two_ways_is_refused(gunicorn: str) -> None:
    answer = sent(
        gunicorn,
        b"POST /sdmx/v1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1") == 1


def test_an_answer_that_breaks_off_has_no_clean_end(home: Path) -> None:
    """What docs/guide/serve.md asks of a WSGI server before it is chosen."""
    port, log = free_port(), home / "badly.log"
    module = home / "badly.py"
    module.write_text(
        "import cedic.sdmx, serving_badly\n"
        "cedic.sdmx.answer = serving_badly.answer\n"
        "from cedic.web.wsgi import application\n"
    )
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--threads=2", f"--bind=127.0.0.1:{port}", "badly"],
            env=environment(home, PYTHONPATH=":".join([str(home), *sys.path])),
            stderr=told,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}", process, log)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/sdmx/v1/breaks-off")
        with pytest.raises(http.client.IncompleteRead):
            connection.getresponse().read()
    finally:
        process.terminate()
        try:
            process.wait(20)
        finally:
            process.kill()
