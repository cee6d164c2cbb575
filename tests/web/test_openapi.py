"""The plain addresses keep to their description, and the server to HTTP, whatever is sent."""

from __future__ import annotations

import contextlib
import csv
import gzip
import http.client
import io
import json
import re
import socket
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.heavy

schemathesis = pytest.importorskip("schemathesis")

HOST = b"Host: localhost\r\n"


# The description


def test_the_plain_addresses_keep_to_their_description(server: str) -> None:
    schema = schemathesis.openapi.from_url(f"{server}/api/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:
        if "@" in operation.path and "MACRO" not in operation.path:
            # Made by the same code as the latest, and as long.
            continue
        keeps_to_its_description(operation)


def keeps_to_its_description(operation: Any) -> None:
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
    ]

    @settings(
        max_examples=3,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(checks=checks, timeout=20)

    ask()


# The wire


def sent(server: str, *pieces: bytes, seconds: float = 20) -> bytes:
    """All that the server answers to what is sent, until it closes the connection."""
    at = urlsplit(server)
    found = b""
    with socket.create_connection((at.hostname, at.port), timeout=seconds) as plugged:
        # A server that refuses may close before it has read all.
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                plugged.sendall(piece)
        with contextlib.suppress(ConnectionError):
            while piece := plugged.recv(65_536):
                found += piece
    return found


def asked(
    server: str, path: str, *headers: bytes, method: bytes = b"GET", host: bytes = HOST
) -> bytes:
    told = b"".join(header + b"\r\n" for header in (*headers, b"Connection: close"))
    return sent(server, method + b" " + path.encode() + b" HTTP/1.1\r\n" + host + told + b"\r\n")


def status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
    assert found is not None, answer[:200]
    return int(found[1])


def head_of(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[0]


def body_of(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize(
    "path",
    [
        *("/en", "/static/cedic.css", "/api/openapi.json", "/nothing", "/health/live"),
        *("/sdmx/v1/data/MACRO?format=csvdata", "/sdmx/v1/dataflow", "/sdmx/v1/data/NOPE"),
        *("/data/MACRO.csv", "/data/MACRO.zip", "/data/NOPE.csv", "/data/MACRO/citation.bib"),
        "/sdmx/v2/data/dataflow/CEDIC/MACRO?offset=99999999",
    ],
)
def test_an_answer_to_head_ends_with_its_headers(server: str, path: str, encoding: str) -> None:
    headers = (b"Accept-Encoding: " + encoding.encode(), b"Range: values=0-9")
    answer = asked(server, path, *headers, method=b"HEAD")
    assert body_of(answer) == b""
    assert status(answer) == status(asked(server, path, *headers))


def test_a_connection_that_is_kept_holds_one_answer_after_the_other(server: str) -> None:
    at = urlsplit(server)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=20)
    for _ in range(3):
        connection.request("HEAD", "/en")
        assert connection.getresponse().read() == b""
        connection.request("GET", "/health/live")
        assert json.load(connection.getresponse()) == {"status": "live"}
    connection.close()


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 6\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 0",
        b"Content-Length: 6\r\nContent-Length: 5",
        b"Content-Length: +6",
        b"Content-Length: 0x6",
        b"Content-Length: -1",
        b"Transfer-Encoding: xchunked",
        b"Transfer-Encoding: chunked, identity",
        b"Transfer-Encoding : chunked",
        b"Content-Length: 6\r\nTransfer-Encoding:\x0bchunked",
    ],
)
def test_no_request_is_smuggled_in_another(server: str, framing: bytes) -> None:
    smuggled = b"GET /health/live HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    head = b"POST /sdmx/v1/dataflow HTTP/1.1\r\n" + HOST + framing + b"\r\n\r\n"
    answer = sent(server, head + b"0\r\n\r\n" + smuggled)
    assert status(answer) in (400, 501)
    assert answer.count(b"HTTP/1.") == 1
    assert b"live" not in answer


