"""The convergence between secretariats as an Excel workbook, whose entries can be read in again."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cedic.model import LANGUAGES, Text, one_line
from cedic.programme import convergence, convergence_file
from cedic.programme.convergence import Axis, Entry, Leadership, Organisation, Roadmap
from cedic.programme.convergence_file import (
    COLUMNS,
    codes_of,
    codes_of_axes,
    codes_of_organisations,
    codes_of_topics,
    folded,
)
from cedic.programme.model import Words, said
from cedic.programme.terms import ENTRY_KINDS
from cedic.publish.sheet import NARROWEST

SHEETS: Mapping[str, Text] = {
    "entries": convergence_file.SHEET,
    "axes": Text("Axes", "Ejes", "Eixos", "Axes"),
    "topics": Text("Topics", "Temas", "Temas", "Thèmes"),
    "organisations": Text("Organisations", "Organizaciones", "Organizações", "Organisations"),
    "leadership": Text("Leadership", "Liderazgo", "Liderança", "Pilotage"),
    "roadmaps": Text("Roadmaps", "Hojas de ruta", "Roteiros", "Feuilles de route"),
    "matrix": Text("Matrix", "Matriz", "Matriz", "Matrice"),
}
"""The sheets, in their order."""

HEADS: Mapping[str, Text] = {
    "code": Text("Code", "Código", "Código", "Code"),
    "es": Text("In Spanish", "En español", "Em espanhol", "En espagnol"),
    "en": Text("In English", "En inglés", "Em inglês", "En anglais"),
    "pt": Text("In Portuguese", "En portugués", "Em português", "En portugais"),
    "fr": Text("In French", "En francés", "Em francês", "En français"),
    "short": Text("Short name", "Sigla", "Sigla", "Sigle"),
    "since": Text("Since", "Desde", "Desde", "Depuis"),
    "until": Text("Until", "Hasta", "Até", "Jusqu’au"),
    "title": Text("Title", "Título", "Título", "Titre"),
    "on": Text("Date", "Fecha", "Data", "Date"),
    "step": Text("Step", "Paso", "Etapa", "Étape"),
    "due": Text("Due on", "Plazo", "Prazo", "Échéance"),
    "done": Text("Done on", "Cumplido el", "Concluído em", "Achevé le"),
    "total": Text("Total", "Total", "Total", "Total"),
}
"""The columns of the sheets beside the entries; see also :data:`COLUMNS`."""

NONE_RECORDED = Text(
    "0: none recorded.",
    "0: ninguna registrada.",
    "0: nenhuma registrada.",
    "0 : aucune entrée enregistrée.",
)
_SIGNS = ("=", "+", "-", "@")
_FIRST_YEAR = 1901
"""Excel has no days before 1900, and miscounts those of its first months."""
_LINE, _HIGHEST = 15, 400
"""Points: a line of text, and the highest row; Excel takes none above 409."""
_WIDEST, _LONGEST = 36, 32_767
"""The signs of the widest column, and those that a cell of Excel holds."""


@dataclass(frozen=True)
class Convergence:
    """All that the workbook holds."""

    entries: Sequence[Entry]
    axes: Sequence[Axis]
    organisations: Sequence[Organisation]
    leadership: Sequence[Leadership] = ()
    roadmaps: Sequence[Roadmap] = field(default_factory=tuple)


def book(held: Convergence, language: str = "es") -> bytes:
    """Write entries, axes, organisations, leadership, roadmaps and the matrix as a workbook.

    Parameters
    ----------
    held : Convergence
        What to write.
    language : {"es", "en", "pt", "fr"}
        The language of headers, and of names that a code could stand for.

    Returns
    -------
    bytes
        The content of the file. A text that begins with = + - or @ is marked as text, as an
        apostrophe before it does, and is never a formula or a link. The first sheet is read in by
        :func:`~cedic.programme.convergence_file.read_entries`; an axis, organisation or topic stands
        there by its name, or by its code where the name could mean another.
    """
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        writer = _Writer(workbook, language)
        writer.sheet("entries", *_entries(held, language))
        writer.sheet(
            "axes", ["axis", *LANGUAGES], ([one.code, *_all(one.name)] for one in held.axes)
        )
        writer.sheet("topics", ["axis", "topic", *LANGUAGES], _topics(held))
        writer.sheet(
            "organisations",
            ["organisation", "short", *LANGUAGES],
            (
                [one.code, said(one.short, language)[0], *_all(one.name)]
                for one in held.organisations
            ),
        )
        writer.sheet("leadership", *_leadership(held))
        writer.sheet("roadmaps", *_roadmaps(held, language))
        _matrix(writer, held, language)
        _offer_names(writer, held)
    return file.getvalue()


class _Writer:
    """Writes sheets of text, days and numbers."""

    def __init__(self, workbook: Any, language: str) -> None:
        self.workbook = workbook
        self.language = language
        self.head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.day = workbook.add_format(
            {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}
        )
        self.number = workbook.add_format({"valign": "top"})
        self.text = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.marked = workbook.add_format(
            {"quote_prefix": True, "text_wrap": True, "valign": "top"}
        )

    def sheet(self, code: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
        """A sheet with a header that stays in sight."""
        sheet = self.workbook.add_worksheet(SHEETS[code][self.language])
        sheet.freeze_panes(1, 0)
        _set_for_paper(sheet)
        widths = [NARROWEST] * len(columns)
        for at, column in enumerate(columns):
            name = COLUMNS.get(column) or HEADS.get(column)
            self.write(sheet, 0, at, name[self.language] if name else column, self.head)
        for line, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                self.write(sheet, line, at, value)
                widths[at] = max(widths[at], len(str(value or "")) + 2)
            # LibreOffice shows a row as high as the file says, Excel as its text needs.
            longest = max((len(str(value or "")) for value in row), default=0)
            if longest + 2 > _WIDEST:
                sheet.set_row(line, min(_LINE * math.ceil(longest / (0.8 * _WIDEST)), _HIGHEST))
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(width, _WIDEST))
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: Any, format: Any = None) -> None:
        """A value as what it is; None and an empty text as nothing."""
        if isinstance(value, date) and value.year >= _FIRST_YEAR:
            sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, format or self.number)
        elif value:
            text = one_line(str(value), _LONGEST)
            is_doubtful = text.startswith(_SIGNS)
            sheet.write_string(
                row, column, text, self.marked if is_doubtful else format or self.text
            )


def _set_for_paper(sheet: Any) -> None:
    """A4 across, as wide as a page, the header on each, sheet and page at its foot."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


