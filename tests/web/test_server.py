"""``cedic serve``: what it says, how it starts and stops, and its manners with bad clients."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cedic.warehouse import Store
from serving import environment, free_port, served, wait_for

BADLY = Path(__file__).with_name("serving_badly.py")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Path:
    folder = tmp_path_factory.mktemp("badly")
    (folder / "store").symlink_to(Path(sample_store.location).resolve())
    return folder


@pytest.fixture(scope="module")
def badly(home: Path) -> Iterator[str]:
    """A server whose service answers badly; it waits three seconds for a client."""
    with served(home, [str(BADLY)], PATIENCE="3") as address:
        yield address


def test_the_database_is_for_its_owner_alone(home: Path, badly: str) -> None:
    assert (home / "portal.sqlite3").stat().st_mode & 0o777 == 0o600


def connect(address: str, path: str, **headers: str) -> socket.socket:
    """A connection that has asked for something and taken nothing yet."""
    at = urlsplit(address)
    plugged = socket.create_connection((at.hostname, at.port), timeout=20)
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    plugged.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{told}\r\n".encode())
    return plugged


def get(address: str, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    at = urlsplit(address)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=20)
    connection.request(method, path, headers={n.replace("_", "-"): v for n, v in headers.items()})
    return connection.getresponse()


def eventually(happened: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.1)
    return False


def run(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cedic", *arguments],
        env=environment(home, **env),
        capture_output=True,
        text=True,
        timeout=60,
    )


# Bad clients, bad answers


def test_an_answer_that_breaks_off_has_no_clean_end(badly: str) -> None:
    with pytest.raises(http.client.IncompleteRead):
        get(badly, "/sdmx/v1/breaks-off").read()


def test_a_compressed_answer_that_breaks_off_has_no_clean_end(badly: str) -> None:
    with pytest.raises(http.client.IncompleteRead):
        get(badly, "/sdmx/v1/breaks-off", Accept_Encoding="gzip").read()


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_a_client_that_leaves_held_open_is_closed(
    badly: str, home: Path, encoding: str
) -> None:
    log = home / "server.log"
    before = log.read_text().count("rows closed")
    with connect(badly, "/sdmx/v1/rows", Accept_Encoding=encoding) as leaving:
        assert leaving.recv(2000).startswith(b"HTTP/1.1 200")
    assert eventually(lambda: log.read_text().count("rows closed") > before)


def test_a_client_that_stalls_is_given_up(badly: str, home: Path) -> None:
    if not hasattr(socket, "TCP_USER_TIMEOUT"):
        pytest.skip("this system does not watch over connections that stall")
    log = home / "server.log"
    before = log.read_text().count("endless closed")
    with connect(badly, "/sdmx/v1/endless"):
        assert eventually(lambda: log.read_text().count("endless closed") > before, 40)


def test_slow_clients_do_not_hold_up_a_quick_one(badly: str) -> None:
    slow = [connect(badly, "/sdmx/v1/rows") for _ in range(20)]
    try:
        assert all(client.recv(100) for client in slow)
        began = time.monotonic()
        assert get(badly, "/sdmx/v1/quick").read() == b"quick"
        assert time.monotonic() - began < 5
    finally:
        for client in slow:
            client.close()


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_the_first_piece_is_sent_before_the_second_is_made(badly: str, encoding: str) -> None:
    began = time.monotonic()
    answer = get(badly, "/sdmx/v1/pauses", Accept_Encoding=encoding)
    first = answer.read(100)
    if encoding == "gzip":
        assert zlib.decompressobj(31).decompress(first)
    assert first
    assert time.monotonic() - began < 2
    answer.close()


def test_head_sends_the_headers_alone(badly: str) -> None:
    answer = get(badly, "/sdmx/v1/endless", "HEAD")
    assert (answer.status, answer.read()) == (200, b"")
    assert answer.headers["ETag"] == '"1-a"'


def test_text_is_compressed_and_a_zip_is_not(badly: str) -> None:
    text = get(badly, "/sdmx/v1/pauses", Accept_Encoding="gzip")
    assert text.headers["Content-Encoding"] == "gzip"
    assert text.headers["ETag"] == 'W/"1-a"'
    assert "Accept-Encoding" in text.headers["Vary"]
    assert gzip.decompress(text.read()).startswith(b"one piece")
    packed = get(badly, "/sdmx/v1/zip", Accept_Encoding="gzip")
    assert "Content-Encoding" not in packed.headers
    assert get(badly, "/sdmx/v1/pauses", Accept_Encoding="gzip;q=0").headers["ETag"] == '"1-a"'


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /sdmx/v1/data/%FF%00%0d HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /sdmx/\xff\xfe?\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /static/../settings.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /static/%2e%2e/settings.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /sdmx/v1 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/9\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET /sdmx/v1/" + b"A+" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_whatever_is_sent_is_refused_and_not_failed(server: str, sent: bytes) -> None:
    at = urlsplit(server)
    with socket.create_connection((at.hostname, at.port), timeout=20) as plugged:
        plugged.sendall(sent)
        status = re.match(rb"HTTP/1\.\d (\d+)", plugged.recv(1000))
    assert status is not None
    assert 400 <= int(status[1]) < 500


# Starting and stopping


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_stops_when_told(home: Path, tmp_path: Path, sign: int) -> None:
    port = free_port()
    log = tmp_path / "log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "cedic", "serve", "--port", str(port), "--access-log"],
            env=environment(home, CEDIC_PUBLIC_ADDRESS="http://stats.example.org"),
            stderr=told,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}", process, log)
        process.send_signal(sign)
        assert process.wait(20) in (0, 130)
    finally:
        process.kill()
    said = log.read_text()
    assert "http://stats.example.org/sdmx/v2" in said
    assert "GET /health/live 200" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = run(home, "serve", "--port", str(listening.getsockname()[1]))
    assert done.returncode == 2
    assert "--port" in done.stderr
    assert "while attempting" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_that_is_not_this_machine(home: Path) -> None:
    done = run(home, "serve", "--host", "192.0.2.1", "--port", str(free_port()))
    assert done.returncode == 2
    assert "192.0.2.1" in done.stderr


def test_without_a_release(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", "--port", str(free_port()))
    assert done.returncode == 3
    assert "cedic build" in done.stderr


def test_without_the_extra(tmp_path: Path) -> None:
    (tmp_path / "waitress.py").write_text("raise ModuleNotFoundError(name='waitress')")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = run(tmp_path, "serve", PYTHONPATH=path)
    assert done.returncode == 2
    assert "pip install 'cedic[web]'" in done.stderr


def test_a_database_that_does_not_answer(home: Path) -> None:
    database = f"postgresql://nobody@127.0.0.1:{free_port()}/portal"
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    for command in (["serve", "--port", str(free_port())], ["manage", "migrate"]):
        done = run(home, *command, CEDIC_DATABASE=database)
        assert done.returncode == 3, done.stderr
        assert "CEDIC_DATABASE" in done.stderr
        assert "?" not in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "database", ["mysql://x@y/z", "postgresql://:secret@[h/d", "nonsense", "postgresql://u@h"]
)
def test_a_database_that_is_none(home: Path, database: str) -> None:
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    done = run(home, "manage", "check", CEDIC_DATABASE=database)
    assert done.returncode == 2
    assert "postgresql://user@host/name" in done.stderr
    assert "secret" not in done.stderr


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        *("manage", "check", "--deploy", "--fail-level", "DEBUG"),
        CEDIC_PUBLIC_ADDRESS="https://stats.example.org",
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_the_doctor_tells_of_the_portal(home: Path, tmp_path: Path) -> None:
    assert re.search(r"portal .*made when it is first served", run(tmp_path, "doctor").stdout)
    assert not (tmp_path / "secret.key").exists()
    assert run(home, "manage", "migrate", "--verbosity", "0").returncode == 0
    assert re.search(r"portal .*ok", run(home, "doctor").stdout)
    run(home, "manage", "migrate", "sessions", "zero", "--verbosity", "0")
    assert re.search(r"portal .*mend", run(home, "doctor").stdout)
    run(home, "manage", "migrate", "--verbosity", "0")