@pytest.mark.parametrize(
    ("request_bytes", "expected"),
    [
        # A version that is not known is answered as the oldest.
        (b"GET /nothing HTTP/9.9\r\n" + HOST + b"\r\n", {404}),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 404, 405, 505}),
        (b"get /health/live HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
        (b"GET /health/live HTTP/1.1\r\nHost : localhost\r\n\r\n", {400}),
        (b"GET /health/live HTTP/1.1\r\n" + HOST + b"X: a\x00b\r\n\r\n", {400}),
        (b"GET /health/live HTTP/1.1\r\n" + HOST + b"X: a\rb\r\n\r\n", {400}),
        (b"GET /health/live HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 400_000 + b"\r\n\r\n", {431}),
        (b"GET /" + b"a" * 400_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", {400, 414, 431}),
        (b"POST /en HTTP/1.1\r\n" + HOST + b"Content-Length: 10000000\r\n\r\n", {413}),
        (b"POST /en HTTP/1.1\r\n" + HOST + b"Content-Length: 9" + b"9" * 30 + b"\r\n\r\n", {413}),
        (
            b"GET /static/" + b"a" * 5_000 + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
            {404},
        ),
        (b"GET /static/%00 HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n", {404}),
    ],
)
def test_bad_http_is_refused(server: str, request_bytes: bytes, expected: set[int]) -> None:
    assert status(sent(server, request_bytes)) in expected


def test_floods_of_headers_are_read_or_refused_soon(server: str) -> None:
    began = time.monotonic()
    floods: Iterable[bytes] = (
        b"".join(b"X-%d: y\r\n" % n for n in range(15_000)).removesuffix(b"\r\n"),
        b"Accept: " + b"a/b;q=0.1," * 20_000,
        b"Accept-Language: " + b"es-x," * 45_000,
        b"If-None-Match: " + b'"a,b", ' * 30_000,
        b"Cookie: django_language=../../x;" + b"a=b;" * 50_000,
        b"Accept-Encoding: " + b"gzip;q=0," * 20_000,
    )
    for flood in floods:
        for path in ("/data/MACRO.csv?x=1", "/sdmx/v1/data/MACRO?x=1", "/nothing"):
            assert status(asked(server, path, flood)) in (400, 404, 431)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("method", [b"POST", b"PUT", b"DELETE", b"PATCH", b"TRACE", b"FOO"])
@pytest.mark.parametrize("path", ["/sdmx/v1/data/MACRO", "/data/MACRO.csv", "/api/openapi.json"])
def test_who_sends_something_is_told_that_it_is_only_read(
    server: str, method: bytes, path: str
) -> None:
    head = method + b" " + path.encode() + b" HTTP/1.1\r\n" + HOST
    body = b"Content-Length: 9\r\nConnection: close\r\n\r\na=<b>&c=d"
    answer = sent(server, head + b"Content-Type: application/x-www-form-urlencoded\r\n" + body)
    assert status(answer) == 405
    assert b"\r\nAllow: GET, HEAD, OPTIONS" in head_of(answer)
    assert b"<html" not in answer


def test_too_many_parameters_are_refused_in_plain_text(server: str) -> None:
    answer = asked(server, "/data/MACRO.csv?" + "a&" * 2000)
    assert status(answer) == 400
    assert b"text/plain" in head_of(answer)
    assert b"too many parameters" in answer


# Names of the host


@pytest.mark.parametrize(
    "host",
    [
        *(
            b"evil.example",
            b"localhost@evil.example",
            b"evil.example@localhost",
            b"localhost:80:80",
        ),
        *(b"localhost/evil.example", b"localhost:evil", b"localhost\r\nHost: evil.example", b""),
        *(b"localhost.evil.example", b"<script>", b"[::1]evil.example", b"local host"),
    ],
)
@pytest.mark.parametrize("path", ["/sdmx/v1/dataflow", "/data/MACRO.csv", "/sitemap.xml", "/en"])
def test_a_host_that_is_not_ours_is_refused(server: str, path: str, host: bytes) -> None:
    answer = asked(server, path, host=b"Host: " + host + b"\r\n")
    assert status(answer) == 400
    assert b"evil.example/" not in answer


@pytest.mark.parametrize(
    "path", ["/api/openapi.json", "/sitemap.xml", "/catalog.jsonld", "/en", "/robots.txt", "/"]
)
def test_no_address_is_taken_from_what_anybody_can_send(server: str, path: str) -> None:
    spoofed = (
        *(b"X-Forwarded-Host: evil.example", b"X-Forwarded-Proto: https", b"X-Forwarded-Port: 1"),
        *(b"Forwarded: host=evil.example;proto=https", b"X-Forwarded-Server: evil.example"),
        *(
            b"X-Original-URL: /evil.example",
            b"X-Rewrite-URL: /evil.example",
            b"X-Host: evil.example",
        ),
        *(b"X-HTTP-Method-Override: DELETE", b"X_Forwarded_Host: evil.example"),
    )
    plain, answer = asked(server, path), asked(server, path, *spoofed)
    assert body_of(answer) == body_of(plain)
    assert b"evil.example" not in answer


def test_an_answer_for_one_host_is_not_taken_for_another_s(server: str) -> None:
    def tag(host: bytes, *headers: bytes, path: str) -> tuple[int, str]:
        answer = asked(server, path, *headers, host=b"Host: " + host + b"\r\n")
        found = re.search(rb'(?i)etag: (?:W/)?("[^"]+")', head_of(answer))
        return status(answer), found[1].decode() if found else ""

    for path in ("/api/openapi.json", "/catalog.jsonld", "/sdmx/v1/dataflow", "/data/MACRO.zip"):
        code, ours = tag(b"localhost", path=path)
        assert (code, bool(ours)) == (200, True)
        held = b"If-None-Match: " + ours.encode()
        assert tag(b"localhost", held, path=path)[0] == 304
        assert tag(b"127.0.0.1", held, path=path)[0] == 200


def test_a_whole_address_is_answered_as_its_path(server: str) -> None:
    short = asked(server, "/sdmx/v1/dataflow/CEDIC/MACRO?detail=allstubs")
    whole = asked(server, "http://localhost/sdmx/v1/dataflow/CEDIC/MACRO?detail=allstubs")
    assert (status(whole), body_of(whole)) == (200, body_of(short))
    other = asked(server, "http://evil.example/sdmx/v1/dataflow/CEDIC/MACRO")
    assert b"evil.example" not in other


# Downloads


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/data/MACRO@999999.csv",
            "/data/MACRO@-1.csv",
            "/data/MACRO@0.csv",
            "/data/MACRO@1.5.csv",
        ),
        *("/data/MACRO@99999999999999999999.csv", "/data/MACRO@%D9%A1.csv", "/data/@1.csv"),
        *("/data/..%2f..%2fsecret.key", "/data/../secret.key", "/data/....//....//etc/passwd"),
        *("/data/MACRO%00.csv", "/data/MACRO.csv%00", "/data/MACRO.csv%0a", "/data/MACRO.CSV"),
        *(
            "/data/MACRO.csv/",
            "/data//MACRO.csv",
            "/data/MACRO/citation.exe",
            "/data/" + "A" * 9000,
        ),
        *("/static/..%2f..%2fsettings.py", "/static/%2e%2e/%2e%2e/secret.key", "/static/%5c..%5cx"),
        *(
            "/static/....//settings.py",
            "/static//etc/passwd",
            "/static/.",
            "/static/",
            "/static/%ff",
        ),
    ],
)
def test_what_is_not_there_is_not_found(server: str, path: str) -> None:
    answer = asked(server, path)
    assert status(answer) in (400, 404)
    assert b"root:" not in answer
    assert b"SECRET_KEY" not in answer


