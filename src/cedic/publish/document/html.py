"""A document as a page that stands alone and prints well."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from cedic.publish import style
from cedic.publish.document.model import Document, Figure, Heading, runs, text
from cedic.publish.document.words import CONTENTS, SKIP
from cedic.publish.templates import template


def html(document: Document) -> bytes:
    """A document as HTML: one file in UTF-8 that needs no other.

    Parameters
    ----------
    document : Document
        The document.

    Returns
    -------
    bytes
        The page; the same for the same document.

    Raises
    ------
    UsageError
        If Jinja2 is not installed.
    """
    page = template("document.html").render(
        document=document,
        language=document.language,
        blocks=_blocks(document),
        contents=_contents(document),
        words={"contents": CONTENTS[document.language], "skip": SKIP[document.language]},
        runs=runs,
        text=text,
        style=style,
        dark=style.DARK,
    )
    return page.encode()


def _blocks(document: Document) -> list[tuple[str, Any, str]]:
    """The kind of each block, the block, and what only the page has: anchor or address."""
    anchors = iter(document.anchors())
    told = []
    for block in document.blocks:
        own = ""
        if isinstance(block, Heading):
            own = next(anchors)
        elif isinstance(block, Figure):
            # As an image, whatever the picture holds is never run.
            own = f"data:image/svg+xml;base64,{b64encode(block.svg.encode()).decode()}"
        told.append((type(block).__name__.lower(), block, own))
    return told


def _contents(document: Document) -> list[tuple[Heading, str]]:
    if not document.contents_depth:
        return []
    named = zip(document.headings(), document.anchors(), strict=True)
    return [(heading, name) for heading, name in named if heading.listed]
