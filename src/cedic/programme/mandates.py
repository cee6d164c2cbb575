"""Mandates: the paragraphs of a text, and what is on record of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cedic.errors import DataError
from cedic.model import Text
from cedic.programme.model import Evidence, Mandate, Paragraph
from cedic.programme.terms import MANDATE_STATUSES, Terms

PREAMBLE = "preamble"
"""The anchor of what stands before the first paragraph: reasons, which mandate nothing."""
SOLE = "sole"
"""The anchor of a sole article."""
ANCHORS: Terms = {
    PREAMBLE: Text("Preamble", "Preámbulo", "Preâmbulo", "Préambule"),
    SOLE: Text("Sole article", "Artículo único", "Artigo único", "Article unique"),
}
"""The names of the anchors that are no marks of the text."""
LONGEST_ANCHOR = 40
LONGEST_TEXT = 400_000
"""How many characters of a text are read."""

WRONG: Terms = {
    "status": Text(
        "Choose the status that the evidence shows.",
        "Elija el estado que la evidencia muestra.",
        "Escolha a situação que a evidência mostra.",
        "Choisissez le statut que la preuve établit.",
    ),
    "words": Text(
        "Say in words what shows it: neither a status nor a percentage is taken without evidence.",
        "Diga con palabras qué lo demuestra: sin evidencia no se admite ni estado ni porcentaje.",
        "Diga em palavras o que o demonstra: sem evidência não se aceita nem situação nem "
        "percentual.",
        "Dites en toutes lettres ce qui l’établit : sans preuve, ni statut ni pourcentage.",
    ),
    "future": Text(
        "The evidence lies in the future. Give the day on which it was there.",
        "La evidencia lleva fecha futura. Indique el día en que existió.",
        "A evidência tem data futura. Indique o dia em que passou a existir.",
        "La preuve porte une date à venir. Indiquez le jour où elle a existé.",
    ),
    "early": Text(
        "The evidence is older than the mandate. Check the day of one or the other.",
        "La evidencia es anterior al mandato. Revise la fecha de una o de otro.",
        "A evidência é anterior ao mandato. Confira a data de uma ou do outro.",
        "La preuve est antérieure au mandat. Vérifiez la date de l’une ou de l’autre.",
    ),
    "share": Text(
        "The percentage done is a whole number from 0 to 100.",
        "El porcentaje cumplido es un número entero de 0 a 100.",
        "O percentual cumprido é um número inteiro de 0 a 100.",
        "Le pourcentage accompli est un nombre entier de 0 à 100.",
    ),
    "contradiction": Text(
        "The percentage contradicts the status: what is fulfilled is at 100, what is not begun at 0.",
        "El porcentaje contradice el estado: lo cumplido está en 100; lo no iniciado, en 0.",
        "O percentual contradiz a situação: o cumprido está em 100; o não iniciado, em 0.",
        "Le pourcentage contredit le statut : ce qui est accompli est à 100, ce qui n’est pas "
        "entamé à 0.",
    ),
}
"""What speaks against evidence."""

# An article begins with a capital, and a sign or the line's end follows: within a sentence it is a
# reference to one.
_ARTICLE = re.compile(
    r"(?=A)(?i:art[ií]culo|artigo|article|art\.)\s+"
    r"(?P<mark>\d{1,3}|(?i:premier|primero|primeiro|first|[uú]nico|unique))"
    r"(?:\s*(?:\.?[ºª°]|er\b))?(?:(?<=[ºª°r])\s|\s*[.:)\-–—]|\s*$)[\s.:)\-–—]*",
)
_SOLE = re.compile(r"(?=S)(?i:sole\s+article)(?:\s*[.:)\-–—]+\s*|\s*$)")
_NESTED = re.compile(r"\(?(?P<mark>\d{1,3}(?:\.(?:\d{1,3}|[a-z]{1,5}))+)[.)]*[\-–—]?(?:\s+|$)")
_NUMBER = re.compile(r"\(?(?P<mark>\d{1,3})\s*(?:\.?[ºª°]|[.)])\s*[.)]?\s*[\-–—]?(?:\s+|$)")
_LETTER = re.compile(r"\(?(?P<mark>[a-z])(?:\)|\.|\.?-)\s*(?:[\-–—]\s*)?(?:\s+|$)")
_ROMAN = re.compile(r"\(?(?P<mark>[ivxl]{1,6})(?:\)|\.)\s*(?:\s+|$)")
_SECTION = re.compile(r"(?P<mark>[IVXL]{1,6})\s*[.)\-–—]+\s*(?:\s+|$)")
_ANCHOR = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
_FIRSTS = {"premier", "primero", "primeiro", "first"}
_SOLES = {"único", "unico", "unique"}
_LEVELS = ("section", "article", "number", "letter", "roman")


@dataclass
class _Open:
    """A paragraph that is being read."""

    anchor: str
    level: str
    order: int
    lines: list[str]


def paragraphs_of(text: str, language: str) -> list[Paragraph]:
    """The paragraphs of a mandate's text, each with its anchor.

    An anchor is made of the marks that the text itself has, outermost first: paragraph 4, letter b,
    numeral ii is ``4.b.ii``; a sole article is ``sole``; what stands before the first mark is
    ``preamble``. A text without any mark is divided at its empty lines: ``par-1``, ``par-2``. A
    mark that comes a second time gets a number: ``1-2``.

    Parameters
    ----------
    text : str
        The text, as it was pasted: lines broken within a sentence are joined, an empty line within
        a paragraph stays one.
    language : str
        The language it is in.

    Returns
    -------
    list of Paragraph
        In the order of the text. Empty, if there are no words.

    Raises
    ------
    DataError
        If the text is longer than :data:`LONGEST_TEXT` characters.
    """
    if len(text) > LONGEST_TEXT:
        raise DataError(
            f"The text has {len(text)} characters; at most {LONGEST_TEXT} are read.",
            remedy="take it in parts",
        )
    plain = text.replace("\u00ad", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = [" ".join(line.split()) for line in plain.split("\n")]
    read = _read(lines) or _by_empty_lines(lines)
    return [Paragraph(anchor, {language: words}) for anchor, words in _told_apart(read)]


def _read(lines: list[str]) -> list[tuple[str, str]]:
    """Anchor and words of each paragraph; nothing, if the text has no marks."""
    before = _Open(PREAMBLE, "", 0, [])
    found: list[_Open] = [before]
    path: list[_Open] = []
    for line in lines:
        opened = _opened(line, path)
        if opened is None:
            found[-1].lines.append(line)
            continue
        path = [*(one for one in path if _outside(one, opened)), opened]
        found.append(opened)
    if len(found) == 1:
        return []
    return [
        (one.anchor, words) for one in found if (words := _joined(one.lines)) or one is not before
    ]


def _outside(one: _Open, opened: _Open) -> bool:
    return _LEVELS.index(one.level) < _LEVELS.index(opened.level)


def _opened(line: str, path: list[_Open]) -> _Open | None:
    """The paragraph that a line begins, if it begins one where the text has come to."""
    if sole := _SOLE.match(line):
        return _Open(SOLE, "article", 1, [line[sole.end() :]])
    if article := _ARTICLE.match(line):
        return _article(article, line)
    if nested := _NESTED.match(line):
        steps = nested["mark"].split(".")
        level = _LEVELS[min(2 + len(steps) - 1, 4)]
        return _Open(_below(path, "number", nested["mark"]), level, 0, [line[nested.end() :]])
    for level, pattern in _tried(line, path):
        found = pattern.match(line)
        if found and (order := _order(level, found["mark"], path)):
            anchor = _below(path, level, found["mark"])
            return _Open(anchor, level, order, [line[found.end() :]])
    return None


def _article(found: re.Match[str], line: str) -> _Open:
    mark = found["mark"].lower()
    anchor = SOLE if mark in _SOLES else "1" if mark in _FIRSTS else mark
    order = int(anchor) if anchor.isdecimal() else 1
    return _Open(anchor, "article", order, [line[found.end() :]])


def _tried(line: str, path: list[_Open]) -> Iterator[tuple[str, re.Pattern[str]]]:
    yield "section", _SECTION
    yield "number", _NUMBER
    # "i)" after "h)" is a letter; after "a)", or within a numeral's list, it is a numeral.
    letter = ("letter", _LETTER), ("roman", _ROMAN)
    last = _last(path, "letter")
    single = _LETTER.match(line)
    goes_on = last is not None and single and _place(single["mark"]) == last.order + 1
    in_numerals = _last(path, "roman") is not None
    yield from letter if goes_on and not in_numerals else reversed(letter)


def _order(level: str, mark: str, path: list[_Open]) -> int:
    """Which one of its kind a mark is; 0, if it cannot be one here."""
    last = _last(path, level)
    if level == "number":
        number = int(mark)
        if last is None or number == 1:
            return number
        # Paragraphs are left out in an excerpt, years and figures at a line's start are none.
        return number if last.order < number <= last.order + 20 else 0
    order = _place(mark) if level == "letter" else _roman(mark)
    expected = 1 if last is None else last.order + 1
    return order if order == expected else 0


def _last(path: list[_Open], level: str) -> _Open | None:
    return next((one for one in path if one.level == level), None)


def _place(letter: str) -> int:
    return ord(letter) - ord("a") + 1


def _roman(mark: str) -> int:
    """The number that a Roman numeral writes; 0, if it is none."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    digits = [values[sign] for sign in mark.lower()]
    following = [*digits[1:], 0]
    total = sum(-one if one < then else one for one, then in zip(digits, following, strict=True))
    return total if _as_roman(total) == mark.lower() else 0


