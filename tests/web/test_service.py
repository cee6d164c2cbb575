"""The adaptor of the standard service, the portal's health, and what comes with every answer."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from cedic import sdmx
from cedic.model import LANGUAGES
from cedic.sdmx import Answer, Request
from cedic.sdmx.caching import unchanged
from cedic.warehouse import Store
from serving import environment


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """The requests that reach the service, which answers each with an ETag."""
    requests: list[Request] = []

    def answer(request: Request, store: Store) -> Answer:
        requests.append(request)
        if unchanged(request, '"1-a"'):
            return Answer(304, {"ETag": '"1-a"'})
        return Answer(200, {"ETag": '"1-a"', "Content-Type": "text/csv"}, iter([b"a,b\n" * 100]))

    monkeypatch.setattr(sdmx, "answer", answer)
    return requests


def test_a_request_is_handed_on_as_it_was_sent(client: Client, asked: list[Request]) -> None:
    sent = "/sdmx/v1/data/TRADE/A.ARG%2BBRA+PRY..%C3%B1?startPeriod=2000&c%5BA%5D=1+2%2B"
    client.get(sent, REQUEST_URI=sent, headers={"Accept": "text/csv", "X-Range": "values=0-9"})
    request = asked[0]
    assert request.path == "v1/data/TRADE/A.ARG%2BBRA+PRY..%C3%B1"
    assert request.query == "startPeriod=2000&c%5BA%5D=1+2%2B"
    assert request.header("accept") == "text/csv"
    assert request.header("x-range") == "values=0-9"
    assert request.address == "http://testserver/sdmx"


def test_a_server_that_does_not_tell_what_was_sent(client: Client, asked: list[Request]) -> None:
    client.get("/sdmx/v1/data/TRADE/A.%C3%B1+B?x=1+2")
    assert (asked[0].path, asked[0].query) == ("v1/data/TRADE/A.%C3%B1+B", "x=1+2")


def test_the_address_is_the_public_one(
    client: Client, asked: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEDIC_PUBLIC_ADDRESS", "https://stats.example.org/")
    client.get("/sdmx/v1/dataflow")
    assert asked[0].address == "https://stats.example.org/sdmx"


def test_a_compressed_copy_is_known_again(client: Client, asked: list[Request]) -> None:
    first = client.get("/sdmx/v1/data/TRADE", headers={"Accept-Encoding": "gzip"})
    assert (first["Content-Encoding"], first["ETag"]) == ("gzip", 'W/"1-a"')
    again = client.get("/sdmx/v1/data/TRADE", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "Content-Type" not in again.headers


def test_no_language_is_told_that_the_service_did_not_choose(
    client: Client, asked: list[Request]
) -> None:
    told = client.get("/sdmx/v1/data/TRADE", headers={"Accept-Language": "fr"})
    assert "Content-Language" not in told.headers


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_the_service_is_only_read(client: Client, asked: list[Request], method: str) -> None:
    refused = getattr(client, method)("/sdmx/v1/data/TRADE")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert not asked


def test_options(client: Client) -> None:
    told = client.options("/sdmx/v1/data/TRADE")
    assert (told.status_code, told["Allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("path", ["/sdmx/v1/data/TRADE", "/data/TRADE.csv"])
def test_any_page_of_the_web_may_read(client: Client, path: str) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    asking = {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "x-range, if-none-match, accept-language",
    }
    allowed = client.options(path, headers=origin | asking)
    assert allowed["Access-Control-Allow-Origin"] == "*"
    for header in ("x-range", "range", "if-none-match", "accept", "accept-language"):
        assert header in allowed["Access-Control-Allow-Headers"].split(", ")
    told = client.get(path, headers=origin)
    assert told["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in told.headers
    for header in ("ETag", "Content-Range", "Content-Language", "Content-Disposition"):
        assert header in told["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("path", ["/health/live", "/sdmxen", "/nothing"])
def test_the_rest_of_the_portal_may_not_be_read_from_elsewhere(client: Client, path: str) -> None:
    told = client.get(path, headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in told.headers


def test_health(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    assert client.post("/health/ready").status_code == 405


def test_not_ready_without_a_release(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CEDIC_STORE", str(tmp_path / "store"))
    assert client.get("/health/ready").status_code == 503


def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError, connection

    def broken() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", broken)
    refused = client.get("/health/ready")
    assert refused.status_code == 503
    assert "gone" not in refused.content.decode()


# Pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_not_there(client: Client, language: str) -> None:
    page = client.get("/nothing", headers={"Accept-Language": language})
    text = page.content.decode()
    assert page.status_code == 404
    assert page["Content-Language"] == language
    assert f'<html lang="{language}">' in text
    from cedic.web.failures import NOT_FOUND

    assert NOT_FOUND.title[language] in text


def test_a_visitor_of_no_known_language_is_answered_in_spanish(client: Client) -> None:
    assert client.get("/nothing", headers={"Accept-Language": "de"})["Content-Language"] == "es"


def test_every_failure_has_its_page(client: Client) -> None:
    from django.test import RequestFactory

    from cedic.web import failures

    request = RequestFactory().get("/")
    gone = Exception("not to be shown")
    for view, status in (
        (lambda: failures.bad_request(request, gone), 400),
        (lambda: failures.forbidden(request, gone), 403),
        (lambda: failures.unsafe_form(request), 403),
        (lambda: failures.failed(request), 500),
    ):
        page = view()
        assert page.status_code == status
        assert "not to be shown" not in page.content.decode()


def test_a_strange_host_is_refused(client: Client) -> None:
    assert client.get("/nothing", headers={"Host": "evil.example"}).status_code == 400


def test_the_stylesheet_has_the_address_of_its_content(client: Client) -> None:
    page = client.get("/nothing").content.decode()
    found = re.search(r'href="(/static/cedic\.[0-9a-f]{12}\.css)"', page)
    assert found is not None
    for address, cached in (
        (found[1], "public, max-age=31536000, immutable"),
        ("/static/cedic.css", "no-cache"),
        ("/static/cedic.000000000000.css", "no-cache"),
    ):
        style = client.get(address)
        assert (style.status_code, style["Cache-Control"]) == (200, cached)
        assert b"--accent" in b"".join(style.streaming_content)  # type: ignore[attr-defined]
    for path in ("/static/none.css", "/static/../settings.py", "/static//etc/passwd"):
        assert client.get(path).status_code in (400, 404)


def test_a_page_loads_only_what_the_portal_serves(client: Client) -> None:
    page = client.get("/nothing")
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert page["X-Frame-Options"] == "DENY"


# Settings


PROBE = """
import django; django.setup()
from django.test import Client
def told(answer):
    print(answer.status_code, answer.get("Location", "-"), answer.get("Strict-Transport-Security"))
