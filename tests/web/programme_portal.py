"""A portal in which people work on a programme, over real HTTP and in a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from test_pages_in_a_browser import LOOKS, WATCH, found_by_axe

from serving import environment, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from cedic.warehouse import Store

PEOPLE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "cedic.web.settings"
import django
django.setup()
from django.contrib.auth.models import Group
from django.test import Client
from allauth.mfa.totp.internal.auth import TOTP
from cedic.web.accounts.models import User
from cedic.web.programme.models import Seat

for role, country in (("publisher", ""), ("member_state", "CRI"), ("member_state", "JAM")):
    person = User.objects.create_user(
        f"{role}{country}@example.org", "a-long-passphrase", full_name=f"{role} {country}"
    )
    person.groups.add(Group.objects.get(name=role))
    if role == "publisher":
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    if country:
        Seat.objects.create(user=person, country=country)
    client = Client()
    client.force_login(person)
    print(client.cookies["sessionid"].value)
"""
DEMONSTRATION = """
from cedic.web.programme import demonstration
demonstration.load()
"""
WHO = ("publisher", "costa_rica", "jamaica")


@contextmanager
def working(
    home: Path, store: Store, *, demonstration: bool = False
) -> Iterator[tuple[str, dict[str, str]]]:
    """A portal with a store: its address, and the sessions of :data:`WHO`."""
    (home / "store").symlink_to(Path(store.location).resolve())
    with served(home, ("-m", "cedic", "serve", "--no-worker")) as address:
        told = subprocess.run(
            [sys.executable, "-c", PEOPLE + (DEMONSTRATION if demonstration else "")],
            env=environment(home),
            capture_output=True,
            text=True,
            check=True,
        )
        yield address, dict(zip(WHO, told.stdout.split(), strict=True))


@contextmanager
def opened(browser: Browser, language: str, address: str, session: str = "") -> Iterator[Page]:
    width, scheme = LOOKS[language]
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language
    )
    context.add_init_script(WATCH)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    yield context.new_page()
    context.close()


def fine(page: Page) -> None:
    """Nothing is wrong with what the page shows: axe, the policy, its width."""
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    wrong = [*found_by_axe(page), *page.evaluate("window.refused")]
    wrong += ["too wide"] if wide else []
    assert not wrong, "; ".join([page.url, *wrong])
