"""Downloads: any selection of a dataflow as a stream of bytes, whatever its size."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import LANGUAGES, Code, Component, Representation
from cedic.publish import facts, package, sheet
from cedic.publish.citation import citation
from cedic.publish.sink import Piece, Sink
from cedic.warehouse import Release, Selection, Store
from cedic.warehouse.engine import identifier, read_errors_told
from cedic.warehouse.snapshot import Relation
from cedic.warehouse.text import csv_field, csv_text, lines, looked_up, number

if TYPE_CHECKING:
    import pyarrow as pa

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}
"""The formats of downloads, with their media types."""

LABELS = ("id", "name", "both")
LABELLED = ("csv", "xlsx")
"""The formats in which codes can be written with their names."""


def formats(found: facts.Facts) -> list[str]:
    """The formats in which all the observations can be taken at once."""
    return [format for format in MEDIA_TYPES if format != "xlsx" or found.rows <= sheet.SHEET_ROWS]


Names = Mapping[str, Sequence[Code]]
"""The codes that have names, by component."""


class NothingFound(UsageError):  # noqa: N818 - what it is
    """No observation answers."""


@dataclass(frozen=True)
class Labelling:
    """How codes are written.

    Parameters
    ----------
    labels : {"id", "name", "both"}
        As codes, as names, or as ``ARG: Argentina``.
    language : str
        The language of names: es, en, pt or fr.

    Raises
    ------
    UnknownCodeError
        If either is none of these.
    """

    labels: str = "id"
    language: str = "en"

    def __post_init__(self) -> None:
        if self.labels not in LABELS:
            raise UnknownCodeError("kind of labels", self.labels, LABELS)
        if self.language not in LANGUAGES:
            raise UnknownCodeError("language", self.language, LANGUAGES)

    def header(self, component: Component) -> str:
        """The head of a component's column."""
        return self._written(component.id, component.name[self.language])

    def _written(self, id: str, name: str) -> str:
        return {"id": id, "name": name, "both": f"{id}: {name}"}[self.labels]

    def value(self, component: Component, names: Names) -> str | None:
        """The SQL expression of a code with its name, or None where the value stands as it is."""
        codes = names.get(component.id)
        if self.labels == "id" or not codes:
            return None
        column = identifier(component.id)
        written = {code.id: self._written(code.id, code.name[self.language]) for code in codes}
        return f"coalesce({looked_up(column, written)}, {column})"


