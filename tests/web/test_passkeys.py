"""Passkeys, and the pages of accounts, in a real browser under our policy."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from staff import code

from cedic.warehouse import Store
from serving import environment, served
from turns import turn

playwright = pytest.importorskip("playwright.sync_api", reason="the browser's driver is missing")
CHOSEN = "quite-another-phrase"
CODE = re.compile(r"[A-Z2-7]{32}")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Path:
    folder = tmp_path_factory.mktemp("passkeys")
    (folder / "store").symlink_to(Path(sample_store.location).resolve())
    return folder


@pytest.fixture(scope="module")
def portal_address(home: Path) -> Iterator[str]:
    """The portal under the name for which browsers allow passkeys without HTTPS."""
    with served(home) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser, portal_address: str):
    """A page of Chromium, in which nothing may go wrong."""
    context = browser.new_context(base_url=portal_address)
    opened = context.new_page()
    opened.wrong = []
    opened.on("console", lambda said: opened.wrong.append(said.text))
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    yield opened
    context.close()


@pytest.fixture
def passkeys(page):
    """A device with passkeys, whose owner always agrees."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def manage(home: Path, *arguments: str, **env: str) -> str:
    """What one of Django's own commands prints."""
    done = subprocess.run(
        [sys.executable, "-m", "cedic", "manage", *arguments],
        env=environment(home, **env),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def first_administrator(home: Path, email: str) -> str:
    """The path at which an administrator, made on the server, chooses a password."""
    manage(home, "createsuperuser", "--noinput", "--email", email, DJANGO_SUPERUSER_FULL_NAME="Ana")
    return manage(home, "sign_in_link", email).removeprefix("http://localhost:8000")


def enter(page, email: str) -> None:
    page.goto("/es/account/login/")
    page.get_by_label("Correo electrónico").fill(email)
    page.get_by_label("Contraseña").fill(CHOSEN)
    page.get_by_role("button", name="Entrar").click()


def choose(page, path: str) -> None:
    page.goto(path)
    page.get_by_label("Contraseña nueva").fill(CHOSEN)
    page.get_by_label("La misma contraseña").fill(CHOSEN)
    page.get_by_role("button", name="Guardar").click()


def test_from_the_first_link_to_signing_in_with_a_passkey_alone(page, passkeys, home):
    email = "ana@example.org"
    choose(page, first_administrator(home, email))
    enter(page, email)
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text(
        "Segundo factor y llaves de acceso"
    )
    page.get_by_role("link", name="Añadir una llave de acceso").click()
    page.get_by_label("Contraseña").fill(CHOSEN)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Nombre de la llave").fill("<b>Teléfono</b>")
    page.get_by_label("Entrar solo con ella").check()
    page.get_by_role("button", name="Añadir una llave de acceso").click()
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Códigos de recuperación")
    assert page.locator(".codes li").count() == 10
    page.goto("/es/account/two-step/webauthn/")
    assert page.get_by_role("rowheader").inner_text() == "<b>Teléfono</b>"
    page.goto("/es/manage/people/")
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Personas")
    page.goto("/es/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Salir").click()
    page.get_by_role("button", name="Usar una llave de acceso").click()
    page.wait_for_url("**/es/manage/")
    page.goto("/es/manage/people/")
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Personas")
    # As the second step, after the password.
    page.context.clear_cookies()
    enter(page, email)
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Segundo paso")
    page.get_by_role("button", name="Usar una llave de acceso").click()
    page.wait_for_url("**/es/manage/")
    assert [wrong for wrong in page.wrong if "404" not in wrong] == []


def test_a_browser_without_the_passkey_is_told_so(page, portal_address):
    page.goto("/pt/account/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new Error('refused')) }"
    )
    page.get_by_role("button", name="Usar uma chave de acesso").click()
    playwright.expect(page.get_by_role("alert")).to_contain_text("A chave de acesso não foi usada")


def test_without_scripts_an_app_is_the_second_factor(home, portal_address, page):
    email = "eva@example.org"
    without = page.context.browser.new_context(base_url=portal_address, java_script_enabled=False)
    plain = without.new_page()
    choose(plain, first_administrator(home, email))
    enter(plain, email)
    plain.get_by_role("link", name="Configurar una aplicación").click()
    plain.get_by_label("Contraseña").fill(CHOSEN)
    plain.get_by_role("button", name="Continuar").click()
    secret = plain.locator("main code").inner_text()
    assert CODE.fullmatch(secret)
    plain.get_by_label("Código que muestra").fill(code(secret))
    plain.get_by_role("button", name="Continuar").click()
    playwright.expect(plain.get_by_role("heading", level=1)).to_have_text("Códigos de recuperación")
    plain.goto("/es/manage/people/invite/")
    plain.get_by_label("Nombre completo").fill("Carla")
    plain.get_by_label("Correo electrónico").fill("carla@example.org")
    plain.get_by_role("button", name="Crear la cuenta").click()
    link = plain.get_by_label("Enlace de un solo uso").input_value()
    assert link.startswith(f"{portal_address}/es/account/link/")


OPEN = (
    "account/login/",
    "account/signup/",
    "account/inactive/",
    "account/password/reset/",
    "account/link/none/",
)
PAGES = (
    "account/",
    "account/logout/",
    "account/password/",
    "account/two-step/",
    "account/two-step/webauthn/",
    "account/two-step/webauthn/add/",
    "account/two-step/totp/activate/",
    "account/two-step/recovery-codes/",
    "manage/people/",
    "manage/people/invite/",
    "manage/people/1/",
)


LOOKS = (("es", "light", 360), ("fr", "dark", 1280), ("pt", "light", 1280), ("en", "dark", 360))


@pytest.mark.heavy
def test_every_page_is_open_to_everyone(page, passkeys, home, portal_address):
    """Axe finds nothing, in light and dark, and no page is wider than a phone."""
    told = {}
    look(page, OPEN, told)
    email = "iris@example.org"
    choose(page, first_administrator(home, email))
    enter(page, email)
    page.get_by_role("link", name="Añadir una llave de acceso").click()
    page.get_by_label("Contraseña").fill(CHOSEN)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_role("button", name="Añadir una llave de acceso").click()
    page.wait_for_url("**/recovery-codes/")
    look(page, PAGES, told)
    page.context.clear_cookies()
    enter(page, email)
    look(page, ["account/two-step/authenticate/"], told)
    assert not told


def look(page, paths, told) -> None:
    """Tell what is wrong with pages; ``SHOTS`` names a folder for pictures of them."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    shots = os.environ.get("SHOTS")
    for language, scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        for path in turn(paths, language):
            page.goto(f"/{language}/{path}")
            found = axe.Axe().run(page).response["violations"]
            wide = page.evaluate("document.documentElement.scrollWidth") > width
            if found or wide or page.locator(".status").count():
                marks = [(one["id"], one["nodes"][0]["html"]) for one in found]
                told[f"{language} {path}"] = (marks, wide)
            if shots:
                file = f"{language}_{path.replace('/', '_')}.png"
                page.screenshot(path=Path(shots) / file, full_page=True)
