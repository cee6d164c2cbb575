"""How readers put down what they found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from cedic.model import LANGUAGES
from cedic.programme.model import FoundField, FoundRecord, Passage, Schedule
from cedic.programme.reading.clean import Line
from cedic.programme.reading.places import Place
from cedic.programme.schedule import schedule_of

_SMALL_WORDS = {
    "es": re.compile("el|las?|los|del?|y|en|para|por|con|una|se|que|su"),
    "en": re.compile("the|of|and|to|in|for|with|by|on|an|is|that|its|from"),
    "pt": re.compile("o|a|os|as|d[oa]s?|e|em|para|com|uma|não|n[oa]|pelo|ao"),
    "fr": re.compile("l[ae]|les|des|du|et|en|pour|par|avec|une|est|que|aux?|dans"),
}
_KINDS = (
    ("course", r"curso|course|formation|training"),
    ("workshop", r"taller|workshop|oficina|atelier"),
    ("seminar", r"seminari[oa]|seminar|séminaire"),
    ("business_round", r"rueda|rodada|business\s+round"),
    ("forum", r"foro|forum|fórum"),
    ("regional_meeting", r"reuni[oó]n\s+regional|regional\s+meeting"),
)


class Record:
    """A record while it is being read; :meth:`done` gives it as it is passed on.

    Parameters
    ----------
    kind, key, parent : str
        As in :class:`~cedic.programme.model.FoundRecord`.
    passage : Passage
        The lines it was found in so far; fields widen it.
    """

    def __init__(self, kind: str, key: str, parent: str, passage: Passage) -> None:
        self.kind, self.key, self.parent, self.passage = kind, key, parent, passage
        self.fields: list[FoundField] = []
        self.doubts: list[str] = []

    def add(self, name: str, value: Any, passage: Passage, doubts: Iterable[str] = ()) -> None:
        """Put down a field, unless nothing was found for it. Days are put down as ISO 8601."""
        if value is None or value in ("", []):
            return
        value = value.isoformat() if isinstance(value, date) else value
        self.fields.append(FoundField(name, value, passage, tuple(dict.fromkeys(doubts))))
        self.passage = spanning([self.passage, passage])

    def doubt(self, code: str) -> None:
        """Put down what speaks against the record as a whole."""
        if code not in self.doubts:
            self.doubts.append(code)

    def add_schedule(
        self, words: str, year: int | None, language: str, passage: Passage, *also: str
    ) -> Schedule:
        """Put down a schedule: its words, and the days that follow from them."""
        schedule, doubts = schedule_of(words, year, language)
        if not schedule.words:
            self.doubt("schedule_missing")
            return schedule
        self.add("schedule", schedule.words, passage, (*doubts, *also))
        self.add("starts", schedule.starts, passage)
        self.add("ends", schedule.ends, passage)
        self.add("every_months", schedule.every_months, passage)
        self.add("schedule_kind", schedule.kind, passage)
        return schedule

    def add_place(self, place: Place, passage: Passage) -> None:
        """Put down a place: the venue and city as written, and the country's code."""
        self.add("venue", place.venue, passage, () if place.city else place.doubts)
        self.add("city", place.city, passage, place.doubts)
        self.add("country", place.country, passage)
        if not (place.venue or place.city or place.country):
            for code in place.doubts or ("place_missing",):
                self.doubt(code)

    def done(self) -> FoundRecord:
        """The record."""
        return FoundRecord(
            self.kind, self.key, self.parent, self.passage, tuple(self.fields), tuple(self.doubts)
        )


def spanning(passages: Iterable[Passage]) -> Passage:
    """The passage from the first to the last line of several."""
    several = list(passages)
    return Passage(min(one.first for one in several), max(one.last for one in several))


def prose(lines: Sequence[Line]) -> tuple[str, Passage, tuple[str, ...]]:
    """Lines as one text, its paragraphs set apart by a blank line; their passage and doubts."""
    text = "\n\n".join(("- " if line.is_item else "") + line.text for line in lines)
    doubts = tuple(dict.fromkeys(doubt for line in lines for doubt in line.doubts))
    return text, spanning(line.passage for line in lines), doubts


