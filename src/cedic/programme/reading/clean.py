"""The lines of a document as its author meant them, each with where it comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cedic.programme.model import Passage
from cedic.programme.reading.headings import START, is_heading

_BOLD = re.compile(r"\*{2,}|</?(?:b|strong)>", re.IGNORECASE)
_GLUED = re.compile(
    r"(?<=[a-záéíóúñ.)”\"])(?=(?:Activity|Actividad|PROJECT|PROYECTO|AREA|ÁREA)\s+[IVX]+\s*\.\s*\d)"
)
_FOOTNOTE = re.compile(r"\s*(?:<sup>\s*\d+\s*</sup>|\[\^\d+\]:)", re.IGNORECASE)
_NOTE_MARK = re.compile(
    r"<sup>[^<]{0,9}</sup>|\[\^\d+\](?!:)|(?<=[.,;:)”\"»])[¹²³⁰⁴-⁹]+|(?<=\w{3})[¹²³⁰⁴-⁹]+",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?(?:i|em|u|sub|sup|br|span|p|div|font|a)\b[^<>]{0,200}>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\([^()\s]{0,500}\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
_EMPHASIS = re.compile(r"(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")
_ESCAPE = re.compile(r"\\([$*_#\[\]().\\-])")
_HASHES = re.compile(r"\s*#{1,6}(?:\s+|$)")
_BULLET = re.compile(r"\s*[-*•·▪‣◦○●–—\uf0b7\uf0a7\uf0d8]\s+(?=\S)")
_ITEM = re.compile(r"\(?(\d{1,3})(?:[.)]|\.-)\s+(?=\S)")
_RULE = re.compile(r"\s*(?:-{2,}|_{3,}|\*{3,}|={3,}|[-*_](?:\s+[-*_]){2,})\s*")
_PAGE = re.compile(
    r"(?:[-–—|]\s*)?(?:(?:page|p[áa]gina|p[áa]g\.?)\s*)?(?:\d{1,3}|[ivxl]{1,6})"
    r"(?:\s*(?:of|de|/)\s*\d{1,3})?(?:\s*[-–—|])?",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\b[A-Z]{2}/[\w./()\-]+(?:\s+N[°º.]?\s*[\w\-/]+)?\s*$")
_ENDS = re.compile(r"[.!?:;…][\"”»’')\]]*$")
_CONTENTS = {"contents", "tableofcontents", "contenido", "contenidos", "indice", "índice"} | {
    "sumário",
    "sumario",
    "tabladecontenido",
    "tabladecontenidos",
    "tabledesmatières",
}
# Each run of points or blanks is looked at from its beginning alone: a line can have thousands.
_ENTRY = re.compile(
    r"(?:(?<!\.)\.{3,}\s*|(?<!…)…+\s*|(?<!\s)(?:\t\s*|\s{2,}))(?:P[ÁA]G\.?\s*)?\d{1,3}\s*$",
    re.IGNORECASE,
)
_TABLE = re.compile(
    r"(?:activit(?:y|ies)|tasks?|actividad(?:es)?|tareas?)\s+"
    r"(?:schedule|timetable|dates?|fechas?|cronograma|plazos?)",
    re.IGNORECASE,
)
_WIDEST = 115
"""Characters: a text none of whose lines is longer was broken by its layout, not by its author."""
_NARROW = 40
"""Characters: a line that is shorter ends a paragraph rather than breaks it."""
_NEAR = 6
"""Lines between two entries of a table of contents."""


@dataclass(frozen=True)
class Line:
    """A paragraph, heading, item of a list or row of a table.

    Parameters
    ----------
    text : str
        Its words without marks; cells of a row are set apart by tabs.
    passage : Passage
        The lines of the source that it comes from.
    number : int, optional
        The number of an item of a numbered list.
    bullet : bool
        Whether it is an item of a list without numbers.
    heading : bool
        Whether it is marked as a heading, or is one of a work programme.
    after_page : bool
        Whether a page begins before it.
    after_blank : bool
        Whether a blank line, or more than one, stands before it.
    indented : bool
        Whether it alone begins with a blank, as the first line of a page does in text out of PDF.
    tail : int
        The length of its last line in the source.
    doubts : tuple of str
        Codes of :data:`~cedic.programme.reading.doubts.DOUBTS`.
    """

    text: str
    passage: Passage
    number: int | None = None
    bullet: bool = False
    heading: bool = False
    after_page: bool = False
    after_blank: bool = False
    indented: bool = False
    tail: int = 0
    doubts: tuple[str, ...] = ()

    @property
    def cells(self) -> list[str]:
        """The cells of a row; a paragraph is one cell."""
        return [cell.strip() for cell in self.text.split("\t")]

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return "\t" in self.text

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.bullet or self.number is not None


@dataclass(frozen=True)
class Cleaned:
    """The lines of a document, and apart from them those of its table of contents."""

    lines: tuple[Line, ...]
    contents: tuple[Line, ...] = ()


def clean(lines: Sequence[str]) -> Cleaned:
    """Make out what the lines of a document are, and put together what its layout broke.

    Marks of Markdown and HTML go, and so do page numbers, the headers beside them, and footnotes
    that are marked as such. Headings glued to another line stand by themselves. Sentences that go
    on in the next line or on the next page are put together. The table of contents is kept apart.

    Parameters
    ----------
    lines : sequence of str
        The lines as :func:`~cedic.programme.reading.text.text_of` gives them.

    Returns
    -------
    Cleaned
        The lines, each with its passage, and those of the table of contents.
    """
    headers = _page_headers(lines)
    contents = _contents(lines)
    body = [
        ("" if number in headers or number in contents else line)
        for number, line in enumerate(lines, 1)
    ]
    wrapped = _is_wrapped(lines)
    entries = tuple(_line(lines[n - 1], n) for n in sorted(contents) if lines[n - 1].strip())
    return Cleaned(tuple(_joined(_parts(body), wrapped)), tuple(one for one in entries if one.text))


def bare(text: str) -> str:
    """A text without marks of Markdown and HTML, and with single blanks; tabs stay."""
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", _NOTE_MARK.sub("", text)))
    text = _ESCAPE.sub(r"\1", _EMPHASIS.sub("", _TAG.sub("", _BOLD.sub("", text))))
    cells = [" ".join(cell.split()) for cell in text.split("\t")]
    while cells and not cells[-1]:
        cells.pop()
    return "\t".join(cells)


def _is_wrapped(lines: Sequence[str]) -> bool:
    widths = sorted(len(line) for line in lines if line.strip())
    return bool(widths) and widths[len(widths) * 95 // 100] <= _WIDEST


def _is_page(line: str) -> bool:
    return bool(_PAGE.fullmatch(bare(_HASHES.sub("", line, count=1)).strip()))


def _page_headers(lines: Sequence[str]) -> set[int]:
    """Lines beside a page number that say the same on several pages, or end with a symbol."""
    beside = [
        other
        for number, line in enumerate(lines, 1)
        if line.strip() and _is_page(line)
        for other in _neighbours(lines, number)
    ]
    often = Counter(_without_digits(lines[number - 1]) for number in set(beside))
    return {
        number
        for number in beside
        if len(lines[number - 1]) < 150
        and not is_heading(bare(_HASHES.sub("", lines[number - 1], count=1)))
        and (
            often[_without_digits(lines[number - 1])] >= 3
            or _SYMBOL.search(bare(lines[number - 1]))
        )
    }


def _neighbours(lines: Sequence[str], number: int) -> Iterator[int]:
    """The lines just above and below a line, over at most two blank ones."""
    for way in (-1, 1):
        for distance in (1, 2, 3):
            other = number + way * distance
            if not 1 <= other <= len(lines):
                break
            if lines[other - 1].strip():
                yield other
                break


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "0", bare(_HASHES.sub("", line, count=1))).casefold()


def _contents(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that a table of contents takes up."""
    title = next((n for n, line in enumerate(lines, 1) if _is_contents_title(line)), None)
    entries = [n for n, line in enumerate(lines, 1) if _ENTRY.search(_BOLD.sub("", line).rstrip())]
    alone = {n for n in entries if START.match(bare(_HASHES.sub("", lines[n - 1])))}
    if title is None:
        return alone
    last = title
    for number in entries:
        between = sum(1 for line in lines[last:number] if line.strip())
        if number > last and between <= _NEAR:
            last = number
    return set(range(title, last + 1)) | alone


