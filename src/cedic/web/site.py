"""The site: the store of figures that it shows, and its own address."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest

import cedic
from cedic.settings import settings
from cedic.warehouse import Store


def store() -> Store:
    """The store that is set, opened once in each process."""
    return _opened(settings().store_location)


@cache
def _opened(location: str) -> Store:
    return cedic.open(location)


def address(request: HttpRequest) -> str:
    """The site's address, as its visitors know it, without a slash at its end."""
    return settings().public_address or f"{request.scheme}://{request.get_host()}"
