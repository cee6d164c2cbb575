"""Check that no page loads anything from an outside host; links to one are fine."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc\s*=\s*["']?(?:https?:)?//[^"'\s>]+"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preload|preconnect|icon))"""
    r"""[^>]*\bhref=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|(?:url\(|@import\s)\s*["']?(?:https?:)?//[^"')\s]+""",
    re.IGNORECASE,
)


def loaded_from_outside(text: str) -> list[str]:
    """What a page or style sheet loads from another host, as it is written there."""
    return [match[0] for match in _LOADED.finditer(text)]


def _check(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    for path in sorted(Path(app.outdir).rglob("*")):
        if path.suffix in (".html", ".css"):
            for found in loaded_from_outside(path.read_text("utf-8")):
                logging.getLogger(__name__).warning("%s loads %s", path, found)


def setup(app: Sphinx) -> dict[str, bool]:
    """Look through what was written, once it is; a finding is a warning, so an error in CI."""
    app.connect("build-finished", _check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