@pytest.mark.parametrize(
    "query",
    [
        *("REF_AREA=%00", "REF_AREA=%FF", "REF_AREA=%ED%A0%80", "REF_AREA='%20OR%201=1--", "=1"),
        *("start=9999-W53", "end=0000", "start=%D9%A2%D9%A0", "start=2020&end=1990", "labels[]=id"),
        *("language=../../es", "labels=both&labels=id", "REF_AREA=" + "A," * 7000, "OBS_VALUE=nan"),
    ],
)
def test_bad_parameters_of_a_download_are_told(server: str, query: str) -> None:
    answer = asked(server, f"/data/MACRO.csv?{query}")
    assert status(answer) == 400
    assert b"text/plain" in head_of(answer)
    as_json = asked(server, f"/data/MACRO.csv?{query}", b"Accept: application/json")
    assert json.loads(body_of(as_json))["status"] == 400


@pytest.mark.parametrize(
    "held", [b'"a,b", W/"c,,", ""', b"nonsense", b'"', b",,,", b'W/"', b"\xff"]
)
def test_tags_of_any_form_are_read(server: str, held: bytes) -> None:
    for path in ("/data/MACRO/citation.bib", "/sdmx/v1/dataflow"):
        assert status(asked(server, path, b"If-None-Match: " + held)) == 200
    at = urlsplit(server)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=20)
    connection.request("GET", "/data/MACRO/citation.bib", headers={"Host": "localhost"})
    tag = connection.getresponse().headers["ETag"].encode()
    again = asked(server, "/data/MACRO/citation.bib", b'If-None-Match: "a,b", ' + tag + b', "c"')
    assert status(again) == 304