def _as_roman(number: int) -> str:
    written = ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        written += sign * (number // value)
        number %= value
    return written


def _below(path: list[_Open], level: str, mark: str) -> str:
    above = [one for one in path if _LEVELS.index(one.level) < _LEVELS.index(level)]
    return f"{above[-1].anchor}.{mark}" if above else mark


def _joined(lines: list[str]) -> str:
    """Lines as one paragraph; empty lines within it stay."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return "\n\n".join(" ".join(block) for block in blocks if block)


def _by_empty_lines(lines: list[str]) -> list[tuple[str, str]]:
    blocks = _joined(lines).split("\n\n")
    return [(f"par-{place}", words) for place, words in enumerate(filter(None, blocks), 1)]


def _told_apart(read: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for anchor, words in read:
        seen[anchor] = seen.get(anchor, 0) + 1
        yield (anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}"), words


def is_anchor(anchor: str) -> bool:
    """Whether something can be an anchor: words and numbers joined by full stops and hyphens."""
    return len(anchor) <= LONGEST_ANCHOR and bool(_ANCHOR.fullmatch(anchor))


def standing(paragraph: Paragraph) -> Evidence | None:
    """The evidence that tells how a paragraph stands: the latest by its day.

    Of two of one day it is the one recorded last. None, if there is no evidence: then nothing is
    said of its status but :data:`~cedic.programme.terms.NO_EVIDENCE`.
    """
    latest = None
    for one in paragraph.evidence:
        if latest is None or one.on >= latest.on:
            latest = one
    return latest


def faults(
    status: str,
    on: date,
    words: bool,
    share: int | None,
    *,
    mandate_on: date | None,
    today: date,
) -> list[str]:
    """What speaks against taking something as evidence: codes of :data:`WRONG`.

    Parameters
    ----------
    status : str
        One of :data:`~cedic.programme.terms.MANDATE_STATUSES`.
    on : date
        The day from which it holds.
    words : bool
        Whether it is said in words what shows it; without that there is no evidence.
    share : int, optional
        The percentage done.
    mandate_on : date, optional
        The day of the mandate, which no evidence comes before; None if it is not known.
    today : date
        The day that is not to be passed.

    Returns
    -------
    list of str
        Empty, if nothing does.
    """
    told = []
    if status not in MANDATE_STATUSES:
        told.append("status")
    if not words:
        told.append("words")
    if on > today:
        told.append("future")
    if mandate_on is not None and on < mandate_on:
        told.append("early")
    if share is not None and not 0 <= share <= 100:
        told.append("share")
    elif share is not None and {"fulfilled": 100, "pending": 0}.get(status, share) != share:
        told.append("contradiction")
    return told


@dataclass(frozen=True)
class Coverage:
    """How far mandates are served by activities and shown by evidence.

    Parameters
    ----------
    paragraphs : int
        How many paragraphs there are; a preamble is none.
    with_activity, with_evidence : int
        How many have at least one activity, and evidence.
    by_status : dict
        How many stand how; those without evidence are in none of these.
    """

    paragraphs: int
    with_activity: int
    with_evidence: int
    by_status: dict[str, int]


def operative(mandates: Iterable[Mandate]) -> Iterator[tuple[Mandate, Paragraph]]:
    """The paragraphs that mandate something, with their mandates: all but preambles."""
    for mandate in mandates:
        for paragraph in mandate.paragraphs:
            if paragraph.anchor != PREAMBLE:
                yield mandate, paragraph


def coverage(mandates: Iterable[Mandate]) -> Coverage:
    """How far mandates are served and shown; see :class:`Coverage`."""
    paragraphs = [one for _, one in operative(mandates)]
    stand = [found.status for one in paragraphs if (found := standing(one))]
    return Coverage(
        paragraphs=len(paragraphs),
        with_activity=sum(1 for one in paragraphs if one.activities),
        with_evidence=len(stand),
        by_status={status: stand.count(status) for status in MANDATE_STATUSES},
    )
