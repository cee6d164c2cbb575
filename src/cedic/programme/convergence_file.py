"""Entries of the matrix of convergence from an Excel workbook, each doubt told by its cell."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from cedic.errors import DataError, MissingLibraryError, near
from cedic.model import LANGUAGES, Text, one_line
from cedic.model.files import DAMAGE
from cedic.programme.convergence import Axis, Entry, Organisation
from cedic.programme.model import Words
from cedic.programme.terms import ENTRY_KINDS

MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 16 << 20, 64 << 20, 1_000
"""Bytes of a workbook, as it is and once unpacked, and the files in it."""
MOST_ROWS, MOST_COLUMNS = 20_000, 100
"""Rows of the sheet, and the columns that are looked at."""
LONGEST, LONGEST_REFERENCE = 2_000, 500
"""The signs of a text, and of a source or address."""

SHEET = Text("Entries", "Entradas", "Entradas", "Entrées")
"""What the sheet of entries is called; in a workbook without one the first sheet is read."""

COLUMNS: Mapping[str, Text] = {
    "id": Text("Number", "Número", "Número", "Numéro"),
    "organisation": Text("Organisation", "Organización", "Organização", "Organisation"),
    "axis": Text("Axis", "Eje", "Eixo", "Axe"),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "topic": Text("Topic", "Tema", "Tema", "Thème"),
    "title_es": Text(
        "Title in Spanish", "Título en español", "Título em espanhol", "Titre en espagnol"
    ),
    "title_en": Text(
        "Title in English", "Título en inglés", "Título em inglês", "Titre en anglais"
    ),
    "title_pt": Text(
        "Title in Portuguese", "Título en portugués", "Título em português", "Titre en portugais"
    ),
    "title_fr": Text(
        "Title in French", "Título en francés", "Título em francês", "Titre en français"
    ),
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "address": Text("Web address", "Dirección web", "Endereço na web", "Adresse web"),
    "validated": Text("Validated on", "Validado el", "Validado em", "Validé le"),
}
"""The columns of the sheet, by the code that a header may also be."""

_NEEDED = ("organisation", "axis", "kind", "source")
_TITLE = Text("Title", "Título", "Título", "Titre")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")

PROBLEMS: Mapping[str, tuple[Text, Text]] = {
    "missing": (
        Text(
            "Nothing is written here.",
            "Aquí no hay nada escrito.",
            "Aqui não há nada escrito.",
            "Rien n’est écrit ici.",
        ),
        Text(
            "Write what the column asks for.",
            "Escriba lo que pide la columna.",
            "Escreva o que a coluna pede.",
            "Écrivez ce que demande la colonne.",
        ),
    ),
    "unknown": (
        Text(
            "This is not known here.",
            "Este valor no se conoce.",
            "Este valor não é conhecido.",
            "Cette valeur n’est pas connue.",
        ),
        Text(
            "Write one of the codes or names of the lists{near}.",
            "Escriba un código o nombre de las listas{near}.",
            "Escreva um código ou nome das listas{near}.",
            "Écrivez un code ou un nom des listes{near}.",
        ),
    ),
    "not_a_date": (
        Text(
            "This is not a date.",
            "Esto no es una fecha.",
            "Isto não é uma data.",
            "Ceci n’est pas une date.",
        ),
        Text(
            "Write it as 2024-04-05, or leave the cell empty.",
            "Escríbala como 2024-04-05 o deje la celda vacía.",
            "Escreva-a como 2024-04-05 ou deixe a célula vazia.",
            "Écrivez-la sous la forme 2024-04-05 ou laissez la cellule vide.",
        ),
    ),
    "not_an_address": (
        Text(
            "This is not a web address.",
            "Esto no es una dirección web.",
            "Isto não é um endereço na web.",
            "Ceci n’est pas une adresse web.",
        ),
        Text(
            "Begin it with https:// or http://, or leave the cell empty.",
            "Comience con https:// o http://, o deje la celda vacía.",
            "Comece com https:// ou http://, ou deixe a célula vazia.",
            "Commencez par https:// ou http://, ou laissez la cellule vide.",
        ),
    ),
    "not_a_number": (
        Text(
            "This is not the number of an entry.",
            "Esto no es el número de una entrada.",
            "Isto não é o número de uma entrada.",
            "Ceci n’est pas le numéro d’une entrée.",
        ),
        Text(
            "Leave the cell as it was sent out; for a new entry leave it empty.",
            "Deje la celda como se recibió; para una entrada nueva déjela vacía.",
            "Deixe a célula como foi recebida; para uma entrada nova deixe-a vazia.",
            "Laissez la cellule telle que reçue ; pour une nouvelle entrée, laissez-la vide.",
        ),
    ),
    "too_long": (
        Text(
            "The text has more than {longest} signs.",
            "El texto supera {longest} caracteres.",
            "O texto passa de {longest} caracteres.",
            "Le texte dépasse {longest} caractères.",
        ),
        Text("Shorten it.", "Acórtelo.", "Encurte-o.", "Raccourcissez-le."),
    ),
    "formula": (
        Text(
            "The cell has a formula.",
            "La celda contiene una fórmula.",
            "A célula contém uma fórmula.",
            "La cellule contient une formule.",
        ),
        Text(
            "Write the value itself; if the text begins with =, put an apostrophe or another sign "
            "before it.",
            "Escriba el valor mismo; si el texto comienza con =, anteponga un apóstrofo u otro signo.",
            "Escreva o próprio valor; se o texto começa com =, anteponha um apóstrofo ou outro sinal.",
            "Écrivez la valeur elle-même ; si le texte commence par =, faites-le précéder d’une "
            "apostrophe ou d’un autre signe.",
        ),
    ),
    "cell_error": (
        Text(
            "The cell has an error of the spreadsheet.",
            "La celda contiene un error de la hoja de cálculo.",
            "A célula contém um erro da planilha.",
            "La cellule contient une erreur du tableur.",
        ),
        Text(
            "Write the value itself.",
            "Escriba el valor mismo.",
            "Escreva o próprio valor.",
            "Écrivez la valeur elle-même.",
        ),
    ),
    "duplicate": (
        Text(
            "The entry is the same as in row {other}.",
            "La entrada es la misma de la fila {other}.",
            "A entrada é a mesma da linha {other}.",
            "L’entrée est la même qu’à la ligne {other}.",
        ),
        Text(
            "Remove one of the two.",
            "Elimine una de las dos.",
            "Elimine uma das duas.",
            "Supprimez l’une des deux.",
        ),
    ),
    "same_number": (
        Text(
            "Row {other} has the same number.",
            "La fila {other} tiene el mismo número.",
            "A linha {other} tem o mesmo número.",
            "La ligne {other} porte le même numéro.",
        ),
        Text(
            "Leave the number of the entry that was copied; empty the other.",
            "Conserve el número de la entrada copiada y vacíe el otro.",
            "Conserve o número da entrada copiada e esvazie o outro.",
            "Conservez le numéro de l’entrée copiée et videz l’autre.",
        ),
    ),
    "future": (
        Text(
            "This day is still to come.",
            "Esta fecha aún no ha llegado.",
            "Esta data ainda não chegou.",
            "Cette date est à venir.",
        ),
        Text(
            "Write the day on which the organisation confirmed the entry, or leave the cell empty.",
            "Escriba el día en que la organización confirmó la entrada o deje la celda vacía.",
            "Escreva o dia em que a organização confirmou a entrada ou deixe a célula vazia.",
            "Écrivez le jour où l’organisation a confirmé l’entrée ou laissez la cellule vide.",
        ),
    ),
    "no_such_number": (
        Text(
            "There is no entry of this number.",
            "No existe ninguna entrada con este número.",
            "Não existe entrada com este número.",
            "Aucune entrée ne porte ce numéro.",
        ),
        Text(
            "Take the workbook out again and change that; for a new entry leave the cell empty.",
            "Descargue de nuevo el libro y modifíquelo; para una entrada nueva deje la celda vacía.",
            "Baixe novamente a planilha e altere-a; para uma entrada nova deixe a célula vazia.",
            "Téléchargez de nouveau le classeur et modifiez-le ; pour une nouvelle entrée, laissez la "
            "cellule vide.",
        ),
    ),
    "exists": (
        Text(
            "Another entry, number {other}, already says the same.",
            "Otra entrada, la número {other}, ya dice lo mismo.",
            "Outra entrada, a de número {other}, já diz o mesmo.",
            "Une autre entrée, la numéro {other}, dit déjà la même chose.",
        ),
        Text(
            "Change the title, or remove the row.",
            "Cambie el título o elimine la fila.",
            "Altere o título ou elimine a linha.",
            "Changez le titre ou supprimez la ligne.",
        ),
    ),
    "shown": (
        Text(
            "The entry is shown outside the secretariat already.",
            "La entrada ya se muestra fuera de la secretaría.",
            "A entrada já é mostrada fora da secretaria.",
            "L’entrée est déjà visible hors du secrétariat.",
        ),
        Text(
            "Ask a person who publishes to enter this row.",
            "Pida a una persona que publica que ingrese esta fila.",
            "Peça a uma pessoa que publica que insira esta linha.",
            "Demandez à une personne qui publie de saisir cette ligne.",
        ),
    ),
}
"""What can be wrong with a cell: what is said of it, and how to mend it."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell.

    Parameters
    ----------
    code : str
        One of :data:`PROBLEMS`.
    sheet : str
        The name of the sheet.
    row : int
        The row, as the spreadsheet counts.
    column : str
        One of :data:`COLUMNS`.
    value : str
        What stands in the cell.
    other : int, optional
        The row, or the number of the entry, that it collides with.
    suggestions : tuple of str
        Names that come near the value.
    """

    code: str
    sheet: str
    row: int
    column: str
    value: str = ""
    other: int | None = None
    suggestions: tuple[str, ...] = ()

    def what(self, language: str) -> str:
        """What is wrong, in a language."""
        return PROBLEMS[self.code][0][language].format(
            other=self.other, longest=_longest(self.column)
        )

    def remedy(self, language: str) -> str:
        """How to mend it, in a language."""
        told = f": {', '.join(self.suggestions)}" if self.suggestions else ""
        return PROBLEMS[self.code][1][language].format(near=told)


@dataclass(frozen=True)
class Reading:
    """What was read of a sheet: the entries without a problem, and all problems of the others.

    `rows` are the rows that the entries stand in, as the spreadsheet counts.
    """

    sheet: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    rows: tuple[int, ...] = ()


def folded(name: str) -> str:
    """A name whatever its case, accents and spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def codes_of(named: Mapping[str, Iterable[Words | Text]]) -> dict[str, str]:
    """The code that each folded code or name stands for; a name of two codes stands for none.

    Parameters
    ----------
    named : mapping
        The names of each code, in as many languages as there are.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, texts in named.items():
        for text in texts:
            for _, words in text.items():
                found[folded(words)].add(code)
    unique = {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}
    return unique | {folded(code): code for code in named}


def codes_of_organisations(organisations: Iterable[Organisation]) -> dict[str, str]:
    """As :func:`codes_of`, of organisations by their full and short names."""
    return codes_of({one.code: (one.name, one.short) for one in organisations})


def codes_of_axes(axes: Iterable[Axis]) -> dict[str, str]:
    """As :func:`codes_of`, of axes."""
    return codes_of({axis.code: (axis.name,) for axis in axes})


def codes_of_topics(axis: Axis) -> dict[str, str]:
    """As :func:`codes_of`, of the topics of an axis."""
    return codes_of({topic.code: (topic.name,) for topic in axis.topics})


def read_entries(
    file: Path | BinaryIO,
    axes: Sequence[Axis],
    organisations: Sequence[Organisation],
    *,
    language: str = "es",
    topic_needed: bool = False,
) -> Reading:
    """Read the entries of a workbook in the layout of :func:`~cedic.publish.convergence_book.book`.

    Parameters
    ----------
    file : Path or binary file
        The workbook, which can be a stranger's.
    axes, organisations : sequence
        Those that there are. Cells name them, and their topics, by code or in any language.
    language : str
        The language of titles below a header that does not say one, such as "Título".
    topic_needed : bool, default False
        Whether an entry without a topic is a problem.

    Returns
    -------
    Reading
        Nothing is guessed: a row with a problem gives no entry. Rows without any value are passed
        over. Spaces and line breaks in a text become one space.

    Raises
    ------
    DataError
        If it is no workbook, is damaged, holds too much, or lacks a column.
    MissingLibraryError
        If openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingLibraryError("openpyxl", "reading an Excel workbook") from None
    where = file.name if isinstance(file, Path) else ""
    try:
        _check_archive(file, where)
        book = openpyxl.load_workbook(file, read_only=True, data_only=False)
        try:
            sheet = _sheet_of_entries(book, where)
            place = f"{where}, {sheet.title}" if where else sheet.title
            rows = _rows(sheet, place)
            needed = (*_NEEDED, "topic") if topic_needed else _NEEDED
            header = _header(next(rows, (1, ()))[1], needed, place, language)
            return _Reader(sheet.title, header, needed, axes, organisations).read(rows)
        finally:
            book.close()
    except OSError as error:
        told = error.strerror or error
        raise DataError(f"The file cannot be read: {told}.", where=where or None) from error
    except DAMAGE as error:
        raise DataError(
            "The file is not an Excel workbook, or it is damaged.",
            where=where or None,
            remedy="open it in a spreadsheet and save it as .xlsx, without a password",
        ) from error