def test_a_part_of_a_download_is_the_whole_of_it(server: str) -> None:
    at = urlsplit(server)

    def get(**headers: str) -> tuple[int, Any, bytes]:
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", "/data/MACRO.csv", headers=named)
        response = connection.getresponse()
        return response.status, response.headers, response.read()

    plain = get()[2]
    for ranged in ("bytes=0-9", "bytes=-1", "bytes=9-1", "values=0-1", "bytes=0-1,3-4", "=" * 99):
        code, headers, body = get(Range=ranged, Accept_Encoding="gzip")
        assert (code, headers["Content-Encoding"]) == (200, "gzip")
        assert gzip.decompress(body) == plain


def test_no_cell_of_a_download_is_a_formula(server: str) -> None:
    at = urlsplit(server)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=20)
    connection.request("GET", "/data/MACRO.csv?labels=both&language=fr&start=2023")
    found = connection.getresponse().read().decode()
    rows = list(csv.reader(io.StringIO(found)))
    assert rows
    for row in rows[1:]:
        for cell in row:
            number = re.fullmatch(r"-?[\d.]+(e[+-]?\d+)?", cell)
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


# Clients that take their time


def test_idle_connections_do_not_hold_up_the_others(server: str) -> None:
    at = urlsplit(server)
    idle = []
    try:
        for number in range(200):
            plugged = socket.create_connection((at.hostname, at.port), timeout=20)
            if number % 2:
                plugged.sendall(b"GET /sdmx/v1/dataflow HTTP/1.1\r\nHost: loc")
            idle.append(plugged)
        began = time.monotonic()
        assert status(asked(server, "/health/live")) == 200
        assert status(asked(server, "/sdmx/v1/dataflow")) == 200
        assert time.monotonic() - began < 5
    finally:
        for plugged in idle:
            plugged.close()


def test_a_client_that_reads_byte_by_byte_holds_up_nobody(server: str) -> None:
    at = urlsplit(server)
    with contextlib.ExitStack() as slow:
        readers = [
            slow.enter_context(socket.create_connection((at.hostname, at.port), timeout=20))
            for _ in range(12)
        ]
        for reader in readers:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            reader.sendall(b"GET /data/TRADE.csv HTTP/1.1\r\n" + HOST + b"\r\n")
        for _ in range(3):
            assert all(reader.recv(1) for reader in readers)
            began = time.monotonic()
            assert status(asked(server, "/health/live")) == 200
            assert time.monotonic() - began < 5
            time.sleep(0.3)