def language_of(lines: Iterable[str]) -> str:
    """The language that most small words of a text are of."""
    words = re.findall(r"[a-zà-ÿ]+", " ".join(lines).lower())
    counts = {
        language: sum(1 for word in words if _SMALL_WORDS[language].fullmatch(word))
        for language in LANGUAGES
    }
    return max(counts, key=lambda language: counts[language])


def meeting_kind(title: str) -> str:
    """The kind of a meeting as its title says: of :data:`~cedic.programme.terms.MEETING_KINDS`."""
    places = {
        kind: match.start()
        for kind, words in _KINDS
        if (match := re.search(rf"\b(?:{words})\b", title, re.IGNORECASE))
    }
    return min(places, key=lambda kind: places[kind]) if places else "meeting"


_HEADS = re.compile(
    r"(?:la |el |los |las |the )?(?:programa|program(?:me)?|ministerio|ministry|secretar[ií]a"
    r"|subsecretar[ií]a|viceministerio|c[aá]mara|chamber|asociaci[oó]n|association|agencia|agency"
    r"|instituto|institute|confederaci[oó]n|federaci[oó]n|fundaci[oó]n|foundation|fondo|fund|red"
    r"|network|centro|centre|center|corporaci[oó]n|organizaci[oó]n|organi[sz]ation|direcci[oó]n"
    r"|autoridad|authority|banco|bank|consejo|council|universidad|university|comisi[oó]n"
    r"|commission|sistema|system|escuela|school|junta|oficina|office|comunidad|community|alianza"
    r"|proyecto|project)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:(?:y|e|and)\s+)?(?:(?:la|el|los|las|the)\s+)?", re.IGNORECASE)
_SMALL = re.compile(r"(?:la |el |los |las |the )?[a-záéíóúñ]", re.IGNORECASE)


def names_of(words: str) -> tuple[list[str], tuple[str, ...]]:
    """The organisations that an enumeration names.

    Commas within a name ("Ministerio de Economía, Industria y Comercio") do not part it: what
    begins with no word for an institution and goes on with "and" belongs to the name before. It is
    doubted then.

    Parameters
    ----------
    words : str
        "Programa IBERPYME, COMPITE y la CAF".

    Returns
    -------
    tuple
        The names, and doubts about them.
    """
    pieces = [piece.strip() for piece in re.split(r",(?![^()]*\))", words) if piece.strip(" .")]
    names: list[str] = []
    doubts: tuple[str, ...] = ()
    for place, piece in enumerate(pieces):
        rest = pieces[place:]
        if names and _continues(rest):
            names[-1] += f", {piece}"
            doubts = ("names_joined",)
        else:
            names.append(piece)
    parted = [name for one in names for name in _at_and(one)]
    return [_ARTICLE.sub("", name).strip(" .;") for name in parted], doubts


def _continues(rest: list[str]) -> bool:
    """Whether a piece goes on the name before: ``Industria y Comercio``, ``Pequeña y Mediana …``."""
    piece = rest[0]
    if _HEADS.match(re.sub(r"^(?:y|e|and)\s+", "", piece)) or piece.split()[0].isupper():
        return False
    joined = re.search(r"\s(?:y|and)\s(?!(?:la|el|los|las|the)\s+[A-Z])", piece)
    if joined and not _starts_name(piece[joined.end() :]):
        return True
    # "Ciencia, Tecnología y Desarrollo": a single word before such a piece.
    return (
        len(piece.split()) == 1 and len(rest) > 1 and not piece.isupper() and _continues(rest[1:])
    )


def _starts_name(words: str) -> bool:
    return bool(_HEADS.match(words)) or words.split()[0].strip("().").isupper()


def _at_and(name: str) -> list[str]:
    """A last ``A y B`` of an enumeration, parted where B begins like the name of an institution."""
    for match in re.finditer(r"\s(?:y|e|and)\s(?![^()]*\))", name):
        rest = name[match.end() :]
        article = re.match(r"(?:la|el|los|las|the)\s+(?=[A-ZÁÉÍÓÚ])", rest)
        if (article and _SMALL.match(rest)) or _starts_name(rest):
            return [name[: match.start()], *_at_and(rest)]
    return [name]
