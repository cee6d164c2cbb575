"""What happens to every answer about an account on its way out."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

ACCOUNT = re.compile(r"/[a-z]{2}/account/")


def kept_nowhere(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let no cache keep what an account's pages show: secrets, codes, whose it is."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if ACCOUNT.match(request.path):
            add_never_cache_headers(response)
        return response

    return middleware
