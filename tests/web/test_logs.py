"""The log: a line for each answer, nothing in it that is nobody's business, JSON when asked for."""

from __future__ import annotations

import http.client
import io
import json
import logging
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cedic.warehouse import Store
from cedic.web import logs
from serving import environment, served

if TYPE_CHECKING:
    from django.test import Client

BADLY = Path(__file__).with_name("serving_badly.py")


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """What the access log and Django's errors write, as JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Json())
    handler.addFilter(logs.Discreet())
    watched = [logging.getLogger(name) for name in ("cedic.web.access", "django.request")]
    levels = [logger.level for logger in watched]
    for logger in watched:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield stream
    for logger, level in zip(watched, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def lines(stream: io.StringIO, logger: str = "cedic.web.access") -> list[dict[str, Any]]:
    every = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [line for line in every if line["logger"] == logger]


def test_a_line_tells_of_an_answer(client: Client, told: io.StringIO) -> None:
    client.get("/en/", {"q": "ñ"})
    line = lines(told)[0]
    assert (line["method"], line["status"], line["language"]) == ("GET", 200, "en")
    assert line["path"] == "/en/?q=%C3%B1"
    assert line["level"] == "INFO"
    assert line["time"].endswith("+00:00")
    assert line["duration_ms"] > 0
    assert line["bytes"] > 1000
    assert line["message"].startswith("GET /en/?q=%C3%B1 200 ")
    assert set(line) == {
        *("time", "level", "logger", "message", "request_id"),
        *logs.FIELDS,
    }


def test_the_number_of_a_proxy_is_kept_and_sent_back(client: Client, told: io.StringIO) -> None:
    answer = client.get("/health/live", headers={"X-Request-ID": "abc-123.x_Y"})
    assert answer.headers["X-Request-ID"] == "abc-123.x_Y"
    assert lines(told)[0]["request_id"] == "abc-123.x_Y"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "a\tb", '"}', "ñ", None])
def test_another_number_is_given_in_place_of_an_ill_formed_one(
    client: Client, given: str | None
) -> None:
    headers = {} if given is None else {"X-Request-ID": given}
    first, second = (
        client.get("/health/live", headers=headers).headers["X-Request-ID"] for _ in range(2)
    )
    assert first != second
    assert all(len(number) == 32 and number.isalnum() for number in (first, second))


@pytest.mark.parametrize(
    "path",
    [
        "/es/account/login/?next=SECRET",
        "/es/account/SECRET/SECRET",
        "/es/manage/people/?q=SECRET",
        "/es/manage/SECRET",
        "/account/SECRET",
    ],
)
def test_what_is_private_is_not_told(client: Client, told: io.StringIO, path: str) -> None:
    client.get(path)
    assert len(lines(told)) == 1
    assert "SECRET" not in told.getvalue()


def test_nothing_tells_who_asked(client: Client, told: io.StringIO) -> None:
    client.get("/en/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": "192.0.2.8"})
    assert "192.0.2" not in told.getvalue()


def test_a_failure_is_one_line_with_its_traceback_and_its_number(
    client: Client, told: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("cedic.web.service.views.is_up_to_date", fails)
    client.raise_request_exception = False
    answer = client.get("/health/ready", headers={"X-Request-ID": "number-7"})
    assert answer.status_code == 500
    line = lines(told, "django.request")[0]
    assert line["request_id"] == lines(told)[0]["request_id"] == "number-7"
    assert line["level"] == "ERROR"
    assert line["exc_info"].startswith("Traceback")
    assert "on purpose" in line["exc_info"]


def test_a_failure_of_a_private_page_does_not_tell_its_address(told: io.StringIO) -> None:
    from django.test import RequestFactory
    from django.urls import resolve
    from django.utils.log import log_response

    request = RequestFactory().get("/es/manage/uploads/0f0f0f0f-0000-4000-8000-000000000000/")
    request.resolver_match = resolve(request.path)
    answer = type("Failed", (), {"status_code": 500})()
    log_response("%s: %s", "Failed", request.path, request=request, response=answer)
    assert lines(told, "django.request")[0]["message"].startswith("Failed: /es/manage/uploads/<")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Path:
    home = tmp_path_factory.mktemp("logged")
    (home / "store").symlink_to(Path(sample_store.location).resolve())
    return home


def test_every_line_of_a_server_is_json_when_asked_for(home: Path) -> None:
    command = ["-m", "cedic", "serve", "--access-log"]
    with served(home, command, CEDIC_LOG_FORMAT="json") as address:
        urllib.request.urlopen(f"{address}/sdmx/v1/dataflow").read()  # noqa: S310
        assert urllib.request.urlopen(f"{address}/health/ready").headers["X-Request-ID"]  # noqa: S310
    every = [json.loads(line) for line in (home / "server.log").read_text().splitlines()]
    assert "portal is open" in every[0]["message"]
    assert {"/sdmx/v1/dataflow", "/health/ready"} <= {line.get("path") for line in every}


def test_an_answer_that_breaks_off_is_one_line_with_its_number(home: Path) -> None:
    with served(home, [str(BADLY)], CEDIC_LOG_FORMAT="json") as address:
        asked = urllib.request.Request(  # noqa: S310
            f"{address}/sdmx/v1/breaks-off", headers={"X-Request-ID": "broken"}
        )
        with (
            urllib.request.urlopen(asked) as answer,  # noqa: S310
            pytest.raises(http.client.IncompleteRead),
        ):
            answer.read()
    every = [json.loads(line) for line in (home / "server.log").read_text().splitlines()]
    broken = next(line for line in every if "vanished" in line.get("exc_info", ""))
    assert broken["request_id"] == "broken"


def test_a_format_that_is_none() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cedic", "doctor"],
        env=environment(Path("none"), CEDIC_LOG_FORMAT="jsn"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "did you mean json?" in done.stderr
    assert "CEDIC_LOG_FORMAT" in done.stderr