def _check_archive(file: Path | BinaryIO, where: str) -> None:
    """Refuse what would fill the memory once unpacked, or hold what no spreadsheet writes."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        packed, unpacked = (sum(getattr(one, size) for one in parts) for size in _SIZES)
        if packed > MOST_BYTES or unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
            raise DataError(
                f"The workbook is too large: {unpacked / 1e6:,.0f} MB in {len(parts):,} parts once "
                f"unpacked; {MOST_UNPACKED / 1e6:,.0f} MB in {MOST_PARTS:,} parts are read.",
                where=where or None,
                remedy="give the sheet of entries alone",
            )
        if any(_has_entities(archive, one.filename) for one in parts if not one.is_dir()):
            raise DataError(
                "The workbook holds XML that no spreadsheet writes.",
                where=where or None,
                remedy="open it in a spreadsheet and save it again as .xlsx",
            )


_SIZES = ("compress_size", "file_size")


def _has_entities(archive: zipfile.ZipFile, name: str) -> bool:
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return False
    with archive.open(name) as part:
        end = b""
        while piece := part.read(1 << 20):
            if any(mark in end + piece for mark in _ENTITIES):
                return True
            end = piece[-10:]
    return False


def _sheet_of_entries(book: Any, where: str) -> Any:
    names = {folded(words) for _, words in SHEET.items()}
    sheets = book.worksheets
    if not sheets:
        raise DataError("The workbook has no sheet.", where=where or None, remedy="give it one")
    return next((one for one in sheets if folded(one.title) in names), sheets[0])


def _rows(sheet: Any, place: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of a sheet with their numbers, as many as may be."""
    # A sheet may say that it is as large as can be.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise DataError(
                f"The sheet has more than {MOST_ROWS:,} rows.",
                where=place,
                remedy="give it in parts, and remove empty rows that have a format",
            )
        yield number, row


