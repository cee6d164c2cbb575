"""The text of a document, read in a process of its own: what hangs or swells harms nobody else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from cedic.errors import DataError
from cedic.programme.reading.text import text_of

SECONDS = 30
"""How long a document is read. Two hundred pages of PDF take ten."""
MEMORY = 1 << 30
"""Bytes that reading may take."""

_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\n(?=[^\W\d_])")


def text_apart(path: Path, most: int, name: str = "") -> str:
    """The beginning of a document's text, read within bounds of time and memory.

    Words that were broken at the end of a line are put together again.

    Parameters
    ----------
    path : Path
        The file: plain text, Markdown, DOCX or PDF.
    most : int
        How many characters are given at most.
    name : str, optional
        What to call it in messages; by default its path.

    Returns
    -------
    str
        The text, its lines set apart by line feeds.

    Raises
    ------
    DataError
        If the file cannot be read as :func:`~cedic.programme.reading.text.text_of` reads it, or not
        within :data:`SECONDS` and :data:`MEMORY`.
    """
    command = [sys.executable, "-m", __name__, str(path), str(most)]
    try:
        done = subprocess.run(  # noqa: S603 - this module; the path is no part of a shell's line
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise DataError(
            f"The document has no text, or it cannot be read in {SECONDS} seconds.",
            where=name or str(path),
            remedy="save it again as DOCX, PDF with text, or plain text",
        ) from None
    return done.stdout.decode("utf-8")


def _main(path: str, most: str) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    text = _BROKEN.sub("", "\n".join(text_of(Path(path)).lines))
    sys.stdout.buffer.write(text[: int(most)].encode("utf-8", "replace"))


if __name__ == "__main__":
    _main(*sys.argv[1:])