def _is_contents_title(line: str) -> bool:
    return "".join(bare(_HASHES.sub("", line)).split()).rstrip(":.").casefold() in _CONTENTS


def _parts(lines: Sequence[str]) -> Iterator[Line]:
    """The lines and the headings glued to them, without blank ones, pages and footnotes."""
    after_page = after_blank = False
    above = " "
    for number, raw in enumerate(lines, 1):
        indented = raw.startswith(" ") and not above.startswith(" ")
        above = raw if raw.strip() else above
        for piece in _pieces(raw):
            rule = bool(_RULE.fullmatch(piece))
            if not piece.strip() or rule or _FOOTNOTE.match(piece) or _is_page(piece):
                after_blank = True
                after_page |= bool(piece.strip())
                continue
            line = _line(piece, number)
            if line.text:
                placed = replace(line, after_page=after_page, after_blank=after_blank)
                yield replace(placed, indented=indented, tail=len(raw))
                after_page = after_blank = False


def _pieces(raw: str) -> list[str]:
    """A line, parted where a heading begins that is set in bold or that touches the word before."""
    pieces = [""]
    for part in _BOLD.split(raw):
        if START.match(part) or (
            is_heading(bare(_HASHES.sub("", pieces[-1], count=1))) and part.strip()
        ):
            pieces.append(part)
        elif _is_page(part) and part.strip() and len(pieces) == 1 and not pieces[0].strip(" #"):
            pieces.extend([part, ""])
        else:
            pieces[-1] += part
    marks = _HASHES.match(raw)
    parted = [bit for piece in pieces for bit in _GLUED.split(piece) if bit.strip(" #")]
    if marks and parted and not parted[0].lstrip().startswith("#"):
        parted[0] = marks[0] + parted[0]
    whole = _BOLD.sub("", raw).strip()
    if len(parted) == 1 and _BOLD.match(raw.strip()) and len(_BOLD.findall(raw)) == 2:
        ends = _BOLD.split(raw.strip())[-1].strip()
        # A line in bold from end to end is a heading.
        parted = [parted[0] if ends or "\t" in whole else f"# {parted[0]}"]
    return parted or [raw if not whole else ""]


