"""Addresses as nobody should write them: never a failure of ours, never someone else's words."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cedic.model import LANGUAGES
from mixed_world import FIRST, MIXED, mixed_store, publish

MARK = "\"'><script>alert(7)</script>"
"""Comes back as text, if at all."""
OUT_OF_PAGE = (b"<script>alert(7)", b"{{7*7}}</", b"onerror=alert(7)>")
PATHS = (
    "/",
    "/search",
    "/areas",
    "/areas/ARG",
    "/indicators",
    "/indicators/ITS",
    "/compare",
    "/compare/vintages",
    "/calendar",
    "/calendar.ics",
    "/feed.atom",
    "/data",
    "/data/REGIONAL_TRADE",
    "/data/REGIONAL_TRADE@1",
    "/data/TRADE",
    "/data/REGIONAL_TRADE/about",
    "/data/REGIONAL_TRADE/drawing.json",
    "/data/REGIONAL_TRADE/drawing.svg",
    "/embed/data/REGIONAL_TRADE",
)
NAMES = (
    "REF_AREA",
    "INDICATOR",
    "FREQ",
    "TRADE_FLOW",
    "COUNTERPART_AREA",
    "TIME_PERIOD",
    "start",
    "end",
    "measure",
    "rows",
    "columns",
    "chart",
    "show",
    "page",
    "width",
    "members.REF_AREA",
    "members.x",
    "q",
    "a",
    "b",
    "dataflow",
    "from",
    "to",
    "language",
    "__proto__",
    "constructor[prototype]",
    "ref_area",
    MARK,
)
VALUES = (
    "",
    ",",
    ",,,,",
    "ARG",
    "arg",
    "ARG,BRA,ARG",
    "MERCOSUR",
    "2015",
    "2015-Q1",
    "٢٠١٥",
    "²",
    "-1",
    "0",
    "1e309",
    "NaN",
    "9" * 5000,
    "wide",
    "-9223372036854775809",
    "_T",
    "TRADE",
    "SITC0",
    "None",
    "table",
    "ranked-bar",
    "REF_AREA,REF_AREA,TIME_PERIOD",
    "REF_AREA,INDICATOR,TIME_PERIOD,FREQ",
    "' OR 1=1 --",
    "'; DROP TABLE dataflows; --",
    "{{7*7}}</",
    "{% load x %}",
    "{0.__class__}",
    "%s%n",
    "../../../etc/passwd",
    "//evil.example/",
    "https://evil.example/",
    "\r\nSet-Cookie: a=b",
    "\x00\x01\x1b[31m",
    "\u202eARG",
    "\ud7ff\ufffe",
    "😀" * 50,
    "<img src=x onerror=alert(7)>",
    MARK,
)
RAW = ("%", "%zz", "%ff%fe", "%C0%80", "%00", "a=%ED%A0%80", "&&&==", ";a=1;b", "?a=1", "+", "=")
"""Parts of a query that no program would write."""
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"HX-Request": "true", "HX-Target": "view"},
    {"HX-Request": "true", "HX-Target": MARK, "HX-Current-URL": "https://evil.example/es/"},
    {"HX-Request": "true", "HX-Target": "found", "HX-Current-URL": "http://["},
    {"HX-Request": "true", "HX-History-Restore-Request": "true"},
    {"HX-Request": "true", "HX-Current-URL": "%ff", "HX-Current-URL-URI-AutoEncoded": "true"},
    {"Accept-Language": "xx-" + "y" * 500, "Accept": "application/json"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
    {"If-None-Match": '"', "If-Modified-Since": "yesterday"},
    {"Cookie": "sessionid=" + "z" * 100 + "; django_language=../../x; csrftoken=<script>"},
)

values = st.sampled_from(VALUES) | st.text(max_size=40)
parameters = st.lists(
    st.tuples(st.sampled_from(NAMES) | st.text(max_size=10), values).map(
        lambda pair: f"{written(pair[0])}={written(pair[1])}"
    )
    | st.sampled_from(RAW),
    max_size=6,
)


def written(text: str) -> str:
    """A text as part of an address."""
    return quote(text, safe="", errors="surrogatepass")


def asked(path: str, query: str = "", headers: dict[str, str] | None = None) -> Any:
    """What a stranger is answered."""
    client = Client(raise_request_exception=False)
    answer = client.generic(
        "GET", path, QUERY_STRING=query, headers=headers or {}, SERVER_NAME="localhost"
    )
    answer.whole = b"".join(answer) if answer.streaming else answer.content
    return answer


def check(answer: Any, language: str, told: str) -> None:
    """Nothing failed, nothing of the address became part of the page, and nobody is led away."""
    assert answer.status_code < 500, told
    if answer.headers["Content-Type"].startswith(("text/html", "image/svg")):
        for mark in OUT_OF_PAGE:
            assert mark not in answer.whole, told
        assert b"\x00" not in answer.whole, told
    if b"<html" in answer.whole:
        assert f'<html lang="{language}"'.encode() in answer.whole, told
    for name in ("Location", "HX-Push-Url", "HX-Redirect", "HX-Location", "HX-Replace-Url"):
        to = answer.headers.get(name, "/")
        assert re.match(r"/(?!/)[^\r\n\\]*$", to), f"{told}: {name} {to}"
    assert "a=b" not in answer.headers.get("Set-Cookie", ""), told


@pytest.mark.usefixtures("figures")
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(PATHS), st.sampled_from(LANGUAGES), parameters, st.sampled_from(HEADERS))
@example("/data/REGIONAL_TRADE", "pt", ["a=1"] * 5000, {})
@example("/data/TRADE", "fr", ["REF_AREA=" + "ARG," * 20000], {})
@example("/data/TRADE", "en", [f"{written(MARK)}={written(MARK)}"] * 30, HEADERS[2])
@example("/compare", "es", [f"a={written(MARK)}", "b=BRA"], {})
@example("/compare/vintages", "es", ["dataflow=TRADE", "from=" + "9" * 5000, "to=-1"], {})
@example("/compare/vintages", "en", [f"dataflow={written(MARK)}"], {})
@example("/search", "fr", [f"q={written(MARK)}"], HEADERS[2])
@example("/data/REGIONAL_TRADE/drawing.svg", "es", ["width=9999999999"], {})
@example("/data/REGIONAL_TRADE/drawing.json", "es", ["width=wide&width=narrow"], {})
def test_a_strange_query_is_answered(
    path: str, language: str, query: list[str], headers: dict[str, str]
) -> None:
    address, asks = f"/{language}{path}", "&".join(query)
    check(asked(address, asks, headers), language, f"{address}?{asks[:400]} {headers}")


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("name", ["REF_AREA", "members.REF_AREA", "rows", ""])
def test_a_thousand_mistakes_are_not_told_one_by_one(name: str) -> None:
    wrong = [f"WRONG{number}" for number in range(900)]
    query = f"{name}={','.join(wrong)}" if name else "&".join(f"{one}=1" for one in wrong)
    page = asked("/es/data/REGIONAL_TRADE", query)
    assert page.status_code == 400
    # The links to the other languages hold the address too.
    told = re.sub(r'href="[^"]*"', "", page.whole.decode())
    assert 1 < told.count("WRONG") < 15


segments = st.sampled_from((*VALUES, *RAW, "ARG.svg", "TRADE@9999999", "TRADE@00000001")) | st.text(
    max_size=30
)


@pytest.mark.usefixtures("figures")
@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(
        [
            "/{}/areas/{}",
            "/{}/indicators/{}",
            "/{}/data/{}",
            "/{}/data/{}/about",
            "/{}/data/TRADE{}",
            "/{}/data/MACRO@1/drawing.{}",
            "/{}/embed/data/{}",
            "/{}/{}",
            "/{}/calendar{}",
        ]
    ),
    st.sampled_from(LANGUAGES),
    segments,
)
@example("/{}/areas/{}", "pt", "\x00")
@example("/{}/areas/{}", "en", MARK)
@example("/{}/data/{}", "en", "TRÁDE")
@example("/{}/data/{}", "fr", "TRADE@٢")
def test_a_strange_path_is_answered(pattern: str, language: str, segment: str) -> None:
    path = pattern.format(language, written(segment))
    check(asked(path), language, path[:300])


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("path", ["/ES/areas", "/Pt/", "/xx/data", "/es-VE/data", "/es//data"])
def test_a_language_that_there_is_none_of_is_not_found(path: str) -> None:
    answer = asked(path)
    assert answer.status_code == 404, answer.headers
    assert b"<html lang=" in answer.whole


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize(
    "path", ["/es/", "/es/data/TRADE", "/es/none", "/es/manage/", "/es/feed.atom"]
)
@pytest.mark.parametrize("host", ["evil.example", "localhost:1@evil.example", "[", "", "a b"])
def test_another_name_of_the_host_is_refused(path: str, host: str) -> None:
    answer = Client(raise_request_exception=False).get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content


# Permalinks that have grown old


@pytest.fixture
def grown_old(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store whose last release no longer has the area BRA."""
    store = mixed_store(tmp_path_factory.mktemp("old"))
    with store.writing("a test"):
        publish(store, [row for row in FIRST if row["REF_AREA"] != "BRA"])
    for place in ("cedic.web.site.store", "cedic.web.explorer.reading.store"):
        monkeypatch.setattr(place, lambda request=None: store)


