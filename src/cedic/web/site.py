"""The site: the store of figures that it shows, and its own address."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import HttpRequest

from cedic.catalogue import PUBLICATIONS
from cedic.catalogue.texts import with_texts
from cedic.settings import settings
from cedic.warehouse import Store
from cedic.web.accounts import permissions
from cedic.web.words import visitor

if TYPE_CHECKING:
    from cedic.web.management.state import State


def store(request: HttpRequest | None = None) -> Store:
    """The store that a visitor reads; kept in each process as long as nothing new is decided.

    Parameters
    ----------
    request : HttpRequest, optional
        The request of a page. Who may see what is not public yet then reads all that is built, and
        no cache keeps the answer. Without a request, the store is the public's.

    Raises
    ------
    StoreError
        If the portal's database does not answer: what may not be read is then not known.
    """
    from cedic.web.management.state import current

    state = current()
    if request is not None and sees_everything(request):
        return _everything(settings().store_location, state)
    return _public(settings().store_location, state)


def sees_everything(request: HttpRequest) -> bool:
    """Whether a visitor may see what is not public yet."""
    user = visitor(request)
    request.sees_everything = user is not None and user.has_perm(permissions.READ)
    return request.sees_everything


# A store remembers what it has opened. As long as nothing is decided, both are one.


def _everything(location: str, state: State) -> Store:
    from cedic.web.management.state import State

    if not state.held:
        return _public(location, state)
    return _public(location, State(texts=state.texts))


@lru_cache(maxsize=8)
def _public(location: str, state: State) -> Store:
    return Store(
        location,
        with_texts(PUBLICATIONS, dict(state.texts)),
        held=dict(state.held),
        edition=state.edition,
    )


def address(request: HttpRequest) -> str:
    """The site's address, as its visitors know it, without a slash at its end."""
    return settings().public_address or f"{request.scheme}://{request.get_host()}"