def _line(piece: str, number: int) -> Line:
    hashes = _HASHES.match(piece)
    rest = piece[hashes.end() :] if hashes else piece
    bullet = None if hashes else _BULLET.match(_NOTE_MARK.sub("", rest))
    text = bare(rest[bullet.end() :] if bullet else rest)
    item = _ITEM.match(text)
    heading = is_heading(text) or (bool(hashes) and not item)
    return Line(
        text=text[item.end() :] if item and not heading else text,
        passage=Passage(number, number),
        number=int(item[1]) if item and not heading else None,
        bullet=bool(bullet) and not heading,
        heading=heading,
    )


def _joined(parts: Iterable[Line], wrapped: bool) -> Iterator[Line]:
    last: Line | None = None
    in_table = False
    for part in parts:
        header = bool(_TABLE.fullmatch(part.text)) and not part.is_row
        in_table = header or (in_table and not part.heading)
        if last is not None and not in_table and _goes_on(last, part, wrapped):
            last = _together(last, part)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _goes_on(last: Line, part: Line, wrapped: bool) -> bool:
    if part.is_row or part.is_item or part.heading or last.is_row:
        return False
    if wrapped and not part.after_blank:
        short = last.tail < _NARROW and part.text[:1].isupper()
        if part.indented and (short or _ENDS.search(last.text)):
            return False
        # A long heading may take two lines; a section's heading never does.
        return not last.heading or (len(last.text) > 60 and is_heading(f"{last.text} {part.text}"))
    if last.heading or _ENDS.search(last.text):
        return False
    if part.text[:1].islower() or part.after_page:
        return True
    # A line that ends within a sentence, as a page does whose number was not kept.
    return not last.is_item and len(last.text) >= 80 and last.text[-1:].islower() and not wrapped


def _together(last: Line, part: Line) -> Line:
    # A hyphen stays: whether the word has one is not known.
    tight = last.text.endswith("-") and part.text[:1].isalpha() and not last.text.endswith(" -")
    doubts = last.doubts
    if part.after_blank:
        doubts = tuple(dict.fromkeys((*doubts, "joined_over_page")))
    return replace(
        last,
        text=last.text + ("" if tight else " ") + part.text,
        passage=Passage(last.passage.first, part.passage.last),
        tail=part.tail,
        doubts=doubts,
    )
