"""Documents made for visitors: few at a time, and each kept in memory for who asks next."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cedic.programme.model import as_json
from cedic.publish.document import FORMATS, Document
from cedic.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_KEPT = 64
LARGEST_KEPT = 4_000_000
"""How many documents are kept, and the most bytes that one of them may have."""
AT_A_TIME = 2
PATIENCE = 20
"""How many are made at a time, and for how many seconds others wait for their turn."""

_turns = threading.BoundedSemaphore(AT_A_TIME)
_kept: OrderedDict[str, bytes] = OrderedDict()
_writing = threading.Lock()


class Busy(Exception):  # noqa: N818 - what it is
    """So many documents are being made that this one is not."""


def digest(*parts: Any) -> str:
    """What tells a document from every other: all that it is made of, in few signs.

    Parameters
    ----------
    *parts : values of :mod:`cedic.programme.model`, days, numbers, texts
        Language and format among them.
    """
    told = json.dumps([__version__, *map(as_json, parts)], sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def kept(name: str) -> bytes | None:
    """A document that was made before; None if it was not, or long ago."""
    with _writing:
        if name in _kept:
            _kept.move_to_end(name)
        return _kept.get(name)


def made(name: str, format: str, compose: Callable[[], Document]) -> bytes:
    """A document in a format, and kept under a name for who asks next.

    Parameters
    ----------
    name : str
        Its :func:`digest`.
    format : str
        One of :data:`cedic.publish.document.FORMATS`.
    compose : callable
        Gives the document.

    Raises
    ------
    Busy
        If too many are being made.
    """
    with _turn():
        # Who waited for a turn may have waited for this very document.
        found = kept(name)
        if found is None:
            found = FORMATS[format](compose())
            _keep(name, found)
    return found


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _turns.release()


def _keep(name: str, data: bytes) -> None:
    if len(data) > LARGEST_KEPT:
        return
    with _writing:
        _kept[name] = data
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
