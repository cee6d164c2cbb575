"""Messages kept as they were sent, up to a size."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class Rendered:
    """The messages asked for last, by their ETag.

    Parameters
    ----------
    limit : int
        The bytes that all messages may take together.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._messages: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str, render: Callable[[], bytes]) -> bytes:
        """The message of an ETag, made by `render` if it is not here."""
        with self._lock:
            if tag in self._messages:
                self._messages.move_to_end(tag)
                return self._messages[tag]
        # Outside the lock, so that a slow message does not hold up those that are ready.
        message = render()
        with self._lock:
            self._keep(tag, message)
        return message

    def _keep(self, tag: str, message: bytes) -> None:
        self.size += len(message) - len(self._messages.pop(tag, b""))
        self._messages[tag] = message
        while self.size > self.limit:
            _, dropped = self._messages.popitem(last=False)
            self.size -= len(dropped)