told(Client().get("/nothing", headers={"Host": "stats.example.org"}))
told(Client().get("/nothing", headers={"Host": "stats.example.org", "X-Forwarded-Proto": "https"}))
told(Client().get("/health/live", headers={"Host": "localhost"}))
"""


def test_a_public_address_with_https_lets_nothing_else_in(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        env=environment(
            tmp_path,
            CEDIC_PUBLIC_ADDRESS="https://stats.example.org",
            DJANGO_SETTINGS_MODULE="cedic.web.settings",
        ),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.splitlines() == [
        "301 https://stats.example.org/nothing None",
        "404 - max-age=31536000",
        "200 - None",
    ], done.stderr


def test_the_key_is_made_once_and_kept_from_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cedic.settings import Settings
    from cedic.web.secret import secret_key

    monkeypatch.delenv("CEDIC_SECRET_KEY", raising=False)
    chosen = Settings(home=str(tmp_path / "home"))
    key = secret_key(chosen)
    assert len(key) >= 50
    assert secret_key(chosen) == key
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("CEDIC_SECRET_KEY", "given")
    assert secret_key(chosen) == "given"


def test_a_key_that_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cedic.errors import StoreError
    from cedic.settings import Settings
    from cedic.web.secret import secret_key

    monkeypatch.delenv("CEDIC_SECRET_KEY", raising=False)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="CEDIC_SECRET_KEY"):
        secret_key(Settings(home=str(tmp_path / "file")))


def test_where_postgresql_is(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    from cedic.settings import Settings
    from cedic.web.database import configuration, place

    chosen = Settings(database="postgresql://ana:secret@db.example/portal?sslmode=require")
    made = configuration(chosen)
    assert (made["NAME"], made["USER"], made["HOST"]) == ("portal", "ana", "db.example")
    assert made["OPTIONS"] == {"sslmode": "require"}
    assert place(chosen) == "PostgreSQL, portal at db.example"


@pytest.mark.parametrize(
    ("base", "structures"),
    [("/sdmx/v1", "/sdmx/v1/dataflow"), ("/sdmx/v2/", "/sdmx/v2/structure/dataflow")],
)
def test_the_base_of_the_service_leads_to_what_can_be_asked_for(figures, base, structures):
    from django.test import Client

    told = Client().get(base, SERVER_NAME="localhost")
    assert (told.status_code, told["Location"]) == (302, structures)
    assert Client().get(structures, SERVER_NAME="localhost").status_code == 200
