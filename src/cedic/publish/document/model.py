"""What a document is made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Alignment = Literal["left", "right"]

_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb\ufeff]")
"""Signs that turn the order of what follows, beyond the text that they stand in."""

_ON_THE_WEB = re.compile(r"https?://[\x21-\x7e]{1,2000}")

_SPACES = re.compile("[^\\S\u00a0\u2007\u202f]+")


def plain(words: str) -> str:
    """Words in one line, without signs that are no text; spaces that do not break stay.

    Control characters, halves of surrogate pairs, signs that are none in Unicode, and those that
    turn the direction of what follows go; marks of direction within a text stay.
    """
    if words.isprintable() and "  " not in words:
        return words
    spaced = _SPACES.sub(" ", _STEERING.sub("", words))
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cc", "Cs", "Cn"})


@dataclass(frozen=True)
class Run:
    """Words set alike.

    Parameters
    ----------
    words : str
        The words, as :func:`plain` leaves them.
    language : str
        The language that they are in; empty where it is the document's.
    strong : bool
        Whether they are set bold.
    address : str
        What they are a link to, on the web; anything else makes no link.
    """

    words: str
    language: str = ""
    strong: bool = False
    address: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", plain(self.words))
        if not _ON_THE_WEB.fullmatch(self.address):
            object.__setattr__(self, "address", "")


Inline = str | Run | tuple[Run, ...]
"""Words in a line: in the document's language, in another one, or runs of several kinds."""


def runs(words: Inline) -> tuple[Run, ...]:
    """Words as runs; none if there are no words."""
    if isinstance(words, str):
        words = Run(words)
    listed = (words,) if isinstance(words, Run) else words
    return tuple(run for run in listed if run.words)


def text(words: Inline) -> str:
    """Words without what sets them."""
    return "".join(run.words for run in runs(words))


