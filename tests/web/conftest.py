"""The portal in this process, for Django's test client; `server` is the one over real HTTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from cedic.warehouse import Store

pytest.importorskip("django", reason="the portal needs cedic[web]")

OURS = ("CEDIC_HOME", "CEDIC_DATABASE")
QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""To hash a password as the portal does takes a third of a second, on purpose."""


@pytest.fixture(scope="session")
def portal_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of the portal in this process, its database up to date.

    ``CEDIC_DATABASE`` is left as it is, so that the tests run on a PostgreSQL if it names one.
    """
    import django

    home = tmp_path_factory.mktemp("portal")
    with pytest.MonkeyPatch.context() as patch:
        cleared(patch)
        patch.setenv("CEDIC_HOME", str(home))
        patch.setenv("DJANGO_SETTINGS_MODULE", "cedic.web.settings")
        django.setup()
        from django.core.management import call_command
        from django.test.utils import override_settings, setup_test_environment

        setup_test_environment()
        override_settings(PASSWORD_HASHERS=QUICK_HASHERS).enable()
        call_command("migrate", verbosity=0)
    return home


@pytest.fixture(autouse=True)
def portal(portal_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test here runs in the portal's own home."""
    cleared(monkeypatch)
    # Playwright leaves an event loop in this thread, which Django takes for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    monkeypatch.setenv("CEDIC_HOME", str(portal_home))
    return portal_home


@pytest.fixture(scope="session")
def figures(portal_home: Path, sample_store: Store) -> Store:
    """The sample store, in the portal's home. Read it only."""
    (portal_home / "store").symlink_to(Path(sample_store.location).resolve())
    return sample_store


@pytest.fixture
def client(figures: Store) -> Client:
    """A client of the portal in this process, with the sample's figures."""
    from django.test import Client

    return Client()


def cleared(patch: pytest.MonkeyPatch) -> None:
    """Forget the settings of the person who runs the tests."""
    for name in list(os.environ):
        if name.startswith("CEDIC_") and name not in OURS:
            patch.delenv(name)
