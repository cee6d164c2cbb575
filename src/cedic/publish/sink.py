"""A file that is sent while it is written."""

from __future__ import annotations

import io
from typing import Any

Piece = bytes | memoryview
"""A part of a file on its way."""


class Sink(io.RawIOBase):
    """A file to write into, whose content is taken out while it is written."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._place = 0

    def writable(self) -> bool:
        """Whether it can be written."""
        return True

    def write(self, piece: Any) -> int:
        """Take a piece in."""
        content = bytes(piece)
        self._pieces.append(content)
        self._place += len(content)
        return len(content)

    def tell(self) -> int:
        """How much was written."""
        return self._place

    def taken(self) -> bytes:
        """What was written since this was last asked."""
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content
