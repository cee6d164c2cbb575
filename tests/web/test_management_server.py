"""Management over real HTTP: the server's worker, and bodies that are too long."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import requests
from management import session_of_a_publisher

from serving import served

if TYPE_CHECKING:
    from cedic.warehouse import Store

pytest.importorskip("django", reason="the portal needs cedic[web]")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Path:
    """A home of its own."""
    import shutil

    folder = tmp_path_factory.mktemp("managed")
    shutil.copytree(sample_store.location, folder / "store")
    return folder


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """A server with its worker."""
    with served(home) as found:
        yield found


@pytest.fixture(scope="module")
def publisher(home: Path, address: str) -> requests.Session:
    """A person who may publish, signed in."""
    session = requests.Session()
    session.cookies.set("sessionid", session_of_a_publisher(home))
    return session


def sent(session: requests.Session, address: str, name: str, content: bytes) -> requests.Response:
    page = session.get(f"{address}/en/manage/uploads/new/", timeout=20)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    return session.post(
        f"{address}/en/manage/uploads/new/",
        data={"kind": "TABLE", "csrfmiddlewaretoken": token},
        files={"file": (name, content)},
        headers={"Referer": f"{address}/en/manage/uploads/new/"},
        timeout=60,
    )


def test_staff_send_more_than_others_may(publisher, address):
    rows = b"from,to,year,usd\n" + b"ARG,BRA,2020,100\n" * 700_000
    assert len(rows) > 11_000_000
    answer = sent(publisher, address, "mine.csv", rows)
    assert answer.status_code == 200
    assert "mine.csv" in answer.text


@pytest.mark.parametrize(
    ("path", "cookie"),
    [
        ("/en/manage/uploads/new/", ""),
        ("/en/manage/uploads/new/", "sessionid=nobody"),
        ("/en/manage/jobs/", ""),
        ("/sdmx/v2/data", ""),
    ],
)
def test_the_long_body_of_a_stranger_is_refused_before_it_comes(address, path, cookie):
    """Nothing of the body is sent: the answer comes for the head alone."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port), timeout=10) as connection:
        connection.sendall(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 150000000\r\n"
            f"Cookie: {cookie}\r\n\r\n".encode()
        )
        assert b" 413 " in connection.recv(1000)


def test_the_worker_of_the_server_builds_and_comes_again_when_it_dies(publisher, address, home):
    first = _built(publisher, address)
    assert "done" in first
    [worker] = _workers(home)
    os.kill(worker, signal.SIGKILL)
    end = time.monotonic() + 20
    while _workers(home) in ([], [worker]) and time.monotonic() < end:
        time.sleep(0.2)
    assert "done" in _built(publisher, address)


def _built(session: requests.Session, address: str) -> str:
    page = session.get(f"{address}/en/manage/jobs/", timeout=20)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    answer = session.post(
        f"{address}/en/manage/jobs/",
        data={"only": "MACRO", "force": "1", "csrfmiddlewaretoken": token},
        headers={"Referer": f"{address}/en/manage/jobs/"},
        timeout=20,
    )
    end = time.monotonic() + 60
    while 'http-equiv="refresh"' in answer.text and time.monotonic() < end:
        time.sleep(0.3)
        answer = session.get(answer.url, timeout=20)
    return answer.text


def _workers(home: Path) -> list[int]:
    """The workers of the server with this home."""
    psutil = pytest.importorskip("psutil")
    found = []
    for process in psutil.process_iter(["cmdline"]):
        try:
            ours = process.info["cmdline"] and process.info["cmdline"][-2:] == ["cedic", "work"]
            if ours and process.environ().get("CEDIC_HOME") == str(home):
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


def test_no_worker_outlives_its_server(tmp_path, sample_store):
    (tmp_path / "store").symlink_to(sample_store.location)
    with served(tmp_path):
        end = time.monotonic() + 20
        while not _workers(tmp_path) and time.monotonic() < end:
            time.sleep(0.2)
        assert len(_workers(tmp_path)) == 1
    end = time.monotonic() + 15
    while _workers(tmp_path) and time.monotonic() < end:
        time.sleep(0.2)
    assert _workers(tmp_path) == []