SAID = {
    "es": "No hay cifras con Área de referencia: BRA",
    "en": "There are no figures with Reference area: BRA",
    "pt": "Não há dados com Área de referência: BRA",
    "fr": "Il n’y a pas de chiffres pour",
}


@pytest.mark.usefixtures("figures", "grown_old")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_that_is_gone_is_told_and_the_rest_is_shown(language: str) -> None:
    old = asked(f"/{language}/data/{MIXED.id}@1", "REF_AREA=BRA&FREQ=A&show=table")
    assert old.status_code == 200
    assert "2020" in old.whole.decode()
    for view in ("show=table", "show=chart", "chart=ranked-bar", "rows=REF_AREA&columns=FREQ"):
        now = asked(f"/{language}/data/{MIXED.id}", f"REF_AREA=BRA&FREQ=A&{view}")
        assert now.status_code == 400
        page = now.whole.decode()
        assert SAID[language].partition(":")[0].split(" con ")[0][:12] in page
        assert "BRA" in page
        assert 'id="figure-1"' in page or "<table" in page
    assert asked(f"/{language}/data/{MIXED.id}@7").status_code == 404
    assert (
        asked(f"/{language}/data/{MIXED.id}/drawing.svg", "REF_AREA=BRA&width=wide").status_code
        == 404
    )
    gone = asked(f"/{language}/compare/vintages", f"dataflow={MIXED.id}&from=9&to=3")
    assert gone.status_code == 400