@dataclass(frozen=True)
class Heading:
    """A heading. The document's title stands above level 1.

    Parameters
    ----------
    level : int
        1 to 5. No level is left out on the way down.
    anchor : str
        What links to it are called; by its place in the document if empty.
    listed : bool
        Whether the contents list it.
    """

    level: int
    words: Inline
    anchor: str = ""
    listed: bool = True


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: ``body``, or ``note`` in small print."""

    words: Inline
    kind: Literal["body", "note"] = "body"


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[Inline, ...]


@dataclass(frozen=True)
class Numbered:
    """A list in order: counted from 1, or with labels of its own, one for each item."""

    items: tuple[Inline, ...]
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.labels and len(self.labels) != len(self.items):
            raise ValueError(f"{len(self.items)} items with {len(self.labels)} labels")


@dataclass(frozen=True)
class Table:
    """A table. The first cell of a row names it.

    Parameters
    ----------
    header : tuple of Inline
        The names of its columns.
    rows : tuple of tuple of Inline
        The cells, as many in each row as there are columns.
    caption : Inline
        What the table tells; empty if the heading above it says so.
    alignment : tuple of str
        ``left`` or ``right`` for each column; all left if empty.
    widths : tuple of float
        The columns' parts of the width; equal if empty.
    """

    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    caption: Inline = ""
    alignment: tuple[Alignment, ...] = ()
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        count = len(self.header)
        object.__setattr__(self, "alignment", self.alignment or ("left",) * count)
        object.__setattr__(self, "widths", self.widths or (1.0,) * count)
        lengths = {len(self.alignment), len(self.widths), *(len(row) for row in self.rows)}
        if lengths != {count}:
            raise ValueError(f"a table of {count} columns has rows or columns of {lengths}")


@dataclass(frozen=True)
class Facts:
    """Pairs of a name and what it is."""

    pairs: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True)
class Figure:
    """A picture.

    Parameters
    ----------
    svg : str
        The picture.
    alternative : str
        What it shows, for those who do not see it.
    caption : Inline
        What stands under it.
    """

    svg: str
    alternative: str
    caption: Inline = ""

    def __post_init__(self) -> None:
        if not plain(self.alternative).strip():
            raise ValueError("a figure without words for those who do not see it")


@dataclass(frozen=True)
class Notice:
    """What must not be overlooked."""

    words: Inline


Block = Heading | Paragraph | Bullets | Numbered | Table | Facts | Figure | Notice


@dataclass(frozen=True)
class Meta:
    """Where a document comes from.

    Parameters
    ----------
    publisher : str
        Who publishes it.
    date : date
        Its day. Files carry it as the day of their making, so that the same input gives the same
        bytes.
    source : str
        What it was made from.
    vintage : str
        Which version of that.
    """

    publisher: str
    date: date
    source: str = ""
    vintage: str = ""


@dataclass(frozen=True)
class Document:
    """A document.

    Parameters
    ----------
    title : Run or str
        Its title.
    subtitle : str
        What stands below the title.
    language : str
        es, en, pt or fr.
    blocks : tuple of Block
        All of it, from top to bottom. What comes before the first heading stands on the title
        page.
    meta : Meta
        Where it comes from.
    notice : str
        What is said above everything and at the head of each page; empty if nothing is.

    Raises
    ------
    ValueError
        If the title or a heading is empty, or a heading lies more than one level below the one
        before it: readers who hear the document lose their way.
    """

    title: str | Run
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    meta: Meta
    notice: str = ""

    def __post_init__(self) -> None:
        if not text(self.title).strip():
            raise ValueError("a document without a title")
        before = 0
        for heading in self.headings():
            if not 1 <= heading.level <= min(before + 1, 5):
                raise ValueError(f"heading {text(heading.words)!r} of level {heading.level}")
            if not text(heading.words).strip():
                raise ValueError("a heading without words")
            before = heading.level

    def headings(self) -> Iterator[Heading]:
        """Its headings, in their order."""
        return (block for block in self.blocks if isinstance(block, Heading))

    def front(self) -> int:
        """How many blocks come before the first heading."""
        places = (n for n, block in enumerate(self.blocks) if isinstance(block, Heading))
        return next(places, len(self.blocks))

    @property
    def contents_depth(self) -> int:
        """Down to which level the contents list headings; 0 if so short a document needs none."""
        listed = [heading.level for heading in self.headings() if heading.listed]
        return max(listed) if len(listed) > 5 else 0

    def anchors(self) -> list[str]:
        """The name of each heading for links, no two alike."""
        named: dict[str, None] = {}
        for number, heading in enumerate(self.headings(), start=1):
            name = re.sub(r"[^a-z0-9]+", "-", heading.anchor.lower()).strip("-")
            name = name or f"section-{number}"
            named[f"{name}-at-{number}" if name in named else name] = None
        return list(named)

    def languages(self) -> set[str]:
        """The languages that its words are in."""
        spoken = {run.language for words in self.words() for run in runs(words)}
        return {language or self.language for language in spoken}

    def words(self) -> Iterator[Inline]:
        """All its words, from top to bottom."""
        yield self.title
        for block in self.blocks:
            yield from _words(block)

    def running(self) -> str:
        """The title as the head of a page has room for it."""
        title = plain(text(self.title))
        return title if len(title) < 90 else f"{title[:88].rstrip()}…"

    def origin(self) -> str:
        """Publisher, day, source and vintage, in a line."""
        from cedic.publish.citation import day

        told = self.meta
        parts = (told.publisher, day(told.date, self.language), told.source, told.vintage)
        return " · ".join(part for part in map(plain, parts) if part)


def _words(block: Block) -> Iterator[Inline]:
    match block:
        case Bullets() | Numbered():
            yield from block.items
        case Table():
            yield from (block.caption, *block.header)
            for row in block.rows:
                yield from row
        case Facts():
            yield from (value for _, value in block.pairs)
        case Figure():
            yield block.caption
        case _:
            yield block.words
