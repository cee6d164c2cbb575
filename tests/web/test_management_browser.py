"""Management in a browser: upload bad, mend, load, build, publish, withdraw; axe on every page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from management import session_of_a_publisher

from cedic.model import LANGUAGES
from serving import served
from turns import turn

if TYPE_CHECKING:
    from cedic.warehouse import Store

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe needs axe-playwright-python"
)

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
PAGES = (
    "",
    "sources/",
    "sources/WDI/",
    "uploads/new/",
    "jobs/",
    "dataflows/",
    "dataflows/TRADE/",
    "dataflows/TRADE/decide/?action=withdraw",
    "dataflows/TRADE/notes/1/",
    "texts/",
    "texts/edit/?address=dataflow/TRADE/name",
    "trail/",
)
BAD = "from,to,year,usd\nARG,BRA,2020,n/a\n"
GOOD = "from,to,year,usd\nARG,BRA,2020,100\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Path:
    """A home of its own, to be written to."""
    folder = tmp_path_factory.mktemp("browsed")
    shutil.copytree(sample_store.location, folder / "store")
    return folder


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """A server with its worker."""
    with served(home) as found:
        yield found


@pytest.fixture(scope="module")
def session(home: Path, address: str) -> str:
    """A person who may publish, signed in."""
    return session_of_a_publisher(home)


@pytest.fixture(
    params=[
        pytest.param(True, id="with JavaScript"),
        pytest.param(False, id="without", marks=pytest.mark.heavy),
    ]
)
def page(request: Any, browser: Any, address: str, session: str) -> Iterator[Any]:
    """A page of that person, that violates no rule of what may be loaded."""
    context = browser.new_context(java_script_enabled=request.param)
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    found = context.new_page()
    told: list[str] = []
    found.on("console", lambda one: told.append(one.text) if one.type == "error" else None)
    yield found
    context.close()
    assert [one for one in told if "Content Security Policy" in one] == []


def test_upload_bad_mend_load_build_publish_withdraw(page: Any, address: str) -> None:
    _send(page, address, BAD)
    assert "n/a" in page.locator("main").inner_text()
    page.get_by_role("button", name="Borrar el archivo").click()
    _send(page, address, GOOD)
    page.get_by_role("button", name="Aceptar y cargar").click()
    page.get_by_role("link", name="Continuar con el archivo").click(timeout=30_000)
    page.get_by_role("link", name="Calcular").click()
    page.get_by_text("Solo estos").click()
    page.get_by_label("Comercio de mercancías por socio").check()
    page.get_by_role("main").get_by_role("button", name="Calcular").click()
    page.get_by_text("terminado", exact=True).wait_for(timeout=60_000)
    page.goto(f"{address}/es/manage/dataflows/TRADE/")
    page.get_by_role("button", name="Retirar").click()
    page.get_by_label("Motivo, que el público leerá").fill("Se revisan las cifras.")
    page.get_by_role("button", name="Confirmar").click()
    assert _public(page, address) == 410
    page.get_by_role("button", name="Publicar cada cálculo de inmediato").click()
    page.get_by_role("button", name="Confirmar").click()
    assert _public(page, address) == 200


def _public(page: Any, address: str) -> int:
    import requests

    page.get_by_text("La decisión quedó registrada.").wait_for()
    return requests.get(f"{address}/es/data/TRADE/about", timeout=20).status_code


def _send(page: Any, address: str, text: str) -> None:
    """Send a table, say what it holds, and wait for the report."""
    page.goto(f"{address}/es/manage/uploads/new/")
    page.set_input_files(
        "#file", {"name": "mine.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Enviar").click()
    page.get_by_label("Guardar con el código").fill("MINE")
    page.get_by_label("Quién declara").select_option("exporter")
    page.get_by_label("Versión de los datos").fill("2026-01")
    page.get_by_label("Cómo citar las cifras").fill("Elaboración propia")
    page.get_by_role("button", name="Revisar el archivo").click()
    page.get_by_role("link", name="Continuar con el archivo").click(timeout=30_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(
    browser: Any, address: str, session: str, language: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    found = context.new_page()
    wrong: list[Any] = []
    for path in turn(PAGES, language):
        found.goto(f"{address}/{language}/manage/{path}")
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        wrong += [(path, "too wide")] if found.evaluate(wide) else []
        wrong += [(path, one["id"]) for one in axe.Axe().run(found).response["violations"]]
    context.close()
    assert wrong == []