def _all(words: Words) -> list[str]:
    return [words.get(language, "") for language in LANGUAGES]


def _entries(held: Convergence, language: str) -> tuple[list[str], Iterable[list[Any]]]:
    organisations = codes_of_organisations(held.organisations)
    axes = codes_of_axes(held.axes)
    kinds = codes_of({code: (name,) for code, name in ENTRY_KINDS.items()})
    topics = {axis.code: codes_of_topics(axis) for axis in held.axes}
    shorts = {one.code: one.short or one.name for one in held.organisations}
    names = {axis.code: axis.name for axis in held.axes}
    told = {axis.code: {one.code: one.name for one in axis.topics} for axis in held.axes}

    def shown(code: str, words: Words, known: Mapping[str, str]) -> str:
        name = one_line(said(words, language)[0], _LONGEST)
        return name if known.get(folded(name)) == code else code

    rows = (
        [
            one.id,
            shown(one.organisation, shorts.get(one.organisation, {}), organisations),
            shown(one.axis, names.get(one.axis, {}), axes),
            shown(one.kind, dict(ENTRY_KINDS[one.kind].items()), kinds),
            shown(one.topic, told.get(one.axis, {}).get(one.topic, {}), topics.get(one.axis, {})),
            *_all(one.title),
            *(one.source, one.address, one.validated),
        ]
        for one in held.entries
    )
    return list(COLUMNS), rows


def _topics(held: Convergence) -> Iterable[list[Any]]:
    for axis in held.axes:
        for topic in axis.topics:
            yield [axis.code, topic.code, *_all(topic.name)]


def _leadership(held: Convergence) -> tuple[list[str], Iterable[list[Any]]]:
    return ["axis", "organisation", "since", "until", "source"], (
        [one.axis, one.organisation, one.since, one.until, one.source] for one in held.leadership
    )


def _roadmaps(held: Convergence, language: str) -> tuple[list[str], Iterable[list[Any]]]:
    """A row for each step; one for a roadmap that has none."""
    columns = ["axis", "title", "on", "address", "step", SHEETS["organisations"][language]]
    rows = (
        [
            *(one.axis, said(one.title, language)[0], one.on, one.address),
            *(said(step.text, language)[0], ", ".join(step.organisations), step.due, step.done),
        ]
        for one in held.roadmaps
        for step in one.steps or (convergence.Step(),)
    )
    return [*columns, "due", "done"], rows


def _matrix(writer: _Writer, held: Convergence, language: str) -> None:
    """Counts of axes and kinds by organisation; zero is that none is recorded, which is said."""
    codes = [one.code for one in held.organisations]
    counted = convergence.matrix(held.entries, [axis.code for axis in held.axes], codes)
    shorts = [said(one.short or one.name, language)[0] or one.code for one in held.organisations]
    rows = [
        [
            *(said(axis.name, language)[0] or axis.code, name[language]),
            *(counted.counts[code, axis.code, kind] for code in codes),
            counted.total(axis=axis.code, kind=kind),
        ]
        for axis in held.axes
        for kind, name in ENTRY_KINDS.items()
    ]
    sheet = writer.sheet("matrix", ["axis", "kind", *shorts, "total"], rows)
    writer.write(sheet, len(rows) + 2, 0, NONE_RECORDED[language])


def _offer_names(writer: _Writer, held: Convergence) -> None:
    """Lists to choose from in the columns of entries; another name of the same can still be typed."""
    sheet = writer.workbook.get_worksheet_by_name(SHEETS["entries"][writer.language])
    columns = list(COLUMNS)
    last = convergence_file.MOST_ROWS - 1
    for column, code, count in (
        ("organisation", "organisations", len(held.organisations)),
        ("axis", "axes", len(held.axes)),
    ):
        if count:
            at = columns.index(column)
            source = f"='{SHEETS[code][writer.language]}'!$A$2:$A${count + 1}"
            rule = {"validate": "list", "source": source, "error_type": "information"}
            sheet.data_validation(1, at, last, at, rule)
    at = columns.index("kind")
    names = [name[writer.language] for name in ENTRY_KINDS.values()]
    sheet.data_validation(
        1, at, last, at, {"validate": "list", "source": names, "error_type": "information"}
    )
