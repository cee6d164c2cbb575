"""The app of accounts."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """Accounts, which write down what happens to them."""

    name = "cedic.web.accounts"

    def ready(self) -> None:
        """Listen to what happens, and speak the Portuguese of Brazil."""
        from cedic.web.accounts import trail  # noqa: F401

        _speak_brazilian()


def _speak_brazilian() -> None:
    """Let Django and allauth say in ``pt`` what they know in ``pt-br``, their name for our own."""
    from django.utils.translation import trans_real

    ours = trans_real.translation("pt")._catalog
    theirs = trans_real.translation("pt-br")._catalog
    ours._catalogs[:0] = theirs._catalogs
    ours._plurals[:0] = theirs._plurals
