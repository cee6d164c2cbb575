"""What comes in over HTTP, and what goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from cedic.sdmx.errors import BadSyntax

LONGEST_ADDRESS = 16_384
"""How many characters the path and the query of a request may have together."""

NO_TEXT = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")
"""Control characters, and what Unicode has for no character: XML cannot tell of them."""


@dataclass(frozen=True)
class Request:
    """A request, as far as the service looks at it.

    Parameters
    ----------
    path : str
        The path below the service's address, still percent-encoded: ``v1/data/TRADE/A.ARG..``.
    query : str
        The query string, still percent-encoded.
    headers : mapping of str to str
        The headers, by lower-case name.
    address : str
        The service's own address, without a slash at its end.
    """

    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    address: str = ""

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path, decoded; empty ones at the end left out.

        Raises
        ------
        BadSyntax
            If the path is not UTF-8, or holds a control character or what is none.
        """
        return tuple(_decoded(part) for part in self.path.strip("/").split("/"))

    @cached_property
    def parameters(self) -> Mapping[str, str]:
        """The query string's parameters, each of which may be given once.

        A ``+`` stays a ``+``, as SDMX means it; a space is written ``%20``.

        Raises
        ------
        BadSyntax
            If a parameter stands twice, is not UTF-8, or holds a control character or
            what is none.
        """
        found: dict[str, str] = {}
        for pair in self.query.split("&"):
            name, _, value = pair.partition("=")
            name, value = _decoded(name), _decoded(value)
            if name in found:
                raise BadSyntax(f"The parameter {name} is given twice.", remedy="give it once")
            if name:
                found[name] = value
        return found

    def header(self, name: str) -> str:
        """A header's value, or nothing."""
        return self.headers.get(name, "")


@dataclass
class Answer:
    """An answer, whose body may be a stream that is made while it is sent.

    Parameters
    ----------
    status : int
        The HTTP status.
    headers : dict of str to str
        The headers, with ``Content-Type`` if there is a body.
    body : iterable of bytes-like
        The body, piece by piece. If it breaks off with an exception, the connection must be cut, so
        that the client does not take a part for the whole.
    """

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: Iterable[bytes | memoryview] = ()


def _decoded(text: str) -> str:
    try:
        decoded = unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise BadSyntax(
            f"{text[:40]!r} in the address is not UTF-8.", remedy="percent-encode it as UTF-8"
        ) from None
    if NO_TEXT.search(decoded):
        raise BadSyntax("The address holds a control character.", remedy="leave it out")
    return decoded