def _header(row: Sequence[Any], needed: Sequence[str], place: str, language: str) -> dict[int, str]:
    """The column of :data:`COLUMNS` at each place of the header."""
    known = codes_of({code: (name,) for code, name in COLUMNS.items()})
    known |= {folded(words): f"title_{language}" for _, words in _TITLE.items()}
    header: dict[int, str] = {}
    for at, cell in enumerate(row):
        column = known.get(folded(str(cell.value or "")[:LONGEST]))
        if column is None:
            continue
        if column in header.values():
            raise DataError(
                f"Two columns are called {COLUMNS[column]!s}.", where=place, remedy="remove one"
            )
        header[at] = column
    missing = [COLUMNS[one].en for one in needed if one not in header.values()]
    if not any(column.startswith("title_") for column in header.values()):
        missing.append(_TITLE.en)
    if missing:
        raise DataError(
            f"The sheet lacks the columns {', '.join(missing)}.",
            where=place,
            remedy="name them in the first row, as in a workbook that is taken out here",
        )
    return header


class _Reader:
    """Reads the rows below a header, one after the other."""

    def __init__(
        self,
        sheet: str,
        header: Mapping[int, str],
        needed: Sequence[str],
        axes: Sequence[Axis],
        organisations: Sequence[Organisation],
    ) -> None:
        self.sheet = sheet
        self.header = header
        self.needed = needed
        self.organisations = codes_of_organisations(organisations)
        self.axes = codes_of_axes(axes)
        self.kinds = codes_of({code: (name,) for code, name in ENTRY_KINDS.items()})
        self.topics = {axis.code: codes_of_topics(axis) for axis in axes}
        self.problems: list[Problem] = []

    def read(self, rows: Iterable[tuple[int, Sequence[Any]]]) -> Reading:
        """All rows."""
        found: list[Entry] = []
        places: list[int] = []
        seen: dict[tuple[str, ...], int] = {}
        numbers: dict[int, int] = {}
        for number, row in rows:
            cells = {
                column: row[at]
                for at, column in self.header.items()
                if at < len(row) and not _is_empty(row[at].value)
            }
            entry = self._entry(number, cells) if cells else None
            if entry is None:
                continue
            title = next(iter(entry.title.values()))
            other = seen.setdefault(entry.key, number)
            if other != number:
                column = next(one for one in cells if one.startswith("title_"))
                self._doubt("duplicate", number, column, title, other=other)
                continue
            if entry.id is not None:
                other = numbers.setdefault(entry.id, number)
                if other != number:
                    self._doubt("same_number", number, "id", str(entry.id), other=other)
                    continue
            found.append(entry)
            places.append(number)
        return Reading(self.sheet, tuple(found), tuple(self.problems), tuple(places))

    def _doubt(self, code: str, row: int, column: str, value: str = "", **more: Any) -> None:
        self.problems.append(Problem(code, self.sheet, row, column, one_line(value, 120), **more))

    def _entry(self, row: int, cells: Mapping[str, Any]) -> Entry | None:
        """The entry of a row, or None and what is wrong with it."""
        before = len(self.problems)
        texts = {
            column: self._text(row, column, cell)
            for column, cell in cells.items()
            if column not in ("id", "validated")
        }
        organisation = self._code(row, "organisation", texts, self.organisations)
        axis = self._code(row, "axis", texts, self.axes)
        kind = self._code(row, "kind", texts, self.kinds)
        topic = self._code(row, "topic", texts, self.topics[axis]) if axis in self.topics else ""
        titles = {one: texts.get(f"title_{one}", "") for one in LANGUAGES}
        if not any(f"title_{one}" in cells for one in LANGUAGES):
            shown = next(one for one in self.header.values() if one.startswith("title_"))
            self._doubt("missing", row, shown)
        if "source" not in cells:
            self._doubt("missing", row, "source")
        address = texts.get("address", "")
        if address and not is_web_address(address):
            self._doubt("not_an_address", row, "address", address)
        validated = self._day(row, cells.get("validated"))
        number = self._number(row, cells.get("id"))
        if len(self.problems) > before:
            return None
        title = {language: words for language, words in titles.items() if words}
        return Entry(
            organisation, axis, kind, topic, title, texts["source"], address, validated, number
        )

    def _text(self, row: int, column: str, cell: Any) -> str:
        """The text of a cell; empty and a problem if it is none."""
        if self._is_calculated(row, column, cell):
            return ""
        value = cell.value
        told = value.date().isoformat() if isinstance(value, datetime) else str(value)
        if len(told) > _longest(column):
            self._doubt("too_long", row, column, told)
            return ""
        return one_line(told, LONGEST)

    def _is_calculated(self, row: int, column: str, cell: Any) -> bool:
        """Whether a cell is no value of its own, which is a problem."""
        value = cell.value
        shown = value if isinstance(value, str) else getattr(value, "text", None) or ""
        if cell.data_type == "e":
            self._doubt("cell_error", row, column, shown)
            return True
        marked = bool(cell.style_array.quotePrefix)
        if cell.data_type == "f" or (shown.lstrip().startswith("=") and not marked):
            self._doubt("formula", row, column, shown)
            return True
        return False

    def _code(
        self, row: int, column: str, texts: Mapping[str, str], known: Mapping[str, str]
    ) -> str:
        """The code that a cell stands for; empty and a problem if there is none."""
        told = texts.get(column)
        if told is None:
            if column in self.needed:
                self._doubt("missing", row, column)
            return ""
        found = known.get(folded(told), "")
        if told and not found:
            close = [known[name] for name in near(folded(told), known)] or sorted(known.values())
            few = tuple(dict.fromkeys(close))
            self._doubt("unknown", row, column, told, suggestions=few if len(few) <= 8 else ())
        return found

    def _day(self, row: int, cell: Any) -> date | None:
        if cell is None or self._is_calculated(row, "validated", cell):
            return None
        value = cell.value
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str) and _DAY.fullmatch(value.strip()):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        self._doubt("not_a_date", row, "validated", str(value))
        return None

    def _number(self, row: int, cell: Any) -> int | None:
        if cell is None or self._is_calculated(row, "id", cell):
            return None
        told = str(cell.value).strip()
        if re.fullmatch(r"[0-9]{1,15}(\.0)?", told):
            return int(told.partition(".")[0])
        self._doubt("not_a_number", row, "id", told)
        return None


def _longest(column: str) -> int:
    return LONGEST_REFERENCE if column in ("source", "address") else LONGEST


def is_web_address(address: str) -> bool:
    """Whether a text is the address of a page on the web, and nothing that a browser would run."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and not re.search(r"[\s<>\"'\\]", address)
        )
    except ValueError:
        return False


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not one_line(value, len(value)))
