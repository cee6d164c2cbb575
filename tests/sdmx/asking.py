"""Asking the standard service, as a web server would."""

from __future__ import annotations

from dataclasses import dataclass

from cedic.sdmx import Request, answer
from cedic.warehouse import Store

ADDRESS = "https://statistics.example/sdmx"


@dataclass(frozen=True)
class Asked:
    """An answer, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(store: Store, address: str, **headers: str) -> Asked:
    """The answer to ``v1/dataflow?detail=full``; headers as ``if_none_match="…"``."""
    path, _, query = address.partition("?")
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    answered = answer(Request(path, query, given, ADDRESS), store)
    return Asked(answered.status, answered.headers, b"".join(answered.body))