@dataclass(frozen=True)
class Download:
    """A selection of a dataflow, on its way to a file.

    Parameters
    ----------
    store : Store
        Where the figures are.
    selection : Selection
        Which observations.
    release : Release
        The release in which they appeared, see :func:`cedic.publish.facts.vintage`.
    format : str
        One of :data:`MEDIA_TYPES`.
    labelling : Labelling
        How codes are written in CSV and Excel.
    address : str
        The site's own address, for citations, without a slash at its end.

    Raises
    ------
    UnknownCodeError
        If there is no such format.
    UsageError
        If names are asked for in a format that has codes only.
    """

    store: Store
    selection: Selection
    release: Release
    format: str
    labelling: Labelling = Labelling()
    address: str = ""

    def __post_init__(self) -> None:
        if self.format not in MEDIA_TYPES:
            raise UnknownCodeError("format", self.format, MEDIA_TYPES)
        if self.labelling.labels != "id" and self.format not in LABELLED:
            raise UsageError(
                f"Codes have no names in {self.format}.",
                remedy=f"leave labels out, or take {' or '.join(LABELLED)}",
            )

    @property
    def file_name(self) -> str:
        """A telling name: the dataflow, the release, and whether it is a part."""
        part = "" if self._whole else "_selection"
        return f"{self.selection.dataflow.id}_release_{self.release.number}{part}.{self.format}"

    @property
    def _whole(self) -> bool:
        return self.selection == Selection(self.selection.dataflow, {})

    @cached_property
    def facts(self) -> facts.Facts:
        """What a reader must know of the observations selected."""
        if self._whole:
            return facts.of_dataflow(self.store, self.selection.dataflow, self.release)
        return facts.of_selection(self.store, self.selection, self.release)

    def check(self) -> None:
        """Make sure, before anything is sent, that it can be.

        Raises
        ------
        UnknownCodeError
            If a code occurs nowhere in the dataflow.
        NothingFound
            If no observation answers.
        TooManyRows
            If the observations do not fit in an Excel sheet.
        StoreError
            If the dataflow's table is missing or damaged.
        """
        with self._relation() as relation:
            try:
                self.selection.check(relation)
            except UnknownCodeError:
                raise
            except UsageError as error:
                raise NothingFound(error.what, remedy=error.remedy) from error
        if self.format == "xlsx" and self.facts.rows > sheet.SHEET_ROWS:
            raise sheet.TooManyRows

    def pieces(self) -> Iterator[Piece]:
        """The file, piece by piece, the first one at once.

        What it needs of memory does not grow with the number of observations. Closing the iterator
        early ends the query.
        """
        return {
            "csv": self._csv,
            "json": self._json,
            "parquet": self._parquet,
            "xlsx": self._xlsx,
            "zip": self._zip,
        }[self.format]()

    def _table(self) -> Relation:
        return self.store.snapshot(self.release.number).relation(self.selection.dataflow)

    @contextmanager
    def _relation(self) -> Iterator[Relation]:
        """The table, whose query ends with the context, read to its end or not."""
        with read_errors_told(self.store.location):
            relation = self._table()
            try:
                yield relation
            finally:
                relation.cursor.interrupt()
                relation.cursor.close()

    def _lines(self, row: str) -> Iterator[Piece]:
        with read_errors_told(self.store.location):
            yield from lines(self.selection, self._table(), row)

    @property
    def _names(self) -> Names:
        flow = self.selection.dataflow
        return (
            {}
            if self.labelling.labels == "id"
            else facts.of_dataflow(self.store, flow, self.release).codes
        )

    def _csv(self) -> Iterator[Piece]:
        components = self.selection.dataflow.components
        yield csv_head(components, self.labelling)
        yield from self._lines(csv_row(components, self.labelling, self._names))

    def _json(self) -> Iterator[Piece]:
        yield from json_array(self._lines(json_row(self.selection.dataflow.components)))

    def _parquet(self) -> Iterator[Piece]:
        with self._relation() as relation:
            about = dict(self._about())
            yield from parquet(self.selection.read(relation), about)

    def _xlsx(self) -> Iterator[Piece]:
        components, names = self.selection.dataflow.components, self._names
        named = {
            part.id: text for part in components if (text := self.labelling.value(part, names))
        }
        head = [self.labelling.header(part) for part in components]
        rows = self._lines(sheet.sheet_row(components, named))
        yield from sheet.workbook(head, rows, self.release.created, self._about())

    def _zip(self) -> Iterator[Piece]:
        sink = Sink()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in package.documents(self.facts, self.address).items():
                archive.writestr(self._entry(name), text)
                yield sink.taken()
            name = f"{self.selection.dataflow.id}.csv"
            # How long it will be is not known: places for more than 4 GB are kept.
            with archive.open(self._entry(name), "w", force_zip64=True) as member:
                for piece in self._csv():
                    member.write(piece)
                    yield sink.taken()
        yield sink.taken()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        """An entry whose time is the release's, so that the same file comes each time."""
        entry = zipfile.ZipInfo(name, self.release.created.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return entry

    def _about(self) -> list[tuple[str, str]]:
        """What a table says of itself: name, release, sources, terms, citation."""
        found, language = self.facts, self.labelling.language
        cited = citation(found, self.address)
        return [
            ("name", found.dataflow.name[language]),
            ("description", found.dataflow.description[language]),
            ("release", str(self.release.number)),
            ("released", self.release.created.isoformat(timespec="seconds")),
            *(
                (
                    "source" if len(found.sources) == 1 else f"source_{number}",
                    _source(source, language),
                )
                for number, source in enumerate(found.sources, 1)
            ),
            ("publisher", cited.publisher),
            ("citation", cited.text(language)),
            ("url", cited.url),
        ]


def _source(source: facts.Basis, language: str) -> str:
    vintages = ", ".join(source.vintages)
    return f"{source.id}: {source.name[language]}. {source.provider}, {vintages}. {source.licence}"


def csv_head(components: Sequence[Component], labelling: Labelling = Labelling()) -> bytes:
    """The first line of a CSV file."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(labelling.header, components))
    return line.getvalue().encode()


def csv_row(
    components: Sequence[Component], labelling: Labelling = Labelling(), names: Names | None = None
) -> str:
    """The SQL expression of an observation as a line of a CSV file."""
    fields = []
    for component in components:
        named = labelling.value(component, names or {})
        fields.append(csv_text(named) if named else csv_field(component))
    # One call: a chain of || would copy what it has so far at each field.
    return "concat(" + ", ',', ".join(fields) + ", chr(10))"


def json_row(components: Sequence[Component]) -> str:
    """The SQL expression of an observation as a JSON object, with a comma and a line's end before it.

    Numbers stand as numbers; what is missing is null.
    """
    fields = (f"""'"{part.id}":', {_json_value(part)}""" for part in components)
    return "concat(',', chr(10), '{', " + ", ',', ".join(fields) + ", '}')"


def _json_value(component: Component) -> str:
    column = identifier(component.id)
    if component.representation in (Representation.CODE, Representation.TIME):
        # Codes and periods hold nothing that JSON would have to escape.
        return f"coalesce(chr(34) || {column} || chr(34), 'null')"
    if component.representation is Representation.STRING:
        return f"coalesce(to_json({column})::VARCHAR, 'null')"
    return f"coalesce({number(component)}, 'null')"


def json_array(objects: Iterable[Piece]) -> Iterator[Piece]:
    """Objects of :func:`json_row` as an array, one object a line."""
    yield b"["
    first = True
    for piece in objects:
        # The first object has none before it, and needs no comma.
        yield piece[1:] if first else piece
        first = first and not piece
    yield b"]\n" if first else b"\n]\n"


def parquet(rows: pa.RecordBatchReader, about: Mapping[str, str]) -> Iterator[Piece]:
    """Rows as a Parquet file, a row group for each batch, with `about` in the schema's metadata."""
    import pyarrow.parquet as pq

    sink = Sink()
    schema = rows.schema.with_metadata(dict(about))
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        yield sink.taken()
        for batch in rows:
            writer.write_batch(batch)
            yield sink.taken()
    yield sink.taken()
