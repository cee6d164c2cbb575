"""A document as a tagged PDF, set by Typst."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from cedic.errors import DataError, UsageError
from cedic.publish import style
from cedic.publish.document.model import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    Numbered,
    Paragraph,
    Table,
    plain,
    runs,
    text,
)
from cedic.publish.document.words import CONTENTS, PAGE

_LONG = 300
"""Letters of a cell that fill, in the narrowest column, about half a page."""
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf(document: Document) -> bytes:
    """A document as PDF/UA-1: A4, tagged, with an outline and the contents.

    The fonts are those that Typst brings along, on every machine. Signs that none of them has, such
    as emoji and Chinese, are set in a font of the machine, and where that has none either are given
    by their number: ``[U+1F600]``.

    Parameters
    ----------
    document : Document
        The document.

    Returns
    -------
    bytes
        The file; the same for the same document, on one machine if it holds such signs.

    Raises
    ------
    UsageError
        If Typst is not installed.
    DataError
        If it cannot be set, as with a picture that is no SVG.
    """
    typst, told = _typst(), json.dumps(_told(document), ensure_ascii=False)
    rare: set[str] = set()
    of_machine = False
    while True:
        try:
            compiler = _compiler(_template(), of_machine=of_machine, document=told)
            return bytes(compiler.compile(format="pdf", pdf_standards="ua-1"))
        except typst.TypstError as error:
            unshown = _unshown(error.diagnostic)
            if unshown and not rare:
                rare, of_machine = unshown, True
                continue
            # A font of the machine that cannot be used at all must not cost the document.
            of_machine = of_machine and bool(unshown)
            numbered = _by_number(told, unshown or rare)
            if numbered == told:
                raise DataError(
                    f"The document cannot be set as PDF: {error.message}",
                    remedy="take HTML or DOCX, and report this",
                ) from None
            told = numbered


def png(svg: str) -> bytes:
    """A picture in dots, as a word processor takes it: 144 to the inch, set with the same fonts.

    Raises
    ------
    UsageError
        If Typst is not installed.
    DataError
        If it is no SVG.
    """
    typst = _typst()
    page = b"#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg))"
    try:
        return bytes(_compiler(page, svg=svg).compile(format="png", ppi=144))
    except typst.TypstError as error:
        raise DataError(
            f"This picture is no SVG: {error.message}", remedy="draw it again"
        ) from None


def _compiler(source: bytes, *, of_machine: bool = False, **given: str) -> Any:
    # One for each document: it keeps what it was given, and requests run beside each other.
    # The root is a folder of ours: a file of anybody else can never be asked for.
    root = files("cedic.publish") / "templates"
    return _typst().Compiler(
        source, root=str(root), ignore_system_fonts=not of_machine, sys_inputs=given
    )


@cache
def _template() -> bytes:
    return (files("cedic.publish") / "templates" / "document.typ").read_bytes()


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise UsageError(
            "PDF needs Typst, which is not installed.", remedy="run: pip install 'cedic[reports]'"
        ) from None
    return typst


def _unshown(diagnostic: str) -> set[str]:
    """The signs that no font has, as Typst complains of the texts that hold them.

    Latin letters, which the fonts have, may stand beside the sign that is meant.
    """
    quoted = "".join(_UNSHOWN.findall(diagnostic))
    signs = set(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), quoted))
    return {sign for sign in signs if sign >= "\u0250"}


def _by_number(told: str, signs: Iterable[str]) -> str:
    return told.translate({ord(sign): f"[U+{ord(sign):04X}]" for sign in signs})


def _told(document: Document) -> dict[str, Any]:
    """What the template lays out."""
    [title] = runs(document.title)
    front = document.front()
    language, day = document.language, document.meta.date
    return {
        "title": title.words,
        "title_language": title.language or language,
        "running": document.running(),
        "subtitle": plain(document.subtitle),
        "author": plain(document.meta.publisher),
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "language": language,
        "notice": plain(document.notice),
        "origin": document.origin(),
        "contents": CONTENTS[language],
        "page": PAGE[language],
        "depth": document.contents_depth,
        "front": [_block(block) for block in document.blocks[:front]],
        "blocks": [_block(block) for block in document.blocks[front:]],
        "look": {
            "ink": style.INK,
            "muted": style.MUTED,
            "rule": style.RULE,
            "wash": style.WASH,
            "accent": style.ACCENT,
        },
    }


def _block(block: Block) -> dict[str, Any]:
    told = {"kind": type(block).__name__.lower()}
    match block:
        case Heading():
            return told | {"level": block.level, "listed": block.listed, **_words(block.words)}
        case Paragraph():
            return told | {"note": block.kind == "note", **_words(block.words)}
        case Bullets():
            return told | {"items": _each(block.items)}
        case Numbered():
            return told | {"items": _each(block.items), "labels": [*map(plain, block.labels)]}
        case Table():
            return told | _table(block)
        case Facts():
            pairs = [{"name": plain(name), "value": _runs(value)} for name, value in block.pairs]
            return told | {"pairs": pairs}
        case Figure():
            alternative, caption = plain(block.alternative), _runs(block.caption)
            return told | {"svg": block.svg, "alternative": alternative, "caption": caption}
        case _:
            return told | _words(block.words)


def _table(table: Table) -> dict[str, Any]:
    return {
        "header": _each(table.header),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "caption": _runs(table.caption),
        "alignment": table.alignment,
        "widths": table.widths,
    }


def _cell(words: Inline) -> dict[str, Any]:
    """A cell, and whether a page may end within it: one that is no longer stays on a page."""
    return {"runs": _runs(words), "long": len(text(words)) > _LONG}


def _words(words: Inline) -> dict[str, Any]:
    return {"words": _runs(words)}


def _each(listed: Sequence[Inline]) -> list[list[dict[str, Any]]]:
    return [_runs(words) for words in listed]


def _runs(words: Inline) -> list[dict[str, Any]]:
    return [
        {
            "words": run.words,
            "language": run.language,
            "strong": run.strong,
            "address": run.address,
        }
        for run in runs(words)
    ]
